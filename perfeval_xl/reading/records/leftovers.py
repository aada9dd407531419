"""Notes about what stands in a form but in no known field: unplaced cells, near labels, hidden parts, error cells."""

from __future__ import annotations

from perfeval_xl.form_words import FUND_WORDS, INDICATOR_WORDS
from perfeval_xl.patterns import lazy
from perfeval_xl.reading.layout.concepts import Table, concept_of, nearest
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.places import Columns, FormPlaces
from perfeval_xl.reading.layout.synonyms import GOALS, HEAD, INDICATOR_COLUMNS, SOURCES, TEXTS
from perfeval_xl.reading.layout.table_words import DOTS, LEVEL1, LEVEL2
from perfeval_xl.reading.layout.view import Item
from perfeval_xl.reading.records.remarks import Remarks, short
from perfeval_xl.xlsx.names import column_letters

_ABOUT_A_BUDGET = lazy("预算|调整|调增|追加|下达|批复|安排|指标|核定")
GROUP = 4  # unplaced cells in rows next to each other that are told as one
_TABLES: tuple[Table, ...] = (HEAD, GOALS, TEXTS, INDICATOR_COLUMNS)


def note_the_rest(places: FormPlaces, remarks: Remarks) -> None:
    """All notes that are about cells and not about a field."""
    for columns in _all_columns(places):
        _headings(places, columns, remarks)
    for item, known in places.near:
        text = f"“{short(item.text)}”按相近的“{known}”读取，请核对。"
        remarks.add("near_label", item.address, short(item.text), text, known)
    _unplaced(places, remarks)
    _bad_cells(places, remarks)
    _hidden(places, remarks)
    _gap(places, remarks)


def _all_columns(places: FormPlaces) -> list[Columns]:
    return [block.columns for block in places.funds] + [block.columns for block in places.indicators]


def _headings(places: FormPlaces, columns: Columns, remarks: Remarks) -> None:
    view = places.view
    for item, known in columns.near:
        text = f"列标题“{short(item.text)}”按相近的“{known}”读取，请核对。"
        remarks.add("near_label", item.address, short(item.text), text, known)
    rows = _rows_of(places, columns)
    unread: list[tuple[Item, int]] = []
    for item in columns.unknown:
        cells = [
            found
            for row in rows
            if (found := view.within(row, item.left, item.right)) is not None
            and found.top == row
            and (found.top, found.left) not in places.used
        ]
        for found in cells:
            places.use(found)
        if cells:
            unread.append((item, len(cells)))
    lacking = _lacking(places, columns, [item for item, _ in unread])
    if lacking and any(count * 2 >= len(rows) for _, count in unread):
        named = "、".join(f"“{short(item.text)}”" for item, _ in unread)
        count = "一栏" if len(lacking) == 1 else f"这 {len(lacking)} 栏"
        text = (
            f"没有认出“{'”“'.join(lacking)}”{count}；{named}不是已知的栏目，其中内容没有读入，与之有关的核对没有进行。"
        )
        remarks.add("unread_column", unread[-1][0].address, short(unread[-1][0].text), text, "、".join(lacking))
        return
    for item, count in unread:
        text = f"“{short(item.text)}”一列不是已知的栏目，其中 {count} 个单元格的内容没有读入。"
        remarks.add("unplaced", item.address, short(item.text), text, item.text.strip())


def _lacking(places: FormPlaces, columns: Columns, unread: list[Item]) -> list[str]:
    """Columns that a block must have and that no heading of it was known for."""
    if any(block.columns is columns for block in places.funds):
        budgets = [name for name in ("initial_budget", "annual_budget") if columns.has(name)]
        one_more = any(_ABOUT_A_BUDGET.search(item.label.core) for item in unread)  # maybe the one that counts
        lacking = [] if budgets and not (one_more and len(budgets) == 1) else ["annual_budget"]
        return [FUND_WORDS[name] for name in [*lacking, *(() if columns.has("executed") else ("executed",))]]
    if not any(columns.has(name) for name in ("target", "weight", "self_score")):
        # a checklist has none of them; a form without points has its targets between names and results
        between = columns.has("name") and columns.has("actual") and columns.has("level1")
        if not between or not any(columns.spans["name"][1] < one.left < columns.spans["actual"][0] for one in unread):
            return []
    wanted = ["target", "actual", *(("self_score",) if columns.has("weight") else ())]
    if columns.has("self_score") and any(_are_points(places, columns, item) for item in unread):
        wanted.append("weight")  # a form may do without it, and then has no column that looks like one
    approved = any(block.columns is columns and block.kind == "approved" for block in places.indicators)
    return [] if approved else [INDICATOR_WORDS[name] for name in wanted if not columns.has(name)]


def _are_points(places: FormPlaces, columns: Columns, heading: Item) -> bool:
    """Whether the numbers below an unknown heading can be what the scores are out of: none too small in most rows."""
    pairs = [
        (most.cell.number, score.cell.number)
        for row in _rows_of(places, columns)
        if (most := places.view.within(row, heading.left, heading.right))
        and (score := places.view.within(row, *columns.spans["self_score"]))
    ]
    enough = [most for most, score in pairs if most is not None and score is not None and 100 >= most >= score > 0]
    return len(enough) >= 2 and len(enough) * 2 > len(pairs)


def _rows_of(places: FormPlaces, columns: Columns) -> list[int]:
    for block in [*places.funds, *places.indicators]:
        if block.columns is columns:
            return block.rows
    return []


def _unplaced(places: FormPlaces, remarks: Remarks) -> None:
    view = places.view
    left = [
        item
        for row in view.between(places.first_row, places.last_row)
        if row not in view.grid.around
        for item in view.starts(row)
        if (item.top, item.left) not in places.used
    ]
    left = [item for item in left if not DOTS.fullmatch(plain_text(item.text)) and item.cell.kind != "no_result"]
    for group in _groups(left):
        if len(group) >= GROUP:
            _unread(group, remarks)
        else:
            _one_by_one(places, group, remarks)


def _groups(left: list[Item]) -> list[list[Item]]:
    """Cells that stand in rows next to each other: what was not read together is told together."""
    out: list[list[Item]] = []
    for item in left:
        if out and item.top <= out[-1][-1].bottom + 1:
            out[-1].append(item)
        else:
            out.append([item])
    return out


def _unread(group: list[Item], remarks: Remarks) -> None:
    first, last = group[0], max(group, key=lambda item: (item.bottom, item.right))
    named = "、".join(f"“{short(item.text, 12)}”" for item in group[:3])
    text = f"{first.address} 至 {last.address} 有 {len(group)} 个单元格（{named}等）不属于任何已知栏目，没有读入。"
    cores = [item.label.core for item in group if item.is_words]
    figures = sum(item.cell.kind == "number" for item in group)
    if figures >= 2 and any(concept_of(SOURCES, core) == "total" for core in cores):
        text = f"{text[:-1]}：像是资金表，但没有认出预算数、执行数的列标题，有关资金的核对没有进行。"
        remarks.add("unread", first.address, "", text, "error")
    elif any(_is_level(core) for core in cores):
        remarks.add("unread", first.address, "", text)
    else:
        remarks.add("unread", first.address, "", text, "hint")


def _is_level(core: str) -> bool:
    return bool(LEVEL1.fullmatch(core) or LEVEL2.fullmatch(core))


def _one_by_one(places: FormPlaces, group: list[Item], remarks: Remarks) -> None:
    answers: set[int] = set()
    for item in group:
        if id(item) in answers:
            continue
        near = _near(item)
        value = places.view.right_of(item)
        if _is_level(item.label.core) and item.is_words:
            text = f"“{short(item.text)}”一行没有当作指标，其内容没有读入。"
            remarks.add("unread", item.address, "", text)
            answers |= {id(one) for one in group if one.top == item.top}
        elif near:
            text = f"“{short(item.text)}”与已知的“{near}”相近，但没有按它读取，请核对。"
            remarks.add("near_label", item.address, "", text, near)
        elif value is not None and value in group and _is_unknown_label(item):
            answers.add(id(value))
            text = f"“{short(item.text)}”不是已知栏目，其内容“{short(value.text)}”没有读入。"
            remarks.add("unplaced", item.address, short(item.text), text, item.text.strip())
        else:
            text = f"“{short(item.text)}”不属于任何已知栏目，没有读入。"
            remarks.add("unplaced", item.address, "", text, item.text.strip())


def _is_unknown_label(item: Item) -> bool:
    """Short words that may be a label we do not know (with its value beside it, one note is enough)."""
    core = item.label.core
    return item.is_words and 2 <= len(core) <= 14 and not any(sign.isdigit() for sign in core)


def _near(item: Item) -> str | None:
    core = item.label.core
    if not item.is_words or not 3 <= len(core) <= 16 or any(concept_of(table, core) for table in _TABLES):
        return None
    for table in _TABLES:
        found = nearest(table, core)
        if found:
            return found[1]
    return None


def _bad_cells(places: FormPlaces, remarks: Remarks) -> None:
    for row in places.view.between(places.first_row, places.last_row):
        for item in places.view.starts(row):
            cell = item.cell
            if cell.workings is not None and (cell.workings.texts or cell.workings.blocked_by):
                continue  # told with the operand
            if cell.kind == "error":
                remarks.add("error_cell", item.address, "", f"单元格是错误值 {cell.text}。")
            elif cell.kind == "no_result":
                text = (
                    f"公式 ={short(cell.formula or '', 40)} 没有保存计算结果，请在 Excel 或 WPS 中打开、保存后再核对。"
                )
                remarks.add("no_result", item.address, "", text)


def _hidden(places: FormPlaces, remarks: Remarks) -> None:
    grid = places.view.grid
    if grid.is_hidden:
        remarks.add("hidden", None, "", f"工作表“{grid.name}”是隐藏的，已照常读取。")
    rows = [row for row in places.view.between(places.first_row, places.last_row) if row in grid.hidden_rows]
    for first, last in _runs(rows):
        words = f"第 {first} 行" if first == last else f"第 {first}～{last} 行"
        remarks.add("hidden", grid.address(first, places.view.first_column), "", f"{words}是隐藏的，已照常读取。")
    columns = [
        column
        for column in sorted(grid.hidden_columns)
        if any(
            item.left == column
            for row in places.view.between(places.first_row, places.last_row)
            for item in places.view.starts(row)
        )
    ]
    for first, last in _runs(columns):
        words = (
            f"{column_letters(first)} 列" if first == last else f"{column_letters(first)}～{column_letters(last)} 列"
        )
        remarks.add("hidden", grid.address(places.first_row, first), "", f"{words}是隐藏的，已照常读取。")


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for number in numbers:
        if out and out[-1][1] == number - 1:
            out[-1] = (out[-1][0], number)
        else:
            out.append((number, number))
    return out


def _gap(places: FormPlaces, remarks: Remarks) -> None:
    if places.gap is None:
        return
    last, following = places.gap
    item = places.view.starts(following)[0]
    text = (
        f"{places.view.grid.row_called(last)}以后空了 {following - last - 1} 行才又有内容（“{short(item.text)}”），"
        "那些内容没有当作本表读取。"
    )
    remarks.add("long_gap", item.address, "", text)
