"""The whole way of a run on one page: files in, one Result out; outputs written on the way where asked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from perfeval_xl import config, outputs
from perfeval_xl.config import Config
from perfeval_xl.inputs import FILING_SUFFIXES, Input
from perfeval_xl.problems import FileError
from perfeval_xl.refusals import file_error
from perfeval_xl.result import FileResult, FormResult, Result, RulesUsed, Told
from perfeval_xl.xlsx.problem import PackageError

if TYPE_CHECKING:
    from perfeval_xl.reading.grids.spreadsheet import Book
    from perfeval_xl.reading.records.target_tables import TargetTable
    from perfeval_xl.rules.ruleset import RuleSet
    from perfeval_xl.writing.copy.record import Carried
    from perfeval_xl.xlsx.package import Package

CHUNK = 16  # files that a worker is given at once
WORTH_WORKERS = 24  # below this many files, starting workers costs more than it saves


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for. `judge` False: `read`. `write` True: `process`."""

    judge: bool = True
    write: bool = False
    rules: str | None = None  # id or path; None: what the workbook declares, else the national one
    folder: Path | None = None
    clean: bool = False
    force: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    max_megabytes: int | None = None
    jobs: int | None = None
    approved: tuple[TargetTable, ...] = ()  # targets as approved, which outrank a workbook's own
    configs: Mapping[Path, Config] = field(default_factory=dict[Path, "Config"])  # by the folder of the file


@dataclass(slots=True)
class Opened:
    """One file on its way: what came of it so far, and what writing will need."""

    source: Input
    result: FileResult
    package: Package | None = None
    book: Book | None = None  # of what is no workbook package: an .xls, a Word document
    carried: Carried | None = None
    rules: RuleSet | None = None
    chosen: bool = False  # the user or the workbook named the rule-set


def run(inputs: list[Input], options: Options, progress: Callable[[int], None] = lambda _: None) -> Result:
    """Reads, judges and (with `write`) writes every input; `progress` is told how many files have been done.

    A file that fails carries its code and sentence; the others are done all the same.
    """
    if options.judge:
        options = replace(options, configs=config.for_folders(one.settings_from for one in inputs))
        _told_of_all(inputs, options)  # a code that does not exist is told before any work is done
    if options.write:
        inputs = outputs.settle(inputs, options.folder, clean=options.clean)
    workers = _workers(len(inputs), options.jobs)
    files: list[FileResult] = []
    for done in _done_chunks(list(_chunks(inputs, workers)), options, workers):
        files += done
        progress(len(done))
    used = {one.rules.id: one.rules for one in files if one.rules is not None}
    return Result(files, next(iter(used.values())) if len(used) == 1 else None)


def _workers(files: int, jobs: int | None) -> int:
    if jobs is not None:
        return max(1, min(jobs, files))
    return 1 if files < WORTH_WORKERS else min(os.cpu_count() or 1, files // (WORTH_WORKERS // 2))


def _chunks(inputs: list[Input], workers: int) -> Iterator[list[Input]]:
    size = 1 if workers == 1 else max(1, min(CHUNK, -(-len(inputs) // (4 * workers))))
    return (inputs[start : start + size] for start in range(0, len(inputs), size))


def _done_chunks(chunks: list[list[Input]], options: Options, workers: int) -> Iterator[list[FileResult]]:
    if workers == 1:
        yield from (run_chunk(chunk, options) for chunk in chunks)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    left = list(chunks)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        tasks = [pool.submit(run_chunk, chunk, options) for chunk in chunks]
        for task in tasks:
            try:
                done = task.result()
            except BrokenProcessPool:  # a worker died, and the pool with it
                break
            left.pop(0)
            yield done
    for one in (one for chunk in left for one in chunk):
        yield [_alone(one, options)]


def _alone(one: Input, options: Options) -> FileResult:
    """A file that may have taken a worker with it, in a process of its own."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        try:
            return pool.submit(run_chunk, [one], options).result()[0]
        except BrokenProcessPool:
            words = "处理这个文件的进程意外结束（内存不足，或被系统终止），其他文件不受影响；请单独再试这个文件。"
            return FileResult(str(one.path), error_code="R999", error_message=words)


def run_chunk(inputs: list[Input], options: Options) -> list[FileResult]:
    """Some files together: each opened and read, all judged (sums are taken over one set of frames), each written."""
    files = [Opened(one, FileResult(str(one.path))) for one in inputs]
    if options.judge:
        for one, told in zip(files, _told_of_all(inputs, options), strict=True):
            one.result.told = told
            used = _config_of(one.source, options).path
            one.result.settings = None if used is None else str(used)
    for index, one in enumerate(files):
        _guarded(one, lambda one=one, index=index: _read(one, f"{index}:", options))
    if options.judge:
        _judge([one for one in files if one.result.error_code is None], options)
    if options.write:
        for one in files:
            if one.result.error_code is None:
                _guarded(one, lambda one=one: _write(one, options))
    return [one.result for one in files]


def _guarded(one: Opened, step: Callable[[], None]) -> None:
    """Runs a step for one file; what goes wrong stays with that file."""
    try:
        step()
    except (FileError, PackageError) as problem:
        told = file_error(problem, one.source.path.name)
        one.result.error_code, one.result.error_message = told.code, told.message
    except OSError as fault:
        one.result.error_code = "R909"
        one.result.error_message = f"文件读写出错（{fault.strerror or fault}），请检查文件名是否过长、磁盘是否可用。"
    except Exception as fault:
        if os.environ.get("PERFEVAL_XL_DEBUG"):
            raise
        one.result.error_code = "R999"
        one.result.error_message = (
            f"程序内部出错（{type(fault).__name__}：{fault}），这不是您的操作问题，请把这句话和该文件发给维护人员。"
        )


def _config_of(one: Input, options: Options) -> Config:
    return options.configs.get(one.settings_from, Config())


def _told_of_all(inputs: list[Input], options: Options) -> list[Told]:
    """What is told of each file: by the options, else by the configuration file. FileError R912 for unknown codes."""
    made: dict[Config, Told] = {}
    for one in inputs:
        used = _config_of(one, options)
        if used not in made:
            made[used] = _told(options, used)
    return [made[_config_of(one, options)] for one in inputs]


def _told(options: Options, used: Config) -> Told:
    select, ignore = options.select or used.select, options.ignore or used.ignore
    if not select and not ignore:
        return Told()
    from perfeval_xl.checks import left_out

    parts = ((options.select, select, "select"), (options.ignore, ignore, "ignore"))
    words = [
        f"--{name} {','.join(codes)}" if typed else f"{config.NAME} 的 {name} = {','.join(codes)}"
        for typed, codes, name in parts
        if codes
    ]
    try:
        return Told(left_out(select, ignore), "，".join(words))
    except ValueError as fault:
        where = "" if options.select or options.ignore else f"配置文件 {used.path} 有误："
        raise FileError("R912", f"{where}{fault}") from None


# ------------------------------------------------------------------------------------------------------ reading


def _read(one: Opened, first_id: str, options: Options) -> None:
    from perfeval_xl.reading import read_book
    from perfeval_xl.reading.grids.opened import opened
    from perfeval_xl.reading.grids.spreadsheet import Book, book_of
    from perfeval_xl.writing.sheets.record_name import record_sheets
    from perfeval_xl.xlsx.limits import limits_for

    path, name = one.source.path, one.source.path.name
    limits = limits_for(options.max_megabytes)
    if not path.exists() and (near := _near(path)):
        raise FileError("R901", f"找不到“{name}”。文件夹里有“{near}”，是不是它？")
    there = opened(path, limits)
    if isinstance(there, Book):
        one.book = there
        one.result.forms = read_book(there, str(path), first_id)
        if options.judge:
            _choose_rules(one, one.result.forms, options)
        return
    one.package = there
    if record_sheets(one.package):
        from perfeval_xl.writing.copy import record

        marked = read_book(book_of(one.package, name), str(path), first_id)
        one.package, one.carried = record.take_back(one.package, _fillable(marked))
    one.result.forms = read_book(book_of(one.package, name), str(path), first_id)
    if one.carried is not None and one.carried.doubted:
        one.result.remarks.append(_doubts(one.carried))
    if options.judge:
        _choose_rules(one, one.result.forms, options)


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
    source = asked or declared or ruleset.NATIONAL
    one.rules = ruleset.load(source)
    one.result.rules = RulesUsed(one.rules.id, one.rules.title, one.rules.digest, source)
    return one.rules


def _judge(files: list[Opened], options: Options) -> None:
    from perfeval_xl.checks import check_forms
    from perfeval_xl.scoring import score_form
    from perfeval_xl.shares import in_points

    alike: dict[tuple[str, bool], list[Opened]] = {}
    for one in files:
        assert one.rules is not None
        alike.setdefault((one.rules.digest, one.chosen), []).append(one)
        if options.approved:
            from perfeval_xl.reading.records.target_tables import give

            give(one.result.forms, options.approved)
        for form in one.result.forms:
            form.score = score_form(in_points(form, one.rules).result, one.rules)
    for (_, chosen), group in alike.items():
        forms = [form for one in group for form in one.result.forms]
        check_forms(
            forms,
            cast("RuleSet", group[0].rules),
            filling=options.write,
            chosen=chosen,
        )
    for one in files:
        if one.carried is not None:
            one.carried.attach(one.result.forms)


# ------------------------------------------------------------------------------------------------------ writing


def _write(one: Opened, options: Options) -> None:
    from perfeval_xl.whole_files import write_atomically
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
    there = target.is_file()
    if outputs.keep_previous(target, data, kept, write=write_atomically):
        write_atomically(target, data, like=one.source.path)
        one.result.previous = str(kept) if there else None
    one.result.output = str(target)


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
