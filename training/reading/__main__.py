"""Learn the weights of `classifier.evidence` again, and measure them on documents left out.

    python -m training.reading --shared ../shared --layouts DIR [--folds 5] [--groups] [--write]

Learns from the transcribed pages of `tests/truth`, from the real pages, printed tables and
generated documents of the shared material, from the drawn documents of `tests/documents`
and from random layouts (`python -m tests.support.layouts`). A fold leaves out an agency with all
its documents. Prints recall and precision out of fold with their intervals over documents; with
`--groups` also what is lost without each group of signs. `--write` learns from everything and
writes `weights.npz`, `signs.tsv` and, from the rows read out of fold, `rows/doubts.json`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from joblib import Parallel, delayed

from classifier.evidence.signs import GROUPS, SIGNS
from classifier.evidence.trees import Judge
from classifier.rows.assembler import RowAssembler
from training.reading import doubting, fitting, truth
from training.reading.fitting import Lines
from training.reading.scoring import FIELDS, Outcome, Score, interval, scored, total
from training.reading.truth import ReadDocument, Truth

ROOT = Path(__file__).parents[2]
EVIDENCE = ROOT / "classifier" / "evidence"


def truths(shared: Path, layouts: Path | None) -> Iterator[Truth]:
    """All truth there is: transcribed, printed, generated and drawn."""
    real, archive = shared / "real", shared / "real" / "archive"
    yield from truth.of_slices("real", real / "truth", archive)
    for name in ("learning", "pages"):
        yield from truth.of_pages("real", ROOT / "tests" / "truth" / f"{name}.jsonl", archive)
    yield from truth.of_folder("real", real / "pages")
    yield from truth.of_folder("printed", real / "printed")
    yield from truth.of_folder("generated", shared / "docs")
    yield from truth.of_folder("drawn", ROOT / "tests" / "documents")
    if layouts is not None:
        yield from truth.of_folder("generated", layouts)


def groups(documents: Sequence[ReadDocument]) -> list[str]:
    """What folds never part: the agency of a real document, else the document itself."""
    real = [document.truth for document in documents if document.truth.kind == "real"]
    agency = truth.agencies(real)
    return [
        agency[one.truth.name] if one.truth.kind == "real" else f"{one.truth.kind} {one.truth.name}"
        for one in documents
    ]


def folds(documents: Sequence[ReadDocument], n_folds: int) -> list[list[int]]:
    """Which documents each fold leaves out; those of one agency are left out together."""
    keys = groups(documents)
    names = sorted(set(keys))
    np.random.RandomState(0).shuffle(names)
    fold_of = {name: i % n_folds for i, name in enumerate(names)}
    return [[i for i, key in enumerate(keys) if fold_of[key] == fold] for fold in range(n_folds)]


def outcome(document: ReadDocument, judge: Judge | None) -> Outcome:
    """A document read with a judge, against its truth."""
    assembler = RowAssembler(document.words, judge)
    for page in sorted(document.tables):
        if page in document.wanted:
            assembler.feed(document.tables[page])
    assembler.finish()
    return scored(document, assembler.drafts)


def out_of_fold(
    documents: Sequence[ReadDocument], lines: Sequence[Lines], n_folds: int, without: Sequence[str] = ()
) -> list[Outcome]:
    """Each document's outcome with a judge that saw neither it nor others of its agency."""
    outcomes: list[Outcome | None] = [None] * len(documents)
    for left_out in folds(documents, n_folds):
        rest = [i for i in range(len(documents)) if i not in set(left_out) and len(lines[i].signs)]
        judge = fitting.fitted([(documents[i].truth.kind, _blinded(lines[i], without)) for i in rest])
        for i in left_out:
            outcomes[i] = outcome(documents[i], judge)
    return [one for one in outcomes if one is not None]


def _blinded(lines: Lines, without: Sequence[str]) -> Lines:
    """The lines with some signs made equal, so that no tree can use them."""
    if not without:
        return lines
    signs = lines.signs.copy()
    signs[:, [SIGNS.index(sign) for sign in without]] = 0
    return Lines(signs, lines.states, lines.levels, lines.is_scored, lines.labels)


def figures(name: str, outcomes: Sequence[Outcome]) -> str:
    """A line with recall, precision and fields of some documents, with intervals."""
    scores = [one.score for one in outcomes]
    whole = total(scores)
    texts = [f"{name:22} {len(scores):4} documents {whole.truth:5} rows"]
    for what in ("recall", "precision"):
        low, high = interval(scores, what, 500)
        texts.append(f"{what} {getattr(whole, what):.3f} ({low:.3f} to {high:.3f})")
    texts += [f"{field} {whole.agree[field] / max(1, whole.asked[field]):.3f}" for field in FIELDS]
    return "  ".join(texts)


def f1(outcomes: Sequence[Outcome]) -> float:
    """The harmonic mean of recall and precision over all rows."""
    whole: Score = total(one.score for one in outcomes)
    return 2 * whole.right / max(1, whole.truth + whole.found)


def _by_source(documents: Sequence[ReadDocument]) -> Mapping[str, list[int]]:
    """Documents by the folder or file that their truth stands in."""
    sources: dict[str, list[int]] = {}
    for i, document in enumerate(documents):
        sources.setdefault(document.truth.source, []).append(i)
    return sources


def main() -> None:
    """Read, learn, measure, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--layouts", type=Path, help="folder of random layouts")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--groups", action="store_true", help="leave out each group of signs in turn")
    parser.add_argument("--write", action="store_true", help="learn from everything and write the weights")
    arguments = parser.parse_args()
    if not (arguments.shared / "real").is_dir():
        sys.exit(f"{arguments.shared}: holds no folder real/; name the shared material with --shared.")
    documents: list[ReadDocument] = Parallel(n_jobs=2)(
        delayed(truth.read)(one) for one in truths(arguments.shared, arguments.layouts)
    )
    lines = [fitting.lines_of(document) for document in documents]
    n_found = sum(one.labels.n_found for one in lines)
    n_missing = sum(len(one.labels.missing) for one in lines)
    print(f"{len(documents)} documents; lines hold {n_found} of {n_found + n_missing} rows whole")
    if arguments.folds > 1:
        outcomes = out_of_fold(documents, lines, arguments.folds)
        for name, indexes in _by_source(documents).items():
            print(figures(name, [outcomes[i] for i in indexes]), flush=True)
        real = [i for i, one in enumerate(documents) if one.truth.pages is not None]
        for group, signs in GROUPS.items() if arguments.groups else ():
            without = out_of_fold(documents, lines, arguments.folds, signs)
            score = f1([without[i] for i in real])
            print(
                f"without {group:24} F1 {score:.3f} ({score - f1([outcomes[i] for i in real]):+.3f})",
                flush=True,
            )
        known = doubting.examples(
            [
                (one.truth.kind, one.truth.source, group, own)
                for one, group, own in zip(documents, groups(documents), outcomes, strict=True)
            ]
        )
        for line in doubting.figures(known, doubting.doubted_out_of_fold(known)):
            print(line, flush=True)
        if arguments.write:
            doubting.write(doubting.learnt(known), ROOT / "classifier" / "rows" / "doubts.json")
    if arguments.write:
        judge, gains = fitting.fitted_with_gains(
            [(one.truth.kind, own) for one, own in zip(documents, lines, strict=True) if len(own.signs)]
        )
        fitting.write(judge, EVIDENCE / "weights.npz")
        rows = [f"{sign}\t{gain:.4f}\n" for sign, gain in sorted(gains.items(), key=lambda item: -item[1])]
        (EVIDENCE / "signs.tsv").write_text("sign\tshare of gain\n" + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
