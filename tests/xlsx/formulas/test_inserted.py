"""References when 5 rows are inserted below row 13 of 汇总, as copies of it.

1. What stands below moves down; what stands above stays; an area around the place grows.
2. An area that ends in row 13 takes the new rows in; in row 13 itself a relative end is the row and stays.
3. Only references to this sheet are meant; names, texts and functions that look like addresses are none.
4. A reference over several sheets is refused.
"""

from __future__ import annotations

import pytest

from perfeval_xl.xlsx.formulas.inserted import Insertion
from perfeval_xl.xlsx.problem import PackageError

FIVE = Insertion("汇总", 13, 5)


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("D14/D13", "D19/D13"),
        ("$D$14+D$20-$D3", "$D$19+D$25-$D3"),
        ("SUM(D4:D20)", "SUM(D4:D25)"),
        ("SUM(D15:D20)", "SUM(D20:D25)"),
        ("SUM(D4:D12)", "SUM(D4:D12)"),
        ("SUM($14:$20)+SUM(4:20)", "SUM($19:$25)+SUM(4:25)"),
        ("SUM(D:D)+SUM(D20:D4)", "SUM(D:D)+SUM(D25:D4)"),
        ("SUM(D4:D1048576)", "SUM(D4:D1048576)"),
    ],
)
def test_1_what_stands_below(formula: str, moved: str) -> None:
    assert FIVE.formula(formula, "汇总", 30) == moved
    assert FIVE.formula(formula, "汇总", 2) == moved


@pytest.mark.parametrize(
    ("formula", "at", "moved"),
    [
        ("SUM(D4:D13)", 14, "SUM(D4:D18)"),
        ("SUM(D4:D13)", 2, "SUM(D4:D18)"),
        ("SUM(D13:D13)", 14, "SUM(D13:D18)"),
        ("SUM(D13:F13)", 2, "SUM(D13:F13)"),
        ("SUM(4:13)", 14, "SUM(4:18)"),
        ("RANK(D4,D$4:D$13)", 4, "RANK(D4,D$4:D$18)"),
        ("RANK(D13,D$4:D$13)", 13, "RANK(D13,D$4:D$18)"),
        ("SUM(D$4:D13)", 13, "SUM(D$4:D13)"),
        ("SUM(D13:F13)", 13, "SUM(D13:F13)"),
    ],
)
def test_2_the_list_grows(formula: str, at: int, moved: str) -> None:
    assert FIVE.formula(formula, "汇总", at) == moved


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("汇总!D14+D14", "汇总!D19+D14"),
        ("'汇总'!$D$4:$D$13", "'汇总'!$D$4:$D$18"),
        ("[1]汇总!D14+'[2.xlsx]汇总'!D14", "[1]汇总!D14+'[2.xlsx]汇总'!D14"),
        ('IF(汇总!A20="D14",LOG10(D14),TAX2023)', 'IF(汇总!A25="D14",LOG10(D14),TAX2023)'),
        ("汇总2!D14+XFE14", "汇总2!D14+XFE14"),
    ],
)
def test_3_of_this_sheet_alone(formula: str, moved: str) -> None:
    assert FIVE.formula(formula, "说明", 20) == moved


def test_3_a_name_with_an_apostrophe() -> None:
    assert Insertion("局's 表", 3, 1).formula("'局''s 表'!A4+'局''s 表'!A3") == "'局''s 表'!A5+'局''s 表'!A3"


def test_4_several_sheets() -> None:
    for formula in ("SUM(甲:乙!D14)", "SUM('甲:乙 '!D14)"):
        with pytest.raises(PackageError, match="several_sheets"):
            FIVE.formula(formula, "汇总", 14)
