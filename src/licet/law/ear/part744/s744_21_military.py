"""15 CFR 744.21: military end uses and military end users."""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification
from licet.law.ear.part744.s744_11_affiliates import IN_FORCE
from licet.law.ear.part744.s744_11_entity_list import CLARIFIED_PARTY, OPEN_ROLES_CLARIFIED, sources
from licet.law.ear.part744.supp8_ownership import MILITARY_END_USERS
from licet.law.eccn_lists import in_list
from licet.law.finding import Effect, Finding, Findings, no_exceptions, note, require
from licet.law.rule import derived, rule, span
from licet.terms.dates import end_of
from licet.terms.outcome import ReviewPolicy
from licet.terms.party import KNOWN_RECIPIENT_ROLES, Role
from licet.terms.standing import Basis, Standing, State

KEY = "744.21"
SUPPLEMENT_2 = "15 CFR Part 744 Supp. No. 2"
SUPPLEMENT_7 = "15 CFR Part 744 Supp. No. 7"
# What 744.21 reaches in a destination.
LISTED_ITEMS = "supplement_2"
ANY_ITEM = "any_item"

_CITED = "15 CFR 744.21(a)"
_END_USES = frozenset({"military", "military_intelligence"})
_RUSSIA = "87 FR 12226"
_BELARUS = "87 FR 13048"
_NICARAGUA = "89 FR 18780"


def _scope(destination: str, listed: str, anything: str) -> str:
    if destination in anything.split():
        return ANY_ITEM
    return LISTED_ITEMS if destination in listed.split() else ""


# The countries of 744.21(a), by the rule that added each; Hong Kong reads as China from 85 FR 83769.
@derived(citation=_CITED, name="military_scope", effective=[span(None, "2020-12-22")], otherwise="")
def military_scope_2014(destination: str) -> str:
    """What 744.21 reaches in the destination: `supplement_2`, `any_item`, or nothing."""
    return _scope(destination, "CN RU VE", "")


@derived(citation=_CITED, name="military_scope", effective=[span("2020-12-23", "2021-03-07", by="85 FR 83769")],
         otherwise="")  # fmt: skip
def military_scope_hong_kong(destination: str) -> str:
    """The same, with Hong Kong as China."""
    return _scope(destination, "CN HK RU VE", "")


@derived(citation=_CITED, name="military_scope", effective=[span("2021-03-08", "2021-12-08", by="86 FR 13173")],
         otherwise="")  # fmt: skip
def military_scope_burma(destination: str) -> str:
    """The same, with Burma."""
    return _scope(destination, "CN HK RU VE MM", "")


@derived(citation=_CITED, name="military_scope", effective=[span("2021-12-09", "2022-02-23", by="86 FR 70015")],
         otherwise="")  # fmt: skip
def military_scope_cambodia(destination: str) -> str:
    """The same, with Cambodia."""
    return _scope(destination, "CN HK RU VE MM KH", "")


@derived(citation=_CITED, name="military_scope", effective=[span("2022-02-24", "2022-03-01", by=_RUSSIA)], otherwise="")
def military_scope_russia(destination: str) -> str:
    """The same, with any item for Russia."""
    return _scope(destination, "CN HK VE MM KH", "RU")


@derived(citation=_CITED, name="military_scope", effective=[span("2022-03-02", "2024-03-14", by=_BELARUS)],
         otherwise="")  # fmt: skip
def military_scope_belarus(destination: str) -> str:
    """The same, with any item for Belarus."""
    return _scope(destination, "CN HK VE MM KH", "RU BY")


@derived(citation=_CITED, name="military_scope", effective=[span("2024-03-15", by=_NICARAGUA)], otherwise="")
def military_scope_nicaragua(destination: str) -> str:
    """The same, with Nicaragua."""
    return _scope(destination, "CN HK VE MM KH NI", "RU BY")


@derived(citation=SUPPLEMENT_2)
def in_supplement_2(classification: Classification | None, table_date: dt.date) -> bool | None:
    """Whether the item is listed in Supplement No. 2 to Part 744; `None` where that cannot be told."""
    if classification is None:
        return False
    return in_list(classification.eccn, "military_end_use", end_of(table_date))


def _unread_list() -> Finding:
    because = "Supplement No. 2 to Part 744 was encoded at second hand; check the entry of the item there."
    return note(Effect.WARNING, because, SUPPLEMENT_2, code="assumption")


def _listed_item(who: str, in_supplement_2: bool | None, *citations: str) -> Findings:
    """The requirement for items of Supplement No. 2; a question where the supplement names part of an entry."""
    if in_supplement_2 is False:
        because = f"{who}, but the item is not among those of Supplement No. 2 to Part 744."
        return (note(Effect.CONSIDERED, because, "15 CFR 744.21", SUPPLEMENT_2, *citations),)
    if in_supplement_2 is None:
        because = f"{who}: whether the item is one of Supplement No. 2 to Part 744 cannot be told from its ECCN."
        return (note(Effect.QUESTION, because, _CITED, SUPPLEMENT_2, *citations, code="item.eccn"),)
    return (
        require(
            f"{who}: items of Supplement No. 2 to Part 744 need a license, reviewed with a presumption of denial.",
            _CITED,
            "15 CFR 744.21(e)",
            SUPPLEMENT_2,
            *citations,
            policy=ReviewPolicy.PRESUMPTION_OF_DENIAL,
            key=KEY,
        ),
        no_exceptions("Only License Exception GOV in part, which is not encoded.", "15 CFR 744.21(c)", key=KEY),
        _unread_list(),
    )


def _any_item(who: str, *citations: str) -> Findings:
    return (
        require(
            f"{who}: every item subject to the EAR needs a license, reviewed under a policy of denial.",
            "15 CFR 744.21(a)(2)",
            "15 CFR 744.21(e)",
            *citations,
            policy=ReviewPolicy.POLICY_OF_DENIAL,
            key=KEY,
        ),
        no_exceptions("Only License Exception GOV in part, which is not encoded.", "15 CFR 744.21(c)", key=KEY),
    )


_WHO = "The item is for a military end use in the destination"


@rule(
    KEY,
    citation=_CITED,
    effective=[span(None, "2020-06-28")],
    doubt="the review policy before 85 FR 23459 was not read",
)
def military_end_use_before_2020(
    end_use: str, military_scope: str, in_supplement_2: bool | None, item_moves: bool
) -> Findings | None:
    """A license is required for military end uses in China, Russia and Venezuela

    Encoded: items of Supplement No. 2 for a military end use there.
    Not encoded: (h), contracts for Venezuela signed before 2014-11-07; License Exception GOV.
    Doubt: the review policy of that time was not read; a presumption of denial is told.
    """
    if end_use not in _END_USES or not military_scope or not item_moves:
        return None
    found = _listed_item(_WHO, in_supplement_2)
    doubt = "The review policy of 744.21 before 2020-06-29 was not read: a presumption of denial is taken."
    return (*found, note(Effect.WARNING, doubt, "15 CFR 744.21(e)", code="assumption"))


@rule(
    KEY,
    citation=_CITED,
    effective=[span("2020-06-29", by="85 FR 23459")],
    doubt="Supplement No. 2, and the days on which countries were added, are known at second hand",
)
def military_end_use(
    end_use: str, military_scope: str, in_supplement_2: bool | None, item_moves: bool
) -> Findings | None:
    """A license is required for military end uses and users in certain countries

    Encoded: a military end use in China (Hong Kong from 2020-12-23), Venezuela, Burma (2021-03-08),
    Cambodia (2021-12-09), Nicaragua (2024-03-15): items of Supplement No. 2, presumption of denial.
    In Russia (any item from 2022-02-24) and Belarus (2022-03-02): every item, policy of denial.
    Not encoded: food and medicine designated EAR99 for Russia and Belarus, reviewed case by case;
    (e)(3), the review of applications needed for other reasons; (h), contracts for Venezuela signed
    before 2014-11-07; (b), notices to one exporter; License Exception GOV. An unlisted military end
    user is known only by the end use stated.
    Doubt: Supplement No. 2 and the acts that added countries were not read.
    """
    if end_use not in _END_USES or not military_scope or not item_moves:
        return None
    if military_scope == ANY_ITEM:
        return _any_item(_WHO)
    return _listed_item(_WHO, in_supplement_2)


def _red_flag(standing: Standing) -> Finding:
    return note(Effect.RED_FLAG, "{party} is a listed military end user.", SUPPLEMENT_7, *sources(standing))


def _listed_party(
    who: str, role: Role, standing: Standing, in_supplement_2: bool | None, *citations: str
) -> Findings | None:
    if role in OPEN_ROLES_CLARIFIED and in_supplement_2 is not False:
        because = f"{who}; it is not known {OPEN_ROLES_CLARIFIED[role]}."
        return note(Effect.QUESTION, because, "15 CFR 748.5", _CITED, code="role"), _red_flag(standing)
    paragraph = CLARIFIED_PARTY.get(role, "")
    if not paragraph:
        if role in KNOWN_RECIPIENT_ROLES and in_supplement_2 is not False:
            because = f"{who}, and the item is known to be for its products: whether that is for a military end use"
            asked = note(Effect.QUESTION, because + " decides.", _CITED, SUPPLEMENT_7, code="end_use")
            return asked, _red_flag(standing)
        because = f"{who}, but its role is none of those of 15 CFR 748.5(c)-(f)."
        return note(Effect.CONSIDERED, because, "15 CFR 744.21", SUPPLEMENT_7), _red_flag(standing)
    cited = ("15 CFR 744.21(b)(1)(ii)", SUPPLEMENT_7, paragraph, *sources(standing), *citations)
    return (*_listed_item(who, in_supplement_2, *cited), _red_flag(standing))


@rule("744.21(b)(1)", citation="15 CFR 744.21(b)(1)(ii)", effective=[span("2020-12-23", by="85 FR 83793")])
def military_end_user_list(
    role: Role, standing: Standing, in_supplement_2: bool | None, item_moves: bool
) -> Findings | None:
    """A license is required where an entity of the Military End-User List is a party

    Encoded: items of Supplement No. 2, whatever the end use stated, where the listed entity is a party
    of 748.5(c)-(f), wherever it is; other items need none for this reason: a red flag.
    Not encoded: military end users that are not listed, which must be recognized (744.21(g)).
    """
    if standing.list not in MILITARY_END_USERS or not standing.in_force or not item_moves:
        return None
    if standing.basis not in (Basis.LISTED, Basis.BRANCH):
        return None
    return _listed_party("{party} is on the Military End-User List", role, standing, in_supplement_2)


@rule("744.21(a)(3)", citation="15 CFR 744.21(a)(3)", effective=IN_FORCE)
def owned_by_military_end_users(
    role: Role, standing: Standing, in_supplement_2: bool | None, item_moves: bool
) -> Findings | None:
    """A license is required for foreign affiliates owned 50 percent or more by listed military end users

    Encoded: the Affiliates rule while in force; see `744.11(a)(1)`. Not extended to companies owned
    solely by military end users that are not listed.
    """
    if standing.list not in MILITARY_END_USERS or not standing.in_force or not item_moves:
        return None
    if standing.basis is not Basis.OWNED or not standing.foreign or standing.limited:
        return None
    who = "{party} is owned 50 percent or more by entities of the Military End-User List"
    return _listed_party(who, role, standing, in_supplement_2, "15 CFR 744.21(a)(3)", "90 FR 47201")


@rule("744.21 not in force", citation="15 CFR 744.21(b)(1)")
def military_listing_not_in_force(standing: Standing) -> Finding | None:
    """A listing on the Military End-User List that has no effect on the day

    Encoded: told, where it had not begun or has ended.
    """
    if standing.list not in MILITARY_END_USERS or standing.in_force:
        return None
    said = "is no longer" if standing.state is State.ENDED else "is not yet"
    because = f"{{party}} {said} on the Military End-User List at this time."
    return note(Effect.CONSIDERED, because, "15 CFR 744.21(b)(1)", *sources(standing))
