"""How checks are registered, run, settled and filtered.

1. A second check for a code is refused; a check's codes and beginnings of codes can be selected and ignored.
2. A code that does not exist is refused with one Chinese sentence.
3. A check that crashes becomes one error that names it, on the form it stumbles over; all others still run.
4. Findings are in order: severity, then place on the sheet.
5. What another finding explains at the same place is left out; elsewhere it stays; no two kinds explain each other.
6. docs/checks.md is what the docstrings say.
7. A template that asks for a word which its check never gives is found when the checks are loaded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.checks import check_forms, kinds, load
from perfeval_xl.checks.docs import page
from perfeval_xl.checks.kit.causes import settle
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Check, Context, check, registered
from perfeval_xl.checks.kit.templates import missing
from perfeval_xl.config import Codes
from perfeval_xl.form import Fund
from perfeval_xl.result import CRASHED, Severity
from perfeval_xl.scoring import score_form
from tests.checks.sampling import CLEAN, changed, checked, codes, rules_of, told
from tests.sheets import form_from

ROOT = Path(__file__).parents[2]


def left_out(select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[str, ...]:
    codes = Codes(tuple(kinds()), CRASHED, "B201")
    return codes.left_out(codes.expanded(select), codes.expanded(ignore))


def test_1_a_code_has_one_check() -> None:
    load()
    with pytest.raises(ValueError, match="B201"):

        @check(kinds()["B201"], over="fund")
        def another(fund: Fund, case: Case) -> None:  # noqa: ARG001
            return None


def test_1_codes_that_are_not_told() -> None:
    letters = {code[0] for code in kinds()}
    assert left_out((), ()) == ()
    assert left_out((), ("B",)) == ("B",)
    assert left_out((), ("b201",)) == ("B201",)
    assert set(left_out(("B",), ())) == letters - {"B", "R"} | {c for c in kinds() if c[0] == "R"} - {"R199"}
    assert set(left_out(("B20",), ("B202",))) >= {"B202", "B210", "S"}
    assert "R199" not in left_out((), ("R",))  # a check that did not run is never silent


def test_2_unknown_code_is_refused() -> None:
    with pytest.raises(ValueError, match="没有代码为“X999”的核对项"):
        left_out(("X999",), ())
    with pytest.raises(ValueError, match="没有代码为"):
        left_out((), ("",))


def _failing(code: str, over: str, on: str) -> Check:
    def fails(*given: Any) -> None:
        if given[-1].form.form_id == on:
            raise ZeroDivisionError

    return Check(kinds()[code], over, fails)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "over"), [("B201", "fund"), ("W401", "form"), ("R101", "form"), ("S503", "indicator")]
)
def test_3_a_crash_is_an_error_that_names_the_check(monkeypatch: pytest.MonkeyPatch, code: str, over: str) -> None:
    load()
    monkeypatch.setitem(registered(), code, _failing(code, over, "bad"))
    good, bad = form_from(changed(G21="99")), form_from(changed(G21="99"))
    bad.form.form_id = "bad"
    for row in (*bad.funds, *bad.indicators):
        row.form_id = "bad"
    law = rules_of("mof-2020")
    for form in (good, bad):
        form.score = score_form(form, law)
    check_forms([good, bad], law, filling=False)
    assert codes(good) == {"S509": 1}
    assert codes(bad)["S509"] == 1
    crashed = [one for one in bad.findings if one.code == "R199"]
    assert len(crashed) == 1, told(bad)
    assert all(one.severity is Severity.ERROR and code in one.message for one in crashed), told(bad)


def test_4_most_important_first_then_form_order() -> None:
    form = checked(changed(G14="9", G13="7", G21="95.9", G6="98%", C7="90", H20="天气原因"))
    ranks = [list(Severity).index(one.severity) for one in form.findings]
    assert ranks == sorted(ranks)
    assert [one.cell for one in form.findings if one.severity is Severity.ERROR] == ["C6", "G6", "G13"]


def test_5_a_cause_hides_what_follows_from_it() -> None:
    slip = checked(changed(E6="1188000"))
    assert set(codes(slip)) & {"B201", "B202", "B203", "S508"} == set(), told(slip)
    assert codes(slip)["R109"] == 1
    elsewhere = checked(changed(E6="1188000", G21="90"))
    assert "S509" in codes(elsewhere)


def test_5_a_chain_ends_in_its_first_cause() -> None:
    first = Kind("B998", Severity.ERROR, "", "一。", "请", explains=("B999",))
    second = Kind("B999", Severity.ERROR, "", "二。", "请", explains=("B997",))
    third = Kind("B997", Severity.ERROR, "", "三。", "请")
    form = form_from(CLEAN)
    case = Case(form, rules_of("mof-2020"), Context())
    fund = form.funds[0]
    drafts = [case.at(kind, fund, "rate", expected="1") for kind in (first, second, third)]
    other = case.at(third, form.funds[1], "rate")
    left = settle([*drafts, other])
    assert [(one.kind.code, one.finding.cell) for one in left] == [("B998", "G6"), ("B997", "G7")]


def test_5_no_two_kinds_explain_each_other() -> None:
    every = kinds()
    follows = {
        code: {other for other in every if kind.explains and other.startswith(kind.explains) and other != code}
        for code, kind in every.items()
    }
    open_codes = dict(follows)
    while open_codes:
        leaves = [code for code, rest in open_codes.items() if not rest & set(open_codes)]
        assert leaves, f"a circle among {sorted(open_codes)}"
        for code in leaves:
            del open_codes[code]


def test_6_documentation_is_fresh() -> None:
    written = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m perfeval_xl.checks.docs > docs/checks.md"


def test_7_templates_ask_for_what_is_given() -> None:
    def own(row: Fund, case: Case) -> object:
        return case.at(kind, row, "rate", address="E6")

    kind = Kind("B996", Severity.ERROR, "", "{stated}应为{expected}，见{address}。", "请")
    assert missing(kind, own) == set()
    assert missing(Kind("B996", Severity.ERROR, "", "见{cell}。", "请改{count}处"), own) == {"cell", "count"}
