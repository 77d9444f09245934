"""Small registers of invented entries for tests of screening."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from licet.lists.entry import Entry, Listing, Name
from licet.lists.register import ListVersion, Register
from licet.terms.scope import ALL_ITEMS, PRESUMED_DENIED


def listing(list_name: str = "entity_list", since: str = "2020-01-01", until: str | None = None) -> Listing:
    """Terms on a list from a day on."""
    start = dt.datetime.fromisoformat(since)
    return Listing(
        list=list_name,
        effective=start,
        until=dt.datetime.fromisoformat(until) if until else None,
        act="85 FR 1",
        printed="85 FR 1",
        listed_act="85 FR 1",
        listed_from=start,
        ended_by="",
        scope=ALL_ITEMS,
        policy=PRESUMED_DENIED,
        requirement_text="",
        policy_text="",
        source="a test",
    )


def entry(key: str, *names: str, country: str = "CN", listings: Iterable[Listing] | None = None) -> Entry:
    """An entry with its names."""
    kinds = ["primary", *["alias"] * len(names)]
    return Entry(
        id=key,
        names=tuple(Name(text, kind, "a test") for text, kind in zip(names, kinds, strict=False)),
        country=country,
        city="",
        addresses=(),
        type="company",
        family="",
        listings=tuple(listings) if listings is not None else (listing(),),
        notes=(),
        note="",
        source="a test",
    )


def register(*entries: Entry) -> Register:
    """A register of these entries; its Entity List is held whole from 2020."""
    version = ListVersion("entity_list", "Entity List", "1", dt.date(2026, 1, 1), len(entries), dt.date(2020, 1, 1))
    return Register({each.id: each for each in entries}, {"entity_list": version})
