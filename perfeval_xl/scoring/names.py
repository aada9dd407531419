"""Which way an indicator points where its target has no operator: by its level and name; unclear stays unclear."""

from __future__ import annotations

from enum import Enum, auto

from perfeval_xl.form import Indicator, Meaning, MeaningKind
from perfeval_xl.form_words import BAD_THINGS, TURNS, bare_name, is_rate, one_of
from perfeval_xl.patterns import lazy


class Direction(Enum):
    """Which way is better."""

    UP = auto()  # more is met
    DOWN = auto()  # less is met
    COST_FIXED = auto()  # an amount of cost with "=": money saved, but the target says exactly
    STANDARD = auto()  # so much a head: neither more nor less is plainly better
    UNCLEAR = auto()  # reached exactly is met, anything else is for a person


_COST_NAME = lazy("成本|造价|费用")
_SPENDING = lazy("成本|造价|费用|经费|支出|开支|能耗")
_CEILING = lazy("控制(?:数|额|总额|标准|指标|线|价)?$|控制[数额]|限额|上限|最高限价")
_SAVED = lazy("节约|节省|节支|降低|减少|下降")
_PAID_OUT = lazy("发放|补贴|补助|救助|资助|奖励|兑付|收入|增收|产值|销售|筹集|募集|贷款|征收|税|营业|增加|增长|效益")
_COST_RATE_UP = lazy("节约|节省|达标|完成|合格|到位|支付|兑付|拨付|覆盖|准确|及时|足额")
_PER_HEAD = lazy("每[人户亩名生个件平]|人均|生均|户均|亩均|单价|(?<!高)标准(?!化)|/[人户亩生]")
_PER_TIME = frozenset({"年", "月", "天", "日", "季", "季度", "次"})
_BAD = lazy(BAD_THINGS)
_NOT_GOOD = lazy("不(?:合格|达标|满意|及时|准确|完整)")
_GOOD_OF_BAD = lazy(
    "处理|办结|解决|回复|答复|处置|整改|查处|修复|排除|下降|降低|减少|控制|化解|清收|排查|及时|完成|达标|合格|覆盖|检测|监测|检查|"
    "宣传|培训|教育|演练|满意|防控|防治|预防|报告|受理|调处|救助|消除|治理|响应|防范|保险|率先|就业|零|无|未"
)
_DURATION = lazy(
    "用时|耗时|时限|工期|周期|办结时间|响应时间|等待|办理时间|完成时间|完成天数|办理天数|(?:处理|办理|响应)时长"
)
_TIME_GIVEN = lazy(
    "培训|服务|开放|学习|宣传|教育|运行|运营|运转|授课|志愿|值班|值守|巡查|巡护|巡逻|保洁|作业|活动|演出|展[览出]|播出|放映|供[水电暖热气]|"
    "见习|实习|优良|达标|保障|质保|保修|参[训与加]|累计"
)
_A_YEAR = 12
_TIMES = frozenset({"hours", "days", "workdays", "months"})

# Quantities of which more may be worse, by what they are; what is done about them (防治, 改造, 发放) is work as any.
_MAY_BE_WORSE = {
    "used up": "消耗|耗[用水电油气煤材能]|[水电油气煤物]耗|用[水电油气煤纸药]|使用量|取水|燃油|化肥|农药|抗生素|原料",
    "owed": "库款|债务|负债|欠[款账薪费缴]|余额|亏损|赤字|透支|垫[付款资]|应付|坏账|呆账|存量|结[转余]|沉淀",
    "suffered": "受灾|成灾|灾[害情]|病虫?害|虫害|草害|损失|损毁|噪[声音]|停[电水气产工]|废[水气渣物料]|垃圾|污水|碳|"
    "危[房险]|沉降|贫困|重症|住院|候诊|等[待候]|排队|PM|[受工]伤|流行|传染|抗体阴性|失信|上诉|离职|退[学保出]|缺",
    "asked of people": "环节|跑动|跑腿|证明材料|(?:办件|申[请报]|提交|报送)材料|手续|审批",
    "paid by people": "利率|加成|加价|收费|价格|单价|票价|租金|费率|费用|自付|自费|负担",
    "spent": "经费|支出|开支|花费",
    "for each one": "(?:人|户|次|床|亩|车)均|平均|单位(?:用|能|产品|面积|产值|产出|GDP)",
}
_WORK_ON_IT = lazy(
    "改造|修缮|加固|拆除|发放|推广|施用|配备|购[置买]|采购|建设|新建|惠及|受益|服务|帮扶|慰问|扶持|援助|补[助贴偿]|减[量少免负]|"
    "压[减缩降]|精简|缩短|节[约省]|回收|收[集运]|清运|清理|处[置理]|利用|转运|焚烧|填埋|无害化|资源化|分类|种植|绿地|绿化|收入|增收|产[值量]|"
    "寿命|图书|藏书|有机|编制|审查|评审|评估|核[查实]|普查|调查|摸底|接诊|诊疗|筛查|随访|鉴定|登记|脱贫|脱困"
)
_MAY_DOUBT = lazy("|".join(_MAY_BE_WORSE.values()))
# What a unit is held down to, whatever is done with it: only less of it (公务接待压减批次) is plainly good.
_HELD_DOWN = lazy(
    "三公|公务(?:接待|用车|车)|公车|因公出国|出国(?:境|（境）)?|公用经费|办公(?:用房|面积|用纸|用品)|接待(?:批次|人次|费)|"
    "在编|编制(?:人?数|内|外)|编外|(?:在职|供养|聘用|临聘)(?:人员|人数)|人员(?:规模|控制)|保有量|产生量|残渣|"
    "^(?:全年|年度)?(?:会议|发文|文件|公文|简报|培训班|评比|检查考核|督查检查考核)(?:活动|印发)?(?:总?数量?|次数|场次|个数|份数|总量)$"
)
_LESS_OF_IT = lazy("减[量少免负]|压[减缩降]|精简|缩短|节[约省支]|下降|降低|清[理退零]|腾退|保障|培训")
_IN_BRACKETS = lazy(r"[(（][^()（）]{0,40}[)）]")  # 会议次数（压减） counts meetings, 会议压减次数 what was saved
_CARED_FOR = lazy(
    "随访|患者|病人|血[压糖脂]|疾?病|规范|达标|有效|治理|治疗|水土|面积"
)  # 高血压随访控制数 counts work done
_MOST_ALLOWED = lazy("控制[数额限量线]$|控制总[数额量]|限[额量值]|上限|最高限")


# A rate without operator is the better the higher only where its name says so.
_GOOD_RATE = lazy(
    "完成|达成|实现|达标|合格|优良|优秀|优质|满意|知晓|认可|支持|信任|好评|幸福|获得感|安全感|及时|按时|按期|准时|如期|到位|覆盖|普及|"
    "惠及|受益|参与|参加|参保|参合|参训|参会|参检|到会|到课|出勤|就业|创业|入学|入园|巩固|毕业|升学|升级|建档|立卡|持证|准确|正确|"
    "精准|精确|真实|完整|完好|完备|齐全|规范|标准化|信息化|兑付|发放|支付|拨付|拨款|下达|执行|落实|签约|履约|响应|受理|办结|办理|处理|"
    "处置|处结|解决|回复|答复|反馈|回访|整改|销号|利用|使用|开放|开工|开机|投产|投用|竣工|完工|验收|通过|达产|成活|存活|存栏|保存|保障|"
    "保护|保洁|清运|清理|清洁|清零|收集|收缴|征收|征缴|回收|无害化|资源化|绿化|绿地|提升|提高|增收|改善|好转|治愈|治疗|康复|接种|筛查|"
    "检测|监测|检查|检验|巡查|抽检|抽查|体检|随访|合规|依法|合法|公开|公示|发布|上报|报送|填报|归档|录入|入库|入住|入户|上门|服务|培训|"
    "考核|结业|采纳|采用|转化|贡献|自给|供水|供电|供暖|供气|供应|通畅|畅通|通车|通水|通电|运行|运转|正常|安全|稳定|修复|治理|化解|调处|"
    "调解|侦破|破案|追回|挽回|防控|预防|防治|消除|拆除|配备|配置|配套|安装|建设|建成|设置|更新|养护|维护|维修|修缮|改造|硬化|亮灯|亮化|"
    "宣传|阅读|点击|成功|命中|有效|达到|满足|到账|到岗|在岗|在位|编制完|招聘|签订|采购|中标|救助|救治|帮扶|扶持|资助|补助|代办|网办|上线|"
    "对接|送达|见警|回头|复垦|还田|灌溉|收入|产值|利润|税收|经济|产量|销售|旅游|游客|投资|引进"
)
_GROWTH = lazy("增长|增加|上升|增速")
_COSTS_MORE = lazy("(?:费用|经费|成本|支出|价格|能耗|负债|债务).{0,4}(?:增长|增加|上升|上涨)")
_FALLS = lazy(
    f"(?:{one_of(word for word, way in TURNS.items() if way < 0)}|压降|下调|精简)(?:幅度|比例|百分比|程度|[率度幅])?$"
)
_EITHER_WAY = lazy("控制|调整|变动|变化|结转|结余|负债|资金占|三公|药占|抗菌药|耗材占|费用占|支出占")


def direction(row: Indicator, target: Meaning) -> Direction:
    """The direction of a numeric target."""
    if target.kind in (MeaningKind.AT_LEAST, MeaningKind.MORE_THAN):
        return Direction.UP
    if target.kind in (MeaningKind.AT_MOST, MeaningKind.LESS_THAN):
        return Direction.DOWN
    return _of_change(row, target) if target.turn else _of_plain(row, target)


def _of_change(row: Indicator, target: Meaning) -> Direction:
    """下降10%, 提高3个百分点: more of the change is better, unless what grows is cost or harm."""
    name = row.name or ""
    grows = TURNS[target.turn] > 0
    return Direction.UNCLEAR if grows and (is_bad(name) or _SPENDING.search(name)) else Direction.UP


def _of_plain(row: Indicator, target: Meaning) -> Direction:
    name = row.name or ""
    level = f"{row.level1 or ''} {row.level2 or ''}"
    money = target.dimension == "money" or target.dimension.startswith("元/")
    cost = "成本" in level
    if money and _SAVED.search(name):
        return Direction.UP
    if (money or (cost and not target.dimension)) and (_per_head(target.dimension) or _PER_HEAD.search(name)):
        return Direction.STANDARD
    if cost or (money and _COST_NAME.search(name)):
        return _of_cost(name, target, money)
    if money and _CEILING.search(name):
        return Direction.DOWN
    if money and "效益" not in level and not _PAID_OUT.search(name):
        return Direction.UNCLEAR
    if target.dimension == "ratio" and is_fall(name):
        return _of_fall(bare_name(name))
    if _MOST_ALLOWED.search(name) and (_HELD_DOWN.search(name) or not _CARED_FOR.search(name)):
        return Direction.UNCLEAR if target.operator else Direction.DOWN
    if is_bad(name):
        return Direction.UNCLEAR if target.operator else Direction.DOWN
    if target.dimension == "ratio" or (not target.dimension and is_rate(name)):
        return _of_rate(name, level)
    return _of_quantity(name, target)


def is_fall(name: str) -> bool:
    """Whether an indicator says how far something went down: 投诉下降率, 三公经费压减比例."""
    return _FALLS.search(bare_name(name)) is not None


def _of_fall(name: str) -> Direction:
    """投诉下降率 is the better the higher; of 满意度下降率 nobody can say."""
    thing = _FALLS.sub("", name)
    return Direction.UNCLEAR if is_rate(thing) and _GOOD_RATE.search(thing) else Direction.UP


def _of_rate(name: str, level: str) -> Direction:
    """No guess: 预算调整率 and 药占比 do not say which way is better."""
    if _EITHER_WAY.search(name):
        return Direction.UNCLEAR
    good = "满意" in level or _GOOD_RATE.search(bare_name(name)) or not (is_rate(name) or may_be_worse(name))
    good = good and not _COSTS_MORE.search(name)
    good = good or ("效益" in level and _GROWTH.search(name) and not _COSTS_MORE.search(name))
    return Direction.UP if good else Direction.UNCLEAR


def _of_quantity(name: str, target: Meaning) -> Direction:
    """What is done is the better the more of it; of what is used up, owed, suffered or held down nobody can say.

    工期 90天 is a limit, 服务 360天 is not, 平均住院日 8天 may be either.
    """
    is_time = target.dimension in _TIMES
    if target.dimension == "months" and target.base == _A_YEAR and not _DURATION.search(name):
        return Direction.UP  # the whole of it
    if _DURATION.search(name) and (is_time or not target.dimension):
        return Direction.UNCLEAR if target.operator else Direction.DOWN
    if is_time and not target.operator and not _TIME_GIVEN.search(name):
        return Direction.UNCLEAR
    return Direction.UNCLEAR if may_be_worse(name) else Direction.UP


def may_be_worse(name: str) -> bool:
    """Whether a name gives ground to doubt that more is better (化肥使用量, 债务余额, 会议数量; not 病虫害防治面积)."""
    bare = _IN_BRACKETS.sub("", name)
    if _HELD_DOWN.search(bare):
        return _LESS_OF_IT.search(bare) is None
    return bool(_MAY_DOUBT.search(name)) and not (_WORK_ON_IT.search(name) or _GOOD_OF_BAD.search(name))


def _per_head(dimension: str) -> bool:
    """So much a person, household or 亩; so much a year is no standard but an amount."""
    return not _PER_TIME.issuperset(dimension.split("/")[1:])


def _of_cost(name: str, target: Meaning, money: bool) -> Direction:
    if money or (not target.dimension and "率" not in name):
        return Direction.COST_FIXED if target.operator else Direction.DOWN
    if _COST_RATE_UP.search(name):
        return Direction.UP
    return Direction.UNCLEAR


def is_bad(name: str | None) -> bool:
    """Whether an indicator counts something unwanted (投诉次数, but not 投诉办结率)."""
    if not name:
        return False
    if _NOT_GOOD.search(name):
        name = _NOT_GOOD.sub("差错", name)
    return _BAD.search(name) is not None and _GOOD_OF_BAD.search(name) is None
