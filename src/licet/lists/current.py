"""The register that answers: the last good official lists, merged with the history that the package carries.

An official entry and an embedded one are the same when they stand on the same list under the same folded name
(legal forms spelled alike) in the same country, or its family. The embedded history is kept for the days before the
official file; where the two disagree about a later day, the more restrictive stands and is marked `list_conflict`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from licet.lists import statements as st
from licet.lists.embedded import acts, embedded
from licet.lists.entry import ADDRESS, Entry, Listing, Name
from licet.lists.grammar import parse_policy, parse_requirement
from licet.lists.register import ListVersion, Register
from licet.lists.sources import catalog
from licet.lists.sources.dating import published
from licet.lists.sources.repairs import merge_key
from licet.lists.store import Statement, Store
from licet.terms.country import COUNTRIES
from licet.terms.dates import end_of, start
from licet.terms.scope import ALL_ITEMS, DENIED, PRESUMED_DENIED, ItemScope, Reach, ScopedPolicy

CONFLICT = "list_conflict"
_MERGING_KINDS = frozenset({"primary", "alias", "former"})
_KINDS = {"original": "native"}
_TYPES = {"entity": "company"}


@lru_cache(maxsize=4096)
def act_of(printed: str) -> str:
    """The first page of the known rule in which a printed page stands; the page itself when no rule is known.

    >>> act_of("84 FR 22963")
    '84 FR 22961'
    """
    found = _act(printed)
    return found if found is not None else printed


def _act(printed: str) -> str | None:
    if printed in acts():
        return printed
    volume, _, page = printed.partition(" FR ")
    day = published(printed)
    if not page.isdigit() or day is None or not day.certain:
        return None
    best: tuple[int, str] | None = None
    for citation, act in acts().items():
        theirs, _, first = citation.partition(" FR ")
        if theirs != volume or not first.isdigit() or act.published != day.earliest.isoformat():
            continue
        if int(first) <= int(page) and (best is None or int(first) > best[0]):
            best = (int(first), citation)
    return best[1] if best else None


def act_dates(citation: str) -> dt.date | None:
    """The day on which the act behind a printed page took effect, where the act is known."""
    found = _act(citation)
    if found is None or not acts()[found].effective:
        return None
    return dt.date.fromisoformat(acts()[found].effective[:10])


# ---------------------------------------------------------------- official entries


def official(store: Store, known: dt.date | None = None) -> Iterator[tuple[str, Entry]]:
    """The entries of the store with the list each stands on, as known on a day."""
    for code, entry, fields in _grouped(store, known):
        made = _entry(code, entry, fields)
        if made is not None:
            yield catalog.LISTS[code].name, made


def _grouped(store: Store, known: dt.date | None) -> Iterator[tuple[str, str, dict[str, list[Statement]]]]:
    for code in catalog.LISTS:
        groups: dict[str, dict[str, list[Statement]]] = {}
        for statement in store.known(code, known):
            groups.setdefault(statement.entry, {}).setdefault(statement.field, []).append(statement)
        for entry, fields in groups.items():
            yield code, entry, fields


def _last(fields: Mapping[str, list[Statement]], name: str) -> list[object]:
    found = fields.get(name)
    value = max(found, key=lambda each: each.effective_from).value if found else None
    return value if isinstance(value, list) else []


def _text(fields: Mapping[str, list[Statement]], name: str, day: str | None = None) -> str:
    found = fields.get(name, ())
    for statement in found:
        if day is None or (
            statement.effective_from <= day and (statement.effective_until is None or day < statement.effective_until)
        ):
            return str(statement.value)
    return ""


def _entry(code: str, key: str, fields: dict[str, list[Statement]]) -> Entry | None:
    named = sorted(fields.get("name", ()), key=lambda each: each.effective_from)
    if not named:
        return None
    info = catalog.LISTS[code]
    source = f"{info.title}, {named[-1].known_from}"
    names = [Name(str(named[-1].value), "primary", source)]
    names += [Name(str(old.value), "former", source) for old in named[:-1]]
    for pair in _last(fields, "aliases"):
        if isinstance(pair, list):
            names.append(Name(str(pair[0]), _KINDS.get(str(pair[1]), str(pair[1])), source))
    countries = [str(country) for country in _last(fields, "countries")]
    addresses = [str(address) for address in _last(fields, "addresses")]
    # As trade.gov writes an address of which only the country is known.
    addresses += [code for code in countries[1:] if not any(address.endswith(code) for address in addresses)]
    kind = _text(fields, "kind")
    return Entry(
        id=key,
        names=tuple({name.text: name for name in reversed(names)}.values())[::-1],
        country=countries[0] if countries else "",
        city="",
        addresses=tuple(addresses),
        type=_TYPES.get(kind, kind),
        family="",
        listings=tuple(_listings(code, fields, countries, source)),
        notes=(),
        note="; ".join(filter(None, (_text(fields, "within") and f"within {_text(fields, 'within')}",))),
        source=source,
    )


def _listings(code: str, fields: dict[str, list[Statement]], countries: list[str], source: str) -> Iterator[Listing]:
    info = catalog.LISTS[code]
    cited = [str(pair[0]) for pair in _last(fields, "cited") if isinstance(pair, list)]
    amended, by = _amended(fields, cited)
    for listed in sorted(fields.get("listed", ()), key=lambda each: each.effective_from):
        first, last = listed.effective_from, listed.effective_until
        if last is not None and last <= first:
            continue
        cuts = {first}
        for name in ("requirement", "policy", "programs"):
            cuts.update(each.effective_from for each in fields.get(name, ()))
        if amended:
            cuts.add(amended)
        days = sorted(day for day in cuts if day >= first and (last is None or day < last))
        for place, day in enumerate(days):
            until = days[place + 1] if place + 1 < len(days) else last
            requirement, policy = _text(fields, "requirement", day), _text(fields, "policy", day)
            scope, footnotes = _scope(info.name, requirement)
            certainty = [listed.certainty]
            if amended and day < amended:
                certainty.append("terms_as_last_amended")
            # Beyond the last known end: an entry that vanished ended at the latest on the day of that file.
            act = act_of(listed.citation) if listed.citation else ""
            yield Listing(
                list=info.name,
                effective=start(day),
                until=start(until) if until else None,
                act=act_of(by) if amended and day >= amended and by else act,
                printed=by if amended and day >= amended and by else listed.citation,
                listed_act=act,
                listed_from=start(first),
                ended_by=listed.certainty if until == last and listed.certainty == st.VANISHED else "",
                scope=scope,
                policy=_policy(info.name, policy, countries[0] if countries else "", requirement),
                requirement_text=requirement,
                policy_text=policy,
                source=source,
                footnotes=footnotes,
                state="active" if info.name == "denied_persons" else "",
                programs=tuple(str(program) for program in _last(fields, "programs")),
                certainty=" ".join(certainty),
            )


def _amended(fields: Mapping[str, list[Statement]], cited: list[str]) -> tuple[str, str]:
    """The day and page of the last act cited, when it came after the listing's own."""
    listed = min((each.effective_from for each in fields.get("listed", ())), default="")
    for citation in reversed(cited[1:]):
        day = act_dates(citation)
        bounds = published(citation)
        if day is None and bounds is not None and bounds.certain:
            day = bounds.earliest
        if day is not None:
            return (day.isoformat(), citation) if day.isoformat() > listed else ("", "")
    return "", ""


def _scope(list_name: str, requirement: str) -> tuple[ItemScope, frozenset[int]]:
    if not requirement:
        # Only the two lists with a requirement column leave it unsaid in some files; unsaid is not understood.
        return (ItemScope(Reach.UNPARSED), frozenset()) if list_name == "entity_list" else (ALL_ITEMS, frozenset())
    scope, footnotes, _ = parse_requirement(requirement)
    return scope, footnotes


def _policy(list_name: str, text: str, country: str, requirement: str) -> ScopedPolicy:
    if text:
        return parse_policy(text, country, requirement)
    if list_name == "sdn":
        return PRESUMED_DENIED  # 744.8(d)
    if list_name == "entity_list":
        return dataclasses.replace(DENIED, complaint="the file gives no review policy; the most restrictive is taken")
    return DENIED


# ---------------------------------------------------------------- merging


def merged(store: Store, known: dt.date | None = None) -> Register:
    """Official and embedded entries in one register, as known on a day (default: now)."""
    base = embedded()
    whole = {
        catalog.LISTS[version.list].name: version
        for version in store.versions()
        if known is None or version.as_of <= known
    }
    index: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in base.entries.values():
        for name in entry.names:
            if name.kind in _MERGING_KINDS:
                # The record tells namesakes apart by country: "… (Hong Kong)"; the lists do not.
                plain = name.text.removesuffix(f" ({COUNTRIES.get(entry.country, '')})")
                for key in {merge_key(name.text), merge_key(plain)}:
                    for list_name in entry.lists():
                        index[list_name, key].append(entry)
    joined: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
    entries: dict[str, Entry] = {}
    for list_name, entry in official(store, known):
        twin = _twin(entry, list_name, index)
        if twin is None:
            entries[entry.id] = entry
        else:
            joined[twin.id].append((list_name, entry))
    on_day = {name: version.as_of for name, version in whole.items() if version.whole}
    owners = {merge_key(entry.name): entry.id for entry in base.entries.values()}
    ours = {entry.id: _merge(entry, joined.get(entry.id, []), on_day, owners) for entry in base.entries.values()}
    lists = dict(base.lists)
    for version in whole.values():
        info = catalog.LISTS[version.list]
        lists[info.name] = ListVersion(
            info.name,
            info.title,
            f"{version.format} {version.digest[:12]}",
            version.as_of,
            version.count,
            store.complete_from(version.list, known),
        )
    return Register(MappingProxyType({**ours, **entries}), MappingProxyType(lists))


def _twin(entry: Entry, list_name: str, index: Mapping[tuple[str, str], list[Entry]]) -> Entry | None:
    for name in entry.names:
        if name.kind not in _MERGING_KINDS:
            continue
        found = index.get((list_name, merge_key(name.text)), [])
        same = [each for each in found if each.country == entry.country]
        if not same:
            land = st.family([entry.country] if entry.country else [])
            same = [each for each in found if st.family([each.country] if each.country else []) == land]
        if len({each.id for each in same}) == 1:
            return same[0]
        if same:
            # One name, several embedded entries in the country: the one whose primary name it is.
            first = [each for each in same if merge_key(each.name) == merge_key(name.text)]
            if len({each.id for each in first}) == 1:
                return first[0]
    return None


def _merge(
    entry: Entry, others: list[tuple[str, Entry]], on_day: Mapping[str, dt.date], owners: Mapping[str, str]
) -> Entry:
    """The embedded entry with what the official lists say of it.

    A name that is another embedded entry's own (`owners`) is not added: the record tells such namesakes apart.
    """
    names = {name.text: name for name in entry.names}
    addresses = dict.fromkeys(entry.addresses)
    listings = list(entry.listings)
    for list_name in entry.lists():
        if list_name not in on_day:
            continue
        theirs = [listing for name, other in others if name == list_name for listing in other.listings]
        listings = [each for each in listings if each.list != list_name] + _reconcile(
            [each for each in listings if each.list == list_name], theirs, on_day[list_name]
        )
    for _, other in others:
        for name in other.names:
            if owners.get(merge_key(name.text), entry.id) != entry.id:
                continue
            names.setdefault(name.text, dataclasses.replace(name, kind="alias") if name.kind == "primary" else name)
        addresses.update(dict.fromkeys(other.addresses))
    return dataclasses.replace(
        entry,
        names=tuple(names.values()),
        addresses=tuple(addresses),
        listings=tuple(sorted(listings, key=lambda each: (each.list, each.effective))),
    )


def _reconcile(ours: list[Listing], theirs: list[Listing], as_of: dt.date) -> list[Listing]:
    """The listings of one entity on one list: the embedded history, and the official word from its day on."""
    moment, day = end_of(as_of), start(as_of.isoformat())
    mine = next((each for each in ours if each.in_force(moment)), None)
    official_now = [each for each in theirs if each.in_force(moment)]
    if mine is None and not official_now:
        return ours
    if mine is None:
        last_end = max((each.until for each in ours if each.until), default=day)
        return ours + [
            each
            if each.effective >= last_end
            else _marked(each, "in force by the official file, ended by the record of the package", effective=day)
            for each in official_now
        ]
    if not official_now:
        return _split(ours, mine, _marked(mine, "not in the official file of this day"), as_of)
    worst = mine
    reasons = []
    for each in official_now:
        if not _same_terms(worst, each):
            reasons.append(_difference(mine, each))
            worst = _stricter(worst, each)
    if not reasons:
        return ours
    return _split(ours, mine, _marked(worst, "; ".join(dict.fromkeys(reasons))), as_of)


def _marked(listing: Listing, why: str, **changes: object) -> Listing:
    note = "; ".join(filter(None, (listing.note, f"{CONFLICT}: {why}")))
    certainty = " ".join(filter(None, (listing.certainty, CONFLICT)))
    return dataclasses.replace(listing, note=note, certainty=certainty, **changes)  # type: ignore[arg-type]


def _split(ours: list[Listing], old: Listing, new: Listing, as_of: dt.date) -> list[Listing]:
    day = start(as_of.isoformat())
    rest = [each for each in ours if each is not old]
    if old.effective >= day:
        return [*rest, dataclasses.replace(new, effective=old.effective, until=old.until)]
    return [
        *rest,
        dataclasses.replace(old, until=day),
        dataclasses.replace(new, effective=day, until=old.until),
    ]


def _same_terms(a: Listing, b: Listing) -> bool:
    if a.list not in ("entity_list", "military_end_user"):
        return True
    silent = not b.policy_text  # some files have no policy column: silence is no other policy
    return (
        (a.scope.reach, a.scope.excepted, a.scope.doubtful) == (b.scope.reach, b.scope.excepted, b.scope.doubtful)
        and (silent or (a.policy.default, a.policy.clauses) == (b.policy.default, b.policy.clauses))
        and (a.footnotes == b.footnotes or not b.footnotes)
    )


def _difference(a: Listing, b: Listing) -> str:
    said = []
    if (a.scope.reach, a.scope.excepted) != (b.scope.reach, b.scope.excepted):
        said.append(f"requirement {b.requirement_text!r} of the official file")
    if b.policy_text and (a.policy.default, a.policy.clauses) != (b.policy.default, b.policy.clauses):
        said.append(f"review policy {b.policy_text!r} of the official file")
    if a.footnotes != b.footnotes:
        said.append(f"footnotes {sorted(b.footnotes)} of the official file, {sorted(a.footnotes)} of the record")
    return ", ".join(said)


def _stricter(a: Listing, b: Listing) -> Listing:
    """The embedded listing with the more restrictive terms of the two."""
    scope = a.scope if a.scope.reach is Reach.ALL and not a.scope.excepted else b.scope
    policy = a.policy
    if b.policy_text and _severity(b.policy) > _severity(a.policy):
        policy = b.policy
    return dataclasses.replace(a, scope=scope, policy=policy, footnotes=a.footnotes | b.footnotes)


def _severity(policy: ScopedPolicy) -> tuple[int, int]:
    # A policy divided by clauses is more lenient for some items than the same default undivided.
    return policy.default.severity, -len(policy.clauses)


def names_of(register: Register) -> Iterable[tuple[str, str, str]]:
    """(entry id, name, kind) of every name, without building entries where the register can avoid it.

    An entry that is an address alone ("Address 07") has no name that anybody bears.
    """
    from licet.lists.compiled import LazyEntries

    if isinstance(register.entries, LazyEntries):
        yield from register.entries.names()
        return
    for entry in register.entries.values():
        if entry.type != ADDRESS:
            for name in entry.names:
                yield entry.id, name.text, name.kind
