"""Tables of synonyms: how a printed label is looked up, and how a line of such a table is written."""

from __future__ import annotations

from typing import NamedTuple

from perfeval_xl.form_words import one_of
from perfeval_xl.patterns import lazy

_MOST_KNOWN = 8192  # labels remembered a table
_LONGEST_HELD = 24  # characters of a label that is known by a word somewhere in it; what is longer is text


class Concept(NamedTuple):
    """One column or field of the form: the labels it goes by, and families of further ones."""

    name: str
    words: tuple[str, ...]
    families: tuple[str, ...]  # regular expressions


def concept(name: str, words: str, *families: str) -> Concept:
    """One line of a table. Each of `words` (parted by blanks) is a label of this concept: to add one is to know it."""
    return Concept(name, tuple(words.split()), families)


def named(core: str, before: str = "", after: str = "") -> str:
    """A family of labels: any words of `before`, one of `core`, at most one of `after`: 全年|实际 + 完成 + 值|情况."""
    first = f"(?:{one_of(before.split())})*" if before else ""
    last = f"(?:{one_of(after.split())})?" if after else ""
    return f"{first}(?:{one_of(core.split())}){last}"


def holding(words: str, then: str = "", besides: str = "") -> str:
    """A family of labels that hold one of `words` (and, behind it, one of `then`), and none of `besides`."""
    none = f"(?!.*(?:{one_of(besides.split())}))" if besides else ""
    behind = f"(?:{one_of(then.split())})" if then else ""
    return f"(?!.{{{_LONGEST_HELD + 1}}}){none}.*(?:{one_of(words.split())}){'.*' + behind if then else '.*'}"


class Table:
    """Concepts that labels of one sort are looked up in: by their words, else by the first family that fits."""

    __slots__ = ("by_family", "by_word", "concepts", "known")

    def __init__(self, *concepts: Concept) -> None:
        self.concepts = concepts
        self.by_word = {word: one.name for one in concepts for word in one.words}
        families = (f"(?P<{one.name}>{'|'.join(one.families)})" for one in concepts if one.families)
        self.by_family = lazy("|".join(families))  # the first that fits has its name
        self.known: dict[str, str | None] = {}  # labels looked up before


def concept_of(table: Table, core: str) -> str | None:
    """The concept whose words a label's core is, in this table; None where it is none of them."""
    if not core:
        return None
    known = table.known
    if core in known:
        return known[core]
    if len(known) >= _MOST_KNOWN:
        known.clear()
    found = table.by_word.get(core)
    if found is None and (family := table.by_family.fullmatch(core)) is not None:
        found = family.lastgroup
    known[core] = found
    return found


def nearest(table: Table, core: str) -> tuple[str, str] | None:
    """(concept, known label) that a label nearly is: one slip in four to seven characters, two in eight or more."""
    if len(core) < 3:
        return None
    best: tuple[int, str, str] | None = None
    for one in table.concepts:
        if one.name in ("ignored", "known"):
            continue
        for word in one.words:
            allowed = 2 if min(len(core), len(word)) >= 8 else 1
            if len(word) < 3 or abs(len(core) - len(word)) > allowed:
                continue
            distance = _distance(core, word, allowed)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, one.name, word)
    return best[1:] if best else None


def _distance(left: str, right: str, allowed: int) -> int | None:
    """Edit distance with swapped neighbours counting one; None where it is more than allowed."""
    before: list[int] = []
    last = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1] if last[-1] <= allowed else None
