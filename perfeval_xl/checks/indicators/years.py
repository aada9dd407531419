"""Checks of the family I on the years of targets and results: those of the self-assessment."""

from __future__ import annotations

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.reasons import gives_reason
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.form import Indicator, MeaningKind
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity

_K = MeaningKind
_YEAR_SHOWS = lazy("20[0-9]{2}|(?<![0-9])[0-9]{2}年")


DEADLINE_IN_ANOTHER_YEAR = Kind(
    code="I319",
    severity=Severity.WARNING,
    title="目标时间不在自评年度内",
    says="年度指标值“{stated}”不在自评年度 {year} 年之内。",
    do="请核对年份。",
    explains=("S504",),
)


@check(DEADLINE_IN_ANOTHER_YEAR, over="indicator")
def deadline_is_in_the_year(row: Indicator, case: Case) -> Draft | None:
    """检查内容：目标值里写明年份的时间在自评年度之内；早于自评年度的为提醒，晚于的（跨年项目）为建议。
    依据：年度指标值是当年的目标，沿用往年表格时年份常忘记改。
    例（好）：2023 年度的表，目标“2023年12月31日前”。
    例（坏）：2023 年度的表，目标“2022年12月31日前”。
    """
    target, year = row.target_value, case.form.year
    if year is None or target.day is None or target.kind not in (_K.DEADLINE, _K.DATE):
        return None
    start = target.day_from or target.day
    if start.year <= year <= target.day.year or not _YEAR_SHOWS.search(target.text):
        return None
    if target.kind is _K.DEADLINE and target.day.year > year:
        return case.at(DEADLINE_IN_ANOTHER_YEAR, row, "target", severity=Severity.HINT, year=year)
    return case.at(DEADLINE_IN_ANOTHER_YEAR, row, "target", year=year)


RESULT_IN_ANOTHER_YEAR = Kind(
    code="I328",
    severity=Severity.WARNING,
    title="完成时间不在自评年度内",
    says="实际完成值“{stated}”不在自评年度 {year} 年之内。",
    do="请核对年份。",
)


@check(RESULT_IN_ANOTHER_YEAR, over="indicator")
def result_is_of_the_year(row: Indicator, case: Case) -> Draft | None:
    """检查内容：完成值里写明年份的时间不早于自评年度；目标时间不在自评年度之前的，也不晚于自评年度（逾期的按得分核对）；
    说明了原因的不提。
    依据：自评的是当年完成的事，沿用往年表格时年份常忘记改。
    例（好）：2023 年度的表，目标“9月底前”，完成值“2023年9月15日”。
    例（坏）：2023 年度的表，目标“9月底前”，完成值“2022年9月15日”。
    """
    target, actual, year = row.target_value, row.actual_value, case.form.year
    if year is None or actual.day is None or actual.kind not in (_K.DEADLINE, _K.DATE):
        return None
    if actual.year_assumed or not _YEAR_SHOWS.search(actual.text):
        return None
    before = actual.day.year < year and (target.day is None or target.day.year >= year)
    if target.day_from is not None and target.day_from.year <= actual.day.year:
        before = False  # 2022年9月至2023年6月
    after = actual.day.year > year and target.day is not None and target.day.year > year
    if not (before or after) or gives_reason(row, case):
        return None
    return case.at(RESULT_IN_ANOTHER_YEAR, row, "actual", year=year)
