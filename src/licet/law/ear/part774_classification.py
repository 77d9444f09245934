"""The Commerce Control List entry of an item: Supplement No. 1 to Part 774."""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification, classify
from licet.law.rule import derived
from licet.terms.dates import end_of
from licet.terms.eccn import Eccn


@derived(citation="15 CFR Part 774 Supp. No. 1")
def classification(stated_eccn: Eccn | None, table_date: dt.date) -> Classification | None:
    """The entry on the key date; `None` where no item moves.

    An ECCN that the table of the day does not have never comes here: it is asked as an unknown one.
    """
    return None if stated_eccn is None else classify(stated_eccn, end_of(table_date))
