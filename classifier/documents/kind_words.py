"""The words by which a document says what it is, and the forms that only one kind of document has.

A kind's name here is the one that the contract gives it; a Perubahan, Revisi or Review is of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from classifier.records import Stage

# Plans of a whole region: they are no agency's.
OF_REGION = frozenset({"RPJMD", "RPJPD", "RKPD", "APBD", "KUA", "PPAS", "LPPD", "LKPJ", "Program Unggulan"})
# Plans of several years.
OF_PERIOD = frozenset({"RPJMD", "RPJPD", "Renstra"})
# Whose years go along with whose: the Renja of a year follows the RKPD of that year.
SAME_YEARS = {
    "Renja": frozenset({"RKPD", "RKA", "DPA", "APBD"}),
    "RKPD": frozenset({"Renja", "APBD", "KUA", "PPAS"}),
    "APBD": frozenset({"RKPD", "KUA", "PPAS", "DPA"}),
    "KUA": frozenset({"RKPD", "APBD", "PPAS"}),
    "PPAS": frozenset({"RKPD", "APBD", "KUA"}),
    "DPA": frozenset({"RKA", "APBD", "Renja"}),
    "RKA": frozenset({"DPA", "APBD", "Renja"}),
    "Renstra": frozenset({"RPJMD"}),
    "RPJMD": frozenset({"Renstra"}),
    "LKIP": frozenset({"Perjanjian Kinerja", "RKT"}),
    "Perjanjian Kinerja": frozenset({"LKIP", "RKT"}),
    "RKT": frozenset({"Perjanjian Kinerja", "LKIP"}),
}
# Each word begins with letters, not with a choice: the search for those is quick.
_NAMES = (
    ("RPJPD", r"rpjpd?\b"),
    ("RPJPD", r"rencana pembangunan jangka panjang(?! nasional)"),
    ("RPJMD", r"rpjmd\b"),
    ("RPJMD", r"rencana pembangunan jangka menengah(?! nasional)"),
    ("RKPD", r"rkpd\b"),
    ("RKPD", r"rencana kerja pemerintah(?:an)? daerah"),
    ("RKA", r"rka\b"),
    ("RKA", r"rencana kerja (?:dan )?anggaran"),
    ("Renja", r"renja\b"),
    ("Renja", r"rencana kerja(?! (?:pemerintah|dan|tindak|anggaran))"),
    ("Renstra", r"renstra\b"),
    ("Renstra", r"rencana strate(?:gis|jik|gik)"),
    ("LKIP", r"lakip\b"),
    ("LKIP", r"lkip\b"),
    ("LKIP", r"lkj(?:ip|tj|pd)?\b"),
    ("LKIP", r"laporan (?:akuntabilitas )?kinerja"),
    ("Perjanjian Kinerja", r"perjanjian kinerja"),
    ("Perjanjian Kinerja", r"perjajian kinerja"),
    ("Perjanjian Kinerja", r"penetapan kinerja"),
    ("Perjanjian Kinerja", r"kontrak kinerja"),
    ("Perjanjian Kinerja", r"tapkin\b"),
    ("RKT", r"rkt\b"),
    ("RKT", r"rencana kinerja tahun(?:an\b| (?:anggaran )?\d)"),
    ("Indikator Kinerja Utama", r"indikator kinerja utama"),
    # Alone it is the head of a column or the box of a drawing: `IKU GUBERNUR`.
    ("Indikator Kinerja Utama", r"(?:penetapan|dokumen|daftar|formulir|matriks|revi[ue]w?) iku\b"),
    ("Pohon Kinerja", r"pohon kinerja"),
    ("Cascading Kinerja", r"cas(?:e?cad|eced)ing"),
    ("Cascading Kinerja", r"penjenjangan kinerja"),
    ("DPA", r"dokumen pelaksanaan (?:perubahan )?anggaran"),
    ("DPA", r"dppa\b"),
    ("DPA", r"dpa\b"),
    ("Kertas Kerja Evaluasi", r"kertas kerja evaluasi"),
    ("Kertas Kerja Evaluasi", r"lembar kerja evaluasi"),
    ("Kerangka Acuan Kerja", r"kerangka acuan kerja"),
    ("Rencana Aksi", r"rencana aksi"),
    ("LPPD", r"lppd\b"),
    ("LPPD", r"laporan penyelenggaraan pemerintahan daerah"),
    ("LKPJ", r"lkpj\b"),
    ("LKPJ", r"laporan keterangan pertanggungjawaban"),
    # Alone it is where money comes from.
    ("APBD", r"(?:rancangan|penjabaran|perubahan|ringkasan|lampiran|raperda|perda) (?:perubahan )?apbd\b"),
    ("APBD", r"apbd (?:perubahan )?(?:provinsi|kabupaten|kota)\b"),
    ("PPAS", r"(?:kua\W{1,3})?ppas\b"),
    ("PPAS", r"prioritas (?:dan |& ?)?plafon+ anggaran"),
    ("KUA", r"kebijakan umum (?:perubahan )?(?:anggaran|apbd)"),
    ("APBD", r"anggaran pendapatan dan belanja daerah"),
    (
        "Program Unggulan",
        r"program (?:unggulan|prioritas) (?:daerah|provinsi|kabupaten|kota|bupati|gubernur|wali)",
    ),
    ("Proposal", r"proposal\b"),
    ("Manual", r"manual book"),
    ("Manual", r"buku manual"),
    ("Manual", r"petunjuk penggunaan"),
    ("Spesifikasi Teknis", r"spesifikasi teknis"),
    ("Curriculum Vitae", r"curriculum vitae"),
    ("Curriculum Vitae", r"daftar riwayat hidup"),
)
# Titles and headings that the forms of the law give to one kind of document; some only as a chapter's.
# Drawings: their text comes in any order, and their title may come last.
DRAWN = frozenset({"Pohon Kinerja", "Cascading Kinerja"})
_FORMS = (
    ("Renja", r"tela+h?an terhadap kebijak\w+ nasional"),
    ("Renja", r"rumusan rencana program dan kegiatan"),
    ("Renja", r"revi(?:ew|u|uw) terhadap (?:rancangan )?(?:awal )?rkpd"),
    ("Renja", r"revi(?:ew|u|uw) (?:rancangan )?(?:awal )?rkpd(?! (?:provinsi|kabupaten|kota))"),
    # The two panels of T-C.31.
    ("Renja", r"rancangan awal rkpd(?: tahun \d{4})? hasil analisis kebutuhan"),
    ("Renja", r"usulan program dan kegiatan dari (?:para )?pemangku"),
    ("Renja", r"hasil analisis kebutuhan"),
    ("Renja", r"evaluasi (?:hasil )?pel[ae]ksanaan (?:renja|rencana kerja)"),
    ("Renja", r"tujuan, ?sasaran, ?program,? dan ?kegiatan"),
    ("LKIP", r"akuntabilitas kinerja(?! instansi)"),
    ("LKIP", r"ikhtisar eksekutif"),
    ("LKIP", r"ringkasan eksekutif"),
    ("LKIP", r"perencanaan (?:strategis )?dan (?:perjanjian|penetapan) kinerja"),
    ("LKIP", r"capaian kinerja organisasi"),
    ("Perjanjian Kinerja", r"selanjutnya disebut (?:sebagai )?pihak"),
    ("Perjanjian Kinerja", r"manajemen pemerintahan yang efektif, transparan"),
    ("Perjanjian Kinerja", r"berjanji akan mewujudkan target"),
    ("RPJMD", r"indikasi rencana program (?:prioritas )?(?:yang )?disertai"),
    ("RPJMD", r"akhir periode rpjmd"),
    ("Renstra", r"rencana program dan kegiatan serta pendanaan"),
    ("Renstra", r"akhir periode renstra"),
    ("Renstra", r"kelompok sasaran,? dan pendanaan indikatif"),
    ("Indikator Kinerja Utama", r"tugas (?:pokok )?:.{0,1500}fungsi :"),
)
_CHAPTERS = (
    ("LKIP", r"perencanaan kinerja"),
    ("LKIP", r"pengukuran kinerja"),
    ("LKIP", r"capaian kinerja"),
)
_CHAPTER = re.compile(r"(?:bab [ivx]{1,4}|^[ivx]{1,4})\W{1,3}$", re.MULTILINE)
_CHAPTER_REACH = 12


def _compiled(words: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in words)


_NAME_PATTERNS, _FORM_PATTERNS, _CHAPTER_PATTERNS = map(_compiled, (_NAMES, _FORMS, _CHAPTERS))
# Around a kind what says that it is a Rancangan or a Perubahan: `Rancangan Akhir Renja`, `Renja-P`.
_DRAFT_BEFORE = re.compile(r"\b(?:rancangan(?: (?:awal|akhir))?|draf|draft|ranwal|ranhir)(?: perubahan)? ?$")
_CHANGE_BEFORE = re.compile(r"\b(?:perubahan|p-) ?$")
_CHANGE_AFTER = re.compile(r"[ )(-]{0,3}(?:perubahan|p)\b")
_STAGE_REACH = 32
# The same in the name of a file, where the words stand in any order.
_DRAFT_NAME = re.compile(r"\b(?:rancangan|ranwal|ranhir|draf|draft)\b")
_CHANGE_NAME = re.compile(r"\b(?:perubahan|p ?(?:renja|rkpd|renstra|rpjmd)|(?:renja|rkpd) ?p|dppa)\b")
# A decree weighs reasons and laws; its title says whose it is.
_WEIGHS = re.compile(r"\bmenimbang\s*:", re.IGNORECASE)
_LAW = re.compile(
    r"(?:^|\n)\s*((?:peraturan|keputusan|instruksi)\s+(?:menteri|daerah|gubernur|bupati|wali\s*kota|pemerintah|"
    r"presiden|kepala))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class KindWord:
    """A kind of document named in a text, where."""

    kind: str
    start: int
    end: int


def flat(text: str) -> str:
    """The text in small letters on one line, every letter in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)
    return lowered.replace("\n", " ")


def named(flat_text: str) -> Iterator[KindWord]:
    """Every kind that a text, made `flat`, names, in order."""
    yield from _in_order(_NAME_PATTERNS, flat_text)


def stage(flat_text: str, word: KindWord) -> Stage:
    """Whether the kind named there is called a draft or a change of its plan; `final` for neither."""
    before = flat_text[max(0, word.start - _STAGE_REACH) : word.start]
    if _DRAFT_BEFORE.search(before):
        return "draft"
    is_change = _CHANGE_BEFORE.search(before) or _CHANGE_AFTER.match(flat_text, word.end)
    return "change" if is_change else "final"


def stage_of_name(file_name: str) -> Stage:
    """What the name of a file says of the same."""
    flat_name = re.sub(r"[\W_]+", " ", flat(file_name))
    if _DRAFT_NAME.search(flat_name):
        return "draft"
    return "change" if _CHANGE_NAME.search(flat_name) else "final"


def names() -> tuple[str, ...]:
    """The kinds that have a name here."""
    return tuple(dict.fromkeys(name for name, _ in _NAMES))


def is_known(kind: str) -> bool:
    """True for a kind that has a name here, however a person wrote it, and for a decree (`law`)."""
    return official(kind) in names() or flat(kind).startswith(("peraturan ", "keputusan", "instruksi "))


def official(kind: str) -> str:
    """The name here of a kind that a person wrote: `renja`, `LAKIP`; as it is written where there is none."""
    flat_text = flat(kind)
    for name in names():
        if name.lower() == flat_text:
            return name
    return next((word.kind for word in named(flat_text) if word.end - word.start == len(flat_text)), kind)


def forms(flat_text: str) -> Iterator[KindWord]:
    """Every title or heading that belongs to one kind in a text made `flat`, in order."""
    chapters = (
        word
        for word in _in_order(_CHAPTER_PATTERNS, flat_text)
        if _CHAPTER.search(flat_text[max(0, word.start - _CHAPTER_REACH) : word.start])
    )
    yield from sorted([*_in_order(_FORM_PATTERNS, flat_text), *chapters], key=lambda word: word.start)


def _in_order(patterns: tuple[tuple[str, re.Pattern[str]], ...], flat_text: str) -> Iterator[KindWord]:
    words = [
        KindWord(kind, match.start(), match.end())
        for kind, pattern in patterns
        for match in pattern.finditer(flat_text)
        if match.start() == 0 or not flat_text[match.start() - 1].isalnum()
    ]
    yield from sorted(words, key=lambda word: (word.start, -word.end))


def law(text: str) -> str:
    """What a page is that begins a decree (`Peraturan Menteri`, `Keputusan`), "" for others."""
    weighs = _WEIGHS.search(text)
    if weighs is None:
        return ""
    title = _LAW.search(text, 0, weighs.start())
    return " ".join(title.group(1).split()).title() if title else "Keputusan"
