"""Which blank places of a form get a computed value in the copy, and what: scores, execution rate, total, grade.

A filled place is the unit's own statement and is never touched. The total is the sum of what stands in the rows after
filling (the unit's own scores where given, computed ones where blank), so that the copy agrees with itself; it stays
blank, and says why, while a row is undecided or a stated score cannot be right. The grade follows the total.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from perfeval_xl.addresses import place_on
from perfeval_xl.form import Fund, Indicator, Said, SaidKind, figure_of
from perfeval_xl.result import FormResult, FormScore, Score, Severity, Status
from perfeval_xl.rules.model import RuleSet
from perfeval_xl.units import plain, rounded

_RATE_PLACES = 8  # fine enough for any format the cell may have


class What(StrEnum):
    """Which sort of place is filled."""

    POINTS = "得分"
    RATE = "执行率"
    TOTAL = "总分"
    GRADE = "等级"


@dataclass(frozen=True, slots=True)
class Filling:
    """One place and its computed value: points in 分, a rate as a ratio, a grade as its word.

    Where a formula stands, it stays, and only its stored result is brought up to date: `follows` says that it adds up
    what is filled in elsewhere, `known` that `value` is what it comes to. `formula_only`: a cell without formula is
    left as it is; `value` may then be None (not known).
    """

    sheet: str
    cell: str
    what: What
    value: Decimal | str | None
    follows: bool = False
    known: bool = False
    formula_only: bool = False


Row = Fund | Indicator


class Scored(NamedTuple):
    """One score and the rows of the form that it covers.

    Several rows share one score where their 得分 is one merged cell, or where only their heading prints points; then
    each row has a 得分 of its own, and only their sum can be compared.
    """

    score: Score
    rows: tuple[Row, ...]

    @property
    def places(self) -> tuple[Row, ...]:
        """The rows that have a 得分 of their own."""
        return tuple(row for row in self.rows if isinstance(row, Fund) or row.has_own_score)

    @property
    def own(self) -> Decimal | None:
        """The unit's own points; None while one of its places states none."""
        return own_points(self.rows)

    @property
    def fillable(self) -> Row | None:
        """The row whose blank 得分 takes the computed points; None where there is none, or more than one place."""
        if len(self.places) != 1 or self.score.status is not Status.SCORED or self.score.points is None:
            return None
        row = self.places[0]
        can_take = row.self_score.cell is not None and _is_open(row.self_score.value, row.self_score.said)
        return row if can_take else None

    @property
    def standing(self) -> Decimal | None:
        """What stands in the copy: the unit's own points, else the computed ones where they can be filled in."""
        if self.own is not None:
            return self.own
        return self.score.points if self.fillable is not None else None


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the form once blanks are filled.

    `total` and `grade` follow from the rows; None while a row is blank. `why_not` (Chinese): why they are not to be
    written where they are blank; "" when they are.
    """

    total: Decimal | None = None
    grade: str | None = None
    why_not: str = ""


def fillings_of(result: FormResult, rules: RuleSet) -> list[Filling]:
    """Every place of the form to be filled, in the form's order; totals last."""
    if result.score is None:
        return []
    rows = (filling for one in scored_rows(result) for filling in _of_rows(result, one))
    return [*rows, *_of_totals(result, standing_of(result, rules))]


def fillable_places(result: FormResult) -> set[tuple[str, str]]:
    """Every place (sheet, cell) that could be filled were it blank: nothing else is ever written into a form."""
    form = result.form
    cells = [form.total_self_score.cell, form.grade_cell]
    cells += [cell for fund in result.funds for cell in (fund.rate.cell, fund.self_score.cell)]
    cells += [row.self_score.cell for row in result.indicators]
    return {place_on(form.sheet, cell) for cell in cells if cell is not None}


def _of_rows(result: FormResult, one: Scored) -> Iterator[Filling]:
    sheet, own_form = result.form.sheet, result.form.is_own_template
    for row in one.rows:
        if not isinstance(row, Fund) or row.rate.cell is None:
            continue
        if row.rate.value is not None and row.rate.said.formula is not None:  # computed while reading
            yield Filling(*place_on(sheet, row.rate.cell), What.RATE, row.rate.value, known=True, formula_only=True)
        elif one.score.completion is not None and _is_open(row.rate.value, row.rate.said):
            yield Filling(*place_on(sheet, row.rate.cell), What.RATE, exact_rate(one.score.completion), known=own_form)
    place = one.fillable
    if place is not None and place.self_score.cell is not None:
        yield Filling(*place_on(sheet, place.self_score.cell), What.POINTS, one.score.points, known=own_form)


def _of_totals(result: FormResult, standing: Standing) -> Iterator[Filling]:
    form, barred = result.form, bool(standing.why_not)
    said, own_form = form.total_self_score.said, form.is_own_template
    if form.total_self_score.cell is not None:
        blank = _is_open(form.total_self_score.value, said)
        only = barred or not blank or standing.total is None
        place = place_on(form.sheet, form.total_self_score.cell)
        yield Filling(*place, What.TOTAL, standing.total, True, own_form, only)
    if form.grade_cell is not None and not form.grade:
        only = barred or standing.grade is None
        yield Filling(*place_on(form.sheet, form.grade_cell), What.GRADE, standing.grade, True, own_form, only)


def _is_open(value: Decimal | None, said: Said) -> bool:
    """Nothing was stated there: blank, or a formula whose result nobody stored."""
    return value is None and said.kind in (SaidKind.BLANK, SaidKind.NO_RESULT)


def scored_rows(result: FormResult) -> Iterator[Scored]:
    """Each score of the form with the rows that it covers."""
    rows: dict[tuple[str, int], Row] = {("funds", row.row): row for row in result.funds}
    rows.update({("indicators", row.row): row for row in result.indicators})
    for score in result.score.scores if result.score else ():
        places = ((score.table, number) for number in range(score.row, score.row + score.rows))
        covered = tuple(rows[place] for place in places if place in rows)
        if covered:
            yield Scored(score, covered)


def own_points(rows: Iterable[Row]) -> Decimal | None:
    """The unit's own points for rows that share one score; None while a 得分 of theirs is missing."""
    return _sum_of([row.self_score.value for row in rows if isinstance(row, Fund) or row.has_own_score])


def own_total(result: FormResult) -> Decimal | None:
    """The sum of the unit's own scores; None where a row that gives points has none."""
    return _sum_of([one.own for one in _giving_points(result)])


def points_filled(result: FormResult) -> dict[tuple[str, int], Decimal]:
    """The points that `process` fills in, by table and row."""
    filled = ((one, one.fillable) for one in scored_rows(result))
    return {
        ("funds" if isinstance(row, Fund) else "indicators", row.row): one.score.points
        for one, row in filled
        if row is not None and one.score.points is not None
    }


def _giving_points(result: FormResult) -> list[Scored]:
    return [one for one in scored_rows(result) if one.score.status is not Status.NOT_SCORED]


def total_words(score: FormScore) -> str:
    """The computed total as a person reads it: 96.4 分; while points are open what it may be: 84～100 分."""
    low, high = score.bounds or (None, None)
    if low is None or high is None:
        return ""
    return f"{plain(low)} 分" if low == high else f"{plain(low)}～{plain(high)} 分"


def total_of(score: FormScore, given: Iterable[tuple[Score, Decimal | None]], rules: RuleSet) -> Decimal:
    """The total that points given for the form's scores come to: where 不适用 rows are left out, the other indicators
    stand for their points too; where the execution rate is low, the rule-set may cap it."""
    money, earned = Decimal(0), Decimal(0)
    for one, points in given:
        money += (points or 0) if one.table == "funds" else 0
        earned += (points or 0) if one.table == "indicators" else 0
    rest = sum((one.weight or 0 for one in score.scores if one.table == "indicators"), Decimal(0))
    total = money + earned
    if score.left_out and rest:
        total = rules.rounding.round(money + earned * (rest + score.left_out) / rest)
    total, most = rules.rounding.trim(total), rules.execution.total_at_most(score.rate)
    return total if most is None else min(total, most)


def _sum_of(points: list[Decimal | None]) -> Decimal | None:
    known = [one for one in points if one is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(points) else None


def exact_rate(rate: Decimal) -> Decimal:
    """A rate as it is stored in a cell: more digits than any format shows."""
    return rounded(rate, _RATE_PLACES).normalize()


def rate_of(fund: Fund, score: Score | None, rules: RuleSet) -> Decimal | None:
    """The execution rate of one source of money by the rule-set's denominator, as a ratio; None where unknown."""
    if score is not None and score.completion is not None:
        return exact_rate(score.completion)
    field = rules.budget_of(fund)
    budget = None if field is None else figure_of(fund, field).value
    if fund.executed.value is None or not budget:
        return None
    return exact_rate(fund.executed.value / budget)


def standing_of(result: FormResult, rules: RuleSet) -> Standing:
    """Total and grade that follow from the rows as they stand in the copy."""
    score = result.score
    if score is None or score.total is None:
        return Standing()
    rows = _giving_points(result)
    pairs = [(one.score, one.standing) for one in rows]
    points = [standing for _, standing in pairs]
    if not points or None in points:
        why = "有得分待复核，全部确定后再填总分和等级" if score.open and None in points else ""
        return Standing(why_not=why or "有得分空缺且无法填入，补齐后再填总分和等级")
    stated = None if result.form.total_self_score.said.formula else result.form.total_self_score.value
    as_computed = points == [one.score.points for one in rows]
    total = stated if stated is not None else score.total if as_computed else total_of(score, pairs, rules)
    return Standing(total, rules.grade_of(total), _what_bars(result, rows))


def _what_bars(result: FormResult, rows: list[Scored]) -> str:
    """Why the total or grade that follows from the rows should not be put into the unit's form; "" if nothing does."""
    form = result.form
    if result.score is not None and result.score.open:
        return "有得分待复核，全部确定后再填总分和等级"
    wrong = {(one.sheet, one.cell) for one in result.findings if one.severity is Severity.ERROR}
    cells = [row.self_score.cell for one in rows for row in one.places]
    at_fault = [cell for cell in cells if cell is not None and place_on(form.sheet, cell) in wrong]
    if at_fault:
        return f"{'、'.join(at_fault)} 的得分有误，改正后再填总分和等级"
    total = form.total_self_score
    if total.value is None and not _is_open(None, total.said):
        return "总分处所填不是数字，改正后再填等级"
    if total.value is not None and total.cell is not None and place_on(form.sheet, total.cell) in wrong:
        return "所填总分有误，改正后再填等级"
    return ""
