"""The kinds of remarks on a report: code, severity, words. The only place where their texts are put together."""

from __future__ import annotations

from dataclasses import dataclass

from perfeval_xl.result import Severity


@dataclass(frozen=True, slots=True)
class ReportKind:
    """What is said of one kind; `says` and `do` are templates for what a check gives."""

    code: str
    severity: Severity
    title: str
    says: str
    do: str
    about: str  # what is looked at, and on which ground


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at in a report. `number`: of the passage from 1, 0 for the whole report; `place` in words."""

    code: str
    severity: Severity
    number: int
    place: str
    message: str
    suggestion: str
    stated: str = ""
    expected: str = ""


_ALL: dict[str, ReportKind] = {}


def _kind(code: str, severity: Severity, title: str, says: str, do: str, about: str) -> ReportKind:
    return _ALL.setdefault(code, ReportKind(code, severity, title, says, do, about))


_E, _W, _H = Severity.ERROR, Severity.WARNING, Severity.HINT

AMOUNT = _kind(
    "P101",
    _E,
    "金额与自评表不符",
    "报告写{what}“{stated}”，自评表是 {expected}。",
    "请按自评表改正；自评表有误的，先改自评表。",
    "报告里写明名目的预算数、执行数，与自评表同一名目的金额相同（元、万元换算后）。",
)
RATE = _kind(
    "P102",
    _E,
    "执行率与自评表不符",
    "报告写预算执行率“{stated}”，自评表是 {expected}。",
    "请按自评表改正；自评表有误的，先改自评表。",
    "报告里的预算执行率与自评表填写的执行率相同。",
)
POINTS = _kind(
    "P103",
    _E,
    "得分与自评表不符",
    "报告写{what}得分“{stated} 分”，自评表是 {expected} 分。",
    "请按自评表改正；自评表有误的，先改自评表。",
    "报告里的自评总分、各一级指标和预算执行的得分与自评表相同。",
)
GRADE = _kind(
    "P104",
    _E,
    "等级与自评表不符",
    "报告写等级“{stated}”，自评表是“{expected}”。",
    "请按自评表改正。",
    "报告里的自评等级与自评表相同。",
)
VALUE = _kind(
    "P105",
    _E,
    "指标值与自评表不符",
    "“{what}”报告写“{stated}”，自评表的{column}是“{expected}”。",
    "请按自评表改正；自评表有误的，先改自评表。",
    "报告里跟在指标名称后面的数，是自评表里这条指标的指标值或完成值。",
)
NOWHERE = _kind(
    "P106",
    _W,
    "自评表里没有的金额",
    "报告写“{stated}”，自评表里没有这个数。",
    "请核对出处；是别的项目或往年的数，请删去或改正。",
    "报告里的金额都能在自评表（含文字说明）里找到。",
)
LOSS_UNTOLD = _kind(
    "P107",
    _W,
    "失分没有写进存在的问题",
    "“{what}”没有得满分（失 {stated} 分），报告的存在问题部分没有提到。",
    "请在存在的问题里说明失分的原因，并提出改进建议。",
    "每一处失分都在存在的问题里找得到（评审时要看的）。",
)
UNREPORTED = _kind(
    "P108",
    _W,
    "指标没有写进报告",
    "自评表的指标“{what}”在报告里没有找到。",
    "请补写该指标的完成情况；名称不同的，请与自评表写成一样。",
    "自评表的每条指标在报告里都写到。",
)
SUM = _kind(
    "P201",
    _E,
    "分项得分与总分不符",
    "分项相加为 {expected} 分，总分写“{stated} 分”，差 {difference} 分。",
    "请核对各分项和总分。",
    "同一段里写明的各部分得分，相加等于总分（相差不超过 0.01）。",
)
SET_NOT_REPORTED = _kind(
    "P202",
    _E,
    "设定的指标没有报告完成情况",
    "“{set_in}”设定的指标“{what}”（{stated}），在“{told_in}”没有报告完成情况。",
    "请在指标分析部分补写；改了指标的，请说明。",
    "目标设定部分列出的指标，在指标分析部分都有完成情况。",
)
REPORTED_NOT_SET = _kind(
    "P203",
    _W,
    "报告了没有设定的指标",
    "“{told_in}”报告的“{what}”，在“{set_in}”没有设定。",
    "请核对：漏设的补上，不是指标的不要写成指标。",
    "指标分析部分写完成率的指标，在目标设定部分都已设定。",
)
TWO_NUMBERS = _kind(
    "P204",
    _E,
    "同一文件两个文号",
    "《{what}》在{other}写作“{expected}”，这里写作“{stated}”。",
    "请核对原件，统一文号；确是两个文件的，请写全名称。",
    "同一名称的文件只有一个文号。",
)
NUMBER_FORM = _kind(
    "P205",
    _H,
    "文号写法不规范",
    "文号“{stated}”的年份应当用六角括号，写作“{expected}”。",
    "请改正文号的写法。",
    "发文字号的年份用六角括号〔〕括入（GB/T 9704 的通常写法，未见原文）。",
)
NO_TARGET = _kind(
    "P206",
    _W,
    "没有目标数的完成率",
    "“{what}”写完成率 {stated}，报告里没有可以计算它的目标数。",
    "请写明目标数和完成数；没有数量目标的，不要写完成率。",
    "完成率由完成数和目标数算出，两个数都要写明。",
)
WRONG_LEVEL = _kind(
    "P207",
    _H,
    "指标归类",
    "“{what}”列在{stated}之下，按名称属于{expected}。",
    "请核对归类；批复时就这样设定的，可以不改。",
    "及时率属于时效指标，满意度属于满意度指标，成本属于成本指标。",
)
ADVICE = _kind(
    "P208",
    _W,
    "问题与建议不对应",
    "存在的问题有 {stated} 条，建议有 {expected} 条。",
    "请逐个问题提出建议。",
    "有多少个问题，就有多少条建议（评审时要看的）。",
)
SHARES = _kind(
    "P209",
    _W,
    "占比相加不是 100%",
    "这一段的占比相加为 {stated}。",
    "请核对各部分的占比。",
    "同一句里各部分的占比相加应为 100%。",
)
OTHER_UNIT = _kind(
    "P210",
    _W,
    "别的单位的名称",
    "报告里出现“{stated}”，报告单位是“{expected}”。",
    "请核对，是不是沿用了别的单位的文字。",
    "报告里写到的街道、镇是本单位。",
)
OTHER_YEAR = _kind(
    "P211",
    _W,
    "别的年度",
    "报告里写“{stated}”，评价年度是 {expected} 年。",
    "请核对，是不是沿用了往年的文字。",
    "报告里写到的“某某年度”是评价年度（书名号和文号里的不算）。",
)
CHAPTER_MISSING = _kind(
    "P301",
    _W,
    "缺少章节",
    "没有找到“{expected}”这一章。",
    "请补上；提纲不同的，用 --outline 指定本地的提纲。",
    "报告的章节与提纲一致。",
)
CHAPTER_NUMBERS = _kind(
    "P302",
    _W,
    "章节序号不连续或重复",
    "章节序号“{stated}”{fault}。",
    "请改正章节的序号。",
    "一、二、三……依次编号。",
)
LAYOUT = _kind(
    "P401",
    _H,
    "版式与提纲不同",
    "{what}是 {stated}，提纲是 {expected}。",
    "请按提纲调整版式。",
    "页边距、正文字号、行距与提纲一致。",
)
UNLIKE_REVIEW = _kind(
    "P501",
    _E,
    "与复核底稿不符",
    "报告写{what}“{stated}”，复核底稿是 {expected}。",
    "请按封存的复核底稿改正；底稿有误的，先改底稿。",
    "复核报告里的自评、复核得分，偏差，偏离度，扣分和比例，项目数，与复核底稿相同。",
)
PROJECT_LEFT_OUT = _kind(
    "P502",
    _W,
    "复核的项目没有写进报告",
    "复核底稿里的项目“{what}”在报告里没有找到。",
    "请补写该项目的复核结果；名称不同的，请与底稿写成一样。",
    "复核底稿里的每个项目在复核报告里都写到。",
)
CUT_UNTOLD = _kind(
    "P503",
    _W,
    "扣分没有写进问题",
    "{what}复核扣 {stated} 分，报告的问题部分没有提到。",
    "请在问题里写明扣分的指标和原因。",
    "每一处扣分都在复核报告的问题里找得到。",
)


def kinds() -> dict[str, ReportKind]:
    """All of them by their code."""
    return _ALL


def explained(code: str) -> str | None:
    """What `explain` prints; None for any other code."""
    kind = _ALL.get(code)
    if kind is None:
        return None
    return f"{kind.code}　{kind.title}（{kind.severity.word}，报告核对）\n\n检查内容：{kind.about}\n如何改正：{kind.do}"


def remark(kind: ReportKind, number: int, place: str, **context: object) -> Remark:
    """A remark of this kind at a passage."""
    words = {name: str(value) for name, value in context.items()}
    return Remark(
        kind.code,
        kind.severity,
        number,
        place,
        kind.says.format_map(words),
        kind.do.format_map(words),
        words.get("stated", ""),
        words.get("expected", ""),
    )
