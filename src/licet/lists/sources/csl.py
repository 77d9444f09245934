"""trade.gov's Consolidated Screening List: CSV of 28 and 29 columns, JSON, and the reduced CSV of 11 columns."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from licet.lists.sources import catalog
from licet.lists.sources.repairs import (
    address_countries,
    citations,
    clean_aliases,
    clean_name,
    country,
    distinct,
    plain,
    read_date,
)
from licet.lists.sources.row import Cited, Fields, Parsed, Row, SourceFault, Trouble, require_columns

COLUMNS = (
    "source", "entity_number", "type", "programs", "name", "title", "addresses", "federal_register_notice",
    "start_date", "end_date", "standard_order", "license_requirement", "license_policy", "call_sign", "vessel_type",
    "gross_tonnage", "gross_registered_tonnage", "vessel_flag", "vessel_owner", "remarks", "source_list_url",
    "alt_names", "citizenships", "dates_of_birth", "nationalities", "places_of_birth", "source_information_url", "ids",
)  # fmt: skip
REDUCED_COLUMNS = (
    "source", "entity_number", "type", "programs", "name", "alt_names", "address_countries",
    "federal_register_notice", "license_requirement", "license_policy", "source_list_url",
)  # fmt: skip
_KEPT = (
    "title", "standard_order", "call_sign", "vessel_type", "gross_tonnage", "gross_registered_tonnage", "vessel_flag",
    "vessel_owner", "source_list_url", "source_information_url", "citizenships", "dates_of_birth", "nationalities",
    "places_of_birth", "country",
)  # fmt: skip
_ADDRESS_ONLY = re.compile(r"^Address \d+$")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise SourceFault(f"line {reader.line_num}: not readable as CSV ({error}); the file may be cut off") from None


def parse_csv(data: bytes) -> Parsed:
    """The CSV of any year. A header row in the middle is passed over; a changed header is refused by name."""
    text = decode(data)
    lines = _lines(text)
    try:
        _, header = next(lines)
    except StopIteration:
        raise SourceFault("the file is empty") from None
    header = [cell.strip().lstrip("\ufeff") for cell in header]
    reduced = "address_countries" in header
    form = "reduced Consolidated Screening List" if reduced else "Consolidated Screening List"
    require_columns([name for name in header if name != "_id"], REDUCED_COLUMNS if reduced else COLUMNS, form)
    trouble = Trouble()
    rows: list[Row] = []
    for number, cells in lines:
        where = f"line {number}"
        if [cell.strip() for cell in cells] == header:
            trouble.complain(where, "a second header row stands in the middle; passed over")
            continue
        if len(cells) != len(header):
            trouble.fault(where, f"{len(cells)} cells where the header has {len(header)}; the file may be cut off")
            continue
        row = _row(Fields(dict(zip(header, cells, strict=True)), where, trouble), trouble, reduced)
        if row is not None:
            rows.append(row)
    rows = undragged(rows, trouble)
    complaints = trouble.check()
    name = "csl-reduced" if reduced else f"csl-csv-{len(header)}"
    return Parsed(name, tuple(rows), _lists(rows), reduced=reduced, complaints=complaints)


def parse_json(data: bytes) -> Parsed:
    """trade.gov's JSON: an object with `results`, or the bare list of them."""
    try:
        content = json.loads(decode(data))
    except (json.JSONDecodeError, RecursionError) as error:
        raise SourceFault(f"not readable as JSON ({error}); the file may be cut off") from None
    stated: int | None = None
    as_of: dt.date | None = None
    if isinstance(content, dict):
        stated = content["total"] if isinstance(content.get("total"), int) else None
        records = content.get("results")
        for source in content.get("sources_used") or []:
            stamp = isinstance(source, dict) and read_date(str(source.get("import_rate_date") or "")[:10])
            as_of = max(filter(None, (as_of, stamp or None)), default=None)
    else:
        records = content
    if not isinstance(records, list):
        raise SourceFault("column 'results' is missing from the Consolidated Screening List JSON")
    trouble = Trouble()
    rows: list[Row] = []
    for number, record in enumerate(records, 1):
        where = f"result {number}"
        if not isinstance(record, dict):
            trouble.fault(where, "is no object")
            continue
        row = _json_row(record, where, trouble)
        if row is not None:
            rows.append(row)
    if stated is not None and stated != len(records):
        trouble.fault("results", f"the file states {stated} and holds {len(records)}: a page, or cut off")
    return Parsed("csl-json", tuple(rows), _lists(rows), as_of=as_of, stated_count=stated, complaints=trouble.check())


def undragged(rows: list[Row], trouble: Trouble) -> list[Row]:
    """Undo a spreadsheet's fill handle: one page under rising volumes (83, 84, 85 FR 37423) is one citation.

    Three volumes in a row with one page number do not happen by chance; the lowest is the one that was dragged.
    """
    volumes: dict[tuple[str, str], set[int]] = {}
    for row in rows:
        for cited in row.cited[:1]:
            volume, _, page = cited.citation.partition(" FR ")
            if page.isdigit() and cited.published is None:
                volumes.setdefault((row.list, page), set()).add(int(volume))
    dragged = {
        key: min(found)
        for key, found in volumes.items()
        if len(found) >= 3 and max(found) - min(found) == len(found) - 1
    }
    if not dragged:
        return rows
    mended = []
    for row in rows:
        first = row.cited[0] if row.cited else None
        volume, _, page = first.citation.partition(" FR ") if first else ("", "", "")
        lowest = dragged.get((row.list, page))
        if first is None or lowest is None or int(volume) == lowest:
            mended.append(row)
            continue
        right = f"{lowest} FR {page}"
        trouble.complain(row.name[:60], f"{first.citation} is taken for {right}: a volume counted up by a spreadsheet")
        mended.append(
            dataclasses.replace(
                row,
                cited=(Cited(right, first.published), *row.cited[1:]),
                original=(*row.original, ("federal_register_notice", first.citation)),
            )
        )
    return mended


def decode(data: bytes) -> str:
    """UTF-8 (with or without a byte order mark), UTF-16 by its mark, else Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _lists(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(row.list for row in rows)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, list):
        return "; ".join(_text(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(_text(item) for item in value.values() if item not in (None, ""))
    return str(value)


_JSON_ADDRESS = ("address", "city", "state", "postal_code", "country")
_JSON_ID = ("type", "number", "country", "issue_date", "expiration_date")
# Search-engine fields of the API, of no meaning for the list.
_JSON_PASSED = ("id", "_id", "score", "import_rate")


def _json_row(record: Mapping[str, Any], where: str, trouble: Trouble) -> Row | None:
    flat: dict[str, str | None] = {}
    for name, value in record.items():
        if name in _JSON_PASSED:
            continue
        if name == "addresses" and isinstance(value, list):
            parts = [
                _text([item.get(key) for key in _JSON_ADDRESS if item.get(key)]).replace("; ", ", ")
                for item in value
                if isinstance(item, dict)
            ]
            flat[name] = "; ".join(part for part in parts if part)
        elif name == "ids" and isinstance(value, list):
            parts = [
                ", ".join(str(item[key]) for key in _JSON_ID if item.get(key))
                for item in value
                if isinstance(item, dict)
            ]
            flat[name] = "; ".join(parts)
        else:
            flat[name] = _text(value)
    for name in ("source", "name"):
        if name not in flat:
            trouble.fault(where, f"column {name!r} is missing")
            return None
    return _row(Fields(flat, where, trouble), trouble, reduced=False)


def _row(fields: Fields, trouble: Trouble, reduced: bool) -> Row | None:
    where = fields.where
    source = fields.pop("source")
    code = catalog.csl_list(source)
    if code is None:
        trouble.fault(where, f"the list {source[:80]!r} is not known")
        return None
    kind_text = fields.pop("type")
    kind = catalog.CSL_TYPES.get(kind_text.casefold())
    if kind is None:
        trouble.fault(where, f"the type {kind_text[:40]!r} is not known")
        return None
    unstable = fields.pop("_id")
    raw_name = fields.pop("name")
    cleaned = clean_name(raw_name)
    if not cleaned.name:
        trouble.complain(where, f"a row of {code} without a name ({unstable})")
        return None
    if _ADDRESS_ONLY.match(cleaned.name):
        kind = "address"
    raw_aliases = fields.pop("alt_names")
    addresses = tuple(plain(part) for part in fields.pop("addresses").split("; ") if part.strip())
    countries: list[str] = []
    other = list(fields.rest(*_KEPT)) + list(cleaned.taken)
    for text in fields.pop("address_countries").split(";"):
        found, known = country(text)
        if not known:
            trouble.complain(where, f"country {text.strip()[:40]!r} is not known")
        if not known or (found is None and text.strip()):
            other.append(("region", text.strip()))
        if found and found not in countries:
            countries.append(found)
    for code2 in address_countries(addresses):
        if code2 not in countries:
            countries.append(code2)
    for name, text in other:  # ISN names no address, but its JSON a country
        if name == "country":
            found, _ = country(text)
            if found and found not in countries:
                countries.append(found)
    requirement, policy = plain(fields.pop("license_requirement")), plain(fields.pop("license_policy"))
    row = Row(
        list=code,
        name=cleaned.name,
        aliases=distinct(list(cleaned.aliases) + list(clean_aliases(raw_aliases)), but=cleaned.name),
        kind=kind,
        countries=tuple(countries),
        addresses=addresses,
        programs=tuple(part.strip() for part in fields.pop("programs").split(";") if part.strip()),
        cited=citations(fields.pop("federal_register_notice")),
        requirement=requirement,
        policy=policy,
        effective=_date(fields, "start_date", trouble),
        expires=_date(fields, "end_date", trouble),
        identifiers=tuple(part.strip() for part in fields.pop("ids").split(";") if part.strip()),
        remarks=fields.pop("remarks"),
        source_id=fields.pop("entity_number"),
        within=cleaned.within,
        other=tuple(other),
        original=(("name", raw_name),) if raw_name != cleaned.name else (),
    )
    fields.leftovers()
    return row


def _date(fields: Fields, name: str, trouble: Trouble) -> dt.date | None:
    text = fields.pop(name)
    if not text:
        return None
    found = read_date(text[:10] if "T" in text else text)
    if found is None:
        trouble.complain(fields.where, f"{name} {text[:40]!r} is no date")
    return found
