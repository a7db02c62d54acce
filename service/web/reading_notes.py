"""What the reading of a document told, for planners: its problems, its doubts, why it gave no rows.

A report is stored with the English sentences of `classifier`, which the command line says
as they are. Here they are known again by patterns, not stored by keys: the classifier then
knows nothing of languages, and reports that are stored already are told too. A test takes
every sentence out of the classifier's source and fails when one has no pattern here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from classifier import rupiah
from classifier.records import PAGE_OUTCOMES, PageOutcome
from service.jobs import reading_report
from service.messages import LANGUAGES

_Texts = tuple[str, str]
_MOST_DETAIL = 200

_TOTAL = re.compile(r"total not met: (.+)\.")
_SUM = re.compile(
    r"Rp (?P<printed>-?\d[\d.]*) printed(?: for (?P<year>\S+))?, "
    r"the rows add up to Rp (?P<rows>-?\d[\d.]*) \(Rp (?P<off>\d[\d.]*) (?P<how>more|less)\)"
)
_SENTENCES: tuple[tuple[re.Pattern[str], _Texts], ...] = (
    (
        re.compile(r"took more than (?P<n>\d+) s; given up\."),
        (
            "Halaman ini tidak selesai dibaca dalam {n} detik, sehingga dilewati. Jika halaman ini memuat "
            "tabel program, ekspor ulang dokumen dari Word atau Excel menjadi PDF, lalu unggah hasilnya.",
            "This page was not read within {n} seconds and was skipped. If it holds a table of programs, "
            "export the document from Word or Excel to PDF again and upload the result.",
        ),
    ),
    (
        re.compile(r"brought its reader down \(out of memory, or damaged\); given up\."),
        (
            "Halaman ini rusak atau terlalu berat untuk dibaca, sehingga dilewati. Jika halaman ini memuat "
            "tabel program, ekspor ulang dokumen dari Word atau Excel menjadi PDF, lalu unggah hasilnya.",
            "This page is damaged or too heavy to be read and was skipped. If it holds a table of programs, "
            "export the document from Word or Excel to PDF again and upload the result.",
        ),
    ),
    (
        re.compile(r"needs more memory than a page may have; given up\."),
        (
            "Halaman ini terlalu berat untuk dibaca, misalnya karena memuat peta atau gambar yang sangat "
            "rinci, sehingga dilewati. Jika halaman ini memuat tabel program, ekspor ulang dokumen dari "
            "Word atau Excel menjadi PDF, lalu unggah hasilnya.",
            "This page is too heavy to be read, for example because of a very detailed map or picture, and "
            "was skipped. If it holds a table of programs, export the document from Word or Excel to PDF "
            "again and upload the result.",
        ),
    ),
    (
        re.compile(r"cannot be read \((?P<detail>.*?)(?:\)\.)?", re.DOTALL),
        (
            "Halaman ini tidak dapat dibaca, sehingga dilewati. Unduh ulang dokumen dari sumbernya atau "
            "ekspor ulang dari berkas aslinya, lalu unggah hasilnya. (Keterangan teknis: {detail})",
            "This page cannot be read and was skipped. Fetch the document from its source or export it from "
            "its original again, and upload the result. (Technical detail: {detail})",
        ),
    ),
    (
        re.compile(
            r"no program rows found on (?P<n>\d+) pages? with text; the map says nothing of this document\."
        ),
        (
            "Tidak ada program atau kegiatan yang ditemukan di dokumen ini ({n} halaman berisi teks), "
            "sehingga dokumen ini tidak tampil pada peta. Periksa apakah berkas ini memuat tabel program "
            "dan kegiatan.",
            "No program or kegiatan was found in this document (pages with text: {n}), so it does not show "
            "on the map. Check whether this file holds the table of programs and kegiatan.",
        ),
    ),
    (
        re.compile(r"(?P<n>\d+) more like these are not listed\."),
        (
            "Masih ada {n} catatan serupa yang tidak ditampilkan.",
            "Notes like these that are not shown: {n}.",
        ),
    ),
)
_UNKNOWN = ("Catatan dari pembacaan dokumen: {message}", "Note from the reading: {message}")
_TOTALS = (
    "Jumlah yang tercetak di tabel tidak sama dengan hasil penjumlahan barisnya: {sums}. Cocokkan halaman "
    "ini dengan baris yang terbaca: mungkin ada baris yang terlewat atau keliru terbaca, atau jumlah di "
    "dokumen memang berbeda.",
    "The total that the table prints is not the sum of its rows: {sums}. Compare this page with the rows "
    "that were read: one may have been missed or misread, or the document itself adds up otherwise.",
)
_SUMS = (
    "{year}tercetak {printed}, sedangkan baris-barisnya berjumlah {rows} ({how} {off})",
    "{year}it prints {printed}, while the rows add up to {rows} ({off} {how})",
)
_YEARS = ("untuk tahun {year} ", "for {year} ")
_HOW = {"more": ("lebih", "more"), "less": ("kurang", "less")}
# What is said of pages, behind "halaman 1-12" and "pages 1-12:".
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


def sentence(message: str, language: str) -> str:
    """A page problem or warning of a stored report, in one of `LANGUAGES`; an unknown one as it is."""
    which = LANGUAGES.index(language)
    if (total := _TOTAL.fullmatch(message)) and (told := _total(total.group(1), language)):
        return told
    for pattern, texts in _SENTENCES:
        if match := pattern.fullmatch(message):
            values = {name: _cut(value) for name, value in match.groupdict().items()}
            return texts[which].format(**values)
    return _UNKNOWN[which].format(message=message)


def in_language(summary: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A document's summary with its problems and warnings told, and `why_no_rows` when it has none."""
    found = dict(summary)
    for kind in ("problems", "warnings"):
        found[kind] = [
            {"page": one["page"], "message": sentence(one["message"], language)} for one in found[kind]
        ]
    no_rows = why_no_rows(summary, language) if not summary["rows"] else NoRows((), ())
    found["why_no_rows"] = [*no_rows.reasons, *no_rows.steps]
    return found


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
        reasons or (sentence(reading_report.no_rows(report["pages_with_text"]), language),),
        tuple(step[which] for step, applies in steps if applies),
    )


def page_sentences(report: Mapping[str, Any], language: str) -> tuple[str, ...]:
    """What was found on which pages, for any document: `Halaman 1–12: tidak menyebut program ...`.

    Empty for a report stored without the outcomes of pages.
    """
    which = LANGUAGES.index(language)
    told = []
    for outcome in PAGE_OUTCOMES:
        if where := _ranges(report, outcome, language):
            pages = _page_or_pages(where, language).capitalize()
            told.append(f"{pages} {where}: {_OUTCOMES[outcome][which]}.")
    return tuple(told)


def _counts(report: Mapping[str, Any]) -> Counter[str]:
    return Counter(report.get("pages_by_outcome", {}))


def _reason(report: Mapping[str, Any], outcome: PageOutcome, language: str) -> str:
    """`12 dari 45 halaman (halaman 1–12) tidak menyebut program atau kegiatan.`"""
    counts = _counts(report)
    n, total = rupiah.grouped(counts[outcome], language), rupiah.grouped(counts.total(), language)
    ranges = _ranges(report, outcome, language)
    where = f" ({_page_or_pages(ranges, language)} {ranges})" if ranges else ""
    which = LANGUAGES.index(language)
    if counts[outcome] < counts.total():
        pages = (f"{n} dari {total} halaman{where} ", f"{n} of {total} pages{where}: ")
    elif counts.total() > 1:
        pages = (f"Seluruh {total} halaman ", f"All {total} pages: ")
    else:
        pages = ("Satu-satunya halaman dokumen ini ", "The only page: ")
    return f"{pages[which]}{_OUTCOMES[outcome][which]}."


def _page_or_pages(ranges: str, language: str) -> str:
    return ("halaman", "page" if ranges.isdecimal() else "pages")[LANGUAGES.index(language)]


def _ranges(report: Mapping[str, Any], outcome: PageOutcome, language: str) -> str:
    """The pages of an outcome, `1–12, 40`."""
    found: str = report.get("ranges_by_outcome", {}).get(outcome, "")
    more = (", dan lainnya", " and others")[LANGUAGES.index(language)]
    return found.replace(reading_report.AND_MORE, more).replace("-", "–")


def _total(said: str, language: str) -> str:
    """What is wrong with a table's total; "" when it is not said as `classifier.rows.totals` does."""
    which = LANGUAGES.index(language)
    sums = []
    for part in said.split("; "):
        match = _SUM.fullmatch(part)
        if match is None:
            return ""
        year = _YEARS[which].format(year=match["year"]) if match["year"] else ""
        money = {name: _money(match[name], language) for name in ("printed", "rows", "off")}
        sums.append(_SUMS[which].format(year=year, how=_HOW[match["how"]][which], **money))
    return _TOTALS[which].format(sums="; ".join(sums))


def _money(printed: str, language: str) -> str:
    return f"Rp {rupiah.grouped(int(printed.replace('.', '')), language)}"


def _cut(detail: str) -> str:
    return detail if len(detail) <= _MOST_DETAIL else detail[:_MOST_DETAIL] + "…"
