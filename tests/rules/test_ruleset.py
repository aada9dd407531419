"""Rule-sets as files.

1. The shipped rule-sets load; each value names a source that the file describes; nothing unread is called confirmed.
2. `cite` names the source of a confirmed value, and says common practice of any other.
3. The digest is 12 hex digits of what the rule-set says: comments and order do not change it, any value does.
4. `extends`: a parameter of the file replaces the base's as a whole; `differences` tells which.
5. Every scheme seen in published forms can be said.
6. `matching` names the shipped rule-sets that a form's weights follow.
7. First-level headings are recognised as they are printed.
8. A rule-set turned back into content, or copied, is the same.
"""

from __future__ import annotations

import pickle
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

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


def test_a_shipped_file_is_called_by_its_id() -> None:
    assert [Path(rules.file).stem for rules in shipped()] == [rules.id for rules in shipped()]
    assert shipped()[0].id == "mof-2020"


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


# --------------------------------------------------------------------------------------------------- 6: matching


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
    found = [rules.id for rules in matching(Decimal(execution), _split(**split))]
    asked = ("mof-2020", "mof-2021-cost", "guangzhou-baiyun-2023")  # another may have the same split
    assert [one for one in found if one in asked] == ids
    assert bool(found) == bool(ids)


def test_a_form_without_execution_points_follows_none_shipped() -> None:
    assert matching(None, _split(产出指标=50, 效益指标=30, 满意度指标=10)) == []


# --------------------------------------------------------------------------------------------------- 7: headings


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


# ------------------------------------------------------------------------------------------------------ 8: the same


@pytest.mark.parametrize("rules", shipped(), ids=lambda rules: rules.id)
def test_a_copy_of_a_shipped_file_is_the_same(rules: RuleSet, tmp_path: Path) -> None:
    copy = tmp_path / "copy.toml"
    shutil.copy(rules.file, copy)
    assert load(copy) == rules
    assert load(copy).digest == rules.digest


def test_a_rule_set_turned_back_into_content_is_the_same() -> None:
    strict = load(FILES / "strict-local.toml")
    assert variant(strict, {}) == strict
