"""Who a party is: by name, address, identifier and owners, and what a person has decided."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from licet.law.unscreened import DISMISSED, UNKNOWN_ENTRY, UNSCREENED, UNSETTLED
from licet.lists.entry import Entry, Name
from licet.screening.standing import MAX_JOINED, Standings
from licet.terms.dates import moment
from licet.terms.party import Role
from licet.terms.standing import Basis, State
from licet.terms.transaction import Decision, Owner, Party
from screening.making_registers import entry, listing, register

QUIBBLE = entry("quibble", "Quibblethorpe Aeronautics Co., Ltd.", "Quibblethorpe")
THORPE = entry("thorpe", "Wuhu Quibblethorne Optics", listings=[listing("unverified")])
HOUSE = replace(
    entry("house", "Address 07", country="HK", listings=[listing(since="2024-06-12")]),
    type="address",
    addresses=("Room 1318-19, 13F, Hollywood Plaza, 610 Nathan Road, Mong Kok, Kowloon, Hong Kong",),
)
TENANT = replace(entry("tenant", "Marzipan Periwinkle Works"), addresses=("12 Thunderhead Road, Anqing, 246000 CN",))
REGISTER = register(QUIBBLE, THORPE, HOUSE, TENANT)
DAY = moment("2025-01-10")


def party(name: str = "Plain Teapots", **said: object) -> Party:
    return Party(Role.END_USER, name, "CN", **said)  # type: ignore[arg-type]


def lists(name: str = "Plain Teapots", when: dt.datetime = DAY, **said: object) -> set[tuple[str, ...]]:
    """For each thing the party may be, the lists it then stands on."""
    facts = Standings(REGISTER).of_party(party(name, **said))
    return {tuple(standing.list for standing in standings) for standings in facts.alternatives.at(when)}


def owner(name: str, percent: int | None, **more: object) -> Owner:
    return Owner(name, None if percent is None else Decimal(percent), "CN", **more)  # type: ignore[arg-type]


def decided(key: str, same: bool) -> tuple[Decision, ...]:
    return (Decision(key, same, "r.", dt.date(2024, 5, 1), "looked at the papers"),)


# Decisions


def test_a_near_name_is_settled_by_a_decision() -> None:
    near = "Quibblethorpe Bakery"
    assert lists(near) >= {(), ("entity_list",)}
    assert lists(near, decisions=decided("quibble", True)) == {("entity_list",)}
    assert ("entity_list",) not in lists(near, decisions=decided("quibble", False))


def test_not_the_same_against_the_very_name_is_followed_and_told() -> None:
    name = "QUIBBLETHORPE AERONAUTICS"
    assert lists(name) == {("entity_list",)}
    told = lists(name, decisions=decided("quibble", False))
    assert all(DISMISSED in each and "entity_list" not in each for each in told)
    facts = Standings(REGISTER).of_party(party(name, decisions=decided("quibble", False)))
    assert any("a decision says that it is another" in str(hit["why"]) for hit in facts.hits(DAY))


def test_not_the_same_is_told_only_while_the_entity_is_listed() -> None:
    told = lists("Quibblethorpe", moment("2019-06-01"), decisions=decided("quibble", False))
    assert not any(DISMISSED in each for each in told)


def test_the_same_as_an_entry_that_is_not_held_is_no_clearance() -> None:
    assert lists(decisions=decided("no-such-entry", True)) == {(UNKNOWN_ENTRY,)}
    assert lists(decisions=decided("no-such-entry", False)) == {()}
    assert lists("Quibblethorpe", decisions=decided("no-such-entry", True)) == {("entity_list", UNKNOWN_ENTRY)}


# Weak aliases

WEAKLY = replace(
    entry("weakly", "Marigold Thistledown Foundry", listings=[listing("sdn")]),
    names=(Name("Marigold Thistledown Foundry", "primary", "a test"), Name("Zephyrine", "weak", "a test")),
)
FORMERLY = replace(
    entry("formerly", "Bartholomew Kettle Yards", listings=[listing(since="2020-01-01", until="2021-01-01")]),
    names=(Name("Bartholomew Kettle Yards", "primary", "a test"), Name("Quibblethorp", "weak", "a test")),
)
NAMESAKE = entry("namesake", "Zephyrine", listings=[listing(since="2020-01-01", until="2021-01-01")])


def standings(name: str, *entries: Entry, when: dt.datetime = DAY, **said: object) -> set[tuple[tuple[str, str], ...]]:
    """For each thing the party may be, the lists it has to do with and whether it is on them."""
    facts = Standings(register(*entries)).of_party(party(name, **said))
    return {tuple((one.list, one.state.value) for one in each) for each in facts.alternatives.at(when)}


def test_a_weak_alias_identifies_nobody() -> None:
    assert standings("Zephyrine", WEAKLY) == {(), (("sdn", "in_force"),)}
    assert standings("Marigold Thistledown Foundry Ltd", WEAKLY) == {(("sdn", "in_force"),)}
    assert standings("Zephyrine", WEAKLY, decisions=decided("weakly", True)) == {(("sdn", "in_force"),)}
    assert standings("Zephyrine", WEAKLY, decisions=decided("weakly", False)) == {()}


def test_a_weak_alias_of_a_removed_entity_suppresses_no_likeness() -> None:
    assert (("entity_list", "in_force"),) in standings("Quibblethorp", FORMERLY, QUIBBLE)


def test_beside_a_name_of_another_a_weak_alias_is_still_asked_about() -> None:
    removed, listed = ("entity_list", "ended"), ("sdn", "in_force")
    assert standings("Zephyrine", NAMESAKE, WEAKLY) == {(removed,), (removed, listed)}
    assert standings("Zephyrine", NAMESAKE) == {(removed,)}
    assert standings("Zephyrine", NAMESAKE, WEAKLY, decisions=decided("weakly", False)) == {(removed,)}


# Addresses and identifiers


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("Rm 1318-19, 13/F, HOLLYWOOD PLAZA, 610 Nathan Rd, Mongkok", {("entity_list",)}),
        ("Hollywood Plaza, 610 Nathan Road, Kowloon", {(), ("entity_list",)}),  # which room is not said
        ("Room 1402, Hollywood Plaza, 610 Nathan Road, Mong Kok", {()}),
        ("Room 1318-19, 12/F, Hollywood Plaza, 610 Nathan Road, Mong Kok", {()}),
        ("Room 1318-19, 13/F, Hollywood Plaza, 12 Nathan Road, Mong Kok", {()}),
        ("Hong Kong", {()}),
        ("", {()}),
    ],
)
def test_any_name_at_a_listed_address(address: str, expected: set[tuple[str, ...]]) -> None:
    assert lists(address=address) == expected
    assert lists(when=moment("2024-06-11"), address=address) == {("entity_list",) if e else () for e in expected}


def test_a_listed_address_has_effect_from_its_day_and_captures_nothing() -> None:
    facts = Standings(REGISTER).of_party(party(address=HOUSE.addresses[0]))
    (before,) = facts.alternatives.at(moment("2024-06-11"))[0]
    (after,) = facts.alternatives.at(moment("2024-06-12"))[0]
    assert (before.state, after.state) == (State.NOT_YET, State.IN_FORCE)
    assert after.limited


def test_another_name_at_the_address_of_a_named_entity_is_asked_about() -> None:
    at = "12 Thunderhead Rd., Anqing 246000, CN"
    assert lists(address=at) == {(), ("entity_list",)}
    assert lists(address=at, decisions=decided("tenant", False)) == {()}
    assert lists("Quibblethorpe", address=at) == {("entity_list",)}
    assert lists(address="14 Thunderhead Road, Anqing") == {()}


def test_the_same_identifier_is_asked_about() -> None:
    standings = Standings(REGISTER)
    standings.identifiers = lambda: {"91440300708461136T": ("tenant",)}
    said = (("uscc", "9144 0300-7084 61136t"),)
    assert len(standings.of_party(party(identifiers=said)).alternatives.at(DAY)) == 2
    assert len(standings.of_party(party(identifiers=(("uscc", "123"),))).alternatives.at(DAY)) == 1
    settled = party(identifiers=said, decisions=decided("tenant", False))
    assert standings.of_party(settled).alternatives.at(DAY) == ((),)


# Owners


def test_five_owners_with_near_names_may_capture_together() -> None:
    """Each may be a listed entity; only if all are do they come to half: no joint answer may be left out."""
    five = tuple(owner(f"Quibblethorpe {word}", 10) for word in ("One", "Two", "Three", "Four", "Five"))
    facts = Standings(REGISTER).of_party(party(owners=five))
    found = {(s.list, s.basis) for standings in facts.alternatives.at(DAY) for s in standings}
    assert ("entity_list", Basis.OWNED) in found or any(name == UNSETTLED for name, _ in found)


def test_many_owners_with_near_names_are_settled_in_bounds() -> None:
    twelve = tuple(owner(f"Quibblethorpe {n} Trading", 8) for n in range(12))
    facts = Standings(REGISTER).of_party(party(owners=twelve))  # one joint answer after the other would take hours
    assert len(facts.alternatives.at(DAY)) <= MAX_JOINED
    assert any(UNSETTLED in {s.list for s in standings} for standings in facts.alternatives.at(DAY))


def test_many_small_owners_that_cannot_come_to_half_are_no_question() -> None:
    twelve = tuple(owner(f"Quibblethorpe {n} Trading", 4) for n in range(12))
    facts = Standings(REGISTER).of_party(party(owners=twelve))
    assert {s.basis for standings in facts.alternatives.at(DAY) for s in standings} == {Basis.MINORITY}


def test_what_is_certain_stands_beside_owners_that_are_not() -> None:
    several = (owner("Quibblethorpe", 60), *(owner(f"Quibblethorpe {n} Trading", 3) for n in range(12)))
    for standings in Standings(REGISTER).of_party(party(owners=several)).alternatives.at(DAY):
        assert ("entity_list", Basis.OWNED) in {(s.list, s.basis) for s in standings}


def test_owners_found_are_shown() -> None:
    facts = Standings(REGISTER).of_party(party(owners=(owner("Quibblethorpe", 60),)))
    assert [hit["entry"] for hit in facts.hits(DAY)] == ["quibble"]
    assert "owner Quibblethorpe" in str(next(iter(facts.hits(DAY)))["why"])
    near = Standings(REGISTER).of_party(party(owners=(owner("Quibblethorpe Bakery", 60),)))
    assert any("of the owner Quibblethorpe Bakery" in candidate for candidate in near.candidates)


# Names that say too little, or are like too many


@pytest.mark.parametrize("name", ["---", "...", "12345", "Ж", "🙂🙂"])
def test_a_name_that_cannot_be_compared_is_asked(name: str) -> None:
    assert all(UNSCREENED in each for each in lists(name))


@pytest.mark.parametrize(
    "name", ["\u041d\u0438\u0430wei Technologies", "Qu\u0438bblethorpe Aeronautics", "\u041f\u043balin Teapots"]
)
def test_a_word_in_letters_of_two_alphabets_is_asked_about(name: str) -> None:
    assert (UNSCREENED,) in lists(name)


@pytest.mark.parametrize(
    "name",
    [
        "\u041f\u0440\u043e\u0441\u0442\u044b\u0435 \u0447\u0430\u0439\u043d\u0438\u043a\u0438",
        "Plain \u0447\u0430\u0439\u043d\u0438\u043a Teapots Works",
        "Tee\u00e4k\u00fcche M\u00fcller",
    ],
)
def test_one_alphabet_a_word_is_not(name: str) -> None:
    assert (UNSCREENED,) not in lists(name)


def test_a_search_that_was_cut_may_have_missed_somebody() -> None:
    """Twenty-six entries are equally like the name; those left out could be the one that matters."""
    alike = [
        entry(f"overlay-{n}", f"Quibblethorpe Holdings {letter}", listings=[listing("ns_cmic")])
        for n, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    ]
    facts = Standings(register(*alike)).of_party(party("Quibblethorpe Holdings"))
    assert all(UNSCREENED in {s.list for s in standings} for standings in facts.alternatives.at(DAY))


def test_decisions_do_not_eat_the_limit_of_likenesses() -> None:
    alike = [entry(f"e{n}", f"Quibblethorpe Holdings {n}") for n in range(22)]
    settled = tuple(Decision(f"e{n}", False) for n in range(22))
    facts = Standings(register(*alike)).of_party(party("Quibblethorpe Holdings", decisions=settled))
    assert facts.alternatives.at(DAY) == ((),)
