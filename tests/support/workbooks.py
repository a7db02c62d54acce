"""Workbooks as a reader sees them."""

import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import dataclass
from typing import Any

import python_calamine

from classifier.mapping import map_workbook
from classifier.mapping.matrix import Map
from tests.support.plan_rows import WASTE, built, row

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass
class Made:
    """A workbook that was written: what a reader sees of each sheet, and the files inside."""

    sheets: dict[str, list[list[Any]]]
    files: dict[str, str]

    def xml(self, sheet: str) -> ET.Element:
        return ET.fromstring(self.files[f"xl/worksheets/sheet{list(self.sheets).index(sheet) + 1}.xml"])

    def formulas(self) -> list[tuple[str, str]]:
        """Sheet and text of every formula."""
        return [(name, f.text or "") for name in self.sheets for f in self.xml(name).iter(f"{MAIN}f")]

    def format_of(self, sheet: str, cell: str) -> str:
        """The number format of a cell."""
        styles = ET.fromstring(self.files["xl/styles.xml"])
        codes = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{MAIN}numFmt")}
        formats = styles.find(f"{MAIN}cellXfs")
        assert formats is not None
        (found,) = (c for c in self.xml(sheet).iter(f"{MAIN}c") if c.get("r") == cell)
        return codes[formats[int(found.get("s", "0"))].get("numFmtId")] or ""


def made(plan: Map, **options: Any) -> Made:
    out = io.BytesIO()
    map_workbook.write(plan, out, **options)
    with zipfile.ZipFile(out) as archive:
        files = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    book = python_calamine.load_workbook(io.BytesIO(out.getvalue()))
    sheets = {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
    }
    return Made(sheets, files)


def small() -> Map:
    return built(
        row("program", "A", y2025=1_000_000, y2026=2_000_000),
        row("program", "B", label=WASTE, y2025=5),
        row("program", "C", opd="Dinas B", label=WASTE, y=7),
    )
