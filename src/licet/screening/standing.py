"""What the lists, and ownership, make of a party, for every day: names in, legal standings out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from licet.law.unscreened import DISMISSED, UNKNOWN_ENTRY, UNSCREENED, UNSETTLED
from licet.lists.current import names_of
from licet.lists.entry import ADDRESS, DECIDING, Entry, Listing
from licet.lists.register import Register
from licet.screening.addresses import AddressIndex
from licet.screening.identifiers import plain_identifiers
from licet.screening.names.index import Hit, NameIndex
from licet.screening.names.mixed import mixed_words
from licet.screening.ownership import Alternatives, OwnerInTime, StandingsOnDay, midnight, through_owners
from licet.terms.dates import BEGINNING, FOREVER, Dated, Moment
from licet.terms.scope import ALL_ITEMS, PRESUMED_DENIED
from licet.terms.standing import Basis, Standing, State
from licet.terms.transaction import Decision, Owner, Party

Found = tuple[tuple[Hit, Entry | None], ...]

# The decisions a person made earlier about a name and country; see `disposition.Dispositions`.
Remembered = Callable[[str, str], Sequence[Decision]]

NO_STANDING: Alternatives = ((),)
NOBODY: Dated[Alternatives] = Dated((), (NO_STANDING,))
MAX_ALTERNATIVES = 24  # distinct standings a name may have; past it the name counts as not screened
MAX_JOINED = 128  # joint answers about name, address and owners; past it they are told to be open
_HITS = 20  # likenesses looked at for one name, beside those a person has decided on

# Lists at whose entries' addresses another name is asked about.
_AT_ADDRESS = frozenset({"entity_list", "military_end_user", "unverified", "denied_persons"})


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
    """Looks parties up in one register. Keeps what each party came to.

    `identifiers` gives, when it is first asked for, the ids of entries by plain identifier; see
    `identifiers.held_identifiers`.
    """

    def __init__(
        self, register: Register, index: NameIndex | None = None, remembered: Remembered | None = None
    ) -> None:
        self.register = register
        self.identifiers: Callable[[], Mapping[str, Sequence[str]]] = dict
        self._remembered = remembered
        self.index = index or NameIndex.build(names_of(register))
        self._known: dict[Party, PartyFacts] = {}
        self._entries: dict[str, Dated[StandingsOnDay]] = {}
        self._addresses: AddressIndex | None = None
        self._identifiers: Mapping[str, Sequence[str]] | None = None

    def of_party(self, party: Party) -> PartyFacts:
        """The party's facts; the role does not matter to them."""
        known = self._known.get(party)
        if known is None:
            known = self._known[party] = self._look_up(party)
        return known

    def _look_up(self, party: Party) -> PartyFacts:
        who = self._identify(party.name, party.country, party.decisions)
        several = [who]
        if party.address or party.identifiers:
            settled = self._settled(party.name, party.country, party.decisions)
            several += self._at_address(party.address, settled, certain=who.certain)
            if not who.certain:
                several.append(self._by_identifiers(party, settled))
        parts = [each.dated for each in several]
        found = [hit for each in several for hit in each.found]
        candidates = [name for each in several for name in each.candidates]
        if party.owners:
            owners = [self._owner(owner, found, candidates) for owner in party.owners]
            parts.append(through_owners(owners, party.country, _of(UNSETTLED)))
        alternatives = _joined(parts) if len(parts) > 1 else parts[0]
        if alternatives == NOBODY and not found:
            return _UNLISTED
        return PartyFacts(alternatives, tuple(found), tuple(candidates))

    def _settled(self, name: str, country: str, decisions: Sequence[Decision]) -> dict[str, bool]:
        """What a person has decided, by entry; what the line says of itself comes last."""
        kept = self._remembered(name, country) if self._remembered else ()
        return {d.entry: d.same for d in (*kept, *decisions)}

    def _identify(self, name: str, country: str, decisions: Sequence[Decision]) -> _Who:
        """Who a name is: an entity of the register, possibly one, or nobody known.

        A name that is a name of an entity has that entity's standing, and likenesses to others are
        not asked (CONTRACT, Identity). A person's decision settles a possible match; where it says that a
        party of the very name of an entity is another, that is followed and told.

        Of a weak alias the list itself says that it is the name of many. So it identifies nobody: it settles
        nothing, suppresses no likeness, and beside a name that does identify it is still asked about.
        """
        settled = self._settled(name, country, decisions)
        named = self.index.exact(name)
        exact = [e for e in named if settled.get(e) is not False]
        confirmed = [e for e, same in settled.items() if same and e in self.register.entries]
        told = [self._dismissed(e) for e in named if settled.get(e) is False]
        if any(same and e not in self.register.entries for e, same in settled.items()):
            told.append(Dated((), ((_of(UNKNOWN_ENTRY),),)))
        if exact or confirmed:
            entries = [self.register.entries[e] for e in dict.fromkeys([*exact, *confirmed])]
            found: Found = tuple((Hit.exact(entry.id, name), entry) for entry in entries)
            dated = _merged([*(self._of_entry(entry) for entry in entries), *told])
            weakly = [key for key in self.index.exact_weakly(name) if key not in settled]
            if not weakly:
                return _Who(dated, found, (), certain=True)
            asked = self._found(weakly, "the same name, which the list gives as a weak alias", sure=False)
            return _Who(_joined([dated, asked.dated]), (*found, *asked.found), asked.candidates, certain=True)
        result = self.index.search(name, country=country or None, limit=_HITS + len(settled))
        hits = [hit for hit in result.hits if settled.get(hit.entry) is not False]
        found = tuple((hit, self.register.entries.get(hit.entry)) for hit in hits)
        entries = [entry for _, entry in found if entry is not None]
        dated = _possibly([self._of_entry(entry) for entry in entries]) if entries else NOBODY
        if result.cut or result.too_little or mixed_words(name):
            dated = _or_anybody(dated)
        if told:
            dated = _joined([dated, _merged(told)])
        dismissed = tuple((_dismissed_hit(e, name), self.register.entries[e]) for e in named)
        return _Who(dated, (*dismissed, *found), tuple(_candidate(hit) for hit in hits))

    def _of_entry(self, entry: Entry) -> Dated[StandingsOnDay]:
        known = self._entries.get(entry.id)
        if known is None:
            known = self._entries[entry.id] = standings_of_entry(entry)
        return known

    def _dismissed(self, key: str) -> Dated[StandingsOnDay]:
        """What is left of an entry whose name the party has and which a person says it is not: a word about it."""
        dated = self._of_entry(self.register.entries[key])
        told = [
            (_of(DISMISSED),) if any(s.in_force and s.list in DECIDING for s in standings) else ()
            for standings in dated.values
        ]
        return Dated(dated.starts, told)

    def _at_address(self, address: str, settled: Mapping[str, bool], *, certain: bool) -> Iterator[_Who]:
        """Entries that are the stated address, or may be; and named entities at it, unless the name says who it is."""
        if not address:
            return
        if self._addresses is None:
            self._addresses = AddressIndex(_addresses(self.register))
        for key, printed, verdict in self._addresses.listed_alone(address):
            if settled.get(key) is not False:
                sure = verdict == "same" or settled.get(key) is True
                why = f"the address is the listed one: {printed}" if sure else f"the address may be: {printed}"
                yield self._found([key], why, sure=sure)
        at = [] if certain else [one for one in self._addresses.of_named(address) if one[0] not in settled]
        if at:
            yield self._found(dict.fromkeys(key for key, _ in at), f"it is at its address: {at[0][1]}", sure=False)

    def _by_identifiers(self, party: Party, settled: Mapping[str, bool]) -> _Who:
        """Entries of which the lists print an identifier that the party states."""
        if self._identifiers is None:
            self._identifiers = self.identifiers()
        plain = [one for _, value in party.identifiers for one in plain_identifiers(value)]
        keys = dict.fromkeys(key for one in plain for key in self._identifiers.get(one, ()) if key not in settled)
        return self._found([key for key in keys if key in self.register.entries], "the same identifier", sure=False)

    def _found(self, keys: Iterable[str], why: str, *, sure: bool) -> _Who:
        """What a party is that is surely, or possibly, each of some entries for another reason than its name."""
        entries = [self.register.entries[key] for key in keys]
        hits = tuple((_hit(entry, why, sure=sure), entry) for entry in entries)
        dated = [self._of_entry(entry) for entry in entries]
        if sure:
            return _Who(_merged(dated), hits, (), certain=True)
        return _Who(_possibly(dated) if dated else NOBODY, hits, tuple(_candidate(hit) for hit, _ in hits))

    def _owner(self, owner: Owner, found: list[tuple[Hit, Entry | None]], candidates: list[str]) -> OwnerInTime:
        """An owner looked up; what it was found to be goes into what is shown of the party."""
        who = self._identify(owner.name, owner.country, owner.decisions)
        found.extend((hit._replace(why=f"owner {owner.name}: {hit.why}"), entry) for hit, entry in who.found)
        candidates.extend(f"{candidate}, of the owner {owner.name}" for candidate in who.candidates)
        return OwnerInTime(owner, who.dated, tuple(self._owner(above, found, candidates) for above in owner.owners))


@dataclass(frozen=True, slots=True)
class _Who:
    """Who a name is, on each day. `certain`: it is that of an entity, or a person said so."""

    dated: Dated[Alternatives]
    found: Found
    candidates: tuple[str, ...]
    certain: bool = False


_UNLISTED = PartyFacts(NOBODY)


def _candidate(hit: Hit) -> str:
    return f"{hit.name} ({hit.entry})"


def _hit(entry: Entry, why: str, *, sure: bool) -> Hit:
    return Hit(entry.id, entry.name, 1.0 if sure else 0.9, 0.0, 1.0, "match" if sure else "possible", why)


def _dismissed_hit(entry: str, name: str) -> Hit:
    return Hit.exact(entry, name)._replace(klass="possible", why="the same name; a decision says that it is another")


def _addresses(register: Register) -> Iterator[tuple[str, str, bool]]:
    """(entry id, address, whether the entry is the address alone) for the lists at whose addresses one is asked."""
    for entry in register.entries.values():
        if entry.addresses and not _AT_ADDRESS.isdisjoint(entry.lists()):
            for address in entry.addresses:
                yield entry.id, address, entry.type == ADDRESS


def _or_anybody(dated: Dated[Alternatives]) -> Dated[Alternatives]:
    """The same, with the standing of a name that was not screened beside whatever else it may have."""
    return Dated(dated.starts, [tuple((*one, _of(UNSCREENED)) for one in value) for value in dated.values])


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
        found: Alternatives = tuple(dict.fromkeys([(), *(d.at(probe) for d in several)]))
        values.append(found if len(found) <= MAX_ALTERNATIVES else ((_of(UNSCREENED),), *found[1:MAX_ALTERNATIVES]))
    return Dated(points, values)


def _joined(parts: Sequence[Dated[Alternatives]]) -> Dated[Alternatives]:
    """Standings by name, by address and by ownership together."""
    points = sorted({point for part in parts for point in part.starts})
    return Dated(points, [_together([part.at(probe) for part in parts]) for probe in (BEGINNING, *points)])


def _together(parts: Sequence[Alternatives]) -> Alternatives:
    size = 1
    for part in parts:
        size *= len(part)
    if size > MAX_JOINED:
        certain = [s for part in parts for s in part[0] if all(s in other for other in part[1:])]
        least = tuple(dict.fromkeys(certain))
        return least, (*least, _of(UNSETTLED))
    combined = (tuple(dict.fromkeys(s for standings in each for s in standings)) for each in product(*parts))
    return tuple(dict.fromkeys(combined))


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
            points.add(midnight(listing.savings_until))
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
        limited=entry.type == ADDRESS,
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


@cache
def _of(list_name: str) -> Standing:
    """A standing that only asks or tells something; see `law/unscreened.py`."""
    return Standing(
        list=list_name,
        state=State.IN_FORCE,
        basis=Basis.LISTED,
        act="",
        terms_act="",
        listed_from=dt.date.min,
        scope=ALL_ITEMS,
        policy=PRESUMED_DENIED,
    )
