"""15 CFR Part 758: what has to be filed and stated when an item leaves the United States.

Obligations are told where the outcome clears. They bind exports from the United States; reexports and
transfers file nothing there.
"""

from __future__ import annotations

from decimal import Decimal

from licet.law.bands import Band
from licet.law.ccl import Classification
from licet.law.finding import Effect, Finding, Findings, note
from licet.law.rule import derived, rule, span

_VALUE = Decimal(2500)
_EEI = "15 CFR 758.1(b)"
# (b)(9): entries, and the paragraphs that are out of it (parts, accessories, the ammunition of 0A505.c) or alone in it.
_FIREARMS = ("0A501.a", "0A501.b", "0A502", "0A505", "0A506", "0A507", "0A508")
_NO_FIREARMS = ("0A502.c", "0A502.d", "0A502.e", "0A505.c")
_TO_CHINA = "85 FR 23459"


@derived(citation="15 CFR 758.1(b)")
def leaves_the_united_states(activity: str, exporter_country: str, kind: str) -> bool:
    """Whether a tangible item is exported from the United States; technology is taken as intangible."""
    return activity == "export" and exporter_country == "US" and kind != "technology"


def _due(because: str, paragraph: str, *acts: str) -> Finding:
    text = f"File Electronic Export Information in AES before export: {because}."
    return note(Effect.OBLIGATION, text, f"15 CFR 758.1(b)({paragraph})", *acts)


def _firearm(eccn: str) -> bool:
    """Whether (b)(9) may be about an item; the barrel of a shotgun is no fact."""
    if any(eccn == out or eccn.startswith(out + ".") for out in _NO_FIREARMS):
        return False
    return any(
        eccn == named or (eccn + ".").startswith(named + ".") or named.startswith(eccn + ".") for named in _FIREARMS
    )


@rule("758.1(b)", citation=_EEI)
def filing_by_destination_or_item(
    leaves_the_united_states: bool, destination_groups: frozenset[str], classification: Classification | None
) -> Findings | None:
    """Electronic Export Information is due for some destinations and items, whatever the value

    Encoded: Country Groups E:1 and E:2; items .a to .x of the 600 series and of 9x515; firearms, short
    shotguns and ammunition.
    Not encoded: shipments under a license, STA or VEU, for which filing is due whatever the value: told
    with `758.1(g)`; transshipment through Australia, Canada or the United Kingdom; BAG.
    """
    if not leaves_the_united_states or classification is None:
        return None
    found: list[Finding] = []
    if destination_groups & {"E:1", "E:2"}:
        found.append(_due("the destination is in Country Group E:1 or E:2", "1"))
    in_y = classification.eccn.paragraph.startswith(".y")
    if (classification.is_600_series or classification.is_9x515) and not in_y and not classification.eccn.is_ear99:
        found.append(_due("the item is of the 600 series or of 9x515", "3"))
    if _firearm(str(classification.eccn)):
        found.append(_due("firearms, shotguns under 18 inches of barrel and ammunition of the entries named", "9"))
    return tuple(found) or None


@rule(
    "758.1(b)(5)",
    citation="15 CFR 758.1(b)(5)",
    limits={"value_usd": (_VALUE,)},
    only_when="leaves_the_united_states",
)
def filing_by_value(
    leaves_the_united_states: bool, destination: str, value_usd: Band, item_moves: bool
) -> Finding | None:
    """Electronic Export Information is due over $2,500

    Encoded: a line worth more than $2,500 (the law counts by Schedule B number).
    Not encoded: exemptions of 15 CFR 30.35 to 30.40, save that for Canada (30.36).
    """
    if not item_moves or destination == "CA" or value_usd.at_most(_VALUE):
        return None
    return _due("the value is over $2,500", "5")


_FILING_TO_CHINA = "15 CFR 758.1(b)(10)"
_FIRST_TO_CHINA = span("2020-06-29", "2020-12-22", by=_TO_CHINA)
_AND_HONG_KONG = span("2020-12-23", by=_TO_CHINA)


@derived(citation=_FILING_TO_CHINA, name="to_china_russia_or_venezuela", effective=[_FIRST_TO_CHINA], otherwise=False)
def to_china_before_hong_kong(destination: str) -> bool:
    """Whether the destination is China, Russia or Venezuela."""
    return destination in ("CN", "RU", "VE")


@derived(citation=_FILING_TO_CHINA, name="to_china_russia_or_venezuela", effective=[_AND_HONG_KONG], otherwise=False)
def to_china(destination: str) -> bool:
    """The same, with Hong Kong as China (85 FR 83769)."""
    return destination in ("CN", "HK", "RU", "VE")


@rule(
    "758.1(b)(10)",
    citation=_FILING_TO_CHINA,
    effective=[span("2020-06-29", by=_TO_CHINA)],
    only_when="to_china_russia_or_venezuela",
)
def filing_to_china(
    to_china_russia_or_venezuela: bool, leaves_the_united_states: bool, classification: Classification | None
) -> Findings | None:
    """Electronic Export Information is due for listed items to China, Russia and Venezuela

    Encoded: every item on the Commerce Control List, whatever the value, with its ECCN whatever the
    reason for control; to Hong Kong as to China since 2020-12-23.
    Not encoded: the exemption of (c)(4), License Exception GOV.
    """
    if not leaves_the_united_states or classification is None or classification.eccn.is_ear99:
        return None
    because = "an item on the Commerce Control List to China, Russia or Venezuela, regardless of value"
    told = f"Enter the ECCN {classification.eccn} in the EEI, whatever the reason for control."
    return _due(because, "10", _TO_CHINA), note(Effect.OBLIGATION, told, "15 CFR 758.1(g)(3)", _TO_CHINA)


@rule("758.1(b)(11)", citation="15 CFR 758.1(b)(11)", effective=[span("2025-01-16", by="90 FR 4612")])
def filing_of_laboratory_equipment(
    leaves_the_united_states: bool, destination_groups: frozenset[str], classification: Classification | None
) -> Finding | None:
    """Electronic Export Information is due for ECCN 3A069 to Country Group D

    Encoded: whatever the value.
    """
    if not leaves_the_united_states or classification is None or classification.eccn.number != "3A069":
        return None
    if not any(group.startswith("D:") for group in destination_groups):
        return None
    return _due("an item of 3A069 to Country Group D", "11", "90 FR 4612")


@rule("758.1(g)", citation="15 CFR 758.1(g)", doubt="the code for the general licenses of 2016-2020 was not found")
def license_authority(leaves_the_united_states: bool, classification: Classification | None) -> Finding | None:
    """The license code in the Electronic Export Information

    Encoded: C33 where no license is required, C30 with the number for a license of BIS; filing is due
    whatever the value where a license is used.
    Not encoded: the codes of license exceptions, which stand in Appendix B to 15 CFR Part 30.
    Doubt: the code for the temporary general licenses of Supplement No. 7 to Part 744 was not found.
    """
    if not leaves_the_united_states or classification is None:
        return None
    because = (
        "Where EEI is filed, report the license authority: C33 where no license is required (NLR), C30 and the license"
        " number under a license of BIS (then file whatever the value), the exception's own code otherwise; for a"
        " general license of Supplement No. 7 to Part 744 ask AES for the code."
    )
    return note(Effect.OBLIGATION, because, "15 CFR 758.1(g)", "15 CFR Part 30 App. B")


@rule("758.1(g) ECCN", citation="15 CFR 758.1(g)(3)")
def eccn_in_filing(leaves_the_united_states: bool, classification: Classification | None) -> Finding | None:
    """The ECCN in the Electronic Export Information

    Encoded: to be entered where the item is controlled for another reason than anti-terrorism.
    """
    if not leaves_the_united_states or classification is None or not classification.reasons - {"AT"}:
        return None
    because = f"Enter the ECCN {classification.eccn} in any EEI: a reason for control other than AT applies."
    return note(Effect.OBLIGATION, because, "15 CFR 758.1(g)(3)")


@rule("758.1(g)(4) General Order No. 4", citation="15 CFR 758.1(g)", effective=[span("2023-11-17", by="88 FR 73424")])
def code_of_general_order_4(leaves_the_united_states: bool, end_use: str, macau_or_d5: bool) -> Finding | None:
    """The license code of the temporary general license of General Order No. 4

    Encoded: C65, told where semiconductor manufacturing equipment is the end use.
    """
    if not leaves_the_united_states or end_use != "semiconductor_manufacturing_equipment" or not macau_or_d5:
        return None
    because = "Under the temporary general license of General Order No. 4 the license code in the EEI is C65."
    return note(Effect.OBLIGATION, because, "15 CFR Part 736 Supp. No. 1", "15 CFR 758.1(g)")


_LAST_PARAGRAPHS = frozenset(
    {"3A001", "4A003", "4A004", "4A005", "5A002", "5A004", "5A992", "5D002", "5D992"}
)  # entries with a paragraph .z


@rule("758.1(g)(5)", citation="15 CFR 758.1(g)(5)", effective=[span("2023-11-17", by="88 FR 73458")])
def paragraph_in_filing(leaves_the_united_states: bool, classification: Classification | None) -> Finding | None:
    """The paragraph .z in the Electronic Export Information

    Encoded: to be the first text of the commodity description for the entries that have one.
    Not encoded: the same for firearms, (g)(4)(ii).
    """
    if not leaves_the_united_states or not _in_last_paragraph(classification):
        return None
    because = "Put the item paragraph (.z) first in the commodity description of the EEI."
    return note(Effect.OBLIGATION, because, "15 CFR 758.1(g)(5)", "88 FR 73458")


def _in_last_paragraph(classification: Classification | None) -> bool:
    if classification is None or classification.eccn.number not in _LAST_PARAGRAPHS:
        return False
    return (classification.eccn.paragraph + ".").startswith(".z.")


def _listed_shipment(leaves: bool, classification: Classification | None) -> bool:
    return leaves and classification is not None and not classification.eccn.is_ear99


@rule("758.6", citation="15 CFR 758.6(a)", effective=[span(None, "2016-11-14")])
def destination_control_statement_on_each_document(
    leaves_the_united_states: bool, classification: Classification | None
) -> Finding | None:
    """The destination control statement on the invoice and the transport document

    Encoded: for every item on the Commerce Control List shipped in tangible form; not for EAR99.
    Not encoded: shipments under BAG or GFT, which need none.
    """
    if not _listed_shipment(leaves_the_united_states, classification):
        return None
    because = (
        "Put the destination control statement on the invoice and on the bill of lading, air waybill or other export"
        " control document."
    )
    return note(Effect.OBLIGATION, because, "15 CFR 758.6(a)")


@rule("758.6", citation="15 CFR 758.6(a)", effective=[span("2016-11-15", by="81 FR 54721")])
def destination_control_statement(
    leaves_the_united_states: bool, classification: Classification | None
) -> Finding | None:
    """The destination control statement on the commercial invoice

    Encoded: for every item on the Commerce Control List shipped in tangible form; not for EAR99.
    Not encoded: shipments under BAG or GFT, which need none.
    """
    if not _listed_shipment(leaves_the_united_states, classification):
        return None
    because = "Put the destination control statement on the commercial invoice."
    return note(Effect.OBLIGATION, because, "15 CFR 758.6(a)")


@rule("758.6(a)(2)", citation="15 CFR 758.6(a)(2)", effective=[span(None, "2023-11-16")])
def eccn_on_invoice_of_series(leaves_the_united_states: bool, classification: Classification | None) -> Finding | None:
    """The ECCN beside the destination control statement: 600 series and 9x515

    Encoded: to be printed for items of the 600 series and of 9x515 shipped in tangible form.
    """
    return _print_eccn(leaves_the_united_states, classification, chips=False)


@rule("758.6(a)(2)", citation="15 CFR 758.6(a)(2)", effective=[span("2023-11-17", by="88 FR 73458")])
def eccn_on_invoice(leaves_the_united_states: bool, classification: Classification | None) -> Finding | None:
    """The ECCN beside the destination control statement: 600 series, 9x515, advanced computing

    Encoded: to be printed for those, for 3A090 and 4A090, and for commodities of the paragraphs .z.
    """
    return _print_eccn(leaves_the_united_states, classification, chips=True)


def _print_eccn(leaves: bool, classification: Classification | None, *, chips: bool) -> Finding | None:
    if not leaves or classification is None or classification.eccn.is_ear99:
        return None
    number = classification.eccn.number
    computing = number in ("3A090", "4A090") or (number[1] == "A" and _in_last_paragraph(classification))
    if not (classification.is_600_series or classification.is_9x515 or (chips and computing)):
        return None
    because = f"Print the ECCN {classification.eccn} beside the destination control statement."
    return note(Effect.OBLIGATION, because, "15 CFR 758.6(a)(2)")
