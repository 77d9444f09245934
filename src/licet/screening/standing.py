"""What the lists, and ownership, make of a party, for every day: names in, legal standings out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from licet.law.ear.part744.supp8_ownership import OwnerNode, standings_from_owners
from licet.lists.entry import DECIDING, Entry, Listing
from licet.lists.register import Register
from licet.screening.names.index import Hit, NameIndex
from licet.terms.dates import BEGINNING, FOREVER, Dated, Moment, end_of
from licet.terms.scope import ALL_ITEMS, PRESUMED_DENIED
from licet.terms.standing import Basis, Standing, State
from licet.terms.transaction import Decision, Owner, Party

StandingsOnDay = tuple[Standing, ...]
Alternatives = tuple[StandingsOnDay, ...]

Found = tuple[tuple[Hit, Entry | None], ...]

# The decisions a person made earlier about a name and country; see `disposition.Dispositions`.
Remembered = Callable[[str, str], Sequence[Decision]]

NO_STANDING: Alternatives = ((),)
NOBODY: Dated[Alternatives] = Dated((), (NO_STANDING,))
MAX_ALTERNATIVES = 24  # distinct standings a party may have; past it the most restrictive are kept


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A party looked up. `alternatives` holds what it may be on each day; one where it is certain."""

    alternatives: Dated[Alternatives]
    found: Found = ()
    candidates: tuple[str, ...] = ()  # names of entries a person must decide about

    def hits(self, when: Moment) -> Iterable[dict[str, object]]:
        """What screening shows of this party on a day."""
        for hit, entry in self.found:
            lists = _lists_in_force(entry, when) if entry else ()
            yield {
                "entry": hit.entry,
                "name": hit.name,
                "list": list(lists) or list(entry.lists() if entry else ()),
                "in_force": bool(lists),
                "score": round(hit.score, 4),
                "class": hit.klass,
                "why": hit.why,
            }


def _lists_in_force(entry: Entry, when: Moment) -> tuple[str, ...]:
    return tuple(dict.fromkeys(listing.list for listing in entry.in_force(when)))


class Standings:
    """Looks parties up in one register. Keeps what each party came to."""

    def __init__(
        self, register: Register, index: NameIndex | None = None, remembered: Remembered | None = None
    ) -> None:
        self.register = register
        self._remembered = remembered
        self.index = index or NameIndex.build(
            (entry.id, name.text, name.kind) for entry in register.entries.values() for name in entry.names
        )
        self._known: dict[Party, PartyFacts] = {}
        self._entries: dict[str, Dated[StandingsOnDay]] = {}

    def of_party(self, party: Party) -> PartyFacts:
        """The party's facts; the role does not matter to them."""
        known = self._known.get(party)
        if known is None:
            known = self._known[party] = self._look_up(party)
        return known

    def _look_up(self, party: Party) -> PartyFacts:
        who = self._identify(party.name, party.country, party.decisions)
        parts = [who.dated]
        if party.owners:
            parts.append(self._through_owners(party))
        alternatives = _joined(parts) if len(parts) > 1 else parts[0]
        if alternatives == NOBODY and not who.found:
            return _UNLISTED
        return PartyFacts(alternatives, who.found, who.candidates)

    def _identify(self, name: str, country: str, decisions: Sequence[Decision]) -> _Who:
        """Who a name is: an entity of the register, possibly one, or nobody known.

        A name that is a name of an entity has that entity's standing, and likenesses to others are
        not asked (CONTRACT, Identity). A person's decision settles a possible match.
        """
        kept = self._remembered(name, country) if self._remembered else ()
        settled = {d.entry: d.same for d in (*kept, *decisions)}  # what the line says of itself comes last
        exact = [e for e in self.index.exact(name) if settled.get(e) is not False]
        confirmed = [e for e, same in settled.items() if same and e in self.register.entries]
        if exact or confirmed:
            entries = [self.register.entries[e] for e in dict.fromkeys([*exact, *confirmed])]
            found: Found = tuple((Hit.exact(entry.id, name), entry) for entry in entries)
            return _Who(_merged([self._of_entry(entry) for entry in entries]), found, ())
        result = self.index.search(name, country=country or None)
        hits = [hit for hit in result.hits if settled.get(hit.entry) is not False]
        found = tuple((hit, self.register.entries.get(hit.entry)) for hit in hits)
        entries = [entry for _, entry in found if entry is not None]
        dated = _possibly([self._of_entry(entry) for entry in entries]) if entries else NOBODY
        if (result.cut or result.too_little) and not hits:
            dated = _or_anybody(dated)
        return _Who(dated, found, tuple(f"{hit.name} ({hit.entry})" for hit in hits))

    def _of_entry(self, entry: Entry) -> Dated[StandingsOnDay]:
        known = self._entries.get(entry.id)
        if known is None:
            known = self._entries[entry.id] = standings_of_entry(entry)
        return known

    def _through_owners(self, party: Party) -> Dated[Alternatives]:
        """What ownership makes of the party, on each day on which an owner's standing or share changes."""
        assert party.owners is not None
        owners = [self._node(owner) for owner in party.owners]
        points = sorted({point for owner in owners for point in owner.points()} - {BEGINNING, FOREVER})
        values = [_capture(owners, probe, party.country) for probe in (BEGINNING, *points)]
        return Dated(points, values)

    def _node(self, owner: Owner) -> _OwnerInTime:
        who = self._identify(owner.name, owner.country, owner.decisions)
        return _OwnerInTime(owner, who.dated, tuple(self._node(above) for above in owner.owners))


@dataclass(frozen=True, slots=True)
class _Who:
    """Who a name is, on each day."""

    dated: Dated[Alternatives]
    found: Found
    candidates: tuple[str, ...]


_UNLISTED = PartyFacts(NOBODY)


def _or_anybody(dated: Dated[Alternatives]) -> Dated[Alternatives]:
    """The same, with the standing of a name that was not screened beside whatever else it may have."""
    return Dated(dated.starts, [tuple((*one, _UNSCREENED) for one in value) for value in dated.values])


@dataclass(frozen=True, slots=True)
class _OwnerInTime:
    owner: Owner
    dated: Dated[Alternatives]
    above: tuple[_OwnerInTime, ...]

    def points(self) -> Iterable[Moment]:
        yield from self.dated.starts
        if self.owner.since:
            yield _midnight(self.owner.since)
        if self.owner.until:
            yield end_of(self.owner.until) + dt.timedelta(microseconds=1)
        for owner in self.above:
            yield from owner.points()

    def holds(self, when: Moment) -> bool:
        """Whether the stake is held at a moment."""
        since, until = self.owner.since, self.owner.until
        return (since is None or _midnight(since) <= when) and (until is None or when <= end_of(until))

    def nodes(self, when: Moment) -> Iterable[OwnerNode]:
        """Every owner this may be: one where it is certain."""
        above = [tuple(owner.nodes(when)) for owner in self.above if owner.holds(when)]
        for standings in self.dated.at(when):
            for combination in product(*above):
                yield OwnerNode(
                    standings=standings,
                    percent=self.owner.percent,
                    relationship=self.owner.relationship,
                    owners=combination,
                    country=self.owner.country,
                )


def _capture(owners: Sequence[_OwnerInTime], when: Moment, country: str) -> Alternatives:
    held = [tuple(owner.nodes(when)) for owner in owners if owner.holds(when)]
    found: dict[StandingsOnDay, None] = {}
    for combination in product(*held):
        found[standings_from_owners(combination, country)] = None
        if len(found) >= MAX_ALTERNATIVES:
            break
    return tuple(found) or NO_STANDING


def _midnight(date: dt.date) -> Moment:
    return dt.datetime(date.year, date.month, date.day)


def _merged(several: Sequence[Dated[StandingsOnDay]]) -> Dated[Alternatives]:
    """One party that is each of several entries: it has all their standings."""
    points = sorted({point for dated in several for point in dated.starts})
    return Dated(
        points,
        [(tuple(dict.fromkeys(s for d in several for s in d.at(probe))),) for probe in (BEGINNING, *points)],
    )


def _possibly(several: Sequence[Dated[StandingsOnDay]]) -> Dated[Alternatives]:
    """One party that may be nobody, or any one of several entries."""
    points = sorted({point for dated in several for point in dated.starts})
    values = []
    for probe in (BEGINNING, *points):
        found = dict.fromkeys([(), *(d.at(probe) for d in several)])
        values.append(_most_restrictive(tuple(found)))
    return Dated(points, values)


def _most_restrictive(alternatives: Alternatives) -> Alternatives:
    """At most `MAX_ALTERNATIVES`, keeping "nobody" and those that could hurt most."""
    if len(alternatives) <= MAX_ALTERNATIVES:
        return alternatives
    ranked = sorted(alternatives[1:], key=lambda standings: -sum(s.in_force for s in standings))
    return ((), *ranked[: MAX_ALTERNATIVES - 1])


def _joined(parts: Sequence[Dated[Alternatives]]) -> Dated[Alternatives]:
    """Standings by name and standings by ownership together."""
    points = sorted({point for part in parts for point in part.starts})
    values = []
    for probe in (BEGINNING, *points):
        combined = (
            tuple(dict.fromkeys(s for standings in combination for s in standings))
            for combination in product(*(part.at(probe) for part in parts))
        )
        values.append(tuple(dict.fromkeys(combined)))
    return Dated(points, values)


def standings_of_entry(entry: Entry) -> Dated[StandingsOnDay]:
    """The standings an entry has on each day: one for each list it stands, stood or will stand on.

    Overlays (lists that never decide) are given while they are in force only.
    """
    points: set[Moment] = set()
    for listing in entry.listings:
        points.add(listing.effective)
        if listing.until:
            points.add(listing.until)
        if listing.savings_until:
            points.add(_midnight(listing.savings_until))
    starts = sorted(points - {BEGINNING, FOREVER})
    return Dated(starts, [_standings_at(entry, probe) for probe in (BEGINNING, *starts)])


def _standings_at(entry: Entry, when: Moment) -> StandingsOnDay:
    found: list[Standing] = []
    for name in entry.lists():
        terms = sorted((one for one in entry.listings if one.list == name), key=lambda one: one.effective)
        now = [one for one in terms if one.effective <= when and (one.until is None or when < one.until)]
        if now:
            found.extend(_standing(entry, one, _STATE_OF_ORDER.get(one.state, State.IN_FORCE)) for one in now)
        elif name in DECIDING:
            past = [one for one in terms if one.effective <= when]
            found.append(_standing(entry, past[-1], State.ENDED) if past else _standing(entry, terms[0], State.NOT_YET))
    if not found and entry.notes:
        found.append(_noted(entry))
    return tuple(dict.fromkeys(found))


_STATE_OF_ORDER = {"suspended": State.SUSPENDED, "terminated": State.ENDED}


def _standing(entry: Entry, listing: Listing, state: State) -> Standing:
    """The standing a listing gives its own entry."""
    return Standing(
        list=listing.list,
        state=state,
        basis=Basis.LISTED,
        act=listing.listed_act or listing.act,
        terms_act=listing.act,
        listed_from=listing.listed_from.date(),
        scope=listing.scope,
        policy=listing.policy,
        footnotes=listing.footnotes,
        programs=listing.programs,
        family=entry.family,
        country=entry.country,
        savings=listing.savings,
        savings_through=listing.savings_through,
        foreign=entry.country != "US",
        notes=entry.notes,
        certainty=_certainty(entry, listing),
    )


_CONFLICT = "list_conflict"  # as `licet.lists` marks an entry or a listing


def _certainty(entry: Entry, listing: Listing) -> str:
    """How sure the listing is, in words parted by spaces; a disagreement noted on the entry is one of its listings."""
    words = listing.certainty.split()
    if _CONFLICT not in words and entry.note.startswith(_CONFLICT):
        words.append(_CONFLICT)
    return " ".join(words)


def _noted(entry: Entry) -> Standing:
    """An entry that stands on no list and of which acts are told that do not reach it."""
    return Standing(
        list="noted",
        state=State.ENDED,
        basis=Basis.LISTED,
        act="",
        terms_act="",
        listed_from=dt.date.min,
        scope=ALL_ITEMS,
        policy=PRESUMED_DENIED,
        family=entry.family,
        country=entry.country,
        notes=entry.notes,
    )


# A name that could not be compared, or whose search was cut, may be anybody; see `law/unscreened.py`.
_UNSCREENED = Standing(
    list="unscreened",
    state=State.IN_FORCE,
    basis=Basis.LISTED,
    act="",
    terms_act="",
    listed_from=dt.date.min,
    scope=ALL_ITEMS,
    policy=PRESUMED_DENIED,
)
