import json
from pathlib import Path

import docx
import pptx
import pytest

from classifier.cli.main import main
from tests.support.command_line import answered, lines, piped, refused
from tests.support.program_tables import PREDICTED, pdf

WASTE = "environment.tata-kelola-sampah"
TWO = [{"opd": "Dinas A", "subdimension": WASTE, "count": 2, "without_program": 0, "pagu": {"2025": 10}}]
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


def test_files_that_are_no_results_are_named_and_leave_the_map_of_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "results"
    folder.mkdir()
    lines(folder / "b.jsonl", ROW)
    (folder / "a.jsonl").write_bytes(b'{"text"\n')
    lines(folder / "c.jsonl", ROW | {"document": "c.pdf"}, {"name": "Dinas A", "aliases": []})
    lines(folder / "d.jsonl", ROW | {"document": "d.pdf", "subdimension": "living.x"})
    (tmp_path / "empty").mkdir()
    assert main(["map", "empty", "results", "--format", "jsonl"]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["count"] for line in out.splitlines()] == [1]
    assert [line.split(":")[1].strip() for line in err.splitlines()] == [
        "empty",
        "results/a.jsonl",
        "results/c.jsonl",
        "results/d.jsonl",
    ]
    (folder / "b.jsonl").unlink()
    assert refused(capsys, 5, "map", "results").startswith("results/a.jsonl:1: not JSON")


def test_the_map_of_a_folder_adds_its_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    lines(tmp_path / "in" / "a.jsonl", ROW)
    lines(tmp_path / "in" / "deep" / "b.JSONL", ROW | {"document": "b.pdf"})
    (tmp_path / "in" / "notes.txt").write_text("x", encoding="utf-8")
    assert answered(capsys, "map", "in") == TWO
    assert answered(capsys, "map", "in", "-o", "-") == TWO
    assert answered(capsys, "map", "in", "-o", "m.xlsx") == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "m.xlsx"]
    assert "m.csv: ends in none of .xlsx, .docx, .pptx, .png, .jsonl" in refused(
        capsys, 2, "map", "in", "-o", "m.csv"
    )


def test_the_map_of_several_files_and_folders_adds_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    lines(tmp_path / "in" / "a.jsonl", ROW)
    lines(tmp_path / "b.jsonl", ROW | {"document": "b.pdf"})
    assert answered(capsys, "map", "in", "b.jsonl") == TWO
    # A file that is named twice is read once.
    assert answered(capsys, "map", "in", "b.jsonl", "in/a.jsonl", "./b.jsonl") == TWO
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


TABLE = {
    "pages": [3, 5], "caption": "Tabel 3.1", "role": "plan", "unit": 1, "n_program": 2, "n_kegiatan": 0,
    "n_subkegiatan": 0, "pagu": {"2025": 90}, "total_printed": 100, "counts": True,
}  # fmt: skip
RECORD = {"document": "a.pdf", "opd": "", "tables": [TABLE], "n_rows": 2}


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a call of map shows on a terminal."""
    assert main(["map", *arguments, "--format", "table"]) == 0
    return capsys.readouterr().out


def test_agencies_of_ones_own_list_are_brought_together_and_missed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "Dinas Kebersihan Kota Lama"
    lines(tmp_path / "r.jsonl", ROW | {"opd": "DKKL"}, ROW | {"opd": name, "text": "B"})
    (tmp_path / "a.csv").write_text(f"name,aliases\n{name},DKKL\nDinas Sosial,Dinsos\n", encoding="utf-8")
    (cell,) = answered(capsys, "map", "r.jsonl", "--agencies", "a.csv")
    assert (cell["opd"], cell["count"]) == (name, 2)
    missing = "Without any document (belum ada dokumen): Dinas Sosial."
    assert missing in shown(capsys, "r.jsonl", "--agencies", "a.csv")
    # The general list holds agencies that a region need not have.
    assert "belum ada dokumen" not in shown(capsys, "r.jsonl")
    # A record of a document says that there is one.
    lines(tmp_path / "d.jsonl", RECORD | {"opd": "Dinas Sosial"})
    assert "belum ada dokumen" not in shown(capsys, "r.jsonl", "d.jsonl", "--agencies", "a.csv")


def test_records_of_documents_say_which_printed_totals_are_not_met(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(tmp_path / "r.jsonl", ROW)
    fine = (TABLE | {"pagu": {"2025": 100}}, TABLE | {"counts": False}, TABLE | {"total_printed": None})
    lines(tmp_path / "d.jsonl", RECORD | {"tables": [TABLE, *fine]})
    out = shown(capsys, "r.jsonl", "d.jsonl")
    assert "The rows do not meet 1 printed total: a.pdf p. 3: printed Rp 100, read Rp 90 (−Rp 10)." in out
    lines(tmp_path / "d.jsonl", RECORD | {"tables": [{}]})
    assert refused(capsys, 5, "map", "d.jsonl").startswith("d.jsonl: no record of a document")


def test_a_printed_total_decides_between_a_program_and_the_sum_of_its_kegiatan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_table = ROW | {"sha256": "f00", "table": "Tabel 3.1", "role": "plan"}
    misprinted = in_table | {"pagu": {"2025": 900}}
    kegiatan = in_table | {"level": "kegiatan", "text": "K", "program": "A", "pagu": {"2025": 90}}
    other = in_table | {"text": "B", "pagu": {"2025": 10}}
    lines(tmp_path / "r.jsonl", misprinted, kegiatan, other)

    def money(*tables: object) -> int:
        lines(tmp_path / "d.jsonl", RECORD | {"sha256": "f00", "tables": list(tables)})
        return sum(cell["pagu"]["2025"] for cell in answered(capsys, "map", "r.jsonl", "d.jsonl"))

    assert money(TABLE) == 100
    assert money(TABLE | {"total_printed": None}) == 910
    # Which of two tables it is the total of, and of which of two years, is not known.
    assert money(TABLE, TABLE) == 910
    assert money(TABLE | {"pagu": {"2025": 60, "2026": 40}}) == 910


def test_tables_are_switched_on_and_off_by_their_captions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = ROW | {"table": "Tabel 3.1 Rencana  Program (T-C.33)", "role": "plan"}
    usulan = ROW | {"text": "B", "table": "Tabel 2.5 Usulan", "role": "proposal"}
    lines(tmp_path / "r.jsonl", plan, usulan)

    def count(*options: str) -> int:
        return sum(cell["count"] for cell in answered(capsys, "map", "r.jsonl", *options))

    assert count() == 1
    assert count("--on", "tabel 2.5*") == 2
    assert count("--on", "*USULAN", "--off", "*rencana program*") == 1
    # What is switched off stays off.
    assert count("--off", "Tabel *", "--on", "* usulan") == 0
    sentence = refused(capsys, 2, "map", "r.jsonl", "--off", "Tabel 3.1")
    assert sentence == 'no table has a caption like "Tabel 3.1"; * stands for any words: "Tabel 3.1*".'


def test_amounts_above_the_ceiling_are_left_out_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(tmp_path / "r.jsonl", ROW | {"pagu": {"2025": 5_000_000_000}})
    assert (
        "! 1 impossible amount is left out until a person confirms its row: A (2025) Rp 5.0 billion."
        in shown(capsys, "r.jsonl", "--pagu-ceiling", "4.999.999.999")
    )
    (cell,) = answered(capsys, "map", "r.jsonl", "--pagu-ceiling", "5000000000")
    assert cell["pagu"] == {"2025": 5_000_000_000}
    assert "is no amount in rupiah" in refused(capsys, 2, "map", "r.jsonl", "--pagu-ceiling", "banyak")


def test_the_terminal_tells_kegiatan_without_a_program_apart_and_suggests(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines(tmp_path / "r.jsonl", ROW, ROW | {"level": "kegiatan", "text": "K"})
    out = shown(capsys, "r.jsonl")
    assert "no program" in out
    assert "Besides 1 activity whose program was not found: not counted among the programs" in out
    assert "Suggestion (saran) for pelayanan kesehatan: Program Pemenuhan Upaya Kesehatan" in out


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["docx", "pptx"])
def test_report_and_slides_name_their_author(ending: str, tmp_path: Path) -> None:
    source, out = tmp_path / "r.jsonl", tmp_path / f"m.{ending}"
    source.write_text(json.dumps(ROW), encoding="utf-8")
    assert main(["map", str(source), "-o", str(out), "--author", "Sari"]) == 0
    made = docx.Document(str(out)) if ending == "docx" else pptx.Presentation(str(out))
    assert made.core_properties.author == "Sari"
