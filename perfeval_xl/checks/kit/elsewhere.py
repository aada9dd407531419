"""Reasons that stand elsewhere on the form: absence is claimed only after every place a person would look was read."""

from __future__ import annotations

from collections.abc import Iterator

from perfeval_xl.checks.kit.registry import Case
from perfeval_xl.form import Indicator
from perfeval_xl.form_words import all_nothing, bare_name
from perfeval_xl.patterns import lazy

_SENTENCE_END = lazy("[。；;！!\n]")
_WHY = lazy(
    "因|由于|主要是|原因|受.{0,12}影响|导致|造成|为了|跨年|次年|下年|暂缓|延期|推迟|滞后|尚未|未能|未支付|未结算|"
    "结余|节约|节省|压减|核减|调剂|收回|减少|退出|搬离|不足"
)
_SPENDING = lazy("执行率|执行数|支付|支出|付款|拨付|结算|结余|尾款|资金|经费|预算|服务费|工程款|节约|费用")
_MONEY_CHANGED = "追加|追减|调增|调减|压减|核减|核增|增拨|补拨"  # said of money alone
_CHANGE = lazy(f"{_MONEY_CHANGED}|调整|增加|新增|调入|调出|削减|缩减|减少|收回|调剂|统筹|年中|另行|下达")
_OF_MONEY = lazy(_MONEY_CHANGED)
_MONEY = lazy("预算|资金|经费|支出|指标|财政|拨款|[0-9]万?元")
# In a result: a cause, told behind the figure; 减少 and 节约 are results themselves there.
_OWN_CAUSE = lazy(
    "(?:^|[,，;；。（( ])(?:但|主要)?是?(?:因为?(?![公病此而])|由于|原因[是:：]|受[^0-9,，;；。]{1,12}影响)|导致|造成"
)
_OF_THE_YEAR = lazy("^(?:全年|本?年度|本年|当年)")
_SHORTEST_NAME = 4
# Where reasons are looked for: the texts of the form, by their key, and how a person calls the place.
_TEXTS = {
    "goal_actual": "实际完成情况",
    "fund_use": "资金使用情况",
    "problems": "存在问题",
    "remark": "备注",
    "other": "其他说明",
}


def _sentences(case: Case) -> Iterator[str]:
    for text in _texts(case):
        yield from (one for one in _SENTENCE_END.split(text) if one.strip())


def _texts(case: Case) -> list[str]:
    own = [text.text for text in case.result.texts if text.key in _TEXTS]
    goal = case.form.goal_actual or ""
    return own if goal in own else [goal, *own]


def places_read(case: Case, has_reason: bool) -> str:
    """The places that were looked at, for the sentence that says nothing was found there."""
    keys = {text.key for text in case.result.texts}
    if case.form.goal_actual_cell is not None:
        keys.add("goal_actual")
    places = [f"“{word}”" for key, word in _TEXTS.items() if key in keys and key != "other"]
    return "、".join([*(["原因栏"] if has_reason else []), *places]) or "表内"


def money_is_explained(case: Case) -> bool:
    """Some sentence of the form says why not all was spent."""
    return any(_SPENDING.search(one) and _WHY.search(one) for one in _sentences(case))


def change_is_explained(case: Case) -> bool:
    """Some sentence of the form speaks of a change of the budget."""
    return any(_OF_MONEY.search(one) or (_CHANGE.search(one) and _MONEY.search(one)) for one in _sentences(case))


def loss_is_explained(row: Indicator, case: Case) -> bool:
    """A cause stands in the row itself, outside its reason cell, or some sentence of the form names the indicator and
    says why."""
    if _is_explained_aside(row, case) or _OWN_CAUSE.search(row.actual or "") is not None:
        return True
    names = [name for name in _names(row) if len(name) >= _SHORTEST_NAME]
    return any(any(name in "".join(one.split()) for name in names) and _WHY.search(one) for one in _sentences(case))


def _names(row: Indicator) -> tuple[str, str]:
    """What a text calls an indicator: its name, and the name without the year (全年助餐人次: 助餐人次未完成)."""
    name = bare_name(row.name)
    return name, _OF_THE_YEAR.sub("", name)


def _is_explained_aside(row: Indicator, case: Case) -> bool:
    """Words stand in the row that nobody could place; what stands in every row, as a source of data, explains none."""
    if not row.aside or all_nothing(row.aside):
        return False
    full = [one for one in case.indicators if one.weight.value is not None and one.self_score.value == one.weight.value]
    return 2 * sum(bool(one.aside) for one in full) <= len(full)
