"""What is encoded, read from the registered rules themselves: provisions by citation, coverage by section."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from licet.law.facts import FACTS, Fact
from licet.law.law import Law
from licet.law.rule import Rule, Span
from licet.law.table_rows import rows
from licet.terms.dates import BEGINNING, FOREVER

OTHER = "Other measures"  # overlays that are shown and never decide
STATUSES = ("encoded", "partial", "not_encoded")
_HEADING = re.compile(r"^(Encoded|Not encoded|Doubt|Conditions)(?: \(([^)]*(?:\([^)]*\)[^)]*)*)\))?:\s*(.*)$")


@dataclass(frozen=True, slots=True)
class Text:
    """A rule's docstring by its headings. `conditions`: (name, meaning) of a license exception's claim."""

    title: str
    encoded: str = ""
    not_encoded: str = ""
    doubt: str = ""
    conditions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TurnsOn:
    """A fact a rule turns on: its field in the contract, and what it means."""

    name: str
    field: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a provision. Dates are inclusive days; `None` where no end or start is known."""

    text: Text
    citation: str
    spans: tuple[Span, ...]
    status: str
    turns_on: tuple[TurnsOn, ...]


@dataclass(frozen=True, slots=True)
class Provision:
    """All versions of one rule."""

    id: str
    section: str
    versions: tuple[Version, ...]

    @property
    def title(self) -> str:
        """The title of the latest version."""
        return self.versions[-1].text.title

    @property
    def status(self) -> str:
        """The least that any version is encoded; `partial` where a docstring names what is left out."""
        found = {version.status for version in self.versions}
        if found == {"not_encoded"}:
            return "not_encoded"
        left_out = any(version.text.not_encoded for version in self.versions)
        return "partial" if left_out or found != {"encoded"} else "encoded"


@dataclass(frozen=True, slots=True)
class SectionCoverage:
    """How far a section is encoded. `boundaries`: days on which its encoded law changes."""

    section: str
    title: str
    status: str
    why: str
    provisions: tuple[str, ...]
    boundaries: tuple[dt.date, ...]


def read_text(rule: Rule) -> Text:
    """The docstring of a rule by its headings; the title and doubt of its registration where it has none."""
    doc = inspect.getdoc(rule.function) or ""
    lines = doc.splitlines()
    parts: dict[str, list[str]] = {"": []}
    heading = ""
    for line in lines[1:]:
        found = _HEADING.match(line)
        if found:
            heading = found[1]
            parts[heading] = [f"({found[2]})"] if found[2] else []
            if found[3]:
                parts[heading].append(found[3])
        else:
            parts[heading].append(line.strip())
    words = {name: " ".join(" ".join(text).split()) for name, text in parts.items()}
    return Text(
        title=rule.title.rstrip("."),
        encoded=words.get("Encoded", words[""]),
        not_encoded=words.get("Not encoded", ""),
        doubt=words.get("Doubt", "") or rule.doubt,
        conditions=_conditions(parts.get("Conditions", [])),
    )


def _conditions(lines: Iterable[str]) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    for line in lines:
        name, colon, meaning = line.partition(":")
        if colon and name.isidentifier():
            found.append((name, meaning.strip()))
        elif found and line:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}")
    return tuple(found)


def turns_on(law: Law, rule: Rule) -> tuple[TurnsOn, ...]:
    """The facts of the contract a rule turns on, derived facts followed to what they are made of."""
    derived = {fact.name: fact for fact in law.derived}
    found: dict[str, Fact] = {}
    waiting = list(reversed(rule.facts))
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in derived:
            waiting.extend(reversed(derived[name].facts))
        elif name in FACTS:
            found[name] = FACTS[name]
    return tuple(TurnsOn(fact.name, fact.field, fact.meaning) for fact in found.values())


def section_of(rule: Rule) -> str:
    """The section or supplement a rule stands under: `744.11`, `Supp. No. 7 to Part 744`, `85 FR 29849`."""
    if ".overlays." in f"{rule.function.__module__}.":
        return OTHER
    for text in (rule.id, rule.citation):
        section = _section_in(text)
        if section:
            return section
    act = re.match(r"\d+ FR \d+", rule.id) or re.match(r"\d+ FR \d+", rule.citation)
    return act[0] if act else rule.citation


def _section_in(text: str) -> str:
    plain = re.match(r"(?:15 CFR )?(7\d\d\.\d+)", text)
    if plain:
        return plain[1]
    supplement = re.match(r"(?:15 CFR )?(?:Part )?(7\d\d),? Supp\. No\. (\d+)", text)
    if supplement:
        return f"Supp. No. {supplement[2]} to Part {supplement[1]}"
    supplement = re.match(r"Supp\. No\. (\d+) to Part (7\d\d)", text)
    return f"Supp. No. {supplement[1]} to Part {supplement[2]}" if supplement else ""


@cache
def provisions(law: Law) -> tuple[Provision, ...]:
    """Every rule of the law with its versions in order of time, in the order of the sections."""
    by_id: dict[str, list[Rule]] = {}
    for rule in law.rules:
        by_id.setdefault(rule.id, []).append(rule)
    found = []
    for name, several in by_id.items():
        several.sort(key=lambda rule: min(s.start for s in rule.spans))
        versions = tuple(
            Version(read_text(rule), rule.citation, rule.spans, rule.status, turns_on(law, rule)) for rule in several
        )
        found.append(Provision(name, section_of(several[-1]), versions))
    return tuple(sorted(found, key=lambda provision: (order_of(provision.section), _natural(provision.id))))


def _natural(text: str) -> tuple[tuple[int, int | str], ...]:
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in re.split(r"(\d+)", text) if part)


def order_of(section: str) -> tuple[int, int, int, str]:
    """Where a section stands: by part, sections before supplements; other acts and measures last."""
    plain = re.fullmatch(r"(7\d\d)\.(\d+)", section)
    if plain:
        return int(plain[1]), 0, int(plain[2]), ""
    supplement = re.fullmatch(r"Supp\. No\. (\d+) to Part (7\d\d)", section)
    if supplement:
        return int(supplement[2]), 1, int(supplement[1]), ""
    part = re.fullmatch(r"Part (7\d\d)", section)
    return (int(part[1]), 0, 0, "") if part else (1000, int(section == OTHER), 0, section)


def boundaries_of(provision: Provision) -> tuple[dt.date, ...]:
    """Days on which a provision begins, ends or changes."""
    moments = {m for v in provision.versions for s in v.spans for m in (s.start, s.end)} - {BEGINNING, FOREVER}
    return tuple(sorted({moment.date() for moment in moments}))


def coverage(law: Law) -> tuple[SectionCoverage, ...]:
    """Every section of Parts 732 to 774 with how far it is encoded, and the other acts that have rules.

    A section with rules is as its rules are; one without them is as the table `coverage` says. Where both
    name a status and differ, it is partial. The table gives the titles.
    """
    by_section: dict[str, list[Provision]] = {}
    for provision in provisions(law):
        by_section.setdefault(provision.section, []).append(provision)
    stated = {row["section"]: row for row in rows("coverage")}
    found = [_with_rules(section, several, stated.get(section, {})) for section, several in by_section.items()]
    found += [
        SectionCoverage(section, row["title"], row["status"], row["why"], (), ())
        for section, row in stated.items()
        if section not in by_section and row["status"]
    ]
    return tuple(sorted(found, key=lambda one: order_of(one.section)))


def _with_rules(section: str, several: list[Provision], row: Mapping[str, str]) -> SectionCoverage:
    states = {provision.status for provision in several} | ({row["status"]} if row.get("status") else set())
    status = states.pop() if len(states) == 1 else "partial"
    boundaries = sorted({day for provision in several for day in boundaries_of(provision)})
    own = next((provision for provision in several if provision.id == section), several[0])
    return SectionCoverage(
        section,
        row.get("title", "") or own.title,
        status,
        row.get("why", ""),
        tuple(provision.id for provision in several),
        tuple(boundaries),
    )


# A citation as a reader may write it


@dataclass(frozen=True, slots=True)
class _Wanted:
    section: str = ""
    paragraph: str = ""
    part: str = ""
    act: str = ""
    words: str = ""
    symbol: str = ""  # of a license exception, as its title gives it: `(ENC)`


def _read(citation: str) -> _Wanted:
    text = re.sub(r"^\s*(§+\s*|15\s*C\.?F\.?R\.?\s*(§\s*)?)", "", citation.strip(), flags=re.IGNORECASE)
    act = re.match(r"(\d+)\s*F\.?R\.?\s*(\d+)", text, flags=re.IGNORECASE)
    if act:
        return _Wanted(act=f"{act[1]} FR {act[2]}")
    section = re.match(r"(7\d\d\.\d+)\s*((?:\([^)]*\)\s*)*)", text)
    if section:
        return _Wanted(section=section[1], paragraph=re.sub(r"\s", "", section[2]))
    supplement = re.search(r"supp(?:lement|\.)?\s*(?:no\.?\s*)?(\d+)", text, flags=re.IGNORECASE)
    part = re.search(r"\b(7\d\d)\b", text)
    if supplement and part:
        return _Wanted(section=f"Supp. No. {supplement[1]} to Part {part[1]}")
    if part and re.fullmatch(r"(part\s*)?7\d\d", text, flags=re.IGNORECASE):
        return _Wanted(part=part[1])
    if re.fullmatch(r"[A-Z]{3}", text):
        return _Wanted(symbol=f"({text})")
    return _Wanted(words=text.casefold())


def _paragraph_in(text: str) -> str:
    found = re.match(r"(?:15 CFR )?7\d\d\.\d+((?:\([^)]*\))+)", text)
    return found[1] if found else ""


def _fits(provision: Provision, wanted: _Wanted) -> bool:
    if wanted.act:
        acts = (a for v in provision.versions for s in v.spans for a in (s.by, s.ended_by, v.citation))
        return any(re.search(rf"\b{wanted.act}\b", act) for act in (*acts, provision.id))
    if wanted.part:
        start = order_of(provision.section)[0]
        return start == int(wanted.part)
    if wanted.section:
        if provision.section != wanted.section:
            return False
        own = _paragraph_in(provision.id) or _paragraph_in(provision.versions[-1].citation)
        return not own or own.startswith(wanted.paragraph) or wanted.paragraph.startswith(own)
    if wanted.symbol:
        return any(wanted.symbol in version.text.title for version in provision.versions)
    named = f"{provision.id} {provision.title} {provision.section}".casefold()
    return bool(wanted.words) and wanted.words in named


def find(law: Law, citation: str) -> tuple[Provision, ...]:
    """Provisions for a citation as a reader may write it, or for words of their titles.

    `744.11`, `15 CFR 744.11(a)`, `Supp. No. 7 to Part 744`, `744`, `84 FR 23468`, `ENC`. A paragraph also
    finds the rules of the whole section, and a section those of its paragraphs. Empty if nothing fits.
    """
    wanted = _read(citation)
    return tuple(provision for provision in provisions(law) if _fits(provision, wanted))


def mentions(law: Law, citation: str) -> tuple[Provision, ...]:
    """Provisions whose texts or citations name a section that has no rule of its own."""
    wanted = _read(citation)
    if not wanted.section or "Supp." in wanted.section:
        return ()
    name = re.compile(rf"(?<![\d.]){re.escape(wanted.section)}(?!\d)")
    return tuple(
        provision
        for provision in provisions(law)
        if any(name.search(f"{v.citation} {v.text.encoded} {v.text.title}") for v in provision.versions)
    )


def section_row(law: Law, citation: str) -> SectionCoverage | None:
    """The coverage of the section a citation names; `None` where it names no section known here."""
    wanted = _read(citation)
    named = wanted.section or (f"Part {wanted.part}" if wanted.part else wanted.act)
    part = f"Part {wanted.section[:3]}" if wanted.section[:1] == "7" else ""
    rows_ = {one.section: one for one in coverage(law)}
    return rows_.get(named) or rows_.get(part)
