"""Whose form it is, in what the form, the roster and the folders say.

1. What a form names is a name, or a prompt that was never filled in.
2. A folder stands for the unit it is named after, however deep; a zip is a folder.
3. Names of one unit are one: the roster's, else the longest.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.filings.batch import Member
from perfeval_xl.filings.owners import folder_unit, named, one_name_each


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("石弦镇人民政府", "石弦镇人民政府"),
        ("石弦镇 人民政府\n（盖章）", "石弦镇 人民政府"),
        ("某街道办事处公共服务办公室", "某街道办事处公共服务办公室"),
        ("区机关事务管理局（本级）", "区机关事务管理局（本级）"),
        ("2023年市政设施维护", "2023年市政设施维护"),
        ("养老\x1b[2J服务", "养老 [2J服务"),
        *[
            (prompt, "")
            for prompt in ("（实施单位）", "××街道办事处", "XX局", "/", "无", "（盖章）", "", None, "单位名称：")
        ],
        *[(prompt, "") for prompt in ("（项目名称）", "请填写项目名称", "____项目")],
    ],
)
def test_1_names_and_prompts(written: str | None, name: str) -> None:
    assert named(written) == name


KNOWN = ("石弦镇人民政府", "云笺街道办事处")


@pytest.mark.parametrize(
    ("name", "inside", "unit"),
    [
        ("石弦镇/自评表.xlsx", None, "石弦镇人民政府"),
        ("2023年度/云笺街道/材料/自评表.xlsx", None, "云笺街道办事处"),
        ("区民政局/项目/自评表.xlsx", None, "区民政局"),
        ("材料/自评表.xlsx", None, "材料"),
        ("自评表.xlsx", None, None),
        ("石弦镇人民政府.zip › 自评表.xlsx", "自评表.xlsx", "石弦镇人民政府"),
        ("上报.zip › 云笺街道办事处/自评表.xlsx", "云笺街道办事处/自评表.xlsx", "云笺街道办事处"),
    ],
)
def test_2_folders(name: str, inside: str | None, unit: str | None) -> None:
    assert folder_unit(Member(name, Path("x"), inside), KNOWN) == unit


@pytest.mark.parametrize(
    ("names", "official", "shown"),
    [
        (["石弦镇", "石弦镇人民政府"], [], "石弦镇人民政府"),
        (["石弦镇", "石弦镇人民政府"], ["石弦镇政府"], "石弦镇政府"),
        (["云笺街道", "云笺街道办事处"], [], "云笺街道办事处"),
        (["石弦镇 人民政府", "石弦镇人民政府"], [], "石弦镇人民政府"),
    ],
)
def test_3_one_name_each(names: list[str], official: list[str], shown: str) -> None:
    assert set(one_name_each(names, official).values()) == {shown}


def test_3_two_units_stay_two() -> None:
    names = ["石弦镇人民政府", "石弦镇农业服务中心", "云笺街道办事处"]
    assert one_name_each(names, []) == {one: one for one in names}
