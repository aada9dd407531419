"""Reading: a workbook's grids -> the forms in it, as records with the cell of each value."""

from __future__ import annotations

from dataclasses import replace

from perfeval_xl.addresses import area_told
from perfeval_xl.form import Approved, Evidence, Form, Text
from perfeval_xl.form_words import KIND_WORDS, whole_name, year_of
from perfeval_xl.problems import FileError
from perfeval_xl.reading.grids.long_texts import LONGEST, Cut, cut_long_texts
from perfeval_xl.reading.grids.spreadsheet import Book, Grid
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.locate import Segment, continuation_of, places_of, segments
from perfeval_xl.reading.layout.places import FormPlaces
from perfeval_xl.reading.layout.several import by_project, side_by_side
from perfeval_xl.reading.layout.table_words import TITLE, is_level
from perfeval_xl.reading.layout.view import View
from perfeval_xl.reading.records.evidence import evidence_of, subjects_of
from perfeval_xl.reading.records.form import form_result
from perfeval_xl.reading.records.halves import append, breaks_off, goes_on, is_body, join
from perfeval_xl.reading.records.remarks import Remarks, short
from perfeval_xl.reading.records.sheets_beside import approved_of, declared_rules, narrative
from perfeval_xl.result import FormResult

__all__ = ["is_of_use", "read_book"]

OWN_SHEETS = frozenset(("评分汇总", "核对意见", "评分记录"))  # what an earlier run of this program added


def _take_year(form: Form, before: Form) -> None:
    """One title and year over several forms of a sheet: the later ones have no title of their own."""
    if form.year is None and form.sheet == before.sheet:
        form.year, form.year_cell = before.year, before.year_cell


def is_of_use(grid: Grid) -> bool:
    """Whether the texts of a sheet hold anything that `read_book` looks at: forms, their parts, what explains them."""
    view = View(grid)
    if not view.rows:
        return False
    if declared_rules([grid]) is not None or any(narrative(view)):
        return True
    if any(one.has_actuals or one.has_approved or one.has_funds or one.has_project for one in segments(view)):
        return True
    return any(is_level(item.text) for row in view.rows for item in view.starts(row))


Parts = list[tuple[View, list[Segment]]]


def read_book(book: Book, file: str, first_id: str = "") -> list[FormResult]:
    """Every self-evaluation form of the workbook, in the order of its sheets; R907 where there is none.

    `first_id` is put before each form's number (form_id: 0:1, 0:2, …). Scores and findings are left empty.
    """
    if len(book.parts) > 1:
        from perfeval_xl.reading.layout.tables import arrange

        arrange(book)
    grids = [grid for grid in book.grids if grid.name not in OWN_SHEETS and grid.cells]
    cut = cut_long_texts(grids)
    views = [part for grid in grids for part in side_by_side(View(grid))]
    parts = [(view, segments(view)) for view in views]
    declared = declared_rules(grids)
    forms: list[FormResult] = []
    beside: list[FormPlaces] = []
    used: set[int] = set()
    margins = None if book.margins is None else _all_of(View(book.margins))
    found = _chosen(parts)
    if book.may_be_a_report and not (margins and margins.title and _names_a_form(margins.title.text)):
        headed = _with_a_head(parts)
        if found and not found.keys() & headed:
            raise FileError("R907", _OF_A_REPORT)
        found = {one: force for one, force in found.items() if one in headed}
    last: FormPlaces | None = None  # of the form before
    for view, listed in parts:
        for segment in listed:
            force = found.get(id(segment))
            if force is None:
                if segment.has_approved:
                    beside.append(places_of(view, segment.first, segment.last))
                elif last is not None and breaks_off(forms[-1]) and (page := continuation_of(view, last)) is not None:
                    append(forms[-1], form_result(page, file, forms[-1].form.form_id, declared is not None))
                    used.add(id(view))
                continue
            used.add(id(view))
            for places in by_project(places_of(view, segment.first, segment.last, force_actual=force)):
                form = form_result(places, file, f"{first_id}{len(forms) + 1}", declared is not None, margins)
                if forms and places.title is None:
                    _take_year(form.form, forms[-1].form)
                if any(block.kind == "approved" for block in places.indicators):
                    form.approved = approved_of(places, form.form.form_id, form.form.year)
                forms.append(form)
                last = places
    forms = _joined(forms, parts, found)
    if not forms:
        raise FileError("R907", _no_form(book, beside))
    if declared is not None:
        for one in forms:
            one.form.declared_rules, one.form.declared_rules_sheet, one.form.declared_rules_cell = (
                declared.rules,
                declared.sheet,
                declared.cell,
            )
    _add_approved(forms, beside)
    used |= {id(view) for view in views if declared is not None and view.grid.name == declared.sheet}
    _add_texts(forms, [view for view in views if id(view) not in used])
    forms = _without_those_beside(forms)
    _tell_cut(forms, cut)
    return forms


def _tell_cut(forms: list[FormResult], cut: list[Cut]) -> None:
    """With the form on whose sheet the cell stands, else with the first."""
    for one in cut:
        form = next((form for form in forms if form.form.sheet == one.sheet), forms[0])
        remarks = Remarks(form.form.form_id, one.sheet)
        text = f"{one.cell} 的文字有 {one.length} 字，太长，只看了前 {LONGEST} 字，后面的没有核对。"
        remarks.add("cut", one.cell, "", text)
        form.notes += remarks.notes


def _all_of(view: View) -> FormPlaces:
    return places_of(view, view.first_row, view.last_row)


def _without_those_beside(forms: list[FormResult]) -> list[FormResult]:
    """Examples and blank sheets beside a filled form are named with it, and not judged."""
    filled = [one for one in forms if one.form.kind not in ("example", "blank")]
    if not filled:
        return forms
    for one in (one.form for one in forms if one.form.kind in ("example", "blank")):
        remarks = Remarks(filled[0].form.form_id, one.sheet)
        text = f"{area_told(one.sheet, one.range)}是{KIND_WORDS[one.kind]}，没有核对。"
        remarks.add("not_judged", one.title_cell or one.first_cell, "", text)
        filled[0].notes += remarks.notes
    return filled


def _joined(forms: list[FormResult], parts: Parts, found: dict[int, bool]) -> list[FormResult]:
    """The forms, those without a head with the half that has one: head and money, or a table that breaks off."""
    halves = {
        number: (view, one)
        for number, (view, listed) in enumerate(parts)
        for one in listed
        if (one.has_project or one.has_funds) and not one.has_approved and id(one) not in found
    }
    out: list[FormResult] = []
    for one in forms:
        if is_body(one) and _take_half(one, parts, halves, "has_project"):
            if not one.funds:
                _take_half(one, parts, halves, "has_funds")
        elif is_body(one) and out and goes_on(out[-1], one):
            append(out[-1], one)
            continue
        out.append(one)
    return out


def _take_half(form: FormResult, parts: Parts, halves: dict[int, tuple[View, Segment]], what: str) -> bool:
    """Joins the nearest half with a head, or with money, to a form; of two as near the one before it."""
    at = next(number for number, (view, _) in enumerate(parts) if view.grid.name == form.form.sheet)
    able = [number for number, (_, segment) in halves.items() if getattr(segment, what)]
    nearest = min(able, key=lambda number: (abs(number - at), number), default=None)
    if nearest is None:
        return False
    view, segment = halves.pop(nearest)
    places = places_of(view, segment.first, segment.last)
    join(form, form_result(places, form.form.file, form.form.form_id, False))
    return True


def _chosen(parts: Parts) -> dict[int, bool]:
    """Which segments are self-evaluation forms (by id), and whether their indicator table is to be taken for one.

    A table with results or scores is one. Where the workbook has none, a table of indicators under a title that says
    自评 is one (its result columns may be missing), and so are head and money of a form whose indicators are missing.
    """
    chosen = {id(one): False for _, listed in parts for one in listed if one.has_actuals}
    if chosen:
        return chosen
    for view, listed in parts:
        for one in listed:
            named = [plain_text(text) for text in [*one.titles, view.grid.name]]
            is_application = any("申报" in text and "自评" not in text for text in named[:-1])
            is_evaluation = any("自评" in text for text in (named[:-1] if is_application else named))
            if one.has_approved and is_evaluation:
                chosen[id(one)] = True
            elif one.has_funds and one.has_project and any(TITLE.fullmatch(text) for text in named):
                chosen[id(one)] = False
    return chosen


_OF_A_REPORT = (
    "文档里有指标表，但没有项目名称、资金，也没有“自评表”标题，像是报告里的表，没有当作自评表；"
    "是自评表的，请补上标题和项目名称再处理。"
)


def _with_a_head(parts: list[tuple[View, list[Segment]]]) -> set[int]:
    """Segments (by id) that say whose form they are: a report in Word has tables of indicators, too."""
    listed = [one for _, found in parts for one in found]
    return {id(one) for one in listed if one.has_project or one.has_funds or any(map(_names_a_form, one.titles))}


def _names_a_form(title: str) -> bool:
    return "自评" in plain_text(title) and "报告" not in title


def _no_form(book: Book, beside: list[FormPlaces]) -> str:
    if not any(grid.cells for grid in book.grids):
        return f"{book.word}里没有内容，请先填写项目支出绩效自评表再处理。"
    if beside:
        names = "、".join(dict.fromkeys(f"“{one.view.grid.name}”" for one in beside))
        return (
            f"{book.word}里没有找到绩效自评表：{names}只有绩效目标（没有实际完成值和得分栏）。请把自评表放进{book.word}再处理，"
            "或用 perfeval-xl template 生成空白表填写。"
        )
    return (
        f"{book.word}里没有找到绩效自评表：没有一行同时写着三级指标、年度指标值、实际完成值（或得分）等栏目名称。"
        "请检查是否选错了文件，或用 perfeval-xl template 生成空白表填写。"
    )


# ------------------------------------------------------------------------------------------------ beside the forms


def _project(text: str | None) -> str:
    return plain_text(text or "")


def _add_approved(forms: list[FormResult], beside: list[FormPlaces]) -> None:
    for places in beside:
        project = next((p.value.text for p in places.pairs if p.concept == "project" and p.value), None)
        year = year_of(places.title.text) if places.title is not None else None
        owners = _owners(forms, project)
        if owners is None:
            for one in forms:
                remarks = Remarks(one.form.form_id, one.form.sheet)
                text = (
                    f"工作表“{places.view.grid.name}”的绩效目标看不出属于哪张自评表（没有写项目名称），没有用来核对。"
                )
                remarks.add("unplaced", None, "绩效目标", text)
                one.notes += remarks.notes
            continue
        for one in owners:
            rows: list[Approved] = approved_of(places, one.form.form_id, year or one.form.year)
            for row in rows:
                row.row += len(one.approved)
            one.approved += rows


def _owners(forms: list[FormResult], project: str | None) -> list[FormResult] | None:
    """The forms a table of another sheet belongs to: by its project's name, or the only form there is."""
    if project:
        same = [one for one in forms if _project(one.form.project) == _project(project)]
        if same:
            return same
    return forms if len(forms) == 1 else None


def _add_texts(forms: list[FormResult], views: list[View]) -> None:
    for view in views:
        grid = view.grid
        papers = evidence_of(view, next((one.form.year for one in forms if one.form.year), None))
        if papers is not None:
            _add_evidence(forms, papers)
            continue
        texts, prompts = narrative(view)
        for one in forms:
            form_id = one.form.form_id
            one.texts += [Text(form_id, t.key, t.label, t.text, t.sheet, t.cell) for t in texts]
            remarks = Remarks(form_id, grid.name)
            for cell, text in prompts:
                remarks.add("prompt", cell, "", f"表格自带的填写提示没有替换：“{short(text)}”。")
            if texts and grid.is_hidden:
                remarks.add("hidden", None, "", f"工作表“{grid.name}”是隐藏的，已照常读取。")
            one.notes += remarks.notes


def _add_evidence(forms: list[FormResult], papers: list[Evidence]) -> None:
    """Each paper to the form that has its indicator; to every form where that does not tell."""
    names = [{whole_name(row.name) for row in one.indicators} for one in forms]
    for paper in papers:
        subjects = {whole_name(one) for one in subjects_of(paper)}
        owners = [one for one, own in zip(forms, names, strict=True) if subjects & own]
        for one in owners if len(owners) == 1 else forms:
            shared = len(forms) > 1 and len(owners) != 1
            one.evidence.append(replace(paper, form_id=one.form.form_id, row=len(one.evidence), is_shared=shared))
