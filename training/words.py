"""The word list of `classifier.words`, learned from labelled data.

`python -m training.words` writes it anew from `data/labeled`; a test holds the
shipped list to the shipped data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from classifier import labels
from classifier.records import Label

_WORD = re.compile(r"[^\W\d_]{2,}")


def listed(rows: Iterable[Label]) -> str:
    """Every word of the rows' texts in lower case, a line each, in alphabetical order."""
    found = {word.lower() for row in rows for word in _WORD.findall(row.text)}
    return "".join(f"{word}\n" for word in sorted(found))


def main() -> None:
    """Write the list beside `classifier.words`."""
    folder = Path(__file__).parents[1]
    text = listed(labels.read_folder(folder / "data" / "labeled"))
    (folder / "classifier" / "words.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
