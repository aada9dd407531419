"""What a code means, in words: `explain`, and docs/checks.md generated from the same docstrings.

python -m perfeval_xl.checks.docs > docs/checks.md
"""

from __future__ import annotations

import inspect
import re
import sys

from perfeval_xl.checks import kinds, load_all
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import FAMILIES
from perfeval_xl.problems import EXPLAINED

SECTIONS = ("检查内容", "依据", "例（好）", "例（坏）")  # of a check's docstring
_PLACE = re.compile(r"\{(\w+)\}")
_CRASHED = {
    "检查内容": "每个核对项都运行完毕。",
    "依据": "没有运行完的核对项不能当作通过。",
    "例（好）": "全部核对项正常运行。",
    "例（坏）": "某个核对项遇到没有预料到的内容而中断。",
}


def sections(code: str) -> dict[str, str]:
    """What is explained of a code, by headings: the sections of its check's docstring, and what its kind says to do."""
    kind = kinds()[code]
    one = load_all().get(code)
    said = _CRASHED if one is None else _of_docstring(one.docs)
    return {**said, "如何改正": _PLACE.sub(_spoken, kind.do)}


def _spoken(place: re.Match[str]) -> str:
    """A place of a template as a reader of the explanation sees it."""
    return "应为的值" if place[1] == "expected" else "……"


def _of_docstring(docs: str) -> dict[str, str]:
    found: dict[str, str] = {}
    heading = ""
    for line in inspect.cleandoc(docs).splitlines():
        start = next((name for name in SECTIONS if line.startswith(f"{name}：")), None)
        if start is not None:
            heading, line = start, line[len(start) + 1 :]
        if heading and line.strip():
            found[heading] = found.get(heading, "") + line.strip()
    return found


def explained(code: str) -> str | None:
    """What `explain CODE` prints; None for an unknown code."""
    kind = kinds().get(code.strip().upper())
    if kind is None:
        return None
    lines = [f"{kind.code}　{kind.title}（{kind.severity.word}）", ""]
    lines += [f"{name}：{text}" for name, text in sections(kind.code).items()]
    return "\n".join(lines)


def page() -> str:
    """docs/checks.md: every check, a family a chapter."""
    lines = [
        "# 核对项",
        "",
        "本页由程序内的说明自动生成（`python -m perfeval_xl.checks.docs > docs/checks.md`），请勿手工修改。",
        "在命令行用 `perfeval-xl explain 代码` 可以查看同样的内容。",
        "",
        "- 错误：表内两处内容不能同时成立，或财政部门会因此退回。",
        "- 提醒：需要有人看一眼。",
        "- 建议：更好的做法。",
        "",
        "同一原因只报告一次：报告了“原因”，由它引起的其他问题不再重复列出。",
    ]
    for letter, about in FAMILIES.items():
        family = [kind for kind in kinds().values() if kind.code.startswith(letter)]
        if not family:
            continue
        lines += ["", f"## {letter}　{about}", "", "| 代码 | 名称 | 级别 |", "|---|---|---|"]
        lines += [f"| [{one.code}](#{one.code.lower()}) | {one.title} | {one.severity.word} |" for one in family]
        for one in family:
            lines += ["", *_entry(one)]
    lines += ["", "## R9　文件未能处理", "", "| 代码 | 意思 | 如何处理 |", "|---|---|---|"]
    lines += [f"| {code} | {title} | {advice} |" for code, (title, advice) in EXPLAINED.items()]
    return "\n".join(lines) + "\n"


def _entry(kind: Kind) -> list[str]:
    lines = [f'### <a id="{kind.code.lower()}"></a>{kind.code}　{kind.title}', ""]
    lines += [f"- **{name}**：{text}" for name, text in sections(kind.code).items()]
    return lines


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # pyright: ignore[reportAttributeAccessIssue]
    sys.stdout.write(page())
