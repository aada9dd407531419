"""A folder of our own for what is unpacked, taken away at the end; what a killed run left is swept by the next."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from perfeval_xl.problems import FileError
from perfeval_xl.whole_files import A_DAY, THIS_MACHINE, is_running

_OURS = re.compile(r"perfeval-xl-([0-9a-f]{1,4})-([0-9a-f]{1,8})-\w+")


@contextmanager
def workspace() -> Generator[Path]:
    """A new folder for this run. FileError R909 where none can be made."""
    try:
        top = Path(tempfile.gettempdir())
        _sweep(top)
        folder = Path(tempfile.mkdtemp(prefix=f"perfeval-xl-{THIS_MACHINE:x}-{os.getpid():x}-"))
    except OSError as fault:
        raise FileError(
            "R909", f"建不了临时文件夹（{fault.strerror or fault}），压缩包无处解开；请清理磁盘后再试。"
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(top: Path) -> None:
    """Only our names of this machine, and only of processes that are no more."""
    with suppress(OSError):
        for one in top.iterdir():
            found = _OURS.fullmatch(one.name)
            if found is None:
                continue
            is_old = time.time() - one.stat().st_mtime > A_DAY
            if is_old or (int(found[1], 16) == THIS_MACHINE and not is_running(int(found[2], 16))):
                shutil.rmtree(one, ignore_errors=True)
