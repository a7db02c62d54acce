"""The command line: `petakota VERB ...`.

The outermost layer: it may import anything, and nothing imports it. Each verb is a module with
its `HELP`, `add_arguments` and `run`; at their tops they import nothing heavy, so that
`petakota --help` answers at once. What a verb needs is imported when it runs.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import metadata
from typing import Protocol

from classifier.cli import (
    agencies,
    classify,
    extract,
    inspect,
    map,
    reread,
    serve,
    tag,
    taxonomy,
    terminal,
)
from classifier.cli.learning import data, drift, evaluate, models, suggest, train
from classifier.errors import PetakotaError, UsageError

_EPILOG = "Exit codes: 0 done; 1 done, but some documents failed, or a gate was not passed; 2 wrong usage; \
3 a document cannot be used; 4 no model can be trusted; 5 labelled data is malformed."


class _Verb(Protocol):
    """What a verb's module holds: one line of help, its arguments, and what it does, giving the exit code."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...
    def run(self, arguments: argparse.Namespace) -> int: ...


# In the order of the help.
_VERBS: Mapping[str, _Verb] = {
    "inspect": inspect,
    "extract": extract,
    "tag": tag,
    "map": map,
    "classify": classify,
    "taxonomy": taxonomy,
    "agencies": agencies,
    "serve": serve,
    "reread": reread,
    "data": data,
    "train": train,
    "evaluate": evaluate,
    "models": models,
    "suggest": suggest,
    "drift": drift,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; errors become one sentence on stderr."""
    # Rows are made by the thousand and hold no cycles: looking for some by the default 700 costs a tenth.
    gc.set_threshold(100_000, 10, 10)
    try:
        arguments = _parser().parse_args(argv)
        code: int = arguments.run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except PetakotaError as error:
        _print_error(str(error))
        return error.exit_code
    except OSError as error:
        if not isinstance(error, BrokenPipeError):
            _print_error(
                f"output cannot be written ({error.strerror}); free some space or name another file."
            )
            return 1
        # The reader (head, less) has seen enough; leave no second error at shutdown.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _print_error("stopped.")
        return 130


def _print_error(sentence: str) -> None:
    # A closed stderr (2>&-) must not change the exit code.
    with contextlib.suppress(OSError, AttributeError, ValueError):
        print(f"petakota: {terminal.printable(sentence)}", file=sys.stderr)


def run() -> None:
    """Entry point of the `petakota` script."""
    sys.exit(main())


class _Parser(argparse.ArgumentParser):
    """Reports a wrong call in one sentence, with exit code 2, like every other error."""

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
    parser.set_defaults(run=_run_without_verb, parser=parser)
    verbs = parser.add_subparsers(metavar="VERB", parser_class=_Parser)
    for name, verb in _VERBS.items():
        description = f"{verb.HELP[0].upper()}{verb.HELP[1:]}."
        verb_parser = verbs.add_parser(name, help=verb.HELP, description=description)
        verb.add_arguments(verb_parser)
        verb_parser.set_defaults(run=verb.run)
    return parser


def _run_without_verb(arguments: argparse.Namespace) -> int:
    """`petakota --version`, or the help when no verb was named."""
    if arguments.version:
        try:
            print(f"petakota {metadata.version('petakota')}")
        except metadata.PackageNotFoundError:
            print("petakota (not installed)")
        return 0
    arguments.parser.print_help(sys.stderr)
    return 2
