"""General licenses that exclude Country Groups E:1 and E:2: who and what is of them."""

from __future__ import annotations

from licet.law.country_groups import in_group
from licet.law.ear.part734_direct_product_scope import Parties
from licet.law.ear.part764_denial_orders import DENIED_PERSONS
from licet.law.finding import Effect, Finding, note, prohibit
from licet.law.rule import derived, rule, span
from licet.terms.dates import start

_GROUPS_E = ("E:1", "E:2")
# Neither group changed from July 2018 to August 2020.
_GROUPS_E_ON = start("2019-08-19")
_SUPPLEMENT = "15 CFR Part 740 Supp. No. 1"
_HUAWEI_LICENSE = span("2019-05-20", "2020-08-13", by="84 FR 23468")
_ZTE_AUTHORIZATION = span("2018-07-02", "2018-08-01", by="83 FR 17644")
_LICENSES = (_ZTE_AUTHORIZATION, _HUAWEI_LICENSE)


def _in_country_group_e(*countries: str) -> bool:
    return any(in_group(country, group, _GROUPS_E_ON) for country in countries if country for group in _GROUPS_E)


@derived(citation=_SUPPLEMENT, effective=_LICENSES, otherwise=False)
def destination_in_country_group_e(destination: str) -> bool:
    """Whether the destination is in Country Group E:1 or E:2."""
    return _in_country_group_e(destination)


@derived(citation=_SUPPLEMENT, effective=_LICENSES, otherwise=False)
def party_in_country_group_e(party_country: str, party_located_in: str) -> bool:
    """Whether the party is established or located in Country Group E:1 or E:2."""
    return _in_country_group_e(party_country, party_located_in)


@derived(citation=_SUPPLEMENT, effective=_LICENSES, otherwise=False)
def touches_country_group_e(destination_in_country_group_e: bool, party_in_country_group_e: bool) -> bool:
    """Whether the destination, or the country of the listed party, is in Country Group E:1 or E:2."""
    return destination_in_country_group_e or party_in_country_group_e


@rule(
    "744 Supp. No. 7 Country Group E",
    citation="15 CFR Part 744 Supp. No. 7",
    effective=[_HUAWEI_LICENSE],
    doubt="the paragraph that excludes Country Group E is known from reports",
)
def other_party_in_country_group_e(
    party_country: str, party_located_in: str, nationality: str, certification: str | None
) -> Finding | None:
    """Another party in Country Group E while the general license for Huawei is relied on

    Encoded: the general license does not extend to Country Groups E:1 and E:2 or their nationals. A party
    there, beside the listed entity, is a question when the license is claimed by a certification.
    """
    if certification is None or not _in_country_group_e(party_country, party_located_in, nationality):
        return None
    because = (
        "{party} is of Country Group E:1 or E:2, which the general license for Huawei excludes: whether the "
        "transaction goes beyond what it covers is not known."
    )
    return note(Effect.QUESTION, because, "15 CFR Part 744 Supp. No. 7", "84 FR 23468", code="parties[].country")


@rule(
    "764.3 authorization Country Group E",
    citation="15 CFR 764.3",
    effective=[_ZTE_AUTHORIZATION],
    doubt="the authorization is known from reports and from a page of it",
)
def party_in_country_group_e_beside_zte(
    parties: Parties, party_country: str, party_located_in: str, nationality: str
) -> Finding | None:
    """A party in Country Group E in a transaction with ZTE under its denial order

    Encoded: the authorization of July 2018 is not for activities or transactions that involve countries or persons of
    Country Group E, so the denial order stands.
    """
    beside = any(
        standing.in_force and standing.family == "zte" and standing.list in DENIED_PERSONS
        for _, _, standings in parties
        for standing in standings
    )
    if not beside or not _in_country_group_e(party_country, party_located_in, nationality):
        return None
    because = "{party} is of Country Group E:1 or E:2, which the authorization of July 2018 excludes; ZTE stays denied."
    return prohibit(because, "15 CFR 764.3", "83 FR 17644", key="764.3 Country Group E")
