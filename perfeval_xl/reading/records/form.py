"""Grid + places -> the records of one form, each value with its cell."""

from __future__ import annotations

import re
from decimal import Decimal

from perfeval_xl.form import Figure, Form, Indicator, Said, SaidKind, Text, printed
from perfeval_xl.form_words import GRADE_WORD, is_day, is_grade, is_last_day, is_nothing, year_line_in, year_of
from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.headings import names_total
from perfeval_xl.reading.layout.labels import plain_text
from perfeval_xl.reading.layout.places import FormPlaces, IndicatorBlock, Pair
from perfeval_xl.reading.layout.synonyms import HEAD
from perfeval_xl.reading.layout.table_words import GRADE_INLINE, TICKED_BEFORE, TICKED_BEHIND
from perfeval_xl.reading.layout.view import Item
from perfeval_xl.reading.meaning import parse
from perfeval_xl.reading.records.formulas import note_formulas
from perfeval_xl.reading.records.funds import amount_unit, funds_of
from perfeval_xl.reading.records.indicators import Rows
from perfeval_xl.reading.records.kinds import kind_of
from perfeval_xl.reading.records.leftovers import note_the_rest
from perfeval_xl.reading.records.odd_cells import note_odd_cells
from perfeval_xl.reading.records.remarks import Remarks, short
from perfeval_xl.reading.records.subtotals import note_subtotals
from perfeval_xl.result import FormResult

_INLINE_TOTAL = re.compile(r"[:：](\d+(?:\.\d+)?)分?$")
_WITH_GRADE = re.compile(
    rf"(?:(?:自评)?(?:得分|总分):?)?(?P<points>\d+(?:\.\d+)?)分?[(,，、;/]?(?:(?:自评)?等级:?)?(?P<grade>{GRADE_WORD}|[A-Da-d])[)]?"
    rf"|(?P<first>{GRADE_WORD}|[A-Da-d])[(,，、;/]?(?P<behind>\d+(?:\.\d+)?)分?[)]?"  # 优（96.5分）
)
_TOTAL_WEIGHT = re.compile(r"(?:总|满)(?:分值|分|权重)?(?:值)?|分值(?:合计)?|总分值|权重(?:合计)?")
_TOTAL_SCORE = re.compile(r"(?:总|自评|合计|综合){0,4}(?:得分|评分)(?:合计)?")
_BOXES = frozenset("□○☐☑✓✔√■▣☒")
_UNITS = ("unit", "unit_using", "unit_filing")
_DEPARTMENTS = ("department", "local_department", "central_department")


def form_result(
    places: FormPlaces, file: str, form_id: str, own_template: bool, margins: FormPlaces | None = None
) -> FormResult:
    """The records of one form; scores and findings come later.

    `margins`: the head and foot of the pages, which may say what the form itself has no place for.
    """
    grid = places.view.grid
    remarks = Remarks(form_id, grid.name)
    form = Form(form_id, file, grid.name, _range(places), is_hidden=grid.is_hidden, is_own_template=own_template)
    form.number_in_list = places.number_in_list
    if places.title is not None:
        form.title, form.title_cell = places.title.text.strip(), places.title.address
    _year(form, places)
    form.project, form.project_cell = _head_text(places, ("project",), remarks, "项目名称")
    form.department, form.department_cell = _head_text(places, _DEPARTMENTS, remarks, "主管部门")
    form.unit, form.unit_cell = _head_text(places, _UNITS, remarks, "实施单位")
    form.goal_expected, form.goal_expected_cell = _head_text(places, ("goal_expected",), remarks, "预期目标")
    form.goal_actual, form.goal_actual_cell = _head_text(places, ("goal_actual",), remarks, "实际完成情况")
    form.amount_unit, form.amount_unit_cell = amount_unit(places)
    if margins is not None:
        _take_from(margins, form, remarks)
    funds = funds_of(places, form_id, form.amount_unit, remarks)
    indicators: list[Indicator] = []
    for block in places.indicators:
        if block.kind == "actual":
            made = Rows(places, block, form_id, form.year, remarks, own_template).records(len(indicators))
            indicators += made
    form.has_funds = bool(funds)
    blocks = [block for block in places.indicators if block.kind == "actual"]
    form.has_targets = any(block.columns.has("target") for block in blocks)
    form.has_actuals = any(block.columns.has("actual") for block in blocks)
    form.has_weights = any(block.columns.has("weight") for block in blocks)
    form.has_scores = any(block.columns.has("self_score") for block in blocks)
    _total(form, places, remarks)
    texts = _texts(places, form, remarks)
    form.kind = kind_of(places, form, funds, indicators)
    note_subtotals(places, funds, remarks)
    note_the_rest(places, remarks)
    note_formulas(places, form, funds, indicators, remarks)
    note_odd_cells(places, indicators, remarks)
    return FormResult(form, funds, indicators, [], texts, remarks.notes)


def _take_from(margins: FormPlaces, form: Form, remarks: Remarks) -> None:
    """Title, year, unit and the rest of the head from the margins; a place of the form's own that is blank stays so."""
    other = Form(form.form_id, form.file, margins.view.grid.name, "")
    if margins.title is not None:
        other.title, other.title_cell = margins.title.text.strip(), margins.title.address
    _year(other, margins)
    other.project, other.project_cell = _head_text(margins, ("project",), remarks, "项目名称")
    other.department, other.department_cell = _head_text(margins, _DEPARTMENTS, remarks, "主管部门")
    other.unit, other.unit_cell = _head_text(margins, _UNITS, remarks, "实施单位")
    other.amount_unit, other.amount_unit_cell = amount_unit(margins)
    for name in ("title", "year", "project", "department", "unit", "amount_unit"):
        if getattr(form, f"{name}_cell") is None and getattr(other, f"{name}_cell") is not None:
            setattr(form, name, getattr(other, name))
            setattr(form, f"{name}_cell", getattr(other, f"{name}_cell"))


def _range(places: FormPlaces) -> str:
    rows = list(places.view.between(places.first_row, places.last_row))
    items = [item for row in rows for item in places.view.starts(row)]
    if not items:
        return "A1"
    left, right = min(item.left for item in items), max(item.right for item in items)
    right = min(right, places.view.last_column + 1) if right > places.view.last_column + 1 else right
    return places.view.grid.area(rows[0], left, max(item.bottom for item in items), right)


# ------------------------------------------------------------------------------------------------------------ head


def _year(form: Form, places: FormPlaces) -> None:
    for pair in places.pairs:
        if pair.concept == "year":
            text = pair.inline if pair.inline is not None else pair.value.text if pair.value else ""
            form.year, form.year_cell = year_of(text), places.view.address(*pair.place)
            if form.year is not None:
                return
            form.year_said = text.strip() or None
    for item in (places.year_line, places.title):
        is_other_day = item is not None and is_day(item.text) and not is_last_day(item.text)
        if (
            item is not None
            and not is_other_day
            and (year := year_of(year_line_in(item.text) or item.text)) is not None
        ):
            form.year, form.year_cell = year, item.address
            return
    if form.year_cell is None and places.year_line is not None:
        form.year_cell, form.year_said = (
            places.year_line.address,
            (year_line_in(places.year_line.text) or places.year_line.text.strip()),
        )


def _head_text(
    places: FormPlaces, concepts: tuple[str, ...], remarks: Remarks, label: str
) -> tuple[str | None, str | None]:
    """The first of these fields that says something; else None and the place where it should.

    Of two goals (年初绩效目标, 调整后绩效目标) the adjusted one counts; 无 counts where nothing else is said.
    """
    pairs = [pair for concept in concepts for pair in places.pairs if pair.concept == concept]
    pairs.sort(key=lambda pair: "调整" not in pair.label.text)
    blank: str | None = None
    nothing: tuple[str, str] | None = None
    for pair in pairs:
        place = places.view.address(*pair.place)
        text = pair.inline if pair.inline is not None else pair.value.text.strip() if pair.value else ""
        if text and not remarks.prompt(pair.value, label):
            if not is_nothing(text):
                return text, place
            nothing = nothing or (text, place)
        blank = blank or place
    return nothing or (None, blank)


# ----------------------------------------------------------------------------------------------------------- total


def _total(form: Form, places: FormPlaces, remarks: Remarks) -> None:
    """总分: the last total row that says 总分 (else 合计), else a label with its value anywhere on the form."""
    rows = [(block, row) for block in places.indicators if block.kind == "actual" for row in block.total_rows]
    rows.sort(key=lambda one: ("总" in _total_label(places, one[1]), one[1]))
    for block, row in reversed(rows):
        if not form.has_total:
            _total_row(form, places, block, row, remarks)
        _use_row(places, block, row)
    for pair in places.pairs:
        if pair.concept == "total" and (not form.has_total or form.total_self_score.said.text == ""):
            _total_pair(form, places, pair, remarks)
        elif pair.concept == "grade" and form.grade is None:
            text = pair.inline if pair.inline is not None else pair.value.text if pair.value else ""
            form.grade, form.grade_cell = _grade(text), places.view.address(*pair.place)
    for pair in places.texts:  # 自评结论：优
        if form.grade_cell is None and pair.value is not None and is_grade(plain_text(pair.value.text)):
            form.grade, form.grade_cell = _grade(pair.value.text), places.view.address(*pair.place)


def _total_label(places: FormPlaces, row: int) -> str:
    return next((item.label.core for item in places.view.starts(row) if names_total(item)), "")


def _use_row(places: FormPlaces, block: IndicatorBlock, row: int) -> None:
    for item in places.view.starts(row):
        beside = any(item.covers(span[0]) for span in block.columns.other)
        if beside or item.cell.kind == "number" or names_total(item):
            places.use(item)


def _total_row(form: Form, places: FormPlaces, block: IndicatorBlock, row: int, remarks: Remarks) -> None:
    view, columns = places.view, block.columns
    form.has_total = True
    label = next((item for item in view.starts(row) if names_total(item)), None)
    taken: list[Item] = [label] if label else []
    found = _labelled_total(form, places, row, taken, remarks)
    inline = _INLINE_TOTAL.search(plain_text(label.text)) if label else None
    if label is not None and inline:
        form.total_self_score = printed(Decimal(inline.group(1)), label.text.strip(), label.address)
        found["self_score"] = label
    for concept in ("self_score", "weight"):
        if not columns.has(concept) or concept in found or "label" in found:
            continue
        item = view.within(row, *columns.spans[concept])
        place = (item.top, item.left) if item else view.area(row, columns.spans[concept][0])[:2]
        if item is not None and item in taken:
            item, place = None, (row, columns.spans[concept][0])
        _set_total(form, places, concept, item, places.view.address(*place), remarks)
        if item is not None:
            found[concept] = item
            taken.append(item)
            places.use(item)
    rest = [item for item in view.starts(row) if item not in taken]
    if not found:
        _loose_total(form, places, rest, taken, remarks)
    if form.total_weight.value is None and label is not None and label.label.points is not None and not inline:
        form.total_weight = printed(label.label.points, label.text.strip(), label.address)
    _grade_beside(form, places, [item for item in rest if item not in taken])


def _labelled_total(form: Form, places: FormPlaces, row: int, taken: list[Item], remarks: Remarks) -> dict[str, Item]:
    """总分 | 总分值 | 100 | 总得分 | 96: figures of a total row that have labels of their own beside them."""
    found: dict[str, Item] = {}
    for item in places.view.starts(row):
        if item in taken or not item.is_words:
            continue
        core = item.label.core
        if concept_of(HEAD, core) == "grade":
            _grade_beside(form, places, [item])
            value = places.view.right_of(item)
            taken += [item, *([value] if value else [])]
            continue
        concept = "weight" if _TOTAL_WEIGHT.fullmatch(core) else "self_score" if _TOTAL_SCORE.fullmatch(core) else None
        if concept is None or concept in found:
            continue
        value = places.view.right_of(item)
        if value is not None and value.is_words and value.label.core and not value.label.core[:1].isdigit():
            value = None
        place = value.address if value else places.view.address(*item.beside)
        _set_total(form, places, concept, value, place, remarks)
        found[concept] = found["label"] = item
        taken.append(item)
        places.use(item)
        if value is not None:
            taken.append(value)
            places.use(value)
    return found


def _set_total(form: Form, places: FormPlaces, concept: str, item: Item | None, place: str, remarks: Remarks) -> None:
    # a formula that shows nothing yet is no item, and yet a formula
    cell = item.cell if item else places.view.grid.cell_at(place)
    value, said = parse.points(cell)
    with_grade = _WITH_GRADE.fullmatch(plain_text(item.text)) if item is not None and value is None else None
    if item is not None and with_grade:
        value = Decimal(with_grade["points"] or with_grade["behind"])
        said = Said(item.text.strip(), SaidKind.NUMBER, value, value)
        form.grade, form.grade_cell = with_grade["grade"] or with_grade["first"], item.address
    remarks.figure(said, cell, "总分·分值" if concept == "weight" else "总分·得分")
    if item is not None and said.kind is SaidKind.TEXT and concept == "self_score" and form.grade is None:
        form.grade = _grade(item.text)
        if form.grade:
            form.grade_cell = item.address
    figure = Figure(value, said, place)
    if concept == "weight":
        form.total_weight = figure
    else:
        form.total_self_score = figure


def _loose_total(form: Form, places: FormPlaces, rest: list[Item], taken: list[Item], remarks: Remarks) -> None:
    """Figures of a total row outside the points' columns: the last is the score, one before it the weight."""
    figures = [item for item in rest if parse.points(item.cell)[0] is not None]
    for concept, item in zip(("self_score", "weight"), reversed(figures), strict=False):
        _set_total(form, places, concept, item, item.address, remarks)
        taken.append(item)
        places.use(item)


def _grade_beside(form: Form, places: FormPlaces, rest: list[Item]) -> None:
    for item in rest:
        grade = _grade(item.text) if item.is_words else None
        if grade is not None:
            form.grade, form.grade_cell = grade, item.address
            places.use(item)
            return
        if item.is_words and concept_of(HEAD, item.label.core) == "grade":
            value = places.view.right_of(item)
            form.grade = _grade(value.text) if value else None
            form.grade_cell = value.address if value else places.view.address(*item.beside)
            places.use(item)
            if value is not None:
                places.use(value)
            return


def _grade(text: str) -> str | None:
    """优 of 优, 等级：优, ☑优 □良."""
    plain = plain_text(text)
    if is_grade(plain):
        return text.strip()
    ticked = (TICKED_BEFORE if plain[:1] in _BOXES else TICKED_BEHIND).search(plain)
    if ticked:
        return ticked.group(1)
    inline = GRADE_INLINE.search(plain)
    return inline.group(1) if inline else None


def _total_pair(form: Form, places: FormPlaces, pair: Pair, remarks: Remarks) -> None:
    if pair.inline is not None:
        found = re.search(r"\d+(?:\.\d+)?", pair.inline)
        value = Decimal(found.group()) if found else None
        form.total_self_score = Figure(value, cell=places.view.address(*pair.place))
        form.has_total = True
        return
    if pair.value is not None and form.grade is None and (grade := _grade(pair.value.text)):
        form.grade, form.grade_cell = grade, pair.value.address
        return
    form.has_total = True
    _set_total(form, places, "self_score", pair.value, places.view.address(*pair.place), remarks)


# ----------------------------------------------------------------------------------------------------------- texts


def _texts(places: FormPlaces, form: Form, remarks: Remarks) -> list[Text]:
    out: list[Text] = []

    def put(key: str, label: str, text: str | None, cell: str | None) -> None:
        if text and cell:
            out.append(Text(form.form_id, key, label, text, form.sheet, cell))

    put("goal_expected", "预期目标", form.goal_expected, form.goal_expected_cell)
    put("goal_actual", "实际完成情况", form.goal_actual, form.goal_actual_cell)
    for pair in places.texts:
        label = pair.printed or short(pair.label.text)
        if pair.inline is not None:
            put(pair.concept, label, pair.inline, places.view.address(*pair.place))
        elif pair.value is not None and not remarks.prompt(pair.value, label):
            put(pair.concept, label, pair.value.text.strip(), places.view.address(*pair.place))
    for pair in places.pairs:
        if pair.concept == "known":
            text = pair.inline if pair.inline is not None else pair.value.text.strip() if pair.value else None
            put("other", pair.printed or short(pair.label.text), text, places.view.address(*pair.place))
    return out
