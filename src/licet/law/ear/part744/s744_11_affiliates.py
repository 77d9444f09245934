"""The Affiliates rule: 15 CFR 744.11(a)(1), Supplement No. 8 to Part 744, Red Flag 29.

In force 2025-09-29 to 2025-11-09, suspended 2025-11-10 to 2026-11-09, in force again from 2026-11-10
as 90 FR 50857 schedules it. What ownership captures is computed in `supp8_ownership`; the rules here
say what it means on the day. Standings of the Military End-User List and of 744.8 are for 744.21 and
744.8, save for what is asked and told here of shares.
"""

from __future__ import annotations

from licet.law.ear.part744.s744_11_entity_list import (
    ALWAYS_PARTY,
    CLARIFIED_PARTY,
    ENTITY_LIST,
    NO_ITEM,
    NOT_REACHED,
    OPEN_ROLES_BEFORE,
    OPEN_ROLES_CLARIFIED,
    SUPPLEMENT_4,
    licensed,
    only_by_own_footnote,
    sources,
)
from licet.law.ear.part744.supp8_ownership import CAPTURING_LISTS, MILITARY_END_USERS, captures_by_list
from licet.law.finding import Effect, Finding, Findings, note
from licet.law.rule import rule, span
from licet.terms.outcome import ReviewPolicy
from licet.terms.party import KNOWN_RECIPIENT_ROLES, Role
from licet.terms.standing import Basis, Standing

PARAGRAPH = "15 CFR 744.11(a)(1)"
SUPPLEMENT_8 = "15 CFR Part 744 Supp. No. 8"
RULE = "90 FR 47201"
SUSPENSION = "90 FR 50857"
RED_FLAG_29 = "15 CFR Part 732 Supp. No. 3 (Red Flag 29)"
FAQ = "BIS Entity List FAQ"

FIRST = span("2025-09-29", "2025-11-09", by=RULE, ended_by=SUSPENSION)
AGAIN = span("2026-11-10", by=SUSPENSION)
IN_FORCE = (FIRST, AGAIN)
BEFORE = (span(None, "2025-09-28"),)
SUSPENDED = (span("2025-11-10", "2026-11-09", by=SUSPENSION),)
_DOUBT = "in force again from 2026-11-10 as scheduled; no later act was found"
_OWNER_LISTS = MILITARY_END_USERS | ENTITY_LIST
# Owners worth a warning; overlays, which never decide, and names that were not screened are for others.
_TOLD = CAPTURING_LISTS | {
    "unverified",
    "UVL",
    "denied_persons",
    "DPL",
    "military_intelligence_end_user",
}


def _party_anyhow(role: Role) -> bool:
    """Whether a role is or may be that of a party to the transaction (748.5(c)-(f))."""
    return role in CLARIFIED_PARTY or role in OPEN_ROLES_CLARIFIED


@rule("744.11(a)(1)", citation=PARAGRAPH, effective=IN_FORCE, doubt=_DOUBT)
def affiliates(
    role: Role,
    standing: Standing,
    entry_reach: str,
    entry_policy: tuple[ReviewPolicy, str],
    jurisdiction: frozenset[str],
) -> Findings | None:
    """A license is required for foreign affiliates owned 50 percent or more by listed entities

    Encoded: a foreign entity owned 50 percent or more, directly or indirectly, alone or together, by
    listed entities needs the license, has the exceptions and the review policy of its owner; of
    several owners each one's terms apply. The branch of a listed entity in another country is covered.
    Not captured: United States entities; entities owned by those at a listed address that are not
    named themselves.
    Not encoded: exclusions that the End-User Review Committee writes into an entry.
    Doubt: nothing later than the schedule of 90 FR 50857 was found for 2026-11-10.
    """
    if standing.list not in ENTITY_LIST or not standing.in_force or entry_reach == NO_ITEM:
        return None
    if standing.basis not in (Basis.OWNED, Basis.BRANCH):
        return None
    cited = (PARAGRAPH, SUPPLEMENT_8, RULE)
    if standing.basis is Basis.OWNED and not standing.foreign:
        because = "{party} is owned by a listed entity but is no foreign entity: the Affiliates rule does not reach it."
        return (note(Effect.CONSIDERED, because, *cited),)
    if standing.basis is Basis.OWNED and standing.limited:
        return None  # told by `744.11(a)(1) below 50 percent`
    if role in OPEN_ROLES_CLARIFIED and entry_reach != NOT_REACHED:
        because = f"{{party}} belongs to a listed entity; it is not known {OPEN_ROLES_CLARIFIED[role]}."
        return (note(Effect.QUESTION, because, "15 CFR 748.5", *cited, code="role"),)
    paragraph = CLARIFIED_PARTY.get(role, "")
    if not paragraph or only_by_own_footnote(jurisdiction, standing):
        return None
    if standing.basis is Basis.BRANCH:
        who = "{party} is a branch of an Entity List entity and is a party to the transaction"
    else:
        who = "{party} is owned 50 percent or more by Entity List entities and is a party to the transaction"
    return licensed(standing, entry_reach, entry_policy, who, *cited, "15 CFR 744.11(a)", "15 CFR 744.16", paragraph)


def _told(standing: Standing) -> bool:
    """Whether the party has this standing through owners, of a list worth telling."""
    owned = standing.basis in (Basis.OWNED, Basis.MINORITY, Basis.SHARE_UNKNOWN)
    return owned and standing.in_force and standing.list in _TOLD


def _needs_none(standing: Standing, reach: str, in_supplement_2: bool | None) -> bool:
    """Whether the item would need no license for the owner itself, so that its share does not matter."""
    if standing.list in MILITARY_END_USERS:
        return in_supplement_2 is False
    return standing.list in ENTITY_LIST and reach == NOT_REACHED


def _share_unknown(standing: Standing, role: Role, reach: str, in_supplement_2: bool | None) -> Findings | None:
    """Red Flag 29 in force: an owner is listed, its share is not known."""
    if not standing.foreign or not standing.in_force or role in KNOWN_RECIPIENT_ROLES:
        return None
    flag = note(
        Effect.RED_FLAG,
        "An owner of {party} is listed and its share is not known: find it out, or obtain a license.",
        RED_FLAG_29,
        RULE,
    )
    if not _party_anyhow(role) or reach == NO_ITEM or _needs_none(standing, reach, in_supplement_2):
        return (flag,)
    cited = (PARAGRAPH, SUPPLEMENT_8, RULE, RED_FLAG_29) if standing.list in _OWNER_LISTS else (SUPPLEMENT_8, RULE)
    question = note(
        Effect.QUESTION,
        "A listed owner is named and its share is not known: at 50 percent or more {party} counts as listed.",
        *cited,
        code="owners.percent",
    )
    return question, flag


@rule("744.11(a)(1) share unknown", citation=PARAGRAPH, effective=IN_FORCE, doubt=_DOUBT)
def share_unknown(role: Role, standing: Standing, entry_reach: str, in_supplement_2: bool | None) -> Findings | None:
    """A named listed owner whose share is not known: Red Flag 29

    Encoded: the share must be determined or a license obtained, where the stated shares leave room for
    50 percent, and where the item would need a license for the owner itself: for one of the Military
    End-User List, an item of Supplement No. 2. Red Flag 29 names owners on the Entity List and the
    Military End-User List; for an owner under 744.8 the question is asked as well, since ownership
    captures whether it is known or not.
    """
    if standing.basis is not Basis.SHARE_UNKNOWN or not captures_by_list(standing):
        return None
    return _share_unknown(standing, role, entry_reach, in_supplement_2)


@rule("744.11(a)(1) below 50 percent", citation=PARAGRAPH, effective=IN_FORCE, doubt=_DOUBT)
def minority(standing: Standing) -> Findings | None:
    """Listed owners below 50 percent, or of lists that do not capture

    Encoded: a listed owner in a minority, or an owner of a party that is not captured, does not
    capture: red flag, more care (Supp. No. 8(c)). Neither do owners on the Unverified List, denied
    persons or those at a listed address, whatever their share.
    """
    if not _told(standing):
        return None
    if not captures_by_list(standing):
        return (
            note(
                Effect.CONSIDERED,
                "The Affiliates rule does not extend to owners on the Unverified List, to denied persons, to those "
                "at a listed address who are not named, or to persons sanctioned outside 15 CFR 744.8.",
                RULE,
                PARAGRAPH,
            ),
            note(
                Effect.RED_FLAG,
                "An owner of {party} is on a list that does not capture it by ownership; make sure that the item is "
                "not for that owner.",
                "15 CFR Part 732 Supp. No. 3",
            ),
        )
    if standing.basis is not Basis.MINORITY:
        return None
    return (
        note(
            Effect.CONSIDERED,
            "Listed entities own part of {party}, directly or indirectly, less than 50 percent in all.",
            PARAGRAPH,
            SUPPLEMENT_8,
        ),
        note(
            Effect.RED_FLAG,
            "Listed entities have a minority interest in {party}: make sure that the item is not for them.",
            f"{SUPPLEMENT_8}(c)",
            "15 CFR Part 732 Supp. No. 3",
        ),
    )


def _distinct(standing: Standing, why: str, *citations: str) -> Findings | None:
    """Ownership on a day when it captures nobody: told, with a red flag."""
    if not _told(standing):
        return None
    share = {
        Basis.OWNED: "50 percent or more of {party} belongs to listed entities",
        Basis.MINORITY: "A part of {party} belongs to listed entities",
        Basis.SHARE_UNKNOWN: "A listed entity owns {party} in part or in whole",
    }[standing.basis]
    return (
        note(Effect.CONSIDERED, f"{share}; {why}.", "15 CFR 744.11", *citations),
        note(
            Effect.RED_FLAG,
            f"{share}: make sure that the item is not for them and that {{party}} is not their agent or front.",
            "15 CFR Part 732 Supp. No. 3",
        ),
    )


@rule("744.11 owners", citation="15 CFR 744.11", effective=BEFORE)
def owned_before(standing: Standing) -> Findings | None:
    """Companies owned by listed entities, before the Affiliates rule

    Encoded: subsidiaries, parents and sisters of a listed entity were legally distinct and not under
    its listing; a red flag (diversion to the listed entity, acting as its agent or front).
    """
    why = "before the Affiliates rule a legally distinct company was not under its owner's listing"
    return _distinct(standing, why, FAQ)


@rule("744.11 owners", citation="15 CFR 744.11", effective=SUSPENDED)
def owned_while_suspended(standing: Standing) -> Findings | None:
    """Companies owned by listed entities, while the Affiliates rule is suspended

    Encoded: 90 FR 50857 suspends the rule in full from 2025-11-10 through 2026-11-09; a red flag.
    """
    return _distinct(standing, "the Affiliates rule is suspended from 2025-11-10 through 2026-11-09", SUSPENSION)


def _branch_question(standing: Standing, role: Role, reach: str, maybe: bool, *citations: str) -> Findings | None:
    if standing.list not in ENTITY_LIST or standing.basis is not Basis.BRANCH or not standing.in_force:
        return None
    if not maybe or reach in (NO_ITEM, NOT_REACHED):
        return None
    because = (
        "{party} is a branch of a listed entity, in another country than the entry's. The listing surely extended to "
        "branches in the entry's own country; whether it reached this one is not settled."
    )
    return (
        note(Effect.QUESTION, because, "15 CFR 744.11(a)", SUPPLEMENT_4, *citations, *sources(standing), code="role"),
        note(Effect.RED_FLAG, "{party} is a branch of a listed entity.", "15 CFR Part 732 Supp. No. 3"),
    )


@rule("744.11 branches", citation="15 CFR 744.11(a)", effective=[span(None, "2020-08-16")])
def branches_before_clarification(role: Role, standing: Standing, entry_reach: str) -> Findings | None:
    """A branch in a third country of a listed entity, before the parties were named

    Encoded: as for `744.11 branches` later, for the roles that the listing reached or may have reached.
    """
    maybe = role in ALWAYS_PARTY or role in OPEN_ROLES_BEFORE
    return _branch_question(standing, role, entry_reach, maybe, FAQ)


@rule("744.11 branches", citation="15 CFR 744.11(a)", effective=[span("2020-08-17", "2025-09-28", by="85 FR 51335")])
def branches(role: Role, standing: Standing, entry_reach: str) -> Findings | None:
    """A branch in a third country of a listed entity

    Encoded: a branch or office is the same legal person as the listed entity. In the entry's own
    country it is listed; elsewhere the texts leave it open until the Affiliates rule: a question.
    """
    return _branch_question(standing, role, entry_reach, _party_anyhow(role), FAQ)


@rule("744.11 branches", citation="15 CFR 744.11(a)", effective=SUSPENDED)
def branches_while_suspended(role: Role, standing: Standing, entry_reach: str) -> Findings | None:
    """A branch in a third country of a listed entity, while the Affiliates rule is suspended

    Encoded: the words that cover it are suspended, so that the question of before is open again.
    """
    return _branch_question(standing, role, entry_reach, _party_anyhow(role), SUSPENSION)


@rule("744.11 ownership tested", citation="15 CFR 744.11", effective=BEFORE)
def ownership_tested_before(owners_stated: bool) -> Finding | None:
    """Stated owners, before the Affiliates rule

    Encoded: told that ownership did not extend a listing to subsidiaries, parents or sisters.
    """
    if not owners_stated:
        return None
    because = "Before 2025-09-29 a listing did not extend to the subsidiaries, parents or sisters of a listed entity."
    return note(Effect.CONSIDERED, because, FAQ)


@rule("744.11 ownership tested", citation=PARAGRAPH, effective=IN_FORCE)
def ownership_tested(owners_stated: bool) -> Finding | None:
    """Stated owners, under the Affiliates rule

    Encoded: told that they were tested. Parents of a listed entity are not captured by their subsidiary.
    """
    if not owners_stated:
        return None
    because = "The stated owners were tested for 50 percent or more by listed entities."
    return note(Effect.CONSIDERED, because, PARAGRAPH, SUPPLEMENT_8, RULE)


@rule("744.11 ownership tested", citation="15 CFR 744.11", effective=SUSPENDED)
def ownership_tested_while_suspended(owners_stated: bool) -> Finding | None:
    """Stated owners, while the Affiliates rule is suspended

    Encoded: told that ownership extends no listing while 90 FR 50857 holds.
    """
    if not owners_stated:
        return None
    because = "The Affiliates rule is suspended from 2025-11-10 through 2026-11-09: ownership extends no listing."
    return note(Effect.CONSIDERED, because, SUSPENSION)
