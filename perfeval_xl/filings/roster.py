"""The roster of those who must file, held against what was filed: missing, late, twice, empty, not on the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

from perfeval_xl.filings.batch import (
    SAME_MONEY,
    Fate,
    Filed,
    FilingState,
    Member,
    Roster,
    RosterLine,
    RosterRow,
    total,
)
from perfeval_xl.filings.lists import Line, List, book_at, lists_in
from perfeval_xl.form_words import folded_name, is_nothing
from perfeval_xl.patterns import lazy
from perfeval_xl.problems import FileError
from perfeval_xl.reading.meaning import parse
from perfeval_xl.reading.meaning.dates import read_date
from perfeval_xl.reading.meaning.text import compact
from perfeval_xl.refusals import told_of
from perfeval_xl.units import plain

NEAR = 80  # of 100: from here on a name may be meant by another
MOST_NEAR = 2
_TIME = lazy("([0-9]{1,2})[:：时]([0-9]{1,2})?")
_CODE = lazy("^[0-9a-z]{10,}(?=[^0-9a-z])")  # before a name: 51000021R000000019951-工资性支出
_OF_THE_WHOLE = "整体"  # 部门整体支出: of the unit, not of a project
_WAN = Decimal(10_000)
_AMOUNTS = ("initial", "annual", "executed")


# ------------------------------------------------------------------------------------------------------- the list


def read_roster(path: Path) -> tuple[list[RosterLine], Roster]:
    """The lines of a roster, and the Roster that they will be told in (still without rows).

    FileError where the file cannot be read or has no list of projects.
    """
    with told_of(path, "名单"):
        found = _with_projects([one for one in lists_in(book_at(path).grids) if one.lines])
    if not found:
        raise FileError(
            "R907",
            f"名单“{path.name}”里没有找到清单：没有一行同时写着项目名称（或单位名称）和编码、处室等栏目。请检查是否选错了文件。",
        )
    remarks: list[str] = []
    lines = _each_once([line for one in found for line in _lines(one, remarks)], remarks)
    for number, line in enumerate(lines, 1):
        line.number = number
    roster = Roster(
        path.name,
        has_accounts=any(one.budget is not None or one.executed is not None for one in lines),
        has_deadlines=any(one.deadline is not None for one in lines),
        unit_said=all(_says_its_unit(one) for one in found),
        remarks=tuple(remarks),
    )
    return lines, roster


def _with_projects(found: list[List]) -> list[List]:
    """The lists of projects; where there are none, those of units."""
    return [one for one in found if "project" in one.heads] or [one for one in found if "unit" in one.heads]


def _each_once(lines: list[RosterLine], remarks: list[str]) -> list[RosterLine]:
    """A line that stands there twice counts once."""
    first: dict[tuple[str | None, ...], RosterLine] = {}
    for line in lines:
        key = (folded_name(line.project), folded_name(line.unit), line.project_code)
        if key in first:
            rows = f"第 {line.row} 行与第 {first[key].row} 行"
            remarks.append(f"名单工作表“{line.sheet}”{rows}是同一项目，只计一行：{line.project or line.unit}。")
        first.setdefault(key, line)
    return list(first.values())


def _says_its_unit(found: List) -> bool:
    heads = [found.heads[name] for name in _AMOUNTS if name in found.heads]
    return found.unit_said or all(item.label.unit is not None for item in heads)


def _lines(found: List, remarks: list[str]) -> Iterable[RosterLine]:
    for item in found.unknown:
        remarks.append(f"名单工作表“{found.sheet}”的“{' '.join(item.text.split())}”栏没有用到。")
    for line in found.lines:
        project = line.text("project") if "project" in found.heads else ""
        if project is None or (project and is_nothing(project)):
            remarks.append(f"名单工作表“{found.sheet}”第 {line.row} 行没有项目名称，没有计入。")
            continue
        yield _roster_line(found, line, project, remarks)


def _roster_line(found: List, line: Line, project: str, remarks: list[str]) -> RosterLine:
    said = {name: line.text(name) for name in ("unit", "department", "department_code", "office", "project_code")}
    deadline = line.text("deadline")
    when = _deadline(line, deadline)
    if deadline and when is None and not is_nothing(deadline):
        remarks.append(f"名单工作表“{found.sheet}”第 {line.row} 行的截止时间“{deadline}”看不懂，没有用来判断逾期。")
    return RosterLine(
        number=0,
        sheet=found.sheet,
        row=line.row,
        project=project,
        unit=said["unit"] or said["department"],
        project_code=_code(line, "project_code"),
        department=said["department"],
        department_code=_code(line, "department_code"),
        office=said["office"],
        deadline=when,
        initial=_money(found, line, "initial", remarks),
        budget=_money(found, line, "annual", remarks),
        executed=_money(found, line, "executed", remarks),
    )


def _code(line: Line, name: str) -> str | None:
    """A code as its digits: a number cell shows none of its own formats."""
    cell = line.cells.get(name)
    if cell is not None and cell.kind == "number" and cell.number is not None:
        return plain(cell.number)
    return line.text(name)


def _money(found: List, line: Line, name: str, remarks: list[str]) -> Decimal | None:
    cell = line.cells.get(name)
    if cell is None:
        return None
    value, _ = parse.amount(cell, found.unit_of(name))
    if value is None and not is_nothing(cell.text):
        remarks.append(f"名单工作表“{found.sheet}”{cell.address} 的“{cell.text}”不是金额，没有用来核对。")
    return value


def _deadline(line: Line, written: str | None) -> datetime | None:
    cell = line.cells.get("deadline")
    if cell is None or written is None:
        return None
    day = cell.day
    if day is None:
        read = read_date(compact(written))
        day = read.last if read is not None else None
    if day is None:
        return None
    clock = _TIME.search(written)
    if clock is None or int(clock[1]) > 23 or int(clock[2] or 0) > 59:
        return datetime.combine(day, time.max)
    return datetime.combine(day, time(int(clock[1]), int(clock[2] or 0), 59))


# ----------------------------------------------------------------------------------------------- forms and lines


def find_lines(forms: Iterable[Filed], lines: Sequence[RosterLine]) -> None:
    """Gives each form the line that it answers to: by a 项目编码 that it writes, else by project and unit.

    A form that names no unit takes that of the only line with its project.
    """
    by_project: dict[str, list[RosterLine]] = {}
    for line in lines:
        by_project.setdefault(folded_name(line.project), []).append(line)
    units_only = by_project.pop("", [])
    codes = {folded_name(one.project_code): one for one in lines if one.project_code and len(one.project_code) >= 6}
    for one in forms:
        name = folded_name(one.project)
        coded = next((line for code, line in codes.items() if code in name), None)
        named = by_project.get(name) or by_project.get(_CODE.sub("", name)) or []
        if not name and one.result.form.kind == "department":
            named = [line for line in lines if _OF_THE_WHOLE in line.project]
        one.line = coded or _line_of(one, named) or _line_of_unit(one, units_only)


def _line_of(one: Filed, lines: list[RosterLine]) -> RosterLine | None:
    units = [one.unit, one.member.folder_unit or ""] if one.unit else [one.member.folder_unit or ""]
    for unit in units:
        alike = [line for line in lines if unit and is_same_unit(unit, line.unit)]
        if len(alike) > 1:  # two lines of one name: by their money
            alike = [line for line in alike if line.budget is not None and line.budget == one.annual]
        if len(alike) == 1:
            return alike[0]
    return lines[0] if len(lines) == 1 and (not one.unit or lines[0].unit is None) else None


def _line_of_unit(one: Filed, lines: list[RosterLine]) -> RosterLine | None:
    unit = one.unit or one.member.folder_unit or ""
    alike = [line for line in lines if is_same_unit(unit, line.unit)]
    return alike[0] if len(alike) == 1 else None


def is_same_unit(one: str, other: str | None) -> bool:
    """石弦镇 and 石弦镇人民政府 are one unit."""
    left, right = folded_name(one), folded_name(other)
    return bool(left and right) and (left in right or right in left)


def settle_unit(roster: Roster, forms: Iterable[Filed], lines: Iterable[RosterLine]) -> None:
    """A roster that does not say what its amounts are counted in is read as the forms show: most of them agree with it
    as 万元, or as 元. Where neither is seen, it is 万元."""
    if roster.unit_said or not roster.has_accounts:
        return
    pairs = [(one.annual, one.line.budget) for one in forms if one.line is not None]
    pairs += [(one.executed, one.line.executed) for one in forms if one.line is not None]
    known = [(own, account) for own, account in pairs if own and account]
    as_wan = sum(abs(own - account) < SAME_MONEY for own, account in known)
    as_yuan = sum(abs(own - account / _WAN) < SAME_MONEY for own, account in known)
    if as_yuan <= as_wan:
        roster.remarks += ("名单没有写金额单位，按万元核对。",)
        return
    roster.remarks += (f"名单没有写金额单位；按元算有 {as_yuan} 处金额与自评表相同，按元核对。",)
    for line in lines:
        line.initial, line.budget, line.executed = (
            None if one is None else one / _WAN for one in (line.initial, line.budget, line.executed)
        )


# ----------------------------------------------------------------------------------------------------- the states


def call_the_roll(
    roster: Roster, lines: Iterable[RosterLine], forms: Sequence[Filed], members: Sequence[Member]
) -> None:
    """Fills the roster's rows: every line with its state, then the forms that are on no line; and what follows for
    each form (days late, unlike the accounts)."""
    of: dict[int, list[Filed]] = {}
    for one in forms:
        if one.line is not None:
            of.setdefault(id(one.line), []).append(one)
    unlisted = [one for one in forms if one.line is None]
    rows = [_row(line, of.get(id(line), []), unlisted, members) for line in lines]
    missing = [row.line for row in rows if row.line is not None and row.state is FilingState.MISSING]
    rows += [_unlisted(one, missing) for one in unlisted]
    order = list(FilingState)
    roster.rows = sorted(rows, key=lambda row: order.index(row.state))


def _row(line: RosterLine, forms: list[Filed], unlisted: Sequence[Filed], members: Sequence[Member]) -> RosterRow:
    if not forms:
        return RosterRow(FilingState.MISSING, line, remarks=_near_files(line, unlisted, members))
    for one in forms:
        one.days_late = _days_late(one, line.deadline)
        if line.project:
            one.is_unlike_accounts = _is_unlike(one.annual, line.budget) or _is_unlike(one.executed, line.executed)
    answering = forms[:1] if line.project else forms  # a line of a unit is answered by all its forms
    said = list(_states(line, forms))
    return RosterRow(
        state=said[0][0] if said else FilingState.FILED,
        line=line,
        filed=forms[0],
        remarks=(*(words for _, words in said), *_beside(line, forms)),
        budget_difference=_less(total(one.annual for one in answering), line.budget),
        executed_difference=_less(total(one.executed for one in answering), line.executed),
    )


def _states(line: RosterLine, forms: list[Filed]) -> Iterator[tuple[FilingState, str]]:
    """The states that apply, the first first, each with its facts."""
    if all(one.is_empty for one in forms):
        yield FilingState.EMPTY, "没有完成值、得分和执行数"
    if len(forms) > 1 and line.project:
        others = "、".join(one.member.name for one in forms[1:])
        yield FilingState.TWICE, f"报了 {len(forms)} 份，另有：{others}"
    doubles = sum(len(one.doubles) for one in forms)
    if doubles and line.project:
        yield FilingState.TWICE, f"同一份报了 {doubles + 1} 次，只计一份"
    late = max(forms, key=lambda one: one.days_late)
    if late.days_late and line.deadline is not None:
        received = min(_received(late), default=None)
        came = f"，收到 {received:%Y-%m-%d}" if received else ""
        yield FilingState.LATE, f"截止 {line.deadline:%Y-%m-%d}{came}，逾期 {late.days_late} 天（按文件时间）"


def _beside(line: RosterLine, forms: list[Filed]) -> Iterator[str]:
    """What is remarked besides the state."""
    if not line.project:
        yield f"报了 {len(forms)} 份"
    for one in forms:
        if one.replaces:
            yield f"报过 {len(one.replaces) + 1} 版，以 {one.member.name} 为准"
    if any(one.is_unlike_accounts for one in forms):
        yield "表内金额与账上不符"


def _received(one: Filed) -> list[datetime]:
    """When it and its earlier versions came in, by their files."""
    members = [one.member, *(other.member for other in (*one.replaces, *one.doubles))]
    return [member.modified for member in members if member.modified is not None]


def _days_late(one: Filed, deadline: datetime | None) -> int:
    received = min(_received(one), default=None)
    if deadline is None or received is None or received <= deadline:
        return 0
    return max(1, (received.date() - deadline.date()).days)


def _is_unlike(own: Decimal | None, account: Decimal | None) -> bool:
    return account is not None and (own is None or abs(own - account) >= SAME_MONEY)


def _less(own: Decimal | None, account: Decimal | None) -> Decimal | None:
    return None if own is None or account is None else own - account


# -------------------------------------------------------------------------------------------------- near names


def _near_files(line: RosterLine, unlisted: Sequence[Filed], members: Sequence[Member]) -> tuple[str, ...]:
    """Forms and files that may be meant by a missing line, the nearest first."""
    if not line.project:
        return ("没有收到这个单位的自评表",)
    found: list[tuple[float, str]] = []
    for one in unlisted:
        worth = likeness(line.project, one.project)
        if worth >= NEAR and _may_be_of(one, line):
            whose = f"（{one.unit}）" if one.unit else ""
            found.append((worth, f"名称相近的自评表：{one.project}{whose}"))
    for member in members:
        if member.fate in (Fate.FAILED, Fate.OTHER):
            stem = Path(member.own_name).stem
            worth = likeness(line.project, stem, part=True)
            if worth >= NEAR and (member.folder_unit is None or is_same_unit(member.folder_unit, line.unit)):
                found.append((worth, f"文件清单中有一份没有读入的文件，名称相近：{member.name}"))
    found.sort(key=lambda one: -one[0])
    return tuple(words for _, words in found[:MOST_NEAR]) or ("没有名称相近的文件",)


def _may_be_of(one: Filed, line: RosterLine) -> bool:
    """Units often have projects of one name: only those of the same unit, or of none, may be meant by each other."""
    return not one.unit or line.unit is None or is_same_unit(one.unit, line.unit)


def _unlisted(one: Filed, missing: Sequence[RosterLine]) -> RosterRow:
    near = [(likeness(one.project, line.project), line) for line in missing if _may_be_of(one, line)]
    near = sorted((pair for pair in near if pair[0] >= NEAR), key=lambda pair: -pair[0])
    words = "、".join(f"{line.project}（{line.unit or '单位未写'}）" for _, line in near[:MOST_NEAR])
    return RosterRow(
        FilingState.UNLISTED, None, one, (f"名单中相近的项目：{words}" if near else "名单中没有相近的项目",)
    )


def likeness(one: str, other: str, *, part: bool = False) -> float:
    """How near two names are, 0 to 100; `part`: one may be a piece of the other (a file's name)."""
    from rapidfuzz import fuzz

    left, right = folded_name(one), folded_name(other)
    if min(len(left), len(right)) < 2:
        return 0
    return fuzz.partial_ratio(left, right) if part and len(right) >= len(left) else fuzz.ratio(left, right)
