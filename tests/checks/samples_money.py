"""Samples for and against the checks of the family B."""

from __future__ import annotations

from perfeval_xl.result import Severity
from tests.checks.sampling import CLEAN, Sample, changed

# The clean form with a 原因 column in the money block.
WITH_REASON = changed({"I5": "原因"}, CLEAN)

SAMPLES = [
    Sample("B201", {"G6": "98%"}, at="G6", good={"G6": "99.0%"}, severity=Severity.ERROR),
    Sample("B201", {"G7": "98.79%"}, at="G7", good={"G7": "98.80%"}),
    Sample("B202", {"D6": "130", "G6": "91.38%"}, at="D6", severity=Severity.ERROR),
    Sample("B202", {"C7": "90"}, at="C6"),
    Sample("B202", {"C6": "0", "D6": "0", "E6": "0", "G6": "0", "H6": "0"}, at="D6"),
    Sample("B203", {"E7": "105", "E6": "125", "G6": "104.17%", "G7": "105%", "H6": "10"}, at="E6"),
    Sample("B204", {"G6": ""}, at="G6", severity=Severity.WARNING),
    Sample("B205", {"E9": "", "D9": "", "G9": "102.59%", "D6": "100", "E6": "98.8", "G6": "98.8%"}, at="G9"),
    Sample("B206", {"G8": "100%"}, at="G8", good={"G8": "0.00%"}, severity=Severity.WARNING),
    Sample("B207", {"F7": "10", "H7": "9.88"}, at="F7", severity=Severity.WARNING),
    Sample("B208", {"F6": "100"}, at="F6", severity=Severity.ERROR),
    Sample(
        "B209",
        changed({"E6": "96", "E7": "76", "G6": "80%", "G7": "76%", "H6": "8", "G21": "97.5"}, WITH_REASON),
        at="G6",
        good=changed(
            {"E6": "96", "E7": "76", "G6": "80%", "G7": "76%", "H6": "8", "G21": "97.5", "I6": "尾款按合同次年支付"},
            WITH_REASON,
        ),
        severity=Severity.WARNING,
    ),
    Sample("B209", {"E6": "96", "E7": "76", "G6": "80%", "G7": "76%", "H6": "8"}, at="G6", severity=Severity.WARNING),
    Sample("B210", {"C6": "110", "C7": "90"}, at="D6", severity=Severity.HINT),
    Sample("B210", changed({"C6": "110", "C7": "90"}, WITH_REASON), at="D6", severity=Severity.WARNING),
    Sample("B211", {"D6": "120万元"}, at="D6", severity=Severity.HINT),
    Sample(
        "B212",
        {"E6": "24", "E7": "4", "G6": "20%", "G7": "4%", "H6": "2", "E14": "80个", "G14": "10"},
        at="E6",
        good={"E6": "24", "E7": "4", "G6": "20%", "G7": "4%", "H6": "2"},
    ),
    Sample("B213", {"E17": "119.5万元"}, at="E17", good={"C17": "单次服务成本", "E17": "110万元"}),
    Sample("B213", {"E6": "0", "E7": "0", "E9": "0"}, at="E17"),
    Sample("B213", {"D17": "≤120.00万元", "E17": "118.9"}, at="E17", good={"E17": "118.8"}),
    Sample("B214", {"D6": "", "E6": ""}, at="D6", severity=Severity.WARNING),
    Sample(
        "B216",
        dict.fromkeys(("C6", "D6", "E6", "C7", "D7", "E7", "C9", "D9", "E9"), "0") | {"G6": "—", "G7": "—", "G9": "—"},
        at="H6",
        severity=Severity.WARNING,
    ),
    Sample("B217", {"E5": "下达金额"}, at="G6", severity=Severity.WARNING),
    Sample("B215", {"E6": "", "E7": "", "E9": "", "G6": "", "G7": "", "G9": "", "E8": ""}, at="E6"),
]
