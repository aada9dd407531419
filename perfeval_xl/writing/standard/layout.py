"""Where everything stands on the standard 自评表: rows and columns, worked out from the blocks to be printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from perfeval_xl.rules.model import bare_heading
from perfeval_xl.units import plain

if TYPE_CHECKING:
    from perfeval_xl.rules.model import RuleSet

# Sheets of the standard workbook, in order.
NOTES, FORM, PROFILE, TARGETS, SUMMARY, EVIDENCE = (
    "填报说明",
    "自评表",
    "项目概况",
    "绩效目标",
    "总结与整改",
    "佐证材料",
)
SHEETS = (NOTES, FORM, PROFILE, TARGETS, SUMMARY, EVIDENCE)
RULES_PROPERTY = "perfeval-xl.rules"  # custom document property: the rule-set's id

# Columns of the 自评表, from 1. The money block and the indicator block share them.
BLOCK, LEVEL1, LEVEL2, NAME, TARGET, ACTUAL, WEIGHT, SCORE, REASON = range(1, 10)
FUND_LABEL, INITIAL, BUDGET, EXECUTED, FUND_WEIGHT, RATE, FUND_SCORE = 2, 4, 5, 6, 7, 8, 9
LAST = REASON

# Rows of the head, from 1.
TITLE_ROW, YEAR_ROW, PROJECT_ROW, UNIT_ROW, FUND_HEAD_ROW = range(1, 6)

TOTAL_FUND = "年度资金总额"
STANDARD_FUNDS = (
    ("total", TOTAL_FUND),
    ("fiscal", "其中：当年财政拨款"),
    ("carried_over", "上年结转资金"),
    ("other", "其他资金"),
)

# Level-2 blocks printed under each level-1 heading (bare name), with their open rows; together 24.
_PRINTED: dict[str, tuple[tuple[str, int], ...]] = {
    "成本": (("经济成本指标", 2), ("社会成本指标", 2), ("生态环境成本指标", 2)),
    "产出": (("数量指标", 4), ("质量指标", 3), ("时效指标", 3), ("成本指标", 2)),
    "效益": (("经济效益指标", 2), ("社会效益指标", 3), ("生态效益指标", 2), ("可持续影响指标", 2)),
    "满意度": (("服务对象满意度指标", 3),),
}
_USUAL = ("产出指标", "效益指标", "满意度指标")  # where the rule-set lays nothing down
_OTHER_ROWS = 4  # open rows under a level-1 heading that we know no level-2 names for


@dataclass(frozen=True, slots=True)
class Block:
    """One level-1 heading to print, with its level-2 blocks: (name, rows)."""

    level1: str  # as printed: 产出指标（50分）
    points: Decimal | None
    parts: tuple[tuple[str, int], ...]

    @property
    def rows(self) -> int:
        return sum(rows for _, rows in self.parts)


@dataclass(frozen=True, slots=True)
class Span:
    """Rows that a printed heading covers, both included."""

    text: str
    first: int
    last: int
    points: Decimal | None = None


@dataclass(frozen=True, slots=True)
class FormLayout:
    """The rows of one 自评表."""

    blocks: tuple[Block, ...]
    funds: tuple[tuple[str, str], ...] = STANDARD_FUNDS  # (source, label), the total first
    sheet: str = FORM
    amount_unit: str = "万元"
    shared_scores: tuple[tuple[int, int], ...] = ()  # rows whose 得分 is one merged cell: one score for them together
    extras: tuple[str, ...] = ()  # further headings right of the standard ones: 指标性质, 评分标准, …

    @property
    def last_column(self) -> int:
        return LAST + len(self.extras)

    @property
    def fund_first(self) -> int:
        return FUND_HEAD_ROW + 1

    @property
    def fund_last(self) -> int:
        return FUND_HEAD_ROW + len(self.funds)

    @property
    def goal_head(self) -> int:
        return self.fund_last + 1

    @property
    def goal_row(self) -> int:
        return self.goal_head + 1

    @property
    def head(self) -> int:
        """The heading row of the indicator block."""
        return self.goal_row + 1

    @property
    def first(self) -> int:
        return self.head + 1

    @property
    def last(self) -> int:
        return self.head + sum(block.rows for block in self.blocks)

    @property
    def total_row(self) -> int:
        return self.last + 1

    @property
    def grade_row(self) -> int:
        return self.total_row + 1

    @property
    def sign_row(self) -> int:
        return self.grade_row + 1

    def score_spans(self) -> list[tuple[int, int, bool]]:
        """Runs of indicator rows (first, last, whether one merged 得分 covers them)."""
        spans: list[tuple[int, int, bool]] = []
        row = self.first
        for first, last in sorted(self.shared_scores):
            if row < first:
                spans.append((row, first - 1, False))
            spans.append((first, last, True))
            row = last + 1
        if row <= self.last:
            spans.append((row, self.last, False))
        return spans

    def level1_spans(self) -> list[Span]:
        """The level-1 headings with their rows."""
        spans: list[Span] = []
        row = self.first
        for block in self.blocks:
            spans.append(Span(block.level1, row, row + block.rows - 1, block.points))
            row += block.rows
        return spans

    def level2_spans(self) -> list[Span]:
        """The level-2 headings with their rows."""
        spans: list[Span] = []
        row = self.first
        for name, rows in (part for block in self.blocks for part in block.parts):
            spans.append(Span(name, row, row + rows - 1))
            row += rows
        return spans


@dataclass(frozen=True, slots=True)
class Plan:
    """What a standard workbook is to hold: one 自评表 a form, and room on the other sheets."""

    forms: tuple[FormLayout, ...]
    targets: tuple[Block, ...]
    policies: int = 5
    experience: int = 6
    problems: int = 4
    suggestions: int = 4
    rectifications: int = 6
    papers: int = 16  # rows of 佐证材料
    note: str = ""  # a line on 填报说明: where the contents come from
    properties: dict[str, str] = field(default_factory=dict[str, str])


def standard_blocks(rules: RuleSet) -> tuple[Block, ...]:
    """The blocks of the blank form: the rule-set's level-1 headings with their points, the usual level-2 names."""
    points = rules.weights.first_level.value or dict.fromkeys(_USUAL, Decimal(0))
    split_cost = any(bare_heading(name) == "成本" for name in points)
    blocks: list[Block] = []
    for name, value in points.items():
        bare = bare_heading(name)
        parts = _PRINTED.get(bare) or tuple(
            (other, _OTHER_ROWS) for other in rules.indicators.required_second_level.value.get(name, (name,))
        )
        if bare == "产出" and split_cost:
            parts = tuple(part for part in parts if part[0] != "成本指标")
        free = rules.weights.free.value or not rules.weights.first_level.value
        heading = name if free else f"{name}\n（{plain(value)}分）"
        blocks.append(Block(heading, None if free else value, parts))
    return tuple(blocks)


def standard_plan(rules: RuleSet) -> Plan:
    """The blank standard workbook."""
    blocks = standard_blocks(rules)
    return Plan((FormLayout(blocks),), blocks, properties={RULES_PROPERTY: rules.id})
