"""What comes from outside as a name, and what the page says of the program's sentences.

1. A label has no drive, no `..`, no control or direction characters; its ending stays.
2. A label that is taken is numbered; a file is no folder of another.
3. Clauses about commands and options are left out; the rest is a sentence still.
"""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from perfeval_xl.page.names import cleaned, free
from perfeval_xl.page.words import at_the_page
from perfeval_xl.problems import EXPLAINED
from perfeval_xl.refusals import KINDS, SENTENCES


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("自评表.xlsx", "自评表.xlsx"),
        ("甲/乙/自评表.xlsx", "甲/乙/自评表.xlsx"),
        ("C:\\表\\自评表.xlsx", "表/自评表.xlsx"),
        ("/etc/passwd", "etc/passwd"),
        ("../../a.xlsx", "a.xlsx"),
        ("a/..\\../b.xlsx", "a/b.xlsx"),
        ("a\u202exslx.exe", "a_xslx.exe"),
        ("a\x00\n.xlsx", "a__.xlsx"),
        ("CON.xlsx", "_CON.xlsx"),
        ("a?*<b>|.xlsx", "a__" + "_b__.xlsx"),
        ("名称. ", "名称"),
        ("", "未命名"),
        ("../..", "未命名"),
        ("\ud800.xlsx", "_.xlsx"),
    ],
)
def test_1_labels(path: str, label: str) -> None:
    assert str(cleaned(path)) == label


def test_1_long_names_keep_their_ending() -> None:
    assert str(cleaned("甲" * 300 + ".xlsx")).endswith("甲.xlsx")
    assert len(cleaned("甲" * 300 + ".xlsx").name.encode()) < 255
    assert len(cleaned("a" * 300).name) == 80
    assert str(cleaned("甲" * 60 + "/" + "乙" * 60 + "/" + "丙" * 60 + ".xls")) == "乙" * 60 + "/" + "丙" * 60 + ".xls"


@pytest.mark.parametrize(
    ("wanted", "others", "label"),
    [
        ("自评表.xlsx", ["甲/自评表.xlsx"], "自评表.xlsx"),
        ("甲/自评表.XLSX", ["甲/自评表.xlsx", "甲/自评表(2).xlsx"], "甲/自评表(3).XLSX"),
        ("甲/自评表.xlsx", ["甲"], "自评表.xlsx"),
        ("甲", ["甲/自评表.xlsx"], "甲(2)"),
    ],
)
def test_2_numbered(wanted: str, others: list[str], label: str) -> None:
    assert str(free(PurePosixPath(wanted), [PurePosixPath(one) for one in others])) == label


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("请删去多余的行，另存后再试。", "请删去多余的行，另存后再试。"),
        ("请另存后再试；确认文件可靠的，可加 --max-mb 200 放宽上限。", "请另存后再试。"),
        ("请检查是否选错了文件，或用 perfeval-xl template 生成空白表填写。", "请检查是否选错了文件。"),
        ("请换一个文件夹，或加 --force。再试一次。", "请换一个文件夹，再试一次。"),
        ("", ""),
    ],
)
def test_3_without_commands(sentence: str, said: str) -> None:
    assert at_the_page(sentence) == said


@pytest.mark.parametrize("sentence", [one[1] for one in (*SENTENCES.values(), *KINDS.values(), *EXPLAINED.values())])
def test_3_every_refusal_is_a_sentence_still(sentence: str) -> None:
    said = at_the_page(sentence)
    assert said.endswith("。")
    assert "--" not in said
    assert "perfeval-xl" not in said
    assert "，。" not in said
