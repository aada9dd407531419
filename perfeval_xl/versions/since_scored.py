"""What was changed in a copy since it was scored, and between it and other copies: lines with their places."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from perfeval_xl import __version__, pipeline
from perfeval_xl.inputs import Input
from perfeval_xl.seal import differences
from perfeval_xl.versions.looked import Looked, spoken
from perfeval_xl.writing.copy import rescored as results
from perfeval_xl.xlsx.package import Package

if TYPE_CHECKING:
    from perfeval_xl.seal import Difference
    from perfeval_xl.writing.copy.record import Sealed

_UNCHANGED = "与评分时一致"
_ON_EITHER = "评分汇总，或自评表上不计入核对码的内容（如标题）改过"


def verified(one: Looked) -> Iterator[dict[str, Any]]:
    """What a sealed file says of itself, a line a change.

    A line has `file`, `message`, `changed`, `sheet` and `cell`; of a value also `label`, `before` and `after`.
    """
    sealed, name = one.sealed, Path(one.file.file).name
    assert sealed is not None
    stale = list(_stale(one))
    rescored = list(_rescored(one)) if one.rules.digest == sealed.digest else []
    if one.code == sealed.code and not stale:
        but = f"；重新评分，评分汇总有 {len(rescored)} 处不同（{_ON_EITHER}）" if rescored else ""
        yield _line(one, f"{name}：核对码 {sealed.code}，{_UNCHANGED}{but}。", changed=bool(rescored))
        yield from rescored
        return
    if one.rules.digest != sealed.digest:
        yield _line(
            one,
            f"{name}：评分时用的规则（{sealed.rules_id}，校验码 {sealed.digest}）与现在的（{one.rules.id}，校验码 "
            f"{one.rules.digest}）不同，核对码 {sealed.code} 不能直接比；请用 --rules 写上当时的规则文件。",
            changed=True,
        )
    found = [
        (form.form.sheet, difference)
        for form, before, after in zip(one.file.forms, sealed.values, one.values, strict=False)
        for difference in differences(before, after)
    ]
    if one.rules.digest == sealed.digest:
        what = f"评分以后有改动（{len(found) + len(stale)} 处）" if found or stale else _cannot_say(sealed)
        yield _line(one, f"{name}：核对码应为 {sealed.code}，现在是 {one.code}，{what}。", changed=True)
    for sheet, difference in found:
        yield _line(one, f"  {spoken(sheet, difference)}", changed=True, sheet=sheet, difference=difference)
    yield from stale
    if rescored:
        yield _line(one, f"  重新评分，评分汇总有 {len(rescored)} 处不同：", changed=True)
        yield from rescored


def _rescored(one: Looked) -> Iterator[dict[str, Any]]:
    """Where 评分汇总 says something else than the form as it stands now comes to."""
    whole = Path(one.file.file)
    with tempfile.TemporaryDirectory() as folder:
        rules = one.rules.id if one.file.rules is None else one.file.rules.source
        options = pipeline.Options(rules=rules, write=True, folder=Path(folder), force=True)
        made = pipeline.run([Input(whole)], options).files[0]
        if made.output is None:
            return
        for other in results.differences(Package.open(whole), Package.open(Path(made.output)), one.file.file):
            message = f"  {other.sheet}!{other.cell}　评分件里写的是 {other.there or '空白'}，重新评分是 {other.fresh}"
            line = _line(one, message, changed=True, sheet=other.sheet, cell=other.cell)
            yield line | {"before": other.fresh, "after": other.there or None}


def _cannot_say(sealed: Sealed) -> str:
    if not sealed.values:
        return "评分以后有改动；报送件不带评分记录，要知道改了哪里，请同时写上评分件：perfeval-xl verify 报送件 评分件"
    if not sealed.program.endswith(__version__):
        return f"数值没有不同，核对码由另一版本（{sealed.program}）算出"
    return "数值没有不同，是核对码本身被改过"


def _stale(one: Looked) -> Iterator[dict[str, Any]]:
    """A formula whose stored result is not its own: somebody typed over the result, or it was not recalculated."""
    for form in one.file.forms:
        for note in form.notes:
            if note.kind == "stale":
                message = f"  {note.sheet}!{note.cell}　公式的结果与公式不符：{note.text}"
                yield _line(one, message, changed=True, sheet=note.sheet, cell=note.cell)


def between(first: Looked, other: Looked) -> Iterator[dict[str, Any]]:
    """What differs between two files of the same forms, in the same lines."""
    names = f"{Path(first.file.file).name} 与 {Path(other.file.file).name}"
    if first.code == other.code:
        yield _line(other, f"{names}：数值一致（核对码 {first.code}）。", changed=False)
        return
    found = [
        (form.form.sheet, difference)
        for form, before, after in zip(other.file.forms, first.values, other.values, strict=False)
        for difference in differences(before, after)
    ]
    if len(first.values) != len(other.values):
        yield _line(
            other,
            f"{names}：分别有 {len(first.values)} 份、{len(other.values)} 份自评表，多出来的没有比。",
            changed=True,
        )
    yield _line(other, f"{names}：不同 {len(found)} 处。", changed=bool(found))
    for sheet, difference in found:
        yield _line(other, f"  {spoken(sheet, difference)}", changed=True, sheet=sheet, difference=difference)


def _line(
    one: Looked,
    message: str,
    *,
    changed: bool,
    sheet: str | None = None,
    cell: str | None = None,
    difference: Difference | None = None,
) -> dict[str, Any]:
    line: dict[str, Any] = {"file": one.file.file, "message": message, "changed": changed}
    if difference is not None:
        line |= {"label": difference.label, "before": difference.before or None, "after": difference.after or None}
        cell = difference.place or None
    return line | {"sheet": sheet, "cell": cell}
