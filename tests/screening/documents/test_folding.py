"""Folding: what becomes of letters, and the way back to each of them."""

import random

import numpy as np
import pytest

from licet.screening.documents.folding import fold_text, folded_words

LETTERS = "ab Z  .,-'’s\n\t\u200b\u00ad\u0301éßæﬁ…½µαΩжВеКТОР华为\u3000ＨＵ한국&@#19İı™\ud800\U0001f600\U00020001-\n"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Huawei’s  PHONES,\nInc.", " huawei s phones inc "),
        ("O'Neill", " oneill "),
        ("ﬁrm №5 ™", " firm no5 tm "),
        ("使用Huawei设 备", " 使用 huawei 设备 "),
        ("Нuаwеi", " huawei "),
        ("ВЕКТОР", " bektop "),
        ("Вектор and Завод", " bektop and завод "),
        ("a…b", " a b "),
    ],
)
def test_what_becomes_of_letters(text: str, folded: str) -> None:
    assert fold_text(text).text == folded
    assert folded_words(text) == folded.split()


def test_a_word_of_look_alikes_reads_the_same_whatever_stands_beside_it() -> None:
    assert folded_words("ВЕКТОР")[0] == folded_words("ВЕКТОР Ltd")[0] == folded_words("BEKTOP")[0]


@pytest.mark.parametrize("joined", [False, True])
def test_each_letter_leads_back_to_the_one_it_came_from(joined: bool) -> None:
    draw = random.Random(4)
    for _ in range(300):
        text = "".join(draw.choices(LETTERS, k=draw.randint(1, 60)))
        folded = fold_text(text, joined=joined)
        assert len(folded.raw) == len(folded.text)
        places = folded.origin(np.arange(len(folded.text)))
        assert list(places) == sorted(places)
        for letter, place in list(zip(folded.text, places.tolist(), strict=True))[1:-1]:
            if letter != " " and text[place].isascii():
                assert letter == text[place].lower()


def test_words_of_names_are_those_of_texts() -> None:
    draw = random.Random(5)
    for _ in range(300):
        text = "".join(draw.choices(LETTERS[:14], k=draw.randint(0, 30)))
        assert folded_words(text) == fold_text(text).text.split()
