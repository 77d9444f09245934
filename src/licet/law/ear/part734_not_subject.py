"""15 CFR 734.3(b), 734.7, 734.10 and 742.15(b): technology and software that are not subject to the EAR.

Not encoded, having no fact: fundamental research (734.8), unpublished patent applications (734.10(a)(3), (4)),
and storage or transmission with end-to-end encryption (734.18(a)(5)).
"""

from __future__ import annotations

from licet.law.ccl import Classification
from licet.law.ear.part744.s744_11_standards import cryptographic, uncontrolled
from licet.law.finding import Effect, Finding, Findings, note
from licet.law.rule import rule, span

_PUBLISHED = ("15 CFR 734.7", "15 CFR 734.3(b)(3)")
_NOT_RELEASES = frozenset({"import", "payment", "domestic_sale", "service"})
ADVISORY_OPINION = "BIS General Advisory Opinion 2019-08-19"


def _published(
    kind: str, classification: Classification | None, eccn_stated: bool, notified: bool, unnotified: Findings
) -> Findings:
    """`unnotified`: what to say of published 5D002 source code without a notification."""
    if kind not in ("technology", "software"):
        because = "Only technology and software can be published; a commodity stays subject to the EAR."
        return (note(Effect.CONSIDERED, because, *_PUBLISHED),)
    entry = "" if classification is None else classification.eccn.number
    if kind == "software" and entry == "5D002":
        cited = ("15 CFR 742.15(b)", "15 CFR 734.7(b)", *_PUBLISHED)
        if not notified:
            return unnotified
        because = "Published encryption source code of which BIS and the encryption coordinator were notified."
        return (note(Effect.NOT_SUBJECT, because, *cited),)
    patents = ("15 CFR 734.10",) if kind == "technology" else ()
    because = f"Not subject to the EAR: published {kind}, as claimed."
    found = [note(Effect.NOT_SUBJECT, because, *_PUBLISHED, *patents)]
    if eccn_stated and entry in ("0D501", "0E501"):  # entries since 2020-03-09, as the paragraph is: 85 FR 4136
        because = (
            "Files posted on the internet and ready to make a firearm, its frame or receiver on a machine stay subject"
            " to the EAR though published: is it such a file?"
        )
        found.append(note(Effect.QUESTION, because, "15 CFR 734.7(c)", code="item.published"))
    return tuple(found)


@rule("734.7", citation="15 CFR 734.7", effective=[span(None, "2021-03-28")])
def published_with_notice_of_all_source_code(
    published: bool,
    jurisdiction: frozenset[str],
    kind: str,
    classification: Classification | None,
    eccn_stated: bool,
    notified_742_15: bool,
) -> Findings | None:
    """Published technology and software are not subject to the EAR.

    Encoded: on the claim that it is published in the sense of 734.7. 5D002 software stays subject unless it is
    public source code (or its object code) of which notice was given under 742.15(b). Of items stated to be 0D501
    or 0E501 it is asked whether they are the files of 734.7(c).
    """
    if not published or not jurisdiction:
        return None
    because = "5D002 software stays subject to the EAR though published: no notification under 742.15(b) is stated."
    unnotified = (note(Effect.CONSIDERED, because, "15 CFR 742.15(b)", *_PUBLISHED),)
    return _published(kind, classification, eccn_stated, notified_742_15, unnotified)


@rule("734.7", citation="15 CFR 734.7", effective=[span("2021-03-29", by="86 FR 16482")])
def published(
    published: bool,
    jurisdiction: frozenset[str],
    kind: str,
    classification: Classification | None,
    eccn_stated: bool,
    notified_742_15: bool,
) -> Findings | None:
    """Published technology and software are not subject to the EAR.

    Encoded: on the claim that it is published in the sense of 734.7. Of public 5D002 source code, only that with
    non-standard cryptography needs the notification of 742.15(b); without one stated that is a question. Of
    items stated to be 0D501 or 0E501 it is asked whether they are the files of 734.7(c).
    """
    if not published or not jurisdiction:
        return None
    cited = ("15 CFR 742.15(b)", "15 CFR 734.7(b)", *_PUBLISHED)
    unnotified = (
        note(Effect.NOT_SUBJECT, "Published encryption source code, unless it needed a notification.", *cited),
        note(
            Effect.QUESTION,
            "Is it source code, and without non-standard cryptography? Otherwise 742.15(b) asks for a notification.",
            *cited,
            code="item.notified_742_15",
        ),
    )
    return _published(kind, classification, eccn_stated, notified_742_15, unnotified)


@rule("734.7 standards", citation=ADVISORY_OPINION, effective=[span("2019-08-19", "2020-06-17")])
def advisory_opinion_on_standards(published: bool, end_use: str) -> Finding | None:
    """Published contributions to standards.

    Encoded: told, where a contribution to a standard is published. The opinion was rescinded on 2020-06-18.
    """
    if not published or end_use != "standards_development":
        return None
    because = "BIS said that what is published in the course of standards work is not subject to the EAR."
    return note(Effect.CONSIDERED, because, ADVISORY_OPINION, "15 CFR 734.7")


@rule("734.10(b)", citation="15 CFR 734.10(b)", effective=[span("2024-07-18", by="89 FR 58265")])
def standards_related_activity(
    end_use: str,
    jurisdiction: frozenset[str],
    kind: str,
    standard_published: bool,
    classification: Classification | None,
    activity: str,
) -> Findings | None:
    """Releases for a standards-related activity are not subject to the EAR.

    Encoded: technology or software that is EAR99 or AT-only, for a standard that is published or meant to be;
    of 5D002.b, 5D002.c.1 and 5E002, and of 5D002 whose paragraph is not stated, a question remains: which it is
    and what equipment it is for.
    Not encoded: whether the activity is one in the sense of 772.1; the stated end use says so.
    """
    if end_use != "standards_development" or classification is None or activity in _NOT_RELEASES:
        return None
    if not jurisdiction:  # outside the EAR in any case
        return None
    cited = ("15 CFR 734.10(b)", "15 CFR 734.3", "89 FR 58265")
    if kind not in ("technology", "software"):
        because = "The clause for standards-related activities covers technology and software only."
        return (note(Effect.CONSIDERED, because, *cited),)
    if not standard_published:
        because = "The clause for standards-related activities needs a standard that is published or meant to be."
        return (note(Effect.CONSIDERED, because, *cited),)
    because = "Not subject to the EAR: released for a standards-related activity, for a published standard."
    lifted = note(Effect.NOT_SUBJECT, because, *cited)
    plain = uncontrolled(classification)
    if plain:
        return (lifted,)
    if plain is None or cryptographic(classification) is not False:
        because = (
            "The clause covers what is EAR99 or controlled for anti-terrorism reasons only, and cryptographic "
            "5D002.b, 5D002.c.1 and 5E002 for 5A002 equipment: state the paragraph and what it is for."
        )
        return lifted, note(Effect.QUESTION, because, *cited, code="item.eccn")
    because = f"{classification.eccn} is controlled for more than anti-terrorism reasons and not of the named entries."
    return (note(Effect.CONSIDERED, because, *cited),)
