"""Why a file could not be processed: one code and one Chinese sentence each (what is wrong, what to do)."""

from __future__ import annotations

import re

INTERRUPTED = "已中断，没有写完的文件不会留下。"


class FileError(Exception):
    """A file that cannot be read, patched or written.

    `code` is one of EXPLAINED; `message` is one Chinese sentence for the clerk. Shown instead of a traceback; the
    other files of the batch are still done, and the exit code is 2.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    @property
    def todo(self) -> str | None:
        """What to do about it, the later part of the sentence; None where it says none."""
        return todo_of(self.message)

    def __reduce__(self) -> tuple[type[FileError], tuple[str, str]]:
        """Lets a problem cross from a worker process (`--jobs`)."""
        return FileError, (self.code, self.message)


_TODO = re.compile(r"[；。，]\s*(?=请|或用|确认文件可靠的)")


def todo_of(message: str) -> str | None:
    """The part of a sentence that says what to do: from the first 请 that begins a clause."""
    found = _TODO.search(message)
    return message[found.end() :] if found is not None else None


def parted(message: str) -> tuple[str, str]:
    """A refusal's sentence in two: what is wrong, and what to do about it ("" where it says nothing of that)."""
    todo = todo_of(message)
    if todo is None:
        return message, ""
    return message.removesuffix(todo).rstrip("，；。 ") + "。", todo


# Code -> what it means, what to do. Stable for ever; what exactly is wrong stands in the message.
EXPLAINED = {
    "R901": ("找不到文件，或指定的不是文件", "核对文件名和所在文件夹；文件夹里没有工作簿时也会这样。"),
    "R902": ("不是 Excel 工作簿，也不是 Word 文档", "用 Excel、Word 或 WPS 打开，另存为 .xlsx 或 .docx 再处理。"),
    "R903": ("文件设有打开密码", "在 Excel、Word 或 WPS 中取消密码，保存后再处理。"),
    "R904": ("文件不完整或已损坏", "重新索取文件，或用 Excel、Word 或 WPS 修复后另存。"),
    "R905": ("超过大小、单元格数等上限", "删去多余内容另存；确认文件可靠的，可用 --max-mb 放宽上限。"),
    "R906": ("不支持的文件类型（.ods、.et、.csv、.doc 等）", "表格请另存为 .xlsx，文字文档请另存为 .docx，再处理。"),
    "R907": ("文件里没有自评表", "确认文件拿对了；表内要有“一级指标、年度指标值、实际完成值”这样的表头。"),
    "R908": (
        "工作簿不能安全改写（数字签名、内部结构有误等）",
        "用 Excel 或 WPS 打开后另存为 .xlsx；签名的工作簿请用签名前的文件。",
    ),
    "R909": ("结果写不进去", "关闭正在打开结果文件的程序，换一个能写的文件夹，或改名、加 --force。"),
    "R910": ("文件是空的（0 字节）", "重新索取文件。"),
    "R911": ("没有权限读取，或文件被占用", "关闭打开它的程序，或把文件复制到自己的文件夹。"),
    "R912": ("评分规则文件或配置文件有误", "按提示逐处改正；rules check 可以单独检查规则文件。"),
    "R913": ("还有错误或没有定下的得分，不能生成报送件", "按提示的单元格改正错误、评定得分，再用 --clean。"),
    "R914": (
        "时间或内存不够，没有处理完",
        "单独再试这个文件；删去多余的行、列和工作表后另存；可用 --max-seconds 放宽时间。",
    ),
    "R915": ("这份程序没有带要用的部分", "换用带汇总的那一份；核对、评分不受影响。"),
    "R921": ("报告提纲打不开", "核对提纲的编号或文件名；自己的提纲请用 Word、WPS 另存为 .docx。"),
    "R922": ("报告提纲里的字段有误", "按提示的段落改正字段；可用的字段见 perfeval-xl report --fields。"),
    "R923": ("要核对的报告打不开", "报告要 .docx 或 .txt；.doc 请用 Word、WPS 另存为 .docx。"),
    "R924": ("退回修改意见的模板有误", "按提示改正模板里的字段，或不用 --letter-template，用自带的模板。"),
    "R999": ("程序内部出错", "不是操作问题；把提示的那句话和文件发给维护人员。"),
}


def explained(code: str) -> str | None:
    """What `explain CODE` prints for a file that could not be processed; None for any other code."""
    if code not in EXPLAINED:
        return None
    title, advice = EXPLAINED[code]
    return f"{code}　{title}（文件未能处理）\n\n如何处理：{advice}"
