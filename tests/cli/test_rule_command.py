"""`licet rule` and `licet law`, and the pages under docs/law."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from licet.cli import law_text, main
from licet.cli.exit_codes import Unusable
from licet.cli.law_command import law
from licet.cli.rule_command import rule
from licet.determination.rulebook import coverage, find, provisions
from licet.law.ear import ear
from licet.law.rule import span

PAGES = Path(__file__).resolve().parents[2] / "docs" / "law"


def run(command, *arguments):
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


def test_rule_tells_conditions_citation_and_facts():
    said = run(rule, "740.9").output
    for words in ("740.9: Temporary exports", "15 CFR 740.9", "own_use:", "Turns on:", "claims", "Not encoded:"):
        assert words in said


def test_rule_takes_a_citation_of_several_words():
    assert "744 Supp. No. 7 (c)(1)" in run(rule, "84", "FR", "23468").output


def test_rule_as_json_has_every_version_and_interval():
    said = json.loads(run(rule, "740.5", "--format", "json").output)
    assert said["section"]["section"] == "740.5"
    by_rule = {one["rule"]: one for one in said["provisions"]}
    (civ,) = by_rule["740.5 CIV"]["versions"]
    assert civ["in_force"] == [{"from": None, "through": "2020-06-28", "by": "61 FR 64274", "ended_by": "85 FR 23470"}]
    assert "civil_end_user" in civ["conditions"]
    assert {"claims", "item.eccn"} <= {fact["field"] for fact in civ["facts"]}


def test_rule_of_a_section_without_rules_says_where_it_stands():
    said = run(rule, "742.4").output
    assert "encoded in part" in said
    assert "named by" in said
    assert "not encoded" in run(rule, "750.9").output


def test_rule_as_markdown_into_a_file(tmp_path):
    target = tmp_path / "enc.md"
    run(rule, "ENC", "--format", "markdown", "-o", str(target))
    assert target.read_text(encoding="utf-8").startswith("# 740.17: ")


def test_rule_of_nothing_is_one_clear_message():
    with pytest.raises(Unusable, match=r"799\.1: no provision and no section"):
        run(rule, "799.1")


def test_law_status_names_coverage_last_check_and_boundaries():
    said = run(law, "status").output
    for words in (
        "last checked for changes through 2026-10-31",
        "740.17",
        "not encoded",
        "2026-11-10",
        "Boundary dates",
    ):
        assert words in said


def test_law_status_can_be_narrowed():
    said = json.loads(run(law, "status", "--part", "740", "--only", "not_encoded", "--format", "json").output)
    found = {section["section"] for section in said["sections"]}
    assert {"740.12", "740.26"} <= found
    assert not {"740.17", "744.11"} & found
    assert {section["status"] for section in said["sections"]} == {"not_encoded"}
    assert said["last_checked"] == "2026-10-31"


def test_commands_are_reached_from_licet():
    assert {"rule", "law"} <= set(main.licet.list_commands(None))


def test_versions_that_say_the_same_are_told_once():
    (huawei,) = [p for p in find(ear(), "84 FR 23468") if p.id == "744 Supp. No. 7 (c)(1)"]
    merged = law_text.merged(huawei.versions)
    assert len(merged) < len(huawei.versions)
    assert sum(len(spans) for _, spans in merged) == sum(len(version.spans) for version in huawei.versions)


@pytest.mark.parametrize(
    ("since", "through", "by", "words"),
    [
        (None, None, "", "from before 2016"),
        (None, "2020-06-28", "", "from before 2016 through 2020-06-28"),
        ("2020-08-17", None, "85 FR 51596", "from 2020-08-17 (85 FR 51596)"),
        ("2019-05-16T16:15", "2019-05-20", "84 FR 22961", "from 2019-05-16 16:15 through 2019-05-20 (84 FR 22961)"),
    ],
)
def test_interval(since, through, by, words):
    assert law_text.interval(span(since, through, by=by)) == words


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("744.11", "744.11.md"),
        ("Supp. No. 7 to Part 744", "744-supp-7.md"),
        ("85 FR 29849", "85-fr-29849.md"),
        ("Other measures", "other-measures.md"),
    ],
)
def test_page_name(section, name):
    assert law_text.page_name(section) == name


def test_pages_remove_those_of_sections_that_went(tmp_path):
    (tmp_path / "799.1.md").write_text("# 799.1: gone\n", encoding="utf-8")
    assert run(law, "pages", str(tmp_path)).exit_code == 0
    assert not (tmp_path / "799.1.md").exists()
    assert (tmp_path / "740.17.md").read_text(encoding="utf-8").startswith("# 740.17: ")
    linked = (tmp_path / "index.md").read_text(encoding="utf-8")
    assert all(f"]({path.name})" in linked for path in tmp_path.glob("*.md") if path.name != "index.md")


def test_pages_under_docs_are_up_to_date():
    now = ear()
    written = law_text.pages(now, coverage(now), provisions(now))
    assert {path.name for path in PAGES.glob("*.md")} == set(written), "run: licet law pages docs/law"
    stale = [name for name, text in written.items() if (PAGES / name).read_text(encoding="utf-8") != text]
    assert stale == [], "run: licet law pages docs/law"
