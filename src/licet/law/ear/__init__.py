"""The Export Administration Regulations: one file a section or supplement, named after it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

from licet.law import overlays
from licet.law.law import Law, law_of
from licet.terms.dates import end_of, start

COVERED_FROM = start("2016-01-01")
KNOWN_THROUGH = end_of(start("2026-10-31").date())  # the day the sources were last checked for changes


@cache
def ear() -> Law:
    """The EAR as encoded, with the overlays that are shown beside it."""
    return law_of(
        "Export Administration Regulations, 15 CFR Parts 730-774",
        _modules(),
        covered_from=COVERED_FROM,
        known_through=KNOWN_THROUGH,
    )


def _modules() -> Iterator[ModuleType]:
    for package in (import_module(__name__), overlays):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            yield import_module(found.name)
    yield import_module("licet.law.gaps")
    yield import_module("licet.law.unscreened")
