"""Which column of a table holds names, which countries, addresses and identifiers: by header, else by content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from licet.screening.names.legal_forms import FORMS
from licet.terms.country import country_code

# Header words, best first; a header is compared without case, accents, punctuation and a leading prefix.
_NAME = (
    "name", "party name", "company name", "customer name", "vendor name", "supplier name", "entity name",
    "organization name", "organisation name", "legal name", "business name", "full name", "account name",
    "partner name", "firm name", "consignee name", "end user name", "name1", "company", "customer", "vendor",
    "supplier", "organization", "organisation", "entity", "firm", "party", "consignee", "end user", "account",
    "partner", "manufacturer", "firma", "firmenname", "nom", "nombre", "razon social", "ragione sociale", "naam",
    "nazwa", "公司", "公司名称", "企业名称", "名称", "单位名称", "会社名", "회사명", "наименование", "название",
)  # fmt: skip
_COUNTRY = (
    "country", "country code", "iso country", "country iso", "country iso2", "iso2", "country name", "ctry", "cntry",
    "nation", "country of registration", "land", "pays", "pais", "paese", "国家", "国别", "страна",
)  # fmt: skip
_ADDRESS = (
    "address",
    "full address",
    "street address",
    "organization address",
    "addr",
    "adresse",
    "direccion",
    "地址",
    "адрес",
)
_IDENTIFIER = (
    "identifier", "identifiers", "registration number", "registration no", "company number", "tax id", "vat number",
    "vat no", "vat id", "lei", "duns", "uscc", "ogrn", "inn", "imo", "swift", "bic", "passport",
)  # fmt: skip
_REFERENCE = ("id", "customer id", "vendor id", "supplier id", "account id", "party id", "customer number", "reference")
_FORM_WORDS = frozenset(word for form in FORMS for word in form.split() if len(word) > 1)


@dataclass(frozen=True, slots=True)
class Columns:
    """Places of the columns in a row, `None` where there is none, and how each was found.

    header: whether the first row is one; where it is none, it is a row like the others.
    """

    name: int
    country: int | None = None
    address: int | None = None
    identifiers: tuple[int, ...] = ()
    reference: int | None = None
    header: bool = True
    why: tuple[str, ...] = ()


class NoNameColumn(ValueError):
    """No column can be taken for the names; the message names the columns and the mend."""


def guess(
    first: Sequence[str], sample: Sequence[Sequence[str]], *, name: str | None = None, country: str | None = None
) -> Columns:
    """The columns of a table from its first row and some of the rows after it.

    name, country: a column named by the caller (its header, or its number from 1). Raises `NoNameColumn`.
    """
    header = [_plain(cell) for cell in first]
    why: list[str] = []
    taken: set[int] = set()
    known = any(_rank(cell, words) is not None for cell in header for words in (_NAME, _COUNTRY, _ADDRESS, _REFERENCE))
    stated = _stated(first, name, "--name-column") if name else None
    at = stated
    if at is not None:
        why.append(f"names from {_called(first, at)} (as told)")
    else:
        at = _by_header(header, _NAME, taken)
        if at is not None and _holds_names([row[at] for row in sample if at < len(row)] or ["?"]):
            why.append(f"names from {_called(first, at)} (by its header)")
        else:
            by_content = _by_content(first, sample, header, known)
            at = by_content if by_content is not None else at
            if at is None:
                shown = ", ".join(repr(cell[:40]) for cell in first[:20])
                raise NoNameColumn(
                    f"no column can be taken for the names; name it with --name-column (columns: {shown})"
                )
            why.append(f"names from {_called(first, at) if known else f'column {at + 1}'} (by its content)")
    taken.add(at)
    has_header = known or (stated is not None and not (name or "").isdigit()) or bool(country and not country.isdigit())
    where = _stated(first, country, "--country-column") if country else _by_header(header, _COUNTRY, taken)
    if where is None:
        where = _countries(sample, taken, len(first))
        if where is not None:
            why.append(f"countries from {_called(first, where) if has_header else f'column {where + 1}'} (by content)")
    else:
        why.append(f"countries from {_called(first, where)}" + (" (as told)" if country else " (by its header)"))
    if where is not None:
        taken.add(where)
    address = _by_header(header, _ADDRESS, taken)
    if address is not None:
        taken.add(address)
        why.append(f"addresses from {_called(first, address)}")
    identifiers = tuple(
        place for place, cell in enumerate(header) if place not in taken and _rank(cell, _IDENTIFIER) is not None
    )
    taken.update(identifiers)
    if identifiers:
        why.append("identifiers from " + ", ".join(_called(first, place) for place in identifiers))
    reference = _by_header(header, _REFERENCE, taken)
    if not has_header:
        why.append("no header: the first row is taken for a name too")
    return Columns(at, where, address, identifiers, reference, has_header, tuple(why))


@lru_cache(maxsize=1 << 15)
def country_in(address: str) -> str:
    """The country in which an address ends, or nothing where that is not plain.

    "Cupertino CA US 95014" ends in US; "San Jose CA 95134" in no country: CA is also a state.
    """
    text = re.sub(r"[\s,;]+$", "", address)
    tail = re.sub(r"[\s,]*\b[\d][\d\s-]*$", "", text)
    if code := country_code(re.split(r"[,;\n]", tail)[-1]):
        if len(code) == 2 and tail[-2:].upper() == code and _postal(text, tail) and code in _STATES:
            return ""
        return "" if code == "GE" and _postal(text, tail) else code
    words = tail.split()
    if not words:
        return ""
    last = words[-1].strip(".,;()")
    if len(last) == 2 and last.isupper() and country_code(last):
        return "" if last in _STATES and _postal(text, tail) else last
    for size in (3, 2, 1):
        named = " ".join(words[-size:])
        if len(named) > 3 and (code := country_code(named)):
            return code
    return ""


# Codes of countries that are also states of the United States: with five digits behind they may be either.
_STATES = frozenset(
    "AL,AR,AZ,CA,CO,DE,GA,ID,IL,IN,KY,LA,MA,MD,ME,MN,MO,MS,MT,NC,NE,PA,SC,SD,TN,VA".split(",")  # noqa: SIM905
)


def _postal(text: str, tail: str) -> bool:
    return re.fullmatch(r"[\s,]*\d{5}(-\d{4})?", text[len(tail) :]) is not None


def _plain(cell: str) -> str:
    text = unicodedata.normalize("NFKD", str(cell).strip().casefold())
    text = "".join(letter if letter.isalnum() else " " for letter in text if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _rank(cell: str, words: Sequence[str]) -> int | None:
    """How good a header fits: its place among the words; a header that ends in one of them fits less well."""
    if not cell:
        return None
    for place, word in enumerate(words):
        if cell == word or cell.replace(" ", "") == word.replace(" ", ""):
            return place
    for place, word in enumerate(words):
        if len(word) >= 4 and (cell.endswith(" " + word) or cell.startswith(word + " ")):
            # "country name" is no name, "company address" no company.
            others = [w for group in (_NAME, _COUNTRY, _ADDRESS, _IDENTIFIER) if group is not words for w in group]
            if any(cell == other or cell.endswith(" " + other) for other in others if len(other) >= 4):
                continue
            if cell.startswith(word + " ") and cell.rsplit(" ", 1)[-1] in _NOT_A_NAME:
                continue
            return 100 + place
    return None


_NOT_A_NAME = frozenset(
    {"id", "code", "no", "nr", "number", "num", "type", "class", "status", "date", "group", "key", "ref", "reference"}
    | {"city", "state", "zip", "phone", "email", "url", "rank", "since"}
)


def _by_header(header: Sequence[str], words: Sequence[str], taken: set[int]) -> int | None:
    ranked = [
        (rank, place)
        for place, cell in enumerate(header)
        if place not in taken and (rank := _rank(cell, words)) is not None
    ]
    return min(ranked)[1] if ranked else None


def _stated(first: Sequence[str], wanted: str, option: str) -> int:
    plain = [_plain(cell) for cell in first]
    exact = [place for place, cell in enumerate(first) if cell.strip() == wanted.strip()]
    alike = [place for place, cell in enumerate(plain) if cell == _plain(wanted)]
    if exact or alike:
        return (exact or alike)[0]
    if wanted.isdigit() and 1 <= int(wanted) <= len(first):
        return int(wanted) - 1
    shown = ", ".join(repr(cell[:40]) for cell in first[:20])
    raise NoNameColumn(f"{option} {wanted!r}: there is no such column (columns: {shown})")


def _called(first: Sequence[str], place: int) -> str:
    return f"column {first[place]!r}" if place < len(first) and first[place].strip() else f"column {place + 1}"


def _holds_names(cells: Sequence[str]) -> bool:
    """Whether most filled cells hold letters: a column called "company" may hold numbers."""
    filled = [cell for cell in cells if cell.strip()]
    lettered = [cell for cell in filled if sum(letter.isalpha() for letter in cell) >= 2]
    return not filled or len(lettered) * 2 >= len(filled)


def _by_content(
    first: Sequence[str], sample: Sequence[Sequence[str]], header: Sequence[str], known: bool
) -> int | None:
    """The column most of whose cells look like names: words, legal forms, few repeated, no sentence, no number."""
    rows = list(sample) if known else [first, *sample]
    best, most = None, 0.45
    for place in range(len(first)):
        if any(_rank(header[place], words) is not None for words in (_COUNTRY, _ADDRESS, _IDENTIFIER, _REFERENCE)):
            continue
        cells = [row[place].strip() for row in rows if place < len(row) and row[place].strip()]
        if not cells:
            continue
        lettered = [cell for cell in cells if sum(c.isalpha() for c in cell) * 2 >= len(cell) and "@" not in cell]
        forms = [cell for cell in lettered if set(_plain(cell).split()) & _FORM_WORDS]
        several = [cell for cell in lettered if len(cell) > 3]
        distinct = len(set(cells)) / len(cells)
        score = 0.4 * len(several) / len(cells) + 0.5 * len(forms) / len(cells) + 0.2 * distinct
        if sum(map(len, cells)) / len(cells) > 120 or not lettered:
            continue
        if score > most:
            best, most = place, score
    return best


def _countries(sample: Sequence[Sequence[str]], taken: set[int], width: int) -> int | None:
    for place in range(width):
        cells = [row[place].strip() for row in sample if place < len(row) and row[place].strip()]
        if place in taken or len(cells) < 3:
            continue
        if sum(country_code(cell) is not None for cell in cells) >= 0.9 * len(cells):
            return place
    return None
