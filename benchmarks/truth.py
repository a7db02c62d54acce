"""Rows found on real pages that were transcribed by hand: recall and precision, with their intervals.

    python benchmarks/truth.py [--resamples 2000] [--skip FILE]

Reads whole documents, as a user does, and scores the pages of `tests/truth/pages.jsonl` as
`tools/score_extraction.py` of the shared material does: a row is found when text and page are right.
Documents whose names stand in the file of `--skip`, one a line, are left out. The interval is the
middle 95 % over documents drawn with replacement: rows of a document are right or wrong together. The
weights that come with the package have learnt from these pages: for pages they do not know see `python
-m training.reading` and `tests/truth/README.md`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from benchmarks.row_scores import print_totals, score_page
from classifier.errors import DocumentError
from classifier.extraction.extract import extract
from classifier.extraction.reader_pool import Readers, count
from training.reading.scoring import Score

ROOT = Path(__file__).parents[1]
ARCHIVE = ROOT.parent / "shared" / "real" / "archive"
FIELDS = ("level", "program", "kode", "pagu")


def main() -> None:
    """Read every document, score its pages, print a line for each that is not right, and the totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--resamples", type=int, default=2000)
    parser.add_argument("--skip", type=Path, help="names of documents to leave out, without .pdf, one a line")
    arguments = parser.parse_args()
    skipped = set(arguments.skip.read_text(encoding="utf-8").splitlines()) if arguments.skip else set()
    if not ARCHIVE.is_dir():
        sys.exit(f"{ARCHIVE}: no such folder; the transcribed pages cannot be scored without the documents.")
    truth = [
        json.loads(line)
        for line in (ROOT / "tests" / "truth" / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    fields: Counter[str] = Counter()
    scores: dict[str, Score] = {}
    by_document: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for page in truth:
        if page["document"] in skipped:
            continue
        by_document[page["document"]].append(page)
    with Readers(count()) as readers:
        for document, pages in by_document.items():
            try:
                rows = extract(ARCHIVE / f"{document}.pdf", mapper=readers.answers).rows
            except DocumentError:
                rows = ()
            for page in pages:
                score = score_page(page["rows"], [r for r in rows if r.page == page["page"]], fields, FIELDS)
                scores.setdefault(document, Score()).add(score)
                if score.recall < 1 or score.precision < 1:
                    numbers = f"truth {score.truth:3} found {score.found:3} right {score.right:3}"
                    print(f"{document[:60]:60} p.{page['page']:<4} {numbers}")
    n_pages = sum(map(len, by_document.values()))
    total = print_totals(list(scores.values()), fields, FIELDS, arguments.resamples)
    wrong = sum(score.recall < 1 or score.precision < 1 for score in scores.values())
    print(f"{len(scores)} documents, {n_pages} pages, {total.truth} rows; {wrong} documents not wholly right")


if __name__ == "__main__":
    main()
