"""Properties of determinations on random lines: knowing more never contradicts, a listing never relaxes."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from determination.test_decide_many import random_line
from licet.determination.conclude import conclude
from licet.determination.decide import Licet, Options
from licet.law.ear import ear
from licet.law.facts import END_USES
from licet.lists.embedded import embedded
from licet.terms.outcome import Outcome
from licet.terms.party import Role
from licet.terms.transaction import Party, Transaction

RESTRICTED = frozenset({Outcome.LICENSE_REQUIRED, Outcome.PROHIBITED})


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True))


def lines(seed: int, count: int) -> list[Transaction]:
    """Random lines whose ECCN is stated."""
    luck = random.Random(seed)
    found = (random_line(luck, number) for number in range(10 * count))
    return [t for t in found if t.item is not None and t.item.eccn is not None][:count]


def agrees(unknown: Outcome, known: Outcome) -> bool:
    """Whether an outcome decided without a fact stands once the fact is known."""
    if unknown is Outcome.UNDETERMINED:
        return True
    if unknown is Outcome.LICENSE_REQUIRED:
        return known in RESTRICTED
    return known is unknown if unknown in RESTRICTED else known.clears and known.severity <= unknown.severity


def test_knowing_the_end_use_never_contradicts(licet: Licet) -> None:
    for line in lines(21, 60):
        before = licet.conclude(replace(line, end_use=None)).outcome
        for end_use in END_USES:
            after = licet.conclude(replace(line, end_use=end_use)).outcome
            assert agrees(before, after), (line, end_use, before, after)


def test_knowing_origin_and_device_never_contradicts(licet: Licet) -> None:
    for line in lines(22, 80):
        assert line.item is not None
        item = replace(line.item, origin=None, supports=None)
        before = licet.conclude(replace(line, item=item)).outcome
        for origin in ("US", "TW"):
            for supports in ("handset", "router"):
                known = replace(line, item=replace(item, origin=origin, supports=supports))
                after = licet.conclude(known).outcome
                assert agrees(before, after), (known, before, after)


def test_another_listed_party_never_relaxes(licet: Licet) -> None:
    for line in lines(23, 120):
        before = licet.conclude(line).outcome
        for role in (Role.END_USER, Role.PURCHASER, Role.SELLER):
            more = replace(line, parties=(*line.parties, Party(role, "Huawei Technologies Co., Ltd.", "CN")))
            after = licet.conclude(more).outcome
            assert not after.clears or before.clears, (more, before, after)
            assert after is not Outcome.UNDETERMINED or before not in RESTRICTED, (more, before, after)


def test_a_possible_match_is_never_freer_than_nobody(licet: Licet) -> None:
    for line in lines(24, 60):
        nobody = Party(Role.END_USER, "Plain Trading GmbH", "MX")
        before = licet.conclude(replace(line, parties=(*line.parties, nobody))).outcome
        near = replace(nobody, name="Huawai Technologes Co Ltd")
        after = licet.conclude(replace(line, parties=(*line.parties, near))).outcome
        assert not after.clears or before.clears, (line, before, after)


def test_what_only_tells_is_added_to_a_conclusion(licet: Licet) -> None:
    """Concluding once for the records that decide, and adding the findings of the others, changes nothing."""
    for transaction in lines(seed=11, count=60):
        case = licet.case(transaction, licet.parties(transaction))
        records = licet.evaluator.records(case, transaction.moment)
        assert licet.evaluator.conclude_records(records) == conclude(records), transaction
