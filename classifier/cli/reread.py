"""`petakota reread`: documents that a service has stored, read again."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from classifier.cli import terminal
from classifier.errors import UsageError

if TYPE_CHECKING:
    from service.settings import Settings

HELP = "have documents of `petakota serve` read again, as by a reader that has become better"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which documents."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="documents, by the ids in their addresses")
    parser.add_argument("--all", action="store_true", help="all documents")
    parser.add_argument(
        "--outdated", action="store_true", help="all that an older version of the reader read"
    )


def run(arguments: argparse.Namespace) -> int:
    """Queue the documents; a service reads them, now or when one starts. Answers and rows stay meanwhile."""
    from service.settings import from_environment
    from service.storage import documents, queue
    from service.storage.database import Database

    if [bool(arguments.ids), arguments.all, arguments.outdated].count(True) != 1:
        raise UsageError("name documents by their ids, or say --all or --outdated; one of these.")
    settings = from_environment(os.environ)
    _check_data(settings)
    database = Database(settings)
    try:
        database.migrate()
        if unknown := [name for name in arguments.ids if documents.get(database, name) is None]:
            raise UsageError(
                f"{settings.data}: there is no document {unknown[0]}; its page's address has the id."
            )
        n_queued = sum(queue.retry(database, name) for name in arguments.ids)
        wanted = arguments.ids or (documents.outdated(database) if arguments.outdated else None)
        n_queued += queue.reread(database, wanted)
    finally:
        database.close()
    terminal.note(
        f"{n_queued} {'document' if n_queued == 1 else 'documents'} queued; a running `petakota serve` reads "
        "them, or the next that starts. The page of each then says how many answers came along to its new "
        "rows, and lists those whose row is gone."
    )
    return 0


def _check_data(settings: Settings) -> None:
    """Raise UsageError where no service has stored anything yet: a new database would be made there."""
    if settings.is_embedded and not (settings.data / "petakota.db").is_file():
        raise UsageError(
            f"{settings.data}: no documents are stored there; name the service's folder in PETAKOTA_DATA."
        )
