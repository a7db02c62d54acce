import json
from pathlib import Path

import pytest

from classifier.cli.main import main
from tests.support.command_line import answered, lines, piped, refused
from tests.support.program_tables import PREDICTED, pdf

WASTE = "environment.tata-kelola-sampah"
ROW = {
    "document": "a.pdf",
    "level": "program",
    "text": "A",
    "opd": "Dinas A",
    "pagu": {"2025": 5},
    "subdimension": WASTE,
}


@pytest.mark.parametrize("name", ["r.jsonl", "r.csv", "r.xlsx"])
def test_the_map_counts_what_tag_wrote_in_any_format(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(capsys, "tag", pdf(tmp_path / "a.pdf"), "-o", tmp_path / name)
    assert [(c["subdimension"], c["count"], c["pagu"]) for c in answered(capsys, "map", tmp_path / name)] == [
        (PREDICTED[0], 1, {"2025": 30_000_000}),
        (PREDICTED[1], 1, {"2025": 5_000_000}),
    ]


def test_a_damaged_results_file_ends_with_5(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "r.jsonl").write_bytes(b'{"text"\n')
    assert refused(capsys, 5, "map", "r.jsonl").startswith("r.jsonl:1: not JSON")
    assert "carry no label" in refused(
        capsys, 5, "map", lines(tmp_path / "r.jsonl", ROW | {"subdimension": ""})
    )
    assert "unknown subdimension" in refused(
        capsys, 5, "map", lines(tmp_path / "r.jsonl", ROW | {"subdimension": "x"})
    )
    (tmp_path / "empty").mkdir()
    assert "empty: holds no results" in refused(capsys, 5, "map", "empty")
    assert "none.jsonl: cannot be read" in refused(capsys, 5, "map", "none.jsonl")


def test_the_map_of_a_folder_adds_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    lines(tmp_path / "in" / "a.jsonl", ROW)
    lines(tmp_path / "in" / "deep" / "b.JSONL", ROW | {"document": "b.pdf"})
    (tmp_path / "in" / "notes.txt").write_text("x", encoding="utf-8")
    expected = [{"opd": "Dinas A", "subdimension": WASTE, "count": 2, "pagu": {"2025": 10}}]
    assert answered(capsys, "map", "in") == expected
    assert answered(capsys, "map", "in", "-o", "-") == expected
    assert answered(capsys, "map", "in", "-o", "m.xlsx") == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "m.xlsx"]
    assert "m.csv: ends in none of .xlsx, .png, .jsonl" in refused(capsys, 2, "map", "in", "-o", "m.csv")


def test_the_map_of_several_files_and_folders_adds_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    lines(tmp_path / "in" / "a.jsonl", ROW)
    lines(tmp_path / "b.jsonl", ROW | {"document": "b.pdf"})
    expected = [{"opd": "Dinas A", "subdimension": WASTE, "count": 2, "pagu": {"2025": 10}}]
    assert answered(capsys, "map", "in", "b.jsonl") == expected
    # A file that is named twice is read once.
    assert answered(capsys, "map", "in", "b.jsonl", "in/a.jsonl", "./b.jsonl") == expected
    assert "in/a.jsonl" in refused(capsys, 2, "map", "b.jsonl", "in/a.jsonl", "-o", "in/a.jsonl")
    assert "none.jsonl: cannot be read" in refused(capsys, 5, "map", "b.jsonl", "none.jsonl")


@pytest.mark.parametrize("known", [{}, {"sha256": "5f" * 32}])
def test_a_document_in_two_files_counts_once_and_that_is_said(
    known: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {"document": "copy.pdf"} if known else {}
    lines(tmp_path / "a.jsonl", ROW | known, ROW | known | {"text": "B"})
    lines(tmp_path / "b.jsonl", ROW | known | other | {"text": "C"}, ROW | {"document": "b.pdf", "text": "D"})
    assert main(["map", "a.jsonl", "b.jsonl"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["count"] == 3
    assert err == (
        f"petakota: b.jsonl: {other.get('document', 'a.pdf')} stands in a.jsonl too and counts there alone; "
        "to count rows of both, tag the document once and name that file.\n"
    )


def test_results_pass_from_standard_input_to_the_map() -> None:
    code, out, err = piped(b"\xef\xbb\xbf" + json.dumps(ROW).encode() + b"\r\n", "map", "-")
    assert (code, err) == (0, "")
    assert json.loads(out)["count"] == 1


@pytest.mark.parametrize("stdin", [b"\xff\n", b"{" + b'"a":[' * 50_000], ids=["not UTF-8", "deep"])
def test_damaged_results_on_standard_input_end_with_5(stdin: bytes) -> None:
    code, out, err = piped(stdin, "map", "-")
    assert (code, out) == (5, "")
    assert err.startswith("petakota: standard input")
    assert len(err.splitlines()) == 1
