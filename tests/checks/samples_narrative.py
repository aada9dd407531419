"""Samples for and against the checks of the family N."""

from __future__ import annotations

from perfeval_xl.result import Severity
from tests.checks.sampling import Sample

_HINT, _WARNING = Severity.HINT, Severity.WARNING
_SAME = "为辖区居民提供专业社工服务，按期完成各项服务任务"
_ALL_MET = {"E14": "80个", "G14": "10", "H14": "", "H6": "10", "E6": "120", "E7": "100", "G6": "100%", "G7": "100%"} | {
    "E17": "120万元",
    "G21": "100",
}


def _beside(label: str, *lines: str) -> tuple[str, ...]:
    rows = "\n".join(f"| {label} | {line} |" for line in lines)
    return (f"| 项目概况 | < |\n{rows}",)


def _done(text: str, **more: str) -> dict[str, str]:
    """The clean form with another 实际完成情况."""
    return {"E11": text, **more}


SAMPLES = [
    Sample("N601", _done(_SAME), at="E11", severity=_WARNING),
    Sample("N601", _done(_SAME.replace("，", ",  ")), at="E11"),
    Sample(
        "N602",
        _done("社工服务按计划开展，全年实际支出128.8万元"),
        at="E11",
        good=_done("社工服务按计划开展，全年实际支出1188000元，其中设备购置支出30万元，2022年实际支出90万元"),
        severity=_WARNING,
    ),
    Sample(
        "N602",
        {"B11": "本项目共申请预算资金150万元，提供社工服务"},
        at="B11",
        good={"B11": "本项目共申请预算资金120万元"},
    ),
    Sample(
        "N603",
        _done("预算执行率为100%，服务按计划开展"),
        at="E11",
        good=_done("预算执行率为99%，上年预算执行率为95%"),
        severity=_WARNING,
    ),
    Sample(
        "N604",
        _done("全年完成专业个案服务86个、社区活动153场"),
        at="E11",
        good=_done("全年完成专业个案服务76个、亲子社区活动20场，上半年完成专业个案服务30个，服务对象满意度95%"),
        severity=_WARNING,
    ),
    Sample(
        "N604",
        _done("定期开展专业个案服务，共服务86个"),
        at="E11",
        good=_done("定期开展专业个案服务，共服务76个；组织外出学习，共86个"),
    ),
    Sample("N604", _done("服务对象满意度达到98%"), at="E11", good=_done("计划服务对象满意度90%")),
    Sample("N604", _done("完成专业个案服务4个"), at="E11", good=_done("未完成专业个案服务4个")),
    Sample("N604", {"B11": "开展社区活动200场"}, at="B11", good={"B11": "开展社区活动150场，专业个案服务约100个"}),
    Sample(
        "N605",
        _done("本年支出118.8万元。其中：80万元用于人员；20万元用于活动；20.8万元用于设备。"),
        at="E11",
        good=_done("本年支出118.8万元。其中：80万元用于人员；20万元用于活动；18.8万元用于设备。"),
        severity=_WARNING,
    ),
    Sample(
        "N605",
        _done("本年支出118.8万元，其中：人员50万元，活动20万元，设备18.8万元。"),
        at="E11",
        good=_done("本年支出118.8万元，其中人员50万元，活动20万元。"),
        severity=_HINT,
    ),
    Sample(
        "N605",
        _done("全年开展活动153场，其中户外100场、室内63场，惠及10500人次"),
        at="E11",
        good=_done("全年开展活动153场，其中户外100场、室内53场，惠及10500人次"),
        severity=_HINT,
    ),
    Sample(
        "N606",
        _done("自评得分为98分，服务按计划开展"),
        at="E11",
        good=_done("自评得分为99.4分，产出指标自评得分49.5分，2022年自评得分97分"),
        severity=_WARNING,
    ),
    Sample("N607", _done("自评等级为“良”"), at="E11", good=_done("自评等级为“优秀”"), severity=_WARNING),
    Sample(
        "N608",
        _done("各项指标均已完成"),
        at="E11",
        good=_done("除个案服务外，各项指标均已完成"),
        severity=_WARNING,
    ),
    Sample(
        "N609",
        _ALL_MET,
        at="B2",
        beside=_beside("存在问题", "需求调研覆盖面不够广，深度不够"),
        beside_good=_beside("存在问题", "无"),
        severity=_HINT,
    ),
    Sample(
        "N610",
        {"A1": "2022年度项目支出绩效自评表"},
        at="A1",
        good={"A1": "2023年度项目支出绩效自评表"},
        severity=_WARNING,
    ),
    Sample(
        "N616",
        _done("每户补助3000元，改造300户，支出80万元"),
        at="E11",
        good=_done("每户补助3000元，改造300户，支出90万元"),
        severity=_WARNING,
    ),
    Sample(
        "N610", _done("2022年完成社工服务"), at="E11", good=_done("2022年立项，2023年完成社工服务"), severity=_WARNING
    ),
    Sample(
        "N610", {"B11": "2022年为居民提供社工服务"}, at="B11", good={"B11": "2023年为居民提供社工服务"}, severity=_HINT
    ),
    Sample(
        "N610",
        _done("2024年完成社工服务，按期开展活动"),
        at="E11",
        good=_done("社工服务按计划开展，活动场次比2022年增加，尾款2024年完成支付，个案服务将于2024年全部完成"),
        severity=_WARNING,
    ),
    Sample(
        "N610",
        _done("2024年社工服务按计划开展"),
        at="E11",
        good=_done("2024年计划继续开展社工服务"),
        severity=_WARNING,
    ),
    Sample("N615", _done("无"), at="E11", good=_done("社工服务按计划开展，详见工作总结"), severity=_WARNING),
    Sample("N615", _done("详见自评报告。"), at="E11"),
    Sample("N615", _done("已完成 100%"), at="E11"),
    Sample("N615", _done("已全部完成，详见附件"), at="E11", good=_done("已全部完成，个案服务详见附件")),
    Sample(
        "N611",
        {},
        at="B2",
        beside=_beside("政策依据", "《某市社工服务站管理办法》（某府办[2023]7号）"),
        beside_good=_beside("政策依据", "《某市社工服务站管理办法》（某府办〔2023〕7号），某小区(2023)7号楼"),
        severity=_HINT,
    ),
    Sample("N611", {}, at="B2", beside=_beside("政策依据", "根据财预〔2020〕第10号文件")),
    Sample(
        "N612",
        {},
        at="B3",
        beside=_beside(
            "政策依据",
            "《某市服务站管理办法》（某府办〔2023〕7号）",
            "《某市服务站（试点）管理办法》（某府规〔2018〕13号）",
        ),
        beside_good=_beside(
            "政策依据", "《某市服务站管理办法》（某府办〔2023〕7号）", "《某市服务站经费办法》（某府规〔2018〕13号）"
        ),
        severity=_WARNING,
    ),
    Sample(
        "N614",
        _done("服务按计划开展，支出与预算持平"),
        at="E11",
        good=_done("服务按计划开展，支出低于预算，上年支出与预算持平，支出未超过预算"),
        severity=_WARNING,
    ),
    Sample("N614", _done("全年执行数大于预算数"), at="E11", good=_done("支出没有超过预算")),
    Sample(
        "N613",
        {"H14": "服务对象张某（13800001234）搬离辖区"},
        at="H14",
        good={"H14": "服务对象张某搬离辖区，金额13800001234元"},
        severity=_WARNING,
    ),
    Sample(
        "N613",
        _done("为张某（11010519491231002X）提供服务"),
        at="E11",
        good=_done("为张某（110105194912310021）提供服务"),
    ),
]
