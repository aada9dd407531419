"""Writes the outlines that are shipped, as Word files: run it after changing what they say, and commit the files.

Run: python -m perfeval_xl.writing.report.make_outlines. Layout: GB/T 9704-2012 as commonly described (not read here):
A4, top 37 mm, left 28 mm, body 仿宋 16 pt with two characters' indent, headings 黑体 and 楷体, page numbers outside.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from perfeval_xl.writing.report.packing import repacked

FOLDER = Path(__file__).parent / "outlines"
BODY, HEAD1, HEAD2, TITLE, TABLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体", "宋体"
SUBSTITUTES = {BODY: "仿宋", HEAD1: "SimHei", HEAD2: "楷体", TITLE: "宋体", TABLE: "SimSun"}
LATIN = "Times New Roman"
LINE = Pt(28.95)


class Outline:
    """A Word file being written: headings, paragraphs with fields, loops, tables."""

    def __init__(self, title: str) -> None:
        self.document: Any = Document()
        self._lay_out()
        self.paragraph("{{ 草稿提示 }}", style="草稿", when="草稿提示")
        self.paragraph(title, style="Title")

    def save(self, name: str) -> None:
        out = BytesIO()
        properties = self.document.core_properties
        properties.author, properties.title, properties.comments = "perfeval-xl", name, ""
        self.document.save(out)
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.docx").write_bytes(repacked(out.getvalue()))

    # ------------------------------------------------------------------------------------------------ content

    def head1(self, text: str) -> None:
        self.document.add_paragraph(text, style="Heading 1")

    def head2(self, text: str) -> None:
        self.document.add_paragraph(text, style="Heading 2")

    def paragraph(self, text: str, *, style: str = "Normal", when: str | None = None) -> None:
        with self.when(when) if when else self._always():
            self.document.add_paragraph(text, style=style)

    def control(self, text: str) -> None:
        self.document.add_paragraph(f"{{%p {text} %}}")

    @contextmanager
    def when(self, condition: str) -> Any:
        self.control(f"if {condition}")
        yield
        self.control("endif")

    @contextmanager
    def each(self, name: str, over: str) -> Any:
        self.control(f"for {name} in {over}")
        yield
        self.control("endfor")

    @contextmanager
    def _always(self) -> Any:
        yield

    @contextmanager
    def each_project(self) -> Any:
        """What is said of every project, under its name where there are several."""
        with self.each("项", "项目"):
            self.paragraph("{{ 项.序号 }}．{{ 项.项目名称 }}", style="项目", when="多项目")
            yield

    def lines(self, over: str, text: str = "{{ loop.index }}．{{ 句 }}") -> None:
        """A numbered paragraph for each text of a list."""
        with self.each("句", over):
            self.paragraph(text)

    def table(
        self, caption: str, columns: Sequence[tuple[str, str, float]], over: str, last: Sequence[str] = ()
    ) -> None:
        """`columns`: head, field, width in mm. `last`: what the last row says, cell by cell."""
        self.document.add_paragraph(caption, style="表题")
        table = self.document.add_table(rows=4 + bool(last), cols=len(columns), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        heads, opening, fields, closing = (row.cells for row in list(table.rows)[:4])
        opening[0].text, closing[0].text = f"{{%tr for 行 in {over} %}}", "{%tr endfor %}"
        for at, (head, field, width) in enumerate(columns):
            heads[at].text, fields[at].text = head, field
            table.columns[at].width = Mm(width)
            for row in table.rows:
                row.cells[at].width = Mm(width)
        for cell, text in zip(table.rows[-1].cells if last else (), last, strict=False):
            cell.text = text
        for number, row in enumerate(table.rows):
            _no_break(row, repeated=number == 0)
            for cell in row.cells:
                cell.paragraphs[0].style = self.document.styles["表头" if number == 0 else "表格"]

    # -------------------------------------------------------------------------------------------------- layout

    def _lay_out(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = Mm(37), Mm(35)
        section.left_margin, section.right_margin = Mm(28), Mm(26)
        section.footer_distance = Mm(25)
        self.document.settings.odd_and_even_pages_header_footer = True
        _footer(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
        _footer(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
        self._style("Normal", BODY, 16, indent=True)
        self._style("Heading 1", HEAD1, 16, indent=True, keep=True)
        self._style("Heading 2", HEAD2, 16, indent=True, keep=True)
        self._style("Title", TITLE, 22, centred=True, after=18)
        self._style("项目", BODY, 16, indent=True, bold=True, keep=True, new=True)
        self._style("表题", HEAD1, 12, centred=True, keep=True, new=True)
        self._style("表头", TABLE, 10.5, centred=True, bold=True, single=True, keep=True, new=True)
        self._style("表格", TABLE, 10.5, single=True, ragged=True, new=True)
        self._style("草稿", HEAD1, 14, centred=True, bold=True, new=True)
        self._style("图", BODY, 10.5, centred=True, single=True, new=True)
        _substitutes(self.document)

    def _style(
        self,
        name: str,
        font: str,
        size: float,
        *,
        indent: bool = False,
        centred: bool = False,
        bold: bool = False,
        keep: bool = False,
        single: bool = False,
        ragged: bool = False,
        after: float = 0,
        new: bool = False,
    ) -> None:
        styles = self.document.styles
        style = styles.add_style(name, 1) if new else styles[name]
        if new:
            style.base_style = styles["Normal"]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        properties = style.element.get_or_add_rPr()
        for old in properties.findall(qn("w:rFonts")) + properties.findall(qn("w:color")):
            properties.remove(old)
        fonts = f'<w:rFonts {nsdecls("w")} w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:cs="{LATIN}" w:eastAsia="{font}"/>'
        properties.insert(0, parse_xml(fonts))
        layout = style.paragraph_format
        layout.space_before, layout.space_after, layout.keep_with_next = Pt(0), Pt(after), keep
        layout.line_spacing_rule = WD_LINE_SPACING.SINGLE if single else WD_LINE_SPACING.EXACTLY
        layout.line_spacing = 1.0 if single else LINE
        sides = WD_ALIGN_PARAGRAPH.LEFT if ragged else WD_ALIGN_PARAGRAPH.JUSTIFY
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else sides
        paragraph = style.element.get_or_add_pPr()
        for old in paragraph.findall(qn("w:pBdr")) + paragraph.findall(qn("w:ind")):
            paragraph.remove(old)
        ind = paragraph.get_or_add_ind()
        ind.set(qn("w:firstLineChars"), "200" if indent else "0")
        ind.set(qn("w:firstLine"), str(int(size * 2 * 20)) if indent else "0")


def _no_break(row: Any, *, repeated: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def _footer(footer: Any, alignment: Any) -> None:
    """The page number outside, –1–, and the check code beside it in small."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]
    paragraph.alignment = alignment
    for text, field in (("– ", False), ("PAGE", True), (" –　", False)):
        run = paragraph.add_run("" if field else text)
        run.font.size, run.font.name = Pt(14), LATIN
        if field:
            for kind in ("begin", None, "end"):
                run._r.append(_field_mark(kind, text))
    code = paragraph.add_run("核对码 {{ 核对码 }}")
    code.font.size = Pt(9)


def _field_mark(kind: str | None, text: str) -> Any:
    if kind is None:
        element = OxmlElement("w:instrText")
        element.text = text
        return element
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    return element


def _substitutes(document: Any) -> None:
    """Names the fonts that take the place of those an office PC may not have."""
    table = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable")), None)
    if table is None:
        return
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, other in SUBSTITUTES.items()
    )
    table._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()
    )


# ------------------------------------------------------------------------------------------- pieces that all share

SCORES = (
    ("一级指标", "{{ 行.一级 }}", 17),
    ("二级指标", "{{ 行.二级 }}", 20),
    ("三级指标", "{{ 行.三级 }}", 27),
    ("指标值", "{{ 行.指标值 }}", 19),
    ("完成值", "{{ 行.完成值 }}", 19),
    ("分值", "{{ 行.分值 }}", 13),
    ("得分", "{{ 行.得分 }}", 13),
    ("评分过程", "{{ 行.评分过程 }}", 36),
)
RULES = (
    ("三级指标", "{{ 行.三级 }}", 34),
    ("分值", "{{ 行.分值 }}", 13),
    ("评分规则", "{{ 行.评分规则 }}", 53),
    ("评分过程", "{{ 行.评分过程 }}", 51),
    ("得分", "{{ 行.得分 }}", 13),
)
LEVELS = (
    ("一级指标", "{{ 行.名称 }}", 50),
    ("分值", "{{ 行.分值 }}", 30),
    ("得分", "{{ 行.得分 }}", 30),
    ("得分率", "{{ 行.得分率 }}", 35),
)
ANALYSIS = (
    ("二级指标", "{{ 行.二级 }}", 23),
    ("三级指标", "{{ 行.三级 }}", 32),
    ("权重", "{{ 行.分值 }}", 13),
    ("目标值", "{{ 行.指标值 }}", 22),
    ("完成值", "{{ 行.完成值 }}", 22),
    ("得分", "{{ 行.得分 }}", 13),
    ("指标分析说明", "{{ 行.评分过程 }}{% if 行.原因 %}；{{ 行.原因 }}{% endif %}", 40),
)
GOALS = (
    ("一级指标", "{{ 行.一级 }}", 25),
    ("二级指标", "{{ 行.二级 }}", 30),
    ("三级指标", "{{ 行.三级 }}", 55),
    ("指标值", "{{ 行.指标值 }}", 55),
)
FUNDS = (
    ("资金来源", "{{ 行.名称 }}", 50),
    ("年初预算数", "{{ 行.年初预算数 }}", 30),
    ("全年预算数", "{{ 行.全年预算数 }}", 30),
    ("全年执行数", "{{ 行.全年执行数 }}", 30),
    ("执行率", "{{ 行.执行率 }}", 25),
)
FOUND = (
    ("级别", "{{ 行.级别 }}", 14),
    ("位置", "{{ 行.位置 }}", 32),
    ("问题", "{{ 行.问题 }}", 62),
    ("怎样改", "{{ 行.怎样改 }}", 42),
    ("单位说明", "{{ 行.单位说明 }}", 20),
)
SUMS = ("合计", "", "", "", "", "{{ 项.合计.分值 }}", "{{ 项.合计.得分 }}", "")


def scores(outline: Outline) -> None:
    """得分与得分率 a level, with a picture, and the whole 评分表."""
    outline.table("{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}一级指标得分情况", LEVELS, "项.一级指标")
    outline.paragraph("{{ 项.得分率图 }}", style="图")
    caption = "{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}评分表"
    outline.table(caption, SCORES, "项.评分表", SUMS)


def found(outline: Outline) -> None:
    """What the check found, where it found anything: not hidden."""
    with outline.each("项", "项目"), outline.when("项.核对发现"):
        outline.table("{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}核对发现", FOUND, "项.核对发现")


def deviations(outline: Outline) -> None:
    """Missed, open and exceeded rows, each by its name."""
    outline.paragraph("{{ 项.指标概述 }}")
    with outline.when("项.未达标指标"):
        outline.lines("项.失分", "未完成情况：{{ 句 }}")
    with outline.each("行", "项.待复核指标"):
        outline.paragraph("待复核：{{ 行.三级 }}，指标值 {{ 行.指标值 }}，完成值 {{ 行.完成值 }}。{{ 行.评分过程 }}。")
    outline.paragraph(
        "自评表核对还有需要说明的事项 {{ 项.核对发现 | length }} 条，见文后“核对发现”。", when="项.核对发现"
    )


def goals(outline: Outline) -> None:
    outline.paragraph("{{ 项.预期目标 }}")
    with outline.each("组", "项.指标目标"):
        outline.paragraph("{{ 组.序号 }}．{{ 组.名称 }}")
        with outline.each("行", "组.二级指标"):
            outline.paragraph("（{{ 行.序号 }}）{{ 行.名称 }}：{{ 行.指标 }}。")


# ----------------------------------------------------------------------------------------------------- the outlines


def founding_2023() -> None:
    """The seven chapters of a sub-district's report of 2023."""
    one = Outline("{{ 年度 }} 年度{{ 主管部门 }}部门重点项目绩效评价报告")
    one.head1("一、评价项目概述")
    one.head2("（一）项目背景资料")
    with one.each_project():
        one.paragraph("{{ 项.项目背景 }}")
        one.paragraph("承接机构：{{ 项.承接机构 }}。人员配备：{{ 项.人员配备 }}。")
    one.head2("（二）项目资金分配情况")
    one.paragraph("{{ 资金句 }}", when="多项目")
    with one.each_project():
        one.paragraph("{{ 项.项目名称 }}{{ 项.资金句 }}")
        one.paragraph("{{ 项.资金使用情况 }}")
    one.head2("（三）项目政策依据")
    with one.each_project():
        one.lines("项.政策依据")
    one.head1("二、项目绩效目标和绩效指标设定情况")
    with one.each_project():
        goals(one)
    one.head1("三、绩效评价组织情况")
    organisation(one)
    one.head1("四、绩效评价指标分析情况")
    one.head2("（一）项目管理绩效指标分析")
    with one.each_project():
        one.paragraph("{{ 项.实际完成情况 }}")
        one.paragraph("预算执行方面：{{ 项.执行得分过程 }}。", when="项.执行得分过程")
    one.head2("（二）项目结果绩效情况分析")
    with one.each_project():
        with one.each("级", "项.一级指标"):
            one.paragraph("{{ 级.序号 }}．{{ 级.名称 }}方面：{{ 级.分析 }}")
        deviations(one)
    one.head1("五、项目综合评价等级和评价结论")
    one.head2("（一）项目综合评价得分及评价等级")
    with one.each_project():
        one.paragraph("{{ 项.项目名称 }}{{ 项.结论句 }}其中：{{ 项.得分构成 }}。")
        scores(one)
    one.head2("（二）项目综合评价结论")
    with one.each_project():
        one.paragraph("{{ 项.指标概述 }}{{ 项.项目名称 }}预算执行率为 {{ 项.执行率 }}，{{ 项.结论句 }}")
    one.head1("六、主要经验做法、存在的问题和建议")
    one.head2("（一）主要经验做法")
    with one.each_project():
        one.lines("项.主要经验做法", "{{ 句 }}")
    problems(one, "（二）存在问题", "（三）相关建议")
    one.head1("七、绩效评价结果应用")
    use_of_results(one)
    found(one)
    one.save("founding-2023")


def national_2020() -> None:
    """基本情况, 工作开展情况, 评价结论, 指标分析, 经验和问题, 建议, 其他 (headings of the national outline of 2020)."""
    one = Outline("{{ 年度 }} 年度{{ 项目名称 }}绩效评价报告")
    one.head1("一、基本情况")
    one.head2("（一）项目概况")
    with one.each_project():
        one.paragraph("{{ 项.项目背景 }}")
        one.lines("项.政策依据", "立项依据：{{ 句 }}")
        one.paragraph(
            "主要内容及实施情况：由{{ 项.实施单位 }}实施，承接机构：{{ 项.承接机构 }}，人员配备：{{ 项.人员配备 }}。"
        )
        one.paragraph("资金投入和使用情况：{{ 项.资金句 }}{{ 项.资金使用情况 }}")
        one.table("{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}资金投入和使用情况", FUNDS, "项.资金来源")
    one.head2("（二）项目绩效目标")
    with one.each_project():
        goals(one)
    one.head1("二、绩效评价工作开展情况")
    organisation(one)
    one.head1("三、综合评价情况及评价结论")
    with one.each_project():
        one.paragraph("{{ 项.项目名称 }}{{ 项.结论句 }}其中：{{ 项.得分构成 }}。")
        scores(one)
    one.head1("四、绩效评价指标分析")
    with one.each_project():
        with one.each("级", "项.一级指标"):
            one.paragraph("{{ 级.序号 }}．{{ 级.名称 }}（分值 {{ 级.分值 }} 分，得分 {{ 级.得分 }} 分）。{{ 级.分析 }}")
        deviations(one)
    one.head1("五、主要经验及做法、存在的问题及原因分析")
    one.head2("（一）主要经验及做法")
    with one.each_project():
        one.lines("项.主要经验做法", "{{ 句 }}")
    problems(one, "（二）存在的问题及原因分析", None)
    one.head1("六、有关建议")
    one.lines("建议")
    one.head1("七、其他需要说明的问题")
    use_of_results(one)
    found(one)
    one.save("national-2020")


def conclusion_first_2025() -> None:
    """项目概述, 结论, 成效, 问题, 建议, 其他, 附件 (a district's template of 2025: the conclusion comes early)."""
    one = Outline("{{ 年度 }} 年度{{ 项目名称 }}重点绩效评价报告")
    one.head1("一、项目概述")
    one.head2("（一）立项背景及目的、主要内容")
    with one.each_project():
        one.paragraph("{{ 项.项目背景 }}")
        one.lines("项.政策依据", "立项依据：{{ 句 }}")
    one.head2("（二）资金投入和使用、实施情况")
    with one.each_project():
        one.paragraph("{{ 项.资金句 }}{{ 项.资金使用情况 }}")
        one.paragraph("{{ 项.实际完成情况 }}")
    one.head2("（三）组织管理")
    with one.each_project():
        one.paragraph(
            "主管部门：{{ 项.主管部门 }}；实施单位：{{ 项.实施单位 }}；"
            "承接机构：{{ 项.承接机构 }}；人员配备：{{ 项.人员配备 }}。"
        )
    one.head2("（四）绩效目标")
    with one.each_project():
        one.paragraph("{{ 项.预期目标 }}")
        one.table("{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}绩效目标", GOALS, "项.评分表")
    one.head1("二、综合绩效评价结论")
    with one.each_project():
        one.paragraph("{{ 项.项目名称 }}{{ 项.结论句 }}")
        one.table("{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}综合评价得分", LEVELS, "项.一级指标")
        one.paragraph("{{ 项.得分率图 }}", style="图")
        deviations(one)
    one.head1("三、主要成效及经验")
    with one.each_project():
        one.lines("项.主要经验做法", "{{ 句 }}")
    problems(one, None, None, chapter="四、存在的问题和原因分析")
    one.head1("五、改进建议")
    one.lines("建议")
    one.head1("六、其他需要说明的问题")
    use_of_results(one)
    one.head1("附件")
    one.head2("附件 1　评价工作开展情况")
    organisation(one, heads=False)
    one.head2("附件 2　绩效指标分析")
    with one.each_project(), one.each("级", "项.一级指标"):
        one.table("{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}{{ 级.名称 }}分析", ANALYSIS, "级.指标")
    one.head2("附件 3　评分表")
    with one.each_project():
        caption = "{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}评分规则与评分过程"
        one.table(caption, RULES, "项.评分表", ("合计", "{{ 项.合计.分值 }}", "", "", "{{ 项.合计.得分 }}"))
    one.head2("附件 4　问题清单")
    one.lines("问题")
    found(one)
    one.save("conclusion-first-2025")


DIFFERENCES = (
    ("项目名称", "{{ 行.项目名称 }}", 40),
    ("自评得分", "{{ 行.自评得分 }}", 18),
    ("复核得分", "{{ 行.复核得分 }}", 18),
    ("偏差", "{{ 行.偏差 }}", 17),
    ("偏离度", "{{ 行.偏离度 }}", 18),
    ("主要偏差原因", "{{ 行.主要原因 }}", 48),
)
USED_GROUNDS = (
    ("复核口径", "{{ 行.口径 }}", 55),
    ("应扣比例", "{{ 行.应扣 }}", 22),
    ("处数", "{{ 行.处数 }}", 16),
    ("最低", "{{ 行.最低 }}", 20),
    ("最高", "{{ 行.最高 }}", 20),
    ("共扣（分）", "{{ 行.扣分 }}", 22),
)
REVIEWED = (
    ("三级指标", "{{ 行.三级 }}", 30),
    ("指标值", "{{ 行.指标值 }}", 20),
    ("自评完成值", "{{ 行.自评完成值 }}", 22),
    ("复核完成值", "{{ 行.复核完成值 }}", 22),
    ("权重", "{{ 行.分值 }}", 12),
    ("自评", "{{ 行.自评得分 }}", 12),
    ("复核", "{{ 行.复核得分 }}", 12),
    ("偏离度", "{{ 行.偏离度 }}", 15),
    ("备注", "{{ 行.备注 }}", 25),
)
REVIEW_SUMS = (
    *("合计", "", "", "", "{{ 项.合计.分值 }}", "{{ 项.合计.自评得分 }}"),
    *("{{ 项.合计.复核得分 }}", "{{ 项.合计.偏离度 }}", ""),
)


def review() -> None:
    """The report over a review: how it was done, what came out, which problems, by which grounds, what to do."""
    one = Outline("{{ 单位 }}项目支出绩效自评复核报告")
    one.head1("一、复核工作情况")
    one.head2("（一）复核范围")
    one.paragraph("本次复核 {{ 单位 }}的项目 {{ 项目数 }} 个。{{ 抽样说明 }}")
    one.head2("（二）复核方法和口径")
    one.paragraph(
        "逐个项目、逐条指标核对自评表与佐证材料，填写复核底稿；扣分按“{{ 口径 }}”，每处扣分写明所依据的口径和原因。"
        "预算执行得分按自评表的执行率和评分规则复算。{{ 偏离度定义 }}。"
    )
    one.paragraph("复核人：{{ 复核人 }}。复核时间和过程：{{ 待补充('复核时间、查阅的材料和走访的现场') }}。")
    one.head1("二、复核结果")
    one.paragraph("{{ 总体结果 }}")
    one.table(
        "自评与复核差值表",
        DIFFERENCES,
        "差值表",
        ("平均", "{{ 平均.自评得分 }}", "{{ 平均.复核得分 }}", "{{ 平均.偏差 }}", "{{ 平均.偏离度 }}", ""),
    )
    with one.each("项", "项目"):
        one.paragraph("{{ 项.序号 }}．{{ 项.项目名称 }}：{{ 项.结果句 }}")
    one.head1("三、复核发现的问题")
    one.paragraph("{{ 扣分概述 }}")
    one.lines("问题")
    with one.when("高于自评"):
        one.paragraph("复核得分高于自评得分的：")
        one.lines("高于自评")
    one.head1("四、扣分口径的使用")
    one.table("各口径的扣分", USED_GROUNDS, "口径使用")
    one.paragraph("同一口径的最低、最高比例不同的，原因见各项目复核表的备注。")
    one.head1("五、整改建议")
    one.lines("建议")
    one.head1("六、需要说明的问题")
    one.paragraph("{{ 待补充('复核的局限，以及评价结果如何应用（反馈、整改、公开、与预算挂钩）') }}")
    one.head1("附件")
    with one.each("项", "项目"):
        caption = "{{ 项.附件 }}　{{ 项.项目名称 }}自评复核表（与封存底稿一致）"
        one.table(caption, REVIEWED, "项.复核表", REVIEW_SUMS)
    one.save("review")


def organisation(one: Outline, *, heads: bool = True) -> None:
    """Purpose, standards and method, course: of these the workbook knows the standards alone."""
    if heads:
        one.head2("（一）绩效评价目的")
    one.paragraph("{{ 待补充('评价目的') }}")
    if heads:
        one.head2("（二）绩效评价标准和评价方法")
    one.paragraph(
        "评价标准：各项指标以自评表的年度指标值为目标值，按“{{ 评分规则 }}”计分，每项得分的计算过程见评分表。"
    )
    one.paragraph("评价方法：{{ 待补充('评价方法') }}")
    if heads:
        one.head2("（三）绩效评价实施过程")
    one.paragraph("{{ 待补充('评价实施过程') }}")


def problems(one: Outline, head: str | None, advice: str | None, *, chapter: str | None = None) -> None:
    if chapter:
        one.head1(chapter)
    if head:
        one.head2(head)
    one.lines("问题")
    if advice:
        one.head2(advice)
        one.lines("建议")


def use_of_results(one: Outline) -> None:
    with one.each("项", "项目"):
        one.lines("项.整改清单", "整改安排：{{ 句 }}")
    one.paragraph("{{ 待补充('评价结果如何应用（反馈、整改、公开、与预算挂钩）') }}")


def main() -> None:
    founding_2023()
    national_2020()
    conclusion_first_2025()
    review()


if __name__ == "__main__":
    main()
