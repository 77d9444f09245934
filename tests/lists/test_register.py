"""The embedded register: its counts, its corrections, and its terms at each boundary."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pytest

from licet.lists.embedded import acts, embedded
from licet.lists.entry import DECIDING, Entry, Listing
from licet.terms.country import COUNTRIES
from licet.terms.dates import Moment, moment
from licet.terms.eccn import EAR99, Eccn
from licet.terms.outcome import ReviewPolicy
from licet.terms.scope import Reach

REGISTER = embedded()
PARENT = "huawei-technologies-co-ltd"
HIKVISION = "hangzhou-hikvision-digital-technology-co-ltd"
DENIED = ReviewPolicy.PRESUMPTION_OF_DENIAL


def _terms(entry: str, day: str, name: str = "entity_list") -> Listing | None:
    when = moment(day)
    found = [x for x in REGISTER.entries[entry].listings if x.list == name and x.in_force(when)]
    assert len(found) <= 1
    return found[0] if found else None


def _huawei(when: Moment) -> list[Entry]:
    return [entry for entry, _ in REGISTER.in_force("entity_list", when) if entry.family == "huawei"]


@pytest.mark.parametrize(
    ("day", "count"),
    [
        ("2019-05-15", 0),
        ("2019-05-16T16:14:00-04:00", 0),
        ("2019-05-16T16:15:00-04:00", 69),
        ("2019-05-16", 69),
        ("2019-08-18", 69),
        ("2019-08-19", 115),
        ("2020-08-16", 115),
        ("2020-08-17", 153),
        ("2026-07-31", 153),
    ],
)
def test_the_three_tranches(day: str, count: int) -> None:
    assert len(_huawei(moment(day))) == count


def test_26_then_25_then_21_destinations() -> None:
    """Proven Glory and Proven Honour count under the United Kingdom, where the rule lists them."""
    by_act: dict[str, set[str]] = {}
    for entry in _huawei(moment("2026-07-31")):
        by_act.setdefault(entry.listings[0].listed_act, set()).add(entry.country)
    assert len(by_act["84 FR 22961"]) == 26
    assert len(by_act["84 FR 43493"]) == 23  # the rule's 25 include Belgium and Brazil, where it only revises
    assert len(by_act["85 FR 51596"]) >= 21


@pytest.mark.parametrize(
    ("day", "footnotes"),
    [
        ("2020-05-14", frozenset()),
        ("2020-05-15", frozenset({1})),
        ("2020-08-16", frozenset({1})),
        ("2020-08-17", frozenset({1, 2})),
        ("2026-07-31", frozenset({1, 2})),
    ],
)
def test_footnotes_of_the_huawei_entries(day: str, footnotes: frozenset[int]) -> None:
    for entry in (PARENT, "huawei-sweden", "huawei-marine-networks-co-ltd"):
        terms = _terms(entry, day)
        assert terms is not None
        assert terms.footnotes == footnotes
        assert terms.policy.default is DENIED


@pytest.mark.parametrize("entry", ["sugon", "higon", "wuxi-jiangnan-institute-of-computing-technology", "iflytek"])
def test_footnote_4_begins_on_2022_10_21(entry: str) -> None:
    before, after = _terms(entry, "2022-10-20"), _terms(entry, "2022-10-21")
    assert before is not None
    assert before.footnotes == frozenset()
    assert after is not None
    assert after.footnotes == {4}
    assert after.act == "87 FR 62186"


def test_the_act_of_the_terms_and_of_the_listing() -> None:
    terms = _terms("huawei-sweden", "2020-01-01")
    assert terms is not None
    assert (terms.act, terms.printed, terms.listed_act) == ("84 FR 43493", "84 FR 43495", "84 FR 43493")
    later = _terms("huawei-sweden", "2021-01-01")
    assert later is not None
    assert (later.act, later.printed, later.listed_act) == ("85 FR 51596", "85 FR 51603", "84 FR 43493")
    assert later.listed_from == moment("2019-08-19").replace(hour=0, minute=0, second=0, microsecond=0)


@pytest.mark.parametrize(
    "entry", ["huawei-sweden", "huawei-technologies-thailand-co", "centre-for-integrated-photonics-ltd"]
)
def test_wrong_tranches_of_the_screening_list_are_corrected(entry: str) -> None:
    assert _terms(entry, "2019-08-18") is None
    assert _terms(entry, "2019-08-19") is not None
    assert "cites another rule" in REGISTER.entries[entry].note


def test_the_doubled_entry_takes_the_more_restrictive_policy() -> None:
    entry = REGISTER.entries["huawei-technologies-dusseldorf-gmbh"]
    assert entry.note.startswith("list_conflict")
    terms = _terms(entry.id, "2025-01-01")
    assert terms is not None
    assert terms.policy.default is DENIED
    assert terms.listed_act == "85 FR 51596"


def test_affiliates_inside_the_parent_are_entities() -> None:
    inside = [e for e in REGISTER.entries.values() if "printed inside the entry of Huawei" in e.note]
    assert len(inside) == 22
    assert sum(e.listings[0].listed_act == "84 FR 22961" for e in inside) == 3
    assert {e.family for e in inside} == {"huawei"}


def test_names_are_clean() -> None:
    for entry in REGISTER.entries.values():
        assert entry.names
        assert entry.names[0].kind == "primary"
        assert [n.kind for n in entry.names].count("primary") == 1
        folded = [n.text.casefold() for n in entry.names]
        assert len(folded) == len(set(folded)), entry.id
        for name in entry.names:
            assert name.text.strip(" ,;") == name.text != ""
            assert name.source
            assert name.kind in {"primary", "alias", "former", "native", "press"}
            assert "Affiliated Entity" not in name.text


def test_names_that_scenarios_and_articles_use() -> None:
    by_name: dict[str, set[str]] = {}
    for entry in REGISTER.entries.values():
        for name in entry.names:
            by_name.setdefault(name.text, set()).add(entry.id)
    assert by_name["华为技术有限公司"] == by_name["華為技術有限公司"] == {PARENT}
    assert by_name["HMN Technologies"] == {"huawei-marine-networks-co-ltd"}
    assert by_name["Tianjin Haiguang Advanced Technology Investment Company"] == {"higon"}
    assert by_name["SMIC"] == {"smic"}
    assert by_name["Ulan Qab Huawei Cloud Computing Technology"] == {"wulanchabu-huawei-cloud-computing-technology"}
    assert by_name["Dahua Technology"] == {"dahua-technology"}


def test_every_row_has_its_source_and_act() -> None:
    known = acts()
    for entry in REGISTER.entries.values():
        assert entry.source
        assert entry.country in COUNTRIES
        assert entry.listings
        for listing in entry.listings:
            assert listing.source
            assert {listing.listed_act, listing.act} <= set(known), (entry.id, listing)
            assert not listing.ended_by or listing.ended_by in known
            assert listing.until is None or listing.ended_by


def test_terms_begin_when_their_act_takes_effect() -> None:
    for entry in REGISTER.entries.values():
        for listing in entry.listings:
            act = acts()[listing.act]
            effective = dt.datetime.fromisoformat(act.effective)
            assert listing.effective >= effective, (entry.id, act)
            if listing.list == "entity_list":
                assert listing.effective == effective, (entry.id, act)


def test_intervals_of_one_list_do_not_overlap() -> None:
    for entry in REGISTER.entries.values():
        for name in entry.lists():
            rows = sorted((x for x in entry.listings if x.list == name), key=lambda x: x.effective)
            for earlier, later in pairwise(rows):
                assert earlier.until is not None
                assert earlier.until <= later.effective, (entry.id, name)


def test_deciding_terms_are_understood() -> None:
    for entry in REGISTER.entries.values():
        for listing in entry.listings:
            assert not listing.policy.complaint
            if listing.list in DECIDING - {"unverified"}:
                assert listing.scope.reach is not Reach.UNPARSED, (entry.id, listing.requirement_text)


def test_hikvision_divides_its_policy() -> None:
    terms = _terms(HIKVISION, "2019-10-15")
    assert terms is not None
    assert terms.policy.resolve(Eccn("1A995"), "other")[0] is ReviewPolicy.CASE_BY_CASE
    assert terms.policy.resolve(EAR99, "other")[0] is DENIED
    assert _terms(HIKVISION, "2019-10-08") is None


def test_smic_divides_by_node() -> None:
    terms = _terms("smic", "2021-02-01")
    assert terms is not None
    assert terms.footnotes == frozenset()
    assert terms.policy.resolve(EAR99, "other")[0] is ReviewPolicy.CASE_BY_CASE
    assert terms.policy.resolve(Eccn("3B001"), "advanced_node_ic")[0] is DENIED
    assert terms.policy.resolve(Eccn("3B001"), None)[0] is DENIED
    later = _terms("smic", "2024-12-02")
    assert later is not None
    assert later.footnotes == {5}
    assert later.policy.resolve(EAR99, "other")[0] is DENIED


def test_zte() -> None:
    zte = "zte-corporation"
    assert _terms(zte, "2016-03-07") is None
    assert _terms(zte, "2016-03-08") is not None
    assert _terms(zte, "2017-03-28") is not None
    assert _terms(zte, "2017-03-29") is None
    assert _terms(zte, "2018-04-14", "denied_persons") is None
    assert _terms(zte, "2018-04-15", "denied_persons") is not None
    assert _terms(zte, "2018-07-12", "denied_persons") is not None
    assert _terms(zte, "2018-07-13", "denied_persons") is None
    states = [x.state for x in REGISTER.history(zte) if x.list == "denied_persons"]
    assert states == ["suspended", "active", "suspended"]
    assert [citation for citation, _ in REGISTER.entries[zte].notes] == ["84 FR 22961"]
    assert _terms(zte, "2019-06-01") is None
    assert _terms("zte-parsian", "2021-06-01") is not None


def test_the_2019_additions_beside_huawei() -> None:
    june = [e for e, x in REGISTER.in_force("entity_list", moment("2019-06-24")) if x.listed_act == "84 FR 29371"]
    october = [e for e, x in REGISTER.in_force("entity_list", moment("2019-10-09")) if x.listed_act == "84 FR 54002"]
    assert (len(june), len(october)) == (5, 28)
    assert sum(e.type == "company" for e in october) == 8


def test_removal_of_arrow_china() -> None:
    arrow = "arrow-china-electronics-trading-co-ltd"
    assert _terms(arrow, "2025-10-07") is None
    assert _terms(arrow, "2025-10-08") is not None
    assert _terms(arrow, "2025-11-11") is not None
    assert _terms(arrow, "2025-11-12") is None
    assert REGISTER.history(arrow)[0].savings_through == dt.date(2025, 11, 7)


def test_savings() -> None:
    huawei = _terms(PARENT, "2019-06-01")
    assert huawei is not None
    assert huawei.savings
    assert huawei.savings_until is None
    moore = _terms("moore-thread-intelligent-technology-beijing-co-ltd", "2023-11-20")
    assert moore is not None
    assert moore.savings
    assert moore.savings_through == dt.date(2023, 11, 15)


def test_no_list_is_passed_off_as_whole() -> None:
    assert {"entity_list", "denied_persons", "unverified", "military_end_user", "sdn"} <= set(REGISTER.lists)
    assert all(version.complete_from is None for version in REGISTER.lists.values())
    assert REGISTER.lists["embedded"].count == len(REGISTER.entries)
    assert REGISTER.lists["embedded"].date == dt.date(2026, 7, 31)
    assert REGISTER.lists["sdn"].count == 0


def test_ids_are_slugs_and_histories_sorted() -> None:
    for entry in REGISTER.entries.values():
        assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", entry.id)
        starts = [x.effective for x in REGISTER.history(entry.id)]
        assert starts == sorted(starts)
    with pytest.raises(KeyError):
        REGISTER.history("nobody")
