"""Why a file could not be processed: one code and one Chinese sentence each (what is wrong, what to do)."""

from __future__ import annotations


class FileError(Exception):
    """A file that cannot be read, patched or written.

    `code` is stable (R901 …); `message` is one Chinese sentence for the clerk. Shown instead of a traceback; the
    other files of the batch are still done, and the exit code is 2.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[FileError], tuple[str, str]]:
        """Lets a problem cross from a worker process (`--jobs`)."""
        return FileError, (self.code, self.message)
