"""The Consolidated Screening List in all its forms, and the damage known to be in it."""

import csv
import datetime as dt
import io
import json

import pytest

from licet.lists.sources import csl
from licet.lists.sources.row import ACRONYM, FORMER, SourceFault
from shared import SHARED, needs_shared

ENTITY = "Entity List (EL) - Bureau of Industry and Security"


def table(*rows: dict[str, str], columns: tuple[str, ...] = csl.COLUMNS) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def one(**fields: str) -> csl.Row:
    (row,) = csl.parse_csv(table({"source": ENTITY, **fields})).rows
    return row


def test_every_field_of_a_row_is_taken() -> None:
    row = one(
        name="Hangzhou Hikvision Digital Technology Co., Ltd.", addresses="No. 555 Qianmo Road, Hangzhou, 310052, CN",
        federal_register_notice="84 FR 54002; 85 FR 44159", start_date="2019-10-09", alt_names="Hikvision",
        license_requirement="For all items subject to the EAR (See §744.11 of the EAR)",
        license_policy="Presumption of denial", ids="Tax ID No., 1, CN; Website, a.example", remarks="r",
        type="Entity", programs="A; B", entity_number="7", title="t", vessel_flag="PA",
    )  # fmt: skip
    assert (row.list, row.kind, row.source_id, row.countries) == ("EL", "entity", "7", ("CN",))
    assert row.effective == dt.date(2019, 10, 9)
    assert [each.citation for each in row.cited] == ["84 FR 54002", "85 FR 44159"]
    assert row.identifiers == ("Tax ID No., 1, CN", "Website, a.example")
    assert row.programs == ("A", "B")
    assert dict(row.other) == {"title": "t", "vessel_flag": "PA"}
    assert row.addresses == ("No. 555 Qianmo Road, Hangzhou, 310052, CN",)


def test_twenty_eight_and_twenty_nine_columns_read_alike() -> None:
    with_id = table({"_id": "x", "source": ENTITY, "name": "Acme"}, columns=("_id", *csl.COLUMNS))
    without = table({"source": ENTITY, "name": "Acme"})
    assert csl.parse_csv(with_id).rows == csl.parse_csv(without).rows
    assert (csl.parse_csv(with_id).format, csl.parse_csv(without).format) == ("csl-csv-29", "csl-csv-28")


def test_a_second_header_row_is_passed_over_and_told() -> None:
    data = table({"source": ENTITY, "name": "Acme"})
    header, rest = data.split(b"\n", 1)
    parsed = csl.parse_csv(header + b"\n" + header + b"\n" + rest)
    assert len(parsed.rows) == 1
    assert "second header" in parsed.complaints[0]


@pytest.mark.parametrize("column", ["license_policy", "federal_register_notice", "alt_names"])
def test_a_renamed_or_missing_column_is_named(column: str) -> None:
    data = table({"source": ENTITY, "name": "Acme"})
    with pytest.raises(SourceFault, match=column):
        csl.parse_csv(data.replace(column.encode(), b"renamed", 1))
    fewer = tuple(name for name in csl.COLUMNS if name != column)
    with pytest.raises(SourceFault, match=f"{column}.*missing"):
        csl.parse_csv(table({"source": ENTITY, "name": "Acme"}, columns=fewer))


def test_an_unknown_list_or_type_is_an_error() -> None:
    with pytest.raises(SourceFault, match="Moon List"):
        csl.parse_csv(table({"source": "Moon List (ML) - Bureau", "name": "Acme"}))
    with pytest.raises(SourceFault, match="Asteroid"):
        csl.parse_csv(table({"source": ENTITY, "name": "Acme", "type": "Asteroid"}))


def test_a_file_cut_off_in_the_middle_of_a_row_is_refused() -> None:
    last = {"source": ENTITY, "name": 'A "quoted", name', "remarks": "x" * 50}
    data = table({"source": ENTITY, "name": "Acme"}, last)
    with pytest.raises(SourceFault, match="cut off"):
        csl.parse_csv(data[:-80])


def test_a_folded_affiliate_becomes_an_entry_within_the_other() -> None:
    row = one(name="Huawei Technologies Co., Ltd. (Huawei). Affiliated Entity: Hangzhou Huawei Enterprises")
    assert (row.name, row.within) == ("Hangzhou Huawei Enterprises", "Huawei Technologies Co., Ltd.")
    generic = one(name="China Aerospace Second Academy. Subordinate Institution - 204th Research Institute")
    assert generic.name == "China Aerospace Second Academy 204th Research Institute"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Xi'an Huawei Technologies Co., Ltd., Xi'an, Shaanxi", "Xi'an Huawei Technologies Co., Ltd."),
        ("Huawei Technologies (Yangon) Co., Ltd.,", "Huawei Technologies (Yangon) Co., Ltd."),
        ("COREZING INTERNATIONAL, AKAS, COREZING TECH PTE LTD, CORE ZING", "COREZING INTERNATIONAL"),
        ("LTS Holding Limited (f.k.a. IPP-International Petroleum Products Ltd.)", "LTS Holding Limited"),
        ("PMC Wagner; and any successor, sub-unit, or subsidiary thereof", "PMC Wagner"),
        ("Ch'oe Ch'o'l-min (a.k.a Choe Chol Min) (DPRK individual)", "Ch'oe Ch'o'l-min"),
        ("SIBERIAN AIRLINES D/B/A S7 AIRLINES", "SIBERIAN AIRLINES"),
        ("48th Central Scientific Research Institute, Kirov", "48th Central Scientific Research Institute, Kirov"),
        ("Aerospace Information Research Institute, Chinese Academy of Sciences",
         "Aerospace Information Research Institute, Chinese Academy of Sciences"),
        ("11420 CORP.", "11420 CORP."),
    ],
)  # fmt: skip
def test_damage_of_names_is_undone_and_the_original_kept(printed: str, name: str) -> None:
    row = one(name=printed)
    assert row.name == name
    assert dict(row.original).get("name", name) == printed


def test_former_names_and_acronyms_are_told_from_aliases() -> None:
    row = one(name="Semiconductor Manufacturing International Corporation (SMIC)",
              alt_names="SMIC Shanghai; F.K.A. Old Name Ltd.; and Last One,")  # fmt: skip
    kinds = {alias.text: alias.kind for alias in row.aliases}
    assert row.name == "Semiconductor Manufacturing International Corporation"
    assert kinds["SMIC"] == ACRONYM
    assert kinds["Old Name Ltd."] == FORMER
    assert "Last One" in kinds


def test_a_place_in_parentheses_is_no_acronym() -> None:
    assert one(name="150th Aircraft Repair Plant (Kaliningrad)").name == "150th Aircraft Repair Plant (Kaliningrad)"


def test_a_bare_given_name_does_not_lead() -> None:
    row = one(name="Elena; a.k.a. Elena Leonidovna Shifrin Lena; a.k.a Ivanov Elena")
    assert row.name == "Elena Leonidovna Shifrin Lena"
    assert ("Elena", "weak") in [(alias.text, alias.kind) for alias in row.aliases]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("84 FR  22963; 85fr 36720", ["84 FR 22963", "85 FR 36720"]),
        ("77 FR 58006 (no. 182)", ["77 FR 58006"]),
        ("76 FR no. 242 pg. 78146, 77 FR", ["76 FR 78146"]),
        ("46 F.R. 46154 9/17/81 and 46 F.R. 19290 3/30/81", ["46 FR 46154", "46 FR 19290"]),
        ("Vol. 83, No. 91, 05/10/2018", ["83 FR No. 91"]),
        ("80FR 69852", ["80 FR 69852"]),
    ],
)
def test_spellings_of_citations(text: str, found: list[str]) -> None:
    assert [each.citation for each in csl.citations(text)] == found


def test_a_volume_counted_up_by_a_spreadsheet_is_one_citation() -> None:
    said = [{"source": ENTITY, "name": f"N {v}", "federal_register_notice": f"{v} FR 37423"} for v in (83, 84, 85)]
    parsed = csl.parse_csv(table(*said, {"source": ENTITY, "name": "O", "federal_register_notice": "84 FR 22963"}))
    assert [row.cited[0].citation for row in parsed.rows] == ["83 FR 37423"] * 3 + ["84 FR 22963"]
    assert dict(parsed.rows[2].original) == {"federal_register_notice": "85 FR 37423"}
    assert len(parsed.complaints) == 2


def test_dates_beside_citations_are_read() -> None:
    (first, second) = csl.citations("46 F.R. 46154 9/17/81 and 82 F.R. 48792 10/20/2017")
    assert (first.published, second.published) == (dt.date(1981, 9, 17), dt.date(2017, 10, 20))


def test_reduced_columns_are_recognized_and_marked() -> None:
    row = {"source": ENTITY, "name": "Acme", "address_countries": "TURKIYE; CN; REGION: KASHMIR; XQ"}
    parsed = csl.parse_csv(table(row, columns=csl.REDUCED_COLUMNS))
    assert parsed.reduced
    assert parsed.rows[0].countries == ("TR", "CN")
    assert ("region", "REGION: KASHMIR") in parsed.rows[0].other
    assert "XQ" in parsed.complaints[0]


def test_json_reads_like_csv() -> None:
    record = {
        "id": "abc", "source": ENTITY, "name": "Acme Ltd.", "type": "Entity", "programs": ["P"],
        "alt_names": ["Other", "Third"], "start_date": "2019-10-09", "federal_register_notice": "84 FR 54002",
        "addresses": [{"address": "1 Road", "city": "Kabul", "state": None, "postal_code": None, "country": "AF"}],
        "ids": [{"type": "Tax ID No.", "number": "1", "country": "AF", "issue_date": None, "expiration_date": None}],
        "license_requirement": "For all items", "license_policy": None,
    }  # fmt: skip
    parsed = csl.parse_json(json.dumps({"total": 1, "results": [record]}).encode())
    row = parsed.rows[0]
    assert row.addresses == ("1 Road, Kabul, AF",)
    assert row.identifiers == ("Tax ID No., 1, AF",)
    assert [alias.text for alias in row.aliases] == ["Other", "Third"]
    assert row.countries == ("AF",)


def test_a_page_of_the_json_is_not_the_list() -> None:
    record = {"source": ENTITY, "name": "Acme"}
    with pytest.raises(SourceFault, match="states 25921 and holds 1"):
        csl.parse_json(json.dumps({"total": 25921, "results": [record]}).encode())


def test_other_encodings_are_read() -> None:
    data = table({"source": ENTITY, "name": "Müller GmbH"})
    assert csl.parse_csv(data.decode().encode("utf-16")).rows[0].name == "Müller GmbH"
    assert csl.parse_csv(b"\xef\xbb\xbf" + data).rows[0].name == "Müller GmbH"
    assert csl.parse_csv(data.decode().encode("cp1252")).rows[0].name == "Müller GmbH"


@needs_shared
def test_the_whole_list_of_a_day() -> None:
    assert SHARED is not None
    parsed = csl.parse_csv((SHARED / "data/lists/csl-2026-07-31.csv").read_bytes())
    counts = parsed.counts()
    assert len(parsed.rows) == 25921
    assert counts["EL"] == 3420
    assert len(counts) == 12
    folded = [row for row in parsed.rows if row.within == "Huawei Technologies Co., Ltd."]
    assert len(folded) == 22
    assert all("Affiliated" not in row.name for row in folded)


@needs_shared
@pytest.mark.parametrize(
    ("name", "rows"), [("csl-raw-2019-12-03-sample.csv", 115), ("csl-raw-2025-06-25-sample.csv", 13)]
)
def test_files_of_other_years(name: str, rows: int) -> None:
    assert SHARED is not None
    assert len(csl.parse_csv((SHARED / "data/lists" / name).read_bytes()).rows) == rows


@needs_shared
def test_the_truncated_file_of_2023_is_refused_and_read_without_its_last_row() -> None:
    assert SHARED is not None
    data = (SHARED / "data/lists/csl-raw-2023-11-30-sample.csv").read_bytes()
    with pytest.raises(SourceFault, match="cut off"):
        csl.parse_csv(data)
    parsed = csl.parse_csv(data[: data.rfind(b"\n") + 1])
    assert len(parsed.rows) == 4226
    assert any("second header" in text for text in parsed.complaints)
