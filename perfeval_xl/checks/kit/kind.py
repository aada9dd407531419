"""One kind of finding: its code, severity and words. The only place where a finding's text is put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.result import Finding, Severity
from perfeval_xl.units import plain

HABIT = 5  # times from which on a fault of rows is told once: it is one habit
MOST_PLACES = 12  # named in one finding
LONGEST = 12  # characters of a cell quoted behind its address


@dataclass(frozen=True, slots=True)
class Kind:
    """What is said of one kind of finding.

    `says` and `do` are templates: `{name}` is filled from what the check gives (`stated` and `expected` are
    always there). `explains` lists codes that are not reported beside this one when they rest on the same cell or row:
    one cause, one finding. An entry may be a whole code (S503) or the beginning of several (S5). `together` says all
    findings of the kind at once, for one that repeats over a form (`fewest` times or more): `{count}` and `{where}`
    (E21“明显”、E22) are added, and `{each}`, what is said of them one by one. It stands at the first of them, or at
    the one with most of what `foremost` names in the template's values.
    `undecided`: the program does not judge, a person decides.
    """

    code: str
    severity: Severity
    title: str
    says: str
    do: str
    explains: tuple[str, ...] = ()
    together: str = ""
    fewest: int = 2
    foremost: str = ""
    undecided: bool = False

    def message(self, context: dict[str, object]) -> str:
        """The message for one case."""
        return _filled(self.says, context)

    def of_all(self, context: dict[str, object], findings: Sequence[Finding]) -> str:
        """One message for all findings of the kind on a form."""
        said = [one.label if one.stated is None else one.stated for one in findings]
        named = zip(findings[:MOST_PLACES], said, strict=False)
        places = [f"{one.cell or one.label}{quoted(text)}" for one, text in named]
        each = "；".join(one.message.rstrip("。") for one in findings[:MOST_PLACES])
        where = "、".join(places) + (" 等" if len(findings) > MOST_PLACES else "")
        return _filled(self.together, context | {"count": len(findings), "where": where, "each": each})

    def advice(self, context: dict[str, object]) -> str:
        """What to do about it (请…)."""
        return _filled(self.do, context)


def quoted(stated: str | None) -> str:
    """What stands in a cell, behind its address; a blank says nothing."""
    if not stated or stated == "空白":
        return ""
    line = " ".join(stated.split())
    return f"“{line if len(line) <= LONGEST else line[: LONGEST - 1] + '…'}”"


_INNER = str.maketrans("“”", "‘’")


def _filled(template: str, context: dict[str, object]) -> str:
    """A template with its values; quotes inside what it puts into quotes are the inner ones: “‘三公’经费控制率”."""
    inner = {
        key: value.translate(_INNER)
        for key, value in context.items()
        if isinstance(value, str) and "“" in value and f"“{{{key}}}”" in template
    }
    return template.format_map(_Words(context | inner))


class _Words(dict[str, object]):
    """Values of a template as a clerk writes them: a Decimal without exponent and trailing zeros."""

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        return plain(value) if isinstance(value, Decimal) else value
