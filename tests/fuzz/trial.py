"""One mutant: made by its seed, processed, and what came of it judged.

A refusal with a sentence is an answer. A fault is: an internal error, a crash of a check, too much time or memory, an
output that openpyxl cannot open though it could open the input, or of which Microsoft's validator says what it does not
say of the input (every twentieth mutant, where it is installed), a second run that changes the copy. The copy of a Word
form is our standard workbook; processed itself it no longer names places in the document, and from then on stays. Every
eighth mutant goes to another command (`doors`).
"""

from __future__ import annotations

import io
import os
import shutil
import signal
import tempfile
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from random import Random
from types import FrameType

import openpyxl

from perfeval_xl.inputs import Input
from perfeval_xl.pipeline import Options, run
from tests import office
from tests.fuzz import doors
from tests.fuzz.mutators import mutated, unzipped, zipped
from tests.samples import SAMPLES
from tests.word_tables import as_document

ROOT = Path(__file__).parents[2]
SECONDS = 10  # of the processor: what else the machine does is no fault
SOME = 20  # of how many mutants the validator sees one
MEMORY = 3 << 29  # bytes: 1.5 GB


class TooLong(BaseException):
    """What is under trial cannot take it for a fault of its own."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """TooLong within, once the processor has worked so long."""
    signal.signal(signal.SIGPROF, _too_long)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong


@cache
def documents() -> list[bytes]:
    """Small Word forms to start from."""
    files = sorted((ROOT / "tests/fixtures/real_forms").glob("*.xlsx"))[:6]
    return [as_document(one, lead_as_text=number % 2 == 1) for number, one in enumerate(files)]


@cache
def bases() -> list[bytes]:
    """Small workbooks to start from: samples, and what they become once processed."""
    files = SAMPLES + sorted((ROOT / "tests/fixtures/real_forms").glob("*.xlsx"))[:6]
    data = [one.read_bytes() for one in files]
    with tempfile.TemporaryDirectory() as name:
        for number, one in enumerate(data[:3]):
            data += [copy for copy in [processed(one, Path(name) / str(number))[0]] if copy]
    return data


def processed(data: bytes, folder: Path, name: str = "表.xlsx") -> tuple[bytes | None, str]:
    """The scored copy, or None and why not."""
    folder.mkdir()
    path = folder / name
    path.write_bytes(data)
    with at_most(SECONDS):
        one = run([Input(path)], Options(write=True, jobs=1)).files[0]
    crashed = [found.message for form in one.forms for found in form.findings if found.code == "R199"]
    if crashed:
        return None, f"R999 {crashed[0]}"
    if one.error_code == "R914":
        return None, f"R999 {one.error_message}"
    if one.error_code is not None:
        return None, f"{one.error_code} {one.error_message}"
    return Path(str(one.output)).read_bytes(), ""


def limited() -> None:
    """Sets the limits of this process, where the system has them."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, resource.RLIM_INFINITY))


@contextmanager
def unlimited() -> Iterator[None]:
    """For other people's programs."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def trial(seed: int, number: int) -> str | None:
    """What is wrong with this mutant's run; None for nothing."""
    random = Random(f"{seed}:{number}")
    if number % 8 == 5:
        return _at_a_door(random, number // 8)
    is_word = number % 4 == 3
    data = mutated(random.choice(documents() if is_word else bases()), random)
    folder = Path(tempfile.mkdtemp())
    try:
        fault, copy = _judged_document(data, folder) if is_word else _judged(data, folder)
        if fault is None and copy is not None and number % SOME == 0 and "OOXML_VALIDATOR" in os.environ:
            return _worse(data, copy)
        return fault
    except TooLong:
        return f"longer than {SECONDS} s"
    except MemoryError:
        return "too much memory"
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _at_a_door(random: Random, number: int) -> str | None:
    try:
        with at_most(SECONDS):
            return doors.trial(random, number)
    except TooLong:
        return f"longer than {SECONDS} s: {doors.DOORS[number % len(doors.DOORS)].words}"
    except MemoryError:
        return "too much memory"
    except Exception as fault:
        return f"{type(fault).__name__}: {fault}"


def _judged(data: bytes, folder: Path) -> tuple[str | None, bytes | None]:
    folder.mkdir(exist_ok=True)
    copy, why = processed(data, folder / "1")
    if copy is None:
        return (why if why.startswith("R999") else None), None
    again, why = processed(copy, folder / "2", "表_已评分.xlsx")
    if again is None:
        return f"the second run: {why}", copy
    if again != copy:
        return "the second run changes the copy", copy
    if not _opens(copy) and _opens(data):  # most open: the copy first
        return "openpyxl opens the input and not the copy", copy
    return None, copy


def _worse(data: bytes, copy: bytes) -> str | None:
    with unlimited():
        now = office.errors(copy)
        before = office.errors(_with_slashes(data)) if now else now
        if any(one.startswith("None: ") for one in before):  # it has not found the workbook
            return None
        new = now.keys() - before.keys()
    return f"the validator says of the copy: {sorted(new)[0]}" if new else None


def _judged_document(data: bytes, folder: Path) -> tuple[str | None, bytes | None]:
    copy, why = processed(data, folder / "1", "表.docx")
    if copy is None:
        return (why if why.startswith("R999") else None), None
    if not _opens(copy):
        return "openpyxl does not open the copy", None
    again, why = processed(copy, folder / "2", "表_已评分.xlsx")
    return (f"the second run: {why}", None) if again is None else (_judged(again, folder / "3")[0], None)


def _with_slashes(data: bytes) -> bytes:
    """The package with the names of its parts as we write them: openpyxl passes over a sheet named with backslashes."""
    try:
        return zipped({name.replace("\\", "/"): part for name, part in unzipped(data).items()})
    except (zipfile.BadZipFile, zlib.error):
        return data


def _opens(data: bytes) -> bool:
    try:
        with at_most(SECONDS), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            openpyxl.load_workbook(io.BytesIO(_with_slashes(data)))
    except (Exception, TooLong):
        return False
    return True
