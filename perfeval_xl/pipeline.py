"""The whole way of a run on one page: files in, their results out one by one; outputs written where asked for."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from perfeval_xl import config, outputs
from perfeval_xl.addresses import place_on
from perfeval_xl.config import Codes, Config
from perfeval_xl.evidence_files import look_beside
from perfeval_xl.inputs import FILING_SUFFIXES, Input
from perfeval_xl.problems import FileError
from perfeval_xl.refusals import file_error, of_our_own
from perfeval_xl.result import CRASHED, FileResult, FormResult, Result, RulesUsed, Told
from perfeval_xl.time_limit import TooLong, within
from perfeval_xl.xlsx.problem import PackageError

if TYPE_CHECKING:
    from perfeval_xl.reading.grids.spreadsheet import Book
    from perfeval_xl.reading.records.target_tables import TargetTable
    from perfeval_xl.rules.ruleset import RuleSet
    from perfeval_xl.writing.copy.record import Carried
    from perfeval_xl.xlsx.package import Package

SECONDS = 60  # that a file may take; most take a fiftieth of one
PATIENCE = 30  # seconds more before a worker is ended that does not notice by itself
WORTH_WORKERS = 24  # below this many files, starting workers costs more than it saves


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. `judge` False: `read`. `write` True: `process`."""

    judge: bool = True
    write: bool = False
    rules: str | None = None  # id or path; None: what the workbook declares, else the national one
    folder: Path | None = None
    clean: bool = False
    as_filled: bool = False  # judged as `process` does, which fills in blank scores, also where nothing is written
    for_programs: bool = False  # what JSON tells besides: what bars a copy to send up, what changed since the last one
    grids: bool = False  # the forms as they can be drawn
    force: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    max_megabytes: int | None = None
    max_seconds: int = SECONDS  # for each file
    jobs: int | None = None
    approved: tuple[TargetTable, ...] = ()  # targets as approved, which outrank a workbook's own
    configs: Mapping[Path, Config] = field(default_factory=dict[Path, "Config"])  # by the folder of the file

    @property
    def fills(self) -> bool:
        """Whether blank scores count as filled in."""
        return self.write or self.as_filled


@dataclass(slots=True)
class Opened:
    """One file on its way: what came of it so far, and what writing will need."""

    source: Input
    result: FileResult
    package: Package | None = None
    book: Book | None = None  # of what is no workbook package: an .xls, a Word document
    seen: Book | None = None  # what was read, where forms are to be drawn
    carried: Carried | None = None
    rules: RuleSet | None = None
    chosen: bool = False  # the user or the workbook named the rule-set


def run(inputs: list[Input], options: Options, progress: Callable[[int], None] = lambda _: None) -> Result:
    """All results of a run together, for whoever needs them so; `progress` is told how many files have been done."""
    files: list[FileResult] = []
    for one in results(inputs, options):
        files.append(one)
        progress(1)
    used = {one.rules.id: one.rules for one in files if one.rules is not None}
    return Result(files, next(iter(used.values())) if len(used) == 1 else None)


def results(inputs: list[Input], options: Options) -> Generator[FileResult]:
    """Reads, judges and (with `write`) writes every input; the results as they come, in the order of the inputs.

    A file that fails carries its code and sentence; the others are done all the same. Raises FileError before any work
    is done where a setting says what cannot be.
    """
    if options.judge:
        options = replace(options, configs=config.for_folders(one.settings_from for one in inputs))
        _rules_are_there(options)
        for one in inputs:
            _told(one, options)
    if options.write:
        inputs = outputs.settle(inputs, options.folder, clean=options.clean)
    return _results(inputs, options, _workers(len(inputs), options.jobs))


def _rules_are_there(options: Options) -> None:
    """FileError R912 where the rule-set of the option, or of a configuration, cannot be used: no file is at fault."""
    from perfeval_xl.rules import ruleset

    if options.rules is not None:
        ruleset.load(options.rules)
        return
    for path, named in {one.path: one.rules for one in options.configs.values() if one.rules is not None}.items():
        try:
            ruleset.load(named)
        except FileError as fault:
            raise FileError(fault.code, f"配置文件 {path} 的 rules 用不了：{fault.message}") from None


def _workers(files: int, jobs: int | None) -> int:
    if jobs is not None:
        return max(1, min(jobs, files))
    return 1 if files < WORTH_WORKERS else min(os.cpu_count() or 1, files // (WORTH_WORKERS // 2))


def _results(inputs: list[Input], options: Options, workers: int) -> Generator[FileResult]:
    if workers == 1:
        yield from (run_file(options, one) for one in inputs)
        return
    from perfeval_xl.workers import Died, Stuck, answered

    def lost(one: Input, why: Died | Stuck) -> FileResult:
        result = FileResult(str(one.path))
        fault = _too_long(options) if isinstance(why, Stuck) else FileError("R914", _DIED)
        result.error_code, result.error_message = fault.code, fault.message
        return result

    work = partial(run_file, options)
    yield from answered(work, inputs, workers, options.max_seconds + PATIENCE, lost)


_DIED = "处理这个文件的进程意外结束（内存不足，或被系统终止），其他文件不受影响；请关闭其他程序，单独再试这个文件。"


def _too_long(options: Options) -> FileError:
    return FileError(
        "R914",
        f"处理了 {options.max_seconds} 秒还没有处理完，先放下了，其他文件不受影响；请删去多余的行、列和工作表后"
        "另存再试，确认文件可靠的，可加 --max-seconds 放宽。",
    )


def run_file(options: Options, source: Input) -> FileResult:
    """One file: opened and read, judged, its copy made, all within its time; and written."""
    one = Opened(source, FileResult(str(source.path)))
    try:
        if options.judge:
            one.result.told = _told(source, options)
            used = _config_of(source, options).path
            one.result.settings = None if used is None else str(used)
        copy = within(options.max_seconds, lambda: _done(one, options))
        if copy is not None:
            _put(one, copy)
    except TooLong:
        one.result.forms = []
        _fail(one.result, _too_long(options))
    except (FileError, PackageError) as problem:
        _fail(one.result, file_error(problem, one.source.path.name))
    except MemoryError:
        one.result.forms = []
        _fail(one.result, FileError("R914", _NO_MEMORY))
    except OSError as fault:
        _fail(one.result, FileError("R909", _of_the_system(fault)))
    except Exception as fault:
        if os.environ.get("PERFEVAL_XL_DEBUG"):
            raise
        _fail(one.result, of_our_own(fault))
    return one.result


_NO_MEMORY = "内存不够，处理不了这个文件；请关闭其他程序再试，或删去多余的行、列和工作表后另存再试。"


def _of_the_system(fault: OSError) -> str:
    if fault.errno == errno.ENAMETOOLONG:
        return "文件名太长，加上“_已评分”“.上次”等字样就超过系统允许的长度；请把文件名改短后再处理。"
    return f"文件读写出错（{fault.strerror or fault}），请检查权限和磁盘是否可用。"


def _fail(result: FileResult, fault: FileError) -> None:
    result.error_code, result.error_message = fault.code, fault.message


def _done(one: Opened, options: Options) -> Copy | None:
    _read(one, options)
    if one.source.is_where_it_lay:
        look_beside(one.result.forms, one.source.path.parent)
    if options.judge:
        _judge(one, options)
    if one.seen is not None:
        _draw(one.result.forms, one.seen)
    return _copied(one, options) if options.write else None


def _config_of(one: Input, options: Options) -> Config:
    return options.configs.get(one.settings_from, Config())


def _told(one: Input, options: Options) -> Told:
    """What is told of a file: by the options, else by the configuration file. FileError R912 for unknown codes."""
    return _told_by(_config_of(one, options), options.select, options.ignore)


_EXAMPLE = "B201，也可以只写开头（如 B 为全部资金核对项）"


@cache
def _told_by(used: Config, select: tuple[str, ...], ignore: tuple[str, ...]) -> Told:
    if not (select or ignore or used.select or used.ignore):
        return Told()
    from perfeval_xl.checks import kinds
    from perfeval_xl.filings.review.judging import kinds as of_reviews

    return config.told_by(used, select, ignore, Codes(tuple(kinds()), CRASHED, _EXAMPLE, tuple(of_reviews())))


# ------------------------------------------------------------------------------------------------------ reading


def _read(one: Opened, options: Options) -> None:
    from perfeval_xl.filings.own_books import own_book
    from perfeval_xl.reading import is_of_use, read_book
    from perfeval_xl.reading.grids.opened import opened
    from perfeval_xl.reading.grids.spreadsheet import Book, book_of
    from perfeval_xl.writing.sheets.record_name import record_sheets
    from perfeval_xl.xlsx.limits import limits_for

    path, name = one.source.path, one.source.path.name
    limits = limits_for(options.max_megabytes)
    try:
        there = opened(path, limits)
    except PackageError as problem:
        if problem.reason == "not_found" and (near := _near(path)):
            raise FileError("R901", f"找不到“{name}”。文件夹里有“{near}”，是不是它？") from None
        raise
    if isinstance(there, Book):
        one.book = there
        one.result.forms = read_book(there, str(path))
        one.seen = there if options.grids else None
        return
    one.package = there
    if (own := own_book(there)) is not None:
        raise FileError("R907", f"这是本程序生成的{own.called}，不是自评表，没有核对；请选单位报来的自评表。")
    if record_sheets(one.package):
        from perfeval_xl.writing.copy import record

        marked = read_book(book_of(one.package, name, is_of_use), str(path))
        one.package, one.carried = record.take_back(one.package, _fillable(marked))
    book = book_of(one.package, name, is_of_use)
    one.result.forms = read_book(book, str(path))
    one.seen = book if options.grids else None
    if one.carried is not None and one.carried.doubted:
        one.result.remarks.append(_doubts(one.carried))


def _near(path: Path) -> str | None:
    """The file that was probably meant: the name with its ending, or one that is nearly the same."""
    from difflib import get_close_matches

    try:
        names = [one.name for one in path.parent.iterdir() if one.suffix.lower() in FILING_SUFFIXES]
    except (OSError, ValueError):
        return None
    with_ending = next((one for one in names if Path(one).stem == path.name), None)
    return with_ending or next(iter(get_close_matches(path.name, names, 1, 0.75)), None)


def _doubts(carried: Carried) -> str:
    """Where the record of a scored copy says what cannot be, the copy stays as it is, and that is told."""
    from perfeval_xl.writing.copy import as_left

    places = as_left.in_words(carried.doubted)
    return f"评分记录被改动过：它称 {places} 由本程序写入，与表内情况不符，没有据此改动；请核对这些地方。"


# ------------------------------------------------------------------------------------------------------ judging


def _choose_rules(one: Opened, forms: Iterable[FormResult], options: Options) -> RuleSet:
    """The option's rule-set, else the one that the workbook declares and we have, else the national one."""
    from perfeval_xl.rules import ruleset

    declared = next((form.form.declared_rules for form in forms if form.form.declared_rules in ruleset.SHIPPED), None)
    asked = options.rules or _config_of(one.source, options).rules
    one.chosen = asked is not None or declared is not None
    by = "option" if options.rules else "config" if asked else "workbook" if declared else "default"
    source = asked or declared or ruleset.NATIONAL
    one.rules = ruleset.load(source)
    one.result.rules = RulesUsed(one.rules.id, one.rules.title, one.rules.digest, source, by)
    return one.rules


def _judge(one: Opened, options: Options) -> None:
    from perfeval_xl.checks import check_forms
    from perfeval_xl.scoring import score_form
    from perfeval_xl.shares import in_points

    rules = _choose_rules(one, one.result.forms, options)
    if options.approved:
        from perfeval_xl.reading.records.target_tables import give

        give(one.result.forms, options.approved)
    for form in one.result.forms:
        form.score = score_form(in_points(form, rules).result, rules)
    check_forms(one.result.forms, rules, filling=options.fills, chosen=one.chosen)
    if one.carried is not None:
        one.carried.attach(one.result.forms)
    if options.for_programs:
        _tell_programs(one, rules, options)


def _tell_programs(one: Opened, rules: RuleSet, options: Options) -> None:
    """What bars a copy to send up, judged as `process` does, which fills in blank scores; what a scored copy changed.

    The record of a scored copy has what was found with blanks filled in: only such findings are held against it.
    """
    from perfeval_xl.changes import changes, of_each
    from perfeval_xl.checks import check_forms
    from perfeval_xl.writing.copy.bars import what_bars

    result = one.result
    if options.fills:
        filled = result
        if one.carried is not None:
            for form, earlier in zip(result.forms, of_each(one.carried.findings, result.forms), strict=True):
                form.changes = changes(earlier, form.findings)
    else:
        filled = replace(result, forms=[replace(form) for form in result.forms])
        check_forms(filled.forms, rules, filling=True, chosen=one.chosen)
    result.bars = what_bars(filled)


def _draw(forms: Iterable[FormResult], book: Book) -> None:
    from perfeval_xl.reading.grids.drawn import drawn

    for one in forms:
        named = (place_on(found.sheet, cell) for found in one.findings for cell in (found.cell, *found.cells) if cell)
        one.drawn = drawn(book, one.form, dict.fromkeys(named))


# ------------------------------------------------------------------------------------------------------ writing


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy ready to be written: where, what, and where that goes which stands there now."""

    target: Path
    data: bytes
    kept: Path


def _copied(one: Opened, options: Options) -> Copy:
    from perfeval_xl.writing.copy import scored

    assert one.rules is not None
    written = one.result
    if one.book is not None:
        from perfeval_xl.standard_copy import standard_copy

        one.package, written = standard_copy(one.rules, one.result, one.book)
    assert one.package is not None
    target = outputs.target_of(one.source, options.folder, clean=options.clean)
    outputs.make_folder(target.parent)
    standing = _ours_at(target, options)
    outputs.may_replace(target, ours=standing is not None, force=options.force)
    kept = _where_to_keep(one, written.forms, target, standing, options)
    if options.clean:
        data = scored.write_clean(one.package, written, one.rules)
    else:
        data = scored.write_scored(one.package, written, one.rules, one.carried)
    if one.book is not None:
        from perfeval_xl.standard_copy import hand_back

        hand_back(written, one.result)
        one.result.is_refilled = True
    return Copy(target, data, kept)


def _put(one: Opened, copy: Copy) -> None:
    from perfeval_xl.whole_files import write_atomically

    there = copy.target.is_file()
    if outputs.keep_previous(copy.target, copy.data, copy.kept, write=write_atomically):
        write_atomically(copy.target, copy.data, like=one.source.path)
        one.result.previous = str(copy.kept) if there else None
    one.result.output = str(copy.target)


def _where_to_keep(
    one: Opened, forms: list[FormResult], target: Path, standing: Package | None, options: Options
) -> Path:
    """Where what stands at the target goes. What staff wrote in it is not lost: FileError R909 without `--force`."""
    from perfeval_xl.writing.copy import as_left

    if options.clean:  # it says nothing of what was changed in it: none is ever replaced by the next
        return outputs.previous_of(target, lambda _: False)
    usual = outputs.previous_of(target, lambda path: _ours_at(path, options) is not None)
    if standing is None:
        return usual
    if target.samefile(one.source.path):  # made anew from itself: all is carried on but for what stands on our sheets
        sheets = {sheet.name for sheet in one.package.sheets} if one.package else set[str]()
        own = any(sheet not in sheets for sheet, _ in (one.carried.changes if one.carried else ()))
        return outputs.changed_of(target) if own else usual
    written = _written_on(standing, forms)
    if written is None:  # of another version
        return outputs.changed_of(target)
    if one.carried is None:
        one.carried = replace(written, changes={})
    original = as_left.marks_of(one.package) if written.changes and one.package else {}
    lost = as_left.lost_by(written.changes, as_left.marks_of(standing) if written.changes else {}, original)
    if not lost:
        return usual
    if not options.force:
        raise FileError("R909", _would_be_lost(target, as_left.in_words(lost)))
    return outputs.changed_of(target)


def _would_be_lost(target: Path, places: str) -> str:
    return (
        f"“{target.name}”评分以后有人改过（{places}），没有替换。以改过的评分件为准，请处理评分件：perfeval-xl process "
        f"{target.name}；以原表为准，请加 --force，改过的评分件会另存为“{outputs.changed_of(target).name}”。"
    )


def _ours_at(target: Path, options: Options) -> Package | None:
    """What stands at the target, where this program made it."""
    from perfeval_xl.writing.copy import record
    from perfeval_xl.xlsx.limits import limits_for
    from perfeval_xl.xlsx.package import Package

    limits = limits_for(options.max_megabytes)
    try:  # with what we add, a copy may be a little larger than its original may be
        package = Package.open(target, replace(limits, file_bytes=2 * limits.file_bytes))
        return package if record.is_ours(package) else None
    except (FileError, PackageError):
        return None


def _written_on(standing: Package, forms: list[FormResult]) -> Carried | None:
    """What the unit wrote on a scored copy; None where another version of this program made it."""
    from perfeval_xl.writing.copy import record

    try:
        return record.take_back(standing, _fillable(forms))[1]
    except (FileError, PackageError):
        return None


def _fillable(forms: list[FormResult]) -> set[tuple[str, str]]:
    from perfeval_xl.standing import fillable_places

    return {place for form in forms for place in fillable_places(form)}
