"""Who a party is, where screening cannot say, or where a person said it against the lists."""

from __future__ import annotations

from licet.law.finding import Effect, Finding, Findings, note
from licet.law.rule import rule
from licet.terms.standing import Standing

UNSCREENED = "unscreened"  # a name that was not, or not wholly, compared
UNSETTLED = "unsettled_owners"  # owners who may each be one of several entities
UNKNOWN_ENTRY = "unknown_entry"  # a person says that the party is an entry that the register does not hold
DISMISSED = "dismissed"  # a person says that the party is not the entity whose name it has


@rule("744.11 screening", citation="15 CFR 744.11")
def name_not_screened(standing: Standing) -> Finding | None:
    """A party whose name holds too little, or too much, to be searched.

    Encoded: the question. Not being found clears only a name that was compared.
    """
    if standing.list != UNSCREENED:
        return None
    return note(
        Effect.QUESTION,
        "the name of {party} could not be compared with the lists: give the full name, in Latin letters if it has one",
        code="parties[].name",
    )


@rule("744.11 owners not settled", citation="15 CFR 744.11")
def owners_not_settled(standing: Standing) -> Finding | None:
    """A party several of whose owners may be listed.

    Encoded: the question, where the owners may each be one of so many entities that not every joint answer is tried.
    """
    if standing.list != UNSETTLED:
        return None
    return note(
        Effect.QUESTION,
        "several owners of {party} have names like those of listed entities: say of each whether it is that entity",
        code="parties[].owners",
    )


@rule("744.11 unknown entry", citation="15 CFR 744.11")
def confirmed_as_unknown(standing: Standing) -> Finding | None:
    """A party that a person takes for an entry which the register does not hold.

    Encoded: the question. Whose standing it has cannot be told.
    """
    if standing.list != UNKNOWN_ENTRY:
        return None
    return note(
        Effect.QUESTION,
        "a decision says that {party} is an entry that the register does not hold: check it, or update the lists",
        code="parties[].decisions",
    )


@rule("744.11 dismissed match", citation="15 CFR 744.11")
def dismissed(standing: Standing) -> Findings | None:
    """A party that bears the very name of a listed entity, and of which a person says that it is another.

    Encoded: what the person says is followed, and told: a red flag and a warning.
    """
    if standing.list != DISMISSED:
        return None
    because = "{party} bears the name of an entity that is on a list now; a decision says that it is another."
    return (
        note(Effect.RED_FLAG, because, "15 CFR Part 732 Supp. No. 3"),
        note(Effect.WARNING, because, code="match_dismissed"),
    )
