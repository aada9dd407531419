"""The letters 退回修改意见 of a batch on disk: one a unit; what people changed in an earlier one is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl import outputs, resources
from perfeval_xl.filings.batch import Batch
from perfeval_xl.inputs import LETTER, is_previous
from perfeval_xl.whole_files import write_atomically
from perfeval_xl.writing.letters.letter import NO_UNIT, Letter, Sender, letters_of
from perfeval_xl.writing.letters.template import SHIPPED, checked, filled, standing, template_bytes

__all__ = ["Letters", "Sender", "write_letters"]

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_LONGEST = 50  # characters of a unit's name in that of its file


@dataclass(frozen=True, slots=True)
class Letters:
    """What was written. `kept`: letters before that somebody had changed, each under a name of its own. `outdated`:
    letters of an earlier run in this folder whose unit has nothing to mend now; they are left as they are."""

    paths: list[Path]
    kept: list[Path]
    outdated: list[Path]


def check_template(template: Path | None) -> None:
    """Asked before any work is done: FileError R924 where a bureau's own template cannot be filled."""
    if template is not None:
        checked(template_bytes(template), template.name)


def write_letters(
    batch: Batch, folder: Path, sender: Sender, template: Path | None = None, *, force: bool = False
) -> Letters:
    """A letter into `folder` for each unit with a form that goes back. `template`: a bureau's own Word template.

    Nothing is written where anything cannot be: FileError R909 (folder, a file of that name that is none of ours),
    R924 (template).
    """
    path = template or resources.folder("workbook_templates") / SHIPPED
    data = template_bytes(path)
    written = {
        target: filled(data, path.name, letter) for letter, target in _targets(letters_of(batch, sender), folder)
    }
    outputs.make_folder(folder)
    for target in written:
        outputs.may_replace(target, ours=standing(target) is not None, force=force)
    kept = [one for target, new in written.items() if (one := _write(target, new)) is not None]
    return Letters(list(written), kept, _outdated(folder, set(written)))


def _targets(letters: Iterable[Letter], folder: Path) -> Iterator[tuple[Letter, Path]]:
    """Each letter with its file; units whose names differ only in what no file name may have get a number."""
    taken: set[str] = set()
    for letter in letters:
        stem = f"{LETTER}{_FORBIDDEN.sub('', letter.unit)[:_LONGEST].strip(' .') or NO_UNIT}"
        name, number = stem, 2
        while name.casefold() in taken:
            name, number = f"{stem}（{number}）", number + 1
        taken.add(name.casefold())
        yield letter, folder / f"{name}.docx"


def _write(target: Path, new: bytes) -> Path | None:
    """Writes a letter; where the one before was changed by somebody, the path that it is kept under."""
    is_changed = target.is_file() and standing(target) is not True
    usual = outputs.previous_of(target, lambda path: standing(path) is True)
    kept = outputs.changed_of(target) if is_changed else usual
    if outputs.keep_previous(target, new, kept, write=write_atomically):
        write_atomically(target, new)
        return kept if is_changed else None
    return None


def _outdated(folder: Path, written: Iterable[Path]) -> list[Path]:
    others = (one for one in sorted(folder.glob(f"{LETTER}*.docx")) if one not in written and not is_previous(one))
    return [one for one in others if standing(one) is not None]
