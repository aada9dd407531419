"""The words of the 复核底稿, and the grounds of a cut.

1. Thirteen heads in their order; each is the unit's, the reviewer's, or 偏离度.
2. Each head is known again by what it means, whatever another reviewer calls it.
3. 偏离度 is (自评 − 复核) ÷ 自评; there is none where the unit's score is 0 or a score is missing.
4. A title names its project, brackets and odd signs in the name and all.
5. A key of a row gives back its form's.
6. The shipped grounds are the standard's fourteen points, each once; a replaced file is told every fault.
7. A ground is known by its code, its title, or both; nothing else is one.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from perfeval_xl.cli import cli
from perfeval_xl.filings.review import grounds, words
from perfeval_xl.filings.review.heads import HEADS
from perfeval_xl.problems import FileError
from perfeval_xl.reading.layout.concepts import concept_of
from perfeval_xl.reading.layout.labels import label


def test_1_thirteen_heads() -> None:
    said = (
        "一级指标 二级指标 三级指标 指标性质 指标值 度量单位 权重 自评完成值 自评得分 复核完成值 复核得分 偏离度 备注"
    )
    assert list(words.HEADS) == said.split()
    assert [*words.UNITS, *words.REVIEWERS, words.Head.DEVIATION] != list(words.HEADS)
    assert {*words.UNITS, *words.REVIEWERS, words.Head.DEVIATION} == set(words.HEADS)
    assert len(words.UNITS) == 9


@pytest.mark.parametrize("head", words.HEADS)
def test_2_our_own_heads(head: words.Head) -> None:
    assert concept_of(HEADS, label(head).core) == head.name


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("财政审核评分", "REVIEW_SCORE"),
        ("评定分数", "REVIEW_SCORE"),
        ("单位自评分", "SELF_SCORE"),
        ("自评分数", "SELF_SCORE"),
        ("单位自评完成情况描述", "ACTUAL"),
        ("实际完成值", "ACTUAL"),
        ("复核完成情况", "REVIEW_ACTUAL"),
        ("年度指标值", "TARGET"),
        ("分值", "WEIGHT"),
        ("附件材料", "EVIDENCE"),
        ("复核 得分\n（分）", "REVIEW_SCORE"),
        ("项目名称", None),
        ("偏差", None),
    ],
)
def test_2_other_heads(printed: str, meant: str | None) -> None:
    assert concept_of(HEADS, label(printed).core) == meant


@pytest.mark.parametrize(
    ("own", "review", "share"),
    [("10", "7", "0.3"), ("10", "10", "0"), ("8", "10", "-0.25"), ("10", "0", "1"), ("0", "0", None), ("0", "5", None)],
)
def test_3_deviation(own: str, review: str, share: str | None) -> None:
    assert words.deviation(Decimal(own), Decimal(review)) == (None if share is None else Decimal(share))


def test_3_no_deviation_of_what_is_not_known() -> None:
    assert words.deviation(None, Decimal(1)) is None
    assert words.deviation(Decimal(1), None) is None


@pytest.mark.parametrize("project", ["老旧小区微改造", "消防安全专项（2023年）", "“三资”[清理]/核查", "《条例》宣传"])
def test_4_titles(project: str) -> None:
    assert words.project_in(words.title_of(project)) == project


@pytest.mark.parametrize("title", ["附件1", "项目支出绩效自评复核表", "《项目》项目支出绩效自评表", ""])
def test_4_no_titles(title: str) -> None:
    assert words.project_in(title) is None


def test_5_keys() -> None:
    assert words.form_key(words.row_key("2023-01-007", "a1b2c3")) == "2023-01-007"
    assert words.row_key("k", "a", 2) != words.row_key("k", "a")
    assert words.form_key(words.row_key("k", "a", 2)) == "k"


def test_6_the_fourteen_points() -> None:
    shipped = grounds.load()
    sources = {one.source for one in (*shipped.ground, *shipped.demand)}
    assert {f"第三方机构复核标准第 {number} 条" for number in range(1, 15)} <= sources
    assert [one.cut for one in shipped.ground if one.source.endswith("第 3 条")] == [1, Decimal("0.6"), Decimal("0.3")]
    assert not any(one.confirmed for one in (*shipped.ground, *shipped.demand))


def test_6_every_fault_is_told(tmp_path: Path) -> None:
    text = grounds.SHIPPED.read_text(encoding="utf-8")
    text = text.replace("cut = 0.6", "cut = 60").replace('code = "03"', "code = 3")
    own = tmp_path / "口径.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(FileError) as told:
        grounds.load(own)
    assert "ground.5.cut" in told.value.message
    assert "0 到 1 之间" in told.value.message
    assert "ground.3.code" in told.value.message


def test_6_no_code_twice(tmp_path: Path) -> None:
    own = tmp_path / "口径.toml"
    text = grounds.SHIPPED.read_text(encoding="utf-8").replace('code = "03"', 'code = "02"', 1)
    own.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match="编号不能重复：02"):
        grounds.load(own)


def test_6_the_command_lists_them(tmp_path: Path) -> None:
    said = CliRunner().invoke(cli, ["review", "grounds"])
    assert said.exit_code == 0
    assert "02 无佐证材料：应扣 100%" in said.output
    assert "01 未达目标，按评分规则折算：按计算式" in said.output
    own = tmp_path / "口径.toml"
    own.write_text(grounds.SHIPPED.read_text(encoding="utf-8").replace("title = ", 'title = "本区口径" #', 1), "utf-8")
    assert "本区口径" in CliRunner().invoke(cli, ["review", "grounds", str(own)]).output


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("02 无佐证材料", "02"),
        ("02　无佐证材料", "02"),
        ("无佐证材料", "02"),
        ("02", "02"),
        ("02无佐证", "02"),
        ("2", None),
        ("", None),
        ("资料不全", None),
        ("022", None),
    ],
)
def test_7_what_names_a_ground(written: str, code: str | None) -> None:
    found = grounds.load().named(written)
    assert (found.code if found else None) == code


def test_7_how_severe_a_cut_is() -> None:
    shipped = grounds.load()
    assert [shipped.severity(Decimal(one)) for one in ("1", "0.6", "0.59", "0")] == ["严重", "中等", "轻微", "轻微"]
