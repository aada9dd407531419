"""The letters 退回修改意见 of a batch.

1. A letter for each unit with a form that goes back, and for no other; each of its errors with place, trouble and
   remedy; what the unit has explained is not asked again; the forms that need no change are named.
2. The deadline, or a blank for it; the day; the rule-sets and the program.
3. Names of files: what no name may have is left out, units with one name get a number; letters are no filings.
4. Written again: the same bytes are left alone; a letter of ours is replaced and kept once; one that somebody changed
   is kept for good; a file that is none of ours is not replaced without force; a letter that is out of date is told.
5. A bureau's own template: filled; an unknown field, a loop without its end, no Word document: one sentence, and
   nothing is written.
6. Texts are texts: no markup, no template language, no character that XML forbids comes to life.
7. Word opens it: the schema's order is kept, python-docx reads it back; heads of tables come again, rows stay whole.
8. summarize --letters, --deadline, --letter-template.
"""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from perfeval_xl import resources
from perfeval_xl.cli import run as typed
from perfeval_xl.desk.letters import Sender, write_letters
from perfeval_xl.filings.batch import Batch, Disposition, Fate, Filed, Member, UnitFrom
from perfeval_xl.form import Form
from perfeval_xl.inputs import expand
from perfeval_xl.problems import FileError
from perfeval_xl.result import Finding, FormResult, RulesUsed, Severity
from perfeval_xl.writing.letters.make_template import template
from perfeval_xl.writing.letters.template import SHIPPED
from tests.samples import FAULTY

RULES = RulesUsed("mof-2020", "国家通行做法", "ea477dc9bb12")
SENDER = Sender(date(2024, 3, 20), date(2024, 3, 29), {"W4": "分值结构与评分规则不同"}, "0.1.0")


def finding(cell: str | None = "G14", severity: Severity = Severity.ERROR, **more: object) -> Finding:
    known: dict[str, object] = {
        **{"code": "S5", "label": "按期完工率·得分", "message": "没有完成却得满分。", "suggestion": "请改为 8.6 分。"},
        "sheet": "自评表",
    }
    return Finding(form_id="1", severity=severity, cell=cell, **(known | more))  # type: ignore[arg-type]


def filed(
    unit: str = "石弦镇人民政府",
    project: str = "老旧小区微改造",
    *findings: Finding,
    disposition: Disposition = Disposition.RETURN,
    **more: object,
) -> Filed:
    result = FormResult(Form("1", "自评表.xlsx", "自评表", "A1:H30"), [], [], [], [], [], findings=list(findings))
    one = Filed(result, Member(f"{unit}/自评表.xlsx", Path("自评表.xlsx")), "键", "码", unit, UnitFrom.FORM, project)
    one.disposition, one.rules, one.year = disposition, RULES, 2023
    for name, value in more.items():
        setattr(one, name, value)
    return one


def written(folder: Path, *forms: Filed, sender: Sender = SENDER, own: Path | None = None) -> list[str]:
    """The texts of the first letter's paragraphs and cells."""
    letters = write_letters(Batch([], list(forms)), folder / "退回", sender, own)
    return lines(letters.paths[0])


def lines(path: Path) -> list[str]:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def test_1_whom(tmp_path: Path) -> None:
    forms = [
        filed("甲镇", "一", finding()),
        filed("乙镇", "二", disposition=Disposition.ACCEPT),
        filed("丙镇", "三", disposition=Disposition.PERSON),
        filed("甲镇", "四", disposition=Disposition.PERSON),
    ]
    letters = write_letters(Batch([], forms), tmp_path, SENDER)
    assert [path.name for path in letters.paths] == ["退回修改意见_甲镇.docx"]
    said = lines(letters.paths[0])
    assert "甲镇：" in said
    assert "一、一" in said
    assert "暂不用修改的：《四》。" in said
    assert any("共 2 份，核对后有 1 份需要修改，列有问题 1 处（见下表）；其余 1 份暂不用修改。" in one for one in said)


def test_1_what(tmp_path: Path) -> None:
    explained = finding("H9", message="已说明的错误。", explanation="上级调整了目标")
    stale = finding("H10", message="说明以后又改了。", explanation="旧的说明", explanation_is_stale=True)
    look = finding("D16", Severity.WARNING, code="W4", label="分值", message="分值结构不同。")
    in_word = finding("表1 第6行第5列", sheet="Word 文档", message="执行率不符。")
    said = written(tmp_path, filed("甲镇", "一", finding(), explained, stale, look, in_word, finding(None, label="")))
    assert said[-20:] == [
        *("1", "自评表\nG14", "按期完工率·得分", "没有完成却得满分。", "请改为 8.6 分。"),
        *("2", "自评表\nH10", "按期完工率·得分", "说明以后又改了。", "请改为 8.6 分。"),
        *("3", "表1 第6行第5列", "按期完工率·得分", "执行率不符。", "请改为 8.6 分。"),
        *("4", "自评表", "整表", "没有完成却得满分。", "请改为 8.6 分。"),
    ]
    assert "另请一并看看：D16 分值（分值结构与评分规则不同）。" in said
    assert not any("已说明的错误" in one for one in said)


def test_1_an_empty_form(tmp_path: Path) -> None:
    said = written(tmp_path, filed("甲镇", "", is_empty=True))
    assert "一、（没有填项目名称）" in said
    assert "报来的是空表（没有完成值、得分和执行数），请填好后重新报送。" in said
    assert any("核对后有 1 份需要修改。请于" in one for one in said)


def test_1_twelve_forms(tmp_path: Path) -> None:
    said = written(tmp_path, *(filed("甲镇", f"项目{number}", finding()) for number in range(12)))
    assert "十二、项目11" in said


def test_2_dates_and_grounds(tmp_path: Path) -> None:
    said = written(tmp_path / "a", filed("甲镇", "一", finding()))
    assert any("请于2024年3月29日前改好" in one for one in said)
    assert "2024年3月20日" in said
    assert said[0] == "关于修改2023年度项目支出绩效自评表的意见"
    assert "核对依据：国家通行做法（校验码 ea477dc9bb12），perfeval-xl 0.1.0。" in said
    open_end = Sender(SENDER.today, None, {}, "0.1.0")
    said = written(tmp_path / "b", filed("甲镇", "一", finding(), year=None), sender=open_end)
    assert any("请于＿＿＿＿年＿＿月＿＿日前改好" in one for one in said)
    assert said[0] == "关于修改项目支出绩效自评表的意见"


def test_3_names(tmp_path: Path) -> None:
    forms = [filed(unit, "一", finding()) for unit in ("甲/镇", "甲镇", "", "CON", "长" * 200, "点.")]
    letters = write_letters(Batch([], forms), tmp_path, SENDER)
    assert [path.name for path in letters.paths] == [
        *("退回修改意见_甲镇.docx", "退回修改意见_甲镇（2）.docx", "退回修改意见_单位不明.docx"),
        *("退回修改意见_CON.docx", f"退回修改意见_{'长' * 50}.docx", "退回修改意见_点.docx"),
    ]
    found = expand([str(tmp_path)])
    assert (found.inputs, found.skipped_own) == ([], 6)


def test_4_again(tmp_path: Path) -> None:
    batch = Batch([], [filed("甲镇", "一", finding())])
    (path,) = write_letters(batch, tmp_path, SENDER).paths
    first = path.read_bytes()
    write_letters(batch, tmp_path, SENDER)
    assert path.read_bytes() == first
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
    later = Sender(date(2024, 4, 1), None, {}, "0.1.0")
    assert write_letters(batch, tmp_path, later).kept == []
    assert path.with_name("退回修改意见_甲镇.上次.docx").read_bytes() == first
    write_letters(batch, tmp_path, SENDER)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["退回修改意见_甲镇.docx", "退回修改意见_甲镇.上次.docx"]


def test_4_changed_by_somebody(tmp_path: Path) -> None:
    batch = Batch([], [filed("甲镇", "一", finding())])
    (path,) = write_letters(batch, tmp_path, SENDER).paths
    for number in ("", "2"):
        document = Document(str(path))
        document.add_paragraph(f"联系人：李某{number}")
        document.save(str(path))
        changed = path.read_bytes()
        kept = tmp_path / f"退回修改意见_甲镇.改动{number}.docx"
        assert write_letters(batch, tmp_path, SENDER).kept == [kept]
        assert kept.read_bytes() == changed
    assert "联系人：李某" not in lines(path)


def test_4_none_of_ours(tmp_path: Path) -> None:
    theirs = tmp_path / "退回修改意见_乙镇.docx"
    Document().save(str(theirs))
    before = theirs.read_bytes()
    forms = [filed("甲镇", "一", finding()), filed("乙镇", "二", finding())]
    with pytest.raises(FileError, match="不是本程序生成的"):
        write_letters(Batch([], forms), tmp_path, SENDER)
    assert [one.name for one in tmp_path.iterdir()] == [theirs.name]
    assert write_letters(Batch([], forms), tmp_path, SENDER, force=True).kept[0].read_bytes() == before


def test_4_out_of_date(tmp_path: Path) -> None:
    write_letters(Batch([], [filed("甲镇", "一", finding()), filed("乙镇", "二", finding())]), tmp_path, SENDER)
    letters = write_letters(Batch([], [filed("甲镇", "一", finding())]), tmp_path, SENDER)
    assert [one.name for one in letters.outdated] == ["退回修改意见_乙镇.docx"]


def own_template(folder: Path, *paragraphs: str) -> Path:
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    folder.mkdir(exist_ok=True)
    document.save(str(folder / "本区.docx"))
    return folder / "本区.docx"


def test_5_own_template(tmp_path: Path) -> None:
    own = own_template(
        tmp_path,
        *("致{{ 单位 }}", "{%p for 表 in 退回的表 %}", "《{{ 表.项目 }}》"),
        *("{% for 条 in 表.意见 %}{{ 条.问题 }}{% endfor %}", "{%p endfor %}"),
    )
    assert written(tmp_path, filed("甲镇", "一", finding()), own=own) == ["致甲镇", "《一》", "没有完成却得满分。"]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda folder: own_template(folder, "{{ 局长 }}"), "用了没有的字段“局长”，请改正；可以用的有：年度、单位"),
        (lambda folder: own_template(folder, "{% for 表 in 退回的表 %}"), "字段的写法不对"),
        (lambda folder: own_template(folder, "{{ 单位.__class__.__mro__ }}"), "R924"),
        (lambda _: resources.folder("samples") / "家庭综合服务中心运营经费_完整填报.xlsx", "不是 Word 文档"),
        (lambda folder: folder / "没有.docx", "找不到该文件"),
    ],
    ids=["unknown field", "no end", "out of the sandbox", "a workbook", "not there"],
)
def test_5_bad_templates(make: Callable[[Path], Path], said: str, tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        write_letters(Batch([], [filed("甲镇", "一", finding())]), tmp_path / "退回", SENDER, make(tmp_path))
    assert said in f"{caught.value.code} {caught.value.message}"
    assert not (tmp_path / "退回").exists()


def test_6_texts_are_texts(tmp_path: Path) -> None:
    odd = "</w:t><w:br/>{{ 单位 }}{% raw %}&amp;\x00\x1b[2J\ud800\u202e=1+1"
    said = written(tmp_path, filed("甲镇", odd, finding(message=odd, suggestion="一行\n两行")))
    shown = "</w:t><w:br/>{{ 单位 }}{% raw %}&amp;[2J\u202e=1+1"
    assert f"一、{shown}" in said
    assert shown in said
    assert "一行\n两行" in said


def test_7_what_word_asks_for(tmp_path: Path) -> None:
    letters = write_letters(Batch([], [filed("甲镇", "一", finding(), finding("G15"))]), tmp_path, SENDER)
    (table,) = Document(str(letters.paths[0])).tables
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "位置", "栏目", "问题", "怎样改"]
    properties = [row._tr.trPr for row in table.rows]
    assert [one.find(qn("w:tblHeader")) is not None for one in properties] == [True, False, False]
    assert all(one.find(qn("w:cantSplit")) is not None for one in properties)
    with zipfile.ZipFile(io.BytesIO(letters.paths[0].read_bytes())) as package:
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_7_the_shipped_template_is_what_its_maker_writes() -> None:
    shipped = (resources.folder("workbook_templates") / SHIPPED).read_bytes()
    with zipfile.ZipFile(io.BytesIO(shipped)) as there, zipfile.ZipFile(io.BytesIO(template())) as made:
        assert there.read("word/document.xml") == made.read("word/document.xml")


def test_3_letters_in_a_folder_of_filings(tmp_path: Path) -> None:
    from perfeval_xl.desk.gathering import Asked, gather

    write_letters(Batch([], [filed("甲镇", "一", finding())]), tmp_path, SENDER)
    (member,) = gather(Asked((str(tmp_path),))).members
    assert (member.fate, member.why) == (Fate.OTHER, "本程序写的退回修改意见，不是单位报来的。")


def test_5_a_bad_template_is_told_before_any_work(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    own = own_template(tmp_path, "{% for 表 in 退回的表 %}{{ 表.科长 }}{% endfor %}")
    shutil.copy(FAULTY, tmp_path / "甲.xlsx")
    words = [
        "summarize",
        str(tmp_path / "甲.xlsx"),
        "-o",
        str(tmp_path / "汇总表.xlsx"),
        "--letters",
        str(tmp_path / "退回"),
    ]
    assert typed([*words, "--letter-template", str(own)]) == 2
    assert "没有的字段“科长”" in capfd.readouterr().err
    assert not (tmp_path / "汇总表.xlsx").exists()


@pytest.mark.parametrize("day", ["2024-03-29", "2024/3/29", "2024年3月29日", "20240329"])
def test_8_the_command(day: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copy(FAULTY, tmp_path / "甲.xlsx")
    folder = tmp_path / "退回"
    words = ["summarize", str(tmp_path / "甲.xlsx"), "-o", str(tmp_path / "汇总表.xlsx"), "--letters", str(folder)]
    assert typed([*words, "--deadline", day]) == 1
    assert "已写入退回修改意见 1 份" in capfd.readouterr().out
    (letter,) = folder.iterdir()
    assert any("请于2024年3月29日前改好" in one for one in lines(letter))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--letters", "退回", "--deadline", "三月底"], "日期"),
        (["--letters", "退回", "--deadline", "2024-02-30"], "日期"),
        (["--letter-template", "模板.docx"], "要与 --letters 一起用"),
    ],
)
def test_8_wrong_words(words: list[str], said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    shutil.copy(FAULTY, tmp_path / "甲.xlsx")
    assert typed(["summarize", str(tmp_path), "-o", str(tmp_path / "汇总表.xlsx"), *words]) == 2
    assert said in capfd.readouterr().err
    assert not (tmp_path / "汇总表.xlsx").exists()
