"""What a reason for lost points is worth.

1. Words that only repeat the figure, the miss, the deduction, or that work was poor, say nothing of why.
2. A cause, however short, is a reason; so is a sentence with one beside empty words.
"""

from __future__ import annotations

import pytest

from perfeval_xl.checks.kit.reasons import is_empty

_EMPTY = (
    "1|46次|88%|满意度88%|得分9.5分|差2人|实际完成46次|未达到年度指标值|未完成目标任务|目标未完成|达不到目标|不达标|"
    "略低于目标|有差距|与目标值存在一定差距|偏差较小|工作不到位|落实不到位|力度不够|努力不够|正常扣分|酌情扣减|扣0.22分|"
    "按要求扣分|完成较好|完成情况良好|基本完成|达到预期|符合规定|较好|今后改进|进一步加强管理|持续改进|已整改|客观因素影响|"
    "目标值偏高|年初目标设定过高|指标设置不合理|受客观条件影响未完成|因客观原因未能完成|受条件限制|受各方面因素影响|不可控因素|"
    "因特殊情况未按计划完成|未及时完成|满意度偏低|完成率不高|数量不足|根据实际情况|实际情况如此|正常现象|自评扣2分|仍需努力|"
    "按实际情况自评|无偏差，无需改进|根据实际情况酌情扣分|不详|待补充|实际完成值未达到年度指标值|无特殊情况|特此说明|"
    "因工作原因|种种原因|主要原因|因故|无偏差|详见自评报告|如上|工作不到位，今后改进|未达到目标值，进一步加强管理"
)
_GIVEN = (
    "台风|停电3天|人手不足|设备故障|材料涨价|政策调整|3人退出|2户搬离|参与度不高|宣传力度不够|年初目标值设置偏高，实际申请人数减少|群众知晓率低|申请人数不足|受台风影响未完成|历史欠账多，财政资金未拨付|验收推迟|跨年项目|"
    "88%的对象搬离|未招到护理员|无合格投标人|因疫情停工|按上级要求暂停|未达到目标，因雨季停工|工作不到位，居民不知晓|"
    "部分服务对象搬离辖区，来年提前摸底|进度略慢|正常退出2户|满意度低，停车位不足|台账登记不及时|"
    "学校放假未开展|年度任务未下达|标准提高|政策要求停办|指标口径变化"
)


@pytest.mark.parametrize("reason", _EMPTY.split("|"))
def test_1_says_nothing(reason: str) -> None:
    assert is_empty(reason)


@pytest.mark.parametrize("reason", _GIVEN.split("|"))
def test_2_says_why(reason: str) -> None:
    assert not is_empty(reason)
