"""Workbooks that hold what units put into theirs: made by public libraries, and by hand where no library writes it.

Each has the sheet 自评表 with a small form in A1:H20: texts, numbers, a formula, a merged title, an own style for G12.
Nothing here uses the code under test. `MAKERS` has them all by name.
"""

from tests.xlsx import fixtures_by_hand, fixtures_written  # noqa: F401  (they register their fixtures)
from tests.xlsx.fixtures_base import MAIN, MAKERS, SHEET, base, changed, parts_of, zipped
from tests.xlsx.fixtures_odd import formatted_to, signed, strict

__all__ = ["MAIN", "MAKERS", "SHEET", "base", "changed", "formatted_to", "parts_of", "signed", "strict", "zipped"]
