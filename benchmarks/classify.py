"""How many texts a second the text model labels on one core, evidence included, and how fast it starts.

    python benchmarks/classify.py [--texts 100000]

Texts are made by joining halves of labelled rows, so hardly one comes twice. The
baseline is scikit-learn's own way through the same terms: both vectorizers and a
matrix product, without evidence.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]


def texts(n: int) -> list[str]:
    """Texts of labelled words, the same ones every time."""
    known = [
        json.loads(line)["text"].split()
        for path in sorted((ROOT / "data" / "labeled").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    chosen = random.Random(1)
    pairs = ((chosen.choice(known), chosen.choice(known)) for _ in range(n))
    return [" ".join(a[: len(a) // 2 + 1] + b[len(b) // 2 :]) for a, b in pairs]


def ours(path: Path) -> tuple[float, float]:
    """Seconds of `petakota classify --file` as a whole process, and its peak memory in MB."""
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as out:
        call = [sys.executable, "-c", RUN, "classify", "--file", str(path), "-o", out.name]
        start = time.perf_counter()
        subprocess.run(call, check=True, cwd=ROOT)
        seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


RUN = "import sys; from classifier.cli.main import main; sys.exit(main(sys.argv[1:]))"


def baseline(some: list[str]) -> float:
    """Texts a second of scikit-learn's vectorizers with the same terms, without evidence."""
    sys.path.insert(0, str(ROOT))
    from classifier.inference import model_store, preprocessing
    from classifier.inference.features import char_vectorizer, side_by_side, word_vectorizer

    folder = model_store.find(model_store.default_models_folder())
    loaded = model_store.load(folder)
    weights = model_store.read_learnt(folder, loaded.card).texts
    known = [{name: at for at, name in enumerate(one.names)} for one in (weights.words, weights.chars)]
    words = word_vectorizer(loaded.card.word_ngrams, vocabulary=known[0])
    chars = char_vectorizer(loaded.card.char_ngrams, vocabulary=known[1])
    words.idf_, chars.idf_ = weights.words.idf, weights.chars.idf
    preprocessing.stems(preprocessing.prepared("pemanasan"))
    start = time.perf_counter()
    for at in range(0, len(some), 2048):
        prepared = preprocessing.prepared_texts(some[at : at + 2048])
        stemmed = [preprocessing.stems(text) for text in prepared]
        side_by_side(words.transform(stemmed), chars.transform(prepared)) @ weights.coef
    return len(some) / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=100_000)
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])
    some = texts(arguments.texts)
    with tempfile.TemporaryDirectory() as folder:
        one, many = Path(folder) / "one.txt", Path(folder) / "many.txt"
        one.write_text(some[0] + "\n", encoding="utf-8")
        many.write_text("\n".join(some) + "\n", encoding="utf-8")
        cold, small = ours(one)
        seconds, peak = ours(many)
    rate = len(some) / (seconds - cold)
    plain = baseline(some[: max(1, len(some) // 5)])
    print(f"one text, cold: {cold:.2f} s, {small:.0f} MB")
    print(f"{len(some):,} texts: {rate:,.0f} texts/s after start-up, peak {peak:.0f} MB")
    print(f"scikit-learn's transform and product alone: {plain:,.0f} texts/s, so {rate / plain:.1f} x")


if __name__ == "__main__":
    main()
