"""15 CFR 746.8: Russia and Belarus."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part738_chart import ACROSS, TRANSFER
from licet.law.ear.part740.sanctioned import RUSSIA
from licet.law.ear.part746.supp3_partners import PARTNERS
from licet.law.finding import Effect, Finding, Findings, no_exceptions, note, require
from licet.law.rule import rule, span
from licet.terms.outcome import ReviewPolicy

_KEY = "746.8"
_LATER_CATEGORIES = frozenset("3456789")


def _every_entry(classification: Classification, *acts: str) -> Findings:
    return (
        require(
            f"{classification.eccn} is on the Commerce Control List: a license is needed for exports, reexports and"
            " transfers to or within the destination, reviewed under a policy of denial.",
            "15 CFR 746.8(a)(1)",
            "15 CFR 746.8(b)",
            *acts,
            policy=ReviewPolicy.POLICY_OF_DENIAL,
            key=_KEY,
        ),
        no_exceptions(
            "No license exception overcomes the requirement beside those of 15 CFR 746.8(c).",
            "15 CFR 746.8(c)",
            *acts,
            key=_KEY,
            open_to=RUSSIA,
        ),
    )


def _listed(movement: str, classification: Classification | None) -> bool:
    return movement in (ACROSS, TRANSFER) and classification is not None and not classification.eccn.is_ear99


@rule("746.8", effective=[span("2022-02-24", "2022-03-01", by="87 FR 12226")])
def russia_categories_3_to_9(
    movement: str, special_destination: str, classification: Classification | None
) -> Findings | None:
    """Russia: Categories 3 to 9 of the Commerce Control List

    Encoded: a license for every item of those Categories; policy of denial; no deemed exports.
    Not encoded: the case-by-case classes of (b). The license exceptions of (c) stand in Part 740.
    """
    if special_destination != "RU" or classification is None or not _listed(movement, classification):
        return None
    if classification.eccn.number[0] not in _LATER_CATEGORIES:
        return None
    return _every_entry(classification, "87 FR 12226")


@rule("746.8", effective=[span("2022-03-02", "2022-04-07", by="87 FR 13048")])
def russia_belarus_categories_3_to_9(
    movement: str, special_destination: str, classification: Classification | None
) -> Findings | None:
    """Russia and Belarus: Categories 3 to 9 of the Commerce Control List

    Encoded: as before for Russia, and for Belarus.
    Not encoded: the case-by-case classes of (b). The license exceptions of (c) stand in Part 740.
    """
    if special_destination not in ("RU", "BY") or classification is None or not _listed(movement, classification):
        return None
    if classification.eccn.number[0] not in _LATER_CATEGORIES:
        return None
    return _every_entry(classification, "87 FR 12226" if special_destination == "RU" else "87 FR 13048")


@rule("746.8", effective=[span("2022-04-08", by="87 FR 22130")])
def russia_belarus_all_categories(
    movement: str, special_destination: str, classification: Classification | None
) -> Findings | None:
    """Russia and Belarus: every item on the Commerce Control List

    Encoded: (a)(1) a license for every ECCN, for exports, reexports and transfers (in-country); (b)(3)
    policy of denial; (a)(12)(i) no deemed exports.
    Not encoded: (a)(12)(ii), mass market encryption and 5A991 for subsidiaries of companies of the
    United States and Country Groups A:5 and A:6: no fact states such ownership of a civil end user,
    so that the requirement is told; the case-by-case classes of (b)(3);
    (a)(2) and (3), items that are subject to the EAR by the direct product rules of 734.9(f) and (g).
    """
    if special_destination not in ("RU", "BY") or classification is None or not _listed(movement, classification):
        return None
    return _every_entry(classification, "87 FR 22130")


@rule(
    "746.8(a)(5)",
    citation="15 CFR 746.8(a)(5)-(8)",
    effective=[span("2024-06-12", by="89 FR 51644")],
    status="not_encoded",
)
def russia_belarus_listed_ear99(
    movement: str, special_destination: str, classification: Classification | None
) -> Finding | None:
    """Russia and Belarus: industrial goods, itemized items, luxury goods and software designated EAR99

    Encoded: that an EAR99 item may be one of them.
    Not encoded: Supplements No. 2, 4, 5 and 6 to Part 746, by tariff number or description, and the
    kinds of software of (a)(8) (since 2024-09-16): no fact gives the number or the kind.
    """
    if special_destination not in ("RU", "BY") or movement not in (ACROSS, TRANSFER) or classification is None:
        return None
    if not classification.eccn.is_ear99:
        return None
    return note(
        Effect.GAP,
        "Most EAR99 goods, and software for business, design and production, need a license for Russia and Belarus:"
        " check Supplements No. 2 and 4 to 6 to Part 746 by tariff number and description, and 746.8(a)(8).",
        "15 CFR 746.8(a)(5)",
        "15 CFR 746.8(a)(8)",
        "15 CFR Part 746 Supp. No. 4",
    )


@rule(
    "746.8(a)(2)",
    citation="15 CFR 746.8(a)(2)",
    effective=[span("2022-02-24", by="87 FR 12226")],
    doubt="the partner countries of Supplement No. 3 are known at second hand; from them the requirement is a question",
)
def russia_belarus_direct_product(movement: str, fdp_russia_belarus: str, exporter_country: str) -> Findings | None:
    """Foreign-produced items subject to the EAR by 734.9(f), to any destination

    Encoded: a license for reexport, export from abroad or transfer of an item that the Russia/Belarus
    direct product rule reaches, wherever it goes; policy of denial; no license exceptions.
    Not encoded: the exclusion of (a)(12)(iii) for partner countries: from one of them, or from a country
    that is not stated, the requirement is asked about. License exceptions of (c) stand in Part 740.
    """
    if movement not in (ACROSS, TRANSFER) or fdp_russia_belarus != "met":
        return None
    if not exporter_country or exporter_country in PARTNERS:
        return (
            note(
                Effect.GAP,
                "The item is subject to the EAR by 734.9(f) and needs a license unless it leaves a country that"
                " Supplement No. 3 to Part 746 excludes, within its Scope column.",
                "15 CFR 746.8(a)(2)",
                "15 CFR 746.8(a)(12)(iii)",
            ),
        )
    return (
        require(
            "A foreign-produced item that 734.9(f) makes subject to the EAR needs a license to any destination.",
            "15 CFR 746.8(a)(2)",
            "15 CFR 746.8(b)(3)",
            policy=ReviewPolicy.POLICY_OF_DENIAL,
            key="746.8:(a)(2)",
        ),
        no_exceptions(
            "No license exception overcomes the requirement beside those of 15 CFR 746.8(c).",
            "15 CFR 746.8(c)",
            key="746.8:(a)(2)",
            open_to=RUSSIA,
        ),
    )
