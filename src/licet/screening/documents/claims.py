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

from licet.lists.embedded import acts
from licet.lists.entry import Entry
from licet.lists.register import Register
from licet.screening.documents.claim_text import Claim, Reading, Sentence
from licet.screening.documents.mentions import Mention
from licet.screening.documents.regulation_words import Term
from licet.terms.dates import Moment, end_of

__all__ = ["Claim", "claims_of", "date_of"]

AGREES, CONTRADICTED, LOOSE, NO_RECORD = "agrees", "contradicted", "loose", "no_record"
_SUPPLEMENT = "15 CFR Part 744 Supp. No. 4"
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
)
_NUMBERS = {word: number for number, word in enumerate(_UNITS.split(" "))} | {
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "dozen": 12,
}  # fmt: skip
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_NUMBER = (
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}"
    rf"|(?:{_TENS})(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|"
    + "|".join(sorted((word for word in _NUMBERS if word != "zero"), key=len, reverse=True))
    + ")"
)
_ABOUT = (
    r"(?:(?P<about>about|around|roughly|nearly|almost|some|approximately|more than|over|at least|up to|as many as|"
    r"fewer than|less than)\s+)?"
)
_LISTED = r"(?:entity\s+list|black\s?list|restricted\s+(?:trade\s+)?list|trade\s+list)"
_PUT = r"(?:plac|put|add|list|blacklist|includ|join)(?:ed|s|ing|ting)?"
_NOT = re.compile(r"\b(?:not|no|never|without|cannot|can't|won't|n't)\b", re.IGNORECASE)
_SPEAKS = re.compile(
    r"affiliat|subsidiar|licen[sc]e|list|den(?:ial|ied)|approval|case|order|barr|bann|block|shut|exclu|activit|sanction|"
    r"restrict|penali|days|week|month|relax|curb|impossible|unable|illegal|allowed|permitted|free|able|need|requir|must|"
    r"request|application|new|existing|current|benefit|relief",
    re.IGNORECASE,
)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
# The states of the Union; a general license has no geographic limit within it.
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|"
    "Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|"
    "Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|"
    "Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    "West Virginia|Wisconsin|Wyoming"
)


def claims_of(
    text: str, when: Moment, register: Register, terms: Sequence[Term], mentions: Sequence[Mention]
) -> Iterator[Claim]:
    """The claims of a text in order of place, judged on its day."""
    reading = Reading(text, when, register, mentions)
    found: dict[tuple[int, int, str], Claim] = {}
    for sentence in reading.sentences():
        if not 12 <= len(sentence.text) <= 4000 or not _SPEAKS.search(sentence.text):
            continue  # no sentence of prose, or none that a check could know
        for check in _CHECKS:
            for claim in check(reading, sentence):
                found.setdefault((claim.start, claim.end, claim.kind), claim)
    yield from sorted(found.values(), key=lambda each: (each.start, each.end))


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


def _claim(sentence: Sentence, found: re.Match[str], kind: str, verdict: str, record: str, *citations: str) -> Claim:
    start, end = found.start(), found.end()
    if end < len(sentence.text) and sentence.text[end - 1].isalnum() and sentence.text[end].isalnum():
        end = start + len(found.group().rsplit(None, 1)[0])  # the pattern's bound fell inside a word
    shown = sentence.text[start:end].rstrip(" .,;")
    start += sentence.start
    kept = tuple(dict.fromkeys(each for each in citations if each))
    return Claim(shown, start, start + len(shown), kind, verdict, record, kept)


def _value(text: str) -> int:
    text = text.lower().replace(",", "")
    if text.isdigit():
        return int(text)
    return sum(_NUMBERS[word] for word in re.split(r"[- ]", text))


def _compare(stated: int, about: str, actual: int) -> str:
    about = about.lower()
    if about in ("more than", "over"):
        return AGREES if stated < actual <= stated * 1.5 else LOOSE if stated < actual else CONTRADICTED
    if about == "at least":
        return AGREES if stated <= actual <= stated * 1.5 else LOOSE if stated <= actual else CONTRADICTED
    if about in ("up to", "as many as", "fewer than", "less than"):
        return LOOSE if actual <= stated else CONTRADICTED
    if stated == actual:
        return AGREES
    return LOOSE if about and abs(stated - actual) <= max(1, actual // 20) else CONTRADICTED


# ---------------------------------------------------------------- counts

_AFFILIATES = re.compile(
    rf"\b{_ABOUT}{_NUMBER}\s+(?:of\s+(?:its|their)\s+)?"
    r"(?:other\s+|more\s+|non-?U\.?S\.?\s+|foreign\s+|overseas\s+|[A-Z]\w+\s+|of\s+its\s+){0,3}"
    r"(?:affiliates|subsidiaries|affiliated\s+(?:companies|entities|firms))"
    rf"(?:\s+(?:from|in|across|located\s+in|based\s+in|spread\s+over)\s+(?P<countries>\d{{1,3}})\s+"
    r"(?:different\s+|other\s+)?(?P<noun>countries|nations|destinations|jurisdictions))?",
    re.IGNORECASE,
)


def _affiliate_counts(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    for found in _AFFILIATES.finditer(sentence.text):
        begin = sentence.start + found.start("number")
        named = [each for each in reading.mentions if begin - 120 <= each.start < begin]
        together = [each for each in named if not re.search(r"[^\s,]", _between(reading.text, each, begin, named))]
        heads = [reading.register.entries[each.entry] for each in (*together, *reversed(named))]
        head = next((each for each in heads if each.family and reading.affiliates(each, reading.when)), None)
        head = head or (reading.chief if reading.chief and reading.chief.family else None)
        if head is None or reading.first_listed(head) is None:
            yield _claim(sentence, found, "affiliates", NO_RECORD, "the register holds no listed family for this count")
            continue
        held = reading.affiliates(head, reading.when)
        counts = reading.counts_over_time(head)
        stated = _value(found["number"])
        verdict = _compare(stated, found["about"] or "", len(held))
        told = "; ".join(f"{count} from {day}" for day, count in counts)
        record = f"affiliates of {head.name} on the Entity List: {told}; so {len(held)} on {reading.day}"
        if verdict == CONTRADICTED and any(count == stated for _, count in counts):
            verdict = LOOSE
            record += f". {stated} was the count of an earlier day"
        if found["countries"] and verdict != CONTRADICTED:
            basis = held
            if verdict == LOOSE:
                day = next((d for d, count in counts if count == stated), reading.day)
                basis = reading.affiliates(head, end_of(day))
            places = {entry.country for entry, _ in basis}
            record += f". They stand under {len(places)} destinations"
            if int(found["countries"]) != len(places):
                verdict = CONTRADICTED
            elif places & {"HK", "TW", "MO"} and found["noun"].lower() in ("countries", "nations"):
                record += ", Hong Kong or Taiwan counted among them"
        strangers = [
            reading.register.entries[each.entry]
            for each in together
            if reading.register.entries[each.entry].family != head.family
        ]
        for other in dict.fromkeys(entry.id for entry in strangers):
            entry = reading.register.entries[other]
            if reading.on_list(entry) is None:
                verdict = CONTRADICTED
                record += f". {entry.name} was not on the Entity List on {reading.day}" + _since_when(entry, reading)
        cited = [listing.listed_act or listing.act for _, listing in held]
        notes = [citation for each in strangers for citation, _ in each.notes]
        yield _claim(sentence, found, "affiliates", verdict, record, *sorted(set(cited)), *notes, _SUPPLEMENT)


def _between(text: str, mention: Mention, begin: int, named: Sequence[Mention]) -> str:
    """What stands between a name and a number, without other names and "and": empty in a plain enumeration."""
    between = list(text[mention.end : begin])
    for other in named:
        if other.start >= mention.end:
            for at in range(other.start - mention.end, min(other.end - mention.end, len(between))):
                between[at] = " "
    return re.sub(r"\b(?:and|plus|its|with|along)\b|&", " ", "".join(between))


def _since_when(entry: Entry, reading: Reading) -> str:
    past = [each for each in entry.listings if each.list == "entity_list" and each.until and each.until <= reading.when]
    if not past:
        return ""
    last = max(past, key=lambda each: each.effective)
    return f" (listed by {last.act}, removed {last.until:%Y-%m-%d} by {last.ended_by})" if last.until else ""


_JOINED = re.compile(
    rf"\b{_ABOUT}{_NUMBER}\s+(?:other\s+|more\s+|further\s+|additional\s+|Chinese\s+){{0,3}}"
    r"(?:firms|companies|entities|organi[sz]ations|businesses)\b",
    re.IGNORECASE,
)
_ACT_COUNT = re.compile(rf"^{_NUMBER}\s+(?:\w+\s+){{0,2}}(?:entities|additions|entries)\b", re.IGNORECASE)


def _other_listings(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """ "Joined on the list by over 20 other firms, including A and B": the acts by which those named were listed."""
    if not re.search(rf"{_PUT}[^\n]{{0,80}}{_LISTED}|{_LISTED}[^\n]{{0,80}}{_PUT}", sentence.text, re.IGNORECASE):
        return
    for found in _JOINED.finditer(sentence.text):
        after = [each for each in sentence.mentions if each.start >= sentence.start + found.end()]
        entries = [reading.register.entries[each.entry] for each in after]
        if not entries:
            continue
        missing = [each for each in entries if reading.on_list(each) is None]
        if missing:
            told = ", ".join(f"{each.name}{_since_when(each, reading)}" for each in missing)
            record = f"not on the Entity List on {reading.day}: {told}"
            yield _claim(sentence, found, "listings", CONTRADICTED, record, _SUPPLEMENT)
            continue
        named = {listing.listed_act or listing.act for each in entries if (listing := reading.on_list(each))}
        known = [
            (act, count["number"])
            for act in sorted(named)
            if act in acts() and (count := _ACT_COUNT.match(acts()[act].subject))
        ]
        if len(known) < len(named):
            record = "all that are named stood on the Entity List; how many were added with them is not held"
            yield _claim(sentence, found, "listings", NO_RECORD, record, *sorted(named))
            continue
        total = sum(_value(count) for _, count in known)
        verdict = _compare(_value(found["number"]), found["about"] or "", total)
        told = " and ".join(f"{act} ({acts()[act].effective[:10]}: {acts()[act].subject})" for act, _ in known)
        record = f"those named were added by {told}: {total} entities together, not all of them firms"
        yield _claim(sentence, found, "listings", LOOSE if verdict == AGREES else verdict, record, *sorted(named))


_APPLICATIONS = re.compile(
    rf"\b{_ABOUT}{_NUMBER}\s+(?:licen[sc]e\s+|export\s+)?(?:requests|applications|licen[sc]es)\b[^\n]{{0,60}}",
    re.IGNORECASE,
)


def _applications(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    for found in _APPLICATIONS.finditer(sentence.text):
        if re.search(r"licen[sc]|Commerce|Department|export", sentence.text):
            record = "applications and grants are no part of the register"
            yield _claim(sentence, found, "applications", NO_RECORD, record)


# ---------------------------------------------------------------- days of listing

_WHEN = re.compile(
    rf"\b(?P<rel>[Ll]ast|[Tt]his)\s+(?P<unit>year|month)\b|\b(?:[Ii]n|[Ss]ince|[Ff]rom)\s+(?:(?P<month>{'|'.join(_MONTHS)})(?:\s+(?P<year>(?:19|20)\d\d))?"
    rf"|(?P<only>(?:19|20)\d\d))\b"
)  # fmt: skip
_LISTING = re.compile(
    rf"\b{_PUT}\b[^;\n]{{0,100}}?\b{_LISTED}|\b{_PUT}\b[^;\n]{{0,40}}\bto\s+(?:the|a|an)\s[^;\n]{{0,30}}{_LISTED}|\bblacklisted\b",
    re.IGNORECASE,
)


def _listing_days(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    listing_words = _LISTING.search(sentence.text)
    if listing_words is None:
        return
    entry = reading.subject(sentence)
    if entry is None:
        return
    first = reading.first_listed(entry)
    for found in _WHEN.finditer(sentence.text):
        if first is None:
            record = f"{entry.name} did not stand on the Entity List up to {reading.day}"
            yield _claim(sentence, found, "listing_date", CONTRADICTED, record, _SUPPLEMENT)
            continue
        low, high = _span(found, reading.day)
        day = first.listed_from.date()
        agrees = low <= day <= high
        record = f"{entry.name} was listed on {day}"
        if not agrees and found["rel"] and (day.year, found["unit"].lower()) == (reading.day.year, "year"):
            record += ", the same year"
        yield _claim(
            sentence, found, "listing_date", AGREES if agrees else CONTRADICTED, record, first.listed_act, _SUPPLEMENT
        )


def _span(found: re.Match[str], day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the stretch that "last year", "in May" or "in 2019" names."""
    if found["only"]:
        year = int(found["only"])
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if found["rel"]:
        back = 1 if found["rel"].lower() == "last" else 0
        if found["unit"].lower() == "year":
            return dt.date(day.year - back, 1, 1), dt.date(day.year - back, 12, 31)
        month = day.replace(day=1)
        if back:
            month = (month - dt.timedelta(days=1)).replace(day=1)
        return month, _month_end(month)
    number = _MONTHS.index(found["month"].capitalize()) + 1
    year = int(found["year"]) if found["year"] else day.year - (number > day.month)
    first = dt.date(year, number, 1)
    return first, _month_end(first)


def _month_end(first: dt.date) -> dt.date:
    return (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)


# ---------------------------------------------------------------- review policy, licenses

_POLICY = re.compile(
    r"\b(?P<policy>presumption\s+of\s+(?:denial|approval)|policy\s+of\s+denial"
    r"|case[- ]by[- ]case(?:\s+(?:review|basis))?)\b"
    r"|\balmost\s+certain(?:ly)?\b[^\n]{0,60}\bden(?:ied|y|ial)\b",
    re.IGNORECASE,
)


def _review_policies(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    entry = reading.subject(sentence)
    listing = reading.on_list(entry) if entry else None
    if entry is None or listing is None:
        return
    actual = listing.policy.default.value
    for found in _POLICY.finditer(sentence.text):
        shown = actual.replace("_", " ")
        record = f"review policy of {entry.name} on {reading.day}: {shown}"
        if found["policy"] is None:
            record += "; a presumption that single licenses have overcome, no certainty"
            verdict = LOOSE if "denial" in actual else CONTRADICTED
        else:
            stated = (
                "_".join(re.split(r"[\s-]+", found["policy"].lower())).removesuffix("_review").removesuffix("_basis")
            )
            verdict = AGREES if stated == actual else LOOSE if listing.policy.clauses else CONTRADICTED
        yield _claim(sentence, found, "review_policy", verdict, record, listing.act, _SUPPLEMENT)


_GENERAL = r"(?:(?:temporary|temporal)\s+)?general\s+licen[sc]e|\bTGL\b"
_DAYS = re.compile(rf"\b{_NUMBER}[- ](?P<unit>day|week|month)s?\b", re.IGNORECASE)


def _general_license_days(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    near = f"{sentence.before} {sentence.text}"
    if not re.search(_GENERAL, near, re.IGNORECASE):
        return
    entry = reading.subject(sentence)
    period = reading.general_license(entry)
    for found in _DAYS.finditer(sentence.text):
        if period is None:
            yield _claim(sentence, found, "general_license_term", NO_RECORD, "no general license of the record fits")
            continue
        days = (period.through - period.first).days + 1
        stated = _value(found["number"]) * {"day": 1, "week": 7, "month": 30}[found["unit"].lower()]
        verdict = AGREES if abs(stated - days) <= 3 else CONTRADICTED
        record = f"{period.name}: {reading.in_force(period)}, {days} days; the days, not the number, decide"
        yield _claim(sentence, found, "general_license_term", verdict, record, period.act, period.citation)


_SEPARATE = re.compile(
    rf"(?:{_GENERAL})[^\n]{{0,200}}?\b(?:obtain|need|require[sd]?|get|seek|apply\s+for|receive|have)\b[^\n]{{0,40}}?"
    r"\b(?:separate|individual|specific|additional|their\s+own)\s+licen[sc]es?",
    re.IGNORECASE,
)


def _separate_licenses(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    for found in _SEPARATE.finditer(sentence.text):
        period = reading.general_license(reading.subject(sentence))
        if period is None:
            continue
        negated = bool(_NOT.search(found.group()))
        record = "within its scope a general license needs no license of one's own; outside it a specific one is needed"
        yield _claim(
            sentence, found, "general_license_effect", AGREES if negated else CONTRADICTED, record, period.act,
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


def _general_license_scope(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """What a general license is said to be for, held against its limbs: support of what existed before the listing."""
    near = re.search(_GENERAL, f"{sentence.before} {sentence.text}", re.IGNORECASE)
    period = reading.general_license(reading.subject(sentence))
    if period is None:
        return
    scope = "support of networks, equipment and devices that existed before the listing; not new products"
    record = f"{period.name} covers {scope} ({reading.in_force(period)})"
    cited = (period.act, period.citation)
    if near:
        for found in _BUY_FOR.finditer(sentence.text):
            if not re.search(r"\b(?:existing|maintain|support|not)\b", found.group(), re.IGNORECASE):
                yield _claim(sentence, found, "general_license_scope", CONTRADICTED, record, *cited)
        for found in _EXISTING.finditer(sentence.text):
            yield _claim(sentence, found, "general_license_scope", AGREES, record, *cited)
    if near or re.search(r"\b(?:allowed|permitted|licen[sc]e)", sentence.text):
        for found in _NEW.finditer(sentence.text):
            verdict = AGREES if _NOT.search(sentence.text[: found.start()]) else CONTRADICTED
            yield _claim(sentence, found, "general_license_scope", verdict, record, *cited)


_BENEFIT = re.compile(r"\b(?:relief|general\s+licen[sc]e|benefit|exempt\w*|waiver|reprieve)\b", re.IGNORECASE)
_NAMED_STATES = re.compile(rf"\b(?:{_STATES})\b(?:(?:,|\s+and|\s+or)\s+(?:\w+\s+)?(?:{_STATES})\b)*")


def _states_named(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    if not (_BENEFIT.search(sentence.text) and re.search(r"\bstates?\b|\bresidents\b|\bcarriers?\b", sentence.text)):
        return
    period = reading.general_license(reading.subject(sentence))
    found = _NAMED_STATES.search(sentence.text)
    if period is None or found is None:
        return
    record = f"{period.name} names no state and has no geographic limit within the United States"
    yield _claim(sentence, found, "general_license_scope", CONTRADICTED, record, period.act, period.citation)


# ---------------------------------------------------------------- what is forbidden

_ALLOWED = re.compile(
    r"\b(?P<not>not\s+)?(?:be\s+)?(?:now\s+)?(?:again\s+)?(?:be\s+)?(?:allowed|permitted|free|able)\s+to\s+(?:buy|purchase)\b[^;\n]{0,80}",
    re.IGNORECASE,
)


def _allowed_to_buy(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    for found in _ALLOWED.finditer(sentence.text):
        entry = reading.subject(sentence)
        listing = reading.on_list(entry) if entry else None
        if entry is None or listing is None or found["not"] or _NOT.search(sentence.text[: found.start()][-12:]):
            continue
        period = reading.general_license(entry)
        told = f"; {period.name}: {reading.in_force(period)}" if period else ""
        record = (
            "licenses, general or specific, are the exporter's, for stated uses and on conditions;"
            f" {entry.name} stood on the Entity List on {reading.day}{told}"
        )
        yield _claim(sentence, found, "authorization", LOOSE, record, period.act if period else "", _SUPPLEMENT)


_IMPOSSIBLE = re.compile(
    r"\b(?:impossible|unable|illegal)\b[^;\n]{0,40}\b(?:to\s+)?(?:buy|purchas\w+|acquire|supply|sell)\b[^;\n]{0,80}",
    re.IGNORECASE,
)
_NEEDS = re.compile(
    r"\b(?:banned|barred|prohibited|blocked)\s+from\s+(?:buying|purchasing|selling|acquiring)\b[^;\n]{0,100}"
    r"|\b(?:require[sd]?|requiring|need(?:s|ed)?|must\s+(?:get|obtain))\b[^;\n]{0,60}\blicen[sc]es?\b[^;\n]{0,60}",
    re.IGNORECASE,
)


def _requirement(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    entry = reading.subject(sentence)
    listing = reading.on_list(entry) if entry else None
    if entry is None or listing is None or re.search(_GENERAL, sentence.text, re.IGNORECASE):
        return
    policy = listing.policy.default.value.replace("_", " ")
    record = (
        f"{entry.name} on {reading.day}: a license is required for {listing.scope.text or 'items subject to the EAR'};"
        f" review by {policy}"
    )
    for found in _IMPOSSIBLE.finditer(sentence.text):
        said = f"{record}; a license requirement, no bar to every purchase"
        yield _claim(sentence, found, "requirement", LOOSE, said, listing.act, "15 CFR 744.11(a)", _SUPPLEMENT)
    for found in _NEEDS.finditer(sentence.text):
        licensed = re.search(r"licen[sc]", found.group(), re.IGNORECASE)
        verdict = AGREES if licensed and not _NOT.search(found.group().replace("without", "")) else LOOSE
        yield _claim(sentence, found, "requirement", verdict, record, listing.act, "15 CFR 744.11(a)", _SUPPLEMENT)


_ORDER = re.compile(
    r"\bexecutive\s+order\b[^;\n]{0,120}\b(?:prohibit|bann?|barr?|block|forbid)\w*\b[^;\n]{0,120}", re.IGNORECASE
)


def _executive_order(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    """EO 13873 on information and communications technology: no party named, nothing barred by its own words."""
    for found in _ORDER.finditer(sentence.text):
        telecom = re.search(r"telecom|network|equipment|technology|5G", sentence.text, re.IGNORECASE)
        names = sentence.mentions or re.search(r"\bChinese\b|\bChina\b", found.group())
        if not telecom or reading.day < dt.date(2019, 5, 15):
            continue
        record = (
            "EO 13873 of 2019-05-15 names no company and no country; it leaves transactions to later determinations"
        )
        soft = re.search(r"\b(?:could|may|might|effectively|paves?)\b", sentence.text, re.IGNORECASE)
        verdict = CONTRADICTED if names and not soft else LOOSE
        yield _claim(sentence, found, "executive_order", verdict, record, "EO 13873", "84 FR 22689")


_MARKET = re.compile(
    r"\b(?:barred|banned|shut\s+out|excluded|blocked)\b[^;\n]{0,80}\b(?:telecom(?:s|munications?)?|5G|network)\b[^;\n]{0,20}\bmarket\b",
    re.IGNORECASE,
)


def _market(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    for found in _MARKET.finditer(sentence.text):
        entry = reading.subject(sentence)
        if entry is None or not re.search(r"\bUS\b|U\.S\.|America|United States", sentence.text):
            continue
        held = {each.list: each for each in entry.in_force(reading.when)}
        if "fcc_covered" in held:
            listing = held["fcc_covered"]
            record = f"{entry.name} was on the FCC Covered List since {listing.effective.date()}: its equipment"
            yield _claim(sentence, found, "market", LOOSE, record, listing.act)
        elif "section_889" in held:
            record = "only section 889 (procurement by the United States government) reached it on that day"
            yield _claim(sentence, found, "market", CONTRADICTED, record, held["section_889"].act)
        else:
            yield _claim(sentence, found, "market", NO_RECORD, "the register holds no such measure on that day")


_INIMICAL = re.compile(
    r"\b(?:engag\w+|involved|participat\w+)\s+in\s+activities\b[^;\n]{0,30}\b(?:inimical|contrary|against|harmful)\b[^;\n]{0,80}",
    re.IGNORECASE,
)


def _finding(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    for found in _INIMICAL.finditer(sentence.text):
        every = re.search(r"\b(?:all|every|each|affiliates|subsidiaries)\b", sentence.text, re.IGNORECASE)
        risk = re.search(r"\brisk\b", sentence.text, re.IGNORECASE)
        record = "the standard is involvement, or a significant risk of being or becoming involved, in such activities"
        verdict = AGREES if risk else CONTRADICTED if every else LOOSE
        yield _claim(sentence, found, "reason", verdict, record, "15 CFR 744.11(b)")


_SANCTIONED = re.compile(
    r"\b(?:was|were|been|is)\s+(?:also\s+)?(?:sanctioned|blacklisted|penali[sz]ed|banned)\b[^;\n]{0,40}", re.IGNORECASE
)
_RELAXED = re.compile(
    r"\b(?:relax|eas|lift|loosen|soften|scal)(?:e|ed|es|ing)?\b[^;\n]{0,30}\b(?:sanctions|restrictions?|ban|block|curbs|blacklisting)\b",
    re.IGNORECASE,
)  # fmt: skip


def _sanctioned(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    for found in _SANCTIONED.finditer(sentence.text):
        begin = sentence.start + found.start()
        before = [each for each in sentence.mentions if each.end <= begin]
        if not before:
            continue
        entry = reading.register.entries[before[0].entry]
        held = sorted(
            (each for each in entry.listings if each.effective <= reading.when), key=lambda each: each.effective
        )
        told = "; ".join(
            f"{each.list} {each.state} {each.effective.date()}" + (f" to {each.until.date()}" if each.until else "")
            for each in held
        ).replace("  ", " ")
        if not held:
            yield _claim(
                sentence, found, "measures", CONTRADICTED, f"no measure against {entry.name} up to {reading.day}"
            )
            continue
        verdict = AGREES if any(each.in_force(reading.when) for each in held) else LOOSE
        record = f"{entry.name}: {told}" + ("" if verdict == AGREES else f"; none in force on {reading.day}")
        yield _claim(sentence, found, "measures", verdict, record, *(each.act for each in held))


def _relaxed(reading: Reading, sentence: Sentence) -> Iterator[Claim]:
    for found in _RELAXED.finditer(sentence.text):
        entry = reading.subject(sentence)
        listing = reading.on_list(entry) if entry else None
        if entry is None or listing is None or _NOT.search(sentence.text[: found.start()][-12:]):
            continue
        policy = listing.policy.default.value.replace("_", " ")
        record = (
            f"the terms of {entry.name} on {reading.day} stood since {listing.effective.date()}:"
            f" license required, {policy};"
            " what is announced is law only once a rule says so"
        )
        yield _claim(sentence, found, "relaxation", LOOSE, record, listing.act, _SUPPLEMENT)


_CHECKS: tuple[Callable[[Reading, Sentence], Iterator[Claim]], ...] = (
    _affiliate_counts, _other_listings, _applications, _listing_days, _review_policies, _general_license_days,
    _separate_licenses, _general_license_scope, _states_named, _allowed_to_buy, _requirement, _executive_order,
    _market, _finding, _sanctioned, _relaxed,
)  # fmt: skip
