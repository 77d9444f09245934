"""Undoing the known damage of the official files: names, citations, dates, countries.

Nothing is thrown away: what a repair takes off a name comes back as an alias, a remark or the original.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from licet.lists.entry import WEAK
from licet.lists.sources.row import ACRONYM, ALIAS, FORMER, Cited, RowName
from licet.terms.country import country_code

_SPACE = re.compile(r"[\s\u00a0\u200b]+")
_FOLDED = re.compile(r"^(?P<head>.+?)\. (?:Affiliated Entity:|Subordinate Institution -) ?(?P<name>.+)$")
_EXTENDS = re.compile(
    r"[;,]? and (?:(?:any|its|all) )?(?:successors?|sub-units?|subsidiar(?:y|ies))\b.*$", re.IGNORECASE
)
_DESCRIBED = re.compile(r"\s*\((?:[\w.' ]+ )?(?:entity|individual|national|person)\)\s*$", re.IGNORECASE)
_AKA_INSIDE = re.compile(
    r"[\[(]\s*(?:a\.?k\.?a\.?|a/k/a|(?P<former>f\.?k\.?a\.?|f/k/a|formerly))[\s,:.]+(?P<names>[^\])]*)[\])]",
    re.IGNORECASE,
)
_AKA_AFTER = re.compile(
    r"(?:[\s,;(-]+)(?:(?:aka|a\.k\.a|a/k/a)(?P<many>s)?|d/b/a|(?P<former>f\.k\.a|f/k/a))\b[\s,.:-]+", re.IGNORECASE
)
_AKA_AGAIN = re.compile(r"\s*[;,]?\s*(?<!\w)(?:a\.k\.a\.?|a/k/a|aka|f\.k\.a\.?)[\s,:]+", re.IGNORECASE)
_FORMER_START = re.compile(r"^\(?\s*(?:f\.k\.a\.?|f/k/a|formerly)[\s,:]+", re.IGNORECASE)
_ACRONYM = re.compile(r"\s\((?P<short>[A-Z][A-Za-z0-9&.\- ]{1,11})\)$")
_LEGAL_END = re.compile(
    r"(?:\b(?:Ltd|Inc|LLC|Limited|GmbH|Corp|Corporation|Company|Co|Institute|University|S\.A|PLC|Pte)\.?)$"
)
_GENERIC = re.compile(
    r"^(?:the|of|and|no|\d+(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|research|institute|institution|design|department|factory|plant|academy|bureau|laboratory|center|centre|branch"
    r"|division|group|company|office|general)$",
    re.IGNORECASE,
)
_PROVINCE = re.compile(
    r"^(?:anhui|beijing|chongqing|fujian|gansu|guangdong|guangxi|guizhou|hainan|hebei|heilongjiang|henan|hubei|hunan"
    r"|jiangsu|jiangxi|jilin|liaoning|ningxia|qinghai|shaanxi|shandong|shanghai|shanxi|sichuan|tianjin|tibet"
    r"|xinjiang|yunnan|zhejiang)$",
    re.IGNORECASE,
)
# Cheap test before the costly patterns: most names carry none of these.
_SUSPECT = re.compile(r"[;\[(,]|\. [AS]|\ba[./]?k|[fd]/[kb]/a|\band (?:any|its|all|subs)", re.IGNORECASE)


def plain(text: str) -> str:
    """One line, no control characters, no doubled spaces, no mojibake at the end."""
    cleaned = text if text.isprintable() else "".join(_visible(c) for c in text)
    if "  " not in cleaned and cleaned.isascii():
        return cleaned.strip()
    return _SPACE.sub(" ", cleaned).strip().rstrip("ÿ�").strip()


def _visible(character: str) -> str:
    """Control characters part words; format characters (soft hyphens, marks of direction) stand inside them."""
    category = unicodedata.category(character)
    return " " if category == "Cc" else "" if category == "Cf" else character


@lru_cache(maxsize=1 << 17)
def name_key(text: str) -> str:
    """A name folded for *identity*: case, width, accents, punctuation and spacing gone; every script kept.

    >>> name_key("Xi’an  Huawei Technologies Co., Ltd.,")
    'xi an huawei technologies co ltd'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (c if c.isalnum() else " " for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(kept).split())


_FORMS = re.compile(r"\b(company|limited|corporation|incorporated|and)\b")
_SPELLINGS = {"company": "co", "limited": "ltd", "corporation": "corp", "incorporated": "inc", "and": ""}


@lru_cache(maxsize=1 << 17)
def merge_key(text: str) -> str:
    """A name folded for recognizing one entry across files: `name_key`, legal forms spelled one way, no spaces.

    >>> merge_key("32Group China Limited") == merge_key("32 Group China Ltd.")
    True
    """
    return "".join(_FORMS.sub(lambda found: _SPELLINGS.get(found[1], found[1]), name_key(text)).split())


@dataclass(frozen=True, slots=True)
class CleanName:
    """A name after repair; `taken` says what was taken off it and why."""

    name: str
    aliases: tuple[RowName, ...] = ()
    within: str = ""
    taken: tuple[tuple[str, str], ...] = ()


def clean_name(text: str) -> CleanName:
    """Undo the damage of a name field: folded affiliates, aliases, addresses and trailing commas in it.

    >>> clean_name("Huawei Technologies Co., Ltd. (Huawei). Affiliated Entity: Hangzhou Huawei Enterprises").within
    'Huawei Technologies Co., Ltd.'
    """
    name = plain(text)
    if not _SUSPECT.search(name):
        return CleanName(name)
    aliases: list[RowName] = []
    taken: list[tuple[str, str]] = []
    within = ""
    if folded := _FOLDED.match(name):
        head = clean_name(folded["head"])
        within, name = head.name, folded["name"].strip()
        if all(_GENERIC.match(word) for word in re.findall(r"\w+", name)):
            name = f"{within} {name}"
    if extends := _EXTENDS.search(name):
        taken.append(("extends_to", extends[0].strip(" ;,")))
        name = name[: extends.start()]
    if described := _DESCRIBED.search(name):
        taken.append(("described_as", described[0].strip(" ()")))
        name = name[: described.start()]
    while inside := _AKA_INSIDE.search(name):
        kind = FORMER if inside["former"] else ALIAS
        parts = re.split(r"\s*;\s*|" + _AKA_AGAIN.pattern, inside["names"], flags=re.IGNORECASE)
        aliases += [RowName(_balanced(part), kind) for part in parts if part and _balanced(part)]
        name = f"{name[: inside.start()].rstrip()} {name[inside.end() :].lstrip()}".strip()
    if after := _AKA_AFTER.search(name):
        rest = name[after.end() :]
        parts = rest.split(",") if after["many"] else _AKA_AGAIN.split(rest)
        kind = FORMER if after["former"] else ALIAS
        aliases += [RowName(_balanced(part), kind) for part in parts if part and _balanced(part)]
        name = name[: after.start()]
        if " " not in name.strip(" ,;") and aliases and " " in aliases[0].text:
            # The surname was lost: a bare given name would match half the world, so the first whole name leads.
            aliases.append(RowName(name.strip(" ,;"), WEAK))
            name = aliases.pop(0).text
    if len(name) < 3 and aliases:
        aliases.append(RowName(name, WEAK))
        name = aliases.pop(0).text
    name = _balanced(name)
    # An address in the name: "…, Ltd., Xi'an, Shaanxi".
    parts = name.split(", ")
    if len(parts) >= 3 and _PROVINCE.match(parts[-1]):
        city, head_text = parts[-2], ", ".join(parts[:-2])
        if len(city.split()) <= 2 and _LEGAL_END.search(head_text):
            aliases.append(RowName(name))
            taken.append(("address_in_name", f"{city}, {parts[-1]}"))
            name = head_text
    if (short := _ACRONYM.search(name)) and _abbreviates(short["short"], name[: short.start()]):
        aliases.append(RowName(name))
        aliases.append(RowName(short["short"], ACRONYM))
        name = name[: short.start()].strip(" ,;")
    return CleanName(name, tuple(aliases), within, tuple(taken))


def _balanced(text: str) -> str:
    """Without trailing commas and without brackets that nobody opened or closed."""
    text = text.strip(" ,;")
    if text.count("(") != text.count(")"):
        text = text.replace("(", " ").replace(")", " ")
    return " ".join(text.split()).strip(" ,;")


def _abbreviates(short: str, long: str) -> bool:
    """Whether a word in parentheses stands for the name before it: its initials, or its first word."""
    words = re.findall(r"[A-Za-z0-9]+", long)
    letters = [c.upper() for c in short if c.isalnum()]
    if words and short.casefold() == words[0].casefold():
        return True
    if not short.replace(" ", "").isupper() or len(letters) < 2:
        return False
    remaining = iter("".join(words).upper())
    return letters[0] == words[0][0].upper() and all(letter in remaining for letter in letters)


def clean_aliases(text: str) -> tuple[RowName, ...]:
    """The aliases of a semicolon-separated cell: former names told apart, the last `and` taken off."""
    found: list[RowName] = []
    pieces = [plain(piece) for piece in text.split(";")]
    for place, piece in enumerate(pieces):
        part = piece.strip(" ,")
        if place == len(pieces) - 1 and place and part.casefold().startswith("and "):
            part = part[4:]
        kind = ALIAS
        if _FORMER_START.match(part):
            part, kind = _FORMER_START.sub("", part).strip(" ,)"), FORMER
        cleaned = clean_name(part)
        if cleaned.name:
            found.append(RowName(cleaned.name, kind))
            found += [alias for alias in cleaned.aliases if alias.kind != ACRONYM]
    return distinct(found)


def distinct(names: list[RowName] | tuple[RowName, ...], but: str = "") -> tuple[RowName, ...]:
    """Names without doubles (exact text) and without `but`, in order."""
    seen = {but, ""}
    kept = []
    for name in names:
        if name.text not in seen:
            seen.add(name.text)
            kept.append(name)
    return tuple(kept)


_DATE = r"\d{1,2}/\d{1,2}/\d{2,4}"
_CITATION = re.compile(
    r"(?P<volume>\d{1,3})\s*\.?\s*F\.?\s*R\.?\s*(?:no\.?\s*\d+\s*(?:pg\.?|page)\s*)?(?P<page>\d{1,6})\b(?!/)"
    rf"(?:[\s,;(]*no\.?\s*\d+\)?)?(?:[\s,;(]*(?P<date>{_DATE}))?",
    re.IGNORECASE,
)
_ISSUE = re.compile(rf"Vol\.?\s*(?P<volume>\d+),?\s*No\.?\s*(?P<issue>\d+),?\s*(?P<date>{_DATE})?", re.IGNORECASE)
_WORDS = re.compile(r"(?P<volume>\d{2,3}) FR (?P<page>\d{1,6}),?\s*\(?(?P<date>[A-Z][a-z]+ \d{1,2}, \d{4})\)?")


@lru_cache(maxsize=4096)
def citations(text: str) -> tuple[Cited, ...]:
    """Every Federal Register citation of a cell, spellings made one, doubles gone, in printed order.

    >>> [c.citation for c in citations("84 FR  22963; 85fr 36720, 86 F.R. 71559 12/17/21 and 88 FR")]
    ['84 FR 22963', '85 FR 36720', '86 FR 71559']
    """
    found: dict[str, Cited] = {}
    for match in _CITATION.finditer(text):
        citation = f"{int(match['volume'])} FR {int(match['page'])}"
        published = read_date(match["date"]) if match["date"] else None
        if citation not in found or found[citation].published is None:
            found[citation] = Cited(citation, published)
    for match in _WORDS.finditer(text):
        citation = f"{int(match['volume'])} FR {int(match['page'])}"
        found[citation] = Cited(citation, read_date(match["date"]))
    for match in _ISSUE.finditer(text):
        citation = f"{int(match['volume'])} FR No. {int(match['issue'])}"
        found[citation] = Cited(citation, read_date(match["date"]) if match["date"] else None)
    return tuple(found.values())


_FORMATS = ("%m/%d/%Y", "%Y-%m-%d", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%b %d, %Y")
_SHORT_YEAR = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{2})$")


@lru_cache(maxsize=8192)
def read_date(text: str) -> dt.date | None:
    """A date in any spelling the lists use; `None` when it is none. `8/14/97` is 1997, `2/24/09` 2009."""
    text = text.strip()
    if short := _SHORT_YEAR.match(text):
        year = int(short[3])
        text = f"{short[1]}/{short[2]}/{year + (1900 if year >= 40 else 2000)}"
    for form in _FORMATS:
        try:
            return dt.datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


# What stands in country columns beside codes and names. `None`: a region of no single country.
_REGIONS: dict[str, str | None] = {
    "prc": "CN",
    "man, isle of": "IM",
    "crimea (occupied)": "UA",
    "region: crimea": "UA",
    "region: west bank": "PS",
    "west bank": "PS",
    "region: gaza": "PS",
    "region: north gaza": "PS",
    "region: northern gaza": "PS",
    "palestinian": "PS",
    "region: iran": "IR",
    "region: russia": "RU",
    "region: china": "CN",
    "region: northern mali": "ML",
    "region: kafia kingi": None,
    "region: kashmir": None,
    "region: jammu and kashmir": None,
    "region: commonwealth of independent states": None,
    "undetermined": None,
    "burma": "MM",
    "korea, north": "KP",
    "korea, south": "KR",
    "congo, democratic republic of the": "CD",
    "congo, republic of the": "CG",
    "bahamas, the": "BS",
    "gambia, the": "GM",
    "the gambia": "GM",
    "virgin islands, british": "VG",
    "british virgin islands": "VG",
    "virgin islands, u.s.": "VI",
    "cote d ivoire": "CI",
    "kosovo": "XK",
    "netherlands antilles": "CW",
    "yugoslavia": "RS",
    "saint vincent and the grenadines": "VC",
    "the netherlands": "NL",
    "crimea region of ukraine": "UA",
    "crimea (region of ukraine)": "UA",
    "macau": "MO",
    "united arab emirates (u.a.e.)": "AE",
    "england": "GB",
    "an": "CW",
    "cs": "RS",
    "yu": "RS",
    "zr": "CD",
    "uk": "GB",
    "su": "RU",
}


@lru_cache(maxsize=4096)
def country(text: str) -> tuple[str | None, bool]:
    """The alpha-2 code of a cell and whether the cell was understood (a region has no code, but is known)."""
    cleaned = plain(text).strip(" .,;")
    if not cleaned:
        return None, True
    low = cleaned.casefold()
    if low in _REGIONS:
        return _REGIONS[low], True
    code = country_code(cleaned) or country_code(re.sub(r"\s*\(.*\)$", "", cleaned))
    if code is None and low.startswith("region:"):
        code = country_code(cleaned.split(":", 1)[1])
    return code, code is not None


_ADDRESS_COUNTRY = re.compile(r",\s*([A-Z]{2})$")


def address_countries(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """The countries at the ends of trade.gov addresses (`…, 100033, CN`); a US state is no country."""
    found: list[str] = []
    for address in addresses:
        last = address.strip()
        code = last if len(last) == 2 else ((m := _ADDRESS_COUNTRY.search(last)) and m[1]) or ""
        # trade.gov leaves the country off some US addresses: "…, PHOENIX, AZ, 85043" has none to read,
        # and a final "…, CA" without postal code could be Canada or California: it is a country column.
        if code:
            known, _ = country(code)
            if known and known not in found:
                found.append(known)
    return tuple(found)
