"""Files that cannot be read, and files that only look dangerous.

1. Each broken file has its code and one sentence (or two short ones) that says what to do; nothing else is raised.
2. Places that are no readable file: missing, a folder, no permission, a device, a name that cannot be.
3. What is inside but none of our business is neither run nor unpacked nor believed.
4. What kind of file it is shows before it is opened.
5. Through the command each has the same code and sentence; nothing is written; places that are no file likewise.
"""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.cli import run
from perfeval_xl.problems import FileError
from perfeval_xl.refusals import file_error
from perfeval_xl.xlsx.package import Package, sniff
from perfeval_xl.xlsx.problem import PackageError
from perfeval_xl.xlsx.read.sheetreader import RawSheet, read_sheet
from perfeval_xl.xlsx.read.styles_read import number_format
from tests.broken.broken_files import BROKEN, bomb, ole2, xls
from tests.xlsx.small_packages import MAIN, PACKAGE_RELS, RELS, sheet, workbook


def read_all(path: Path) -> list[RawSheet]:
    """As the program reads a workbook: everything that a form may stand in."""
    package = Package.open(path)
    sheets = [read_sheet(package, one) for one in package.sheets]
    for one in sheets:
        for cell in one.cells.values():
            number_format(package, cell.style)
    return sheets


def refused(path: Path) -> FileError:
    with pytest.raises(PackageError) as caught:
        read_all(path)
    return file_error(caught.value)


def test_1_there_are_at_least_thirty() -> None:
    assert len(BROKEN) >= 30


@pytest.mark.parametrize("name", BROKEN)
def test_1_code_and_sentence(name: str, tmp_path: Path) -> None:
    make, code, sentence = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(make())
    start = time.process_time()
    problem = refused(path)
    assert (problem.code, problem.message) == (code, sentence)
    assert time.process_time() - start < 2  # a bomb never goes off; generous, for a busy machine


@pytest.mark.parametrize("name", BROKEN)
def test_1_sentences_say_what_to_do(name: str) -> None:
    sentence = BROKEN[name][2]
    assert re.search("请[^。]*。$", sentence)
    assert sentence.count("。") <= 2
    assert len(sentence) <= 110


def test_2_missing(tmp_path: Path) -> None:
    problem = refused(tmp_path / "没有.xlsx")
    assert (problem.code, problem.message) == ("R901", "找不到该文件；请核对文件名和所在文件夹。")
    assert refused(tmp_path / "没有" / "没有.xlsx").code == "R901"


def test_2_a_name_that_cannot_be(tmp_path: Path) -> None:
    assert refused(tmp_path / "a\0b.xlsx").code == "R901"
    assert refused(tmp_path / ("长" * 300 + ".xlsx")).code == "R901"


def test_2_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "文件夹.xlsx"
    folder.mkdir()
    problem = refused(folder)
    assert (problem.code, problem.message) == ("R901", "这是文件夹，不是工作簿；请指定其中的 .xlsx 文件。")
    with pytest.raises(PackageError, match="is_folder"):
        sniff(folder)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
def test_2_a_device() -> None:
    assert refused(Path("/dev/zero")).code == "R901"


@pytest.mark.parametrize(
    ("fault", "code"), [(PermissionError(13, "denied"), "R911"), (OSError(5, "I/O error"), "R901")]
)
def test_2_no_permission(fault: OSError, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook())

    def denied(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(Path, "open", denied)
    problem = refused(path)
    assert problem.code == code
    assert re.search("请[^。]*。$", problem.message)
    with pytest.raises(PackageError):
        sniff(path)


DDE = sheet('<row r="1"><c r="A1" t="e"><f>cmd|\'/c calc\'!A0</f><v>#REF!</v></c></row>')
HARMLESS = {
    "a zip bomb as a picture": workbook({"xl/media/image1.zip": bomb(8)}),
    "declared dimension of the whole sheet": workbook(
        sheet=f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData/></worksheet>'
    ),
    "a formula that would start a program": workbook(sheet=DDE),
    "broken picture relations": workbook({"xl/worksheets/_rels/sheet1.xml.rels": "<broken"}),
    "a relation to nothing": workbook(
        {
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE_RELS}">'
            f'<Relationship Id="a" Type="{RELS}/officeDocument" Target="xl/workbook.xml"/>'
            f'<Relationship Id="b" Type="{RELS}/custom-properties" Target="docProps/none.xml"/></Relationships>'
        }
    ),
}


@pytest.mark.parametrize("data", HARMLESS.values(), ids=HARMLESS.keys())
def test_3_none_of_our_business(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    sheets = read_all(path)
    assert len(sheets) == 1
    assert len(sheets[0].cells) == (1 if data is HARMLESS["a formula that would start a program"] else 0)


KINDS = {
    "a.xlsx": (workbook(), "xlsx"),
    "b.xls": (xls(), "xls"),
    "c.xlsx": (xls(), "xls"),
    "d.et": (xls(), "et"),
    "e.xlsx": (ole2("EncryptedPackage"), "encrypted"),
    "f.doc": (ole2("Workbook", "WordDocument"), "doc"),
    "g.xls": (b"\x09\x08\x08\0" + bytes(20), "xls"),
    "h.xlsx": (b"", "empty"),
    "i.xlsx": (b"a,b\n", "csv"),
    "j.xlsx": (b"\0\1\2\3", "unknown"),
    "k.xls": (b"MIME-Version: 1.0\r\n", "html"),
    "l.pdf": (b"%PDF-1.4", "pdf"),
}


@pytest.mark.parametrize("name", KINDS)
def test_4_kinds(name: str, tmp_path: Path) -> None:
    data, kind = KINDS[name]
    path = tmp_path / name
    path.write_bytes(data)
    assert sniff(path) == kind


# Read by its content, whatever its name says: an old workbook that holds no form, a document without its text.
READ_ANYWAY = {"旧表改名.xlsx": "R907", "报告改名.xlsx": "R904"}


def told(path: Path, capfd: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """Code and sentence that `process` gives for a file."""
    assert run(["process", "--json", str(path)]) == 2
    out = capfd.readouterr().out
    assert "Traceback" not in out
    (one,) = json.loads(out)["files"]
    assert (one["status"], one["output"], one["forms"]) == ("failed", None, [])
    return one["error"]["code"], one["error"]["message"]


@pytest.mark.parametrize("name", BROKEN)
def test_5_through_the_command(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    make, code, sentence = BROKEN[name]
    path = tmp_path / name
    path.write_bytes(make())
    found = told(path, capfd)
    if name in READ_ANYWAY:
        assert found[0] == READ_ANYWAY[name]
    else:
        assert found == (code, sentence)
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_5_a_declared_dimension_is_not_believed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(HARMLESS["declared dimension of the whole sheet"])
    start = time.process_time()
    assert told(path, capfd)[0] == "R907"
    assert time.process_time() - start < 2


def test_5_no_permission(tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook())
    usual = Path.open

    def denied(self: Path, *words: Any, **names: Any) -> Any:
        if self == path:  # rights would bind no administrator
            raise PermissionError(13, "denied")
        return usual(self, *words, **names)

    monkeypatch.setattr(Path, "open", denied)
    assert told(path, capfd)[0] == "R911"


def test_5_an_empty_folder(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["process", str(tmp_path)]) == 2
    shown = capfd.readouterr()
    assert "Traceback" not in shown.out + shown.err
    assert "没有" in shown.out + shown.err
