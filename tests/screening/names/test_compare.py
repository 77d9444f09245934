"""Comparing two names: a graded score, symmetric, with reasons."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.screening.names.compare import MATCH, compare
from shared import SHARED, needs_shared


@pytest.mark.parametrize(
    ("one", "other", "schema"),
    [
        ("Huawei Technologies Co., Ltd.", "HUAWEITECHNOLOGIES CO LTD", "Company"),
        ("Semiconductor Manufacturing International Corporation (SMIC)", "SMIC", "Company"),
        ("Hangzhou Hikvision Digital Technology", "Hikvision Digital Technology Co Ltd", "Company"),
        ("Inspur Group", "Insper Group Co., Ltd.", "Company"),
        ("Sergei Ivanov", "IVANOV, Sergey", "Person"),
        ("J. Smithson", "John Smithson", "Person"),
        ("Дмитрий Соколов", "Dmitry Sokolov", "Person"),
        ("杭州海康威视数字技术股份有限公司", "Hangzhou Hikvision Digital Technology Co., Ltd.", "Company"),
        ("Zhang Xiao Ming", "Zhang Xiaoming", "Person"),
    ],
)
def test_one_party(one: str, other: str, schema: str) -> None:
    answer = compare(one, other, schema)
    assert answer.match
    assert answer.score >= MATCH
    assert answer.why


@pytest.mark.parametrize(
    ("one", "other", "schema"),
    [
        ("Huawei Technologies", "Futurewei Technologies", "Company"),
        ("Plant No. 12", "Plant No. 14", "Company"),
        ("Ivan Petrov", "Sergei Petrov", "Person"),
        ("Beijing Alpha Technology Co., Ltd.", "Beijing Omega Technology Co., Ltd.", "Company"),
        ("Bank of Moscow", "Bank of Beirut", "Company"),
        ("", "Huawei", "Company"),
        ("", "", None),
    ],
)
def test_two_parties(one: str, other: str, schema: str | None) -> None:
    answer = compare(one, other, schema)
    assert not answer.match
    assert answer.score < MATCH


def test_the_score_ranks() -> None:
    asked = "Huawei Technologies"
    ranked = [
        "Huawei Technologies",
        "Huawei Technologys",
        "Huawei Technologies India",
        "Huawei Restaurant",
        "Acme Radio",
    ]
    scores = [compare(asked, other).score for other in ranked]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_a_contradicted_word_weighs_more_than_a_missing_one() -> None:
    assert compare("Milandr Optics", "Milandr").score > compare("Milandr Optics", "Milandr Metals").score


@given(st.text(max_size=30), st.text(max_size=30))
def test_bounded_and_sure_of_itself(one: str, other: str) -> None:
    score = compare(one, other).score
    assert 0.0 <= score <= 1.0
    assert abs(compare(other, one).score - score) < 0.25
    assert compare(one, one).score in (0.0, 1.0)


@needs_shared
def test_accuracy_on_labelled_pairs() -> None:
    """The marks of the comparison; nothing in the package was fitted to this file (docs/decisions/0005-names.md)."""
    assert SHARED is not None
    with (SHARED / "data" / "bench" / "name-pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    judged = [
        (
            compare(row["name1"], row["name2"], row["schema"]).match,
            row["is_match"].strip().lower() in ("true", "1", "yes"),
            row["schema"],
        )
        for row in rows
    ]
    assert _accuracy_f1(judged) > (0.79, 0.81)
    companies = _accuracy_f1([row for row in judged if row[2] in ("Company", "Organization", "LegalEntity")])
    assert companies[0] > 0.83
    assert companies[1] > 0.87


def _accuracy_f1(judged: list[tuple[bool, bool, str]]) -> tuple[float, float]:
    right = sum(said == true for said, true, _ in judged)
    both = sum(said and true for said, true, _ in judged)
    said_or_true = sum(said for said, _, _ in judged) + sum(true for _, true, _ in judged)
    return right / len(judged), 2 * both / said_or_true
