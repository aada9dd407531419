"""How near two indicator names are: shared pairs of characters, after words that every indicator has are dropped."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from perfeval_xl.form_words import bare_name

NEAR = 0.55  # from here on two names may mean the same indicator
OTHER_HEADING = 0.2  # taken off where the two stand under different second-level headings
CONTAINED = 0.9  # worth of a name that lies wholly inside the other

_MARKS = re.compile(r"[\s★☆*“”\"'《》〈〉【】\[\]（）(){}、，,。.;；:：/／\-—_≥≤><＞＜=＝%％\d]")
_GENERIC = re.compile(r"完成率|达标率|完成情况|情况|完成|年度|本年|全年|当年|指标|项目|数量|率|数|的|及|与|和")


@lru_cache(maxsize=8192)
def letters(name: str) -> str:
    """A bare name without marks and figures, to hold two against each other: 指标1：参合“人数”（人） -> 参合人数."""
    return _MARKS.sub("", bare_name(name))


@lru_cache(maxsize=8192)
def essence(name: str) -> str:
    """What is left of a name without the generic words; all of it where nothing would be left."""
    bare = letters(name)
    left = _GENERIC.sub("", bare)
    return left if len(left) >= 2 else bare


@lru_cache(maxsize=8192)
def _pairs(text: str) -> tuple[Counter[str], int]:
    pairs = Counter(text[index : index + 2] for index in range(len(text) - 1)) or Counter([text])
    return pairs, sum(pairs.values())


def likeness(one: str, other: str, same_heading: bool = True) -> float:
    """0 (nothing in common) to 1 (the same but for generic words)."""
    first, second = essence(one), essence(other)
    if not first or not second:
        return 0.0
    if first == second:
        score = 1.0
    else:
        (pairs, size), (others, other_size) = _pairs(first), _pairs(second)
        common = sum((pairs & others).values())
        score = 2 * common / (size + other_size)
        if min(size, other_size) >= 2:
            score = max(score, CONTAINED * common / min(size, other_size))
    return score if same_heading else score - OTHER_HEADING
