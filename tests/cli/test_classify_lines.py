import io
from pathlib import Path

import pytest

from tests.support.command_line import answered, refused


def test_every_input_line_has_its_prediction_blank_ones_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    objects = b'{"text": "Pembinaan", "program": "bank sampah", "indikator": ["x"], "kode": "1", "more": 1}'
    (tmp_path / "f.txt").write_bytes(b"\xef\xbb\xbfbank sampah\r\n\r\n  \r\n" + objects + b"\r\nakhir")
    answers = answered(capsys, "classify", "--file", "f.txt")
    assert [answer["text"] for answer in answers] == ["bank sampah", "", "  ", "Pembinaan", "akhir"]
    assert [answer["review"] for answer in answers[1:3]] == [True, True]
    assert answered(capsys, "classify", "--file", "f.txt", "-o", "-") == answers


def test_a_lone_dash_reads_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for arguments in (["-"], ["--file", "-"], ["--", "-"]):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"bank sampah\nimunisasi\n")))
        assert [answer["text"] for answer in answered(capsys, "classify", *arguments)] == [
            "bank sampah",
            "imunisasi",
        ]
    assert [answer["text"] for answer in answered(capsys, "classify", "a", "-")] == ["a", "-"]
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
