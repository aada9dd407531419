"""Odd places and names, through the program as it is started.

1. A folder or file that may not be looked at is named with its reason; the others are done.
2. A working folder that is gone: a sentence.
3. Names that are not UTF-8, in folders and under --json; names as long as the system allows.
4. A settings file of 100,000 brackets: a sentence.
5. A path that an option names and that may not be used: a sentence that names it.
6. Ctrl-C while the program is still being loaded: the sentence of any other moment.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.samples import CLEAN

pytestmark = pytest.mark.skipif(os.name == "nt", reason="rights, signals and names of bytes")
ROOT = Path(__file__).parents[1]
PROGRAM = [sys.executable, "-m", "perfeval_xl"]


def typed(folder: Path, *words: str | bytes, before: Sequence[str] = ()) -> tuple[int, str]:
    """Exit code and all that is told; never a traceback."""
    ran = subprocess.run(
        [*before, *PROGRAM, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
    )
    told = (ran.stdout + ran.stderr).decode()
    assert "Traceback" not in told
    return ran.returncode, told


def without_rights() -> list[str]:
    """Words before a command by which root obeys the rights of files as anybody does."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root may read everything, and there is no setpriv")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """Files and folders of which some may not be looked at."""
    for name in ("甲/表.xlsx", "乙/表.xlsx", "丙/表.xlsx"):
        (tmp_path / name).parent.mkdir()
        shutil.copy(CLEAN, tmp_path / name)
    shutil.copy(CLEAN, tmp_path / "不可读.xlsx")
    (tmp_path / "不可读.xlsx").chmod(0)
    (tmp_path / "乙").chmod(0)
    (tmp_path / "丙").chmod(0o444)  # its names may be listed, no more
    yield tmp_path
    for name in ("乙", "丙"):
        (tmp_path / name).chmod(0o755)


def test_1_what_may_not_be_looked_at(closed: Path) -> None:
    code, told = typed(closed, "check", "--json", ".", before=without_rights())
    assert code == 2
    files = {one["file"]: (one["error"] or {}).get("code") for one in json.loads(told)["files"]}
    assert files == {"不可读.xlsx": "R911", "丙/表.xlsx": "R911", "乙": "R911", "甲/表.xlsx": None}


def test_1_named_outright(closed: Path) -> None:
    code, told = typed(closed, "process", "乙/表.xlsx", "甲/表.xlsx", before=without_rights())
    assert (code, "没有权限读取" in told) == (2, True)
    assert (closed / "甲" / "表_已评分.xlsx").exists()


@pytest.mark.parametrize("words", [("check", "表.xlsx"), ("process", str(CLEAN)), ("watch", "."), ("template",)])
def test_2_the_working_folder_is_gone(words: tuple[str, ...], tmp_path: Path) -> None:
    gone = tmp_path / "夹"
    gone.mkdir()
    code, told = typed(tmp_path, *words, before=["sh", "-c", f'cd "{gone}"; rmdir "{gone}"; exec "$@"', "sh"])
    assert (code, "当前文件夹已不存在" in told) == (2, True)


def test_3_names_that_are_not_utf_8(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/\xce\xca"
    os.mkdir(folder)  # noqa: PTH102 (a name of bytes)
    shutil.copy(CLEAN, folder + b"/\xd7\xd4\xc6\xc0.xlsx")
    code, told = typed(tmp_path, "process", "--json", b"\xce\xca", "--select", "B201")
    assert code == 0
    (one,) = json.loads(told)["files"]
    assert one["error"] is None
    assert len(os.listdir(folder)) == 2  # noqa: PTH208


def test_3_long_names(tmp_path: Path) -> None:
    longest = "表" * 81 + ".xlsx"  # 248 bytes: none left for _已评分
    shutil.copy(CLEAN, tmp_path / longest)
    code, told = typed(tmp_path, "process", longest)
    assert (code, "文件名太长" in told) == (2, True)
    assert typed(tmp_path, "check", longest)[0] == 0
    assert [one.name for one in tmp_path.iterdir()] == [longest]
    code, told = typed(tmp_path, "report", longest)
    assert (code, "用不了（File name too long）" in told) == (2, True)


@pytest.mark.parametrize("brackets", ["x = " + "[" * 100_000, "[" * 100_000, "x = " + "{a=" * 100_000])
def test_4_brackets(brackets: str, tmp_path: Path) -> None:
    shutil.copy(CLEAN, tmp_path / "表.xlsx")
    (tmp_path / "perfeval-xl.toml").write_text(brackets, encoding="utf-8")
    code, told = typed(tmp_path, "check", "表.xlsx")
    assert (code, "括号套得太深" in told or "写法有误" in told) == (2, True)
    assert len(told) < 500


@pytest.mark.parametrize(
    "words",
    [
        ("summarize", "甲", "-o", "乙/汇总表.xlsx"),
        ("template", "-o", "乙/空表.xlsx"),
        ("process", "甲", "-o", "乙"),
        ("process", "甲", "-o", "乙/夹"),
        ("watch", "乙"),
        ("summarize", "甲", "--approved", "乙"),
    ],
)
def test_5_paths_that_may_not_be_used(words: tuple[str, ...], closed: Path) -> None:
    code, told = typed(closed, *words, before=without_rights())
    assert code == 2
    assert "权限" in told or "Permission denied" in told
    assert " is not " not in told


BREAKER = """
import os, signal, sys
class Finder:
    def find_spec(self, name, *_):
        if name == "click":
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
from perfeval_xl.__main__ import main
main()
"""


def test_6_interrupted_while_loading(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BREAKER, "check", "."]
    signal_as_usual = lambda: signal.signal(signal.SIGINT, signal.default_int_handler)  # noqa: E731 (behind nohup)
    ran = subprocess.run(
        command,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        preexec_fn=signal_as_usual,
    )
    assert (ran.returncode, ran.stderr.decode()) == (2, "已中断，没有写完的文件不会留下。\n")
