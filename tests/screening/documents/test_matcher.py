"""The tables of hashes find what a plain search finds."""

import random

import numpy as np
import pytest

from licet.screening.documents import matcher as module
from licet.screening.documents.folding import mixed
from licet.screening.documents.matcher import Matcher, Words

ahocorasick = pytest.importorskip("ahocorasick")


def plainly(keys: list[str], text: str) -> list[tuple[int, int]]:
    found = []
    for number, key in enumerate(keys):
        at = text.find(key)
        while at != -1:
            found.append((at + (key[0] == " "), number))
            at = text.find(key, at + 1)
    return sorted(found)


def found_in(matcher: Matcher, text: str) -> list[tuple[int, int]]:
    raw = mixed(np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32))
    places, numbers = matcher.find(text, Words(raw))
    return sorted(zip(places.tolist(), numbers.tolist(), strict=True))


@pytest.mark.parametrize("alphabet", ["ab", "abcdefgh", "abжя", "ab华为"])
def test_all_keys_are_found_where_they_stand(alphabet: str) -> None:
    draw = random.Random(alphabet)
    words = ["".join(draw.choices(alphabet, k=draw.randint(1, 12))) for _ in range(60)]
    keys = list(dict.fromkeys(f" {' '.join(draw.choices(words, k=draw.randint(1, 4)))} " for _ in range(200)))
    keys.append("华为")
    matcher = Matcher(keys, ahocorasick.Automaton())
    for length in (0, 1, 5, 300):
        text = f" {' '.join(draw.choices(words, k=length))} "
        assert found_in(matcher, text) == plainly(keys, text)


def test_keys_that_all_begin_alike_are_looked_at_a_few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_AT_ONCE", 7)
    keys = [f" limited liability company {'x' * size}{last} " for size in range(40) for last in "abc"]
    matcher = Matcher(keys, ahocorasick.Automaton())
    text = "".join(key[:-1] for key in keys) + " limited liability company y "
    assert found_in(matcher, text) == plainly(keys, text)


@pytest.mark.parametrize("text", [" ", " a ", " ab cd ", " aaaaaaaaaaaaaaaaaaaa "])
def test_no_keys_and_short_texts(text: str) -> None:
    assert found_in(Matcher([], ahocorasick.Automaton()), text) == []
    keys = [" a ", " ab cd ", " aaaaaaaaaaaaaaaaaaaa "]
    assert found_in(Matcher(keys, ahocorasick.Automaton()), text) == plainly(keys, text)
