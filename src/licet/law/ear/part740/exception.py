"""What license exceptions have in common: the authority, and how one is claimed."""

from __future__ import annotations

from licet.law.finding import Authority
from licet.terms.item import Claim

# The requirements a list-based exception overcomes: those of the Country Chart (740.1(a)). Requirements
# of Parts 744 and 746 are lifted only where these parts say so.
LIST_BASED = ("742.2", "742.3", "742.4", "742.6", "742.7")


def exception(symbol: str, title: str, section: str, *conditions: str) -> Authority:
    """A license exception as an authority: its symbol, title, section and conditions."""
    return Authority("license_exception", symbol, title, f"15 CFR {section}", conditions=conditions)


def claimed(claims: tuple[Claim, ...], symbol: str) -> Claim | None:
    """The claim of an exception, `None` where it is not relied on."""
    return next((claim for claim in claims if claim.exception == symbol), None)
