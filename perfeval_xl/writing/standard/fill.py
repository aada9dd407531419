"""Our standard workbook filled with forms that were read: the copy of an .xls or a Word form, and samples.

Written in one go by the code that writes the blank form. openpyxl, which could fill the blank file, drops the stored
results of formulas and writes fonts in an order that the schema does not allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from perfeval_xl.writing.standard import layout as at
from perfeval_xl.writing.standard.cell_contents import SheetContents
from perfeval_xl.writing.standard.evidence import evidence_contents
from perfeval_xl.writing.standard.fill_form import Stored, form_contents, nothing_stored
from perfeval_xl.writing.standard.fill_pages import profile_contents, summary_contents, target_contents
from perfeval_xl.writing.standard.fill_plan import papers_of, plan_for
from perfeval_xl.writing.standard.fill_results import results_of
from perfeval_xl.writing.standard.workbook import write_plan

if TYPE_CHECKING:
    from perfeval_xl.result import FormResult
    from perfeval_xl.rules.model import RuleSet
    from perfeval_xl.writing.standard.layout import Plan


@dataclass(slots=True)
class FilledWorkbook:
    """A standard workbook to be written: its plan, and the contents of its sheets by name."""

    plan: Plan
    contents: dict[str, SheetContents]

    def write(self, rules: RuleSet) -> bytes:
        """The workbook. The same contents give the same bytes."""
        return write_plan(rules, self.plan, self.contents)


def fill_template(rules: RuleSet, forms: Sequence[FormResult], stored: Stored = nothing_stored) -> bytes:
    """Our standard workbook holding these forms, one 自评表 each; a line on 填报说明 says where they come from.

    What was blank stays blank, what was typed is typed: no formula of ours speaks for the unit. `stored` gives the
    cells of the file itself, so that numbers keep their hidden decimals and their formats.
    """
    return draft(rules, forms, stored=stored, note=_origin(forms)).write(rules)


def draft(
    rules: RuleSet,
    forms: Sequence[FormResult],
    *,
    stored: Stored = nothing_stored,
    note: str = "",
    live: bool = False,
) -> FilledWorkbook:
    """The contents of a standard workbook. `live`: what a form does not say is left to the standard form's formulas."""
    filled = plan_for(rules, forms, note)
    contents = {name: SheetContents() for name in at.SHEETS}
    for form, layout, placed in zip(forms, filled.plan.forms, filled.indicators, strict=True):
        sheet = contents[layout.sheet] = form_contents(form, layout, placed, stored=stored, live=live)
        if live:
            for place, entry in results_of(rules, layout, sheet).items():
                sheet.cells.setdefault(place, entry)
    contents[at.TARGETS] = target_contents(forms, filled.approved)
    texts = [text for form in forms for text in form.texts]
    contents[at.PROFILE] = profile_contents(texts)
    contents[at.SUMMARY] = summary_contents(texts, filled.plan)
    contents[at.EVIDENCE] = evidence_contents(papers_of(forms))
    return FilledWorkbook(filled.plan, contents)


def _origin(forms: Sequence[FormResult]) -> str:
    names = dict.fromkeys(PurePath(form.form.file.replace("\\", "/")).name for form in forms)
    is_old = any(name.lower().endswith(".xls") for name in names)
    what = "旧格式（.xls）" if is_old else " Word 文档"
    return (
        f"由“{'”“'.join(names)}”中读到的内容填入标准表。原文件是{what}，不能在其中直接标注，因此另填本表；"
        "原文件没有改动，其版式、批注和自评表以外的内容没有带入，请以原文件为准。"
    )
