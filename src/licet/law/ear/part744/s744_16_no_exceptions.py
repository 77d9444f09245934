"""15 CFR 744.16(b): what the bar on license exceptions leaves open.

The bar itself is stated with each requirement it follows: see `s744_11_entity_list` and
`s744_11_affiliates`. It goes with that requirement when a general license or a clause lifts it.
"""

from __future__ import annotations

from licet.law.ear.part744.s744_11_entity_list import listed_itself
from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule
from licet.terms.standing import Standing

_CIVIL_AVIATION = frozenset({"IN", "PK"})


@rule("744.16(b) civil aviation", citation="15 CFR 744.16(b)", status="partial")
def civil_aviation(standing: Standing) -> Finding | None:
    """License exceptions for civil aviation safety, listed entities of India and Pakistan

    Encoded: told where a listed entity of these countries takes part.
    Not encoded: the exceptions for items of 740.2(a)(5) that keep civil aviation safe; the bar is
    applied to them as to all others.
    """
    if not listed_itself(standing) or standing.country not in _CIVIL_AVIATION:
        return None
    because = (
        "License exceptions for items of 15 CFR 740.2(a)(5) that ensure the safety of civil aviation remain available "
        "to listed entities of India and Pakistan; this is not tested."
    )
    return note(Effect.CONSIDERED, because, "15 CFR 744.16(b)")
