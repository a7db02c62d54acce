from dataclasses import replace

from classifier import taxonomy
from classifier.agencies.registry import Agency, Registry
from classifier.mapping import analysis, matrix
from classifier.mapping.agency_names import official_names, with_official_names
from classifier.mapping.programs import outline
from tests.support.plan_rows import HEALTH, WASTE, built, in_other, row

OWN = Registry.packaged().with_own(
    Registry((Agency("Dinas Kebersihan Kota Lama", ("DKKL", "Dinas Sapu")), Agency("Dinas Sosial")))
)


def test_an_agency_has_one_row_however_its_documents_spell_it() -> None:
    plan = built(
        row("program", "A", opd="DLH"),
        row("program", "B", opd="DINAS LINGKUNGAN HIDUP"),
        in_other(row("program", "C", opd="Dinas Lingkungan Hidup Kota Contoh")),
    )
    assert plan.opds == ("Dinas Lingkungan Hidup",)
    assert plan.cell("Dinas Lingkungan Hidup", HEALTH).count == 3


def test_an_unknown_agency_stands_as_printed_under_its_commonest_spelling() -> None:
    names = official_names(
        ["Dinas Perairan Contoh", "Dinas Perairan Contoh", "DINAS PERAIRAN CONTOH", "-2+3"]
    )
    assert names["DINAS PERAIRAN CONTOH"] == "Dinas Perairan Contoh"
    assert names["-2+3"] == "-2+3"


def test_a_text_that_is_no_name_stands_as_it_is() -> None:
    assert official_names(["Dinas " + "x" * 500]) == {}


def test_a_bidang_counts_for_the_agency_that_its_print_or_its_document_names() -> None:
    rows = [
        row("program", "A", opd="Dinas Kesehatan"),
        row("kegiatan", "K", "A", opd="Bidang Pelayanan"),
        row("kegiatan", "L", "A", opd="UPTD Puskesmas Kota"),
        in_other(row("program", "B", opd="Bidang Sampah Dinas Lingkungan Hidup")),
        replace(row("program", "C", opd="Bidang Pelayanan"), document="c.pdf"),
    ]
    assert [one.opd for one in with_official_names(rows)] == [
        "Dinas Kesehatan",
        "Dinas Kesehatan",
        "Dinas Kesehatan",
        "Dinas Lingkungan Hidup",
        # Nothing says whose it is.
        "Bidang Pelayanan",
    ]


def test_an_installations_own_list_names_its_agencies() -> None:
    rows = [row("program", "A", opd="DKKL"), row("program", "B", opd="Dinas Sapu")]
    plan = matrix.build(rows, taxonomy.default(), registry=OWN)
    assert plan.opds == ("Dinas Kebersihan Kota Lama",)
    assert plan.cell("Dinas Kebersihan Kota Lama", HEALTH).count == 2


def test_own_agencies_without_a_document_are_listed_and_those_of_the_general_list_are_not() -> None:
    rows = [row("program", "A", opd="DKKL")]
    assert matrix.build(rows, taxonomy.default(), registry=OWN).without_document == ("Dinas Sosial",)
    assert built(*rows).without_document == ()
    # A document that was read and holds no program is a document all the same.
    plan = matrix.build(rows, taxonomy.default(), registry=OWN, agencies=["Dinsos"])
    assert plan.without_document == ()


def test_an_agency_without_money_in_a_year_is_not_without_a_document() -> None:
    outlines = [
        outline([row("program", "A", opd="DKKL", y2025=5), row("program", "B", opd="Dinas C", y2026=5)])
    ]
    counted = analysis.counted_map(outlines, taxonomy.default(), year="2026", registry=OWN)
    assert counted.map.opds == ("Dinas C",)
    assert counted.map.without_document == ("Dinas Sosial",)


def test_documents_that_spell_an_unknown_agency_differently_meet_in_one_row() -> None:
    first = outline([row("program", "A", opd="Dinas Perairan dan Rawa Contoh")])
    second = outline([in_other(row("program", "B", opd="DINAS RAWA DAN PERAIRAN CONTOH", label=WASTE))])
    counted = analysis.counted_map([first, second], taxonomy.default())
    (opd,) = counted.map.opds
    assert [program.opd for program in counted.programs] == [opd, opd]
