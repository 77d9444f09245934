"""Differences between two days, and identity across amendments."""

import datetime as dt
from pathlib import Path

import pytest

from licet.lists import update
from licet.lists.current import act_dates, act_of, merged
from licet.lists.diff import diff
from licet.lists.store import Store
from lists.making import as_csv, believe_small_lists, party, rows

TODAY = dt.date(2026, 8, 2)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    believe_small_lists(monkeypatch)


def store_of(home: Path, *files: tuple[str, list[dict[str, str]]]) -> Store:
    store = Store(home)
    for day, records in files:
        path = home / f"x-{day}.csv"
        path.write_bytes(as_csv(records))
        report = update.Report()
        update.update(store, update.read_path(path, None, report), report, acts=act_dates, today=TODAY)
        assert report.ok, report.kept
    return store


def renamed(records: list[dict[str, str]], number: int, **said: str) -> list[dict[str, str]]:
    return [{**row, **said} if row["name"].startswith(f"EL Trading Number {number} ") else row for row in records]


def test_added_gone_and_changed(tmp_path: Path) -> None:
    after = renamed(rows(), 5, license_policy="Policy of denial")
    after = [row for row in after if not row["name"].startswith("EL Trading Number 6 ")] + [party("EL", 600)]
    with store_of(tmp_path, ("2026-07-10", rows()), ("2026-07-20", after)) as store:
        changes = {change.entry: change for change in diff(store, dt.date(2026, 7, 15), dt.date(2026, 7, 25), "EL")}
    assert {change.kind for change in changes.values()} == {"added", "gone", "changed"}
    assert len(changes) == 3
    assert changes["EL:el-trading-number-5-ltd:CN"].fields == (("policy", "Presumption of denial", "Policy of denial"),)


def test_spellings_are_no_change(tmp_path: Path) -> None:
    after = renamed(rows(), 5, license_policy="Presumption of Denial.",
                    license_requirement="All items subject to the EAR. (See §744.11 of the EAR).")  # fmt: skip
    with store_of(tmp_path, ("2026-07-10", rows()), ("2026-07-20", after)) as store:
        assert diff(store, dt.date(2026, 7, 15), dt.date(2026, 7, 25), "EL") == ()


def test_identity_survives_a_new_name_an_unstable_id_and_hong_kong(tmp_path: Path) -> None:
    before = renamed(rows(), 5, name="Old Harbour Electronics Ltd.", addresses="1 Road, Hong Kong, HK")
    after = renamed(rows(), 5, name="New Harbour Electronics Ltd.", addresses="1 Road, Hong Kong, CN",
                    alt_names="F.K.A. Old Harbour Electronics Ltd.")  # fmt: skip
    with store_of(tmp_path, ("2026-07-10", before), ("2026-07-20", after)) as store:
        changes = diff(store, dt.date(2026, 7, 15), dt.date(2026, 7, 25), "EL")
    (change,) = changes
    assert change.kind == "changed"
    assert change.entry == "EL:old-harbour-electronics-ltd:CN"
    assert {name: new for name, _, new in change.fields}["name"] == "New Harbour Electronics Ltd."


def test_namesakes_in_two_countries_stay_two(tmp_path: Path) -> None:
    twice = [*rows(), party("EL", 5, addresses="1 Road, Minsk, BY")]
    with store_of(tmp_path, ("2026-07-10", twice), ("2026-07-20", list(reversed(twice)))) as store:
        assert diff(store, dt.date(2026, 7, 15), dt.date(2026, 7, 25), "EL") == ()
        assert {"EL:el-trading-number-5-ltd:CN", "EL:el-trading-number-5-ltd:BY"} <= store.as_of(TODAY).keys()


def test_rows_of_one_order_at_several_addresses_are_one_entry(tmp_path: Path) -> None:
    two = [party("DPL", 90, addresses=f"{number} Street, Reno, NV, US", federal_register_notice="80 F.R. 1 1/2/2015")
           for number in (1, 2)]  # fmt: skip
    other = party("DPL", 90, addresses="3 Street, Reno, NV, US", federal_register_notice="85 F.R. 2 1/2/2020")
    with store_of(tmp_path, ("2026-07-10", [*rows(), *two, other])) as store:
        found = [entry for entry in store.as_of(TODAY, None, "DPL") if "number-90" in entry]
        assert len(found) == 2
        values = [store.as_of(TODAY, None, "DPL")[entry]["addresses"].value for entry in found]
    assert ["1 Street, Reno, NV, US", "2 Street, Reno, NV, US"] in values


def test_a_list_that_vanishes_for_a_day_leaves_no_gap_in_the_listing(tmp_path: Path) -> None:
    all_of_it = rows({"EL": 510})
    without = [row for row in all_of_it if not row["name"].startswith("EL Trading Number 6 ")]
    with store_of(tmp_path, ("2026-07-10", all_of_it), ("2026-07-20", without), ("2026-07-21", all_of_it)) as store:
        key = "EL:el-trading-number-6-ltd:CN"
        assert key not in store.as_of(dt.date(2026, 7, 20), dt.date(2026, 7, 20), "EL")
        assert key in store.as_of(dt.date(2026, 7, 20), dt.date(2026, 7, 21), "EL")


def test_printed_pages_find_their_act() -> None:
    assert act_of("84 FR 22963") == "84 FR 22961"
    assert act_of("84 FR 43495") == "84 FR 43493"
    assert act_dates("84 FR 22963") == dt.date(2019, 5, 16)
    assert act_of("12 FR 1") == "12 FR 1"


def test_official_and_embedded_entries_are_joined_and_conflicts_told(tmp_path: Path) -> None:
    said = {
        "federal_register_notice": "84 FR 22963, 85 FR 29852, 87 FR 55250",
        "license_requirement": "For all items subject to the EAR, see §§ 734.9(e)1 and 744.11 of the EAR2",
    }
    stray = {**said, "license_policy": "Case-by-case review."}
    records = [
        *rows(),
        party("EL", 601, name="Huawei Technologies Dusseldorf GmbH", addresses="X, DE", **stray),
        party("EL", 602, name="Huawei Technologies Co., Ltd.", addresses="Y, Tsim Sha Tsui, HK", **said),
    ]
    with store_of(tmp_path, ("2026-07-10", records)) as store:
        register = merged(store)
    entry = register.entries["huawei-technologies-dusseldorf-gmbh"]
    assert not any(key.startswith("EL:huawei") for key in register.entries)
    now = next(entry.in_force(dt.datetime(2026, 7, 30)))
    assert now.policy.default.value == "presumption_of_denial"
    assert "list_conflict" in now.note
    assert "Case-by-case" in now.note
    before = next(entry.in_force(dt.datetime(2026, 1, 1)))
    assert "list_conflict" not in before.note
    # The namesake in Hong Kong is joined by country, and does not take the other's name.
    namesake = register.entries["huawei-technologies-co-ltd-hk"]
    assert "Y, Tsim Sha Tsui, HK" in namesake.addresses
    assert "Huawei Technologies Co., Ltd." not in [name.text for name in namesake.names]
    # In force by the record, absent from the official file: kept, and told.
    other = register.entries["huawei-technologies-co-ltd"]
    assert any("list_conflict" in listing.note for listing in other.in_force(dt.datetime(2026, 7, 30)))
    assert register.lists["entity_list"].complete_from == dt.date(2026, 7, 10)
    assert register.lists["section_889"].complete_from is None
