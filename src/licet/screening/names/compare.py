"""Are two names the same party's? A graded likeness with its reasons, for one pair or for many."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from licet.screening.names.explain import why
from licet.screening.names.normalize import keys
from licet.screening.names.score import Agreement, Name, agree, prepare
from licet.screening.names.words import is_place

__all__ = ["MATCH", "Comparison", "compare", "forget"]

MATCH = 0.7  # from this likeness on, the names are taken to be one party's
_OTHER_FORM = 0.03  # taken off where both give a legal form and these differ
_PLACE_LEFT_OUT = 0.08  # taken off where one side names a place that the other does not
_PERSON = frozenset(("person", "individual"))


@dataclass(frozen=True, slots=True)
class Comparison:
    """score: 0 to 1, graded; match: the score reaches `MATCH`; why: the words it rests on."""

    score: float
    match: bool
    basis: str | Agreement

    @property
    def why(self) -> str:
        """The reason in words, put together when it is asked for."""
        return self.basis if isinstance(self.basis, str) else why(self.basis, country="", listed_in=())


@lru_cache(maxsize=1 << 14)
def _prepared(text: str) -> tuple[Name, frozenset[str]]:
    name = prepare(text)
    return name, frozenset(keys(text, name.key))


def forget() -> None:
    """Drop the names prepared so far (for measurements, and after a large batch)."""
    _prepared.cache_clear()


def compare(name1: str, name2: str, schema: str | None = None) -> Comparison:
    """How alike two names are. schema: "Person", "Company", "Organization"…; a name alone is never proof.

    An empty name, or one in a script that is not read, is like nothing (score 0), and `why` says so.
    """
    one, keys_one = _prepared(name1)
    other, keys_other = _prepared(name2)
    if one.key and one.key == other.key:
        score = 1.0 - (_OTHER_FORM if _forms_differ(one, other) else 0.0)
        return Comparison(score, True, "the same name" if score == 1.0 else "the same name, another legal form")
    if not one.words or not other.words:
        return Comparison(0.0, False, "nothing to compare: a name is empty or in a script that is not read")
    if (len(keys_one) > 1 or len(keys_other) > 1) and keys_one & keys_other:
        return Comparison(0.93, True, "one is spelled out, or also known, as the other")
    person = (schema or "").casefold() in _PERSON
    agreement = agree(one, other, person=person)
    score = min(0.99, _graded(one, other, agreement, person))
    return Comparison(round(score, 4), score >= MATCH, agreement)


def _forms_differ(one: Name, other: Name) -> bool:
    return bool(one.forms and other.forms) and set(one.forms).isdisjoint(other.forms)


def _graded(one: Name, other: Name, agreement: Agreement, person: bool) -> float:
    score = agreement.likeness
    if not (agreement.left and agreement.right):
        left_out = agreement.left or agreement.right
        if any(is_place(word) for word in left_out):
            score -= _PLACE_LEFT_OUT
    if score < 0.9 and not any(word[:1].isdigit() for word in (*agreement.left, *agreement.right)):
        score = max(score, _run_together(one, other, person))
    if _forms_differ(one, other):
        score -= _OTHER_FORM
    return max(0.0, score)


def _run_together(one: Name, other: Name, person: bool) -> float:
    """Likeness of the names without their spaces, where every word may be a little off."""
    a, b = one.joined, other.joined
    longest = max(len(a), len(b))
    if longest < 6 or abs(len(a) - len(b)) > 0.2 * longest:
        return 0.0
    ordered = Indel.normalized_similarity("".join(sorted(one.words)), "".join(sorted(other.words)))
    likeness = max(Indel.normalized_similarity(a, b), ordered)
    # One letter in ten may differ by chance or by spelling; one in four is another name.
    return max(0.0, 1.0 - 2.2 * (1.0 - likeness)) if likeness >= (0.86 if person else 0.88) else 0.0
