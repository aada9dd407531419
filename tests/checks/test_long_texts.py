"""Long texts in cells.

1. A message quotes a long text shortened and on one line; the finding keeps what stands in the cell.
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
