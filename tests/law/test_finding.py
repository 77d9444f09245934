"""What a finding says of itself, and that nothing of it is lost on its way."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from licet.law.finding import Authority, Effect, Finding, names, no_exceptions
from licet.terms.outcome import ReviewPolicy


def test_what_a_rule_says_keeps_everything_but_its_source() -> None:
    said = Finding(
        effect=Effect.AUTHORIZATION,
        because="because",
        citations=("15 CFR 740.9",),
        rule="",
        key="TMP a.1",
        covers=("742.4",),
        policy=ReviewPolicy.CASE_BY_CASE,
        authority=Authority("license_exception", "TMP", "TMP", "15 CFR 740.9"),
        code="code",
        standing=-1,
        turned_on=(),
        awaits=("claims[].conditions.own_use",),
        alone=True,
    )
    assert all(getattr(said, f.name) != f.default for f in fields(Finding) if f.name not in _SOURCE)  # none left out
    of_rule = said.of_rule("740.9", "15 CFR 740.9(a)", ("claims",), 2)
    assert replace(of_rule, rule="", citations=said.citations, standing=-1, turned_on=()) == said
    assert (of_rule.rule, of_rule.standing, of_rule.turned_on) == ("740.9", 2, ("claims",))
    assert of_rule.citations == ("15 CFR 740.9(a)", "15 CFR 740.9")


_SOURCE = frozenset({"rule", "standing", "turned_on"})


@pytest.mark.parametrize(
    ("named", "exception", "expected"),
    [
        (("TMP",), "TMP", True),
        (("TMP",), "TMP a.1", True),
        (("TMP a",), "TMP a.1", True),
        (("TMP a.1",), "TMP a.1.i", True),
        (("TMP a.1",), "TMP a.10", False),
        (("TMP a.1",), "TMP", False),
        (("TMP",), "TMPX", False),
        ((), "TMP", False),
        (("GOV", "RPL"), "RPL b.3", True),
    ],
)
def test_an_exception_and_its_paragraphs(named: tuple[str, ...], exception: str, expected: bool) -> None:
    assert names(named, exception) is expected
    assert no_exceptions("barred", open_to=named).leaves_open(exception) is expected
