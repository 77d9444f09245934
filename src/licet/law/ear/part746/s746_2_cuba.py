"""15 CFR 746.2: Cuba."""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part738_chart import ACROSS, DEEMED
from licet.law.ear.part740.sanctioned import CUBA
from licet.law.finding import Findings, no_exceptions, require
from licet.law.rule import rule
from licet.terms.outcome import ReviewPolicy

_KEY = "746.2"


def _cuba(because: str) -> Findings:
    return (
        require(
            because + " Applications are subject to a general policy of denial.",
            "15 CFR 746.2(a)",
            "15 CFR 746.2(b)",
            policy=ReviewPolicy.POLICY_OF_DENIAL,
            key=_KEY,
        ),
        no_exceptions(
            "For Cuba no license exception is available beside those of 15 CFR 746.2(a)(1).",
            "15 CFR 746.2(a)(1)",
            key=_KEY,
            open_to=CUBA,
        ),
    )


@rule("746.2")
def cuba(movement: str, special_destination: str, classification: Classification | None) -> Findings | None:
    """Cuba: all items subject to the EAR

    Encoded: a license for every item subject to the EAR, EAR99 included, exported or reexported to
    Cuba; general policy of denial; release of technology or source code on the Commerce Control List
    to a Cuban national where Cuba is the destination of a deemed export.
    The license exceptions of (a)(1) stand in Part 740.
    Not encoded: the cases of (b)(1)-(4) that are generally approved (medicines, telecommunications for the
    Cuban people, civil aviation safety and others) or reviewed case by case: they turn on purposes no fact
    states.
    """
    if special_destination != "CU" or classification is None:
        return None
    if movement == ACROSS:
        return _cuba("Every item subject to the EAR needs a license for export or reexport to Cuba.")
    if movement == DEEMED and not classification.eccn.is_ear99:
        return _cuba("The release of technology or source code on the Commerce Control List to Cubans needs a license.")
    return None


@rule("746.2 release", citation="15 CFR 746.2(a)")
def cuba_release(
    movement: str, special_nationality: str, special_destination: str, classification: Classification | None
) -> Findings | None:
    """Cuba: release of technology or source code to a Cuban national

    Encoded: a license for what is on the Commerce Control List; none for EAR99, (a)(2).
    """
    if (
        movement != DEEMED
        or special_nationality != "CU"
        or special_destination == "CU"
        or classification is None
        or classification.eccn.is_ear99
    ):
        return None
    return _cuba("{party} is a Cuban national: a license is needed to release this technology or source code.")
