"""When the act behind a citation was published: Federal Register pages against days.

`fr_pages.csv` holds, by volume, page ranges whose day is printed beside the citation somewhere in the official
lists (observations that fit no rising order were left out as misprints). A page between two ranges of one day
has that day; a page between two days lies between them, and the earlier bound is the careful one for a listing.
"""

from __future__ import annotations

import csv
import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Published:
    """The day of a citation: `earliest` and `latest` agree where it is known."""

    earliest: dt.date
    latest: dt.date

    @property
    def certain(self) -> bool:
        """Whether the day is known, not only bounded."""
        return self.earliest == self.latest


@cache
def _pages() -> dict[int, tuple[list[int], list[int], list[dt.date]]]:
    table: dict[int, tuple[list[int], list[int], list[dt.date]]] = {}
    text = (resources.files("licet.lists.sources") / "fr_pages.csv").read_text(encoding="utf-8")
    for record in csv.DictReader(text.splitlines()):
        firsts, lasts, days = table.setdefault(int(record["volume"]), ([], [], []))
        firsts.append(int(record["first_page"]))
        lasts.append(int(record["last_page"]))
        days.append(dt.date.fromisoformat(record["published"]))
    return table


@cache
def published(citation: str) -> Published | None:
    """When `84 FR 22963` was published; `None` where not even the year can be told.

    >>> str(published("84 FR 22962").earliest)
    '2019-05-21'
    """
    head, _, tail = citation.partition(" FR ")
    if not head.isdigit() or not tail.isdigit():
        return None
    volume, page = int(head), int(tail)
    year = volume + 1935  # volume 1 is 1936
    if not 1936 <= year <= 2100:
        return None
    low, high = dt.date(year, 1, 1), dt.date(year, 12, 31)
    if volume in _pages():
        firsts, lasts, days = _pages()[volume]
        place = bisect_right(firsts, page) - 1
        if place >= 0:
            low = days[place]
            if page <= lasts[place]:
                high = low
        if high != low and place + 1 < len(days):
            high = days[place + 1]
    return Published(low, high)
