"""The syntax of 738.2(d), as people write it."""

import pytest

from licet.terms.eccn import parse_eccn


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("5A001.b.5", "5A001.b.5"),
        ("5a001.B.5", "5A001.b.5"),
        (" 5A001 . b .5", "5A001.b.5"),
        ("5A001\N{NO-BREAK SPACE}.b.5", "5A001.b.5"),
        ("5A001.b5", "5A001.b.5"),  # run together: the same paragraph, never one that no row reaches
        ("3B001.c1a", "3B001.c.1.a"),
        ("3B001.c.1a", "3B001.c.1.a"),
        ("1C351.d15", "1C351.d.15"),
        ("1A607.f.2.1", "1A607.f.2.1"),
        ("9A515.y", "9A515.y"),
        ("5A002", "5A002"),
        ("EAR99", "EAR99"),
        ("ear 99", "EAR99"),
        ("EAR-99", "EAR99"),
    ],
)
def test_read(text: str, read: str) -> None:
    assert str(parse_eccn(text)) == read


@pytest.mark.parametrize(
    "text",
    ["", "XI(c)", "USML VIII(h)", "9Z999", "0Y521", "5A02", "5A0021", "5A001.5", "5A001.b.c", "5A001.bb", "5A001.",
     "5A001..b", "5A001(b)(5)", "EAR", "99", "NLR", "N/A", "5A001/5A002"],
)  # fmt: skip
def test_what_is_no_eccn_is_refused(text: str) -> None:
    assert parse_eccn(text) is None
