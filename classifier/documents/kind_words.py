"""The words by which a document says what it is, and the forms that only one kind of document has.

A kind's name here is the one that the contract gives it; a Perubahan, Revisi or Review is of its kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Plans of a whole region: they are no agency's.
OF_REGION = frozenset({"RPJMD", "RPJPD", "RKPD", "APBD", "LPPD", "LKPJ"})
# Plans of several years.
OF_PERIOD = frozenset({"RPJMD", "RPJPD", "Renstra"})
# Whose years go along with whose: the Renja of a year follows the RKPD of that year.
SAME_YEARS = {
    "Renja": frozenset({"RKPD", "RKA", "DPA", "APBD"}),
    "RKPD": frozenset({"Renja", "APBD"}),
    "Renstra": frozenset({"RPJMD"}),
    "RPJMD": frozenset({"Renstra"}),
    "LKIP": frozenset({"Perjanjian Kinerja", "RKT"}),
    "Perjanjian Kinerja": frozenset({"LKIP", "RKT"}),
    "RKT": frozenset({"Perjanjian Kinerja", "LKIP"}),
}
_NAMES = (
    ("RPJPD", r"rpjpd?\b|rencana pembangunan jangka panjang(?! nasional)"),
    ("RPJMD", r"rpjmd\b|rencana pembangunan jangka menengah(?! nasional)"),
    ("RKPD", r"rkpd\b|rencana kerja pemerintah(?:an)? daerah"),
    ("RKA", r"rka\b|rencana kerja (?:dan )?anggaran"),
    ("Renja", r"renja\b|rencana kerja(?! (?:pemerintah|dan|tindak|anggaran))"),
    ("Renstra", r"renstra\b|rencana strate(?:gis|jik|gik)"),
    ("LKIP", r"la?kip\b|lkj(?:ip)?\b|laporan (?:akuntabilitas )?kinerja"),
    ("Perjanjian Kinerja", r"(?:perjanjian|penetapan) kinerja|tapkin\b"),
    ("RKT", r"rkt\b|rencana kinerja tahunan"),
    ("Indikator Kinerja Utama", r"indikator kinerja utama|iku\b"),
    ("Pohon Kinerja", r"pohon kinerja"),
    ("Cascading Kinerja", r"case?cad?ing|casec?ed?ing"),
    ("DPA", r"dokumen pelaksanaan (?:perubahan )?anggaran|dppa\b|dpa\b"),
    ("Kertas Kerja Evaluasi", r"(?:kertas|lembar) kerja evaluasi"),
    ("Kerangka Acuan Kerja", r"kerangka acuan kerja"),
    ("Rencana Aksi", r"rencana aksi"),
    ("LPPD", r"lppd\b|laporan penyelenggaraan pemerintahan daerah"),
    ("LKPJ", r"lkpj\b|laporan keterangan pertanggungjawaban"),
    ("APBD", r"ppas\b|kebijakan umum (?:anggaran|apbd)|penjabaran apbd"),
    ("Proposal", r"proposal\b"),
    ("Manual", r"manual book|buku manual|user manual|petunjuk penggunaan"),
    ("Spesifikasi Teknis", r"spesifikasi teknis"),
    ("Curriculum Vitae", r"curriculum vitae|daftar riwayat hidup"),
)
_NAME = re.compile(
    r"(?<![^\W_])(?:"
    + "|".join(f"(?P<k{i}>{words})" for i, (_, words) in enumerate(_NAMES)).replace(" ", r"\s+")
    + ")",
    re.IGNORECASE,
)
# Titles and headings that the forms of the law give to one kind of document.
_FORMS = (
    ("Renja", r"tela+h?an terhadap kebijak\w+ nasional"),
    ("Renja", r"rumusan rencana program dan kegiatan"),
    ("Renja", r"revie[wu] terhadap rancangan awal rkpd"),
    ("Renja", r"usulan program dan kegiatan dari (?:para )?pemangku"),
    ("Renja", r"hasil analisis kebutuhan"),
    ("Renja", r"evaluasi (?:hasil )?pel[ae]ksanaan (?:renja|rencana kerja)"),
    ("Renja", r"tujuan, ?sasaran, ?program,? dan ?kegiatan"),
    ("LKIP", r"akuntabilitas kinerja(?! instansi)"),
    ("LKIP", r"(?:ikhtisar|ringkasan) eksekutif"),
    (
        "LKIP",
        r"(?:bab [ivx]+|(?:^|\n)[ivx]+)\W{1,3}perencanaan (?:dan perjanjian |dan penetapan )?kinerja",
    ),
    ("LKIP", r"perencanaan (?:strategis )?dan (?:perjanjian|penetapan) kinerja"),
    ("LKIP", r"bab [ivx]+\W{1,3}(?:pengukuran|capaian) kinerja"),
    ("LKIP", r"capaian kinerja organisasi"),
    ("Perjanjian Kinerja", r"selanjutnya disebut (?:sebagai )?pihak"),
    ("Perjanjian Kinerja", r"manajemen pemerintahan yang efektif, transparan"),
    ("RPJMD", r"indikasi rencana program (?:prioritas )?(?:yang )?disertai"),
    ("RPJMD", r"akhir periode rpjmd"),
    ("Renstra", r"rencana program dan kegiatan serta pendanaan"),
    ("Renstra", r"akhir periode renstra"),
    ("Renstra", r"kelompok sasaran,? dan pendanaan indikatif"),
    ("Indikator Kinerja Utama", r"tugas (?:pokok )?:.{0,1500}fungsi :"),
)
_FORM = re.compile(
    "|".join(f"(?P<f{i}>{words})" for i, (_, words) in enumerate(_FORMS)).replace(" ", r"\s+"),
    re.IGNORECASE | re.DOTALL,
)
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


def named(text: str) -> Iterator[KindWord]:
    """Every kind that a text names, in order."""
    for match in _NAME.finditer(text):
        yield KindWord(_NAMES[int((match.lastgroup or "k0")[1:])][0], match.start(), match.end())


def forms(text: str) -> Iterator[KindWord]:
    """Every title or heading that belongs to one kind, in order."""
    for match in _FORM.finditer(text):
        yield KindWord(_FORMS[int((match.lastgroup or "f0")[1:])][0], match.start(), match.end())


def law(text: str) -> str:
    """What a page is that begins a decree (`Peraturan Menteri`, `Keputusan`), "" for others."""
    weighs = _WEIGHS.search(text)
    if weighs is None:
        return ""
    title = _LAW.search(text, 0, weighs.start())
    return " ".join(title.group(1).split()).title() if title else "Keputusan"
