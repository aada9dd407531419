"""What sample and review start say where there is no form to work on: what was found there, and what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from perfeval_xl.cli import run
from tests.samples import CLEAN

COMMANDS = [("sample", "没有可以抽样的自评表"), ("review start", "没有可以复核的自评表")]
TO_DO = "请写放单位自评表（.xlsx、.xls、.docx）的文件夹、文件或压缩包（.zip）。"


def asked(command: str, folder: Path) -> int:
    seed = ["--seed", "1"] if command == "sample" else []
    return run([*command.split(), str(folder), *seed, "-o", str(folder.parent / "出.xlsx")])


@pytest.mark.parametrize(("command", "says"), COMMANDS)
@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, "这里一个文件也没有"),
        ({"记事.txt": b"a"}, "收到 1 个文件，不是自评表：记事.txt（文本文件）"),
        ({"坏.xlsx": b"PK"}, "收到 1 个文件，1 个未能处理（原因见上）"),
        (
            {"坏.xlsx": b"PK", **{f"{at}.txt": b"%d" % at for at in range(4)}},
            "收到 5 个文件，1 个未能处理（原因见上），其余不是自评表："
            "0.txt（文本文件）、1.txt（文本文件）、2.txt（文本文件） 等",
        ),
    ],
)
def test_told(
    tmp_path: Path, command: str, says: str, files: dict[str, bytes], found: str, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "处"
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    assert asked(command, folder) == 2
    assert f"{says}：{found}；{TO_DO}" in capfd.readouterr().err
    assert not (tmp_path / "出.xlsx").exists()


@pytest.mark.parametrize(("command", "says"), COMMANDS)
def test_not_where_there_is_one(tmp_path: Path, command: str, says: str, capfd: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "处"
    folder.mkdir()
    shutil.copy(CLEAN, folder / "甲.xlsx")
    assert asked(command, folder) == 0
    assert says not in capfd.readouterr().err
