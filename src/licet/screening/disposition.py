"""Decisions on possible matches, remembered: who, when, why, and for which version of entry and party.

The file only grows: a decision is withdrawn by a further record. A "not the same" holds for one party (name and
country) and one version of the entry (names, countries, listings); when either changes or it expires, the hit is
open again and says so. A "the same" holds until it is withdrawn or decided otherwise: letting it lapse could clear.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.terms.transaction import Decision

if TYPE_CHECKING:
    from licet.lists.entry import Entry, Listing
    from licet.lists.register import Register

_SCHEMA = """
CREATE TABLE IF NOT EXISTS decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('decide', 'forget')),
  party TEXT NOT NULL, country TEXT NOT NULL, party_key TEXT NOT NULL, party_digest TEXT NOT NULL,
  entry TEXT NOT NULL, entry_name TEXT NOT NULL, entry_digest TEXT NOT NULL, same INTEGER NOT NULL, by TEXT NOT NULL,
  reason TEXT NOT NULL, expires TEXT, forgets INTEGER REFERENCES decision (id));
CREATE INDEX IF NOT EXISTS decision_party ON decision (party_key);
CREATE TRIGGER IF NOT EXISTS decision_kept BEFORE DELETE ON decision
  BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;
CREATE TRIGGER IF NOT EXISTS decision_fixed BEFORE UPDATE ON decision
  BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;
"""
_COLUMNS = (
    "id, at, kind, party, country, party_digest, entry, entry_name, entry_digest, same, by, reason, expires, forgets"
)


class DecisionsDamaged(RuntimeError):
    """The file of decisions is not what Licet wrote."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One record. `kind` is decide or forget; `forgets` is the id of the record that a `forget` withdraws."""

    id: int
    at: str
    kind: str
    party: str
    country: str
    party_digest: str
    entry: str
    entry_name: str
    entry_digest: str
    same: bool
    by: str
    reason: str
    expires: dt.date | None
    forgets: int | None

    @property
    def on(self) -> dt.date:
        """The day it was recorded."""
        return dt.date.fromisoformat(self.at[:10])

    def expired(self, today: dt.date) -> bool:
        """Whether its last day is past."""
        return self.expires is not None and self.expires < today


@dataclass(frozen=True, slots=True)
class Applied:
    """A decision set against a party and an entry as they are now. `open_because` is empty where it stands."""

    record: Recorded
    open_because: str = ""

    @property
    def suppresses(self) -> bool:
        """Whether the hit is not to be shown."""
        return not self.record.same and not self.open_because


def plain_name(name: str) -> str:
    """The name as a decision knows it: width, case and spaces apart, every word counts."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def party_key(name: str) -> str:
    """Under what the decisions on a party are looked up; looser than its version, so that a change can be told."""
    from licet.screening.names.normalize import fold

    return fold(name) or plain_name(name)


def party_digest(name: str, country: str) -> str:
    """The version of a party: its name and its country."""
    return _digest([plain_name(name), country.upper()])


def entry_digest(entry: Entry) -> str:
    """The version of an entry: names, countries, addresses, type and every listing with its terms."""
    return _digest(
        [
            sorted({(name.text, name.kind) for name in entry.names}),
            entry.country,
            sorted(entry.addresses),
            entry.type,
            sorted(
                [
                    each.list,
                    *_interval(each, entry),
                    each.act,
                    each.requirement_text,
                    each.policy_text,
                    sorted(each.footnotes),
                    each.state,
                    sorted(each.programs),
                ]
                for each in entry.listings
            ),
        ]
    )


def _interval(each: Listing, entry: Entry) -> tuple[str, str]:
    """From and until. Where official file and record disagree the terms are split on the day of the file: that day
    moves with every file and is no change of the entry."""
    moving = {other.effective for other in entry.listings if other.list == each.list and _CONFLICT in other.certainty}
    since = _CONFLICT if each.effective in moving else each.effective.isoformat()
    until = each.until.isoformat() if each.until else ""
    return since, _CONFLICT if each.until in moving else until


_CONFLICT = "list_conflict"  # as `licet.lists.current` marks it


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode("utf-8", "backslashreplace")).hexdigest()[:32]


class Dispositions:
    """The remembered decisions in one file. Nothing is written before the first decision."""

    def __init__(self, path: Path) -> None:
        """Raises `DecisionsDamaged`."""
        self.path = path
        self._db: sqlite3.Connection | None = self._open() if path.exists() else None
        self._known_parties: frozenset[str] | None = None

    @classmethod
    def at_home(cls, root: Path | None = None) -> Dispositions:
        """Those kept in `LICET_HOME`."""
        from licet.lists.snapshots import home

        return cls((home() if root is None else root) / "decisions.sqlite")

    def _open(self) -> sqlite3.Connection:
        try:
            db = sqlite3.connect(self.path, isolation_level=None, timeout=30)
            db.execute("PRAGMA synchronous=FULL")
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'decision_fixed'").fetchone():
                db.executescript(_SCHEMA)
            db.execute(f"SELECT {_COLUMNS} FROM decision LIMIT 1")
        except sqlite3.DatabaseError as error:
            raise DecisionsDamaged(f"the decisions in {self.path.name} cannot be read: {error}") from None
        return db

    def close(self) -> None:
        """Close the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    # ------------------------------------------------------------ writing

    def decide(
        self,
        party: str,
        entry: Entry,
        *,
        same: bool,
        reason: str,
        by: str,
        country: str = "",
        expires: dt.date | None = None,
        at: dt.datetime | None = None,
    ) -> Recorded:
        """Record a decision. `at`: when, with time zone (default: now)."""
        row = (
            _instant(at), "decide", party, country.upper(), party_key(party), party_digest(party, country), entry.id,
            entry.name, entry_digest(entry), int(same), by, reason, expires.isoformat() if expires else None, None,
        )  # fmt: skip
        return self._add(row)

    def forget(self, number: int, *, by: str, reason: str, at: dt.datetime | None = None) -> Recorded:
        """Withdraw a decision; both stay on the record. Raises `KeyError` where none of that number stands."""
        found = next((each for each in self.standing() if each.id == number), None)
        if found is None:
            raise KeyError(number)
        row = (
            _instant(at), "forget", found.party, found.country, party_key(found.party), found.party_digest,
            found.entry, found.entry_name, found.entry_digest, int(found.same), by, reason, None, number,
        )  # fmt: skip
        return self._add(row)

    def _add(self, row: tuple[object, ...]) -> Recorded:
        if self._db is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._db = self._open()
        self._known_parties = None
        cursor = self._db.execute(
            "INSERT INTO decision (at, kind, party, country, party_key, party_digest, entry, entry_name, entry_digest,"
            " same, by, reason, expires, forgets) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        )
        return self._read(" WHERE id = ?", (cursor.lastrowid,))[0]

    # ------------------------------------------------------------ reading

    def log(self, party: str | None = None) -> list[Recorded]:
        """Every record ever made, of one party or of all, oldest first."""
        return self._read(" WHERE party_key = ?", (party_key(party),)) if party is not None else self._read("", ())

    def revision(self) -> int:
        """The number of the last record; what was answered under another may be answered otherwise now."""
        records = self.log()
        return records[-1].id if records else 0

    def standing(self, party: str | None = None) -> list[Recorded]:
        """The decisions that are not withdrawn: the last on each version of a party and entry, expired or not."""
        records = self.log(party)
        withdrawn = {record.forgets for record in records}
        last = {
            (record.party_digest, record.entry): record
            for record in records
            if record.kind == "decide" and record.id not in withdrawn
        }
        return list(last.values())

    def applied(self, name: str, country: str, register: Register, today: dt.date) -> dict[str, Applied]:
        """The last decision on each entry for a party of this name, and whether it stands, by entry id."""
        if self._db is None or party_key(name) not in self._parties():
            return {}
        digest = party_digest(name, country)
        found: dict[str, Applied] = {}
        for record in self.standing(name):
            mine = record.party_digest == digest
            before = found.get(record.entry)
            if before is not None and before.record.party_digest == digest and not mine:
                continue  # what was decided on this very party comes before what was decided on one like it
            found[record.entry] = Applied(record, _open(record, name, country, register, today))
        return found

    def decisions_for(
        self, party_name: str, country: str, register: Register, on_date: dt.date
    ) -> tuple[Decision, ...]:
        """The decisions that stand for a party on a day, as a determination takes them.

        A "not the same" is given only for this party and this version of the entry; a "the same" of this very party
        is given although the entry changed or the decision expired: leaving it out could clear.
        """
        given = []
        for each in self.applied(party_name, country, register, on_date).values():
            record = each.record
            if record.entry not in register.entries:
                continue
            own = record.party_digest == party_digest(party_name, country)
            if not each.open_because or (record.same and own):
                given.append(Decision(record.entry, record.same, record.by, record.on, record.reason))
        return tuple(given)

    def _parties(self) -> frozenset[str]:
        """The keys of all parties ever decided on, so that a long file asks only for those."""
        if self._known_parties is None:
            assert self._db is not None
            rows = self._db.execute("SELECT DISTINCT party_key FROM decision")
            self._known_parties = frozenset(row[0] for row in rows)
        return self._known_parties

    def _read(self, where: str, values: Sequence[object]) -> list[Recorded]:
        if self._db is None:
            return []
        try:
            rows = self._db.execute(f"SELECT {_COLUMNS} FROM decision{where} ORDER BY id", tuple(values)).fetchall()
        except sqlite3.DatabaseError as error:
            raise DecisionsDamaged(f"the decisions in {self.path.name} cannot be read: {error}") from None
        return [_recorded(row) for row in rows]


def _recorded(row: Sequence[Any]) -> Recorded:
    at = {name.strip(): value for name, value in zip(_COLUMNS.split(","), row, strict=True)}
    at["same"] = bool(at["same"])
    at["expires"] = dt.date.fromisoformat(at["expires"]) if at["expires"] else None
    return Recorded(**at)


def _open(record: Recorded, name: str, country: str, register: Register, today: dt.date) -> str:
    """Why a decision does not stand, or nothing."""
    when = f"since it was decided on {record.on}"
    if plain_name(record.party) != plain_name(name):
        return f"the party's name is not the one decided on: {record.party!r} {when}"
    if record.country != country.upper():
        return f"the party's country changed {when} (was {record.country or 'not given'})"
    entry = register.entries.get(record.entry)
    if entry is None:
        return f"the entry is not in the register now {when}"
    if entry_digest(entry) != record.entry_digest:
        return f"the entry changed {when}"
    if record.expired(today):
        return f"the decision of {record.on} expired on {record.expires}"
    return ""


def _instant(at: dt.datetime | None) -> str:
    when = dt.datetime.now(dt.UTC) if at is None else at.astimezone(dt.UTC)
    return when.isoformat(timespec="seconds")
