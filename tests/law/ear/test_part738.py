"""Requirements of the Country Chart and of entries that state them in words."""

from dataclasses import replace
from datetime import date

import pytest

from licet.law.ccl import all_eccns, classify
from licet.law.country_chart import COLUMNS
from licet.law.ear import (
    part738_chart,
    part738_destination,
    part738_entry,
    part742_named_countries,
    part742_prose_controls,
    part774_classification,
)
from licet.law.finding import Effect
from licet.terms.dates import moment
from licet.terms.party import Role
from partial_law import effects, findings, keys, law_from

LAW = law_from(
    part738_chart,
    part738_destination,
    part738_entry,
    part742_named_countries,
    part742_prose_controls,
    part774_classification,
)


def ask(day, eccn, destination, activity="export", **facts):
    return findings(
        LAW, day, eccn=eccn, destination=destination, activity=activity, **{"exporter_country": "US", **facts}
    )


@pytest.mark.parametrize(
    ("date", "eccn", "destination", "expected"),
    [
        ("2021-03-01", "5A001.b.5", "CN", {"742.4:NS1"}),
        ("2021-03-01", "5A001.b.5", "CA", set()),
        ("2021-03-01", "5A001.c", "CN", {"742.4:NS2"}),
        ("2021-03-01", "5A001.c", "DE", set()),  # A:1 countries have no NS 2
        ("2021-03-01", "5A991", "CN", set()),
        ("2021-03-01", "EAR99", "CN", set()),
        ("2019-06-10", "5A002", "CN", {"742.4:NS1", "742.15:EI"}),
        ("2019-06-10", "5A002", "CA", set()),
        ("2019-06-10", "5A002.a", "DE", {"742.4:NS1", "742.15:EI"}),
        ("2019-06-10", "5A992.c", "CN", set()),
        ("2021-03-01", "5E001", "CN", {"742.4:NS1"}),
        ("2025-06-01", "3B001.c.1.a", "CA", {"742.4:NS:(a)(5)", "742.6:RS:(a)(10)"}),
        ("2025-06-01", "0A983", "CA", {"742.11"}),
        ("2025-06-01", "0A982", "GB", {"742.7:CC:(a)(5)"}),
        ("2025-06-01", "0A982", "CA", set()),
    ],
)
def test_requirements(date, eccn, destination, expected):
    assert keys(ask(date, eccn, destination)).keys() == expected


@pytest.mark.parametrize(
    ("before", "since", "eccn", "destination", "key"),
    [
        ("2020-12-22", "2020-12-23", "9A515.y", "HK", "742.6:RS:(a)(7)"),  # Hong Kong reads as China
        ("2023-11-16", "2023-11-17", "3B001.d", "MO", "742.4:NS:(a)(4)"),
        ("2025-05-14", "2025-05-15", "3A090.a", "DE", "742.6:RS:(a)(6)(iii)(A)"),
        ("2024-12-01", "2024-12-02", "3A090.c", "CN", "742.6:RS:(a)(6)(i)(B)"),
        ("2024-09-05", "2024-09-06", "3B001.q", "JP", "742.4:NS:(a)(5)"),
    ],
)
def test_both_sides_of_a_boundary(before, since, eccn, destination, key):
    assert key not in keys(ask(before, eccn, destination))
    assert key in keys(ask(since, eccn, destination))


def test_sudan_had_anti_terrorism_marks_until_2021_01_13():
    assert keys(ask("2021-01-13", "5A991", "SD")) == {"742.10:AT1": "policy_of_denial"}
    assert keys(ask("2021-01-14", "5A991", "SD")) == {}


def test_a_requirement_cites_its_section_the_step_and_the_chart():
    (found,) = (f for f in ask("2021-03-01", "5A001.b.5", "CN") if f.key)
    assert found.citations[:3] == ("15 CFR 742.4(a)(1)", "15 CFR 738.4(a)", "15 CFR Part 738 Supp. No. 1")
    assert found.rule == "738.4"


def test_an_eccn_that_straddles_rows_asks_for_the_paragraph():
    found = ask("2021-03-01", "5A001", "DE")  # only NS 1 paragraphs need a license for Germany
    assert keys(found) == {}
    assert ("738.4", "question") in effects(found)
    assert {f.code for f in found if f.effect == "question"} == {"item.eccn"}


@pytest.mark.parametrize(
    ("date", "eccn", "destination", "expected"),
    [
        ("2021-03-01", "5A001", "CN", {"742.4:NS"}),  # NS 1 or NS 2
        ("2026-08-01", "3B001", "CN", {"742.4:NS"}),  # NS 2, 742.4(a)(4) or 742.4(a)(5)
        ("2026-08-01", "3B002", "CN", {"742.4:NS"}),
        ("2026-08-01", "3B001", "JP", set()),
        ("2026-08-01", "3A090", "CN", {"742.6:RS"}),  # (a)(6)(iii)(A), (B) or (i)(B)
        ("2026-08-01", "3A090", "DE", set()),
        ("2026-08-01", "5A992", "CN", set()),  # .c needs none
        ("2026-08-01", "3A999", "PK", {"742.6:RS:(a)(12)"}),
        ("2024-12-01", "3A999", "PK", set()),
    ],
)
def test_an_eccn_all_of_whose_paragraphs_need_a_license_needs_one(date, eccn, destination, expected):
    found = ask(date, eccn, destination)
    assert keys(found).keys() == expected
    if eccn[:3] != "3A9":
        assert "item.eccn" in {f.code for f in found} or expected == set()


def test_the_paragraph_that_is_named_settles_it_either_way():
    assert "742.4:NS" not in keys(ask("2026-08-01", "3B001.d", "CN"))
    assert "742.4:NS:(a)(4)" in keys(ask("2026-08-01", "3B001.d", "CN"))
    assert keys(ask("2026-08-01", "3B001.d", "JP")) == {}


def test_a_release_for_an_eccn_without_its_paragraph():
    facts = {"nationality": "CN", "role": Role.RECIPIENT}
    found = ask("2021-03-01", "3E001", "US", "deemed_export", **facts)
    assert {f.rule for f in found if f.effect is Effect.REQUIREMENT} == {"738.4 entry release"}


@pytest.mark.parametrize("destination", ["AQ", "PS"])
def test_a_destination_without_a_known_row_is_a_gap(destination):
    assert ("738.4", "gap") in effects(ask("2021-03-01", "5A001.c", destination))
    assert "gap" not in {f.effect for f in ask("2021-03-01", "EAR99", destination)}
    assert "gap" not in {f.effect for f in ask("2021-03-01", "5A991", destination)}  # AT: four countries, by name
    assert ("742 stated", "gap") in effects(ask("2021-03-01", "5A980", destination))


@pytest.mark.parametrize("activity", ["import", "payment", "domestic_sale", "service"])
def test_what_is_no_export_meets_no_chart(activity):
    assert ask("2021-03-01", "5A002", "CN", activity) == []


def test_a_transfer_meets_only_what_names_transfers():
    found = ask("2024-01-10", "3B001.d", "CN", "transfer_in_country")
    assert keys(found).keys() == {"742.4:NS:(a)(4)", "742.6:RS:(a)(6)(i)"}
    assert keys(ask("2024-01-10", "5A001.c", "CN", "transfer_in_country")) == {}
    assert ("738.4 transfer", "obligation") in effects(ask("2024-01-10", "5A001.c", "CN", "transfer_in_country"))


def test_a_release_is_read_for_the_nationality():
    facts = {"nationality": "CN", "role": Role.RECIPIENT}
    found = ask("2021-03-01", "5E001", "US", "deemed_export", **facts)
    assert keys(found) == {"742.4:NS1": "case_by_case"}
    assert {f.rule for f in found if f.effect is Effect.REQUIREMENT} == {"738.4 release"}
    assert keys(ask("2021-03-01", "5E001", "US", "deemed_export", nationality="CA", role=Role.RECIPIENT)) == {}


def test_a_release_without_nationality_asks():
    found = ask("2021-03-01", "5E001", "US", "deemed_export", nationality="", role=Role.RECIPIENT)
    assert ("734.13(b) nationality", "question") in effects(found)
    assert ask("2021-03-01", "EAR99", "US", "export", nationality="", role=Role.RECIPIENT) == []


def test_requirements_that_leave_out_releases():
    at_home = ask("2025-01-10", "3E992", "CN", "export")
    release = ask("2025-01-10", "3E992", "US", "deemed_export", nationality="CN", role=Role.RECIPIENT)
    assert "742.4:NS:(a)(4)" in keys(at_home)
    assert keys(release) == {}


@pytest.mark.parametrize(
    ("eccn", "destination", "effect"),
    [
        ("0A501.a", "AU", "requirement"),
        ("0A501", "GB", "question"),
        ("0A501.y", "AU", ""),
        ("0A501.a", "CA", ""),
        ("9A515.e", "IN", "requirement"),
    ],
)
def test_footnotes_of_the_chart(eccn, destination, effect):
    said = {f.effect for f in ask("2025-06-01", eccn, destination) if f.rule == "738 footnotes"}
    assert said == ({effect} if effect else set())


@pytest.mark.parametrize("destination", ["AU", "GB"])
def test_firearms_need_a_license_for_the_two_allies_on_every_day(destination):
    """By marks until 2024-04-18; then by a footnote, which was numbered 9 until 2024-05-29."""
    assert "742.4:NS1" in keys(ask("2024-04-18", "0A501.a", destination))
    assert "742.6:RS1" in keys(ask("2024-04-19", "0A501.a", destination))
    assert {f.rule for f in ask("2024-05-29", "0A501.a", destination) if f.key} == {"738 footnotes"}
    assert "742.6:RS1" in keys(ask("2026-08-01", "0A501.a", destination))
    assert keys(ask("2026-08-01", "0A501.y", destination)) == {}


@pytest.mark.parametrize(
    ("eccn", "words"),
    [("1C980", "short supply"), ("0A002", "ITAR"), ("7A005.a", "no requirement"), ("2B018", "other entries")],
)
def test_rows_that_are_not_read_are_gaps_that_name_the_entry(eccn, words):
    said = [f.because for f in ask("2026-08-01", eccn, "DE") if f.effect == "gap"]
    assert said
    assert all(eccn in text for text in said)
    assert any(words in text for text in said)


def test_the_vintage_warning_stands_where_the_tables_decide():
    def warned(date, eccn, destination):
        return {f.code for f in ask(date, eccn, destination) if f.rule == "738.4 vintage"}

    assert warned("2026-07-22", "5A991", "CN") == {"law_table_vintage"}
    assert warned("2026-07-23", "5A991", "CN") == set()
    assert warned("2021-03-01", "EAR99", "CN") == set()
    assert warned("2021-03-01", "5A991", "CU") == set()


def test_more_marks_never_take_a_requirement_away():
    when = moment("2026-08-01")
    few = part738_chart.place_of("DE", date(2026, 7, 23), "")
    many = replace(few, columns=frozenset(COLUMNS))

    def required(item, where):
        found = part738_chart.chart_findings(item, where, "civil", "it")
        return {f.key for f in found if f.effect == "requirement"}, {f.key for f in found if f.effect == "question"}

    for eccn in all_eccns(None, when):
        item = classify(eccn, when)
        (smaller, asked), (larger, more) = required(item, few), required(item, many)
        assert smaller <= larger
        assert more or not asked


@pytest.mark.parametrize(
    ("eccn", "destination", "key"),
    [
        ("4A003.b", "CN", "742.7:CC1"),  # one row is open, and what covers it settles it
        ("3E001", "CN", "742"),  # rows of several sections
    ],
)
def test_what_is_asked_of_open_rows_is_named_as_narrowly_as_they_allow(eccn, destination, key):
    found = ask("2026-08-01", eccn, destination)
    assert key in {f.key for f in found if f.effect == "question" and f.rule == "738.4"}


def test_a_mark_that_is_not_verified_is_a_gap_not_a_requirement():
    found = ask("2018-01-01", "5A001.c", "HK")  # NS 2 for Hong Kong before it read as China
    assert keys(found) == {}
    assert ("738.4", "gap") in effects(found)
    assert "742.4:NS2" in keys(ask("2020-12-23", "5A001.c", "HK"))


def test_technology_exported_from_macau_or_d5_is_a_gap():
    def gaps(exporter, activity="export"):
        found = ask("2026-08-01", "3E001", "BR", activity, exporter_country=exporter)
        return [f for f in found if f.effect == "gap" and "15 CFR 742.6(a)(6)(ii)" in f.citations]

    assert gaps("CN")
    assert gaps("MO")
    assert gaps("", "reexport")
    assert not gaps("US")
    assert not gaps("")


def test_what_the_chart_does_not_reach_is_told():
    for eccn in ("EAR99", "5A991"):
        (said,) = (f for f in ask("2021-03-01", eccn, "CN") if f.effect == "considered")
        assert "15 CFR 736.2(b)(1)" in said.citations
    assert not [f for f in ask("2021-03-01", "5A001.c", "CN") if f.effect == "considered"]


def test_ei_of_5d002_stands_with_its_ns_requirement_and_is_asked_without():
    assert keys(ask("2019-06-10", "5D002", "CN")).keys() == {"742.4:NS1", "742.15:EI"}
    assert keys(ask("2024-06-01", "5D002", "GB")) == {}
    assert ("742 stated", "question") in effects(ask("2024-06-01", "5D002", "GB"))
    assert keys(ask("2024-06-01", "5D002.a.1", "GB")).keys() == {"742.15:EI"}


def test_a_release_whose_destination_is_the_nationality_is_told_once():
    found = ask("2021-03-01", "5E001", "CN", "deemed_export", nationality="CN", role=Role.RECIPIENT)
    assert [f.rule for f in found if f.key == "742.4:NS1"] == ["738.4"]


def test_technology_all_of_whose_rows_have_an_x_needs_a_license_whatever_it_serves():
    found = ask("2024-10-01", "3E001", "CN")
    assert "742.4:NS" in keys(found)
    assert "assumption" in {f.code for f in found if f.effect == "warning"}
    assert "742.4:NS" not in keys(ask("2024-10-01", "3E001", "DE"))  # no X for NP and RS 2
