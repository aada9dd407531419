"""Comments: ours beside theirs, each with its box; ours found again by their author and taken away.

1. A sheet without comments gets both parts, the relations, and legacyDrawing in its place.
2. A sheet with comments of its own, or with form controls, gets ours into the same parts; theirs stay as they are.
3. A cell (or merged area) with a comment of theirs, also a thread, is left alone.
4. Ours are replaced, not doubled; taken away, nothing of them is left; also after another program saved the file.
5. Shape ids are unique within a sheet and do not collide with those of other sheets.
6. The box is hidden, lies beside its cell, and is big enough for the text.
7. VML that is no well-formed XML (an unclosed <br>) is taken as it is.
8. A sheet whose comment parts are broken is refused.
9. A cell with a box whose comment is lost is left alone: a second box would lie under it.
10. A VML part of many boxes that never end takes time in proportion to it.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator

import openpyxl
import pytest

from perfeval_xl.refusals import file_error
from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.xlsx.edit.comments import Comments
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.read.comments_read import comments
from tests.xlsx.comparer import Edits, differences
from tests.xlsx.fixtures import MAKERS, SHEET, base, changed, parts_of, zipped

SHEET_PART = "xl/worksheets/sheet1.xml"
DRAWING = "xl/drawings/vmlDrawing1.vml"
VML_TYPE = b'<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
TEXT = "[S101] 得分高于规则所给：填写 10，应为 9.67。\n请核对。"


def editor_of(data: bytes) -> Editor:
    return Editor(Package.from_bytes(data), AUTHOR)


def commented(data: bytes, *places: str, text: str = TEXT) -> bytes:
    editor = editor_of(data)
    for at in places:
        assert editor.comment(SHEET, at, text)
    return editor.build()


def told(data: bytes) -> dict[str, tuple[str, str]]:
    package = Package.from_bytes(data)
    return comments(package, package.sheets[0])


def anchors(data: bytes, part: str = DRAWING) -> Iterator[list[int]]:
    for found in re.findall(r"<x:Anchor>([^<]*)</x:Anchor>", parts_of(data)[part].decode()):
        yield [int(number) for number in found.split(",")]


@pytest.mark.parametrize("name", ["plain", "with_table", "with_picture", "with_x14_validation", "with_header_picture"])
def test_1_new_parts(name: str) -> None:
    data = MAKERS[name]()
    after = commented(data, "G12", "A1")
    assert told(after) == {"A1": (AUTHOR, TEXT), "G12": (AUTHOR, TEXT)}
    assert differences(data, after, Edits({}, {SHEET})) == []
    sheet = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    assert (sheet["G12"].comment.text, sheet["G12"].comment.author) == (TEXT, AUTHOR)


@pytest.mark.parametrize(
    "name",
    ["with_comments", "with_threaded_comments", "with_form_control", "with_modern_control", "written_by_openpyxl"],
)
def test_2_beside_theirs(name: str) -> None:
    data = MAKERS[name]()
    after = commented(data, "G14", "H2")
    assert told(after) == told(data) | {"G14": (AUTHOR, TEXT), "H2": (AUTHOR, TEXT)}
    assert differences(data, after, Edits({}, {SHEET})) == []
    drawings = [part for part in parts_of(after) if part.endswith(".vml")]
    assert drawings == [part for part in parts_of(data) if part.endswith(".vml")]


@pytest.mark.parametrize("name", ["with_comments", "with_threaded_comments"])
def test_3_theirs_is_left_alone(name: str) -> None:
    editor = editor_of(MAKERS[name]())
    assert not editor.comment(SHEET, "G12", TEXT)
    assert editor.comment(SHEET, "G13", TEXT)


def test_3_theirs_anywhere_in_a_merged_area() -> None:
    data = base(lambda _, sheet: sheet.write_comment("C1", "标题待定", {"author": "李四"}))
    assert not editor_of(data).comment(SHEET, "A1", TEXT)


def test_3_a_thread_whose_copy_is_missing() -> None:
    parts = parts_of(MAKERS["with_threaded_comments"]())
    text = parts["xl/comments1.xml"].decode()
    parts["xl/comments1.xml"] = re.sub(r'<comment ref="G12".*?</comment>', "", text).encode()
    assert not editor_of(zipped(parts)).comment(SHEET, "G12", TEXT)


def test_4_replaced_not_doubled() -> None:
    first = commented(base(), "G12", "G13")
    editor = editor_of(first)
    editor.comment(SHEET, "G12", "新的意见")
    second = editor.build()
    assert told(second) == {"G12": (AUTHOR, "新的意见"), "G13": (AUTHOR, TEXT)}
    assert len(list(anchors(second))) == 2


@pytest.mark.parametrize(
    "name", ["plain", "with_comments", "with_form_control", "with_modern_control", "with_header_picture"]
)
def test_4_taken_away(name: str) -> None:
    data = MAKERS[name]()
    editor = editor_of(commented(data, "G14", "H2"))
    editor.remove_own_comments()
    clean = parts_of(editor.build())
    kinds = clean.pop("[Content_Types].xml")
    there = parts_of(data)
    assert kinds.replace(VML_TYPE, b"") == there.pop("[Content_Types].xml").replace(VML_TYPE, b"")
    assert clean == there


def test_4_taken_away_after_openpyxl_saved_it() -> None:
    buffer = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(commented(MAKERS["with_comments"](), "G14", "H2"))).save(buffer)
    editor = editor_of(buffer.getvalue())
    editor.remove_own_comments()
    editor.comment(SHEET, "G14", "再次")
    after = editor.build()
    assert set(told(after)) == {"G12", "B3", "G14"}
    notes = parts_of(after)["xl/drawings/commentsDrawing1.vml"]
    assert len(re.findall(rb"ObjectType=.Note.", notes)) == 3
    assert openpyxl.load_workbook(io.BytesIO(after))[SHEET]["G14"].comment.text == "再次"


def test_5_shape_ids() -> None:
    def add(book: object, sheet: object) -> None:
        sheet.write_comment("B3", "预算批复见附件")
        other = book.add_worksheet("附表")
        other.write_comment("A1", "说明")
        book.add_worksheet("空表")

    editor = editor_of(base(add))
    for sheet in (SHEET, "附表", "空表"):
        for row in range(2, 12):
            assert editor.comment(sheet, f"F{row}", TEXT)
    parts = parts_of(editor.build())
    drawings = [content.decode() for part, content in parts.items() if part.endswith(".vml")]
    assert len(drawings) == 3
    numbers = [re.findall(r'<v:shape id="_x0000_s(\d+)"', drawing) for drawing in drawings]
    assert [len(one) for one in numbers] == [11, 11, 10]
    assert len({number for one in numbers for number in one}) == 32
    blocks = [re.search(r'idmap v:ext="edit" data="(\d+)"', drawing)[1] for drawing in drawings]
    assert len(set(blocks)) == 3
    for block, one in zip(blocks, numbers, strict=True):
        assert all(int(number) // 1024 == int(block) for number in one)


@pytest.mark.parametrize("at", ["A1", "G12", "H20", "XFD1", "XFD1048576", "A1048576"])
def test_6_boxes_lie_in_the_sheet(at: str) -> None:
    data = MAKERS["with_edges"]()
    after = commented(data, at)
    (left, _, top, _, right, _, bottom, _), *rest = anchors(after)
    assert not rest
    assert 0 <= left < right <= 16383
    assert 0 <= top < bottom <= 1048575
    assert "visibility:hidden" in parts_of(after)[DRAWING].decode()


def test_6_longer_texts_get_bigger_boxes() -> None:
    def size(text: str) -> tuple[float, float]:
        drawing = parts_of(commented(base(), "G12", text=text))[DRAWING].decode()
        found = re.search(r"width:([\d.]+)pt;height:([\d.]+)pt", drawing)
        return float(found[1]), float(found[2])

    short, middle, long = (
        size("短"),
        size("中等长度的一段意见。" * 12),
        size("很长的意见，说明哪里不对、为什么、怎么办。" * 40),
    )
    assert short[1] < middle[1]
    assert short[0] == middle[0] < long[0]
    for (width, height), letters in ((middle, 120), (long, 880)):
        assert width * height > letters * 9.3 * 12  # a Chinese letter of 9 points, in a line of 12


def test_6_hidden_columns_take_no_room() -> None:
    data = MAKERS["with_hidden_parts"]()
    left, _, _, _, right, *_ = next(anchors(commented(data, "D12")))
    other_left, _, _, _, other_right, *_ = next(anchors(commented(base(), "D12")))
    assert (left, other_left) == (4, 4)
    assert right > other_right


def test_7_vml_that_is_no_xml() -> None:
    parts = parts_of(MAKERS["with_comments"]())
    changed(parts, DRAWING, '"></div>', '">a<br>b</div>')
    data = zipped(parts)
    after = commented(data, "G14")
    assert differences(data, after, Edits({}, {SHEET})) == []


@pytest.mark.parametrize("missing", ["xl/comments1.xml", DRAWING])
def test_8_broken_parts(missing: str) -> None:
    parts = parts_of(MAKERS["with_comments"]())
    del parts[missing]
    with pytest.raises(PackageError) as problem:
        editor_of(zipped(parts)).comment(SHEET, "G14", TEXT)
    assert file_error(problem.value).code == "R908"


def test_9_a_box_without_its_comment() -> None:
    parts = parts_of(commented(base(), "G12"))
    changed(parts, "xl/comments1.xml", 'ref="G12"', 'ref="XFE1"')
    editor = editor_of(zipped(parts))
    assert not editor.comment(SHEET, "G12", TEXT)
    assert editor.comment(SHEET, "G13", TEXT)
    assert len(list(anchors(editor.build()))) == 2


@pytest.mark.slow
def test_10_boxes_that_never_end() -> None:
    drawing = b"<xml>" + b'<v:shape id="a"><x:ClientData ObjectType=' * 20_000 + b"</xml>"
    start = time.process_time()
    assert Comments(None, drawing, AUTHOR).theirs == []
    assert time.process_time() - start < 2
