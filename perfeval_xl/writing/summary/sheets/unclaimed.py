"""上次意见待认领: what people typed for rows that are not there this time, a row a cell; never joined by guess."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from difflib import get_close_matches

from perfeval_xl.filings.batch import Batch
from perfeval_xl.writing.summary.before import Before
from perfeval_xl.writing.summary.kit.columns import KEY, Column, Columns, Look, Sheet, Sum, Typed, program
from perfeval_xl.writing.summary.kit.expressions import Expression, joined
from perfeval_xl.writing.summary.sheets import common

NAME = "上次意见待认领"
SHEET, HEAD, VALUE, OLD_KEY, IS_OWN = "工作表", "栏目", "写的内容", "原键", "自加的栏"
_NEAR = 0.6
_UNIT_HEADS = ("单位", "预算单位")


@dataclass(frozen=True, slots=True)
class Line:
    """One cell that somebody typed."""

    sheet: str
    key: str
    unit: str
    project: str
    head: str
    value: Typed
    near: str
    is_own: bool


COLUMNS: list[Column[Line]] = [
    Column("序号", 6, look=Look.SERIAL),
    Column(SHEET, 14, lambda one: one.sheet),
    Column("单位", 19, lambda one: one.unit),
    Column("项目名称", 26, lambda one: one.project),
    Column(HEAD, 14, lambda one: one.head),
    Column(VALUE, 40, lambda one: one.value, total=Sum.COUNT),
    Column("本次最像的项目", 36, lambda one: one.near),
    program(KEY, lambda one: f"{one.sheet}|{one.key}|{one.head}"),
    program(OLD_KEY, lambda one: one.key),
    program(IS_OWN, lambda one: "是" if one.is_own else None),
]


def sheet(lines: list[Line]) -> Sheet[Line]:
    """The declared sheet."""
    return Sheet(
        NAME,
        "上次意见待认领：上次填写的内容，这次没有对上的行",
        lines,
        COLUMNS,
        proof=_proof,
        note="请人工核对：是改了名称的，把内容抄到现在的行；不再需要的，删去这里的行。以后对上了会自动回到原处。",
        frozen="项目名称",
    )


def unclaimed(before: Before, present: Mapping[str, Set[str]], batch: Batch) -> list[Line]:
    """What has no row. `present`: the keys of this time's rows by sheet."""
    names = {f"{common.unit_of(one)} {common.project_of(one)}": None for one in batch.forms}
    return list(_lines(before, present, list(names)))


def _lines(before: Before, present: Mapping[str, Set[str]], names: list[str]) -> Iterator[Line]:
    for name, old in before.sheets.items():
        for key, typed in old.typed.items():
            if key in present.get(name, frozenset()):
                continue
            shown = old.shown.get(key, {})
            unit = next((shown[head] for head in _UNIT_HEADS if shown.get(head)), "")
            project = shown.get("项目名称", "")
            near = get_close_matches(f"{unit} {project}", names, 1, _NEAR) if project else []
            nearest = near[0] if near else "没有相近的"
            for head, value in typed.items():
                yield Line(name, key, unit, project, head, value, nearest, head in old.own_columns)


def _proof(at: Columns) -> Expression:
    return joined("共 ", at[NAME][VALUE].filled(), " 处，上次填写的内容一处不少")
