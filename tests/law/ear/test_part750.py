"""Specific licenses stated in the input: 750.7."""

import pytest

from licet.law.ear import part750_licenses
from licet.law.finding import Effect
from licet.terms.item import LicenseOnFile
from partial_law import findings, law_from

LAW = law_from(part750_licenses)


def on_file(number, fits, because="names these parties and this item"):
    return LicenseOnFile(number, "2024-01-01", "2027-12-31", fits, because)


def ask(*licenses):
    return findings(LAW, "2025-06-01", eccn="5A002.a", licenses=licenses)


@pytest.mark.parametrize(("fits", "effect"), [(True, Effect.AUTHORIZATION), (False, Effect.CONSIDERED)])
def test_a_license_authorizes_only_what_it_fits(fits, effect):
    (found,) = ask(on_file("D1234567", fits))
    assert (found.rule, found.effect) == ("750.7", effect)


def test_a_license_covers_every_requirement_and_never_a_prohibition():
    (found,) = ask(on_file("D1234567", True))
    assert found.covers == ("*",)
    assert found.covers_key("744.11")
    assert found.authority.kind == "specific_license"
    assert (found.authority.valid_from, found.authority.valid_until) == ("2024-01-01", "2027-12-31")
    assert any("balance" in condition for condition in found.authority.conditions)


def test_a_license_that_does_not_fit_says_why_and_covers_nothing():
    (found,) = ask(on_file("D1234567", False, "license D1234567 does not name 5A002.a"))
    assert found.authority is None
    assert found.covers == ()
    assert "does not name 5A002.a" in found.because


def test_several_licenses_are_answered_one_by_one():
    effects = [f.effect for f in ask(on_file("D1", False, "expired"), on_file("D2", True))]
    assert effects == [Effect.CONSIDERED, Effect.AUTHORIZATION]


def test_no_license_no_finding():
    assert ask() == []
