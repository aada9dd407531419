"""Points for the budget execution rate: the total row of the money block; the rows below it carry none."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.form import Fund, Said, SaidKind, figure_of
from perfeval_xl.form_words import FUND_WORDS
from perfeval_xl.result import FormResult, Score
from perfeval_xl.rules.ruleset import RuleSet
from perfeval_xl.scoring.judgement import Judgement, score_of, scored, undecided
from perfeval_xl.units import ONE, ZERO, percent, plain


@dataclass(frozen=True, slots=True)
class Amounts:
    """Executed and budgeted amount of one fund row, in 万元; `why` says what is missing."""

    executed: Decimal | None
    budget: Decimal | None
    budget_said: Said
    why: str = ""

    @property
    def rate(self) -> Decimal | None:
        """Executed ÷ budget, None where it cannot be computed."""
        if self.executed is None or not self.budget or self.budget < 0:
            return None
        return self.executed / self.budget


def total_row(funds: list[Fund]) -> Fund | None:
    """The row that stands for all the money: 年度资金总额, else the only row with points, else the only row."""
    for wanted in (
        [fund for fund in funds if fund.source == "total"],
        [f for f in funds if f.weight.value is not None],
        funds,
    ):
        if len(wanted) == 1 or (wanted and wanted[0].source == "total"):
            return wanted[0]
    return None


def amounts_of(fund: Fund, rules: RuleSet) -> Amounts:
    """The two amounts that the rule-set divides."""
    field = rules.budget_of(fund)
    if field is None:
        wanted = FUND_WORDS[rules.execution.denominator.value]
        return Amounts(fund.executed.value, None, Said(), f"评分规则以{wanted}为分母，本表没有这一栏")
    budget, said, name = figure_of(fund, field).value, figure_of(fund, field).said, FUND_WORDS[field]
    why = _why_not(name, budget, said) or _why_not("全年执行数", fund.executed.value, fund.executed.said)
    if not why and budget is not None and budget <= 0:
        why = f"{name}为 {plain(budget)}，无法计算执行率"
    if not why and fund.executed.value is not None and fund.executed.value < 0:
        why = f"全年执行数为负数 {plain(fund.executed.value)}，无法计算执行率"
    return Amounts(fund.executed.value, budget, said, why)


def _why_not(name: str, amount: Decimal | None, said: Said) -> str:
    if amount is not None:
        return ""
    if said.kind is SaidKind.NO_RESULT:
        return f"{name}的公式没有保存计算结果，请用 Excel 或 WPS 打开后保存一次"
    if said.kind in (SaidKind.TEXT, SaidKind.ERROR):
        return f"{name}写的是“{said.text}”，不是数"
    return f"{name}没有填写"


def score_funds(form: FormResult, rules: RuleSet, gives_points: bool, indicator_points: Decimal | None) -> list[Score]:
    """One score a fund row. `indicator_points`: the sum of the indicators' weights, None where unknown."""
    total = total_row(form.funds)
    scores: list[Score] = []
    for fund in form.funds:
        if fund is not total:
            why = "总额之下的资金明细，不单独计分" if total is not None else "资金部分没有总额行，不能计分"
            scores.append(Score(fund.form_id, "funds", fund.row, why=why))
        else:
            scores.append(_score_total(form, fund, rules, gives_points, indicator_points))
    return scores


def _score_total(
    form: FormResult, fund: Fund, rules: RuleSet, gives_points: bool, indicator_points: Decimal | None
) -> Score:
    amounts = amounts_of(fund, rules)
    weight, note, why = _weight(form, fund, rules, gives_points, indicator_points)
    judged = _judge(fund, amounts, rules)
    if weight is None:
        score = score_of(fund, judged, rules)
        score.why, score.rule, score.confirmed = why, "", False  # no rule where there are no points to give
        return score
    score = scored(fund, judged, weight, rules)
    if judged.decided and not rules.execution.by_steps:
        _widen_by_stated_rate(score, fund, amounts, weight)
    if note:
        score.derivation, score.flags = score.derivation + note, (*score.flags, "rule_weight")
    return score


def _weight(
    form: FormResult, fund: Fund, rules: RuleSet, gives_points: bool, indicator_points: Decimal | None
) -> tuple[Decimal | None, str, str]:
    """Points of the execution rate: the form's, else the rule-set's where they fit; a remark; why there are none."""
    if not gives_points:
        return None, "", "本表不打分"
    if fund.weight.value is not None:
        return fund.weight.value, "", ""
    if any(row.is_execution and row.weight.value is not None for row in form.indicators):
        return None, "", "预算执行率已作为绩效指标计分"
    if not rules.execution.scored.value:
        return None, "", "评分规则不对预算执行率计分"
    if indicator_points is not None and indicator_points + rules.execution.weight.value > rules.weights.total.value:
        return None, "", f"本表没有预算执行率的分值，绩效指标分值合计已有 {plain(indicator_points)} 分"
    return (
        rules.execution.weight.value,
        f"（本表没有写预算执行率的分值，按评分规则的 {plain(rules.execution.weight.value)} 分计）",
        "",
    )


def _judge(fund: Fund, amounts: Amounts, rules: RuleSet) -> Judgement:
    rate = amounts.rate
    if amounts.why or rate is None:
        return undecided("rate", amounts.why, rule="rate")
    executed, budget = amounts.executed or ZERO, amounts.budget or ONE
    flags = ("over_budget",) if executed > budget else ()
    division = f"{plain(executed)} ÷ {plain(budget)}"
    share = rules.execution.step_share(rate)
    if share is not None:
        return _by_steps(division, rate, share, flags)
    accept = _as_rounded(_digits(fund.executed.said, executed), _digits(amounts.budget_said, budget))
    if executed >= budget:
        over = "，最高按 100% 计" if executed > budget else ""
        head = f"执行率 {division} = {percent(rate)}{over}"
        return Judgement("rate", "rate", head, completion=rate, accept=accept, flags=flags)
    if not executed:
        return Judgement("rate", "rate", "全年执行数为 0", share_of=ZERO, completion=ZERO)
    return Judgement(
        "rate", "rate", division, share_of=executed, share_to=budget, completion=rate, accept=accept, flags=flags
    )


def _as_rounded(part: tuple[Decimal, Decimal], whole: tuple[Decimal, Decimal]) -> tuple[Decimal, Decimal] | None:
    """The shares that amounts may come to which their formats round; None where both are exact."""
    if (part[0] == part[1] and whole[0] == whole[1]) or whole[0] <= 0:
        return None
    return min(max(part[0], ZERO) / whole[1], ONE), min(part[1] / whole[0], ONE)


def _digits(said: Said, amount: Decimal) -> tuple[Decimal, Decimal]:
    if said.low is None or said.high is None:
        return amount, amount
    return said.low, said.high


def _by_steps(division: str, rate: Decimal, share: Decimal, flags: tuple[str, ...]) -> Judgement:
    head = f"执行率 {division} = {percent(rate)}，按分档得分值的 {percent(share)}"
    if share not in (ONE, ZERO):
        head += f"：{percent(share)}"
    return Judgement("rate_steps", "rate_steps", head, share_of=share, completion=rate, flags=flags)


def _widen_by_stated_rate(score: Score, fund: Fund, amounts: Amounts, weight: Decimal) -> None:
    """A score worked out from the printed, rounded rate is not contradicted while that rate agrees with the money."""
    rate, said, low, high = amounts.rate, fund.rate.said, score.accept_low, score.accept_high
    if rate is None or fund.rate.value is None or said.low is None or said.high is None or low is None or high is None:
        return
    if said.low <= rate <= said.high and 0 < fund.rate.value < 1:
        stated = weight * fund.rate.value
        score.accept_low, score.accept_high = min(low, stated), max(high, stated)
