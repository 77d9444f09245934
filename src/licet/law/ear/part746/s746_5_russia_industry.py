"""15 CFR 746.5: Russian (and Belarusian) industry sector sanctions, until they moved into 746.8."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part738_chart import ACROSS, TRANSFER
from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule, span

_ENTRIES = frozenset({"0A998", "1C992", "3A229", "3A231", "3A232", "6A991", "8A992", "8D999"})
# Stated end uses that are none in oil or gas; `other` may be one.
_NOT_OIL = frozenset(
    {"support_existing_network", "support_own_network", "expand_network", "support_existing_device"}
    | {"vulnerability_disclosure", "standards_development", "general_purpose_computing"}
)


def _gap(words: str, *citations: str) -> Finding:
    return note(Effect.GAP, words, "15 CFR 746.5(a)", *citations)


def _oil(classification: Classification, kind: str, end_use: str) -> Finding | None:
    named = classification.eccn.number in _ENTRIES or (classification.eccn.is_ear99 and kind == "commodity")
    if not named or end_use in _NOT_OIL:
        return None
    return _gap(
        "The item needs a license if it is one of Supplement No. 2 to Part 746, or of the entries named in 746.5, and"
        " is for oil or gas in deepwater, Arctic offshore or shale projects in Russia, or that cannot be told.",
        "15 CFR Part 746 Supp. No. 2",
    )


@rule("746.5", effective=[span("2014-08-06", "2022-05-08", by="79 FR 45675")], status="not_encoded")
def oil_and_gas(
    movement: str, special_destination: str, classification: Classification | None, kind: str, end_use: str
) -> Finding | None:
    """Russia: items for deepwater, Arctic offshore and shale projects

    Encoded: that goods designated EAR99, and the entries named there, may be for such a project
    unless the stated end use is another.
    Not encoded: Supplement No. 2 to Part 746 by tariff number, and the end use itself.
    """
    if special_destination != "RU" or movement not in (ACROSS, TRANSFER) or classification is None:
        return None
    return _oil(classification, kind, end_use)


@rule("746.5", effective=[span("2022-05-09", "2022-09-14", by="87 FR 28758")], status="not_encoded")
def industrial_goods(
    movement: str, special_destination: str, classification: Classification | None, kind: str, end_use: str
) -> Finding | None:
    """Russia: industrial goods by tariff number

    Encoded: that goods designated EAR99 may be among them, whatever their end use.
    Not encoded: Supplement No. 4 to Part 746 by tariff number; no fact gives that number.
    """
    if special_destination != "RU" or movement not in (ACROSS, TRANSFER) or classification is None:
        return None
    if classification.eccn.is_ear99 and kind == "commodity":
        return _gap(
            "EAR99 goods need a license for Russia if Supplement No. 4 to Part 746 names their tariff number.",
            "15 CFR Part 746 Supp. No. 4",
            "87 FR 28758",
        )
    return _oil(classification, kind, end_use)


@rule("746.5", effective=[span("2022-09-15", "2024-06-11", by="87 FR 57068")], status="not_encoded")
def industrial_goods_and_itemized_items(
    movement: str, special_destination: str, classification: Classification | None, kind: str, end_use: str
) -> Finding | None:
    """Russia and Belarus: industrial goods by tariff number, itemized items

    Encoded: that an EAR99 item of any kind may be among them: Supplement No. 6 and the end of No. 4
    name software and technology too.
    Not encoded: Supplements No. 4 and 6 to Part 746.
    """
    if special_destination not in ("RU", "BY") or movement not in (ACROSS, TRANSFER) or classification is None:
        return None
    if classification.eccn.is_ear99:
        return _gap(
            "EAR99 items need a license for Russia and Belarus if Supplement No. 4 or 6 to Part 746 names them.",
            "15 CFR Part 746 Supp. No. 4",
            "15 CFR Part 746 Supp. No. 6",
            "87 FR 57068",
        )
    return _oil(classification, kind, end_use)
