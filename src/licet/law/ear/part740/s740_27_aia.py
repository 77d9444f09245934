"""740.27 to 740.29: artificial intelligence (AIA), manufacturing (ACM), low performance (LPP)."""

from __future__ import annotations

from licet.law.ear.part740.exception import (
    COMMODITY,
    LIST_BASED,
    SHIPMENTS,
    ClaimedItem,
    ClaimedMove,
    among,
    claimed,
    exception,
    grant,
    refused,
)
from licet.law.ear.part740.restriction import Bars
from licet.law.finding import Findings
from licet.law.rule import rule, span
from licet.terms.item import Claim

_MADE = "90 FR 4544"
_SINCE = [span("2025-01-13", by=_MADE)]
_NOT_ENFORCED = "BIS has announced that it does not enforce the rule that made it (2025-05-13); the text is followed"

_AIA = exception("AIA", "Artificial Intelligence Authorization", "740.27", "certification sent to BIS (c)")
_ACM = exception("ACM", "Advanced Compute Manufacturing", "740.28", "an account of items at each facility (e)")
_LPP = exception("LPP", "Low Processing Performance", "740.29", "reports of (g)", "yearly limit for each consignee (d)")

_CHIPS = ("3A001.z.1.a", "3A001.z.2.a", "3A001.z.3.a", "3A001.z.4.a", "3A090.a")
_COMPUTERS = ("4A003.z.1.a", "4A003.z.2.a", "4A004.z.1", "4A005.z.1", "4A090.a", "5A004.z.1.a", "5A004.z.2.a")
_ENCRYPTION = tuple(f"5A002.z.{number}.a" for number in range(1, 6))
_DESIGNED = ("3A090.a", "5A002.z", "5A992.z.1")  # only if designed by an approved or authorized designer
_LPP_ITEMS = (*_CHIPS, *_COMPUTERS, "5A992.z.1")
_AIA_GOODS = (*_CHIPS, *_COMPUTERS, *_ENCRYPTION, "5A992.z.1")
_AIA_SERVING = ("3D001", "4D001", "4D090", "4E001", "5D002.z", "5D992.z.1", "5E002", "5E992")
_ACM_GOODS = (
    "3A001.z", "3A090", "4A003.z", "4A004.z", "4A005.z", "4A090", *_ENCRYPTION, "5A002.z.2", "5A004.z", "5A992.z",
    "4D090", "5D002.z", "5D992.z",
)  # fmt: skip
# Supp. No. 5 to Part 740, paragraph (a), as made by 90 FR 4544; known from reports.
_SUPPLEMENT_5 = frozenset({
    "AU", "BE", "CA", "DK", "FI", "FR", "DE", "IE", "IT", "JP", "NL", "NZ", "NO", "KR", "ES", "SE", "TW", "GB",
})  # fmt: skip
_ACM_SERVING = ("3D001", "3E001", "4D001", "4E001", "5E002", "5E992")


def _outside(move: ClaimedMove) -> bool:
    """Neither Macau nor Country Group D:5."""
    return "D:5" not in move.groups and move.destination != "MO"


@rule("740.27", citation="15 CFR 740.27", only_when="claims", effective=_SINCE, status="partial", doubt=_NOT_ENFORCED)
def artificial_intelligence(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Artificial intelligence authorization (AIA)

    Encoded: claimed by `AIA`: items of (a)(1), and software and technology of (a)(2)(i), to entities in and of
    destinations of paragraph (a) of Supp. No. 5 to Part 740; furnishing the ECCN, the certification and the
    notice.
    Not encoded: model weights of 4E091 (a)(3).
    Doubt: the destinations of Supp. No. 5 are known from reports; the seats of the entity are stated as a condition.
    Conditions:
    within_supplement_5: located in, and by its own and its ultimate parent's seat of, Supp. No. 5 paragraph (a)
    not_for_training_by_others: not for training models of 4E091 by entities outside that paragraph (a)
    approved_designer: 3A090.a, 5A002.z and 5A992.z.1: designed by an approved or authorized designer (a)(1)
    for_eligible_items: software and technology for items of (a)(2)(i)
    eccn_furnished: the ECCN was furnished to the ultimate consignee (b)(1)
    consignee_certified: the ultimate consignee's certification was obtained and sent to BIS where due (b)(2), (c)
    shipment_notified: the consignee is notified in writing with the shipment (b)(3)
    """
    claim = claimed(claims, "AIA")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    goods = among(item, _AIA_GOODS)
    if goods is not True and among(item, _AIA_SERVING) is False:
        return refused(f"AIA is not for {item.eccn}", "740.27(a)")
    if claimed_move.activity not in SHIPMENTS or claimed_move.destination not in _SUPPLEMENT_5:
        return refused(
            "AIA reaches the destinations of Supp. No. 5 to Part 740, (a), only, and no releases", "740.27(a)"
        )
    needs = ["within_supplement_5", "eccn_furnished", "shipment_notified"]
    needs += ["consignee_certified", "not_for_training_by_others"] if goods else ["for_eligible_items"]
    if among(item, _DESIGNED) is not False:
        needs.append("approved_designer")
    return grant(
        _AIA,
        claim,
        restrictions,
        section="740.27(a)",
        because=f"{item.eccn}: artificial intelligence authorization",
        covers=LIST_BASED,
        needs=needs,
    )


@rule("740.28", citation="15 CFR 740.28", only_when="claims", effective=_SINCE, status="partial", doubt=_NOT_ENFORCED)
def advanced_compute_manufacturing(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Advanced compute manufacturing (ACM)

    Encoded: claimed by `ACM`: items of (b) to private sector end users for development, production or storage,
    ultimately for customers outside Macau and Country Group D:5; never to these, nor for a consignee with its
    seat there.
    Not encoded: EI of 5A002.z and 5D002.z, for which License Exception ENC is claimed beside it.
    Conditions:
    private_sector_end_user: an individual or firm not owned or controlled by a foreign government (d)
    for_development_production_or_storage: for that, or for storage before export to the ultimate end user (a)
    customers_outside_macau_and_d5: ultimately destined to customers outside Macau and D:5 (a)
    consignee_seat_outside_macau_and_d5: the ultimate consignee and its ultimate parent have no seat there (c)
    approved_designer: 3A090.a, 5A002.z and 5A992.z.1: designed by an approved or authorized designer (b)
    for_eligible_items: software and technology for items of (b)
    items_accounted_for: a system accounts for what comes to and leaves each facility (e)
    """
    claim = claimed(claims, "ACM")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    goods = among(item, _ACM_GOODS)
    if goods is not True and among(item, _ACM_SERVING) is False:
        return refused(f"ACM is not for {item.eccn}", "740.28(b)")
    if claimed_move.activity not in SHIPMENTS or not _outside(claimed_move):
        return refused("ACM does not reach Macau or Country Group D:5, nor releases", "740.28(c)")
    needs = [
        "private_sector_end_user", "for_development_production_or_storage", "customers_outside_macau_and_d5",
        "consignee_seat_outside_macau_and_d5", "items_accounted_for",
    ]  # fmt: skip
    needs += [] if goods else ["for_eligible_items"]
    if among(item, _DESIGNED) is not False:
        needs.append("approved_designer")
    return grant(
        _ACM,
        claim,
        restrictions,
        section="740.28(a)",
        because=f"{item.eccn}: manufacture by a private sector end user",
        covers=LIST_BASED,
        needs=needs,
    )


@rule("740.29", citation="15 CFR 740.29", only_when="claims", effective=_SINCE, doubt=_NOT_ENFORCED)
def low_processing_performance(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Low processing performance (LPP)

    Encoded: claimed by `LPP`: exports and reexports of the commodities of (b) directly to one ultimate consignee
    within 26,900,000 TPP a calendar year; never to Macau or Country Group D:5, nor to a consignee with its seat
    there. 740.2(a)(9)(ii) does not leave it open to the destinations named there.
    Conditions:
    within_yearly_limit: the consignee receives at most 26,900,000 TPP this year from all exporters (a), (d)
    directly_to_consignee: sent directly to a single ultimate consignee (a)
    consignee_seat_outside_macau_and_d5: the ultimate consignee and its ultimate parent have no seat there (c)(2)
    consignee_certified: the certification of (f) was obtained before
    notified_before: shipments of 3,200,000 TPP and more were notified to BIS before (g)(3)
    """
    claim = claimed(claims, "LPP")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    item = claimed_item.classification
    if among(item, _LPP_ITEMS) is not True or claimed_item.kind not in COMMODITY:
        return refused(f"LPP is not for {item.eccn}", "740.29(b)")
    if claimed_move.activity not in ("export", "reexport") or not _outside(claimed_move):
        return refused("LPP is for exports and reexports outside Macau and Country Group D:5", "740.29(a), (c)")
    return grant(
        _LPP,
        claim,
        restrictions,
        section="740.29(a)",
        because=f"{item.eccn}: within the yearly limit of the consignee",
        covers=LIST_BASED,
        needs=("within_yearly_limit", "directly_to_consignee", "consignee_seat_outside_macau_and_d5",
               "consignee_certified", "notified_before"),
    )  # fmt: skip
