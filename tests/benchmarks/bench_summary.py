"""CPU and memory of summarize over a bureau's folder, beside process and check over the same workbooks.

Run: python tests/benchmarks/bench_summary.py [--forms 1000]. Goals: at most a third of the CPU of process, under
300 MB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
from tests.filings.folder import varied  # noqa: E402


def spent(*words: str) -> tuple[float, float]:
    """Seconds of CPU of one run, and its memory in MB."""
    command = [sys.executable, "-m", "perfeval_xl", *words, "--jobs", "1", "--quiet"]
    running = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    _, status, used = os.wait4(running.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1, 2):
        raise SystemExit(f"{words[0]} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    forms = int(sys.argv[sys.argv.index("--forms") + 1]) if "--forms" in sys.argv else 1000
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        varied(top / "自评材料", forms)
        for one in (top / "自评材料").rglob("*.zip"):  # process does not open them
            one.unlink()
        book = str(top / "汇总表.xlsx")
        runs = {
            "process": ("process", str(top / "自评材料"), "-o", str(top / "out")),
            "check": ("check", str(top / "自评材料")),
            "summarize": ("summarize", str(top / "自评材料"), "-o", book),
            "summarize again": ("summarize", str(top / "自评材料"), "-o", book),
        }
        figures = {name: spent(*words) for name, words in runs.items()}
    for name, (cpu, memory) in figures.items():
        print(f"{name:16} {cpu:6.2f} s CPU, {cpu / figures['process'][0]:5.0%} of process, {memory:4.0f} MB")


if __name__ == "__main__":
    main()
