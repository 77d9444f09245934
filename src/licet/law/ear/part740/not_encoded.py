"""Exceptions that are not encoded. Claiming one is answered, never believed."""

from __future__ import annotations

from types import MappingProxyType

from licet.law.finding import Effect, Findings, note
from licet.law.rule import rule
from licet.terms.item import Claim

SECTIONS = MappingProxyType(
    {
        "TMP": "740.9", "RPL": "740.10", "GOV": "740.11", "GFT": "740.12", "TSU": "740.13", "BAG": "740.14",
        "AVS": "740.15", "APR": "740.16", "APP": "740.7", "ACE": "740.22", "AGR": "740.18", "CCD": "740.19",
        "STA": "740.20", "SCP": "740.21", "NAC": "740.8", "ACA": "740.8", "AIA": "740.27", "ACM": "740.28",
        "LPP": "740.29", "HBM": "740.25", "RFF": "740.26", "IEC": "740.24", "CIV": "740.5",
    }
)  # fmt: skip


@rule("740.1 claims", citation="15 CFR 740.1", status="not_encoded")
def claimed_but_not_encoded(claims: tuple[Claim, ...]) -> Findings | None:
    """A license exception that is claimed and not encoded.

    Encoded: nothing is authorized by it; the answer says so.
    """
    found = tuple(
        note(
            Effect.CONSIDERED,
            f"License Exception {claim.exception} is not encoded: decide its conditions by hand",
            f"15 CFR {SECTIONS[claim.exception]}",
        )
        for claim in claims
        if claim.exception in SECTIONS
    )
    return found or None
