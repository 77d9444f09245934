"""15 CFR 742.2 to 742.6: countries that the review policies name, as they changed."""

from __future__ import annotations

from licet.law.rule import derived, span

# What `named_review` may say of a country; several are joined by blanks.
B7 = "742.4(b)(7)"
RUSSIA = "746.8(b)"
PROLIFERATION = "742.5(b)(5)"  # CB, NP and MT items presumed to be denied
INDIA = "742.4(b)(8)"  # with 742.6(b)(7): a general policy of approval

_CITED = "15 CFR 742.4(b)(7)-(9); 15 CFR 742.2(b)(4); 15 CFR 742.3(b)(4); 15 CFR 742.5(b)(5)"
_CHINA = frozenset({"CN", "HK"})  # Hong Kong counts only where `Review.china` says so
_SINCE_2020 = _CHINA | {"RU", "VE"}
_SINCE_2021 = _SINCE_2020 | {"MM"}
_SINCE_CAMBODIA = _SINCE_2021 | {"KH"}
_WITHOUT_RUSSIA = _SINCE_CAMBODIA - {"RU"}
_SINCE_NICARAGUA = _WITHOUT_RUSSIA | {"NI"}
_NONE: frozenset[str] = frozenset()
_RU = frozenset({"RU"})
_RU_BY = frozenset({"RU", "BY"})
_IN = frozenset({"IN"})


def _named(
    country: str, b7: frozenset[str], *, russia: frozenset[str], proliferation: frozenset[str], india: frozenset[str]
) -> str:
    lists = ((RUSSIA, russia), (B7, b7), (PROLIFERATION, proliferation), (INDIA, india))
    return " ".join(name for name, countries in lists if country in countries)


@derived(citation=_CITED, name="named_review", effective=[span(None, "2017-01-18")])
def named_review_china(destination: str) -> str:
    """China alone is named in (b)(7)."""
    return _named(destination, _CHINA, russia=_NONE, proliferation=_NONE, india=_NONE)


@derived(citation=_CITED, name="named_review", effective=[span("2017-01-19", "2020-02-23", by="82 FR 6218")])
def named_review_india(destination: str) -> str:
    """India gets a general policy of approval for NS and RS items."""
    return _named(destination, _CHINA, russia=_NONE, proliferation=_NONE, india=_IN)


@derived(citation=_CITED, name="named_review", effective=[span("2020-02-24", "2020-06-28", by="85 FR 10274")])
def named_review_proliferation(destination: str) -> str:
    """CB, NP and MT items for Russia are presumed to be denied."""
    return _named(destination, _CHINA, russia=_NONE, proliferation=_RU, india=_IN)


@derived(citation=_CITED, name="named_review", effective=[span("2020-06-29", "2021-03-07", by="85 FR 23459")])
def named_review_2020(destination: str) -> str:
    """Russia and Venezuela join."""
    return _named(destination, _SINCE_2020, russia=_NONE, proliferation=_RU, india=_IN)


@derived(citation=_CITED, name="named_review", effective=[span("2021-03-08", "2021-12-08", by="86 FR 13173")])
def named_review_2021(destination: str) -> str:
    """Burma joins."""
    return _named(destination, _SINCE_2021, russia=_NONE, proliferation=_RU, india=_IN)


@derived(citation=_CITED, name="named_review", effective=[span("2021-12-09", "2022-02-23", by="86 FR 70015")])
def named_review_cambodia(destination: str) -> str:
    """Cambodia joins."""
    return _named(destination, _SINCE_CAMBODIA, russia=_NONE, proliferation=_RU, india=_IN)


@derived(citation=_CITED, name="named_review", effective=[span("2022-02-24", "2022-03-01", by="87 FR 12226")])
def named_review_russia(destination: str) -> str:
    """Russia moves to the policy of 746.8(b)."""
    return _named(destination, _WITHOUT_RUSSIA, russia=_RU, proliferation=_NONE, india=_IN)


@derived(citation=_CITED, name="named_review", effective=[span("2022-03-02", "2024-03-14", by="87 FR 13048")])
def named_review_belarus(destination: str) -> str:
    """Belarus follows."""
    return _named(destination, _WITHOUT_RUSSIA, russia=_RU_BY, proliferation=_NONE, india=_IN)


@derived(citation=_CITED, name="named_review", effective=[span("2024-03-15", by="89 FR 18780")])
def named_review_nicaragua(destination: str) -> str:
    """Nicaragua joins."""
    return _named(destination, _SINCE_NICARAGUA, russia=_RU_BY, proliferation=_NONE, india=_IN)


@derived(citation=_CITED, name="named_nationality_review", effective=[span(None, "2020-02-23")])
def named_nationality_review_before(nationality: str) -> str:
    """The same for a person's nationality; later additions to (b)(7) before 2022 change no policy for a release
    that is not for military use, and are read from their last state, as is that for India."""
    return _named(nationality, _SINCE_CAMBODIA, russia=_NONE, proliferation=_NONE, india=_IN)


@derived(
    citation=_CITED, name="named_nationality_review", effective=[span("2020-02-24", "2022-02-23", by="85 FR 10274")]
)
def named_nationality_review_proliferation(nationality: str) -> str:
    """The same since CB, NP and MT items for Russia are presumed to be denied."""
    return _named(nationality, _SINCE_CAMBODIA, russia=_NONE, proliferation=_RU, india=_IN)


@derived(citation=_CITED, name="named_nationality_review", effective=[span("2022-02-24", by="87 FR 12226")])
def named_nationality_review_now(nationality: str) -> str:
    """The same since Russia, and days later Belarus, moved to the policy of 746.8(b)."""
    return _named(nationality, _SINCE_NICARAGUA, russia=_RU_BY, proliferation=_NONE, india=_IN)
