import pytest

from classifier.fields.header_words import is_of_header_words, is_year, role_of


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("No", "no"),
        ("NOMOR URUT", "no"),
        ("(5)", "number"),
        ("[12]", "number"),
        ("6=4+5", "number"),
        ("Kode", "kode"),
        ("Kode Rekening", "kode"),
        ("No. Rekening", "kode"),
        ("Program", "program"),
        ("Nama Program", "program"),
        ("Program Prioritas", "program"),
        ("Kegiatan", "kegiatan"),
        ("Sub Kegiatan", "subkegiatan"),
        ("Program/Kegiatan", "name"),
        ("Program dan Kegiatan", "name"),
        ("PROGRAM, KEGIATAN DAN SUB KEGIATAN", "name"),
        ("PROG/KEG/SUB KEG", "name"),
        ("URAIAN URUSAN, ORGANISASI, PROGRAM, KEGIATAN DAN SUB KEGIATAN", "name"),
        ("BIDANG URUSAN/PROGRAM/OUTC OME", "name"),
        ("SUB KEG.", "subkegiatan"),
        ("Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan", "name"),
        ("Bidang Urusan / Program / Outcome", "name"),
        ("Bidang Urusan/Program/Outcome/Kegiatan/Subkegiatan/Output", "name"),
        ("Program/Kegiatan/Keluaran", "name"),
        ("Jenis Anggaran/Program", "program"),
        ("Keluaran Kegiatan", "indikator"),
        ("Uraian", "name"),
        ("Nomenklatur", "name"),
        ("Prioritas Pembangunan", "name"),
        ("KEGIATA N", "kegiatan"),
        ("Pemerintah Daerah dan Program/Kegitatan", "name"),
        ("Indikator Kinerja Program", "indikator"),
        ("Indikator Kinerja Program/Kegiatan", "indikator"),
        ("Tolok Ukur", "indikator"),
        ("Target Capaian Kinerja", "target"),
        ("Target Kinerja", "target"),
        ("Volume", "target"),
        ("Besaran/ Volume", "target"),
        ("Besaran Anggaran", "pagu"),
        ("Satuan", "target"),
        ("Baseline 2024", "target"),
        ("Pagu Indikatif (Rp)", "pagu"),
        ("Kebutuhan Dana/ Pagu Indikatif (Rp)", "pagu"),
        ("Anggaran", "pagu"),
        ("Rp", "pagu"),
        ("APBD", "pagu"),
        ("Jumlah (Rp)", "pagu"),
        ("Prakiraan Maju Rencana Tahun 2027", "realisasi"),
        ("Perkiran Maju Rencana Tahun 2027", "realisasi"),
        ("Realisasi Anggaran", "realisasi"),
        ("%", "realisasi"),
        ("Lokasi", "lokasi"),
        ("Perangkat Daerah", "opd"),
        ("Unit Kerja Penanggung Jawab", "opd"),
        ("Penanggung Jawab", "opd"),
        ("SKPD", "opd"),
        ("Sumber Dana", "other"),
        ("Keterangan", "other"),
        ("Tujuan", "other"),
        ("Sasaran", "other"),
        ("Indikator Sasaran", "other"),
    ],
)
def test_a_header_cell_states_the_role_of_its_column(text: str, role: str) -> None:
    assert role_of(text) == role


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PROGRAM PENGELOLAAN PERSAMPAHAN",
        "Program Pengendalian Pencemaran",
        "Kecamatan",
        "Program " + "dan Kegiatan " * 9,
    ],
)
def test_a_name_or_a_long_text_states_no_role(text: str) -> None:
    assert role_of(text) is None


def test_words_decide_and_not_casing_or_spaces_that_narrow_cells_leave() -> None:
    assert role_of("PAGU INDIKA TIF") == "pagu"
    assert role_of("LOKASI") == role_of("Lo kasi") == "lokasi"


@pytest.mark.parametrize("text", ["Target", "Rp (juta)", "Program dan Kegiatan", "Kondisi Awal", "", "2026"])
def test_a_text_of_header_words_alone_is_of_the_language_of_headers(text: str) -> None:
    assert is_of_header_words(text)


@pytest.mark.parametrize("text", ["Program Penanaman Pohon", "Target Kecamatan", "Muara Sungai"])
def test_one_other_word_makes_a_text_a_rows(text: str) -> None:
    assert not is_of_header_words(text)


@pytest.mark.parametrize(
    "text", ["2026", "Tahun 2026", "TAHUN KE-1", "TA 2026", "Thn. 2026", "2026 (Rp)", "2026 (n+1)", "20 26"]
)
def test_a_year_alone_is_a_year(text: str) -> None:
    assert is_year(text)


@pytest.mark.parametrize("text", ["", "1999", "Target 2026", "2026 dan 2027", "Tahun", "85"])
def test_a_year_among_others_is_none(text: str) -> None:
    assert not is_year(text)


def test_a_header_word_with_a_slip_of_the_pen_is_that_word() -> None:
    assert role_of("Perangakat Daerah") == "opd"
    assert role_of("Perangkatt Daerah") == "opd"
    assert role_of("Badan Daerah") is None
    assert role_of("Bencana Daerah") is None
