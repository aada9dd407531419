"""Checks of the family E: the papers that a unit names for its results (佐证材料).

What a rule-set does not ask for is a hint, and only where papers are named at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.likeness import NEAR, essence, letters, likeness
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.checks.kit.relation import scored_together
from perfeval_xl.form import Evidence, Indicator
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity
from perfeval_xl.rules.model import bare_heading

_ALL = ("全部", "所有", "各项", "全部指标", "所有指标", "各项指标", "整个项目", "项目整体")
_MONEY = lazy("预算执行|执行率|资金|经费|支付|支出")
_BETWEEN = lazy(r"[、，,；;\n]+")


@dataclass(slots=True)
class Papers:
    """Which papers stand for which row, and which for none."""

    of_row: dict[int, list[Evidence]] = field(default_factory=dict[int, "list[Evidence]"])
    of_none: list[Evidence] = field(default_factory=list[Evidence])

    def of(self, rows: list[Indicator]) -> list[Evidence]:
        """The papers of rows that share one score."""
        return [paper for row in rows for paper in self.of_row.get(row.row, ())]


def papers_of(case: Case) -> Papers:
    """The papers of a form by the rows they are named for: by name, by heading, the nearest name last."""
    return case.once(("papers",), lambda: _sorted(case))


def _sorted(case: Case) -> Papers:
    found = Papers()
    for paper in case.result.evidence:
        subject = (paper.subject or "").strip()
        rows = _meant(subject, case) or [row for one in _BETWEEN.split(subject) for row in _meant(one, case)]
        for row in rows:
            found.of_row.setdefault(row.row, []).append(paper)
        if not rows and not _MONEY.search(subject):
            found.of_none.append(paper)
    return found


def _meant(subject: str, case: Case) -> list[Indicator]:
    """The rows that a name or a heading means."""
    if not letters(subject):
        return []
    if letters(subject) in _ALL:
        return case.indicators
    for sameness in (letters, essence):
        same = [row for row in case.indicators if row.name and sameness(row.name) == sameness(subject)]
        if same:
            return same
    bare = bare_heading(subject)
    under = [row for row in case.indicators if bare in (bare_heading(row.level1), bare_heading(row.level2))]
    if bare and under:
        return under
    scores = [(likeness(row.name or "", subject), row) for row in case.indicators]
    best = max((score for score, _ in scores), default=0.0)
    return [row for score, row in scores if score == best and best >= NEAR]


def _asked(case: Case, key: str) -> Severity:
    """How grave it is to lack something: a hint where the rule-set does not ask for it."""
    value = case.rules.parameter(f"evidence.{key}")
    return Severity.HINT if not value.value else Severity.ERROR if value.confirmed else Severity.WARNING


def _ground(case: Case, key: str) -> str:
    """The rule that asks for it, for a sentence; "" where none does."""
    return f"（{case.rules.rule(key).text}）" if case.rules.parameter(f"evidence.{key}").value else ""


def _otherwise(case: Case, key: str) -> str:
    """What follows where the rule-set asks for papers and there are none."""
    return "；没有的，得分要有别的依据" if case.rules.parameter(f"evidence.{key}").value else ""


def _is_looked_at(case: Case, key: str) -> bool:
    """The rule-set asks for it, or the unit names papers."""
    return bool(case.rules.parameter(f"evidence.{key}").value) or bool(case.result.evidence)


def _has_points(row: Indicator, case: Case) -> bool:
    """Points were given to the row (a blank score that `process` fills in counts)."""
    if not row.has_own_score or row.is_execution:
        return False
    computed = case.score_of(row) if case.filling and row.self_score.value is None else None
    points = row.self_score.value if computed is None else computed.points
    return points is not None and points > 0


def _is_satisfaction(row: Indicator) -> bool:
    return "满意度" in f"{row.level1 or ''}{row.level2 or ''}{row.name or ''}"


NO_PAPER = Kind(
    code="E901",
    severity=Severity.ERROR,
    title="得分的指标没有列佐证材料",
    says="{count} 条得分的指标没有列佐证材料：{names}{ground}。",
    do="请在“佐证材料”表中逐条写明证明完成情况的材料{otherwise}。",
)


@check(NO_PAPER, over="form")
def points_have_a_paper(case: Case) -> Iterator[Draft]:
    """检查内容：得分的指标在“佐证材料”表中有对应的材料（满意度见 E902，工程、采购的数量见 E903）。
    依据：评分规则 evidence.asked_of；规则没有要求的，只在单位列了佐证材料时作建议。
    例（好）：培训场次得 10 分，列有“培训签到表”。
    例（坏）：培训场次得 10 分，没有列任何材料。
    """
    wanted = case.rules.evidence
    if not _is_looked_at(case, "asked_of"):
        return
    papers = papers_of(case)
    lacking = [
        row
        for row in case.indicators
        if _has_points(row, case)
        and not papers.of(scored_together(row, case))
        and (not wanted.asked_of.value or wanted.is_asked_of(row.level1, row.level2))
        and not (_is_satisfaction(row) and _is_looked_at(case, "survey"))
        and not (_is_accepted_work(row) and _is_looked_at(case, "acceptance"))
    ]
    if lacking:
        yield case.at(
            NO_PAPER,
            lacking[0],
            "self_score",
            severity=_asked(case, "asked_of"),
            cells=[row.self_score.cell for row in lacking],
            names=words.where([words.name_of(row) for row in lacking]),
            ground=_ground(case, "asked_of"),
            otherwise=_otherwise(case, "asked_of"),
        )


# ------------------------------------------------------------------------------------------------------ satisfaction

_SURVEY = {
    "调查材料": lazy("问卷|调查|访谈|回访|测评|评议|调研|抽样|座谈"),
    "样本量": lazy(
        r"[0-9]+\s*(?:余|多)?(?:份|人|户|名|位|家|例|条|张|个样本|人次)|样本(?:量|数)?[^0-9]{0,4}[0-9]+|全体|全员"
    ),
    "调查方式": lazy("问卷|访谈|电话|网络|网上|线上|入户|现场|面对面|走访|微信|扫码|二维码|座谈|上门|短信|回访|测评"),
    "调查时间": lazy(r"[0-9]{4}\s*[年./-]|[0-9]{1,2}\s*月|季度"),
}
_SPEAKS_OF_IT = lazy("满意|问卷|调查|访谈|测评")
_SENTENCE_END = lazy("[。；;！!\n]")

NO_SURVEY = Kind(
    code="E902",
    severity=Severity.ERROR,
    title="满意度得分没有调查作依据",
    says="“{name}”得 {stated} 分，没有写明{lacking}（看过佐证材料、本行各栏和文字部分）{ground}。",
    do="请在“佐证材料”表中列出调查材料，写明样本量、方式和时间{otherwise}。",
)


@check(NO_SURVEY, over="indicator")
def satisfaction_rests_on_a_survey(row: Indicator, case: Case) -> Draft | None:
    """检查内容：得分的满意度指标有调查材料，并写明样本量、方式和时间；写在佐证材料、本行各栏或文字部分都算。
    依据：评分规则 evidence.survey；规则没有要求的，只在单位列了佐证材料时作建议。
    例（好）：满意度 92%，佐证材料：居民满意度调查问卷 200 份，入户发放，2023年11月。
    例（坏）：满意度 92% 得满分，没有任何调查材料。
    """
    if not _is_satisfaction(row) or not _has_points(row, case) or not _is_looked_at(case, "survey"):
        return None
    said = "\n".join(_said_of_surveys(row, case))
    lacking = [what for what, pattern in _SURVEY.items() if not pattern.search(said)]
    if not lacking:
        return None
    return case.at(
        NO_SURVEY,
        row,
        "self_score",
        severity=_asked(case, "survey"),
        name=words.name_of(row),
        lacking="、".join(lacking),
        ground=_ground(case, "survey"),
        otherwise=_otherwise(case, "survey"),
    )


def _said_of_surveys(row: Indicator, case: Case) -> Iterator[str]:
    """Every place where a person would look for the survey."""
    yield from (one for one in (row.actual, row.reason, row.aside) if one)
    for paper in papers_of(case).of(scored_together(row, case)):
        yield from (one for one in (paper.what, paper.number, paper.issued, paper.place, paper.note) if one)
        if paper.day:
            yield paper.day.isoformat()
    for text in case.result.texts:
        yield from (one for one in _SENTENCE_END.split(text.text) if _SPEAKS_OF_IT.search(one))


# -------------------------------------------------------------------------------------------------------- acceptance

_WORKS = lazy(
    "建设|新建|改造|改建|扩建|修缮|维修|修复|翻新|工程|安装|加装|装修|铺设|整治|绿化|采购|购置|更换|设备|路灯|管网"
)
_NO_WORKS = lazy("率$|服务|培训|活动|宣传|检查|巡查|人次|人数|场次|资料|制度|规划|方案")
_ACCEPTED = lazy("验收|竣工|交工|移交|交付|签收|入库|交接")
_NOT_ACCEPTED = lazy(
    "(?:未|没有|待|等待|尚未|暂未|还未|正在|准备)(?:进行|组织|通过|完成)?(?:竣工|项目|整体)?验收|验收(?:中|未)"
)

NO_ACCEPTANCE = Kind(
    code="E903",
    severity=Severity.ERROR,
    title="数量得满分，没有验收材料",
    says="“{name}”得满分 {stated} 分，{why}{ground}。",
    do="请在“佐证材料”表中列出验收（移交、签收）材料；还没有验收的，按实际验收的数量填写和得分。",
)


@check(NO_ACCEPTANCE, over="indicator")
def full_quantity_was_accepted(row: Indicator, case: Case) -> Draft | None:
    """检查内容：工程、采购类的数量指标得满分的，列有验收（竣工、移交、签收）材料，本行没有写未验收。
    依据：评分规则 evidence.acceptance；规则没有要求的，只在单位列了佐证材料时作建议。
    例（好）：改造小区 6 个得满分，佐证材料：竣工验收报告。
    例（坏）：改造小区 6 个得满分，完成值写“6个，尚未验收”。
    """
    if not _is_accepted_work(row) or not _is_looked_at(case, "acceptance"):
        return None
    if not _has_points(row, case) or row.self_score.value != row.weight.value:
        return None
    papers = papers_of(case).of(scored_together(row, case))
    said = [one for one in (row.actual, row.reason, row.aside) if one]
    said += [one for paper in papers for one in (paper.what, paper.note) if one]
    open_yet = next((one for one in said if _NOT_ACCEPTED.search(one)), None)
    if open_yet is None and any(_ACCEPTED.search(f"{paper.what or ''}{paper.note or ''}") for paper in papers):
        return None
    return case.at(
        NO_ACCEPTANCE,
        row,
        "self_score",
        severity=_asked(case, "acceptance"),
        name=words.name_of(row),
        why=f"却写明“{words.quoted(open_yet)}”" if open_yet else "没有列验收材料",
        ground=_ground(case, "acceptance"),
    )


def _is_accepted_work(row: Indicator) -> bool:
    """A quantity of something that is built or bought, and accepted when it is there."""
    name = row.name or ""
    return "数量" in (row.level2 or "") and bool(_WORKS.search(name)) and not _NO_WORKS.search(name)


# -------------------------------------------------------------------------------------------------- paper by paper

_MADE_LATER = lazy("调查|问卷|满意|测评|审计|决算|自评|评价|总结|年报|年鉴")

AFTER_THE_YEAR = Kind(
    code="E904",
    severity=Severity.ERROR,
    title="佐证材料的日期在年度之后",
    says="“{paper}”的日期是 {stated}，在 {year} 年度之后，年度内是否完成看不出来{ground}。",
    do="请核对日期；材料确在年度之后形成的，完成值、得分按年度内的实际情况填写。",
)


@check(AFTER_THE_YEAR, over="form")
def papers_are_of_the_year(case: Case) -> Iterator[Draft]:
    """检查内容：佐证材料的日期不晚于自评年度的 12 月 31 日；调查、审计、决算、总结一类本来就在年后形成的不算。
    依据：评分规则 evidence.in_year；规则没有要求的，只作建议。
    例（好）：2023 年度，竣工验收报告 2023年12月20日。
    例（坏）：2023 年度，竣工验收报告 2024年1月16日。
    """
    year = case.form.year
    for paper in case.result.evidence:
        if year is None or paper.day is None or paper.day <= date(year, 12, 31):
            continue
        if not _MADE_LATER.search(f"{paper.what or ''}{paper.note or ''}"):
            yield case.at(
                AFTER_THE_YEAR,
                paper,
                "issued",
                severity=_asked(case, "in_year"),
                paper=words.paper_name(paper),
                year=year,
                ground=_ground(case, "in_year"),
            )


_WHY_NOT = {
    "absent": "在工作簿所在的文件夹里没有找到",
    "outside": "不在工作簿所在的文件夹里，报送以后别人打不开",
    "link": "是一个链接（快捷方式），没有跟过去看",
}

NO_SUCH_FILE = Kind(
    code="E905",
    severity=Severity.HINT,
    title="写明的佐证文件没有找到",
    says="“{paper}”写明的文件{files}。",
    do="请把文件放在工作簿旁边（或“佐证材料”文件夹里），并写准文件名；本程序只看文件在不在，不打开。",
)


@check(NO_SUCH_FILE, over="form")
def files_lie_beside_the_workbook(case: Case) -> Iterator[Draft]:
    """检查内容：存放位置写了文件名的，文件就在工作簿旁边（或旁边名为佐证材料、附件的文件夹里）；只看在不在，不打开。
    依据：文件不随表报送，复核的人看不到；只作建议。
    例（好）：存放位置“附件/验收报告.pdf”，文件就在那里。
    例（坏）：存放位置“D:\\资料\\验收报告.pdf”。
    """
    for paper in case.result.evidence:
        missing = [one for one in paper.files if one.why_not]
        if missing:
            files = "；".join(f"“{words.quoted(one.name)}”{_WHY_NOT[one.why_not]}" for one in missing)
            yield case.at(NO_SUCH_FILE, paper, "place", paper=words.paper_name(paper), files=files)


FOR_NO_INDICATOR = Kind(
    code="E906",
    severity=Severity.HINT,
    title="佐证材料对应不上指标",
    says="“{paper}”{whose}，没有算作哪一条指标的佐证。",
    do="请在“对应指标”栏写自评表里的三级指标名称；对应几条的，用顿号分开。",
)


@check(FOR_NO_INDICATOR, over="form")
def papers_name_their_indicator(case: Case) -> Iterator[Draft]:
    """检查内容：每一份佐证材料写明的指标在自评表里找得到；写一级、二级指标名称或“全部指标”的也算。
    依据：对应不上的材料等于没有列；只作建议。
    例（好）：对应指标“服务验收合格率”，自评表有这一条。
    例（坏）：对应指标空白，或写的名称自评表里没有。
    """
    for paper in papers_of(case).of_none:
        if not paper.is_shared:
            whose = (
                f"写的对应指标“{words.quoted(paper.subject)}”在自评表里找不到" if paper.subject else "没有写对应指标"
            )
            yield case.at(FOR_NO_INDICATOR, paper, "subject", paper=words.paper_name(paper), whose=whose)


NO_NAME = Kind(
    code="E907",
    severity=Severity.HINT,
    title="佐证材料没有写名称",
    says="“{subject}”的一行没有写佐证材料的名称、文号和存放位置，看不出是什么材料。",
    do="请写明材料的名称、文号或编号、日期和存放位置。",
)


@check(NO_NAME, over="form")
def papers_have_a_name(case: Case) -> Iterator[Draft]:
    """检查内容：佐证材料的每一行写了材料名称、文号或存放位置中的至少一项。
    依据：看不出是什么材料的，等于没有列；只作建议。
    例（好）：服务验收合格率：服务验收单。
    例（坏）：服务验收合格率：只写了日期。
    """
    for paper in case.result.evidence:
        if not (paper.what or paper.number or paper.place):
            yield case.at(NO_NAME, paper, "what", subject=words.quoted(paper.subject) or f"第 {paper.row + 1} 行")
