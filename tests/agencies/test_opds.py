import pytest

from classifier.agencies.opds import labelled, named, without_region


@pytest.mark.parametrize(
    ("text", "opd"),
    [
        ("Tabel 4.3 Rencana Program Dinas Lingkungan Hidup Kota Contoh Tahun 2026", "Dinas Lingkungan Hidup"),
        ("Nama Perangkat Daerah : Dinas Kesehatan", "Dinas Kesehatan"),
        (
            "Dinas Pekerjaan Umum dan Penataan Ruang Kabupaten Contoh",
            "Dinas Pekerjaan Umum dan Penataan Ruang",
        ),
        ("BADAN KEUANGAN DAERAH KABUPATEN CONTOH", "BADAN KEUANGAN DAERAH"),
        ("Renja Inspektorat Tahun 2026", "Inspektorat"),
        ("Kecamatan Sukamaju 2026", "Kecamatan Sukamaju"),
        ("Anggaran (Dinas Sosial)", "Dinas Sosial"),
        ("Dinas Sosial, Dinas Kesehatan", "Dinas Sosial"),
        ("Capaian Dinas Sosial s/d Triwulan II", "Dinas Sosial"),
        ("Anggaran dan Realisasi RSUD dr. Contoh Tahun 2026", "RSUD dr. Contoh"),
        ("Tabel 2.1 Jumlah Penduduk", ""),
        ("seluruh dinas terkait", ""),
        ("Perjalanan dinas dalam daerah", ""),
        ("", ""),
    ],
)
def test_the_opd_of_a_caption_is_named_without_its_region_and_year(text: str, opd: str) -> None:
    assert named(text) == opd


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("Dinas  Kesehatan  Kabupaten Contoh", "Dinas Kesehatan"),
        ("Dinas Sosial.", "Dinas Sosial"),
        ("Dinas Kebudayaan, Pemuda dan Olahraga Kota Contoh", "Dinas Kebudayaan, Pemuda dan Olahraga"),
        ("BAPPEDA", "BAPPEDA"),
    ],
)
def test_an_opd_loses_its_region(name: str, cleaned: str) -> None:
    assert without_region(name) == cleaned


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("SKPD: 1.02.01 Dinas Kesehatan", "Dinas Kesehatan"),
        ("OPD : DINAS KESEHATAN KABUPATEN CONTOH", "DINAS KESEHATAN"),
        ("Unit Organisasi : 1.02.0.00.0.00.01.0000 - RSUD Sehat", "RSUD Sehat"),
        ("Perangkat Daerah :\nBadan Keuangan", "Badan Keuangan"),
        ("SKPD : 1.02.01", ""),
        ("SKPD Dinas Kesehatan", ""),
        ("Program : Dinas Kesehatan", ""),
        ("Organisasi Kemasyarakatan", ""),
    ],
)
def test_an_office_behind_a_label_is_read_without_label_and_code(text: str, office: str) -> None:
    assert labelled(text) == office
