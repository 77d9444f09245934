"""The forms of a register on disk: what comes back is what was put there."""

import dataclasses

import numpy as np
import pytest

from licet.lists.embedded import embedded
from licet.screening.documents.forms import Forms


@pytest.fixture(scope="module")
def forms() -> Forms:
    return Forms.of(embedded().entries)


def test_what_is_unpacked_is_what_was_packed(forms: Forms) -> None:
    again = Forms.unpacked(forms.packed())
    for each in dataclasses.fields(Forms):
        if not each.name.startswith("_"):
            assert np.array_equal(getattr(again, each.name), getattr(forms, each.name)), each.name
    for key in range(len(forms.keys)):
        assert again.patterns(key) == forms.patterns(key)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.99])
def test_a_damaged_file_is_refused(forms: Forms, share: float) -> None:
    data = forms.packed()
    with pytest.raises(ValueError, match=r"."):
        Forms.unpacked(data[: int(len(data) * share)])
    with pytest.raises(ValueError, match=r"."):
        Forms.unpacked(data[:5000] + bytes(100) + data[5100:])


def test_a_rare_word_knows_the_keys_it_stands_in(forms: Forms) -> None:
    at = forms.rare.index("hikvision")
    rows = [
        (forms.keys[key], place)
        for rare, key, place in zip(forms.row_rare, forms.row_keys, forms.row_places, strict=True)
        if rare == at
    ]
    assert (" hikvision ", 1) in rows
    assert all(key[place:].startswith("hikvision ") for key, place in rows)
