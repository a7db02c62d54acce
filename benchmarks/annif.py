"""How well Annif labels the same rows, learnt from the same data: the peer of the text model.

    python benchmarks/annif.py [--on ../shared/real/rows.tsv]

Annif (https://annif.org) is installed from the package registry into an environment
of its own, which is removed at the end, and never into ours. Each of its backends that suits short
texts is trained on data/labeled and asked for the rows of the file; the same rows are
then answered by our current model, by text alone and in context.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
REQUIREMENTS = ["annif[omikuji]==1.4.3"]
# Backends for many short texts, with an Indonesian analyzer; settings are those of Annif's own examples.
PROJECTS = {
    "tfidf": "backend=tfidf\nlimit=18",
    "svc": "backend=svc\nlimit=18\nmin_df=1\nngram=2",
    "omikuji-parabel": "backend=omikuji\nlimit=18\nmin_df=1\nngram=2",
    "omikuji-bonsai": "backend=omikuji\nlimit=18\nmin_df=1\nngram=2\ncluster_balanced=False\ncluster_k=18",
}
URI = "http://petakota.invalid/"


# Annif splits sentences with NLTK, whose data is not in the registry: learnt here from the rows themselves.
SENTENCES = """
from pathlib import Path
from nltk.tokenize.punkt import PunktTrainer, save_punkt_params
folder = Path("nltk_data/tokenizers/punkt_tab/english")
folder.mkdir(parents=True)
save_punkt_params(PunktTrainer(Path("train.tsv").read_text(encoding="utf-8")).get_params(), dir=str(folder))
"""


def labelled() -> list[tuple[str, str]]:
    """Text and subdimension of every labelled row."""
    found = []
    for path in sorted((ROOT / "data" / "labeled").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            value = json.loads(line)
            found.append((" ".join(value["text"].split()), value["subdimension"]))
    return found


def asked(path: Path) -> list[dict[str, str]]:
    """The rows of the file that measures."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def annif_answers(folder: Path, texts: list[str]) -> dict[str, list[list[str]]]:
    """For each backend and text the subdimensions, best first."""
    venv.create(folder / "env", with_pip=True)
    tools = folder / "env" / "bin"
    install = ("-m", "pip", "install", "-q", "--disable-pip-version-check")
    subprocess.run([str(tools / "python"), *install, *REQUIREMENTS], check=True)
    rows = labelled()
    ids = sorted({subdimension for _, subdimension in rows})
    (folder / "vocab.tsv").write_text("".join(f"<{URI}{one}>\t{one}\n" for one in ids), encoding="utf-8")
    train = "".join(f"{text}\t<{URI}{subdimension}>\n" for text, subdimension in rows)
    (folder / "train.tsv").write_text(train, encoding="utf-8")
    ask = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    (folder / "ask.jsonl").write_text(ask, encoding="utf-8")
    projects = "".join(
        f"[{name}]\nname={name}\nlanguage=id\nanalyzer=simplemma(id)\nvocab=petakota\n{settings}\n\n"
        for name, settings in PROJECTS.items()
    )
    (folder / "projects.cfg").write_text(projects, encoding="utf-8")

    environment = {**os.environ, "NLTK_DATA": str(folder / "nltk_data")}
    subprocess.run(
        [tools / "python", "-c", SENTENCES], cwd=folder, check=True, capture_output=True, env=environment
    )

    def annif(*words: str) -> None:
        call = [str(tools / "annif"), *words]
        done = subprocess.run(call, cwd=folder, capture_output=True, text=True, env=environment)
        if done.returncode:
            sys.exit(f"annif {' '.join(words)} failed:\n{done.stderr[-2000:]}")

    annif("load-vocab", "--language", "id", "petakota", "vocab.tsv")
    found = {}
    for name in PROJECTS:
        annif("train", name, "train.tsv")
        annif("index", "--limit", "3", "--output", f"{name}.jsonl", name, "ask.jsonl")
        lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        results = [json.loads(line)["results"] for line in lines]
        found[name] = [[one["uri"].removeprefix(URI) for one in result] for result in results]
    return found


def our_answers(rows: list[dict[str, str]], *, in_context: bool) -> list[list[str]]:
    """The same of our current model."""
    sys.path.insert(0, str(ROOT))
    from classifier.inference import model_store
    from classifier.inference.predict import predictions
    from classifier.records import Query

    model = model_store.load(model_store.find(model_store.default_models_folder()))
    queries = [
        Query(row["text"], program=row["program"], kode=row["kode"], opd=row["opd"])
        if in_context
        else Query(row["text"])
        for row in rows
    ]
    found = predictions(model, queries, evidence=False)
    return [[p.subdimension, *(one.subdimension for one in p.alternatives)] for p in found]


def show(name: str, answers: list[list[str]], rows: list[dict[str, str]]) -> None:
    best = [answer[0] if answer else "" for answer in answers]
    strict = sum(b == row["subdimension"] for b, row in zip(best, rows, strict=True))
    lenient = sum(
        b != "" and b in (row["subdimension"], row["secondary"]) for b, row in zip(best, rows, strict=True)
    )
    top3 = sum(row["subdimension"] in answer[:3] for answer, row in zip(answers, rows, strict=True))
    n = len(rows)
    print(f"{name:28} strict {strict / n:.3f}  lenient {lenient / n:.3f}  top-3 {top3 / n:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = ROOT.parent / "shared" / "real" / "rows.tsv"
    parser.add_argument("--on", type=Path, default=default, metavar="FILE")
    arguments = parser.parse_args()
    if not arguments.on.is_file():
        sys.exit(f"{arguments.on}: no such file; name labelled rows with --on.")
    rows = asked(arguments.on)
    print(f"{len(rows)} rows of {arguments.on.name}, learnt from {len(labelled())} labelled rows")
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        found = annif_answers(Path(folder), [row["text"] for row in rows])
        print(f"Annif ({', '.join(REQUIREMENTS)}), {time.perf_counter() - start:.0f} s with its installation")
    for name, answers in found.items():
        show(f"Annif {name}", answers, rows)
    show("petakota, text alone", our_answers(rows, in_context=False), rows)
    show("petakota, in context", our_answers(rows, in_context=True), rows)


if __name__ == "__main__":
    main()
