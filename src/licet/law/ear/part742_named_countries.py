"""15 CFR 742.4(b)(7), (9): countries that the review policies name, as they changed."""

from __future__ import annotations

from licet.law.rule import derived, span

# What `named_review` says of a country.
B7 = "742.4(b)(7)"
RUSSIA = "746.8(b)"

_CITED = "15 CFR 742.4(b)(7), (9)"
_CHINA = frozenset({"CN", "HK"})  # Hong Kong counts only where `Review.china` says so
_SINCE_2020 = _CHINA | {"RU", "VE"}
_SINCE_2021 = _SINCE_2020 | {"MM"}
_SINCE_CAMBODIA = _SINCE_2021 | {"KH"}
_WITHOUT_RUSSIA = _SINCE_CAMBODIA - {"RU"}
_SINCE_NICARAGUA = _WITHOUT_RUSSIA | {"NI"}


def _named(country: str, b7: frozenset[str], russia: frozenset[str]) -> str:
    if country in russia:
        return RUSSIA
    return B7 if country in b7 else ""


@derived(citation=_CITED, name="named_review", effective=[span(None, "2020-06-28")])
def named_review_china(destination: str) -> str:
    """China alone is named in (b)(7)."""
    return _named(destination, _CHINA, frozenset())


@derived(citation=_CITED, name="named_review", effective=[span("2020-06-29", "2021-03-07", by="85 FR 23459")])
def named_review_2020(destination: str) -> str:
    """Russia and Venezuela join."""
    return _named(destination, _SINCE_2020, frozenset())


@derived(citation=_CITED, name="named_review", effective=[span("2021-03-08", "2021-12-08", by="86 FR 13173")])
def named_review_2021(destination: str) -> str:
    """Burma joins."""
    return _named(destination, _SINCE_2021, frozenset())


@derived(citation=_CITED, name="named_review", effective=[span("2021-12-09", "2022-02-23", by="86 FR 70015")])
def named_review_cambodia(destination: str) -> str:
    """Cambodia joins."""
    return _named(destination, _SINCE_CAMBODIA, frozenset())


@derived(citation=_CITED, name="named_review", effective=[span("2022-02-24", "2022-03-01", by="87 FR 12226")])
def named_review_russia(destination: str) -> str:
    """Russia moves to the policy of 746.8(b)."""
    return _named(destination, _WITHOUT_RUSSIA, frozenset({"RU"}))


@derived(citation=_CITED, name="named_review", effective=[span("2022-03-02", "2024-03-14", by="87 FR 13048")])
def named_review_belarus(destination: str) -> str:
    """Belarus follows."""
    return _named(destination, _WITHOUT_RUSSIA, frozenset({"RU", "BY"}))


@derived(citation=_CITED, name="named_review", effective=[span("2024-03-15", by="89 FR 18780")])
def named_review_nicaragua(destination: str) -> str:
    """Nicaragua joins."""
    return _named(destination, _SINCE_NICARAGUA, frozenset({"RU", "BY"}))


@derived(citation=_CITED, name="named_nationality_review", effective=[span(None, "2022-02-23")])
def named_nationality_review_before(nationality: str) -> str:
    """The same for a person's nationality; later additions to (b)(7) before 2022 change no policy for a release
    that is not for military use, and are read from their last state."""
    return _named(nationality, _SINCE_CAMBODIA, frozenset())


@derived(citation=_CITED, name="named_nationality_review", effective=[span("2022-02-24", by="87 FR 12226")])
def named_nationality_review_now(nationality: str) -> str:
    """The same since Russia, and days later Belarus, moved to the policy of 746.8(b)."""
    return _named(nationality, _SINCE_NICARAGUA, frozenset({"RU", "BY"}))
