"""Members and what was read of them -> one Batch: forms found again once, with their place among the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from perfeval_xl.filings import identity
from perfeval_xl.filings.batch import Batch, Fate, Filed, Member, UnitFrom
from perfeval_xl.filings.disposition import dispose
from perfeval_xl.filings.unit_rows import unit_rows
from perfeval_xl.form import NOT_JUDGED
from perfeval_xl.form_words import KIND_WORDS
from perfeval_xl.result import FileResult
from perfeval_xl.standing import own_total

NO_FORM = "R907"  # a workbook without a self-evaluation form


def batch_of(members: Iterable[Member], results: Mapping[int, FileResult]) -> Batch:
    """The batch of all members; `results`: what was read of the member with this place in the list.

    A member without a result has its fate already (intake could tell by name or content what it is).
    """
    listed = list(members)
    for place, result in results.items():
        _take_in(listed[place], result)
    forms = [one for member in listed for one in member.forms if one.counts]
    forms.sort(key=lambda one: (one.department_code or "", one.project_code or "", one.unit, one.project))
    for one in forms:
        dispose(one)
    return Batch(listed, forms, units=unit_rows(forms))


def _take_in(member: Member, result: FileResult) -> None:
    """What was read of a file becomes forms and the member's fate."""
    member.rules = result.rules
    if result.error_code is not None:
        member.fate = Fate.OTHER if result.error_code == NO_FORM else Fate.FAILED
        member.code, (member.why, member.do) = result.error_code, _parted(result.error_message or "")
        return
    result.file = member.name
    for number, form in enumerate(result.forms, 1):
        form.form.file = member.name
        member.forms.append(_filed(member, result, number))
    counting = [one for one in member.forms if one.counts]
    member.fate = Fate.READ if counting else Fate.OTHER
    member.why = "；".join(_words(one) for one in member.forms)


def _parted(message: str) -> tuple[str, str]:
    """What is wrong, and what to do about it: the sentences of a refusal have both."""
    wrong, mark, rest = message.partition("请")
    return (wrong.rstrip("，；。") + "。", mark + rest) if rest and wrong else (message, "")


def _words(one: Filed) -> str:
    kind = one.result.form.kind
    return f"{one.project or '（没有项目名称）'}（{one.result.form.sheet}）" if one.counts else KIND_WORDS[kind]


def _filed(member: Member, result: FileResult, number: int) -> Filed:
    one = result.forms[number - 1]
    form, score = one.form, one.score
    unit, said = form.unit or "", UnitFrom.FORM
    if not unit:
        unit, said = (member.folder_unit, UnitFrom.FOLDER) if member.folder_unit else ("", UnitFrom.NOBODY)
    filed = Filed(
        result=one,
        member=member,
        key=identity.key_of(unit, form.project or "", form.year, member.content_code, number),
        content_code=identity.content_code(one),
        unit=unit,
        unit_from=said,
        project=form.project or "",
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


def forms_of(members: Iterable[Member]) -> Iterator[Filed]:
    """Every form of some members, also those that do not count."""
    return (one for member in members for one in member.forms)
