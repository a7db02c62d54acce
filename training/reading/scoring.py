"""How many rows of a truth are found, and how many found rows are in it."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from classifier import records
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


class Wanted:
    """Rows of a truth that are still to be found; what it calls doubtful counts neither way."""

    def __init__(self, truth: Iterable[Row]) -> None:
        self._doubtful: Counter[str] = Counter()
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in truth:
            key = fold(str(row["text"]))
            if row.get("doubt"):
                self._doubtful[key] += 1
            else:
                self._rows[key].append(row)

    @property
    def rows(self) -> list[Row]:
        """Those that were not found yet."""
        return [row for rows in self._rows.values() for row in rows]

    def find(
        self, row: records.Row | Draft, is_near: Callable[[Row], bool] = lambda _: True
    ) -> tuple[bool, Row | None]:
        """Whether a found row counts, and the one that it is, which is wanted no longer.

        Of several with its name that `is_near` accepts it is the first of those that have its code, of these
        those on its page, of these those with its money: where one row of many with one name was lost, the
        others are not wrong for it.
        """
        key = fold(row.text)
        matches = [one for one in self._rows.get(key, ()) if is_near(one)]
        if not matches:
            is_doubtful = self._doubtful[key] > 0
            self._doubtful[key] -= is_doubtful
            return not is_doubtful, None
        match = max(matches, key=lambda one: _likeness(one, row))
        self._rows[key].remove(match)
        return True, match


def _likeness(truth: Row, row: records.Row | Draft) -> tuple[bool, bool, bool]:
    """What a row of one name shares with a row of the truth, most telling first: code, page, money."""
    same_code = fold(str(truth.get("kode"))) == fold(row.kode)
    return same_code, truth.get("page") == row.page, field_is_right("pagu", truth, row, tolerance=1) is True


def scored(document: ReadDocument, drafts: Iterable[Draft]) -> Outcome:
    """The outcome of reading a document; rows of pages that the truth does not know do not count."""
    wanted = Wanted(document.truth.rows)
    outcome = Outcome(Score(truth=len(wanted.rows)))
    score = outcome.score
    for draft in drafts:
        if not document.is_scored(draft.page):
            continue
        pages = (draft.page, draft.page - 1)
        counts, match = wanted.find(draft, lambda row, pages=pages: row["page"] in pages)  # type: ignore[misc]
        if not counts:
            continue
        score.found += 1
        if match is None:
            outcome.rows.append((draft, False, {}))
            continue
        score.right += 1
        agrees = {name: field_is_right(name, match, draft, tolerance=1) for name in FIELDS}
        fields = {name: is_right for name, is_right in agrees.items() if is_right is not None}
        score.asked.update(fields.keys())
        score.agree.update(name for name, is_right in fields.items() if is_right)
        outcome.rows.append((draft, True, fields))
    outcome.missed = wanted.rows
    return outcome


def field_is_right(name: str, truth: Row, row: records.Row | Draft, *, tolerance: int = 0) -> bool | None:
    """Whether a field agrees, money within `tolerance` rupiah; None where the truth says nothing of it."""
    if name == "pagu":
        stated, printed = truth.get("pagu"), dict(row.pagu)
        if not isinstance(stated, dict) or not stated:
            return None
        years = {year: amount for year, amount in stated.items() if year}
        if not years:
            return stated[""] in printed.values()
        return all(
            abs(printed.get(year, printed.get("", -1)) - amount) <= tolerance
            for year, amount in years.items()
        )
    asked, given = fold(str(truth.get(name) or "")), fold(str(getattr(row, name)))
    if name == "opd":
        # "Dinas Peternakan" and "Dinas Peternakan Provinsi Contoh" are one.
        return None if not asked else bool(given) and (asked in given or given in asked)
    return None if name == "program" and not asked else asked == given


def total(scores: Iterable[Score]) -> Score:
    """The sum of scores."""
    whole = Score()
    for score in scores:
        whole.add(score)
    return whole


def interval(scores: Sequence[Score], what: str, resamples: int = 2000) -> tuple[float, float]:
    """The middle 95 % of a figure (`recall`, `precision`) over documents drawn with replacement."""
    generator = random.Random(1)
    figures = sorted(
        float(getattr(total(generator.choices(scores, k=len(scores))), what)) for _ in range(resamples)
    )
    return figures[int(0.025 * resamples)], figures[int(0.975 * resamples)]
