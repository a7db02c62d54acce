"""How the chances that something in a row is wrong are learnt."""

import json

import numpy as np
import pytest

from classifier.rows.doubts import Chances, parsed, settle
from classifier.rows.draft import Draft
from tests.support.doubted_rows import row, table_of
from training.reading import doubting
from training.reading.doubting import Examples
from training.reading.scoring import Outcome, Score

RIGHT = {"level": True, "program": True, "pagu": True}


def documents(n: int = 40, *, n_wrong: int = 2) -> Examples:
    """Documents of ten kegiatan below a program, some of them cut where their brackets are open."""
    outcomes = []
    for i in range(n):
        wrong = [row(f"Rapat Kerja Dinas {k} (Tahap {i}", begins=0.6) for k in range(n_wrong)]
        program = row("Program Kota", "program", begins=0.99)
        right = [row(f"Rapat Kerja Dinas {k}", program=program.text, begins=0.95) for k in range(9)]
        settle(table_of(program, *right, *wrong), (), _none())
        outcome = Outcome(Score())
        outcome.rows = [(of, of not in wrong, RIGHT) for of in (program, *right, *wrong)]
        outcomes.append(("real", "truth", f"agency {i}", outcome))
    return doubting.examples(outcomes)


def _none() -> Chances:
    nothing = {"intercept": -9.0, "weights": {}}
    chances = dict.fromkeys(doubting.CHANCES, nothing)
    return parsed(json.dumps({"limit": 0.5, "chances": chances}))


@pytest.fixture(scope="module")
def known() -> Examples:
    return documents()


@pytest.fixture(scope="module")
def chances(known: Examples) -> Chances:
    return parsed(json.dumps(doubting.learnt(known)))


def doubts_of(*rows: Draft, chances: Chances) -> list[set[str]]:
    settle(table_of(*rows), (), chances)
    return [set(of.doubts) for of in rows]


def test_wrong_rows_are_doubted_out_of_fold_and_few_right_ones(known: Examples) -> None:
    doubted = doubting.doubted_out_of_fold(known)
    assert doubted[known.is_wrong].mean() > 0.9
    assert doubted[~known.is_wrong].mean() <= 0.1


def test_what_was_learnt_doubts_rows_like_those_that_were_wrong(chances: Chances) -> None:
    program = row("Program Kota", "program", begins=0.99)
    right = row("Rapat Kerja Dinas", program=program.text, begins=0.95)
    wrong = row("Rapat Kerja Dinas (Tahap 2", begins=0.6)
    of_right, *_, of_wrong = doubts_of(program, right, wrong, chances=chances)
    assert of_right == set()
    assert of_wrong & {"name", "row", "cut"}


def test_a_sign_that_contradicts_a_row_is_believed_though_no_document_shows_it(chances: Chances) -> None:
    assert chances.pagu.weights["money.small_table"] > 0.5
    assert chances.level.weights["place.misspelt_level"] > 0.5


def test_rows_that_rules_doubt_count_for_the_limit(known: Examples) -> None:
    doubting_rules = Examples(
        **{name: getattr(known, name) for name in known.__slots__ if name != "was_doubted"},
        was_doubted=~known.is_wrong & (np.arange(len(known.values)) % 20 == 0),
    )
    doubted = doubting.doubted_out_of_fold(doubting_rules)
    assert doubted[doubting_rules.was_doubted].all()
    assert doubted[~known.is_wrong].mean() <= 0.1


def test_figures_say_shares_by_field_and_source(known: Examples) -> None:
    first, name, *_, source = doubting.figures(known, known.is_wrong)
    assert first == "doubted: 1.000 of 80 wrong rows, 0.000 of 400 right rows"
    assert name == "  wrong name     1.000 of 80"
    assert source.split() == [
        "truth",
        "1.000",
        "of",
        "80",
        "wrong",
        "rows,",
        "0.000",
        "of",
        "400",
        "right",
        "rows",
    ]
