"""What the Bureau of Industry and Security publishes itself: `el.csv`, `dpl.txt` and CSV, `uvl.csv`, MEU CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Callable, Iterator, Sequence

from licet.lists.sources.csl import decode
from licet.lists.sources.repairs import citations, clean_name, country, distinct, name_key, plain, read_date
from licet.lists.sources.row import Fields, Parsed, Row, RowName, SourceFault, Trouble, require_columns

EL_COLUMNS = (
    "Source List", "Entity Number", "SDN Type", "Programs", "Name", "Title", "Address", "City", "State/Province",
    "Postal Code", "Country", "Federal Register Notice", "Effective Date", "Date Lifted/Waived/Expired",
    "Standard Order", "License Requirement", "License Policy", "Call Sign", "Vessel Type", "Gross Tonnage",
    "Gross Register Tonnage", "Vessel Flag", "Vessel Owner", "Remarks/Notes", "Address Number", "Address Remarks",
    "Alternate Number", "Alternate Type", "Alternate Name", "Alternate Remarks", "Web Link",
)  # fmt: skip
DPL_COLUMNS = (
    "Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date", "Expiration_Date",
    "Standard_Order", "Last_Update", "Action", "FR_Citation",
)  # fmt: skip
DPL_FOLDED_COLUMNS = (
    "Name_and_Address", "Effective_Date", "Expiration_Date", "Appropriate Federal Register Citations", "Type of Denial",
)  # fmt: skip
UVL_COLUMNS = ("COUNTRY", "NAME", "ADDRESS")
MEU_COLUMNS = ("COUNTRY", "ENTITY", "FEDERAL REGISTER CITATION")


def records(
    data: bytes, columns: Sequence[str], form: str, delimiter: str = ",", short_ok: bool = False
) -> Iterator[tuple[str, dict[str, str]]]:
    """The records of a delimited file with a header, unnamed trailing columns allowed when empty.

    `short_ok`: the publisher drops trailing empty cells. Raises `SourceFault` naming the column or line.
    """
    reader = csv.reader(io.StringIO(decode(data), newline=""), delimiter=delimiter, strict=True)
    try:
        header = [plain(cell) for cell in next(reader)]
    except (StopIteration, csv.Error):
        raise SourceFault("the file is empty, or its header cannot be read") from None
    while header and not header[-1]:
        header.pop()
    require_columns(header, columns, form)
    problems = []
    try:
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if not any(values) or values == header:
                continue
            if any(values[len(header) :]) or (len(values) < len(header) and not short_ok):
                problems.append(f"line {reader.line_num}: {len(values)} cells where the header has {len(header)}")
                continue
            values += [""] * (len(header) - len(values))
            yield f"line {reader.line_num}", dict(zip(header, values, strict=False))
    except csv.Error as error:
        raise SourceFault(f"line {reader.line_num}: not readable ({error}); the file may be cut off") from None
    if problems:
        raise SourceFault(*problems)


def _countries(text: str, where: str, trouble: Trouble) -> tuple[str, ...]:
    code, known = country(text)
    if not known:
        trouble.complain(where, f"country {text[:40]!r} is not known")
    return (code,) if code else ()


def _date(fields: Fields, name: str, trouble: Trouble) -> dt.date | None:
    text = fields.pop(name)
    found = read_date(text) if text else None
    if text and found is None:
        trouble.complain(fields.where, f"{name} {text[:40]!r} is no date")
    return found


def joined(*parts: str) -> str:
    """The parts of an address that say something, in order."""
    return ", ".join(part for part in parts if part)


def merge(rows: list[Row], key: Callable[[Row], object]) -> tuple[Row, ...]:
    """One row an entry from one row an address and alias: the rows of a key become one, in first order."""
    groups: dict[object, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return tuple(_one(group) for group in groups.values())


def _one(group: list[Row]) -> Row:
    first = group[0]
    if len(group) == 1:
        return first
    return Row(
        list=first.list,
        name=first.name,
        aliases=distinct([alias for row in group for alias in row.aliases], but=first.name),
        kind=first.kind,
        countries=tuple(dict.fromkeys(code for row in group for code in row.countries)),
        addresses=tuple(dict.fromkeys(text for row in group for text in row.addresses)),
        programs=tuple(dict.fromkeys(text for row in group for text in row.programs)),
        cited=tuple(dict.fromkeys(cited for row in group for cited in row.cited)),
        requirement=first.requirement,
        policy=first.policy,
        effective=min((row.effective for row in group if row.effective), default=None),
        expires=None if any(row.expires is None for row in group) else max(row.expires or dt.date.min for row in group),
        identifiers=tuple(dict.fromkeys(text for row in group for text in row.identifiers)),
        remarks="; ".join(dict.fromkeys(row.remarks for row in group if row.remarks)),
        source_id=first.source_id,
        within=first.within,
        other=tuple(dict.fromkeys(pair for row in group for pair in row.other)),
        original=tuple(dict.fromkeys(pair for row in group for pair in row.original)),
    )


def _original(raw: str, name: str) -> tuple[tuple[str, str], ...]:
    return (("name", raw),) if raw != name else ()


def parse_el(data: bytes) -> Parsed:
    """`el.csv`: a row for each address and each alias of an entry; empty numbered columns at the end."""
    trouble, rows = Trouble(), []
    for where, record in records(data, EL_COLUMNS, "el.csv", short_ok=True):
        fields = Fields(record, where, trouble)
        source = fields.pop("Source List")
        if source != "EL":
            trouble.fault(where, f"the list {source[:40]!r} does not belong in el.csv")
            continue
        raw = fields.pop("Name")
        cleaned = clean_name(raw)
        state, postal = fields.pop("State/Province"), fields.pop("Postal Code")
        land = fields.pop("Country")
        codes = _countries(land, where, trouble)
        address = joined(fields.pop("Address"), fields.pop("City"), state, postal, codes[0] if codes else land)
        alias = clean_name(fields.pop("Alternate Name")).name
        title = fields.rest(
            "Title", "Standard Order", "Call Sign", "Vessel Type", "Gross Tonnage", "Gross Register Tonnage",
            "Vessel Flag", "Vessel Owner", "Address Number", "Address Remarks", "Alternate Number", "Alternate Type",
            "Alternate Remarks", "Web Link",
        )  # fmt: skip
        rows.append(
            Row(
                list="EL",
                name=cleaned.name,
                aliases=cleaned.aliases + ((RowName(alias),) if alias else ()),
                kind=fields.pop("SDN Type").casefold(),
                countries=codes,
                addresses=(address,) if address else (),
                programs=tuple(filter(None, (fields.pop("Programs"),))),
                cited=citations(fields.pop("Federal Register Notice")),
                requirement=plain(fields.pop("License Requirement")),
                policy=plain(fields.pop("License Policy")),
                effective=_date(fields, "Effective Date", trouble),
                expires=_date(fields, "Date Lifted/Waived/Expired", trouble),
                remarks=fields.pop("Remarks/Notes"),
                source_id=fields.pop("Entity Number"),
                within=cleaned.within,
                other=title + cleaned.taken,
                original=_original(raw, cleaned.name),
            )
        )
        fields.leftovers()
    # Rows of one entry agree in name and country; a second act (another citation or title) amends, not doubles it.
    found = merge(rows, lambda row: (name_key(row.name), row.countries))
    return Parsed("bis-el-csv", found, frozenset({"EL"}), complaints=trouble.check())


def parse_dpl(data: bytes) -> Parsed:
    """`dpl.txt`: tab-separated, CRLF, an empty quoted second line, trailing empty cells dropped."""
    trouble, rows = Trouble(), []
    for where, record in records(data, DPL_COLUMNS, "dpl.txt", delimiter="\t", short_ok=True):
        fields = Fields(record, where, trouble)
        raw = fields.pop("Name")
        cleaned = clean_name(raw)
        land = fields.pop("Country")
        codes = _countries(land, where, trouble)
        parts = (fields.pop("Street_Address"), fields.pop("City"), fields.pop("State"), fields.pop("Postal_Code"))
        address = joined(*parts, land)
        rows.append(
            Row(
                list="DPL",
                name=cleaned.name,
                aliases=cleaned.aliases,
                countries=codes,
                addresses=(address,) if any(parts) else (),
                cited=citations(fields.pop("FR_Citation")),
                effective=_date(fields, "Effective_Date", trouble),
                expires=_date(fields, "Expiration_Date", trouble),
                remarks=fields.pop("Action"),
                other=fields.rest("Standard_Order", "Last_Update") + cleaned.taken,
                original=_original(raw, cleaned.name),
            )
        )
        fields.leftovers()
    return Parsed("bis-dpl-txt", _denied(rows), frozenset({"DPL"}), complaints=trouble.check())


def _denied(rows: list[Row]) -> tuple[Row, ...]:
    # One order on one person at several addresses is one entry; another order on the same name is another.
    return merge(rows, lambda row: (name_key(row.name), row.countries[:1], row.effective, row.expires))


def parse_dpl_folded(data: bytes) -> Parsed:
    """The CSV of bis.gov's page: name and address in one field, `name, street, city, state, country, code`."""
    trouble, rows = Trouble(), []
    for where, record in records(data, DPL_FOLDED_COLUMNS, "Denied Persons CSV"):
        fields = Fields(record, where, trouble)
        raw = fields.pop("Name_and_Address")
        name, address, land = split_name_and_address(raw)
        cleaned = clean_name(name)
        kind = fields.pop("Type of Denial")
        if kind.casefold() not in ("standard", "non-standard", "nonstandard", ""):
            trouble.complain(where, f"type of denial {kind[:40]!r} is not known")
        rows.append(
            Row(
                list="DPL",
                name=cleaned.name,
                aliases=cleaned.aliases,
                countries=_countries(land, where, trouble),
                addresses=(address,) if address else (),
                cited=citations(fields.pop("Appropriate Federal Register Citations")),
                effective=_date(fields, "Effective_Date", trouble),
                expires=_date(fields, "Expiration_Date", trouble),
                other=((("type_of_denial", kind),) if kind else ()) + cleaned.taken,
                original=(("name_and_address", raw),),
            )
        )
        fields.leftovers()
    return Parsed("bis-dpl-csv", _denied(rows), frozenset({"DPL"}), complaints=trouble.check())


_LEGAL = frozenset(
    {
        "inc", "llc", "ltd", "limited", "co", "corp", "corporation", "gmbh", "s a", "sa", "sarl", "plc", "pte ltd",
        "l l c", "co ltd", "jsc", "ooo", "oao", "zao", "company", "jr", "sr", "ii", "iii", "m d", "md", "fze", "bv",
        "b v", "ag", "s r l", "pty ltd", "sdn bhd", "lp", "l p", "llp", "esq", "ph d",
    }
)  # fmt: skip


# "Huawei Technologies Co., Ltd. Beijing Research Institute": the legal form stands inside the name.
_LEGAL_START = re.compile(r"^(?:Ltd|LTD|Inc|LLC|Limited|Corp)\b\.? ")


def split_name_and_address(text: str) -> tuple[str, str, str]:
    """Name, address and country of `name, street, city, state, country, postal code` in one field.

    The last five commas are the form's own; the name ends at the first comma that no legal form follows.

    >>> split_name_and_address("MICROCIRCUIT TECHNOLOGY, INC., 3 FEATHERBY WAY, ROCHFORD, ESSEX, GB, ")[0]
    'MICROCIRCUIT TECHNOLOGY, INC.'
    """
    name, address = split_name(text)
    rest = address.split(", ")
    land = ""
    for part in reversed(rest[-2:]):
        if len(part) == 2 and part.isalpha() and country(part)[0]:
            land = part
            break
    return name, address, land


def split_name(text: str) -> tuple[str, str]:
    """Name and address of `name, address`: the name ends at the first comma that no legal form follows."""
    parts = [plain(part) for part in text.split(",")]
    end = 1
    while end < len(parts) and (name_key(parts[end]) in _LEGAL or _LEGAL_START.match(parts[end])):
        end += 1
    return ", ".join(parts[:end]), joined(*parts[end:])


def parse_uvl(data: bytes) -> Parsed:
    """`uvl.csv`: a row for each name and address; aliases folded into the name; empty columns at the end."""
    trouble, rows = Trouble(), []
    for where, record in records(data, UVL_COLUMNS, "uvl.csv", short_ok=True):
        fields = Fields(record, where, trouble)
        codes = _countries(fields.pop("COUNTRY"), where, trouble)
        raw, address = fields.pop("NAME"), plain(fields.pop("ADDRESS"))
        cleaned = clean_name(raw)
        if not cleaned.name or not codes:
            trouble.fault(where, "a row without a name or a country")
            continue
        rows.append(
            Row(
                list="UVL",
                name=cleaned.name,
                aliases=cleaned.aliases,
                countries=codes,
                addresses=(address,) if address else (),
                other=cleaned.taken,
                original=_original(raw, cleaned.name),
            )
        )
        fields.leftovers()
    found = merge(rows, lambda row: (name_key(row.name), row.countries))
    return Parsed("bis-uvl-csv", found, frozenset({"UVL"}), complaints=trouble.check())


def parse_meu(data: bytes) -> Parsed:
    """Supplement No. 7 as CSV: country, entity (with its address after the first semicolon), citation."""
    trouble, rows = Trouble(), []
    for where, record in records(data, MEU_COLUMNS, "Military End-User List CSV", short_ok=True):
        fields = Fields(record, where, trouble)
        codes = _countries(fields.pop("COUNTRY"), where, trouble)
        raw = fields.pop("ENTITY")
        name, _, address = raw.partition(";")
        cleaned = clean_name(name)
        if not cleaned.name or not codes:
            trouble.fault(where, "a row without a name or a country")
            continue
        rows.append(
            Row(
                list="MEU",
                name=cleaned.name,
                aliases=cleaned.aliases,
                countries=codes,
                addresses=(plain(address),) if address.strip() else (),
                cited=citations(fields.pop("FEDERAL REGISTER CITATION")),
                other=cleaned.taken,
                original=_original(raw, cleaned.name),
            )
        )
        fields.leftovers()
    return Parsed("bis-meu-csv", tuple(rows), frozenset({"MEU"}), complaints=trouble.check())
