"""15 CFR 744.11(a) and 744.16: the license requirement of the Entity List, by role and by date."""

from __future__ import annotations

from types import MappingProxyType

from licet.law.ccl import Classification
from licet.law.finding import Effect, Finding, Findings, no_exceptions, note, require
from licet.law.rule import derived, rule, span
from licet.terms.eccn import Eccn
from licet.terms.outcome import ReviewPolicy
from licet.terms.party import KNOWN_RECIPIENT_ROLES, Role
from licet.terms.standing import Basis, Standing, State

# A list goes by its code in the register or by its name.
ENTITY_LIST = frozenset({"entity_list", "EL"})

SUPPLEMENT_4 = "15 CFR Part 744 Supp. No. 4"
KEY = "744.11"
CLARIFIED_BY = "85 FR 51335"

# The party that 748.5 makes of a role; agents are intermediate consignees, since they act for a
# principal and take possession to effect delivery.
ALWAYS_PARTY = MappingProxyType(
    {
        Role.ULTIMATE_CONSIGNEE: "15 CFR 748.5(e)",
        Role.RECIPIENT: "15 CFR 748.5(e)",
        Role.END_USER: "15 CFR 748.5(f)",
    }
)
CLARIFIED_PARTY = MappingProxyType(
    {
        **ALWAYS_PARTY,
        Role.PURCHASER: "15 CFR 748.5(c)",
        Role.INTERMEDIATE_CONSIGNEE: "15 CFR 748.5(d)",
        Role.FREIGHT_FORWARDER: "15 CFR 748.5(d)",
        Role.PURCHASING_AGENT: "15 CFR 748.5(d)",
    }
)
# Roles that are a 748.5 party or not depending on what no fact says.
OPEN_ROLES = MappingProxyType(
    {
        Role.NETWORK_OPERATOR: "whether the network operator receives or ultimately uses the item",
        Role.OTHER: "what the party does in the transaction",
    }
)
OPEN_ROLES_CLARIFIED = MappingProxyType(
    {
        **OPEN_ROLES,
        Role.BANK: "whether the bank takes possession of the item to effect delivery",
        Role.CARRIER: "whether the carrier acts as an agent that effects delivery",
        Role.BROKER: "whether the broker takes possession of the item to effect delivery",
    }
)
OPEN_ROLES_BEFORE = MappingProxyType(
    {
        **OPEN_ROLES,
        Role.PURCHASER: "whether the listing reached a purchaser before 85 FR 51335",
        Role.INTERMEDIATE_CONSIGNEE: "whether the listing reached an intermediate consignee before 85 FR 51335",
        Role.PURCHASING_AGENT: "whether the listing reached a purchasing agent before 85 FR 51335",
    }
)
_SOURCES = frozenset({Role.SELLER, Role.EXPORTER, Role.MANUFACTURER})
_AGENTS = frozenset({Role.FREIGHT_FORWARDER, Role.BANK, Role.CARRIER, Role.BROKER})


def listed_itself(standing: Standing) -> bool:
    """Whether the party is an Entity List entry in force."""
    return standing.list in ENTITY_LIST and standing.basis is Basis.LISTED and standing.in_force


def only_by_own_footnote(jurisdiction: frozenset[str], standing: Standing) -> bool:
    """Whether the item is subject to the EAR by nothing but the direct product rule of the entry's footnotes.

    Then 744.11(a)(2) states the requirement, with its own review policy and license exceptions.
    """
    own = frozenset(f"fdp_footnote_{number}" for number in standing.footnotes)
    return bool(jurisdiction) and jurisdiction <= own


def sources(standing: Standing) -> tuple[str, ...]:
    """The acts behind a standing: the one that listed, and the one that made the text in force."""
    return tuple(dict.fromkeys(act for act in (standing.act, standing.terms_act) if act))


REACHED, NOT_REACHED, UNCLEAR, NO_ITEM = "reached", "not_reached", "unclear", ""


# The scope of most entries does not turn on the kind of the item; these keep it from being asked then.
@derived(citation=SUPPLEMENT_4)
def scope_kind(standing: Standing, kind: str) -> str:
    """Commodity, software or technology, as far as the entry's License Requirement column turns on it."""
    return kind if standing.scope.doubtful_kind else ""


@derived(citation=SUPPLEMENT_4)
def entry_reach(standing: Standing, classification: Classification | None, scope_kind: str) -> str:
    """Whether the entry's License Requirement column reaches the item; empty where no item moves."""
    if classification is None:
        return NO_ITEM
    covered = standing.scope.covers(classification.eccn, scope_kind)
    return UNCLEAR if covered is None else REACHED if covered else NOT_REACHED


# The policy of most entries turns on nothing; these keep an unknown item or end use from being asked then.
@derived(citation=SUPPLEMENT_4)
def policy_item(standing: Standing, classification: Classification | None) -> Eccn | None:
    """The item as far as the entry's License Review Policy column turns on it."""
    return classification.eccn if classification is not None and standing.policy.clauses else None


@derived(citation=SUPPLEMENT_4)
def policy_end_use(standing: Standing, end_use: str) -> str:
    """The end use as far as the entry's License Review Policy column turns on it."""
    return end_use if any(clause.condition.purpose for clause in standing.policy.clauses) else ""


@derived(citation=SUPPLEMENT_4)
def entry_policy(standing: Standing, policy_item: Eccn | None, policy_end_use: str) -> tuple[ReviewPolicy, str]:
    """The review policy of the entry for the item and its end use, and which part of the column says so."""
    return standing.policy.resolve(policy_item, policy_end_use or None)


def licensed(
    standing: Standing, reach: str, policy: tuple[ReviewPolicy, str], who: str, *citations: str
) -> Findings | None:
    """The requirement of a listing for an item: the license, and the bar on license exceptions.

    A question where the entry does not say whether it reaches the item; `considered` where it does not.
    """
    acts = sources(standing)
    if reach == NOT_REACHED:
        because = f"{who}, but the license requirement of the entry does not reach the item."
        return (note(Effect.CONSIDERED, because, *citations, SUPPLEMENT_4, *acts),)
    if reach == UNCLEAR:
        because = f"{who}; whether the license requirement of the entry reaches the item cannot be told from its words."
        return (note(Effect.QUESTION, because, *citations, SUPPLEMENT_4, *acts, code="item.eccn"),)
    if reach == NO_ITEM:
        return None
    required = standing.scope.text or "all items subject to the EAR"
    because = (
        f"{who}: a license is required. The entry reaches: {required.rstrip('.')}. "
        f"Review policy of the entry: {policy[0].value.replace('_', ' ')} ({policy[1]})."
    )
    found = [
        require(because, *citations, SUPPLEMENT_4, *acts, policy=policy[0], key=KEY),
        no_exceptions(
            "No license exception is available for shipments to which a listed entity is a party.",
            "15 CFR 744.16(b)",
            "15 CFR 744.11(a)",
            key=KEY,
        ),
    ]
    if "U" in standing.certainty.split():
        doubt = "The terms of this listing are known at second hand only; check the entry."
        found.append(note(Effect.WARNING, doubt, SUPPLEMENT_4, code="assumption"))
    return tuple(found)


def _requirement(
    paragraph: str, standing: Standing, reach: str, policy: tuple[ReviewPolicy, str], jurisdiction: frozenset[str]
) -> Findings | None:
    if not paragraph or not listed_itself(standing) or only_by_own_footnote(jurisdiction, standing):
        return None
    who = "{party} is on the Entity List and is a party to the transaction"
    return licensed(standing, reach, policy, who, "15 CFR 744.11(a)", "15 CFR 744.16", paragraph)


@rule(KEY, citation="15 CFR 744.11(a)", effective=[span(None, "2020-08-16")], doubt="the reading of roles is BIS's FAQ")
def entity_list_before_clarification(
    role: Role,
    standing: Standing,
    entry_reach: str,
    entry_policy: tuple[ReviewPolicy, str],
    jurisdiction: frozenset[str],
) -> Findings | None:
    """A license is required to ship to a listed entity

    Encoded: the items in the entry's License Requirement column need a license when the listed entity
    is ultimate consignee or end-user, wherever it is located; no license exceptions (744.16(b)).
    Not encoded: license exceptions that an entry itself allows; 744.16(b) for civil aviation in India
    and Pakistan; 744.11(c), since a notice from BIS to an exporter is no public text.
    Doubt: before 85 FR 51335 the section did not name the parties of 748.5; see `744.11 other roles`.
    """
    return _requirement(ALWAYS_PARTY.get(role, ""), standing, entry_reach, entry_policy, jurisdiction)


@rule(KEY, citation="15 CFR 744.11(a)", effective=[span("2020-08-17", by=CLARIFIED_BY)])
def entity_list(
    role: Role,
    standing: Standing,
    entry_reach: str,
    entry_policy: tuple[ReviewPolicy, str],
    jurisdiction: frozenset[str],
) -> Findings | None:
    """A license is required when a listed entity is purchaser, consignee or end-user

    Encoded: the items in the entry's License Requirement column need a license when the listed entity
    is a party of 748.5(c)-(f), wherever it is located: purchaser, intermediate consignee (forwarding
    and purchasing agents among them), ultimate consignee, end-user; no license exceptions (744.16(b)).
    Not encoded: license exceptions that an entry itself allows; 744.16(b) for civil aviation in India
    and Pakistan; 744.11(c), since a notice from BIS to an exporter is no public text.
    """
    return _requirement(CLARIFIED_PARTY.get(role, ""), standing, entry_reach, entry_policy, jurisdiction)


def _open_role(question: str, standing: Standing, reach: str) -> Findings | None:
    """A listed entity in a role that may make it a party: a question, unless the entry leaves the item out."""
    if reach == NOT_REACHED:
        because = "{party} is on the Entity List, but its entry does not reach the item."
        return (note(Effect.CONSIDERED, because, "15 CFR 744.11(a)", SUPPLEMENT_4, *sources(standing)),)
    return (
        note(
            Effect.QUESTION,
            f"{{party}} is on the Entity List; it is not known {question}.",
            "15 CFR 748.5",
            "15 CFR 744.11(a)",
            *sources(standing),
            code="role",
        ),
        note(Effect.RED_FLAG, "A listed entity takes part in the transaction.", "15 CFR Part 732 Supp. No. 3"),
    )


def _outside_748_5(role: Role, standing: Standing) -> Findings:
    """A listed entity in a role that is none of the parties of 748.5(c)-(f)."""
    tested = note(
        Effect.CONSIDERED,
        f"{{party}} is on the Entity List, but a {role.value.replace('_', ' ')} is not a purchaser, intermediate "
        "consignee, ultimate consignee or end-user.",
        "15 CFR 748.5",
        "15 CFR 744.11(a)",
        *sources(standing),
    )
    if role is Role.LENDER:
        text = "A listed entity finances the transaction: make sure that it takes no possession of the item."
        return tested, note(Effect.RED_FLAG, text, "15 CFR 748.5", "15 CFR Part 732 Supp. No. 3")
    if role in _SOURCES:
        text = (
            "The item comes from a listed entity: items of US origin may have reached it without the license they "
            "needed, and dealing in them with that knowledge is prohibited (General Prohibition Ten)."
        )
        return tested, note(Effect.RED_FLAG, text, "15 CFR 736.2(b)(10)", "15 CFR Part 732 Supp. No. 3")
    text = "A listed entity handles the shipment without being a consignee."
    return tested, note(Effect.RED_FLAG, text, "15 CFR Part 732 Supp. No. 3", "15 CFR 748.5")


@rule("744.11 other roles", citation="15 CFR 744.11(a)", effective=[span(None, "2020-08-16")])
def other_roles_before_clarification(role: Role, standing: Standing, entry_reach: str) -> Findings | None:
    """A listed entity in another role, before the parties were named

    Encoded: a listed purchaser, intermediate consignee or purchasing agent is a question, since BIS
    then said that a transaction in which the listed entity is no consignee is not under the listing,
    and later called 85 FR 51335 a clarification; a listed forwarder, bank or carrier is a red flag.
    Sellers and lenders are not reached. Roles that say too little are a question.
    """
    if not listed_itself(standing) or role in ALWAYS_PARTY or role in KNOWN_RECIPIENT_ROLES:
        return None
    if role in OPEN_ROLES_BEFORE:
        return _open_role(OPEN_ROLES_BEFORE[role], standing, entry_reach)
    return _outside_748_5(role, standing)


@rule("744.11 other roles", citation="15 CFR 744.11(a)", effective=[span("2020-08-17", by=CLARIFIED_BY)])
def other_roles(role: Role, standing: Standing, entry_reach: str) -> Findings | None:
    """A listed entity in a role that 748.5(c)-(f) does not name

    Encoded: a lender, seller, exporter or manufacturer is not reached (red flag). A bank, carrier or
    broker may be an intermediate consignee where it takes possession to effect delivery, a network
    operator an end-user where it receives and uses the item: a question.
    """
    if not listed_itself(standing) or role in CLARIFIED_PARTY or role in KNOWN_RECIPIENT_ROLES:
        return None
    if role in OPEN_ROLES_CLARIFIED:
        return _open_role(OPEN_ROLES_CLARIFIED[role], standing, entry_reach)
    return _outside_748_5(role, standing)


@rule("744.11 not in force", citation="15 CFR 744.11(a)")
def not_in_force(standing: Standing) -> Finding | None:
    """A listing that has no effect on the day

    Encoded: told, with the act, where the party's listing had not begun, had ended or is suspended.
    """
    if standing.list not in ENTITY_LIST or standing.in_force:
        return None
    said = {
        State.NOT_YET: f"the listing took effect on {standing.listed_from.isoformat()}, by {standing.act}",
        State.ENDED: f"it was listed by {standing.act} and is no longer on the list",
        State.SUSPENDED: f"the listing by {standing.act} is suspended",
    }[standing.state]
    because = f"{{party}} is not on the Entity List at this time: {said}."
    return note(Effect.CONSIDERED, because, "15 CFR 744.11", *sources(standing))


@rule("744.16 acts that do not reach it", citation="15 CFR 744.16")
def acts_that_do_not_reach(standing: Standing) -> Findings | None:
    """Acts that are said to reach a party and do not

    Encoded: what the register notes of a party (an act that is often cited for it, and does not name it).
    """
    return tuple(note(Effect.CONSIDERED, text, citation) for citation, text in standing.notes) or None
