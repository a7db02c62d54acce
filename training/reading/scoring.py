"""How many rows of a truth are found, and how many found rows are in it."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from classifier.fields.names import fold
from classifier.rows.draft import Draft
from training.reading.truth import ReadDocument, Row

FIELDS = ("level", "program", "kode", "pagu")


@dataclass(slots=True)
class Score:
    """Rows in the truth, found in all, and found rightly; fields of right rows asked and agreeing."""

    truth: int = 0
    found: int = 0
    right: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    agree: Counter[str] = field(default_factory=Counter)

    def add(self, other: Score) -> None:
        """Count another document's too."""
        self.truth += other.truth
        self.found += other.found
        self.right += other.right
        self.asked.update(other.asked)
        self.agree.update(other.agree)

    @property
    def recall(self) -> float:
        """The share of the truth's rows that were found."""
        return self.right / self.truth if self.truth else 1.0

    @property
    def precision(self) -> float:
        """The share of found rows that are in the truth."""
        return self.right / self.found if self.found else 1.0

    @property
    def is_right(self) -> bool:
        """True when every row was found and no other."""
        return self.truth == self.found == self.right


@dataclass(slots=True)
class Outcome:
    """A document's score, and for each row that counts whether it and its fields are right."""

    score: Score
    rows: list[tuple[Draft, bool, dict[str, bool]]] = field(default_factory=list)
    missed: list[Row] = field(default_factory=list)


def scored(document: ReadDocument, drafts: Iterable[Draft]) -> Outcome:
    """The outcome of reading a document; rows of pages that the truth does not know do not count."""
    doubtful = Counter(fold(row["text"]) for row in document.truth.rows if row.get("doubt"))
    wanted: dict[str, list[Row]] = defaultdict(list)
    for row in document.truth.rows:
        if not row.get("doubt"):
            wanted[fold(row["text"])].append(row)
    outcome = Outcome(Score(truth=sum(map(len, wanted.values()))))
    score = outcome.score
    for draft in drafts:
        if not document.is_scored(draft.page):
            continue
        key = fold(draft.text)
        matches = [row for row in wanted.get(key, ()) if draft.page in (row["page"], row["page"] + 1)]
        if not matches and doubtful[key]:
            doubtful[key] -= 1
            continue
        score.found += 1
        if not matches:
            outcome.rows.append((draft, False, {}))
            continue
        same_code = [row for row in matches if fold(str(row.get("kode"))) == fold(draft.kode)]
        match = (same_code or matches)[0]
        wanted[key].remove(match)
        score.right += 1
        fields = {name: agrees for name in FIELDS if (agrees := _agrees(name, match, draft)) is not None}
        score.asked.update(fields.keys())
        score.agree.update(name for name, agrees in fields.items() if agrees)
        outcome.rows.append((draft, True, fields))
    outcome.missed = [row for rows in wanted.values() for row in rows]
    return outcome


def _agrees(name: str, truth: Row, draft: Draft) -> bool | None:
    """Whether a field agrees; None where the truth says nothing of it."""
    if name == "level":
        return bool(truth["level"] == draft.level)
    if name == "pagu":
        stated = truth.get("pagu")
        if not isinstance(stated, dict) or not stated:
            return None
        years = {year: amount for year, amount in stated.items() if year}
        if not years:
            return bool(set(stated.values()) & set(draft.pagu.values()))
        return all(
            abs(draft.pagu.get(year, draft.pagu.get("", -1)) - amount) <= 1 for year, amount in years.items()
        )
    value = str(truth.get(name) or "")
    if name == "program" and not value:
        return None
    return fold(value) == fold(str(getattr(draft, name)))


def total(scores: Iterable[Score]) -> Score:
    """The sum of scores."""
    whole = Score()
    for score in scores:
        whole.add(score)
    return whole


def interval(
    scores: Sequence[Score], figure: Callable[[Score], float], resamples: int = 2000
) -> tuple[float, float]:
    """The middle 95 % of a figure over documents drawn with replacement."""
    generator = random.Random(1)
    figures = sorted(figure(total(generator.choices(scores, k=len(scores)))) for _ in range(resamples))
    return figures[int(0.025 * resamples)], figures[int(0.975 * resamples)]
