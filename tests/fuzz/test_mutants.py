"""2,000 mutants; `python -m tests.fuzz 100000` tries as many as one likes, docs/reliability.md has the last figures."""

from __future__ import annotations

import os

import pytest

from tests.fuzz.crowd import tried

SEED, COUNT = 10, 2_000


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the limits are those of POSIX systems")
def test_nothing_breaks_it() -> None:
    found = [one for one in tried(SEED, range(COUNT), min(2, os.cpu_count() or 1)) if one[1] is not None]
    assert not found
