"""Fixtures that XlsxWriter can write: pictures, charts, controls, comments, validations, tables, names, formulas."""

from __future__ import annotations

import io
from typing import Any

from tests.xlsx.fixtures_base import (
    RELS,
    SHEET,
    SHEET_PART,
    SHEET_RELS,
    X14,
    added,
    base,
    changed,
    fixture,
    parts_of,
    picture,
    zipped,
)


@fixture
def plain() -> bytes:
    return base()


@fixture
def with_picture() -> bytes:
    return base(lambda _, sheet: sheet.insert_image("H18", "seal.png", {"image_data": io.BytesIO(picture())}))


@fixture
def with_header_picture() -> bytes:
    """Pictures in header and footer: a VML part of its own (legacyDrawingHF)."""
    return base(
        lambda _, sheet: sheet.set_header(
            "&C&G", {"image_center": "logo.png", "image_data_center": io.BytesIO(picture())}
        )
    )


@fixture
def with_chart() -> bytes:
    def add(book: Any, sheet: Any) -> None:
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": f"={SHEET}!$G$2:$G$19"})
        sheet.insert_chart("J2", chart)
        line = book.add_chart({"type": "line"})
        line.add_series({"values": f"={SHEET}!$G$2:$G$19"})
        book.add_chartsheet("图表").set_chart(line)

    return base(add)


@fixture
def with_text_box() -> bytes:
    return base(lambda _, sheet: sheet.insert_textbox("J3", "填报人（签字）：", {"width": 200}))


@fixture
def with_form_control() -> bytes:
    """A button: VML and legacyDrawing without any comment."""
    return base(lambda _, sheet: sheet.insert_button("J4", {"macro": "核对", "caption": "核对"}))


@fixture
def with_modern_control() -> bytes:
    """A check box as Excel 2010 and later write it: mc:AlternateContent around controls, ctrlProps, VML."""
    parts = parts_of(base(lambda _, sheet: sheet.insert_button("J4", {"macro": "核对", "caption": "核对"})))
    control = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice xmlns:x14="{X14}" Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14">'
        '<control shapeId="1025" r:id="rId90" name="复选框 1"><controlPr defaultSize="0" autoFill="0">'
        '<anchor moveWithCells="1">'
        '<from xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:col>9</xdr:col>'
        "<xdr:colOff>0</xdr:colOff><xdr:row>3</xdr:row><xdr:rowOff>0</xdr:rowOff></from>"
        '<to xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"><xdr:col>10</xdr:col>'
        "<xdr:colOff>0</xdr:colOff><xdr:row>4</xdr:row><xdr:rowOff>0</xdr:rowOff></to></anchor></controlPr></control>"
        "</mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent>"
    )
    changed(parts, SHEET_PART, "</worksheet>", control + "</worksheet>")
    properties = f'<formControlPr xmlns="{X14}" objectType="CheckBox" checked="Checked" lockText="1"/>'
    added(
        parts, "xl/ctrlProps/ctrlProp1.xml", properties, "application/vnd.ms-excel.controlproperties+xml",
        SHEET_RELS, RELS + "/ctrlProp", "rId90",
    )  # fmt: skip
    return zipped(parts)


@fixture
def with_comments() -> bytes:
    """Their comment on G12 (which tests want to mark) and on B3."""

    def add(_: object, sheet: Any) -> None:
        sheet.write_comment("G12", "这个得分请张三再核一下", {"author": "李四"})
        sheet.write_comment("B3", "预算批复见附件", {"author": "王五", "visible": True})

    return base(add)


@fixture
def with_x14_data_bar() -> bytes:
    return base(lambda _, sheet: sheet.conditional_format("G2:G19", {"type": "data_bar", "data_bar_2010": True}))


@fixture
def with_conditional_formats() -> bytes:
    def add(book: Any, sheet: Any) -> None:
        red = book.add_format({"bg_color": "#FF0000"})
        sheet.conditional_format("G2:G19", {"type": "cell", "criteria": ">", "value": 4, "format": red})
        sheet.data_validation("E2:E19", {"validate": "list", "source": ["达成", "部分达成", "未达成"]})

    return base(add)


@fixture
def with_sparkline() -> bytes:
    return base(lambda _, sheet: sheet.add_sparkline("I5", {"range": f"{SHEET}!G2:G19"}))


@fixture
def with_table() -> bytes:
    def add(book: Any, _: object) -> None:
        other = book.add_worksheet("明细")
        other.add_table("A1:C4", {"data": [["甲", 1, 2], ["乙", 3, 4], ["丙", 5, 6]], "name": "明细表"})

    return base(add)


@fixture
def with_defined_names() -> bytes:
    def add(book: Any, sheet: Any) -> None:
        book.add_worksheet("说明")
        book.define_name("满分", "=100")
        book.define_name("说明!本页", "=说明!$A$1")
        sheet.print_area("A1:H20")
        sheet.repeat_rows(0, 1)
        sheet.autofilter("A2:H19")
        sheet.set_h_pagebreaks([10])
        sheet.set_landscape()
        sheet.set_footer("&C第 &P 页")

    return base(add)


@fixture
def with_array_formulas() -> bytes:
    def add(_: object, sheet: Any) -> None:
        sheet.write_array_formula("J2:J6", "{=G2:G6*2}", None, 1)
        sheet.write_array_formula("K2", "{=SUM(G2:G6*2)}", None, 10)
        sheet.write_dynamic_array_formula("L2:L6", "=SORT(G2:G6)", None, 1)

    return base(add)


@fixture
def with_rich_text() -> bytes:
    def add(book: Any, sheet: Any) -> None:
        red = book.add_format({"color": "red"})
        sheet.write_rich_string("B12", "已", red, "完成", "（见附件）")

    return base(add)


@fixture
def with_hidden_parts() -> bytes:
    def add(book: Any, sheet: Any) -> None:
        sheet.set_row(6, 20, None, {"hidden": True})
        sheet.set_column("E:E", 10, None, {"hidden": True})
        sheet.set_row(40, 30, book.add_format({"bg_color": "#CCFFCC", "bold": True}))
        sheet.set_column("M:O", 10, book.add_format({"italic": True}))
        book.add_worksheet("底稿").hide()
        book.add_worksheet("参数").very_hidden()

    return base(add)


@fixture
def with_protection() -> bytes:
    return base(lambda _, sheet: (sheet.protect("", {"format_rows": True}), sheet.freeze_panes(2, 1)))


@fixture
def with_edges() -> bytes:
    """The last column and the last row are used."""

    def add(_: object, sheet: Any) -> None:
        sheet.write_string("XFD1048576", "最后一格")
        sheet.write_number("XFD12", 7)
        sheet.write_number("A1048576", 8)

    return base(add)


@fixture
def with_date_system_1904() -> bytes:
    return base(None, {"date_1904": True})


@fixture
def with_links() -> bytes:
    def add(_: object, sheet: Any) -> None:
        sheet.write_url("B10", "https://www.gov.cn/", string="通知")
        sheet.write_url("B11", f"internal:'{SHEET}'!G12", string="跳转")

    return base(add)
