"""Tries many mutants: python -m tests.fuzz N [--seed S] [--from K] [--jobs J]. Prints each fault with its number.

A run that was broken off goes on with --from: how far it has come is told on standard error.
"""

from __future__ import annotations

import argparse
import sys

from tests.fuzz.crowd import tried

STEP = 500  # mutants


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m tests.fuzz")
    words.add_argument("count", type=int)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--from", dest="first", type=int, default=0)
    words.add_argument("--jobs", type=int, default=2)
    given = words.parse_args()
    faults = 0
    for number, fault in tried(given.seed, range(given.first, given.first + given.count), given.jobs):
        if fault is not None:
            faults += 1
            print(f"{given.seed}:{number}  {fault}", flush=True)
        if number % STEP == STEP - 1:
            print(f"to {given.seed}:{number}", file=sys.stderr, flush=True)
    print(f"{given.count} tried, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
