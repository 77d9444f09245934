"""Lists of the United States that are no part of an export determination."""

from __future__ import annotations

from licet.law.finding import Effect, Finding, note
from licet.law.rule import rule, span
from licet.terms.standing import Basis, Standing

_SAME_PERSON = frozenset({Basis.LISTED, Basis.BRANCH})


def _on(standing: Standing, *names: str) -> bool:
    return standing.list in names and standing.basis in _SAME_PERSON and standing.in_force


def _since(standing: Standing) -> str:
    """The day of the listing, where the register knows it."""
    return f" since {standing.listed_from.isoformat()}" if standing.listed_from.year > 1900 else ""


@rule("NS-CMIC List", citation="EO 13959", effective=[span("2020-11-12", by="EO 13959")])
def military_industrial_complex(standing: Standing) -> Finding | None:
    """Chinese military-industrial complex companies: securities only

    Encoded: told; the orders forbid United States persons to trade in the company's securities.
    """
    if not _on(standing, "ns_cmic", "NS-CMIC"):
        return None
    because = f"{{party}} is on the NS-CMIC List{_since(standing)}: its securities, not goods, are restricted."
    return note(Effect.OTHER_MEASURE, because, "EO 13959", "EO 14032", *filter(None, (standing.act,)))


@rule("section 1260H", citation="Pub. L. 116-283 s. 1260H")
def chinese_military_companies(standing: Standing) -> Finding | None:
    """Chinese military companies of section 1260H: procurement

    Encoded: told; the list restricts what the Department of Defense may buy, not exports.
    """
    if not _on(standing, "section_1260h", "1260H"):
        return None
    because = f"{{party}} is on the list of Chinese military companies of section 1260H{_since(standing)}."
    return note(Effect.OTHER_MEASURE, because, "Pub. L. 116-283 s. 1260H", *filter(None, (standing.act,)))


@rule("UFLPA Entity List", citation="Pub. L. 117-78", effective=[span("2022-06-21", by="Pub. L. 117-78")])
def uyghur_forced_labor(standing: Standing) -> Finding | None:
    """Uyghur Forced Labor Prevention Act: imports

    Encoded: told; goods of a listed entity are presumed barred from import into the United States.
    """
    if not _on(standing, "uflpa", "UFLPA"):
        return None
    because = f"{{party}} is on the UFLPA Entity List{_since(standing)}: its goods are presumed barred from import."
    return note(Effect.OTHER_MEASURE, because, "Pub. L. 117-78", *filter(None, (standing.act,)))


_OTHERS = (
    ("SSI", "the Sectoral Sanctions Identifications List", "31 CFR Part 589"),
    ("FSE", "the Foreign Sanctions Evaders List", "EO 13608"),
    ("CAP", "the CAPTA List", "31 CFR Part 561"),
    ("NS-MBS", "the Non-SDN Menu-Based Sanctions List", "31 CFR Chapter V"),
    ("NS-ISA", "the Non-SDN Iranian Sanctions Act List", "Pub. L. 104-172"),
    ("PLC", "the Palestinian Legislative Council List", "31 CFR Part 594"),
    ("DTC", "the list of persons debarred under the AECA", "22 CFR 127.7"),
    ("ISN", "the list of nonproliferation sanctions", "15 CFR 744.19"),
)


@rule("other lists", citation="31 CFR Chapter V")
def other_lists(standing: Standing) -> Finding | None:
    """Other lists of the Treasury and the Department of State

    Encoded: told with the list's own law. Persons under nonproliferation sanctions: applications for a
    license may have to be denied (744.19), whatever the policy told.
    """
    if standing.basis not in _SAME_PERSON or not standing.in_force:
        return None
    for code, name, law in _OTHERS:
        if standing.list.upper() == code:
            return note(Effect.OTHER_MEASURE, f"{{party}} is on {name}: see that law.", law)
    return None
