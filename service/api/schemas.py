"""What answers look like: documents, taxonomy, model, health, problems; rows are in `row_schemas`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, JsonValue

Status = Literal["queued", "running", "done", "failed"]


def example(value: JsonValue) -> ConfigDict:
    """What a model's description shows as an example."""
    return ConfigDict(json_schema_extra={"examples": [value]})


class Problem(BaseModel):
    """An error, as RFC 9457 has it; `detail` is a sentence in the caller's language (id or en)."""

    model_config = example(
        {
            "type": "about:blank",
            "title": "Not Found",
            "status": 404,
            "detail": "Dokumen 0123456789abcdef tidak ada; GET /api/v1/documents memuat daftarnya.",
        }
    )
    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = []


class Accepted(BaseModel):
    """An upload that is stored; the same bytes again have the same id."""

    model_config = example({"id": "4f1d2c3b4a596877", "status": "queued"})
    id: str
    status: Status


class Progress(BaseModel):
    """Pages read so far; `pages_total` is 0 until they are counted."""

    pages_done: int
    pages_total: int


class PageMessage(BaseModel):
    """What was found about a page, in the caller's language; `page` 0 is the whole document."""

    page: int
    message: str


class Summary(BaseModel):
    """What a document holds, by the labels in force.

    `review` rows need review; of `n_doubtful` the reader is unsure, also where a person has answered.
    `why_no_rows` says of a document without rows why it has none and what can be done: sentences
    in the caller's language.
    """

    rows: int
    levels: dict[str, int]
    review: int
    n_doubtful: int
    labelled: int
    subdimensions: dict[str, int]
    models: list[str]
    pages: int
    pages_with_text: int
    problems: list[PageMessage]
    warnings: list[PageMessage]
    why_no_rows: list[str]


class AnswerWithoutRow(BaseModel):
    """What a person said of a row that the document's last reading does not have; it stays labelled data.

    `page` is 0 where it is not known.
    """

    row_id: str
    page: int
    level: str
    kode: str
    text: str
    subdimension: str
    note: str
    by: str
    at: str


class DocumentOut(BaseModel):
    """A document and how far the service is with it.

    `reader` is the version that read it, "" when that is not known. `rereading` says that it is
    read again while its rows stay, `reread_error` why the last time gave nothing.
    """

    model_config = example(
        {
            "id": "4f1d2c3b4a596877",
            "name": "renstra_dlh.pdf",
            "sha256": "6329231607fcce95dc3243412e8a7ce244ee5c6102fb4ef393889377f15df358",
            "bytes": 1442638,
            "created_at": "2026-11-24T16:00:00Z",
            "status": "running",
            "progress": {"pages_done": 120, "pages_total": 300},
            "error": None,
            "reader": "2",
            "rereading": None,
            "reread_error": None,
            "answers_without_row": [],
            "summary": None,
        }
    )
    id: str
    name: str
    sha256: str
    bytes: int
    created_at: str
    status: Status
    progress: Progress
    error: str | None
    reader: str
    rereading: Literal["queued", "running"] | None
    reread_error: str | None
    answers_without_row: list[AnswerWithoutRow]
    summary: Summary | None


class DocumentsOut(BaseModel):
    """Documents from the newest; `next` is the `before` of the next page, null on the last."""

    documents: list[DocumentOut]
    next: int | None


class Subdimension(BaseModel):
    """One of the 18."""

    id: str
    dimension: str
    name_id: str
    name_en: str
    definition_id: str
    definition_en: str


class TaxonomyOut(BaseModel):
    """The subdimensions in their order."""

    subdimensions: list[Subdimension]


class ModelOut(BaseModel):
    """The model that answers."""

    id: str
    created: str
    n_rows: int
    scores: dict[str, float]
    review_below: float


class Repredicted(BaseModel):
    """How many rows a model was asked about again, and which."""

    rows: int
    model: str


class Health(BaseModel):
    """Whether the process answers."""

    status: Literal["ok"]


class Ready(BaseModel):
    """Whether requests can be served now."""

    ready: bool
    model: bool
    database: bool
    disk: bool
    reading: bool
