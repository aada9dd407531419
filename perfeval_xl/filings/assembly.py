"""Members and what was read of them -> one Batch: forms found again once, with their place among the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from perfeval_xl.filings import identity
from perfeval_xl.filings.approved_files import answered
from perfeval_xl.filings.attention import risk_rules, weigh
from perfeval_xl.filings.batch import Batch, DeskRulesUsed, Fate, Filed, Member, Roster, RosterLine, UnitFrom, total
from perfeval_xl.filings.comparisons import compare
from perfeval_xl.filings.desk_rules import DeskRules, load
from perfeval_xl.filings.disposition import dispose
from perfeval_xl.filings.intake import NO_ACTION
from perfeval_xl.filings.owners import folder_unit, named, one_name_each
from perfeval_xl.filings.quality import quality_items, quality_rows
from perfeval_xl.filings.roster import call_the_roll, find_lines, settle_unit
from perfeval_xl.filings.unit_rows import unit_rows
from perfeval_xl.filings.versions import seen_from, tell_doubles, tell_versions
from perfeval_xl.form import NOT_JUDGED
from perfeval_xl.form_words import KIND_WORDS
from perfeval_xl.problems import parted
from perfeval_xl.reading.records.target_tables import TargetTable
from perfeval_xl.result import FileResult
from perfeval_xl.standing import own_total

NO_FORM = "R907"  # a workbook without a self-evaluation form
OTHER_KIND = "R906"  # .pdf, .doc, .et
NO_PROJECT = "（没有写项目名称）"
SHORT_KINDS = {"project": "自评表", "department": "部门整体自评表", "transfer": "转移支付自评表"}


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the filings: the roster with its lines, the points of the desk."""

    roster: Roster | None = None
    lines: Sequence[RosterLine] = ()
    rules: DeskRules = field(default_factory=load)
    last: Sequence[Filed] = ()  # last year's forms that count
    targets: Sequence[TargetTable] = ()  # as approved; the pipeline has given them to the forms
    remarks: Sequence[str] = ()  # on what stands beside, a sentence each


def batch_of(members: Iterable[Member], results: Mapping[int, FileResult], beside: Beside | None = None) -> Batch:
    """The batch of all members; `results`: what was read of the member with this place in the list.

    A member without a result has its fate already (intake could tell by name or content what it is), as has one whose
    `why` says already what it is instead of a form.
    """
    beside = beside or Beside()
    listed = list(members)
    for place, result in results.items():
        _take_in(listed[place], result)
    all_forms = [one for member in listed for one in member.forms]
    _find_owners(listed, all_forms, beside)
    tell_doubles(listed)
    tell_versions(all_forms)
    forms = sorted((one for one in all_forms if one.counts), key=_place)
    _say_what_was_read(listed)
    _settle_prints(listed)
    if beside.roster is not None:
        settle_unit(beside.roster, forms, beside.lines)
        call_the_roll(beside.roster, beside.lines, forms, listed)
    compared, failed = compare(forms, beside.last)
    whole = total(one.annual for one in forms)
    for one in forms:
        dispose(one)
        weigh(one, whole, beside.rules.attention)
    units = unit_rows(forms)
    return Batch(
        members=listed,
        forms=forms,
        roster=beside.roster,
        comparisons=compared,
        units=units,
        quality=quality_rows(units, beside.roster, beside.rules.quality),
        desk_rules=_used(beside.rules),
        remarks=(*beside.remarks, *(answered(beside.targets, forms) if beside.targets else ()), *failed),
    )


def _place(one: Filed) -> tuple[str, str, str, str, str]:
    """Forms stand by 部门编码 and 项目编码; those without one behind, by unit and project."""
    last = "\U0010ffff"
    return one.department_code or last, one.project_code or last, one.unit or last, one.project, one.member.name


def _used(rules: DeskRules) -> DeskRulesUsed:
    attention = rules.attention
    return DeskRulesUsed(
        title=rules.title,
        digest=rules.digest,
        confirmed=rules.confirmed,
        risk=risk_rules(attention),
        first_from=attention.first_from,
        next_from=attention.next_from,
        quality=quality_items(rules.quality),
    )


# ------------------------------------------------------------------------------------------------- what was read


def _take_in(member: Member, result: FileResult) -> None:
    """What was read of a file becomes forms and the member's fate."""
    member.result = result
    result.file = member.name
    if result.error_code is not None:
        member.code = result.error_code
        if member.why:  # it was seen what it is instead
            member.fate, member.do = Fate.OTHER, NO_ACTION
        else:
            member.fate, (member.why, member.do) = Fate.FAILED, parted(result.error_message or "")
        return
    for form in result.forms:
        form.form.file = member.name
        member.forms.append(_filed(member, result, len(member.forms)))
    if not any(one.counts for one in member.forms):
        member.fate, member.do = Fate.OTHER, NO_ACTION


def _say_what_was_read(members: Iterable[Member]) -> None:
    for member in members:
        if not member.forms or member.fate in (Fate.DOUBLE, Fate.SUPERSEDED):
            continue
        member.why = "；".join(dict.fromkeys(_words(one) for one in member.forms)) + "。"
        contested = [one for one in member.forms if one.counts and one.contested_by]
        if contested:
            others = "、".join(dict.fromkeys(two.member.name for one in contested for two in one.contested_by))
            member.why += f"两个版本，分不出先后：另一份是 {others}。"
            member.do = "请定以哪一份为准，把另一份移走后重新汇总。"


def _settle_prints(members: Sequence[Member]) -> None:
    """A .pdf or .doc beside a workbook of the same name that was read is its print or draft: the workbook counts."""
    read = {_without_ending(one): one for one in members if one.fate is Fate.READ}
    for member in members:
        workbook = read.get(_without_ending(member))
        if member.code == OTHER_KIND and workbook is not None:
            member.fate, member.do = Fate.OTHER, NO_ACTION
            member.why = f"与读入的 {seen_from(workbook, member)} 同名，没有读；以工作簿为准。"


def _without_ending(member: Member) -> str:
    return member.name.rpartition(".")[0] if "." in member.own_name else member.name


def _words(one: Filed) -> str:
    form = one.result.form
    if one.counts:
        kind = SHORT_KINDS.get(form.kind, KIND_WORDS[form.kind])
        return f"{kind}：{one.project or NO_PROJECT}" + ("（空表）" if one.is_empty else "")
    if form.kind in NOT_JUDGED:
        return f"{KIND_WORDS[form.kind]}（{form.sheet}）"
    return f"{one.project or NO_PROJECT}（{form.sheet}）不计，以 {one.of.member.name if one.of else ''} 为准"


def _filed(member: Member, result: FileResult, number: int) -> Filed:
    one = result.forms[number]
    form, score = one.form, one.score
    filed = Filed(
        result=one,
        member=member,
        number=number + 1,
        key="",
        content_code=identity.content_code(one),
        unit=named(form.unit),
        unit_from=UnitFrom.FORM,
        project=named(form.project),
        year=form.year,
        department=form.department,
        rules=result.rules,
        counts=form.kind not in NOT_JUDGED,
        is_empty=identity.is_empty(one),
        initial=identity.amount_of(one, "initial_budget"),
        annual=identity.amount_of(one, "annual_budget"),
        executed=identity.amount_of(one, "executed"),
        self_score=form.total_self_score.value if form.total_self_score.value is not None else own_total(one),
        grade=form.grade,
    )
    if filed.annual and filed.executed is not None:
        filed.rate = filed.executed / filed.annual
    if score is not None:
        filed.open, filed.grade_computed = score.open, score.grade
        filed.lowest, filed.highest = score.bounds or (None, None)
        filed.score = None if score.open else score.total
    if filed.score is not None and filed.self_score is not None:
        filed.difference = filed.self_score - filed.score
    return filed


# ---------------------------------------------------------------------------------------------------- whose it is


def _find_owners(members: Sequence[Member], forms: Sequence[Filed], beside: Beside) -> None:
    """Unit, line of the roster and key of each form."""
    known = dict.fromkeys([line.unit for line in beside.lines if line.unit] + [one.unit for one in forms if one.unit])
    for member in members:
        member.folder_unit = folder_unit(member, known)
    find_lines(forms, beside.lines)
    for one in forms:
        if not one.unit:
            one.unit, one.unit_from = _unit_of(one)
    names = one_name_each((one.unit for one in forms), (line.unit for line in beside.lines if line.unit))
    for one in forms:
        line = one.line
        one.unit = names.get(one.unit, one.unit)
        if line is not None:
            one.project_code, one.department_code, one.office = line.project_code, line.department_code, line.office
            one.department = line.department or one.department
        one.key = one.project_code or _key_of(one)


def _key_of(one: Filed) -> str:
    project = one.project or (identity.WHOLE_UNIT if one.result.form.kind == "department" else "")
    return identity.key_of(one.unit, project, one.year, one.member.content_code, one.number)


def _unit_of(one: Filed) -> tuple[str, UnitFrom]:
    if one.line is not None and one.line.unit:
        return one.line.unit, UnitFrom.ROSTER
    if one.member.folder_unit:
        return one.member.folder_unit, UnitFrom.FOLDER
    return "", UnitFrom.NOBODY
