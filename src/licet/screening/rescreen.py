"""Parties kept, and screened again only where something changed: they themselves, or an entry they could be.

A result is a sum over entries: whether a name is like an entry does not depend on the others, save in three ways,
each of which has the name screened anew: the search was cut, the name has only common words, or two of its words
written together are a word of an entry that changed. So the outcome equals that of screening everything again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from licet.lists.entry import ADDRESS, Entry
from licet.lists.register import Register
from licet.screening.disposition import entry_digest
from licet.screening.names.index import NameIndex
from licet.screening.names.score import TELLING, prepare
from licet.screening.saved_index import countries_of
from licet.screening.screen_file import Query, Raw, Screener

_SCHEMA = """
CREATE TABLE IF NOT EXISTS portfolio (
  name TEXT PRIMARY KEY, at TEXT NOT NULL, register TEXT NOT NULL, threshold REAL NOT NULL, code TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS party (
  portfolio TEXT NOT NULL, row INTEGER NOT NULL, query TEXT NOT NULL, result TEXT NOT NULL,
  PRIMARY KEY (portfolio, row)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, content BLOB NOT NULL) WITHOUT ROWID;
"""
_MARGIN = 0.02  # how far below the threshold a first look at the changed entries goes


class PortfoliosDamaged(RuntimeError):
    """The file of kept parties is not what Licet wrote."""


# What of an entry a search looks at, by id: a digest of it, and its names.
Versions = Mapping[str, tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Changed:
    """Entries that are new, gone, or other than they were; `searched`: those whose names or countries are."""

    entries: frozenset[str]
    searched: frozenset[str]
    words: frozenset[str]  # of the names of `searched`, before and after


@dataclass(frozen=True, slots=True)
class Rescreened:
    """`raws` in the order of the queries; `again`: places that were searched anew, and `moved`: of which the result
    is another, or one of whose hits is an entry that changed."""

    raws: tuple[Raw, ...]
    again: frozenset[int]
    moved: frozenset[int]
    changed_entries: int
    changed_parties: int


def versions_of(register: Register) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The version of every entry. Two digests: of all of it, and of what a search looks at."""
    found = {}
    for key, entry in register.entries.items():
        found[key] = (f"{entry_digest(entry)}:{_search_digest(entry)}", tuple(name.text for name in entry.names))
    return found


def _search_digest(entry: Entry) -> str:
    seen = [[(name.text, name.kind) for name in entry.names], countries_of(entry)]
    return hashlib.sha256(json.dumps(seen, ensure_ascii=False).encode("utf-8", "backslashreplace")).hexdigest()[:24]


def changed(before: Versions, after: Versions) -> Changed:
    """The entries in which two registers differ."""
    entries = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    searched = {
        key
        for key in entries
        if key not in before or key not in after or before[key][0].split(":")[1] != after[key][0].split(":")[1]
    }
    texts = {text for key in searched for each in (before, after) if key in each for text in each[key][1]}
    words = {word for text in texts for word in prepare(text).words}
    return Changed(frozenset(entries), frozenset(searched), frozenset(words))


def rescreened(
    screener: Screener,
    queries: Sequence[Query],
    before: Mapping[int, tuple[Query, Raw]],
    change: Changed,
) -> Rescreened:
    """Screen the queries, taking over what was found before where nothing it rests on changed.

    before: what was found, by the place of the query.
    """
    known = {_identity(query): raw for query, raw in before.values()}
    unchanged = [place for place, query in enumerate(queries) if _identity(query) in known]
    again = set(range(len(queries))) - set(unchanged)
    parties = len(again)
    if (change.searched or screener.identifiers) and unchanged:
        again |= _reached(screener, queries, unchanged, known, change)
    places = sorted(again)
    fresh = dict(zip(places, screener.search([queries[place] for place in places]), strict=True))
    raws = tuple(fresh[place] if place in fresh else known[_identity(query)] for place, query in enumerate(queries))
    moved = {
        place
        for place, query in enumerate(queries)
        if known.get(_identity(query)) != raws[place] or any(hit[0] in change.entries for hit in raws[place].hits)
    }
    return Rescreened(raws, frozenset(again), frozenset(moved), len(change.entries), parties)


def _reached(
    screener: Screener, queries: Sequence[Query], places: Sequence[int], known: Mapping[str, Raw], change: Changed
) -> set[int]:
    """The places whose result may be another because of the entries that changed."""
    if not change.searched:
        return {place for place in places if queries[place].identifiers}
    found = set()
    asked = []
    joined: set[str] = set()
    vocabulary = screener.index.vocabulary
    for place in places:
        query = queries[place]
        raw = known[_identity(query)]
        name = prepare(query.name)
        pairs = {left + right for left, right in zip(name.words, name.words[1:], strict=False)}
        if (
            raw.cut
            or query.identifiers
            or all(value < TELLING for value in name.weights)
            or pairs & change.words
            or any(hit[0] in change.searched for hit in raw.hits)
        ):
            found.add(place)
        else:
            asked.append(place)
            joined.update(word for word in pairs if vocabulary.number(word) is not None)
    small = _index_of_changed(screener.register, change, joined)
    if asked and len(small):
        results = small.search_many(
            [queries[place].name for place in asked],
            [queries[place].evidence_country or None for place in asked],
            len(small),
            screener.settings.threshold - _MARGIN,
        )
        found.update(
            place
            for place, result in zip(asked, results, strict=True)
            if result.cut or any(hit.entry for hit in result.hits)
        )
    return found


def _index_of_changed(register: Register, change: Changed, joined: Iterable[str]) -> NameIndex:
    """An index of the changed entries. Words that a search of the whole index would join are words of it too, so that
    it finds all that the whole index would: they stand for no entry."""
    entries = [register.entries[key] for key in sorted(change.searched) if key in register.entries]
    items = [(entry.id, name.text, name.kind) for entry in entries if entry.type != ADDRESS for name in entry.names]
    return NameIndex.build(
        [*items, *(("", word, "word") for word in sorted(joined))] if items else [],
        countries={entry.id: countries_of(entry) for entry in entries},
    )


def _identity(query: Query) -> str:
    """What of a party a search looks at."""
    return "\x00".join((query.name, query.evidence_country, *query.identifiers))


# ---------------------------------------------------------------- keeping


@dataclass(frozen=True, slots=True)
class Kept:
    """A portfolio as kept: when it was last screened, against which entries, its parties and what was found."""

    name: str
    at: str
    threshold: float
    code: str
    versions: Versions
    parties: Mapping[int, tuple[Query, Raw]]

    @property
    def queries(self) -> list[Query]:
        """The parties in the order of their rows."""
        return [query for query, _ in self.parties.values()]


class Portfolios:
    """Named sets of parties in one file of `LICET_HOME`. Nothing is written before the first is kept."""

    def __init__(self, path: Path) -> None:
        """Raises `PortfoliosDamaged`."""
        self.path = path
        self._db: sqlite3.Connection | None = None
        if path.exists():
            self._connect()

    @classmethod
    def at_home(cls, root: Path | None = None) -> Portfolios:
        """Those kept in `LICET_HOME`."""
        from licet.lists.snapshots import home

        return cls((home() if root is None else root) / "portfolios.sqlite")

    def _connect(self) -> sqlite3.Connection:
        try:
            db = sqlite3.connect(self.path, isolation_level=None, timeout=30)
            db.executescript(_SCHEMA)
        except sqlite3.DatabaseError as error:
            raise PortfoliosDamaged(f"the kept parties in {self.path.name} cannot be read: {error}") from None
        self._db = db
        return db

    def close(self) -> None:
        """Close the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def names(self) -> list[tuple[str, str, int]]:
        """(name, when last screened, number of parties) of each portfolio."""
        if self._db is None:
            return []
        return self._db.execute(
            "SELECT name, at, (SELECT count(*) FROM party WHERE portfolio = name) FROM portfolio ORDER BY name"
        ).fetchall()

    def load(self, name: str) -> Kept | None:
        """A portfolio, `None` where there is none of the name. Raises `PortfoliosDamaged`."""
        if self._db is None:
            return None
        try:
            row = self._db.execute(
                "SELECT at, threshold, code, content FROM portfolio JOIN entries ON key = register WHERE name = ?",
                (name,),
            ).fetchone()
            if row is None:
                return None
            content = json.loads(zlib.decompress(row[3]))
            versions = {key: (digest, tuple(names)) for key, (digest, names) in content.items()}
            parties = {
                number: (_query(json.loads(query)), _raw(json.loads(result)))
                for number, query, result in self._db.execute(
                    "SELECT row, query, result FROM party WHERE portfolio = ? ORDER BY row", (name,)
                )
            }
        except (sqlite3.DatabaseError, zlib.error, ValueError, TypeError, KeyError) as error:
            raise PortfoliosDamaged(f"the kept parties in {self.path.name} cannot be read: {error}") from None
        return Kept(name, row[0], row[1], row[2], versions, parties)

    def keep(
        self, name: str, at: str, threshold: float, code: str, versions: Versions, queries: Sequence[Query],
        raws: Sequence[Raw],
    ) -> None:  # fmt: skip
        """Keep parties and what was found, in place of what was kept under the name; all of it or nothing."""
        if self._db is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        db = self._db or self._connect()
        text = json.dumps(versions, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace")
        key = hashlib.sha256(text).hexdigest()
        with _transaction(db):
            db.execute("INSERT OR IGNORE INTO entries VALUES (?, ?)", (key, zlib.compress(text, 3)))
            db.execute("INSERT OR REPLACE INTO portfolio VALUES (?, ?, ?, ?, ?)", (name, at, key, threshold, code))
            db.execute("DELETE FROM party WHERE portfolio = ?", (name,))
            db.executemany(
                "INSERT INTO party VALUES (?, ?, ?, ?)",
                (
                    (name, place, json.dumps(asdict(query)), json.dumps(asdict(raw)))
                    for place, (query, raw) in enumerate(zip(queries, raws, strict=True))
                ),
            )
            db.execute("DELETE FROM entries WHERE key NOT IN (SELECT register FROM portfolio)")

    def drop(self, name: str) -> bool:
        """Keep a portfolio no longer; whether there was one."""
        if self._db is None:
            return False
        with _transaction(self._db):
            self._db.execute("DELETE FROM party WHERE portfolio = ?", (name,))
            gone = self._db.execute("DELETE FROM portfolio WHERE name = ?", (name,)).rowcount
        return bool(gone)


def _transaction(db: sqlite3.Connection) -> contextlib.AbstractContextManager[Any]:
    db.execute("BEGIN IMMEDIATE")
    return db


def _query(value: dict[str, Any]) -> Query:
    return Query(
        **{
            **value,
            "identifiers": tuple(value["identifiers"]),
            "errors": tuple((field, message) for field, message in value["errors"]),
        }
    )


def _raw(value: dict[str, Any]) -> Raw:
    hits = tuple((entry, name, score, klass, why) for entry, name, score, klass, why in value["hits"])
    return Raw(hits, value["cut"], value["too_little"], value["note"])
