"""使用说明 in two shapes: .html with pictures, whole in one file; .txt where there is no browser."""

from __future__ import annotations

import base64
import re
from pathlib import Path

HERE = Path(__file__).parents[1] / "guide"
_PICTURE = re.compile(r'src="([^":]+\.png)"')
_BLOCK = re.compile(r"^\[(/?)(windows|linux|summary)\]\n", re.MULTILINE)


def write(folder: Path, *, windows: bool, with_summary: bool) -> None:
    """Writes both for this system. Their sources mark what is for one only: [windows] … [/windows], each on a line."""
    kept = {"windows": windows, "linux": not windows, "summary": with_summary}
    page = _PICTURE.sub(lambda found: f'src="{_embedded(found[1])}"', _chosen("使用说明.html", kept))
    (folder / "使用说明.html").write_text(page, encoding="utf-8", newline="\n")
    text = _chosen("使用说明.txt", kept)
    # Notepad of older Windows needs the mark to know UTF-8, and CRLF to break lines.
    (folder / "使用说明.txt").write_text(text, encoding="utf-8-sig", newline="\r\n" if windows else "\n")


def _chosen(name: str, kept: dict[str, bool]) -> str:
    text = (HERE / name).read_text(encoding="utf-8")
    for word, is_kept in kept.items():
        if not is_kept:
            text = re.sub(rf"^\[{word}\]\n.*?^\[/{word}\]\n", "", text, flags=re.MULTILINE | re.DOTALL)
    return _BLOCK.sub("", text)


def _embedded(name: str) -> str:
    return "data:image/png;base64," + base64.b64encode((HERE / name).read_bytes()).decode("ascii")
