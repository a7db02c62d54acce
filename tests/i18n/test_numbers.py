from __future__ import annotations

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from classifier.i18n.language import languages
from classifier.i18n.moments import moment
from classifier.i18n.numbers import decimal, grouped


def test_numbers_have_the_marks_of_their_language() -> None:
    assert (grouped(1_234_567), grouped(1_234_567, "en")) == ("1.234.567", "1,234,567")
    assert (decimal(1234.56), decimal(1234.56, "en")) == ("1.234,6", "1,234.6")
    assert grouped(-1000) == "-1.000"


@pytest.mark.parametrize("code", languages())
@given(st.integers(-(10**15), 10**15))
def test_numbers_are_written_as_babel_writes_them(code: str, n: int) -> None:
    assert grouped(n, code) == format_decimal(n, locale=code)


@pytest.mark.parametrize(
    ("code", "months"),
    [
        ("id", "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"),
        ("en", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    ],
)
def test_months_have_their_short_names(code: str, months: str) -> None:
    written = [moment(f"2026-{month:02}-01T00:00:00Z", code).split()[1] for month in range(1, 13)]
    assert written == months.split()


def test_a_moment_is_written_as_people_write_it() -> None:
    assert moment("2026-05-04T03:02:01Z") == "4 Mei 2026, 03.02 UTC"
    assert moment("2026-05-04T03:02:01Z", "en") == "4 May 2026, 03:02 UTC"
