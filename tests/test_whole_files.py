"""A file is written whole or not at all.

1. The data is there afterwards, in a new file or in place of an old one; no temporary file stays.
2. What goes wrong is one sentence with what to do (R909); the old file is then still there, and no temporary file.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perfeval_xl.problems import FileError
from perfeval_xl.whole_files import write_atomically


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
