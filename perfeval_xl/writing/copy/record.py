"""Takes our earlier marks, values and sheets out of a scored copy, so that it reads as the unit's own form again.

A cell that still holds our value counts as empty; one that the unit has changed keeps theirs and loses only our
colour. What stood in 单位说明 is carried on. Without a record inside, a workbook is left exactly as it is, even when it
has sheets of the same names: then they are somebody else's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice

from perfeval_xl.problems import FileError
from perfeval_xl.result import Earlier
from perfeval_xl.seal import Value, read
from perfeval_xl.writing.copy import as_left
from perfeval_xl.writing.copy.as_left import Place
from perfeval_xl.writing.copy.explanations import Carried
from perfeval_xl.writing.copy.own_comments import OwnComment, has_empty_lists, own_comments
from perfeval_xl.writing.sheets import findings_sheet, record_sheet, summary_sheet
from perfeval_xl.writing.sheets.record_name import AUTHOR, record_sheets
from perfeval_xl.writing.sheets.record_sheet import Entry, Kind, Record, from_words, holds
from perfeval_xl.xlsx.edit.editor import Editor
from perfeval_xl.xlsx.package import Package, SheetRef
from perfeval_xl.xlsx.read.sheetreader import read_sheet

__all__ = ["PROPERTY_PROGRAM", "PROPERTY_RULES", "Carried", "is_ours", "properties_of", "take_back"]

PROPERTY_PROGRAM = "绩效评分程序"
PROPERTY_RULES = "绩效评分规则"
PROPERTY_DIGEST = "绩效评分规则校验码"
PROPERTY_CODE = "绩效评分核对码"
PROGRAM = "perfeval-xl"
_REPLY = "（写在批注里的说明）"
_FINDINGS = (Kind.FINDING, Kind.GONE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A record and the sheet it stands on."""

    sheet: SheetRef
    record: Record


def properties_of(version: str, rules_id: str, digest: str, code: str) -> dict[str, str | None]:
    """The document properties that say what produced a copy, and the check code of what it holds."""
    return {
        PROPERTY_PROGRAM: f"{PROGRAM} {version}",
        PROPERTY_RULES: rules_id,
        PROPERTY_DIGEST: digest,
        PROPERTY_CODE: code,
    }


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a copy says of itself: the check code and the program that gave it; of a scored copy every value, a list a
    form. `values` is empty for the copy sent up, which has no record."""

    code: str
    program: str
    rules_id: str
    digest: str
    values: tuple[list[Value], ...] = ()


def sealed_in(package: Package) -> Sealed | None:
    """None for a workbook that is no copy of ours, or of a version that gave no code."""
    properties, found = package.custom_properties, _find(package)
    record = found.record if found is not None else None
    code = properties.get(PROPERTY_CODE) or (record.code if record is not None else "")
    if not code:
        return None
    values: dict[str, list[Value]] = {}  # by the number of the form
    for one in record.entries if record is not None else ():
        if one.kind is Kind.SEALED:
            with suppress(ValueError):  # somebody has written in the record
                values.setdefault(one.label, []).extend(read(one.after))
    program = properties.get(PROPERTY_PROGRAM) or (record.program if record is not None else "")
    rules_id = properties.get(PROPERTY_RULES) or (record.rules_id if record is not None else "")
    digest = properties.get(PROPERTY_DIGEST) or (record.rules_digest if record is not None else "")
    return Sealed(code, program, rules_id, digest, tuple(values.values()))


def own_sheet(package: Package, label: str) -> SheetRef | None:
    """The sheet of ours that was written as `label`, whatever it is called now; None where there is none."""
    found = _find(package)
    entries = found.record.entries if found is not None else []
    names = {one.sheet for one in entries if one.kind is Kind.SHEET and one.label == label}
    return next((one for one in package.sheets if one.name in names), None)


def is_ours(package: Package) -> bool:
    """Whether this program made the workbook as a scored or clean copy (then it may replace it)."""
    return PROPERTY_PROGRAM in package.custom_properties or _find(package) is not None


def take_back(package: Package, fillable: Collection[Place] | None = None) -> tuple[Package, Carried]:
    """The workbook as it was before us, with the unit's later changes; and what an earlier run hands on.

    The record is believed only as far as it proves itself: a value is taken out only from one of the `fillable` places
    (None: not known), a sheet only where it is one of ours to look at. The rest stays and is told (`Carried.doubted`).
    The package itself where it bears no record. Raises FileError R908 where another version of this program wrote it.
    """
    found = _find(package)
    if found is None:
        return package, Carried()
    record = found.record
    if record.format != record_sheet.FORMAT:
        raise FileError(
            "R908", "这份评分件由另一版本的 perfeval-xl 生成，本版本看不懂其中的评分记录；请升级本程序后再处理。"
        )
    own = own_comments(package, record.entries)
    editor = Editor(package, AUTHOR)
    sheets = {one.name: one for one in package.sheets}
    here = [one for one in record.entries if one.sheet in sheets and (one.cell or one.kind in _FINDINGS)]
    believed = [one for one in here if _can_be_ours(one, package, sheets, fillable)]
    carried = _carried(package, believed, own)
    doubted = {(str(one.sheet), str(one.cell)) for one in here if one not in believed} | _undo(editor, believed)
    opening = _opening(editor, believed)
    editor.remove_own_comments((one.sheet, one.cell) for one in own)
    for entry in believed:
        if entry.kind is Kind.SHEET:
            editor.remove_sheet(str(entry.sheet))
    editor.remove_sheet(found.sheet.name)
    if opening:
        with suppress(ValueError):  # somebody has written in the record
            editor.show_again(opening)
    for entry in believed:
        if entry.kind is Kind.FORMATS:
            editor.take_formats_away(_sizes(entry.after))
    carried = replace(carried, doubted=tuple(sorted(doubted)))
    return Package.from_bytes(editor.build(), package.name, package.limits), carried


def _sizes(text: str) -> dict[str, int]:
    """cellXfs=12 fonts=3 as numbers; nothing where somebody has written in it."""
    found = _SIZES.findall(text) if _SIZES_ALONE.fullmatch(text) else []
    return {name: int(size) for name, size in found}


def without_own_comments(package: Package) -> Package:
    """The workbook without comments of ours of which no record tells: the copy it was made from has lost its record.

    And without lists of comments that have none. The package itself where there are neither. The next run would take
    them away.
    """
    if not own_comments(package, ()) and not has_empty_lists(package):
        return package
    editor = Editor(package, AUTHOR)
    editor.remove_own_comments()
    return Package.from_bytes(editor.build(), package.name, package.limits)


_SIZES = re.compile(r"([A-Za-z]{1,20})=([0-9]{1,5})", re.ASCII)
_SIZES_ALONE = re.compile(r"[A-Za-z0-9= ]{1,200}", re.ASCII)
_TITLES = {findings_sheet.NAME: findings_sheet.TITLE, summary_sheet.NAME: summary_sheet.TITLE}


def _can_be_ours(
    entry: Entry, package: Package, sheets: Mapping[str, SheetRef], fillable: Collection[Place] | None
) -> bool:
    """Whether we could have done what the entry says: only blanks are filled, only sheets with our title are ours."""
    place = str(entry.sheet), str(entry.cell)
    if entry.kind is Kind.SHEET:
        first = read_sheet(package, sheets[place[0]]).cells.get((1, 1))
        return first is not None and first.text == _TITLES.get(entry.label)
    if entry.kind in (Kind.VALUE, Kind.RESULT, Kind.FOLLOWING, Kind.FORMAT) and fillable is not None:
        before = from_words(entry.before) if entry.kind is Kind.VALUE else None
        blank = before is None or (isinstance(before, str) and not before.strip())
        return blank and place in fillable
    return True


def _find(package: Package) -> _Found | None:
    for sheet in record_sheets(package):
        content = read_sheet(package, sheet)
        if record_sheet.is_record(content):
            return _Found(sheet, record_sheet.record_of(content))
    return None


# -------------------------------------------------------------------------------------------------------- undoing


def _undo(editor: Editor, entries: list[Entry]) -> set[Place]:
    """Values first: whether a total follows from values of ours is known only when these are gone.

    Gives the places of which the record says what cannot be: they stay as they are.
    """
    doubted: set[Place] = set()
    emptied = {
        (str(one.sheet), str(one.cell)) for one in entries if one.kind is Kind.VALUE and _undo_value(editor, one)
    }
    touched = {sheet for sheet, _ in emptied}
    for entry in reversed(entries):  # the last change first, so that no look comes up that was not there before
        try:
            _undo_look_or_result(editor, entry, emptied, follows=entry.sheet in touched)
        except (ValueError, LookupError, TypeError, AttributeError):  # somebody has written in the record
            doubted.add((str(entry.sheet), str(entry.cell)))
    return doubted


def _undo_look_or_result(editor: Editor, entry: Entry, emptied: set[tuple[str, str]], *, follows: bool) -> None:
    sheet, cell = str(entry.sheet), str(entry.cell)
    if entry.kind in (Kind.RESULT, Kind.FOLLOWING):
        _undo_result(editor, entry, always=follows and entry.kind is Kind.FOLLOWING)
    elif entry.kind is Kind.FILL and editor.fill_colour(sheet, cell) == entry.after:
        editor.restore_fill(sheet, cell, entry.fill)
    elif entry.kind is Kind.FORMAT and (sheet, cell) in emptied:
        editor.restore_number_format(sheet, cell, entry.before)


def _undo_value(editor: Editor, entry: Entry) -> bool:
    """Empties a cell that still holds our value; whether it did."""
    sheet, cell = str(entry.sheet), str(entry.cell)
    now = editor.value_of(sheet, cell)
    if now is None or now.formula is not None or not holds(now, entry.after):
        return False
    before = from_words(entry.before)
    if isinstance(before, str):
        editor.set_text(sheet, cell, before)
    else:
        editor.clear(sheet, cell)
    return True


def _opening(editor: Editor, entries: Iterable[Entry]) -> list[tuple[str, str]]:
    """Where the workbook opened before us; nothing where somebody has since gone to another sheet of theirs."""
    opening = [(str(one.sheet), one.before) for one in entries if one.kind is Kind.OPENING]
    ours = {one.sheet for one in entries if one.kind is Kind.SHEET}
    return opening if len(opening) > 1 and editor.shown_first() in {opening[1][0], *ours} else []


def _undo_result(editor: Editor, entry: Entry, *, always: bool) -> None:
    """Gives a formula its old result back, unless the spreadsheet program has since worked out another one."""
    sheet, cell = str(entry.sheet), str(entry.cell)
    now = editor.value_of(sheet, cell)
    if now is not None and now.formula is not None and (always or holds(now, entry.after)):
        editor.set_result(sheet, cell, from_words(entry.before))


# ------------------------------------------------------------------------------------------------------- carrying


def _carried(package: Package, entries: list[Entry], own: Collection[OwnComment]) -> Carried:
    name = next((one.sheet for one in entries if _is_findings(one)), None)
    sheet = next((one for one in package.sheets if one.name == name), None)
    written = findings_sheet.written_on(read_sheet(package, sheet)) if sheet is not None else []
    explanations = list(_explanations(written, entries))
    for one in own:
        if one.added:
            _add_reply(explanations, one, entries)
    changed = as_left.changes(package, entries, {(one.sheet, one.cell) for one in own})
    return Carried(tuple(_found(entries)), tuple(explanations), changed)


def _found(entries: Iterable[Entry]) -> Iterator[Earlier]:
    """The findings of the earlier run, in their order."""
    findings = (one for one in entries if one.kind is Kind.FINDING)
    for one in sorted(findings, key=lambda one: one.number or 0):
        yield Earlier(one.code, one.sheet, one.cell, one.label, one.message, one.stated, one.expected)


def _is_findings(entry: Entry) -> bool:
    return entry.kind is Kind.SHEET and entry.label == findings_sheet.NAME


def _explanations(written: Iterable[Entry], entries: Iterable[Entry]) -> Iterable[Entry]:
    """Each explanation with the finding it was written for, found by code and place, not by where its row stands."""
    findings = [one for one in entries if one.kind in _FINDINGS]
    for one in written:
        same = [entry for entry in findings if (entry.code, entry.place) == (one.code, one.place)]
        same.sort(key=lambda entry: (entry.number != one.number, entry.message != one.message))
        if same:
            findings.remove(same[0])
        yield replace(same[0], explanation=one.explanation) if same else one


def _add_reply(explanations: list[Entry], comment: OwnComment, entries: Iterable[Entry]) -> None:
    """What the unit wrote into a comment of ours is an explanation too, of the first finding at that cell."""
    reply, place = f"{_REPLY}{comment.added}", (comment.sheet, comment.cell)
    for number, one in enumerate(explanations):
        if (one.sheet, one.cell) == place:
            explanations[number] = replace(one, explanation=f"{one.explanation}\n{reply}")
            return
    here = (one for one in entries if one.kind is Kind.FINDING and (one.sheet, one.cell) == place)
    explanations.extend(replace(one, explanation=reply) for one in islice(here, 1))
