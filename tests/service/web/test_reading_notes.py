"""What the classifier says of documents, told to planners in Indonesian and English."""

from __future__ import annotations

import ast
import dataclasses
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from sqlalchemy import update

from classifier.errors import DocumentError, PetakotaError
from classifier.extraction.extract import extract
from classifier.records import PAGE_OUTCOMES, Extraction, PageOutcome, PageTold, Problem
from classifier.rows.totals import Totals
from service import messages, messages_pages
from service.jobs import reading_report
from service.messages import LANGUAGES, Message
from service.storage import schema
from service.web import reading_notes
from tests.support import hostile
from tests.support.paths import ROOT
from tests.support.serving import API, DOCUMENTS, Served

CLASSIFIER = ROOT / "classifier"
UNKNOWN = ("Catatan dari pembacaan dokumen:", "Note from the reading:")


def totals(*printed: dict[str, int]) -> str:
    found = Totals()
    for amount in (100_000, 250_000):
        found.add("program", {"2025": amount, "2026": amount, "": amount})
    return "; ".join(found.check(one, 1) for one in printed)


# What can stand in a sentence of the classifier, by the expression that puts it there. A new one
# wants a sample here and, where the sentence is new, its translation in `service.web.reading_notes`.
SAMPLES = {
    "wrong": (
        totals({"2025": 400_000}),
        totals({"2025": 300_000, "2026": 1_000_000_000}),
        totals({"": 400_000}),
    ),
    "error": ("Failed to load page.", "'x'", "unbalanced parenthesis at position 3 (line 1)\nand more"),
    "error.strerror": ("Permission denied",),
    "type(error).__name__": ("KeyError",),
    "self._page_limit_s": ("30",),
    "path": ("/srv/damaged/a.pdf",),
    "job.task.path": ("/srv/damaged/a.pdf",),
    "last - first + 1": ("84",),
}
# Sentences that only pass through, from one of the places below to the next.
PASSED_ON = {"glance.problem", "answer.problem", "why"}
WHY_SCREEN = ("a PDF without pages", "damaged, PDFium cannot open it")


def calls(name: str) -> Iterator[ast.expr]:
    """The sentence that each call of this name in the classifier gives."""
    where = {"Problem": 1, "Answer": None, "_give_up": 1, "DocumentError": 0}[name]
    for path in sorted(CLASSIFIER.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
            if called == name:
                named = [one.value for one in node.keywords if one.arg in ("problem", "message", "why")]
                yield from named or ([] if where is None else [node.args[where]])


def filled(template: ast.expr) -> list[str]:
    """A sentence with every sample in its gaps."""
    if isinstance(template, ast.Constant):
        return [str(template.value)]
    assert isinstance(template, ast.JoinedStr), ast.unparse(template)
    found = [""]
    for part in template.values:
        if isinstance(part, ast.Constant):
            samples: tuple[str, ...] = (str(part.value),)
        else:
            assert isinstance(part, ast.FormattedValue)
            samples = SAMPLES[ast.unparse(part.value)]
        found = [one + sample for one in found for sample in samples]
    return found


def page_sentences() -> list[str]:
    """Every sentence that the classifier or the service can store of a page or a document."""
    templates = [one for name in ("Problem", "Answer", "_give_up") for one in calls(name)]
    found = [one for t in templates if ast.unparse(t) not in PASSED_ON for one in filled(t)]
    return [
        *found,
        reading_report.no_rows(0),
        reading_report.no_rows(1),
        reading_report.no_rows(84),
        reading_report.not_listed(3),
    ]


def document_sentences() -> list[str]:
    """Every sentence with which the classifier can refuse a document."""
    found = []
    for template in calls("DocumentError"):
        text = ast.unparse(template)
        if "{why}" in text and "{again}" in text:
            found += [f"/srv/damaged/a.pdf: {why}; export it again." for why in WHY_SCREEN]
        elif "{why}" in text:
            found += [
                f"/srv/damaged/a.pdf: {why} Fetch or export the document again."
                for given in calls("_give_up")
                for why in filled(given)
            ]
        else:
            found += filled(template)
    return found


def is_told(sentence: str) -> bool:
    return not sentence.startswith(UNKNOWN) and not re.search(r"[{}]", sentence)


def test_every_sentence_of_the_classifier_about_a_page_has_a_translation() -> None:
    found = page_sentences()
    assert len(found) >= 12
    assert [
        one for one in found if not all(is_told(reading_notes.sentence(one, lang)) for lang in LANGUAGES)
    ] == []


def test_sentences_about_pages_are_told_apart_and_differ_by_language() -> None:
    found = page_sentences()
    both = [{reading_notes.sentence(one, lang) for one in found} for lang in LANGUAGES]
    assert [len(one) for one in both] == [len(set(found))] * 2
    assert both[0] & both[1] == set()


def test_every_sentence_that_refuses_a_document_has_a_translation() -> None:
    found = document_sentences()
    assert len(found) >= 10
    keys = {one: messages.of_error(DocumentError(one), "/srv/damaged/a.pdf").key for one in found}
    assert [one for one, key in keys.items() if key == "unreadable"] == []
    assert set(keys.values()) == {
        "damaged", "empty", "file_lost", "locked", "no_pages", "not_a_pdf", "opens_slowly", "scan",
        "too_heavy",
    }  # fmt: skip


def test_the_path_of_a_document_says_nothing_of_its_fault() -> None:
    error = PetakotaError("/srv/damaged/a.pdf: something new.")
    found = messages.of_error(error, "/srv/damaged/a.pdf")
    assert found == Message("unreadable", {"detail": "something new."})


def test_a_sentence_nobody_knows_is_passed_on_behind_neutral_words() -> None:
    assert reading_notes.sentence("is {odd}.", "id") == "Catatan dari pembacaan dokumen: is {odd}."
    assert reading_notes.sentence("is {odd}.", "en") == "Note from the reading: is {odd}."
    assert (
        reading_notes.sentence("total not met: by far.", "en")
        == "Note from the reading: total not met: by far."
    )


def test_numbers_of_a_sentence_stay_and_are_grouped_as_the_language_does() -> None:
    assert "dalam 30 detik" in reading_notes.sentence("took more than 30 s; given up.", "id")
    total = (
        "total not met: Rp 1.400.000 printed for 2025, the rows add up to Rp 1.350.000 (Rp 50.000 less); "
        "Rp 2 printed, the rows add up to Rp 1.000.000 (Rp 999.998 more)."
    )
    assert reading_notes.sentence(total, "id").startswith(
        "Jumlah yang tercetak di tabel tidak sama dengan hasil penjumlahan barisnya: untuk tahun 2025 "
        "tercetak Rp 1.400.000, sedangkan baris-barisnya berjumlah Rp 1.350.000 (kurang Rp 50.000); "
        "tercetak Rp 2, sedangkan baris-barisnya berjumlah Rp 1.000.000 (lebih Rp 999.998). Cocokkan"
    )
    assert "for 2025 it prints Rp 1,400,000, while the rows add up to Rp 1,350,000 (Rp 50,000 less); " in (
        reading_notes.sentence(total, "en")
    )


def test_a_long_technical_detail_is_cut_and_still_told() -> None:
    (kept,) = reading_report.report(extraction(problems=[Problem(1, f"cannot be read ({'x' * 5000}).")]))[
        "problems"
    ]
    sentence = reading_notes.sentence(kept["message"], "id")
    assert is_told(sentence)
    assert len(sentence) < 450


def extraction(
    outcomes: str = "", *, problems: list[Problem] | None = None, warnings: list[Problem] | None = None
) -> Extraction:
    """An extraction without rows; a letter is a page, by the first letter that tells outcomes apart."""
    letters: dict[str, PageOutcome] = {
        "r": "with_rows", "b": "table_without_rows", "c": "no_program_column", "t": "no_table",
        "n": "names_no_program", "s": "no_text", "u": "unreadable", "a": "not_asked",
    }  # fmt: skip
    pages = tuple(PageTold(n, letters[one], "") for n, one in enumerate(outcomes, start=1))
    n_text = sum(one not in "su" for one in outcomes)
    return Extraction(
        "a.pdf", "0" * 64, len(pages), n_text, (), tuple(problems or ()), tuple(warnings or ()), pages
    )


def test_a_report_counts_pages_by_outcome_and_names_their_ranges() -> None:
    assert reading_report.report(extraction("nnnstnu")) == {
        "pages": 7,
        "pages_with_text": 5,
        "problems": [],
        "warnings": [{"page": 0, "message": reading_report.no_rows(5)}],
        "pages_by_outcome": {
            "with_rows": 0,
            "table_without_rows": 0,
            "no_program_column": 0,
            "no_table": 1,
            "names_no_program": 4,
            "no_text": 1,
            "unreadable": 1,
            "not_asked": 0,
        },
        "ranges_by_outcome": {
            "no_table": "5",
            "names_no_program": "1-3, 6",
            "no_text": "4",
            "unreadable": "7",
        },
    }


def test_a_report_of_three_thousand_bad_pages_stays_small() -> None:
    problems = [Problem(page, "cannot be read (Failed to load page.).") for page in range(1, 3001)]
    found = reading_report.report(extraction("nutsbc" * 500, problems=problems, warnings=problems))
    assert len(json.dumps(found)) < 60_000
    assert found["problems"][-1] == {"page": 0, "message": "2800 more like these are not listed."}
    assert found["problems"][0]["page"] == 1
    assert len(found["problems"]) == 201
    assert found["ranges_by_outcome"]["no_text"].startswith("4, 10, 16, ")
    assert reading_notes.page_sentences(found, "id")[0].startswith("Halaman 5, 11, 17, ")
    assert ", dan lainnya: dibaca sebagai tabel" in reading_notes.page_sentences(found, "id")[0]
    assert " and others: read as a table" in reading_notes.page_sentences(found, "en")[0]


def test_every_outcome_of_a_page_has_a_sentence_in_both_languages() -> None:
    assert get_args(PageOutcome) == PAGE_OUTCOMES
    report = reading_report.report(extraction("rbctnsua"))
    for language in LANGUAGES:
        found = reading_notes.page_sentences(report, language)
        assert len(set(found)) == len(PAGE_OUTCOMES)
        assert all(is_told(one) and one.endswith(".") for one in found)


def test_pages_are_told_by_what_was_found_on_them() -> None:
    report = reading_report.report(extraction("n" * 12 + "s"))
    assert (
        reading_notes.page_sentences(report, "id")[0] == "Halaman 1–12: tidak menyebut program atau kegiatan."
    )
    assert reading_notes.page_sentences(report, "en")[0] == "Pages 1–12: no program or kegiatan is named."
    assert reading_notes.page_sentences(report, "en")[1].startswith("Page 13: there is no text;")


def test_reasons_name_how_many_pages_and_which() -> None:
    report = reading_report.report(extraction("nnnst"))
    assert reading_notes.why_no_rows(report, "id").reasons == (
        "1 dari 5 halaman (halaman 4) tidak berisi teks; biasanya berupa hasil pindai (scan), gambar, atau "
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


def test_outcomes_that_this_version_does_not_know_are_left_out() -> None:
    report = reading_report.report(extraction("nn"))
    report["pages_by_outcome"] |= {"upside_down": 2}
    report["ranges_by_outcome"] |= {"upside_down": "3-4"}
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
    for language in LANGUAGES:
        why = reading_notes.why_no_rows(report, language)
        assert len(why.reasons) == 1
        assert len(why.steps) == 3
        assert all(is_told(one) for one in (*why.reasons, *why.steps))
    assert words in reading_notes.why_no_rows(report, "id").reasons[0]


def test_each_document_without_rows_of_the_tests_is_looked_at() -> None:
    assert len(list(DOCUMENTS.glob("no_rows_in_*.pdf"))) == 6


def test_hostile_documents_say_nothing_without_a_translation(tmp_path: Path) -> None:
    whole = hostile.pages([hostile.text("Program baik"), hostile.text("Program"), hostile.stream(b"")])
    path = tmp_path / "sehalaman_rusak.pdf"
    path.write_bytes(whole.replace(b"/Kids [4 0 R 6 0 R 8 0 R]", b"/Kids [4 0 R 3 0 R 8 0 R]"))
    report = reading_report.report(extract(path))
    assert report["ranges_by_outcome"] == {"no_table": "1", "unreadable": "2", "no_text": "3"}
    for language in LANGUAGES:
        shown = reading_notes.in_language({"rows": 0, **report}, language)
        assert [one["page"] for one in (*shown["problems"], *shown["warnings"])] == [2, 0]
        assert all(is_told(one["message"]) for one in (*shown["problems"], *shown["warnings"]))


def test_a_document_with_rows_has_no_reasons() -> None:
    report = reading_report.report(extract(DOCUMENTS / "renstra_contoh.pdf"))
    assert report["ranges_by_outcome"] == {
        "with_rows": "6-9",
        "no_program_column": "4-5",
        "no_table": "2-3",
        "names_no_program": "1",
    }
    assert reading_notes.in_language({"rows": 40, **report}, "id")["why_no_rows"] == []


def test_the_service_tells_a_document_in_the_callers_language(served: Served) -> None:
    document_id = served.upload(DOCUMENTS / "no_rows_in_prose.pdf")
    served.wait(document_id)
    shown = {}
    for language in LANGUAGES:
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


def test_a_document_stored_by_an_older_version_is_still_shown(served: Served) -> None:
    document_id = served.upload(DOCUMENTS / "no_rows_in_contents.pdf")
    served.wait(document_id)
    old = {
        "pages": 1,
        "pages_with_text": 1,
        "problems": [{"page": 1, "message": "took more than 30 s; given up."}],
        "warnings": [{"page": 0, "message": reading_report.no_rows(1)}],
    }
    with served.app.state.service.database.writing() as connection:
        mine = update(schema.documents).where(schema.documents.c.id == document_id)
        connection.execute(mine.values(report=json.dumps(old)))
    summary = served.get(f"/documents/{document_id}")["summary"]
    served.client.delete(f"{API}/documents/{document_id}")
    assert summary["problems"][0]["message"].startswith("Halaman ini tidak selesai dibaca dalam 30 detik")
    assert summary["why_no_rows"][0] == summary["warnings"][0]["message"]


VALUES = {
    "by": "Sari",
    "detail": "x",
    "given": "a",
    "hint": "",
    "id": "4f1d",
    "limit": 200_100_000,
    "method": "PUT",
    "page": 3,
    "pages": 4000,
    "seconds": 1800,
    "status": "queued",
    "times": 3,
    "total": 9,
    "what": "body.file",
}
NOT_FOR_PLANNERS = re.compile(r"GET |/api|/docs|`|Content-Type|errors|status|%PDF|\bbyte", re.IGNORECASE)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_on_a_page_speaks_of_addresses_commands_or_fields(language: str) -> None:
    for key in messages._SENTENCES:
        plain = Message(key, dict(VALUES)).plain(language)
        assert not NOT_FOR_PLANNERS.search(plain), plain
        assert is_told(plain), plain
        assert plain.endswith((".", "x)", ": x")), plain


def test_sentences_for_pages_are_of_messages_that_there_are() -> None:
    assert messages_pages.SENTENCES.keys() <= messages._SENTENCES.keys()


def test_a_sentence_for_a_page_gives_limits_as_people_say_them() -> None:
    assert "batas 200 MB." in Message("too_large", {"limit": 200_100_000}).plain("id")
    assert "limit of 5 KB." in Message("too_large", {"limit": 5000}).plain("en")
    assert "dalam 30 menit." in Message("too_slow", {"seconds": 1800}).plain("id")
    assert "within 90 seconds." in Message("too_slow", {"seconds": 90}).plain("en")
    assert Message("empty").plain("id") == Message("empty").text("id")


def test_messages_are_stored_and_read_again_for_pages() -> None:
    message = Message("opens_slowly", {"seconds": 30})
    assert messages.from_stored(message.stored()) == message
    assert "dalam 30 detik" in message.plain("id")
    assert dataclasses.asdict(message) == {"key": "opens_slowly", "values": {"seconds": 30}}
