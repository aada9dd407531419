"""Checks of the family N on what the texts claim: goals, scores, grade, all done, problems, years."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfeval_xl.checks.kit import words
from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.checks.kit.spans import Span, span
from perfeval_xl.form import Indicator, Text
from perfeval_xl.form_words import GRADE_WORD, all_nothing, years_in_digits
from perfeval_xl.patterns import lazy
from perfeval_xl.result import Severity

MOST_NAMES = 3  # indicators named in one finding
LONGEST_SENTENCE = 160  # characters looked back over for words such as 上年
_MISSED = frozenset({"ratio", "reverse_ratio", "late"})
_TITLES = lazy(r"《[^《》]{0,80}》|[〔\[【（(]\s{0,3}\d{4}\s{0,3}[〕\]】）)]")
_ELSEWHERE = "(?:详情?|具体|情况|内容){0,3}(?:详?见|参见|参照|请见|请看)[^0-9]{0,20}"
_SHORT = 10  # characters; 圆满完成年度各项目标任务 is a claim, held against the table
# Words that any project could write: where nothing else is left of a result, it has no content.
_NO_CONTENT = lazy(
    f"从?略|[同如见][上左前]|{_ELSEWHERE}|[同如与和](?:左边|左侧)?(?:本?年度|年初|预期|既定|设定|绩效|总体|计划){{0,4}}(?:目标|计划)值?(?:所述|所列)?"
    "|(?:基本|完全)?(?:一致|相符|相同)|目标|任务|各项|全部|全面|圆满|基本|均|都|已|本?年度|年初|预期|绩效|既定|情况|工作|项目"
    "|按(?:照|时|期|质|量|计划|要求|进度|规定|合同){1,4}|顺利|正常|有序|稳步|完成率?|达成|实现|达标|达到|推进|开展|实施|进行|执行|了"
    f"|[0-9]{{1,3}}(?:\\.[0-9]{{1,2}})?[%％分]?|[√✓是]|(?:完成)?(?:情况)?(?:{GRADE_WORD}|较好|很好|好)"
)
_OWN_SCORE = lazy(
    r"(?<!执行)(?<!执行率)(?<!部分)(?<!方面)(?<!本项)(?<!产出)(?<!效益)(?<!满意度)(?<!成本)(?<!指标)"
    r"自评(?:综合|最终)?(?:得分|总分|分)(?:合计)?[为是:：]?\s*(\d{1,3}(?:\.\d+)?)\s*分"
)
_OWN_GRADE = lazy(rf"自评(?:结果|等级|等次)[为是:：]*\s*[“\"‘']?({GRADE_WORD})(?![一-鿿])")
_DONE = "(?:完成|达成|达到|实现|达标)(?!情况|率|值|时间|进度|度|后|的)"
_AIMS = "(?:本?年度|年初|绩效|预期|既定|设定|产出|效益){0,6}(?:目标|指标|任务)"
# It must say 全部, 各项, 均: 超额完成目标任务 may speak of one thing only.
_ALL_DONE = lazy(
    f"(?:全部|各项|所有){_AIMS}值?(?:任务)?(?:均|都|全部|已经?){0, 4}{_DONE}"
    f"|{_AIMS}值?(?:均|都|全部)(?:已经?)?{_DONE}"
    f"|(?:全部|全面|圆满|超额)?完成了?(?:本?年度|年初)?(?:各项|全部|所有){_AIMS}(?!的)"
    f"|全部完成了?(?:本?年度|年初|绩效|预期|既定|设定){_AIMS}(?!的)"
)


def texts_of(case: Case, *keys: str) -> list[Text]:
    """The form's texts of these kinds."""
    return [text for text in case.result.texts if text.key in keys]


def sentence_before(text: str, at: int) -> str:
    """What stands before a place, back to the last full stop, but not endlessly far."""
    start = max(0, at - LONGEST_SENTENCE)
    return text[max(start, max(text.rfind(stop, start, at) for stop in "。；;\n") + 1) : at]


GOALS_IDENTICAL = Kind(
    code="N601",
    severity=Severity.WARNING,
    title="实际完成情况照抄预期目标",
    says="“实际完成情况”与“预期目标”文字完全相同，看不出完成了什么。",
    do="请写明实际做了什么、做了多少、效果如何。",
)


@check(GOALS_IDENTICAL, over="form")
def result_is_told_in_its_own_words(case: Case) -> Draft | None:
    """检查内容：年度总体目标的“实际完成情况”不是把“预期目标”照抄一遍（空格、标点不计）。
    依据：实际完成情况要对照预期目标说明完成了什么，照抄等于没有填写。
    例（好）：预期目标：改善学生营养；实际完成情况：为 735 名学生提供营养餐，覆盖率 100%。
    例（坏）：两栏都写“确保每一个学生都能享受到国家政策福利，改善学生体质”。
    """
    expected, actual = texts_of(case, "goal_expected"), texts_of(case, "goal_actual")
    if not expected or not actual:
        return None
    told, done = (_bare("".join(one.text for one in group)) for group in (expected, actual))
    return case.at_text(GOALS_IDENTICAL, actual[0]) if len(told) >= 4 and told == done else None


EMPTY_RESULT = Kind(
    code="N615",
    severity=Severity.WARNING,
    title="实际完成情况没有内容",
    says="“实际完成情况”只写了“{stated}”，看不出完成了什么。",
    do="请对照预期目标写明实际做了什么、做了多少、效果如何。",
)


@check(EMPTY_RESULT, over="form")
def result_says_something(case: Case) -> Draft | None:
    """检查内容：写了预期目标的，“实际完成情况”不是只写“无”“略”“已完成”“100%”“详见……”。
    依据：实际完成情况要对照预期目标说明完成了什么，没有内容等于没有填写。
    例（好）：全年巡查 12 次，服务居民 2010 人。
    例（坏）：预期目标“巡查12次，服务居民2000人”，实际完成情况只写“无”。
    """
    expected, actual = texts_of(case, "goal_expected"), texts_of(case, "goal_actual")
    if not expected or len(actual) != 1 or len(_bare(expected[0].text)) < 4:
        return None
    said = actual[0].text
    clauses = [one for one in map(_bare, lazy("[，,。；;\n]").split(said)) if one]
    empty = all(len(one) <= _SHORT and not _NO_CONTENT.sub("", one) for one in clauses)
    without_content = all_nothing(said) or empty
    return case.at_text(EMPTY_RESULT, actual[0], stated=said) if without_content else None


def _bare(text: str) -> str:
    return lazy(r"[\s，,。.；;：:、！!]").sub("", text)


# ------------------------------------------------------------------------------------------------ scores and grade


SCORE_IN_TEXT = Kind(
    code="N606",
    severity=Severity.WARNING,
    title="文中得分与总分不符",
    says="文中写“{stated}”，表中总分为 {expected} 分。",
    do="请核对两处得分，使前后一致。",
)


@check(SCORE_IN_TEXT, over="form")
def score_in_text_is_the_total(case: Case) -> Iterator[Draft]:
    """检查内容：文字中写的自评得分与表中总分相同；写的是某一类指标得分的不算。
    依据：同一个得分写了两处，两处应当一致。
    例（好）：总分 96，文中“自评得分 96 分”。
    例（坏）：总分 96，文中“自评得分 98 分”。
    """
    total = span(case.form, "total_self_score")
    if total is None:
        return
    for text in case.result.texts:
        if "自评" not in text.text:
            continue
        for found in _OWN_SCORE.finditer(text.text):
            told = Decimal(found[1])
            if not _of_another_year(text.text, found.start(), case) and not Span(told, told).meets(total):
                yield case.at_text(SCORE_IN_TEXT, text, stated=found.group(), expected=total.low)


_NO_QUOTES = str.maketrans("", "", "“”")


GRADE_IN_TEXT = Kind(
    code="N607",
    severity=Severity.WARNING,
    title="文中等级与表中等级不符",
    says="文中写“{stated}”，表中等级为“{expected}”。",
    do="请核对两处等级，使前后一致。",
)


@check(GRADE_IN_TEXT, over="form")
def grade_in_text_is_the_grade(case: Case) -> Iterator[Draft]:
    """检查内容：文字中写的自评等级与表中等级相同（优秀即优，良好即良）。
    依据：同一个等级写了两处，两处应当一致。
    例（好）：等级“优”，文中“自评等级为优”。
    例（坏）：等级“优”，文中“自评等级为良”。
    """
    grade = case.rules.grade_word(case.form.grade or "")
    if grade is None:
        return
    for text in case.result.texts:
        if "自评" not in text.text:
            continue
        for found in _OWN_GRADE.finditer(text.text):
            if case.rules.grade_word(found[1]) not in (grade, None) and not _of_another_year(
                text.text, found.start(), case
            ):
                yield case.at_text(GRADE_IN_TEXT, text, stated=found.group().translate(_NO_QUOTES), expected=grade)


def _of_another_year(text: str, at: int, case: Case) -> bool:
    return speaks_of_another_time(sentence_before(text, at), case.form.year)


def speaks_of_another_time(said: str, year: int | None) -> bool:
    """Words that lead to a figure of another year, or of a part of this one."""
    if lazy("上年|去年|往年|历年|以前年度|上一年|[上下]半年|季度|截[至止]|每[年月季]|一期|二期|三年|累计|规划").search(
        said
    ):
        return True
    return any(int(one) != year for one in lazy(r"((?:19|20)\d\d)\s*年").findall(said))


# ---------------------------------------------------------------------------------------------- done, or not done


ALL_DONE_CLAIMED = Kind(
    code="N608",
    severity=Severity.WARNING,
    title="文中称全部完成，表中有未完成的指标",
    says="文中写“{stated}”，指标表中{rows}没有达到目标值。",
    do="请核对完成值；确未完成的，请在实际完成情况中如实说明。",
)


@check(ALL_DONE_CLAIMED, over="form")
def all_done_means_all(case: Case) -> Draft | None:
    """检查内容：“实际完成情况”写明全部（各项）目标、指标均已完成的，指标表里没有未达到目标值的指标。
    依据：文字和指标表说的是同一件事。
    例（好）：除个案服务外，各项任务均已完成（个案服务 76 个，目标 80 个）。
    例（坏）：各项指标均已完成（个案服务 76 个，目标 80 个）。
    """
    for text in texts_of(case, "goal_actual"):
        found = _ALL_DONE.search(text.text) if "完成" in text.text or "达" in text.text else None
        if found is None or lazy("除|未|没有|尚|[略稍]低|不足").search(text.text):
            continue
        missed = [row for row in case.indicators if _is_missed(row, case)]
        if missed:
            return case.at_text(ALL_DONE_CLAIMED, text, stated=found.group(), rows=_names(missed))
    return None


def _is_missed(row: Indicator, case: Case) -> bool:
    score = case.own_score(row)
    return score is not None and score.method in _MISSED


def _names(rows: list[Indicator]) -> str:
    names = "、".join(f"“{words.name_of(row)}”" for row in rows[:MOST_NAMES])
    return names if len(rows) <= MOST_NAMES else f"{names}等 {len(rows)} 条"


PROBLEMS_BESIDE_FULL_POINTS = Kind(
    code="N609",
    severity=Severity.HINT,
    title="写了存在问题，各项却全部满分",
    says="写了存在的问题，总分却是满分 {total} 分，也没有整改措施。",
    do="请看一下有关指标是否应当扣分，并补充整改措施。",
)


@check(PROBLEMS_BESIDE_FULL_POINTS, over="form")
def problems_leave_a_trace(case: Case) -> Draft | None:
    """检查内容：写了存在问题的，或者有扣分，或者有整改措施。
    依据：有问题而分毫不扣、又不整改，自评就没有反映问题；只作建议。
    例（好）：存在问题：需求调研不够全面；整改清单写明措施和时限。
    例（坏）：存在问题写了两条，总分 100，没有整改措施。
    """
    total, full = span(case.form, "total_self_score"), case.form.total_weight.value or case.rules.weights.total.value
    if total is None or total.low < full or texts_of(case, "rectification"):
        return None
    problems = [text for text in texts_of(case, "problems") if len(text.text) >= 10]
    problems = [
        text for text in problems if not lazy(r"^\W{0,6}\d{0,3}\W{0,6}(?:暂?无|没有|未发现|不存在)").match(text.text)
    ]
    return case.at_text(PROBLEMS_BESIDE_FULL_POINTS, problems[0], total=total.low) if problems else None


# ----------------------------------------------------------------------------------------------------------- years


YEAR_DIFFERS = Kind(
    code="N610",
    severity=Severity.WARNING,
    title="年份与自评年度不一致",
    says="{where}写的是 {stated} 年，自评年度为 {expected} 年。",
    do="请核对年份，沿用往年表格的请改为当年。",
)


@check(YEAR_DIFFERS, over="form")
def years_are_the_forms(case: Case) -> Iterator[Draft]:
    """检查内容：标题的年份与自评年度相同；预期目标、实际完成情况里写到的年份不全是以前年度（书名号和文号里的不算；
    结转、立项、标准等说到以前年度的，不算做了什么），说做了什么的年份也不全在自评年度以后（后续安排除外）。
    依据：沿用往年的表格时，年份常常漏改。
    例（好）：标题 2023 年度，文中“2023年完成……”。
    例（坏）：自评年度 2023，标题写“2022年度”；2023 年度的表，实际完成情况只写“2022年完成……”或“2024年完成……”。
    """
    year, form = case.form.year, case.form
    if year is None:
        return
    told = lazy(r"(?<!\d)(20\d\d)\s*年").findall(form.title or "")
    if form.year_cell != form.title_cell and told and all(int(one) != year for one in told):
        yield case.at(YEAR_DIFFERS, form, "title", expected=year, where="标题", stated=told[0])
    for text in texts_of(case, "goal_expected", "goal_actual"):
        years = lazy(r"(?<!\d)(20\d\d)\s*年(?:度|全年|共|实际|完成|我)").findall(_TITLES.sub("", text.text))
        every = lazy(r"(?<!\d)(20\d\d)").findall(text.text)
        other = _later_year(text.text, year) or _earlier_year(text.text, year)
        if other is not None:
            severity = Severity.WARNING if text.key == "goal_actual" else Severity.HINT
            yield case.at_text(YEAR_DIFFERS, text, severity=severity, where="文中", stated=other, expected=year)
        elif years and all(int(one) < year for one in every):
            told_year = max(years)
            yield case.at_text(
                YEAR_DIFFERS,
                text,
                severity=Severity.HINT,
                where="文中",
                stated=told_year,
                expected=year,
            )


# A year after the form's may well be spoken of where the text turns to what comes next, or compares.
_YET_TO_COME = lazy(
    "剩余|尾款|余款|余额|结余|结转|后续|其余|未|延|推迟|预计|预期|(?<!按)计划|拟|将|力争|争取|待|下一?年|明年|次年|规划|续签|列入|纳入"
    "|验收|支付|付清|结算|决算|审计|评审|移交|质保"
)
_STOP = lazy("[，,。；;\n]")
_COMPARED_YEAR = lazy(r"[比较与同](?:20\d\d|上|去)\s*年")
_THIS_YEAR = lazy(
    r"(?<!\d)(20\d\d)\s*年(?:度|全年|共|实际|完成|我|本|内|底|末|[,，、]|\s*1\d?\s*月?[-—~至到]"
    "|开展|举办|组织|提供|建成|发放|新建|新增|为)"
)


# An earlier year may well be spoken of where the text says what goes back to it.
_GOES_BACK = lazy(
    "结转|结余|尾款|余款|欠|质保|跨年|续建|标准|启动|立项|开工|以来|批复|下达|印发|合同|签订|招标|采购|一期|"
    "[起末底比较]|的"
)
_LEADING_YEAR = lazy(r"(?:^|[，,。；;\n])\s{0,4}(20\d\d)\s*年度?(?![、至到—~-]|\s*\d)")


def _earlier_year(text: str, year: int) -> int | None:
    """The year before the form's that the text opens a clause with, as the one in which the work was done; None where
    any other year is named, or the clause says what goes back to that year."""
    said = _TITLES.sub("", years_in_digits(text))
    named = [int(one) for one in lazy(r"(?<!\d)(20\d\d)(?!\d)").findall(said)]
    if not named or max(named) >= year:
        return None
    for found in _LEADING_YEAR.finditer(said):
        clause = _STOP.split(said[found.end() : found.end() + LONGEST_SENTENCE].lstrip("，, "), maxsplit=1)[0]
        if clause and not _GOES_BACK.search(clause):
            return int(found[1])
    return None


def _later_year(text: str, year: int) -> int | None:
    """The year after the form's in which the text says that the work was done; None where it names the form's own."""
    said = _TITLES.sub("", years_in_digits(text))
    said = _COMPARED_YEAR.sub("", lazy("截[至止]到?").sub("", said))
    named = [int(one) for one in lazy(r"(?<!\d)(20\d\d)(?!\d)").findall(said)]
    if not named or min(named) <= year:
        return None
    for found in (*_THIS_YEAR.finditer(said), *_LEADING_YEAR.finditer(said)):
        before = _STOP.split(said[max(0, found.start(1) - LONGEST_SENTENCE) : found.start(1)])[-1]
        after = _STOP.split(said[found.end() : found.end() + LONGEST_SENTENCE], maxsplit=1)[0]
        if not before.endswith(("到", "至")) and not _YET_TO_COME.search(before + after):
            return int(found[1])
    return None
