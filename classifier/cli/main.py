"""The command line: `petakota VERB ...`.

The outermost layer: it may import anything, and nothing imports it. Parsing is
here, without a heavy import, so that `petakota --help` answers at once; what the
verbs do is in `commands`, loaded when a verb runs.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from classifier.errors import PetakotaError, UsageError

_EPILOG = "Exit codes: 0 done; 1 done, but some documents failed, or a gate was not passed; 2 wrong usage; \
3 a document cannot be used; 4 no model can be trusted; 5 labelled data is malformed."


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors become one sentence on stderr."""
    # Rows are made by the thousand and hold no cycles: looking for some by the default 700 costs a tenth.
    gc.set_threshold(100_000, 10, 10)
    try:
        arguments = _parser().parse_args(argv)
        if arguments.verb in ("data", "train", "evaluate", "models"):
            from classifier.cli import maintenance

            code: int = getattr(maintenance, f"run_{arguments.verb}")(arguments)
        else:
            from classifier.cli import commands

            code = getattr(commands, f"run_{arguments.verb}")(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except PetakotaError as error:
        _complain(str(error))
        return error.exit_code
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            _complain(f"output cannot be written ({error.strerror}); free some space or name another file.")
            return 1
        # The reader (head, less) has seen enough; leave no second complaint at shutdown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _complain("stopped.")
        return 130


def _complain(sentence: str) -> None:
    # A closed stderr (2>&-) must not change the exit code.
    with contextlib.suppress(OSError, AttributeError, ValueError):
        print(f"petakota: {sentence}", file=sys.stderr)


def run() -> None:
    """Entry point of the `petakota` script."""
    sys.exit(main())


class _Parser(argparse.ArgumentParser):
    """Says a wrong call in one sentence, with exit code 2, like every other error."""

    def error(self, message: str) -> None:  # type: ignore[override]
        raise UsageError(f"{message}; `{self.prog} --help` shows the call.")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="petakota",
        description="Reads Indonesian planning documents, labels every program with one of the 18 smart-city "
        "subdimensions, and draws the map of who does what.",
        epilog=_EPILOG,
    )
    parser.add_argument("--version", action="store_true", help="print the version and end")
    verbs = parser.add_subparsers(metavar="VERB", parser_class=_Parser)
    _documents(verbs)
    _texts(verbs)
    _service(verbs)
    _maintenance(verbs)
    parser.set_defaults(verb="nothing", parser=parser)
    return parser


def _verb(verbs: argparse._SubParsersAction[_Parser], name: str, text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(
        name, help=text, description=f"{text[0].upper()}{text[1:]}."
    )
    parser.set_defaults(verb=name)
    return parser


def _documents(verbs: argparse._SubParsersAction[_Parser]) -> None:
    for name, text in (
        ("extract", "find the program rows of documents, without labels"),
        ("tag", "find the program rows of documents and label them"),
    ):
        verb = _verb(verbs, name, text)
        verb.add_argument("documents", nargs="+", metavar="PDF", help="planning documents")
        _output(verb, ("jsonl", "csv", "xlsx", "table"))
        verb.add_argument("--pages", type=_pages, metavar="3-20", help="only rows that begin on these pages")
        if name == "tag":
            _model(verb)
        else:
            verb.add_argument(
                "--explain", action="store_true", help="say of every page why it was read or not"
            )
            verb.add_argument(
                "--debug-dir", type=Path, metavar="DIR", help="draw pages with tables, columns and rows boxed"
            )
    verb = _verb(verbs, "map", "show the map of labelled rows: OPD x subdimension, counts, budgets and gaps")
    verb.add_argument(
        "results",
        metavar="FILE|DIR",
        help="what `petakota tag` wrote, or a folder of such files; - for standard input",
    )
    verb.add_argument(
        "-o",
        "--output",
        metavar="map.xlsx",
        help="write a workbook (.xlsx), a picture (.png) or JSON lines (.jsonl)",
    )
    verb.add_argument(
        "--format", choices=("xlsx", "png", "jsonl", "table"), help="default: as for the other verbs"
    )
    verb.add_argument(
        "--value",
        choices=("count", "pagu"),
        default="count",
        help="what the picture shows: number of programs (default), or their budgets",
    )
    _taxonomy(verb)


def _texts(verbs: argparse._SubParsersAction[_Parser]) -> None:
    verb = _verb(verbs, "classify", "label texts, one prediction a text or line, in order")
    verb.add_argument(
        "texts", nargs="*", metavar="TEXT", help="texts to label; a lone - reads standard input"
    )
    verb.add_argument(
        "--file",
        metavar="F",
        help="read lines: a text, or a JSON object with text, program, kode, opd, indikator, level",
    )
    _output(verb, ("jsonl", "csv", "table"))
    _model(verb)
    verb = _verb(verbs, "taxonomy", "print the 18 subdimensions")
    verb.add_argument(
        "--format", choices=("table", "jsonl"), help="table on a terminal, JSON lines in a pipe"
    )
    _taxonomy(verb)


def _service(verbs: argparse._SubParsersAction[_Parser]) -> None:
    verb = _verb(verbs, "serve", "answer over HTTP: uploads, rows, labels, maps")
    verb.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    verb.add_argument("--port", type=_port, default=8000, help="port to listen on (default: 8000; 0: any)")


def _data(verbs: argparse._SubParsersAction[_Parser]) -> None:
    verb = _verb(verbs, "data", "check labelled data, add to it, find labels that look wrong")
    verb.add_argument("action", choices=("check", "import", "issues"))
    verb.add_argument("file", nargs="?", type=Path, metavar="FILE", help="import: rows as .jsonl or .csv")
    verb.add_argument(
        "--data", type=Path, default=Path("data/labeled"), metavar="DIR", help="default: data/labeled"
    )
    verb.add_argument(
        "--to", default="imported.jsonl", metavar="NAME", help="import: the file in DIR to add to"
    )
    verb.add_argument("--by", default="", metavar="NAME", help="import: who labelled rows that do not say it")
    verb.add_argument(
        "-n",
        type=int,
        default=50,
        metavar="N",
        help="issues: so many (default: 50); finding them cross-validates and takes minutes",
    )
    verb.add_argument("--format", choices=("table", "jsonl"), help="issues: default as for the other verbs")


def _maintenance(verbs: argparse._SubParsersAction[_Parser]) -> None:
    _data(verbs)
    verb = _verb(verbs, "train", "train a model on labelled data and save it beside the others")
    verb.add_argument(
        "--data",
        type=Path,
        default=Path("data/labeled"),
        metavar="DIR",
        help="labelled rows (default: data/labeled)",
    )
    verb.add_argument(
        "--models",
        dest="models_to",
        type=Path,
        metavar="DIR",
        help="where models are kept (default: the models folder in use)",
    )
    verb.add_argument("--promote", action="store_true", help="make the new model the current one")
    verb.add_argument(
        "--quick", action="store_true", help="take the recipe that was found best, without searching again"
    )
    _models_folder(verb)
    verb = _verb(verbs, "evaluate", "score a model on labelled rows")
    verb.add_argument("model", nargs="?", metavar="MODEL", help="id of a model (default: the current one)")
    verb.add_argument(
        "--on",
        type=Path,
        metavar="FILE",
        help="labelled rows as .jsonl or .tsv; without it, the model's own cross-validated scores",
    )
    verb.add_argument("--format", choices=("table", "json"), default="table")
    verb.add_argument(
        "--report", type=Path, metavar="DIR", help="with --on: write report.md, its pictures and report.html"
    )
    verb.add_argument("--gate", action="store_true", help="exit 1 when a score is below models/floors.json")
    verb.add_argument("--pin", action="store_true", help="make the model's scores the floors")
    verb.add_argument("--lower", action="store_true", help="with --pin: floors may fall")
    _models_folder(verb)
    verb = _verb(verbs, "models", "list the models, show one, or decide which one answers")
    verb.add_argument("action", choices=("list", "show", "promote", "rollback"))
    verb.add_argument(
        "model", nargs="?", metavar="ID", help="id of a model (show: the current one by default)"
    )
    _models_folder(verb)


def _output(verb: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    verb.add_argument("-o", "--output", metavar="FILE", help="write there; - is standard output")
    verb.add_argument(
        "--format",
        choices=formats,
        help="default: by FILE's ending, else a table on a terminal and JSON lines in a pipe",
    )


def _model(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--model", metavar="ID", help="id of a model (default: the current one)")
    _models_folder(verb)
    _taxonomy(verb)


def _models_folder(verb: argparse.ArgumentParser) -> None:
    named = os.environ.get("PETAKOTA_MODELS")
    verb.set_defaults(models=Path(named) if named else None)


def _taxonomy(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--taxonomy", type=Path, metavar="FILE", help="another taxonomy of the same shape")


def _port(text: str) -> int:
    if not re.fullmatch(r"\d{1,5}", text) or int(text) > 65535:
        raise argparse.ArgumentTypeError(f'"{text}" is no port; write a number from 0 to 65535')
    return int(text)


def _pages(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,6})(?:-(\d{1,6}))?", text.strip())
    if match is None or int(match.group(1)) < 1:
        raise argparse.ArgumentTypeError(f'"{text}" is no page range; write 7 or 3-20')
    first, last = int(match.group(1)), int(match.group(2) or match.group(1))
    if last < first:
        raise argparse.ArgumentTypeError(f'"{text}" ends before it begins; write {last}-{first}')
    return first, last
