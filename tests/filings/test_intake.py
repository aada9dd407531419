"""What is handed in: every file and zip member exactly once, whatever it is.

1. Folders in folders, single files, patterns and zips; the same file named twice is one.
2. Names in a zip are right in UTF-8 and in GBK; its times are those of the members.
   Any name is shown so that it can be printed, GBK on a system of UTF-8 as it was meant.
3. What is no filing is told what it is: lock files, texts, pictures, compiled tables, rosters, our own books.
4. What cannot be read is told why and what to do: .doc, .pdf, .rar, empty, cut off, missing, not allowed.
5. A zip in a zip, an encrypted or damaged one, one that unpacks to too much or holds too many files is refused.
6. A name in a zip never decides where anything is written.
7. What is unpacked is swept, also what a killed run left; nothing is written where the filings lie.
8. A file that changes while it is read is told.
"""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from pathlib import Path

import pytest

from perfeval_xl.desk import gathering
from perfeval_xl.desk.gathering import Asked, gather
from perfeval_xl.filings import archives, workspace
from perfeval_xl.filings.archives import names_of
from perfeval_xl.filings.batch import Batch, Fate, Member
from perfeval_xl.pipeline import Options
from tests.filings.folder import Filing, put, xlsx, zipped

FORM = Filing().xlsx()


def gathered(*paths: Path | str) -> Batch:
    return gather(Asked(tuple(str(one) for one in paths), Options(jobs=1)))


def fates(batch: Batch) -> dict[str, Fate]:
    return {one.name: one.fate for one in batch.members}


def only(batch: Batch) -> Member:
    assert len(batch.members) == 1, fates(batch)
    return batch.members[0]


def test_1_every_way_in(tmp_path: Path) -> None:
    put(tmp_path / "上报" / "甲" / "乙" / "自评表.xlsx", FORM)
    put(tmp_path / "上报" / "丙.zip", zipped({"表/一.xlsx": Filing(project="一").xlsx()}))
    put(tmp_path / "单个.xlsx", Filing(project="单个").xlsx())
    batch = gathered(tmp_path / "上报", tmp_path / "单个.xlsx", tmp_path / "上报" / "甲", f"{tmp_path}/*个.xlsx")
    assert fates(batch) == dict.fromkeys(["上报/丙.zip › 表/一.xlsx", "上报/甲/乙/自评表.xlsx", "单个.xlsx"], Fate.READ)


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_2_names_in_a_zip(tmp_path: Path, encoding: str) -> None:
    put(tmp_path / "报.zip", zipped({"石弦镇/养老（二）.xlsx": FORM}, encoding=encoding))
    member = only(gathered(tmp_path))
    assert member.name == "报.zip › 石弦镇/养老（二）.xlsx"
    assert member.modified is not None
    assert f"{member.modified:%Y-%m-%d %H:%M}" == "2024-03-10 09:30"
    assert member.forms[0].member is member


def test_2_one_program_wrote_all_names_of_a_zip() -> None:
    """联通 in GBK is good UTF-8, too; the other names say what it is. One odd name among many does not decide."""

    def names(data: bytes) -> list[str]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return names_of(archive.infolist())

    gbk = {"联通.xlsx": b"", "养老服务.xlsx": b""}
    assert names(zipped(gbk, encoding="gbk")) == list(gbk)
    assert names(zipped({"a.xlsx": b"", "表/b.xlsx": b""}, encoding="gbk")) == ["a.xlsx", "表/b.xlsx"]
    utf8 = zipped({"养老.xlsx": b"", "环卫.xlsx": b"", "文体.xlsx": b""}, encoding="utf_8")  # unmarked
    mixed = utf8.replace("文体".encode(), "文体ab".encode("gbk"))
    assert names(mixed) == ["养老.xlsx", "环卫.xlsx", "文体ab.xlsx"]


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
@pytest.mark.parametrize(
    ("name", "as_shown"),
    [
        ("养老 › 二.xlsx", "养老 › 二.xlsx"),
        ("a\nb.xlsx", "a\ufffdb.xlsx"),
        ("养老".encode("gbk").decode("utf-8", "surrogateescape") + ".xlsx", "养老.xlsx"),
        ("=1+1.xlsx", "=1+1.xlsx"),
    ],
)
def test_2_odd_names(tmp_path: Path, name: str, as_shown: str) -> None:
    put(tmp_path / "石弦镇" / name, Filing(unit="（实施单位）").xlsx())
    member = only(gathered(tmp_path))
    assert (member.name, member.own_name, member.folders) == (f"石弦镇/{as_shown}", as_shown, ("石弦镇",))
    assert member.forms[0].unit == "石弦镇"


OWN_BOOK = xlsx("| 甲 |", "| 乙 |", "| 丙 |", names=("总览", "项目汇总", "文件清单"))
COMPILED = xlsx("| 序号 | 单位名称 | 项目名称 | 自评得分 |\n| 1 | 甲 | 乙 | 95 |")
ROSTER = xlsx("| 项目编码 | 预算单位 | 项目名称 | 截止时间 |\n| 1 | 甲 | 乙 | 2024-03-15 |")
TARGETS = xlsx(
    "| 申报表 | < | < | < |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 |\n| 产出指标 | 数量指标 | 场次 | ≥9场 |",
    names=("目标",),
)
ACCOUNTS = xlsx("| 科目 | 收入 |\n| 财政拨款 | 12 |", names=("收支",))


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("~$自评表.xlsx", b"x" * 165, "锁定文件"),
        ("Thumbs.db", b"x", "系统文件"),
        ("说明.txt", "已收齐".encode("gbk"), "文本文件"),
        ("现场.jpg", b"\xff\xd8\xff\xe0", "图片"),
        ("自评表_已评分.上次.xlsx", FORM, "上一版评分件"),
        ("汇总表.xlsx", OWN_BOOK, "本程序写出的"),
        ("街道汇总.xlsx", COMPILED, "汇总表（1 行）"),
        ("名单.xlsx", ROSTER, "项目名单（1 行）"),
        ("目标.xlsx", TARGETS, "绩效目标申报表"),
        ("名单.csv", "项目编码,预算单位,项目名称,预算执行率\r\n1,甲,乙,97%".encode("gbk"), "项目名单（1 行）"),
        ("决算.xlsx", ACCOUNTS, "没有绩效指标表；工作表：收支"),
    ],
)
def test_3_no_filing(tmp_path: Path, name: str, data: bytes, what: str) -> None:
    member = only(gathered(put(tmp_path / name, data)))
    assert member.fate is Fate.OTHER
    assert what in member.why


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("表.pdf", b"%PDF-1.7", "PDF"),
        ("表.csv", "甲,乙\r\n1,2".encode("gbk"), "纯文本表格"),
        ("表.rar", b"Rar!\x1a\x07", "压缩包"),
        ("表.xlsx", b"", "空的"),
        ("表.xlsx", FORM[: len(FORM) // 2], "损坏"),
        ("坏.zip", b"PK\x03\x04 nothing", "损坏"),
        ("空.zip", b"PK\x05\x06" + b"\0" * 18, "没有文件"),
    ],
)
def test_4_not_read(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    member = only(gathered(put(tmp_path / name, data)))
    assert member.fate is Fate.FAILED
    assert why in member.why
    assert "请" in member.do


def test_4_missing(tmp_path: Path) -> None:
    member = only(gathered(tmp_path / "没有.xlsx"))
    assert (member.fate, member.why) == (Fate.FAILED, "找不到该文件。")


def test_4_a_print_beside_its_workbook(tmp_path: Path) -> None:
    put(tmp_path / "表.xlsx", FORM)
    put(tmp_path / "表.pdf", b"%PDF-1.7")
    put(tmp_path / "别的.pdf", b"%PDF-1.7")
    batch = gathered(tmp_path)
    assert fates(batch) == {"别的.pdf": Fate.FAILED, "表.pdf": Fate.OTHER, "表.xlsx": Fate.READ}
    assert batch.members[1].why == "与读入的 表.xlsx 同名，没有读；以工作簿为准。"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_4_not_allowed(tmp_path: Path) -> None:
    put(tmp_path / "a" / "表.xlsx", FORM).chmod(0)
    put(tmp_path / "b" / "表.xlsx", FORM)
    (tmp_path / "b").chmod(0)
    try:
        assert [one.fate for one in gathered(tmp_path).members] == [Fate.FAILED, Fate.FAILED]
    finally:
        (tmp_path / "b").chmod(0o700)


def test_5_a_zip_in_a_zip(tmp_path: Path) -> None:
    put(tmp_path / "外.zip", zipped({"内.zip": zipped({"表.xlsx": FORM}), "表.xlsx": FORM}))
    batch = gathered(tmp_path)
    assert fates(batch) == {"外.zip › 内.zip": Fate.FAILED, "外.zip › 表.xlsx": Fate.READ}
    assert "压缩包里的压缩包" in batch.members[0].why


@pytest.mark.parametrize("lost", ["[Content_Types].xml", "xl/workbook.xml"])
def test_5_a_workbook_that_lost_a_part_is_no_archive(tmp_path: Path, lost: str) -> None:
    with zipfile.ZipFile(io.BytesIO(FORM)) as whole:
        parts = {name: whole.read(name) for name in whole.namelist() if name != lost}
    member = only(gathered(put(tmp_path / "表.xlsx", zipped(parts))))
    assert (member.name, member.fate) == ("表.xlsx", Fate.FAILED)
    assert "已损坏" in member.why


def test_5_an_encrypted_member(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.xlsx": FORM}))
    data[6] |= 1  # local header and directory: bit 0
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    member = only(gathered(put(tmp_path / "密.zip", bytes(data))))
    assert (member.fate, member.why) == (Fate.FAILED, "压缩包设有密码，读不了。")


def test_5_a_bomb_and_too_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "弹.zip", zipped({"表.xlsx": b"\0" * (40 << 20)}))
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    put(tmp_path / "多.zip", zipped({f"{n}.xlsx": FORM for n in range(3)}))
    batch = gathered(tmp_path)
    assert fates(batch) == {"多.zip": Fate.FAILED, "弹.zip": Fate.FAILED}
    assert "3 个文件" in batch.members[0].why or "3 个文件" in batch.members[1].why


def test_5_a_directory_that_lies(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.xlsx": b"\0" * 5000}))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    member = only(gathered(put(tmp_path / "谎.zip", bytes(data))))
    assert member.fate is Fate.FAILED


@pytest.mark.parametrize("name", ["../../外.xlsx", "/etc/外.xlsx", "C:\\外.xlsx", "..\\外.xlsx"])
def test_6_names_that_lead_outside(tmp_path: Path, name: str) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, FORM)
    top = tmp_path / "a" / "b"
    member = only(gathered(put(top / "路.zip", made.getvalue())))
    assert (member.fate, member.why) == (Fate.FAILED, "在压缩包里的路径指向包外，没有读取。")
    assert [one.name for one in tmp_path.rglob("*") if one.is_file()] == ["路.zip"]


def test_7_nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    dead = temporary / f"perfeval-xl-{workspace.THIS_MACHINE:x}-{2**30:x}-abc"
    put(dead / "0.xlsx", FORM)
    other = put(temporary / "perfeval-xl-notes" / "mine.txt", b"x")
    put(tmp_path / "上报" / "报.zip", zipped({"表.xlsx": FORM}))
    assert only(gathered(tmp_path / "上报")).fate is Fate.READ
    assert [one.name for one in temporary.iterdir()] == ["perfeval-xl-notes"]
    assert other.exists()
    assert [one.name for one in (tmp_path / "上报").rglob("*")] == ["报.zip"]


def test_8_a_file_that_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "表.xlsx", FORM)
    run = gathering.pipeline.run

    def changing(*given: object, **more: object) -> object:
        done = run(*given, **more)  # pyright: ignore
        put(path, Filing(budget="99").xlsx())
        return done

    monkeypatch.setattr(gathering.pipeline, "run", changing)
    member = only(gathered(path))
    assert (member.fate, member.forms) == (Fate.FAILED, [])
    assert "有改动" in member.why
