"""15 CFR 734.9(f), (h), (j): foreign-made items that go elsewhere, and into products for the places named.

Where an exporter knows for whose products an item is, only that person's country is stated: neither the product
nor where it goes. So these limbs are questions, and block a clearance, where the product scope is or may be met.
"""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification
from licet.law.country_groups import groups
from licet.law.ear.part734_direct_products_for_computing import FIRST, MACAU, WIDENED
from licet.law.ear.part734_direct_products_for_embargoes import BELARUS, IRAN, IRAN_BY_STATUTE, RUSSIA
from licet.law.eccn_lists import in_list
from licet.law.finding import Effect, Finding, note
from licet.law.rule import derived, rule, span
from licet.terms.dates import end_of
from licet.terms.party import KNOWN_RECIPIENT_ROLES, Role

CRIMEA = "88 FR 33422"
_NOT_STATED = "--"
_CHINA = frozenset({"CN", "HK"})
_CHINA_MACAU = frozenset({"CN", "HK", "MO"})


@derived(citation="15 CFR 734.9(f)(2), (h)(2), (j)(2)")
def recipient_country(role: Role, party_country: str) -> str:
    """The country of a person for whose products the item is known to be; `--` if it is not said, empty for others."""
    return (party_country or _NOT_STATED) if role in KNOWN_RECIPIENT_ROLES else ""


@derived(citation="15 CFR 734.9(h)(2)", otherwise="", only_when="recipient_country")
def built_in_country(role: Role, recipient_country: str) -> str:
    """The same for what the item goes into: being used to make a product is no part of (h)."""
    return "" if role is Role.USED_TO_PRODUCE else recipient_country


def _asked(scope: str, country: str, places: frozenset[str], paragraph: str, where: str) -> Finding | None:
    if not scope or (country not in places and country != _NOT_STATED):
        return None
    said = "in" if country in places else "perhaps in"
    because = (
        f"The item is known to be for the products of {{party}}, {said} {where}: it is subject to the EAR if these are"
        f" made in or destined to {where} and of the kinds that {paragraph} names. Say what they are and where they go."
    )
    return note(Effect.QUESTION, because, f"15 CFR {paragraph}", code="known_recipients")


@rule(
    "734.9(f) recipients",
    citation="15 CFR 734.9(f)(2)",
    effective=[span("2022-02-24", "2022-03-01", by=RUSSIA)],
    status="partial",
    only_when="recipient_country",
)
def for_products_of_russia(recipient_country: str, russia_belarus_product: str, destination: str) -> Finding | None:
    """Items for products made in or destined to Russia

    Encoded: a question where a known recipient is there, or its country is not stated.
    Not encoded: what the recipient makes, and where that goes.
    """
    if destination == "RU":
        return None
    return _asked(russia_belarus_product, recipient_country, frozenset({"RU"}), "734.9(f)(2)", "Russia")


@rule(
    "734.9(f) recipients",
    citation="15 CFR 734.9(f)(2)",
    effective=[span("2022-03-02", by=BELARUS)],
    status="partial",
    only_when="recipient_country",
)
def for_products_of_russia_or_belarus(
    recipient_country: str, russia_belarus_product: str, destination: str
) -> Finding | None:
    """Items for products made in or destined to Russia or Belarus

    Encoded: a question where a known recipient is there, or its country is not stated.
    Not encoded: what the recipient makes, and where that goes.
    """
    places = frozenset({"RU", "BY"})
    if destination in places:
        return None
    return _asked(russia_belarus_product, recipient_country, places, "734.9(f)(2)", "Russia or Belarus")


@rule(
    "734.9(f) Crimea",
    citation="15 CFR 734.9(f)(2)",
    effective=[span("2023-05-19", by=CRIMEA)],
    status="partial",
    doubt="the date is known at second hand",
    only_when="party_region",
)
def for_crimea(party_region: str, russia_belarus_product: str, destination: str) -> Finding | None:
    """Items for the occupied Crimea region of Ukraine

    Encoded: a question where the address of a party names a place there.
    Not encoded: that the item itself goes there, since the region has no country code.
    """
    if party_region != "crimea" or not russia_belarus_product or destination in ("RU", "BY"):
        return None
    because = (
        "The address of {party} names a place in Crimea: a foreign-made item of this production is subject to the EAR"
        " if it goes to the occupied Crimea region of Ukraine. Say where it goes."
    )
    return note(Effect.QUESTION, because, "15 CFR 734.9(f)(2)", CRIMEA, code="parties[].address")


@rule(
    "734.9(j) recipients",
    citation="15 CFR 734.9(j)(2)",
    effective=[span("2023-02-24", by=IRAN)],
    status="partial",
    only_when="recipient_country",
)
def for_products_of_iran(recipient_country: str, iran_product: str, destination: str) -> Finding | None:
    """Items for products located in or destined to Iran

    Encoded: a question where a known recipient is there, or its country is not stated.
    Not encoded: what the recipient makes, and where that goes.
    """
    if destination == "IR":
        return None
    return _asked(iran_product, recipient_country, frozenset({"IR"}), "734.9(j)(2)", "Iran")


@rule(
    "734.9(j)(3)",
    effective=[span("2024-07-23", by=IRAN_BY_STATUTE)],
    status="partial",
    only_when="iran_product",
)
def government_of_iran(iran_product: str, role: Role, party_country: str, destination: str) -> Finding | None:
    """The Government of Iran as a party, wherever the item goes

    Encoded: a question where a party is established in Iran and the item goes elsewhere.
    Not encoded: who is the Government of Iran; a part of it that is established in another country.
    """
    if not iran_product or party_country != "IR" or destination == "IR" or role in KNOWN_RECIPIENT_ROLES:
        return None
    because = "A foreign-made item of this production is subject to the EAR if {party} is the Government of Iran."
    return note(Effect.QUESTION, because, "15 CFR 734.9(j)(3)", IRAN_BY_STATUTE, code="parties[].country")


@rule(
    "734.9(h) recipients",
    citation="15 CFR 734.9(h)(2)(i)",
    effective=[span("2022-10-21", "2023-01-16", by=FIRST)],
    status="partial",
    only_when="built_in_country",
)
def for_products_for_china(
    built_in_country: str, advanced_computing_product: str, fdp_advanced_computing: str, table_date: dt.date
) -> Finding | None:
    """Advanced computing items for products destined to China

    Encoded: a question where a known recipient is there, or its country is not stated.
    Not encoded: what the recipient makes, and where that goes.
    """
    if fdp_advanced_computing:
        return None
    return _asked(advanced_computing_product, built_in_country, _CHINA, "734.9(h)(2)(i)", "China")


@rule(
    "734.9(h) recipients",
    citation="15 CFR 734.9(h)(2)(i)",
    effective=[span("2023-01-17", "2023-11-16", by=MACAU)],
    status="partial",
    only_when="built_in_country",
)
def for_products_for_china_or_macau(
    built_in_country: str, advanced_computing_product: str, fdp_advanced_computing: str, table_date: dt.date
) -> Finding | None:
    """Advanced computing items for products destined to China or Macau

    Encoded: a question where a known recipient is there, or its country is not stated.
    Not encoded: what the recipient makes, and where that goes.
    """
    if fdp_advanced_computing:
        return None
    return _asked(advanced_computing_product, built_in_country, _CHINA_MACAU, "734.9(h)(2)(i)", "China or Macau")


@rule(
    "734.9(h) recipients",
    citation="15 CFR 734.9(h)(2)(i)",
    effective=[span("2023-11-17", "2025-05-14", by=WIDENED)],
    status="partial",
    only_when="built_in_country",
)
def for_products_for_the_groups(
    built_in_country: str, advanced_computing_product: str, fdp_advanced_computing: str, table_date: dt.date
) -> Finding | None:
    """Advanced computing items for products destined to Macau or Country Groups D:1, D:4 and D:5

    Encoded: a question where a known recipient is there, or its country is not stated.
    Not encoded: what the recipient makes, and where that goes.
    """
    if fdp_advanced_computing:
        return None
    member_of = groups(built_in_country, end_of(table_date))
    inside = member_of & {"D:1", "D:4", "D:5"} and not member_of & {"A:5", "A:6"}
    places = _CHINA_MACAU | {built_in_country} if inside else _CHINA_MACAU
    where = "Macau or Country Group D:1, D:4 or D:5"
    return _asked(advanced_computing_product, built_in_country, places, "734.9(h)(2)(i)", where)


@rule(
    "734.9(h) headquarters",
    citation="15 CFR 734.9(h)(2)",
    effective=[span("2023-11-17", "2025-05-14", by=WIDENED)],
    status="partial",
    doubt="whether the words of that time reached companies of China abroad was not read: a question",
    only_when="advanced_computing_product",
)
def companies_of_china_abroad(
    advanced_computing_product: str, fdp_advanced_computing: str, party_country: str, role: Role
) -> Finding | None:
    """Advanced computing items for companies of China or Macau in other places

    Encoded: a question where a party is established there and the destination is not reached by itself.
    Not encoded: where the party is headquartered; the rest of Country Group D:5.
    """
    if not advanced_computing_product or fdp_advanced_computing or role in KNOWN_RECIPIENT_ROLES:
        return None
    if party_country not in _CHINA_MACAU:
        return None
    because = (
        "{party} is a company of China or Macau: 744.23(a)(3) asks for a license for such companies in other places,"
        " and whether 734.9(h) then made foreign-made items for them subject to the EAR is not settled here."
    )
    cited = ("15 CFR 734.9(h)(2)", "15 CFR 744.23(a)(3)", WIDENED)
    return note(Effect.QUESTION, because, *cited, code="parties[].country")


@derived(citation="15 CFR 734.9(f)(2), (h)(2), (j)(2), (k)(2)")
def other_end_place(role: Role, party_located_in: str, destination: str) -> str:
    """Where a consignee or end user is, if that is not the destination; otherwise empty."""
    if role not in (Role.ULTIMATE_CONSIGNEE, Role.END_USER) or party_located_in == destination:
        return ""
    return party_located_in


def _end_place(place: str, *scopes: tuple[bool, str]) -> Finding | None:
    """`scopes`: whether the product scope may be met and the place is one of the paragraph's, and the paragraph."""
    reached = tuple(paragraph for applies, paragraph in scopes if applies)
    if not reached:
        return None
    because = (
        "{party} is in another country than the destination, one to which a direct product rule reaches: a"
        f" foreign-made item that is known to go on to {place} is subject to the EAR. Where does it go in the end?"
    )
    return note(Effect.QUESTION, because, *(f"15 CFR {paragraph}" for paragraph in reached), code="destination")


@rule(
    "734.9 end user elsewhere",
    citation="15 CFR 734.9",
    effective=[span("2022-02-24", "2022-03-01", by=RUSSIA)],
    status="partial",
    only_when="other_end_place",
)
def end_user_in_russia(other_end_place: str, russia_belarus_product: str) -> Finding | None:
    """A consignee or end user in Russia, and another destination

    Encoded: a question for a foreign-made item of the product scope of (f).
    Not encoded: that the item goes on to that country.
    """
    return _end_place(other_end_place, (bool(russia_belarus_product) and other_end_place == "RU", "734.9(f)(2)"))


@rule(
    "734.9 end user elsewhere",
    citation="15 CFR 734.9",
    effective=[span("2022-03-02", by=BELARUS)],
    status="partial",
    only_when="other_end_place",
)
def end_user_in_a_place_of_these_rules(
    other_end_place: str,
    russia_belarus_product: str,
    iran_product: str,
    advanced_computing_product: str,
    fdp_advanced_computing: str,
) -> Finding | None:
    """A consignee or end user in Russia, Belarus, Iran, China or Macau, and another destination

    Encoded: a question for a foreign-made item of the product scope of (f), (h) or (j), as of the day.
    Not encoded: that the item goes on to that country; the other places of (h) since 2023-11-17, and (i), (k).
    """
    computing = bool(advanced_computing_product) and not fdp_advanced_computing
    return _end_place(
        other_end_place,
        (bool(russia_belarus_product) and other_end_place in ("RU", "BY"), "734.9(f)(2)"),
        (bool(iran_product) and other_end_place == "IR", "734.9(j)(2)"),
        (computing and other_end_place in _CHINA_MACAU, "734.9(h)(2)(i)"),
    )


@rule(
    "734.9(k) end user elsewhere",
    citation="15 CFR 734.9(k)(2)",
    effective=[span("2024-12-02", by="89 FR 96790")],
    status="partial",
    only_when="other_end_place",
)
def equipment_for_macau_or_d5_in_the_end(
    other_end_place: str, foreign_abroad: bool, classification: Classification | None, fdp_sme: str, table_date: dt.date
) -> Finding | None:
    """Manufacturing equipment, and a consignee or end user in Macau or Country Group D:5

    Encoded: a question for the commodities named where the destination is another place.
    Not encoded: that the item goes on to that country.
    """
    if not foreign_abroad or classification is None or fdp_sme:
        return None
    when = end_of(table_date)
    inside = other_end_place == "MO" or "D:5" in groups(other_end_place, when)
    listed = in_list(classification.eccn, "fdp_sme_items", when) is not False if inside else False
    return _end_place(other_end_place, (listed, "734.9(k)(2)"))
