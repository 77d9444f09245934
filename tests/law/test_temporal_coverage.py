"""On and around every boundary date each provision has one version at most, and says what it says with its source."""

import datetime as dt
import inspect
import re
from itertools import pairwise

import pytest

from licet.determination.decide import Licet, Options
from licet.determination.intake import read_transaction
from licet.law.ear import ear
from licet.law.finding import Effect
from licet.law.maybe import Open
from licet.law.table_dates import table_dates
from licet.lists.embedded import embedded
from licet.terms.dates import BEGINNING, FOREVER, start

LAW = ear()
MOMENT = dt.timedelta(microseconds=1)
POINTS = sorted({*LAW.boundaries, *(dt.datetime(d.year, d.month, d.day) for d in table_dates())})
AROUND = [moment for point in POINTS for moment in (point - MOMENT, point)]
FIRST = start("2016-01-01")


def test_one_version_at_most_on_each_side_of_every_boundary():
    for when in AROUND:
        in_force = [rule.id for rule in LAW.as_of(when)]
        assert len(in_force) == len(set(in_force)), when


def test_one_value_at_most_of_each_derived_fact_on_each_side_of_every_boundary():
    for fact in LAW.derived:
        for when in AROUND:
            assert len(fact.timeline.in_force[fact.timeline.version(when)]) <= 1, (fact.name, when)


def test_every_boundary_of_a_rule_is_a_boundary_of_the_law():
    for rule in LAW.rules:
        for span in rule.spans:
            assert {span.start, span.end} - {BEGINNING, FOREVER} <= set(LAW.boundaries), rule.id


def test_no_interval_is_empty_and_those_of_one_rule_do_not_overlap():
    for rule in LAW.rules:
        spans = sorted(rule.spans, key=lambda span: span.start)
        assert all(span.start < span.end for span in spans), rule.id
        assert all(one.end <= other.start for one, other in pairwise(spans)), rule.id


@pytest.mark.parametrize("rule", LAW.rules, ids=lambda rule: rule.id)
def test_an_interval_that_begins_names_what_began_it(rule):
    names_an_act = not rule.citation.startswith("15 CFR")  # an act, an order or an opinion is its own source
    for span in rule.spans:
        assert span.start == BEGINNING or span.by or names_an_act


@pytest.mark.parametrize("fact", LAW.derived, ids=lambda fact: fact.name)
def test_a_derived_fact_that_begins_names_what_began_it(fact):
    for versions in fact.timeline.in_force:
        for version in versions:
            assert version.citation
            assert all(span.start == BEGINNING or span.by for span in version.spans)


@pytest.mark.parametrize("rule", LAW.rules, ids=lambda rule: rule.id)
def test_every_rule_has_a_title_and_says_what_is_encoded(rule):
    doc = inspect.getdoc(rule.function) or ""
    assert rule.title
    assert re.search(r"^Encoded(?: \(.*\))?:", doc, re.MULTILINE), doc
    if rule.status == "not_encoded":
        assert "ncoded" in doc


# A broad sample: what is said, on every day on which something changes, has a source

ITEMS = [
    {"eccn": "EAR99", "kind": "commodity"},
    {"eccn": "5A991", "kind": "commodity", "value_usd": 1000},
    {"eccn": "5A002.a", "kind": "commodity", "enc_classified": True},
    {"eccn": "5D002", "kind": "software"},
    {"eccn": "3A090.a", "kind": "commodity", "value_usd": 4000},
    {"eccn": "3B001.a.4", "kind": "commodity"},
    {"eccn": "9A515.d", "kind": "commodity"},
    {"eccn": "EAR99", "kind": "technology"},
    {"eccn": "5A991", "kind": "commodity", "origin": "TW", "us_content": [], "direct_product": {
        "of": ["3D991"], "plant": ["3E991"], "production_started": "2020-05-01"}},
]  # fmt: skip
PARTIES = [
    ("Huawei Technologies Co., Ltd.", "CN"),
    ("HiSilicon Optoelectronics Co., Ltd.", "CN"),
    ("Semiconductor Manufacturing International Corporation", "CN"),
    ("Hangzhou Hikvision Digital Technology Co., Ltd.", "CN"),
    ("ZTE Corporation", "CN"),
    ("Unlisted Radio Works", "RU"),
    ("Unlisted Radio Works", "IR"),
    ("Unlisted Radio Works", "SG"),
    ("Unlisted Radio Works", "PK"),
]
USES = ["other", "military", "support_existing_network", "standards_development", "advanced_node_ic"]


def sample():
    for number, (name, country) in enumerate(PARTIES):
        for more in (0, 4):
            place = number + more
            item = {"description": "sample", **ITEMS[place % len(ITEMS)]}
            foreign = "origin" in item
            yield {
                "date": "2026-01-04",
                "activity": "reexport" if foreign else "export",
                "exporter_country": "TW" if foreign else "US",
                "destination": country,
                "item": item,
                "parties": [{"role": role, "name": name, "country": country} for role in ("ultimate_consignee",)],
                "end_use": USES[place % len(USES)],
                "certification": "exporter" if place % 2 else None,
                "claims": [{"exception": "TMP", "conditions": {"paragraph": "a1"}}] if place % 3 == 0 else [],
            }


SAMPLE = list(sample())


@pytest.fixture(scope="module")
def licet():
    return Licet(LAW, embedded(), Options(accept_incomplete_lists=True))


def said(record):
    """Every finding a record may hold, whatever is answered to what is unknown."""
    if isinstance(record, Open):
        return {finding for case in record.values for finding in case}
    return set(record)


@pytest.mark.parametrize("source", SAMPLE, ids=lambda s: f"{s['item']['eccn']}-{s['destination']}-{s['end_use']}")
def test_every_finding_has_a_source_on_every_day_something_changes(licet, source):
    transaction = read_transaction({k: v for k, v in source.items() if v is not None}, line=0, default_date="",
                                   covered_from=LAW.covered_from)  # fmt: skip
    assert not isinstance(transaction, tuple), transaction
    case = licet.case(transaction, licet.parties(transaction))
    checked = set()
    for when in (FIRST, *(m for m in licet.evaluator.turning_points(case) if m > FIRST)):
        in_force = {rule.id for rule in LAW.as_of(when)}
        for _, record in licet.evaluator.records(case, when):
            if id(record) in checked or not isinstance(record, (tuple, Open)):
                continue
            checked.add(id(record))
            for finding in said(record):
                assert finding.effect is not Effect.CRASHED, (when, finding)
                assert finding.citations, (when, finding)
                assert all(finding.citations), (when, finding)
                assert finding.rule in in_force, (when, finding)
                if finding.effect is Effect.REQUIREMENT:
                    assert finding.key, (when, finding)
                    assert finding.policy is not None, (when, finding)
    assert checked
