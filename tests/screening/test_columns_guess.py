"""Which columns are names, countries and addresses, by header and by content."""

from __future__ import annotations

import pytest

from licet.screening.columns_guess import Columns, NoNameColumn, country_in, guess

ROWS = [["1", "Acme Ltd", "CN", "x"], ["2", "Borg GmbH", "DE", "y"], ["3", "Cyan SARL", "FR", "z"]]


@pytest.mark.parametrize(
    ("header", "name", "country"),
    [
        (["id", "name", "country", "note"], 1, 2),
        (["Customer ID", "Customer Name", "Country Code", "Customer Class"], 1, 2),
        (["VENDOR_ID", "VENDOR_NAME", "CTRY", "PURCH_GRP"], 1, 2),
        (["Nr", "Firma", "Land", "Notiz"], 1, 2),
        (["编号", "公司名称", "国家", "备注"], 1, 2),
        (["country name", "Party", "Country", "x"], 1, 2),
        (["", "Name", "", ""], 1, 2),
    ],
)
def test_by_header(header: list[str], name: int, country: int) -> None:
    found = guess(header, ROWS)
    assert (found.name, found.country, found.header) == (name, country, True)
    assert any("names from" in text for text in found.why)


def test_a_company_column_of_numbers_is_passed_over() -> None:
    assert guess(["company", "title", "country"], [["100", "Acme Ltd", "CN"], ["200", "Borg GmbH", "DE"]]).name == 1


def test_other_columns() -> None:
    found = guess(["vendor id", "vendor", "address", "VAT number", "email"], [["1", "Acme", "Road 1", "DE12", "a@b.c"]])
    assert found == Columns(1, None, 2, (3,), 0, True, found.why)


def test_without_a_header_the_first_row_is_a_name_too() -> None:
    one = guess(["Acme Trading Ltd"], [["Borg GmbH"], ["Cyan SARL"]])
    assert (one.name, one.header) == (0, False)
    two = guess(["77", "Acme Trading Ltd", "CN"], [["78", "Borg GmbH", "DE"], ["79", "Cyan SARL", "FR"],
                                                   ["80", "Dahlia Inc", "US"]])  # fmt: skip
    assert (two.name, two.country, two.header) == (1, 2, False)


def test_columns_named_by_the_caller() -> None:
    assert guess(["a", "b", "c"], ROWS, name="b", country="c") == Columns(
        1, 2, None, (), None, True, guess(["a", "b", "c"], ROWS, name="b", country="c").why
    )
    assert guess(["Acme Ltd", "CN"], [["Borg", "DE"]], name="1").header is False
    with pytest.raises(NoNameColumn, match="--name-column 'z': there is no such column"):
        guess(["a", "b"], ROWS, name="z")
    with pytest.raises(NoNameColumn, match="--country-column"):
        guess(["name", "b"], ROWS, country="z")


def test_no_column_of_names_is_said() -> None:
    with pytest.raises(NoNameColumn, match=r"--name-column \(columns: 'x', 'y'\)"):
        guess(["x", "y"], [["1", "2"], ["3", "4"]])


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("1 Infinite Loop Cupertino CA US 95014 ", "US"),
        ("No.2 Xin Cheng Road, Dongguan  CN 523808 ", "CN"),
        ("12 Bakery Street, London, United Kingdom", "GB"),
        ("Road 1, Shenzhen, China", "CN"),
        ("500 Main St, San Jose, CA 95134", ""),
        ("1 Peachtree St, Atlanta, Georgia 30303", ""),
        ("Wilmington DE 19801", ""),
        ("Toronto ON CA M5V 2T6", ""),
        ("somewhere", ""),
        ("", ""),
    ],
)
def test_the_country_of_an_address(address: str, country: str) -> None:
    assert country_in(address) == country
