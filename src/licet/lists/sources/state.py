"""The Department of State's lists: AECA (ITAR) debarred parties, and nonproliferation sanctions."""

from __future__ import annotations

import re

from licet.lists.sources.bis import merge, records
from licet.lists.sources.repairs import citations, clean_aliases, clean_name, country, distinct, name_key, read_date
from licet.lists.sources.row import Cited, Fields, Parsed, Row, RowName, Trouble

DEBARRED_COLUMNS = (
    "Debarred Party Full Name And Alias", "Date of Birth", "Notice", "Notice Date", "Corrected Notice",
    "Corrected Notice Date",
)  # fmt: skip
ISN_COLUMNS = (
    "Source List", "Programs", "Name", "Alternative Names", "Country", "Federal Register Notice", "Effective Date",
    "Remarks/Notes", "Web Link",
)  # fmt: skip
_LAST_FIRST = re.compile(r"^(?P<last>[^,]+), (?P<first>[^,]+?)(?P<suffix>,? (?:Jr|Sr|II|III)\.?)?$")
_COMPANY = re.compile(r"\b(?:Inc|Ltd|LLC|Corp|Co|S\.A|Limited|Company|GmbH|Corporation|L\.P)\b", re.IGNORECASE)


def parse_debarred(data: bytes) -> Parsed:
    """`itar_debarred_parties.csv`: aliases in parentheses after the name; a correction re-dates the notice."""
    trouble, rows = Trouble(), []
    for where, record in records(data, DEBARRED_COLUMNS, "debarred parties", short_ok=True):
        fields = Fields(record, where, trouble)
        raw = fields.pop("Debarred Party Full Name And Alias")
        cleaned = clean_name(raw)
        aliases = list(cleaned.aliases)
        if (order := _LAST_FIRST.match(cleaned.name)) and not _COMPANY.search(cleaned.name):
            aliases.append(RowName(f"{order['first']} {order['last']}{order['suffix'] or ''}"))
        notice, corrected = fields.pop("Notice"), fields.pop("Corrected Notice")
        notice_date = read_date(fields.pop("Notice Date"))
        corrected_date = read_date(fields.pop("Corrected Notice Date"))
        if notice and notice_date is None:
            trouble.complain(where, "the notice has no readable date")
        cited = [Cited(c.citation, c.published or notice_date) for c in citations(notice)]
        cited += [Cited(c.citation, c.published or corrected_date) for c in citations(corrected)]
        rows.append(
            Row(
                list="DTC",
                name=cleaned.name,
                aliases=distinct(aliases, but=cleaned.name),
                cited=tuple(cited),
                # A debarment takes effect with its notice; the earlier of the two is the first.
                effective=min(filter(None, (notice_date, corrected_date)), default=None),
                other=fields.rest("Date of Birth") + cleaned.taken,
                original=(("name", raw),) if raw != cleaned.name else (),
            )
        )
        fields.leftovers()
    return Parsed("state-debarred-csv", tuple(rows), frozenset({"DTC"}), complaints=trouble.check())


def parse_isn(data: bytes) -> Parsed:
    """`isn.csv`: empty rows in the middle; one row a statute, so that a person under three of them stands thrice."""
    trouble, rows = Trouble(), []
    for where, record in records(data, ISN_COLUMNS, "isn.csv", short_ok=True):
        fields = Fields(record, where, trouble)
        source = fields.pop("Source List")
        if source != "ISN":
            trouble.fault(where, f"the list {source[:40]!r} does not belong in isn.csv")
            continue
        raw = fields.pop("Name")
        cleaned = clean_name(raw)
        land = fields.pop("Country")
        code, known = country(land)
        if not known:
            trouble.complain(where, f"country {land[:40]!r} is not known")
        effective_text = fields.pop("Effective Date")
        effective = read_date(effective_text)
        if effective_text and effective is None:
            trouble.complain(where, f"Effective Date {effective_text[:40]!r} is no date")
        rows.append(
            Row(
                list="ISN",
                name=cleaned.name,
                aliases=distinct([*cleaned.aliases, *clean_aliases(fields.pop("Alternative Names"))], but=cleaned.name),
                countries=(code,) if code else (),
                programs=tuple(filter(None, (fields.pop("Programs"),))),
                cited=citations(fields.pop("Federal Register Notice")),
                effective=effective,
                remarks=fields.pop("Remarks/Notes"),
                other=fields.rest("Web Link") + cleaned.taken,
                original=(("name", raw),) if raw != cleaned.name else (),
            )
        )
        fields.leftovers()
    found = merge(rows, lambda row: (name_key(row.name), row.countries, row.effective))
    return Parsed("state-isn-csv", found, frozenset({"ISN"}), complaints=trouble.check())
