"""A provision, and the coverage of the law, as words: for the terminal, as JSON, as Markdown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from licet.determination.cases import RuleCase, cases_of
from licet.determination.rulebook import Provision, SectionCoverage, Version, boundaries_of
from licet.law.law import Law
from licet.law.rule import Span
from licet.terms.dates import BEGINNING

SAYS = {"encoded": "encoded", "partial": "encoded in part", "not_encoded": "not encoded"}


def begins(span: Span) -> str:
    """The first day of an interval in words."""
    if span.start == BEGINNING:
        return "before 2016"
    moment = span.start
    return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(sep=" ", timespec="minutes")


def ends(span: Span) -> str:
    """The last day of an interval in words; empty where none is known."""
    return "" if span.last_day is None else span.last_day.isoformat()


def interval(span: Span) -> str:
    """An interval in words, with the acts that opened and ended it."""
    since = "from before 2016" if span.start == BEGINNING else f"from {begins(span)}"
    through = f" through {ends(span)}" if ends(span) else ""
    by = f" ({span.by})" if span.by and span.start != BEGINNING else ""
    return since + through + by + (f", ended by {span.ended_by}" if span.ended_by else "")


def version_json(version: Version) -> dict[str, object]:
    """One version as JSON."""
    text = version.text
    return {
        "title": text.title,
        "citation": version.citation,
        "status": version.status,
        "in_force": [
            {
                "from": None if s.start == BEGINNING else s.start.isoformat(),
                "through": ends(s) or None,
                "by": s.by,
                "ended_by": s.ended_by,
            }
            for s in version.spans
        ],
        "encoded": text.encoded,
        "not_encoded": text.not_encoded,
        "doubt": text.doubt,
        "conditions": dict(text.conditions),
        "facts": [{"fact": f.name, "field": f.field, "meaning": f.meaning} for f in version.turns_on],
    }


def provision_json(provision: Provision) -> dict[str, object]:
    """A provision as JSON, its versions in order of time."""
    return {
        "rule": provision.id,
        "section": provision.section,
        "title": provision.title,
        "status": provision.status,
        "versions": [version_json(version) for version in provision.versions],
        "cases": [
            {"title": case.title, "line": case.line, "on": {day.isoformat(): said.value for day, said in case.on}}
            for case in cases_of(provision.id)
        ],
    }


def case_text(case: RuleCase) -> str:
    """A case in a sentence: what it is, and its outcome on each day."""
    return f"{case.title}: " + "; ".join(f"{day} {said.value}".replace("_", " ") for day, said in case.on)


def section_json(section: SectionCoverage) -> dict[str, object]:
    """The coverage of a section as JSON."""
    return {
        "section": section.section,
        "title": section.title,
        "status": section.status,
        "why": section.why,
        "rules": list(section.provisions),
        "boundaries": [day.isoformat() for day in section.boundaries],
    }


def _parts(version: Version) -> list[tuple[str, str]]:
    text = version.text
    named = (("Encoded", text.encoded), ("Not encoded", text.not_encoded), ("Doubt", text.doubt))
    return [(name, said[:1].upper() + said[1:]) for name, said in named if said]


def _same(one: Version, other: Version) -> bool:
    return (one.text, one.citation, one.turns_on) == (other.text, other.citation, other.turns_on)


def merged(versions: Sequence[Version]) -> list[tuple[Version, tuple[Span, ...]]]:
    """Versions that say the same in the same words, put together with all their intervals."""
    found: list[tuple[Version, tuple[Span, ...]]] = []
    for version in versions:
        place = next((i for i, (other, _) in enumerate(found) if _same(version, other)), None)
        if place is None:
            found.append((version, version.spans))
        else:
            found[place] = (found[place][0], (*found[place][1], *version.spans))
    return found


def provision_markdown(provision: Provision, level: int = 1) -> str:
    """A provision as Markdown, `level` deep in a page."""
    lines = [f"{'#' * level} {provision.id}: {provision.title}", ""]
    for version, spans in merged(provision.versions):
        if version.text.title != provision.title:
            lines += [f"**{_escaped(version.text.title)}**", ""]
        lines += [f"*{version.citation}*; {SAYS[version.status]}.", ""]
        lines += [f"In force {_escaped('; '.join(map(interval, spans)))}.", ""]
        for name, said in _parts(version):
            lines += [f"**{name}.** {_escaped(said)}", ""]
        if version.text.conditions:
            lines += ["**Conditions of a claim:**", ""]
            lines += [f"- `{name}`: {_escaped(meaning)}" for name, meaning in version.text.conditions]
            lines.append("")
        if version.turns_on:
            lines += ["**Turns on:**", ""]
            lines += [f"- `{fact.field or fact.name}`: {_escaped(fact.meaning)}" for fact in version.turns_on]
            lines.append("")
    if found := cases_of(provision.id):
        lines += ["**Cases:**", "", *(f"- {_escaped(case_text(case))}" for case in found), ""]
    return "\n".join(lines).rstrip() + "\n"


def _escaped(text: str) -> str:
    """Prose whose characters Markdown would read, made plain; code spans stay."""
    return text.replace("*", "\\*").replace("<", "&lt;").replace("|", "\\|")


def provision_plain(provision: Provision) -> str:
    """A provision as plain text for the terminal."""
    lines = [f"{provision.id}: {provision.title}", f"  {SAYS[provision.status]}"]
    for version, spans in merged(provision.versions):
        lines.append("")
        if version.text.title != provision.title:
            lines.append(f"  {version.text.title}")
        lines.append(f"  {version.citation}")
        lines += [f"  {interval(one)}" for one in spans]
        for name, said in _parts(version):
            lines += _wrapped(f"{name}: {said}")
        if version.text.conditions:
            lines.append("  Conditions of a claim:")
            for name, meaning in version.text.conditions:
                lines += _wrapped(f"{name}: {meaning}", "    ")
        if version.turns_on:
            lines.append("  Turns on:")
            for fact in version.turns_on:
                lines += _wrapped(f"{fact.field or fact.name}: {fact.meaning}", "    ")
    if found := cases_of(provision.id):
        lines += ["", "  Cases:"]
        for case in found:
            lines += _wrapped(case_text(case), "    ")
    return "\n".join(lines)


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    import textwrap

    return textwrap.wrap(text, 98, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False)


def days(of: Iterable[dt.date]) -> str:
    """Days in a row of words."""
    return ", ".join(day.isoformat() for day in of)


def status_json(law: Law, sections: Sequence[SectionCoverage]) -> dict[str, object]:
    """The coverage of the law as JSON."""
    return {
        "law": law.name,
        "digest": law.digest,
        "covered_from": law.covered_from.date().isoformat(),
        "last_checked": law.known_through.date().isoformat(),
        "rules": len({rule.id for rule in law.rules}),
        "boundaries": [moment.isoformat() for moment in law.boundaries],
        "sections": [section_json(section) for section in sections],
    }


def counts(sections: Sequence[SectionCoverage]) -> str:
    """How many sections are encoded, in part, not."""
    said = [f"{sum(s.status == name for s in sections)} {words}" for name, words in SAYS.items()]
    return ", ".join(said)


def section_page(section: SectionCoverage, of: Sequence[Provision]) -> str:
    """The page of a section that has rules."""
    lines = [f"# {section.section}: {section.title}", "", f"This section is {SAYS[section.status]}."]
    if section.why:
        lines[-1] += f" {_escaped(section.why[:1].upper() + section.why[1:])}."
    days_ = sorted({day for provision in of for day in boundaries_of(provision)})
    if days_:
        lines += ["", f"Days on which the law encoded here changes: {days(days_)}."]
    body = "\n".join(provision_markdown(provision, 2) for provision in of)
    return "\n".join(lines) + "\n\n" + body


def page_name(section: str) -> str:
    """The file of a section's page: `744.11.md`, `744-supp-4.md`, `85-fr-29849.md`."""
    words = section.lower().replace("supp. no. ", "supp-").split(" to part ")
    name = f"{words[1]}-{words[0]}" if len(words) == 2 else words[0]
    return "-".join("".join(c if c.isalnum() or c in ".-" else " " for c in name).split()) + ".md"


def index_page(law: Law, sections: Sequence[SectionCoverage]) -> str:
    """The page that lists every section with its coverage."""
    lines = [
        "# The law, section by section",
        "",
        f"{law.name}, from {law.covered_from.date()}, last checked for changes through {law.known_through.date()}:"
        f" {len({rule.id for rule in law.rules})} provisions; of the sections, {counts(sections)}.",
        "",
        "These pages are written by `licet law pages docs/law` from the rules themselves.",
        "",
        "| Section | Title | Coverage | What is left out, or where it stands |",
        "|---|---|---|---|",
    ]
    for section in sections:
        name = f"[{section.section}]({page_name(section.section)})" if section.provisions else section.section
        cells = (name, _escaped(section.title), SAYS[section.status], _escaped(section.why))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def pages(law: Law, sections: Sequence[SectionCoverage], of: Sequence[Provision]) -> dict[str, str]:
    """Every page by its file name: the index, and one for each section that has rules."""
    found = {"index.md": index_page(law, sections)}
    for section in sections:
        if section.provisions:
            found[page_name(section.section)] = section_page(
                section, [provision for provision in of if provision.section == section.section]
            )
    return found
