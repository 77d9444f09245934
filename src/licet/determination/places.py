"""Regions without a country code that an address may name: Crimea, and the parts of 746.6."""

from __future__ import annotations

import re
from functools import cache

# Names of the regions and of their larger places, Latin and Cyrillic, in common spellings. A place that is
# named here is asked about; one that is not, an address does not show.
_PLACES = {
    "crimea": (
        "crimea", "krym", "крым", "крим", "sevastopol", "севастополь", "simferopol", "симферополь", "сімферополь",
        "yalta", "ялта", "kerch", "керчь", "керч", "feodosia", "feodosiya", "феодосия", "феодосія", "yevpatoria",
        "evpatoria", "евпатория", "євпаторія", "dzhankoy", "джанкой",
    ),
    "donetsk": ("donetsk", "donets'k", "донецк", "донецьк", "dnr", "днр", "makiivka", "makeyevka", "макеевка",
                "макіївка", "horlivka", "gorlovka", "горловка", "mariupol", "мариуполь", "маріуполь"),
    "luhansk": ("luhansk", "lugansk", "луганск", "луганськ", "lnr", "лнр", "alchevsk", "алчевск", "алчевськ",
                "severodonetsk", "sievierodonetsk"),
}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_REGION_OF = {place: region for region, places in _PLACES.items() for place in places}


@cache
def region_named(text: str) -> str:
    """`crimea`, `donetsk` or `luhansk` where a text names a place there, else empty."""
    return next((_REGION_OF[w] for w in _WORD.findall(text.casefold()) if w in _REGION_OF), "")
