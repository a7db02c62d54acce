"""Names of perangkat daerah (OPD), the agencies of a region, in captions, headings and cells.

A name is known by the kind of office it begins with; where it ends, `printed_names` knows. It is given
as printed: which spellings are one agency, the registry decides.
"""

from __future__ import annotations

import re

from classifier.agencies import printed_names

# How the name of an agency begins.
_KIND = re.compile(
    r"\b(?:Dinas|Badan|Inspektorat|Sekretariat\s+(?:Daerah|DPRD|Dewan)|Kecamatan|Kelurahan|Kantor|Biro|RSUD|"
    r"Rumah\s+Sakit|Satuan\s+Polisi\s+Pamong\s+Praja|Satpol\s+PP|Balai)\b",
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


def named(text: str) -> str:
    """The first OPD that a caption or title names, without its region and year; "" when it names none."""
    joined = " ".join(text.split())
    for kind in _KIND.finditer(joined):
        name = _name_at(joined, kind)
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
    kind = _KIND.match(joined)
    return _name_at(joined, kind) if kind else joined


def _name_at(text: str, kind: re.Match[str]) -> str:
    end = printed_names.end_of_name(text, kind.start(), n_sure=len(kind.group()))
    return text[kind.start() : max(end, kind.end())]


def _is_name(text: str) -> bool:
    """True for the name of one agency: not `dinas terkait`, and not the word in the middle of a sentence."""
    return text[:1].isupper() and not _GENERIC.fullmatch(text)
