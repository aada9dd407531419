"""Tries many mutants: python -m tests.fuzz N [--seed S] [--from K] [--jobs J]. Prints each fault with its number.

A run that was broken off goes on with --from: how far it has come is told on standard error.
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context

from tests.fuzz.trial import limited, trial

STEP = 500  # mutants


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m tests.fuzz")
    words.add_argument("count", type=int)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--from", dest="first", type=int, default=0)
    words.add_argument("--jobs", type=int, default=2)
    given = words.parse_args()
    numbers = range(given.first, given.first + given.count)
    faults = 0
    with ProcessPoolExecutor(given.jobs, mp_context=get_context("spawn"), initializer=limited) as pool:
        for number, fault in zip(numbers, pool.map(partial(trial, given.seed), numbers, chunksize=10), strict=True):
            if fault is not None:
                faults += 1
                print(f"{given.seed}:{number}  {fault}", flush=True)
            if number % STEP == STEP - 1:
                print(f"to {given.seed}:{number}", file=sys.stderr, flush=True)
    print(f"{given.count} tried, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
