"""Claims that a party was put on a list, stands on it or was taken off it, and of the acts that did so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from licet.lists.current import act_of
from licet.lists.embedded import acts
from licet.lists.entry import Entry, Listing
from licet.screening.documents.claim_text import Claim, DatedText, Sentence, made
from licet.screening.documents.claim_words import (
    AGREES,
    CONTRADICTED,
    LISTED,
    LOOSE,
    NO_RECORD,
    PUT,
    SUPPLEMENT,
    TIME,
    hedged,
    list_meant,
    negated,
    time_told,
)

__all__ = ["acts_cited", "denial_orders", "listing_days", "on_a_list", "removals", "sanctioned"]

_TITLES = {
    "entity_list": "the Entity List", "unverified": "the Unverified List", "denied_persons": "the Denied Persons List",
    "military_end_user": "the Military End-User List", "fcc_covered": "the FCC Covered List",
    "sdn": "the list of Specially Designated Nationals",
}  # fmt: skip
_SOURCES = {"entity_list": SUPPLEMENT, "unverified": "15 CFR Part 744 Supp. No. 6", "fcc_covered": "47 CFR 1.50002",
            "military_end_user": "15 CFR Part 744 Supp. No. 7", "sdn": "15 CFR 744.8"}  # fmt: skip
_LISTING = re.compile(
    rf"\b{PUT}\b[^;\n]{{0,100}}?\b{LISTED}|\b{PUT}\b[^;\n]{{0,40}}\b(?:to|on)\s+(?:the|a|an|its)\s[^;\n]{{0,30}}{LISTED}"
    r"|\bblacklisted\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:be|been|being|was|were|is|are|got|get|gets)\s+(?:\w+ly\s+|first\s+|also\s+|then\s+)?$")
_PARTS = re.compile(r"\b(?:affiliates?|subsidiar\w+|units?|suppliers?|customers?|executives?|founder)\b", re.IGNORECASE)
_AMONG_THEM = re.compile(r"\b(?:including|among\s+them|such\s+as|namely)\b")
_BREAK = re.compile(r"[;:]|,(?!\s*(?:19|20)\d\d)|\b(?:and|but|which|who|while|after|before)\b")


def _parties(reading: DatedText, sentence: Sentence, found: re.Match[str]) -> list[Entry]:
    """Whom a listing phrase speaks of: those before a passive verb, those inside the phrase of an active one."""
    text = sentence.text
    if _PASSIVE.search(text[: found.start()]) or re.match(r"joined\b", found.group(), re.IGNORECASE):
        low = max((each.end() for each in re.finditer(r"[;:]", text[: found.start()])), default=0)
        return (
            [] if _PARTS.search(text[low : found.start()]) else reading.meant(sentence, low, found.start(), last=True)
        )
    if re.match(r"blacklisted\b", found.group(), re.IGNORECASE):
        after = _BREAK.search(text, found.end())
        end = after.start() if after else min(len(text), found.end() + 60)
        return [] if _PARTS.search(text[found.end() : end]) else reading.meant(sentence, found.end(), end)
    # what stands between the verb and the list is whom the phrase is about, unless it is a part of them
    if _PARTS.search(found.group()):
        return []
    among = _AMONG_THEM.search(text, found.end())
    if among and not sentence.within(found.start(), found.end()):
        return reading.meant(sentence, among.end(), len(text))
    return reading.meant(sentence, found.start(), found.end())


def _time_of(sentence: Sentence, found: re.Match[str]) -> re.Match[str] | None:
    """The day that a phrase tells of itself: close behind it in its clause, else at the head of the sentence."""
    text = sentence.text
    stop = _BREAK.search(text, found.end())
    behind = TIME.search(text, found.start(), min(stop.start() if stop else len(text), found.end() + 60))
    if behind is not None:
        return behind
    low = max((each.end() for each in re.finditer(r"[;:]", text[: found.start()])), default=0)
    before = list(TIME.finditer(text, low, found.start()))
    if len(before) != 1 or re.search(r"\b(?:which|who|when|where|that)\b", text[before[0].end() : found.start()]):
        return None
    return before[0]


def _dated(listing: Listing) -> bool:
    return not any(guess in listing.certainty for guess in ("snapshot", "estimated"))


def _published(citation: str) -> dt.date | None:
    act = acts().get(citation)
    return dt.date.fromisoformat(act.published[:10]) if act and act.published else None


def _day_told(low: dt.date, high: dt.date, day: dt.date, citation: str, certainty: str = "") -> tuple[str, str]:
    """The verdict on a stretch of days that is told for the day of an act, and what to add to the record."""
    if low <= day <= high:
        return AGREES, ""
    published = _published(citation)
    if published and low <= published <= high:
        return LOOSE, f"; {citation} was published on {published}, which is not when it took effect"
    if "published" in certainty and low <= day and day - high <= dt.timedelta(days=7):
        return LOOSE, "; the day of publication is known, not that of effect"
    if low == high and dt.timedelta(0) < day - high <= dt.timedelta(days=3):
        return LOOSE, "; it may have been announced some days before"
    return CONTRADICTED, ""


def listing_days(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "X was put on the Entity List in May", "last year the administration blacklisted X"."""
    for found in _LISTING.finditer(sentence.text):
        if hedged(sentence.text, found.start()) or negated(sentence.text, found.start()):
            continue
        name = list_meant(found.group() + sentence.text[found.end() : found.end() + 30])
        when = _time_of(sentence, found)
        told = time_told(when, reading.day) if when else None
        if not name or when is None or told is None:
            continue
        for entry in _parties(reading, sentence, found):
            yield _listing_day(reading, sentence, when, entry, name, told)


def _listing_day(
    reading: DatedText, sentence: Sentence, when: re.Match[str], entry: Entry, name: str, told: tuple[dt.date, dt.date]
) -> Claim:
    standing = reading.standing(entry, name)
    title, source = _TITLES[name], _SOURCES.get(name, "")
    if standing.state == "unknown":
        record = f"since when {entry.name} stands on {title}, or that it does not, is not held"
        return made(sentence, when, "listing_date", NO_RECORD, record, source)
    if standing.state == "never":
        record = f"{entry.name} did not stand on {title} up to {reading.day}"
        return made(sentence, when, "listing_date", CONTRADICTED, record, source)
    held = [each for each in entry.listings if each.list == name and each.effective <= reading.when]
    first = {each.listed_from.date(): each for each in held if _dated(each)}
    if not first:
        record = f"since when {entry.name} stands on {title} is not held"
        return made(sentence, when, "listing_date", NO_RECORD, record, source)
    low, high = told
    judged = [
        (*_day_told(low, high, day, each.listed_act or each.act, each.certainty), day, each)
        for day, each in sorted(first.items())
    ]
    rank = [AGREES, LOOSE, CONTRADICTED]
    verdict, more, day, listing = min(judged, key=lambda each: rank.index(each[0]))
    record = f"{entry.name} was listed on {day}{more}"
    if verdict == CONTRADICTED and when["rel"] and (day.year, when["unit"].lower()) == (reading.day.year, "year"):
        record += ", the same year"
    return made(sentence, when, "listing_date", verdict, record, listing.listed_act or listing.act, source)


# ---------------------------------------------------------------- standing on a list, and being taken off it

_ON = re.compile(
    r"\b(?:is|are|remains?|stays?|stands?|has\s+been|have\s+been)\s+(?P<word>(?:not|no\s+longer|still|currently|now|also)"
    rf"\s+){{0,2}}(?:included\s+|listed\s+)?on\s+(?:the|a|its)\s+(?:[\w.]+\s+){{0,3}}?{LISTED}",
    re.IGNORECASE,
)
_OFF = re.compile(
    rf"\b(?:remov|tak|dropp|struck|delet)(?:ed|en)?\s+(?:[^.;\n]{{0,40}}?\s)?(?:from|off)\s+(?:the|a|its)\s+(?:[\w.]+\s+){{0,3}}?{LISTED}"
    r"|\bdelisted\b",
    re.IGNORECASE,
)


def on_a_list(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "X is not on the Entity List", "X remains on the list"."""
    for found in _ON.finditer(sentence.text):
        name = list_meant(found.group())
        if not name or hedged(sentence.text, found.start()):
            continue
        denied = bool(re.search(r"\b(?:not|no\s+longer)\b", found.group(), re.IGNORECASE))
        denied = denied or negated(sentence.text, found.start())
        rest = sentence.text[found.end() :]
        when = TIME.match(sentence.text, found.end() + len(rest) - len(rest.lstrip()))
        since = time_told(when, reading.day) if when and when.group().lower().startswith("since") else None
        for entry in reading.meant(sentence, 0, found.start(), last=True):
            standing = reading.standing(entry, name)
            if standing.state == "unknown":
                record = f"whether {entry.name} stood on {_TITLES[name]} on {reading.day} is not held"
                yield made(sentence, found, "standing", NO_RECORD, record, _SOURCES.get(name, ""))
                continue
            listing = standing.listing
            on = standing.state == "on"
            if on and listing:
                record = f"{entry.name} stood on {_TITLES[name]} on {reading.day}"
            else:
                record = f"{entry.name} did not stand on {_TITLES[name]} on {reading.day}" + _ended(listing)
            cited = (listing.act if on else listing.ended_by) if listing else ""
            verdict = AGREES if on != denied else CONTRADICTED
            yield made(sentence, found, "standing", verdict, record, cited, _SOURCES.get(name, ""))
            if when is not None and since is not None and on and not denied:
                yield _listing_day(reading, sentence, when, entry, name, since)


def _ended(listing: Listing | None) -> str:
    if listing is None or listing.until is None:
        return ""
    return f": taken off on {listing.until.date()}" + (f" by {listing.ended_by}" if listing.ended_by else "")


def removals(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "X was removed from the Entity List in 2017"."""
    for found in _OFF.finditer(sentence.text):
        name = list_meant(found.group()) or "entity_list"
        passive = _PASSIVE.search(sentence.text[: found.start()])
        if hedged(sentence.text, found.start()) or re.search(r"\bto\s+(?:be\s+)?$", sentence.text[: found.start()]):
            continue
        low, high = (0, found.start()) if passive else (found.start(), found.end())
        for entry in reading.meant(sentence, low, high, last=bool(passive)):
            yield _removal(reading, sentence, found, entry, name)


def _removal(reading: DatedText, sentence: Sentence, found: re.Match[str], entry: Entry, name: str) -> Claim:
    standing = reading.standing(entry, name)
    denied = negated(sentence.text, found.start())
    title, source = _TITLES[name], _SOURCES.get(name, "")
    if standing.state == "unknown":
        record = f"whether {entry.name} stood on {title} on {reading.day} is not held"
        return made(sentence, found, "removal", NO_RECORD, record, source)
    listing = standing.listing
    if listing is None:
        record = f"{entry.name} did not stand on {title} up to {reading.day}"
        return made(sentence, found, "removal", CONTRADICTED if not denied else LOOSE, record, source)
    if standing.state == "on":
        record = f"{entry.name} stood on {title} on {reading.day}"
        return made(sentence, found, "removal", AGREES if denied else CONTRADICTED, record, listing.act, source)
    record = f"{entry.name}{_ended(listing)}"
    when = _time_of(sentence, found)
    told = time_told(when, reading.day) if when else None
    verdict, more = AGREES, ""
    if told is not None and listing.until is not None and not denied:
        verdict, more = _day_told(*told, listing.until.date(), listing.ended_by)
    return made(
        sentence, found, "removal", CONTRADICTED if denied else verdict, record + more, listing.ended_by, source
    )


# ---------------------------------------------------------------- acts

_EFFECTIVE = re.compile(r"\b(?:effective|took\s+effect|takes\s+effect|came\s+into\s+force|in\s+force)\b", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|appeared)\b", re.IGNORECASE)
_LISTS_IT = re.compile(rf"\b{PUT}\b|\bentity\s+list|\blisting\b", re.IGNORECASE)


def acts_cited(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """A citation of the Federal Register beside a party, and the day that is told for it."""
    for term in sentence.terms:
        if term.kind != "federal_register":
            continue
        at = re.compile(re.escape(term.text)).search(sentence.text, term.start - sentence.start)
        if at is None:
            continue
        cited = act_of(term.value)
        act = acts().get(cited)
        if _LISTS_IT.search(sentence.text):
            for entry in reading.meant(sentence, 0, at.start())[:1]:
                yield _act_of_listing(reading, sentence, at, entry, term.value, cited)
        if act is None:
            continue
        for word, day, what in (
            (_EFFECTIVE, act.effective, "took effect"),
            (_PUBLISHED, act.published, "was published"),
        ):
            verb = word.search(sentence.text)
            when = TIME.search(sentence.text, verb.end(), verb.end() + 40) if verb else None
            told = time_told(when, reading.day) if when else None
            if when is None or told is None or not day:
                continue
            actual = dt.date.fromisoformat(day[:10])
            verdict = AGREES if told[0] <= actual <= told[1] else CONTRADICTED
            yield made(sentence, when, "act_date", verdict, f"{cited} {what} on {actual}", cited)


def _act_of_listing(
    reading: DatedText, sentence: Sentence, at: re.Match[str], entry: Entry, stated: str, cited: str
) -> Claim:
    held = [each for each in entry.listings if each.effective <= reading.when]
    own = {each.listed_act: each for each in held} | {each.act: each for each in held}
    ended = {each.ended_by for each in held} - {""}
    printed = {each.printed for each in held}
    told = "; ".join(f"{act} ({each.list}, {each.effective.date()})" for act, each in own.items() if act)
    record = f"acts of {entry.name} up to {reading.day}: {told or 'none'}"
    if cited in own or cited in ended:
        return made(sentence, at, "act", AGREES, record, cited)
    if stated in printed:
        return made(sentence, at, "act", LOOSE, f"{record}; {stated} is the page its row stands on", *own)
    act = acts().get(cited)
    if act is None or not held:
        return made(sentence, at, "act", NO_RECORD, f"{stated} is no act of the record; {record}")
    return made(sentence, at, "act", CONTRADICTED, f"{cited}: {act.subject}; {record}", cited, *own)


# ---------------------------------------------------------------- denial orders and other measures

_DENIAL = re.compile(r"\bdenial\s+orders?\b", re.IGNORECASE)
_LIFTED = re.compile(r"\b(?:lift|terminat|end|remov|revok|withdr)\w*\b", re.IGNORECASE)
_SUBJECT = re.compile(r"\b(?:subject\s+to|under|imposed|issued|activated|faces?|in\s+force)\b", re.IGNORECASE)


def denial_orders(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "X is subject to a denial order", "the denial order was lifted on July 13"."""
    for found in _DENIAL.finditer(sentence.text):
        entry = reading.subject(sentence)
        if entry is None or hedged(sentence.text, found.start()):
            continue
        held = sorted(
            (each for each in entry.listings if each.list == "denied_persons" and each.effective <= reading.when),
            key=lambda each: each.effective,
        )
        if not held or not all(map(_dated, held)):
            record = f"the register holds no dated denial order against {entry.name} up to {reading.day}"
            yield made(sentence, found, "denial_order", NO_RECORD, record)
            continue
        told = "; ".join(
            f"{each.state or 'in force'} from {each.effective.date()}"
            + (f" to {each.until.date()}" if each.until else "")
            for each in held
        )
        record = f"denial order against {entry.name}: {told}"
        active = [each for each in held if each.state not in ("suspended", "terminated")]
        in_force = any(each.in_force(reading.when) for each in active)
        lifted = _LIFTED.search(sentence.text)
        if lifted:
            ends = [each.until.date() for each in active if each.until and each.until <= reading.when]
            when = TIME.search(sentence.text, found.start())
            span = time_told(when, reading.day) if when else None
            verdict = AGREES if ends and not in_force else CONTRADICTED
            if verdict == AGREES and span is not None and not any(span[0] <= day <= span[1] for day in ends):
                verdict = CONTRADICTED
            yield made(sentence, found, "denial_order", verdict, record, *(each.act for each in held))
        elif _SUBJECT.search(sentence.text):
            verdict = AGREES if in_force else LOOSE
            yield made(sentence, found, "denial_order", verdict, record, *(each.act for each in held))


_SANCTIONED = re.compile(
    r"\b(?:was|were|been|is)\s+(?:also\s+)?(?:sanctioned|blacklisted|penali[sz]ed|banned)\b[^;\n]{0,40}", re.IGNORECASE
)


def sanctioned(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "X was also sanctioned": any measure of the register up to the day."""
    for found in _SANCTIONED.finditer(sentence.text):
        if negated(sentence.text, found.start()) or hedged(sentence.text, found.start()):
            continue
        for entry in reading.meant(sentence, 0, found.start(), last=True)[:1]:
            if not sentence.within(0, found.start()):
                continue
            held = sorted(
                (each for each in entry.listings if each.effective <= reading.when), key=lambda each: each.effective
            )
            if not held:
                record = f"the register holds no measure against {entry.name} up to {reading.day}"
                yield made(sentence, found, "measures", NO_RECORD, record)
                continue
            told = "; ".join(
                f"{each.list} {each.state} {each.effective.date()}" + (f" to {each.until.date()}" if each.until else "")
                for each in held
            ).replace("  ", " ")
            verdict = AGREES if any(each.in_force(reading.when) for each in held) else LOOSE
            record = f"{entry.name}: {told}" + ("" if verdict == AGREES else f"; none in force on {reading.day}")
            yield made(sentence, found, "measures", verdict, record, *(each.act for each in held))
