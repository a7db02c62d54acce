"""What answers look like: documents, taxonomy, model, health, problems; rows are in `row_schemas`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, model_validator

from classifier.records import Fact, Role, Stage

# No database takes NUL.
Name = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
# Two agencies are told apart by letters and digits.
AgencyName = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*[0-9A-Za-z][^\x00]*$")]
Year = Annotated[int, Field(ge=1990, le=2100)]
# Unknown keys of a body that an answer lists.
_MAX_UNKNOWN = 3
Status = Literal["queued", "running", "done", "failed"]


def example(value: JsonValue) -> ConfigDict:
    """What a model's description shows as an example."""
    return ConfigDict(json_schema_extra={"examples": [value]})


class Body(BaseModel):
    """What is sent: a key that it does not take is refused, not left unheard."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def few_unknown_keys(cls, given: object) -> object:
        """What was sent with the first of many unknown keys alone, as pydantic makes an error for each."""
        if not isinstance(given, dict):
            return given
        taken = {field.alias or name for name, field in cls.model_fields.items()}
        unknown = [key for key in given if key not in taken]
        if len(unknown) <= _MAX_UNKNOWN:
            return given
        shown = taken.union(unknown[:_MAX_UNKNOWN])
        return {key: value for key, value in given.items() if key in shown}


_DOCUMENT: dict[str, JsonValue] = {
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
    "kind": "",
    "region": "",
    "opd": "",
    "years": [],
    "doubts": [],
    "set_by_hand": [],
}


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


class DocumentFacts(BaseModel):
    """What a document is: what people set, else what was read.

    `opd` is "" for the plan of a whole region or when it is not known; `stage` is `draft` of a Rancangan and
    `change` of a Perubahan; `title` is what people call it, "" when nobody named it; `doubts`
    names what a person should check, `set_by_hand` what a person set.
    """

    kind: str
    region: str
    opd: str
    years: list[int]
    stage: Stage
    title: str
    doubts: list[Fact]
    set_by_hand: list[Fact]


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


class DocumentOut(DocumentFacts):
    """A document, what it is, and how far the service is with it.

    `reader` is the version that read it, "" when that is not known. `rereading` says that it is
    read again while its rows stay, `reread_error` why the last time gave nothing.
    """

    model_config = example(_DOCUMENT)
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


class PageNotRead(BaseModel):
    """A page that was not read, and why, in the caller's language."""

    page: int
    why: str


class TableOut(BaseModel):
    """A table or list that gave rows; `pagu` is the rupiah that it plans by year, each row once.

    `unit` is what one printed unit of its money is worth in rupiah, `total_printed` rupiah. `counts` is
    true when the map counts it: by the rule, or as a person decided (`decided`, null when nobody has).
    """

    number: int
    pages: Annotated[list[int], Field(min_length=2, max_length=2)]
    caption: str
    role: Role
    is_role_sure: bool
    unit: int
    n_program: int
    n_kegiatan: int
    n_subkegiatan: int
    pagu: dict[str, int]
    total_printed: int | None
    counts: bool
    decided: bool | None


class DocumentRecord(DocumentOut):
    """A document with what counts of it; what comes of its rows is null until it is done."""

    model_config = example(
        _DOCUMENT
        | {
            "status": "done",
            "progress": {"pages_done": 300, "pages_total": 300},
            "kind": "Renja",
            "region": "Kabupaten Contoh",
            "opd": "Dinas Lingkungan Hidup",
            "years": [2026],
            "doubts": ["region"],
            "set_by_hand": ["opd"],
            "document": "renstra_dlh.pdf",
            "n_pages": 300,
            "n_programs": 4,
            "pagu": {"2026": 26240000000},
            "tables": [
                {
                    "number": 1,
                    "pages": [41, 46],
                    "caption": "Tabel T-C.33 Rumusan Rencana Program dan Kegiatan",
                    "role": "plan",
                    "is_role_sure": True,
                    "unit": 1000,
                    "n_program": 4,
                    "n_kegiatan": 11,
                    "n_subkegiatan": 0,
                    "pagu": {"2026": 26240000000},
                    "total_printed": 26240000000,
                    "counts": True,
                    "decided": None,
                }
            ],
            "pages_not_read": [{"page": 12, "why": "Halaman ini tidak berisi teks."}],
            "n_rows": 15,
            "n_doubtful": 2,
        }
    )
    document: str
    n_pages: int
    n_programs: int | None
    pagu: dict[str, int] | None
    tables: list[TableOut]
    pages_not_read: list[PageNotRead]
    n_rows: int | None
    n_doubtful: int | None


class FactsIn(Body):
    """What a document is, set by hand; what is null is as it was read again, what is absent stays."""

    model_config = example({"opd": "Dinas Lingkungan Hidup", "years": [2026], "by": "Sari"})
    kind: Name | None = None
    region: Name | None = None
    opd: Name | None = None
    years: Annotated[list[Year], Field(max_length=20)] | None = None
    stage: Stage | None = None
    title: Name | None = None
    by: Name = ""


class CountsIn(Body):
    """Whether the map counts a table; null: by the rule again."""

    model_config = example({"counts": False, "by": "Sari"})
    counts: bool | None
    by: Name = ""


class AgencyOut(BaseModel):
    """An agency: its official name, short forms and other spellings.

    `id` is null for one that this service's own list does not hold: of the file that it was started with
    (`file`), of the general list, or of none (`unknown`: as documents print it). `n_documents` have it as
    their agency or name it in their rows.
    """

    model_config = example(
        {
            "id": 3,
            "name": "Dinas Lingkungan Hidup",
            "aliases": ["DLH"],
            "origin": "own",
            "n_documents": 2,
        }
    )
    id: int | None
    name: str
    aliases: list[str]
    origin: Literal["own", "file", "general", "unknown"]
    n_documents: int


class AgenciesOut(BaseModel):
    """Agencies by name: the installation's, the general ones, and those that no list has."""

    agencies: list[AgencyOut]


class AgencyIn(Body):
    """An agency for the service's own list; one that it has gets more spellings."""

    model_config = example({"name": "Dinas Lingkungan Hidup", "aliases": ["DLH"], "by": "Sari"})
    name: AgencyName
    aliases: Annotated[list[AgencyName], Field(max_length=100)] = []
    by: Name = ""


class MergeIn(Body):
    """Names that are spellings of one agency."""

    model_config = example(
        {
            "from": ["Dinas LH", "Dinas Lingkungan Hidup dan Kebersihan"],
            "into": "Dinas Lingkungan Hidup",
            "by": "Sari",
        }
    )
    names: Annotated[list[AgencyName], Field(alias="from", min_length=1, max_length=100)]
    into: AgencyName
    by: Name = ""


class MergeOut(BaseModel):
    """Names that were made spellings of an agency, by whom and when."""

    id: int
    names: list[str]
    into: str
    by: str
    at: str


class MergesOut(BaseModel):
    """Merges that can be taken back, the last first."""

    merges: list[MergeOut]


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
    review_below_in_context: dict[str, float]


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
