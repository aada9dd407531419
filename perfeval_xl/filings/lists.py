"""Lists as bureaus keep them (rosters, compiled tables): which column is what, by the meaning of its head.

Any layout in .xlsx, .xls, .docx or .csv (UTF-8 or GBK). A table begins with a head row that names a project or a
unit and something else of a list; a head may stand over two rows (预算数 over 年初 and 全年). A value
merged over several rows belongs to each of them. Rows of totals are no lines.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from perfeval_xl.problems import FileError
from perfeval_xl.reading.grids.opened import opened
from perfeval_xl.reading.grids.spreadsheet import Book, Grid, GridCell, book_of
from perfeval_xl.reading.layout.concepts import Table, concept, concept_of, named
from perfeval_xl.reading.layout.labels import label, plain_text
from perfeval_xl.reading.layout.signatures import is_foot, is_remark
from perfeval_xl.reading.layout.table_words import SUBTOTAL_ROW, TOTAL_ROW
from perfeval_xl.reading.layout.view import Item, View
from perfeval_xl.xlsx.filekind import kind_of, read_file
from perfeval_xl.xlsx.limits import DEFAULT, Limits

_CODE = "编码 代码 编号 码"
_NUMBER = "数 额 金额 资金 安排 安排数 指标 合计 总额 指标数"
_UNIT_NAMES = "预算单位 项目单位 实施单位 填报单位 单位 用款单位 使用单位 承担单位 二级单位 基层单位 申报单位 街道 镇街"
_TIMES = "时间 日期 期限 日"

# What the columns of a list are, whatever they are called. The same words serve the bureau's own empty 汇总表.
LIST = Table(
    concept("number", "序号 编号 行号"),
    concept("project_code", "", named("项目", after=_CODE), "编码|代码"),
    concept("project", "项目 名称", named("项目 资金 专项", "预算 支出 二级 三级", "名称 全称")),
    concept("department_code", "", named("部门 单位 预算部门 预算单位 主管部门", after=_CODE)),
    concept("unit", _UNIT_NAMES, named(_UNIT_NAMES, after="名称 全称")),
    concept(
        "department", "主管部门 预算部门 部门", named("主管部门 预算部门 部门 一级预算单位 主管单位", after="名称 全称")
    ),
    concept("office", "业务处室", named("业务 归口 主管 对口 管理 财政", after="处室 科室 股室 处 科 股")),
    concept("level", "资金级次", named("资金 预算 项目", after="级次 级别 性质 来源 类型 类别")),
    concept("initial", "", named("年初", "", "预算 预算数 预算金额 安排 安排数 预算安排 数")),
    concept("adjusted", "", named("调整后 年中调整后 调整", "", "预算 预算数 全年预算数 金额 指标数")),
    concept(
        "annual",
        "预算安排 预算数 预算金额 账上预算 账面预算 指标金额",
        named("预算 预算数", "全年 当年 本年 年度 本年度 全年度 账上 账面 财政", _NUMBER),
    ),
    concept(
        "executed",
        "实际支出 支出数 支出金额 执行数 执行金额 账上执行 账上支出",
        named("执行 支出 支付 执行数 支出数", "全年 当年 本年 年度 预算 实际 累计 账上 账面", "数 额 金额 合计 总额"),
    ),
    concept("rate", "", named("执行率 支出率 支付率 执行进度 支出进度", "预算 全年 实际 资金")),
    concept("whole_amount", "项目总金额 项目总投资 总金额"),
    concept("self_score", "得分", named("得分 分数 总分 评分", "单位 自评 绩效 项目 总")),
    concept("score", "", named("得分 分数 总分", "核算 计算 核定 测算")),
    concept("review_score", "", named("得分 分数 总分 分", "复核 复评 审核 财政")),
    concept("difference", "偏差 差异 差额 差值"),
    concept("grade", "自评结论", named("等级 等次 结论 评级 档次", "自评 绩效 评价")),
    concept("disposition", "处理意见 审核意见 审核结果 受理意见"),
    concept("problems", "", named("问题", "主要 存在 存在的 自评 发现 发现的")),
    concept("measures", "改进措施 整改措施 整改情况"),
    concept("state", "状态 报送状态 报送情况"),
    concept("start", "", named("开始 起始 布置", "", _TIMES)),
    concept("deadline", "截止 期限", named("截止 报送 上报 完成 限报 要求报送", "报送 上报 自评 填报", _TIMES)),
    concept("remark", "备注 说明 备注说明"),
)
_NAMES_A_LINE = ("project", "unit")
_FEWEST_HEADS = 2
_ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(slots=True)
class Line:
    """One line of a list: its row on the sheet, and what stands under each head that was understood."""

    row: int
    cells: dict[str, GridCell]

    def text(self, concept: str) -> str | None:
        """What is written there, on one line; None where nothing is."""
        cell = self.cells.get(concept)
        return (" ".join(cell.text.split()) or None) if cell is not None else None


@dataclass(slots=True)
class List:
    """One table of a sheet. `heads`: concept -> its column and the head as printed; `unknown`: heads that mean nothing
    to us, with their columns. `unit`: what amounts are counted in (万元 where nothing is said: then `unit_said` is
    False)."""

    sheet: str
    head_row: int
    heads: dict[str, Item]
    unknown: list[Item] = field(default_factory=list[Item])
    lines: list[Line] = field(default_factory=list[Line])
    titles: list[str] = field(default_factory=list[str])
    unit: str = "万元"
    unit_said: bool = False

    def unit_of(self, concept: str) -> str:
        """The unit of a column: its head's, else the table's."""
        item = self.heads.get(concept)
        return (item.label.unit if item is not None else None) or self.unit


def book_at(path: Path, limits: Limits = DEFAULT) -> Book:
    """A list's file as grids. FileError or PackageError where it cannot be read."""
    data = read_file(path, limits)
    kind = kind_of(data, path.name)
    if kind == "csv" or (kind == "unknown" and path.suffix.lower() in (".csv", ".txt", ".tsv")):
        return Book(path.name, [_grid_of_text(path, data)])
    there = opened(path, limits)
    return there if isinstance(there, Book) else book_of(there, path.name)


def _grid_of_text(path: Path, data: bytes) -> Grid:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
    else:
        text = next((said for one in _ENCODINGS if (said := _decoded(data, one)) is not None), None)
    if text is None:
        raise FileError("R902", f"“{path.name}”的文字编码无法识别；请用 Excel 或 WPS 打开后另存为 .xlsx 再试。")
    first = text.split("\n", 1)[0]
    mark = max(",\t;，", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error:
        raise FileError("R904", f"“{path.name}”不是完整的表格文本；请用 Excel 或 WPS 另存为 .xlsx 再试。") from None
    cells = {
        (row, column): GridCell(row, column, value.strip())
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value.strip()
    }
    return Grid(path.stem, cells)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def lists_in(grids: Iterable[Grid]) -> list[List]:
    """Every list on the sheets, hidden ones left out, in order."""
    return [one for grid in grids if not grid.is_hidden for one in _lists_of(View(grid))]


def _lists_of(view: View) -> Iterator[List]:
    found: List | None = None
    titles: list[str] = []
    below = 0
    for row in view.rows:
        if row <= below:
            continue
        head = _head(view, row)
        if head is not None:
            if found is not None:
                yield found
            found, below = head
            found.titles = titles
            _settle_unit(found, view)
            continue
        if found is None:
            titles += [item.text for item in view.starts(row)]
        elif _is_line(view, row, found):
            found.lines.append(_line(view, row, found))
    if found is not None:
        yield found


def _head(view: View, row: int) -> tuple[List, int] | None:
    """A list that begins with this row as its head, and the head's last row."""
    top = view.starts(row)
    last = _last_head_row(view, row, top)
    heads: dict[str, Item] = {}
    unknown: list[Item] = []
    for column in range(view.first_column, view.last_column + 1):
        upper, lower = view.at(row, column), view.at(last, column)
        item = lower or upper
        if item is None or (column > item.left and item is not upper):
            continue
        if column > item.left:
            continue
        meant = _meaning(upper, lower)
        if meant is None or meant in heads:
            unknown.append(item)
        else:
            heads[meant] = item
    if len(heads) < _FEWEST_HEADS or not any(one in heads for one in _NAMES_A_LINE):
        return None
    if any(not item.is_words for item in heads.values()):
        return None
    _settle_budgets(heads)
    return List(view.grid.name, last, heads, unknown), last


def _meaning(upper: Item | None, lower: Item | None) -> str | None:
    """What a head says: its lower part alone, both together, or the upper part alone."""
    cores = [lower.label.core if lower else ""]
    if upper is not None and lower is not None and upper is not lower:
        cores = [upper.label.core + lower.label.core, lower.label.core + upper.label.core, lower.label.core]
    cores.append(upper.label.core if upper else "")
    return next((found for core in cores if core and (found := concept_of(LIST, core)) is not None), None)


def _last_head_row(view: View, row: int, top: list[Item]) -> int:
    """Where a head stands over two rows: some of its items are merged across, others down, and words stand below."""
    across = [item for item in top if item.right > item.left]
    below = view.starts(row + 1)
    inside = [item for item in below if any(one.left <= item.left and item.right <= one.right for one in across)]
    deep = any(item.bottom > item.top for item in top)
    return row + 1 if deep and inside and all(item.is_words for item in inside) else row


def _settle_budgets(heads: dict[str, Item]) -> None:
    """The system's export says 全年预算数 · 调整后预算数: the first is then what the year began with."""
    adjusted = heads.pop("adjusted", None)
    if adjusted is None:
        return
    if "annual" in heads and "initial" not in heads:
        heads["initial"] = heads["annual"]
    heads["annual"] = adjusted


def _settle_unit(found: List, view: View) -> None:
    """The unit of a list's amounts: of a note above it (单位：元)."""
    for row in view.rows:
        if row >= found.head_row:
            return
        for item in view.starts(row):
            if item.label.unit is not None and (item.label.core == "单位" or "单位" in item.text):
                found.unit, found.unit_said = item.label.unit, True


def _is_line(view: View, row: int, found: List) -> bool:
    items = view.showing(row)
    if not items:
        return False
    words = [plain_text(item.text) for item in items[:3]]
    if any(TOTAL_ROW.fullmatch(one) or SUBTOTAL_ROW.fullmatch(one) for one in words):
        return False
    own = [view.at(row, item.left) for name, item in found.heads.items() if name in _NAMES_A_LINE]
    if is_foot(items) or (len(items) == 1 and is_remark(items[0])):
        return False
    return any(one is not None and one.top <= row for one in own)


def _line(view: View, row: int, found: List) -> Line:
    cells: dict[str, GridCell] = {}
    for name, head in found.heads.items():
        item = view.at(row, head.left)
        if item is not None:
            cells[name] = item.cell
    return Line(row, cells)


def head_of(text: str) -> str | None:
    """What a single head of a list means; None where it means nothing to us."""
    return concept_of(LIST, label(text).core)
