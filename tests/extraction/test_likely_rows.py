"""How many rows a page seems to hold by its text."""

import pytest

from classifier.extraction.likely_rows import LikelyRows, likely_rows

TABLE = """
KODE PROGRAM/KEGIATAN ANGGARAN
REALISASI
29 Program Perencanaan dan
Evaluasi Pembangunan
1,365,526,350

1,355,093,210 99.24
29.01 Penyebaran Informasi Ketenagakerjaan
360,032,000
29.02 Perencanaan Program
512,425,000 507,565,960 99.05
4
Pelatihan
Dasar
137,775,000
JUMLAH 2.375.758.350
"""
LISTED = """
Pencapaian tersebut dilaksanakan melalui program:
1. Program Pengembangan Perikanan Budidaya (APBD)
2. Program Pengelolaan Sumber Daya
Perikanan
(3) Kegiatan Pelatihan Nelayan
• Kegiatan Lomba
"""
TREE = """
Program Pengembangan Pemasaran
Pameran Citra Pariwisata Jawa Barat
Rp. 190.000.000
Peragaan Kerajinan Rp.
237.500.000
Lomba Lukis Payung Rp. 142.500.000
"""
PROSE = """
Program Nasional Pemberdayaan Masyarakat telah dilaksanakan dengan anggaran sebesar Rp.
11.400.000.000 dan terealisasi sebesar Rp. 9.300.000.000 atau 82 %.
1. Meningkatkan mutu kegiatan dan program;
2. Menata kembali pengelolaan, dengan biaya 4.000.000 rupiah;
"""
CONTENTS = """
4.1 Program Prioritas Pembangunan ................ 23
4.2 Program Unggulan . . . . . . . . 25
4.3 Kegiatan Pokok …………… 28
"""
STATISTICS = """
1. Teh 4.500.000
2. Kopi 3.500.000
3. Retribusi Izin Usaha 90.000.000
6 Kegiatan
11 Kegiatan 121.000.000
"""
PEOPLE = """
1 Kecamatan Utara 96.410
2 Kecamatan Timur 1.181.220
"""


@pytest.mark.parametrize(
    ("text", "begun"),
    [(TABLE, 4), (LISTED, 4), (TREE, 1), (PROSE, 2), (CONTENTS, 0), (STATISTICS, 0), (PEOPLE, 0), ("", 0)],
    ids=["table", "list", "tree", "prose", "contents", "statistics", "people", "nothing"],
)
def test_lines_that_begin_like_rows_are_counted(text: str, begun: int) -> None:
    assert likely_rows(text).begun == begun


@pytest.mark.parametrize(
    ("text", "loose"),
    [(LISTED, 4), (TREE, 3), (STATISTICS, 0), (CONTENTS, 0)],
    ids=["list", "tree", "statistics", "contents"],
)
def test_names_and_texts_with_money_are_counted_where_no_line_is_numbered(text: str, loose: int) -> None:
    assert likely_rows(text).loose == loose


@pytest.mark.parametrize(
    "line",
    [
        "5 53 03 Penyelenggaraan Administrasi 322.939.000",
        "7 53 OS Penyelenggaraan Adiministrasi 242.694.000",
        "1.02.02.2.01.0003 Penyediaan Alat Kesehatan 1.200.000",
        "ee.Intensifikasi Pemungutan Pajak sebesar Rp. 1.154.953.350,-",
        "IV PROGRAM GIZI",
        "53 06 Pemeliharaan Gedung 868.400",
        "- Kegiatan Promosi",
    ],
)
def test_a_row_begins_with_any_number_code_or_bullet(line: str) -> None:
    assert likely_rows(f"Pagu Anggaran\n{line}").begun == 1


@pytest.mark.parametrize(
    "line",
    [
        "Kegiatan yang mendukung adalah pelatihan",
        "Penyelenggaraan Administrasi 322.939.000",
        "3 Kegiatan 121.000.000",
        "5.1.01 Belanja Pegawai 4.000.000.000",
        "1. Jumlah Anggaran 4.000.000.000",
        "2 Meningkatnya mutu kegiatan 12.000.000",
    ],
)
def test_what_only_looks_like_a_row_is_none(line: str) -> None:
    assert likely_rows(f"Pagu Anggaran\n{line}").begun == 0


def test_an_empty_count_is_nothing() -> None:
    assert LikelyRows() == (0, 0)
