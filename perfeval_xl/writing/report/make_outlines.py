"""Writes the outlines that are shipped, as Word files: run it after changing what they say, and commit the files.

Run: python -m perfeval_xl.writing.report.make_outlines
"""

from __future__ import annotations

from perfeval_xl.writing.report.outline_file import Outline

# ------------------------------------------------------------------------------------------- pieces that all share

SCORES = (
    ("一级指标", "{{ 行.一级 }}", 17),
    ("二级指标", "{{ 行.二级 }}", 20),
    ("三级指标", "{{ 行.三级 }}", 27),
    ("指标值", "{{ 行.指标值 }}", 19),
    ("完成值", "{{ 行.完成值 }}", 19),
    ("分值", "{{ 行.分值 }}", 13),
    ("得分", "{{ 行.得分 }}", 13),
    ("评分过程", "{{ 行.评分过程 }}", 36),
)
RULES = (
    ("三级指标", "{{ 行.三级 }}", 34),
    ("分值", "{{ 行.分值 }}", 13),
    ("评分规则", "{{ 行.评分规则 }}", 53),
    ("评分过程", "{{ 行.评分过程 }}", 51),
    ("得分", "{{ 行.得分 }}", 13),
)
LEVELS = (
    ("一级指标", "{{ 行.名称 }}", 50),
    ("分值", "{{ 行.分值 }}", 30),
    ("得分", "{{ 行.得分 }}", 30),
    ("得分率", "{{ 行.得分率 }}", 35),
)
ANALYSIS = (
    ("二级指标", "{{ 行.二级 }}", 23),
    ("三级指标", "{{ 行.三级 }}", 32),
    ("权重", "{{ 行.分值 }}", 13),
    ("目标值", "{{ 行.指标值 }}", 22),
    ("完成值", "{{ 行.完成值 }}", 22),
    ("得分", "{{ 行.得分 }}", 13),
    ("指标分析说明", "{{ 行.评分过程 }}{% if 行.原因 %}；{{ 行.原因 }}{% endif %}", 40),
)
GOALS = (
    ("一级指标", "{{ 行.一级 }}", 25),
    ("二级指标", "{{ 行.二级 }}", 30),
    ("三级指标", "{{ 行.三级 }}", 55),
    ("指标值", "{{ 行.指标值 }}", 55),
)
FUNDS = (
    ("资金来源", "{{ 行.名称 }}", 50),
    ("年初预算数", "{{ 行.年初预算数 }}", 30),
    ("全年预算数", "{{ 行.全年预算数 }}", 30),
    ("全年执行数", "{{ 行.全年执行数 }}", 30),
    ("执行率", "{{ 行.执行率 }}", 25),
)
FOUND = (
    ("级别", "{{ 行.级别 }}", 14),
    ("位置", "{{ 行.位置 }}", 32),
    ("问题", "{{ 行.问题 }}", 62),
    ("怎样改", "{{ 行.怎样改 }}", 42),
    ("单位说明", "{{ 行.单位说明 }}", 20),
)
SUMS = ("合计", "", "", "", "", "{{ 项.合计.分值 }}", "{{ 项.合计.得分 }}", "")


def scores(outline: Outline) -> None:
    """得分与得分率 a level, with a picture, and the whole 评分表."""
    outline.table("{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}一级指标得分情况", LEVELS, "项.一级指标")
    outline.paragraph("{{ 项.得分率图 }}", style="图")
    caption = "{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}评分表"
    outline.table(caption, SCORES, "项.评分表", SUMS)


def found(outline: Outline) -> None:
    """What the check found, where it found anything: not hidden."""
    with outline.each("项", "项目"), outline.when("项.核对发现"):
        outline.table("{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}核对发现", FOUND, "项.核对发现")


def deviations(outline: Outline) -> None:
    """Missed, open and exceeded rows, each by its name."""
    outline.paragraph("{{ 项.指标概述 }}")
    with outline.when("项.未达标指标"):
        outline.lines("项.失分", "未完成情况：{{ 句 }}")
    with outline.each("行", "项.待复核指标"):
        outline.paragraph("待复核：{{ 行.三级 }}，指标值 {{ 行.指标值 }}，完成值 {{ 行.完成值 }}。{{ 行.评分过程 }}。")
    outline.paragraph(
        "自评表核对还有需要说明的事项 {{ 项.核对发现 | length }} 条，见文后“核对发现”。", when="项.核对发现"
    )


def goals(outline: Outline) -> None:
    outline.paragraph("{{ 项.预期目标 }}")
    with outline.each("组", "项.指标目标"):
        outline.paragraph("{{ 组.序号 }}．{{ 组.名称 }}")
        with outline.each("行", "组.二级指标"):
            outline.paragraph("（{{ 行.序号 }}）{{ 行.名称 }}：{{ 行.指标 }}。")


# ----------------------------------------------------------------------------------------------------- the outlines


def founding_2023() -> None:
    """The seven chapters of a sub-district's report of 2023."""
    one = Outline("{{ 年度 }} 年度{{ 主管部门 }}部门重点项目绩效评价报告")
    one.head1("一、评价项目概述")
    one.head2("（一）项目背景资料")
    with one.each_project():
        one.paragraph("{{ 项.项目背景 }}")
        one.paragraph("承接机构：{{ 项.承接机构 }}。人员配备：{{ 项.人员配备 }}。")
    one.head2("（二）项目资金分配情况")
    one.paragraph("{{ 资金句 }}", when="多项目")
    with one.each_project():
        one.paragraph("{{ 项.项目名称 }}{{ 项.资金句 }}")
        one.paragraph("{{ 项.资金使用情况 }}")
    one.head2("（三）项目政策依据")
    with one.each_project():
        one.lines("项.政策依据")
    one.head1("二、项目绩效目标和绩效指标设定情况")
    with one.each_project():
        goals(one)
    one.head1("三、绩效评价组织情况")
    organisation(one)
    one.head1("四、绩效评价指标分析情况")
    one.head2("（一）项目管理绩效指标分析")
    with one.each_project():
        one.paragraph("{{ 项.实际完成情况 }}")
        one.paragraph("预算执行方面：{{ 项.执行得分过程 }}。", when="项.执行得分过程")
    one.head2("（二）项目结果绩效情况分析")
    with one.each_project():
        with one.each("级", "项.一级指标"):
            one.paragraph("{{ 级.序号 }}．{{ 级.名称 }}方面：{{ 级.分析 }}")
        deviations(one)
    one.head1("五、项目综合评价等级和评价结论")
    one.head2("（一）项目综合评价得分及评价等级")
    with one.each_project():
        one.paragraph("{{ 项.项目名称 }}{{ 项.结论句 }}其中：{{ 项.得分构成 }}。")
        scores(one)
    one.head2("（二）项目综合评价结论")
    with one.each_project():
        one.paragraph("{{ 项.指标概述 }}{{ 项.项目名称 }}预算执行率为 {{ 项.执行率 }}，{{ 项.结论句 }}")
    one.head1("六、主要经验做法、存在的问题和建议")
    one.head2("（一）主要经验做法")
    with one.each_project():
        one.lines("项.主要经验做法", "{{ 句 }}")
    problems(one, "（二）存在问题", "（三）相关建议")
    one.head1("七、绩效评价结果应用")
    use_of_results(one)
    found(one)
    one.save("founding-2023")


def national_2020() -> None:
    """基本情况, 工作开展情况, 评价结论, 指标分析, 经验和问题, 建议, 其他 (headings of the national outline of 2020)."""
    one = Outline("{{ 年度 }} 年度{{ 项目名称 }}绩效评价报告")
    one.head1("一、基本情况")
    one.head2("（一）项目概况")
    with one.each_project():
        one.paragraph("{{ 项.项目背景 }}")
        one.lines("项.政策依据", "立项依据：{{ 句 }}")
        one.paragraph(
            "主要内容及实施情况：由{{ 项.实施单位 }}实施，承接机构：{{ 项.承接机构 }}，人员配备：{{ 项.人员配备 }}。"
        )
        one.paragraph("资金投入和使用情况：{{ 项.资金句 }}{{ 项.资金使用情况 }}")
        one.table("{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}资金投入和使用情况", FUNDS, "项.资金来源")
    one.head2("（二）项目绩效目标")
    with one.each_project():
        goals(one)
    one.head1("二、绩效评价工作开展情况")
    organisation(one)
    one.head1("三、综合评价情况及评价结论")
    with one.each_project():
        one.paragraph("{{ 项.项目名称 }}{{ 项.结论句 }}其中：{{ 项.得分构成 }}。")
        scores(one)
    one.head1("四、绩效评价指标分析")
    with one.each_project():
        with one.each("级", "项.一级指标"):
            one.paragraph("{{ 级.序号 }}．{{ 级.名称 }}（分值 {{ 级.分值 }} 分，得分 {{ 级.得分 }} 分）。{{ 级.分析 }}")
        deviations(one)
    one.head1("五、主要经验及做法、存在的问题及原因分析")
    one.head2("（一）主要经验及做法")
    with one.each_project():
        one.lines("项.主要经验做法", "{{ 句 }}")
    problems(one, "（二）存在的问题及原因分析", None)
    one.head1("六、有关建议")
    one.lines("建议")
    one.head1("七、其他需要说明的问题")
    use_of_results(one)
    found(one)
    one.save("national-2020")


def conclusion_first_2025() -> None:
    """项目概述, 结论, 成效, 问题, 建议, 其他, 附件 (a district's template of 2025: the conclusion comes early)."""
    one = Outline("{{ 年度 }} 年度{{ 项目名称 }}重点绩效评价报告")
    one.head1("一、项目概述")
    one.head2("（一）立项背景及目的、主要内容")
    with one.each_project():
        one.paragraph("{{ 项.项目背景 }}")
        one.lines("项.政策依据", "立项依据：{{ 句 }}")
    one.head2("（二）资金投入和使用、实施情况")
    with one.each_project():
        one.paragraph("{{ 项.资金句 }}{{ 项.资金使用情况 }}")
        one.paragraph("{{ 项.实际完成情况 }}")
    one.head2("（三）组织管理")
    with one.each_project():
        one.paragraph(
            "主管部门：{{ 项.主管部门 }}；实施单位：{{ 项.实施单位 }}；"
            "承接机构：{{ 项.承接机构 }}；人员配备：{{ 项.人员配备 }}。"
        )
    one.head2("（四）绩效目标")
    with one.each_project():
        one.paragraph("{{ 项.预期目标 }}")
        one.table("{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}绩效目标", GOALS, "项.评分表")
    one.head1("二、综合绩效评价结论")
    with one.each_project():
        one.paragraph("{{ 项.项目名称 }}{{ 项.结论句 }}")
        one.table("{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}综合评价得分", LEVELS, "项.一级指标")
        one.paragraph("{{ 项.得分率图 }}", style="图")
        deviations(one)
    one.head1("三、主要成效及经验")
    with one.each_project():
        one.lines("项.主要经验做法", "{{ 句 }}")
    problems(one, None, None, chapter="四、存在的问题和原因分析")
    one.head1("五、改进建议")
    one.lines("建议")
    one.head1("六、其他需要说明的问题")
    use_of_results(one)
    one.head1("附件")
    one.head2("附件 1　评价工作开展情况")
    organisation(one, heads=False)
    one.head2("附件 2　绩效指标分析")
    with one.each_project(), one.each("级", "项.一级指标"):
        one.table("{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}{{ 级.名称 }}分析", ANALYSIS, "级.指标")
    one.head2("附件 3　评分表")
    with one.each_project():
        caption = "{% if 多项目 %}{{ 项.项目名称 }}：{% endif %}评分规则与评分过程"
        one.table(caption, RULES, "项.评分表", ("合计", "{{ 项.合计.分值 }}", "", "", "{{ 项.合计.得分 }}"))
    one.head2("附件 4　问题清单")
    one.lines("问题")
    found(one)
    one.save("conclusion-first-2025")


DIFFERENCES = (
    ("项目名称", "{{ 行.项目名称 }}", 40),
    ("自评得分", "{{ 行.自评得分 }}", 18),
    ("复核得分", "{{ 行.复核得分 }}", 18),
    ("偏差", "{{ 行.偏差 }}", 17),
    ("偏离度", "{{ 行.偏离度 }}", 18),
    ("主要偏差原因", "{{ 行.主要原因 }}", 48),
)
USED_GROUNDS = (
    ("复核口径", "{{ 行.口径 }}", 55),
    ("应扣比例", "{{ 行.应扣 }}", 22),
    ("处数", "{{ 行.处数 }}", 16),
    ("最低", "{{ 行.最低 }}", 20),
    ("最高", "{{ 行.最高 }}", 20),
    ("共扣（分）", "{{ 行.扣分 }}", 22),
)
REVIEWED = (
    ("三级指标", "{{ 行.三级 }}", 30),
    ("指标值", "{{ 行.指标值 }}", 20),
    ("自评完成值", "{{ 行.自评完成值 }}", 22),
    ("复核完成值", "{{ 行.复核完成值 }}", 22),
    ("权重", "{{ 行.分值 }}", 12),
    ("自评", "{{ 行.自评得分 }}", 12),
    ("复核", "{{ 行.复核得分 }}", 12),
    ("偏离度", "{{ 行.偏离度 }}", 15),
    ("备注", "{{ 行.备注 }}", 25),
)
REVIEW_SUMS = (
    *("合计", "", "", "", "{{ 项.合计.分值 }}", "{{ 项.合计.自评得分 }}"),
    *("{{ 项.合计.复核得分 }}", "{{ 项.合计.偏离度 }}", ""),
)


def review() -> None:
    """The report over a review: how it was done, what came out, which problems, by which grounds, what to do."""
    one = Outline("{{ 单位概称 }}项目支出绩效自评复核报告")
    one.head1("一、复核工作情况")
    one.head2("（一）复核范围")
    one.paragraph("本次复核 {{ 单位 }}的项目 {{ 项目数 }} 个。{{ 抽样说明 }}")
    one.head2("（二）复核方法和口径")
    one.paragraph(
        "逐个项目、逐条指标核对自评表与佐证材料，填写复核底稿；扣分按“{{ 口径 }}”，每处扣分写明所依据的口径和原因。"
        "预算执行得分按自评表的执行率和评分规则复算。{{ 偏离度定义 }}。"
    )
    one.paragraph("复核人：{{ 复核人 }}。复核时间和过程：{{ 待补充('复核时间、查阅的材料和走访的现场') }}。")
    one.head1("二、复核结果")
    one.paragraph("{{ 总体结果 }}")
    one.table(
        "自评与复核差值表",
        DIFFERENCES,
        "差值表",
        ("平均", "{{ 平均.自评得分 }}", "{{ 平均.复核得分 }}", "{{ 平均.偏差 }}", "{{ 平均.偏离度 }}", ""),
    )
    with one.each("项", "项目"):
        one.paragraph("{{ 项.序号 }}．{{ 项.项目名称 }}：{{ 项.结果句 }}")
    one.head1("三、复核发现的问题")
    one.paragraph("{{ 扣分概述 }}")
    one.lines("问题")
    with one.when("高于自评"):
        one.paragraph("复核得分高于自评得分的：")
        one.lines("高于自评")
    one.head1("四、扣分口径的使用")
    one.table("各口径的扣分", USED_GROUNDS, "口径使用")
    one.paragraph("同一口径的最低、最高比例不同的，原因见各项目复核表的备注。")
    one.head1("五、整改建议")
    one.lines("建议")
    one.head1("六、需要说明的问题")
    one.paragraph("{{ 待补充('复核的局限，以及评价结果如何应用（反馈、整改、公开、与预算挂钩）') }}")
    one.head1("附件")
    with one.each("项", "项目"):
        caption = "{{ 项.附件 }}　{{ 项.项目名称 }}自评复核表（与封存底稿一致）"
        one.table(caption, REVIEWED, "项.复核表", REVIEW_SUMS)
    one.save("review")


def organisation(one: Outline, *, heads: bool = True) -> None:
    """Purpose, standards and method, course: of these the workbook knows the standards alone."""
    if heads:
        one.head2("（一）绩效评价目的")
    one.paragraph("{{ 待补充('评价目的') }}")
    if heads:
        one.head2("（二）绩效评价标准和评价方法")
    one.paragraph(
        "评价标准：各项指标以自评表的年度指标值为目标值，按“{{ 评分规则 }}”计分，每项得分的计算过程见评分表。"
    )
    one.paragraph("评价方法：{{ 待补充('评价方法') }}")
    if heads:
        one.head2("（三）绩效评价实施过程")
    one.paragraph("{{ 待补充('评价实施过程') }}")


def problems(one: Outline, head: str | None, advice: str | None, *, chapter: str | None = None) -> None:
    if chapter:
        one.head1(chapter)
    if head:
        one.head2(head)
    one.lines("问题")
    if advice:
        one.head2(advice)
        one.lines("建议")


def use_of_results(one: Outline) -> None:
    with one.each("项", "项目"):
        one.lines("项.整改清单", "整改安排：{{ 句 }}")
    one.paragraph("{{ 待补充('评价结果如何应用（反馈、整改、公开、与预算挂钩）') }}")


def main() -> None:
    founding_2023()
    national_2020()
    conclusion_first_2025()
    review()


if __name__ == "__main__":
    main()
