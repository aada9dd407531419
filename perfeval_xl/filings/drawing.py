"""A draw of forms for review: the same list and seed give the same draw on any machine, in any order of files.

Each form has a random code, SHA-256 over seed and key; the smallest come first. First one form a unit, then each
stratum up to its seats, which are shared out by money (largest remainder); what was drawn for a unit counts against the
seats of its stratum, so that small projects are not drawn twice over. Forms named by hand come on top, each with its
reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal
from hashlib import sha256

from perfeval_xl.filings.batch import Filed, total
from perfeval_xl.filings.drawn import By, Draw, Drawn, How, Stratum

LARGE, MIDDLE = Decimal(300), Decimal(60)  # 万元: from here on a project is large, of middle size


def draw(
    keyed: Sequence[tuple[str, Filed]],
    rate: Decimal,
    seed: str,
    by: By = By.MONEY,
    added: Mapping[str, str] | None = None,
) -> Draw:
    """Draws from forms with their keys. `rate`: the share of forms; `added`: project, code or key -> reason."""
    listed = sorted((_listed(key, one, seed, by) for key, one in keyed), key=lambda one: one.code)
    wanted = int((rate * len(listed)).to_integral_value(ROUND_CEILING))
    _one_a_unit(listed)
    seats = _seats(listed, wanted)
    for name, count in seats.items():
        _fill(listed, name, count, wanted)
    unknown = _by_hand(listed, added or {})
    keys = "\n".join(sorted(one.key for one in listed))
    digest = sha256(keys.encode()).hexdigest()[:12]
    return Draw(rate, seed, by, listed, _strata(listed, seats), wanted, digest, unknown)


def _listed(key: str, filed: Filed, seed: str, by: By) -> Drawn:
    stratum = filed.order.value if by is By.RISK else _by_money(filed.annual)
    return Drawn(filed, key, sha256(f"{seed}|{key}".encode()).hexdigest(), stratum)


def _by_money(amount: Decimal | None) -> str:
    if amount is None:
        return "预算不明"
    return "300 万元以上" if amount >= LARGE else "60～300 万元" if amount >= MIDDLE else "60 万元以下"


def _one_a_unit(listed: Iterable[Drawn]) -> None:
    seen: set[str] = set()
    for one in listed:
        if one.filed.unit and one.filed.unit not in seen:
            seen.add(one.filed.unit)
            one.how = How.UNIT


def _seats(listed: Sequence[Drawn], wanted: int) -> dict[str, int]:
    """Seats by money, largest remainder; no stratum gets more than it has, what is over goes to the others."""
    groups: dict[str, list[Drawn]] = {}
    for one in listed:
        groups.setdefault(one.stratum, []).append(one)
    money = {name: total(one.filed.annual for one in group) or Decimal(0) for name, group in groups.items()}
    seats = dict.fromkeys(sorted(groups), 0)
    left = min(wanted, len(listed))
    while left:
        room = [name for name in seats if seats[name] < len(groups[name])]
        whole = sum((money[name] for name in room), Decimal(0))
        shares = {name: left * money[name] / whole if whole else Decimal(left) / len(room) for name in room}
        given = {name: min(int(share), len(groups[name]) - seats[name]) for name, share in shares.items()}
        if not any(given.values()):  # remainders alone: one each, the largest first
            first = sorted(room, key=lambda name: (-(shares[name] - int(shares[name])), name))[:left]
            given = {name: int(name in first) for name in room}
        for name, count in given.items():
            seats[name] += count
            left -= count
    return seats


def _fill(listed: Iterable[Drawn], stratum: str, seats: int, wanted: int) -> None:
    """Up to the seats of the stratum, what was drawn for units among them; never more in all than was asked for."""
    of_stratum = [one for one in listed if one.stratum == stratum]
    open_seats = seats - sum(one.how is not None for one in of_stratum)
    for one in of_stratum:
        if open_seats <= 0 or sum(other.how is not None for other in listed) >= wanted:
            return
        if one.how is None:
            one.how = How.STRATUM
            open_seats -= 1


def _by_hand(listed: Iterable[Drawn], added: Mapping[str, str]) -> list[str]:
    """Adds what was named; gives the names that fit no form, or more than one."""
    unknown: list[str] = []
    for name, reason in added.items():
        fitting = [one for one in listed if name in (one.key, one.filed.project_code, one.filed.project)]
        if len(fitting) != 1:
            unknown.append(name)
            continue
        (one,) = fitting
        one.reason = reason
        one.how = one.how or How.HAND
    return unknown


def _strata(listed: Sequence[Drawn], seats: Mapping[str, int]) -> list[Stratum]:
    found: list[Stratum] = []
    for name, count in seats.items():
        group = [one for one in listed if one.stratum == name]
        money = total(one.filed.annual for one in group) or Decimal(0)
        drawn = sum(one.how in (How.UNIT, How.STRATUM) for one in group)
        found.append(Stratum(name, len(group), money, count, drawn))
    return found
