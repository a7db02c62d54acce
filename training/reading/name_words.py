"""The words of labelled names, counted: what `classifier.evidence.text_signs` knows of names.

`python -m training.reading.name_words` writes them anew from `data/labeled`; a test holds the
shipped counts to the shipped data. The weights were learnt with them: learn those again too.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from classifier import labels
from classifier.fields import names
from classifier.records import Label

# The names that the weights were learnt with: what is labelled since is counted when they are learnt again.
_FILES = ("hard", "local", "nomenclature", "plain", "seed")
# Names: a word that fewer begin with, have second, or hold, is left out.
_MIN_FIRST, _MIN_SECOND, _MIN_ALL = 2, 3, 2
_WORD = re.compile(r"[^\W\d_]+")


def learnt_names(folder: Path) -> list[Label]:
    """The labelled names of a folder that are counted."""
    return [label for name in _FILES for label in labels.read(folder / f"{name}.jsonl")]


def counted(rows: Iterable[Label]) -> str:
    """How many names begin with a word, have it second, and how often it stands in them all, as JSON.

    Words are in lower case and in alphabetical order; codes and running numbers before names do not count.
    """
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for row in rows:
        words = _WORD.findall(names.parsed(row.text).text.lower())
        first.update(words[:1])
        second.update(words[1:2])
        everywhere.update(words)
    counts = {
        "first": _frequent(first, _MIN_FIRST),
        "second": _frequent(second, _MIN_SECOND),
        "all": _frequent(everywhere, _MIN_ALL),
    }
    return json.dumps(counts, ensure_ascii=False, separators=(",", ":"))


def _frequent(counts: Counter[str], least: int) -> dict[str, int]:
    return {word: n for word, n in sorted(counts.items()) if n >= least}


def main() -> None:
    """Write the counts beside `classifier.evidence.text_signs`."""
    folder = Path(__file__).parents[2]
    text = counted(learnt_names(folder / "data" / "labeled"))
    (folder / "classifier" / "evidence" / "name_words.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
