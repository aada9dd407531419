"""The units' own forms, to hold a 底稿 against: which form a project's sheet was made from, and what it says now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfeval_xl.filings.batch import Filed
from perfeval_xl.filings.review.filled import FilledProject
from perfeval_xl.form_words import folded_name


@dataclass(frozen=True, slots=True)
class UnitForms:
    """The forms that were given."""

    forms: Sequence[Filed]

    def of(self, project: FilledProject) -> list[Filed]:
        """The forms that may be a project's: by its key, else by unit and name, else by a name that stands once."""
        by_key = [one for one in self.forms if project.key and one.key == project.key.partition("~")[0]]
        if by_key:
            return by_key
        name, unit = folded_name(project.project), folded_name(project.unit)
        same = [one for one in self.forms if folded_name(one.project) == name]
        return [one for one in same if folded_name(one.unit) == unit] or (same if len(same) == 1 else [])
