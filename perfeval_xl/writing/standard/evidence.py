"""The sheet 佐证材料 of the standard workbook: which paper proves which indicator, and where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfeval_xl.form_words import EVIDENCE_WORDS
from perfeval_xl.writing.standard.cell_contents import SheetContents
from perfeval_xl.writing.standard.layout import NAME, Plan

if TYPE_CHECKING:
    from perfeval_xl.form import Evidence
    from perfeval_xl.writing.standard.styles import Page

HEAD = 3
FIRST = HEAD + 1
_WIDTHS = {1: 34, 2: 40, 3: 22, 4: 16, 5: 34, 6: 34}
_ROW_HEIGHT = 24
_NOTE = (
    "一份材料一行，“对应指标”写自评表的三级指标（对应几条的用顿号分开）。满意度调查在“说明”中写明样本量和方式，"
    "工程、采购写明验收日期。存放位置写文件名的，把文件放在本工作簿旁边一并报送。"
)
_ADVICE = {
    "subject": "从列表中选，也可以写几条指标（用顿号分开）或一级、二级指标的名称",
    "what": "例如：竣工验收报告、签到表、满意度调查问卷汇总",
    "number": "文件的文号、合同或报告的编号；没有的留空",
    "issued": "材料上写的日期，例如 2023年12月20日",
    "place": "文件名（例如 附件/验收报告.pdf），或纸质材料放在哪里",
    "note": "满意度调查写样本量和方式（入户问卷 200 份）；验收写由谁验收",
}


def write_evidence(page: Page, plan: Plan) -> None:
    """The whole sheet."""
    page.widths(_WIDTHS)
    page.area(1, 1, 1, 6, "佐证材料", "title")
    page.height(1, 34)
    page.area(2, 1, 2, 6, _NOTE, "text")
    page.height(2, 36)
    last = HEAD + plan.papers
    for column, (field, words) in enumerate(EVIDENCE_WORDS.items(), 1):
        page.text(HEAD, column, words, "label")
        letter = "ABCDEF"[column - 1]
        if field == "subject" and len(plan.forms) == 1:
            form = plan.forms[0]
            name, sheet = "ABCDEFGHI"[NAME - 1], form.sheet.replace("'", "''")
            source = f"='{sheet}'!${name}${form.first}:${name}${form.last}"
            page.offer(f"{letter}{FIRST}:{letter}{last}", source, words, _ADVICE[field])
        else:
            page.advise(f"{letter}{FIRST}:{letter}{last}", words[:32], _ADVICE[field])
    page.height(HEAD, 26)
    for row in range(FIRST, last + 1):
        for column in range(1, 7):
            page.text(row, column, "", "entry_center" if column in (3, 4) else "entry")
        page.at_least(row, _ROW_HEIGHT)
    page.printing(last, landscape=True, repeat=HEAD)
    page.protect()


def evidence_contents(papers: Sequence[Evidence]) -> SheetContents:
    """The papers that were read, a row each."""
    sheet = SheetContents()
    for row, paper in enumerate(papers, FIRST):
        for column, field in enumerate(EVIDENCE_WORDS, 1):
            sheet.put_text(row, column, getattr(paper, field))
    return sheet
