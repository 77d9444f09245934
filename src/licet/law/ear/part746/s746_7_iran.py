"""15 CFR 746.7 and 742.8: Iran."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part738_chart import ACROSS, DEEMED
from licet.law.finding import Effect, Finding, Findings, no_exceptions, note, require
from licet.law.rule import rule, span
from licet.terms.eccn import Eccn
from licet.terms.outcome import ReviewPolicy

_KEY = "746.7"

# 746.7(a)(1)(i): columns of the chart, and entries that have none.
_COLUMNS = frozenset(
    {"CB1", "CB2", "CB3", "NP1", "NP2", "NS1", "NS2", "MT1", "RS1", "RS2", "CC1", "CC2", "CC3", "AT1", "AT2"}
)
_ENTRIES = frozenset(
    {"0A503", "0A980", "0A982", "0A983", "0E982", "1C355", "1C395", "1C980", "1C982", "1C983", "1C984"}
    | {"2A994", "2D994", "2E994", "5A980", "5D980", "5E980"}
)
_PARAGRAPHS = frozenset({"5A001.f.1"})  # the software and technology for it have AT Column 1 in any case
_AT_ENTRIES = frozenset({"1C350", "1C355", "1C395", "2A994", "2D994", "2E994"})  # 742.8(a)(1)


def _named(eccn: Eccn) -> bool:
    text = str(eccn)
    return eccn.number in _ENTRIES or any(text == one or text.startswith(one + ".") for one in _PARAGRAPHS)


def iran_findings(classification: Classification, who: str) -> Findings:
    """The findings of 746.7 and 742.8 for an item on the Commerce Control List."""
    columns = {control.column for control in classification.controls if control.certain}
    perhaps = {control.column for control in classification.controls} - columns
    found: list[Finding] = []
    if columns & _COLUMNS or _named(classification.eccn):
        found.append(
            require(
                f"{classification.eccn} is among the items on the Commerce Control List that need a license {who};"
                " licenses for other than humanitarian or aviation safety purposes are generally denied.",
                "15 CFR 746.7(a)(1)(i)",
                "15 CFR 746.7(b)",
                policy=ReviewPolicy.POLICY_OF_DENIAL,
                key=_KEY,
            )
        )
    elif perhaps & _COLUMNS:
        found.append(
            note(
                Effect.QUESTION,
                f"Part of {classification.eccn} needs a license {who}: state the paragraph.",
                "15 CFR 746.7(a)(1)(i)",
                code="item.eccn",
            )
        )
    else:
        found.append(
            note(
                Effect.GAP,
                f"{classification.eccn} has none of the columns that 746.7(a)(1)(i) names: read the entry for Iran.",
                "15 CFR 746.7(a)(1)",
            )
        )
    if columns & {"AT1", "AT2"} or classification.eccn.number in _AT_ENTRIES:
        found.append(
            require(
                f"{classification.eccn} is controlled for anti-terrorism reasons {who}.",
                "15 CFR 742.8(a)(1)",
                "15 CFR 742.8(b)",
                policy=ReviewPolicy.POLICY_OF_DENIAL,
                key="742.8:AT",
            )
        )
    found.append(
        no_exceptions("No license exception may be used for exports or reexports to Iran.", "15 CFR 746.7(c)", key=_KEY)
    )
    return tuple(found)


@rule("746.7")
def iran(movement: str, special_destination: str, classification: Classification | None) -> Findings | None:
    """Iran: items on the Commerce Control List

    Encoded: (a)(1)(i) the columns and entries named there; the anti-terrorism requirement of 742.8
    beside it; (b) denial; (c) no license exceptions.
    Not encoded: (a)(1)(ii) items by tariff number and (a)(1)(iii) the Iran direct product rule, for
    which see the other rules of this section; the case-by-case policy for humanitarian reasons and
    aviation safety; (a)(2), an authorization of OFAC, which is one under the EAR as well.
    """
    if special_destination != "IR" or movement not in (ACROSS, DEEMED):
        return None
    if classification is None or classification.eccn.is_ear99:
        return None
    return iran_findings(classification, "for Iran")


@rule("746.7 release", citation="15 CFR 746.7(a)(1)(i)")
def iran_release(
    movement: str, special_nationality: str, special_destination: str, classification: Classification | None
) -> Findings | None:
    """Iran: release of technology or source code to an Iranian national

    Encoded: a release is an export to the person's country; all else as for 746.7.
    """
    if movement != DEEMED or special_nationality != "IR" or special_destination == "IR":
        return None
    if classification is None or classification.eccn.is_ear99:
        return None
    return iran_findings(classification, "for release to {party}, an Iranian national")


@rule("746.7(e)", citation="15 CFR 746.7(e)")
def iran_sanctions(
    movement: str,
    special_destination: str,
    exporter_country: str,
    classification: Classification | None,
    jurisdiction: frozenset[str],
) -> Finding | None:
    """Iran: what the Iranian Transactions Regulations prohibit

    Encoded: the question whether the transaction is prohibited by 31 CFR part 560 and authorized by
    OFAC; 746.7(e) prohibits what is prohibited there and not authorized, EAR99 items included. It
    speaks of items subject to the EAR: of others from a third country the regulations are only told.
    Not encoded: 31 CFR part 560.
    """
    if special_destination != "IR" or not movement or classification is None:
        return None
    if not jurisdiction and exporter_country not in ("US", ""):
        because = (
            "The Iranian Transactions and Sanctions Regulations bind United States persons wherever they are, and those"
            " they own or control, for items that are not subject to the EAR too."
        )
        return note(Effect.OTHER_MEASURE, because, "31 CFR Part 560")
    return note(
        Effect.QUESTION,
        "No item subject to the EAR may be exported or reexported to Iran where the Iranian Transactions and Sanctions"
        " Regulations prohibit it and the Office of Foreign Assets Control has not authorized it, whether or not the"
        " EAR requires a license: is there an authorization?",
        "15 CFR 746.7(e)",
        "15 CFR 746.7(a)(2)",
        code="ofac",
    )


@rule(
    "746.7(a)(1)(ii)",
    citation="15 CFR 746.7(a)(1)(ii)",
    effective=[span("2023-02-24", by="88 FR 12150")],
    status="not_encoded",
)
def iran_tariff_items(movement: str, special_destination: str, classification: Classification | None) -> Finding | None:
    """Iran: items of Supplement No. 7 to Part 746

    Encoded: that an EAR99 item for Iran may be one of them.
    Not encoded: the supplement, which names items by tariff number; no fact gives that number.
    """
    if special_destination != "IR" or movement != ACROSS or classification is None:
        return None
    if not classification.eccn.is_ear99:
        return None
    return note(
        Effect.GAP,
        "An EAR99 item needs a license for Iran if Supplement No. 7 to Part 746 names its tariff number.",
        "15 CFR 746.7(a)(1)(ii)",
        "15 CFR Part 746 Supp. No. 7",
    )
