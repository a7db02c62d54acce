"""What a name cell says: its code, its running number, its level, and whether it names a program at all.

Most of what stands between the rows of a plan (totals, urusan, parts of offices,
outcomes) is printed in the column of names, and only its first words tell it from a
name. The lists of such words are below, each with examples; they were read off real
documents. A word that is added wants a line in tests/fields/test_names.py, and a
run of tests/extraction/test_golden.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from classifier.fields import codes
from classifier.fields.remembered import remembered
from classifier.records import Level


def _begins_with(*alternatives: str) -> re.Pattern[str]:
    """A pattern for what begins with any of the alternatives, in any casing."""
    return re.compile(rf"(?:{'|'.join(alternatives)})", re.IGNORECASE)


_NO_LETTERS = re.compile(r"[^0-9a-z]+")
# The running number in front of a name; casing counts, or `i` and `a` would be numbers.
_NUMBER = re.compile(
    "|".join(
        (
            # `A. `, `IV) `, `(3) `, `2.1. `
            r"\(?(?:[IVXL]{1,6}|[A-Za-z]|\d{1,3}(?:\.\d{1,2}){0,3})[.)]+\s*",
            # `VII Program`
            r"[IVX]{1,5}\s+",
            # `A Program`, `B KEGIATAN`
            r"[A-Z]\s+(?=[Pp][Rr][Oo]?[Gg]|[Kk][Ee][Gg])",
            # `12 Program`, `0012 Pengadaan`
            r"(?:\d{1,3}|0\d{3})\s+(?=[A-Z])",
            # `2-URUSAN`, `2 - URUSAN`
            r"\d\s?[-–]\s?(?=URUSAN\b|[Uu]rusan\b)",
            # `- `, `• `, and the bullets of symbol fonts
            r"[-–—•*▪·\uf000-\uf0ff]+\s*",
        )
    )
)
# `Program : 1.01.02 PROGRAM ...`, `Kegiatan : X.XX.01.2.01 ...`: a form's label before what it asks for.
_LABEL = re.compile(
    r"^(?:program|(?:sub\s*)?kegiatan)\s*:\s*(?=(?:\d|X)\s*\.\s*(?:\d{2}|XX)\b)", re.IGNORECASE
)
# `1 02 02 2.01 Program`: a code whose parts stand in columns that nothing rules.
_SPACED_CODE = re.compile(r"^(?:\d|X)\s(?:\d{2}|XX)\s\d{2}(?:\s\d[.,]\d{2}(?:\s\d{2,4})?)?\s+(?=[^\W\d_])")
# `Kegiatan 13: `, `Sub Kegiatan: `; what stands behind it is the name.
_NAME_LABEL = re.compile(r"^(?:sub[\s-]*)?kegiatan\s*\d{0,3}\s*:\s*(?=\S+\s+\S)", re.IGNORECASE)
# `[1.02.02] Program`
_BRACKETED_CODE = re.compile(r"^\[\s*(\d[\dXx. ]*\d)\s*\.?\s*\]\s*")
# With the slips of real documents: `Progam`, `Prgram`, `Proram`; not `Programs`.
_PROGRAM = re.compile(r"(?:prog(?:ram|am|rm|\.)|prgram|proram)\s*(?!s\b)", re.IGNORECASE)
_KEGIATAN = re.compile(r"keg(?:iatan\b|\.)", re.IGNORECASE)
_SUBKEGIATAN = re.compile(r"sub[\s-]*keg(?:iatan\b|\.)", re.IGNORECASE)
_OUTCOME = _begins_with(
    # `Meningkatnya`, `Terwujudnya`, `Berkurangnya`
    r"(?:me|mem|men|meng|ter|ber)\w{3,}nya\b",
    # `Optimalnya`, `Tingginya`
    r"\w{4,}nya\b",
    # `Outcome: ...`, `Sasaran ...`
    r"outcome\b",
    r"output\b",
    r"sasaran\b",
    r"tujuan\b",
    r"indikator\b",
)
_TOTAL = _begins_with(
    # `JUMLAH`, `Sub Total`, `Grand Total`
    r"(?:sub|grand)?\s*(?:jumlah|total)\b",
    # `T O T A L`
    r"(?:j u m l a h|t o t a l)\b",
    # `Total anggaran`, `TotalII rata-rata`
    r"total\w*\s+(?:anggaran|rata)",
    # Below evaluations: `Rata-rata`, `Predikat Kinerja`, `Faktor pendorong`, `Usulan tindak lanjut`
    r"rata\s*-?\s*rata",
    r"predikat",
    r"faktor (?:pendorong|penghambat)",
    r"usulan tindak",
    # `Keterangan :`, `Sumber: Bappeda`
    r"(?:keterangan|catatan|tindak lanjut)\s*:?$",
    r"sumber\s*:",
)
# The whole of a cell that prints a sum: `JUMLAH`, `Sub Total`, `Jumlah Anggaran`, `TOTAL PROGRAM A`.
_SUM = re.compile(
    r"(?:sub|grand)?[\s-]*(?:jumlah|total|j u m l a h|t o t a l)"
    r"(?:\s+(?:anggaran|pagu|seluruh\w*|keseluruhan|program|belanja|total|umum|biaya|dana|"
    # `A`, `II`, `3`: which part of the table it adds up
    r"[a-z]|[ivx]{2,}|\d+))*"
    r"\W*",
    re.IGNORECASE,
)
_HEADING = _begins_with(
    # `Urusan Wajib`, `BIDANG URUSAN KESEHATAN`, `Pelaksanaan Urusan`, `Non Urusan`
    r"(?:bidang\s+)?urusan\b",
    r"(?:urusan\s+)?(?:wajib|pilihan)\s*:?$",
    r"(?:pelaksanaan\s+)?urusan\b",
    r"(?:non|tidak)\s+urusan",
    # `UNSUR PENUNJANG URUSAN PEMERINTAHAN`, `Fungsi Penunjang`
    r"unsur\s+(?:pendukung|penunjang|staf|pengawas|kewilayahan|pemerintahan|urusan)",
    r"fungsi\s+(?:penunjang|lain)",
    # The right panel of a review (T-C.31): `Hasil Analisis Kebutuhan`
    r"(?:hasil\s+)?analisis\s+kebutuhan",
    # `Misi 3`, `Misi ke-2`, `Visi`
    r"misi\s*(?:ke|\d|[ivx]+|:)",
    r"visi\b",
    # Where money comes from: `APBD`, `DAK Fisik`, `Dana Desa :`, `Tugas Pembantuan`
    r"apb[dn]\b",
    r"dak\b",
    r"dau\b",
    r"dana\s+\w+\s*:?$",
    # `DANA TRANSFER UMUM-DANA ALOKASI UMUM`, `DBHCHT`, `BK Prov`
    r"dana\s+(?:transfer|alokasi)\s+(?:umum|khusus)\b",
    r"(?:dbhcht|bk\s*prov\w*|pad|silpa)\s*:?$",
    r"(?:dana\s+)?(?:dekonsentrasi|tugas\s+pembantuan)\b",
    # Accounts: `BELANJA LANGSUNG`
    r"belanja\b",
    r"pendapatan\b",
    r"pembiayaan\b",
    # The words alone: `Program Prioritas`, `Program Wajib a s/d f`, `Kegiatan Rutin :`, `Program/Kegiatan`
    r"program\s+(?:strategis|prioritas|unggulan|utama|rutin|penunjang|wajib|pilihan|dan\s+kegiatan)?"
    r"\s*(?:a\s+s/?d\s+\w+|:)?$",
    # `Program Unggulan Kabupaten Contoh`, `Program prioritas Tahun 2022`
    r"program\s+(?:strategis|prioritas|unggulan|utama)\s+(?:pembangunan\s+)?"
    r"(?:kabupaten|kota|provinsi|daerah|kepala|bupati|wali|gubernur|tahun|perangkat|opd|skpd)\b",
    r"(?:sub\s*)?kegiatan\s*(?:prioritas|strategis|rutin|penunjang|unggulan|tahunan)?\s*:?$",
    r"(?:non\s+)?program\s*/?\s*(?:dan\s+)?kegiatan\s*:?$",
    r"uraian\b",
)
_OFFICE_UNIT = _begins_with(
    # `Subbagian Umum`, `Sub-Bag Keuangan`, `Bag. Umum`, `Kasubag`
    r"sub\s*-?\s*bag(?:ian)?\b",
    r"bagian\b",
    r"bag\.",
    r"kasubag\b",
    # `Bidang Tata Ruang`, `Sub Bidang`, `Bd. Sosial`
    r"sub\s*-?\s*bidang\b",
    r"bidang\b",
    r"b(?:i)?d\.",
    # `Seksi Pengairan`, `Kasi`
    r"seksi\b",
    r"kasi\b",
    # `Sekretariat`, `Sekret.`, `UPTD Pasar`
    r"sekretariat\b",
    r"sekretaris\b",
    r"sekret\.",
    r"uptd?\b",
    r"kelompok\s+jabatan",
    r"unit\s+pelaksana\b",
)
_OPD = re.compile(
    r"(?:dinas|badan|inspektorat|sekretariat\s+(?:daerah|dprd|dewan)|kecamatan|kelurahan|kantor|biro|rsud|"
    r"rumah\s+sakit|satuan\s+polisi|satpol|bappe\w+|bpbd|bkd|bpkad|bapenda)\b",
    re.IGNORECASE,
)
# `- Meningkatkan mutu`, `- Tersedianya air`: a result below its kegiatan.
_RESULT = re.compile(r"(?:me|ter)\w+(?:kan|nya)\b", re.IGNORECASE)
# Characters: the names of offices and of their parts are shorter. By eye; not swept.
_MAX_OFFICE_UNIT_CHARS, _MAX_OPD_CHARS = 70, 90
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
# One word of four letters, or two of two, make a name. By eye; not swept.
_LONG_WORD, _SHORT_WORD = re.compile(r"[^\W\d_]{4}"), re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Name:
    """A name cell taken apart: `kode` and `number` as printed in front, `text` what remains."""

    kode: str
    number: str
    text: str


# Remembered: the same cells are asked for signs, levels and names.
@remembered(8 << 20)
def parsed(cell: str) -> Name:
    """Code, running number and name of a cell's text."""
    text = _LABEL.sub("", " ".join(cell.split()))
    text = _BRACKETED_CODE.sub(r"\1 ", text)
    if spaced := _SPACED_CODE.match(text):
        text = f"{'.'.join(spaced.group().split())} {text[spaced.end() :]}"
    kode = number = ""
    match = codes.LEADING_CODE.match(text)
    if match and (match.end() == len(text) or codes.is_code(match.group(1))):
        kode = codes.code(match.group(1))
        text = text[match.end() :]
    while match := _NUMBER.match(text):
        if match.end() == len(text) or not _TWO_LETTERS.search(text, match.end()):
            break
        number = number or match.group().strip()
        text = text[match.end() :]
        if not kode and (inner := codes.LEADING_CODE.match(text)) and codes.is_code(inner.group(1)):
            kode, text = codes.code(inner.group(1)), text[inner.end() :]
    return Name(kode, number, text.strip(" :;"))


def without_label(text: str) -> str:
    """A kegiatan's name without a label before it: `Kegiatan: Pembinaan ...`, `Kegiatan 13: ...`."""
    return _NAME_LABEL.sub("", text, count=1)


def level_of_text(text: str) -> Level | None:
    """Level that the name itself states in its first word, or None."""
    if _SUBKEGIATAN.match(text):
        return "subkegiatan"
    if _PROGRAM.match(text):
        return "program"
    return "kegiatan" if _KEGIATAN.match(text) else None


def is_outcome(text: str) -> bool:
    """True for a sentence of result (`Meningkatnya ...`) that stands between programs."""
    return bool(_OUTCOME.match(text))


def is_dashed_result(name: Name) -> bool:
    """True for a result in a dashed line below its kegiatan (`- Meningkatkan ...`)."""
    return name.number[:1] in ("-", "–") and bool(_RESULT.match(name.text))


def is_total(text: str) -> bool:
    """True for sums, averages, notes and sources under or between rows."""
    return bool(_TOTAL.match(text))


def is_sum(text: str) -> bool:
    """True for the JUMLAH or TOTAL of a table or of a part of it, which can be checked."""
    return bool(_SUM.fullmatch(text.strip()))


def is_heading(text: str) -> bool:
    """True for urusan, bidang, funding groups, missions and the like: they group rows."""
    return bool(_HEADING.match(text))


def is_office_unit(text: str) -> bool:
    """True for a part of an office (`Subbagian ...`, `Bidang ...`) that stands above a group of rows."""
    return bool(_OFFICE_UNIT.match(text)) and len(text) < _MAX_OFFICE_UNIT_CHARS


def is_opd(text: str) -> bool:
    """True when the text begins like the name of a perangkat daerah."""
    return bool(_OPD.match(text)) and len(text) < _MAX_OPD_CHARS


def stands_between_rows(text: str) -> bool:
    """True for anything that is printed like a name and is none: totals, headings, outcomes, office units."""
    return is_total(text) or is_heading(text) or is_outcome(text) or is_office_unit(text)


def has_words(text: str) -> bool:
    """True when a word of four letters or two of two stand in it: numbers, dashes and `s/d` do not count."""
    return bool(_LONG_WORD.search(text)) or len(_SHORT_WORD.findall(text)) >= 2


def number_style(number: str) -> str:
    """How rows are numbered: "letters" for `A.` and `IV`, "digits" for `12)`, "" without a number."""
    core = number.strip(" .()")
    return "digits" if core.isdigit() else "letters" if core.isalpha() else ""


def fold(text: str) -> str:
    """Letters and digits alone, in lower case: what makes two names one."""
    return _NO_LETTERS.sub("", text.lower())
