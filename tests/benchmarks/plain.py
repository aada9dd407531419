"""What a user would write instead: pandas reads the sheet, openpyxl writes the scores back.

Run: plain.py FOLDER FILE…
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import openpyxl
import pandas as pd
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill


def number(text):
    m = re.search(r"-?\d+(?:\.\d+)?", str(text).replace(",", ""))
    return float(m.group()) if m else None


def process(path, out):
    sheets = pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
    name, grid = next(
        (n, g) for n, g in sheets.items() if g.astype(str).apply(lambda c: c.str.strip() == "三级指标").any().any()
    )
    head = next(i for i in range(len(grid)) if (grid.iloc[i].astype(str).str.strip() == "三级指标").any())
    cols = {str(v).strip(): j for j, v in enumerate(grid.iloc[head]) if pd.notna(v)}
    money = next(i for i in range(head) if grid.iloc[i].astype(str).str.contains("年度资金总额").any())
    wb = openpyxl.load_workbook(path)
    ws = wb[name]
    red = PatternFill("solid", fgColor="FFC7CE")
    rows, total = [], 0.0
    nums = [x for x in grid.iloc[money] if isinstance(x, (int, float)) and pd.notna(x)]
    if len(nums) >= 5 and nums[1] and abs(nums[2] / nums[1] - nums[4]) > 0.001:
        ws.cell(money + 1, 7).fill = red
        ws.cell(money + 1, 7).comment = Comment("执行率不一致", "check")
    for i in range(head + 1, len(grid)):
        target, actual, weight = (grid.iat[i, cols[c]] for c in ("年度指标值", "实际完成值", "分值"))
        if not isinstance(weight, (int, float)) or pd.isna(weight):
            continue
        t, a = number(target), number(actual)
        score = weight if t is None or a is None or a >= t else round(a / t * weight, 2)
        total += score
        ws.cell(i + 1, cols["得分"] + 1).value = score
        rows.append([grid.iat[i, cols["三级指标"]], target, actual, weight, score])
    s = wb.create_sheet("评分汇总")
    s.append(["指标", "目标", "完成", "分值", "得分"])
    for r in rows:
        s.append(r)
    s.append(["总分", None, None, None, total])
    wb.save(out)


if __name__ == "__main__":
    outdir = Path(sys.argv[1])
    outdir.mkdir(exist_ok=True)
    for f in sys.argv[2:]:
        process(f, outdir / Path(f).name)
