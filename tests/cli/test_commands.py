"""What the verbs do with documents: rows, labels and the map, from PDF to file."""

import csv
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from classifier.cli.main import main
from classifier.formats import results
from tests.support.command_line import answered, refused, small_models

HEAD = ("Kode", "Program / Kegiatan", "Indikator", "Pagu 2025 (Rp)")
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
    for r, line in enumerate((HEAD, *lines)):
        for x0, x1, text in zip(edges, edges[1:], line, strict=False):
            canvas.rect(x0, 440 - 20 * r, x1 - x0, 20)
            canvas.setFont("Helvetica", 9)
            canvas.drawString(x0 + 3, 446 - 20 * r, text)
    canvas.showPage()
    canvas.save()
    return path


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_models(tmp_path_factory.mktemp("small"))


@pytest.fixture(autouse=True)
def _small_model(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PETAKOTA_MODELS", str(models))


def _no_text(path: Path) -> Path:
    canvas = Canvas(str(path))
    canvas.rect(10, 10, 50, 50)
    canvas.showPage()
    canvas.save()
    return path


def _bytes(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


UNUSABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: path, "no such file; check the name."),
    "a folder": (lambda path: path.mkdir(), "is a folder, not a PDF; name the documents in it."),
    "empty": (_bytes(b""), "the file is empty; fetch it again."),
    "no PDF": (
        _bytes(b"PK\x03\x04 a letter"),
        "not a PDF (it does not begin with %PDF-); save it as PDF first.",
    ),
    "damaged": (
        _bytes(b"%PDF-1.7\nthen nothing\n"),
        "damaged, PDFium cannot open it; fetch or export it again.",
    ),
    "locked": (
        lambda path: pdf(path, encrypt=StandardEncryption("rahasia", ownerPassword="milik")),
        "locked with a password; save a copy without one and try again.",
    ),
    "a scan": (_no_text, "no text on any of 1 pages; it looks like a scan. Run OCR on it first."),
}


@pytest.mark.parametrize("kind", UNUSABLE)
def test_a_document_that_cannot_be_used_is_said_in_one_sentence(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make, message = UNUSABLE[kind]
    path = tmp_path / "a.pdf"
    make(path)
    assert refused(capsys, 3, "extract", path) == f"{path}: {message}"


def test_a_document_locked_for_changes_alone_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pdf(
        tmp_path / "a.pdf", encrypt=StandardEncryption("", ownerPassword="milik", canModify=0, canCopy=0)
    )
    assert [row["text"] for row in answered(capsys, "extract", path)] == NAMES


def test_extract_gives_rows_in_reading_order_without_labels(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = answered(capsys, "extract", pdf(tmp_path / "a.pdf", n_before=1))
    assert [tuple(row) for row in rows] == [results.ROW_FIELDS] * 4
    assert [(row["level"], row["kode"], row["text"], row["program"], row["pagu"]) for row in rows] == [
        ("program", "1.02.02", NAMES[0], "", {"2025": 30_000_000}),
        ("kegiatan", "1.02.02.2.01", NAMES[1], NAMES[0], {"2025": 10_000_000}),
        ("kegiatan", "1.02.02.2.02", NAMES[2], NAMES[0], {"2025": 20_000_000}),
        ("program", "2.11.11", NAMES[3], "", {"2025": 5_000_000}),
    ]
    assert {(row["document"], row["page"], row["source"]) for row in rows} == {("a.pdf", 2, "table")}


def test_extract_needs_no_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAKOTA_MODELS", str(tmp_path / "none"))
    assert len(answered(capsys, "extract", pdf(tmp_path / "a.pdf"))) == 4
    assert refused(capsys, 4, "tag", tmp_path / "a.pdf").endswith("`petakota train` makes a first model.")


def test_tag_gives_the_same_rows_with_labels(
    tmp_path: Path, models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pdf(tmp_path / "a.pdf")
    rows = answered(capsys, "tag", path)
    assert [tuple(row) for row in rows] == [(*results.ROW_FIELDS, *results.PREDICTION_FIELDS)] * 4
    assert [row["subdimension"] for row in rows if row["level"] == "program"] == list(PREDICTED)
    assert {row["model"] for row in rows} == {(models / "current").read_text(encoding="utf-8").strip()}
    bare = [{name: row[name] for name in results.ROW_FIELDS} for row in rows]
    assert bare == answered(capsys, "extract", path)


def test_pages_limit_the_rows_and_keep_the_program_that_stands_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pdf(tmp_path / "a.pdf", n_before=1)
    assert len(answered(capsys, "extract", path, "--pages", "2")) == 4
    assert refused(capsys, 2, "extract", path, "--pages", "2-3") == (
        f"{path}: has 2 pages, so 2-3 lies outside it; name pages from 1 to 2."
    )


def test_a_document_without_programs_gives_no_rows_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pdf(tmp_path / "a.pdf", lines=(), n_before=1)
    assert main(["extract", str(path)]) == 0
    said = "petakota: a.pdf: no program rows found on 2 pages; extract --explain says why.\n"
    assert capsys.readouterr() == ("", said)


def test_one_document_that_fails_leaves_the_others_rows_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, third = pdf(tmp_path / "a.pdf"), pdf(tmp_path / "c.pdf", lines=TABLE[:1])
    assert main(["extract", str(first), str(tmp_path / "b.pdf"), str(third)]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["document"] for line in out.splitlines()] == ["a.pdf"] * 4 + ["c.pdf"]
    assert err == f"petakota: {tmp_path / 'b.pdf'}: no such file; check the name.\n"


def test_when_all_documents_fail_the_first_one_gives_the_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, none = pdf(tmp_path / "a.pdf"), tmp_path / "b.pdf"
    assert main(["extract", "--pages", "5", str(one), str(none)]) == 2
    assert main(["extract", "--pages", "5", str(none), str(one)]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 4


def test_names_that_begin_with_a_dash_follow_two_dashes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pdf(tmp_path / "-a.pdf")
    assert {row["document"] for row in answered(capsys, "extract", "--", "-a.pdf")} == {"-a.pdf"}
    assert "arguments" in refused(capsys, 2, "extract", "-a.pdf")


def test_the_ending_of_the_output_chooses_its_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pdf(tmp_path / "a.pdf")
    for name in ("r.jsonl", "r.csv", "R.XLSX", "r"):
        assert answered(capsys, "tag", path, "-o", tmp_path / name) == []
    assert answered(capsys, "tag", path, "-o", tmp_path / "odd.csv", "--format", "jsonl") == []
    expected = [json.loads(line) for line in (tmp_path / "r.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in expected] == NAMES
    assert (tmp_path / "r").read_bytes() == (tmp_path / "r.jsonl").read_bytes()
    assert (tmp_path / "odd.csv").read_bytes() == (tmp_path / "r.jsonl").read_bytes()
    assert results.read(tmp_path / "r.csv") == expected
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == list(expected[0])
    sheet = python_calamine.load_workbook(tmp_path / "R.XLSX").get_sheet_by_name("Baris").to_python()
    assert [line[4] for line in sheet] == ["Program / Kegiatan", *NAMES]


def test_an_output_is_replaced_only_when_it_is_whole(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = pdf(tmp_path / "a.pdf"), tmp_path / "out" / "r.jsonl"
    out.parent.mkdir()
    out.write_text("before", encoding="utf-8")

    def dying(row: object) -> dict[str, Any]:
        assert out.read_text(encoding="utf-8") == "before"
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(results, "row_dict", dying)
        assert main(["extract", str(path), "-o", str(out)]) == 130
    assert capsys.readouterr() == ("", "petakota: stopped.\n")
    assert [entry.name for entry in out.parent.iterdir()] == ["r.jsonl"]
    assert out.read_text(encoding="utf-8") == "before"
    assert answered(capsys, "extract", path, "-o", out) == []
    assert len(out.read_text(encoding="utf-8").splitlines()) == 4
    umask = os.umask(0)
    os.umask(umask)
    assert out.stat().st_mode & 0o777 == 0o666 & ~umask


def test_a_table_for_a_person_has_the_rows_and_a_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["tag", str(pdf(tmp_path / "a.pdf")), "--format", "table"]) == 0
    out = capsys.readouterr().out
    for words in (
        "Pengangkutan Sampah",
        "Rp 30,0 juta",
        "pelayanan kesehatan",
        "4 rows: 2 program, 2 kegiatan",
    ):
        assert words in out


@pytest.mark.parametrize("name", ["r.jsonl", "r.csv", "r.xlsx"])
def test_the_map_counts_what_tag_wrote_in_any_format(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(capsys, "tag", pdf(tmp_path / "a.pdf"), "-o", tmp_path / name)
    assert [(c["subdimension"], c["count"], c["pagu"]) for c in answered(capsys, "map", tmp_path / name)] == [
        (PREDICTED[0], 1, {"2025": 30_000_000}),
        (PREDICTED[1], 1, {"2025": 5_000_000}),
    ]


def test_an_unknown_ending_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tag", str(pdf(tmp_path / "a.pdf")), "-o", str(tmp_path / "r.xls")]) == 2
    assert "ends in none of .jsonl, .csv, .xlsx" in capsys.readouterr().err


def test_a_document_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = pdf(tmp_path / "a.pdf")
    before = path.read_bytes()
    assert main(["extract", str(path), "-o", str(path), "--format", "jsonl"]) == 2
    assert "is also read by this call" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_run_in_which_every_document_fails_leaves_the_older_result(tmp_path: Path) -> None:
    older = tmp_path / "rows.csv"
    older.write_text("older", encoding="utf-8")
    assert main(["extract", str(tmp_path / "none.pdf"), "-o", str(older)]) == 3
    assert older.read_text(encoding="utf-8") == "older"


def test_a_pipe_with_a_name_is_written_to_and_a_link_stays_a_link(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf")
    real = tmp_path / "real.jsonl"
    link = tmp_path / "link.jsonl"
    link.symlink_to(real)
    assert main(["extract", str(path), "-o", str(link)]) == 0
    assert link.is_symlink()
    assert len(real.read_text(encoding="utf-8").splitlines()) == len(NAMES)
    fifo = tmp_path / "fifo.jsonl"
    os.mkfifo(fifo)
    reader = subprocess.Popen(["cat", str(fifo)], stdout=subprocess.PIPE)
    assert main(["extract", str(path), "-o", str(fifo)]) == 0
    assert len(reader.communicate(timeout=30)[0].splitlines()) == len(NAMES)
    assert fifo.is_fifo()
