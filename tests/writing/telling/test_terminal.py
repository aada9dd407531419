"""The terminal's line of a form.

1. The total is a figure, or, while points are open, the range of what it may be.
2. Nothing is called clean beside open points.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.result import FileResult, FormResult
from perfeval_xl.writing.telling.console import Teller
from perfeval_xl.writing.telling.terminal import Findings
from tests.writing.judged import small_form, undecided


def _shown(form: FormResult, capsys: pytest.CaptureFixture[str]) -> str:
    form.findings = []
    Findings(Teller(), quiet=False).tell(FileResult("表.xlsx", [form]))
    return capsys.readouterr().out


def test_1_a_decided_total(capsys: pytest.CaptureFixture[str]) -> None:
    form = small_form()
    assert form.score is not None
    out = _shown(form, capsys)
    assert f"核算 {form.score.total} 分" in out
    assert "未发现问题" in out


def test_2_an_open_total(capsys: pytest.CaptureFixture[str]) -> None:
    form = small_form()
    undecided(form, 1, "24", "32", "没有数字")
    out = _shown(form, capsys)
    assert form.score is not None
    assert form.score.total == Decimal("59.96")
    assert "核算 83.96～91.96 分，其中 40 分待复核" in out
    assert "未发现问题" not in out
