"""How long a person waits: one file, and --help, as ratios to `python -c "import pandas"` in the same run.

Run: python tests/benchmarks/bench_start.py [runs] [--source]. Goals: check 0.65, process 0.8, --help 0.2 at the most.

All commands run from bytecode, as an installed program does; with --source as the surroundings have it: where they
forbid Python to keep bytecode, a checkout is then compiled anew on every run, pandas is not.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "samples" / "家庭综合服务中心运营经费_完整填报.xlsx"


def seconds(command: list[str], environment: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - start


def environment(bytecode: Path | None) -> dict[str, str]:
    """That of the commands; with a folder for the bytecode of all that they load."""
    if bytecode is None:
        return dict(os.environ)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(bytecode)}


def main() -> None:
    runs = next((int(word) for word in sys.argv[1:] if word.isdigit()), 15)
    program = [sys.executable, "-m", "perfeval_xl"]
    with tempfile.TemporaryDirectory() as folder:
        around = environment(None if "--source" in sys.argv else Path(folder) / "bytecode")
        copy = Path(folder) / SAMPLE.name
        shutil.copy(SAMPLE, copy)
        commands = {
            "import pandas": [sys.executable, "-c", "import pandas"],
            "process, one file": [*program, "process", str(copy)],
            "check, one file": [*program, "check", str(copy)],
            "--help": [*program, "--help"],
        }
        for command in commands.values():
            seconds(command, around)  # warms the disk, writes the bytecode
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                times[name].append(seconds(command, around))
    base = statistics.median(times["import pandas"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:20} median {median * 1000:7.1f} ms   ratio to import pandas {median / base:5.2f}   ({runs} runs)")


if __name__ == "__main__":
    main()
