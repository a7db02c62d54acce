"""Years as people write them in a form."""

from __future__ import annotations

import pytest

from service.web.facts.written_years import years_of


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("2026", (2026,)),
        ("2025-2027", (2025, 2026, 2027)),
        ("2025–2027", (2025, 2026, 2027)),
        ("2025 s.d. 2026", (2025, 2026)),
        ("2027, 2026 dan 2026", (2026, 2027)),
        (" 2024; 2026-2027 ", (2024, 2026, 2027)),
        ("", ()),
    ],
)
def test_years_and_spans_are_read(written: str, years: tuple[int, ...]) -> None:
    assert years_of(written) == years


@pytest.mark.parametrize(
    "written", ["tahun ini", "26", "1989", "2101", "2027-2025", "1990-2090", "20260", "2026-", "２０２６"]
)
def test_what_names_anything_else_is_no_years(written: str) -> None:
    assert years_of(written) is None
