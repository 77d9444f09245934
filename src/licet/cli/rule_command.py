"""`licet rule`: what is encoded of a provision, in plain words."""

from __future__ import annotations

import json

import click

from licet.cli.writing import send

FORMATS = ("table", "json", "markdown")


@click.command(
    "rule",
    epilog="Examples: licet rule 744.11 | licet rule '15 CFR 740.17' | licet rule '84 FR 23468' | licet rule TMP",
)
@click.argument("citation", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("-o", "--output", help="A file instead of the terminal.")
def rule(citation: tuple[str, ...], form: str, output: str | None) -> None:
    """What is encoded of a provision: in words, since when, by which act, and the facts it turns on.

    CITATION is a section (744.11), a paragraph (744.11(a)), a part (744), a supplement
    ('Supp. No. 7 to Part 744'), an act ('84 FR 23468'), the symbol of a license exception (ENC), or
    words of a title.
    """
    from licet.cli.exit_codes import Unusable
    from licet.cli.law_text import SAYS, provision_json, provision_markdown, provision_plain, section_json
    from licet.determination.rulebook import find, mentions, section_row
    from licet.law.ear import ear

    law = ear()
    wanted = " ".join(citation)
    found = find(law, wanted)
    section = section_row(law, wanted)
    elsewhere = () if found else mentions(law, wanted)
    if not found and section is None and not elsewhere:
        raise Unusable(f"{wanted}: no provision and no section of that name; see 'licet law status'")
    if form == "json":
        said: dict[str, object] = {
            "citation": wanted,
            "section": None if section is None else section_json(section),
            "provisions": [provision_json(provision) for provision in found],
            "mentioned_by": [provision.id for provision in elsewhere],
        }
        text = json.dumps(said, indent=1, ensure_ascii=False)
    elif form == "markdown":
        text = "\n".join(provision_markdown(provision) for provision in found)
    else:
        text = "\n\n".join(provision_plain(provision) for provision in found)
    if form != "json" and not found:
        lines = []
        if section is not None:
            lines.append(f"{section.section}: {section.title}")
            lines.append(f"  {SAYS[section.status]}" + (f": {section.why}" if section.why else ""))
        lines += [f"  named by {provision.id}: {provision.title}" for provision in elsewhere]
        text = "\n".join(lines)
    send((text.rstrip() + "\n").encode(), output)
