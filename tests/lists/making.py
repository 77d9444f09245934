"""Small official files for tests: a whole Consolidated Screening List of invented parties on the real lists."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

import pytest

from licet.lists.sources import catalog, csl

_SOURCE = {code: source for source, code in catalog.CSL_SOURCES.items()}
_AGENCY = {"EL": "Bureau of Industry and Security", "SDN": "Treasury Department"}


def believe_small_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the guard take lists of a few entries as whole, the Entity List apart; thousands of rows prove no more."""
    small = {code: replace(info, least=min(info.least, 5)) for code, info in catalog.LISTS.items() if code != "EL"}
    monkeypatch.setattr(catalog, "LISTS", {**catalog.LISTS, **small})


def party(code: str, number: int, **said: str) -> dict[str, str]:
    """One row of a list; the name tells list and number."""
    return {
        "source": f"{_SOURCE[code]} - {_AGENCY.get(code, 'an agency')}",
        "entity_number": str(number) if code in ("SDN", "SSI") else "",
        "name": f"{code} Trading Number {number} Ltd.",
        "addresses": f"{number} Road, Shenzhen, CN",
        "license_requirement": "For all items subject to the EAR (See §744.11 of the EAR)" if code == "EL" else "",
        "license_policy": "Presumption of denial" if code == "EL" else "",
        "federal_register_notice": "84 FR 54002" if code == "EL" else "",
        **said,
    }


def rows(sizes: Mapping[str, int] | None = None) -> list[dict[str, str]]:
    """Rows of a plausible whole list: 500 on the Entity List, a few on the others, and `sizes` where given."""
    wanted = {code: 500 if code == "EL" else 6 for code in sorted(catalog.CSL_LISTS)}
    wanted.update(sizes or {})
    return [party(code, number) for code, count in wanted.items() for number in range(count)]


def as_csv(records: list[dict[str, str]]) -> bytes:
    """The records in trade.gov's 28 columns."""
    out = io.StringIO()
    writer = csv.DictWriter(out, csl.COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue().encode()
