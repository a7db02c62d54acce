"""The word list of `classifier.fields.dehyphenation`, learned from labelled data.

`python -m training.wordlist` writes it anew from `data/labeled`; a test holds the
shipped list to the shipped data.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from classifier.records import Label
from training.reading.name_words import learnt_names

_LEAST_ROWS = 2
_WORD = re.compile(r"[^\W\d_]{2,}")


def listed(rows: Iterable[Label]) -> str:
    """The words of two rows or more in lower case, a line each, in alphabetical order.

    Some rows are damaged on purpose: what mostly stands beside the other half of a more
    frequent word (`PENYELENGGA RAAN`) is no word.
    """
    texts = [[word.lower() for word in _WORD.findall(row.text)] for row in rows]
    n_rows = Counter(word for text in texts for word in set(text))
    halves: Counter[str] = Counter()
    for text in texts:
        for first, second in itertools.pairwise(text):
            whole = n_rows[first + second]
            halves.update(word for word in (first, second) if whole > max(2, n_rows[word]))
    return "".join(
        f"{word}\n"
        for word in sorted(n_rows)
        if n_rows[word] >= _LEAST_ROWS and halves[word] < 0.5 * n_rows[word]
    )


def main() -> None:
    """Write the list beside `classifier.fields.dehyphenation`."""
    folder = Path(__file__).parents[1]
    text = listed(learnt_names(folder / "data" / "labeled"))
    (folder / "classifier" / "fields" / "words.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
