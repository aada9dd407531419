"""What other programs write is read back exactly.

1. Random small sheets by openpyxl and XlsxWriter: values, formulas, formats, merged areas, hidden rows and columns.
2. The published tables: every cell as openpyxl has it.
"""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.xlsx.names import ref
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.sheetreader import RawCell, RawSheet, read_sheet
from perfeval_xl.xlsx.read.styles_read import number_format

REAL_FORMS = sorted((Path(__file__).parents[2] / "fixtures" / "real_forms").glob("*.xlsx"))

# openpyxl refuses control characters; XlsxWriter takes a text that begins with "=" for what it is (write_string).
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"), min_size=1, max_size=20
).filter(lambda text: not text.startswith("="))
NUMBERS = st.one_of(
    st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300)
)
PLACES = st.tuples(st.integers(1, 40), st.integers(1, 60))
FORMATS = st.sampled_from(["General", "0.00%", "#,##0.00", 'yyyy"年"m"月"d"日"', "@", "0.0_ "])
CONTENT = st.dictionaries(PLACES, st.tuples(st.one_of(TEXTS, NUMBERS, st.booleans()), FORMATS), max_size=12)
HIDDEN = st.sets(st.integers(1, 45), max_size=3)


def seen(cell: RawCell) -> object:
    if cell.kind == "b":
        return cell.text == "TRUE"
    return float(cell.text) if cell.kind == "n" else cell.text


def written(value: object) -> object:
    """Both libraries write 16 digits of a number."""
    return value if isinstance(value, bool | str) else float(f"{value:.16g}")


def first_sheet(data: bytes) -> tuple[Package, RawSheet]:
    package = Package.from_bytes(data)
    return package, read_sheet(package, package.sheets[0])


def expect(data: bytes, content: dict[tuple[int, int], tuple[object, str]], hidden: set[int]) -> None:
    package, found = first_sheet(data)
    values = {place: written(value) for place, (value, _) in content.items()}
    assert {place: seen(cell) for place, cell in found.cells.items()} == values
    formats = {place: number_format(package, cell.style) for place, cell in found.cells.items()}
    assert formats == {place: code for place, (_, code) in content.items()}
    assert found.hidden_rows == hidden
    last = max((column for _, column in content), default=0)
    assert found.hidden_columns == {column for column in hidden if column <= last}
    assert found.merges == [(50, 1, 52, 3)]


@given(CONTENT, HIDDEN)
def test_1_openpyxl(content: dict[tuple[int, int], tuple[object, str]], hidden: set[int]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for (row, column), (value, code) in content.items():
        sheet.cell(row, column, value).number_format = code  # pyright: ignore[reportArgumentType]
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
        sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].hidden = True
    sheet.merge_cells("A50:C52")
    data = io.BytesIO()
    book.save(data)
    expect(data.getvalue(), content, hidden)


@given(CONTENT, HIDDEN)
def test_1_xlsxwriter(content: dict[tuple[int, int], tuple[object, str]], hidden: set[int]) -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet("表")
    for (row, column), (value, code) in content.items():
        form = book.add_format({"num_format": code})
        write = sheet.write_string if isinstance(value, str) else sheet.write
        write(row - 1, column - 1, value, form)
    for number in hidden:
        sheet.set_row(number - 1, None, None, {"hidden": True})
        sheet.set_column(number - 1, number - 1, None, None, {"hidden": True})
    sheet.merge_range(49, 0, 51, 2, "")
    book.close()
    expect(data.getvalue(), content, hidden)


@given(
    st.dictionaries(
        PLACES, st.tuples(st.sampled_from(["SUM(A1:B2)", 'IF(A1>0,"是","否")', "B7/C7"]), NUMBERS), max_size=6
    )
)
def test_1_formulas_with_and_without_results(content: dict[tuple[int, int], tuple[str, float]]) -> None:
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    sheet = book.add_worksheet()
    for (row, column), (formula, result) in content.items():
        sheet.write_formula(row - 1, column - 1, "=" + formula, None, result)
    book.close()
    _, found = first_sheet(data.getvalue())
    assert {place: (cell.formula, float(cell.text)) for place, cell in found.cells.items()} == {
        place: (formula, float(result)) for place, (formula, result) in content.items()
    }
    again = openpyxl.load_workbook(io.BytesIO(data.getvalue()))
    bare = io.BytesIO()
    again.save(bare)
    _, found = first_sheet(bare.getvalue())
    assert {place: (cell.formula, cell.has_result) for place, cell in found.cells.items()} == {
        place: (formula, False) for place, (formula, _) in content.items()
    }


@pytest.mark.parametrize("path", REAL_FORMS, ids=lambda path: path.stem)
def test_2_published_tables(path: Path) -> None:
    package = Package.open(path)
    for mine, theirs in zip(package.sheets, openpyxl.load_workbook(path), strict=True):
        found = read_sheet(package, mine)
        assert mine.name == theirs.title
        values = {
            (cell.row, cell.column): cell for line in theirs.iter_rows() for cell in line if cell.value is not None
        }
        assert set(found.cells) == set(values)
        for place, cell in found.cells.items():
            value = values[place].value
            if cell.kind == "n":
                assert float(Decimal(cell.text)) == pytest.approx(value, rel=1e-15), ref(*place)
            else:
                assert cell.text == value
            assert number_format(package, cell.style) == values[place].number_format
        areas = {(area.min_row, area.min_col, area.max_row, area.max_col) for area in theirs.merged_cells.ranges}
        assert set(found.merges) == areas
