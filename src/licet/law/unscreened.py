"""Names that screening could not compare: nothing may be concluded from their not being found."""

from __future__ import annotations

from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule
from licet.terms.standing import Standing


@rule("744.11 screening", citation="15 CFR 744.11")
def name_not_screened(standing: Standing) -> Finding | None:
    """A party whose name holds too little, or too much, to be searched.

    Encoded: the question. Not being found clears only a name that was compared.
    """
    if standing.list != "unscreened":
        return None
    return note(
        Effect.QUESTION,
        "the name of {party} could not be compared with the lists: give the full name, in Latin letters if it has one",
        code="parties[].name",
    )
