"""自评工作质量: a row a unit, item by item; what a person has to give stays open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from perfeval_xl.filings.batch import DeskRulesUsed, QualityRow
from perfeval_xl.units import plain
from perfeval_xl.writing.summary.kit.columns import (
    KEY,
    Column,
    Columns,
    InRow,
    Look,
    Sheet,
    Sum,
    group,
    program,
    reviewer,
)
from perfeval_xl.writing.summary.kit.expressions import Expression, Plain, agreement, joined
from perfeval_xl.writing.summary.occasion import Occasion
from perfeval_xl.writing.summary.sheets import common

NAME = "自评工作质量"
UNDECIDED = "待评"


def sheet(occasion: Occasion, rules: DeskRulesUsed) -> Sheet[QualityRow]:
    """The declared sheet."""
    rows = occasion.batch.quality
    computed, by_people = _parted(rows, rules)
    most, own = _most(computed + by_people), _most(computed)
    return Sheet(
        NAME,
        f"自评工作质量（{most} 分）",
        rows,
        [
            *group(
                "单位",
                Column("序号", 6, look=Look.SERIAL),
                Column("预算单位", 20, lambda one: one.unit or common.NO_UNIT, total=Sum.COUNT),
                Column(
                    "份数",
                    7,
                    lambda one: InRow("COUNTIF([项目汇总!预算单位],[预算单位])", _forms(occasion, one)),
                    Look.COUNT,
                    Sum.SUM,
                ),
            ),
            *group(
                f"程序能算的（{own} 分）",
                *(
                    Column(_head(name, most), 11, _points(name), Look.POINTS, Sum.MEAN, note=words)
                    for name, most, words in computed
                ),
                Column("小计", 9, lambda one: InRow(_sum(computed), one.subtotal), Look.POINTS, Sum.MEAN),
            ),
            *group(
                f"复核人评（{_most(by_people)} 分）",
                *(reviewer(_head(name, most), 10, Look.POINTS, note=words) for name, most, words in by_people),
            ),
            *group(f"合计（{most} 分）", Column("合计", 10, _whole(by_people), Look.POINTS)),
            *group("依据", Column("算到这个分的事实", 44, lambda one: one.facts or "没有扣分的事实")),
            program(KEY, lambda one: one.unit or common.NO_UNIT),
        ],
        proof=_proof,
        warning="" if rules.confirmed else "分值是通行做法，未见本区文件确认；以本区办法为准，可在规则文件中改。",
        frozen="预算单位",
    )


Item = tuple[str, Decimal, str]  # name, most, how it is counted


def _parted(rows: list[QualityRow], rules: DeskRulesUsed) -> tuple[list[Item], list[Item]]:
    """The items that could be computed for some unit, and those that a person has to give."""
    known = {mark.name for row in rows for mark in row.marks if mark.points is not None}
    return [one for one in rules.quality if one[0] in known], [one for one in rules.quality if one[0] not in known]


def _most(items: list[Item]) -> str:
    return plain(sum((most for _, most, _ in items), Decimal(0)))


def _head(name: str, most: Decimal) -> str:
    return f"{name}（{plain(most)}）"


def _points(name: str) -> Callable[[QualityRow], Decimal | None]:
    return lambda one: next((mark.points for mark in one.marks if mark.name == name), None)


def _forms(occasion: Occasion, row: QualityRow) -> int:
    return next((len(one.forms) for one in occasion.batch.units if one.unit == row.unit), 0)


def _sum(items: list[Item]) -> str:
    return f"SUM([{_head(*items[0][:2])}]:[{_head(*items[-1][:2])}])" if items else "0"


def _whole(by_people: list[Item]) -> Callable[[QualityRow], InRow]:
    """All together, once the last item has been given."""
    if not by_people:
        return lambda one: InRow("[小计]", one.subtotal)
    area = _sum(by_people).removeprefix("SUM")
    formula = f'IF(COUNT{area}<{len(by_people)},"{UNDECIDED}",[小计]+SUM{area})'
    heads = [_head(name, most) for name, most, _ in by_people]

    def whole(one: QualityRow) -> InRow:
        def of_row(shown: Mapping[str, Plain]) -> Plain:
            given = [found for head in heads if isinstance(found := shown[head], Decimal)]
            return UNDECIDED if len(given) < len(heads) else one.subtotal + sum(given, Decimal(0))

        return InRow(formula, UNDECIDED, of_row)

    return whole


def _proof(at: Columns) -> Expression:
    mine, theirs = at[NAME]["份数"].sum(), at["项目汇总"]["项目名称"].filled()
    return joined("份数 ", mine, "，项目汇总 ", theirs, agreement(mine, theirs))
