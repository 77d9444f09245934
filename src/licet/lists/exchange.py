"""FollowTheMoney entities as JSON lines, out and in.

The `followthemoney` package is heavy for what is needed here (one JSON object a line), so its form is written and
read directly; a test holds the result against the package where it is installed. An entry becomes a party
(`Organization`, `Company`, `Person`, `Vessel`, `Airplane`, `LegalEntity`) and a `Sanction` for each of its listings.

Coming in, a party and its sanctions make a row. Sanctions that this program wrote name their list; a list of
another origin is taken in as `imported`, which is searched and shown and never decides.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from licet.lists.entry import WEAK, Entry, Listing
from licet.lists.sources import catalog
from licet.lists.sources.csl import decode
from licet.lists.sources.repairs import citations, country, distinct, read_date
from licet.lists.sources.row import ACRONYM, ALIAS, FORMER, ORIGINAL, Parsed, Row, RowName, SourceFault, Trouble

PREFIX = "licet:"
# The lengths that the followthemoney model allows; longer text is carried in pieces or as a note.
MAX_ADDRESS, MAX_STRING = 250, 1000
_SCHEMA_OF = {
    "company": "Company", "government": "PublicBody", "university": "Organization", "college": "Organization",
    "institute": "Organization", "individual": "Person", "vessel": "Vessel", "aircraft": "Airplane",
    "address": "LegalEntity", "category": "LegalEntity",
}  # fmt: skip
_KIND_OF = {
    "Company": "entity", "Organization": "entity", "PublicBody": "entity", "LegalEntity": "", "Person": "individual",
    "Vessel": "vessel", "Airplane": "aircraft",
}  # fmt: skip
# Topics of the followthemoney vocabulary: export controls apart from blocking sanctions.
_TOPIC_OF = {
    "entity_list": "export.control", "military_end_user": "export.control", "unverified": "export.risk",
    "denied_persons": "export.control", "sdn": "sanction", "debarred": "debarment", "ns_cmic": "invest.ban",
    "section_1260h": "export.risk",
}  # fmt: skip
_PARTY_PROPERTIES = frozenset(
    {"name", "alias", "weakAlias", "previousName", "abbreviation", "country", "jurisdiction", "address", "topics",
     "programId", "program", "notes", "nationality", "citizenship", "mainCountry", "flag", "sourceUrl",
     "registrationNumber", "idNumber", "taxNumber", "leiCode", "swiftBic", "uscCode", "imoNumber", "passportNumber"}
)  # fmt: skip
_IDENTIFIERS = ("registrationNumber", "idNumber", "taxNumber", "leiCode", "swiftBic", "uscCode", "imoNumber",
                "passportNumber")  # fmt: skip
_TYPED = re.compile(r"[^a-z0-9]+")


def entity_id(key: str) -> str:
    """An id of the alphabet that followthemoney allows, stable for an entry.

    >>> entity_id("EL:huawei-technologies-co-ltd:CN")
    'licet-el-huawei-technologies-co-ltd-cn'
    """
    plain = _TYPED.sub("-", key.casefold()).strip("-")
    if plain.replace("-", "") == key.casefold().replace("-", "").replace(":", ""):
        return f"licet-{plain}"
    return f"licet-{plain[:60]}-{hashlib.sha1(key.encode(), usedforsecurity=False).hexdigest()[:8]}"


def export(entries: Iterable[Entry]) -> Iterator[str]:
    """Each entry as JSON lines: the party, then a `Sanction` for each listing, in order of time."""
    for entry in entries:
        yield _line(_party(entry))
        for number, listing in enumerate(entry.listings):
            yield _line(_sanction(entry, listing, number))


def _line(entity: dict[str, Any]) -> str:
    return json.dumps(entity, ensure_ascii=False, sort_keys=True)


def _party(entry: Entry) -> dict[str, Any]:
    schema = _SCHEMA_OF.get(entry.type, "LegalEntity")
    said: dict[str, list[str]] = defaultdict(list)
    for name in entry.names:
        place = {
            "primary": "name", "native": "alias", "alias": "alias", "former": "previousName", "weak": "weakAlias",
            "acronym": "abbreviation", "press": "weakAlias",
        }.get(name.kind, "alias")  # fmt: skip
        if schema in ("Vessel", "Airplane") and place in ("weakAlias", "abbreviation"):
            place = "alias"
        said[place].append(name.text)
    if entry.country:
        said["country"].append(entry.country.casefold())
    if schema not in ("Vessel", "Airplane"):
        said["address"] += [address for address in entry.addresses if len(address) <= MAX_ADDRESS]
    said["notes"] += [address for address in entry.addresses if len(address) > MAX_ADDRESS]
    lists = entry.lists()
    said["topics"] += dict.fromkeys(_TOPIC_OF.get(name, "sanction.linked") for name in lists)
    said["programId"] += dict.fromkeys(f"{PREFIX}{name}" for name in lists)
    if entry.note:
        said["notes"].append(entry.note)
    return {
        "id": entity_id(entry.id),
        "schema": schema,
        "caption": entry.name,
        "datasets": ["licet"],
        "properties": {name: list(dict.fromkeys(values)) for name, values in sorted(said.items()) if values},
    }


def _sanction(entry: Entry, listing: Listing, number: int) -> dict[str, Any]:
    info = next((each for each in catalog.LISTS.values() if each.name == listing.list), None)
    said = {
        "entity": [entity_id(entry.id)],
        "authority": [info.agency] if info else [],
        "program": [info.title if info else listing.list],
        "programId": [f"{PREFIX}{listing.list}"],
        "recordId": [entry.id],
        "startDate": [listing.effective.date().isoformat()],
        "endDate": [listing.until.date().isoformat()] if listing.until else [],
        "listingDate": [listing.listed_from.date().isoformat()],
        "authorityId": [each for each in dict.fromkeys((listing.listed_act, listing.act, listing.printed)) if each],
        "provisions": textwrap.wrap(listing.requirement_text, MAX_STRING),
        "reason": list(listing.programs),
        "status": [listing.state] if listing.state else [],
        "summary": [listing.policy_text] if listing.policy_text else [],
        "country": ["us"],
    }
    return {
        "id": f"{entity_id(entry.id)}-s{number}",
        "schema": "Sanction",
        "caption": said["program"][0],
        "datasets": ["licet"],
        "properties": {name: values for name, values in sorted(said.items()) if values},
    }


# ---------------------------------------------------------------- coming in


def is_ftm(data: bytes) -> bool:
    """Whether a file looks like FollowTheMoney JSON lines."""
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:20_000].split(b"\n", 1)[0]
    return first.startswith(b"{") and b'"schema"' in first and b'"properties"' in first


def parse(data: bytes) -> Parsed:
    """Parties and their sanctions as rows. A line that is no entity is a fault; other schemas are passed over."""
    trouble = Trouble()
    parties: dict[str, tuple[str, dict[str, list[str]], str]] = {}
    sanctions: dict[str, list[dict[str, list[str]]]] = defaultdict(list)
    passed: dict[str, int] = defaultdict(int)
    for number, line in enumerate(decode(data).splitlines(), 1):
        if not line.strip():
            continue
        where = f"line {number}"
        entity = _entity(line, where, trouble)
        if entity is None:
            continue
        schema, properties = entity["schema"], entity["properties"]
        if schema == "Sanction":
            for target in properties.get("entity", []):
                sanctions[target].append(properties)
        elif schema in _KIND_OF:
            if entity["id"] in parties:
                trouble.fault(where, f"the id {entity['id'][:60]!r} stands twice")
            parties[entity["id"]] = (schema, properties, str(entity.get("caption") or ""))
        else:
            passed[schema] += 1
    for schema, count in sorted(passed.items()):
        trouble.complain("schema", f"{count} entities of schema {schema!r} are no parties; passed over")
    rows: list[Row] = []
    for key, (schema, properties, caption) in parties.items():
        rows += _rows(key, schema, properties, caption, sanctions.pop(key, []), trouble)
    for target in list(sanctions)[:20]:
        trouble.complain("Sanction", f"its entity {target[:60]!r} is not in the file")
    if not rows and not trouble.faults:
        raise SourceFault("the file holds no parties")
    return Parsed("ftm", tuple(rows), frozenset(row.list for row in rows), complaints=trouble.check())


def _entity(line: str, where: str, trouble: Trouble) -> dict[str, Any] | None:
    try:
        entity = json.loads(line)
    except (json.JSONDecodeError, RecursionError):
        trouble.fault(where, "is no JSON; the file may be cut off")
        return None
    if not isinstance(entity, dict) or not isinstance(entity.get("properties"), dict):
        trouble.fault(where, "is no entity: 'properties' is missing")
        return None
    for name in ("id", "schema"):
        if not isinstance(entity.get(name), str):
            trouble.fault(where, f"is no entity: {name!r} is missing")
            return None
    properties = {
        name: [str(value) for value in values]
        for name, values in entity["properties"].items()
        if isinstance(values, list)
    }
    return {**entity, "properties": properties}


def _rows(
    key: str,
    schema: str,
    properties: dict[str, list[str]],
    caption: str,
    sanctions: list[dict[str, list[str]]],
    trouble: Trouble,
) -> Iterator[Row]:
    names = properties.get("name") or ([caption] if caption else [])
    if not names:
        trouble.fault(key[:60], "a party without a name")
        return
    aliases = [RowName(text, ALIAS) for text in names[1:]]
    for place, kind in (
        ("alias", ALIAS), ("previousName", FORMER), ("weakAlias", WEAK), ("abbreviation", ACRONYM),
    ):  # fmt: skip
        aliases += [RowName(text, ORIGINAL if _foreign(text) else kind) for text in properties.get(place, [])]
    codes: list[str] = []
    for place in ("country", "mainCountry", "jurisdiction", "nationality", "citizenship", "flag"):
        for text in properties.get(place, []):
            code, known = country(text)
            if not known:
                trouble.complain(key[:60], f"country {text[:20]!r} is not known")
            if code and code not in codes:
                codes.append(code)
    identifiers = tuple(f"{place}, {text}" for place in _IDENTIFIERS for text in properties.get(place, []))
    other = tuple(
        (name, "; ".join(values)) for name, values in sorted(properties.items()) if name not in _PARTY_PROPERTIES
    )
    by_list: dict[str, list[dict[str, list[str]]]] = defaultdict(list)
    for sanction in sanctions:
        by_list[_list_of(sanction)].append(sanction)
    if not by_list:
        own = [text.removeprefix(PREFIX) for text in properties.get("programId", []) if text.startswith(PREFIX)]
        for name in own or [""]:
            by_list[catalog.code_of(name) or "FTM"] = []
    for code, group in by_list.items():
        starts = sorted(filter(None, (read_date(text) for each in group for text in each.get("startDate", []))))
        ends = [read_date(text) for each in group for text in each.get("endDate", [])]
        open_ended = any(not each.get("endDate") for each in group) or not group
        last = max(filter(None, ends), default=None)
        newest = max(group, key=lambda each: (each.get("startDate") or [""])[0], default={})
        yield Row(
            list=code,
            name=names[0],
            aliases=distinct(aliases, but=names[0]),
            kind=_KIND_OF[schema],
            countries=tuple(codes),
            addresses=tuple(properties.get("address", [])),
            programs=tuple(dict.fromkeys(_programs(properties, group))),
            cited=tuple(
                dict.fromkeys(
                    cited for each in group for text in each.get("authorityId", []) for cited in citations(text)
                )
            ),
            requirement=" ".join(newest.get("provisions", [])) if code != "FTM" else "",
            policy=" ".join(newest.get("summary", [])[:1]) if code != "FTM" else "",
            effective=starts[0] if starts else None,
            expires=last - dt.timedelta(days=1) if last and not open_ended else None,
            identifiers=identifiers,
            remarks="; ".join(properties.get("notes", [])),
            source_id=key if code == "FTM" else _number(code, newest),
            other=other,
        )


def _number(code: str, sanction: dict[str, list[str]]) -> str:
    """The publisher's number in a record id of this program: `SDN:36`."""
    for text in sanction.get("recordId", []):
        head, _, tail = text.partition(":")
        if head == code and tail.isdigit():
            return tail
    return ""


def _list_of(sanction: dict[str, list[str]]) -> str:
    for text in sanction.get("programId", []):
        if text.startswith(PREFIX) and (code := catalog.code_of(text.removeprefix(PREFIX))):
            return code
    return "FTM"


def _programs(properties: dict[str, list[str]], group: list[dict[str, list[str]]]) -> Iterator[str]:
    for each in group:
        yield from each.get("reason", []) if _list_of(each) != "FTM" else each.get("program", [])
    yield from (text for text in properties.get("programId", []) if not text.startswith(PREFIX))


def _foreign(text: str) -> bool:
    return bool(re.search(r"[\u0370-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text))
