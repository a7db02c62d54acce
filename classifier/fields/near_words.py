"""The known word that a misread one was, where one stands out.

`ocr_text` takes back single confusions that any OCR makes; this is for words of which the engine itself is
unsure, and may change more: `Perungkatan`, `Supenisi`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from classifier.fields.dehyphenation import learned

# Letters: of shorter words another known one is near.
_MIN_LETTERS = 5
# Changes to a word of so many letters at least. By eye on tests/fields/test_near_words.py; not swept.
_MAX_CHANGES = ((8, 2), (5, 1))
# What a change costs: letters that look alike cost half.
_CHANGE, _LIKE_CHANGE = 2, 1
_ALIKE = frozenset(
    frozenset(pair)
    for pair in "nr ui il it lt ce eo oa nu hb hn mn vy sz gq ft ij lj fl rt co".split()  # noqa: SIM905
)


def near_word(word: str) -> str:
    """The one known word that is nearest to a word of letters, in its casing; the word where none is."""
    lowered = word.lower()
    known = learned()
    if len(word) < _MIN_LETTERS or not word.isalpha() or lowered in known:
        return word
    most = next(changes for letters, changes in _MAX_CHANGES if len(word) >= letters)
    bits = _bits(lowered)
    near: dict[int, list[str]] = {}
    for length in range(len(word) - most, len(word) + most + 1):
        for candidate, its_bits in _by_length().get(length, ()):
            # A change of a letter takes one away and brings another.
            if (bits ^ its_bits).bit_count() <= 2 * most:
                cost = _cost(lowered, candidate, _CHANGE * most)
                if cost <= _CHANGE * most:
                    near.setdefault(cost, []).append(candidate)
    if not near:
        return word
    nearest = near[min(near)]
    if len(nearest) > 1:
        return word
    return nearest[0].upper() if word.isupper() else _begun_as(word, nearest[0])


def _begun_as(word: str, repair: str) -> str:
    return repair[0].upper() + repair[1:] if word[0].isupper() else repair


@cache
def _by_length() -> dict[int, Sequence[tuple[str, int]]]:
    """Known words by their lengths, each with the letters that it holds as bits."""
    by_length: dict[int, list[tuple[str, int]]] = {}
    for word in sorted(learned()):
        if len(word) >= _MIN_LETTERS - 1:
            by_length.setdefault(len(word), []).append((word, _bits(word)))
    return {length: tuple(words) for length, words in by_length.items()}


def _bits(word: str) -> int:
    bits = 0
    for char in word:
        bits |= 1 << (ord(char) % 32)
    return bits


def _cost(word: str, other: str, most: int) -> int:
    """What it costs to make one word of the other (Levenshtein's distance); over `most` any such number."""
    before = list(range(0, _CHANGE * (len(other) + 1), _CHANGE))
    for i, char in enumerate(word, start=1):
        row = [_CHANGE * i]
        for j, its in enumerate(other, start=1):
            changed = 0 if char == its else _LIKE_CHANGE if frozenset((char, its)) in _ALIKE else _CHANGE
            row.append(min(before[j] + _CHANGE, row[j - 1] + _CHANGE, before[j - 1] + changed))
        if min(row) > most:
            return most + 1
        before = row
    return before[-1]
