"""Scores of one form under a rule-set: every row with its derivation, the total, what stays open, the grade.

`score_form(form, rules)` is pure: it reads the form's records and changes nothing. What each room does:
rules (the rule-set made ready), rows (which method), quantitative, qualitative, execution (the methods), compare and
names (units and directions), judgement (shares into points), groups (several rows under one score), phrases (words).

`Score.accept_low`..`accept_high`: a self-score within is not contradicted by the rule. It holds what other roundings
and the digits shown allow, so that it may be wider than `points`; a missed target's interval never reaches full points.
Flags: over_achieved (from over.flag_from of the target on), repeats_operator (the result is a bound, ≥266米),
unmeasurable (the target is a word that measures nothing), unit_missing (one side has no unit), words_for_number
(a figure was asked for, words were given), same_words, target_zero, late, over_budget, rule_weight (the form prints
no points for the execution rate), total_capped.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from perfeval_xl.form import Figure, Indicator
from perfeval_xl.result import FormResult, FormScore, Score, Status
from perfeval_xl.rules.ruleset import RuleSet
from perfeval_xl.scoring import rows as row_rules
from perfeval_xl.scoring.execution import amounts_of, score_funds, total_row
from perfeval_xl.scoring.groups import Group, score_group
from perfeval_xl.scoring.judgement import Judgement, score_of, scored
from perfeval_xl.standing import total_of
from perfeval_xl.units import ZERO, plain, without_tails

__all__ = ["score_form"]


def score_form(form: FormResult, rules: RuleSet) -> FormScore:
    """The scores of a form, in 分; see form.Score for what each says."""
    gives_points = rules.points.given.value and _gives_points(form)
    fund = total_row(form.funds)
    money = amounts_of(fund, rules) if fund is not None else None
    rate, budget = (money.rate, money.budget) if money is not None else (None, None)
    judged = [row_rules.judge(row, rules, rate, budget) for row in form.indicators]
    known = _indicator_points(form.indicators)
    funds = score_funds(form, rules, gives_points, known)
    execution = next((score.weight for score in funds if score.weight is not None), ZERO)
    scores = [*funds, *_score_rows(form, judged, rules, gives_points, execution)]
    for score in scores:
        score.derivation, score.why = (
            without_tails(one, rules.rounding.shown) for one in (score.derivation, score.why)
        )
    return _form_score(form, scores, rules, gives_points, rate)


def _gives_points(form: FormResult) -> bool:
    """Whether the form has points at all: a column or heading for them, or any written anywhere."""
    if form.form.has_weights or form.form.has_scores:
        return True
    if any(fund.weight.value is not None or fund.self_score.value is not None for fund in form.funds):
        return True
    return any(
        row.weight.value is not None or row.self_score.value is not None or row.level1_points is not None
        for row in form.indicators
    )


def _indicator_points(rows: list[Indicator]) -> Decimal | None:
    """The sum of the indicators' weights, or of their headings' points where no row has any; None where unknown."""
    weights = [row.weight.value for row in rows if row.weight.value is not None]
    if weights:
        return sum(weights, ZERO)
    blocks = _blocks(rows)
    points = [block[0].level1_points for block in blocks]
    if not points or any(one is None for one in points):
        return None
    return sum((one for one in points if one is not None), ZERO)


# ------------------------------------------------------------------------------------------------- the indicators


def _score_rows(
    form: FormResult, judged: list[Judgement], rules: RuleSet, gives_points: bool, execution: Decimal
) -> list[Score]:
    rows = form.indicators
    if not gives_points:
        return [_without_points(row, one, rules, "本表不打分") for row, one in zip(rows, judged, strict=True)]
    if rows and all(row.weight.value is None for row in rows):
        return _weightless(form, judged, rules, execution)
    scores: list[Score] = []
    at = 0
    while at < len(rows):
        count = _merged(rows, at)
        if count > 1:
            scores.append(_merged_score(rows[at : at + count], judged[at : at + count], rules))
        else:
            scores.append(_single(rows[at], judged[at], rules))
        at += max(count, 1)
    return scores


def _merged(rows: list[Indicator], at: int) -> int:
    """How many rows the merged score that begins here covers, as far as they are there."""
    count = 1
    while count < rows[at].score_rows and at + count < len(rows) and rows[at + count].score_rows == 0:
        count += 1
    return count


def _merged_score(rows: list[Indicator], judged: list[Judgement], rules: RuleSet) -> Score:
    weights = [row.weight.value for row in rows if row.weight.value is not None]
    why = f"{len(rows)} 条指标合用一个得分"
    weight = sum(weights, ZERO) if weights else None
    return score_group(Group(tuple(rows), tuple(judged), weight, why if weights else f"{why}，没有分值"), rules)


def _single(row: Indicator, judged: Judgement, rules: RuleSet) -> Score:
    if row.weight.value is None:
        why = "其中项，不单独计分" if row.is_breakdown else "分值没有填写，不能计分"
        if row_rules.is_not_applicable(row):
            why = "不适用，不计分"
        return _without_points(row, judged, rules, why)
    if rules.points.rescale_not_applicable.value and row_rules.is_not_applicable(row):
        return _without_points(
            row, judged, rules, f"不适用，不计分，其分值 {plain(row.weight.value)} 分由其余指标按比例折算"
        )
    return scored(row, judged, row.weight.value, rules)


def _without_points(row: Indicator, judged: Judgement, rules: RuleSet, why: str) -> Score:
    """A row that carries no points: what its figures say all the same."""
    score = score_of(row, judged, rules)
    score.derivation, score.why = judged.head if judged.is_full else "", why
    return score


# ---------------------------------------------------------------------------- points in the headings, or nowhere


def _blocks(rows: list[Indicator]) -> list[list[Indicator]]:
    """Runs of rows under one first-level heading."""
    blocks: list[list[Indicator]] = []
    for row in rows:
        last = blocks[-1][0] if blocks else None
        same = last is not None and (last.level1_cell, last.level1) == (row.level1_cell, row.level1)
        if same:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def _weightless(form: FormResult, judged: list[Judgement], rules: RuleSet, execution: Decimal) -> list[Score]:
    """No row has points of its own: those of the headings, else what the execution rate leaves of the total."""
    by_row = {id(row): one for row, one in zip(form.indicators, judged, strict=True)}
    blocks = _blocks(form.indicators)
    if all(block[0].level1_points is not None for block in blocks):
        return [score for block in blocks for score in _headed(block, by_row, rules)]
    total = form.form.total_weight.value or rules.weights.total.value
    if form.form.has_weights:
        why = "各行分值都没有填写，不能确定每条指标的得分"
    else:
        why = f"本表没有“分值”栏，绩效指标合计 {plain(total - execution)} 分"
    return [_block_score(form.indicators, by_row, total - execution, why, not form.form.has_weights, rules)]


def _headed(block: list[Indicator], by_row: dict[int, Judgement], rules: RuleSet) -> list[Score]:
    """Rows under a first-level heading with points; by second level where its headings share out the same points."""
    seconds = [list(rows) for _, rows in groupby(block, key=lambda row: (row.level2_cell, row.level2))]
    points = [rows[0].level2_points for rows in seconds]
    known = [one for one in points if one is not None]
    if len(known) < len(points) or sum(known, ZERO) != block[0].level1_points:
        why = _heading_why(block[0].level1, block[0].level1_points)
        return [_block_score(block, by_row, block[0].level1_points, why, True, rules)]
    scores: list[Score] = []
    for rows, share in zip(seconds, known, strict=True):
        if len(rows) == 1:
            scores.append(_single(replace(rows[0], weight=Figure(share)), by_row[id(rows[0])], rules))
        else:
            scores.append(_block_score(rows, by_row, share, _heading_why(rows[0].level2, share), True, rules))
    return scores


def _heading_why(heading: str | None, points: Decimal | None) -> str:
    heading = "".join((heading or "").split())
    return f"“{heading}”下各行没有写分值，按合计 {plain(points or ZERO)} 分一并计分"


def _block_score(
    block: list[Indicator],
    by_row: dict[int, Judgement],
    weight: Decimal | None,
    why: str,
    may_be_full: bool,
    rules: RuleSet,
) -> Score:
    return score_group(Group(tuple(block), tuple(by_row[id(row)] for row in block), weight, why, may_be_full), rules)


# --------------------------------------------------------------------------------------------------- the whole form


def _form_score(
    form: FormResult, scores: list[Score], rules: RuleSet, gives_points: bool, rate: Decimal | None
) -> FormScore:
    made = FormScore(form.form.form_id, scores, None, None, ZERO, None)
    if not gives_points:
        return made
    weights = [score.weight for score in scores if score.weight is not None]
    others = any(score.weight for score in scores if score.table == "indicators")
    if others and rules.points.rescale_not_applicable.value:
        left_out = [row.weight.value or ZERO for row in form.indicators if row_rules.is_not_applicable(row)]
        made.left_out = sum(left_out, ZERO)
    made.total_weight = rules.rounding.trim(sum(weights, made.left_out))
    made.open = sum((score.weight or ZERO for score in scores if score.status is Status.NEEDS_REVIEW), ZERO)
    points = [(score, score.points) for score in scores]
    uncapped = total_of(made, points, rules)
    made.rate = rate
    made.total = total_of(made, points, rules)
    if made.total < uncapped:
        _tell_the_cap(scores, made.total)
    made.grade = _grade(form, made, rules)
    return made


def _tell_the_cap(scores: list[Score], most: Decimal) -> None:
    """Says on the row of the execution rate what it does to the total."""
    for score in scores:
        if score.table == "funds" and score.completion is not None:
            score.derivation += f"；执行率偏低，总分不超过 {plain(most)} 分"
            score.flags = (*score.flags, "total_capped")


def _grade(form: FormResult, made: FormScore, rules: RuleSet) -> str | None:
    """The grade of a form whose every point is decided and whose points add up to the rule-set's total."""
    lacks = any(
        score.table == "indicators" and score.weight is None and not _carries_none(form.indicators, score)
        for score in made.scores
    )
    if made.total is None or made.open or lacks or made.total_weight != rules.weights.total.value:
        return None
    return rules.grade_of(made.total)


def _carries_none(rows: list[Indicator], score: Score) -> bool:
    """Whether it is right that this row has no points (其中, 不适用)."""
    row = next((row for row in rows if row.row == score.row), None)
    return row is not None and (row.is_breakdown or row_rules.is_not_applicable(row))
