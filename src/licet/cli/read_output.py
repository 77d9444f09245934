"""What `licet read` shows: JSON Lines, CSV, a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from licet.screening.documents.mentions import Mention
    from licet.screening.documents.reading import Reading

_CONTEXT = 32  # characters shown on either side of a mention


@dataclass(frozen=True, slots=True)
class Shown:
    """A reading, where its text was written, and what is said of the lists searched."""

    reading: Reading
    text_file: str = ""
    lists: Mapping[str, Any] = field(default_factory=dict)

    def said(self) -> dict[str, Any]:
        """The JSON object of one file."""
        one = self.reading
        out: dict[str, Any] = {"file": one.file, "mentions": [_mention(each) for each in one.mentions]}
        if one.error:
            return {**out, "error": one.error}
        out["terms"] = [each.said() for each in one.terms]
        if one.claims is not None:
            out["claims"] = [each.said() for each in one.claims]
        out["date"] = one.date
        out["offsets_in"] = "file" if one.plain else "extracted text"
        if self.text_file:
            out["text_file"] = self.text_file
        if one.encoding:
            out["encoding"] = one.encoding
        out |= self.lists
        if one.notes:
            out["notes"] = list(one.notes)
        return out


def _mention(each: Mention) -> dict[str, Any]:
    return {
        "text": each.text, "start": each.start, "end": each.end, "entry": each.entry, "list": each.list,
        "class": each.klass, "in_force": each.in_force, "name": each.name, "why": each.why,
        "also_in_force_on": list(each.others),
    }  # fmt: skip


def write(several: Sequence[Shown], chosen: str, output: str | None) -> None:
    """Write what was read, in the chosen format."""
    from licet.cli.writing import lines_of, send

    readings = [each.reading for each in several]
    if chosen == "jsonl":
        send(lines_of(each.said() for each in several), output)
    elif chosen == "csv":
        from licet.cli.csv_output import csv_text

        send(csv_text(_COLUMNS, _rows(readings)), output)
    else:
        import io

        from rich.console import Console

        from licet.cli.table_output import console

        if output:
            out = io.StringIO()
            _show(readings, Console(file=out, width=110, color_system=None, highlight=False))
            send(out.getvalue().encode("utf-8", "replace"), output)
        else:
            _show(readings, console())


_COLUMNS = ("file", "found", "text", "start", "end", "entry", "list", "class", "in_force", "link", "why")


def _rows(readings: Iterable[Reading]) -> Iterator[list[object]]:
    for one in readings:
        if one.error:
            yield [one.file, "error", *[None] * 8, one.error]
        for m in one.mentions:
            in_force = "true" if m.in_force else "false"
            yield [one.file, "mention", m.text, m.start, m.end, m.entry, m.list, m.klass, in_force, None, m.why]
        for t in one.terms:
            yield [one.file, t.kind, t.text, t.start, t.end, None, None, None, None, t.link, t.record]
        for c in one.claims or ():
            link = "; ".join(c.citations)
            yield [one.file, "claim", c.text, c.start, c.end, None, None, c.verdict, None, link, c.record]


def around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """A span with a few words of what stands about it, on one line."""
    before = " ".join(text[max(0, start - _CONTEXT) : start].split(" ")).replace("\n", " ")
    after = text[end : end + _CONTEXT].replace("\n", " ")
    return before.lstrip(), text[start:end].replace("\n", " "), after.rstrip()


def _show(readings: Sequence[Reading], to: Any) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    for one in readings:
        to.print(Text(one.file, style="bold"))
        if one.error:
            to.print(Text(f"  cannot be read: {one.error}\n", style="red"))
            continue
        if one.mentions:
            table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=True, show_edge=False)
            table.add_column("mention", ratio=4, overflow="fold")
            table.add_column("", no_wrap=True)
            table.add_column("entry", ratio=4, overflow="fold")
            table.add_column("list", ratio=3, overflow="fold", min_width=11)
            table.add_column("in force", no_wrap=True)
            table.add_column(f"context (in force on {one.date})", ratio=5, overflow="fold")
            groups: dict[tuple[str, str, str], list[Mention]] = {}
            for m in one.mentions:
                groups.setdefault((m.text, m.entry, m.klass), []).append(m)
            for (text, entry, klass), several in groups.items():
                m = several[0]
                context = Text("…".join(("", "".join(around(one.text, m.start, m.end)), "")))
                with suppress(ValueError):
                    context.stylize("bold", context.plain.index(text), context.plain.index(text) + len(text))
                shown = Text(text, style="red" if klass == "match" and m.in_force else "yellow")
                if klass == "possible":
                    shown.append(f"\n{klass}: {m.why}", style="dim")
                listed = "; also ".join((m.list, *m.others))
                table.add_row(shown, f"{len(several)}×", entry, listed, "yes" if m.in_force else "no", context)
            to.print(table)
        else:
            to.print("  no party of the register is mentioned")
        for claim in one.claims or ():
            style = {"agrees": "green", "contradicted": "red", "loose": "yellow"}.get(claim.verdict, "dim")
            line = Text("  ")
            line.append(claim.verdict.replace("_", " "), style=style)
            line.append(f": “{' '.join(claim.text.split())}” — {claim.record}")
            if claim.citations:
                line.append(f" ({'; '.join(claim.citations)})", style="dim")
            to.print(line)
        if one.terms:
            kinds: dict[str, list[str]] = {}
            for term in one.terms:
                kinds.setdefault(term.kind, []).append(" ".join(term.text.split()))
            told = "; ".join(f"{kind}: {', '.join(dict.fromkeys(texts))}" for kind, texts in kinds.items())
            to.print(Text(f"  Words of the regulation: {told}", style="dim"))
        to.print()
