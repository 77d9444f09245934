"""The Commerce Control List as a table: Supplement No. 1 to Part 774.

An entry's requirements stand row by row: a reason for control, the paragraphs it reaches, and either
a column of the Country Chart or a requirement of its own (`worldwide`, `macau_d5`, ...; see
`licet.law.ccl_reach`). `classify` gives the rows of one item. A row that reaches only part of what an
ECCN names, or that turns on a technical condition, comes with `certain=False`: callers ask, they never
clear on it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from licet.law.table_rows import VINTAGE, Interval, interval, rows, verified_from
from licet.terms.dates import Moment
from licet.terms.eccn import EAR99, Eccn

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """One license requirement of an entry as it stands for an item.

    `reason`: NS, AT, ...; `RU` for a pointer to Part 746, empty where the entry sends elsewhere.
    `column`: `NS2`, or empty with `requirement` naming what stands instead. `certain`: the row surely
    reaches the item. `condition` says in words what it turns on, `for_items` which ECCNs a software or
    technology row is about. `parsed` is false where only the words are known.
    """

    reason: str
    column: str
    requirement: str
    certain: bool
    citation: str
    paragraph: str = ""
    condition: str = ""
    for_items: tuple[str, ...] = ()
    parsed: bool = True
    verified_from: dt.date = VINTAGE
    act: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionTerm:
    """What the entry says of a list-based License Exception for the item.

    `eligible` is `None` where it turns on more than the paragraph: `text` then says on what. For `STA`
    the entry only restricts: `text` is the restriction. `limit_usd` is the LVS value limit of an order.
    """

    kind: str
    limit_usd: int | None
    eligible: bool | None
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Classification:
    """An ECCN with the requirements and exceptions of its entry at a moment; equal by ECCN and rows."""

    eccn: Eccn
    entry: str
    controls: tuple[Control, ...]
    terms: tuple[ExceptionTerm, ...]
    straddles: bool
    jurisdiction: str
    verified_from: dt.date

    def __eq__(self, other: object) -> bool:
        return self is other or (
            isinstance(other, Classification)
            and self.eccn == other.eccn
            and self.controls == other.controls
            and self.terms == other.terms
        )

    def __hash__(self) -> int:
        return hash(self.eccn)

    @property
    def group(self) -> str:
        """The product group A–E; empty for EAR99."""
        return self.eccn.group

    @property
    def category(self) -> str:
        """The category digit; empty for EAR99."""
        return "" if self.eccn.is_ear99 else self.entry[0]

    @property
    def is_600_series(self) -> bool:
        """Whether the entry belongs to the 600 series (772.1): third character 6."""
        return self.entry[2:3] == "6"

    @property
    def is_9x515(self) -> bool:
        """Whether the entry is one of the spacecraft entries 9A515 to 9E515 (772.1)."""
        return self.entry[:1] == "9" and self.entry[2:] == "515"

    @property
    def is_at_only(self) -> bool | None:
        """Whether AT is the only reason for control; `None` if that is open. EAR99 has none: false."""
        if not self.controls:
            return False
        others = [control for control in self.controls if control.reason != "AT"]
        if any(control.certain for control in others):
            return False
        return None if others or not any(control.certain for control in self.controls) else True

    def has_reason(self, reason: str) -> bool | None:
        """Whether the item is controlled for a reason; `None` where a row may or may not reach it."""
        found = [control for control in self.controls if control.reason == reason]
        if any(control.certain for control in found):
            return True
        open_ = found or any(not control.reason for control in self.controls)
        return None if open_ else False

    @property
    def reasons(self) -> frozenset[str]:
        """Every reason for control that reaches or may reach the item."""
        return frozenset(control.reason for control in self.controls if control.reason)

    @property
    def exceptions(self) -> Mapping[str, ExceptionTerm]:
        """The entry's terms by License Exception; one that is not named is not available from the list."""
        return MappingProxyType({term.kind: term for term in self.terms})


@dataclass(frozen=True, slots=True)
class _Scope:
    includes: tuple[Path, ...]
    excludes: tuple[Path, ...]

    def reaches(self, item: Path) -> bool | None:
        """Whether a paragraph lies in the scope; `None` where only part of it does."""
        inside = True if not self.includes else _within(item, self.includes)
        if inside is False:
            return False
        outside = _within(item, self.excludes) if self.excludes else False
        if outside is True:
            return False
        return True if inside and outside is False else None


@dataclass(frozen=True, slots=True)
class _Row:
    control: Control
    scope: _Scope
    span: Interval
    decides: bool


@dataclass(frozen=True, slots=True)
class _Term:
    term: ExceptionTerm
    scope: _Scope
    not_for: frozenset[str]
    span: Interval


@dataclass(frozen=True, slots=True)
class _Entry:
    jurisdiction: str
    span: Interval
    verified_from: dt.date
    paragraphs: tuple[Path, ...]  # those known: where some under a place are named, all are


def _path(text: str) -> Path:
    return tuple(part for part in text.split(".") if part)


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(_path(part) for part in text.split())


def _within(item: Path, places: tuple[Path, ...]) -> bool | None:
    """Whether a paragraph lies under one of the places; `None` if one of them lies under it."""
    if any(item[: len(place)] == place for place in places):
        return True
    return None if any(place[: len(item)] == item for place in places) else False


@cache
def _entries() -> Mapping[str, _Entry]:
    return {
        row["eccn"]: _Entry(
            row["jurisdiction"],
            span := interval(row["effective_from"], row["effective_to"]),
            verified_from(span, row["certainty"]),
            _paths(row["paragraphs"]),
        )
        for row in rows("ccl_entries")
    }


@cache
def _rows_by_eccn(table: str) -> Mapping[str, list[dict[str, str]]]:
    """The rows of a table by entry, as text: they are read when their entry is first asked for."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows(table):
        found.setdefault(row["eccn"], []).append(row)
    return found


@cache
def _controls(number: str) -> tuple[_Row, ...]:
    return tuple(map(_row, _rows_by_eccn("ccl_controls").get(number, ())))


def _row(row: dict[str, str]) -> _Row:
    span = interval(row["effective_from"], row["effective_to"])
    control = Control(
        row["reason"],
        row["column"],
        row["requirement"],
        True,
        row["citation"],
        row["scope"],
        row["condition"],
        tuple(row["for_items"].split()),
        row["parsed"] == "1",
        verified_from(span, row["certainty"]),
        row["act"],
    )
    scope = _Scope(_paths(row["scope"]), _paths(row["excludes"]))
    return _Row(control, scope, span, row["decides"] == "1")


_ELIGIBLE: Mapping[str, bool | None] = {"yes": True, "no": False, "ask": None}


@cache
def _terms(number: str) -> tuple[_Term, ...]:
    return tuple(map(_term, _rows_by_eccn("license_exceptions").get(number, ())))


def _term(row: dict[str, str]) -> _Term:
    limit = int(row["limit_usd"]) if row["limit_usd"] else None
    term = ExceptionTerm(row["exception"], limit, _ELIGIBLE[row["eligible"]], row["condition"])
    scope = _Scope(_paths(row["scope"]), _paths(row["excludes"]))
    return _Term(term, scope, frozenset(row["not_for"].split()), interval(row["effective_from"], ""))


def known(number: str) -> bool:
    """Whether the table has an entry of this number, at whatever date."""
    return number in _entries()


def classify(eccn: Eccn, when: Moment | None = None, item_for: Eccn | None = None) -> Classification | None:
    """The requirements of an item, or `None` if the table of that day has no such entry or paragraph.

    `item_for` is the ECCN of the commodity or software that a software or technology item serves; it
    settles the rows that are about such items. A `None` says nothing of the item: entries that were
    removed or renumbered before the vintage of the table are not in it, and a reserved paragraph describes
    none. Without `when`: the day of the vintage.
    """
    days = _days(eccn.number)
    since = bisect_right(days, VINTAGE if when is None else when.date())
    return _classify(eccn, days[since - 1] if since else dt.date.min, item_for)


@cache
def _days(number: str) -> tuple[dt.date, ...]:
    """The days on which a row of an entry begins or ends, ascending: from one to the next it stands unchanged."""
    entry = _entries().get(number)
    spans = [] if entry is None else [entry.span]
    spans += [row.span for row in _controls(number)] + [term.span for term in _terms(number)]
    spans += [span for _, span in _reserved_places(number)]
    return tuple(sorted({day for span in spans for day in (span.start, span.end) if day}))


@cache
def _classify(eccn: Eccn, date: dt.date, item_for: Eccn | None) -> Classification | None:
    if eccn.is_ear99:
        return Classification(EAR99, "EAR99", (), (), False, "EAR", dt.date(1996, 3, 25))
    entry = _entries().get(eccn.number)
    when = dt.datetime(date.year, date.month, date.day)
    if entry is None or not entry.span.holds(when):
        return None
    item = _path(eccn.paragraph)
    if item and not _described(eccn.number, item, entry, when):
        return None
    controls: list[Control] = []
    straddles = False
    for row in _controls(eccn.number):
        if not row.span.holds(when):
            continue
        reach = row.scope.reaches(item)
        if reach is False:
            continue
        straddles = straddles or reach is None
        certain = _settle(row, reach is True, item_for)
        if certain is None:
            continue
        controls.append(row.control if certain else replace(row.control, certain=False))
    merged = _merge(controls)
    # A day before the vintage is good only as far as every row vouches for it.
    good = max((control.verified_from for control in merged), default=entry.verified_from)
    terms = _exception_terms(eccn.number, item, merged, when)
    return Classification(eccn, eccn.number, merged, terms, straddles, entry.jurisdiction, good)


def _unknown_place(number: str, item: Path, entry: _Entry) -> bool:
    """Whether the entry is known not to go on as the paragraph says: no item is described there.

    Its letters are known up to the last one, `.x` to `.z` apart; what stands under a place that the rows tell
    apart is known in full. Entries whose paragraphs were not captured take any.
    """
    if not entry.paragraphs:
        return False
    rows_ = [row.scope for row in _controls(number)] + [t.scope for t in _terms(number)]
    scoped = {path for scope in rows_ for path in scope.includes + scope.excludes}
    known_ = {path[:depth] for path in (*scoped, *entry.paragraphs) for depth in range(1, len(path) + 1)}
    run = [path[0] for path in known_ if path[0] < "x"]
    if item[:1] not in known_ and run and item[0] > max(run):
        return True
    told_apart = {path[:-1] for path in entry.paragraphs if len(path) > 1}
    return any(item[:depth] in told_apart and item[: depth + 1] not in known_ for depth in range(1, len(item)))


@cache
def _reserved_places(number: str) -> tuple[tuple[tuple[Path, ...], Interval], ...]:
    return tuple(
        (_paths(row["paragraphs"]), interval(row["effective_from"], ""))
        for row in _rows_by_eccn("ccl_reserved").get(number, ())
    )


def _described(number: str, item: Path, entry: _Entry, when: Moment) -> bool:
    """Whether a paragraph may describe an item: it is not reserved, nor known not to be there."""
    if any(span.holds(when) and _within(item, places) for places, span in _reserved_places(number)):
        return False
    return not _unknown_place(number, item, entry)


def _settle(row: _Row, reached: bool, item_for: Eccn | None) -> bool | None:
    """Whether a row that reaches the paragraph surely applies; `None` if it surely does not."""
    control = row.control
    if control.for_items and item_for is not None:
        served = str(item_for)
        if any(
            served == name or served.startswith((name + ".", name) if len(name) == 2 else name + ".")
            for name in control.for_items
        ):
            return reached and row.decides
        if not any(name.startswith(served + ".") for name in control.for_items):
            return None
    return reached and control.parsed and not control.condition


def _merge(controls: list[Control]) -> tuple[Control, ...]:
    """One row for each requirement: a certain one stands for the uncertain ones that ask the same."""
    sure = {(c.reason, c.column, c.requirement) for c in controls if c.certain}
    kept = [c for c in controls if c.certain or (c.reason, c.column, c.requirement) not in sure]
    return tuple(dict.fromkeys(kept))


def _exception_terms(number: str, item: Path, controls: tuple[Control, ...], when: Moment) -> tuple[ExceptionTerm, ...]:
    by_kind: dict[str, list[_Term]] = {}
    for term in _terms(number):
        if term.span.holds(when):
            by_kind.setdefault(term.term.kind, []).append(term)
    return tuple(_one_term(kind, found, item, controls) for kind, found in by_kind.items())


def _one_term(kind: str, found: list[_Term], item: Path, controls: tuple[Control, ...]) -> ExceptionTerm:
    answer = ExceptionTerm(kind, None, False, "")
    for entry in found:
        reach = entry.scope.reaches(item)
        # Rows come in any order: what bars or leaves open weighs more than what grants.
        if reach is False:
            continue
        term = entry.term
        if term.eligible is False and reach is True:
            return ExceptionTerm(kind, None, False, term.text)
        if term.eligible is not True or reach is None:
            answer = ExceptionTerm(kind, term.limit_usd, None, term.text or "depends on the paragraph")
            continue
        barred = [control for control in controls if control.reason in entry.not_for]
        if any(control.certain for control in barred):
            return ExceptionTerm(kind, None, False, "not for " + " or ".join(sorted(entry.not_for)))
        if barred:
            text = "not if controlled for " + " or ".join(sorted(entry.not_for))
            answer = ExceptionTerm(kind, term.limit_usd, None, text)
        elif answer.eligible is not None:
            answer = ExceptionTerm(kind, term.limit_usd, True, "")
    return answer


_KINDS: Mapping[str | None, str] = {
    "commodity": "ABC", "software": "D", "technology": "E", None: "ABCDE",
}  # fmt: skip


def all_eccns(kind: str | None, when: Moment | None = None) -> tuple[Eccn, ...]:
    """ECCNs that stand for every entry of a kind of item, EAR99 among them.

    `kind` is `commodity`, `software`, `technology`, or `None` for all. An entry whose requirements
    differ by paragraph comes once for each paragraph that makes a difference, and once for the rest.
    Raises `KeyError` for another kind.
    """
    return _all_eccns(_KINDS[kind], VINTAGE if when is None else when.date())


ALL_ECCNS = all_eccns


@cache
def _all_eccns(groups: str, date: dt.date) -> tuple[Eccn, ...]:
    numbers = (number for number in _entries() if number[1] in groups)
    return (EAR99, *(eccn for number in numbers for eccn in _of_entry(number, date)))


def eccns_of(number: str, when: Moment) -> tuple[Eccn, ...]:
    """Those of `all_eccns` that stand for one entry; none if the table of the day does not have it."""
    return _of_entry(number, when.date())


@cache
def _of_entry(number: str, date: dt.date) -> tuple[Eccn, ...]:
    entry = _entries().get(number)
    when = dt.datetime(date.year, date.month, date.day)
    return () if entry is None or not entry.span.holds(when) else tuple(_representatives(number, entry, when))


def _representatives(number: str, entry: _Entry, when: Moment) -> list[Eccn]:
    scopes = [row.scope for row in _controls(number) if row.span.holds(when)]
    scopes += [term.scope for term in _terms(number)]
    places = sorted({path for scope in scopes for path in scope.includes + scope.excludes})
    if not places:
        return [Eccn(number)]
    used = {place[0] for place in places}
    letters = [path[0] for path in entry.paragraphs if len(path) == 1] or tuple("abcdefghijklmnopqrstuvwx")
    rest = [letter for letter in letters if letter not in used and _described(number, (letter,), entry, when)]
    paths = [*places, (rest[0],)] if rest else places
    # A place that holds a deeper one straddles: what lies in it beside the deeper ones, if anything, stands for it.
    deep: dict[Path, None] = {}
    for path in paths:
        below = {other[len(path)] for other in places if len(other) > len(path) and other[: len(path)] == path}
        if not below:
            deep[path] = None
            continue
        choices = map(str, range(1, 100)) if next(iter(below)).isdigit() else iter("abcdefghijklmnopqrstuvwxyz")
        free = ((*path, choice) for choice in choices if choice not in below)
        beside = next((one for one in free if _described(number, one, entry, when)), None)
        if beside is not None:
            deep[beside] = None
    return [Eccn(number, "." + ".".join(path)) for path in deep if _described(number, path, entry, when)]
