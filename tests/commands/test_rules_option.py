"""A rule-set that is not there is a fault of the command line or of a setting, never of each file.

1. --rules: one sentence, exit code 2, and nothing was read or written, whatever the command.
2. The same of a configuration file, which is named; one that --rules goes before is not asked.
3. While a folder is watched, a setting may be mended: the watch goes on.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.cli import run
from perfeval_xl.commands.watch import event
from perfeval_xl.config import NAME
from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options
from tests.samples import CLEAN, FAULTY

COMMANDS = [
    ["check", "上报"],
    ["process", "上报", "-o", "出"],
    ["summarize", "上报", "-o", "出/汇总表.xlsx"],
    ["sample", "上报", "--seed", "1", "-o", "出/抽样.xlsx"],
    ["review", "start", "上报", "-o", "出"],
    ["report", "上报", "-o", "出/报告.docx"],
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: Any) -> Path:
    (tmp_path / "上报").mkdir()
    shutil.copy(CLEAN, tmp_path / "上报" / "甲.xlsx")
    shutil.copy(FAULTY, tmp_path / "上报" / "乙.xlsx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("words", COMMANDS, ids=[one[0] for one in COMMANDS])
def test_1_one_refusal(here: Path, words: list[str], capfd: Any) -> None:
    assert run([*words, "--rules", "没有这个规则"]) == 2
    told = capfd.readouterr()
    assert (told.out, told.err.count("没有编号为“没有这个规则”的评分规则")) == ("", 1)
    assert "甲" not in told.err
    assert not (here / "出").exists()


def test_1_the_summary_that_stands_there_stays(here: Path) -> None:
    run(["summarize", "上报", "-q"])
    before = (here / "汇总表.xlsx").read_bytes()
    assert run(["summarize", "上报", "-q", "--rules", "没有这个规则"]) == 2
    assert [one.name for one in here.glob("汇总表*")] == ["汇总表.xlsx"]
    assert (here / "汇总表.xlsx").read_bytes() == before


@pytest.mark.parametrize("words", COMMANDS, ids=[one[0] for one in COMMANDS])
def test_2_of_a_configuration(here: Path, words: list[str], capfd: Any) -> None:
    (here / NAME).write_text('rules = "没有"', encoding="utf-8")
    assert run(words) == 2
    told = capfd.readouterr().err
    assert told.count("没有编号为“没有”的评分规则") == 1
    assert f"{NAME} 的 rules 用不了" in told
    assert not any(one.is_file() for one in here.glob("出/*"))


def test_2_the_option_goes_before(here: Path) -> None:
    (here / NAME).write_text('rules = "没有"', encoding="utf-8")
    assert run(["check", "上报/甲.xlsx", "--rules", "guangzhou-baiyun-2023"]) == 0


@pytest.mark.usefixtures("here")
def test_3_a_watch_goes_on() -> None:
    said = event(Input(Path("上报/甲.xlsx")), Options(rules="没有"))
    assert "甲.xlsx：未能处理，没有编号为“没有”的评分规则" in said
