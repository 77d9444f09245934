"""Precedence, clause by clause: findings made here, so that no rule of law stands between test and `conclude.py`."""

from __future__ import annotations

import pytest

from licet.determination import conclude as conclude_module
from licet.determination.conclude import LINE, Conclusion, Placed, conclude, stands, verdict
from licet.law.finding import Authority, Effect, Finding, authorize, exempt, no_exceptions, note, prohibit, require
from licet.law.maybe import CAP, TooOpen, unknown
from licet.terms.outcome import Outcome, ReviewPolicy
from open_values import cases as cases_of
from open_values import hanging

NLR, AUTHORIZED, UNDETERMINED = Outcome.NO_LICENSE_REQUIRED, Outcome.AUTHORIZED, Outcome.UNDETERMINED
REQUIRED, PROHIBITED, OUTSIDE = Outcome.LICENSE_REQUIRED, Outcome.PROHIBITED, Outcome.NOT_SUBJECT_TO_EAR
DENIAL, CASE = ReviewPolicy.PRESUMPTION_OF_DENIAL, ReviewPolicy.CASE_BY_CASE

SUBJECT = note(Effect.SUBJECT, "made at home")


def needs(key: str, policy: ReviewPolicy | None = DENIAL) -> Finding:
    return require(f"a license under {key}", policy=policy, key=key)


def cover(*keys: str, kind: str = "general_license") -> Finding:
    return authorize("covered", covers=keys, authority=Authority(kind, "X", "X", "1 FR 1"))


def exception(*keys: str) -> Finding:
    return cover(*keys, kind="license_exception")


def of(finding: Finding, party: int = LINE, standing: int = -1, rule: str = "744.1") -> Placed:
    values = {name: getattr(finding, name) for name in Finding.__dataclass_fields__}
    return Placed(party, Finding(**{**values, "standing": standing, "rule": rule}))


def outcome(*placed: Placed | Finding) -> Outcome:
    return verdict([of(SUBJECT), *(p if isinstance(p, Placed) else of(p) for p in placed)]).outcome


def ask(**cases: object) -> object:
    """A record that hangs on whether one fact, `fact`, is `yes` or `no`."""
    return hanging({"fact": tuple(cases)}, {(answer,): findings for answer, findings in cases.items()})


def joint(*records: tuple[int, object]) -> Conclusion:
    return conclude([(LINE, (SUBJECT,)), *records])


# ------------------------------------------------------------ what ends the analysis


def test_nothing_subject_is_outside_whatever_stands() -> None:
    assert verdict([of(needs("a"))]).outcome is OUTSIDE
    assert verdict([]).outcome is OUTSIDE


def test_not_subject_outranks_subject_and_no_export_outranks_both() -> None:
    outside, import_ = note(Effect.NOT_SUBJECT, "published"), note(Effect.NOT_AN_EXPORT, "an import")
    assert outcome(outside, needs("a")) is OUTSIDE
    assert outcome(outside, import_, needs("a")) is NLR


@pytest.mark.parametrize(
    ("finding", "rule", "blocks"),
    [
        (note(Effect.QUESTION, "was it searched?", code="lists"), "744.11", True),
        (note(Effect.QUESTION, "sanctions law?", code="ofac"), "31 CFR", True),
        (note(Effect.QUESTION, "how much US content?", code="item.us_content"), "734.4", True),
        (note(Effect.GAP, "not encoded"), "736.2(b)(3)", True),
        (note(Effect.QUESTION, "a denial order?", code="x"), "764.3", True),
        (note(Effect.CRASHED, "failed"), "742.4", True),
        (note(Effect.QUESTION, "what end use?", code="end_use"), "744.21", False),
        (note(Effect.GAP, "not encoded"), "740.9", False),
    ],
)
def test_outside_the_ear_only_scope_lists_sanctions_and_failures_block(
    finding: Finding, rule: str, blocks: bool
) -> None:
    outside = of(note(Effect.NOT_SUBJECT, "published"))
    said = verdict([outside, of(finding, rule=rule)])
    assert said.outcome is (UNDETERMINED if blocks else OUTSIDE)
    assert bool(said.blocking) is blocks


# ------------------------------------------------------------ requirements, bars, and what covers them


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ((), NLR),
        ((needs("a"),), REQUIRED),
        ((needs("a"), cover("a")), AUTHORIZED),
        ((needs("a"), cover("b")), REQUIRED),
        ((needs("a"), needs("b"), cover("a")), REQUIRED),
        ((needs("a"), needs("b"), cover("a", "b")), AUTHORIZED),
        ((needs("a"), needs("b"), cover("*")), AUTHORIZED),
        ((needs("a:NS2"), cover("a")), AUTHORIZED),  # a name covers what follows it after a colon …
        ((needs("ab"), cover("a")), REQUIRED),  # … and not what merely begins alike
        ((needs("a"), cover("a:NS2")), REQUIRED),
        ((needs("a"), exempt("none exists", covers=("a",))), NLR),
        ((needs("a"), needs("b"), exempt("none exists", covers=("a",)), cover("b")), AUTHORIZED),
        ((prohibit("denied", key="d"),), PROHIBITED),
        ((prohibit("denied", key="d"), needs("a")), PROHIBITED),
        ((prohibit("denied", key="d"), cover("*")), PROHIBITED),  # a star lifts no prohibition
        ((prohibit("denied", key="d"), cover("*"), cover("d")), AUTHORIZED),  # what names it does
        ((prohibit("denied", key="d:1"), cover("d")), PROHIBITED),
        ((prohibit("denied", key="d"), exempt("suspended", covers=("d",))), NLR),
        ((needs("a"), note(Effect.QUESTION, "q", code="q")), REQUIRED),  # certain, whatever is unknown
        ((note(Effect.QUESTION, "q", code="q"),), UNDETERMINED),
        ((note(Effect.GAP, "g"),), UNDETERMINED),
        ((note(Effect.CRASHED, "c"),), UNDETERMINED),
        ((needs("a"), cover("a"), note(Effect.GAP, "g")), UNDETERMINED),
        ((needs("a"), exempt("none exists", covers=("a",)), note(Effect.GAP, "g")), UNDETERMINED),
        ((note(Effect.RED_FLAG, "r"), note(Effect.OBLIGATION, "o"), note(Effect.WARNING, "w")), NLR),
        ((note(Effect.OTHER_MEASURE, "m"), note(Effect.CONSIDERED, "c")), NLR),
    ],
)  # fmt: skip
def test_what_findings_amount_to(findings: tuple[Finding, ...], expected: Outcome) -> None:
    assert outcome(*findings) is expected
    assert outcome(*reversed(findings)) is expected  # never by the order of rules


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ((needs("a"), exception("a")), AUTHORIZED),
        ((needs("a"), exception("a"), no_exceptions("barred", key="bar")), REQUIRED),
        ((needs("a"), cover("a"), no_exceptions("barred", key="bar")), AUTHORIZED),  # a bar is on exceptions only
        ((needs("a"), needs("bar"), exception("a"), no_exceptions("barred", key="bar")), REQUIRED),
        # The bar goes with the requirement it names: a general license restores the day before the listing.
        ((needs("a"), needs("bar"), exception("a"), cover("bar"), no_exceptions("barred", key="bar")), AUTHORIZED),
        ((needs("bar"), exception("bar"), no_exceptions("barred", key="bar")), REQUIRED),
        ((needs("a"), cover("other"), exception("a"), no_exceptions("barred", key="other")), REQUIRED),
    ],
)  # fmt: skip
def test_exceptions_and_their_bars(findings: tuple[Finding, ...], expected: Outcome) -> None:
    assert outcome(*findings) is expected
    assert outcome(*reversed(findings)) is expected


def test_a_cover_of_one_party_covers_no_other() -> None:
    mine, theirs = of(needs("a"), party=0, standing=0), of(needs("a"), party=1, standing=0)
    assert outcome(mine, of(cover("a"), party=0, standing=0)) is AUTHORIZED
    assert outcome(theirs, of(cover("a"), party=0, standing=0)) is REQUIRED
    assert outcome(mine, theirs, of(cover("a"), party=0, standing=0)) is REQUIRED
    assert outcome(theirs, of(cover("a"), party=0), of(cover("a"), party=1)) is AUTHORIZED  # looked for past the first
    assert outcome(mine, theirs, of(cover("a"))) is AUTHORIZED  # of the line: of all


def test_a_cover_of_one_standing_covers_no_other() -> None:
    first, second = of(needs("a"), party=0, standing=0), of(needs("a"), party=0, standing=1)
    of_first = of(cover("a"), party=0, standing=0)
    assert outcome(first, of_first) is AUTHORIZED
    assert outcome(second, of_first) is REQUIRED
    assert outcome(second, of_first, of(cover("a"), party=0, standing=1)) is AUTHORIZED
    assert outcome(first, second, of(cover("a"), party=0)) is AUTHORIZED  # of the party, whatever its standing


def test_a_bar_of_one_standing_stands_though_another_is_lifted() -> None:
    lifted, standing = of(needs("bar"), party=0, standing=0), of(needs("bar"), party=1, standing=0)
    bars = [of(no_exceptions("barred", key="bar"), party=place, standing=0) for place in (0, 1)]
    general = [of(cover("bar"), party=place, standing=0) for place in (0, 1)]
    one = [lifted, standing, of(needs("a")), of(exception("a")), *bars, general[0]]
    assert outcome(*one) is REQUIRED
    assert outcome(*one, general[1]) is AUTHORIZED


def test_an_authority_past_one_that_lifts_no_prohibition_is_still_looked_for() -> None:
    denied = of(prohibit("denied", key="d"), party=0, standing=0)
    assert outcome(denied, of(cover("*")), of(cover("d"), party=0, standing=0)) is AUTHORIZED


def test_a_question_whether_a_requirement_applies_is_settled_by_its_cover() -> None:
    may = note(Effect.QUESTION, "may be required", code="end_use", key="a")
    assert outcome(may) is UNDETERMINED
    assert outcome(may, cover("b")) is UNDETERMINED
    assert outcome(may, cover("a")) is AUTHORIZED
    assert outcome(may, exempt("none exists", covers=("a",))) is NLR
    said = verdict([of(SUBJECT), of(may)])
    assert said.requirements == ()  # a question is no requirement


def test_what_a_denial_order_may_forbid_is_lifted_by_its_name_alone() -> None:
    asked = of(note(Effect.QUESTION, "its terms decide", code="denial_order", key="764.3"), rule="764.3")
    assert outcome(asked, cover("764.3")) is AUTHORIZED
    assert outcome(asked, cover("*")) is UNDETERMINED
    paid = of(note(Effect.NOT_AN_EXPORT, "a payment"))
    assert outcome(paid, asked) is UNDETERMINED
    assert outcome(paid, asked, cover("764.3")) is NLR
    assert outcome(paid, asked, cover("*")) is UNDETERMINED
    waiting = authorize(
        "x", covers=("764.3",), authority=Authority("general_license", "X", "X", "1 FR 1"), awaits=("y",)
    )
    assert outcome(paid, asked, waiting) is UNDETERMINED


# ------------------------------------------------------------ unknown facts


@pytest.mark.parametrize(
    ("yes", "no", "expected"),
    [
        ((), (), NLR),
        ((needs("a"),), (), UNDETERMINED),
        ((needs("a"),), (needs("b"),), REQUIRED),  # a license either way
        ((prohibit("p", key="p"),), (needs("b"),), REQUIRED),  # certain; that it may be prohibited is asked
        ((prohibit("p", key="p"),), (prohibit("q", key="q"),), PROHIBITED),
        ((prohibit("p", key="p"),), (), UNDETERMINED),
        ((needs("a"), cover("a")), (), AUTHORIZED),  # clear whatever the answer: the one with conditions is told
        ((needs("a"), cover("a")), (needs("a"),), UNDETERMINED),
        ((note(Effect.NOT_SUBJECT, "n"),), (), NLR),
        ((note(Effect.NOT_SUBJECT, "n"),), (needs("a"), cover("a")), AUTHORIZED),
        ((note(Effect.GAP, "g"),), (needs("a"),), UNDETERMINED),
        ((note(Effect.GAP, "g"),), (), UNDETERMINED),
    ],
)
def test_answers_are_compared(yes: tuple[Finding, ...], no: tuple[Finding, ...], expected: Outcome) -> None:
    said = joint((LINE, ask(yes=yes, no=no)))
    assert said.outcome is expected
    assert joint((LINE, ask(no=no, yes=yes))).outcome is expected


def test_a_requirement_that_is_certain_stands_beside_one_that_is_not() -> None:
    said = joint((LINE, (needs("a", CASE),)), (LINE, ask(yes=(needs("b"),), no=())))
    assert said.outcome is REQUIRED
    assert said.policy is CASE  # of the certain requirements
    assert [r.placed.finding.key for r in said.requirements] == ["a"]
    assert [(one.variable, one.decisive) for one in said.asked] == [("fact", True)]
    assert said.asked[0].hangs[0].finding.key == "b"


def test_where_the_answer_moves_the_policy_the_more_restrictive_is_taken() -> None:
    said = joint((LINE, ask(yes=(needs("a", CASE),), no=(needs("a"),))))
    assert (said.outcome, said.policy) == (REQUIRED, DENIAL)
    assert [one.variable for one in said.asked] == ["fact"]


def test_where_no_one_requirement_is_certain_the_most_restrictive_of_all_is_told() -> None:
    said = joint((LINE, ask(yes=(needs("a", CASE),), no=(needs("b"),))))
    assert (said.outcome, said.policy) == (REQUIRED, DENIAL)
    assert len(said.requirements) == 1


def test_no_policy_stands_beside_an_outcome_that_needs_no_license() -> None:
    assert joint((LINE, ask(yes=(needs("a"),), no=()))).policy is None
    assert joint((LINE, ask(yes=(prohibit("p", key="p"),), no=()))).policy is None


def test_a_fact_that_moves_nothing_is_not_asked() -> None:
    flag = note(Effect.RED_FLAG, "told")
    said = joint((LINE, ask(yes=(flag,), no=())))
    assert (said.outcome, said.asked) == (NLR, ())


def test_the_fact_that_settles_most_is_asked_first() -> None:
    # Two of three answers to `telling` settle it, one of two answers to `other`. Answers of one effect count once.
    flags = {"a": (note(Effect.RED_FLAG, "a"),), "b": (), "c": ()}
    cases: dict[tuple[object, ...], object] = {(o, t): flags[t] for o in (1, 2) for t in flags}
    cases[1, "c"] = (needs("a"),)
    both = hanging({"other": (1, 2), "telling": ("a", "b", "c")}, cases)
    assert [one.variable for one in joint((LINE, both)).asked] == ["telling", "other"]


def test_findings_are_those_of_every_answer() -> None:
    flag, extra = note(Effect.RED_FLAG, "always"), note(Effect.RED_FLAG, "only if so")
    said = joint((LINE, ask(yes=(flag, extra), no=(flag,))))
    assert [p.finding.because for p in said.findings] == ["made at home", "always"]


def test_what_blocks_under_every_answer_is_told_as_blocking() -> None:
    gap = note(Effect.GAP, "g")
    assert [p.finding for p in joint((LINE, ask(yes=(gap,), no=(gap, needs("a"))))).blocking] == [gap]
    assert joint((LINE, ask(yes=(gap,), no=()))).blocking == ()


def test_records_of_several_unknowns_are_asked_jointly() -> None:
    # Covered exactly where it is required: never wrong together, each alone would be undetermined.
    required = hanging({"fact": ("yes", "no")}, {("yes",): (needs("a"),), ("no",): ()})
    covered = hanging({"fact": ("yes", "no")}, {("yes",): (cover("a"),), ("no",): ()})
    assert joint((LINE, required), (LINE, covered)).outcome is AUTHORIZED
    other = hanging({"another": ("yes", "no")}, {("yes",): (cover("a"),), ("no",): ()})
    assert joint((LINE, required), (LINE, other)).outcome is UNDETERMINED


def test_the_freest_and_the_most_bound_answer_are_kept_as_witnesses() -> None:
    freest, bound = joint((LINE, ask(c=(needs("a"),), b=(), a=(needs("a"), needs("b"))))).witnesses
    assert (freest["fact"], bound["fact"]) == ("b", "a")
    assert joint((LINE, TooOpen(("x",))), (LINE, ask(yes=(needs("a"),), no=()))).too_open == ("x",)


def test_what_is_known_is_told_whole() -> None:
    flag, gap = note(Effect.RED_FLAG, "told"), note(Effect.GAP, "g")
    said = joint((0, (needs("a", CASE), flag)), (1, (gap,)))
    assert [(p.party, p.finding) for p in said.findings] == [
        (LINE, SUBJECT),
        (0, needs("a", CASE)),
        (0, flag),
        (1, gap),
    ]
    assert [(r.placed.party, r.placed.finding.key) for r in said.requirements] == [(0, "a")]
    assert [(p.party, p.finding) for p in said.blocking] == [(1, gap)]
    assert (said.outcome, said.policy, said.asked, said.too_open, said.witnesses) == (REQUIRED, CASE, (), (), ())


def test_what_hangs_on_an_unknown_is_told_of_its_party() -> None:
    flag = note(Effect.RED_FLAG, "always")
    said = joint((1, ask(yes=(flag, needs("a")), no=(needs("b"), flag))), (0, ask(yes=(), no=())))
    assert [(p.party, p.finding.because) for p in said.findings] == [(LINE, "made at home"), (1, "always")]
    assert {(r.placed.party, r.placed.finding.key) for r in said.requirements} <= {(1, "a"), (1, "b")}
    assert {(p.party, p.finding.key) for p in said.asked[0].hangs} == {(1, "a"), (1, "b")}
    cover_of_another = joint((0, (cover("a"),)), (1, ask(yes=(needs("a"),), no=(needs("a"), flag))))
    assert cover_of_another.outcome is REQUIRED


def test_a_finding_of_one_answer_alone_is_not_certain() -> None:
    flags = [note(Effect.RED_FLAG, text) for text in ("one", "two", "three")]
    said = joint((LINE, ask(a=(flags[0],), b=(flags[1], flags[0]), c=(flags[2],))))
    assert said.findings == (Placed(LINE, SUBJECT),)


def test_what_decides_is_asked_before_what_only_hangs() -> None:
    # The exemption hangs on `idle`, and nothing needs it.
    idle = hanging({"idle": (1, 2)}, {(1,): (exempt("none exists", covers=("x",)),), (2,): ()})
    said = joint((LINE, idle), (LINE, ask(yes=(needs("a"),), no=())))
    assert [(one.variable, one.decisive) for one in said.asked] == [("fact", True), ("idle", False)]

    policy = ask(yes=(needs("a", CASE),), no=(needs("a"),))
    assert [one.variable for one in joint((LINE, idle), (LINE, policy)).asked] == ["fact", "idle"]


def test_a_fact_of_many_answers_settles_by_the_share_that_does() -> None:
    # One of two answers to `two` settles it, two of five answers to `five`.
    flags = [(note(Effect.RED_FLAG, str(number)),) for number in range(5)]
    cases: dict[tuple[object, ...], object] = {(f, t): flags[f] for f in range(5) for t in ("on", "off")}
    cases.update({(f, "on"): (*flags[f], needs("a")) for f in range(2, 5)})
    both = hanging({"five": tuple(range(5)), "two": ("on", "off")}, cases)
    assert [one.variable for one in joint((LINE, both)).asked] == ["two", "five"]


def test_a_record_too_open_to_ask_clears_nothing() -> None:
    wide = TooOpen(("item.eccn", "end_use"))
    assert joint((LINE, wide)).outcome is UNDETERMINED
    assert joint((LINE, wide)).too_open == ("item.eccn", "end_use")
    assert joint((LINE, wide), (LINE, (needs("a"),))).outcome is REQUIRED
    assert joint((LINE, wide), (LINE, ask(yes=(), no=(note(Effect.RED_FLAG, "r"),)))).outcome is UNDETERMINED


def test_more_joint_answers_than_are_tried_clear_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conclude_module, "CAP", 400)
    size = 22

    def wide(variable: str, lifted: str) -> object:
        answers = tuple(range(size))
        findings = {(n,): (needs(f"{variable}{n}"), cover(f"{lifted}{n}")) for n in answers}
        return hanging({variable: answers}, findings)

    records = ((LINE, wide("one", "two")), (LINE, wide("two", "one")))
    assert joint(*records).outcome is UNDETERMINED
    assert set(joint(*records).too_open) == {"one", "two"}
    assert joint(*records, (LINE, (needs("of all"),))).outcome is REQUIRED
    # What one of the many answers may lift does not certainly stand.
    assert joint(*records, (LINE, (needs("one1"),))).outcome is UNDETERMINED


def test_answers_that_differ_in_words_only_are_not_told_apart() -> None:
    size = int(CAP**0.5) + 2

    def wide(variable: str) -> object:
        answers = tuple(range(size))
        return hanging({variable: answers}, {(n,): (note(Effect.RED_FLAG, f"{variable} {n}"),) for n in answers})

    said = joint((LINE, wide("one")), (LINE, wide("two")))
    assert (said.outcome, said.too_open, said.asked) == (NLR, (), ())


def test_an_unknown_is_itself_for_each_answer() -> None:
    made = unknown("end_use", ("other", "military"))
    assert made.variables == ("end_use",)
    assert cases_of(made) == {("other",): "other", ("military",): "military"}


# ------------------------------------------------------------ whether some answers bear an outcome out


@pytest.mark.parametrize(
    ("said", "possible", "expected"),
    [
        (UNDETERMINED, (NLR, REQUIRED), True),
        (UNDETERMINED, (UNDETERMINED,), True),
        (UNDETERMINED, (NLR, AUTHORIZED), False),  # clears whatever the answer
        (UNDETERMINED, (REQUIRED, PROHIBITED), False),  # bound whatever the answer
        (UNDETERMINED, (REQUIRED, UNDETERMINED), True),
        (UNDETERMINED, (NLR, PROHIBITED), True),
        (REQUIRED, (REQUIRED, REQUIRED), True),
        (REQUIRED, (REQUIRED, PROHIBITED), True),
        (REQUIRED, (PROHIBITED, PROHIBITED), False),
        (REQUIRED, (REQUIRED, NLR), False),
        (NLR, (NLR, NLR), True),
        (NLR, (NLR, AUTHORIZED), False),
        (PROHIBITED, (PROHIBITED, PROHIBITED), True),
        (PROHIBITED, (PROHIBITED, REQUIRED), False),
    ],
)
def test_stands(said: Outcome, possible: tuple[Outcome, ...], expected: bool) -> None:
    assert stands(said, possible) is expected


# ------------------------------------------------------------ exceptions: bars that leave some open, waiting, alone


def used(*keys: str, place: str = "X a.1", awaits: tuple[str, ...] = (), alone: bool = False) -> Finding:
    authority = Authority("license_exception", place.split(maxsplit=1)[0], "X", "15 CFR 740")
    return authorize("covered", covers=keys, authority=authority, key=place, awaits=awaits, alone=alone)


@pytest.mark.parametrize(
    ("open_to", "place", "expected"),
    [
        ((), "X a.1", REQUIRED),
        (("X",), "X a.1", AUTHORIZED),
        (("X a",), "X a.1", AUTHORIZED),
        (("X a.1",), "X a.1", AUTHORIZED),
        (("X a.1",), "X a.1.i", AUTHORIZED),
        (("X a.1",), "X a.10", REQUIRED),
        (("X a.1",), "X", REQUIRED),
        (("Y",), "X a.1", REQUIRED),
    ],
)
def test_a_bar_leaves_open_what_it_names(open_to: tuple[str, ...], place: str, expected: Outcome) -> None:
    bar = no_exceptions("barred", open_to=open_to)
    assert outcome(needs("a"), used("a", place=place), bar) is expected


def test_every_bar_counts() -> None:
    bars = (no_exceptions("first", open_to=("X",)), no_exceptions("second", open_to=("Y",)))
    assert outcome(needs("a"), used("a"), *bars) is REQUIRED
    assert outcome(needs("a"), used("a"), bars[0]) is AUTHORIZED


def test_an_exception_lifts_no_bar_of_the_requirement_it_covers() -> None:
    bar = no_exceptions("barred", key="a", open_to=("X",))
    assert outcome(needs("a"), needs("b"), used("a"), used("b", place="Y"), bar) is REQUIRED
    assert outcome(needs("a"), needs("b"), used("a"), used("b", place="Y", awaits=("x",)), bar) is REQUIRED
    assert outcome(needs("a"), needs("b"), cover("a"), used("b", place="Y"), bar) is AUTHORIZED


def test_what_waits_for_facts_clears_nothing_and_asks() -> None:
    waiting = used("a", awaits=("x",))
    said = joint((LINE, (needs("a"), waiting)))
    assert said.outcome is UNDETERMINED
    assert [p.finding for p in said.blocking] == [waiting]
    assert outcome(needs("a"), needs("b"), waiting) is REQUIRED
    assert outcome(waiting) is NLR


@pytest.mark.parametrize(
    "firm", [cover("a"), cover("*", kind="specific_license"), used("a"), exempt("x", covers=("a",))]
)
def test_what_surely_covers_comes_before_what_waits(firm: Finding) -> None:
    said = joint((LINE, (needs("a"), used("a", awaits=("x",)), firm)))
    assert said.outcome.clears
    assert said.blocking == ()


def test_a_license_that_waits_comes_before_an_exception_that_waits() -> None:
    license_ = authorize("held", covers=("*",), authority=Authority("specific_license", "D1", "", ""), awaits=("y",))
    said = joint((LINE, (needs("a"), used("a", awaits=("x",)), license_)))
    assert [p.finding for p in said.blocking] == [license_]
    assert outcome(prohibit("denied", key="a"), license_) is PROHIBITED


def test_an_exception_that_stands_alone_needs_every_requirement_of_part_742() -> None:
    alone = used("742.4", alone=True)
    assert outcome(needs("742.4:NS2"), alone) is AUTHORIZED
    assert outcome(needs("742.4:NS2"), needs("742.6:RS1"), used("742.6"), alone) is REQUIRED
    assert outcome(needs("742.4:NS2"), needs("744.11"), cover("744.11"), alone) is AUTHORIZED
    assert outcome(needs("742.4:NS2"), needs("742.6:RS1"), used("742.6"), used("742.4")) is AUTHORIZED
