"""Names of perangkat daerah (OPD) in captions, headings and covers."""

from __future__ import annotations

import re

_KIND = (
    r"(?:Dinas|Badan|Inspektorat|Sekretariat\s+(?:Daerah|DPRD|Dewan)|Kecamatan|Kelurahan|Kantor|Biro|RSUD|"
    r"Rumah\s+Sakit|Satuan\s+Polisi\s+Pamong\s+Praja|Satpol\s+PP|Balai)"
)
# The name ends where the region, the year, the plan or the next sentence begins.
_END = (
    r"(?=\s+(?:Provinsi|Propinsi|Prov\b|Kabupaten|Kab\b|Kota\b|Tahun|TA\b|Periode|Pada|Dalam|Yang|Adalah|"
    r"Sebagai|Ini|Untuk|Dengan|Telah|20\d\d)|[.:;()\[\]–|]|\s+-\s|\s*$|"
    # A comma ends it too, unless an enumeration goes on to its "dan": `Perempuan, Perlindungan Anak dan ...`.
    r",(?!\s+(?:\w+\s+){1,4}(?:dan|&)\s))"
)
_NAMED = re.compile(
    rf"\b({_KIND}(?:(?:\s+|,\s+)(?:dan\s+)?(?!{_KIND}\b)[A-Za-z][\w'/-]*){{0,12}}?){_END}", re.IGNORECASE
)
# A cover's line is the name alone, or the plan's kind and the name.
_TITLED = re.compile(
    r"(?:(?:perubahan\s+)?(?:rencana\s+(?:kerja|strategis|kinerja(?:\s+tahunan)?)|renja|renstra|rkt|l[ka]*ip|"
    rf"perjanjian\s+kinerja)(?:\s*\([\w\s-]+\))?\s+)?({_KIND})\b",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:dinas|badan|kantor|biro|balai|kecamatan|kelurahan)"
    r"(?:\s+(?:terkait|daerah|teknis|ini|tersebut|lain|lainnya|provinsi|kabupaten|kota|dan|se))?$",
    re.IGNORECASE,
)


def named(text: str) -> str:
    """The first OPD that a caption or title names, without its region and year; "" when it names none."""
    joined = " ".join(text.split())
    for match in _NAMED.finditer(joined):
        name = clean(match.group(1))
        if name[:1].isupper() and not _GENERIC.fullmatch(name):
            return name
    return ""


def clean(name: str) -> str:
    """An OPD's name without region and year at its end, spaces folded."""
    joined = " ".join(name.split()).strip(" .:;,-–")
    match = _NAMED.match(joined)
    return match.group(1).strip() if match else joined


def of_document(first_lines: list[str]) -> str:
    """The OPD that the cover or first pages of a plan name on a line of their own; "" when they name none.

    A name set over several lines ends where the region or the year begins.
    """
    for i, line in enumerate(first_lines):
        start = _TITLED.match(line.strip())
        if start is None:
            continue
        for n in (4, 3, 2, 1):
            nearby = " ".join([line.strip()[start.start(1) :], *first_lines[i + 1 : i + n]])
            match = _NAMED.match(" ".join(nearby.split()))
            name = clean(match.group(1)) if match else ""
            ends = match is not None and match.end() < len(" ".join(nearby.split()))
            # A line that ends in a comma goes on in the next, and need not in the one after.
            least = 2 if line.rstrip().lower().endswith((",", " dan", "&")) else 1
            if (
                name
                and name[:1].isupper()
                and not _GENERIC.fullmatch(name)
                and (ends or n == least)
                and n >= least
            ):
                return name
    return ""
