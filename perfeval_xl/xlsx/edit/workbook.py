"""Splices workbook.xml: the list of sheets, the names of our own sheets, and the request to recompute on load.

Relies on ECMA-376 Part 1, 18.2.27 (workbook, the order of its children), 18.2.19 (sheet), 18.2.5 (definedName: its
localSheetId is the sheet's place in the list, from 0), 18.2.30 (workbookView), 18.2.2 (calcPr).
"""

from __future__ import annotations

from collections.abc import Mapping

from perfeval_xl.xlsx.edit.markup import (
    Element,
    Markup,
    closing,
    damaged,
    escaped,
    local,
    prefix_of,
    unescaped,
    with_attribute,
    with_value,
)
from perfeval_xl.xlsx.xml import OFFICE_RELS, whole_number

BEFORE_NAMES = frozenset(
    {
        "fileVersion",
        "fileSharing",
        "workbookPr",
        "AlternateContent",
        "workbookProtection",
        "bookViews",
        "sheets",
        "functionGroups",
        "externalReferences",
    }
)
BEFORE_CALCULATION = BEFORE_NAMES | {"definedNames"}
BUILT_IN = "_xlnm."  # names that spreadsheet programs keep for print titles, print areas, filters


def refuse_unsound(data: bytes) -> None:
    """Refuses a list that stands twice (which counts?) and a name of a sheet that is not (it would be one of ours)."""
    markup, root, sheets = _opened(data)
    once = [local(child.name) for child in markup.children(root)]
    for name in ("sheets", "definedNames", "bookViews", "calcPr"):
        if once.count(name) > 1:
            raise damaged("list_twice", element=name)
    there = len(list(markup.children(sheets)))
    names = markup.child(root, "definedNames")
    for child in markup.children(names) if names else ():
        local_to = markup.attributes(child).get("localSheetId")
        if local_to is not None and (whole_number(local_to) is None or not 0 <= int(local_to) < there):
            raise damaged("lost_name", name=markup.attributes(child).get("name", ""))


def with_sheet(data: bytes, name: str, state: str, relation: str) -> tuple[bytes, int]:
    """One sheet more, at the end; and its id."""
    markup, root, sheets = _opened(data)
    children = list(markup.children(sheets))
    highest = max((whole_number(markup.attributes(child).get("sheetId")) or 0 for child in children), default=0)
    prefix = next(
        (
            key[6:]
            for key, value in markup.attributes(root).items()
            if value == OFFICE_RELS and key.startswith("xmlns:")
        ),
        None,
    )
    declared = "" if prefix else f' xmlns:r="{OFFICE_RELS}"'
    shown = "" if state == "visible" else f' state="{state}"'
    tag = prefix_of(sheets.name) + "sheet"
    element = (
        f'<{tag}{declared} name="{escaped(name)}" sheetId="{highest + 1}"{shown} {prefix or "r"}:id="{relation}"/>'
    )
    markup.append_inside(sheets, element.encode())
    return markup.result(), highest + 1


def with_state(data: bytes, place: int, state: str) -> bytes:
    """The sheet at this place, from 0, shown or hidden."""
    markup, _, sheets = _opened(data)
    sheet = list(markup.children(sheets))[place]
    markup.set_attribute(sheet, "state", None if state == "visible" else state)
    return markup.result()


def without_sheet(data: bytes, place: int) -> bytes:
    """Without the sheet at this place, from 0: its names go with it, later places move up, also in names and views."""
    markup, root, sheets = _opened(data)
    sheet = list(markup.children(sheets))[place]
    markup.replace(sheet.start, sheet.end, b"")
    views = markup.child(root, "bookViews")
    for view in markup.children(views) if views else ():
        given = markup.attributes(view)
        tag = markup.tag(view)
        for key in ("firstSheet", "activeTab"):
            at = whole_number(given.get(key)) or 0
            if at > place or (at == place and at > 0):
                tag = with_attribute(tag, key, str(at - 1))
        markup.replace(view.start, view.inside, tag)
    names = markup.child(root, "definedNames")
    if names is not None:
        _renumber(markup, names, place)
    return markup.result()


def _renumber(markup: Markup, names: Element, gone: int) -> None:
    children = list(markup.children(names))
    lost = [child for child in children if markup.attributes(child).get("localSheetId") == str(gone)]
    if len(lost) == len(children):
        markup.replace(names.start, names.end, b"")
        return
    for child in children:
        local_to = markup.attributes(child).get("localSheetId")
        if child in lost:
            markup.replace(child.start, child.end, b"")
        elif (number := whole_number(local_to)) is not None and number > gone:
            markup.set_attribute(child, "localSheetId", str(number - 1))


def active_tab(data: bytes) -> str | None:
    """The place, from 0, of the sheet that the workbook opens on, as written: "" for the first. None where the
    workbook has no window, or several."""
    markup, root, _ = _opened(data)
    view = _only_view(markup, root)
    return None if view is None else markup.attributes(view).get("activeTab", "")


def with_active_tab(data: bytes, value: str) -> bytes:
    """The workbook opens on the sheet at this place, "" for the first; of the part nothing else changes."""
    markup, root, _ = _opened(data)
    view = _only_view(markup, root)
    if view is not None:
        markup.replace(view.start, view.inside, with_value(markup.tag(view), "activeTab", value))
    return markup.result()


def _only_view(markup: Markup, root: Element) -> Element | None:
    views = markup.child(root, "bookViews")
    found = list(markup.children(views)) if views is not None else []
    return found[0] if len(found) == 1 else None


def with_names(data: bytes, place: int, wanted: Mapping[str, str]) -> bytes:
    """The built-in names of the sheet at this place, from 0, exactly these (_xlnm.Print_Titles: 'Sheet1'!$1:$3)."""
    markup, root, sheets = _opened(data)
    names = markup.child(root, "definedNames")
    children = list(markup.children(names)) if names else []
    present: dict[str, Element] = {}
    for child in children:
        given = markup.attributes(child)
        if given.get("localSheetId") == str(place) and given.get("name", "").startswith(BUILT_IN):
            present[given["name"]] = child
    texts = {name: unescaped(markup.data[child.inside : child.inside_end]) for name, child in present.items()}
    if texts == dict(wanted):
        return data
    tag = prefix_of(sheets.name) + "definedName"
    new = "".join(
        f'<{tag} name="{escaped(name)}" localSheetId="{place}">{escaped(text)}</{tag}>' for name, text in wanted.items()
    ).encode()
    if names is not None and (new or len(present) < len(children)):
        for child in present.values():
            markup.replace(child.start, child.end, b"")
        markup.append_inside(names, new)
    elif names is not None:
        markup.replace(names.start, names.end, b"")
    else:
        at = markup.after(markup.children(root), BEFORE_NAMES, root.inside)
        markup.insert(at, f"<{tag}s>".encode() + new + closing(tag + "s"))
    return markup.result()


def without_empty_names(data: bytes) -> bytes:
    """Without the list of names where it has none; else as it is."""
    markup, root, _ = _opened(data)
    names = markup.child(root, "definedNames")
    if names is not None and not list(markup.children(names)):
        markup.replace(names.start, names.end, b"")
    return markup.result()


def recalculating(data: bytes) -> bytes:
    """All formulas are computed anew when the file is opened."""
    markup, root, sheets = _opened(data)
    calculation = markup.child(root, "calcPr")
    if calculation is not None:
        if markup.attributes(calculation).get("fullCalcOnLoad") not in ("1", "true"):
            markup.set_attribute(calculation, "fullCalcOnLoad", "1")
        return markup.result()
    at = markup.after(markup.children(root), BEFORE_CALCULATION, sheets.end)
    markup.insert(at, f'<{prefix_of(root.name)}calcPr calcId="0" fullCalcOnLoad="1"/>'.encode())
    return markup.result()


def _opened(data: bytes) -> tuple[Markup, Element, Element]:
    markup = Markup(data)
    root = markup.root()
    sheets = markup.child(root, "sheets")
    if local(root.name) != "workbook" or sheets is None:
        raise damaged("no_sheet_list")
    return markup, root, sheets
