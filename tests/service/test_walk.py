"""The walk of a planner: upload, rows, map, correction, export, and back."""

import io
import json
from pathlib import Path

import docx
import pptx
import pytest
import python_calamine
from sqlalchemy import update

from classifier import labels
from classifier.extraction.extract import extract
from classifier.formats import results
from service.storage import rows, schema
from service.storage.database import Database
from service.storage.rows import RowFilter
from tests.support.paths import DOCUMENTS
from tests.support.serving import API, SAMPLE, Served


def test_a_document_becomes_the_rows_that_the_command_line_finds(served: Served) -> None:
    found = served.get(f"/documents/{served.sample}")
    assert (found["status"], found["progress"]) == ("done", {"pages_done": 9, "pages_total": 9})
    assert found["error"] is None
    rows = served.rows()
    assert found["summary"]["rows"] == len(rows) == 40
    expected = [results.row_dict(row) for row in extract(SAMPLE).rows]
    shown = [{name: row[name] for name in results.ROW_FIELDS} for row in rows]
    assert shown == [row | {"document": "renstra.pdf"} for row in expected]
    assert all(row["subdimension"].startswith(row["dimension"] + ".") for row in rows)


def test_the_same_bytes_again_are_the_same_document(served: Served) -> None:
    assert served.upload(SAMPLE, "another name.pdf") == served.sample
    assert served.get(f"/documents/{served.sample}")["name"] == "renstra.pdf"


def test_rows_come_as_json_lines_csv_and_workbook(served: Served) -> None:
    address = f"{API}/documents/{served.sample}/rows"
    lines = served.client.get(address, params={"format": "jsonl"}).text.splitlines()
    assert [json.loads(line) for line in lines] == served.rows()
    csv = served.client.get(address, params={"format": "csv"})
    assert csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert csv.text.splitlines()[0].split(",") == [*results.ROW_FIELDS, *results.PREDICTION_FIELDS]
    book = served.client.get(address, params={"format": "xlsx"})
    sheet = python_calamine.load_workbook(io.BytesIO(book.content)).get_sheet_by_name("Baris")
    assert len(sheet.to_python()) == 41


def test_rows_can_be_chosen_and_paged(served: Served) -> None:
    rows = served.rows()
    assert served.rows(review=True) == [row for row in rows if row["review"]]
    assert served.rows(review=False) == [row for row in rows if not row["review"]]
    waste = "environment.tata-kelola-sampah"
    assert served.rows(subdimension=waste) == [row for row in rows if row["subdimension"] == waste] != []
    assert served.rows(limit=7, offset=30) == rows[30:37]
    assert served.get(f"/documents/{served.sample}/rows", limit=1)["total"] == 40


def test_rows_are_all_read_while_answers_change_what_is_chosen(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "_READ_AT_ONCE", 2)
    database: Database = served.app.state.service.database
    wanted = [row["id"] for row in served.rows(review=False)]
    settled = rows.of_document(database, served.sample, RowFilter(state="settled"), offset=1, limit=7)
    read = [next(settled).id, next(settled).id]
    with database.writing() as connection:
        mark = update(schema.rows).where(schema.rows.c.id == wanted[0])
        connection.execute(mark.values(review=True))
    read += [row.id for row in settled]
    with database.writing() as connection:
        connection.execute(mark.values(review=False))
    assert read == wanted[1:8]


def test_a_correction_is_in_force_everywhere_and_can_be_undone(served: Served, tmp_path: Path) -> None:
    row = next(row for row in served.rows() if row["level"] == "program")
    answer = served.label(row["id"], "branding.pariwisata", note="taman wisata", by="Sari")
    assert answer.status_code == 201
    shown = answer.json()
    assert (shown["subdimension"], shown["dimension"], shown["review"]) == (
        "branding.pariwisata",
        "branding",
        False,
    )
    assert shown["label"]["by"] == "Sari"
    assert shown["predicted"]["subdimension"] == row["subdimension"]
    assert [one["id"] for one in served.rows(subdimension="branding.pariwisata")] == [row["id"]]
    cells = served.get(f"/documents/{served.sample}/map")["cells"]
    assert [cell["count"] for cell in cells if cell["subdimension"] == "branding.pariwisata"] == [1]
    summary = served.get(f"/documents/{served.sample}")["summary"]
    assert summary["labelled"] == 1
    assert summary["subdimensions"]["branding.pariwisata"] == 1
    exported = tmp_path / "exported.jsonl"
    exported.write_bytes(served.client.get(f"{API}/labels/export").content)
    mine = [label for label in labels.read(exported) if label.text == row["text"]]
    assert [(one.subdimension, one.origin, one.by, one.note) for one in mine] == [
        ("branding.pariwisata", "corrected", "Sari", "taman wisata")
    ]
    assert (mine[0].level, mine[0].opd, mine[0].kode) == (row["level"], row["opd"], row["kode"])

    undone = served.client.delete(f"{API}/rows/{row['id']}/label")
    assert undone.json() == row == served.get(f"/rows/{row['id']}")
    assert served.client.get(f"{API}/labels/export").text == ""
    entries = served.get(f"/rows/{row['id']}/labels")["entries"]
    assert [(one["subdimension"], one["undoes"] > 0) for one in entries] == [
        ("branding.pariwisata", False),
        ("", True),
    ]
    assert entries[0]["seen_subdimension"] == row["subdimension"]
    assert entries[0]["seen_model"] == row["model"]


def test_labels_given_again_and_undone_again_count_once(served: Served) -> None:
    row = served.rows()[5]["id"]
    first = served.label(row, "branding.pariwisata", by="Sari")
    again = served.label(row, "branding.pariwisata", by="Sari")
    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    second = served.label(row, "society.sistem-edukasi", by="Budi").json()
    address = f"{API}/rows/{row}/label"
    for _ in range(2):
        undone = served.client.delete(address, params={"entry": second["label"]["id"], "by": "Budi"})
        assert undone.json()["label"]["subdimension"] == "branding.pariwisata"
    assert served.client.delete(address, params={"entry": 2**31 - 1}).status_code == 409
    assert served.client.delete(address).json()["label"] is None
    assert served.client.delete(address).status_code == 409
    assert len(served.get(f"/rows/{row}/labels")["entries"]) == 4


def test_the_map_comes_as_a_workbook_too(served: Served) -> None:
    answer = served.client.get(f"{API}/documents/{served.sample}/map", params={"format": "xlsx"})
    book = python_calamine.load_workbook(io.BytesIO(answer.content))
    assert book.sheet_names[:3] == ["Sampul", "Ringkasan", "Jumlah program"]
    found = served.get(f"/documents/{served.sample}/map")
    assert found["opds"] == ["Dinas Lingkungan Hidup"]
    assert len(found["gaps"]) + len({cell["subdimension"] for cell in found["cells"]}) == 18


def test_the_map_comes_as_report_and_slides_with_an_author(served: Served) -> None:
    for form, reader in (("docx", docx.Document), ("pptx", pptx.Presentation)):
        query = {"format": form, "author": "Sari"}
        answer = served.client.get(f"{API}/documents/{served.sample}/map", params=query)
        assert f'.{form}"' in answer.headers["content-disposition"]
        assert reader(io.BytesIO(answer.content)).core_properties.author == "Sari"


def test_a_deleted_document_leaves_its_labels_which_hold_again_when_it_returns(served: Served) -> None:
    content = DOCUMENTS / "program_over_indicators.pdf"
    first = served.upload(content, "hapus.pdf")
    assert served.wait(first)["status"] == "done"
    row = served.get(f"/documents/{first}/rows")["rows"][0]
    served.label(row["id"], "society.sistem-edukasi")
    picture = served.client.get(f"{API}/documents/{first}/pages/{row['page']}.png")
    assert picture.status_code == 200
    assert served.client.delete(f"{API}/documents/{first}").status_code == 204
    for path in ("", "/rows", "/map", "/pages/1.png"):
        assert served.client.get(f"{API}/documents/{first}{path}").status_code == 404
    assert served.client.get(f"{API}/rows/{row['id']}").status_code == 404
    assert '"society.sistem-edukasi"' in served.client.get(f"{API}/labels/export").text
    data = served.app.state.service.settings.data
    assert [path.name for path in data.rglob(f"*{first}*")] == []

    second = served.upload(content, "kembali.pdf")
    assert second != first
    served.wait(second)
    again = served.get(f"/documents/{second}/rows")["rows"][0]
    assert (again["id"], again["subdimension"]) == (row["id"], "society.sistem-edukasi")
    served.client.delete(f"{API}/rows/{row['id']}/label")
    served.client.delete(f"{API}/documents/{second}")
