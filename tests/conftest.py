"""What all tests share: with PERFEVAL_XL_NO_SKIP=1 (the gate) a skipped test is a failed one; no law has a time limit.

A law that fails because the machine was busy says nothing about the law; speed is measured in benchmarks/.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Generator
from datetime import UTC, datetime, timedelta, tzinfo
from types import SimpleNamespace

import openpyxl.writer.excel
import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("PERFEVAL_XL_NO_SKIP"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be skipped: {report.longrepr}"
    return report


_SAVES = itertools.count()


class _JumpingClock(datetime):
    """openpyxl stamps the second into what it saves: no two saves of a run share one, so that a test which compares
    the bytes of two of them fails every time, not once in ten."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime(2024, 1, 1, tzinfo=tz) + timedelta(seconds=7 * next(_SAVES))


openpyxl.writer.excel.datetime = SimpleNamespace(datetime=_JumpingClock, timezone=SimpleNamespace(utc=UTC))
