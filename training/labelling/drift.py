"""How results differ from what a model learnt from: words, subdimensions, confidence, and where.

Documents change: new programs, new words, other agencies. What tells that labels are due is that rows want
review more often than held-out rows of the labelled data did, or say more words that no label has. Which
subdimensions are frequent is told and decides nothing: one agency's documents are never like all.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from classifier.inference import preprocessing
from classifier.records import Label

# What of a row may tell where results drift.
GROUPS = ("subdimension", "level", "source", "role", "document")
# A smaller group is no verdict.
LEAST_ROWS = 20
# Standard errors above what is usual.
_MARGIN = 2.0
_MOST_WORDS = 30


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of a value of a field: how many, their share and that of the labelled data (None: not labelled).

    `confidence` is the mean, `review` the share for review, `unknown` that of their words that no label has;
    `is_due` where review or unknown words are more than usual by more than chance gives.
    """

    field: str
    value: str
    n: int
    share: float
    share_labelled: float | None
    confidence: float
    review: float
    unknown: float
    is_due: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """All rows as a group, the groups of each field, and the commonest words that no label has.

    `usual_unknown` is the share of words of a labelled row that no other has, `usual_review` the share of
    held-out rows for review (None where it is not known).
    """

    every: Group
    groups: tuple[Group, ...]
    usual_unknown: float
    usual_review: float | None
    new_words: tuple[tuple[str, int], ...]


def drift(
    rows: Iterable[Mapping[str, Any]], known: Sequence[Label], *, usual_review: float | None = None
) -> Drift:
    """What rows of results differ in from labelled data; rows that the reader doubts are left out.

    Both must hold something.
    """
    texts = [set(preprocessing.prepared(label.text).split()) for label in known]
    n_labelled = Counter(word for words in texts for word in words)
    usual_unknown = sum(n == 1 for n in n_labelled.values()) / max(sum(n_labelled.values()), 1)
    read = [row for row in rows if not row.get("doubts")]
    said = [set(preprocessing.prepared(str(row.get("text") or "")).split()) for row in read]
    new = Counter(word for words in said for word in words if word not in n_labelled)
    by_group: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, row in enumerate(read):
        for field in GROUPS:
            if row.get(field):
                by_group[field, str(row[field])].append(at)
    labelled = {
        field: Counter(getattr(label, field) for label in known) for field in ("subdimension", "level")
    }

    def group(field: str, value: str, places: Sequence[int]) -> Group:
        n_words = sum(len(said[at]) for at in places)
        n_new = sum(word not in n_labelled for at in places for word in said[at])
        n_review = sum(bool(read[at].get("review")) for at in places)
        n = len(places)
        is_due = n >= LEAST_ROWS and (
            _is_more(n_new, n_words, usual_unknown)
            or (usual_review is not None and _is_more(n_review, n, usual_review))
        )
        return Group(
            field,
            value,
            n,
            round(n / len(read), 4),
            round(labelled[field][value] / len(known), 4) if field in labelled else None,
            round(sum(float(read[at].get("confidence") or 0.0) for at in places) / n, 4),
            round(n_review / n, 4),
            round(n_new / max(n_words, 1), 4),
            is_due,
        )

    return Drift(
        group("", "", range(len(read))),
        tuple(group(*key, places) for key, places in sorted(by_group.items())),
        round(usual_unknown, 4),
        usual_review,
        tuple(new.most_common(_MOST_WORDS)),
    )


def _is_more(count: int, n: int, usual: float) -> bool:
    """Whether a share is above what is usual by more than chance gives."""
    return count > n * usual + _MARGIN * math.sqrt(n * usual * (1 - usual))
