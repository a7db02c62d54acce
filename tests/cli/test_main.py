"""Calls, their exit codes and their one sentence; documents with rows are in `test_commands`."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from classifier.cli.main import main
from tests.support.command_line import answered, refused, small_models
from tests.support.paths import ROOT

WASTE, HEALTH = "environment.tata-kelola-sampah", "living.pelayanan-kesehatan"
ROW = {
    "document": "a.pdf",
    "level": "program",
    "text": "A",
    "opd": "Dinas A",
    "pagu": {"2025": 5},
    "subdimension": WASTE,
}
RUN = (sys.executable, "-W", "error", "-c", "from classifier.cli.main import run; run()")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_models(tmp_path_factory.mktemp("small"))


@pytest.fixture(autouse=True)
def _small_model(models: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PETAKOTA_MODELS", str(models))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)


def current(models: Path) -> str:
    return (models / "current").read_text(encoding="utf-8").strip()


def lines(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def piped(stdin: bytes, *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and talk of a real process that reads `stdin`."""
    done = subprocess.run([*RUN, *arguments], input=stdin, capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nonsense"], "invalid choice: 'nonsense'"),
        (["extract"], "the following arguments are required: PDF"),
        (["extract", "a.pdf", "--format", "xml"], "invalid choice: 'xml'"),
        (["classify", "a", "--format", "xlsx"], "invalid choice: 'xlsx'"),
        (["extract", "a.pdf", "--what"], "unrecognized arguments: --what"),
        (["extract", "a.pdf", "--pages", "0"], '"0" is no page range; write 7 or 3-20'),
        (["extract", "a.pdf", "--pages", "x"], '"x" is no page range'),
        (["extract", "a.pdf", "--pages", "3-"], '"3-" is no page range'),
        (["extract", "a.pdf", "--pages", "9-2"], '"9-2" ends before it begins; write 2-9'),
        (["classify"], "no text; name one, or read lines with --file F or -."),
        (["classify", "a", "--file", "f"], "texts and --file were both given; name one of them."),
        (["classify", "a", "-o", "r.xlsx"], "classify writes JSON lines or CSV"),
        (["classify", "a", "-o", "r.txt", "--format", "table"], "a table is for the terminal"),
        (
            ["classify", "a", "-o", "none/r.jsonl"],
            "none/r.jsonl: cannot be written (No such file or directory)",
        ),
        (["classify", "a", "-o", "."], "is a folder"),
        (
            ["classify", "--file", "none.txt"],
            "none.txt: cannot be read (No such file or directory); check the name.",
        ),
        (["classify", "--file", "."], ".: cannot be read (Is a directory)"),
        (["models"], "the following arguments are required: action"),
        (["models", "list", "x"], "list names all models"),
    ],
)
def test_a_wrong_call_ends_with_2_and_one_sentence(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert message in refused(capsys, 2, *arguments)
    assert list(tmp_path.iterdir()) == []


def test_without_a_verb_the_help_is_shown_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: petakota ")


@pytest.mark.parametrize("arguments", [["--help"], ["tag", "--help"], ["models", "-h"]])
def test_help_goes_to_stdout_and_ends_well(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("usage: petakota ")


def test_the_version_is_told_even_by_a_checkout(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out in ("petakota 0.1.0\n", "petakota (not installed)\n")


def test_classify_answers_each_text_in_order(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(capsys, "classify", "Bank Sampah", "-2", "imunisasi balita")
    assert [(one["text"], one["subdimension"]) for one in found][::2] == [
        ("Bank Sampah", WASTE),
        ("imunisasi balita", HEALTH),
    ]
    assert list(found[0]) == [
        "text", "subdimension", "dimension", "confidence", "alternatives", "review", "evidence", "model",
    ]  # fmt: skip
    assert {one["model"] for one in found} == {current(models)}


def test_every_input_line_has_its_prediction_blank_ones_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    objects = b'{"text": "Pembinaan", "program": "bank sampah", "indikator": ["x"], "kode": "1", "more": 1}'
    (tmp_path / "f.txt").write_bytes(b"\xef\xbb\xbfbank sampah\r\n\r\n  \r\n" + objects + b"\r\nakhir")
    found = answered(capsys, "classify", "--file", "f.txt")
    assert [one["text"] for one in found] == ["bank sampah", "", "  ", "Pembinaan", "akhir"]
    assert [one["review"] for one in found[1:3]] == [True, True]
    assert answered(capsys, "classify", "--file", "f.txt", "-o", "-") == found


def test_a_lone_dash_reads_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in (["-"], ["--file", "-"], ["--", "-"]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"bank sampah\nimunisasi\n")))
        assert [one["text"] for one in answered(capsys, "classify", *arguments)] == [
            "bank sampah",
            "imunisasi",
        ]
    assert [one["text"] for one in answered(capsys, "classify", "a", "-")] == ["a", "-"]
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert answered(capsys, "classify", "-") == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"\xff\xfe", "f.txt: is not UTF-8 text (invalid start byte); save it as UTF-8."),
        (b'{"text": "a"', "f.txt:2: begins with { but is not JSON"),
        (b"{" + b'"a":[' * 50_000, "f.txt:2: begins with { but is not JSON"),
        (b'{"txt": "a"}', 'f.txt:2: the object has no "text"'),
        (b'{"text": 1}', 'f.txt:2: the object has no "text"'),
        (b'{"text": "a", "indikator": [1]}', "f.txt:2: indikator is not a list of strings."),
        (b'{"text": "a", "program": 5}', "f.txt:2: program is not a string."),
    ],
    ids=["not UTF-8", "cut", "deep", "no text", "number", "indikator", "program"],
)
def test_an_input_line_that_cannot_be_read_is_named(
    line: bytes, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "f.txt").write_bytes(b"baik\n" + line + b"\n")
    assert refused(capsys, 2, "classify", "--file", "f.txt").startswith(message)


def test_half_a_character_gets_its_prediction_too(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "f.txt").write_bytes(b'{"text": "sampah \\ud800"}\nsampah\n')
    assert len(answered(capsys, "classify", "--file", "f.txt")) == 2
    assert len(answered(capsys, "classify", "sampah \udcff")) == 1


def test_classify_writes_csv_by_ending(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert answered(capsys, "classify", "=1+1", "-o", "r.csv") == []
    content = (tmp_path / "r.csv").read_bytes()
    assert content.startswith(
        b"text,subdimension,dimension,confidence,alternatives,review,evidence,model\r\n'=1+1,"
    )


def test_a_model_is_chosen_by_its_id(models: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (found,) = answered(capsys, "classify", "sampah", "--model", current(models))
    assert found["model"] == current(models)
    assert f"{models / '2020-01-01-abcdef'}: no such model" in refused(
        capsys, 4, "classify", "a", "--model", "2020-01-01-abcdef"
    )


@pytest.mark.parametrize("name", ["../x", "/etc", "..", "", "2026-11-24-00e9e4/../..", "current"])
def test_a_model_id_never_leads_out_of_the_folder(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no model id" in refused(capsys, 4, "classify", "a", "--model", name)


def test_a_missing_or_damaged_model_ends_with_4(
    tmp_path: Path, models: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAKOTA_MODELS", "none")
    assert (
        refused(capsys, 4, "classify", "a")
        == "none/current: cannot be read; `petakota train` makes a first model."
    )
    home = tmp_path / "own" / "2026-11-24-000000"
    home.mkdir(parents=True)
    monkeypatch.setenv("PETAKOTA_MODELS", "own")
    (tmp_path / "own" / "current").write_text(home.name, encoding="utf-8")
    assert "no card.json" in refused(capsys, 4, "classify", "a")
    (home / "card.json").write_bytes((models / current(models) / "card.json").read_bytes())
    (home / "model.skops").write_bytes(b"PK no more")
    assert "model.skops: is damaged or no skops file" in refused(capsys, 4, "classify", "a")


def test_a_taxonomy_that_lacks_a_label_of_the_model_ends_with_4(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    entries = json.loads((ROOT / "classifier" / "taxonomy.json").read_text(encoding="utf-8"))
    for name, kept in (("whole", entries), ("less", entries[1:])):
        (tmp_path / f"{name}.json").write_text(json.dumps(kept), encoding="utf-8")
    assert len(answered(capsys, "classify", "a", "--taxonomy", "whole.json")) == 1
    assert len(answered(capsys, "taxonomy", "--taxonomy", "less.json")) == 17
    assert "knows subdimensions that the taxonomy lacks" in refused(
        capsys, 4, "classify", "a", "--taxonomy", "less.json"
    )
    assert "none.json: cannot be read" in refused(capsys, 5, "taxonomy", "--taxonomy", "none.json")


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


@pytest.mark.parametrize("form", ["jsonl", "csv", "table"])
@pytest.mark.slow
def test_a_reader_that_has_seen_enough_is_no_error(form: str) -> None:
    with subprocess.Popen(
        [*RUN, "classify", "-", "--format", form],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(b"bank sampah\n" * 2000)
        process.stdin.close()
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.parametrize(
    "arguments", [["--help"], ["taxonomy"], ["taxonomy", "--format", "table"], ["models", "list"]]
)
def test_a_reader_that_never_reads_is_no_error(arguments: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        done = subprocess.run(
            [*RUN, *arguments], stdout=closed, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert (done.returncode, done.stderr) == (0, b"")
