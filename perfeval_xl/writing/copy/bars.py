"""What bars a copy to send up: errors, and rows that the unit has yet to decide."""

from __future__ import annotations

from collections.abc import Sequence

from perfeval_xl.addresses import told
from perfeval_xl.form import Fund, Indicator
from perfeval_xl.result import FileResult, FormResult, Severity, Status
from perfeval_xl.standing import Scored, scored_rows
from perfeval_xl.units import plain

_MOST_PLACES = 5


def what_bars(result: FileResult) -> tuple[str, ...]:
    """Why there can be no clean copy yet: a sentence on the errors, one on the rows that the unit has to decide."""
    reasons: list[str] = []
    errors = [one for form in result.forms for one in form.findings if one.severity is Severity.ERROR]
    if errors:
        places = dict.fromkeys(f"{told(one.sheet, one.cell)}（{one.code}）" for one in errors)
        reasons.append(f"有 {len(errors)} 处错误：{_listed(list(places))}。请按核对意见改正。")
    rows = [(form, one) for form in result.forms for one in scored_rows(form) if _is_undecided(one)]
    if rows:
        of_money = any(isinstance(one.rows[0], Fund) for _, one in rows)
        of_results = any(isinstance(one.rows[0], Indicator) for _, one in rows)
        advice = ["请改完成值，或评定得分"] * of_results + ["预算执行一行请先改正金额"] * of_money
        reasons.append(f"待复核 {len(rows)} 行：{_listed([_row_words(*row) for row in rows])}。{'；'.join(advice)}。")
    return tuple(reasons)


def _is_undecided(one: Scored) -> bool:
    """A row that the rules leave open, and whose own score is blank or outside what they allow."""
    score = one.score
    if score.status is not Status.NEEDS_REVIEW:
        return False
    low, high = score.open_from, score.open_to
    inside = one.own is not None and (low is None or low <= one.own) and (high is None or one.own <= high)
    return not inside


def _row_words(form: FormResult, one: Scored) -> str:
    """F28 市容环境改善情况（8 分，得分未填，应在 0～8 分之间：目标值与完成值都是文字）."""
    row, score = one.rows[0], one.score
    cell = row.actual_cell if isinstance(row, Indicator) else row.self_score.cell
    name = row.label if isinstance(row, Fund) else row.name or "（未填写）"
    weight = f"{plain(score.weight)} 分，" if score.weight is not None else ""
    own = "得分未填" if one.own is None else f"得分 {plain(one.own)}"
    allowed = ""
    if score.open_from is not None and score.open_to is not None:
        allowed = f"，应在 {plain(score.open_from)}～{plain(score.open_to)} 分之间"
    why = f"：{score.why.rstrip('。')}" if score.why else ""
    return f"{told(form.form.sheet, cell)} {name}（{weight}{own}{allowed}{why}）"


def _listed(words: Sequence[str]) -> str:
    return "、".join(words[:_MOST_PLACES]) + (f" 等 {len(words)} 处" if len(words) > _MOST_PLACES else "")
