"""The loop over documents: one that fails, pages, and what is noted of each."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from classifier.cli import documents
from classifier.cli.main import main
from classifier.extraction.extract import MAX_PAGES
from tests.support import hostile_corpus
from tests.support.command_line import answered, refused
from tests.support.program_tables import NAMES, TABLE, pdf


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
    "a folder": (
        lambda path: path.mkdir(),
        (
            "is a folder, not a PDF; name the documents in it, such as FOLDER/*.pdf "
            "(`petakota map` takes a folder of results)."
        ),
    ),
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
def test_a_document_that_cannot_be_used_is_named_in_one_sentence(
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


def test_pages_limit_the_rows_and_keep_the_program_that_stands_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pdf(tmp_path / "a.pdf", n_before=1)
    assert len(answered(capsys, "extract", path, "--pages", "2")) == 4
    assert refused(capsys, 2, "extract", path, "--pages", "2-3") == (
        f"{path}: has 2 pages, so 2-3 lies outside it; name pages from 1 to 2."
    )


def test_a_document_without_programs_gives_no_rows_and_a_note(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = pdf(tmp_path / "a.pdf", lines=(), n_before=1)
    assert main(["extract", str(path)]) == 0
    note = "petakota: a.pdf: no program rows found on 2 pages; extract --explain says why.\n"
    assert capsys.readouterr() == ("", note)


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
    document, missing = pdf(tmp_path / "a.pdf"), tmp_path / "b.pdf"
    assert main(["extract", "--pages", "5", str(document), str(missing)]) == 2
    assert main(["extract", "--pages", "5", str(missing), str(document)]) == 3
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


def test_a_run_in_which_every_document_fails_leaves_the_older_result(tmp_path: Path) -> None:
    older = tmp_path / "rows.csv"
    older.write_text("older", encoding="utf-8")
    assert main(["extract", str(tmp_path / "none.pdf"), "-o", str(older)]) == 3
    assert older.read_text(encoding="utf-8") == "older"


def _pages_claimed(path: Path, n_pages: int) -> Path:
    """A PDF of so many pages, all of them one object."""
    kids = b"3 0 R " * n_pages
    path.write_bytes(
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count " + str(n_pages).encode() + b"/Kids[" + kids + b"]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n"
        b"trailer<</Root 1 0 R/Size 4>>\n%%EOF\n"
    )
    return path


def test_a_document_of_very_many_pages_is_refused_unless_more_are_allowed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _pages_claimed(tmp_path / "long.pdf", 3001)
    assert main(["extract", str(path)]) == 3
    assert "has 3001 pages and the limit is 3000; split it" in capsys.readouterr().err
    short = _pages_claimed(tmp_path / "short.pdf", 3)
    assert main(["extract", str(short), "--max-pages", "2"]) == 3
    assert "has 3 pages and the limit is 2" in capsys.readouterr().err
    main(["extract", str(short), "--max-pages", "3"])
    assert "the limit is" not in capsys.readouterr().err


def test_the_limit_that_help_names_is_the_one_of_the_reader() -> None:
    assert documents._MAX_PAGES == MAX_PAGES


def test_pages_that_a_document_counts_but_does_not_hold_are_noted_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile_corpus.HEAVY["lying_count"](0.001))
    assert main(["extract", str(path)]) == 0
    noted = [line for line in capsys.readouterr().err.splitlines() if "cannot be read" in line]
    assert noted == [f"petakota: {path.name}: pages 2-1000: cannot be read (Failed to load page.)."]
