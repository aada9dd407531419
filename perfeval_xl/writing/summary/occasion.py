"""What the sheets are made from: the batch, what people typed into the book before, the circumstances of the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from perfeval_xl.addresses import is_in_word
from perfeval_xl.filings.batch import Batch
from perfeval_xl.writing.summary.before import Before


@dataclass(frozen=True, slots=True)
class Occasion:
    """`folder`: where the book will lie, for its links. `titles`: what each finding code is called."""

    batch: Batch
    folder: Path
    made: datetime
    version: str
    titles: Mapping[str, str]
    before: Before = field(default_factory=Before)
    deadline: date | None = None  # by which day the units are to have mended what is wrong

    @property
    def place_width(self) -> float:
        """Characters of a column of places: G12 on a sheet, 表1 第12行第3列 in a Word document."""
        return 16 if any(is_in_word(form.result.form.range) for form in self.batch.forms) else 9

    @property
    def about(self) -> str:
        """Row 2 of every sheet: year, rule-sets, program, time, unit of money."""
        years = "、".join(str(one) for one in self.batch.years)
        rules = "；".join(
            f"{one.title}（{one.id}，校验码 {one.digest}）{count} 个文件" for one, count in self.batch.rules
        )
        parts = [
            f"{years} 年度" if years else "",
            *self.batch.left_out,
            f"评分规则：{rules}" if rules else "",
            f"程序：perfeval-xl {self.version}",
            f"生成：{self.made:%Y-%m-%d %H:%M}",
            "金额单位：万元",
        ]
        return "　".join(one for one in parts if one)
