"""A form whose key has changed since the book before is known by its content, or by its unit and project.

No guess: the content is the same; or (its roster has come, or gone) the names are the same to the letter, and each
stands once in the book before and once now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from perfeval_xl.filings.batch import Filed, moved_keys
from perfeval_xl.writing.summary.before import Before
from perfeval_xl.writing.summary.kit.columns import CODE
from perfeval_xl.writing.summary.sheets import common, projects

Name = tuple[str, str]  # unit and project as shown


def rekey(before: Before, forms: Iterable[Filed]) -> None:
    """Gives the rows of such forms their keys of now, on every sheet."""
    forms = list(forms)
    was = {key: row.get(CODE, "") for key, row in before.of(projects.NAME).shown.items()}
    _move(before, moved_keys(was, {common.key_of(one): one.content_code for one in forms}))
    now = {common.key_of(one): (common.unit_of(one), common.project_of(one)) for one in forms}
    old = {
        key: (row.get("预算单位", ""), row.get("项目名称", "")) for key, row in before.of(projects.NAME).shown.items()
    }
    of_now, of_old = _once(now), _once(old)
    moved = {
        key: of_now[name]
        for name, key in of_old.items()
        if key not in now and name in of_now and of_now[name] not in old and name[1] != common.NO_PROJECT
    }
    _move(before, moved)


def _move(before: Before, moved: Mapping[str, str]) -> None:
    if not moved:
        return
    for sheet in before.sheets.values():
        sheet.typed = {_moved(key, moved): row for key, row in sheet.typed.items()}
        sheet.shown = {_moved(key, moved): row for key, row in sheet.shown.items()}


def _once(names: Mapping[str, Name]) -> dict[Name, str]:
    """Name -> key of the names that stand once."""
    counts = Counter(names.values())
    return {name: key for key, name in names.items() if counts[name] == 1}


def _moved(key: str, moved: Mapping[str, str]) -> str:
    """A form's key, alone or before what tells its rows apart."""
    ends = (at for at in range(1, len(key) + 1) if at == len(key) or key[at] == "-")
    end = next((at for at in ends if key[:at] in moved), None)
    return key if end is None else moved[key[:end]] + key[end:]
