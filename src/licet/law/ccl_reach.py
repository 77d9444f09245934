"""Which destinations a requirement of the Commerce Control List reaches.

A control names a column of the Country Chart, or says in the entry where it applies; both are answered
here in one form. Nothing here weighs end uses, end users or embargoes: Parts 744 and 746 do.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from licet.law import country_chart
from licet.law.ccl import Control
from licet.law.country_groups import HONG_KONG_IS_CHINA, membership
from licet.terms.dates import Moment


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a control asks for a license to a destination; `None` where the tables do not say.

    `certain` is false where the row that decides is not verified. `note` says why it is open.
    """

    required: bool | None
    certain: bool
    citation: str
    verified_from: dt.date
    note: str = ""


# A reason for control for which the entry names neither a column nor a destination: it only adds to the review.
REVIEW_ONLY = "review_only"

# Requirements that name destinations one by one.
_NAMED: dict[str, frozenset[str]] = {
    "china_russia_venezuela": frozenset({"CN", "RU", "VE"}),
    "china": frozenset({"CN"}),
    "china_macau": frozenset({"CN", "MO"}),
    "iraq": frozenset({"IQ"}),
    "pakistan": frozenset({"PK"}),
    "iraq_pakistan": frozenset({"IQ", "PK"}),
    "north_korea": frozenset({"KP"}),
}
# Requirements to every destination but the named ones.
_ALL_BUT: dict[str, frozenset[str]] = {
    "worldwide": frozenset(),
    "all": frozenset(),
    "all_but_canada": frozenset({"CA"}),
    "all_but_au_ca_gb": frozenset({"AU", "CA", "GB"}),
}


@dataclass(frozen=True, slots=True)
class _Destinations:
    """Members of `groups` that stand in none of `exempt`; `named` ones always, `spared` ones never."""

    groups: tuple[str, ...]
    exempt: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    spared: tuple[str, ...] = ()


_ALLIES = ("A:5", "A:6")
# Requirements by country group.
_GROUPED: dict[str, _Destinations] = {
    "macau_d5": _Destinations(("D:5",), named=("MO",)),
    "d1_d4_d5": _Destinations(("D:1", "D:4", "D:5"), exempt=_ALLIES),
    # The entries name the Emirates beside the groups although they now stand in A:5: read as reached.
    "uae_d1_d4_d5": _Destinations(("D:1", "D:4", "D:5"), exempt=_ALLIES, named=("AE",)),
    "un": _Destinations(("UN_EMBARGO",)),
    "e1": _Destinations(("E:1",)),
    "cwc_nonparty": _Destinations(("CWC_NONPARTY",)),
    "cwc_nonparty_but_il_tw": _Destinations(("CWC_NONPARTY",), spared=("IL", "TW")),
}


def reach(control: Control, country: str, when: Moment) -> Reach:
    """What a control asks for to a destination (alpha-2) at a moment.

    Destinations inside the United States need none; a destination no row governs leaves it open.
    """
    return _reach(control, country, when.date())


@cache
def _reach(control: Control, country: str, date: dt.date) -> Reach:
    when = dt.datetime(date.year, date.month, date.day)
    row = country_chart.chart_country(country)
    good = control.verified_from
    cite = control.citation

    def answer(required: bool | None, note: str = "", certain: bool = True) -> Reach:
        return Reach(required, certain, cite, good, note)

    if row == country_chart.UNITED_STATES:
        return answer(False, "the United States is no destination of an export")
    if row is None:
        return answer(None, "no row of the Country Chart governs this destination")
    if control.column:
        if row == country_chart.EMBARGO:
            section = country_chart.embargo_citation(country)
            return answer(None, f"no cells: the row points to {section}")
        cell = country_chart.required(country, control.column, when)
        if cell is None:
            return answer(None, "no row of the Country Chart for that day")
        return Reach(cell.required, cell.certain, cell.citation, max(good, cell.verified_from))
    return _stated(control, country, when)


def _stated(control: Control, country: str, when: Moment) -> Reach:
    """A requirement the entry states in its own words."""
    kind = control.requirement
    place = "CN" if country == "HK" and when.date() >= HONG_KONG_IS_CHINA else country
    governed = country_chart.chart_country(country)
    place = governed if governed and governed != country_chart.EMBARGO and country != "HK" else place

    def answer(required: bool | None, note: str = "") -> Reach:
        return Reach(required, True, control.citation, control.verified_from, note)

    if kind in _ALL_BUT:
        return answer(place not in _ALL_BUT[kind])
    if kind in _NAMED:
        return answer(place in _NAMED[kind])
    if kind in _GROUPED:
        return _grouped(control, place, when, _GROUPED[kind])
    if kind == REVIEW_ONLY:
        return answer(False, "a policy of review, which asks for no license")
    if kind == "footnote5":
        return answer(False, "only to an entity with footnote 5 on the Entity List: 744.11(a)(2)(v)")
    if kind == "part746" and place not in ("RU", "BY"):
        return answer(False)
    return answer(None, control.condition or "stated outside the tables: " + control.citation)


def _grouped(control: Control, place: str, when: Moment, where: _Destinations) -> Reach:
    """A requirement by country group."""
    good = control.verified_from
    if place in where.named or place in where.spared:
        return Reach(place in where.named, True, control.citation, good)
    inside = [membership(place, group, when) for group in where.groups]
    outside = [membership(place, group, when) for group in where.exempt]
    required = any(found.member for found in inside) and not any(found.member for found in outside)
    if required:
        deciding = [found for found in inside if found.member] + outside
    else:
        deciding = [found for found in outside if found.member] or inside
    certain = all(found.certain for found in deciding)
    return Reach(required, certain, control.citation, max([good, *(f.verified_from for f in deciding)]))
