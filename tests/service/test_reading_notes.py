"""The reading of a document in words, for planners, in Indonesian and English."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import update

from classifier.extraction.extract import extract
from classifier.faults import KINDS, Fault, Kind, NoteKind, PageKind, UnmetSum
from classifier.i18n.language import languages
from classifier.records import PAGE_OUTCOMES, PageOutcome, Problem
from service import reading_notes
from service.jobs import reading_report
from service.storage import schema
from service.web.wording import Words
from tests.support import hostile
from tests.support.extractions import extraction
from tests.support.faults import SAMPLES
from tests.support.paths import DOCUMENTS
from tests.support.serving import API, Served

UNKNOWN = ("Catatan dari pembacaan dokumen:", "Note from the reading:")


def is_worded(sentence: str) -> bool:
    return not sentence.startswith(UNKNOWN) and not re.search(r"%[(%]", sentence)


def test_faults_of_pages_and_notes_have_their_texts_here() -> None:
    assert set(reading_notes._FAULTS) == {*get_args(PageKind), *get_args(NoteKind)}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "note"])
def test_every_kind_of_fault_is_worded_in_both_languages(kind: Kind) -> None:
    indonesian, english = (reading_notes.sentence(SAMPLES[kind], language) for language in ("id", "en"))
    assert is_worded(indonesian)
    assert is_worded(english)
    assert indonesian != english


def test_kinds_of_pages_and_notes_have_different_sentences() -> None:
    kinds: list[Kind] = [*get_args(PageKind), *get_args(NoteKind)]
    for language in languages():
        sentences = {reading_notes.sentence(SAMPLES[kind], language) for kind in kinds}
        assert len(sentences) == len(kinds)


def test_a_sentence_whose_kind_is_not_known_is_shown_behind_neutral_words() -> None:
    fault = Fault("note", detail="is {odd}.")
    assert reading_notes.sentence(fault, "id") == "Catatan dari pembacaan dokumen: is {odd}."
    assert reading_notes.sentence(fault, "en") == "Note from the reading: is {odd}."


def test_numbers_of_a_fault_stay_and_are_grouped_as_the_language_does() -> None:
    assert "dalam 30 detik" in reading_notes.sentence(Fault("page_too_slow", seconds=30), "id")
    total = Fault("total_not_met", sums=(UnmetSum("2025", 1_400_000, 1_350_000), UnmetSum("", 2, 1_000_000)))
    assert reading_notes.sentence(total, "id").startswith(
        "Jumlah yang tercetak di tabel tidak sama dengan hasil penjumlahan barisnya: untuk tahun 2025 "
        "tercetak Rp 1.400.000, sedangkan baris-barisnya berjumlah Rp 1.350.000 (kurang Rp 50.000); "
        "tercetak Rp 2, sedangkan baris-barisnya berjumlah Rp 1.000.000 (lebih Rp 999.998). Cocokkan"
    )
    assert reading_notes.sentence(total, "en").startswith(
        "The total that the table prints is not the sum of its rows: for 2025 it prints Rp 1,400,000, "
        "while the rows add up to Rp 1,350,000 (Rp 50,000 less); it prints Rp 2, while the rows add up to "
        "Rp 1,000,000 (Rp 999,998 more). Compare"
    )


def test_a_long_technical_detail_is_cut() -> None:
    problem = Problem(1, Fault("page_unreadable", detail="x" * 5000))
    report = reading_report.report(extraction("u", problems=[problem]))
    (shown,) = reading_notes.in_language({"rows": 1, **report}, "id")["problems"]
    assert is_worded(shown["message"])
    assert len(shown["message"]) < 450


def test_ranges_that_are_not_all_listed_end_with_others() -> None:
    report = reading_report.report(extraction("nutsbc" * 500))
    assert reading_notes.page_sentences(report, "id")[0].startswith("Halaman 5, 11, 17, ")
    assert ", dan lainnya: dibaca sebagai tabel" in reading_notes.page_sentences(report, "id")[0]
    assert " and others: read as a table" in reading_notes.page_sentences(report, "en")[0]


def test_every_outcome_of_a_page_has_a_sentence_in_both_languages() -> None:
    assert get_args(PageOutcome) == PAGE_OUTCOMES
    report = reading_report.report(extraction("rbctmnsua"))
    for language in languages():
        found = reading_notes.page_sentences(report, language)
        assert len(set(found)) == len(PAGE_OUTCOMES)
        assert all(is_worded(sentence) and sentence.endswith(".") for sentence in found)


def test_pages_are_described_by_what_was_found_on_them() -> None:
    report = reading_report.report(extraction("n" * 12 + "s"))
    assert (
        reading_notes.page_sentences(report, "id")[0] == "Halaman 1–12: tidak menyebut program atau kegiatan."
    )
    assert reading_notes.page_sentences(report, "en")[0] == "Pages 1–12: no program or kegiatan is named."
    assert reading_notes.page_sentences(report, "en")[1].startswith("Page 13: there is no text;")


def test_reasons_name_how_many_pages_and_which() -> None:
    report = reading_report.report(extraction("nnnst"))
    assert reading_notes.why_no_rows(report, "id").reasons == (
        "1 dari 5 halaman (halaman 4) tidak berisi teks; biasanya berupa hasil scan, gambar, atau "
        "halaman kosong.",
        "3 dari 5 halaman (halaman 1–3) tidak menyebut program atau kegiatan.",
        "1 dari 5 halaman (halaman 5) menyebut program atau kegiatan, tetapi tidak memuat tabel atau daftar "
        "bernomor program.",
    )
    assert (
        reading_notes.why_no_rows(report, "en").reasons[1]
        == "3 of 5 pages (pages 1–3): no program or kegiatan is named."
    )
    steps = reading_notes.why_no_rows(report, "id").steps
    assert [one.split()[0] for one in steps] == ["Cari", "Hasil", "Jika", "Dokumen"]


def test_a_reason_of_all_pages_says_all() -> None:
    three, one = reading_report.report(extraction("nnn")), reading_report.report(extraction("n"))
    assert reading_notes.why_no_rows(three, "id").reasons == (
        "Seluruh 3 halaman tidak menyebut program atau kegiatan.",
    )
    assert reading_notes.why_no_rows(three, "en").reasons == (
        "All 3 pages: no program or kegiatan is named.",
    )
    assert reading_notes.why_no_rows(one, "id").reasons == (
        "Satu-satunya halaman dokumen ini tidak menyebut program atau kegiatan.",
    )


def test_pages_that_could_not_be_read_ask_for_another_file_and_no_other_chapter() -> None:
    found = reading_notes.why_no_rows(reading_report.report(extraction("uu")), "id")
    assert found.reasons == ("Seluruh 2 halaman tidak dapat dibaca, sehingga dilewati.",)
    assert [one.split(",")[0] for one in found.steps] == ["Untuk halaman yang tidak dapat dibaca"]


def test_a_report_of_an_older_version_says_the_general_sentence() -> None:
    old = {"pages": 9, "pages_with_text": 8, "problems": [], "warnings": []}
    found = reading_notes.why_no_rows(old, "id")
    assert found.reasons[0].startswith(
        "Tidak ada program atau kegiatan yang ditemukan di dokumen ini (8 halaman"
    )
    assert [one.split()[0] for one in found.steps] == ["Cari", "Dokumen"]
    assert reading_notes.page_sentences(old, "id") == ()


def test_ranges_that_an_older_version_wrote_as_text_are_left_out() -> None:
    report = reading_report.report(extraction("nn")) | {"ranges_by_outcome": {"names_no_program": "1-2"}}
    assert reading_notes.why_no_rows(report, "id").reasons == (
        "Seluruh 2 halaman tidak menyebut program atau kegiatan.",
    )
    assert reading_notes.page_sentences(report, "id") == ()


def test_outcomes_that_this_version_does_not_know_are_left_out() -> None:
    report = reading_report.report(extraction("nn"))
    report["pages_by_outcome"] |= {"upside_down": 2}
    report["ranges_by_outcome"] |= {"upside_down": [[3, 4]]}
    assert reading_notes.why_no_rows(report, "id").reasons == (
        "2 dari 4 halaman (halaman 1–2) tidak menyebut program atau kegiatan.",
    )
    assert len(reading_notes.page_sentences(report, "id")) == 1


@pytest.mark.parametrize(
    ("name", "outcome", "words"),
    [
        ("no_rows_in_contents", "no_table", "tidak memuat tabel atau daftar bernomor program"),
        ("no_rows_in_grants_and_goals", "no_program_column", "tidak ada kolom yang dikenali"),
        ("no_rows_in_headings", "table_without_rows", "tidak ada program atau kegiatan baru"),
        ("no_rows_in_legal_bases", "no_program_column", "tidak ada kolom yang dikenali"),
        ("no_rows_in_prose", "no_table", "tidak memuat tabel atau daftar bernomor program"),
        ("no_rows_in_statistics", "table_without_rows", "tidak ada program atau kegiatan baru"),
    ],
)
def test_a_document_without_rows_says_why(name: str, outcome: str, words: str) -> None:
    found = extract(DOCUMENTS / f"{name}.pdf")
    report = reading_report.report(found)
    assert {key: n for key, n in report["pages_by_outcome"].items() if n} == {outcome: 1}
    for language in languages():
        why = reading_notes.why_no_rows(report, language)
        assert len(why.reasons) == 1
        assert len(why.steps) == 3
        assert all(is_worded(one) for one in (*why.reasons, *why.steps))
    assert words in reading_notes.why_no_rows(report, "id").reasons[0]


def test_each_document_without_rows_of_the_tests_is_looked_at() -> None:
    assert len(list(DOCUMENTS.glob("no_rows_in_*.pdf"))) == 6


def test_hostile_documents_say_nothing_without_a_translation(tmp_path: Path) -> None:
    whole = hostile.pages([hostile.text("Program baik"), hostile.text("Program"), hostile.stream(b"")])
    path = tmp_path / "sehalaman_rusak.pdf"
    path.write_bytes(whole.replace(b"/Kids [4 0 R 6 0 R 8 0 R]", b"/Kids [4 0 R 3 0 R 8 0 R]"))
    report = reading_report.report(extract(path))
    assert report["ranges_by_outcome"] == {"no_table": [[1, 1]], "unreadable": [[2, 2]], "no_text": [[3, 3]]}
    for language in languages():
        shown = reading_notes.in_language({"rows": 0, **report}, language)
        assert [one["page"] for one in (*shown["problems"], *shown["warnings"])] == [2, 0]
        assert all(is_worded(one["message"]) for one in (*shown["problems"], *shown["warnings"]))


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (0, "Halaman ini tampaknya memuat sekitar 12 program dan kegiatan, tetapi tidak satu pun berhasil "),
        (1, "Halaman ini tampaknya memuat sekitar 12 program dan kegiatan, tetapi baru 1 yang berhasil "),
        (5, "Halaman ini tampaknya memuat sekitar 12 program dan kegiatan, tetapi baru 5 yang berhasil "),
    ],
)
def test_a_page_that_perhaps_lost_rows_says_how_many_were_read(rows: int, said: str) -> None:
    fault = Fault("perhaps_missed", rows=rows, likely=12)
    assert reading_notes.sentence(fault, "id").startswith(said)
    assert is_worded(reading_notes.sentence(fault, "en"))


def test_a_document_of_pages_that_perhaps_lost_rows_says_so_and_what_to_do() -> None:
    why = reading_notes.why_no_rows(reading_report.report(extraction("mmn")), "id")
    assert why.reasons[0] == (
        "2 dari 3 halaman (halaman 1–2) tampaknya memuat daftar program atau kegiatan, "
        "tetapi tidak satu pun berhasil dibaca."
    )
    assert any("ekspor" in step for step in why.steps)


def test_a_document_is_marked_for_what_its_reading_may_have_lost() -> None:
    words = Words("id")
    assert words.marks({}) == []
    assert words.marks(reading_report.report(extraction("r"))) == []
    found = extraction(
        "rr",
        problems=[Problem(1, Fault("page_too_slow", seconds=9))],
        warnings=[
            Problem(0, Fault("damaged_document", places=2)),
            *(Problem(page, Fault("perhaps_missed", likely=9)) for page in (1, 2)),
            Problem(2, Fault("total_not_met")),
        ],
    )
    assert words.marks(reading_report.report(found)) == [
        "1 halaman tidak dapat dibaca",
        "sebagian berkas rusak",
        "mungkin ada baris yang terlewat di 2 halaman",
    ]
    damaged = extraction("r", warnings=[Problem(1, Fault("damaged_page"))])
    assert words.marks(reading_report.report(damaged)) == ["sebagian berkas rusak"]


def test_the_list_of_documents_shows_its_marks(served: Served) -> None:
    document_id = served.upload(DOCUMENTS / "no_rows_in_grants_and_goals.pdf")
    served.wait(document_id)
    report = {
        "pages": 1,
        "pages_with_text": 1,
        "problems": [],
        "warnings": [{"page": 0, "kind": "damaged_document", "places": 1}],
    }
    with served.app.state.service.database.writing() as connection:
        mine = update(schema.documents).where(schema.documents.c.id == document_id)
        connection.execute(mine.values(report=json.dumps(report)))
    listed = served.client.get("/", headers={"accept": "text/html"}).text
    line = served.client.get(f"/documents/{document_id}/line").text
    served.client.delete(f"{API}/documents/{document_id}")
    mark = f'<a href="/documents/{document_id}#noticed">sebagian berkas rusak</a>'
    assert listed.count(mark) == line.count(mark) == 1
    assert "sebagian berkas rusak" not in served.client.get("/", headers={"accept": "text/html"}).text


def test_a_document_with_rows_has_no_reasons() -> None:
    report = reading_report.report(extract(DOCUMENTS / "renstra_contoh.pdf"))
    assert report["ranges_by_outcome"] == {
        "with_rows": [[6, 9]],
        "no_program_column": [[4, 5]],
        "no_table": [[2, 3]],
        "names_no_program": [[1, 1]],
    }
    assert reading_notes.in_language({"rows": 40, **report}, "id")["why_no_rows"] == []


def test_the_service_describes_a_document_in_the_callers_language(served: Served) -> None:
    document_id = served.upload(DOCUMENTS / "no_rows_in_prose.pdf")
    served.wait(document_id)
    shown = {}
    for language in languages():
        answer = served.client.get(f"{API}/documents/{document_id}", headers={"accept-language": language})
        shown[language] = answer.json()["summary"]
    listed = served.get("/documents", limit=1)["documents"][0]["summary"]
    served.client.delete(f"{API}/documents/{document_id}")
    (indonesian,), (english,) = shown["id"]["warnings"], shown["en"]["warnings"]
    assert indonesian["page"] == 0
    assert indonesian["message"].startswith("Tidak ada program atau kegiatan yang ditemukan")
    assert english["message"].startswith("No program or kegiatan was found in this document")
    assert shown["id"]["why_no_rows"][0].startswith("Satu-satunya halaman dokumen ini menyebut program")
    assert shown["en"]["why_no_rows"][0].startswith("The only page: programs or kegiatan are named")
    assert listed["warnings"] == [indonesian]
    assert served.get(f"/documents/{served.sample}")["summary"]["why_no_rows"] == []


def test_a_document_stored_by_the_first_version_is_still_shown(served: Served) -> None:
    document_id = served.upload(DOCUMENTS / "no_rows_in_contents.pdf")
    served.wait(document_id)
    old = {
        "pages": 1,
        "pages_with_text": 1,
        "problems": [{"page": 1, "kind": "page_too_slow", "seconds": 30}],
        "warnings": [{"page": 0, "kind": "no_rows", "pages": 1}],
    }
    with served.app.state.service.database.writing() as connection:
        mine = update(schema.documents).where(schema.documents.c.id == document_id)
        connection.execute(mine.values(report=json.dumps(old)))
    summary = served.get(f"/documents/{document_id}")["summary"]
    served.client.delete(f"{API}/documents/{document_id}")
    assert summary["problems"][0]["message"].startswith("Halaman ini tidak selesai dibaca dalam 30 detik")
    assert summary["why_no_rows"][0] == summary["warnings"][0]["message"]
