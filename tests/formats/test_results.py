import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.errors import DataError
from classifier.formats import results
from classifier.records import Alternative, Box, Doubt, Evidence, Prediction, Row, TaggedRow

FIELDS = (*results.ROW_FIELDS, *results.PREDICTION_FIELDS)
NASTY = [
    "=1+1", "@x", "-2", "+62 811", "'apostrof", "''=1", "'", "'-2", "-", "- x", "=cmd|' /C calc'!A0",
    "a\nb", "a\rb", "a\r\nb", "\ttab", "\rcr", 'kutip "dua", koma; titik', "  jarak  ", "\x00\x07\x1b[2J",
    "x" * 40_000, "🏥" * 20_000, "\u2028baris", "\ufeffbom", "_x0041_", "{}", "[1]", "true", "1e5", "",
]  # fmt: skip


def tagged(text: str = "Program Imunisasi", **changes: Any) -> dict[str, Any]:
    """One labelled row in the contract's shape, its texts `text`."""
    row = Row(
        document="renstra.pdf",
        sha256="ab" * 32,
        page=7,
        bbox=Box(10.04, 20.06, 30.1, 40.0),
        level="program",
        kode="1.02.03",
        text=text,
        program=text,
        indikator=(text,) if text else (),
        opd=text,
        pagu=(("2026", 1_250_000_000_000_001), ("2025", 0)),
        table=text,
        role="review",
        doubts=("cut", "pagu"),
    )
    prediction = Prediction(
        "living.pelayanan-kesehatan",
        0.87654321,
        (Alternative("society.sistem-edukasi", 0.05), Alternative("economy.ekosistem-keuangan", 0.012345)),
        True,
        (Evidence(text, 1.23456),),
        "2026-11-24-00e9e4",
    )
    return results.tagged_dict(TaggedRow(row, prediction)) | changes


def written(path: Path, rows: list[dict[str, Any]], fields: tuple[str, ...] = FIELDS) -> Path:
    with path.open("wb") as out:
        assert results.write(rows, path.suffix[1:], out, fields=fields) == len(rows)
    return path


def test_a_row_has_the_fields_of_the_contract_in_their_order() -> None:
    assert list(tagged()) == [
        "document", "sha256", "page", "bbox", "level", "kode", "text", "program", "indikator", "opd", "pagu",
        "source", "table", "role", "doubts", "subdimension", "dimension", "confidence", "alternatives",
        "review", "evidence", "model",
    ]  # fmt: skip


def test_a_row_has_the_values_of_the_contract() -> None:
    assert tagged("Imunisasi") == {
        "document": "renstra.pdf",
        "sha256": "ab" * 32,
        "page": 7,
        "bbox": [10.0, 20.1, 30.1, 40.0],
        "level": "program",
        "kode": "1.02.03",
        "text": "Imunisasi",
        "program": "Imunisasi",
        "indikator": ["Imunisasi"],
        "opd": "Imunisasi",
        "pagu": {"2026": 1_250_000_000_000_001, "2025": 0},
        "source": "table",
        "table": "Imunisasi",
        "role": "review",
        "doubts": ["cut", "pagu"],
        "subdimension": "living.pelayanan-kesehatan",
        "dimension": "living",
        "confidence": 0.8765,
        "alternatives": [
            {"subdimension": "society.sistem-edukasi", "confidence": 0.05},
            {"subdimension": "economy.ekosistem-keuangan", "confidence": 0.0123},
        ],
        "review": True,
        "evidence": [{"term": "Imunisasi", "weight": 1.235, "source": "text"}],
        "model": "2026-11-24-00e9e4",
    }


def test_a_row_that_an_older_version_wrote_has_no_doubts() -> None:
    value = tagged()
    assert results.row_of(value).doubts == ("cut", "pagu")
    del value["doubts"]
    assert results.row_of(value).doubts == ()


@pytest.mark.parametrize(
    ("doubts", "is_model_unsure", "review"),
    [((), False, False), (("level",), False, True), ((), True, True), (("row",), True, True)],
)
def test_a_row_is_for_review_when_its_label_or_its_reading_is_doubted(
    doubts: tuple[Doubt, ...], is_model_unsure: bool, review: bool
) -> None:
    row = replace(results.row_of(tagged()), doubts=doubts)
    prediction = replace(results.prediction_of(tagged()), review=is_model_unsure)
    assert results.tagged_dict(TaggedRow(row, prediction))["review"] is review
    assert results.prediction_dict(prediction)["review"] is is_model_unsure


@pytest.mark.parametrize("form", ["jsonl", "csv"])
@pytest.mark.parametrize("text", NASTY, ids=[repr(text[:12]) for text in NASTY])
def test_any_text_comes_back_from_jsonl_and_csv_as_it_was(tmp_path: Path, form: str, text: str) -> None:
    rows = [tagged(text), tagged("sesudahnya", review=False)]
    assert results.read(written(tmp_path / f"r.{form}", rows)) == rows


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_texts_come_back_from_csv_whatever_they_are(texts: list[str]) -> None:
    out = io.BytesIO()
    results.write(
        [{"text": text, "indikator": texts} for text in texts], "csv", out, fields=("text", "indikator")
    )
    lines = csv.DictReader(io.StringIO(out.getvalue().decode(), newline=""))
    read = [
        {
            name: results._csv_value(name, cell, "")
            for name, cell in line.items()
            if name in ("text", "indikator")
        }
        for line in lines
    ]
    assert read == [{"text": text, "indikator": texts} for text in texts]


@pytest.mark.parametrize(
    "text", ["=1+1", "@x", "-2", "-A1", "+62", "\t=1", "\r=1", "'=1", "=cmd|' /C calc'!A0"]
)
def test_no_csv_cell_is_a_formula(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "r.csv", [tagged(text)])
    with path.open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file))[1]
    assert not [cell for cell in cells if cell[:1] in ("=", "@", "+", "-", "\t", "\r")]
    assert f"'{text}" in cells


def test_a_dash_for_nothing_is_left_alone_in_csv(tmp_path: Path) -> None:
    content = written(tmp_path / "r.csv", [{"text": "-"}, {"text": "- rutin"}], ("text",)).read_text(
        encoding="utf-8"
    )
    assert content.splitlines() == ["text", "-", "- rutin"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_lists_and_budgets_that_are_empty_are_empty_cells_and_come_back(tmp_path: Path, form: str) -> None:
    empty: dict[str, Any] = {"indikator": [], "pagu": {}, "doubts": [], "alternatives": [], "evidence": []}
    path = written(tmp_path / f"r.{form}", [tagged("A", **empty)])
    if form == "csv":
        with path.open(encoding="utf-8", newline="") as file:
            (line,) = csv.DictReader(file)
        assert [line[field] for field in empty] == [""] * 5
    (row,) = results.read(path)
    assert [row.get(field, value) for field, value in empty.items()] == list(empty.values())


def test_csv_has_the_contracts_names_as_its_head_and_json_in_lists(tmp_path: Path) -> None:
    path = written(tmp_path / "r.csv", [tagged("Imunisasi")], ("page", "bbox", "indikator", "pagu", "review"))
    assert path.read_bytes() == (
        b"page,bbox,indikator,pagu,review\r\n"
        b'7,"[10.0, 20.1, 30.1, 40.0]","[""Imunisasi""]","{""2026"": 1250000000000001, ""2025"": 0}",true\r\n'
    )


def test_json_lines_are_utf_8_as_it_is_and_end_with_a_line_feed(tmp_path: Path) -> None:
    path = written(tmp_path / "r.jsonl", [{"text": "Café 🏥"}, {"text": "a\nb"}])
    assert path.read_bytes() == '{"text": "Café 🏥"}\n{"text": "a\\nb"}\n'.encode()


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx"])
def test_half_a_character_does_not_end_the_output(tmp_path: Path, form: str) -> None:
    rows = [{"text": "a\udcff", "level": "program"}, {"text": "sesudahnya", "level": "program"}]
    read = results.read(written(tmp_path / f"r.{form}", rows, ("text", "level")))
    assert [row["level"] for row in read] == ["program", "program"]
    assert read[1]["text"] == "sesudahnya"


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx"])
def test_no_rows_are_read_as_no_rows(tmp_path: Path, form: str) -> None:
    assert results.read(written(tmp_path / f"r.{form}", [])) == []


def test_rows_are_written_one_by_one_and_a_slow_reader_sees_them_at_once() -> None:
    out = io.BytesIO()

    def rows() -> Any:
        yield {"text": "a"}
        assert out.getvalue() == b'{"text": "a"}\n'
        yield {"text": "b"}

    assert results.write(rows(), "jsonl", out, fields=()) == 2


def test_a_byte_order_mark_and_crlf_of_an_editor_are_let_through(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_bytes(b'\xef\xbb\xbf{"page": 1}\r\n\r\n{"page": 2}\r\n')
    (tmp_path / "r.csv").write_bytes(b"\xef\xbb\xbfpage,text\r\n1,a\r\n")
    assert results.read(tmp_path / "r.jsonl") == [{"page": 1}, {"page": 2}]
    assert results.read(tmp_path / "r.csv") == [{"page": 1, "text": "a"}]


def test_a_cell_longer_than_pythons_limit_is_read(tmp_path: Path) -> None:
    row = tagged(indikator=["x" * 150_000, "y" * 150_000])
    assert results.read(written(tmp_path / "r.csv", [row])) == [row]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("r.jsonl", b'{"page": 1}\n{"page": \n', r"r\.jsonl:2: not JSON"),
        ("r.jsonl", b"\n[1]\n", r"r\.jsonl:2: a JSON list, not an object"),
        ("r.jsonl", b"\xff\xfe", r"r\.jsonl: is not UTF-8 text"),
        ("r.csv", b"a,b\n\xff,1\n", r"r\.csv: is not UTF-8 text"),
        ("r.csv", b"page,text\n1,a\nx,b\n", r'r\.csv:3: field page is "x", not a number'),
        ("r.csv", b"pagu\n{2025\n", r"r\.csv:2: field pagu is not JSON"),
        ("r.csv", b"pagu\n" + b"[" * 100_000 + b"\n", r"r\.csv:2: field pagu is not JSON"),
        ("r.xlsx", b"no zip", r"r\.xlsx: no results workbook"),
        ("r.xlsx", b"", r"r\.xlsx: no results workbook"),
    ],
)
def test_a_damaged_results_file_is_an_error_with_its_place(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=message):
        results.read(tmp_path / name)


@pytest.mark.parametrize("name", ["r.jsonl", "r.csv", "r.xlsx"])
def test_a_missing_results_file_is_an_error_that_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match=rf"{name}: cannot be read \([A-Z].+\); check the name\."):
        results.read(tmp_path / name)


def test_the_map_sees_of_a_row_what_it_needs() -> None:
    assert results.placed(tagged("Imunisasi"), "r.jsonl:1") == results.Placed(
        document="renstra.pdf " + "ab" * 32,
        level="program",
        text="Imunisasi",
        program="Imunisasi",
        opd="Imunisasi",
        pagu=(("2026", 1_250_000_000_000_001), ("2025", 0)),
        subdimension="living.pelayanan-kesehatan",
        kode="1.02.03",
        table="Imunisasi (review)",
        role="review",
        doubts=("cut", "pagu"),
        caption="Imunisasi",
        page=7,
    )


@pytest.mark.parametrize(
    "pagu",
    [
        '{"2025": NaN}',
        '{"2025": 1' + "0" * 400 + "}",
        '{"2025": Infinity}',
        '{"2025": "x"}',
        '{"2025": true}',
        "[1]",
        '"x"',
    ],
)
def test_a_budget_that_is_no_number_is_an_error(pagu: str) -> None:
    with pytest.raises(DataError, match=r"r\.jsonl: pagu is not an object of year and rupiah"):
        results.placed(tagged(pagu=json.loads(pagu)), "r.jsonl")


def test_two_documents_of_one_name_are_two_to_the_map() -> None:
    first, second = (results.placed(tagged(sha256=digest * 32), "r.jsonl") for digest in ("ab", "cd"))
    assert first.document != second.document


def test_a_row_without_a_label_or_with_an_odd_level_is_an_error() -> None:
    with pytest.raises(DataError, match="carry no label; run `petakota tag`"):
        results.placed(tagged(subdimension=""), "r.jsonl")
    with pytest.raises(DataError, match='level "urusan" is none of program, kegiatan, subkegiatan'):
        results.placed(tagged(level="urusan"), "r.jsonl")
