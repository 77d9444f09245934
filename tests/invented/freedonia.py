"""The export law of Freedonia, an invented country: it tests the engine, and no amendment of the EAR breaks it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from licet.law.bands import Band
from licet.law.finding import Authority, Effect, Finding, authorize, exempt, no_exceptions, note, prohibit, require
from licet.law.rule import derived, rule, span
from licet.terms.outcome import ReviewPolicy
from licet.terms.party import Role
from licet.terms.standing import Standing

DENIAL = ReviewPolicy.PRESUMPTION_OF_DENIAL
CASE = ReviewPolicy.CASE_BY_CASE
LIMIT = Decimal(5000)
FIRST_DAY = dt.date(2020, 3, 1)


@rule("734.1", citation="Freedonia Code 734.1")
def made_here(origin: str) -> Finding | None:
    """Goods made at home are subject to the code."""
    return note(Effect.SUBJECT, "made at home") if origin == "US" else None


@rule("734.2", citation="Freedonia Code 734.2")
def printed(published: bool) -> Finding | None:
    """What is printed is free."""
    return note(Effect.NOT_SUBJECT, "printed") if published else None


@derived(citation="Freedonia Code 1")
def warlike(end_use: str) -> bool:
    """War in any form."""
    return end_use in ("military", "military_intelligence")


@rule("1", citation="Freedonia Code 1", effective=[span("2019-01-01", "2019-12-31"), span("2021-01-01")])
def war(warlike: bool, destination: str) -> Finding | None:
    """No cannon to Sylvania without a license; suspended in 2020."""
    return require("war goods for Sylvania", policy=DENIAL) if warlike and destination == "CN" else None


@rule("2", citation="Freedonia Code 2", limits={"value_usd": (LIMIT,)})
def dear(value_usd: Band, destination: str) -> Finding | None:
    """Dear goods need a license abroad."""
    return require("dear goods", policy=CASE, key="2:dear") if value_usd.exceeds(5000) and destination != "CA" else None


@rule("3", citation="Freedonia Code 3", limits={"contract_date": (FIRST_DAY,)})
def old_contracts(contract_date: Band, certification: str | None) -> Finding | None:
    """Old contracts may go on, if the exporter says so."""
    if certification != "exporter" or not contract_date.at_most(FIRST_DAY):
        return None
    return authorize(
        "an old contract",
        covers=("2",),
        authority=Authority("general_license", "OLD", "Old contracts", "Freedonia Code 3"),
    )


@rule("4", citation="Freedonia Code 4")
def small_exception(supports: str) -> Finding | None:
    """Handsets are excepted."""
    if supports != "handset":
        return None
    return authorize(
        "a handset", covers=("2",), authority=Authority("license_exception", "HND", "Handsets", "Freedonia Code 4")
    )


@rule("744.1", citation="Freedonia Code 744.1")
def blacklist(role: Role, standing: Standing) -> tuple[Finding, ...] | None:
    """The black list."""
    if not standing.in_force or role is Role.SELLER:
        return None
    return (
        require("{party} is on the black list", standing.act, policy=DENIAL, key="744.1"),
        no_exceptions("no exceptions for the black list", key="744.1"),
    )


@rule("744.2", citation="Freedonia Code 744.2")
def spared(standing: Standing, end_use: str) -> Finding | None:
    """Disclosure of faults is spared."""
    return exempt("disclosure", covers=("744.1",)) if end_use == "vulnerability_disclosure" else None


@rule("764.1", citation="Freedonia Code 764.1")
def outlaw(standing: Standing) -> Finding | None:
    """Outlaws."""
    return prohibit("{party} is an outlaw", key="764.1") if standing.list == "outlaws" else None
