"""Every check speaks up on its faulty sample and is silent on the good one.

1. The clean form has no finding at all, alone and beside its approved targets.
2. Each sample's fault is found at its cell, with its severity; the good form near by does not have it.
3. Every check has a sample for and against (those between forms: tests/filings/test_comparisons.py).
4. A kind stands in the module of its check, its code is well formed, its texts are sentences.
5. Every check's docstring has all its sections, in order, and `explain` gives them with what to do.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from perfeval_xl.checks import explain, kinds, load, load_all
from perfeval_xl.checks.docs import SECTIONS, sections
from tests.checks.sampling import APPROVED, CLEAN, Sample, checked, told

NO_CHECK = {"R199"}  # made by the registry itself, see test_check_registry.py
ALL: list[Sample] = [
    sample
    for path in sorted(Path(__file__).parent.glob("samples_*.py"))
    for sample in import_module(f"tests.checks.{path.stem}").SAMPLES
]


@pytest.mark.parametrize("filling", [False, True])
def test_1_clean_form_has_no_finding(filling: bool) -> None:
    assert told(checked(CLEAN, filling=filling)) == []
    assert told(checked(CLEAN, APPROVED, filling=filling)) == []


@pytest.mark.parametrize("sample", ALL, ids=lambda one: f"{one.code}-{one.at}")
def test_2_for_and_against(sample: Sample) -> None:
    sample.prove()


def test_3_every_check_has_a_sample() -> None:
    assert set(load()) - {sample.code for sample in ALL} == set()


def test_4_a_kind_stands_above_its_check() -> None:
    assert set(load_all()) == set(kinds()) - NO_CHECK
    for code, one in load_all().items():
        assert one.kind in vars(import_module(one.run.__module__)).values(), code
    for code, kind in kinds().items():
        assert re.fullmatch(r"[RBIWSNAEC]\d{3}", code)
        assert kind.do.startswith("请"), code
        assert kind.says.endswith("。"), code


@pytest.mark.parametrize("code", list(kinds()))
def test_5_every_check_is_explained(code: str) -> None:
    assert tuple(sections(code)) == (*SECTIONS, "如何改正")
    text = explain(code) or ""
    assert text.startswith(code)
    assert all(f"{name}：" in text for name in (*SECTIONS, "如何改正"))
