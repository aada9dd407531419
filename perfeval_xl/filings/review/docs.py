"""The page docs/review-checks.md, made of the kinds of `review check`.

Run: python -m perfeval_xl.filings.review.docs > docs/review-checks.md
"""

from __future__ import annotations

import sys

from perfeval_xl.filings.review.judging import kinds

_PARTS = {
    "V70": "得分、备注与口径",
    "V71": "得分、备注与口径",
    "V72": "前后一致",
    "V73": "合计与汇总",
    "V74": "单位填报的内容",
    "V75": "日期、成本与样本",
    "V76": "齐全",
    "V79": "齐全",
}


def page() -> str:
    """Every code with its severity, what is looked at and what to do, a table for each part."""
    lines = [
        "# 复核核对项（`perfeval-xl review check`）",
        "",
        "本页由程序内的说明自动生成，请勿手工修改：`python -m perfeval_xl.filings.review.docs > docs/review-checks.md`",
        "",
        "同一行里，由一个原因引起的其他问题不再重复列出。代码的意思也可以用 `perfeval-xl explain 代码` 查看。",
    ]
    for title in dict.fromkeys(_PARTS.values()):
        lines += ["", f"## {title}", "", "| 代码 | 名称 | 级别 | 检查内容 | 怎样处理 |", "|---|---|---|---|---|"]
        found = (kind for code, kind in kinds().items() if _PARTS[code[:3]] == title)
        lines += [f"| {one.code} | {one.title} | {one.severity.word} | {one.about} | {one.do} |" for one in found]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # pyright: ignore[reportAttributeAccessIssue]
    sys.stdout.write(page())
