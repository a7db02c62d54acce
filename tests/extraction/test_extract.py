import random
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from classifier.errors import DocumentError, UsageError
from classifier.extraction.extract import extract
from classifier.extraction.page_tasks import Answer, Task, in_process
from classifier.faults import Fault
from classifier.records import GivenFacts, Problem
from tests.support import hostile
from tests.support.drawing.make_documents import FOLDER
from tests.support.drawing.pdf_painter import A4, Painting
from tests.support.golden import contents
from tests.support.mutilation import HOWS, damaged

SAMPLE = FOLDER / "renstra_contoh.pdf"
SAMPLE_SHA256 = "6329231607fcce95dc3243412e8a7ce244ee5c6102fb4ef393889377f15df358"


def test_an_extraction_names_the_document_and_counts_its_pages() -> None:
    found = extract(SAMPLE)
    assert (found.document, found.sha256) == ("renstra_contoh.pdf", SAMPLE_SHA256)
    assert (found.n_pages, found.n_text_pages, len(found.rows), found.problems) == (9, 9, 40, ())
    assert {(row.document, row.sha256) for row in found.rows} == {("renstra_contoh.pdf", SAMPLE_SHA256)}


def test_rows_of_a_range_carry_the_program_from_before_it() -> None:
    found = extract(SAMPLE, pages=(7, 7))
    assert (found.n_pages, found.n_text_pages) == (1, 1)
    assert (found.rows[0].kode, found.rows[0].program) == (
        "2.11.04.2.01",
        "PROGRAM PENGELOLAAN KEANEKARAGAMAN HAYATI (KEHATI)",
    )
    assert {row.page for row in found.rows} == {7}


def test_a_range_gives_the_end_of_a_row_that_the_next_page_holds() -> None:
    last = extract(SAMPLE, pages=(6, 6)).rows[-1]
    assert last.kode == "2.11.04"
    assert last.indikator == (
        "Persentase ruang terbuka hijau publik terhadap luas kota",
        "Indeks keanekaragaman hayati taman kota",
    )


def numbered_on(path: Path) -> None:
    """Four pages of one table; that its numbers run on through all programs shows on the third alone."""
    d = Painting(path)
    for body in (
        [["1.02.15", "Program Obat", ""], ["1", "Pengadaan Obat", ""], ["2", "Pemeriksaan Obat", ""]],
        [["3", "Pemerataan Obat", ""], ["4", "Pengawasan Obat", ""]],
        [["1.02.16", "Program Gizi", ""], ["5", "Pemberian Susu", ""], ["6", "Pelatihan Kader", ""]],
        [["7", "Pendataan Balita", ""], ["8", "Pembinaan Posyandu", ""]],
    ):
        d.begin(A4)
        d.table(40, 60, [80, 300, 90], [["Kode", "Program/Kegiatan", "Pagu 2026 (Rp)"]], body)
    d.save()


def test_a_range_numbers_its_kegiatan_as_the_whole_table_does(tmp_path: Path) -> None:
    path = tmp_path / "bernomor.pdf"
    numbered_on(path)
    whole = extract(path).rows
    assert [(row.kode, row.program) for row in whole[:3]] == [
        ("1.02.15", ""),
        ("", "Program Obat"),
        ("", "Program Obat"),
    ]
    for first in range(1, 5):
        for last in range(first, 5):
            rows = tuple(row for row in whole if first <= row.page <= last)
            assert extract(path, pages=(first, last)).rows == rows


def test_a_range_without_rows_gives_none() -> None:
    assert extract(SAMPLE, pages=(1, 5)).rows == ()


@pytest.mark.parametrize("pages", [(0, 3), (3, 10), (5, 4), (10, 12), (-1, 2)])
def test_a_range_outside_the_document_is_wrong_usage(pages: tuple[int, int]) -> None:
    with pytest.raises(UsageError) as caught:
        extract(SAMPLE, pages=pages)
    assert str(caught.value) == (
        f"{SAMPLE}: has 9 pages, so {pages[0]}-{pages[1]} lies outside it; name pages from 1 to 9."
    )


def test_a_missing_document_raises_document_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="no such file"):
        extract(tmp_path / "tiada.pdf")


def test_a_scan_without_text_asks_for_ocr(tmp_path: Path) -> None:
    d = Painting(tmp_path / "pindaian.pdf")
    for _ in range(3):
        d.begin(A4)
        d.box(50, 50, 400, 600, fill=0.8)
    d.save()
    with pytest.raises(DocumentError) as caught:
        extract(tmp_path / "pindaian.pdf", ocr="off")
    assert str(caught.value) == (
        f"{tmp_path / 'pindaian.pdf'}: no text on any of 3 pages; it looks like a scan. Run OCR on it first."
    )


def table(d: Painting, kode: str, name: str) -> None:
    d.begin(A4)
    d.table(
        40, 60, [80, 300, 90], [["Kode", "Program/Kegiatan", "Pagu 2026 (Rp)"]], [[kode, name, "5.000.000"]]
    )


def test_a_damaged_page_among_good_ones_is_its_own_problem(tmp_path: Path) -> None:
    path = tmp_path / "sehalaman_rusak.pdf"
    words = b"BT /F1 9 Tf 50 700 Td (Program dan kegiatan) Tj ET"
    whole = hostile.pages([hostile.text("Program baik"), hostile.stream(words), hostile.text("Program lain")])
    path.write_bytes(whole.replace(b"/Kids [4 0 R 6 0 R 8 0 R]", b"/Kids [4 0 R 3 0 R 8 0 R]"))
    found = extract(path)
    assert (found.n_pages, found.n_text_pages) == (3, 2)
    (problem,) = found.problems
    assert problem.page == 2
    assert problem.fault.kind == "page_unreadable"


def test_a_page_that_fails_does_not_end_the_rows_of_the_others(tmp_path: Path) -> None:
    path = tmp_path / "tiga.pdf"
    d = Painting(path)
    for kode, name in (
        ("1.02.02", "PROGRAM UPAYA KESEHATAN"),
        ("1.02.03", "PROGRAM TENAGA"),
        ("1.02.04", "PROGRAM OBAT"),
    ):
        table(d, kode, name)
    d.save()

    def failing(tasks):  # type: ignore[no-untyped-def]
        for answer in in_process(tasks):
            lost = answer.tables is not None and answer.page == 2
            yield Answer(2, problem=Fault("page_too_slow", seconds=30)) if lost else answer

    found = extract(path, mapper=failing)
    assert [row.text for row in found.rows] == ["PROGRAM UPAYA KESEHATAN", "PROGRAM OBAT"]
    assert found.problems == (Problem(2, Fault("page_too_slow", seconds=30)),)
    assert [page.outcome for page in found.pages] == ["with_rows", "unreadable", "with_rows"]


def test_progress_ends_with_all_pages(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    extract(SAMPLE, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (9, 9)


def test_the_opd_of_the_document_serves_rows_that_name_none() -> None:
    rows = extract(FOLDER / "form_program_beside_kegiatan.pdf").rows
    assert {row.opd for row in rows} == {"Badan Pemberdayaan Masyarakat dan Desa"}


@pytest.mark.parametrize(
    ("title", "is_doubted"),
    [("RENCANA KERJA", True), ("RENCANA KERJA DINAS KESEHATAN KOTA CONTOH", False)],
)
def test_an_opd_that_running_text_alone_names_is_doubted(
    tmp_path: Path, title: str, is_doubted: bool
) -> None:
    path = tmp_path / "rencana.pdf"
    d = Painting(path)
    d.begin(A4)
    d.text(60, 60, title, 14)
    d.text(60, 90, "TAHUN 2026", 14)
    d.begin(A4)
    before = "Dokumen ini disusun agar pelayanan warga menjadi lebih baik dari tahun ke tahun. " * 8
    d.paragraph(60, 60, 400, f"{before}Pada tahun ini Dinas Kesehatan Kota Contoh bekerja keras. {before}")
    table(d, "1.02.02", "PROGRAM UPAYA KESEHATAN")
    d.save()
    (row,) = extract(path).rows
    assert (row.opd, "opd" in row.doubts) == ("Dinas Kesehatan", is_doubted)


def test_a_plan_of_the_whole_region_has_no_opd(tmp_path: Path) -> None:
    path = tmp_path / "rpjmd.pdf"
    d = Painting(path)
    d.begin(A4)
    d.text(60, 60, "RENCANA PEMBANGUNAN JANGKA MENENGAH DAERAH", 14)
    d.text(60, 90, "Dinas Komunikasi Kota Contoh", 10)
    table(d, "1.02.02", "PROGRAM UPAYA KESEHATAN")
    d.save()
    (row,) = extract(path).rows
    assert row.opd == ""


def test_the_same_document_gives_the_same_rows_again() -> None:
    assert contents(extract(SAMPLE).rows) == contents(extract(SAMPLE).rows)


def test_a_document_without_programs_has_no_rows_and_no_problems(tmp_path: Path) -> None:
    path = tmp_path / "surat.pdf"
    d = Painting(path)
    d.begin(A4)
    d.paragraph(60, 60, 400, "Surat edaran tentang jam kerja pegawai pada bulan puasa.")
    d.save()
    found = extract(path)
    assert (found.rows, found.problems) == ((), ())


def test_damage_is_told_with_its_page_though_the_rest_is_read(tmp_path: Path) -> None:
    words = b"BT /F1 12 Tf 50 700 Td (Program baik dan kegiatan) Tj ET"
    whole = hostile.stream(zlib.compress(words), b"/Filter /FlateDecode")
    short = hostile.stream(zlib.compress(words)[:-6], b"/Filter /FlateDecode")
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile.pages([whole, short, whole]))
    assert extract(path).warnings == (Problem(2, Fault("damaged_page")),)
    assert extract(path, pages=(3, 3)).warnings == ()
    path.write_bytes(path.read_bytes().replace(b"startxref", b"stxrtxref"))
    # What belongs to no page is said of any range.
    assert extract(path, pages=(3, 3)).warnings == (Problem(0, Fault("damaged_document", places=2)),)


@pytest.mark.slow
def test_nearly_all_damaged_documents_with_other_rows_say_so(tmp_path: Path) -> None:
    rng = random.Random(20261129)
    n_other = n_told = 0
    for path in sorted(FOLDER.glob("*.pdf")):
        broken = tmp_path / path.name
        broken.write_bytes(damaged(path.read_bytes(), rng.choice(HOWS), rng))
        try:
            found = extract(broken)
        except DocumentError:
            continue
        if contents(found.rows) != contents(extract(path).rows):
            n_other += 1
            kinds = {problem.fault.kind for problem in (*found.problems, *found.warnings)}
            n_told += bool(kinds & {"damaged_page", "damaged_document", "page_unreadable"})
    assert n_other > 10
    assert n_told >= 0.9 * n_other


def test_what_a_person_gives_of_a_document_rules_over_what_it_says() -> None:
    path = FOLDER / "form_program_beside_kegiatan.pdf"
    read, given = extract(path), extract(path, given=GivenFacts(opd="Dinsos", years=(2031,), kind="rkpd"))
    assert (given.facts.kind, given.facts.opd, given.facts.years) == ("RKPD", "Dinas Sosial", (2031,))
    assert given.facts.region == read.facts.region
    assert {row.opd for row in given.rows} == {"Dinas Sosial"}


def test_the_years_that_a_person_gives_decide_what_a_table_is(tmp_path: Path) -> None:
    path = tmp_path / "renja.pdf"
    d = Painting(path)
    d.begin(A4)
    d.text(60, 60, "RENCANA KERJA DINAS SOSIAL KOTA CONTOH TAHUN 2026", 14)
    d.text(40, 90, "Tabel 2.1 Daftar Tahun 2026", 10)
    head, row = ["Kode", "Program/Kegiatan", "Pagu (Rp)"], ["1.06.02", "PROGRAM SOSIAL", "5.000.000"]
    d.table(40, 110, [80, 300, 90], [head], [row])
    d.save()
    assert [row.role for row in extract(path).rows] == ["plan"]
    assert [row.role for row in extract(path, given=GivenFacts(years=(2028,))).rows] == ["evaluation"]


def test_damage_that_could_not_be_looked_for_is_said() -> None:
    def without_check(tasks: Iterable[Task]) -> Iterator[Answer]:
        for task in tasks:
            if task.kind == "check":
                yield Answer(0, problem=Fault("page_too_slow", seconds=30))
            else:
                yield from in_process([task])

    extraction = extract(SAMPLE, mapper=without_check)
    assert extraction.warnings[0] == Problem(0, Fault("damage_unknown"))
    assert len(extraction.rows) == 40
