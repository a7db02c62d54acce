"""Documents of every form and trouble give exactly the rows that were drawn into them.

The documents and their rows are written by `make documents`.
"""

import json
from pathlib import Path

import pytest

from classifier.extraction.extract import extract
from tests.support.drawing.make_documents import DRAWINGS, FOLDER, write
from tests.support.golden import differences, fields

RENEW = "the documents and golden rows are written by `make documents`; read their diff."
GOLDEN = sorted(path.name.removesuffix(".rows.jsonl") for path in FOLDER.glob("*.rows.jsonl"))


@pytest.mark.parametrize("name", GOLDEN)
def test_a_document_gives_the_rows_that_were_drawn_into_it(name: str) -> None:
    lines = (FOLDER / f"{name}.rows.jsonl").read_text(encoding="utf-8").splitlines()
    extraction = extract(FOLDER / f"{name}.pdf")
    wrong = differences([json.loads(line) for line in lines], [fields(row) for row in extraction.rows])
    if wrong:
        pytest.fail("\n".join([f"tests/documents/{name}.pdf:", *wrong, RENEW]), pytrace=False)
    assert extraction.problems == ()


def test_the_documents_are_those_that_the_script_draws(tmp_path: Path) -> None:
    assert sorted(DRAWINGS) == GOLDEN, RENEW
    for name, draw in DRAWINGS.items():
        write(name, draw, tmp_path)
        for suffix in (".pdf", ".rows.jsonl"):
            drawn, kept = ((folder / f"{name}{suffix}").read_bytes() for folder in (tmp_path, FOLDER))
            assert drawn == kept, f"{name}{suffix} is not what the script draws; {RENEW}"


def test_the_budget_of_a_program_of_the_sample_is_the_sum_of_its_sub_kegiatan() -> None:
    lines = (FOLDER / "renstra_contoh.rows.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["source"] == "table"]
    for program in (row for row in rows if row["level"] == "program"):
        parts = [r["pagu"] for r in rows if r["level"] == "subkegiatan" and r["program"] == program["text"]]
        assert program["pagu"] == {year: sum(part[year] for part in parts) for year in program["pagu"]}
