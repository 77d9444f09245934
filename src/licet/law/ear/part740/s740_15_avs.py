"""740.15: aircraft, vessels and spacecraft (AVS)."""

from __future__ import annotations

from types import MappingProxyType

from licet.law.ear.part740.exception import (
    COMMODITY,
    EXPORTS,
    LIST_BASED,
    SHIPMENTS,
    ClaimedItem,
    ClaimedMove,
    Use,
    claimed,
    exception,
    paragraph,
    refused,
    under,
)
from licet.law.ear.part740.restriction import Bars
from licet.law.finding import Findings
from licet.law.rule import rule
from licet.terms.item import Claim

_AVS = exception("AVS", "Aircraft, Vessels and Spacecraft", "740.15", "within the paragraph relied on")
_COVERS = (*LIST_BASED, "742.5")
_FOREIGN = ("operating_civil_aircraft", "temporary_sojourn", "no_transfer_to_e1_e2", "carries_no_licensed_item")
_OWN = ("operating_civil_aircraft", "temporary_sojourn", "not_for_disposition", "registration_unchanged",
        "no_military_activity", "carries_no_licensed_item")  # fmt: skip
_VESSEL = ("temporary_sojourn", "not_for_disposition", "registration_unchanged", "no_military_activity",
           "carries_no_licensed_item", "no_spares_in_e1_e2")  # fmt: skip
_E = frozenset({"E:1", "E:2"})
_AIRLINE = ("ordered_for_vessel_or_airline", "necessary_for_operation", "usual_quantities")
_PARTNERS = frozenset({"AU", "CA", "GB"})  # (c)(1): outside these countries
_AIRCRAFT, _VESSELS, _SPACECRAFT = "9", "08", "9"  # categories of the list


def _sojourn(paragraph: str, what: str, needs: tuple[str, ...], not_to: frozenset[str], categories: str) -> Use:
    return Use(
        f"740.15{paragraph}", what, needs, COMMODITY, not_to, covers=_COVERS, activities=EXPORTS, categories=categories
    )


def _on_board(paragraph: str, what: str, *needs: str, not_to: frozenset[str] = _E) -> Use:
    return Use(f"740.15{paragraph}", what, needs, COMMODITY, not_to, covers=_COVERS, activities=SHIPMENTS)


_PERMANENT = ("for_permanent_use_on_board", "necessary_for_operation", "carrier_not_of_d1_or_cuba")

USES = MappingProxyType(
    {
        "a.1": _sojourn("(a)(1)", "foreign registered aircraft leaving", _FOREIGN, frozenset(), _AIRCRAFT),
        "a.2.i": _sojourn(
            "(a)(2)(i)", "U.S. registered aircraft, certificated", (*_OWN, "faa_certificate"), frozenset(), _AIRCRAFT
        ),
        "a.2.ii": _sojourn("(a)(2)(ii)", "other U.S. registered aircraft", (*_OWN, "us_licensed_pilot"), _E, _AIRCRAFT),
        "b.1": _on_board("(b)(1)", "equipment and spare parts for permanent use on a vessel", *_PERMANENT),
        "b.2.i": _on_board("(b)(2)(i)", "equipment and spare parts for permanent use on an aircraft", *_PERMANENT),
        "b.3": _on_board("(b)(3)", "ship and plane stores", "stores_for_the_voyage", "usual_quantities"),
        "c.1": _on_board(
            "(c)(1)", "vessels or planes of U.S., Australian, Canadian or UK registry",
            *_AIRLINE, "registry_au_ca_gb_us", "extreme_need", "export_information_filed",
            not_to=frozenset({"CU", *_PARTNERS}),
        ),
        "c.2": _on_board(
            "(c)(2)", "a U.S., Australian, Canadian or UK airline's installation or agent",
            *_AIRLINE, "registry_au_ca_gb_us", "no_fuel", "export_information_filed", not_to=frozenset({"CU"}),
        ),
        "d.1": _sojourn(
            "(d)(1)", "foreign flagged vessel leaving",
            ("temporary_sojourn", "no_transfer_to_e1_e2", "carries_no_licensed_item"), frozenset({"E:1"}), _VESSELS,
        ),
        "d.2": _sojourn("(d)(2)", "U.S. flagged vessel", _VESSEL, frozenset({"E:1"}), _VESSELS),
        "f": _sojourn(
            "(f)",
            "spacecraft for launch, fundamental research",
            ("us_institution_of_learning", "fundamental_research", "results_published", "research_institution_abroad",
             "launched_outside_d5"),
            frozenset({"D:5"}),
            _SPACECRAFT,
        ),
    }
)  # fmt: skip
_CHINA = frozenset({"CN", "HK"})


@rule(
    "740.15",
    citation="15 CFR 740.15",
    only_when="claims",
    status="partial",
    doubt="read as of 2026-02-10; earlier wordings were not",
)
def aircraft_vessels_and_spacecraft(
    claims: tuple[Claim, ...], claimed_item: ClaimedItem | None, claimed_move: ClaimedMove | None, restrictions: Bars
) -> Findings | None:
    """Aircraft, vessels and spacecraft (AVS)

    Encoded: claimed by `AVS` with the paragraph relied on: (a)(1), (2)(i), (2)(ii) aircraft on temporary
    sojourn; (b)(1), (2)(i), (3) equipment, spare parts and stores; (c)(1), (2) for certain registries, not in
    Country Group D:1 but China; (d)(1), (2) vessels on temporary sojourn; (f) spacecraft for launch. Aircraft
    and spacecraft are of Category 9, vessels of Category 8 or 0, or EAR99.
    Not encoded: (a)(4) and (d)(4) reexports; (b)(2)(ii) 7A101-7A103; Cuba and Syria (b)(4), (d)(6); (e).
    Conditions:
    paragraph: the paragraph relied on, such as (a)(1)
    operating_civil_aircraft: an operating civil aircraft under its own power (a)
    temporary_sojourn: every criterion of (a)(3) or (d)(3) is met, at most 7 days, for a vessel 14, in a country
    no_transfer_to_e1_e2: no sale or transfer of control to nationals of Country Group E:1 or E:2
    carries_no_licensed_item: carries no item for which a license is required and not granted
    not_for_disposition: not for sale, lease or other disposition of control
    registration_unchanged: U.S. registration or flag not changed while abroad
    no_military_activity: no foreign military activity
    faa_certificate: operated under a certificate of (a)(2)(i)
    us_licensed_pilot: operated abroad by a U.S. licensed pilot (a)(2)(ii)(E)
    no_spares_in_e1_e2: spares, technology and livery as (d)(2)(v)-(vii) ask
    for_permanent_use_on_board: for permanent use on the vessel or aircraft (b)
    necessary_for_operation: necessary for its proper operation
    carrier_not_of_d1_or_cuba: not registered in, owned, controlled, chartered or leased by D:1 countries or Cuba (b)
    stores_for_the_voyage: stores of (b)(3)(i)-(v) for the outgoing and immediate return voyage (b)(3)
    usual_quantities: usual and reasonable kinds and quantities
    extreme_need: in such quantities during times of extreme need (c)(1)(iii)
    no_fuel: commodities of (c)(3) but fuel (c)(2)
    export_information_filed: shipped as cargo with the filing of (c)(1)(iv) or (2)(iv)
    carrier_not_russian_or_belarusian: Russia, Belarus: no aircraft of theirs, 746.8(c)(2)(v)
    no_support_of_syrian_forces: Syria: no support of police, military or intelligence, 746.9(b)(7)
    ordered_for_vessel_or_airline: ordered by the person in command, owner, agent or airline (c)
    registry_au_ca_gb_us: registry or airline of the United States, Australia, Canada or the United Kingdom (c)
    us_institution_of_learning: exported by an accredited U.S. institution of higher learning (f)
    fundamental_research: fabricated only for fundamental research (f)
    results_published: all information will be published and shared broadly (f)(2)
    research_institution_abroad: to an institution of (f)(1), nationals of countries outside D:5 only
    launched_outside_d5: a research satellite launched from and by countries outside D:5 (f)(3)
    """
    claim = claimed(claims, "AVS")
    if claim is None or claimed_item is None or claimed_move is None:
        return None
    for_airlines = paragraph(claim.states("paragraph")) in ("c.1", "c.2")
    if for_airlines and "D:1" in claimed_move.groups and claimed_move.destination not in _CHINA:
        return refused("AVS (c) does not reach Country Group D:1 but China", "740.15(c)")
    return under(_AVS, USES, claim, claimed_item, claimed_move, restrictions)
