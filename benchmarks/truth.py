"""Rows found on real pages that were transcribed by hand: recall and precision, with their intervals.

    python benchmarks/truth.py [--resamples 2000]

Reads whole documents, as a user does, and scores the pages of `tests/truth/pages.jsonl` as
`tools/score_extraction.py` of the shared material does: a row is found when text and page are
right. The interval is the middle 95 % over documents drawn with replacement: rows of a
document are right or wrong together. The pages measure; nothing may be fitted on them.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from classifier.errors import DocumentError
from classifier.extraction.extract import extract
from classifier.extraction.reader_pool import Readers, count
from classifier.fields.names import fold
from classifier.records import Row

ROOT = Path(__file__).parents[1]
ARCHIVE = ROOT.parent / "shared" / "real" / "archive"
FIELDS = ("level", "program", "kode", "pagu")


@dataclass
class Score:
    """Rows of one document: in the truth, found in all, and found rightly."""

    truth: int = 0
    found: int = 0
    right: int = 0

    def add(self, other: Score) -> None:
        """Count another document's too."""
        self.truth += other.truth
        self.found += other.found
        self.right += other.right

    @property
    def recall(self) -> float:
        """The share of the truth's rows that were found."""
        return self.right / self.truth if self.truth else 1.0

    @property
    def precision(self) -> float:
        """The share of found rows that are in the truth."""
        return self.right / self.found if self.found else 1.0


def field_is_right(name: str, truth: dict[str, object], row: Row) -> bool | None:
    """Whether a field agrees; None where the truth says nothing of it."""
    if name == "pagu":
        stated, printed = truth["pagu"], dict(row.pagu)
        assert isinstance(stated, dict)
        if not stated:
            return None
        if stated.keys() == {""}:
            return stated[""] in printed.values()
        return all(amount == printed.get(year, printed.get("")) for year, amount in stated.items() if year)
    value = str(truth[name])
    return None if name == "program" and not value else fold(value) == fold(str(getattr(row, name)))


def score_page(truth: list[dict[str, object]], rows: list[Row], fields: Counter[str]) -> Score:
    """Rows of a page against its truth; what a truth row calls doubtful counts neither way."""
    doubtful = Counter(fold(str(one["text"])) for one in truth if one.get("doubt"))
    wanted: dict[str, list[dict[str, object]]] = defaultdict(list)
    for one in truth:
        if not one.get("doubt"):
            wanted[fold(str(one["text"]))].append(one)
    score = Score(truth=sum(map(len, wanted.values())))
    for row in rows:
        key = fold(row.text)
        if not wanted[key]:
            if doubtful[key]:
                doubtful[key] -= 1
            else:
                score.found += 1
            continue
        same_code = [one for one in wanted[key] if fold(str(one["kode"])) == fold(row.kode)]
        match = (same_code or wanted[key])[0]
        wanted[key].remove(match)
        score.found += 1
        score.right += 1
        for name in FIELDS:
            agrees = field_is_right(name, match, row)
            fields[f"{name}?"] += agrees is not None
            fields[name] += bool(agrees)
    return score


def interval(scores: list[Score], what: str, resamples: int) -> tuple[float, float]:
    """The middle 95 % of a figure over documents drawn with replacement."""
    generator = random.Random(1)
    figures = []
    for _ in range(resamples):
        total = Score()
        for score in generator.choices(scores, k=len(scores)):
            total.add(score)
        figures.append(getattr(total, what))
    figures.sort()
    return figures[int(0.025 * resamples)], figures[int(0.975 * resamples)]


def main() -> None:
    """Read every document, score its pages, print a line for each that is not right, and the totals."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--resamples", type=int, default=2000)
    arguments = parser.parse_args()
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
        by_document[page["document"]].append(page)
    with Readers(count()) as readers:
        for document, pages in by_document.items():
            try:
                rows = extract(ARCHIVE / f"{document}.pdf", mapper=readers.answers).rows
            except DocumentError:
                rows = ()
            for page in pages:
                score = score_page(page["rows"], [r for r in rows if r.page == page["page"]], fields)
                scores.setdefault(document, Score()).add(score)
                if score.recall < 1 or score.precision < 1:
                    numbers = f"truth {score.truth:3} found {score.found:3} right {score.right:3}"
                    print(f"{document[:60]:60} p.{page['page']:<4} {numbers}")
    total = Score()
    for score in scores.values():
        total.add(score)
    for what in ("recall", "precision"):
        low, high = interval(list(scores.values()), what, arguments.resamples)
        print(f"{what} {getattr(total, what):.3f} (95 % {low:.3f} to {high:.3f})")
    print("  ".join(f"{name} {fields[name] / max(1, fields[f'{name}?']):.3f}" for name in FIELDS))
    wrong = sum(score.recall < 1 or score.precision < 1 for score in scores.values())
    print(
        f"{len(scores)} documents, {len(truth)} pages, {total.truth} rows; {wrong} documents not wholly right"
    )


if __name__ == "__main__":
    main()
