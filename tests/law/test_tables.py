"""The law tables against their source, and facts that must not move."""

import csv
import json
import time

import pytest

from licet.law import ccl, country_chart, country_groups, eccn_lists
from licet.law.ccl_reach import reach
from licet.law.table_rows import VINTAGE, rows
from licet.terms.country import COUNTRIES, country_code
from licet.terms.dates import moment
from licet.terms.eccn import Eccn, parse_eccn
from shared import SHARED, needs_shared

NOW = moment("2026-07-23")

# Spellings of the chart and the group tables that are not the names of `terms.country`.
NAMES = {
    "Congo (Democratic Republic of the)": "CD",
    "Congo (Democratic Republic of)": "CD",
    "Congo (Republic of the)": "CG",
    "Seycheles": "SC",
    "Burma": "MM",
    "Korea, North": "KP",
    "Korea, South": "KR",
    "Micronesia (Federated State of)": "FM",
    "Micronesia, Federated States of": "FM",
    "Sint Maarten (the Dutch two-fifths of the island of Saint Martin)": "SX",
    "South Sudan, Republic of": "SS",
    "Bahamas, The": "BS",
    "The Bahamas": "BS",
    "Gambia, The": "GM",
    "China (PRC)": "CN",
    "Cote d'lvoire": "CI",
    "Cote d'Ivoire": "CI",
    "Vatican City": "VA",
    "Bosnia & Herzegovina": "BA",
    "Saint Kitts & Nevis": "KN",
    "St. Kitts and Nevis": "KN",
    "St. Lucia": "LC",
    "St. Vincent and the Grenadines": "VC",
    "Sao Tome & Principe": "ST",
    "Trinidad & Tobago": "TT",
}


def code(name: str) -> str:
    found = NAMES.get(name) or country_code(name)
    assert found, name
    return found


def item(text: str) -> Eccn:
    found = parse_eccn(text)
    assert found is not None
    return found


def read(text: str, when: str = "2026-07-23", serves: str = "") -> ccl.Classification:
    found = ccl.classify(item(text), moment(when), item(serves) if serves else None)
    assert found is not None
    return found


def asked(text: str, when: str = "2026-07-23", serves: str = "") -> dict[str, bool]:
    """What an ECCN asks for: `NS1`, `RS worldwide`, ... and whether it surely does."""
    answers: dict[str, bool] = {}
    for control in read(text, when, serves).controls:
        name = control.column or f"{control.reason} {control.requirement}"
        answers[name] = answers.get(name, False) or control.certain
    return answers


# ---- against the source ------------------------------------------------------------------------


@needs_shared
def test_every_cell_of_the_chart_is_that_of_the_source() -> None:
    assert SHARED is not None
    path = SHARED / "data" / "law" / "commerce_country_chart_2026-07-23.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        source = list(csv.DictReader(handle))
    assert len(source) == 196
    for row in source:
        country = code(row["country"])
        if country == "LI":  # footnote 5 sends it to the row of Switzerland
            continue
        for column in country_chart.COLUMNS:
            cell = country_chart.required(country, column, NOW)
            assert cell is not None
            assert cell.required == (row[f"{column[:2]} {column[2]}"] == "X"), (country, column)
            assert list(cell.footnote) == json.loads(row["raw"])["footnotes"]


@needs_shared
def test_every_group_has_the_members_of_the_source() -> None:
    assert SHARED is not None
    path = SHARED / "data" / "law" / "country_groups_2026-07-23.csv"
    expected: dict[str, set[str]] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            expected.setdefault(row["group"], set()).add(code(row["country"]))
    for group, members in expected.items():
        assert country_groups.members(group, NOW) - {"HK"} == members, group


@needs_shared
def test_every_entry_of_the_source_is_in_the_table_with_all_its_reasons() -> None:
    assert SHARED is not None
    source = json.loads((SHARED / "data" / "law" / "ccl-2026-07-23.json").read_text(encoding="utf-8"))
    assert len(source["entries"]) == 633
    stated: dict[str, set[str]] = {}
    for row in rows("ccl_controls"):
        stated.setdefault(row["eccn"], set()).add(row["reason"])
    for entry in source["entries"]:
        number = entry["eccn"]
        assert ccl.known(number)
        assert stated[number], number  # no entry without a row: silence would read as uncontrolled
        named = {part.strip(" .") for part in (entry["reasonForControl"] or "").split(",")}
        for reason in {part for part in named if len(part) == 2}:
            # 3A232 as printed: its line of reasons says RS, its table NP and no RS.
            assert reason in stated[number] or (number, reason) == ("3A232", "RS"), (number, reason)


@needs_shared
def test_no_requirement_row_of_categories_3_4_and_5_is_lost() -> None:
    assert SHARED is not None
    source = json.loads((SHARED / "data" / "law" / "ccl-2026-07-23.json").read_text(encoding="utf-8"))
    columns: dict[str, set[str]] = {}
    for row in rows("ccl_controls"):
        columns.setdefault(row["eccn"], set()).add(row["column"])
    for entry in source["entries"]:
        # The source runs 3D006 into 3D005; the rows are told apart in the table.
        if entry["category"] not in "345" or entry["eccn"] == "3D005":
            continue
        for row in entry["countryChart"]:
            cell = row["countryChart"].rstrip(".")
            if " Column " in cell:
                assert cell.replace(" Column ", "") in columns[entry["eccn"]], (entry["eccn"], row)


# ---- facts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("eccn", "expected"),
    [
        ("5A991", {"AT1": True}),
        ("5E991", {"AT1": True}),
        ("3A991.d", {"AT1": True}),
        ("4A994", {"AT1": True}),
        ("5A992.c", {"AT1": True}),
        ("5D992.c", {"AT1": True}),
        ("5A002.a", {"NS1": True, "AT1": True, "EI all_but_canada": True}),
        ("5D002.c.1", {"NS1": True, "AT1": True, "EI all_but_canada": True}),
        ("5E002.b", {"NS1": True, "AT1": True, "EI all_but_canada": True, "RS worldwide": False,
                     "RS uae_d1_d4_d5": False}),
        ("3A001.a.7", {"NS2": True, "AT1": True}),
        ("5A001.b.5", {"NS1": True, "AT1": True}),
        ("5A001.b.3", {"NS2": True, "AT1": True}),
        ("5A001.f.1", {"NS2": True, "AT1": True, "SL all": True}),
        ("3A090.a", {"RS worldwide": True, "AT1": True}),
        ("3A090.c", {"RS macau_d5": True, "AT1": True}),
        ("3B993", {"RS footnote5": True, "AT1": True}),
        ("3B001.b", {"NS2": True, "AT1": True}),
        ("3B001.d", {"NS macau_d5": True, "RS macau_d5": True, "AT1": True}),
        ("0A981", {"CC all": True}),
        ("9A990.a", {"AT2": True}),
        ("EAR99", {}),
    ],
)  # fmt: skip
def test_an_item_has_exactly_the_requirements_of_its_paragraph(eccn: str, expected: dict[str, bool]) -> None:
    assert asked(eccn) == expected


def test_a_bare_entry_that_straddles_says_so_and_settles_only_what_all_paragraphs_share() -> None:
    bare = read("5A002")
    assert bare.straddles
    assert asked("5A002")["NS1"]
    assert asked("5A002")["EI all_but_canada"]
    assert not asked("5A002")["RS worldwide"]
    assert not read("5A002.a").straddles
    assert asked("5A001") == {"NS1": False, "NS2": False, "SL all": False, "AT1": True}


def test_the_exceptions_to_a_scope_follow_the_prefix() -> None:
    assert "NS1" not in asked("3A611.y.1")
    assert asked("3A611.y.1")["RS china_russia_venezuela"]
    assert asked("3A611.x")["NS1"]
    assert asked("1E002.g") == {"NS2": True, "AT1": True, "NP1": False}


def test_technology_is_settled_by_what_it_serves() -> None:
    assert asked("3E001")["RS worldwide"] is False
    assert asked("3E001", serves="3A090.a")["RS worldwide"] is True
    plain = asked("3E001", serves="3A001.a.7")
    assert plain["NS1"] is True
    assert "RS worldwide" not in plain
    # An entry that holds such paragraphs leaves it open.
    assert asked("3E001", serves="3A090")["RS worldwide"] is False


def test_a_condition_of_the_item_is_never_taken_as_met_or_unmet() -> None:
    assert asked("3A001.b.2")["NS1"] is False
    assert asked("6A003.b.4.b")["RS2"] is False
    assert asked("6A003.b.4.b")["RS1"] is False


def test_at_only_is_said_only_when_sure() -> None:
    assert read("5A991").is_at_only is True
    assert read("5A992.c").is_at_only is True
    assert read("5A992").is_at_only is None
    assert read("5E992").is_at_only is None
    assert read("5A002").is_at_only is False
    assert read("3A999").is_at_only is False
    assert read("EAR99").is_at_only is False
    assert read("9A104").is_at_only is None


def test_reasons_series_and_category_are_read_from_the_entry() -> None:
    found = read("9A610.x")
    assert (found.is_600_series, found.is_9x515, found.category, found.group) == (True, False, "9", "A")
    assert read("9D515").is_9x515
    assert found.has_reason("EI") is False
    assert read("5D002").has_reason("EI") is None
    assert read("5D002.c.1").has_reason("EI") is True
    assert read("9A104").has_reason("MT") is None


def test_an_entry_that_sends_elsewhere_is_never_uncontrolled() -> None:
    for number in ("9A104", "2B018", "4A611", "0D001"):
        found = read(number)
        assert found.jurisdiction != "EAR"
        assert found.controls
        assert not any(control.certain for control in found.controls)
        assert reach(found.controls[0], "GB", NOW).required is None


def test_an_entry_is_not_in_the_list_before_its_day() -> None:
    assert ccl.classify(item("3A090"), moment("2022-10-20")) is None
    assert asked("3A090.a", "2022-10-21") == {"RS china": True, "AT1": True}
    assert asked("3A090.a", "2023-01-17") == {"RS china_macau": True, "AT1": True}
    assert asked("3A090.a", "2024-01-01") == {"RS d1_d4_d5": True, "AT1": True}
    assert ccl.classify(item("9A999"), NOW) is None
    assert asked("3B001.d", "2019-05-16") == {"NS2": True, "AT1": True}


def test_a_paragraph_beyond_the_last_one_is_no_classification() -> None:
    assert ccl.classify(item("5A992.q"), NOW) is None
    assert ccl.classify(item("3A001.k"), NOW) is None
    assert ccl.classify(item("5A991.h"), NOW) is not None
    assert ccl.classify(item("5A992.z.1"), NOW) is not None


@pytest.mark.parametrize(
    "paragraph",
    ["3B001.o", "3B001.p.1", "3B001.p.3", "3B001.f.7", "4A003.a", "5A001.i", "5A001.f.5", "5A992.a", "5A992.d",
     "3A090.d"],
)  # fmt: skip
def test_a_paragraph_that_holds_nothing_is_no_classification(paragraph: str) -> None:
    """Else what is outside every row of the entry that tells paragraphs apart would be taken as AT only."""
    assert ccl.classify(item(paragraph), NOW) is None
    assert item(paragraph) not in ccl.all_eccns(None, NOW)


def test_a_paragraph_that_once_held_something_is_one_until_its_day() -> None:
    assert asked("5A992.a", "2016-09-19") == {"AT1": True}
    assert ccl.classify(item("5A992.a"), moment("2016-09-20")) is None


def test_what_stands_for_an_entry_is_described_in_it() -> None:
    assert all(ccl.classify(eccn, NOW) is not None for eccn in ccl.all_eccns(None, NOW))


def test_the_first_chip_making_entry_lasted_until_its_successor() -> None:
    assert asked("3B090", "2023-11-16") == {"RS china_macau": True, "AT1": True}
    assert ccl.classify(item("3B090"), moment("2023-11-17")) is None


def test_an_answer_for_an_earlier_day_tells_its_vintage() -> None:
    assert read("5A002", "2019-05-16").verified_from == VINTAGE
    assert read("EAR99", "2019-05-16").verified_from < moment("2016-01-01").date()


def test_value_limits_follow_the_paragraph_and_the_reasons() -> None:
    def limit(text: str) -> tuple[bool | None, int | None]:
        term = read(text).exceptions["LVS"]
        return term.eligible, term.limit_usd

    assert limit("5A001.b.1") == (True, 5000)
    assert limit("5A001.c") == (True, 3000)
    assert limit("5A001.a") == (False, None)
    assert limit("5A001")[0] is None
    assert limit("3A001.c") == (True, 1500)
    assert limit("3A001.z.1.a") == (False, None)
    assert limit("3A001.a.1.a")[0] is None  # not if it is controlled for MT
    assert limit("9B001")[0] is None
    assert limit("5A991") == (False, None)
    assert limit("2A001")[0] is None
    assert read("3A001.b.9").exceptions["GBS"].eligible is True
    assert read("3A001.b.8").exceptions["GBS"].eligible is None
    assert read("5A001.a").exceptions["GBS"].eligible is False
    assert read("5A001.d").exceptions["GBS"].eligible is True
    assert "TSR" not in read("5A001.d").exceptions


def test_a_license_exception_is_not_offered_before_it_existed() -> None:
    assert "IEC" not in read("3D001", "2024-09-05").exceptions
    assert "IEC" in read("3D001", "2024-09-06").exceptions
    assert "ACE" not in read("5A001", "2019-05-16").exceptions


def test_the_chart_never_says_no_mark_for_an_embargoed_or_unknown_destination() -> None:
    for country in ("CU", "IR", "KP", "SY"):
        assert country_chart.chart_country(country) == country_chart.EMBARGO
        assert country_chart.required(country, "AT1", NOW) is None
        for control in read("5A002.a").controls:
            if control.column:
                assert reach(control, country, NOW).required is None
    assert country_chart.chart_country("AQ") is None
    assert country_chart.required("PS", "NS1", NOW) is None


def test_every_country_code_has_been_thought_of() -> None:
    listed = {row["country"] for row in rows("chart_rows")} | {row["country"] for row in rows("country_chart")}
    assert set(COUNTRIES) <= listed


def test_territories_read_as_their_state() -> None:
    assert country_chart.chart_country("PR") == country_chart.UNITED_STATES
    assert country_chart.chart_country("GL") == "DK"
    assert country_chart.chart_country("LI") == "CH"
    assert country_groups.in_group("GL", "A:5", NOW)
    assert not country_groups.in_group("RE", "D:1", NOW)


def test_hong_kong_reads_as_china_from_2020_12_23() -> None:
    assert country_groups.groups("HK", NOW) == country_groups.groups("CN", NOW)
    assert "D:5" in country_groups.groups("HK", NOW)
    before = moment("2020-12-22")
    assert not country_groups.in_group("HK", "D:5", before)
    assert country_groups.in_group("CN", "D:5", before)
    for column, marked, sure in (("NS1", True, True), ("AT1", False, True), ("NS2", True, False)):
        cell = country_chart.required("HK", column, before)
        assert cell is not None
        assert (cell.required, cell.certain) == (marked, sure), column
    after = country_chart.required("HK", "NP2", moment("2020-12-23"))
    assert after is not None
    assert after.required
    assert after.certain


def test_macau_stands_in_d1_and_not_in_d5() -> None:
    assert country_groups.in_group("MO", "D:1", NOW)
    assert not country_groups.in_group("MO", "D:5", NOW)
    control = next(c for c in read("3B001.d").controls if c.reason == "NS")
    assert reach(control, "MO", NOW).required is True
    assert reach(control, "JP", NOW).required is False
    assert reach(control, "HK", NOW).required is True


@pytest.mark.parametrize(
    ("country", "group", "inside", "outside"),
    [
        ("KH", "D:5", "2026-02-02", "2026-02-03"),
        ("KH", "D:5", "2021-12-09", "2021-12-08"),
        ("SD", "E:1", "2021-01-13", "2021-01-14"),
        ("SD", "B", "2021-01-14", "2021-01-13"),
        ("RU", "D:2", "2020-02-24", "2020-02-23"),
        ("RU", "D:5", "2022-02-24", "2021-03-17"),
        ("YE", "D:1", "2020-02-24", "2020-02-23"),
        ("MM", "D:1", "2021-03-08", "2021-03-07"),
        ("NI", "D:5", "2024-03-15", "2024-03-14"),
        ("IN", "A:5", "2018-08-03", "2018-08-02"),
        ("CY", "A:6", "2020-12-28", "2020-12-27"),
    ],
)
def test_a_change_of_group_takes_effect_on_its_day(country: str, group: str, inside: str, outside: str) -> None:
    assert country_groups.in_group(country, group, moment(inside))
    assert not country_groups.in_group(country, group, moment(outside))


def test_a_membership_says_how_well_it_is_known() -> None:
    read_act = country_groups.membership("SD", "B", moment("2022-01-01"))
    assert (read_act.member, read_act.certain) == (True, True)
    assert read_act.verified_from == moment("2021-01-14").date()
    old = country_groups.membership("CN", "D:5", moment("2019-05-16"))
    assert old.member
    assert old.verified_from == VINTAGE
    assert not country_groups.membership("KR", "ENC_SUPP3", NOW).certain
    assert not country_groups.membership("AE", "D:4", moment("2026-03-01")).certain
    with pytest.raises(KeyError):
        country_groups.in_group("CN", "D:9", NOW)


def test_china_is_in_no_group_that_opens_an_exception() -> None:
    for group in ("A:1", "A:5", "A:6", "B", "ENC_SUPP3", "COMPUTER_TIER1"):
        for when in ("2016-01-01", "2019-05-16", "2026-07-23"):
            assert not country_groups.in_group("CN", group, moment(when)), group


def test_australia_and_the_united_kingdom_lost_their_marks_on_2024_04_19() -> None:
    for country in ("AU", "GB"):
        before = country_chart.required(country, "NS1", moment("2024-04-18"))
        after = country_chart.required(country, "NS1", moment("2024-04-19"))
        assert before is not None
        assert after is not None
        assert (before.required, after.required) == (True, False)


def test_a_mark_that_fell_on_an_unknown_day_stays_in_doubt_before_the_vintage() -> None:
    before = country_chart.required("IN", "CB2", moment("2019-05-16"))
    after = country_chart.required("IN", "CB2", NOW)
    assert before is not None
    assert after is not None
    assert (before.required, before.certain) == (True, False)
    assert (after.required, after.certain) == (False, True)


@pytest.mark.parametrize(
    ("country", "column", "last", "first"),
    [
        ("IN", "NS2", "2018-08-02", "2018-08-03"),
        ("AT", "CC1", "2023-12-07", "2023-12-08"),
        ("KR", "CC3", "2023-12-07", "2023-12-08"),
        ("GB", "MT1", "2024-04-18", "2024-04-19"),
        ("SD", "AT1", "2021-01-13", "2021-01-14"),
    ],
)
def test_marks_that_fell(country: str, column: str, last: str, first: str) -> None:
    before, after = (country_chart.required(country, column, moment(day)) for day in (last, first))
    assert before is not None
    assert after is not None
    assert (before.required, before.certain, after.required, after.certain) == (True, True, False, True)


@pytest.mark.parametrize(
    ("country", "column", "last", "first"),
    [
        ("RU", "NP1", "2020-02-23", "2020-02-24"),  # left A:4
        ("RU", "NP2", "2020-02-23", "2020-02-24"),  # joined D:2
        ("VE", "NP2", "2019-05-23", "2019-05-24"),  # joined D:2
        ("VE", "CB3", "2019-05-23", "2019-05-24"),  # joined D:3
    ],
)
def test_marks_that_came(country: str, column: str, last: str, first: str) -> None:
    before, after = (country_chart.required(country, column, moment(day)) for day in (last, first))
    assert before is not None
    assert after is not None
    assert (before.required, after.required) == (False, True)


# What each column follows: 742.2(a)(2), (3); 742.3(a); 742.4(a)(1), (2); 742.6(a)(4).
FOLLOWS = {
    "CB2": lambda _, groups: "A:3" not in groups,
    "CB3": lambda _, groups: "D:3" in groups,
    "NP1": lambda _, groups: "A:4" not in groups,
    "NP2": lambda country, groups: "D:2" in groups or country in ("CN", "HK", "MO"),
    "NS2": lambda _, groups: "A:1" not in groups,
    "RS2": lambda country, groups: "A:1" not in groups and country != "IN",
}


@pytest.mark.parametrize(
    "day", ["2016-01-01", "2018-08-03", "2019-05-24", "2020-12-23", "2022-03-02", "2024-04-19", "2026-07-23"]
)
@pytest.mark.parametrize("column", FOLLOWS)
def test_columns_follow_the_groups_that_their_sections_name(column: str, day: str) -> None:
    """On every day a certain mark is what the section says of the country's groups on that day."""
    for country in COUNTRIES:
        cell = country_chart.required(country, column, moment(day))
        if cell is None or not cell.certain or (country, column) == ("AE", "CB3"):
            continue  # the Emirates left D:3 in the source of the vintage, and kept the mark
        groups = country_groups.groups(country, moment(day))
        assert cell.required is FOLLOWS[column](country, groups), country


@pytest.mark.parametrize(
    ("group", "country", "day", "member"),
    [
        ("A:1", "IN", "2018-08-02", False),
        ("A:1", "IN", "2018-08-03", True),
        ("A:5", "IN", "2018-08-03", True),
        ("A:6", "IN", "2018-08-02", True),
        ("A:2", "IN", "2016-11-03", False),
        ("A:2", "IN", "2016-11-04", True),
        ("D:5", "VN", "2016-11-03", True),
        ("D:5", "VN", "2016-11-04", False),
        ("D:5", "LK", "2016-11-03", True),
        ("UN_EMBARGO", "CI", "2016-11-03", True),
        ("UN_EMBARGO", "LR", "2016-11-04", False),
        ("D:5", "KH", "2021-12-08", False),
        ("D:5", "KH", "2021-12-09", True),
        ("D:5", "KH", "2026-02-02", True),
        ("D:5", "KH", "2026-02-03", False),
        ("D:5", "NI", "2024-03-14", False),
        ("D:5", "NI", "2024-03-15", True),
        ("D:1", "UA", "2020-12-27", True),
        ("B", "UA", "2020-12-28", True),
        ("E:1", "SD", "2021-01-13", True),
        ("E:1", "SD", "2021-01-14", False),
        ("D:5", "MO", "2026-07-23", False),
    ],
)
def test_groups_on_both_sides_of_a_boundary(group: str, country: str, day: str, member: bool) -> None:
    assert country_groups.in_group(country, group, moment(day)) is member


@pytest.mark.parametrize(
    ("eccn", "last", "before", "first", "after"),
    [
        # UAVs under an hour of endurance moved from NS 1 to NS 2: FR Doc. 2026-01059
        ("9A012.a.1", "2026-01-19", {"NS1", "AT1"}, "2026-01-20", {"NS2", "AT1"}),
        # pathogens and toxins had CB 1 until 88 FR 85479
        ("1C351.a", "2023-12-07", {"CB1", "AT1"}, "2023-12-08", {"CB2", "AT1"}),
        ("1C354.a", "2023-12-07", {"CB1", "AT1"}, "2023-12-08", {"CB2", "AT1"}),
        # parts of spacecraft: 89 FR 84770; remote sensing and servicing: 89 FR 84766
        ("9A515.x", "2024-10-22", {"NS1", "RS1", "AT1"}, "2024-10-23", {"NS2", "RS2", "AT1"}),
        ("9A515.a.1", "2024-10-22", {"NS1", "RS1", "RS all", "AT1"}, "2024-10-23", {"NS1", "RS1", "AT1"}),
        ("9E515.f", "2024-10-22", {"NS1", "RS1", "RS all", "AT1"}, "2024-10-23", {"NS1", "RS1", "AT1"}),
        # the chip rules of 2022 and 2023 before and after Macau: 88 FR 2821
        ("4D090", "2023-01-16", {"RS china", "AT1"}, "2023-01-17", {"RS china_macau", "AT1"}),
        ("3A090.a", "2023-01-16", {"RS china", "AT1"}, "2023-01-17", {"RS china_macau", "AT1"}),
        # model weights: 90 FR 4544, with which compliance began on 2025-05-15
        ("4E091", "2025-05-14", {"AT1"}, "2025-05-15", {"RS worldwide", "AT1"}),
    ],
)
def test_rows_on_both_sides_of_an_act(eccn: str, last: str, before: set[str], first: str, after: set[str]) -> None:
    assert {name for name, sure in asked(eccn, last).items() if sure} == before
    assert {name for name, sure in asked(eccn, first).items() if sure} == after


def test_an_entry_of_january_2025_is_not_in_the_list_before() -> None:
    assert ccl.classify(item("3A069"), moment("2025-01-15")) is None
    assert asked("3A069", "2025-01-16") == {"NS2": True, "RS macau_d5": True, "AT1": True}


def test_ricin_and_saxitoxin_stood_elsewhere_among_the_toxins_before() -> None:
    assert asked("1C351.d.15", "2024-12-23")["CB1"] is True
    assert asked("1C351.d.15", "2024-12-22")["CB1"] is False
    assert asked("1C351.d.11", "2024-12-22")["CW all"] is False
    assert "CB1" not in asked("1C351.d.11", "2024-12-23")


@pytest.mark.parametrize("day", ["2024-05-30", "2025-09-29"])
def test_crime_controls_of_the_firearms_rule_that_was_rescinded_are_left_open(day: str) -> None:
    assert asked("0A504.a", day)["CC prose"] is False
    assert "CC prose" not in asked("0A504.a", "2024-05-29")
    assert "CC prose" not in asked("0A504.a", "2025-09-30")


def test_test_kits_and_mixtures_are_controlled_to_states_outside_the_convention() -> None:
    assert asked("1C395.a") == {"CB cwc_nonparty": True, "CW cwc_nonparty": True, "AT e1": True}
    assert asked("1C395.b") == {"CB cwc_nonparty": True, "CW cwc_nonparty": False, "AT e1": True}


def test_software_of_the_last_paragraph_is_an_encryption_item_where_the_paragraph_it_repeats_is() -> None:
    assert "EI all_but_canada" in asked("5D002.z.1.b")
    assert "EI all_but_canada" not in asked("5D002.z.7.b")  # described in .c.2


def test_footnotes_ask_for_a_license_without_a_mark() -> None:
    firearm = country_chart.footnote_requirement("AU", item("0A501.a"), NOW)
    assert firearm is not None
    assert (firearm[0].number, firearm[1]) == (10, True)
    coarse = country_chart.footnote_requirement("GB", item("0A501"), NOW)
    assert coarse is not None
    assert coarse[1] is False
    assert country_chart.footnote_requirement("AU", item("0A501.y"), NOW) is None
    assert country_chart.footnote_requirement("AU", item("5A002"), NOW) is None
    india = country_chart.footnote_requirement("IN", item("9A515.e"), NOW)
    assert india is not None
    assert india[0].number == 7


def test_encryption_items_need_a_license_everywhere_but_canada() -> None:
    control = next(c for c in read("5A002.a").controls if c.reason == "EI")
    assert control.citation == "15 CFR 742.15"
    assert reach(control, "GB", NOW).required is True
    assert reach(control, "CA", NOW).required is False
    assert reach(control, "US", NOW).required is False


def test_the_emirates_stay_within_the_advanced_computing_requirement() -> None:
    control = next(c for c in read("3A090.b").controls if c.reason == "RS")
    assert reach(control, "AE", NOW).required is True
    assert reach(control, "SA", NOW).required is True
    assert reach(control, "IL", NOW).required is False
    assert reach(control, "CN", NOW).required is True


def test_footnote_1_scope_and_its_growth() -> None:
    name = "fdp_footnote1_technology"
    assert eccn_lists.in_list(item("5E001"), name, moment("2020-05-15")) is True
    assert eccn_lists.in_list(item("5E001"), name, moment("2020-05-14")) is False
    assert eccn_lists.in_list(item("5E002"), name, NOW) is False
    assert eccn_lists.in_list(item("3D992"), name, moment("2024-12-01")) is False
    assert eccn_lists.in_list(item("3D992"), name, moment("2024-12-02")) is True
    assert eccn_lists.in_list(item("5E002"), "fdp_footnote4_technology", NOW) is True
    assert eccn_lists.in_list(item("4D993"), "fdp_supercomputer_plant", NOW) is False
    assert len(eccn_lists.eccn_list(name, moment("2021-01-01"))) == 16


def test_a_list_that_was_not_read_keeps_nothing_out() -> None:
    assert eccn_lists.in_list(item("5A992.c"), "military_end_use", NOW) is True
    assert eccn_lists.in_list(item("1C001"), "military_end_use", NOW) is None
    assert eccn_lists.in_list(item("EAR99"), "military_end_use", NOW) is False


def test_what_a_list_leaves_out_is_out_and_a_coarse_item_stays_open() -> None:
    name = "fdp_footnote5_items"
    assert eccn_lists.in_list(item("3B001.b"), name, NOW) is True
    assert eccn_lists.in_list(item("3B001.f.1"), name, NOW) is False
    assert eccn_lists.in_list(item("3B001"), name, NOW) is None
    assert eccn_lists.in_list(item("3E993"), "advanced_node_unknown", NOW) is True
    assert eccn_lists.in_list(item("3A001"), "advanced_node_unknown", NOW) is False


def test_representatives_cover_every_entry_and_leave_nothing_to_the_paragraph() -> None:
    found = ccl.all_eccns(None, NOW)
    numbers = {eccn.number for eccn in found}
    entries = {row["eccn"] for row in rows("ccl_entries") if not row["effective_to"]}
    assert numbers == entries | {"EAR99"}
    for eccn in found:
        classification = ccl.classify(eccn, NOW)
        assert classification is not None
        assert not classification.straddles, eccn
    assert {eccn.group for eccn in ccl.all_eccns("software", NOW)} == {"D", ""}
    assert {eccn.group for eccn in ccl.all_eccns("technology", NOW)} == {"E", ""}
    assert {eccn.group for eccn in ccl.all_eccns("commodity", NOW)} == {"A", "B", "C", ""}
    with pytest.raises(KeyError):
        ccl.all_eccns("service", NOW)


def test_representatives_show_every_requirement_of_an_entry() -> None:
    for number in ("3A001", "5A001", "5A002", "5D002", "3B001", "9A515", "0A501"):
        bare = {(c.reason, c.column, c.requirement) for c in read(number).controls}
        parts = {
            (c.reason, c.column, c.requirement)
            for eccn in ccl.all_eccns(None, NOW)
            if eccn.number == number
            for c in read(str(eccn)).controls
        }
        assert bare == parts, number


def test_a_classification_is_hashable_and_equal_by_what_it_says() -> None:
    assert read("5A002.a", "2026-07-23") == read("5A002.a", "2026-07-22")
    assert len({read("5A002.a"), read("5A002.a", "2026-07-20"), read("5A002")}) == 2


def test_every_row_is_dated_and_cited() -> None:
    for table in ("country_chart", "country_groups", "ccl_entries", "ccl_controls", "eccn_lists"):
        for row in rows(table):
            assert row["citation"], row
            assert row["certainty"] in {"V", "P", "U"}, row
            start, end = row["effective_from"], row["effective_to"]
            assert not (start and end) or start < end, row


def test_classification_stays_cheap() -> None:
    sample = ccl.all_eccns(None, NOW)
    for eccn in sample:
        ccl.classify(eccn, NOW)
    start = time.perf_counter()
    for eccn in sample:
        ccl.classify(eccn, NOW)
    assert time.perf_counter() - start < 0.5
