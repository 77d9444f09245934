"""15 CFR Part 742: how an application is reviewed, by section, reason for control and country.

A policy that turns on a judgment BIS makes for each application (a material contribution, a risk of
diversion) is told as case by case; one that turns on a fact the input does not carry is told as the
more restrictive of the two. Where an application meets several policies, the most restrictive
applies (742.4(b)).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from licet.law.ccl import Classification, Control
from licet.law.ear.part742_named_countries import B7, INDIA, PROLIFERATION, RUSSIA
from licet.terms.outcome import ReviewPolicy

DENIAL = ReviewPolicy.POLICY_OF_DENIAL
PRESUMED_DENIAL = ReviewPolicy.PRESUMPTION_OF_DENIAL
CASE_BY_CASE = ReviewPolicy.CASE_BY_CASE
PRESUMED_APPROVAL = ReviewPolicy.PRESUMPTION_OF_APPROVAL


@dataclass(frozen=True, slots=True)
class Review:
    """What the review policies ask of a country on a day.

    `china`: the People's Republic, Hong Kong since it reads as China. `b7`: named in 742.4(b)(7).
    `russia`: Russia and Belarus since 746.8 governs. `proliferation`: Russia in the two years before, when CB,
    NP and MT items were presumed to be denied. `allied`: in Country Group A:1, A:5 or A:6.
    """

    china: bool = False
    macau: bool = False
    b7: bool = False
    russia: bool = False
    proliferation: bool = False
    india: bool = False
    allied: bool = False
    d1: bool = False
    d5: bool = False
    e1: bool = False


def review_of(country: str, reads_as_china: bool, groups: frozenset[str], named: str) -> Review:
    """The `Review` of a country (alpha-2) in these country groups; `named` as `named_review` says."""
    names = named.split()
    return Review(
        china=country == "CN" or reads_as_china,
        macau=country == "MO",
        b7=B7 in names and (country != "HK" or reads_as_china),
        russia=RUSSIA in names,
        proliferation=PROLIFERATION in names,
        india=INDIA in names,
        allied=bool(groups & {"A:1", "A:5", "A:6"}),
        d1="D:1" in groups,
        d5="D:5" in groups,
        e1="E:1" in groups,
    )


def is_600_series(number: str) -> bool:
    """Whether an ECCN belongs to the 600 series or the entries ending in 018 (772.1)."""
    return number[2:3] == "6" or number.endswith("018")


def is_9x515(number: str) -> bool:
    """Whether an ECCN is one of the spacecraft entries 9A515 to 9E515 (772.1)."""
    return number[:1] == "9" and number.endswith("515")


_FIREARMS = frozenset(
    {"0A501", "0A502", "0A504", "0A505", "0A506", "0A507", "0A508", "0A509", "0B501", "0B505"}
    | {"0D501", "0D505", "0E501", "0E504", "0E505"}
)


def policy_for(control: Control, classification: Classification, review: Review, end_use: str) -> ReviewPolicy:
    """The review policy for one row of an entry; `end_use` as `review_end_use` classes it."""
    section = _POLICIES.get(control.reason)
    return section(control, classification.eccn.number, review, end_use) if section else CASE_BY_CASE


def _nonproliferation(review: Review, end_use: str, program: str) -> ReviewPolicy:
    """742.2(b), 742.3(b), 742.5(b): case by case, denied where it goes into a program; denied for Russia and Belarus.

    For China 742.4(b)(7) is applied beside it: presumed to be denied for what serves its military.
    """
    if review.russia or end_use == program:
        return DENIAL
    if review.proliferation:
        return PRESUMED_DENIAL
    return PRESUMED_DENIAL if review.china and end_use == "military" else CASE_BY_CASE


def _chemical(control: Control, number: str, review: Review, end_use: str) -> ReviewPolicy:
    """742.2(b)(1), (4): denied where it would be used in a weapons program."""
    return _nonproliferation(review, end_use, "chemical_biological")


def _nuclear(control: Control, number: str, review: Review, end_use: str) -> ReviewPolicy:
    """742.3(b)(1), (3), (4): for China extended review or denial of what serves nuclear weapons."""
    if review.china and end_use == "nuclear" and not review.russia:
        return PRESUMED_DENIAL
    return _nonproliferation(review, end_use, "")


def _missile(control: Control, number: str, review: Review, end_use: str) -> ReviewPolicy:
    """742.5(b)(1), (5): denied where it serves the proliferation of missiles."""
    return _nonproliferation(review, end_use, "missile")


def _security(control: Control, number: str, review: Review, end_use: str) -> ReviewPolicy:
    """742.4(b): by the country; (b)(10) for (a)(5) items, (b)(2) with 744.23(d) for (a)(4) items."""
    if review.russia:
        return DENIAL  # (b)(9), 746.8(b)
    if control.requirement == "worldwide":
        return _new_technology(review)
    if control.requirement == "macau_d5":
        return PRESUMED_DENIAL
    if is_9x515(number) and (review.china or review.e1):
        return DENIAL  # (b)(1)(ii)
    if (is_9x515(number) or is_600_series(number)) and review.d5:
        return DENIAL  # (b)(1)(ii): 22 CFR 126.1, which leaves some cases to be weighed
    if review.b7:
        return PRESUMED_DENIAL if end_use == "military" else CASE_BY_CASE
    if review.d1:
        return CASE_BY_CASE
    return PRESUMED_APPROVAL  # (b)(1)(i), (b)(8): approval but for a risk of diversion


def _new_technology(review: Review) -> ReviewPolicy:
    """742.4(b)(10), 742.6(b)(11): items of the interim rule of September 2024."""
    if review.d1 or review.d5:
        return PRESUMED_DENIAL
    return PRESUMED_APPROVAL if review.allied else CASE_BY_CASE


def _stability(control: Control, number: str, review: Review, end_use: str) -> ReviewPolicy:
    """742.6(b)."""
    stated = control.requirement
    if review.russia:
        return DENIAL  # (b)(9) for .y items; 746.8(b) governs the rest
    if stated == "worldwide" and "(a)(10)" in control.citation:
        return _new_technology(review)
    if stated in ("worldwide", "d1_d4_d5", "uae_d1_d4_d5", "macau_d5", "china", "china_macau"):
        # (b)(10), (14): approval presumed only for end users with no parent in D:5 or Macau, and case by
        # case for lesser items in China and Macau since 2026-01-15: neither is a fact of the input.
        return PRESUMED_DENIAL
    guarded = number in _FIREARMS or is_9x515(number)
    if guarded and (review.china or review.e1):
        return DENIAL  # (b)(1)(i)(F)
    if (guarded or is_600_series(number)) and review.d5:
        return DENIAL  # (b)(1)(i)(D), (b)(8): 22 CFR 126.1
    if number in ("6E001", "6E002") and review.d5:
        return PRESUMED_DENIAL  # (b)(1)(ii): focal plane arrays and image intensifiers among them
    civil_or_military = end_use not in ("nuclear", "missile", "chemical_biological")
    return PRESUMED_APPROVAL if review.india and not stated and civil_or_military else CASE_BY_CASE  # (b)(7)


def _crime(control: Control, number: str, review: Review, end_use: str) -> ReviewPolicy:
    """742.7(b) case by case; 742.11(b) denial for implements of torture."""
    return DENIAL if number == "0A983" else CASE_BY_CASE


def _interception(control: Control, number: str, review: Review, end_use: str) -> ReviewPolicy:
    """742.13(b): generally denied but for providers of communications and governments of the United States."""
    return DENIAL


def _terrorism(control: Control, number: str, review: Review, end_use: str) -> ReviewPolicy:
    """742.10 (Sudan, until 2021-01-13), the only country with marks: generally denied."""
    return DENIAL


def _weapons_convention(control: Control, number: str, review: Review, end_use: str) -> ReviewPolicy:
    """742.18(b): denied, but technology of 1E355, which is weighed case by case."""
    return CASE_BY_CASE if number == "1E355" else DENIAL


def _united_nations(control: Control, number: str, review: Review, end_use: str) -> ReviewPolicy:
    """746.1(b)(3): none that would be contrary to the resolution."""
    return DENIAL


_POLICIES = MappingProxyType(
    {
        "CB": _chemical,
        "NP": _nuclear,
        "NS": _security,
        "MT": _missile,
        "RS": _stability,
        "CC": _crime,
        "SL": _interception,
        "AT": _terrorism,
        "CW": _weapons_convention,
        "UN": _united_nations,
        # SI 742.14(b), EI 742.15(a)(2), FC 742.17(b) without an import certificate: case by case.
    }
)
