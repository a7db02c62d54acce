"""How many rows a page seems to hold by its text alone, to notice pages that gave too few.

A second opinion, told by nothing that the reader of tables uses: lines in content order, no places, no
rules. It counts lines and does not say which row is which.

What follows from the count is decided in `page_outcomes.perhaps_missed`, which says what was measured.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from classifier.fields import names

# What a line of a row begins with: `1.`, `(3)`, `ee.`, `IV`, `5 53 03`, `1.02.02.2.01`, `53 OS` (an
# OCR's 05), a bullet.
_NUMBER = re.compile(
    r"\(?(?:\d{1,4}|[Xx]{1,2})(?:[.,]\s?(?:\d{1,4}|O?S|[Xx]{1,2}))*[.)]*"
    r"(?:\s+(?:\d{1,4}(?:[.,]\d{1,4})*[.)]?|OS)){0,5}(?=\s|[A-Z]|$)"
    r"|\(?[A-Za-z]{1,2}[.)]|[IVXL]{1,5}[.)]?(?=\s)|[-–—•*▪·\uf000-\uf0ff]"
)
# `Program Gizi`, `KEGIATAN PELATIHAN`, `ProgramPeningkatan`; not `Kegiatan 35.200.000`, `program yang`.
_NAMED = re.compile(
    r"(?:[Ss][Uu][Bb]\s*-?\s*)?(?:P[Rr][Oo]?[Gg][Rr]?[Aa][Mm]|K[Ee][Gg][Ii][Aa][Tt][Aa][Nn])\s*[A-Z][A-Za-z]"
)
# A name has two words at least, of which the line may hold one: `Teh 4.500.000` is a figure of statistics.
_NAME = re.compile(r"[A-Z][A-Za-z]\S*\s+\W*[A-Za-z]{2}|[A-Z][A-Za-z]{4,}$")
# Millions in full, or thousands: `868.400`.
_MONEY = re.compile(
    r"(?<![\d.,])\d{1,3}(?:[.,]\d{3}){2,}|(?<![\d.,/])[1-9]\d{1,2}[.,]\d{3}(?:[.,]0{1,3})?(?![\d.,]*\d)"
)
# Millions with what may stand before them: text in front is what they pay for.
_MILLIONS = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d{3}){2,}")
_WORD = re.compile(r"[A-Za-z]{3}")
# Without any of these, figures are people, tons or hectares.
_MONEY_PARTS = ("anggaran", "rupiah", "pagu", "biaya")
_MONEY_WORD = re.compile(r"\b(?:rp\b|apb[dn]|dana\b)")
# The leaders of a table of contents, and how many lines with them make one.
_DOTTED = re.compile(r"\.{4}|…{2}|(?:\. ){4}")
_MIN_DOTTED = 3
# A text without any of these has no such line.
_DOTS = ("....", "……", ". . . ")
_NO_ROW = re.compile(r"(?:gaji|honor|retribusi|pajak|bab\b|tabel\b|persen|nip\b)", re.IGNORECASE)
# How prose goes on to an amount: `... dengan alokasi anggaran sebesar Rp. 75.330.000`.
_PROSE = re.compile(r"(?:dengan|sebesar|realisasi|anggaran|yang|dari)\b", re.IGNORECASE)


class LikelyRows(NamedTuple):
    """How many rows a text seems to hold: lines that begin like rows, and looser signs of them.

    `begun` lines carry a number, code or bullet, or an amount of money behind them, as a row does.
    `loose` counts lines that name a program or kegiatan without a number, or texts with money of
    their own on a page that has such a line; it says more than there is where a row has several amounts.
    """

    begun: int = 0
    loose: int = 0


def likely_rows(text: str) -> LikelyRows:
    """How many programs, kegiatan and sub kegiatan a page seems to list or tabulate."""
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    has_dots = any(dots in text for dots in _DOTS)
    if has_dots and sum(_DOTTED.search(line) is not None for line in lines) >= _MIN_DOTTED:
        return LikelyRows()
    parts = [_Parts.of(line) for line in lines]
    n_named = sum(part.is_named for part in parts)
    has_money = _speaks_of_money(text.lower())
    n_paid = _n_paid(parts) if has_money and n_named else 0
    return LikelyRows(_n_begun(parts, has_money=has_money), max(n_named, n_paid))


def _speaks_of_money(lowered: str) -> bool:
    return any(part in lowered for part in _MONEY_PARTS) or _MONEY_WORD.search(lowered) is not None


class _Parts(NamedTuple):
    """A line as the number at its begin, "" without one, what follows it, and whether that names a row."""

    number: str
    rest: str
    is_named: bool

    @classmethod
    def of(cls, line: str) -> _Parts:
        """The parts of a line; an amount is no number."""
        match = _NUMBER.match(line)
        if match is None or _MONEY.match(line):
            return cls("", line, _NAMED.match(line) is not None)
        rest = line[match.end() :].lstrip()
        return cls(match.group(), rest, _NAMED.match(rest) is not None)


def _n_begun(lines: Sequence[_Parts], *, has_money: bool) -> int:
    n = 0
    number, is_waiting_for_money = "", False
    for begun, rest, is_named in lines:
        if begun and not rest:
            # A number that its cell sets on a line of its own.
            number = begun
            continue
        if (begun or number or is_named) and _NAME.match(rest):
            is_row = not (names.stands_between_rows(rest) or _NO_ROW.match(rest))
            is_counted = is_row and is_named and bool(begun or number)
            n += is_counted
            is_waiting_for_money = has_money and is_row and not is_counted
        if is_waiting_for_money and _MONEY.search(rest):
            n += 1
            is_waiting_for_money = False
        number = ""
    return n


def _n_paid(lines: Sequence[_Parts]) -> int:
    """How many texts go on to an amount in millions; what stands between rows is left out."""
    n = 0
    paid_for, is_paid = "", True
    for _, rest, _ in lines:
        amount = _MILLIONS.search(rest)
        words = rest[: amount.start()] if amount else rest
        if is_paid and _WORD.search(words):
            paid_for, is_paid = words, False
        if amount and not is_paid:
            is_paid = True
            n += not any(
                pattern(paid_for) for pattern in (names.stands_between_rows, _NO_ROW.match, _PROSE.match)
            )
    return n
