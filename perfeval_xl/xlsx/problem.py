"""Why a package cannot be read or edited: a reason with its facts; what a person is told of it is said above."""

from __future__ import annotations

# Reason -> what it means and which facts it comes with. Stable; whoever uses this room has a sentence for each.
REASONS = {
    # the file
    "not_found": "there is no such file, or no file can have this name",
    "is_folder": "the path is a folder",
    "closed_folder": "the path is a folder, and there is no right to look into it",
    "no_plain_file": "the path is a device or a pipe",
    "not_allowed": "no right to read the file, or another program holds it",
    "unreadable": "the system cannot read the file",
    "empty": "the file has no bytes",
    "encrypted": "the package or one of its parts is encrypted",
    "encrypted_xls": "an .xls encrypted by a password, maybe the fixed one of a protected workbook",
    "other_kind": "not a workbook package; `kind` says what it is (filekind.KINDS)",
    "broken_zip": "the zip cannot be opened, or its directory contradicts itself",
    # the package
    "no_content_types": "there is no [Content_Types].xml",
    "no_workbook": "there is no workbook part",
    "part_missing": "a part that is needed is not there: `part`",
    "part_damaged": "a part is not what it should be: `part`",
    "sheet_missing": "a sheet of the workbook has no part: `sheet`",
    "text_missing": "a cell refers to a shared text that is not there: `cell`",
    # the limits; `most` what is allowed, `enough` the megabytes for `limits_for` that would do
    "file_too_large": "`size` bytes",
    "too_many_parts": "`count` parts",
    "part_too_large": "`part` unpacks to `size` bytes",
    "part_too_dense": "`part` unpacks to `times` its packed size",
    "unpacked_too_large": "all parts together unpack to `size` bytes",
    "too_many_cells": "cells with content in a sheet",
    "too_many_merges": "merged areas in a sheet",
    "too_many_strings": "different texts",
    "formulas_too_long": "shared formulas written out, in characters",
    "too_large_to_write": "more than 4 GB or 65,535 parts",
    # editing
    "signed": "digital signatures, which any change would break",
    "strict": "written in the strict namespaces",
    "too_many_formats": "no room for another cell format",
    "rows_not_insertable": "rows cannot be inserted for certain; `what` names what is in the way",
    "not_editable": "the structure does not allow safe changes; `what` names the fault",
}


class PackageError(Exception):
    """A package that cannot be read, edited or written. `reason` is one of REASONS."""

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason, facts)
        self.reason = reason
        self.facts = facts

    def __reduce__(self) -> tuple[object, ...]:
        """Crosses from one process to another."""
        return _again, (self.reason, self.facts)


def _again(reason: str, facts: dict[str, str | int]) -> PackageError:
    return PackageError(reason, **facts)
