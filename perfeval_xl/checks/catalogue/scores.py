"""Findings of the family scores (S): 得分, 总分, 等级, and the reasons for points lost."""

from __future__ import annotations

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.form import Severity

SCORE_BLANK = Kind(
    code="S501",
    severity=Severity.ERROR,
    title="得分未填",
    text="{points}，得分一栏是空的。",
    suggestion="请按完成情况填写得分。",
)
SCORE_OUT_OF_RANGE = Kind(
    code="S502",
    severity=Severity.ERROR,
    title="得分超出分值范围",
    text="得分为 {stated}，应在 0～{weight} 分之间。",
    suggestion="请改正得分；得分最高为分值，最低为 0。",
    explains=("S503", "S504", "S505", "S506", "S507", "S508", "S512", "S513", "S514"),
)
SCORE_ABOVE_RULE = Kind(
    code="S503",
    severity=Severity.ERROR,
    title="得分高于核算得分",
    text="得分为 {stated}，按评分规则应为 {expected}（{derivation}）。",
    suggestion="请改为 {expected}，并在偏差原因栏说明。",
    explains=("S512", "S513", "S514"),
)
FULL_FOR_MISSED = Kind(
    code="S504",
    severity=Severity.ERROR,
    title="未完成目标却得满分",
    text="没有完成年度指标值却得满分 {stated}，按评分规则应为 {expected}（{derivation}）。",
    suggestion="请核对实际完成值；确未完成的，改为 {expected}，并说明原因。",
    explains=("S503", "S512", "S513", "S514"),
)
BELOW_RULE_NO_REASON = Kind(
    code="S505",
    severity=Severity.ERROR,
    title="得分低于核算得分而无原因",
    text="得分为 {stated}，按评分规则应为 {expected}（{derivation}），没有说明扣分原因。",
    suggestion="请在偏差原因栏说明扣分原因，或改为 {expected}。",
    explains=("S512", "S513"),
)
BELOW_RULE = Kind(
    code="S506",
    severity=Severity.WARNING,
    title="得分低于核算得分",
    text="得分为 {stated}，按评分规则应为 {expected}（{derivation}）；已写明原因的自行扣分可以保留，请确认。",
    suggestion="请确认是有意扣分；如系计算有误，改为 {expected}。",
    explains=("S513",),
)
SCORE_COARSE = Kind(
    code="S507",
    severity=Severity.HINT,
    title="得分保留的小数位数偏少",
    text="得分为 {stated}，按评分规则应为 {expected}（{derivation}），数值正确但取整较粗。",
    suggestion="请保留 {decimals} 位小数，填写 {expected}。",
)
EXECUTION_SCORE_OFF = Kind(
    code="S508",
    severity=Severity.ERROR,
    title="预算执行得分与执行率不符",
    text="预算执行得分为 {stated}，按评分规则应为 {expected}（{derivation}）。",
    suggestion="请改为 {expected}；自行扣分的，请说明原因。",
)
TOTAL_OFF = Kind(
    code="S509",
    severity=Severity.ERROR,
    title="总分不等于各项得分之和",
    text="总分为 {stated}，各项得分之和为 {expected}（{parts}）。",
    suggestion="请核对各项得分，改正总分。",
    explains=("S511",),
)
GROUP_OVER_HEADING = Kind(
    code="S510",
    severity=Severity.ERROR,
    title="得分合计超过一级指标的分值",
    text="“{name}”标题写的是 {expected} 分，其下各行得分合计 {stated} 分。",
    suggestion="请核对标题分值和各行得分。",
)
GRADE_OFF = Kind(
    code="S511",
    severity=Severity.ERROR,
    title="等级与总分不符",
    text="总分 {total} 分，等级填写为“{stated}”，应为“{expected}”（依据：{source}）。",
    suggestion="请改正等级，或核对总分。",
)
REASON_BLANK = Kind(
    code="S512",
    severity=Severity.ERROR,
    title="扣分未说明原因",
    text="分值 {weight} 分，得分 {score} 分，扣了 {lost} 分，没有说明原因（依据：{source}）。",
    suggestion="请填写扣分原因和改进措施。",
)
REASON_EMPTY_WORDS = Kind(
    code="S513",
    severity=Severity.WARNING,
    title="扣分原因没有实际内容",
    text="扣了 {lost} 分，原因只写了“{stated}”，看不出为什么扣分。",
    suggestion="请写明未完成的具体原因和改进措施。",
)
REASON_WITHOUT_LOSS = Kind(
    code="S514",
    severity=Severity.HINT,
    title="得满分却写了偏差原因",
    text="这条指标得满分，偏差原因栏却写了“{stated}”。",
    suggestion="请看一下是否应当扣分；没有偏差的，原因栏可以留空。",
)
NO_SCORE_COLUMN = Kind(
    code="S515",
    severity=Severity.WARNING,
    title="表内没有得分",
    text="表内有分值，却没有“得分”一栏，无法核对自评得分。",
    suggestion="请使用带“得分”栏的自评表。",
)
NEEDS_A_PERSON = Kind(
    code="S516",
    severity=Severity.WARNING,
    title="得分需要人工评定",
    text="得分空白，按规则不能自动评定：{why}。可在 {low}～{high} 分之间评定。",
    suggestion="请人工评定后填写得分。",
)
TOTAL_BLANK = Kind(
    code="S517",
    severity=Severity.ERROR,
    title="总分未填",
    text="各项得分都已填写，总分一栏是空的，应为 {expected} 分。",
    suggestion="请填写总分 {expected}。",
)
GRADE_BLANK = Kind(
    code="S518",
    severity=Severity.WARNING,
    title="等级未填",
    text="有“等级”一栏而没有填写；总分 {total} 分，等级为“{expected}”（依据：{source}）。",
    suggestion="请填写等级。",
)
GRADE_UNKNOWN = Kind(
    code="S519",
    severity=Severity.WARNING,
    title="等级用词不规范",
    text="等级填写为“{stated}”，所用评分规则的等级为{expected}。",
    suggestion="请按规定的等级填写。",
)
RESULT_BLANK = Kind(
    code="S520",
    severity=Severity.ERROR,
    title="实际完成值未填",
    text="这条指标有分值或得分，年度指标值为“{target}”，实际完成值却是空的。",
    suggestion="请填写实际完成值。",
    explains=("S501", "S503", "S504", "S505", "S506", "S507", "S512", "S513", "S514", "S516"),
)
TARGET_BLANK = Kind(
    code="S521",
    severity=Severity.ERROR,
    title="年度指标值未填",
    text="这条指标有分值或得分，实际完成值为“{actual}”，年度指标值却是空的，无从判断是否完成。",
    suggestion="请填写批复的年度指标值。",
    explains=("S501", "S503", "S504", "S505", "S506", "S507", "S512", "S513", "S514", "S516"),
)
MISSED_WITHOUT_REASON = Kind(
    code="S523",
    severity=Severity.WARNING,
    title="没有完成目标而未说明原因",
    text="年度指标值“{target}”，实际完成值“{actual}”，没有完成，也没有说明原因（依据：{source}）。",
    suggestion="请核对实际完成值；确未完成的，填写原因和改进措施。",
)
TARGET_AND_RESULT_BLANK = Kind(
    code="S522",
    severity=Severity.ERROR,
    title="年度指标值和实际完成值都未填",
    text="这条指标{points}，年度指标值和实际完成值却{what}。",
    suggestion="请填写年度指标值和实际完成值；确实不适用的，请按本地规定确定是否计分，并在原因栏写明。",
    explains=("S501", "S503", "S504", "S505", "S506", "S507", "S512", "S513", "S514", "S516", "S520", "S521"),
)
