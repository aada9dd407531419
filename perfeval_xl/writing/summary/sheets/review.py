"""复核发现, 差值总表, 复核人尺度, 复核文件清单 and 已消除的发现 of 复核结果.xlsx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.filings.review.filled import FilledBook, FilledProject, compared
from perfeval_xl.filings.review.reviewed import Cut, Reviewed, ReviewFinding, called
from perfeval_xl.filings.review.words import DEVIATION_SAID, DIFFERENCE_SAID
from perfeval_xl.result import Severity
from perfeval_xl.units import percent, plain, rounded
from perfeval_xl.writing.summary.before import SheetBefore
from perfeval_xl.writing.summary.kit.columns import (
    KEY,
    Alert,
    Column,
    Columns,
    InRow,
    Link,
    Look,
    Sheet,
    Sum,
    Value,
    group,
    program,
    reviewer,
)
from perfeval_xl.writing.summary.kit.expressions import Cells, Expression, agreement, joined
from perfeval_xl.writing.summary.kit.looks import GREY, RED, YELLOW
from perfeval_xl.writing.summary.sheets.common import SEVERITIES, book_link

FINDINGS, DIFFERENCES, PEOPLE, FILES, GONE = "复核发现", "差值总表", "复核人尺度", "复核文件清单", "已消除的发现"
ANSWER = "复核人答复"


# ------------------------------------------------------------------------------------------------------- 复核发现


def findings(reviewed: Reviewed) -> Sheet[ReviewFinding]:
    """The declared sheet: what is wrong in the review itself, or uneven."""
    return Sheet(
        FINDINGS,
        "复核发现：复核自身的差错和前后不一",
        reviewed.listed,
        [
            Column("序号", 6, look=Look.SERIAL),
            Column("级别", 7, lambda one: one.severity.word, Look.CENTRED, Sum.COUNT, words=SEVERITIES),
            Column("代码", 7, lambda one: one.code, Look.CENTRED),
            Column("复核人", 10, lambda one: called(one.project) if one.project else None, Look.CENTRED),
            Column("单位", 16, lambda one: one.project.unit if one.project else None),
            Column("项目名称", 20, lambda one: one.project.project if one.project else None),
            Column("位置", 12, _place, Look.LINK),
            Column("指标", 16, lambda one: one.row.name if one.row else None),
            Column("自评", 7.5, lambda one: one.row.own if one.row else None, Look.POINTS),
            Column("复核", 7.5, lambda one: one.row.review if one.row else None, Look.POINTS),
            Column("发现", 46, lambda one: one.message),
            Column("数字", 26, lambda one: one.figures),
            Column("怎样处理", 30, lambda one: one.suggestion),
            reviewer(ANSWER, 18),
            program(KEY, lambda one: one.key),
        ],
        proof=_proof_of_findings,
        note="先改错误，再统一口径（见“口径与扣分”）。答复写在黄栏里，再核对一次会带过来。",
        frozen="代码",
    )


def _place(one: ReviewFinding) -> Link | str | None:
    if one.book is None or not one.sheet:
        return one.book.name if one.book else None
    return book_link(one.place, one.book, one.sheet, one.cell)


def _proof_of_findings(at: Columns) -> Expression:
    levels = at[FINDINGS]["级别"]
    parts: list[str | Expression] = []
    for one in Severity:
        parts += [f"{'；' if parts else ''}{one.word} ", levels.equal(one.word), " 条"]
    mine, theirs = levels.filled(), at[DIFFERENCES]["发现"].sum()
    return joined(*parts, "；其中属于各项目的 ", theirs, " 条，全部 ", mine, " 条")


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding that is there no more, with its answer."""

    key: str
    shown: Mapping[str, str]
    is_hidden: bool = False  # found again, and left out by a setting


def gone(before: Sequence[SheetBefore], now: set[str], hidden: set[str]) -> list[Gone]:
    """The answered findings of the books before that this check has not found again, or does not list (`hidden`)."""
    found: dict[str, Gone] = {}
    for sheet in before:
        for key, typed in sheet.typed.items():
            if key not in now and typed:
                found.setdefault(key, Gone(key, sheet.shown.get(key, {}), key in hidden))
    return list(found.values())


def gone_sheet(lines: Sequence[Gone]) -> Sheet[Gone]:
    """已消除的发现: kept, so that no answer is lost."""

    def of(head: str) -> Callable[[Gone], Value]:
        return lambda one: one.shown.get(head) or None

    widths = {"级别": 7, "代码": 7, "复核人": 10, "单位": 16, "项目名称": 20, "位置": 12, "指标": 16, "发现": 46}
    return Sheet(
        GONE,
        "已消除的发现：上次答复过，这次没有再发现（或按设置没有列出）",
        lines,
        [
            Column("序号", 6, look=Look.SERIAL),
            *(
                Column(head, width, of(head), total=Sum.COUNT if head == "代码" else None)
                for head, width in widths.items()
            ),
            reviewer(ANSWER, 26),
            Column("本次", 12, lambda one: "按设置没有列出" if one.is_hidden else "没有再发现", Look.CENTRED),
            program(KEY, lambda one: one.key),
        ],
        proof=lambda at: joined("共 ", at[GONE]["代码"].filled(), " 条，答复都留着；再发现时自动带回“复核发现”"),
    )


# ------------------------------------------------------------------------------------------------------- 差值总表


def differences(reviewed: Reviewed) -> Sheet[FilledProject]:
    """The declared sheet: 差值表 over all units."""
    counts = Counter(id(one.project) for one in reviewed.listed if one.project is not None)
    return Sheet(
        DIFFERENCES,
        "自评与复核差值总表",
        sorted(reviewed.filled.projects, key=lambda one: (one.unit, one.project)),
        [
            Column("序号", 6, look=Look.SERIAL),
            Column("单位", 18, lambda one: one.unit),
            Column("项目名称", 26, lambda one: one.project, total=Sum.COUNT),
            Column("复核表", 9, _sheet_link, Look.LINK),
            Column("复核人", 11, called, Look.CENTRED),
            Column("自评得分", 9, lambda one: one.own_score, Look.POINTS, Sum.MEAN),
            Column("复核得分", 9, lambda one: one.review_score, Look.POINTS, _mean_of_compared, is_mean=True),
            Column(
                "偏差",
                9,
                _difference,
                Look.DIFFERENCE,
                Sum.SUM,
                alerts=(Alert("[偏差]<=-20", RED), Alert("ROUND(N([偏差]),2)>0", YELLOW)),
            ),
            Column("偏离度", 9, _deviation, Look.RATE),
            Column("主要偏差原因（扣分最多的三项）", 44, _why),
            Column(
                "进度", 9, lambda one: "未审完" if one.is_open else "已审完", Look.CENTRED, words={"未审完": YELLOW}
            ),
            Column("发现", 7, lambda one: counts[id(one)], Look.COUNT, Sum.SUM),
        ],
        proof=_proof_of_differences,
        note=f"{DIFFERENCE_SAID}；{DEVIATION_SAID}。未审完的，没有填的行按 0 分计。"
        "偏差合计是各项目之和，得分是平均；自评表没有得分的不计入平均和比较。",
        frozen="项目名称",
        new_line="单位",
    )


def _sheet_link(one: FilledProject) -> Link:
    return book_link(one.sheet, one.book, one.sheet, one.title_cell or "A1")


def _difference(one: FilledProject) -> Value:
    return InRow('IF([自评得分]="","",[复核得分]-[自评得分])', "" if one.difference is None else one.difference)


def _mean_of_compared(done: Mapping[str, Expression], at: Mapping[str, Cells]) -> Expression:
    """Over the projects whose form has scores, of those that the filter shows: mean 自评得分 + mean 偏差."""
    own, differences = done["自评得分"], at["偏差"]
    formula = f"{own.formula}+SUBTOTAL(101,{differences.address})"
    numbers = differences.numbers
    mean = own.number + sum(numbers, Decimal(0)) / len(numbers) if numbers else ""
    return Expression(formula, mean).or_blank()


def _deviation(one: FilledProject) -> Value:
    made = 'IF(N([自评得分])=0,"",([自评得分]-[复核得分])/[自评得分])'
    return InRow(made, "" if one.deviation is None else one.deviation)


_MOST_REASONS = 3


def _why(one: FilledProject) -> str | None:
    cuts = sorted((row for row in one.rows if row.is_cut), key=lambda row: -row.cut)[:_MOST_REASONS]
    said = (f"{row.name}扣 {plain(rounded(row.cut, 2))} 分{f'（{row.ground}）' if row.ground else ''}" for row in cuts)
    return "；".join(said) or None


def _proof_of_differences(at: Columns) -> Expression:
    mine, read = at[DIFFERENCES]["项目名称"].filled(), at[FILES]["复核表"].sum()
    return joined("项目 ", mine, " 个，各文件读到的复核表 ", read, " 张", agreement(mine, read))


# ------------------------------------------------------------------------------------------------------ 复核人尺度


@dataclass(frozen=True, slots=True)
class Person:
    """One reviewer with the projects and cuts of theirs; `others`: all cuts."""

    name: str
    projects: Sequence[FilledProject]
    cuts: Sequence[Cut]
    others: Sequence[Cut]
    is_all: bool = False

    @property
    def rows(self) -> int:
        return sum(row.review is not None for project in self.projects for row in project.rows)

    @property
    def own(self) -> Decimal:
        return sum((own for own, _ in compared(self.projects)), Decimal(0))

    @property
    def review(self) -> Decimal:
        return sum((review for _, review in compared(self.projects)), Decimal(0))


EVERYBODY = "全体"
_FEWEST, _APART = 3, Decimal("0.1")


def people_of(reviewed: Reviewed) -> list[Person]:
    """Every reviewer, then all together."""
    projects = reviewed.filled.projects
    names = list(dict.fromkeys(called(one) for one in projects))
    made = [
        Person(
            name,
            [one for one in projects if called(one) == name],
            [cut for cut in reviewed.cuts if called(cut.row.project) == name],
            reviewed.cuts,
        )
        for name in names
    ]
    return [*made, Person(EVERYBODY, projects, reviewed.cuts, reviewed.cuts, is_all=True)]


def people(reviewed: Reviewed) -> Sheet[Person]:
    """The declared sheet: who reviewed how strictly."""
    by_ground = sorted(reviewed.cuts, key=lambda one: one.ground)
    grounds = list(dict.fromkeys(one.ground for one in by_ground if one.wanted is not None))
    return Sheet(
        PEOPLE,
        "复核人尺度：谁严谁宽",
        people_of(reviewed),
        [
            Column("复核人", 14, lambda one: one.name, tint=_everybody),
            Column("项目数", 8, lambda one: len(one.projects), Look.COUNT),
            Column("行数", 8, lambda one: one.rows, Look.COUNT),
            Column("扣分行数", 9, lambda one: sum(cut.row.is_cut for cut in one.cuts), Look.COUNT),
            Column("扣分行占比", 9, _cut_share, Look.RATE),
            Column("自评合计", 11, lambda one: one.own, Look.POINTS),
            Column("复核合计", 11, lambda one: one.review, Look.POINTS),
            Column("偏离度", 9, _deviation_of, Look.RATE),
            *group("同一口径下平均扣多少（处数）", *(_ground_column(name) for name in grounds)),
        ],
        proof=_proof_of_people,
        note="只比同一口径下的平均扣分比例；项目不同，总扣分不能直接比。3 处以上、与全体相差 10 个百分点以上的标黄。"
        "自评表没有得分的项目不计入合计和偏离度。",
        frozen="复核人",
    )


def _everybody(one: Person) -> str | None:
    return GREY if one.is_all else None


def _cut_share(one: Person) -> Value:
    return InRow('IF([行数]=0,"",[扣分行数]/[行数])', _ratio(sum(cut.row.is_cut for cut in one.cuts), one.rows))


def _deviation_of(one: Person) -> Value:
    return InRow('IF([自评合计]=0,"",([自评合计]-[复核合计])/[自评合计])', _ratio(one.own - one.review, one.own))


def _ratio(part: Decimal | int, whole: Decimal | int) -> Decimal | str:
    return Decimal(part) / Decimal(whole) if whole else ""


def _ground_column(name: str) -> Column[Person]:
    def value(one: Person) -> str | None:
        shares = _shares(one.cuts, name)
        return f"{percent(rounded(_mean(shares), 3))}（{len(shares)} 处）" if shares else None

    def tint(one: Person) -> str | None:
        mine, all_of_them = _shares(one.cuts, name), _shares(one.others, name)
        if one.is_all or len(mine) < _FEWEST or not all_of_them:
            return _everybody(one)
        return YELLOW if abs(_mean(mine) - _mean(all_of_them)) >= _APART else None

    return Column(name, 15, value, Look.CENTRED, tint=tint)


def _shares(cuts: Sequence[Cut], ground: str) -> list[Decimal]:
    return [one.share for one in cuts if one.ground == ground]


def _mean(shares: Sequence[Decimal]) -> Decimal:
    return sum(shares, Decimal(0)) / len(shares)


def _proof_of_people(at: Columns) -> Expression:
    each = at[PEOPLE]["项目数"].sum_unless(at[PEOPLE]["复核人"], EVERYBODY)
    whole = at[DIFFERENCES]["项目名称"].filled()
    return joined("各人项目合计 ", each, " 个，差值总表 ", whole, " 个", agreement(each, whole))


# ---------------------------------------------------------------------------------------------------- 文件清单

READ, OTHER, FAILED = "已读入", "不是底稿", "未能处理"


def files(reviewed: Reviewed) -> Sheet[FilledBook]:
    """The declared sheet: every file with what came of it, trouble first."""
    order = [FAILED, OTHER, READ]
    return Sheet(
        FILES,
        "复核文件清单",
        sorted(reviewed.filled.books, key=lambda one: order.index(fate_of(one))),
        [
            Column("序号", 6, look=Look.SERIAL),
            Column("文件", 44, lambda one: one.name, total=Sum.COUNT),
            Column("去向", 11, fate_of, Look.CENTRED, words={FAILED: RED, OTHER: YELLOW}),
            Column("复核表", 8, lambda one: len(one.projects), Look.COUNT, Sum.SUM),
            Column("来历", 14, _origin, Look.CENTRED),
            Column("说明", 60, _about),
        ],
        proof=lambda at: joined(
            "共 ",
            at[FILES]["文件"].filled(),
            " 个：",
            *(part for one in order for part in (f"{one} ", at[FILES]["去向"].equal(one), "　")),
        ),
        signed=False,
    )


def _origin(book: FilledBook) -> str | None:
    if not book.projects:
        return None
    return "本程序生成" if book.is_ours else "按模板填的" if book.is_from_template else "外来"


def fate_of(book: FilledBook) -> str:
    """What came of a file."""
    return FAILED if book.is_failed else OTHER if book.is_other else READ


def _about(book: FilledBook) -> str | None:
    said = [book.fault] if book.fault else [f"{one.sheet} {one.project}" for one in book.projects]
    return "；".join([*said, *book.remarks]) or None
