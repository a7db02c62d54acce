import pytest

from classifier.agencies.regions import bare_provinces, province, regions, without_spacing


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dinas Sosial Provinsi Jawa Barat Tahun 2016", ["Provinsi Jawa Barat"]),
        ("PROVINSI JAWA\nBARAT", ["Provinsi Jawa Barat"]),
        ("BKPD Prov. Jabar", ["Provinsi Jawa Barat"]),
        ("Kab. Contoh", ["Kabupaten Contoh"]),
        ("KABUPATEN MUARO JAMBI", ["Kabupaten Muaro Jambi"]),
        ("KABUPATEN CONTOH PROVINSI SULAWESI BARAT", ["Kabupaten Contoh", "Provinsi Sulawesi Barat"]),
        ("Kabupaten Contoh Jawa Timur", ["Kabupaten Contoh"]),
        ("RPJMD Kota Muara Indah Tahun 2025", ["Kota Muara Indah"]),
        ("KABUPATEN CONTOH\nSELATAN\nTAHUN", ["Kabupaten Contoh Selatan"]),
        ("Kabupaten Contoh\nDinas", ["Kabupaten Contoh"]),
        ("Provinsi Nusa Raya", ["Provinsi Nusa Raya"]),
        ("di Kabupaten/Kota se-Jawa Barat", []),
        ("Pemerintah Kabupaten dan Kota", []),
        ("seluruh kota Besar", []),
        ("Kota\n2025", []),
    ],
)
def test_a_region_is_named_behind_its_word(text: str, names: list[str]) -> None:
    assert [region.name for region in regions(text)] == names


def test_short_forms_of_provinces_are_known() -> None:
    assert [province(text) for text in ("Jabar", "SUMUT", "D.I. Yogyakarta", "Jawa", "")] == [
        "Jawa Barat", "Sumatera Utara", "Daerah Istimewa Yogyakarta", "", "",
    ]  # fmt: skip


def test_a_province_may_stand_without_its_word() -> None:
    text = "Inspektorat Jawa Barat, Papua Barat Daya dan Jateng"
    assert [region.name for region in bare_provinces(text)] == [
        "Provinsi Jawa Barat", "Provinsi Papua Barat Daya", "Provinsi Jawa Tengah",
    ]  # fmt: skip


def test_letters_printed_apart_are_words() -> None:
    assert without_spacing("LKIP T A H U N 2 0 2 6 I-1") == "LKIP TAHUN 2026 I-1"
    assert without_spacing("P R O V I N S I J A M B I") == "PROVINSI JAMBI"
    assert without_spacing("A. Latar Belakang") == "A. Latar Belakang"
