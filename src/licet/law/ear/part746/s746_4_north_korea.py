"""15 CFR 746.4 and 742.19: North Korea."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part738_chart import ACROSS, DEEMED
from licet.law.ear.part740.sanctioned import NORTH_KOREA
from licet.law.ear.part742_review_policy import is_9x515, is_600_series
from licet.law.finding import Finding, Findings, no_exceptions, require
from licet.law.rule import rule
from licet.terms.outcome import ReviewPolicy

_KEY = "746.4"
_DENIED_REASONS = frozenset({"NS", "CB", "MT", "NP", "UN", "EI"})  # 742.19(b)(1), 746.4(b)(2), (3)
_DENIED_ENTRIES = frozenset(
    {"8A992", "9A991", "2A983", "2D983", "2E983", "1C992", "2B991", "3B991", "1C997", "1E355"}
    | {"2A984", "2D984", "2E984"}
)
# 742.19(b)(1)(vi), parts for aircraft, (vii), cryptographic items, and (xviii), (xix), computers and microprocessors
# above a very low limit.
_DENIED_PROBABLY = frozenset({"5A992", "5D992", "5E992", "4A994", "3A991", "6A998", "7A994"})
# 742.19(a)(1): entries controlled to North Korea without a column of the chart.
_AT_ENTRIES = frozenset(
    {"0A988", "0A999", "0B999", "0D999", "1A999", "1B999", "1C995", "1C999", "1D999", "2A994", "2A999", "2B999"}
    | {"2D994", "2E994", "3A999", "6A999"}
)


def review(classification: Classification, end_use: str) -> ReviewPolicy:
    """The policy for an item under 746.4(b) and 742.19(b); the stricter where a class is in doubt."""
    if classification.eccn.is_ear99:
        return ReviewPolicy.CASE_BY_CASE
    number = classification.eccn.number
    reasons = frozenset(control.reason for control in classification.controls)
    if reasons & _DENIED_REASONS or number in _DENIED_ENTRIES or number in _DENIED_PROBABLY:
        return ReviewPolicy.POLICY_OF_DENIAL
    if is_600_series(number) or is_9x515(number) or end_use != "civil":
        return ReviewPolicy.POLICY_OF_DENIAL
    return ReviewPolicy.CASE_BY_CASE


def _requirements(classification: Classification, end_use: str, who: str) -> Findings:
    policy = review(classification, end_use)
    found: list[Finding] = [
        require(
            f"{who} every item subject to the EAR, but for food and medicine designated EAR99, needs a license.",
            "15 CFR 746.4(a)",
            "15 CFR 746.4(b)",
            policy=policy,
            key=_KEY,
        ),
        no_exceptions(
            "For North Korea no license exception is available beside those of 15 CFR 746.4(c).",
            "15 CFR 746.4(c)",
            key=_KEY,
            open_to=NORTH_KOREA,
        ),
    ]
    number = classification.eccn.number
    if number in _AT_ENTRIES or any(control.reason == "AT" for control in classification.controls):
        found.append(
            require(
                f"{classification.eccn} is controlled to North Korea for anti-terrorism reasons.",
                "15 CFR 742.19(a)(1)",
                "15 CFR 742.19(b)",
                policy=policy,
                key="742.19:AT",
            )
        )
    return tuple(found)


@rule("746.4")
def north_korea(
    movement: str,
    special_destination: str,
    classification: Classification | None,
    review_end_use: str,
) -> Findings | None:
    """North Korea: all items subject to the EAR

    Encoded: a license for every item subject to the EAR; the anti-terrorism requirement of 742.19
    beside it; the classes that are generally denied (NS, CB, MT, NP, cryptographic, munitions, the
    entries 742.19(b)(1) names, military and proliferation end uses); otherwise case by case.
    Not encoded: food and medicine designated EAR99, which need no license: no fact says that an item
    is food or medicine, so that the requirement is stated for every EAR99 item; luxury goods and
    humanitarian items among EAR99, with their own policies. The license exceptions of (c) stand in Part 740.
    """
    if special_destination != "KP" or movement not in (ACROSS, DEEMED) or classification is None:
        return None
    return _requirements(classification, review_end_use, "For North Korea")


@rule("746.4 release", citation="15 CFR 746.4(a)")
def north_korea_release(
    movement: str,
    special_nationality: str,
    special_destination: str,
    classification: Classification | None,
    review_end_use: str,
) -> Findings | None:
    """North Korea: release of technology or source code to a North Korean national

    Encoded: a release is an export to the person's country (734.13(b)); all else as for 746.4.
    """
    if movement != DEEMED or special_nationality != "KP" or special_destination == "KP" or classification is None:
        return None
    return _requirements(classification, review_end_use, "{party} is a North Korean national:")
