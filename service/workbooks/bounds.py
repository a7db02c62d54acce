"""What a workbook that is sent may hold, found out before any of it is parsed.

An XLSX is a ZIP of XML. Its entries are unpacked here in pieces that are only counted: a reader of
spreadsheets would hold all of them, and a cell far out makes it hold every empty one before it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

# The map of a town of 60 agencies and 20,000 rows has 4 MB, 45 MB unpacked, 700,000 cells.
MAX_BYTES = 20_000_000
MAX_UNPACKED_BYTES = 250_000_000
MAX_ENTRIES = 1_000
MAX_CELLS = 2_500_000
MAX_STRINGS = 1_500_000
# Columns and rows that the last cell may have together: what lies before it is held, too.
MAX_AREA = 5_000_000
_PIECE = 1 << 20
_WORKBOOK = "xl/workbook.xml"
# No spreadsheet program writes either; both can be made to grow without end.
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_STRING = re.compile(rb"<(?:\w+:)?si[\s>/]")
_PLACE = re.compile(rb"<(?:\w+:)?c\s[^>]{0,300}?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"']")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a workbook is not read: the key of a message, with its values."""

    key: str
    values: tuple[tuple[str, str | int], ...] = ()


def fault(path: Path) -> Fault | None:
    """Why the file is not read as a workbook; None when it keeps to the bounds."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                return Fault("workbook_too_heavy")
            if all(entry.filename.lower() != _WORKBOOK for entry in entries):
                return Fault("not_a_workbook")
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
                return Fault("workbook_too_heavy")
            counted = _Counted()
            for entry in entries:
                if reason := counted.add(archive, entry):
                    return Fault(reason)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        # RuntimeError: an entry is locked with a password.
        return Fault("workbook_damaged")
    return None


@dataclass(slots=True)
class _Counted:
    """What the entries so far hold."""

    n_bytes: int = 0
    n_cells: int = 0
    n_strings: int = 0
    width: int = 0
    height: int = 0

    def add(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
        """Count an entry; why no more is read, "" when it keeps to the bounds."""
        name = entry.filename.lower()
        is_xml, is_sheet = name.endswith((".xml", ".rels")), name.startswith("xl/worksheets/")
        # A sheet's extent is its own.
        self.width = self.height = 0
        tail = b""
        with archive.open(entry) as unpacked:
            while piece := unpacked.read(_PIECE):
                self.n_bytes += len(piece)
                if is_xml:
                    whole = tail + piece
                    # A tag that the piece cuts is counted with the next one.
                    cut = whole.rfind(b"<")
                    tail = whole[cut:] if cut >= 0 and len(whole) - cut < _PIECE else b""
                    if reason := self._count(whole[: cut if tail else None], is_sheet=is_sheet):
                        return reason
                if self.n_bytes > MAX_UNPACKED_BYTES:
                    return "workbook_too_heavy"
        return self._count(tail, is_sheet=is_sheet) if is_xml else ""

    def _count(self, part: bytes, *, is_sheet: bool) -> str:
        if _DECLARATION.search(part):
            return "workbook_damaged"
        if is_sheet:
            self.n_cells += sum(1 for _ in _CELL.finditer(part))
            for column, row in _PLACE.findall(part):
                self.width = max(self.width, _number(column))
                self.height = max(self.height, int(row))
        else:
            self.n_strings += sum(1 for _ in _STRING.finditer(part))
        is_too_heavy = (
            self.n_cells > MAX_CELLS or self.n_strings > MAX_STRINGS or self.width * self.height > MAX_AREA
        )
        return "workbook_too_heavy" if is_too_heavy else ""


def _number(column: bytes) -> int:
    """A column's number from 1: A, B, ..., AA."""
    n = 0
    for letter in column:
        n = n * 26 + letter - 64
    return n
