"""The picture of a scanned page to the words and edges that a page with text has.

The page is turned so that it reads and set level before anything is looked for; `turn` and `skew` of the
page that comes back lead from there to the page as displayed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from classifier.fields.near_words import near_word
from classifier.pdf.layout import DrawnPage, Edge, PageTables, Repair, Word
from classifier.records import Box, Doubt
from classifier.scans import cell_sheets, engine, picture, rules, table_edges
from classifier.scans.engine import EngineWord, Grey
from classifier.tables import lattice

# Of 100: below it a word may be wrong. Figures need more: nothing but the engine says that a digit is wrong.
_MIN_SURE, _MIN_SURE_OF_FIGURE = 60.0, 75.0
# Of 100: below it a word that is not known may be a known one misread.
_MIN_SURE_OF_SPELLING = 88.0
# Of 100: what is read with less is no text at all (a signature, a stamp, a crease).
_MIN_CONFIDENCE, _MIN_CONFIDENCE_OF_MARK = 20.0, 35.0
# A page read the right way up has so many words of letters, this sure; else it is tried upside down.
_MIN_UPRIGHT, _MIN_UPRIGHT_WORDS = 70.0, 8
# Of the size of a font, as Arial and Times have them: what a line reaches above and below its baseline,
# and how tall its capitals and its small letters are. Letters that reach below, those as tall as capitals.
_ASCENT, _DESCENT, _CAPITAL, _SMALL_LETTER = 0.9, 0.21, 0.71, 0.5
_BELOW, _TALL = re.compile(r"[gjpqy,;()/|Q]"), re.compile(r"[A-Z0-9bdfhklt()/]")
_LEADER = re.compile(r"\.{4,}")
# Of the page's usual size: a size that differs by less is that.
_SAME_FONT = 0.2
# Of the usual height of a word's ink: higher is a signature.
_MAX_HEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page as drawn, and the words of it that the engine is unsure of with what they make doubtful."""

    page: DrawnPage
    unsure: tuple[Repair, ...]


def read(grey: Grey, page: int, *, dpi: int) -> ScannedPage:
    """Words and edges of the page numbered `page` from its picture as displayed, `dpi` dots an inch.

    Raises engine.EngineError.
    """
    height, width = grey.shape
    scale = 72 / dpi
    upright, turn, degrees = _upright(grey, dpi)
    inked = picture.ink(upright, dpi)
    ruled, rule_mask = rules.rules(inked, dpi)
    clean = upright.copy()
    clean[rule_mask > 0] = 255
    letters = picture.letters(cv2.bitwise_and(inked, cv2.bitwise_not(rule_mask)), dpi)
    near_letters = cv2.dilate(letters, np.ones((5, 5), np.uint8))
    clean[near_letters == 0] = 255
    edges = table_edges.completed(
        [Edge(r.x0 * scale, r.top * scale, r.x1 * scale, r.bottom * scale, r.horizontal) for r in ruled]
    )
    cells = [
        (round(b.x0 / scale), round(b.top / scale), round(b.x1 / scale), round(b.bottom / scale))
        for table in lattice.cell_boxes(edges)
        for b in table
    ]
    found = cell_sheets.words(clean, cells, dpi=dpi)
    words, unsure = _words(found, scale)
    sides = (height, width) if turn in (90, 270) else (width, height)
    drawn = DrawnPage(page, sides[0] * scale, sides[1] * scale, words, tuple(edges), turn, None, degrees)
    return ScannedPage(drawn, unsure)


def _upright(grey: Grey, dpi: int) -> tuple[Grey, int, float]:
    """The picture turned to read and set level; degrees clockwise of the one, the other way of the other."""
    inked = picture.ink(grey, dpi)
    letters = picture.letters(inked, dpi)
    turn = 90 if picture.is_sideways(letters) else 0
    standing, inked = picture.turned(grey, turn), picture.turned(inked, turn)
    degrees = picture.skew(inked)
    level = picture.rotated(standing, degrees)
    strip = _densest_strip(picture.rotated(picture.turned(letters, turn), degrees, fill=0), level)
    sure = _certainty(engine.words(strip, dpi=dpi, layout=6))
    if sure >= _MIN_UPRIGHT:
        return level, turn, degrees
    if _certainty(engine.words(picture.turned(strip, 180), dpi=dpi, layout=6)) > sure:
        return picture.turned(level, 180), turn + 180, degrees
    return level, turn, degrees


def _densest_strip(letters: Grey, level: Grey) -> Grey:
    """The band of the picture that holds most ink of letters: a sixth of its height."""
    height = max(1, letters.shape[0] // 6)
    profile = np.concatenate(([0.0], np.cumsum(letters.sum(axis=1, dtype=np.float64))))
    top = int(np.argmax(profile[height:] - profile[:-height]))
    return np.ascontiguousarray(level[top : top + height])


def _certainty(found: Sequence[EngineWord]) -> float:
    """The mean confidence of words of letters, 0 when there are too few to tell."""
    sure = [word.confidence for word in found if len(word.text) > 2 and word.text.isalpha()]
    return sum(sure) / len(sure) if len(sure) >= _MIN_UPRIGHT_WORDS else 0.0


def _words(found: Sequence[EngineWord], scale: float) -> tuple[tuple[Word, ...], tuple[Repair, ...]]:
    """Words in points, as high as the font of their lines, and those that are unsure."""
    kept = [word for word in map(_with_leader, found) if _is_print(word)]
    usual = _median([word.bottom - word.top for word in kept]) if kept else 1.0
    kept = [word for word in kept if word.bottom - word.top < _MAX_HEIGHT * usual]
    by_line: dict[tuple[int, int, int], list[EngineWord]] = {}
    for word in kept:
        by_line.setdefault(word.line, []).append(word)
    fonts = {line: _font(of_line) for line, of_line in by_line.items()}
    usual = _median([size for _, size in fonts.values()]) if fonts else 1.0
    words: list[Word] = []
    unsure: list[Repair] = []
    for order, word in enumerate(kept):
        baseline, size = fonts[word.line]
        # A pixel more or less makes no other font, and rows without rules are told by even lines.
        size = usual if abs(size - usual) < _SAME_FONT * usual else size
        top, bottom = baseline - _ASCENT * size, baseline + _DESCENT * size
        box = Box(word.x0 * scale, top * scale, word.x1 * scale, bottom * scale)
        text = near_word(word.text) if word.confidence < _MIN_SURE_OF_SPELLING else word.text
        words.append(Word(text, box, False, order, True))
        if text != word.text or _is_unsure(word):
            unsure.append(Repair(box, _doubt(text)))
    return tuple(words), tuple(unsure)


def _with_leader(word: EngineWord) -> EngineWord:
    """The word, or its dots alone where it is the leader of a table of contents: `.....oooennn`."""
    leader = _LEADER.match(word.text)
    return word if leader is None else word._replace(text=leader.group())


def _is_print(word: EngineWord) -> bool:
    """False for what the engine makes of signatures, stamps and specks."""
    if _LEADER.match(word.text):
        return True
    n_ink = sum(map(str.isalnum, word.text))
    return n_ink > 0 and word.confidence >= (_MIN_CONFIDENCE if n_ink > 2 else _MIN_CONFIDENCE_OF_MARK)


def _font(line: Sequence[EngineWord]) -> tuple[float, float]:
    """The baseline of a line and the size of its font, in pixels; the engine gives boxes of ink alone."""
    tall = [w for w in line if _TALL.search(w.text)] or line
    of_tall = _CAPITAL if tall is not line else _SMALL_LETTER
    on_baseline = [w.bottom for w in line if not _BELOW.search(w.text)]
    if on_baseline:
        baseline = _median(on_baseline)
        return baseline, max(1.0, baseline - _median([w.top for w in tall])) / of_tall
    # All words reach below.
    bottom, top = _median([w.bottom for w in line]), _median([w.top for w in tall])
    size = max(1.0, bottom - top) / (of_tall + _DESCENT)
    return bottom - _DESCENT * size, size


def _median(values: Sequence[float]) -> float:
    return float(np.median(values))


def _is_unsure(word: EngineWord) -> bool:
    is_figure = any(map(str.isdigit, word.text))
    is_leader = _LEADER.match(word.text) is not None
    return not is_leader and word.confidence < (_MIN_SURE_OF_FIGURE if is_figure else _MIN_SURE)


def _doubt(text: str) -> Doubt:
    """What of a row a word makes doubtful."""
    n_digits = sum(map(str.isdigit, text))
    if 2 * n_digits < len(text):
        return "name"
    return "pagu" if n_digits > 4 else "kode"


def text_of(page: PageTables) -> str:
    """The text of a page, a line or cell a line, from top to bottom."""
    texts = [(line.box.top, line.box.x0, line.text) for line in page.lines]
    texts += [(cell.box.top, cell.box.x0, cell.text) for t in page.tables for cell in t.cells if cell.text]
    return "\n".join(text for _, _, text in sorted(texts))
