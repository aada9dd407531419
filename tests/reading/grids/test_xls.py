"""Old workbooks (.xls).

1. Each published table, written as .xls with the same values, formats and merged areas, reads as its .xlsx twin.
2. What shows as 98% is 98% here too; dates, booleans, error cells, hidden sheets, rows and columns likewise.
3. A damaged file says so (R904); one that is not there too (R901).
4. What other programs write is read: a stream named WORKBOOK, built-in formats that xlrd does not know, a directory
   that PHPExcel gives a sector twice. A protected one says how to open it; a fault of ours is no damage of theirs.
5. Struck-through and invisible text as in an .xlsx.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlwt

from perfeval_xl.problems import FileError
from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids import xls
from perfeval_xl.reading.grids.spreadsheet import Book, book_of
from perfeval_xl.reading.grids.xls import read_xls
from perfeval_xl.refusals import file_error
from perfeval_xl.xlsx.filekind import sniff
from perfeval_xl.xlsx.limits import Limits
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError
from tests.reading.meaning.compare import NAMES, TABLES


def written_as_xls(book: Book, path: Path) -> None:
    """The same cells, formats and merged areas as an .xls file."""
    workbook = xlwt.Workbook(encoding="utf-8")
    for grid in book.grids:
        sheet = workbook.add_sheet(grid.name)
        areas = {(top, left): (bottom, right) for top, left, bottom, right in grid.merges}
        for (row, column), cell in grid.cells.items():
            style = xlwt.easyxf(num_format_str=cell.format)
            value = cell.text if cell.number is None else float(cell.number)
            if (row, column) in areas:
                bottom, right = areas.pop((row, column))
                sheet.write_merge(row - 1, bottom - 1, column - 1, right - 1, value, style)
            else:
                sheet.write(row - 1, column - 1, value, style)
        for (row, column), (bottom, right) in areas.items():
            sheet.merge(row - 1, bottom - 1, column - 1, right - 1)
    workbook.save(str(path))


@pytest.mark.parametrize("name", NAMES)
def test_reads_as_its_twin(name: str, tmp_path: Path) -> None:  # 1
    book = book_of(Package.open(TABLES / f"{name}.xlsx"), "x")
    written_as_xls(book, tmp_path / "x.xls")
    twins = read_book(read_xls(tmp_path / "x.xls"), "x"), read_book(book, "x")
    assert [asdict(one) for one in twins[0]] == [asdict(one) for one in twins[1]]


def test_cells_as_a_person_sees_them(tmp_path: Path) -> None:  # 2
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("表")
    sheet.write(0, 0, 0.98, xlwt.easyxf(num_format_str="0%"))
    sheet.write(0, 1, date(2023, 12, 31), xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
    sheet.write(0, 2, True)
    sheet.write(0, 3, 387664.62, xlwt.easyxf(num_format_str="#,##0.00"))
    sheet.row(1).hidden = True
    sheet.write(1, 0, "藏")
    sheet.col(4).hidden = True
    sheet.write(1, 4, "藏")
    other = workbook.add_sheet("隐")
    other.visibility = 1
    other.write(0, 0, "藏")
    workbook.save(str(tmp_path / "x.xls"))
    first, second = read_xls(tmp_path / "x.xls").grids
    percent, day = first.cells[1, 1], first.cells[1, 2]
    assert (percent.text, percent.number, percent.percent) == ("98%", Decimal("0.98"), True)
    assert (percent.low, percent.high) == (Decimal("0.975"), Decimal("0.985"))
    assert (day.text, day.kind, day.day) == ("2023年12月31日", "date", date(2023, 12, 31))
    assert first.cells[1, 3].text == "TRUE"
    assert first.cells[1, 4].text == "387,664.62"
    assert (first.hidden_rows, first.hidden_columns, second.is_hidden) == ({2}, {5}, True)


def test_damaged(tmp_path: Path) -> None:  # 3
    path = tmp_path / "x.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)
    with pytest.raises((FileError, PackageError)) as problem:
        read_xls(path)
    assert file_error(problem.value).code == "R904"
    with pytest.raises((FileError, PackageError)) as problem:
        read_xls(tmp_path / "none.xls")
    assert file_error(problem.value).code == "R901"


def test_limits(tmp_path: Path) -> None:  # 3
    workbook = xlwt.Workbook()
    workbook.add_sheet("表").write(0, 0, "字")
    workbook.save(str(tmp_path / "x.xls"))
    with pytest.raises((FileError, PackageError)) as problem:
        read_xls(tmp_path / "x.xls", Limits(file_bytes=100))
    assert file_error(problem.value).code == "R905"


def test_truncated(tmp_path: Path) -> None:  # 3
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("表")
    for row in range(200):
        sheet.write(row, 0, "字" * row)
    workbook.save(str(tmp_path / "x.xls"))
    data = (tmp_path / "x.xls").read_bytes()
    for part in (3, 10, 50, 90):
        (tmp_path / "y.xls").write_bytes(data[: len(data) * part // 100])
        with pytest.raises((FileError, PackageError)) as problem:
            read_xls(tmp_path / "y.xls")
        assert file_error(problem.value).code in ("R904", "R903")


def _written(path: Path) -> bytes:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("表")
    sheet.write(0, 0, "字")
    sheet.write(0, 1, 45291, xlwt.easyxf(num_format_str="0.0000"))
    workbook.save(str(path))
    return path.read_bytes()


def test_stream_in_capitals(tmp_path: Path) -> None:  # 4
    data = _written(tmp_path / "x.xls").replace("Workbook".encode("utf-16-le"), "WORKBOOK".encode("utf-16-le"))
    (tmp_path / "x.xls").write_bytes(data)
    assert sniff(tmp_path / "x.xls") == "xls"
    assert read_xls(tmp_path / "x.xls").grids[0].cells[1, 1].text == "字"


def test_format_that_xlrd_does_not_know(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 4
    _written(tmp_path / "x.xls")
    opened: Any = vars(xls)["_opened"]

    def with_format_58(path: Path, data: bytes) -> Any:
        workbook = opened(path, data)
        for style in workbook.xf_list:
            style.format_key = 58
        workbook.format_map[58] = type("Format", (), {"format_str": None})()
        return workbook

    monkeypatch.setattr(xls, "_opened", with_format_58)
    cell = read_xls(tmp_path / "x.xls").grids[0].cells[1, 2]
    assert (cell.text, cell.day) == ("12月31日", date(2023, 12, 31))


def test_what_xlrd_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 4
    import xlrd

    _written(tmp_path / "x.xls")
    opened, tried = xlrd.open_workbook, list[bool]()

    def as_php_excel(*, ignore_workbook_corruption: bool = False, **more: Any) -> Any:
        tried.append(ignore_workbook_corruption)
        if not ignore_workbook_corruption:
            raise xlrd.compdoc.CompDocError("Workbook corruption: seen[2] == 4")
        return opened(**more)

    monkeypatch.setattr(xlrd, "open_workbook", as_php_excel)
    assert read_xls(tmp_path / "x.xls").grids[0].cells[1, 1].text == "字"
    assert tried == [False, True]

    def protected(**_: Any) -> Any:
        raise xlrd.biffh.XLRDError("Workbook is encrypted")

    monkeypatch.setattr(xlrd, "open_workbook", protected)
    with pytest.raises(PackageError) as problem:
        read_xls(tmp_path / "x.xls")
    assert "取消“保护工作簿”" in str(file_error(problem.value))


def test_a_fault_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # 4
    def faulty(*_: Any) -> Any:
        raise KeyError("ours")

    _written(tmp_path / "x.xls")
    monkeypatch.setattr(xls, "_grid", faulty)
    with pytest.raises(KeyError):
        read_xls(tmp_path / "x.xls")


def test_struck_and_invisible(tmp_path: Path) -> None:  # 5
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("表")
    struck, plain = xlwt.Font(), xlwt.Font()
    struck.struck_out = True
    sheet.write_rich_text(0, 0, [("≥2800户", struck), ("≥3000户", plain)])
    style = xlwt.XFStyle()
    style.font = struck
    sheet.write(1, 0, "≥2800户", style)
    sheet.write(1, 1, 10, style)
    sheet.write(0, 1, "\u200b")
    sheet.write(0, 2, "≥95%\ufeff")
    workbook.save(str(tmp_path / "x.xls"))
    cells = read_xls(tmp_path / "x.xls").grids[0].cells
    assert (cells[1, 1].text, cells[1, 1].struck) == ("≥3000户", "≥2800户")
    assert (cells[2, 1].text, cells[2, 1].struck) == ("≥2800户", "≥2800户")
    assert (cells[2, 2].text, cells[2, 2].struck) == ("10", "10")
    assert (1, 2) not in cells
    assert cells[1, 3].text == "≥95%"
