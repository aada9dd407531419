"""Checks of the family N on figures in texts: amounts and the rate against the table, sums in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.funds import amount, amount_of, real_rate, total_of
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.quantities import Quantity, before, quantities, quoted
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.checks.kit.spans import Span, percent_span, span
from perfeval_xl.checks.texts.claims import sentence_before, speaks_of_another_time
from perfeval_xl.form import Fund, Text
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity
from perfeval_xl.units import plain

_TEN_THOUSAND = Decimal(10000)
_GENERAL = (
    "(?:本|该|此|项目|年度|全年|当年|实际|共计?|总计?|合计|财政|专项|经费|资金|已|完成|金额|总额|累计|数额|了|年){0,12}"
)
_SPENT = lazy(
    f"{_GENERAL}(?:预算执行数?|执行数|执行金额|支出|支付|使用|完成预算)"
    "(?:数|总额|金额|资金|经费|共计|合计|总计|达到?|共)*"
)
_WHOLE = lazy("全年|年度|实际|共|总|预算|项目|执行")  # one of these must be there: 支出80万元 alone may be any item
_SET = lazy(
    f"{_GENERAL}(?:申请|安排|下达|批复|核定)*(?:年初|全年|年度)*预算"
    "(?:数|总额|总数|金额|资金总额|资金|安排|批复|共计?|合计|为|达)*"
)
_OF_A_SOURCE = lazy("(?:全年|年度|实际|已|累计)*(?:支出|执行数?|使用|支付)(?:数|金额|资金|共计?|合计|了|为|达)*")
_SHORTEST_SOURCE = 4
_CHANGED = lazy(
    "(?:追加|追减|核减|核增|调减|调增|压减)了?(?:本|该|项目|财政|年度|全年)*预算(?:资金|经费|指标|安排|数)*(?:共计?|合计|总计|了)?$"
    "|预算(?:资金|经费|指标|安排|数)*(?:追加|追减|核减|核增|调减|调增|压减)了?(?:共计?|合计|总计)?$"
)
_RATE = lazy("(?:本|该|项目|年度|全年|资金|预算|财政|总体|整体|经费)*执行率(?:达到?|已达|为|是)*")
# Texts about this year's work; others speak of plans, rules and the past.
_FIGURE_KEYS = frozenset({"goal_expected", "goal_actual", "fund_use", "experience", "other"})
_OTHER_MATTERS = (
    *("实际", "支出", "支付", "执行", "使用", "结余", "剩余", "收回", "到位", "拨付", "比", "增", "减", "人均", "累计"),
    *("完成", "产值", "收入", "实现", "带动", "节约"),
)


def figures_of(case: Case) -> list[tuple[Text, Quantity, str]]:
    """Figures of the form's texts with the words before them, approximate ones and those of another time left out."""
    return case.once(("figures",), lambda: list(_figures(case)))


def _figures(case: Case) -> Iterator[tuple[Text, Quantity, str]]:
    for text in case.result.texts:
        if text.key not in _FIGURE_KEYS:
            continue
        for one in quantities(text.text):
            if one.about or speaks_of_another_time(sentence_before(text.text, one.start), case.form.year):
                continue
            yield text, one, before(text.text, one)


# ------------------------------------------------------------------------------------------------------------ money


AMOUNT_IN_TEXT = Kind(
    code="N602",
    severity=Severity.WARNING,
    title="文中金额与资金部分不符",
    says="文中写“{stated}”，资金部分的{column}为 {expected}。",
    do="请核对两处金额（包括单位“元”“万元”），使前后一致。",
)


@check(AMOUNT_IN_TEXT, over="form")
def amounts_in_texts_are_the_tables(case: Case) -> Iterator[Draft]:
    """检查内容：文字中写明的全年预算数、全年执行数（实际支出）与资金部分相同，只写了一次的预算调整数与全年预算数、年初预算数之差相同；
    元、万元换算后比较，按写出的位数允许四舍五入，与总额、任一来源或其合计相同都算相同。分项支出、其他年度的金额不看。
    依据：同一笔金额写了两处，两处应当一致。
    例（好）：全年执行数 89.974 万元，文中“完成预算资金89.97万元”。
    例（坏）：全年执行数 118.8 万元，文中“全年实际支出128.8万元”。
    """
    for text, one, said in figures_of(case):
        against = _against(case, text, one, said) if one.dimension == "money" else None
        if against is None or lazy("^.{0,4}用于").match(text.text[one.end :]):
            continue
        column, amounts, places = against
        if amounts and not any(one.may_be(each.low * _TEN_THOUSAND, each.high * _TEN_THOUSAND) for each in amounts):
            shown, written = amount(amounts[0].low, case), quoted(text.text, one)
            yield case.at_text(AMOUNT_IN_TEXT, text, stated=written, column=column, expected=shown, touching=places)


_Against = tuple[str, list[Span], list[tuple[Fund, str]]]  # what it is called, what it may be, where that stands
_BUDGETS = ("annual_budget", "initial_budget")


def _against(case: Case, text: Text, one: Quantity, said: str) -> _Against | None:
    """What of the money an amount in a text is, by the words before it; None for what is no such amount."""
    source = _source_spent(said, case)
    if source is not None:
        spent = span(source, "executed")
        column = f"“{words.fund_name(source)}”的全年执行数"
        return column, [spent] if spent is not None else [], [(source, "executed")]
    if _SPENT.fullmatch(said) and _WHOLE.search(said) and not _sums_up_an_item(text, one, said):
        return "全年执行数", _amounts(case, ("executed",)), _places(case, ("executed",))
    if _SET.fullmatch(said):
        return "预算数", _amounts(case, _BUDGETS), _places(case, _BUDGETS)
    if _CHANGED.search(said) and _is_the_only_change(case):
        return "预算调整数（全年预算数与年初预算数之差）", _changes(case), _places(case, _BUDGETS)
    return None


def _places(case: Case, fields: tuple[str, ...]) -> list[tuple[Fund, str]]:
    return [(fund, field) for fund in case.funds for field in fields]


def _source_spent(said: str, case: Case) -> Fund | None:
    """The source of 当年财政拨款支出154.12万元, by its name as printed."""
    for fund in case.funds:
        name = words.fund_name(fund)
        rest = said.removeprefix(name) if fund.source != "total" and len(name) >= _SHORTEST_SOURCE else said
        if rest != said and _OF_A_SOURCE.fullmatch(rest):
            return fund
    return None


def _sums_up_an_item(text: Text, one: Quantity, said: str) -> bool:
    """购置电脑42台，共支出12.6万元: the sum of what the sentence counts, which need not be all that was spent."""
    sentence = sentence_before(text.text, one.start)
    counted = any(one.start - len(sentence) <= each.start < one.start for each in quantities(text.text))
    return counted and set(_WHOLE.findall(said)) == {"共"}


def _amounts(case: Case, fields: tuple[str, ...]) -> list[Span]:
    """Amounts of these columns in 万元: the total's first, then each source's, then what the sources add up to."""
    whole = total_of(case)
    found: list[Span] = []
    for field in fields:
        total = span(whole, field) if whole is not None else None
        parts = [one for fund in case.funds if fund is not whole and (one := span(fund, field)) is not None]
        found += [total] if total is not None else []
        found += parts
        if parts:
            found.append(
                Span(sum((one.low for one in parts), Decimal(0)), sum((one.high for one in parts), Decimal(0)))
            )
    return [one for one in found if one.high > 0]


def _is_the_only_change(case: Case) -> bool:
    """追加20万元 and later 核减8万元 are two steps of one change."""
    changes = (said for _, one, said in figures_of(case) if one.dimension == "money" and _CHANGED.search(said))
    return sum(1 for _ in changes) == 1


def _changes(case: Case) -> list[Span]:
    """How much the budget was changed, in 万元: in all, then of each source; none where the total was not changed."""
    whole = total_of(case)
    funds = [whole, *(fund for fund in case.funds if fund is not whole)] if whole is not None else []
    found: list[Span] = []
    for fund in funds:
        first, last = span(fund, "initial_budget"), span(fund, "annual_budget")
        if first is not None and last is not None:
            low, high = sorted((abs(last.low - first.high), abs(last.high - first.low)))
            found.append(Span(low, high))
    return [one for one in found if one.high > 0] if found and found[0].high > 0 else []


RATE_IN_TEXT = Kind(
    code="N603",
    severity=Severity.WARNING,
    title="文中执行率与资金部分不符",
    says="文中写“{stated}”，资金部分的执行率为 {expected}。",
    do="请核对两处执行率，使前后一致。",
)


@check(RATE_IN_TEXT, over="form")
def rate_in_text_is_the_tables(case: Case) -> Iterator[Draft]:
    """检查内容：文字中写明的预算执行率与资金部分的执行率（填写的或按金额算出的）相同；按写出的位数允许四舍五入。
    依据：同一个执行率写了两处，两处应当一致。
    例（好）：执行率 99.1%，文中“预算执行率99%”。
    例（坏）：执行率 96%，文中“预算执行率为100%”。
    """
    whole = total_of(case)
    funds = [whole] if whole is not None and real_rate(whole, case.rules) is not None else case.funds
    real = [one for fund in funds if (one := real_rate(fund, case.rules)) is not None]
    rates = [*real, *(Span(fund.rate.value, fund.rate.value) for fund in funds if fund.rate.value is not None)]
    if not rates:
        return
    for text, one, said in figures_of(case):
        if one.dimension != "ratio" or not _RATE.fullmatch(said):
            continue
        if not any(one.may_be(each.low, each.high) for each in rates):
            stated, expected = quoted(text.text, one), percent_span(rates[0])
            touching = [(fund, name) for fund in funds for name in ("annual_budget", "executed")]
            yield case.at_text(RATE_IN_TEXT, text, stated=stated, expected=expected, touching=touching)


_COMPARED = lazy(
    r"(?:执行数|支出(?:数|额|金额)?)[与和同]?(?:本年度?|全年|年度)?(?:(年初)预算|预算)数?(持平|相等|一致|相同)"
    r"|(?:执行数|支出(?:数|额|金额)?)(大于|高于|超过|超出|小于|低于|少于|等于)(?:了)?(?:本年度?|全年|年度)?(?:(年初)预算|预算)"
)


COMPARISON_IN_TEXT = Kind(
    code="N614",
    severity=Severity.WARNING,
    title="文中说的大小关系与金额不符",
    says="文中写“{stated}”，资金部分的全年执行数为 {executed}，{column}为 {budget}。",
    do="请核对文字和金额，使前后一致。",
)


@check(COMPARISON_IN_TEXT, over="form")
def comparison_in_text_is_true(case: Case) -> Iterator[Draft]:
    """检查内容：文字中写明执行数（支出）大于、小于、等于预算数或与预算数持平的，与资金部分的金额相符。
    依据：文字和金额说的是同一件事。
    例（好）：预算 120 万元，执行 118.8 万元，文中“实际支出低于预算”。
    例（坏）：预算 120 万元，执行 118.8 万元，文中“支出与预算持平”。
    """
    whole = total_of(case)
    executed = span(whole, "executed") if whole is not None else None
    if whole is None or executed is None:
        return
    for text in case.result.texts:
        if text.key not in _FIGURE_KEYS or "预算" not in text.text:
            continue
        for found in _COMPARED.finditer(text.text):
            field = "initial_budget" if found[1] or found[4] else "annual_budget"
            budget = span(whole, field)
            earlier = text.text[max(0, found.start() - 2) : found.start()] + sentence_before(text.text, found.start())
            if (
                budget is None
                or speaks_of_another_time(earlier, case.form.year)
                or lazy("[未不没]").search(earlier[-2:])
            ):
                continue
            if not _may_be_so(found[2] or found[3], executed, budget):
                yield case.at_text(
                    COMPARISON_IN_TEXT,
                    text,
                    stated=found.group(),
                    executed=amount_of(whole, "executed", case),
                    column=words.field_word(field, fund=True),
                    budget=amount_of(whole, field, case),
                )


def _may_be_so(word: str, executed: Span, budget: Span) -> bool:
    """Whether 大于, 低于, 持平 … can be true of the two amounts."""
    if word in ("大于", "高于", "超过", "超出"):
        return executed.high > budget.low
    if word in ("小于", "低于", "少于"):
        return executed.low < budget.high
    return executed.meets(budget)


# ------------------------------------------------------------------------------------------------- sums in a sentence


PARTS_IN_TEXT = Kind(
    code="N605",
    severity=Severity.WARNING,
    title="文中分项金额之和与合计不符",
    says="文中写合计{stated}，其中各项 {parts} 相加为 {sum}。",
    do="请核对合计和各分项金额{complete}。",
)


@check(PARTS_IN_TEXT, over="form")
def parts_in_texts_add_up(case: Case) -> Iterator[Draft]:
    """检查内容：文字中“共……万元。其中：……万元；……万元”的各分项相加等于合计，按写出的位数允许四舍五入。
    分项之和超过合计的，以及用分号逐项列出三项以上而不到合计的，为提醒；其他不到合计的（可能没有列全）三项以上作建议。
    场次、件数等数量的分项只看之和是否超过合计，作建议；人、户（分类常有重叠）不看。
    依据：分项不能多于合计。
    例（好）：共90万元。其中：30万元用于编制；30万元用于审计；30万元用于设计。
    例（坏）：共89.97万元。其中：30万元用于编制；30万元用于审计；29.99万元用于设计。
    """
    for text in case.result.texts:
        lists = list(lazy("其中|(?<=元)[:：]").finditer(text.text))
        figures = quantities(text.text) if lists else ()
        for found in lists if len(figures) > 2 else []:
            draft = _parts(text, found.start(), found.end(), figures, case)
            if draft is not None:
                yield draft


def _parts(text: Text, at: int, start: int, figures: Sequence[Quantity], case: Case) -> Draft | None:
    whole = next((one for one in reversed(figures) if one.end <= at), None)
    if (
        whole is None
        or lazy("ratio|人|户|家").search(whole.dimension)
        or not lazy(r"[，,。；;：:、（(\s元]*").fullmatch(text.text[whole.end : at])
        or whole.about
    ):
        return None
    rest = _listed(text.text[start:], quoted(text.text, whole))
    kind, is_money = whole.dimension, whole.dimension == "money"
    parts = [one for one in figures if one.dimension == kind and start <= one.start < start + len(rest)]
    clauses = lazy("[；;，,、]").split(rest)
    amounts = [sum(1 for one in quantities(clause) if one.dimension == kind) for clause in clauses]
    if len(parts) < 2 or any(one.about for one in parts) or max(amounts) > 1 or lazy("每|人均|标准").search(rest):
        return None
    total = sum((one.base for one in parts), Decimal(0))
    step = min(one.step for one in (whole, *parts))
    slack = step if not is_money and step == 1 else step * (len(parts) + 1) / 2  # events are counted
    gap = total - whole.base
    too_little = gap <= -slack
    if gap < slack and not (is_money and too_little and len(parts) >= 3 and not lazy("等|主要|包括").search(rest)):
        return None
    return case.at_text(
        PARTS_IN_TEXT,
        text,
        severity=Severity.HINT if not is_money or (too_little and not lazy("[；;]").search(rest)) else None,
        stated=whole.text,
        parts=" + ".join(one.text for one in parts),
        sum=f"{plain(total / whole.factor)}{whole.unit}",
        complete="；没有列全的，可以不改" if too_little else "" if is_money else "；各项有重叠的，可以不改",
    )


def _listed(rest: str, about: str) -> str:
    """What is listed after 其中: up to the full stop, to a clause without an amount, or to one that turns to another
    matter (预算120万元，其中……，实际支出118万元)."""
    rest = lazy("[。\n）)]|其中").split(rest, maxsplit=1)[0]
    listed = ""
    for clause in lazy("(?<=[；;，,])").split(rest):
        turns = [word for word in _OTHER_MATTERS if word in clause and word not in about]
        if turns or not (lazy(r"\d").search(clause) or not listed.strip(" ：:，,")):
            break
        listed += clause
    return listed
