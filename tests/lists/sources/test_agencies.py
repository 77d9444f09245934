"""The agencies' own files: BIS, eCFR, OFAC, State, and extracts of lists published as PDF or HTML."""

# ruff: noqa: E501 - lines of official files stand here as they are printed
import datetime as dt
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.lists.entry import WEAK
from licet.lists.sources import bis, ecfr, extracted, ofac, state
from licet.lists.sources.recognize import parse, recognize
from licet.lists.sources.row import FORMER, SourceFault
from shared import SHARED, needs_shared

EL_HEAD = ",".join(bis.EL_COLUMNS) + ",,,,,"


def el_row(**said: str) -> str:
    return ",".join(f'"{said.get(name, "")}"' for name in bis.EL_COLUMNS)


def test_el_csv_joins_addresses_and_aliases_of_one_entry() -> None:
    common = {"Source List": "EL", "Name": "Qazi Abdallah", "Country": "Afghanistan", "Effective Date": "11/21/2011",
              "Federal Register Notice": "76 FR 71867"}  # fmt: skip
    text = "\n".join([EL_HEAD, el_row(**common, Address="A", City="Kabul", **{"Alternate Name": "One"}),
                      el_row(**common, Address="B", City="Kabul", **{"Alternate Name": "Two"})])  # fmt: skip
    (row,) = bis.parse_el(text.encode()).rows
    assert row.addresses == ("A, Kabul, AF", "B, Kabul, AF")
    assert [alias.text for alias in row.aliases] == ["One", "Two"]
    assert row.effective == dt.date(2011, 11, 21)


def test_el_csv_refuses_another_list_in_it() -> None:
    with pytest.raises(SourceFault, match="DPL"):
        bis.parse_el("\n".join([EL_HEAD, el_row(**{"Source List": "DPL", "Name": "X"})]).encode())


def test_dpl_txt_with_tabs_empty_second_line_and_dropped_cells() -> None:
    text = "\r\n".join([
        "\t".join(bis.DPL_COLUMNS), "\t".join(['""'] * 12),
        'KAL TEK LABS\t"250 BONITA GLEN DRIVE, #3D"\tCHULA VISTA\tCA\tUS\t\t8/26/1988\t8/26/2008\tY\t8/14/2007',
    ])  # fmt: skip
    (row,) = bis.parse_dpl(text.encode()).rows
    assert (row.name, row.countries) == ("KAL TEK LABS", ("US",))
    assert (row.effective, row.expires) == (dt.date(1988, 8, 26), dt.date(2008, 8, 26))


@pytest.mark.parametrize(
    ("printed", "name", "land"),
    [
        (
            "ADT ANALOG AND DIGITAL TECHNIK, 8019 NIEDERSEEON, HOUSE 21, , , DE, ",
            "ADT ANALOG AND DIGITAL TECHNIK",
            "DE",
        ),
        ("MARCO SANTILLAN, JR, 4945 SAGEWOOD LANE, HEMET, CA, US, 92545", "MARCO SANTILLAN, JR", "US"),
        ("ACME CO., LTD., 1 ROAD, X, , CN, ", "ACME CO., LTD.", "CN"),
    ],
)
def test_name_and_address_in_one_field(printed: str, name: str, land: str) -> None:
    found = bis.split_name_and_address(printed)
    assert (found[0], found[2]) == (name, land)


def test_uvl_joins_addresses_and_takes_aliases_out_of_the_name() -> None:
    text = 'COUNTRY,NAME,ADDRESS,,\nRussia,"T2BA Academy, a.k.a. T2BA, a.k.a. Second",A,,\nRussia,"T2BA Academy, a.k.a. T2BA, a.k.a. Second",B,,\n'
    (row,) = bis.parse_uvl(text.encode()).rows
    assert row.name == "T2BA Academy"
    assert [alias.text for alias in row.aliases] == ["T2BA", "Second"]
    assert row.addresses == ("A", "B")


def test_more_cells_than_columns_are_refused() -> None:
    with pytest.raises(SourceFault, match="line 2"):
        bis.parse_uvl(b"COUNTRY,NAME,ADDRESS\nRussia,A,B,C\n")


ECFR = """<?xml version="1.0"?><DIV5 N="744"><DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX">
<HEAD>Supplement No. 4 to Part 744—Entity List</HEAD><DIV><TABLE>
<TR><TH>Country</TH><TH>Entity</TH><TH>{column}</TH><TH>License review policy</TH><TH>Federal Register citation</TH></TR>
<TR><TD>CHINA, PEOPLE'S REPUBLIC OF</TD><TD>Huawei Technologies Co., Ltd. (Huawei), a.k.a., the following two aliases:<br/>
—Shenzhen Huawei Technologies; <I>and</I><br/>—Huawei Technology, <I>and</I> to include the following addresses:<br/>
Addresses for Huawei Technologies Co., Ltd.: Bantian, Shenzhen, China; <I>and</I> Chengdu, 611731.<br/>Affiliated entities:<br/>
Beijing Huawei Longshine Information Technology Co., Ltd., a.k.a., the following one alias:<br/>—Beijing Huawei Longshine.<br/>
Q80-3-25R, Beijing, China.<br/>Hangzhou Huawei Enterprises, No. 410 Jianghong Road, Hangzhou, China.</TD>
<TD>For all items subject to the EAR, see §§ 734.9(e)<sup>1</sup> and 744.11 of the EAR<sup>2</sup></TD>
<TD>Presumption of denial</TD><TD>84 FR 22963, 5/21/19. 84 FR 43495, 8/21/19.</TD></TR>
<TR><TD></TD><TD>Acme Co., Ltd., 1 Road, Beijing. (See alternate address under Pakistan).</TD>
<TD>For all items</TD><TD>Presumption of denial</TD><TD>85 FR 1, 1/2/20.</TD></TR>
<TR><TD>CUBA</TD><TD>[Reserved]</TD><TD></TD><TD></TD><TD></TD></TR></TABLE></DIV></DIV9></DIV5>"""


def test_supplement_4_of_the_ecfr() -> None:
    parsed = ecfr.parse_supplements(ECFR.format(column="License requirement").encode())
    names = [row.name for row in parsed.rows]
    assert names == ["Huawei Technologies Co., Ltd.", "Beijing Huawei Longshine Information Technology Co., Ltd.",
                     "Hangzhou Huawei Enterprises", "Acme Co., Ltd."]  # fmt: skip
    first, folded, third, last = parsed.rows
    assert first.addresses == ("Bantian, Shenzhen, China", "Chengdu, 611731")
    assert "Huawei Technology" in [alias.text for alias in first.aliases]
    assert [alias.text for alias in folded.aliases] == ["Beijing Huawei Longshine"]
    assert folded.within == third.within == first.name
    assert first.cited[0].published == dt.date(2019, 5, 21)
    assert last.countries == ("CN",)
    assert last.addresses == ("1 Road, Beijing",)


def test_a_renamed_column_of_the_ecfr_table_is_named() -> None:
    with pytest.raises(SourceFault, match="license requirement"):
        ecfr.parse_supplements(ECFR.format(column="Remarks").encode())


def test_xml_with_a_document_type_is_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><sdnList>&a;</sdnList>'
    with pytest.raises(SourceFault, match="document type"):
        ofac.parse_xml(bomb)


SDN = b'36,"AERO",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"a.k.a. \'AC\'; Passport A1 (Cuba)."\r\n\x1a'
ALT = b'36,12,"fka","AERO-CARIBBEAN",-0- \r\n\x1a'
ADD = b'36,25,"1 Street","Havana","Cuba",-0- \r\n\x1a'


def test_the_ofac_csv_set() -> None:
    (row,) = ofac.parse_csv_set(SDN, ALT, ADD).rows
    assert (row.list, row.kind, row.programs, row.countries) == ("SDN", "entity", ("CUBA",), ("CU",))
    assert {alias.text: alias.kind for alias in row.aliases} == {"AERO-CARIBBEAN": FORMER, "AC": WEAK}
    assert row.identifiers == ("Passport A1 (Cuba)",)
    assert ofac.parse_csv_set(SDN).reduced


def test_ofac_kinds_nobody_knows_are_refused() -> None:
    with pytest.raises(SourceFault, match="balloon"):
        ofac.parse_csv_set(SDN.replace(b"-0- ", b'"balloon"', 1))
    with pytest.raises(SourceFault, match="xka"):
        ofac.parse_csv_set(SDN, ALT.replace(b"fka", b"xka"))


def test_consolidated_programs_choose_the_list() -> None:
    data = SDN.replace(b'"CUBA"', b'"CMIC-EO13959"')
    assert ofac.parse_csv_set(data, consolidated=True).rows[0].list == "NS-CMIC"
    with pytest.raises(SourceFault, match="no list is known"):
        ofac.parse_csv_set(SDN.replace(b'"CUBA"', b'"NEW-EO99999"'), consolidated=True)


def test_state_debarred_takes_the_first_of_two_notices() -> None:
    head = ",".join(f'"{name}"' for name in state.DEBARRED_COLUMNS)
    text = f'{head},\n"Dilligas Trading Co., Inc.",,57 FR 43768,9/22/1992,57 FR 37184,8/18/1992\n'
    (row,) = state.parse_debarred(text.encode()).rows
    assert row.effective == dt.date(1992, 8, 18)
    assert [each.citation for each in row.cited] == ["57 FR 43768", "57 FR 37184"]


def test_isn_joins_the_statutes_of_one_measure() -> None:
    head = ",".join(state.ISN_COLUMNS)
    line = 'ISN,{},Abdul Qadeer Khan,,Pakistan,"Vol. 74, No. 11, 01/16/09",1/9/2009,,http://x'
    text = "\n".join([head, line.format("E.O. 13382"), ",,,,,,,,", line.format("Export-Import Bank Act")])
    (row,) = state.parse_isn(text.encode()).rows
    assert row.programs == ("E.O. 13382", "Export-Import Bank Act")


def extract(list_id: str = "fcc-covered", count: int = 1, **said: object) -> bytes:
    entity = {"name": "Acme", "aliases": [], "country": "China", "address": None, "status": None,
              "effective_date": "2021-03-12", "federal_register": None, "notes": None, **said}  # fmt: skip
    return json.dumps({"list_id": list_id, "extracted": "2026-07-09", "count": count, "entities": [entity]}).encode()


def test_extracts_state_their_list_and_count() -> None:
    (row,) = extracted.parse_object(extract()).rows
    assert (row.list, row.effective, row.countries) == ("FCC", dt.date(2021, 3, 12), ("CN",))
    with pytest.raises(SourceFault, match="states 2 and holds 1"):
        extracted.parse_object(extract(count=2))
    with pytest.raises(SourceFault, match="moon"):
        extracted.parse_object(extract("moon"))


def test_kinds_of_equipment_are_no_party() -> None:
    (row,) = extracted.parse_object(extract(name="Routers produced in a foreign country", country=None)).rows
    assert row.kind == "category"


def test_the_country_of_a_chinese_list_is_not_that_of_the_party() -> None:
    record = {"addresses": ["日本东京都中央区"], "aliases": ["斯巴鲁株式会社"], "country": "cn", "date_added": "2026-02-24",
              "entity_name": "SUBARU Corporation", "entity_type": "organization", "id": "1", "last_verified": "2026-07-19",
              "list_id": "cn-attention-list", "reason": "r", "source_list_name": "n", "source_url": "u"}  # fmt: skip
    parsed = extracted.parse_mofcom(json.dumps([record, record]).encode())
    assert len(parsed.rows) == 1
    assert parsed.rows[0].countries == ("JP",)
    assert parsed.rows[0].aliases[0].kind == "original"
    assert "twice" in parsed.complaints[0]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"), (b"  \n", "empty"), (b"<!DOCTYPE html><html>", "web page"), (b"PK\x03\x04zzz", "ZIP"),
        (b"%PDF-1.4", "PDF"), (b"a\x00b\x00c", "binary"), (b"one,two\n1,2\n", "no known list"), (b'{"a": 1}', "no list"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(SourceFault, match=why):
        recognize(data)


_SEEDS = (
    SDN, ECFR.format(column="License requirement").encode(), extract(), el_row(Name="A").encode(),
    "\n".join([EL_HEAD, el_row(**{"Source List": "EL", "Name": "Acme Ltd. (a.k.a. B; C)", "Country": "China"})]).encode(),
    b"COUNTRY,NAME,ADDRESS\nRussia,A,B\n",
)  # fmt: skip


@given(
    st.sampled_from(_SEEDS),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 40), st.binary(max_size=12)), min_size=1, max_size=4),
)
@settings(max_examples=200, deadline=None)
def test_a_damaged_file_is_refused_or_read_and_breaks_nothing(seed: bytes, cuts: list[tuple[int, int, bytes]]) -> None:
    data = seed
    for at, length, new in cuts:
        place = at % (len(data) + 1)
        data = data[:place] + new + data[place + length :]
    try:
        parsed = parse(data)
    except SourceFault:
        return
    assert all(row.name and row.list for row in parsed.rows)


@needs_shared
@pytest.mark.parametrize(
    ("name", "form", "rows"),
    [
        ("upstream/el.csv", "bis-el-csv", 5), ("upstream/dpl.txt", "bis-dpl-txt", 9),
        ("upstream/uvl.csv", "bis-uvl-csv", 13), ("upstream/isn.csv", "state-isn-csv", 3),
        ("upstream/itar_debarred_parties.csv", "state-debarred-csv", 4), ("upstream/sdn.xml", "ofac-sdn-xml", 4),
        ("upstream/consolidated.xml", "ofac-consolidated-xml", 16), ("denied-persons-2026-04-14.csv", "bis-dpl-csv", 502),
        ("meu-2026-07-09.json", "extract-meu", 70), ("cn-mofcom-2026-07-19.json", "extract-mofcom", 240),
        ("section-1260h-2026-06-10.json", "extract-1260h", 80), ("fcc-covered-2026-07-09.json", "extract-fcc", 15),
        ("ofac-ns-cmic-2026-07-09.json", "extract-ns-cmic", 68), ("uflpa-2026-07-09.json", "extract-uflpa", 148),
    ],
)  # fmt: skip
def test_real_files_are_recognized_by_content(name: str, form: str, rows: int) -> None:
    assert SHARED is not None
    parsed = parse((SHARED / "data/lists" / name).read_bytes())
    assert (parsed.format, len(parsed.rows)) == (form, rows)


@needs_shared
def test_the_extract_of_supplement_4_gives_back_the_folded_affiliates() -> None:
    assert SHARED is not None
    parsed = extracted.parse_object((SHARED / "data/lists/entity-list-ecfr-2026-07-09.json").read_bytes())
    folded = {row.name for row in parsed.rows if row.within == "Huawei Technologies Co., Ltd."}
    assert "Hangzhou Huawei Enterprises" in folded
    assert "Huawei Technologies Co., Ltd. Beijing Research Institute" in folded
    assert len(folded) >= 18


@needs_shared
def test_the_ofac_set_of_2021() -> None:
    assert SHARED is not None
    folder = SHARED / "data/lists"
    parts = [(folder / f"ofac-2021-07-{part}.csv").read_bytes() for part in ("sdn", "alt", "add")]
    parsed = ofac.parse_csv_set(*parts)
    assert len(parsed.rows) == 8976
    assert parsed.complaints == ()
