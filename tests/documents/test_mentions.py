import pickle

import pytest

from classifier.documents.mentions import PageMentions, mentions


def found(text: str, subject: str, *, page: int = 9) -> list[tuple[str, str, str]]:
    """(value, place, about) of what a page's text mentions, lines of names joined."""
    return [
        (" ".join(m.value.split()), m.place, m.about)
        for m in mentions(text, page).mentions
        if m.subject == subject
    ]


BODY = "\n".join(["Pembangunan wilayah dilakukan secara bertahap,"] * 8)


def page(first: str = "", middle: str = "", last: str = "") -> str:
    """A page of text with a line before, in the middle and behind."""
    return "\n".join([first or "1", "a b", "c d", BODY, middle, BODY, "e f", "g h", last or "2"])


def test_a_page_of_few_lines_is_a_cover() -> None:
    cover = "RENCANA KERJA\nDINAS SOSIAL\nKOTA MUARA INDAH\nTAHUN 2026"
    assert found(cover, "kind", page=1) == [("Renja", "cover", "")]
    assert found(cover, "agency", page=1) == [("DINAS SOSIAL", "cover", "Kota Muara Indah")]
    assert found(cover, "years", page=1) == [("2026", "cover", "Renja")]


def test_a_small_table_is_no_cover() -> None:
    assert found("Tabel 2.1\nDINAS SOSIAL\n1 2 3 4 5", "agency", page=1) == [("DINAS SOSIAL", "caption", "")]


def test_what_stands_in_the_table_below_a_title_is_text() -> None:
    text = "PERJANJIAN KINERJA\nDINAS SOSIAL\nNo Sasaran Target\n1. Program Taman Dinas Pertamanan"
    assert found(text, "agency", page=1) == [("DINAS SOSIAL", "cover", ""), ("Dinas Pertamanan", "text", "")]


def test_the_first_and_last_lines_are_the_margin() -> None:
    text = page("Renja Dinas Sosial Kabupaten Contoh 2026", "", "Bab II - 3")
    assert found(text, "agency") == [("Dinas Sosial", "margin", "Kabupaten Contoh")]
    assert found(text, "years") == [("2026", "margin", "Renja")]


def test_a_running_title_is_the_margin_wherever_the_text_has_it() -> None:
    assert found(page(middle="RENJA DISDIK TAHUN 2026 | II - 4"), "years") == [("2026", "margin", "Renja")]


def test_the_head_of_a_chapter_is_a_title_and_its_text_is_not() -> None:
    text = page("Renja 2026\nInspektorat Kota Contoh", "", "").replace(
        "a b", "1.1 Rencana Strategis 2021-2026"
    )
    assert ("Renja", "title", "") in found(text, "kind", page=1)
    assert ("Renstra", "title", "") not in found(text, "kind", page=1)


@pytest.mark.parametrize(
    "law",
    [
        "Peraturan Daerah Nomor 6 Tahun 2009 tentang Satuan Polisi Pamong Praja Kota Contoh;",
        "Undang-Undang Nomor 23 Tahun 2014 tentang Dinas Pendidikan Provinsi Jambi (Lembaran Negara 2014);",
        "Perda tentang Badan Kepegawaian Daerah Kabupaten Contoh;",
    ],
)
def test_laws_that_are_cited_say_nothing(law: str) -> None:
    text = page(middle=law)
    assert [found(text, subject) for subject in ("agency", "region", "years", "kind")] == [[], [], [], []]


def test_a_name_goes_on_over_the_end_of_a_line() -> None:
    text = page(middle="oleh Dinas Tenaga Kerja dan\nTransmigrasi Provinsi Jambi yang")
    assert found(text, "agency") == [("Dinas Tenaga Kerja dan Transmigrasi", "text", "Provinsi Jambi")]


def test_labels_and_signatures_are_told_apart() -> None:
    assert found(page(middle="Nama OPD : Dinas Sosial\nkode"), "agency") == [("Dinas Sosial", "label", "")]
    assert found(page(middle="SKPD: 1.06.01 Dinas Sosial\nkode"), "agency") == [("Dinas Sosial", "label", "")]
    assert found(page(middle="Kepala Dinas Sosial Kota Contoh,"), "agency") == [
        ("Dinas Sosial", "signature", "Kota Contoh")
    ]
    assert found(page(middle="CAMAT SUKAMAJU\nttd"), "agency") == [("Kecamatan SUKAMAJU", "signature", "")]


def test_a_place_is_no_agency() -> None:
    assert found(page(middle="di Kecamatan Sukamaju dan Kelurahan Baru"), "agency") == []
    assert found(page("Renja Kecamatan Sukamaju 2026"), "agency") == [("Kecamatan Sukamaju", "margin", "")]


def test_a_biro_has_its_sekretariat_behind_it() -> None:
    text = page("Renja Biro Umum Sekretariat Daerah Provinsi Jambi")
    assert [name for name, _, _ in found(text, "agency")] == ["Biro Umum"]


def test_short_forms_stand_in_margins_and_behind_kinds() -> None:
    assert found(page("RENJA BPLHD 2016"), "short") == [("BPLHD", "margin", "")]
    assert found(page("Renja BKPP Wil. II Prov. Jabar"), "short") == [
        ("BKPP Wil. II", "margin", "Provinsi Jawa Barat")
    ]
    assert found(page(middle="Penyusunan Renja Disnakertrans oleh LSM"), "short") == [
        ("Disnakertrans", "text", "")
    ]


def test_years_of_what_was_done_are_told_apart() -> None:
    text = page(middle="EVALUASI PELAKSANAAN RENJA DINAS SOSIAL TAHUN 2024")
    (years,) = [m for m in mentions(text, 9).mentions if m.subject == "years"]
    assert (years.value, years.about, years.is_past) == ("2024", "Renja", True)


def test_forward_estimates_tell_the_year_before() -> None:
    text = page(middle="Tabel 3.1 Rumusan Rencana Program Tahun 2026 dan Prakiraan Maju Tahun 2027")
    assert {value for value, place, _ in found(text, "years") if place == "caption"} >= {"2026"}


def test_periods_are_read_however_they_are_written() -> None:
    for period in ("2021-2026", "2021 – 2026", "2021 s/d 2026", "2021 s.d. 2026", "2021 sampai dengan 2026"):
        assert ("2021-2026", "margin", "Renstra") in found(page(f"Renstra Tahun {period}"), "years")


def test_letters_printed_apart_are_read() -> None:
    text = page("LKIP T A H U N 2 0 2 6\nINSPEKTORAT P R O V I N S I J A M B I")
    assert found(text, "years") == [("2026", "margin", "LKIP")]
    assert found(text, "agency") == [("INSPEKTORAT", "margin", "Provinsi Jambi")]


def test_a_decree_is_what_its_title_says() -> None:
    text = "PERATURAN BUPATI CONTOH\nNOMOR 3 TAHUN 2026\nMenimbang : bahwa"
    assert mentions(text, 1).law == "Peraturan Bupati"
    assert mentions(page(middle="PERATURAN BUPATI"), 1).law == ""


def test_an_empty_page_mentions_nothing() -> None:
    assert mentions(" \r\n", 3) == PageMentions(3)


def test_mentions_are_small_and_go_between_processes() -> None:
    text = page(
        "Renja Dinas Sosial Kota Contoh 2026", "\n".join(f"Dinas Nomor{i} Contoh" for i in "abcdefgh" * 90)
    )
    told = mentions(text, 4)
    assert pickle.loads(pickle.dumps(told)) == told
    assert len(pickle.dumps(told)) < 20_000
