"""Screening only what changed comes to the same as screening everything again."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.lists.entry import Entry
from licet.screening.rescreen import Portfolios, PortfoliosDamaged, changed, rescreened, versions_of
from licet.screening.saved_index import built
from licet.screening.screen_file import Query, Raw, Screener, Settings
from screening.making_registers import entry, listing, register

_WORDS = ["zhong", "hua", "zhonghua", "zhonghuo", "quantum", "lasers", "laser", "trading", "electronics", "north",
          "zte", "kang", "kangwei", "optics", "intl", "shenzhen", "co", "ltd", "milandr", "elvees"]  # fmt: skip
_NAMES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)
_VALUES = st.tuples(_NAMES, _NAMES, st.sampled_from(["CN", "RU", ""]))
_ENTRIES = st.dictionaries(st.sampled_from([f"e{n}" for n in range(8)]), _VALUES, max_size=8)
_PARTIES = st.lists(st.tuples(_NAMES, st.sampled_from(["", "CN", "DE"])), max_size=8)


def made(values: dict[str, tuple[str, str, str]]) -> list[Entry]:
    return [entry(key, one, two, country=country) for key, (one, two, country) in sorted(values.items())]


def screener(entries: list[Entry]) -> Screener:
    held = register(*entries)
    return Screener(held, built(held), Settings(dt.datetime(2026, 6, 1), dt.date(2026, 6, 1)))


def queries(parties: list[tuple[str, str]]) -> list[Query]:
    return [Query(row, name, country) for row, (name, country) in enumerate(parties, 1)]


def seen(raw: Raw) -> tuple[object, ...]:
    """The result without the order and the name shown of an entry, which may be any of two that are as near."""
    return sorted((entry_id, score, klass) for entry_id, _, score, klass, _ in raw.hits), raw.cut, raw.too_little


@settings(max_examples=250, deadline=None)
@given(_ENTRIES, _ENTRIES, _PARTIES, _PARTIES)
def test_what_is_taken_over_is_what_a_full_screening_finds(
    before: dict[str, tuple[str, str, str]], after: dict[str, tuple[str, str, str]],
    parties: list[tuple[str, str]], more: list[tuple[str, str]],
) -> None:  # fmt: skip
    old, new = screener(made(before)), screener(made({**before, **after} if len(after) % 2 else after))
    asked = queries(parties)
    kept = dict(enumerate(zip(asked, old.search(asked), strict=True)))
    change = changed(versions_of(old.register), versions_of(new.register))
    now = queries([*parties[1:], *more])
    done = rescreened(new, now, kept, change)
    assert [seen(raw) for raw in done.raws] == [seen(raw) for raw in new.search(now)]


def test_only_what_changed_is_searched() -> None:
    entries = [entry("one", "Milandr Optics Works"), entry("two", "Elvees Lasers"), entry("three", "Zhong Kangwei")]
    asked = queries([(name, "") for name in ("Bäckerei Lindqvist", "Osprey Boats", "Tundra Coffee", "Milandr Optic",
                                             "Villa Peregrine", "Zhong Kangwei Ltd")])  # fmt: skip
    old = screener(entries)
    kept = dict(enumerate(zip(asked, old.search(asked), strict=True)))
    new = screener([entry("one", "Milandr Optics Works", "Milandr Plant"), *entries[1:], entry("new", "Tundra Cofee")])
    change = changed(versions_of(old.register), versions_of(new.register))
    assert change.entries == {"one", "new"}
    done = rescreened(new, asked, kept, change)
    assert done.again == done.moved == {2, 3}
    assert "new" in [hit[0] for hit in done.raws[2].hits]


def test_a_change_of_terms_alone_moves_the_parties_it_hits_without_a_search() -> None:
    one = entry("one", "Milandr Optics Works")
    old = screener([one, entry("two", "Elvees Lasers")])
    asked = queries([("Milandr Optics", ""), ("Elvees Laser", "")])
    kept = dict(enumerate(zip(asked, old.search(asked), strict=True)))
    new = screener([entry("one", "Milandr Optics Works", listings=[listing(until="2026-01-01")]),
                    entry("two", "Elvees Lasers")])  # fmt: skip
    done = rescreened(new, asked, kept, changed(versions_of(old.register), versions_of(new.register)))
    assert done.again == frozenset()
    assert done.moved == {0}
    assert new.answer(asked[0], done.raws[0])["hits"][0]["in_force"] is False


def test_changed_parties_are_searched_among_all_entries() -> None:
    same = screener([entry("one", "Milandr Optics Works"), entry("two", "Elvees Lasers")])
    asked = queries([("Milandr Optics", ""), ("Quiet Bakery", "")])
    kept = dict(enumerate(zip(asked, same.search(asked), strict=True)))
    now = queries([("Milandr Optics", "CN"), ("Quiet Bakery", ""), ("Elvees Lasers", "")])
    done = rescreened(same, now, kept, changed(versions_of(same.register), versions_of(same.register)))
    assert done.again == {0, 2}
    assert [hit[0] for hit in done.raws[2].hits] == ["two"]


def test_parties_are_kept_and_come_back(tmp_path: Path) -> None:
    portfolios = Portfolios(tmp_path / "home" / "portfolios.sqlite")
    assert (portfolios.names(), portfolios.load("a"), portfolios.drop("a")) == ([], None, False)
    assert not (tmp_path / "home").exists()
    one = screener([entry("one", "Milandr Optics Works")])
    asked = [Query(1, "Milandr Optics", "CN", "Road 1", ("id 7",), "C-1", 2, "a note", (("x", "y"),)), Query(2, "華為")]
    raws = one.search(asked)
    portfolios.keep("a", "2026-06-01", 0.62, "code", versions_of(one.register), asked, raws)
    portfolios.close()
    kept = Portfolios(portfolios.path).load("a")
    assert kept is not None
    assert kept.queries == asked
    assert [raw for _, raw in kept.parties.values()] == raws
    assert kept.versions == versions_of(one.register)


def test_damage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "portfolios.sqlite"
    path.write_bytes(b"nothing of the kind " * 100)
    with pytest.raises(PortfoliosDamaged):
        Portfolios(path)
