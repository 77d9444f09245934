"""FollowTheMoney entities, out and in."""

import datetime as dt
import json

import pytest

from licet.lists import exchange
from licet.lists.embedded import embedded
from licet.lists.sources.row import SourceFault


def lines() -> list[dict[str, object]]:
    return [json.loads(line) for line in exchange.export(embedded().entries.values())]


def test_every_entry_goes_out_with_its_listings() -> None:
    parties = [each for each in lines() if each["schema"] != "Sanction"]
    sanctions = [each for each in lines() if each["schema"] == "Sanction"]
    assert len(parties) == len(embedded().entries)
    assert len(sanctions) == sum(len(entry.listings) for entry in embedded().entries.values())
    assert len({each["id"] for each in lines()}) == len(lines())


def test_the_followthemoney_model_accepts_them() -> None:
    ftm = pytest.importorskip("followthemoney", reason="the extra 'exchange' is not installed")
    for each in lines():
        schema = ftm.model.get(each["schema"])
        assert schema is not None
        properties = each["properties"]
        assert isinstance(properties, dict)
        for name, values in properties.items():
            prop = schema.get(name)
            assert prop is not None, (each["schema"], name)
            for value in values:
                assert prop.type.validate(value), (name, value)


def test_what_goes_out_comes_back() -> None:
    text = "\n".join(exchange.export(embedded().entries.values())).encode()
    assert exchange.is_ftm(text)
    parsed = exchange.parse(text)
    row = next(row for row in parsed.rows if row.name == "Huawei Technologies Co., Ltd." and row.list == "EL")
    entry = embedded().entries["huawei-technologies-co-ltd"]
    assert row.countries == ("CN",)
    assert row.effective == dt.date(2019, 5, 16)
    assert {alias.text for alias in row.aliases} | {row.name} == {name.text for name in entry.names}
    assert row.policy == "Presumption of denial"
    assert "84 FR 22961" in [each.citation for each in row.cited]
    assert sum(row.list == "EL" for row in parsed.rows) == sum(
        "entity_list" in entry.lists() for entry in embedded().entries.values()
    )


def entity(**said: object) -> str:
    return json.dumps({"id": "Q1", "schema": "Company", "properties": {"name": ["Acme"], "country": ["cn"]}, **said})


def test_entities_of_others_are_imported_and_never_decide() -> None:
    sanction = {"id": "S", "schema": "Sanction", "properties": {"entity": ["Q1"], "program": ["EU"], "startDate": ["2022-02-28"]}}  # fmt: skip # noqa: E501
    address = {"id": "A", "schema": "Address", "properties": {"full": ["x"]}}
    parsed = exchange.parse("\n".join([entity(), json.dumps(sanction), json.dumps(address)]).encode())
    (row,) = parsed.rows
    assert (row.list, row.effective, row.programs) == ("FTM", dt.date(2022, 2, 28), ("EU",))
    assert "Address" in parsed.complaints[0]


@pytest.mark.parametrize(
    "line",
    [
        '{"id": "Q1", "schema": "Company", "properties"',
        '{"id": "Q1"}',
        '{"schema": "Company", "properties": {}}',
        '{"id": "Q1", "schema": "Company", "properties": {}}',
    ],
)
def test_a_line_that_is_no_entity_refuses_the_file(line: str) -> None:
    with pytest.raises(SourceFault):
        exchange.parse(f"{entity(id='Q9')}\n{line}".encode())
