"""The fields that an outline may name, with what each says and an example: `report --fields` prints them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perfeval_xl.writing.report.facts import Facts

# What each field says; the examples come from a form that is filled in, so that none is made up.
WHOLE = {
    "年度": "评价年度",
    "项目名称": "项目名称；多个项目时为“3 个项目”",
    "主管部门": "主管部门",
    "实施单位": "实施单位",
    "资金句": "预算和执行的一句话",
    "年初预算数": "年度资金总额的年初预算数",
    "全年预算数": "年度资金总额的全年预算数",
    "全年执行数": "年度资金总额的全年执行数",
    "执行率": "年度资金总额的执行率",
    "评分规则": "计分依据的评分规则",
    "核对码": "核对码，与评分汇总上的相同",
    "草稿提示": "自评表还有错误时的提示，没有错误时为空",
    "结论句": "自评与核算的总分、等级，失分项",
    "问题": "存在的问题，逐条（含每一处失分）",
    "建议": "相关建议，逐条，与问题一样多",
    "多项目": "是否写了多个项目（用在 {% if 多项目 %} 里）",
    "项目": "每个项目（用在 {%p for 项 in 项目 %} 里），字段见下",
    "待补充": "待补充('评价目的')：标黄的【待补充：评价目的】",
}
PROJECT = {
    "序号": "第几个项目",
    "预期目标": "年度总体目标",
    "实际完成情况": "年度总体目标的实际完成情况",
    "项目背景": "工作表“项目概况”的项目背景",
    "承接机构": "承接机构",
    "人员配备": "人员配备",
    "资金使用情况": "资金使用情况",
    "政策依据": "政策依据，逐条",
    "主要经验做法": "主要经验做法，逐条",
    "整改清单": "整改清单，逐条",
    "自评得分": "自评总分",
    "自评等级": "自评等级",
    "核算得分": "按评分规则核算的总分；有待复核时为范围",
    "核算等级": "按评分规则核算的等级；有待复核时为空",
    "得分构成": "各一级指标的得分",
    "指标概述": "达到、未达到、超额、待复核的指标，逐一写明名称",
    "执行得分过程": "预算执行得分的计算过程",
    "失分": "每一处失分的说明，逐条",
    "得分率图": "一级指标得分率的图（单独成段）",
    "合计": "合计.分值、合计.得分",
}
ROWS = {
    "资金来源": ("各资金来源", ("名称", "年初预算数", "全年预算数", "全年执行数", "执行率")),
    "一级指标": ("各一级指标（含预算执行）", ("序号", "名称", "分值", "得分", "得分率", "分析", "指标")),
    "指标目标": ("各一级指标的目标；其中“二级指标”逐条有 序号、名称、指标", ("序号", "名称", "二级指标")),
    "评分表": (
        "每一行指标（含预算执行）；达标指标、超额指标、未达标指标、待复核指标、一级指标里的“指标”字段相同",
        (
            *("一级", "二级", "三级", "指标值", "完成值", "完成率", "分值", "得分", "得分率"),
            *("评分规则", "评分过程", "状态", "失分", "原因"),
        ),
    ),
    "核对发现": ("核对发现的错误和提醒", ("级别", "代码", "位置", "栏目", "问题", "怎样改", "单位说明")),
}


# ------------------------------------------------------------------------------------------------- of a 复核报告

REVIEW_WHOLE = {
    "单位": "被复核的单位，几个时用顿号隔开",
    "单位概称": "被复核的单位，三个以上的写作“某某等 3 个单位”",
    "单位数": "几个单位",
    "多单位": "是否有几个单位（用在 {% if 多单位 %} 里）",
    "项目数": "几个项目",
    "多项目": "是否有几个项目",
    "复核人": "复核人",
    "抽样说明": "项目从哪份名单抽取；没有记录的标为待补充",
    "口径": "所用复核口径的名称",
    "偏离度定义": "偏离度、偏差怎样算",
    "总体结果": "项目数、平均分、平均偏差、偏离度的一段话",
    "扣分概述": "复核了几项、扣了几项、共扣多少分",
    "问题": "每一处扣分，逐条",
    "建议": "整改建议，逐条，与问题一样多",
    "高于自评": "复核得分高于自评得分的，逐条",
    "核对码": "核对码，由底稿各行算出",
    "草稿提示": "底稿还没填完时的提示，填完时为空",
    "平均": "平均.自评得分、平均.复核得分、平均.偏差、平均.偏离度",
    "项目": "每个项目（用在 {%p for 项 in 项目 %} 里），字段见下",
    "待补充": "待补充('复核过程')：标黄的【待补充：复核过程】",
}
REVIEW_LISTS = {
    "差值表": (
        "自评与复核的差值，每个项目一行",
        ("项目名称", "单位", "自评得分", "复核得分", "偏差", "偏离度", "主要原因"),
    ),
    "口径使用": ("每个用到的口径一行", ("口径", "应扣", "处数", "最低", "最高", "扣分")),
}
REVIEW_PROJECT = {
    "序号": "第几个项目",
    "序号汉字": "同上，汉字",
    "项目名称": "项目名称",
    "单位": "预算单位",
    "附件": "附件1、附件2……，按报告里的顺序",
    "复核人": "复核人，没有写的为空",
    "结果句": "自评、复核得分，偏差和偏离度的一句话",
    "差值": "项.差值.自评得分 等，与差值表的字段相同",
    "合计": "项.合计.分值、项.合计.自评得分、项.合计.复核得分、项.合计.偏离度",
    "问题": "每一处扣分，逐条",
    "建议": "整改建议，逐条",
}
_REVIEW_ROW = (*("三级", "指标值", "自评完成值", "复核完成值", "分值", "自评得分", "复核得分", "偏离度", "备注"),)
REVIEW_ROWS = {
    "复核表": ("每一行指标（含预算执行）", _REVIEW_ROW),
    "扣分": ("扣了分的行", (*_REVIEW_ROW, "扣分", "扣分比例", "口径", "严重度", "建议")),
}


def described_review(facts: Facts | None) -> Iterator[str]:
    """The list for outlines of a 复核报告; `facts` of filled 底稿 give the examples."""
    known = facts or {}
    projects = known.get("项目") or [{}]
    yield "复核报告的提纲可以从自带的改起：perfeval-xl report --outline review --blank 提纲.docx"
    yield "后面写上一本填好的复核底稿，字段各带一个例子：perfeval-xl report --fields --outline review 复核底稿.xlsx"
    yield ""
    for name, meaning in REVIEW_WHOLE.items():
        yield _line(name, meaning, known.get(name))
    for prefix, lists, of in (("", REVIEW_LISTS, known), ("项.", REVIEW_ROWS, projects[0])):
        if prefix:
            yield ""
            for name, meaning in REVIEW_PROJECT.items():
                yield _line(f"项.{name}", meaning, projects[0].get(name))
        for name, (meaning, fields) in lists.items():
            yield ""
            yield f"{prefix}{name}：{meaning}"
            rows = of.get(name) or [{}]
            for field in fields:
                yield _line(f"  行.{field}", "", rows[0].get(field, ""))


def described(facts: Facts) -> Iterator[str]:
    """The list as lines of text; `facts` of a form give the examples."""
    yield "提纲是 Word 文档，字段写在双花括号里，例如 {{ 项目名称 }}。"
    yield "逐条重复用 {%p for … %} 和 {%p endfor %}，各占一段。"
    yield "表格逐行重复用 {%tr for … %} 和 {%tr endfor %}，各占一行。"
    yield "可以从自带提纲改起：perfeval-xl report --outline founding-2023 --blank 提纲.docx"
    yield ""
    yield "整个报告："
    for name, meaning in WHOLE.items():
        yield _line(name, meaning, facts.get(name))
    yield ""
    yield "每个项目（单个项目时也可以直接写在报告里，不加“项.”）："
    for name, meaning in PROJECT.items():
        yield _line(f"项.{name}", meaning, facts["项目"][0].get(name))
    for name, (meaning, fields) in ROWS.items():
        yield ""
        yield f"项.{name}：{meaning}"
        rows = facts["项目"][0][name]
        for field in fields:
            yield _line(f"  行.{field}", "", rows[0][field] if rows else "")


def _line(name: str, meaning: str, example: Any) -> str:
    if isinstance(example, list):
        example = example[0] if example and isinstance(example[0], str) else ""
    shown = str(example) if isinstance(example, str) else ""
    short = shown.replace("\n", " ")[:40] + ("…" if len(shown) > 40 else "")
    parts = [name, *([meaning] if meaning else []), *([f"例：{short}"] if short else [])]
    return "  ".join(parts)
