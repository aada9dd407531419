"""Checks V721 to V725: the same is judged the same over rows, projects, reviewers; remarks are of their project."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal

from perfeval_xl.filings.review.checks.kit import (
    Case,
    ReviewKind,
    check,
    identity,
    place_of,
    share_shown,
)
from perfeval_xl.filings.review.checks.scores import is_by_rule
from perfeval_xl.filings.review.filled import FilledProject, FilledRow
from perfeval_xl.filings.review.remarks import NOT_ACCEPTED, core_of, is_formula, numbers_in
from perfeval_xl.filings.review.reviewed import ReviewFinding
from perfeval_xl.filings.review.words import Beside, Head
from perfeval_xl.form_words import bare_name, folded_name
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity
from perfeval_xl.units import rounded

_E, _W = Severity.ERROR, Severity.WARNING
_APART = Decimal("0.005")
_OTHER = "其他"
_LEAST_REMARK = 4  # characters that say something
_LEAST_COPY, _LONG_COPY = 10, 40  # characters of a remark that is no set phrase


# ------------------------------------------------------------------------------- the same ground, the same remark

SAME_GROUND = ReviewKind(
    "V721",
    _W,
    "同一口径扣得不一样",
    "同是“{ground}”，“{name}”扣 {share}，{others}。",
    "实扣 {share}（{own}→{review}）；同口径 {spread}",
    "请在“同口径明细”里逐处看，统一比例；情况不同的，在备注写明不同在哪里。",
    "口径没有规定比例的，在各行、各项目、各复核人那里扣得一样（“其他”和按规则折算的不算）；规定了比例的见 V708。",
    explains=("V722",),
)


@check(SAME_GROUND, over="all")
def grounds_are_used_alike(case: Case) -> Iterator[ReviewFinding]:
    """Cuts by one ground that differ."""
    groups: dict[str, list[FilledRow]] = {}
    for row in case.filled.rows:
        name = _ground_to_compare(row, case)
        if name is not None:
            groups.setdefault(name, []).append(row)
    for name, rows in groups.items():
        yield from _odd_ones(SAME_GROUND, rows, case, ground=name)


def _ground_to_compare(row: FilledRow, case: Case) -> str | None:
    """The ground of a cut row, where nothing says how much it takes off."""
    if not row.is_cut or not row.share:
        return None
    ground = case.ground_of(row)
    if ground is None:
        text = row.ground
        return text if text and _OTHER not in text else None
    free = ground.cut is None and not is_by_rule(ground) and ground.title != _OTHER
    return ground.name if free and not is_formula(row.remark) else None


SAME_REMARK = ReviewKind(
    "V722",
    _W,
    "同一备注扣得不一样",
    "备注同是“{remark}”，“{name}”扣 {share}，{others}。",
    "实扣 {share}（{own}→{review}）；同备注 {spread}",
    "请统一扣分；情况不同的，备注也应写得不同。",
    "同样的备注，在各行、各项目、各复核人那里扣得一样；写着按比例、计算式的不算。",
)


@check(SAME_REMARK, over="all")
def remarks_are_used_alike(case: Case) -> Iterator[ReviewFinding]:
    """Cuts with one remark that differ."""
    groups: dict[str, list[FilledRow]] = {}
    for row in case.filled.rows:
        core = core_of(row.remark)
        if len(core) < _LEAST_REMARK or not row.share or not row.is_cut or is_formula(row.remark):
            continue
        ground = case.ground_of(row)
        if ground is not None and (is_by_rule(ground) or ground.cut is not None):
            continue  # by the rules, or told by V708
        groups.setdefault(core, []).append(row)
    for rows in groups.values():
        yield from _odd_ones(SAME_REMARK, rows, case, remark=_short(rows[0].remark))


def _odd_ones(
    kind: ReviewKind, rows: list[FilledRow], case: Case, ground: str = "", remark: str = ""
) -> Iterator[ReviewFinding]:
    """The rows that were cut otherwise than most of their group; of two alike those read later."""
    shares = Counter(rounded(row.share or Decimal(0), 2) for row in rows)
    usual = shares.most_common(1)[0][0]
    if all(abs(share - usual) <= _APART for share in shares):
        return
    spread = "、".join(f"{share_shown(share)} {count} 处" for share, count in sorted(shares.items()))
    like = next(row for row in rows if rounded(row.share or Decimal(0), 2) == usual)
    for row in rows:
        if abs(rounded(row.share or Decimal(0), 2) - usual) > _APART:
            others = f"{place_of(like)} 等 {shares[usual]} 处扣 {share_shown(usual)}"
            yield case.at(
                kind,
                row,
                share=share_shown(row.share),
                others=others,
                spread=spread,
                own=row.own or 0,
                review=row.review or 0,
                ground=ground,
                remark=remark,
            )


# ---------------------------------------------------------------------------------------------- unaccepted work

_WORKS = lazy("建设|新建|改造|改建|扩建|修缮|维修|修复|安装|铺设|整治|绿化|采购|购置|更换|工程|设备|设施|完成数|个数")
_GENERIC = lazy("数量|质量|合格率|完成率|完成|验收|工程|项目|情况|及时|指标|率|数")

SAME_WORK = ReviewKind(
    "V723",
    _W,
    "同一项未验收的工作，一处满分一处扣分",
    "“{name}”给满分，同一项目的“{other}”（{place}）却以未验收扣了 {cut} 分。",
    "{name} {review}／{weight}；{other} {other_review}／{other_weight}",
    "请两处同样处理：没有验收的，数量、质量都不算完成；已验收的，两处都不扣。",
    "同一项未验收的工作，数量、质量各行同样处理（依据：口径“未验收而计完成”）。",
)


@check(SAME_WORK, over="project")
def unaccepted_work_is_treated_alike(project: FilledProject, case: Case) -> Iterator[ReviewFinding]:
    """A quantity in full beside a cut for work that is not accepted."""
    for cut in project.rows:
        ground = case.ground_of(cut)
        named = ground is not None and "未验收" in ground.title
        if not cut.is_cut or not (named or NOT_ACCEPTED.search(cut.remark)):
            continue
        for row in _of_the_same_work(cut, project.rows):
            yield case.at(
                SAME_WORK,
                row,
                other=cut.name,
                place=f"{project.sheet}!{cut.said(Head.REVIEW_SCORE).cell}",
                cut=cut.cut,
                review=row.review or 0,
                weight="—" if row.weight is None else row.weight,
                other_review=cut.review or 0,
                other_weight="—" if cut.weight is None else cut.weight,
            )


def _of_the_same_work(cut: FilledRow, rows: list[FilledRow]) -> list[FilledRow]:
    """Full rows of works beside a cut row: those that share a word with it, else all of them."""
    full = [
        row
        for row in rows
        if row is not cut and row.is_full and not row.is_cut and _is_of_works(row) and not row.remark
    ]
    words = _words_of(f"{cut.name}{cut.remark}")
    near = [row for row in full if _words_of(row.name) & words]
    return near or full


def _is_of_works(row: FilledRow) -> bool:
    heading = row.text(Head.LEVEL2)
    if "数量" in heading:
        return bool(_WORKS.search(row.name)) and not row.name.endswith("率")
    return "质量" in heading and "验收" in row.name


def _words_of(text: str) -> set[str]:
    """Its pairs of characters, without words that every row has."""
    bare = _GENERIC.sub(" ", bare_name(text))
    return {part[at : at + 2] for part in bare.split() for at in range(len(part) - 1)}


# ------------------------------------------------------------------------------------------------ copied remarks

COPIED = ReviewKind(
    "V724",
    _W,
    "备注像是从别的项目抄来的",
    "“{name}”的备注与 {other} 的一字不差，{why}。",
    "“{remark}”",
    "请核对备注说的是不是这个项目，按查到的情况改写。",
    "不同项目的备注没有照抄：写着数字而本行没有这些数字的，或四十字以上一字不差的；只写口径和扣多少的套话不算。",
)


@check(COPIED, over="all")
def remarks_are_not_copied(case: Case) -> Iterator[ReviewFinding]:
    """The same facts in the remarks of different projects."""
    groups: dict[str, list[FilledRow]] = {}
    for row in case.filled.rows:
        core = core_of(row.remark)
        if len(core) >= _LEAST_COPY and not (is_formula(row.remark) and _is_of_its_row(row)):
            groups.setdefault(core, []).append(row)
    for core, rows in groups.items():
        first = rows[0]
        copies = [row for row in rows[1:] if identity(row.project) != identity(first.project)]
        strange = [row for row in rows if numbers_in(core) and not _is_of_its_row(row)]
        if not strange and len(core) < _LONG_COPY:
            continue
        why = "写着的数字本行没有" if strange else "字数又多"
        for row in copies:
            yield case.at(
                COPIED, row, Head.REMARK, other=place_of(first, Head.REMARK), why=why, remark=_short(row.remark)
            )


def _is_of_its_row(row: FilledRow) -> bool:
    """All numbers of its remark stand in the row itself."""
    there = " ".join(said.text for head, said in row.cells.items() if head is not Head.REMARK)
    wanted = {one for one in numbers_in(row.remark) if one not in (0, 100)}
    return wanted <= numbers_in(there)


OF_ANOTHER = ReviewKind(
    "V725",
    _W,
    "备注写的是别的项目或单位",
    "“{name}”的备注里写着{what}“{other}”，这是“{own}”的复核表。",
    "“{remark}”",
    "请核对备注是不是抄错了地方，按这个项目的情况改写。",
    "备注里没有出现这次复核的其他项目、其他单位的名称；写明与它重复、同它比较的不算。",
    explains=("V724",),
)
_COMPARES = lazy("重复|相同|一致|参照|比照|对比|相比|同一|合并|与《|由.{1,20}(?:承担|实施)|移交|转")
_LEAST_NAME = 4


@check(OF_ANOTHER, over="all")
def remarks_are_of_their_project(case: Case) -> Iterator[ReviewFinding]:
    """The name of another project or unit in a remark."""
    projects = _names(one.project for one in case.filled.projects)
    units = _names(one.unit for one in case.filled.projects)
    for row in case.filled.rows:
        remark = folded_name(row.remark)
        if len(remark) < _LEAST_NAME or _COMPARES.search(row.remark):
            continue
        for what, names, mine in (("项目", projects, row.project.project), ("单位", units, row.project.unit)):
            other = _other_in(remark, names, row, mine)
            if other is not None:
                yield case.at(OF_ANOTHER, row, Head.REMARK, what=what, other=other, own=mine, remark=_short(row.remark))
                break


def _names(texts: Iterable[str]) -> dict[str, str]:
    found = {folded_name(one): one for one in texts}
    return {name: one for name, one in found.items() if len(name) >= _LEAST_NAME}


def _other_in(remark: str, names: dict[str, str], row: FilledRow, mine: str) -> str | None:
    """A name in a remark that is not the project's own, nor one that its own row speaks of."""
    own = folded_name(f"{row.project.project}{row.project.unit}{mine}")
    there = folded_name(
        " ".join(said.text for head, said in row.cells.items() if head not in (Head.REMARK, Beside.KEY))
    )
    return next((one for name, one in names.items() if name in remark and name not in own and name not in there), None)


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49]}…"
