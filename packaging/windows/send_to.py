"""Puts 核对自评表 into the menu 发送到 of this user: a shortcut in a folder of their own, no rights needed."""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import POINTER, byref, c_int, c_long, c_void_p, c_wchar_p
from pathlib import Path
from uuid import UUID

LAUNCHER = "核对自评表.exe"
_SHELL_LINK = "00021401-0000-0000-C000-000000000046"
_I_SHELL_LINK = "000214F9-0000-0000-C000-000000000046"  # IShellLinkW
_I_PERSIST_FILE = "0000010B-0000-0000-C000-000000000046"
_IN_PROCESS = 1
# Where a method stands in the table of its interface (shobjidl_core.h, objidl.h).
_QUERY, _RELEASE, _DESCRIBE, _WORK_IN, _TARGET, _SAVE = 0, 2, 7, 9, 20, 6


def main() -> int:
    """Makes the shortcut, or renews it after the folder was moved; gives the exit code."""
    target = Path(sys.executable).parents[1] / LAUNCHER
    menu = Path(os.environ["APPDATA"]) / "Microsoft" / "Windows" / "SendTo"
    menu.mkdir(parents=True, exist_ok=True)
    link = menu / "核对自评表.lnk"
    shortcut(link, target)
    print("好了。以后在自评表上点右键，选“发送到”里的“核对自评表”（Windows 11 先点“显示更多选项”）。")
    print(f"不要了，删除这个快捷方式就行：{link}")
    print("本文件夹挪了地方的，再运行一次就更新。")
    return 0


def shortcut(link: Path, target: Path) -> None:
    """Writes a shortcut by the system's own hand. OSError where it does not."""
    ole = ctypes.oledll.ole32  # each call raises OSError by itself
    ole.CoInitialize(None)
    one = c_void_p()
    ole.CoCreateInstance(_guid(_SHELL_LINK), None, _IN_PROCESS, _guid(_I_SHELL_LINK), byref(one))
    _call(one, _TARGET, c_wchar_p)(one, str(target))
    _call(one, _WORK_IN, c_wchar_p)(one, str(target.parent))
    _call(one, _DESCRIBE, c_wchar_p)(one, "核对、评分绩效自评表")
    file = c_void_p()
    _call(one, _QUERY, c_void_p, c_void_p)(one, _guid(_I_PERSIST_FILE), byref(file))
    _call(file, _SAVE, c_wchar_p, c_int)(file, str(link), 1)
    for each in (file, one):
        _call(each, _RELEASE, answers=c_long)(each)


def _guid(text: str) -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(UUID(text).bytes_le, 16)


def _call(one: c_void_p, at: int, *kinds: type, answers: type | None = None) -> ctypes._CFuncPtr:
    """The method at this place of a COM object."""
    table = ctypes.cast(one, POINTER(POINTER(c_void_p))).contents
    return ctypes.WINFUNCTYPE(answers or ctypes.HRESULT, c_void_p, *kinds)(table[at])
