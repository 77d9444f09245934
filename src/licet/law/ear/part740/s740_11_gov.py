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
    claimed,
    exception,
    missing,
    not_met,
    paragraph,
    refused,
    under,
)
from licet.law.ear.part740.restriction import Bars
from licet.law.finding import Findings
from licet.law.rule import rule
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

USES = MappingProxyType(
    {
        "a": Use(
            "740.11(a)",
            "international safeguards",
            ("consigned_to_iaea_or_euratom", "official_use", "not_very_sensitive_list"),
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
        "b.2.iii.c": Use("740.11(b)(2)(iii)(C)", "foreign assistance or sales program, temporary", _WRITTEN),
        "b.2.iii.d": Use(
            "740.11(b)(2)(iii)(D)", "cross servicing agreement", (*_WRITTEN, "agreement_in_force"), GOODS
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
        "b.2.vii": Use(
            "740.11(b)(2)(vii)",
            "microelectronics under a U.S. Government contract",
            ("us_government_contract", "contract_provides_for_it", "microelectronics_item"),
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
            ("for_space_station", "short_notice", "no_e1_national"),
            COMMODITY,
            only_to=frozenset({"FR", "JP", "KZ", "RU"}),
            covers=(*LIST_BASED, "742.5"),
        ),
    }
)  # fmt: skip


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
    if named[:1] == "c" and found.has_reason("NP") is not False:
        return "an item controlled for nuclear nonproliferation reasons", "740.11(c)(3)(vi)"
    if named[:1] == "c" and found.entry in ("6A002", "6E001", "6E002"):
        return "an item of 6A002, or technology of 6E001 or 6E002 that may be for it", "740.11(c)(3)(iv)"
    if named == "b.2.iii.b" and (found.has_reason("CB") is not False or found.has_reason("CW") is not False):
        return "an item controlled for CB or CW reasons", "740.11(b)(2)(iii)(B)(4)"
    if named == "b.2.iii.c" and move.groups & {"E:1", "E:2"}:
        return "a destination in Country Group E:1 or E:2", "740.11(b)(2)(iii)(C)"
    if named == "b.2.vi" and found.is_600_series:
        return "technology of the 600 series", "740.11(b)(2)(vi)"
    if named == "e" and found.entry != "9A004":
        return "only commodities of 9A004", "740.11(e)(2)"
    return "", ""


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

    Encoded: claimed by `GOV` with the paragraph relied on: (a), (b)(2)(i)-(vii), (c)(2)(i)-(iii), (d), (e),
    each with its items, destinations, exclusions and conditions.
    Not encoded: what Parts 744 and 746 leave to GOV, which stays required; the Sensitive and Very Sensitive
    Lists, stated as conditions; members of NATO outside the cooperating governments for (c)(2)(ii).
    Doubt: the wording was read as of 2026-02-10 and applied to earlier days; 6E001 and 6E002 are excluded
    from (c) as wholes.
    Conditions:
    paragraph: the paragraph relied on, such as (b)(2)(ii)
    consigned_to_iaea_or_euratom: consigned to the IAEA or Euratom at a place named in (a)(1)
    official_use: solely for official use
    not_very_sensitive_list: not on the Very Sensitive List, Supp. No. 7 to Part 774
    not_sensitive_list: not on the Sensitive List, Supp. No. 6 to Part 774
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
    microelectronics_item: a microelectronics item (b)(2)(vii)
    cooperating_government_agency: consigned to an agency of a cooperating government (c)(2)(i)
    cooperating_military_or_nato: its military end user or end use, or an agency of NATO (c)(2)(ii)
    cooperating_government_mission: its diplomatic or consular mission (c)(2)(iii)
    not_cybersecurity_item: no cybersecurity item as 740.22(b)(1) defines it (c)(3)(viii)
    for_opcw_inspection: to or by the OPCW for official inspections (d)
    effective_control: the OPCW keeps effective control (d)
    confidentiality_protected: confidential business information is protected (d)(3)
    for_space_station: required on the space station, on an eligible launch vehicle (e)
    short_notice: within 45 days of complete documentation (e)(2)
    no_e1_national: no national of Country Group E:1 and no one under Part 744 receives it (e)(7)
    """
    claim = claimed(claims, "GOV")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    named = paragraph(claim.states("paragraph"))
    excluded, section = _excluded(claimed_item, claimed_move, named)
    if excluded:
        return refused(f"GOV: {excluded}", section)
    further: list[str] = []
    if named[:1] in ("a", "c") and "A:5" not in claimed_move.groups:
        further.append("not_sensitive_list")
    if named[:1] == "c":
        further += ["not_very_sensitive_list", "not_cybersecurity_item"]
    absent = missing(claim, tuple(further))
    if absent:
        return not_met(claim, absent, f"740.11({named[0]})")
    return under(_GOV, USES, claim, claimed_item, claimed_move, restrictions)
