"""750.7: specific licenses stated in the input."""

from __future__ import annotations

from licet.law.finding import Authority, Effect, Findings, authorize, note
from licet.law.rule import rule
from licet.terms.item import LicenseOnFile


@rule("750.7", citation="15 CFR 750.7(a)", status="partial")
def license_on_file(licenses: tuple[LicenseOnFile, ...]) -> Findings | None:
    """A license authorizes the items, parties and quantities it names, while it is valid.

    Encoded: a license that fits covers every license requirement of the line, never a denial order. It is valid
    from its issue through its expiry, on a federal holiday through the next business day (g). It names every
    748.5 party and the item; quantity and value of the order's lines that rely on it lie within it, the value
    with the tolerance of 750.11(b), 10 percent of the total, the quantity without any. A license for
    commodities states both (f). What is not stated of a license is asked.
    Not encoded: conditions of the license and end uses of the application (a); the balance of earlier shipments
    under it; a tolerance of its own or for short supply, 750.11(b)(1), (2); changes that need no replacement (c)
    but the addition of an intermediate consignee in the country of destination, which is asked; holidays of the
    States (g). They are told as conditions.
    """
    found = tuple(
        authorize(
            one.because,
            "15 CFR 750.7(a)",
            covers=("*",),
            authority=Authority(
                "specific_license",
                one.number,
                f"License {one.number}",
                "15 CFR 750.7",
                one.valid_from or None,
                one.valid_until or None,
                ("the conditions and end uses of the license", "the balance left after earlier shipments"),
            ),
            awaits=one.awaits,
        )
        if one.fits
        else note(Effect.CONSIDERED, one.because, "15 CFR 750.7(a)")
        for one in licenses
    )
    return found or None
