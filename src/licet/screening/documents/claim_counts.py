"""Claims of numbers: affiliates on the Entity List, parties that one rule added, applications."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from licet.lists.embedded import acts
from licet.lists.entry import Entry
from licet.screening.documents.claim_text import Claim, DatedText, Sentence, made
from licet.screening.documents.claim_words import (
    ABOUT,
    AGREES,
    CONTRADICTED,
    LISTED,
    LOOSE,
    NO_RECORD,
    NUMBER,
    PUT,
    SUPPLEMENT,
    TIME,
    compare,
    time_told,
    value_of,
)
from licet.screening.documents.mentions import Mention
from licet.terms.dates import end_of

__all__ = ["affiliate_counts", "applications", "since_when", "together_listed"]

_AFFILIATES = re.compile(
    rf"\b(?:(?P<more>another|an additional|additional|a further|further|new)\s+)?{ABOUT}{NUMBER}\s+"
    r"(?:of\s+(?:its|their)\s+)?"
    r"(?P<kinds>(?:other\s+|more\s+|additional\s+|further\s+|new\s+|non-?U\.?S\.?\s+|foreign\s+|overseas\s+|[A-Z]\w+\s+"
    r"|of\s+its\s+){0,3})"
    r"(?:affiliates|subsidiaries|affiliated\s+(?:companies|entities|firms))"
    rf"(?:\s+(?:from|in|across|located\s+in|based\s+in|spread\s+over)\s+(?P<countries>\d{{1,3}})\s+"
    r"(?:different\s+|other\s+)?(?P<noun>countries|nations|destinations|jurisdictions))?",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\b(?:add|expand|extend|append|join|list)(?:s|ed|ing)?\b", re.IGNORECASE)
_ADDED_BEFORE = re.compile(r"\badd(?:s|ed|ing)\s+(?:[\w.]+\s+){0,4}$", re.IGNORECASE)
_ADDED_AFTER = re.compile(r"[^,;]{0,40}\badded\b", re.IGNORECASE)
_CLAUSE_END = re.compile(r"[;:]|,(?!\s*(?:19|20)\d\d)|\b(?:and|but|which|while)\b")
_MORE = re.compile(r"\b(?:more|additional|further|new)\b", re.IGNORECASE)


def affiliate_counts(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "X and 68 affiliates", "70 affiliates from 26 countries", "another 38 affiliates"."""
    for found in _AFFILIATES.finditer(sentence.text):
        begin = sentence.start + found.start("number")
        named = reading.named(max(0, begin - 120), begin)
        together = [each for each in named if not re.search(r"[^\s,]", _between(reading.text, each, begin, named))]
        inside = sentence.within(found.start(), found.end())
        heads = [reading.entry(each) for each in (*together, *inside, *reversed(named))]
        head = next((each for each in heads if each.family and reading.affiliates(each, reading.when)), None)
        head = head or (reading.chief if reading.chief and reading.chief.family else None)
        if head is None or reading.first_listed(head) is None:
            record = "the register holds no listed family for this count"
            yield made(sentence, found, "affiliates", NO_RECORD, record)
            continue
        more = (found["more"] or _MORE.search(found["kinds"])) and _ADDED.search(sentence.text)
        total, increase = _total(reading, sentence, found, head, together), _increase(reading, sentence, found, head)
        before, after = sentence.text[: found.start()], sentence.text[found.end() :]
        if more:
            yield increase
        elif increase.verdict == AGREES and (_ADDED_BEFORE.search(before) or _ADDED_AFTER.match(after)):
            yield total if total.verdict == AGREES else increase
        else:
            yield total


def _total(
    reading: DatedText, sentence: Sentence, found: re.Match[str], head: Entry, together: Sequence[Mention]
) -> Claim:
    held = reading.affiliates(head, reading.when)
    counts = reading.counts_over_time(head)
    stated = value_of(found["number"])
    verdict = compare(stated, found["about"] or "", len(held))
    record = f"{_told(head, counts)}; so {len(held)} on {reading.day}"
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
    notes: list[str] = []
    for entry in {each.entry: reading.entry(each) for each in together}.values():
        if entry.family == head.family:
            continue
        notes.extend(citation for citation, _ in entry.notes)
        if reading.standing(entry, "entity_list").state in ("off", "never"):
            verdict = CONTRADICTED
            record += f". {entry.name} was not on the Entity List on {reading.day}" + since_when(entry, reading)
    cited = sorted({listing.listed_act or listing.act for _, listing in held})
    return made(sentence, found, "affiliates", verdict, record, *cited, *notes, SUPPLEMENT)


def _increase(reading: DatedText, sentence: Sentence, found: re.Match[str], head: Entry) -> Claim:
    """ "Another 38 affiliates": the number that one rule added, on the day that is told if one is."""
    counts = reading.counts_over_time(head)
    steps = [(day, count - before) for (_, before), (day, count) in zip([(None, 0), *counts], counts, strict=False)]
    stop = _CLAUSE_END.search(sentence.text, found.end())
    behind = TIME.search(sentence.text, found.end(), stop.start() if stop else len(sentence.text))
    when = behind or TIME.match(sentence.text.lstrip())  # "in August …", else "Last year …" at the head
    told = time_told(when, reading.day) if when else None
    stated = value_of(found["number"])
    near = [(day, step) for day, step in steps if told is None or told[0] <= day <= told[1]]
    same = [compare(stated, found["about"] or "", step) for _, step in near]
    verdict = AGREES if AGREES in same else LOOSE if LOOSE in same else CONTRADICTED
    if verdict == CONTRADICTED and any(step == stated for _, step in steps):
        verdict = CONTRADICTED if told else LOOSE
    shown = ", ".join(f"{step} on {day}" for day, step in steps)
    cited = sorted({listing.listed_act or listing.act for _, listing in reading.affiliates(head, reading.when)})
    return made(
        sentence, found, "affiliates", verdict, f"affiliates of {head.name} added to the Entity List: {shown}", *cited,
        SUPPLEMENT,
    )  # fmt: skip


def _told(head: Entry, counts: Sequence[tuple[dt.date, int]]) -> str:
    return f"affiliates of {head.name} on the Entity List: " + "; ".join(f"{count} from {day}" for day, count in counts)


def _between(text: str, mention: Mention, begin: int, named: Sequence[Mention]) -> str:
    """What stands between a name and a number, without other names and "and": empty in a plain enumeration."""
    between = list(text[mention.end : begin])
    for other in named:
        if other.start >= mention.end:
            for at in range(other.start - mention.end, min(other.end - mention.end, len(between))):
                between[at] = " "
    return re.sub(r"\b(?:and|plus|its|with|along)\b|&", " ", "".join(between))


def since_when(entry: Entry, reading: DatedText) -> str:
    """When an entry that is off the Entity List was taken off it, in parentheses, or ""."""
    past = [each for each in entry.listings if each.list == "entity_list" and each.until and each.until <= reading.when]
    if not past:
        return ""
    last = max(past, key=lambda each: each.effective)
    return f" (listed by {last.act}, removed {last.until:%Y-%m-%d} by {last.ended_by})" if last.until else ""


_JOINED = re.compile(
    rf"\b(?P<with>(?:along|together)\s+with\s+)?{ABOUT}{NUMBER}\s+(?P<other>(?:other|more|further|additional)\s+)?"
    r"(?:[\w-]+\s+){0,3}?(?P<noun>firms|companies|entities|organi[sz]ations|businesses|parties|institutions)\b",
    re.IGNORECASE,
)
_ACT_COUNT = re.compile(rf"^{NUMBER}\s+(?:\w+\s+){{0,2}}(?:entities|additions|entries)\b", re.IGNORECASE)
_LISTING_WORDS = re.compile(rf"{PUT}[^\n]{{0,80}}{LISTED}|{LISTED}[^\n]{{0,80}}{PUT}|\bblacklisted\b", re.IGNORECASE)


def together_listed(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "Joined on the list by over 20 other firms, including A and B": the acts by which those named were listed."""
    if not _LISTING_WORDS.search(sentence.text):
        return
    for found in _JOINED.finditer(sentence.text):
        after = [each for each in sentence.mentions if each.start >= sentence.start + found.end()]
        before = [each for each in sentence.mentions if each.end <= sentence.start + found.start()]
        if not after and not (before and found["with"] and found["other"]):
            continue
        entries = list({each.entry: reading.entry(each) for each in after or before}.values())
        states = {each.id: reading.standing(each, "entity_list") for each in entries}
        missing = [each for each in entries if states[each.id].state in ("off", "never")]
        if missing:
            told = ", ".join(f"{each.name}{since_when(each, reading)}" for each in missing)
            record = f"not on the Entity List on {reading.day}: {told}"
            yield made(sentence, found, "listings", CONTRADICTED, record, SUPPLEMENT)
            continue
        listings = [each.listing for each in states.values() if each.listing]
        named = {each.listed_act or each.act for each in listings}
        known = [
            (act, value_of(count["number"]))
            for act in sorted(named)
            if act in acts() and (count := _ACT_COUNT.match(acts()[act].subject))
        ]
        if not named or len(known) < len(named) or len(listings) < len(entries):
            record = "those named were listed as far as is known; how many were added with them is not held"
            yield made(sentence, found, "listings", NO_RECORD, record, *sorted(named))
            continue
        total = sum(count for _, count in known)
        stated = value_of(found["number"]) + (0 if after else len(entries))
        verdict = compare(stated, found["about"] or "", total)
        told = " and ".join(f"{act} ({acts()[act].effective[:10]}: {acts()[act].subject})" for act, _ in known)
        record = f"those named were added by {told}: {total} entities together"
        if verdict == AGREES and found["noun"].lower() in ("firms", "companies", "businesses"):
            verdict = LOOSE
            record += ", not all of them firms"
        yield made(sentence, found, "listings", verdict, record, *sorted(named))


_APPLICATIONS = re.compile(
    rf"\b{ABOUT}{NUMBER}\s+(?:licen[sc]e\s+|export\s+)?(?:requests|applications|licen[sc]es)\b[^\n]{{0,60}}",
    re.IGNORECASE,
)


def applications(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "260 requests for licenses": nothing the register could tell of."""
    del reading
    for found in _APPLICATIONS.finditer(sentence.text):
        if re.search(r"licen[sc]|Commerce|Department|export", sentence.text):
            record = "applications and grants are no part of the register"
            yield made(sentence, found, "applications", NO_RECORD, record)
