"""What a text says of listings and licenses, set beside the record of the text's day.

Each check knows one kind of statement by its general wording and one part of the record: counts of affiliates from
the register, days of a general license from its periods, days of listing, review policies. Verdicts: `agrees`,
`contradicted`, `loose` (true of something near, or too wide), `no_record` (the record holds nothing of it). A text
that no check knows gives no claim: silence here is no agreement.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from licet.lists.register import Register
from licet.screening.documents import claim_counts, claim_licenses, claim_listings, claim_measures
from licet.screening.documents.claim_text import Claim, DatedText, Sentence
from licet.screening.documents.claim_words import AGREES, CONTRADICTED, LOOSE, NO_RECORD
from licet.screening.documents.mentions import Mention
from licet.screening.documents.regulation_words import Term
from licet.terms.dates import Moment, end_of

__all__ = ["Claim", "claims_of", "date_of"]

# Each check with words, in small letters, of which its statements hold at least one.
_CHECKS: tuple[tuple[str, Callable[[DatedText, Sentence], Iterator[Claim]]], ...] = (
    ("affiliat|subsidiar", claim_counts.affiliate_counts),
    ("list", claim_counts.together_listed),
    ("request|application|licens|licenc", claim_counts.applications),
    ("list", claim_listings.listing_days),
    ("list", claim_listings.on_a_list),
    ("list", claim_listings.removals),
    (" fr |fed.", claim_listings.acts_cited),
    ("denial order", claim_listings.denial_orders),
    ("sanctioned|blacklisted|penali|banned", claim_listings.sanctioned),
    ("presumption|denial|denied|deny|case", claim_licenses.review_policies),
    ("impossible|unable|illegal|forbidden|can|licens|licenc|barred|banned|prohibited|blocked",
     claim_licenses.requirements),
    ("buy|purchase", claim_licenses.allowed_to_buy),
    ("day|week|month", claim_licenses.general_license_days),
    ("expir|ran out|run out|runs out|lapsed|until|through|run to|exten", claim_licenses.general_license_ends),
    ("licens|licenc", claim_licenses.separate_licenses),
    ("existing|current|new|product", claim_licenses.general_license_scope),
    ("state|residents|carrier", claim_licenses.states_named),
    ("executive order", claim_measures.executive_orders),
    ("market", claim_measures.markets),
    ("activities", claim_measures.findings),
    ("iran|sanction|spy|spies|espionage|backdoor|ties to|equipment|national", claim_measures.reasons),
    ("relax|eas|lift|loosen|soften|scal", claim_measures.relaxations),
)  # fmt: skip
_WORDS = tuple((tuple(words.split("|")), check) for words, check in _CHECKS)


def claims_of(
    text: str, when: Moment, register: Register, terms: Sequence[Term], mentions: Sequence[Mention]
) -> Iterator[Claim]:
    """The claims of a text in order of place, judged on its day."""
    reading = DatedText(text, when, register, terms, mentions)
    found: dict[tuple[int, int, str], Claim] = {}
    order = (CONTRADICTED, LOOSE, NO_RECORD, AGREES)
    for sentence in reading.sentences():
        if not 12 <= len(sentence.text) <= 4000:
            continue  # no sentence of prose
        if sentence.text.rstrip("' \"\u201d\u2019)").endswith("?"):
            continue  # a question states nothing
        small = " ".join(sentence.text.lower().split())
        for words, check in _WORDS:
            if not any(word in small for word in words):
                continue
            for claim in check(reading, sentence):
                place = (claim.start, claim.end, claim.kind)
                known = found.get(place)
                several = sorted((known, claim) if known else (claim,), key=lambda one: order.index(one.verdict))
                found[place] = _both(several[0], several[-1])
    yield from sorted(found.values(), key=lambda each: (each.start, each.end))


def _both(worse: Claim, better: Claim) -> Claim:
    """One claim of what is said of two parties in the same words: it is as true as the worse half."""
    if worse.record == better.record:
        return worse
    cited = tuple(dict.fromkeys((*worse.citations, *better.citations)))
    return replace(worse, record=f"{worse.record} | {better.record}", citations=cited)


_DATELINE = re.compile(
    r"^\W{0,3}(?:(?:published|posted|updated|date|dated|sent|created)\b[^\n]{0,20})?$", re.IGNORECASE
)


def date_of(text: str, terms: Sequence[Term]) -> Moment | None:
    """The day a text gives as its own: a date that opens a line or follows "Published" or "Date", near the top."""
    for term in terms:
        if term.start > 1500:
            break
        if term.kind != "date" or len(term.value) != 10:
            continue
        line = text.rfind("\n", 0, term.start) + 1
        if _DATELINE.match(text[line : term.start].rstrip(" :,")):
            return end_of(dt.date.fromisoformat(term.value))
    return None
