import pytest

from classifier.documents.table_roles import role_of
from classifier.records import Role, TableSigns

PLAN_HEADER = ("Kode", "Program/Kegiatan", "Indikator", "Kebutuhan Dana/Pagu Indikatif", "Prakiraan Maju")
EVALUATION_HEADER = (
    "Kode",
    "Program/Kegiatan",
    "Target Renja 2015",
    "Realisasi Renja 2015",
    "Tingkat Realisasi (%)",
)


@pytest.mark.parametrize(
    ("caption", "header", "role"),
    [
        ("Tabel 3.1 Rumusan Rencana Program dan Kegiatan Dinas Contoh Tahun 2026", PLAN_HEADER, "plan"),
        ("Tabel T-C.33", PLAN_HEADER, "plan"),
        ("Tabel 2.1 Rekapitulasi Evaluasi Hasil Pelaksanaan Renja s/d 2025", EVALUATION_HEADER, "evaluation"),
        (
            "Tabel 2.4 Review terhadap Rancangan Awal RKPD Tahun 2026",
            ("Rancangan Awal RKPD", "Hasil Analisis"),
            "review",
        ),
        (
            "Tabel 2.5 Usulan Program dan Kegiatan dari Para Pemangku Kepentingan",
            ("No", "Lokasi"),
            "proposal",
        ),
        ("", EVALUATION_HEADER, "evaluation"),
        ("", PLAN_HEADER, "plan"),
    ],
)
def test_a_tables_role_is_told_by_caption_and_header(
    caption: str, header: tuple[str, ...], role: Role
) -> None:
    found = role_of(TableSigns(caption, header=header, has_money=True), "Renja", (2026,))
    assert found == (role, True)


def test_a_list_takes_the_role_of_its_section() -> None:
    headings = ("BAB II", "2.4 Review Terhadap Rancangan Awal RKPD")
    assert role_of(TableSigns("", headings, is_list=True), "Renja", (2026,)).role == "review"
    assert (
        role_of(TableSigns("", ("3.3 Program dan Kegiatan",), is_list=True), "Renja", (2026,)).role == "plan"
    )


def test_a_table_of_an_earlier_year_speaks_for_evaluation_but_not_in_a_report() -> None:
    signs = TableSigns("Tabel 2.2 Program dan Anggaran Tahun 2015")
    assert role_of(signs, "Renja", (2017,)).role == "evaluation"
    assert role_of(signs, "LKIP", (2016,)).role == "plan"
    # What was allotted two years ago is no plan, whatever the caption calls it.
    header = ("No", "Program", "Pagu Anggaran (Rp)")
    signs = TableSigns("Tabel 2.2 Alokasi Anggaran Dinas Tahun 2015 bersumber dari APBD", header=header)
    assert role_of(signs, "Renja", (2017,)).role == "evaluation"


def test_a_role_for_which_little_speaks_is_not_sure() -> None:
    assert not role_of(TableSigns("Tabel 5"), "", ()).is_sure


def test_chapters_of_a_report_are_other_ones_than_those_of_a_plan() -> None:
    def role(heading: str, kind: str) -> Role:
        return role_of(TableSigns("", (heading,), is_list=True), kind, (2016,)).role

    assert role("2.1.3 Kebijakan dan Program", "LKIP") == "plan"
    assert role("3.1.2 Program yang menunjang", "LKIP") == "evaluation"
    assert role("2.1 Rencana Strategis Tahun 2013-2018", "LKIP") == "other"
    assert role("4.3 Rencana Tindak Lanjut", "LKIP") == "other"
    assert role("2.1 Program Tahun Lalu", "Renja") == "evaluation"


def test_what_a_text_says_of_proposals_and_issues_is_no_proposal() -> None:
    signs = TableSigns("", ("2.5 Penelaahan Usulan Program dan Kegiatan Tahun 2017",), is_list=True)
    assert role_of(signs, "Renja", (2017,)).role == "other"
    header = ("No", "Program", "Faktor Penghambat", "Faktor Pendorong")
    assert role_of(TableSigns("Tabel 2.8", header=header), "Renstra", (2019,)).role == "other"


def test_chapter_two_of_a_yearly_performance_plan_is_its_plan() -> None:
    signs = TableSigns("", ("2.2.2. Program",), is_list=True)
    assert role_of(signs, "RKT", (2026,)).role == "plan"


def test_a_subsection_stands_in_the_section_that_its_number_goes_on_with() -> None:
    sections = ("2.1. Perencanaan Strategis", "2.1.1. Visi", "2.1.2. Sasaran dan Program")
    assert role_of(TableSigns("", sections, is_list=True), "RKT", (2026,)).role == "other"
    elsewhere = (*sections[:2], "2.2.1. Sasaran dan Program")
    assert role_of(TableSigns("", elsewhere, is_list=True), "RKT", (2026,)).role == "plan"


def test_a_table_of_factors_beside_programs_is_no_plan() -> None:
    signs = TableSigns("Tabel 3.2. Faktor Penghambat dan Pendorong terhadap Visi, Misi dan Program")
    assert role_of(signs, "Renstra", (2026, 2027)).role == "other"
