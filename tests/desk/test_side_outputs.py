"""What summarize writes besides the 汇总表.

1. The bureau's own layout, filled, beside it; the one that stands there is not replaced without --force.
2. The frames as .csv: every file and form, amounts exact, no text that a spreadsheet program would take for a formula;
   as Parquet where pyarrow is there. All of them or none: a disk that fills up leaves those of the run before.
3. --json is the same batch, and nothing else stands on the standard output.
"""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfeval_xl.cli import run
from perfeval_xl.filings import tables
from perfeval_xl.filings.frames import Frames
from perfeval_xl.filings.tables import files_of
from tests.samples import CLEAN, FAULTY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "上报"
    top.mkdir()
    shutil.copy(FAULTY, top / "甲.xlsx")
    book = openpyxl.load_workbook(CLEAN)
    for row in book["自评表"].iter_rows():
        for cell in row:
            if cell.value == "家庭综合服务中心运营经费":
                cell.value, cell.data_type = "=1+1", "s"
    book.save(top / "乙.xlsx")
    (top / "坏.xlsx").write_bytes(b"PK\x03\x04")
    return top


def test_1_layout(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    empty = folder.parent / "空表.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["序号", "单位名称", "项目名称", "全年预算数", "自评得分", "联系人"])
    book.save(empty)
    words = ["summarize", str(folder), "-o", str(folder.parent / "出" / "汇总表.xlsx"), "--layout", str(empty)]
    assert run(words) == 2
    filled = folder.parent / "出" / "空表_已填.xlsx"
    assert openpyxl.load_workbook(filled).active.max_row == 3
    assert "留空：联系人" in capfd.readouterr().out
    before = filled.read_bytes()
    assert run(words) == 2
    assert "没有替换" in capfd.readouterr().err
    assert run([*words, "--force"]) == 2
    assert filled.read_bytes() == before


def test_2_csv(folder: Path) -> None:
    out = folder.parent / "数据"
    run(["summarize", str(folder), "-o", str(folder.parent / "汇总表.xlsx"), "--csv", str(out)])
    tables = {
        one.stem: list(csv.DictReader(one.read_text(encoding="utf-8-sig").splitlines())) for one in out.glob("*.csv")
    }
    assert len(tables["files"]) == 3
    assert {one["fate"] for one in tables["files"]} == {"已读入", "未能处理"}
    assert sorted(one["project"] for one in tables["forms"]) == ["'=1+1", "家庭综合服务中心运营经费"]
    assert sum(Decimal(one["executed"]) for one in tables["forms"]) == Decimal("235.2")
    assert {one["disposition"] for one in tables["forms"]} <= {"建议退回", "需人工核", "可受理"}
    assert len(tables["findings"]) == sum(
        int(one["errors"]) + int(one["warnings"]) + int(one["hints"]) for one in tables["forms"]
    )


def test_2_a_full_disk(folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    out = folder.parent / "数据"
    words = ["summarize", str(folder), "-o", str(folder.parent / "汇总表.xlsx"), "--csv", str(out)]
    run(words)
    before = {one.name: one.read_bytes() for one in out.iterdir()}
    (folder / "乙.xlsx").unlink()
    real, calls = tables.files_of, iter(range(100))

    def until_full(*asked: Any) -> Iterator[tuple[str, bytes]]:
        for name, data in real(*asked):
            if next(calls) == 3:
                monkeypatch.setattr(os, "fsync", full)
            yield name, data

    def full(_: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(tables, "files_of", until_full)
    capfd.readouterr()
    assert run(words) == 2
    said = capfd.readouterr()
    assert "已写入：" in said.out  # the 汇总表, which is whole
    assert "已写入数据表" not in said.out
    assert "磁盘空间不足" in said.err
    assert "同一批的文件都没有写，原有的没有动。" in said.err
    assert {one.name: one.read_bytes() for one in out.iterdir()} == before


def test_2_parquet(folder: Path) -> None:
    """What is written is what the frames hold: amounts as exact decimals, texts as they are."""
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    out = folder.parent / "数据"
    run(["summarize", str(folder), "-o", str(folder.parent / "汇总表.xlsx"), "--csv", str(out)])
    assert {one.stem for one in out.glob("*.parquet")} == {one.stem for one in out.glob("*.csv")}
    forms = pandas.read_parquet(out / "forms.parquet")
    assert sorted(forms["project"]) == ["=1+1", "家庭综合服务中心运营经费"]
    assert sum(forms["executed"]) == Decimal("235.2")


def test_2_parquet_of_odd_values() -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    nothing = pandas.DataFrame()
    odd = {
        "exact": [Decimal("0.10"), None, Decimal(1) / 3],
        "too_long": [Decimal("1E+70"), None, Decimal(1) / 3],
        "text": ["石弦\udc80", None, "=1"],
    }
    frames = Frames(
        pandas.DataFrame({name: pandas.Series(values, dtype="object") for name, values in odd.items()}),
        *[nothing] * (len(fields(Frames)) - 1),
    )
    name, data = next(files_of(frames, "parquet"))
    read = pandas.read_parquet(io.BytesIO(data))
    assert name == "files.parquet"
    assert list(read["exact"]) == odd["exact"]
    assert list(read["too_long"].fillna(0)) == [1e70, 0, 1 / 3]
    assert list(read["text"].fillna("")) == ["石弦?", "", "=1"]


def test_3_json(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["summarize", str(folder), "-o", str(folder.parent / "汇总表.xlsx"), "--json"]) == 2
    told = json.loads(capfd.readouterr().out)
    assert told["output"].endswith("汇总表.xlsx")
    assert {one["file"]: one["fate"] for one in told["files"]} == {
        "甲.xlsx": "已读入",
        "乙.xlsx": "已读入",
        "坏.xlsx": "未能处理",
    }
    forms = [form for one in told["files"] for form in one["forms"]]
    assert all(form["form"]["findings"] is not None and form["key"] for form in forms)
    assert sum(len(one["forms"]) for one in told["units"]) == len(forms)


def test_1_a_layout_with_too_few_rows_stops_nothing_else(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    empty = folder.parent / "空表.xlsx"
    book = openpyxl.Workbook()
    for row in (("序号", "单位名称", "项目名称", "自评得分"), ("合计",)):
        book.active.append(row)
    book.save(empty)
    wanted = ["--layout", str(empty), "--csv", str(folder.parent / "数据"), "--letters", str(folder.parent / "退回")]
    assert run(["summarize", str(folder), "-o", str(folder.parent / "汇总表.xlsx"), *wanted]) == 2
    assert "放不下 2 行" in capfd.readouterr().err
    assert (folder.parent / "数据" / "forms.csv").exists()
    assert list((folder.parent / "退回").glob("*.docx"))
