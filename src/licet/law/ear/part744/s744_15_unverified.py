"""15 CFR 744.15: the Unverified List."""

from __future__ import annotations

from licet.law.ear.part744.s744_11_entity_list import CLARIFIED_PARTY, OPEN_ROLES_CLARIFIED, sources
from licet.law.finding import Effect, Finding, Findings, no_exceptions, note
from licet.law.rule import rule, span
from licet.terms.party import Role
from licet.terms.standing import Basis, Standing, State

UNVERIFIED = frozenset({"unverified", "UVL"})
KEY = "744.15"
_SECTION = "15 CFR 744.15"
_BAR = "15 CFR 740.2(a)(17)"
_LIST = "15 CFR Part 744 Supp. No. 6"
_SINCE = "78 FR 76741"
# 748.5(a) is the applicant; (d)-(f) are those whose listing makes the filing due (758.1(b)(8)).
_EEI_PARTIES = frozenset(CLARIFIED_PARTY) - {Role.PURCHASER}


def _listed(standing: Standing) -> bool:
    return standing.list in UNVERIFIED and standing.basis in (Basis.LISTED, Basis.BRANCH)


@rule(KEY, citation="15 CFR 744.15(a)", effective=[span(None, by=_SINCE)])
def unverified_party(role: Role, standing: Standing) -> Findings | None:
    """No license exceptions, and a statement, where a party is on the Unverified List

    Encoded: license exceptions are barred where any party of 748.5 is listed; before a shipment that
    needs no license, a UVL statement of the listed party must be obtained and kept. The list makes no
    license requirement, and ownership by a listed person does not extend it. Roles that may be those
    of a party count as such.
    Not encoded: the fields of the statement (744.15(b)(2)), which are told in short.
    """
    if not _listed(standing) or not standing.in_force:
        return None
    if role not in CLARIFIED_PARTY and role not in OPEN_ROLES_CLARIFIED and role is not Role.EXPORTER:
        told = "{party} is on the Unverified List, but is no party of 15 CFR 748.5."
        flag = "A person whose bona fides BIS could not verify takes part in the transaction."
        return (
            note(Effect.CONSIDERED, told, _SECTION, "15 CFR 748.5"),
            note(Effect.RED_FLAG, flag, _SECTION, "15 CFR Part 732 Supp. No. 3"),
        )
    return (
        no_exceptions(
            "{party} is on the Unverified List: no license exception may be used.", _BAR, _SECTION, _LIST, key=KEY
        ),
        note(
            Effect.CONSIDERED,
            "{party} is on the Unverified List, which of itself requires no license: a shipment that needs none may"
            " go with a UVL statement.",
            _SECTION,
            _LIST,
            *sources(standing),
        ),
        note(
            Effect.OBLIGATION,
            "Before a shipment that needs no license, obtain a UVL statement signed by {party} (identity and addresses,"
            " end use, end user and country of ultimate destination, cooperation with end-use checks, records) and"
            " keep it.",
            "15 CFR 744.15(b)",
            "15 CFR Part 762",
        ),
        note(
            Effect.RED_FLAG,
            "{party} is on the Unverified List: its bona fides could not be verified.",
            _SECTION,
            "15 CFR Part 732 Supp. No. 3",
        ),
    )


@rule("758.1(b)(8)", citation="15 CFR 758.1(b)(8)", effective=[span(None, by=_SINCE)])
def unverified_filing(
    role: Role, standing: Standing, activity: str, exporter_country: str, kind: str
) -> Finding | None:
    """Electronic Export Information where a consignee or end-user is on the Unverified List

    Encoded: due for tangible items exported from the United States, regardless of value or destination,
    where a party of 748.5(d)-(f) is listed. Technology is taken as intangible.
    """
    if not _listed(standing) or not standing.in_force or role not in _EEI_PARTIES:
        return None
    if activity != "export" or exporter_country != "US" or kind == "technology":
        return None
    because = "{party} is on the Unverified List: file EEI in AES for tangible items, regardless of value."
    return note(Effect.OBLIGATION, because, "15 CFR 758.1(b)(8)")


@rule("744.15 not in force", citation=_SECTION)
def unverified_not_in_force(standing: Standing) -> Finding | None:
    """A listing on the Unverified List that has no effect on the day

    Encoded: told, where it had not begun or has ended.
    """
    if not _listed(standing) or standing.in_force:
        return None
    said = "is no longer" if standing.state is State.ENDED else "is not yet"
    because = f"{{party}} {said} on the Unverified List at this time."
    return note(Effect.CONSIDERED, because, _SECTION, *sources(standing))
