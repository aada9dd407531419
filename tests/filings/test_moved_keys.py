"""What was typed for a form stays with it when another file changes its key.

1. A form that has another key now is followed by its content.
2. A key that another form has taken is not given to that one.
3. A form that the unit has changed keeps its key; of two rows of one content nobody can say which is meant.
"""

from __future__ import annotations

import pytest

from perfeval_xl.filings.batch import moved_keys


@pytest.mark.parametrize(
    ("was", "now", "moved"),
    [
        ({"a": "1"}, {"a": "1"}, {}),
        ({"a": "1"}, {"a": "2", "a~1": "1"}, {"a": "a~1"}),
        ({"a": "1", "a~2": "2"}, {"a": "2", "a~1": "1"}, {"a": "a~1", "a~2": "a"}),
        ({"a": "1", "b": "2"}, {"b": "1"}, {"a": "b", "b": "b~2"}),
        ({"a": "1"}, {"a": "9"}, {}),
        ({"a": "1", "?7 a": "1"}, {"a": "2", "a~1": "1"}, {}),
        ({"a": ""}, {"b": ""}, {}),
    ],
)
def test_1_to_3(was: dict[str, str], now: dict[str, str], moved: dict[str, str]) -> None:
    assert moved_keys(was, now) == moved
