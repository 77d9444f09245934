"""What changed in the lists between two days: entries added, gone, and fields that changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from licet.lists.statements import same
from licet.lists.store import Statement, Store

# Fields that say how an entry was printed, not what it says.
_PRINT = frozenset({"printed", "cited", "remarks", "other"})


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` is added, gone or changed; `fields` are (field, before, after), empty for the first two."""

    entry: str
    list: str
    name: str
    kind: str
    fields: tuple[tuple[str, object, object], ...] = ()
    citation: str = ""


def diff(store: Store, before: dt.date, after: dt.date, code: str | None = None) -> tuple[Change, ...]:
    """The differences between what was in force, as known, on two days. Sorted by list and entry."""
    old, new = store.as_of(before, before, code), store.as_of(after, after, code)
    changes = []
    for entry in sorted(set(old) | set(new)):
        was, is_now = old.get(entry), new.get(entry)
        said = is_now or was
        assert said is not None
        listed = said["listed"]
        name = str(said["name"].value) if "name" in said else entry
        if was is None or is_now is None:
            kind = "added" if was is None else "gone"
            changes.append(Change(entry, entry.split(":", 1)[0], name, kind, (), listed.citation))
            continue
        fields = tuple(
            (field, _value(was.get(field)), _value(is_now.get(field)))
            for field in sorted((set(was) | set(is_now)) - _PRINT - {"listed"})
            if not _same(was.get(field), is_now.get(field))
        )
        if fields:
            cited = is_now[fields[0][0]].citation if fields[0][0] in is_now else listed.citation
            changes.append(Change(entry, entry.split(":", 1)[0], name, "changed", fields, cited))
    return tuple(changes)


def _same(was: Statement | None, is_now: Statement | None) -> bool:
    if was is None or is_now is None:
        return was is is_now
    return same(was.field, was.text, is_now.text)


def _value(statement: Statement | None) -> object:
    return None if statement is None else statement.value
