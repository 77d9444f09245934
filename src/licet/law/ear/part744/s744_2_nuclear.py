"""15 CFR 744.2: nuclear end uses."""

from __future__ import annotations

from licet.law.finding import Effect, Findings, no_exceptions, note, require
from licet.law.rule import rule
from licet.terms.outcome import ReviewPolicy

SUPPLEMENT_3 = "15 CFR Part 744 Supp. No. 3"
_KEY = "744.2"


@rule(_KEY, citation="15 CFR 744.2(a)")
def nuclear_end_use(
    end_use: str, destination: str, destination_groups: frozenset[str], item_moves: bool
) -> Findings | None:
    """A license is required for nuclear end uses outside the countries of Supplement No. 3

    Encoded: every item subject to the EAR, EAR99 included, known to be for nuclear explosive
    activities, unsafeguarded nuclear activities or the fuel cycle facilities of (a)(3), to any
    destination but those of Supplement No. 3 to Part 744; reviewed by the factors of (d).
    Not encoded: the difference between the activities of (a) and safeguarded civil reactors, which no
    fact states: the end use `nuclear` stands for the activities of (a); releases in the United States,
    see `744 releases`; (b), notices to one exporter;
    (c), TSU for technology to and for the countries of Supplement No. 3, where (a) asks for nothing.
    Doubt: where the review of (d) would lead is not said; it is told as case by case.
    """
    if end_use != "nuclear" or not item_moves or destination == "US":
        return None
    if "NUCLEAR_SUPP3" in destination_groups:
        because = "The destination is among the countries that 744.2(a) leaves out."
        return (note(Effect.CONSIDERED, because, "15 CFR 744.2(a)", SUPPLEMENT_3),)
    return (
        require(
            "The item is for a nuclear end use and the destination is not among the countries of Supplement No. 3: a"
            " license is required, reviewed by the factors of 744.2(d).",
            "15 CFR 744.2(a)",
            "15 CFR 744.2(d)",
            SUPPLEMENT_3,
            policy=ReviewPolicy.CASE_BY_CASE,
            key=_KEY,
        ),
        no_exceptions("No license exception overcomes 15 CFR 744.2 here.", "15 CFR 744.2(c)", key=_KEY),
    )
