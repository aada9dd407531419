"""--approved: the targets as approved, held against the forms.

1. 申报表 of every layout seen: of two blocks that of the year; a sign, a value and a unit apart; a list of projects;
   ★ and 其中 rows; weights where there are any, and none invented.
2. Missing, added, renamed, lowered targets and moved weights are found, with the place in the approved file.
3. They outrank the sheet of the unit's own workbook.
4. A table belongs to its project, of several units to its own; what belongs to nobody is told.
5. `summarize --approved` says so. A folder of files; what cannot be read is told, a path that is not there refused.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from perfeval_xl.desk.gathering import Asked, gather
from perfeval_xl.filings.approved_files import read_approved
from perfeval_xl.filings.batch import Batch
from perfeval_xl.pipeline import Options
from perfeval_xl.problems import FileError
from perfeval_xl.reading.records.target_tables import targets_in
from perfeval_xl.xlsx.limits import limits_for
from tests.filings.folder import Filing, put, xlsx
from tests.sheets import grid_from
from tests.word_tables import as_document

PLAIN = """
| 项目支出绩效目标申报表 | < | < | < |
| （2023年度） | < | < | < |
| 项目名称 | 社区养老服务 | < | < |
| 主管部门 | 某区民政局 | 实施单位 | 石弦镇人民政府 |
| 年度目标 | 为老人提供服务 | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 开展活动次数 | ≥150次 |
| ^ | 质量指标 | 验收合格率 | ≥95% |
"""
SIDE_BY_SIDE = """
| 项目支出绩效目标申报表 | < | < | < | < | < | < | < |
| 项目名称 | 社区养老服务 | < | < | 实施单位 | 石弦镇人民政府 | < | < |
| 总体目标 | 长期目标（2023年—2025年） | < | < | 年度目标 | < | < | < |
| ^ | 三年建成服务网络 | < | < | 当年服务老人 | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 开展活动次数 | ≥450次 | 产出指标 | 数量指标 | 开展活动次数 | ≥150次 |
| ^ | 质量指标 | 验收合格率 | ≥90% | ^ | 质量指标 | 验收合格率 | ≥95% |
"""
SHARED_LEVELS = """
| 项目支出绩效目标申报表 | < | < | < | < | < | < |
| 项目名称 | 社区养老服务 | < | < | 实施单位 | 石弦镇人民政府 | < |
| 一级指标 | 二级指标 | 实施期绩效指标 | < | 年度绩效指标 | < |
| ^ | ^ | 三级指标 | 指标值 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 开展活动次数 | ≥450次 | 开展活动次数 | ≥150次 |
| ^ | 质量指标 | 验收合格率 | ≥90% | 验收合格率 | ≥95% |
"""
TWO_VALUES = """
| 项目支出绩效目标申报表 | < | < | < | < |
| 项目名称 | 社区养老服务 | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 实施期指标值 | 年度指标值 |
| 产出指标 | 数量指标 | 开展活动次数 | ≥450次 | ≥150次 |
| ^ | 质量指标 | 验收合格率 | ≥90% | ≥95% |
"""
STACKED = """
| 项目支出绩效目标申报表 | < | < | < |
| 项目名称 | 社区养老服务 | < | < |
| 长期绩效目标 | 三年建成服务网络 | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 开展活动次数 | ≥450次 |
| ^ | 质量指标 | 验收合格率 | ≥90% |
| 年度绩效目标 | 当年服务老人 | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 产出指标 | 数量指标 | 开展活动次数 | ≥150次 |
| ^ | 质量指标 | 验收合格率 | ≥95% |
"""
SIGN_APART = """
| 绩效目标申报表 | < | < | < | < | < |
| 项目名称 | 社区养老服务 | < | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 |
| ★产出指标 | 数量指标 | 开展活动次数 | ≥ | 150 | 次 |
| ^ | 质量指标 | 验收合格率 | ≥ | 95 | % |
"""
OLD_NAMES = """
| 项目绩效目标表 | < | < | < | < |
| 项目名称： | 社区养老服务 | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 |
| 投入指标 | 数量指标 | ★开展活动次数 | ≥150次 | 20 |
| ^ | 质量指标 | 验收合格率 | ≥95% | 10 |
"""
A_LIST = """
| 2023年度项目绩效目标批复表 | < | < | < | < | < |
| 单位名称 | 项目名称 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
| 石弦镇人民政府 | 路灯电费 | 产出指标 | 数量指标 | 路灯数量 | ≥500盏 |
| ^ | ^ | ^ | 质量指标 | 亮灯率 | ≥98% |
| ^ | 社区养老服务 | 产出指标 | 数量指标 | 开展活动次数 | ≥150次 |
| ^ | ^ | ^ | 质量指标 | 验收合格率 | ≥95% |
"""
LAYOUTS = {
    "plain": PLAIN,
    "long and yearly side by side": SIDE_BY_SIDE,
    "long and yearly under shared levels": SHARED_LEVELS,
    "two values": TWO_VALUES,
    "long above yearly": STACKED,
    "sign, value and unit apart": SIGN_APART,
    "old names": OLD_NAMES,
    "a list": A_LIST,
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_1_layouts(layout: str) -> None:
    tables = targets_in([grid_from(LAYOUTS[layout], "申报表")], "目标.xlsx")
    table = next(one for one in tables if one.project == "社区养老服务")
    assert [(row.level2, (row.name or "").strip("★"), row.target) for row in table.rows] == [
        ("数量指标", "开展活动次数", "≥150次"),
        ("质量指标", "验收合格率", "≥95%"),
    ]
    weights = [row.weight.value for row in table.rows]
    assert weights == ([20, 10] if layout == "old names" else [None, None])


@pytest.mark.parametrize("lead_as_text", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_1_layouts_in_word(layout: str, lead_as_text: bool, tmp_path: Path) -> None:
    book = put(tmp_path / "申报表.xlsx", xlsx(LAYOUTS[layout]))
    word = put(tmp_path / "申报表.docx", as_document(book, lead_as_text=lead_as_text))
    read = [
        [(row.name, row.target, row.weight.value) for table in tables for row in table.rows]
        for tables, remarks in (read_approved((one,), limits_for(None)) for one in (book, word))
        if not remarks
    ]
    assert len(read) == 2
    assert read[0] == read[1] != []


def approved(*rows: str, project: str = "社区养老服务", unit: str = "石弦镇人民政府") -> bytes:
    head = f"| 绩效目标申报表 | < | < | < | < |\n| 项目名称 | {project} | < | 实施单位 | {unit} |\n"
    table = head + "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 |\n" + "\n".join(rows)
    return xlsx(table, names=("申报表",))


ALL = (
    "| 产出指标 | 数量指标 | 开展活动次数 | ≥150次 | |",
    "| 产出指标 | 质量指标 | 验收合格率 | ≥95% | |",
    "| 产出指标 | 时效指标 | 按时完成时间 | 2023年12月31日前 | |",
    "| 产出指标 | 成本指标 | 项目总成本 | ≤120万元 | |",
    "| 效益指标 | 社会效益指标 | 受益居民人次 | ≥3000人次 | |",
    "| 效益指标 | 可持续影响指标 | 新增志愿者人数 | ≥90人 | |",
    "| 满意度指标 | 服务对象满意度指标 | 服务对象满意度 | ≥90% | |",
)


def judged(folder: Path, *rows: str, filing: Filing | None = None, **more: str) -> Batch:
    put(folder / "报" / "表.xlsx", (filing or Filing()).xlsx())
    put(folder / "目标" / "申报表.xlsx", approved(*rows, **more))
    return gather(Asked((str(folder / "报"),), Options(jobs=1), approved=(folder / "目标",)))


def found(batch: Batch) -> dict[str, str]:
    return {one.code: one.message for one in batch.forms[0].findings if one.code.startswith("A")}


def test_2_as_approved(tmp_path: Path) -> None:
    batch = judged(tmp_path, *ALL)
    assert found(batch) == {}
    assert batch.remarks == ()


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        ((*ALL, "| 产出指标 | 数量指标 | 上门探访次数 | ≥48次 | |"), "A701", "申报表.xlsx 工作表“申报表” C11"),
        (ALL[1:], "A702", "开展活动次数"),
        (("| 产出指标 | 数量指标 | 组织开展活动场次数 | ≥150次 | |", *ALL[1:]), "A703", "组织开展活动场次数"),
        (("| 产出指标 | 数量指标 | 开展活动次数 | ≥200次 | |", *ALL[1:]), "A704", "申报表.xlsx 工作表“申报表” C4"),
        (("| 产出指标 | 数量指标 | 开展活动次数 | ≥150次 | 15 |", *ALL[1:]), "A705", "15"),
    ],
)
def test_2_what_differs(tmp_path: Path, rows: tuple[str, ...], code: str, words: str) -> None:
    batch = judged(tmp_path, *rows)
    assert words in found(batch)[code]
    finding = next(one for one in batch.forms[0].findings if one.code == code)
    assert finding.sheet == "自评表"  # the form's: what is in another file cannot be opened from here


def test_3_outranks_the_units_own(tmp_path: Path) -> None:
    own = (
        "| 目标 | < | < | < |\n"
        "| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 开展活动次数 | ≥9次 |"
    )
    put(tmp_path / "报" / "表.xlsx", xlsx(Filing().table(), own, names=("自评表", "绩效目标")))
    put(tmp_path / "目标.xlsx", approved("| 产出指标 | 数量指标 | 开展活动次数 | ≥200次 | |", *ALL[1:]))
    batch = gather(Asked((str(tmp_path / "报"),), Options(jobs=1), approved=(tmp_path / "目标.xlsx",)))
    assert "≥200次" in found(batch)["A704"]
    assert batch.forms[0].result.approved[0].target_value.base == Decimal(200)
    alone = gather(Asked((str(tmp_path / "报"),), Options(jobs=1)))
    assert alone.forms[0].content_code == batch.forms[0].content_code  # of the form, whatever it is held against


def test_4_of_another_unit(tmp_path: Path) -> None:
    put(tmp_path / "目标" / "乙.xlsx", approved(*ALL[:3], unit="云笺街道办事处"))
    batch = judged(tmp_path, *ALL)
    assert found(batch) == {}
    assert len(batch.forms[0].result.approved) == len(ALL)


def test_4_of_nobody(tmp_path: Path) -> None:
    batch = judged(tmp_path, *ALL, project="路灯电费")
    assert found(batch) == {}
    assert batch.remarks == (
        "批复目标中有 1 个项目没有对应的自评表：路灯电费。",
        "有 1 份自评表在批复目标中没有找到（或同名的不止一个，分不清），没有用批复目标核对：社区养老服务。",
    )


def test_5_what_cannot_be_read(tmp_path: Path) -> None:
    put(tmp_path / "目标" / "坏.xlsx", b"PK\x03\x04")
    put(tmp_path / "目标" / "别.xlsx", xlsx("| 甲 | 乙 |", names=("别",)))
    batch = judged(tmp_path, *ALL)
    assert [word in one for word, one in zip(("别.xlsx", "坏.xlsx"), batch.remarks, strict=True)] == [True, True]
    with pytest.raises(FileError, match="找不到批复目标"):
        gather(Asked((str(tmp_path),), Options(jobs=1), approved=(tmp_path / "没有",)))


def test_5_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from perfeval_xl.cli import run

    put(tmp_path / "报" / "表.xlsx", Filing().xlsx())
    put(tmp_path / "目标.xlsx", approved(*ALL, "| 产出指标 | 数量指标 | 上门探访次数 | ≥48次 | |"))
    book = tmp_path / "汇总表.xlsx"
    assert run(["summarize", str(tmp_path / "报"), "-o", str(book), "--approved", str(tmp_path / "目标.xlsx")]) == 1
    assert book.exists()
    assert "建议退回 1" in capsys.readouterr().out
