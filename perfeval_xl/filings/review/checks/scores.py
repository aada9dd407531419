"""Checks V701 to V710: the review score of a row against weight, the unit's score, its ground and its remark."""

from __future__ import annotations

from decimal import Decimal

from perfeval_xl.filings.review.checks.kit import Case, ReviewKind, check, share_shown
from perfeval_xl.filings.review.filled import FilledRow
from perfeval_xl.filings.review.grounds import Ground
from perfeval_xl.filings.review.remarks import Stated, numbers_in, stated_in, tells_fault
from perfeval_xl.filings.review.reviewed import ReviewFinding
from perfeval_xl.filings.review.words import Beside, Head
from perfeval_xl.result import Severity

_E, _W = Severity.ERROR, Severity.WARNING
_POINT = Decimal("0.01")  # what rounding leaves
_COARSE = Decimal("0.05")  # points rounded to one decimal

ABOVE_WEIGHT = ReviewKind(
    "V701",
    _E,
    "复核得分超过权重",
    "“{name}”的复核得分超过了权重。",
    "复核 {review}，权重 {weight}",
    "请改为不超过权重的得分。",
    "复核得分不大于这一行的权重。",
    explains=("V702", "V710"),
)


@check(ABOVE_WEIGHT, over="row")
def review_is_within_the_weight(row: FilledRow, case: Case) -> ReviewFinding | None:
    """A score above what the row can give."""
    if row.review is None or row.weight is None or row.review <= row.weight:
        return None
    return case.at(ABOVE_WEIGHT, row, review=row.review, weight=row.weight)


ABOVE_OWN = ReviewKind(
    "V702",
    _E,
    "复核得分高于自评得分",
    "“{name}”的复核得分比单位的自评得分还高。",
    "复核 {review}，自评 {own}",
    "请核对；确应加分的，在备注写明依据，并请单位改自评表。",
    "复核得分不高于单位的自评得分；单位没有给自己的分，复核不替它加。",
    explains=("V710",),
)


@check(ABOVE_OWN, over="row")
def review_is_not_above_the_unit(row: FilledRow, case: Case) -> ReviewFinding | None:
    """A score above what the unit gave itself."""
    if row.review is None or row.own is None or row.review <= row.own:
        return None
    return case.at(ABOVE_OWN, row, review=row.review, own=row.own)


BELOW_NOTHING = ReviewKind(
    "V703",
    _E,
    "复核得分低于 0",
    "“{name}”的复核得分是负数。",
    "复核 {review}",
    "请改为 0 到权重之间的得分。",
    "复核得分不小于 0。",
    explains=("V705", "V706", "V707", "V708", "V721", "V722"),
)


@check(BELOW_NOTHING, over="row")
def review_is_not_negative(row: FilledRow, case: Case) -> ReviewFinding | None:
    """A negative score."""
    return case.at(BELOW_NOTHING, row, review=row.review) if row.review is not None and row.review < 0 else None


NO_SCORE = ReviewKind(
    "V704",
    _E,
    "复核得分没有填，或不是数字",
    "“{name}”的复核得分{what}。",
    "权重 {weight}，自评 {own}",
    "请填写复核得分；没有审完的，审完再核对一遍。",
    "有权重的每一行都填了复核得分，而且是数字。",
)


@check(NO_SCORE, over="row")
def every_row_has_a_score(row: FilledRow, case: Case) -> ReviewFinding | None:
    """A row with points and no review score."""
    said = row.said(Head.REVIEW_SCORE)
    if not said.cell or said.number is not None or not row.weight or (row.own is None and said.is_blank):
        return None
    what = "没有填" if said.is_blank else f"填的是“{said.text}”，不是数字"
    return case.at(NO_SCORE, row, what=what, weight=row.weight, own="空白" if row.own is None else row.own)


NO_REMARK = ReviewKind(
    "V705",
    _E,
    "扣了分，没有写备注",
    "“{name}”扣了分，{lacking}，看不出为什么扣。",
    "扣 {cut} 分（{share}）",
    "请在备注写明查到什么、依据哪一条口径。",
    "每一处扣分都在备注写明原因。",
    explains=("V706",),
)


@check(NO_REMARK, over="row")
def every_cut_has_a_remark(row: FilledRow, case: Case) -> ReviewFinding | None:
    """A cut without words."""
    if not row.is_cut or row.remark or Head.REMARK not in row.project.heads:
        return None
    lacking = "没有备注" if row.ground else "没有口径也没有备注" if Beside.GROUND in row.project.heads else "没有备注"
    return case.at(NO_REMARK, row, Head.REMARK, lacking=lacking, cut=row.cut, share=share_shown(row.share))


_NONE_CHOSEN = "没有选复核口径，备注也没有写依据哪一条"
NO_GROUND = ReviewKind(
    "V706",
    _W,
    "扣了分，没有选口径",
    "“{name}”扣了分，{lacking}。",
    "扣 {cut} 分（{share}）",
    "请从“复核口径”的列表里选；没有合适的选“其他”，备注写明依据。",
    "每一处扣分都选了复核口径，或在备注写明口径的编号（底稿有复核口径一栏的才看）。",
)


@check(NO_GROUND, over="row")
def every_cut_has_a_ground(row: FilledRow, case: Case) -> ReviewFinding | None:
    """A cut without a ground, on a sheet that has a column for it; on one of ours, with one that is not on the list."""
    if not row.is_cut or Beside.GROUND not in row.project.heads or case.ground_of(row) is not None:
        return None
    if row.ground and not row.project.book.is_ours:  # a bureau's own words for its grounds
        return None
    lacking = f"选的“{row.ground}”不在复核口径的列表里" if row.ground else _NONE_CHOSEN
    return case.at(NO_GROUND, row, Beside.GROUND, lacking=lacking, cut=row.cut, share=share_shown(row.share))


NOT_AS_STATED = ReviewKind(
    "V707",
    _E,
    "备注写的与实际扣的不符",
    "“{name}”的备注写“{stated}”，实际不是这样。",
    "自评 {own}，复核 {review}，实扣 {cut} 分（{share}）",
    "请改正复核得分或备注，使两处一致。",
    "备注写明的扣分比例、扣分数或得分，就是实际的（比例按自评得分或按权重算，一个对得上即可）。",
    explains=("V708", "V709", "V710", "V721", "V722"),
)


@check(NOT_AS_STATED, over="row")
def remarks_say_the_real_cut(row: FilledRow, case: Case) -> ReviewFinding | None:
    """A stated share, points or result that are not the real ones."""
    if row.review is None or row.own is None:
        return None
    wrong = next((one for one in stated_in(row.remark) if not _is_so(one, row, case)), None)
    if wrong is None:
        return None
    return case.at(
        NOT_AS_STATED,
        row,
        stated=wrong.text,
        own=row.own,
        review=row.review,
        cut=row.cut,
        share=share_shown(row.share),
    )


def _is_so(stated: Stated, row: FilledRow, case: Case) -> bool:
    review, wholes = row.review or Decimal(0), [one for one in (row.own, row.weight) if one]
    lost = [row.cut, *((row.weight - review,) if row.weight is not None else ())]
    if stated.points is not None:
        return any(abs(stated.points - one) <= _POINT for one in lost)
    if stated.result is not None:
        return any(abs(stated.result - one) <= _POINT for one in (review, *lost))
    share = stated.share or Decimal(0)
    return any(_meets(share, one, whole, case) for one in lost for whole in wholes) or (not wholes and not share)


def _meets(share: Decimal, cut: Decimal, whole: Decimal, case: Case) -> bool:
    """The cut is this share of the whole, but for rounding."""
    return abs(cut / whole - share) <= case.grounds.tolerance or abs(cut - whole * share) <= _COARSE


NOT_AS_GROUND = ReviewKind(
    "V708",
    _W,
    "扣分比例与口径规定不同",
    "“{name}”选的口径是“{ground}”，应扣 {wanted}，{what}{others}。",
    "口径应扣 {wanted}，实扣 {share}（{own}→{review}）",
    "请按口径改正得分；情况不同的，换合适的口径，并在备注写明。",
    "口径规定了比例的，实扣比例就是它；同一口径在各行、各项目、各复核人那里扣得一样。",
    explains=("V710", "V721", "V722"),
)


@check(NOT_AS_GROUND, over="row")
def cuts_are_those_of_the_ground(row: FilledRow, case: Case) -> ReviewFinding | None:
    """A cut that is not what its ground says."""
    ground = case.ground_of(row)
    if ground is None or ground.cut is None or row.share is None or row.own is None:
        return None
    whole = [one for one in (row.own, row.weight) if one]
    if any(_meets(ground.cut, row.cut, one, case) for one in whole):
        return None
    same = _cut_as_said(ground, case)
    return case.at(
        NOT_AS_GROUND,
        row,
        ground=ground.name,
        wanted=share_shown(ground.cut),
        what="没有扣" if not row.cut else f"实扣 {share_shown(row.share)}",
        others=f"；同一口径别处 {same} 处扣的都是 {share_shown(ground.cut)}" if same else "",
        share=share_shown(row.share),
        own=row.own,
        review=row.review,
    )


def _cut_as_said(ground: Ground, case: Case) -> int:
    """How many rows were cut by this ground as it says."""
    rows = (row for row in case.filled.rows if row.share is not None and case.ground_of(row) == ground)
    return sum(row.share is not None and abs(row.share - (ground.cut or 0)) <= case.grounds.tolerance for row in rows)


FULL_WITH_FAULT = ReviewKind(
    "V709",
    _W,
    "备注说有问题，却没有扣分",
    "“{name}”没有扣分，备注却写“{remark}”。",
    "自评 {own}，复核 {review}",
    "请扣分，或改备注；有问题而不扣的，写明不扣分的理由。",
    "没有扣分的行，备注没有写着问题；写明不扣分、已补齐，或选了不扣分的口径的不算。",
)


@check(FULL_WITH_FAULT, over="row")
def full_rows_have_no_fault(row: FilledRow, case: Case) -> ReviewFinding | None:
    """Full points beside a remark that names a fault."""
    if not row.is_full or row.is_cut or not tells_fault(row.remark):
        return None
    ground = case.ground_of(row)
    if ground is not None:  # cut 0: rightly full; any other cut is told by V708
        return None
    own = "空白" if row.own is None else row.own
    return case.at(FULL_WITH_FAULT, row, Head.REMARK, remark=_short(row.remark), own=own, review=row.review)


NOT_AS_COMPUTED = ReviewKind(
    "V710",
    _W,
    "按规则折算，得分与核算的不同",
    "“{name}”的口径是按评分规则折算，复核得分与核算得分不同。",
    "核算 {computed}，复核 {review}",
    "请核对计算式；单位的完成值经复核有变的，在备注写明怎样算的。",
    "口径是“按评分规则折算”的，复核得分等于核算得分，或在可给范围之内；备注自己写了计算式的不算。",
)


@check(NOT_AS_COMPUTED, over="row")
def formula_cuts_are_computed(row: FilledRow, case: Case) -> ReviewFinding | None:
    """A cut by the rules of scoring that does not come to what they give."""
    ground = case.ground_of(row)
    if ground is None or not is_by_rule(ground) or row.review is None or not row.is_cut:
        return None
    if row.text(Head.REVIEW_ACTUAL) != row.text(Head.ACTUAL) or any(one.result for one in stated_in(row.remark)):
        return None
    computed = row.said(Beside.SCORE).number
    span = sorted(numbers_in(row.text(Beside.RANGE)))
    if computed is not None:
        span = [computed]
    if not span or span[0] - _POINT <= row.review <= span[-1] + _POINT:
        return None
    said = row.text(Beside.SCORE) if computed is not None else row.text(Beside.RANGE)
    return case.at(NOT_AS_COMPUTED, row, computed=said, review=row.review)


def is_by_rule(ground: Ground) -> bool:
    """A ground whose cut is worked out row by row."""
    return ground.cut is None and ("计算式" in ground.says or "折算" in ground.title)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
