"""Tries Windows folders on Windows, as a clerk would use them: `python packaging/try_windows.py DIR` of their archives.

Each is unpacked into a path with Chinese, spaces and signs of cmd.exe, on a PATH without Python; forms with such names
are dropped on the .exe and, as Explorer writes its command line, on the .bat. Ends with the first thing that is not so.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
FAULTY = next((ROOT / "samples").glob("*_含错误.xlsx"))
TITLE = "绩效自评表核对"
NAMES = ("自评表 (终稿).xlsx", "甲&calc.xlsx", "100%PATH%.xlsx", "[乙]!^.xlsx")
FOUND_ERRORS = 1


def main() -> None:
    archives = sorted(Path(sys.argv[1]).glob("*.zip"))
    assert archives, "no archive"
    for archive in archives:
        with tempfile.TemporaryDirectory(prefix="U 盘 （工具）& ", ignore_cleanup_errors=True) as place:
            _try(archive, Path(place))
        print(f"{archive.name}: good")


def _try(archive: Path, place: Path) -> None:
    with ZipFile(archive) as packed:
        packed.extractall(place)
    folder = place / TITLE
    for line in (folder / "校验清单.txt").read_text(encoding="utf-8").splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    forms = place / "上报 材料"
    _drop_on_the_program(folder, forms)
    _drop_on_the_batch_file(folder, forms)
    _many(folder, forms)
    _send_to(folder)


def _fresh(forms: Path) -> list[Path]:
    shutil.rmtree(forms, ignore_errors=True)
    forms.mkdir()
    for name in NAMES:
        shutil.copy(FAULTY, forms / name)
    return [forms / name for name in NAMES]


def _drop_on_the_program(folder: Path, forms: Path) -> None:
    files = _fresh(forms)
    told = _run([str(folder / "核对自评表.exe"), *map(str, files)])
    assert told.count("读到 1 张自评表") == len(files), told
    _all_scored(files)
    told = _run([str(folder / "核对自评表.exe")], code=2)
    assert "拖到“核对自评表”图标上" in told, told


def _drop_on_the_batch_file(folder: Path, forms: Path) -> None:
    files = _fresh(forms)
    script = folder / "备用" / "核对自评表.bat"
    quoted = " ".join(f'"{one}"' if " " in str(one) else str(one) for one in files)
    told = _run(f'cmd.exe /c ""{script}" {quoted}"', code=None)
    assert told.count("读到 1 张自评表") == len(files), told
    _all_scored(files)


def _many(folder: Path, forms: Path) -> None:
    """More than one process, and the libraries that only the summary loads."""
    _fresh(forms)
    for number in range(30):
        (forms / f"街道 {number}").mkdir()
        shutil.copy(FAULTY, forms / f"街道 {number}" / "自评表.xlsx")
    _run([str(folder / "核对自评表.exe"), str(forms)])
    assert len(list(forms.rglob("*_已评分.xlsx"))) == 30 + len(NAMES)
    python = [str(folder / "python" / "python.exe"), "-X", "utf8", "-m", "perfeval_xl", "summarize"]
    has_summary = (folder / "python" / "Lib" / "site-packages" / "pandas").is_dir()
    told = _run([*python, str(forms), "-o", str(forms / "汇总表.xlsx")], code=1 if has_summary else 2)
    assert ("没有带汇总用的部分" in told) != has_summary, told


def _send_to(folder: Path) -> None:
    link = Path(os.environ["APPDATA"]) / "Microsoft" / "Windows" / "SendTo" / "核对自评表.lnk"
    link.unlink(missing_ok=True)
    _run([str(folder / "添加到发送到菜单.exe")], code=0)
    assert "核对自评表.exe".encode("utf-16-le") in link.read_bytes()
    link.unlink()


def _all_scored(files: list[Path]) -> None:
    for one in files:
        assert one.with_name(f"{one.stem}_已评分.xlsx").is_file(), one


def _run(command: list[str] | str, code: int | None = FOUND_ERRORS) -> str:
    """What is told, with the return key pressed at the end; nothing on the PATH but Windows."""
    environment = {**os.environ, "PATH": os.path.join(os.environ["SYSTEMROOT"], "System32")}  # noqa: PTH118
    for name in [one for one in environment if one.startswith("PYTHON")]:
        del environment[name]
    ran = subprocess.run(command, input=b"\r\n", capture_output=True, env=environment, timeout=300, check=False)
    told = ran.stdout.decode("utf-8", "replace") + ran.stderr.decode("utf-8", "replace")
    assert code is None or ran.returncode == code, f"{command}: {ran.returncode}\n{told}"
    return told


if __name__ == "__main__":
    main()
