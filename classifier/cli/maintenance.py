"""What the verbs of those who keep the models do: `data`, `train`, `evaluate`, `models`."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path

from classifier.cli import terminal
from classifier.errors import DataError, ModelError, UsageError
from classifier.inference import model_store
from classifier.inference.card import Card


def run_data(arguments: argparse.Namespace) -> int:
    """Check labelled data, import rows, or list labels that look wrong."""
    from classifier.extraction.reader_pool import count
    from training import data_quality

    if arguments.action == "import":
        return _import(arguments)
    if arguments.file:
        raise UsageError(f"data {arguments.action} takes no file; name a folder with --data.")
    if arguments.action == "check":
        return _check(arguments.data)
    if arguments.n < 1:
        raise UsageError("-n takes a number from 1.")
    found = data_quality.issues(arguments.data, jobs=count(), progress=terminal.say)[: arguments.n]
    if arguments.format == "table" or (arguments.format is None and terminal.is_terminal()):
        terminal.show_lines(
            ("place", "text", "label", "suggested", "confidence"),
            [
                (i.label.place, i.label.text, i.label.subdimension, i.suggested, _number(i.confidence))
                for i in found
            ],
        )
        return 0
    for i in found:
        said = {"place": i.label.place, "text": i.label.text, "subdimension": i.label.subdimension}
        answer = {"suggested": i.suggested, "confidence": round(i.confidence, 4), "own": round(i.own, 4)}
        print(json.dumps({**said, **answer}, ensure_ascii=False))
    return 0


def _check(folder: Path) -> int:
    from training import data_quality

    found = data_quality.check(folder)
    for problem in found.problems:
        terminal.say(problem)
    for first, second in found.near:
        terminal.say(f'{second.place}: "{second.text}" is nearly "{first.text}" ({first.place}); keep one.')
    if found.problems:
        terminal.say(f"{folder}: {len(found.problems)} malformed lines; mend them.")
        return DataError.exit_code
    for one in found.scarce:
        terminal.say(f"{one}: {found.counts[one]} rows; {data_quality.LEAST_ROWS} or more are wanted.")
    print(
        f"{sum(found.counts.values())} rows, {min(found.counts.values())} or more for each subdimension; "
        f"{found.n_no_program} texts that name no program; {len(found.near)} near-duplicates."
    )
    return 1 if found.near or found.scarce else 0


def _import(arguments: argparse.Namespace) -> int:
    from classifier import labels
    from training import data_quality

    if arguments.file is None:
        raise UsageError("no file; name the rows to import.")
    if Path(arguments.to).name != arguments.to or not arguments.to.endswith(".jsonl"):
        raise UsageError(f'"{arguments.to}" is no file name that ends in .jsonl; name one of the folder.')
    found = data_quality.importable(arguments.file, arguments.data, by=arguments.by)
    for label, why in found.refused:
        terminal.say(f'{label.place}: "{label.text}" is left out: {why}.')
    if found.add:
        labels.append(arguments.data / arguments.to, found.add)
    print(f"{len(found.add)} added, {found.n_known} known already, {len(found.refused)} refused.")
    return 1 if found.refused else 0


def run_train(arguments: argparse.Namespace) -> int:
    """Train, save, and make the first model of a folder the current one."""
    from classifier.extraction.reader_pool import count
    from training import dataset, recipe_search, registry, train

    folder = arguments.models_to or arguments.models or model_store.default_models_folder()
    try:
        # Now, and not when all is fitted.
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made ({error.strerror}); name another folder.") from error
    settings, tried = None, None
    if not arguments.quick:
        found = recipe_search.search(dataset.load(arguments.data), jobs=count(), progress=terminal.say)
        settings, tried = recipe_search.best(found).recipe, recipe_search.table(found)
        terminal.say(f"{recipe_search.best(found).name} it is.")
    card = train.train(
        arguments.data, folder, settings=settings, tried=tried, jobs=count(), progress=terminal.say
    )
    is_first = not (folder / model_store.CURRENT).is_file()
    if arguments.promote or is_first:
        registry.promote(folder, card.id)
    print(card.id)
    terminal.say(f"{folder / card.id}: cross-validated {_scores(card.scores)}.")
    if not (arguments.promote or is_first):
        terminal.say(
            f"{registry.current(folder)} stays the current model; train with --promote to change it."
        )
    return 0


def run_evaluate(arguments: argparse.Namespace) -> int:
    """Scores of a model: its card's, or those on a file of labelled rows."""
    folder = model_store.find(arguments.models or model_store.default_models_folder(), arguments.model)
    loaded = model_store.load(folder)
    if (arguments.gate or arguments.pin) and arguments.on:
        raise UsageError("the gate holds a model to its own scores; leave --on out.")
    if arguments.gate and arguments.pin:
        raise UsageError("--gate asks and --pin sets; name one of them.")
    if arguments.lower and not arguments.pin:
        raise UsageError("--lower goes with --pin.")
    if arguments.gate or arguments.pin:
        return _gate(arguments, folder.parent, loaded.card)
    if arguments.report and arguments.on is None:
        raise UsageError(f"--report goes with --on FILE; the model's own report is {folder / 'report.html'}.")
    if arguments.on is None:
        scores = dict(loaded.card.scores)
        if arguments.format == "json":
            print(json.dumps({"model": loaded.card.id, "n": loaded.card.n_measured, **scores}))
        else:
            terminal.show_facts(
                {"model": loaded.card.id, "rows, cross-validated": loaded.card.n_measured, **scores}
            )
        return 0
    from training import evaluate

    answered = evaluate.answered(loaded, arguments.on)
    if arguments.report:
        from training import report

        title = f"Model {loaded.card.id} on {arguments.on.name}"
        report.write(arguments.report, title, report.of_file(answered, title))
        terminal.say(f"{arguments.report / 'report.html'} is written.")
    found = evaluate.evaluation(answered)
    if arguments.format == "json":
        print(json.dumps({"model": loaded.card.id, **dataclasses.asdict(found)}))
        return 0
    rows = [*found.kinds, ("all", found.measures)]
    names = [field.name for field in dataclasses.fields(found.measures)]
    terminal.show_lines(
        ("kind", *names),
        [(kind, *(_number(getattr(m, name)) for name in names)) for kind, m in rows],
    )
    terminal.show_lines(
        ("subdimension", "precision", "recall", "f1", "support"),
        [
            (line.subdimension, *(_number(v) for v in (line.precision, line.recall, line.f1, line.support)))
            for line in found.lines
        ],
    )
    return 0


def _gate(arguments: argparse.Namespace, folder: Path, card: Card) -> int:
    """Hold a model's scores to the floors, or make them the floors."""
    from training import quality_gate

    if arguments.pin:
        try:
            pinned = quality_gate.pin(folder, card, lower=arguments.lower)
        except ModelError as error:
            terminal.say(str(error))
            return 1
        print(f"{folder / quality_gate.FILE}: {_scores(pinned.values)}.")
        return 0
    known = quality_gate.read(folder)
    if known is None:
        raise UsageError(f"{folder}: has no {quality_gate.FILE}; make one with --pin.")
    missed = quality_gate.below(card, known)
    for sentence in missed:
        terminal.say(f"{card.id}: {sentence}")
    if not missed:
        print(f"{card.id} reaches every floor.")
    return 1 if missed else 0


def run_models(arguments: argparse.Namespace) -> int:
    """The models of a folder, or one of them."""
    folder: Path = arguments.models or model_store.default_models_folder()
    if arguments.action in ("promote", "rollback"):
        return _decide(arguments, folder)
    if arguments.action == "show":
        card = model_store.load(model_store.find(folder, arguments.model)).card
        if terminal.is_terminal():
            terminal.show_facts(dataclasses.asdict(card))
        else:
            print(json.dumps(dataclasses.asdict(card), ensure_ascii=False))
        return 0
    if arguments.model:
        raise UsageError("list names all models; to see one, `petakota models show ID`.")
    unreadable: list[str] = []
    cards = model_store.listing(folder, unreadable=unreadable)
    for sentence in unreadable:
        terminal.say(sentence)
    now = model_store.current(folder)
    if terminal.is_terminal():
        terminal.show_lines(
            ("id", "", "created", "rows", "strict", "lenient"),
            [
                (
                    c.id,
                    "current" if c.id == now else "",
                    c.created,
                    str(c.n_rows),
                    *(_number(c.scores.get(s, 0.0)) for s in ("strict", "lenient")),
                )
                for c in cards
            ],
        )
    else:
        for c in cards:
            print(
                json.dumps(
                    {"id": c.id, "current": c.id == now, "created": c.created, "n_rows": c.n_rows, **c.scores}
                )
            )
    return 0


def _decide(arguments: argparse.Namespace, folder: Path) -> int:
    """Make another model the current one, or the one before it again."""
    from training import registry

    if arguments.action == "rollback":
        if arguments.model:
            raise UsageError("rollback takes no id; to name one, `petakota models promote ID`.")
        print(registry.rollback(folder))
        return 0
    if not arguments.model:
        raise UsageError("promote needs the id of a model; `petakota models list` names them.")
    registry.promote(folder, arguments.model)
    print(arguments.model)
    return 0


def _scores(scores: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.3f}" for name, value in scores.items())


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}"
