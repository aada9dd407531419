"""The commands `verify` and `diff`: was a copy changed since it was scored; what differs between two versions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from perfeval_xl.commands import options
from perfeval_xl.commands.answers import CLEAN, FINDINGS, Stop, print_utf8, say
from perfeval_xl.commands.words import ChineseCommand

if TYPE_CHECKING:
    from perfeval_xl.result import FileResult, Finding, FormResult
    from perfeval_xl.rules.ruleset import RuleSet
    from perfeval_xl.seal import Difference, Value
    from perfeval_xl.writing.copy.record import Sealed

_UNCHANGED = "与评分时一致"


# ------------------------------------------------------------------------------------------------------- verify


@dataclass(slots=True)
class _Looked:
    """One file that was looked at: its forms as they stand now, and what it says of itself."""

    file: FileResult
    rules: RuleSet
    values: list[list[Value]]
    code: str
    sealed: Sealed | None


@click.command(cls=ChineseCommand)
@click.argument("files", metavar="文件…", nargs=-1, required=True)
@click.option("--rules", metavar="编号或文件", help="评分用的是自己的规则文件时，写上它。")
@options.as_json
def verify(files: tuple[str, ...], rules: str | None, as_json: bool) -> int:
    """核对评分件、报送件的核对码：评分以后有没有改动，改了哪里；并重新评分，列出评分汇总里与之不同的地方。

    同时写上原表或另一份（如公示稿），还会列出它们之间不同的地方。核对码是对数值算的，另存、重排不影响；它能说明数值有没有变，不能说明是谁评的分。
    """
    looked = [_look(path, rules) for path in files]
    told = [line for one in looked if one.sealed is not None for line in _verified(one)]
    first = next((one for one in looked if one.sealed is not None), None)
    if first is None:
        raise Stop("这些文件里没有核对码：不是本程序生成的评分件、报送件，或由不带核对码的版本生成。")
    for other in looked:
        if other is not first:
            told += _between(first, other)
    if as_json:
        print_utf8(json.dumps({"tool": "perfeval-xl", "findings": told}, ensure_ascii=False, indent=2))
    else:
        for line in told:
            say(line["message"])
    return FINDINGS if any(line["changed"] for line in told) else CLEAN


def _look(path: str, rules: str | None) -> _Looked:
    from perfeval_xl import pipeline
    from perfeval_xl.inputs import Input
    from perfeval_xl.rules import ruleset
    from perfeval_xl.seal import code_of, values_of
    from perfeval_xl.standing import fillings_of
    from perfeval_xl.writing.copy.record import sealed_in
    from perfeval_xl.xlsx.package import Package

    whole = Path(path)
    first = pipeline.run([Input(whole)], pipeline.Options(rules=rules)).files[0]
    if first.error_code is not None:
        raise Stop(f"{path}：{first.error_message} [{first.error_code}]")
    sealed = sealed_in(Package.open(whole)) if whole.suffix.lower() in (".xlsx", ".xlsm") else None
    source = first.rules.source if first.rules is not None else ruleset.NATIONAL
    if rules is None and sealed is not None and sealed.rules_id in ruleset.SHIPPED and sealed.rules_id != source:
        source = sealed.rules_id
        first = pipeline.run([Input(whole)], pipeline.Options(rules=source)).files[0]
    used = ruleset.load(source)
    values = [values_of(form, fillings_of(form, used)) for form in first.forms]
    return _Looked(first, used, values, code_of((form, used) for form in first.forms), sealed)


def _verified(one: _Looked) -> Iterator[dict[str, Any]]:
    from perfeval_xl.seal import differences

    sealed, name = one.sealed, Path(one.file.file).name
    assert sealed is not None
    stale = list(_stale(one))
    rescored = list(_rescored(one)) if one.rules.digest == sealed.digest else []
    if one.code == sealed.code and not stale:
        results = f"；重新评分，评分汇总有 {len(rescored)} 处不同（{_ON_EITHER}）" if rescored else ""
        yield _line(one, f"{name}：核对码 {sealed.code}，{_UNCHANGED}{results}。", changed=bool(rescored))
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
        yield _line(one, f"  {_spoken(sheet, difference)}", changed=True, sheet=sheet, difference=difference)
    yield from stale
    if rescored:
        yield _line(one, f"  重新评分，评分汇总有 {len(rescored)} 处不同：", changed=True)
        yield from rescored


_ON_EITHER = "评分汇总，或自评表上不计入核对码的内容（如标题）改过"


def _rescored(one: _Looked) -> Iterator[dict[str, Any]]:
    """Where 评分汇总 says something else than the form as it stands now comes to."""
    import tempfile

    from perfeval_xl import pipeline
    from perfeval_xl.inputs import Input
    from perfeval_xl.writing.copy.rescored import differences
    from perfeval_xl.xlsx.package import Package

    whole = Path(one.file.file)
    with tempfile.TemporaryDirectory() as folder:
        rules = one.rules.id if one.file.rules is None else one.file.rules.source
        options = pipeline.Options(rules=rules, write=True, folder=Path(folder), force=True)
        made = pipeline.run([Input(whole)], options).files[0]
        if made.output is None:
            return
        for other in differences(Package.open(whole), Package.open(Path(made.output)), one.file.file):
            message = f"  {other.sheet}!{other.cell}　评分件里写的是 {other.there or '空白'}，重新评分是 {other.fresh}"
            line = _line(one, message, changed=True, sheet=other.sheet, cell=other.cell)
            yield line | {"before": other.fresh, "after": other.there or None}


def _cannot_say(sealed: Sealed) -> str:
    from perfeval_xl import __version__

    if not sealed.values:
        return "评分以后有改动；报送件不带评分记录，要知道改了哪里，请同时写上评分件：perfeval-xl verify 报送件 评分件"
    if not sealed.program.endswith(__version__):
        return f"数值没有不同，核对码由另一版本（{sealed.program}）算出"
    return "数值没有不同，是核对码本身被改过"


def _stale(one: _Looked) -> Iterator[dict[str, Any]]:
    """A formula whose stored result is not its own: somebody typed over the result, or it was not recalculated."""
    for form in one.file.forms:
        for note in form.notes:
            if note.kind == "stale":
                message = f"  {note.sheet}!{note.cell}　公式的结果与公式不符：{note.text}"
                yield _line(one, message, changed=True, sheet=note.sheet, cell=note.cell)


def _between(first: _Looked, other: _Looked) -> Iterator[dict[str, Any]]:
    """What differs between two files of the same forms."""
    from perfeval_xl.seal import differences

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
        yield _line(other, f"  {_spoken(sheet, difference)}", changed=True, sheet=sheet, difference=difference)


def _line(
    one: _Looked,
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


def _spoken(sheet: str, one: Difference) -> str:
    place = f"{sheet}!{one.place}" if one.place else sheet
    return f"{place}　{one.label}：{one.before or '空白'} → {one.after or '空白'}"


# --------------------------------------------------------------------------------------------------------- diff


@dataclass(slots=True)
class _Compared:
    """One form in its two versions: what was changed, each with the codes of earlier findings at its place."""

    project: str
    sheet: str
    changes: list[tuple[Difference, tuple[str, ...]]]
    gone: list[Finding]
    left: list[tuple[Finding, Finding]]  # as it was, as it is
    new: list[Finding]


@click.command(cls=ChineseCommand)
@click.argument("old", metavar="旧表")
@click.argument("new", metavar="新表")
@options.rules
@options.as_json
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="另写一份 差异.xlsx。")
@click.option("--force", is_flag=True, help="允许覆盖已有的同名文件。")
def diff(old: str, new: str, rules: str | None, as_json: bool, output: Path | None, force: bool) -> int:
    """比较自评表的两个版本：整改改了什么，是不是只改了该改的。

    只比数值和文字，按栏目名称比；挪动、插入的行照样对得上。每处改动写明对应哪条意见；意见分已消除、还在、新增。
    整改台账里的事项，把新表放进材料文件夹再次汇总，就标成“已消除”。
    """
    compared, unpaired = _compare(_look(old, rules), _look(new, rules))
    if as_json:
        print_utf8(json.dumps(_as_json(compared, unpaired), ensure_ascii=False, indent=2))
    else:
        for line in _told(compared, unpaired):
            say(line)
    if output is not None:
        _write(output, compared, force=force)
        say(f"已写出：{output}", err=as_json)
    return FINDINGS if unpaired or any(one.changes or one.new for one in compared) else CLEAN


def _compare(old: _Looked, new: _Looked) -> tuple[list[_Compared], list[str]]:
    """Forms are paired by project, those without by their order; and what has no partner, in words."""
    pairs, unpaired = _pairs(old.file.forms, new.file.forms)
    found: list[_Compared] = []
    for before, after in pairs:
        values = (_of(old, before), _of(new, after))
        found.append(_of_form(before, after, values))
    return found, unpaired


def _of(looked: _Looked, form: FormResult) -> list[Value]:
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


def _of_form(before: FormResult, after: FormResult, values: tuple[list[Value], list[Value]]) -> _Compared:
    from perfeval_xl.changes import keys
    from perfeval_xl.seal import differences

    changes = [(one, tuple(_codes_at(before.findings, one))) for one in differences(*values)]
    then, now = (dict(zip(keys(one.findings), one.findings, strict=True)) for one in (before, after))
    return _Compared(
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


def _told(compared: Sequence[_Compared], unpaired: Sequence[str]) -> Iterator[str]:
    for one in compared:
        asked = sum(bool(codes) for _, codes in one.changes)
        yield (
            f"{one.project or one.sheet}：改动 {len(one.changes)} 处（对应意见的 {asked} 处）；"
            f"意见已消除 {len(one.gone)} 条、还在 {len(one.left)} 条、新增 {len(one.new)} 条。"
        )
        for change, codes in one.changes:
            why = f"（对应意见 {'、'.join(dict.fromkeys(codes))}）" if codes else "（没有对应的意见）"
            yield f"  {_spoken(one.sheet, change)}{why}"
        for word, findings in (("还在", [is_now for _, is_now in one.left]), ("新增", one.new)):
            for finding in findings:
                yield f"  {word}　{finding.severity.word}　{finding.cell or ''}　{finding.message} [{finding.code}]"
    for line in unpaired:
        yield f"{line}。"


def _as_json(compared: Sequence[_Compared], unpaired: Sequence[str]) -> dict[str, Any]:
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


def _write(target: Path, compared: Sequence[_Compared], *, force: bool) -> None:
    from perfeval_xl.outputs import make_folder, may_replace
    from perfeval_xl.whole_files import write_atomically
    from perfeval_xl.writing.difference import workbook_of

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
