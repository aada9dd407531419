"""Which of many texts are nearly the same: candidates share one of the rarest pieces of each, then they are measured.

A text is known by the smallest hashes of its pieces of six characters; texts that are nearly the same have some of them
in common, so that time grows with the number of texts, not with their pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from zlib import crc32

_PIECE = 6
_SKETCH = 10
_CROWD = 60  # texts under one hash beyond which it tells nothing: what so many share is no copy


def near_pairs(texts: Sequence[str], least: float) -> list[tuple[int, int, float]]:
    """Pairs of places whose texts are at least so like (0 to 100), each with how like."""
    from rapidfuzz import fuzz

    by_hash: dict[int, list[int]] = {}
    for place, text in enumerate(texts):
        for one in _sketch(text):
            by_hash.setdefault(one, []).append(place)
    pairs = {pair for places in by_hash.values() if len(places) <= _CROWD for pair in combinations(places, 2)}
    measured = ((one, other, fuzz.ratio(texts[one], texts[other], score_cutoff=least)) for one, other in sorted(pairs))
    return [each for each in measured if each[2] >= least]


def _sketch(text: str) -> list[int]:
    pieces = {text[at : at + _PIECE] for at in range(max(1, len(text) - _PIECE + 1))}
    return sorted(crc32(one.encode("utf-8", "surrogatepass")) for one in pieces)[:_SKETCH]
