"""Answers as the faces show them: a determination beside the line it answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from licet.terms.outcome import Outcome

Json = dict[str, Any]

TITLES: Mapping[str, str] = {
    "not_subject_to_ear": "not subject to the EAR",
    "no_license_required": "no license required",
    "authorized": "authorized",
    "undetermined": "undetermined",
    "license_required": "license required",
    "prohibited": "prohibited",
    "invalid": "invalid input",
}
# Distinguishable under the common kinds of color blindness, and by lightness in print.
COLORS: Mapping[str, str] = {
    "not_subject_to_ear": "#7fc4a3",
    "no_license_required": "#3a9d6e",
    "authorized": "#1f6f8b",
    "undetermined": "#e8b23a",
    "license_required": "#d1592b",
    "prohibited": "#8c1d18",
    "invalid": "#8a8a8a",
}
OUTCOMES = tuple(outcome.value for outcome in Outcome)
CLEARED = tuple(outcome.value for outcome in Outcome if outcome.clears)


class Answer:
    """`said` is the determination; `source` the line as stated; `file` is empty where there is one file.

    `outcome` is spelled as in the contract.
    """

    __slots__ = ("_said", "_tell", "file", "line", "outcome", "source")

    def __init__(self, line: int, source: Mapping[str, Any], said: Json, file: str = "") -> None:
        self.line = line
        self.source = source
        self.file = file
        self.outcome = str(said["outcome"])
        self._said: Json | None = said
        self._tell: Callable[[], Json] = dict

    @classmethod
    def untold(
        cls, line: int, source: Mapping[str, Any], outcome: str, tell: Callable[[], Json], file: str = ""
    ) -> Answer:
        """An answer of which the outcome is known, and which is told when it is looked at."""
        answer = cls(line, source, {"outcome": outcome}, file)
        answer._said, answer._tell = None, tell
        return answer

    @property
    def said(self) -> Json:
        """The determination."""
        if self._said is None:
            self._said = self._tell()
        return self._said

    @property
    def cleared(self) -> bool:
        """Whether the goods may move on this answer."""
        return self.outcome in CLEARED

    @property
    def item(self) -> Mapping[str, Any]:
        """The item as stated, empty if none."""
        found = self.source.get("item")
        return found if isinstance(found, Mapping) else {}

    @property
    def value(self) -> Decimal | None:
        """US dollars at stake, `None` where not stated or not a number."""
        stated = self.item.get("value_usd")
        if stated is None or isinstance(stated, bool):
            return None
        try:
            number = Decimal(str(stated).strip())
        except InvalidOperation:
            return None
        return number if number.is_finite() and number >= 0 else None

    @property
    def parties(self) -> list[tuple[str, str, str]]:
        """Role, name and country of each party as stated."""
        found: list[tuple[str, str, str]] = []
        for name, role in (("parties", "role"), ("known_recipients", "how")):
            rows = self.source.get(name)
            if not isinstance(rows, (list, tuple)):
                continue
            stated = (row for row in rows if isinstance(row, Mapping))
            found.extend((_text(r.get(role)), _text(r.get("name")), _text(r.get("country"))) for r in stated)
        return found

    @property
    def party_texts(self) -> list[str]:
        """Each party in words: `end user: Name (CN)`."""
        return [
            f"{role.replace('_', ' ')}: {name}" + (f" ({country})" if country else "")
            for role, name, country in self.parties
        ]

    @property
    def party(self) -> str:
        """The party the answer turns on: of the first open requirement, else the one furthest down the chain."""
        for requirement in (*self.open_requirements, *self.said["requirements"]):
            if requirement.get("party"):
                return str(requirement["party"])
        by_role = {role: name for role, name, _ in reversed(self.parties)}
        for role in ("end_user", "ultimate_consignee", "intermediate_consignee", "purchaser"):
            if by_role.get(role):
                return by_role[role]
        return next(iter(by_role.values()), "")

    @property
    def open_requirements(self) -> list[Json]:
        """Requirements that nothing covers."""
        return [r for r in self.said["requirements"] if not r.get("covered_by")]

    @property
    def authority(self) -> str:
        """What authorizes the line, or how a license application would be reviewed."""
        if self.said["authorized_by"]:
            return "; ".join(str(a.get("id") or a.get("title")) for a in self.said["authorized_by"])
        return str(self.said["review_policy"] or "").replace("_", " ")

    def grounds(self) -> Iterator[tuple[str, str]]:
        """Why, each with its citations, the decisive ground first."""
        said = self.said
        for e in said["errors"]:
            yield (f"{e['field']}: {e['message']}" if e["field"] else str(e["message"])), ""
        if self.outcome == "undetermined":
            yield from ((f"{q['fact']}: {q['why']}", _text(q.get("citation"))) for q in said["questions"])
            yield from map(_ground, said["not_encoded"])
            return
        yield from map(_ground, self.open_requirements)
        for authority in said["authorized_by"] or ():
            yield str(authority.get("title") or authority.get("id")), _text(authority.get("citation"))
        for effects in (("not_an_export", "not_subject"), ("exemption", "authorization")):
            yield from (_ground(f) for f in said["findings"] if f["effect"] in effects)
        yield from map(_ground, said["considered"])
        yield from (_ground(f) for f in said["findings"] if f["effect"] in ("requirement", "subject"))

    def reasons(self) -> Iterator[str]:
        """Why, the decisive reason first."""
        return (reason for reason, _ in self.grounds())

    @property
    def reason(self) -> str:
        """The first reason."""
        default = "no requirement applies" if self.cleared else ""
        return next(iter(self.reasons()), default)

    @property
    def citation(self) -> str:
        """The citations of the first reason."""
        return next((citation for _, citation in self.grounds() if citation), "")

    @property
    def step(self) -> tuple[str, str]:
        """What would most likely clear the line: a kind of work, and the thing itself. Empty where cleared."""
        if self.cleared:
            return "", ""
        if self.outcome == "invalid":
            error = self.said["errors"][0] if self.said["errors"] else {"field": "", "message": "unreadable"}
            return "mend the input", str(error["field"] or error["message"])
        if self.outcome == "undetermined":
            for question in self.said["questions"]:
                return _step(self, question)
            for gap in self.said["not_encoded"]:
                return "ask counsel", f"{gap['citation']}: {gap['because']}"
            return "ask counsel", self.reason
        if self.outcome == "prohibited":
            return "do not ship", self.reason
        policy = self.authority or "no stated policy"
        return "apply for a license", f"{self.party or 'the parties'}: {policy}"


def _ground(told: Mapping[str, Any]) -> tuple[str, str]:
    return str(told.get("because") or told.get("rule") or ""), _text(told.get("citation"))


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _step(answer: Answer, question: Mapping[str, Any]) -> tuple[str, str]:
    fact, why = str(question["fact"]), str(question["why"])
    if match := re.fullmatch(r"parties\[(\d+)\]\.name", fact):
        parties = answer.parties
        place = int(match[1])
        return "decide a match", parties[place][1] if place < len(parties) else fact
    if fact == "lists":
        return "fetch the lists", "licet lists update"
    if fact.startswith("certification"):
        return "obtain a document", fact
    return "state a fact", fact if not fact.startswith("744.") else why


def joined(texts: Iterable[str], separator: str = "\n") -> str:
    """Distinct non-empty texts in order."""
    return separator.join(dict.fromkeys(text for text in texts if text))


def dollars(value: Decimal | int | float) -> str:
    """`$1,234,567`, whole dollars."""
    return f"${value:,.0f}"


def by_outcome(answers: Iterable[Answer]) -> list[tuple[str, int, Decimal]]:
    """Outcome, number of lines and value at stake, from the freest; outcomes that occur."""
    lines: dict[str, int] = {}
    values: dict[str, Decimal] = {}
    for answer in answers:
        lines[answer.outcome] = lines.get(answer.outcome, 0) + 1
        values[answer.outcome] = values.get(answer.outcome, Decimal(0)) + (answer.value or 0)
    return [(outcome, lines[outcome], values[outcome]) for outcome in OUTCOMES if outcome in lines]


def worklist(answers: Iterable[Answer]) -> list[tuple[str, str, list[Answer], Decimal]]:
    """Kind of work, the thing itself, the lines it concerns and their value; the most valuable first."""
    groups: dict[tuple[str, str], list[Answer]] = {}
    for answer in answers:
        if not answer.cleared:
            groups.setdefault(answer.step, []).append(answer)
    rows = [
        (kind, thing, lines, sum((a.value or Decimal(0) for a in lines), Decimal(0)))
        for (kind, thing), lines in groups.items()
    ]
    return sorted(rows, key=lambda row: (-row[3], row[0], row[1]))


def list_gaps(answers: Iterable[Answer]) -> dict[str, int]:
    """Lists that were not searched, and on how many lines."""
    found: dict[str, int] = {}
    for answer in answers:
        for name in answer.said["lists_missing"]:
            found[name] = found.get(name, 0) + 1
    return found


def worst_of_orders(lines: Iterable[tuple[str, Outcome]], *, complete: bool) -> dict[str, Outcome]:
    """The worst outcome among the lines of each order; lines without an order are left out.

    Lines of one order ship together. Where not all lines were read or decided, an order is not called clear.
    """
    worst: dict[str, Outcome] = {}
    for order, own in lines:
        if order:
            outcome = Outcome.UNDETERMINED if not complete and own.clears else own
            worst[order] = max(outcome, worst.get(order, outcome), key=lambda o: o.severity)
    return worst


def with_orders(answers: Sequence[Answer], *, complete: bool) -> None:
    """Give each line of an order the worst outcome among the order's lines, as `order_outcome`."""
    worst = worst_of_orders(((str(a.said["order"] or ""), Outcome(a.outcome)) for a in answers), complete=complete)
    for answer in answers:
        order = answer.said["order"]
        answer.said["order_outcome"] = worst[str(order)].value if order else None


def changes_told(said: Json) -> list[str]:
    """What would change an answer, a line each; empty where it was not asked for."""
    told = []
    for entry in said.get("would_change") or ():
        needs = " and ".join(f"{change['says']} ({change['fact']})" for change in entry["changes"])
        told.append(f"{TITLES.get(entry['outcome'], entry['outcome'])} with {needs}")
    return told
