"""Checks of the family N on figures in texts: amounts, the rate and counts against the table, sums in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.funds import amount, amount_of, real_rate, total_of
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.quantities import Quantity, before, quantities, quoted
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.checks.kit.spans import Span, percent_span, span
from perfeval_xl.checks.texts.claims import sentence_before, speaks_of_another_time
from perfeval_xl.form import Indicator, Meaning, MeaningKind, Text, cell_of
from perfeval_xl.form_words import TURNS, bare_name, one_of
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
_RATE = lazy("(?:本|该|项目|年度|全年|资金|预算|财政|总体|整体|经费)*执行率(?:达到?|已达|为|是)*")
# Texts about this year's work; others speak of plans, rules and the past.
_FIGURE_KEYS = frozenset({"goal_expected", "goal_actual", "fund_use", "experience", "other"})
_AROUND = lazy("(?:达到了?|已达|达|为|共计?|有|是|共有|完成|数量?|人数|次数|场次|人次|率为)$")
_FROM_TO = lazy(rf"[由从][0-9.,%％\s]{{1,12}}[^0-9]{{0,4}}(?:{one_of(TURNS)})[到至]?了?$")  # 知晓率由85%提高到97%
_VERB = lazy("^(?:开展|完成|举办|组织|提供|建设|实施)")
_VERBS = lazy("^(?:发放|开展|完成|举办|组织|提供|建设|实施|受理|办理)|(?:发放|开展|建设|实施|受理|办理)$")
# Figures of plans, and of what is left to do.
_NOT_DONE = lazy("计划|目标|预期|拟|未(?!成年|来)|尚|没有|剩余|[还仍][差缺有]")
_TOTAL_LEAD = lazy(
    "(?:全年|年度|本年|当年|实际|全部|已)*(?:共计?|总共|合计|总计)(?:实际|已|为)*([一-鿿]{0,4}?)(?:了|达|有)?"
)
_CHANGE = lazy("(?<=[升降长加少高低])(?:率|幅度?|比例)$")  # 刑事警情下降率: a text says 刑事警情下降8.6%
_COUNTED = lazy(
    "(?:人次数|场次|数量|面积|长度|重量|总量|(?:人次|[次人户件个条处座部台套辆场期份篇项名家株亩吨只间栋所起批块册张盏具本天])数"
    "|人次|(?<!质)量|数)$"
)
_OTHER_MATTERS = (
    *("实际", "支出", "支付", "执行", "使用", "结余", "剩余", "收回", "到位", "拨付", "比", "增", "减", "人均", "累计"),
    *("完成", "产值", "收入", "实现", "带动", "节约"),
)
_OF_THE_YEAR = lazy("全年|年度|本年|当年|共|累计|总")
_ONLY_DONE = lazy(
    "(?:全年|年度|本年|当年|共计?|累计|总计?|已|圆满|顺利|实际|组织|开展|举办|举行|完成|提供|实施|发放|购置|建设|建成|组建|"
    "设置|修缮|新建|改造|更换|安装|种植|了)+"
)
# 社会公众 is two of them; named as one, too, it would be read in two ways, and time would double with each.
_OF_EVERYBODY = lazy(
    "(?:辖区|周边|当地|本地|沿线|社区|街道|镇村|受访|被访|服务对象|受益对象|受益群众|人民群众|群众|居民|公众|社会|总体|综合)*"
    "满意(?:度|率)"
)
# What is done, in an indicator's name before or behind the thing it is done to: 设置公益广告, 公益广告设置.
_DEED = (
    "发放|开展|完成|举办|举行|组织|提供|建设|实施|受理|办理|办结|处置|处理|设置|设立|修缮|维修|改造|更换|安装|新建|建成|购置|采购|配备|"
    "帮扶|补助|补贴|救助|资助|慰问|走访|巡查|检查|培训|服务|保洁|清运|清理|种植|养护|维护|印发|印制|发布|宣传|参加|参与|开放|覆盖|惠及|"
    "受益|招聘|调解|化解|整治|整改|拆除|监测|检测|抽检|筛查|接种|排查"
)
_PARTED = lazy(f"(?P<before>{_DEED})?(?P<thing>.{{2,}}?)(?P<behind>{_DEED})?")
_GOES_ON = lazy(f"的?(?:$|全部|均|都|已|全面|及时|按时|按期|顺利|得到|{_DEED})")  # behind the thing that was counted
_FOR_ALL = lazy(
    "为|向|对|给|辖区内?|街道|本街道|社区|共计?|总共|合计|总计|累计|全年|本?年度|本年|当年|实际|已|全部|内|了|的"
)
_OF_A_PART = lazy("[一二三四五六七八九十]|第|期间|其中|季|月|节(?![约省])|日(?!常)|每|先后|之一|部分|首|再|又|另|新增")
_LEAD = lazy("(?:完成|开展|举办|组织|提供|建设|建成|实施|实现|全年|年度|本年|共|其中|了|购置|发放)$")


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
    """检查内容：文字中写明的全年预算数、全年执行数（实际支出）与资金部分相同；元、万元换算后比较，按写出的位数允许四舍五入，
    与总额、任一来源或其合计相同都算相同。分项支出、其他年度的金额不看。
    依据：同一笔金额写了两处，两处应当一致。
    例（好）：全年执行数 89.974 万元，文中“完成预算资金89.97万元”。
    例（坏）：全年执行数 118.8 万元，文中“全年实际支出128.8万元”。
    """
    for text, one, said in figures_of(case):
        if one.dimension != "money":
            continue
        if _SPENT.fullmatch(said) and _WHOLE.search(said) and not _sums_up_an_item(text, one, said):
            fields, column = ("executed",), "全年执行数"
        elif _SET.fullmatch(said):
            fields, column = ("annual_budget", "initial_budget"), "预算数"
        else:
            continue
        if lazy("^.{0,4}用于").match(text.text[one.end :]):
            continue
        amounts = _amounts(case, fields)
        if amounts and not any(one.may_be(each.low * _TEN_THOUSAND, each.high * _TEN_THOUSAND) for each in amounts):
            shown = amount(amounts[0].low, case)
            touching = [(fund, field) for fund in case.funds for field in fields]
            said = quoted(text.text, one)
            yield case.at_text(AMOUNT_IN_TEXT, text, stated=said, column=column, expected=shown, touching=touching)


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


# ----------------------------------------------------------------------------------------------------------- counts


@dataclass(frozen=True, slots=True)
class _Named:
    """What an indicator counts, as a text would call it."""

    thing: str
    row: Indicator


def _named(case: Case) -> list[_Named]:
    """The indicators that a text can be held against, longest names first."""
    found: list[_Named] = []
    for row in case.indicators:
        actual = row.actual_value
        if actual.kind is not MeaningKind.EQUAL or not actual.dimension or actual.base is None or row.is_execution:
            continue
        thing = bare_name(row.name)
        if actual.dimension == "ratio":
            thing = _CHANGE.sub("", thing)
            if actual.turn and not thing.endswith(actual.turn):
                thing = _COUNTED.sub("", thing) + actual.turn
        else:
            thing = _COUNTED.sub("", _VERB.sub("", thing))
        shortest = 4 if actual.dimension == "ratio" else 3  # 完成率 alone may be of anything
        if len(thing) >= shortest and not lazy(r"\d").search(thing):
            found.append(_Named(thing, row))
    return sorted(found, key=lambda one: -len(one.thing))


COUNT_IN_TEXT = Kind(
    code="N604",
    severity=Severity.WARNING,
    title="文中数字与指标表不符",
    says="文中写“{stated}”，指标表中“{name}”的{column}为 {expected}（{place}）。",
    do="请核对两处数字，使前后一致。",
)


@check(COUNT_IN_TEXT, over="form")
def counts_in_texts_are_the_tables(case: Case) -> Iterator[Draft]:
    """检查内容：文字中紧跟在指标名称后面的数字（以及同一句里说到该指标、只隔着“共发放”一类词的合计），与指标表的实际完成值相同（预期目标里的，与年度指标值或实际完成值相同）。
    名称、单位都对得上的才比较；约数、其他时期的数字不看。
    依据：同一件事写了两处，两处应当一致。
    例（好）：个案服务 76 个，文中“完成个案服务76个”。
    例（坏）：个案服务 76 个，文中“完成个案服务86个”。
    """
    figures = [one for one in figures_of(case) if one[0].key != "fund_use"]
    if not figures:
        return
    named = case.once(("named indicators",), lambda: _named(case))
    for text, one, said in figures:
        rows = (
            _meant(said, one, named)
            or _summed_up(text, one, said, named)
            or _named_behind(text, one, said, named)
            or _told_around(text, one, said, named)
        )
        if not rows or _NOT_DONE.search(said):
            continue
        columns = ("target", "actual") if text.key == "goal_expected" else ("actual",)
        if any(_agrees(one, getattr(row, f"{column}_value")) for row in rows for column in columns):
            continue
        column = columns[0]
        if text.key == "goal_expected" and rows[0].target_value.dimension != one.dimension:
            continue
        yield case.at_text(
            COUNT_IN_TEXT,
            text,
            stated=quoted(text.text, one),
            name=words.name_of(rows[0]),
            column=words.field_word(column),
            expected=getattr(rows[0], column) or "",
            place=cell_of(rows[0], column) or "",
        )


def _meant(said: str, one: Quantity, named: list[_Named]) -> list[Indicator]:
    """The indicators whose name ends what stands before a figure, in the figure's unit; the longest name only."""
    bare = said = _of_change(said)
    while (shorter := _AROUND.sub("", bare)) != bare:
        bare = shorter
    for ending in (said, bare, bare.removesuffix("人")):  # 帮扶残疾人数 may count 残疾人
        found = [each for each in named if ending.endswith(each.thing)]
        if found:
            thing = found[0].thing
            if not _stands_alone(ending, thing):
                return []
            same = [each.row for each in found if each.thing == thing]
            return same if all(row.actual_value.dimension == one.dimension for row in same) else []
    return _satisfied(bare, one, named)


def _of_change(said: str) -> str:
    """知晓率 of 知晓率由85%提高到, 投诉下降 of 投诉件数同比下降."""
    said = _FROM_TO.sub("", lazy("同比|环比").sub("", said))
    turn = lazy(f"(?:{one_of(TURNS)})了?$").search(said)
    return said if turn is None else _COUNTED.sub("", said[: turn.start()]) + turn.group().removesuffix("了")


def _satisfied(said: str, one: Quantity, named: list[_Named]) -> list[Indicator]:
    """群众满意度达98% is of the form's only satisfaction, where that is nobody's in particular."""
    rows = [each for each in named if each.thing.endswith(("满意度", "满意率"))]
    is_general = len(rows) == 1 and _OF_EVERYBODY.fullmatch(rows[0].thing) and _OF_EVERYBODY.fullmatch(said)
    return [rows[0].row] if is_general and one.dimension == "ratio" else []


def _summed_up(text: Text, one: Quantity, said: str, named: list[_Named]) -> list[Indicator]:
    """为老人发放高龄津贴，共发放3256人: the one indicator in the figure's unit that the sentence is about.

    The figure is the first of its unit there; nothing leads to it but 共 and a verb of that indicator's name.
    """
    lead = _TOTAL_LEAD.fullmatch(said)
    if lead is None or one.dimension in ("ratio", "money"):
        return []
    sentence = sentence_before(text.text, one.start)
    others = [each for each in quantities(text.text) if one.start - len(sentence) <= each.start < one.start]
    if any(each.dimension == one.dimension for each in others):
        return []
    rows = [
        each.row
        for each in named
        if each.row.actual_value.dimension == one.dimension
        and len(core := _VERBS.sub("", each.thing)) >= 3
        and core in sentence
        and lead[1] in bare_name(each.row.name)
    ]
    return rows if len(rows) == 1 else []


def _named_behind(text: Text, one: Quantity, said: str, named: list[_Named]) -> list[Indicator]:
    """全年共举办163场社区活动: the year's figure with the name behind it, and nothing behind the name.

    What does not say that it is the year's may be a part of it, where the sentence speaks of more before it.
    """
    if one.dimension in ("ratio", "money") or (said and not _ONLY_DONE.fullmatch(said)):
        return []
    if not _OF_THE_YEAR.search(said) and _may_be_a_part(text, one):
        return []
    behind = _behind(text, one)
    return [
        each.row
        for each in named
        if each.thing == behind.removeprefix("的") and each.row.actual_value.dimension == one.dimension
    ]


def _may_be_a_part(text: Text, one: Quantity) -> bool:
    """Whether the sentence speaks of parts before a figure, or gives another one of its kind."""
    sentence = sentence_before(text.text, one.start)
    others = (each for each in quantities(text.text) if one.start - len(sentence) <= each.start < one.start)
    return bool(_OF_A_PART.search(sentence)) or any(each.dimension == one.dimension for each in others)


def _behind(text: Text, one: Quantity) -> str:
    """The words behind a figure, up to the next stop."""
    return lazy(r"[。；;，,、：:\n!！?？（(\s]").split(text.text[one.end :].lstrip(), maxsplit=1)[0].removeprefix("的")


def _told_around(text: Text, one: Quantity, said: str, named: list[_Named]) -> list[Indicator]:
    """公益广告设置数 in 共设置公益广告1230处, 补助电梯数 in 为84部电梯发放补助: what is counted stands at the figure,
    what was done to it in the same clause, and nothing else there narrows it.

    A text that says the indicator's own figure, too, gives parts of it or speaks of more.
    """
    if one.dimension in ("ratio", "money") or _may_be_a_part(text, one):
        return []
    behind = _behind(text, one)
    rows = [
        each.row
        for each in named
        if each.row.actual_value.dimension == one.dimension and _is_told(each.thing, _without_count(said), behind)
    ]
    said_right = any(_agrees(other, rows[0].actual_value) for other in quantities(text.text)) if rows else False
    return rows if len(rows) == 1 and not said_right else []


def _without_count(said: str) -> str:
    while (shorter := _COUNTED.sub("", _AROUND.sub("", said))) != said:
        said = shorter
    return said


def _is_told(name: str, said: str, behind: str) -> bool:
    """Whether the words before and behind a figure are an indicator's name in another order."""
    parted = _PARTED.fullmatch(name)
    deed = (parted["before"] or parted["behind"]) if parted is not None else None
    if parted is None or not deed or (parted["before"] and parted["behind"]):
        return False
    thing = parted["thing"].removesuffix("人")
    lead, rest = said, behind
    before = said.removesuffix(deed).removesuffix("人")
    if before.endswith(thing):
        lead = before.removesuffix(thing)
    elif behind.startswith(thing):
        rest = behind[len(thing) :].removeprefix("人")
    else:
        return False
    is_done = deed in said or deed in rest
    return is_done and not _FOR_ALL.sub("", _ONLY_DONE.sub("", lead.replace(deed, ""))) and bool(_GOES_ON.match(rest))


def _stands_alone(ending: str, thing: str) -> bool:
    """Before the name there is nothing, or a word that does not narrow it (完成专业个案, but not 青年志愿者)."""
    lead = ending[: -len(thing)]
    return not lead or _LEAD.search(lead) is not None


def _agrees(one: Quantity, meaning: Meaning) -> bool:
    if meaning.base is None:
        return False
    low = meaning.low if meaning.low is not None else meaning.base
    high = meaning.high if meaning.high is not None else meaning.base
    return one.dimension == meaning.dimension and one.may_be(min(low, meaning.base), max(high, meaning.base))


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
