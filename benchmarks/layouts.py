"""Rows found on drawn documents of random layout: recall and precision by document, and the fields.

    python benchmarks/layouts.py [--seeds 1000-1039] [--resamples 2000]

The documents are drawn into a temporary folder, with truth (`tests/support/layouts`). Those of
seeds below 1000 are for learning; these measure. A row is found when text and page are right.
The interval is the middle 95 % over documents drawn with replacement.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.row_scores import print_totals, score_page
from classifier.errors import DocumentError
from classifier.extraction.extract import extract
from classifier.extraction.reader_pool import Readers, count
from classifier.records import Row
from tests.support.layouts.random_layouts import Drawn, drawn
from training.reading.scoring import Score

FIELDS = ("kode", "level", "program", "pagu", "opd")


def score_document(document: Drawn, rows: tuple[Row, ...], fields: Counter[str]) -> Score:
    """Rows of a document against its truth, page by page."""
    lines = document.path.with_suffix(".truth.jsonl").read_text(encoding="utf-8").splitlines()
    truth = [json.loads(line) for line in lines]
    score = Score()
    for page in sorted({row["page"] for row in truth} | {row.page for row in rows}):
        wanted = [row for row in truth if row["page"] == page]
        score.add(score_page(wanted, [row for row in rows if row.page == page], fields, FIELDS))
    return score


def main() -> None:
    """Draw, read and score each document, print a line for each, and the totals."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", default="1000-1039", metavar="FIRST-LAST")
    parser.add_argument("--resamples", type=int, default=2000)
    arguments = parser.parse_args()
    first, _, last = arguments.seeds.partition("-")
    fields: Counter[str] = Counter()
    scores: list[Score] = []
    with tempfile.TemporaryDirectory() as folder, Readers(count()) as readers:
        for seed in range(int(first), int(last or first) + 1):
            document = drawn(seed, Path(folder))
            try:
                rows = extract(document.path, mapper=readers.answers).rows
            except DocumentError:
                rows = ()
            score = score_document(document, rows, fields)
            scores.append(score)
            forms = ", ".join(
                sorted(m.removeprefix("form ") for m in document.marks if m.startswith("form "))
            )
            print(
                f"{seed:5}  truth {score.truth:3}  found {score.found:3}  right {score.right:3}  "
                f"recall {score.recall:.2f}  precision {score.precision:.2f}  {forms}"
            )
    total = print_totals(scores, fields, FIELDS, arguments.resamples)
    wrong = sum(score.recall < 1 or score.precision < 1 for score in scores)
    print(f"{len(scores)} documents, {total.truth} rows; {wrong} documents not wholly right")


if __name__ == "__main__":
    main()
