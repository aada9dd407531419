"""Where an output goes and whether it may.

1. 自评表.xlsx -> 自评表_已评分.xlsx beside it; with -o into the folder, below the subfolder it was found in.
2. A scored copy is renewed under its own name; a kept previous version is refused.
3. .xls comes out as .xlsx, .xlsm stays .xlsm; --clean gives 自评表_报送.xlsx.
4. A file that is not ours is not replaced without --force; a folder of that name never.
5. What is replaced is kept as ….上次.xlsx; the same bytes are not written again.
6. A missing folder, or a file where a folder belongs, is told.
7. Of several files of a run with one target one alone is written: a scored copy before its original, else the first;
   the others say so.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl import outputs
from perfeval_xl.inputs import Input
from perfeval_xl.problems import FileError


@pytest.mark.parametrize(
    ("name", "clean", "target"),
    [
        ("自评表.xlsx", False, "自评表_已评分.xlsx"),
        ("自评表_已评分.xlsx", False, "自评表_已评分.xlsx"),
        ("自评表.xls", False, "自评表_已评分.xlsx"),
        ("自评表.xlsm", False, "自评表_已评分.xlsm"),
        ("自评表_已评分.xlsx", True, "自评表_报送.xlsx"),
    ],
)
def test_1_2_3_names(name: str, clean: bool, target: str) -> None:
    assert outputs.target_of(Input(Path("某街道") / name), None, clean=clean) == Path("某街道") / target


def test_1_folder() -> None:
    one = Input(Path("上报/某街道/自评表.xlsx"), Path("某街道"))
    assert outputs.target_of(one, Path("结果"), clean=False) == Path("结果/某街道/自评表_已评分.xlsx")


def test_2_previous_is_refused() -> None:
    with pytest.raises(FileError, match="旧版本"):
        outputs.target_of(Input(Path("自评表_已评分.上次.xlsx")), None, clean=False)


def test_4_not_ours(tmp_path: Path) -> None:
    target = tmp_path / "自评表_已评分.xlsx"
    outputs.may_replace(target, ours=False, force=False)
    target.write_bytes(b"theirs")
    with pytest.raises(FileError, match="--force"):
        outputs.may_replace(target, ours=False, force=False)
    outputs.may_replace(target, ours=False, force=True)
    outputs.may_replace(target, ours=True, force=False)
    (tmp_path / "夹").mkdir()
    with pytest.raises(FileError, match="同名文件夹"):
        outputs.may_replace(tmp_path / "夹", ours=True, force=True)


def test_5_previous_version(tmp_path: Path) -> None:
    target = tmp_path / "自评表_已评分.xlsx"

    def write(path: Path, data: bytes) -> None:
        path.write_bytes(data)

    kept = outputs.previous_of(target, lambda _: True)
    assert kept.name == "自评表_已评分.上次.xlsx"
    assert outputs.keep_previous(target, b"1", kept, write=write)
    target.write_bytes(b"1")
    assert not outputs.keep_previous(target, b"1", kept, write=write)
    assert not (tmp_path / "自评表_已评分.上次.xlsx").exists()
    assert outputs.keep_previous(target, b"2", kept, write=write)
    assert (tmp_path / "自评表_已评分.上次.xlsx").read_bytes() == b"1"
    # somebody's own file of that name is left alone; what staff changed gets a name that is never used again
    assert outputs.previous_of(target, lambda _: False).name == "自评表_已评分.上次2.xlsx"
    assert outputs.changed_of(target).name == "自评表_已评分.改动.xlsx"
    outputs.changed_of(target).touch()
    assert outputs.changed_of(target).name == "自评表_已评分.改动2.xlsx"


def test_6_folder(tmp_path: Path) -> None:
    outputs.make_folder(tmp_path / "新" / "夹")
    assert (tmp_path / "新" / "夹").is_dir()
    (tmp_path / "文件").touch()
    for place in ("文件", "文件/夹"):
        with pytest.raises(FileError, match="而不是文件夹") as caught:
            outputs.make_folder(tmp_path / place)
        assert caught.value.code == "R909"


def test_7_one_target_one_file() -> None:
    def refused(*names: str, folder: Path | None = None) -> list[str]:
        settled = outputs.settle([Input(Path(name)) for name in names], folder, clean=False)
        assert [str(one.path) for one in settled] == [str(Path(name)) for name in names]
        told: list[str] = []
        for one in settled:
            try:
                outputs.target_of(one, folder, clean=False)
            except FileError as error:
                told.append(f"{one.path.name}：{error.message}")
        return told

    assert refused("表.xlsx", "另一张.xlsx") == []
    (line,) = refused("表.xls", "表.xlsx")
    assert line.startswith("表.xlsx：")
    assert "表.xls" in line
    (line,) = refused("表.xlsx", "表_已评分.xlsx")
    assert line.startswith("表.xlsx：")
    assert "以评分件为准" in line
    assert refused("甲/自评表.xlsx", "乙/自评表.xlsx") == []
    assert len(refused("甲/自评表.xlsx", "乙/自评表.xlsx", folder=Path("结果"))) == 1
    (line,) = refused("表.xlsx", "表_已评分.上次.xlsx")
    assert "旧版本" in line
