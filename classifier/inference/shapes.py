"""What a text looks like, as made-up words: how it begins and ends, how it is written, how long it is.

Names of programs and what stands around them in a document (indicators, headings, tails of sentences)
share their words; they differ in their first and last word, in casing, numbers and marks, which the
prepared words do not have.
"""

from __future__ import annotations

import re
from math import log2

_NUMBERS = re.compile(r"[\d.,%/\-]+")
_MARKS = "%:;?="
# Longer texts look alike.
_MOST_CHARS = 600
_STRIPPED = ".,;:()\"'"


def shape_terms(text: str) -> list[str]:
    """The made-up words of a printed text; none for one without characters."""
    text = " ".join(text[:_MOST_CHARS].split())
    words = text.split(" ") if text else []
    if not words:
        return []
    plain = [word.lower().strip(_STRIPPED) for word in words]
    kinds = [_kind(word) for word in words]
    n = len(words)
    digits = sum(map(str.isdecimal, text)) / len(text)
    terms = [
        f"first {kinds[0]}",
        f"last {kinds[-1]}",
        f"from {_class(text[0])}",
        f"to {_class(text[-1])}",
        f"length {min(int(2 * log2(n)), 10)}",
        f"lower {int(4 * kinds.count('lower') / n)}",
        f"upper {int(4 * kinds.count('upper') / n)}",
        f"digits {min(int(10 * digits), 5)}",
        f"^ {plain[0]}",
        f"{plain[-1]} $",
        *(f"has {mark}" for mark in _MARKS if mark in text),
    ]
    if n > 1:
        terms += [f"^ {plain[0]} {plain[1]}", f"{plain[-2]} {plain[-1]} $"]
    if text.count("(") != text.count(")"):
        terms.append("open")
    return terms


def _kind(word: str) -> str:
    if _NUMBERS.fullmatch(word):
        return "number"
    if word.isupper():
        return "upper"
    if word[0].isupper():
        return "title"
    return "lower" if word[0].islower() else "mark"


def _class(character: str) -> str:
    if character.isdecimal():
        return "digit"
    return "letter" if character.isalpha() else character
