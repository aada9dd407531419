"""A 复核报告 against the 复核底稿: scores of projects, cuts of rows, means and counts, what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from perfeval_xl.filings.review.filled import FilledProject, FilledRow, compared
from perfeval_xl.form_words import folded_name
from perfeval_xl.patterns import lazy
from perfeval_xl.report_check import kinds
from perfeval_xl.report_check.document import Document, Passage
from perfeval_xl.report_check.kinds import Remark, remark
from perfeval_xl.units import percent, plain, rounded

_FIGURE = r"(?:为|是|：|:)?\s{0,2}([+＋\-－−]?[0-9]{1,6}(?:\.[0-9]{1,8})?)\s{0,2}"
_SCORES = {
    "自评得分": lazy(rf"自评(?:总|得|评)?分?{_FIGURE}分"),
    "复核得分": lazy(rf"复核(?:总|得|评)?分?{_FIGURE}分"),
    "偏差": lazy(rf"(?<!平均)偏差{_FIGURE}分"),
    "偏离度": lazy(rf"偏离度{_FIGURE}[%％]"),
    "扣分": lazy(rf"(?<!共)扣(?:减|除|了)?{_FIGURE}分"),
    "扣分比例": lazy(
        rf"扣(?:减|除|了|分比例)?{_FIGURE}[%％]"
        rf"|扣(?:减|除|了)?{_FIGURE}分\s{{0,2}}[（(]{_FIGURE}[%％][）)]"
    ),
}
_OF_PROJECT, _OF_ROW = ("自评得分", "复核得分", "偏差", "偏离度"), ("自评得分", "复核得分", "扣分", "扣分比例")
_OVERALL = {
    "自评平均分": lazy(rf"自评(?:得分)?平均(?:分|得分)?{_FIGURE}分|平均自评(?:得分|分)?{_FIGURE}分"),
    "复核平均分": lazy(rf"复核(?:得分)?平均(?:分|得分)?{_FIGURE}分|平均复核(?:得分|分)?{_FIGURE}分"),
    "平均偏差": lazy(rf"平均偏差{_FIGURE}分"),
    "复核的项目数": lazy(r"复核(?:的)?(?:项目)?\s{0,2}([0-9]{1,5})\s{0,2}个(?:项目)?"),
    "扣分的处数": lazy(r"扣分\s{0,2}([0-9]{1,5})\s{0,2}[项处]"),
    "扣分总数": lazy(rf"共扣{_FIGURE}分"),
}
_CELL = lazy(r"([+\-]?[0-9]{1,6}(?:\.[0-9]{1,8})?)\s?[%％分]?")
_SENTENCES = lazy("[；;。]")
_PROBLEMS = ("问题",)
_SHORTEST = 3  # signs of a name that is looked for
_COLUMNS = ("自评得分", "复核得分", "偏差", "偏离度")


def remarks(document: Document, projects: Sequence[FilledProject]) -> Iterator[Remark]:
    """What differs, and what is not told."""
    for passage in document.passages:
        if not passage.in_table:
            yield from _overall(passage, projects)
            yield from _named(passage, projects)
    yield from _tables(document, projects)
    yield from _left_out(document, projects)


# ------------------------------------------------------------------------------------------------------- sentences


def _named(passage: Passage, projects: Sequence[FilledProject]) -> Iterator[Remark]:
    """The passage speaks of one project: of the project itself, or sentence by sentence of one of its rows."""
    project = _only(passage.text, projects)
    if project is None:
        return
    for sentence in _SENTENCES.split(passage.text):
        rows = _rows_in(sentence, project)
        if len(rows) == 1:
            yield from _compared(passage, sentence, f"“{rows[0].name}”的", _of_row(rows[0]))
        elif not rows:
            yield from _compared(passage, sentence, f"“{project.called}”的", _of_project(project))


def _only(text: str, projects: Sequence[FilledProject]) -> FilledProject | None:
    """The project that a text names; where there is but one, it need not."""
    if len(projects) == 1:
        return projects[0]
    plain_text = folded_name(text)
    named = [one for one in projects if folded_name(one.called) and folded_name(one.called) in plain_text]
    longer = [one for one in named if not any(_is_within(one.called, other.called) for other in named)]
    return longer[0] if len(longer) == 1 else None


def _is_within(one: str, other: str) -> bool:
    return one != other and folded_name(one) in folded_name(other)


def _rows_in(sentence: str, project: FilledProject) -> list[FilledRow]:
    found = [row for row in project.rows if len(row.name) >= _SHORTEST and row.name in sentence]
    return [row for row in found if not any(_is_within(row.name, other.name) for other in found)]


def _of_project(project: FilledProject) -> dict[str, Decimal | None]:
    own, review = project.own_score, project.review_score
    return dict(zip(_OF_PROJECT, (own, review, project.difference, project.deviation), strict=True))


def _of_row(row: FilledRow) -> dict[str, Decimal | None]:
    cut = row.cut if row.review is not None else None
    return dict(zip(_OF_ROW, (row.own, row.review, cut, row.share), strict=True))


def _compared(passage: Passage, text: str, whose: str, known: dict[str, Decimal | None]) -> Iterator[Remark]:
    for what, value in known.items():
        if value is None:
            continue
        is_share = what in ("偏离度", "扣分比例")
        for stated in _figures(_SCORES[what], text):
            wanted = value * 100 if is_share else value
            if not _alike(stated, wanted) and not (what == "偏差" and _alike(stated, -wanted)):
                unit = "%" if is_share else " 分"
                yield _differs(passage, f"{whose}{what}", f"{stated}{unit}", _shown(value, is_share=is_share))


def _figures(pattern: Any, text: str) -> Iterator[str]:
    """The figures that a pattern finds; of several in one place the last (扣 3 分（30%）)."""
    for found in pattern.finditer(text):
        groups = [one for one in found.groups() if one is not None]
        yield groups[-1].translate(_SIGNS)


_SIGNS = str.maketrans("＋－−", "+--")


def _alike(stated: str, value: Decimal) -> bool:
    """Equal at the digits that are written."""
    places = len(stated.partition(".")[2])
    return abs(Decimal(stated) - value) <= Decimal(5) * Decimal(10) ** -(places + 1)


# --------------------------------------------------------------------------------------------------------- overall


def _overall(passage: Passage, projects: Sequence[FilledProject]) -> Iterator[Remark]:
    count = len(projects)
    scores = compared(projects)
    if not scores:
        return
    own, review = (sum(column, Decimal(0)) / len(scores) for column in zip(*scores, strict=True))
    cuts = [row.cut for one in projects for row in one.rows if row.is_cut]
    known = (own, review, review - own, Decimal(count), Decimal(len(cuts)), sum(cuts, Decimal(0)))
    for (what, pattern), value in zip(_OVERALL.items(), known, strict=True):
        for stated in _figures(pattern, passage.text):
            if not _alike(stated, value) and not (what == "平均偏差" and _alike(stated, -value)):
                yield _differs(passage, what, stated, _shown(value, is_share=False, unit=""))


# ---------------------------------------------------------------------------------------------------------- tables


def _tables(document: Document, projects: Sequence[FilledProject]) -> Iterator[Remark]:
    """差值表 of the report: a row a project, its columns by their heads."""
    if document.word is None:
        return
    places = {id(one.element): one for one in document.passages}
    for table in document.word.tables:
        rows = [list(row.cells) for row in table.rows]
        heads = {"".join(cell.text.split()): at for at, cell in enumerate(rows[0])} if rows else {}
        if not {"项目名称", "复核得分"} <= heads.keys():
            continue
        for row in rows[1:]:
            project = _called(row[heads["项目名称"]].text, projects)
            if project is not None:
                yield from _row_of_table(row, heads, project, places)


def _called(name: str, projects: Sequence[FilledProject]) -> FilledProject | None:
    found = [one for one in projects if folded_name(one.called) == folded_name(name)]
    return found[0] if len(found) == 1 else None


def _row_of_table(
    row: Sequence[Any], heads: dict[str, int], project: FilledProject, places: dict[int, Passage]
) -> Iterator[Remark]:
    known = _of_project(project)
    for what in _COLUMNS:
        value = known[what]
        if what not in heads or value is None:
            continue
        cell = row[heads[what]]
        is_share = what == "偏离度"
        found = _CELL.fullmatch(cell.text.translate(_SIGNS).strip())
        if found is None or _alike(found[1], value * 100 if is_share else value):
            continue
        passage = next((places[id(one._p)] for one in cell.paragraphs if id(one._p) in places), None)
        if passage is not None:
            whose = f"“{project.called}”的{what}（表内）"
            yield _differs(passage, whose, cell.text.strip(), _shown(value, is_share=is_share))


# -------------------------------------------------------------------------------------------------------- left out


def _left_out(document: Document, projects: Sequence[FilledProject]) -> Iterator[Remark]:
    whole = folded_name("".join(one.text for one in document.passages))
    told = document.under(*_PROBLEMS) or document.passages
    problems = folded_name("".join(one.text for one in told))
    first = told[0] if told else None
    for project in projects:
        if folded_name(project.project) not in whole:
            yield remark(kinds.PROJECT_LEFT_OUT, 0, "全文", what=project.called)
            continue
        for row in project.rows:
            if row.is_cut and first is not None and folded_name(row.name) not in problems:
                yield remark(
                    kinds.CUT_UNTOLD,
                    first.number,
                    first.place,
                    what=f"{project.called}“{row.name}”",
                    stated=plain(rounded(row.cut, 2)),
                )


# ----------------------------------------------------------------------------------------------------------- words


def _differs(passage: Passage, what: str, stated: str, expected: str) -> Remark:
    return remark(kinds.UNLIKE_REVIEW, passage.number, passage.place, what=what, stated=stated, expected=expected)


def _shown(value: Decimal, *, is_share: bool, unit: str = " 分") -> str:
    return percent(value) if is_share else f"{plain(rounded(value, 2))}{unit}"
