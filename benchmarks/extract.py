"""How fast `petakota extract` is beside a plain pdfplumber loop and a raw text pass, and what each needs.

    python benchmarks/extract.py [PDF...] [--pages 300]

Without a PDF it joins the generated documents of ../shared/docs (or those of
tests/documents) to one of at least --pages pages. Each contender runs in
processes of its own; seconds include starting them. Quote the ratios: they hold
where seconds wobble.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]


def naive(path: Path) -> int:
    """pdfplumber, `extract_tables` on every page, each page closed: the baseline."""
    import pdfplumber

    n = 0
    with pdfplumber.open(path) as document:
        for page in document.pages:
            n += len(page.extract_tables())
            page.close()
    return n


def raw(path: Path) -> int:
    """pypdfium2, the text of every page and nothing else: the floor."""
    import pypdfium2

    n = 0
    document = pypdfium2.PdfDocument(path)
    for page in document:
        text_page = page.get_textpage()
        n += len(text_page.get_text_bounded())
        text_page.close()
        page.close()
    document.close()
    return n


def petakota(path: Path, readers: int) -> int:
    """`petakota extract` as the command line runs it, its rows written to a file, on so many cores."""
    sys.path.insert(0, str(ROOT))
    from classifier.cli import main

    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:readers])
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "rows.jsonl"
        if main.main(["extract", str(path), "-o", str(out)]) > 1:
            raise SystemExit(f"{path}: petakota extract failed")
        return out.read_bytes().count(b"\n")


CONTENDERS: dict[str, Callable[[Path], int]] = {
    "naive pdfplumber": naive,
    "raw pypdfium2 text": raw,
    "petakota, 1 core": lambda path: petakota(path, 1),
    "petakota, 2 cores": lambda path: petakota(path, 2),
}


def joined(target: Path, n_pages: int) -> Path:
    """A document of at least `n_pages`, made by repeating the generated ones."""
    import pypdfium2

    shared = ROOT.parent / "shared" / "docs"
    sources = sorted((shared if shared.is_dir() else ROOT / "tests" / "documents").glob("*.pdf"))
    out = pypdfium2.PdfDocument.new()
    while len(out) < n_pages:
        for source in sources:
            document = pypdfium2.PdfDocument(source)
            out.import_pages(document)
            document.close()
    out.save(target)
    out.close()
    return target


def measured(name: str, path: Path) -> dict[str, float]:
    """One contender in a process of its own: seconds, peak MB of the largest process, and what it found."""
    call = [sys.executable, __file__, "--run", name, str(path)]
    done = subprocess.run(call, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def run(name: str, path: Path) -> None:
    """The child's side of `measured`."""
    start = time.perf_counter()
    n_found = CONTENDERS[name](path)
    seconds = time.perf_counter() - start
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "peak_mb": peak / 1024, "found": n_found}))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("documents", nargs="*", type=Path, metavar="PDF")
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--run", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        run(arguments.run, arguments.documents[0])
        return
    import pypdfium2

    with tempfile.TemporaryDirectory() as folder:
        documents = arguments.documents or [joined(Path(folder) / "joined.pdf", arguments.pages)]
        for path in documents:
            document = pypdfium2.PdfDocument(path)
            n_pages = len(document)
            document.close()
            print(f"{path.name}: {n_pages} pages")
            results = {name: measured(name, path) for name in CONTENDERS}
            base, floor = (results[name]["seconds"] for name in ("naive pdfplumber", "raw pypdfium2 text"))
            for name, r in results.items():
                print(
                    f"  {name:22}{n_pages / r['seconds']:8.1f} pages/s  {base / r['seconds']:6.1f} x naive  "
                    f"{floor / r['seconds']:5.2f} x raw  peak {r['peak_mb']:5.0f} MB  found {r['found']}"
                )


if __name__ == "__main__":
    main()
