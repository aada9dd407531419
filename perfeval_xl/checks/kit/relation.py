"""How a self-score stands to what the rule-set gives, and what a reason is worth: asked by several checks."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, auto

from perfeval_xl import standing
from perfeval_xl.checks.kit.elsewhere import loss_is_explained
from perfeval_xl.checks.kit.registry import Case
from perfeval_xl.form import Fund, Indicator
from perfeval_xl.form_words import all_nothing
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Score, Status
from perfeval_xl.units import places_of, plain, rounded, without_tail

_SINGLE_PRECISION = 5  # decimals that a score kept in single precision is right to


class Relation(Enum):
    """A self-score beside the rule-set's."""

    UNKNOWN = auto()  # one of the two is missing, or anything would do
    AGREES = auto()
    COARSE = auto()  # right, but rounded to fewer decimals
    BELOW = auto()
    ABOVE = auto()
    FULL_FOR_MISSED = auto()


def relation(row: Fund | Indicator, case: Case) -> Relation:
    """Where the unit's own score stands; computed once a row."""
    return case.once((type(row), row.row, "relation"), lambda: _relation(row, case))


def _relation(row: Fund | Indicator, case: Case) -> Relation:
    score, own = case.score_of(row), own_points(row, case)
    if score is None or own is None or score.status is Status.NOT_SCORED:
        return Relation.UNKNOWN
    low, high = _bounds(score)
    if low is None or high is None:
        return Relation.UNKNOWN
    trim, full = case.rules.rounding.trim, score.weight
    is_missed = full is not None and full > high
    if is_missed and full is not None and _is_full(own, full, case):
        return Relation.FULL_FOR_MISSED
    near_full = is_missed and full is not None and trim(own) >= trim(full)  # 9.996 is not 10: by the figures themselves
    if low <= _exact(own) <= _exact(high) or (not near_full and trim(low) <= trim(own) <= trim(high)):
        return Relation.AGREES if score.status is Status.SCORED else Relation.UNKNOWN
    if near_full:
        return Relation.ABOVE if own > high else Relation.BELOW
    own = trim(own)
    if score.points is not None and _rounds_to(score.points, own, case):
        return Relation.COARSE
    return Relation.ABOVE if own > high else Relation.BELOW


def _is_full(own: Decimal, full: Decimal, case: Case) -> bool:
    """All of the points, as they stand: 9.996 of 10 is not, 3.33 of a third of ten is."""
    written_out = places_of(own) <= case.rules.rounding.shown
    return _exact(own) >= _exact(full) or (written_out and own >= case.rules.rounding.trim(full))


def _exact(points: Decimal) -> Decimal:
    """A score without the tail of single precision (9.99999961853027)."""
    return without_tail(points, _SINGLE_PRECISION)


def own_points(row: Fund | Indicator, case: Case) -> Decimal | None:
    """The unit's own points for what the row's score covers.

    Several rows under one score: the sum of theirs, on the first of them only; None while one is missing.
    """
    rows = scored_together(row, case)
    if len(rows) < 2:
        return row.self_score.value
    return standing.own_points(rows) if row is rows[0] else None


def scored_together(row: Fund | Indicator, case: Case) -> list[Indicator]:
    """The rows that one score covers, in order; none for a source of money."""
    score = case.score_of(row)
    if isinstance(row, Fund):
        return []
    return case.indicators[score.row : score.row + score.rows] if score is not None and score.rows > 1 else [row]


def _bounds(score: Score) -> tuple[Decimal | None, Decimal | None]:
    if score.accept_low is None or score.accept_high is None:
        return score.points, score.points
    return score.accept_low, score.accept_high


def _rounds_to(points: Decimal, own: Decimal, case: Case) -> bool:
    """The rule's points, rounded to as many decimals as the unit wrote, are the unit's; fewer than the rule-set has."""
    places = places_of(own)
    return places < case.rules.rounding.decimals.value and rounded(points, places) == own


def expected_points(score: Score) -> str:
    """What the rule gives, as a person writes it: 9.91 分, or the range that stays open."""
    if score.points is not None:
        return f"{plain(score.points)} 分"
    low = score.open_from if score.open_from is not None else score.accept_low
    tops = [one for one in (score.open_to, score.accept_high) if one is not None]
    if low is None or not tops:
        return "人工评定"
    high = min(tops)
    return f"{plain(low)} 分" if low == high else f"{plain(low)}～{plain(high)} 分"


def formula_followed(row: Indicator, case: Case) -> str | None:
    """The formula of elsewhere that gives the score of an exceeded limit, where the rule-set's own was read nowhere."""
    own = row.self_score.value
    places = places_of(own) if own is not None else 0
    places = min(places, case.rules.rounding.decimals.value)
    return next((one for one, points in _of_elsewhere(row, case) if rounded(points, places) == own), None)


def above_every_formula(row: Indicator, case: Case) -> bool:
    """A score for an exceeded limit that no formula in force gives."""
    others = _of_elsewhere(row, case)
    return (
        bool(others) and row.self_score.value is not None and all(row.self_score.value > points for _, points in others)
    )


def _of_elsewhere(row: Indicator, case: Case) -> list[tuple[str, Decimal]]:
    """What the other formulas in force give where a limit is exceeded."""
    score, weight, limit, actual = case.score_of(row), row.weight.value, row.target_value, row.actual_value
    if score is None or score.method != "reverse_ratio" or weight is None:
        return []
    same = limit.dimension == actual.dimension
    most, reached = (limit.base, actual.base) if same else (limit.value, actual.value)
    if not most or not reached or most <= 0 or reached <= most:
        return []
    quantity = case.rules.quantitative
    return [(one, weight * quantity.exceeded(one, most, reached)) for one in quantity.formulas_of_elsewhere]


# ------------------------------------------------------------------------------------------------------ reasons

_EMPTY_WORDS = lazy(
    r"(?:同上|同前|见上|已?(?:按(?:计划|时|期|要求))?(?:全部|基本)?完成|已达标|达标|正常(?:扣分|扣减|开展|进行|完成|得分)?|达成预期指标|其他(?:原因)?|原因|"
    r"(?:无|没有|未发生|不存在|基本无)(?:明显|较大)?(?:偏差|问题|差异)|略|省略|[详另]?见(?:附件|附表|说明|报告|自评报告)|"
    r"(?:本项|该项|实际)?(?:完成)?(?:[一-鿿]{1,6}[率度值])?(?:为|是|仅|达到?)?[\d,，/]{1,12}(?:[%％分次个户家件份场期元天台套处项名米亩人]|人次|万元)?|"
    r"(?:工作|任务|措施|管理|落实|执行|完成)(?:情况)?(?:还|尚)?(?:不够?|未|没有)?(?:到位|达标|完善|较好|良好|一般|理想|好)|"
    r"(?:由于|因|因为|受)?(?:客观|主观|历史|特殊|实际|不可抗力|各种)(?:原因|因素|情况)?(?:所致|影响|导致)?|"
    r"(?:酌情|自行|适当|合理)?扣(?:减|除|了)?[\d.]*分?|(?:部分|尚|暂)?未能?(?:全部|完全)?(?:完成|达标|达到)(?:年度|年初|预期|既定|绩效|计划|规定|设定)?(?:的)?(?:目标|指标|任务|要求|标准|预期)?值?|"
    r"(?:有|存在)?偏差|超额完成|符合(?:要求|实际|规定)|合理|待(?:改进|完善|提高)|加强管理|改进|继续(?:努力|改进)|按(?:实际|规则|规定)(?:得分|打分|评分))"
)
_MARKS = lazy(r"[\s。.．,，；;！!、:：\u2002-\u200f\ufeff\u25a0-\u25ff\u2713-\u2718√×★☆●○]")
_NO_DEVIATION = lazy(r"无偏差|没有偏差|完成|达成|达标|超|高于|符合|正常|满足")


def reason_of(row: Fund | Indicator, case: Case) -> str:
    """The reason that covers a row; one merged over several rows stands for all of them."""
    if isinstance(row, Fund):
        return row.reason or ""
    together = scored_together(row, case)
    if len(together) > 1:
        return "；".join(one.reason for one in together if is_given(one.reason) and one.reason)
    if row.reason is not None or row.reason_cell is None:
        return row.reason or ""
    for other in case.indicators[: row.row]:
        if other.reason_cell == row.reason_cell and other.reason:
            return other.reason
    return ""


def is_given(reason: str | None) -> bool:
    """More than 无, a dash or nothing."""
    return bool(reason) and not all_nothing(reason)


def says_nothing(row: Indicator, case: Case) -> bool:
    """A reason is written and gives none: 同上 below a row without a reason, 已完成, 正常."""
    reason = _MARKS.sub("", reason_of(row, case))
    if not is_given(reason) or not _EMPTY_WORDS.fullmatch(reason):
        return False
    if reason in ("同上", "同前", "见上"):
        above = case.indicators[row.row - 1] if row.row > 0 else None
        return above is None or not is_given(reason_of(above, case)) or says_nothing(above, case)
    return True


def gives_reason(row: Fund | Indicator, case: Case) -> bool:
    """Words that say why stand in the reason column, or elsewhere on the form where a person would look."""
    if isinstance(row, Fund):
        return is_given(row.reason)
    return (is_given(reason_of(row, case)) and not says_nothing(row, case)) or loss_is_explained(row, case)


def tells_of_deviation(reason: str) -> bool:
    """A reason that speaks of something that went wrong; 无偏差, 超额完成 and the like do not."""
    return is_given(reason) and not _NO_DEVIATION.search(reason) and not _EMPTY_WORDS.fullmatch(reason.strip())
