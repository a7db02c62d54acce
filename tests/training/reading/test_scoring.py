"""How rows that were read are counted against a truth."""

from pathlib import Path
from typing import Any

import pytest

from classifier.records import Box, Level
from classifier.rows.draft import Draft
from training.reading.scoring import Score, interval, scored, total
from training.reading.truth import ReadDocument, Row, Truth


def wanted(text: str, page: int = 1, level: Level = "program", **fields: Any) -> Row:
    return {"text": text, "page": page, "level": level, **fields}


def found(text: str, page: int = 1, level: Level = "program", kode: str = "", **fields: Any) -> Draft:
    return Draft(page, Box(0, 0, 1, 1), level, kode, text, **fields)


def document(*rows: Row, pages: frozenset[int] | None = None) -> ReadDocument:
    return ReadDocument(Truth("real", Path("a.pdf"), rows, pages), {}, frozenset())


def counted(score: Score) -> tuple[int, int, int]:
    return score.truth, score.found, score.right


def test_a_row_is_right_when_its_letters_and_digits_and_its_page_are() -> None:
    truth = document(wanted("Program Kota/Hijau"), wanted("Rapat", page=3))
    outcome = scored(truth, [found("PROGRAM KOTA HIJAU"), found("Rapat", page=1), found("Senam")])
    assert counted(outcome.score) == (2, 3, 1)
    assert (outcome.score.recall, outcome.score.precision) == (1 / 2, 1 / 3)
    assert [row["text"] for row in outcome.missed] == ["Rapat"]
    assert [(draft.text, is_right) for draft, is_right, _ in outcome.rows] == [
        ("PROGRAM KOTA HIJAU", True),
        ("Rapat", False),
        ("Senam", False),
    ]


def test_a_row_may_be_given_for_the_page_on_which_its_name_ends() -> None:
    truth = document(wanted("Rapat", page=1))
    assert counted(scored(truth, [found("Rapat", page=2)]).score) == (1, 1, 1)
    assert counted(scored(truth, [found("Rapat", page=3)]).score) == (1, 1, 0)


def test_one_row_of_the_truth_is_found_once() -> None:
    outcome = scored(document(wanted("Rapat")), [found("Rapat"), found("Rapat")])
    assert counted(outcome.score) == (1, 2, 1)


def test_of_equal_names_that_with_the_code_is_compared() -> None:
    truth = document(wanted("Rapat", kode="1.01"), wanted("Rapat", kode="1.02"))
    outcome = scored(truth, [found("Rapat", kode="1.02"), found("Rapat", kode="1.01")])
    assert (outcome.score.asked["kode"], outcome.score.agree["kode"]) == (2, 2)


def test_of_equal_names_and_codes_those_of_one_page_and_one_amount_are_compared() -> None:
    # The first of the truth was lost: the others are not wrong for it.
    truth = document(
        wanted("Rapat", pagu={"2026": 1}),
        wanted("Rapat", page=2, pagu={"2026": 2}),
        wanted("Rapat", page=2, pagu={"2026": 3}),
    )
    rows = [found("Rapat", page=2, pagu={"2026": amount}) for amount in (3, 2)]
    outcome = scored(truth, rows)
    assert (outcome.score.asked["pagu"], outcome.score.agree["pagu"]) == (2, 2)
    assert [row["page"] for row in outcome.missed] == [1]


def test_a_doubtful_row_counts_neither_way() -> None:
    truth = document(wanted("Rapat", doubt=True))
    assert counted(scored(truth, [found("Rapat")]).score) == (0, 0, 0)
    assert counted(scored(truth, []).score) == (0, 0, 0)
    assert counted(scored(truth, [found("Rapat"), found("Rapat")]).score) == (0, 1, 0)


def test_rows_of_pages_that_the_truth_does_not_know_do_not_count() -> None:
    truth = document(wanted("Rapat", page=4), pages=frozenset({4}))
    assert counted(scored(truth, [found("Rapat", page=4), found("Senam", page=5)]).score) == (1, 1, 1)


def test_level_program_and_code_agree_by_their_letters() -> None:
    truth = document(wanted("Rapat", level="kegiatan", program="Program A", kode="1.02.15"))
    outcome = scored(truth, [found("Rapat", level="kegiatan", program="PROGRAM A", kode="1.02.15.01")])
    ((_, _, fields),) = outcome.rows
    assert fields == {"level": True, "program": True, "kode": False}


@pytest.mark.parametrize(
    ("stated", "read", "agrees"),
    [
        ({"2026": 5}, {"2026": 5, "2027": 9}, True),
        ({"2026": 5, "2027": 9}, {"2026": 5}, False),
        ({"2026": 5}, {"2026": 6}, True),
        ({"2026": 5}, {"2026": 7}, False),
        ({"2026": 5}, {"": 5}, True),
        ({"": 5}, {"2026": 5}, True),
        ({"": 5}, {"2026": 7}, False),
        ({"2026": 5}, {}, False),
    ],
)
def test_money_agrees_by_year_to_a_rupiah(stated: dict[str, int], read: dict[str, int], agrees: bool) -> None:
    outcome = scored(document(wanted("Rapat", pagu=stated)), [found("Rapat", pagu=read)])
    assert outcome.score.asked["pagu"] == 1
    assert (outcome.score.agree["pagu"] == 1) is agrees


def test_fields_that_the_truth_does_not_state_are_not_asked() -> None:
    outcome = scored(document(wanted("Rapat", pagu={})), [found("Rapat", pagu={"2026": 5}, program="A")])
    assert dict(outcome.score.asked) == {"level": 1, "kode": 1}


def test_scores_add_up_and_nothing_asked_is_right() -> None:
    whole = total([Score(4, 3, 2), Score(1, 1, 1), Score()])
    assert counted(whole) == (5, 4, 3)
    assert (Score().recall, Score().precision, Score().is_right) == (1.0, 1.0, True)
    assert Score(1, 1, 1).is_right
    assert not Score(1, 2, 1).is_right


def test_an_interval_over_documents_lies_around_the_figure_and_is_the_same_again() -> None:
    scores = [Score(4, 4, right) for right in (4, 2, 3, 4, 1)]
    low, high = interval(scores, "recall", 300)
    assert 0.25 <= low < total(scores).recall < high <= 1
    assert interval(scores, "recall", 300) == (low, high)
    assert interval([Score(4, 4, 3)] * 5, "recall", 50) == (0.75, 0.75)
