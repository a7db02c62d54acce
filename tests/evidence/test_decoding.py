"""Probabilities of lines to names, in columns and in running text."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.evidence.decoding import NameRun, runs_of
from classifier.evidence.lines import Chain, table_chains, text_chain
from classifier.fields.dehyphenation import Words
from classifier.pdf.layout import Line
from tests.support.plain_tables import line, spread, table

# None, begins, continues.
Odds = tuple[float, float, float]
NONE: Odds = (0.98, 0.01, 0.01)
BEGINS: Odds = (0.01, 0.98, 0.01)
GOES_ON: Odds = (0.01, 0.01, 0.98)
PROGRAM = (0.8, 0.1, 0.1)


def runs(chain: Chain | None, *odds: Odds) -> list[NameRun]:
    """The names of a chain, all of its lines having probabilities."""
    assert chain is not None
    assert len(odds) == len(chain.lines)
    return runs_of(
        chain,
        range(len(odds)),
        np.array(odds, dtype=np.float32),
        np.array([PROGRAM] * len(odds), dtype=np.float32),
        Words(),
    )


def texts(names: Sequence[NameRun]) -> list[str]:
    return [name.text for name in names]


def column(*cells: str) -> Chain:
    """One column of a table; a line of a cell is a line of the chain."""
    (chain,) = table_chains(table([[text] for text in cells], (200,)))
    return chain


# Columns.


def test_lines_that_begin_and_go_on_are_one_name() -> None:
    names = runs(column("Penanaman Pohon\ndi Tepi Jalan", "Senam Bersama"), BEGINS, GOES_ON, BEGINS)
    assert texts(names) == ["Penanaman Pohon di Tepi Jalan", "Senam Bersama"]
    assert [len(name.lines) for name in names] == [2, 1]


def test_a_level_alone_ends_no_name_in_its_cell() -> None:
    unsure: Odds = (0.55, 0.01, 0.44)
    assert texts(runs(column("Taman Kota\nPohon Rindang"), BEGINS, unsure)) == ["Taman Kota Pohon Rindang"]
    likely_none: Odds = (0.85, 0.01, 0.14)
    assert texts(runs(column("Taman Kota\nPohon Rindang"), BEGINS, likely_none)) == ["Taman Kota"]
    level = column("2.18.06 PROGRAM\nPENGELOLAAN DATA")
    assert texts(runs(level, BEGINS, likely_none)) == ["PROGRAM PENGELOLAAN DATA"]


def test_behind_a_word_that_wants_another_no_name_begins() -> None:
    unsure: Odds = (0.01, 0.75, 0.24)
    assert texts(runs(column("Pohon dan\nPelatihan Petani"), BEGINS, unsure)) == [
        "Pohon dan Pelatihan Petani"
    ]
    assert texts(runs(column("Pohon\nPelatihan Petani"), BEGINS, unsure)) == ["Pohon", "Pelatihan Petani"]


def test_a_name_knows_what_speaks_for_other_lines_than_its_own() -> None:
    before: Odds = (0.7, 0.29, 0.01)
    inside: Odds = (0.01, 0.3, 0.69)
    behind: Odds = (0.79, 0.01, 0.2)
    (name,) = runs(column("Taman", "Kota\ndi Tepi", "Hijau"), before, BEGINS, inside, behind)
    assert (name.before, name.inside, name.behind) == pytest.approx((0.29, 0.3, 0.2))
    (alone,) = runs(column("Taman"), BEGINS)
    assert (alone.before, alone.inside, alone.behind) == (0.0, 0.0, 0.0)


def test_what_has_not_begun_never_goes_on() -> None:
    assert runs(column("Taman", "Kota", "Hijau"), NONE, (0.5, 0.01, 0.49), (0.5, 0.01, 0.49)) == []
    assert runs(column("Taman", "Kota"), (0.3, 0.01, 0.69), (0.3, 0.01, 0.69)) == []


def test_a_sure_end_of_a_name_makes_its_likely_beginning_one() -> None:
    likely: Odds = (0.55, 0.44, 0.01)
    assert texts(runs(column("Taman\nKota"), likely, GOES_ON)) == ["Taman Kota"]
    assert runs(column("Taman\nKota"), likely, NONE) == []


def test_within_a_cell_a_name_is_left_less_readily_than_between_cells() -> None:
    doubtful: Odds = (0.55, 0.01, 0.44)
    assert texts(runs(column("Taman\nKota"), BEGINS, doubtful)) == ["Taman Kota"]
    assert texts(runs(column("Taman", "Kota"), BEGINS, doubtful)) == ["Taman"]


def test_within_a_cell_another_name_begins_less_readily_without_a_number() -> None:
    doubtful: Odds = (0.01, 0.6, 0.39)
    numbered = table_chains(table([["1. Taman\n2. Kota"]], (200,)))[0]
    numbered.lines[1].gutter = "2."
    numbered.lines[1].text = "Kota"
    assert texts(runs(column("Taman\nKota"), BEGINS, doubtful)) == ["Taman Kota"]
    assert texts(runs(numbered, BEGINS, doubtful)) == ["Taman", "Kota"]


def test_a_name_is_as_sure_as_its_beginning_and_its_least_sure_line() -> None:
    (name,) = runs(column("Taman\nKota\nHijau"), (0.05, 0.9, 0.05), (0.3, 0.06, 0.64), (0.1, 0.1, 0.8))
    assert (name.begins, name.continues) == pytest.approx((0.9, 0.64))
    assert name.levels == pytest.approx(PROGRAM)


def test_the_last_letters_of_a_name_go_with_it_though_they_have_no_signs() -> None:
    chain = column("Peningkatan Jalan\n(DAK)", "II")
    (name,) = runs_of(
        chain, [0], np.array([BEGINS], dtype=np.float32), np.array([PROGRAM], dtype=np.float32), Words()
    )
    assert name.text == "Peningkatan Jalan (DAK)"


@pytest.mark.parametrize("rest", ["5.000", "Rp", "Tahapan"])
def test_amounts_and_words_are_no_last_letters(rest: str) -> None:
    chain = column(f"Peningkatan Jalan\n{rest}")
    (name,) = runs_of(
        chain, [0], np.array([BEGINS], dtype=np.float32), np.array([PROGRAM], dtype=np.float32), Words()
    )
    assert name.text == "Peningkatan Jalan"


@pytest.mark.parametrize("kode", ["1.02.02", "X.XX.01", "1.02.15.03", "1.02.02.2.01", "1.02.02.2.01.0001"])
def test_the_code_in_front_of_a_name_is_its_own_wherever_it_stands(kode: str) -> None:
    for chain in (column(f"{kode} Program Kota Sehat"), prose(f"{kode} Program Kota Sehat")):
        (name,) = runs(chain, BEGINS)
        assert (name.kode, name.number, name.text) == (kode, "", "Program Kota Sehat")


def test_an_outline_number_in_front_of_a_name_is_no_code() -> None:
    (name,) = runs(prose("4.1.2. Program Kota Sehat"), BEGINS)
    assert (name.kode, name.number, name.text) == ("", "4.1.2.", "Program Kota Sehat")


def test_a_number_in_front_is_no_part_of_the_name() -> None:
    (numbered,) = runs(column("3) Program Kota Sehat"), BEGINS)
    assert (numbered.kode, numbered.number, numbered.text) == ("", "3)", "Program Kota Sehat")


def test_a_name_that_loses_a_phrase_says_so() -> None:
    trimmed, whole = runs(column("Program Kota Sehat, sebesar Rp 5.000", "Senam Bersama"), BEGINS, BEGINS)
    assert (trimmed.text, trimmed.is_trimmed) == ("Program Kota Sehat", True)
    assert (whole.text, whole.is_trimmed) == ("Senam Bersama", False)


def test_a_word_cut_by_the_cell_is_one_again() -> None:
    assert texts(runs(column("Penyelengga\nraan Pasar"), BEGINS, GOES_ON)) == ["Penyelenggaraan Pasar"]


def test_lines_without_signs_make_no_names() -> None:
    nothing = np.zeros((0, 3), dtype=np.float32)
    assert runs_of(column("5.000"), [], nothing, nothing, Words()) == []


@st.composite
def odds_of_lines(draw: st.DrawFn) -> list[Odds]:
    weights = st.tuples(*[st.floats(0.001, 1)] * 3)
    return [
        (none / (none + begins + on), begins / (none + begins + on), on / (none + begins + on))
        for none, begins, on in draw(st.lists(weights, min_size=1, max_size=9))
    ]


@given(odds_of_lines(), st.integers(1, 4))
def test_names_of_a_column_are_whole_lines_in_order_and_share_none(odds: list[Odds], n_in_cell: int) -> None:
    words = [f"Taman {chr(ord('A') + i) * 4}" for i in range(len(odds))]
    cells = ["\n".join(words[i : i + n_in_cell]) for i in range(0, len(words), n_in_cell)]
    chain = column(*cells)
    names = runs(chain, *odds)
    places = [[chain.lines.index(each) for each in name.lines] for name in names]
    assert all(own == list(range(own[0], own[0] + len(own))) for own in places)
    assert [k for own in places for k in own] == sorted({k for own in places for k in own})
    assert all(0 < name.begins <= 1 and 0 < name.continues <= 1 for name in names)
    assert texts(names) == texts(runs(chain, *odds))


# Running text.


def prose(*lines: str | Line, step: float = 12) -> Chain | None:
    return text_chain(
        [line(each, 40, 60 + step * i) if isinstance(each, str) else each for i, each in enumerate(lines)]
    )


FULL = "Program Peningkatan Mutu Layanan Kesehatan Ibu dan Anak di Wilayah"
NEXT = "Pesisir Utara"
PROSE = "Dinas melayani warga kota dengan petugas yang ada di seluruh kecamatan"


def test_a_full_line_goes_on_in_the_next() -> None:
    assert texts(runs(prose(FULL, NEXT, PROSE), BEGINS, GOES_ON, NONE)) == [f"{FULL} {NEXT}"]


def test_a_line_that_had_room_for_the_next_word_ends_its_name() -> None:
    doubtful: Odds = (0.6, 0.0, 0.4)
    names = runs(prose("Program Kota Hijau", "Dinas melayani", PROSE), BEGINS, doubtful, NONE)
    assert texts(names) == ["Program Kota Hijau"]


def test_a_line_that_is_likely_to_go_on_does_so_with_room_left() -> None:
    names = runs(prose("Program Kota Hijau", "Lestari", PROSE), BEGINS, GOES_ON, NONE)
    assert texts(names) == ["Program Kota Hijau Lestari"]


def test_an_open_line_goes_on_with_room_left() -> None:
    doubtful: Odds = (0.6, 0.0, 0.4)
    names = runs(prose("Program Kota Hijau dan", "Lestari", PROSE), BEGINS, doubtful, NONE)
    assert texts(names) == ["Program Kota Hijau dan Lestari"]


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ("Program Kota Hijau, dengan sasaran warga", "Program Kota Hijau"),
        ("Program Kota Hijau. Target capaian", "Program Kota Hijau"),
        ("Program Kota Hijau;", "Program Kota Hijau"),
        ("Program Kota Hijau yang dilaksanakan di", "Program Kota Hijau"),
    ],
)
def test_a_name_in_a_sentence_ends_at_a_phrase_or_a_mark(first: str, name: str) -> None:
    (run,) = runs(prose(first, "semua desa", PROSE), BEGINS, GOES_ON, NONE)
    assert run.text == name
    assert len(run.lines) == 1


def test_a_number_begins_the_next_name_whatever_its_line_says() -> None:
    numbered = spread((20, "2."), (40, "Lestari"), top=72)
    assert texts(runs(prose("Program Kota Hijau", numbered, PROSE), BEGINS, GOES_ON, NONE)) == [
        "Program Kota Hijau"
    ]


def test_a_paragraph_further_down_is_no_part_of_a_name() -> None:
    below = line("Lestari", 40, 90)
    chain = text_chain([line(FULL, 40, 60), below, line(PROSE, 40, 102), line(PROSE, 40, 114)])
    assert texts(runs(chain, BEGINS, GOES_ON, NONE, NONE)) == [FULL]


def test_a_column_of_text_that_begins_above_is_no_part_of_a_name() -> None:
    chain = text_chain([line(FULL, 40, 400), line("Lestari", 300, 60), line(PROSE, 300, 72)])
    assert texts(runs(chain, BEGINS, GOES_ON, NONE)) == [FULL]


def test_plain_text_below_a_bold_name_is_no_part_of_it() -> None:
    doubtful: Odds = (0.6, 0.0, 0.4)
    bold = line(FULL, 40, 60, bold=True)
    assert texts(runs(prose(bold, NEXT, PROSE), BEGINS, doubtful, NONE)) == [FULL]
    assert texts(runs(prose(FULL, NEXT, PROSE), BEGINS, doubtful, NONE)) == [f"{FULL} {NEXT}"]


def test_a_name_of_running_text_has_six_lines_at_most() -> None:
    lines = [f"Lestari {letter * 3}" for letter in "ABCDEFGH"]
    (name,) = runs(prose(*lines), BEGINS, *[GOES_ON] * 7)
    assert texts([name]) == [" ".join(lines[:6])]


def test_a_line_of_contents_is_no_name() -> None:
    assert runs(prose("Program Kota Hijau .......... 12"), BEGINS) == []


def test_the_amount_that_stands_apart_behind_a_name_is_its_own() -> None:
    first = spread((40, "Program Kota Hijau"), (400, "7.500.000"), top=60)
    (name,) = runs(prose(first, line(PROSE, 20, 72)), BEGINS, NONE)
    assert (name.text, name.amount) == ("Program Kota Hijau", "7.500.000")


def test_behind_an_amount_a_name_goes_on_at_its_indent() -> None:
    first = spread((20, "1."), (40, "Program Kota"), (400, "7.500.000"), top=60)
    (name,) = runs(prose(first, line("Hijau Lestari", 40, 72)), BEGINS, NONE)
    assert (name.text, name.amount) == ("Program Kota Hijau Lestari", "7.500.000")


def test_the_amount_of_the_sentence_that_goes_on_behind_a_name_is_its_own() -> None:
    (name,) = runs(
        prose("Program Kota Hijau, dengan anggaran", "sebesar Rp 1.250.000.000 untuk dua desa"), BEGINS, NONE
    )
    assert (name.text, name.amount) == ("Program Kota Hijau", "1.250.000.000")


@pytest.mark.parametrize(
    "below",
    [
        # No word of money before it.
        line("bagi 1.250.000.000 pohon", 40, 72),
        # Another paragraph.
        line("dengan anggaran Rp 1.250.000.000", 40, 110),
        # Another item.
        spread((20, "2."), (40, "dengan anggaran Rp 1.250.000.000"), top=72),
    ],
)
def test_an_amount_that_is_not_of_its_sentence_is_none_of_a_name(below: Line) -> None:
    (name,) = runs(prose("Program Kota Hijau.", below), BEGINS, NONE)
    assert name.amount == ""


def test_an_amount_behind_the_next_name_is_none_of_the_one_before() -> None:
    names = runs(prose("Program Kota Hijau,", "Program Kota Sehat, sebesar Rp 1.250.000.000"), BEGINS, BEGINS)
    assert [(name.text, name.amount) for name in names] == [
        ("Program Kota Hijau", ""),
        ("Program Kota Sehat", "Rp 1.250.000.000"),
    ]


@given(
    odds_of_lines(), st.lists(st.sampled_from([FULL, NEXT, PROSE, "Program Kota,", "2. Taman"]), min_size=9)
)
def test_a_name_of_running_text_begins_where_a_line_does_and_is_six_lines_or_less(
    odds: list[Odds], lines: list[str]
) -> None:
    chain = prose(*lines[: len(odds)])
    names = runs(chain, *odds)
    assert all(1 <= len(name.lines) <= 6 for name in names)
    assert chain is not None
    begun = [chain.lines.index(name.lines[0]) for name in names]
    assert begun == sorted(set(begun))
