"""All figures in one run, medians: reading, patching, judging, the start of a command, whole runs, the page.

Run: python tests/benchmarks/figures.py [runs]. Each script prints its goals beside its figures and runs by itself, too.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPTS = (
    *("bench_reading.py", "bench_patching.py", "bench_judging.py", "bench_start.py", "bench_whole.py"),
    *("bench_summary.py", "bench_page.py"),
)


def main() -> None:
    for name in SCRIPTS:
        print(f"== {name}", flush=True)
        subprocess.run([sys.executable, str(Path(__file__).with_name(name)), *sys.argv[1:]], check=True)


if __name__ == "__main__":
    main()
