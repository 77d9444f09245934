"""What the lists, and ownership, make of a party, for every day: names in, legal standings out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from licet.law.ear.part744.supp8_ownership import OwnerNode, standings_from_owners
from licet.lists.entry import Entry, Listing
from licet.lists.register import Register
from licet.screening.names.index import Hit, NameIndex
from licet.terms.dates import BEGINNING, FOREVER, Dated, Moment, end_of
from licet.terms.standing import Basis, Standing, State
from licet.terms.transaction import Decision, Owner, Party

Standing_s = tuple[Standing, ...]
Alternatives = tuple[Standing_s, ...]

NO_STANDING: Alternatives = ((),)
NOBODY: Dated[Alternatives] = Dated((), (NO_STANDING,))
MAX_ALTERNATIVES = 24  # distinct standings a party may have; past it the most restrictive are kept


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A party looked up. `alternatives` holds what it may be on each day; one where it is certain."""

    alternatives: Dated[Alternatives]
    found: tuple[tuple[Hit, Entry | None], ...] = ()
    candidates: tuple[str, ...] = ()  # names of entries a person must decide about

    def hits(self, when: Moment) -> Iterable[dict[str, object]]:
        """What screening shows of this party on a day."""
        for hit, entry in self.found:
            lists = _lists_in_force(entry, when) if entry else ()
            yield {
                "entry": hit.entry,
                "name": hit.name,
                "list": list(lists) or sorted({one.list for one in entry.listings} if entry else ()),
                "in_force": bool(lists),
                "score": round(hit.score, 4),
                "class": hit.klass,
                "why": hit.why,
            }


def _lists_in_force(entry: Entry, when: Moment) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            one.list
            for one in entry.listings
            if one.effective <= when and (one.until is None or when < one.until)
        )
    )


class Standings:
    """Looks parties up in one register. Keeps what each party came to."""

    def __init__(self, register: Register, index: NameIndex | None = None) -> None:
        self.register = register
        self.index = index or NameIndex.build(
            (entry.id, name.text, name.kind) for entry in register.entries.values() for name in entry.names
        )
        self._known: dict[Party, PartyFacts] = {}
        self._entries: dict[str, Dated[Standing_s]] = {}

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
        settled = {d.entry: d.same for d in decisions}
        exact = [e for e in self.index.exact(name) if settled.get(e) is not False]
        confirmed = [e for e, same in settled.items() if same and e in self.register.entries]
        if exact or confirmed:
            entries = [self.register.entries[e] for e in dict.fromkeys([*exact, *confirmed])]
            found = tuple((Hit.exact(entry.id, name), entry) for entry in entries)
            return _Who(_merged([self._of_entry(entry) for entry in entries]), found, ())
        result = self.index.search(name, country=country or None)
        hits = [hit for hit in result.hits if settled.get(hit.entry) is not False]
        found = tuple((hit, self.register.entries.get(hit.entry)) for hit in hits)
        entries = [entry for _, entry in found if entry is not None]
        dated = _possibly([self._of_entry(entry) for entry in entries]) if entries else NOBODY
        if result.cut or (result.too_little and not hits):
            dated = _or_worst(dated, bool(result.cut))
        return _Who(dated, found, tuple(f"{hit.name} ({hit.entry})" for hit in hits))

    def _of_entry(self, entry: Entry) -> Dated[Standing_s]:
        known = self._entries.get(entry.id)
        if known is None:
            known = self._entries[entry.id] = standings_of_entry(entry)
        return known

    def _through_owners(self, party: Party) -> Dated[Alternatives]:
        """What ownership makes of the party, on each day on which an owner's standing or share changes."""
        assert party.owners is not None
        owners = [self._node(owner) for owner in party.owners]
        points = sorted({point for owner in owners for point in owner.points()} - {BEGINNING, FOREVER})
        values = [
            _capture(owners, probe, party.country) for probe in (BEGINNING, *points)
        ]
        return Dated(points, values)

    def _node(self, owner: Owner) -> _OwnerInTime:
        who = self._identify(owner.name, owner.country, owner.decisions)
        return _OwnerInTime(owner, who.dated, tuple(self._node(above) for above in owner.owners))


@dataclass(frozen=True, slots=True)
class _Who:
    """Who a name is, on each day."""

    dated: Dated[Alternatives]
    found: tuple[tuple[Hit, Entry | None], ...]
    candidates: tuple[str, ...]


_UNLISTED = PartyFacts(NOBODY)

# A search that was cut, or could not compare the name at all: it may be anybody.
_UNSEARCHED: Mapping[bool, str] = {True: "the search was cut", False: "the name could not be compared"}


def _or_worst(dated: Dated[Alternatives], _cut: bool) -> Dated[Alternatives]:
    """The party may also be somebody the search did not reach: asked as if it were under a denial order."""
    values = [tuple(dict.fromkeys((*value, (_ANYBODY,)))) for value in dated.values]
    values = [v if () in v else ((), *v) for v in values]
    return Dated(dated.starts, values)


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
    found: dict[Standing_s, None] = {}
    for combination in product(*held):
        found[standings_from_owners(combination, country)] = None
        if len(found) >= MAX_ALTERNATIVES:
            break
    return tuple(found) or NO_STANDING


def _midnight(date: dt.date) -> Moment:
    return dt.datetime(date.year, date.month, date.day)


def _merged(several: Sequence[Dated[Standing_s]]) -> Dated[Alternatives]:
    """One party that is each of several entries: it has all their standings."""
    points = sorted({point for dated in several for point in dated.starts})
    return Dated(
        points,
        [(tuple(dict.fromkeys(s for d in several for s in d.at(probe))),) for probe in (BEGINNING, *points)],
    )


def _possibly(several: Sequence[Dated[Standing_s]]) -> Dated[Alternatives]:
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


def _standing(entry: Entry, listing: Listing, state: State) -> Standing:
    """The standing a listing gives, as to its own entry."""
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
        notes=tuple((note.citation, note.because) for note in entry.notes),
        certainty=listing.certainty,
    )
