"""Takes cells that lost their formula out of calcChain.xml; an entry without its formula makes Excel repair the file.

Relies on ECMA-376 Part 1, 18.6.1 (c: r, and i, the sheet's id, which holds for the entries after it until the next).
"""

from __future__ import annotations

from collections.abc import Set

from perfeval_xl.xlsx.edit.markup import Markup, with_attribute


def without_cells(data: bytes, sheet_id: int, addresses: Set[str] | None) -> bytes | None:
    """The part without these cells of the sheet (None: without all of them); None where no entry is left."""
    markup = Markup(data)
    sheet, written, left = "0", "0", 0
    for entry in markup.children(markup.root()):
        given = markup.attributes(entry)
        sheet = given.get("i", sheet)
        if sheet == str(sheet_id) and (addresses is None or given.get("r") in addresses):
            markup.replace(entry.start, entry.end, b"")
            continue
        left += 1
        if "i" not in given and written != sheet:  # the entry that told the sheet is gone
            markup.replace(entry.start, entry.inside, with_attribute(markup.tag(entry), "i", sheet))
        written = sheet
    return markup.result() if left else None
