"""What a name cell says: its code, its running number, its level, and whether it names a program at all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from classifier.fields import codes
from classifier.records import Level

_NUMBER = re.compile(
    r"(?:\(?(?:[IVXL]{1,6}|[A-Za-z]|\d{1,3}(?:\.\d{1,2}){0,3})[.)]+\s*|[IVX]{1,5}\s+|"
    r"[A-Z]\s+(?=[Pp][Rr][Oo]?[Gg]|[Kk][Ee][Gg])|\d{1,3}\s+(?=[A-Z])|[-–—•*▪·\uf000-\uf0ff]+\s*)"
)
# With the slips of real documents: `Progam`, `Prgram`, `Proram`.
_PROGRAM = re.compile(r"(?:prog(?:ram|am|rm|\.)|prgram|proram)\s*(?!s\b)", re.IGNORECASE)
_KEGIATAN = re.compile(r"keg(?:iatan\b|\.)", re.IGNORECASE)
_SUBKEGIATAN = re.compile(r"sub[\s-]*keg(?:iatan\b|\.)", re.IGNORECASE)
_OUTCOME = re.compile(
    r"(?:(?:me|mem|men|meng|ter|ber)\w{3,}nya\b|outcome\b|output\b|sasaran\b|tujuan\b|indikator\b)",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:(?:sub|grand)?\s*(?:jumlah|total)\b|rata\s*-?\s*rata|predikat|faktor (?:pendorong|penghambat)|"
    r"(?:keterangan|catatan|tindak lanjut)\s*:?$|sumber\s*:|usulan tindak|total\w*\s+(?:anggaran|rata))",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"(?:sub|grand)?[\s-]*(?:jumlah|total)(?:\s+(?:anggaran|pagu|seluruh\w*|keseluruhan|program|belanja|total|"
    r"umum|biaya|dana|[a-z]|[ivx]{2,}|\d+))*\W*",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:(?:bidang\s+)?urusan\b|(?:urusan\s+)?(?:wajib|pilihan)\s*:?$|(?:hasil\s+)?analisis\s+kebutuhan|(?:pelaksanaan\s+)?urusan\b|unsur\s+(?:pendukung|penunjang|staf|pengawas|kewilayahan|pemerintahan)|"
    r"misi\s*(?:ke|\d|[ivx]+|:)|visi\b|apb[dn]\b|(?:dana\s+)?(?:dekonsentrasi|tugas\s+pembantuan)\b|dak\b|dau\b|"
    r"belanja\b|(?:non|tidak)\s+urusan|fungsi\s+(?:penunjang|lain)|pendapatan\b|pembiayaan\b|"
    r"program\s+(?:strategis|prioritas|unggulan|utama|rutin|penunjang|wajib|pilihan|dan\s+kegiatan)?\s*(?:a\s+s/?d\s+\w+|:)?$|"
    r"(?:sub\s*)?kegiatan\s*(?:prioritas|strategis|rutin|penunjang|unggulan|tahunan)?\s*:?$|dana\s+\w+\s*:?$|"
    r"uraian\b|(?:non\s+)?program\s*/?\s*(?:dan\s+)?kegiatan\s*:?$)",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:sub\s*-?\s*bag(?:ian)?\b|sub\s*-?\s*bidang\b|bagian\b|bidang\b|seksi\b|sekretariat\b|sekretaris\b|uptd?\b|"
    r"sekret\.|b(?:i)?d\.|bag\.|kasi\b|"
    r"kelompok\s+jabatan|unit\s+pelaksana\b|kasubag\b)",
    re.IGNORECASE,
)
_OPD = re.compile(
    r"(?:dinas|badan|inspektorat|sekretariat\s+(?:daerah|dprd|dewan)|kecamatan|kelurahan|kantor|biro|rsud|"
    r"rumah\s+sakit|satuan\s+polisi|satpol|bappe\w+|bpbd|bkd|bpkad|bapenda)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name cell taken apart: `kode` and `number` as printed in front, `text` what remains."""

    kode: str
    number: str
    text: str


def parsed(cell: str) -> Name:
    """Code, running number and name of a cell's text."""
    text = " ".join(cell.split())
    kode = number = ""
    match = codes.LEADING.match(text)
    if match and (match.end() == len(text) or codes.is_code(match.group(1))):
        kode = codes.code(match.group(1))
        text = text[match.end() :]
    while match := _NUMBER.match(text):
        if match.end() == len(text) or not re.search(r"[^\W\d_]{2}", text[match.end() :]):
            break
        number = number or match.group().strip()
        text = text[match.end() :]
        if not kode and (inner := codes.LEADING.match(text)) and codes.is_code(inner.group(1)):
            kode, text = codes.code(inner.group(1)), text[inner.end() :]
    return Name(kode, number, text.strip(" :;"))


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


def is_total(text: str) -> bool:
    """True for sums, averages, notes and sources under or between rows."""
    return bool(_TOTAL.match(text))


def is_dashed_result(name: Name) -> bool:
    """True for a result in a dashed line below its kegiatan (`- Meningkatkan ...`)."""
    return name.number[:1] in ("-", "–") and bool(
        re.match(r"(?:me|ter)\w+(?:kan|nya)\b", name.text, re.IGNORECASE)
    )


def is_sum(text: str) -> bool:
    """True for the JUMLAH or TOTAL of a table or of a part of it."""
    return bool(_SUM.fullmatch(text.strip()))


def is_heading(text: str) -> bool:
    """True for urusan, bidang, funding groups, missions and the like: they group rows."""
    return bool(_HEADING.match(text))


def is_unit(text: str) -> bool:
    """True for a part of an office (`Subbagian ...`, `Bidang ...`) that heads a group of rows."""
    return bool(_UNIT.match(text)) and len(text) < 70


def is_opd(text: str) -> bool:
    """True when the text begins like the name of a perangkat daerah."""
    return bool(_OPD.match(text)) and len(text) < 90


def is_no_row(text: str) -> bool:
    """True for anything that stands between rows: totals, headings, outcomes, units."""
    return is_total(text) or is_heading(text) or is_outcome(text) or is_unit(text)


def has_words(text: str) -> bool:
    """True when a word of four letters or two of two stand in it: numbers, dashes and `s/d` do not count."""
    letters = re.findall(r"[^\W\d_]{2,}", text)
    return any(len(w) >= 4 for w in letters) or len(letters) >= 2


def kind_of_number(number: str) -> str:
    """How rows are numbered: "letters" for `A.` and `IV`, "digits" for `12)`, "" without a number."""
    core = number.strip(" .()")
    return "digits" if core.isdigit() else "letters" if core.isalpha() else ""


def fold(text: str) -> str:
    """Letters and digits alone, in lower case: what makes two names one."""
    return re.sub(r"[^0-9a-z]+", "", text.lower())
