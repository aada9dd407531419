"""Checks of the family R on single cells: formulas with what goes into them, cells that do not show what was meant."""

from __future__ import annotations

from perfeval_xl.checks.kit.kind import Kind
from perfeval_xl.checks.kit.registry import Case, Draft, check
from perfeval_xl.form import Note
from perfeval_xl.result import Severity

STALE = Kind(
    code="R131",
    severity=Severity.WARNING,
    title="公式的结果没有重算",
    says="{note}。",
    do="请用 Excel 或 WPS 打开，按 F9 重算并保存；公式不必改动。",
)


@check(STALE, over="note", notes=["stale"])
def result_is_the_formula_s(note: Note, case: Case) -> Draft:
    """检查内容：公式单元格里保存的结果，就是按表内数字算出来的结果。核对以算出的结果为准。
    依据：有的软件不计算公式就保存，或设成了手动计算，打开时看到的数和保存的数会不一样。
    例（好）：总分公式 =I6+SUM(H11:H18)，各项合计 99.9，保存的结果也是 99.9。
    例（坏）：各项合计 99.9，保存的结果仍是 95。
    """
    return case.at_note(STALE, note)


TEXT_OPERAND = Kind(
    code="R132",
    severity=Severity.ERROR,
    title="公式要用的数字写成了文字",
    says="{note}。",
    do="请{mended}（只填数字，不带单位，单元格不要设成“文本”格式），公式会自动更正。",
    explains=(
        "B201",
        "B202",
        "B203",
        "B204",
        "B205",
        "B211",
        "B215",
        "R105",
        "R108",
        "S501",
        "S508",
        "S509",
        "S510",
        "S511",
        "W",
    ),
)


@check(TEXT_OPERAND, over="note", notes=["text_operand"])
def operands_are_numbers(note: Note, case: Case) -> Draft:
    """检查内容：公式用到的单元格，数字就是数字，不是文字；只在公式因此算错或算不出时指出。
    依据：求和会漏掉写成文字的数字，乘除会算不出；要改的是填文字的单元格，不是公式。
    例（好）：H14 填 4，总分公式 =SUM(H7:H36) 计入。
    例（坏）：H14 填“4分”，总分公式没有计入，少 4 分。
    """
    mended, *cells = note.detail.split(";")
    places = [(note.sheet, cell) for cell in cells]
    figures = dict(one.split(" 改为 ", 1) for one in mended.split("、") if " 改为 " in one)
    return case.at_note(
        TEXT_OPERAND,
        note,
        places=places,
        stated=case.said_at(note),
        expected=figures.get(note.cell or ""),
        mended=f"把 {mended}" if mended else "把这些单元格改成数字",
    )


COVERED_OPERAND = Kind(
    code="R133",
    severity=Severity.ERROR,
    title="公式计入了被合并单元格遮住的数字",
    says="{note}。",
    do="请取消合并，删去遮住的数字（或把它移到看得见的单元格），再合并。",
    explains=("B201", "B202", "B205", "S508", "S509", "W"),
)


@check(COVERED_OPERAND, over="note", notes=["covered_operand"])
def no_operand_is_hidden(note: Note, case: Case) -> Draft:
    """检查内容：公式没有计入被合并单元格遮住、看不见的数字。
    依据：打印出来看不到的数字计入了合计，合计与看得见的各行对不上。
    例（好）：H17:H18 合并，只有 H17 有得分。
    例（坏）：H17:H18 合并，H18 里还留着 10，总分公式把它计入了。
    """
    _, *cells = note.detail.split(";")
    return case.at_note(COVERED_OPERAND, note, places=[(note.sheet, cell) for cell in cells])


ROWS_LEFT_OUT = Kind(
    code="R134",
    severity=Severity.ERROR,
    title="合计公式没有包括全部各行",
    says="{note}。",
    do="请改正公式的范围，使它包括这些单元格。",
    explains=("B202", "S509", "W401"),
)


@check(ROWS_LEFT_OUT, over="note", notes=["rows_left_out"])
def total_reaches_all_rows(note: Note, case: Case) -> Draft:
    """检查内容：总分、分值合计的公式包括表内每一行（合计正好少了没有包括的那几行时指出）。
    依据：在合计行上方插入一行后，求和范围往往没有跟着延长。
    例（好）：得分在 H7:H37，总分公式 =SUM(H7:H37)。
    例（坏）：第 37 行是后来插入的，总分公式仍是 =SUM(H7:H36)。
    """
    return case.at_note(ROWS_LEFT_OUT, note)


TURNED_INTO_DATE = Kind(
    code="R135",
    severity=Severity.WARNING,
    title="数量被改成了日期",
    says="{note}。",
    do="请先把单元格格式设为“文本”，再重新填写。",
    explains=("I302", "I312", "S516", "S525"),
)


@check(TURNED_INTO_DATE, over="note", notes=["turned_into_date"])
def count_is_no_date(note: Note, case: Case) -> Draft:
    """检查内容：数量、质量、成本、满意度指标的目标值和完成值不是日期。
    依据：输入 4/1、1-2 这样的内容，表格程序会自动改成日期，原来的内容就看不到了。
    例（好）：组织巡查次数：12次。
    例（坏）：组织巡查次数：4月1日。
    """
    return case.at_note(TURNED_INTO_DATE, note)


WRONG_FORMAT = Kind(
    code="R136",
    severity=Severity.WARNING,
    title="数字的显示格式不对",
    says="{note}。",
    do="请把单元格格式改为“数值”或“常规”。",
)


@check(WRONG_FORMAT, over="note", notes=["wrong_format"])
def figure_shows_as_a_figure(note: Note, case: Case) -> Draft:
    """检查内容：金额、分值、得分没有设成日期格式，分值、得分没有设成百分比格式而显示为 1000%。
    依据：设成日期格式的 118.8 显示为 1900/4/27，设成百分比格式的 10 显示为 1000%，看表的人读不到数字。
    例（好）：全年执行数 118.8。
    例（坏）：全年执行数显示为 1900/4/27。
    """
    return case.at_note(WRONG_FORMAT, note)


STRUCK = Kind(
    code="R137",
    severity=Severity.WARNING,
    title="有划掉的文字",
    says="{note}。",
    do="请删去划掉的文字（作废的指标删去整行），上报的表只留有效的内容。",
    together="有 {count} 处划了删除线：{where}。整格划掉的照常读取，只划掉一部分的，按没有划掉的部分读取。",
)


@check(STRUCK, over="note", notes=["struck"])
def nothing_is_struck_through(note: Note, case: Case) -> Draft:
    """检查内容：单元格里没有划了删除线的文字。
    依据：划掉的内容是否作废，别人无从判断；程序按没有划掉的部分读取，整格划掉的照常读取。
    例（好）：≥3000户。
    例（坏）：“≥2800户”划了删除线，后面写着“≥3000户”。
    """
    return case.at_note(STRUCK, note, stated=case.said_at(note))


GARBLED = Kind(
    code="R138",
    severity=Severity.WARNING,
    title="有乱码",
    says="{note}。",
    do="请照原来的内容重新填写（例如 &ge; 应为 ≥，&le; 应为 ≤）。",
    explains=("I302", "I312", "S516", "S525"),
)


@check(GARBLED, over="note", notes=["garbled"])
def nothing_is_garbled(note: Note, case: Case) -> Draft:
    """检查内容：单元格里没有乱码。
    依据：从网页或别的系统复制时，符号会变成 &ge; 这样的代码或乱码，目标值就认不出来。
    例（好）：≥48次。
    例（坏）：&ge;48次。
    """
    return case.at_note(GARBLED, note)


PERCENT_TWICE = Kind(
    code="R139",
    severity=Severity.WARNING,
    title="百分比可能多了 100 倍",
    says="{note}。",
    do="请在百分比格式的单元格里直接输入 {detail}；如确实是这个数，可以不改。",
    explains=("I311", "I324"),
)


@check(PERCENT_TWICE, over="note", notes=["percent_twice"])
def percentage_is_typed_once(note: Note, case: Case) -> Draft:
    """检查内容：百分比格式的单元格里，目标值和完成值没有大到一百倍。
    依据：在设成百分比格式的单元格里，有的程序把输入的 100 显示为 10000%。
    例（好）：显示为 100%。
    例（坏）：显示为 10000%。
    """
    return case.at_note(PERCENT_TWICE, note)


CUT = Kind(
    code="R140",
    severity=Severity.WARNING,
    title="单元格的文字太长",
    says="{note}。",
    do="请把这一格的文字删减到 10000 字以内；附件、全文等另附文件。",
)


@check(CUT, over="note", notes=["cut"])
def text_is_of_a_length_to_read(note: Note, case: Case) -> Draft:
    """检查内容：单元格的文字不超过 10000 字。
    依据：没有人会在一格里写这么多字；更长的只核对前 10000 字，以免一张表拖住整批。
    例（好）：偏差原因写了 200 字。
    例（坏）：一格里粘贴了整份报告，有 30000 字。
    """
    return case.at_note(CUT, note)
