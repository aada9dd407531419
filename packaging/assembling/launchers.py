"""What a clerk clicks, or drops a file on: launchers for Windows and Linux."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from assembling.wheels import Wheel

HERE = Path(__file__).parents[1]
COMMANDS = {"核对自评表": "drop", "打开核对页面": "page"}  # what an icon is called -> the command it runs
SEND_TO = "添加到发送到菜单"
_PICTURES = {"drop": "applications-office", "page": "web-browser"}  # names that every desktop has a picture for
SPARE = "备用"  # scripts that do the same, for where an .exe or an icon is not let run
STUB = "distlib"  # the wheel with the launcher for Windows that pip gives every command, too
SHEBANG = b'#!"<launcher_dir>\\python\\python.exe" -X utf8\r\n'


def write_windows(folder: Path, stub: bytes) -> None:
    """The .exe launchers, their .bat doubles, and the modules that both start."""
    for source in ("launch.py", "send_to.py"):
        (folder / "python" / source).write_bytes((HERE / "windows" / source).read_bytes())
    text = (HERE / "windows" / "启动.bat").read_text(encoding="utf-8")
    (folder / SPARE).mkdir()
    for title, command in {**COMMANDS, SEND_TO: "send-to"}.items():
        (folder / f"{title}.exe").write_bytes(windows_program(stub, command))
        said = text.format(title=title, command=command).replace("\n", "\r\n")
        (folder / SPARE / f"{title}.bat").write_bytes(said.encode("gbk"))


def windows_program(stub: bytes, command: str) -> bytes:
    """The stub, then the line that names the Python beside it, then a zip of what that Python is to run.

    The stub hands itself to that Python, which finds the zip at its end. Nothing is unpacked anywhere.
    """
    program = f"import sys\nfrom launch import start\nsys.exit(start({command!r}, sys.argv[1:]))\n"
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        archive.writestr(ZipInfo("__main__.py", (2024, 1, 1, 0, 0, 0)), program)
    return stub + SHEBANG + packed.getvalue()


def stub_of(wheel: Wheel) -> bytes:
    """The launcher with a console, for 64-bit Windows."""
    with ZipFile(wheel.path) as archive:
        return archive.read("distlib/t64.exe")


def write_linux(folder: Path) -> None:
    """For each icon a .desktop (to drop files on, to click) and the script that it starts."""
    inside = folder / "程序"
    for one in (inside, folder / SPARE):
        one.mkdir(exist_ok=True)
    _executable(inside / "启动.sh", (HERE / "linux" / "启动.sh").read_text(encoding="utf-8"))
    script = (HERE / "linux" / "图标.sh").read_text(encoding="utf-8")
    icon = (HERE / "linux" / "图标.desktop").read_text(encoding="utf-8")
    for title, command in COMMANDS.items():
        _executable(folder / SPARE / f"{title}.sh", script.format(title=title, command=command))
        _executable(folder / f"{title}.desktop", icon.format(title=title, picture=_PICTURES[command]))
    _executable(folder / "添加到打开方式.sh", (HERE / "linux" / "添加到打开方式.sh").read_text(encoding="utf-8"))


def _executable(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
    path.chmod(0o755)
