"""A workbook of ours where one stands already.

1. What stands there is kept: as 上次 where all of it is in the new one, else under a name that no run replaces.
2. Nothing is written where the same stands there already, and nothing kept where nothing stood.
3. A damaged one, and one that nobody can look into, are not replaced: a sentence. With --force a damaged one is kept.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from perfeval_xl.desk import earlier_books
from perfeval_xl.desk.earlier_books import BookKind
from perfeval_xl.left_behind import LeftBehind
from perfeval_xl.problems import FileError
from perfeval_xl.xlsx.package import Package
from perfeval_xl.xlsx.problem import PackageError


def book(sheet: str = "台账", said: str = "") -> bytes:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active.title, made.active["A1"] = sheet, said
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


KIND = BookKind("台账", lambda package: package.sheets[0].name == "台账")
NEW = book(said="新")


def named(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


@pytest.mark.parametrize(
    ("there", "stays", "meanwhile", "kept"),
    [
        (book(said="旧"), False, None, "a.上次.xlsx"),
        (book(said="旧"), True, None, "a.改动.xlsx"),
        (book(said="旧"), False, book(said="刚存的"), "a.改动.xlsx"),
        (book("别人的"), False, None, "a.改动.xlsx"),
        (b"no workbook", False, None, "a.改动.xlsx"),
    ],
)
def test_1_what_stood_there(tmp_path: Path, there: bytes, stays: bool, meanwhile: bytes | None, kept: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(there)
    earlier = KIND.at(path)
    if meanwhile is not None:
        path.write_bytes(meanwhile)
    assert earlier.replaced(NEW, LeftBehind(), stays=stays).path == tmp_path / kept
    assert named(tmp_path) == {"a.xlsx": NEW, kept: meanwhile or there}


def test_1_a_name_of_its_own_each_time(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for said in "一二三":
        path.write_bytes(book(said=said))
        KIND.at(path).replaced(NEW, LeftBehind(cells=["台账!B2"]))
    assert len([name for name in named(tmp_path) if "改动" in name]) == 3


@pytest.mark.parametrize("there", [None, NEW])
def test_2_nothing_to_keep(tmp_path: Path, there: bytes | None) -> None:
    path = tmp_path / "a.xlsx"
    if there is not None:
        path.write_bytes(there)
    assert KIND.at(path).replaced(NEW, LeftBehind(), stays=True).path is None
    assert named(tmp_path) == {"a.xlsx": NEW}


def test_3_a_damaged_one(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book())

    def read(_: Package) -> str:
        raise PackageError("part_damaged", part="xl/worksheets/sheet1.xml")

    with pytest.raises(FileError, match="原来的台账读不出来，没有替换") as refused:
        KIND.at(path).typed(read, "")
    assert refused.value.code == "R909"
    assert KIND.at(tmp_path / "b.xlsx").typed(read, "无") == "无"


def without_its_sheet() -> bytes:
    """A workbook that names a sheet which is not there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as there, zipfile.ZipFile(out, "w") as here:
        for name in there.namelist():
            if name != "xl/worksheets/sheet1.xml":
                here.writestr(name, there.read(name))
    return out.getvalue()


@pytest.mark.parametrize("there", [without_its_sheet(), b"no workbook"])
def test_3_one_whose_owner_cannot_be_seen(tmp_path: Path, there: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(there)
    with pytest.raises(FileError, match="读不出来，看不出是不是本程序生成的") as refused:
        KIND.target_of(path, force=False)
    assert refused.value.code == "R909"
    assert KIND.target_of(path, force=True) == path
    assert KIND.at(path).replaced(NEW, LeftBehind()).path == tmp_path / "a.改动.xlsx"
    assert named(tmp_path) == {"a.xlsx": NEW, "a.改动.xlsx": there}


def test_3_one_that_nobody_can_look_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> Package:
        raise PackageError("not_allowed")

    (tmp_path / "a.xlsx").write_bytes(book())
    monkeypatch.setattr(earlier_books.Package, "open", held)
    with pytest.raises(FileError, match=r"a\.xlsx") as refused:
        KIND.target_of(tmp_path / "a.xlsx", force=True)
    assert refused.value.code == "R909"
