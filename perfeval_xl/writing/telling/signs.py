"""Signs that may not reach a terminal or JSON raw, and signs that a console's code page does not have."""

from __future__ import annotations

import codecs
import re
from unicodedata import normalize

# Control characters, also those above 127 (but for tab and line end), directions of writing, halves of a character.
_DANGEROUS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ALIKE = {"−": "－", "•": "·", "✓": "√", "✔": "√", "✗": "×", "✘": "×", "⩾": "≥", "⩽": "≤", "¥": "￥"}
_MISSING = "〓"  # what printers have always put where they lack a sign


def shown(text: str) -> str:
    """The text with what could steer a terminal or turn it round written out: \\x1b, \\u202e."""
    return _DANGEROUS.sub(_written_out, text)


def escaped_in_json(text: str) -> str:
    """The same inside JSON, where every such sign has a spelling that means the sign itself."""
    return _DANGEROUS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _written_out(found: re.Match[str]) -> str:
    number = ord(found[0])
    if 0xDC80 <= number <= 0xDCFF:  # a byte of a file name that is no UTF-8
        number -= 0xDC00
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"


def _replaced(problem: UnicodeError) -> tuple[str, int]:
    """For signs that an encoding lacks: one that looks alike, else 〓; never ?, which says another thing."""
    if not isinstance(problem, UnicodeEncodeError):
        raise problem
    signs = problem.object[problem.start : problem.end]
    return "".join(_alike(sign, problem.encoding) for sign in signs), problem.end


def _alike(sign: str, encoding: str) -> str:
    for other in (_ALIKE.get(sign, ""), normalize("NFKC", sign), _MISSING):
        try:
            if other and other != sign:
                other.encode(encoding)
                return other
        except UnicodeEncodeError:
            continue
    return f"\\u{ord(sign):04x}"


def register() -> str:
    """The name of the way in which encoding meets signs that it lacks, ready for use."""
    codecs.register_error("perfeval-xl", _replaced)
    return "perfeval-xl"
