"""What a file must pass before it replaces the last good one. A refusal names the list and the reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from licet.lists.sources import catalog
from licet.lists.sources.repairs import merge_key
from licet.lists.sources.row import Parsed, Row

MAX_LOSS = 0.10  # a list that lost a larger share of its entries is not believed
SMALL_LIST = 20  # below this many entries a share says little; losing half of them is refused instead
MAX_GROWTH = 4.0  # a list that grew by more than this factor is doubled or another list
MAX_ABSENT = 0.35  # of entries known to have been in force on the file's day (names change, so not less)
DOUBLED_SHARE = 0.30  # of rows that repeat an earlier row word for word


@dataclass(frozen=True, slots=True)
class LastGood:
    """The list as published before: its day, count, and the folded names of its entries."""

    as_of: dt.date
    count: int
    names: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one list of a file may be published, and if not, why."""

    list: str
    ok: bool
    reasons: tuple[str, ...] = ()


def examine(
    parsed: Parsed,
    code: str,
    as_of: dt.date,
    last: LastGood | None,
    today: dt.date,
    *,
    later: frozenset[str] = frozenset(),
    max_loss: float = MAX_LOSS,
    check_age: bool = True,
    partial_ok: bool = False,
) -> Verdict:
    """Judge one list of a parsed file. `partial_ok` waives the least size (excerpts, tests, small exchanges).

    `later`: folded names that another source has in force on the file's day (a later file, the embedded
    register); a whole copy of that day holds most of them.
    """
    info = catalog.LISTS[code]
    rows = [row for row in parsed.rows if row.list == code]
    reasons = []
    if not rows:
        reasons.append(f"the {info.title} has no entries in this file")
    elif len(rows) < info.least and not partial_ok:
        reasons.append(
            f"the {info.title} has {len(rows)} entries where a whole copy has at least {info.least}: "
            "an excerpt, or cut off"
        )
    if len(rows) > info.most:
        reasons.append(f"the {info.title} has {len(rows)} entries, more than the {info.most} that are plausible")
    if parsed.stated_count is not None and parsed.format.startswith("ofac") and not partial_ok:
        stated = parsed.stated_count
        if stated != len(parsed.rows):
            reasons.append(f"the file states {stated} entries and holds {len(parsed.rows)}: it is cut off")
    if as_of > today + dt.timedelta(days=1):
        reasons.append(f"the stamp {as_of} lies in the future")
    doubles = len(rows) - len({_whole(row) for row in rows})
    if len(rows) > 10 and doubles > DOUBLED_SHARE * len(rows):
        reasons.append(f"{doubles} of {len(rows)} rows of the {info.title} stand twice: the file is doubled")
    if later and rows and not partial_ok:
        held = {name_of(row) for row in rows} | {merge_key(alias.text) for row in rows for alias in row.aliases}
        absent = len(later - held)
        if absent > MAX_ABSENT * len(later):
            reasons.append(
                f"{absent} of {len(later)} entries that were in force on {as_of} are not in this file: "
                f"the {info.title} is cut off, or of another day"
            )
    if last is not None:
        reasons += _against(info, rows, as_of, last, max_loss, check_age, partial_ok)
    return Verdict(code, not reasons, tuple(reasons))


def _against(
    info: catalog.ListInfo,
    rows: list[Row],
    as_of: dt.date,
    last: LastGood,
    max_loss: float,
    check_age: bool,
    partial_ok: bool,
) -> list[str]:
    reasons = []
    if check_age and as_of < last.as_of:
        reasons.append(f"the {info.title} is of {as_of}, older than the last good one of {last.as_of}: stale")
        return reasons
    if partial_ok or not last.count:
        return reasons
    lost = last.count - len(rows)
    allowed = last.count * (0.5 if last.count < SMALL_LIST else max_loss)
    if lost > allowed:
        reasons.append(
            f"the {info.title} lost {lost} of {last.count} entries ({lost / last.count:.0%}), "
            f"more than the {allowed / last.count:.0%} that is believed"
        )
    elif len(rows) > last.count * MAX_GROWTH and last.count >= SMALL_LIST:
        reasons.append(f"the {info.title} grew from {last.count} to {len(rows)} entries")
    if last.names and not reasons:
        kept = len(last.names & {name_of(row) for row in rows})
        if kept < len(last.names) * 0.6 and last.count >= SMALL_LIST:
            reasons.append(
                f"only {kept} of {len(last.names)} names of the last good {info.title} are in this file: "
                "another list, or damaged names"
            )
    return reasons


def name_of(row: Row) -> str:
    """The folded name by which the guard compares lists."""
    return merge_key(row.name)


def _whole(row: Row) -> tuple[object, ...]:
    return (row.name, row.countries, row.addresses, row.aliases, row.cited, row.effective, row.source_id, row.within,
            row.programs, row.requirement)  # fmt: skip


def whole_or_nothing(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """A file of many lists of which a third fail is no whole file: then none of it is believed."""
    failed = [verdict for verdict in verdicts if not verdict.ok]
    if len(verdicts) < 6 or len(failed) * 3 < len(verdicts):
        return list(verdicts)
    why = f"{len(failed)} of the {len(verdicts)} lists of this file fail their checks: it is not whole"
    return [Verdict(each.list, False, each.reasons or (why,)) for each in verdicts]
