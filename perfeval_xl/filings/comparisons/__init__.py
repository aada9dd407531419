"""Comparisons between filings (codes C): what one form says held against others of the batch, and of last year."""

from __future__ import annotations

from collections.abc import Sequence

from perfeval_xl.checks.kit.registry import Check, registered
from perfeval_xl.filings.batch import Comparison, Filed
from perfeval_xl.filings.comparisons import apart, copies, last_year, same_project
from perfeval_xl.filings.comparisons.kit import Filings
from perfeval_xl.problems import FileError
from perfeval_xl.result import Severity

__all__ = ["FAMILIES", "compare"]

_INCOMPLETE = "这份程序没有带汇总用的部分（{name}），核对、评分照常；要汇总、抽样，请用带汇总的那一份。"

FAMILIES = (same_project, copies, apart, last_year)  # to import them is to register their checks
_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


def compare(forms: Sequence[Filed], last: Sequence[Filed] = ()) -> tuple[list[Comparison], list[str]]:
    """Every comparison over the forms that count, each at its form, too; and a sentence for each that did not run.

    Raises FileError R915 where this program has not what comparing takes.
    """
    filings = Filings(forms, last)
    found: list[Comparison] = []
    failed: list[str] = []
    for one in _checks():
        try:
            found += list(one.run(filings))
        except ModuleNotFoundError as missing:  # a folder that runs may have been made without pandas
            raise FileError("R915", _INCOMPLETE.format(name=missing.name)) from None
        except Exception as fault:
            why = f"（程序内部问题：{type(fault).__name__}），其余不受影响。"
            failed.append(f"核对项“{one.kind.code} {one.kind.title}”没有完成{why}")
    for one in sorted(found, key=lambda one: (_WEIGHT[one.finding.severity], one.finding.code)):
        one.filed.comparisons.append(one)
    return found, failed


def _checks() -> list[Check]:
    return [one for _, one in sorted(registered().items()) if one.over == "filings"]
