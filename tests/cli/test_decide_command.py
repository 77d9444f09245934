"""`licet decide` from file to file: formats, exit codes, orders, assumptions, and what never happens."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from licet.cli import decided as answering
from licet.cli import deciding
from licet.cli.answers import OUTCOMES
from licet.cli.exit_codes import ANSWERED, INTEGRITY, SOME_INVALID, STOPPED, UNUSABLE
from licet.cli.main import main
from licet.determination import lines as lines_together

BUYER = {"role": "ultimate_consignee", "name": "Harbour Instruments of Nowhere", "country": "DE"}
GOOD: dict[str, Any] = {
    "id": "good",
    "date": "2019-06-03",
    "exporter_country": "US",
    "destination": "DE",
    "item": {"description": "brackets", "eccn": "EAR99", "origin": "US", "kind": "commodity", "value_usd": 1000},
    "parties": [BUYER],
    "end_use": "other",
}
LISTED = GOOD | {
    "id": "listed",
    "destination": "CN",
    "parties": [{"role": "end_user", "name": "Huawei Technologies Co., Ltd.", "country": "CN"}],
}
BAD = GOOD | {"id": "bad", "destination": "ZZ"}


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LICET_DEBUG", "1")


def write(tmp_path: Path, *lines: object) -> str:
    path = tmp_path / "book.jsonl"
    path.write_text("".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in lines), "utf-8")
    return str(path)


def decided(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, list[dict[str, Any]], str]:
    code = main(["decide", *args, "--format", "jsonl"])
    out, err = capsys.readouterr()
    return code, [json.loads(line) for line in out.splitlines()], err


def test_a_bad_line_is_invalid_and_the_rest_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, GOOD, BAD, "{broken", LISTED)
    code, said, err = decided(capsys, path, "--accept-incomplete-lists")
    assert code == SOME_INVALID
    assert [d["outcome"] for d in said] == ["no_license_required", "invalid", "invalid", "license_required"]
    assert [d["line"] for d in said] == [1, 2, 3, 4]
    assert "line 2, destination:" in err
    assert "line 3, the line: is no JSON object" in err


def test_lists_that_were_not_searched_clear_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, (said,), _ = decided(capsys, write(tmp_path, GOOD))
    assert code == ANSWERED
    assert said["outcome"] == "undetermined"
    assert said["questions"][0]["fact"] == "lists"


def test_lines_of_an_order_share_its_worst_outcome(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [GOOD | {"order": "A"}, LISTED | {"order": "A"}, GOOD | {"order": "B"}, GOOD]
    _, said, _ = decided(capsys, write(tmp_path, *lines), "--accept-incomplete-lists")
    assert [d["order_outcome"] for d in said] == ["license_required", "license_required", "no_license_required", None]


def test_assumptions_fill_what_is_absent_only_and_are_recorded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    silent = {name: value for name, value in GOOD.items() if name != "end_use"}
    path = write(tmp_path, silent, GOOD)
    _, said, _ = decided(capsys, path, "--assume", "end_use=military", "--accept-incomplete-lists")
    assert said[0]["assumptions"] == [{"fact": "end_use", "value": "military"}]
    assert said[1]["assumptions"] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--assume", "enduse=other"], "did you mean end_use"),
        (["--assume", "end_use"], "FACT=VALUE"),
        (["--date", "03/06/2019"], "not a date"),
        (["--known", "yesterday"], "not a date"),
        (["--known", "2020-01-01"], "no lists were fetched"),
        (["-o", "answers.doc"], "names no format"),
        (["--format", "xlsx"], "needs -o"),
        (["-o", "no/such/folder/a.csv"], "does not exist"),
    ],
)
def test_wrong_usage_says_how_and_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["decide", write(tmp_path, GOOD), *arguments]) == UNUSABLE
    assert message in capsys.readouterr().err


def test_a_damaged_register_is_an_integrity_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "register.sqlite").write_bytes(b"no database at all" * 400)
    assert main(["decide", write(tmp_path, GOOD)]) == INTEGRITY
    assert "damaged" in capsys.readouterr().err


def test_an_input_file_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path, GOOD)
    before = Path(path).read_bytes()
    assert main(["decide", path, "-o", path]) == UNUSABLE
    assert "never touched" in capsys.readouterr().err
    assert Path(path).read_bytes() == before


def test_a_misspelt_command_is_answered_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decid"]) == UNUSABLE
    assert "'decide'" in capsys.readouterr().err


def test_a_fault_of_the_program_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("LICET_DEBUG")
    monkeypatch.setattr(deciding, "opened", lambda *_: 1 / 0)
    assert main(["decide", write(tmp_path, GOOD)]) == UNUSABLE
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "ZeroDivisionError" in err


@pytest.mark.parametrize("together", [1, 2])
def test_ctrl_c_keeps_what_is_done_and_calls_no_order_clear(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, together: int
) -> None:
    found = answering._found

    def stopping(reads: list[deciding.Read], licet: Any, **options: Any) -> Any:
        if any(read.line.number == 3 for read in reads):
            raise KeyboardInterrupt
        return found(reads, licet, **options)

    monkeypatch.setattr(answering, "_found", stopping)
    monkeypatch.setattr(answering, "FEW", 1 if together > 1 else 200)
    monkeypatch.setattr(answering, "TOGETHER", together)
    path = write(tmp_path, *[GOOD | {"order": "A"}] * 4)
    code, said, err = decided(capsys, path, "--accept-incomplete-lists")
    assert code == STOPPED
    assert [d["outcome"] for d in said] == ["no_license_required"] * 2
    assert {d["order_outcome"] for d in said} == {"undetermined"}
    assert "--from-line 3" in err
    monkeypatch.undo()
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    code, said, _ = decided(capsys, path, "--accept-incomplete-lists", "--from-line", "3")
    assert [d["line"] for d in said] == [3, 4]
    assert {d["order_outcome"] for d in said} == {"undetermined"}


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_lines_decided_together_are_told_as_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    lines = [GOOD | {"order": "A", "id": f"{n}", "date": f"20{18 + n % 7}-06-0{1 + n % 9}"} for n in range(12)]
    path = write(tmp_path, *lines, BAD)
    alone, together = tmp_path / f"alone.{form}", tmp_path / f"together.{form}"
    assert main(["decide", path, "-o", str(alone)]) == SOME_INVALID
    for module in (answering, lines_together):
        monkeypatch.setattr(module, "FEW", 1)
    monkeypatch.setattr(answering, "TOGETHER", 5)
    assert main(["decide", path, "-o", str(together)]) == SOME_INVALID
    assert together.read_bytes() == alone.read_bytes()


def test_csv_faults_name_the_column(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "book.csv"
    head = "id,date,destination,item.eccn,item.ecn,ultimate_consignee.name,ultimate_consignee.country"
    path.write_text(f"{head}\na,2019-06-01,DE,EAR99,,Buyer,ZZ\nb,2019-06-01,DE,EAR99,5A991,Buyer,DE\n", "utf-8")
    code, said, err = decided(capsys, str(path))
    assert code == SOME_INVALID
    assert [e["field"] for e in said[0]["errors"]] == ["ultimate_consignee.country"]
    assert [e["field"] for e in said[1]["errors"]] == ["item.ecn"]
    assert "did you mean 'item.eccn'" in err


def test_standard_input_and_nothing_else_on_standard_output(tmp_path: Path) -> None:
    text = json.dumps(GOOD) + "\n" + json.dumps(BAD) + "\n"
    command = [sys.executable, "-m", "licet.cli.main", "decide", "-", "--format", "jsonl"]
    run = subprocess.run(command, input=text, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == SOME_INVALID
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == ["good", "bad"]


EVIL = "=HYPERLINK(\"http://example.invalid\")<script>alert('x')</script>"


@pytest.fixture
def evil(tmp_path: Path) -> str:
    item = GOOD["item"] | {"description": EVIL}
    party = BUYER | {"name": EVIL}
    return write(tmp_path, GOOD | {"id": EVIL, "item": item, "parties": [party]}, GOOD | {"id": "+1"}, BAD, LISTED)


def test_csv_output_guards_against_formulas(tmp_path: Path, evil: str) -> None:
    out = tmp_path / "out.csv"
    assert main(["decide", evil, "-o", str(out), "--accept-incomplete-lists"]) == SOME_INVALID
    rows = list(csv.DictReader(io.StringIO(out.read_text("utf-8-sig"))))
    assert [row["id"] for row in rows] == [f"'{EVIL}", "'+1", "bad", "listed"]
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t"))]


def test_xlsx_output_can_be_filed(tmp_path: Path, evil: str) -> None:
    out = tmp_path / "out.xlsx"
    assert main(["decide", evil, "-o", str(out), "--accept-incomplete-lists"]) == SOME_INVALID
    workbook = openpyxl.load_workbook(out)
    assert workbook.sheetnames == ["Verdicts", "Findings", "Worklist", "About"]
    for name in ("Verdicts", "Findings", "Worklist"):
        assert workbook[name].auto_filter.ref
        assert workbook[name].freeze_panes
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    verdicts = list(workbook["Verdicts"].iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in verdicts] == [1, 2, 3, 4]
    assert verdicts[0][1] == EVIL
    assert verdicts[3][8] == "license required"
    assert any("15 CFR 744.11" in str(row[13]) for row in verdicts)
    work = [row[0] for row in workbook["Worklist"].iter_rows(min_row=2, values_only=True)]
    assert set(work) == {"mend the input", "apply for a license"}


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_report_says_what_its_clear_lines_rest_on(tmp_path: Path) -> None:
    book, out = tmp_path / "b.json", tmp_path / "out.html"
    book.write_text(json.dumps(GOOD))
    main(["decide", str(book), "--accept-incomplete-lists", "-o", str(out)])
    assert "worth $1,000 may ship unless a list that was not searched names one" in out.read_text()


def test_html_output_is_self_contained_and_escaped(tmp_path: Path, evil: str) -> None:
    out = tmp_path / "out.html"
    assert main(["decide", evil, "-o", str(out), "--accept-incomplete-lists"]) == SOME_INVALID
    text = out.read_text("utf-8")
    page = _Page()
    page.feed(text)
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert not [attrs for _, attrs in page.tags if {"src", "href", "style", "onclick"} & set(attrs)]
    assert "alert('x')</script>" not in text
    assert [attrs["data-outcome"] for tag, attrs in page.tags if tag == "tr" and "data-outcome" in attrs] == [
        "no_license_required",
        "no_license_required",
        "invalid",
        "license_required",
    ]
    assert "accepted incomplete lists" in text
    assert re.search(r"15 CFR 744\.11", text)


def test_parquet_output_reads_back(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    out = tmp_path / "out.parquet"
    assert main(["decide", write(tmp_path, GOOD, LISTED), "-o", str(out)]) == ANSWERED
    frame = polars.read_parquet(out)
    assert frame["id"].to_list() == ["good", "listed"]
    assert json.loads(frame["determination"][1])["outcome"] == "license_required"


def test_table_output_fits_100_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", write(tmp_path, GOOD, LISTED, BAD), "--accept-incomplete-lists"]) == SOME_INVALID
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 100
    assert "By outcome" in out
    assert "$2,000" not in out.split("By outcome")[0]
    assert "lists_incomplete" in out


def test_the_example_decides_each_line(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(__file__).parents[2] / "examples" / "order_book.csv"
    code, said, _ = decided(capsys, str(path), "--accept-incomplete-lists")
    assert code == ANSWERED
    by_id = {d["id"]: d["outcome"] for d in said}
    assert len(by_id) == len(said) >= 60
    assert set(by_id.values()) <= set(OUTCOMES)
    assert by_id["N-004"] == "no_license_required"  # the day before the listing
    assert by_id["G-001"] == "license_required"  # new phones, on the day
    assert by_id["G-002"] == "license_required"  # support, while there is no general license
    assert by_id["T-001"] == "authorized"
    assert by_id["T-011"] == "undetermined"  # the contract date is not on file
    assert by_id["T-014"] == "undetermined"  # the name is near a listed one
    assert by_id["U-001"] == "license_required"  # the exporter's certification no longer serves
    assert by_id["U-009"] == "license_required"  # a day after the end


def test_without_the_flag_the_example_clears_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(__file__).parents[2] / "examples" / "order_book.csv"
    _, said, _ = decided(capsys, str(path))
    assert not {d["outcome"] for d in said} & {"authorized", "no_license_required", "not_subject_to_ear"}


def test_help_loads_no_heavy_module() -> None:
    code = (
        "import sys; from licet.cli.main import main; main(['--help']); "
        "print([m for m in ('numpy', 'rich', 'openpyxl', 'xlsxwriter', 'polars', 'licet.law') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.splitlines()[-1] == "[]"
    assert "decide" in run.stdout
