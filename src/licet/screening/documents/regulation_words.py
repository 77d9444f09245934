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
from licet.screening.documents.regulation_patterns import matches, month_of
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


_WORDS = frozenset(("list", "review", "general", "exception"))
_LISTS = {
    "entity list": ("entity_list", "15 CFR Part 744 Supp. No. 4"),
    "unverified list": ("unverified_list", "15 CFR Part 744 Supp. No. 6"),
    "military end user list": ("military_end_user_list", "15 CFR Part 744 Supp. No. 7"),
    "denied persons list": ("denied_persons_list", "15 CFR Part 764 Supp. No. 1"),
    "specially designated nationals": ("sdn_list", "15 CFR 744.8"),
    "commerce control list": ("commerce_control_list", "15 CFR Part 774 Supp. No. 1"),
    "de minimis": ("de_minimis", "15 CFR 734.4"),
    "foreign direct product": ("foreign_direct_product", "15 CFR 734.9"),
    "foreign produced direct product": ("foreign_direct_product", "15 CFR 734.9"),
    "unreliable entity list": ("unreliable_entity_list", ""),
    "covered list": ("fcc_covered_list", "47 CFR 1.50002"),
}
_REVIEW = {
    "presumption of denial": "presumption_of_denial",
    "presumptive denial": "presumption_of_denial",
    "policy of denial": "policy_of_denial",
    "case by case": "case_by_case",
    "presumption of approval": "presumption_of_approval",
}


def terms_of(text: str) -> Iterator[Term]:
    """The regulation's words in a text, in order of place."""
    for kind, found in matches(text):
        term = _word(kind, found) if kind in _WORDS else _reference(kind, found)
        if term is not None:
            yield term


def _word(kind: str, found: re.Match[str]) -> Term | None:
    text, start, end = found.group(), found.start(), found.end()
    plain = " ".join(re.sub("[-‐‑]", " ", text.lower()).split())
    if kind == "list":
        name, link = _LISTS[plain if plain in _LISTS else plain.removesuffix("s")]
        if plain == "covered list" and not text[0].isupper():
            return None
        return Term(text, start, end, name, link)
    if kind == "review":
        policy = _REVIEW[plain]
        return Term(text, start, end, "review_policy", "15 CFR 744.11(a)" if "denial" in policy else "", policy)
    if kind == "general":
        named = {period.citation for period in general_license_periods() if plain.startswith(("temp", "tgl"))}
        return Term(text, start, end, "general_license", "; ".join(sorted(named)))
    return Term(text, start, end, "license_exception", "15 CFR Part 740")


def _reference(kind: str, found: re.Match[str]) -> Term | None:
    text, start, end = found.group(), found.start(), found.end()
    if kind == "federal_register":
        volume, page = re.findall(r"\d+", text.replace(",", ""))[:2]
        citation = f"{volume} FR {int(page)}"
        link = act_of(citation)
        return Term(text, start, end, kind, link if link in _known_acts() else "", citation, _of_act(link))
    if kind == "section":
        number = re.search(r"7\d\d\.\d+(?:\([A-Za-z0-9]+\))*", text)
        return Term(text, start, end, kind, f"15 CFR {number.group()}" if number else "")
    if kind == "part":
        return Term(text, start, end, "section", f"15 CFR Part {text[-3:]}")
    if kind == "supplement":
        return Term(text, start, end, "section", f"15 CFR Part {found['part']} Supp. No. {int(found['number'])}")
    if kind == "executive_order":
        link = f"EO {text[-5:]}"
        return Term(text, start, end, kind, link if link in acts() else "", link, _of_act(link))
    if kind == "eccn":
        eccn = parse_eccn(text)
        link = "15 CFR Part 774 Supp. No. 1" if eccn and not eccn.is_ear99 else "15 CFR 734.3(c)"
        return Term(text, start, end, kind, link, str(eccn)) if eccn else None
    return _date(kind, found)


def _date(kind: str, found: re.Match[str]) -> Term | None:
    text, start, end = found.group(), found.start(), found.end()
    try:
        if kind == "iso":
            value = dt.date.fromisoformat(text).isoformat()
        elif kind == "month":
            value = f"{found['year']}-{month_of(text):02d}"
        elif kind == "slash":
            first, second = int(found["first"]), int(found["second"])
            if first <= 12 and second <= 12 and first != second:
                return Term(text, start, end, "date", "", "", "month and day cannot be told apart")
            month, day = (first, second) if first <= 12 else (second, first)
            value = dt.date(int(found["year"]), month, day).isoformat()
        else:
            value = dt.date(int(found["year"]), month_of(text), int(found["day"])).isoformat()
    except ValueError:
        return None
    named = _acts_on().get(value, ())
    return Term(text, start, end, "date", "; ".join(named), value, " | ".join(map(_of_act, named)))


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
