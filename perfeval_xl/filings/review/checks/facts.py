"""Checks V751 to V753: days of completion and acceptance, unit costs among their kind, the sample beside its list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from perfeval_xl.filings.review.checks.kit import Case, ReviewKind, check, share_shown
from perfeval_xl.filings.review.filled import FilledProject, FilledRow
from perfeval_xl.filings.review.reviewed import ReviewFinding
from perfeval_xl.filings.review.words import Beside, Head
from perfeval_xl.form_words import bare_name, folded_name
from perfeval_xl.patterns import lazy
from perfeval_xl.reading.meaning.values import parse_actual
from perfeval_xl.result import Severity

_E, _W = Severity.ERROR, Severity.WARNING
_DAY = r"(20[0-9]{2})\s{0,2}[年./-]\s{0,2}([0-9]{1,2})\s{0,2}[月./-]\s{0,2}([0-9]{1,2})"
_ANY_DAY = lazy(_DAY)
_ACCEPTED_ON = lazy(rf"验收[^。；;]{{0,16}}?{_DAY}|{_DAY}\s{{0,2}}日?[^。；;，,]{{0,10}}?验收")
_LATE_DAYS = 90

ACCEPTED_LATER = ReviewKind(
    "V751",
    _W,
    "验收日期远在完成日期之后，时效没有扣分",
    "“{name}”按 {done} 完成给满分，{place} 写的验收日期是 {accepted}。",
    "完成 {done}，验收 {accepted}{deadline}",
    "请核对哪一个日期是真正完成的日期；以验收为准的，时效按逾期处理。",
    "时效指标没有扣分的，验收日期（备注、复核完成值或佐证里写的）不在期限、年度之后，也没有比完成日期晚 90 天以上。",
)


@check(ACCEPTED_LATER, over="project")
def accepted_in_time(project: FilledProject, case: Case) -> Iterator[ReviewFinding]:
    """A day of acceptance that makes the stated day of completion doubtful."""
    accepted = [(row, day) for row in project.rows for day in _acceptances(row)]
    if not accepted:
        return
    latest, last = max(accepted, key=lambda one: one[1])
    for row in project.rows:
        done = _days(row.text(Head.REVIEW_ACTUAL)) or _days(row.text(Head.ACTUAL))
        if not done or row.is_cut or not row.review or not _is_of_time(row):
            continue
        deadline = max(_days(row.text(Head.TARGET)), default=None)
        finished = max(done)
        if _is_late(finished, last, deadline):
            yield case.at(
                ACCEPTED_LATER,
                row,
                done=finished.isoformat(),
                accepted=last.isoformat(),
                place=f"{project.sheet}!{latest.said(Head.REMARK).cell}",
                deadline=f"，期限 {deadline.isoformat()}" if deadline else "",
            )


def _is_of_time(row: FilledRow) -> bool:
    return "时效" in row.text(Head.LEVEL2) or "时间" in row.name


def _is_late(done: date, accepted: date, deadline: date | None) -> bool:
    if accepted <= done:
        return False
    return (
        accepted.year > done.year
        or (deadline is not None and accepted > deadline)
        or (accepted - done).days > _LATE_DAYS
    )


def _acceptances(row: FilledRow) -> list[date]:
    texts = (row.text(head) for head in (Head.REMARK, Head.REVIEW_ACTUAL, Beside.EVIDENCE))
    found = (one for text in texts for one in _ACCEPTED_ON.finditer(text))
    groups = ([part for part in one.groups() if part] for one in found)
    return [day for year, month, number in groups if (day := _day(year, month, number)) is not None]


def _days(text: str) -> list[date]:
    return [day for one in _ANY_DAY.finditer(text) if (day := _day(*one.groups())) is not None]


def _day(year: str, month: str, number: str) -> date | None:
    try:
        return date(int(year), int(month), int(number))
    except ValueError:
        return None


# ---------------------------------------------------------------------------------------------------- unit costs

_FEWEST = 5  # projects of a kind that say what is usual
_FAR = Decimal(3)

COST_FAR = ReviewKind(
    "V752",
    _W,
    "单位成本与同类相差太大",
    "“{name}”的单位成本是同类 {count} 个项目中间值的 {times} 倍，复核没有扣分也没有说明。",
    "{cost}（同类中间值 {usual}）",
    "请核对数量和成本；属实的，在备注写明为什么与同类不同。",
    "同名项目里同名的单位成本，或成本除以同名数量，与五个以上项目的中间值相差不超过三倍；扣了分或写了备注的不算。",
)


@dataclass(frozen=True, slots=True)
class _Cost:
    """One unit cost: 元 for one of `unit`; `row` is where it is told."""

    row: FilledRow
    kind: tuple[str, str, str]
    cost: Decimal


@check(COST_FAR, over="all")
def unit_costs_are_like_their_kind(case: Case) -> Iterator[ReviewFinding]:
    """A cost for each thing that is far from that of the same thing elsewhere."""
    kinds: dict[tuple[str, str, str], list[_Cost]] = {}
    for project in case.filled.projects:
        for one in _costs(project):
            kinds.setdefault(one.kind, []).append(one)
    for (_, _, unit), costs in kinds.items():
        if len({id(one.row.project) for one in costs}) < _FEWEST:
            continue
        usual = Decimal(median(one.cost for one in costs))
        for one in costs:
            times = one.cost / usual if usual else Decimal(1)
            if Decimal(1) / _FAR <= times <= _FAR or one.row.is_cut or one.row.remark:
                continue
            said = (f"每{unit} {value.quantize(Decimal('0.01'))} 元" for value in (one.cost, usual))
            cost, middle = said
            yield case.at(COST_FAR, one.row, Head.ACTUAL, count=len(costs), times=times, cost=cost, usual=middle)


def _costs(project: FilledProject) -> Iterator[_Cost]:
    """The costs of a project: what it says for each, and its whole cost over each quantity where it has one alone."""
    same = folded_name(project.project)
    whole: list[tuple[FilledRow, Decimal]] = []
    quantities: list[tuple[FilledRow, Decimal, str]] = []
    for row in project.rows:
        meaning = parse_actual(_result(row))
        if meaning.base is None or meaning.base <= 0:
            continue
        heading = f"{row.text(Head.LEVEL1)}{row.text(Head.LEVEL2)}"
        if "成本" in heading and meaning.dimension == "money":
            if "/" in meaning.unit:
                yield _Cost(row, (same, bare_name(row.name), meaning.unit.partition("/")[2]), meaning.base)
            else:
                whole.append((row, meaning.base))
        elif "数量" in heading and meaning.dimension not in ("ratio", "money", ""):
            quantities.append((row, meaning.base, meaning.dimension))
    if len(whole) == 1 and len(quantities) == 1:
        (cost_row, cost), (row, quantity, unit) = whole[0], quantities[0]
        yield _Cost(cost_row, (same, bare_name(row.name), unit), cost / quantity)


def _result(row: FilledRow) -> str:
    return row.text(Head.REVIEW_ACTUAL) or row.text(Head.ACTUAL)


# ------------------------------------------------------------------------------------------------ sample and list

_RATES_APART = Decimal("0.03")

SAMPLE_UNLIKE = ReviewKind(
    "V753",
    _W,
    "样本的执行率与名单相差较大",
    "抽中项目的执行率与抽样名单整体相差超过 3 个百分点，由样本推断整体时须说明。",
    "样本 {sample}，名单 {list}",
    "请在复核报告里写明样本与整体的差别，不要把样本的数当作全部项目的数。",
    "样本的预算执行率与抽样名单整体相差不超过 3 个百分点（给了 --sample 的才看）。",
)


@check(SAMPLE_UNLIKE, over="all")
def sample_is_like_its_list(case: Case) -> ReviewFinding | None:
    """The rate of the sample beside that of the list."""
    if case.frame is None:
        return None
    of_list, of_sample = case.frame.rates
    if of_list is None or of_sample is None or abs(of_list - of_sample) <= _RATES_APART:
        return None
    return case.of_all(SAMPLE_UNLIKE, sample=share_shown(of_sample), list=share_shown(of_list))
