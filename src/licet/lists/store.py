"""The bitemporal register: statements with two times, in SQLite, each resting on a kept snapshot.

*Effective* is when a statement holds in law; *known* is when the publisher said so (the day of the file that
said it first, until the day of the file that said otherwise). A file is taken in as one transaction: readers
see the register before it or after it. An older file may be added later; the list is then derived again from
its kept files in the order of their days.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from licet.lists import statements as st
from licet.lists.snapshots import home
from licet.lists.sources.row import Row

SCHEMA_VERSION = 1
# Between two files further apart than this an entry may have come and gone unseen.
MAX_GAP = dt.timedelta(days=31)
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS version (
  id INTEGER PRIMARY KEY, list TEXT NOT NULL, as_of TEXT NOT NULL, digest TEXT NOT NULL, format TEXT NOT NULL,
  reduced INTEGER NOT NULL, source TEXT NOT NULL, recorded_at TEXT NOT NULL, count INTEGER NOT NULL,
  parts TEXT NOT NULL, complaints TEXT NOT NULL, whole INTEGER NOT NULL, UNIQUE (list, as_of, digest));
CREATE TABLE IF NOT EXISTS statement (
  entry TEXT NOT NULL, list TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
  effective_from TEXT NOT NULL, effective_until TEXT, certainty TEXT NOT NULL, citation TEXT NOT NULL,
  known_from TEXT NOT NULL, known_until TEXT, version INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS statement_entry ON statement (entry);
CREATE INDEX IF NOT EXISTS statement_list ON statement (list, known_until);
CREATE TABLE IF NOT EXISTS attempt (
  id INTEGER PRIMARY KEY, at TEXT NOT NULL, source TEXT NOT NULL, list TEXT NOT NULL, ok INTEGER NOT NULL,
  message TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS fetched (
  url TEXT PRIMARY KEY, etag TEXT NOT NULL, last_modified TEXT NOT NULL, digest TEXT NOT NULL, at TEXT NOT NULL
) WITHOUT ROWID;
"""


class RegisterDamaged(RuntimeError):
    """The register's file is not what Licet wrote."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim of a list about an entry.

    Dates are ISO; an end of `None` is open. `text` is the value as JSON, `digest` the snapshot it rests on.
    """

    entry: str
    field: str
    text: str
    effective_from: str
    effective_until: str | None
    certainty: str
    citation: str
    known_from: str
    known_until: str | None
    digest: str

    @property
    def value(self) -> object:
        """The value itself: text, or a list."""
        return json.loads(self.text)


@dataclass(frozen=True, slots=True)
class Version:
    """One published file of one list."""

    id: int
    list: str
    as_of: dt.date
    digest: str
    format: str
    reduced: bool
    source: str
    recorded_at: str
    count: int
    parts: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Incoming:
    """One list of a file that passed its checks, ready to be published.

    `whole`: the file holds the list entire; only then does absence from it end an entry.
    """

    list: str
    rows: Sequence[Row]
    as_of: dt.date
    digest: str
    format: str
    reduced: bool
    source: str
    parts: tuple[str, ...] = ()
    complaints: tuple[str, ...] = ()
    whole: bool = True


@dataclass(slots=True)
class Outcome:
    """What publishing a list did: entries added, changed, gone. `code` is the list's."""

    code: str
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


# Re-reads the rows of one list from a kept file.
Reparse = Callable[[Version], Sequence[Row]]
# Writes or closes a statement: entry, field, value.
Say = Callable[[str, str, st.Value], None]


class Store:
    """The register's file in `LICET_HOME`. Use as a context manager, or `close` it."""

    def __init__(self, root: Path | None = None, *, read_only: bool = False) -> None:
        self.root = home() if root is None else root
        self.path = self.root / "register.sqlite"
        if not read_only:
            self.root.mkdir(parents=True, exist_ok=True)
        try:
            if read_only:
                self._db = self._open_to_read()
            else:
                self._db = sqlite3.connect(self.path, isolation_level=None, timeout=30)
                self._db.execute("PRAGMA journal_mode=WAL")
                self._db.execute("PRAGMA synchronous=FULL")
                self._db.executescript(_SCHEMA)
            self._check_schema(read_only)
        except sqlite3.DatabaseError as error:
            if read_only and not self.path.exists():
                raise FileNotFoundError(self.path) from None
            raise RegisterDamaged(f"the register {self.path.name} cannot be read: {error}") from None

    def _open_to_read(self) -> sqlite3.Connection:
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        db = sqlite3.connect(address, uri=True, isolation_level=None, timeout=30)
        try:
            db.execute("SELECT 1 FROM meta LIMIT 1")
        except sqlite3.OperationalError:
            db.close()
            log = self.path.with_name(self.path.name + "-wal")
            if not self.path.exists() or (log.exists() and log.stat().st_size):
                raise
            # A folder that cannot be written to: with nothing in the log the file alone is the register.
            db = sqlite3.connect(f"{address}&immutable=1", uri=True, isolation_level=None)
        return db

    def _check_schema(self, read_only: bool) -> None:
        row = self._db.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
        if row is None and not read_only:
            self._db.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA_VERSION),))
        elif row is None or int(row[0]) != SCHEMA_VERSION:
            raise RegisterDamaged(f"the register has schema {row and row[0]}, this Licet reads {SCHEMA_VERSION}")

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def integrity(self) -> tuple[str, ...]:
        """What is wrong with the file, by SQLite's own check; empty when sound."""
        try:
            found = [row[0] for row in self._db.execute("PRAGMA quick_check(20)")]
        except sqlite3.DatabaseError as error:
            return (str(error),)
        return () if found == ["ok"] else tuple(found)

    def revision(self) -> int:
        """A number that grows whenever the register's content changes."""
        row = self._db.execute("SELECT value FROM meta WHERE name = 'revision'").fetchone()
        return int(row[0]) if row else 0

    # ------------------------------------------------------------ publishing

    def publish(
        self, incoming: Sequence[Incoming], recorded_at: str, acts: st.ActDates | None = None,
        reparse: Reparse | None = None,
    ) -> list[Outcome]:  # fmt: skip
        """Take in several lists in one transaction. `reparse` re-reads kept files when an older day is added."""
        outcomes = []
        with self.transaction() as db:
            for each in incoming:
                last = self.latest(each.list)
                same = db.execute(
                    "SELECT id FROM version WHERE list = ? AND as_of = ? AND digest = ?",
                    (each.list, each.as_of.isoformat(), each.digest),
                ).fetchone()
                if same:
                    outcomes.append(Outcome(each.list))
                    continue
                number = self._add_version(db, each, recorded_at)
                if last is None or each.as_of >= last.as_of:
                    outcomes.append(self._advance(db, each, number, last.as_of if last else None, acts))
                elif reparse is None:
                    raise ValueError(f"{each.list} of {each.as_of} is older than {last.as_of}")
                else:
                    outcomes.append(self._derive_again(db, each.list, each, reparse, acts))
            revision = self.revision() + 1
            db.execute("INSERT OR REPLACE INTO meta VALUES ('revision', ?)", (str(revision),))
        return outcomes

    def _add_version(self, db: sqlite3.Connection, each: Incoming, recorded_at: str) -> int:
        cursor = db.execute(
            "INSERT INTO version (list, as_of, digest, format, reduced, source, recorded_at, count, parts, complaints,"
            " whole) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (each.list, each.as_of.isoformat(), each.digest, each.format, int(each.reduced), each.source, recorded_at,
             len(each.rows), json.dumps(each.parts), json.dumps(each.complaints[:200], ensure_ascii=False),
             int(each.whole)),
        )  # fmt: skip
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def _derive_again(
        self, db: sqlite3.Connection, code: str, new: Incoming, reparse: Reparse, acts: st.ActDates | None
    ) -> Outcome:
        outcome = Outcome(code)
        db.execute("DELETE FROM statement WHERE list = ?", (code,))
        before: dt.date | None = None
        for version in self.versions(code):
            rows = new.rows if version.digest == new.digest and version.as_of == new.as_of else reparse(version)
            each = Incoming(
                code, rows, version.as_of, version.digest, version.format, version.reduced, version.source,
                whole=version.whole,
            )  # fmt: skip
            done = self._advance(db, each, version.id, before, acts)
            if version.digest == new.digest:
                outcome = done
            before = version.as_of
        return outcome

    def _advance(
        self, db: sqlite3.Connection, each: Incoming, version: int, before: dt.date | None, acts: st.ActDates | None
    ) -> Outcome:
        """Compare a newer file with what is known and write what changed."""
        outcome = Outcome(each.list)
        known = self._known(db, each.list)
        # What no row of the file says is not in its format; its silence takes nothing back.
        carried = frozenset().union(*(st.content(row) for row in each.rows))
        if each.reduced:
            carried -= st.DROPPED_BY_REDUCTION
        day = each.as_of.isoformat()
        fresh: list[tuple[object, ...]] = []
        closed: list[tuple[str, str, str, str]] = []

        def say(entry: str, name: str, value: st.Value) -> None:
            fresh.append(
                (entry, each.list, name, value.text, value.start, value.end, value.certainty, value.citation, day,
                 version)
            )  # fmt: skip

        def unsay(entry: str, name: str, value: st.Value) -> None:
            closed.append((day, entry, name, value.start))

        used = set(known)
        seen: set[str] = set()
        rows = st.joined(each.rows)
        for row, found in zip(rows, st.recognize(rows, known), strict=True):
            new = st.values(row, each.as_of, acts)
            if found is None:
                entry = _free(st.slug(row), used)
                used.add(entry)
                seen.add(entry)
                outcome.added.append(entry)
                for name, value in new.items():
                    say(entry, name, value)
                continue
            seen.add(found)
            if _revise(known[found], row, new, each.as_of, carried, before, acts, say, unsay):
                outcome.changed.append(found)
        for entry, was in known.items():
            if entry in seen or was.gone or not each.whole:
                continue
            listed = was.fields["listed"]
            unsay(entry, "listed", listed)
            end = min(day, listed.end or day)
            say(entry, "listed", st.Value(listed.text, listed.start, end, st.VANISHED, listed.citation))
            outcome.gone.append(entry)
        db.executemany(
            "UPDATE statement SET known_until = ? WHERE entry = ? AND field = ? AND effective_from = ?"
            " AND known_until IS NULL",
            closed,
        )
        db.executemany(
            "INSERT INTO statement (entry, list, field, value, effective_from, effective_until, certainty, citation,"
            " known_from, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            fresh,
        )
        return outcome

    def _known(self, db: sqlite3.Connection, code: str) -> dict[str, st.Known]:
        """The entries of a list as last known: the statements in force at the end, and ended listings apart."""
        known: dict[str, st.Known] = {}
        for entry, name, value, start, end, certainty, citation in db.execute(
            "SELECT entry, field, value, effective_from, effective_until, certainty, citation FROM statement"
            " WHERE list = ? AND known_until IS NULL ORDER BY effective_from",
            (code,),
        ):
            each = known.setdefault(entry, st.Known(entry))
            said = st.Value(value, start, end, certainty, citation)
            if certainty == st.VANISHED and name == "listed":
                each.ended.append(said)
            elif end is None or name == "listed":
                each.fields[name] = said
        return known

    # ------------------------------------------------------------ reading

    def versions(self, code: str | None = None) -> list[Version]:
        """All published files, by list and day."""
        query = (
            "SELECT id, list, as_of, digest, format, reduced, source, recorded_at, count, parts, complaints,"
            " whole FROM version"
        )
        rows = (
            self._db.execute(f"{query} WHERE list = ? ORDER BY as_of, id", (code,))
            if code
            else self._db.execute(f"{query} ORDER BY list, as_of, id")
        )
        return [
            Version(
                number, name, dt.date.fromisoformat(as_of), digest, form, bool(reduced), source, recorded_at, count,
                tuple(json.loads(parts)), tuple(json.loads(complaints)), bool(whole),
            )
            for number, name, as_of, digest, form, reduced, source, recorded_at, count, parts, complaints, whole in rows
        ]  # fmt: skip

    def complete_from(self, code: str, known: dt.date | None = None) -> dt.date | None:
        """The first day from which the list is held whole: its files follow each other without a long gap."""
        day: dt.date | None = None
        for version in reversed(self.versions(code)):
            if not version.whole or (known and version.as_of > known):
                continue
            if day is not None and day - version.as_of > MAX_GAP:
                break
            day = version.as_of
        return day

    def latest(self, code: str) -> Version | None:
        """The last good file of a list."""
        found = self.versions(code)
        return found[-1] if found else None

    def as_of(
        self, effective: dt.date, known: dt.date | None = None, code: str | None = None
    ) -> Mapping[str, dict[str, Statement]]:
        """The entries in force on a day, with what held of them, as known on a day (default: now)."""
        found: dict[str, dict[str, Statement]] = {}
        for statement in self._statements(effective.isoformat(), known.isoformat() if known else "9999-12-31", code):
            found.setdefault(statement.entry, {})[statement.field] = statement
        return {entry: fields for entry, fields in found.items() if "listed" in fields}

    def _statements(self, effective: str, known: str, code: str | None) -> Iterator[Statement]:
        where, values = "", [effective, effective, known, known]
        if code:
            where, values = " AND s.list = ?", [*values, code]
        for row in self._db.execute(
            f"SELECT {_columns()} FROM statement s JOIN version v ON v.id = s.version"
            " WHERE effective_from <= ? AND (effective_until IS NULL OR effective_until > ?)"
            f" AND known_from <= ? AND (known_until IS NULL OR known_until > ?){where}",
            values,
        ):
            yield _statement(row)

    def known(self, code: str, known: dt.date | None = None) -> Iterator[Statement]:
        """Every statement of a list that stood on a day of knowledge (default: now), whatever it is effective."""
        when, values = "known_until IS NULL", [code]
        if known is not None:
            when, values = "known_from <= ? AND (known_until IS NULL OR known_until > ?)", [known.isoformat()] * 2
            values.append(code)
        for row in self._db.execute(
            f"SELECT {_columns()} FROM statement s JOIN version v ON v.id = s.version WHERE {when} AND s.list = ?",
            values,
        ):
            yield _statement(row)

    def history(self, entry: str) -> list[Statement]:
        """Everything ever said of an entry, in the order it became known."""
        return [
            _statement(row)
            for row in self._db.execute(
                f"SELECT {_columns()} FROM statement s JOIN version v ON v.id = s.version"
                " WHERE entry = ? ORDER BY known_from, effective_from, field, s.rowid",
                (entry,),
            )
        ]

    def find(self, text: str) -> list[str]:
        """Ids of entries by id, or by a part of it."""
        if self._db.execute("SELECT 1 FROM statement WHERE entry = ? LIMIT 1", (text,)).fetchone():
            return [text]
        like = f"%{text.casefold().replace('%', '').replace(' ', '-')}%"
        rows = self._db.execute(
            "SELECT DISTINCT entry FROM statement WHERE lower(entry) LIKE ? ORDER BY entry LIMIT 50", (like,)
        )
        return [row[0] for row in rows]

    def days(self) -> list[dt.date]:
        """All days on which something became known."""
        return [
            dt.date.fromisoformat(row[0])
            for row in self._db.execute("SELECT DISTINCT as_of FROM version ORDER BY as_of")
        ]

    # ------------------------------------------------------------ attempts and conditional requests

    def note(self, at: str, source: str, code: str, ok: bool, message: str) -> None:
        """Remember how an attempt to update went."""
        self._db.execute(
            "INSERT INTO attempt (at, source, list, ok, message) VALUES (?, ?, ?, ?, ?)",
            (at, source, code, int(ok), message[:2000]),
        )

    def last_failure(self, code: str) -> tuple[str, str] | None:
        """When and why the last attempt on a list failed, if no success came after it."""
        row = self._db.execute(
            "SELECT at, ok, message FROM attempt WHERE list = ? ORDER BY id DESC LIMIT 1", (code,)
        ).fetchone()
        return (row[0], row[2]) if row and not row[1] else None

    def remembered(self, url: str) -> tuple[str, str, str] | None:
        """ETag, Last-Modified and digest of the last file fetched from an address."""
        row = self._db.execute("SELECT etag, last_modified, digest FROM fetched WHERE url = ?", (url,)).fetchone()
        return (row[0], row[1], row[2]) if row else None

    def remember(self, url: str, etag: str, last_modified: str, digest: str, at: str) -> None:
        """Keep them for the next conditional request."""
        self._db.execute(
            "INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?, ?)", (url, etag, last_modified, digest, at)
        )


def _columns() -> str:
    return (
        "s.entry, s.field, s.value, s.effective_from, s.effective_until, s.certainty, s.citation, s.known_from,"
        " s.known_until, v.digest"
    )


def _statement(row: tuple[str, str, str, str, str | None, str, str, str, str | None, str]) -> Statement:
    return Statement(*row)


def _free(stem: str, used: set[str]) -> str:
    if stem not in used:
        return stem
    number = 2
    while f"{stem}~{number}" in used:
        number += 1
    return f"{stem}~{number}"


def _revise(
    was: st.Known,
    row: Row,
    new: dict[str, st.Value],
    as_of: dt.date,
    carried: frozenset[str],
    before: dt.date | None,
    acts: st.ActDates | None,
    say: Say,
    unsay: Say,
) -> bool:
    """Write what a newer row changes of a known entry; whether it changes anything."""
    changed = False
    listed, old_listed = new.pop("listed"), was.fields.get("listed")
    if old_listed is None:  # it had vanished and is back
        ended = next((value for value in was.ended if value.start == listed.start), None)
        if ended is not None:  # the same listing: its absence was the file's, not the law's
            unsay(was.id, "listed", ended)
        say(was.id, "listed", listed)
        changed = True
    elif _better(listed, old_listed):
        unsay(was.id, "listed", old_listed)
        say(was.id, "listed", listed)
        changed = True
    day, certainty, citation = st.amendment(was.fields.get("cited"), row, before, as_of, acts)
    for name in sorted(set(new) | set(was.fields)):
        if name in ("listed", "printed"):
            continue
        old, value = was.fields.get(name), new.get(name)
        if old is not None and value is not None and st.same(name, old.text, value.text):
            continue
        if value is None and name not in carried:
            continue
        changed = True
        start = day.isoformat()
        if old is not None:
            unsay(was.id, name, old)
            if start > old.start:
                say(was.id, name, st.Value(old.text, old.start, start, old.certainty, old.citation))
            else:
                start = old.start
        if value is not None:
            # A field never said before is no amendment: the file only tells more of the same listing.
            if old is None:
                say(was.id, name, value)
            else:
                say(was.id, name, st.Value(value.text, start, None, certainty, citation))
    return changed


_RANK = {name: rank for rank, name in enumerate((st.STATED, st.ACT, st.PUBLISHED, st.ESTIMATED, st.SNAPSHOT))}


def _better(new: st.Value, old: st.Value) -> bool:
    """Whether a new statement of the listing's dates replaces the old: another end, or better known dates."""
    if new.end != old.end and not (new.end is None and new.certainty == st.SNAPSHOT):
        return True
    if new.start == old.start:
        return False
    return _RANK.get(new.certainty, 9) < _RANK.get(old.certainty, 9) or (
        new.certainty == old.certainty and new.certainty != st.SNAPSHOT
    )
