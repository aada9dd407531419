"""Opening a package.

1. Parts: lazily, by any case and slash; as they lie for copying; names other programs write wrongly.
2. Relations and content types: absolute, encoded, other-case and external targets; missing optional parts.
3. The workbook: sheets with state and kind, 1904 dates, macros, strict, signed, custom properties, comments, formats.
4. Limits: from the directory before anything is unpacked, and while unpacking; each names the option.
5. No bytes whatever raise anything but PackageError.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfeval_xl.refusals import file_error
from perfeval_xl.xlsx import package as package_module
from perfeval_xl.xlsx.limits import DEFAULT, MB, Limits, limits_for
from perfeval_xl.xlsx.package import Package, SheetRef
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.read.comments_read import comments
from perfeval_xl.xlsx.read.sheetreader import read_sheet
from perfeval_xl.xlsx.read.styles_read import number_format
from tests.xlsx.small_packages import DEFAULT_PARTS, MAIN, PACKAGE_RELS, RELS, sheet, workbook, zipped

SHEET = sheet('<row r="1"><c r="A1"><v>1</v></c></row>')
SHEET_PART = "xl/worksheets/sheet1.xml"
WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"


def rels(*relations: str) -> str:
    return f'<Relationships xmlns="{PACKAGE_RELS}">{"".join(relations)}</Relationships>'


def rel(number: int, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="rId{number}" Type="{RELS}/{kind}" Target="{target}" {more}/>'


def first_value(data: bytes) -> str:
    package = Package.from_bytes(data)
    return read_sheet(package, package.sheets[0]).cells[1, 1].text


# ------------------------------------------------------------------------------------------------------- 1. parts


def test_1_nothing_is_unpacked_before_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: list[str] = []
    real = package_module._unpack  # pyright: ignore[reportPrivateUsage]
    monkeypatch.setattr(
        package_module, "_unpack", lambda info, data: unpacked.append(info.filename) or real(info, data)
    )
    package = Package.from_bytes(workbook({"xl/media/image1.png": b"x" * 9, "xl/embeddings/a.zip": zipped({"b": "c"})}))
    read_sheet(package, package.sheets[0])
    assert not {"xl/media/image1.png", "xl/embeddings/a.zip"} & set(unpacked)


@pytest.mark.parametrize("name", ["xl/workbook.xml", "/xl/workbook.xml", "XL/Workbook.XML", "xl\\workbook.xml"])
def test_1_names(name: str) -> None:
    package = Package.from_bytes(workbook())
    assert package.has(name)
    assert package.part(name) == DEFAULT_PARTS["xl/workbook.xml"].encode()
    assert package.actual_name(name) == "xl/workbook.xml"
    assert package.part_names[0] == "[Content_Types].xml"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_1_parts_of_any_size(method: int) -> None:
    content = bytes(range(256)) * 9_000
    package = Package.from_bytes(zipped({**DEFAULT_PARTS, "xl/media/a.bin": content}, method))
    assert package.part("xl/media/a.bin") == content
    assert b"".join(package.pieces("xl/media/a.bin")) == content
    assert package.size("xl/media/a.bin") == len(content)


def test_1_entries_as_they_lie() -> None:
    content = b"seal" * 1000
    package = Package.from_bytes(workbook({"xl/media/a.png": content}))
    entries = list(package.raw_entries())
    assert [entry.info.filename for entry in entries] == [*DEFAULT_PARTS, "xl/media/a.png"]
    assert zlib.decompress(entries[-1].packed, -15) == content


def test_1_sizes_behind_the_data_and_folders() -> None:
    data = io.BytesIO()
    data.seekable = lambda: False  # pyright: ignore[reportAttributeAccessIssue]  # as a stream is written
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/", b"")
        for name, content in {**DEFAULT_PARTS, SHEET_PART: SHEET}.items():
            archive.writestr(name, content)
    assert first_value(data.getvalue()) == "1"
    assert "xl/" not in Package.from_bytes(data.getvalue()).part_names


@pytest.mark.parametrize("change", [str.upper, lambda name: "/" + name, lambda name: name.replace("/", "\\")])
def test_1_names_as_others_write_them(change: object) -> None:
    assert callable(change)
    assert (
        first_value(zipped({change(name): part for name, part in {**DEFAULT_PARTS, SHEET_PART: SHEET}.items()})) == "1"
    )


def _twice(first: str, second: str) -> bytes:
    data = io.BytesIO(workbook())
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(first, "1")
        if second:
            archive.writestr(second, "2")
    return data.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("first", "second"), [("a.xml", "a.xml"), ("a.xml", "A.XML"), ("/a.xml", "a.xml"), ("xl/../a", "")]
)
def test_1_names_that_could_mean_two_parts_are_refused(first: str, second: str) -> None:
    with pytest.raises(PackageError) as caught:
        Package.from_bytes(_twice(first, second))
    assert file_error(caught.value).code == "R904"


# --------------------------------------------------------------------------------------------------- 2. relations

TARGETS = [
    "worksheets/sheet1.xml",
    "/xl/worksheets/sheet1.xml",
    "./worksheets/../worksheets/sheet1.xml",
    "Worksheets/Sheet1.XML",
]
TARGETS += ["worksheets\\sheet1.xml", "../xl/worksheets/sheet1.xml", "worksheets/sheet%31.xml"]


@pytest.mark.parametrize("target", TARGETS)
def test_2_targets(target: str) -> None:
    assert first_value(workbook({SHEET_PART: SHEET, WORKBOOK_RELS: rels(rel(1, "worksheet", target))})) == "1"


def test_2_a_part_with_a_chinese_name() -> None:
    part = "xl/worksheets/自评表.xml"
    encoded = rels(rel(1, "worksheet", "worksheets/%E8%87%AA%E8%AF%84%E8%A1%A8.xml"))
    assert first_value(workbook({SHEET_PART: None, part: SHEET, WORKBOOK_RELS: encoded})) == "1"


def test_2_external_targets_stay_as_written_and_are_no_parts() -> None:
    link = rel(7, "externalLinkPath", "file:///C:/a.xlsx", 'TargetMode="External"')
    package = Package.from_bytes(workbook({WORKBOOK_RELS: rels(rel(1, "worksheet", "worksheets/sheet1.xml"), link)}))
    found = package.relationships("xl/workbook.xml")[1]
    assert (found.id, found.kind, found.target, found.external) == (
        "rId7",
        "externalLinkPath",
        "file:///C:/a.xlsx",
        True,
    )
    assert package.related("xl/workbook.xml", "externalLinkPath") is None


def test_2_content_types() -> None:
    package = Package.from_bytes(workbook())
    assert package.content_types.of("/XL/workbook.xml").endswith("sheet.main+xml")
    assert package.content_types.of("xl/worksheets/SHEET1.XML") == "application/xml"
    assert package.content_types.of("xl/media/a.png") == ""


def test_2_optional_parts_may_be_missing() -> None:
    package = Package.from_bytes(
        workbook({SHEET_PART: SHEET, "_rels/.rels": rels(rel(1, "officeDocument", "xl/workbook.xml"))})
    )
    assert read_sheet(package, package.sheets[0]).cells[1, 1].text == "1"
    assert number_format(package, 0) == "General"
    assert package.custom_properties == {}
    assert comments(package, package.sheets[0]) == {}
    assert package.relationships("xl/styles.xml") == []


def test_2_without_a_relation_the_usual_place() -> None:
    assert first_value(workbook({"_rels/.rels": None, SHEET_PART: SHEET})) == "1"


# ------------------------------------------------------------------------------------------------- 3. the workbook


def test_3_sheets() -> None:
    listed = [
        '<sheet name="自评表" sheetId="3" r:id="rId1"/>',
        '<sheet name="底稿" sheetId="1" state="hidden" r:id="rId2"/>',
        '<sheet name="图" sheetId="2" state="veryHidden" r:id="rId3"/>',
    ]
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>{"".join(listed)}</sheets></workbook>'
    chart = f'<chartsheet xmlns="{MAIN}"/>'
    package = Package.from_bytes(
        workbook(
            {
                "xl/worksheets/sheet2.xml": SHEET,
                "xl/chartsheets/sheet1.xml": chart,
                WORKBOOK_RELS: rels(
                    rel(3, "chartsheet", "chartsheets/sheet1.xml"),
                    rel(2, "worksheet", "worksheets/sheet2.xml"),
                    rel(1, "worksheet", "worksheets/sheet1.xml"),
                ),
            },
            book=book,
        )
    )
    assert package.sheets == (
        SheetRef("自评表", SHEET_PART, "visible", 3, "worksheet"),
        SheetRef("底稿", "xl/worksheets/sheet2.xml", "hidden", 1, "worksheet"),
        SheetRef("图", "xl/chartsheets/sheet1.xml", "veryHidden", 2, "chartsheet"),
    )
    assert read_sheet(package, package.sheets[2]).cells == {}


@pytest.mark.parametrize("pair", [("表", "表"), ("a", "A")])
def test_3_two_sheets_of_one_name_are_refused(pair: tuple[str, str]) -> None:
    names = "".join(f'<sheet name="{name}" sheetId="1" r:id="rId1"/>' for name in pair)
    package = Package.from_bytes(
        workbook(book=f'<workbook xmlns="{MAIN}" xmlns:r="{RELS}"><sheets>{names}</sheets></workbook>')
    )
    with pytest.raises(PackageError) as caught:
        _ = package.sheets
    assert file_error(caught.value).code == "R904"


@pytest.mark.parametrize(
    ("attribute", "is_1904"), [("", False), ('date1904="1"', True), ('date1904="true"', True), ('date1904="0"', False)]
)
def test_3_dates(attribute: str, is_1904: bool) -> None:
    assert (
        Package.from_bytes(workbook(book=f'<workbook xmlns="{MAIN}"><workbookPr {attribute}/></workbook>')).date_1904
        is is_1904
    )


def test_3_strict_and_signed() -> None:
    plain = Package.from_bytes(workbook())
    assert (plain.is_strict, plain.is_signed) == (False, False)
    signed = (
        f'<Relationship Id="s" Type="{PACKAGE_RELS}/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/>'
    )
    assert Package.from_bytes(
        workbook({"_rels/.rels": rels(rel(1, "officeDocument", "xl/workbook.xml"), signed)})
    ).is_signed


def test_3_strict_reads_like_transitional() -> None:
    office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    main = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    parts = {
        name: part.replace(RELS, office).replace(MAIN, main)
        for name, part in {**DEFAULT_PARTS, SHEET_PART: SHEET}.items()
    }
    package = Package.from_bytes(zipped(parts))
    assert package.is_strict
    assert read_sheet(package, package.sheets[0]).cells[1, 1].text == "1"


def test_3_custom_properties() -> None:
    custom = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:v="urn:v">\n'
        '<property name="评分规则">\n<v:lpwstr>mof-2020</v:lpwstr>\n</property><property name="空"/></Properties>'
    )
    relations = rels(rel(1, "officeDocument", "xl/workbook.xml"), rel(2, "custom-properties", "docProps/custom.xml"))
    package = Package.from_bytes(workbook({"docProps/custom.xml": custom, "_rels/.rels": relations}))
    assert package.custom_properties == {"评分规则": "mof-2020"}


def test_3_comments() -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first["B2"].comment = openpyxl.comments.Comment("请补充\n原因", "张三")
    book.create_sheet("二")
    data = io.BytesIO()
    book.save(data)
    package = Package.from_bytes(data.getvalue())
    assert comments(package, package.sheets[0]) == {"B2": ("张三", "请补充\n原因")}
    assert comments(package, package.sheets[1]) == {}


def test_3_number_formats() -> None:
    own = '<numFmts><numFmt numFmtId="176" formatCode="0.0_ "/></numFmts>'
    used = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 10, 176, 31, 999))
    styles = f'<styleSheet xmlns="{MAIN}">{own}<cellXfs>{used}<xf/></cellXfs></styleSheet>'
    package = Package.from_bytes(workbook(styles=styles))
    codes = [number_format(package, style) for style in range(-1, 7)]
    assert codes == ["General", "General", "0.00%", "0.0_ ", 'yyyy"年"m"月"d"日"', "General", "General", "General"]


# ------------------------------------------------------------------------------------------------------- 4. limits

LIMITS = {
    "file": Limits(file_bytes=500),
    "parts": Limits(parts=4),
    "one part": Limits(part_bytes=10_000),
    "all parts": Limits(unpacked_bytes=90_000),
    "ratio": Limits(part_ratio=50, ratio_from=10_000),
}


@pytest.mark.parametrize("limits", LIMITS.values(), ids=LIMITS.keys())
def test_4_limits_before_anything_is_unpacked(limits: Limits, monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook({"xl/media/a.bin": bytes(100_000)})
    Package.from_bytes(data)
    monkeypatch.setattr(package_module, "_unpack", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(PackageError) as caught:
        Package.from_bytes(data, limits=limits)
    assert file_error(caught.value).code == "R905"


def test_4_a_directory_that_lies_about_sizes() -> None:
    """The directory says 8 bytes, the data would give 100,000: no more than promised is unpacked."""
    data = workbook({"xl/media/a.bin": bytes(100_000)})
    lying = data.replace((100_000).to_bytes(4, "little"), (8).to_bytes(4, "little"))
    with pytest.raises(PackageError) as caught:
        Package.from_bytes(lying).part("xl/media/a.bin")
    assert file_error(caught.value).code == "R904"


def test_4_the_option_raises_all_limits() -> None:
    assert limits_for(None) == DEFAULT
    assert limits_for(20).file_bytes == 20 * MB
    assert limits_for(20).part_bytes == DEFAULT.part_bytes
    large = limits_for(1_000)
    assert large.file_bytes == 1_000 * MB
    assert large.cells == 10 * DEFAULT.cells
    limits_for(401).check_file(400 * MB)


@pytest.mark.parametrize("size", [101 * MB, 399 * MB, 1234 * MB])
def test_4_the_sentence_names_a_value_that_is_enough(size: int) -> None:
    with pytest.raises(PackageError) as caught:
        DEFAULT.check_file(size)
    enough = int(file_error(caught.value).message.partition("--max-mb ")[2].partition(" ")[0])
    limits_for(enough).check_file(size)


# ------------------------------------------------------------------------------------------------- 5. any bytes

SAMPLE = sorted((Path(__file__).parents[1] / "fixtures" / "real_forms").glob("*.xlsx"))[0].read_bytes()
UNPACKED = {name: Package.from_bytes(SAMPLE).part(name) for name in Package.from_bytes(SAMPLE).part_names}


def read_all(data: bytes) -> None:
    """Reads whatever can be read; a PackageError is an answer, anything else is a fault."""
    try:
        package = Package.from_bytes(data)
        _ = package.custom_properties, package.date_1904, package.is_signed
        for one in package.sheets:
            comments(package, one)
            for cell in read_sheet(package, one).cells.values():
                number_format(package, cell.style)
    except PackageError as problem:
        if not file_error(problem).message.endswith("。"):
            raise


def mutated(data: bytes, changes: list[tuple[int, bytes]]) -> bytes:
    changed = bytearray(data)
    for place, new in changes:
        place %= len(data)
        changed[place : place + len(new)] = new
    return bytes(changed)


CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=4)), min_size=1, max_size=6)


@settings(max_examples=300)
@given(CHANGES, st.integers(0, len(SAMPLE)))
def test_5_bytes_changed_anywhere(changes: list[tuple[int, bytes]], cut: int) -> None:
    read_all(mutated(SAMPLE, changes))
    read_all(mutated(SAMPLE, changes)[:-cut] if cut < 400 else SAMPLE[:cut])


@settings(max_examples=300)
@given(st.sampled_from([name for name in UNPACKED if "theme" not in name]), CHANGES)
def test_5_bytes_changed_in_a_part(name: str, changes: list[tuple[int, bytes]]) -> None:
    read_all(zipped({**UNPACKED, name: mutated(UNPACKED[name], changes)}))


@given(st.binary(max_size=200))
def test_5_arbitrary_bytes(data: bytes) -> None:
    read_all(data)
    read_all(b"PK\3\4" + data)
    read_all(zipped({**UNPACKED, "xl/worksheets/sheet1.xml": data}))
