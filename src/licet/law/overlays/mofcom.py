"""Lists of the Ministry of Commerce of China (MOFCOM), with the suspensions of the truce of 2025."""

from __future__ import annotations

import datetime as dt

from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule, span
from licet.terms.standing import Basis, Standing

_LISTS = (
    ("mofcom_uel", "the Unreliable Entity List", "MOFCOM Order No. 4 of 2020"),
    ("CN-UEL", "the Unreliable Entity List", "MOFCOM Order No. 4 of 2020"),
    ("mofcom_export_control", "the export control list", "Export Control Law of the PRC, art. 18"),
    ("CN-ECL", "the export control list", "Export Control Law of the PRC, art. 18"),
    ("mofcom_attention", "the attention list", "PRC Regulations on Dual-Use Items, art. 26"),
    ("CN-ATT", "the attention list", "PRC Regulations on Dual-Use Items, art. 26"),
)
# Listings of March and April 2025 that the truce of Geneva (2025-05-14), prolonged later, suspends.
_SUSPENDED = (dt.date(2025, 3, 4), dt.date(2025, 4, 4), dt.date(2025, 4, 9))


def _told(standing: Standing, more: str) -> Finding | None:
    if standing.basis not in (Basis.LISTED, Basis.BRANCH) or not standing.in_force:
        return None
    for code, name, law in _LISTS:
        if standing.list == code:
            since = f" since {standing.listed_from.isoformat()}" if standing.listed_from.year > 1900 else ""
            text = f"{{party}} is on {name} of China's Ministry of Commerce{since}: a measure of China, not of the EAR."
            own = (standing.act,) if standing.act and standing.act != law else ()
            return note(Effect.OTHER_MEASURE, text + (more if standing.listed_from in _SUSPENDED else ""), law, *own)
    return None


@rule("MOFCOM lists", citation="MOFCOM Order No. 4 of 2020", effective=[span(None, "2025-05-13")])
def mofcom(standing: Standing) -> Finding | None:
    """China's lists: unreliable entities, export control, attention

    Encoded: told with the day of the listing.
    """
    return _told(standing, "")


@rule(
    "MOFCOM lists",
    citation="MOFCOM Order No. 4 of 2020",
    effective=[span("2025-05-14", "2026-11-09")],
    doubt="the prolongations of the suspension are known at second hand",
)
def mofcom_in_the_truce(standing: Standing) -> Finding | None:
    """China's lists, while listings of March and April 2025 are suspended

    Encoded: told, with the suspension: from 2025-05-14 for 90 days, prolonged, and for a year from 2025-11-10.
    Doubt: the suspension of 2025-05-14 named the listings of 2025-04-04 and 2025-04-09; that of 2025-11-10
    is known at second hand and is read to hold those of 2025-03-04, too.
    """
    return _told(standing, " Listings of that day are said to be suspended under the truce of 2025; check.")


@rule("MOFCOM lists", citation="MOFCOM Order No. 4 of 2020", effective=[span("2026-11-10")])
def mofcom_after_the_truce(standing: Standing) -> Finding | None:
    """China's lists, after the year of suspension

    Encoded: told; whether the suspension was prolonged past 2026-11-09 is not known.
    """
    return _told(standing, " Listings of that day were suspended through 2026-11-09; whether longer is not known.")
