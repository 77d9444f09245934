"""15 CFR 736.2(b)(10) and 734.13: activities that are no exports, and General Prohibition Ten."""

from __future__ import annotations

from licet.law.country_chart import in_united_states
from licet.law.ear.part744.s744_11_entity_list import ENTITY_LIST
from licet.law.finding import Effect, Finding, Findings, note
from licet.law.rule import derived, rule, span
from licet.terms.party import SECTION_748_5_ROLES, Role
from licet.terms.standing import Basis, Standing

FAQ = "BIS Entity List FAQ"
EXPORT = "15 CFR 734.13"
NO_EXPORTS = frozenset({"import", "payment", "domestic_sale"})
_SOURCES = frozenset({Role.SELLER, Role.EXPORTER, Role.MANUFACTURER})
_BUYERS = SECTION_748_5_ROLES | {Role.RECIPIENT, Role.OTHER}


@derived(citation="15 CFR 772.1")
def within_us(destination: str) -> bool:
    """Whether the destination is the United States or one of its territories."""
    return in_united_states(destination)


@rule("734.13", citation=EXPORT)
def no_export(activity: str, within_us: bool, item_moves: bool) -> Findings | None:
    """Imports, payments and domestic sales are no exports.

    Encoded: buying from a listed party, importing, paying it and selling within the United States leave no
    requirement of the EAR. The label alone decides nothing: a sale or import that ends abroad is a question.
    Not encoded: sanctions law on payments; customs law on imports.
    """
    if activity not in NO_EXPORTS:
        return None
    if activity == "payment":
        because = "A payment moves no item: it is no export, reexport or transfer (in-country)."
        found = [note(Effect.NOT_AN_EXPORT, because, EXPORT, FAQ)]
        if item_moves:
            because = "This answer is about the payment; the item described moves only under an answer of its own."
            found.append(note(Effect.WARNING, because, EXPORT, code="assumption"))
        return tuple(found)
    name = activity.replace("_", " ")
    if not within_us:
        because = f"Called {name}, but the destination is abroad: say whether the item leaves the United States."
        return (note(Effect.QUESTION, because, EXPORT, code="activity"),)
    because = {
        "import": "An import into the United States is no export; the Entity List does not bar buying.",
        "domestic_sale": "A sale within the United States is no export while the item stays there.",
    }[activity]
    return (note(Effect.NOT_AN_EXPORT, because, EXPORT, FAQ),)


@rule("734.18(a)(4)", citation="15 CFR 734.18(a)(4)")
def within_the_united_states(activity: str, within_us: bool, item_moves: bool) -> Finding | None:
    """Shipments that stay in, or come to, the United States and its territories are no exports or reexports.

    Encoded: what goes from the United States to Puerto Rico, a territory, dependency or possession; what is called
    a reexport and comes to the United States (734.14(a)(1): from one foreign country to another).
    Not encoded: launches into space, (a)(1); transmissions among persons who are not foreign, (a)(2) and (3);
    storage with end-to-end encryption, (a)(5): none of them is claimed by any fact, so that nothing is cleared.
    """
    if not within_us or not item_moves or activity not in ("export", "reexport"):
        return None
    if activity == "export":
        because = "Shipping between the United States and its territories or possessions is no export."
        return note(Effect.NOT_AN_EXPORT, because, "15 CFR 734.18(a)(4)", EXPORT)
    because = "What comes to the United States is no reexport, which goes from one foreign country to another."
    return note(Effect.NOT_AN_EXPORT, because, "15 CFR 734.14(a)(1)", "15 CFR 734.18(a)(4)")


@rule("734.3 service", citation="15 CFR 734.3")
def service(activity: str, item_moves: bool) -> Findings | None:
    """A pure service is not subject to the EAR.

    Encoded: where no item, software or technology is described. Where one is, its move has to be decided, and
    the label clears nothing. Support by United States persons (744.6) is 736.2(b)(7).
    """
    if activity != "service":
        return None
    if not item_moves:
        because = "No item, software or technology moves: the EAR govern items, and a service alone is none."
        return (note(Effect.NOT_SUBJECT, because, "15 CFR 734.3"),)
    because = "An item is described with the service: decide how it moves, as an export, reexport, transfer or release."
    return (note(Effect.QUESTION, because, "15 CFR 734.3", EXPORT, code="activity"),)


@rule("734.13(a)(2)", citation="15 CFR 734.13(a)(2)")
def domestic_release(
    activity: str, within_us: bool, kind: str, role: Role, party_country: str, nationality: str | None
) -> Finding | None:
    """Technology or source code sold or sent within the United States to a foreign person.

    Encoded: a question, since releasing it there to a foreign person is a deemed export.
    """
    stays = activity == "domestic_sale" or (within_us and activity in ("export", "reexport"))
    if not stays or kind == "commodity" or role not in _BUYERS:
        return None
    foreign = [place for place in (party_country, nationality) if place and not in_united_states(place)]
    if not foreign:
        return None
    because = (
        "Technology or source code released in the United States to a foreign person is a deemed export to that "
        "person's country: decide it as a deemed_export."
    )
    return note(Effect.QUESTION, because, "15 CFR 734.13(a)(2)", "15 CFR 734.13(b)", code="activity")


@rule("734.13(b)", citation="15 CFR 734.13(b)")
def deemed_export(activity: str, kind: str) -> Findings | None:
    """Release of technology or source code to a foreign person in the United States.

    Encoded: it counts as an export to the person's most recent country of citizenship or permanent residency,
    for which Parts 738 and 746 ask; a commodity is released to nobody.
    Not encoded: whether software is source code, since object code is not released in this sense.
    """
    if activity != "deemed_export":
        return None
    cited = ("15 CFR 734.13(a)(2)", "15 CFR 734.13(b)")
    if kind == "commodity":
        because = "A deemed export is of technology or source code; a commodity is described: say how it moves."
        return (note(Effect.QUESTION, because, *cited, code="activity"),)
    because = "A release to a foreign person counts as an export to that person's country."
    return (note(Effect.CONSIDERED, because, *cited),)


@rule("736.2(b)(10)", citation="15 CFR 736.2(b)(10)")
def listed_seller(activity: str, role: Role, standing: Standing) -> Finding | None:
    """General Prohibition Ten: acquisitions from, and payments to, a listed entity.

    Encoded: a red flag. The prohibition itself turns on knowledge of a violation, which no fact states. A listed
    seller is told under 744.11, an active denial order under 764.3.
    """
    if activity not in NO_EXPORTS or standing.list not in ENTITY_LIST or not standing.in_force:
        return None
    if standing.basis not in (Basis.LISTED, Basis.BRANCH, Basis.OWNED):
        return None
    if activity != "payment" and role in _SOURCES and standing.basis is Basis.LISTED:
        return None  # told by 744.11 for every activity
    if activity == "payment":
        because = (
            "{party} is listed: paying for an item with knowledge that it was or will be exported without the "
            "authorization it needed is itself prohibited (General Prohibition Ten)."
        )
    elif role in _SOURCES:
        because = (
            "{party} is listed: US-origin items acquired from a listed entity may have been exported to it without "
            "authorization, and dealing in them with that knowledge is prohibited (General Prohibition Ten)."
        )
    else:
        because = (
            "{party} is listed: if the item is known to leave the United States later, selling it is a step in an "
            "export that may need a license (General Prohibition Ten)."
        )
    return note(Effect.RED_FLAG, because, "15 CFR 736.2(b)(10)", "15 CFR Part 732 Supp. No. 3")


@rule(
    "734.13 affiliates",
    citation="15 CFR 744.11(a)(1)",
    effective=[
        span("2025-09-29", "2025-11-09", by="90 FR 47201", ended_by="90 FR 50857"),
        span("2026-11-10", by="90 FR 50857"),
    ],
)
def affiliates_without_export(activity: str, owners_stated: bool, party_country: str) -> Finding | None:
    """The Affiliates rule where nothing is exported.

    Encoded: told, where owners of a party are stated: the rule reaches foreign entities, and no export arises.
    """
    if activity not in NO_EXPORTS or not owners_stated:
        return None
    domestic = in_united_states(party_country)
    reached = "{party} is established in the United States" if domestic else "nothing is exported here"
    because = f"The Affiliates rule extends the Entity List to foreign entities by ownership; {reached}."
    return note(Effect.CONSIDERED, because, "15 CFR 744.11(a)(1)", "90 FR 47201")
