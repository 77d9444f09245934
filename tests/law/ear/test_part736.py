"""Activities that are no exports, services, releases, and General Prohibitions Eight and Ten."""

import pytest

from entity_standings import standing
from licet.law.ear import part736_general_prohibitions, part736_in_transit, part774_classification
from licet.law.finding import Effect
from licet.terms.party import Role
from licet.terms.standing import Basis, State
from partial_law import effects, findings, law_from

LAW = law_from(part736_general_prohibitions, part774_classification)
IN_TRANSIT = law_from(part736_in_transit, part774_classification, given=("jurisdiction",))
NO_EXPORT, QUESTION = "not_an_export", "question"


def said(date="2019-06-15", item="5A991", **facts):
    known = {
        "activity": "export",
        "destination": "CN",
        "item_moves": True,
        "kind": "commodity",
        "role": Role.ULTIMATE_CONSIGNEE,
        "party_country": "CN",
        "party_located_in": "CN",
        "nationality": "",
        "owners_stated": False,
        **facts,
    }
    return findings(LAW, date, eccn=item, **known)


@pytest.mark.parametrize(
    ("activity", "destination", "item_moves", "expected"),
    [
        ("export", "CN", True, set()),
        ("import", "US", True, {("734.13", NO_EXPORT)}),
        ("import", "PR", True, {("734.13", NO_EXPORT)}),
        ("import", "CN", True, {("734.13", QUESTION)}),
        ("domestic_sale", "US", True, {("734.13", NO_EXPORT)}),
        ("domestic_sale", "DE", True, {("734.13", QUESTION)}),
        ("export", "PR", True, {("734.18(a)(4)", NO_EXPORT)}),
        ("export", "GU", True, {("734.18(a)(4)", NO_EXPORT)}),
        ("export", "PR", False, set()),
        ("reexport", "US", True, {("734.18(a)(4)", NO_EXPORT)}),
        ("reexport", "CN", True, set()),
        ("transfer_in_country", "PR", True, set()),
        ("payment", "CN", False, {("734.13", NO_EXPORT)}),
        ("payment", "CN", True, {("734.13", NO_EXPORT), ("734.13", "warning")}),
        ("service", "CN", False, {("734.3 service", "not_subject")}),
        ("service", "CN", True, {("734.3 service", QUESTION)}),
    ],
)
def test_the_label_and_what_it_clears(activity, destination, item_moves, expected):
    assert effects(said(activity=activity, destination=destination, item_moves=item_moves)) == expected


@pytest.mark.parametrize(
    ("kind", "role", "country", "nationality", "asked"),
    [
        ("technology", Role.ULTIMATE_CONSIGNEE, "CN", "", True),
        ("software", Role.RECIPIENT, "US", "CN", True),
        ("technology", Role.ULTIMATE_CONSIGNEE, "US", "", False),
        ("commodity", Role.ULTIMATE_CONSIGNEE, "CN", "", False),
        ("technology", Role.SELLER, "CN", "", False),
    ],
)
def test_technology_sold_at_home_to_a_foreign_person(kind, role, country, nationality, asked):
    who = {"kind": kind, "role": role, "party_country": country, "nationality": nationality}
    for activity, destination in (("domestic_sale", "US"), ("export", "PR"), ("reexport", "US")):
        found = said(activity=activity, destination=destination, **who)
        assert (("734.13(a)(2)", QUESTION) in effects(found)) is asked
    assert ("734.13(a)(2)", QUESTION) not in effects(said(activity="export", destination="DE", **who))


@pytest.mark.parametrize(
    ("kind", "destination", "effect"),
    [("technology", "CN", "considered"), ("technology", "US", "considered"), ("commodity", "CN", QUESTION)],
)
def test_deemed_exports(kind, destination, effect):
    assert effects(said(activity="deemed_export", kind=kind, destination=destination)) == {("734.13(b)", effect)}


@pytest.mark.parametrize(
    ("activity", "role", "terms", "flagged"),
    [
        ("payment", Role.SELLER, {}, True),
        ("import", Role.SELLER, {}, False),  # told under 744.11
        ("import", Role.SELLER, {"basis": Basis.OWNED}, True),
        ("domestic_sale", Role.PURCHASER, {}, True),
        ("domestic_sale", Role.PURCHASER, {"state": State.ENDED}, False),
        ("domestic_sale", Role.PURCHASER, {"list": "unverified"}, False),
        ("export", Role.PURCHASER, {}, False),
    ],
)
def test_general_prohibition_ten(activity, role, terms, flagged):
    found = said(activity=activity, destination="US", role=role, standing=standing(**terms))
    flags = [f for f in found if f.effect is Effect.RED_FLAG]
    assert bool(flags) is flagged
    assert all("15 CFR 736.2(b)(10)" in f.citations for f in flags)


@pytest.mark.parametrize(
    ("date", "activity", "owners", "told"),
    [
        ("2025-09-28", "domestic_sale", True, False),
        ("2025-09-29", "domestic_sale", True, True),
        ("2025-10-15", "domestic_sale", False, False),
        ("2025-10-15", "export", True, False),
        ("2025-11-09", "payment", True, True),
        ("2025-11-10", "domestic_sale", True, False),
        ("2026-11-10", "import", True, True),
    ],
)
def test_the_affiliates_rule_is_told_where_nothing_is_exported(date, activity, owners, told):
    found = said(date, activity=activity, destination="US", owners_stated=owners, party_country="US")
    assert any("90 FR 47201" in f.citations and f.effect is Effect.CONSIDERED for f in found) is told


SUBJECT = frozenset({"us_origin"})
BETWEEN = {
    "activity": "reexport",
    "role": Role.INTERMEDIATE_CONSIGNEE,
    "party_located_in": "KZ",
    "destination": "AE",
    "jurisdiction": SUBJECT,
}


@pytest.mark.parametrize(
    ("date", "item", "facts", "expected"),
    [
        ("2019-06-15", "5A991", {}, {"gap"}),
        ("2019-06-15", "EAR99", {}, {"considered"}),
        ("2019-06-15", "5A991", {"jurisdiction": frozenset()}, set()),  # an item that is not subject to the EAR
        ("2019-06-15", "5A991", {"party_located_in": "DE"}, set()),
        ("2019-06-15", "5A991", {"destination": "KZ"}, set()),
        ("2019-06-15", "5A991", {"role": Role.ULTIMATE_CONSIGNEE}, set()),
        ("2019-06-15", "5A991", {"activity": "import"}, set()),
        ("2019-06-15", "EAR99", {"party_located_in": "CU"}, {"gap"}),
        ("2022-02-23", "EAR99", {"party_located_in": "RU"}, {"considered"}),
        ("2022-02-24", "EAR99", {"party_located_in": "RU"}, {"gap"}),  # by tariff heading
        ("2022-02-24", "EAR99", {"party_located_in": "BY"}, {"gap"}),
        ("2022-02-24", "EAR99", {"party_located_in": "GE"}, {"considered"}),
    ],
)
def test_general_prohibition_eight(date, item, facts, expected):
    found = findings(IN_TRANSIT, date, eccn=item, **{**BETWEEN, **facts})
    assert effects(found) == {("736.2(b)(8)", effect) for effect in expected}
