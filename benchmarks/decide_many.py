"""Lines a second: decide_many on generated order books, beside a loop over decide, in one run.

    python benchmarks/decide_many.py [--lines 1000000] [--parties 150000] [--destinations 200] [--years 5]

The books have 20,000 items, by default 200 destinations, 150,000 parties (a few hundred of them listed) and five
years of dates. Screening of the distinct parties is timed apart. A shuffled sample is decided one by one, by a
`Licet` of its own, and compared in full.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import resource
import sys
import time
from decimal import Decimal

import numpy as np

from licet.determination.book import Book
from licet.determination.columns import Column, constant_column
from licet.determination.decide import Licet, Options
from licet.determination.decide_many import decide_many
from licet.determination.licenses import NO_LICENSES
from licet.determination.shapes import Answers
from licet.law.ear import ear
from licet.law.facts import END_USES
from licet.lists.embedded import embedded
from licet.terms.country import COUNTRIES
from licet.terms.dates import end_of
from licet.terms.eccn import Eccn, parse_eccn
from licet.terms.party import Role
from licet.terms.transaction import Item, Party, Transaction

ECCNS = ("EAR99", "5A991", "5A992.c", "3A991", "5A002.a", "3A001.a.7", "5A001.b.5", "4A994", "1A995", "2A983",
         "5D992.c", "5E991", "3B001.a.1", "7A994", "9A991.d", "EAR99", "EAR99", "EAR99")  # fmt: skip
WORDS = ("Delta", "Orion", "Mercury", "Granite", "Harbor", "Cedar", "Summit", "Prairie", "Lakeside", "Boreal")


def book(lines: int, parties: int, licet: Licet, destinations: int = 200, years: int = 5, seed: int = 7) -> Book:
    """A generated book of `lines` lines."""
    luck = np.random.default_rng(seed)
    listed = [e.name for e in licet.register.entries.values()]
    countries = sorted(COUNTRIES)[:destinations]
    roles = (Role.ULTIMATE_CONSIGNEE, Role.END_USER, Role.PURCHASER)
    made = [f"{WORDS[i % 10]} {WORDS[i // 10 % 10]} Wares {i} Ltd" for i in range(parties)]

    def place(role: Role) -> Column:
        start = roles.index(role) * parties // len(roles)
        names = [*listed, *made[start : start + parties // len(roles) - len(listed)]]
        values = tuple(Party(role, name, countries[i % destinations]) for i, name in enumerate(names))
        return Column(values, luck.integers(0, len(values), lines, dtype=np.int32))

    items = luck.integers(0, 20_000, lines, dtype=np.int32)
    eccns: list[Eccn] = [e for e in map(parse_eccn, ECCNS) if e]
    first = dt.date(2018, 1, 1)
    days = tuple(end_of(first + dt.timedelta(days=d)) for d in range(365 * years + years // 4))

    def of_item(values: tuple[object, ...], stride: int) -> Column:
        table = ((np.arange(20_000) * stride + 3) % len(values)).astype(np.int32)
        return Column(values, table[items])

    def some(*values: object) -> Column:
        return Column(values, luck.integers(0, len(values), lines, dtype=np.int32))

    values = tuple(Decimal(int(v)) for v in np.unique(luck.integers(1, 20_000, 4_000)))
    silent = ("item.us_content", "item.direct_product", "item.supports_5g", "standard_published", "en_route_since",
              "order_date", "item.located_in", "order_value_usd", "item.enhances_function", "item.kind")  # fmt: skip
    fields: dict[str, Column] = {name: constant_column(None, lines) for name in silent}
    fields |= {
        "activity": constant_column("export", lines),
        "destination": some(*countries),
        "exporter_country": constant_column("US", lines),
        "item": constant_column(True, lines),
        "item.origin": of_item(("US", "US", "US", "DE"), 11),
        "item.eccn": of_item(tuple(eccns), 7),
        "item.value_usd": of_item(values, 13),
        "item.quantity": some(Decimal(1), Decimal(10)),
        "item.supports": some("handset", "router", None),
        "item.published": constant_column(False, lines),
        "item.enc_classified": some(True, False, False),
        "item.notified_742_15": constant_column(False, lines),
        "end_use": some(*["other"] * 12, *END_USES),
        "standard": constant_column("", lines),
        "contract_date": some(None, dt.date(2018, 3, 1), dt.date(2019, 7, 1)),
        "product_public_date": some(None, dt.date(2018, 11, 1)),
        "certification": some(None, None, "exporter", "listed_entity"),
        "claims": constant_column((), lines),
    }
    return Book(
        length=lines,
        fields=fields,
        moments=Column(days, luck.integers(0, len(days), lines, dtype=np.int32)),
        licenses=constant_column(NO_LICENSES, lines),
        parties=tuple(place(role) for role in roles),
    )


def line(whole: Book, i: int) -> Transaction:
    """Line `i` of a book as a transaction."""

    def at(name: str) -> object:
        column = whole.fields[name]
        return column.values[column.codes[i]]

    item = Item(**{name.partition(".")[2]: at(name) for name in whole.fields if name.startswith("item.")})  # type: ignore[arg-type]
    rest = {n: at(n) for n in whole.fields if not n.startswith("item") and n != "item"}
    parties = tuple(p.values[p.codes[i]] for p in whole.parties)
    return Transaction(
        moment=whole.moments.values[whole.moments.codes[i]],  # type: ignore[arg-type]
        parties=parties,  # type: ignore[arg-type]
        item=item,
        **rest,  # type: ignore[arg-type]
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--parties", type=int, default=150_000)
    parser.add_argument("--destinations", type=int, default=200)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--sample", type=int, default=200)
    asked = parser.parse_args()
    options = Options(accept_incomplete_lists=True)
    licet = Licet(ear(), embedded(), options)
    print(
        f"{machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, numpy {np.__version__}, "
        f"{len(licet.law.rules)} rules"
    )
    whole = book(asked.lines, asked.parties, licet, asked.destinations, asked.years)
    start = time.perf_counter()
    for place in whole.parties:
        for party in place.values:
            licet.standings.of_party(party)  # type: ignore[arg-type]
    print(f"screening of {asked.parties:,} distinct parties: {time.perf_counter() - start:.2f} s")
    answers, spent = timed("decide_many, first call", licet, whole)
    print(f"  {asked.lines / spent:,.0f} lines/s, {len(answers.conclusions):,} shapes, peak {peak():.2f} GB")
    timed("again, tables filled", licet, whole)
    chosen = np.random.default_rng(1).permutation(asked.lines)[: asked.sample]
    transactions = [line(whole, int(i)) for i in chosen]
    other = Licet(ear(), embedded(), options, index=licet.standings.index)
    other.conclude(transactions[0])
    start = time.perf_counter()
    alone = [other.conclude(transaction) for transaction in transactions]
    each = (time.perf_counter() - start) / len(alone)
    same = all(answers.conclusions[answers.codes[i]] == a for i, a in zip(chosen, alone, strict=True))
    print(
        f"a loop over decide, {len(alone)} lines: {each * 1e6:,.0f} µs a line, "
        f"{each * asked.lines / spent:,.0f} times decide_many; identical, findings included: {same}"
    )
    if not same:
        raise SystemExit(1)


def timed(what: str, licet: Licet, whole: Book) -> tuple[Answers, float]:
    """Decide, and tell the time by the clock and of the processors."""
    start, used = time.perf_counter(), time.process_time()
    answers = decide_many(licet, whole)
    spent = time.perf_counter() - start
    print(f"{what}: {whole.length:,} lines in {spent:.2f} s ({time.process_time() - used:.2f} s of processor time)")
    return answers, spent


def peak() -> float:
    """The most memory that was used so far, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e9 if sys.platform == "darwin" else 1e6)


def machine() -> str:
    """The processor, as far as the system tells."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as told:
            return next(line.partition(":")[2].strip() for line in told if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


if __name__ == "__main__":
    main()
