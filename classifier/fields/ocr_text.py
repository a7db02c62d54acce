"""What OCR made of print: a letter where a digit stood, one letter for another, words run together.

Strings alone; which pages were made by OCR is known elsewhere (`extraction.ocr_pages`),
and text of other pages keeps its typos. A number is read only where the grammar of
amounts, codes and years leaves one reading, a word is repaired only where it is unknown
and one candidate is known. Digits for letters (`Pe1ayanan`) are repaired as words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from classifier.fields import codes
from classifier.fields.dehyphenation import Words, learned
from classifier.fields.remembered import remembered

# What was changed: letters of a word, its spaces alone, or the letters of a number.
Change = Literal["word", "space", "amount", "code", "year"]

_DIGITS = str.maketrans("OoQlI|S", "0001115")
_D = r"[\dOoQlI|S]"
# `1.2OO.OOO`, `Rp.l.500.000,-`
_AMOUNT = re.compile(rf"(\(?(?:Rp\.?)?)({_D}{{1,3}}(?:[.,]{_D}{{3}})+(?:[.,]\d{{1,2}})?)((?:,-|\.-|-)?\)?)")
# `1.0S.02`, `1.O2.`
_CODE = re.compile(rf"{_D}{{1,4}}(?:\.{_D}{{1,4}}){{1,7}}\.?")
# `2OI6`
_YEAR = re.compile(rf"2{_D}{{3}}")
_A_YEAR = re.compile(r"20[0-4]\d")
_LIKE_DIGITS = re.compile(f"{_D}+")
_ROMAN = re.compile(r"I+")
# Numbers in a column that say what another of its cells is. By eye; not swept.
_MIN_ALIKE = 2
# Pairs of what OCR reads and what was printed, in lower case: `lnformasi`, `dalarn`, `Pe1ayanan`.
_CONFUSIONS = (
    ("l", "i"),
    ("i", "l"),
    ("1", "l"),
    ("1", "i"),
    ("0", "o"),
    ("5", "s"),
    ("rn", "m"),
    ("m", "rn"),
    ("cl", "d"),
    ("d", "cl"),
    ("vv", "w"),
)
# Letters that look alike too, but make other words as well: taken back only on pages that OCR has made
# for certain, and when none of the others helps.
_LIKENESSES = (("l", "t"), ("t", "l"), ("a", "o"), ("o", "a"), ("o", "d"), ("e", "c"), ("c", "e"), ("b", "h"))
_WORD = re.compile(r"[^\W_]+")
# Letters: of shorter words another known one is near (`mail`, `mall`). Of 408,000 words of six letters and
# more in 146 real documents that OCR did not make 5 would be repaired, 2 of them wrongly (`Impian`,
# `mengenal`). Before changing one rerun tests/fields/test_ocr_text.py and tests/extraction/test_ocr_pages.py.
_MIN_REPAIRED, _MIN_SIGN = 5, 6
# Letters: no word is longer.
_MAX_REPAIRED = 40
# No Indonesian word begins so: `lkan`, `lndikator`.
_NO_BEGINNING = re.compile(r"l[bcdfghjkmnpqrstvwxz]")
# Short words that stand between others; everything else that was run together is longer.
_PARTICLES = frozenset(
    "dalam dan dari dengan di ke oleh pada sebagai serta terhadap untuk yang".split()  # noqa: SIM905
)
_MIN_PART = 4
# Capitals that begin, end or part a run of words: `HMTCikole`.
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,4}")
# Where casing shows that a word begins: `Sapi|Potong`, `BPPT|Sapi`, `di|BPPT`.
_CASE_BREAK = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# The words at the end and at the beginning of a text.
_LAST, _FIRST = re.compile(r"[^\W\d_]+$"), re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """What `n_tokens` tokens of a line are read as; `change` is None where that is what they say."""

    n_tokens: int
    text: str
    change: Change | None = None


@cache
def _printed_words() -> frozenset[str]:
    """The words of the labelled data but those that OCR has put there (`pernbangunan`)."""
    words = learned()
    misread = {word for word in words if len(word) >= _MIN_SIGN and "rn" in word}
    return words - {word for word in misread if word.replace("rn", "m") in words}


def amount(token: str) -> str:
    """The amount that a token of digits and letters like digits prints; "" when it is none."""
    match = _AMOUNT.fullmatch(token)
    if match is None:
        return ""
    before, core, after = match.groups()
    first, *groups = re.split("[.,]", core)
    if not any(map(str.isdigit, core)) or (_ROMAN.fullmatch(first) and len(groups) < 2):
        return ""
    return f"{before}{core.translate(_DIGITS)}{after}"


def code(token: str) -> str:
    """The code that a token of digits and letters like digits prints; "" when it is none."""
    if not _CODE.fullmatch(token) or not any(map(str.isdigit, token)):
        return ""
    first, *rest = token.strip(".").split(".")
    # `I.02.15`: no roman number has two parts of two digits behind it.
    is_urusan = first in ("l", "I") and len(rest) > 1 and all(len(part) > 1 for part in rest)
    for part in rest if is_urusan else (first, *rest):
        if _ROMAN.fullmatch(part) or (len(part) == 1 and not part.isdigit()):
            return ""
    digits = token.translate(_DIGITS)
    return digits if codes.code(digits) else ""


def year(token: str) -> str:
    """The year that a token of digits and letters like digits prints; "" when it is none."""
    digits = token.translate(_DIGITS)
    is_year = _YEAR.fullmatch(token) and sum(map(str.isdigit, token)) > 1 and _A_YEAR.fullmatch(digits)
    return digits if is_year else ""


def digits_like(token: str, others: Sequence[str]) -> str:
    """The digits that a token prints in a column that holds `others` beside it; "" when it is none.

    `OS` is `05` where most of the column are numbers of two digits.
    """
    if len(token) < 2 or token.isdigit() or not _LIKE_DIGITS.fullmatch(token) or _ROMAN.fullmatch(token):
        return ""
    sure = [other for other in others if other.isdigit() or not _LIKE_DIGITS.fullmatch(other)]
    n_alike = sum(other.isdigit() and len(other) == len(token) for other in sure)
    return token.translate(_DIGITS) if n_alike >= _MIN_ALIKE and 2 * n_alike > len(sure) else ""


def n_confused(text: str) -> int:
    """How many words of a text only OCR writes so: one letter for another, where a known word was meant."""
    return sum(len(word) >= _MIN_SIGN and bool(_learned_repair(word)) for word in _WORD.findall(text))


class OcrText:
    """Repairs the lines of one document; `words` are what counts as a word in it."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._token_pieces: dict[str, Piece] = {}

    def pieces(self, line: str, before: str = "", after: str = "") -> list[Piece]:
        """What the tokens of a line are read as, in order.

        A word that the line's end cuts, as the line `before` or `after` shows, stays as it is.
        """
        tokens = line.split(" ")
        first = 1 if self._cuts(before, line) else 0
        last = len(tokens) - (1 if self._cuts(line, after) else 0)
        pieces = [Piece(1, token) for token in tokens[:first]]
        i = first
        while i < last:
            if i + 1 < last and self._is_torn(tokens[i], tokens[i + 1]):
                pieces.append(Piece(2, tokens[i] + tokens[i + 1], "space"))
                i += 2
            else:
                pieces.append(self._token(tokens[i]))
                i += 1
        return pieces + [Piece(1, token) for token in tokens[i:]]

    def _cuts(self, before: str, after: str) -> bool:
        """True when the end of a line and the beginning of the next are one known word, cut."""
        left, right = _LAST.search(before), _FIRST.match(after)
        return left is not None and right is not None and self._words.is_known(left.group() + right.group())

    def _is_torn(self, before: str, after: str) -> bool:
        """True when two tokens are one known word, and not both are words by themselves."""
        left, right = _LAST.search(before), _FIRST.match(after)
        if left is None or right is None or (right.group()[0].isupper() and not left.group().isupper()):
            return False
        halves = left.group(), right.group()
        return "".join(halves).lower() in _printed_words() and not all(map(self._words.is_known, halves))

    def _token(self, token: str) -> Piece:
        piece = self._token_pieces.get(token)
        if piece is None:
            piece = self._token_pieces[token] = self._read_token(token)
        return piece

    def _read_token(self, token: str) -> Piece:
        core = token.rstrip(",;:")
        for read, change in _NUMBERS:
            if digits := read(core):
                return Piece(1, digits + token[len(core) :], change if digits != core else None)
        text = _WORD.sub(lambda match: self._word(match.group()), token)
        if text == token:
            return Piece(1, token)
        return Piece(1, text, "space" if text.replace(" ", "") == token else "word")

    def _word(self, word: str) -> str:
        """A word repaired or parted; itself where it is known or nothing stands out."""
        if word.lower() in _printed_words():
            return word
        return self._repair(word) or self._parted(word) or word

    def _repair(self, word: str) -> str:
        if repair := _learned_repair(word):
            return repair
        if len(word) >= _MIN_PART + 1:
            likely = [c for c in _candidates(word, _LIKENESSES) if c in _printed_words()]
            if len(likely) == 1:
                return _cased(word, likely[0])
        if self._words.is_known(word):
            return ""
        # The document's own words may be OCR's: they count only for a word that is none of them.
        known = [candidate for candidate in _candidates(word) if self._words.is_known(candidate)]
        return _cased(word, known[0]) if len(known) == 1 else ""

    def _parted(self, word: str) -> str:
        """Words that were run together, with spaces; "" where casing and particles do not show them."""
        parts: list[str] = []
        if len(word) > 3 * _MAX_REPAIRED:
            return ""
        for run in _CASE_BREAK.split(word):
            if run.lower() in _printed_words() and (len(run) >= _MIN_PART or run.lower() in _PARTICLES):
                parts.append(run)
                continue
            ways = list(self._with_particle(run))
            if len(ways) == 1:
                parts += ways[0]
            elif not ways and (_ACRONYM.fullmatch(run) or self._words.is_known(run)):
                parts.append(run)
            else:
                return ""
        is_shown = len(parts) > 1 and any(map(self._is_long_word, parts))
        return " ".join(parts) if is_shown else ""

    def _with_particle(self, run: str) -> Iterator[list[str]]:
        """The ways to read letters without a space as known words around one particle."""
        lowered = run.lower()
        for particle in _PARTICLES:
            at = lowered.find(particle)
            while at >= 0:
                end = at + len(particle)
                around = [part for part in (run[:at], run[end:]) if part]
                if around and all(map(self._is_long_word, around)):
                    yield [part for part in (run[:at], run[at:end], run[end:]) if part]
                at = lowered.find(particle, at + 1)

    def _is_long_word(self, part: str) -> bool:
        return len(part) >= _MIN_PART and self._words.is_known(part)


_NUMBERS: tuple[tuple[Callable[[str], str], Change], ...] = (
    (amount, "amount"),
    (code, "code"),
    (year, "year"),
)


@remembered(8 << 20)
def _learned_repair(word: str) -> str:
    """The one known word that a word was before OCR; "" when it is known itself or none stands out."""
    if word.lower() in _printed_words():
        return ""
    known = [candidate for candidate in _candidates(word) if candidate in _printed_words()]
    return _cased(word, known[0]) if len(known) == 1 else ""


def _candidates(word: str, confusions: Sequence[tuple[str, str]] = _CONFUSIONS) -> set[str]:
    """What a word may have been, in lower case, one confusion taken back."""
    lowered = word.lower()
    if len(word) < _MIN_REPAIRED and not (len(word) == _MIN_REPAIRED - 1 and _NO_BEGINNING.match(word)):
        return set()
    candidates: set[str] = set()
    if len(word) > _MAX_REPAIRED:
        return candidates
    for seen, printed in confusions:
        at = lowered.find(seen)
        while at >= 0:
            candidates.add(lowered[:at] + printed + lowered[at + len(seen) :])
            at = lowered.find(seen, at + 1)
    return candidates


def _cased(word: str, repair: str) -> str:
    """A repair in the casing of the word that OCR read."""
    if 2 * sum(map(str.isupper, word)) > len(word):
        return repair.upper()
    if word[0] == "I" and repair[0] == "l":
        return repair
    # A digit and the `l` for `I` are as tall as capitals.
    is_tall = word[0].isupper() or word[0].isdigit() or (word[0] == "l" and repair[0] == "i")
    return repair[0].upper() + repair[1:] if is_tall else repair
