"""Answers as one self-contained HTML file: nothing in it is fetched from elsewhere, everything is escaped."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib import resources
from typing import Any

from licet.cli.answers import COLORS, TITLES, Answer, by_outcome, changes_told, dollars, worklist
from licet.cli.table_output import notes

_LIGHT = frozenset({"undetermined", "not_subject_to_ear"})  # backgrounds that dark letters read on
_HEADS = ("Line", "Id", "Date", "Outcome", "Party", "Item", "Value", "First reason")


def html_output(answers: Sequence[Answer], about: Mapping[str, Any]) -> bytes:
    """The report."""
    script, style = _resource("report.js"), _resource("report.css")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>Licet: {len(answers):,} determinations</title><style>{style}</style></head><body><main>",
        "<h1>Export license determinations</h1>",
        f'<p class="lead">{_lead(answers, about)}</p>',
        _summary(answers),
        _notes(answers, about),
        _worklist(answers),
        _controls(answers),
        _table(answers),
        _about(about),
        f"</main><script>{script}</script></body></html>",
    ]
    return "\n".join(parts).encode("utf-8", "replace")


def _resource(name: str) -> str:
    return resources.files("licet.cli").joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The hash by which a content security policy admits one inline script or style, and no other."""
    return "sha256-" + b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _e(value: object) -> str:
    return escape("" if value is None else str(value), quote=True)


def _lead(answers: Sequence[Answer], about: Mapping[str, Any]) -> str:
    total = sum(a.value or 0 for a in answers)
    cleared = [a for a in answers if a.cleared]
    value = sum(a.value or 0 for a in cleared)
    return (
        f"{len(answers):,} lines worth {dollars(total)} of {_e(about.get('files'))}. {len(cleared):,} lines worth "
        f"{dollars(value)} may ship{_unless(cleared)}. Law checked through {_e(about.get('law_known_through'))}."
    )


def _unless(cleared: Sequence[Answer]) -> str:
    """What the lines that may ship rest on, where a list was not searched and that was accepted."""
    open_lists = any(a.said["lists_missing"] for a in cleared)
    return " unless a list that was not searched names one of their parties" if open_lists else ""


def _summary(answers: Sequence[Answer]) -> str:
    """Value by outcome as bars, with the figures beside them."""
    rows = by_outcome(answers)
    most = float(max((value for _, _, value in rows), default=0)) or 1.0
    height = 34 * len(rows) + 8
    bars = []
    for place, (outcome, lines, value) in enumerate(rows):
        top, width = 34 * place + 6, float(value) / most * 520
        bars.append(
            f'<text x="170" y="{top + 16}" text-anchor="end" font-size="14">{_e(TITLES[outcome])}</text>'
            f'<rect x="180" y="{top}" width="{max(width, 1):.1f}" height="22" rx="3" fill="{COLORS[outcome]}"/>'
            f'<text x="{188 + width:.1f}" y="{top + 16}" font-size="14">{dollars(value)} '
            f"({lines:,} line{'s' * (lines != 1)})</text>"
        )
    said = "; ".join(f"{TITLES[o]}: {dollars(v)} on {n} lines" for o, n, v in rows)
    return (
        '<section class="card"><h2>Value at stake by outcome</h2>'
        f'<svg viewBox="0 0 900 {height}" role="img" aria-label="{_e(said)}" font-family="inherit" fill="#1c2833">'
        f"{''.join(bars)}</svg></section>"
    )


def _notes(answers: Sequence[Answer], about: Mapping[str, Any]) -> str:
    told = notes(answers)
    if about.get("accept_incomplete_lists"):
        told.insert(0, "The caller accepted incomplete lists: lines may be cleared though lists were not searched.")
    if about.get("assume"):
        told.insert(0, f"Assumed where absent: {about['assume']}.")
    if not told:
        return ""
    return f'<section class="card warn"><h2>Notes</h2>{_list(told)}</section>'


def _worklist(answers: Sequence[Answer]) -> str:
    rows = worklist(answers)[:12]
    if not rows:
        return ""
    body = "".join(
        f"<tr><td>{_e(kind)}</td><td>{_e(thing)}</td><td class=num>{len(lines):,}</td>"
        f"<td class=num>{dollars(value)}</td></tr>"
        for kind, thing, lines, value in rows
    )
    return (
        '<section class="card"><h2>What would clear most</h2><table><thead><tr><th scope="col">What to do</th>'
        '<th scope="col">About</th><th scope="col">Lines</th><th scope="col">Value</th></tr></thead>'
        f"<tbody>{body}</tbody></table></section>"
    )


def _controls(answers: Sequence[Answer]) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" name="outcome" value="{outcome}" checked> {_tag(outcome)} {lines:,}</label>'
        for outcome, lines, _ in by_outcome(answers)
    )
    return (
        '<h2>Lines</h2><div class="controls"><label>Find <input type="search" id="find" '
        f'placeholder="party, item, citation …"></label>{boxes}'
        '<button type="button" id="open">Open or close all</button>'
        '<span id="shown" role="status" aria-live="polite"></span></div>'
    )


def _tag(outcome: str) -> str:
    ink = "#1c2833" if outcome in _LIGHT else "#fff"
    # The colors come with the style sheet's classes nowhere else; SVG keeps the policy free of inline styles.
    width = 8 * len(TITLES[outcome]) + 14
    return (
        f'<svg class="badge" width="{width}" height="22" viewBox="0 0 {width} 22" role="img" '
        f'aria-label="{_e(TITLES[outcome])}"><rect width="{width}" height="22" rx="10" fill="{COLORS[outcome]}"/>'
        f'<text x="{width / 2}" y="15.5" text-anchor="middle" font-size="13" font-weight="600" fill="{ink}">'
        f"{_e(TITLES[outcome])}</text></svg>"
    )


def _table(answers: Sequence[Answer]) -> str:
    wide = ("Date", "Item")
    heads = "".join(
        f'<th scope="col"{" class=o" * (head in wide)}><button type="button">{head}</button></th>' for head in _HEADS
    )
    rows = "\n".join(_line(a) for a in answers)
    return f'<table id="lines"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


def _line(a: Answer) -> str:
    line = f"{a.file}: {a.line}" if a.file else str(a.line)
    value = a.value
    return (
        f'<tr class="line" data-outcome="{_e(a.outcome)}"><td class=num data-key="{a.line}">{_e(line)}</td>'
        f'<td>{_e(a.said["id"])}</td><td class="o code">{_e(a.said["date"])}</td><td>{_tag(a.outcome)}</td>'
        f"<td>{_e(a.party)}</td><td class=o>{_e(a.item.get('description'))} {_e(a.item.get('eccn'))}</td>"
        f'<td class=num data-key="{0 if value is None else value}">{"" if value is None else dollars(value)}</td>'
        f"<td>{_e(a.reason)}</td></tr>"
        f'<tr class="more"><td colspan="{len(_HEADS)}"><details><summary>Reasons, provisions and duties of '
        f"{_e(a.said['id'])}</summary>{_more(a)}</details></td></tr>"
    )


def _more(a: Answer) -> str:
    said = a.said
    told = ("destination", "end_use", "contract_date", "certification")
    stated = [*a.party_texts, *(f"{name.replace('_', ' ')}: {a.source[name]}" for name in told if a.source.get(name))]
    if said["order"]:
        order = TITLES.get(str(said.get("order_outcome")), "")
        stated.append(f"order {said['order']}: all its lines together: {order}")
    parts = [
        _part("Stated", _list(stated)),
        _part("Faults of the input", _list(f"{e['field'] or 'line'}: {e['message']}" for e in said["errors"])),
        _part("Reasons", _list(dict.fromkeys(a.reasons()))),
        _part("Requirements and what covers them", _ul(map(_requirement, said["requirements"]))),
        _part("Authorized by", _ul(map(_authority, said["authorized_by"] or ()))),
        _part("Questions, most decisive first", _ul(_cited(q["fact"] + ": " + q["why"], q) for q in said["questions"])),
        _part("Findings", _ul(_cited(_because(f), f) for f in said["findings"])),
        _part("Considered, but did not reach it", _ul(_cited(f["because"], f) for f in said["considered"])),
        _part("Not encoded", _ul(_cited(f["because"], f) for f in said["not_encoded"])),
        _part("Red flags", _list(said["red_flags"])),
        _part("Obligations", _list(said["obligations"])),
        _part("Other measures, not part of the outcome", _ul(_cited(f["because"], f) for f in said["other_measures"])),
        _part("Screening", _ul(_hits(said["screening"]))),
        _part("Warnings", _list(f"{w['code']}: {w['message']}" for w in said["warnings"])),
        _part("Assumed", _list(f"{x['fact']} = {x['value']}" for x in said["assumptions"])),
        _part("What would change it", _list(changes_told(said))),
        _part("Citations", f"<p>{_e('; '.join(map(str, said['citations'])))}</p>" if said["citations"] else ""),
        _part("Next change of the outcome", f"<p>{_e(said['next_change'])}</p>" if said["next_change"] else ""),
    ]
    return "".join(parts)


def _part(title: str, content: str) -> str:
    return f"<h3>{title}</h3>{content}" if content else ""


def _ul(items: Iterable[str]) -> str:
    """A list of items that are HTML already."""
    found = "".join(f"<li>{item}</li>" for item in items)
    return f"<ul>{found}</ul>" if found else ""


def _list(texts: Iterable[object]) -> str:
    return _ul(_e(text) for text in texts)


def _cited(text: object, what: Mapping[str, Any]) -> str:
    cite = what.get("citation")
    return _e(text) + (f' <span class="cite">{_e(cite)}</span>' if cite else "")


def _because(finding: Mapping[str, Any]) -> str:
    party = _prefix(finding)
    turned = f" [{', '.join(finding['turned_on'])}]" if finding.get("turned_on") else ""
    return f"{str(finding['effect']).replace('_', ' ')}: {party}{finding['because']}{turned}"


def _requirement(r: Mapping[str, Any]) -> str:
    policy = f"; review: {str(r['review_policy']).replace('_', ' ')}" if r.get("review_policy") else ""
    cover = r.get("covered_by")
    told = f"covered by {cover.get('id')} ({cover.get('citation')})" if cover else "nothing covers it"
    party = _prefix(r)
    return _cited(f"{party}{r.get('because') or r['rule']}{policy}: {told}", r)


def _prefix(told: Mapping[str, Any]) -> str:
    """The party's name, unless the text begins with it."""
    party = told.get("party")
    return f"{party}: " if party and not str(told.get("because") or "").startswith(party) else ""


def _authority(a: Mapping[str, Any]) -> str:
    until = f", valid {a.get('valid_from') or '…'} to {a.get('valid_until') or '…'}"
    conditions = a.get("conditions") or ()
    return _cited(f"{a.get('title') or a.get('id')} ({str(a.get('kind')).replace('_', ' ')}{until})", a) + _list(
        conditions
    )


def _hits(screening: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for party in screening:
        if not party["hits"]:
            yield _e(f"{party['party']} ({str(party['role']).replace('_', ' ')}): no likeness found")
        for hit in party["hits"]:
            lists = hit["list"] if isinstance(hit["list"], str) else ", ".join(hit["list"])
            yield _e(f"{party['party']}: {hit['class']} {hit['score']}, {hit['name']} [{lists}]: {hit['why']}")


def _about(about: Mapping[str, Any]) -> str:
    rows = [f"{k.replace('_', ' ')}: {'yes' if v is True else v}" for k, v in about.items() if v and k != "register"]
    lists = "".join(
        f"<tr><td>{_e(x.get('title') or x.get('list'))}</td><td>{_e(x.get('version'))}</td><td>{_e(x.get('date'))}</td>"
        f"<td class=num>{_e(x.get('count'))}</td><td>{_e(x.get('complete_from') or 'not held whole')}</td></tr>"
        for x in about.get("register") or ()
    )
    return (
        f'<section class="card"><h2>About this report</h2>{_list(rows)}<h2>Lists searched</h2><table><thead><tr>'
        '<th scope="col">List</th><th scope="col">Version</th><th scope="col">As of</th><th scope="col">Entries</th>'
        f'<th scope="col">Complete from</th></tr></thead><tbody>{lists}</tbody></table></section>'
        "<footer>A determination is an aid to a person's decision. Licet does not decide sanctions law, "
        "classification or what is not encoded; each line names what it turned on.</footer>"
    )
