"""Rows and predictions as JSON lines, CSV and XLSX, and back.

The only place where records become dicts. CSV keeps the contract's field names,
lists and objects as JSON text; XLSX is in `spreadsheet`. Text of a document is never a
formula: in CSV, a text that a spreadsheet would take for one gets an apostrophe in
front, which `read` takes away again.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from classifier.errors import DataError
from classifier.records import (
    LEVELS,
    Alternative,
    Box,
    Evidence,
    Prediction,
    Row,
    TaggedRow,
)

ROW_FIELDS = (
    "document", "sha256", "page", "bbox", "level", "kode",
    "text", "program", "indikator", "opd", "pagu", "source", "table", "role", "doubts",
)  # fmt: skip
PREDICTION_FIELDS = (
    "subdimension", "dimension", "confidence", "alternatives", "review", "evidence", "model",
)  # fmt: skip
TAGGED_FIELDS = (*ROW_FIELDS, *PREDICTION_FIELDS)
FORMATS = ("jsonl", "csv", "xlsx")

_JSON_FIELDS = frozenset({"bbox", "indikator", "pagu", "doubts", "alternatives", "evidence"})
_MAX_CELL_CHARS = 10_000_000
_NO_BUDGET = 10**18
_FORMULA = re.compile(r"'*[=+@\t\r]|'*-(?=[\w(=+@-])")


def row_dict(row: Row) -> dict[str, Any]:
    """A row in the contract's shape."""
    return {
        "document": row.document,
        "sha256": row.sha256,
        "page": row.page,
        "bbox": [round(v, 1) for v in row.bbox],
        "level": row.level,
        "kode": row.kode,
        "text": row.text,
        "program": row.program,
        "indikator": list(row.indikator),
        "opd": row.opd,
        "pagu": dict(row.pagu),
        "source": row.source,
        "table": row.table,
        "role": row.role,
        "doubts": list(row.doubts),
    }


def prediction_dict(prediction: Prediction) -> dict[str, Any]:
    """A prediction in the contract's shape; probabilities to four, weights to three places."""
    return {
        "subdimension": prediction.subdimension,
        "dimension": prediction.dimension,
        "confidence": round(prediction.confidence, 4),
        "alternatives": [
            {"subdimension": subdimension, "confidence": round(confidence, 4)}
            for subdimension, confidence in prediction.alternatives
        ],
        "review": prediction.review,
        "evidence": [
            {"term": one.term, "weight": round(one.weight, 3), "source": one.source}
            for one in prediction.evidence
        ],
        "model": prediction.model,
    }


def tagged_dict(tagged: TaggedRow) -> dict[str, Any]:
    """A labelled row in the contract's shape; `review` is the row's, not its label's alone."""
    return row_dict(tagged.row) | prediction_dict(tagged.prediction) | {"review": tagged.review}


def row_of(value: Mapping[str, Any]) -> Row:
    """The row that `row_dict` wrote, or an older version that knew no `doubts`, `table` or `role`."""
    return Row(
        document=value["document"],
        sha256=value["sha256"],
        page=value["page"],
        bbox=Box(*value["bbox"]),
        level=value["level"],
        kode=value["kode"],
        text=value["text"],
        program=value["program"],
        indikator=tuple(value["indikator"]),
        opd=value["opd"],
        pagu=tuple(value["pagu"].items()),
        source=value["source"],
        table=value.get("table", ""),
        role=value.get("role", "plan"),
        doubts=tuple(value.get("doubts", ())),
    )


def prediction_of(value: Mapping[str, Any]) -> Prediction:
    """The prediction that `prediction_dict` wrote."""
    return Prediction(
        subdimension=value["subdimension"],
        confidence=value["confidence"],
        alternatives=tuple(Alternative(a["subdimension"], a["confidence"]) for a in value["alternatives"]),
        review=value["review"],
        evidence=tuple(Evidence(e["term"], e["weight"], e.get("source", "text")) for e in value["evidence"]),
        model=value["model"],
    )


def json_line(value: Mapping[str, Any]) -> str:
    """One line of JSON, UTF-8 as it is, without the newline."""
    return json.dumps(value, ensure_ascii=False)


def write(rows: Iterable[Mapping[str, Any]], form: str, out: BinaryIO, *, fields: Sequence[str]) -> int:
    """Write dicts of the contract's shape as `form` and return how many; CSV and XLSX hold `fields`."""
    if form == "xlsx":
        from classifier.formats import spreadsheet

        return spreadsheet.write(rows, out, fields)
    n = 0
    # A file name that is no UTF-8 must not end the output: its odd bytes are written escaped.
    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    try:
        if form == "csv":
            writer = csv.writer(text)
            writer.writerow(fields)
            for row in rows:
                writer.writerow([_csv_cell(field, row.get(field)) for field in fields])
                n += 1
        else:
            for row in rows:
                text.write(json_line(row) + "\n")
                n += 1
        text.flush()
    finally:
        text.detach()
    return n


def _csv_cell(field: str, value: Any) -> str:
    # Empty lists and objects are empty cells, as in a workbook.
    if value is None or value == [] or value == {} or value == ():
        return ""
    if field in _JSON_FIELDS:
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and _FORMULA.match(text) else text


def read(path: Path) -> list[dict[str, Any]]:
    """Rows of a results file (JSON lines, CSV or XLSX by its ending), as dicts of the contract's shape.

    Raises DataError with the line when one is malformed.
    """
    suffix = path.suffix.lower()
    try:
        if suffix == ".xlsx":
            from classifier.formats import planner_rows

            return planner_rows.read(path)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror or error}); check the name.") from error
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8 text; name a results file of `petakota tag`.") from error
    return list(_read_csv(path, text) if suffix == ".csv" else parsed_lines(text.split("\n"), str(path)))


def parsed_lines(lines: Iterable[str], place: str) -> Iterator[dict[str, Any]]:
    """Dicts from lines of JSON; `place` names the file in errors. Blank lines are skipped."""
    for n, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise DataError(
                f"{place}:{n}: not JSON ({error}); `petakota tag -o` writes such files."
            ) from error
        if not isinstance(value, dict):
            raise DataError(
                f"{place}:{n}: a JSON {type(value).__name__}, not an object with the fields of a row."
            )
        yield value


def _read_csv(path: Path, text: str) -> Iterator[dict[str, Any]]:
    # Python's default of 131,072 characters a cell is less than a row with its indicators can have.
    csv.field_size_limit(_MAX_CELL_CHARS)
    lines = csv.DictReader(io.StringIO(text, newline=""))
    try:
        for n, row in enumerate(lines, start=2):
            yield {
                field: _csv_value(field, cell or "", f"{path}:{n}") for field, cell in row.items() if field
            }
    except csv.Error as error:
        raise DataError(f"{path}:{lines.line_num}: no CSV of results ({error}).") from error


def _csv_value(field: str, cell: str, place: str) -> Any:
    if field in _JSON_FIELDS:
        try:
            return json.loads(cell) if cell else ({} if field == "pagu" else [])
        except (ValueError, RecursionError) as error:
            raise DataError(f"{place}: field {field} is not JSON ({error}).") from error
    if field == "review":
        return cell.lower() == "true"
    if field in ("page", "confidence"):
        try:
            return float(cell) if field == "confidence" else int(cell or 0)
        except ValueError as error:
            raise DataError(f'{place}: field {field} is "{cell}", not a number.') from error
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


@dataclass(frozen=True, slots=True)
class Placed:
    """What the map needs of a labelled row; `document` tells two files of one name apart.

    `id` is the row's, where it has one; `is_labelled` says that the subdimension is a person's answer.
    `table` tells the tables of a document apart ("" when that is not known), `role` is what its table is, and
    `counts` what a person decided of that table, `caption` its own; `doubts` is what the reader is unsure of.
    `page` counts from 1, 0 when it is not known. `unit` is the part of the agency (a bidang or UPTD) that the
    row names, as printed, "" for none or when agencies were not brought to their names.
    """

    document: str
    level: str
    text: str
    program: str
    opd: str
    pagu: tuple[tuple[str, int], ...]
    subdimension: str
    kode: str = ""
    id: str = ""
    is_labelled: bool = False
    table: str = ""
    role: str = "plan"
    counts: bool | None = None
    doubts: tuple[str, ...] = ()
    caption: str = ""
    page: int = 0
    unit: str = ""

    @property
    def document_name(self) -> str:
        """The document's name without what tells two files of that name apart."""
        return self.document.rpartition(" ")[0] or self.document


def placed(row: Mapping[str, Any], place: str) -> Placed:
    """The map's view of a results row. Raises DataError when it carries no label or no known level."""
    if not row.get("subdimension"):
        raise DataError(
            f"{place}: the rows carry no label; run `petakota tag` instead of `petakota extract`."
        )
    if row.get("level") not in LEVELS:
        raise DataError(f'{place}: level "{row.get("level")}" is none of {", ".join(LEVELS)}.')
    pagu = row.get("pagu") or {}
    if not isinstance(pagu, dict) or not all(_is_amount(v) for v in pagu.values()):
        raise DataError(f"{place}: pagu is not an object of year and rupiah.")
    return Placed(
        document=f"{row.get('document') or ''} {row.get('sha256') or ''}",
        level=str(row["level"]),
        text=str(row.get("text") or ""),
        program=str(row.get("program") or ""),
        opd=str(row.get("opd") or ""),
        pagu=tuple((str(y), round(v)) for y, v in pagu.items()),
        subdimension=str(row["subdimension"]),
        kode=str(row.get("kode") or ""),
        id=str(row.get("id") or ""),
        is_labelled=bool(row.get("label")),
        table=table_name(str(row.get("table") or ""), str(row.get("role"))),
        role=str(row.get("role") or "plan"),
        doubts=tuple(map(str, row.get("doubts") or ())),
        caption=str(row.get("table") or ""),
        page=row["page"] if isinstance(row.get("page"), int) else 0,
    )


def table_name(caption: str, role: str) -> str:
    """What tells the tables of results apart; "" without a caption.

    Captions are printed twice seldom, and then over halves of one table.
    """
    return f"{caption} ({role})" if caption else ""


def placed_row(row: Row) -> Placed:
    """The map's view of a row that carries no label yet, and of whose table nobody has decided."""
    return Placed(
        document=f"{row.document} {row.sha256}",
        level=row.level,
        text=row.text,
        program=row.program,
        opd=row.opd,
        pagu=row.pagu,
        subdimension="",
        kode=row.kode,
        table=str(row.table_number or ""),
        role=row.role,
        doubts=row.doubts,
        caption=row.table,
        page=row.page,
    )


def _is_amount(value: object) -> bool:
    # More than any state has is a misreading; NaN is not less than anything.
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _NO_BUDGET
