"""What a change of the law or of the lists does to lines already written: each decided as of two dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from licet.determination.conclude import Conclusion, Placed
from licet.determination.decide import Licet
from licet.law.finding import Effect
from licet.terms.dates import Moment
from licet.terms.outcome import Outcome
from licet.terms.transaction import Transaction

_MOVES = frozenset(
    {
        Effect.NOT_AN_EXPORT,
        Effect.NOT_SUBJECT,
        Effect.SUBJECT,
        Effect.REQUIREMENT,
        Effect.PROHIBITION,
        Effect.EXEMPTION,
        Effect.AUTHORIZATION,
        Effect.NO_EXCEPTIONS,
        Effect.QUESTION,
        Effect.GAP,
    }
)


@dataclass(frozen=True, slots=True)
class Moved:
    """A line whose outcome or review policy differs, and the findings that came and went."""

    transaction: Transaction
    before: Conclusion
    after: Conclusion
    came: tuple[Placed, ...]
    went: tuple[Placed, ...]

    def describe(self) -> dict[str, object]:
        """The line as a JSON object."""
        names = [party.name for party in self.transaction.parties]
        return {
            "id": self.transaction.id,
            "line": self.transaction.line,
            "before": self.before.outcome.value,
            "after": self.after.outcome.value,
            "came": [_told(placed, names) for placed in self.came],
            "went": [_told(placed, names) for placed in self.went],
        }


def _told(placed: Placed, names: list[str]) -> dict[str, object]:
    party = names[placed.party] if 0 <= placed.party < len(names) else None
    return {
        "rule": placed.finding.rule,
        "citation": ", ".join(placed.finding.citations),
        "because": placed.finding.because.replace("{party}", party or "the party"),
        "party": party,
    }


def impact(
    before: Licet, after: Licet, transactions: Iterable[Transaction], when: Moment, then: Moment
) -> Iterator[Moved]:
    """The lines that move between two dates (`when`, `then`) or two states of law and lists."""
    for transaction in transactions:
        first, second = before.conclude(transaction, when), after.conclude(transaction, then)
        if (first.outcome, first.policy) != (second.outcome, second.policy):
            yield Moved(transaction, first, second, _only(second, first), _only(first, second))


def _only(said: Conclusion, other: Conclusion) -> tuple[Placed, ...]:
    there = {(p.party, p.finding.rule, p.finding.effect, p.finding.key) for p in _all(other)}
    return tuple(
        p
        for p in dict.fromkeys(_all(said))
        if p.finding.effect in _MOVES and (p.party, p.finding.rule, p.finding.effect, p.finding.key) not in there
    )


def _all(said: Conclusion) -> list[Placed]:
    return [*said.findings, *(r.placed for r in said.requirements), *(p for a in said.asked for p in a.hangs)]


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """The verdict on an order as a whole: the worst of its lines."""
    return max(outcomes, key=lambda outcome: outcome.severity)
