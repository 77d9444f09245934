"""Decisions are remembered for one party and one version of an entry, and nothing is ever taken from the record."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from licet.lists.entry import Entry
from licet.screening.disposition import DecisionsDamaged, Dispositions, entry_digest
from licet.screening.saved_index import built
from licet.screening.screen_file import Query, Screener, Settings
from screening.making_registers import entry, listing, register

TODAY = dt.date(2026, 6, 1)
AT = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
ACME = entry("acme", "Zhongguo Quantum Lasers Co., Ltd.", "ZQL Lasers")
OTHER = entry("other", "Zhongguo Quantum Laser Works Co., Ltd.")
NAME = "Zhongguo Quantum Laser"


@pytest.fixture
def dispositions(tmp_path: Path) -> Dispositions:
    return Dispositions(tmp_path / "home" / "decisions.sqlite")


def screened(dispositions: Dispositions, name: str, country: str, *entries: Entry, limit: int = 20,
             today: dt.date = TODAY) -> dict[str, Any]:  # fmt: skip
    held = register(*(entries or (ACME, OTHER)))
    settings = Settings(dt.datetime(2026, 6, 1), today, limit=limit)
    return Screener(held, built(held), settings, (), dispositions).screen([Query(1, name, country)])[0]


def entries_of(said: dict[str, Any]) -> list[str]:
    return [hit["entry"] for hit in said["hits"]]


def not_same(dispositions: Dispositions, **more: Any) -> None:
    dispositions.decide(NAME, ACME, same=False, reason="a shop", by="r.", country="DE", at=AT, **more)


def test_nothing_is_written_before_the_first_decision(dispositions: Dispositions) -> None:
    assert dispositions.log() == []
    assert dispositions.decisions_for(NAME, "DE", register(ACME), TODAY) == ()
    assert not dispositions.path.parent.exists()


def test_a_decision_suppresses_the_hit_and_never_eats_the_limit(dispositions: Dispositions) -> None:
    before = screened(dispositions, NAME, "DE", limit=1)
    assert entries_of(before) == ["acme"]
    assert before["cut"]
    not_same(dispositions)
    after = screened(dispositions, NAME, "DE", limit=1)
    assert entries_of(after) == ["other"]
    assert not after["cut"]
    (hidden,) = after["suppressed"]
    assert (hidden["entry"], hidden["by"], hidden["reason"], hidden["on"]) == ("acme", "r.", "a shop", "2026-05-01")
    assert [(d.entry, d.same) for d in dispositions.decisions_for(NAME, "DE", register(ACME), TODAY)] == [
        ("acme", False)
    ]


@pytest.mark.parametrize(
    "changed",
    [
        entry("acme", "Zhongguo Quantum Lasers Co., Ltd.", "ZQL Lasers", "New Alias Works"),
        entry("acme", "Zhongguo Quantum Lasers Co., Ltd.", "ZQL Lasers", country="RU"),
        entry("acme", "Zhongguo Quantum Lasers Co., Ltd.", "ZQL Lasers", listings=[listing("denied_persons")]),
        entry("acme", "Zhongguo Quantum Lasers Co., Ltd.", "ZQL Lasers", listings=[listing(until="2026-05-20")]),
    ],
)
def test_it_opens_again_when_the_entry_changes(dispositions: Dispositions, changed: Entry) -> None:
    not_same(dispositions)
    said = screened(dispositions, NAME, "DE", changed, OTHER)
    hit = next(hit for hit in said["hits"] if hit["entry"] == "acme")
    assert "the entry changed since it was decided on 2026-05-01" in hit["why"]
    assert dispositions.decisions_for(NAME, "DE", register(changed), TODAY) == ()


def test_the_moving_day_of_a_disagreement_between_file_and_record_is_no_change() -> None:
    def split(day: str) -> str:
        after = replace(listing(since=day), certainty="list_conflict")
        return entry_digest(entry("acme", "Zhongguo", listings=[listing(until=day), after]))

    assert split("2026-07-10") == split("2026-07-20")
    assert split("2026-07-10") != entry_digest(entry("acme", "Zhongguo"))


def test_it_opens_again_when_the_party_changes(dispositions: Dispositions) -> None:
    not_same(dispositions)
    for name, country, why in (
        (NAME, "AT", "country changed since it was decided on 2026-05-01 (was DE)"),
        (NAME, "", "country changed"),
        (f"{NAME} GmbH", "DE", "name is not the one decided on"),
    ):
        said = screened(dispositions, name, country)
        hit = next(hit for hit in said["hits"] if hit["entry"] == "acme")
        assert why in hit["why"], (name, country)
        assert dispositions.decisions_for(name, country, register(ACME), TODAY) == ()
    same_party = screened(dispositions, f"  {NAME.upper()} ", "DE")
    assert "acme" not in entries_of(same_party)


def test_it_opens_again_when_it_expires(dispositions: Dispositions) -> None:
    not_same(dispositions, expires=dt.date(2026, 6, 1))
    assert "acme" not in entries_of(screened(dispositions, NAME, "DE", today=dt.date(2026, 6, 1)))
    said = screened(dispositions, NAME, "DE", today=dt.date(2026, 6, 2))
    assert "expired on 2026-06-01" in said["hits"][0]["why"]
    assert dispositions.decisions_for(NAME, "DE", register(ACME), dt.date(2026, 6, 2)) == ()


def test_a_confirmed_party_is_a_match_though_its_name_is_not_near(dispositions: Dispositions) -> None:
    dispositions.decide("Sunny Traders", ACME, same=True, reason="their letterhead", by="r.", at=AT,
                        expires=dt.date(2026, 5, 2))  # fmt: skip
    said = screened(dispositions, "Sunny Traders", "")
    (hit,) = said["hits"]
    assert (hit["entry"], hit["class"]) == ("acme", "possible")
    assert "expired" in hit["why"]
    changed = entry("acme", "Zhongguo Quantum Lasers Co., Ltd.")
    # A lapsed confirmation must not clear: a determination goes on to be told of it.
    assert [(d.entry, d.same) for d in dispositions.decisions_for("Sunny Traders", "", register(changed), TODAY)] == [
        ("acme", True)
    ]


def test_the_last_word_counts_and_all_is_on_the_record(dispositions: Dispositions) -> None:
    not_same(dispositions)
    dispositions.decide(NAME, ACME, same=True, reason="looked again", by="s.", country="DE", at=AT)
    (decision,) = dispositions.decisions_for(NAME, "DE", register(ACME), TODAY)
    assert (decision.same, decision.by, decision.reason, decision.on) == (True, "s.", "looked again", AT.date())
    dispositions.forget(2, by="r.", reason="slip", at=AT)
    (decision,) = dispositions.decisions_for(NAME, "DE", register(ACME), TODAY)
    assert decision.same is False
    with pytest.raises(KeyError):
        dispositions.forget(2, by="r.", reason="again")
    assert [(each.id, each.kind, each.forgets) for each in dispositions.log(NAME)] == [
        (1, "decide", None), (2, "decide", None), (3, "forget", 2),
    ]  # fmt: skip


def test_the_record_only_grows(dispositions: Dispositions) -> None:
    not_same(dispositions)
    db = sqlite3.connect(dispositions.path)
    for statement in ("DELETE FROM decision", "UPDATE decision SET reason = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            db.execute(statement)
    db.close()
    dispositions.close()
    assert len(Dispositions(dispositions.path).log()) == 1


def test_a_damaged_file_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "decisions.sqlite"
    path.write_bytes(b"no database at all " * 100)
    with pytest.raises(DecisionsDamaged, match=r"decisions\.sqlite"):
        Dispositions(path)


def test_the_version_of_an_entry_is_what_it_says_not_where_it_was_read() -> None:
    assert entry_digest(ACME) == entry_digest(entry("acme", "Zhongguo Quantum Lasers Co., Ltd.", "ZQL Lasers"))
    assert entry_digest(ACME) != entry_digest(entry("acme", "Zhongguo Quantum Lasers Co., Ltd."))
