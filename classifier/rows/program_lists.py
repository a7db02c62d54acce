"""Numbered lists of programs in prose: program unggulan, program prioritas.

Two or more items in a row, numbered one after the other, each beginning with
"Program". Tables of contents look the same but for their leaders and page
numbers; sentences that only begin with "Program" have a verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from classifier.fields import amounts
from classifier.pdf.layout import Line
from classifier.records import Box

_ITEM = re.compile(r"\(?(\d{1,2}|[a-z])[.)]\s*(pro?gr?am\s+\S.*)", re.IGNORECASE)
# What a sentence adds behind the name: `Program X, dengan sasaran ...`.
_REST = re.compile(
    r",?\s+(?:dengan|yang|untuk)\s+(?:sasaran|kegiatan|tujuan|indikator|anggaran|alokasi|pagu)\b.*",
    re.IGNORECASE,
)
# What joins an item to the last one: `Program X; serta`.
_JOINING = re.compile(r"[;,]\s*(?:dan|serta)(?:/atau)?$", re.IGNORECASE)
# The program's money behind its name: `Program X Rp 1.500.000.000,- (APBD)`.
_AMOUNT = re.compile(
    r"(?<![\s,:])[\s,:]+(?:(?:sebesar|senilai|dengan\s+(?:pagu|anggaran|alokasi(?:\s+anggaran)?)(?:\s+sebesar)?)\s+)?(?:rp\.?\s*)?"
    r"(\d{1,3}(?:[.,]\d{3}){2,}(?:[.,]\d{1,2})?)(?:,-|\.-)?(?:\s+\(?(?:APB[DN]|DAK|DAU|PAD)\b.*)?$",
    re.IGNORECASE,
)
_ANY_ITEM = re.compile(r"(?:\(?\d{1,2}[.)](?!\d)|[a-z][.)]|[IVX]+\.|[-–•\uf000-\uf0ff])\s*\S")
_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…|\s\d{1,3}$")
_SENTENCE = re.compile(
    r"\b(?:adalah|merupakan|telah|sebesar|yaitu|yakni|terdiri|dilaksanakan|diarahkan|bertujuan|dimaksudkan|"
    r"sebagai berikut|mencapai|dengan (?:anggaran|kegiatan|alokasi|pagu|capaian)|rp\.?\s*\d)\b|[.]\s+[A-Z]",
    re.IGNORECASE,
)
MAX_CHARS = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One program of a list: where its first line stands, and its name."""

    page: int
    box: Box
    text: str
    amount: int | None = None


@dataclass(slots=True)
class _Open:
    number: int
    page: int
    boxes: list[Box]
    texts: list[str]
    full: bool


@dataclass(slots=True)
class ListReader:
    """Reads lines in order, over page ends; `feed` gives the items of each list that has ended.

    Items of a list that is still open at a page's end are given when it ends or
    goes on, so feed a last empty page or call `feed` for every page.
    """

    _items: list[_Open] = field(default_factory=list)
    _given: int = 0
    _paused: bool = False

    def feed(self, page: int, width: float, lines: Sequence[Line], *, is_end: bool) -> list[Item]:
        """Items that are now certain; `is_end` ends the list, because a table follows."""
        out: list[Item] = []
        right = max((line.box.x1 for line in lines), default=width)
        for line in lines:
            match = _ITEM.match(line.text.strip())
            if match and not _LEADER.search(line.text):
                number = _ordinal(match.group(1))
                follows = bool(self._items) and number == self._items[-1].number + 1
                # Below the list's last page a foot and on the next a head may stand between two items.
                apart = page - self._items[-1].page if self._items else 0
                # Items may have a paragraph each; they still begin at one indent.
                strays = self._paused and apart == 0 and abs(line.box.x0 - self._items[0].boxes[0].x0) > 6
                if not follows or apart > 1 or strays:
                    out += self._certain()
                    self._close()
                    if number != 1:
                        continue
                self._paused = False
                self._items.append(
                    _Open(number, page, [line.box], [match.group(2)], line.box.x1 > right - 0.12 * width)
                )
            elif self._items and not self._paused and self._goes_on(page, line):
                last = self._items[-1]
                last.boxes.append(line.box)
                last.texts.append(line.text.strip())
                last.full = line.box.x1 > right - 0.12 * width
            elif self._items and not _is_margin(line, lines):
                self._paused = True
        out += self._certain()
        if is_end:
            self._close()
        return out

    def _goes_on(self, page: int, line: Line) -> bool:
        last = self._items[-1]
        box = last.boxes[-1]
        step = line.box.top - box.top
        near = last.page == page and 0 < step < 2.2 * (box.bottom - box.top)
        return (
            near
            and last.full
            and line.box.x0 > last.boxes[0].x0 + 4
            and not _ANY_ITEM.match(line.text.strip())
        )

    def _certain(self) -> list[Item]:
        if len(self._items) < 2:
            return []
        new = self._items[self._given :]
        self._given = len(self._items)
        found = [_item(o) for o in new]
        return [item for item in found if len(item.text) <= MAX_CHARS and not _SENTENCE.search(item.text)]

    def _close(self) -> None:
        self._items, self._given, self._paused = [], 0, False


def _item(found: _Open) -> Item:
    text = _JOINING.sub("", " ".join(" ".join(found.texts).split()).rstrip(" ;,:."))
    amount = _AMOUNT.search(text) if len(text) <= 2 * MAX_CHARS else None
    if amount:
        text = text[: amount.start()]
    value = amounts.rupiah(amount.group(1)) if amount else None
    return Item(found.page, found.boxes[0], _REST.sub("", text).rstrip(" ;,:."), value)


def _ordinal(mark: str) -> int:
    return int(mark) if mark.isdigit() else ord(mark.lower()) - ord("a") + 1


def _is_margin(line: Line, lines: Sequence[Line]) -> bool:
    """True for a head or foot line of the page: short, first or last."""
    return line in (lines[0], lines[-1])
