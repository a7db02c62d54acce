"""Rows found against rows that should be, as the benchmarks count them."""

from collections import Counter
from typing import Any

import pytest

from benchmarks.row_scores import score_page
from classifier.records import Box, Row
from training.reading.scoring import Score, field_is_right, interval


def wanted(text: str, **fields: Any) -> dict[str, object]:
    return {"text": text, "level": "program", "kode": "", "program": "", "opd": "", "pagu": {}} | fields


def found(text: str, kode: str = "", opd: str = "", **pagu: int) -> Row:
    years = tuple((year.removeprefix("y"), amount) for year, amount in pagu.items())
    return Row("a.pdf", "", 1, Box(0, 0, 1, 1), "program", kode, text, opd=opd, pagu=years)


def test_a_row_is_right_when_its_folded_text_is_wanted_and_not_yet_found() -> None:
    truth = [wanted("Program Imunisasi"), wanted("Program Gizi Balita")]
    rows = [found("PROGRAM IMUNISASI"), found("Program Imunisasi"), found("Jumlah")]
    score = score_page(truth, rows, Counter(), ())
    assert (score.truth, score.found, score.right) == (2, 3, 1)
    assert (score.recall, score.precision) == (1 / 2, 1 / 3)


def test_a_doubtful_row_counts_neither_way() -> None:
    truth = [wanted("Program Imunisasi", doubt=True)]
    assert score_page(truth, [found("Program Imunisasi")], Counter(), ()) == Score()
    assert score_page(truth, [], Counter(), ()) == Score()


def test_of_two_rows_with_one_name_that_with_the_code_is_compared() -> None:
    truth = [wanted("Pengadaan Mebel", kode="1.01.01"), wanted("Pengadaan Mebel", kode="1.02.01")]
    fields: Counter[str] = Counter()
    score_page(truth, [found("Pengadaan Mebel", "1.02.01")], fields, ("kode",))
    assert (fields["kode"], fields["kode?"]) == (1, 1)


@pytest.mark.parametrize(
    ("stated", "row", "is_right"),
    [
        ({}, found("A", y2025=5), None),
        ({"2025": 5}, found("A", y2025=5, y2026=6), True),
        ({"2025": 5, "2026": 7}, found("A", y2025=5, y2026=6), False),
        ({"2025": 5}, found("A", y=5), True),
        ({"": 5}, found("A", y2025=5), True),
        ({"": 5}, found("A", y2025=6), False),
    ],
)
def test_money_is_right_where_the_truth_states_it(
    stated: dict[str, int], row: Row, is_right: bool | None
) -> None:
    assert field_is_right("pagu", wanted("A", pagu=stated), row) is is_right


def test_an_agency_is_right_with_or_without_its_region() -> None:
    truth = wanted("A", opd="Dinas Sosial")
    assert field_is_right("opd", truth, found("A", opd="DINAS SOSIAL KOTA CONTOH"))
    assert field_is_right("opd", truth, found("A", opd="")) is False
    assert field_is_right("opd", wanted("A"), found("A", opd="Dinas Sosial")) is None


def test_an_interval_lies_around_the_figure() -> None:
    low, high = interval([Score(4, 4, 4), Score(4, 4, 2), Score(4, 4, 3)], "recall", 500)
    assert 0.5 <= low <= 0.75 <= high <= 1
