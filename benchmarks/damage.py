"""How many damaged documents say so, how many whole ones do wrongly, and what looking costs.

    python benchmarks/damage.py [--real ../shared/real] [--n 300] [--seed 1]

Damages drawn documents and real ones of the archive at random: one byte or ten flipped, a range cut
out, a block lost, the end cut off. A document that gives other rows than when it was whole
should say that it is damaged, or that it or a page cannot be read.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from classifier.errors import DocumentError
from classifier.extraction.extract import extract
from classifier.extraction.reader_pool import Readers, count
from classifier.formats.results import json_line, row_dict
from classifier.pdf.damage import Damage, damage
from tests.support.mutilation import HOWS, damaged

ROOT = Path(__file__).parents[1]
DRAWN = ROOT / "tests" / "documents"
# Longer ones only take longer.
_MOST_PAGES = 80
_SAYS_SO = {
    "damaged_page",
    "damaged_document",
    "page_unreadable",
    "page_crashed_reader",
    "page_out_of_memory",
    "page_too_slow",
}


def read(path: Path, readers: Readers) -> tuple[list[str], bool, int]:
    """A document's rows as lines, whether it says that something is wrong, and its pages."""
    try:
        extraction = extract(path, mapper=readers.answers)
    except DocumentError:
        return [], True, 0
    rows = [
        json_line(
            {name: value for name, value in row_dict(row).items() if name not in ("document", "sha256")}
        )
        for row in extraction.rows
    ]
    faults = {problem.fault.kind for problem in (*extraction.problems, *extraction.warnings)}
    return rows, bool(faults & _SAYS_SO), extraction.n_pages


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--real", type=Path, default=ROOT.parent / "shared" / "real")
    parser.add_argument("--n", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    drawn = sorted(DRAWN.glob("*.pdf"))
    real = [*sorted(arguments.real.glob("archive/*.pdf")), *sorted(arguments.real.glob("p*/*.pdf"))]

    begun = time.perf_counter()
    told_wrongly = [path.name for path in drawn + real if damage(path) != Damage()]
    looking_s = time.perf_counter() - begun
    print(f"whole documents that say they are damaged: {len(told_wrongly)} of {len(drawn + real)}")
    for name in told_wrongly:
        print(f"  {name}")

    with Readers(count()) as readers, tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        whole = {path: read(path, readers) for path in drawn + real}
        reading_s = time.perf_counter() - begun
        print(f"looking takes {looking_s:.1f} s of {reading_s * count():.1f} s on one core")
        chosen = [path for path in drawn + real if whole[path][0] and whole[path][2] <= _MOST_PAGES]
        n, n_told, silent = Counter[bool](), Counter[bool](), []
        for i in range(arguments.n):
            path, how = rng.choice(chosen), rng.choice(HOWS)
            broken = Path(folder) / path.name
            broken.write_bytes(damaged(path.read_bytes(), how, rng))
            rows, is_told, _ = read(broken, readers)
            differs = rows != whole[path][0]
            n[differs] += 1
            n_told[differs] += is_told
            if differs and not is_told:
                silent.append({"i": i, "document": path.name, "how": how, "rows": len(rows)})
    print(f"damaged documents with other rows that say so: {n_told[True]} of {n[True]}")
    print(f"damaged documents with the same rows that say so: {n_told[False]} of {n[False]}")
    for line in silent:
        print(f"  {json.dumps(line)}")


if __name__ == "__main__":
    main()
