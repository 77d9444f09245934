"""The license exceptions of Part 740, asked about one claimed item on one day."""

from __future__ import annotations

import pkgutil
from decimal import Decimal
from importlib import import_module

from licet.law.bands import band
from licet.law.ear import part738_destination, part740, part774_classification
from licet.law.ear.part740 import s740_3_lvs
from licet.law.finding import Effect, Finding
from licet.terms.item import Claim
from partial_law import findings, law_from

MODULES = tuple(import_module(f"{part740.__name__}.{found.name}") for found in pkgutil.iter_modules(part740.__path__))
LAW = law_from(part738_destination, part774_classification, *MODULES)
READ = "2026-03-01"  # a day on which the wording that was read is surely the one in force


def claim(exception: str, *true: str, **conditions: object) -> Claim:
    stated = {**dict.fromkeys(true, True), **conditions}
    return Claim(exception, tuple(sorted(stated.items())))


def ask(date: str, eccn: str, destination: str, *claims: Claim, **facts: object) -> list[Finding]:
    value = facts.pop("value", None)
    given: dict[str, object] = {
        "destination": destination,
        "activity": "export",
        "kind": {"D": "software", "E": "technology"}.get(eccn[1:2], "commodity"),
        "exporter_country": "US" if facts.get("activity", "export") == "export" else "",
        "origin": "US",
        "en_route_since": None,
        "enc_classified": False,
        "value_stated": value is not None,
        "value_usd": band("value_usd", Decimal(str(value or 0)), s740_3_lvs.LIMITS),
        "claims": claims,
        **facts,
    }
    return findings(LAW, date, eccn=eccn, **given)


def covers(found: list[Finding]) -> dict[str, set[str]]:
    """What stands: exception and the requirements it covers."""
    return {
        f.authority.id: set(f.covers)
        for f in found
        if f.effect is Effect.AUTHORIZATION and f.authority and not f.awaits
    }


def awaited(found: list[Finding]) -> set[str]:
    """The facts that claimed exceptions wait for, conditions by their bare names."""
    return {name.removeprefix("claims[].conditions.") for f in found for name in f.awaits}


def barred(found: list[Finding]) -> set[str]:
    """The paragraphs that bar exceptions."""
    return {c for f in found if f.effect is Effect.NO_EXCEPTIONS for c in f.citations}


def told(found: list[Finding]) -> str:
    """What was tested and did not reach the line."""
    return " | ".join(f.because for f in found if f.effect is Effect.CONSIDERED)
