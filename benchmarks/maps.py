"""How fast the map of 100 documents is, right after a start; `python -m benchmarks.maps` prints JSON lines.

`made`: nothing was made of the documents before; `cold`: a service that has just started, over what another
one made and stored; `warm`: the same once more. Each document is the sample Renstra, under ids of its own.
"""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from sqlalchemy import insert

from classifier import taxonomy
from classifier.api import extract
from classifier.mapping import analysis
from classifier.records import Prediction
from service.settings import Settings
from service.storage import documents, rows, schema, stored_facts
from service.storage.caches.program_cache import ProgramCache
from service.storage.database import Database

SAMPLE = Path(__file__).parent.parent / "tests" / "documents" / "renstra_contoh.pdf"
N_DOCUMENTS = 100


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Settings(data=Path(folder)))
        database.migrate()
        fill(database)
        fresh = ProgramCache(database)
        show("made", database, fresh)
        started = ProgramCache(database)
        show("cold", database, started)
        show("warm", database, started)
        database.close()


def fill(database: Database) -> None:
    read = extract(SAMPLE)
    predicted = [Prediction("living.pelayanan-kesehatan", 0.9, (), False, (), "m")] * len(read.rows)
    facts = json.dumps(stored_facts.facts_dict(read.facts))
    tables = json.dumps(stored_facts.tables_dicts(read.tables))
    for number in range(N_DOCUMENTS):
        sha256 = f"{number:064x}"
        own_rows = [replace(row, sha256=sha256) for row in read.rows]
        with database.writing() as connection:
            connection.execute(
                insert(schema.documents).values(
                    id=f"{number:016x}",
                    sha256=sha256,
                    name=f"{number}.pdf",
                    n_bytes=1,
                    created_at="2026-11-29T00:00:00Z",
                    status="done",
                    facts=facts,
                    tables=tables,
                )
            )
            rows.replace_all(
                connection, f"{number:016x}", rows.new_rows(f"{number:016x}", own_rows, predicted)
            )


def show(what: str, database: Database, cache: ProgramCache) -> None:
    begun = time.perf_counter()
    there = documents.done(database)
    cache.warm(there)
    outlines = [cache.outline(document) for document in there]
    of_map = analysis.counted_map(outlines, taxonomy.default())
    milliseconds = round(1000 * (time.perf_counter() - begun))
    print(json.dumps({"what": what, "n_programs": len(of_map.programs), "ms": milliseconds}))


if __name__ == "__main__":
    main()
