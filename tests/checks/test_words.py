"""What a finding says to the clerk: the figure to type, the cell at fault, one range, nothing twice.

1. A score that may be any of a range: one range in the sentence, and to choose within it.
2. Points of the execution above the rule: no talk of a deduction; below it: the reason is asked for.
3. Figures in texts that only a unit slip contradicts are not told beside it.
4. A target that nothing measures: a warning where it took full points, a hint where points were lost with a reason.
5. Numbers written as texts: what to type where, and what the total comes to then.
6. No advice to change an approved target.   7. Quotes within quotes.   8. What repeats is one hint a form.
"""

from __future__ import annotations

import re

import pytest

from perfeval_xl.checks import kinds
from perfeval_xl.result import Finding, Severity
from tests.checks.samples_cells import TOTAL, cells_with, worked
from tests.checks.sampling import changed, checked, told


def finding(code: str, *cells: object, **more: str) -> Finding:
    form = checked(changed(**more)) if not cells else checked(*cells)  # type: ignore[arg-type]
    found = [one for one in form.findings if one.code == code]
    assert len(found) == 1, told(form)
    return found[0]


@pytest.mark.parametrize("late", ["2024年1月20日", "2024年3月"])
def test_1_one_range(late: str) -> None:
    one = finding("S504", E16=late)
    assert re.findall(r"\d+～[\d.]+ 分", one.message) == ["0～9.99 分"]
    assert "应在 0～9.99 分之间" in one.message
    assert "在 0～9.99 分之间评定一个得分" in one.suggestion


@pytest.mark.parametrize(
    ("score", "said"),
    [("10", "请改为 9.9 分；预算执行得分不能高于此数。"), ("9", "请改为 9.9 分；自行扣分的，请说明原因。")],
)
def test_2_the_execution(score: str, said: str) -> None:
    total = {"10": "99.5", "9": "98.5"}[score]
    assert finding("S508", H6=score, G21=total).suggestion == said


def test_3_texts_follow_the_slip() -> None:
    slip = {"E6": "1188000", "E7": "988000", "E9": "200000", "E11": "社工服务按计划开展，全年实际支出118.8万元"}
    form = checked(changed(slip))
    assert not [one for one in form.findings if one.code.startswith("N60")], told(form)
    assert [one.code for one in form.findings if one.severity is Severity.ERROR] == ["R109"], told(form)


@pytest.mark.parametrize(
    ("score", "reason", "severity"), [("15", "", Severity.WARNING), ("14", "部分居民没有参加", Severity.HINT)]
)
def test_4_what_cannot_be_measured(score: str, reason: str, severity: Severity) -> None:
    assert finding("I310", D19="效果显著", E19="效果显著", G19=score, H19=reason).severity is severity


def test_5_numbers_written_as_texts() -> None:
    one = finding("R132", worked(cells_with(G13="10分"), G21=(TOTAL, "89.4")))
    assert "G21 的公式算出 89.4，计入后为 99.4" in one.message
    assert one.suggestion.startswith("请把 G13 改为 10（只填数字")
    assert (one.stated, one.expected) == ("10分", "10")


def test_6_an_approved_target_is_not_to_be_changed() -> None:
    """What the clerk is told to change is never the target itself, but for what differs from the approved one."""
    for kind in kinds().values():
        if kind.code.startswith("I3") and re.search("请(?:改填|改用|把指标名称|把目标值|写成|写进)", kind.do):
            assert "批复" in kind.do or "换成实际数值" in kind.do, (kind.code, kind.do)


def test_7_quotes_within_quotes() -> None:
    name = "“三公”经费控制率"
    one = finding("S525", C18=name, D18="100%", E18="80%")
    assert "（目标值前没有“≥”或“≤”），需要人工判断" in one.message
    rate = finding("I306", C13=name, D13="100%", E13="80%")
    assert "“‘三公’经费控制率”列在" in rate.message


def test_8_what_repeats_is_one_hint() -> None:
    rates = {"C13": "公用经费控制率", "D13": "100%", "E13": "80%", "C14": "结转结余率", "D14": "5%", "E14": "2%"}
    assert finding("I306", **rates).message.startswith("有 2 条数量指标填的是比率，看不出做了多少：C13")
