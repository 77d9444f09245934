"""15 CFR 746.3: Iraq."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part738_chart import ACROSS, TRANSFER
from licet.law.finding import Effect, Finding, Findings, no_exceptions, note, require
from licet.law.rule import rule
from licet.terms.outcome import ReviewPolicy

_REASONS = frozenset({"NS", "MT", "NP", "CW", "CB", "RS", "CC", "EI", "SI", "SL"})
_NAMED = frozenset({"0B999", "0D999", "1B999", "1C992", "1C995", "1C997", "1C999", "6A992"})  # (a)(3)


def _reasons(classification: Classification, *, certain: bool) -> frozenset[str]:
    """Reasons for control that surely, or only perhaps, reach the item, whichever destinations their rows name."""
    return frozenset(
        control.reason
        for control in classification.controls
        if control.requirement not in _ELSEWHERE and control.certain is certain
    )


# Rows that apply to one named destination or party only do not make an item "controlled" for Iraq.
_ELSEWHERE = frozenset({"north_korea", "pakistan", "footnote5", "part746", "elsewhere", "e1"})


@rule("746.3")
def iraq(
    movement: str,
    special_destination: str,
    classification: Classification | None,
    review_end_use: str,
) -> tuple[Finding, ...] | None:
    """Iraq: items on the Commerce Control List

    Encoded: (a)(1) any item controlled for NS, MT, NP, CW, CB, RS, CC, EI, SI or SL reasons; (a)(2) UN
    reasons; (a)(3) the entries named there; exports, reexports and transfers within Iraq; (b)(1)
    policy of denial for nuclear activity; (b)(3) case by case.
    Not encoded: (b)(2), the policy of denial where BIS finds a material contribution to weapons;
    (f), transfers of what came to Iraq under a license or license exception.
    Doubt: whether a row that names other destinations (China, Country Group D:5) makes an item
    "controlled for RS reasons" for Iraq. It is read so, since (a)(1) names the reason only.
    """
    if special_destination != "IQ" or movement not in (ACROSS, TRANSFER) or classification is None:
        return None
    if classification.eccn.is_ear99:
        return None
    reasons = _reasons(classification, certain=True)
    perhaps = _reasons(classification, certain=False) & (_REASONS | {"UN"})
    found: list[Finding] = []
    denial = review_end_use == "nuclear"
    policy = ReviewPolicy.POLICY_OF_DENIAL if denial else ReviewPolicy.CASE_BY_CASE
    if reasons & _REASONS:
        named = ", ".join(sorted(reasons & _REASONS))
        found.append(
            require(
                f"Items controlled for {named} reasons need a license for Iraq.",
                "15 CFR 746.3(a)(1)",
                "15 CFR 746.3(b)",
                policy=policy,
                key="746.3:CCL",
            )
        )
    elif perhaps:
        found.append(
            note(
                Effect.QUESTION,
                f"{classification.eccn} may be controlled for {', '.join(sorted(perhaps))} reasons and then needs a"
                " license for Iraq: state the paragraph of the entry that describes the item.",
                "15 CFR 746.3(a)(1)",
                code="item.eccn",
            )
        )
    if "UN" in reasons:
        found.append(
            require(
                "Items controlled for UN reasons need a license for Iraq.",
                "15 CFR 746.3(a)(2)",
                "15 CFR 746.3(b)",
                policy=policy,
                key="746.3:UN",
            )
        )
    if classification.eccn.number in _NAMED:
        found.append(
            require(
                f"{classification.eccn.number} is named in 746.3(a)(3) and needs a license for Iraq.",
                "15 CFR 746.3(a)(3)",
                "15 CFR 742.6(a)(5)",
                policy=policy,
                key="746.3:RS",
            )
        )
    return tuple(found) or None


@rule("746.3 military", citation="15 CFR 746.3(a)(4)")
def iraq_military(movement: str, special_destination: str, review_end_use: str) -> Findings | None:
    """Iraq: military end use

    Encoded: any item subject to the EAR known to be for a military end use in Iraq needs a license;
    policy of denial; no license exception.
    Not encoded: what goes to the Government of Iraq or to agencies of the United States, which the
    paragraph leaves out; a military end user known otherwise than by the stated end use.
    """
    if special_destination != "IQ" or movement not in (ACROSS, TRANSFER) or review_end_use != "military":
        return None
    return (
        require(
            "The end use is stated as military: any item subject to the EAR needs a license for such use in Iraq.",
            "15 CFR 746.3(a)(4)",
            "15 CFR 746.3(b)(4)",
            policy=ReviewPolicy.POLICY_OF_DENIAL,
            key="746.3:military",
        ),
        no_exceptions(
            "No license exception overcomes the requirement of 746.3(a)(4).", "15 CFR 746.3(c)", key="746.3:military"
        ),
    )
