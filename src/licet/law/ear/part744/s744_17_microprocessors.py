"""15 CFR 744.17: microprocessors for military end uses and military end users in Country Group D:1."""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification
from licet.law.ear.part744.s744_11_entity_list import CLARIFIED_PARTY
from licet.law.ear.part744.supp8_ownership import MILITARY_END_USERS
from licet.law.eccn_lists import in_list
from licet.law.finding import Effect, Findings, note
from licet.law.rule import derived, rule
from licet.terms.dates import end_of
from licet.terms.party import Role
from licet.terms.standing import Basis, Standing

_MILITARY = frozenset({"military", "military_intelligence"})


@derived(citation="15 CFR 744.17(a)")
def microprocessor_may_be(
    destination_groups: frozenset[str], classification: Classification | None, table_date: dt.date
) -> bool:
    """Whether the entry holds microprocessors of 744.17 among others, and the destination is in D:1."""
    if classification is None or "D:1" not in destination_groups:
        return False
    return in_list(classification.eccn, "microprocessor_entries", end_of(table_date)) is not False


def _ask(who: str) -> Findings:
    because = (
        f"{who} in Country Group D:1: a microprocessor of 5 GFLOPS or more with an access width of 32 bit or more, or"
        " software or technology for its production or development, needs a license (presumption of denial)."
    )
    cited = ("15 CFR 744.17(a)", "15 CFR 744.17(c)")
    return (note(Effect.QUESTION, because, *cited, code="item.eccn"),)


@rule("744.17", citation="15 CFR 744.17(a)", status="partial")
def microprocessors(end_use: str, microprocessor_may_be: bool) -> Findings | None:
    """Microprocessors for a military end use

    Encoded: an item of an entry that holds such microprocessors, their software or technology, for a
    military end use in Country Group D:1, is a question: an ECCN does not tell the processing speed.
    Not encoded: the requirement itself and its presumption of denial; (b), notices to one exporter;
    (f), License Exception GOV.
    """
    if end_use not in _MILITARY or not microprocessor_may_be:
        return None
    return _ask("The item is for a military end use")


@rule("744.17 listed", citation="15 CFR 744.17(a)", status="partial")
def microprocessors_for_listed(role: Role, standing: Standing, microprocessor_may_be: bool) -> Findings | None:
    """Microprocessors for an entity of the Military End-User List

    Encoded: as for a military end use, where the listed entity is a party to the transaction.
    """
    if standing.list not in MILITARY_END_USERS or not standing.in_force or not microprocessor_may_be:
        return None
    if standing.basis not in (Basis.LISTED, Basis.BRANCH) or role not in CLARIFIED_PARTY:
        return None
    return _ask("{party} is a military end user")
