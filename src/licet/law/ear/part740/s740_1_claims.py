"""740.1: what claims of license exceptions turn on, and the exceptions that are not encoded."""

from __future__ import annotations

import datetime as dt
from types import MappingProxyType

from licet.law.ccl import Classification
from licet.law.country_groups import groups
from licet.law.ear.part740.exception import ANY_REASON, ClaimedItem, ClaimedMove, claimed, exception
from licet.law.ear.part740.sanctioned import Openings, overcome
from licet.law.finding import Effect, Finding, Findings, authorize, no_exceptions, note
from licet.law.rule import Rule, derived, rule, span
from licet.terms.dates import end_of
from licet.terms.item import Claim

# Exceptions that are not encoded: their sections, and what they are about.
NOT_ENCODED = MappingProxyType({"GFT": "740.12", "AGR": "740.18", "MED": "740.23", "IEC": "740.24", "RFF": "740.26"})
WHAT = MappingProxyType(
    {
        "GFT": "gift parcels and humanitarian donations",
        "AGR": "agricultural commodities to Cuba",
        "MED": "medical devices to Russia, Belarus and occupied regions of Ukraine",
        "IEC": "whose list of items and destinations is incorporated by reference and not at hand",
        "RFF": "restricted fabrication facilities on the Entity List",
    }
)

ENCODED = frozenset(
    (
        "LVS", "GBS", "CIV", "SPP", "TSR", "APP", "NAC", "ACA", "TMP", "RPL", "GOV", "TSU", "BAG", "AVS", "APR", "ENC",
        "CCD", "STA", "SCP", "ACE", "HBM", "AIA", "ACM", "LPP",
    )
)  # fmt: skip
# Encoded exceptions that did not exist throughout, and those not encoded: first day and act.
MADE = MappingProxyType(
    {
        "SPP": ("2025-09-02", "90 FR 42320"),
        "NAC": ("2023-11-17", "88 FR 73458"),
        "ACA": ("2024-04-04", "89 FR 23876"),
        "ACE": ("2022-03-07", "86 FR 58205"),
        "MED": ("2024-04-29", "89 FR 33227"),
        "IEC": ("2024-09-06", "89 FR 72926"),
        "HBM": ("2024-12-02", "89 FR 96790"),
        "RFF": ("2024-12-02", "89 FR 96790"),
        "AIA": ("2025-01-13", "90 FR 4544"),
        "ACM": ("2025-01-13", "90 FR 4544"),
        "LPP": ("2025-01-13", "90 FR 4544"),
    }
)


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
    openings: Openings,
    table_date: dt.date,
    treated_as_china: bool,
) -> ClaimedMove | None:
    """The movement, where some license exception is claimed for it; `None` where none is.

    An exception for reexports is one for transfers (in-country) too (740.1(a)).
    """
    if not claims:
        return None
    return ClaimedMove(
        activity,
        destination,
        # What does not reach China's groups is closed here, what reaches only Hong Kong's by 740.2.
        destination_groups | groups("CN", end_of(table_date)) if treated_as_china else destination_groups,
        exporter_country,
        exporter_groups,
        end_use,
        openings,
        table_date.year,
    )


@rule("740.1 claims", citation="15 CFR 740.1(c)", only_when="claims")
def claimed_and_unknown(claims: tuple[Claim, ...]) -> Findings | None:
    """Claims of what is no license exception

    Encoded: a symbol that no section of Part 740 has authorizes nothing.
    """
    unknown = [one.exception for one in claims if one.exception not in ENCODED and one.exception not in NOT_ENCODED]
    return tuple(
        note(Effect.CONSIDERED, f"{symbol} is no license exception of Part 740.", "15 CFR 740.1(c)")
        for symbol in unknown
    )


# Where the exceptions that are not encoded may apply, by their own terms.
_DESTINATIONS = MappingProxyType({"AGR": frozenset({"CU"}), "MED": frozenset({"RU", "BY", "UA"})})


def _by_hand(symbol: str, section: str, act: str, item: ClaimedItem, move: ClaimedMove) -> Finding:
    cited = tuple(text for text in (f"15 CFR {section}", act) if text)
    if symbol == "RFF":
        because = "License Exception RFF is not encoded: it is for facilities whose entry on the Entity List names it."
        return note(Effect.CONSIDERED, because, *cited)
    not_ear99 = symbol in _DESTINATIONS and not item.classification.eccn.is_ear99
    if not_ear99 or move.destination not in _DESTINATIONS.get(symbol, {move.destination}):
        because = f"License Exception {symbol} is not encoded, and by its own terms does not reach this."
        return note(Effect.CONSIDERED, because, *cited)
    return authorize(
        f"License Exception {symbol} is claimed and not encoded: decide its conditions by hand",
        *cited,
        covers=(*ANY_REASON, *overcome(move.opened, symbol)),
        authority=exception(symbol, symbol, section),
        key=symbol,
        awaits=("claims[].exception",),
    )


def _not_encoded(symbol: str, section: str) -> Rule:
    """The rule for an exception that is not encoded, since it was made."""
    since, act = MADE.get(symbol, (None, ""))

    def asked_by_hand(
        claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None
    ) -> Finding | None:
        if claimed(claims, symbol) is None or claimed_item is None or claimed_move is None:
            return None
        return _by_hand(symbol, section, act, claimed_item, claimed_move)

    asked_by_hand.__doc__ = (
        f"License Exception {symbol}, claimed\n\nEncoded: it authorizes nothing; whether it applies has to be decided"
        f" by hand, which is asked where its own terms may reach the line.\nNot encoded: {section}, {WHAT[symbol]}."
    )
    return rule(
        section,
        citation=f"15 CFR {section}",
        status="not_encoded",
        only_when="claims",
        effective=[span(since, by=act or "in force before the covered period")],
    )(asked_by_hand)


def _not_made(symbol: str) -> Rule:
    """The rule that an exception did not exist before its first day."""
    since, act = MADE[symbol]
    before = (dt.date.fromisoformat(since) - dt.timedelta(days=1)).isoformat()
    because = f"License Exception {symbol} did not exist before {since} ({act})."

    def did_not_exist(claims: tuple[Claim, ...]) -> Finding | None:
        if claimed(claims, symbol) is None:
            return None
        return note(Effect.CONSIDERED, because, "15 CFR 740.1(c)", act)

    did_not_exist.__doc__ = (
        f"License Exception {symbol} before it was made\n\nEncoded: a claim of it authorizes nothing."
    )
    return rule(
        f"740.1 {symbol}",
        citation="15 CFR 740.1(c)",
        only_when="claims",
        effective=[span(None, before, by="in force before the covered period", ended_by=act)],
    )(did_not_exist)


# Rules are found as attributes of a module.
globals().update({f"not_encoded_{name}": _not_encoded(name, section) for name, section in NOT_ENCODED.items()})
globals().update({f"not_made_{name}": _not_made(name) for name in MADE})


# Country Groups E:1 and E:2 at any time since 2016: ENC never reaches their nationals.
_GROUP_E = frozenset({"CU", "IR", "KP", "SD", "SY"})


@rule("740.1 releases", citation="15 CFR 734.13(b)", only_when="nationality")
def exceptions_by_nationality(
    activity: str, destination: str, nationality: str, encryption_item: Classification | None
) -> Finding | None:
    """License exceptions for a release to a person of another country than the destination

    Encoded: a release is an export to the person's country, and exceptions are tested for the destination:
    where the two differ, none is taken to hold. Encryption software under ENC goes to nationals of all
    countries but those of Country Groups E:1 and E:2, so that it may. Under ENC no software or technology goes
    to a party that is stated to be such a national, however it moves (740.17).
    Not encoded: exceptions tested for the nationality; state the person's country as the destination.
    Doubt: object code, which is no source code, is not told from it.
    """
    know_how = encryption_item is not None and encryption_item.group in ("D", "E")
    if nationality in _GROUP_E and know_how and activity != "deemed_export":
        because = "{party} is a national of Country Group E:1 or E:2: ENC releases no source code or technology to one."
        return no_exceptions(because, "15 CFR 740.17", open_to=tuple(sorted(ENCODED - {"ENC"})))
    if activity != "deemed_export" or nationality in ("", "US", destination):
        return None
    software = encryption_item is not None and encryption_item.group == "D" and nationality not in _GROUP_E
    because = (
        "Whether a license exception reaches the country of {party}'s nationality is not tested: state that country"
        " as the destination of the release."
    )
    return no_exceptions(because, "15 CFR 734.13(b)", "15 CFR 740.1(a)", open_to=("ENC",) if software else ())
