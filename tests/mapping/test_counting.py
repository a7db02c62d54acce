import cProfile
import random
from dataclasses import replace

from classifier.formats.results import Placed
from classifier.mapping.counting import counted_rows
from classifier.mapping.programs import outline
from tests.support.plan_rows import row

# For a hundred names: twice what was counted.
MOST_CALLS = 36589832


def of(table: str, role: str, *rows: Placed, counts: bool | None = None) -> list[Placed]:
    return [replace(one, table=table, role=role, counts=counts) for one in rows]


def texts(rows: list[Placed]) -> list[str]:
    return [one.text for one in counted_rows(rows).rows]


A, B, C = (row("program", f"Program {name}", y2026=5) for name in ("Gizi", "Imunisasi", "Sampah"))


def test_the_plan_counts_without_one_the_review_without_that_the_evaluation() -> None:
    evaluation, review, plan = of("1", "evaluation", A), of("2", "review", B), of("3", "plan", C)
    assert texts(evaluation + review + plan) == ["Program Sampah"]
    assert texts(evaluation + review) == ["Program Imunisasi"]
    assert texts(evaluation) == ["Program Gizi"]
    assert texts(of("1", "proposal", A) + of("2", "other", B)) == []


def test_a_person_decides_otherwise_table_by_table() -> None:
    proposal, plan = of("1", "proposal", A, counts=True), of("2", "plan", B)
    assert texts(proposal + plan) == ["Program Gizi", "Program Imunisasi"]
    review, off = of("1", "review", A), of("2", "plan", B, counts=False)
    assert texts(review + off) == ["Program Gizi"]


def test_amounts_that_cannot_be_are_left_out_until_a_person_has_answered_their_row() -> None:
    huge = row("program", "Program Gizi", y2026=20_000_000_000_000)
    (one,) = counted_rows([huge]).rows
    assert one.pagu == ()
    assert counted_rows([replace(huge, is_labelled=True)]).rows[0].pagu == huge.pagu
    others = [row("program", f"Program {name}", y2026=100_000_000) for name in "VWXYZ"]
    misread = row("program", "Program Besar", y2026=300_000_000_000)
    assert [one.pagu == () for one in counted_rows([*others, misread]).rows] == [False] * 5 + [True]


def test_a_program_that_two_tables_spell_differently_is_one() -> None:
    first = of("1", "plan", row("program", "Program Rehabilitas dan Pemel Prasarana Lalu Lintas Jalan"))
    second = of(
        "2",
        "plan",
        row("program", "Program Rehabilitasi dan Pemeliharaan Prasarana Lalu Lintas Jalan", y2026=7),
    )
    (one,) = outline(first + second).programs
    assert (one.text, one.pagu) == (first[0].text, {"2026": 7})


def test_kegiatan_and_codes_help_to_know_a_program_again() -> None:
    def plan(table: str, name: str, kode: str) -> list[Placed]:
        program = replace(row("program", name), kode=kode)
        return of(
            table, "plan", program, *(row("kegiatan", kegiatan, name) for kegiatan in ("Rapat", "Monitoring"))
        )

    same = plan("1", "Program Perencanaan dan Evaluasi Pembangunan Daerah", "")
    assert (
        len(outline(same + plan("2", "Program Perencanaan dan Pengawasan Pembangunan Daerah", "")).programs)
        == 1
    )
    assert (
        len(
            outline(
                same[:1] + plan("2", "Program Perencanaan dan Pengawasan Pembangunan Daerah", "")[:1]
            ).programs
        )
        == 2
    )


def test_names_of_one_table_are_two_programs_however_alike() -> None:
    names = ("Program Penataan Wilayah Pesisir Satuan", "Program Penataann Wilayah Pesisir Satuan")
    assert len(outline(of("1", "plan", *(row("program", name) for name in names))).programs) == 2


def test_a_denial_or_a_number_makes_two_programs() -> None:
    for one, other in (("Menular", "Tidak Menular"), ("Tahap I Wilayah", "Tahap II Wilayah")):
        rows = of("1", "plan", row("program", f"Program Pengendalian Penyakit {one}"))
        rows += of("2", "plan", row("program", f"Program Pengendalian Penyakit {other}"))
        assert len(outline(rows).programs) == 2


def test_two_tables_with_other_kegiatan_of_a_program_do_not_add_up() -> None:
    def plan(table: str, kegiatan: str, amount: int) -> list[Placed]:
        return of(
            table,
            "plan",
            row("program", "Program Gizi"),
            row("kegiatan", kegiatan, "Program Gizi", y2026=amount),
        )

    (one,) = outline(plan("1", "Rapat koordinasi", 5) + plan("2", "Rapat-rapat koordinasi", 5)).programs
    assert one.pagu == {"2026": 5}


def test_parts_of_a_program_in_one_table_add_up() -> None:
    parts = [
        row("program", "Program Gizi", y2026=5),
        row("kegiatan", "Rapat", "Program Gizi", y2026=5),
        row("program", "Program Gizi", y2026=7),
        row("kegiatan", "Imunisasi", "Program Gizi", y2026=7),
    ]
    assert outline(of("1", "plan", *parts)).programs[0].pagu == {"2026": 12}
    again = [row("program", "Program Gizi", y2026=5), row("program", "Program Gizi", y2026=5)]
    assert outline(of("1", "plan", *again)).programs[0].pagu == {"2026": 5}


def test_parts_of_a_program_that_units_of_an_agency_have_add_up() -> None:
    def plan(*units: str) -> list[Placed]:
        rows = [row("program", "Program Gizi", opd="Dinas Pendidikan", y2026=0)]
        for amount, unit in zip((5, 7), units, strict=True):
            rows.append(row("program", "Program Jalan", opd=unit, y2026=amount))
            rows.append(row("kegiatan", "Rapat", "Program Jalan", opd=unit, y2026=amount))
        return of("1", "plan", *rows)

    units = ("UPTD Wilayah I", "UPTD Wilayah II")
    assert sum(one.total for one in outline(plan(*units)).programs) == 12
    assert sum(one.total for one in outline(plan(*units)).kegiatan) == 12
    same = outline(plan("UPTD Wilayah I", "UPTD WILAYAH I"))
    assert sum(one.total for one in same.programs) == 5


def test_a_program_with_other_kegiatan_in_another_table_adds_up() -> None:
    def plan(table: str, *kegiatan: tuple[str, int]) -> list[Placed]:
        below = (row("kegiatan", name, "Program Gizi", y2026=amount) for name, amount in kegiatan)
        return of(table, "plan", row("program", "Program Gizi"), *below)

    first = plan("1", ("Penyuluhan Gizi Balita", 100), ("Pemantauan Tumbuh Kembang", 200))
    other = plan("2", ("Pembangunan Gudang Pangan", 300), ("Lomba Memasak Antarwarga", 400))
    assert outline(first + other).programs[0].pagu == {"2026": 1_000}
    again = plan("2", ("Penyuluhan Gizi Balitaa", 100), ("Pemantauan Tumbuh-Kembang", 250))
    assert outline(first + again).programs[0].pagu == {"2026": 300}


def n_calls(n: int) -> int:
    """How many calls it takes to compare `n` programs of long names in twenty tables."""
    seeded = random.Random(1)
    syllables = ("ba", "ri", "tu", "lo", "me", "ka", "sa", "nu", "di", "po")
    words = ["".join(seeded.choices(syllables, k=6)) for _ in range(300)]
    rows: list[Placed] = []
    for i in range(n):
        name = "Program " + " ".join(seeded.choices(words, k=12))
        rows += of(str(i % 20), "plan", replace(row("program", name, y2026=5), kode="1.01.02"))
    with cProfile.Profile() as profile:
        assert len(set(texts(rows))) == n
    return sum(entry.callcount for entry in profile.getstats())


def test_hundreds_of_long_names_in_twenty_tables_are_not_compared_letter_by_letter() -> None:
    # Every pair with one word in common, letter by letter, makes twenty times as many calls.
    assert n_calls(100) < MOST_CALLS


def test_names_whose_words_print_glued_together_are_one() -> None:
    rows = of("1", "plan", row("program", "Program PengelolaanPersampahan Perkotaan"))
    rows += of("2", "plan", row("program", "Program Pengelolaan Persampahan Perkotaan", y2026=7))
    assert len(outline(rows).programs) == 1


def test_tables_that_share_their_programs_print_one_plan() -> None:
    def plan(table: str, kegiatan: str, amount: int) -> list[Placed]:
        programs = [row("program", f"Program {name}") for name in ("Gizi", "Imunisasi")]
        return of(table, "plan", *programs, row("kegiatan", kegiatan, "Program Gizi", y2026=amount))

    rows = plan("1", "Penyuluhan Balita", 100) + plan("2", "Pembangunan Gudang Pangan", 300)
    assert outline(rows).programs[0].pagu == {"2026": 100}


def test_a_few_names_without_money_do_not_count_before_many_with_money() -> None:
    next_year = [row("program", f"Program {name}") for name in ("Air", "Jalan")]
    below = [replace(row("kegiatan", f"Kegiatan {i}"), program="Program Air") for i in range(9)]
    reported = [
        row("program", f"Program {name}", y2026=9) for name in ("Air", "Jalan", "Pasar", "Taman", "Sawah")
    ]
    listed = of("1", "plan", *next_year, *below)
    assert len(texts([*listed, *of("2", "evaluation", *reported)])) == 5
    assert texts([*listed, *of("2", "evaluation", *reported[:4])])[:2] == ["Program Air", "Program Jalan"]
