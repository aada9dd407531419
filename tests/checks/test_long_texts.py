"""Texts of cells inside messages.

1. A message quotes a long text shortened and on one line; the finding keeps what stands in the cell.
2. Headings broken over lines are quoted on one line.
3. A share without a percent sign is shown as the percentage that it is.
"""

from __future__ import annotations

from tests.checks.sampling import changed, checked


def test_1_quotes_are_short() -> None:
    words = "受天气影响，\\n" + "活动按计划陆续开展，" * 200
    (finding,) = [one for one in checked(changed(E13=words)).findings if one.code == "I312"]
    assert len(finding.message) < 200
    assert "…" in finding.message
    assert "\n" not in finding.message
    assert finding.stated is not None
    assert len(finding.stated) > 2000


def test_2_headings_on_one_line() -> None:
    (finding,) = [one for one in checked(changed(A13="产出指标\\n（60分）")).findings if one.code == "W402"]
    assert finding.message.startswith("“产出指标 （60分）”标题写的是 60 分")


def test_3_shares() -> None:
    (finding,) = [one for one in checked(changed(E20="0.95")).findings if one.code == "I316"]
    assert "写成“95%”" in finding.suggestion
