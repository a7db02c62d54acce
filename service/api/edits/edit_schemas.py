"""What requests and answers about edits of rows look like."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, model_validator

from classifier.formats import results
from classifier.records import Box, Level, Row
from service.api.schemas import Body, Name, example
from service.storage.edited_rows import Edit, EditKind, RowChange, RowState

# A name that a person can read is not longer; no database takes NUL.
RowName = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")]
Short = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")]
Code = Annotated[str, StringConstraints(max_length=60, pattern=r"^[0-9A-Za-z.\-/ ]*$")]
# "" is that of money for which no year is named.
PaguYear = Annotated[str, StringConstraints(pattern=r"^((19|20)\d\d)?$")]
Rupiah = Annotated[int, Field(ge=0, le=10**16)]
RowId = Annotated[str, StringConstraints(max_length=40, pattern=r"^[0-9a-zA-Z]+$")]
Point = Annotated[float, Field(ge=-20_000, le=20_000, allow_inf_nan=False)]
_MAX_ROWS = 5000


class Change(Body):
    """What is changed; a field that is left out stays as it is."""

    level: Level | None = None
    kode: Code | None = None
    program: Short | None = None
    opd: Short | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Change:
        if self.change() == RowChange():
            raise ValueError("nothing is changed; name at least one field of the row")
        return self

    def change(self) -> RowChange:
        """The change, texts without needless spaces."""
        return RowChange(
            level=self.level,
            kode=None if self.kode is None else self.kode.strip(),
            program=_tidy(self.program),
            opd=_tidy(self.opd),
        )


class RowChangeIn(Change):
    """A change of one row; `seen` is the row's `edit` when it was read, so that nobody's edit is lost."""

    model_config = example(
        {"text": "Program Pengelolaan Persampahan", "pagu": {"2026": 1250000000}, "by": "Sari"}
    )
    text: RowName | None = None
    indikator: Annotated[list[Short], Field(max_length=200)] | None = None
    pagu: Annotated[dict[PaguYear, Rupiah], Field(max_length=30)] | None = None
    seen: Annotated[int, Field(ge=0, le=2**31 - 1)] | None = None
    by: Name = ""

    def change(self) -> RowChange:
        """The change, texts without needless spaces."""
        few = Change.change(self)
        return RowChange(
            text=_tidy(self.text),
            level=few.level,
            kode=few.kode,
            program=few.program,
            opd=few.opd,
            indikator=None if self.indikator is None else tuple(_tidy(one) or "" for one in self.indikator),
            pagu=None if self.pagu is None else tuple(self.pagu.items()),
        )


class RowsChangeIn(Change):
    """One change of many rows."""

    model_config = example(
        {"rows": ["9a1f0c3b5d7e2f4a6b8c"], "level": "kegiatan", "program": "Program Satu", "by": "Sari"}
    )
    rows: Annotated[list[RowId], Field(min_length=1, max_length=_MAX_ROWS)]
    by: Name = ""


class RowsIn(Body):
    """Rows by their ids."""

    model_config = example({"rows": ["9a1f0c3b5d7e2f4a6b8c"], "by": "Sari"})
    rows: Annotated[list[RowId], Field(min_length=1, max_length=_MAX_ROWS)]
    by: Name = ""


class SplitIn(Body):
    """Where a row's name is split: before its `at`-th character, from 0."""

    model_config = example({"at": 24, "by": "Sari"})
    at: Annotated[int, Field(ge=1, le=10_000)]
    by: Name = ""


class NewRowIn(Body):
    """A row that was not read; `bbox` in points of its page, from the top left."""

    model_config = example(
        {
            "page": 6,
            "bbox": [120.0, 310.5, 290.0, 334.0],
            "level": "kegiatan",
            "text": "Pengelolaan Sampah",
            "program": "PROGRAM PENGELOLAAN PERSAMPAHAN",
            "pagu": {"2026": 750000000},
            "by": "Sari",
        }
    )
    page: Annotated[int, Field(ge=1, le=2**31 - 1)]
    bbox: tuple[Point, Point, Point, Point]
    text: RowName
    level: Level
    kode: Code = ""
    program: Short = ""
    opd: Short = ""
    indikator: Annotated[list[Short], Field(max_length=200)] = Field(default=[])
    pagu: Annotated[dict[PaguYear, Rupiah], Field(max_length=30)] = Field(default={})
    by: Name = ""

    def row(self, document: str, sha256: str, opd: str) -> Row:
        """The row of a document; without an agency of its own it has the document's, `opd`."""
        x0, top, x1, bottom = self.bbox
        own_opd = " ".join(self.opd.split())
        return Row(
            document=document,
            sha256=sha256,
            page=self.page,
            bbox=Box(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom)),
            level=self.level,
            kode=self.kode.strip(),
            text=" ".join(self.text.split()),
            program="" if self.level == "program" else " ".join(self.program.split()),
            indikator=tuple(" ".join(one.split()) for one in self.indikator),
            opd=own_opd or opd,
            pagu=tuple(self.pagu.items()),
            is_opd_of_document=not own_opd,
        )


class EditedRow(BaseModel):
    """What a row says before or after an edit."""

    id: str
    page: int
    bbox: list[float]
    level: Literal["program", "kegiatan", "subkegiatan"]
    kode: str
    text: str
    program: str
    indikator: list[str]
    opd: str
    pagu: dict[str, int]


class EditOut(BaseModel):
    """An edit: rows as they were and as they are since; one with `undoes` takes that edit back.

    A row that goes on has the same id in both; one that is in `before` alone is gone, one that is in `after`
    alone is new.
    """

    model_config = example(
        {
            "id": 7,
            "kind": "removed",
            "before": [
                {
                    "id": "9a1f0c3b5d7e2f4a6b8c",
                    "page": 8,
                    "bbox": [187.0, 118.8, 303.0, 148.4],
                    "level": "kegiatan",
                    "kode": "",
                    "text": "Jumlah sampah yang terangkut",
                    "program": "PROGRAM PENGELOLAAN PERSAMPAHAN",
                    "indikator": [],
                    "opd": "Dinas Lingkungan Hidup",
                    "pagu": {},
                }
            ],
            "after": [],
            "undoes": 0,
            "by": "Sari",
            "at": "2026-11-29T09:00:00Z",
        }
    )
    id: int
    kind: EditKind
    before: list[EditedRow]
    after: list[EditedRow]
    undoes: int
    by: str
    at: str


class EditsOut(BaseModel):
    """Edits, oldest first."""

    edits: list[EditOut]


class BoxTextOut(BaseModel):
    """What stands within a box of a page, as the name of a row; `level` where the text says it."""

    model_config = example({"text": "Program Pengelolaan Persampahan", "kode": "2.11.11", "level": "program"})
    text: str
    kode: str
    level: Level | None


def edit_json(edit: Edit) -> EditOut:
    """An edit as answers show it."""
    return EditOut(
        id=edit.id,
        kind=edit.kind,
        before=[_row(state) for state in edit.before],
        after=[_row(state) for state in edit.after],
        undoes=edit.undoes,
        by=edit.by,
        at=edit.at,
    )


def _row(state: RowState) -> EditedRow:
    shape = results.row_dict(state.row)
    return EditedRow(id=state.id, **{name: shape[name] for name in EditedRow.model_fields if name != "id"})


def _tidy(text: str | None) -> str | None:
    return None if text is None else " ".join(text.split())
