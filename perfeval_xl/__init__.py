"""perfeval-xl: reads, checks and scores Chinese budget-performance self-evaluation workbooks."""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` is loaded where Ctrl-C is answered already: see __main__
if TYPE_CHECKING:
    from collections.abc import Iterable

    from perfeval_xl.filings.frames import Frames, Numbers

__version__ = "0.1.0"


def frames(paths: str | Iterable[str], *, rules: str | None = None, numbers: Numbers = "decimal") -> Frames:
    """Reads and judges files (names, folders or patterns) and gives them as DataFrames, see `filings.frames`.

    `rules`: id or path of a rule-set, None for what each workbook declares, else the national one. `numbers`: Decimal
    (None where none stands) or float64 (NaN). A file that cannot be read is a row of `files` with its code and
    sentence.
    """
    from perfeval_xl import inputs, pipeline
    from perfeval_xl.filings.frames import frames_of

    words = [paths] if isinstance(paths, str) else [str(one) for one in paths]
    return frames_of(pipeline.run(inputs.expand(words).inputs, pipeline.Options(rules=rules)), numbers)
