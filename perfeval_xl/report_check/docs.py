"""The page docs/report-checks.md, made of the kinds.

Run: python -m perfeval_xl.report_check.docs > docs/report-checks.md
"""

from __future__ import annotations

import sys

from perfeval_xl.report_check.kinds import kinds

_PARTS = {"1": "与自评表不一致", "2": "报告自身不一致", "3": "章节", "4": "版式", "5": "复核报告与复核底稿不一致"}


def page() -> str:
    """Every code with its severity, what is looked at and what to do, a table for each part."""
    lines = [
        "# 报告核对项（`perfeval-xl report --check`）",
        "",
        "本页由程序内的说明自动生成，请勿手工修改：`python -m perfeval_xl.report_check.docs > docs/report-checks.md`",
    ]
    for digit, title in _PARTS.items():
        lines += ["", f"## {title}", "", "| 代码 | 名称 | 级别 | 检查内容 |", "|---|---|---|---|"]
        found = (kind for code, kind in sorted(kinds().items()) if code[1] == digit)
        lines += [f"| {one.code} | {one.title} | {one.severity.word} | {one.about} |" for one in found]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page())
