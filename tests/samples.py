"""The sample workbooks, without the scored copies that trying the README's commands leaves beside them."""

from __future__ import annotations

from pathlib import Path

from perfeval_xl.inputs import is_own_output

FOLDER = Path(__file__).parents[1] / "samples"
SAMPLES = sorted(path for path in FOLDER.glob("*.xlsx") if not is_own_output(path))
CLEAN = next(path for path in SAMPLES if "完整填报" in path.name)
FAULTY = next(path for path in SAMPLES if "含错误" in path.name)
REPORTED = next(path for path in SAMPLES if "报告原样" in path.name)
