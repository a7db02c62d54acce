"""What the text of a line alone says: how it is written, its first words, number and code.

How often words begin labelled names stands in `name_words.json`, made by
`python -m training.reading.name_words`.
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from classifier.evidence import name_ends
from classifier.fields import amounts, codes, names, urusan
from classifier.fields.header_words import is_of_header_words, role_of
from classifier.fields.remembered import remembered

TEXT_SIGNS = (
    "n_chars", "n_words", "begins_upper", "begins_lower", "begins_digit", "share_upper", "share_digits",
    "says_program", "says_kegiatan", "says_subkegiatan", "first_word_as_name", "first_word_known",
    "words_known_mean", "share_words_known", "open_end", "ends_full_stop", "ends_semicolon", "ends_colon",
    "ends_comma", "sentence_words", "leader", "is_total", "is_heading", "is_office_unit", "is_opd",
    "is_outcome", "result_words", "belanja_words", "is_sum", "is_urusan", "has_words", "has_number",
    "number_style", "has_code", "level_of_code", "code_depth", "says_rp", "is_amount", "has_colon",
    "has_bracket", "header_words", "header_role", "n_chars_first_word", "ends_dan", "word_program",
    "word_kegiatan", "end_phrase", "first_word_begins_mostly", "second_word_as_name", "has_year",
    "unbalanced",
)  # fmt: skip

_SENTENCE = re.compile(
    r"\b(?:adalah|merupakan|telah|sebesar|yaitu|yakni|terdiri|dilaksanakan|diarahkan|bertujuan|dimaksudkan|"
    r"sebagai berikut|mencapai|tersebut|dapat|akan|antara lain|bahwa|dengan)\b",
    re.IGNORECASE,
)
# What stands behind a name that a sentence goes on from.
_END_PHRASE = re.compile(
    r",|\b(?:sebesar|senilai|meliputi|terdiri|mencakup|"
    r"dengan (?:kegiatan|sasaran|anggaran|alokasi|dana|target))\b",
    re.IGNORECASE,
)
_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…")
# A text without any of these has no leader.
_DOTS = ("....", ". . . .", "…")
_BELANJA = re.compile(r"belanja|honor|biaya|gaji|uang\b|tunjangan", re.IGNORECASE)
_RESULT = re.compile(
    r"(?:me|mem|men|meng|ter|ber)\w{3,}nya\b|jumlah|per?sentase|prosentase|indeks|cakupan|tingkat|rata|nilai\b|rasio|"
    r"angka\b|luas\b|laju\b|capaian",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]+")
_STYLES = {"": 0.0, "digits": 1.0, "letters": 2.0}
_LEVELS = {None: 0.0, "program": 1.0, "kegiatan": 2.0, "subkegiatan": 3.0}
_YEAR = re.compile(r"\b20[0-4]\d\b")


@cache
def _counts() -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Of the labelled names: how many begin with a word, have it second, and hold it."""
    text = files("classifier.evidence").joinpath("name_words.json").read_text(encoding="utf-8")
    counts = json.loads(text)
    return counts["first"], counts["second"], counts["all"]


@remembered(8 << 20)
def name_count(word: str) -> float:
    """How often labelled names begin with a word in lower case, as log(1 + n)."""
    return math.log1p(_counts()[0].get(word, 0))


def has_leader(text: str) -> bool:
    """True for what a table of contents has behind a name: `........`, `. . . .`, `…`."""
    return any(dots in text for dots in _DOTS) and bool(_LEADER.search(text))


# `Kegiatan: Penyediaan ...` is that kegiatan; its colon announces nothing.
_LABEL = re.compile(r"^(\W*(?:\d{1,3}\W+)?(?:program|(?:sub\s*)?kegiatan))\s?:\s*(?=\w)", re.IGNORECASE)


class FirstSigns(NamedTuple):
    """The signs of TEXT_SIGNS that are asked of whole cells and columns too."""

    program: bool
    kegiatan: bool
    first_word: float
    result: bool
    sentence: bool
    colon: bool
    full_stop: bool


@remembered(4 << 20)
def first_signs(text: str) -> FirstSigns:
    """What a text says first of all, a seventh of the work of `text_signs`."""
    text = _LABEL.sub(r"\1 ", text)
    name = names.parsed(text).text
    level = names.level_of_text(name)
    first = _WORDS.search(name.lower())
    return FirstSigns(
        level == "program",
        level == "kegiatan",
        name_count(first.group()) if first else 0.0,
        bool(_RESULT.match(name)),
        bool(_SENTENCE.search(text)),
        ":" in text,
        text.endswith("."),
    )


@remembered(8 << 20)
def text_signs(text: str) -> NDArray[np.float64]:
    """One number for each of TEXT_SIGNS; the array is shared, and cannot be written to."""
    signs = np.array(_text_signs(_LABEL.sub(r"\1 ", text)), dtype=np.float64)
    signs.setflags(write=False)
    return signs


def _text_signs(text: str) -> tuple[float, ...]:
    first_counts, second_counts, all_counts = _counts()
    words = _WORDS.findall(text)
    lowered = [word.lower() for word in words]
    n_chars, n_words = len(text), len(words)
    name = names.parsed(text)
    name_words = _WORDS.findall(name.text.lower())
    first = name_words[0] if name_words else ""
    second = name_words[1] if len(name_words) > 1 else ""
    n_letters = sum(map(str.isalpha, text))
    known = [all_counts.get(word, 0) for word in lowered]
    n_first, n_all = first_counts.get(first, 0), all_counts.get(first, 0)
    begin = name.text[:1]
    says = first_signs(text)
    return (
        n_chars,
        n_words,
        begin.isupper(),
        begin.islower(),
        text[:1].isdigit(),
        sum(map(str.isupper, text)) / max(1, n_letters),
        sum(map(str.isdigit, text)) / max(1, n_chars),
        says.program,
        says.kegiatan,
        names.level_of_text(name.text) == "subkegiatan",
        says.first_word,
        math.log1p(n_all),
        sum(map(math.log1p, known)) / n_words if n_words else 0.0,
        sum(n > 0 for n in known) / max(1, n_words),
        name_ends.is_open(text),
        says.full_stop,
        text.endswith(";"),
        text.endswith(":"),
        text.endswith(","),
        says.sentence,
        has_leader(text),
        names.is_total(name.text),
        names.is_heading(name.text),
        names.is_office_unit(name.text),
        names.is_opd(name.text),
        names.is_outcome(name.text),
        says.result,
        bool(_BELANJA.match(name.text)),
        names.is_sum(name.text),
        urusan.is_name(name.text),
        names.has_words(text),
        bool(name.number),
        _STYLES[names.number_style(name.number)],
        bool(name.kode),
        _LEVELS[codes.level_of_code(name.kode)] if name.kode else -1.0,
        name.kode.count("."),
        "rp" in lowered,
        amounts.is_grouped(text),
        says.colon,
        "(" in text,
        is_of_header_words(text),
        role_of(text) is not None,
        len(first),
        lowered[-1:] == ["dan"],
        "program" in lowered,
        "kegiatan" in lowered,
        bool(_END_PHRASE.search(text)),
        n_first / n_all if n_all else -1.0,
        math.log1p(second_counts.get(second, 0)),
        bool(_YEAR.search(text)),
        text.count("(") - text.count(")"),
    )
