"""Where a name ends: what a list or a sentence glues behind it is cut off.

`Program X, dengan sasaran ...`, `Kegiatan Y, yang meliputi kegiatan:`, `Z, sebesar Rp 1.000.000`.
The phrases were read off transcribed pages. By the first list no official name loses a word, and
of the labelled ones of local plans five do, which state money or are sentences (a test names
them). The second serves running text alone, where names stand in sentences.
"""

from __future__ import annotations

import re

from classifier.fields import open_ends

# Characters: what is left of a name is longer, or the phrase is part of it.
_MIN_NAME_CHARS = 10
# Characters: what follows further behind is no part of a name, and is not searched.
_MAX_NAME_CHARS = 600
_PHRASES = re.compile(
    r"[\s,;:(=–-]*(?:"
    # `dengan sasaran`, `dengan kegiatan`, `dengan alokasi`
    r"\bdengan\s+(?:sasaran|kegiatan|indikator|anggaran|alokasi|pagu|target|rincian|realisasi|capaian|"
    r"jumlah\s+(?:anggaran|dana|kegiatan)|biaya|besaran)\b"
    # `yang meliputi kegiatan`, `terdiri dari 5 (lima) kegiatan`
    r"|\b(?:yang\s+)?(?:meliputi|mencakup|memuat|terdiri)\s*"
    r"(?:$|:|(?:dari|atas|pelaksanaan|kegiatan|beberapa|\d|sub|antara)\b)"
    r"|\b(?:sebesar|senilai|sejumlah)\s*(?:$|:|rp|\d)"
    r"|\bmelalui\s+(?:kegiatan|pelaksanaan)\s*(?:$|:|,|antara|sebagai|yaitu)"
    r"|\b(?:yaitu|yakni|sebagai\s+berikut)\b"
    # `..., Output kegiatan`
    r"|,\s*(?:output|outcome|keluaran)\s+(?:kegiatan|program)\b"
    # `...; Sasaran memantapkan kinerja`, and an indicator behind who pays: `(APBN/DK) Prosentase`
    r"|;\s*(?:sasaran|tujuan|indikator)\b"
    r"|(?<=\))\s+(?:pro|per)sentase\b"
    # The outcome that newer forms print below the name in one cell, with a capital of its own.
    r"|(?<!Fasilitasi)(?<!\d)(?-i:\s(?:Ter[a-z]{3,}nya|Me[a-z]{4,}nya|Ber[a-z]{3,}nya|Optimalnya)\s)"
    # An amount of a million and more.
    r"|\s\d{1,3}(?:[.,]\d{3}){2,}(?![.,]?\d)"
    r"|\brp\.?\s*\d{1,3}\.\d{3}|\brp\.?\s*$"
    r"|;\s*(?:dan|serta)(?:/atau)?\s*$"
    r").*$",
    re.IGNORECASE | re.DOTALL,
)
_PHRASES_OF_TEXT = re.compile(
    r"\s*(?:"
    r",\s*(?:yang|dengan|dimana|telah|(?:dan|serta)\s+telah)\b"
    r"|\s+yang\s+(?:di\s*laksanakan|dilakukan|dianggarkan|dibiayai|telah|akan|menghasilkan|bertujuan|memiliki)\b"
    r"|\s+yang\s+bersumber\b"
    r"|\s[–-]\s*rp|\s+telah\b|\s+dapat\b|\s=\s"
    r"|[\s,(]+(?:dengan|untuk)\s+(?:sasaran|kegiatan|tujuan|indikator|anggaran|alokasi|pagu|dana|target|total|nilai)\b"
    r"|[\s,(]+(?:sebesar|senilai|sejumlah|membutuhkan)\b"
    r"|[\s,(]+(?:adalah|antara\s+lain|terealisasi|dialokasikan|dianggarkan|diarahkan|bertujuan|dimaksudkan|"
    r"dilaksanakan|merupakan|mendapat|memperoleh|mencapai)\b"
    r").*$",
    re.IGNORECASE | re.DOTALL,
)
# The next sentence: `... KUMKM. Target capaian`; not behind a number (`Program Generik 2. Peningkatan`).
_NEXT_SENTENCE = re.compile(r"(?<!\d)[.;:]\s+[A-Z].*$", re.DOTALL)
# Another name behind the first: `Program A Kegiatan B`.
_NEXT_NAME = re.compile(r"(?<=\w)[\s,;]+(?:Kegiatan|KEGIATAN|Program|PROGRAM)\s+(?=[A-Z]).*$", re.DOTALL)
_BEGINS_WITH_PROGRAM = re.compile(r"program\b", re.IGNORECASE)
_STOP = re.compile(r"[.;:]\s*$")
# `Kab.`, `Prov.`: a short word with a full stop ends no sentence.
_ABBREVIATION = re.compile(r"\b[A-Z][a-z]{0,3}\.$")


def trimmed(text: str, *, is_running_text: bool = False) -> str:
    """The name without what is glued behind it; `is_running_text` cuts at sentences too."""
    text = _cut(_PHRASES, text)
    if is_running_text:
        text = _cut(_NEXT_SENTENCE, _cut(_PHRASES_OF_TEXT, text))
        if _BEGINS_WITH_PROGRAM.match(text):
            text = _cut(_NEXT_NAME, text)
    return text


def _cut(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text[:_MAX_NAME_CHARS])
    return text[: match.start()] if match and match.start() >= _MIN_NAME_CHARS else text


def is_open(text: str) -> bool:
    """True for a text that cannot end here: `... Pelayanan dan`."""
    return open_ends.is_open(text)


def is_over(text: str) -> bool:
    """True when running text has ended the name: with a phrase, or a mark that closes it."""
    if trimmed(text, is_running_text=True) != text:
        return True
    return bool(_STOP.search(text)) and not _ABBREVIATION.search(text)
