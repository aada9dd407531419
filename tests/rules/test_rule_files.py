"""Rule-set files that somebody writes.

1. A faulty file is refused with all its faults at once, each with its key path and what is allowed, in Chinese.
2. README documents how to write one: its example is right, and says which lines are required.
3. `rules show` says the section and key of every parameter, and the words that may stand there.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.problems import FileError
from perfeval_xl.rules.ruleset import (
    load,
    shipped,
)
from perfeval_xl.rules.show import describe

FILES = Path(__file__).parent.parent / "fixtures" / "rulesets"


FAULTS = {
    "unknown-key": ["execution.weigth：没有这个参数，请检查拼写；这里可以写：scored、weight、"],
    "unknown-section": ["excution：没有这个参数，请检查拼写；这里可以写：id、title、"],
    "number-in-quotes": ["execution.weight.value：应写成数字，不加引号"],
    "confirmed-in-words": ["execution.weight.confirmed：应写 true（是）或 false（否）"],
    "no-source": ["execution.weight.source：缺少这一项"],
    "unknown-source": ["execution.weight.source：[sources] 中没有名为“区局文件”的来源；现有：“办法”"],
    "sum-of-all": ["weights.indicators.value（来自所依据的 mof-2020）：指标分值合计 90 加预算执行率 20 为 110，应等于"],
    "sum-of-levels": ["weights.first_level.value：各项之和为 100，应等于 weights.indicators 的 90"],
    "unknown-level": ["weights.first_level.value.满意指标：indicators.first_level 中没有这个一级指标"],
    "not-a-choice": ['execution.denominator.value：只能是 "annual_budget"、"initial_budget" 或 "arrived"'],
    "steps-without-table": ["execution.steps.value（来自所依据的 mof-2020）：method 为 steps 时，这里至少要有一档"],
    "band-gap": ["qualitative.bands.value：各档应从 1 起逐档向下、首尾相接"],
    "grades-upside-down": ["grades.bands.value：分数线应由高到低"],
    "percent-as-number": ["reasons.rate_below.value：应为 0 到 1 之间的比例，例如 90% 写成 0.9"],
    "date-in-words": ["over.flag_from.last_checked：应是日期，写成 2020-01-31"],
    "key-in-a-list": [
        "grades.bands.value.1.from：没有这个参数，请检查拼写；这里可以写：name、total_from",
        "grades.bands.value.1.total_from：缺少这一项",
    ],
    "four-bands": ["qualitative.bands.value：应有 3 项，现有 4 项"],
    "bands-not-to-zero": ["qualitative.bands.value：最后一档应到 0 为止"],
    "steps-upside-down": ["execution.steps.value：各档应按 rate_from 由高到低"],
    "over-upside-down": [
        "over.flag_from.value：应为不小于 1 的倍数，例如 120% 写成 1.2",
        "over.deductions.value：各档应按 factor_from 由高到低",
    ],
    "ends-before-it-begins": ["execution.weight：失效日期（to）早于施行日期（from）"],
    "extends-itself": ["extends 绕了一圈又回到自己"],
    "extends-unknown": ["extends 写的是“mof-2019”，没有这个规则；可用的有：mof-2020、"],
    "chinese-quotes": ["第 1 行第 6 个字符处写法有误：等号后面的取值写法不对，文字要加英文双引号，应写成 id ="],
    "many-faults": [
        "有 7 处不对",
        "id：只能用小写字母、数字、点和连字符",
        "title：不能为空",
        "version：应是文字，写在双引号内",
        "execution.weigth：没有这个参数",
        "execution.denominator.value：只能是",
        "rounding.decimals.value：应为 0 到 6 之间的整数",
        "rounding.decimals.source：[sources] 中没有名为“没有”的来源",
    ],
}


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_a_faulty_file_is_refused_with_its_faults(name: str) -> None:
    path = FILES / "bad" / f"{name}.toml"
    with pytest.raises(FileError) as refused:
        load(path)
    assert refused.value.code == "R912"
    assert str(path) in refused.value.message
    for sentence in FAULTS[name]:
        assert sentence in refused.value.message


def test_every_bad_file_is_tried() -> None:
    assert {path.stem for path in (FILES / "bad").glob("*.toml")} == {*FAULTS, "nothing-inside"}


def test_a_file_with_nothing_inside_lacks_every_section() -> None:
    with pytest.raises(FileError) as refused:
        load(FILES / "bad" / "nothing-inside.toml")
    for part in ("points", "weights", "execution", "qualitative", "grades", "sources"):
        assert f"  {part}：缺少这一项" in refused.value.message


def test_an_unknown_id_is_answered_with_the_known_ones() -> None:
    with pytest.raises(FileError, match="mof-2020、mof-2020-grades-80、mof-2021-cost、beijing-haidian-2016、"):
        load("mof-2019")


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="找不到规则文件"):
        load(tmp_path / "none.toml")
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(FileError, match="打不开规则文件"):
        load(tmp_path / "folder.toml")


def test_a_file_in_another_encoding_is_said(tmp_path: Path) -> None:
    (tmp_path / "gbk.toml").write_bytes('id = "规则"\n'.encode("gbk"))
    with pytest.raises(FileError, match="UTF-8"):
        load(tmp_path / "gbk.toml")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('id = "a"\nid = "b"\n', "第 2 行第 9 个字符处写法有误：同一项写了两次"),
        ("[weights\n", "第 1 行第 9 个字符处写法有误：方括号没有配对"),
        ('id = "a\n', "第 1 行第 8 个字符处写法有误：引号没有配对"),
        ("id\n", "第 1 行第 3 个字符处写法有误：名称后面缺少等号"),
        (
            "指标 = 1\n",
            '第 1 个字符处写法有误：名称写法不对，中文名称要加英文双引号，例如 "产出指标" = 50。这一行是：指标 = 1',
        ),
        ("title = 本区规则\n", '应写成 title = "本区规则"。这一行是：title = 本区规则'),
        ('extends = "D:\\规则\\本区.toml"\n', "路径中的反斜杠要写成两个"),
        ("a = [1，2]\n", "写法有误：引号或括号没有配对"),
    ],
)
def test_a_file_that_is_not_toml_is_said_in_chinese(tmp_path: Path, text: str, sentence: str) -> None:
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as refused:
        load(tmp_path / "x.toml")
    assert sentence in refused.value.message


@pytest.mark.parametrize("number", ["inf", "nan", "true", "-1", "1e9999999999999999999"])
def test_numbers_that_are_none_are_refused(tmp_path: Path, number: str) -> None:
    head = 'id = "x"\ntitle = "x"\nversion = "1"\nextends = "mof-2020"\n[execution]\n'
    text = f'{head}weight = {{ value = {number}, source = "办法" }}\n'
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as refused:
        load(tmp_path / "x.toml")
    assert refused.value.code == "R912"


@pytest.mark.parametrize(
    ("where", "text", "sentence"),
    [
        ("execution", "weight = 20", "execution.weight：应写成一组参数，例如 { value = …"),
        ("weights", 'first_level = { value = ["产出指标"], source = "办法" }', "应写成一组“名称 = 取值”，放在 { } 内"),
        ("grades", 'bands = { value = "优", source = "办法" }', "grades.bands.value：应写成列表，放在 [ ] 内"),
        ("grades", 'bands = { value = [{ name = "优", total_from = 0 }], source = "办法" }', "应有 2 项，现有 1 项"),
        ("over", "flag_from = { value = 1.2, source = 3 }", "over.flag_from.source：应是文字，写在双引号内"),
    ],
)
def test_a_value_of_another_shape_is_said(tmp_path: Path, where: str, text: str, sentence: str) -> None:
    head = 'id = "x"\ntitle = "x"\nversion = "1"\nextends = "mof-2020"\n'
    (tmp_path / "x.toml").write_text(f"{head}[{where}]\n{text}\n", encoding="utf-8")
    with pytest.raises(FileError) as refused:
        load(tmp_path / "x.toml")
    assert sentence in refused.value.message


# ----------------------------------------------------------------------------------------------- 2, 3: how to write one


def _example() -> str:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    return readme.split("```toml\n")[1].split("```")[0]


def test_the_rule_file_of_the_readme_is_right(tmp_path: Path) -> None:
    (tmp_path / "本区.toml").write_text(_example(), encoding="utf-8")
    rules = load(tmp_path / "本区.toml")
    assert (rules.execution.weight.value, rules.grade_of(Decimal(85)), rules.grade_word("优")) == (20, "良好", "优秀")
    assert rules.cite("weights.indicators") == "《某区项目支出绩效自评办法》（某财〔2024〕1号）第八条"
    assert not rules.reasons.rate_below.confirmed


def test_the_readme_names_every_shipped_rule_set() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [rules.id for rules in shipped() if f"`{rules.id}`" not in readme] == []


def test_the_readme_says_which_lines_are_required(tmp_path: Path) -> None:
    """Of the lines before the first section: without one that is marked, the file is refused; without another, not."""
    lines = _example().split("[weights]")[0].splitlines()
    for number, line in enumerate(lines):
        if "=" not in line or line.startswith("extends"):  # without a base, everything is required
            continue
        rest = "\n".join(one for at, one in enumerate(lines) if at != number)
        (tmp_path / "x.toml").write_text(rest, encoding="utf-8")
        if "必写" in line:
            with pytest.raises(FileError, match="缺少这一项"):
                load(tmp_path / "x.toml")
        else:
            load(tmp_path / "x.toml")


def test_rules_show_says_sections_keys_and_words() -> None:
    shown = describe(load("mof-2020"))
    assert "【预算执行率】[execution]" in shown
    assert "  weight　预算执行率分值：10" in shown
    assert '（可以写："annual_budget" 全年预算数；"initial_budget" 年初预算数；"arrived" 实际到位资金）' in shown
    for path, title, _ in load("mof-2020").parameters():
        assert f"  {path.partition('.')[2]}　{title}：" in shown


def test_what_rules_show_offers_may_be_written(tmp_path: Path) -> None:
    """Every word that is offered for a parameter loads under its section and key."""
    section, tried = "", 0
    for line in describe(load("mof-2020")).splitlines():
        section = line.partition("】[")[2].rstrip("]") if line.startswith("【") else section
        key, _, offered = line.strip().partition("　")
        words = re.findall('"([a-z_]+)" ', offered.partition("（可以写：")[2])
        for word in words if key != "negative_also" else ():
            more = ', steps = { value = [{ rate_from = 0, share = 1 }], source = "办法" }' if word == "steps" else ""
            head = f'id = "x"\ntitle = "x"\nversion = "1"\nextends = "mof-2020"\n{section} = '
            text = f'{head}{{ {key} = {{ value = "{word}", source = "办法" }}{more} }}\n'
            (tmp_path / "x.toml").write_text(text, encoding="utf-8")
            assert load(tmp_path / "x.toml").parameter(f"{section}.{key}").value == word
            tried += 1
    assert tried > 20
