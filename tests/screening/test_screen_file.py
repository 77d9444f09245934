"""Every name gets an answer, with what was searched; lists, days, limits and country evidence."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from licet.lists.compiled import LazyEntries, current_key, current_register, load, save
from licet.lists.embedded import embedded
from licet.lists.sources import csl
from licet.screening.columns_guess import Columns
from licet.screening.identifiers import by_identifier, identifiers_in
from licet.screening.saved_index import built, countries_of, index_of
from licet.screening.screen_file import Query, Screener, Settings, attention, queries_of
from screening.making_registers import entry, listing, register
from shared import SHARED, needs_shared

WHEN, TODAY = dt.datetime(2026, 6, 1), dt.date(2026, 6, 1)
PAST = entry("past", "Milandr Optics Works", listings=[listing(until="2025-01-01"), listing("sdn", "2027-01-01")])
NOW = entry("now", "Milandr Optical Works", listings=[listing()])
OTHER = entry("other", "Milandr Optic Work", country="RU", listings=[listing("unverified")])


def screener(settings: Settings | None = None, missing: tuple[str, ...] = ()) -> Screener:
    held = register(PAST, NOW, OTHER)
    return Screener(held, built(held), settings or Settings(WHEN, TODAY), missing)


def test_the_shape_of_an_answer_with_and_without_hits() -> None:
    hit, none = screener(missing=("sdn",)).screen([Query(1, "Milandr Optical Works", "CN"), Query(2, "Quiet Bakery")])
    for said in (hit, none):
        assert list(said)[:6] == ["row", "query", "hits", "lists_searched", "lists_missing", "cut"]
        assert said["lists_searched"] == [{"list": "entity_list", "version": "1", "date": "2026-01-01", "count": 3}]
        assert said["lists_missing"] == ["sdn"]
    assert hit["query"] == {"name": "Milandr Optical Works", "country": "CN"}
    assert set(hit["hits"][0]) == {"entry", "list", "name", "score", "class", "why", "in_force"}
    assert (none["hits"], none["cut"]) == ([], False)


def test_the_lists_are_those_of_the_day_else_all() -> None:
    said = screener().screen([Query(1, "Milandr Optics Works")])[0]
    lists = {hit["entry"]: (hit["list"], hit["in_force"]) for hit in said["hits"]}
    assert lists["past"] == (["entity_list", "sdn"], False)
    assert lists["now"] == (["entity_list"], True)
    then = screener(Settings(dt.datetime(2024, 6, 1), TODAY)).screen([Query(1, "Milandr Optics Works")])[0]
    assert {hit["entry"]: hit["in_force"] for hit in then["hits"]}["past"] is True


def test_a_list_filter_comes_before_the_limit() -> None:
    query = Query(1, "Milandr Optics Works")
    assert screener(Settings(WHEN, TODAY, limit=1)).screen([query])[0]["hits"][0]["entry"] == "past"
    said = screener(Settings(WHEN, TODAY, ("unverified",), limit=1)).screen([query])[0]
    assert [hit["entry"] for hit in said["hits"]] == ["other"]
    assert said["cut"] is False
    assert said["lists_searched"] == []
    assert said["lists_missing"] == ["unverified"]


def test_a_cut_answer_says_so() -> None:
    said = screener(Settings(WHEN, TODAY, limit=1)).screen([Query(1, "Milandr Optics Works")])[0]
    assert (len(said["hits"]), said["cut"]) == (1, True)
    assert "more entries" in said["note"]


def test_too_little_to_go_by_is_no_clean_answer() -> None:
    said = screener().screen([Query(1, "s")])[0]
    assert (said["hits"], said["too_little"]) == ([], True)
    assert "too few letters" in said["note"]


def test_many_are_as_one_each() -> None:
    names = ["Milandr Optics", "milandr optic works", "", "Quiet Bakery", "x", "МИЛАНДР"]
    queries = [Query(row, name) for row, name in enumerate(names, 1)]
    assert screener().screen(queries) == [screener().screen([query])[0] for query in queries]


def test_the_country_of_the_address_is_evidence() -> None:
    by_country = screener().screen([Query(1, "Milandr Optic", "RU")])[0]["hits"]
    by_address = screener().screen([Query(1, "Milandr Optic", address="Lenina 1, Moscow, Russia")])[0]
    assert by_address["hits"] == by_country
    assert "country RU read from the address" in by_address["note"]
    assert by_country[0]["entry"] == "other"


def test_rows_become_queries() -> None:
    columns = Columns(0, 1, 2, (3,), 4)
    rows = [
        (2, ["Acme", "China", "Road 1", "77", "C1"], ""),
        (3, ["", "CN", "", "", "C2"], ""),
        (4, ["Borg", "Freedonia"], "has 2 cells and the header 5: the row is cut short"),
        (5, ["Cyan", "CN - China", "", "", "C4", "x"], "has 6 cells and the header 5: quote texts"),
    ]
    acme, blank, short, long = queries_of(columns, rows, "DE")
    assert acme == Query(1, "Acme", "CN", "Road 1", ("77",), "C1", 2)
    assert blank.errors == (("name", "is blank: nothing was searched for; fill it"),)
    assert (short.errors, short.country) == ((), "")
    assert "cut short" in short.note
    assert "Freedonia" in short.note
    assert (long.country, long.errors[0][0]) == ("CN", "")
    (stated,) = queries_of(Columns(0), [(1, ["Acme"], "")], "DE")
    assert stated.country == "DE"


def test_attention_puts_listed_names_first_and_clean_ones_last() -> None:
    names = ["Quiet Bakery", "x", "Milandr Optics Works", "Milandr Opticals Work", "Milandr Optical Works", ""]
    queries = [Query(row, name, errors=() if name else (("name", "is blank"),)) for row, name in enumerate(names, 1)]
    ranked = sorted(screener().screen(queries), key=attention)
    assert {said["query"]["name"] for said in ranked[:2]} == {"Milandr Optics Works", "Milandr Optical Works"}
    assert [said["query"]["name"] for said in ranked[-3:]] == ["x", "", "Quiet Bakery"]


def test_a_saved_index_answers_as_a_new_one(tmp_path: Path) -> None:
    save(tmp_path / "register.compiled", "k", embedded())
    held = load(tmp_path / "register.compiled", "k")
    assert held is not None
    assert isinstance(held.entries, LazyEntries)
    first = index_of(held, tmp_path, "k")
    (folder,) = (tmp_path / "names").iterdir()
    again = index_of(held, tmp_path, "k")
    assert again.search("Huawei Technolgies", "CN").hits == first.search("Huawei Technolgies", "CN").hits
    (folder / "index.json").write_text("{}")
    assert index_of(held, tmp_path, "k").search("Huawei").hits == first.search("Huawei").hits
    index_of(held, tmp_path, "another")
    assert [each.name for each in (tmp_path / "names").iterdir()] != [folder.name]
    assert len(list((tmp_path / "names").iterdir())) == 1


def test_the_embedded_register_writes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    index_of(current_register(home), home, current_key(home))
    assert not home.exists()


def test_countries_of_an_entry() -> None:
    one = embedded().entries["huawei-technologies-research-and-development-belgium-nv"]
    assert countries_of(one) == ("BE",)
    assert countries_of(entry("x", "X", country="")) == ()


@pytest.fixture(scope="module")
def csl_screener() -> Screener:
    assert SHARED is not None
    path = SHARED / "data" / "lists" / "csl-2026-07-31.csv"
    parsed = csl.parse_csv(path.read_bytes())
    entries = [
        entry(f"{row.list}:{place}", row.name, *(alias.text for alias in row.aliases), country=(*row.countries, "")[0])
        for place, row in enumerate(parsed.rows)
    ]
    held = register(*entries)
    return Screener(held, built(held), Settings(WHEN, TODAY))


@needs_shared
@pytest.mark.parametrize(
    "name",
    [
        "HiSilicon Technologies",
        "Inspur Group",
        "Hangzhou Hikvision Digital Technology",
        "Joint Stock Company Milandr",
        "Zhejiang Dahua Technology",
        "SZ DJI Technology",
    ],
)
def test_makers_on_the_published_list_are_found(csl_screener: Screener, name: str) -> None:
    said = csl_screener.screen([Query(1, name)])[0]
    assert said["hits"], name
    assert said["hits"][0]["score"] > 0.8


def test_identifiers_as_lists_print_them() -> None:
    printed = {
        "Passport, U00242309, TR": ["U00242309"],
        "V.A.T. Number, CHE-267.936.404, CH": ["CHE267936404"],
        "SWIFT/BIC, RUDVRUMM": ["RUDVRUMM"],
        "Passport A1234567 (Iran)": ["A1234567"],
        "Executive Order 13662 Directive Determination -, Subject to Directive 2": [],
        "Email Address, a12345@example.com": [],
        "Gender, Male": [],
        "Registration ID, 77": [],
    }
    assert {text: list(identifiers_in(text)) for text in printed} == printed


def test_the_same_identifier_is_a_hit_whatever_the_name() -> None:
    one = screener()
    one.identifiers = by_identifier([("now", ["Registration ID, C-122790"]), ("gone", ["Registration ID, C-122790"])])
    renamed, near = one.screen(
        [Query(1, "Quiet Bakery", identifiers=("c 122790",)), Query(2, "Milandr Optical", identifiers=("C122790; 1",))]
    )
    (hit,) = renamed["hits"]
    assert (hit["entry"], hit["class"], hit["why"]) == ("now", "possible", "the same identifier C122790")
    assert {hit["entry"]: "the same identifier" in hit["why"] for hit in near["hits"]}["now"] is True
    assert sum("the same identifier" in hit["why"] for hit in near["hits"]) == 1
