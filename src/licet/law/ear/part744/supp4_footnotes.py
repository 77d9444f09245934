"""Supplement No. 4 to Part 744, footnote 2: vulnerability disclosure to Huawei entries."""

from __future__ import annotations

from licet.law.ear.part744.s744_11_entity_list import ENTITY_LIST, KEY, SUPPLEMENT_4
from licet.law.finding import Effect, Finding, exempt, note
from licet.law.rule import derived, rule, span
from licet.terms.standing import Basis, Standing

FOOTNOTE_2 = f"{SUPPLEMENT_4} footnote 2"
# An affiliate or branch has the terms of its owner's entry where the Affiliates rule reaches it.
_BASES = frozenset({Basis.LISTED, Basis.OWNED, Basis.BRANCH})
_RELEASED = frozenset({"technology", "software"})


def _under_an_entry(standing: Standing) -> bool:
    return standing.list in ENTITY_LIST and standing.basis in _BASES and standing.in_force


@derived(citation=FOOTNOTE_2)
def has_footnote_2(standing: Standing) -> bool:
    """Whether the party is under an entry in force that has footnote 2."""
    return _under_an_entry(standing) and 2 in standing.footnotes


@rule(
    "744.11 footnote 2",
    citation=FOOTNOTE_2,
    only_when="has_footnote_2",
    effective=[span("2020-08-17", by="85 FR 51596")],
    doubt="the footnote's own words were not read; its content is known from several reports",
)
def footnote_2(has_footnote_2: bool, end_use: str, kind: str) -> Finding | None:
    """No license under the Entity List for disclosing vulnerabilities to a footnote 2 entity

    Encoded: information (technology or software) on vulnerabilities, disclosed for ongoing security
    research critical to the integrity and reliability of existing, currently fully operational
    networks and equipment, needs no license under the entry. Every other requirement stays.
    Not encoded: that the network exists and operates is taken from the end use as stated.
    """
    if not has_footnote_2 or end_use != "vulnerability_disclosure":
        return None
    if kind not in _RELEASED:
        because = "Footnote 2 is about the disclosure of information; a commodity is none."
        return note(Effect.CONSIDERED, because, FOOTNOTE_2, "85 FR 51596")
    because = (
        "The entry has footnote 2: the disclosure of vulnerability information for the security of existing, fully "
        "operational networks needs no license under the Entity List."
    )
    return exempt(because, FOOTNOTE_2, "85 FR 51596", covers=(KEY,))
