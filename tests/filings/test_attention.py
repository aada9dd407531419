"""处理意见, 关注分 and 自评工作质量: exactly the rules, in figures that a file says.

1. The first disposition that applies; hints never count; an explained error asks a person, a stale one sends back.
2. Each part of 关注分, just below and just at its step; whole points, words with figures.
3. The order: 30 first, 15 next.
4. Each item of 自评工作质量, with its facts; what nobody knows has no points.
5. Another file gives other points; its faults are told all at once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.filings import desk_rules
from perfeval_xl.filings.attention import weigh
from perfeval_xl.filings.batch import (
    Disposition,
    Filed,
    FilingState,
    Member,
    Order,
    Roster,
    RosterLine,
    RosterRow,
    UnitFrom,
)
from perfeval_xl.filings.disposition import dispose
from perfeval_xl.filings.quality import quality_rows
from perfeval_xl.filings.unit_rows import unit_rows
from perfeval_xl.form import Figure, Form
from perfeval_xl.problems import FileError
from perfeval_xl.result import Finding, FormResult, Severity

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT
RULES = desk_rules.load()


def finding(severity: Severity = ERROR, code: str = "B201", explanation: str | None = None) -> Finding:
    return Finding(code, severity, "1", "自评表", "G6", "执行率", "不符。", "请改。", explanation=explanation)


def filed(*findings: Finding, **known: object) -> Filed:
    form = Form("1", "表.xlsx", "自评表", "A1:H20", total_weight=Figure(Decimal(100)))
    one = Filed(
        FormResult(form, [], [], [], [], [], findings=list(findings)),
        Member("表.xlsx", Path("表.xlsx")),
        key="k",
        content_code="c",
        unit="石弦镇",
        unit_from=UnitFrom.FORM,
        project="养老",
    )
    for name, value in known.items():
        setattr(one, name, Decimal(value) if isinstance(value, str) else value)
    return one


@pytest.mark.parametrize(
    ("one", "disposition", "reason"),
    [
        (filed(), Disposition.ACCEPT, ""),
        (filed(finding(HINT)), Disposition.ACCEPT, ""),
        (filed(days_late=3), Disposition.ACCEPT, ""),
        (filed(finding(), finding()), Disposition.RETURN, "执行率与金额不符 2 处（B201）"),
        (filed(is_empty=True), Disposition.RETURN, "报了空表"),
        (filed(finding(explanation="系统口径")), Disposition.PERSON, "错误 1 处，单位都有说明"),
        (filed(finding(WARNING)), Disposition.PERSON, "执行率与金额不符 1 处（B201）"),
        (filed(open="10"), Disposition.PERSON, "待复核 10 分"),
        (filed(is_unlike_accounts=True), Disposition.PERSON, "金额与账上不符"),
        (filed(difference="-0.01"), Disposition.PERSON, "相差 -0.01 分"),
        (filed(difference="0.009"), Disposition.ACCEPT, ""),
    ],
)
def test_1_dispositions(one: Filed, disposition: Disposition, reason: str) -> None:
    dispose(one)
    assert one.disposition is disposition
    assert reason in "；".join(one.reasons)


def test_1_a_stale_explanation() -> None:
    one = filed(replace(finding(explanation="系统口径"), explanation_is_stale=True))
    dispose(one)
    assert one.disposition is Disposition.RETURN


def test_1_up_to_four_reasons() -> None:
    one = filed(*(finding(code=code) for code in ("B201", "B202", "S504", "S509", "S511", "R101")))
    dispose(one)
    assert len(one.reasons) == 5
    assert one.reasons[-1] == "另有 2 类"


WHOLE = Decimal(1000)


@pytest.mark.parametrize(
    ("one", "part", "points", "words"),
    [
        (filed(annual="50"), "金额", 15, "预算 50.00 万元，占全部 5%"),
        (filed(annual="49.99"), "金额", 10, ""),
        (filed(annual="10"), "金额", 5, ""),
        (filed(annual="9.99"), "金额", 0, ""),
        (filed(*[finding()] * 5), "错误", 20, "错误 5 条，先看 G6 执行率（B201）"),
        (filed(*[finding()] * 6), "错误", 20, ""),
        (filed(finding()), "错误", 4, ""),
        (filed(*[finding(WARNING)] * 6), "提醒", 5, "提醒 6 条"),
        (filed(open="9.99"), "待复核", 0, ""),
        (filed(open="30", lowest=Decimal(60), highest=Decimal(90)), "待复核", 6, "30 分待评定，总分 60～90"),
        (filed(open="90"), "待复核", 10, ""),
        (filed(self_score="99.98", highest="93.98"), "自评偏高", 12, "自评 99.98，最高只到 93.98，高 6"),
        (filed(self_score="93.99", highest="93"), "自评偏高", 0, ""),
        (filed(self_score="100", highest="80"), "自评偏高", 20, ""),
        (filed(rate="0.5999"), "执行偏低", 10, "只执行 59.99%"),
        (filed(rate="0.6"), "执行偏低", 5, ""),
        (filed(rate="0.8"), "执行偏低", 0, ""),
        (filed(rate="0.79", self_score="90"), "钱少分满", 10, "只执行 79%，自评 90"),
        (filed(rate="0.79", self_score="89.99"), "钱少分满", 0, ""),
        (filed(self_score="100"), "满分", 5, "自评满分"),
        (filed(self_score="99.99"), "满分", 0, ""),
        (filed(is_empty=True, days_late=2), "报送", 20, "空表，逾期 2 天"),
        (filed(days_late=6), "报送", 5, "逾期 6 天"),
        (filed(replaces=[1]), "报送", 3, "退回后重报"),
    ],
)
def test_2_parts(one: Filed, part: str, points: int, words: str) -> None:
    weigh(one, WHOLE, RULES.attention)
    found = next(each for each in one.risk if each.name == part)
    assert found.points == points
    assert words in found.words
    assert bool(found.words) == bool(points)


def test_2_the_accounts() -> None:
    line = RosterLine(1, "名单", 2, "养老", budget=Decimal("28.5"), executed=Decimal("18.5"))
    one = filed(line=line, is_unlike_accounts=True, annual="18.5")
    weigh(one, None, RULES.attention)
    part = next(each for each in one.risk if each.name == "账表不符")
    assert (part.points, part.words) == (15, "账上预算 28.5、执行 18.5；表内 18.5、空")


@pytest.mark.parametrize(
    ("errors", "late", "rate", "order"),
    [(5, 1, "0.7", Order.FIRST), (3, 1, "0.9", Order.NEXT), (3, 0, "0.9", Order.LATER)],
)
def test_3_orders(errors: int, late: int, rate: str, order: Order) -> None:
    one = filed(*[finding()] * errors, days_late=late, rate=rate)
    weigh(one, WHOLE, RULES.attention)
    assert one.attention == sum(part.points for part in one.risk)
    assert one.order is order


def marks(forms: list[Filed], roster: Roster | None = None) -> dict[str, tuple[Decimal | None, str]]:
    rows = quality_rows(unit_rows(forms), roster, RULES.quality)
    return {one.name: (one.points, one.facts) for one in rows[0].marks}


def roster(*rows: RosterRow) -> Roster:
    return Roster("名单.xlsx", list(rows), has_deadlines=True)


def test_4_on_time() -> None:
    line = RosterLine(1, "名单", 2, "助残", unit="石弦镇", deadline=datetime(2024, 3, 15))
    assert marks([filed()])["按时报送"] == (None, "")
    assert marks([filed()], roster())["按时报送"] == (5, "")
    assert marks([filed(days_late=2)], roster())["按时报送"] == (0, "逾期 1 份：养老")
    silent = roster(RosterRow(FilingState.MISSING, line))
    assert marks([filed()], silent)["按时报送"] == (0, "未报 1 份：助残")
    assert marks([], silent)["按时报送"] == (0, "未报 1 份：助残")
    assert marks([], silent)["填报完整"] == (None, "")


def test_4_complete_objective_agreeing() -> None:
    lacking, off = filed(finding(code="S520")), filed(finding(code="S509"), difference="-10", self_score="80")
    found = marks([lacking, off, filed(difference="4.99"), filed(self_score="95", highest="90")])
    assert found["填报完整"] == (Decimal("0.75"), "缺项 1 份：养老")
    assert found["评分客观"] == (2 - (Decimal("1.0") + Decimal("0.5")) / 4, "养老 差 -10 分；养老 差 5 分")
    assert found["合计相符"] == (Decimal("0.7"), "合计不符：养老")
    assert found["等级相符"] == (1, "")
    assert found["佐证齐全"] == (None, "")


def test_5_another_file(tmp_path: Path) -> None:
    text = desk_rules.SHIPPED.read_text(encoding="utf-8").replace("first_from = 30", "first_from = 4")
    own = tmp_path / "本区.toml"
    own.write_text(text, encoding="utf-8")
    one = filed(finding())
    weigh(one, WHOLE, desk_rules.load(own).attention)
    assert one.order is Order.FIRST
    assert not desk_rules.load(own).confirmed
    own.write_text(
        text.replace("full = 5", "full = 0.5").replace("[quality]", "[quality]\nspeed = 1"), encoding="utf-8"
    )
    with pytest.raises(FileError, match=r"有 2 处不对[\s\S]*attention\.full[\s\S]*speed"):
        desk_rules.load(own)
