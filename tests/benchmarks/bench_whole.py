"""CPU of whole runs over many workbooks, beside the plain pandas and openpyxl script (plain.py), in turn in one run.

Run: python tests/benchmarks/bench_whole.py [copies] [rounds] [--ten-thousand]. Every run's outputs are counted: where
one is missing nothing was measured, and the script ends with an error. With --ten-thousand also 1,000 against 10,000
workbooks, and one process against two.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).parent))
import forms

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "tests" / "fixtures" / "real_forms"
# By form: the most that process and check may take of the plain script's CPU.
GOALS = {"r14": (1 / 4, 1 / 7), "r60": (1 / 3, 1 / 5), "p13": (1 / 3, 1 / 8), "sample": (1 / 8, 1 / 12)}
DOUBLED = {
    "rows": ("r250", "r500", "r1000", "r2000"),
    "wrong rows": ("w250", "w500", "w1000"),
    "forms": ("f75", "f150", "f300"),
    "cells beside": ("c250", "c500", "c999"),
}
MOST_WHEN_DOUBLED = 2.2
ALL_DIFFERENT = "r14-all-different"  # no workbook: every copy has texts and figures of its own


@dataclass
class Spent:
    """Seconds of CPU and of the clock, and the largest process so far in MB."""

    cpu: float
    clock: float


def spent(command: list[str], environment: dict[str, str]) -> Spent:
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, check=False)
    after = os.times()
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode(errors="replace"))
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(cpu, time.perf_counter() - start)


class Bench:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        self.environment = {**kept, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}

    def copies(self, workbook: Path, count: int) -> Path:
        where = self.folder / f"{workbook.stem}-{count}"
        if not where.exists():
            where.mkdir()
            for number in range(count):
                copy = where / f"{number:05d}{workbook.suffix}"
                if workbook.stem == ALL_DIFFERENT:
                    forms.make(14, copy, number=number + 1)
                else:
                    shutil.copy(workbook, copy)
        return where

    def process(self, filings: Path, count: int, jobs: int = 1) -> Spent:
        out = self.folder / "out"
        command = ["process", str(filings), "-o", str(out), "--jobs", str(jobs), "--quiet"]
        taken = spent([sys.executable, "-m", "perfeval_xl", *command], self.environment)
        self._count(out, count)
        return taken

    def check(self, filings: Path) -> Spent:
        command = ["check", str(filings), "--jobs", "1", "--quiet"]
        return spent([sys.executable, "-m", "perfeval_xl", *command], self.environment)

    def plain(self, filings: Path, count: int) -> Spent:
        out = self.folder / "out"
        files = map(str, sorted(filings.iterdir()))
        taken = spent([sys.executable, str(Path(__file__).with_name("plain.py")), str(out), *files], self.environment)
        self._count(out, count)
        return taken

    def _count(self, out: Path, count: int) -> None:
        made = len(list(out.rglob("*.xlsx")))
        shutil.rmtree(out)
        if made != count:
            raise SystemExit(f"{made} copies of {count} workbooks: nothing was measured")


def workbooks(folder: Path) -> dict[str, Path]:
    forms.main(folder)
    return {
        "r14": folder / "r14.xlsx",
        "r60": folder / "r60.xlsx",
        "p13": next(PUBLISHED.glob("p13-*.xlsx")),
        "sample": ROOT / "samples" / "家庭综合服务中心运营经费_完整填报.xlsx",
        "r14 shared strings": resaved(folder / "r14.xlsx", folder / "r14-shared.xlsx"),
        "r14 all different": folder / f"{ALL_DIFFERENT}.xlsx",
    }


def resaved(source: Path, target: Path) -> Path:
    """The same workbook as LibreOffice, Excel and WPS keep its texts: in one list, where XlsxWriter puts them, too."""
    import xlsxwriter

    with xlsxwriter.Workbook(target) as book:
        for sheet in openpyxl.load_workbook(source):
            page = book.add_worksheet(sheet.title)
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        page.write(cell.row - 1, cell.column - 1, cell.value)
    return target


def against_plain(bench: Bench, books: dict[str, Path], copies: int, rounds: int) -> None:
    print(f"CPU a workbook, {copies} copies, with the start of the process, medians of {rounds} rounds in turn")
    for name, workbook in books.items():
        filings = bench.copies(workbook, copies)
        taken: dict[str, list[float]] = {"plain": [], "process": [], "check": []}
        for _ in range(rounds):
            taken["plain"].append(bench.plain(filings, copies).cpu)
            taken["process"].append(bench.process(filings, copies).cpu)
            taken["check"].append(bench.check(filings).cpu)
        plain, process, check = (1000 * statistics.median(one) / copies for one in taken.values())
        most = GOALS.get(name.partition(" ")[0])
        goal = f"   goals 1/{1 / most[0]:.0f}, 1/{1 / most[1]:.0f}" if most else ""
        print(
            f"  {name:20} plain {plain:6.1f} ms   process {process:6.1f} ms, 1/{plain / process:.2f}"
            f"   check {check:6.1f} ms, 1/{plain / check:.2f}{goal}"
        )


def growth(bench: Bench, folder: Path) -> None:
    print(f"one workbook, process, seconds of CPU less the start; doubled at most {MOST_WHEN_DOUBLED} times")
    start = min(bench.check(bench.copies(folder / "r14.xlsx", 1)).cpu for _ in range(5))
    for what, names in DOUBLED.items():
        taken = [
            min(bench.process(bench.copies(folder / f"{name}.xlsx", 1), 1).cpu for _ in range(3)) - start
            for name in names
        ]
        steps = ", ".join(f"{later / earlier:.2f}" for earlier, later in pairwise(taken))
        print(
            f"  {what:12} "
            + "   ".join(f"{n} {t:.2f}" for n, t in zip(names, taken, strict=True))
            + f"   times {steps}"
        )


def many(bench: Bench, workbook: Path) -> None:
    few, lot = (bench.copies(workbook, count) for count in (1_000, 10_000))
    one = bench.process(few, 1_000)
    two = bench.process(few, 1_000, jobs=2)
    print(
        f"1,000 workbooks: one process {one.clock:.1f} s, two {two.clock:.1f} s,"
        f" {one.clock / two.clock:.2f} times (goal 1.8)"
    )
    ten = bench.process(lot, 10_000)
    print(f"10,000 workbooks: {ten.cpu:.1f} s of CPU, {ten.cpu / one.cpu / 10:.2f} times ten times 1,000 (goal 1.10)")
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process of all runs: {largest:.0f} MB")


def main() -> None:
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    copies, rounds = (numbers + [200, 3][len(numbers) :])[:2]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench = Bench(folder)
        books = workbooks(folder)
        against_plain(bench, books, copies, rounds)
        growth(bench, folder)
        if "--ten-thousand" in sys.argv:
            many(bench, books["r14"])


if __name__ == "__main__":
    main()
