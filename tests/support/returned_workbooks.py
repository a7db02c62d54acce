"""The map's workbook as planners bring it back: downloaded, changed with openpyxl, sent."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import openpyxl

from tests.support.serving import API, Served

TITLES = {
    "opd": "Perangkat daerah",
    "document": "Dokumen",
    "page": "Halaman",
    "level": "Tingkat",
    "kode": "Kode",
    "text": "Nama",
    "program": "Program induk",
    "subdimension": "Subdimensi",
    "status": "Status",
    "note": "Catatan",
    "key": "Kunci",
}

_ENGLISH = {"accept-language": "en"}


@dataclass
class Corrected:
    """The workbook of a document's map, open for corrections of its sheet of rows."""

    book: Any

    @property
    def sheet(self) -> Any:
        return self.book["Baris"]

    @property
    def header(self) -> list[str]:
        return [str(cell.value) for cell in self.sheet[1]]

    def column(self, field: str) -> int:
        """The number of a field's column, from 1; a year is that of its budgets."""
        title = f"Pagu {field}" if field.isdigit() else TITLES[field]
        return self.header.index(title) + 1

    def line(self, key: str) -> int:
        """The number of the line of a row."""
        at = self.column("key")
        return next(n for n in range(2, self.sheet.max_row + 1) if self.sheet.cell(n, at).value == key)

    def set(self, key: str, field: str, value: object) -> None:
        """Write a field of a row's line."""
        self.sheet.cell(self.line(key), self.column(field)).value = value

    def add(self, **fields: object) -> None:
        """Write a line below all others; a year is written `y2026`."""
        n = self.sheet.max_row + 1
        for field, value in fields.items():
            self.sheet.cell(n, self.column(field.removeprefix("y"))).value = value

    def reverse(self) -> None:
        """Sort the lines the other way round."""
        lines = [[cell.value for cell in line] for line in self.sheet.iter_rows(min_row=2)]
        for n, line in enumerate(reversed(lines), start=2):
            for c, value in enumerate(line, start=1):
                self.sheet.cell(n, c).value = value

    def content(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()


def downloaded(own: Served, documents: Sequence[str] = ()) -> Corrected:
    """The workbook of the map of documents; of the sample where none are named."""
    answer = own.client.get("/map.xlsx", params={"document": list(documents) or [own.sample]})
    assert answer.status_code == 200
    return Corrected(openpyxl.load_workbook(io.BytesIO(answer.content)))


def brought(own: Served, content: bytes, status: int = 200) -> Any:
    """What a workbook that is sent would change, or the problem."""
    answer = own.client.post(f"{API}/workbooks", files={"file": ("peta.xlsx", content)}, headers=_ENGLISH)
    assert answer.status_code == status, answer.text
    return answer.json()


def asked(own: Served, what: str, status: int = 200, **body: Any) -> Any:
    """What `apply` or `undo` answers."""
    answer = own.client.post(f"{API}/workbooks/{what}", json=body, headers=_ENGLISH)
    assert answer.status_code == status, answer.text
    return answer.json()


def ids(difference: Any) -> list[str]:
    """All that can be applied without overruling anybody."""
    return [
        one["id"]
        for one in (*difference["changes"], *difference["new_rows"])
        if not one["fault"] and not one.get("is_conflict") and not one.get("is_copy")
    ]
