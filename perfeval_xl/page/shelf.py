"""What has been dropped on the page: each file with its label and what was found in it, until the page is closed."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from perfeval_xl import pipeline, resources
from perfeval_xl.changes import as_earlier, changes
from perfeval_xl.filings.own_books import SUMMARY, own_book_of
from perfeval_xl.inputs import Input, bare_stem
from perfeval_xl.page.names import cleaned, free
from perfeval_xl.page.words import at_the_page
from perfeval_xl.pipeline import Options
from perfeval_xl.problems import FileError
from perfeval_xl.result import Earlier, FileResult, FormResult
from perfeval_xl.rules import ruleset
from perfeval_xl.rules.model import RuleSet
from perfeval_xl.writing.telling.jsonout import encode, file_of

MEGABYTE = 1 << 20
MOST_OF_A_FILE, MOST_IN_ALL, MOST_FILES = 50 * MEGABYTE, 1024 * MEGABYTE, 2_000
AT_ONCE = 2  # files judged at the same time

Subject = tuple[str, str]  # project and unit


class Full(Exception):  # noqa: N818 (a sentence for the user, status 413)
    """There is no room for one more file."""


@dataclass(slots=True)
class Known:
    """What is kept of a form for its next version."""

    subject: Subject
    findings: list[Earlier]


@dataclass(slots=True)
class Held:
    """One file. `told` is its answer, kept on disk; `forms` what is kept for its next version."""

    id: str
    label: PurePosixPath
    path: Path
    told: Path
    size: int
    name: str  # without ending and 已评分: by it a newer version is known
    at: str = ""  # 14:32, when it was judged
    forms: list[Known] = field(default_factory=list[Known])
    failed: bool = False
    before: list[Known] | None = None  # of the version before this one
    before_at: str = ""


class Shelf:
    """The files of one run of the page, in a folder of its own. Several threads may ask."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("in", "told", "out", "rules"):
            (folder / name).mkdir(mode=0o700)
        self.rules: str | None = None  # id or file; None: as the workbook says
        self.own_rules: Path | None = None  # a rules file of the office's own
        self.book: Path | None = None  # a 汇总表 of ours that was dropped: what people typed there is carried on
        self._files: dict[str, Held] = {}
        self._lock = threading.Lock()
        self._judging = threading.Semaphore(AT_ONCE)

    # ------------------------------------------------------------------------------------------------ files

    def files(self) -> list[Held]:
        """All of them, in the order they came."""
        with self._lock:
            return list(self._files.values())

    def get(self, id: str) -> Held | None:
        with self._lock:
            return self._files.get(id)

    def room_for(self, size: int) -> None:
        """Full where it may not be taken in."""
        files = self.files()
        if size > MOST_OF_A_FILE:
            raise Full(f"文件有 {size / MEGABYTE:.0f} MB，超过 {MOST_OF_A_FILE // MEGABYTE} MB，没有核对。{_SMALLER}")
        if len(files) >= MOST_FILES:
            raise Full(f"已经有 {MOST_FILES} 个文件，不能再加；请先清空，再拖其余的。")
        if sum(one.size for one in files) + size > MOST_IN_ALL:
            raise Full(f"文件合计超过 {MOST_IN_ALL // MEGABYTE} MB，不能再加；请先清空，再拖其余的。")

    def take(self, path: str, source: Path, size: int) -> str:
        """Takes a file in (`source` is moved) and judges it; the answer as JSON. Full where there is no room."""
        wanted = cleaned(path)
        if wanted.suffix.lower() == ".xlsx" and own_book_of(source.read_bytes()) is SUMMARY:
            return self._take_book(wanted, source)
        id = secrets.token_hex(8)
        with self._lock:
            label = free(wanted, [one.label for one in self._files.values()])
            place = self.folder / "in" / label
            place.parent.mkdir(parents=True, exist_ok=True)
            source.replace(place)
            held = Held(id, label, place, self.folder / "told" / f"{id}.json", size, bare_stem(Path(wanted.name)))
            self._files[id] = held
        try:
            result = self._judged(held)
        except FileError:  # of a setting: nothing was judged
            self.forget(held)
            raise
        earlier = self._version_before(held, wanted, result)
        if earlier is not None:
            self._replace(earlier, held, wanted)
        return self._tell(held, result, replaces=None if earlier is None else earlier.id)

    def warm(self) -> None:
        """Judges a sample, so that what judging needs is loaded before the first file is dropped."""
        sample = next(iter(sorted(resources.folder("samples").glob("*.xlsx"))), None)
        if sample is not None:
            file_of(next(pipeline.results([Input(sample, home=self.folder)], self.options(jobs=1))), judged=True)

    def again(self, held: Held) -> str:
        """Judges a file anew, by the rules chosen since; the answer as JSON."""
        return self._tell(held, self._judged(held), replaces=None)

    def forget(self, held: Held) -> None:
        """Takes a file away."""
        with self._lock:
            self._files.pop(held.id, None)
        for one in (held.path, held.told):
            with suppress(OSError):
                one.unlink(missing_ok=True)

    def clear(self) -> None:
        """Takes everything away but the rules."""
        for one in self.files():
            self.forget(one)
        if self.book is not None:
            self.book.unlink(missing_ok=True)
            self.book = None

    def _take_book(self, label: PurePosixPath, source: Path) -> str:
        self.book = self.folder / "book.xlsx"
        source.replace(self.book)
        return encode({"id": None, "path": str(label), "book": True})

    # ---------------------------------------------------------------------------------------------- judging

    def options(self, **more: Any) -> Options:
        """How files are judged here: as `process` does, which fills in blank scores."""
        return Options(rules=self.rules, as_filled=True, for_programs=True, grids=True, **more)

    def _judged(self, held: Held) -> FileResult:
        with self._judging:
            result = next(pipeline.results([self.input_of(held)], self.options(jobs=1)))
        held.at = time.strftime("%H:%M")
        held.failed = result.error_code is not None
        held.forms = [Known(_subject(one), as_earlier(one.findings)) for one in result.forms]
        return result

    def input_of(self, held: Held) -> Input:
        """Its settings are those of the folder that the page was started in."""
        return Input(held.path, folder=Path(*held.label.parts[:-1]), home=Path.cwd())

    def _tell(self, held: Held, result: FileResult, *, replaces: str | None) -> str:
        if held.before is not None:
            for form, earlier in zip(result.forms, _paired(held.before, result.forms), strict=True):
                form.changes = None if earlier is None else changes(earlier.findings, form.findings)
        result.file = str(held.label)
        if result.error_message is not None:
            result.error_message = at_the_page(result.error_message)
        result.remarks = [at_the_page(one) for one in result.remarks]
        since = held.before_at if held.before is not None else None
        answer = {"id": held.id, "path": str(held.label), "replaces": replaces, "since": since, "at": held.at}
        told = encode({**answer, "result": file_of(result, judged=True)})
        held.told.write_text(told, encoding="utf-8")
        return told

    # -------------------------------------------------------------------------------------- earlier versions

    def _version_before(self, held: Held, wanted: PurePosixPath, result: FileResult) -> Held | None:
        """The file on the shelf that this is a newer version of: of the same name (…_已评分 is no other) and project.

        A name alone does not do: hundreds of units call their file 自评表.xlsx. Nor does the project, where the two lie
        in different folders of what was dropped; a mended file is mostly dropped by itself. Where nothing was read in
        one of the two, the same place and name do.
        """
        mine = {_subject(one) for one in result.forms}
        for one in reversed(self.files()):
            if one is held or one.name != held.name:
                continue
            theirs = {form.subject for form in one.forms}
            is_same_place = one.label.parent == wanted.parent
            is_alone = len(wanted.parts) == 1 or len(one.label.parts) == 1
            if mine & theirs and (is_same_place or is_alone):
                return one
            if is_same_place and (not mine or not theirs or _one_is_blank(mine, theirs)):
                return one
        return None

    def _replace(self, earlier: Held, held: Held, wanted: PurePosixPath) -> None:
        """The newer version takes the place of the earlier one, and its label where it has the same name."""
        held.before, held.before_at = earlier.forms or earlier.before, earlier.at
        self.forget(earlier)
        with self._lock:
            label = free(wanted, [one.label for one in self._files.values() if one is not held])
            if label != held.label:
                place = self.folder / "in" / label
                held.path.replace(place)
                held.label, held.path = label, place

    # ----------------------------------------------------------------------------------------------- rules

    def choose_rules(self, id: str) -> RuleSet | None:
        """By an id of the shipped ones, "own" (the file given before) or "" (as the workbook says). FileError R912."""
        if id == "own" and self.own_rules is not None:
            self.rules = str(self.own_rules)
        elif id:
            if id not in ruleset.SHIPPED:
                raise FileError("R912", f"没有编号为“{id[:40]}”的评分规则。")
            self.rules = id
        else:
            self.rules = None
        return None if self.rules is None else ruleset.load(self.rules)

    def use(self, rules: str) -> None:
        """The rule-set of the command line: an id, or a file. FileError R912."""
        if rules not in ruleset.SHIPPED:
            self.own_rules = Path(ruleset.load(rules).file)
        self.rules = rules

    def take_rules(self, name: str, data: bytes) -> RuleSet:
        """A rules file of the office's own, used from now on. FileError R912 with all its faults."""
        label = cleaned(name).name
        place = self.folder / "rules" / (label if label.lower().endswith(".toml") else f"{label}.toml")
        tried = self.folder / "out" / place.name
        tried.write_bytes(data)
        try:
            ruleset.load(tried)
        except FileError as fault:
            raise FileError(fault.code, fault.message.replace(str(tried), place.name)) from None
        finally:
            kept = tried.read_bytes()
            tried.unlink()
        for one in (self.folder / "rules").glob("*.toml"):
            one.unlink()
        place.write_bytes(kept)
        self.own_rules = place
        self.rules = str(place)
        return ruleset.load(place)


_SMALLER = "请删去里面的大图片，另存后再拖。"


def _subject(form: FormResult) -> Subject:
    return "".join((form.form.project or "").split()), "".join((form.form.unit or "").split())


def _one_is_blank(mine: Iterable[Subject], theirs: Iterable[Subject]) -> bool:
    """In one of the two versions the project had no name."""
    return any(not project for project, _ in (*mine, *theirs))


def _paired(before: list[Known], forms: list[FormResult]) -> Iterator[Known | None]:
    """The earlier version of each form: by project and unit, else by its place where both have as many."""
    for number, form in enumerate(forms):
        same = next((one for one in before if one.subject == _subject(form)), None)
        by_place = before[number] if len(before) == len(forms) else None
        yield same or by_place
