"""One row of an official file, read whole, before the register gives it law and identity.

A parser *pops* each field of a record from `Fields`; what is left over is a complaint, what it cannot
understand a fault. A fault means that the file is refused and the last good list stays.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

PRIMARY, ALIAS, FORMER, ACRONYM, ORIGINAL = "primary", "alias", "former", "acronym", "original"


class SourceFault(ValueError):
    """An official file that must not be published: what is wrong, and with which column or row."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        shown = "; ".join(problems[:5])
        super().__init__(shown if len(problems) <= 5 else f"{shown}; and {len(problems) - 5} more")


@dataclass(frozen=True, slots=True)
class RowName:
    """A name as cleaned, and what kind it is: alias, former, acronym, weak, original (another script)."""

    text: str
    kind: str = ALIAS


@dataclass(frozen=True, slots=True)
class Cited:
    """A Federal Register citation as printed, `84 FR 22963`, with the date written beside it, if any."""

    citation: str
    published: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One listed party as one file states it.

    `list` is a code of `catalog`. `kind` is entity, individual, vessel, aircraft, address or empty.
    `countries` are alpha-2. `within` names the entry in which an affiliate was folded. `other` keeps every
    further field by its official name; `original` what stood in a field before known damage was undone.
    """

    list: str
    name: str
    aliases: tuple[RowName, ...] = ()
    kind: str = ""
    countries: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()
    requirement: str = ""
    policy: str = ""
    effective: dt.date | None = None
    expires: dt.date | None = None
    identifiers: tuple[str, ...] = ()
    remarks: str = ""
    source_id: str = ""
    within: str = ""
    other: tuple[tuple[str, str], ...] = ()
    original: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed:
    """What one file says.

    `lists`: the lists for which the file is the whole truth (a list missing here was not in the file).
    `as_of`: the date stamped *inside* the file, `None` where it has none. `reduced`: columns were dropped
    before publication, so nothing about addresses, identifiers or dates may be concluded from silence.
    """

    format: str
    rows: tuple[Row, ...]
    lists: frozenset[str]
    as_of: dt.date | None = None
    reduced: bool = False
    stated_count: int | None = None
    complaints: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """Rows a list."""
        tally = dict.fromkeys(sorted(self.lists), 0)
        for row in self.rows:
            tally[row.list] = tally.get(row.list, 0) + 1
        return tally


@dataclass(slots=True)
class Trouble:
    """Collects what is wrong with a file, so that all of it is shown together."""

    faults: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def fault(self, where: str, what: str) -> None:
        """Something that makes the file unfit for publication."""
        self.faults.append(f"{where}: {what}")

    def complain(self, where: str, what: str) -> None:
        """Something odd that is kept, shown and does not stop publication."""
        self.complaints.append(f"{where}: {what}")

    def check(self) -> tuple[str, ...]:
        """Raise all faults together; return the complaints."""
        if self.faults:
            raise SourceFault(*self.faults)
        return tuple(self.complaints)


class Fields:
    """The fields of one record; each is taken once, and `leftovers` complains about the rest."""

    __slots__ = ("_trouble", "_values", "where")

    def __init__(self, values: Mapping[str, str | None], where: str, trouble: Trouble) -> None:
        self._values = dict(values)
        self._trouble = trouble
        self.where = where

    def pop(self, name: str) -> str:
        """The field, trimmed; empty when absent or empty."""
        return (self._values.pop(name, None) or "").strip()

    def rest(self, *names: str) -> tuple[tuple[str, str], ...]:
        """Pop several fields that are kept as they are; only those with content."""
        return tuple((name, value) for name in names if (value := self.pop(name)))

    def leftovers(self) -> None:
        """Complain about fields that no one took and that say something."""
        for name, value in self._values.items():
            if isinstance(value, list):
                self._trouble.fault(self.where, f"{len(value)} more cells than columns: {value[0][:40]!r}")
            elif value and value.strip():
                self._trouble.complain(self.where, f"field {name!r} is not understood: {value[:60]!r}")


def require_columns(found: Sequence[str], wanted: Iterable[str], form: str) -> None:
    """Refuse a header that lacks a column or carries one nobody knows. Raises `SourceFault` naming it."""
    wanted = list(wanted)
    problems = [f"column {name!r} is missing from the {form} header" for name in wanted if name not in found]
    problems += [f"column {name!r} of the {form} header is not known" for name in found if name not in wanted]
    twice = sorted({name for name in found if list(found).count(name) > 1})
    problems += [f"column {name!r} stands twice in the {form} header" for name in twice]
    if problems:
        raise SourceFault(*problems)
