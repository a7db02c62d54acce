"""Files of a document's rows: what they hold, what filters leave of it, what they are called."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from classifier.formats import results
from classifier.formats.results import TAGGED_FIELDS as FIELDS
from service import downloads
from tests.support import serving, small_plans
from tests.support.serving import API, Served

WASTE, SCHOOL = "environment.tata-kelola-sampah", "society.sistem-edukasi"
LINES = (
    ("2.11.11", "PROGRAM PENGELOLAAN PERSAMPAHAN", (16_820_000_000, 17_000_000_000)),
    ("2.11.99", "=HYPERLINK(0) PROGRAM <script> & 'PERSAMPAHAN'", (1_000_000, 0)),
)


@pytest.fixture(scope="module")
def hostile(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A document whose programs and name try to be formulas and tags; gone after the tests."""
    path = small_plans.draw(tmp_path_factory.mktemp("plans") / "hostile.pdf", LINES, ("2025", "2026"))
    found = served.upload(path, name="=rencana; rm -rf ‮ ~ dinas é.pdf")
    served.wait(found)
    yield found
    served.client.delete(f"{serving.API}/documents/{found}")


def export(served: Served, document: str, ending: str, **query: Any) -> Any:
    answer = served.client.get(f"/documents/{document}/export.{ending}", params=query)
    assert answer.status_code == 200, answer.text
    return answer


def read(served: Served, folder: Path, ending: str, document: str = "", **query: Any) -> list[dict[str, Any]]:
    path = folder / f"rows.{ending}"
    path.write_bytes(export(served, document or served.sample, ending, **query).content)
    return results.read(path)


@pytest.mark.parametrize("ending", results.FORMATS)
def test_a_file_holds_the_rows_of_the_api_in_reading_order(
    served: Served, tmp_path: Path, ending: str
) -> None:
    mine, found = served.rows(), read(served, tmp_path, ending)
    for name in ("page", "level", "kode", "text", "program", "opd", "pagu", "subdimension", "review"):
        assert [row[name] for row in found] == [row[name] for row in mine], name


def test_tables_tell_who_answered_what_the_model_had_said_otherwise(served: Served, tmp_path: Path) -> None:
    row = served.rows()[2]
    served.label(row["id"], "branding.pariwisata", note="=1+1", by="Sari")
    try:
        told = {}
        for ending in ("csv", "xlsx"):
            found = read(served, tmp_path, ending)[2]
            told[ending] = {
                name: found[name] for name in ("subdimension_name", "answered_by", "note", "predicted")
            }
            assert found["answered_at"].endswith("Z")
        assert told["csv"] == told["xlsx"]
        assert told["csv"] == {
            "subdimension_name": "Smart Branding: pariwisata",
            "answered_by": "Sari",
            "note": "=1+1",
            "predicted": "Smart Governance: birokrasi pemerintah",
        }
    finally:
        served.client.delete(f"{API}/rows/{row['id']}/label")


def test_csv_has_the_fields_of_the_contract_first_and_is_marked_as_utf8(served: Served) -> None:
    answer = export(served, served.sample, "csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    head = next(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert tuple(head[: len(FIELDS)]) == FIELDS


def test_json_lines_are_those_of_the_api(served: Served) -> None:
    lines = export(served, served.sample, "jsonl").text.splitlines()
    assert [json.loads(line) for line in lines] == served.rows()


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ({"level": "program"}, lambda row: row["level"] == "program"),
        ({"subdimension": WASTE}, lambda row: row["subdimension"] == WASTE),
        ({"subdimension": "environment"}, lambda row: row["dimension"] == "environment"),
        ({"state": "review"}, lambda row: row["review"]),
        ({"text": "persampahan PROGRAM"}, lambda row: row["text"] == "PROGRAM PENGELOLAAN PERSAMPAHAN"),
        ({"level": "program", "sort": "-budget", "p": "2"}, lambda row: row["level"] == "program"),
    ],
)
def test_a_filter_of_the_table_leaves_the_same_rows_in_every_file(
    served: Served, tmp_path: Path, query: dict[str, str], holds: Any
) -> None:
    expected = [row["text"] for row in served.rows() if holds(row)]
    assert expected
    for ending in results.FORMATS:
        assert [row["text"] for row in read(served, tmp_path, ending, **query)] == expected


def test_a_filtered_file_says_so_in_its_name(served: Served) -> None:
    for ending in results.FORMATS:
        whole = export(served, served.sample, ending).headers["content-disposition"]
        some = export(served, served.sample, ending, level="program").headers["content-disposition"]
        assert whole.startswith(f'attachment; filename="renstra.{ending}"')
        assert some.startswith(f'attachment; filename="renstra-tersaring.{ending}"')
        ordered = export(served, served.sample, ending, sort="text").headers["content-disposition"]
        assert ordered == whole


def test_the_map_of_a_filtered_workbook_counts_the_programs_among_its_rows_whole(
    served: Served, tmp_path: Path
) -> None:
    cells = served.get(f"/documents/{served.sample}/map")["cells"]
    waste = next(cell for cell in cells if cell["subdimension"] == WASTE)
    path = tmp_path / "rows.xlsx"
    path.write_bytes(export(served, served.sample, "xlsx", subdimension=WASTE, level="program").content)
    book = python_calamine.load_workbook(path)
    assert book.get_sheet_by_name("Jumlah program").to_python()[-1][-1] == waste["count"]
    assert book.get_sheet_by_name("Pagu").to_python()[-1][-1] == sum(waste["pagu"].values())


def test_a_correction_is_in_the_files_at_once(served: Served, tmp_path: Path) -> None:
    row = next(one for one in served.rows() if one["subdimension"] == WASTE)
    served.label(row["id"], SCHOOL)
    try:
        found = read(served, tmp_path, "csv")
        answered = read(served, tmp_path, "jsonl", state="answered")
    finally:
        served.client.delete(f"{serving.API}/rows/{row['id']}/label")
    assert [one["subdimension"] for one in found if one["text"] == row["text"]].count(SCHOOL) == 1
    assert [one["id"] for one in answered] == [row["id"]]


def test_text_of_a_document_is_never_a_formula(served: Served, hostile: str, tmp_path: Path) -> None:
    texts = [row["text"] for row in served.get(f"/documents/{hostile}/rows")["rows"]]
    assert any(text.startswith("=HYPERLINK") for text in texts)
    raw = export(served, hostile, "csv").content.decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(raw)) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    for ending in results.FORMATS:
        assert [row["text"] for row in read(served, tmp_path, ending, hostile)] == texts


def test_names_of_files_are_safe_whatever_the_document_is_called(served: Served, hostile: str) -> None:
    sent = export(served, hostile, "xlsx").headers["content-disposition"]
    assert sent == (
        'attachment; filename="rencana-rm--rf-dinas-e.xlsx"; '
        "filename*=UTF-8''rencana-rm--rf-dinas-%C3%A9.xlsx"
    )


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Renja 2026.PDF", "Renja-2026"),
        ("../../etc/passwd", "etc-passwd"),
        ("...pdf", "dokumen"),
        ("日本.pdf", "日本"),
        ("x" * 300, "x" * 80),
        ("CON\r\nSet-Cookie: a=b.pdf", "CON-Set-Cookie-a-b"),
    ],
)
def test_a_name_becomes_letters_digits_and_few_signs(name: str, expected: str) -> None:
    assert downloads.safe(name) == expected
    sent = downloads.headers(f"{downloads.safe(name)}.csv")["Content-Disposition"]
    assert sent.isascii()
    assert "\n" not in sent


def test_an_unknown_document_is_a_clear_404(served: Served) -> None:
    for ending in results.FORMATS:
        answer = served.client.get(
            f"/documents/0123456789abcdef/export.{ending}", headers={"accept": "text/html"}
        )
        assert answer.status_code == 404
        assert "<h1>Halaman tidak ditemukan</h1>" in answer.text
    assert served.client.get(f"/documents/{served.sample}/export.exe").status_code == 404
