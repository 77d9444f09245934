"""The Commerce Control List entry of an item: Supplement No. 1 to Part 774."""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification, classify
from licet.law.finding import Effect, Finding, note
from licet.law.rule import derived, rule
from licet.terms.dates import end_of
from licet.terms.eccn import Eccn


@derived(citation="15 CFR Part 774 Supp. No. 1")
def classification(stated_eccn: Eccn | None, table_date: dt.date) -> Classification | None:
    """The entry on the key date; `None` where no item moves, or the table has no such entry.

    The second case is never a clearance: see `eccn_not_in_the_table`.
    """
    return None if stated_eccn is None else classify(stated_eccn, end_of(table_date))


@rule("774 entry", citation="15 CFR Part 774 Supp. No. 1")
def eccn_not_in_the_table(stated_eccn: Eccn | None, classification: Classification | None) -> Finding | None:
    """An ECCN that the table of the key date does not have.

    Encoded: the question. An entry that was removed or renumbered before the vintage of the table is
    not in it, and nothing may be concluded from its absence.
    """
    if stated_eccn is None or classification is not None:
        return None
    return note(
        Effect.QUESTION,
        f"the Commerce Control List as encoded has no entry {stated_eccn} on the key date; check the classification",
        code="item.eccn",
    )
