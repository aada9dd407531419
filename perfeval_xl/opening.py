"""Opens a file or folder as a double click would: in the program that the desktop has for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def opened(path: Path) -> bool:
    """Whether it could be handed to the desktop; nobody waits for the program that shows it."""
    if os.name == "nt":
        try:
            os.startfile(path)  # pyright: ignore[reportAttributeAccessIssue]
        except OSError:  # no program for this kind of file
            return False
        return True
    opener = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    has_desktop = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if opener is None or not has_desktop:
        return False
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen([opener, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError:
        return False
    return True
