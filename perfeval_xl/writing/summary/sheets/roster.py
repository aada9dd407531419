"""户数核对: who should have filed and who did, line by line, with the bureau's accounts beside the forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from perfeval_xl.filings.batch import Filed, FilingState, Roster, RosterRow, total
from perfeval_xl.writing.summary.kit.columns import (
    KEY,
    Column,
    Columns,
    Look,
    Sheet,
    Sum,
    Total,
    group,
    program,
    reviewer,
)
from perfeval_xl.writing.summary.kit.expressions import Expression, added, agreement, joined
from perfeval_xl.writing.summary.kit.looks import BLUE, GREEN, RED, YELLOW
from perfeval_xl.writing.summary.sheets import common

NAME = "户数核对"
STATES: Mapping[str, str] = {
    FilingState.MISSING: RED,
    FilingState.EMPTY: RED,
    FilingState.UNLISTED: YELLOW,
    FilingState.TWICE: BLUE,
    FilingState.LATE: YELLOW,
    FilingState.FILED: GREEN,
}
_ABSENT = (FilingState.MISSING, FilingState.EMPTY)


def sheet(roster: Roster, forms: Sequence[Filed]) -> Sheet[RosterRow]:
    """The declared sheet. `forms`: those that count; a line without a project is answered by all of its unit."""
    order = list(STATES)
    answers = _Answers(forms)
    return Sheet(
        NAME,
        f"户数核对：应报与实报（名单：{roster.name}）",
        sorted(roster.rows, key=lambda one: order.index(one.state)),
        [
            *group(
                "名单",
                Column("序号", 6, look=Look.SERIAL),
                Column(
                    "报送情况",
                    10,
                    lambda one: one.state.value,
                    Look.CENTRED,
                    words=STATES,
                ),
                Column("项目编码", 17, lambda one: one.line.project_code if one.line else None, Look.CENTRED),
                Column("预算单位", 18, unit_of),
                Column("项目名称", 26, answers.project, total=Sum.COUNT),
                Column("原表", 6, lambda one: common.file_link(one.filed) if one.filed else None, Look.LINK),
                Column("业务处室", 13, lambda one: one.line.office if one.line else None, Look.CENTRED),
            ),
            *group(
                "全年预算数（万元）",
                Column("账上预算数", 12, lambda one: one.line.budget if one.line else None, Look.MONEY, Sum.SUM),
                Column(
                    "自评表预算数",
                    12,
                    answers.annual,
                    Look.MONEY,
                    _listed("自评表预算数"),
                ),
                Column("预算差额", 11, lambda one: one.budget_difference, Look.MONEY_DIFFERENCE, Sum.SUM),
            ),
            *group(
                "全年执行数（万元）",
                Column("账上执行数", 12, lambda one: one.line.executed if one.line else None, Look.MONEY, Sum.SUM),
                Column(
                    "自评表执行数",
                    12,
                    answers.executed,
                    Look.MONEY,
                    _listed("自评表执行数"),
                ),
                Column("执行差额", 11, lambda one: one.executed_difference, Look.MONEY_DIFFERENCE, Sum.SUM),
            ),
            *group("处理", Column("说明", 36, lambda one: "；".join(one.remarks))),
            *group("复核人填写", reviewer("催报情况", 14)),
            program(KEY, key_of),
        ],
        proof=_proof,
        note="；".join(roster.remarks),
        frozen="项目名称",
    )


class _Answers:
    """What the forms say that answer a line."""

    def __init__(self, forms: Iterable[Filed]) -> None:
        self._by_line: dict[int, list[Filed]] = {}
        for one in forms:
            if one.line is not None and not one.line.project:
                self._by_line.setdefault(id(one.line), []).append(one)

    def _of(self, row: RosterRow) -> list[Filed]:
        of_unit = self._by_line.get(id(row.line)) if row.line is not None else None
        return of_unit or ([row.filed] if row.filed is not None else [])

    def annual(self, row: RosterRow) -> Decimal | None:
        """Their budget."""
        return total(one.annual for one in self._of(row))

    def executed(self, row: RosterRow) -> Decimal | None:
        """What they spent."""
        return total(one.executed for one in self._of(row))

    def project(self, row: RosterRow) -> str:
        """The project as the roster has it, else as the form; of a line for a whole unit how many there are."""
        if row.line is None:
            return common.project_of(row.filed) if row.filed else common.NO_PROJECT
        return row.line.project or f"（本单位全部，{len(self._of(row))} 份）"


def unit_of(one: RosterRow) -> str | None:
    """The unit as the roster has it, else as the form."""
    if one.line is not None and one.line.unit:
        return one.line.unit
    return common.unit_of(one.filed) if one.filed else None


def key_of(one: RosterRow) -> str:
    """By which a line is found again, whether its form has come or not."""
    if one.line is None:
        return common.key_of(one.filed) if one.filed else ""
    return one.line.project_code or f"{one.line.unit or ''}|{one.line.project}"


def _listed(head: str) -> Total:
    """The total of the forms that are on the list."""
    return lambda _, at: at[head].sum_unless(at["报送情况"], FilingState.UNLISTED.value)


def _proof(at: Columns) -> Expression:
    mine = at[NAME]
    listed = [one for one in STATES if one is not FilingState.UNLISTED]
    due = mine["报送情况"].other_than(FilingState.UNLISTED.value)
    parts: list[str | Expression] = ["应报 ", due, "＝"]
    states = [mine["报送情况"].equal(one) for one in listed]
    for one, count in zip(listed, states, strict=True):
        parts += [f"{one} ", count, "＋"]
    outside = mine["报送情况"].equal(FilingState.UNLISTED.value)
    return joined(*parts[:-1], agreement(due, added(states)), "；另有不在名单 ", outside, *_accounts(at))


def _accounts(at: Columns) -> list[str | Expression]:
    """账上 = 自评表 − 差额 + accounts without a form − forms without an account."""
    parts: list[str | Expression] = []
    for word in ("预算", "执行"):
        account, form = at[NAME][f"账上{word}数"], at[NAME][f"自评表{word}数"]
        if not account.numbers:
            continue
        listed = form.sum_unless(at[NAME]["报送情况"], FilingState.UNLISTED.value)
        difference, missing = at[NAME][f"{word}差额"].sum(), account.sum_beside_blank(form)
        together = listed.minus(difference).plus(missing)
        parts += [f"；{word}：账上 ", account.sum().money(), "＝自评表 ", listed.money(), "－差额 ", difference.money()]
        parts += ["＋表内没有的 ", missing.money(), agreement(account.sum(), together)]
    return parts
