"""The engine on an invented country's law: unknowns, bands, dates, cover, crashes, precedence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import ModuleType

import pytest

from invented import freedonia
from licet.determination.case import Case, Slot
from licet.determination.conclude import Conclusion
from licet.determination.establish import read_facts, stated_fields
from licet.determination.evaluate import Evaluator
from licet.determination.tables import Tables
from licet.law.law import Law, law_of
from licet.law.maybe import TooOpen
from licet.law.rule import IllFormedRule, derived, rule, span
from licet.terms.dates import Dated, end_of, moment, start
from licet.terms.eccn import EAR99
from licet.terms.outcome import Outcome, ReviewPolicy
from licet.terms.party import Role
from licet.terms.scope import ALL_ITEMS, PRESUMED_DENIED
from licet.terms.standing import Basis, Standing, State
from licet.terms.transaction import Item, Party, Transaction


def law(*modules: ModuleType) -> Law:
    return law_of(
        "Freedonia", modules or (freedonia,), covered_from=start("2016-01-01"), known_through=start("2030-01-01")
    )


EVALUATOR = Evaluator(Tables(law()))
NOBODY = Dated((), (((),),))


def listed(name: str = "black", state: State = State.IN_FORCE) -> Standing:
    return Standing(name, state, Basis.LISTED, "1 FR 1", "1 FR 1", dt.date(2018, 1, 1), ALL_ITEMS, PRESUMED_DENIED)


def certain(*standings: Standing) -> Dated[tuple[tuple[Standing, ...], ...]]:
    return Dated((), ((standings,),))


def case(*slots: tuple[Role, Dated[tuple[tuple[Standing, ...], ...]]], **fields: object) -> Case:
    item_fields = {k: v for k, v in fields.items() if k in Item.__dataclass_fields__}
    rest = {k: v for k, v in fields.items() if k not in item_fields}
    stated: dict[str, object] = {"destination": "CN", "end_use": "other", **rest}
    item = Item(**{"origin": "US", "value_usd": Decimal(1), "supports": "router", "eccn": EAR99, **item_fields})  # type: ignore[arg-type]
    transaction = Transaction(
        moment=moment("2021-06-01"),
        parties=(Party(Role.END_USER, "x"),),
        item=item,
        **stated,  # type: ignore[arg-type]
    )
    facts = read_facts(EVALUATOR.law, stated_fields(transaction), {})
    return Case(facts, {}, tuple(Slot(role, "CN", "", "", False, alternatives) for role, alternatives in slots))


def decide(
    *slots: tuple[Role, Dated[tuple[tuple[Standing, ...], ...]]], on: str = "2021-06-01", **fields: object
) -> Conclusion:
    return EVALUATOR.conclude_at(case(*slots, **fields), moment(on))


def test_no_requirement_clears() -> None:
    assert decide().outcome is Outcome.NO_LICENSE_REQUIRED


def test_not_subject_ends_the_analysis() -> None:
    assert decide(origin="DE", end_use="military").outcome is Outcome.NOT_SUBJECT_TO_EAR
    assert decide(published=True, end_use="military").outcome is Outcome.NOT_SUBJECT_TO_EAR


@pytest.mark.parametrize(
    ("on", "outcome"),
    [
        ("2018-12-31", Outcome.NO_LICENSE_REQUIRED),
        ("2019-01-01", Outcome.LICENSE_REQUIRED),
        ("2019-12-31", Outcome.LICENSE_REQUIRED),
        ("2020-01-01", Outcome.NO_LICENSE_REQUIRED),
        ("2020-12-31", Outcome.NO_LICENSE_REQUIRED),
        ("2021-01-01", Outcome.LICENSE_REQUIRED),
    ],
)
def test_law_is_suspended_and_revives(on: str, outcome: Outcome) -> None:
    assert decide(end_use="military", on=on).outcome is outcome


def test_unknown_that_matters_is_asked() -> None:
    said = decide(end_use=None)
    assert said.outcome is Outcome.UNDETERMINED
    assert [asked.variable for asked in said.asked] == ["end_use"]


def test_unknown_that_does_not_matter_is_not_asked() -> None:
    said = decide(end_use=None, destination="DE")
    assert (said.outcome, said.asked) == (Outcome.NO_LICENSE_REQUIRED, ())


def test_certain_requirement_stands_whatever_is_unknown() -> None:
    said = decide(end_use=None, value_usd=Decimal(9000))
    assert said.outcome is Outcome.LICENSE_REQUIRED
    assert said.policy is ReviewPolicy.CASE_BY_CASE  # of the certain one; the other is asked about
    assert [asked.variable for asked in said.asked] == ["end_use"]


@pytest.mark.parametrize(
    ("value", "outcome"), [("5000", Outcome.NO_LICENSE_REQUIRED), ("5000.01", Outcome.LICENSE_REQUIRED)]
)
def test_bands_are_closed_above(value: str, outcome: Outcome) -> None:
    assert decide(value_usd=Decimal(value)).outcome is outcome


@pytest.mark.parametrize(
    ("date", "outcome"),
    [
        (dt.date(2020, 3, 1), Outcome.AUTHORIZED),
        (dt.date(2020, 3, 2), Outcome.LICENSE_REQUIRED),
        (None, Outcome.UNDETERMINED),  # relief claimed by the certification: its condition is asked
    ],
)
def test_relief_once_claimed_is_asked(date: dt.date | None, outcome: Outcome) -> None:
    said = decide(value_usd=Decimal(9000), certification="exporter", contract_date=date)
    assert said.outcome is outcome


def test_relief_not_claimed_is_not_asked() -> None:
    said = decide(value_usd=Decimal(9000))
    assert (said.outcome, said.asked) == (Outcome.LICENSE_REQUIRED, ())


def test_authority_covers_only_what_it_names() -> None:
    said = decide(
        value_usd=Decimal(9000), certification="exporter", contract_date=dt.date(2020, 1, 1), end_use="military"
    )
    assert said.outcome is Outcome.LICENSE_REQUIRED
    assert [r.placed.finding.key for r in said.requirements if r.covered_by is None] == ["1"]


def test_listed_party_bars_exceptions() -> None:
    party = (Role.END_USER, certain(listed()))
    assert decide(value_usd=Decimal(9000), supports="handset").outcome is Outcome.AUTHORIZED
    said = decide(party, value_usd=Decimal(9000), supports="handset")
    assert {r.placed.finding.key for r in said.requirements if r.covered_by is None} == {"744.1", "2:dear"}


def test_bar_goes_with_its_requirement_of_the_same_party_only() -> None:
    fields = {"value_usd": Decimal(9000), "supports": "handset", "end_use": "vulnerability_disclosure"}
    one = (Role.END_USER, certain(listed()))
    assert decide(one, **fields).outcome is Outcome.AUTHORIZED
    two = (Role.PURCHASER, certain(listed("outlaws")))
    assert decide(one, two, **fields).outcome is Outcome.PROHIBITED


def test_possible_match_is_unknown_until_decided() -> None:
    maybe = Dated((), (((), (listed(),)),))
    said = decide((Role.END_USER, maybe))
    assert said.outcome is Outcome.UNDETERMINED
    assert said.asked[0].variable == "parties[0].name"
    harmless = Dated((), (((), (listed(state=State.ENDED),)),))
    assert decide((Role.END_USER, harmless)).outcome is Outcome.NO_LICENSE_REQUIRED


def test_prohibited_or_licensed_is_license_required_and_asked() -> None:
    maybe = Dated((), (((), (listed("outlaws"),)),))
    said = decide((Role.END_USER, maybe), value_usd=Decimal(9000))
    assert said.outcome is Outcome.LICENSE_REQUIRED
    assert [asked.variable for asked in said.asked] == ["parties[0].name"]


def test_two_standings_cumulate() -> None:
    said = decide((Role.END_USER, certain(listed(), listed("white"))))
    assert len(said.requirements) == 2


def test_crashed_rule_never_clears() -> None:
    @rule("9", citation="Freedonia Code 9")
    def broken(destination: str) -> None:
        """Breaks."""
        raise ValueError("typo")

    whole = law_of(
        "broken",
        [freedonia],
        covered_from=start("2016-01-01"),
        known_through=start("2030-01-01"),
        more_rules=[broken],
    )
    evaluator = Evaluator(Tables(whole))
    assert evaluator.conclude_at(case(), moment("2021-06-01")).outcome is Outcome.UNDETERMINED
    certain_one = evaluator.conclude_at(case(value_usd=Decimal(9000)), moment("2021-06-01"))
    assert certain_one.outcome is Outcome.LICENSE_REQUIRED


@pytest.mark.parametrize("limit", [77, 5000])  # 5000 is the limit of another rule
def test_unregistered_limit_crashes_the_rule(limit: int) -> None:
    @rule("9", citation="Freedonia Code 9")
    def unregistered(value_usd: object, quantity: object) -> None:
        """Compares with a limit it did not register."""
        value_usd.at_most(limit)  # type: ignore[attr-defined]

    whole = law_of(
        "x", [freedonia], covered_from=start("2016-01-01"), known_through=start("2030-01-01"), more_rules=[unregistered]
    )
    assert Evaluator(Tables(whole)).conclude_at(case(), moment("2021-06-01")).outcome is Outcome.UNDETERMINED


def test_registration_refuses_what_is_no_fact() -> None:
    with pytest.raises(IllFormedRule, match="default"):

        @rule("9")
        def with_default(destination: str = "CN") -> None:
            """A default."""

    with pytest.raises(IllFormedRule, match="no single fact"):

        @rule("9")
        def with_args(*destination: str) -> None:
            """Varargs."""

    with pytest.raises(IllFormedRule, match="no constant"):

        @rule("9")
        def with_global(destination: str) -> None:
            """A list as a global."""
            MUTABLE.append(destination)

    @rule("9")
    def no_fact(moon_phase: str) -> None:
        """Names no fact."""

    with pytest.raises(IllFormedRule, match="moon_phase"):
        law_of("x", [], covered_from=start("2016-01-01"), known_through=start("2030-01-01"), more_rules=[no_fact])


MUTABLE: list[str] = []


def test_two_versions_in_force_are_refused() -> None:
    @rule("9", effective=[span("2019-01-01", "2019-06-30")])
    def first(destination: str) -> None:
        """First."""

    @rule("9", effective=[span("2019-06-30")])
    def second(destination: str) -> None:
        """Second."""

    with pytest.raises(IllFormedRule, match="same time"):
        law_of("x", [], covered_from=start("2016-01-01"), known_through=start("2030-01-01"), more_rules=[first, second])


def test_derived_fact_that_crashes_takes_its_rules_along() -> None:
    @derived(citation="x", name="doomed")
    def doomed(destination: str) -> object:
        raise KeyError(destination)

    @rule("9", citation="Freedonia Code 9")
    def on_doomed(doomed: object) -> None:
        """Turns on it."""

    whole = law_of(
        "x",
        [freedonia],
        covered_from=start("2016-01-01"),
        known_through=start("2030-01-01"),
        more_rules=[on_doomed],
        more_derived=[doomed],
    )
    assert Evaluator(Tables(whole)).conclude_at(case(), moment("2021-06-01")).outcome is Outcome.UNDETERMINED


def test_end_of_day_counts_as_after() -> None:
    assert moment("2019-05-16") == end_of(dt.date(2019, 5, 16)) > start("2019-05-16T16:15")


def test_what_is_not_in_force_hangs_on_nothing() -> None:
    @rule("9", citation="Freedonia Code 9", effective=[span("2020-01-01", by="Decree 9")])
    def not_yet(direct_product: object, us_content: object, end_use: str, supports: str) -> None:
        """Turns on much."""

    whole = law_of(
        "x", [freedonia], covered_from=start("2016-01-01"), known_through=start("2030-01-01"), more_rules=[not_yet]
    )
    groups = zip(whole.groups, Tables(whole).groups, strict=True)
    (table,) = (table for group, table in groups if any(not_yet in now for now in group.timeline.in_force))
    open_end = TooOpen(("item.us_content", "end_use"))
    assert table.ask(0, (open_end,) * len(table.facts)) == ()
    assert table.ask(1, (open_end,) * len(table.facts)) is not table.moot
