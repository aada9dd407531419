"""Which files a command works on: names, folders and patterns from the command line, made into one ordered list."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from perfeval_xl.result import CLEAN_ENDING, SCORED_ENDING

FILING_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".docx", ".docm")
# What lies in a folder and is no filing; whatever else does is accounted for, if only as a file that cannot be read.
_NO_FILINGS = (".toml", ".py", ".md", ".json", ".tmp", ".ini", ".db", ".lnk", ".log")
PREVIOUS = ".上次"  # added to the name of the scored copy that was replaced
CHANGED = ".改动"  # the same, where staff had changed it
LETTER = "退回修改意见_"  # begins the name of a letter to a unit

_BEFORE = rf"(?P<previous>\.(?:{PREVIOUS[1:]}|{CHANGED[1:]})[0-9]*)?"
_OWN_NAME = re.compile(rf"(?:{SCORED_ENDING}|{CLEAN_ENDING}){_BEFORE}$")
_OWN_LETTER = re.compile(rf"{LETTER}.+?{_BEFORE}\.docx", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Input:
    """One file to work on. `folder` is where it lay below the folder that was named, so that `-o` keeps the order.
    `same_target`: another file of the run whose output has the same name, and goes first."""

    path: Path
    folder: Path = Path()
    same_target: Path | None = None
    home: Path | None = None  # the folder whose settings count, where it is another than the file's own (unpacked)

    @property
    def settings_from(self) -> Path:
        """The folder where its configuration is looked for, and above."""
        return self.home or self.path.parent

    @property
    def is_where_it_lay(self) -> bool:
        """The file lies where its unit, or the bureau, put it: it was not unpacked from a zip."""
        return self.home is None or self.home == self.path.parent


@dataclass(frozen=True, slots=True)
class Expanded:
    """What the words of the command line came to."""

    inputs: list[Input]
    skipped_own: int  # files of our own making that a folder or pattern search left out
    empty: list[str]  # words that named nothing: an empty folder, a pattern without a match


def is_own_output(path: Path) -> bool:
    """Whether the name is one that `process` gives its outputs, or `summarize` its letters."""
    return _own_name(path) is not None


def is_letter(path: Path) -> bool:
    """Whether the name is one that `summarize --letters` gives its letters."""
    return _OWN_LETTER.fullmatch(path.name) is not None


def _own_name(path: Path) -> re.Match[str] | None:
    return _OWN_NAME.search(path.stem) or _OWN_LETTER.fullmatch(path.name)


def is_previous(path: Path) -> bool:
    """Whether the name is one under which an output was kept that has been replaced."""
    found = _own_name(path)
    return found is not None and found["previous"] is not None


def expand(words: Iterable[str]) -> Expanded:
    """Files as named; folders searched for filings; patterns expanded where the shell did not.

    Folders and patterns leave out lock files (`~$…`), hidden files, settings and our own outputs. A file named outright
    is taken, but for one of our outputs whose original is named beside it: then a shell expanded the pattern. A file
    that does not exist is kept, and a folder that cannot be entered: opening it says so. Each file is taken once.
    """
    seen: set[Path] = set()
    inputs: list[Input] = []
    empty: list[str] = []
    skipped_own = 0
    for word in words:
        found, own = _found_by(word)
        skipped_own += own
        if not found:
            empty.append(word)
        for one in found:
            key = one.path.absolute()
            if key not in seen:
                seen.add(key)
                inputs.append(one)
    originals = {_project(one.path) for one in inputs if not is_own_output(one.path)}
    kept = [one for one in inputs if not (is_own_output(one.path) and _project(one.path) in originals)]
    return Expanded(kept, skipped_own + len(inputs) - len(kept), empty)


def bare_stem(path: Path) -> str:
    """The name without ending and without what we add to it: the same for a form and our copies of it."""
    return _OWN_NAME.sub("", path.stem)


def is_filing_name(path: Path) -> bool:
    """Whether a file of this name, found in a folder, is to be looked at: no lock file, no hidden one, no settings."""
    is_hidden = any(part.startswith(".") for part in path.parts)
    return not is_hidden and not path.name.startswith("~$") and path.suffix.lower() not in _NO_FILINGS


def _project(path: Path) -> tuple[Path, str]:
    """What an original and our outputs made of it have in common: the folder, and the name without our endings."""
    return path.parent.absolute(), bare_stem(path)


def _found_by(word: str) -> tuple[list[Input], int]:
    path = Path(word)
    closed: list[Path] = []
    if os.path.isdir(word):  # noqa: PTH112 (what may not be looked at is no reason to end)
        candidates = [Input(one, one.parent.relative_to(path)) for one in sorted(walked(path, closed))]
    elif is_pattern(word):
        candidates = [Input(one) for one in matching(word)]
    else:
        return [Input(path)], 0
    filings = list(_filings(candidates))
    ours = [one for one in filings if is_own_output(one.path)]
    return [one for one in filings if one not in ours] + [Input(one) for one in closed], len(ours)


def walked(folder: Path, closed: list[Path]) -> Iterator[Path]:
    """All files below a folder, in order; folders that cannot be entered are added to `closed`."""
    for where, folders, names in os.walk(folder, onerror=lambda fault: closed.append(Path(str(fault.filename)))):
        folders.sort()
        yield from (Path(where, name) for name in sorted(names))


def is_pattern(word: str) -> bool:
    """A word with * or ? that names no file as it stands: the shell did not expand it."""
    return glob.has_magic(word) and not os.path.exists(word)  # noqa: PTH110 (of what may not be looked at nothing is known)


def matching(word: str) -> list[Path]:
    """What a pattern finds, in order."""
    path = Path(word)
    # A folder that is there is meant as it is written: 上报[终稿]/*.xlsx.
    pattern = os.path.join(glob.escape(str(path.parent)), path.name) if os.path.isdir(path.parent) else word  # noqa: PTH112, PTH118
    return [Path(one) for one in sorted(glob.glob(pattern, recursive=True))]  # noqa: PTH207 (a pattern may be absolute)


def _filings(candidates: Iterable[Input]) -> Iterator[Input]:
    for one in candidates:
        if is_filing_name(one.folder / one.path.name) and not _is_no_file(one.path):
            yield one


def _is_no_file(path: Path) -> bool:
    """A folder, a device or a pipe; what cannot be looked at counts as a file: opening it says why."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False
