"""The words of the 复核底稿: its sheets, the thirteen heads in their order and whose each is, what a row is called.

A vocabulary as `batch` is: whoever makes a 底稿 writes by it, whoever reads one looks for it, and nobody says any of
it again. A 底稿 is one workbook a unit with a sheet a project: 附件1, 附件2, with a title in 《》, the heads, 预算执行
as the first row, the indicators, 合计 as the last. Beside them stand 汇总, 差值表, 问题清单 and 复核口径 (`Sheet`). Of
the thirteen heads (`HEADS`) nine are the unit's (`UNITS`), three the reviewer's (`REVIEWERS`), 偏离度 is a formula;
what stands beside them and is not printed is `Beside`, of which the reviewer fills 复核口径 and 建议. Heads of foreign
底稿 are known by `heads.py`, the points that a reviewer cuts by are `grounds.py`.

    words.HEADS                       the heads as printed
    words.deviation(self, review)     偏离度, None where there is none
    words.total(points)               points added up, None where there are none
    words.project_in(title)           the project of a title 《…》项目支出绩效自评复核表
    words.attachment(3)               "附件3"
    words.form_key(row_key)           the key of the form that a row belongs to
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum


class Sheet(StrEnum):
    """The sheets beside those of the projects. 复核记录 is hidden: what the unit's form said when the 底稿 was made."""

    SUMMARY = "汇总"
    DIFFERENCES = "差值表"
    PROBLEMS = "问题清单"
    GROUNDS = "复核口径"
    RECORD = "复核记录"
    UNCLAIMED = "上次待认领"  # only where a second run found typed cells without a row


class Head(StrEnum):
    """The thirteen heads of a project's sheet, in their order."""

    LEVEL1 = "一级指标"
    LEVEL2 = "二级指标"
    NAME = "三级指标"
    SENSE = "指标性质"  # ≥, ≤, ＝, 定性
    TARGET = "指标值"
    UNIT = "度量单位"
    WEIGHT = "权重"
    ACTUAL = "自评完成值"
    SELF_SCORE = "自评得分"
    REVIEW_ACTUAL = "复核完成值"
    REVIEW_SCORE = "复核得分"
    DEVIATION = "偏离度"
    REMARK = "备注"


HEADS = tuple(Head)
REVIEWERS = (Head.REVIEW_ACTUAL, Head.REVIEW_SCORE, Head.REMARK)
UNITS = tuple(head for head in HEADS if head not in REVIEWERS and head is not Head.DEVIATION)


class Beside(StrEnum):
    """The heads beside the thirteen, which are not printed."""

    SOURCE = "原表"  # a link to the row in the unit's form
    SCORE = "核算得分"
    RANGE = "可给范围"  # of points that the rules leave open
    DERIVATION = "计算过程"
    FINDINGS = "核对意见"
    EVIDENCE = "单位所列佐证"
    GROUND = "复核口径"  # the reviewer's: code and title of the ground, one of the list
    ADVICE = "建议"  # the reviewer's, for 问题清单; blank: `DEFAULT_ADVICE`
    SHARE = "实扣比例"  # (自评得分 − 复核得分) ÷ 自评得分
    GROUND_SHARE = "口径应扣"
    CHECK = "检查"
    CUT = "扣分"
    KEY = "键"


class Summary(StrEnum):
    """The heads of 汇总."""

    NUMBER = "序号"
    PROJECT = "项目名称"
    SHEET = "附件"
    ANNUAL = "全年预算数（万元）"
    EXECUTED = "全年执行数（万元）"
    RATE = "执行率"
    SELF_SCORE = "自评得分"
    REVIEW_SCORE = "复核得分"
    DIFFERENCE = "偏差"
    DEVIATION = "偏离度"
    GRADE = "复核等级"
    PROGRESS = "复核进度"


class Differences(StrEnum):
    """The heads of 差值表."""

    PROJECT = "项目名称"
    SELF_SCORE = "自评得分"
    REVIEW_SCORE = "复核得分"
    DIFFERENCE = "偏差"
    WHY = "主要偏差原因"


class Problems(StrEnum):
    """The heads of 问题清单."""

    NUMBER = "序号"
    GROUND = "标准"
    PROJECT = "项目"
    NAME = "指标"
    SENSE = "指标性质"
    TARGET = "指标值"
    WEIGHT = "权重"
    SELF_SCORE = "自评得分"
    REVIEW_SCORE = "复核得分"
    PROBLEM = "问题描述"
    SEVERITY = "严重度"
    ADVICE = "建议"


class Record(StrEnum):
    """The heads of 复核记录 before those of the unit (`UNITS`): one line for each row of each project's sheet."""

    KEY = "键"
    SHEET = "附件"
    UNIT = "预算单位"
    PROJECT = "项目名称"
    REVIEWER = "复核人"
    FILE = "原表"
    CONTENT_CODE = "内容码"  # of the form: identity.content_code
    DRAW = "抽样校验码"


BEGAN = "起始复核得分"  # of 复核记录: what stood under 复核得分 when the book was made
ROW = "所在行"  # of 复核记录 in a book filled from a template, whose rows have no keys: a formula over the row

GROUND_HEAD, SHARE_HEAD, SAYS_HEAD, SOURCE_HEAD = "口径（下拉用）", "应扣比例", "说明", "依据"  # of 复核口径
GROUND_HEADS = (GROUND_HEAD, SHARE_HEAD, SAYS_HEAD, SOURCE_HEAD)


class Unclaimed(StrEnum):
    """The heads of 上次待认领."""

    PROJECT = "项目"
    NAME = "指标"
    HEAD = "栏目"
    VALUE = "上次填写"
    KEY = "原行的键"


class Live(StrEnum):
    """The heads of 复核记录 behind those: formulas over the project's sheet, which 问题清单 picks its lines from."""

    NUMBER = "问题序号"
    REVIEW_SCORE = "现复核得分"
    GROUND = "现复核口径"
    REMARK = "现备注"
    ADVICE = "现建议"
    SHARE = "现实扣比例"


# The row of the money, and the last one.
EXECUTION_LEVEL, EXECUTION_NAME, TOTAL = "预算执行", "预算执行率", "合计"
QUALITATIVE = "定性"  # 指标性质 of a target in words
NO_UNIT = "—"  # 度量单位 of a target without one
DEFAULT_ADVICE = "请补充佐证材料，或按复核意见改正得分。"
REVIEWER = "复核人："  # before the reviewer's name at the foot of a project's sheet
DEVIATION_SAID = "偏离度＝（自评得分－复核得分）÷自评得分"
DIFFERENCE_SAID = "偏差＝复核得分－自评得分"
_SHEET_OF_PROJECT = "附件"
_TITLE = "项目支出绩效自评复核表"


def total(points: Iterable[Decimal | None]) -> Decimal | None:
    """Points added up; None where none are given: a form without scores has no score, not 0."""
    known = [one for one in points if one is not None]
    return sum(known, Decimal(0)) if known else None


def deviation(self_score: Decimal | None, review_score: Decimal | None) -> Decimal | None:
    """偏离度: (self_score − review_score) ÷ self_score; None where a score is not known or the unit's is 0."""
    if self_score is None or review_score is None or not self_score:
        return None
    return (self_score - review_score) / self_score


def attachment(number: int) -> str:
    """The sheet of the n-th project, from 1."""
    return f"{_SHEET_OF_PROJECT}{number}"


def title_of(project: str) -> str:
    """The title of a project's sheet; a name in 《》 already does not get them twice."""
    name = project.strip()
    return f"{name if name.startswith('《') and name.endswith('》') else f'《{name}》'}{_TITLE}"


def project_in(title: str) -> str | None:
    """The project that a title names; None where it is no such title."""
    text = " ".join(title.split())
    if not text.startswith("《") or "》" not in text or "复核表" not in text.rpartition("》")[2]:
        return None
    return text[1:].rpartition("》")[0]


def signature(reviewer: str) -> str:
    """The line at the foot of a project's sheet that is signed."""
    parts = (
        f"{REVIEWER}{reviewer or '＿＿＿＿＿＿'}",
        "复核组长：＿＿＿＿＿＿",
        "被复核单位（盖章）：＿＿＿＿＿＿",
        "日期：　　　年　　月　　日",
    )
    return "　　　　".join(parts)


def row_key(form: str, code: str, nth: int = 1) -> str:
    """The key of a row: its form's, and the code of its names; the second of the same names is told apart."""
    return f"{form}-{code}" if nth == 1 else f"{form}-{code}.{nth}"


def form_key(row: str) -> str:
    """The key of the form that a row belongs to."""
    return row.rpartition("-")[0]
