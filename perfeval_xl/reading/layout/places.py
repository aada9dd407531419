"""Where each field of one form stands: what `locate` finds and `tidy` makes records of."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from perfeval_xl.reading.layout.view import Item, View

Span = tuple[int, int]  # first and last column


@dataclass(slots=True)
class Columns:
    """The heading of a block: which column means what."""

    first_row: int
    last_row: int
    spans: dict[str, Span] = field(default_factory=dict[str, Span])
    items: dict[str, Item] = field(default_factory=dict[str, Item])
    unknown: list[Item] = field(default_factory=list[Item])  # headings that are no known label
    near: list[tuple[Item, str]] = field(default_factory=list[tuple[Item, str]])  # read as this known label
    labels: list[Item] = field(default_factory=list[Item])  # every heading cell
    other: list[Span] = field(default_factory=list[Span])  # columns known not to be ours (序号, 佐证材料)
    group: Item | None = None  # 产出指标（60分） printed where the heading of the names would be
    left: int = 1
    right: int = 1

    def has(self, concept: str) -> bool:
        return concept in self.spans

    def points(self, concept: str) -> Decimal | None:
        """The points that stand in a heading: 20 of 得分（20分*执行率）."""
        item = self.items.get(concept)
        return item.label.points if item else None

    def unit(self, concept: str) -> str | None:
        """The unit that stands in a heading: 元 of 全年预算数（元）."""
        item = self.items.get(concept)
        return item.label.unit if item else None

    def finished(self) -> Columns:
        """With its first and last column known."""
        self.left = min((span[0] for span in self.spans.values()), default=1)
        self.right = max((span[1] for span in self.spans.values()), default=1)
        return self


@dataclass(slots=True)
class FundBlock:
    """The money: one row a source. `block_label` is 项目资金（万元）."""

    columns: Columns
    rows: list[int] = field(default_factory=list[int])
    block_label: Item | None = None


@dataclass(slots=True)
class CrossFunds:
    """The money with sources as columns and 年初预算数, 全年执行数 … as rows."""

    sources: list[Item]
    corner: list[Item]  # labels left of the sources: 资金（元）
    rows: dict[str, Item]  # concept -> its label


@dataclass(slots=True)
class IndicatorBlock:
    """The indicators; `kind` is "actual" for a self-evaluation, "approved" for targets as approved."""

    columns: Columns
    kind: str
    rows: list[int] = field(default_factory=list[int])
    total_rows: list[int] = field(default_factory=list[int])
    subtotal_rows: list[int] = field(default_factory=list[int])


@dataclass(slots=True)
class Pair:
    """A label and what stands beside (or inline, or below): 项目名称 | 某项目. `place` is where the value belongs."""

    concept: str
    label: Item
    value: Item | None
    place: tuple[int, int]
    inline: str | None = None  # 项目名称：某项目 in one cell
    printed: str = ""  # the label alone, where it shares its cell with the value


@dataclass(slots=True)
class FormPlaces:
    """One form on one sheet."""

    view: View
    first_row: int
    last_row: int
    title: Item | None = None
    year_line: Item | None = None
    unit_line: Item | None = None
    pairs: list[Pair] = field(default_factory=list[Pair])
    money_pairs: list[Pair] = field(default_factory=list[Pair])
    funds: list[FundBlock] = field(default_factory=list[FundBlock])
    cross_funds: list[CrossFunds] = field(default_factory=list[CrossFunds])
    indicators: list[IndicatorBlock] = field(default_factory=list[IndicatorBlock])
    texts: list[Pair] = field(default_factory=list[Pair])
    near: list[tuple[Item, str]] = field(default_factory=list[tuple[Item, str]])  # labels read as these known ones
    block_labels: list[Item] = field(default_factory=list[Item])
    gap: tuple[int, int] | None = None  # (last row read, next row with content) where a long empty run hides the rest
    number_in_list: int = 0  # of a form that is some rows of a list of projects: from 1
    used: set[tuple[int, int]] = field(default_factory=set[tuple[int, int]])

    def use(self, item: Item) -> None:
        """Says that a cell was understood, as a label or as content."""
        self.used.add((item.top, item.left))
