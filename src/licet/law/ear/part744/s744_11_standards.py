"""Releases for standards that the Entity List did not reach, 2020-06-18 to 2024-07-17.

Since 2024-07-18 such a release is not subject to the EAR at all: 15 CFR 734.10(b).
"""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part744.s744_11_entity_list import KEY, SUPPLEMENT_4, listed_itself
from licet.law.finding import Effect, Findings, exempt, note
from licet.law.rule import derived, rule, span
from licet.terms.standing import Standing

_END_USE = "standards_development"
_CRYPTOGRAPHIC = (("5D002", ".b"), ("5D002", ".c.1"), ("5E002", ""))


def uncontrolled(classification: Classification) -> bool | None:
    """Whether the item is EAR99 or controlled for anti-terrorism reasons only; `None` if that is open."""
    return True if classification.eccn.is_ear99 else classification.is_at_only


def cryptographic(classification: Classification) -> bool | None:
    """Whether the item is named by 87 FR 55241 beside what is controlled for anti-terrorism reasons only.

    `None` where the paragraph is not stated, and so cannot tell.
    """
    eccn = classification.eccn
    named = [under for number, under in _CRYPTOGRAPHIC if number == eccn.number]
    if any(not under or eccn.paragraph == under or eccn.paragraph.startswith(under + ".") for under in named):
        return True
    return None if any(under.startswith(eccn.paragraph + ".") or not eccn.paragraph for under in named) else False


@derived(citation="15 CFR 744.11")
def family_of_entry(standing: Standing) -> str:
    """The family of an Entity List entry in force, `other` where it has none; empty for other standings."""
    return (standing.family or "other") if listed_itself(standing) else ""


@rule(
    "744.11 standards",
    citation=SUPPLEMENT_4,
    only_when="family_of_entry",
    effective=[span("2020-06-18", "2022-09-08", by="85 FR 36719")],
)
def standards_for_huawei(
    family_of_entry: str, classification: Classification | None, kind: str, end_use: str
) -> Findings | None:
    """No license under Huawei's entries for technology released to a standards organization

    Encoded: technology that is EAR99 or controlled for anti-terrorism reasons only, released to members
    of a standards organization to contribute to the revision or development of a standard; Huawei's
    entries only. Software is not covered.
    Not encoded: that the recipient body is a "standards organization" (772.1) is taken from the end use.
    """
    if end_use != _END_USE or classification is None or not family_of_entry:
        return None
    if family_of_entry != "huawei":
        because = "The clause for releases to standards organizations stands in Huawei's entries only until 2022-09-08."
        return (note(Effect.CONSIDERED, because, "85 FR 36719", SUPPLEMENT_4),)
    plain = uncontrolled(classification)
    if kind != "technology" or plain is False:
        because = (
            "The clause for standards organizations covers technology that is EAR99 or controlled for anti-terrorism "
            f"reasons only, not {kind} of {classification.eccn}."
        )
        return (note(Effect.CONSIDERED, because, "85 FR 36719", SUPPLEMENT_4),)
    because = "Technology of no or anti-terrorism control only, released to members of a standards organization."
    lifted = exempt(because, "85 FR 36719", SUPPLEMENT_4, "15 CFR 744.11", covers=(KEY,))
    if plain:
        return (lifted,)
    because = "The clause needs technology that is controlled for anti-terrorism reasons only: state its paragraph."
    return lifted, note(Effect.QUESTION, because, "85 FR 36719", SUPPLEMENT_4, code="item.eccn")


@rule(
    "744.11 standards",
    citation="15 CFR 744.11(a)(1)",
    only_when="family_of_entry",
    effective=[span("2022-09-09", "2024-07-17", by="87 FR 55241", ended_by="89 FR 58265")],
)
def standards_related_activity(
    family_of_entry: str, classification: Classification | None, kind: str, end_use: str, standard_secret: bool
) -> Findings | None:
    """No license under the Entity List for a release for a standards-related activity

    Encoded: technology or software that is EAR99 or controlled for anti-terrorism reasons only, to any
    listed entity; also software of 5D002.b and 5D002.c.1 and technology of 5E002, where a question
    remains whether it is for equipment of 5A002.a, .b or .c as the paragraph wants; and of 5D002 whose
    paragraph is not stated. Not where it is said that the standard is not meant to be published: 772.1 made that
    intent part of the activity.
    Not encoded: that the activity meets the rest of the definition in 772.1 is taken from the end use.
    """
    if end_use != _END_USE or classification is None or not family_of_entry:
        return None
    cited = ("15 CFR 744.11(a)(1)", "87 FR 55241")
    if standard_secret:
        because = "A standards-related activity is one with the intent that the resulting standard will be published."
        return (note(Effect.CONSIDERED, because, *cited, "15 CFR 772.1"),)
    released = kind in ("technology", "software")
    lifted = exempt("A release for a standards-related activity.", *cited, covers=(KEY,))
    plain = uncontrolled(classification)
    if released and plain:
        return (lifted,)
    if released and (plain is None or cryptographic(classification) is not False):
        because = (
            "The clause reaches what is controlled for anti-terrorism reasons only, and cryptographic 5D002.b,"
            " 5D002.c.1 and 5E002 for equipment of 5A002.a, .b or .c: state the paragraph and what it is for."
        )
        return lifted, note(Effect.QUESTION, because, *cited, code="item.eccn")
    because = (
        "The clause for standards-related activities covers technology and software that is EAR99 or controlled for "
        f"anti-terrorism reasons only, and some of 5D002 and 5E002: not {kind} of {classification.eccn}."
    )
    return (note(Effect.CONSIDERED, because, *cited),)
