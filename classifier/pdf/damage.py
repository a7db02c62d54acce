"""What is damaged in a PDF, and on which pages, as PDFium does not say.

The signs come from `file_objects`; here they are told apart by where they are seen: on a page, whose
content or fonts they are, or elsewhere in the file. A table of objects that names wrong places, and
an object that is named and is not there, are signs too.

Of 600 files damaged at random (benchmarks/damage.py, seeds 1 and 2: drawn documents and those of the
archive) 312 gave other rows than before, and 311 of them say that they are damaged; of 226 whole ones none
does. Looking takes 3 % of the time that reading takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple

from classifier.pdf.file_objects import FileObjects, file_objects

_REFERENCE = re.compile(rb"(?<!\d)(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R\b")
_UPWARDS = re.compile(rb"/(?:Parent|P|Dest|StructParent)\s*+\d+\s+\d+\s+R\b")
_KIDS = re.compile(rb"/Kids\s*+\[([^\]]*+)\]")
_PAGES = re.compile(rb"/Pages\s++(\d++)")
_ROOT = re.compile(rb"/Root\s++(\d++)")
_NODE = re.compile(rb"/Type\s*+/(?:Pages?|Catalog|StructTreeRoot|StructElem)\b")
_STARTXREF = re.compile(rb"startxref\s++(\d++)\s*+%%EOF")
_TABLE = re.compile(rb"\s{0,4}xref\s++")
_SECTION = re.compile(rb"(\d++)[ \t]++(\d++)[ \t]*+[\r\n]++")
_ENTRY = re.compile(rb"(\d{10})[ \t](\d{5})[ \t]([nf])[ \t\r\n]{1,2}")
_HEAD = re.compile(rb"\s{0,9}(\d{1,10})\s{1,9}\d{1,5}\s{1,9}obj\b")
_PREVIOUS = re.compile(rb"/Prev\s++(\d++)")
_TRAILER = re.compile(rb"\s*+trailer\b.{0,4000}?>>\s*+startxref", re.DOTALL)
_HEADER_BYTES = 1024
# What so many pages share is damage of the document.
_MOST_PAGES = 30
# So many references are followed to find the pages of what is damaged; 1,000 pages of a plan have a
# tenth of that, and a file of thousands of pages that all name the same objects the square of its size.
MOST_FOLLOWED = 1_000_000


@dataclass(frozen=True, slots=True)
class Damage:
    """The pages, from 1, whose data is damaged, and how many places are elsewhere in the file."""

    pages: tuple[int, ...] = ()
    n_elsewhere: int = 0


def damage(path: Path) -> Damage:
    """The damage of a file that can be seen in its bytes; none is found in one that is not there."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        objects = file_objects(data)
        n_wrong_places = _n_wrong_places(data)
    missing = set() if objects.is_encrypted else _missing(objects)
    return _told_apart(objects, objects.damaged | missing, objects.n_gaps + n_wrong_places)


def _roots(objects: FileObjects) -> list[int]:
    return [int(match.group(1)) for trailer in objects.trailers if (match := _ROOT.search(trailer))]


def _references(body: bytes) -> list[int]:
    return [int(number) for number in _REFERENCE.findall(body)]


def _missing(objects: FileObjects) -> set[int]:
    """Objects that are named, from the root on, and not there; -1 for a root that nothing names."""
    waiting = _roots(objects)
    if not waiting:
        return {-1}
    seen: set[int] = set()
    missing = set()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        body = objects.bodies.get(number)
        if body is None:
            missing.add(number)
        else:
            waiting += _references(body)
    return missing


def _told_apart(objects: FileObjects, damaged: set[int], n_elsewhere: int) -> Damage:
    if not damaged:
        return Damage((), n_elsewhere)
    pages_of: dict[int, list[int]] = {}
    n_left = MOST_FOLLOWED
    for n, page in enumerate(_page_numbers(objects), start=1):
        of_page = _of_page(objects, page, n_left)
        n_left -= of_page.n_followed
        if n_left <= 0:
            # Which pages are damaged cannot be told; that some are can.
            return Damage((), n_elsewhere + len(damaged))
        for number in damaged & of_page.numbers:
            pages_of.setdefault(number, []).append(n)
    told = {number: pages for number, pages in pages_of.items() if len(pages) <= _MOST_PAGES}
    pages = sorted({page for of_one in told.values() for page in of_one})
    return Damage(tuple(pages), n_elsewhere + len(damaged) - len(told))


def _page_numbers(objects: FileObjects) -> list[int]:
    """The numbers of the page objects in the order of the pages, as far as the tree of pages is whole."""
    waiting: list[int] = []
    for root in reversed(_roots(objects)):
        if match := _PAGES.search(objects.bodies.get(root, b"")):
            waiting = [int(match.group(1))]
            break
    pages, seen = [], set()
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        kids = _KIDS.search(objects.bodies.get(number, b""))
        if kids:
            waiting += reversed(_references(kids.group(1)))
        else:
            pages.append(number)
    return pages


class _OfPage(NamedTuple):
    """The numbers of the objects that a page is made of, and how many references led to them."""

    numbers: set[int]
    n_followed: int


def _of_page(objects: FileObjects, page: int, max_followed: int) -> _OfPage:
    """The objects that a page is made of: its content, its fonts, what these name."""
    seen: set[int] = set()
    waiting = [page]
    n_followed = 0
    while waiting and n_followed < max_followed:
        number = waiting.pop()
        n_followed += 1
        if number in seen:
            continue
        seen.add(number)
        body = objects.bodies.get(number, b"")
        if number == page or not _NODE.search(body):
            waiting += _references(_UPWARDS.sub(b"", body))
    return _OfPage(seen, n_followed)


def _n_wrong_places(data: mmap) -> int:
    """1 when the file's end does not lead to its tables of objects, or one of them names a wrong place."""
    end = _STARTXREF.match(data, max(0, data.rfind(b"startxref")))
    if end is None or _HEAD.search(data, end.end()):
        # The end is lost, and what came before it perhaps too.
        return 1
    # Places count from the header, in front of which something may stand (implementation note 13).
    origin = max(0, data.find(b"%PDF-", 0, _HEADER_BYTES))
    at, seen = int(end.group(1)), set[int]()
    while at not in seen:
        seen.add(at)
        table = _at(_TABLE, data, origin + at)
        if table is None:
            # A stream, which is gone through with the others.
            return int(_at(_HEAD, data, origin + at) is None)
        table_end = _table_end(data, table.end(), origin)
        trailer = _TRAILER.match(data, table_end) if table_end else None
        if trailer is None:
            return 1
        previous = _PREVIOUS.search(trailer.group())
        if previous is None:
            return 0
        at = int(previous.group(1))
    return 0


def _table_end(data: mmap, at: int, origin: int) -> int:
    """Where a table of objects ends; 0 when an entry is none or does not lead to its object."""
    while section := _SECTION.match(data, at):
        first, n = int(section.group(1)), int(section.group(2))
        at = section.end()
        for number in range(first, first + n):
            entry = _ENTRY.match(data, at)
            if entry is None:
                return 0
            at = entry.end()
            place = int(entry.group(1))
            # At 0 there is the file's header: some writers mean a free entry.
            if entry.group(3) == b"n" and place:
                head = _at(_HEAD, data, origin + place)
                if head is None or int(head.group(1)) != number:
                    return 0
    return at


def _at(pattern: re.Pattern[bytes], data: mmap, place: int) -> re.Match[bytes] | None:
    """A match at a place that may lie behind the end."""
    return pattern.match(data, place) if place < len(data) else None
