"""15 CFR 746.10: luxury goods, until they moved into 746.8."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part738_chart import ACROSS, TRANSFER
from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule, span


@rule("746.10", effective=[span("2022-03-11", "2024-06-11", by="87 FR 14785")], status="not_encoded")
def luxury_goods(
    movement: str, special_destination: str, classification: Classification | None, kind: str
) -> Finding | None:
    """Russia and Belarus: luxury goods

    Encoded: that goods designated EAR99 may be among those of Supplement No. 5 to Part 746.
    Not encoded: the supplement, by tariff number; (a)(2), luxury goods for Russian and Belarusian
    oligarchs and malign actors wherever they are.
    """
    if special_destination not in ("RU", "BY") or movement not in (ACROSS, TRANSFER) or classification is None:
        return None
    if not classification.eccn.is_ear99 or kind != "commodity":
        return None
    return note(
        Effect.GAP,
        "EAR99 goods need a license for Russia and Belarus if Supplement No. 5 to Part 746 names their tariff number.",
        "15 CFR 746.10(a)",
        "15 CFR Part 746 Supp. No. 5",
        "87 FR 14785",
    )
