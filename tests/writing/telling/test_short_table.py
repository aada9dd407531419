"""The short table: a line a form, never wider than the terminal; names are cut, figures never."""

from __future__ import annotations

import io
import re
from decimal import Decimal

import pytest

from perfeval_xl.writing.telling import short_table
from perfeval_xl.writing.telling.console import Teller
from perfeval_xl.writing.telling.short_table import Line
from perfeval_xl.writing.text_size import columns

LONG = "石弦镇人民政府/残疾人康复服务（2期）_自评表.xlsx"
LINES = [
    Line(LONG, "残疾人康复服务（2期）及无障碍改造", Decimal("99.7"), "79.3～99.3", Decimal(20), 1),
    Line("甲.xlsx", "路灯", Decimal(100), "100", Decimal(0), 0),
    Line("石弦镇人民政府/社区养老服务_自评表.xlsx", "（未能处理）"),
]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(file: io.StringIO, width: int | None, lines: list[Line] = LINES) -> list[str]:
    short_table.show(lines, Teller(file, width))
    return re.sub(r"\x1b\[[0-9;]*m", "", file.getvalue()).splitlines()


@pytest.mark.parametrize("width", [80, 100, 140])
def test_a_line_a_form_on_a_terminal(width: int) -> None:
    lines = shown(Terminal(), width)
    assert len(lines) == 1 + len(LINES)
    assert all(columns(line) < width for line in lines)
    assert lines[1].endswith("99.7  79.3～99.3      20     1")
    assert lines[2].startswith("甲.xlsx ")
    assert ("残疾人康复服务（2期）及无障碍改造" in lines[1]) == (width == 140)
    assert "自评表.xlsx" in lines[3]


def test_whole_names_in_a_pipe_as_far_as_they_go() -> None:
    lines = shown(io.StringIO(), None)
    assert "残疾人康复服务（2期）及无障碍改造" in lines[1]
    assert lines[1].startswith("…") == (columns(LONG) > 44)


def test_short_names_take_no_more_room_than_they_need() -> None:
    assert shown(Terminal(), 80, [LINES[1]]) == [
        "文件     项目  自评  核算  待复核  错误",
        "甲.xlsx  路灯   100   100       0     0",
    ]
