"""How large a workbook may be: every limit in one place.

Checked from the zip directory before anything is unpacked, and again while unpacking, because a directory can lie.
A form of a few sheets needs a thousandth of these; what exceeds them is a mistake or an attack.
"""

from __future__ import annotations

from dataclasses import dataclass

from perfeval_xl.xlsx.problem import PackageError

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
    document_bytes: int = 32 * MB
    cells: int = 1_000_000
    formula_characters: int = 50_000_000

    def check_file(self, size: int) -> None:
        """Refused when the file itself is too large."""
        if size > self.file_bytes:
            raise self._exceeded("file_too_large", most=self.file_bytes, size=size)

    def check_parts(self, count: int) -> None:
        """Refused when the package has too many parts."""
        if count > self.parts:
            raise self._exceeded("too_many_parts", most=self.parts, count=count)

    def check_part(self, name: str, unpacked: int, packed: int) -> None:
        """Refused when one part is too large, or unpacks to suspiciously much."""
        if unpacked > self.part_bytes:
            raise self._exceeded("part_too_large", most=self.part_bytes, part=name, size=unpacked)
        if unpacked > self.ratio_from and unpacked > packed * self.part_ratio:
            raise self._exceeded("part_too_dense", most=self.part_ratio, part=name, times=unpacked // max(packed, 1))

    def check_unpacked(self, size: int) -> None:
        """Refused when all parts together unpack to too much."""
        if size > self.unpacked_bytes:
            raise self._exceeded("unpacked_too_large", most=self.unpacked_bytes, size=size)

    def check_document(self, name: str, unpacked: int) -> None:
        """Refused when the text of a document, which is taken into memory as a tree, is too large."""
        if unpacked > self.document_bytes:
            raise self._exceeded("part_too_large", most=self.document_bytes, part=name, size=unpacked)

    def check_cells(self, count: int) -> None:
        """Refused when a sheet has too many cells with content."""
        if count > self.cells:
            raise self._exceeded("too_many_cells", most=self.cells)

    def check_merges(self, count: int) -> None:
        """Refused when a sheet has too many merged areas; there is no need of more than there may be cells."""
        if count > self.cells:
            raise self._exceeded("too_many_merges", most=self.cells)

    def check_strings(self, count: int) -> None:
        """Refused when the workbook has too many different texts; likewise."""
        if count > self.cells:
            raise self._exceeded("too_many_strings", most=self.cells)

    def check_formulas(self, characters: int) -> None:
        """Refused when the shared formulas of a sheet, written out, are too long."""
        if characters > self.formula_characters:
            raise self._exceeded("formulas_too_long", most=self.formula_characters)

    def _exceeded(self, reason: str, most: int, **facts: str | int) -> PackageError:
        """With `enough`: the limits for files of so many MB are above both the size and the present limit."""
        size = facts.get("size", 0) if reason == "file_too_large" else 0
        enough = max(int(size), 4 * self.file_bytes) // MB + 1
        return PackageError(reason, most=most, enough=enough, **facts)


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
        document_bytes=int(DEFAULT.document_bytes * times),
        cells=int(DEFAULT.cells * times),
        formula_characters=int(DEFAULT.formula_characters * times),
    )
