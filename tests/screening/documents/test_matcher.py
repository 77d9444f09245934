"""The tables of hashes find what a plain search finds."""

import random

import pytest

from licet.screening.documents.matcher import Matcher

ahocorasick = pytest.importorskip("ahocorasick")


def plainly(keys: list[str], text: str) -> list[tuple[int, int]]:
    found = []
    for number, key in enumerate(keys):
        at = text.find(key)
        while at != -1:
            found.append((at + (key[0] == " "), number))
            at = text.find(key, at + 1)
    return sorted(found)


@pytest.mark.parametrize("alphabet", ["ab", "abcdefgh", "abжя", "ab华为"])
def test_all_keys_are_found_where_they_stand(alphabet: str) -> None:
    draw = random.Random(alphabet)
    words = ["".join(draw.choices(alphabet, k=draw.randint(1, 12))) for _ in range(60)]
    keys = list(dict.fromkeys(f" {' '.join(draw.choices(words, k=draw.randint(1, 4)))} " for _ in range(200)))
    keys.append("华为")
    matcher = Matcher(keys, ahocorasick.Automaton())
    for length in (0, 1, 5, 300):
        text = f" {' '.join(draw.choices(words, k=length))} "
        assert sorted(matcher.find(text)) == plainly(keys, text)
