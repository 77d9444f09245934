"""Texts in the place of a party's name that name nobody: a clearance cannot rest on them."""

import pytest

from licet.determination.intake import read_transaction
from licet.terms.transaction import Transaction


def read(name: object) -> object:
    return read_transaction(
        {
            "date": "2021-06-01",
            "destination": "DE",
            "item": {"description": "part", "eccn": "EAR99", "origin": "US"},
            "parties": [{"role": "end_user", "name": name, "country": "DE"}],
        }
    )


@pytest.mark.parametrize(
    "name",
    [
        "N/A", "n.a.", "TBD", "tba", "Unknown", "none", "NULL", "To order", "(to be determined)", "Same as consignee",
        "ditto", "#REF!", "#n/a", "=HYPERLINK(\"http://x\",\"Huawei\")", "@SUM(A1)", "", "   ", None, "Huawei\x00",
    ],
)  # fmt: skip
def test_names_nobody(name):
    faults = read(name)
    assert isinstance(faults, tuple)
    assert [fault.field for fault in faults] == ["parties[0].name"]


@pytest.mark.parametrize(
    "name", ["@Home Networks", "+Plus (Asia) Co", "Same Day Couriers", "Unknown Worlds", "Nil Optics"]
)
def test_names_somebody(name):
    assert isinstance(read(name), Transaction)
