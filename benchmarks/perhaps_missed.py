"""How often a page is said to have lost rows that did, and one that did not, on transcribed pages.

    python benchmarks/perhaps_missed.py [--real ../shared/real]

Reads whole documents, as a user does, and counts the pages of `../shared/real/truth` (on which
`page_outcomes.perhaps_missed` was tuned) and of `tests/truth` (which only measure) by what was
read, right or wrong: fewer than half as many rows as there are, half or more, or none to read. A
page whose rows are all marked as doubtful counts in none of these.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from classifier.errors import DocumentError
from classifier.extraction.extract import extract
from classifier.extraction.reader_pool import Readers, count

ROOT = Path(__file__).parents[1]
Pages = Mapping[str, Mapping[int, list[dict[str, Any]]]]


def shared_pages(folder: Path) -> Pages:
    """The transcribed pages of a folder with `pages.tsv`: rows by document and page."""
    pages: dict[str, dict[int, list[dict[str, Any]]]] = {}
    for line in (folder / "pages.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        name, first, last = line.split("\t")
        lines = (folder / f"{name}.truth.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        pages[name] = {
            page: [row for row in rows if row["page"] == page] for page in range(int(first), int(last) + 1)
        }
    return pages


def own_pages() -> Pages:
    """The transcribed pages of `tests/truth`: rows by document and page."""
    pages: defaultdict[str, dict[int, list[dict[str, Any]]]] = defaultdict(dict)
    for line in (ROOT / "tests" / "truth" / "pages.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        pages[page["document"]][page["page"]] = page["rows"]
    return pages


def kinds(pages: Pages, archive: Path, readers: Readers) -> Iterator[tuple[str, bool]]:
    """For every page what was read of it, and whether it is said that rows may be missing."""
    for name, truth in pages.items():
        try:
            extraction = extract(archive / f"{name}.pdf", mapper=readers.answers)
        except DocumentError:
            continue
        told = {w.page for w in extraction.warnings if w.fault.kind == "perhaps_missed"}
        for page, wanted in truth.items():
            sure = [row for row in wanted if not row.get("doubt")]
            if wanted and not sure:
                continue
            n_rows = sum(row.page == page for row in extraction.rows)
            kind = "no rows" if not sure else "less than half" if n_rows < len(sure) / 2 else "half or more"
            yield kind, page in told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--real", type=Path, default=ROOT.parent / "shared" / "real")
    real = parser.parse_args().real
    with Readers(count()) as readers:
        for title, pages in (("real/truth", shared_pages(real / "truth")), ("tests/truth", own_pages())):
            n, n_told = Counter[str](), Counter[str]()
            for kind, is_told in kinds(pages, real / "archive", readers):
                n[kind] += 1
                n_told[kind] += is_told
            print(title)
            for kind in ("less than half", "half or more", "no rows"):
                print(f"  {kind:15} {n_told[kind]:3} of {n[kind]:3} pages told")


if __name__ == "__main__":
    main()
