"""740.2(a)(6): the license exceptions that Part 746 leaves open to a sanctioned destination."""

from __future__ import annotations

from types import MappingProxyType

from licet.law.finding import names
from licet.law.rule import derived, span

# By destination: the requirements of Part 746 (and of Part 742 for the same country) that an exception
# named by it overcomes, and those exceptions with their paragraphs.
Openings = tuple[tuple[str, ...], tuple[str, ...]]
NONE: Openings = ((), ())

CUBA = (  # 746.2(a)(1)
    "TMP a.9", "TMP b.1.iv", "TSU a", "TSU b", "TSU c", "RPL a", "BAG", "GOV", "GFT", "AVS a", "AVS b", "AVS d",
    "AVS e", "APR h", "AGR", "CCD", "SCP",
)  # fmt: skip
IRAQ = ("CIV", "APP", "TMP", "RPL", "GOV", "GFT", "TSU", "BAG", "AVS", "ENC")  # 746.3(c)
NORTH_KOREA = ("TMP a.9", "GOV a", "GOV b.2", "GFT", "TSU a", "TSU b", "BAG b", "AVS a.4")  # 746.4(c)
RUSSIA = (  # 746.8(c)(2)
    "TMP a.9", "GOV b", "GOV e", "TSU c", "BAG b", "BAG h", "AVS a", "AVS b", "ENC", "CCD", "MED",
)  # fmt: skip
SYRIA_BEFORE = ("TMP a.9", "GOV b.2", "TSU a", "TSU b", "TSU c", "BAG b", "AVS a.4")  # 746.9(b) to 2025-09-01
SYRIA = (  # 746.9(b)
    "SPP", "TMP a.3", "TMP a.7", "TMP a.9", "TMP a.10", "TMP a.11", "RPL a", "GOV b.2", "GOV c", "GOV d", "TSU a",
    "TSU b", "TSU c", "TSU g", "BAG b", "AVS a", "AVS b", "AVS c", "AVS d", "CCD",
)  # fmt: skip

_BOTH = MappingProxyType(
    {
        "CU": (("746.2",), CUBA),
        "IQ": (("746.3",), IRAQ),
        "KP": (("746.4", "742.19"), NORTH_KOREA),
        "RU": (("746.8",), RUSSIA),
        "BY": (("746.8",), RUSSIA),
    }
)
_RULE = "90 FR 42320"


@derived(
    citation="15 CFR 740.2(a)(6)",
    name="openings",
    effective=[span(None, "2025-09-01", by="79 FR 32625", ended_by=_RULE)],
    otherwise=NONE,
)
def openings_before(destination: str) -> Openings:
    """What Part 746 leaves open to the destination, before the controls on Syria were eased."""
    return (("746.9",), SYRIA_BEFORE) if destination == "SY" else _BOTH.get(destination, NONE)


@derived(citation="15 CFR 740.2(a)(6)", effective=[span("2025-09-02", by=_RULE)], otherwise=NONE)
def openings(destination: str) -> Openings:
    """What Part 746 leaves open to the destination."""
    return (("746.9",), SYRIA) if destination == "SY" else _BOTH.get(destination, NONE)


def overcome(opened: Openings, relied_on: str) -> tuple[str, ...]:
    """The requirements of Part 746 that an exception (`TSU c`) overcomes at a destination."""
    requirements, exceptions = opened
    return requirements if names(exceptions, relied_on) else ()


# What the lists ask beside the exception's own terms.
_PARTNERS = "partner_company_civil_end_user"
_FURTHER = MappingProxyType(
    {
        "746.8": ((("TSU c", "ENC"), _PARTNERS), (("AVS",), "carrier_not_russian_or_belarusian")),
        "746.9": ((("RPL", "AVS"), "no_support_of_syrian_forces"),),
    }
)


def further_conditions(opened: Openings, relied_on: str) -> tuple[str, ...]:
    """The conditions that Part 746 adds to an exception at a destination."""
    asked = (pair for requirement in overcome(opened, relied_on) for pair in _FURTHER.get(requirement, ()))
    return tuple(condition for exceptions, condition in asked if names(exceptions, relied_on))
