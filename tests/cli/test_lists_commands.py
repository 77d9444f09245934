"""`licet lists`, from the outside: what it says and how it exits."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from licet.cli.lists_commands import lists
from lists.making import as_csv, believe_small_lists, party, rows


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    believe_small_lists(monkeypatch)


def run(*words: str) -> Result:
    return CliRunner().invoke(lists, list(words))


def taken_in(tmp_path: Path) -> None:
    before, after = rows(), [*rows(), party("EL", 700)]
    for day, records in (("2026-07-10", before), ("2026-07-20", after)):
        path = tmp_path / f"csl-{day}.csv"
        path.write_bytes(as_csv(records))
        assert run("update", "--from", str(path)).exit_code == 0


def test_without_lists_all_are_missing_and_nothing_breaks() -> None:
    result = run("status", "--format", "jsonl")
    assert result.exit_code == 0
    assert all(json.loads(line)["missing"] for line in result.stdout.splitlines())
    assert run("diff", "2026-07-01", "2026-07-31").exit_code == 2
    assert "embedded register" in run("status").stderr


def test_update_status_diff_and_show(tmp_path: Path) -> None:
    taken_in(tmp_path)
    said = {each["list"]: each for each in map(json.loads, run("status", "--format", "jsonl").stdout.splitlines())}
    assert (said["entity_list"]["date"], said["entity_list"]["count"]) == ("2026-07-20", 501)
    assert said["entity_list"]["complete_from"] == "2026-07-10"
    assert said["uflpa"]["missing"]
    (change,) = map(json.loads, run("diff", "2026-07-15", "2026-07-25", "--format", "jsonl").stdout.splitlines())
    assert (change["entry"], change["change"]) == ("EL:el-trading-number-700-ltd:CN", "added")
    shown = run("show", "el trading number 700")
    assert shown.exit_code == 0
    assert "84 FR 54002" in shown.stdout
    history = run("show", "EL:el-trading-number-700-ltd:CN", "--history", "--format", "jsonl")
    assert {json.loads(line)["known_from"] for line in history.stdout.splitlines()} == {"2026-07-20"}
    assert run("show", "nobody of this name").exit_code == 2
    assert run("show", "huawei-technologies-co-ltd").exit_code == 0


def test_a_refused_file_exits_with_two_and_says_why(tmp_path: Path) -> None:
    taken_in(tmp_path)
    page = tmp_path / "page.csv"
    page.write_bytes(b"<!DOCTYPE html><html></html>")
    result = run("update", "--from", str(page))
    assert result.exit_code == 2
    assert "web page" in result.stderr
    assert run("update", "--from", str(tmp_path / "nothing")).exit_code == 2
    assert run("update", "--from", str(page), "--list", "moon").exit_code == 2


def test_a_folder_with_one_bad_file_exits_with_one(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a-2026-07-10.csv").write_bytes(as_csv(rows()))
    (folder / "b.csv").write_bytes(b"")
    assert run("update", "--from", str(folder)).exit_code == 1


def test_damage_exits_with_three(tmp_path: Path) -> None:
    taken_in(tmp_path)
    assert run("status", "--check").exit_code == 0
    snapshot = next((tmp_path / "home" / "snapshots").rglob("*.z"))
    snapshot.write_bytes(b"junk")
    assert run("status", "--check").exit_code == 3
    (tmp_path / "home" / "register.sqlite").write_bytes(b"junk " * 1000)
    for words in (("status",), ("diff", "2026-07-01", "2026-07-31"), ("show", "x"), ("export",)):
        assert run(*words).exit_code == 3


def test_export_comes_back_by_update(tmp_path: Path) -> None:
    taken_in(tmp_path)
    out = tmp_path / "register-2026-07-21.ftm.jsonl"
    assert run("export", "-o", str(out)).exit_code == 0
    assert run("update", "--from", str(out), "--excerpt").exit_code == 0
    result = run("diff", "2026-07-20", "2026-07-22", "--format", "jsonl")
    changes = [json.loads(line) for line in result.stdout.splitlines()]
    # The export also holds what only the package's own register knew; of the rest nothing but print differs.
    assert {each["change"] for each in changes if "Trading Number" in each["name"]} <= {"changed"}
    fields = {name for each in changes if "Trading Number" in each["name"] for name in each["fields"]}
    assert fields <= {"kind"}


def test_every_command_has_help_with_an_example() -> None:
    for name, command in lists.commands.items():
        assert command.help, name
        assert f"licet lists {name}" in (command.epilog or ""), name
