"""Text as a cell can hold it, whoever wrote it: no characters that XML forbids, never too long."""

from __future__ import annotations

import re

LONGEST_TEXT = 32_000  # a cell holds at most 32,767 characters
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cell_text(text: str) -> str:
    """Text that fits into a cell: no characters that XML forbids, line ends as \\n, cut with a word where too long."""
    if not text.isprintable():
        text = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "…（以下略）"
