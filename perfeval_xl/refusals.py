"""What a clerk is told of a package that cannot be read or edited: one code and one sentence for each reason.

{program} and {ending} in a sentence: what the file is opened with, and what it is saved as; {file} what it is.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from string import Formatter
from typing import Any

from perfeval_xl.problems import FileError
from perfeval_xl.xlsx.limits import MB
from perfeval_xl.xlsx.problem import PackageError

_SAVE_AS = "请用 {program} 打开后另存为 {ending} 再试"
_AS_WORKBOOK = "请用 Excel 或 WPS 打开后另存为 .xlsx 再试"
_FILLED_IN = "请改用填报的 Excel 工作簿（.xlsx）或 Word 文档（.docx）"
_RAISE = "。请删去多余内容另存后再试；确认文件可靠的，可加 --max-mb {enough} 放宽上限。"

SENTENCES = {
    "not_found": ("R901", "找不到该文件；请核对文件名和所在文件夹。"),
    "is_folder": ("R901", "这是文件夹，不是工作簿；请指定其中的 .xlsx 文件。"),
    "closed_folder": ("R911", "没有权限打开这个文件夹，里面的文件没有读；请核对权限后再试。"),
    "no_plain_file": ("R901", "这不是普通文件；请指定 .xlsx 文件。"),
    "not_allowed": ("R911", "没有权限读取，或文件正被其他程序占用；请关闭打开它的程序，或复制到自己的文件夹后再试。"),
    "unreadable": ("R901", "文件读不出来；请核对文件名，或把文件复制到本机硬盘后再试。"),
    "empty": ("R910", "文件是空的（0 字节）；请向填报人重新索取。"),
    "encrypted": ("R903", "{file}设有打开密码，无法读取；请在 {program} 中取消密码，保存后再试。"),
    "encrypted_xls": (
        "R903",
        "工作簿设有打开密码，或用“保护工作簿”加了密，无法读取；请在 Excel 或 WPS 中取消密码"
        "（打开时不要求输入密码的，在“审阅”中取消“保护工作簿”），保存后再试。",
    ),
    "broken_zip": ("R904", "文件不完整或已损坏，打不开；请重新索取，或者用 {program} 修复后另存为 {ending} 再试。"),
    "no_content_types": ("R904", f"文件内部缺少 [Content_Types].xml，已损坏；{_SAVE_AS}。"),
    "no_workbook": ("R904", f"文件内部缺少{{file}}主体，已损坏；{_SAVE_AS}。"),
    "part_missing": ("R904", "文件内部缺少 {part}，无法读取；请用 {program} 打开，另存为 {ending} 后再试。"),
    "part_damaged": ("R904", "文件内部的 {part} 已损坏，无法读取；请用 {program} 打开，另存为 {ending} 后再试。"),
    "sheet_missing": ("R904", "找不到工作表“{sheet}”的内容；请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。"),
    "text_missing": (
        "R904",
        "单元格 {cell} 的文字在文件中找不到，文件已损坏；请用 Excel 或 WPS 打开，核对后另存为 .xlsx 再试。",
    ),
    "file_too_large": ("R905", "文件大小 {size:MB} 超过上限 {most:MB}" + _RAISE),
    "too_many_parts": ("R905", "文件内部有 {count} 个部件，超过上限 {most} 个" + _RAISE),
    "part_too_large": ("R905", "文件内部的 {part} 解压后有 {size:MB}，超过上限 {most:MB}" + _RAISE),
    "part_too_dense": ("R905", "文件内部的 {part} 解压后膨胀 {times} 倍，超过上限 {most} 倍" + _RAISE),
    "unpacked_too_large": ("R905", "文件解压后共有 {size:MB}，超过上限 {most:MB}" + _RAISE),
    "too_many_cells": ("R905", "一张工作表里有内容的单元格超过上限 {most} 个" + _RAISE),
    "too_many_merges": ("R905", "一张工作表里的合并单元格超过上限 {most} 个" + _RAISE),
    "too_many_strings": ("R905", "文件里的文字超过上限 {most} 条" + _RAISE),
    "formulas_too_long": ("R905", "一张工作表里的公式展开后超过上限 {most} 字" + _RAISE),
    "too_large_to_write": (
        "R905",
        "文件太大（超过 4 GB 或 65535 个部件），无法改写。请删除不需要的图片或工作表后重试。",
    ),
    "signed": (
        "R908",
        "工作簿带有数字签名，改写会使签名失效，因此没有处理。"
        "请用未签名的工作簿，或在 Excel 中另存一份（去掉签名）后重试。",
    ),
    "strict": (
        "R908",
        "工作簿是“严格 Open XML 电子表格”格式，不能安全改写。请在 Excel 中另存为普通的“Excel 工作簿 (*.xlsx)”后重试。",
    ),
    "too_many_formats": (
        "R908",
        "工作簿里的单元格格式已达到 Excel 的上限，无法再加标记。请把内容复制到新建的工作簿中另存后重试。",
    ),
    "rows_not_insertable": ("R908", "工作簿里{fault}，不能放心地代为插入行。请用 Excel 或 WPS 插入空行后再运行。"),
    "not_editable": (
        "R908",
        "工作簿的内部结构不完整（{fault}），无法安全改写。请用 Excel 或 WPS 打开后另存为 .xlsx，再重新处理。",
    ),
}
KINDS = {
    "ods": ("R906", f"这是 .ods 表格，不能直接处理；{_AS_WORKBOOK}。"),
    "et": ("R906", f"这是 WPS 的 .et 表格，不能直接处理；{_AS_WORKBOOK}。"),
    "xls": ("R906", f"这是旧版 .xls 表格，不能按 .xlsx 处理；{_AS_WORKBOOK}。"),
    "xlsb": ("R906", f"这是二进制工作簿（.xlsb），不能直接处理；{_AS_WORKBOOK}。"),
    "xml": ("R906", f"这是 XML 格式的表格，不能直接处理；{_AS_WORKBOOK}。"),
    "html": ("R906", f"这其实是网页文件，只是扩展名像表格；{_AS_WORKBOOK}。"),
    "csv": ("R906", f"这是纯文本表格（如 .csv），没有自评表的格式；{_AS_WORKBOOK}。"),
    "doc": (
        "R906",
        "这是 .doc、.wps、.rtf 等格式的文字文档，不能直接处理；请用 Word 或 WPS 打开，另存为 .docx 再试。",
    ),
    "docx": ("R906", "这是 Word 文档，不是工作簿；请改用 Excel 工作簿（.xlsx）。"),
    "ppt": ("R906", f"这是演示文稿，不是自评表；{_FILLED_IN}。"),
    "pdf": ("R906", f"这是 PDF 文件，不是自评表；{_FILLED_IN}。"),
    "picture": ("R906", f"这是图片，不是自评表；{_FILLED_IN}。"),
    "archive": (
        "R906",
        "这是压缩包，不是自评表；请先解开，再处理里面的 Excel 工作簿（.xlsx）或 Word 文档（.docx）。",
    ),
    "broken_archive": ("R904", "压缩包不完整或已损坏，打不开；请重新索取，解开后再处理里面的文件。"),
    "unknown": ("R902", f"这不是 Excel 工作簿，也不是 Word 文档，或文件已损坏；{_SAVE_AS}。"),
}
FAULTS = {  # of "not_editable", by its fact `what`
    "no_root": "缺少根元素",
    "open_root": "根元素没有结束",
    "unpaired_tags": "标记不成对",
    "encoding": "文字编码无法识别",
    "doctype": "含有 DOCTYPE 声明",
    "no_worksheet": "工作表部件不是 worksheet",
    "no_sheet_data": "工作表没有 sheetData",
    "open_sheet_data": "工作表的 sheetData 没有结束",
    "row_order": "工作表的行顺序混乱",
    "open_row": "工作表的行没有结束",
    "no_main_relation": "没有指明工作簿主体的关系",
    "proof": "改写后逐格核对，{part} 与应有的不符",
    "cell_type": "单元格的类型有误",
    "cell_address": "单元格地址有误",
    "cell_format": "单元格的格式有误",
    "sheet_name": "工作表没有名称，或名称重复",
    "list_twice": "工作簿部件中的 {element} 重复",
    "lost_name": "名称“{name}”属于不存在的工作表",
    "open_cell": "单元格没有结束",
    "no_sheet_list": "工作簿部件没有工作表清单",
    "part_gone": "找不到 {part}",
    "no_drawing": "批注的图形部件缺失",
    "string_number": "共享文字的序号有误",
    "comment_list": "批注部件缺少 {element}",
    "open_drawing": "批注图形部件没有结束",
}

IN_THE_WAY = {  # of "rows_not_insertable", by its fact `what`
    "tables": "有表格对象（“插入→表格”）或数据透视表",
    "array": "有数组公式或模拟运算表跨过要插入的地方",
    "chart": "有图表引用了要移动的行",
    "several_sheets": "有公式引用了连续的几张工作表",
    "address_in_text": "有公式用 INDIRECT 把地址写成文字",
    "pattern": "有条件格式或数据有效性的公式跨过要插入的地方",
    "last_row": "这张表已经到了最后一行",
    "element": "有控件、方案等不认识的内容会受影响",
}

HELD = frozenset(("not_allowed", "unreadable"))  # reasons that do not say whose a file is


class _Words(Formatter):
    """{size:MB} is a number of bytes in megabytes."""

    def format_field(self, value: Any, format_spec: str) -> str:
        return f"{value / MB:.0f} MB" if format_spec == "MB" else format(value, format_spec)


_OF_WORKBOOKS = {"file": "工作簿", "program": "Excel 或 WPS", "ending": ".xlsx"}
_OF_DOCUMENTS = {"file": "文档", "program": "Word 或 WPS", "ending": ".docx"}
_DOCUMENTS = (".docx", ".docm", ".dotx", ".dotm")


def of_our_own(fault: Exception) -> FileError:
    """What nobody thought of."""
    words = f"程序内部出错（{type(fault).__name__}：{fault}），这不是您的操作问题，请把这句话和该文件发给维护人员。"
    return FileError("R999", words)


def file_error(problem: PackageError | FileError, name: str = "") -> FileError:
    """The code and sentence of a problem of the file of this name; one that has them already is as it is."""
    if isinstance(problem, FileError):
        return problem
    facts = problem.facts
    if problem.reason == "other_kind":
        code, sentence = KINDS[str(facts["kind"])]
    else:
        code, sentence = SENTENCES[problem.reason]
    words = _Words()
    facts = facts | (_OF_DOCUMENTS if name.lower().endswith(_DOCUMENTS) else _OF_WORKBOOKS)
    fault = words.format((FAULTS | IN_THE_WAY)[str(facts["what"])], **facts) if "what" in facts else ""
    return FileError(code, words.format(sentence, **facts, fault=fault))


@contextmanager
def told_of(path: Path, called: str = "") -> Generator[None]:
    """Within, a problem of the package becomes a FileError that names the file: 名单“2023.xlsx”：…"""
    try:
        yield
    except PackageError as problem:
        told = file_error(problem, path.name)
        raise FileError(told.code, f"{called}“{path.name}”：{told.message}") from None
