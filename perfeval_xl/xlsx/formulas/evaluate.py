"""What formulas come to: arithmetic over the cells of one workbook, computed safely; all else is unknown.

Known: numbers, texts, TRUE/FALSE, references, areas and defined names of the same workbook, + - * / ^ & %, comparisons,
and the functions of `functions` (those of our own template and its like). Anything unknown or circular raises
UnknownError: never a guess, never 0. What Excel itself would show as an error is a Fault with the cell at fault.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, DecimalException, localcontext
from typing import NamedTuple, Protocol

from perfeval_xl.xlsx.formulas.functions import FUNCTIONS, ROUNDING, TAKE_ERRORS
from perfeval_xl.xlsx.formulas.tree import Area, Call, Constant, Name, Node, Operation, Signed, nodes, tree
from perfeval_xl.xlsx.formulas.values import (
    Fault,
    FaultError,
    Scalar,
    UnknownError,
    Value,
    Values,
    as_number,
    as_text,
    as_truth,
    cell_by_cell,
    compare,
    divided,
    power,
    significant,
    single,
    times,
)

_DEEPEST = 64  # chained references
_WIDEST = 5000  # cells of one area
_MOST = 400_000  # cells looked at in all
_SUBTOTALS = {"1": "AVERAGE", "2": "COUNT", "3": "COUNTA", "4": "MAX", "5": "MIN", "6": "PRODUCT", "9": "SUM"}

Place = tuple[str, int, int]  # sheet, row, column


class Content(NamedTuple):
    """What a cell holds: its value, for a formula the stored result (None where there is none), and the formula."""

    value: Scalar
    formula: str | None = None
    is_hidden: bool = False  # in a hidden row


class Cells(Protocol):
    """The cells of a workbook."""

    def last(self, sheet: str) -> tuple[int, int] | None:
        """The last row and column with content; None where there is no such sheet."""
        ...

    def at(self, place: Place) -> Content | None:
        """What stands in a cell; None for a blank one."""
        ...


class _LostError(UnknownError):
    """Circular, too deep or too much: no stored result may stand in for it."""


class Evaluator:
    """Values of cells, each computed once. `show` gives the text of a number under a format code (for TEXT).

    `nudge` moves what is about to be rounded by so small a share, as floating point does: 8.345 may round either way.
    """

    def __init__(
        self,
        cells: Cells,
        names: Mapping[str, str] | None = None,
        show: Callable[[Decimal, str], str] | None = None,
        nudge: Decimal | None = None,
    ) -> None:
        self.cells = cells
        self.names = {name.upper(): formula for name, formula in (names or {}).items()}
        self.show = show
        self.nudge = nudge
        self.left = _MOST
        self._done: dict[Place, Scalar | UnknownError] = {}
        self._under_way: set[Place] = set()

    def result(self, place: Place) -> Scalar:
        """What the formula of a cell comes to, whatever result is stored."""
        if place not in self._done:
            content = self.cells.at(place)
            if content is None or content.formula is None:
                raise UnknownError
            if place in self._under_way or len(self._under_way) > _DEEPEST:
                raise _LostError
            self._under_way.add(place)
            try:
                self._done[place] = _Formula(self, place[0]).result(content.formula)
            except UnknownError as problem:
                self._done[place] = problem
            finally:
                self._under_way.discard(place)
        done = self._done[place]
        if isinstance(done, UnknownError):
            raise done
        return done

    def value(self, place: Place) -> Scalar:
        """What a cell holds; of a formula that cannot be computed the stored result, if there is one."""
        self.left -= 1
        if self.left < 0:
            raise _LostError
        content = self.cells.at(place)
        if content is None or content.formula is None:
            return None if content is None else _at_home(content.value, place)
        try:
            return self.result(place)
        except _LostError:
            raise
        except UnknownError:
            if content.value is None:
                raise
            return _at_home(content.value, place)

    def places(self, area: Area, sheet: str) -> list[Place]:
        """The cells of an area, up to the last one with content."""
        name = area.sheet or sheet
        last = self.cells.last(name)
        if last is None:
            raise UnknownError
        bottom, right = min(area.bottom, max(last[0], area.top)), min(area.right, max(last[1], area.left))
        if (bottom - area.top + 1) * (right - area.left + 1) > _WIDEST:
            raise UnknownError
        return [(name, row, column) for row in range(area.top, bottom + 1) for column in range(area.left, right + 1)]

    def inputs(self, place: Place) -> set[Place]:
        """All cells that go into a formula, those that go into its operands' formulas, too."""
        found: set[Place] = set()
        waiting = [place]
        while waiting:
            here = waiting.pop()
            content = self.cells.at(here)
            if content is None or content.formula is None:
                continue
            tree(content.formula)
            for node in nodes(content.formula):
                area = self.named_area(node)
                if area is not None:
                    new = [one for one in self.places(area, here[0]) if one not in found]
                    found.update(new)
                    waiting += new
            if len(found) > _WIDEST:
                raise UnknownError
        return found

    def named_area(self, node: Node) -> Area | None:
        """The area that a node is, by itself or by its name."""
        if isinstance(node, Name) and node.text in self.names:
            node = tree(self.names[node.text])
        return node if isinstance(node, Area) else None


def _at_home(value: Scalar, place: Place) -> Scalar:
    """An error that stands in a cell comes from there."""
    return Fault(value.code, place) if isinstance(value, Fault) and value.origin is None else value


class _Formula:
    """One formula of a sheet, computed from its tree; only the branch of IF that counts."""

    def __init__(self, book: Evaluator, sheet: str) -> None:
        self.book = book
        self.sheet = sheet
        self.arrays = 0  # inside SUMPRODUCT, where areas are worked through cell by cell
        self.inside: set[str] = set()  # names under way

    def result(self, formula: str) -> Scalar:
        try:
            with localcontext() as context:
                context.prec = 34
                value = self._value(tree(formula))
                if isinstance(value, list):
                    raise UnknownError
                if isinstance(value, Decimal):
                    return significant(value)
        except FaultError as error:
            return error.fault
        except (DecimalException, RecursionError, ValueError, IndexError, OverflowError) as problem:
            raise UnknownError from problem
        return Decimal(0) if value is None else value

    def _value(self, node: Node) -> Value:
        try:
            return self._computed(node)
        except FaultError as error:
            if error.fault.origin is not None:
                raise
            raise FaultError(Fault(error.fault.code, self._culprit(node, error.fault.code))) from error

    def _computed(self, node: Node) -> Value:
        if isinstance(node, Constant):
            return node.value
        if isinstance(node, Area):
            return self._area(node)
        if isinstance(node, Name):
            return self._name(node.text)
        if isinstance(node, Operation):
            return self._operation(node)
        if isinstance(node, Signed):
            return self._signed(node)
        return self._call(node)

    def _area(self, area: Area) -> Value:
        places = self.book.places(area, self.sheet)
        values = [self.book.value(place) for place in places]
        return values[0] if area.is_one else values

    def _name(self, name: str) -> Value:
        formula = self.book.names.get(name)
        if formula is None or name in self.inside:
            raise UnknownError
        self.inside.add(name)
        try:
            return self._value(tree(formula))
        finally:
            self.inside.discard(name)

    def _operation(self, node: Operation) -> Value:
        left, right = self._value(node.left), self._value(node.right)
        sign = node.sign
        if sign == "&":
            return as_text(single(left)) + as_text(single(right))
        if sign == "^":
            return power(single(left), single(right))
        if sign in "+-":
            factor = 1 if sign == "+" else -1
            return self._each(left, right, lambda a, b: as_number(a) + factor * as_number(b))
        if sign in "*/":
            return self._each(left, right, times if sign == "*" else divided)
        return self._each(left, right, lambda a, b: compare(a, sign, b))

    def _each(self, left: Value, right: Value, operator: Callable[[Scalar, Scalar], Scalar]) -> Value:
        return cell_by_cell(left, right, operator) if self.arrays else operator(single(left), single(right))

    def _signed(self, node: Signed) -> Value:
        value = self._value(node.operand)
        if node.sign == "+":
            return value
        if isinstance(value, list) and self.arrays:  # --(A1:A9="是")
            return [-as_number(one) if node.sign == "-" else as_number(one) / 100 for one in value]
        number = as_number(single(value))
        return -number if node.sign == "-" else number / 100

    def _call(self, node: Call) -> Value:
        match node.name:
            case "IF":
                return self._if(node.arguments)
            case "IFERROR":
                return self._if_error(node.arguments)
            case "SUBTOTAL":
                return self._subtotal(node.arguments)
            case "TEXT":
                return self._text(node.arguments)
            case _:
                return self._usual(node)

    def _usual(self, node: Call) -> Value:
        """A function that only looks at the values of its arguments."""
        function = FUNCTIONS.get(node.name)
        if function is None:
            raise UnknownError
        self.arrays += node.name == "SUMPRODUCT"
        try:
            arguments = [self._argument(one, node.name) for one in node.arguments]
        finally:
            self.arrays -= node.name == "SUMPRODUCT"
        if self.book.nudge and node.name in ROUNDING and arguments and isinstance(arguments[0], Decimal):
            arguments[0] *= 1 + self.book.nudge
        return function(arguments)

    def _argument(self, node: Node, function: str) -> Value:
        if function not in TAKE_ERRORS:
            return self._value(node)
        try:
            return self._value(node)
        except FaultError as error:
            return error.fault

    def _culprit(self, node: Node, code: str) -> Place | None:
        """The cell among a node's own operands that makes the error: a text in arithmetic, a divisor of nothing."""
        if isinstance(node, Operation):
            operands: tuple[Node, ...] = (node.right,) if code == "#DIV/0!" else (node.left, node.right)
        else:
            operands = (node.operand,) if isinstance(node, Signed) else node.arguments if isinstance(node, Call) else ()
        for one in operands:
            if isinstance(one, Area) and one.is_one:
                place = (one.sheet or self.sheet, one.top, one.left)
                if code == "#DIV/0!" or isinstance(self.book.value(place), str):
                    return place
        return None

    # ------------------------------------------------------------------------- functions that look at more than values

    def _if(self, arguments: tuple[Node, ...]) -> Value:
        if not 2 <= len(arguments) <= 3:
            raise UnknownError
        if as_truth(single(self._value(arguments[0]))):
            return self._value(arguments[1])
        return self._value(arguments[2]) if len(arguments) > 2 else False

    def _if_error(self, arguments: tuple[Node, ...]) -> Value:
        if len(arguments) != 2:
            raise UnknownError
        try:
            value = single(self._value(arguments[0]))
        except FaultError:
            return self._value(arguments[1])
        return Decimal(0) if value is None else value

    def _subtotal(self, arguments: tuple[Node, ...]) -> Value:
        """Leaves out cells that are subtotals themselves, and hidden rows where all ways of hiding count alike."""
        if len(arguments) < 2:
            raise UnknownError
        kind = as_text(single(self._value(arguments[0])))
        function = _SUBTOTALS.get(kind.removeprefix("10"))
        if function is None:
            raise UnknownError
        values: Values = []
        for node in arguments[1:]:
            area = self.book.named_area(node)
            if area is None:
                raise UnknownError
            for place in self.book.places(area, self.sheet):
                content = self.book.cells.at(place)
                if content is None or "SUBTOTAL(" in (content.formula or "").upper():
                    continue
                if content.is_hidden:
                    if len(kind) < 3:
                        raise UnknownError  # filtered or hidden by hand: only one of them counts
                    continue
                values.append(self.book.value(place))
        return FUNCTIONS[function]([values])

    def _text(self, arguments: tuple[Node, ...]) -> Value:
        if len(arguments) != 2 or self.book.show is None:
            raise UnknownError
        value, code = single(self._value(arguments[0])), single(self._value(arguments[1]))
        if not isinstance(value, Decimal) or not isinstance(code, str):
            raise UnknownError
        return self.book.show(value, code)
