"""Makes the papers of a review: of each form the rows of its sheet, with scores, findings and places; unit by unit.

Which forms: all of a batch, or those of a draw. A form that was drawn is known by its key, else by its content, else by
unit and project where only one goes by them; what is not found again is left out with the reason, never silently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from perfeval_xl.addresses import place_on
from perfeval_xl.filings.batch import Batch, Fate, Filed
from perfeval_xl.filings.identity import code_of
from perfeval_xl.filings.intake import shown
from perfeval_xl.filings.review import words
from perfeval_xl.filings.review.drawn_list import DrawnProject
from perfeval_xl.filings.review.evidence import evidence_of
from perfeval_xl.filings.review.papers import Judged, LeftOut, Paper, Papers, Place, Row
from perfeval_xl.filings.review.targets import parts_of
from perfeval_xl.form import Fund, Indicator, places_of
from perfeval_xl.form_words import bare_name, folded_name
from perfeval_xl.result import Finding, FormResult, Score, Severity, Status
from perfeval_xl.rules import ruleset
from perfeval_xl.rules.model import RuleSet
from perfeval_xl.standing import Scored, scored_rows
from perfeval_xl.units import percent

NO_UNIT, NO_PROJECT = "（不知道单位）", "（没有项目名称）"
_DIGITS = 6  # of the code of a row's names


def papers_of(batch: Batch) -> list[Papers]:
    """A book a unit of all forms of the batch, in its order."""
    return _by_unit((one, None) for one in batch.forms)


def papers_of_draw(batch: Batch, drawn: Sequence[DrawnProject]) -> list[Papers]:
    """A book a unit of the forms that were drawn, in the order of the list."""
    found = [(_found(batch, one), one) for one in drawn]
    made = {one.unit: one for one in _by_unit((filed, line) for filed, line in found if filed is not None)}
    for filed, line in found:
        if filed is None:
            unit = line.unit or NO_UNIT
            left = LeftOut(line.project or NO_PROJECT, unit, _why_not(batch, line))
            made.setdefault(unit, Papers(unit, [])).left_out.append(left)
    return list(made.values())


# --------------------------------------------------------------------------------------------- what was drawn


def _found(batch: Batch, line: DrawnProject) -> Filed | None:
    """The form of a line: by its key, its content, or its names where they are one form's alone."""
    by_key = [one for one in batch.forms if one.own_key == line.key]
    by_content = [one for one in batch.forms if line.content_code and one.content_code == line.content_code]
    names = folded_name(line.unit), folded_name(line.project)
    by_name = [one for one in batch.forms if names[1] and (folded_name(one.unit), folded_name(one.project)) == names]
    return next((found[0] for found in (by_key, by_content, by_name) if len(found) == 1), None)


def _why_not(batch: Batch, line: DrawnProject) -> str:
    if line.file is None:
        return "抽样名单没有记下原表的位置，交来的文件里也找不到这个项目"
    if not line.file.is_file():
        return f"抽样时的原表“{shown(line.file.name)}”已不在原处"
    member = next((one for one in batch.members if one.path.absolute() == line.file.absolute()), None)
    if member is not None and member.fate is not Fate.READ:
        return f"原表“{shown(line.file.name)}”{member.fate.value}：{member.why}"
    return f"原表“{shown(line.file.name)}”里现在没有这个项目"


def _since_the_draw(filed: Filed, line: DrawnProject) -> str:
    """What to tell the reviewer of a form that is not what it was when it was drawn; "" where it is."""
    if not line.content_code or filed.content_code == line.content_code:
        return ""
    return f"抽样之后单位改过这份表（内容码 {line.content_code} → {filed.content_code}），以下是改后的内容。"


# --------------------------------------------------------------------------------------------------- by unit


def _by_unit(forms: Iterable[tuple[Filed, DrawnProject | None]]) -> list[Papers]:
    made: dict[str, Papers] = {}
    for filed, line in forms:
        unit = filed.unit or (line.unit if line is not None else "") or NO_UNIT  # the draw knew it by its folder
        made.setdefault(unit, Papers(unit, [])).papers.append(_paper(filed, line))
    return list(made.values())


def _paper(filed: Filed, line: DrawnProject | None) -> Paper:
    rules = ruleset.load(filed.rules.source if filed.rules is not None else ruleset.NATIONAL)
    rows, whole = _rows(filed, rules)
    paper = Paper(
        filed,
        filed.project or NO_PROJECT,
        rows,
        rules.grade_steps,
        whole,
        reviewer=line.reviewer if line is not None else "",
        draw=line.draw if line is not None else "",
    )
    changed = _since_the_draw(filed, line) if line is not None else ""
    if changed:
        paper.warnings.append(changed)
    if filed.contested_by:
        others = "、".join(one.member.name for one in filed.contested_by)
        paper.warnings.append(f"这个项目交来几个版本，分不出先后：本表取自 {filed.member.name}，另有 {others}。")
    return paper


# ------------------------------------------------------------------------------------------------------- rows


def _rows(filed: Filed, rules: RuleSet) -> tuple[list[Row], list[str]]:
    """The rows of a form's sheet, the money first; and the findings that belong to none of them."""
    result = filed.result
    scored = {(one.score.table, row.row): one for one in scored_rows(result) for row in one.rows}
    keys = _Keys(filed.own_key)
    findings = _Findings(filed)
    evidence, of_none = evidence_of(result, rules)
    rows = [_money(fund, one, keys, findings) for fund, one in _scored_funds(result, scored)]
    for row in result.indicators:
        own = result.score.own("indicators", row.row) if result.score else None
        made = _indicator(row, scored.get(("indicators", row.row)), own, keys, findings)
        rows.append(replace(made, evidence=evidence.get(row.row, "")))
    return rows, [*findings.left(), *of_none]


def _scored_funds(result: FormResult, scored: dict[tuple[str, int], Scored]) -> Iterator[tuple[Fund, Scored | None]]:
    """The rows of the money that carry points; where none does, the whole sum, unless an indicator says the rate."""
    carrying = [
        (fund, one)
        for fund in result.funds
        if (one := scored.get(("funds", fund.row))) is not None and one.score.status is not Status.NOT_SCORED
    ]
    yield from carrying
    if not carrying and not any(one.is_execution for one in result.indicators):
        yield from ((fund, None) for fund in result.funds if fund.source == "total")


def _money(fund: Fund, one: Scored | None, keys: _Keys, findings: _Findings) -> Row:
    name = words.EXECUTION_NAME
    rate = fund.rate.value
    return Row(
        key=keys.of(words.EXECUTION_LEVEL, "", name if fund.source == "total" else fund.label),
        level1=words.EXECUTION_LEVEL,
        level2=words.EXECUTION_LEVEL,
        name=name if fund.source == "total" else f"{name}（{fund.label}）",
        sense="＝",
        target="100",
        unit="%",
        actual=percent(rate) if rate is not None else fund.rate.said.text,
        weight=one.score.weight if one is not None else None,
        self_score=one.own if one is not None else None,
        gives_points=one is not None,
        judged=_judged(one.score if one is not None else None),
        findings=findings.of(fund),
        place=_place(fund, fund.executed.cell or fund.label_cell, findings.sheet),
    )


def _indicator(row: Indicator, one: Scored | None, own: Score | None, keys: _Keys, findings: _Findings) -> Row:
    is_first = one is None or one.rows[0] is row
    score = one.score if one is not None and is_first else None
    gives_points = row.has_own_score and score is not None and score.status is not Status.NOT_SCORED
    shown = score if gives_points else own
    sense, target, unit = parts_of(row)
    name = row.name or "（未填写）"
    return Row(
        key=keys.of(row.level1, row.level2, row.name),
        level1=bare_name(row.level1) or "—",
        level2=bare_name(row.level2) or "—",
        name=f"其中：{name}" if row.is_breakdown and not name.startswith("其中") else name,
        sense=sense,
        target=target,
        unit=unit,
        actual=row.actual or "",
        weight=_weight(row, score) if gives_points else row.weight.value,
        self_score=row.self_score.value if row.has_own_score else None,
        gives_points=gives_points,
        judged=_judged(shown) if gives_points else Judged(derivation=_derivation(shown)),
        findings=findings.of(row),
        place=_place(row, row.actual_cell or row.name_cell, findings.sheet),
    )


def _weight(row: Indicator, score: Score | None) -> Decimal | None:
    return row.weight.value if row.weight.value is not None or score is None else score.weight


def _judged(score: Score | None) -> Judged:
    if score is None:
        return Judged()
    if score.status is Status.NEEDS_REVIEW:
        return Judged(None, score.open_from, score.open_to, _derivation(score))
    return Judged(score.points, derivation=_derivation(score))


def _derivation(score: Score | None) -> str:
    if score is None:
        return ""
    return score.derivation or (f"待复核：{score.why}" if score.why else "")


def _place(row: Fund | Indicator, cell: str | None, sheet: str) -> Place:
    cell = cell or next((one for _, one in places_of(row)), None)
    return Place(*place_on(sheet, cell)) if cell else Place(sheet, None)


class _Keys:
    """Keys of rows: by what the row is called, so that a row that moves is found again and another never takes it."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._seen: Counter[str] = Counter()

    def of(self, level1: str | None, level2: str | None, name: str | None) -> str:
        """The key of the next row with these names."""
        code = code_of(*(folded_name(one) for one in (level1, level2, name)))[:_DIGITS]
        self._seen[code] += 1
        return words.row_key(self._form, code, self._seen[code])


class _Findings:
    """A form's findings, shared out among its rows; each row takes those at one of its cells."""

    def __init__(self, filed: Filed) -> None:
        self.sheet = filed.result.form.sheet
        self._all = sorted(filed.findings, key=lambda one: list(Severity).index(one.severity))
        self._taken: set[int] = set()
        self._places = [{place_on(one.sheet, cell) for cell in _cells(one)} for one in self._all]

    def of(self, row: Fund | Indicator) -> tuple[str, ...]:
        """Those at its own cells; a heading over several rows is no row's own."""
        mine = {place_on(self.sheet, cell) for name, cell in places_of(row) if name not in ("level1", "level2")}
        at = [number for number, places in enumerate(self._places) if places & mine]
        self._taken.update(at)
        return tuple(_told(self._all[number]) for number in at)

    def left(self) -> list[str]:
        """Those that no row took, each with its place."""
        left = (one for number, one in enumerate(self._all) if number not in self._taken)
        return [f"{one.cell or '整表'}　{_told(one)}" for one in left]


def _cells(one: Finding) -> tuple[str, ...]:
    return one.cells or (() if one.cell is None else (one.cell.partition(":")[0],))


def _told(one: Finding) -> str:
    explained = f"（单位说明：{one.explanation}）" if one.explanation else ""
    return f"{one.severity.word} {one.code} {one.message}{explained}"
