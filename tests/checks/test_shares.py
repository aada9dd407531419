"""分值 or 得分 written as shares (W411, S527): told once, and everything else is judged as the unit means it."""

from __future__ import annotations

import pytest

from perfeval_xl.result import FormResult
from tests.checks.sampling import changed, checked, told

_HEADINGS = {"A13": "产出指标", "A18": "效益指标", "A20": "满意度指标"}
_SHARES = {
    **_HEADINGS,
    "F6": "0.1",
    **{f"F{row}": "0.1" for row in (*range(13, 18), 20)},
    **{"F18": "0.15", "F19": "0.15", "F21": "1"},
}
_TENTHS = {
    **_HEADINGS,
    "F6": "1",
    **{f"F{row}": "1" for row in (*range(13, 18), 20)},
    **{"F18": "1.5", "F19": "1.5", "F21": "10"},
}


def _places(form: FormResult) -> set[tuple[str, str | None]]:
    return {(one.code, one.cell) for one in form.findings}


@pytest.mark.parametrize("cells", [_SHARES, _TENTHS, _SHARES | {"F6": "10", "F21": "100"}])
def test_the_shares_alone(cells: dict[str, str]) -> None:
    form = checked(changed(cells))
    assert _places(form) == {("W411", "F13")}, told(form)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"G13": "12", "G21": "101.4"}, ("S502", "G13")),
        ({"G21": "95"}, ("S509", "G21")),
        ({"G13": "7", "G21": "96.4"}, ("S505", "G13")),
        ({"E13": "120场", "E11": "社工服务按计划开展"}, ("S504", "G13")),
    ],
)
@pytest.mark.parametrize("shares", [_SHARES, _TENTHS])
def test_an_unrelated_fault_is_told_beside_them(
    shares: dict[str, str], cells: dict[str, str], fault: tuple[str, str]
) -> None:
    form = checked(changed(shares | cells))
    assert _places(form) == {("W411", "F13"), fault}, told(form)


def test_what_is_asked_for_is_in_points() -> None:
    form = checked(changed(_SHARES | {"G13": "12", "G21": "101.4"}))
    assert any("0～10 分" in one.message for one in form.findings), told(form)
    (shares,) = [one for one in form.findings if one.code == "W411"]
    assert (shares.stated, shares.expected) == ("1", "10")


def test_scores_as_small_as_the_weights_are_no_shares_beside_points() -> None:
    scores = {f"G{row}": "0.1" for row in (*range(13, 18), 20)} | {
        "H6": "0.1",
        "G18": "0.15",
        "G19": "0.15",
        "G21": "1",
    }
    assert "W411" not in {one.code for one in checked(changed(_SHARES | scores)).findings}


_SCORES = {"H6": "0.99", **{f"G{row}": "1" for row in (13, *range(15, 21))}, "G14": "0.95"}
_PERCENTAGES = {cell: {"0.99": "99%", "0.95": "95%"}.get(share, "100%") for cell, share in _SCORES.items()}


@pytest.mark.parametrize("scores", [_SCORES, _PERCENTAGES])
@pytest.mark.parametrize("total", ["0.994", "8.94", "99.4"])
def test_scores_that_are_shares_of_their_weights(scores: dict[str, str], total: str) -> None:
    form = checked(changed(scores | {"G21": total}))
    assert _places(form) == {("S527", "G13")}, told(form)
    assert form.findings[0].expected == "10"


def test_a_fault_beside_scores_that_are_shares_is_told() -> None:
    form = checked(changed(_SCORES | {"G21": "99.9", "G14": "1"}))
    assert _places(form) == {("S527", "G13"), ("S504", "G14")}, told(form)
    assert any("满分 10（填写为 1）" in one.message for one in form.findings), told(form)


def test_poor_scores_are_no_shares() -> None:
    scores = {"H6": "9.9", **{f"G{row}": "1" for row in range(13, 21)}, "G21": "17.9", "H21": "差"}
    assert "S527" not in {one.code for one in checked(changed(scores)).findings}
