"""From the rows of one snapshot to dated statements: fields, effective dates and how sure they are, identity.

Identity. An entry is what a list says of one party. Files give unstable numbers or none, so an entry is
recognized, within its list, by (1) the publisher's stable number where the list has one (OFAC), (2) its folded
name and country family, (3) its folded name alone when only one entry bears it, (4) a former name or alias
that was the name of an entry which is gone from the same file. China, Hong Kong and Macau are one family: the
lists moved entries among them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from licet.lists.sources.bis import merge
from licet.lists.sources.dating import published
from licet.lists.sources.repairs import merge_key, name_key
from licet.lists.sources.row import Row

# How the effective date of a listing is known, from best to worst.
STATED, ACT, PUBLISHED, ESTIMATED, SNAPSHOT, VANISHED = (
    "stated",  # the source gives the effective date itself
    "act",  # the effective date of the act cited
    "published",  # the day the act cited was published
    "estimated",  # bounded by its page; the earlier bound
    "snapshot",  # nothing but the day of the file
    "vanished",  # ended some time before the first file without it; that file's day
)

STABLE_NUMBERS = frozenset({"SDN", "SSI", "FSE", "CAP", "NS-MBS", "NS-CMIC", "NS-ISA", "PLC"})
_FAMILIES = {"HK": "CN", "MO": "CN"}
# Lists whose `effective` column is the publication date of the rule, not the day it took effect.
_PUBLICATION_STAMPED = frozenset({"EL", "MEU", "UVL"})
# What a reduced file does not carry at all: its silence says nothing about these.
DROPPED_BY_REDUCTION = frozenset({"addresses", "identifiers", "remarks", "other", "expires"})

ActDates = Callable[[str], "dt.date | None"]


@dataclass(frozen=True, slots=True)
class Value:
    """A field's value as JSON text, with its effective interval, certainty and citation."""

    text: str
    start: str
    end: str | None
    certainty: str
    citation: str


@dataclass(slots=True)
class Known:
    """What is known of an entry: its open statements by field, and ended listings besides."""

    id: str
    fields: dict[str, Value] = field(default_factory=dict)
    ended: list[Value] = field(default_factory=list)

    @property
    def gone(self) -> bool:
        """Whether the last file no longer had it."""
        return "listed" not in self.fields

    def get(self, name: str) -> object:
        """The decoded value of a field, `None` when nothing is said."""
        value = self.fields.get(name)
        return None if value is None else json.loads(value.text)


def dumps(value: object) -> str:
    """Canonical JSON: equal values, equal text."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Half a surrogate pair can stand in JSON and in no database.
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def family(countries: Sequence[str]) -> str:
    """The country family of an entry: that of its first country."""
    return _FAMILIES.get(countries[0], countries[0]) if countries else ""


def families(countries: Iterable[str]) -> frozenset[str]:
    """The families of all countries."""
    return frozenset(_FAMILIES.get(code, code) for code in countries)


def content(row: Row) -> dict[str, object]:
    """The fields of a row that say something, ready for JSON."""
    said: dict[str, object] = {
        "name": row.name,
        "aliases": [[alias.text, alias.kind] for alias in row.aliases],
        "kind": row.kind,
        "countries": list(row.countries),
        "addresses": list(row.addresses),
        "programs": list(row.programs),
        "cited": [[each.citation, each.published.isoformat() if each.published else None] for each in row.cited],
        "requirement": row.requirement,
        "policy": row.policy,
        "expires": row.expires.isoformat() if row.expires else "",
        "identifiers": list(row.identifiers),
        "remarks": row.remarks,
        "source_id": row.source_id,
        "within": row.within,
        "other": [list(pair) for pair in row.other],
        "printed": [list(pair) for pair in row.original],
    }
    return {name: value for name, value in said.items() if value}


def effective(row: Row, as_of: dt.date, acts: ActDates | None = None) -> tuple[dt.date, str, str]:
    """From when a row is in force, how that is known, and the citation it rests on."""
    first = row.cited[0] if row.cited else None
    citation = first.citation if first else ""
    if row.effective and row.list not in _PUBLICATION_STAMPED:
        return row.effective, STATED, citation
    if first is not None:
        if acts and (day := acts(first.citation)):
            return day, ACT, citation
        if first.published:
            return first.published, PUBLISHED, citation
    if row.effective:
        return row.effective, PUBLISHED, citation
    if first is not None and (found := published(first.citation)) is not None and found.earliest <= as_of:
        return found.earliest, PUBLISHED if found.certain else ESTIMATED, citation
    return as_of, SNAPSHOT, citation


def values(row: Row, as_of: dt.date, acts: ActDates | None = None) -> dict[str, Value]:
    """All statements of a row, each effective from the day of the listing."""
    start, certainty, citation = effective(row, as_of, acts)
    end = (row.expires + dt.timedelta(days=1)).isoformat() if row.expires else None
    fields = {
        name: Value(dumps(value), start.isoformat(), None, certainty, citation) for name, value in content(row).items()
    }
    fields["listed"] = Value('"yes"', start.isoformat(), end, certainty, citation)
    return fields


_ORDERLESS = frozenset({"countries", "addresses", "programs", "identifiers", "other"})
_SPELLED = frozenset({"requirement", "policy"})
_SIGNS = re.compile(r"[\W_]+")


def same(name: str, old: str, new: str) -> bool:
    """Whether two values of a field (JSON) say the same: order, capitals and punctuation apart where they mean nothing.

    >>> same("policy", '"Presumption of denial"', '"Presumption of Denial."')
    True
    """
    if old == new:
        return True
    if name in _SPELLED:
        return _letters(old) == _letters(new)
    if name == "aliases":  # some files do not tell weak from strong: the same names are the same aliases
        return {each[0] for each in json.loads(old)} == {each[0] for each in json.loads(new)}
    if name in _ORDERLESS:
        return {dumps(each) for each in json.loads(old)} == {dumps(each) for each in json.loads(new)}
    return False


def _letters(text: str) -> str:
    return _SIGNS.sub("", text.casefold()).removeprefix("for")


_SLUG = re.compile(r"[^\w]+")


def slug(row: Row) -> str:
    """A readable stem for an entry's id: list, name and country family; or list and stable number."""
    if row.list in STABLE_NUMBERS and row.source_id:
        return f"{row.list}:{row.source_id}"
    name = _SLUG.sub("-", name_key(row.name)).strip("-")[:80] or "unnamed"
    land = family(row.countries)
    return f"{row.list}:{name}{':' + land if land else ''}"


def joined(rows: Sequence[Row]) -> Sequence[Row]:
    """One row an entry where a file gives a row an address: same name, countries, acts and terms."""
    if rows and rows[0].list in STABLE_NUMBERS:
        return rows
    return merge(
        list(rows),
        lambda row: (
            merge_key(row.name), row.countries, row.cited, row.effective, row.expires, row.requirement, row.policy,
            row.within, row.source_id,
        ),
    )  # fmt: skip


def recognize(rows: Sequence[Row], known: Mapping[str, Known]) -> list[str | None]:
    """For each row the id of the known entry it is, `None` for a new one. No entry is given twice."""
    by_number: dict[str, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    lands: dict[str, frozenset[str]] = {}
    for entry in known.values():
        number = entry.get("source_id")
        if isinstance(number, str):
            by_number.setdefault(number, []).append(entry.id)
        by_name.setdefault(merge_key(str(entry.get("name") or "")), []).append(entry.id)
        countries = entry.get("countries")
        lands[entry.id] = families(countries) if isinstance(countries, list) else frozenset()
    taken: set[str] = set()
    found: list[str | None] = [None] * len(rows)

    def give(place: int, candidates: Iterable[str]) -> bool:
        for candidate in candidates:
            if candidate not in taken:
                taken.add(candidate)
                found[place] = candidate
                return True
        return False

    open_rows = list(range(len(rows)))
    if rows and rows[0].list in STABLE_NUMBERS:
        open_rows = [p for p in open_rows if not (rows[p].source_id and give(p, by_number.get(rows[p].source_id, ())))]
    # Same name, same countries exactly; then an overlap of families; then the name alone where it is unique.
    named = {p: by_name.get(merge_key(rows[p].name), []) for p in open_rows}

    def exact(p: int, e: str) -> bool:
        return lands[e] == families(rows[p].countries) and _same_number(rows[p], known[e])

    def overlapping(p: int, e: str) -> bool:
        return bool(lands[e] & families(rows[p].countries)) or not lands[e] or not rows[p].countries

    for fits in (exact, overlapping):
        open_rows = [p for p in open_rows if not give(p, [e for e in named[p] if fits(p, e)])]
    waiting: dict[str, int] = {}
    for p in open_rows:
        waiting[merge_key(rows[p].name)] = waiting.get(merge_key(rows[p].name), 0) + 1
    open_rows = [
        p
        for p in open_rows
        if not (
            waiting[merge_key(rows[p].name)] == 1
            and len(rest := [e for e in named[p] if e not in taken]) == 1
            and give(p, rest)
        )
    ]
    # Renamed: the new row calls itself, by alias, what an entry gone from this file was called.
    for p in open_rows:
        olds = {
            e
            for alias in rows[p].aliases
            for e in by_name.get(merge_key(alias.text), ())
            if e not in taken and not known[e].gone and lands[e] & families(rows[p].countries)
        }
        if len(olds) == 1:
            give(p, olds)
    return found


def _same_number(row: Row, entry: Known) -> bool:
    number = entry.get("source_id")
    return not row.source_id or not number or row.source_id == number


def amendment(
    old: Value | None, row: Row, before: dt.date | None, as_of: dt.date, acts: ActDates | None
) -> tuple[dt.date, str, str]:
    """From when a changed field is effective: the newest act cited that the last file did not cite, else the file."""
    seen = {pair[0] for pair in json.loads(old.text)} if old else set()
    for cited in reversed(row.cited):
        if cited.citation in seen:
            continue
        if acts and (day := acts(cited.citation)) and day <= as_of:
            return day, ACT, cited.citation
        bounds = published(cited.citation)
        day2 = cited.published or (bounds.earliest if bounds and bounds.certain else None)
        if day2 and day2 <= as_of and (before is None or day2 >= before - dt.timedelta(days=60)):
            return day2, PUBLISHED, cited.citation
    return as_of, SNAPSHOT, row.cited[-1].citation if row.cited else ""
