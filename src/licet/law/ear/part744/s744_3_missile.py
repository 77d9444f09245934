"""15 CFR 744.3: rocket systems and unmanned aerial vehicles."""

from __future__ import annotations

from licet.law.finding import Effect, Findings, no_exceptions, note, require
from licet.law.rule import rule
from licet.terms.outcome import ReviewPolicy

_KEY = "744.3"


@rule(_KEY, citation="15 CFR 744.3(a)")
def missile_end_use(end_use: str, destination_groups: frozenset[str], item_moves: bool) -> Findings | None:
    """A license is required for rocket systems and unmanned aerial vehicles

    Encoded: every item subject to the EAR for rocket systems or unmanned aerial vehicles in Country
    Group D:4, whether their range is 300 km or more (a)(1) or not known (a)(3); no license exceptions.
    Elsewhere (a)(2) reaches systems for the delivery of chemical, biological or nuclear weapons: what
    they deliver is a question.
    Not encoded: the governmental programs of nuclear-weapon States that are members of NATO; (b),
    notices to one exporter; systems in D:4 whose range is known to be less than 300 km and whose use
    is known, which (a) does not reach.
    """
    if end_use != "missile" or not item_moves:
        return None
    if "D:4" not in destination_groups:
        because = (
            "The item is for rocket systems or unmanned aerial vehicles: a license is required to any destination if"
            " they are to deliver chemical, biological or nuclear weapons."
        )
        return (note(Effect.QUESTION, because, "15 CFR 744.3(a)(2)", code="end_use"),)
    return (
        require(
            "The item is for rocket systems or unmanned aerial vehicles in a destination of Country Group D:4: a"
            " license is required, reviewed case by case and denied where the contribution is material.",
            "15 CFR 744.3(a)",
            "15 CFR 744.3(d)",
            policy=ReviewPolicy.CASE_BY_CASE,
            key=_KEY,
        ),
        no_exceptions("No license exceptions apply to the prohibitions of 744.3.", "15 CFR 744.3(c)", key=_KEY),
    )
