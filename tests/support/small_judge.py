"""Judges that look at one sign each, so that a test knows what they say of a line."""

import numpy as np

from classifier.evidence.decoding import BEGINS, NONE
from classifier.evidence.signs import SIGNS
from classifier.evidence.trees import Judge, Trees

PROGRAM, KEGIATAN, SUBKEGIATAN = 0, 1, 2


def split(sign: str, *, below: int = NONE, above: int = BEGINS, odds: float = 8.0) -> Trees:
    """Trees of three classes: class `above` for lines whose sign is over 0.5, else `below`.

    The class has the probability `1 / (1 + 2 * exp(-odds))`: 0.999 by default.
    """
    # Two trees of three nodes each: a root and its leaves, which lead to themselves.
    at = SIGNS.index(sign)
    arrays = {
        "feature": np.array([at, 0, 0, at, 0, 0]),
        "threshold": np.array([0.5, 0, 0, 0.5, 0, 0]),
        "left": np.array([1, 1, 2, 4, 4, 5]),
        "right": np.array([2, 1, 2, 5, 4, 5]),
        "value": np.array([0, 0, odds, 0, odds, 0]),
        "root": np.array([0, 3]),
        "tree_class": np.array([above, below]),
        "baseline": np.zeros(3),
    }
    return Trees.of(arrays)


def judge(begins: str, *, program: str = "says_program", odds: float = 8.0) -> Judge:
    """Lines with the sign `begins` begin a name, a program with the sign `program`, else a kegiatan."""
    return Judge(split(begins, odds=odds), split(program, below=KEGIATAN, above=PROGRAM))
