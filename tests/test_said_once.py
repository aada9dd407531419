"""A fact of the domain is said once: no second list of its words stands in another module.

1. Grade words, words for nothing, the year in words, what a place is called: perfeval_xl/form_words.py.
2. What those lists say, tried on words people write.
3. What the rule-set or `standing` decides is asked of it, never decided again.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import perfeval_xl
from perfeval_xl import form_words
from perfeval_xl.form_words import all_nothing, bare_name, folded_grade, is_grade, is_no_money, is_nothing, is_rate

ROOT = Path(perfeval_xl.__file__).parent
HOME = ROOT / "form_words.py"

# A list is told by some of its words standing together in one text or literal; prose for the user may name them.
LISTS = {
    "grades": ("优秀", "良好"),
    "grades, short": ("优秀?", "良好?"),
    "words for nothing": ("不适用", "不涉及"),
    "words for nothing, of reasons": ("暂无", "不适用"),
    "years in words": ("〇", "零", "二", "九"),
    "budget": ("annual_budget", "全年预算数"),
    "money spent": ("executed", "全年执行数"),
    "targets": ("target", "年度指标值"),
    "results": ("actual", "实际完成值"),
    "rates": ("率", "满意度", "占比"),
}
# What holds several of the words and is no such list.
NO_LIST = {
    ("grades", "reading/meaning/verdicts.py"),  # whole scales: 优良中差, 合格/不合格
    ("results", "writing/standard/notes.py"),  # formulas in words
    ("years in words", "reading/meaning/chinese_numbers.py"),  # digits
}


def literals(path: Path) -> Iterator[str]:
    """The strings of a module, docstrings left out; the strings of one collection or joined text together."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict | ast.Set | ast.Tuple | ast.List | ast.JoinedStr):
            yield "|".join(_strings(node, docstrings))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def _strings(node: ast.AST, docstrings: set[int]) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Constant) and isinstance(child.value, str) and id(child) not in docstrings:
            yield child.value


@cache
def lists_of(path: Path) -> tuple[str, ...]:
    return tuple(text for text in literals(path) if "。" not in text)


@pytest.mark.parametrize("name", LISTS)
def test_1_a_list_stands_in_one_place(name: str) -> None:
    twins = [
        f"{path.relative_to(ROOT)}: {text[:60]}"
        for path in sorted(ROOT.rglob("*.py"))
        if path != HOME and (name, path.relative_to(ROOT).as_posix()) not in NO_LIST
        for text in lists_of(path)
        if all(word in text for word in LISTS[name])
    ]
    assert not twins, "\n".join(twins)


@pytest.mark.parametrize(
    ("written", "band"),
    [("优", "优"), ("等级：优秀", "优"), ("良好", "良"), ("（一般）", "中"), ("不合格", "差"), ("A", "A"), ("", "")],
)
def test_2_grades(written: str, band: str) -> None:
    assert folded_grade(written) == band
    assert is_grade(written) == (written in {"优", "良好", "不合格", "A"})


NOTHING = (
    ["", " ", "—", "/", "----------", "_" * 100_000, "－－", "***", "……", "N/A", "n/a", "NA", "None", "null"],
    [
        "无",
        "暂无",
        "没有",
        "无此项",
        "不适用",
        "不涉及",
        "未涉及",
        "没有涉及该项",
        "无此项资金",
        "无相关内容",
        "无需填写",
    ],
)


@pytest.mark.parametrize("written", [word for words in NOTHING for word in words])
def test_2_nothing(written: str) -> None:
    assert is_nothing(written)
    assert all_nothing(f"{written}，{written}。")


@pytest.mark.parametrize("written", ["0", "无偏差", "无事故发生", "未发生", "是", "10", "-5", "无障碍设施", "不适用率"])
def test_2_something(written: str) -> None:
    assert not is_nothing(written)


@pytest.mark.parametrize("written", ["未安排", "本年未安排", "无安排", "未发生", "当年未发生支出", "无此项", "-"])
def test_2_no_money(written: str) -> None:
    assert is_no_money(written)


@pytest.mark.parametrize(
    ("written", "year"),
    [
        *[("（2023年度）", 2023), ("二〇二三年度", 2023), ("（二○二三年度）", 2023), ("（二O二三年度）", 2023)],
        *[("（23年度）", 2023), ("2023", 2023), ("2023年1月-12月", 2023), ("二零二四年", 2024), ("年度", None)],
        *[("2O23年度", 2023), ("（2023.01-2023.12）", 2023), ("2024财年", 2024), ("【二〇二三年度】", 2023)],
        *[("（2023-2024年度）", None), ("2022年7月-2023年6月", None), ("2023/2024学年", None), ("（23年）", 2023)],
        *[("（20  年度）", None), ("20__年度", None), ("（2020 年度）", 2020), ("2023年上半年", 2023)],
        *[("建设周期20年", None), ("23年", None), ("型号2O23A", None)],
    ],
)
def test_2_years(written: str, year: int | None) -> None:
    assert form_words.year_of(written) == year


@pytest.mark.parametrize(
    "written",
    [
        *[
            "（2023年度）",
            "【2023年度】",
            "〔2023年〕",
            "—2023年度—",
            "2O23年度",
            "2024财年",
            "二○二三年度",
            "（　年度）",
        ],
        *["2023.01-2023.12", "（2023年1月—12月）", "2023年1月1日至2023年12月31日", "2023/1/1-2023/12/31", "23年度"],
        *[
            "（2023-2024年度）",
            "（2023至2024年度）",
            "2022年7月-2023年6月",
            "（2023学年）",
            "（203年度）",
            "（20__年度）",
        ],
        *["2023年度（1-12月）", "（2023年度绩效自评）", "公元2023年", "FY2023", "（23年）", "（2023年上半年）"],
        *["（ 2023 年度 ）　　单位：万元", "填报日期：2024年2月20日    2023年度", "填报年度 2023", "评价年度：2O23"],
    ],
)
def test_2_year_lines(written: str) -> None:
    assert form_words.year_line_in(written)


@pytest.mark.parametrize(
    "written", ["2023.5", "20230", "12", "23", "年度", "2023年5月", "2023年度自评", "（2023年12月）"]
)
def test_2_no_year_lines(written: str) -> None:
    assert not form_words.year_line_in(written)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        *[("指标1：满意度（%）", "满意度"), ("★1.培训人数（人）", "培训人数"), ("2.0版本升级", "2.0版本升级")],
        *[("（一）", "（一）"), ("指标12 参合 人数", "参合人数"), (None, "")],
    ],
)
def test_2_bare_name(name: str | None, bare: str) -> None:
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    "name",
    [
        "合格率",
        "验收合格率（%）",
        "合格率达到95%",
        "群众满意度",
        "满意度指标",
        "妇女占比",
        "工作效率达标率",
        "覆盖率≥90%",
    ],
)
def test_2_rate(name: str) -> None:
    assert is_rate(name)


@pytest.mark.parametrize("name", ["工作效率", "巡查频率", "满意度调查次数", "容积率", "人数", "率先建成", "", None])
def test_2_no_rate(name: str | None) -> None:
    assert not is_rate(name)


# What is decided in one place and asked for everywhere: the sign by which a second place would betray itself.
ASKED = {
    "the amount below the line of the rate": ('denominator.value == "', ["rules/model.py"]),
    "rounding as the rule-set does": ("rounding.mode.value", ["rules/model.py", "writing/standard/"]),
    "the grade of a total": (".total_from", ["rules/", "writing/standard/"]),
    "the steps of the execution rate": (".rate_from", ["rules/", "writing/standard/"]),
    "reading a TOML file": ("tomllib.", ["toml_text.py"]),
    "the range of an open total": ("one.open_from", ["result.py"]),
    "the unit's own total": ("one.own for", ["standing.py"]),
}


@pytest.mark.parametrize("fact", ASKED)
def test_3_what_is_decided_in_one_place_is_asked_for_elsewhere(fact: str) -> None:
    sign, homes = ASKED[fact]
    modules = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in ROOT.rglob("*.py")}
    twins = [name for name, text in modules.items() if sign in text and not name.startswith(tuple(homes))]
    assert not twins
