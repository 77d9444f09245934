"""Claims of what else was done and why: executive orders, markets, reasons of a listing, relief that is announced."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import NamedTuple

from licet.screening.documents.claim_text import Claim, DatedText, Sentence, made
from licet.screening.documents.claim_words import AGREES, CONTRADICTED, LOOSE, NO_RECORD, PUT, SUPPLEMENT, negated

__all__ = ["executive_orders", "findings", "markets", "reasons", "relaxations"]

_ORDER = re.compile(
    r"\bexecutive\s+order\b[^;\n]{0,120}\b(?:prohibit|bann?|barr?|block|forbid)\w*\b[^;\n]{0,120}", re.IGNORECASE
)


def executive_orders(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """EO 13873 on information and communications technology: no party named, nothing barred by its own words."""
    for found in _ORDER.finditer(sentence.text):
        telecom = re.search(r"telecom|network|equipment|technology|5G", sentence.text, re.IGNORECASE)
        names = sentence.mentions or re.search(r"\bChinese\b|\bChina\b", found.group())
        other = re.search(r"\binvest|\bsecurities\b|\bshares\b|TikTok|WeChat|\bapps?\b", sentence.text, re.IGNORECASE)
        if other or not (telecom or names) or not dt.date(2019, 5, 15) <= reading.day:
            continue
        record = (
            "EO 13873 of 2019-05-15 names no company and no country; it leaves transactions to later determinations"
        )
        soft = re.search(r"\b(?:could|may|might|effectively|paves?)\b", sentence.text, re.IGNORECASE)
        verdict = CONTRADICTED if names and telecom and not soft else LOOSE
        yield made(sentence, found, "executive_order", verdict, record, "EO 13873", "84 FR 22689")


_MARKET = re.compile(
    r"\b(?:barred|banned|shut\s+out|excluded|blocked)\b[^;\n]{0,80}\b(?:telecom(?:s|munications?)?|5G|network)\b[^;\n]{0,20}\bmarket\b",
    re.IGNORECASE,
)


def markets(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "Barred from the US telecoms market"."""
    for found in _MARKET.finditer(sentence.text):
        entry = reading.subject(sentence)
        if entry is None or not re.search(r"\bUS\b|U\.S\.|America|United States", sentence.text):
            continue
        held = {each.list: each for each in entry.in_force(reading.when)}
        if "fcc_covered" in held:
            listing = held["fcc_covered"]
            record = f"{entry.name} was on the FCC Covered List since {listing.effective.date()}: its equipment"
            yield made(sentence, found, "market", LOOSE, record, listing.act)
        elif "section_889" in held:
            record = "only section 889 (procurement by the United States government) reached it on that day"
            yield made(sentence, found, "market", CONTRADICTED, record, held["section_889"].act)
        else:
            yield made(sentence, found, "market", NO_RECORD, "the register holds no such measure on that day")


# ---------------------------------------------------------------- reasons

_INIMICAL = re.compile(
    r"\b(?:engag\w+|involved|participat\w+)\s+in\s+activities\b[^;\n]{0,30}\b(?:inimical|contrary|against|harmful)\b[^;\n]{0,80}",
    re.IGNORECASE,
)


def findings(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "All are believed to engage in activities inimical to national security"."""
    del reading
    for found in _INIMICAL.finditer(sentence.text):
        every = re.search(r"\b(?:all|every|each|affiliates|subsidiaries)\b", sentence.text, re.IGNORECASE)
        risk = re.search(r"\brisk\b", sentence.text, re.IGNORECASE)
        record = "the standard is involvement, or a significant risk of being or becoming involved, in such activities"
        verdict = AGREES if risk else CONTRADICTED if every else LOOSE
        yield made(sentence, found, "reason", verdict, record, "15 CFR 744.11(b)")


class _Reason(NamedTuple):
    grounds: frozenset[str]
    text: str


@cache
def _reasons() -> dict[str, _Reason]:
    """The reasons that acts of listing give, by citation."""
    text = resources.files("licet.lists").joinpath("register_data/reasons.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    return {citation: _Reason(frozenset(grounds.split()), told) for citation, grounds, told, _, _ in rows}


_MEASURE = rf"\b(?:{PUT}\s+|listing|sanctions?|restrictions?|ban(?:s|ned)?|blacklist\w*|curbs)\b"
_GROUNDS = {
    "sanctions_evasion": r"\bIran\w*|sanctions\s+(?:violations?|evasion)|violat\w+\s+(?:[\w.]+\s+){0,3}sanctions",
    "espionage": r"\bsp(?:y|ies|ying)\b|espionage|backdoors?|threat\w*\b[^.;\n]{0,60}\bequipment"
    r"|ties\s+to\s+(?:Beijing|the\s+Chinese\s+(?:government|state|military))",
    "national_security": r"national\s+security",
}
_BECAUSE = re.compile(
    rf"(?P<measure>{_MEASURE})(?P<between>[^.;\n]{{0,120}}?)\b(?P<why>because\s+of|over|due\s+to|on\s+(?:the\s+)?grounds\s+(?:of|that)|justified|in\s+terms\s+of"
    r"|citing|(?:an\s+effort\b[^.;\n]{0,60}\s)?to\s+protect|for\s+(?:its\s+)?(?:alleged\s+)?)\b(?P<ground>[^.;\n]{0,160})",
    re.IGNORECASE,
)


def reasons(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "The sanctions are justified by the threat of its equipment": beside the reason that the act gives."""
    for found in _BECAUSE.finditer(sentence.text):
        named = reading.meant(sentence, 0, found.end("between"))
        listing = reading.on_list(named[0]) if named else None
        reason = _reasons().get(listing.listed_act) if listing else None
        stated = {name for name, pattern in _GROUNDS.items() if re.search(pattern, found["ground"], re.IGNORECASE)}
        if listing is None or reason is None or not stated:
            continue
        cited = (listing.listed_act, "15 CFR 744.11(b)")
        record = f"{listing.listed_act} gives as its reason: {reason.text}"
        if negated(sentence.text, found.start("why")):
            continue
        if stated & reason.grounds:
            yield made(sentence, found, "reason", AGREES, record, *cited)
        elif stated == {"national_security"}:
            told = f"{record}; national security or foreign policy is the general standard"
            yield made(sentence, found, "reason", LOOSE, told, *cited)
        else:
            yield made(sentence, found, "reason", CONTRADICTED, record, *cited)


# ---------------------------------------------------------------- relief that is announced

_RELAXED = re.compile(
    r"\b(?:relax|eas|lift|loosen|soften|scal)(?:e|ed|es|ing)?\b[^;\n]{0,30}\b(?:sanctions|restrictions?|ban|block|curbs|blacklisting"
    r"|requirements?|controls)\b",
    re.IGNORECASE,
)


def relaxations(reading: DatedText, sentence: Sentence) -> Iterator[Claim]:
    """ "The government will relax sanctions on X": beside the terms that stood on the day."""
    for found in _RELAXED.finditer(sentence.text):
        entry = reading.subject(sentence)
        listing = reading.on_list(entry) if entry else None
        if entry is None or listing is None or negated(sentence.text, found.start(), 12):
            continue
        policy = listing.policy.default.value.replace("_", " ")
        record = (
            f"the terms of {entry.name} on {reading.day} stood since {listing.effective.date()}:"
            f" license required, {policy};"
            " what is announced is law only once a rule says so"
        )
        yield made(sentence, found, "relaxation", LOOSE, record, listing.act, SUPPLEMENT)
