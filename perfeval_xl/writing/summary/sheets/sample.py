"""抽样.xlsx: what was drawn, how, and how the sample compares with the list it was drawn from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from perfeval_xl.filings.batch import Filed, total
from perfeval_xl.filings.drawn import SHEET, Draw, Drawn, DrawnHead, How
from perfeval_xl.result import Severity
from perfeval_xl.units import percent, plain, rounded
from perfeval_xl.writing.summary.kit.columns import KEY, Column, Columns, Look, Sheet, Sum, group, program, reviewer
from perfeval_xl.writing.summary.kit.expressions import Expression, agreement, joined
from perfeval_xl.writing.summary.kit.file_link import seen_from
from perfeval_xl.writing.summary.kit.looks import YELLOW
from perfeval_xl.writing.summary.sheets import common

DRAWN, ABOUT, LIST = SHEET, "抽样说明", "抽样底单"
FAR = Decimal("0.03")  # a rate that differs by more has to be said in the report


def drawn_sheet(draw: Draw, folder: Path) -> Sheet[Drawn]:
    """Those drawn, by unit; who reviews them is filled in by people. `folder`: where the book will lie."""
    rows = sorted(draw.drawn, key=lambda one: (one.filed.unit, one.filed.project, one.key))
    return Sheet(
        DRAWN,
        "绩效自评抽样复核名单",
        rows,
        [
            *group("抽中的项目", Column("序号", 6, look=Look.SERIAL), *_columns()),
            *group(
                "怎样抽中",
                Column("层", 13, lambda one: one.stratum, Look.CENTRED),
                Column("关注分", 8, lambda one: one.filed.attention, Look.COUNT),
                Column(
                    "抽中方式",
                    12,
                    lambda one: one.how.value if one.how else "",
                    Look.CENTRED,
                    words={How.HAND.value: YELLOW},
                ),
                Column("增加的理由", 24, lambda one: one.reason or None),
            ),
            *group("填写", reviewer(DrawnHead.REVIEWER, 10), reviewer("备注", 18)),
            program(KEY, lambda one: one.key),
            program(DrawnHead.CONTENT_CODE, lambda one: one.filed.content_code),
            program(DrawnHead.FILE, lambda one: seen_from(one.filed.member.path, folder)),
            program(DrawnHead.DRAW, lambda _: draw.digest),
        ],
        proof=_proof_of_drawn,
        note=_how_drawn(draw),
        frozen="原表",
    )


def list_sheet(draw: Draw) -> Sheet[Drawn]:
    """The whole list by random code: anybody can draw again and see the same."""
    return Sheet(
        LIST,
        "抽样底单（按随机码从小到大）",
        draw.listed,
        [
            Column("次序", 6, look=Look.SERIAL),
            *_columns(),
            Column("层", 13, lambda one: one.stratum, Look.CENTRED),
            Column("随机码", 20, lambda one: one.code[:16]),
            Column("抽中方式", 12, lambda one: one.how.value if one.how else "", Look.CENTRED),
            program(KEY, lambda one: one.key),
        ],
        proof=_proof_of_list,
        note="随机码＝SHA-256（种子|键）的前 16 位；键相同、种子相同，在任何电脑上都一样。",
    )


def _columns() -> list[Column[Drawn]]:
    return [
        Column("项目编码", 13, lambda one: one.filed.project_code or ""),
        Column("项目名称", 28, lambda one: common.project_of(one.filed), total=Sum.COUNT),
        Column("原表", 6, lambda one: common.file_link(one.filed), Look.LINK),
        Column("预算单位", 20, lambda one: common.unit_of(one.filed)),
        Column("业务处室", 11, lambda one: one.filed.office or ""),
        Column("全年预算数", 12, lambda one: one.filed.annual, Look.MONEY, Sum.SUM),
        Column("执行率", 9, lambda one: one.filed.rate, Look.RATE),
        Column("自评得分", 9, lambda one: one.filed.self_score, Look.POINTS, Sum.MEAN),
    ]


def _how_drawn(draw: Draw) -> str:
    above = "每个单位抽一份已超过抽样比例，没有再按层抽取。" if draw.is_above else ""
    return (
        f"名单 {len(draw.listed)} 份，校验码 {draw.digest}；抽样比例 {percent(draw.rate)}，应抽 {draw.wanted} 份；"
        f"种子 {draw.seed}；按{draw.by.value}分层。{above}名单、种子相同，再抽一次结果相同。"
    )


# ------------------------------------------------------------------------------------------------------- 抽样说明


@dataclass(frozen=True, slots=True)
class Line:
    """One line: of which part, what, and the figures of list and sample."""

    part: str
    what: str
    of_list: str
    of_sample: str
    remark: str = ""


def about_sheet(draw: Draw) -> Sheet[Line]:
    """How it was drawn, stratum by stratum, and whether the sample is like the list."""
    return Sheet(
        ABOUT,
        "抽样说明",
        list(_lines(draw)),
        [
            Column("部分", 12, lambda one: one.part, Look.CENTRED),
            Column("内容", 26, lambda one: one.what),
            Column("名单", 24, lambda one: one.of_list, Look.CENTRED),
            Column("样本", 24, lambda one: one.of_sample, Look.CENTRED),
            Column(
                "说明",
                44,
                lambda one: one.remark,
                tint=lambda one: YELLOW if one.remark.startswith(_SAY) else None,
            ),
        ],
        proof=_proof_of_about,
        note=_how_drawn(draw),
    )


_SAY = "报告中须说明"


def _lines(draw: Draw) -> Iterator[Line]:
    yield Line("步骤", "第一步", "", "", "每个单位随机码最小的一份，计入所在层的名额。")
    yield Line("步骤", "第二步", "", "", "名额按各层金额分配（最大余数法），层内按随机码从小到大补足。")
    yield Line("步骤", "第三步", "", "", "人工增加的另加，写明理由。")
    for one in draw.strata:
        yield Line(
            "各层", one.name, f"{one.forms} 份，{plain(one.money)} 万元", f"{one.drawn} 份", f"名额 {one.seats} 份"
        )
    listed, drawn = ([one.filed for one in part] for part in (draw.listed, draw.drawn))
    by_hand = sum(one.how is How.HAND for one in draw.listed)
    yield Line("比较", "份数", str(len(listed)), str(len(drawn)), f"其中人工增加 {by_hand} 份" if by_hand else "")
    whole, part = (total(one.annual for one in forms) or Decimal(0) for forms in (listed, drawn))
    share = f"占名单金额的 {percent(part / whole)}" if whole else ""
    yield Line("比较", "全年预算数（万元）", plain(whole), plain(part), share)
    yield _rates(listed, drawn)
    for what, value in _MEANS.items():
        of_list, of_sample = (_mean([value(one) for one in forms]) for forms in (listed, drawn))
        yield Line("比较", what, of_list, of_sample)


_MEANS: dict[str, Callable[[Filed], Decimal | None]] = {
    "自评均分": lambda one: one.self_score,
    "平均关注分": lambda one: Decimal(one.attention),
    "平均错误条数": lambda one: Decimal(one.count(Severity.ERROR)),
    "平均预算（万元）": lambda one: one.annual,
}


def _rates(listed: Sequence[Filed], drawn: Sequence[Filed]) -> Line:
    of_list, of_sample = _rate(listed), _rate(drawn)
    far = of_list is not None and of_sample is not None and abs(of_list - of_sample) > FAR
    remark = f"{_SAY}：样本的执行率与名单相差超过 3 个百分点。" if far else ""
    return Line("比较", "总体执行率", _shown(of_list), _shown(of_sample), remark)


def _shown(rate: Decimal | None) -> str:
    return "—" if rate is None else percent(rate)


def _rate(forms: Sequence[Filed]) -> Decimal | None:
    known = [one for one in forms if one.annual is not None and one.executed is not None]
    whole = total(one.annual for one in known)
    spent = total(one.executed for one in known)
    return spent / whole if whole and spent is not None else None


def _mean(values: Sequence[Decimal | None]) -> str:
    known = [one for one in values if one is not None]
    return plain(rounded(sum(known, Decimal(0)) / len(known), 2)) if known else "—"


# ------------------------------------------------------------------------------------------------------ 勾稽


def _proof_of_drawn(at: Columns) -> Expression:
    mine, theirs = at[DRAWN]["项目名称"].filled(), at[LIST]["抽中方式"].other_than("")
    return joined("抽中 ", mine, " 份，底单里标明抽中的 ", theirs, " 份", agreement(mine, theirs))


def _proof_of_list(at: Columns) -> Expression:
    mine = at[LIST]["抽中方式"].other_than("")
    theirs = at[DRAWN]["项目名称"].filled()
    return joined("标明抽中的 ", mine, " 份，抽样名单 ", theirs, " 份", agreement(mine, theirs))


def _proof_of_about(at: Columns) -> Expression:
    drawn, listed = at[DRAWN]["项目名称"].filled(), at[LIST]["项目名称"].filled()
    return joined("名单 ", listed, " 份，抽中 ", drawn, " 份")
