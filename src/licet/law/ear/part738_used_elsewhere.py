"""15 CFR 738.4 and 746.8 for a consignee or end-user who is not in the country of destination.

The Country Chart is read for the destination. An item that goes on to a user in another country is exported to that
country (734.13(c)); whether it does is for the exporter to say, and no line may assume that it does not.
"""

from __future__ import annotations

import datetime as dt

from licet.law.ccl import Classification
from licet.law.country_groups import groups
from licet.law.ear.part738_chart import ACROSS, CHART, Place, chart_findings, place_of
from licet.law.ear.part742_prose_controls import stated_findings
from licet.law.finding import Effect, Finding, note
from licet.law.rule import derived, rule, span
from licet.law.table_dates import table_date_about
from licet.terms.dates import end_of
from licet.terms.party import Role

_USERS = frozenset({Role.ULTIMATE_CONSIGNEE, Role.END_USER})
# Groups by which license exceptions are opened to a destination, and those by which they are closed.
_OPEN = frozenset({"A:1", "A:2", "A:3", "A:4", "A:5", "A:6", "B"})
_CLOSED = frozenset({"D:1", "D:2", "D:3", "D:4", "D:5", "E:1", "E:2"})


@derived(citation="15 CFR 748.5(e), (f)")
def user_elsewhere(role: Role, party_located_in: str, destination: str) -> str:
    """The country other than the destination in which an ultimate consignee or end-user is; otherwise empty."""
    return party_located_in if role in _USERS and party_located_in != destination else ""


@derived(citation=CHART, only_when="user_elsewhere")
def elsewhere_place(user_elsewhere: str, table_date: dt.date) -> Place | None:
    """What the tables say of the country in which that user is."""
    return place_of(user_elsewhere, table_date_about(user_elsewhere, table_date), "")


@derived(citation="15 CFR Part 740 Supp. No. 1", otherwise=False, only_when="user_elsewhere")
def elsewhere_less_open(user_elsewhere: str, destination_groups: frozenset[str], table_date: dt.date) -> bool:
    """Whether license exceptions reach that user's country less far than the destination, by the country groups."""
    theirs = groups(user_elsewhere, end_of(table_date))
    return bool(destination_groups & _OPEN - theirs) or bool(theirs & _CLOSED - destination_groups)


@rule("738.4 user elsewhere", citation="15 CFR 738.4(a)", only_when="elsewhere_place")
def user_in_a_country_of_the_chart(
    elsewhere_place: Place | None,
    place: Place,
    elsewhere_less_open: bool,
    movement: str,
    classification: Classification | None,
) -> Finding | None:
    """Country Chart: a consignee or end-user in another country, for which a license would be required

    Encoded: a question, where a row of the entry asks for a license for the country in which an ultimate consignee
    or end-user is, and either asks for none for the destination or license exceptions reach that country less far.
    Not encoded: known recipients of products in which the item is a part: 734.4 and 734.9 speak of those.
    """
    if elsewhere_place is None or movement != ACROSS or classification is None:
        return None
    theirs = _keys(classification, elsewhere_place)
    if not theirs or (theirs <= _keys(classification, place) and not elsewhere_less_open):
        return None
    because = (
        f"{{party}} is not in the country of destination, and {classification.eccn} needs a license for the country"
        " where {party} is: say where the item goes in the end, and decide the line for that country."
    )
    return note(Effect.QUESTION, because, "15 CFR 738.4(a)", "15 CFR 734.13(c)", CHART, code="destination")


def _keys(classification: Classification, where: Place) -> frozenset[str]:
    """The names of what the entry's rows ask, or may ask, for a country."""
    found = (
        *chart_findings(classification, where, "civil", ""),
        *stated_findings(classification, where, ACROSS, "civil", ""),
    )
    return frozenset(finding.key or finding.because for finding in found if finding.effect is not Effect.CONSIDERED)


@rule(
    "746.8 user elsewhere",
    citation="15 CFR 746.8(a)(1)",
    effective=[span("2022-02-24", by="87 FR 12226")],
    only_when="user_elsewhere",
)
def user_in_russia_or_belarus(
    user_elsewhere: str, special_destination: str, movement: str, classification: Classification | None
) -> Finding | None:
    """Russia and Belarus: a consignee or end-user there, while another country is the destination

    Encoded: a question for every item: those on the Commerce Control List need a license (746.8), and most EAR99
    goods do (746.5, 746.8(a)(5) to (8)), whatever destination is stated.
    Doubt: Belarus is asked about from 2022-02-24, a week before 87 FR 13048 named it.
    """
    if user_elsewhere not in ("RU", "BY") or special_destination in ("RU", "BY"):
        return None
    if movement != ACROSS or classification is None:
        return None
    because = (
        "{party} is in Russia or Belarus, and the destination is another country: say where the item goes in the"
        " end, and decide the line for that country."
    )
    return note(Effect.QUESTION, because, "15 CFR 746.8(a)(1)", "15 CFR 734.13(c)", code="destination")
