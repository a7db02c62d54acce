"""Calls, their exit codes and their one sentence."""

import os
import subprocess
from pathlib import Path

import pytest

from classifier.cli.main import main
from classifier.evidence import trees
from tests.support.command_line import RUN, refused
from tests.support.drawing.make_documents import FOLDER


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


def test_weights_of_the_reader_that_are_damaged_end_with_4_and_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = tmp_path / "weights.npz"
    weights.write_bytes(b"PK cut off")
    monkeypatch.setattr(trees, "packaged", lambda: trees.read(weights))
    message = refused(capsys, 4, "extract", FOLDER / "renstra_contoh.pdf")
    assert message.startswith(
        f"{weights}: holds no whole judge (File is not a zip file); install petakota again"
    )


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


def test_the_version_is_printed_even_by_a_checkout(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out in ("petakota 0.1.0\n", "petakota (not installed)\n")


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
