"""`licet party`, from the outside: decide, list, log, forget, and what `licet screen` makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from licet.cli import main as face

ENTRY = "huawei-technologies-co-ltd"
DECIDE = ("party", "decide", "Huawei Bakery", "--entry", ENTRY, "--country", "PT", "--by", "r.")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(capfd: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = face.main(words)
    out, err = capfd.readouterr()
    return code, out, err


def hits(capfd: pytest.CaptureFixture[str], country: str = "PT") -> dict[str, dict[str, str]]:
    _, out, _ = run(capfd, "screen", "Huawei Bakery", "--country", country, "--format", "jsonl", "--limit", "200")
    return {hit["entry"]: hit for hit in json.loads(out)["hits"]}


def test_a_decision_is_remembered_and_withdrawn(capfd: pytest.CaptureFixture[str], home: Path) -> None:
    before = hits(capfd)
    assert ENTRY in before
    assert not home.exists()
    code, out, _ = run(capfd, *DECIDE, "--not-same", "--reason", "a bakery", "--expires", "2999-01-01")
    assert code == 0
    assert "1 " in out
    assert set(before) - set(hits(capfd)) == {ENTRY}
    assert "country changed since it was decided on" in hits(capfd, "ES")[ENTRY]["why"]
    _, out, _ = run(capfd, "screen", "Huawei Bakery", "--country", "PT", "--format", "jsonl")
    assert [each["decision"] for each in json.loads(out)["suppressed"]] == [1]
    _, out, _ = run(capfd, "party", "list", "--format", "jsonl")
    said = json.loads(out)
    assert (said["entry"], said["same"], said["by"], said["reason"]) == (ENTRY, False, "r.", "a bakery")
    assert (said["expires"], said["open_because"]) == ("2999-01-01", None)
    assert said["entry_version"]
    assert said["party_version"]
    assert run(capfd, "party", "forget", "1", "--reason", "a slip")[0] == 0
    assert ENTRY in hits(capfd)
    _, out, _ = run(capfd, "party", "log", "Huawei Bakery", "--format", "jsonl")
    assert [json.loads(line)["kind"] for line in out.splitlines()] == ["decide", "forget"]
    assert run(capfd, "party", "forget", "1")[0] == 2
    assert run(capfd, "party", "list")[1] == ""
    assert "withdrawn: a slip" in run(capfd, "party", "log")[1]
    assert list(home.iterdir()) == [home / "decisions.sqlite"]


def test_a_confirmed_party_is_a_match(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, *DECIDE, "--same", "--reason", "their letterhead")[0] == 0
    hit = hits(capfd)[ENTRY]
    assert hit["class"] == "match"
    assert "confirmed as the same by r." in hit["why"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*DECIDE, "--reason", "x"), "--same or --not-same"),
        ((*DECIDE, "--same", "--reason", " "), "--reason is blank"),
        ((*DECIDE, "--same"), "--reason"),
        ((*DECIDE, "--same", "--reason", "x", "--expires", "2020-01-01"), "is past"),
        ((*DECIDE, "--same", "--reason", "x", "--expires", "soon"), "YYYY-MM-DD"),
        ((*DECIDE, "--same", "--reason", "x", "--country", "Freedonia"), "ISO 3166-1"),
        (("party", "decide", "X", "--entry", "huawei-technologies-co-lt", "--same", "--reason", "x"), ENTRY),
        (("party", "decide", " ", "--entry", ENTRY, "--same", "--reason", "x"), "blank"),
        (("party", "forget", "7"), "no decision 7 stands"),
    ],
)
def test_wrong_usage_exits_with_two_and_keeps_nothing(
    capfd: pytest.CaptureFixture[str], home: Path, words: tuple[str, ...], told: str
) -> None:
    code, out, err = run(capfd, *words)
    assert (code, out) == (2, "")
    assert told in err
    assert not home.exists()


def test_damage_exits_with_three(capfd: pytest.CaptureFixture[str], home: Path) -> None:
    home.mkdir()
    (home / "decisions.sqlite").write_bytes(b"junk " * 1000)
    for words in (("list",), ("log",), ("forget", "1")):
        assert run(capfd, "party", *words)[0] == 3


def test_help_shows_examples(capfd: pytest.CaptureFixture[str]) -> None:
    for command in ("decide", "list", "log", "forget"):
        code, out, _ = run(capfd, "party", command, "--help")
        assert code == 0
        assert f"licet party {command} " in out.partition("Examples:")[2], command
