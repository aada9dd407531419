"""Texts beside the table: what is held against it, and what is left alone.

1. Honest sentences, as reports have them, raise nothing, in the goal or in the result.
2. A figure that contradicts the table is found, in whatever unit, and quoted as it stands.
3. Parts that are listed after 其中 are added up; what is no part is not counted.
4. A claim that all is done is held against rows that missed their target, not against words about one thing.
5. Document numbers: what is wrong is quoted, and put right.
6. Numbers of persons are masked; an identity number needs its check digit.
7. A year after the form's own, in which the work is said to be done, is told; what is yet to come is not.
"""

from __future__ import annotations

import pytest

from perfeval_xl.checks.texts.personal_data import is_identity
from perfeval_xl.result import Finding
from tests.checks.sampling import changed, checked, told

# True of the clean form: budget 120, executed 118.8, 99%, 153 场, 76 个, 10500 人次, 96 人, 95%, 99.4 points.
HONEST = """
2023年，我单位共完成社工服务10500人次，开展社区活动153场，专业个案76个，新增志愿者96人，服务对象满意度95%。
全年预算数120万元，执行数118.8万元，预算执行率99%，各项指标完成情况良好。
项目全年预算数为120万元，执行数为118.80万元，完成预算的99%。
本项目预算资金120万元，其中财政拨款100万元，其他资金20万元，实际支出118.8万元，支出率为99%。
全年支出118.8万元，其中人员经费80万元、活动经费38.8万元。
投入资金120万元，受益居民10500人次，人均11.3元。
完成专业个案服务76个，完成率95%；开展社区活动153场，完成率102%。
开展社区活动场次153场，超额完成目标任务。
按照《某区2022年工作要点》（某办发〔2022〕12号），2023年完成服务任务。
一是开展社区活动153场（其中线上50场、线下103场）；二是专业个案服务76个。
经自评，该项目自评得分为99.4分，其中产出指标49.5分，自评等级为优。
满意度调查发放问卷200份，回收195份，服务对象满意度为95.0%。
较上年专业个案服务增加10个。
计划开展社区活动150场，实际开展社区活动153场。
项目总投资500万元，本年安排预算120万元，累计支出300万元。
一季度支出30万元，二季度支出28.8万元，下半年支出60万元。
每人每月补助300元，共补助100人，共支出36000元用于困难补助。
共开展各类活动153场次，服务10500余人次。
预算执行情况：全年预算120万元，全年执行118.8万元，执行率为99%。
支出：118.8万元。其中：人员经费支出80万元，公用经费支出18.8万元，项目支出20万元。
2022年实际支出90万元，预算执行率85%；2023年实际支出118.8万元。
除个案服务外，各项指标均已完成。
各项指标完成进度正常。
预算执行率自评得分9.9分，产出部分自评得分49.5分。
项目按合同完成，验收合格率100%，各站点服务验收合格率在90%以上。
预期服务对象满意度90%以上。
资金已全部支付到位，专业个案服务平均每月6个。
"""


def _narrative(cells: dict[str, str]) -> list[Finding]:
    return [one for one in checked(changed(cells)).findings if one.code.startswith("N")]


@pytest.mark.parametrize("line", HONEST.strip().splitlines())
def test_1_honest_sentences(line: str) -> None:
    form = checked(changed({"E11": line}))
    assert not [one for one in told(form) if one.startswith("N")]


@pytest.mark.parametrize(
    ("text", "code", "stated"),
    [
        ("项目顺利，全年执行数为108.8万元", "N602", "全年执行数为108.8万元"),
        ("全年实际支出11880000元。", "N602", "全年实际支出11880000元"),
        ("全年预算数为1200万元", "N602", "全年预算数为1200万元"),
        ("资金执行率达到100%", "N603", "资金执行率达到100%"),
        ("全年完成专业个案服务80个", "N604", "全年完成专业个案服务80个"),
        ("为居民提供专业个案服务，全年共服务80个", "N604", "全年共服务80个"),
        ("服务稳定。服务对象满意度：98%", "N604", "服务对象满意度：98%"),
        ("服务稳定，群众满意度达98%", "N604", "群众满意度达98%"),
        ("全年共举办163场社区活动，居民踊跃参加", "N604", "全年共举办163场"),
        ("经测算，自评得分：100分。", "N606", "自评得分：100分"),
        ("自评等级为良好。", "N607", "自评等级为良好"),
        ("圆满完成年度各项目标任务", "N608", "圆满完成年度各项目标"),
    ],
)
def test_2_contradictions(text: str, code: str, stated: str) -> None:
    found = _narrative({"E11": text})
    assert [one.code for one in found] == [code]
    assert found[0].stated == stated
    assert found[0].cell == "E11"


@pytest.mark.parametrize(
    "text",
    [
        *["家长满意度98%", "群众满意度达95%", "对社工服务的群众满意度较上年提高3%"],
        *[
            "全年共举办153场社区活动",
            "春节期间共举办20场社区活动",
            "全年共举办20场社区活动志愿者培训",
            "每月举办12场社区活动",
        ],
    ],
)
def test_2_another_matter(text: str) -> None:
    assert "N604" not in [one.code for one in _narrative({"E11": text})]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("刑事警情下降8.6%，治安好转", True),
        ("辖区刑事警情同比下降8.6%", False),
        ("刑事警情同比下降8.6%", True),
        ("刑事警情下降8.2%", False),
        ("盗窃类刑事警情下降8.6%", False),
    ],
)
@pytest.mark.parametrize(
    "row",
    [{"C20": "刑事警情下降率", "D20": "≥5%", "E20": "8.2%"}, {"C20": "刑事警情", "D20": "下降5%", "E20": "下降8.2%"}],
)
def test_2_changes(row: dict[str, str], text: str, found: bool) -> None:
    assert ("N604" in [one.code for one in _narrative({"E11": text, **row})]) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024年完成社工服务", True),
        ("截至2024年底，社工服务全部开展", True),
        ("2024年，我街道开展社工服务，活动场次比2023年增加10场", True),
        ("2023年完成社工服务，2024年完成总结", False),
        ("社工服务按计划开展，剩余工作2024年完成", False),
        ("依据《某区2024年工作要点》，开展社工服务", False),
        ("社工站建设到2025年底建成", False),
        ("2022年开展社工服务，服务居民", True),
        ("2022年，我街道提供社工服务", True),
        ("2024年开展社工服务，服务居民", True),
        ("2024年为居民提供社工服务", True),
        ("2024年计划开展社工服务", False),
        ("2023年开展社工服务，2024年开展回访", False),
        ("与2022年相比，社工服务更加及时", False),
        ("较2022年末增加社工4名", False),
        ("自2021年启动以来，持续开展社工服务", False),
        ("2022年结转的尾款全部付清", False),
        ("2022-2023学年开展社工服务", False),
        ("按2022年标准开展社工服务", False),
        ("2022年立项，社工服务按计划开展", False),
    ],
)
def test_7_a_year_other_than_the_forms(text: str, found: bool) -> None:
    assert ("N610" in [one.code for one in _narrative({"E11": text})]) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("共支出89.97万元。其中:30万元用于编制;30万元用于审计;29.99万元用于设计、规划、测绘。", True),
        ("共支出90万元。其中:30万元用于编制;30万元用于审计;30万元用于设计。", False),
        ("共支出100万元，其中甲33.2万元，乙33.2万元，丙33.2万元。", True),
        ("共支出100万元，其中甲33.33万元，乙33.33万元，丙33.33万元。", False),
        ("共支出100万元，其中甲60万元。", False),
        ("合计2026400元：甲1,000,000元；乙500,000元；丙240,000元。", True),
        ("项目资金120万元：财政资金100万元，自筹20万元，实现产值300万元。", False),
        ("预算120万元：实际支出118.8万元，结余1.2万元。", False),
        ("共支出100万元，其中主要有甲10万元，乙10万元，丙10万元。", False),
        ("预算100万元，其中甲60万元，乙40万元，比上年增加50万元。", False),
        ("培训500人，其中女性300人，少数民族250人。", False),
    ],
)
def test_3_parts_add_up(text: str, found: bool) -> None:
    assert ("N605" in [one.code for one in _narrative({"H14": "见实际完成情况", "E11": text})]) is found


def test_4_all_done_and_all_met() -> None:
    met = {"E14": "80个", "G14": "10", "H14": "", "G21": "99.9"}
    assert _narrative({"E11": "各项指标均已完成", **met}) == []
    (claim,) = _narrative({"E11": "各项指标均已完成"})
    assert "“专业个案服务数量”" in claim.message


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("依据财预(2020)10号", "财预〔2020〕10号"),
        ("依据财预[2020]10号文件", "财预〔2020〕10号"),
        ("依据财预〔2020〕第10号", "财预〔2020〕10号"),
        ("依据财预〔2020〕010号", "财预〔2020〕10号"),
        ("依据财预【2020】10 号", "财预〔2020〕10号"),
        ("依据财预〔2020〕10号", None),
        ("位于某小区（2020）3号楼", None),
    ],
)
def test_5_document_numbers(text: str, right: str | None) -> None:
    found = [one.expected for one in _narrative({"E11": text}) if one.code == "N611"]
    assert found == ([right] if right else [])


def test_6_numbers_are_masked() -> None:
    (found,) = _narrative({"E11": "服务对象张某，电话138-0000-1234，身份证11010519491231002X"})
    assert "138****1234" in found.message
    assert "110105********002X" in found.message
    assert "0000" not in found.message
    assert "19491231" not in found.message


@pytest.mark.parametrize(
    ("number", "valid"), [("11010519491231002X", True), ("11010519491231002x", True), ("110105194912310021", False)]
)
def test_6_check_digit(number: str, valid: bool) -> None:
    assert is_identity(number) is valid
