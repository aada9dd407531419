"""The 复核底稿 on disk: a book a unit in one folder; what reviewers typed into those that stand there taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from perfeval_xl import __version__, outputs
from perfeval_xl.desk import gathering
from perfeval_xl.desk.earlier_books import BookKind, Earlier, Kept
from perfeval_xl.filings.batch import Batch
from perfeval_xl.filings.own_books import REVIEW, REVIEW_IN_OWN_LAYOUT
from perfeval_xl.filings.review import typed_template
from perfeval_xl.filings.review.before import Before
from perfeval_xl.filings.review.drawn_list import DrawnProject, is_drawn_list, read_drawn_list
from perfeval_xl.filings.review.grounds import Grounds
from perfeval_xl.filings.review.making import papers_of, papers_of_draw
from perfeval_xl.filings.review.own_template import fill_template
from perfeval_xl.filings.review.papers import LeftOut, Paper, Papers
from perfeval_xl.filings.review.typed import before_of
from perfeval_xl.filings.review.words import Record, Sheet
from perfeval_xl.form_words import folded_name
from perfeval_xl.inputs import CHANGED, PREVIOUS
from perfeval_xl.problems import FileError
from perfeval_xl.units import first_of
from perfeval_xl.writing.review.book import Occasion, write_book
from perfeval_xl.xlsx.package import Package

_KIND = BookKind(REVIEW.called, REVIEW.is_one)
_OF_TEMPLATE = BookKind(REVIEW_IN_OWN_LAYOUT.called, REVIEW_IN_OWN_LAYOUT.is_one)
PREFIX, ENDING = "复核底稿_", ".xlsx"
_MOST_NAME = 60  # characters of a unit in the name of a file
_FORBIDDEN = '\\/:*?"<>|'


@dataclass(frozen=True, slots=True)
class How:
    """By which grounds; and the bureau's own empty 底稿 to be filled instead of ours."""

    grounds: Grounds
    template: Path | None = None


@dataclass(slots=True)
class Written:
    """What was written of one unit, or why not. `kept`: where the book before is kept. `notes`: a sentence each."""

    papers: Papers
    path: Path
    kept: Kept = field(default_factory=lambda: Kept(None))
    carried: int = 0  # cells that people typed, taken over
    notes: list[str] = field(default_factory=list[str])
    failed: str = ""


@dataclass(slots=True)
class Review:
    """All of a run. `alike`: units whose names are so near that they may be one."""

    batch: Batch
    written: list[Written]
    alike: list[tuple[str, str]]
    left_behind: list[Path]  # books of units that are not in this run

    @property
    def left_out(self) -> list[LeftOut]:
        """Every project that was drawn and has no sheet."""
        return [one for written in self.written for one in written.papers.left_out]


def gather(paths: Sequence[str], options: gathering.Asked) -> tuple[Batch, list[DrawnProject] | None]:
    """The batch of what the paths name, and the draw where an 抽样.xlsx is among them (its forms are then looked for
    where they lay, besides the other paths). FileError where two draws are given, or nothing is to be reviewed."""
    lists = [path for path in paths if is_drawn_list(Path(path))]
    if len(lists) > 1:
        raise FileError("R909", "一次只能写一个抽样文件，请分开运行。")
    drawn = read_drawn_list(Path(lists[0])) if lists else None
    others = [path for path in paths if path not in lists]
    files = {str(one.file): None for one in drawn or () if one.file is not None and one.file.is_file()}
    asked = gathering.Asked((*others, *files), options.options, options.roster)
    return gathering.gather(asked), drawn


def write_review(batch: Batch, drawn: Sequence[DrawnProject] | None, folder: Path, how: How, *, force: bool) -> Review:
    """Writes a book a unit into the folder; one that cannot be written says why and keeps no other from it."""
    outputs.make_folder(folder)
    papers = papers_of(batch) if drawn is None else papers_of_draw(batch, drawn)
    names = _names([one.unit for one in papers])
    written = [Written(one, folder / names[one.unit]) for one in papers]
    for one in written:
        if one.papers.papers:
            _write(one, how, force=force)
    mine = {one.path.name for one in written if one.papers.papers}
    standing = sorted(folder.glob(f"{PREFIX}*{ENDING}"))
    behind = [path for path in standing if path.name not in mine and not _is_kept(path)]
    return Review(batch, written, _alike([one.unit for one in papers]), behind)


def _is_kept(path: Path) -> bool:
    return any(word in path.stem for word in (PREVIOUS, CHANGED))


def _names(units: Sequence[str]) -> dict[str, str]:
    """A file name for each unit; those that would be one on disk are told apart by a number."""
    taken: dict[str, int] = {}
    names: dict[str, str] = {}
    for unit in units:
        safe = "".join(sign for sign in unit if sign.isprintable() and sign not in _FORBIDDEN).strip(" .")[:_MOST_NAME]
        safe = safe or "单位"
        number = taken[safe.lower()] = taken.get(safe.lower(), 0) + 1
        names[unit] = f"{PREFIX}{safe}{'' if number == 1 else f'_{number}'}{ENDING}"
    return names


def _alike(units: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of which one's name begins as the other's, or holds it: 石弦镇, 石弦镇人民政府（本级）."""
    folded = [(folded_name(one), one) for one in units]
    return [
        (one, other)
        for at, (name, one) in enumerate(folded)
        for its_name, other in folded[at + 1 :]
        if name and its_name and (name in its_name or its_name in name or _one_sign_apart(name, its_name))
    ]


def _one_sign_apart(one: str, other: str) -> bool:
    return len(one) == len(other) > 2 and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _write(written: Written, how: How, *, force: bool) -> None:
    try:
        if how.template is not None:
            _fill(written, how.template, force=force)
        else:
            _replace(written, how.grounds, force=force)
    except FileError as problem:
        written.failed = f"{written.path.name}：{problem.message} [{problem.code}]"


def _fill(written: Written, template: Path, *, force: bool) -> None:
    """The bureau's own 底稿: it has the heads that it has, and no sheets of ours for what has no place in it."""
    papers, target = written.papers, written.path
    earlier = _OF_TEMPLATE.at(target)
    _refuse(
        _KIND, target, "是本程序自带格式的复核底稿，这次写了 --template，没有替换；请去掉 --template，", force=force
    )
    earlier.may_be_replaced(force=force)
    before = _before(earlier, typed_template.before_of, papers)
    filled = fill_template(template, papers, before.typed)
    waiting = [*_waiting(before, papers), *(("", "", head.value) for head in filled.missing)]
    written.kept = earlier.replaced(filled.data, before.left, stays=bool(waiting or before.doubled))
    if filled.left:
        written.notes.append(f"这些栏没有可填的内容，留空：{'、'.join(filled.left)}。")
    if written.kept.path is None:
        return
    written.notes += (f"《{paper.project}》{line}" for paper in papers.papers for line in before.changes(paper))
    if waiting:
        places = [" ".join(part for part in line[:3] if part) for line in waiting]
        written.notes.append(
            f"复核人填写的内容这次没有地方放（{first_of(places)}），留在 {written.kept.path.name} 里，请认领。"
        )
    _count(written, before)


def _refuse(other: BookKind, target: Path, what: str, *, force: bool) -> None:
    """FileError where a 底稿 of the other layout stands there: what was typed into it would have no place."""
    if not force and other.stands_at(target):
        raise FileError("R909", f"{what}或用 -o 写到另一个文件夹，或加 --force（原有的会另存一份）。")


def _before(earlier: Earlier, read: Callable[[Package], Before], papers: Papers) -> Before:
    before = earlier.typed(read, Before())
    before.follow({paper.key: paper.filed.content_code for paper in papers.papers})
    return before


def _waiting(before: Before, papers: Papers) -> list[tuple[str, ...]]:
    """What was typed and has no row this time."""
    rows = {row.key for paper in papers.papers for row in paper.rows}
    return before.unclaimed(rows, {paper.key for paper in papers.papers})


def _count(written: Written, before: Before) -> None:
    """How much was taken over; of which projects more than one sheet says something."""
    rows = {row.key for paper in written.papers.papers for row in paper.rows}
    written.carried = sum(len(typed) for key, typed in before.typed.items() if key in rows) + len(before.why)
    kept = "" if written.kept.path is None else written.kept.path.name
    for name in before.doubled:
        written.notes.append(
            f"工作表“{name}”与前面一张是同一个项目，填写不同；取了前面一张的，“{name}”的留在 {kept} 里，请核对。"
        )


def _replace(written: Written, grounds: Grounds, *, force: bool) -> None:
    papers, target = written.papers, written.path
    earlier = _KIND.at(target)
    _refuse(
        _OF_TEMPLATE,
        target,
        "是按本单位的底稿模板填的，这次没有写 --template，没有替换；请加 --template，",
        force=force,
    )
    earlier.may_be_replaced(force=force)
    before = _before(earlier, before_of, papers)
    for paper in papers.papers:
        paper.changes = list(before.changes(paper))
        paper.signed = before.signed.get(paper.key, "")
    data = write_book(papers, Occasion(grounds, target.absolute().parent, __version__, before))
    ours = {one.line for one in grounds.ground}
    changed_grounds = bool(before.grounds) and set(before.grounds) != ours
    written.kept = earlier.replaced(data, before.left, stays=bool(before.doubled or changed_grounds))
    if written.kept.path is None:
        return
    if waiting := _waiting(before, papers):
        written.notes.append(f"有 {len(waiting)} 处填写这次没有对应的行，写在工作表“{Sheet.UNCLAIMED}”里，请认领。")
    if changed_grounds:
        written.notes.append(
            f"上次那本的复核口径与这次用的不同（有人改过，或换了口径文件）；这次按“{grounds.title}”，"
            f"上次的在 {written.kept.path.name}。"
        )
    _count(written, before)


def _units_in(path: Path) -> set[str]:
    """The units that a book of ours says it is about; none of what cannot be read."""
    try:
        before = _KIND.at(path).typed(before_of, Before())
        before = _OF_TEMPLATE.at(path).typed(typed_template.before_of, before)
    except FileError:
        return set()
    return {there.get(Record.UNIT, "") for there in before.recorded.values()}


def told(review: Review) -> Iterator[str]:
    """What a user is told."""
    for one in review.written:
        if one.failed:
            yield f"没有写出：{one.failed}"
            continue
        if not one.papers.papers:
            yield f"没有写出：{one.papers.unit}，抽中的项目一个也没有找到。"
        else:
            what = "没有变化" if one.kept.is_same else "已写入"
            yield f"{what}：{one.path}（{len(one.papers.papers)} 个项目）"
        yield from (f"  {line}" for line in one.kept.sentences(_carried(one)))
        for paper in one.papers.papers:
            for line in (*paper.warnings, *_changed(paper)):
                yield f"  《{paper.project}》{line}"
        for line in one.notes:
            yield f"  {line}"
        for left in one.papers.left_out:
            yield f"  没有底稿：《{left.project}》，{left.why}。"
    for one, other in review.alike:
        yield f"“{one}”与“{other}”名称相近，各写了一本；是同一个单位的，请用 --roster 写上名单，或改正表里的单位名称。"
    for path in review.left_behind:
        units = {one.papers.unit for one in review.written}
        if unit := next(iter(units & _units_in(path)), ""):
            yield f"（{path.name} 里也是“{unit}”的复核，改过文件名，没有动它，请核对以哪一本为准）"
        else:
            yield f"（{path.name} 是以前写的，这次没有这个单位，没有动它）"


def _carried(one: Written) -> str:
    return f"复核人填写的 {one.carried} 处已带过来" if one.carried else ""


def _changed(paper: Paper) -> Iterator[str]:
    if paper.changes:
        yield f"上次底稿之后单位改过 {len(paper.changes)} 处，写在附件表的下面，请重看。"
