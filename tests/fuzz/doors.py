"""The other commands and the page, each given one broken file: no traceback, and with exit code 2 a sentence.

A door is what is typed; 坏 in it stands for the broken file, which was made from the file that `whole` gives.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import xlwt

import perfeval_xl
from perfeval_xl import resources
from perfeval_xl.cli import run
from perfeval_xl.page import results
from perfeval_xl.page.shelf import Full, Shelf
from perfeval_xl.problems import FileError
from tests.fuzz.mutators import mutated
from tests.samples import CLEAN, FAULTY, REPORTED
from tests.word_tables import as_document

TWO = 2  # the exit code of what could not be done


def typed(folder: Path, words: str) -> tuple[int, str]:
    """Runs a command in a folder; exit code and all that is told."""
    told = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.chdir(folder), contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        code = run(words.split())
    told.seek(0)
    return code, told.read()


def dropped(folder: Path, words: str) -> tuple[int, str]:
    """A file is dropped on the page, and everything is asked for that can be made of it."""
    shelf = Shelf(Path(tempfile.mkdtemp(dir=folder)))
    path = folder / words.split()[-1]
    try:
        told = shelf.take(path.name, path, path.stat().st_size)
        for kind in ("all", "report", "list"):
            with contextlib.suppress(results.Refused):
                told += results.make(shelf, kind, shelf.files(), {}).note
    except (FileError, Full) as refused:
        return TWO, str(refused)
    return 0, told


@dataclass(frozen=True, slots=True)
class Door:
    """Words of the command line, and the file that is broken: its ending and how it was when whole.

    `enter` gives the exit code and all that is told.
    """

    words: str
    ending: str
    whole: Callable[[], bytes]
    enter: Callable[[Path, str], tuple[int, str]] = typed


@cache
def made(words: str, name: str) -> bytes:
    """A file that a command writes from the samples."""
    with filled() as folder:
        code, told = typed(folder, words)
        assert code != TWO, told
        return next(folder.glob(name)).read_bytes()


@contextlib.contextmanager
def filled() -> Iterator[Path]:
    """A folder with two good forms, and one elsewhere."""
    folder = Path(tempfile.mkdtemp())
    try:
        (folder / "材料").mkdir()
        for name, one in (("材料/一.xlsx", REPORTED), ("材料/二.xlsx", FAULTY), ("好.xlsx", CLEAN)):
            shutil.copy(one, folder / name)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@cache
def zipped_forms() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (CLEAN, FAULTY):
            archive.write(name, name.name)
    return out.getvalue()


@cache
def old_workbook() -> bytes:
    """An .xls with the cells of a form."""
    import openpyxl

    book = xlwt.Workbook()
    source = openpyxl.load_workbook(REPORTED)["自评表"]
    sheet = book.add_sheet("自评表")
    for row in source.iter_rows():
        for cell in row:
            if cell.value is not None:
                sheet.write(cell.row - 1, cell.column - 1, cell.value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def letter_template() -> bytes:
    return (resources.folder("workbook_templates") / "退回修改意见_模板.docx").read_bytes()


def shipped(name: str) -> bytes:
    """A data file of the program."""
    return (Path(perfeval_xl.__file__).parent / name).read_bytes()


def roster() -> bytes:
    return "序号,单位名称,项目名称\n1,某街道办事处,家庭综合服务中心运营经费\n2,另一单位,另一项目\n".encode("gbk")


SUMMARY = "summarize 材料 -o 汇总表.xlsx"
PAPERS, DRAW = "review start 材料 -o 底稿", "sample 材料 --seed 1 --rate 50% -o 抽样.xlsx"
REPORT, OUTLINE = "report 好.xlsx -o 报告.docx", "report --blank 提纲.docx"
DOORS = [
    Door("read --json 坏.xlsx", ".xlsx", FAULTY.read_bytes),
    Door("check --json 坏.docx", ".docx", lambda: as_document(FAULTY, lead_as_text=True)),
    Door("process 坏.xls", ".xls", old_workbook),
    Door("summarize 坏.xlsx 材料 -o 出.xlsx", ".xlsx", FAULTY.read_bytes),
    Door("summarize 坏.zip -o 出.xlsx --letters 信", ".zip", zipped_forms),
    Door("summarize 材料 -o 坏.xlsx", ".xlsx", lambda: made(SUMMARY, "汇总表.xlsx")),
    Door("summarize 材料 -o 出.xlsx --roster 坏.xlsx", ".xlsx", lambda: made(SUMMARY, "汇总表.xlsx")),
    Door("summarize 材料 -o 出.xlsx --approved 坏.xlsx", ".xlsx", FAULTY.read_bytes),
    Door("summarize 材料 -o 出.xlsx --layout 坏.xlsx", ".xlsx", lambda: made(SUMMARY, "汇总表.xlsx")),
    Door("report 坏.xlsx -o 出.docx", ".xlsx", FAULTY.read_bytes),
    Door("report --check 坏.docx 好.xlsx -o 出.docx", ".docx", lambda: made(REPORT, "报告.docx")),
    Door("report 好.xlsx --outline 坏.docx -o 出.docx", ".docx", lambda: made(OUTLINE, "提纲.docx")),
    Door("summarize 材料 -o 出.xlsx --letters 信 --letter-template 坏.docx", ".docx", letter_template),
    Door("review start 材料 坏.xlsx -o 底稿", ".xlsx", FAULTY.read_bytes),
    Door("verify 坏.xlsx", ".xlsx", lambda: made("process 好.xlsx", "好_已评分.xlsx")),
    Door("diff 好.xlsx 坏.xlsx", ".xlsx", CLEAN.read_bytes),
    Door("sample 材料 坏.xlsx --seed 1 --rate 50% -o 出.xlsx", ".xlsx", FAULTY.read_bytes),
    Door("review check 坏.xlsx -o 出.xlsx", ".xlsx", lambda: made(PAPERS, "底稿/*.xlsx")),
    Door("review check 坏.xlsx -o 坏.xlsx --force", ".xlsx", lambda: made(PAPERS, "底稿/*.xlsx")),
    Door("review start 坏.xlsx -o 底稿", ".xlsx", lambda: made(DRAW, "抽样.xlsx")),
    Door("review start 材料 -o 底稿 --template 坏.xlsx", ".xlsx", lambda: made(PAPERS, "底稿/*.xlsx")),
    Door("report 坏.xlsx -o 出.docx --outline review", ".xlsx", lambda: made(PAPERS, "底稿/*.xlsx")),
    Door("summarize 材料 -o 出.xlsx --last 坏.xlsx", ".xlsx", CLEAN.read_bytes),
    Door("summarize 材料 -o 出.xlsx --roster 坏.csv", ".csv", roster),
    Door("summarize 材料 -o 出.xlsx --points 坏.toml", ".toml", lambda: shipped("filings/desk.toml")),
    Door("review grounds 坏.toml", ".toml", lambda: shipped("filings/review/review_grounds.toml")),
    Door("check 好.xlsx --rules 坏.toml", ".toml", lambda: shipped("rules/sichuan-2023.toml")),
    Door("页面 坏.xlsx", ".xlsx", FAULTY.read_bytes, dropped),
    Door("页面 坏.docx", ".docx", lambda: as_document(FAULTY, lead_as_text=True), dropped),
    Door("页面 坏.xlsx", ".xlsx", lambda: made(SUMMARY, "汇总表.xlsx"), dropped),
]


def trial(random: Random, number: int) -> str | None:
    """What is wrong with what a command makes of a broken file; None for nothing."""
    door = DOORS[number % len(DOORS)]
    data = mutated(door.whole(), random)
    with filled() as folder:
        (folder / f"坏{door.ending}").write_bytes(data)
        code, told = door.enter(folder, door.words)
    if "R999" in told or "R199" in told or "Traceback" in told:
        return f"{door.words}: {told[-300:]}"
    return f"{door.words}: exit code {code}, nothing told" if code == TWO and not told.strip() else None
