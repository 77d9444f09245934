"""The regulation's own words in a text, each linked to the record that stands behind it.

Kinds: `entity_list` and other lists, `review_policy`, `general_license`, `license_exception`,
`federal_register`, `section`, `executive_order`, `eccn`, `date`. Offsets are code points of the text.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from licet.lists.current import act_of
from licet.lists.embedded import acts
from licet.terms.eccn import parse_eccn

__all__ = ["GeneralLicensePeriod", "Term", "general_license_periods", "terms_of"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the regulation: `link` is the citation that `licet rule` or `licet lists show` answers for, or "";
    `value` the date or number it stands for; `record` what the record says of it."""

    text: str
    start: int
    end: int
    kind: str
    link: str
    value: str = ""
    record: str = ""

    def said(self) -> dict[str, Any]:
        """The JSON object."""
        out: dict[str, Any] = {
            "text": self.text, "start": self.start, "end": self.end, "kind": self.kind, "link": self.link or None,
        }  # fmt: skip
        return out | {key: value for key, value in (("value", self.value), ("record", self.record)) if value}


@dataclass(frozen=True, slots=True)
class GeneralLicensePeriod:
    """One stretch of days for which an act put a general license in force; both days inclusive."""

    id: str
    name: str
    citation: str
    family: str
    version: str
    first: dt.date
    through: dt.date
    act: str


@cache
def general_license_periods() -> tuple[GeneralLicensePeriod, ...]:
    """The periods of every general license the law holds, in order of time."""
    out: list[GeneralLicensePeriod] = []
    for file in files("licet.law").joinpath("general_licenses").iterdir():
        if not file.name.endswith(".toml"):
            continue
        record = tomllib.loads(file.read_text(encoding="utf-8"))
        out.extend(
            GeneralLicensePeriod(
                record["id"], record["name"], record["citation"], record["family"], version["name"],
                period["from"], period["through"], period["act"],
            )
            for version in record["version"]
            for period in version["period"]
        )  # fmt: skip
    return tuple(sorted(out, key=lambda each: (each.first, each.id)))


_S = r"[\s\u00a0]+"
_LISTS = {
    "entity list": ("entity_list", "15 CFR Part 744 Supp. No. 4"),
    "unverified list": ("unverified_list", "15 CFR Part 744 Supp. No. 6"),
    "military end-user list": ("military_end_user_list", "15 CFR Part 744 Supp. No. 7"),
    "military end user list": ("military_end_user_list", "15 CFR Part 744 Supp. No. 7"),
    "denied persons list": ("denied_persons_list", "15 CFR Part 764 Supp. No. 1"),
    "specially designated nationals": ("sdn_list", "15 CFR 744.8"),
    "commerce control list": ("commerce_control_list", "15 CFR Part 774 Supp. No. 1"),
    "de minimis": ("de_minimis", "15 CFR 734.4"),
    "foreign direct product": ("foreign_direct_product", "15 CFR 734.9"),
    "foreign-produced direct product": ("foreign_direct_product", "15 CFR 734.9"),
    "unreliable entity list": ("unreliable_entity_list", ""),
    "covered list": ("fcc_covered_list", "47 CFR 1.50002"),
}
_REVIEW = {
    "presumption of denial": "presumption_of_denial",
    "presumptive denial": "presumption_of_denial",
    "policy of denial": "policy_of_denial",
    "case-by-case": "case_by_case",
    "case by case": "case_by_case",
    "presumption of approval": "presumption_of_approval",
}
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"  # fmt: skip  # noqa: E501


def _phrase(text: str) -> str:
    return _S.join(re.escape(word).replace(r"\-", "[-‐‑ ]") for word in text.split())


_WORDS = re.compile(
    "|".join(
        (
            r"(?P<list>\b(?:" + "|".join(map(_phrase, sorted(_LISTS, key=len, reverse=True))) + r")s?\b)",
            r"(?P<review>\b(?:" + "|".join(map(_phrase, _REVIEW)) + r")\b)",
            rf"(?P<general>\b(?:(?:temporary|temporal){_S}general{_S}licen[sc]es?|general{_S}licen[sc]es?|TGLs?)\b)",
            rf"(?P<exception>\blicense{_S}exceptions?\b(?:{_S}[A-Z]{{3}}\b)?)",
        )
    ),
    re.IGNORECASE,
)
_B = r"[ \u00a0]"
_CFR = rf"\b15{_B}{{0,3}}C\.?F\.?R\.?{_B}{{0,3}}"
_REFERENCES = re.compile(
    "|".join(
        (
            rf"(?P<fr>\b\d{{2,3}}{_B}{{1,3}}(?:FR|Fed\.{_B}?Reg\.){_B}{{0,3}}(?:\d{{1,3}},\d{{3}}|\d{{3,6}})\b)",
            rf"(?P<section>(?:{_CFR}(?:§{{1,2}}{_B}?)?|§{{1,2}}{_B}?|\b[Ss]ections?{_B})"
            r"7[3-7]\d\.\d{1,2}(?:\([a-z0-9]{1,4}\))*)",
            rf"(?P<part>{_CFR}[Pp]arts?{_B}7[3-7]\d\b)",
            rf"(?P<supplement>\b[Ss]upp(?:lement|\.){_B}(?:[Nn]o\.?|[Nn]umber){_B}?\d{{1,2}}{_B}to{_B}"
            rf"(?:15 CFR )?[Pp]art{_B}7\d\d)",
            rf"(?P<eo>\b(?:Executive{_B}Orders?|E\.?O\.?){_B}(?:No\.{_B})?\d{{5}}\b)",
            r"(?P<eccn>\b[0-9][A-E][0-9]{3}(?:\.[a-z](?:\.[0-9a-z]{1,3}){0,4})?(?![\w])|\bEAR[- ]?99\b)",
            r"(?P<iso>\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])\b)",
            rf"(?P<mdy>\b{_MONTH}{_S}(?P<mdy_d>[0-3]?\d)(?:st|nd|rd|th)?,?{_S}(?P<mdy_y>(?:19|20)\d\d)\b)",
            rf"(?P<dmy>\b(?P<dmy_d>[0-3]?\d)(?:st|nd|rd|th)?{_S}(?:of{_S})?{_MONTH},?{_S}(?P<dmy_y>(?:19|20)\d\d)\b)",
            rf"(?P<my>\b{_MONTH},?{_S}(?P<my_y>(?:19|20)\d\d)\b)",
            r"(?P<slash>\b(?P<s_a>[0-3]?\d)/(?P<s_b>[0-3]?\d)/(?P<s_y>(?:19|20)\d\d)\b)",
        )
    )
)
# Every word and phrase above holds one of these; each is found at the speed of memory.
_ANCHORS = ("list", "denial", "approval", "case", "licen", "tgl", "minimis", "nationals", "direct")
_DIGITS = re.compile(r"[0-9][0-9,./]*")
_NEAR = 80
_MONTH_ANYWHERE = re.compile(_MONTH)


def terms_of(text: str) -> Iterator[Term]:
    """The regulation's words in a text, in order of place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    anchors = sorted(at for anchor in _ANCHORS for at in _all(lowered, anchor))
    taken: list[Term] = []
    for low, high in _windows(text, anchors):
        taken.extend(each for each in map(_word, _WORDS.finditer(text, low, high)) if each is not None)
    digits = [found.start() for found in _DIGITS.finditer(text)]  # every reference holds one
    for low, high in _windows(text, digits):
        taken.extend(each for each in map(_reference, _REFERENCES.finditer(text, low, high)) if each is not None)
    yield from sorted(taken, key=lambda each: (each.start, -each.end))


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at != -1:
        yield at
        at = text.find(part, at + len(part))


def _windows(text: str, places: list[int]) -> Iterator[tuple[int, int]]:
    """Stretches of text about the places, joined where they overlap, so that slow patterns see little of a text."""
    low = high = -1
    for at in places:
        if at - _NEAR > high:
            if high >= 0:
                yield low, min(high, len(text))
            low = max(0, at - _NEAR)
        high = at + _NEAR
    if high >= 0:
        yield low, min(high, len(text))


def _word(found: re.Match[str]) -> Term | None:
    text, start, end = found.group(), found.start(), found.end()
    plain = " ".join(text.lower().split())
    if found["list"]:
        kind, link = _LISTS[plain if plain in _LISTS else plain.removesuffix("s")]
        if plain == "covered list" and not text[0].isupper():
            return None
        return Term(text, start, end, kind, link)
    if found["review"]:
        policy = _REVIEW.get(plain.replace("‑", "-").replace("‐", "-"), "case_by_case")
        return Term(text, start, end, "review_policy", "15 CFR 744.11(a)" if "denial" in policy else "", policy)
    if found["general"]:
        if plain.startswith("tgl") and not text[:3].isupper():
            return None
        named = {period.citation for period in general_license_periods() if plain.startswith(("temp", "tgl"))}
        return Term(text, start, end, "general_license", "; ".join(sorted(named)))
    return Term(text, start, end, "license_exception", "15 CFR Part 740")


def _reference(found: re.Match[str]) -> Term | None:
    text, start, end, kind = found.group(), found.start(), found.end(), found.lastgroup or ""
    if found["fr"]:
        volume, page = re.findall(r"\d+", text.replace(",", ""))[:2]
        citation = f"{volume} FR {int(page)}"
        link = act_of(citation)
        return Term(
            text, start, end, "federal_register", link if link in _known_acts() else "", citation, _of_act(link)
        )
    if found["section"]:
        number = re.search(r"7\d\d\.\d+(?:\([a-z0-9]+\))*", text)
        return Term(text, start, end, "section", f"15 CFR {number.group()}" if number else "")
    if found["part"]:
        return Term(text, start, end, "section", f"15 CFR Part {text[-3:]}")
    if found["supplement"]:
        number, part = re.findall(r"\d+", text.replace("15 CFR", ""))[:2]
        return Term(text, start, end, "section", f"15 CFR Part {part} Supp. No. {number}")
    if found["eo"]:
        number_only = re.findall(r"\d{5}", text)[0]
        link = f"EO {number_only}"
        return Term(text, start, end, "executive_order", link if link in acts() else "", link, _of_act(link))
    if found["eccn"]:
        eccn = parse_eccn(text)
        link = "15 CFR Part 774 Supp. No. 1" if eccn and not eccn.is_ear99 else "15 CFR 734.3(c)"
        return Term(text, start, end, "eccn", link, str(eccn)) if eccn else None
    return _date(found, text, start, end, kind)


def _date(found: re.Match[str], text: str, start: int, end: int, kind: str) -> Term | None:
    try:
        if found["iso"]:
            value = dt.date.fromisoformat(text).isoformat()
        elif found["mdy"]:
            value = dt.date(int(found["mdy_y"]), _month(text), int(found["mdy_d"])).isoformat()
        elif found["dmy"]:
            value = dt.date(int(found["dmy_y"]), _month(text), int(found["dmy_d"])).isoformat()
        elif found["my"]:
            value = f"{found['my_y']}-{_month(text):02d}"
        else:
            first, second, year = int(found["s_a"]), int(found["s_b"]), int(found["s_y"])
            if first <= 12 and second <= 12 and first != second:
                return Term(text, start, end, "date", "", "", "month and day cannot be told apart")
            month, day = (first, second) if first <= 12 else (second, first)
            value = dt.date(year, month, day).isoformat()
    except ValueError:
        return None
    named = _acts_on().get(value, ())
    return Term(text, start, end, "date", "; ".join(named), value, " | ".join(map(_of_act, named)))


def _month(text: str) -> int:
    found = _MONTH_ANYWHERE.search(text)
    letters = found.group().lower()[:3] if found else ""
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(letters))


@cache
def _known_acts() -> frozenset[str]:
    return frozenset(acts()) | {period.act for period in general_license_periods()}


@cache
def _acts_on() -> dict[str, tuple[str, ...]]:
    """Acts by the days on which they took effect or were published, general licenses by their first days."""
    table: dict[str, dict[str, None]] = {}
    for act in acts().values():
        for day in (act.effective[:10], act.published[:10]):
            if day:
                table.setdefault(day, {})[act.citation] = None
    for period in general_license_periods():
        table.setdefault(period.first.isoformat(), {})[period.act] = None
    return {day: tuple(named) for day, named in table.items()}


@cache
def _of_act(citation: str) -> str:
    act = acts().get(citation)
    if act is not None:
        when = f"effective {act.effective.replace('T', ' ')}" if act.effective else f"published {act.published}"
        return f"{citation}: {act.subject}; {when}"
    for period in general_license_periods():
        if period.act == citation:
            return f"{citation}: {period.name}, in force {period.first} through {period.through}"
    return ""
