"""Files that 佐证材料 names.

1. A file beside the workbook, in a folder below it as written, or under its bare name in a folder of papers: there.
2. What leads out of the folder is not looked for; a link is not followed; a folder is no file.
3. Names among other words, several of them; what is no file name is not looked for.
4. A named file is never opened.
5. `check` says which file is missing; of what a zip held nothing is claimed.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from perfeval_xl.cli import run as typed
from perfeval_xl.desk.gathering import Asked, gather
from perfeval_xl.evidence_files import look_beside
from perfeval_xl.form import Evidence, Form
from perfeval_xl.result import FormResult
from tests import samples


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    here = tmp_path / "石弦镇"
    for name in ("验收报告.pdf", "附件/签到表.xlsx", "佐证材料/问卷 汇总.docx", "别的单位/合同.pdf"):
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_bytes(b"x")
    (tmp_path / "外面.pdf").write_bytes(b"x")
    (here / "文件夹.pdf").mkdir()
    (here / "链接.pdf").symlink_to(tmp_path / "外面.pdf")
    (here / "附件链接").symlink_to(tmp_path, target_is_directory=True)
    return here


def found(place: str, folder: Path) -> list[tuple[str, str]]:
    paper = Evidence("1", 0, "佐证材料", place=place)
    form = FormResult(Form("1", "自评表.xlsx", "自评表", "A1:H20"), [], [], [], [], [], evidence=[paper])
    look_beside([form], folder)
    return [(one.name, one.why_not) for one in paper.files]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("验收报告.pdf", "验收报告.pdf"),
        ("附件/签到表.xlsx", "附件/签到表.xlsx"),
        ("附件\\签到表.xlsx", "附件\\签到表.xlsx"),
        ("./验收报告.pdf", "./验收报告.pdf"),
        ("问卷 汇总.docx", "问卷 汇总.docx"),
        ("见附件：签到表.xlsx", "签到表.xlsx"),
        ("《验收报告.pdf》", "验收报告.pdf"),
    ],
)
def test_1_beside(place: str, name: str, folder: Path) -> None:
    assert found(place, folder) == [(name, "")]


@pytest.mark.parametrize(
    ("place", "why"),
    [
        ("没有.pdf", "absent"),
        ("合同.pdf", "absent"),  # another unit's
        ("文件夹.pdf", "absent"),
        ("../外面.pdf", "outside"),
        ("附件/../../外面.pdf", "outside"),
        ("D:\\资料\\验收报告.pdf", "outside"),
        ("\\\\server\\share\\验收报告.pdf", "outside"),
        ("/etc/报告.pdf", "outside"),
        ("链接.pdf", "link"),
        ("附件链接/外面.pdf", "link"),
    ],
)
def test_2_not_there(place: str, why: str, folder: Path) -> None:
    assert [state for _, state in found(place, folder)] == [why]


def test_3_names_among_words(folder: Path) -> None:
    assert found("验收报告.pdf、没有.pdf；附件/签到表.xlsx", folder) == [
        ("验收报告.pdf", ""),
        ("没有.pdf", "absent"),
        ("附件/签到表.xlsx", ""),
    ]
    for words in ("二楼档案柜第3格", "https://www.example.gov.cn/a.pdf", "系统内可查", "合同编号 2023.12"):
        assert found(words, folder) == []


def test_4_never_opened(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("opened")

    for name in ("open", "read_bytes", "read_text"):
        monkeypatch.setattr(Path, name, opened)
    monkeypatch.setattr("builtins.open", opened)
    assert found("验收报告.pdf、问卷 汇总.docx", folder) == [("验收报告.pdf", ""), ("问卷 汇总.docx", "")]


def test_5_told(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.load_workbook(samples.CLEAN)
    sheet = book["佐证材料"]
    names = (book["自评表"].cell(row, 4).value for row in range(13, 40))
    named = [("A4", next(one for one in names if one)), ("B4", "验收报告"), ("E4", "验收报告.pdf、决算.pdf")]
    for place, text in named:
        sheet[place] = text
    book.save(folder / "自评表.xlsx")
    typed(["check", str(folder / "自评表.xlsx"), "--json"])
    (form,) = json.loads(capfd.readouterr().out)["files"][0]["forms"]
    assert form["evidence"][0]["files"] == [
        {"name": "验收报告.pdf", "found": True},
        {"name": "决算.pdf", "found": False},
    ]
    (missing,) = [one for one in form["findings"] if one["code"] == "E905"]
    assert (missing["sheet"], missing["cell"], "决算.pdf" in missing["message"]) == ("佐证材料", "E4", True)

    with zipfile.ZipFile(folder.parent / "报送.zip", "w") as archive:
        archive.write(folder / "自评表.xlsx", "自评表.xlsx")
    shutil.rmtree(folder)
    batch = gather(Asked((str(folder.parent / "报送.zip"),)))
    codes = [one.code for filed in batch.forms for one in filed.result.findings]
    assert "E905" not in codes
