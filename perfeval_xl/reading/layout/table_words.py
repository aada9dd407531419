"""The words inside the tables and around them: rows of totals, levels, leftovers of a template, prompts, signatures."""

from __future__ import annotations

import re
from functools import lru_cache

from perfeval_xl.form_words import GRADE_WORD
from perfeval_xl.reading.layout.labels import plain_text

BLOCK_LABEL = re.compile(
    r"(?:项目|预算|年度)?(?:资金|预算|经费)(?:执行|投入|使用|安排|来源)?(?:及执行)?(?:情况)?|(?:项目)?绩效指标(?:完成情况)?|基本信息|项目信息"
)
TOTAL_ROW = re.compile(
    r"(?:自评|自评价|评价|综合|项目|绩效|总体|最终|指标|得分|分值|单位|各项|整体|全部)*"
    r"(?:总分|合计|总计|总得分|总评分|总分值|得分合计|自评得分|自评总分|综合得分|总分合计|合计得分|合计分值|总和|最终得分)(?:值|数)?"
)
SUBTOTAL_ROW = re.compile(r".*小计|(?:产出|效益|满意度|成本|决策|过程|管理|效果|投入).*合计")
LEVEL1 = re.compile(
    r"(?:产出|效益|满意度|成本|决策|过程|管理|效果|投入|结果|产出与效果|服务对象满意度|项目(?:决策|过程|产出|效益|管理|投入|效果)|预算执行(?:率|情况)?|资金管理|绩效)(?:类)?(?:指标)?"
)
LEVEL2 = re.compile(
    r"(?:产出)?(?:数量|质量|时效|成本|效率)(?:指标)?|(?:经济|社会|生态|环境|生态环境)(?:成本|效益|影响)?(?:指标)?"
    r"|可持续(?:性)?(?:影响|发展)?(?:效益)?(?:指标)?|(?:服务对象|社会公众|受益对象|群众|公众)?满意度(?:指标)?等?"
    r"|项目立项|绩效目标|资金投入|资金管理|组织实施|项目效益|预算执行(?:率|情况)?|项目管理|财务管理|业务管理|效果指标"
)
LEFTOVER_NAME = re.compile(
    r"(?:三级)?(?:指标(?:\d{1,4}|[一二三四五六七八九十]{1,4})?)?[:.]?(?:[.…·。/\\—\-_*×x]+|无|\(.{0,8}\))?"
)
DOTS = re.compile(r"[.…·。/\\—\-_、]+")
GRADE_INLINE = re.compile(f"(?:等级|等次|评级|级别)(?:评定)?[:为]({GRADE_WORD})")
_TICKS = "[☑✓✔√■▣☒]"
TICKED_BEFORE = re.compile(f"{_TICKS}({GRADE_WORD})")  # ☑优 □良
TICKED_BEHIND = re.compile(f"({GRADE_WORD}){_TICKS}")  # 优☑ 良□
BREAKDOWN = re.compile(r"^(?:[★☆*\s]*)其中[:,]?|^(?:其中)$")
EXECUTION = re.compile(
    r"(?:预算|资金|经费|项目|专项).{0,6}执行(?:率|进度)|^执行(?:率|进度)|(?:预算|资金)支出(?:率|进度)$|^预算执行$"
)
PROMPT = re.compile(
    r"字以内|字左右|^[(]?(?:请|对照|逐项|简要|说明|填写|简述|概述|描述).{0,40}(?:说明|填写|概述|描述|阐述|完成情况|简述|等情况|等)[)。.]*$"
    r"|^[(]?请(?:简要|逐项|在此|详细|如实)*(?:说明|填写|描述|概述|简述|列明|分析|阐述).{0,60}$|^[(].{0,30}(?:填写|说明|字)[^)]{0,20}[)]$|^请?在?此处?.{0,6}(?:说明|填写)|^(?:\d[.、])?预算执行率=|^此处填写|^在此填写|^点击.{0,6}(?:填写|输入)"
)
PLACEHOLDER = re.compile(r"^[≥≤=<>]*(?:\*{2,}|[xX×]{2,}|_{2,})[^\d]{0,6}$")  # ≥**人, XX%: no figure put in
TITLE = re.compile(r"(?!.{120})(?:.*(?:自评|绩效).*(?:表|报告|情况)|.*自评.*)")
FOOTNOTE = re.compile(
    r"^(?:注|备注|说明|填表说明|填报说明|注释|填写说明|注意)(?:\d*[:.、]|\d+$|$)|^\d{1,2}[.、:)]|^[*※]"
)


@lru_cache(maxsize=8192)
def is_prompt(text: str) -> bool:
    """True for the form's own words of guidance (对照年度目标…（100字以内）), not for what a unit writes."""
    plain = plain_text(text)
    if PLACEHOLDER.match(plain):
        return True
    if "字以内" in plain:
        return len(plain) <= 400
    return 4 <= len(plain) <= 120 and bool(PROMPT.search(plain))


def is_level(text: str) -> bool:
    """True for 产出指标, 数量指标 and the like: the words down the side of a table of indicators."""
    plain = plain_text(text)
    return len(plain) <= 20 and bool(LEVEL1.fullmatch(plain) or LEVEL2.fullmatch(plain))
