"""One-page plans drawn for a test: an OPD, its programs with codes and rupiah by year."""

# Rows of content are easier to compare on one line each.
# ruff: noqa: E501
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.support.drawing.pdf_painter import A4, Painting, landscape
from tests.support.drawing.table_layout import Style

Line = tuple[str, str, Sequence[int]]
WASTE_PLAN: tuple[Line, ...] = (
    ("2.11.03", "PROGRAM PENGENDALIAN PENCEMARAN DAN/ATAU KERUSAKAN LINGKUNGAN HIDUP", (2_100_000_000, 2_200_000_000)),
    ("2.11.04", "PROGRAM PENGELOLAAN KEANEKARAGAMAN HAYATI (KEHATI)", (6_780_000_000, 7_000_000_000)),
    ("2.11.08", "PROGRAM PENINGKATAN PENDIDIKAN, PELATIHAN DAN PENYULUHAN LINGKUNGAN HIDUP UNTUK MASYARAKAT", (540_000_000, 560_000_000)),
    ("2.11.11", "PROGRAM PENGELOLAAN PERSAMPAHAN", (16_820_000_000, 17_000_000_000)),
)  # fmt: skip
WASTE_PLAN_LATER: tuple[Line, ...] = (
    ("2.11.03", "PROGRAM PENGENDALIAN PENCEMARAN DAN/ATAU KERUSAKAN LINGKUNGAN HIDUP", (2_200_000_000,)),
    ("2.11.04", "PROGRAM PENGELOLAAN KEANEKARAGAMAN HAYATI DAERAH", (5_500_000_000,)),
    ("2.11.11", "PROGRAM PENGELOLAAN PERSAMPAHAN", (18_250_000_000,)),
    ("2.16.02", "PROGRAM PENGELOLAAN INFORMASI DAN KOMUNIKASI PUBLIK", (900_000_000,)),
)


def draw(
    path: Path, lines: Sequence[Line], years: Sequence[str], *, opd: str = "DINAS LINGKUNGAN HIDUP"
) -> Path:
    """Draw a plan of programs; 0 rupiah leaves its cell empty."""
    painting = Painting(path, "plan")
    painting.begin(landscape(A4))
    title = f"RENCANA KERJA {opd} KOTA CONTOH TAHUN {years[0]}"
    painting.text(421, 34, title, 10, align="center", bold=True)
    head = ["KODE", "PROGRAM / KEGIATAN / SUB KEGIATAN", "INDIKATOR", "TARGET"]
    head += [f"PAGU {year} (Rp)" for year in years]
    body = [
        [
            kode,
            name,
            "Persentase capaian",
            "100%",
            *(f"{n:,}".replace(",", ".") if n else "" for n in money[: len(years)]),
        ]
        for kode, name, money in lines
    ]
    widths = [60, 260, 120, 50] + [90] * len(years)
    painting.table(40, 50, widths, [head], body, Style(size=8))
    painting.save()
    return path
