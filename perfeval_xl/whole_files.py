"""Writes files whole or not at all: a temporary file beside each target, flushed to disk, then renamed over it.

os.replace is atomic on POSIX and on Windows (MoveFileEx with MOVEFILE_REPLACE_EXISTING) within one volume.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import re
import stat
import time
from collections.abc import Iterable
from pathlib import Path
from zlib import crc32

from perfeval_xl.problems import FileError

_numbers = itertools.count(1)
# Folders are shared between machines. Not platform.node(): on Windows it asks the whole system about itself (WMI).
_MACHINE = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
THIS_MACHINE = crc32(_MACHINE.encode("utf-8", "replace")) & 0xFFFF
_OURS = re.compile(r"\.~([0-9a-f]{1,4})-([0-9a-f]{1,8})-[0-9a-f]{1,8}\.tmp")
A_DAY = 24 * 3600
_swept: set[Path] = set()  # folders looked through by this run


def write_atomically(path: str | os.PathLike[str], data: bytes, like: Path | None = None) -> None:
    """Puts `data` at `path`, with the rights of the file it replaces, else of `like`.

    Raises FileError R909 with what to do; the old file is then still there, whole.
    """
    target = Path(path)
    temporary = _made_beside(target, data, like)
    try:
        _put(temporary, target)
    finally:
        _take_away(temporary)
    _flush_folder(target.parent)


def write_together(files: Iterable[tuple[Path, bytes]]) -> None:
    """Puts each file at its path once all of them stand on the disk under other names; they are asked for one by one.

    Raises FileError R909 with what to do: what was there before is then still there. Only where the last step fails,
    the renaming (somebody has the file open), those before it are new; that is said.
    """
    made: list[tuple[Path, Path]] = []
    done = 0
    try:
        for target, data in files:
            made.append((_made_beside(target, data), target))
        for temporary, target in made:
            _put(temporary, target)
            done += 1
    except FileError as fault:
        stands = f"同一批里前 {done} 个文件已换成新的，其余没有换。" if done else "同一批的文件都没有写，原有的没有动。"
        raise FileError(fault.code, f"{fault.message}{stands}") from fault
    finally:
        for temporary, _ in made[done:]:
            _take_away(temporary)
    for folder in {target.parent for _, target in made}:
        _flush_folder(folder)


def _made_beside(target: Path, data: bytes, like: Path | None = None) -> Path:
    """A temporary file with the data, beside the target that it may take the place of. FileError R909."""
    folder = target.parent
    if not folder.is_dir():
        raise FileError("R909", f"输出文件夹“{folder}”不存在。请先建立这个文件夹，或用 -o 指定别的文件夹。")
    if target.is_dir():
        raise FileError("R909", f"“{target}”是一个文件夹，无法写成文件。请换一个输出文件名。")
    if target.exists() and not os.access(target, os.W_OK):
        raise FileError("R909", f"“{target}”是只读文件，无法替换。请在文件属性中取消“只读”，或另选输出文件夹。")
    _sweep(folder)
    temporary = _free_name(folder)
    made = whole = False
    try:
        # Not tempfile.mkstemp: on Windows it tries thousands of names where a folder may not be written to.
        with temporary.open("xb") as file:
            made = True
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _keep_rights(temporary, target if target.exists() else like)
        whole = True
    except OSError as error:
        raise FileError("R909", _sentence(error, target, made_temporary=made)) from error
    finally:
        if made and not whole:
            _take_away(temporary)
    return temporary


def _put(temporary: Path, target: Path) -> None:
    try:
        temporary.replace(target)
    except OSError as error:
        raise FileError("R909", _sentence(error, target, made_temporary=True)) from error


def _take_away(temporary: Path) -> None:
    """After a good rename there is nothing left under this name."""
    with contextlib.suppress(OSError):
        temporary.unlink(missing_ok=True)


def _free_name(folder: Path) -> Path:
    """A short name that nothing has: of this machine, this process, and a number."""
    names = (folder / f".~{THIS_MACHINE:x}-{os.getpid():x}-{number:x}.tmp" for number in _numbers)
    return next(name for name in names if not name.exists())


def _sweep(folder: Path) -> None:
    """Takes away what killed runs left: only our names, and only of processes that are no more."""
    if folder in _swept:
        return
    _swept.add(folder)
    with contextlib.suppress(OSError):
        for name in os.listdir(folder):  # noqa: PTH208 (a folder may hold very many files)
            found = _OURS.fullmatch(name)
            if found is None:
                continue
            left = folder / name
            with contextlib.suppress(OSError):
                old = time.time() - left.stat().st_mtime > A_DAY
                if old or (int(found[1], 16) == THIS_MACHINE and not is_running(int(found[2], 16))):
                    left.unlink()


def is_running(process: int) -> bool:
    """Whether a process of this machine is there; where that cannot be told it counts as running."""
    if os.name == "nt":  # os.kill would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _keep_rights(temporary: Path, like: Path | None) -> None:
    """Gives the new file the rights of another; its owner may always write to it."""
    if os.name != "nt" and like is not None:
        with contextlib.suppress(OSError):
            temporary.chmod(stat.S_IMODE(like.stat().st_mode) | stat.S_IWUSR)


def _flush_folder(folder: Path) -> None:
    """Makes the new name itself survive a power cut, where the system can do that for a folder."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _sentence(error: OSError, target: Path, *, made_temporary: bool) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
        return f"磁盘空间不足，无法写入“{target}”。请清理磁盘后重试，或用 -o 指定别的文件夹。"
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return f"输出文件名“{target.name}”太长或含有不允许的字符。请用 -o 指定较短的文件夹或文件名。"
    if error.errno == errno.EROFS or (isinstance(error, PermissionError) and not made_temporary):
        return f"输出文件夹“{target.parent}”是只读的，或没有写入权限。请用 -o 指定一个可以写入的文件夹。"
    if isinstance(error, PermissionError):
        return f"“{target.name}”正被其他程序占用，无法替换。请先在 Excel/WPS 中关闭该文件，再重新运行。"
    return f"无法写入“{target}”（{error.strerror or error}）。请检查磁盘，或用 -o 指定别的文件夹。"
