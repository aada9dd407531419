"""The digest of a rule-set: of what it says, not of how its file is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from perfeval_xl.units import plain


def digest_of(rules: object) -> str:
    """sha256 over the resolved content, first 12 hex digits."""
    import hashlib
    import json

    text = json.dumps(_plain(rules), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _plain(value: object) -> object:
    """Content in a canonical form: parts as mappings, numbers without trailing zeros."""
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in cast(Mapping[str, object], value).items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in cast(tuple[object, ...], value)]
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else value
