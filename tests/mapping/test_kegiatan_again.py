from dataclasses import replace

from classifier.formats.results import Placed
from classifier.mapping.kegiatan_again import below_their_programs
from classifier.mapping.programs import outline
from tests.support.plan_rows import row

GIZI = "Program Gizi"
TABLE = [
    row("program", GIZI, y2026=12),
    row("kegiatan", "Pemberian Makanan Tambahan", GIZI, y2026=5),
    row("kegiatan", "Penyuluhan Gizi Keluarga", GIZI, y2026=7),
]


def of(table: str, *rows: Placed) -> list[Placed]:
    return [replace(one, table=table) for one in rows]


def money(rows: list[Placed]) -> list[tuple[str, int]]:
    return [(one.text, one.total) for one in outline(rows).programs]


def test_a_kegiatan_whose_program_was_not_found_counts_once_where_a_table_prints_it_below_one() -> None:
    listed = of("1", *(replace(one, program="", pagu=(("", one.pagu[0][1]),)) for one in TABLE[1:]))
    assert money(listed + of("2", *TABLE)) == [(GIZI, 12)]
    assert money(of("2", *TABLE) + of("3", *listed)) == [(GIZI, 12)]


def test_a_name_spelt_otherwise_needs_the_same_rupiah() -> None:
    def listed(name: str, amount: int) -> list[Placed]:
        return of("1", row("kegiatan", name, y=amount)) + of("2", *TABLE)

    assert money(listed("Penyuluhan Gizi Keluarga", 9)) == [(GIZI, 12)]
    assert money(listed("Penyuluhan Gizi Kelurga", 7)) == [(GIZI, 12)]
    assert money(listed("Penyuluhan Gizi Kelurga", 9)) == [("Penyuluhan Gizi Kelurga", 9), (GIZI, 12)]
    assert money(listed("Kunjungan Rumah", 7)) == [("Kunjungan Rumah", 7), (GIZI, 12)]


def test_a_kegiatan_that_several_programs_have_stays_where_it_is_unless_its_rupiah_tell() -> None:
    def listed(amount: int) -> list[Placed]:
        return [
            *of("1", row("kegiatan", "Rapat", y=amount)),
            *of("2", row("program", GIZI), row("kegiatan", "Rapat", GIZI, y2026=5)),
            *of("2", row("program", "Program Pangan"), row("kegiatan", "Rapat", "Program Pangan", y2026=6)),
        ]

    assert money(listed(7)) == [("Rapat", 7), (GIZI, 5), ("Program Pangan", 6)]
    assert money(listed(6)) == [(GIZI, 5), ("Program Pangan", 6)]


def test_kegiatan_of_one_table_or_of_other_agencies_are_not_printed_again() -> None:
    alone = row("kegiatan", "Penyuluhan Gizi Keluarga", y2026=7)
    for rows in (
        of("2", *TABLE, alone),
        of("1", replace(alone, opd="Dinas B")) + of("2", *TABLE),
        of("1", alone, row("subkegiatan", "Cetak Buku", y2026=7)) + of("2", *TABLE),
    ):
        assert below_their_programs(rows) == rows
