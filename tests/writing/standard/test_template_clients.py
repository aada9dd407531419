"""The standard workbook in other people's programs (slow: LibreOffice, Microsoft's validator).

1. Microsoft's validator has nothing against the blank workbooks, the samples, and published tables filled in.
2. A clerk fills the blank form in; LibreOffice computes rate, score, total and grade, and leaves them blank while
   something is missing.
3. The results stored in a filled workbook are those that LibreOffice computes.
4. Cells turn red while money, rate, weights, scores, total or grade disagree, and only those; nothing is red on a clean
   form or on the blank one.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formula.translate import Translator
from openpyxl.worksheet.worksheet import Worksheet

from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.spreadsheet import book_of
from perfeval_xl.resources import folder
from perfeval_xl.rules import ruleset
from perfeval_xl.writing.standard.fill import fill_template
from perfeval_xl.writing.standard.workbook import write_template
from perfeval_xl.xlsx.package import Package
from tests.office import converted, errors
from tests.reading.meaning.compare import NAMES, TABLES
from tests.samples import SAMPLES

pytestmark = pytest.mark.slow
RULES = ruleset.load("guangzhou-baiyun-2023")
COMPUTED = ("H6", "H7", "I6", "H37", "G38")
CLEAN = "家庭综合服务中心运营经费_完整填报.xlsx"
FAULTY = "家庭综合服务中心运营经费_含错误.xlsx"


@pytest.mark.parametrize("name", ["mof-2020", "guangzhou-baiyun-2023", "mof-2021-cost"])
def test_1_blank_workbooks_are_valid(name: str) -> None:
    assert errors(write_template(ruleset.load(name))) == {}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_1_samples_are_valid(path: Path) -> None:
    assert errors(path.read_bytes()) == {}


@pytest.mark.parametrize("name", NAMES)
def test_1_filled_workbooks_are_valid(name: str) -> None:
    path = TABLES / f"{name}.xlsx"
    forms = read_book(book_of(Package.open(path), path.name), path.name)
    assert errors(fill_template(RULES, forms)) == {}


# ------------------------------------------------------------------------------------------- as a clerk fills it in

ROWS = {13: 20, 17: 20, 25: 15, 30: 15, 34: 10}  # row of the blank form -> points; 40, 30 and 10 together


def filled(change: Callable[[Worksheet], None] = lambda _: None) -> bytes:
    """The blank form, typed into as a clerk does it, with `change` on top."""
    book = openpyxl.load_workbook(BytesIO(write_template(RULES)))
    form = book["自评表"]
    form["A2"], form["C3"], form["C4"], form["G4"] = 2023, "某项目", "某街道办事处", "公共服务办公室"
    for place in ("D6", "E6", "F6", "D7", "E7", "F7"):
        form[place] = 120
    for row, points in ROWS.items():
        form.cell(row, 4, f"指标{row}")
        form.cell(row, 5, "≥95%")
        form.cell(row, 6, 0.96).number_format = "0%"
        form.cell(row, 7, points)
        form.cell(row, 8, points)
    change(form)
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(**cells: object) -> Callable[[Worksheet], None]:
    def change(form: Worksheet) -> None:
        for place, value in cells.items():
            form[place] = value

    return change


CASES: dict[str, tuple[Callable[[Worksheet], None], tuple[object, ...]]] = {
    "clean": (put(), (1, 1, 20, 100, "优")),
    "blank": (put(**{f"{letter}6": None for letter in "DEF"}), (None, 1, None, None, None)),
    "zero_budget": (put(E6=0), (None, 1, None, None, None)),
    "part_spent": (put(F6=89.5, F7=89.5), (0.745833333333333, 0.745833333333333, 14.92, 94.92, "优")),
    "over_spent": (put(F6=126), (1.05, 1, 20, 100, "优")),
    "score_missing": (put(H25=None), (1, 1, 20, None, None)),
    "named_row_open": (put(D14="还没有填"), (1, 1, 20, None, None)),
    "row_without_points": (put(D14="其中：一项", G14="—", H14="—"), (1, 1, 20, 100, "优")),
    "good": (put(H13=3.01), (1, 1, 20, 83.01, "良")),
    "fair": (put(H13=0, H17=0), (1, 1, 20, 60, "中")),
    "poor": (put(H13=0, H17=0, H34=9.99), (1, 1, 20, 59.99, "差")),
    "no_indicators": (put(**{f"{letter}{row}": None for letter in "DGH" for row in ROWS}), (1, 1, 20, None, None)),
}


@pytest.fixture(scope="module")
def computed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    books = {name: filled(change) for name, (change, _) in CASES.items()}
    return converted(books, "xlsx", tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("name", CASES)
def test_2_formulas(name: str, computed: dict[str, bytes]) -> None:
    form = openpyxl.load_workbook(BytesIO(computed[name]), data_only=True)["自评表"]
    shown = [form[place].value or None for place in COMPUTED]
    expected = CASES[name][1]
    assert [round(one, 12) if isinstance(one, float) else one for one in shown] == [
        round(one, 12) if isinstance(one, float) else one for one in expected
    ]


def test_3_stored_results(tmp_path: Path) -> None:
    samples = {path.stem: path for path in SAMPLES}
    dropped = {name: _saved(openpyxl.load_workbook(path)) for name, path in samples.items()}  # without any result
    for name, data in converted(dropped, "xlsx", tmp_path).items():
        ours = openpyxl.load_workbook(samples[name], data_only=True)["自评表"]
        theirs = openpyxl.load_workbook(BytesIO(data), data_only=True)["自评表"]
        formulas = [
            cell.coordinate
            for row in openpyxl.load_workbook(samples[name])["自评表"].iter_rows()
            for cell in row
            if cell.data_type == "f"
        ]
        assert len(formulas) >= 5
        assert {place: ours[place].value or None for place in formulas} == {
            place: theirs[place].value or None for place in formulas
        }


# ------------------------------------------------------------------------------------------------ what turns red


FAR = 40  # columns between a cell and the one that says whether it is red


def with_conditions(data: bytes) -> bytes:
    """Each condition as a formula in a cell far right of the one it colours: TRUE where that would be red."""
    book = openpyxl.load_workbook(BytesIO(data))
    form = book["自评表"]
    for area in form.conditional_formatting:
        ranges = list(area.cells.ranges)
        start = ranges[0].coord.split(":")[0]
        places = [form.cell(row, column) for part in ranges for row, column in part.cells]
        for rule, cell in product(area.rules, places):
            condition = Translator(f"={rule.formula[0]}", origin=start).translate_formula(cell.coordinate)[1:]
            far = form.cell(cell.row, cell.column + FAR)
            earlier = str(far.value)[1:] if far.value else "FALSE"
            far.value = f"=OR({earlier},IFERROR({condition},FALSE))"
    return _saved(book)


def red(data: bytes) -> set[str]:
    form = openpyxl.load_workbook(BytesIO(data), data_only=True)["自评表"]
    return {
        form.cell(cell.row, cell.column - FAR).coordinate
        for row in form.iter_rows(min_col=FAR + 1)
        for cell in row
        if cell.value is True
    }


ALARMS: dict[str, tuple[bytes, set[str]]] = {
    "clean_sample": ((folder("samples") / CLEAN).read_bytes(), set()),
    "faulty_sample": ((folder("samples") / FAULTY).read_bytes(), {"H6", "H40"}),
    "blank_form": (write_template(RULES), set()),
    "clean_form": (filled(), set()),
    "parts": (filled(put(E7=100, F7=100)), {"E6", "F6"}),
    "over_spent": (filled(put(F6=130, F7=130)), {"F6", "F7"}),
    "rate": (filled(put(H6=0.9)), {"H6"}),
    "rate_score": (filled(put(I6=19)), {"I6"}),
    "score_above_weight": (filled(put(H13=21)), {"H13"}),
    "negative_score": (filled(put(H13=-1)), {"H13"}),
    "weights": (filled(put(G13=25)), {f"B{row}" for row in range(13, 25)} | {"G37"}),
    "weights_moved": (
        filled(put(G13=25, H13=25, G25=10, H25=10)),
        {f"B{row}" for row in range(13, 34)},
    ),
    "total": (filled(put(H37=99)), {"H37"}),
    "grade": (filled(put(G38="良")), {"G38"}),
}


@pytest.fixture(scope="module")
def alarmed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    books = {name: with_conditions(data) for name, (data, _) in ALARMS.items()}
    return converted(books, "xlsx", tmp_path_factory.mktemp("alarms"))


@pytest.mark.parametrize("name", ALARMS)
def test_4_what_turns_red(name: str, alarmed: dict[str, bytes]) -> None:
    assert red(alarmed[name]) == ALARMS[name][1]
