"""740.2(a)(19), (20) and the suspension of 2020: license exceptions to and from Hong Kong."""

from __future__ import annotations

import datetime as dt

from licet.law.ear.part740.restriction import Bar, Bars
from licet.law.rule import derived, span

_COPY = "a copy of the Hong Kong license, or of the statement that none is needed, is not stated (hong_kong_license)"


@derived(
    citation="15 CFR 740.2(a)(19), (20)",
    effective=[span("2017-04-19", by="82 FR 6216")],
    otherwise=(),
    only_when="item_marks",
)
def bars_of_hong_kong(item_marks: frozenset[str], destination: str, exporter_country: str, activity: str) -> Bars:
    """Items controlled for NS, MT, NP Column 1 or CB to Hong Kong, or reexported from it."""
    if not any(mark[:2] in ("NS", "CB") or mark in ("MT", "MT?", "MT1", "NP1") for mark in item_marks):
        return ()
    if destination == "HK":
        return (Bar("(a)(19)", _COPY, condition="hong_kong_license"),)
    if activity != "reexport" or exporter_country not in ("", "HK"):
        return ()
    if exporter_country == "HK":
        return (Bar("(a)(20)", _COPY, condition="hong_kong_license"),)
    because = "whether the item leaves Hong Kong is not stated (exporter_country)"
    return (Bar("(a)(20)", because, condition="hong_kong_license", asks="exporter_country"),)


# Exceptions that gave Hong Kong more than the rest of China: 740.2(b), then a paragraph of (a).
_SUSPENDED = (
    "LVS", "GBS", "TSR", "APP", "TMP a.11", "TMP b.2", "TMP b.5", "GOV c", "GFT", "TSU f", "BAG", "AVS b.1", "AVS b.2",
    "AVS c", "AVS f", "APR a", "APR j", "STA",
)  # fmt: skip
_UNDER_WAY = dt.date(2020, 6, 30)
_SUSPENSION = span("2020-06-30", "2020-12-22", by="85 FR 45998", ended_by="85 FR 83769")


@derived(citation="15 CFR 740.2(b)", effective=[_SUSPENSION], otherwise=False)
def treated_as_china(destination: str, en_route_since: dt.date | None) -> bool:
    """Whether exceptions reach a destination only where they would reach China: Hong Kong from 2020-06-30.

    It ceased to be a destination of its own on 2020-12-23. What was aboard a carrier by the first day may go on.
    """
    return destination == "HK" and not (en_route_since is not None and en_route_since <= _UNDER_WAY)


@derived(citation="15 CFR 740.2(b)", effective=[_SUSPENSION], otherwise=(), only_when="item_marks")
def bars_of_hong_kong_2020(
    item_marks: frozenset[str],
    destination: str,
    exporter_country: str,
    activity: str,
    en_route_since: dt.date | None,
    treated_as_china: bool,
) -> Bars:
    """Exceptions suspended for Hong Kong from the notice of 2020-06-30.

    Releases authorized before to persons of Hong Kong, which might continue to 2020-08-28, are not told apart.
    """
    because = "the exception is suspended for Hong Kong since 2020-06-30 (85 FR 45998)"
    under_way = en_route_since is not None and en_route_since <= _UNDER_WAY
    if exporter_country == "HK" and destination != "HK" and not under_way:
        return (Bar("(b)", because, closes=("APR a",)),)
    if not treated_as_china:
        return ()
    parts = ("RPL a",) if activity == "reexport" else ()
    found = [Bar("(b)", because, closes=(*_SUSPENDED, *parts))]
    if item_marks & {"600 series", "9x515"}:
        found.append(Bar("(a)(12)", "a 600 series or 9x515 item to Hong Kong", ("GOV b.2",)))
    return tuple(found)
