"""A file as a book, whatever its format; the package comes with it where it is a workbook's."""

from __future__ import annotations

from pathlib import Path

from perfeval_xl.reading.grids.spreadsheet import Book
from perfeval_xl.xlsx.filekind import sniff
from perfeval_xl.xlsx.limits import DEFAULT, Limits
from perfeval_xl.xlsx.package import READABLE, Package


def opened(path: Path, limits: Limits = DEFAULT) -> Package | Book:
    """The package of a workbook, which can be read and written to; of an .xls or a Word document its book.

    Raises FileError or PackageError.
    """
    if sniff(path, limits) == "xls":
        from perfeval_xl.reading.grids.xls import read_xls

        return read_xls(path, limits)
    package = Package.open(path, limits, READABLE)
    if package.kind == "docx":
        from perfeval_xl.reading.grids.word.document import document_book

        return document_book(package, path.name)
    return package
