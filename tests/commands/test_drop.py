"""What a launcher runs with the files that were dropped on it.

1. The scored copy lies beside its original; up to three are opened, of more the folder.
2. Several files and folders at once; what fails is told and keeps nobody else from being processed.
3. Where the original's folder takes no files, the copy goes to 核对结果 on the desktop.
4. Nothing dropped: it is said what to do, and a path can be dragged into the window.
5. A file is handed to the desktop's own program; without a desktop nothing is started.
6. A program without pandas says so, and processes forms all the same.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl import cli, opening
from perfeval_xl.commands import answers, drop
from tests.samples import CLEAN, FAULTY


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What was handed to the desktop."""
    shown: list[Path] = []

    def show(path: Path) -> bool:
        shown.append(path)
        return True

    monkeypatch.setattr(opening, "opened", show)
    return shown


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "上报 材料"
    place.mkdir()
    for name in ("甲&乙 100%.xlsx", "[丙]!.xlsx"):
        shutil.copy(FAULTY, place / name)
    return place


def scored(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*_已评分.xlsx"))


def test_1_beside_the_original_and_opened(folder: Path, opened: list[Path], capsys: Any) -> None:
    assert cli.run(["drop", "--", str(folder / "甲&乙 100%.xlsx")]) == answers.FINDINGS
    assert opened == [folder / "甲&乙 100%_已评分.xlsx"]
    assert opened[0].is_file()
    assert "已打开评分件，先看“核对意见”表：" in capsys.readouterr().out


def test_1_of_many_the_folder(folder: Path, opened: list[Path], capsys: Any) -> None:
    for number in range(drop.MOST_OPENED):
        (folder / f"街道{number}").mkdir()
        shutil.copy(CLEAN, folder / f"街道{number}" / "自评表.xlsx")
    assert cli.run(["drop", "--", str(folder)]) == answers.FINDINGS
    assert opened == [folder]
    assert len(scored(folder)) == 2 + drop.MOST_OPENED
    assert "5 份评分件在打开的文件夹里" in capsys.readouterr().out


def test_2_several_and_one_that_fails(folder: Path, opened: list[Path], tmp_path: Path) -> None:
    broken, alone = tmp_path / "坏.xlsx", tmp_path / "自评表.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    shutil.copy(CLEAN, alone)
    assert cli.run(["drop", "--", str(broken), str(folder), str(alone)]) == answers.FAILED
    assert len(opened) == 3
    assert scored(tmp_path) == ["[丙]!_已评分.xlsx", "甲&乙 100%_已评分.xlsx", "自评表_已评分.xlsx"]


def test_2_a_scored_copy_dropped_again_is_renewed(folder: Path, opened: list[Path]) -> None:
    cli.run(["drop", "--", str(folder / "[丙]!.xlsx")])
    cli.run(["drop", "--", str(folder / "[丙]!_已评分.xlsx")])
    assert opened == [folder / "[丙]!_已评分.xlsx"] * 2
    assert scored(folder) == ["[丙]!_已评分.xlsx"]


@pytest.mark.usefixtures("opened")
def test_3_where_nothing_can_be_written(folder: Path, monkeypatch: Any, tmp_path: Path) -> None:
    home = tmp_path / "家"
    (home / "桌面").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(drop, "_takes_files", lambda place: place != folder)
    shutil.copy(CLEAN, tmp_path / "自评表.xlsx")
    assert cli.run(["drop", "--", str(folder), str(tmp_path / "自评表.xlsx")]) == answers.FINDINGS
    assert scored(home / "桌面" / drop.ELSEWHERE) == ["[丙]!_已评分.xlsx", "甲&乙 100%_已评分.xlsx"]
    assert scored(folder) == []
    assert (tmp_path / "自评表_已评分.xlsx").is_file()


def test_3_a_folder_is_tried(tmp_path: Path) -> None:
    assert drop._takes_files(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert drop._takes_files(tmp_path / "没有")  # whoever opens the file says that it is not there
    assert not drop._takes_files(Path("/proc/self")) or os.name == "nt"


def test_4_nothing_dropped(capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert cli.run(["drop"]) == answers.FAILED
    assert "拖到“核对自评表”图标上" in capsys.readouterr().err


def test_4_dragged_into_the_window(folder: Path, opened: list[Path], monkeypatch: Any) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal(f"'{folder / '[丙]!.xlsx'}' \n"))
    assert cli.run(["drop"]) == answers.FINDINGS
    assert opened == [folder / "[丙]!_已评分.xlsx"]


@pytest.mark.parametrize(
    ("line", "windows", "words"),
    [
        ('"D:\\上报 材料\\a&b.xlsx" D:\\c.xlsx\r\n', True, ["D:\\上报 材料\\a&b.xlsx", "D:\\c.xlsx"]),
        ("\n", True, []),
        ("'/家/a b.xlsx' /家/it\\'s.xlsx\n", False, ["/家/a b.xlsx", "/家/it's.xlsx"]),
        ("file:///%E5%AE%B6/a%20b.xlsx\n", False, ["/家/a b.xlsx"]),
        ("/家/it's.xlsx\n", False, ["/家/it's.xlsx"]),
        ("", False, []),
    ],
)
def test_4_lines(line: str, windows: bool, words: list[str]) -> None:
    assert drop.words_of(line, windows=windows) == words


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="xdg-open is of Linux desktops")
def test_5_handed_to_the_desktop(tmp_path: Path, monkeypatch: Any) -> None:
    program = tmp_path / "bin" / "xdg-open"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > "{tmp_path}/shown"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not opening.opened(tmp_path / "表 一.xlsx")
    monkeypatch.setenv("DISPLAY", ":0")
    assert opening.opened(tmp_path / "表 一.xlsx")
    until = time.monotonic() + 10
    while not ((tmp_path / "shown").exists() and (tmp_path / "shown").read_text()) and time.monotonic() < until:
        time.sleep(0.02)
    assert (tmp_path / "shown").read_text() == str(tmp_path / "表 一.xlsx")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not opening.opened(tmp_path)


@pytest.mark.parametrize(("command", "code"), [("summarize", answers.FAILED), ("drop", answers.FINDINGS)])
def test_6_without_pandas(command: str, code: int, folder: Path) -> None:
    program = "import sys; sys.modules['pandas'] = None; from perfeval_xl.cli import run; sys.exit(run(sys.argv[1:]))"
    words = [sys.executable, "-X", "utf8", "-c", program, command, str(folder)]
    environment = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    ran = subprocess.run(words, capture_output=True, encoding="utf-8", cwd=folder, env=environment, check=False)
    assert ran.returncode == code
    assert "Traceback" not in ran.stderr
    assert ("没有带汇总用的部分（pandas）" in ran.stderr) == (command == "summarize")
