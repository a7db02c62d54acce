import pytest

from classifier.fields.ordinal_years import key_of, with_years


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Tahun ke-1", "ke-1"),
        ("Tahun-2 (Rp)", "ke-2"),
        ("Thn. ke 3", "ke-3"),
        ("TAHUN IV", "ke-4"),
        ("Tahun-1 (2014)", ""),
        ("Tahun 2016", ""),
        ("Kerangka Pendanaan Tahun ke- (Rp.)", ""),
        ("Tahun I s/d Tahun V", ""),
        ("Triwulan I", ""),
        ("Pagu", ""),
    ],
)
def test_a_header_counts_the_years_of_its_plan(text: str, key: str) -> None:
    assert key_of(text) == key


def test_counted_years_are_those_that_the_document_plans() -> None:
    assert with_years({"ke-1": 5, "ke-2": 6, "2026": 7}, (2024, 2025, 2026)) == {
        "2024": 5,
        "2025": 6,
        "2026": 7,
    }


def test_counted_years_of_a_document_that_names_none_are_together() -> None:
    assert with_years({"ke-1": 5, "ke-2": 6}, ()) == {"": 11}
    assert with_years({"ke-1": 5}, (2026,)) == {"": 5}
