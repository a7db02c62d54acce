import time
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.agencies.registry import Agency, Registry
from classifier.documents import kind_words
from classifier.documents.document_facts import facts_of
from classifier.documents.mentions import mentions
from classifier.records import DocumentFacts, GivenFacts

REGISTRY = Registry.packaged()
PROSE = "\n".join(["Pembangunan wilayah dilakukan secara bertahap dan terpadu,"] * 20)


def facts(*pages: str, file_name: str = "x.pdf", registry: Registry = REGISTRY) -> DocumentFacts:
    return facts_of([mentions(text, i) for i, text in enumerate(pages, start=1)], file_name, registry)


def test_a_cover_tells_all() -> None:
    told = facts("RENCANA KERJA (RENJA)\nDINAS SOSIAL\nKABUPATEN CONTOH\nTAHUN 2026", PROSE)
    assert told == DocumentFacts("Renja", "Kabupaten Contoh", "Dinas Sosial", (2026,), (), "DINAS SOSIAL")


def test_a_chapter_is_told_by_its_margins() -> None:
    pages = [f"Perubahan Renja Dinas Kominfo Kota Muara Indah Tahun 2026 | {i}\n{PROSE}" for i in range(1, 7)]
    told = facts(*pages)
    assert (told.kind, told.region, told.years) == ("Renja", "Kota Muara Indah", (2026,))
    assert (told.opd, told.opd_printed, told.doubts) == (
        "Dinas Komunikasi dan Informatika",
        "Dinas Kominfo",
        (),
    )


def test_other_years_are_cited_more_often_than_the_planned_one() -> None:
    text = "\n".join(
        ["BAB II", "EVALUASI PELAKSANAAN RENJA DINAS SOSIAL TAHUN 2024", PROSE]
        + ["Capaian tahun 2024 dan perkiraan tahun 2025, prakiraan maju tahun 2027 disajikan berikut."] * 30
    )
    pages = [f"Renja Dinas Sosial Kota Contoh 2026\n{text}\nII - {i}" for i in range(1, 6)]
    assert facts(*pages).years == (2026,)


def test_the_years_of_a_period_are_all_years() -> None:
    told = facts("RENCANA STRATEGIS\nDINAS KESEHATAN PROVINSI JAMBI\nTAHUN 2025-2029", PROSE)
    assert (told.kind, told.years) == ("Renstra", (2025, 2026, 2027, 2028, 2029))


def test_a_plan_of_the_region_has_no_agency() -> None:
    told = facts(
        "RPJMD\nKABUPATEN CONTOH\nTAHUN 2025-2029", f"{PROSE}\nBappeda, Dinas Sosial, Dinas Kesehatan"
    )
    assert (told.kind, told.opd, told.opd_printed, told.doubts) == ("RPJMD", "", "", ())


def test_laws_and_partners_are_not_the_documents_own() -> None:
    body = "\n".join(
        [
            "Renja Badan Lingkungan Hidup Kota Contoh Tahun 2015",
            PROSE,
            "Peraturan Daerah Nomor 22 Tahun 2008 tentang Satuan Polisi Pamong Praja Provinsi Jambi;",
            *["Kerja sama dengan Dinas Perhubungan dan Bappeda Kabupaten Lain terus berjalan."] * 5,
            PROSE,
            "I - 2",
        ]
    )
    told = facts(*[body] * 4)
    assert (told.opd, told.region, told.years, told.doubts) == (
        "Badan Lingkungan Hidup",
        "Kota Contoh",
        (2015,),
        (),
    )


def test_a_bidang_is_not_the_agency() -> None:
    text = "\n".join(
        [
            "PERJANJIAN KINERJA TAHUN 2026",
            "Nama : X",
            "Jabatan : Kepala Bidang Gizi",
            "Selanjutnya disebut PIHAK KESATU",
            "Jabatan : Kepala Dinas Kesehatan Kabupaten Contoh",
            PROSE,
        ]
    )
    told = facts(text, "PERJANJIAN KINERJA TAHUN 2026\nBIDANG GIZI\nNo Sasaran Indikator Target")
    assert (told.kind, told.opd, told.region) == ("Perjanjian Kinerja", "Dinas Kesehatan", "Kabupaten Contoh")


def test_the_short_form_of_a_balai_is_not_the_agency_of_that_short_form() -> None:
    text = "\n".join(["PERJANJIAN KINERJA TAHUN 2026", "BALAI PENGUJIAN MUTU PAKAN TERNAK", PROSE])
    told = facts(text, file_name="pk_kepala_bpmpt.pdf")
    assert (told.opd, told.opd_printed, "opd" in told.doubts) == (
        "BALAI PENGUJIAN MUTU PAKAN TERNAK",
        "BALAI PENGUJIAN MUTU PAKAN TERNAK",
        True,
    )
    assert facts(PROSE, file_name="renja_bpmpt.pdf").opd == "Badan Penanaman Modal dan Perijinan Terpadu"


def test_a_unit_that_a_text_only_speaks_of_is_not_the_agency() -> None:
    text = f"{PROSE}\nkerja sama dengan Balai Pengujian Mutu Pakan Ternak dan Sekretariat\n{PROSE}"
    assert facts(text, file_name="renja.pdf").opd == ""


def test_where_programs_take_place_is_not_the_region_of_a_plan() -> None:
    places = "Kota Bandung\nKabupaten Bogor\nKabupaten Ciamis\nKota Depok\nKabupaten Garut\n"
    row = f"1 Pengujian alat Dinas ESDM\nNON CG NON CG Kota Bandung\n{places}"
    title = "TABEL 3.1\nRumusan Rencana Program dan Kegiatan Dinas ESDM Tahun 2016\nProvinsi Jawa Barat\n"
    told = facts(title + row * 10 + PROSE, *[f"{PROSE}\n{row * 12}{PROSE}"] * 4)
    assert (told.region, told.opd) == ("Provinsi Jawa Barat", "Dinas Energi dan Sumber Daya Mineral")


def test_a_chapter_that_reviews_the_rkpd_is_of_a_renja() -> None:
    text = "\n".join(
        [
            "Tabel 03",
            "Review terhadap Rancangan Awal RKPD tahun 2016",
            "Nama OPD : Dinas Sosial Provinsi Jawa Barat",
            "Rancangan Awal RKPD Hasil Analisis Kebutuhan",
            PROSE,
        ]
    )
    told = facts(text, file_name="review_rkpd.pdf")
    assert (told.kind, told.opd) == ("Renja", "Dinas Sosial")
    told = facts("REVIU RKPD KABUPATEN CONTOH\nTAHUN 2026", PROSE)
    assert (told.kind, told.region) == ("RKPD", "Kabupaten Contoh")


def test_a_drawing_is_of_the_kind_of_its_title_wherever_its_text_has_it() -> None:
    boxes = "RPJMD\nIKU \nGUBERNUR\nIKU \nDISKOMINFO\nSTRATEGI KEBIJAKAN PROGRAM KEGIATAN PAGU\n"
    told = facts(
        f"{boxes}{PROSE}\nPOHON KINERJA KETERKAITAN IKU DISKOMINFO DENGAN IKU GUBERNUR\n{PROSE}",
        file_name="pohon_kinerja_diskominfo_2016.pdf",
    )
    assert told.kind == "Pohon Kinerja"


def test_plans_of_a_budget_have_their_own_kinds() -> None:
    kinds = {
        "PRIORITAS DAN PLAFON ANGGARAN SEMENTARA (PPAS)\nKABUPATEN CONTOH\nTAHUN ANGGARAN 2026": "PPAS",
        "KEBIJAKAN UMUM ANGGARAN\nKABUPATEN CONTOH\nTAHUN ANGGARAN 2026": "KUA",
        "DOKUMEN PELAKSANAAN ANGGARAN\nDINAS SOSIAL KOTA CONTOH\nTAHUN ANGGARAN 2026": "DPA",
        "RENCANA KINERJA TAHUN 2026\nDINAS SOSIAL KOTA CONTOH": "RKT",
        "KONTRAK KINERJA\nDINAS SOSIAL KOTA CONTOH\nTAHUN 2026": "Perjanjian Kinerja",
    }
    for cover, kind in kinds.items():
        told = facts(cover, PROSE)
        assert (told.kind, told.years) == (kind, (2026,)), cover


def test_a_source_of_money_is_no_plan_of_the_region() -> None:
    told = facts(f"RENCANA KERJA DINAS SOSIAL KOTA CONTOH 2026\nNo Program Lokasi\nAPBD APBN\n{PROSE}")
    assert (told.kind, told.opd) == ("Renja", "Dinas Sosial")


def test_two_orders_of_an_agencys_name_do_not_dispute() -> None:
    names = ["Dinas Kelautan dan Perikanan", "Dinas Perikanan dan Kelautan", "Dinas Kelautan dan Perikanan"]
    told = facts(*[f"Renja {name} Kota Contoh 2026\n{PROSE}\n1" for name in names * 2])
    assert (told.opd, told.doubts) == ("Dinas Kelautan dan Perikanan", ())


def test_a_kabupaten_is_not_its_province() -> None:
    cover = "LAPORAN KINERJA\nPEMERINTAH KABUPATEN CONTOH\nPROVINSI JAWA TIMUR\nDINAS SOSIAL\nTAHUN 2025"
    assert facts(cover, PROSE).region == "Kabupaten Contoh"


def test_an_unknown_agency_stays_as_printed_and_is_doubted() -> None:
    told = facts("RENJA\nBADAN URUSAN SAMUDRA DAN AWAN\nKOTA CONTOH\nTAHUN 2026", PROSE)
    assert (told.opd, told.doubts) == ("BADAN URUSAN SAMUDRA DAN AWAN", ("opd",))
    own = REGISTRY.with_own(Registry([Agency("Badan Urusan Samudra dan Awan", ("BUSDA",))]))
    told = facts("RENJA\nBUSDA\nKOTA CONTOH\nTAHUN 2026", PROSE, registry=own)
    assert (told.opd, told.doubts) == ("Badan Urusan Samudra dan Awan", ())


def test_a_short_form_of_several_is_the_one_that_is_written_out() -> None:
    pages = [f"Renja BKD Kota Contoh 2026\n{PROSE}\n{i}" for i in range(1, 5)]
    assert "opd" in facts(*pages).doubts
    told = facts("RENJA\nBADAN KEPEGAWAIAN DAERAH\nKOTA CONTOH\n2026", *pages)
    assert (told.opd, told.doubts) == ("Badan Kepegawaian Daerah", ())


def test_a_short_form_is_the_variant_that_is_written_out() -> None:
    pages = [f"Renja Dispora Kota Contoh 2026\n{PROSE}\n{i}" for i in range(1, 5)]
    told = facts("RENJA\nDINAS KEPEMUDAAN DAN OLAHRAGA\nKOTA CONTOH\n2026", *pages)
    assert (told.opd, told.doubts) == ("Dinas Kepemudaan dan Olahraga", ())


def test_the_files_name_speaks_where_nothing_else_does() -> None:
    told = facts(PROSE, file_name="datarenja_dishub_2016.pdf")
    assert (told.kind, told.opd, told.years) == ("Renja", "Dinas Perhubungan", (2016,))
    assert told.doubts == ("kind", "region", "opd", "years")
    told = facts("LKIP\nDINAS SOSIAL\nKOTA CONTOH\nTAHUN 2025", PROSE, file_name="renja_dishub_2016.pdf")
    assert (told.kind, told.opd, told.years, told.doubts) == ("LKIP", "Dinas Sosial", (2025,), ())


def test_an_agency_in_the_tables_of_many_is_no_ones_document() -> None:
    names = ("Sosial", "Kesehatan", "Pendidikan", "Perhubungan", "Pariwisata")
    text = "\n".join([PROSE, *(f"Dinas {name}" for name in names), PROSE])
    told = facts(*[text] * 3)
    assert (told.opd, "opd" in told.doubts) == ("", True)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("LAPORAN KINERJA INSTANSI PEMERINTAH", "LKIP"),
        ("RENCANA KERJA PEMERINTAH DAERAH", "RKPD"),
        ("REVISI RENCANA STRATEGIS", "Renstra"),
        ("RENCANA KINERJA TAHUNAN", "RKT"),
        ("POHON KINERJA", "Pohon Kinerja"),
        ("KERTAS KERJA EVALUASI\nAKUNTABILITAS KINERJA INSTANSI PEMERINTAH", "Kertas Kerja Evaluasi"),
        ("DOKUMEN PELAKSANAAN ANGGARAN", "DPA"),
    ],
)
def test_a_kind_is_what_the_cover_calls_it(title: str, kind: str) -> None:
    told = facts(f"{title}\nDINAS SOSIAL KOTA CONTOH\nTAHUN 2026", f"{PROSE}\nRenja dan Renstra")
    assert (told.kind, "kind" in told.doubts) == (kind, False)


def test_nothing_told_is_all_doubted() -> None:
    assert facts("", PROSE) == DocumentFacts(doubts=("kind", "region", "opd", "years"))
    assert facts() == DocumentFacts(doubts=("kind", "region", "opd", "years"))


@given(st.lists(st.text("aA İß\n.,-/09Tahun DinasKab:", max_size=300), max_size=3), st.text(max_size=20))
def test_any_text_gives_facts(pages: list[str], file_name: str) -> None:
    told = facts(*pages, file_name=file_name)
    assert set(told.doubts) <= {"kind", "region", "opd", "years"}


def test_what_a_person_says_of_a_document_rules() -> None:
    pages = ["RENCANA KERJA (RENJA)\nDINAS SOSIAL\nKABUPATEN CONTOH\nTAHUN 2026", PROSE]
    read = [mentions(text, i) for i, text in enumerate(pages, start=1)]

    def told(**said: Any) -> DocumentFacts:
        return facts_of(read, "x.pdf", REGISTRY, GivenFacts(**said))

    assert told() == facts(*pages)
    assert told(opd="Dinkes").opd == "Dinas Kesehatan"
    assert told(opd="Dinas Perairan Contoh", region="Kota  Lama", years=(2029, 2028)) == DocumentFacts(
        "Renja", "Kota Lama", "Dinas Perairan Contoh", (2028, 2029), (), "Dinas Perairan Contoh"
    )
    # A plan of the region has no agency, unless a person says so.
    assert told(kind="rpjmd").opd == ""
    assert told(kind="RPJMD", opd="Bappeda").opd == "Badan Perencanaan Pembangunan Daerah"
    assert told(opd="").opd == ""


def test_what_nobody_could_read_is_sure_once_it_is_said() -> None:
    assert set(facts(PROSE).doubts) == {"kind", "region", "opd", "years"}
    said = GivenFacts("LKIP", "Kota Contoh", "Dinas Sosial", (2025,))
    assert facts_of([mentions(PROSE, 1)], "x.pdf", REGISTRY, said).doubts == ()


@pytest.mark.parametrize(
    ("written", "kind"),
    [("renja", "Renja"), ("LAKIP", "LKIP"), ("rencana strategis", "Renstra"), ("Notulen", "Notulen")],
)
def test_a_kind_goes_by_its_name_here(written: str, kind: str) -> None:
    assert kind_words.official(written) == kind


def test_thousands_of_regions_at_the_ends_of_lines_take_no_time() -> None:
    words = ["".join(parts).title() for parts in product(("ba", "ri", "tu", "lo", "me"), repeat=3)]
    names = [f"Kabupaten {first} {second}" for first, second in product(words, words)][:9600]
    read = [mentions("\n".join(names[120 * i : 120 * i + 120]), i + 1) for i in range(80)]
    began = time.process_time()
    facts_of(read, "x.pdf", REGISTRY)
    # 0.04 s; looking among all names for the one that goes on took 7.
    assert time.process_time() - began < 2


def test_a_region_cut_at_the_end_of_a_line_is_the_one_printed_whole() -> None:
    text = "Renja Dinas Sosial Kabupaten Muara\nIndah Tahun 2026"
    whole = "Renja Dinas Sosial Kabupaten Muara Indah Tahun 2026"
    assert facts(text, whole, whole, PROSE).region == "Kabupaten Muara Indah"


@pytest.mark.parametrize(
    ("title", "name", "stage"),
    [
        ("RENCANA KERJA", "renja.pdf", "final"),
        ("RANCANGAN AKHIR RENCANA KERJA", "renja.pdf", "draft"),
        ("PERUBAHAN RENCANA KERJA", "renja.pdf", "change"),
        ("RENCANA KERJA (RENJA) PERUBAHAN", "renja.pdf", "change"),
        ("RENCANA KERJA", "cover_renja_perubahan_2016.pdf", "change"),
        ("RENCANA KERJA", "P-RENJA 2026.pdf", "change"),
        ("RENCANA KERJA", "3._renja_2026_draft_.pdf", "draft"),
    ],
)
def test_a_draft_and_a_change_are_told_by_title_and_file_name(title: str, name: str, stage: str) -> None:
    cover = mentions(f"{title}\nDINAS LINGKUNGAN HIDUP\nKOTA CONTOH\nTAHUN 2026", 1)
    assert facts_of([cover], name, Registry.packaged()).stage == stage


def test_the_draft_that_a_chapter_speaks_of_makes_no_draft() -> None:
    cover = mentions("RENCANA KERJA\nDINAS LINGKUNGAN HIDUP\nKOTA CONTOH\nTAHUN 2026", 1)
    text = mentions("BAB II\nReview terhadap Rancangan Awal RKPD\nRancangan Renja ini telah disusun.", 9)
    assert facts_of([cover, text], "renja.pdf", Registry.packaged()).stage == "final"


def test_of_two_years_that_speak_alike_the_later_one_is_planned() -> None:
    review = "Tabel II-{} Review Terhadap Rancangan Awal RKPD Tahun {} Provinsi Jambi"
    told = facts(*(f"{review.format(i, year)}\n{PROSE}" for i, year in enumerate((2026, 2026, 2023, 2023))))
    assert told.years == (2026,)
