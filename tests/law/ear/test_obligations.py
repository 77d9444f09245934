"""Filing, statements and records: when they are due."""

from decimal import Decimal

import pytest

from licet.law.bands import band
from licet.law.ear import (
    part738_chart,
    part738_destination,
    part742_named_countries,
    part742_prose_controls,
    part758_export_clearance,
    part762_records,
    part774_classification,
)
from licet.law.finding import Effect
from partial_law import findings, law_from

LAW = law_from(
    part738_chart,
    part738_destination,
    part742_named_countries,
    part742_prose_controls,
    part774_classification,
    part758_export_clearance,
    part762_records,
    given=("jurisdiction", "macau_or_d5"),
)


def due(date="2024-06-01", **facts):
    known = {
        "destination": "DE",
        "eccn": "EAR99",
        "kind": "commodity",
        "activity": "export",
        "item_moves": True,
        "exporter_country": "US",
        "jurisdiction": frozenset({"us_origin"}),
        "macau_or_d5": False,
        **facts,
    }
    value = Decimal(known.pop("value", 100))
    known["value_usd"] = band("value_usd", value, (Decimal(2500),))
    found = findings(LAW, date, **known)
    told = [f for f in found if f.rule.startswith(("758", "762"))]
    assert {f.effect for f in told} <= {Effect.OBLIGATION}
    return {f.rule for f in told}


@pytest.mark.parametrize(
    ("rule", "facts", "without"),
    [
        ("758.1(b)(5)", {"value": "2500.01"}, {"value": "2500"}),
        ("758.1(b)(5)", {"value": "9000"}, {"value": "9000", "destination": "CA"}),
        ("758.1(b)", {"destination": "IR"}, {"destination": "DE"}),
        ("758.1(b)", {"eccn": "9A610.x"}, {"eccn": "9A610.y.1"}),
        ("758.1(b)", {"eccn": "0A501.a"}, {"eccn": "5A992.c"}),
        ("758.1(b)", {"eccn": "0A501"}, {"eccn": "0A501.c"}),  # (b)(9): 0A501.a and .b only
        ("758.1(b)", {"eccn": "0A505.a"}, {"eccn": "0A505.c"}),
        ("758.1(b)", {"eccn": "0A502.a"}, {"eccn": "0A502.c"}),
        (
            "758.1(b)(11)",
            {"date": "2025-01-16", "destination": "VN", "eccn": "3A069"},
            {"date": "2025-01-16", "destination": "JP", "eccn": "3A069"},
        ),
        (
            "758.1(b)(11)",
            {"date": "2025-01-16", "destination": "VN", "eccn": "3A069"},
            {"date": "2025-01-16", "destination": "VN", "eccn": "3A999"},
        ),
        ("758.1(g)(5)", {"eccn": "5A992.z.1"}, {"eccn": "5A992.c"}),
        ("758.1(g)(5)", {"date": "2023-11-17", "eccn": "4A003.z.1.a"}, {"date": "2023-11-16", "eccn": "4A003.z.1.a"}),
        ("758.6(a)(2)", {"eccn": "9A610.x"}, {"eccn": "9A991.d"}),
        ("758.6(a)(2)", {"eccn": "9A515.y"}, {"eccn": "9A004.y"}),
        ("758.6(a)(2)", {"date": "2023-11-17", "eccn": "3A090.a"}, {"date": "2023-11-16", "eccn": "3A090.a"}),
        ("758.6(a)(2)", {"eccn": "5A002.z.1.a"}, {"eccn": "5D002.z.1.a"}),  # commodities only
        ("758.1(b)(10)", {"destination": "CN", "eccn": "5A992.c"}, {"destination": "CN"}),
        ("758.1(b)(10)", {"destination": "VE", "eccn": "5A992.c"}, {"destination": "DE", "eccn": "5A992.c"}),
        ("758.1(g)", {}, {"activity": "reexport"}),
        ("758.1(g)", {}, {"exporter_country": "KR"}),
        ("758.1(g)", {}, {"kind": "technology"}),
        ("758.1(g) ECCN", {"eccn": "3A001.a.7"}, {"eccn": "3A991"}),
        ("758.6", {"eccn": "5A992.c"}, {"eccn": "EAR99"}),
        ("762.6", {}, {"jurisdiction": frozenset()}),
        ("762.6", {"activity": "reexport", "exporter_country": "KR"}, {"activity": "payment"}),
    ],
)
def test_due_and_not_due(rule, facts, without):
    assert rule in due(**facts)
    assert rule not in due(**without)


@pytest.mark.parametrize(("date", "both"), [("2016-11-14", True), ("2016-11-15", False)])
def test_the_statement_was_on_the_transport_document_too(date, both):
    facts = {
        "destination": "DE",
        "eccn": "5A992.c",
        "kind": "commodity",
        "activity": "export",
        "exporter_country": "US",
    }
    (found,) = (f for f in findings(LAW, date, **facts) if f.rule == "758.6")
    assert ("air waybill" in found.because) is both


@pytest.mark.parametrize(
    ("date", "destination", "expected"),
    [
        ("2020-06-28", "CN", False),
        ("2020-06-29", "CN", True),
        ("2020-12-22", "HK", False),
        ("2020-12-23", "HK", True),
        ("2020-06-29", "RU", True),
    ],
)
def test_filing_to_china_and_others_from_its_day(date, destination, expected):
    assert ("758.1(b)(10)" in due(date, destination=destination, eccn="5A992.c")) == expected


def test_the_code_of_general_order_4_only_for_its_end_use():
    rule = "758.1(g)(4) General Order No. 4"
    facts = {"end_use": "semiconductor_manufacturing_equipment", "macau_or_d5": True}
    assert rule in due("2023-11-17", **facts)
    assert rule not in due("2023-11-16", **facts)
    assert rule not in due("2023-11-17", **{**facts, "end_use": "other"})
