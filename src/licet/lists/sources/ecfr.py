"""Supplements No. 4 (Entity List), 6 (Unverified List) and 7 (Military End-User List) to Part 744, as eCFR XML.

The versioner's XML has a `DIV9` for each supplement with a table of `TR`/`TD`; the country stands in the first
column and is left empty (or spanned) until it changes. An entity cell holds name, aliases on lines that begin
with a dash, address, and sometimes further entities folded in as affiliates or subordinate institutions.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from licet.lists.sources.bis import split_name
from licet.lists.sources.repairs import citations, clean_name, country, distinct, plain, read_date
from licet.lists.sources.row import FORMER, Parsed, Row, RowName, SourceFault, Trouble
from licet.lists.sources.xml import events, local, text_of

_TABLES: dict[str, tuple[str, tuple[str, ...]]] = {
    "4": ("EL", ("country", "entity", "license requirement", "license review policy", "federal register citation")),
    "6": ("UVL", ("country", "listed person and address", "federal register citation and date of publication")),
    "7": ("MEU", ("country", "entity", "federal register citation")),
}
_WHICH = re.compile(r"Supplement No\. ?(\d+) to Part 744", re.IGNORECASE)
_DASH = re.compile(r"^[—–―-]\s*")
_AKA_TAIL = re.compile(
    r",?\s+(?P<kind>a\.?k\.?a\.?|f\.?k\.?a\.?),?\s*(?:(?:the )?following (?:\w+ )?(?:aliases|alias|names?):?)?\s*$",
    re.IGNORECASE,
)
_AKA_INLINE = re.compile(r",?\s+(?P<kind>a\.k\.a\.|f\.k\.a\.),?\s+", re.IGNORECASE)
_MARKER = re.compile(
    r"^(?:(?:the following )?(?:\w+ )?(?:affiliated entit(?:y|ies)|subordinate instituti?ons?|affiliates?)"
    r"(?: of [^:]*)?:?)$",
    re.IGNORECASE,
)
_ADDRESSES_FOR = re.compile(r"^Address(?:es)? for [^:]*:\s*", re.IGNORECASE)
_ADDRESS_JOIN = re.compile(r";\s*(?:and\s+)?")
_SEE = re.compile(r"\s*\((?:See|Also see) (?:also )?(?:alternate|additional)[^)]*\)\.?", re.IGNORECASE)
_CITED_END = re.compile(r"[\s.]+$")


@dataclass(slots=True)
class _Party:
    name: str
    aliases: list[RowName] = field(default_factory=list)
    address: str = ""
    within: str = ""
    alias_kind: str = "alias"
    raw: str = ""


def lines_of(cell: ET.Element) -> list[str]:
    """The lines of a cell: `br` and `p` break them; footnote marks in `sup` are told by brackets."""
    pieces: list[str] = [cell.text or ""]
    for child in cell:
        tag = local(child).casefold()
        inner = "\n".join(lines_of(child)) if len(child) else (child.text or "")
        if tag in ("br", "p", "fp", "li"):
            pieces.append("\n" + inner)
        elif tag == "sup" or (tag == "e" and child.get("T") == "51"):
            pieces.append(f" {inner.strip()}" if inner.strip() else "")
        else:
            pieces.append(inner)
        pieces.append(child.tail or "")
    return [line for line in (plain(line) for line in "".join(pieces).split("\n")) if line]


def parse_supplements(data: bytes) -> Parsed:
    """Every supplement of the file that is one of the three lists. Raises `SourceFault` if there is none."""
    trouble = Trouble()
    rows: list[Row] = []
    lists: set[str] = set()
    stamps: list[dt.date] = []
    for event, element in events(data):
        if event != "end":
            continue
        tag = local(element).upper()
        if tag == "AMDDATE" and (stamp := read_date(text_of(element))):
            stamps.append(stamp)
        if tag != "DIV9":
            continue
        head = next((text_of(child) for child in element if local(child).upper() == "HEAD"), "")
        which = _WHICH.search(f"{element.get('N') or ''} {head}")
        if which and which[1] in _TABLES:
            code, columns = _TABLES[which[1]]
            found = _table(element, code, columns, trouble)
            if found is None:
                trouble.fault(f"Supplement No. {which[1]}", "holds no table")
            else:
                lists.add(code)
                rows += found
        element.clear()
    if not lists and not trouble.faults:
        raise SourceFault("no Supplement No. 4, 6 or 7 to Part 744 with a table stands in this XML")
    return Parsed(
        "ecfr-xml", tuple(rows), frozenset(lists), as_of=max(stamps, default=None), complaints=trouble.check()
    )


def _table(div: ET.Element, code: str, columns: tuple[str, ...], trouble: Trouble) -> list[Row] | None:
    table_rows = [element for element in div.iter() if local(element).upper() == "TR"]
    if not table_rows:
        return None
    header = [cell for cell in table_rows[0] if local(cell).upper() in ("TH", "TD")]
    titles = [re.sub(r"[^a-z ]", "", text_of(cell).casefold()).strip() for cell in header]
    for place, wanted in enumerate(columns):
        if place >= len(titles) or not titles[place].startswith(wanted[:16].rstrip()):
            trouble.fault(f"{code} table", f"column {wanted!r} is missing; there stands {titles[place : place + 1]}")
            return []
    rows: list[Row] = []
    land, land_text = "", ""
    for number, table_row in enumerate(table_rows[1:], 2):
        where = f"{code} row {number}"
        cells = [cell for cell in table_row if local(cell).upper() in ("TD", "TH")]
        if len(cells) == len(columns):
            first = text_of(cells[0])
            if first:
                code2, known = country(re.sub(r"\s*\d+$", "", first))
                if not known:
                    trouble.fault(where, f"country {first[:60]!r} is not known")
                land, land_text = code2 or "", first
            cells = cells[1:]
        elif len(cells) != len(columns) - 1:
            said = " ".join(text_of(cell) for cell in cells)
            if said and not re.match(r"^[\d*†]", said):
                trouble.complain(where, f"{len(cells)} cells where the table has {len(columns)}: {said[:60]!r}")
            continue
        entity = lines_of(cells[0])
        if not entity or re.fullmatch(r"\[?Reserved\.?\]?", entity[0], re.IGNORECASE):
            continue
        if not land:
            trouble.fault(where, f"no country stands above {entity[0][:60]!r} ({land_text!r})")
            continue
        texts = [" ".join(lines_of(cell)) for cell in cells[1:]]
        requirement, policy = (texts[0], texts[1]) if code == "EL" else ("", "")
        cited = citations(_CITED_END.sub("", texts[-1]))
        if not cited and rows and code == "MEU":
            cited = rows[-1].cited  # subordinate rows leave the citation of their head unrepeated
        if code == "EL" and not requirement:
            trouble.fault(where, f"the license requirement of {entity[0][:60]!r} is empty")
        rows += [
            Row(
                list=code,
                name=party.name,
                aliases=distinct(party.aliases, but=party.name),
                kind="address" if re.fullmatch(r"Address \d+", party.name) else "",
                countries=(land,),
                addresses=tuple(part.strip(" .") for part in _ADDRESS_JOIN.split(party.address) if part.strip(" .")),
                cited=cited,
                requirement=requirement,
                policy=policy,
                within=party.within,
                original=(("entity", party.raw),),
            )
            for party in read_entity(entity)
        ]
    return rows


def read_entity(lines: list[str]) -> list[_Party]:
    """The parties of one entity cell: the entry itself, then those folded into it.

    >>> [p.name for p in read_entity(["Acme Ltd., a.k.a., the following alias:", "—ACM.", "1 Road, Kabul."])]
    ['Acme Ltd.']
    """
    parties: list[_Party] = []
    folded = False
    for line in lines:
        if _MARKER.match(line.strip(" .")):
            folded = True
            continue
        current = parties[-1] if parties else None
        if current is not None and _DASH.match(line):
            _alias(current, _DASH.sub("", line))
        elif current is not None and _ADDRESSES_FOR.match(line):
            parties[0].address = _join(parties[0].address, _ADDRESSES_FOR.sub("", line))
        elif current is None or (folded and not _is_address(line)):
            parties.append(_start(line, parties[0].name if parties else ""))
        else:
            current.address = _join(current.address, line)
        if current is parties[-1]:
            current.raw += "\n" + line
    for party in parties:
        party.address = _SEE.sub("", party.address)
    return parties


def _is_address(line: str) -> bool:
    return bool(re.match(r"^(?:\d|No\.|Room|Unit|Floor|Building|Block|P\.?O\.|[A-Z]\d)", line))


def _join(address: str, line: str) -> str:
    return f"{address}; {line}" if address else line


def _start(line: str, within: str) -> _Party:
    kind = "alias"
    if tail := _AKA_TAIL.search(line):
        kind = FORMER if tail["kind"].casefold().startswith("f") else "alias"
        text, address = line[: tail.start()], ""
    else:
        text, address = split_name(line)
    inline = _AKA_INLINE.split(text)
    cleaned = clean_name(inline[0])
    party = _Party(cleaned.name, list(cleaned.aliases), address, within or cleaned.within, kind, line)
    for place in range(2, len(inline), 2):
        was = FORMER if inline[place - 1].casefold().startswith("f") else "alias"
        party.aliases.append(RowName(clean_name(inline[place]).name, was))
    return party


def _alias(party: _Party, text: str) -> None:
    text = re.sub(r",? and to include the following address(?:es)?:?$", "", text.strip())
    text = re.sub(r"[;,.]?\s*(?:and|or)?\s*$", "", text.strip()) if not text.strip().endswith(".") else text.strip()
    if text.endswith(".") and not re.search(r"\b(?:Ltd|Inc|Co|Corp|S\.A|L\.L\.C|Pte|Sti|Bhd|W\.L\.L)\.$", text):
        text = text[:-1]
    cleaned = clean_name(text)
    if cleaned.name:
        party.aliases.append(RowName(cleaned.name, party.alias_kind))
        party.aliases += cleaned.aliases
