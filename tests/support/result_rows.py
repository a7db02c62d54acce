"""A result row with every field, as files hold it."""

from typing import Any

from classifier.formats import results

FIELDS = (*results.ROW_FIELDS, *results.PREDICTION_FIELDS)


ROW: dict[str, Any] = {
    "document": "renstra.pdf",
    "sha256": "ab" * 32,
    "page": 7,
    "bbox": [10.0, 20.1, 30.1, 40.0],
    "level": "program",
    "kode": "1.02.03",
    "text": "Program Imunisasi",
    "program": "",
    "indikator": ["Cakupan", "Jumlah balita"],
    "opd": "Dinas Kesehatan",
    "pagu": {"2026": 1_250_000_000_001, "2025": 0},
    "source": "table",
    "table": "Tabel 4.1 Rencana Program",
    "role": "plan",
    "doubts": ["cut", "pagu"],
    "subdimension": "living.pelayanan-kesehatan",
    "dimension": "living",
    "confidence": 0.8765,
    "alternatives": [{"subdimension": "society.sistem-edukasi", "confidence": 0.05}],
    "review": True,
    "evidence": [{"term": "Imunisasi", "weight": 1.2}, {"term": "Cakupan", "weight": 0.4}],
    "model": "2026-11-24-00e9e4",
}
