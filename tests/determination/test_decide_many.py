"""A shuffled, mixed book decided by columns equals its lines decided one by one."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from decimal import Decimal

import pytest

from licet.determination import frames
from licet.determination.book import book_of
from licet.determination.conclude import Conclusion
from licet.determination.decide import Licet, Options
from licet.determination.decide_many import decide_many
from licet.law.ear import ear
from licet.lists.embedded import embedded
from licet.terms.dates import end_of, moment
from licet.terms.eccn import parse_eccn
from licet.terms.item import NO_US_CONTENT
from licet.terms.party import Role
from licet.terms.transaction import Item, Owner, Party, StatedDirectProduct, Transaction

NAMES = (
    "Huawei Technologies Co., Ltd.",
    "HiSilicon Optoelectronics Co., Ltd.",
    "Huawei Technologies India Private Limited",
    "ZTE Corporation",
    "Semiconductor Manufacturing International Corporation (SMIC)",
    "Hangzhou Hikvision Digital Technology Co., Ltd.",
    "Huawei Restaurant LLC",
    "Plain Trading GmbH",
    "Ordinary Wares Ltd",
)
ROLES = (Role.ULTIMATE_CONSIGNEE, Role.END_USER, Role.PURCHASER, Role.FREIGHT_FORWARDER, Role.SELLER, Role.LENDER)
ECCNS = ("EAR99", "5A991", "5A002.a", "3A001.a.7", "5D992.c", "5E001", "3B001", "1A995") * 3 + (None,)
END_USES = ("other", "support_existing_network", "support_existing_device", "standards_development", "military", None)


def random_line(luck: random.Random, number: int) -> Transaction:
    """A line with facts given, left out and doubled as luck has it."""
    day = dt.date(2016, 3, 1) + dt.timedelta(days=luck.randrange(3900))
    owners = (
        (Owner("Huawei Technologies Co., Ltd.", luck.choice([Decimal(50), Decimal("49.9"), None])),)
        if luck.random() < 0.2
        else None
    )
    parties = tuple(
        Party(luck.choice(ROLES), luck.choice(NAMES), luck.choice(["CN", "DE", "MX", ""]), owners=owners)
        for _ in range(luck.choice([1, 1, 2, 3]))
    )
    text = luck.choice(ECCNS)
    item = Item(
        eccn=parse_eccn(text) if text else None,
        origin=luck.choice(["US", "US", "TW", None]),
        value_usd=luck.choice([None, Decimal(900), Decimal(6000)]),
        us_content=luck.choice([None, NO_US_CONTENT]),
        direct_product=luck.choice([None, StatedDirectProduct((), ())]),
        supports=luck.choice([None, "handset", "tablet"]),
        supports_5g=luck.choice([None, True, False]),
        published=luck.random() < 0.1,
        enc_classified=luck.random() < 0.3,
    )
    return Transaction(
        moment=end_of(day) if luck.random() < 0.9 else moment(f"{day}T12:00:00-04:00"),
        destination=luck.choice(["CN", "DE", "MX", "IR", "SG", "CA"]),
        parties=parties,
        id=str(number),
        activity=luck.choice(["export", "reexport", "export", "import", "service"]),
        exporter_country=luck.choice(["US", "TW", None]),
        item=item,
        end_use=luck.choice(END_USES),
        contract_date=luck.choice([None, dt.date(2018, 3, 1), dt.date(2019, 6, 1)]),
        product_public_date=luck.choice([None, dt.date(2018, 3, 1)]),
        en_route_since=luck.choice([None, None, dt.date(2019, 5, 15)]),
        order_date=luck.choice([None, dt.date(2019, 1, 1)]),
        certification=luck.choice([None, "exporter", "listed_entity"]),
    )


@pytest.fixture(scope="module")
def licet() -> Licet:
    return Licet(ear(), embedded(), Options(accept_incomplete_lists=True))


@pytest.mark.parametrize("seed", [1, 2])
def test_many_equals_one_by_one(licet: Licet, seed: int) -> None:
    luck = random.Random(seed)
    lines = [random_line(luck, number) for number in range(200)]
    lines += luck.sample(lines, 30)  # doubles
    luck.shuffle(lines)
    same_as_alone(licet, lines, list(decide_many(licet, book_of(lines), chunk=97)))


def test_frames_of_few_rows_change_nothing(licet: Licet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "_ROWS", 12)
    luck = random.Random(3)
    lines = [random_line(luck, number) for number in range(120)]
    same_as_alone(licet, lines, list(decide_many(licet, book_of(lines), workers=1)))


def test_a_book_without_listed_parties(licet: Licet) -> None:
    luck = random.Random(4)
    lines = [
        replace(random_line(luck, n), parties=(Party(Role.END_USER, luck.choice(NAMES[-2:]), "DE"),)) for n in range(30)
    ]
    same_as_alone(licet, lines, list(decide_many(licet, book_of(lines))))
    same_as_alone(licet, lines[:1], list(decide_many(licet, book_of(lines[:1]))))


def test_a_book_without_lines(licet: Licet) -> None:
    assert list(decide_many(licet, book_of([]))) == []


def same_as_alone(licet: Licet, lines: list[Transaction], together: list[Conclusion]) -> None:
    for transaction, many in zip(lines, together, strict=True):
        one = licet.conclude(transaction)
        assert many == one, transaction


@pytest.mark.parametrize("eccn", ["EAR99", None])
@pytest.mark.parametrize("name", ["Huawei Technologies Co., Ltd.", "Ordinary Wares Ltd"])
def test_later_days_unfold_to_the_same_outcomes(licet: Licet, name: str, eccn: str | None) -> None:
    """Brought forward table by table, and by two answers that disagree, the outcomes are those of each day."""
    transaction = Transaction(
        moment=moment("2019-05-01"),
        destination="CN",
        parties=(Party(Role.END_USER, name, "CN"),),
        item=Item(eccn=parse_eccn(eccn) if eccn else None, origin="US", kind="software"),
        end_use="other" if eccn is None else None,
    )
    case = licet.case(transaction, licet.parties(transaction))
    for number, (point, outcome) in enumerate(licet.evaluator.later(case, transaction.moment)):
        if eccn or number % 12 == 0:
            assert outcome is licet.evaluator.conclude_at(case, point).outcome, point
