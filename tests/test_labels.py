from pathlib import Path

import pytest

from classifier import labels
from classifier.errors import DataError
from classifier.records import Label
from tests.support.paths import ROOT

GOOD = '{"text": "Pengelolaan Sampah", "subdimension": "environment.tata-kelola-sampah"}'


def written(folder: Path, *lines: str) -> Path:
    path = folder / "some.jsonl"
    path.write_bytes("\n".join(lines).encode("utf-8", "surrogatepass"))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        labels.read(path)
    return str(caught.value)


def test_a_label_written_and_read_again_is_the_same(tmp_path: Path) -> None:
    label = Label(
        "Rumah \u2028 Sehat",
        "living.lingkungan-nyaman",
        secondary="living.pelayanan-kesehatan",
        level="program",
        note="ragu",
        origin="corrected",
        by="sari",
        at="2026-11-24T16:00:00Z",
    )
    labels.append(tmp_path / "new" / "a.jsonl", [label])
    labels.append(tmp_path / "new" / "a.jsonl", [label])
    assert labels.read(tmp_path / "new" / "a.jsonl") == [label, label]


def test_an_unknown_subdimension_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD, '{"text": "Jalan", "subdimension": "living.trasportasi-logistik"}')
    assert refusal(path) == (
        f'{path}:2: unknown subdimension "living.trasportasi-logistik"; did you mean '
        '"living.transportasi-logistik"? `petakota taxonomy` lists them.'
    )


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("{", "not JSON"),
        ("[1]", "not a JSON object"),
        ('{"text": "a"}', 'no "subdimension"'),
        ('{"text": " ", "subdimension": "branding.pariwisata"}', 'no "text"'),
        ('{"text": "a", "text": "b", "subdimension": "branding.pariwisata"}', '"text" is given twice'),
        ('{"text": 5, "subdimension": "branding.pariwisata"}', '"text" is 5, not a text'),
        ('{"text": "a", "subdimension": "branding.pariwisata", "note": null}', '"note" is null, not a text'),
        ('{"text": "a", "subdimension": "branding.pariwisata", "label": "x"}', 'unknown field "label"'),
        ('{"text": "a", "subdimension": "branding.pariwisata", "origin": "me"}', 'unknown origin "me"'),
        ('{"text": "a", "subdimension": "branding.pariwisata", "at": "kemarin"}', "not a time"),
        ('{"text": "a", "subdimension": "branding.pariwisata", "at": "2026-11-24T16:00:00"}', "not UTC"),
        (
            '{"text": "a", "subdimension": "branding.pariwisata", "secondary": "branding.pariwisata"}',
            "secondary is the subdimension itself",
        ),
        ('{"text": "a\\ud800", "subdimension": "branding.pariwisata"}', "lone surrogate"),
        ('{"text": "\udcff"}', "not UTF-8"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_malformed_line_is_refused_with_its_place(tmp_path: Path, line: str, part: str) -> None:
    path = written(tmp_path, GOOD, "", line)
    message = refusal(path)
    assert message.startswith(f"{path}:3: ")
    assert part in message


def test_what_editors_do_to_a_file_is_let_through(tmp_path: Path) -> None:
    path = tmp_path / "edited.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode() + b"\r\n\r\n   \r\n" + GOOD.encode())
    read = labels.read(path)
    assert [label.place for label in read] == [f"{path}:1", f"{path}:4"]


def test_all_problems_of_a_file_are_listed(tmp_path: Path) -> None:
    path = written(tmp_path, "{", GOOD, "[]")
    assert [problem.split(": ")[0] for problem in labels.problems(path)] == [f"{path}:1", f"{path}:3"]
    assert labels.problems(written(tmp_path, GOOD)) == []


def test_a_line_is_added_after_a_last_line_without_an_end(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    labels.append(path, [Label("Jalan", "living.transportasi-logistik")])
    assert [label.text for label in labels.read(path)] == ["Pengelolaan Sampah", "Jalan"]


def test_a_folder_is_read_by_file_name(tmp_path: Path) -> None:
    (tmp_path / "b.jsonl").write_text(GOOD.replace("Sampah", "B"), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(GOOD.replace("Sampah", "A"), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("not read", encoding="utf-8")
    assert [label.text for label in labels.read_folder(tmp_path)] == ["Pengelolaan A", "Pengelolaan B"]


def test_a_folder_without_labelled_data_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="holds no labelled data"):
        labels.read_folder(tmp_path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "none.jsonl")


def test_the_shipped_labelled_data_is_well_formed() -> None:
    folder = ROOT / "data" / "labeled"
    assert [problem for path in labels.files(folder) for problem in labels.problems(path)] == []
