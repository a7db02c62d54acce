"""The service's messages to people, in Indonesian and English: what happened, and what to do next.

A message is a key with values, so that it can be stored before it is known who will read it. Keys are
stored with documents: one that stands here keeps its meaning.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from classifier.faults import Fault
from service import messages_pages

LANGUAGES = ("id", "en")
_SENTENCES = {
    "not_found": ("Alamat ini tidak ada; lihat /docs.", "There is nothing at this address; see /docs."),
    "method": (
        "Alamat ini tidak menerima {method}; lihat /docs.",
        "This address takes no {method}; see /docs.",
    ),
    "no_document": (
        "Dokumen {id} tidak ada; GET /api/v1/documents memuat daftarnya.",
        "There is no document {id}; GET /api/v1/documents lists them.",
    ),
    "no_row": (
        "Baris {id} tidak ada; GET /api/v1/documents/(id)/rows memuat daftarnya.",
        "There is no row {id}; GET /api/v1/documents/(id)/rows lists them.",
    ),
    "no_page": (
        "Dokumen ini memiliki {total} halaman; halaman {page} tidak ada.",
        "This document has {total} pages; there is no page {page}.",
    ),
    "no_label": (
        "Tidak ada label yang berlaku di baris ini untuk dibatalkan; muat ulang baris ini.",
        "This row has no such label in force to undo; load the row again.",
    ),
    "answered_meanwhile": (
        "Baris ini sudah dijawab {by} sejak Anda membukanya; lihat jawabannya, lalu jawab lagi bila perlu.",
        "This row was answered by {by} since you opened it; see that answer, then answer again if need be.",
    ),
    "not_done": (
        "Dokumen ini belum selesai dibaca (status: {status}); tunggu hingga statusnya done.",
        "This document has not been read to its end (status: {status}); wait until its status is done.",
    ),
    "has_failed": (
        "Dokumen ini gagal dibaca; GET /api/v1/documents/{id} memuat sebabnya. Unggah lagi untuk mengulang.",
        "This document was not read; GET /api/v1/documents/{id} says why. Upload it again for another try.",
    ),
    "invalid": (
        "Isian {what} tidak sah; lihat errors, dan /docs untuk yang diterima.",
        "{what} is not valid; see errors, and /docs for what is taken.",
    ),
    "cross_site": (
        "Permintaan dari situs lain ditolak; buka layanan ini langsung.",
        "Requests from another site are refused; open this service itself.",
    ),
    "wrong_host": (
        "Layanan ini tidak dibuka lewat nama tersebut; pakai alamat yang diberikan pengelolanya.",
        "This service is not opened under that name; use the address that its maintainers gave.",
    ),
    "malformed": (
        "Isi permintaan tidak dapat dibaca; periksa Content-Type dan isinya.",
        "The body cannot be read; check its Content-Type and content.",
    ),
    "unknown_subdimension": (
        'Subdimensi "{given}" tidak dikenal{hint}; GET /api/v1/taxonomy memuat daftarnya.',
        'The subdimension "{given}" is unknown{hint}; GET /api/v1/taxonomy lists them.',
    ),
    "too_large": (
        "Kiriman melebihi {limit} byte; kirim berkas atau bagian yang lebih kecil.",
        "The body is larger than {limit} bytes; send a smaller file or part.",
    ),
    "too_many_texts": (
        "Satu panggilan menerima paling banyak {limit} teks; bagi menjadi beberapa panggilan.",
        "One call takes at most {limit} texts; send them in several calls.",
    ),
    "too_fast": (
        "Terlalu banyak permintaan dari alamat Anda; coba lagi dalam {seconds} detik.",
        "Too many requests from your address; try again in {seconds} s.",
    ),
    "disk_full": (
        "Ruang penyimpanan layanan penuh; hapus dokumen yang tidak diperlukan, lalu coba lagi.",
        "The service's storage is full; delete documents that are no longer needed, then try again.",
    ),
    "not_a_pdf": (
        "Berkas ini bukan PDF (tidak diawali %PDF-); simpan sebagai PDF lebih dahulu.",
        "This file is no PDF (it does not begin with %PDF-); save it as PDF first.",
    ),
    "empty": ("Berkas ini kosong; unggah lagi.", "The file is empty; upload it again."),
    "no_model": (
        "Belum ada model yang dapat dipakai; jalankan `petakota models list` di server.",
        "No model can be used yet; run `petakota models list` on the server.",
    ),
    "no_database": (
        "Basis data tidak dapat dihubungi; coba lagi sebentar lagi.",
        "The database cannot be reached; try again in a moment.",
    ),
    "no_picture": (
        "Halaman {page} tidak dapat digambar; unduh ulang atau ekspor ulang dokumennya.",
        "Page {page} cannot be drawn; fetch or export the document again.",
    ),
    "busy": (
        "Terlalu banyak gambar diminta sekaligus; coba lagi sebentar lagi.",
        "Too many pictures are asked for at once; try again in a moment.",
    ),
    "internal": (
        "Terjadi kesalahan pada layanan dan sudah dicatat; coba lagi, atau hubungi pengelolanya.",
        "The service failed and has logged it; try again, or tell its maintainers.",
    ),
    "scan": (
        "Tidak ada teks di halaman mana pun; dokumen ini tampaknya hasil pindai. Jalankan OCR lebih dahulu.",
        "No page has any text; this looks like a scan. Run OCR on it first.",
    ),
    "locked": (
        "Dokumen terkunci dengan kata sandi; simpan salinan tanpa kata sandi, lalu unggah lagi.",
        "The document is locked with a password; save a copy without one and upload that.",
    ),
    "no_pages": (
        "PDF ini tidak memiliki halaman; ekspor ulang.",
        "This is a PDF without pages; export it again.",
    ),
    "damaged": (
        "PDF ini rusak dan tidak dapat dibuka; unduh ulang atau ekspor ulang.",
        "This PDF is damaged and cannot be opened; fetch or export it again.",
    ),
    "too_many_pages": (
        "Dokumen memiliki {pages} halaman, batasnya {limit}; bagi menjadi beberapa berkas.",
        "The document has {pages} pages and the limit is {limit}; split it into several files.",
    ),
    "too_slow": (
        "Dokumen tidak selesai dibaca dalam {seconds} detik; bagi menjadi beberapa berkas.",
        "The document was not read within {seconds} s; split it into several files.",
    ),
    "crashed": (
        "Dokumen ini menghentikan proses pembacanya {times} kali; unduh ulang atau ekspor ulang.",
        "The document brought its reader down {times} times; fetch or export it again.",
    ),
    "opens_slowly": (
        "Dokumen tidak dapat dibuka dalam {seconds} detik; unduh ulang atau ekspor ulang, lalu unggah lagi.",
        "The document could not be opened within {seconds} s; fetch or export it again, then upload it.",
    ),
    "too_heavy": (
        "Dokumen rusak atau terlalu berat untuk dibuka; unduh ulang atau ekspor ulang, lalu unggah lagi.",
        "The document is damaged or too heavy to open; fetch or export it again, then upload it.",
    ),
    "file_lost": (
        "Berkas dokumen ini tidak dapat dibuka di layanan; hapus dokumen ini, lalu unggah lagi.",
        "The service cannot open this document's file; delete the document and upload it again.",
    ),
    "unreadable": ("Dokumen tidak dapat dibaca: {detail}", "The document cannot be read: {detail}"),
}


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by its key, with what is filled in; a language is chosen when it is read."""

    key: str
    values: dict[str, str | int] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The sentence in one of `LANGUAGES`."""
        return _SENTENCES[self.key][LANGUAGES.index(language)].format(**self.values)

    def plain(self, language: str) -> str:
        """The sentence for the web page: without the API's addresses, with what to do on the page."""
        which = LANGUAGES.index(language)
        sentence = messages_pages.SENTENCES.get(self.key, _SENTENCES[self.key])[which]
        return sentence.format(**self.values, **_for_people(self.values, language))

    def stored(self) -> str:
        """The message as a text for the database."""
        return json.dumps({"key": self.key, **self.values})


def from_stored(text: str) -> Message:
    """The message that `stored` wrote."""
    values = json.loads(text)
    return Message(values.pop("key"), values)


def of_fault(fault: Fault) -> Message:
    """The message of a document that cannot be used."""
    match fault.kind:
        case "scan" | "locked" | "no_pages" | "damaged" | "empty" | "not_a_pdf" | "too_heavy":
            return Message(fault.kind)
        case "opens_slowly":
            return Message("opens_slowly", {"seconds": fault.seconds})
        case "missing" | "folder" | "no_permission":
            # The service lost its own file: nobody who uploads can look for it.
            return Message("file_lost")
        case (
            "page_too_slow"
            | "page_crashed_reader"
            | "page_out_of_memory"
            | "page_unreadable"
            | "total_not_met"
            | "no_rows"
            | "not_listed"
            | "note"
        ):
            return Message("unreadable", {"detail": str(fault)})
        case _:
            assert_never(fault.kind)


def _for_people(values: Mapping[str, str | int], language: str) -> dict[str, str]:
    """A limit in bytes and a time in seconds as people say them."""
    limit, seconds = int(values.get("limit", 0)), int(values.get("seconds", 0))
    minutes, second = ("menit", "detik") if language == "id" else ("minutes", "seconds")
    return {
        "size": f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit // 1000} KB",
        "time": f"{seconds // 60} {minutes}" if seconds >= 120 else f"{seconds} {second}",
    }


def language(accept: str) -> str:
    """The language that an Accept-Language header likes best: Indonesian unless English comes first."""
    best_weight, best_language = 0.0, "id"
    for part in accept.lower().split(","):
        tag, _, rest = part.strip().partition(";")
        match = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", rest) if rest else None
        weight = float(match.group(1)) if match else 1.0
        name = tag.strip().split("-")[0]
        if name in LANGUAGES and weight > best_weight:
            best_weight, best_language = weight, name
    return best_language
