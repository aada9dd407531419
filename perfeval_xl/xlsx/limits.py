"""How large a workbook may be: every limit in one place, each with its sentence (R905).

Checked from the zip directory before anything is unpacked, and again while unpacking, because a directory can lie.
A form of a few sheets needs a thousandth of these; what exceeds them is a mistake or an attack.
"""

from __future__ import annotations

from dataclasses import dataclass

from perfeval_xl.problems import FileError

OPTION = "--max-mb"  # the command's option; `limits_for` makes the limits of its value
MB = 1024 * 1024
DEFAULT_MB = 100
DEFLATE_MOST = 1_033  # deflate cannot pack closer than 1 : 1032


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, the rest are counts. `part_ratio`: unpacked ÷ packed, asked of parts above `ratio_from` only."""

    file_bytes: int = DEFAULT_MB * MB
    parts: int = 5_000
    part_bytes: int = 400 * MB
    unpacked_bytes: int = 1_000 * MB
    part_ratio: int = 300
    ratio_from: int = 16 * MB
    cells: int = 1_000_000
    formula_characters: int = 50_000_000

    def check_file(self, size: int) -> None:
        """R905 when the file itself is too large."""
        if size > self.file_bytes:
            raise self._exceeded(f"文件大小 {_mb(size)} 超过上限 {_mb(self.file_bytes)}", size)

    def check_parts(self, count: int) -> None:
        """R905 when the package has too many parts."""
        if count > self.parts:
            raise self._exceeded(f"文件内部有 {count} 个部件，超过上限 {self.parts} 个")

    def check_part(self, name: str, unpacked: int, packed: int) -> None:
        """R905 when one part is too large, or unpacks to suspiciously much."""
        if unpacked > self.part_bytes:
            raise self._exceeded(f"文件内部的 {name} 解压后有 {_mb(unpacked)}，超过上限 {_mb(self.part_bytes)}")
        if unpacked > self.ratio_from and unpacked > packed * self.part_ratio:
            raise self._exceeded(
                f"文件内部的 {name} 解压后膨胀 {unpacked // max(packed, 1)} 倍，超过上限 {self.part_ratio} 倍"
            )

    def check_unpacked(self, size: int) -> None:
        """R905 when all parts together unpack to too much."""
        if size > self.unpacked_bytes:
            raise self._exceeded(f"文件解压后共有 {_mb(size)}，超过上限 {_mb(self.unpacked_bytes)}")

    def check_cells(self, count: int) -> None:
        """R905 when a sheet has too many cells with content."""
        if count > self.cells:
            raise self._exceeded(f"一张工作表里有内容的单元格超过上限 {self.cells} 个")

    def check_merges(self, count: int) -> None:
        """R905 when a sheet has too many merged areas; there is no need of more than there may be cells."""
        if count > self.cells:
            raise self._exceeded(f"一张工作表里的合并单元格超过上限 {self.cells} 个")

    def check_strings(self, count: int) -> None:
        """R905 when the workbook has too many different texts; likewise."""
        if count > self.cells:
            raise self._exceeded(f"文件里的文字超过上限 {self.cells} 条")

    def check_formulas(self, characters: int) -> None:
        """R905 when the shared formulas of a sheet, written out, are too long."""
        if characters > self.formula_characters:
            raise self._exceeded(f"一张工作表里的公式展开后超过上限 {self.formula_characters} 字")

    def _exceeded(self, what: str, size: int = 0) -> FileError:
        """The limits grow with the option's value: one that is above both the size and the present limit."""
        enough = max(size, 4 * self.file_bytes) // MB + 1
        return FileError("R905", f"{what}。请删去多余内容另存后再试；确认文件可靠的，可加 {OPTION} {enough} 放宽上限。")


DEFAULT = Limits()


def limits_for(megabytes: int | None) -> Limits:
    """The limits for files of up to so many MB; all others grow with it, none falls below its default."""
    if megabytes is None:
        return DEFAULT
    times = max(megabytes / DEFAULT_MB, 1)
    return Limits(
        file_bytes=megabytes * MB,
        parts=int(DEFAULT.parts * times),
        part_bytes=int(DEFAULT.part_bytes * times),
        unpacked_bytes=int(DEFAULT.unpacked_bytes * times),
        part_ratio=DEFAULT.part_ratio if times == 1 else DEFLATE_MOST,
        cells=int(DEFAULT.cells * times),
        formula_characters=int(DEFAULT.formula_characters * times),
    )


def _mb(size: int) -> str:
    return f"{size / MB:.0f} MB"
