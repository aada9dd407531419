"""What patching costs: against openpyxl's load and save, on a sheet formatted far down, and beside a large picture.

Run: python tests/benchmarks/bench_patching.py [runs]. Goals: a scored copy at most 1/3 (aim 1/4) of the CPU time that
openpyxl takes for the same edits; `process` on a sheet formatted to row 200,000 at most 5 s and 800 MB; a workbook with
a 50 MB picture at most 1.5 times the time and memory of copying its entries into another zip.
"""

from __future__ import annotations

import io
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import openpyxl  # noqa: E402
from openpyxl.comments import Comment  # noqa: E402
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: E402

from perfeval_xl.writing.sheets.record_name import AUTHOR  # noqa: E402
from perfeval_xl.xlsx.edit.added_sheets import CellDesign, PrintDesign, SheetDesign, StyleDesign  # noqa: E402
from perfeval_xl.xlsx.edit.editor import Editor  # noqa: E402
from perfeval_xl.xlsx.package import Package  # noqa: E402
from tests.samples import CLEAN  # noqa: E402
from tests.xlsx.fixtures import base, parts_of, zipped  # noqa: E402

SHEET = "自评表"
MESSAGE = "【错误 S101】得分高于规则所给：填写 10，应为 9.67（87% ÷ 90% × 10 分）。\n建议：请核对实际完成值与得分。"
COLUMNS = {1: 14, 2: 24, 3: 14, 4: 14, 5: 8, 6: 8, 7: 8, 8: 40}


def rows_of_summary() -> list[list[str | Decimal]]:
    head: list[str | Decimal] = [
        "一级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "自评得分",
        "计算得分",
        "计算过程",
    ]
    line: list[str | Decimal] = [
        "产出指标",
        "活动场次",
        "≥90%",
        "87%",
        Decimal(10),
        Decimal(10),
        Decimal("9.67"),
        MESSAGE,
    ]
    return [head, *([line] * 12)]


def by_patching(data: bytes, rows: range) -> bytes:
    """The edits of a scored copy: a form of twelve indicators, eight findings, two sheets."""
    editor = Editor(Package.from_bytes(data), AUTHOR)
    for row in rows:
        editor.set_number(SHEET, f"G{row}", Decimal("9.67"))
        editor.fill(SHEET, f"G{row}", "E2F0D9")
    for row in rows[:8]:
        editor.fill(SHEET, f"E{row}", "FFC9CE")
        editor.comment(SHEET, f"E{row}", MESSAGE)
    box, head = StyleDesign(border="thin", wrap=True), StyleDesign(border="thin", wrap=True, bold=True, fill="DDEBF7")
    for name in ("评分汇总", "核对意见"):
        cells = [CellDesign(1, 1, name, StyleDesign(bold=True, size=16, horizontal="center"))]
        for row, line in enumerate(rows_of_summary(), start=3):
            cells += [CellDesign(row, column, value, head if row == 3 else box) for column, value in enumerate(line, 1)]
        printing = PrintDesign(landscape=True, repeat_rows=(1, 3))
        editor.put_sheet(
            SheetDesign(name, cells, column_widths=COLUMNS, merges=[(1, 1, 1, 8)], frozen_rows=3, printing=printing)
        )
    editor.set_properties({"perfeval-xl": "0.1.0"})
    editor.recalculate_on_load()
    return editor.build()


def by_openpyxl(data: bytes, rows: range) -> bytes:
    """The same edits, with openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book[SHEET]
    computed, wrong = (PatternFill("solid", fgColor=colour) for colour in ("FFE2F0D9", "FFFFC9CE"))
    for row in rows:
        sheet[f"G{row}"].value = Decimal("9.67")
        sheet[f"G{row}"].fill = computed
    for row in rows[:8]:
        sheet[f"E{row}"].fill = wrong
        sheet[f"E{row}"].comment = Comment(MESSAGE, "绩效核对")
    side = Side("thin")
    border, wrapped = Border(side, side, side, side), Alignment(wrap_text=True, vertical="center")
    bold, blue = Font("宋体", 11, bold=True), PatternFill("solid", fgColor="FFDDEBF7")
    for name in ("评分汇总", "核对意见"):
        added = book.create_sheet(name)
        added["A1"] = name
        added["A1"].font, added["A1"].alignment = Font("宋体", 16, bold=True), Alignment("center")
        for row, line in enumerate(rows_of_summary(), start=3):
            for column, value in enumerate(line, start=1):
                cell = added.cell(row, column, value)
                cell.border, cell.alignment = border, wrapped
                if row == 3:
                    cell.font, cell.fill = bold, blue
        for column, width in COLUMNS.items():
            added.column_dimensions[openpyxl.utils.get_column_letter(column)].width = width
        added.merge_cells("A1:H1")
        added.freeze_panes, added.print_title_rows = "A4", "1:3"
        added.page_setup.orientation = "landscape"
    book.calculation.fullCalcOnLoad = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cpu_seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def compare_with_openpyxl(runs: int) -> None:
    """On our standard form as filled in for the samples, and on the smallest form that there can be."""
    sample = CLEAN.read_bytes()
    small = base(lambda book, _: book.add_worksheet("项目概况"))
    for title, data, rows in (("standard form", sample, range(16, 28)), ("smallest form", small, range(5, 17))):
        times: dict[str, list[float]] = {"patching": [], "openpyxl": []}
        for number in range(runs + 2):
            for name, work in (("patching", by_patching), ("openpyxl", by_openpyxl)):
                taken = cpu_seconds(lambda work=work, data=data, rows=rows: work(data, rows))
                if number >= 2:
                    times[name].append(taken)
        patching, other = (statistics.median(times[name]) for name in ("patching", "openpyxl"))
        print(f"scored copy, {title}, CPU: patching {patching * 1000:.1f} ms, openpyxl {other * 1000:.1f} ms", end="")
        print(f"   ratio {patching / other:.2f} (aim 0.25, at most 0.33; {runs} runs)")


MEASURED = """
import sys, time
sys.path.insert(0, {root!r})
{setup}
start = time.perf_counter()
{work}
seconds = time.perf_counter() - start
try:  # ru_maxrss would count what the parent had before
    status = open("/proc/self/status", encoding="ascii").read()
    peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
except OSError:  # not Linux
    peak = float("nan")
print(seconds, peak)
"""


def measured(setup: str, work: str, runs: int) -> tuple[float, float]:
    """Median seconds, and the highest peak of memory in MB, of a piece of work in processes of its own."""
    seconds: list[float] = []
    peaks: list[float] = []
    for _ in range(runs):
        code = MEASURED.format(root=str(ROOT), setup=setup, work=work)
        environment = {**os.environ, "PYTHONUTF8": "1"}
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
        taken, peak = told.stdout.split()[-2:]
        seconds.append(float(taken))
        peaks.append(float(peak))
    return statistics.median(seconds), max(peaks)


PROCESS = """
import runpy
sys.argv = ["perfeval-xl", "process", "--quiet", {path!r}]
try:
    runpy.run_module("perfeval_xl", run_name="__main__")
except SystemExit as done:
    assert done.code in (0, 1, None), done.code
"""


def far_formatted(folder: Path, runs: int) -> None:
    """A filled form whose sheet is formatted to row 200,000: two million styled cells without content."""
    path = folder / "远.xlsx"
    parts = parts_of(CLEAN.read_bytes())
    sheet = form_part(parts)
    text = parts[sheet].decode()
    last = max(int(part.split('"')[0]) for part in text.split('<row r="')[1:])
    empty = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}" s="1"/>' for letter in "ABCDEFGHIJ") + "</row>"
        for row in range(last + 1, 200_001)
    )
    parts[sheet] = text.replace("</sheetData>", empty + "</sheetData>", 1).encode()
    path.write_bytes(zipped(parts))
    seconds, peak = measured("", PROCESS.format(path=str(path)), runs)
    print(
        f"formatted to row 200,000: process {seconds:.1f} s, {peak:.0f} MB (at most 5 s, 800 MB; {runs} runs)", end=""
    )
    own = f"marked_only({str(path)!r})"
    seconds, peak = measured("from tests.benchmarks.bench_patching import marked_only", own, runs)
    print(f"   patching alone {seconds:.1f} s, {peak:.0f} MB")


def form_part(parts: dict[str, bytes]) -> str:
    """The sheet of the sample that holds the form."""
    return max((name for name in parts if name.startswith("xl/worksheets/sheet")), key=lambda name: len(parts[name]))


def marked_only(path: str) -> None:
    """Opens, marks a cell, writes."""
    from perfeval_xl.whole_files import write_atomically

    package = Package.open(path)
    editor = Editor(package, AUTHOR)
    sheet = max(package.sheets, key=lambda one: package.size(one.part)).name
    editor.set_number(sheet, "H12", Decimal("9.67"))
    editor.fill(sheet, "H12", "E2F0D9")
    editor.comment(sheet, "H12", MESSAGE)
    write_atomically(path + ".out.xlsx", editor.build())


COPY = """
with zipfile.ZipFile({source!r}) as old, zipfile.ZipFile({target!r}, "w", zipfile.ZIP_DEFLATED) as new:
    for item in old.infolist():
        new.writestr(item, old.read(item))
"""


def large_picture(folder: Path, runs: int) -> None:
    """A filled form with a picture of 50 MB: `process` and the patching alone against copying all entries anew."""
    path = folder / "照片.xlsx"
    parts = parts_of(CLEAN.read_bytes())
    parts["xl/media/image1.png"] = os.urandom(50 * 1024 * 1024)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"<Override", b'<Default Extension="png" ContentType="image/png"/><Override', 1
    )
    path.write_bytes(zipped(parts))
    copying = COPY.format(source=str(path), target=str(folder / "copy.xlsx"))
    plain_time, plain_peak = measured("import zipfile", copying, runs)
    print(f"50 MB picture: zip copy {plain_time:.2f} s, {plain_peak:.0f} MB (ratios at most 1.5; {runs} runs)")
    own = f"marked_only({str(path)!r})"
    for name, setup, work in (
        ("patching alone", "from tests.benchmarks.bench_patching import marked_only", own),
        ("process", "", PROCESS.format(path=str(path))),
    ):
        seconds, peak = measured(setup, work, runs)
        print(f"  {name} {seconds:.2f} s, {peak:.0f} MB", end="")
        print(f"   ratios {seconds / plain_time:.2f} and {peak / plain_peak:.2f}")


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    compare_with_openpyxl(runs)
    with tempfile.TemporaryDirectory() as folder:
        far_formatted(Path(folder), min(runs, 3))
        large_picture(Path(folder), min(runs, 3))


if __name__ == "__main__":
    main()
