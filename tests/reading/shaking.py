"""Moves, renames, stretches, splits and re-merges a grid at random (seeded), as far as a person would still read it."""

from __future__ import annotations

import random
from collections.abc import Callable

from perfeval_xl.reading.grids.spreadsheet import Grid, GridCell, Merge
from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.headings import indicator_columns, is_indicator_heading
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.synonyms import INDICATOR_COLUMNS
from perfeval_xl.reading.layout.view import View

# Words of one meaning, as forms print them. The first is any of them; a label is exchanged for another of its line.
SYNONYMS: tuple[tuple[str, ...], ...] = (
    ("项目名称", "项目全称", "专项名称", "转移支付（项目）名称", "项目支出名称"),
    ("主管部门", "项目主管部门", "主管单位", "预算主管部门", "地方主管部门", "业务主管部门"),
    ("实施单位", "项目单位", "项目实施单位", "资金使用单位", "承担单位", "具体实施单位"),
    ("年初预算数", "年初预算", "年初预算金额", "年初预算安排数", "年初批复预算数"),
    ("全年预算数", "调整后预算数", "全年预算数（A）", "全年预算", "调整后全年预算数", "全年预算金额"),
    ("全年执行数", "全年执行数（B）", "预算执行数", "执行数（B）", "实际执行数", "全年支出数", "实际支出金额"),
    ("执行率", "执行率（B/A）", "预算执行率", "执行率（%）", "预算执行率（B/A×100%）", "资金执行率"),
    ("年度总体目标", "总体目标", "年度目标", "项目年度目标", "年度绩效目标"),
    ("预期目标", "年初设定目标", "年度预期目标", "年初预期目标"),
    ("实际完成情况", "全年实际完成情况", "目标完成情况", "目标实际完成情况", "年度目标完成情况"),
    ("一级指标", "一级 指标", "一级指标名称"),
    ("二级指标", "二级\n指标", "二级指标名称"),
    ("三级指标", "指标名称", "三级指标名称", "指标内容"),
    (
        "年度指标值",
        "指标值",
        "年度目标值",
        "年初目标值（A）",
        "目标值",
        "全年指标值",
        "预期指标值",
        "绩效指标值",
        "计划指标值",
    ),
    (
        "实际完成值",
        "全年实际值",
        "完成值",
        "年终完成值",
        "全年完成值",
        "单项指标实际完成值",
        "全年实际完成值",
        "实际完成值（B）",
    ),
    ("分值", "权重", "参考分值", "指标分值", "标准分值", "满分", "分值（权重）"),
    ("得分", "自评得分", "自评分", "单位自评得分", "得 分", "评分"),
    (
        "偏差原因分析及改进措施",
        "未完成原因分析",
        "未完成原因及拟采取的改进措施",
        "未完成原因和改进措施",
        "偏差原因说明",
        "扣分原因及改进措施",
        "原因分析",
    ),
    ("总分", "合计", "总计", "自评总分", "总得分"),
    ("指标性质", "计算符号", "指标方向"),
    ("度量单位", "计量单位", "单位"),
)
_LINE_OF = {plain_text(word): line for line in SYNONYMS for word in line}


def _labels(grid: Grid) -> dict[tuple[int, int], tuple[str, ...]]:
    """The labels that may be written otherwise, each with its line; 合计 of the money is not 总分."""
    view = View(grid)
    heading = next(row for row in view.rows if is_indicator_heading(view, row))
    lines = {
        place: _LINE_OF[plain_text(cell.text)]
        for place, cell in grid.cells.items()
        if cell.kind == "text" and plain_text(cell.text) in _LINE_OF
    }
    return {place: line for place, line in lines.items() if place[0] >= heading or "合计" not in line}


def _rebuilt(grid: Grid, place: Callable[[int, int], tuple[int, int]], merges: list[Merge]) -> Grid:
    cells: dict[tuple[int, int], GridCell] = {}
    for (row, column), cell in grid.cells.items():
        cells[place(row, column)] = _copy(cell, *place(row, column), cell.text)
    return Grid(grid.name, cells, merges, grid.state)


def _copy(cell: GridCell, row: int, column: int, text: str) -> GridCell:
    return GridCell(
        row,
        column,
        text,
        cell.kind,
        cell.number,
        cell.low,
        cell.high,
        cell.format,
        cell.formula,
        cell.percent,
        cell.day,
    )


def moved(grid: Grid, chance: random.Random) -> Grid:
    """The same sheet some rows and columns further down and right."""
    down, right = chance.randrange(7), chance.randrange(5)
    merges = [(t + down, l + right, b + down, r + right) for t, l, b, r in grid.merges]  # noqa: E741
    return _rebuilt(grid, lambda row, column: (row + down, column + right), merges)


def stretched(grid: Grid, chance: random.Random) -> Grid:
    """Blank rows and columns put in between, never two together nor inside a heading; merged areas grow with them."""
    view = View(grid)
    labels = {
        row: sum(concept_of(INDICATOR_COLUMNS, item.label.core) is not None for item in view.starts(row))
        for row in view.rows
    }
    inside = {row for row, count in labels.items() if count >= 2 and labels.get(row - 1, 0) >= 2}
    last_row, last_column = max(row for row, _ in grid.cells), max(column for _, column in grid.cells)
    rows = {row for row in range(1, last_row + 1) if chance.random() < 0.12 and row not in inside}
    columns = {column for column in range(1, last_column + 1) if chance.random() < 0.12}

    def place(row: int, column: int) -> tuple[int, int]:
        return row + sum(one <= row for one in rows), column + sum(one <= column for one in columns)

    merges = [(*place(top, left), *place(bottom, right)) for top, left, bottom, right in grid.merges]
    return _rebuilt(grid, place, merges)


def renamed(grid: Grid, chance: random.Random) -> Grid:
    """Labels exchanged for others of the same meaning (never two columns of one heading alike)."""
    cells = dict(grid.cells)
    for place, line in _labels(grid).items():
        cell = grid.cells[place]
        if chance.random() < 0.6:
            cells[place] = _copy(cell, cell.row, cell.column, chance.choice(line))
    return Grid(grid.name, cells, list(grid.merges), grid.state)


def blurred(grid: Grid, chance: random.Random) -> Grid:
    """Labels with spaces, line breaks, full-width brackets and colons in them."""
    cells = dict(grid.cells)
    for place in _labels(grid):
        cell = grid.cells[place]
        if chance.random() < 0.5:
            continue
        cut = chance.randrange(1, len(cell.text))
        text = cell.text[:cut] + chance.choice([" ", "\n", "　", "\u00a0", "  "]) + cell.text[cut:]
        text = text.replace("(", "（").replace(")", "）") if chance.random() < 0.5 else text
        cells[place] = _copy(cell, cell.row, cell.column, text + chance.choice(["", "：", ":", " "]))
    return Grid(grid.name, cells, list(grid.merges), grid.state)


def split(grid: Grid, chance: random.Random) -> Grid:
    """Some merged areas taken apart: the value stays in the first cell, the others are empty."""
    view = View(grid)
    kept = [area for area in grid.merges if _is_score(view, area) or chance.random() < 0.6]
    return Grid(grid.name, dict(grid.cells), kept, grid.state)


def _is_score(view: View, area: Merge) -> bool:
    item = view.at(area[0], area[1])
    return item is not None and item.cell.kind == "number"


def merged(grid: Grid, chance: random.Random) -> Grid:
    """Levels that stand once over several rows merged down; labels merged with the empty cell beside them."""
    view = View(grid)
    merges = list(grid.merges)
    for row in view.rows:
        if not is_indicator_heading(view, row):
            continue
        columns = indicator_columns(view, row)
        for concept in ("level1", "level2"):
            if concept in columns.spans and chance.random() < 0.7:
                merges += _merged_down(view, columns.last_row, columns.spans[concept][0])
    return Grid(grid.name, dict(grid.cells), merges, grid.state)


def _merged_down(view: View, heading: int, column: int) -> list[Merge]:
    rows = [row for row in view.rows if row > heading]
    tops = [row for row in rows if (item := view.at(row, column)) is not None and item.top == row and item.is_words]
    out: list[Merge] = []
    for top, following in zip(tops, [*tops[1:], None], strict=True):
        item = view.at(top, column)
        if item is None or item.bottom > item.top or item.right > item.left or following is None:
            continue
        free = all(view.area(row, column) == (row, column, row, column) for row in range(top, following))
        named = all(view.within(row, column + 1, view.last_column) for row in range(top, following) if row in rows)
        if following - top > 1 and free and named:
            out.append((top, column, following - 1, column))
    return out


def reordered(grid: Grid, chance: random.Random) -> Grid:
    """The columns behind 三级指标 in another order, where nothing in the block is merged across them."""
    view = View(grid)
    heading = next(row for row in view.rows if is_indicator_heading(view, row))
    columns = indicator_columns(view, heading)
    last = max(columns.right, columns.left)
    free = [name for name in ("target", "actual", "weight", "self_score", "reason") if name in columns.spans]
    places = [columns.spans[name][0] for name in free if columns.spans[name][0] == columns.spans[name][1]]
    touched = any(bottom >= heading and left <= column <= right < last + 1 and right > left
                  for _, left, bottom, right in grid.merges for column in places)  # fmt: skip
    if touched or len(places) != len(free):
        return grid
    shuffled = chance.sample(places, len(places))
    to = dict(zip(places, shuffled, strict=True))
    cells: dict[tuple[int, int], GridCell] = {}
    for (row, column), cell in grid.cells.items():
        new = to.get(column, column) if row >= heading else column
        cells[row, new] = _copy(cell, row, new, cell.text)
    merges = [
        (top, to.get(left, left), bottom, to.get(left, right)) if top >= heading and left == right else area
        for area in grid.merges
        for top, left, bottom, right in (area,)
    ]
    return Grid(grid.name, cells, merges, grid.state)


def accompanied(grid: Grid, chance: random.Random) -> Grid:
    """Columns that forms carry besides: 序号 at the left, 佐证材料 or 完成率 at the right of the indicators."""
    view = View(grid)
    heading = next(row for row in view.rows if is_indicator_heading(view, row))
    column, last = view.last_column + 1, indicator_columns(view, heading).last_row
    cells = dict(grid.cells)
    word = chance.choice(["佐证材料", "完成率", "序号", "数据来源"])
    cells[heading, column] = GridCell(heading, column, word)
    for row in view.rows:
        if row > last and chance.random() < 0.8:
            cells[row, column] = GridCell(row, column, chance.choice(["见附件", "台账", "100%"]))
    return Grid(grid.name, cells, list(grid.merges), grid.state)


STEPS = (renamed, reordered, accompanied, blurred, split, merged, stretched, moved)


def shaken(grid: Grid, seed: int) -> Grid:
    """The grid after some of all steps, decided by the seed."""
    chance = random.Random(seed)
    for step in STEPS:
        if chance.random() < 0.75:
            grid = step(grid, chance)
    return grid
