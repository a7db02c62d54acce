"""Everything that a model learns, from rows: its texts, its agencies, its official codes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import numpy as np

from classifier.agencies.registry import Registry
from classifier.inference import features, preprocessing
from classifier.inference.codes import OfficialCodes
from classifier.inference.features import Weights
from classifier.inference.model import AGENCY_CHARS, AGENCY_WORDS, Learnt
from training import no_program, recipe
from training.dataset import Dataset
from training.recipe import Recipe

# What the packaged registry says of an agency's urusan counts as so many rows for each of its names.
_REGISTRY_ROWS = 2.0
# More rows of one agency and label say little more.
_MOST_ROWS = 20.0
_STRENGTH = 3.0
_SEED = 0


def learnt(data: Dataset, rows: Iterable[int], other: Iterable[int], settings: Recipe) -> Learnt:
    """What is learnt from these rows, and from these of the texts that name no program."""
    numbers, others = list(rows), list(other)
    learning = data.learning(numbers)
    words, chars, matrix = recipe.fitted_blocks(learning.prepared, settings.blocks)
    coef, intercept = recipe.summed(
        matrix, learning.primary, learning.secondary, settings, printed=learning.is_printed
    )
    named, unnamed = no_program.names(data, numbers), no_program.others(data, numbers, others)
    last = no_program.fitted(
        named,
        recipe.transformed(words, chars, named.prepared, settings.blocks),
        unnamed,
        recipe.transformed(words, chars, unnamed.prepared, settings.blocks)
        if unnamed.prepared
        else matrix[:0],
    )
    return Learnt(
        Weights(
            features.terms(words),
            features.terms(chars),
            np.column_stack([coef, last.coef]).astype(np.float32),
            np.append(intercept, last.intercept).astype(np.float32),
        ),
        last.shapes,
        last.shape_coef,
        agency_weights(data, numbers),
        OfficialCodes(data.official, len(data.subdimensions)),
    )


def agency_weights(data: Dataset, rows: Iterable[int]) -> Weights:
    """Scores of the subdimensions by an agency's name, against how common each is among all.

    Learnt from the rows of each agency, and from the official programs in the urusan of those that the
    packaged registry knows.
    """
    from sklearn.linear_model import LogisticRegression

    n = len(data.subdimensions)
    counts: Counter[tuple[str, int]] = Counter()
    for row in rows:
        if name := preprocessing.prepared(data.labels[row].opd):
            counts[name, int(data.primary[row])] += 1
    pairs: dict[tuple[str, int], float] = {
        pair: min(_MOST_ROWS, float(many)) for pair, many in counts.items()
    }
    for (name, column), share in _of_registry(data).items():
        pairs[name, column] = pairs.get((name, column), 0.0) + _REGISTRY_ROWS * share
    columns = np.array([column for _, column in pairs], dtype=np.intp)
    if len(set(columns.tolist())) < 2:
        return Weights.nothing(n)
    weights = np.array(list(pairs.values()))
    words, chars = features.word_vectorizer(AGENCY_WORDS), features.char_vectorizer(AGENCY_CHARS)
    names = [name for name, _ in pairs]
    matrix = features.side_by_side(
        words.fit_transform(map(preprocessing.stems, names)), chars.fit_transform(names)
    )
    # A subdimension that no agency has stays as probable as the mean.
    common = np.bincount(columns, weights=weights, minlength=n) + 1.0
    classifier = LogisticRegression(C=_STRENGTH, max_iter=1000, random_state=_SEED)
    classifier.fit(matrix, columns, sample_weight=weights)
    coef, intercept = np.zeros((matrix.shape[1], n)), np.full(n, classifier.intercept_.mean())
    if len(classifier.classes_) > 2:
        coef[:, classifier.classes_] = classifier.coef_.T
        intercept[classifier.classes_] = classifier.intercept_
    else:
        coef[:, classifier.classes_[1]], intercept[classifier.classes_[1]] = (
            classifier.coef_[0],
            classifier.intercept_[0],
        )
    return Weights(
        features.terms(words),
        features.terms(chars),
        coef.astype(np.float32),
        (intercept - np.log(common / common.sum())).astype(np.float32),
    )


def _of_registry(data: Dataset) -> Mapping[tuple[str, int], float]:
    """What the official programs of their urusan say of the registry's agencies, a share for each label."""
    by_urusan: dict[str, Counter[int]] = {}
    for program in data.official:
        by_urusan.setdefault(program.kode[:4], Counter())[program.first] += 1
    shares: defaultdict[tuple[str, int], float] = defaultdict(float)
    for agency in Registry.packaged().agencies if data.official else ():
        columns: Counter[int] = Counter()
        for code in agency.urusan:
            columns += by_urusan.get(code, Counter())
        for called in (agency.name, *agency.aliases):
            for column, n in columns.items():
                shares[preprocessing.prepared(called), column] += n / columns.total()
    return shares
