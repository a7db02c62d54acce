"""Numbered lists of programs in prose: program unggulan, program prioritas.

Two or more items in a row, numbered one after the other, each beginning with
"Program". Tables of contents look the same but for their leaders and page
numbers; sentences that only begin with "Program" have a verb.

The distances below were set by eye, not swept. Before changing one, rerun
tests/rows/test_program_lists.py and tests/extraction/test_golden.py, and compare the
rows of `petakota extract` over real documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from classifier.fields import amounts
from classifier.pdf.layout import Line
from classifier.records import Box

# `1. Program Kota Hijau`, `(2) Program ...`, `a) Progam ...`.
_ITEM = re.compile(r"\(?(\d{1,2}|[A-Za-z])[.)]\s*((?i:pro?gr?am\s+\S.*))")
# What a sentence adds behind the name: `Program X, dengan sasaran ...`.
_AFTER_NAME = re.compile(
    r",?\s+(?:dengan|yang|untuk)\s+(?:sasaran|kegiatan|tujuan|indikator|anggaran|alokasi|pagu)\b.*",
    re.IGNORECASE,
)
# What joins an item to the last one: `Program X; serta`.
_JOINING = re.compile(r"[;,]\s*(?:dan|serta)(?:/atau)?$", re.IGNORECASE)
# The program's money behind its name: `Program X Rp 1.500.000.000,- (APBD)`.
_AMOUNT = re.compile(
    r"(?<![\s,:])[\s,:]+"
    # `sebesar`, `dengan alokasi anggaran sebesar`
    r"(?:(?:sebesar|senilai|dengan\s+(?:pagu|anggaran|alokasi(?:\s+anggaran)?)(?:\s+sebesar)?)\s+)?"
    r"(?:rp\.?\s*)?"
    # Two groups of three digits at least: a smaller number may be part of the name (`1.000 Desa`).
    r"(\d{1,3}(?:[.,]\d{3}){2,}(?:[.,]\d{1,2})?)(?:,-|\.-)?"
    # `(APBD Provinsi)`
    r"(?:\s+\(?(?:APB[DN]|DAK|DAU|PAD)\b.*)?$",
    re.IGNORECASE,
)
# The beginning of an item of any list: `3) `, `b. `, `IV. `, `- `.
_ANY_ITEM = re.compile(r"(?:\(?\d{1,2}[.)](?!\d)|[a-z][.)]|[IVX]+\.|[-–•\uf000-\uf0ff])\s*\S")
# What a table of contents has behind a name: `........`, `. . . .`, `…`, ` 12`.
_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…|\s\d{1,3}$")
# What only sentences have: a verb, an amount in mid text, another sentence.
_SENTENCE = re.compile(
    r"\b(?:adalah|merupakan|telah|sebesar|yaitu|yakni|terdiri|dilaksanakan|diarahkan|bertujuan|dimaksudkan|"
    r"sebagai berikut|mencapai|dengan (?:anggaran|kegiatan|alokasi|pagu|capaian)|rp\.?\s*\d)\b|[.]\s+[A-Z]",
    re.IGNORECASE,
)
# A program's name is shorter; what is longer is a paragraph.
_MAX_NAME_CHARS = 200
# Points by which items with a paragraph each may differ in their indent.
_SAME_INDENT = 6
# Points that the second line of an item is indented at least.
_MIN_INDENT = 4
# Of line heights: the next line of an item begins this far below the line before at most.
_MAX_LINE_STEP = 2.2
# Of the page's width: a line that ends this close to the right margin goes on in the next.
_MARGIN_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class ListItem:
    """One program of a list: where its first line stands, its name and, where printed, its rupiah."""

    page: int
    box: Box
    text: str
    amount: int | None = None


@dataclass(slots=True)
class _OpenItem:
    """An item that may go on; `reaches_margin` when its last line ends at the right margin."""

    number: int
    page: int
    boxes: list[Box]
    texts: list[str]
    reaches_margin: bool


@dataclass(slots=True)
class ListReader:
    """Reads lines in order, over page ends; `feed` gives the items of each list that has ended.

    Items of a list that is still open at a page's end are given when it ends or
    goes on, so feed a last empty page or call `feed` for every page.
    """

    _items: list[_OpenItem] = field(default_factory=list)
    _n_given: int = 0
    # Prose stands behind the last item.
    _is_paused: bool = False

    def feed(self, page: int, width: float, lines: Sequence[Line], *, is_end: bool) -> list[ListItem]:
        """Items that are now certain; `is_end` ends the list, because a table follows."""
        certain: list[ListItem] = []
        margin = max((line.box.x1 for line in lines), default=width) - _MARGIN_SHARE * width
        for line in lines:
            match = _ITEM.match(line.text.strip())
            if match and not _LEADER.search(line.text):
                number = _ordinal(match.group(1))
                if not self._is_next(number, page, line):
                    certain += self._take_certain()
                    self._close()
                    if number != 1:
                        continue
                self._is_paused = False
                item = _OpenItem(number, page, [line.box], [match.group(2)], line.box.x1 > margin)
                self._items.append(item)
            elif self._items and not self._is_paused and self._goes_on(page, line):
                last = self._items[-1]
                last.boxes.append(line.box)
                last.texts.append(line.text.strip())
                last.reaches_margin = line.box.x1 > margin
            elif self._items and not _is_in_margin(line, lines):
                self._is_paused = True
        certain += self._take_certain()
        if is_end:
            self._close()
        return certain

    def _is_next(self, number: int, page: int, line: Line) -> bool:
        """True when an item of this number goes on with the open list."""
        if not self._items or number != self._items[-1].number + 1:
            return False
        # Below the list's last page a footer and on the next a page header may stand between two items.
        n_pages_apart = page - self._items[-1].page
        # Items may have a paragraph each; they still begin at one indent.
        indent = abs(line.box.x0 - self._items[0].boxes[0].x0)
        is_stray = self._is_paused and n_pages_apart == 0 and indent > _SAME_INDENT
        return n_pages_apart <= 1 and not is_stray

    def _goes_on(self, page: int, line: Line) -> bool:
        """True when a line is the next one of the last item."""
        last = self._items[-1]
        box = last.boxes[-1]
        return (
            last.page == page
            and 0 < line.box.top - box.top < _MAX_LINE_STEP * box.height
            and last.reaches_margin
            and line.box.x0 > last.boxes[0].x0 + _MIN_INDENT
            and not _ANY_ITEM.match(line.text.strip())
        )

    def _take_certain(self) -> list[ListItem]:
        """The items that were not given yet, once there are two; sentences and paragraphs are left out."""
        if len(self._items) < 2:
            return []
        new = self._items[self._n_given :]
        self._n_given = len(self._items)
        items = map(_item, new)
        return [i for i in items if len(i.text) <= _MAX_NAME_CHARS and not _SENTENCE.search(i.text)]

    def _close(self) -> None:
        self._items, self._n_given, self._is_paused = [], 0, False


def begins_item(text: str) -> bool:
    """True for a line that begins an item of any list."""
    return _ANY_ITEM.match(text) is not None


def _item(item: _OpenItem) -> ListItem:
    text = _JOINING.sub("", " ".join(" ".join(item.texts).split()).rstrip(" ;,:."))
    match = _AMOUNT.search(text) if len(text) <= 2 * _MAX_NAME_CHARS else None
    amount = None
    if match:
        text = text[: match.start()]
        amount = amounts.rupiah(match.group(1))
    return ListItem(item.page, item.boxes[0], _AFTER_NAME.sub("", text).rstrip(" ;,:."), amount)


def _ordinal(mark: str) -> int:
    return int(mark) if mark.isdigit() else ord(mark.lower()) - ord("a") + 1


def _is_in_margin(line: Line, lines: Sequence[Line]) -> bool:
    """True for the header or footer of the page: its first or last line."""
    return line in (lines[0], lines[-1])
