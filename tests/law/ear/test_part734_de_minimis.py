"""734.4: what counts as controlled content, where the level lies, and where there is none."""

import pytest

from licet.law.finding import Effect
from licet.terms.item import ALL_US_CONTENT
from licet.terms.party import Role
from scope_law import asked, content, party, product, said, subject


def verdict(date, item, **facts):
    """What 734.4 says: `question` where content of which too little is said decides."""
    answers = []
    for counts in (False, True):
        found = said(date, item, **facts, open_content_counts=counts)
        effects = {f.effect for f in found if f.rule == "734.4"}
        answers.append(next(str(e) for e in (Effect.SUBJECT, Effect.CONSIDERED) if e in effects))
    return answers[0] if answers[0] == answers[1] else "question"


@pytest.mark.parametrize(
    ("destination", "shares", "expected"),
    [
        ("CN", [("5A991", 60)], "considered"),  # AT-only content needs no license to China
        ("CN", [("5A001", "24.9")], "considered"),
        ("CN", [("5A001", "25.0")], "considered"),
        ("CN", [("5A001.b.5", "25.01")], "subject"),
        ("CN", [("5A001", "25.01")], "subject"),
        ("CN", [("3A001", "25.01")], "subject"),  # every paragraph of it needs a license to China
        ("CN", [("5A001.j", 20), ("3A001.a.7", 6)], "subject"),  # shares add up
        ("CN", [("EAR99", 100)], "considered"),
        ("IR", [("5A991", 10)], "considered"),
        ("IR", [("5A991", 11)], "subject"),
        ("IR", [("EAR99", 90)], "considered"),
        ("SY", [("EAR99", 11)], "subject"),
        ("CU", [("EAR99", "10.1")], "subject"),
        ("KP", [("EAR99", 10)], "considered"),
        ("CN", [("0A002", 30)], "question"),  # another agency's item: not known
        ("CA", [("5A001.b.5", 90)], "considered"),
        ("CN", [], "considered"),
    ],
)
def test_level_by_destination(destination, shares, expected):
    facts = {"destination": destination, "us_content": content(*shares)}
    assert verdict("2019-06-10", "EAR99", **facts) == expected
    assert (expected == "subject") == ("734.4" in subject(said("2019-06-10", "EAR99", **facts)))


def test_an_entry_the_table_does_not_have_is_asked_about():
    assert verdict("2019-06-10", "EAR99", us_content=content(("3A888", 30))) == "question"


def test_an_unknown_content_below_the_level_matters_not():
    assert verdict("2019-06-10", "EAR99", us_content=content(("3A888", 25))) == "considered"


def test_content_that_might_be_anything_exceeds():
    assert "734.4" in subject(said("2019-06-10", "EAR99", us_content=ALL_US_CONTENT))


@pytest.mark.parametrize("facts", [{"origin": "US"}, {"located_in": "US"}])
def test_not_tested_in_the_united_states_or_for_us_origin(facts):
    found = said("2019-06-10", "EAR99", us_content=ALL_US_CONTENT, **facts)
    assert not [f for f in found if f.rule == "734.4"]
    assert subject(found) <= {"734.3(a)(1)", "734.3(a)(2)"}


def test_part_744_makes_no_content_controlled():
    listed = (party(Role.END_USER, 1),)
    assert verdict("2019-06-10", "EAR99", us_content=content(("EAR99", 100)), parties=listed) == "considered"


@pytest.mark.parametrize(
    ("item", "destination", "expected"),
    [
        ("1A004.a", "SA", "considered"),  # Country Group B: License Exception GBS
        ("1A004.a", "UA", "subject"),  # but Ukraine
        ("1A004.a", "CN", "subject"),  # not in Country Group B
        ("5A001.b.5", "SA", "subject"),  # an entry without GBS
    ],
)
def test_content_that_moves_under_gbs_is_left_out(item, destination, expected):
    assert verdict("2019-06-10", "EAR99", destination=destination, us_content=content((item, 60))) == expected


@pytest.mark.parametrize(
    ("kind", "shares", "expected"),
    [
        ("technology", [("5E002", 1)], "subject"),
        ("commodity", [("5E002", 1)], "considered"),  # like with like: technology does not go into a commodity
        ("software", [("5A001", 90)], "considered"),
        ("commodity", [("5D001", 90)], "subject"),  # bundled software
        ("technology", [("9E003.a.1", 1)], "subject"),
        ("technology", [("9E003.c", 1)], "considered"),
        ("technology", [("9E003", 1)], "question"),
    ],
)
def test_kind_and_technology_without_level(kind, shares, expected):
    assert verdict("2019-06-10", "EAR99", kind=kind, us_content=content(*shares)) == expected


def test_one_time_report_is_an_obligation_for_technology():
    def due(**facts):
        found = said("2019-06-10", "EAR99", **facts)
        return any(f.effect is Effect.OBLIGATION for f in found)

    assert due(kind="technology", us_content=content(("5E001.a", 5)))
    assert not due(kind="software", us_content=content(("5D001.a", 5)))
    assert not due(kind="technology", us_content=content(("EAR99", 5)))


@pytest.mark.parametrize(
    ("date", "destination", "shares", "expected"),
    [
        ("2019-06-10", "CN", [("9A610.x", 1)], "subject"),  # D:5
        ("2019-06-10", "DE", [("9A610.x", 1)], "considered"),
        ("2019-06-10", "CN", [("9A610.y", 1)], "subject"),
        ("2024-01-22", "RU", [("9A610.y.1", 1)], "considered"),
        ("2024-01-23", "RU", [("9A610.y.1", 1)], "subject"),
        ("2024-01-23", "IR", [("9A515.y", 1)], "subject"),
        ("2019-06-10", "CN", [("9A515.a", 1)], "subject"),
        # an entry without its paragraph may be of .y: certain where both are caught, open where one is
        ("2019-06-10", "CN", [("9A610", 1)], "subject"),
        ("2019-06-10", "VE", [("9A610", 1)], "question"),
        ("2019-06-10", "VE", [("9A610.x", 1)], "subject"),
        ("2019-06-10", "VE", [("9A610.y", 1)], "considered"),
        ("2019-06-10", "DE", [("9A610", 1)], "considered"),
        ("2019-06-10", "CN", [("9A610.x", 0)], "considered"),
    ],
)
def test_600_series_and_9x515(date, destination, shares, expected):
    assert verdict(date, "EAR99", destination=destination, us_content=content(*shares)) == expected


@pytest.mark.parametrize(
    ("claimed", "percent", "destination", "expected"),
    [
        (False, 1, "DE", "subject"),
        (True, 1, "DE", "considered"),
        (True, 26, "CN", "subject"),
        (True, 1, "IR", "question"),
    ],
)
def test_encryption_content(claimed, percent, destination, expected):
    facts = {"us_content": content(("5A002.a", percent)), "enc_classified": claimed, "destination": destination}
    assert verdict("2019-06-10", "EAR99", **facts) == expected


@pytest.mark.parametrize(
    ("item", "destination", "expected"),
    [
        ("4A003.b", "CN", "subject"),
        ("4A003", "CN", "question"),
        ("4A003.b", "DE", "considered"),
        ("4A994.b", "IR", "subject"),
    ],
)
def test_computers_with_us_semiconductors(item, destination, expected):
    assert verdict("2019-06-10", item, destination=destination, us_content=content(("3A001.a.7", 1))) == expected


@pytest.mark.parametrize(
    ("date", "item", "facts", "expected"),
    [
        ("2023-11-16", "3B001.f.1.b.2.b", {"end_use": "advanced_node_ic"}, "considered"),
        # where it was *first* exported is not asked: excepted from Japan and the Netherlands
        ("2023-11-17", "3B001.f.1.b.2.b", {"end_use": "advanced_node_ic"}, "question"),
        ("2023-11-17", "3B001.f.1", {"end_use": "advanced_node_ic"}, "question"),
        ("2023-11-17", "3B001.f.1.b.2.b", {"end_use": "advanced_node_ic", "exporter_country": "JP"}, "question"),
        ("2023-11-17", "3B001.f.5", {"end_use": "advanced_node_ic"}, "considered"),
        ("2023-11-17", "3B001.f.1.b.2.b", {}, "considered"),
        ("2024-12-01", "3B001.c", {}, "considered"),
        ("2024-12-02", "3B001.c", {}, "subject"),
        ("2024-12-02", "3B001.c", {"us_content": content(("EAR99", 1))}, "considered"),  # no US circuit
        ("2024-12-02", "3B001.c", {"destination": "TW"}, "considered"),
        ("2024-12-02", "3B991.a", {}, "considered"),
        ("2024-12-02", "3B001.c", {"us_content": content(("5A991", 1))}, "question"),  # a circuit or not
        ("2024-12-02", "3B001.c", {"us_content": content(("3A001", 1))}, "question"),
        ("2024-12-02", "3B001.c", {"us_content": content(("3A001.a.7", 1))}, "subject"),
        ("2024-12-02", "3B991.a", {"parties": (party(Role.END_USER, 5),)}, "subject"),
        ("2024-12-02", "3B991.a", {"parties": (party(Role.PURCHASER, 5),), "destination": "TW"}, "subject"),
        ("2024-12-02", "3B991.a", {"parties": (party(Role.INCORPORATED_INTO, 5),), "destination": "TW"}, "question"),
        ("2024-12-02", "3B991.a", {"parties": (party(Role.LENDER, 5),), "destination": "TW"}, "considered"),
        ("2024-12-02", "3B991.a", {"end_use": "advanced_node_ic"}, "subject"),
        ("2024-12-02", "3B993.f.1", {"end_use": "advanced_node_ic", "us_content": content(("EAR99", 1))}, "question"),
        ("2024-12-02", "3B993.f.1", {"end_use": "other", "us_content": content(("EAR99", 1))}, "considered"),
    ],
)
def test_manufacturing_equipment(date, item, facts, expected):
    known = {"us_content": content(("3A991.b", 1)), **facts}
    assert verdict(date, item, **known) == expected


@pytest.mark.parametrize(
    ("date", "exporter", "shares", "expected"),
    [
        ("2022-02-23", "KR", [("5A991", 60)], "considered"),
        ("2022-02-24", "CN", [("5A991", 60)], "subject"),
        ("2022-02-24", "DE", [("5A991", 60)], "question"),  # partner countries: AT-only content may be left out
        ("2022-04-07", "CN", [("1A995", 60)], "considered"),
        ("2022-04-08", "CN", [("1A995", 60)], "subject"),
        ("2022-04-08", "CN", [("EAR99", 60)], "question"),  # by tariff heading
        ("2022-04-08", "TW", [("5A991", 60)], "question"),  # Supplement No. 3 to Part 746, though not in A:5
        ("2022-04-08", "SG", [("5A991", 60)], "subject"),
        ("2022-04-08", "", [("5A991", 60)], "question"),
        ("2022-04-08", "DE", [("9A991.d", 60)], "question"),  # counts as AT-only: 746.8(a)(12)(iii)(B)(1)
        ("2022-04-08", "DE", [("3A001.a.7", 60)], "subject"),
        ("2022-04-08", "DE", [("5A991", 25)], "considered"),
    ],
)
def test_russia(date, exporter, shares, expected):
    assert verdict(date, "EAR99", destination="RU", exporter_country=exporter, us_content=content(*shares)) == expected


@pytest.mark.parametrize(("date", "expected"), [("2022-03-01", "considered"), ("2022-03-02", "subject")])
def test_belarus_came_later_than_russia(date, expected):
    assert (
        verdict(date, "EAR99", destination="BY", exporter_country="CN", us_content=content(("5A991", 60))) == expected
    )


@pytest.mark.parametrize(
    ("item", "held", "destination", "expected"),
    [
        ("0A919", "6A003.b.4.b", "CN", "subject"),
        ("0A919", "6A002", "CN", "subject"),
        ("0A919", "6A005", "CN", "question"),
        ("0A919", "3A991.a", "CN", "considered"),
        ("0A919", "6A003.b.4.b", "DE", "considered"),
        ("9A991", "6A003.b.4.b", "CN", "considered"),
    ],
)
def test_military_commodities_with_cameras(item, held, destination, expected):
    assert verdict("2019-06-10", item, destination=destination, us_content=content((held, 1))) == expected


HERE = {"destination": "UA", "party_region": "crimea", "role": Role.END_USER}


@pytest.mark.parametrize(
    ("date", "place", "percent", "asks"),
    [
        ("2019-06-10", "IR", 10, False),
        ("2019-06-10", "IR", "10.01", True),
        ("2019-06-10", "TR", 90, False),  # the destination
        ("2019-06-10", "CN", 90, False),
        ("2022-02-23", "RU", 60, False),
        ("2022-02-24", "RU", 25, False),
        ("2022-02-24", "RU", 26, True),
        ("2022-03-01", "BY", 60, False),
        ("2022-03-02", "BY", 60, True),
    ],
)
def test_an_end_user_in_an_embargoed_country(date, place, percent, asks):
    known = {"destination": "TR", "party_located_in": place, "us_content": content(("5A991", percent))}
    for role, reached in ((Role.END_USER, asks), (Role.ULTIMATE_CONSIGNEE, asks), (Role.PURCHASER, False)):
        found = said(date, "EAR99", role=role, **known)
        assert ("734.4 end user elsewhere" in asked(found)) is reached
    assert "734.4 end user elsewhere" not in asked(said(date, "EAR99", role=Role.END_USER, **known, origin="US"))


@pytest.mark.parametrize(
    ("date", "facts", "asks"),
    [
        ("2016-02-01", {}, True),
        ("2022-02-23", {"party_region": "donetsk"}, False),
        ("2022-02-24", {"party_region": "donetsk"}, True),
        ("2022-02-24", {"party_region": "luhansk"}, True),
        ("2022-02-24", {"party_region": ""}, False),
        ("2022-02-24", {"us_content": content(("EAR99", 25))}, False),
        ("2022-02-24", {"us_content": content(("EAR99", "25.01"))}, True),
        ("2022-02-24", {"us_content": content(("EAR99", 15), ("5A991", 11))}, True),
        ("2022-02-24", {"us_content": ()}, False),
        ("2022-02-24", {"us_content": ALL_US_CONTENT}, True),
        ("2022-02-24", {"origin": "US"}, False),
        ("2022-02-24", {"located_in": "US"}, False),
    ],
)
def test_all_content_counts_for_occupied_regions(date, facts, asks):
    found = said(date, "EAR99", **{"us_content": content(("EAR99", 60)), **HERE, **facts})
    assert ("734.4 occupied regions" in asked(found)) is asks


@pytest.mark.parametrize(("date", "expected"), [("2023-02-23", "considered"), ("2023-02-24", "question")])
def test_ear99_content_for_iran_turns_on_headings(date, expected):
    assert verdict(date, "EAR99", destination="IR", us_content=content(("EAR99", 60))) == expected


def test_de_minimis_clears_no_direct_product():
    listed = (party(Role.END_USER, 1),)
    found = said("2021-06-01", "3A991", direct_product=product(plant="3E991"), parties=listed)
    assert subject(found) == {"736.2(b)(3)"}
