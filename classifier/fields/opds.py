"""Names of perangkat daerah (OPD), the agencies of a region, in captions, headings and covers.

A name is known by the kind of office it begins with, and ends where the region, the
year or the next sentence begins. It is given as printed: which spellings are one
agency is not decided here.
"""

from __future__ import annotations

import re

# How the name of an agency begins.
_KIND = (
    r"(?:Dinas|Badan|Inspektorat|Sekretariat\s+(?:Daerah|DPRD|Dewan)|Kecamatan|Kelurahan|Kantor|Biro|RSUD|"
    r"Rumah\s+Sakit|Satuan\s+Polisi\s+Pamong\s+Praja|Satpol\s+PP|Balai)"
)
# Where the name ends.
_END = (
    # The region, the year, the next words of a sentence: `... Kabupaten Contoh`, `... 2026`, `... yang`.
    r"(?=\s+(?:Provinsi|Propinsi|Prov\b|Kabupaten|Kab\b|Kota\b|Tahun|TA\b|Periode|Pada|Dalam|Yang|Adalah|"
    r"Sebagai|Ini|Untuk|Dengan|Telah|20\d\d)|"
    # A mark, a dash that stands alone, the end of the text.
    r"[.:;()\[\]–|]|\s+-\s|\s*$|"
    # A comma ends it too, unless an enumeration goes on to its "dan": `Perempuan, Perlindungan Anak dan ...`.
    r",(?!\s+(?:\w+\s+){1,4}(?:dan|&)\s))"
)
# The kind and up to a dozen words more, in which no other agency begins.
_NAMED = re.compile(
    rf"\b({_KIND}(?:(?:\s+|,\s+)(?:dan\s+)?(?!{_KIND}\b)[A-Za-z][\w'/-]*){{0,12}}?){_END}", re.IGNORECASE
)
# A cover's line is the name alone, or the plan's kind and the name.
_TITLED = re.compile(
    r"(?:(?:perubahan\s+)?(?:rencana\s+(?:kerja|strategis|kinerja(?:\s+tahunan)?)|renja|renstra|rkt|l[ka]*ip|"
    rf"perjanjian\s+kinerja)(?:\s*\([\w\s-]+\))?\s+)?({_KIND})\b",
    re.IGNORECASE,
)
# An office that is not named: `dinas terkait`, `kantor ini`.
_GENERIC = re.compile(
    r"(?:dinas|badan|kantor|biro|balai|kecamatan|kelurahan)"
    r"(?:\s+(?:terkait|daerah|teknis|ini|tersebut|lain|lainnya|provinsi|kabupaten|kota|dan|se))?$",
    re.IGNORECASE,
)
# `SKPD : 1.02.01 Dinas Kesehatan`, `Unit Organisasi : 1.02.0.00 - RSUD`: a label, a code, the office.
_LABELLED = re.compile(
    r"(?:nama\s+)?(?:s[ko]pd|opd|perangkat\s+daerah|unit\s+(?:organisasi|kerja|skpd)|organisasi)\s*:\s*"
    r"(?:[\dXx][\dXx.\s]*[-–:]?\s*)?([A-Za-z].*)",
    re.IGNORECASE | re.DOTALL,
)
# A cover sets an agency's name over so many lines at most.
_MAX_LINES = 4


def named(text: str) -> str:
    """The first OPD that a caption or title names, without its region and year; "" when it names none."""
    joined = " ".join(text.split())
    for match in _NAMED.finditer(joined):
        name = without_region(match.group(1))
        if _is_name(name):
            return name
    return ""


def labelled(text: str) -> str:
    """The office of a line that states it behind a label, without a code before it; "" for any other text."""
    match = _LABELLED.fullmatch(" ".join(text.split()))
    return without_region(match.group(1)) if match else ""


def without_region(name: str) -> str:
    """An OPD's name without region and year at its end, spaces folded."""
    joined = " ".join(name.split()).strip(" .:;,-–")
    match = _NAMED.match(joined)
    return match.group(1).strip() if match else joined


def _is_name(text: str) -> bool:
    """True for the name of one agency: not `dinas terkait`, and not the word in the middle of a sentence."""
    return text[:1].isupper() and not _GENERIC.fullmatch(text)


def of_document(first_lines: list[str]) -> str:
    """The OPD that the cover or first pages of a plan name on a line of their own; "" when they name none.

    A name set over several lines ends where the region or the year begins.
    """
    for i, line in enumerate(first_lines):
        start = _TITLED.match(line.strip())
        if start is None:
            continue
        # A line that ends in a comma goes on in the next, and need not in the one after.
        min_lines = 2 if line.rstrip().lower().endswith((",", " dan", "&")) else 1
        for n_lines in range(_MAX_LINES, min_lines - 1, -1):
            lines = [line.strip()[start.start(1) :], *first_lines[i + 1 : i + n_lines]]
            joined = " ".join(" ".join(lines).split())
            match = _NAMED.match(joined)
            if match is None:
                continue
            name = without_region(match.group(1))
            ends_before_text = match.end() < len(joined)
            if _is_name(name) and (ends_before_text or n_lines == min_lines):
                return name
    return ""
