"""Draws many layouts: `python -m tests.support.layouts --seeds 0-239 --out DIR`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.support.layouts.random_layouts import draw


def main() -> None:
    """Draw a document for each seed, and write the truth of each beside it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="0-239", metavar="FIRST-LAST")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    arguments = parser.parse_args()
    first, _, last = arguments.seeds.partition("-")
    arguments.out.mkdir(parents=True, exist_ok=True)
    seeds = range(int(first), int(last or first) + 1)
    for seed in seeds:
        draw(seed, arguments.out)
    print(f"{len(seeds)} documents in {arguments.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
