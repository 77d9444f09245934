"""15 CFR 734.4(a) and (b): US-origin content for which there is no de minimis level."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from licet.law.ccl import Classification
from licet.law.eccn_lists import in_list
from licet.law.rule import derived, span
from licet.terms.dates import end_of
from licet.terms.eccn import Eccn
from licet.terms.item import ANY_ECCN, UsContent

_TO_CUBA_IRAN_NORTH_KOREA_SYRIA = frozenset({"CU", "IR", "KP", "SY"})
FOOTNOTE_5_CONTENT = "734.4(a)(9)"


@dataclass(frozen=True, slots=True)
class ZeroLevel:
    """The paragraph that surely allows no content (`met`), or may (`open`), and why."""

    met: str = ""
    open: str = ""
    because: str = ""


_NONE = ZeroLevel()


def _parts(us_content: UsContent) -> tuple[Eccn, ...]:
    return tuple(eccn for eccn, percent in us_content if percent > 0)


def _holds(parts: Iterable[Eccn], name: str, date: dt.date) -> bool | None:
    verdicts = [True if eccn == ANY_ECCN else in_list(eccn, name, end_of(date)) for eccn in parts]
    return True if True in verdicts else None if None in verdicts else False


def _is(item: Classification | None, entry: str) -> bool | None:
    """Whether the item lies in `4A003.b` or the like; `None` where the paragraph is not stated."""
    if item is None or item.eccn.number != entry[:5]:
        return False
    stated, wanted = item.eccn.paragraph, entry[5:]
    if not wanted or stated == wanted or stated.startswith(wanted + "."):
        return True
    return None if not stated or wanted.startswith(stated + ".") else False


def _level(verdict: bool | None, paragraph: str, because: str) -> ZeroLevel:
    if verdict:
        return ZeroLevel(met=paragraph, because=because)
    return ZeroLevel(open=paragraph, because=f"it may be that {because}") if verdict is None else _NONE


def _both(first: bool | None, second: bool | None) -> bool | None:
    if first is False or second is False:
        return False
    return None if first is None or second is None else True


def _first(levels: Iterable[ZeroLevel]) -> ZeroLevel:
    found = tuple(levels)
    return next((e for e in found if e.met), next((e for e in found if e.open), _NONE))


def _computer(item: Classification | None, parts: tuple[Eccn, ...], country: str, places: frozenset[str]) -> ZeroLevel:
    """734.4(a)(1): high-performance computers with US-origin semiconductors."""
    chips = any(eccn.number == "3A001" for eccn in parts)
    if chips and "COMPUTER_TIER3" in places:
        because = "a computer above the APP of 4A003.b holds US-origin 3A001 semiconductors"
        return _level(_is(item, "4A003.b"), "734.4(a)(1)", because)
    if country in _TO_CUBA_IRAN_NORTH_KOREA_SYRIA and (chips or any(eccn.number == "4A994" for eccn in parts)):
        because = "a computer above the APP of 4A994.b holds US-origin 3A001 semiconductors or 4A994.j interconnects"
        verdicts = {_is(item, "4A994.b"), _is(item, "4A003.b")}
        return _level(True if True in verdicts else None if None in verdicts else False, "734.4(a)(1)", because)
    return _NONE


def _camera(parts: tuple[Eccn, ...]) -> bool | None:
    """Whether the content is of the cameras of 0A919.a.1, whose own limits an ECCN does not show."""
    if any(eccn.number in ("6A002", "6A003", "6A990", "6A993") for eccn in parts):
        return True
    return None if any(eccn.number[:2] == "6A" or eccn.number == "0A504" for eccn in parts) else False


def _military(parts: tuple[Eccn, ...], country: str, places: frozenset[str], y_countries: frozenset[str]) -> ZeroLevel:
    """734.4(a)(6): 9x515 and 600 series content; an entry without its paragraph may be of .y or not."""
    series = [eccn for eccn in parts if eccn.number[2:3] == "6" or (eccn.number[0] == "9" and eccn.number[2:] == "515")]
    y_items = [eccn for eccn in series if eccn.paragraph.startswith(".y")]
    above = [eccn for eccn in series if eccn.paragraph and eccn not in y_items]
    coarse = len(series) > len(y_items) + len(above)
    china = country == "HK" and "D:5" in places  # Hong Kong reads as China since 85 FR 83769
    y_reached = bool(places & {"E:1", "E:2"}) or country in y_countries or china
    because = "it holds US-origin 9x515 or 600 series content, for Country Group D:5"
    if "D:5" in places and (above or (coarse and y_reached)):
        return ZeroLevel("734.4(a)(6)(i)", "", because)
    if y_items and y_reached:
        return ZeroLevel("734.4(a)(6)(ii)", "", "it holds US-origin 9x515 or 600 series .y content")
    if coarse and "D:5" in places:
        return ZeroLevel("", "734.4(a)(6)(i)", f"it may be that {because}: state the paragraph of the content")
    if coarse and y_reached:
        return ZeroLevel("", "734.4(a)(6)(ii)", "its US-origin 9x515 or 600 series content may be of .y")
    return _NONE


def _encryption(parts: tuple[Eccn, ...], claimed: bool, date: dt.date, places: frozenset[str]) -> ZeroLevel:
    """734.4(b): US-origin encryption content counts as de minimis only where ENC was authorized for it."""
    if not _holds(parts, "de_minimis_encryption", date):
        return _NONE
    because = "its US-origin 5A002, 5B002, 5A004 or 5D002 content is not said to be authorized under 740.17"
    if not claimed:
        return ZeroLevel("734.4(b)", "", because)
    if places & {"E:1", "E:2"}:
        return ZeroLevel("", "734.4(b)(1)(iii)", "a classification under 740.17(b)(2) does not serve Country Group E")
    return _NONE


def _level_of(
    item: Classification | None,
    kind: str,
    us_content: UsContent | None,
    claimed: bool,
    country: str,
    places: frozenset[str],
    date: dt.date,
    y_countries: frozenset[str],
) -> ZeroLevel:
    if not us_content:
        return _NONE
    parts = _parts(us_content)
    if ANY_ECCN in parts:
        return ZeroLevel("734.4(a)", "", "its US-origin content may be of any kind")
    technology = kind == "technology"
    encryption = _holds(parts, "de_minimis_encryption_technology", date) if technology else False
    hot_section = _holds(parts, "de_minimis_hot_section", date) if technology else False
    camera = _camera(parts) if "D:5" in places else False
    return _first(
        (
            _computer(item, parts, country, places),
            _level(encryption, "734.4(a)(2)", "encryption technology incorporates US-origin 5E002 technology"),
            _level(hot_section, "734.4(a)(4)", "it is drawn from US-origin 9E003 hot section technology"),
            _level(
                _both(camera, _is(item, "0A919")),
                "734.4(a)(5)",
                "a foreign-made military commodity holds US-origin cameras, for Country Group D:5",
            ),
            _military(parts, country, places, y_countries),
            _encryption(parts, claimed, date, places),
        )
    )


@derived(
    name="no_de_minimis_level",
    citation="15 CFR 734.4(a)",
    effective=[span(None, "2024-01-22")],
    otherwise=_NONE,
    only_when="foreign_abroad",
)
def no_de_minimis_level_before_2024(
    foreign_abroad: bool,
    classification: Classification | None,
    kind: str,
    us_content: UsContent | None,
    enc_classified: bool,
    destination: str,
    destination_groups: frozenset[str],
    table_date: dt.date,
) -> ZeroLevel:
    """Content without a de minimis level: 734.4(a)(1), (2), (4) to (6) and (b)."""
    if not foreign_abroad:
        return _NONE
    china = frozenset({"CN"})
    return _level_of(
        classification, kind, us_content, enc_classified, destination, destination_groups, table_date, china
    )


@derived(
    name="no_de_minimis_level",
    citation="15 CFR 734.4(a)",
    effective=[span("2024-01-23", by="89 FR 4804")],
    otherwise=_NONE,
    only_when="foreign_abroad",
)
def no_de_minimis_level(
    foreign_abroad: bool,
    classification: Classification | None,
    kind: str,
    us_content: UsContent | None,
    enc_classified: bool,
    destination: str,
    destination_groups: frozenset[str],
    table_date: dt.date,
) -> ZeroLevel:
    """The same, with Belarus and Russia beside China for .y items."""
    if not foreign_abroad:
        return _NONE
    named = frozenset({"BY", "CN", "RU"})
    return _level_of(
        classification, kind, us_content, enc_classified, destination, destination_groups, table_date, named
    )


def _first_export(listed: bool | None) -> ZeroLevel:
    """734.4(a)(3): excepted where the country from which the item was *first* exported lists it, as Japan does since
    2023-07-23 and the Netherlands since 2024-09-09. That country is not asked, so that it stays open.
    """
    because = "the equipment is for advanced-node integrated circuits and holds US-origin content"
    return _NONE if listed is False else _level(None, "734.4(a)(3)", because)


# Entries and paragraphs under which integrated circuits stand, and nothing else.
_CIRCUITS = ("3A001.a", "3A001.z", "3A090", "3A991.a", "3A991.b", "3A991.c", "3A991.f", "3A991.g", "3A991.p")


def _circuit(parts: tuple[Eccn, ...]) -> bool | None:
    """Whether the content is an integrated circuit specified under Category 3, 4 or 5."""
    electronic = [eccn for eccn in parts if eccn == ANY_ECCN or eccn.number[:2] in ("3A", "4A", "5A")]
    if any(eccn == ANY_ECCN or f"{eccn}.".startswith(tuple(f"{one}." for one in _CIRCUITS)) for eccn in electronic):
        return True
    return None if electronic else False


@derived(
    name="no_de_minimis_semiconductor",
    citation="15 CFR 734.4(a)(3)",
    effective=[span("2023-11-17", "2024-12-01", by="88 FR 73424")],
    otherwise=_NONE,
    only_when="foreign_abroad",
)
def no_de_minimis_lithography(
    foreign_abroad: bool,
    classification: Classification | None,
    us_content: UsContent | None,
    destination: str,
    destination_groups: frozenset[str],
    end_use: str,
    footnote_reach: frozenset[tuple[int, str]],
    table_date: dt.date,
) -> ZeroLevel:
    """Lithography equipment of 3B001.f.1.b.2.b for advanced-node integrated circuits: 734.4(a)(3) as of 2023."""
    if not foreign_abroad or classification is None or not us_content or not _parts(us_content):
        return _NONE
    return _first_export(_is(classification, "3B001.f.1.b.2.b")) if end_use == "advanced_node_ic" else _NONE


@derived(
    citation="15 CFR 734.4(a)(3), (8), (9)",
    effective=[span("2024-12-02", by="89 FR 96790")],
    otherwise=_NONE,
    only_when="foreign_abroad",
)
def no_de_minimis_semiconductor(
    foreign_abroad: bool,
    classification: Classification | None,
    us_content: UsContent | None,
    destination: str,
    destination_groups: frozenset[str],
    end_use: str,
    footnote_reach: frozenset[tuple[int, str]],
    table_date: dt.date,
) -> ZeroLevel:
    """Semiconductor manufacturing equipment without a de minimis level: 734.4(a)(3), (8) and (9)."""
    if not foreign_abroad or classification is None or not us_content:
        return _NONE
    parts = _parts(us_content)
    if not parts:
        return _NONE
    item, when = classification.eccn, end_of(table_date)
    macau_d5 = destination == "MO" or "D:5" in destination_groups
    circuit = _circuit(parts)
    routes = {route for number, route in footnote_reach if number == 5}
    facility = macau_d5 and end_use == "advanced_node_ic"
    # "destined for" such an entity: what only goes into its products, or makes them, may be or not.
    user = True if facility or "party" in routes else None if routes else False
    because = "holds a US-origin integrated circuit"
    lithography = in_list(item, "de_minimis_lithography", when) if end_use == "advanced_node_ic" else False
    return _first(
        (
            _level(
                _both(circuit if macau_d5 else False, in_list(item, "de_minimis_sme", when)),
                "734.4(a)(8)",
                f"manufacturing equipment for Macau or Country Group D:5 {because}",
            ),
            _level(
                _both(_both(circuit, user), in_list(item, "de_minimis_footnote5", when)),
                FOOTNOTE_5_CONTENT,
                f"manufacturing equipment for a footnote 5 entity or an advanced-node facility {because}",
            ),
            _first_export(lithography),
        )
    )
