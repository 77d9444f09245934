"""15 CFR 744.8: specially designated nationals; and sanctions law, which Licet does not decide."""

from __future__ import annotations

import datetime as dt

from licet.law.ear.part744.s744_11_affiliates import IN_FORCE
from licet.law.ear.part744.s744_11_entity_list import CLARIFIED_PARTY
from licet.law.ear.part744.s744_11_savings import no_carrier, not_aboard
from licet.law.ear.part744.supp8_ownership import PROGRAMS_744_8, SPECIALLY_DESIGNATED, captures_by_list
from licet.law.finding import Effect, Finding, Findings, exempt, no_exceptions, note, require
from licet.law.rule import rule, span
from licet.terms.outcome import ReviewPolicy
from licet.terms.party import Role
from licet.terms.standing import Basis, Standing

KEY = "744.8"
EXPANDED = "89 FR 20107"
OFAC = "31 CFR Chapter V"
_SAME_PERSON = (Basis.LISTED, Basis.BRANCH)
# Sections before 89 FR 20107, each for one identifier.
_SECTIONS_BEFORE = (
    ("NPWMD", "744.8"),
    ("SDGT", "744.12"),
    ("SDT", "744.13"),
    ("FTO", "744.14"),
    ("IRAQ2", "744.18"),
)


def program(name: str) -> str:
    """A program's identifier in one spelling: `ILLICIT DRUGS-EO14059` and `[SDGT]` without brackets."""
    return name.strip(" []").upper().replace(" ", "-")


def _designated(standing: Standing) -> bool:
    return standing.list in SPECIALLY_DESIGNATED and standing.in_force


def sections_before(standing: Standing) -> tuple[str, ...]:
    """The sections that reached the identifiers of a standing until 2024-03-20."""
    named = {program(name) for name in standing.programs}
    return tuple(f"15 CFR {section}" for identifier, section in _SECTIONS_BEFORE if identifier in named)


def programs_now(standing: Standing) -> tuple[str, ...]:
    """The identifiers of a standing that 744.8(a)(1) names since 2024-03-21."""
    return tuple(sorted({program(name) for name in standing.programs} & PROGRAMS_744_8))


def _license(because: str, policy: ReviewPolicy, paragraph: str, *citations: str) -> Findings:
    unless = " Unless the transaction is authorized by OFAC, or exempted under its regulations."
    beside = "{party} is a specially designated national: OFAC's regulations apply to United States persons beside."
    return (
        require(because + unless, *citations, paragraph, policy=policy, key=KEY),
        no_exceptions("No license exception overcomes the requirement.", *citations[:1], key=KEY),
        note(Effect.OTHER_MEASURE, beside, OFAC),
    )


@rule(
    KEY,
    citation="15 CFR Part 744",
    effective=[span(None, "2024-03-20")],
    doubt="the review policy and the roles of the sections before 89 FR 20107 were not read",
)
def sdn_before_expansion(role: Role, standing: Standing, item_moves: bool) -> Findings | None:
    """A license is required where certain specially designated nationals take part

    Encoded: all items subject to the EAR, for the identifiers NPWMD (744.8), SDGT (744.12), SDT (744.13),
    FTO (744.14) and IRAQ2 (744.18), as 89 FR 20107 tells of the law before it.
    Not encoded: 746.10(a)(2), luxury goods for seven programs, and 740.2(a)(22), firearms for SDNT and
    SDNTK: such a person is a question of sanctions law (`744.8 other programs`).
    Doubt: the sections of that time were not read; the more restrictive policy, denial, is told.
    """
    if not _designated(standing) or standing.basis not in _SAME_PERSON or not item_moves:
        return None
    sections = sections_before(standing)
    paragraph = CLARIFIED_PARTY.get(role, "")
    if not sections or not paragraph:
        return None
    because = "{party} is a specially designated national under a program that needs a license for all items."
    doubt = "The review policy of 744.8 and 744.12 to 744.18 before 2024-03-21 was not read: denial is taken."
    return (
        *_license(because, ReviewPolicy.POLICY_OF_DENIAL, paragraph, *sections),
        note(Effect.WARNING, doubt, *sections, code="assumption"),
    )


@rule(KEY, citation="15 CFR 744.8(b)", effective=[span("2024-03-21", by=EXPANDED)])
def sdn(role: Role, standing: Standing, item_moves: bool) -> Findings | None:
    """A license is required where specially designated nationals of fourteen programs take part

    Encoded: all items subject to the EAR, where the person is a party of 748.5(c)-(f); no license
    exceptions; presumption of denial. The requirement does not arise where OFAC authorizes or exempts
    the transaction: no fact claims that.
    Not encoded: a person that is on the Entity List as well: the terms of its entry take precedence;
    both requirements are told and the more restrictive policy stands; OFAC general licenses.
    """
    if not _designated(standing) or standing.basis not in _SAME_PERSON or not item_moves:
        return None
    named = programs_now(standing)
    paragraph = CLARIFIED_PARTY.get(role, "")
    if not named or not paragraph:
        return None
    because = f"{{party}} is a specially designated national ({', '.join(named)}) and a party to the transaction."
    policy = ReviewPolicy.PRESUMPTION_OF_DENIAL
    return _license(because, policy, paragraph, "15 CFR 744.8(b)", "15 CFR 744.8(d)", EXPANDED)


_EXPANDED_ON = dt.date(2024, 3, 21)


@rule(
    "744.8 savings",
    citation="89 FR 20107 (savings clause)",
    effective=[span("2024-03-21", "2024-04-22", by=EXPANDED)],
)
def sdn_savings(
    role: Role, standing: Standing, activity: str, en_route_since: dt.date | None, order_date: dt.date | None
) -> Findings | None:
    """Shipments aboard a carrier when 744.8 was expanded may go on until April 22, 2024

    Encoded: an item aboard a carrier on 2024-03-21 under an actual order, to a person that the section newly
    reached on that day: of the eleven programs added, designated by then. It lifts the requirement of 744.8 only;
    sanctions law is a question, as it was before.
    Not encoded: that it was eligible before: every other requirement stands by itself.
    """
    if en_route_since is None or not _designated(standing) or standing.basis not in _SAME_PERSON:
        return None
    if not programs_now(standing) or role not in CLARIFIED_PARTY:
        return None
    cited = "89 FR 20107 (savings clause)"
    fault = no_carrier(activity, transfers=True) or not_aboard(en_route_since, order_date, _EXPANDED_ON)
    if not fault and sections_before(standing):
        fault = "the person was under the sections before it already"
    if not fault and standing.listed_from > _EXPANDED_ON:
        fault = "the person was designated later"
    if fault:
        because = f"The savings clause of 89 FR 20107 does not help: {fault}."
        return (note(Effect.CONSIDERED, because, cited),)
    because = "Aboard a carrier under an actual order when 744.8 was expanded: saved by 89 FR 20107."
    asked = "{party} is a specially designated national: OFAC's regulations decide, which are not encoded."
    return (exempt(because, cited, covers=(KEY,)), note(Effect.QUESTION, asked, OFAC, "15 CFR 744.8", code="ofac"))


@rule("744.8(a)(2)", citation="15 CFR 744.8(a)(2)", effective=IN_FORCE)
def owned_by_sdn(role: Role, standing: Standing, item_moves: bool) -> Findings | None:
    """A license is required for foreign affiliates owned 50 percent or more by such persons

    Encoded: the Affiliates rule while in force; see `744.11(a)(1)`. General Order No. 7 does not help.
    """
    if not _designated(standing) or standing.basis is not Basis.OWNED or not item_moves:
        return None
    paragraph = CLARIFIED_PARTY.get(role, "")
    if not paragraph or not standing.foreign or not captures_by_list(standing):
        return None
    because = "{party} is owned 50 percent or more by persons of 15 CFR 744.8 and is a party to the transaction."
    policy = ReviewPolicy.PRESUMPTION_OF_DENIAL
    return _license(because, policy, paragraph, "15 CFR 744.8(a)(2)", "15 CFR 744.8(d)", "90 FR 47201")


def _sanctions_law(standing: Standing, reached: bool) -> Findings | None:
    """The question of sanctions law, unless the EAR itself needs a license of this person."""
    if not _designated(standing) or reached or standing.basis is Basis.MINORITY:
        return None
    who = {
        Basis.OWNED: "{party} is owned 50 percent or more by a specially designated national",
        Basis.SHARE_UNKNOWN: "{party} has a specially designated national among its owners, whose share is not known",
    }.get(standing.basis, "{party} is a specially designated national")
    programs = f" ({', '.join(standing.programs)})" if standing.programs else ""
    because = f"{who}{programs}: OFAC's regulations decide, which are not encoded."
    return (
        note(Effect.QUESTION, because, OFAC, "15 CFR 744.8", code="ofac"),
        note(Effect.OTHER_MEASURE, because, OFAC),
    )


@rule("744.8 other programs", citation=OFAC, effective=[span(None, "2024-03-20")])
def other_programs_before(role: Role, standing: Standing) -> Findings | None:
    """A specially designated national that the EAR do not reach

    Encoded: a clearance is undetermined: sanctions law decides. So too for companies it owns by half,
    and for its part in another role than those of 748.5(c)-(f).
    """
    listed = standing.basis in _SAME_PERSON and role in CLARIFIED_PARTY
    return _sanctions_law(standing, listed and bool(sections_before(standing)))


@rule("744.8 other programs", citation=OFAC, effective=[span("2024-03-21", by=EXPANDED)])
def other_programs(role: Role, standing: Standing) -> Findings | None:
    """A specially designated national outside the programs of 744.8

    Encoded: as before 2024-03-21, with the fourteen programs.
    """
    listed = standing.basis in _SAME_PERSON and role in CLARIFIED_PARTY
    return _sanctions_law(standing, listed and bool(programs_now(standing)))


@rule("746 sanctions law", citation=OFAC)
def comprehensively_sanctioned(destination: str, exporter_country: str, jurisdiction: frozenset[str]) -> Finding | None:
    """A destination under comprehensive sanctions of the United States

    Encoded: shipments to Cuba or North Korea from the United States, or of items subject to the EAR
    from anywhere, are a question of sanctions law wherever the EAR would let them go; for other items
    from elsewhere it is told. Iran: see `746.7(e)`.
    """
    return _sanctioned(destination, exporter_country, jurisdiction, ("CU", "KP"))


@rule("746 sanctions law, Syria", citation="31 CFR Part 542", effective=[span(None, "2025-06-30", ended_by="EO 14312")])
def syria_sanctioned(destination: str, exporter_country: str, jurisdiction: frozenset[str]) -> Finding | None:
    """Syria, until OFAC's sanctions program ended

    Encoded: as for the other comprehensively sanctioned destinations, through 2025-06-30.
    """
    return _sanctioned(destination, exporter_country, jurisdiction, ("SY",))


@rule("746 sanctions law, Sudan", citation="31 CFR Part 538", effective=[span(None, "2017-10-11")])
def sudan_sanctioned(destination: str, exporter_country: str, jurisdiction: frozenset[str]) -> Finding | None:
    """Sudan, until OFAC's sanctions were revoked

    Encoded: as for the other comprehensively sanctioned destinations, through 2017-10-11.
    """
    return _sanctioned(destination, exporter_country, jurisdiction, ("SD",))


def _sanctioned(
    destination: str, exporter_country: str, jurisdiction: frozenset[str], countries: tuple[str, ...]
) -> Finding | None:
    if destination not in countries:
        return None
    because = "The destination is under comprehensive sanctions: OFAC's regulations decide, which are not encoded."
    if exporter_country in ("US", "") or jurisdiction:
        return note(Effect.QUESTION, because, OFAC, code="ofac")
    return note(Effect.OTHER_MEASURE, because + " They bind United States persons wherever they are.", OFAC)
