"""OFAC's own files: the CSV set without headers (`sdn alt add`, and `cons_…`), and the XML of both lists."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import io
import re
from xml.etree import ElementTree as ET

from licet.lists.entry import WEAK
from licet.lists.sources.csl import decode
from licet.lists.sources.repairs import country, distinct, plain, read_date
from licet.lists.sources.row import ALIAS, FORMER, Parsed, Row, RowName, SourceFault, Trouble
from licet.lists.sources.xml import events, local

SDN_WIDTH, ALT_WIDTH, ADD_WIDTH = 12, 5, 6
_TYPES = {"individual": "individual", "vessel": "vessel", "aircraft": "aircraft", "": "entity", "entity": "entity"}
_ALIAS_KINDS = {"aka": ALIAS, "a.k.a.": ALIAS, "fka": FORMER, "f.k.a.": FORMER, "nka": ALIAS, "n.k.a.": ALIAS}
# A program of the consolidated (non-SDN) file says which of its lists an entry stands on.
_PROGRAM_LISTS = (
    (re.compile(r"^CMIC-"), "NS-CMIC"),
    (re.compile(r"^NS-PLC$"), "PLC"),
    (re.compile(r"^FSE-"), "FSE"),
    (re.compile(r"^561"), "CAP"),
    (re.compile(r"^IRAN$"), "NS-ISA"),
    # Doubt: an entry under both programs may stand on either list; the file does not tell them apart.
    (re.compile(r"^UKRAINE-EO13662$"), "SSI"),
    (
        re.compile(r"^(?:RUSSIA-EO14024|HKAA|BURMA-EO14014|BELARUS|NICARAGUA|VENEZUELA|CAATSA|NS-|PEESA|ISA$|IFSR)"),
        "NS-MBS",
    ),
)
_EMPTY = "-0-"
# The last line of each file is the DOS end-of-file mark.
_END_OF_FILE = "\x1a"


def _cells(data: bytes, width: int, name: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(decode(data), newline=""), strict=True, skipinitialspace=True)
    found, problems = [], []
    try:
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if values in ([], [_END_OF_FILE], [""]):
                continue
            if len(values) != width:
                problems.append(f"{name} line {reader.line_num}: {len(values)} cells where the format has {width}")
                continue
            found.append(["" if value == _EMPTY else plain(value) for value in values])
    except csv.Error as error:
        raise SourceFault(f"{name} line {reader.line_num}: not readable ({error}); it may be cut off") from None
    if problems:
        raise SourceFault(*problems)
    if not found:
        raise SourceFault(f"the {name} file is empty")
    return found


def parse_csv_set(sdn: bytes, alt: bytes | None = None, add: bytes | None = None, consolidated: bool = False) -> Parsed:
    """The main file with its aliases and addresses. Without the latter two the result says so (`reduced`)."""
    trouble = Trouble()
    rows: dict[str, Row] = {}
    for cells in _cells(sdn, SDN_WIDTH, "sdn"):
        number, name, kind_text, program, title, call_sign, vessel, tonnage, gross, flag, owner, remarks = cells
        where = f"sdn entry {number}"
        if not number.isdigit() or not name:
            trouble.fault(where, f"has no number or no name: {cells[:2]}")
            continue
        kind = _TYPES.get(kind_text.casefold())
        if kind is None:
            trouble.fault(where, f"the type {kind_text[:40]!r} is not known")
            continue
        if number in rows:
            trouble.fault(where, "the number stands twice")
            continue
        programs = tuple(part.strip(" []") for part in re.split(r"\]\s*\[|;", program) if part.strip(" []"))
        other = tuple(
            pair
            for pair in zip(
                ("title", "call_sign", "vessel_type", "tonnage", "gross_tonnage", "vessel_flag", "vessel_owner"),
                (title, call_sign, vessel, tonnage, gross, flag, owner),
                strict=True,
            )
            if pair[1]
        )
        code = _list(programs, consolidated, where, trouble)
        also, identifiers = _remarks(remarks)
        rows[number] = Row(
            list=code, name=name, aliases=distinct(also, but=name), kind=kind, programs=programs, remarks=remarks,
            identifiers=identifiers, source_id=number, other=other,
        )  # fmt: skip
    _aliases(rows, alt, trouble)
    _addresses(rows, add, trouble)
    lists = frozenset(row.list for row in rows.values())
    form = "ofac-consolidated-csv" if consolidated else "ofac-sdn-csv"
    missing = alt is None or add is None
    return Parsed(form, tuple(rows.values()), lists, reduced=missing, complaints=trouble.check())


def _list(programs: tuple[str, ...], consolidated: bool, where: str, trouble: Trouble) -> str:
    if not consolidated:
        return "SDN"
    for pattern, code in _PROGRAM_LISTS:
        if any(pattern.search(program) for program in programs):
            return code
    trouble.fault(where, f"no list is known for the programs {'; '.join(programs)[:80]!r}")
    return ""


def _aliases(rows: dict[str, Row], alt: bytes | None, trouble: Trouble) -> None:
    if alt is None:
        return
    found: dict[str, list[RowName]] = {}
    for number, _, kind_text, name, remark in _cells(alt, ALT_WIDTH, "alt"):
        kind = _ALIAS_KINDS.get(kind_text.casefold())
        if kind is None:
            trouble.fault(f"alt of {number}", f"the kind {kind_text[:20]!r} is not known")
            continue
        if number not in rows:
            trouble.complain(f"alt of {number}", "no such entry in the main file")
            continue
        if name:
            found.setdefault(number, []).append(RowName(name, WEAK if "weak" in remark.casefold() else kind))
    for number, names in found.items():
        row = rows[number]
        rows[number] = dataclasses.replace(row, aliases=distinct([*names, *row.aliases], but=row.name))


def _addresses(rows: dict[str, Row], add: bytes | None, trouble: Trouble) -> None:
    if add is None:
        return
    found: dict[str, tuple[list[str], list[str]]] = {}
    for number, _, street, city, land, remark in _cells(add, ADD_WIDTH, "add"):
        if number not in rows:
            trouble.complain(f"add of {number}", "no such entry in the main file")
            continue
        code, known = country(land)
        if not known:
            trouble.complain(f"add of {number}", f"country {land[:40]!r} is not known")
        addresses, codes = found.setdefault(number, ([], []))
        text = ", ".join(part for part in (street, city, code or land, remark) if part)
        if text and text not in addresses:
            addresses.append(text)
        if code and code not in codes:
            codes.append(code)
    for number, (addresses, codes) in found.items():
        rows[number] = dataclasses.replace(rows[number], addresses=tuple(addresses), countries=tuple(codes))


_IDENTIFIER = re.compile(
    r"^(?:(?:Passport|National ID No\.|Tax ID No\.|Registration ID|Registration Number|SWIFT/BIC|Vessel Registration"
    r"|Company Number|Identification Number|D-U-N-S|Unified Social Credit Code|Website|C\.U\.I\.T\.|R\.F\.C\.|NIT #"
    r"|Cedula No\.|Commercial Registry|Business Number|Government Gazette|Legal Entity Number|Aircraft|MMSI"
    r"|Email Address|License|Matricula Mercantil|SSN|RIF #|I\.F\.E\.|C\.U\.R\.P\.|Electoral Registry)\b.*)$"
)
_SAYS_ALIAS = re.compile(r"^(?P<kind>alt\. )?[af]\.k\.a\.,? ['‘](?P<name>.+?)['’]\.?$")


def _remarks(text: str) -> tuple[list[RowName], tuple[str, ...]]:
    names, identifiers = [], []
    for part in text.split("; "):
        said = part.strip()
        if alias := _SAYS_ALIAS.match(said.rstrip(".")):
            names.append(RowName(alias["name"], WEAK))
        elif _IDENTIFIER.match(said):
            identifiers.append(said.rstrip("."))
    return names, tuple(identifiers)


# ---------------------------------------------------------------- XML

_PLAIN = frozenset({"uid", "firstName", "lastName", "title", "sdnType", "nspType", "remarks"})
_LISTS = frozenset(
    {
        "programList", "idList", "akaList", "addressList", "nationalityList", "citizenshipList", "dateOfBirthList",
        "placeOfBirthList", "vesselInfo",
    }
)  # fmt: skip
_ADDRESS_PARTS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")


def parse_xml(data: bytes) -> Parsed:
    """`sdn.xml` or `consolidated.xml`. The stated record count must be met, the publication date is the stamp."""
    trouble = Trouble()
    rows: list[Row] = []
    as_of: dt.date | None = None
    stated: int | None = None
    root: ET.Element | None = None
    consolidated = b"<nspType" in data or b"consolidated" in data[:2000].lower()
    raw: list[dict[str, object]] = []
    for event, element in events(data):
        tag = local(element)
        if root is None:
            root = element
            if tag != "sdnList":
                raise SourceFault(f"the root element is {tag!r}, not 'sdnList'")
        if event != "end":
            continue
        if tag == "Publish_Date":
            as_of = read_date(element.text or "")
        elif tag == "Record_Count":
            stated = int(element.text or "0") if (element.text or "").strip().isdigit() else None
        elif tag == "sdnEntry":
            raw.append(_entry(element, trouble))
            element.clear()
    programs_of = [tuple(str(text) for text in entry["programs"]) for entry in raw]  # type: ignore[attr-defined]
    # The consolidated file has no mark of its own; its programs never stand on the SDN List alone.
    if not consolidated and raw and all(_non_sdn(programs) for programs in programs_of):
        consolidated = True
    for entry, programs in zip(raw, programs_of, strict=True):
        row = _xml_row(entry, programs, consolidated, trouble)
        if row is not None:
            rows.append(row)
    if not rows and not trouble.faults:
        raise SourceFault("the file holds no entries")
    if stated is not None and stated != len(raw):
        trouble.complain("Record_Count", f"the file states {stated} entries and holds {len(raw)}")
    lists = frozenset(row.list for row in rows)
    form = "ofac-consolidated-xml" if consolidated else "ofac-sdn-xml"
    return Parsed(form, tuple(rows), lists, as_of=as_of, stated_count=stated, complaints=trouble.check())


def _non_sdn(programs: tuple[str, ...]) -> bool:
    return any(pattern.search(program) for pattern, _ in _PROGRAM_LISTS for program in programs)


def _children(element: ET.Element) -> dict[str, str]:
    return {local(child): plain(child.text or "") for child in element}


def _entry(element: ET.Element, trouble: Trouble) -> dict[str, object]:
    found: dict[str, object] = {"programs": [], "lists": {}}
    lists: dict[str, list[dict[str, str]]] = {}
    for child in element:
        tag = local(child)
        if tag in _PLAIN:
            found[tag] = plain(child.text or "")
        elif tag == "programList":
            found["programs"] = [plain(item.text or "") for item in child]
        elif tag == "vesselInfo":
            lists[tag] = [_children(child)]
        elif tag in _LISTS:
            lists[tag] = [_children(item) for item in child]
        else:
            trouble.complain(f"entry {found.get('uid')}", f"element {tag!r} is not understood")
    found["lists"] = lists
    return found


def _full(parts: dict[str, str]) -> str:
    last, first = parts.get("lastName", ""), parts.get("firstName", "")
    return f"{last}, {first}" if first and last else last or first


def _xml_row(entry: dict[str, object], programs: tuple[str, ...], consolidated: bool, trouble: Trouble) -> Row | None:
    number = str(entry.get("uid", ""))
    where = f"entry {number}"
    name = _full({key: str(value) for key, value in entry.items() if key in ("lastName", "firstName")})
    if not number or not name:
        trouble.fault(where, "has no number or no name")
        return None
    # The consolidated file calls the type of some entries `nspType`.
    stated = str(entry.get("sdnType") or entry.get("nspType") or "")
    kind = _TYPES.get(stated.casefold())
    if kind is None:
        trouble.fault(where, f"the type {stated[:40]!r} is not known")
        return None
    code = _list(programs, consolidated, where, trouble)
    lists = entry["lists"]
    assert isinstance(lists, dict)
    aliases = []
    for item in lists.get("akaList", ()):
        alias_kind = _ALIAS_KINDS.get(item.get("type", "").casefold())
        if alias_kind is None:
            trouble.fault(where, f"the alias kind {item.get('type', '')[:20]!r} is not known")
            continue
        aliases.append(RowName(_full(item), WEAK if item.get("category") == "weak" else alias_kind))
    addresses, codes = [], []
    for item in lists.get("addressList", ()):
        land = item.get("country", "")
        found, known = country(land)
        if not known:
            trouble.complain(where, f"country {land[:40]!r} is not known")
        if found and found not in codes:
            codes.append(found)
        text = ", ".join(
            part for key in _ADDRESS_PARTS if (part := (found or land) if key == "country" else item.get(key, ""))
        )
        if text:
            addresses.append(text)
    identifiers = tuple(
        ", ".join(item[key] for key in ("idType", "idNumber", "idCountry") if item.get(key))
        for item in lists.get("idList", ())
    )
    other = [("title", str(entry["title"]))] if entry.get("title") else []
    for group, key in (
        ("dateOfBirthList", "dateOfBirth"),
        ("placeOfBirthList", "placeOfBirth"),
        ("nationalityList", "country"),
        ("citizenshipList", "country"),
    ):
        said = "; ".join(item[key] for item in lists.get(group, ()) if item.get(key))
        if said:
            other.append((group.removesuffix("List"), said))
    for item in lists.get("vesselInfo", ()):
        other += [(key, value) for key, value in item.items() if value]
    return Row(
        list=code, name=name, aliases=distinct(aliases, but=name), kind=kind, countries=tuple(codes),
        addresses=tuple(addresses), programs=programs, identifiers=identifiers,
        remarks=str(entry.get("remarks", "")), source_id=number, other=tuple(other),
    )  # fmt: skip
