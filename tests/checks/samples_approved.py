"""Samples for and against the checks of the family A (the second sheet is the approved targets)."""

from __future__ import annotations

from perfeval_xl.result import Severity
from tests.checks.sampling import Sample

_RENAMED = {"C18": "受益居民总人次数"}

SAMPLES = [
    Sample("A701", {}, at="C9", with_approved={"C9": "服务站点覆盖率"}, good_approved={}, severity=Severity.ERROR),
    Sample("A702", {"C19": "全年宣传次数"}, at="C19", with_approved={}, good_approved={}, severity=Severity.WARNING),
    Sample("A703", _RENAMED, at="C18", with_approved={}, good_approved={}, severity=Severity.HINT),
    Sample("A704", {"D15": "≥90%"}, at="D15", with_approved={}, good_approved={}, severity=Severity.WARNING),
    Sample("A704", {"D17": "≤130万元"}, at="D17", with_approved={}, good_approved={}),
    Sample("A705", {}, at="F13", with_approved={"E3": "20"}, good_approved={}, severity=Severity.WARNING),
    Sample("A706", {"D15": "≥96%"}, at="D15", good={"D15": "不低于95%"}, with_approved={}, good_approved={}),
]
