"""`licet read`: the JSON shape of the contract, exit codes, dates, text written out."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from licet.cli.main import main

pytest.importorskip("ahocorasick")


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["read", *words])
    said = capsys.readouterr()
    return code, said.out, said.err


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_the_shape_of_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("“𝔸” ZTE, Huawei’s 华为技术有限公司\r\n".encode())
    code, out, _ = run(capsys, str(file), "--date", "2019-05-18", "--format", "jsonl")
    assert code == 0
    (found,) = lines(out)
    text = file.read_bytes().decode()
    assert found["file"] == str(file)
    assert [(m["text"], m["in_force"], m["class"], m["list"]) for m in found["mentions"]] == [
        ("ZTE", False, "match", "denied_persons"),
        ("Huawei", True, "match", "entity_list"),
        ("华为技术有限公司", True, "match", "entity_list"),
    ]
    for mention in found["mentions"]:
        assert {"text", "start", "end", "entry", "list", "class", "in_force"} <= mention.keys()
        assert text[mention["start"] : mention["end"]] == mention["text"]
    assert "entity_list" in found["lists_incomplete"]


def test_one_object_a_file_and_a_bad_one_does_not_stop_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad, last = tmp_path / "a.txt", tmp_path / "b.docx", tmp_path / "c.md"
    good.write_text("Huawei")
    bad.write_bytes(b"PK\x03\x04broken")
    last.write_text("nothing here")
    code, out, err = run(capsys, str(good), str(bad), str(last), "--format", "jsonl")
    assert code == 1
    found = lines(out)
    assert [len(each["mentions"]) for each in found] == [1, 0, 0]
    assert "error" in found[1]
    assert "b.docx" in err


@pytest.mark.parametrize(
    "words",
    [
        ["none.txt"],
        ["a.txt", "--date", "2019-02-30"],
        ["a.txt", "--list", "no_such_list"],
        ["a.txt", "--encoding", "no_such"],
        ["a.txt", "--format", "xml"],
        ["a.txt", "-o", "a.txt"],
        [],
    ],
)
def test_wrong_usage_is_exit_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Huawei")
    assert run(capsys, *words)[0] == 2
    assert (tmp_path / "a.txt").read_text() == "Huawei"


def test_claims_and_terms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.txt"
    file.write_text("On May 16, 2019 (84 FR 22961) Huawei and 70 affiliates joined the Entity List.")
    code, out, _ = run(capsys, str(file), "--date", "2019-06-01", "--claims", "--format", "jsonl")
    assert code == 0
    (found,) = lines(out)
    assert [(t["kind"], t["link"]) for t in found["terms"]] == [
        ("date", "84 FR 22961"),
        ("federal_register", "84 FR 22961"),
        ("entity_list", "15 CFR Part 744 Supp. No. 4"),
    ]
    assert found["terms"][0]["value"] == "2019-05-16"
    assert [(c["text"], c["verdict"]) for c in found["claims"]] == [("70 affiliates", "contradicted")]


def test_extracted_text_is_written_and_offsets_are_into_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.html"
    file.write_text("<p>Hua<b>wei</b> &amp; Hikvision</p>")
    code, out, _ = run(capsys, str(file), "--text", str(tmp_path / "out"), "--format", "jsonl")
    assert code == 0
    (found,) = lines(out)
    text = Path(found["text_file"]).read_text(encoding="utf-8")
    assert [text[m["start"] : m["end"]] for m in found["mentions"]] == ["Huawei", "Hikvision"]
    assert found["offsets_in"] == "extracted text"


def test_csv_table_and_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("Huawei")
    code, _, _ = run(capsys, str(tmp_path / "docs"), "-o", str(tmp_path / "out.csv"))
    assert code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "out.csv").read_text(encoding="utf-8-sig"))))
    assert [(row["found"], row["text"], row["entry"]) for row in rows] == [
        ("mention", "Huawei", "huawei-technologies-co-ltd")
    ]
    code, out, _ = run(capsys, str(tmp_path / "docs"), "--date", "2019-06-01")
    assert code == 0
    assert "entity_list" in out
