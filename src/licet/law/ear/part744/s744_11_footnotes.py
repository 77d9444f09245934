"""15 CFR 744.11(a)(2): license requirements for direct products of the footnotes of the Entity List.

Whether the item is subject to the EAR is decided in `part734_foreign_direct_product`. Until 87 FR 6022 the
requirement of footnote 1 stood in Supp. No. 4 to Part 744 itself. These are requirements of the line, not of a
party: since 2024-11-01 they hold whoever the parties are.
"""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification
from licet.law.ear.part734_direct_product_scope import Parties
from licet.law.ear.part734_foreign_direct_product import FOOTNOTE_1_FIRST, SUPPLEMENT_4_FOOTNOTE_1
from licet.law.ear.part744.s744_11_entity_list import ENTITY_LIST
from licet.law.ear.part746.supp3_partners import PARTNERS
from licet.law.finding import Effect, Finding, Findings, exempt, no_exceptions, note, require
from licet.law.rule import derived, rule, span
from licet.terms.item import DirectProduct
from licet.terms.outcome import ReviewPolicy

FOOTNOTE_1 = "744.11(a)(2)(i)"
FOOTNOTE_3 = "744.11(a)(2)(iii)"
FOOTNOTE_4 = "744.11(a)(2)(iv)"
FOOTNOTE_5 = "744.11(a)(2)(v)"
WIDENED = "89 FR 87282"

_LISTED = ("15 CFR 744.11", "15 CFR 744.16", "15 CFR Part 744 Supp. No. 4")
_PRODUCTION_BEGUN_BEFORE = dt.date(2020, 5, 15)


@derived(citation="15 CFR Part 744 Supp. No. 4")
def footnote_policies(parties: Parties) -> frozenset[tuple[int, ReviewPolicy]]:
    """For each footnote at hand, the most restrictive review policy of the entries that bear it."""
    found: dict[int, ReviewPolicy] = {}
    for _, _, standings in parties:
        for standing in standings:
            if standing.list in ENTITY_LIST and standing.in_force:
                policy = standing.policy.resolve(None, None)[0]
                for number in standing.footnotes:
                    found[number] = max(policy, found.get(number, policy), key=lambda each: each.severity)
    return frozenset(found.items())


def policy_of(number: int, policies: frozenset[tuple[int, ReviewPolicy]]) -> ReviewPolicy:
    """The policy of a footnote's entries; presumption of denial where none is named."""
    return next((policy for each, policy in policies if each == number), ReviewPolicy.PRESUMPTION_OF_DENIAL)


@rule(
    "Supp. No. 4 to Part 744 footnote 1",
    citation=SUPPLEMENT_4_FOOTNOTE_1,
    effective=[span("2020-05-15", "2022-02-02", by=FOOTNOTE_1_FIRST)],
    doubt="that no license exception was available, and the review policy below the 5G level, were not read",
)
def footnote_1_in_the_supplement(
    fdp_footnote_1: str, footnote_policies: frozenset[tuple[int, ReviewPolicy]]
) -> Findings | None:
    """A license is required for footnote 1 direct products.

    Encoded: every item that footnote 1 makes subject to the EAR, by either route.
    Doubt: license exceptions are taken as barred, and the policy as that of the entry, in this interval.
    """
    if fdp_footnote_1 in ("", "open"):
        return None
    because = "A license is required for a direct product that footnote 1 of the Entity List reaches."
    cited = (SUPPLEMENT_4_FOOTNOTE_1, "15 CFR 736.2(b)(3)", *_LISTED)
    return (
        require(because, *cited, policy=policy_of(1, footnote_policies), key=FOOTNOTE_1),
        no_exceptions("License exceptions are taken as barred for footnote 1 direct products.", *cited, key=FOOTNOTE_1),
    )


def _footnote_1_policy(supports_5g: bool, policies: frozenset[tuple[int, ReviewPolicy]]) -> tuple[ReviewPolicy, str]:
    if supports_5g:
        return policy_of(1, policies), "reviewed under the policy of the entry"
    return ReviewPolicy.CASE_BY_CASE, "reviewed case by case, being below the 5G level"


@rule(FOOTNOTE_1, citation="15 CFR 744.11(a)(2)(i)", effective=[span("2022-02-03", "2024-10-31", by="87 FR 6022")])
def footnote_1_with_a_party(
    fdp_footnote_1: str, supports_5g: bool, footnote_policies: frozenset[tuple[int, ReviewPolicy]]
) -> Findings | None:
    """A license is required for footnote 1 direct products when the entity is a party.

    Encoded: the requirement where a footnote 1 entity is a party; a question where the item is subject to the
    EAR because of what it will go into, which the words of the requirement did not reach. License exceptions
    are available. Items that cannot support telecom at the 5G level are reviewed case by case.
    """
    if fdp_footnote_1 in ("", "open"):
        return None
    cited = ("15 CFR 744.11(a)(2)(i)", "15 CFR 744.11", "15 CFR 734.9")
    if fdp_footnote_1 != "party":
        because = (
            "The item is subject to the EAR for what it will go into, but until 2024-10-31 the words of the license "
            "requirement spoke only of a footnote 1 entity that is a party: ask BIS."
        )
        return (note(Effect.QUESTION, because, *cited, code="known_recipients"),)
    policy, reviewed = _footnote_1_policy(supports_5g, footnote_policies)
    because = f"A license is required: a footnote 1 entity is a party; {reviewed}."
    return (require(because, *cited, policy=policy, key=FOOTNOTE_1),)


@rule(FOOTNOTE_1, citation="15 CFR 744.11(a)(2)(i)", effective=[span("2024-11-01", by=WIDENED)])
def footnote_1(
    fdp_footnote_1: str, supports_5g: bool, footnote_policies: frozenset[tuple[int, ReviewPolicy]]
) -> Findings | None:
    """A license is required for footnote 1 direct products.

    Encoded: to or within any destination or to any end user or party. License exceptions are available. Items
    that cannot support telecom at the 5G level are reviewed case by case.
    """
    if fdp_footnote_1 in ("", "open"):
        return None
    policy, reviewed = _footnote_1_policy(supports_5g, footnote_policies)
    because = f"A license is required for a footnote 1 direct product, whoever the parties are; {reviewed}."
    cited = ("15 CFR 744.11(a)(2)(i)", "15 CFR 744.11", "15 CFR 734.9", WIDENED)
    return (require(because, *cited, policy=policy, key=FOOTNOTE_1),)


@rule(
    "85 FR 29849 production savings",
    citation=FOOTNOTE_1_FIRST,
    effective=[span("2020-05-15", "2020-09-14", by=FOOTNOTE_1_FIRST)],
    doubt="whether 2020-09-14 itself is in was not read: it is taken to be; production begun on 2020-05-15 is asked",
)
def production_savings(
    foreign_abroad: bool, direct_product: DirectProduct | None, fdp_footnote_1: str
) -> Findings | None:
    """Savings clause for footnote 1 items already in production.

    Encoded: items of a footnote 1 entity's design whose production began before 2020-05-15, until 2020-09-14. A
    question where it began on that very day ("as of May 15, 2020"), and where no plant is stated: BIS's press
    release speaks of foundries that use manufacturing equipment of the United States.
    Doubt: 85 FR 51596 has a clause of its own for items it newly caught; its words were not read, and it is
    told as a warning, never as relief.
    """
    if not foreign_abroad or direct_product is None or fdp_footnote_1 in ("", "open"):
        return None
    begun = direct_product.production_started
    if begun is None:
        return None
    if begun <= _PRODUCTION_BEGUN_BEFORE and direct_product.designed_by_footnote_1:
        because = f"Production began on {begun.isoformat()}, before 2020-05-15, and the clause runs until 2020-09-14."
        saved = exempt(because, FOOTNOTE_1_FIRST, "15 CFR 736.2(b)(3)", covers=(FOOTNOTE_1,))
        if begun < _PRODUCTION_BEGUN_BEFORE and direct_product.plant:
            return (saved,)
        asked = (
            "The clause is said to be for items whose production had begun as of 2020-05-15 in plants that use"
            " equipment made with technology of the United States: is that so here?"
        )
        code = "item.direct_product.production_started"
        return saved, note(Effect.QUESTION, asked, FOOTNOTE_1_FIRST, code=code)
    because = f"Production began on {begun.isoformat()}; the savings clause of 85 FR 29849 does not reach the item."
    return (note(Effect.CONSIDERED, because, FOOTNOTE_1_FIRST),)


@rule(
    "85 FR 51596 savings",
    citation="85 FR 51596",
    effective=[span("2020-08-17", "2021-02-17", by="85 FR 51596")],
    status="not_encoded",
    doubt="the clause exists; its wording and its end were not read",
)
def unread_savings(foreign_abroad: bool, direct_product: DirectProduct | None, fdp_footnote_1: str) -> Finding | None:
    """Savings clause for items that 85 FR 51596 newly caught.

    Encoded: a warning that it exists, where production is said to have begun before 2020-08-17.
    Not encoded: the clause itself, whose wording was not read; it gives no relief here.
    """
    if not foreign_abroad or direct_product is None or fdp_footnote_1 in ("", "open"):
        return None
    begun = direct_product.production_started
    if begun is None or begun >= dt.date(2020, 8, 17):
        return None
    because = "85 FR 51596 has a savings clause for items already in production, not encoded: it is not relied on."
    return note(Effect.WARNING, because, "85 FR 51596", code="assumption")


def _aboard(activity: str, since: dt.date | None, ordered: dt.date | None, effective: dt.date) -> bool:
    """Whether an item was aboard a carrier under an actual order on the day a rule took effect."""
    if activity == "deemed_export" or since is None or ordered is None:
        return False
    return ordered <= since <= effective


@rule(
    "85 FR 29849 en route savings",
    citation=FOOTNOTE_1_FIRST,
    effective=[span("2020-05-15", "2020-08-16", by=FOOTNOTE_1_FIRST)],
)
def en_route_savings(
    fdp_footnote_1: str, activity: str, en_route_since: dt.date | None, order_date: dt.date | None
) -> Finding | None:
    """Savings clause for footnote 1 items en route.

    Encoded: aboard a carrier on 2020-05-15 under an actual order; a release to a person goes aboard none.
    """
    if fdp_footnote_1 in ("", "open") or not _aboard(activity, en_route_since, order_date, _PRODUCTION_BEGUN_BEFORE):
        return None
    assert en_route_since is not None
    because = f"En route aboard a carrier since {en_route_since.isoformat()}, under an actual order."
    return exempt(because, FOOTNOTE_1_FIRST, covers=(FOOTNOTE_1,))


_WIDENED_ON = dt.date(2024, 11, 1)


@rule(
    "89 FR 87282 savings",
    citation=WIDENED,
    effective=[span("2024-11-01", "2024-12-02", by=WIDENED)],
    doubt="what was eligible before is itself in doubt: see the requirement until 2024-10-31",
)
def widening_savings(
    fdp_footnote_1: str, fdp_footnote_4: str, activity: str, en_route_since: dt.date | None, order_date: dt.date | None
) -> Findings | None:
    """Savings clause for what the words "any destination, end user or party" added

    Encoded: an item aboard a carrier on 2024-11-01 under an actual order, completed by 2024-12-02, whose requirement
    the words of before did not reach: footnote 1 without such an entity as a party, footnote 4 for what the item
    goes into. It goes on as before, which was a question and is one here.
    """
    reached = (
        (FOOTNOTE_1, fdp_footnote_1 in ("producer", "recipient")),
        (FOOTNOTE_4, fdp_footnote_4 == "recipient"),
    )
    covers = tuple(key for key, added in reached if added)
    if not covers or not _aboard(activity, en_route_since, order_date, _WIDENED_ON):
        return None
    assert en_route_since is not None
    because = f"Aboard a carrier since {en_route_since.isoformat()} under an actual order: as before 2024-11-01."
    asked = "Whether the requirement reached the item before 2024-11-01 is not settled by its words: ask BIS."
    return (
        exempt(because, WIDENED, covers=covers),
        note(Effect.QUESTION, asked, WIDENED, "15 CFR 744.11", code="known_recipients"),
    )


@rule(
    FOOTNOTE_3,
    citation="15 CFR 746.8(a)(3)",
    effective=[span("2022-02-24", by="87 FR 12226")],
    doubt="the partner countries of Supplement No. 3 are known at second hand; from them the requirement is a question",
)
def footnote_3(fdp_footnote_3: str, activity: str, exporter_country: str) -> Findings | None:
    """A license is required for footnote 3 direct products.

    Encoded: the requirement of 746.8 for items that 734.9(g) makes subject to the EAR; no license exceptions; a
    question from partner countries, which 746.8(a)(12)(iii)(A) spares, or where the country is not stated; not for
    deemed reexports (746.8(a)(12)(i)).
    Not encoded: the Scope column of Supplement No. 3 to Part 746; the exceptions of 746.8(c).
    """
    if fdp_footnote_3 != "met" or activity == "deemed_export":
        return None
    cited = ("15 CFR 746.8", "15 CFR 734.9(g)")
    if not exporter_country or exporter_country in PARTNERS:
        because = (
            "A license is required for a direct product in which an entity with footnote 3 takes part, unless it leaves"
            " a country that Supplement No. 3 to Part 746 spares, within its Scope column: which country is it?"
        )
        return (note(Effect.QUESTION, because, *cited, "15 CFR Part 746 Supp. No. 3", code="exporter_country"),)
    because = "A license is required for a direct product in which an entity with footnote 3 takes part."
    return (
        require(because, *cited, policy=ReviewPolicy.POLICY_OF_DENIAL, key=FOOTNOTE_3),
        no_exceptions("License exceptions are taken as barred for footnote 3 direct products.", *cited, key=FOOTNOTE_3),
    )


def _footnote_4(policies: frozenset[tuple[int, ReviewPolicy]], because: str, *cited: str) -> Findings:
    return (
        require(because, *cited, policy=policy_of(4, policies), key=FOOTNOTE_4),
        no_exceptions("No license exception is available for footnote 4 direct products.", *cited, key=FOOTNOTE_4),
    )


def _footnote_4_with_a_party(
    route: str, policies: frozenset[tuple[int, ReviewPolicy]], paragraph: str
) -> Findings | None:
    if route in ("", "open"):
        return None
    cited = (paragraph, "15 CFR 744.11", "15 CFR 734.9(e)(2)")
    if route == "recipient":
        because = (
            "The item is subject to the EAR for what it will go into, but until 2024-10-31 the words of the license "
            "requirement spoke of a party and of use in development or production only: ask BIS."
        )
        return (note(Effect.QUESTION, because, *cited, code="known_recipients"),)
    because = "A license is required: a footnote 4 entity is a party, or the item is used to produce its products."
    return _footnote_4(policies, because, *cited)


@rule(FOOTNOTE_4, citation="15 CFR 744.11(a)(2)(ii)", effective=[span("2022-10-21", "2024-08-26", by="87 FR 62186")])
def footnote_4_as_ii(fdp_footnote_4: str, footnote_policies: frozenset[tuple[int, ReviewPolicy]]) -> Findings | None:
    """A license is required for footnote 4 direct products when the entity is a party or producer.

    Encoded: as paragraph (a)(2)(ii), where it stood then; no license exceptions; the policy of the entry.
    """
    return _footnote_4_with_a_party(fdp_footnote_4, footnote_policies, "15 CFR 744.11(a)(2)(ii)")


@rule(FOOTNOTE_4, citation="15 CFR 744.11(a)(2)(iv)", effective=[span("2024-08-27", "2024-10-31", by="89 FR 68539")])
def footnote_4_as_iv(fdp_footnote_4: str, footnote_policies: frozenset[tuple[int, ReviewPolicy]]) -> Findings | None:
    """A license is required for footnote 4 direct products when the entity is a party or producer.

    Encoded: the same as paragraph (a)(2)(iv).
    """
    return _footnote_4_with_a_party(fdp_footnote_4, footnote_policies, "15 CFR 744.11(a)(2)(iv)")


@rule(FOOTNOTE_4, citation="15 CFR 744.11(a)(2)(iv)", effective=[span("2024-11-01", by=WIDENED)])
def footnote_4(fdp_footnote_4: str, footnote_policies: frozenset[tuple[int, ReviewPolicy]]) -> Findings | None:
    """A license is required for footnote 4 direct products.

    Encoded: to or within any destination or to any end user or party; no license exceptions.
    """
    if fdp_footnote_4 in ("", "open"):
        return None
    because = "A license is required for a footnote 4 direct product, whoever the parties are."
    cited = ("15 CFR 744.11(a)(2)(iv)", "15 CFR 744.11", "15 CFR 734.9(e)(2)", WIDENED)
    return _footnote_4(footnote_policies, because, *cited)


@rule(
    FOOTNOTE_5,
    citation="15 CFR 744.11(a)(2)(v)",
    effective=[span("2024-12-02", by="89 FR 96790")],
    status="partial",
    doubt="the requirement turns on where the exporter is headquartered, which is not asked",
)
def footnote_5(
    fdp_footnote_5: str,
    over_de_minimis: str,
    classification: Classification | None,
    exporter_groups: frozenset[str],
    footnote_policies: frozenset[tuple[int, ReviewPolicy]],
) -> Findings | None:
    """A license is required for footnote 5 direct products.

    Encoded: 3B993 from outside Country Group A:5, for which any headquarters leads to the requirement; every
    other case is a question, since it turns on the headquarters of the exporter and its ultimate parent. Items
    that 734.4(a)(9) alone makes subject to the EAR stand under the same requirement.
    Not encoded: Supp. No. 4 to Part 742; in-country transfers by headquarters; equivalent controls abroad.
    """
    if classification is None or (fdp_footnote_5 in ("", "open") and over_de_minimis != "fdp_footnote_5"):
        return None
    cited = ("15 CFR 744.11(a)(2)(v)", "15 CFR 744.11", "15 CFR 734.9(e)(3)")
    if classification.entry == "3B993" and "A:5" not in exporter_groups:
        because = "A license is required for 3B993 equipment from outside Country Group A:5, whoever exports it."
        barred = "No license exception is available for footnote 5 direct products."
        return (
            require(because, *cited, policy=policy_of(5, footnote_policies), key=FOOTNOTE_5),
            no_exceptions(barred, *cited, key=FOOTNOTE_5),
        )
    because = (
        "Whether a license is required for this footnote 5 direct product turns on where the exporter and its "
        "ultimate parent are headquartered (Supp. No. 4 to Part 742, Country Group D:5, Macau)."
    )
    return (note(Effect.QUESTION, because, *cited, code="exporter_country"),)
