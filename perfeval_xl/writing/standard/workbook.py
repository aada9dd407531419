"""The blank standard workbook of a rule-set: 填报说明, 自评表, 项目概况, 绩效目标, 总结与整改, 佐证材料."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

from perfeval_xl.writing.new_workbook import new_workbook
from perfeval_xl.writing.standard import layout as at
from perfeval_xl.writing.standard.cell_contents import SheetContents
from perfeval_xl.writing.standard.growing_rows import finish
from perfeval_xl.writing.standard.layout import Plan, standard_plan

if TYPE_CHECKING:
    from perfeval_xl.rules.model import RuleSet

CREATED = datetime(2024, 1, 1)  # fixed: the same rule-set gives the same bytes
_NAMES = {"mof-2020": "全国通用", "mof-2021-cost": "成本指标", "guangzhou-baiyun-2023": "广州白云"}


def file_name(rules: RuleSet) -> str:
    """The name under which a rule-set's blank workbook is kept: a clerk sees what it is for."""
    return "_".join(part for part in ("绩效自评表", _NAMES.get(rules.id, ""), rules.id) if part) + ".xlsx"


def write_template(rules: RuleSet) -> bytes:
    """The blank standard workbook. The same rule-set gives the same bytes."""
    return write_plan(rules, standard_plan(rules))


def write_plan(rules: RuleSet, plan: Plan, contents: Mapping[str, SheetContents] | None = None) -> bytes:
    """A standard workbook with room for what `plan` says; `contents` by sheet goes into its open cells."""
    from perfeval_xl.writing.standard.evidence import write_evidence
    from perfeval_xl.writing.standard.form import write_form
    from perfeval_xl.writing.standard.notes import write_notes
    from perfeval_xl.writing.standard.pages import write_profile, write_summary, write_targets
    from perfeval_xl.writing.standard.styles import Looks, Page

    out = BytesIO()
    book = new_workbook(out, 11)
    book.set_properties({"title": "项目支出绩效自评表", "subject": rules.title, "created": CREATED})
    for name, value in plan.properties.items():
        book.set_custom_property(name, value, "text")
    looks = Looks(book)
    growing: dict[str, set[int]] = {}

    def page(name: str, spacer: int) -> Page:
        filled = (contents or {}).get(name) or SheetContents()
        made = Page(book.add_worksheet(name), looks, filled, spacer)
        growing[f"xl/worksheets/sheet{len(growing) + 1}.xml"] = made.growing
        return made

    write_notes(page(at.NOTES, 5), rules, plan)
    for layout in plan.forms:
        write_form(page(layout.sheet, layout.last_column + 1), rules, layout)
    write_profile(page(at.PROFILE, 3), plan)
    write_targets(page(at.TARGETS, 7), rules, plan)
    write_summary(page(at.SUMMARY, 6), plan)
    write_evidence(page(at.EVIDENCE, 7), plan)
    book.close()
    return finish(out.getvalue(), growing)
