"""The regulation's own words: spans, what they stand for, and what is none of them."""

import pytest

from licet.screening.documents.regulation_words import terms_of


def said(text: str) -> list[tuple[str, str, str]]:
    found = list(terms_of(text))
    for each in found:
        assert text[each.start : each.end] == each.text
    return [(each.text, each.kind, each.value or each.link) for each in found]


@pytest.mark.parametrize(
    ("text", "there", "kind", "value"),
    [
        ("on the Entity List.", "Entity List", "entity_list", "15 CFR Part 744 Supp. No. 4"),
        ("on entity\n  lists there", "entity\n  lists", "entity_list", "15 CFR Part 744 Supp. No. 4"),
        ("MILITARY END-USER LIST", "MILITARY END-USER LIST", "military_end_user_list", "15 CFR Part 744 Supp. No. 7"),
        ("Military End User List", "Military End User List", "military_end_user_list", "15 CFR Part 744 Supp. No. 7"),
        ("the FCC Covered List", "Covered List", "fcc_covered_list", "47 CFR 1.50002"),
        ("foreign produced direct product", "foreign produced direct product", "foreign_direct_product",
         "15 CFR 734.9"),
        ("Foreign-Produced Direct Products", "Foreign-Produced Direct Products", "foreign_direct_product",
         "15 CFR 734.9"),
        ("foreign direct product rule", "foreign direct product", "foreign_direct_product", "15 CFR 734.9"),
        ("a presumption of denial", "presumption of denial", "review_policy", "presumption_of_denial"),
        ("case‑by‑case review", "case‑by‑case", "review_policy", "case_by_case"),
        ("Case by case", "Case by case", "review_policy", "case_by_case"),
        ("a temporary general license", "temporary general license", "general_license",
         "15 CFR Part 744 Supp. No. 7"),
        ("License Exception TSR may", "License Exception TSR", "license_exception", "15 CFR Part 740"),
        ("license exception for parts", "license exception", "license_exception", "15 CFR Part 740"),
        ("see 84 FR 22,961.", "84 FR 22,961", "federal_register", "84 FR 22961"),
        ("see 84 Fed. Reg. 22961", "84 Fed. Reg. 22961", "federal_register", "84 FR 22961"),
        ("15 C.F.R. § 744.11(a)(2)(i) says", "15 C.F.R. § 744.11(a)(2)(i)", "section", "15 CFR 744.11(a)(2)(i)"),
        ("under §§ 744.11 and others", "§§ 744.11", "section", "15 CFR 744.11"),
        ("15 CFR part 744 says", "15 CFR part 744", "section", "15 CFR Part 744"),
        ("Supplement No. 4 to part 744", "Supplement No. 4 to part 744", "section", "15 CFR Part 744 Supp. No. 4"),
        ("15 CFR Part 744, Supp. No. 4", "15 CFR Part 744, Supp. No. 4", "section", "15 CFR Part 744 Supp. No. 4"),
        ("Executive Order No. 13873", "Executive Order No. 13873", "executive_order", "EO 13873"),
        ("E.O. 13873", "E.O. 13873", "executive_order", "EO 13873"),
        ("ECCN 5A002.a.1 items", "5A002.a.1", "eccn", "5A002.a.1"),
        ("EAR 99", "EAR 99", "eccn", "EAR99"),
        ("on 2019-05-16,", "2019-05-16", "date", "2019-05-16"),
        ("on May 16, 2019", "May 16, 2019", "date", "2019-05-16"),
        ("on the 16th of May 2019", "16th of May 2019", "date", "2019-05-16"),
        ("in Sept. 2020", "Sept. 2020", "date", "2020-09"),
        ("on 5/21/2019", "5/21/2019", "date", "2019-05-21"),
    ],
)  # fmt: skip
def test_a_word_of_the_regulation(text: str, there: str, kind: str, value: str) -> None:
    assert said(text) == [(there, kind, value)] or (kind == "general_license" and said(text)[0][:2] == (there, kind))


@pytest.mark.parametrize(
    "text",
    ["", "x", "a list of entities", "the covered list", "in this case", "744.11", "12345678", "order 13873", "5/6/2019",
     "Feb 30, 2020", "the direct product of labor", "x84 FR 22961", "tgl", "FR 12", "the licensee"],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert [each for each in said(text) if each[2]] == []


def test_words_are_found_beside_each_other_and_whole() -> None:
    text = "§ 744.11(a)(2)(i)(B) and § 740.19; 84 FR 22961 84 FR 43493; Entity List, Entity List, Unverified List"
    assert [each[0] for each in said(text)] == [
        "§ 744.11(a)(2)(i)(B)", "§ 740.19", "84 FR 22961", "84 FR 43493", "Entity List", "Entity List",
        "Unverified List",
    ]  # fmt: skip


def test_a_letter_that_becomes_two_in_small_ones_hides_nothing() -> None:
    assert [each[0] for each in said("İzmir: the Entity List")] == ["Entity List"]


def test_a_known_act_is_told_with_its_day() -> None:
    (found,) = terms_of("84 FR 22961")
    assert found.link == "84 FR 22961"
    assert "2019-05-16" in found.record
