"""What findings amount to. All precedence among provisions stands here, none in the order of rules.

From known findings: what is no export, and what is not subject to the EAR, ends the analysis. A
prohibition that nothing lifts prohibits. A requirement that nothing covers needs a license. What
might prove a clearance wrong makes it undetermined. What is covered is authorized. From findings
that hang on unknown facts: the same, for each joint answer, and then the answers compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from licet.determination.joint import Joint, TooMany
from licet.determination.weight import TELLS, weighed, weight
from licet.law.finding import BLOCKS_CLEARANCE, Effect, Finding, Findings
from licet.law.maybe import CAP, Open, TooOpen, Unknowns
from licet.terms.outcome import Outcome, ReviewPolicy, most_restrictive

LINE = -1  # the place of a finding that is about no single party


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding and the party it is about, by place among the line's parties."""

    party: int
    finding: Finding

    @property
    def subject(self) -> tuple[int, int]:
        """The party and the standing."""
        return self.party, self.finding.standing


@dataclass(frozen=True, slots=True)
class Requirement:
    """A license requirement or prohibition, and what covers it."""

    placed: Placed
    covered_by: Placed | None

    @property
    def name(self) -> tuple[int, int, str]:
        """What makes it the same requirement under another answer to an unknown."""
        return (*self.placed.subject, self.placed.finding.key)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The conclusion where all facts are known."""

    outcome: Outcome
    requirements: tuple[Requirement, ...]
    blocking: tuple[Placed, ...]

    @property
    def open(self) -> tuple[Requirement, ...]:
        """Requirements and prohibitions that nothing covers."""
        return tuple(r for r in self.requirements if r.covered_by is None)


@dataclass(frozen=True, slots=True)
class Asked:
    """An unknown that could move the outcome or the review policy, and what hangs on it."""

    variable: str
    hangs: tuple[Placed, ...]
    decisive: bool


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The conclusion for one combination of records; `findings` are those certain to apply."""

    outcome: Outcome
    policy: ReviewPolicy | None
    findings: tuple[Placed, ...]
    requirements: tuple[Requirement, ...]
    blocking: tuple[Placed, ...]
    asked: tuple[Asked, ...]
    too_open: tuple[str, ...]
    witnesses: tuple[Mapping[str, object], ...] = ()  # the freest and the most bound answer
    apart: tuple[tuple[str, tuple[object, ...]], ...] = ()  # by unknown, an answer of each class that may weigh


def stands(outcome: Outcome, possible: Sequence[Outcome]) -> bool:
    """Whether what some answers to the unknowns come to bears a joint outcome out.

    Two answers that disagree prove an undetermined one; the others stand while no answer leaves them.
    """
    bound = {Outcome.LICENSE_REQUIRED, Outcome.PROHIBITED}
    if outcome is Outcome.UNDETERMINED:
        return any(o not in bound for o in possible) and any(not o.clears for o in possible)
    if outcome is Outcome.LICENSE_REQUIRED:
        return bound.issuperset(possible) and outcome in possible
    return all(o is outcome for o in possible)


# Sections that say whether the EAR is in play at all; questions of other sections do not matter to an
# item that is outside it. A list that was not searched, and sanctions law, always matter.
_SCOPE = ("734", "736", "764")
_ALWAYS = ("lists", "ofac")


def _blocks_outside(finding: Finding) -> bool:
    return finding.effect is Effect.CRASHED or finding.code in _ALWAYS or finding.rule.startswith(_SCOPE)


def verdict(placed: Sequence[Placed]) -> Verdict:
    """Conclude from findings that are all known to apply."""
    effects = {p.finding.effect for p in placed}
    blocking = tuple(p for p in placed if p.finding.effect in BLOCKS_CLEARANCE)
    outside: Outcome | None = None
    if Effect.NOT_AN_EXPORT in effects:
        outside = Outcome.NO_LICENSE_REQUIRED
    elif Effect.NOT_SUBJECT in effects or Effect.SUBJECT not in effects:
        outside = Outcome.NOT_SUBJECT_TO_EAR
    if outside is not None:
        blocking = tuple(p for p in blocking if _blocks_outside(p.finding))
        if any(p.finding.key for p in blocking):  # asked of a payment, say, and authorized in any case
            sure = {r.placed for r in _covered(placed) if r.covered_by and not r.covered_by.finding.awaits}
            blocking = tuple(p for p in blocking if p not in sure)
        return Verdict(Outcome.UNDETERMINED if blocking else outside, (), blocking)
    covered = _covered(placed)
    requirements = tuple(r for r in covered if r.placed.finding.effect is not Effect.QUESTION)
    settled = {r.placed for r in covered if r.placed.finding.effect is Effect.QUESTION and r.covered_by}
    blocking = tuple(p for p in blocking if p not in settled)
    blocking += tuple(dict.fromkeys(r.covered_by for r in covered if r.covered_by and r.covered_by.finding.awaits))
    possible = tuple(r for r in covered if r.placed in settled)
    return Verdict(_outcome((*requirements, *possible), blocking), (*requirements, *possible), blocking)


def _outcome(requirements: Sequence[Requirement], blocking: Sequence[Placed]) -> Outcome:
    uncovered = [r.placed.finding.effect for r in requirements if r.covered_by is None]
    if Effect.PROHIBITION in uncovered:
        return Outcome.PROHIBITED
    if uncovered:
        return Outcome.LICENSE_REQUIRED
    if blocking:
        return Outcome.UNDETERMINED
    if any(r.covered_by and r.covered_by.finding.effect is Effect.AUTHORIZATION for r in requirements):
        return Outcome.AUTHORIZED
    return Outcome.NO_LICENSE_REQUIRED


def _covered(placed: Sequence[Placed]) -> tuple[Requirement, ...]:
    """Each requirement and prohibition with what covers it.

    License exceptions come last: they are void while a bar stands that does not leave them open, and a
    bar goes with the requirement it names once an exemption, a general or a specific license has lifted
    that. What awaits facts that are not stated comes after what surely covers, and clears nothing.
    """
    required = [
        p
        for p in placed
        if p.finding.effect in (Effect.REQUIREMENT, Effect.PROHIBITION)
        or (p.finding.effect is Effect.QUESTION and p.finding.key)  # may be required: covered in any case?
    ]
    exemptions = [p for p in placed if p.finding.effect is Effect.EXEMPTION]
    authorities = [p for p in placed if p.finding.effect is Effect.AUTHORIZATION]
    exceptions = [p for p in authorities if _is_exception(p) and _reaches_all(p, required)]
    licenses = [p for p in authorities if not _is_exception(p)]
    covered: dict[Placed, Placed | None] = dict.fromkeys(required)
    for waits in (False, True):
        held = [p for p in (*exemptions, *licenses) if bool(p.finding.awaits) is waits]
        covered = {r: cover or _first_cover(r, held) for r, cover in covered.items()}
        lifted = {(*r.subject, r.finding.key) for r, cover in covered.items() if cover and not _is_exception(cover)}
        bars = [
            p.finding
            for p in placed
            if p.finding.effect is Effect.NO_EXCEPTIONS and (*p.subject, p.finding.key) not in lifted
        ]
        usable = [
            p
            for p in exceptions
            if bool(p.finding.awaits) is waits and all(bar.leaves_open(p.finding.key) for bar in bars)
        ]
        covered = {r: cover or _first_cover(r, usable) for r, cover in covered.items()}
    return tuple(Requirement(r, cover) for r, cover in covered.items())


def _reaches_all(exception: Placed, required: Sequence[Placed]) -> bool:
    """Whether an exception that stands alone covers whatever Part 742 requires here."""
    finding = exception.finding
    return not finding.alone or all(
        finding.covers_key(r.finding.key)
        for r in required
        if r.finding.effect is Effect.REQUIREMENT and r.finding.key.startswith("742.")
    )


def _is_exception(placed: Placed) -> bool:
    authority = placed.finding.authority
    return authority is not None and authority.kind == "license_exception"


def _first_cover(requirement: Placed, covers: Iterable[Placed]) -> Placed | None:
    """The first authority that names the requirement: of the same party and standing, or of the line."""
    finding = requirement.finding
    for cover in covers:
        of_line = cover.party == LINE
        if not of_line and cover.party != requirement.party:
            continue
        if cover.finding.standing not in (-1, finding.standing):
            continue
        names = cover.finding.covers
        if _may_prohibit(finding) and finding.key not in names:
            continue  # `*` never lifts a prohibition
        if cover.finding.covers_key(finding.key):
            return cover
    return None


def _may_prohibit(finding: Finding) -> bool:
    """Whether it is a prohibition, or asks whether a denial order (Part 764) is one."""
    return finding.effect is Effect.PROHIBITION or (
        finding.effect is Effect.QUESTION and finding.rule.startswith("764")
    )


Records = Sequence[tuple[int, object]]  # (party or LINE, Findings | Open | TooOpen)


def decides(record: object) -> bool:
    """Whether a record can move the conclusion; one that cannot only adds its findings to it."""
    return isinstance(record, (Open, TooOpen)) or any(f.effect not in TELLS for f in _findings(record))


def with_findings(said: Conclusion, records: Records) -> Conclusion:
    """A conclusion from those of the records that decide, with the findings of all."""
    opens = [(party, record) for party, record in records if isinstance(record, Open)]
    plain = _placed((party, record) for party, record in records if isinstance(record, tuple))
    return Conclusion(
        said.outcome,
        said.policy,
        (*plain, *_certain(opens)),
        said.requirements,
        said.blocking,
        said.asked,
        said.too_open,
        said.witnesses,
        said.apart,
    )


def conclude(records: Records) -> Conclusion:
    """Conclude from the records of all groups; unknown facts are asked for each joint answer."""
    plain: list[tuple[int, Findings]] = []
    opens: list[tuple[int, Open]] = []
    too_open: dict[str, None] = {}
    for party, record in records:
        if isinstance(record, Open):
            opens.append((party, record))
        elif isinstance(record, TooOpen):
            too_open.update(dict.fromkeys(record.variables))
        else:
            plain.append((party, _findings(record)))
    if not opens:
        return _known(plain, tuple(too_open))
    try:
        return _over_answers(plain, opens, tuple(too_open))
    except TooMany:
        too_open.update(dict.fromkeys(variable for _, record in opens for variable in record.variables))
        return _known(plain, tuple(too_open), _lifting(opens))


def _placed(records: Iterable[tuple[int, object]]) -> tuple[Placed, ...]:
    return tuple([Placed(party, finding) for party, record in records for finding in _findings(record)])


def _lifting(opens: Iterable[tuple[int, Open]]) -> tuple[Placed, ...]:
    """Every finding of some answer that may lift a requirement or a prohibition."""
    found = (placed for party, record in opens for placed in _placed((party, case) for case in record.values))
    return tuple(placed for placed in found if placed.finding.effect in _LIFTS)


_LIFTS = frozenset({Effect.NOT_AN_EXPORT, Effect.NOT_SUBJECT, Effect.EXEMPTION, Effect.AUTHORIZATION})


def _known(
    plain: Sequence[tuple[int, Findings]], too_open: tuple[str, ...], lifting: tuple[Placed, ...] = ()
) -> Conclusion:
    """The conclusion from what is known; what is too open to ask clears nothing, and may lift what it names."""
    placed = _placed(plain)
    said = verdict(placed)
    unsure = too_open and (said.outcome.clears or verdict((*placed, *lifting)).outcome is not said.outcome)
    outcome = Outcome.UNDETERMINED if unsure else said.outcome
    return Conclusion(outcome, headline(said.open), placed, said.requirements, said.blocking, (), too_open)


def headline(requirements: Iterable[Requirement]) -> ReviewPolicy | None:
    """The most restrictive policy under which an application would be reviewed."""
    return most_restrictive([r.placed.finding.policy for r in requirements if r.placed.finding.policy])


Kind = tuple[Outcome, ReviewPolicy | None]


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """What a verdict comes to under one joint answer."""

    open: tuple[tuple[tuple[int, int, str], ReviewPolicy | None], ...]  # names and policies of what nothing covers
    blocked: bool


def _over_answers(
    plain: Sequence[tuple[int, Findings]], opens: Sequence[tuple[int, Open]], too_open: tuple[str, ...]
) -> Conclusion:
    fine = Unknowns([record for _, record in opens])
    parties = [party for party, _ in opens]
    known = _placed((party, weight(record)) for party, record in plain)

    said: list[_Said] = []

    def judge(chosen: tuple[object, ...]) -> tuple[Kind, tuple[int, ...]]:
        now = verdict((*known, *_placed(zip(parties, chosen, strict=True))))
        uncovered = now.open
        said.append(_Said(tuple((r.name, r.placed.finding.policy) for r in uncovered), bool(now.blocking)))
        return (now.outcome, headline(uncovered)), (now.outcome.severity, len(uncovered))

    joint = Joint([weighed(record) for _, record in opens], fine.variables, judge, CAP)
    outcome = _joint_outcome({outcome for outcome, _ in joint.kinds})
    if too_open and outcome.clears:
        outcome = Outcome.UNDETERMINED
    freest, bound = (_in_full(fine, answers) for answers in (joint.freest(), joint.most_bound()))
    placed = _placed(plain)
    worst = verdict((*placed, *_placed((party, record.under(bound)) for party, record in opens)))
    certain = frozenset.intersection(*(frozenset(name for name, _ in each.open) for each in said))
    policies = [policy for each in said for name, policy in each.open if policy and (name in certain or not certain)]
    return Conclusion(
        outcome=outcome,
        policy=most_restrictive(policies) if outcome is Outcome.LICENSE_REQUIRED else None,
        findings=(*placed, *_certain(opens)),
        requirements=_shown(outcome, worst, certain),
        blocking=worst.blocking if all(each.blocked for each in said) else (),
        asked=_asked(fine, opens, joint),
        too_open=too_open,
        witnesses=(freest, bound),
        apart=joint.apart(),
    )


def _in_full(unknowns: Unknowns, answers: Mapping[str, object]) -> Mapping[str, object]:
    """Answers to all unknowns: the first one to those that make no difference."""
    first = {variable: part.answers[0] for variable, part in zip(unknowns.variables, unknowns.parts, strict=True)}
    return MappingProxyType({**first, **answers})


def _joint_outcome(outcomes: set[Outcome]) -> Outcome:
    """The outcome of several possible ones: decided where all agree in what may be done."""
    if len(outcomes) == 1:
        return next(iter(outcomes))
    if outcomes <= {Outcome.LICENSE_REQUIRED, Outcome.PROHIBITED}:
        return Outcome.LICENSE_REQUIRED  # certain; what could make it prohibited is asked
    if all(outcome.clears for outcome in outcomes):
        return max(outcomes, key=lambda outcome: outcome.severity)  # clear whatever the answer
    return Outcome.UNDETERMINED


def _shown(outcome: Outcome, worst: Verdict, certain: frozenset[tuple[int, int, str]]) -> tuple[Requirement, ...]:
    if outcome.clears or not certain:
        return worst.requirements
    return tuple(r for r in worst.requirements if r.name in certain or r.covered_by)


def _certain(opens: Sequence[tuple[int, Open]]) -> list[Placed]:
    """Findings that an open record holds under every answer."""
    found: list[Placed] = []
    for party, record in opens:
        cases = [_findings(case) for case in record.values]
        common = set(cases[0]).intersection(*cases[1:])
        found.extend(Placed(party, finding) for finding in cases[0] if finding in common)
    return found


def _findings(case: object) -> Findings:
    assert isinstance(case, tuple)
    return case


def _asked(unknowns: Unknowns, opens: Sequence[tuple[int, Open]], joint: Joint[Kind]) -> tuple[Asked, ...]:
    found: list[tuple[float, int, Asked]] = []
    for place, (variable, part) in enumerate(zip(unknowns.variables, unknowns.parts, strict=True)):
        kinds = joint.kinds_by_answer(variable, part)
        moves = len(set(kinds)) > 1
        hangs = tuple(
            dict.fromkeys(
                Placed(party, finding)
                for party, record in opens
                if variable in record.variables
                for case in record.values
                for finding in _findings(case)
                if finding.effect not in TELLS
            )
        )
        if moves or hangs:
            settled = sum(len({outcome for outcome, _ in said}) == 1 for said in kinds) / len(kinds)
            found.append((-settled if moves else 1, place, Asked(variable, hangs, moves)))
    found.sort(key=lambda entry: entry[:2])
    return tuple(asked for _, _, asked in found)
