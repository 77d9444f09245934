"""License requirements and review policies as the lists spell them."""

from __future__ import annotations

import csv
from collections import Counter

import pytest
from tests.shared import SHARED, needs_shared

from licet.lists.grammar import eccns, parse_policy, parse_requirement
from licet.terms.eccn import EAR99, Eccn
from licet.terms.outcome import ReviewPolicy
from licet.terms.scope import Reach

# Rows whose policy column repeats the requirement: there is no policy to read.
NOT_UNDERSTOOD = {
    "For all items subject to the EAR. (See § 744.11 of the EAR)",
    "For all items subject to the EAR when used in projects specified in § 746.8(a)(4) of the EAR",
}
# Policies of which a part is not given by the list.
INCOMPLETE = {
    "Presumption of approval for EAR99 items",
    "Case-by-Case review for licenses for the safety of civil aviation of aircraft.",
}


@pytest.mark.parametrize(
    ("text", "footnotes", "cleaned_end"),
    [
        ("For all items subject to the EAR, see §§ 734.9(e)1 and 744.11 of the EAR2", {1, 2}, "744.11 of the EAR"),
        ("For All Items Subject to the EAR (See §734.9(e)1, and §744.11 of the EAR)2.", {1, 2}, "§744.11 of the EAR)."),
        ("For all items subject to the EAR, see §§ 734.9(e) 1 and 744.11 of the EAR 2", {1, 2}, "of the EAR"),
        ("For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR)4", {4}, "of the EAR)"),
        ("For all items subject to the EAR. (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the EAR)", {3}, "EAR)"),
        ("For all items subject to the EAR (See §§734.9(g)3, 746.8(a)(3), and 744.2l(b) of the EAR", {3}, "EAR"),
        ("For All Items Subject to the EAR (See §734.9(g), 3 §744.21(b), and §746.8(a)(3) of the EAR).", {3}, "EAR)."),
        ("For all items subject to the EAR (See §§734.4(a)(9), 734.9(e)(3), and 744.11 of the EAR)5", {5}, "EAR)"),
        ("For all items subject to the EAR. (See §744.11 of the EAR)", set(), "of the EAR)"),
    ],
)  # fmt: skip
def test_glued_footnotes_come_off(text: str, footnotes: set[int], cleaned_end: str) -> None:
    scope, marks, cleaned = parse_requirement(text)
    assert marks == footnotes
    assert cleaned.endswith(cleaned_end)
    assert scope.reach is Reach.ALL
    assert scope.covers(EAR99) is True


@pytest.mark.parametrize(
    ("text", "ear99", "controlled"),
    [
        ("For items on the CCL and EAR99 items listed in supplement no. 7 to part 746 of the EAR", None, True),
        ("For items on the CCL and listed in supplement no. 7 to part 746 of the EAR", None, True),
        ("For any item subject to the EAR listed in supplement no. 2 to part 744.", False, None),
        ("All items subject to the EAR when used in projects specified in § 746.8(a)(4) of the EAR", None, None),
        ("All items subject to the EAR, except for EAR99-designated technology for repair", None, True),
        ("All items on Tuesdays", None, None),
        ("All items subject to the EAR unless shipped on Tuesdays", None, None),
        ("", None, None),
    ],
)
def test_scopes_that_do_not_reach_everything(text: str, ear99: bool | None, controlled: bool | None) -> None:
    scope = parse_requirement(text)[0]
    assert scope.covers(EAR99) is ear99
    assert scope.covers(Eccn("3A001", ".a.1")) is controlled


@pytest.mark.parametrize(
    "text",
    [
        "All items subject to the EAR on Tuesdays",  # nothing that takes an item out
        "For all items subject to the EAR. (Se §§ 734.9(e)(2) and 744.11 of the EAR) 4",
        "For all items subject to the EAR. (See § 744.11of the EAR)",
        "For all items subject to the EAR. (See § 744.11) of the EAR)",
        "For all items subject to the EAR. (See §?744.11 of the EAR)",
        "For all items subject to the EAR. (See §§ 734.9(g),3 744.21(b) and 746.8(a)(3). Of the EAR)",
        "All items subject to the EAR. The license requirements under this entry also extend to any export, ree...",
    ],
)
def test_wording_that_takes_nothing_out_reaches_every_item(text: str) -> None:
    scope = parse_requirement(text)[0]
    assert scope.reach is Reach.ALL
    assert (scope.covers(None), scope.covers(EAR99)) == (True, True)


@pytest.mark.parametrize(
    ("reference", "footnotes"),
    [
        ("§§ 734.9(g), 746.8(a)(3), and 744.21(b)", {3}),
        ("§§ 734.9(e)(1) and 744.11", {1}),
        ("§§ 734.9(e)(2) and 744.11", {4}),
        ("§§734.4(a)(9), 734.9(e)(3), and 744.11", {5}),
        ("§734.9(e) and §744.11", {1, 4}),  # which of the two the paragraph does not tell
        ("§ 744.11", set()),
        ("§ 734.9(h) and § 744.11", set()),
    ],
)
def test_a_lost_mark_is_known_from_the_paragraph(reference: str, footnotes: set[int]) -> None:
    assert parse_requirement(f"For all items subject to the EAR. (See {reference} of the EAR)")[1] == footnotes


def test_a_mark_that_stands_is_not_added_to() -> None:
    assert parse_requirement("For all items subject to the EAR, see §§ 734.9(e)1 and 744.11 of the EAR2")[1] == {1, 2}
    assert parse_requirement("All items subject to the EAR (See §§ 734.9(e) and 744.11 of the EAR)4")[1] == {4}


@pytest.mark.parametrize(
    ("eccn", "kind", "reached"),
    [
        (EAR99, "technology", None),
        (EAR99, "", None),
        (EAR99, "commodity", True),
        (EAR99, "software", True),
        (Eccn("9E991"), "technology", True),
        (None, "technology", None),
        (None, "commodity", True),
    ],
)
def test_a_carve_out_of_technology_frees_nothing_else(eccn: Eccn | None, kind: str, reached: bool | None) -> None:
    text = (
        "For All Items Subject to the EAR (See §744.11 of the EAR), except for EAR99-designated technology for the "
        "operation, maintenance, or repair of unmanned aerial vehicles (UAV) released to this entity by the operator"
    )
    assert parse_requirement(text)[0].covers(eccn, kind) is reached


def test_a_policy_of_which_the_requirement_says_a_part() -> None:
    requirement = "For all items subject to the EAR, with case-by-case basis for items listed on the CCL"
    policy = parse_policy("Presumption of approval for EAR99 items", "RU", requirement)
    assert policy.complaint == ""
    assert policy.resolve(EAR99, None)[0] is ReviewPolicy.PRESUMPTION_OF_APPROVAL
    assert policy.resolve(Eccn("3A001"), None)[0] is ReviewPolicy.CASE_BY_CASE
    assert parse_policy("Presumption of approval for EAR99 items", "RU").default is ReviewPolicy.POLICY_OF_DENIAL


def test_what_is_not_understood_is_the_most_restrictive() -> None:
    policy = parse_policy("Reviewed with sympathy")
    assert policy.default is ReviewPolicy.POLICY_OF_DENIAL
    assert policy.complaint
    assert not policy.clauses
    half = parse_policy(
        "Case-by-case review for items necessary for good; and presumption of denial for all other items"
    )
    assert half.default is ReviewPolicy.POLICY_OF_DENIAL
    assert half.complaint


def test_paragraphs_named_after_their_eccn() -> None:
    assert eccns("3B001.a.4, .c, f.1.b.2, .k to .m; 3B002.c, or 3B994") == (
        "3B001.a.4", "3B001.c", "3B001.f.1.b.2", "3B001.k", "3B001.l", "3B001.m", "3B002.c", "3B994",
    )  # fmt: skip


def test_a_policy_that_excepts_eccns() -> None:
    policy = parse_policy(
        "Presumption of denial except case-by-case for items not described in ECCN 3B001.a.4, .c, .k to .p; 3B993"
    )
    assert policy.resolve(EAR99, "other")[0] is ReviewPolicy.CASE_BY_CASE
    assert policy.resolve(Eccn("3B001", ".n"), "other")[0] is ReviewPolicy.PRESUMPTION_OF_DENIAL
    assert policy.resolve(Eccn("3B001"), "other")[0] is ReviewPolicy.PRESUMPTION_OF_DENIAL
    assert policy.resolve(None, "other")[0] is ReviewPolicy.PRESUMPTION_OF_DENIAL


def test_the_military_end_user_policy_depends_on_the_country() -> None:
    text = "The license application procedure and license review policy for entities specified in supplement no. 2"
    assert parse_policy(text, "CN").default is ReviewPolicy.PRESUMPTION_OF_DENIAL
    assert parse_policy(text, "RU").default is ReviewPolicy.POLICY_OF_DENIAL
    assert parse_policy(text).default is ReviewPolicy.POLICY_OF_DENIAL


def _column(name: str) -> Counter[str]:
    assert SHARED is not None
    with (SHARED / "data/lists/csl-2026-07-31.csv").open(encoding="utf-8-sig", newline="") as file:
        return Counter(row[name] for row in csv.DictReader(file) if row[name])


@needs_shared
def test_every_requirement_of_the_screening_list_is_read() -> None:
    found = _column("license_requirement")
    assert len(found) > 80
    unread = [text for text in found if parse_requirement(text)[0].reach is Reach.UNPARSED]
    assert unread == []
    marks: Counter[tuple[int, ...]] = Counter()
    for text, count in found.items():
        marks[tuple(sorted(parse_requirement(text)[1]))] += count
    assert marks[(1, 2)] == 156
    assert marks[(1, 4)] == 1  # the one whose mark is lost and whose paragraph is that of both
    assert set(marks) == {(), (1, 2), (1, 4), (3,), (4,), (5,)}


@needs_shared
def test_every_policy_of_the_screening_list_is_read() -> None:
    found = _column("license_policy")
    assert len(found) > 70
    assert {text for text in found if parse_policy(text).complaint} == NOT_UNDERSTOOD | INCOMPLETE
