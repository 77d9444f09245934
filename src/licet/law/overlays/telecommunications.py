"""Measures on telecommunications equipment of named makers: FCC, section 889, EO 13873."""

from __future__ import annotations

from licet.law.finding import Effect, Finding, Findings, note
from licet.law.rule import rule, span
from licet.terms.standing import Basis, Standing

FCC_LISTS = frozenset({"fcc_covered", "FCC"})
SECTION_889_LISTS = frozenset({"section_889", "889"})
ICTS_LISTS = frozenset({"eo_13873"})
# Companies whose subsidiaries and affiliates the measures name with them; an affiliate is known by its
# family, which it carries on an export control list.
_FAMILIES = frozenset({"huawei", "zte"})
_CARRIES_FAMILY = frozenset({"entity_list", "EL", "noted"})
_OF_THE_GROUP = frozenset({Basis.LISTED, Basis.BRANCH, Basis.OWNED})


def _reached(standing: Standing, lists: frozenset[str]) -> bool:
    """Whether the party is named by a measure, or belongs to a group it names; told once."""
    if standing.basis not in _OF_THE_GROUP:
        return False
    if standing.family in _FAMILIES:
        return standing.list in _CARRIES_FAMILY
    return standing.list in lists and standing.in_force


@rule("FCC Covered List", citation="47 CFR 1.50002", effective=[span("2021-03-12", by="DA 21-309")])
def covered_list(standing: Standing) -> Finding | None:
    """FCC Covered List: equipment that federal subsidies may not buy

    Encoded: told for the entities of the list, and for subsidiaries and affiliates of Huawei and ZTE.
    """
    if not _reached(standing, FCC_LISTS):
        return None
    because = (
        "Equipment and services of {party} are on the FCC Covered List since 2021-03-12 (its own day where it was"
        " added later): federal subsidies may not buy them. No part of the export determination."
    )
    return note(Effect.OTHER_MEASURE, because, "47 CFR 1.50002", "47 U.S.C. 1601")


@rule("FCC equipment authorization", citation="47 CFR 2.903", effective=[span("2023-02-06", by="FCC 22-84")])
def equipment_authorization(standing: Standing) -> Finding | None:
    """FCC: no new equipment authorization for covered equipment

    Encoded: told for the same entities from 2023-02-06.
    """
    if not _reached(standing, FCC_LISTS):
        return None
    because = "Covered equipment of {party} gets no new equipment authorization since 2023-02-06."
    return note(Effect.OTHER_MEASURE, because, "47 CFR 2.903", "FCC 22-84")


@rule(
    "section 889 Part A",
    citation="FAR 52.204-25",
    effective=[span("2019-08-13", by="84 FR 40216")],
)
def section_889_part_a(standing: Standing) -> Finding | None:
    """Section 889(a)(1)(A): federal agencies may not buy the equipment

    Encoded: told for Huawei, ZTE, Hytera, Hikvision, Dahua, and subsidiaries and affiliates of the first two.
    """
    if not _reached(standing, SECTION_889_LISTS):
        return None
    because = (
        "Federal agencies may not buy telecommunications or video surveillance equipment of {party} since 2019-08-13."
    )
    return note(Effect.OTHER_MEASURE, because, "Pub. L. 115-232 s. 889(a)(1)(A)", "FAR 52.204-25", "84 FR 40216")


@rule("section 889 Part B", citation="FAR 52.204-25", effective=[span("2020-08-13", by="85 FR 42665")])
def section_889_part_b(standing: Standing) -> Finding | None:
    """Section 889(a)(1)(B): no contracts with companies that use the equipment

    Encoded: told for the same entities from 2020-08-13.
    """
    if not _reached(standing, SECTION_889_LISTS):
        return None
    because = "Federal agencies may not contract with users of covered equipment of {party} since 2020-08-13."
    return note(Effect.OTHER_MEASURE, because, "Pub. L. 115-232 s. 889(a)(1)(B)", "FAR 52.204-25", "85 FR 42665")


@rule("EO 13873", citation="EO 13873", effective=[span("2019-05-15", by="84 FR 22689")])
def icts(standing: Standing) -> Findings | None:
    """Executive Order 13873: information and communications technology and services

    Encoded: told for Huawei, ZTE and their groups, to whom it is often applied; the order names no
    company and no country, and is about what enters the United States.
    """
    if not _reached(standing, ICTS_LISTS):
        return None
    because = (
        "Transactions in the United States in communications technology of foreign adversaries may be reviewed and"
        " prohibited since 2019-05-15; the order itself names neither {party} nor a country."
    )
    return (note(Effect.OTHER_MEASURE, because, "EO 13873", "84 FR 22689"),)
