"""Which lists were searched for a date, and which the law turns on were not."""

from __future__ import annotations

import datetime as dt

from licet.lists.register import Register
from licet.terms.dates import Dated

# The lists the law of a key date turns on (CONTRACT, Lists).
TURNED_ON = ("denied_persons", "entity_list", "military_end_user", "sdn", "unverified")


def lists_missing(register: Register) -> Dated[frozenset[str]]:
    """For each day, the lists of `TURNED_ON` whose searched history does not cover it."""
    since = {
        name: version.complete_from
        for name in TURNED_ON
        if (version := register.lists.get(name)) is not None and version.complete_from is not None
    }
    days = sorted(set(since.values()))
    values = [frozenset(TURNED_ON)]
    values.extend(frozenset(name for name in TURNED_ON if name not in since or since[name] > day) for day in days)
    return Dated([dt.datetime(day.year, day.month, day.day) for day in days], values)


def described(register: Register) -> list[dict[str, object]]:
    """The register as a determination names it: each list with version, date and count."""
    return [
        {
            "list": version.name,
            "title": version.title,
            "version": version.version,
            "date": version.date.isoformat(),
            "count": version.count,
            "complete_from": version.complete_from.isoformat() if version.complete_from else None,
        }
        for version in register.lists.values()
    ]
