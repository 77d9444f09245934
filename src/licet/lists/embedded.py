"""The register that comes with the package: Huawei and its affiliates, and the other parties of the record.

It is a selection, not a list: see `ListVersion.complete_from`. The tables stand in `register_data`: `entries`,
`names`, `listings` and `notes` by entry; `terms` are series of terms that many listings share, each row in force
until the next; a listing takes the part of its series that falls between its own start and end.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

from licet.lists.entry import Entry, Listing, Name
from licet.lists.grammar import parse_policy, parse_requirement
from licet.lists.register import ListVersion, Register
from licet.terms.dates import Moment, start

AS_OF = dt.date(2026, 7, 31)

TITLES = MappingProxyType(
    {
        "entity_list": "Entity List (Supplement No. 4 to Part 744)",
        "denied_persons": "Denied Persons List (standard orders under Part 766)",
        "unverified": "Unverified List (Supplement No. 6 to Part 744)",
        "military_end_user": "Military End-User List (Supplement No. 7 to Part 744)",
        "military_intelligence_end_user": "Military-intelligence end users named in 744.22(f)(2)",
        "sdn": "Specially Designated Nationals (744.8)",
        "fcc_covered": "FCC Covered List (47 CFR 1.50002)",
        "ns_cmic": "Non-SDN Chinese Military-Industrial Complex Companies List",
        "section_1260h": "Chinese military companies (section 1260H, NDAA FY2021)",
        "section_889": "Covered telecommunications equipment (section 889, NDAA FY2019)",
    }
)


class Act(NamedTuple):
    """A Federal Register rule or order: its first page, dates, and what it did."""

    citation: str
    effective: str
    published: str
    subject: str
    certainty: str
    source: str


class _Terms(NamedTuple):
    since: Moment
    act: str
    printed: str
    requirement: str
    policy: str
    footnotes: frozenset[int]
    certainty: str
    note: str


def _table(name: str) -> Iterator[list[str]]:
    text = resources.files("licet.lists").joinpath(f"register_data/{name}.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    return rows


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@cache
def acts() -> MappingProxyType[str, Act]:
    """Acts by citation."""
    return MappingProxyType({row[0]: Act(*row) for row in _table("acts")})


@cache
def embedded() -> Register:
    """The embedded register."""
    series: dict[str, list[_Terms]] = defaultdict(list)
    for name, since, act, printed, requirement, policy, footnotes, certainty, note, _source in _table("terms"):
        marks = frozenset(int(mark) for mark in footnotes.split())
        series[name].append(_Terms(start(since), act, printed, requirement, policy, marks, certainty, note))
    names: dict[str, list[Name]] = defaultdict(list)
    for entry, text, kind, source in _table("names"):
        names[entry].append(Name(text, kind, source))
    listings: dict[str, list[Listing]] = defaultdict(list)
    for row in _table("listings"):
        listings[row[0]].extend(_intervals(row, series))
    notes: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for entry, citation, because, _kind, _source in _table("notes"):
        notes[entry].append((citation, because))
    entries: dict[str, Entry] = {}
    for key, country, city, addresses, kind, family, note, source in _table("entries"):
        entries[key] = Entry(
            key,
            tuple(names[key]),
            country,
            city,
            tuple(addresses.split(" | ")) if addresses else (),
            kind,
            family,
            tuple(listings[key]),
            tuple(notes[key]),
            note,
            source,
        )
    return Register(MappingProxyType(entries), MappingProxyType(_versions(entries)))


def _intervals(row: list[str], series: dict[str, list[_Terms]]) -> Iterator[Listing]:
    """The versions of one listing row: its series of terms cut to its own interval."""
    (_entry, list_name, since, until, listed_from, listed_act, printed, ended_by, terms, state, programs, savings,
     savings_until, certainty, note, source) = row  # fmt: skip
    first, last = start(since), start(until) if until else None
    rows = series[terms]
    following = [each.since for each in rows[1:]] + [None]
    for each, end in zip(rows, following, strict=True):
        begins = max(each.since, first)
        ends = last if end is None or (last is not None and last < end) else end
        if (ends is not None and ends <= begins) or (end is not None and end <= first):
            continue
        own = each.since <= first  # the terms that stood when the entity was listed: its own act made them
        yield Listing(
            list=list_name,
            effective=begins,
            until=ends,
            act=listed_act if own else each.act,
            printed=printed if own else each.printed,
            listed_act=listed_act,
            listed_from=start(listed_from or since),
            ended_by=ended_by if ends == last else _next_act(rows, each),
            scope=parse_requirement(each.requirement)[0],
            policy=parse_policy(each.policy, "CN"),
            requirement_text=each.requirement,
            policy_text=each.policy,
            source=source,
            footnotes=each.footnotes,
            savings=bool(savings),
            savings_until=_date(savings_until),
            state=state,
            programs=tuple(programs.split()),
            certainty=" ".join(filter(None, (certainty, each.certainty))),
            note="; ".join(filter(None, (note, each.note))),
        )


def _next_act(rows: list[_Terms], each: _Terms) -> str:
    return rows[rows.index(each) + 1].act


def _versions(entries: dict[str, Entry]) -> dict[str, ListVersion]:
    count: dict[str, int] = dict.fromkeys(TITLES, 0)
    for entry in entries.values():
        for name in entry.lists():
            count[name] = count.get(name, 0) + 1
    versions = {
        name: ListVersion(name, TITLES.get(name, name), f"embedded {AS_OF}", AS_OF, held, None)
        for name, held in count.items()
    }
    versions["embedded"] = ListVersion(
        "embedded", "Register of the package", AS_OF.isoformat(), AS_OF, len(entries), None
    )
    return versions
