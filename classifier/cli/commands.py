"""What each verb of the command line does: effects at the edge, values in between."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from classifier import taxonomy
from classifier.cli import output, query_lines, terminal
from classifier.errors import DataError, DocumentError, ModelError, PetakotaError, UsageError
from classifier.formats import results
from classifier.records import Extraction, Query, Row, TaggedRow

if TYPE_CHECKING:
    from classifier.extraction.page_tasks import Mapper
    from classifier.inference.model import Model

_LINES_AT_ONCE = 4096
_Shown = Callable[[tuple[Row, ...]], Iterable[dict[str, Any]]]
_MAP_FORMATS = ("xlsx", "png", "jsonl")
_CLASSIFY_FIELDS = ("text", *results.PREDICTION_FIELDS)


def run_nothing(arguments: argparse.Namespace) -> int:
    """`petakota --version`, or the help when no verb was named."""
    if arguments.version:
        try:
            print(f"petakota {metadata.version('petakota')}")
        except metadata.PackageNotFoundError:
            print("petakota (not installed)")
        return 0
    arguments.parser.print_help(sys.stderr)
    return 2


def run_extract(arguments: argparse.Namespace) -> int:
    """Rows without labels."""
    return _documents(arguments, results.ROW_FIELDS, lambda: lambda rows: map(results.row_dict, rows))


def run_tag(arguments: argparse.Namespace) -> int:
    """Rows with labels."""

    def labeller() -> _Shown:
        from classifier.inference import predict

        model = _model(arguments)

        def tagged(rows: tuple[Row, ...]) -> Iterable[dict[str, Any]]:
            queries = [Query(r.text, r.program, r.kode, r.opd, r.indikator, r.level) for r in rows]
            predicted = predict.predictions(model, queries)
            return (results.tagged_dict(TaggedRow(r, p)) for r, p in zip(rows, predicted, strict=True))

        return tagged

    return _documents(arguments, results.TAGGED_FIELDS, labeller)


def _documents(arguments: argparse.Namespace, fields: tuple[str, ...], prepare: Callable[[], _Shown]) -> int:
    """Read every document; one that fails is said on stderr and does not stop the others."""
    from classifier.extraction import reader_pool

    reader_pool.prepare()
    from classifier.extraction.extract import extract

    failures: list[PetakotaError] = []
    with reader_pool.Readers(reader_pool.count()) as readers:
        # The model is loaded while the readers start.
        shown = prepare()

        def rows() -> Iterator[dict[str, Any]]:
            for name in arguments.documents:
                path = Path(name)
                try:
                    with terminal.progress(path.name) as report:
                        extraction = extract(
                            path, pages=arguments.pages, mapper=readers.answers, progress=report
                        )
                except (DocumentError, UsageError) as error:
                    failures.append(error)
                    terminal.say(str(error))
                    continue
                _say_problems(extraction)
                _explain(arguments, path, extraction, readers.answers)
                yield from shown(extraction.rows)
            if len(failures) == len(arguments.documents):
                # Ends the writing, so that an older output file stays as it was.
                raise _AllFailed(failures[0].exit_code)

        try:
            if _wants_table(arguments):
                terminal.show_rows(list(rows()), taxonomy_of(arguments))
            else:
                _write(rows(), arguments, fields)
        except _AllFailed as failed:
            return failed.exit_code
    return 1 if failures else 0


class _AllFailed(Exception):  # noqa: N818
    """Every document failed, and each has been said."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(exit_code)
        self.exit_code = exit_code


def _say_problems(extraction: Extraction) -> None:
    for problem in extraction.problems:
        terminal.say(f"{extraction.document}: page {problem.page}: {problem.fault}")
    for warning in extraction.warnings:
        terminal.say(f"{extraction.document}: page {warning.page}: {warning.fault}")
    silent = extraction.n_pages - extraction.n_text_pages - len(extraction.problems)
    if silent > 0:
        terminal.say(
            f"{extraction.document}: {silent} of {extraction.n_pages} pages hold no text (scans); not read."
        )
    if not extraction.rows:
        pages = "1 page" if extraction.n_pages == 1 else f"{extraction.n_pages} pages"
        terminal.say(f"{extraction.document}: no program rows found on {pages}; extract --explain says why.")


def _explain(arguments: argparse.Namespace, path: Path, extraction: Extraction, mapper: Mapper) -> None:
    """What `extract --explain` and `--debug-dir` ask for."""
    if getattr(arguments, "explain", False):
        for page in extraction.pages:
            terminal.say(f"{extraction.document}: page {page.page} {page.message}.")
    if folder := getattr(arguments, "debug_dir", None):
        from classifier.extraction.extract import pictures

        try:
            folder.mkdir(parents=True, exist_ok=True)
            for number, png in pictures(path, extraction, mapper=mapper):
                (folder / f"{path.stem}-{number:04}.png").write_bytes(png)
        except OSError as error:
            raise UsageError(
                f"{folder}: cannot be written ({error.strerror}); name another folder."
            ) from error


def run_classify(arguments: argparse.Namespace) -> int:
    """One prediction a text or input line."""
    from classifier.inference import predict

    if arguments.file and arguments.texts:
        raise UsageError("texts and --file were both given; name one of them.")
    if not arguments.file and not arguments.texts:
        raise UsageError("no text; name one, or read lines with --file F or -.")
    model = _model(arguments)
    source = arguments.file or ("-" if arguments.texts == ["-"] else None)

    def answers() -> Iterator[dict[str, Any]]:
        queries = query_lines.queries(source) if source else iter([Query(text) for text in arguments.texts])
        while some := list(islice(queries, _LINES_AT_ONCE)):
            for query, prediction in zip(some, predict.predictions(model, some), strict=True):
                yield {"text": query.text} | results.prediction_dict(prediction)

    if _wants_table(arguments):
        terminal.show_predictions(answers(), taxonomy_of(arguments))
    else:
        _write(answers(), arguments, _CLASSIFY_FIELDS)
    return 0


def run_map(arguments: argparse.Namespace) -> int:
    """OPD x subdimension."""
    from classifier.mapping import matrix

    form = "table" if _wants_table(arguments) else _form(arguments, _MAP_FORMATS)
    # The workbook holds the rows too; other forms need each of them once.
    rows: list[dict[str, Any]] | None = [] if form == "xlsx" else None
    plan = matrix.build(_placed(arguments.results, rows), taxonomy_of(arguments))
    if form == "table":
        terminal.show_map(plan)
        return 0
    with output.target(arguments.output or "-", inputs=[arguments.results]) as out:
        if form == "xlsx":
            from classifier.mapping import map_workbook

            map_workbook.write(plan, out, rows=rows, fields=results.TAGGED_FIELDS)
        elif form == "png":
            from classifier.mapping import figure

            out.write(figure.png(plan, value=arguments.value))
        else:
            results.write(matrix.cell_dicts(plan), "jsonl", out, fields=())
    return 0


def _placed(source: str, kept: list[dict[str, Any]] | None) -> Iterator[results.Placed]:
    """The rows of results as the map takes them; each is also added to `kept`."""
    path = Path(source)
    files = [path]
    if source == "-":
        try:
            lines = sys.stdin.buffer.read().decode("utf-8-sig").split("\n")
        except UnicodeDecodeError as error:
            raise DataError(
                "standard input: is not UTF-8 text; pipe in what `petakota tag` prints."
            ) from error
    elif path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in (".jsonl", ".csv", ".xlsx"))
        if not files:
            raise DataError(f"{path}: holds no results (.jsonl, .csv or .xlsx); run `petakota tag -o` first.")
    for file in files:
        place = "standard input" if source == "-" else str(file)
        for row in results.parsed_lines(lines, place) if source == "-" else results.read(file):
            yield results.placed(row, place)
            if kept is not None:
                kept.append(row)


def run_taxonomy(arguments: argparse.Namespace) -> int:
    """The 18 subdimensions."""
    known = taxonomy_of(arguments)
    if arguments.format == "table" or (arguments.format is None and terminal.is_terminal()):
        terminal.show_taxonomy(known)
    else:
        for s in known.subdimensions:
            print(
                results.json_line(
                    {
                        "id": s.id,
                        "dimension": s.dimension,
                        "name_id": s.name_id,
                        "name_en": s.name_en,
                        "definition_id": s.definition_id,
                        "definition_en": s.definition_en,
                    }
                )
            )
    return 0


def run_serve(arguments: argparse.Namespace) -> int:
    """The web service, until it is told to stop."""
    import os

    from service import server

    return server.run(arguments.host, arguments.port, os.environ)


def taxonomy_of(arguments: argparse.Namespace) -> taxonomy.Taxonomy:
    """The taxonomy that the call names, else the packaged one."""
    named = getattr(arguments, "taxonomy", None)
    return taxonomy.load(named) if named else taxonomy.default()


def _model(arguments: argparse.Namespace) -> Model:
    from classifier.inference import model_store

    folder = arguments.models or model_store.default_models_folder()
    loaded = model_store.load(model_store.find(folder, arguments.model))
    known = taxonomy_of(arguments)
    if set(loaded.card.subdimensions) - set(known.ids):
        raise ModelError(
            f"model {loaded.card.id}: knows subdimensions that the taxonomy lacks; name that which it knows."
        )
    return loaded


def _write(rows: Iterable[dict[str, Any]], arguments: argparse.Namespace, fields: tuple[str, ...]) -> None:
    form = _form(arguments)
    if form == "xlsx" and fields is _CLASSIFY_FIELDS:
        raise UsageError("classify writes JSON lines or CSV; name a file ending in .jsonl or .csv.")
    read = [*getattr(arguments, "documents", []), *filter(None, [getattr(arguments, "file", None)])]
    with output.target(arguments.output or "-", inputs=read) as out:
        results.write(rows, form, out, fields=fields)


def _form(arguments: argparse.Namespace, forms: tuple[str, ...] = results.FORMATS) -> str:
    """The format that the call names, or its file's ending does; JSON lines otherwise."""
    path = Path(arguments.output or "")
    suffix = path.suffix.lower().lstrip(".")
    if arguments.format is None and suffix and suffix not in forms and (path.is_file() or not path.exists()):
        endings = ", ".join(f".{form}" for form in forms)
        raise UsageError(f"{path}: ends in none of {endings}; choose one of these or say --format.")
    return arguments.format or (suffix if suffix in forms else "jsonl")


def _wants_table(arguments: argparse.Namespace) -> bool:
    """True when a person reads: --format table, or nothing said on a terminal."""
    if arguments.format == "table" and arguments.output not in (None, "-"):
        raise UsageError("a table is for the terminal; name another --format for a file.")
    return arguments.format == "table" or (
        arguments.output is None and arguments.format is None and terminal.is_terminal()
    )
