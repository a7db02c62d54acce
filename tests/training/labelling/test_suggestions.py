import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from classifier import labels
from classifier.cli.main import main
from classifier.records import Label
from training.labelling import suggestions

SAMPAH, JALAN, WISATA = (
    "environment.tata-kelola-sampah",
    "living.transportasi-logistik",
    "branding.pariwisata",
)


def row(
    text: str, confidence: float, second: float, subdimension: str = SAMPAH, **more: Any
) -> dict[str, Any]:
    alternatives = [{"subdimension": JALAN, "confidence": second}]
    return {
        "text": text,
        "subdimension": subdimension,
        "confidence": confidence,
        "alternatives": alternatives,
        **more,
    }


def texts(rows: list[dict[str, Any]], n: int, known: tuple[Label, ...] = ()) -> list[str]:
    return [str(one.row["text"]) for one in suggestions.suggestions(rows, known, n)]


def test_the_nearer_the_second_answer_the_more_a_row_is_worth() -> None:
    rows = [row("Bank sampah", 0.6, 0.1), row("Jalan desa", 0.5, 0.45), row("Lampu kota", 0.99, 0.0)]
    assert texts(rows, 2) == ["Jalan desa", "Bank sampah"]


def test_rows_that_say_nearly_the_same_are_suggested_once() -> None:
    rows = [
        row("Pengadaan kontainer sampah pasar", 0.5, 0.45),
        row("Pengadaan kontainer sampah terminal", 0.5, 0.44),
        row("Perbaikan jembatan", 0.8, 0.1),
    ]
    assert texts(rows, 3) == ["Pengadaan kontainer sampah pasar", "Perbaikan jembatan"]


def test_rows_of_a_subdimension_of_unsure_answers_come_first() -> None:
    rows = [
        row("Bank sampah", 0.5, 0.3),
        row("Lampu kota", 0.99, 0.0),
        row("Festival budaya", 0.5, 0.3, WISATA),
        row("Desa wisata", 0.4, 0.0, WISATA),
    ]
    assert texts(rows, 1) == ["Festival budaya"]


def test_labelled_texts_and_doubted_rows_are_left_out() -> None:
    rows = [row("Bank sampah", 0.5, 0.4), row("Total", 0.5, 0.4, doubts=["row"]), row("Jalan desa", 0.9, 0.1)]
    assert texts(rows, 5, (Label("Bank  Sampah", SAMPAH),)) == ["Jalan desa"]


def test_a_sheet_of_suggestions_comes_back_as_labels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    results, sheet, folder = tmp_path / "rows.jsonl", tmp_path / "sheet.xlsx", tmp_path / "labeled"
    rows = [
        row("Bank sampah", 0.5, 0.4, program="Program Kebersihan", opd="DLH"),
        row("Jalan desa", 0.9, 0.1),
    ]
    results.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    assert main(["suggest", str(results), "-n", "2", "-o", str(sheet), "--data", str(folder)]) == 0
    book = openpyxl.load_workbook(io.BytesIO(sheet.read_bytes()))
    filled = book.worksheets[0]
    assert [cell.value for cell in filled[1]][:3] == ["Program / Kegiatan", "Subdimensi", "Catatan"]
    (offer,) = filled.data_validations.dataValidation
    assert str(offer.sqref) == "B2:B3"
    filled["B2"] = book.worksheets[1]["A18"].value
    book.save(sheet)
    assert main(["data", "import", str(sheet), "--data", str(folder), "--by", "sari"]) == 0
    assert capsys.readouterr().out.endswith("0 refused, 1 without a label.\n")
    (label,) = labels.read(folder / "imported.jsonl")
    assert (label.text, label.subdimension, label.program, label.opd, label.origin) == (
        "Bank sampah",
        SAMPAH,
        "Program Kebersihan",
        "DLH",
        "expert",
    )


def test_rows_without_answers_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "Bank sampah"}\n', encoding="utf-8")
    assert main(["suggest", str(path)]) == 5
    assert "holds no answers of a model" in capsys.readouterr().err
