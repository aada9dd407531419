"""Makes the sample workbooks of this folder: `python samples/make_samples.py`. The same code gives the same bytes.

Where each figure comes from, and which were assumed, stands in README.md beside this file.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from perfeval_xl.form import Approved, Figure, Form, Fund, Indicator, Said, SaidKind, Text
from perfeval_xl.reading.meaning.values import parse_actual, parse_target
from perfeval_xl.result import FormResult
from perfeval_xl.rules import ruleset
from perfeval_xl.writing.standard.fill import draft

RULES = "guangzhou-baiyun-2023"
PROJECT = "家庭综合服务中心运营经费"
OUTPUT, EFFECT, CONTENT = "产出指标\n（40分）", "效益指标\n（30分）", "满意度指标\n（10分）"
AS_REPORTED, COMPLETE, FAULTY = (f"{PROJECT}_{name}.xlsx" for name in ("报告原样", "完整填报", "含错误"))


@dataclass(frozen=True)
class Row:
    """One indicator; `score` over `rows` rows."""

    level1: str
    level2: str
    name: str
    target: str = ""
    actual: str = ""
    weight: str = ""
    score: str = ""
    rows: int = 1


# ------------------------------------------------------------------------------------ what the report itself says

GOAL_EXPECTED = (
    "严格要求并监督承接机构规范使用项目运营经费，确保年度经费及时支出，充分发挥经费使用效益。通过社会力量整合社区资源，"
    "积极发掘个人和家庭潜能，促进居民个人能力提升，推动居民参与社区事务，创造和谐社区。"
)
GOAL_ACTUAL = (
    "从全年考核结果和项目绩效自评情况来看，能较好完成项目服务指标工作。2023年家庭综合服务中心运营经费项目完成情况较好，"
    "预算编制合理，项目和资金管理较为落实，整体项目效果较好。"
)
BACKGROUND = (
    "街道办事处开展家庭综合服务中心运营经费项目，项目通过政府购买服务方式，由承接机构承接运营，为街道辖区范围内的个人、家庭及社区"
    "提供专业化的社会工作服务。坚持立足辖区居民需求，指导社工服务站探索“五社联动”促进基层治理，运用个案、小组以及社区工作三大专业方法，"
    "向辖区内居民提供青少年、长者、家庭、残障康复、社区发展及志愿者等方面的专业服务。"
)
FUND_USE = (
    "根据服务协议约定按时支付经费，经费项目通过党工委会议研究落实使用。全年经费项目使用范围包括：一是完善社会工作服务站阵地宣传建设，"
    "营造社会工作浓厚宣传氛围；二是用于支付社工服务站工作人员费用、服务质量保障费用、承接机构管理费用等。"
)
POLICIES = (
    "《广州市人民政府办公厅关于印发广州市社工服务站管理办法的通知》（穗府办〔2023〕7号）",
    "《广州市人民政府办公厅关于印发广州市社工服务站（家庭综合服务中心）管理办法的通知》（穗府规办〔2018〕13号）",
    "《广州市白云区财政局关于印发2023年广州市白云区财政资金支出绩效评价工作方案的通知》（云财〔2023〕69号）",
)
EXPERIENCE = (
    "1.项目运营管理。一是人员配置方面：结合街道、社区实际，严格按照相关政策规定，针对不同岗位和工作内容，对服务团队人数进行了合理配置；"
    "二是安全管理方面：完善安全管理工作制度，加强单位的安全管理工作，积极组织员工开展自救互救及各种消防器材的正确使用等消防知识培训和实操演练。",
    "2.党建引领服务：积极组织党员及非党员学习党的最新路线方针，完善社工学习记录，提高社工工作的水平和能力；充分利用专业优势和群众基础，"
    "积极协助街道党委做好各项工作，动员双报道党员参与社会治理，为常态化党建工作提供有力支持。",
    "3.青少年服务：针对困境青少年，通过建立完善的档案及服务机制，做到全覆盖。根据困境对象的不同层次，严格进行精细化、高标准的建档工作。"
    "通过举办多样化、特色化社区公益活动，提升青少年的社会责任感。",
    "4.长者服务：通过多维度、多层次区分长者群体，完成资料收集、归档工作，了解他们的身体状况、生活需求和心理状态，制定个性化服务计划。"
    "通过开展各种长者活动和宣传工作，增强长者防诈骗意识和能力，帮助他们更好地保护自己的财产和权益。",
    "5.家庭服务：建立明确的分层管理制度，确保困难家庭全面建档。发挥社工的咨询和指导作用，通过家访和电访，了解困境家庭的实际情况。"
    "帮助家庭解决问题，为他们提供经济上的帮助和社会资源的支持，提高家庭生活质量。",
    "6.志愿服务：引导居民积极参与，包括不同年龄层和不同专业领域的社会人员，开展志愿者队伍培育工作，进一步增强社区居民的凝聚力和使命感，"
    "也提升了志愿者们的责任感和使命感，推动社会力量和公众参与社会治理。",
)
PROBLEMS = (
    "1.需求调研工作有待加强。社工站需求调研的内容覆盖面不够广、人群覆盖不够全面、挖掘服务对象的需求不够深。存在一些特殊群体由于自身表达能力有限，"
    "没有被充分调研到，导致需求被忽视。同时，没有充分考虑服务对象需求的动态变化，在服务跟进上存在一定差距。",
    "2.联动服务上有待加强。缺乏资源共享机制，社工站项目与外部合作单位之间，没有建立完善的资源共享平台，导致重复收集资源、资源调配困难等问题，"
    "影响联动服务效果，使得服务工作无法高效、快捷开展。",
)
SUGGESTIONS = (
    "1.强化社工站需求调研工作。细分服务人群，运用多元化调研方法，线上问卷广泛收集信息，线下访谈深入挖掘问题，并对服务对象需求加强分层分类评估，"
    "精准了解各社区的不同阶段的服务需求，及时予以回应，为辖区居民提供全方位、精准化、专业化的社会服务。",
    "2.加强部门服务联动频率。突出“五社联动”在解决问题中的成效发挥，明确社工站的角色定位，同时，深化“五社联动”的机制，加强内、外部沟通合作，"
    "整合资源，高效转化，提炼相关模式，凝练成社区治理的特色项目，打造品牌，扩大影响力。",
)
TEXTS = (
    ("background", BACKGROUND),
    ("in_charge", "公共服务办公室"),
    ("contractor", "某社会工作服务机构（名称略）"),
    ("staff", "共配备20位工作人员"),
    ("fund_use", FUND_USE),
    ("policy", "\n".join(POLICIES)),
    ("experience", "\n".join(EXPERIENCE)),
    ("problems", "\n".join(PROBLEMS)),
    ("suggestions", "\n".join(SUGGESTIONS)),
)
REPORTED = (
    Row(
        OUTPUT,
        "数量指标",
        "社工服务人次完成率",
        "100%",
        "年度服务人次大于10万人次，完成全年任务100%",
        score="40",
        rows=7,
    ),
    Row(OUTPUT, "数量指标", "项目全年宣传次数", "", "大于2次以上，完成率达100%", rows=0),
    Row(OUTPUT, "数量指标", "专业个案", "", "76个", rows=0),
    Row(OUTPUT, "数量指标", "咨询个案", "", "24个", rows=0),
    Row(OUTPUT, "数量指标", "专业小组", "", "28个", rows=0),
    Row(OUTPUT, "数量指标", "社区活动", "", "153次", rows=0),
    Row(OUTPUT, "数量指标", "新增志愿者", "", "96人", rows=0),
    Row(
        EFFECT,
        "社会效益指标",
        "链接社会资源服务辖区居民",
        "100%",
        "全年链接资源大于10万以上，完成率100%",
        score="30",
        rows=2,
    ),
    Row(EFFECT, "可持续影响指标", "全年培育志愿者人数", "", "大于10人以上，达成预期指标，完成率100%", rows=0),
    Row(CONTENT, "服务对象满意度指标", "服务对象满意度", "100%", "", score="10"),
)
SET_IN_REPORT = (
    Row(OUTPUT, "数量指标", "社工服务人次完成率", "100%"),
    Row(OUTPUT, "数量指标", "服务站点覆率", "100%"),
    Row(OUTPUT, "质量指标", "支出及时率", "100%"),
    Row(OUTPUT, "质量指标", "接受第三方服务评估结果", "良好"),
    Row(EFFECT, "经济效益指标", "社会工作服务站阵地宣传影响力", "100%"),
    Row(EFFECT, "社会效益指标", "链接社会资源服务辖区居民", "100%"),
    Row(CONTENT, "服务对象满意度指标", "服务对象满意度", "100%"),
)

# ------------------------------------------------------------------- the same project as it could be filled in well

FILLED = (
    Row(OUTPUT, "数量指标", "社工服务人次完成率", "≥100%", "100%", "6", "6"),
    Row(OUTPUT, "数量指标", "服务站点覆盖率", "≥100%", "100%", "4", "4"),
    Row(OUTPUT, "数量指标", "专业个案", "≥70个", "76个", "3", "3"),
    Row(OUTPUT, "数量指标", "咨询个案", "≥22个", "24个", "2", "2"),
    Row(OUTPUT, "数量指标", "专业小组", "≥26个", "28个", "3", "3"),
    Row(OUTPUT, "数量指标", "社区活动", "≥150次", "153次", "3", "3"),
    Row(OUTPUT, "数量指标", "新增志愿者", "≥90人", "96人", "3", "3"),
    Row(OUTPUT, "质量指标", "接受第三方服务评估得分", "≥80分", "88分", "6", "6"),
    Row(OUTPUT, "时效指标", "支出及时率", "≥100%", "100%", "5", "5"),
    Row(OUTPUT, "成本指标", "项目总成本", "≤120万元", "120万元", "5", "5"),
    Row(EFFECT, "社会效益指标", "链接社会资源服务辖区居民", "≥10万人次", "10.5万人次", "10", "10"),
    Row(EFFECT, "社会效益指标", "社会工作服务站阵地宣传覆盖率", "≥100%", "100%", "10", "10"),
    Row(EFFECT, "可持续影响指标", "全年培育志愿者人数", "≥10人", "11人", "10", "10"),
    Row(CONTENT, "服务对象满意度指标", "服务对象满意度", "≥95%", "96%", "10", "10"),
)
FILLED_GOAL = (
    "全年完成专业个案76个、咨询个案24个、专业小组28个、社区活动153次，新增志愿者96人；120万元经费按服务协议约定全部按时支付，"
    "服务对象满意度96%，年度目标已完成。"
)
RECTIFY = (
    "问题：需求调研的内容覆盖面不够广、人群覆盖不够全面；措施：分人群开展线上问卷和线下访谈，每半年更新一次服务对象需求档案；"
    "责任岗位：项目负责人；时限：2024年6月30日",
    "问题：社工站与外部合作单位之间缺乏资源共享机制；措施：建立合作单位资源清单，每季度召开一次联动工作会议；"
    "责任岗位：公共服务办公室经办人；时限：2024年9月30日",
)
# Of the two versions of one document that the report cites, only the one in force.
FILLED_TEXTS = (
    *((key, text) for key, text in TEXTS if key != "policy"),
    ("policy", "\n".join(one for one in POLICIES if "〔2018〕" not in one)),
    *(("rectification", one) for one in RECTIFY),
)


# ----------------------------------------------------------------------------------------------------- the workbooks


def main() -> None:
    """Writes the three workbooks beside this file."""
    for name, data in make_all().items():
        (Path(__file__).parent / name).write_bytes(data)


def make_all() -> dict[str, bytes]:
    """The samples: file name -> contents."""
    return {AS_REPORTED: as_reported(), COMPLETE: complete(), FAULTY: faulty()}


def as_reported() -> bytes:
    """(a) What the report states, with every gap it has."""
    form = _form(REPORTED, SET_IN_REPORT, TEXTS, GOAL_ACTUAL)
    total, fiscal = _money("120")
    for fund in (total, fiscal):
        fund.initial_budget = replace(fund.initial_budget, said=Said())
    fiscal.executed = replace(fiscal.executed, said=Said())
    form.funds = [total, fiscal]
    return _write(form)


def complete() -> bytes:
    """(b) Filled in completely and cleanly."""
    targets = tuple(replace(row, actual="", score="") for row in FILLED)
    form = _form(FILLED, targets, FILLED_TEXTS, FILLED_GOAL)
    form.funds = _money("120")
    return _write(form)


def faulty() -> bytes:
    """(c) As (b), with a wrong rate, a missed target with full points, and a total that does not add up."""
    targets = tuple(replace(row, actual="", score="") for row in FILLED)
    changed = {"专业个案": "62个", "项目总成本": "115.2万元"}
    rows = tuple(replace(row, actual=changed.get(row.name, row.actual)) for row in FILLED)
    goal = FILLED_GOAL.replace("个案76个", "个案62个").replace(
        "120万元经费按服务协议约定全部", "115.2万元经费按服务协议约定"
    )
    form = _form(rows, targets, FILLED_TEXTS, goal)
    form.funds = _money("115.2")
    form.funds[0].rate = replace(form.funds[0].rate, said=_said("98%"))
    form.form.total_self_score = replace(form.form.total_self_score, said=_said("100"))
    return _write(form)


def _write(form: FormResult) -> bytes:
    rules = ruleset.load(RULES)
    return draft(rules, [form], live=True).write(rules)


def _said(text: str) -> Said:
    return Said(text, SaidKind.NUMBER) if text else Said()


def _money(executed: str) -> list[Fund]:
    budget, spent = Figure(said=_said("120")), Figure(said=_said(executed))
    sources = (("total", "年度资金总额"), ("fiscal", "其中：当年财政拨款"))
    return [
        Fund("", row, source, label, initial_budget=budget, annual_budget=budget, executed=spent)
        for row, (source, label) in enumerate(sources)
    ]


def _form(
    rows: tuple[Row, ...], approved: tuple[Row, ...], texts: tuple[tuple[str, str], ...], goal_actual: str
) -> FormResult:
    form = Form(
        "",
        "",
        "自评表",
        "",
        year=2023,
        project=PROJECT,
        department="某街道办事处",
        unit="某街道办事处公共服务办公室",
        goal_expected=GOAL_EXPECTED,
        goal_actual=goal_actual,
    )
    return FormResult(
        form,
        [],
        [_indicator(number, row) for number, row in enumerate(rows)],
        [_approved(number, row) for number, row in enumerate(approved)],
        [Text("", key, "", text, "", "") for key, text in texts],
        [],
    )


def _indicator(number: int, row: Row) -> Indicator:
    return Indicator(
        "",
        number,
        level1=row.level1,
        level2=row.level2,
        name=row.name,
        target=row.target or None,
        target_value=parse_target(row.target),
        actual=row.actual or None,
        actual_value=parse_actual(row.actual),
        weight=Figure(said=_said(row.weight)),
        self_score=Figure(said=_said(row.score)),
        score_rows=row.rows,
    )


def _approved(number: int, row: Row) -> Approved:
    return Approved(
        "",
        number,
        "绩效目标",
        level1=row.level1,
        level2=row.level2,
        name=row.name,
        target=row.target,
        target_value=parse_target(row.target),
        weight=Figure(Decimal(row.weight) if row.weight else None),
    )


if __name__ == "__main__":
    main()
