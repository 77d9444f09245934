"""740.11: governments, international organizations, inspections and the space station (GOV)."""

from __future__ import annotations

from types import MappingProxyType

from licet.law.ear.part740.exception import (
    ANY_REASON,
    COMMODITY,
    GOODS,
    LIST_BASED,
    TECHNOLOGY,
    ClaimedItem,
    ClaimedMove,
    Use,
    among,
    claimed,
    exception,
    paragraph,
    refused,
    under,
)
from licet.law.ear.part740.restriction import Bars
from licet.law.finding import Findings
from licet.law.rule import rule, span
from licet.terms.item import Claim

_GOV = exception("GOV", "Governments, International Organizations, Inspections", "740.11", "official use only")

# What (b)(2)(i) and (ii) cover: surreptitious listening too, which 740.2(a)(3) leaves to them.
_OFFICIAL = (*ANY_REASON, "742.13")
_CONTRACT = ("us_government_contract", "for_us_government_use")
_WRITTEN = ("us_government_contract", "written_agency_authorization")
_COOPERATING = frozenset({"A:1", "SG", "TW"})
_COVERS_C = ("742.2", "742.4", "742.5", "742.6", "742.7")  # no NP, no EI (c)(3)
_ENCRYPTION = frozenset({"5A002", "5A004", "5D002", "5E002"})
_FIREARMS = frozenset({"0A501", "0A506", "0A507", "0A508", "0A509"})
# (c)(3)(vii) with 740.20(b)(2)(ii); of 0A502 short shotguns only, which the ECCN does not tell.
_NOT_STA = frozenset({"0A502", "0A503", "0A981", "0A982", "0A983", "0E504", "0E982"})
# (c)(3)(viii) with 740.22(b)(1): as wholes, and in part by what software or technology is for.
_CYBERSECURITY = ("4A005", "4D004", "4E001.c", "5A001.j")
_CYBERSECURITY_IN_PART = ("4D001.a", "4E001.a", "5B001.a", "5D001.a", "5D001.c", "5E001.a")
_SAFEGUARDS = frozenset({"AT", "CA", "JP", "LU"})  # (a)(1)(i), (ii)

USES = MappingProxyType(
    {
        "a": Use(
            "740.11(a)",
            "international safeguards",
            ("consigned_to_iaea_or_euratom", "official_use"),
            GOODS,
            covers=(*LIST_BASED, "742.5"),
        ),
        "b.2.i": Use(
            "740.11(b)(2)(i)", "personal use by U.S. Government personnel", ("us_government_personnel", "personal_use"),
            covers=_OFFICIAL,
        ),
        "b.2.ii": Use(
            "740.11(b)(2)(ii)",
            "made by or consigned to a U.S. Government agency",
            ("us_government_agency", "official_use"),
            covers=_OFFICIAL,
        ),
        "b.2.iii.a": Use(
            "740.11(b)(2)(iii)(A)", "for a U.S. Government agency", (*_CONTRACT, "destined_to_us_person")
        ),
        "b.2.iii.b": Use("740.11(b)(2)(iii)(B)", "cooperative program", (*_WRITTEN, "agreement_in_force")),
        "b.2.iii.c": Use(
            "740.11(b)(2)(iii)(C)",
            "foreign assistance or sales program, temporary",
            (*_WRITTEN, "returned_within_four_years"),
        ),
        "b.2.iii.d": Use(
            "740.11(b)(2)(iii)(D)",
            "cross servicing agreement",
            (*_WRITTEN, "agreement_in_force", "directed_by_defense_department"),
            GOODS,
        ),
        "b.2.iii.e": Use(
            "740.11(b)(2)(iii)(E)",
            "Government furnished equipment",
            ("us_government_contract", "no_foreign_person", "property_statement_on_documents"),
        ),
        "b.2.iv": Use("740.11(b)(2)(iv)", "written direction of Defense or Energy", ("written_directive",)),
        "b.2.v": Use("740.11(b)(2)(v)", "sold, leased or loaned by Defense", ("sold_by_defense_department",)),
        "b.2.vi": Use(
            "740.11(b)(2)(vi)",
            "technology under a U.S. Government contract",
            ("us_government_contract", "contract_provides_for_it"),
            TECHNOLOGY,
        ),
        "c.2.i": Use(
            "740.11(c)(2)(i)",
            "agency of a cooperating government, in its territory",
            ("cooperating_government_agency", "official_use"),
            only_to=_COOPERATING,
            covers=_COVERS_C,
        ),
        "c.2.ii": Use(
            "740.11(c)(2)(ii)",
            "military end user of a cooperating government, or NATO",
            ("cooperating_military_or_nato", "official_use"),
            only_to=_COOPERATING,
            covers=_COVERS_C,
        ),
        "c.2.iii": Use(
            "740.11(c)(2)(iii)",
            "diplomatic or consular mission of a cooperating government",
            ("cooperating_government_mission", "official_use"),
            only_to=frozenset({"B"}),
            covers=_COVERS_C,
        ),
        "d": Use(
            "740.11(d)",
            "inspections under the Chemical Weapons Convention",
            ("for_opcw_inspection", "effective_control", "confidentiality_protected"),
            covers=(*LIST_BASED, "742.5"),
        ),
        "e": Use(
            "740.11(e)",
            "International Space Station on short notice",
            ("for_space_station", "short_notice", "eligible_launch_vehicle", "no_e1_national"),
            COMMODITY,
            only_to=frozenset({"FR", "JP", "KZ", "RU"}),
            covers=(*LIST_BASED, "742.5"),
        ),
    }
)  # fmt: skip


_MICROELECTRONICS = MappingProxyType(
    {
        "b.2.vii": Use(
            "740.11(b)(2)(vii)",
            "microelectronics under a U.S. Government contract",
            ("us_government_contract", "contract_provides_for_it", "microelectronics_item"),
        )
    }
)


def _excluded(item: ClaimedItem, move: ClaimedMove, named: str) -> tuple[str, str]:
    """Why the item may not go under the paragraph, and the paragraph that says so; empty where it may."""
    found = item.classification
    personal_or_official = named in ("b.2.i", "b.2.ii")
    if found.entry in _FIREARMS and not personal_or_official:
        return f"{found.entry} is eligible for (b)(2)(i) and (ii) only", "740.11"
    if found.entry[:1] == "0" and found.entry[2:3] == "5" and "E:1" in move.groups and not personal_or_official:
        return "an item of a 0x5zz entry to Country Group E:1", "740.11"
    if named[:1] in ("a", "c") and found.entry in _ENCRYPTION and found.has_reason("EI") is not False:
        return "an encryption item", "740.11(a)(2)(iii)" if named[0] == "a" else "740.11(c)(3)(iii)"
    if named[:1] in ("a", "c", "d") and found.is_600_series and "A:5" not in move.groups:
        return "a 600 series item outside Country Group A:5", f"740.11({named[0]})"
    if named == "a" and move.activity == "export" and move.destination not in _SAFEGUARDS:
        return "exports go to the seats and field offices in Austria, Canada, Japan and Luxembourg", "740.11(a)(1)"
    if named == "d" and move.activity == "export" and item.kind != "technology" and move.destination != "NL":
        return "commodities and software are exported to the seat of the OPCW in the Netherlands", "740.11(d)(1)(i)"
    if named[:1] == "c":
        return _excluded_from_c(item)
    if named == "b.2.iii.b" and (found.has_reason("CB") is not False or found.has_reason("CW") is not False):
        return "an item controlled for CB or CW reasons", "740.11(b)(2)(iii)(B)(4)"
    if named == "b.2.iii.c" and move.groups & {"E:1", "E:2"}:
        return "a destination in Country Group E:1 or E:2", "740.11(b)(2)(iii)(C)"
    if named == "b.2.vi" and found.is_600_series:
        return "technology of the 600 series", "740.11(b)(2)(vi)"
    if named == "e" and found.entry != "9A004":
        return "only commodities of 9A004", "740.11(e)(2)"
    return "", ""


def _excluded_from_c(item: ClaimedItem) -> tuple[str, str]:
    found = item.classification
    if found.has_reason("NP") is not False:
        return "an item controlled for nuclear nonproliferation reasons", "740.11(c)(3)(vi)"
    if found.entry in ("6A002", "6E001", "6E002"):
        return "an item of 6A002, or technology of 6E001 or 6E002 that may be for it", "740.11(c)(3)(iv)"
    if found.entry in _NOT_STA:
        return f"{found.entry} is not eligible for License Exception STA", "740.11(c)(3)(vii)"
    if among(found, _CYBERSECURITY):
        return "a cybersecurity item", "740.11(c)(3)(viii)"
    return "", ""


def _further(item: ClaimedItem, move: ClaimedMove, named: str) -> list[str]:
    """Conditions that the exclusions of (a) and (c) leave to the claim."""
    found: list[str] = []
    if named[:1] in ("a", "c"):
        found.append("not_very_sensitive_list")
        if "A:5" not in move.groups:
            found.append("not_sensitive_list")
    if named == "a" and move.activity != "export" and move.destination not in _SAFEGUARDS:
        found.append("safeguards_kept")
    if named[:1] == "c" and among(item.classification, (*_CYBERSECURITY, *_CYBERSECURITY_IN_PART)) is not False:
        found.append("not_cybersecurity_item")
    return found


@rule(
    "740.11",
    citation="15 CFR 740.11",
    only_when="claims",
    status="partial",
    doubt="read as of 2026-02-10; earlier wordings were not",
)
def governments(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Governments, international organizations, inspections and the space station (GOV)

    Encoded: claimed by `GOV` with the paragraph relied on: (a), (b)(2)(i)-(vi), (c)(2)(i)-(iii), (d), (e), each
    with its items, destinations, exclusions and conditions; (b)(2)(vii) since 2024-03-13, see there. What
    Part 746 leaves to it is overcome too.
    Not encoded: what Part 744 leaves to (b)(2)(i) and (ii), which stays required; the Sensitive and Very
    Sensitive Lists, stated as conditions; members of NATO outside the cooperating governments for (c)(2)(ii).
    Doubt: the wording was read as of 2026-02-10 and applied to earlier days; 6A002, 6E001 and 6E002 are
    excluded from (c) as wholes.
    Conditions:
    paragraph: the paragraph relied on, such as (b)(2)(ii)
    consigned_to_iaea_or_euratom: consigned to the IAEA or Euratom at a place named in (a)(1)
    official_use: solely for official use
    not_very_sensitive_list: not on the Very Sensitive List, Supp. No. 7 to Part 774
    not_sensitive_list: not on the Sensitive List, Supp. No. 6 to Part 774
    safeguards_kept: reexported under the control of the IAEA or Euratom, to be returned (a)(1)(iii)
    returned_within_four_years: returned, or its disposition authorized, within four years (b)(2)(iii)(C)
    directed_by_defense_department: at the direction of the Department of Defense (b)(2)(iii)(D)
    us_government_personnel: for personnel of the U.S. Government or their households (b)(2)(i)
    personal_use: in quantities for personal use only (b)(2)(i)
    us_government_agency: made by or consigned to a department or agency of the U.S. Government (b)(2)(ii)
    us_government_contract: under a contract with a department or agency of the U.S. Government
    for_us_government_use: solely for use by that department or agency (b)(2)(iii)(A)
    destined_to_us_person: destined to a U.S. person (b)(2)(iii)(A)
    written_agency_authorization: the agency's written authorization names items, end users and consignees
    agreement_in_force: the agreement is in force, the arrangement in operation
    no_foreign_person: not provided to any foreign person (b)(2)(iii)(E)
    property_statement_on_documents: the statement of (b)(2)(iii)(E)(3) stands on the documents
    written_directive: official written request or directive (b)(2)(iv)
    sold_by_defense_department: delivered in the United States under (b)(2)(v)
    contract_provides_for_it: the contract provides for this item
    cooperating_government_agency: consigned to an agency of a cooperating government (c)(2)(i)
    cooperating_military_or_nato: its military end user or end use, or an agency of NATO (c)(2)(ii)
    cooperating_government_mission: its diplomatic or consular mission (c)(2)(iii)
    not_cybersecurity_item: no cybersecurity item as 740.22(b)(1) defines it (c)(3)(viii)
    for_opcw_inspection: to or by the OPCW for official inspections (d)
    effective_control: the OPCW keeps effective control (d)
    confidentiality_protected: confidential business information is protected (d)(3)
    for_space_station: required on the space station, not for incorporation by a manufacturer (e)(2)
    short_notice: within 45 days of complete documentation (e)(2)
    eligible_launch_vehicle: launched by the United States, Russia, ESA or Japan, a launch being scheduled (e)(3), (4)
    no_e1_national: no national of Country Group E:1 and no one under Part 744 receives it (e)(7)
    """
    claim = claimed(claims, "GOV")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    named = paragraph(claim.states("paragraph"))
    if named in _MICROELECTRONICS:
        return None
    excluded, section = _excluded(claimed_item, claimed_move, named)
    if excluded:
        return refused(f"GOV: {excluded}", section)
    further = _further(claimed_item, claimed_move, named)
    return under(_GOV, USES, claim, claimed_item, claimed_move, restrictions, further)


@rule(
    "740.11(b)(2)(vii)",
    citation="15 CFR 740.11(b)(2)(vii)",
    only_when="claims",
    effective=[span("2024-03-13", by="89 FR 18355")],
    doubt="the day is known at second hand; the page is that of the amendment",
)
def microelectronics(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Microelectronics under a contract of the U.S. Government (GOV)

    Encoded: claimed by `GOV` with the paragraph (b)(2)(vii).
    Conditions:
    us_government_contract: under a contract with a department or agency of the U.S. Government
    contract_provides_for_it: the contract provides for this export, reexport or transfer
    microelectronics_item: a microelectronics item
    """
    claim = claimed(claims, "GOV")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    if paragraph(claim.states("paragraph")) not in _MICROELECTRONICS:
        return None
    excluded, section = _excluded(claimed_item, claimed_move, "b.2.vii")
    if excluded:
        return refused(f"GOV: {excluded}", section)
    return under(_GOV, _MICROELECTRONICS, claim, claimed_item, claimed_move, restrictions)


@rule(
    "740.11(b)(2)(vii) before",
    citation="15 CFR 740.11(b)(2)(vii)",
    only_when="claims",
    effective=[span(None, "2024-03-12", by="61 FR 12768", ended_by="89 FR 18355")],
)
def no_microelectronics(claims: tuple[Claim, ...]) -> Findings | None:
    """License Exception GOV before it was for microelectronics

    Encoded: a claim of (b)(2)(vii) authorizes nothing before 2024-03-13.
    """
    claim = claimed(claims, "GOV")
    if claim is None or paragraph(claim.states("paragraph")) not in _MICROELECTRONICS:
        return None
    return refused("GOV: there was no paragraph (b)(2)(vii) before 2024-03-13", "740.11(b)(2)")
