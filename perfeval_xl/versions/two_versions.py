"""Two versions of the same forms: what was changed, which findings are gone, left, new; told, as JSON, a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfeval_xl.changes import keys
from perfeval_xl.outputs import make_folder, may_replace
from perfeval_xl.seal import differences
from perfeval_xl.versions.looked import Looked, spoken
from perfeval_xl.whole_files import write_atomically
from perfeval_xl.writing.difference import workbook_of

if TYPE_CHECKING:
    from perfeval_xl.result import Finding, FormResult
    from perfeval_xl.seal import Difference, Value


@dataclass(slots=True)
class Compared:
    """One form in its two versions: what was changed, each with the codes of earlier findings at its place."""

    project: str
    sheet: str
    changes: list[tuple[Difference, tuple[str, ...]]]
    gone: list[Finding]
    left: list[tuple[Finding, Finding]]  # as it was, as it is
    new: list[Finding]


def compare(old: Looked, new: Looked) -> tuple[list[Compared], list[str]]:
    """Forms are paired by project, those without by their order; and what has no partner, in words."""
    pairs, unpaired = _pairs(old.file.forms, new.file.forms)
    found: list[Compared] = []
    for before, after in pairs:
        values = (_of(old, before), _of(new, after))
        found.append(_of_form(before, after, values))
    return found, unpaired


def _of(looked: Looked, form: FormResult) -> list[Value]:
    return looked.values[looked.file.forms.index(form)]


def _pairs(
    old: Sequence[FormResult], new: Sequence[FormResult]
) -> tuple[list[tuple[FormResult, FormResult]], list[str]]:
    if len(old) == len(new) == 1:
        return [(old[0], new[0])], []
    left = list(new)
    pairs: list[tuple[FormResult, FormResult]] = []
    unpaired: list[str] = []
    for one in old:
        same = next((other for other in left if other.form.project == one.form.project), None)
        if same is None:
            unpaired.append(f"旧表里的“{one.form.project or one.form.sheet}”在新表里没有")
        else:
            pairs.append((one, same))
            left.remove(same)
    return pairs, unpaired + [f"新表里的“{one.form.project or one.form.sheet}”在旧表里没有" for one in left]


def _of_form(before: FormResult, after: FormResult, values: tuple[list[Value], list[Value]]) -> Compared:
    changes = [(one, tuple(_codes_at(before.findings, one))) for one in differences(*values)]
    then, now = (dict(zip(keys(one.findings), one.findings, strict=True)) for one in (before, after))
    return Compared(
        after.form.project or before.form.project or "",
        after.form.sheet,
        changes,
        [one for key, one in then.items() if key not in now],
        [(then[key], one) for key, one in now.items() if key in then],
        [one for key, one in now.items() if key not in then],
    )


def _codes_at(findings: Sequence[Finding], change: Difference) -> Iterator[str]:
    for one in findings:
        cells = {(one.cell or "").partition(":")[0], *one.cells}
        if change.cell_before in cells or (one.label and one.label.partition("·")[0] == change.row):
            yield one.code


def told(compared: Sequence[Compared], unpaired: Sequence[str]) -> Iterator[str]:
    for one in compared:
        asked = sum(bool(codes) for _, codes in one.changes)
        yield (
            f"{one.project or one.sheet}：改动 {len(one.changes)} 处（对应意见的 {asked} 处）；"
            f"意见已消除 {len(one.gone)} 条、还在 {len(one.left)} 条、新增 {len(one.new)} 条。"
        )
        for change, codes in one.changes:
            why = f"（对应意见 {'、'.join(dict.fromkeys(codes))}）" if codes else "（没有对应的意见）"
            yield f"  {spoken(one.sheet, change)}{why}"
        for word, findings in (("还在", [is_now for _, is_now in one.left]), ("新增", one.new)):
            for finding in findings:
                yield f"  {word}　{finding.severity.word}　{finding.cell or ''}　{finding.message} [{finding.code}]"
    for line in unpaired:
        yield f"{line}。"


def as_json(compared: Sequence[Compared], unpaired: Sequence[str]) -> dict[str, Any]:
    def finding(one: Finding) -> dict[str, Any]:
        fields = ("code", "cell", "label", "message", "stated", "expected")
        return {name: getattr(one, name) for name in fields}

    def findings(found: Sequence[Finding]) -> list[dict[str, Any]]:
        return [finding(one) for one in found]

    forms = [
        {
            "project": one.project or None,
            "sheet": one.sheet,
            "changes": [
                asdict(change) | {"label": change.label, "codes": list(codes)} for change, codes in one.changes
            ],
            "settled": findings(one.gone),
            "left": findings([is_now for _, is_now in one.left]),
            "stayed": [[finding(was), finding(is_now)] for was, is_now in one.left],
            "new": findings(one.new),
        }
        for one in compared
    ]
    return {"tool": "perfeval-xl", "forms": forms, "unpaired": list(unpaired)}


def write(target: Path, compared: Sequence[Compared], *, force: bool) -> None:
    make_folder(target.parent)
    may_replace(target, ours=False, force=force)
    rows = [
        (
            one.project,
            one.sheet,
            change.place,
            change.label,
            change.before,
            change.after,
            "、".join(dict.fromkeys(codes)),
        )
        for one in compared
        for change, codes in one.changes
    ]
    findings = [
        (one.project, word, finding.severity.word, finding.code, finding.cell or "", finding.message)
        for one in compared
        for word, found in (("已消除", one.gone), ("还在", [is_now for _, is_now in one.left]), ("新增", one.new))
        for finding in found
    ]
    write_atomically(target, workbook_of(rows, findings))
