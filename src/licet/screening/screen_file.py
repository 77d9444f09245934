"""Names screened against a register: one answer for each, hits or none, with the lists that were searched."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from licet.lists.entry import Entry
from licet.lists.register import ListVersion, Register
from licet.screening.columns_guess import Columns, country_in
from licet.screening.disposition import Applied, Dispositions
from licet.screening.identifiers import held_identifiers, plain_identifiers
from licet.screening.names.index import THRESHOLD, NameIndex, SearchResult
from licet.terms.country import country_code
from licet.terms.dates import Moment

# Hits asked of the index; what a list filter or a decision takes away must not push others out of the answer.
ASKED = 1000
LIMIT = 20

__all__ = ["ASKED", "LIMIT", "THRESHOLD", "Query", "Raw", "Screener", "Settings", "attention", "queries_of"]

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Query:
    """One name to look up. `row` counts the rows of data from 1; `line` is where it stands in its file.

    country: alpha-2, or empty. `errors` are (field, message); a query with errors is answered as invalid.
    """

    row: int
    name: str
    country: str = ""
    address: str = ""
    identifiers: tuple[str, ...] = ()
    reference: str = ""
    line: int = 0
    note: str = ""
    errors: tuple[tuple[str, str], ...] = ()

    @property
    def evidence_country(self) -> str:
        """The country taken as evidence: the stated one, else that in which the address ends."""
        return self.country or (country_in(self.address) if self.address else "")


@dataclass(frozen=True, slots=True)
class Raw:
    """What the index says of one name on any list, day and decision."""

    hits: tuple[tuple[str, str, float, str, str], ...]  # entry, name, score, class, why
    cut: bool
    too_little: bool
    note: str


@dataclass(frozen=True, slots=True)
class Settings:
    """On what day and lists to answer. `today` is the day on which decisions are weighed."""

    when: Moment
    today: dt.date
    lists: tuple[str, ...] = ()
    threshold: float = THRESHOLD
    limit: int = LIMIT


class Screener:
    """Answers from one register. `missing`: lists the law turns on that are not held whole on the day."""

    def __init__(
        self,
        register: Register,
        index: NameIndex,
        settings: Settings,
        missing: Sequence[str] = (),
        dispositions: Dispositions | None = None,
    ) -> None:
        self.register = register
        self.index = index
        self.settings = settings
        self.dispositions = dispositions
        self.identifiers: Mapping[str, Sequence[str]] = {}  # entry ids; see `look_for_identifiers`
        self.searched = [
            {"list": each.name, "version": each.version, "date": each.date.isoformat(), "count": each.count}
            for each in register.lists.values()
            if self._wanted(each)
        ]
        absent = [name for name in settings.lists if name not in register.lists]
        asked = [name for name in missing if not settings.lists or name in settings.lists]
        self.missing = list(dict.fromkeys([*asked, *absent]))

    def _wanted(self, version: ListVersion) -> bool:
        return not self.settings.lists or version.name in self.settings.lists

    def screen(self, queries: Sequence[Query]) -> list[Json]:
        """One answer for each query, in order."""
        return [self.answer(query, raw) for query, raw in zip(queries, self.search(queries), strict=True)]

    def search(self, queries: Sequence[Query]) -> list[Raw]:
        """What the index says of each name, before lists, day and decisions are looked at."""
        asked = [query for query in queries if query.name.strip()]
        names = [query.name for query in asked]
        countries = [query.evidence_country or None for query in asked]
        threshold = self.settings.threshold
        if len(asked) == 1:
            results = [self.index.search(names[0], countries[0], ASKED, threshold)]
        else:
            results = self.index.search_many(names, countries, ASKED, threshold)
        found = iter(results)
        raws = [_raw(next(found)) if query.name.strip() else _NOTHING for query in queries]
        if not self.identifiers:
            return raws
        return [self._with_identifiers(query, raw) for query, raw in zip(queries, raws, strict=True)]

    def look_for_identifiers(self, queries: Sequence[Query]) -> None:
        """Have identifiers looked up too, where any query gives one. Raises `RegisterDamaged`."""
        if any(query.identifiers for query in queries):
            self.identifiers = held_identifiers()

    def _with_identifiers(self, query: Query, raw: Raw) -> Raw:
        """The same identifier is a hit whatever the name says; beside a near name it is told as evidence."""
        agreeing: dict[str, str] = {}
        for given in query.identifiers:
            for one in plain_identifiers(given):
                for entry in self.identifiers.get(one, ()):
                    if entry in self.register.entries:
                        agreeing.setdefault(entry, one)
        if not agreeing:
            return raw
        told = [
            (entry, name, score, klass, f"{why}; the same identifier {agreeing.pop(entry)}")
            if entry in agreeing
            else (entry, name, score, klass, why)
            for entry, name, score, klass, why in raw.hits
        ]
        for entry, one in agreeing.items():
            told.append((entry, self.register.entries[entry].name, 0.95, "possible", f"the same identifier {one}"))
        return replace(raw, hits=tuple(told))

    def answer(self, query: Query, raw: Raw) -> Json:
        """The answer to one query (CONTRACT, `screen`), with what a reader needs besides."""
        applied = self._applied(query)
        hits, suppressed = self._hits(raw, applied)
        limit = self.settings.limit
        said: Json = {
            "row": query.row,
            "query": {"name": query.name, "country": query.evidence_country or None},
            "hits": hits[:limit],
            "lists_searched": self.searched,
            "lists_missing": self.missing,
            "cut": raw.cut or len(hits) > limit,
        }
        if query.line:
            said["line"] = query.line
        if query.reference:
            said["id"] = query.reference
        notes = [query.note, raw.note if raw.too_little or raw.note else ""]
        if raw.too_little:
            said["too_little"] = True
        if query.evidence_country and not query.country:
            notes.append(f"country {query.evidence_country} read from the address")
        if said["cut"]:
            notes.append("more entries are like this name than are given")
        if told := "; ".join(filter(None, notes)):
            said["note"] = told
        if suppressed:
            said["suppressed"] = suppressed
        if query.errors:
            said["errors"] = [{"field": field, "message": message} for field, message in query.errors]
        return said

    def _applied(self, query: Query) -> Mapping[str, Applied]:
        if self.dispositions is None or not query.name.strip():
            return {}
        return self.dispositions.applied(query.name, query.country, self.register, self.settings.today)

    def _hits(self, raw: Raw, applied: Mapping[str, Applied]) -> tuple[list[Json], list[Json]]:
        hits: list[Json] = []
        suppressed: list[Json] = []
        seen = set()
        for entry_id, name, score, klass, why in raw.hits:
            seen.add(entry_id)
            entry = self.register.entries.get(entry_id)
            lists, in_force = self._lists(entry)
            if entry is None or (self.settings.lists and not lists):
                continue
            decided = applied.get(entry_id)
            if decided and decided.suppresses:
                record = decided.record
                suppressed.append(
                    {"entry": entry_id, "name": name, "score": score, "decision": record.id, "by": record.by,
                     "on": record.on.isoformat(), "reason": record.reason,
                     "expires": record.expires.isoformat() if record.expires else None}
                )  # fmt: skip
                continue
            confirmed = decided is not None and not decided.open_because
            told = why
            if decided is not None:
                told = f"{why}; {decided.open_because or _confirmed(decided)}"
            hits.append(_hit(entry_id, lists, in_force, name, score, "match" if confirmed else klass, told))
        for entry_id, decided in applied.items():
            # Confirmed by a person though the name is not near, or no longer: never left out for want of likeness.
            entry = self.register.entries.get(entry_id)
            if entry_id in seen or entry is None or not decided.record.same:
                continue
            lists, in_force = self._lists(entry)
            if lists or not self.settings.lists:
                klass = "possible" if decided.open_because else "match"
                why = "; ".join(filter(None, (_confirmed(decided), decided.open_because)))
                hits.append(_hit(entry_id, lists, in_force, entry.name, 1.0, klass, why))
        hits.sort(key=lambda hit: (hit["class"] != "match", -hit["score"], not hit["in_force"], hit["entry"]))
        return hits, suppressed

    def _lists(self, entry: Entry | None) -> tuple[list[str], bool]:
        """The lists an entry is on that day, else those it ever was or will be on; and whether it is on one."""
        if entry is None:
            return [], False
        wanted = self.settings.lists
        now = [each.list for each in entry.in_force(self.settings.when) if not wanted or each.list in wanted]
        if now:
            return list(dict.fromkeys(now)), True
        return [name for name in entry.lists() if not wanted or name in wanted], False


def _hit(entry: str, lists: list[str], in_force: bool, name: str, score: float, klass: str, why: str) -> Json:
    return {
        "entry": entry, "list": lists, "name": name, "score": score, "class": klass, "why": why, "in_force": in_force,
    }  # fmt: skip


def _confirmed(decided: Applied) -> str:
    record = decided.record
    return f"confirmed as the same by {record.by or 'a person'} on {record.on}: {record.reason}"


_NOTHING = Raw((), False, False, "")


def _raw(result: SearchResult) -> Raw:
    hits = tuple((hit.entry, hit.name, hit.score, hit.klass, hit.why) for hit in result.hits)
    return Raw(hits, result.cut, result.too_little, result.note)


def attention(said: Json) -> tuple[float, ...]:
    """Sorts answers by what deserves attention: names of listed parties first, then likeness, then doubt."""
    hits = said["hits"]
    if hits:
        best = hits[0]
        now = any(hit["in_force"] for hit in hits)
        match = best["class"] == "match"
        kind = 0 if match and now else 1 if now else 2 if match else 3
        return (kind, -best["score"], -len(hits), said["row"])
    return (5 if said.get("errors") else 4 if said.get("too_little") or said["cut"] else 6, 0, 0, said["row"])


def queries_of(
    columns: Columns, rows: Iterable[tuple[int, list[str], str]], country: str = "", first: int = 1
) -> Iterator[Query]:
    """The rows of a table as queries; a row without a name, or with a fault, carries its errors.

    rows: (line, cells, fault). country: of rows that state none. first: the number of the first row.
    """
    for row, (line, cells, fault) in enumerate(rows, first):
        errors: list[tuple[str, str]] = []
        notes = []
        name = _at(cells, columns.name)
        if fault and (not name or "cut short" not in fault):
            errors.append(("", fault))
        elif fault:
            notes.append(fault)
        if not name:
            errors.append(("name", "is blank: nothing was searched for; fill it"))
        stated = _at(cells, columns.country)
        code = _country(stated)
        if stated and not code:
            notes.append(f"country {stated[:40]!r} is none that ISO 3166-1 knows; it was not used")
        yield Query(
            row=row,
            name=name,
            country=code or ("" if stated else country),
            address=_at(cells, columns.address),
            identifiers=tuple(value for place in columns.identifiers if (value := _at(cells, place))),
            reference=_at(cells, columns.reference),
            line=line,
            note="; ".join(notes),
            errors=tuple(errors),
        )


def _at(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


@lru_cache(maxsize=4096)
def _country(text: str) -> str:
    """The code of a country written as code, name, or both ("CN - China")."""
    if not text:
        return ""
    for part in (text, *re.split(r"[-/(),:|]+", text)):
        if code := country_code(part.strip()):
            return code
    return ""
