"""Rows as they are read by people: what was found, the label in force, and what the model said.

The contract's `subdimension`, `dimension` and `review` tell what holds now: a person's label
where there is one. Its `confidence` is then 1.0, and what the model said stays under
`predicted`, so that a table, a map or a filter never shows an answer that was corrected.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select, update

from classifier.fields.names import fold
from classifier.formats import results
from classifier.inference.model import Model
from classifier.records import Query
from service.storage.database import Database
from service.storage.documents import COUNTS, IN_FORCE, NEEDS_REVIEW, NOT_A_PROGRAM, changed
from service.storage.schema import documents, labels, rows

_AT_ONCE = 1000
_LABEL_FIELDS = ("id", "subdimension", "note", "by", "at")


def some(
    database: Database,
    document_id: str,
    *,
    review: bool | None = None,
    subdimension: str | None = None,
    page: int = 0,
    limit: int = 0,
    offset: int = 0,
) -> Iterator[dict[str, Any]]:
    """Rows of a document in reading order; `limit` 0 means all, `page` 0 any page."""
    chosen = rows_query().where(*_conditions(document_id, review, subdimension, page)).order_by(rows.c.n)
    left = limit or 1 << 60
    at_once = chosen.offset(offset)
    while left > 0:
        with database.reading() as connection:
            found = connection.execute(at_once.limit(min(left, _AT_ONCE))).mappings().all()
        yield from map(shown, found)
        if len(found) < min(left, _AT_ONCE):
            return
        # By place, not by number: a label given meanwhile may take an earlier row out of the conditions.
        at_once, left = chosen.where(rows.c.n > found[-1]["n"]), left - len(found)


def number(database: Database, document_id: str, *, review: bool | None, subdimension: str | None) -> int:
    """How many rows of a document meet the conditions."""
    query = select(func.count()).select_from(rows).where(*_conditions(document_id, review, subdimension, 0))
    with database.reading() as connection:
        return int(connection.execute(query).scalar_one())


def one(database: Database, row_id: str) -> dict[str, Any] | None:
    """The row of this id."""
    with database.reading() as connection:
        found = connection.execute(rows_query().where(rows.c.id == row_id)).mappings().first()
    return None if found is None else shown(found)


def relabel(database: Database, document_id: str, model: Model) -> int | None:
    """Ask a model about all rows of a document again; labels of people stay. How many rows.

    None when the document is not done, or was deleted meanwhile.
    """
    with database.reading() as connection:
        query = select(rows.c.id, rows.c.row).where(rows.c.document_id == document_id).order_by(rows.c.n)
        kept = connection.execute(query).all()
    answers = predicted(model, [json.loads(row) for _, row in kept])
    with database.writing() as connection:
        held = select(documents.c.status).where(documents.c.id == document_id).with_for_update()
        if connection.execute(held).scalar() != "done":
            return None
        for (row_id, _), values in zip(kept, answers, strict=True):
            connection.execute(update(rows).where(rows.c.id == row_id).values(**values))
        changed(connection, document_id)
    return len(kept)


def predicted(model: Model, kept: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """For each row in the contract's shape, the columns that hold what a model says of it."""
    from classifier.inference import predict

    queries = [
        Query(row["text"], row["program"], row["kode"], row["opd"], tuple(row["indikator"]), row["level"])
        for row in kept
    ]
    return [
        {
            "subdimension": prediction.subdimension,
            "review": prediction.review,
            "confidence": round(prediction.confidence, 4),
            "model": prediction.model,
            "prediction": results.json_line(results.prediction_dict(prediction)),
        }
        for prediction in predict.predictions(model, queries)
    ]


def searched(row: Mapping[str, Any]) -> dict[str, Any]:
    """For a row in the contract's shape, the columns that rows are looked for and sorted by.

    `alike` is one for rows that say the same thing: level, name, program and OPD.
    """
    parts = (row["level"], fold(row["text"]), fold(row["program"]), fold(row["opd"]))
    return {
        "opd": parts[3],
        "words": f"{row['text']} {row['kode']}".casefold(),
        "amount": min(sum(row["pagu"].values()), 2**63 - 1),
        "alike": hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16],
    }


def opd_of(row_json: str) -> str:
    """The OPD that a stored row names."""
    return " ".join(json.loads(row_json)["opd"].split())


def rows_query(*more: Any) -> Any:
    """A query of rows as `shown` takes them, with `more` columns."""
    # `id` of the journal is 0 on rows without a label, and no entry has that id.
    told = [labels.c[name].label(f"label_{name}") for name in _LABEL_FIELDS]
    return select(rows.c.id, rows.c.n, rows.c.row, rows.c.prediction, *told, *more).join_from(
        rows, labels, labels.c.id == rows.c.label_id, isouter=True
    )


def _conditions(document_id: str, review: bool | None, subdimension: str | None, page: int) -> list[Any]:
    found: list[Any] = [rows.c.document_id == document_id, COUNTS]
    if review is not None:
        found.append(NEEDS_REVIEW if review else ~NEEDS_REVIEW)
    if subdimension:
        found.append(subdimension == IN_FORCE)
    if page:
        found.append(rows.c.page == page)
    return found


def shown(found: Any) -> dict[str, Any]:
    """What a query found, as it is read by people."""
    prediction = json.loads(found["prediction"])
    row: dict[str, Any] = {"id": found["id"]} | json.loads(found["row"]) | prediction
    label = {name: found[f"label_{name}"] for name in _LABEL_FIELDS}
    if label["subdimension"] is None:
        return row | {"label": None, "predicted": _predicted(prediction)}
    if label["subdimension"] == NOT_A_PROGRAM:
        return row | {"review": False, "label": label, "predicted": _predicted(prediction)}
    return row | {
        "subdimension": label["subdimension"],
        "dimension": label["subdimension"].split(".", 1)[0],
        "confidence": 1.0,
        "review": False,
        "label": label,
        "predicted": _predicted(prediction),
    }


def _predicted(prediction: dict[str, Any]) -> dict[str, Any]:
    return {name: prediction[name] for name in ("subdimension", "confidence", "review", "model")}
