"""Where the 汇总表 is written, and what it may replace.

1. A file that is not ours is not replaced without --force; with it, it is kept under another name.
2. A book of ours that is damaged is not replaced; one saved by somebody else meanwhile is kept for good.
3. An ending other than .xlsx, a folder that cannot be written to: one sentence, before any work.
4. The command: exit code by what was found, a line a form, where it was written; nothing of nothing.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest

from perfeval_xl.cli import run
from perfeval_xl.desk import summary_book
from perfeval_xl.problems import FileError
from tests.samples import CLEAN, FAULTY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "上报").mkdir()
    shutil.copy(CLEAN, tmp_path / "上报" / "甲.xlsx")
    return tmp_path / "上报"


def test_1_not_ours(folder: Path) -> None:
    theirs = folder.parent / "汇总表.xlsx"
    shutil.copy(FAULTY, theirs)
    before = theirs.read_bytes()
    assert run(["summarize", str(folder), "-o", str(theirs)]) == 2
    assert theirs.read_bytes() == before
    assert run(["summarize", str(folder), "-o", str(theirs), "--force"]) == 0
    assert (folder.parent / "汇总表.改动.xlsx").read_bytes() == before


def test_2_damaged(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    target = folder.parent / "汇总表.xlsx"
    run(["summarize", str(folder), "-o", str(target), "-q"])
    with ZipFile(target) as old, ZipFile(folder.parent / "坏.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<worksheet" if name == "xl/worksheets/sheet3.xml" else old.read(name))
    (folder.parent / "坏.xlsx").replace(target)
    before = target.read_bytes()
    assert run(["summarize", str(folder), "-o", str(target), "-q"]) == 2
    assert "原来的汇总表读不出来，没有替换" in capfd.readouterr().err
    assert target.read_bytes() == before


def test_2_saved_meanwhile(folder: Path, monkeypatch: Any) -> None:
    target = folder.parent / "汇总表.xlsx"
    run(["summarize", str(folder), "-o", str(target), "-q"])
    theirs = FAULTY.read_bytes()
    make = summary_book.write_summary

    def slow(*what: Any) -> bytes:
        target.write_bytes(theirs)
        return make(*what)

    monkeypatch.setattr(summary_book, "write_summary", slow)
    run(["summarize", str(folder), "-o", str(target), "-q"])
    assert (folder.parent / "汇总表.改动.xlsx").read_bytes() == theirs


@pytest.mark.parametrize("name", ["汇总表.xls", "汇总表"])
def test_3_ending(folder: Path, name: str) -> None:
    with pytest.raises(FileError, match="xlsx"):
        summary_book.target_of(folder.parent / name, force=False)


def test_3_folder_as_output(folder: Path) -> None:
    assert summary_book.target_of(folder, force=False) == folder / "汇总表.xlsx"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the right to write is not asked of this user")
def test_3_read_only(folder: Path) -> None:
    locked = folder.parent / "只读"
    locked.mkdir(mode=0o555)
    with pytest.raises(FileError, match="只读"):
        summary_book.target_of(locked / "汇总表.xlsx", force=False)


def test_4_command(folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.chdir(folder.parent)
    assert run(["summarize", "上报"]) == 0
    shutil.copy(FAULTY, folder / "乙.xlsx")
    assert run(["summarize", "上报"]) == 1
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04")
    assert run(["summarize", "上报", "-q"]) == 2
    told = capfd.readouterr().out
    assert "自评表 1 份、单位 1 个：建议退回 0、需人工核 0、可受理 1" in told
    assert "未能处理：坏.xlsx" in told
    assert told.count("已写入：汇总表.xlsx") == 3
    assert "汇总表.上次.xlsx" in told


def test_4_nothing_handed_in(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "上报").mkdir()
    assert run(["summarize", "上报"]) == 2
    assert "没有可以汇总的文件" in capfd.readouterr().err
    assert not (tmp_path / "汇总表.xlsx").exists()


@pytest.mark.parametrize("written", ["2024-03-29", "2024/3/29", "2024年3月29日"])
def test_4_deadline(folder: Path, written: str) -> None:
    shutil.copy(FAULTY, folder / "乙.xlsx")
    target = folder.parent / "汇总表.xlsx"
    assert run(["summarize", str(folder), "-o", str(target), "-q", "--deadline", written]) == 1
    sheet = openpyxl.load_workbook(target)["整改台账"]
    assert datetime(2024, 3, 29) in {cell.value for row in sheet.iter_rows() for cell in row}


def test_4_deadline_no_day(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["summarize", str(folder), "--deadline", "月底"]) == 2
    assert "应为日期" in capfd.readouterr().err
