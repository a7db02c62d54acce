"""Sentences that lead in a list or table, and their year: `... pada tahun 2016 adalah sebagai berikut:`."""

from __future__ import annotations

import re

from classifier.fields import amounts

# How the sentence ends: with a colon, or with words that point to what follows.
_LEADS = re.compile(
    r"(?::|\b(?:sebagai\s+berikut|berikut\s+ini|di\s*bawah\s+ini|antara\s+lain|yaitu|yakni|meliputi))[\s.;,:-]*$",
    re.IGNORECASE,
)
# The same in words alone: a colon may stand behind a label as well.
_POINTS_BELOW = re.compile(
    r"\b(?:sebagai\s+berikut|berikut\s+ini|tabel\s+berikut|di\s*bawah\s+ini)[\s.;,:-]*$", re.IGNORECASE
)
# Where a sentence ends before it; the point of a short form ends none.
_SENTENCE_END = re.compile(r"(?<!\b[Pp]rov)(?<!\b[Kk]ab)(?<!\b[Nn]o)(?<!\b[Rr]p)[.;]\s+(?=[A-Z])")
# Years that are not those of the money: of a law, and the first and last of a period.
_OTHER_YEARS = re.compile(
    r"(?:nomor|no\.?)\s*[\w/.-]+\s*tahun\s+(?:19|20)\d\d|20\d\d\s*(?:[-–]|s\s*/\s*d|sampai(?:\s+dengan)?)\s*20\d\d",
    re.IGNORECASE,
)


def leads_in(paragraph: str) -> bool:
    """True for a sentence that points to what stands below it: `... adalah sebagai berikut:`."""
    return _POINTS_BELOW.search(" ".join(paragraph.split())) is not None


def year_of_lead(paragraph: str) -> str | None:
    """The only year of the sentence that ends a paragraph and leads in a list, "" of none; else None."""
    joined = " ".join(paragraph.split())
    if not _LEADS.search(joined):
        return None
    return amounts.year(_OTHER_YEARS.sub("", _SENTENCE_END.split(joined)[-1]))
