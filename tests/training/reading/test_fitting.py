"""Lines with signs and labels to a judge, and what each document counts."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from classifier.evidence import trees
from classifier.evidence.decoding import BEGINS, CONTINUES, NONE
from classifier.evidence.signs import SIGNS
from classifier.records import Level
from tests.support.plain_tables import page, table
from training.reading import fitting
from training.reading.alignment import DOUBTFUL, Labels
from training.reading.fitting import Lines
from training.reading.truth import ReadDocument, Row, Truth

pytestmark = pytest.mark.usefixtures("one_thread")
HEADER = ("No", "Program/Kegiatan", "Pagu 2026 (Rp)")
BODY = (("I", "Program Kota Hijau", ""), ("1", "Penanaman Pohon\ndi Tepi Jalan", "5.000.000"))


def wanted(text: str, level: Level, page: int = 1, *, doubt: bool = False) -> Row:
    return {"text": text, "page": page, "level": level, "doubt": doubt}


def document(*rows: Row, pages: frozenset[int] | None = None) -> ReadDocument:
    """Two pages with the same table, of which the truth says what `rows` do."""
    tables = {n: page(table([HEADER, *BODY], (40, 200, 90), page=n), number=n) for n in (1, 2)}
    return ReadDocument(Truth("real", Path("a.pdf"), rows, pages), tables, frozenset({1, 2}))


PROGRAM = wanted("Program Kota Hijau", "program")
KEGIATAN = wanted("Penanaman Pohon di Tepi Jalan", "kegiatan")


def test_lines_have_signs_and_the_states_and_levels_of_their_rows() -> None:
    lines = fitting.lines_of(document(PROGRAM, KEGIATAN, pages=frozenset({1})))
    # Of each page: two header cells, the program and the two lines of the kegiatan.
    states = [NONE, BEGINS, BEGINS, CONTINUES, NONE]
    assert lines.signs.shape == (10, len(SIGNS))
    assert lines.states.tolist() == [*states, *[NONE] * 5]
    assert lines.levels.tolist() == [-1, 0, 1, -1, -1, *[-1] * 5]
    assert lines.is_scored.tolist() == [True] * 5 + [False] * 5
    assert lines.labels.n_found == 2


def test_doubtful_lines_have_no_state_that_is_learnt() -> None:
    lines = fitting.lines_of(document(wanted("Program Kota Hijau", "program", doubt=True)))
    assert lines.states.tolist().count(DOUBTFUL) == 1
    assert set(lines.levels.tolist()) == {-1}


def test_a_document_without_pages_has_no_lines() -> None:
    lines = fitting.lines_of(ReadDocument(Truth("real", Path("a.pdf"), ()), {}, frozenset()))
    assert lines.signs.shape == (0, len(SIGNS))
    assert len(lines.states) == len(lines.levels) == len(lines.is_scored) == 0


def made_up(seed: int, n: int = 120, *, flipped: bool = False, is_scored: bool = True) -> Lines:
    """Lines that begin programs and kegiatan and go on, as three signs say; `flipped` says the opposite."""
    generator = np.random.default_rng(seed)
    signs = np.zeros((n, len(SIGNS)), dtype=np.float32)
    states = generator.integers(0, 3, size=n)
    levels = np.where(states == BEGINS, generator.integers(0, 2, size=n), -1)
    signs[:, SIGNS.index("begins_upper")] = states == BEGINS
    signs[:, SIGNS.index("begins_lower")] = states == CONTINUES
    signs[:, SIGNS.index("says_program")] = levels == 0
    if flipped:
        states = np.where(states == BEGINS, NONE, states)
        levels[:] = -1
    return Lines(signs, states, levels, np.full(n, is_scored), Labels())


def asked() -> NDArray[np.float32]:
    """A line that begins a program, one that begins a kegiatan, one that goes on, and one that is none."""
    signs = np.zeros((4, len(SIGNS)), dtype=np.float32)
    signs[[0, 1], SIGNS.index("begins_upper")] = 1
    signs[0, SIGNS.index("says_program")] = 1
    signs[2, SIGNS.index("begins_lower")] = 1
    return signs


def test_a_judge_learns_states_of_lines_and_levels_of_those_that_begin() -> None:
    learnt = fitting.fitted([("real", made_up(n)) for n in range(4)], n_trees=40)
    assert learnt.line.probabilities(asked()).argmax(axis=1).tolist() == [BEGINS, BEGINS, CONTINUES, NONE]
    levels = learnt.level.probabilities(asked()[:2])
    assert levels.argmax(axis=1).tolist() == [0, 1]
    # No sub kegiatan was among the lines.
    assert levels[:, 2].max() < 1e-6


def test_the_same_lines_give_the_same_judge(tmp_path: Path) -> None:
    lines = [("real", made_up(n)) for n in range(3)]
    for name in ("first", "second"):
        fitting.write(fitting.fitted(lines, n_trees=10), tmp_path / f"{name}.npz")
    first, second = (trees.read(tmp_path / f"{name}.npz") for name in ("first", "second"))
    np.testing.assert_array_equal(first.line.probabilities(asked()), second.line.probabilities(asked()))
    np.testing.assert_array_equal(first.line.threshold, second.line.threshold)


@pytest.mark.parametrize(
    ("is_scored", "state"), [(False, NONE), (True, DOUBTFUL)], ids=["page not known", "called either way"]
)
def test_lines_without_a_certain_truth_teach_nothing(is_scored: bool, state: int) -> None:
    lines = [("real", made_up(n)) for n in range(3)]
    uncertain = made_up(9, flipped=True, is_scored=is_scored)
    uncertain.states[:] = state
    learnt = fitting.fitted([*lines, ("real", uncertain)], n_trees=20)
    without = fitting.fitted(lines, n_trees=20)
    np.testing.assert_array_equal(learnt.line.probabilities(asked()), without.line.probabilities(asked()))
    np.testing.assert_array_equal(learnt.level.probabilities(asked()), without.level.probabilities(asked()))


def test_a_real_document_counts_more_than_a_generated_one() -> None:
    def begins(kind: str) -> float:
        # Two documents say that capitals begin names, two that they do not.
        against = [(kind, made_up(n, flipped=True)) for n in (5, 6)]
        learnt = fitting.fitted([*against, *[("printed", made_up(n)) for n in (1, 2)]], n_trees=20)
        return float(learnt.line.probabilities(asked())[1, BEGINS])

    assert fitting.KIND_WEIGHTS["real"] == max(fitting.KIND_WEIGHTS.values())
    assert begins("real") < begins("generated")


def test_what_a_sign_gains_is_its_share_and_only_of_signs_that_tell_lines_apart() -> None:
    _, gains = fitting.fitted_with_gains([("real", made_up(n)) for n in range(3)], n_trees=20)
    assert list(gains) == list(SIGNS)
    assert sum(gains.values()) == pytest.approx(1)
    assert gains["begins_lower"] + gains["begins_upper"] + gains["says_program"] == pytest.approx(1)
