from pathlib import Path

import numpy as np
import pytest

from classifier.errors import DataError
from classifier.records import Alternative, Prediction, Query
from tests.support.small_model import small_model, write_small
from training import evaluate
from training.evaluate import Answers, Example

HEADER = "id\ttext\tsubdimension\tsecondary\tkind\tkode\tprogram\topd\n"


def answers(ranked: list[list[int]], confidence: list[float], review: list[bool]) -> Answers:
    return Answers(np.array(ranked), np.array(confidence), np.array(review))


def test_the_measures_of_four_rows_counted_by_hand() -> None:
    found = evaluate.measures(
        answers(
            [[0, 1, 2], [1, 0, 2], [1, 2, 0], [2, 1, 3]],
            [0.95, 0.85, 0.55, 0.45],
            [False, False, False, True],
        ),
        np.array([0, 0, 1, 0]),
        np.array([-1, 1, -1, -1]),
    )
    assert found.n == 4
    assert found.strict == 0.5
    assert found.lenient == 0.75
    assert found.top3 == 0.75
    # Subdimension 0: precision 1, recall 1/3, F1 1/2; 1: precision 1/2, recall 1, F1 2/3.
    assert found.macro_f1 == pytest.approx((1 / 2 + 2 / 3) / 2)
    # Gaps of the bins: 0.95-1, 0.85-0, 0.55-1, 0.45-0.
    assert found.ece == pytest.approx((0.05 + 0.85 + 0.45 + 0.45) / 4)
    assert found.auto_share == 0.75
    assert found.auto_right == 1.0


def test_when_every_row_is_for_review_none_was_wrong() -> None:
    found = evaluate.measures(answers([[0, 1, 2]], [0.5], [True]), np.array([1]), np.array([-1]))
    assert (found.auto_share, found.auto_right) == (0.0, 1.0)


def test_a_confidence_of_one_is_in_the_last_bin() -> None:
    found = evaluate.measures(answers([[0, 1, 2]], [1.0], [False]), np.array([0]), np.array([-1]))
    assert found.ece == 0.0


def test_the_lines_of_the_table() -> None:
    first, second, third = evaluate.lines(
        answers([[0, 1, 2], [1, 0, 2], [1, 2, 0]], [0.9] * 3, [False] * 3),
        np.array([0, 0, 1]),
        ["a", "b", "c"],
    )
    assert (first.precision, first.recall, first.support) == (1.0, 0.5, 2)
    assert (second.precision, second.recall, second.support) == (0.5, 1.0, 1)
    assert (third.precision, third.recall, third.f1, third.support) == (0.0, 0.0, 0.0, 0)


def test_predictions_become_columns_of_the_taxonomy() -> None:
    found = evaluate.answers_of(
        [
            Prediction(
                "branding.pariwisata",
                0.8,
                (
                    Alternative("governance.pelayanan-publik", 0.1),
                    Alternative("living.lingkungan-nyaman", 0.05),
                ),
                True,
                (),
                "m",
            )
        ]
    )
    assert found.ranked.tolist() == [[3, 0, 9]]
    assert found.review.tolist() == [True]


def test_a_model_is_right_on_the_rows_it_learnt(tmp_path: Path) -> None:
    path = write_small(tmp_path) / "small.jsonl"
    found = evaluate.evaluation(evaluate.answered(small_model(), path))
    assert found.measures.n == 126
    assert found.measures.strict > 0.95
    assert [line.support for line in found.lines] == [7] * 18
    assert found.kinds == ()


def test_a_table_is_read_with_its_context_and_kinds(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(
        HEADER
        + 'a\tBank "Sampah\tenvironment.tata-kelola-sampah\t-\tprogram\t2.11\tProgram Kebersihan\tDLH\n'
        + "b\tJalan\tliving.transportasi-logistik\tliving.lingkungan-nyaman\tkegiatan\t\t\t\n",
        encoding="utf-8",
    )
    assert evaluate.examples(path) == [
        Example(
            Query('Bank "Sampah', program="Program Kebersihan", kode="2.11", opd="DLH"),
            "environment.tata-kelola-sampah",
            "",
            "program",
        ),
        Example(Query("Jalan"), "living.transportasi-logistik", "living.lingkungan-nyaman", "kegiatan"),
    ]
    found = evaluate.evaluation(evaluate.answered(small_model(), path))
    assert [(kind, measures.n) for kind, measures in found.kinds] == [("kegiatan", 1), ("program", 1)]


def test_a_table_needs_only_text_and_subdimension(tmp_path: Path) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text("\ufefftext\tsubdimension\r\nJalan\tliving.transportasi-logistik\r\n", encoding="utf-8")
    assert evaluate.examples(path) == [Example(Query("Jalan"), "living.transportasi-logistik")]


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("text\tlabel\nJalan\tx\n", ":1: no column subdimension"),
        ("text\tsubdimension\nJalan\tliving.jalan\n", ':2: unknown subdimension "living.jalan"'),
        ("text\tsubdimension\nJalan\n", ':2: unknown subdimension ""'),
        ("text\tsubdimension\n", "holds no labelled rows"),
        ("", "no column"),
    ],
)
def test_a_malformed_table_is_refused_with_its_place(tmp_path: Path, content: str, part: str) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        evaluate.evaluation(evaluate.answered(small_model(), path))
    assert str(caught.value).startswith(str(path))
    assert part in str(caught.value)


def test_a_missing_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        evaluate.examples(tmp_path / "none.tsv")
