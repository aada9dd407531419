"""The words printed on forms: a table of synonyms as data, and labels read blind to spaces, width, brackets and points.

Each concept has `words` (labels seen in print; the nearest is named for a near miss) and a `pattern`: the family
of words the concept goes by. Patterns match the whole of a label's core: what is left of it after spaces, line breaks,
bracketed notes, numbering, (A)/(B/A) marks, points and units are gone.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

LONGEST_LABEL = 48  # characters; what is longer is text


class Label(NamedTuple):
    """A printed label: `core` for matching, `points` of （50分）, `unit` of （万元）, `notes` the bracketed remarks."""

    core: str
    points: Decimal | None = None
    unit: str | None = None
    notes: tuple[str, ...] = ()


class Concept(NamedTuple):
    """One column or field of the form, and the words it goes by."""

    name: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]


def _concept(name: str, pattern: str, *words: str) -> Concept:
    return Concept(name, words, re.compile(pattern))


_SPACE = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00ad]+")
_BRACKET = re.compile(r"[(\[{【〔〖《<]([^()\[\]{}【】〔〕〖〗《》<>]*)[)\]}】〕〗》>]")
_POINTS = re.compile(r"(\d+(?:\.\d+)?)分")
_BARE_POINTS = re.compile(r"^\d{1,3}(?:\.\d+)?$")
_UNIT = re.compile(r"(百万元|千万元|亿元|万元|千元|元|亿|万)")
_UNIT_NOTE = re.compile(r"^(?:金额|资金|货币|计量)?单位:?(?:人民币)?(百万元|亿元|万元|千元|元|亿|万)$")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}[、.,]|\d{1,2}[、.)](?!\d)|[★☆*●○◆■▲#]+|其中:)+")
_TAIL = re.compile(r"[:;,.、*★☆_=#|。·~\-—]+$")
_MARK = re.compile(r"(?<=[\u4e00-\u9fff])[=:]?[a-z](?:[/÷][a-z])?(?:[*×x]100%?)?$")
_TAIL_UNIT = re.compile(r"(?<=[数额率金算分])(万元|亿元|元|%)$")
_TAIL_POINTS = re.compile(r"\d+(?:\.\d+)?分$")


@lru_cache(maxsize=8192)
def plain_text(text: str) -> str:
    """Text for comparing: width folded, no spaces, lower case (（２０２３ 年度） -> (2023年度))."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).lower()


@lru_cache(maxsize=8192)
def label(text: str) -> Label:
    """The label that a cell's text is; an empty core where the text is too long for one or has no words."""
    if not text or len(text) > 2 * LONGEST_LABEL:
        return _NO_LABEL
    core = plain_text(text)
    notes: list[str] = []
    while True:
        found = _BRACKET.search(core)
        if not found:
            break
        notes.append(found.group(1))
        core = core[: found.start()] + core[found.end() :]
    if len(core) > LONGEST_LABEL:
        return _NO_LABEL
    points = _points(notes)
    unit = next((one.group(1) for one in map(_UNIT.search, notes) if one), None)
    note = _UNIT_NOTE.match(core)
    if note:
        return Label("单位", None, note.group(1), tuple(notes))
    core = _TAIL.sub("", core)
    tail_unit = _TAIL_UNIT.search(core)
    if tail_unit:
        unit = unit or (tail_unit.group(1) if tail_unit.group(1) != "%" else None)
        core = core[: tail_unit.start()]
    tail_points = _TAIL_POINTS.search(core)
    if tail_points:
        points = points if points is not None else Decimal(tail_points.group()[:-1])
        core = core[: tail_points.start()]
    core = _MARK.sub("", core)
    core = _TAIL.sub("", _NUMBERING.sub("", core))
    return Label(core, points, unit, tuple(notes))


_NO_LABEL = Label("")


def _points(notes: list[str]) -> Decimal | None:
    for note in notes:
        found = _POINTS.search(note)
        if found:
            return Decimal(found.group(1))
    for note in notes:
        if _BARE_POINTS.match(note) and 0 < Decimal(note) <= 200:
            return Decimal(note)
    return None


# --------------------------------------------------------------------------------------------- columns of indicators

_YEARLY = r"(?:年度|全年|当年|本年度|本年|年初|年终|年末|年底|截至年底|截止年底|\d{4}年)"

_NOT_OURS = _concept(
    "ignored",
    r"序号|编号|.*(?:上年|上一年|去年|往年|历史|前三年|行业|同比|佐证|证明材料|依据材料|数据来源|资料来源|取数).*"
    r"|责任(?:部门|单位|人|科室|处室).*|(?:指标)?(?:完成|实现|达成)(?:率|比例|比率|程度|百分比)|偏差(?:率|度|值|比例)"
    r"|扣减?分(?:数|值|情况)?|指标(?:类型|代码|编码|编号|来源)|(?:是否)?(?:核心|关键)指标|完成时间|是否完成",
    "序号",
    "佐证材料",
    "完成率",
    "偏差率",
)
_WEIGHT = _concept(
    "weight",
    r"(?:[一二三]级)?(?:指标|参考|标准|设定|设置|预设|各项|考核|评价|项目|绩效|计划|预期)*"
    r"(?:分值权重|权重分值|分值|权重|满分|标准分|权重分|赋分|基准分|基础分|基本分|应得分|参考分|赋值|分数)(?:值|数|比)?|分",
    "分值",
    "权重",
    "参考分值",
    "指标分值",
    "标准分",
    "满分",
)
_SCORE = _concept(
    "self_score",
    r"(?:单位|项目|部门|三级|单项|指标|实际|自我|最终|综合|绩效|本次|自查|评价|预算执行|本单位)*"
    r"(?:自评|自评价)?(?:得分|评分|打分|实得分|自评分|自评分值|自评分数|自评|评价分)(?:值|数|情况)?",
    "得分",
    "自评得分",
    "自评分",
    "评分",
    "指标得分",
)
_CONVERTED = _concept("converted", r"(?:换算|折算|加权|折合|权重)(?:后)?(?:的)?(?:得分|分值|分数|分)", "换算得分")
_REVIEW = _concept(
    "review_score",
    r".*(?:复核|审核|核查|抽查|复评|核定|复审|评审|第三方|专家|财政|主管部门|部门评价|上级).*(?:分|分数|分值)",
    "复核分",
    "财政审核评分",
    "核查分数",
)
_RULE = _concept(
    "rule_text",
    r".*(?:评分|评价|计分|打分|赋分|得分|扣分|给分|考核)(?:标准|规则|细则|办法|方法|依据|要点|要求).*"
    r"|指标(?:解释|说明|内涵)(?:.*)|计算(?:公式|方法).*|取值(?:说明|依据)|评分说明",
    "评分标准",
    "评分规则",
    "计分标准",
)
_REASON = _concept(
    "reason",
    r".*(?:原因|改进措施|整改措施|偏差说明|偏差分析|偏差情况|未完成说明|差异说明|未达标).*",
    "偏差原因分析及改进措施",
    "未完成原因分析",
    "未完成原因及拟采取的改进措施",
    "未完成原因和改进措施",
    "原因",
)
_REMARK = _concept("remark", r"备注(?:说明)?|说明|情况说明|其他说明|文字说明", "备注", "情况说明")

INDICATOR_COLUMNS: tuple[Concept, ...] = (
    _concept("level1", r"(?:绩效)?一级(?:绩效)?(?:指标)?(?:名称|内容|类别)?", "一级指标"),
    _concept("level2", r"(?:绩效)?二级(?:绩效)?(?:指标)?(?:名称|内容|类别)?", "二级指标"),
    _concept(
        "name",
        r"(?:绩效)?三级(?:绩效)?(?:指标)?(?:名称|内容)?|(?:绩效|具体|考核|评价|明细|个性化?)?指标(?:名称|内容)"
        r"|(?:具体|考核|评价|明细|自评)指标",
        "三级指标",
        "指标名称",
        "指标内容",
    ),
    _concept("indicator", r"(?:绩效|项目绩效)?指标(?:体系|设置)?|评价内容|考核内容|考核项目|评价项目", "绩效指标"),
    _NOT_OURS,
    _concept(
        "nature",
        r"(?:指标|目标|目标值|指标值)?(?:性质|方向|属性|符号|计算符号|运算符号?|比较符号?|关系符号?)",
        "指标性质",
        "计算符号",
    ),
    _concept("measure_unit", r"(?:度量|计量|指标|指标值|目标值|数值|计算)?单位", "度量单位", "计量单位"),
    _REVIEW,
    _CONVERTED,
    _RULE,
    _REASON,
    _SCORE,
    _WEIGHT,
    _concept(
        "target",
        rf"(?:{_YEARLY}|预期|计划|绩效|设定|预定|原定|申报|批复|项目|调整后|指标|既定|预计|预算|总体)*(?:的)?"
        r"(?:指标值|目标值|预期值|计划值|计划数|计划指标|预期指标|目标数|任务数|任务量|目标|标准值|计划完成值?|应完成值"
        r"|计划完成数|指标目标值?|设定值|目标任务)",
        "年度指标值",
        "指标值",
        "目标值",
        "年初目标值",
        "年度目标值",
        "预期指标值",
    ),
    _concept(
        "actual",
        rf"(?:{_YEARLY}|实际|单项|指标|项目|目标|绩效|自评|任务|预期|三级)*"
        r"(?:完成值|完成情况|完成数值?|完成量|完成结果|完成指标值?|完成|实现值|实现情况|达成值|达成情况|实际值|实际数|业绩值"
        r"|实际指标值|实际情况|实际结果|实际水平|完成实际值)",
        "实际完成值",
        "全年实际值",
        "全年完成值",
        "完成值",
        "年终完成值",
        "单项指标实际完成值",
        "全年实际完成值",
        "实际完成情况",
    ),
    _REMARK,
)

# ---------------------------------------------------------------------------------------------- columns of the money

FUND_COLUMNS: tuple[Concept, ...] = (
    _concept(
        "ignored",
        r"序号|.*到位.*|.*(?:结余|结转|节余|剩余|余额).*|预算(?:调整|追加|调增|调减)数?|.*(?:上年|去年|佐证).*|资金来源|资金构成|来源",
        "实际到位资金",
        "资金来源",
    ),
    _concept(
        "initial_budget",
        r"(?:项目|当年)?(?:年初|期初|初始|年初部门)(?:部门|资金|批复|下达|安排)*(?:预算)?(?:批复|安排|资金)*(?:数|金额|额|总额|资金)?",
        "年初预算数",
        "年初预算",
    ),
    _concept(
        "rate",
        r"(?:预算|资金|项目|经费|全年|年度|实际|总体|财政)*(?:执行|支出|使用|支付|完成)(?:率|进度|比例|比率)",
        "执行率",
        "预算执行率",
    ),
    _concept(
        "executed",
        rf"(?:{_YEARLY}|实际|累计|项目|预算|资金|财政|已|经费|决算|总)*"
        r"(?:执行|支出|使用|支付|列支|开支)(?:数|金额|额|资金|总额|总数|预算数)?|决算数",
        "全年执行数",
        "执行数",
        "预算执行数",
        "实际支出数",
    ),
    _concept(
        "annual_budget",
        rf"(?:{_YEARLY}|调整后|调整|最终|实际|项目|财政|资金|经费|批复|下达|总|计划|安排)*(?:的)?(?:{_YEARLY})?"
        r"(?:预算|预算安排|预算资金|资金预算|计划投资|资金计划|预算批复|预算总额|计划)(?:数|金额|额|资金|总额|安排|总数)?(?:调整后数?)?",
        "全年预算数",
        "调整后预算数",
        "预算数",
    ),
    _REVIEW,
    _CONVERTED,
    _RULE,
    _REASON,
    _SCORE,
    _WEIGHT,
    _REMARK,
)

# ------------------------------------------------------------------------------------------------- sources of money

SOURCES: tuple[Concept, ...] = (
    _concept(
        "total",
        r"(?!其中).*(?:总额|总量|总计|合计|总数|总预算|总投资|总资金)|总额|合计|总计|项目资金|年度资金|年度预算资金|全年预算资金|小计",
        "年度资金总额",
        "资金总额",
        "合计",
    ),
    _concept("carried_over", r".*(?:结转|上年结余|以前年度|结余资金).*", "上年结转资金"),
    _concept("special_account", r".*专户.*", "财政专户管理资金"),
    _concept("central", r".*中央.*", "中央财政资金"),
    _concept("local", r"(?!.*(?:债券|专项债)).*地方.*", "地方资金"),
    _concept(
        "part",
        r".*(?:省|市|区|县|镇|街道|乡|州|盟|旗)(?:本?级|直)?(?:财政)?(?:补助|配套|拨款|资金|安排|统筹).*|.*债券?.*|.*彩票.*",
    ),
    _concept(
        "fiscal",
        r"(?!.*非财政).*(?:财政拨款|财政资金|财政补助|预算拨款|公共预算|财政安排|财政预算|本级财政|当年预算|政府性基金).*|财政",
        "当年财政拨款",
        "本年财政拨款",
        "财政资金",
    ),
    _concept("own", r".*(?:单位资金|自有|自筹|事业收入|经营收入|单位配套).*", "单位资金"),
    _concept("other", r"(?:其他|其它|非财政).*", "其他资金"),
)

# ------------------------------------------------------------------------------------------------- fields of the head

HEAD: tuple[Concept, ...] = (
    _concept(
        "project",
        r"(?:.*(?:项目|转移支付|专项|资金|政策|支出)(?:支出)?)(?:名称|全称)(?:及?(?:代码|编码|编号))?|项目|名称",
        "项目名称",
    ),
    _concept(
        "local_department",
        r"(?:地方|省级|市级|区级|县级|省|市|区|县)(?:一级)?(?:主管|业务主管)(?:部门|单位)(?:名称)?",
        "地方主管部门",
    ),
    _concept("central_department", r"中央(?:业务)?主管(?:部门|单位)", "中央主管部门"),
    _concept(
        "department",
        r"(?:项目|预算|业务|归口|资金|行业|上级)*(?:一级)?主管(?:预算)?(?:部门|单位|处室|科室)(?:名称)?(?:及?(?:代码|编码))?"
        r"|归口(?:管理)?(?:部门|科室|处室)|一级预算(?:单位|部门)",
        "主管部门",
    ),
    _concept(
        "unit",
        r"(?:项目|具体|资金|预算|绩效|任务)*(?:实施|项目)(?:单位|部门|主体|责任单位|机构)(?:名称)?(?:及?(?:代码|编码))?|项目实施(?:单位|部门)",
        "实施单位",
        "项目单位",
    ),
    _concept(
        "unit_using",
        r"(?:项目|资金|具体|预算|专项)*(?:承担|执行|使用|用款|预算|基层|责任|承办|建设)(?:单位|部门|主体)(?:名称)?(?:及?(?:代码|编码))?",
        "资金使用单位",
        "预算单位",
    ),
    _concept(
        "unit_filing",
        r"(?:填报|申报|自评|填表|评价|编报|编制|上报|报送)?(?:单位|部门)(?:全称|名称)?(?:及?(?:代码|编码))?|(?:填报|申报|自评)(?:单位|部门)",
        "单位名称",
        "填报单位",
    ),
    _concept(
        "year", r"(?:项目|预算|评价|填报|资金|所属|自评|实施|绩效|考核|项目实施|项目所属)?年度", "年度", "预算年度"
    ),
    _concept(
        "total",
        r"(?:自评|自评价|评价|综合|项目|绩效|总体|最终|单位|自我|整体|考核)*(?:总得分|总分|自评分|总评分|总分值|自评得分|综合得分|总评得分)"
        r"|(?:自评|综合|评价|绩效|最终|自评价|项目|整体)+(?:得分|评分)(?:合计)?",
        "总分",
        "自评得分",
        "自评总分",
    ),
    _concept(
        "grade",
        r"(?:自评|评价|绩效|评定|综合|自评价|考核|结果|自评结果|评价结果|总体|项目)*(?:等级|等次|评级|级别)(?:评定)?",
        "等级",
        "自评等级",
    ),
    _concept(
        "known",
        r"(?:项目|单位|财务|部门|填报|主要|分管|科室|处室)*(?:负责人|责任人|领导|联系人|经办人|填报人|填表人|制表人|审核人|复核人)(?:姓名|签字|签名|签章)?"
        r"|(?:联系|办公|负责人)*(?:电话|手机|方式)(?:号码)?|(?:填报|填表|申报|自评|编制|上报|评价|报告)?(?:日期|时间)"
        r"|项目(?:类别|属性|类型|性质|级次|编码|代码|编号|分类|地点|所在地|周期|期限|来源|起止.*|实施.*(?:期|时间|地点|周期|期限))"
        r"|(?:资金|预算|支出|经费|指标|评价|自评)(?:性质|类型|类别|级次|科目|方式|范围|文号)|支出功能.*|实施(?:期限|周期|时间|期)|起止(?:时间|年限|日期)"
        r"|邮编|邮政编码|(?:单位|通讯|详细)?地址|报表编号|(?:统一社会)?信用代码|(?:单位|预算)?代码|附件\d*|公开\d*表?|(?:公章|盖章|签章|签字)",
        "项目负责人",
        "联系电话",
        "填报日期",
        "项目类别",
        "项目属性",
        "项目类型",
    ),
)

GOALS: tuple[Concept, ...] = (
    _concept(
        "goal_actual",
        r"(?:.*目标.*|全年|年度|实际|年终|项目)?(?:实际)?(?:完成|实现|达成)(?:情况|目标|情况综述|情况说明|情况概述)|实际完成|.*目标(?:的)?(?:实际)?完成(?:情况)?.*",
        "实际完成情况",
        "年度总体目标完成情况综述",
        "全年实际完成情况",
        "目标完成情况",
    ),
    _concept(
        "goal_expected",
        r"(?:年度|年初|全年|申报|原定|项目|绩效|当年|本年度|期初|总体)*(?:预期|设定|年初|预定|计划|申报|既定|批复)(?:的)?(?:年度|总体|绩效|工作|实施|总)*目标(?:内容|设定情况|情况)?"
        r"|目标设定情况|预期目标",
        "预期目标",
        "年初设定目标",
    ),
    _concept(
        "goal",
        r"(?:项目|年度|全年|当年|本年度|年初|总体|总|整体|绩效|工作|实施期|\d{4}年度?)*(?:绩效|总体|年度|工作|整体)*目标(?:\d+|[一二三四五])?(?:及完成情况|内容|情况)?",
        "年度总体目标",
        "总体目标",
        "年度绩效目标",
    ),
)

# ------------------------------------------------------------------------------------------------------- narrative

TEXTS: tuple[Concept, ...] = (
    _concept("rectification", r"(?:问题)?整改(?:清单|台账|情况|措施|计划|落实情况)?", "整改清单"),
    _concept(
        "other",
        r"(?:其他|其它)?(?:需要|须|需)?说明(?:的)?(?:问题|事项|情况)?|情况说明|(?:其他|其它)需要?说明.*|(?:评价|自评|总体|综合)结论|自评(?:结果|情况).*|.*原因分析.*"
        r"|(?:分配|下达|拨付|使用|执行|管理)(?:科学|及时|合规|规范|准确|有效)性|(?:预算)?绩效管理情况|支出责任履行情况|项目(?:实施|管理|组织).*情况|组织实施情况",
        "其他需要说明的问题",
        "评价结论",
    ),
    _concept("problems", r".*(?:存在|主要|面临)(?:的)?(?:主要)?(?:问题|不足|困难).*", "存在问题"),
    _concept("suggestions", r".*(?:改进措施|建议|下一步|结果应用).*", "相关建议", "改进措施"),
    _concept("experience", r".*(?:经验|主要做法|特色做法|亮点).*", "主要经验做法"),
    _concept("contractor", r".*(?:承接|承包|服务|中标|供应)(?:单位|机构|主体|商|方)(?:名称|情况)?", "承接单位"),
    _concept("staff", r".*(?:人员|工作人员|人员配备|配备人员)(?:情况|配备|数量|安排)?", "人员配备"),
    _concept("policy", r".*(?:政策|文件|立项|制度)(?:依据|文件|名称|文号|及文号).*|依据文件", "政策依据"),
    _concept(
        "fund_use", r".*(?:资金|经费)(?:使用|管理|支出|分配|投入)(?:及管理|和管理|管理)?(?:情况)?.*", "资金使用情况"
    ),
    _concept(
        "background",
        r".*(?:项目|立项|工作)?(?:背景|概况|基本情况|概述|简介|主要内容|实施内容).*",
        "项目概况",
        "项目背景",
    ),
)

# ---------------------------------------------------------------------------------------- words inside the tables

BLOCK_LABEL = re.compile(
    r"(?:项目|预算|年度)?(?:资金|预算|经费)(?:执行|投入|使用|安排|来源)?(?:及执行)?(?:情况)?|(?:项目)?绩效指标(?:完成情况)?|基本信息|项目信息"
)
TOTAL_ROW = re.compile(
    r"(?:自评|自评价|评价|综合|项目|绩效|总体|最终|指标|得分|分值|单位|各项|整体|全部)*"
    r"(?:总分|合计|总计|总得分|总评分|总分值|得分合计|自评得分|自评总分|综合得分|总分合计|合计得分|合计分值|总和|最终得分)(?:值|数)?"
)
SUBTOTAL_ROW = re.compile(r".*小计")
LEVEL1 = re.compile(
    r"(?:产出|效益|满意度|成本|决策|过程|管理|效果|投入|结果|产出与效果|服务对象满意度|项目(?:决策|过程|产出|效益|管理|投入|效果)|预算执行(?:率|情况)?|资金管理|绩效)(?:类)?(?:指标)?"
)
LEVEL2 = re.compile(
    r"(?:产出)?(?:数量|质量|时效|成本|效率)(?:指标)?|(?:经济|社会|生态|环境|生态环境)(?:成本|效益|影响)?(?:指标)?"
    r"|可持续(?:性)?(?:影响|发展)?(?:效益)?(?:指标)?|(?:服务对象|社会公众|受益对象|群众|公众)?满意度(?:指标)?等?"
    r"|项目立项|绩效目标|资金投入|资金管理|组织实施|项目效益|预算执行(?:率|情况)?|项目管理|财务管理|业务管理|效果指标"
)
LEFTOVER_NAME = re.compile(
    r"(?:三级)?(?:指标\s*(?:\d+|[一二三四五六七八九十]+)?)?\s*[:.]?\s*(?:[.…·。/\\—\-_*×x]+|无|\(.{0,8}\))?"
)
DOTS = re.compile(r"[.…·。/\\—\-_、]+")
NOTHING = re.compile(r"[./\\…·—\-_*]*|无|不适用|n/a|-{2,}")
GRADE = re.compile(r"(?:优秀?|良好?|中等?|差|较差|合格|不合格|基本合格|低|一般|[一二三四五]级|[a-d])(?:等|级|档)?")
GRADE_INLINE = re.compile(r"(?:等级|等次|评级|级别)(?:评定)?[:为](优秀?|良好?|中等?|较?差|合格|不合格|低|一般)")
_GRADES = "(优秀?|良好?|中等?|较?差|合格|不合格|低|一般)"
_TICKS = "[☑✓✔√■▣☒]"
TICKED_BEFORE = re.compile(_TICKS + _GRADES)  # ☑优 □良
TICKED_BEHIND = re.compile(_GRADES + _TICKS)  # 优☑ 良□
BREAKDOWN = re.compile(r"^(?:[★☆*\s]*)其中[:,]?|^(?:其中)$")
EXECUTION = re.compile(
    r"(?:预算|资金|经费|项目|专项).{0,6}执行(?:率|进度)|^执行(?:率|进度)|(?:预算|资金)支出(?:率|进度)$|^预算执行$"
)
PROMPT = re.compile(
    r"字以内|字左右|^[(]?(?:请|对照|逐项|简要|说明|填写|简述|概述|描述).{0,40}(?:说明|填写|概述|描述|阐述|完成情况|简述|等情况|等)[)。.]*$"
    r"|^[(]?请(?:简要|逐项|在此|详细|如实)*(?:说明|填写|描述|概述|简述|列明|分析|阐述).{0,60}$|^[(].{0,30}(?:填写|说明|字)[^)]{0,20}[)]$|^请?在?此处?.{0,6}(?:说明|填写)|^(?:\d[.、])?预算执行率=|^此处填写|^在此填写|^点击.{0,6}(?:填写|输入)"
)
TITLE = re.compile(r".*(?:自评|绩效评价|绩效目标|绩效).*(?:表|报告|情况)|.*自评.*")
SIGNATURE = re.compile(
    r"(?:填报|填表|制表|审核|复核|经办|负责|联系|单位|财务|分管|主要|主管|部门|项目|编制)*(?:人|领导|负责人|电话|日期|时间|公章|盖章|签章|签字|签名)(?:签字|签名|签章|盖章|\(.*\))?[::]"
)
FOOTNOTE = re.compile(
    r"^(?:注|备注|说明|填表说明|填报说明|注释|填写说明|注意)(?:\d*[:.、]|\d+$|$)|^\d{1,2}[.、:)]|^[*※]"
)


@lru_cache(maxsize=4096)
def concept_of(table: tuple[Concept, ...], core: str) -> str | None:
    """The concept whose words a label's core is, in this table; None where it is none of them."""
    if not core:
        return None
    for one in table:
        if one.pattern.fullmatch(core):
            return one.name
    return None


@lru_cache(maxsize=2048)
def nearest(table: tuple[Concept, ...], core: str) -> tuple[str, str] | None:
    """(concept, known label) that a label nearly is: one slip in four to seven characters, two in eight or more."""
    if len(core) < 3:
        return None
    best: tuple[int, str, str] | None = None
    for one in table:
        if one.name in ("ignored", "known"):
            continue
        for word in one.words:
            allowed = 2 if min(len(core), len(word)) >= 8 else 1
            if len(word) < 3 or abs(len(core) - len(word)) > allowed:
                continue
            distance = _distance(core, word, allowed)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, one.name, word)
    return best[1:] if best else None


def _distance(left: str, right: str, allowed: int) -> int | None:
    """Edit distance with swapped neighbours counting one; None where it is more than allowed."""
    before: list[int] = []
    last = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1] if last[-1] <= allowed else None
