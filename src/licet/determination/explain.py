"""A conclusion in the words and fields of the contract: one JSON object a transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from licet.determination.conclude import Asked, Conclusion, Placed, Requirement
from licet.law.facts import FACTS
from licet.law.finding import Authority, Effect
from licet.terms.outcome import Outcome

Json = dict[str, object]

# Findings that the reader sees as such; the rest have fields of their own.
_FINDINGS = frozenset(
    {
        Effect.NOT_AN_EXPORT,
        Effect.NOT_SUBJECT,
        Effect.SUBJECT,
        Effect.REQUIREMENT,
        Effect.PROHIBITION,
        Effect.EXEMPTION,
        Effect.AUTHORIZATION,
        Effect.NO_EXCEPTIONS,
        Effect.CRASHED,
    }
)
_OUTSIDE = frozenset({Effect.NOT_AN_EXPORT, Effect.NOT_SUBJECT, Effect.SUBJECT, Effect.CRASHED})
_ORDER = {effect: place for place, effect in enumerate(Effect)}


class Explanation:
    """Renders one conclusion. `names` are the parties' names by place; `candidates` what screening found.

    `eccn` is the classification that was stated, empty where none was.
    """

    def __init__(
        self, conclusion: Conclusion, names: Sequence[str], candidates: Sequence[Sequence[str]], eccn: str = ""
    ) -> None:
        self._said = conclusion
        self._eccn = eccn
        self._names = names
        self._candidates = candidates
        self._placed = tuple(dict.fromkeys(conclusion.findings))

    def fields(self) -> Json:
        """The fields of a determination that follow from the conclusion."""
        said = self._said
        return {
            "outcome": said.outcome.value,
            "authorized_by": self._authorized_by(),
            "review_policy": said.policy.value if said.policy else None,
            "requirements": [self._requirement(r) for r in said.requirements],
            "findings": [self._finding(p) for p in self._shown_findings()],
            "considered": _distinct(
                [*map(self._brief, self._of(Effect.CONSIDERED)), *map(self._waiting, self._awaiting())]
            ),
            "citations": self._citations(),
            "questions": self._questions(),
            "red_flags": list(dict.fromkeys(self._cited(p) for p in self._of(Effect.RED_FLAG))),
            "obligations": list(dict.fromkeys(map(self._cited, self._of(Effect.OBLIGATION))))
            if said.outcome.clears
            else [],
            "other_measures": _distinct(
                {**self._brief(p), "party": self._name(p.party)} for p in self._of(Effect.OTHER_MEASURE)
            ),
            "not_encoded": _distinct(self._brief(p) for p in self._not_encoded()),
        }

    def _obligations(self) -> list[str]:
        if not self._said.outcome.clears:
            return []
        return list(dict.fromkeys(self._cited(p) for p in self._of(Effect.OBLIGATION)))

    def warnings(self) -> list[Json]:
        """Warnings that rules gave."""
        return _distinct(
            {"code": p.finding.code or "warning", "message": self._text(p)} for p in self._of(Effect.WARNING)
        )

    def _of(self, effect: Effect) -> list[Placed]:
        return [p for p in self._placed if p.finding.effect is effect]

    def _awaiting(self) -> list[Placed]:
        """Authorizations that are claimed and wait for facts that are not stated."""
        return [p for p in self._of(Effect.AUTHORIZATION) if p.finding.awaits]

    def _waiting(self, placed: Placed) -> Json:
        names = ", ".join(placed.finding.awaits)
        return {**self._brief(placed), "because": f"{self._text(placed)}: not shown to apply. State {names}."}

    def _name(self, party: int) -> str | None:
        return None if party < 0 or party >= len(self._names) else self._names[party]

    def _text(self, placed: Placed) -> str:
        return placed.finding.because.replace("{party}", self._name(placed.party) or "the party")

    def _cited(self, placed: Placed) -> str:
        citations = ", ".join(placed.finding.citations)
        return f"{self._text(placed)} ({citations})" if citations else self._text(placed)

    def _brief(self, placed: Placed) -> Json:
        return {
            "rule": placed.finding.rule,
            "citation": ", ".join(placed.finding.citations),
            "because": self._text(placed),
        }

    def _shown_findings(self) -> list[Placed]:
        shown = _FINDINGS if self._said.requirements else _OUTSIDE
        outside = self._said.outcome in (Outcome.NOT_SUBJECT_TO_EAR, Outcome.UNDETERMINED)
        wanted = shown if not outside or self._said.requirements else _FINDINGS if self._asks() else _OUTSIDE
        found = [p for p in self._placed if p.finding.effect in wanted and not p.finding.awaits]
        found.extend(r.placed for r in self._said.requirements if r.placed not in found)
        covers = [r.covered_by for r in self._said.requirements if r.covered_by and not r.covered_by.finding.awaits]
        found.extend(p for p in covers if p not in found)
        return sorted(dict.fromkeys(found), key=lambda p: _ORDER[p.finding.effect])

    def _asks(self) -> bool:
        return self._said.outcome is Outcome.UNDETERMINED

    def _finding(self, placed: Placed) -> Json:
        finding = placed.finding
        return {
            "rule": finding.rule,
            "effect": finding.effect.value,
            "citation": ", ".join(finding.citations),
            "because": self._text(placed),
            "turned_on": [FACTS[f].field or f if f in FACTS else f for f in finding.turned_on],
            "party": self._name(placed.party),
        }

    def _requirement(self, requirement: Requirement) -> Json:
        finding = requirement.placed.finding
        cover = requirement.covered_by
        return {
            "rule": finding.rule,
            "key": finding.key,
            "citation": ", ".join(finding.citations),
            "because": self._text(requirement.placed),
            "party": self._name(requirement.placed.party),
            "review_policy": finding.policy.value if finding.policy else None,
            "covered_by": None if cover is None or cover.finding.awaits else _covering(cover, self._text(cover)),
        }

    def _authorized_by(self) -> list[Json] | None:
        if self._said.outcome is not Outcome.AUTHORIZED:
            return None
        authorities = dict.fromkeys(
            r.covered_by.finding.authority
            for r in self._said.requirements
            if r.covered_by and r.covered_by.finding.authority
        )
        return [_authority(a) for a in authorities if a is not None]

    def _not_encoded(self) -> list[Placed]:
        gaps = [p for p in self._placed if p.finding.effect is Effect.GAP]
        gaps.extend(p for asked in self._said.asked for p in asked.hangs if p.finding.effect is Effect.GAP)
        if self._said.outcome is Outcome.NOT_SUBJECT_TO_EAR:
            return []
        return list(dict.fromkeys(gaps))

    def _questions(self) -> list[Json]:
        questions = [self._asked(asked) for asked in self._said.asked]
        variables = {asked.variable for asked in self._said.asked}
        questions.extend(
            {
                "fact": p.finding.code or p.finding.rule,
                "why": self._text(p),
                "citation": ", ".join(p.finding.citations),
            }
            for p in self._placed
            if p.finding.effect is Effect.QUESTION
            and p.finding.code not in variables
            and (p in self._said.blocking or not self._said.outcome.clears)
        )
        questions.extend(
            {
                "fact": name,
                "why": f"not stated: only if it holds does this cover the requirement: {self._text(p)}",
                "citation": ", ".join(p.finding.citations),
            }
            for p in self._said.blocking
            for name in p.finding.awaits
        )
        questions.extend(
            {"fact": name, "why": "too many facts are open at once to try every answer; state this one", "citation": ""}
            for name in self._said.too_open
        )
        return _distinct(questions)

    def _asked(self, asked: Asked) -> Json:
        hangs = sorted(asked.hangs, key=lambda p: -_WEIGHT.get(p.finding.effect, 0))
        told = "; ".join(dict.fromkeys(self._text(p) for p in hangs[:3]))
        return {
            "fact": asked.variable,
            "why": f"{self._lead(asked.variable)}; on it hangs: {told}" if told else self._lead(asked.variable),
            "citation": ", ".join(dict.fromkeys(c for p in hangs[:3] for c in p.finding.citations)),
        }

    def _lead(self, variable: str) -> str:
        if variable.startswith("parties[") and variable.endswith("].name"):
            place = int(variable[len("parties[") : variable.index("]")])
            near = ", ".join(self._candidates[place][:3]) if place < len(self._candidates) else ""
            name = self._names[place] if place < len(self._names) else "the party"
            return f"{name} is near the listed name {near}: decide whether it is the same"
        if variable == "item.eccn" and self._eccn:
            return f"{self._eccn}: no entry or paragraph of the Commerce Control List of the key date is known to be so"
        meaning = next((f.meaning for f in FACTS.values() if f.field == variable), variable)
        return f"not stated: {meaning}"

    def _citations(self) -> list[str]:
        said = self._said
        placed = [*self._shown_findings(), *self._not_encoded()]
        if said.outcome.clears:
            placed.extend(self._of(Effect.CONSIDERED))
            placed.extend(self._of(Effect.OBLIGATION))
        if said.outcome is Outcome.UNDETERMINED:
            placed.extend(p for asked in said.asked for p in asked.hangs)
            placed.extend(said.blocking)
        found = dict.fromkeys(c for p in placed for c in p.finding.citations)
        found.update(
            dict.fromkeys(
                r.covered_by.finding.authority.citation
                for r in said.requirements
                if r.covered_by and r.covered_by.finding.authority
            )
        )
        return [c for c in found if c]


_WEIGHT = {
    Effect.PROHIBITION: 6,
    Effect.REQUIREMENT: 5,
    Effect.SUBJECT: 4,
    Effect.NOT_SUBJECT: 3,
    Effect.AUTHORIZATION: 3,
    Effect.EXEMPTION: 3,
    Effect.QUESTION: 2,
    Effect.GAP: 2,
}


def _covering(cover: Placed, text: str) -> Json:
    authority = cover.finding.authority
    if authority is not None:
        return {"kind": authority.kind, "id": authority.id, "citation": authority.citation}
    return {
        "kind": "exemption",
        "id": cover.finding.rule,
        "citation": ", ".join(cover.finding.citations),
        "because": text,
    }


def _authority(authority: Authority) -> Json:
    return {
        "kind": authority.kind,
        "id": authority.id,
        "title": authority.title,
        "citation": authority.citation,
        "valid_from": authority.valid_from,
        "valid_until": authority.valid_until,
        "conditions": list(authority.conditions),
    }


def _distinct(entries: Iterable[Mapping[str, object]]) -> list[Json]:
    found: dict[tuple[object, ...], Json] = {}
    for entry in entries:
        found.setdefault(tuple(entry.values()), dict(entry))
    return list(found.values())
