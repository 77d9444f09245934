"""15 CFR 744.4: chemical and biological weapons."""

from __future__ import annotations

from licet.law.finding import Findings, no_exceptions, require
from licet.law.rule import rule
from licet.terms.outcome import ReviewPolicy

_KEY = "744.4"


@rule(_KEY, citation="15 CFR 744.4(a)")
def chemical_biological_end_use(end_use: str, item_moves: bool) -> Findings | None:
    """A license is required for chemical and biological weapons, worldwide

    Encoded: every item subject to the EAR for chemical or biological weapons, in any destination; no
    license exceptions.
    Not encoded: whole plants for the precursors of ECCN 1C350, which need a license outside Country
    Group A:3 only: the end use `chemical_biological` stands for the weapons; (b), notices to one
    exporter.
    """
    if end_use != "chemical_biological" or not item_moves:
        return None
    return (
        require(
            "The item is for chemical or biological weapons: a license is required to every destination, reviewed"
            " case by case and denied where the contribution is material.",
            "15 CFR 744.4(a)",
            "15 CFR 744.4(d)",
            policy=ReviewPolicy.CASE_BY_CASE,
            key=_KEY,
        ),
        no_exceptions("No license exceptions apply to the prohibitions of 744.4.", "15 CFR 744.4(c)", key=_KEY),
    )
