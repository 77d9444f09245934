"""What claims are read by: numbers, negation, the names of lists, and stretches of days in the words of the press."""

from __future__ import annotations

import datetime as dt
import re
from types import MappingProxyType

from licet.screening.documents.regulation_patterns import MONTHS

__all__ = [
    "ABOUT", "AGREES", "CONTRADICTED", "LISTED", "LOOSE", "NO_RECORD", "NUMBER", "PUT", "SUPPLEMENT", "TIME",
    "compare", "hedged", "list_meant", "negated", "time_told", "value_of",
]  # fmt: skip

AGREES, CONTRADICTED, LOOSE, NO_RECORD = "agrees", "contradicted", "loose", "no_record"
SUPPLEMENT = "15 CFR Part 744 Supp. No. 4"

# ---------------------------------------------------------------- numbers

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_NUMBERS = {word: number for number, word in enumerate(_UNITS.split(" "))} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12,
}  # fmt: skip
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
NUMBER = (
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}"
    rf"|(?:{_TENS})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|"
    + "|".join(sorted((word for word in _NUMBERS if word != "zero"), key=len, reverse=True))
    + ")"
)
ABOUT = (
    r"(?:(?P<about>about|around|roughly|nearly|almost|some|approximately|more than|over|at least|up to|as many as|"
    r"fewer than|less than)\s+)?"
)


def value_of(text: str) -> int:
    """The number that digits or words stand for."""
    text = text.lower().replace(",", "")
    if text.isdigit():
        return int(text)
    return sum(_NUMBERS[word] for word in re.split(r"[- ]", text))


def compare(stated: int, about: str, actual: int) -> str:
    """The verdict on a stated number beside the actual one; `about`: the word before it, or ""."""
    about = about.lower()
    if about in ("more than", "over"):
        return AGREES if stated < actual <= stated * 1.5 else LOOSE if stated < actual else CONTRADICTED
    if about == "at least":
        return AGREES if stated <= actual <= stated * 1.5 else LOOSE if stated <= actual else CONTRADICTED
    if about in ("up to", "as many as", "fewer than", "less than"):
        return LOOSE if actual <= stated else CONTRADICTED
    if stated == actual:
        return AGREES
    return LOOSE if about and abs(stated - actual) <= max(1, actual // 20) else CONTRADICTED


# ---------------------------------------------------------------- lists

_LISTS = MappingProxyType(
    {
        "unverified": r"unverified\s+list",
        "denied_persons": r"denied\s+persons?\s+list",
        "military_end_user": r"military\s+end[- ]users?\s+list",
        "fcc_covered": r"covered\s+list",
        "sdn": r"(?:SDN|specially\s+designated\s+nationals)\s+list",
        "entity_list": r"entity\s+list|black\s?list(?:ed)?|restricted\s+(?:trade\s+)?list|trade\s+list",
    }
)
LISTED = "(?:" + "|".join(_LISTS.values()) + ")"
PUT = r"(?:plac|put|add|list|blacklist|includ|join)(?:ed|s|ing|ting)?"
_OTHER_BLACKLIST = re.compile(
    r"\b(?:China|Beijing|MOFCOM|tit-for-tat|EU|British|UK|Japan\w*)(?:'s|’s)?\b", re.IGNORECASE
)


def list_meant(text: str) -> str:
    """The list that words name: a "blacklist" is the Entity List, unless another country's stands there; then ""."""
    name = next((name for name, pattern in _LISTS.items() if re.search(pattern, text, re.IGNORECASE)), "")
    plain = name == "entity_list" and not re.search(r"entity\s+list", text, re.IGNORECASE)
    return "" if plain and _OTHER_BLACKLIST.search(text) else name


# ---------------------------------------------------------------- what turns a statement about

_NOT = re.compile(r"\b(?:not|no|nor|never|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:may|might|could|would|should|if|unless|whether|consider\w*|plan\w*|propos\w*|threat\w*|expect\w*|possib\w*|"
    r"wants?|hop(?:es?|ing|ed)|seek\w*|ask\w*|likely|about\s+to|mull\w*|weigh\w*|deny|denies|denied\s+that)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:,]|\b(?:but|which|who|while|although|because|after|since)\b")


def _clause_before(text: str, at: int, reach: int) -> str:
    before = text[max(0, at - reach) : at]
    ends = [found.end() for found in _CLAUSE.finditer(before)]
    return before[ends[-1] :] if ends else before


def negated(text: str, at: int, reach: int = 28) -> bool:
    """Whether what begins at a place is denied by a word close before it in the same clause."""
    return _NOT.search(_clause_before(text, at, reach)) is not None


def hedged(text: str, at: int) -> bool:
    """Whether what begins at a place is only possible, wished or planned."""
    return _HEDGE.search(_clause_before(text, at, 60)) is not None


# ---------------------------------------------------------------- days

_MONTH = "|".join(f"{name}|{name[:3]}\\.?" for name in MONTHS)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_YEAR = r"(?:19|20)\d\d"
TIME = re.compile(
    rf"\b(?P<month>{_MONTH})\s+(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\b(?:,?\s+(?P<year>{_YEAR}))?"
    rf"|\b(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month2>{_MONTH})(?:,?\s+(?P<year2>{_YEAR}))?\b"
    rf"|\b(?P<iso>{_YEAR}-\d\d-\d\d)\b"
    r"|\b(?P<rel>[Ll]ast|[Tt]his)\s+(?P<unit>year|month|week)\b"
    rf"|\b(?:[Ii]n|[Ss]ince|[Ff]rom)\s+(?:early\s+|mid-?\s?|late\s+)?(?:(?P<month3>{_MONTH})(?:,?\s+(?:of\s+)?(?P<year3>{_YEAR}))?|(?P<only>{_YEAR}))\b"
    rf"|\b[Oo]n\s+(?P<weekday>{'|'.join(day.capitalize() for day in _DAYS)})\b|\b(?P<near>[Yy]esterday|[Tt]oday)\b"
)  # fmt: skip


def time_told(found: re.Match[str], day: dt.date) -> tuple[dt.date, dt.date] | None:
    """First and last day of the stretch that a match of `TIME` names, seen from the text's day; `None`: no such day."""
    try:
        if found["iso"]:
            one = dt.date.fromisoformat(found["iso"])
            return one, one
        if found["month"] or found["month2"]:
            month, year = found["month"] or found["month2"], found["year"] or found["year2"]
            one = _past(day, _number(month), int(found["d"] or found["d2"]), year)
            return one, one
    except ValueError:
        return None
    if found["near"] or found["weekday"]:
        back = 0 if found["near"] else (day.weekday() - _DAYS.index(found["weekday"].lower())) % 7
        one = day - dt.timedelta(days=back + (found["near"] or "").lower().startswith("y"))
        return one, one
    if found["only"]:
        return dt.date(int(found["only"]), 1, 1), dt.date(int(found["only"]), 12, 31)
    if found["rel"]:
        return _relative(found["unit"].lower(), found["rel"].lower() == "last", day)
    number = _number(found["month3"])
    year = int(found["year3"]) if found["year3"] else day.year - (number > day.month)
    first = dt.date(year, number, 1)
    return first, _month_end(first)


def _number(month: str) -> int:
    return next(number for number, name in enumerate(MONTHS, 1) if name.startswith(month[:3]))


def _past(day: dt.date, month: int, number: int, year: str | None) -> dt.date:
    """A day and month without a year: the last that is no more than a month ahead."""
    if year:
        return dt.date(int(year), month, number)
    this = dt.date(day.year, month, number)
    return this if this <= day + dt.timedelta(days=31) else dt.date(day.year - 1, month, number)


def _relative(unit: str, last: bool, day: dt.date) -> tuple[dt.date, dt.date]:
    if unit == "year":
        return dt.date(day.year - last, 1, 1), dt.date(day.year - last, 12, 31)
    if unit == "week":
        monday = day - dt.timedelta(days=day.weekday() + 7 * last)
        return monday, monday + dt.timedelta(days=6)
    month = day.replace(day=1)
    if last:
        month = (month - dt.timedelta(days=1)).replace(day=1)
    return month, _month_end(month)


def _month_end(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
