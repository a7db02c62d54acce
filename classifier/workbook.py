"""Result rows as a workbook, and back: Indonesian titles, one money column a year.

Document text is written as strings, so none of it becomes a formula or a link.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import python_calamine
import xlsxwriter

from classifier.errors import DataError

_EXCEL_MAX_CHARS = 32_767
TITLES = {
    "document": "Dokumen",
    "page": "Halaman",
    "level": "Tingkat",
    "kode": "Kode",
    "text": "Program / Kegiatan",
    "program": "Program induk",
    "indikator": "Indikator",
    "opd": "Perangkat daerah",
    "subdimension": "Subdimensi",
    "dimension": "Dimensi",
    "confidence": "Keyakinan",
    "review": "Perlu diperiksa",
    "alternatives": "Pilihan lain",
    "evidence": "Kata penentu",
    "source": "Sumber",
    "bbox": "Kotak (pt)",
    "model": "Model",
    "sha256": "SHA-256",
}
_PAGU_TITLE = "Pagu"


def write(rows: Iterable[Mapping[str, Any]], out: BinaryIO, fields: Sequence[str]) -> int:
    """Write dicts of the contract's shape as one sheet and return how many."""
    kept = [dict(row) for row in rows]
    years = sorted({str(year) for row in kept for year in row.get("pagu") or {}})
    columns: list[tuple[str, str]] = []
    before_money = "opd" if "opd" in fields else next(f for f in TITLES if f in fields)
    for field in [f for f in TITLES if f in fields] + [f for f in fields if f not in TITLES and f != "pagu"]:
        columns.append((field, TITLES.get(field, field)))
        if field == before_money and "pagu" in fields:
            columns += [(f"pagu:{year}", f"{_PAGU_TITLE} {year}".strip()) for year in years]
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    head = book.add_format(
        {"bold": True, "bg_color": "#DDE7F0", "border": 1, "text_wrap": True, "valign": "top"}
    )
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    money = book.add_format({"num_format": "#,##0", "valign": "top"})
    share = book.add_format({"num_format": "0%", "valign": "top"})
    sheet = book.add_worksheet("Baris")
    widths = {
        "text": 60,
        "program": 40,
        "indikator": 45,
        "opd": 28,
        "subdimension": 32,
        "alternatives": 40,
        "evidence": 30,
    }
    for i, (field, title) in enumerate(columns):
        sheet.write_string(0, i, title, head)
        sheet.set_column(i, i, widths.get(field, 18 if field.startswith("pagu:") else 12))
    for r, row in enumerate(kept, start=1):
        for i, (field, _) in enumerate(columns):
            if field.startswith("pagu:"):
                amount = (row.get("pagu") or {}).get(field[5:])
                if amount is not None:
                    sheet.write_number(r, i, amount, money)
            elif field == "confidence" and row.get(field) is not None:
                sheet.write_number(r, i, row[field], share)
            elif field == "page" and row.get(field) is not None:
                sheet.write_number(r, i, row[field], wrapped)
            elif row.get(field) not in (None, "", []):
                sheet.write_string(r, i, _xlsx_text(field, row[field]), wrapped)
    sheet.freeze_panes(1, 0)
    if kept:
        sheet.autofilter(0, 0, len(kept), len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()
    return len(kept)


def _xlsx_text(field: str, value: Any) -> str:
    if field == "indikator":
        text = "\n".join(value)
    elif field in ("alternatives", "evidence"):
        text = "; ".join(
            f"{v['subdimension']} {v['confidence']:.0%}" if field == "alternatives" else str(v["term"])
            for v in value
        )
    elif field == "review":
        text = "ya" if value else "tidak"
    else:
        text = json.dumps(value) if isinstance(value, list | dict) else str(value)
    return plain(text)


def plain(text: str) -> str:
    """Text as a cell can hold it: without what would make a workbook that Excel calls damaged."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)[:_EXCEL_MAX_CHARS]


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Dicts of the contract's shape from a workbook that `write` made; raises DataError for any other."""
    try:
        cells = python_calamine.load_workbook(path).get_sheet_by_name("Baris").to_python()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror or error}); check the name.") from error
    except (python_calamine.CalamineError, ValueError) as error:
        raise DataError(
            f"{path}: no results workbook ({error}); it needs the sheet Baris of `petakota tag`."
        ) from error
    fields = {title: field for field, title in TITLES.items()}
    titles = [str(title) for title in (cells[0] if cells else [])]
    for n, line in enumerate(cells[1:], start=2):
        row: dict[str, Any] = {"pagu": {}, "indikator": []}
        for title, value in zip(titles, line, strict=False):
            try:
                _take(row, title, fields.get(title, title), value)
            except (ValueError, OverflowError) as error:
                raise DataError(f'{path}: row {n}, {title}: "{value}" is not a number.') from error
        yield row


def _take(row: dict[str, Any], title: str, field: str, value: object) -> None:
    """Put one cell into the row. Raises ValueError when a number is none."""
    if title.split(" ")[0] == _PAGU_TITLE and field == title:
        if value != "":
            row["pagu"][title[len(_PAGU_TITLE) :].strip()] = round(float(str(value)))
    elif field == "indikator":
        row[field] = [part for part in str(value).split("\n") if part]
    elif field == "review":
        row[field] = value == "ya"
    elif field == "page":
        row[field] = int(float(str(value))) if value != "" else 0
    elif field == "confidence":
        row[field] = float(str(value)) if value != "" else 0.0
    elif field not in ("alternatives", "evidence"):
        row[field] = str(value)
