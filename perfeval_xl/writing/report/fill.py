"""Fills an outline: a Word file with every figure from the workbook; the same bytes for the same input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from perfeval_xl.filings.review.filled import FilledProject
from perfeval_xl.filings.review.grounds import Grounds
from perfeval_xl.problems import FileError
from perfeval_xl.result import FormResult
from perfeval_xl.writing.report import chart, finishing, outlines
from perfeval_xl.writing.report.facts import Facts, Gaps, facts_of
from perfeval_xl.writing.report.packing import repacked
from perfeval_xl.writing.report.review_facts import review_facts


@dataclass(frozen=True, slots=True)
class Report:
    """The Word file, and what is left for a person to fill in."""

    data: bytes
    gaps: list[str]


def write_report(forms: Sequence[FormResult], titles: Sequence[str], code: str, outline: str) -> Report:
    """The report over these forms under an outline (id or .docx). `titles`: of the rule-sets; `code`: the check code.

    Raises FileError R921, R922 for an outline that cannot be used.
    """
    gaps = Gaps()
    facts = facts_of(forms, titles, code, gaps)
    charts = chart.Charts()
    for project in facts["项目"]:
        project["得分率图"] = charts.place(project["一级指标"], project["项目名称"])
    facts["得分率图"] = facts["项目"][0]["得分率图"]
    return _filled(outline, facts, code, gaps, charts)


def write_review_report(
    projects: Sequence[FilledProject], grounds: Grounds, code: str, outline: str, why: Mapping[str, str]
) -> Report:
    """The report over a review, from its filled 复核底稿, as `write_report`. `why`: 主要偏差原因 by the form's key."""
    gaps = Gaps()
    return _filled(outline, review_facts(projects, grounds, code, gaps, why), code, gaps, chart.Charts())


def _filled(outline: str, facts: Facts, code: str, gaps: Gaps, charts: chart.Charts) -> Report:
    """The outline with the facts in it."""
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    template = outlines.opened(outlines.bytes_of(outline), outline)
    facts["待补充"] = gaps.mark
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    try:
        template.render(_written(facts), environment)
    except (TemplateError, TypeError, ValueError, KeyError, OverflowError) as fault:
        raise outlines.fault_in(outlines.opened(outlines.bytes_of(outline), outline), outline, fault) from fault
    except FileError:
        raise
    except Exception as fault:  # what the template library makes of broken markup
        raise outlines.fault_in(outlines.opened(outlines.bytes_of(outline), outline), outline, fault) from fault
    document: Any = template.docx
    finishing.finish(document, code)
    charts.put_in(document)
    out = BytesIO()
    document.save(out)
    return Report(repacked(out.getvalue()), gaps.found)


def _written(value: Any) -> Any:
    """Texts as they may stand in a Word file: no characters that XML forbids, each line a paragraph of its own."""
    if isinstance(value, str):
        return finishing.word_text(value)
    if isinstance(value, dict):
        return {key: _written(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_written(one) for one in value]
    return value
