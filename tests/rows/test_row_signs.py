"""Signs that a name, a level or a program is wrong."""

import pytest

from classifier.rows.doubt_signs import row_signs
from classifier.rows.draft import Draft
from tests.support.doubted_rows import row, signs_of


def sign(name: str, *rows: Draft, before: tuple[Draft, ...] = ()) -> list[float]:
    return [of_row[name] for of_row in signs_of(*rows, before=before)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("name.open_end", "Bantuan Keuangan Masyarakat untuk"),
        ("name.unbalanced", "Pembibitan Domba di Sentra (3"),
        ("name.prepositions_end", "Pembibitan Domba di Sentra (3"),
        ("name.generic_name", "Program yang dilaksanakan Tahun 2016"),
        ("name.inner_label", "Program Kesetaraan Gender Sasaran Program ini"),
        ("name.short_name", "Program Peningkatan"),
    ],
)
def test_what_no_name_says_is_a_sign(name: str, text: str) -> None:
    assert sign(name, row(text), row("Penyediaan Jasa Surat Menyurat")) == [1.0, 0.0]


def test_a_name_that_begins_another_may_be_cut() -> None:
    cut, whole = row("Pemantapan Otonomi Daerah"), row("Pemantapan Otonomi Daerah dan Sistem Administrasi")
    assert sign("name.begins_another", cut, whole) == [1.0, 0.0]
    assert sign("name.begins_another", cut, before=(whole,)) == [1.0]


def test_an_exact_name_needs_all_its_lines_and_no_others() -> None:
    sure, unsure = row("Rapat Kerja", begins=0.9), row("Senam", begins=0.9, behind=0.5)
    assert sign("name.whole", sure, unsure) == [pytest.approx(0.1), pytest.approx(0.55)]


def test_a_kegiatan_is_below_the_last_row_with_the_name_of_its_program() -> None:
    program = row("Program Kota", "program", page=2)
    below = row("Rapat", program="Program Kota", page=3)
    assert sign("place.pages_to_program", program, below) == [0.0, 0.25]
    assert below.basis.program is program
    assert program.basis.program is None
    assert sign("place.pages_to_program", below, before=(program,)) == [0.25]


def test_a_program_that_no_row_has_is_elsewhere() -> None:
    assert sign("place.program_elsewhere", row("Rapat", program="Program Kota")) == [1.0]
    assert sign("place.no_program", row("Rapat")) == [1.0]


def test_another_program_may_be_printed_between_a_row_and_its_own() -> None:
    first, second = row("Program Kota", "program", top=10), row("Program Desa", "program", top=30)
    below = row("Rapat", program="Program Kota", top=20)
    late = row("Senam", program="Program Kota", top=40)
    assert sign("place.program_between", first, below, late, second) == [0.0, 0.0, 1.0, 0.0]


def test_a_code_of_another_group_than_the_first_is_a_sign() -> None:
    program = row("Program Kota", "program", kode="3.43")
    kegiatan = [row(f"Rapat {kode}", program="Program Kota", kode=kode) for kode in ("3.43.01", "7.44.01")]
    assert sign("place.other_group", program, *kegiatan) == [0.0, 0.0, 1.0]
    assert sign("place.restarts", program, *kegiatan) == [0.0, 0.0, 1.0]


def test_a_misspelt_program_below_a_program_contradicts_its_level() -> None:
    assert sign("place.misspelt_level", row("Pogram Kota Hijau"), row("Program Kota")) == [1.0, 0.0]
    assert sign("place.misspelt_level", row("Promosi Kota"), row("Prosedur Kota")) == [0.0, 0.0]


def test_a_raised_digit_is_no_running_number() -> None:
    assert row_signs._number("12²") == 12
    assert row_signs._number("²") == 0
    assert row_signs._key("1.²") == ((1, ""), (10**6, "²"))
