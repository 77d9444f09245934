"""Provisions by citation, docstrings by heading, coverage by section."""

import re

import pytest

from licet.determination.rulebook import (
    OTHER,
    STATUSES,
    boundaries_of,
    coverage,
    find,
    mentions,
    order_of,
    provisions,
    read_text,
    section_of,
    section_row,
    turns_on,
)
from licet.law.ear import ear
from licet.law.rule import rule, span
from licet.law.table_rows import rows
from shared import SHARED, needs_shared

LAW = ear()


def ids(citation):
    return [provision.id for provision in find(LAW, citation)]


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        ("740.17", ["740.17"]),
        ("15 CFR 740.17", ["740.17"]),
        ("15 C.F.R. § 740.17(b)(2)", ["740.17"]),
        ("§ 740.17", ["740.17"]),
        ("ENC", ["740.17"]),
        ("CIV", ["740.5 CIV"]),
        ("744.21(b)(1)", ["744.21 not in force", "744.21(b)(1)"]),  # 744.21 itself is of (a)
    ],
)
def test_find(citation, expected):
    assert ids(citation) == expected


@pytest.mark.parametrize(
    ("citation", "some", "none"),
    [
        ("744.11", {"744.11", "744.11(a)(2)(i)", "744.11 savings"}, {"744.15", "744.1 lists"}),
        ("15 CFR 744.11(a)(2)", {"744.11", "744.11(a)(2)(i)"}, {"744.11(a)(1)"}),
        ("744.1", {"744.1 lists"}, {"744.11", "744.15"}),
        ("744", {"744.11", "744.21", "744 Supp. No. 7 (c)(1)"}, {"740.17"}),
        ("Part 744", {"744.11"}, {"740.17"}),
        ("84 FR 23468", {"744 Supp. No. 7 (c)(1)", "744 Supp. No. 7 (c)(4)"}, {"740.17"}),
        ("Supp. No. 7 to Part 744", {"744 Supp. No. 7 (c)(2)"}, {"744.11"}),
        ("Supplement No. 7 to part 744", {"744 Supp. No. 7 (c)(2)"}, {"744.11"}),
        ("744 Supp. No. 7", {"744 Supp. No. 7 (c)(2)"}, {"744.11"}),
        ("90 FR 47201", {"744.11(a)(1)"}, {"740.17"}),
        ("unverified list", {"744.15"}, {"740.17"}),
        ("section 889", {"section 889 Part A", "section 889 Part B"}, {"740.17"}),
    ],
)
def test_find_several(citation, some, none):
    found = set(ids(citation))
    assert some <= found
    assert not none & found


@pytest.mark.parametrize("citation", ["", "  ", "735.1", "999", "12 FR 1", "no such words anywhere"])
def test_find_nothing(citation):
    assert ids(citation) == []


def test_a_section_without_a_rule_of_its_own_is_known_by_its_row_and_its_mentions():
    row = section_row(LAW, "15 CFR 742.4")
    assert (row.section, row.status) == ("742.4", "partial")
    assert "742 stated" in {provision.id for provision in mentions(LAW, "742.4")}
    assert section_row(LAW, "750.9").status == "not_encoded"
    assert section_row(LAW, "754.2").section == "Part 754"
    assert section_row(LAW, "799.1") is None


def _example(citation, *parts):
    def example(destination: str) -> None:
        return None

    example.__doc__ = "\n".join(parts)
    return rule("740.99", citation=citation, effective=[span("2020-01-01", by="85 FR 1")], doubt="of old")(example)


def test_text_is_read_by_heading():
    one = _example(
        "15 CFR 740.99",
        "Something that may be done",
        "",
        "    Encoded: the first part,",
        "    and more: of it.",
        "    Not encoded: the rest.",
        "    Doubt: some.",
        "    Conditions:",
        "    paragraph: the paragraph",
        "      relied on",
        "    own_use: for own use",
    )
    text = read_text(one)
    assert text.title == "Something that may be done"
    assert (text.encoded, text.not_encoded, text.doubt) == ("the first part, and more: of it.", "the rest.", "some.")
    assert text.conditions == (("paragraph", "the paragraph relied on"), ("own_use", "for own use"))


def test_a_doubt_of_the_registration_stands_where_the_docstring_has_none():
    assert read_text(_example("15 CFR 740.99", "A title", "", "    Encoded: it.")).doubt == "of old"


def test_facts_are_those_of_the_contract():
    enc = next(one for one in LAW.rules if one.id == "740.17")
    fields = {fact.field for fact in turns_on(LAW, enc)}
    assert {"item.eccn", "destination", "item.enc_classified", "claims", "end_use"} <= fields
    assert not {"classification", "destination_groups", "restrictions"} & {fact.name for fact in turns_on(LAW, enc)}


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("744.11(a)(2)(i)", "744.11"),
        ("744 Supp. No. 7 (c)(1)", "Supp. No. 7 to Part 744"),
        ("736 General Order No. 7", "Supp. No. 1 to Part 736"),
        ("Supp. No. 4 to Part 744 footnote 1", "Supp. No. 4 to Part 744"),
        ("85 FR 29849 en route savings", "85 FR 29849"),
        ("FCC Covered List", OTHER),
        ("738 footnotes", "Supp. No. 1 to Part 738"),
    ],
)
def test_section_of_a_rule(name, section):
    assert {section_of(one) for one in LAW.rules if one.id == name} == {section}


def test_sections_stand_in_the_order_of_the_regulation():
    sections = ["740.2", "740.10", "Supp. No. 1 to Part 740", "742.4", "Part 754", "85 FR 29849", OTHER]
    assert sorted(set(sections), key=order_of) == sections


def test_every_provision_has_a_section_with_coverage():
    known = {one.section: one for one in coverage(LAW)}
    for provision in provisions(LAW):
        assert provision.id in known[provision.section].provisions
    assert len(known) == len(coverage(LAW))
    assert {one.status for one in known.values()} <= set(STATUSES)


def test_a_section_is_no_better_encoded_than_its_rules():
    by_id = {provision.id: provision for provision in provisions(LAW)}
    for section in coverage(LAW):
        if section.provisions and section.status == "encoded":
            assert {by_id[name].status for name in section.provisions} == {"encoded"}


def test_a_section_without_rules_says_why():
    table = {row["section"]: row for row in rows("coverage")}
    assert len(table) == len(list(rows("coverage")))
    for section in coverage(LAW):
        if not section.provisions:
            assert section.why, section.section
            assert table[section.section]["title"]


def test_boundaries_of_a_provision():
    (civ,) = find(LAW, "CIV")
    assert [day.isoformat() for day in boundaries_of(civ)] == ["2020-06-29"]


@needs_shared
def test_every_section_that_was_read_has_coverage():
    known = {one.section for one in coverage(LAW)}
    for path in sorted((SHARED / "data" / "law" / "text").glob("7*.md")):
        if re.fullmatch(r"7\d\d\.\d+", path.stem):
            assert path.stem in known or f"Part {path.stem[:3]}" in known, path.stem


def test_every_section_has_a_title_of_its_own():
    titled = {row["section"]: row["title"] for row in rows("coverage")}
    for section in coverage(LAW):
        assert titled.get(section.section), section.section


def test_a_title_without_a_status_is_of_a_section_that_has_rules():
    sections = {provision.section for provision in provisions(LAW)}
    assert [row["section"] for row in rows("coverage") if not row["status"] and row["section"] not in sections] == []
