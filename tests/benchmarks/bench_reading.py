"""What reading costs, medians of CPU time and peaks of memory, beside openpyxl in the same run.

Run: python tests/benchmarks/bench_reading.py [runs]. Goals: from file to frames at most 3 ms for a form of 12
indicators and a quarter of two openpyxl loads (values, formulas); a sheet formatted to row 200,000 at most 3 s and
400 MB.
"""

from __future__ import annotations

import io
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from perfeval_xl.filings.frames import frames_of
from perfeval_xl.reading import read_book
from perfeval_xl.reading.grids.spreadsheet import book_of
from perfeval_xl.result import FileResult, FormResult, Result
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.read.sheetreader import read_sheet
from perfeval_xl.xlsx.read.styles_read import number_format

ROWS = 200_000
BATCH = 100
FUNDS = ["年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金"]
HEADINGS = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]


def form() -> bytes:
    """A form of 12 indicators in the national layout, and a second sheet of notes; formats and merged areas."""
    import xlsxwriter

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    cell = book.add_format({"border": 1, "text_wrap": True, "align": "center"})
    rate = book.add_format({"border": 1, "num_format": "0.00%"})
    sheet = book.add_worksheet("自评表")
    sheet.merge_range("A1:H1", "项目支出绩效自评表（2023年度）", cell)
    for row, text in enumerate(["项目名称", "主管部门", "实施单位"], 1):
        sheet.write(row, 0, text, cell)
        sheet.merge_range(row, 1, row, 7, "家庭综合服务中心运营经费", cell)
    for column, text in enumerate(["年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"], 2):
        sheet.write(4, column, text, cell)
    for row, text in enumerate(FUNDS, 5):
        sheet.write(row, 1, text, cell)
        for column in (2, 3, 4):
            sheet.write(row, column, 120.5, cell)
        sheet.write_formula(row, 6, f"=E{row + 1}/D{row + 1}", rate, 1)
    for column, text in enumerate(HEADINGS):
        sheet.write(10, column, text, cell)
    for row in range(11, 23):
        words = [f"产出指标（{row}）", "数量指标", f"服务人次{row}", "≥95%", "96%", 10, 10, "无偏差"]
        for column, value in enumerate(words):
            sheet.write(row, column, value, cell)
    sheet.merge_range("A24:E24", "总分", cell)
    sheet.write_formula("G24", "=SUM(G12:G23)", cell, 100)
    book.add_worksheet("填报说明").write_column("A1", [f"说明第{n}条" for n in range(20)])
    book.close()
    return data.getvalue()


def formatted(rows: int) -> bytes:
    """The same form with ten formatted, empty columns down to this row."""
    source = Package.from_bytes(form())
    part = source.sheets[0].part
    whole = source.part(part)
    end = whole.index(b"</sheetData>")
    cells = [(b'<c r="%c' % letter, b'" s="1"/>') for letter in b"ABCDEFGHIJ"]
    more = (
        b'<row r="%d" spans="1:10" s="1" customFormat="1">' % row
        + b"".join(start + str(row).encode() + rest for start, rest in cells)
        + b"</row>"
        for row in range(30, rows + 1)
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.part_names:
            archive.writestr(name, whole[:end] + b"".join(more) + whole[end:] if name == part else source.part(name))
    return data.getvalue()


def xlsx_room(path: Path) -> None:
    """Package, all sheets, the formats of all cells."""
    package = Package.open(path)
    for one in package.sheets:
        for cell in read_sheet(package, one).cells.values():
            number_format(package, cell.style)


def to_forms(path: Path) -> None:
    """The whole way to the records; `main` adds the frames, which are made of a whole batch."""
    forms(path)


def forms(path: Path) -> list[FormResult]:
    package = Package.open(path)
    return read_book(book_of(package, path.name), path.name)


def frames_cost(path: Path) -> float:
    """CPU seconds a workbook for the frames of a batch."""
    batch = forms(path) * BATCH
    start = time.process_time()
    frames_of(Result([FileResult(path.name, batch)]))
    return (time.process_time() - start) / BATCH


def two_loads(path: Path) -> None:
    """What a program on openpyxl does: once for the values, once for the formulas."""
    import openpyxl

    for data_only in (True, False):
        openpyxl.load_workbook(path, data_only=data_only)


READERS: dict[str, Callable[[Path], None]] = {
    "xlsx room": xlsx_room,
    "file to records": to_forms,
    "two openpyxl loads": two_loads,
}


def cpu(work: Callable[[Path], None], path: Path) -> float:
    start = time.process_time()
    work(path)
    return time.process_time() - start


def peak(name: str, path: Path) -> tuple[float, float]:
    """CPU seconds and peak memory in MB of one reading, in a process of its own (libraries included)."""
    found = subprocess.run(
        [sys.executable, __file__, "--one", name, str(path)], check=True, capture_output=True, encoding="utf-8"
    )
    seconds, megabytes = found.stdout.split()
    return float(seconds), float(megabytes)


def one(name: str, path: Path) -> None:
    seconds = cpu(READERS[name], path)
    print(seconds, _peak_megabytes())


def _peak_megabytes() -> float:
    """Of this process alone; what `getrusage` gives would count in the process that started it."""
    status = Path("/proc/self/status")
    if not status.exists():
        return float("nan")
    found = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM"))
    return int(found.split()[1]) / 1024


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "form.xlsx", Path(folder) / "formatted.xlsx"
        small.write_bytes(form())
        large.write_bytes(formatted(ROWS))
        _one_form(small, runs)
        print(f"formatted to row {ROWS:,}, {large.stat().st_size / 1e6:.1f} MB (at most 3 s, 400 MB)")
        for name in [name for name in READERS if name != "two openpyxl loads"]:
            seconds, megabytes = peak(name, large)
            print(f"  {name:20} {seconds:8.2f} s                peak {megabytes:6.0f} MB")


def _one_form(path: Path, runs: int) -> None:
    """CPU for one of many copies of a form: blocks of them, as a batch is read, all readers in turn."""
    copies = [path.with_stem(f"form{number}") for number in range(runs)]
    for copy in copies:
        copy.write_bytes(path.read_bytes())
    for work in READERS.values():
        work(path)
    times: dict[str, list[float]] = {name: [] for name in READERS}
    for start in range(0, runs, BATCH):
        for name, work in READERS.items():
            times[name] += [cpu(work, copy) for copy in copies[start : start + BATCH]]
    medians = {name: statistics.median(taken) for name, taken in times.items()}
    frames = statistics.median(frames_cost(path) for _ in range(5))
    base = medians["two openpyxl loads"]
    print(f"a form of 12 indicators, {runs} copies")
    for name, median in medians.items():
        megabytes = peak(name, path)[1]
        print(f"  {name:20} {median * 1000:8.2f} ms   1 : {base / median:5.1f}   peak {megabytes:6.0f} MB")
    whole = medians["file to records"] + frames
    print(f"  {'file to frames':20} {whole * 1000:8.2f} ms   1 : {base / whole:5.1f}   (at most 3 ms, at least 1 : 4)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
