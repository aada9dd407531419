"""Word tables as grids.

1. Cells are named as a person counts them: table, row, cell of the row; a merged one counts once.
2. Merged cells: across (gridSpan, hMerge), down (vMerge), rows that begin or end inside the table (gridBefore).
3. Borders a hair apart are one column; tables below each other share their columns.
4. Text above and below a table belongs to it; the rest of the document is a grid of its own.
5. Tables inside cells are spread out; a frame around a table is none.
6. Tracked changes count as accepted; what is hidden is not seen; what is struck through is left out and told.
7. Content controls, check boxes, fields, symbols, text boxes, soft line breaks, numbering.
8. Numbers typed as such are numbers, percentages with the interval of their digits; all else is text.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.reading.grids.spreadsheet import Grid
from perfeval_xl.reading.grids.word.document import grid_of
from perfeval_xl.reading.grids.word.numbering import written
from perfeval_xl.reading.grids.written import cell_written
from tests.word_documents import (
    book_of_document,
    cell,
    grid_of_document,
    paragraph,
    row,
    run,
    table,
    texts,
)


def one_cell(folder: Path, inside: str, numbering: str | None = None) -> str:
    """What the cell of a table says that holds these runs."""
    grid = grid_of_document(folder, table(row(cell(inside=paragraph(inside=inside)), "末")), numbering)
    return texts(grid).get("表1 第1行第1列", "")


def stacked(folder: Path, body: str) -> Grid:
    """All tables of a document below each other."""
    return grid_of(book_of_document(folder, body).parts)


def test_1_names(tmp_path: Path) -> None:
    grid = stacked(
        tmp_path, table(row("甲", cell("乙", span=2)), row("丙", "丁", "戊")) + paragraph() + table(row("己"))
    )
    assert list(texts(grid)) == [
        *("表1 第1行第1列", "表1 第1行第2列", "表1 第2行第1列", "表1 第2行第2列", "表1 第2行第3列", "表2 第1行第1列"),
    ]
    assert grid.address(2, 2) == "表1 第2行第2列"
    assert grid.address(1, 3) == "表1 第1行第2列"  # covered by the merged cell
    assert grid.cell_at("表1 第2行第3列") is grid.cells[2, 3]
    assert grid.area(1, 1, 2, 3) == "表1 第1行第1列:表1 第2行第3列"


def test_1_a_place_right_of_the_table(tmp_path: Path) -> None:
    grid = grid_of_document(tmp_path, table(row("甲", "乙")))
    assert grid.address(1, 3) == "表1 第1行第2列右侧"


def test_2_across(tmp_path: Path) -> None:
    grid = grid_of_document(tmp_path, table(row("甲", cell("乙", span=2), "丙"), row("1", "2", "3", "4")))
    assert grid.merges == [(1, 2, 1, 3)]
    assert grid.cells[1, 4].text == "丙"


def test_2_across_the_old_way(tmp_path: Path) -> None:
    joined = '<w:tc><w:tcPr><w:hMerge w:val="{}"/></w:tcPr>{}</w:tc>'
    first, second = joined.format("restart", paragraph("甲")), joined.format("continue", paragraph())
    grid = grid_of_document(tmp_path, table(row(first, second, "乙"), row("1", "2", "3")))
    assert grid.merges == [(1, 1, 1, 2)]
    assert grid.cells[1, 3].address == "表1 第1行第2列"


def test_2_down(tmp_path: Path) -> None:
    rows = [row(cell("产出", merge="restart"), "一"), row(cell(merge="continue"), "二"), row("效益", "三")]
    grid = grid_of_document(tmp_path, table(*rows))
    assert grid.merges == [(1, 1, 2, 1)]
    assert texts(grid)["表1 第2行第2列"] == "二"
    assert grid.address(2, 1) == "表1 第1行第1列"


def test_2_down_and_across(tmp_path: Path) -> None:
    rows = [row(cell("产出", span=2, merge="restart"), "一"), row(cell(span=2, merge="continue"), "二")]
    assert grid_of_document(tmp_path, table(*rows, row("1", "2", "3"))).merges == [(1, 1, 2, 2)]


def test_2_goes_on_below_nothing(tmp_path: Path) -> None:
    grid = grid_of_document(tmp_path, table(row(cell("甲", merge="continue"), "乙")))
    assert texts(grid) == {"表1 第1行第1列": "甲", "表1 第1行第2列": "乙"}


def test_2_a_row_that_begins_inside(tmp_path: Path) -> None:
    grid = grid_of_document(tmp_path, table(row("1", "2", "3"), row("甲", before=2)))
    assert grid.cells[2, 3].text == "甲"
    assert grid.cells[2, 3].address == "表1 第2行第1列"


def test_3_borders_a_hair_apart(tmp_path: Path) -> None:
    """The second row was drawn 40 twips (0.7 mm) to the right of the first: Word makes a column of it."""
    rows = [row("名称", cell("目标", span=2), "结果"), row(cell("甲", span=2), "≥5", "6")]
    grid = grid_of_document(tmp_path, table(*rows, widths=(3000, 40, 2960, 3000)))
    assert [cell.column for _, cell in sorted(grid.cells.items())] == [1, 2, 3, 1, 2, 3]
    assert grid.merges == []


def test_3_narrow_columns_stay_apart(tmp_path: Path) -> None:
    grid = grid_of_document(
        tmp_path, table(row(*"一二三四五六七八"), widths=(100, 100, 100, 100, 100, 100, 100, 15000))
    )
    assert len({cell.column for cell in grid.cells.values()}) == 8


def test_3_two_tables_share_their_columns(tmp_path: Path) -> None:
    """The table goes on in a second one that has no line between the first two columns."""
    first = table(row("一级", "二级", "三级", "目标"), widths=(1000, 1000, 4000, 3000))
    second = table(row(cell("效益"), "满意率", "≥90%"), widths=(2000, 4000, 3000))
    grid = stacked(tmp_path, first + paragraph() + second)
    assert [grid.cells[2, column].text for column in (1, 3, 4)] == ["效益", "满意率", "≥90%"]


def test_3_missing_and_odd_widths(tmp_path: Path) -> None:
    for widths in ((), (0, 0, 0), (1000,)):
        grid = grid_of_document(tmp_path, table(row("1", "2", "3"), widths=widths))
        assert [cell.column for cell in grid.cells.values()] == [1, 2, 3]


def test_4_text_around(tmp_path: Path) -> None:
    long = "项目的背景和实施情况。" * 20
    body = paragraph("一、基本情况") + paragraph(long) + paragraph("自评表") + paragraph() + paragraph("（2023年度）")
    body += table(row("甲", "乙")) + paragraph("注：金额以万元为单位。")
    tables, rest = book_of_document(tmp_path, body).grids
    assert texts(tables) == {
        "表1 上方第2段": "自评表",
        "表1 上方第1段": "（2023年度）",
        "表1 第1行第1列": "甲",
        "表1 第1行第2列": "乙",
        "表1 下方第1段": "注：金额以万元为单位。",
    }
    assert tables.merges[0] == (1, 1, 1, 2)  # from margin to margin
    assert tables.around == {1, 2, 4}
    assert texts(rest) == {"正文第1段": "一、基本情况", "正文第2段": long}


def test_4_between_two_tables(tmp_path: Path) -> None:
    between = [paragraph("填表人：张某"), *(paragraph("说明" * 80) for _ in range(12)), paragraph("第二个项目")]
    first, second, rest = book_of_document(tmp_path, table(row("甲")) + "".join(between) + table(row("乙"))).grids
    assert list(texts(first)) == ["表1 第1行第1列", *(f"表1 下方第{number}段" for number in range(1, 11))]
    assert list(texts(second)) == ["表2 上方第1段", "表2 第1行第1列"]
    assert len(rest.cells) == 3


def test_5_a_table_inside_a_cell(tmp_path: Path) -> None:
    inner = table(row("年初", "全年"), row("100", "120"))
    grid = grid_of_document(
        tmp_path, table(row("资金", cell(inside=paragraph("万元") + inner + paragraph()), "备注"), row("1", "2", "3"))
    )
    assert texts(grid) == {
        "表1 第1行第1列": "资金",
        "表1 第1行第2列": "万元",
        "表1 第1行第3列": "备注",
        "表1 第1行第2列内表1 第1行第1列": "年初",
        "表1 第1行第2列内表1 第1行第2列": "全年",
        "表1 第1行第2列内表1 第2行第1列": "100",
        "表1 第1行第2列内表1 第2行第2列": "120",
        "表1 第2行第1列": "1",
        "表1 第2行第2列": "2",
        "表1 第2行第3列": "3",
    }
    assert (1, 1, 3, 1) in grid.merges
    assert grid.cells[3, 3].text == "120"
    assert grid.cells[4, 2].text == "2"


def test_5_a_table_of_one_row_inside_a_cell(tmp_path: Path) -> None:
    grid = grid_of_document(
        tmp_path, table(row("甲", cell(inside=table(row("乙", "丙")) + paragraph())), row("1", "2"))
    )
    assert [cell.text for _, cell in sorted(grid.cells.items())] == ["甲", "乙", "丙", "1", "2"]
    assert (2, 2, 2, 3) in grid.merges


def test_5_a_frame(tmp_path: Path) -> None:
    inner = table(row("甲", "乙"))
    grid = grid_of_document(tmp_path, table(row(cell(inside=paragraph("自评表") + inner + paragraph()))))
    assert texts(grid) == {"表1 上方第1段": "自评表", "表1 第1行第1列": "甲", "表1 第1行第2列": "乙"}


def test_6_tracked_changes(tmp_path: Path) -> None:
    deleted = '<w:del w:id="1" w:author="某"><w:r><w:delText>95</w:delText></w:r></w:del>'
    inserted = f'<w:ins w:id="2" w:author="某">{run("96")}</w:ins>'
    assert one_cell(tmp_path, run("共") + deleted + inserted + run("户")) == "共96户"
    moved = f"<w:moveFrom>{run('旧')}</w:moveFrom><w:moveTo>{run('新')}</w:moveTo>"
    assert one_cell(tmp_path, moved) == "新"


def test_6_rows_and_cells_deleted(tmp_path: Path) -> None:
    gone = row("删", "除", properties='<w:del w:id="1" w:author="某"/>')
    cut = "<w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p/></w:tc>"
    grid = grid_of_document(tmp_path, table(row("1", "2"), gone, row("3", cut, "4")))
    assert texts(grid) == {
        "表1 第1行第1列": "1",
        "表1 第1行第2列": "2",
        "表1 第2行第1列": "3",
        "表1 第2行第2列": "4",
    }


def test_6_a_paragraph_whose_end_was_deleted(tmp_path: Path) -> None:
    parts = paragraph("已完", properties="<w:rPr><w:del/></w:rPr>") + paragraph("成")
    grid = grid_of_document(tmp_path, table(row(cell(inside=parts))))
    assert texts(grid) == {"表1 第1行第1列": "已完成"}


def test_6_hidden_and_struck(tmp_path: Path) -> None:
    assert one_cell(tmp_path, run("10") + run("机密", "<w:vanish/>")) == "10"
    assert one_cell(tmp_path, run("10") + run("现", '<w:vanish w:val="0"/>')) == "10现"
    body = table(row(cell(inside=paragraph(inside=run("95", "<w:strike/>") + run("96"))), "末"))
    there = grid_of_document(tmp_path, body).cells[1, 1]
    assert (there.text, there.struck) == ("96", "95")
    assert one_cell(tmp_path, run("全部划掉", "<w:dstrike/>")) == "全部划掉"


def test_7_content_controls(tmp_path: Path) -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    assert one_cell(tmp_path, control.format("", run("已填"))) == "已填"
    assert one_cell(tmp_path, control.format("<w:showingPlcHdr/>", run("单击此处输入文字。"))) == ""
    in_row = control.format("", cell("在控件里"))
    whole = control.format("", row("整行"))
    grid = grid_of_document(tmp_path, control.format("", table(row("一", in_row), whole)))
    assert list(texts(grid).values()) == ["一", "在控件里", "整行"]


def test_7_check_boxes(tmp_path: Path) -> None:
    control = "<w:sdt><w:sdtPr><w14:checkbox>{}</w14:checkbox></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    ticked = control.format('<w14:checked w14:val="1"/>', run("☒"))
    unticked = control.format('<w14:checked w14:val="0"/>', run("☐"))
    assert one_cell(tmp_path, ticked + run("优 ") + unticked + run("良")) == "☑优 ☐良"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/>{}</w:checkBox></w:ffData>'
    )
    field += "</w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r>"
    field += '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert one_cell(tmp_path, field.format("<w:checked/>") + run("优") + field.format("") + run("良")) == "☑优☐良"
    symbol = '<w:r><w:sym w:font="{}" w:char="{}"/></w:r>'
    assert one_cell(tmp_path, symbol.format("Wingdings 2", "F052") + run("优")) == "☑优"
    assert one_cell(tmp_path, symbol.format("Wingdings", "F0A8") + run("良")) == "□良"


def test_7_fields(tmp_path: Path) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    formula = "<w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>"
    whole = mark.format("begin") + formula + mark.format("separate") + run("120") + mark.format("end")
    assert one_cell(tmp_path, whole + run("万元")) == "120万元"
    inner = mark.format("begin") + formula + mark.format("separate") + run("1") + mark.format("end")
    outer = mark.format("begin") + "<w:r><w:instrText> IF </w:instrText></w:r>" + inner + mark.format("separate")
    assert one_cell(tmp_path, outer + run("是") + mark.format("end")) == "是"
    assert one_cell(tmp_path, f'<w:fldSimple w:instr=" PAGE ">{run("3")}</w:fldSimple>') == "3"


def test_7_a_list_to_choose_from(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="优"/>'
        '<w:listEntry w:val="良"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert one_cell(tmp_path, field) == "良"


def test_7_text_boxes(tmp_path: Path) -> None:
    """Word writes a text box twice, for itself and for older programs; it is read once."""
    content = f"<w:txbxContent>{paragraph('自评表')}</w:txbxContent>"
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    grid = grid_of_document(tmp_path, paragraph("附件2", box) + table(row("甲")))
    assert list(texts(grid).values()) == ["附件2", "自评表", "甲"]
    held = table(row("在框里"))
    grid = grid_of_document(tmp_path, paragraph("", box.replace(paragraph("自评表"), held)))
    assert texts(grid) == {"表1 第1行第1列": "在框里"}


def test_7_line_breaks(tmp_path: Path) -> None:
    broken = "<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:cr/><w:t>三</w:t><w:tab/><w:t>四</w:t></w:r>"
    assert one_cell(tmp_path, broken) == "一\n二\n三 四"
    grid = grid_of_document(tmp_path, table(row(cell(inside=paragraph("一") + paragraph("二")))))
    assert texts(grid) == {"表1 第1行第1列": "一\n二"}


LIST = (
    '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/>'
    '<w:lvlText w:val="{}"/></w:lvl></w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="5"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'


def test_7_numbering(tmp_path: Path) -> None:
    rows = [
        row(cell(inside=paragraph("甲", properties=NUMBERED))),
        row(cell(inside=paragraph("", properties=NUMBERED))),
    ]
    grid = grid_of_document(tmp_path, table(*rows), LIST.format("decimal", "%1."))
    assert list(texts(grid).values()) == ["1.甲", "2."]
    grid = grid_of_document(tmp_path, table(*rows), LIST.format("chineseCounting", "（%1）"))
    assert list(texts(grid).values()) == ["（一）甲", "（二）"]
    grid = grid_of_document(tmp_path, table(*rows), LIST.format("bullet", "\uf06c"))
    assert list(texts(grid).values()) == ["甲"]


STYLES = """
<w:style w:type="paragraph" w:styleId="base"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="point"><w:basedOn w:val="base"/></w:style>
<w:style w:type="paragraph" w:styleId="under"><w:basedOn w:val="base"/></w:style>
<w:style w:type="paragraph" w:styleId="unseen"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="round"><w:basedOn w:val="round"/><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:type="character" w:styleId="hides"><w:rPr><w:vanish/></w:rPr></w:style>
"""
TWO_LEVELS = (
    '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:pStyle w:val="under"/><w:lvlText w:val="%1.%2"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="3"><w:abstractNumId w:val="5"/></w:num>'
)


def styled(name: str, more: str = "") -> str:
    return f'<w:pStyle w:val="{name}"/>{more}'


def test_7_numbering_by_style(tmp_path: Path) -> None:
    """The style counts, the list says which level the style is; a paragraph may say that it is in no list."""
    out_of_it = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    lines = [("甲", "point"), ("乙", "under"), ("丙", "under"), ("丁", "point")]
    rows = [row(cell(inside=paragraph(text, properties=styled(name)))) for text, name in lines]
    rows.append(row(cell(inside=paragraph("戊", properties=styled("point", out_of_it)))))
    grid = grid_of_document(tmp_path, table(*rows), TWO_LEVELS, styles=STYLES)
    assert list(texts(grid).values()) == ["1.甲", "1.1乙", "1.2丙", "2.丁", "戊"]


def test_7_a_list_that_a_list_style_names(tmp_path: Path) -> None:
    linked = LIST.format("decimal", "%1.").replace('<w:lvl w:ilvl="0">', '<w:styleLink w:val="列"/><w:lvl w:ilvl="0">')
    linked += '<w:abstractNum w:abstractNumId="6"><w:numStyleLink w:val="列"/></w:abstractNum>'
    linked += '<w:num w:numId="9"><w:abstractNumId w:val="6"/></w:num>'
    body = table(row(cell(inside=paragraph("甲", properties=NUMBERED.replace('"3"', '"9"')))))
    assert list(texts(grid_of_document(tmp_path, body, linked)).values()) == ["1.甲"]


def test_5_hidden_and_struck_by_style(tmp_path: Path) -> None:
    """Hidden by the paragraph's style or the signs'; by both, or switched off where it stands, it shows."""
    by_signs, off = '<w:rStyle w:val="hides"/>', '<w:vanish w:val="0"/>'
    lines = [
        paragraph("甲", properties=styled("unseen")),
        paragraph(inside=run("乙") + run("丙", by_signs)),
        paragraph(inside=run("丁", by_signs), properties=styled("unseen")),
        paragraph(inside=run("戊", off), properties=styled("unseen")),
        paragraph(inside=run("己", "<w:strike w:val='0'/>") + run("庚"), properties=styled("round")),
    ]
    grid = grid_of_document(tmp_path, table(*(row(cell(inside=one), "末") for one in lines)), styles=STYLES)
    assert [grid.cells[at, 1].text for at in range(2, 6)] == ["乙", "丁", "戊", "己"]
    assert (1, 1) not in grid.cells
    assert grid.unseen[1, 1] == "甲"
    assert grid.cells[5, 1].struck == "庚"


def test_9_margins(tmp_path: Path) -> None:
    """Head and foot of the pages are a grid beside the tables; what repeats stands there once."""
    head = paragraph("项目支出绩效自评表") + table(row("2023年度", "单位：元")) + paragraph("项目支出绩效自评表")
    foot = paragraph(inside=run("第 ") + run("1") + run(" 页"))
    book = book_of_document(tmp_path, table(row("甲", "乙")), header=head, footer=foot)
    assert book.margins is not None
    assert texts(book.margins) == {
        "页眉第1段": "项目支出绩效自评表",
        "页眉第2段": "2023年度",
        "页眉第3段": "单位：元",
        "页脚第4段": "第 1 页",
    }
    assert book_of_document(tmp_path, table(row("甲", "乙"))).margins is None


@pytest.mark.parametrize(
    ("number", "format_", "text"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (35, "chineseCounting", "三十五"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "lowerLetter", "b"),
        (9, "upperRoman", "IX"),
        (7, "somethingNew", "7"),
    ],
)
def test_7_numbers_in_words(number: int, format_: str, text: str) -> None:
    assert written(number, format_) == text


@pytest.mark.parametrize(
    ("text", "number", "low", "high"),
    [
        ("120", "120", "120", "120"),
        ("1,200.50", "1200.5", "1200.5", "1200.5"),
        ("１２０．５", "120.5", "120.5", "120.5"),
        ("-3", "-3", "-3", "-3"),
        ("98%", "0.98", "0.975", "0.985"),
        ("98.50 %", "0.985", "0.98495", "0.98505"),
        ("９８％", "0.98", "0.975", "0.985"),
        ("0", "0", "0", "0"),
    ],
)
def test_8_numbers(text: str, number: str, low: str, high: str) -> None:
    cell = cell_written(1, 1, text)
    assert (cell.text, cell.kind, cell.number) == (text, "number", Decimal(number))
    assert (cell.low, cell.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text",
    ["007", "440106198001011234", "1,20", "120万", "≥95%", "2023年", "1.2.3", "—", "1 2", "5-6", "%", "10分", "٣"],
)
def test_8_no_numbers(text: str) -> None:
    cell = cell_written(1, 1, text)
    assert (cell.text, cell.kind, cell.number) == (text, "text", None)


def test_8_errors_copied_from_a_sheet() -> None:
    cell = cell_written(1, 1, " #REF! ")
    assert (cell.text, cell.kind) == ("#REF!", "error")
