"""What became of findings between two states.

1. A key is that of a code and what it is said of, wherever it stands; a second one of the same has another.
2. Settled, new and stayed make up both states, each once.
3. The findings of a file go to the form that they stand on.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from perfeval_xl.changes import as_earlier, changes, keys, of_each
from perfeval_xl.form import Form
from perfeval_xl.result import Earlier, Finding, FormResult, Severity


def finding(code: str, label: str, cell: str | None = "H6", stated: str = "98%") -> Finding:
    return Finding(code, Severity.ERROR, "1", "自评表", cell, label, "写的不对。", "请改正。", stated, "96%")


RATE, SCORE = finding("B201", "资金·执行率"), finding("S504", "小组·得分", "H15", "3")


def test_1_a_key_does_not_move() -> None:
    assert keys([RATE]) == keys([replace(RATE, cell="H9", stated="97%", message="又不对。")])
    assert len({*keys([RATE]), *keys([SCORE]), *keys([replace(RATE, code="B202")])}) == 3


def test_1_nor_is_it_there_twice() -> None:
    found = keys([RATE, SCORE, RATE])
    assert len(set(found)) == 3
    assert found[2] == f"{found[0]}-2"


def test_1_without_a_label_the_cell_says_which() -> None:
    here, there = (replace(RATE, label="", cell=cell) for cell in ("A1", "A2"))
    assert keys([here]) != keys([there])


def test_2_what_became_of_them() -> None:
    fresh = finding("I311", "小组·完成值")
    made = changes(as_earlier([RATE, SCORE]), [replace(SCORE, stated="2.9", cell="H16"), fresh])
    assert [one.code for one in made.settled] == ["B201"]
    assert list(made.new) == keys([fresh])
    assert [(was.stated, was.cell, key) for was, key in made.stayed] == [("3", "H15", keys([SCORE])[0])]


def test_2_nothing_before_nothing_after() -> None:
    assert changes([], []) == changes([], [])
    assert len(changes([], [RATE]).new) == len(changes(as_earlier([RATE]), []).settled) == 1


def form(sheet: str, area: str) -> FormResult:
    return FormResult(Form("1", "a.xlsx", sheet, area), [], [], [], [], [])


@pytest.mark.parametrize(
    ("sheet", "cell", "to"),
    [("甲", "B3", 0), ("甲", "B33", 1), ("乙", "B3", 2), ("乙", None, 2), ("甲", None, 0), (None, None, 0)],
)
def test_3_to_the_form_it_stands_on(sheet: str | None, cell: str | None, to: int) -> None:
    forms = [form("甲", "A1:H30"), form("甲", "A31:H60"), form("乙", "A1:H30")]
    shared = of_each([Earlier("B201", sheet, cell, "执行率", "写的不对。")], forms)
    assert [len(one) for one in shared] == [int(number == to) for number in range(3)]


def test_3_no_form_no_findings() -> None:
    assert of_each([Earlier("B201", "甲", "B3", "执行率", "写的不对。")], []) == []
