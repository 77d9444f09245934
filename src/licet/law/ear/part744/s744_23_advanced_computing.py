"""15 CFR 744.23: supercomputers, advanced-node integrated circuits, the equipment that makes them."""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification
from licet.law.country_groups import groups
from licet.law.ear.part744.headquarters import PARENT
from licet.law.ear.part744.s744_11_entity_list import CLARIFIED_PARTY
from licet.law.eccn_lists import in_list
from licet.law.finding import Effect, Finding, Findings, no_exceptions, note, require
from licet.law.rule import derived, rule, span
from licet.terms.dates import end_of
from licet.terms.outcome import ReviewPolicy
from licet.terms.party import KNOWN_RECIPIENT_ROLES, Role
from licet.terms.standing import Basis, Standing

KEY = "744.23"
FIRST = "87 FR 62186"
MACAU = "88 FR 2821"
SECOND = "88 FR 73424"
THIRD = "89 FR 96790"
_CHIPS = "advanced_node_ic"
_EQUIPMENT = "semiconductor_manufacturing_equipment"
_SUPERCOMPUTER = "supercomputer"


def _china(country: str) -> bool:
    return country in ("CN", "HK")


def _macau_or_d5(country: str, country_groups: frozenset[str]) -> bool:
    return country == "MO" or "D:5" in country_groups


@derived(citation="15 CFR 744.23(a)", name="macau_or_d5", effective=[span("2022-10-07", "2023-01-16", by=FIRST)],
         otherwise=False)  # fmt: skip
def china(destination: str, destination_groups: frozenset[str]) -> bool:
    """Whether the destination is one of 744.23: China, Hong Kong included."""
    return _china(destination)


@derived(citation="15 CFR 744.23(a)", name="macau_or_d5", effective=[span("2023-01-17", "2023-11-16", by=MACAU)],
         otherwise=False)  # fmt: skip
def china_or_macau(destination: str, destination_groups: frozenset[str]) -> bool:
    """The same: China and Macau."""
    return _china(destination) or destination == "MO"


@derived(citation="15 CFR 744.23(a)", name="macau_or_d5", effective=[span("2023-11-17", by=SECOND)], otherwise=False)
def macau_and_group_d5(destination: str, destination_groups: frozenset[str]) -> bool:
    """The same: Macau and Country Group D:5."""
    return _macau_or_d5(destination, destination_groups)


@derived(citation="15 CFR 744.23(a)(3), (4)")
def established_in_macau_or_d5(party_country: str, table_date: dt.date) -> bool:
    """Whether the party is established in Macau or Country Group D:5."""
    return bool(party_country) and _macau_or_d5(party_country, groups(party_country, end_of(table_date)))


@derived(citation="15 CFR 744.23(a)(3), (4)")
def parent_in_macau_or_d5(standing: Standing, table_date: dt.date) -> Basis | None:
    """On what basis the party has an ultimate parent in Macau or Country Group D:5; `None` where it has none."""
    if standing.list != PARENT or not _macau_or_d5(standing.country, groups(standing.country, end_of(table_date))):
        return None
    return standing.basis


@derived(citation="15 CFR 744.23(a)(1)(i)")
def supercomputer_item(classification: Classification | None, table_date: dt.date) -> bool | None:
    """Whether the item is an integrated circuit or computer of (a)(1)(i); `None` where that is open."""
    if classification is None:
        return False
    verdicts = [
        in_list(classification.eccn, name, end_of(table_date))
        for name in ("supercomputer_ics", "supercomputer_computers")
    ]
    return True if True in verdicts else None if None in verdicts else False


def _license(because: str, *citations: str) -> Findings:
    return (
        require(
            because + " Presumption of denial, unless it is shown that the end user is headquartered elsewhere.",
            *citations,
            "15 CFR 744.23(d)",
            policy=ReviewPolicy.PRESUMPTION_OF_DENIAL,
            key=KEY,
        ),
        no_exceptions(
            "License exceptions do not overcome 744.23, save some of 740.2(a)(9), which are not encoded.",
            "15 CFR 744.23(c)",
            key=KEY,
        ),
    )


@rule("744.23(a)(1)", citation="15 CFR 744.23(a)(1)", effective=[span("2022-10-21", "2023-11-16", by=FIRST)],
      doubt="the text before 88 FR 73424 was not read")  # fmt: skip
def supercomputers_first(end_use: str, macau_or_d5: bool, supercomputer_item: bool | None) -> Findings | None:
    """A license is required for chips and computers for a supercomputer in China

    Encoded: the entries of (a)(1)(i) for a supercomputer in China (Macau from 2023-01-17).
    Not encoded: end users headquartered elsewhere, reviewed case by case.
    Doubt: the text of that time was not read; today's entries are taken.
    """
    return _supercomputers(end_use, macau_or_d5, supercomputer_item, _unread())


@rule("744.23(a)(1)", citation="15 CFR 744.23(a)(1)", effective=[span("2023-11-17", by=SECOND)])
def supercomputers(end_use: str, macau_or_d5: bool, supercomputer_item: bool | None) -> Findings | None:
    """A license is required for chips and computers for a supercomputer in Macau or Country Group D:5

    Encoded: the entries of (a)(1)(i) for a supercomputer there.
    Not encoded: the reviews of (d)(2) and (3), which turn on where the end user is headquartered: the
    presumption of denial is told.
    """
    return _supercomputers(end_use, macau_or_d5, supercomputer_item)


def _supercomputers(
    end_use: str, macau_or_d5: bool, supercomputer_item: bool | None, *more: Finding
) -> Findings | None:
    if end_use != _SUPERCOMPUTER or not macau_or_d5:
        return None
    if supercomputer_item is False:
        because = "The item is for a supercomputer, but is no chip or computer of 744.23(a)(1)(i)."
        return (note(Effect.CONSIDERED, because, "15 CFR 744.23(a)(1)"),)
    if supercomputer_item is None:
        because = "The item is for a supercomputer: whether it is one of 744.23(a)(1)(i) cannot be told."
        return (note(Effect.QUESTION, because, "15 CFR 744.23(a)(1)", FIRST, code="item.eccn"),)
    because = "The item is for a supercomputer in the destination."
    return (*_license(because, "15 CFR 744.23(a)(1)", FIRST), *more)


@rule("744.23(a)(1) elsewhere", citation="15 CFR 744.23(a)(1)(ii)(B)", effective=[span("2022-10-21", by=FIRST)])
def supercomputers_elsewhere(
    end_use: str, macau_or_d5: bool, supercomputer_item: bool | None, role: Role, established_in_macau_or_d5: bool
) -> Finding | None:
    """Chips and computers for a supercomputer, shipped elsewhere, with a party of Macau or D:5

    Encoded: where the supercomputer will stand is a question where a consignee, end-user, purchaser or
    known recipient is established in Macau or Country Group D:5.
    """
    if end_use != _SUPERCOMPUTER or macau_or_d5 or supercomputer_item is False or not established_in_macau_or_d5:
        return None
    if role not in CLARIFIED_PARTY and role not in KNOWN_RECIPIENT_ROLES:
        return None
    because = "The item is for a supercomputer and {party} is established in Macau or D:5: where will it stand?"
    return note(Effect.QUESTION, because, "15 CFR 744.23(a)(1)(ii)", FIRST, code="end_use")


@rule("744.23 first days", citation="15 CFR 744.23(a)", effective=[span("2022-10-07", "2022-10-11", by=FIRST)],
      status="not_encoded", doubt="the staged dates of 87 FR 62186 were not read in its text")  # fmt: skip
def first_days(end_use: str, macau_or_d5: bool) -> Finding | None:
    """Chips and chip-making equipment in the first days of the rule

    Encoded: that 87 FR 62186 took effect in stages from 2022-10-07.
    Not encoded: which paragraph stood in force from 2022-10-07 to 2022-10-11.
    """
    if end_use not in (_CHIPS, _EQUIPMENT) or not macau_or_d5:
        return None
    because = "87 FR 62186 took effect in stages; what of 744.23 was in force on this day is not encoded."
    return note(Effect.GAP, because, "15 CFR 744.23", FIRST)


@rule("744.23(a)(2)", citation="15 CFR 744.23(a)", effective=[span("2022-10-12", "2023-11-16", by=FIRST)],
      doubt="the text before 88 FR 73424, and its staged dates, were not read")  # fmt: skip
def advanced_node_circuits_first(end_use: str, macau_or_d5: bool, item_moves: bool) -> Findings | None:
    """A license is required for advanced-node integrated circuits in China

    Encoded: every item subject to the EAR for such circuits at a facility in China (Macau from 2023-01-17).
    Not encoded: end users headquartered elsewhere, reviewed case by case.
    Doubt: the text of that time was not read; the definition of the node was of another form.
    """
    if end_use != _CHIPS or not macau_or_d5 or not item_moves:
        return None
    return (*_license("The item is for advanced-node integrated circuits in China.", FIRST), _unread())


@rule("744.23(a)(2)", citation="15 CFR 744.23(a)(2)", effective=[span("2023-11-17", by=SECOND)])
def advanced_node_circuits(end_use: str, macau_or_d5: bool, item_moves: bool) -> Findings | None:
    """A license is required for advanced-node integrated circuits in Macau or Country Group D:5

    Encoded: every item subject to the EAR for such circuits at a facility there.
    Not encoded: (a)(2)(ii), Category 3 items for a facility whose node is not known, unless the end use
    says so; (a)(2)(iv), entities with footnote 5, whose own requirement stands beside; (a)(5),
    assembly, test and packaging; the reviews of (d)(2) and (3).
    """
    if end_use != _CHIPS or not macau_or_d5 or not item_moves:
        return None
    because = "The item is for advanced-node integrated circuits in the destination."
    return _license(because, "15 CFR 744.23(a)(2)", SECOND)


@rule("744.23(a)(2)(iii)", citation="15 CFR 744.23(a)(2)(iii)", effective=[span("2023-11-17", by=SECOND)])
def design_of_advanced_nodes(end_use: str, macau_or_d5: bool, kind: str, item_moves: bool) -> Finding | None:
    """Design software and technology for advanced-node integrated circuits

    Encoded: software or technology for such circuits, shipped to another destination: where the circuits
    will be produced is a question.
    Doubt: the paragraph stands in the text of 2026; since when is not settled.
    """
    if end_use != _CHIPS or macau_or_d5 or kind == "commodity" or not item_moves:
        return None
    because = "Design software and technology needs a license if the circuits will be produced in Macau or D:5."
    return note(Effect.QUESTION, because, "15 CFR 744.23(a)(2)(iii)", code="end_use")


def _headquartered(
    role: Role, established_in_macau_or_d5: bool, listed: bool | None, paragraph: str, *acts: str
) -> Findings | None:
    if listed is False or not established_in_macau_or_d5 or role not in CLARIFIED_PARTY:
        return None
    who = "{party} is established in Macau or Country Group D:5"
    if listed is None:
        because = f"{who}: whether the item is one of 744.23(a)(3) cannot be told from its ECCN."
        return (note(Effect.QUESTION, because, paragraph, *acts, code="item.eccn"),)
    because = f"{who}: advanced computing items for an entity headquartered there need a license to other destinations."
    return _license(because, paragraph, *acts)


_ADVANCED_TEXT = "15 CFR 744.23(a)(3)"


@derived(citation=_ADVANCED_TEXT, name="headquarters_item", effective=[span("2023-11-17", "2025-01-12", by=SECOND)],
         otherwise=False)  # fmt: skip
def headquarters_item_2023(classification: Classification | None, table_date: dt.date) -> bool | None:
    """Whether the item is one of (a)(3); `None` where the ECCN does not tell."""
    return in_list(classification.eccn, "advanced_computing", end_of(table_date)) if classification else False


@derived(citation=_ADVANCED_TEXT, name="headquarters_item", effective=[span("2025-01-13", by="90 FR 4544")],
         otherwise=False)  # fmt: skip
def headquarters_item_2025(classification: Classification | None, table_date: dt.date) -> bool | None:
    """The same, for the items of paragraph (b) kind and 3A090.c; the others need a license worldwide."""
    return in_list(classification.eccn, "headquartered_d5", end_of(table_date)) if classification else False


@rule("744.23(a)(3)", citation=_ADVANCED_TEXT, effective=[span("2023-11-17", by=SECOND)])
def advanced_computing_for_headquarters(
    role: Role, macau_or_d5: bool, established_in_macau_or_d5: bool, headquarters_item: bool | None
) -> Findings | None:
    """A license is required for advanced computing items for companies of Macau or D:5, wherever they are

    Encoded: a party of 748.5(c)-(f) established in Macau or Country Group D:5 counts as headquartered
    there; advanced computing items for it need a license also where they go to another destination.
    Not encoded: (a)(3)(ii), technology developed there; the reviews of (d)(2) and (3).
    """
    if macau_or_d5:
        return None
    return _headquartered(role, established_in_macau_or_d5, headquarters_item, _ADVANCED_TEXT)


def _of_parent(basis: Basis, license_needed: Findings, *citations: str) -> Findings:
    """The requirement where the ultimate parent is certain; a question where a share leaves it open."""
    if basis is Basis.OWNED:
        return license_needed
    because = "An owner of {party} is in Macau or Country Group D:5: whether it is the ultimate parent decides."
    return (note(Effect.QUESTION, because, *citations, code="owners.percent"),)


@rule(
    "744.23(a)(3) parents",
    citation=_ADVANCED_TEXT,
    only_when="parent_in_macau_or_d5",
    effective=[span("2023-11-17", by=SECOND)],
)
def advanced_computing_for_parents(
    role: Role,
    macau_or_d5: bool,
    established_in_macau_or_d5: bool,
    headquarters_item: bool | None,
    parent_in_macau_or_d5: Basis | None,
) -> Findings | None:
    """A license is required for advanced computing items for companies with a parent in Macau or D:5

    Encoded: as for a company headquartered there, where the chain of stated owners of more than half ends
    there; a question where a share along it is half or not known.
    Not encoded: parents that are not stated, which the exporter must know; the reviews of (d)(2) and (3).
    """
    if parent_in_macau_or_d5 is None or macau_or_d5 or established_in_macau_or_d5:
        return None
    if headquarters_item is False or role not in CLARIFIED_PARTY:
        return None
    if headquarters_item is None:
        because = "{party} has a parent in Macau or D:5: whether the item is one of 744.23(a)(3) is not known."
        return (note(Effect.QUESTION, because, _ADVANCED_TEXT, code="item.eccn"),)
    because = "The ultimate parent of {party} is in Macau or Country Group D:5: the item needs a license for it."
    return _of_parent(parent_in_macau_or_d5, _license(because, _ADVANCED_TEXT), _ADVANCED_TEXT)


@rule("744.23(a)(4)", citation="15 CFR 744.23(a)", effective=[span("2022-10-12", "2023-11-16", by=FIRST)])
def chip_making_equipment_first(
    end_use: str, macau_or_d5: bool, classification: Classification | None
) -> Findings | None:
    """A license is required for making semiconductor manufacturing equipment in China

    Encoded: every item subject to the EAR, EAR99 included, for the development or production there of
    the equipment of ECCNs 3B001, 3B002, 3B090, 3B611, 3B991 and 3B992, its parts and components.
    Not encoded: the reviews of (d).
    Doubt: the text of that time was not read; that it reached EAR99 items is told of it.
    """
    if end_use != _EQUIPMENT or not macau_or_d5 or classification is None:
        return None
    because = "The item is for making semiconductor manufacturing equipment in the destination."
    return (*_license(because, "15 CFR 744.23(a)", FIRST), _unread())


def _unread() -> Finding:
    because = "The text of 744.23 before 2023-11-17 was not read; its scope is taken from what is told of it."
    return note(Effect.WARNING, because, "15 CFR 744.23", code="assumption")


def _behind() -> Finding:
    because = (
        "Make sure that no company headquartered in Macau or Country Group D:5, or owned from there, is behind it."
    )
    return note(Effect.RED_FLAG, because, "15 CFR 744.23(a)", "15 CFR Part 732 Supp. No. 3")


@rule("744.23(a)(4)", citation="15 CFR 744.23(a)(4)(i)", effective=[span("2023-11-17", by=SECOND)])
def chip_making_equipment(end_use: str, macau_or_d5: bool, classification: Classification | None) -> Findings | None:
    """A license is required for making semiconductor manufacturing equipment in Macau or Country Group D:5

    Encoded: items on the Commerce Control List for the development or production there of the
    equipment that (a)(4)(i) names, its components, assemblies and accessories; a red flag where the
    item goes elsewhere, since the headquarters of the maker decide there (a)(4)(ii).
    Not encoded: General Order No. 4, the temporary general license for companies headquartered in the
    United States or Country Groups A:5 and A:6; the reviews of (d)(2) and (3).
    """
    if end_use != _EQUIPMENT or classification is None:
        return None
    if not macau_or_d5:
        return None if classification.eccn.is_ear99 else (_behind(),)
    if classification.eccn.is_ear99:
        because = (
            "The item is for making semiconductor manufacturing equipment, but is not on the Commerce Control List."
        )
        return (note(Effect.CONSIDERED, because, "15 CFR 744.23(a)(4)"),)
    because = "The item is for making semiconductor manufacturing equipment in the destination."
    return _license(because, "15 CFR 744.23(a)(4)", SECOND)


@rule("744.23(a)(4)(ii)", citation="15 CFR 744.23(a)(4)(ii)", effective=[span("2024-12-02", by=THIRD)])
def chip_making_equipment_elsewhere(
    end_use: str, macau_or_d5: bool, classification: Classification | None, role: Role, established_in_macau_or_d5: bool
) -> Findings | None:
    """A license is required for making such equipment by companies of Macau or D:5, wherever they do it

    Encoded: items on the Commerce Control List for such equipment, shipped elsewhere, where a consignee,
    end-user, purchaser or known recipient is established in Macau or Country Group D:5.
    """
    if end_use != _EQUIPMENT or macau_or_d5 or classification is None or classification.eccn.is_ear99:
        return None
    if not established_in_macau_or_d5 or (role not in CLARIFIED_PARTY and role not in KNOWN_RECIPIENT_ROLES):
        return None
    because = "The item is for making semiconductor manufacturing equipment by {party}, of Macau or Country Group D:5."
    return _license(because, "15 CFR 744.23(a)(4)(ii)", THIRD)


@rule(
    "744.23(a)(4)(ii) parents",
    citation="15 CFR 744.23(a)(4)(ii)",
    only_when="parent_in_macau_or_d5",
    effective=[span("2024-12-02", by=THIRD)],
)
def chip_making_equipment_for_parents(
    end_use: str,
    macau_or_d5: bool,
    classification: Classification | None,
    role: Role,
    established_in_macau_or_d5: bool,
    parent_in_macau_or_d5: Basis | None,
) -> Findings | None:
    """A license is required for making such equipment by companies with a parent in Macau or D:5

    Encoded: as for a company established there, where the chain of stated owners ends there.
    Not encoded: parents that are not stated, which the exporter must know.
    """
    if parent_in_macau_or_d5 is None or macau_or_d5 or established_in_macau_or_d5:
        return None
    if end_use != _EQUIPMENT or classification is None or classification.eccn.is_ear99:
        return None
    if role not in CLARIFIED_PARTY and role not in KNOWN_RECIPIENT_ROLES:
        return None
    cited = ("15 CFR 744.23(a)(4)(ii)", THIRD)
    because = "The item is for making semiconductor equipment by {party}, whose parent is in Macau or D:5."
    return _of_parent(parent_in_macau_or_d5, _license(because, *cited), *cited)


@rule("744.23 headquarters", citation="15 CFR 744.23(a)", effective=[span("2023-11-17", by=SECOND)])
def who_is_behind(macau_or_d5: bool, headquarters_item: bool | None) -> Finding | None:
    """Where the buyer of advanced computing items is headquartered

    Encoded: a red flag for advanced computing items to other destinations: the company's headquarters
    and ultimate parent decide, and are known only as far as parties are stated.
    """
    if macau_or_d5 or headquarters_item is False:
        return None
    return _behind()
