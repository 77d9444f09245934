"""Supplement No. 8 to Part 744: which foreign entities the ownership of listed owners captures.

A stake counts whole once its holder is captured, and not at all while it is not; stakes of several
captured holders add up, whatever lists they are on; 50 percent is enough. Shares are exact decimals.
Control without ownership does not capture. The owners come as a tree: whoever reads them in breaks
cycles.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from licet.law.country_chart import in_united_states
from licet.law.ear.part744.s744_11_entity_list import ENTITY_LIST
from licet.terms.standing import Basis, Standing

MILITARY_END_USERS = frozenset({"military_end_user", "military_end_users", "MEU"})
SPECIALLY_DESIGNATED = frozenset({"sdn", "SDN"})
# Ownership by the denied or the unverified captures nothing (90 FR 47201).
CAPTURING_LISTS = ENTITY_LIST | MILITARY_END_USERS | SPECIALLY_DESIGNATED

# 744.8(a)(1): identifiers of the programs whose SDNs need a license.
PROGRAMS_744_8 = frozenset(
    {
        "BELARUS",
        "BELARUS-EO14038",
        "RUSSIA-EO14024",
        "UKRAINE-EO13660",
        "UKRAINE-EO13661",
        "UKRAINE-EO13662",
        "UKRAINE-EO13685",
        "FTO",
        "SDGT",
        "NPWMD",
        "ILLICIT-DRUGS-EO14059",
        "SDNT",
        "SDNTK",
        "TCO",
    }
)

T = TypeVar("T")

HALF = Decimal(50)
_WHOLE = Decimal(100)
_NONE = Decimal(0)
_BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class OwnerNode:
    """A named owner of an entity: its own standings, its share in percent, and its own owners.

    `percent` is `None` where the share is not known. `relationship` `branch` says that the entity is
    the same legal person as this "owner". `country` is the owner's.
    """

    standings: tuple[Standing, ...] = ()
    percent: Decimal | None = None
    relationship: str = ""
    owners: tuple[OwnerNode, ...] = ()
    country: str = ""


class Capture(StrEnum):
    """Whether ownership captures an entity."""

    CAPTURED = "captured"
    NOT_CAPTURED = "not_captured"
    DEPENDS = "depends"  # on a share that is not known


@dataclass(frozen=True, slots=True)
class Captured:
    """What ownership makes of an entity.

    `least` and `most` bound the captured share in percent. `by` are standings of the owners that count,
    `beside` those of owners that are listed and do not, with the basis on which the entity holds them.
    """

    capture: Capture
    least: Decimal
    most: Decimal
    by: tuple[Standing, ...]
    beside: tuple[tuple[Standing, Basis], ...]


def captures(standing: Standing) -> bool:
    """Whether an owner with this standing counts toward the 50 percent.

    Listed owners of the Entity List, the Military End-User List and the programs of 744.8, in force;
    an owner known only by a listed address does not count.
    """
    return (
        standing.in_force and standing.basis in (Basis.LISTED, Basis.BRANCH, Basis.OWNED) and captures_by_list(standing)
    )


def captures_by_list(standing: Standing) -> bool:
    """Whether a standing is of a list, and for 744.8 of a program, whose entries capture what they own."""
    if standing.limited or standing.list not in CAPTURING_LISTS:
        return False
    if standing.list in SPECIALLY_DESIGNATED:
        return not standing.programs or any(_program(name) in PROGRAMS_744_8 for name in standing.programs)
    return True


def _program(name: str) -> str:
    """A program's identifier in one spelling: `ILLICIT DRUGS-EO14059`, `[SDGT]`."""
    return name.strip(" []").upper().replace(" ", "-")


@dataclass(frozen=True, slots=True)
class _Holder:
    """An owner as it counts: certainly, perhaps or not, and the standings behind it."""

    percent: Decimal | None
    capture: Capture
    by: tuple[Standing, ...]
    beside: tuple[tuple[Standing, Basis], ...]
    unlisted: tuple[Standing, ...]  # standings of lists that capture nothing


def captured(owners: tuple[OwnerNode, ...]) -> Captured:
    """Whether an entity with these owners is captured, by whom, and within what bounds.

    Branch relationships are not ownership and are left out here; see `standings_from_owners`.
    An unknown share lies between nothing and what the stated shares leave.
    """
    holders = [_holder(owner) for owner in owners if owner.relationship != _BRANCH]
    known = sum((h.percent for h in holders if h.percent is not None), _NONE)
    rest = max(_WHOLE - known, _NONE)
    counted = [h for h in holders if h.capture is not Capture.NOT_CAPTURED]
    least = sum((h.percent or _NONE for h in counted if h.capture is Capture.CAPTURED), _NONE)
    most = sum((h.percent for h in counted if h.percent is not None), _NONE)
    if any(h.percent is None for h in counted):
        most += rest
    if least >= HALF:
        capture = Capture.CAPTURED
    elif most >= HALF:
        capture = Capture.DEPENDS
    else:
        capture = Capture.NOT_CAPTURED
    if capture is Capture.CAPTURED:  # an owner that only perhaps counts stays a question beside those that do
        by = _once(s for h in counted if h.capture is Capture.CAPTURED and h.percent != _NONE for s in h.by)
        perhaps = [(s, Basis.SHARE_UNKNOWN) for h in counted if h.capture is Capture.DEPENDS for s in h.by]
    else:
        by, perhaps = _once(s for h in counted if h.percent != _NONE for s in h.by), []
    beside = _once([*perhaps, *(pair for h in holders for pair in _beside(h))])
    return Captured(capture, least, most, by, beside)


def _holder(owner: OwnerNode) -> _Holder:
    """What an owner counts for: by its own listing, by its owners, or as the branch of a listed person."""
    own = tuple(s for s in owner.standings if captures(s))
    unlisted = tuple(s for s in owner.standings if s.in_force and not captures(s))
    above = standings_from_owners(owner.owners, owner.country)
    through = tuple(s for s in above if captures(s))
    perhaps = tuple(s for s in above if s.basis is Basis.SHARE_UNKNOWN and captures_by_list(s))
    counted = {*through, *perhaps}
    minor = tuple((s, Basis.MINORITY) for s in above if s not in counted)
    if own or through:
        capture, by = Capture.CAPTURED, (*own, *through)
    elif perhaps:
        capture, by = Capture.DEPENDS, perhaps
    else:
        capture, by = Capture.NOT_CAPTURED, ()
    return _Holder(owner.percent, capture, by, minor, unlisted)


def _beside(holder: _Holder) -> Iterable[tuple[Standing, Basis]]:
    """Standings that are told and do not count: lists that capture nothing, shares of shares."""
    yield from holder.beside
    basis = Basis.SHARE_UNKNOWN
    if holder.percent is not None:
        basis = Basis.OWNED if holder.percent >= HALF else Basis.MINORITY
    for standing in holder.unlisted:
        yield standing, basis


def standings_from_owners(owners: tuple[OwnerNode, ...], party_country: str) -> tuple[Standing, ...]:
    """The standings that a party has from its owners: one for each standing of an owner that counts.

    `OWNED` by each owner in the 50 percent (each one's terms apply, so the most restrictive does),
    `SHARE_UNKNOWN` where an unknown share decides, `MINORITY` below. The branch of a listed person is
    that person: `LISTED` in the entry's own country, `BRANCH` elsewhere. An owner whose listing is not
    in force counts for nothing.
    """
    foreign = not in_united_states(party_country)
    found: dict[Standing, None] = {}
    for owner in owners:
        if owner.relationship == _BRANCH:
            for standing in (*owner.standings, *standings_from_owners(owner.owners, owner.country)):
                found[_branch(standing, party_country)] = None
    said = captured(owners)
    basis = {
        Capture.CAPTURED: Basis.OWNED,
        Capture.DEPENDS: Basis.SHARE_UNKNOWN,
        Capture.NOT_CAPTURED: Basis.MINORITY,
    }[said.capture]
    partners = _partners(owners) if basis is Basis.OWNED else frozenset()
    for standing in said.by:
        found[_with(standing, basis, foreign, partners)] = None
    counted = frozenset(_with(standing, Basis.MINORITY, foreign) for standing in said.by)
    for standing, beside in said.beside:
        told = _with(standing, beside, foreign)
        if _with(standing, Basis.MINORITY, foreign) not in counted:
            found[told] = None
    return tuple(found)


def _partners(owners: Iterable[OwnerNode]) -> frozenset[str]:
    """The countries of the owners that are neither listed nor captured themselves, as far as they are stated."""
    holders = ((owner, _holder(owner)) for owner in owners if owner.relationship != _BRANCH and owner.percent != _NONE)
    return frozenset(
        owner.country
        for owner, holder in holders
        if owner.country and holder.capture is Capture.NOT_CAPTURED and not any(s.in_force for s in owner.standings)
    )


def _branch(standing: Standing, party_country: str) -> Standing:
    """A standing of the legal person, as its branch in `party_country` has it."""
    if standing.basis not in (Basis.LISTED, Basis.BRANCH):
        return _with(standing, standing.basis, not in_united_states(party_country))
    same = bool(party_country) and standing.country == party_country
    # A branch in the United States is the same person; whether it is a foreign entity stays open: true.
    return _with(standing, Basis.LISTED if same else Basis.BRANCH, foreign=True)


def _with(standing: Standing, basis: Basis, foreign: bool, partners: frozenset[str] = frozenset()) -> Standing:
    """The same standing on another basis; `dataclasses.replace` cannot carry the cached hash."""
    if standing.basis is basis and standing.foreign is foreign and standing.partners == partners:
        return standing
    return Standing(
        list=standing.list,
        state=standing.state,
        basis=basis,
        act=standing.act,
        terms_act=standing.terms_act,
        listed_from=standing.listed_from,
        scope=standing.scope,
        policy=standing.policy,
        footnotes=standing.footnotes,
        programs=standing.programs,
        family=standing.family,
        country=standing.country,
        savings=standing.savings,
        savings_through=standing.savings_through,
        foreign=foreign,
        limited=standing.limited,
        partners=partners,
        certainty=standing.certainty,
    )


def _once(things: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(things))
