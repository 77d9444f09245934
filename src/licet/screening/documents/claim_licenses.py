"""Claims of licenses: that one is required, how applications are reviewed, what a general one covers and till when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from licet.lists.entry import Entry, Listing
from licet.screening.documents.claim_text import Claim, DatedText, Sentence, made
from licet.screening.documents.claim_words import (
    AGREES,
    CONTRADICTED,
    LOOSE,
    NO_RECORD,
    NUMBER,
    SUPPLEMENT,
    TIME,
    negated,
    time_told,
    value_of,
)
from licet.screening.documents.regulation_words import GeneralLicensePeriod, general_license_periods
from licet.terms.scope import Reach

__all__ = [
    "allowed_to_buy", "general_license_days", "general_license_ends", "general_license_scope", "requirements",
    "review_policies", "separate_licenses", "states_named",
]  # fmt: skip

# The states of the Union; a general license has no geographic limit within it.
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|"
    "Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|"
    "Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|"
    "Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming"
)
_POLICY = re.compile(
    r"\b(?P<policy>presumption\s+of\s+(?:denial|approval)|policy\s+of\s+denial"
    r"|case[- ]by[- ]case(?:\s+(?:review|basis))?)\b"
    r"|\balmost\s+certain(?:ly)?\b[^\n]{0,60}\bden(?:ied|y|ial)\b",
    re.IGNORECASE,
)


def review_policies(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "A presumption of denial applies", "almost certain to be denied"."""
    entry = reading.subject(sentence)
    listing = reading.on_list(entry) if entry else None
    if entry is None or listing is None:
        return
    actual = listing.policy.default.value
    for found in _POLICY.finditer(sentence.text):
        record = f"review policy of {entry.name} on {reading.day}: {_shown(listing)}"
        denied = negated(sentence.text, found.start())
        if found["policy"] is None:
            record += "; a presumption that single licenses have overcome, no certainty"
            verdict = LOOSE if "denial" in actual else CONTRADICTED
        else:
            words = "_".join(re.split(r"[\s-]+", found["policy"].lower()))
            same = words.removesuffix("_review").removesuffix("_basis") == actual
            if denied:
                verdict = CONTRADICTED if same else AGREES
            else:
                verdict = AGREES if same else LOOSE if listing.policy.clauses else CONTRADICTED
        yield made(sentence, found, "review_policy", verdict, record, listing.act, SUPPLEMENT)


def _shown(listing: Listing) -> str:
    shown = listing.policy.default.value.replace("_", " ")
    return f"{shown}, other policies for some items" if listing.policy.clauses else shown


# ---------------------------------------------------------------- the requirement

_TRADE = r"(?P<deal>buy|purchas\w+|acquir\w+|sell\w*|supply\w*|ship\w*|export\w*|do\s+business|trad(?:e|ing)|deal\w*)"
_BUYING = re.compile(r"buy|purchas|acquir", re.IGNORECASE)
_IMPOSSIBLE = re.compile(
    rf"\b(?:impossible|unable|illegal|forbidden|cannot|can['’]t|can\s+no\s+longer)\b[^.;\n]{{0,60}}?\b(?:to\s+)?{_TRADE}\b[^;\n]{{0,80}}",
    re.IGNORECASE,
)
_BANNED = re.compile(
    r"\b(?:banned|barred|prohibited|blocked)\s+from\s+(?P<deal>buying|purchasing|selling|acquiring|supplying|doing\s+business)\b"
    r"[^;\n]{0,100}",
    re.IGNORECASE,
)
_NEEDS = re.compile(
    r"\b(?:require[sd]?|requiring|need(?:s|ed)?|must\s+(?:get|obtain))\b[^;\n]{0,60}?\blicen[sc]es?\b[^;\n]{0,60}",
    re.IGNORECASE,
)
_NEEDS_NONE = re.compile(
    r"\b(?:need|require|requires|needs)\s+no\s+(?:[\w.]+\s+){0,2}?licen[sc]es?\b[^;\n]{0,60}"
    r"|\bno\s+(?:[\w.]+\s+){0,2}?licen[sc]es?\s+(?:is|are|was|were)\s+(?:needed|required|necessary)\b[^;\n]{0,60}"
    r"|\bwithout\s+(?:needing\s+|requiring\s+|having\s+to\s+\w+\s+)(?:an?\s+|any\s+)?(?:[\w.]+\s+){0,2}?licen[sc]es?\b[^;\n]{0,40}",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\bwithout\b[^;\n]{0,40}licen[sc]", re.IGNORECASE)
_MAY_WITHOUT = re.compile(
    rf"\b(?:can|may|(?:is|are)\s+(?:now\s+|again\s+)?(?:free|able|allowed|permitted)\s+to)\s+(?!not\b)(?:\w+\s+){{0,2}}?{_TRADE}\b"
    r"[^;\n]{0,60}?\bwithout\s+(?:an?\s+|any\s+)?(?:[\w.]+\s+){0,2}?licen[sc]es?\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"(?:(?:temporary|temporal)\s+)?general\s+licen[sc]e|\bTGL\b|\b\d+-day\s+(?:reprieve|licen[sc]e)", re.IGNORECASE
)


def requirements(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "Firms need a license to sell to X", "it is impossible for X to buy", "no license is needed"."""
    entry = reading.subject(sentence)
    listing = reading.on_list(entry) if entry else None
    if entry is None or listing is None or _GENERAL.search(sentence.text):
        return
    cited = (listing.act, "15 CFR 744.11(a)", SUPPLEMENT)
    record = (
        f"{entry.name} on {reading.day}: a license is required for {listing.scope.text or 'items subject to the EAR'};"
        f" review by {_shown(listing)}"
    )
    for found in _IMPOSSIBLE.finditer(sentence.text):
        if _with_party(reading, sentence, found):
            if _WITHOUT.search(sentence.text, found.start("deal")):
                yield made(sentence, found, "requirement", AGREES, record, *cited)
                continue
            said = f"{record}; a license requirement, no bar to every transaction"
            yield made(sentence, found, "requirement", LOOSE, said, *cited)
    for found in _BANNED.finditer(sentence.text):
        if _with_party(reading, sentence, found):
            licensed = _WITHOUT.search(sentence.text, found.start("deal"))
            yield made(sentence, found, "requirement", AGREES if licensed else LOOSE, record, *cited)
    for found in _MAY_WITHOUT.finditer(sentence.text):
        if _with_party(reading, sentence, found) and not negated(sentence.text, found.start()):
            yield _none_needed(reading, sentence, found, entry, listing, record)
    for found in _NEEDS.finditer(sentence.text):
        if negated(sentence.text, found.start()):
            yield _none_needed(reading, sentence, found, entry, listing, record)
        elif not re.search(r"\bno\b", found.group(), re.IGNORECASE):
            yield made(sentence, found, "requirement", AGREES, record, *cited)
    for found in _NEEDS_NONE.finditer(sentence.text):
        yield _none_needed(reading, sentence, found, entry, listing, record)


def _none_needed(
    reading: DatedText, sentence: Sentence, found: re.Match[str], entry: Entry, listing: Listing, record: str
) -> Claim:
    period = reading.general_license(entry)
    covered = period is not None and period.first <= reading.day <= period.through
    some = covered or listing.scope.reach is not Reach.ALL
    told = f"; {period.name}: {reading.in_force(period)}" if period else ""
    return made(
        sentence, found, "requirement", LOOSE if some else CONTRADICTED, record + told, listing.act,
        "15 CFR 744.11(a)", SUPPLEMENT,
    )  # fmt: skip


def _with_party(reading: DatedText, sentence: Sentence, found: re.Match[str]) -> bool:
    """Whether the party is the one that buys, or the one that is sold to: what a listing bears on."""
    if _BUYING.search(found["deal"]):
        return bool(reading.meant(sentence, 0, found.start("deal")))
    after = sentence.text[found.end("deal") :]
    to = re.search(r"\b(?:to|with)\s+", after)
    return to is not None and bool(
        sentence.within(found.end("deal") + to.end(), len(sentence.text))
        or re.match(r"(?:it|them|the\s+(?:\w+\s+){0,2}(?:company|firm|group|giant|maker))\b", after[to.end() :])
    )


_ALLOWED = re.compile(
    r"\b(?P<not>not\s+)?(?:be\s+)?(?:now\s+)?(?:again\s+)?(?:be\s+)?(?:allowed|permitted|free|able)\s+to\s+(?:buy|purchase)\b[^;\n]{0,80}",
    re.IGNORECASE,
)


def allowed_to_buy(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "X will now be allowed to buy US products"."""
    for found in _ALLOWED.finditer(sentence.text):
        entry = reading.subject(sentence)
        listing = reading.on_list(entry) if entry else None
        if entry is None or listing is None or found["not"] or negated(sentence.text, found.start(), 12):
            continue
        period = reading.general_license(entry)
        told = f"; {period.name}: {reading.in_force(period)}" if period else ""
        record = (
            "licenses, general or specific, are the exporter's, for stated uses and on conditions;"
            f" {entry.name} stood on the Entity List on {reading.day}{told}"
        )
        yield made(sentence, found, "authorization", LOOSE, record, period.act if period else "", SUPPLEMENT)


# ---------------------------------------------------------------- general licenses

_DAYS = re.compile(rf"\b{NUMBER}[- ](?P<unit>day|week|month)s?\b", re.IGNORECASE)


def general_license_days(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "The temporary general license runs for 90 days"."""
    if not _GENERAL.search(f"{sentence.before} {sentence.text}"):
        return
    period = reading.general_license(reading.subject(sentence))
    for found in _DAYS.finditer(sentence.text):
        if period is None:
            yield made(sentence, found, "general_license_term", NO_RECORD, "no general license of the record fits")
            continue
        days = (period.through - period.first).days + 1
        stated = value_of(found["number"]) * {"day": 1, "week": 7, "month": 30}[found["unit"].lower()]
        verdict = AGREES if abs(stated - days) <= 3 else CONTRADICTED
        record = f"{period.name}: {reading.in_force(period)}, {days} days; the days, not the number, decide"
        yield made(sentence, found, "general_license_term", verdict, record, period.act, period.citation)


_END = re.compile(
    r"\b(?:expir(?:e|es|ed|ing)|ran\s+out|runs?\s+out|lapsed|until|through|to\s+run\s+to|exten(?:ded|ds|sion)\b[^.;\n]{0,60}?\bto)\s+(?:on\s+)?(?=[A-Z0-9])",
    re.IGNORECASE,
)


def general_license_ends(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "The general license expired on August 13, 2020", "until August 19"."""
    if not _GENERAL.search(f"{sentence.before} {sentence.text}"):
        return
    entry = reading.subject(sentence)
    own = [each for each in general_license_periods() if entry and each.family == entry.family]
    if not own:
        return
    for found in _END.finditer(sentence.text):
        when = TIME.match(sentence.text, found.end())
        told = _end_told(when, reading.day) if when else None
        if when is None or told is None:
            continue
        low, high = told
        near = [each for each in own if each.first <= reading.day + dt.timedelta(days=92)]
        fits = [each for each in near if low - _A_DAY <= each.through <= high + _A_DAY]
        shown = fits or near[-1:]
        record = "; ".join(f"{each.name} by {each.act}: from {each.first} through {each.through}" for each in shown)
        last = max((each.through for each in near), default=None)
        verdict = AGREES if fits else CONTRADICTED
        if fits and re.match(r"expired|ran|lapsed", found.group(), re.IGNORECASE) and last and last > high + _A_DAY:
            verdict = LOOSE
            record += f"; it was extended, at last through {last}"
        cited = [citation for each in shown for citation in (each.act, each.citation)]
        yield made(sentence, when, "general_license_term", verdict, record, *cited)


_A_DAY = dt.timedelta(days=1)  # "through" and "until" a day are told of the same end


def _end_told(when: re.Match[str], day: dt.date) -> tuple[dt.date, dt.date] | None:
    """A day without a year that ends something may lie ahead."""
    told = time_told(when, day)
    if told and not (when["year"] or when["year2"] or when["iso"]) and (when["month"] or when["month2"]):
        ahead = time_told(when, day + dt.timedelta(days=150))
        if ahead and day < ahead[0]:
            return ahead
    return told


_SEPARATE = re.compile(
    rf"(?:{_GENERAL.pattern})[^\n]{{0,200}}?\b(?:obtain|need|require[sd]?|get|seek|apply\s+for|receive|have)\b[^\n]{{0,40}}?"
    r"\b(?:separate|individual|specific|additional|their\s+own)\s+licen[sc]es?",
    re.IGNORECASE,
)


def separate_licenses(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "Under the general license firms will also obtain separate licenses"."""
    for found in _SEPARATE.finditer(sentence.text):
        period = reading.general_license(reading.subject(sentence))
        if period is None:
            continue
        denied = re.search(r"\b(?:not|no|never|without)\b|n['’]t\b", found.group(), re.IGNORECASE)
        record = "within its scope a general license needs no license of one's own; outside it a specific one is needed"
        yield made(
            sentence, found, "general_license_effect", AGREES if denied else CONTRADICTED, record, period.act,
            period.citation,
        )  # fmt: skip


_BUY_FOR = re.compile(
    r"\b(?:enable|allow|permit|let)(?:s|ed|ing)?\b[^\n]{0,60}\b(?:buy|purchas\w+|acquire|obtain)\b[^\n]{0,80}\bfor\b[^\n]{0,60}"
    r"\bproducts?\b",
    re.IGNORECASE,
)
_EXISTING = re.compile(
    r"\b(?:existing|current)\s+(?:\w+\s+){0,2}(?:networks?|equipment|handsets?|devices|phones|customers|smartphones)\b[^;\n]{0,60}",
    re.IGNORECASE,
)
_NEW = re.compile(
    r"\b(?:any\s+)?new\s+(?:\w+\s+)?(?:products?|devices|phones|handsets|models|smartphones)\b", re.IGNORECASE
)
_STILL = re.compile(
    r"\b(?:still|currently|now|remains?|continues?)\b|\b(?:allows|lets|permits|covers)\b", re.IGNORECASE
)


def general_license_scope(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """What a general license is said to be for, held against its limbs: support of what existed before the listing."""
    near = _GENERAL.search(f"{sentence.before} {sentence.text}")
    period = reading.general_license(reading.subject(sentence))
    if period is None:
        return
    scope = "support of networks, equipment and devices that existed before the listing; not new products"
    record = f"{period.name} covers {scope} ({reading.in_force(period)})"
    cited = (period.act, period.citation)
    if near:
        for found in _BUY_FOR.finditer(sentence.text):
            if not re.search(r"\b(?:existing|maintain|support|not)\b", found.group(), re.IGNORECASE):
                yield made(sentence, found, "general_license_scope", CONTRADICTED, record, *cited)
        for found in _EXISTING.finditer(sentence.text):
            yield made(
                sentence, found, "general_license_scope", _of_what_exists(reading, sentence, period), record, *cited
            )
    if near or re.search(r"\b(?:allowed|permitted|licen[sc]e)", sentence.text):
        for found in _NEW.finditer(sentence.text):
            # "will not be allowed to purchase … for any new products": the word may stand far before
            denied = re.search(r"\b(?:not|no|never|without|cannot)\b|n['’]t\b", sentence.text[: found.start()])
            yield made(sentence, found, "general_license_scope", AGREES if denied else CONTRADICTED, record, *cited)


def _of_what_exists(reading: DatedText, sentence: Sentence, period: GeneralLicensePeriod) -> str:
    """Support of what exists was covered; not any more where the license is said to hold and has ended."""
    if period.through < reading.day and _STILL.search(sentence.text):
        return CONTRADICTED
    return AGREES


_BENEFIT = re.compile(r"\b(?:relief|general\s+licen[sc]e|benefit|exempt\w*|waiver|reprieve)\b", re.IGNORECASE)
_NAMED_STATES = re.compile(rf"\b(?:{_STATES})\b(?:(?:,|\s+and|\s+or)\s+(?:\w+\s+)?(?:{_STATES})\b)*")


def states_named(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "Certain states such as Wyoming will benefit from the relief"."""
    if not (_BENEFIT.search(sentence.text) and re.search(r"\bstates?\b|\bresidents\b|\bcarriers?\b", sentence.text)):
        return
    period = reading.general_license(reading.subject(sentence))
    found = _NAMED_STATES.search(sentence.text)
    if period is None or found is None:
        return
    record = f"{period.name} names no state and has no geographic limit within the United States"
    yield made(sentence, found, "general_license_scope", CONTRADICTED, record, period.act, period.citation)
