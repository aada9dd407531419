"""The 复核底稿 in other people's programs (slow).

1. Microsoft's validator has nothing against it.
2. With the stored results of all formulas dropped, LibreOffice computes the same, whatever reviewers typed.
3. Filled in, saved by LibreOffice: a second run finds what was typed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl.filings.review.words import Beside, Head
from tests.office import errors, saved_by_libreoffice
from tests.writing.review.reviewing import GROUNDS, ONE, book_at, filings, fill, shown, started, values
from tests.writing.summary.test_clients import formulas, same, without_results

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore:Print area cannot be set")]
NAMES = ["开展活动次数", "验收合格率", "按时完成时间", "项目总成本", "受益居民人次", "新增志愿者人数", "服务对象满意度"]
TYPED: list[dict[str, object]] = [
    {Head.REVIEW_SCORE: None},
    {Head.REVIEW_SCORE: "九分"},
    {Head.REVIEW_SCORE: -1},
    {Head.REVIEW_SCORE: 11, Head.REMARK: "多给"},
    {Head.REVIEW_SCORE: 9, Beside.GROUND: GROUNDS[1], Head.REMARK: "扣40%"},
    {Head.REVIEW_SCORE: 0, Beside.GROUND: GROUNDS[0], Head.REMARK: "没有资料", Beside.ADVICE: "补齐"},
    {Head.REVIEW_SCORE: 7, Beside.GROUND: "自己写的口径"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reviewed: one project with every fault of a reviewer, one with a cut, one untouched."""
    made = filings(tmp_path_factory.mktemp("复核"))
    started(made)
    fill(book_at(made, ONE), dict(zip(NAMES, TYPED, strict=True)))
    fill(book_at(made, ONE), {NAMES[1]: {Head.REVIEW_SCORE: 7, Beside.GROUND: GROUNDS[1], Head.REMARK: "扣30%"}}, at=1)
    started(made)
    return made


def test_1_validator(folder: Path) -> None:
    assert errors(book_at(folder, ONE).read_bytes()) == {}


def test_2_recalculated(folder: Path, tmp_path: Path) -> None:
    data = book_at(folder, ONE).read_bytes()
    bare, count = without_results(data)
    places = formulas(data)
    assert count == len(places) > 400
    computed, stored = values(saved_by_libreoffice(bare, tmp_path)), values(data)
    unlike = {
        f"{name}!{cell}": (stored[name][cell].value, computed[name][cell].value)
        for name, cell in places
        if not same(stored[name][cell].value, computed[name][cell].value)
    }
    assert unlike == {}


def test_3_saved_by_libreoffice(folder: Path, tmp_path: Path) -> None:
    path = book_at(folder, ONE)
    path.write_bytes(saved_by_libreoffice(path.read_bytes(), tmp_path))
    made = started(folder)
    assert "已带过来" in made.output
    book = values(path)
    assert shown(book, NAMES[5], Beside.GROUND) == GROUNDS[0]
    assert shown(book, NAMES[1], Head.REVIEW_SCORE) == "九分"
    assert shown(book, NAMES[1], Head.REVIEW_SCORE, at=1) == 7
