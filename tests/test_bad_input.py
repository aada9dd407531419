"""What a clerk may hand over by mistake, through the command line as it is typed.

1. A file that cannot be processed: one Chinese sentence with its code, exit code 2, no traceback, nothing written.
2. One bad file never stops the others of the batch.
3. Something wrong inside a form that can be judged otherwise: a finding at its cell, exit code 1, the copy is written.
4. An output that cannot be written: a sentence, exit code 2, nothing half-written, the input untouched.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfeval_xl.cli import run
from tests.samples import CLEAN


def workbook(**cells: object) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for ref, value in cells.items():
        sheet[ref] = value
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def truncated() -> bytes:
    return CLEAN.read_bytes()[:4000]


def encrypted() -> bytes:
    """The head of an OLE2 file whose directory names EncryptedPackage, as Excel writes it for a password."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + bytes.fromhex("3e000300feff0900") + bytes(480)
    return head + "EncryptedPackage".encode("utf-16-le").ljust(512, b"\0") + bytes(1024)


def word_document() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<document/>")
    return data.getvalue()


UNREADABLE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "not a workbook": ("说明.xlsx", lambda: b"\x00\x01\x02 nothing of the sort" * 50, "R902"),
    "empty file": ("空.xlsx", lambda: b"", "R910"),
    "encrypted": ("加密.xlsx", encrypted, "R903"),
    "csv renamed": ("导出.xlsx", lambda: "项目名称,金额\n某项目,120\n".encode("gbk"), "R90"),
    "word renamed": ("报告.xlsx", word_document, "R90"),
    "truncated": ("没传完.xlsx", truncated, "R904"),
    "ods": ("表.ods", lambda: b"PK\x03\x04", "R906"),
    "no form inside": ("花名册.xlsx", lambda: workbook(A1="姓名", B1="电话", A2="张三"), "R907"),
    "no indicator block": (
        "半张表.xlsx",
        lambda: workbook(A1="项目支出绩效自评表", A2="项目名称", B2="某项目"),
        "R907",
    ),
}


def outcome(words: list[str], capfd: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = run(words)
    shown = capfd.readouterr()
    return code, shown.out + shown.err


@pytest.mark.parametrize("case", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_1_cannot_be_processed(
    case: tuple[str, Callable[[], bytes], str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    name, make, expected = case
    (tmp_path / name).write_bytes(make())
    code, shown = outcome(["process", str(tmp_path / name)], capfd)
    assert code == 2
    assert expected in shown
    assert "Traceback" not in shown
    sentence = next(line for line in shown.splitlines() if "未能处理" in line)
    assert re.search("请", sentence), "says what to do"
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_1_missing_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    code, shown = outcome(["process", str(tmp_path / "没有.xlsx")], capfd)
    assert (code, "R901" in shown) == (2, True)


def test_2_the_others_are_done(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a坏.xlsx").write_bytes(b"no workbook")
    shutil.copy(CLEAN, tmp_path / "b好.xlsx")
    code, shown = outcome(["process", str(tmp_path)], capfd)
    assert code == 2
    assert (tmp_path / "b好_已评分.xlsx").exists()
    assert "1 个文件未能处理" in shown


INSIDE: dict[str, dict[str, object]] = {
    "a text where a number belongs": {"executed": "一百二十万左右吧"},
    "#REF!": {"executed": "#REF!"},
    "negative money": {"executed": -120},
}


def cells_of(path: Path, capfd: pytest.CaptureFixture[str]) -> tuple[str, dict[str, str]]:
    run(["read", "--json", str(path)])
    form = json.loads(capfd.readouterr().out)["files"][0]["forms"][0]
    return form["sheet"], form["funds"][0]["cells"]


@pytest.mark.parametrize("changes", INSIDE.values(), ids=INSIDE.keys())
def test_3_a_finding_at_its_cell(changes: dict[str, object], tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    sheet, cells = cells_of(CLEAN, capfd)
    path = tmp_path / "自评表.xlsx"
    book = openpyxl.load_workbook(CLEAN)
    for field, value in changes.items():
        book[sheet][cells[field]] = value
    book.save(path)
    code, _ = outcome(["process", str(path)], capfd)
    assert code == 1
    assert (tmp_path / "自评表_已评分.xlsx").exists()
    run(["check", "--json", str(path)])
    form = json.loads(capfd.readouterr().out)["files"][0]["forms"][0]
    assert cells["executed"] in {one["cell"] for one in form["findings"] if one["severity"] == "error"}


@pytest.mark.parametrize(("headings", "code", "severity"), [(True, 0, "warning"), (False, 1, "error")])
def test_3_weights_all_blank(
    headings: bool, code: int, severity: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    run(["read", "--json", str(CLEAN)])
    form = json.loads(capfd.readouterr().out)["files"][0]["forms"][0]
    path = tmp_path / "自评表.xlsx"
    book = openpyxl.load_workbook(CLEAN)
    sheet = book[form["sheet"]]
    for row in form["indicators"]:
        sheet[row["cells"]["weight"]] = None
        heading = sheet[row["cells"]["level1"]]
        if not headings and heading.value:
            heading.value = str(heading.value).split("（")[0]
    book.save(path)
    run(["check", "--json", str(path)])
    found = json.loads(capfd.readouterr().out)["files"][0]["forms"][0]
    # R108: openpyxl stores no results for the formulas of 总分 and 等级.
    assert [(one["code"], one["severity"]) for one in found["findings"] if one["code"] != "R108"] == [
        ("W408", severity)
    ]
    assert found["total"]["open"] == (0 if headings else 80)
    assert outcome(["process", str(path)], capfd)[0] == code
    assert (tmp_path / "自评表_已评分.xlsx").exists()


def test_4_output_taken_by_theirs(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copy(CLEAN, tmp_path / "自评表.xlsx")
    theirs = tmp_path / "自评表_已评分.xlsx"
    theirs.write_bytes(workbook(A1="别人的"))
    before = theirs.read_bytes()
    code, shown = outcome(["process", str(tmp_path / "自评表.xlsx")], capfd)
    assert (code, "--force" in shown) == (2, True)
    assert theirs.read_bytes() == before
    assert run(["process", "--force", str(tmp_path / "自评表.xlsx")]) == 0


def test_4_output_folder_read_only(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(CLEAN, tmp_path / "自评表.xlsx")
    as_it_is = Path.open

    def read_only(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if set(mode) & set("wxa+"):
            raise PermissionError(13, "Permission denied")
        return as_it_is(path, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", read_only)
    code, shown = outcome(["process", str(tmp_path / "自评表.xlsx")], capfd)
    assert (code, "只读" in shown, "Traceback" in shown) == (2, True, False)
    assert [one.name for one in tmp_path.iterdir()] == ["自评表.xlsx"]


def test_4_output_open_elsewhere(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(CLEAN, tmp_path / "自评表.xlsx")

    def locked(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.replace", locked)
    code, shown = outcome(["process", str(tmp_path / "自评表.xlsx")], capfd)
    assert (code, "关闭" in shown) == (2, True)
    assert [one.name for one in tmp_path.iterdir()] == ["自评表.xlsx"]
    assert (tmp_path / "自评表.xlsx").read_bytes() == CLEAN.read_bytes()
