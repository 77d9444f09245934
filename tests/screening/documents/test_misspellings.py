"""Words one fault away from listed ones, by numbers and by trying each."""

import random

import numpy as np

from licet.screening.documents.folding import fold_text
from licet.screening.documents.matcher import Words
from licet.screening.documents.misspellings import Misspellings, WordForms, one_fault
from licet.screening.documents.misspelt_names import MisspeltNames


def words_of(draw: random.Random, count: int, alphabet: str) -> list[str]:
    return list(dict.fromkeys("x" + "".join(draw.choices(alphabet, k=draw.randint(5, 22))) for _ in range(count)))


def test_all_words_one_fault_away_are_found_each_time() -> None:
    draw = random.Random(1)
    listed = sorted(words_of(draw, 300, "ab"))
    misspellings = Misspellings(listed, WordForms.of(listed), frozenset(listed))
    for _ in range(3):  # what was seen before is remembered, and answered alike
        text = fold_text(" ".join(draw.choices(words_of(draw, 400, "ab"), k=900)))
        words = Words(text.raw)
        suspected = misspellings.suspected(text.text, words)
        found = {}
        for at, of in zip(words.starts[suspected.at].tolist(), suspected.of.tolist(), strict=True):
            suspect = suspected.suspects[of]
            found[at] = (suspect.word, {listed[other] for other in suspect.meant})
        expected = {}
        at = 1
        for word in text.text.split():
            near = {other for other in listed if one_fault(word, other)}
            if near and word not in listed:
                expected[at] = (word, near)
            at += len(word) + 1
        assert found == expected


def test_one_fault() -> None:
    assert one_fault("hikvison", "hikvision")
    assert one_fault("hikivsion", "hikvision")
    assert one_fault("hikvisions", "hikvision")
    assert not one_fault("mikvision", "hikvision")
    assert not one_fault("hikvision", "hikvision")
    assert not one_fault("hekvisiom", "hikvision")


def test_the_rest_of_a_name_must_stand_beside_the_word() -> None:
    keys = [" hikvision ", " hangzhou hikvision ", " hikvision digital technology ", " hikvision hikvision "]
    rows = np.array([(0, 0, 1), (0, 1, 10), (0, 2, 1), (0, 3, 1), (0, 3, 11)], dtype=np.int32)
    names = MisspeltNames(keys, ["hikvision"], rows[:, 0], rows[:, 1], rows[:, 2])
    misspellings = Misspellings(["hikvision"], WordForms.of(["hikvision"]), frozenset(("hikvision",)))
    text = fold_text("by Hangzhou Hikvison Digital Technology and Hikvison; then Hikvision Hikvison")
    words = Words(text.raw)
    found = names.at(text.text, words, misspellings.suspected(text.text, words))
    assert sorted((each.first, text.text[each.first : each.last + 1], keys[each.key]) for each in found) == [
        (4, "hangzhou hikvison", " hangzhou hikvision "),
        (13, "hikvison", " hikvision "),
        (13, "hikvison digital technology", " hikvision digital technology "),
        (45, "hikvison", " hikvision "),
        (59, "hikvision hikvison", " hikvision hikvision "),
        (69, "hikvison", " hikvision "),
    ]


def test_words_without_letters_are_no_suspects() -> None:
    misspellings = Misspellings(["hikvision"], WordForms.of(["hikvision"]), frozenset(("hikvision",)))
    for text in ("", "12345678", "хиквисион", "hikvisio1", "a" * 39):
        folded = fold_text(text)
        assert len(misspellings.suspected(folded.text, Words(folded.raw)).at) == 0
