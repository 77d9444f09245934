"""How alike two names are, word by word.

Each word carries a weight (how rare it is, `words.weight`). Words that agree count for their weight; words left
over on both sides contradict each other and weigh more than words one side merely leaves out.
"""

import re
from functools import lru_cache
from itertools import repeat
from typing import NamedTuple

from rapidfuzz.distance import OSA, Indel

from licet.screening.names.normalize import Parts, split
from licet.screening.names.scripts import latin_words
from licet.screening.names.words import canonical, is_number, number_of, weight

__all__ = [
    "COMMON_LEFT",
    "CONNECTIVES",
    "CONTRADICTED",
    "COVERED",
    "DISTINCTIVE",
    "FULL_STRENGTH",
    "LEAST_STRENGTH",
    "MISSING",
    "MOST_WORDS",
    "TELLING",
    "Agreement",
    "Name",
    "agree",
    "first_sound",
    "may_be_joined",
    "prepare",
    "prepare_parts",
    "word_likeness",
]

CONTRADICTED = 1.4  # weight of a pair of left-over words that contradict each other
CONTRADICTED_PERSON = 2.0  # the same among people, of whose few words one is shared by many families
COVERED = 0.8  # likeness of a listed name all of which, a distinctive word among it, stands in a longer name
TELLING = 0.62  # words of less weight are common: technology, group, China
DISTINCTIVE = 0.95  # words of this weight say who somebody is
COMMON_LEFT = 0.3  # what a common word of the listed name that is not asked takes from its being covered
MISSING = 0.35  # weight of a left-over word to which nothing answers
LEAST_STRENGTH, FULL_STRENGTH = 0.55, 0.5  # a likeness counts in full from .9 of shared weight on
_INITIAL = 0.75
CONNECTIVES = frozenset(("and", "of", "the", "for", "al", "de", "in", "s"))


class Name(NamedTuple):
    """A name ready to be compared: Latin words in order, their weights, and the identity key."""

    text: str
    words: tuple[str, ...]
    weights: tuple[float, ...]
    total: float
    joined: str
    key: str
    forms: tuple[str, ...]
    foreign: bool


class Agreement(NamedTuple):
    """The likeness of two names (0 to 1), the weight of what they share, the part of the second name that the
    first covers, and the words it rests on."""

    likeness: float
    shared: float
    covered: float
    same: tuple[str, ...]
    similar: tuple[tuple[str, str], ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


def prepare(text: str) -> Name:
    """The name folded, read in Latin letters and weighed."""
    return prepare_parts(text, split(text))


def prepare_parts(text: str, parts: Parts) -> Name:
    """As `prepare`, for a name that is split already."""
    words, forms = parts
    joined = "".join(words)
    key = joined if len(joined) > 1 and not joined.isdigit() else parts.key
    foreign = not joined.isascii()
    if foreign:
        words = latin_words(words)
        joined = "".join(words)
    if len(words) > MOST_WORDS:
        words = words[:MOST_WORDS]
    weights = tuple(map(weight, words))
    return Name(text, words, weights, sum(weights), joined, key, forms, foreign)


MOST_WORDS = 40  # of a name take part in a comparison


# Letters and pairs that transliterations write differently for one sound.
_SOUNDS = re.compile(r"sch|sh|ch|zh|kh|ph|th|ks|ts|tz|ck|dj|ou|oo|ee|ya|yu|ye|yo|ia|ju|ja|[wyjcqz]")
_SOUND_OF = {
    "sch": "s", "sh": "s", "ch": "k", "zh": "s", "kh": "h", "ph": "f", "th": "t", "ks": "x", "ts": "s", "tz": "s",
    "ck": "k", "dj": "i", "ou": "u", "oo": "u", "ee": "i", "ya": "ia", "yu": "iu", "ye": "e", "yo": "o", "ia": "ia",
    "ju": "iu", "ja": "ia", "w": "v", "y": "i", "j": "i", "c": "k", "q": "k", "z": "s",
}  # fmt: skip


@lru_cache(maxsize=1 << 16)
def sound(word: str) -> str:
    """The word with what transliterations vary taken out: sh/sch, kh/h, ks/x, w/v, y/i/j, double letters."""
    spelled = _SOUNDS.sub(lambda found: _SOUND_OF[found.group()], word)
    return "".join(letter for at, letter in enumerate(spelled) if at == 0 or spelled[at - 1] != letter)


@lru_cache(maxsize=1 << 17)
def word_likeness(a: str, b: str) -> float:
    """1 for the same word or an accepted other spelling; below .66 is not alike and counts as 0."""
    if a == b:
        return 1.0
    if canonical(a) == canonical(b):
        return 0.97
    size, n = len(a), len(b)
    if size - n < -3 or size - n > 3 or is_number(a) or is_number(b):
        return 0.0
    shorter, longer = a, b
    if size > n:
        size, n, shorter, longer = n, size, b, a
    if size < 3:
        return 0.0
    if size == 3:
        return 0.7 if n < 5 and a[0] == b[0] and OSA.distance(a, b, score_cutoff=1) == 1 else 0.0
    if longer.startswith(shorter):
        return 0.9 if longer[size:] in _ENDINGS else 0.8
    allowed = 1 if n < 6 else 2 if n < 10 else 3
    edits = OSA.distance(a, b, score_cutoff=allowed)
    likeness = 0.0
    if edits <= allowed:
        likeness = 1.0 - edits / n - (0.05 if n < 6 else 0.0) - (0.12 if a[0] != b[0] else 0.0)
    if likeness < 0.92 and first_sound(a[0]) == first_sound(b[0]) and sound(a) == sound(b):
        return 0.92
    return likeness if likeness >= 0.66 else 0.0


def first_sound(letter: str) -> str:
    """The letter that stands for all under which one sound may begin."""
    return _FIRST_SOUND.get(letter, letter)


_ENDINGS = frozenset(("s", "es", "n", "a", "e", "i"))
# First letters under which one sound may be spelled.
_FIRST_SOUND = dict(zip("wcqkyjpfzts", "vkkkiiffsss", strict=True))


def agree(a: Name, b: Name, *, person: bool = False, edit_weight: float = 1.0) -> Agreement:
    """Align the words of two names and weigh what agrees, what contradicts and what is missing.

    person: a lone letter stands for a name that begins with it, and even a common given name counts half.
    edit_weight: what the unlike part of two like words counts against them.
    """
    same: list[str] = []
    similar: list[tuple[str, str]] = []
    shared = 0.0
    against = 0.0
    left: list[tuple[str, float]] = []
    free = [*reversed(b.words)]  # of a word that stands twice the first stays free
    for word, value in zip(a.words, a.weights, strict=False):
        if word in free:
            free.remove(word)
            same.append(word)
            shared += 0.5 + 0.5 * value if person else value
        else:
            left.append((word, 0.5 + 0.5 * value if person else value))
    if person:
        right = [(word, 0.5 + 0.5 * weight(word)) for word in reversed(free)]
    else:
        right = [(word, weight(word)) for word in reversed(free)]
    if left and right:
        shared_more, against, left, right = _align(left, right, similar, person, edit_weight)
        shared += shared_more
    return _conclude(shared, against, left, right, same, similar, CONTRADICTED_PERSON if person else CONTRADICTED)


def _conclude(
    shared: float,
    against: float,
    left: list[tuple[str, float]],
    right: list[tuple[str, float]],
    same: list[str],
    similar: list[tuple[str, str]],
    contradiction: float,
) -> Agreement:
    if not shared:
        return Agreement(0.0, 0.0, 0.0, (), (), tuple([word for word, _ in left]), tuple([word for word, _ in right]))
    left_weight = sum([w for word, w in left if word not in CONNECTIVES]) if left else 0
    right_weight = sum([w for word, w in right if word not in CONNECTIVES]) if right else 0
    contradicted = min(left_weight, right_weight)
    missing = max(left_weight, right_weight) - contradicted
    if contradicted and _numbers(left) != _numbers(right):
        contradicted += 0.4
    return Agreement(
        shared / (shared + contradiction * contradicted + against + MISSING * missing),
        shared,
        shared / (shared + against + sum([w if w >= TELLING else w * COMMON_LEFT for _, w in right])),
        tuple(same),
        tuple(similar),
        tuple([word for word, _ in left]),
        tuple([word for word, _ in right]),
    )


def _numbers(words: list[tuple[str, float]]) -> set[str]:
    return {number for word, _ in words if (number := number_of(word))}


def _align(
    left: list[tuple[str, float]],
    right: list[tuple[str, float]],
    similar: list[tuple[str, str]],
    person: bool,
    edit_weight: float,
) -> tuple[float, float, list[tuple[str, float]], list[tuple[str, float]]]:
    shared = 0.0
    against = 0.0
    found = []
    others = [b for b, _ in right]
    for i, (a, _) in enumerate(left):
        row = [*map(word_likeness, repeat(a), others)]
        if person:
            row = [
                _INITIAL if (len(a) == 1 or len(b) == 1) and a[0] == b[0] and a != b else likeness
                for b, likeness in zip(others, row, strict=True)
            ]
        if any(row):
            found += [(-likeness, i, j) for j, likeness in enumerate(row) if likeness]
    if found:
        found.sort()
        used_left: set[int] = set()
        used_right: set[int] = set()
        for negative, i, j in found:
            if i in used_left or j in used_right:
                continue
            used_left.add(i)
            used_right.add(j)
            mean = (left[i][1] + right[j][1]) / 2
            shared -= negative * mean
            against += edit_weight * (1.0 + negative) * mean
            similar.append((left[i][0], right[j][0]))
        left = [pair for i, pair in enumerate(left) if i not in used_left]
        right = [pair for j, pair in enumerate(right) if j not in used_right]
    if left and right and (len(left) > 1 or len(right) > 1):
        more, left, right = _join(left, right, similar)
        shared += more
    return shared, against, left, right


def _join(
    left: list[tuple[str, float]], right: list[tuple[str, float]], similar: list[tuple[str, str]]
) -> tuple[float, list[tuple[str, float]], list[tuple[str, float]]]:
    """Words written apart on one side and together on the other, initials, and acronyms."""
    shared = 0.0
    for one, other, flipped in ((left, right, False), (right, left, True)):
        at = 0
        while at < len(one):
            word, value = one[at]
            span = _spans(word, other) if len(word) > 2 else None
            if span is not None:
                start, stop, likeness = span
                parts = other[start:stop]
                shared += likeness * (value + min(value, sum(w for _, w in parts))) / 2
                text = " ".join(part for part, _ in parts)
                similar.append((text, word) if flipped else (word, text))
                del other[start:stop]
                del one[at]
            else:
                at += 1
    return shared, left, right


def _spans(word: str, others: list[tuple[str, float]]) -> tuple[int, int, float] | None:
    """Where adjacent words run together make the word (or, from 6 letters on, nearly), or their initials do."""
    for start in range(len(others) - 1):
        text = others[start][0]
        if not word.startswith(text):
            continue
        for stop in range(start + 1, min(len(others), start + 5)):
            text += others[stop][0]
            if len(text) > len(word) + 2:
                break
            if text == word:
                return start, stop + 1, 0.98
            if len(word) >= 6 and abs(len(text) - len(word)) <= 1:
                likeness = Indel.normalized_similarity(text, word)
                if likeness >= 0.88:
                    return start, stop + 1, likeness
    if 3 <= len(word) <= 6 and len(others) >= 3 and word[0] in (others[0][0][0], others[1][0][0]):
        initials = "".join([other[0] for other, _ in others if other not in CONNECTIVES])
        if initials.startswith(word) and len(initials) - len(word) <= 1:
            return 0, len(others), 0.85
    return None


def may_be_joined(word: str, part: str, later: list[str]) -> list[int]:
    """Which of the words that come later in a name may, with the part that begins the word, make it (`_spans`)."""
    size = len(word)
    used: list[int] = []
    whole = False
    for at, other in enumerate(later):
        text = part + other
        if len(text) > size + 1:
            continue
        used.append(at)
        whole = whole or text == word or (len(text) < size and at + 1 < len(later))
        if not whole and size >= 6 and len(text) >= size - 1:
            whole = Indel.normalized_similarity(text, word) >= 0.88
    return used if whole else []
