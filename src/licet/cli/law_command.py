"""`licet law`: how far the law is encoded, section by section, and the same as pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from licet.cli.writing import send

if TYPE_CHECKING:
    from licet.determination.rulebook import SectionCoverage

FORMATS = ("table", "json", "markdown")


@click.group(
    "law", epilog="Examples: licet law status | licet law status --only not_encoded | licet law pages docs/law"
)
def law() -> None:
    """How far the law is encoded: by section, when last checked, and on which days it changes."""


@law.command("status", epilog="Examples: licet law status | licet law status --part 744 --format json")
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--part", type=click.IntRange(730, 774), help="Only the sections of this part.")
@click.option("--only", type=click.Choice(("encoded", "partial", "not_encoded")), help="Only sections of this status.")
@click.option("-o", "--output", help="A file instead of the terminal.")
def status(form: str, part: int | None, only: str | None, output: str | None) -> None:
    """Every section with its coverage, the day the sources were last checked, and the boundary dates."""
    from licet.cli.law_text import index_page, status_json
    from licet.determination.rulebook import coverage, order_of
    from licet.law.ear import ear

    now = ear()
    sections = [
        section
        for section in coverage(now)
        if (part is None or order_of(section.section)[0] == part) and (only is None or section.status == only)
    ]
    if form == "json":
        text = json.dumps(status_json(now, sections), indent=1, ensure_ascii=False) + "\n"
    elif form == "markdown":
        text = index_page(now, sections)
    else:
        text = _table(sections)
    send(text.encode(), output)


def _table(sections: list[SectionCoverage]) -> str:
    from licet.cli.law_text import SAYS, counts
    from licet.law.ear import ear

    now = ear()
    last = now.known_through.date()
    lines = [
        f"{now.name}",
        f"covered from {now.covered_from.date()}, last checked for changes through {last}; digest {now.digest}",
        f"{len({rule.id for rule in now.rules})} provisions; sections: {counts(sections)}",
        "",
    ]
    width = max((len(section.section) for section in sections), default=0)
    for section in sections:
        lines.append(f"{section.section:<{width}}  {SAYS[section.status]:<15}  {section.title}")
        if section.why:
            lines.append(f"{'':<{width}}  {'':<15}  {section.why}")
    days = sorted({moment.date() for moment in now.boundaries})
    lines += ["", f"The law changes on {len(days)} days; after {last}, as scheduled:"]
    lines += [f"  {day}" for day in days if day > last] or ["  none is known"]
    lines += ["", "Boundary dates: " + ", ".join(day.isoformat() for day in days)]
    return "\n".join(lines) + "\n"


@law.command("pages", epilog="Example: licet law pages docs/law")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def pages(folder: Path) -> None:
    """Write one page for each section that has rules, and an index, as Markdown into FOLDER.

    Pages of sections that have no rules any more are removed.
    """
    from licet.cli.law_text import pages as written
    from licet.cli.writing import write_whole
    from licet.determination.rulebook import coverage, provisions
    from licet.law.ear import ear

    now = ear()
    found = written(now, coverage(now), provisions(now))
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in found and old.read_text(encoding="utf-8").startswith("# "):
            old.unlink()
    for name, text in found.items():
        write_whole(str(folder / name), text.encode())
    click.echo(f"{len(found)} pages in {folder}")
