"""One kind of finding: its code, severity and words. The only place where a finding's text is put together."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.form import Severity
from perfeval_xl.units import plain


@dataclass(frozen=True, slots=True)
class Kind:
    """What is said of one kind of finding.

    `says` and `do` are templates: `{name}` is filled from what the check gives (`stated` and `expected` are
    always there). `explains` lists codes that are not reported beside this one when they rest on the same cell or row:
    one cause, one finding. An entry may be a whole code (S503) or the beginning of several (S5).
    """

    code: str
    severity: Severity
    title: str
    says: str
    do: str
    explains: tuple[str, ...] = ()

    def message(self, context: dict[str, object]) -> str:
        """The message for one case."""
        return self.says.format_map(_Words(context))

    def advice(self, context: dict[str, object]) -> str:
        """What to do about it (请…)."""
        return self.do.format_map(_Words(context))


class _Words(dict[str, object]):
    """Values of a template as a clerk writes them: a Decimal without exponent and trailing zeros."""

    def __getitem__(self, key: str) -> object:
        value = super().__getitem__(key)
        return plain(value) if isinstance(value, Decimal) else value
