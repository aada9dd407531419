"""The scored copy of a workbook: computed values in blank places, colours and comments at every finding, our sheets.

Every change goes through the ledger, which notes what stood there before, for the record that the copy carries.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from perfeval_xl import __version__
from perfeval_xl.addresses import place_on
from perfeval_xl.problems import FileError
from perfeval_xl.result import FileResult, Finding, FormResult, Severity
from perfeval_xl.rules.model import RuleSet
from perfeval_xl.seal import Value, code_of, code_over, values_of, written
from perfeval_xl.standing import Filling, fillings_of
from perfeval_xl.writing import colours
from perfeval_xl.writing.cell_text import cell_text
from perfeval_xl.writing.copy import as_left
from perfeval_xl.writing.copy.bars import what_bars
from perfeval_xl.writing.copy.explanations import Carried
from perfeval_xl.writing.copy.ledger import Ledger
from perfeval_xl.writing.copy.record import PROGRAM, properties_of, without_own_comments
from perfeval_xl.writing.sheets import findings_sheet, record_sheet, summary_sheet
from perfeval_xl.writing.sheets.findings_sheet import Line, first_cell
from perfeval_xl.writing.sheets.record_name import AUTHOR
from perfeval_xl.writing.sheets.record_sheet import Entry, Kind, Record
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package

Place = tuple[str, str]  # sheet, cell
_SEALED_AT_ONCE = 100  # values in one row of the record


def write_scored(
    package: Package,
    result: FileResult,
    rules: RuleSet,
    carried: Carried | None = None,
    version: str = __version__,
) -> bytes:
    """The scored copy. `package` is the workbook without earlier marks of ours (`record.take_back`).

    Raises FileError R908 where the package cannot be patched safely. The same input gives the same bytes.
    """
    package = without_own_comments(package)
    carried = carried or Carried()
    carried.attach(result.forms)
    editor = Editor(package, AUTHOR)
    planned = [fillings_of(form, rules) for form in result.forms]
    values = [values_of(form, one) for form, one in zip(result.forms, planned, strict=True)]
    code = code_over((rules.digest, one) for one in values)
    # First: its part keeps its place in the file.
    editor.set_properties(properties_of(version, rules.id, rules.digest, code))
    ledger = Ledger(editor)
    fillings = ledger.fill_in(chain.from_iterable(planned))
    if opened_on := _sheet_to_open_on(editor, package, result.forms):
        ledger.open_on(opened_on)
    taken = {one.name for one in package.sheets}
    uncommented = _mark(ledger, result, fillings, taken)
    lines = findings_sheet.lines_of(_told(result), carried.gone(result.forms))
    summary_name = free_name(summary_sheet.NAME, taken)
    findings_name = free_name(findings_sheet.NAME, taken)
    summary = summary_sheet.summary_design(
        result, rules, fillings, version, code=code, name=summary_name, findings=findings_name
    )
    listed = findings_sheet.findings_design(result, lines, uncommented, name=findings_name)
    editor.put_sheet(summary)
    editor.put_sheet(listed)
    ledger.note_sheet(summary_sheet.NAME, summary_name, summary_sheet.TITLE)
    ledger.note_sheet(findings_sheet.NAME, findings_name, findings_sheet.TITLE)
    for number, line in enumerate(lines, 1):
        ledger.note(_entry_of(number, line, taken))
    theirs = {place: mark for place, mark in carried.changes.items() if place[0] in taken}
    marks = as_left.marks_as_left(as_left.marks_of(package), ledger.entries, (summary, listed), theirs)
    for entry in as_left.entries(marks):
        ledger.note(entry)
    for entry in _sealed(result, values):
        ledger.note(entry)
    sizes = " ".join(f"{name}={size}" for name, size in editor.format_sizes().items())
    ledger.note(Entry(Kind.FORMATS, result.forms[0].form.sheet, "A1", after=sizes))
    record = Record(f"{PROGRAM} {version}", rules.id, rules.digest, tuple(ledger.entries), code=code)
    record_name = free_name(record_sheet.NAME, taken)
    editor.put_sheet(record_sheet.record_design(record, ledger.results(), name=record_name))
    if ledger.changed_values:
        editor.recalculate_on_load()
    return editor.build()


def write_clean(package: Package, result: FileResult, rules: RuleSet, version: str = __version__) -> bytes:
    """The copy to send up: blank places filled, no marks, comments or sheets of ours.

    Raises FileError R913 with cells and what to do while there are errors, or rows left open for which the unit
    states no score that the rules allow.
    """
    reasons = what_bars(result)
    if reasons:
        raise FileError("R913", f"还不能生成报送件。{''.join(reasons)}处理后再运行一次。")
    editor = Editor(without_own_comments(package), AUTHOR)
    code = code_of((form, rules) for form in result.forms)
    editor.set_properties(properties_of(version, rules.id, rules.digest, code))
    ledger = Ledger(editor)
    ledger.fill_in(one for form in result.forms for one in fillings_of(form, rules))
    editor.drop_empty_names()
    if ledger.changed_values:
        editor.recalculate_on_load()
    return editor.build()


def _sheet_to_open_on(editor: Editor, package: Package, forms: Iterable[FormResult]) -> str | None:
    """The sheet of the first form, unless the workbook opens on a form already or that sheet is hidden."""
    sheets = list(dict.fromkeys(form.form.sheet for form in forms))
    shown = {one.name for one in package.sheets if one.state == "visible"}
    if not sheets or editor.shown_first() in sheets:
        return None
    return next((one for one in sheets if one in shown), None)


def _sealed(result: FileResult, values: Sequence[Sequence[Value]]) -> Iterator[Entry]:
    """The values that the check code is over, a form after another; `label` says of which."""
    for number, (form, of_form) in enumerate(zip(result.forms, values, strict=True), 1):
        said = [one for one in of_form if one.text]
        for start in range(0, len(said), _SEALED_AT_ONCE):
            text = written(said[start : start + _SEALED_AT_ONCE])
            yield Entry(Kind.SEALED, form.form.sheet, "A1", after=text, label=str(number))


def free_name(name: str, taken: Iterable[str]) -> str:
    """`name`, or where the unit has a sheet of that name: 评分汇总（核对）, 评分汇总（核对2）…"""
    used = {one.casefold() for one in taken}
    tried, number = name, 1
    while tried.casefold() in used:
        tried = f"{name}（核对{number if number > 1 else ''}）"
        number += 1
    return tried


def _told(result: FileResult) -> list[Finding]:
    """The findings that the copy shows: those told, and any that the unit has explained, so that nothing is lost."""
    told = {id(one) for one in result.told.of(_findings(result.forms))}
    return [one for one in _findings(result.forms) if id(one) in told or one.explanation]


def _findings(forms: Iterable[FormResult]) -> list[Finding]:
    return [one for form in forms for one in form.findings]


# -------------------------------------------------------------------------------------------------------- marking


def _mark(ledger: Ledger, result: FileResult, fillings: Sequence[Filling], sheets: Collection[str]) -> frozenset[Place]:
    """Colours and comments; gives the places where somebody else's comment kept ours away."""
    at_place: dict[Place, list[Finding]] = {}
    named_so: dict[Place, set[Place]] = {}  # where it is marked -> how the findings name it
    for one in _told(result):
        named = (place_on(one.sheet, cell) for cell in (one.cell, *one.cells) if cell)
        for sheet, cell in dict.fromkeys((sheet, first_cell(cell)) for sheet, cell in named):
            if cell is not None and sheet in sheets:
                place = ledger.top_left((sheet, cell))
                named_so.setdefault(place, set()).add((sheet, cell))
                found = at_place.setdefault(place, [])
                if not found or found[-1] is not one:
                    found.append(one)
    uncommented: set[Place] = set()
    for place, found in at_place.items():
        found.sort(key=lambda one: list(Severity).index(one.severity))
        if not ledger.comment(*place, comment_of(found)):
            uncommented |= named_so[place]
        ledger.colour(*place, colours.SEVERITY_FILLS[found[0].severity])
    for filling in fillings:
        if ledger.top_left((filling.sheet, filling.cell)) not in at_place:
            ledger.colour(filling.sheet, filling.cell, colours.COMPUTED_FILL)
    return frozenset(uncommented)


def comment_of(findings: Iterable[Finding]) -> str:
    """One comment for all findings at a cell: 【错误 B201】…"""
    parts: list[str] = []
    for one in findings:
        advice = f"\n建议：{one.suggestion}" if one.suggestion else ""
        parts.append(f"【{one.severity.word} {one.code}】{one.message}{advice}")
    return cell_text("\n\n".join(parts))


def _entry_of(number: int, line: Line, sheets: Collection[str]) -> Entry:
    """What the record keeps of one line of 核对意见, so that its explanation finds its finding again."""
    return Entry(
        Kind.FINDING if isinstance(line, Finding) else Kind.GONE,
        line.sheet if line.sheet in sheets else None,
        first_cell(line.cell),
        number=number,
        code=line.code,
        label=line.label,
        message=line.message,
        stated=line.stated,
        expected=line.expected,
        place=findings_sheet.shown_place(line),
    )
