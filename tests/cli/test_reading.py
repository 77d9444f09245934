"""Order books as files: what is read, what makes a line a fault, and what cannot be read at all."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import openpyxl
import pytest

from licet.cli import bytes_input
from licet.cli.book import Book
from licet.cli.cells import Header, column, letters, nearest
from licet.cli.exit_codes import Unusable
from licet.cli.files import read_book

HEADER = "id,date,destination,item.eccn,ultimate_consignee.name,ultimate_consignee.country"
ROW = "a,2019-06-01,CN,EAR99,Some Buyer,CN"


def book(tmp_path: Path, name: str, content: str | bytes) -> Book:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    before = path.read_bytes()
    found = read_book(str(path))
    assert path.read_bytes() == before
    return found


def told(one: Book, line: int = 0) -> str:
    return "; ".join(f"{fault.field}: {fault.message}" for fault in one.lines[line].faults)


def test_columns_make_the_object_of_the_contract() -> None:
    header = Header(
        [
            "id",
            "item.eccn",
            "item.direct_product.of",
            "ultimate_consignee.name",
            "ultimate_consignee.2.name",
            "network_operator.country",
            "ultimate_consignee.owners",
            "claims",
        ]
    )
    cells = ["1", "5A991", '["3A991"]', "First", "Second", "US", '[{"name": "O", "percent": 60}]', ""]
    source, faults, columns = header.transaction(cells)
    assert not faults
    assert source == {
        "id": "1",
        "item": {"eccn": "5A991", "direct_product": {"of": ["3A991"]}},
        "parties": [
            {"role": "ultimate_consignee", "name": "First", "owners": [{"name": "O", "percent": 60}]},
            {"role": "ultimate_consignee", "name": "Second"},
            {"role": "network_operator", "country": "US"},
        ],
    }
    assert columns == ("ultimate_consignee", "ultimate_consignee.2", "network_operator")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("item.ecn", "item.eccn"),
        ("ECCN", "item.eccn"),
        ("Destination", "destination"),
        ("ultimate consignee.name", "ultimate_consignee.name"),
        ("enduser.name", "end_user.name"),
        ("contract_dat", "contract_date"),
    ],
)
def test_a_misspelt_column_suggests_the_nearest(wrong: str, right: str) -> None:
    assert not column(wrong).path
    assert nearest(wrong) == right


def test_a_filled_unknown_column_is_a_fault_of_the_line_and_an_empty_one_is_not() -> None:
    header = Header(["id", "item.ecn"])
    assert header.transaction(["1", ""])[1] == []
    (fault,) = header.transaction(["1", "5A991"])[1]
    assert fault.field == "item.ecn"
    assert "item.eccn" in fault.message


def test_letters_are_those_of_spreadsheets() -> None:
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_csv_in_any_common_form(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = f"{HEADER}\r\n{ROW.replace('Some Buyer', 'Düsseldorf Käufer')}\r\n\r\n,,,,,\r\n{ROW}\r\n"
    found = book(tmp_path, "b.csv", text.replace(",", delimiter).encode(encoding))
    assert [line.number for line in found.lines] == [2, 5]
    assert found.lines[0].source["parties"][0]["name"] == "Düsseldorf Käufer"  # type: ignore[index]
    assert any("Windows-1252" in note for note in found.notes) == (encoding == "cp1252")


def test_a_row_cut_short_is_a_fault_since_it_may_have_lost_a_party(tmp_path: Path) -> None:
    found = book(tmp_path, "b.csv", f"{HEADER}\na,2019-06-01,CN,EAR99\n{ROW},extra\n{ROW}\n")
    assert "cut short" in told(found, 0)
    assert "quote" in told(found, 1)
    assert not found.lines[2].faults


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("b.csv", "", "is empty"),
        ("b.csv", "\n \n", "is empty"),
        ("b.jsonl", "", "is empty"),
        ("b.json", "  \n", "is empty"),
        ("b.json", '{"id": 1', "is no JSON"),
        ("b.json", "[" * 100_000, "nested too deeply"),
        ("b.csv", "colour,size\n1,2\n", "names none of the columns"),
        ("b.csv", f"{HEADER},id\n{ROW},b\n", "stands twice"),
        ("b.csv", f'{HEADER}\na,"2019', "quotation mark"),
        ("b.xlsx", "no workbook", "cannot be read as an XLSX"),
        ("b.parquet", "no parquet", "cannot be read as Parquet"),
        ("b.doc", "x", "unknown kind of file"),
    ],
)
def test_what_cannot_be_read_says_so(tmp_path: Path, name: str, content: str, message: str) -> None:
    with pytest.raises(Unusable, match=message):
        book(tmp_path, name, content)


def test_a_table_of_too_many_columns_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="no order book needs more than"):
        book(tmp_path, "a.csv", "id," + ",".join(f"c{n}" for n in range(20_000)) + "\nA,\n")


def test_standard_input_is_csv_where_its_first_line_names_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, wanted in (
        (b"\xef\xbb\xbfid;destination\nA;DE\n", [{"id": "A", "destination": "DE"}]),
        ("id,destination\nA,DE\n".encode("utf-16"), [{"id": "A", "destination": "DE"}]),
        (b'{"id": "A"}\n{"id": "B"}\n', [{"id": "A"}, {"id": "B"}]),
        (b'[{"id": "A"}]', [{"id": "A"}]),
    ):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert [line.source for line in read_book("-").lines] == wanted
    for data in (b"", b"PK\3\4x", b"nothing known\nA\n"):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        with pytest.raises(Unusable, match="standard input"):
            read_book("-")


def test_no_such_file() -> None:
    with pytest.raises(Unusable, match="no such file"):
        read_book("nowhere.csv")


def test_bad_json_lines_are_faults_and_the_rest_go_on(tmp_path: Path) -> None:
    lines = [
        '{"id": "good"}',
        "{broken",
        '{"id": 1, "id": 2}',
        '{"item": {"value_usd": NaN}}',
        '{"item": {"value_usd": 1e999}}',
        '{"id": "\\ud800"}',
        "",
        '{"a": ' + "[" * 80 + "]" * 80 + "}",
        '{"n": ' + "9" * 5000 + "}",
        "7",
        '{"id": "last"}',
    ]
    found = book(tmp_path, "b.jsonl", "\n".join(lines))
    assert [line.number for line in found.lines] == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11]
    assert [bool(line.faults) for line in found.lines] == [False, *[True] * 7, False, False]
    assert "twice" in told(found, 2)
    assert told(found, 4).startswith("item.value_usd: ")


def test_an_endless_line_is_refused_by_number_and_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bytes_input, "MAX_LINE", 1_000_000)
    long = '{"id": "' + "x" * 3_000_000 + '"}'
    found = book(tmp_path, "b.jsonl", f'{{"id": "a"}}\n{long}\n{{"id": "b"}}\n')
    assert [line.number for line in found.lines] == [1, 2, 3]
    assert "longer than 1 MB" in told(found, 1)
    assert found.lines[2].source == {"id": "b"}
    with pytest.raises(Unusable, match="line 2 is longer than 1 MB"):
        book(tmp_path, "b.csv", f"{HEADER}\n{long}\n")


def test_json_forms_are_told_apart(tmp_path: Path) -> None:
    one, two = {"id": "a"}, {"id": "b"}
    assert [line.source for line in book(tmp_path, "b.json", json.dumps(one, indent=2)).lines] == [one]
    assert [line.source for line in book(tmp_path, "b.json", json.dumps([one, two])).lines] == [one, two]
    assert [line.source for line in book(tmp_path, "b.json", '{"id": "a"}\n{"id": "b"}\n').lines] == [one, two]
    mixed = book(tmp_path, "b.json", '{"id": "a"\n{"id": "b"}\n')
    assert [bool(line.faults) for line in mixed.lines] == [True, False]


def sheet(tmp_path: Path, rows: list[list[object]]) -> tuple[openpyxl.Workbook, Path]:
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    return workbook, tmp_path / "b.xlsx"


def test_xlsx_dates_numbers_and_blank_rows(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Orders of the quarter"],
        [*HEADER.split(","), "item.value_usd"],
        [17, dt.datetime(2019, 6, 1), "CN", "EAR99", "Some Buyer", "CN", 1250.5],
        [None],
        ["b", "2019-06-02", "CN", "EAR99", "Some Buyer", "CN", "1250.50"],
    ]
    workbook, path = sheet(tmp_path, rows)
    workbook.create_sheet("Notes").append(["nothing here"])
    workbook.save(path)
    found = read_book(str(path))
    assert [line.number for line in found.lines] == [3, 5]
    assert found.lines[0].source["date"] == "2019-06-01"  # type: ignore[index]
    assert found.lines[0].source["item"] == {"eccn": "EAR99", "value_usd": 1250.5}  # type: ignore[index]
    assert any("'Notes'" in note for note in found.notes)


def test_a_sheet_that_ends_far_below_its_last_line_is_read_at_once(tmp_path: Path) -> None:
    made, path = sheet(tmp_path, [["id", "destination"], ["A", "DE"]])
    made.active["XFD1048576"] = "Z"
    made.save(path)
    lines = read_book(str(path)).lines
    assert [line.number for line in lines] == [2, 1_048_576]
    assert lines[0].source == {"id": "A", "destination": "DE"}
    assert any("XFD" in fault.field for fault in lines[1].faults)


def test_a_formula_without_a_stored_value_is_never_blank(tmp_path: Path) -> None:
    workbook, path = sheet(tmp_path, [HEADER.split(","), ["a", "2019-06-01", "CN", '="EAR"&"99"', "Some Buyer", "CN"]])
    workbook.save(path)
    assert "item.eccn: holds a formula without a stored value" in told(read_book(str(path)))


def test_merged_cells_are_faults(tmp_path: Path) -> None:
    row: list[object] = ["a", "2019-06-01", "CN", "EAR99", "Some Buyer", "CN"]
    workbook, path = sheet(tmp_path, [HEADER.split(","), row, ["b", *row[1:]]])
    workbook.active.merge_cells("E2:E3")
    workbook.save(path)
    found = read_book(str(path))
    assert not found.lines[0].faults
    assert "ultimate_consignee.name: is merged" in told(found, 1)
    workbook.active.merge_cells("A1:B1")
    workbook.save(path)
    with pytest.raises(Unusable, match="header cells A1:B1 are merged"):
        read_book(str(path))


def test_parquet_nested_and_flat(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    path = tmp_path / "b.parquet"
    frame = polars.DataFrame(
        {
            "id": ["a", "b"],
            "date": [dt.date(2019, 6, 1), None],
            "item.value_usd": [2.0, None],
            "parties": [[{"role": "end_user", "name": "X", "country": None}], None],
        }
    )
    frame.write_parquet(path)
    found = read_book(str(path))
    assert found.lines[0].source == {
        "id": "a",
        "date": "2019-06-01",
        "item": {"value_usd": 2},
        "parties": [{"role": "end_user", "name": "X"}],
    }
    assert found.lines[1].source == {"id": "b"}
