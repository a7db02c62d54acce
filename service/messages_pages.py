"""The web page's sentences, in the place of those in `messages` that are for those who call the API.

Those name addresses, commands and fields of a request; these say what a planner can do on the
page. `{size}` and `{time}` are the values `limit` and `seconds` as people say them.
"""

from __future__ import annotations

SENTENCES = {
    "not_found": (
        "Halaman yang Anda cari tidak ada. Kembalilah ke daftar dokumen.",
        "The page you are looking for does not exist. Go back to the list of documents.",
    ),
    "method": (
        "Permintaan ini tidak dapat diproses. Kembalilah ke daftar dokumen, lalu coba lagi.",
        "This cannot be done here. Go back to the list of documents and try again.",
    ),
    "no_document": (
        "Dokumen ini tidak ada atau sudah dihapus. Kembalilah ke daftar dokumen.",
        "This document does not exist or was deleted. Go back to the list of documents.",
    ),
    "no_row": (
        "Baris ini tidak ada lagi; mungkin dokumennya sudah dihapus. Kembalilah ke daftar dokumen.",
        "This row is no longer there; its document may have been deleted. Go back to the list of documents.",
    ),
    "no_label": (
        "Tidak ada label pada baris ini yang dapat dibatalkan. Muat ulang halaman ini untuk melihat keadaan "
        "terakhir.",
        "This row has no label to undo. Load this page again to see how it stands now.",
    ),
    "not_done": (
        "Dokumen ini belum selesai dibaca. Tunggu sebentar, lalu muat ulang halaman ini.",
        "This document has not been read to its end. Wait a moment, then load this page again.",
    ),
    "has_failed": (
        "Dokumen ini gagal dibaca. Buka halaman dokumen ini untuk melihat sebabnya, atau unggah lagi "
        "berkasnya untuk mengulang.",
        "This document was not read. Open its page to see why, or upload the file again for another try.",
    ),
    "invalid": (
        "Isian Anda tidak dapat diterima. Periksa kembali, lalu coba lagi.",
        "What you entered cannot be taken. Check it and try again.",
    ),
    "cross_site": (
        "Permintaan ini datang dari situs lain, sehingga ditolak. Buka layanan ini langsung di peramban "
        "Anda, lalu coba lagi.",
        "This request came from another site and was refused. Open this service itself and try again.",
    ),
    "malformed": (
        "Kiriman Anda tidak dapat dibaca. Muat ulang halaman ini, lalu coba lagi.",
        "What was sent cannot be read. Load this page again, then try again.",
    ),
    "unknown_subdimension": (
        'Subdimensi "{given}" tidak dikenal{hint}. Pilih salah satu dari daftar.',
        'The subdimension "{given}" is unknown{hint}. Choose one from the list.',
    ),
    "too_large": (
        "Kiriman Anda lebih besar dari batas {size}. Bagi dokumen menjadi beberapa berkas, lalu unggah satu "
        "per satu.",
        "What you sent is larger than the limit of {size}. Split the document into several files and upload "
        "them one by one.",
    ),
    "too_many_texts": (
        "Paling banyak {limit} teks dapat diperiksa sekaligus. Kurangi jumlahnya, lalu coba lagi.",
        "At most {limit} texts are taken at once. Send fewer, then the rest.",
    ),
    "not_a_pdf": (
        "Berkas ini bukan PDF, meski namanya mungkin berakhiran .pdf. Simpan atau ekspor sebagai PDF dari "
        "aplikasi asalnya (misalnya Word atau Excel), lalu unggah lagi.",
        "This file is no PDF. Save or export it as PDF from where it was made (Word or Excel, for example), "
        "then upload it again.",
    ),
    "no_model": (
        "Layanan ini belum dapat memberi label karena modelnya belum siap. Hubungi pengelola layanan.",
        "This service cannot label yet, as its model is not ready. Tell its maintainers.",
    ),
    "no_database": (
        "Data sedang tidak dapat diambil. Coba lagi sebentar lagi.",
        "The data cannot be reached at the moment. Try again in a while.",
    ),
    "no_picture": (
        "Gambar halaman {page} tidak dapat ditampilkan. Lihat halaman itu langsung di berkas PDF Anda.",
        "The picture of page {page} cannot be shown. Look at that page in your PDF file itself.",
    ),
    "scan": (
        "Tidak ada teks di halaman mana pun; dokumen ini tampaknya hasil pindai (scan). Jalankan OCR "
        "(pengenalan teks) lebih dahulu, atau minta berkas PDF asli kepada penyusunnya, lalu unggah lagi.",
        "No page has any text; this looks like a scan. Run OCR (text recognition) on it first, or ask its "
        "authors for the original PDF, then upload that.",
    ),
    "too_many_pages": (
        "Dokumen ini memiliki {pages} halaman, melebihi batas {limit} halaman. Unggah bagian yang memuat "
        "tabel program saja, atau bagi dokumen menjadi beberapa berkas.",
        "This document has {pages} pages, more than the limit of {limit}. Upload only the part with the "
        "tables of programs, or split it into several files.",
    ),
    "too_slow": (
        "Dokumen ini tidak selesai dibaca dalam {time}. Unggah bagian yang memuat tabel program saja, atau "
        "bagi dokumen menjadi beberapa berkas.",
        "This document was not read within {time}. Upload only the part with the tables of programs, or "
        "split it into several files.",
    ),
    "crashed": (
        "Pembacaan dokumen ini sudah {times} kali terhenti. Unduh ulang dari sumbernya atau ekspor ulang "
        "dari berkas aslinya, lalu unggah hasilnya.",
        "Reading this document broke off {times} times. Fetch it from its source or export it from its "
        "original again, and upload the result.",
    ),
    "unreadable": (
        "Dokumen ini tidak dapat dibaca. Unduh ulang dari sumbernya atau ekspor ulang dari berkas aslinya, "
        "lalu unggah hasilnya. (Keterangan teknis: {detail})",
        "This document cannot be read. Fetch it from its source or export it from its original again, and "
        "upload the result. (Technical detail: {detail})",
    ),
}
