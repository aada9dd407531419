"""The money of a form: places -> Fund records, amounts in 万元."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.form import BLANK, Figure, Fund, figure_of, printed
from perfeval_xl.form_words import FUND_WORDS
from perfeval_xl.reading.grids.spreadsheet import GridCell
from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.labels import money_unit, plain_text
from perfeval_xl.reading.layout.locate import fund_label, told_beside
from perfeval_xl.reading.layout.places import CrossFunds, FormPlaces, FundBlock, Pair
from perfeval_xl.reading.layout.synonyms import SOURCES
from perfeval_xl.reading.layout.view import Item, View
from perfeval_xl.reading.meaning import parse
from perfeval_xl.reading.records.remarks import Remarks

_AMOUNTS = ("initial_budget", "annual_budget", "arrived", "executed")
FIGURES = (*_AMOUNTS, "rate", "weight", "self_score")


def amount_unit(places: FormPlaces) -> tuple[str, str | None]:
    """The unit of the money block and the cell that says it; 万元 where nothing does (the national form's unit)."""
    candidates: list[Item] = [block.block_label for block in places.funds if block.block_label is not None]
    for block in places.funds:
        candidates += block.columns.labels
    for cross in places.cross_funds:
        candidates += [*cross.corner, *cross.sources, *cross.rows.values()]
    candidates += [*places.block_labels, *(pair.label for pair in places.money_pairs)]
    candidates += [one for one in (places.unit_line, places.year_line) if one is not None]
    candidates += [pair.label for pair in places.pairs]
    for item in candidates:
        unit = item.label.unit or (money_unit(item.text) if item is places.unit_line else None)
        if unit:
            return _full(unit), item.address
    for block in places.funds:
        for row in block.rows:
            item = fund_label(places.view, block.columns, row, block.block_label)
            if item is not None and item.label.unit:
                return _full(item.label.unit), item.address
    return "万元", None


def _full(unit: str) -> str:
    return {"万": "万元", "亿": "亿元"}.get(unit, unit)


def funds_of(places: FormPlaces, form_id: str, unit: str, remarks: Remarks) -> list[Fund]:
    """All rows of money of the form, in order."""
    out: list[Fund] = []
    for block in places.funds:
        out += _rows(places, block, form_id, unit, remarks, len(out))
    for cross in places.cross_funds:
        out += _crossed(places, cross, form_id, unit, remarks, len(out))
    if places.money_pairs and not out:
        out.append(_paired(places.view, places.money_pairs, form_id, unit, remarks))
    if len(out) == 1 and out[0].source not in ("carried_over", "other"):
        out[0].source = "total"
    return out


def source_of(label: str, core: str) -> str:
    """total, fiscal, carried_over, … of a printed source; part for any other."""
    found = concept_of(SOURCES, core) or "part"
    if found == "total" and plain_text(label).startswith("其中"):
        return "part"
    return found


def _rows(places: FormPlaces, block: FundBlock, form_id: str, unit: str, remarks: Remarks, before: int) -> list[Fund]:
    view, columns = places.view, block.columns
    hidden = view.grid.hidden_rows
    out: list[Fund] = []
    for row in block.rows:
        item = fund_label(view, columns, row, block.block_label)
        text = item.text.strip() if item else ""
        core = item.label.core if item else ""
        fund = Fund(form_id, before + len(out), source_of(text, core) if item else "part", text)
        fund.label_cell = item.address if item else None
        fund.is_hidden = row in hidden
        own_unit = item.label.unit if item is not None else None
        for concept in FIGURES:
            if not columns.has(concept):
                continue
            span = columns.spans[concept]
            found = view.within(row, *span)
            if found is not None and found == item:
                found = None
            if found is not None and found.top != row:
                places.use(found)
                if concept not in ("weight", "self_score", "rate") or out:
                    continue  # a cell merged over several sources is said once, on the first
            place = view.address(found.top, found.left) if found else view.address(row, view.area(row, span[0])[1])
            used_unit = columns.unit(concept) or own_unit or unit
            _put(view, fund, concept, found, place, used_unit, remarks, text)
            if found is not None:
                places.use(found)
        for left, right in [*columns.other, *((one.left, one.right) for one in told_beside(columns))]:
            beside = view.within(row, left, right)
            if beside is not None:
                places.use(beside)
        if columns.has("reason"):
            found = view.within(row, *columns.spans["reason"])
            fund.reason_cell = found.address if found else view.address(row, columns.spans["reason"][0])
            if found is not None:
                places.use(found)
                if not remarks.prompt(found, f"{text}·原因"):
                    fund.reason = found.text.strip()
        out.append(fund)
    if not before:
        _points_of_headings(block, out)
    return out


def _put(
    view: View, fund: Fund, concept: str, item: Item | None, place: str, unit: str, remarks: Remarks, label: str
) -> None:
    cell = item.cell if item else _shows_nothing(view, place)
    if concept in _AMOUNTS:
        value, said = parse.amount(cell, unit)
    elif concept == "rate":
        value, said = parse.rate(cell)
    else:
        value, said = parse.points(cell)
    name = f"{label}·{FUND_WORDS[concept]}" if label else FUND_WORDS[concept]
    remarks.figure(said, cell, name, "金额" if concept in _AMOUNTS else "数字")
    if concept in _AMOUNTS and value is not None and value < 0:
        remarks.add("negative", place, name, f"金额为负数：{said.text}。")
    setattr(fund, concept, Figure(value, said, place))


def _shows_nothing(view: View, place: str) -> GridCell | None:
    """The cell of a formula whose result is an empty text: nothing to see, and yet no blank cell."""
    cell = view.grid.cell_at(place)
    return cell if cell is not None and not cell.text else None


def _points_of_headings(block: FundBlock, funds: list[Fund]) -> None:
    """得分（20分*执行率） or 预算执行情况（10分）: the points of the execution, where no column gives them."""
    columns = block.columns
    total = next((one for one in funds if one.source == "total"), funds[0] if funds else None)
    if total is None or total.weight.said.text:
        return
    source: Item | None = None
    value: Decimal | None = None
    for item in (*(columns.items.get(name) for name in ("weight", "self_score", "rate")), block.block_label):
        if value is None and item is not None:
            source, value = item, item.label.points
    if value is None or source is None:
        return
    total.weight = printed(value, source.text.strip(), source.address)


def _crossed(
    places: FormPlaces, cross: CrossFunds, form_id: str, unit: str, remarks: Remarks, before: int
) -> list[Fund]:
    view: View = places.view
    out: list[Fund] = []
    for item in cross.sources:
        text = item.text.strip()
        fund = Fund(form_id, before + len(out), source_of(text, item.label.core), text, item.address)
        for concept, label in cross.rows.items():
            if concept not in FIGURES:
                continue
            found = view.within(label.top, item.left, item.right)
            place = found.address if found else view.address(label.top, item.left)
            _put(view, fund, concept, found, place, label.label.unit or unit, remarks, text)
            if found is not None:
                places.use(found)
        out.append(fund)
    return out


def _paired(view: View, pairs: list[Pair], form_id: str, unit: str, remarks: Remarks) -> Fund:
    """One source written as labels and values in a line."""
    first = pairs[0].label
    fund = Fund(form_id, 0, "total", first.text.strip(), first.address)
    for pair in pairs:
        if pair.concept in FIGURES and figure_of(fund, pair.concept).said is BLANK:
            _put(
                view,
                fund,
                pair.concept,
                pair.value,
                view.address(*pair.place),
                pair.label.label.unit or unit,
                remarks,
                "",
            )
    return fund
