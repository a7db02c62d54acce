"""How well a model answers a labelled file: the measures, overall and for each subdimension.

Plain counting on arrays, shared by cross-validation and by `petakota evaluate`.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from classifier import labels, taxonomy
from classifier.errors import DataError
from classifier.inference.model import Model
from classifier.inference.predict import predictions
from classifier.records import Prediction, Query

Ints = npt.NDArray[np.intp]
N_BINS = 10


@dataclass(frozen=True, slots=True)
class Answers:
    """Predictions as arrays: `ranked` (n, 3) columns, best first; `confidence` and `review` (n,)."""

    ranked: Ints
    confidence: npt.NDArray[np.float64]
    review: npt.NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        probabilities: npt.NDArray[np.float64],
        *,
        review_below: float = 0.0,
        flagged: npt.NDArray[np.bool_] | None = None,
    ) -> Self:
        """Probabilities (n, k) as answers; those below `review_below` and the `flagged` are for review."""
        confidence = probabilities.max(axis=1)
        review = confidence < review_below
        return cls(
            np.argsort(-probabilities, axis=1, kind="stable")[:, :3],
            confidence,
            review if flagged is None else review | flagged,
        )

    def at(self, places: npt.NDArray[np.bool_] | Ints) -> Answers:
        """The answers at these places."""
        return Answers(self.ranked[places], self.confidence[places], self.review[places])

    def bins(self) -> Ints:
        """The number of the equal bin of confidence that each answer falls into, (n,)."""
        return np.minimum((self.confidence * N_BINS).astype(np.intp), N_BINS - 1)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows with their answers: `texts`, `kinds` ("" for none) and labels' columns, all (n,)."""

    texts: Sequence[str]
    kinds: Sequence[str]
    primary: Ints
    secondary: Ints
    answers: Answers

    def at(self, places: npt.NDArray[np.bool_]) -> Rows:
        """The rows at these places."""
        chosen = np.flatnonzero(places).tolist()
        return Rows(
            [self.texts[place] for place in chosen],
            [self.kinds[place] for place in chosen],
            self.primary[places],
            self.secondary[places],
            self.answers.at(places),
        )

    def measures(self) -> Measures:
        """The measures of all rows."""
        return measures(self.answers, self.primary, self.secondary)

    def by_kind(self) -> dict[str, Measures]:
        """The measures of each kind of text that is named."""
        by_kind = {}
        for kind in sorted(set(self.kinds) - {""}):
            places = np.array(self.kinds) == kind
            by_kind[kind] = measures(self.answers.at(places), self.primary[places], self.secondary[places])
        return by_kind


@dataclass(frozen=True, slots=True)
class Measures:
    """All in 0..1 but `n`.

    strict: the label itself; lenient: the label or its secondary; top3: the label
    among the first three; ece: expected calibration error over ten equal bins;
    auto_share: rows not for review; auto_right: how many of those are leniently right (1 if none).
    """

    n: int
    strict: float
    lenient: float
    macro_f1: float
    top3: float
    ece: float
    auto_share: float
    auto_right: float


@dataclass(frozen=True, slots=True)
class Line:
    """One subdimension's strict precision, recall and F1 (0 where nothing counts) and its labelled rows."""

    subdimension: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Measures of all rows and of each kind of text (by name), and a line for each subdimension."""

    measures: Measures
    kinds: tuple[tuple[str, Measures], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A query with its label; `secondary` and `kind` may be empty."""

    query: Query
    subdimension: str
    secondary: str = ""
    kind: str = ""


def answered(model: Model, path: Path) -> Rows:
    """The rows of a labelled file, JSON lines or (.tsv) tab-separated, with the model's answers.

    Raises DataError when the file is malformed or empty.
    """
    rows = examples(path)
    if not rows:
        raise DataError(f"{path}: holds no labelled rows; name another file.")
    answers = answers_of(predictions(model, [row.query for row in rows], evidence=False))
    column = {subdimension: at for at, subdimension in enumerate(taxonomy.default().ids)} | {"": -1}
    return Rows(
        texts=[row.query.text for row in rows],
        kinds=[row.kind for row in rows],
        primary=np.array([column[row.subdimension] for row in rows], dtype=np.intp),
        secondary=np.array([column[row.secondary] for row in rows], dtype=np.intp),
        answers=answers,
    )


def evaluation(rows: Rows) -> Evaluation:
    """The measures of a labelled file's rows, columns in the order of the taxonomy."""
    return Evaluation(
        rows.measures(),
        tuple(rows.by_kind().items()),
        lines(rows.answers, rows.primary, taxonomy.default().ids),
    )


def examples(path: Path) -> list[Example]:
    """The labelled rows of a file in order.

    A .tsv has a header naming text, subdimension, secondary ("-" or empty for
    none) and optionally kind, program, kode, opd; anything else is read as labelled data.
    """
    if path.suffix.lower() != ".tsv":
        return [
            Example(
                Query(
                    label.text,
                    program=label.program,
                    opd=label.opd,
                    kode=label.kode,
                    indikator=label.indikator,
                    level=label.level,
                ),
                label.subdimension,
                label.secondary,
                label.level,
            )
            for label in labels.read(path)
        ]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _table(path, csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as error:
        raise DataError(
            f"{path}: cannot be read ({error.strerror}); name a file of labelled rows."
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path}: cannot be read ({error}); name a file of labelled rows.") from error


def _table(path: Path, rows: csv.DictReader[str]) -> list[Example]:
    known = taxonomy.default()
    if missing := {"text", "subdimension"} - set(rows.fieldnames or ()):
        raise DataError(
            f"{path}:1: no column {', '.join(sorted(missing))}; the first line names the columns."
        )
    read = []
    for row in rows:
        number = rows.line_num
        cell = {name: (value or "").strip() for name, value in row.items() if isinstance(name, str)}
        secondary = "" if cell.get("secondary", "") == "-" else cell.get("secondary", "")
        for subdimension in (cell["subdimension"], secondary or known.ids[0]):
            if subdimension not in known.ids:
                raise DataError(f"{path}:{number}: {taxonomy.unknown(subdimension, known)}")
        query = Query(
            cell["text"], program=cell.get("program", ""), kode=cell.get("kode", ""), opd=cell.get("opd", "")
        )
        read.append(Example(query, cell["subdimension"], secondary, cell.get("kind", "")))
    return read


def answers_of(predicted: Sequence[Prediction]) -> Answers:
    """Predictions as arrays, columns in the order of the taxonomy."""
    column = {subdimension: at for at, subdimension in enumerate(taxonomy.default().ids)}
    ranked = [[column[p.subdimension], *(column[a.subdimension] for a in p.alternatives)] for p in predicted]
    return Answers(
        np.array(ranked, dtype=np.intp).reshape(len(predicted), -1),
        np.array([p.confidence for p in predicted]),
        np.array([p.review for p in predicted], dtype=np.bool_),
    )


def log_loss(
    probabilities: npt.NDArray[np.float64], primary: Ints, counts: npt.NDArray[np.float64] | None = None
) -> float:
    """The mean log-loss of probabilities (n, k) against labels' columns (n,); `counts` (n,) weighs rows."""
    own = probabilities[np.arange(len(primary)), primary]
    return float(np.average(-np.log(np.maximum(own, 1e-12)), weights=counts))


def measures(answers: Answers, primary: Ints, secondary: Ints) -> Measures:
    """The measures of answers against labels, both (n,) columns, -1 for no secondary; n > 0."""
    best = answers.ranked[:, 0]
    strict = best == primary
    lenient = strict | (best == secondary)
    gaps = np.bincount(answers.bins(), weights=answers.confidence - strict)
    auto = lenient[~answers.review]
    f1 = [line.f1 for line in lines(answers, primary, [""] * (int(primary.max()) + 1)) if line.support]
    return Measures(
        n=len(primary),
        strict=float(strict.mean()),
        lenient=float(lenient.mean()),
        macro_f1=float(np.mean(f1)),
        top3=float((answers.ranked == primary[:, None]).any(axis=1).mean()),
        ece=float(np.abs(gaps).sum() / len(primary)),
        auto_share=len(auto) / len(primary),
        auto_right=float(auto.mean()) if len(auto) else 1.0,
    )


def lines(answers: Answers, primary: Ints, subdimensions: Sequence[str]) -> tuple[Line, ...]:
    """A line for each subdimension, in order."""
    best = answers.ranked[:, 0]
    by_subdimension = []
    for column, subdimension in enumerate(subdimensions):
        right = int(((best == column) & (primary == column)).sum())
        given, support = int((best == column).sum()), int((primary == column).sum())
        f1 = 2 * right / (given + support) if given + support else 0.0
        by_subdimension.append(
            Line(
                subdimension,
                precision=right / given if given else 0.0,
                recall=right / support if support else 0.0,
                f1=f1,
                support=support,
            )
        )
    return tuple(by_subdimension)
