"""Samples for and against the checks of the family W."""

from __future__ import annotations

from perfeval_xl.result import Severity
from tests.checks.sampling import Sample

_NO_WEIGHTS = {f"F{row}": "" for row in range(13, 21)}
_PLAIN_HEADINGS = {"A13": "产出指标", "A18": "效益指标", "A20": "满意度指标"}
_YUNNAN = {"A18": "效益指标（20分）", "A20": "满意度指标（20分）", "F18": "5", "G18": "5", "F20": "20", "G20": "20"}
_BAIYUN = {"A13": "产出指标（40分）", "F6": "20", "H6": "19.8", "F17": "0", "G17": "0", "G21": "99.3"}

SAMPLES = [
    Sample("W401", {"F20": "20", "A20": "满意度指标（20分）", "G20": "20"}, at="F21", severity=Severity.ERROR),
    Sample("W401", {"F21": "90"}, at="F21"),
    Sample("W401", {"F21": "110", "F20": "20", "A20": "满意度指标（20分）", "G20": "20", "G21": "109.4"}, at="F21"),
    Sample("W402", {"A13": "产出指标（60分）"}, at="A13", good={"A13": "产出指标(50 分)"}, severity=Severity.ERROR),
    Sample(
        "W412",
        {"A13": "产出指标（50分）", "A14": "产出指标（50分）", "A15": "产出指标（60分）", "A16": "产出指标（50分）"},
        at="A15",
        good={
            "A13": "产出指标（50分）",
            "A14": "产出指标（50分）",
            "A15": "产出指标（50分）",
            "A16": "产出指标（50分）",
        },
        severity=Severity.ERROR,
    ),
    Sample("W403", {"B13": "数量指标（30分）"}, at="B13", good={"B13": "数量指标（20分）"}, severity=Severity.ERROR),
    Sample("W404", _YUNNAN, at="A13", severity=Severity.WARNING),
    Sample("W404", _YUNNAN, at="A13", severity=Severity.ERROR, chosen=True),
    Sample(
        "W405",
        {
            **{"F6": "20", "H6": "19.8", "A13": "产出指标（40分）", "F13": "5", "G13": "5", "F15": "5", "G15": "5"},
            "G21": "99.3",
        },
        at="A13",
        severity=Severity.WARNING,
    ),
    Sample("W413", {"F13": "14"}, at="F13", severity=Severity.ERROR),
    Sample("W413", {"F14": "8"}, at="F14"),
    Sample("W413", {"F18": "5"}, at="F18", good={"F18": "5", "G18": "5", "F19": "25", "G19": "25"}),
    Sample("W406", {"F15": ""}, at="F15", good={"F15": "10分"}, severity=Severity.ERROR),
    Sample("W407", {"F15": "-10"}, at="F15", severity=Severity.ERROR),
    Sample("W407", {"F15": "0", "G15": "0"}, at="F15", severity=Severity.ERROR),
    Sample("W408", _NO_WEIGHTS, at="F13", severity=Severity.WARNING),
    Sample("W408", _NO_WEIGHTS | _PLAIN_HEADINGS, at="F13", severity=Severity.ERROR),
    Sample(
        "W409",
        {
            **{"A13": "产出指标", "A18": "效益指标", "A20": "满意度指标", "F20": "74", "G20": "74"},
            **{f"F{row}": "2" for row in range(13, 18)},
            **{"F18": "3", "F19": "3"},
        },
        at="F20",
        severity=Severity.HINT,
    ),
    Sample(
        "W411",
        {
            **{"F6": "0.1", "A13": "产出指标", "A18": "效益指标", "A20": "满意度指标", "F18": "0.15", "F19": "0.15"},
            **{f"F{row}": "0.1" for row in (*range(13, 18), 20)},
            "F21": "1",
        },
        at="F13",
        severity=Severity.ERROR,
    ),
    Sample("W410", {"F6": ""}, at="F6", severity=Severity.ERROR),
]
