"""Which blank places of a form get a computed value.

1. A blank score is filled with the computed points; a stated one is never touched, nor words or /.
2. A blank execution rate is filled with the exact ratio; a stated one is not.
3. The total is the sum of what stands after filling: the unit's own lower scores count as they stand; what the
   rule-set does to a total (a cap at a low rate, points of 不适用 rows) it does to this one, too.
4. The total and the grade stay blank while a score is open, a stated score is in error, or a row cannot be filled.
5. The grade follows the total that stands in the form, also where the unit stated that itself.
6. A formula for the total gets a result also where a blank would stay blank; a stated total without formula stays.
7. A row that carries no points is neither filled nor missed.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from perfeval_xl.form import Said, SaidKind
from perfeval_xl.result import Severity, Status
from perfeval_xl.rules.ruleset import variant
from perfeval_xl.standing import What, fillings_of, standing_of
from tests.figures import put
from tests.writing.judged import RULES, finding, said, small_form, undecided


def filled(form) -> dict[str, Decimal | str]:
    return {one.cell: one.value for one in fillings_of(form, RULES) if not one.formula_only}


def test_1_blank_scores_are_filled() -> None:
    assert filled(small_form())["H14"] == 50
    assert "H14" not in filled(small_form(("45", None)))


@pytest.mark.parametrize("kind", [SaidKind.NOT_APPLICABLE, SaidKind.TEXT, SaidKind.ERROR])
def test_1_words_are_a_statement(kind: SaidKind) -> None:
    form = small_form()
    form.indicators[0].self_score = replace(form.indicators[0].self_score, said=Said("/", kind))
    assert "H14" not in filled(form)


def test_2_rate_is_the_exact_ratio() -> None:
    form = small_form()
    assert filled(form)["G6"] == Decimal("0.99583333")
    put(form.funds[0], rate=Decimal("0.98"))
    assert "G6" not in filled(form)


def test_3_total_of_computed_scores() -> None:
    assert filled(small_form())["H16"] == Decimal("97.85")


def test_3_total_counts_own_scores_as_they_stand() -> None:
    assert filled(small_form(("45", None)))["H16"] == Decimal("92.85")


@pytest.mark.parametrize(
    ("rate", "left_out", "total"),
    [("0.5", "0", "79"), ("0.6", "0", "92.85"), (None, "0", "92.85"), ("0.6", "10", "102.06")],
)
def test_3_total_of_own_scores_is_capped_and_rescaled(rate: str | None, left_out: str, total: str) -> None:
    rules = variant(RULES, {"execution.total_caps": [{"rate_below": Decimal("0.6"), "total_at_most": Decimal(79)}]})
    form = small_form(("45", None))
    assert form.score is not None
    form.score.rate, form.score.left_out = rate and Decimal(rate), Decimal(left_out)
    form.score.total = Decimal(0)
    assert standing_of(form, rules).total == Decimal(total)


def test_4_open_score() -> None:
    form = small_form()
    undecided(form, 1, "24", "32", "没有数字")
    assert {"H16", "H17"}.isdisjoint(filled(form))
    assert "待复核" in standing_of(form, RULES).why_not


def test_4_score_in_error() -> None:
    form = small_form((None, "40"))
    form.findings = [finding("S502", Severity.ERROR, "H15", "得分偏高")]
    assert {"H16", "H17"}.isdisjoint(filled(form))
    assert "H15" in standing_of(form, RULES).why_not


def test_4_a_warning_does_not_bar_the_total() -> None:
    form = small_form((None, "30"))
    form.findings = [finding("S503", Severity.WARNING, "H15", "自行扣分")]
    assert filled(form)["H16"] == Decimal("89.96")


def test_4_row_without_a_place_for_its_score() -> None:
    form = small_form()
    form.indicators[1].self_score = replace(form.indicators[1].self_score, cell=None)
    assert {"H16", "H17"}.isdisjoint(filled(form))


@pytest.mark.parametrize(("own", "grade"), [((None, None), "优"), ((None, "30"), "良"), (("0", "0"), "差")])
def test_5_grade_of_the_total_that_stands(own: tuple[str | None, str | None], grade: str) -> None:
    assert filled(small_form(own))["H17"] == grade


def test_5_grade_of_a_stated_total() -> None:
    assert filled(small_form(("40", "35"), total="84.96"))["H17"] == "良"


def test_5_no_grade_for_a_total_in_error() -> None:
    form = small_form(total="99")
    form.findings = [finding("S508", Severity.ERROR, "H16", "总分不等于各行之和")]
    assert {"H16", "H17"}.isdisjoint(filled(form))


def test_5_a_stated_grade_stays() -> None:
    form = small_form()
    form.form.grade = "良"
    assert "H17" not in filled(form)


def test_6_formula_of_the_total() -> None:
    form = small_form((None, "40"))
    form.form.total_self_score = replace(form.form.total_self_score, said=Said(formula="SUM(H6:H15)"))
    form.findings = [finding("S502", Severity.ERROR, "H15", "得分偏高")]
    total = next(one for one in fillings_of(form, RULES) if one.what is What.TOTAL)
    assert (total.value, total.formula_only, total.follows) == (Decimal("99.96"), True, True)


def test_6_stated_total_without_formula_stays() -> None:
    assert "H16" not in filled(small_form(total="90"))


@pytest.mark.parametrize(("own_form", "known"), [(True, True), (False, False)])
def test_6_only_our_own_formulas_are_known(own_form: bool, known: bool) -> None:
    form = small_form()
    form.form.is_own_template = own_form
    assert {one.known for one in fillings_of(form, RULES)} == {known}


def test_6_a_rate_computed_while_reading_is_known() -> None:
    form = small_form()
    put(form.funds[0], rate=Decimal("0.98"), rate_said=said(Decimal("0.98"), "E6/D6"))
    rate = next(one for one in fillings_of(form, RULES) if one.what is What.RATE)
    assert (rate.value, rate.known, rate.formula_only) == (Decimal("0.98"), True, True)


def test_7_rows_without_points() -> None:
    form = small_form()
    assert form.score is not None
    form.score.scores[2].status, form.score.scores[2].points = Status.NOT_SCORED, None
    form.score.total = Decimal("59.96")
    assert filled(form).keys() == {"G6", "H6", "H14", "H16", "H17"}
    assert filled(form)["H16"] == Decimal("59.96")


def test_7_a_form_that_was_not_scored() -> None:
    form = small_form()
    form.score = None
    assert fillings_of(form, RULES) == []
