"""Headings of chapters and sections: `BAB II`, `2.4 Review terhadap ...`, `Lampiran 3 ...`."""

from __future__ import annotations

import re
from collections.abc import Iterable

# `BAB III`, `3.3. Program dan Kegiatan`, `Lampiran II`; the title of a table is its caption.
_HEADING = re.compile(
    r"(?:bab\s+(?:[ivx]+|\d)\b|lampiran\b|\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+(?-i:[A-Z]))", re.IGNORECASE
)
# `4.2.1 Program Pelayanan Kesehatan`; `3.3.1 Program/Kegiatan APBD` heads many.
_OF_A_PROGRAM = re.compile(
    r"\d{1,2}(?:\.\d{1,2}){1,4}\.?\s+program\s+"
    r"(?!(?:dan|serta|kegiatan|kerja|pokok|penunjang|prioritas|unggulan|strategis|tahun)\b)"
    r"[^\W\d_]",
    re.IGNORECASE,
)
# Of a table of contents: leaders, or a page number behind the text.
_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…|\s\d{1,3}$")
# Characters: headings are shorter, paragraphs longer.
_MIN_CHARS, _MAX_CHARS = 5, 160
# Lines of a page's text that begin a heading at most.
_MAX_A_PAGE = 12


def is_section_heading(text: str) -> bool:
    """True for a line that reads like the heading of a chapter, a section or an annex."""
    line = text.strip()
    return (
        _MIN_CHARS <= len(line) <= _MAX_CHARS
        and _HEADING.match(line) is not None
        and _LEADER.search(line) is None
    )


def is_program_heading(text: str) -> bool:
    """True for a heading that is one program's name with the number of a section."""
    return _OF_A_PROGRAM.match(text.strip()) is not None


def section_headings(lines: Iterable[str]) -> tuple[str, ...]:
    """The headings among the lines of a page, from top to bottom; a page of many is a table of contents."""
    found = [" ".join(line.split()) for line in lines if is_section_heading(line)]
    return tuple(found) if len(found) <= _MAX_A_PAGE else ()
