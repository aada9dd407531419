"""The draw for review.

1. The same list and seed give the same draw, whatever the order of the files; another seed another.
2. Every unit has at least one; the sample is as large as the rate asks for, unless the units alone are more.
3. Seats go to strata by money, none gets more than it has; what was drawn for a unit counts against its stratum's.
4. Forms named by hand are drawn with their reason; a name that fits none or several is told.
5. The command writes a protocol that agrees with itself, nothing that is there is replaced.
"""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from perfeval_xl.cli import cli
from perfeval_xl.filings.batch import Filed, Member, UnitFrom
from perfeval_xl.filings.drawing import draw
from perfeval_xl.filings.drawn import How
from perfeval_xl.form import Form
from perfeval_xl.result import FormResult
from tests.filings.folder import varied


def filed(unit: str, project: str, money: int | None) -> Filed:
    form = FormResult(Form("0:1", "表.xlsx", "自评表", "A1:H20"), [], [], [], [], [])
    key = f"{unit}{project}"
    one = Filed(form, Member("表.xlsx", Path("表.xlsx")), key, "", unit, UnitFrom.FORM, project)
    one.annual = None if money is None else Decimal(money)
    return one


def listed(*lines: tuple[str, str, int | None]) -> list[tuple[str, Filed]]:
    return [(one.key, one) for one in (filed(*line) for line in lines)]


LIST = listed(*((f"单位{number % 6}", f"项目{number}", 10 + number * number % 700) for number in range(60)))
MONEY = st.lists(st.one_of(st.none(), st.integers(0, 2000)), min_size=1, max_size=40)


def test_1_the_same_again() -> None:
    first = [one.key for one in draw(LIST, Decimal("0.2"), "2023").drawn]
    mixed = random.Random(7).sample(LIST, len(LIST))
    assert [one.key for one in draw(mixed, Decimal("0.2"), "2023").drawn] == first
    assert draw(mixed, Decimal("0.2"), "2023").digest == draw(LIST, Decimal("0.2"), "2023").digest
    assert [one.key for one in draw(LIST, Decimal("0.2"), "2024").drawn] != first


@pytest.mark.parametrize(("rate", "count"), [("0.05", 6), ("0.1", 6), ("0.2", 12), ("0.21", 13), ("1", 60)])
def test_2_as_many_as_asked_for(rate: str, count: int) -> None:
    made = draw(LIST, Decimal(rate), "a")
    assert len(made.drawn) == count
    assert {one.filed.unit for one in made.drawn} == {f"单位{number}" for number in range(6)}
    assert made.is_above is (rate == "0.05")


@given(money=MONEY, rate=st.decimals("0.01", 1, places=2), units=st.integers(1, 8))
def test_3_seats(money: list[int | None], rate: Decimal, units: int) -> None:
    made = draw(listed(*((f"单位{n % units}", f"项目{n}", one) for n, one in enumerate(money))), rate, "种子")
    assert sum(one.seats for one in made.strata) == min(made.wanted, len(money))
    assert all(0 <= one.seats <= one.forms and one.drawn <= one.forms for one in made.strata)
    assert len(made.drawn) == max(made.wanted, min(units, len(money)))


def test_3_money_decides() -> None:
    made = draw(
        listed(
            *((f"单位{n}", f"项目{n}", 10 if n else 900) for n in range(2)),
            *((f"单位{n % 2}", f"小{n}", 1) for n in range(8)),
        ),
        Decimal("0.3"),
        "a",
    )
    seats = {one.name: one.seats for one in made.strata}
    assert seats["300 万元以上"] == 1
    assert len(made.drawn) == 3


def test_4_by_hand() -> None:
    plain = {one.key for one in draw(LIST, Decimal("0.1"), "a").drawn}
    other = next(one for key, one in LIST if key not in plain)
    made = draw(LIST, Decimal("0.1"), "a", added={other.project: "群众反映", "没有这个": "x"})
    (added,) = [one for one in made.drawn if one.how is How.HAND]
    assert (added.key, added.reason) == (other.key, "群众反映")
    assert made.unknown == ["没有这个"]
    assert len(made.drawn) == len(plain) + 1


def test_5_the_command(tmp_path: Path) -> None:
    varied(tmp_path / "材料", 24)
    target = tmp_path / "抽样.xlsx"
    words = ["sample", str(tmp_path / "材料"), "--rate", "20%", "--seed", "2023", "-o", str(target)]
    result = CliRunner().invoke(cli, words, standalone_mode=False)
    assert result.return_value in (0, 2), result.output
    book = openpyxl.load_workbook(target, data_only=True)
    assert book.sheetnames == ["抽样名单", "抽样说明", "抽样底单", "写入记录"]
    proofs = [book[name].cell(3, 2).value for name in ("抽样名单", "抽样底单")]
    assert all("✓" in str(one) for one in proofs), proofs
    assert CliRunner().invoke(cli, words, standalone_mode=False).exception is not None
    book["抽样名单"]["A1"] = "看过"  # what is the same is not kept: both draws may fall into one second
    book.save(target)
    before = target.read_bytes()
    again = CliRunner().invoke(cli, [*words, "--force"], standalone_mode=False)
    assert "原来的那本另存为" in again.output
    assert target.with_name("抽样.改动.xlsx").read_bytes() == before


@pytest.mark.parametrize("words", [["--rate", "0"], ["--rate", "x"], ["--add", "没有理由"], ["--add", "没有这个=理由"]])
def test_5_what_cannot_be_drawn(tmp_path: Path, words: list[str]) -> None:
    varied(tmp_path / "材料", 4)
    target = tmp_path / "抽样.xlsx"
    asked = ["sample", str(tmp_path / "材料"), "--seed", "1", "-o", str(target), *words]
    assert CliRunner().invoke(cli, asked, standalone_mode=False).exception is not None
    assert not target.exists()
