"""A bar of 740.2 as data: its paragraph, why, and the exceptions it leaves open."""

from __future__ import annotations

from dataclasses import dataclass

from licet.law.finding import Effect, Finding, note


@dataclass(frozen=True, slots=True)
class Bar:
    """A restriction on license exceptions that stands for this line.

    `open_to`: exceptions, or paragraphs of them, that remain (`RPL`, `TMP a.6`); empty: none. With
    `closes` the bar stops only what it names and leaves everything else open. Not `certain`: the bar
    turns on a row of the entry that may reach the item; an exception that covers no requirement of that
    reason may go on, since the row itself is asked about.
    """

    paragraph: str
    because: str
    open_to: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    certain: bool = True

    @property
    def citation(self) -> str:
        """The paragraph of 740.2."""
        return f"15 CFR 740.2{self.paragraph}"

    def stops(self, symbol: str, paragraph: str = "") -> bool:
        """Whether an exception, relied on by one of its paragraphs (`a.1`), may not be used."""
        if self.closes:
            return _within(symbol, paragraph, self.closes)
        return not _within(symbol, paragraph, self.open_to)


Bars = tuple[Bar, ...]


def _within(symbol: str, paragraph: str, named: tuple[str, ...]) -> bool:
    for name in named:
        exception, _, place = name.partition(" ")
        if exception == symbol and (not place or paragraph == place or paragraph.startswith(place + ".")):
            return True
    return False


def stopped_by(bars: Bars, symbol: str, paragraph: str = "", *, only_certain: bool = False) -> Finding | None:
    """What stops an exception, or its paragraph, from being used; `None` where nothing does."""
    counted = (bar for bar in bars if bar.certain or not only_certain)
    bar = next((bar for bar in counted if bar.stops(symbol, paragraph)), None)
    return None if bar is None else note(Effect.CONSIDERED, f"{symbol} is barred: {bar.because}", bar.citation)
