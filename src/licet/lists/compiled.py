"""The merged register as one checksummed file, so that a command starts without asking the store.

The first line is a header: key and checksum. The second holds the lists and the tables of scopes and policies, the
third the ids; each further line is one entry, read when it is asked for. No code is stored, only JSON. A file with
another key or a wrong checksum is thrown away and made again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any

from licet.lists.entry import ADDRESS, Entry, Listing, Name
from licet.lists.register import ListVersion, Register
from licet.lists.snapshots import home, write_atomically
from licet.lists.store import Store
from licet.terms.outcome import ReviewPolicy
from licet.terms.scope import Clause, Condition, ItemScope, Purpose, Reach, ScopedPolicy

FORMAT = 2
_MAX_BYTES = 1 << 30


def current_register(root: Path | None = None, known: dt.date | None = None) -> Register:
    """The register to decide and screen by: `LICET_HOME`'s last good lists with the embedded history.

    Without a store it is the embedded register alone. `known`: as it was known at the end of that day.
    Raises `RegisterDamaged` when the store cannot be read.
    """
    from licet.lists.embedded import embedded

    root = home() if root is None else root
    if not (root / "register.sqlite").exists():
        return embedded()
    with Store(root, read_only=True) as store:
        revision = store.revision()
        if known is not None:
            from licet.lists.current import merged

            return merged(store, known)
        if not revision:
            return embedded()
        key = f"{FORMAT}:{revision}:{_embedded_digest()}"
        path = root / "register.compiled"
        found = load(path, key)
        if found is not None:
            return found
        from licet.lists.current import merged

        register = merged(store)
    with contextlib.suppress(OSError):  # a read-only or full disk costs time, not the answer
        save(path, key, register)
        found = load(path, key)
    return found or register


def current_key(root: Path | None = None) -> str:
    """What `current_register` would answer from, as a short text: caches built on the register are filed under it."""
    root = home() if root is None else root
    if not (root / "register.sqlite").exists():
        return f"{FORMAT}:0:{_embedded_digest()}"
    with Store(root, read_only=True) as store:
        return f"{FORMAT}:{store.revision()}:{_embedded_digest()}"


def _embedded_digest() -> str:
    digest = hashlib.sha256()
    folder = resources.files("licet.lists") / "register_data"
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


# ---------------------------------------------------------------- writing


def _scope_out(scope: ItemScope) -> list[Any]:
    return [scope.reach.value, scope.eccns, scope.excepted, scope.doubtful, scope.text, scope.doubtful_kind]


def _policy_out(policy: ScopedPolicy) -> list[Any]:
    clauses = [
        [
            clause.policy.value,
            clause.condition.eccns,
            clause.condition.not_eccns,
            clause.condition.ccl,
            clause.condition.purpose.value if clause.condition.purpose else None,
        ]
        for clause in policy.clauses
    ]
    return [policy.default.value, clauses, policy.text, policy.complaint]


def _moment(when: dt.datetime | None) -> str | None:
    return when.isoformat() if when else None


def save(path: Path, key: str, register: Register) -> None:
    """Write the register atomically. Raises `OSError`."""
    scopes: dict[ItemScope, int] = {}
    policies: dict[ScopedPolicy, int] = {}
    lines = []
    for entry in register.entries.values():
        listings = [
            [
                each.list, _moment(each.effective), _moment(each.until), each.act, each.printed, each.listed_act,
                _moment(each.listed_from), each.ended_by, scopes.setdefault(each.scope, len(scopes)),
                policies.setdefault(each.policy, len(policies)), each.requirement_text, each.policy_text, each.source,
                sorted(each.footnotes), each.savings, each.savings_until.isoformat() if each.savings_until else None,
                each.state, each.programs, each.certainty, each.note,
            ]
            for each in entry.listings
        ]  # fmt: skip
        names = [[name.text, name.kind, name.source] for name in entry.names]
        lines.append(
            _dumps([entry.id, names, entry.country, entry.city, entry.addresses, entry.type, entry.family, listings,
                    entry.notes, entry.note, entry.source])
        )  # fmt: skip
    lists = [
        [each.name, each.title, each.version, each.date.isoformat(), each.count,
         each.complete_from.isoformat() if each.complete_from else None]
        for each in register.lists.values()
    ]  # fmt: skip
    head = _dumps([lists, [_scope_out(scope) for scope in scopes], [_policy_out(policy) for policy in policies]])
    body = b"\n".join([head, _dumps(list(register.entries)), *lines])
    first = _dumps({"key": key, "sha256": hashlib.sha256(body).hexdigest()})
    write_atomically(path, first + b"\n" + body)


def _dumps(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# ---------------------------------------------------------------- reading


def load(path: Path, key: str) -> Register | None:
    """The register of a file, `None` when there is none, it is another's, or it is damaged."""
    try:
        if path.stat().st_size > _MAX_BYTES:
            return None
        first, _, body = path.read_bytes().partition(b"\n")
        header = json.loads(first)
        if header["key"] != key or header["sha256"] != hashlib.sha256(body).hexdigest():
            return None
        lines = body.split(b"\n")
        lists, scopes, policies = json.loads(lines[0])
        ids = json.loads(lines[1])
        entries = LazyEntries(
            dict(zip(ids, lines[2:], strict=True)),
            tuple(_scope_in(scope) for scope in scopes),
            tuple(_policy_in(policy) for policy in policies),
        )
        versions = {
            name: ListVersion(
                name, title, version, dt.date.fromisoformat(date), count,
                dt.date.fromisoformat(complete) if complete else None,
            )
            for name, title, version, date, count, complete in lists
        }  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return None
    return Register(entries, MappingProxyType(versions))


def _scope_in(value: list[Any]) -> ItemScope:
    reach, eccns, excepted, doubtful, text, kind = value
    return ItemScope(Reach(reach), tuple(eccns), tuple(excepted), tuple(doubtful), text, kind)


def _policy_in(value: list[Any]) -> ScopedPolicy:
    default, clauses, text, complaint = value
    made = tuple(
        Clause(ReviewPolicy(policy), Condition(tuple(eccns), tuple(others), ccl, Purpose(purpose) if purpose else None))
        for policy, eccns, others, ccl, purpose in clauses
    )
    return ScopedPolicy(ReviewPolicy(default), made, text, complaint)


def _when(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


class LazyEntries(Mapping[str, Entry]):
    """Entries by id, each built from its line when first asked for."""

    def __init__(
        self, lines: dict[str, bytes], scopes: tuple[ItemScope, ...], policies: tuple[ScopedPolicy, ...]
    ) -> None:
        self._lines = lines
        self._scopes = scopes
        self._policies = policies
        self._built: dict[str, Entry] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __contains__(self, key: object) -> bool:
        return key in self._lines

    def __getitem__(self, key: str) -> Entry:
        built = self._built.get(key)
        if built is None:
            built = self._built[key] = self._build(json.loads(self._lines[key]))
        return built

    def names(self) -> Iterator[tuple[str, str, str]]:
        """(entry id, name, kind) of every name, without building the entries."""
        for key, line in self._lines.items():
            value = json.loads(line)
            if value[5] != ADDRESS:
                for text, kind, _ in value[1]:
                    yield key, text, kind

    def _build(self, value: list[Any]) -> Entry:
        key, names, country, city, addresses, kind, family, listings, notes, note, source = value
        return Entry(
            key, tuple(Name(*name) for name in names), country, city, tuple(addresses), kind, family,
            tuple(self._listing(each) for each in listings), tuple((c, t) for c, t in notes), note, source,
        )  # fmt: skip

    def _listing(self, value: list[Any]) -> Listing:
        (name, effective, until, act, printed, listed_act, listed_from, ended_by, scope, policy, requirement_text,
         policy_text, source, footnotes, savings, savings_until, state, programs, certainty, note) = value  # fmt: skip
        return Listing(
            name, dt.datetime.fromisoformat(effective), _when(until), act, printed, listed_act,
            dt.datetime.fromisoformat(listed_from), ended_by, self._scopes[scope], self._policies[policy],
            requirement_text, policy_text, source, frozenset(footnotes), savings,
            dt.date.fromisoformat(savings_until) if savings_until else None, state, tuple(programs), certainty, note,
        )  # fmt: skip
