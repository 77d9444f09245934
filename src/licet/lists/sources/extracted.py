"""JSON extracts of lists that are published as PDF or HTML: MEU, FCC, 1260H, NS-CMIC, UFLPA, the Entity List; MOFCOM.

Two shapes: an object `{list_id, extracted, count, entities: [...]}`, and MOFCOM's plain list of records.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from typing import Any

from licet.lists.sources.bis import split_name
from licet.lists.sources.csl import decode
from licet.lists.sources.repairs import citations, clean_name, country, distinct, plain, read_date
from licet.lists.sources.row import ORIGINAL, Fields, Parsed, Row, RowName, SourceFault, Trouble

_OBJECT_LISTS = {
    "bis-entity-list": "EL",
    "bis-meu": "MEU",
    "fcc-covered": "FCC",
    "dow-1260h": "1260H",
    "dod-1260h": "1260H",
    "ofac-nscmic": "NS-CMIC",
    "dhs-uflpa": "UFLPA",
}
_MOFCOM_LISTS = {
    "cn-export-control-watchlist": "CN-ECL",
    "cn-unreliable-entity-list": "CN-UEL",
    "cn-attention-list": "CN-ATT",
}
# The FCC also covers kinds of equipment, whoever makes them; such a row is no party.
_KIND_OF_EQUIPMENT = re.compile(r"\b(?:produced in|foreign[- ]produced|foreign country)\b", re.IGNORECASE)
_COMPANY = re.compile(r"\b(?:Co|Ltd|Inc|Lab|Institute|Enterprises|Technology|Software|Service)\b")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def load(data: bytes) -> Any:
    """The JSON content. Raises `SourceFault` where it is none."""
    try:
        return json.loads(decode(data))
    except (json.JSONDecodeError, RecursionError) as error:
        raise SourceFault(f"not readable as JSON ({error}); the file may be cut off") from None


def _flat(record: Any, where: str, trouble: Trouble, needed: tuple[str, ...]) -> dict[str, str | None] | None:
    if not isinstance(record, dict):
        trouble.fault(where, "is no object")
        return None
    missing = [name for name in needed if name not in record]
    if missing:
        trouble.fault(where, f"column {missing[0]!r} is missing")
        return None
    return {name: _text(value) for name, value in record.items()}


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        return "\n".join(str(item) for item in value)
    return None if value is None else str(value)


def parse_object(data: bytes) -> Parsed:
    """The object form. An unknown `list_id`, a wrong `count`, a missing column is a fault."""
    content = load(data)
    if not isinstance(content, dict) or not isinstance(content.get("entities"), list):
        raise SourceFault("column 'entities' is missing from the list extract")
    head = dict(content)
    entities = head.pop("entities")
    identifier = str(head.pop("list_id", ""))
    code = _OBJECT_LISTS.get(identifier)
    if code is None:
        raise SourceFault(f"the list {identifier[:60]!r} is not known")
    trouble = Trouble()
    stated = head.pop("count", None)
    if isinstance(stated, int) and stated != len(entities):
        trouble.fault("count", f"the file states {stated} and holds {len(entities)}: cut off, or doubled")
    as_of = read_date(str(head.pop("extracted", "")))
    head.pop("source_file", None)
    for name in head:
        trouble.complain("head", f"field {name!r} is not understood")
    rows = []
    for number, record in enumerate(entities, 1):
        where = f"entity {number}"
        flat = _flat(record, where, trouble, ("name", "aliases", "country", "address", "federal_register"))
        if flat is not None:
            rows += _object_rows(Fields(flat, where, trouble), code, trouble)
    return Parsed(
        f"extract-{code.casefold()}", tuple(rows), frozenset({code}), as_of=as_of, complaints=trouble.check(),
        stated_count=stated if isinstance(stated, int) else None,
    )  # fmt: skip


def _object_rows(fields: Fields, code: str, trouble: Trouble) -> list[Row]:
    raw = fields.pop("name")
    cleaned = clean_name(raw)
    if not cleaned.name:
        trouble.fault(fields.where, "an entity without a name")
        return []
    aliases = list(cleaned.aliases)
    for line in fields.pop("aliases").split("\n"):
        alias = clean_name(line)
        if alias.name:
            aliases.append(RowName(alias.name, ORIGINAL if _CJK.search(alias.name) else "alias"))
            aliases += list(alias.aliases)
    land = fields.pop("country")
    found, known = country(land)
    if not known:
        trouble.complain(fields.where, f"country {land[:40]!r} is not known")
    address = plain(fields.pop("address"))
    notes = plain(fields.pop("notes"))
    text = fields.pop("effective_date")
    effective = read_date(text) if text else None
    if text and effective is None:
        trouble.complain(fields.where, f"effective_date {text[:40]!r} is no date")
    programs: tuple[str, ...] = ()
    identifiers: list[str] = []
    other = list(fields.rest("status")) + list(cleaned.taken)
    if code == "NS-CMIC":
        for part in notes.split("; "):
            label, _, value = part.partition(": ")
            if label == "Program":
                programs = (value,)
            elif label == "Listing Date (CMIC)":
                other.append(("listed", str(read_date(value) or value)))
            elif label in ("USCC", "ISIN", "Equity Ticker", "LEI"):
                identifiers.append(f"{label}, {value}")
    # The extract of Supplement No. 4 keeps the requirement in `notes`, and has no review policy at all.
    requirement = notes if code == "EL" else ""
    row = Row(
        list=code,
        name=cleaned.name,
        aliases=distinct(aliases, but=cleaned.name),
        kind="category" if code == "FCC" and _KIND_OF_EQUIPMENT.search(cleaned.name) else "",
        countries=(found,) if found else (),
        addresses=_addresses(address) if code == "EL" else ((address,) if address else ()),
        programs=programs,
        cited=citations(fields.pop("federal_register")),
        requirement=requirement,
        effective=effective,
        identifiers=tuple(identifiers),
        remarks="" if code == "EL" else notes,
        within=cleaned.within,
        other=tuple(other),
        original=(("name", raw),) if raw != cleaned.name else (),
    )
    fields.leftovers()
    return [row, *_folded_in_address(row, address)] if code == "EL" else [row]


_FOLDED_ADDRESS = re.compile(r"^Addresses for [^:]*:\s*")
_SENTENCE = re.compile(r"(?<=[a-z]{3})(?<!Tech)(?<!Corp)\. (?=[A-Z])|(?<=\d)\. (?=[A-Z])")


_AND = re.compile(r";\s*(?:and\s+)?")
_SEE = re.compile(r"\s*\(See (?:also )?(?:alternate|additional)[^)]*\)\.?", re.IGNORECASE)


def _addresses(text: str) -> tuple[str, ...]:
    """The addresses of one cell, without what belongs to folded affiliates."""
    if _FOLDED_ADDRESS.match(text):
        text = _SENTENCE.split(_FOLDED_ADDRESS.sub("", text))[0]
    return tuple(part.strip(" .") for part in _AND.split(_SEE.sub("", text)) if part.strip(" ."))


def _folded_in_address(row: Row, text: str) -> list[Row]:
    """Affiliates whose names were swept into the address of the entry that lists them.

    The address then begins "Addresses for …:", and each further sentence is "name, address".
    """
    if not _FOLDED_ADDRESS.match(text):
        return []
    found = []
    for sentence in _SENTENCE.split(_FOLDED_ADDRESS.sub("", text))[1:]:
        name, address = split_name(sentence)
        if _COMPANY.search(name) and address and ";" not in name:
            found.append(
                dataclasses.replace(
                    row, name=name, aliases=(), addresses=_addresses(address), within=row.name,
                    original=(("address", sentence),),
                )
            )  # fmt: skip
    return found


_MOFCOM_FIELDS = ("entity_name", "aliases", "addresses", "date_added", "id", "list_id")


def parse_mofcom(data: bytes) -> Parsed:
    """China's lists. The file's `country` is that of the *list*, not of the party, and is kept as such.

    Its `id` is not unique; two entries of one name on two dates are two measures.
    """
    content = load(data)
    if not isinstance(content, list):
        raise SourceFault("the MOFCOM extract is a list of records")
    trouble = Trouble()
    rows: list[Row] = []
    seen: set[tuple[str, str, dt.date | None]] = set()
    verified: list[dt.date] = []
    for number, record in enumerate(content, 1):
        where = f"record {number}"
        flat = _flat(record, where, trouble, _MOFCOM_FIELDS)
        if flat is None:
            continue
        fields = Fields(flat, where, trouble)
        identifier = fields.pop("list_id")
        code = _MOFCOM_LISTS.get(identifier)
        if code is None:
            trouble.fault(where, f"the list {identifier[:60]!r} is not known")
            continue
        raw = fields.pop("entity_name")
        cleaned = clean_name(raw)
        if not cleaned.name:
            trouble.fault(where, "a record without a name")
            continue
        aliases = list(cleaned.aliases)
        aliases += [
            RowName(plain(line), ORIGINAL if _CJK.search(line) else "alias")
            for line in fields.pop("aliases").split("\n")
            if line.strip()
        ]
        effective = read_date(fields.pop("date_added"))
        if effective is None:
            trouble.fault(where, "date_added is no date")
            continue
        if stamp := read_date(fields.pop("last_verified")):
            verified.append(stamp)
        kind = fields.pop("entity_type")
        if kind not in ("organization", "person", ""):
            trouble.fault(where, f"the type {kind[:40]!r} is not known")
        addresses = tuple(plain(line) for line in fields.pop("addresses").split("\n") if line.strip())
        row = Row(
            list=code,
            name=cleaned.name,
            aliases=distinct(aliases, but=cleaned.name),
            kind="individual" if kind == "person" else "entity",
            countries=_seat(addresses),
            addresses=addresses,
            effective=effective,
            remarks=plain(fields.pop("reason")),
            source_id=fields.pop("id"),
            other=fields.rest("country", "source_list_name", "source_url"),
            original=(("name", raw),) if raw != cleaned.name else (),
        )
        fields.leftovers()
        key = (code, row.name, effective)
        if key in seen:
            trouble.complain(where, f"{row.name!r} stands twice on {identifier} for {effective}; taken once")
            continue
        seen.add(key)
        rows.append(row)
    lists = frozenset(row.list for row in rows)
    return Parsed("extract-mofcom", tuple(rows), lists, as_of=max(verified, default=None), complaints=trouble.check())


def _seat(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """The country that an address names at its start (Chinese order) or end."""
    for address in addresses:
        if address.startswith("日本"):
            return ("JP",)
        if address.startswith("美国"):
            return ("US",)
        if address.startswith(("台湾", "中国台湾")):
            return ("TW",)
        tail = re.sub(r"（.*?）|\(.*?\)", "", address).rsplit(",", 1)[-1]
        code, _ = country(tail)
        if code:
            return (code,)
    return ()
