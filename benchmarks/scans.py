"""Rows found on scanned pages: recall, precision, codes and money, and the seconds a page takes.

    python -m benchmarks.scans [--shared ../shared] [--made 2] [--kinds grey150,bits200] [--real]

Made scans are pages of the documents in `shared/docs`, drawn as pictures as scanners and copiers leave them:
so many pages of each document from its first table on, and one more that is not scored. Real ones are those
of `shared/real/scans`, a page each with its truth; they measure and are not to be tuned on.
"""

from __future__ import annotations

import argparse
import io
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from benchmarks.row_scores import score_page
from classifier.errors import DocumentError
from classifier.extraction.extract import extract
from classifier.extraction.reader_pool import Readers, count
from classifier.records import Row
from training.reading.scoring import Score

FIELDS = ("kode", "pagu")
_SEED = 17


def _noisy(picture: Image.Image, dpi: int) -> Image.Image:
    """Grey paper, soft edges and noise."""
    random = np.random.default_rng(_SEED)
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.6)), dtype=np.float32)
    grey = 235 - (255 - soft) * 0.85 + random.normal(0, 9, soft.shape)
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def _turned(picture: Image.Image, dpi: int) -> Image.Image:
    """Turned by a degree at most, on a grey page."""
    degrees = float(np.random.default_rng(_SEED + picture.width).uniform(-1, 1))
    return _noisy(picture.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255), dpi)


def _compressed(picture: Image.Image, dpi: int) -> Image.Image:
    out = io.BytesIO()
    _noisy(picture, dpi).save(out, "JPEG", quality=50)
    return Image.open(out)


def _one_bit(picture: Image.Image, dpi: int) -> Image.Image:
    return picture.point(lambda value: 255 if value > 150 else 0).convert("1")


# How a page is made worse, and at how many dots an inch it is drawn.
KINDS: Mapping[str, tuple[Callable[[Image.Image, int], Image.Image], int]] = {
    "grey150": (_noisy, 150),
    "grey200": (_noisy, 200),
    "turned150": (_turned, 150),
    "turned200": (_turned, 200),
    "jpeg150": (_compressed, 150),
    "jpeg200": (_compressed, 200),
    "bits150": (_one_bit, 150),
    "bits200": (_one_bit, 200),
}


def scan(path: Path, pages: range, kind: str, to: Path) -> None:
    """Draw pages (from 1) of a document as a scan of a kind."""
    worsened, dpi = KINDS[kind]
    document = pdfium.PdfDocument(path)
    pictures = []
    for page in pages:
        drawn = document[page - 1].render(scale=dpi / 72, grayscale=True).to_pil()
        pictures.append(worsened(drawn.convert("L"), dpi))
    document.close()
    pictures[0].save(to, "PDF", resolution=dpi, save_all=True, append_images=pictures[1:])


def _truth(path: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    # Where the table names no year the documents in `docs` give the amount alone.
    return [row | {"pagu": {"": row["pagu"]}} if isinstance(row.get("pagu"), int) else row for row in rows]


def _rows(path: Path, readers: Readers) -> tuple[Row, ...]:
    try:
        return extract(path, mapper=readers.answers).rows
    except DocumentError:
        return ()


def _scored(name: str, truth: list[dict[str, Any]], rows: tuple[Row, ...], fields: Counter[str]) -> Score:
    score = Score()
    for page in sorted({row["page"] for row in truth} | {row.page for row in rows}):
        wanted = [row for row in truth if row["page"] == page]
        score.add(score_page(wanted, [row for row in rows if row.page == page], fields, FIELDS))
    return score


def made(
    shared: Path, n_pages: int, kind: str, readers: Readers
) -> Iterator[tuple[str, Score, Counter[str]]]:
    """The score of some pages of each document as scans of a kind."""
    for path in sorted((shared / "docs").glob("*.pdf")):
        truth = _truth(path.with_suffix(".truth.jsonl"))
        document = pdfium.PdfDocument(path)
        n = len(document)
        document.close()
        first = min((row["page"] for row in truth), default=1)
        pages = range(first, min(first + n_pages, n) + 1)
        with tempfile.TemporaryDirectory() as folder:
            made_path = Path(folder) / path.name
            scan(path, pages, kind, made_path)
            rows = _rows(made_path, readers)
        of_pages = [row | {"page": row["page"] - first + 1} for row in truth if row["page"] < first + n_pages]
        fields: Counter[str] = Counter()
        kept = tuple(row for row in rows if row.page <= n_pages)
        yield path.stem, _scored(path.stem, of_pages, kept, fields), fields


def real(shared: Path, readers: Readers) -> Iterator[tuple[str, Score, Counter[str]]]:
    """The score of each real scan."""
    for path in sorted((shared / "real" / "scans").glob("*.pdf")):
        fields: Counter[str] = Counter()
        truth = _truth(path.with_suffix(".truth.jsonl"))
        yield path.stem, _scored(path.stem, truth, _rows(path, readers), fields), fields


def _report(kind: str, scores: Iterator[tuple[str, Score, Counter[str]]], n_pages: int) -> None:
    started = time.perf_counter()
    whole, fields, n_scans = Score(), Counter[str](), 0
    for name, score, of_score in scores:
        print(f"  {kind} {name}: {score.right} of {score.truth} rows, {score.found} found", flush=True)
        whole.add(score)
        fields += of_score
        n_scans += n_pages
    shares = "  ".join(f"{name} {fields[name] / max(1, fields[f'{name}?']):.3f}" for name in FIELDS)
    seconds = (time.perf_counter() - started) / max(1, n_scans)
    print(
        f"{kind}: recall {whole.recall:.3f}  precision {whole.precision:.3f}  {shares}  "
        f"{seconds:.1f} s a page",
        flush=True,
    )


def main() -> None:
    """Print a line for each document and the totals of each kind."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--made", type=int, default=2, metavar="PAGES")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--real", action="store_true", help="the real scans alone")
    arguments = parser.parse_args()
    with Readers(count()) as readers:
        if not arguments.real:
            for kind in filter(None, arguments.kinds.split(",")):
                _report(kind, made(arguments.shared, arguments.made, kind, readers), arguments.made + 1)
        _report("real", real(arguments.shared, readers), 1)


if __name__ == "__main__":
    main()
