"""The same form under local rule-sets: each parameter that checks ask for changes what they find.

1. A form out of 120 points is right under the rule-set that says so, and wrong under the national one.
2. The rate is worked out from the denominator that the rule-set names.
3. Reasons are asked for only where the rule-set asks for them.
4. Points are rounded as the rule-set says.
5. Headings and second levels are those of the rule-set; grades have its lines.
6. A form whose weights follow another shipped rule-set is told which.
7. Figures that a formula or an exporting program left are equal when they are equal at the rule-set's decimals.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.result import FormResult, Severity
from tests.checks.sampling import changed, checked, codes, told

LOOSE = str(Path(__file__).parents[1] / "fixtures" / "rulesets" / "loose-local.toml")
STRICT = str(Path(__file__).parents[1] / "fixtures" / "rulesets" / "strict-local.toml")
MOF = "mof-2020"
OUT_OF_120 = {
    **{"A13": "工作任务（60分）", "F15": "20", "G15": "20", "F21": "120", "F6": "20"},
    **{"E14": "80个", "G14": "10", "H14": "", "H6": "19.8", "G21": "119.8"},
}


def under(rules: str, **cells: str) -> FormResult:
    return checked(changed(OUT_OF_120 | cells), rules=rules, chosen=True)


def test_1_another_total() -> None:
    assert told(under(LOOSE)) == []
    assert {"W401"} <= set(codes(under(MOF)))


def test_2_denominator() -> None:
    cells = {"C6": "110", "C7": "90", "E6": "99", "E7": "79", "E17": "99万元", "H6": "18", "G21": "118"}
    rate = {"G6": "90%", "G7": "87.78%"}
    assert told(under(LOOSE, **cells, **rate)) == []
    assert codes(under(LOOSE, **cells, **rate | {"G6": "82.5%"})) == {"B201": 1}


def _by_what_arrived(tmp_path: Path) -> str:
    head = 'id = "x"\ntitle = "x"\nversion = "1"\nextends = "mof-2020"\n'
    text = 'denominator = { value = "arrived", source = "办法" }'
    (tmp_path / "x.toml").write_text(f"{head}[execution]\n{text}\n", encoding="utf-8")
    return str(tmp_path / "x.toml")


def test_2_money_that_arrived_is_on_no_form(tmp_path: Path) -> None:
    rules = _by_what_arrived(tmp_path)
    by_what_arrived = checked(changed({"G6": "100%"}), rules=rules)
    assert "B201" not in codes(by_what_arrived), "the rate cannot be called wrong by the budget"
    assert "B201" in codes(checked(changed({"G6": "100%"})))
    assert "B203" in codes(checked(changed({"E6": "121", "E7": "101"}), rules=rules)), "a budget is a budget"


@pytest.mark.parametrize(("rate", "wrong"), [("108%", False), ("99%", True)])
def test_2_money_that_arrived_has_a_column(tmp_path: Path, rate: str, wrong: bool) -> None:
    table = changed({"C5": "实际到位资金", "C6": "110", "G6": rate})
    form = checked(table, rules=_by_what_arrived(tmp_path))
    assert form.funds[0].arrived.value == 110
    assert ("B201" in codes(form)) == wrong


def test_2_more_than_the_initial_budget_is_no_overspending_where_it_was_raised() -> None:
    raised = {"C6": "90", "C7": "70", "D6": "120", "D7": "100", "E6": "99", "E7": "79"}
    assert "B203" not in codes(under(LOOSE, **raised))


@pytest.mark.parametrize(
    ("cells", "national"),
    [
        ({"D18": "是", "E18": "部分达成", "G18": "11", "G21": "115.8"}, "S512"),
        ({"E6": "96", "E7": "76", "G6": "80%", "G7": "76%", "H6": "16", "G21": "116", "E17": "96万元"}, "B209"),
        ({"C6": "110", "C7": "90", "G6": "108%", "G7": "109.78%", "H6": "20", "G21": "120"}, "B210"),
        ({"E13": "300场"}, "I311"),
    ],
)
def test_3_reasons(cells: dict[str, str], national: str) -> None:
    assert national not in codes(under(LOOSE, **cells))
    assert national in codes(under(MOF, **cells))


def test_3_own_deduction_without_a_reason() -> None:
    lost = {"G13": "9", "G21": "118.8"}
    below = {rules: [one for one in under(rules, **lost).findings if one.code == "S505"] for rules in (LOOSE, MOF)}
    assert [one.severity for one in below[LOOSE]] == [Severity.WARNING]
    assert [one.severity for one in below[MOF]] == [Severity.ERROR]


def test_4_rounding() -> None:
    down = {"D17": "≤110万元", "H17": "材料涨价", "G17": "9.2", "G21": "119"}  # 10 × (1 − 8.8 ÷ 110) = 9.2
    assert told(under(LOOSE, **down)) == []
    odd = under(LOOSE, D17="≤107万元", H17="材料涨价", G17="8.8", G21="118.6")  # 8.897…: cut off, not rounded
    assert told(odd) == []
    score = odd.score and odd.score.of("indicators", 4)
    assert score is not None
    assert score.points == Decimal("8.8")
    whole = {"E14": "77个", "G14": "10", "H14": "", "G21": "100", "H6": "10"}  # 9.625 and 9.9: whole points
    assert "S504" in codes(checked(changed(whole), rules=STRICT)), "a missed target is not rounded up to full points"


def test_5_headings_and_grades() -> None:
    assert told(under(LOOSE, B16="数量指标")) == [], "only 数量指标 is asked for"
    assert codes(under(LOOSE, H21="良")) == {"S511": 1}
    lost = {"G18": "7", "G20": "5", "G21": "106.8", "H18": "雨季推迟", "H20": "样本偏少"}
    assert "S511" in codes(under(LOOSE, **lost))
    assert "S511" not in codes(under(LOOSE, **lost | {"H21": "良"}))


def test_6_another_shipped_rule_set_is_named() -> None:
    cells = {
        **{"F6": "20", "H6": "19.8", "A13": "产出指标（40分）", "F13": "5", "G13": "5", "F15": "5", "G15": "5"},
        "G21": "99.3",
    }
    found = [one for one in checked(changed(cells)).findings if one.code == "W405"]
    assert [one.severity for one in found] == [Severity.WARNING]
    assert "guangzhou-baiyun-2023" in found[0].message


def judged(**cells: str) -> FormResult:
    return checked(changed(cells))


def test_7_unrounded_figures_are_equal_at_the_rule_sets_decimals() -> None:
    """What a formula left: 9.877926… + …; what an exporting program left: 9.89999961853027 for 9.9."""
    assert told(judged()) == []
    total = {"G21": "99.4"}
    assert told(judged(**total)) == []
    assert told(judged(H6="9.89999961853027", **total)) == []
    assert told(judged(H6="9.9", G21="99.4000015258789")) == []
    assert told(judged(H6="9.89999961853027", G21="99.39999961853027")) == []
    off = judged(H6="9.89999961853027", G21="99.3")
    assert codes(off) == {"S509": 1}
    assert not re.search(r"\d\.\d{5,}", off.findings[0].message), "no message prints a tail"


def test_7_a_score_is_held_to_the_whole_points_it_missed() -> None:
    missed = judged(G14="9.99999961853027", G21="99.9")
    assert "S504" in codes(missed)


def test_7_full_points_are_all_of_them() -> None:
    """9.996 for 9996 of 10000 is what the rule gives, written out; 10 and 9.999 are more."""
    missed = {"D14": "≥10000个", "E14": "9996个", "H14": "部分服务对象搬离"}
    assert "S504" not in codes(judged(**missed, G14="9.996", G21="99.896"))
    assert "S504" not in codes(judged(**missed, G14="9.99", G21="99.89"))
    assert "S504" in codes(judged(**missed, G14="10", G21="99.9"))
    assert {"S503", "S504"} & codes(judged(**missed, G14="9.999", G21="99.899")).keys()
    less = missed | {"E14": "9994个"}
    assert {"S503", "S504"} & codes(judged(**less, G14="9.996", G21="99.896")).keys()
