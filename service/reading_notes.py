"""What a planner reads of the reading of a document: its faults, its doubts, why it gave no rows.

A report is stored as kinds with values (`classifier.faults`, `classifier.records.PAGE_OUTCOMES`); the
sentences are made here, when it is known who reads them. A test fails when a kind has none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from classifier import faults
from classifier.faults import Fault, Kind, UnmetSum
from classifier.i18n.numbers import grouped
from classifier.records import PAGE_OUTCOMES, PageOutcome
from service import messages
from service.messages import LANGUAGES

_Texts = tuple[str, str]
_MAX_DETAIL_CHARS = 200

# Of pages and of the service's own notes; kinds of documents are worded in `messages`.
_FAULTS: dict[Kind, _Texts] = {
    "page_too_slow": (
        "Halaman ini tidak selesai dibaca dalam {seconds} detik, sehingga dilewati. Jika halaman ini memuat "
        "tabel program, ekspor ulang dokumen dari Word atau Excel menjadi PDF, lalu unggah hasilnya.",
        "This page was not read within {seconds} seconds and was skipped. If it holds a table of programs, "
        "export the document from Word or Excel to PDF again and upload the result.",
    ),
    "page_crashed_reader": (
        "Halaman ini rusak atau terlalu berat untuk dibaca, sehingga dilewati. Jika halaman ini memuat "
        "tabel program, ekspor ulang dokumen dari Word atau Excel menjadi PDF, lalu unggah hasilnya.",
        "This page is damaged or too heavy to be read and was skipped. If it holds a table of programs, "
        "export the document from Word or Excel to PDF again and upload the result.",
    ),
    "page_out_of_memory": (
        "Halaman ini terlalu berat untuk dibaca, misalnya karena memuat peta atau gambar yang sangat "
        "rinci, sehingga dilewati. Jika halaman ini memuat tabel program, ekspor ulang dokumen dari "
        "Word atau Excel menjadi PDF, lalu unggah hasilnya.",
        "This page is too heavy to be read, for example because of a very detailed map or picture, and "
        "was skipped. If it holds a table of programs, export the document from Word or Excel to PDF "
        "again and upload the result.",
    ),
    "page_unreadable": (
        "Halaman ini tidak dapat dibaca, sehingga dilewati. Unduh ulang dokumen dari sumbernya atau "
        "ekspor ulang dari berkas aslinya, lalu unggah hasilnya. (Keterangan teknis: {short_detail})",
        "This page cannot be read and was skipped. Fetch the document from its source or export it from "
        "its original again, and upload the result. (Technical detail: {short_detail})",
    ),
    "total_not_met": (
        "Jumlah yang tercetak di tabel tidak sama dengan hasil penjumlahan barisnya: {sums}. Cocokkan "
        "halaman ini dengan baris yang terbaca: mungkin ada baris yang terlewat atau keliru terbaca, atau "
        "jumlah di dokumen memang berbeda.",
        "The total that the table prints is not the sum of its rows: {sums}. Compare this page with the "
        "rows that were read: one may have been missed or misread, or the document itself adds up "
        "otherwise.",
    ),
    "no_rows": (
        "Tidak ada program atau kegiatan yang ditemukan di dokumen ini ({pages} halaman berisi teks), "
        "sehingga dokumen ini tidak tampil pada peta. Periksa apakah berkas ini memuat tabel program "
        "dan kegiatan.",
        "No program or kegiatan was found in this document (pages with text: {pages}), so it does not "
        "show on the map. Check whether this file holds the table of programs and kegiatan.",
    ),
    "not_listed": (
        "Masih ada {others} catatan serupa yang tidak ditampilkan.",
        "Notes like these that are not shown: {others}.",
    ),
    "note": ("Catatan dari pembacaan dokumen: {detail}", "Note from the reading: {detail}"),
}
_SUM_IS_LESS = (
    "{of_year}tercetak {printed}, sedangkan baris-barisnya berjumlah {rows} (kurang {difference})",
    "{of_year}it prints {printed}, while the rows add up to {rows} ({difference} less)",
)
_SUM_IS_MORE = (
    "{of_year}tercetak {printed}, sedangkan baris-barisnya berjumlah {rows} (lebih {difference})",
    "{of_year}it prints {printed}, while the rows add up to {rows} ({difference} more)",
)
_OF_YEAR = ("untuk tahun {year} ", "for {year} ")
# What is written of pages, behind "halaman 1-12" and "pages 1-12:".
_OUTCOMES: dict[PageOutcome, _Texts] = {
    "with_rows": ("memuat program atau kegiatan", "programs or kegiatan were found"),
    "table_without_rows": (
        "dibaca sebagai tabel program, tetapi tidak ada program atau kegiatan baru di dalamnya (misalnya "
        "hanya urusan, jumlah, atau lanjutan dari halaman sebelumnya)",
        "read as a table of programs, but no new program or kegiatan is in it (only urusan, totals or the "
        "rest of the page before, for example)",
    ),
    "no_program_column": (
        "memuat tabel, tetapi tidak ada kolom yang dikenali sebagai kolom program atau kegiatan",
        "there is a table, but no column in it was recognised as one of programs or kegiatan",
    ),
    "no_table": (
        "menyebut program atau kegiatan, tetapi tidak memuat tabel atau daftar bernomor program",
        "programs or kegiatan are named, but there is no table and no numbered list of programs",
    ),
    "names_no_program": ("tidak menyebut program atau kegiatan", "no program or kegiatan is named"),
    "no_text": (
        "tidak berisi teks; biasanya berupa hasil pindai (scan), gambar, atau halaman kosong",
        "there is no text; this is usually a scan, a picture or an empty page",
    ),
    "unreadable": ("tidak dapat dibaca, sehingga dilewati", "reading failed, so this was skipped"),
    "not_asked": (
        "tidak dibaca karena berada di luar halaman yang diminta",
        "not read, as it lies outside the pages asked for",
    ),
}
# In the order in which a planner would act on them.
_REASONS: tuple[PageOutcome, ...] = (
    "unreadable",
    "no_text",
    "names_no_program",
    "no_table",
    "no_program_column",
    "table_without_rows",
)
_NO_TABLE: tuple[PageOutcome, ...] = ("no_table", "no_program_column", "table_without_rows")
_STEP_FIND = (
    "Cari bab atau lampiran yang memuat tabel program dan kegiatan (biasanya berjudul “Rencana Program dan "
    "Kegiatan serta Pendanaan” atau “Program Perangkat Daerah”), lalu unggah dokumen yang memuatnya.",
    "Look for the chapter or annex with the table of programs and kegiatan (usually titled “Rencana Program "
    "dan Kegiatan serta Pendanaan” or “Program Perangkat Daerah”), and upload the document that holds it.",
)
_STEP_OCR = (
    "Hasil pindai (scan) hanya berupa gambar. Jalankan OCR (pengenalan teks) pada berkas ini, atau minta "
    "berkas PDF asli kepada penyusunnya, lalu unggah hasilnya.",
    "A scan is only a picture. Run OCR (text recognition) on this file, or ask its authors for the original "
    "PDF, and upload the result.",
)
_STEP_AGAIN = (
    "Untuk halaman yang tidak dapat dibaca, unduh ulang dokumen dari sumbernya atau ekspor ulang dari berkas "
    "aslinya, lalu unggah hasilnya.",
    "For pages that could not be read, fetch the document from its source or export it from its original "
    "again, and upload the result.",
)
_STEP_EXPORT = (
    "Jika ada tabel program yang tidak dikenali, ekspor ulang dokumen langsung dari Word atau Excel menjadi "
    "PDF (bukan dicetak lalu dipindai), lalu unggah hasilnya. Jika tetap tidak dikenali, sampaikan nomor "
    "halamannya kepada pengelola layanan.",
    "If a table of programs was not recognised, export the document straight from Word or Excel to PDF "
    "again (not printed and scanned) and upload the result. If that does not help, tell the maintainers of "
    "this service the page numbers.",
)
_STEP_NONE = (
    "Dokumen yang hanya berisi statistik, narasi, atau batang tubuh peraturan memang tidak memiliki tabel "
    "program; tidak ada yang perlu diperbaiki.",
    "Documents of statistics, of narrative or of a regulation's articles alone have no table of programs; "
    "there is nothing to mend.",
)


@dataclass(frozen=True, slots=True)
class NoRows:
    """Why a document gave no rows (`reasons`), and what a planner can do (`steps`): sentences."""

    reasons: tuple[str, ...]
    steps: tuple[str, ...]


def sentence(fault: Fault, language: str) -> str:
    """A fault of a stored report, in one of `LANGUAGES`."""
    if fault.kind not in _FAULTS:
        return messages.of_fault(fault).plain(language)
    return _FAULTS[fault.kind][LANGUAGES.index(language)].format(
        seconds=fault.seconds,
        pages=fault.pages,
        others=fault.others,
        detail=fault.detail,
        short_detail=_shortened(fault.detail),
        sums="; ".join(_sum(unmet, language) for unmet in fault.sums),
    )


def in_language(summary: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A document's summary with its problems and warnings in words, and `why_no_rows` when it has none."""
    worded = dict(summary)
    for field in ("problems", "warnings"):
        worded[field] = [
            {"page": problem["page"], "message": sentence(faults.from_dict(problem), language)}
            for problem in summary[field]
        ]
    no_rows = why_no_rows(summary, language) if not summary["rows"] else NoRows((), ())
    worded["why_no_rows"] = [*no_rows.reasons, *no_rows.steps]
    return worded


def why_no_rows(report: Mapping[str, Any], language: str) -> NoRows:
    """Why a document without rows has none; a report stored without the outcomes of pages says less."""
    counts = _counts(report)
    reasons = tuple(_reason(report, outcome, language) for outcome in _REASONS if counts[outcome])
    with_text = any(counts[outcome] for outcome in ("names_no_program", *_NO_TABLE))
    steps = (
        (_STEP_FIND, with_text or not reasons),
        (_STEP_OCR, counts["no_text"]),
        (_STEP_AGAIN, counts["unreadable"]),
        (_STEP_EXPORT, any(counts[outcome] for outcome in _NO_TABLE)),
        (_STEP_NONE, with_text or not reasons),
    )
    which = LANGUAGES.index(language)
    return NoRows(
        reasons or (sentence(Fault("no_rows", pages=report["pages_with_text"]), language),),
        tuple(step[which] for step, applies in steps if applies),
    )


def page_sentences(report: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """What was found on which pages, for any document: `Halaman 1–12: tidak menyebut program ...`.

    Empty for a report stored without the outcomes of pages.
    """
    which = LANGUAGES.index(language)
    sentences = []
    for outcome in PAGE_OUTCOMES:
        if where := _where(report, outcome, language):
            sentences.append(f"{where.capitalize()}: {_OUTCOMES[outcome][which]}.")
    return tuple(sentences)


def _counts(report: Mapping[str, Any]) -> Counter[str]:
    return Counter(report.get("pages_by_outcome", {}))


def _reason(report: Mapping[str, Any], outcome: PageOutcome, language: str) -> str:
    """`12 dari 45 halaman (halaman 1–12) tidak menyebut program atau kegiatan.`"""
    counts = _counts(report)
    n, total = grouped(counts[outcome], language), grouped(counts.total(), language)
    named = _where(report, outcome, language)
    where = f" ({named})" if named else ""
    which = LANGUAGES.index(language)
    if counts[outcome] < counts.total():
        pages = (f"{n} dari {total} halaman{where} ", f"{n} of {total} pages{where}: ")
    elif counts.total() > 1:
        pages = (f"Seluruh {total} halaman ", f"All {total} pages: ")
    else:
        pages = ("Satu-satunya halaman dokumen ini ", "The only page: ")
    return f"{pages[which]}{_OUTCOMES[outcome][which]}."


def _where(report: Mapping[str, Any], outcome: PageOutcome, language: str) -> str:
    """The pages of an outcome, `halaman 1–12, 40`; "" when the report does not name them."""
    ranges = report.get("ranges_by_outcome", {}).get(outcome, [])
    if not ranges:
        return ""
    n_named = sum(last - first + 1 for first, last in ranges)
    numbers = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges)
    pages = ("halaman", "page" if n_named == 1 else "pages")
    others = (", dan lainnya", " and others")
    which = LANGUAGES.index(language)
    return f"{pages[which]} {numbers}{others[which] if n_named < _counts(report)[outcome] else ''}"


def _sum(unmet: UnmetSum, language: str) -> str:
    which = LANGUAGES.index(language)
    texts = _SUM_IS_MORE if unmet.rows > unmet.printed else _SUM_IS_LESS
    return texts[which].format(
        of_year=_OF_YEAR[which].format(year=unmet.year) if unmet.year else "",
        printed=_money(unmet.printed, language),
        rows=_money(unmet.rows, language),
        difference=_money(abs(unmet.rows - unmet.printed), language),
    )


def _money(amount: int, language: str) -> str:
    return f"Rp {grouped(amount, language)}"


def _shortened(detail: str) -> str:
    return detail if len(detail) <= _MAX_DETAIL_CHARS else detail[:_MAX_DETAIL_CHARS] + "…"
