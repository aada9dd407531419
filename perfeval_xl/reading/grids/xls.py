"""Opens .xls workbooks (by xlrd with formatting_info) as grids: formats, merged areas, hidden parts, 1904 dates."""

from __future__ import annotations

import io
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from perfeval_xl.form_words import visible
from perfeval_xl.problems import FileError
from perfeval_xl.reading.grids.shown import exact, tidy_number
from perfeval_xl.reading.grids.spreadsheet import PIXELS_A_CHARACTER, Book, Grid, GridCell, boolean_cell, number_cell
from perfeval_xl.xlsx.filekind import read_file
from perfeval_xl.xlsx.limits import DEFAULT, Limits
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.read.styles_read import BUILT_IN, GENERAL

_STATES = {0: "visible", 1: "hidden", 2: "veryHidden"}
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5


def read_xls(path: Path, limits: Limits = DEFAULT) -> Book:
    """The workbook's sheets. R903 when it is encrypted, R904 when it is damaged, R905 when it is too large."""
    workbook = _opened(path, read_file(path, limits))
    if not workbook.xf_list:
        raise _damaged(path)
    return Book(path.name, [_grid(workbook, sheet, limits) for sheet in workbook.sheets()])


def _opened(path: Path, data: bytes, is_second_try: bool = False) -> Any:
    """What xlrd makes of the file. Only its own faults are damage of the file: ours are never told as such."""
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        return xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            logfile=io.StringIO(),
            ignore_workbook_corruption=is_second_try,
        )
    except xlrd.biffh.XLRDError as problem:
        if "encrypted" in str(problem).lower():
            raise PackageError("encrypted_xls") from problem
        raise _damaged(path) from problem
    except CompDocError as problem:
        # PHPExcel gives the directory a sector twice; the workbook itself is whole
        if "corruption: seen" in str(problem) and not is_second_try:
            return _opened(path, data, is_second_try=True)
        raise _damaged(path) from problem
    except Exception as problem:  # xlrd meets damaged files with whatever its parsing stumbles over
        raise _damaged(path) from problem


def _damaged(path: Path) -> FileError:
    return FileError("R904", f"“{path.name}”已损坏，无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx 再试。")


def _grid(workbook: Any, sheet: Any, limits: Limits) -> Grid:  # xlrd has no types
    cells: dict[tuple[int, int], GridCell] = {}
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        for column, kind in enumerate(kinds):
            if kind in (_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR):
                cell = _cell(workbook, sheet, row, column, kind, values[column])
                if cell is not None:
                    cell.style = _style(workbook, sheet, row, column)
                    cells[row + 1, column + 1] = cell
        limits.check_cells(len(cells))
    return Grid(
        widths=[
            (column + 1, column + 1, info.width / 256 * PIXELS_A_CHARACTER)
            for column, info in sheet.colinfo_map.items()
            if not info.hidden
        ],
        looks=partial(_looks, workbook),
        name=sheet.name,
        cells=cells,
        merges=[(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells],
        state=_STATES.get(sheet.visibility, "hidden"),
        hidden_rows={row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden},
        hidden_columns={
            column + 1 for column, info in sheet.colinfo_map.items() if info.hidden and column < sheet.ncols
        },
    )


def _cell(workbook: Any, sheet: Any, row: int, column: int, kind: int, value: Any) -> GridCell | None:
    place = row + 1, column + 1
    if kind == _TEXT:
        kept, struck = _parts(workbook, sheet, row, column, str(value))
        text = visible(kept)
        return GridCell(*place, text, struck=struck) if text else None
    cell = _value(workbook, sheet, place, kind, value)
    if _is_struck(workbook, workbook.xf_list[_style(workbook, sheet, row, column)].font_index):
        cell.struck = cell.text
    return cell


def _value(workbook: Any, sheet: Any, place: tuple[int, int], kind: int, value: Any) -> GridCell:
    """A cell that is no text."""
    if kind == _BOOLEAN:
        return boolean_cell(*place, bool(value))
    if kind == _ERROR:
        import xlrd

        return GridCell(*place, xlrd.error_text_from_code.get(value, "#N/A"), "error")
    number = exact(repr(float(value)))
    if number is None:
        return GridCell(*place, str(value))
    code = _format(workbook, _style(workbook, sheet, place[0] - 1, place[1] - 1))
    return number_cell(*place, tidy_number(number), code, None, workbook.datemode == 1)


def _style(workbook: Any, sheet: Any, row: int, column: int) -> int:
    """The number of a cell's format; the first for one that the workbook does not have."""
    number = sheet.cell_xf_index(row, column)
    return number if 0 <= number < len(workbook.xf_list) else 0


def _format(workbook: Any, style: int) -> str:
    """The format code of a cell; built-in ones as .xlsx files have them (14 is yyyy/m/d): both read alike."""
    key = workbook.xf_list[style].format_key
    known = workbook.format_map.get(key)
    own = known.format_str if known is not None else None
    return BUILT_IN[key] if key in BUILT_IN and (own is None or key < 49) else own or GENERAL


_ALIGNMENTS = {1: "l", 2: "c", 3: "r", 4: "l", 6: "c", 7: "c"}  # XF: left, centre, right, fill, across, distributed


def _looks(workbook: Any) -> list[str]:
    """How each style looks, as `Grid.looks` has it."""
    return [
        "b" * _is_bold(workbook, xf.font_index) + _ALIGNMENTS.get(xf.alignment.hor_align, "") for xf in workbook.xf_list
    ]


def _font(workbook: Any, number: int) -> Any:
    """None for one that a format names and the workbook does not have."""
    return workbook.font_list[number] if number < len(workbook.font_list) else None


def _is_bold(workbook: Any, number: int) -> bool:
    font = _font(workbook, number)
    return font is not None and bool(font.bold)


def _is_struck(workbook: Any, number: int) -> bool:
    font = _font(workbook, number)
    return font is not None and bool(font.struck_out)


def _parts(workbook: Any, sheet: Any, row: int, column: int, text: str) -> tuple[str, str]:
    """A text without what is struck through in it, and that; a text wholly struck through stays as it is."""
    first = workbook.xf_list[_style(workbook, sheet, row, column)].font_index
    runs = sheet.rich_text_runlist_map.get((row, column), ())
    bounds = [(0, first), *runs, (len(text), first)]
    kept = struck = ""
    for (start, font), (end, _) in pairwise(bounds):
        if _is_struck(workbook, font):
            struck += text[start:end]
        else:
            kept += text[start:end]
    return (kept if kept.strip() else text, struck if struck.strip() else "")
