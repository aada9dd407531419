"""A folder that is watched.

1. A file counts once it has stood still for two seconds, and once for each time it is saved.
2. What lies there from the start, our own outputs, lock files and files that a program holds are left alone.
3. A broken file is told and does not end the watch; Ctrl-C ends it with exit code 0.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from perfeval_xl.commands.watch import event
from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options
from perfeval_xl.watching import STILL, Watched
from tests.samples import FAULTY


def names(watched: Watched, now: float) -> list[str]:
    return [one.path.name for one in watched.ready(now)]


def test_1_when_it_stands_still(tmp_path: Path) -> None:
    watched = Watched(tmp_path)
    assert names(watched, 0) == []
    (tmp_path / "表.xlsx").write_bytes(b"1")
    assert names(watched, 1) == []
    (tmp_path / "表.xlsx").write_bytes(b"12")
    assert names(watched, 1 + STILL) == []  # it has grown
    assert names(watched, 1 + 2 * STILL) == ["表.xlsx"]
    assert names(watched, 1 + 3 * STILL) == []
    os.utime(tmp_path / "表.xlsx", ns=(1, 1))  # saved again
    assert names(watched, 20) == []
    assert names(watched, 20 + STILL) == ["表.xlsx"]


@pytest.mark.parametrize("lock", ["~$表.xlsx", ".~lock.表.xlsx#", ".~表.xlsx"])
def test_2_what_is_left_alone(tmp_path: Path, lock: str) -> None:
    (tmp_path / "早.xlsx").write_bytes(b"1")
    watched = Watched(tmp_path)
    watched.settle()
    for name in ("表.xlsx", "表_已评分.xlsx", lock):
        (tmp_path / name).write_bytes(b"1")
    assert names(watched, 0) == []
    assert names(watched, STILL) == []  # held
    (tmp_path / lock).unlink()
    assert names(watched, 2 * STILL) == ["表.xlsx"]


def test_3_a_broken_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    shutil.copy(FAULTY, tmp_path / "表.xlsx")
    options = Options(write=True, jobs=1)
    assert "未能处理" in event(Input(tmp_path / "坏.xlsx"), options)
    told = event(Input(tmp_path / "表.xlsx"), options)
    assert "错误 3 条" in told
    assert "表_已评分.xlsx" in told
    assert (tmp_path / "表_已评分.xlsx").exists()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise there")
def test_3_from_start_to_end(tmp_path: Path) -> None:
    words = [sys.executable, "-u", "-X", "utf8", "-m", "perfeval_xl", "watch", str(tmp_path)]
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.default_int_handler)}  # ignored behind nohup
    run = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, encoding="utf-8", **heard)
    assert run.stdout is not None
    assert "正在守着" in run.stdout.readline()
    shutil.copy(FAULTY, tmp_path / "表.xlsx")
    assert "表.xlsx：错误" in run.stdout.readline()
    time.sleep(3)  # our own output is no event
    run.send_signal(signal.SIGINT)
    rest = run.communicate(timeout=20)[0]
    assert rest.strip() == "已结束。"
    assert run.returncode == 0
