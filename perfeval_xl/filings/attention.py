"""关注分: what to look at first. Parts in whole points that anybody can add up, each with its figures in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from perfeval_xl.filings.batch import Filed, Order, RiskPart, RiskRule
from perfeval_xl.filings.desk_rules import Attention, EachFull
from perfeval_xl.filings.unit_rows import is_full
from perfeval_xl.result import Finding, Severity
from perfeval_xl.units import percent, plain, points

COPIED = ("C802", "C803", "C804")  # texts, reasons, sets of targets and results that stand in another form as well


def weigh(filed: Filed, whole_budget: Decimal | None, rules: Attention) -> None:
    """Fills in the parts of 关注分 and the order. `whole_budget`: all budgets of the batch, 万元."""
    filed.risk = tuple(_parts(filed, whole_budget, rules))
    total = filed.attention
    filed.order = Order.FIRST if total >= rules.first_from else Order.NEXT if total >= rules.next_from else Order.LATER


def _parts(filed: Filed, whole_budget: Decimal | None, rules: Attention) -> Iterator[RiskPart]:
    yield _amount(filed, whole_budget, rules)
    yield _errors(filed, rules)
    yield _warnings(filed, rules)
    yield _open(filed, rules)
    yield _above(filed, rules)
    low = next((one.points for one in rules.low_rate if filed.rate is not None and filed.rate < one.rate_below), 0)
    yield _part("执行偏低", low, lambda: f"只执行 {percent(filed.rate or Decimal(0))}")
    yield _unspent(filed, rules)
    yield _part("满分", rules.full if is_full(filed) else 0, lambda: "自评满分")
    yield _accounts(filed, rules)
    yield _filing(filed, rules)
    yield _copied(filed, rules)


def _part(name: str, given: int, words: Callable[[], str]) -> RiskPart:
    return RiskPart(name, given, words() if given else "")


def _amount(filed: Filed, whole: Decimal | None, rules: Attention) -> RiskPart:
    share = filed.annual / whole if filed.annual and whole else Decimal(0)
    given = next((one.points for one in rules.amount if share >= one.share_from), 0)
    return _part("金额", given, lambda: f"预算 {filed.annual or 0:,.2f} 万元，占全部 {percent(share, 1)}")


def _errors(filed: Filed, rules: Attention) -> RiskPart:
    errors = [one for one in filed.findings if one.severity is Severity.ERROR]
    given = min(len(errors) * rules.errors.each, rules.errors.most)
    return _part("错误", given, lambda: f"错误 {len(errors)} 条，先看 {place_of(errors[0])}（{errors[0].code}）")


def _warnings(filed: Filed, rules: Attention) -> RiskPart:
    count = filed.count(Severity.WARNING)
    return _part("提醒", min(count * rules.warnings.each, rules.warnings.most), lambda: f"提醒 {count} 条")


def _open(filed: Filed, rules: Attention) -> RiskPart:
    given = _for_each_full(filed.open, rules.open)
    span = f"{points(filed.lowest or Decimal(0))}～{points(filed.highest or Decimal(0))}"
    return _part("待复核", given, lambda: f"{plain(filed.open)} 分待评定，总分 {span}")


def _above(filed: Filed, rules: Attention) -> RiskPart:
    if filed.self_score is None or filed.highest is None:
        return RiskPart("自评偏高", 0)
    own, highest = filed.self_score, filed.highest
    given = _for_each_full(own - highest, rules.above)
    words = f"自评 {plain(own)}，最高只到 {plain(highest)}，高 {points(own - highest)}"
    return _part("自评偏高", given, lambda: words)


def _unspent(filed: Filed, rules: Attention) -> RiskPart:
    one = rules.unspent
    if filed.rate is None or filed.self_score is None:
        return RiskPart("钱少分满", 0)
    rate, own = filed.rate, filed.self_score
    given = one.points if rate < one.rate_below and own >= one.score_from else 0
    return _part("钱少分满", given, lambda: f"只执行 {percent(rate)}，自评 {plain(own)}")


def _accounts(filed: Filed, rules: Attention) -> RiskPart:
    if filed.line is None or not filed.is_unlike_accounts:
        return RiskPart("账表不符", 0)
    accounts = f"账上预算 {_amount_or_blank(filed.line.budget)}、执行 {_amount_or_blank(filed.line.executed)}"
    form = f"表内 {_amount_or_blank(filed.annual)}、{_amount_or_blank(filed.executed)}"
    return _part("账表不符", rules.accounts, lambda: f"{accounts}；{form}")


def _amount_or_blank(value: Decimal | None) -> str:
    return "空" if value is None else plain(value)


def _filing(filed: Filed, rules: Attention) -> RiskPart:
    said = [
        (rules.filing.empty if filed.is_empty else 0, "空表"),
        (rules.filing.late if filed.days_late else 0, f"逾期 {filed.days_late} 天"),
        (rules.filing.refiled if filed.replaces else 0, "退回后重报"),
    ]
    given = min(sum(one for one, _ in said), rules.filing.most)
    return _part("报送", given, lambda: "，".join(words for one, words in said if one))


def _copied(filed: Filed, rules: Attention) -> RiskPart:
    copied = [one for one in filed.comparisons if one.finding.code in COPIED]
    given = min(len(copied) * rules.copied.each, rules.copied.most)
    return _part("雷同", given, lambda: copied[0].finding.message.rstrip("。"))


def _for_each_full(value: Decimal, rule: EachFull) -> int:
    return min(int(value // rule.per) * rule.each, rule.most) if value > 0 and rule.per else 0


def place_of(finding: Finding) -> str:
    """Where a finding stands, as a person looks it up: D15 工程质量合格·年度指标值."""
    return " ".join(part for part in (finding.cell, finding.label) if part)


def risk_rules(rules: Attention) -> tuple[RiskRule, ...]:
    """How each part is counted, in words, in the order of the parts."""
    shares = "，".join(f"≥{percent(one.share_from, 0)} 计 {one.points}" for one in rules.amount)
    low = "，".join(f"<{percent(one.rate_below, 0)} 计 {one.points}" for one in rules.low_rate)
    unspent, filing = rules.unspent, rules.filing
    return (
        RiskRule("金额", f"占全部预算 {shares}", max((one.points for one in rules.amount), default=0)),
        RiskRule("错误", f"每条 {rules.errors.each}，最高 {rules.errors.most}", rules.errors.most),
        RiskRule("提醒", f"每条 {rules.warnings.each}，最高 {rules.warnings.most}", rules.warnings.most),
        RiskRule("待复核", f"每满 {_full(rules.open)}", rules.open.most),
        RiskRule(
            "自评偏高",
            f"高出可能最高分，每满 {_full(rules.above)}",
            rules.above.most,
        ),
        RiskRule("执行偏低", f"执行率 {low}", max((one.points for one in rules.low_rate), default=0)),
        RiskRule(
            "钱少分满",
            f"执行率 <{percent(unspent.rate_below, 0)} 而自评 ≥{plain(unspent.score_from)}，计 {unspent.points}",
            unspent.points,
        ),
        RiskRule("满分", f"自评满分，计 {rules.full}", rules.full),
        RiskRule("账表不符", f"与账上数相差 0.01 万元以上，计 {rules.accounts}", rules.accounts),
        RiskRule(
            "报送",
            f"空表 {filing.empty}，逾期 {filing.late}，退回后重报 {filing.refiled}，最高 {filing.most}",
            filing.most,
        ),
        RiskRule("雷同", f"与他表雷同，每处 {rules.copied.each}，最高 {rules.copied.most}", rules.copied.most),
    )


def _full(rule: EachFull) -> str:
    return f"{plain(rule.per)} 分计 {rule.each}，最高 {rule.most}"
