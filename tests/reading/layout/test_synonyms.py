"""The labels of forms, as data.

1. Every label of every table is recognised as its own concept.
2. No label stands in two concepts of a table, nor twice in one.
3. One line adds a label: what it did not know before is known.
4. A family is for labels: a sentence that holds a heading's word is none.
"""

from __future__ import annotations

import pytest

from perfeval_xl.reading.layout import synonyms
from perfeval_xl.reading.layout.concepts import Table, concept, concept_of, holding, named
from perfeval_xl.reading.layout.labels import label

TABLES = {name: table for name, table in vars(synonyms).items() if isinstance(table, Table)}
LABELS = [(name, one.name, word) for name, table in TABLES.items() for one in table.concepts for word in one.words]


def test_1_the_tables_are_there() -> None:
    assert set(TABLES) == {
        *("INDICATOR_COLUMNS", "FUND_COLUMNS", "TASKS", "SOURCES"),
        *("HEAD", "SIGNATURES", "GOALS", "TEXTS", "EVIDENCE"),
    }


@pytest.mark.parametrize(("table", "name", "word"), LABELS)
def test_1_every_label_is_its_own_concept(table: str, name: str, word: str) -> None:
    assert concept_of(TABLES[table], word) == name
    assert label(word).core == word  # else no cell could ever be it


@pytest.mark.parametrize("table", TABLES)
def test_2_no_label_stands_twice(table: str) -> None:
    words = [word for one in TABLES[table].concepts for word in one.words]
    assert sorted(words) == sorted(set(words))


def test_3_one_line_adds_a_label() -> None:
    before = Table(concept("target", "指标值"), concept("actual", "完成值", named("完成情况", "实际 全年", "说明")))
    after = Table(
        concept("target", "指标值"), concept("actual", "完成值 落地情况", named("完成情况", "实际 全年", "说明"))
    )
    assert (concept_of(before, "落地情况"), concept_of(after, "落地情况")) == (None, "actual")
    assert concept_of(after, "全年实际完成情况说明") == "actual"
    assert concept_of(after, "完成情况实际") is None


def test_3_a_label_of_its_own_goes_before_every_family() -> None:
    table = Table(concept("ignored", "", holding("偏差")), concept("reason", "偏差缘由"))
    assert concept_of(table, "偏差缘由") == "reason"
    assert concept_of(table, "偏差大小") == "ignored"


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ("INDICATOR_COLUMNS", "组织60名治安联防队员开展常态化巡逻，刑事警情同比下降，群众安全感提升"),
        ("INDICATOR_COLUMNS", "本年因天气原因，部分巡查任务顺延至次年一季度完成，其余均已完成"),
        ("FUND_COLUMNS", "严格执行相关政策，保障工资及时、足额发放，预算编制科学合理，减少结余资金"),
    ],
)
def test_4_a_sentence_is_no_heading(table: str, text: str) -> None:
    assert concept_of(TABLES[table], label(text).core) is None
