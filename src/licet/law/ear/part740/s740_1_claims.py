"""740.1: what claims of license exceptions turn on, and the exceptions that are not encoded."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from licet.law.ccl import Classification
from licet.law.ear.part740.exception import ClaimedItem, ClaimedMove
from licet.law.finding import Effect, Finding, Findings, no_exceptions, note
from licet.law.rule import derived, rule
from licet.terms.item import Claim

# Exceptions without a rule of their own, and their sections.
NOT_ENCODED = MappingProxyType(
    {
        "APP": "740.7", "NAC": "740.8", "ACA": "740.8", "GFT": "740.12", "AGR": "740.18", "CCD": "740.19",
        "SCP": "740.21", "ACE": "740.22", "IEC": "740.24", "HBM": "740.25", "RFF": "740.26", "AIA": "740.27",
        "ACM": "740.28", "LPP": "740.29",
    }
)  # fmt: skip

ENCODED = frozenset({"LVS", "GBS", "CIV", "SPP", "TSR", "TMP", "RPL", "GOV", "TSU", "BAG", "AVS", "APR", "ENC", "STA"})


@derived(citation="15 CFR 740.1(b)", only_when="claims")
def claimed_item(claims: tuple[Claim, ...], classification: Classification | None, kind: str) -> ClaimedItem | None:
    """The item, where some license exception is claimed for it; `None` where none is."""
    return ClaimedItem(classification, kind) if claims and classification is not None else None


@derived(citation="15 CFR 740.1(a)", only_when="claims")
def claimed_move(
    claims: tuple[Claim, ...],
    activity: str,
    destination: str,
    destination_groups: frozenset[str],
    exporter_country: str,
    exporter_groups: frozenset[str],
    end_use: str,
    table_date: dt.date,
) -> ClaimedMove | None:
    """The movement, where some license exception is claimed for it; `None` where none is.

    An exception for reexports is one for transfers (in-country) too (740.1(a)).
    """
    if not claims:
        return None
    return ClaimedMove(
        activity, destination, destination_groups, exporter_country, exporter_groups, end_use, table_date.year
    )


@rule("740.1 claims", citation="15 CFR 740.1(a)", status="not_encoded", only_when="claims")
def claimed_but_not_encoded(claims: tuple[Claim, ...]) -> Findings | None:
    """License exceptions that are claimed and not encoded

    Encoded: nothing is authorized by them; the answer says so.
    Not encoded: APP 740.7, NAC and ACA 740.8, GFT 740.12, AGR 740.18, CCD 740.19, SCP 740.21, ACE 740.22,
    IEC 740.24, HBM 740.25, RFF 740.26, AIA 740.27, ACM 740.28, LPP 740.29.
    """
    found = []
    for claim in claims:
        section = NOT_ENCODED.get(claim.exception)
        if section is not None:
            because = f"License Exception {claim.exception} is not encoded: decide its conditions by hand."
            found.append(note(Effect.CONSIDERED, because, f"15 CFR {section}"))
        elif claim.exception not in ENCODED:
            because = f"{claim.exception} is no license exception of Part 740."
            found.append(note(Effect.CONSIDERED, because, "15 CFR 740.1(c)"))
    return tuple(found) or None


# Country Groups E:1 and E:2 at any time since 2016: ENC never reaches their nationals.
_GROUP_E = frozenset({"CU", "IR", "KP", "SD", "SY"})


@rule("740.1 releases", citation="15 CFR 734.13(b)", only_when="nationality")
def exceptions_by_nationality(
    activity: str, destination: str, nationality: str, encryption_item: Classification | None
) -> Finding | None:
    """License exceptions for a release to a person of another country than the destination

    Encoded: a release is an export to the person's country, and exceptions are tested for the destination:
    where the two differ, none is taken to hold. Encryption software under ENC goes to nationals of all
    countries but those of Country Groups E:1 and E:2, so that it may.
    Not encoded: exceptions tested for the nationality; state the person's country as the destination.
    """
    if activity != "deemed_export" or nationality in ("", "US", destination):
        return None
    if encryption_item is not None and encryption_item.group == "D" and nationality not in _GROUP_E:
        return None
    because = (
        "Whether a license exception reaches the country of {party}'s nationality is not tested: state that country"
        " as the destination of the release."
    )
    return no_exceptions(because, "15 CFR 734.13(b)", "15 CFR 740.1(a)")
