"""Where a name ends: phrases that are glued behind it, and what is part of it."""

import json

import pytest

from classifier.evidence import name_ends
from classifier.fields import names
from tests.support.paths import DATA, OFFICIAL_PROGRAMS

# Labelled names that lose words, of 4,697: money, and sentences that are no names of a nomenclature.
LOSING = {
    "Bantuan modal simpan pinjam BUMDes Maju Bersama Nagori Bandar Rp. 100.000.000,-",
    "Belanja makan minum rapat evaluasi triwulan Rp. 36.000.000",
    "Meningkatnya omzet usaha mikro binaan sebesar 10 persen per tahun",
    "Sasaran: meningkatnya kepuasan masyarakat atas layanan perangkat daerah, dengan indikator nilai SKM.",
    "Seluruh penduduk dijamin pembiayaan kesehatannya melalui kepesertaan semesta (UHC) "
    "dengan anggaran bersama provinsi dan kabupaten.",
}  # fmt: skip


def names_in(file: str) -> set[str]:
    """The names of labelled rows and of the programs above them, without code and number."""
    rows = [json.loads(line) for line in (DATA / file).read_text(encoding="utf-8").splitlines()]
    texts = {text for row in rows for text in (row["text"], row.get("program", "")) if text}
    return {names.parsed(text).text for text in texts}


def losing(texts: set[str]) -> set[str]:
    return {text for text in texts if name_ends.trimmed(text) != text}


def test_no_official_name_loses_a_word() -> None:
    lines = OFFICIAL_PROGRAMS.read_text(encoding="utf-8").splitlines()
    assert losing({json.loads(line)["program"] for line in lines}) == set()
    assert losing(names_in("nomenclature.jsonl")) == set()


def test_of_the_labelled_names_only_money_and_sentences_lose_words() -> None:
    assert losing(names_in("local.jsonl")) == LOSING


@pytest.mark.parametrize(
    "glued",
    [
        ", dengan sasaran warga miskin",
        " dengan kegiatan:",
        ", dengan jumlah anggaran Rp 5.000.000",
        ", yang meliputi kegiatan:",
        " terdiri dari 5 (lima) kegiatan",
        " meliputi:",
        ", sebesar Rp 1.000.000",
        " senilai 5 miliar",
        " melalui kegiatan:",
        ", yaitu",
        " sebagai berikut",
        " Rp. 1.250.000.000",
        " Rp",
        " – Rp 5.000.000",
        "; Sasaran memantapkan kinerja",
        " - Rp. 5.000.000,-",
        " = 5.000.000",
        " 1.250.000.000",
        "; dan",
        "; serta",
    ],
)
def test_a_phrase_that_is_glued_behind_a_name_is_cut_off(glued: str) -> None:
    assert name_ends.trimmed(f"Program Kota Hijau{glued}") == "Program Kota Hijau"


@pytest.mark.parametrize(
    "glued",
    [
        ", yang dibiayai provinsi",
        " yang dilaksanakan di desa",
        " telah mencapai sasaran",
        " untuk tujuan wisata",
        " adalah upaya kota",
        ", sebesar separuh",
        ". Target capaian",
        "; Program Kota Sehat",
        " = 5.000",
        " yang bersumber dari pusat",
        " Kegiatan Rapat Kerja",
        ", PROGRAM KOTA SEHAT",
    ],
)
def test_in_running_text_a_name_ends_where_its_sentence_goes_on(glued: str) -> None:
    whole = f"Program Kota Hijau{glued}"
    assert name_ends.trimmed(whole, is_running_text=True) == "Program Kota Hijau"
    assert name_ends.trimmed(whole) == whole
    assert name_ends.is_over(whole)


@pytest.mark.parametrize(
    "text",
    [
        # Too little would be left.
        "Dengan Anggaran Desa",
        "Kegiatan, yaitu rapat",
        "Penataan Jalan Kab. Contoh, Kec. Hulu",
        "Pelayanan Terpadu dengan Mobil Keliling",
        "Bantuan Sejumlah Warga",
        "Penanaman 1.000 Pohon di 12.500 Desa",
        "Pekerjaan Umum - Jalan Kabupaten/Kota",
        "Rapat melalui Kegiatan Desa",
    ],
)
def test_what_belongs_to_a_name_is_left(text: str) -> None:
    assert name_ends.trimmed(text) == text


def test_only_a_program_ends_where_another_name_begins() -> None:
    text = "Pembinaan Pengelola Program Keluarga Berencana"
    assert name_ends.trimmed(text, is_running_text=True) == text


def test_a_full_stop_behind_a_number_ends_no_sentence() -> None:
    text = "Program Generik 2. Peningkatan Jalan"
    assert name_ends.trimmed(text, is_running_text=True) == text


@pytest.mark.parametrize("text", ["Sarana dan", "Kabupaten/", "Rapat,", "Bantuan untuk", "Obat (", "Undang-"])
def test_a_text_that_wants_another_word_is_open(text: str) -> None:
    assert name_ends.is_open(text)


@pytest.mark.parametrize("text", ["Sarana", "Rapat.", "Bandan", "Obat (DAK)"])
def test_a_whole_text_is_not_open(text: str) -> None:
    assert not name_ends.is_open(text)


@pytest.mark.parametrize("text", ["Program Kota Hijau.", "Program Kota Hijau;", "Program Kota Hijau: "])
def test_a_mark_that_closes_a_name_ends_it(text: str) -> None:
    assert name_ends.is_over(text)


@pytest.mark.parametrize("text", ["Program Kota Hijau", "Penataan Jalan Kab.", "Bantuan Prov.", "Rapat,"])
def test_words_and_short_forms_end_no_name(text: str) -> None:
    assert not name_ends.is_over(text)


def test_an_indicator_behind_who_pays_is_no_part_of_a_name() -> None:
    name = "Program Penguatan Daya Saing Produk Perikanan (APBN/DK)"
    assert name_ends.trimmed(f"{name} Prosentase Peningkatan Ketersediaan Ikan") == name
    without = "Kegiatan Pengukuran Persentase Warga Miskin"
    assert name_ends.trimmed(without) == without
