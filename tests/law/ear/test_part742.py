"""Review policies of Part 742 by section, country and date."""

import pytest

from licet.law.ear import (
    part738_chart,
    part738_destination,
    part742_named_countries,
    part742_prose_controls,
    part774_classification,
)
from licet.terms.party import Role
from partial_law import effects, findings, keys, law_from

LAW = law_from(
    part738_chart, part738_destination, part742_named_countries, part742_prose_controls, part774_classification
)


def policies(date, eccn, destination, end_use="other"):
    return keys(findings(LAW, date, eccn=eccn, destination=destination, activity="export", end_use=end_use))


@pytest.mark.parametrize(
    ("date", "eccn", "destination", "end_use", "key", "policy"),
    [
        ("2021-03-01", "5A001.c", "CN", "other", "742.4:NS2", "case_by_case"),
        ("2021-03-01", "5A001.c", "CN", "military", "742.4:NS2", "presumption_of_denial"),
        ("2021-03-01", "5A001.c", "VN", "military", "742.4:NS2", "case_by_case"),
        ("2021-03-01", "5A001.b.5", "SE", "other", "742.4:NS1", "presumption_of_approval"),
        ("2021-03-01", "5A002.a", "CN", "other", "742.15:EI", "case_by_case"),
        ("2021-03-01", "9A515.d", "CN", "other", "742.4:NS1", "policy_of_denial"),
        ("2021-03-01", "9A515.d", "CN", "other", "742.6:RS1", "policy_of_denial"),
        ("2021-03-01", "9A515.d", "SE", "other", "742.6:RS1", "case_by_case"),
        ("2021-03-01", "3A611.x", "CN", "other", "742.4:NS1", "policy_of_denial"),
        ("2021-03-01", "3A611.y", "CN", "other", "742.6:RS:(a)(7)", "policy_of_denial"),
        ("2021-03-01", "1C350.b", "EG", "other", "742.2:CB2", "case_by_case"),
        ("2021-03-01", "1C350.b", "EG", "chemical_biological", "742.2:CB2", "policy_of_denial"),
        ("2021-03-01", "1C350.b", "EG", "other", "742.18:CW", "policy_of_denial"),
        ("2025-06-01", "3B001.q", "JP", "other", "742.4:NS:(a)(5)", "presumption_of_approval"),
        ("2025-06-01", "3B001.q", "CN", "other", "742.4:NS:(a)(5)", "presumption_of_denial"),
        ("2025-06-01", "3B001.q", "BR", "other", "742.4:NS:(a)(5)", "case_by_case"),
        ("2024-06-01", "3A090.a", "CN", "other", "742.6:RS:(a)(6)(iii)", "presumption_of_denial"),
        # 742.3(b), 742.5(b), 742.2(b)(4): Russia, from 85 FR 10274 to 87 FR 12226 and since
        ("2020-02-23", "2B116", "RU", "other", "742.5:MT1", "case_by_case"),
        ("2020-02-24", "2B116", "RU", "other", "742.5:MT1", "presumption_of_denial"),
        ("2020-02-24", "1B225", "RU", "other", "742.3:NP1", "presumption_of_denial"),
        ("2020-02-24", "1C350.d", "RU", "other", "742.2:CB2", "presumption_of_denial"),
        ("2022-02-23", "1C350.d", "RU", "other", "742.2:CB2", "presumption_of_denial"),
        ("2022-02-24", "1C350.d", "RU", "other", "742.2:CB2", "policy_of_denial"),
        ("2022-03-01", "2B116", "BY", "other", "742.5:MT1", "case_by_case"),
        ("2022-03-02", "2B116", "BY", "other", "742.5:MT1", "policy_of_denial"),
        ("2020-06-28", "5A001.c", "RU", "military", "742.4:NS2", "case_by_case"),
        ("2020-06-29", "5A001.c", "RU", "military", "742.4:NS2", "presumption_of_denial"),
        # China: 742.4(b)(7) beside each
        ("2021-03-01", "1C350.d", "CN", "military", "742.2:CB2", "presumption_of_denial"),
        ("2021-03-01", "1C350.d", "CN", "other", "742.2:CB2", "case_by_case"),
        ("2021-03-01", "2B116", "CN", "military", "742.5:MT1", "presumption_of_denial"),
        ("2021-03-01", "2B116", "CN", "missile", "742.5:MT1", "policy_of_denial"),
        ("2021-03-01", "1B225", "CN", "nuclear", "742.3:NP1", "presumption_of_denial"),
        ("2021-03-01", "1B225", "IL", "nuclear", "742.3:NP1", "case_by_case"),
        # India: 742.6(b)(7) since 82 FR 6218, but not for the three kinds of weapons
        ("2017-01-18", "9A610.c", "IN", "other", "742.6:RS1", "case_by_case"),
        ("2017-01-19", "9A610.c", "IN", "other", "742.6:RS1", "presumption_of_approval"),
        ("2021-03-01", "9A610.c", "IN", "military", "742.6:RS1", "presumption_of_approval"),
        ("2021-03-01", "9A610.c", "IN", "missile", "742.6:RS1", "case_by_case"),
        # Nicaragua, Burma, Cambodia, Venezuela: 742.4(b)(7) and D:1
        ("2024-03-14", "5A001.c", "NI", "military", "742.4:NS2", "presumption_of_approval"),
        ("2024-03-15", "5A001.c", "NI", "military", "742.4:NS2", "presumption_of_denial"),
        ("2021-03-07", "5A001.c", "MM", "military", "742.4:NS2", "presumption_of_approval"),
        ("2021-03-08", "5A001.c", "MM", "military", "742.4:NS2", "presumption_of_denial"),
        ("2021-12-08", "5A001.c", "KH", "military", "742.4:NS2", "case_by_case"),
        ("2021-12-09", "5A001.c", "KH", "military", "742.4:NS2", "presumption_of_denial"),
        ("2020-06-28", "5A001.c", "VE", "military", "742.4:NS2", "case_by_case"),
        ("2020-06-29", "5A001.c", "VE", "military", "742.4:NS2", "presumption_of_denial"),
        ("2020-12-27", "5A001.c", "UA", "other", "742.4:NS2", "case_by_case"),
        ("2020-12-28", "5A001.c", "UA", "other", "742.4:NS2", "presumption_of_approval"),
        # D:5: 22 CFR 126.1 for the 600 series
        ("2021-12-08", "9A610.c", "KH", "other", "742.6:RS1", "case_by_case"),
        ("2021-12-09", "9A610.c", "KH", "other", "742.6:RS1", "policy_of_denial"),
        ("2026-02-02", "9A610.c", "KH", "other", "742.6:RS1", "policy_of_denial"),
        ("2026-02-03", "9A610.c", "KH", "other", "742.6:RS1", "case_by_case"),
        ("2021-03-01", "0A983", "SE", "other", "742.11", "policy_of_denial"),
        ("2021-03-01", "5A980", "SE", "other", "742.13:SL", "policy_of_denial"),
        ("2021-03-01", "9E003.a.1", "DE", "other", "742.14:SI", "case_by_case"),
    ],
)
def test_policy(date, eccn, destination, end_use, key, policy):
    assert policies(date, eccn, destination, end_use)[key] == policy


@pytest.mark.parametrize(
    ("country", "first_day", "day_before"),
    [
        ("VE", "2020-06-29", "2020-06-28"),
        ("MM", "2021-03-08", "2021-03-07"),
        ("KH", "2021-12-09", "2021-12-08"),
        ("NI", "2024-03-15", "2024-03-14"),
    ],
)
def test_countries_join_742_4_b_7(country, first_day, day_before):
    assert policies(first_day, "5A001.c", country, "military")["742.4:NS2"] == "presumption_of_denial"
    assert policies(day_before, "5A001.c", country, "military")["742.4:NS2"] != "presumption_of_denial"


@pytest.mark.parametrize(
    ("country", "first_day", "day_before"),
    [
        ("RU", "2022-02-24", "2022-02-23"),
        ("BY", "2022-03-02", "2022-03-01"),
    ],
)
def test_russia_and_belarus_move_to_denial(country, first_day, day_before):
    assert policies(first_day, "5A001.c", country)["742.4:NS2"] == "policy_of_denial"
    assert policies(day_before, "5A001.c", country)["742.4:NS2"] == "case_by_case"


@pytest.mark.parametrize(
    ("eccn", "destination", "asked"), [("3A992", "PK", True), ("3A992", "IN", False), ("2B999", "PK", True)]
)
def test_pakistan(eccn, destination, asked):
    said = findings(LAW, "2026-08-01", eccn=eccn, destination=destination, activity="transfer_in_country")
    assert any("742.6(a)(12)" in c for f in said for c in f.citations) is asked


def test_pakistan_since_2024_12_26():
    assert "742.6:RS:(a)(12)" not in policies("2024-12-25", "3A992", "PK")
    assert policies("2024-12-26", "3A992", "PK") == {"742.6:RS:(a)(12)": "case_by_case"}
    assert policies("2024-12-26", "2B999.h.2", "PK") == {}
    assert "742.6:RS:(a)(12)" in policies("2024-12-26", "1B999", "PK")


def test_a_requirement_that_bis_does_not_enforce_is_told_with_a_warning():
    said = findings(LAW, "2025-06-01", eccn="3A090.a", destination="DE", activity="export")
    assert ("742 stated", "requirement") in effects(said)
    assert "assumption" in {f.code for f in said if f.effect == "warning"}
    before = findings(LAW, "2024-06-01", eccn="3A090.a", destination="CN", activity="export")
    assert "assumption" not in {f.code for f in before}


@pytest.mark.parametrize(("destination", "required"), [("LB", True), ("CF", True), ("DE", False)])
def test_united_nations_embargoes(destination, required):
    assert ("746.1:UN" in policies("2025-06-01", "0A614.a", destination)) is required


def test_a_united_nations_reason_bars_license_exceptions_but_not_in_iraq():
    def barred(destination):
        said = findings(LAW, "2025-06-01", eccn="0A614.a", destination=destination, activity="export")
        return any(f.effect == "no_exceptions" and f.key == "746.1:UN" for f in said)

    assert barred("LB")
    assert not barred("IQ")  # 746.3(c)
    assert not barred("DE")


def release(date, eccn, nationality):
    facts = {"destination": "US", "activity": "deemed_export", "nationality": nationality, "role": Role.RECIPIENT}
    return findings(LAW, date, eccn=eccn, **facts)


@pytest.mark.parametrize(
    ("eccn", "nationality", "expected"),
    [
        ("3E905", "FR", set()),  # 742.4(a)(5)(ii)(B)(1), 742.6(a)(10)(ii)(B)(1)
        ("3E905", "CN", {"742.4:NS:(a)(5)", "742.6:RS:(a)(10)"}),  # D:1, D:5
        ("3E905", "AM", {"742.4:NS:(a)(5)", "742.6:RS:(a)(10)"}),  # D:1 only
        ("3E905", "SO", {"742.4:NS:(a)(5)", "742.6:RS:(a)(10)"}),  # D:5 only
        ("2E903", "FR", {"742.4:NS:(a)(5)", "742.6:RS:(a)(10)"}),  # not among those named
        ("3E992", "CN", set()),  # 742.4(a)(4)(ii)(A), 742.6(a)(6)(iv): the rest of the row is asked for
    ],
)
def test_releases_of_what_is_controlled_to_every_destination(eccn, nationality, expected):
    found = release("2026-08-01", eccn, nationality)
    assert keys(found).keys() == expected
    assert (("742 stated release", "considered") in effects(found)) is (expected == set() and eccn != "3E992")


def test_only_the_rule_of_2025_is_told_not_to_be_enforced():
    warned = findings(LAW, "2026-08-01", eccn="3A090.a", destination="JP", activity="export")
    assert ("742 stated", "warning") in effects(warned)
    plain = findings(LAW, "2026-08-01", eccn="3E069", destination="CN", activity="export")
    assert keys(plain).keys() == {"742.4:NS2", "742.6:RS:(a)(13)"}
    assert "warning" not in {f.effect for f in plain}
