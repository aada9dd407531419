"""Notes about formulas of a form: results not worked out again, operands that make them wrong, rows they leave out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfeval_xl.form import Figure, Form, Fund, Indicator, places_of
from perfeval_xl.reading.grids.formulas import written_number
from perfeval_xl.reading.grids.spreadsheet import GridCell, Workings
from perfeval_xl.reading.layout.places import FormPlaces
from perfeval_xl.reading.records.remarks import Remarks, short
from perfeval_xl.units import plain
from perfeval_xl.xlsx.names import split_ref

_MOST = 8  # operands named in one note
_HALF_A_CENT = Decimal("0.005")
Worked = list[tuple[GridCell, Workings]]


def note_formulas(
    places: FormPlaces, form: Form, funds: list[Fund], indicators: list[Indicator], remarks: Remarks
) -> None:
    """All notes about the formulas that stand in fields of the form."""
    worked: Worked = [
        (cell, cell.workings)
        for place, cell in sorted(places.view.grid.cells.items())
        if cell.workings is not None and (place in places.used or _is_blank_field(cell, places))
    ]
    if not worked:
        return
    _stale(worked, remarks)
    _texts(worked, remarks)
    rows = (*funds, *indicators)
    figures = {cell for row in rows for name, cell in places_of(row) if isinstance(getattr(row, name), Figure)}
    _blocked(worked, figures, remarks)
    _covered(worked, remarks)
    _left_out(worked, form, funds, indicators, remarks)
    _without_what_follows(worked, remarks)


def _is_blank_field(cell: GridCell, places: FormPlaces) -> bool:
    """A formula that gives nothing to see, inside the form: it would stand in a field."""
    return not cell.text and places.first_row <= cell.row <= places.last_row


def _stale(worked: Worked, remarks: Remarks) -> None:
    for cell, workings in worked:
        if workings.stored is not None and workings.stored != cell.text:
            text = (
                f"公式 ={short(cell.formula or '', 40)} 的结果没有重算：文件中保存的是“{short(workings.stored)}”，"
                f"按公式应为“{short(cell.text)}”，已按算出的结果核对。"
            )
            remarks.add("stale", cell.address, "", text)


def _texts(worked: Worked, remarks: Remarks) -> None:
    """One note for all of them: whoever pasted one number as a text pasted them all."""
    operands: dict[str, GridCell] = {}
    formulas: list[tuple[GridCell, Workings]] = []
    for cell, workings in worked:
        operands |= {one.address: one for one in workings.texts}
        formulas += [(cell, workings)] if workings.texts else []
    if not operands:
        return
    first = next(iter(operands.values()))
    where = "、".join(list(operands)[:_MOST]) + (f" 等 {len(operands)} 个单元格" if len(operands) > _MOST else " ")
    said = f"“{short(first.text)}”" if len(operands) == 1 else f"（如“{short(first.text)}”）"
    text = f"{where}填的是文字{said}，不是数字，{_what_comes_of_it(formulas)}。"
    cells = [*operands, *(cell.address for cell, _ in formulas)]
    remarks.add("text_operand", first.address, "", text, ";".join([_mended(operands), *cells]))


def _what_comes_of_it(formulas: Worked) -> str:
    """没有计入公式：H19 的公式算出 79.9，计入后为 99.9；H6、I6 的公式因此算错或算不出."""
    sums = [(cell, one) for cell, one in formulas if cell.kind == "number"]
    others = [cell.address for cell, _ in formulas if cell.kind != "number"]
    counted = [f"{cell.address} 的公式算出 {cell.text}，计入后为 {one.meant}" for cell, one in sums]
    parts = ["没有计入公式：" + "，".join(counted[:_MOST])] if counted else []
    parts += ["、".join(others[:_MOST]) + " 的公式因此算错或算不出"] if others else []
    return "；".join(parts)


def _mended(operands: dict[str, GridCell]) -> str:
    """把 G14 改为 4、H14 改为 4; "" where there are too many to name."""
    numbers = {address: written_number(cell) for address, cell in operands.items()}
    if len(numbers) > _MOST // 2:
        return ""
    sign = {address: "%" if "%" in operands[address].text else "" for address in numbers}
    return "、".join(f"{at} 改为 {plain(one)}{sign[at]}" for at, one in numbers.items() if one is not None)


def _blocked(worked: Worked, figures: set[str], remarks: Remarks) -> None:
    """Words where a formula needs a number: told at the words where a figure belongs there, else at the formula."""
    blocked: dict[str, tuple[GridCell, list[str]]] = {}
    at_fault: set[tuple[int, int]] = set()  # formulas that were told: what goes on from them is not told again
    for cell, workings in sorted(worked, key=lambda one: len(one[1].inputs)):
        if not workings.blocked_by or workings.inputs & at_fault:
            continue
        if any(one.address not in figures for one in workings.blocked_by):
            where = "、".join(f"{one.address}“{short(one.text)}”" for one in workings.blocked_by)
            text = f"公式 ={short(cell.formula or '', 40)} 算不出结果：它用到的 {where}是文字，不是数字。"
            remarks.add("error_cell", cell.address, "", text)
            at_fault.add((cell.row, cell.column))
            continue
        for one in workings.blocked_by:
            blocked.setdefault(one.address, (one, []))[1].append(cell.address)
    for address, (one, formulas) in blocked.items():
        text = f"{address} 填的是文字“{short(one.text)}”，不是数字，{'、'.join(formulas[:_MOST])} 的公式因此算不出。"
        remarks.add("text_operand", address, "", text, ";".join(["", address, *formulas]))


def _covered(worked: Worked, remarks: Remarks) -> None:
    counted: dict[str, tuple[GridCell, list[str]]] = {}
    for cell, workings in worked:
        for one in workings.covered:
            counted.setdefault(one.address, (one, []))[1].append(cell.address)
    for address, (one, formulas) in counted.items():
        text = (
            f"{address} 被合并单元格遮住，里面还有 {short(one.text)}，{'、'.join(formulas[:_MOST])} 的公式把它计入了。"
        )
        remarks.add("covered_operand", address, "", text, ";".join([one.text, *formulas]))


def _left_out(worked: Worked, form: Form, funds: list[Fund], indicators: list[Indicator], remarks: Remarks) -> None:
    """Points of rows that a total's formula does not reach, where they are what the total is short of."""
    for name, word in (("self_score", "总分"), ("weight", "分值合计")):
        total: Figure = getattr(form, f"total_{name}")
        found = next(((cell, workings) for cell, workings in worked if cell.address == total.cell), None)
        if found is None or total.value is None or found[1].texts or found[1].covered:
            continue
        scored = [one for one in funds if getattr(one, name).value is not None]
        execution = _points([one for one in scored if one.source == "total"] or scored, name, 1)
        points = execution | _points([one for one in indicators if not one.is_breakdown], name)
        short_of = sum(points.values(), Decimal(0)) - total.value
        missing = {cell for cell in points if split_ref(cell) not in found[1].inputs}
        # the execution's points may be typed into the formula instead: =SUM(E11:E18)+10
        groups = [one for one in (missing, missing - execution.keys()) if 0 < len(one) < len(points)]
        cells = next((one for one in groups if _come_to([points[cell] for cell in one], short_of)), None)
        if cells is None:
            continue
        named = "、".join([cell for cell in points if cell in cells][:_MOST])
        text = (
            f"{word}公式 ={short(found[0].formula or '', 40)} 没有包括 {named}（{plain(short_of)} 分）："
            f"公式算出 {plain(total.value)}，加上后为 {plain(total.value + short_of)}。"
        )
        remarks.add("rows_left_out", found[0].address, "", text, plain(total.value + short_of))


def _points(rows: Sequence[Fund | Indicator], name: str, most: int | None = None) -> dict[str, Decimal]:
    """The points of rows, by their cells."""
    figures: list[Figure] = [getattr(one, name) for one in rows][:most]
    return {one.cell: one.value for one in figures if one.cell and one.value is not None}


def _come_to(points: list[Decimal], total: Decimal) -> bool:
    return abs(sum(points, Decimal(0)) - total) <= _HALF_A_CENT


def _without_what_follows(worked: Worked, remarks: Remarks) -> None:
    """#VALUE! that a formula only passes on is told where it begins."""
    wrong = {split_ref(note.cell) for note in remarks.notes if note.kind == "error_cell" and note.cell is not None}
    inputs = {(cell.row, cell.column): workings.inputs for cell, workings in worked}
    passed_on = {
        cell.address
        for cell, workings in worked
        if any((cell.row, cell.column) not in inputs.get(one, ()) for one in wrong & workings.inputs)
    }
    remarks.notes = [note for note in remarks.notes if note.kind != "error_cell" or note.cell not in passed_on]
