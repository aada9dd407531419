"""What a target says and a result answers, row by row as on the form; 10 points each.

1. A strict bound reached exactly, a target missed by a hair: never full points.
2. Changes: 下降5% for 下降10%.   3. Several figures in one value.   4. Typed percentages.
5. Months without a year.   6. Done in part.   7. Lengths of time, units with an alternative, frequencies.
8. The same in other words.   9. No guess about direction.
Outcomes: a number is what the row earns, 待定 is open and nothing contradicts full points, 未达 is open or lower, and
full points are contradicted.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfeval_xl.result import Status
from tests.scoring.rows import one

TABLE = """
| 1 | 巡查次数 | 大于3次 | 3次 | 未达 |
| 1 | 巡查次数 | 大于3次 | 4次 | 10 |
| 1 | 巡查次数 | 大于3次 | ≥3次 | 待定 |
| 1 | 巡查次数 | 大于3次 | 大于3次 | 10 |
| 1 | 投诉率 | ＜5% | 5% | 未达 |
| 1 | 投诉率 | ＜5% | 4.9% | 10 |
| 1 | 服务人数 | ≥10000人 | 9999人 | 9.99 |
| 1 | 满意度 | ≥90% | 89.96% | 9.99 |
| 2 | 投诉量 | 比上年下降10% | 下降5% | 5 |
| 2 | 投诉量 | 比上年下降10% | 下降12% | 10 |
| 2 | 投诉量 | 下降10% | 上升5% | 未达 |
| 2 | 游客数 | 同比提高3个百分点 | 提高2个百分点 | 6.67 |
| 2 | 游客数 | 增长5% | 提升6% | 10 |
| 2 | 能耗 | 下降5% | 5% | 待定 |
| 2 | 能耗下降幅度 | 5% | 下降5% | 10 |
| 2 | 支出 | 增长不超过3% | 下降2% | 10 |
| 2 | 合格率 | 提高到95% | 提高到96% | 10 |
| 3 | 设备 | 购置电脑10台、打印机5台 | 电脑10台、打印机3台 | 未达 |
| 3 | 设备 | 购置电脑10台、打印机5台 | 打印机5台、电脑10台 | 10 |
| 3 | 设备 | 购置电脑10台、打印机5台 | 电脑10台 | 待定 |
| 3 | 培训 | 培训3期，每期50人 | 培训3期，每期45人 | 未达 |
| 3 | 培训 | 培训3期，每期50人 | 3期，每期60人 | 10 |
| 4 | 合格率 | ≥3% | 2% | 6.67 |
| 5 | 完成时间 | 12月底前 | 1月10日 | 待定 |
| 5 | 完成时间 | 12月底前 | 11月10日 | 10 |
| 5 | 清运时间 | 每日10点前 | 每日9点30分 | 10 |
| 5 | 清运时间 | 每日上午10:00前 | 上午10点半 | 未达 |
| 5 | 送餐时间 | 下午5点前 | 17:20 | 未达 |
| 5 | 送餐时间 | 每日10点前 | 3点 | 待定 |
| 5 | 完成时间 | 12月底前 | 2023年1月10日 | 10 |
| 5 | 完成时间 | 2023年12月31日前 | 次年1月 | 未达 |
| 5 | 完成时间 | 2023年6月30日前 | 1月10日 | 10 |
| 6 | 建设任务 | 完成 | 完成80% | 未达 |
| 6 | 建设任务 | 完成 | 100% | 10 |
| 6 | 建设任务 | 完成 | 未完全完成 | 未达 |
| 6 | 建设任务 | 完成 | 正在推进 | 未达 |
| 6 | 建设任务 | 持续推进 | 正在推进 | 待定 |
| 6 | 建设任务 | 完成 | 已完工待验收 | 待定 |
| 6 | 建设任务 | 通过验收 | 已完工待验收 | 未达 |
| 6 | 建设任务 | 完成 | 已完成 | 10 |
| 7 | 交付时间 | 合同签订后90天内 | 102天 | 8.67 |
| 7 | 交付时间 | 合同签订后90天内 | 合同签订后85天 | 10 |
| 7 | 服务人数 | 10人（次） | 10人次 | 10 |
| 7 | 购置设备 | 3台（套） | 3套 | 10 |
| 7 | 购置设备 | 3台/套 | 3台 | 10 |
| 7 | 巡查次数 | ≥12次 | 每月1次 | 10 |
| 7 | 巡查次数 | ≥4次 | 每季度1次 | 10 |
| 7 | 巡查次数 | ≥52次 | 每月2次 | 4.62 |
| 7 | 巡查次数 | ≥200次 | 1次/天 | 10 |
| 7 | 巡查次数 | ≥300次 | 1次/天 | 待定 |
| 7 | 巡查次数 | 1次/天 | 365次 | 10 |
| 7 | 巡查次数 | 1次/天 | 260次 | 待定 |
| 7 | 巡查次数 | 1次/天 | 40次 | 待定 |
| 7 | 巡查次数 | 每天2次 | 2次 | 10 |
| 7 | 巡查次数 | ≥每季度1次 | 每月1次 | 10 |
| 7 | 巡查次数 | ≥12次 | 11次 | 9.17 |
| 8 | 投诉情况 | 零投诉 | 0起 | 10 |
| 8 | 投诉情况 | 零投诉 | 2起 | 0 |
| 8 | 制度建设 | 健全 | 已健全 | 10 |
| 8 | 安全 | 不发生 | 未发生 | 10 |
| 8 | 安全 | 不发生安全事故 | 未发生安全事故 | 10 |
| 8 | 覆盖面 | 全覆盖 | 100% | 10 |
| 8 | 覆盖面 | 全覆盖 | 95% | 未达 |
| 8 | 制度 | 建立 | 未建立 | 未达 |
| 8 | 制度 | 建立长效机制 | 未建立 | 未达 |
| 8 | 制度 | 建立长效机制 | 已建立 | 10 |
| 8 | 制度 | 建立健全 | 已建立 | 10 |
| 8 | 制度 | 建立健全长效机制 | 建立了长效机制 | 10 |
| 8 | 制度 | 健全 | 基本健全 | 未达 |
| 8 | 制度 | 健全 | 较健全 | 待定 |
| 8 | 信息公开 | 及时公开 | 已公开 | 10 |
| 8 | 信息公开 | 及时公开 | 部分公开 | 未达 |
| 8 | 信息公开 | 及时公开 | 未公开 | 未达 |
| 8 | 信息公开 | 及时公开 | 公开不及时 | 未达 |
| 8 | 采购方式 | 公开招标 | 已公开 | 待定 |
| 8 | 资金使用 | 合规 | 已合规使用 | 10 |
| 8 | 发放 | 全部 | 100% | 10 |
| 8 | 发放 | 全部 | 90% | 未达 |
| 8 | 发放率 | 100% | 全部 | 10 |
| 8 | 踩踏 | 不发生 | 发生1起 | 0 |
| 8 | 踩踏 | 不发生 | 0起 | 10 |
| 8 | 群体性事件 | 不发生 | 发生2起 | 0 |
| 6 | 建设任务 | 完成 | 暂未开展 | 未达 |
| 3 | 参保率 | 同比提高3% | 提高3个百分点 | 10 |
| 3 | 参保率 | 提高3% | 提高2个百分点 | 待定 |
| 3 | 参保率 | 提高3个百分点 | 提高3% | 待定 |
| 3 | 发案率 | 下降3% | 下降4个百分点 | 10 |
| 3 | 差错率 | ≤3% | 2个百分点 | 待定 |
| 3 | 刑事警情 | 下降10% | 上升2% | 0 |
| 9 | 财政供养人员控制率 | 100% | 92% | 待定 |
| 9 | 预算调整率 | 3% | 0% | 待定 |
| 9 | 药占比 | 30% | 25% | 待定 |
| 9 | 资产负债率 | 60% | 50% | 待定 |
| 9 | 政府采购执行率 | 100% | 72.74% | 7.27 |
| 9 | 在职人员控制率 | ≥95% | 90% | 9.47 |
| 9 | 漏报率 | 1% | 0% | 10 |
| 9 | 公用经费支出控制数 | 100万元 | 90万元 | 10 |
"""
ROWS = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(("kind", "name", "target", "actual", "outcome"), ROWS)
def test_a_row_is_judged(kind: str, name: str, target: str, actual: str, outcome: str) -> None:
    assert kind in "123456789"
    score = one(target, actual, name=name, level2="数量指标", self_score="10")
    contradicted = score.accept_high is not None and score.accept_high < 10
    if outcome == "待定":
        assert score.status is Status.NEEDS_REVIEW, score.derivation
        assert score.why
        assert not contradicted
    elif outcome == "未达":
        assert score.status is Status.NEEDS_REVIEW or score.points != 10, score.derivation
        assert contradicted, score.derivation
    else:
        assert score.points == Decimal(outcome), score.derivation
        assert contradicted == (outcome != "10")
