"""Overlays: shown with citation and day, never deciding."""

import datetime as dt

import pytest

from entity_standings import asked, standing
from licet.law.finding import Effect
from licet.law.overlays import mofcom, telecommunications, united_states_lists
from licet.terms.standing import Basis, State

LAW = (mofcom, telecommunications, united_states_lists)


def told(date, **terms):
    found = asked(LAW, date, standing=standing(**terms))
    assert {f.effect for f in found} <= {Effect.OTHER_MEASURE}
    assert all(f.citations for f in found)
    return [f.rule for f in found]


TELECOM = ("EO 13873", "section 889 Part A", "section 889 Part B", "FCC Covered List", "FCC equipment authorization")


@pytest.mark.parametrize(
    ("date", "count"),
    [
        ("2019-05-14", 0),
        ("2019-05-15", 1),
        ("2019-08-12", 1),
        ("2019-08-13", 2),
        ("2020-08-12", 2),
        ("2020-08-13", 3),
        ("2021-03-11", 3),
        ("2021-03-12", 4),
        ("2023-02-05", 4),
        ("2023-02-06", 5),
    ],
)
@pytest.mark.parametrize("family", ["huawei", "zte"])
def test_measures_on_huawei_and_zte_begin_on_their_days(date, count, family):
    assert set(told(date, family=family)) == set(TELECOM[:count])
    assert set(told(date, family=family, state=State.ENDED)) == set(TELECOM[:count])


def test_a_group_is_told_once():
    for name in ("section_889", "fcc_covered", "ns_cmic"):
        assert not set(told("2024-01-01", list=name)) & set(TELECOM)


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("section_889", {"section 889 Part A", "section 889 Part B"}),
        ("fcc_covered", {"FCC Covered List", "FCC equipment authorization"}),
        ("FCC", {"FCC Covered List", "FCC equipment authorization"}),
        ("ns_cmic", {"NS-CMIC List"}),
        ("NS-CMIC", {"NS-CMIC List"}),
        ("section_1260h", {"section 1260H"}),
        ("UFLPA", {"UFLPA Entity List"}),
        ("CN-UEL", {"MOFCOM lists"}),
        ("mofcom_export_control", {"MOFCOM lists"}),
        ("CN-ATT", {"MOFCOM lists"}),
        ("SSI", {"other lists"}),
        ("ISN", {"other lists"}),
        ("entity_list", set()),
        ("unverified", set()),
    ],
)
def test_each_list_is_told_by_its_own_rules(name, rules):
    assert set(told("2024-01-01", list=name, family="")) == rules
    assert told("2024-01-01", list=name, family="", state=State.ENDED) == []
    assert told("2024-01-01", list=name, family="", basis=Basis.MINORITY) == []


@pytest.mark.parametrize(
    ("date", "listed", "suspended"),
    [
        ("2025-05-13", dt.date(2025, 4, 4), False),
        ("2025-05-14", dt.date(2025, 4, 4), True),
        ("2025-12-01", dt.date(2025, 3, 4), True),
        ("2025-12-01", dt.date(2025, 1, 2), False),
        ("2026-11-10", dt.date(2025, 4, 9), True),
    ],
)
def test_suspensions_of_the_truce(date, listed, suspended):
    (found,) = asked(LAW, date, standing=standing(list="CN-UEL", family="", listed_from=listed))
    assert ("suspended" in found.because) == suspended
    assert listed.isoformat() in found.because
