"""A picture of an order book's value by outcome over time. Needs matplotlib (extra `plot`)."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from licet.cli.answers import COLORS, TITLES
from licet.cli.exit_codes import Unusable
from licet.determination.timeline import ValueOnDay
from licet.terms.outcome import Outcome

_LABELED = 6  # dates named in the picture: those on which most value moves


def picture(values: Sequence[ValueOnDay], first: dt.date, last: dt.date, ending: str, title: str) -> bytes:
    """The picture as SVG or PNG. Where much moves within days, a second panel shows those days larger."""
    try:
        import matplotlib
    except ImportError:
        raise Unusable("--plot needs matplotlib: pip install 'licet[plot]'") from None
    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "licet"  # the same picture gives the same file
    from matplotlib.figure import Figure

    close = _close_up(values, first, last)
    figure = Figure(figsize=(12, 8 if close else 4.8), layout="constrained")
    panels = figure.subplots(2 if close else 1, 1, squeeze=False)[:, 0]
    _panel(panels[0], values, first, last)
    panels[0].set_title(title, loc="left", fontweight="bold")
    if close:
        _panel(panels[1], values, *close)
        panels[1].set_title(f"{close[0]} to {close[1]}", loc="left", fontsize=10)
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles[::-1], labels[::-1], loc="outside right upper", frameon=False, title="value in US dollars")
    out = io.BytesIO()
    figure.savefig(out, format=ending, dpi=130, metadata={"Date": None} if ending == "svg" else None)
    return out.getvalue()


def _panel(axes: Any, values: Sequence[ValueOnDay], first: dt.date, last: dt.date) -> None:
    from importlib import import_module

    from matplotlib.ticker import FuncFormatter

    dates: Any = import_module("matplotlib.dates")

    within = [value for value in values if value.since <= last]
    before = [value for value in within if value.since <= first]
    shown = [*before[-1:], *(value for value in within if value.since > first)]
    days = [max(value.since, first) for value in shown] + [last + dt.timedelta(days=1)]
    present = [o for o in Outcome if any(value.by_outcome.get(o) for value in values)]
    heights = [[float(value.by_outcome.get(o, 0)) for value in shown] for o in present]
    axes.stackplot(
        days,
        [row + row[-1:] for row in heights],
        step="post",
        labels=[TITLES[o.value] for o in present],
        colors=[COLORS[o.value] for o in present],
        linewidth=0,
    )
    top = max((sum(float(v) for v in value.by_outcome.values()) for value in shown), default=1.0) or 1.0
    axes.set_ylim(0, top * 1.12)
    axes.set_xlim(days[0], days[-1])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"${y / 1e6:,.1f}M" if top >= 2e6 else f"${y:,.0f}"))
    locator = dates.AutoDateLocator()
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    _name_days(axes, shown, top, days)


def _name_days(axes: Any, shown: Sequence[ValueOnDay], top: float, days: Sequence[dt.date]) -> None:
    """A dashed line and the date where most value begins or ceases to be clear."""
    moves = sorted(
        ((abs(b.cleared - a.cleared), b) for a, b in pairwise(shown)),
        key=lambda move: (-move[0], move[1].since),
    )
    span = max(1, (days[-1] - days[0]).days)
    placed: list[dt.date] = []
    for size, value in moves[:_LABELED]:
        if size <= 0:
            continue
        axes.axvline(value.since, color="#1c2833", linewidth=0.8, linestyle=(0, (3, 2)))
        if any(abs((value.since - other).days) < span * 0.11 for other in placed):
            continue  # its label would cover another
        placed.append(value.since)
        axes.annotate(
            f"{value.since:%Y-%m-%d}\n${value.cleared:,.0f} clear",
            (value.since, top * 1.10),
            xytext=(4, 0),
            textcoords="offset points",
            fontsize=8,
            va="top",
            bbox={"facecolor": "white", "alpha": 0.8, "edgecolor": "none", "pad": 1},
        )


def _close_up(values: Sequence[ValueOnDay], first: dt.date, last: dt.date) -> tuple[dt.date, dt.date] | None:
    """The days around the largest two moves that follow one another within a fortnight, if hard to see."""
    inside = [value for value in values if first < value.since <= last]
    before = [value for value in values if value.since <= first][-1:]
    rows = [*before, *inside]
    most, best = Decimal(0), None
    for a, b, c in zip(rows, rows[1:], rows[2:], strict=False):
        gap = (c.since - b.since).days
        moved = abs(b.cleared - a.cleared) + abs(c.cleared - b.cleared)
        if b.cleared in (a.cleared, c.cleared) or gap > 14 or (last - first).days <= 40 * gap or moved <= most:
            continue
        most, best = moved, (b.since - dt.timedelta(days=10), c.since + dt.timedelta(days=14))
    return best
