"""Many mutants in processes of their own, each with limits: one that dies or hangs is a fault, and costs no other."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as Late
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import active_children, get_context

from tests.fuzz.trial import limited, trial

BLOCK = 100  # mutants
PATIENCE = 900  # seconds for a block; a single run has its own limit, which a library that does not return never hears


def tried(seed: int, numbers: range, jobs: int) -> Iterator[tuple[int, str | None]]:
    """Each number with what is wrong with its mutant, in order; None for nothing."""
    pool = _pool(jobs)
    for start in range(numbers.start, numbers.stop, BLOCK):
        block = range(start, min(start + BLOCK, numbers.stop))
        try:
            yield from _block(pool, seed, block, PATIENCE)
        except (BrokenProcessPool, Late):
            _end(pool)
            for number in block:
                yield number, _alone(seed, number)
            pool = _pool(jobs)
    _end(pool)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=limited)


def _end(pool: ProcessPoolExecutor) -> None:
    pool.shutdown(wait=False, cancel_futures=True)
    for one in active_children():
        one.kill()


def _block(pool: ProcessPoolExecutor, seed: int, block: range, patience: float) -> list[tuple[int, str | None]]:
    found = pool.map(partial(trial, seed), block, chunksize=5, timeout=patience)
    return list(zip(block, found, strict=True))


def _alone(seed: int, number: int) -> str | None:
    pool = _pool(1)
    try:
        return _block(pool, seed, range(number, number + 1), 120)[0][1]
    except BrokenProcessPool:
        return "the process died"
    except Late:
        return "hangs"
    finally:
        _end(pool)
