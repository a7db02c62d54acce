"""Letters of a column that a spreadsheet hides: as narrow as a rule, it breaks its text after each letter.

They stand one below the other at a border of the columns that are shown, right before or over
the first letters of the next text, and would get between its words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from classifier.pdf.layout import Word

# A hidden column has so many letters on a page, and this share of them touch the next text.
_MIN_LETTERS, _MIN_TOUCHING = 6, 0.4
# Points by which letters at one place differ.
_SAME_PLACE = 1.0
# Of line heights: a letter touches a word on its line that begins this close behind it, or over it.
_TOUCHING, _OVER, _SAME_LINE = 0.12, 1.0, 0.3


def without_hidden(words: Sequence[Word]) -> Sequence[Word]:
    """The words without the letters of hidden columns."""
    letters: dict[int, list[Word]] = defaultdict(list)
    # By place and not by name: this runs once for each word of a page.
    for word in [word for word in words if len(word[0]) == 1]:
        if word.text.isalpha():
            letters[round(word.box.x0 / _SAME_PLACE)].append(word)
    hidden: set[int] = set()
    for own in letters.values():
        if len(own) >= _MIN_LETTERS:
            n_touching = sum(_touches(letter, words) for letter in own)
            if n_touching >= _MIN_TOUCHING * len(own):
                hidden |= {word.order for word in own}
    return [word for word in words if word.order not in hidden] if hidden else words


def _touches(letter: Word, words: Sequence[Word]) -> bool:
    _, top, x1, bottom = letter.box
    height = bottom - top
    return any(
        word is not letter
        and word.box.x1 > x1
        and x1 - _OVER * height < word.box.x0 < x1 + _TOUCHING * height
        and abs(word.box.top + word.box.bottom - top - bottom) < 2 * _SAME_LINE * height
        for word in words
    )
