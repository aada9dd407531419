"""Rule-sets as files.

1. The shipped rule-sets load; each value names a source that the file describes; nothing unread is called confirmed.
2. `cite` names the source of a confirmed value, and says common practice of any other.
3. The digest is 12 hex digits of what the rule-set says: comments and order do not change it, any value does.
4. `extends`: a parameter of the file replaces the base's as a whole; `differences` tells which.
5. Every scheme seen in published forms can be said.
6. A faulty file is refused with all its faults at once, each with its key path and what is allowed, in Chinese.
7. `matching` names the shipped rule-sets that a form's weights follow.
8. First-level headings are recognised as they are printed.
9. A rule-set turned back into content, or copied, is the same.
10. README documents how to write one: its example is right.
"""

from __future__ import annotations

import pickle
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.problems import FileError
from perfeval_xl.rules.ruleset import (
    COMMON_PRACTICE,
    RuleSet,
    bare_heading,
    differences,
    load,
    matching,
    said,
    shipped,
    variant,
)
from perfeval_xl.rules.show import describe

FILES = Path(__file__).parent.parent / "fixtures" / "rulesets"
NATIONAL = load("mof-2020")
NATIONAL_VALUES = {path: value.value for path, _, value in NATIONAL.parameters()}


# ------------------------------------------------------------------------------------------------- 1, 2: sources


@pytest.mark.parametrize("rules", shipped(), ids=lambda rules: rules.id)
def test_each_value_names_a_source_that_is_described(rules: RuleSet) -> None:
    for path, _, value in rules.parameters():
        assert value.source in rules.sources, path


@pytest.mark.parametrize("rules", shipped(), ids=lambda rules: rules.id)
def test_a_confirmed_value_says_when_it_was_checked(rules: RuleSet) -> None:
    for path, _, value in rules.parameters():
        assert not value.confirmed or value.last_checked is not None, path


@pytest.mark.parametrize("rules", shipped(), ids=lambda rules: rules.id)
def test_no_article_is_named_that_nobody_read(rules: RuleSet) -> None:
    assert [path for path, _, value in rules.parameters() if value.article] == []


SHIPPED_SPLITS = {
    "sichuan-2023": (10, 90, True),
    "hubei-2020": (20, 80, True),
    "beijing-haidian-2016": (10, 90, False),
    "ningxia-yinchuan-2021": (None, 100, False),
    "mof-2020-grades-80": (10, 90, False),
}


@pytest.mark.parametrize("name", SHIPPED_SPLITS)
def test_the_shipped_splits(name: str) -> None:
    rules = load(name)
    execution = rules.execution.weight.value if rules.execution.scored.value else None
    assert (execution, rules.weights.indicators.value, rules.weights.free.value) == SHIPPED_SPLITS[name]


def test_documents_that_were_not_read_confirm_nothing() -> None:
    for rules in shipped():
        unread = {"办法", "指引"}
        assert [path for path, _, value in rules.parameters() if value.confirmed and value.source in unread] == []


def test_the_guangzhou_rules_say_how_they_are_known() -> None:
    rules = load("guangzhou-baiyun-2023")
    assert "没有读过" in (rules.note or "")
    assert rules.execution.weight.value == 20
    assert rules.cite("execution.weight") == "2023年度街道项目绩效评价报告"


def test_cite_says_common_practice_of_what_was_not_read() -> None:
    assert NATIONAL.cite("rounding.mode") == COMMON_PRACTICE
    assert NATIONAL.cite("qualitative.bands") == "已公开自评表的附注"


def test_cite_refuses_a_path_that_is_none() -> None:
    with pytest.raises(KeyError):
        NATIONAL.cite("execution.wieght")


# ----------------------------------------------------------------------------------------------------- 3: digest


def test_the_digest_does_not_depend_on_comments_or_order(tmp_path: Path) -> None:
    text = (FILES / "yunnan-10-40-30-20.toml").read_text(encoding="utf-8")
    other = tmp_path / "other.toml"
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    other.write_text("\n".join(lines).replace("40, ", "40.00, ") + "\n# 备注\n", encoding="utf-8")
    assert load(other).digest == load(FILES / "yunnan-10-40-30-20.toml").digest
    assert re.fullmatch("[0-9a-f]{12}", load(other).digest)


def test_every_value_is_in_the_digest() -> None:
    assert variant(NATIONAL, {"rounding.decimals": 1}).digest != NATIONAL.digest
    assert variant(NATIONAL, {}).digest == NATIONAL.digest


def test_digests_differ() -> None:
    assert len({rules.digest for rules in shipped()}) == len(shipped())


def test_a_rule_set_crosses_to_another_process() -> None:
    for rules in shipped():
        again = pickle.loads(pickle.dumps(rules))
        assert (again.digest, again.level1("产出指标（50分）")) == (rules.digest, rules.level1("产出指标（50分）"))


# --------------------------------------------------------------------------------------------------- 4: extends


def test_what_a_file_does_not_say_comes_from_its_base() -> None:
    rules = load(FILES / "yunnan-10-40-30-20.toml")
    assert rules.execution.weight.value == 10
    assert rules.weights.first_level.value["满意度指标"] == 20


def test_differences_name_path_title_and_both_values() -> None:
    found = {one.key_path: (one.base, one.own) for one in differences(load("guangzhou-baiyun-2023"))}
    assert found == {
        "weights.indicators": ("90", "80"),
        "weights.first_level": (
            "产出指标 50、效益指标 30、满意度指标 10",
            "产出指标 40、效益指标 30、满意度指标 10",
        ),
        "execution.weight": ("10", "20"),
    }


def test_what_comes_from_another_region_is_unconfirmed() -> None:
    baiyun, sichuan = load("guangzhou-baiyun-2023"), load("sichuan-2023")
    assert baiyun.cite("execution.weight") == "2023年度街道项目绩效评价报告"
    assert baiyun.parameter("execution.denominator").confirmed, "the national form holds anywhere"
    assert NATIONAL.parameter("qualitative.bands").confirmed
    assert not baiyun.parameter("qualitative.bands").confirmed, "read in 四川 and 安徽"
    assert sichuan.parameter("qualitative.bands").confirmed
    assert not baiyun.parameter("reasons.rate_below").confirmed
    assert sichuan.parameter("reasons.rate_below").confirmed


def test_a_file_of_ones_own_confirms_what_it_read_itself(tmp_path: Path) -> None:
    head = 'id = "x"\ntitle = "x"\nversion = "1"\nextends = "mof-2020"\nregion = "江苏省"\n'
    own = 'weight = { value = 10, source = "公开表附注", confirmed = true }'
    (tmp_path / "x.toml").write_text(f"{head}[execution]\n{own}\n", encoding="utf-8")
    rules = load(tmp_path / "x.toml")
    assert rules.parameter("execution.weight").confirmed
    assert not rules.parameter("weights.indicators").confirmed


@pytest.mark.parametrize(
    ("scale", "written", "grade"),
    [
        *[
            ("优良中差", "优秀", "优"),
            ("优良中差", "等级：良好", "良"),
            ("优良中差", "合格", "中"),
            ("优良中差", "A", None),
        ],
        *[("优秀 良好 合格 不合格", "优秀", "优秀"), ("优秀 良好 合格 不合格", "优", "优秀")],
        *[("优秀 良好 合格 不合格", "不合格", "不合格"), ("优秀 良好 合格 不合格", "中", "合格")],
        *[("优良中低差", "低", "低"), ("优良中低差", "差", "差"), ("优良中低差", "较差", "差"), ("ABCD", "B", "B")],
        *[("ABCD", "优", None), ("优良中差", "", None)],
    ],
)
def test_a_grade_word_is_the_rule_sets_own(scale: str, written: str, grade: str | None) -> None:
    names = scale.split() if " " in scale else list(scale)
    bands = [{"name": name, "total_from": 80 - 20 * n} for n, name in enumerate(names[:-1])]
    rules = variant(NATIONAL, {"grades.bands": [*bands, {"name": names[-1], "total_from": 0}]})
    assert rules.grade_word(written) == grade


def test_a_rule_set_without_base_differs_from_none() -> None:
    assert differences(NATIONAL) == []


def test_a_file_may_extend_another_file(tmp_path: Path) -> None:
    shutil.copy(FILES / "hubei-20-80.toml", tmp_path / "base.toml")
    own = tmp_path / "own.toml"
    own.write_text('id = "own"\ntitle = "本区"\nversion = "2"\nextends = "base.toml"\n', encoding="utf-8")
    rules = load(str(own))
    assert (rules.id, rules.execution.weight.value, differences(rules)) == ("own", 20, [])


def test_a_file_saved_by_notepad_with_a_mark_in_front_loads(tmp_path: Path) -> None:
    text = (FILES / "no-points.toml").read_text(encoding="utf-8")
    (tmp_path / "规则 1.toml").write_text(text, encoding="utf-8-sig")
    assert load(tmp_path / "规则 1.toml").id == "no-points"


# ---------------------------------------------------------------------------------------------------- 5: schemes


@pytest.mark.parametrize(
    ("name", "execution", "indicators", "free"),
    [
        ("hubei-20-80", 20, 80, True),
        ("sichuan-10-90", 10, 90, True),
        ("yunnan-10-40-30-20", 10, 90, False),
        ("ningxia-40-40-20", None, 100, False),
    ],
)
def test_seen_schemes_can_be_said(name: str, execution: int | None, indicators: int, free: bool) -> None:
    rules = load(FILES / f"{name}.toml")
    assert (rules.execution.weight.value if rules.execution.scored.value else None) == execution
    assert (rules.weights.indicators.value, rules.weights.free.value) == (indicators, free)


def test_a_form_without_points_can_be_said() -> None:
    assert load(FILES / "no-points.toml").points.given.value is False


def test_local_parameters_can_be_said() -> None:
    rules = load(FILES / "strict-local.toml")
    assert [step.share for step in rules.execution.steps.value] == [1, Decimal("0.8"), Decimal("0.5")]
    assert [grade.name for grade in rules.grades.bands.value] == ["优", "良", "中", "低", "差"]
    assert rules.over.deductions.value[0].factor_from == 2


def test_dates_are_shown() -> None:
    shown = describe(load(FILES / "dated.toml"))
    assert "〔试验（试〔2024〕1号）第三条；2024-01-01 起施行；2025-12-31 失效；2026-01-05 核对过〕" in shown


def test_every_parameter_is_another_in_some_rule_set() -> None:
    told = [*shipped(), *(load(path) for path in sorted(FILES.glob("*.toml")))]
    other = {path for rules in told for path, _, value in rules.parameters() if value.value != NATIONAL_VALUES[path]}
    assert set(NATIONAL_VALUES) - other == set()


@pytest.mark.parametrize(
    ("total", "grade"), [(100, "优"), (90, "优"), ("89.99", "良"), (80, "良"), (60, "中"), (0, "差")]
)
def test_grades_include_their_lower_bound(total: object, grade: str) -> None:
    assert NATIONAL.grade_of(Decimal(str(total))) == grade


@pytest.mark.parametrize("rules", [*shipped(), load(FILES / "strict-local.toml")], ids=lambda rules: rules.id)
def test_every_parameter_has_a_title_and_can_be_said_in_words(rules: RuleSet) -> None:
    for path, title, value in rules.parameters():
        assert re.search("[一-鿿]", title), path
        assert said(value.value), path
        assert "Decimal" not in said(value.value), path


# ----------------------------------------------------------------------------------------------------- 6: faults

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
    "chinese-quotes": ["第 1 行第 6 个字符处写法有误：等号后面的取值写法不对（文字要加英文双引号）"],
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
    with pytest.raises(FileError, match="mof-2020、mof-2021-cost、mof-2020-grades-80、guangzhou-baiyun-2023、"):
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
        ("title = 本区规则\n", '例如 title = "本区规则"、weight = 10。这一行是：title = 本区规则'),
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


# --------------------------------------------------------------------------------------------------- 7: matching


def _split(**points: int) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in points.items()}


@pytest.mark.parametrize(
    ("execution", "split", "ids"),
    [
        (10, {"产出指标(50分)": 50, "效益指标": 30, "满意度指标（10分）": 10}, ["mof-2020", "mof-2021-cost"]),
        (20, {"产出指标": 40, "效益指标": 30, "满意度": 10}, ["guangzhou-baiyun-2023"]),
        (10, {"成本指标": 20, "产出指标": 40, "效益指标": 20, "满意度指标": 10}, ["mof-2021-cost"]),
        (20, {"产出指标": 50, "效益指标": 30, "满意度指标": 10}, []),
        (10, {"产出指标": 60, "效益指标": 30}, []),
        (10, {}, []),
    ],
)
def test_matching_names_the_rule_sets_a_form_follows(execution: int, split: dict[str, int], ids: list[str]) -> None:
    assert [rules.id for rules in matching(Decimal(execution), _split(**split))] == ids


def test_a_form_without_execution_points_follows_none_shipped() -> None:
    assert matching(None, _split(产出指标=50, 效益指标=30, 满意度指标=10)) == []


# --------------------------------------------------------------------------------------------------- 8: headings


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("产出指标（50分）", "产出指标"),
        ("产出指标(50)", "产出指标"),
        ("产 出 指 标", "产出指标"),
        ("一、效益指标 30分", "效益指标"),
        ("效果指标", "效益指标"),
        ("服务对象满意度指标等", "满意度指标"),
        ("成本指标\n（20分）", "成本指标"),
        ("决策", None),
        ("", None),
        (None, None),
    ],
)
def test_first_level_headings_are_recognised(printed: str | None, name: str | None) -> None:
    assert NATIONAL.level1(printed) == name


@pytest.mark.parametrize(
    ("printed", "bare"),
    [
        ("2.可持续影响指标（5分）", "可持续影响"),
        ("产出指标\n（40分）", "产出"),
        ("服务对象满意度指标等", "服务对象满意度"),
        ("一、效 益 指 标", "效益"),
        (None, ""),
    ],
)
def test_bare_heading_leaves_the_name_alone(printed: str | None, bare: str) -> None:
    assert bare_heading(printed) == bare


# ------------------------------------------------------------------------------------------------------ 9: the same


@pytest.mark.parametrize("rules", shipped(), ids=lambda rules: rules.id)
def test_a_copy_of_a_shipped_file_is_the_same(rules: RuleSet, tmp_path: Path) -> None:
    copy = tmp_path / "copy.toml"
    shutil.copy(rules.file, copy)
    assert load(copy) == rules
    assert load(copy).digest == rules.digest


def test_a_rule_set_turned_back_into_content_is_the_same() -> None:
    strict = load(FILES / "strict-local.toml")
    assert variant(strict, {}) == strict


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
def test_6_a_value_of_another_shape_is_said(tmp_path: Path, where: str, text: str, sentence: str) -> None:
    head = 'id = "x"\ntitle = "x"\nversion = "1"\nextends = "mof-2020"\n'
    (tmp_path / "x.toml").write_text(f"{head}[{where}]\n{text}\n", encoding="utf-8")
    with pytest.raises(FileError) as refused:
        load(tmp_path / "x.toml")
    assert sentence in refused.value.message


def test_10_the_rule_file_of_the_readme_is_right(tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (tmp_path / "本区.toml").write_text(readme.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    rules = load(tmp_path / "本区.toml")
    assert (rules.execution.weight.value, rules.grade_of(Decimal(85)), rules.grade_word("优")) == (20, "良好", "优秀")
    assert rules.cite("weights.indicators") == "《某区项目支出绩效自评办法》（某财〔2024〕1号）第八条"
    assert not rules.reasons.rate_below.confirmed


def test_10_the_readme_names_every_shipped_rule_set() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert [rules.id for rules in shipped() if f"`{rules.id}`" not in readme] == []
