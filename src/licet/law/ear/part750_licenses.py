"""750.7: specific licenses stated in the input."""

from __future__ import annotations

from licet.law.finding import Authority, Effect, Findings, authorize, note
from licet.law.rule import rule
from licet.terms.item import LicenseOnFile


@rule("750.7", citation="15 CFR 750.7(a)")
def license_on_file(licenses: tuple[LicenseOnFile, ...]) -> Findings | None:
    """A license authorizes the items, parties and quantities it names, while it is valid.

    Encoded: a license that fits covers every license requirement of the line, never a denial order.
    Not encoded: conditions of the license and end uses of the application (750.7(a)); the balance of
    earlier shipments under it. They are told as conditions.
    """
    found = tuple(
        authorize(
            one.because,
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
        )
        if one.fits
        else note(Effect.CONSIDERED, one.because, "15 CFR 750.7(a)")
        for one in licenses
    )
    return found or None
