"""Comparisons between filings: for and against each code, and which others are named.

1. Every code of the family has a case for and one against.
2. A finding names the others, with their sheet and cell, and each of them has one of its own.
3. What is no copy: printed prompts, names of project and unit, titles of documents, what many units have in common,
   a text beside several forms of one workbook, other versions of the same form.
4. A comparison that crashes is told, the others run.
5. A copied text asks a person and counts in 关注分.
6. `explain` knows the codes; they are not run over a single form.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from perfeval_xl.checks import explain, kinds, load
from perfeval_xl.desk.gathering import Asked, gather
from perfeval_xl.filings import comparisons
from perfeval_xl.filings.batch import Batch, Disposition
from perfeval_xl.filings.comparisons import copies
from perfeval_xl.filings.comparisons.nearness import near_pairs
from perfeval_xl.pipeline import Options
from tests.filings.folder import Filing, put, xlsx
from tests.word_tables import as_document

STORY = "居民议事会提出的积水、照明和停车三件事全部办结，回访的住户都说出行方便了许多"
REASON = "承办方中途更换负责人，两场活动改到次年一月举行，已约定补办时间并加强衔接"


def compared(folder: Path, *filings: Filing, last: tuple[Filing, ...] = ()) -> Batch:
    for number, one in enumerate(filings):
        put(folder / "今年" / f"{number}.xlsx", one.xlsx())
    for number, one in enumerate(last):
        put(folder / "去年" / f"{number}.xlsx", one.xlsx())
    return gather(
        Asked((str(folder / "今年"),), Options(jobs=1), last=folder / "去年" if last else None),
    )


def codes(batch: Batch) -> list[str]:
    assert not batch.remarks
    return sorted({one.finding.code for one in batch.comparisons})


def kind_of(count: int, **more: Any) -> list[Filing]:
    """So many units with a project of one kind, results of their own."""
    return [
        Filing(unit=f"{name}街道", done=150 + at, people=3000 + 11 * at, helpers=91 + at, **more)
        for at, name in enumerate("甲乙丙丁戊己庚辛"[:count])
    ]


A, B = Filing(unit="甲街道", people=3001), Filing(unit="乙街道", project="路灯电费", done=160, people=3100, helpers=99)
FULL = {"executed": "120"}
CASES: dict[str, tuple[tuple[Filing, ...], tuple[Filing, ...]]] = {
    "C801": (
        (Filing(project="环卫保洁"), Filing(project="环卫保洁项目", done=170, people=3200)),
        (Filing(project="环卫保洁（一期）"), Filing(project="环卫保洁（二期）", done=170, people=3200)),
    ),
    "C802": ((A.but(E11=STORY), B.but(E11=STORY + "。")), (A.but(E11=STORY), B.but(E11="全年任务完成"))),
    "C803": (
        (A.but(E13="140次", G13="18.67", H13=REASON), B.but(E13="141次", G13="18.8", H13=REASON)),
        (A.but(E13="140次", G13="18.67", H13="尾款跨年"), B.but(E13="141次", G13="18.8", H13="尾款跨年")),
    ),
    "C804": ((A, Filing(unit="乙街道", people=3001)), (A, Filing(unit="乙街道", people=3002))),
    "C805": (
        tuple(Filing(project=f"项目{n}", done=150 + n, people=3000 + n, **FULL) for n in range(151, 154)),
        tuple(Filing(project=f"项目{n}", done=150 + n, people=3000 + n) for n in range(151, 154)),
    ),
    "C806": ((*kind_of(5), Filing(unit="壬街道", done=1530, people=3300)), tuple(kind_of(6))),
    "C807": (
        (A.but(D18="有效改善", E18="有所改善", G18="15"), B.but(D18="有效改善", E18="有所改善", G18="10", H18=REASON)),
        (A.but(D18="有效改善", E18="有所改善", G18="12"), B.but(D18="有效改善", E18="有所改善", G18="12")),
    ),
    "C808": ((*kind_of(5), Filing(unit="壬街道", people=3300).but(G20="70")), tuple(kind_of(6))),
}


@pytest.mark.parametrize("code", CASES)
def test_1_for_and_against(tmp_path: Path, code: str) -> None:
    bad, good = CASES[code]
    assert code in codes(compared(tmp_path / "bad", *bad))
    assert code not in codes(compared(tmp_path / "good", *good))


OLD = Filing(year=2022)
LAST: dict[str, tuple[Filing, Filing, Filing]] = {  # last year's, this year's with the fault, without it
    "C811": (OLD.but(E11=STORY), Filing().but(E11=STORY), Filing().but(E11="议事会的三件事办结两件")),
    "C812": (OLD, Filing(times=100), Filing(times=160, done=161)),
    "C813": (OLD, Filing(budget="240", executed="238"), Filing(budget="150", executed="149")),
}


@pytest.mark.parametrize("code", LAST)
def test_1_against_last_year(tmp_path: Path, code: str) -> None:
    last, bad, good = LAST[code]
    assert code in codes(compared(tmp_path / "bad", bad, last=(last,)))
    assert code not in codes(compared(tmp_path / "good", good, last=(last,)))


def test_1_every_code_has_a_case() -> None:
    assert {code for code in kinds() if code.startswith("C")} == set(CASES) | set(LAST)


def test_2_others_are_named(tmp_path: Path) -> None:
    batch = compared(tmp_path, A.but(E11=STORY), B.but(E11=STORY))
    found = [one for one in batch.comparisons if one.finding.code == "C802"]
    assert {one.filed.unit for one in found} == {"甲街道", "乙街道"}
    one = next(one for one in found if one.filed.unit == "甲街道")
    assert one.finding.message == "“年度总体目标·实际完成情况”与乙街道《路灯电费》（自评表 E11）相同。"
    assert (one.finding.sheet, one.finding.cell) == ("自评表", "E11")
    assert [(other.filed.unit, other.cell) for other in one.others] == [("乙街道", "E11")]
    assert one in one.filed.comparisons


def test_2_a_place_in_word_is_said_once(tmp_path: Path) -> None:
    put(tmp_path / "a.xlsx", A.but(E11=STORY).xlsx())
    put(tmp_path / "word.xlsx", B.but(E11=STORY).xlsx())
    put(tmp_path / "b.docx", as_document(tmp_path / "word.xlsx"))
    (tmp_path / "word.xlsx").unlink()
    batch = gather(Asked((str(tmp_path),), Options(jobs=1)))
    told = [one.finding.message for one in batch.comparisons if one.filed.unit == "甲街道"]
    assert told == ["“年度总体目标·实际完成情况”与乙街道《路灯电费》（表1 第11行第3列）相同。"]


def test_2_a_unit_full_everywhere_names_no_pairs(tmp_path: Path) -> None:
    told = [one for one in compared(tmp_path, *CASES["C805"][0]).comparisons if one.finding.code == "C805"]
    assert [len(one.others) for one in told] == [0, 0, 0]
    assert told[0].finding.message == "石弦镇人民政府报的 3 个项目全部自评满分。"


def test_2_several_texts_are_told_once(tmp_path: Path) -> None:
    problems = "| 存在问题 | 台账更新不及时，部分点位巡查记录缺少照片，下一步逐点补齐并按周抽查 |"
    for at, one in enumerate((A.but(E11=STORY), B.but(E11=STORY))):
        put(tmp_path / f"{at}.xlsx", xlsx(one.table(), problems, names=("自评表", "总结")))
    batch = gather(Asked((str(tmp_path),), Options(jobs=1)))
    told = [one.finding.message for one in batch.comparisons if one.filed.unit == "甲街道"]
    assert told == ["“年度总体目标·实际完成情况”等 2 处与乙街道《路灯电费》（自评表 E11）相同。"]


def test_2_how_much_is_the_same(tmp_path: Path) -> None:
    batch = compared(tmp_path, A.but(E11=STORY), B.but(E11=STORY.replace("三件事", "五件事")))
    assert "%相同" in batch.comparisons[0].finding.message


def with_names(one: Filing) -> Filing:
    return one.but(E11=f"{one.unit}认真组织实施{one.project}，{one.project}取得实效")


PROMPT = "对照年初设定的绩效目标，简要说明年度总体目标的实际完成情况（100字以内）"
DOCUMENTS = "依据《某区街道社区服务资金管理办法》（某财〔2023〕12号）《某区社区服务工作规程》开展"
NO_COPIES: dict[str, Callable[[], list[Filing]]] = {
    "prompts": lambda: [
        one.but(E11="对照年初设定的绩效目标，简要说明年度总体目标的实际完成情况（100字以内）") for one in (A, B)
    ],
    "names": lambda: [with_names(one) for one in (A, B)],
    "documents": lambda: [
        one.but(E11="依据《某区街道社区服务资金管理办法》（某财〔2023〕12号）《某区社区服务工作规程》开展")
        for one in (A, B)
    ],
    "what many units have in common": lambda: [one.but(E11=STORY) for one in kind_of(6)],
    "other versions": lambda: [A.but(E11=STORY), A.but(E11=STORY, G6="50%")],
}


@pytest.mark.parametrize("what", NO_COPIES)
def test_3_no_copies(tmp_path: Path, what: str) -> None:
    assert not {"C801", "C802"} & set(codes(compared(tmp_path, *NO_COPIES[what]())))


def test_3_a_score_that_is_doubted_already(tmp_path: Path) -> None:
    right, wrong = A.but(E13="140次", G13="18.67", H13="尾款跨年"), B.but(C13="开展活动次数", E13="140次", G13="20")
    batch = compared(tmp_path, right, wrong)
    assert any(one.code == "S504" for form in batch.forms for one in form.result.findings)
    assert "C807" not in codes(batch)


def test_3_near_texts_are_found_among_many() -> None:
    texts = [f"第{n}号街区的{'绿化照明排水停车治安环卫'[n % 12 :]}工作按{n * 7919}号方案推进完成" for n in range(400)]
    texts += [STORY, STORY.replace("三件事", "五件事")]
    assert (400, 401) in {(one, other) for one, other, _ in near_pairs(texts, 92)}
    assert len(near_pairs(texts[:1], 92)) == 0


def test_4_a_crash_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bool:
        raise ZeroDivisionError

    monkeypatch.setattr(copies, "_is_shared", fails)
    batch = compared(tmp_path, A.but(E11=STORY), B.but(E11=STORY), Filing(unit="甲街道", project="社区养老服务项目"))
    assert any("C802" in one and "没有完成" in one for one in batch.remarks)
    assert "C801" in {one.finding.code for one in batch.comparisons}


def test_5_what_follows(tmp_path: Path) -> None:
    batch = compared(tmp_path, A.but(E11=STORY), B.but(E11=STORY))
    for one in batch.forms:
        assert one.disposition is Disposition.PERSON
        assert "文字与另一份自评表雷同 1 处（C802）" in one.reasons
        part = next(part for part in one.risk if part.name == "雷同")
        assert part.points == 5
        assert "相同" in part.words


def test_6_the_codes_are_known() -> None:
    assert not [code for code in load() if code.startswith("C")]
    assert "同一单位的同一项目" in (explain("C801") or "")
    assert comparisons.FAMILIES
