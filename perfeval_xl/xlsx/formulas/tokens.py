"""A formula as tokens that lose nothing: put together again they are the formula. ECMA-376 part 1, 18.17.2."""

from __future__ import annotations

import re
from typing import NamedTuple

# A word is taken as a whole, so that what only looks like a reference stays part of it: 数据A1, TAX2023.1, LOG10(.
_TOKEN = re.compile(
    r"""
      (?P<space>\s+)
    | (?P<text>"(?:[^"]|"")*")
    | (?P<quoted>'(?:[^']|'')*')                      # a sheet's name
    | (?P<bracket>\[(?:[^\[\]]|\[[^\[\]]*\])*\])      # another workbook, or a column of a table
    | (?: (?P<columns>\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3})
        | (?P<rows>\$?[1-9][0-9]{0,6}:\$?[1-9][0-9]{0,6})
        | (?P<cell>\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6})
      )
      (?![\w.\\(!$])                                  # else part of a name, a function, a sheet's name
    | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?)(?![\w.\\$])
    | (?P<name>[\w.\\$?]+)
    | (?P<sign><>|<=|>=|[-+*/^&=<>%(),:!])
    | (?P<odd>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """`kind`: space, text, quoted, bracket, columns, rows, cell, number, name, sign, odd. `text` as written."""

    kind: str
    text: str


def tokens(formula: str) -> list[Token]:
    """All tokens of a formula, spaces among them."""
    return [Token(found.lastgroup or "odd", found[0]) for found in _TOKEN.finditer(formula)]
