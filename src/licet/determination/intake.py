"""From a JSON object to a `Transaction`, with every fault told by field and mend.

A fault never becomes a fact: what cannot be read makes the line `invalid`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from typing import Any

from licet.determination.contradictions import contradictions
from licet.law.ear.part740.conditions import PARAGRAPH, known_conditions
from licet.law.facts import DEVICES, END_USES
from licet.terms import dates
from licet.terms.country import COUNTRIES
from licet.terms.eccn import Eccn, parse_eccn
from licet.terms.item import Claim, UsContent
from licet.terms.party import KNOWN_RECIPIENT_ROLES, PARTY_ROLES, Role
from licet.terms.transaction import (
    Decision,
    Item,
    Owner,
    Party,
    StatedDirectProduct,
    StatedLicense,
    Transaction,
)

ACTIVITIES = (
    "export",
    "reexport",
    "transfer_in_country",
    "deemed_export",
    "import",
    "domestic_sale",
    "payment",
    "service",
)
NEEDS_NO_ITEM = frozenset({"payment", "service"})
MAX_PARTIES = 60
MAX_OWNER_DEPTH = 12
MAX_TEXT = 20_000
YEARS_AHEAD = 10  # a key date later than that is a slip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the input: the field and how to mend it."""

    field: str
    message: str


@dataclass(slots=True)
class Faults:
    """Collects faults, so that all of a line are shown together."""

    found: list[Fault] = field(default_factory=list)

    def add(self, where: str, message: str) -> None:
        """Note one fault."""
        self.found.append(Fault(where, message))


class Reader:
    """Takes the fields of one JSON object; what is left over at the end is a fault."""

    def __init__(self, source: Mapping[str, object], where: str, faults: Faults) -> None:
        self._left = dict(source)
        self._where = where
        self.faults = faults

    def path(self, name: str) -> str:
        """The field's full name."""
        return f"{self._where}.{name}" if self._where else name

    def take(self, name: str) -> object:
        """The raw value, `None` where absent; an empty text counts as absent."""
        value = self._left.pop(name, None)
        return None if isinstance(value, str) and not value.strip() else value

    def text(self, name: str) -> str | None:
        """A text; numbers are taken as written, NUL bytes are refused."""
        value = self.take(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            return self._refuse(name, f"expected text, got {_kind(value)}")
        text = str(value)
        if "\x00" in text:
            return self._refuse(name, "holds a NUL byte; remove it")
        if len(text) > MAX_TEXT:
            return self._refuse(name, f"is longer than {MAX_TEXT} characters; shorten it")
        return text.strip()

    def flag(self, name: str) -> bool | None:
        """True or false, also as the words a spreadsheet holds."""
        value = self.take(name)
        if value is None or isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word in ("true", "yes", "1", "1.0"):
            return True
        if word in ("false", "no", "0", "0.0"):
            return False
        return self._refuse(name, f"expected true or false, got {_show(value)}")

    def number(self, name: str, most: Decimal | None = None) -> Decimal | None:
        """A number from 0 up to `most`, as an exact decimal."""
        value = self.take(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
            return self._refuse(name, f"expected a number, got {_kind(value)}")
        try:
            number = Decimal(str(value).strip())
        except InvalidOperation:
            return self._refuse(name, f"expected a number such as 1250.00, got {_show(value)}")
        if not number.is_finite() or number.adjusted() > 15:
            return self._refuse(name, f"{_show(value)} is no usable number")
        if number < 0 or (most is not None and number > most):
            top = f" and at most {most}" if most is not None else ""
            return self._refuse(name, f"must be at least 0{top}, got {_show(value)}")
        return number

    def date(self, name: str) -> dt.date | None:
        """An ISO date."""
        value = self.take(name)
        if value is None:
            return None
        if isinstance(value, dt.datetime):
            value = value.date()
        if isinstance(value, dt.date):
            return value
        if isinstance(value, str) and value.strip().endswith("T00:00:00"):
            value = value.strip()[:10]
        try:
            return dates.day(value.strip()) if isinstance(value, str) else dates.day("?")
        except dates.DateFault as fault:
            return self._refuse(name, str(fault) if isinstance(value, str) else "expected a date, YYYY-MM-DD")

    def country(self, name: str) -> str | None:
        """An ISO 3166-1 alpha-2 code that is issued."""
        value = self.text(name)
        if value is None:
            return None
        code = value.upper()
        if code not in COUNTRIES:
            return self._refuse(name, f"{_show(value)} is no ISO 3166-1 alpha-2 country code (CN, DE, MX …)")
        return code

    def eccn(self, name: str) -> Eccn | None:
        """An ECCN or EAR99."""
        value = self.text(name)
        return None if value is None else self._eccn(name, value)

    def _eccn(self, name: str, value: str) -> Eccn | None:
        parsed = parse_eccn(value)
        if parsed is None:
            return self._refuse(name, f"{_show(value)} is no ECCN; write 5A002, 3A001.a.7 or EAR99")
        return parsed

    def choice(self, name: str, choices: Sequence[str]) -> str | None:
        """One word of a fixed set."""
        value = self.text(name)
        if value is None:
            return None
        word = value.lower().replace("-", "_").replace(" ", "_")
        if word not in choices:
            return self._refuse(name, f"{_show(value)} is not known; use one of {', '.join(choices)}")
        return word

    def eccns(self, name: str) -> tuple[Eccn, ...] | None:
        """A list of ECCNs; `None` where absent."""
        values = self.items(name)
        if values is None:
            return None
        found = [
            self._eccn(f"{name}[{i}]", value)
            if isinstance(value, str)
            else self._refuse(f"{name}[{i}]", "expected an ECCN")
            for i, value in enumerate(values)
        ]
        return tuple(eccn for eccn in found if eccn is not None)

    def items(self, name: str) -> list[object] | None:
        """A list; `None` where absent."""
        value = self.take(name)
        if value is None:
            return None
        if not isinstance(value, (list, tuple)):
            return self._refuse(name, f"expected a list, got {_kind(value)}")
        return list(value)

    def objects(self, name: str) -> list[Reader] | None:
        """A list of objects, each with a reader of its own."""
        values = self.items(name)
        if values is None:
            return None
        readers = []
        for i, value in enumerate(values):
            if isinstance(value, Mapping):
                readers.append(Reader(value, f"{self.path(name)}[{i}]", self.faults))
            else:
                self._refuse(f"{name}[{i}]", f"expected an object, got {_kind(value)}")
        return readers

    def object(self, name: str) -> Reader | None:
        """One object; `None` where absent."""
        value = self.take(name)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            return self._refuse(name, f"expected an object, got {_kind(value)}")
        return Reader(value, self.path(name), self.faults)

    def names(self) -> tuple[str, ...]:
        """The names of the fields that nobody took yet."""
        return tuple(map(str, self._left))

    def anything(self) -> tuple[tuple[str, str | bool | int | Decimal], ...]:
        """Every field that holds text, a number or true/false, whatever its name; `None` is left out."""
        found: list[tuple[str, str | bool | int | Decimal]] = []
        for name in self.names():
            value = self.take(name)
            if isinstance(value, float):
                value = Decimal(str(value))
            if isinstance(value, (str, bool, int, Decimal)):
                found.append((name, value))
            elif value is not None:
                self._refuse(name, "expected text, a number or true/false")
        return tuple(sorted(found, key=lambda one: one[0]))

    def rest(self) -> None:
        """Complain of fields nobody took: a misspelt field must not pass for an absent one."""
        for name, value in self._left.items():
            if value is not None and value != "":
                self.faults.add(self.path(str(name)[:80]), "no such field; check the spelling")

    def _refuse(self, name: str, message: str) -> Any:
        self.faults.add(self.path(name), message)


def _kind(value: object) -> str:
    if value is None:
        return "nothing"
    names = {bool: "true/false", int: "a number", float: "a number", str: "text", list: "a list", dict: "an object"}
    return names.get(type(value), type(value).__name__)


def _show(value: object) -> str:
    text = str(value)
    return repr(text if len(text) <= 60 else text[:57] + "…")


def read_transaction(
    source: object, *, line: int = 0, default_date: str = "", covered_from: dt.datetime = dates.BEGINNING
) -> Transaction | tuple[Fault, ...]:
    """A `Transaction`, or all faults of the line."""
    faults = Faults()
    if not isinstance(source, Mapping):
        return (Fault("", f"expected one JSON object a line, got {_kind(source)}"),)
    reader = Reader(source, "", faults)
    moment, date_text = _moment(reader, default_date, covered_from)
    activity = reader.choice("activity", ACTIVITIES) or "export"
    destination = reader.country("destination")
    if destination is None and not any(f.field == "destination" for f in faults.found):
        faults.add("destination", "is missing; give the ISO 3166-1 alpha-2 code of the country of destination")
    item_reader = reader.object("item")
    item = _item(item_reader) if item_reader else None
    if item is None and activity not in NEEDS_NO_ITEM and not any(f.field == "item" for f in faults.found):
        faults.add("item", f"is missing; {activity} moves an item: give at least a description")
    parties = _parties(reader, faults) + _known_recipients(reader)
    transaction = Transaction(
        moment=moment,
        date_text=date_text,
        destination=destination or "",
        parties=parties,
        id=reader.text("id") or "",
        order=reader.text("order") or "",
        line=line,
        activity=activity,
        exporter_country=reader.country("exporter_country"),
        item=item,
        end_use=reader.choice("end_use", END_USES),
        standard=reader.text("standard") or "",
        standard_published=reader.flag("standard_published"),
        contract_date=reader.date("contract_date"),
        order_date=reader.date("order_date"),
        product_public_date=reader.date("product_public_date"),
        en_route_since=reader.date("en_route_since"),
        certification=reader.choice("certification", ("exporter", "listed_entity")),
        claims=_claims(reader),
        licenses=_licenses(reader),
        knowledge=reader.text("knowledge") or "",
    )
    reader.take("line")  # an exported result read back in
    reader.rest()
    if not faults.found:
        for where, message in contradictions(transaction):
            faults.add(where, message)
    return tuple(faults.found) if faults.found else transaction


def _moment(reader: Reader, default: str, covered_from: dt.datetime) -> tuple[dt.datetime, str]:
    value = reader.take("date")
    if isinstance(value, dt.datetime):
        value = value.date().isoformat() if value.time() == dt.time() else value.isoformat()
    elif isinstance(value, dt.date):
        value = value.isoformat()
    elif value is not None and not isinstance(value, str):
        reader.faults.add("date", f"expected a date, got {_kind(value)}; write it as YYYY-MM-DD")
        return covered_from, ""
    text = (value or default or dt.date.today().isoformat()).strip()
    try:
        moment = dates.moment(text)
    except dates.DateFault as fault:
        reader.faults.add("date", str(fault))
        return covered_from, text
    if moment < covered_from:
        first = covered_from.date().isoformat()
        reader.faults.add("date", f"{text} lies before the law that is covered, which begins on {first}")
    elif moment.year > dt.date.today().year + YEARS_AHEAD:
        reader.faults.add("date", f"{text} lies more than {YEARS_AHEAD} years ahead; is the year right?")
    return moment, text


def _item(reader: Reader) -> Item:
    direct = reader.object("direct_product")
    item = Item(
        description=reader.text("description") or "",
        eccn=reader.eccn("eccn"),
        origin=reader.country("origin"),
        kind=reader.choice("kind", ("commodity", "software", "technology")),
        value_usd=reader.number("value_usd"),
        quantity=reader.number("quantity"),
        located_in=reader.country("located_in"),
        us_content=_us_content(reader),
        direct_product=_direct_product(direct) if direct else None,
        supports=reader.choice("supports", DEVICES),
        enhances_function=reader.flag("enhances_function"),
        supports_5g=reader.flag("supports_5g"),
        published=bool(reader.flag("published")),
        enc_classified=bool(reader.flag("enc_classified")),
        notified_742_15=bool(reader.flag("notified_742_15")),
    )
    reader.rest()
    return item


def _us_content(reader: Reader) -> UsContent | None:
    rows = reader.objects("us_content")
    if rows is None:
        return None
    content: list[tuple[Eccn, Decimal]] = []
    for row in rows:
        eccn, percent = row.eccn("eccn"), row.number("percent", Decimal(100))
        if eccn is None or percent is None:
            row.faults.add(row.path("eccn/percent"), "each US-origin content needs an ECCN and a percent")
        else:
            content.append((eccn, percent))
        row.rest()
    if sum(percent for _, percent in content) > 100:
        reader.faults.add(reader.path("us_content"), "adds up to more than 100 percent")
    return tuple(content)


def _direct_product(reader: Reader) -> StatedDirectProduct:
    stated = StatedDirectProduct(
        of=reader.eccns("of"),
        plant=reader.eccns("plant"),
        designed_by_footnote_1=bool(reader.flag("designed_by_footnote_1")),
        production_started=reader.date("production_started"),
    )
    reader.rest()
    return stated


def _parties(reader: Reader, faults: Faults) -> tuple[Party, ...]:
    rows = reader.objects("parties")
    if not rows:
        faults.add("parties", "is missing; name at least one party with role, name and country")
        return ()
    if len(rows) > MAX_PARTIES:
        faults.add("parties", f"holds more than {MAX_PARTIES} parties; split the transaction")
        return ()
    return tuple(_party(row, PARTY_ROLES, "role") for row in rows)


def _known_recipients(reader: Reader) -> tuple[Party, ...]:
    rows = reader.objects("known_recipients") or []
    return tuple(_party(row, KNOWN_RECIPIENT_ROLES, "how") for row in rows)


def _party(reader: Reader, roles: Iterable[Role], role_field: str) -> Party:
    role = reader.choice(role_field, sorted(roles))
    if role is None and not any(f.field == reader.path(role_field) for f in reader.faults.found):
        reader.faults.add(reader.path(role_field), f"is missing; use one of {', '.join(sorted(roles))}")
    name = reader.text("name")
    if name is None:
        if not any(f.field == reader.path("name") for f in reader.faults.found):
            reader.faults.add(reader.path("name"), "is missing; a party without a name cannot be looked up")
    elif _names_nobody(name):
        reader.faults.add(reader.path("name"), f"{_show(name)} names nobody; give the party's name")
    owners = reader.objects("owners")
    identifiers = reader.object("identifiers")
    party = Party(
        role=Role(role) if role else Role.OTHER,
        name=name or "",
        country=reader.country("country") or "",
        located_in=reader.country("located_in") or "",
        nationality=reader.country("nationality") or "",
        address=reader.text("address") or "",
        identifiers=_pairs(identifiers),
        owners=None if owners is None else _owners(owners, reader, (name or "",)),
        decisions=_decisions(reader),
    )
    reader.rest()
    return party


# What stands in a cell for a party that is not known yet, and what a spreadsheet shows instead of a value.
_NOBODY = frozenset(
    {
        "n a", "na", "n k", "nil", "none", "null", "unknown", "not known", "unbekannt", "tbd", "tba", "tbc", "various",
        "to be determined", "to be advised", "to be announced", "to be confirmed", "not applicable", "not available",
        "to order", "to the order", "to order of shipper", "same", "same as above", "same as consignee",
        "same as ultimate consignee", "same as end user", "same as purchaser", "same as buyer", "as above", "ditto",
    }
)  # fmt: skip
_SHEET_ERRORS = frozenset({"#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"})


def _names_nobody(name: str) -> bool:
    """Whether a text in the place of a name is a placeholder, a formula or an error of a spreadsheet."""
    if name.upper() in _SHEET_ERRORS or (name[:1] in "=@" and name.endswith(")") and "(" in name):
        return True
    words = "".join(letter if letter.isalnum() else " " for letter in name.casefold()).split()
    return " ".join(words) in _NOBODY


def _pairs(reader: Reader | None) -> tuple[tuple[str, str], ...]:
    if reader is None:
        return ()
    names = list(reader._left)
    return tuple((name, reader.text(name) or "") for name in names)


def _owners(rows: Sequence[Reader], above: Reader, chain: tuple[str, ...]) -> tuple[Owner, ...]:
    if len(chain) > MAX_OWNER_DEPTH:
        above.faults.add(above.path("owners"), f"is nested deeper than {MAX_OWNER_DEPTH} levels")
        return ()
    owners = tuple(_owner(row, chain) for row in rows)
    shares = [o.percent for o in owners if o.percent is not None and o.relationship != "branch"]
    if sum(shares) > 100:
        above.faults.add(above.path("owners"), f"add up to {sum(shares)} percent; shares cannot exceed 100")
    return owners


def _owner(reader: Reader, chain: tuple[str, ...]) -> Owner:
    name = reader.text("name") or ""
    if not name:
        reader.faults.add(reader.path("name"), "is missing")
    elif name.casefold() in (one.casefold() for one in chain):
        reader.faults.add(reader.path("name"), f"{_show(name)} owns itself through this chain; break the cycle")
    rows = reader.objects("owners") or []
    owner = Owner(
        name=name,
        percent=reader.number("percent", Decimal(100)),
        country=reader.country("country") or "",
        relationship=_relationship(reader.text("relationship") or ""),
        since=reader.date("from"),
        until=reader.date("until"),
        owners=_owners(rows, reader, (*chain, name)),
        decisions=_decisions(reader),
    )
    if owner.since and owner.until and owner.until < owner.since:
        reader.faults.add(reader.path("until"), "lies before `from`")
    reader.rest()
    return owner


# Words for what is no company of its own: the "owner" is the same legal person.
_SAME_PERSON = frozenset({"branch", "branches", "division", "divisions", "office", "offices"})


def _relationship(text: str) -> str:
    """`branch` for a branch, division or office in any wording; other words as given."""
    words = "".join(letter if letter.isalpha() else " " for letter in text.lower()).split()
    return "branch" if not _SAME_PERSON.isdisjoint(words) else text.lower()


def _decisions(reader: Reader) -> tuple[Decision, ...]:
    found = []
    for row in reader.objects("decisions") or []:
        entry, same = row.text("entry"), row.flag("same")
        if entry is None or same is None:
            row.faults.add(row.path("entry/same"), "a decision names the entry and says same: true or false")
        else:
            found.append(Decision(entry, same, row.text("by") or "", row.date("on"), row.text("reason") or ""))
        row.rest()
    return tuple(found)


def _claims(reader: Reader) -> tuple[Claim, ...]:
    found: list[Claim] = []
    for row in reader.objects("claims") or []:
        exception = (row.text("exception") or "").upper()
        conditions = row.object("conditions")
        if not exception:
            row.faults.add(row.path("exception"), "is missing; name the license exception, such as ENC")
        elif any(claim.exception == exception for claim in found):
            row.faults.add(row.path("exception"), f"{exception} is claimed twice; claim it once, with one paragraph")
        else:
            stated = _conditions(exception, conditions) if conditions else ()
            found.append(Claim(exception, stated))
        row.rest()
    return tuple(found)


def _conditions(exception: str, reader: Reader) -> tuple[tuple[str, object], ...]:
    """Conditions that the exception knows. One that it does not know must not pass for one that is not stated."""
    known = known_conditions().get(exception)
    if known is None:
        return reader.anything()
    stated: list[tuple[str, object]] = []
    for name in reader.names():
        if name not in known:
            reader.take(name)
            near = get_close_matches(name, known, 1)
            meant = f"; did you mean {near[0]}" if near else ""
            reader.faults.add(reader.path(name[:80]), f"{exception} has no such condition{meant}; see `licet rule`")
        elif name == PARAGRAPH:
            stated.append((name, reader.text(name)))
        else:
            stated.append((name, reader.flag(name)))
    return tuple(sorted(one for one in stated if one[1] is not None))


def _licenses(reader: Reader) -> tuple[StatedLicense, ...]:
    found = []
    for i, value in enumerate(reader.items("licenses") or []):
        where = f"licenses[{i}]"
        if isinstance(value, str):
            found.append(StatedLicense(value))
        elif isinstance(value, Mapping):
            found.append(_license(Reader(value, reader.path(where), reader.faults)))
        else:
            reader.faults.add(reader.path(where), "expected a license number or an object")
    return tuple(found)


def _license(reader: Reader) -> StatedLicense:
    number = reader.text("number")
    if number is None:
        reader.faults.add(reader.path("number"), "is missing")
    found = StatedLicense(
        number=number or "",
        issued=reader.date("issued"),
        expires=reader.date("expires"),
        parties=_names(reader, "parties"),
        items=_names(reader, "items"),
        value_usd=reader.number("value_usd"),
        quantity=reader.number("quantity"),
    )
    if found.issued and found.expires and found.expires < found.issued:
        reader.faults.add(reader.path("expires"), "lies before `issued`")
    reader.rest()
    return found


def _names(reader: Reader, name: str) -> tuple[str, ...] | None:
    values = reader.items(name)
    if values is None:
        return None
    for i, value in enumerate(values):
        if not isinstance(value, str):
            reader.faults.add(reader.path(f"{name}[{i}]"), "expected text")
    return tuple(value for value in values if isinstance(value, str))
