"""Unlucky moments.

1. What a killed run left is swept by the next that writes there: only our names, only of processes that are no more.
2. An output has the rights of its input.
3. A worker that dies takes only its own file with it.
4. Standard output full or closed: a sentence, exit code 2; what was to be written is written.
5. A file that takes too long is put down with a sentence, the others are done.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from perfeval_xl import pipeline, whole_files
from perfeval_xl.inputs import Input
from perfeval_xl.result import FileResult
from tests.samples import CLEAN

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals, rights and /dev/full")


def test_1_leftovers(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    here = f"{whole_files.THIS_MACHINE:x}"
    dead, living, foreign = (
        tmp_path / name for name in (f".~{here}-{ended.pid:x}-1.tmp", f".~{here}-{os.getppid():x}-1.tmp", ".~甲-1.tmp")
    )
    for one in (dead, living, foreign):
        one.touch()
    whole_files.write_atomically(tmp_path / "表.xlsx", b"1")
    assert [one.exists() for one in (dead, living, foreign)] == [False, True, True]


def test_2_rights(tmp_path: Path) -> None:
    form = tmp_path / "表.xlsx"
    shutil.copy(CLEAN, form)
    form.chmod(0o600)
    list(pipeline.results([Input(form)], pipeline.Options(write=True)))
    assert stat.S_IMODE((tmp_path / "表_已评分.xlsx").stat().st_mode) == 0o600


def dying(options: pipeline.Options, one: Input) -> FileResult:
    """A worker's work: it dies of one file."""
    del options
    if one.path.name == "致命.xlsx":
        os._exit(1)
    return FileResult(str(one.path))


def test_3_a_worker_dies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "run_file", dying)
    names = ["1.xlsx", "2.xlsx", "致命.xlsx", "3.xlsx", "4.xlsx"]
    results = list(pipeline.results([Input(Path(name)) for name in names], pipeline.Options(judge=False, jobs=2)))
    assert [one.file for one in results] == names
    assert [one.error_code for one in results] == [None, None, "R914", None, None]


def endless(*_: object) -> None:
    while True:
        pass


def test_5_too_long(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    names = ["1.xlsx", "慢.xlsx", "2.xlsx"]
    for name in names:
        shutil.copy(CLEAN, tmp_path / name)
    as_it_is = pipeline._read
    slow = lambda one, options: (endless if one.source.path.name == "慢.xlsx" else as_it_is)(one, options)  # noqa: E731
    monkeypatch.setattr(pipeline, "_read", slow)
    options = pipeline.Options(write=True, jobs=1, max_seconds=1)
    results = list(pipeline.results([Input(tmp_path / name) for name in names], options))
    assert [one.error_code for one in results] == [None, "R914", None]
    assert "--max-seconds" in str(results[1].error_message)
    assert not (tmp_path / "慢_已评分.xlsx").exists()


@pytest.mark.parametrize("to", ["> /dev/full", ">&-"])
def test_4_nowhere_to_tell(to: str) -> None:
    command = f'"{sys.executable}" -m perfeval_xl check "{CLEAN}" {to}'
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 2
    assert "结果显示不出来" in ran.stderr or "标准输出已关闭" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_4_what_is_to_be_written_is_written(tmp_path: Path) -> None:
    for number in range(3):
        shutil.copy(CLEAN, tmp_path / f"{number}.xlsx")
    command = f'"{sys.executable}" -m perfeval_xl process --json "{tmp_path}" > /dev/full'
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (ran.returncode, "Traceback" in ran.stderr) == (2, False)
    assert "已写好的文件不受影响" in ran.stderr
    assert len(list(tmp_path.glob("*_已评分.xlsx"))) == 3
