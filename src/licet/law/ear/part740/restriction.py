"""A bar of 740.2 as data: its paragraph, why, and the exceptions it leaves open."""

from __future__ import annotations

from dataclasses import dataclass

from licet.law.finding import Effect, Finding, names, note


@dataclass(frozen=True, slots=True)
class Bar:
    """A restriction on license exceptions that stands for this line.

    `open_to`: exceptions, or paragraphs of them, that remain (`RPL`, `TMP a.6`); empty: none. With
    `closes` the bar stops only what it names and leaves everything else open. `condition`: a condition of
    a claim that lifts the bar. `asks`: a fact of the input that is not stated and may lift it.
    """

    paragraph: str
    because: str
    open_to: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    condition: str = ""
    asks: str = ""

    @property
    def citation(self) -> str:
        """The paragraph of 740.2."""
        return f"15 CFR 740.2{self.paragraph}"

    def stops(self, symbol: str, paragraph: str = "") -> bool:
        """Whether an exception, relied on by one of its paragraphs (`a.1`), may not be used."""
        relied_on = f"{symbol} {paragraph}".strip()
        return names(self.closes, relied_on) if self.closes else not names(self.open_to, relied_on)

    def told(self, symbol: str) -> Finding:
        """The finding that the bar stops an exception."""
        unless = f", unless {self.condition}" if self.condition and self.condition not in self.because else ""
        return note(Effect.CONSIDERED, f"{symbol} is barred: {self.because}{unless}", self.citation)


Bars = tuple[Bar, ...]
