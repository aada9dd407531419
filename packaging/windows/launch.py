"""Starts the program from an icon: the window stays until somebody has read it, whatever happens.

It lies beside python.exe, where the embeddable Python looks for modules; the launchers (.exe, .bat) start it.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import traceback

_WORDS = re.compile(r'"([^"]*)"|([^\s"]+)')


def dropped(line: str, script: str) -> list[str]:
    """The names that were dropped on a .bat, from the command line that Explorer gave cmd.exe.

    `%*` cannot be trusted with them: cmd takes & and % in a name that is not in quotes for its own signs.

    `line`: cmd.exe /c ""D:\\工具\\核对自评表.bat" D:\\a&b.xlsx "D:\\c d.xlsx"". `script`: the name of the .bat. In a
    console that somebody types in there is no such line, and `%*` is what they typed: nothing.
    """
    _, found, rest = line.partition(script)
    return [quoted or bare for quoted, bare in _WORDS.findall(rest.removeprefix('"'))] if found else []


def run(words: list[str]) -> int:
    """One command of the program, as its own `main` would run it; gives the exit code."""
    from perfeval_xl import cli

    sys.argv = ["perfeval-xl", *words]
    try:
        cli.main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    return 0


def start(command: str, names: list[str]) -> int:
    """Runs a command and waits for the return key."""
    code = 2
    try:
        if command == "send-to":
            import send_to

            code = send_to.main()
        else:
            code = run([command, *(["--", *names] if command == "drop" else [])])
    except BaseException:
        traceback.print_exc()
        print("\n程序没有能够启动：请把压缩包完整解压后再试，还不行的，把这个窗口的内容拍下来报给维护人员。")
    with contextlib.suppress(EOFError, KeyboardInterrupt):
        input("\n按回车键关闭这个窗口。")
    return code


if __name__ == "__main__":  # by a .bat: python -m launch drop
    line, script = (os.environ.get(name, "") for name in ("PERFEVAL_XL_LINE", "PERFEVAL_XL_SCRIPT"))
    sys.exit(start(sys.argv[1], dropped(line, script) or sys.argv[2:]))
