"""May this be shipped, to these parties, on this day, and under what authority?

`Licet` is the one public door: it holds the law, the register and the tables, and decides
transactions one at a time (`decide`) or by the million (`decide_many`, in its own module).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from licet.determination import establish
from licet.determination.case import Case, Slot
from licet.determination.conclude import Conclusion
from licet.determination.coverage import described, lists_missing
from licet.determination.evaluate import Evaluator
from licet.determination.explain import Explanation, Json
from licet.determination.intake import Fault, read_transaction
from licet.determination.licenses import licenses_on_file
from licet.determination.places import region_named
from licet.determination.tables import Tables
from licet.law.law import Law
from licet.lists.register import Register
from licet.screening.names.index import NameIndex
from licet.screening.standing import PartyFacts, Remembered, Standings
from licet.terms.dates import Dated, Moment
from licet.terms.outcome import Outcome
from licet.terms.transaction import Transaction

_REMEMBERED = 50_000  # distinct cases whose answers are kept


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller chose. `assume` fills absent fields, dotted names; it is recorded.

    `next_change` may be left out where nobody looks at it: it takes most of the time of a first decision.
    """

    accept_incomplete_lists: bool = False
    default_date: str = ""
    assume: tuple[tuple[str, object], ...] = ()
    next_change: bool = True


class Licet:
    """Law, register and tables. Build once; it may be shared by threads that only read."""

    def __init__(
        self,
        law: Law,
        register: Register,
        options: Options | None = None,
        *,
        index: NameIndex | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        self.law = law
        self.register = register
        self.options = options or Options()
        self.evaluator = Evaluator(Tables(law))
        self.standings = Standings(register, index, remembered)
        self._memo: dict[tuple[object, ...], object] = {}
        self._answers: dict[tuple[object, ...], tuple[Conclusion, str | None]] = {}

    @cached_property
    def lists_missing(self) -> Dated[frozenset[str]]:
        """The lists the law turns on whose searched history does not cover a date."""
        return lists_missing(self.register)

    @cached_property
    def described(self) -> list[Json]:
        """The lists searched, as every answer names them."""
        return described(self.register)

    def decide(self, source: Mapping[str, object] | Transaction, *, line: int = 0) -> Json:
        """The determination for one transaction: a JSON object, or `invalid` with its faults."""
        filled: tuple[tuple[str, object], ...] = ()
        if isinstance(source, Transaction):
            transaction: Transaction | tuple[Fault, ...] = source
        else:
            source, filled = assumed(source, self.options.assume)
            transaction = read_transaction(
                source,
                line=line,
                default_date=self.options.default_date,
                covered_from=self.law.covered_from,
            )
        if not isinstance(transaction, Transaction):
            return self._invalid(source, line, transaction)
        return self.determine(transaction, filled)

    def determine(self, transaction: Transaction, filled: tuple[tuple[str, object], ...] = ()) -> Json:
        """The determination for a transaction that has been read."""
        return self.tell(transaction, *self.answer(transaction), filled)

    def answer(self, transaction: Transaction) -> tuple[Conclusion, str | None]:
        """The conclusion, and the first later day on which the same facts would get another outcome."""
        return self._answered(self.case(transaction, self.parties(transaction)), transaction.moment)

    def _answered(self, case: Case, when: Moment) -> tuple[Conclusion, str | None]:
        """The conclusion and the next change; lines that state the same have the same ones."""
        key = (when, case.slots, tuple(case.facts.values()), tuple(case.dated.values()))
        known = self._answers.get(key)
        if known is None:
            if len(self._answers) >= _REMEMBERED:
                self._answers.clear()
            known = self._answers[key] = self._concluded(case, when)
        return known

    def _concluded(self, case: Case, when: Moment) -> tuple[Conclusion, str | None]:
        if not self.options.next_change:
            return self.evaluator.conclude_at(case, when), None
        over = self.evaluator.unfolded(case, when)
        said = over.conclusion(when) if over.is_read(when) else self.evaluator.conclude_at(case, when)
        return said, self.next_change(case, when, said.outcome)

    def conclude(self, transaction: Transaction, when: Moment | None = None) -> Conclusion:
        """The bare conclusion, on the transaction's own day or another."""
        case = self.case(transaction, self.parties(transaction))
        return self.evaluator.conclude_at(case, when or transaction.moment)

    def parties(self, transaction: Transaction) -> tuple[PartyFacts, ...]:
        """Each party looked up in the register."""
        return tuple(self.standings.of_party(party) for party in transaction.parties)

    def case(self, transaction: Transaction, parties: tuple[PartyFacts, ...]) -> Case:
        """The transaction as the law sees it."""
        facts = establish.read_facts(self.law, establish.stated_fields(transaction), self._memo)
        facts["accept_incomplete_lists"] = self.options.accept_incomplete_lists
        dated: dict[str, Dated[object]] = {
            "lists_missing": self.lists_missing,  # type: ignore[dict-item]  # Dated is read only
            "licenses": licenses_on_file(transaction),
        }
        slots = tuple(
            Slot(
                role=party.role,
                country=party.country,
                located_in=party.located_in,
                nationality=party.nationality,
                owners_stated=party.owners is not None,
                alternatives=facts_of.alternatives,
                region=region_named(f"{party.name} {party.address}"),
            )
            for party, facts_of in zip(transaction.parties, parties, strict=True)
        )
        return Case(facts, dated, slots)

    def tell(
        self,
        transaction: Transaction,
        conclusion: Conclusion,
        next_change: str | None,
        filled: tuple[tuple[str, object], ...] = (),
    ) -> Json:
        """The determination in the fields of the contract, from the answer to a transaction."""
        when = transaction.moment
        parties = self.parties(transaction)
        stated = transaction.item.eccn if transaction.item else None
        said = Explanation(
            conclusion,
            [p.name for p in transaction.parties],
            [p.candidates for p in parties],
            "" if stated is None else str(stated),
        )
        warnings = [*self.dated_warnings(when), *said.warnings()]
        return {
            "id": transaction.id or f"line-{transaction.line}",
            "line": transaction.line,
            "order": transaction.order or None,
            "date": transaction.date_text or when.date().isoformat(),
            **said.fields(),
            "warnings": warnings,
            "next_change": next_change,
            "assumptions": [{"fact": name, "value": value} for name, value in filled],
            "screening": [
                {"party": party.name, "role": party.role.value, "hits": list(facts.hits(when))}
                for party, facts in zip(transaction.parties, parties, strict=True)
            ],
            "errors": [],
            **self._provenance(when),
        }

    def next_change(self, case: Case, when: Moment, outcome: Outcome) -> str | None:
        """The first later date on which the same facts would get another outcome."""
        later = self.evaluator.later(case, when)
        return next((point.date().isoformat() for point, then in later if then is not outcome), None)

    def dated_warnings(self, when: Moment) -> list[Json]:
        """Warnings that follow from the key date alone."""
        if when <= self.law.known_through:
            return []
        checked = self.law.known_through.date().isoformat()
        return [
            {
                "code": "law_not_verified_on_this_date",
                "message": f"the law was last checked for changes on {checked}; check what came after",
            }
        ]

    def _provenance(self, when: Moment) -> Json:
        return {
            "law": {
                "digest": self.law.digest,
                "covered_from": self.law.covered_from.date().isoformat(),
                "known_through": self.law.known_through.date().isoformat(),
            },
            "register": self.described,
            "lists_missing": sorted(self.lists_missing.at(when)),
        }

    def _invalid(self, source: object, line: int, faults: tuple[Fault, ...]) -> Json:
        stated = source if isinstance(source, Mapping) else {}
        return {
            "id": str(stated.get("id") or f"line-{line}"),
            "line": line,
            "order": stated.get("order") or None,
            "date": str(stated.get("date") or ""),
            **_EMPTY,
            "outcome": Outcome.INVALID.value,
            "errors": [{"field": fault.field, "message": fault.message} for fault in faults],
            "law": {
                "digest": self.law.digest,
                "covered_from": self.law.covered_from.date().isoformat(),
                "known_through": self.law.known_through.date().isoformat(),
            },
            "register": self.described,
            "lists_missing": [],
        }


_EMPTY: Json = {
    "outcome": Outcome.INVALID.value,
    "authorized_by": None,
    "review_policy": None,
    "requirements": [],
    "findings": [],
    "considered": [],
    "citations": [],
    "questions": [],
    "red_flags": [],
    "obligations": [],
    "other_measures": [],
    "not_encoded": [],
    "warnings": [],
    "next_change": None,
    "assumptions": [],
    "screening": [],
}


def assumed(
    source: Mapping[str, object], assume: tuple[tuple[str, object], ...]
) -> tuple[Mapping[str, object], tuple[tuple[str, object], ...]]:
    """The source with absent fields filled by `assume`, and which were filled."""
    if not assume or not isinstance(source, Mapping):
        return source, ()
    filled: list[tuple[str, object]] = []
    result = dict(source)
    for name, value in assume:
        head, _, tail = name.partition(".")
        if not tail and result.get(head) in (None, ""):
            result[head] = value
        elif tail and isinstance(result.get(head), Mapping):
            inner = dict(result[head])  # type: ignore[call-overload]  # a mapping, tested above
            if inner.get(tail) not in (None, ""):
                continue
            inner[tail] = value
            result[head] = inner
        else:
            continue
        filled.append((name, value))
    return result, tuple(filled)
