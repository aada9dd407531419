"""The command `report`: the Word report of a form, or of all forms of a unit."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from perfeval_xl.commands import options
from perfeval_xl.commands.answers import CLEAN, FAILED, FINDINGS, Stop, exit_code, print_utf8, say
from perfeval_xl.commands.words import ChineseCommand
from perfeval_xl.problems import FileError

if TYPE_CHECKING:
    from perfeval_xl.filings.review.filled import FilledProject
    from perfeval_xl.report_check.document import Document
    from perfeval_xl.report_check.kinds import Remark
    from perfeval_xl.result import Result


@click.command(cls=ChineseCommand)
@click.argument("files", metavar="文件…", nargs=-1)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="文件", help="报告写到这个 .docx 文件或文件夹。"
)
@click.option("--outline", metavar="编号或文件", help="报告提纲：--outlines 列出的编号，或自己的 .docx 提纲。")
@options.rules
@click.option("--force", is_flag=True, help="允许覆盖已有的同名文件。")
@click.option("--outlines", "list_outlines", is_flag=True, help="列出自带的报告提纲。")
@click.option("--fields", "list_fields", is_flag=True, help="列出提纲里可以用的字段，各带一个例子。")
@click.option(
    "--check",
    "existing",
    type=click.Path(path_type=Path),
    metavar="报告",
    help="核对已有的报告（.docx、.txt），不生成新的。",
)
@click.option("--json", "as_json", is_flag=True, help="与 --check 同用：输出 JSON，供其他程序读取。")
@click.option("--blank", type=click.Path(path_type=Path), metavar="文件", help="把提纲本身写到这个文件，供修改。")
def report(
    files: tuple[str, ...],
    output: Path | None,
    outline: str | None,
    rules: str | None,
    force: bool,
    list_outlines: bool,
    list_fields: bool,
    existing: Path | None,
    as_json: bool,
    blank: Path | None,
) -> int:
    """由自评表生成绩效评价报告（Word）：金额、指标、得分都取自核对结果。

    写一个文件是一个项目的报告；写多个文件或一个文件夹，是一个单位全部项目的报告。自评表里没有的内容标为【待补充】。

    写填好的复核底稿（一本，或放底稿的文件夹），是自评复核报告；别处的底稿加 --outline review。

    已有报告的，用 --check 报告.docx 与自评表（或复核底稿）核对；加 -o 批注.docx，另写一份带批注的副本。
    """
    from perfeval_xl.writing.report import outlines

    if list_outlines:
        for name, title in {**outlines.SHIPPED, **outlines.OF_REVIEWS}.items():
            say(f"{name}\t{title}")
        return CLEAN
    if list_fields:
        return _show_fields_of_review(files) if outline in outlines.OF_REVIEWS else _show_fields()
    chosen = outline or outlines.STANDARD
    if blank is not None:
        _write(blank, outlines.bytes_of(chosen), force=force)
        say(f"已写出提纲：{blank}")
        return CLEAN
    if not files:
        raise Stop("没有写文件名，例如：perfeval-xl report 自评表.xlsx")
    if outline in outlines.OF_REVIEWS or _are_reviews(files):
        if outline in outlines.SHIPPED:
            raise Stop(f"提纲 {outline} 是自评表的报告用的；复核底稿请用 --outline review，或自己的 .docx 提纲。")
        return _of_review(files, output, outline or outlines.REVIEW, existing, force=force, as_json=as_json)
    if existing is not None:
        return _check(existing, files, output, chosen, rules, force=force, as_json=as_json)
    return _report(files, output, chosen, rules, force=force)


def _report(files: tuple[str, ...], output: Path | None, outline: str, rules: str | None, *, force: bool) -> int:
    from perfeval_xl.desk.report import report_of

    result = _judged(files, rules)
    made = report_of(result.files, outline)
    if made is None:
        raise Stop("没有可以写成报告的自评表。")
    target = _target(result, output)
    _write(target, made.data, force=force)
    say(f"已写出报告：{target}")
    _tell_gaps(made.gaps)
    from perfeval_xl.result import Tally

    return exit_code(Tally.of(result.files))


def _judged(files: tuple[str, ...], rules: str | None) -> Result:
    """The workbooks read, scored and checked; what could not be read is told."""
    from perfeval_xl import pipeline

    result = pipeline.run(options.inputs_of(files), pipeline.Options(rules=rules))
    for one in result.files:
        if one.error_code is not None:
            say(f"{one.file}：{one.error_message} [{one.error_code}]", err=True)
    return result


def _check(
    existing: Path,
    files: tuple[str, ...],
    output: Path | None,
    outline: str,
    rules: str | None,
    *,
    force: bool,
    as_json: bool,
) -> int:
    """An existing report against the workbooks and against itself."""
    from perfeval_xl.report_check import check_report
    from perfeval_xl.report_check.document import opened

    _writable(existing, output)
    document = opened(existing)
    result = _judged(files, rules)
    forms = [form for one in result.files for form in one.forms if form.score is not None]
    code = _tell_all(existing, document, check_report(document, forms, outline), output, force=force, as_json=as_json)
    return FAILED if any(one.error_code is not None for one in result.files) else code


def _are_reviews(files: tuple[str, ...]) -> bool:
    from perfeval_xl.desk.report import are_reviews

    return are_reviews(files)


def _of_review(
    files: tuple[str, ...], output: Path | None, outline: str, existing: Path | None, *, force: bool, as_json: bool
) -> int:
    """The 复核报告 of filled 复核底稿; or an existing one held against them."""
    from perfeval_xl.desk import report
    from perfeval_xl.filings.review.grounds import load
    from perfeval_xl.units import first_of

    if existing is not None:
        _writable(existing, output)
    books = report.filled_at(files)
    for one in books:
        if one.is_failed:
            say(f"{one.name}：{one.fault}", err=True)
    if others := [one.name for one in books if one.is_other]:
        say(f"没有读入（不是底稿，或是保留的上一版）：{first_of(others, 3)}。", err=True)
    is_short = any(one.is_failed for one in books)
    projects = report.projects_of(books)
    if existing is not None:
        from perfeval_xl.report_check import check_review_report
        from perfeval_xl.report_check.document import opened

        document = opened(existing)
        found = check_review_report(document, projects, outline)
        code = _tell_all(existing, document, found, output, force=force, as_json=as_json)
        return FAILED if is_short else code
    made = report.review_report_of(books, load(), outline)
    target = _review_target(files, projects, output)
    _write(target, made.data, force=force)
    say(f"已写出复核报告：{target}（{len(projects)} 个项目）")
    _tell_gaps(made.gaps)
    return FAILED if is_short else CLEAN


def _review_target(files: tuple[str, ...], projects: Sequence[FilledProject], output: Path | None) -> Path:
    from perfeval_xl.desk.report import REVIEW_ENDING

    units = {one.unit for one in projects}
    stem = _safe(next(iter(units))) if len(units) == 1 and any(units) else "全部单位"
    folder = Path(files[0]) if Path(files[0]).is_dir() else Path(files[0]).parent
    if output is None:
        return folder / (stem + REVIEW_ENDING)
    return output / (stem + REVIEW_ENDING) if output.is_dir() or output.suffix.lower() != ".docx" else output


def _tell_gaps(gaps: Sequence[str]) -> None:
    if gaps:
        say(f"报告里还有 {len(gaps)} 处【待补充】（已标黄）：{'；'.join(gaps)}")


def _writable(existing: Path, output: Path | None) -> None:
    """Comments go from .docx to .docx."""
    if output is not None and (existing.suffix.lower() != ".docx" or output.suffix.lower() != ".docx"):
        raise Stop("带批注的副本要从 .docx 写到 .docx，请用 -o 批注.docx；文本文件的意见请看屏幕或 --json。")


def _tell_all(
    existing: Path, document: Document, found: Sequence[Remark], output: Path | None, *, force: bool, as_json: bool
) -> int:
    """Tells the remarks, writes the copy with comments where it is asked for; the exit code."""
    from perfeval_xl.result import Severity

    if as_json:
        print_utf8(_as_json(existing, found))
    else:
        _tell(existing, found)
    if output is not None:
        from perfeval_xl.report_check.comments import commented

        _write(output, commented(document, found), force=force)
        say(f"已写出带批注的副本：{output}", err=as_json)
    return FINDINGS if any(one.severity is Severity.ERROR for one in found) else CLEAN


def _tell(existing: Path, found: Sequence[Remark]) -> None:
    from perfeval_xl.result import Severity

    counts = "、".join(f"{kind.word} {sum(one.severity is kind for one in found)} 条" for kind in Severity)
    say(f"{existing.name}：{counts if found else '未发现问题'}")
    for one in found:
        say(f"  {one.severity.word}　{one.place}　{one.message} [{one.code}]")
        say(f"      {one.suggestion}")


def _as_json(existing: Path, found: Sequence[Remark]) -> str:
    import json

    lines = [
        {
            "code": one.code,
            "severity": one.severity.value,
            "place": one.place,
            "paragraph": one.number or None,
            "message": one.message,
            "suggestion": one.suggestion,
            "stated": one.stated or None,
            "expected": one.expected or None,
        }
        for one in found
    ]
    whole = {"tool": "perfeval-xl", "report": str(existing), "findings": lines}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _target(result: Result, output: Path | None) -> Path:
    """The file asked for; else beside the workbook, or in the folder of several, named after what it reports on."""
    from perfeval_xl.desk.report import ENDING

    first = Path(next(one for one in result.files if one.forms).file)
    several = sum(len(one.forms) for one in result.files) > 1
    unit = next((form.form.unit for one in result.files for form in one.forms if form.form.unit), None)
    stem = _safe(unit or first.parent.name or "全部项目") if several else first.stem
    if output is None:
        return first.with_name(stem + ENDING)
    return output / (stem + ENDING) if output.is_dir() or output.suffix.lower() != ".docx" else output


def _safe(name: str) -> str:
    """A unit's name as part of a file's."""
    return "".join(sign for sign in name if sign not in '\\/:*?"<>|\n\r\t').strip()[:60] or "全部项目"


def _write(target: Path, data: bytes, *, force: bool) -> None:
    from perfeval_xl.outputs import make_folder
    from perfeval_xl.whole_files import write_atomically

    make_folder(target.parent)
    if target.exists() and target.is_file() and target.read_bytes() == data:
        return
    if target.exists() and not force:
        raise FileError("R909", f"“{target}”已存在，可能有人改过，没有覆盖；请用 -o 换一个文件名，或加 --force 覆盖。")
    write_atomically(target, data)


def _show_fields() -> int:
    from perfeval_xl import pipeline, resources
    from perfeval_xl.inputs import expand
    from perfeval_xl.writing.report import chart, facts, fields

    sample = resources.folder("samples") / "家庭综合服务中心运营经费_含错误.xlsx"
    file = pipeline.run(expand([str(sample)]).inputs, pipeline.Options()).files[0]
    rules = [file.rules.title] if file.rules else []
    known = facts.facts_of(file.forms, rules, "7K3M-9QFX-2T", facts.Gaps())
    for project in known["项目"]:
        project["得分率图"] = chart.Charts().place(project["一级指标"], project["项目名称"])
    for line in fields.described(known):
        say(line)
    return CLEAN


def _show_fields_of_review(files: tuple[str, ...]) -> int:
    """The fields of a 复核报告; examples where filled 底稿 are named."""
    from perfeval_xl.desk import report
    from perfeval_xl.filings.review.grounds import load
    from perfeval_xl.writing.report import facts, fields, review_facts

    known = None
    if files:
        projects = report.projects_of(report.filled_at(files))
        known = review_facts.review_facts(projects, load(), "7K3M-9QFX-2T", facts.Gaps())
    for line in fields.described_review(known):
        say(line)
    return CLEAN
