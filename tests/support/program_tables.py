"""A drawn document with one ruled table of programs, and what it holds."""

from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

HEADER = ("Kode", "Program / Kegiatan", "Indikator", "Pagu 2025 (Rp)")
TABLE = (
    ("1.02.02", "Program Imunisasi Balita", "Cakupan imunisasi", "30.000.000"),
    ("1.02.02.2.01", "Pengadaan Vaksin", "Jumlah vaksin", "10.000.000"),
    ("1.02.02.2.02", "Pembinaan Puskesmas", "Jumlah puskesmas", "20.000.000"),
    ("2.11.11", "Program Pengangkutan Sampah", "Volume sampah", "5.000.000"),
)
NAMES = [line[1] for line in TABLE]
PREDICTED = ("living.pelayanan-kesehatan", "environment.tata-kelola-sampah")


def pdf(
    path: Path, *, lines: tuple[tuple[str, ...], ...] = TABLE, encrypt: Any = None, n_before: int = 0
) -> Path:
    """A document whose last page is a ruled table of programs, after `n_before` pages of prose."""
    canvas = Canvas(str(path), pagesize=(700, 500), invariant=1, encrypt=encrypt)
    for _ in range(n_before):
        canvas.drawString(50, 450, "Dokumen ini menjadi pegangan dinas.")
        canvas.showPage()
    edges = (40, 120, 360, 520, 660)
    for r, line in enumerate((HEADER, *lines)):
        for x0, x1, text in zip(edges, edges[1:], line, strict=False):
            canvas.rect(x0, 440 - 20 * r, x1 - x0, 20)
            canvas.setFont("Helvetica", 9)
            canvas.drawString(x0 + 3, 446 - 20 * r, text)
    canvas.showPage()
    canvas.save()
    return path
