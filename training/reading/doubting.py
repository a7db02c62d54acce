"""Learns when a row should be doubted: the chances that its name, level, program or money is wrong.

Few documents hold most wrong rows, and each for a reason of its own: its year stands in the margin, its
thousands are not said, its programs are cut. What tells one reason cannot be learnt from documents that
have others. So signs that contradict a row by their nature (`BY_NATURE`) are believed unless documents
speak against them: each is given a few made-up wrong rows, usual but for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from classifier.rows.doubts import SHARE_OF_PROGRAM
from training.reading.scoring import Outcome

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

# What may be wrong, and the kinds of signs that its chance is weighed from.
CHANCES: Mapping[str, tuple[str, ...]] = {
    "name": ("row", "name", "text", "place", "table"),
    "level": ("row", "name", "place", "table"),
    "program": ("row", "name", "place", "table"),
    "pagu": ("row", "money", "table"),
}
# Signs that contradict a row by their nature. Which they are was read off wrong rows of all transcribed
# documents, so figures out of fold are out of fold for the weights alone.
BY_NATURE: Mapping[str, tuple[str, ...]] = {
    "name": (
        "name.open_end", "name.unbalanced", "name.prepositions_end", "name.behind", "name.inside",
        "name.begins_another", "name.generic_name", "name.inner_label",
    ),
    "level": (
        "place.odd_code_depth", "place.word_contradicts", "place.code_contradicts", "place.misspelt_level",
    ),
    "program": (
        "place.no_program", "place.program_between", "place.program_cut", "place.program_open",
        "place.restarts",
    ),
    "pagu": (
        "money.unit_doubted", "money.not_parsed", "money.letters_in_amount", "money.table_not_parsed",
        "money.small_table",
        "money.odd_amount", "money.small_amount", "money.second_panel_alone", "money.name_year_other",
        "money.amounts_in_cell", "money.years_differ", "money.year_of_margin",
        "money.other_years_in_names",
    ),
}  # fmt: skip
# Of rows that are right in everything at most this share may be doubted, on real documents and on others.
MAX_DOUBTED_RIGHT = 0.09
# How much a row of a generated document counts beside one of a real one; a document's weight grows
# slower than its rows.
_GENERATED_WEIGHT, _ROWS_POWER = 0.05, 0.4
# So many made-up rows a sign, which together count as much as so many real ones.
_N_MADE_UP, _MADE_UP_WEIGHT = 30, 8.0
# Strength of the penalty; signs of texts and of whole tables tell documents apart, so they pay more. Swept
# out of fold over four partitions: penalties of .003 to .01, damping .3 to 1, generated weights .02 to .2
# and made-up weights 3 to 12 give .69 to .79 of wrong rows.
_PENALTY, _DAMPED = 6e-3, 0.5
# A sign that hardly varies is not blown up by its scale.
_MIN_SCALE = 0.08
_N_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Examples:
    """Rows read out of fold, and what is wrong with them.

    `values` and `of_program` hold the signs `signs` of each row and of the program that it belongs to
    (zeros where it has none: `has_program`); rules doubt some of them already (`was_doubted`). `groups`
    are what folds never part, `sources` where the truth stands.
    """

    signs: tuple[str, ...]
    values: Floats
    of_program: Floats
    has_program: Bools
    wrong: Mapping[str, Bools]
    was_doubted: Bools
    groups: NDArray[np.str_]
    sources: NDArray[np.str_]
    is_real: Bools

    @property
    def is_wrong(self) -> Bools:
        """True for rows with anything wrong."""
        return np.asarray(np.any(list(self.wrong.values()), axis=0))


def examples(outcomes: Sequence[tuple[str, str, str, Outcome]]) -> Examples:
    """The rows of documents, each with the kind, the source and the group of its truth."""
    rows = [
        (draft, is_right, fields, kind, source, group)
        for kind, source, group, outcome in outcomes
        for draft, is_right, fields in outcome.rows
    ]
    signs = tuple(rows[0][0].basis.signs)
    programs = [draft.basis.program for draft, *_ in rows]
    wrong = {
        name: np.array(
            [
                not is_right if name == "name" else fields.get(name) is False
                for _, is_right, fields, *_ in rows
            ]
        )
        for name in CHANCES
    }
    none = dict.fromkeys(signs, 0.0)
    return Examples(
        signs,
        np.array([[draft.basis.signs[sign] for sign in signs] for draft, *_ in rows]),
        np.array(
            [
                [(program.basis.signs if program is not None else none)[sign] for sign in signs]
                for program in programs
            ]
        ),
        np.array([program is not None for program in programs]),
        wrong,
        np.array([draft.basis.was_doubted for draft, *_ in rows]),
        np.array([group for *_, group in rows]),
        np.array([source for *_, source, _ in rows]),
        np.array([kind == "real" for *_, kind, _, _ in rows]),
    )


def learnt(known: Examples) -> dict[str, object]:
    """Chances as plain numbers, with the limit that holds for rows of groups they were not learnt from."""
    chances = _fitted(known, np.ones(len(known.values), dtype=bool))
    return {
        "limit": round(_limit(_out_of_fold(known), known, np.ones(len(known.values), dtype=bool)), 4),
        "chances": {
            name: {
                "intercept": round(intercept, 4),
                "weights": {
                    sign: round(float(weight), 4)
                    for sign, weight in zip(known.signs, weights, strict=True)
                    if round(float(weight), 4)
                },
            }
            for name, (intercept, weights) in chances.items()
        },
    }


def doubted_out_of_fold(known: Examples) -> Bools:
    """Which rows are doubted, each by weights and a limit that no row of its group has taught."""
    any_wrong, part = _out_of_fold(known), _parts(known)
    doubted = np.zeros(len(part), dtype=bool)
    for fold in range(_N_FOLDS):
        left_out = part == fold
        doubted[left_out] = any_wrong[left_out] > _limit(any_wrong, known, ~left_out)
    return doubted | known.was_doubted


def figures(known: Examples, doubted: Bools) -> Iterator[str]:
    """Lines with the shares of wrong and right rows that are doubted: real ones, by field, by source."""
    is_wrong, is_real = known.is_wrong, known.is_real
    yield f"doubted: {_shares(doubted, is_wrong, is_real)}"
    for name, wrong in known.wrong.items():
        chosen = wrong & is_real
        yield f"  wrong {name:8} {doubted[chosen].mean() if chosen.any() else 0:.3f} of {chosen.sum()}"
    for source in sorted(set(known.sources.tolist())):
        yield f"  {source:16} {_shares(doubted, is_wrong, known.sources == source)}"


def _shares(doubted: Bools, is_wrong: Bools, chosen: Bools) -> str:
    parts = []
    for word, rows in (("wrong", is_wrong & chosen), ("right", ~is_wrong & chosen)):
        parts.append(f"{doubted[rows].mean() if rows.any() else 0:.3f} of {rows.sum()} {word} rows")
    return ", ".join(parts)


def _parts(known: Examples) -> NDArray[np.int64]:
    names = sorted(set(known.groups.tolist()))
    np.random.RandomState(0).shuffle(names)
    part_of = {name: i % _N_FOLDS for i, name in enumerate(names)}
    return np.array([part_of[name] for name in known.groups.tolist()])


def _out_of_fold(known: Examples) -> Floats:
    """The chance that anything in a row is wrong, by weights that no row of its group has taught."""
    part = _parts(known)
    any_wrong = np.zeros(len(part))
    for fold in range(_N_FOLDS):
        left_out = part == fold
        chances = _fitted(known, ~left_out)
        any_wrong[left_out] = _any_wrong(
            chances, known.values[left_out], known.of_program[left_out], known.has_program[left_out]
        )
    return any_wrong


def _any_wrong(
    chances: Mapping[str, tuple[float, Floats]], values: Floats, of_program: Floats, has_program: Bools
) -> Floats:
    """The chance that anything in a row is wrong, as `rows.doubts` puts it together."""

    def chance(name: str, of: Floats) -> Floats:
        intercept, weights = chances[name]
        return np.asarray(1 / (1 + np.exp(-np.clip(of @ weights + intercept, -50, 50))))

    program_wrong = 1 - (1 - chance("name", of_program)) * (1 - chance("level", of_program))
    all_right = 1 - SHARE_OF_PROGRAM * program_wrong * has_program
    for name in CHANCES:
        all_right = all_right * (1 - chance(name, values))
    return np.asarray(1 - all_right)


def _limit(any_wrong: Floats, known: Examples, chosen: Bools) -> float:
    """The lowest limit above which few of the chosen right rows lie, real ones and others."""
    right = ~known.is_wrong & chosen
    groups = [right & known.is_real, right & ~known.is_real]
    doubtful = np.where(known.was_doubted, 1.0, any_wrong)
    return max(float(np.quantile(doubtful[rows], 1 - MAX_DOUBTED_RIGHT)) for rows in groups if rows.any())


def _fitted(known: Examples, chosen: Bools) -> dict[str, tuple[float, Floats]]:
    """Intercept and weights of each chance, a weight for each sign."""
    _, group, n_rows = np.unique(known.groups, return_inverse=True, return_counts=True)
    weights = np.where(known.is_real, 1.0, _GENERATED_WEIGHT) / n_rows[group] ** _ROWS_POWER
    return {name: _fitted_one(known, name, chosen, weights) for name in CHANCES}


def _fitted_one(known: Examples, name: str, chosen: Bools, weights: Floats) -> tuple[float, Floats]:
    kinds = CHANCES[name]
    at = [i for i, sign in enumerate(known.signs) if sign.split(".")[0] in kinds]
    signs = [known.signs[i] for i in at]
    x, y, w = known.values[chosen][:, at], known.wrong[name][chosen], weights[chosen]
    usual = np.flatnonzero((known.is_real & ~known.is_wrong)[chosen])
    generator = np.random.RandomState(1)
    made_up = []
    for sign in BY_NATURE[name]:
        rows = x[generator.choice(usual, _N_MADE_UP)].copy()
        rows[:, signs.index(sign)] = 1.0
        made_up.append(rows)
    n_made_up = _N_MADE_UP * len(made_up)
    own_weight = _MADE_UP_WEIGHT * weights[known.is_real].mean() / _N_MADE_UP
    x = np.concatenate([x, *made_up])
    y = np.concatenate([y, np.ones(n_made_up, dtype=bool)])
    w = np.concatenate([w, np.full(n_made_up, own_weight)])
    damped = [sign.startswith(("text.", "table.", "money.table_")) for sign in signs]
    scale = np.maximum(x.std(axis=0), _MIN_SCALE) / np.where(damped, _DAMPED, 1.0)
    middle = x.mean(axis=0)
    model = LogisticRegression(C=1 / (2 * _PENALTY), max_iter=2000)
    model.fit((x - middle) / scale, y, sample_weight=w / w.sum())
    weights_of_chosen = model.coef_[0] / scale
    whole = np.zeros(len(known.signs))
    whole[at] = weights_of_chosen
    return float(model.intercept_[0] - weights_of_chosen @ middle), whole


def write(chances: dict[str, object], path: Path) -> None:
    """Save chances as JSON, a line for each number."""
    path.write_text(json.dumps(chances, indent=1) + "\n", encoding="utf-8")
