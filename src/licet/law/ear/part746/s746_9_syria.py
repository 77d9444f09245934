"""15 CFR 746.9: Syria."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part738_chart import ACROSS, DEEMED, Place
from licet.law.ear.part740.sanctioned import SYRIA, SYRIA_BEFORE
from licet.law.ear.part742_review_policy import policy_for
from licet.law.finding import Findings, no_exceptions, require
from licet.law.rule import rule, span
from licet.terms.outcome import ReviewPolicy

_KEY = "746.9"
_CHANGE = "90 FR 42320"
_BEFORE = [span(None, "2025-09-01", by="76 FR 77117")]
_SINCE = [span("2025-09-02", by=_CHANGE)]


def _syria(because: str, policy: ReviewPolicy, act: str) -> Findings:
    return (
        require(because, "15 CFR 746.9(a)", "15 CFR 746.9(c)", act, policy=policy, key=_KEY),
        no_exceptions(
            "For Syria no license exception is available beside those of 15 CFR 746.9(b).",
            "15 CFR 746.9(b)",
            act,
            key=_KEY,
            open_to=SYRIA if act == _CHANGE else SYRIA_BEFORE,
        ),
    )


def _since_2025(classification: Classification, where: Place, end_use: str) -> ReviewPolicy:
    """746.9(c): approval presumed for commercial end uses; Part 742 beside it but for AT.

    A row that names destinations in words of its own counts where it names Syria or a group that holds it.
    """
    own = ReviewPolicy.PRESUMPTION_OF_APPROVAL if end_use == "civil" else ReviewPolicy.CASE_BY_CASE
    others = (
        policy_for(control, classification, where.review, end_use)
        for control in classification.controls
        if control.reason != "AT" and (control.column or control.requirement in where.stated)
    )
    return max((own, *others), key=lambda policy: policy.severity)


_ALL = "Every item subject to the EAR, but for food and medicine designated EAR99, needs a license for Syria."
_NATIONAL = "{party} is a Syrian national: a license is needed to release technology or source code on the list."


@rule("746.9", effective=_BEFORE)
def syria_before_2025(
    movement: str, special_destination: str, classification: Classification | None
) -> Findings | None:
    """Syria: all items subject to the EAR, general policy of denial

    Encoded: a license for every item subject to the EAR; releases of what is on the Commerce Control
    List; general policy of denial, case by case for releases.
    Not encoded: food and medicine designated EAR99, which need no license: no fact says that an item
    is food or medicine, so that the requirement is stated for every EAR99 item (the license exceptions of (b)
    stand in Part 740); the cases of (c)(2) that are reviewed case by case (telecommunications, aviation safety,
    medical devices, support of the Syrian people).
    """
    if special_destination != "SY" or classification is None:
        return None
    if movement == ACROSS:
        return _syria(_ALL, ReviewPolicy.POLICY_OF_DENIAL, "76 FR 77117")
    if movement == DEEMED and not classification.eccn.is_ear99:
        return _syria(_ALL, ReviewPolicy.CASE_BY_CASE, "76 FR 77117")
    return None


@rule("746.9", effective=_SINCE)
def syria_since_2025(
    movement: str, special_destination: str, place: Place, classification: Classification | None, review_end_use: str
) -> Findings | None:
    """Syria: all items subject to the EAR, approval presumed for commercial end uses

    Encoded: a license for every item subject to the EAR; releases of what is on the Commerce Control
    List; presumption of approval for an ordinary end use, case by case otherwise; beside it the policies of
    Part 742 for reasons other than AT, of which the most restrictive applies: denial for 600 series and
    9x515 items (742.4(b)(1)(ii)), case by case for CB, NP, MT and RS. The license exceptions of (b), SPP for
    EAR99 items first, stand in Part 740.
    Not encoded: food and medicine designated EAR99, which need no license (see the earlier version).
    Doubt: 746.9(c) speaks of items on the Commerce Control List only; EAR99 items are read alike.
    """
    if special_destination != "SY" or classification is None:
        return None
    if movement == ACROSS or (movement == DEEMED and not classification.eccn.is_ear99):
        return _syria(_ALL, _since_2025(classification, place, review_end_use), _CHANGE)
    return None


@rule("746.9 release", citation="15 CFR 746.9(a)", effective=_BEFORE)
def syria_release_before_2025(
    movement: str, special_nationality: str, special_destination: str, classification: Classification | None
) -> Findings | None:
    """Syria: release of technology or source code to a Syrian national

    Encoded: a license for what is on the Commerce Control List, reviewed case by case; none for EAR99.
    """
    if (
        movement != DEEMED
        or special_nationality != "SY"
        or special_destination == "SY"
        or classification is None
        or classification.eccn.is_ear99
    ):
        return None
    return _syria(_NATIONAL, ReviewPolicy.CASE_BY_CASE, "76 FR 77117")


@rule("746.9 release", citation="15 CFR 746.9(a)", effective=_SINCE)
def syria_release_since_2025(
    movement: str,
    special_nationality: str,
    special_destination: str,
    nationality_place: Place | None,
    classification: Classification | None,
    review_end_use: str,
) -> Findings | None:
    """Syria: release of technology or source code to a Syrian national

    Encoded: a license for what is on the Commerce Control List, with the policy of 746.9(c); none for EAR99.
    """
    if (
        movement != DEEMED
        or special_nationality != "SY"
        or special_destination == "SY"
        or nationality_place is None
        or classification is None
        or classification.eccn.is_ear99
    ):
        return None
    return _syria(_NATIONAL, _since_2025(classification, nationality_place, review_end_use), _CHANGE)
