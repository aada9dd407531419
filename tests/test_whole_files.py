"""A file is written whole or not at all.

1. The data is there afterwards, in a new file or in place of an old one; no temporary file stays.
2. What goes wrong is one sentence with what to do (R909); the old file is then still there, and no temporary file.
3. Files that belong together are all written or none: whatever goes wrong with the n-th, the old ones stand, and no
   temporary file; where only renaming fails, it is said how many are new.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from perfeval_xl.problems import FileError
from perfeval_xl.whole_files import write_atomically, write_together


def test_1_written(tmp_path: Path) -> None:
    target = tmp_path / "自评表_已评分（副本）.xlsx"
    write_atomically(target, b"first")
    assert target.read_bytes() == b"first"
    write_atomically(str(target), b"second")
    assert target.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_1_usual_rights(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_atomically(target, b"x")
    plain = tmp_path / "b.xlsx"
    plain.write_bytes(b"x")
    assert target.stat().st_mode == plain.stat().st_mode
    target.chmod(0o640)
    write_atomically(target, b"y")
    assert target.stat().st_mode & 0o777 == 0o640


def refused(path: Path) -> str:
    with pytest.raises(FileError) as problem:
        write_atomically(path, b"new")
    assert problem.value.code == "R909"
    return problem.value.message


def test_2_no_such_folder(tmp_path: Path) -> None:
    assert "不存在" in refused(tmp_path / "没有" / "a.xlsx")


def test_2_a_folder_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    assert "是一个文件夹" in refused(tmp_path / "a.xlsx")


def test_2_a_read_only_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # the tests may run as root, who may write anything
    assert "只读" in refused(target)
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("step", "error", "word"),
    [
        ("open", PermissionError(13, "denied"), "没有写入权限"),
        ("open", OSError(30, "read-only file system"), "只读"),
        ("fsync", OSError(28, "no space"), "磁盘空间不足"),
        ("replace", PermissionError(13, "denied"), "请先在 Excel/WPS 中关闭该文件"),
        ("replace", OSError(5, "i/o error"), "请检查磁盘"),
    ],
)
def test_2_what_the_system_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: OSError, word: str
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    def fail(*_: object, **__: object) -> None:
        raise error

    places = {"open": "pathlib.Path.open", "fsync": "os.fsync", "replace": "pathlib.Path.replace"}
    with monkeypatch.context() as patched:
        patched.setattr(places[step], fail)
        assert word in refused(target)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


TOGETHER = ("a.csv", "b.csv", "c.csv")


def together(folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, failing: int) -> str:
    """What is said where the n-th call of a step of the system fails on a full disk."""
    for name in TOGETHER:
        (folder / name).write_bytes(b"old")
    real, calls = getattr(os, step), iter(range(1, 100))

    def fail(*words: object, **named: object) -> object:
        if next(calls) == failing:
            raise OSError(28, "no space")
        return real(*words, **named)

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(FileError) as problem:
        write_together((folder / name, b"new") for name in TOGETHER)
    assert sorted(one.name for one in folder.iterdir()) == [*TOGETHER]
    return problem.value.message


def test_3_all_of_them(tmp_path: Path) -> None:
    write_together((tmp_path / name, name.encode()) for name in TOGETHER)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == {name: name.encode() for name in TOGETHER}


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_3_none_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    said = together(tmp_path, monkeypatch, "fsync", failing)
    assert f"磁盘空间不足，无法写入“{tmp_path / TOGETHER[failing - 1]}”" in said
    assert said.endswith("同一批的文件都没有写，原有的没有动。")
    assert {(tmp_path / name).read_bytes() for name in TOGETHER} == {b"old"}


def test_3_renaming_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = together(tmp_path, monkeypatch, "replace", 2)
    assert said.endswith("同一批里前 1 个文件已换成新的，其余没有换。")
    assert [(tmp_path / name).read_bytes() for name in TOGETHER] == [b"new", b"old", b"old"]


def test_3_what_makes_them_fails(tmp_path: Path) -> None:
    def made() -> Iterator[tuple[Path, bytes]]:
        yield tmp_path / "a.csv", b"new"
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        write_together(made())
    assert list(tmp_path.iterdir()) == []
