"""`petakota serve`: the web service, until it is stopped."""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

HELP = "answer over HTTP: uploads, rows, labels, maps"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and a list of agencies."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (default: 8000; 0: any)")
    parser.add_argument(
        "--agencies",
        type=Path,
        metavar="FILE",
        help="agencies with their spellings (JSON lines or CSV: name, aliases), beside the service's list",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until a signal ends it."""
    from service import server

    environment = dict(os.environ)
    if arguments.agencies is not None:
        environment["PETAKOTA_AGENCIES"] = str(arguments.agencies)
    return server.run(arguments.host, arguments.port, environment)


def _port(text: str) -> int:
    if not re.fullmatch(r"\d{1,5}", text) or int(text) > 65535:
        raise argparse.ArgumentTypeError(f'"{text}" is no port; write a number from 0 to 65535')
    return int(text)
