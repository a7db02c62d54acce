"""What requests and answers about rows look like: labels, predictions, the map."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, FailFast, Field, JsonValue, StringConstraints

from classifier.records import Doubt, Role
from classifier.taxonomy import default
from service.api.schemas import Body, Name, example

# No database takes NUL.
Text = Annotated[str, StringConstraints(max_length=4000)]
Note = Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")]
# More is refused before it is looked at; a service may allow fewer (PETAKOTA_MAX_TEXTS).
MAX_TEXTS = 100_000
# Listed in the description, but looked up by the route, which can name the nearest one.
SubdimensionId = Annotated[str, Field(max_length=100, json_schema_extra={"enum": list(default().ids)})]
_ROW: JsonValue = {
    "id": "9a1f0c3b5d7e2f4a6b8c",
    "document": "renstra_dlh.pdf",
    "sha256": "6329231607fcce95dc3243412e8a7ce244ee5c6102fb4ef393889377f15df358",
    "page": 8,
    "bbox": [187.0, 118.8, 303.0, 148.4],
    "level": "subkegiatan",
    "kode": "2.11.11.2.01.0012",
    "text": "Penanganan sampah melalui pengangkutan",
    "program": "PROGRAM PENGELOLAAN PERSAMPAHAN",
    "indikator": ["Jumlah sampah yang terangkut"],
    "opd": "Dinas Lingkungan Hidup",
    "pagu": {"2025": 94200000000},
    "source": "table",
    "table": "Tabel 4.1 Rencana Program, Kegiatan, dan Pendanaan",
    "role": "plan",
    "doubts": [],
    "subdimension": "environment.tata-kelola-sampah",
    "dimension": "environment",
    "confidence": 0.9987,
    "alternatives": [{"subdimension": "environment.perlindungan-lingkungan", "confidence": 0.0006}],
    "review": False,
    "evidence": [{"term": "sampah", "weight": 6.2}],
    "model": "2026-11-24-00e9e4",
    "edit": 0,
    "label": None,
    "predicted": {
        "subdimension": "environment.tata-kelola-sampah",
        "confidence": 0.9987,
        "review": False,
        "model": "2026-11-24-00e9e4",
    },
}


class Alternative(BaseModel):
    """A less likely subdimension."""

    subdimension: str
    confidence: float


class Evidence(BaseModel):
    """What spoke for the subdimension: a word of the row, or its program, agency or code as `source` says."""

    term: str
    weight: float
    source: Literal["text", "program", "opd", "kode"] = "text"


class Prediction(BaseModel):
    """What the model says of a text."""

    subdimension: str
    dimension: str
    confidence: float
    alternatives: list[Alternative]
    review: bool
    evidence: list[Evidence]
    model: str


class Predicted(BaseModel):
    """What the model said, whatever a person said later."""

    subdimension: str
    confidence: float
    review: bool
    model: str


class Label(BaseModel):
    """What a person said of a row; `id` is that of the journal's entry.

    The subdimension "-" says that it is no program: lists, map and files leave the row out.
    """

    id: int
    subdimension: str
    note: str
    by: str
    at: str


class Row(Prediction):
    """A row of a document; `subdimension`, `dimension` and `review` tell what is in force.

    `review` is true while nobody has answered, when the model doubts the label (`predicted.review`)
    or the reader the row (`doubts`). `edit` is a person's last edit in force, 0 of a row as it was read.
    """

    model_config = example(_ROW)
    id: str
    document: str
    sha256: str
    page: int
    bbox: list[float]
    level: Literal["program", "kegiatan", "subkegiatan"]
    kode: str
    text: str
    program: str
    indikator: list[str]
    opd: str
    pagu: dict[str, int]
    source: Literal["table", "list", "ocr"]
    table: str
    role: Role
    doubts: list[Doubt]
    edit: int
    label: Label | None
    predicted: Predicted


class RowsOut(BaseModel):
    """Rows in reading order; `total` counts all that meet the conditions."""

    rows: list[Row]
    total: int


class Cell(BaseModel):
    """What one OPD plans for one subdimension; `count` are programs, `pagu` rupiah by year.

    `without_program` are kegiatan and sub kegiatan whose program was not found; `pagu` has their rupiah too.
    """

    opd: str
    subdimension: str
    count: int
    without_program: int
    pagu: dict[str, int]


class SuggestedProgram(BaseModel):
    """An official program that would serve a subdimension, and the kind of agency with the authority."""

    kode: str
    text: str
    opd: str


class Suggestion(BaseModel):
    """What would serve a subdimension for which nothing is planned."""

    subdimension: str
    programs: list[SuggestedProgram]


class LeftOut(BaseModel):
    """An amount that cannot be, left out until a person confirms its row; `year` "" when none is named."""

    row: str
    text: str
    year: str
    amount: int


class MapOut(BaseModel):
    """OPD x subdimension, cells with programs only; `gaps` are subdimensions without any.

    `n_role_doubted` programs stand in tables of which it is not sure what they are; `counted_role` is what
    the tables are that count, "plan" if there are any, "" when none counts.
    """

    opds: list[str]
    years: list[str]
    cells: list[Cell]
    gaps: list[str]
    suggestions: list[Suggestion]
    left_out: list[LeftOut]
    n_role_doubted: int
    counted_role: str


class LabelIn(BaseModel):
    """A person's answer for a row; `by` says who."""

    model_config = example(
        {"subdimension": "environment.energi-berkelanjutan", "note": "pembangkit biogas", "by": "Sari"}
    )
    subdimension: SubdimensionId
    note: Note = ""
    by: Name = ""


class Entry(BaseModel):
    """One entry of a row's journal; one with `undoes` takes that entry back."""

    id: int
    row_id: str
    subdimension: str
    undoes: int
    note: str
    by: str
    at: str
    origin: Literal["corrected", "confirmed"]
    seen_subdimension: str
    seen_confidence: float
    seen_model: str


class EntriesOut(BaseModel):
    """A row's journal, oldest entry first."""

    entries: list[Entry]


class RowIn(BaseModel):
    """A text with what stood around it."""

    text: Text
    program: Text = ""
    kode: Annotated[str, StringConstraints(max_length=100)] = ""
    opd: Text = ""
    indikator: Annotated[list[Text], Field(max_length=100)] = []
    level: Literal["", "program", "kegiatan", "subkegiatan"] = ""


class TextsIn(Body):
    """Texts to predict, alone."""

    model_config = example({"texts": ["Program Pengelolaan Persampahan", "Rehabilitasi jembatan"]})
    texts: Annotated[list[Text], FailFast(), Field(max_length=MAX_TEXTS)]


class RowsIn(Body):
    """Texts to predict, with what stood around them."""

    model_config = example({"rows": [{"text": "Rapat koordinasi", "program": "Program Pendidikan"}]})
    rows: Annotated[list[RowIn], FailFast(), Field(max_length=MAX_TEXTS)]


class ClassifyOut(BaseModel):
    """One prediction a text, in order."""

    predictions: list[Prediction]
