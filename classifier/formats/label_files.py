"""Files of labelled rows as people write them: JSON lines, CSV, tab-separated text or a workbook.

A line becomes a dict of the fields of a label, whatever its columns are called and in which language,
and its place; nothing is judged here but whether the file can be read and is one of people's labels. A
file of results is refused as a whole: its subdimensions are the model's, and would teach the model itself.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from classifier import labels
from classifier.errors import DataError
from classifier.formats import spreadsheet
from classifier.formats.spreadsheet import TITLES
from classifier.i18n.language import languages
from classifier.i18n.messages import translator
from classifier.records import LEVELS

# The column that says why a line was refused; passed over when the file comes back.
WHY = "why"
_MAX_CELL_CHARS = 100_000
_MAX_TITLE_LINES = 10
# What only a model's answer has.
_OF_RESULTS = frozenset({"confidence", "model", "review", "alternatives", "evidence"})
# Titles as people write them, folded by `_folded`; the fields' own names and their titles in a workbook
# are added. A level in a column of its own is a name at that level.
_WORDS = {
    "text": "teks|nama|uraian|nama program|nama kegiatan|nama program kegiatan|program kegiatan"
    "|program kegiatan sub kegiatan|nama program kegiatan sub kegiatan|uraian program|uraian kegiatan"
    "|nomenklatur|usulan|name",
    "program": "nama induk program|program induk|induk",
    "kegiatan": "kegiatan|activity",
    "subkegiatan": "sub kegiatan|subkegiatan|sub activity",
    "subdimension": "subdimensi|sub dimensi|sub dimension|label|jawaban",
    "secondary": "subdimensi kedua|sub dimensi kedua|kedua|second subdimension",
    "opd": "perangkat daerah|nama opd|nama perangkat daerah|skpd|instansi|dinas|agency",
    "kode": "kode rekening|kode program|kode kegiatan|code",
    "level": "tingkat|jenjang|tingkatan",
    "indikator": "indikator kinerja|indicator|indicators",
    "document": "dokumen|nama dokumen|berkas",
    "note": "catatan|keterangan|ket|notes",
    "by": "oleh|dilabeli oleh|penilai|pelabel",
    "at": "tanggal|waktu|pada",
    "origin": "asal",
    WHY: "alasan|sebab",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file: its place, its cells by field of a label, and all of it as it stood, by title.

    `problem` says why its cells could not be read ("": they could); `raw` is the line of a JSON file.
    """

    place: str
    cells: Mapping[str, Any]
    written: Mapping[str, str]
    raw: bytes = b""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LabelFile:
    """The lines of a file that are not empty, its columns' titles, and those that say nothing of a label."""

    lines: tuple[Line, ...]
    titles: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read(path: Path) -> LabelFile:
    """The lines of a file of labelled rows, by its ending: .csv, .tsv, .xlsx and others, else JSON lines.

    Raises DataError when it cannot be read, has no column of texts or of subdimensions, or is a file of
    results.
    """
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm", ".xls", ".ods"):
        return _of_workbook(path)
    content = labels.content_of(path)
    if suffix in (".csv", ".tsv"):
        return _of_csv(path, content)
    return _of_json_lines(path, content)


def written(lines: Sequence[tuple[Line, str]], titles: Sequence[str]) -> bytes:
    """Lines of one file with why each was refused, as a file to mend: JSON lines, or CSV with `titles`."""
    if not titles:
        return b"".join(_with_reason(line.raw, why) + b"\n" for line, why in lines)
    kept = [title for title in titles if _field_by_title().get(_folded(title)) != WHY]
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([*kept, WHY])
    rows.writerows([*(line.written.get(title, "") for title in kept), why] for line, why in lines)
    return out.getvalue().encode("utf-8-sig")


def _with_reason(raw: bytes, why: str) -> bytes:
    """A line of JSON with a field that says why; one that is no object is left as it is."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return raw
    return (
        json.dumps({**value, WHY: why}, ensure_ascii=False).encode("utf-8", "surrogatepass")
        if isinstance(value, dict)
        else raw
    )


def _of_json_lines(path: Path, content: bytes) -> LabelFile:
    lines = []
    # At the line feed alone: U+2028 inside a text is no line end.
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        place = f"{path}:{number}"
        if not raw.strip():
            continue
        try:
            value = json.loads(raw)
        except (ValueError, RecursionError):
            value = {}
        cells = value if isinstance(value, dict) else {}
        _refuse_results(place, cells)
        lines.append(Line(place, cells, {}, raw.strip()))
    return LabelFile(tuple(lines))


def _of_csv(path: Path, content: bytes) -> LabelFile:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: is not UTF-8 ({error.reason}); save it as UTF-8.") from error
    # Spreadsheets with Indonesian settings write semicolons.
    header = text.split("\n", 1)[0]
    # Given here, as it holds for the whole process and another reader may have set it.
    csv.field_size_limit(_MAX_CELL_CHARS)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count))
    numbered: list[tuple[str, Sequence[object]]] = []
    try:
        numbered.extend((f"{path}:{rows.line_num}", row) for row in rows)
    except csv.Error as error:
        raise DataError(f"{path}:{rows.line_num}: cannot be read ({error}); is a quote left open?") from error
    sheet = _of_sheet(numbered)
    if sheet is None:
        raise DataError(f"{path}:1: {_lacking([cells for _, cells in numbered])}")
    return sheet


def _of_workbook(path: Path) -> LabelFile:
    workbook = spreadsheet.opened(path)
    every: list[Sequence[object]] = []
    for name in workbook.sheet_names:
        cells = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        every.extend(cells[:_MAX_TITLE_LINES])
        numbered = [(f"{path}: {name}, row {n}", row) for n, row in enumerate(cells, start=1)]
        if sheet := _of_sheet(numbered):
            return sheet
    raise DataError(f"{path}: {_lacking(every)}")


def _of_sheet(numbered: Sequence[tuple[str, Sequence[object]]]) -> LabelFile | None:
    """The lines below the first line that titles texts and subdimensions, None without such a line."""
    for at, (place, cells) in enumerate(numbered[:_MAX_TITLE_LINES]):
        titles = [_cell_text(cell) for cell in cells]
        fields = _fields(titles)
        if not _names_texts(fields) or "subdimension" not in fields:
            continue
        _refuse_results(place, set(fields))
        lines = tuple(
            _line(row_place, titles, fields, row) for row_place, row in numbered[at + 1 :] if _is_filled(row)
        )
        unknown = [title for title, field in zip(titles, fields, strict=True) if title and not field]
        return LabelFile(lines, tuple(filter(None, titles)), tuple(unknown))
    return None


def _line(place: str, titles: Sequence[str], fields: Sequence[str], row: Sequence[object]) -> Line:
    values = [_cell_text(value) for value in row]
    by_title = {title: value for title, value in zip(titles, values, strict=False) if title}
    by_field = {field: value for field, value in zip(fields, values, strict=False) if field and value}
    by_field.setdefault("subdimension", "")
    by_field.pop(WHY, None)
    cells: dict[str, Any] = {field: by_field[field] for field in labels.FIELDS if field in by_field}
    if "text" not in fields:
        # The deepest level that is filled names the row; the program above it is its program.
        for level in reversed(LEVELS):
            if level in by_field:
                cells["text"] = by_field[level]
                cells.setdefault("level", level)
                if level == "program":
                    del cells["program"]
                break
    if "indikator" in cells:
        cells["indikator"] = _list_of(cells["indikator"])
    if "level" in cells:
        joined = re.sub(r"[\W_]+", "", cells["level"].lower())
        cells["level"] = joined if joined in LEVELS else cells["level"]
    problem = "has more cells than there are titles; is a text with separators in quotes?"
    is_longer = any(_cell_text(value) for value in row[len(titles) :])
    return Line(place, cells, by_title, problem=problem if is_longer else "")


def _list_of(cell: str) -> list[str]:
    """The texts of a cell: a JSON list, as results have it, or one a line."""
    try:
        value = json.loads(cell) if cell.startswith("[") else None
    except (ValueError, RecursionError):
        value = None
    return (
        [str(one) for one in value]
        if isinstance(value, list)
        else [part for part in cell.split("\n") if part]
    )


def _names_texts(fields: Sequence[str]) -> bool:
    return any(name in fields for name in ("text", *LEVELS))


def _fields(titles: Sequence[str]) -> list[str]:
    """The field of every title, each once, "" for one that says nothing of a label."""
    by_title = _field_by_title()
    fields: list[str] = []
    for title in titles:
        field = by_title.get(_folded(title), "")
        fields.append("" if field in fields else field)
    # A file that names its texts has no use for names at lower levels.
    return ["" if "text" in fields and field in ("kegiatan", "subkegiatan") else field for field in fields]


def _field_by_title() -> dict[str, str]:
    """Every title that is known, folded, with its field."""
    by_title = {_folded(word): field for field, words in _WORDS.items() for word in words.split("|")}
    known = {*labels.FIELDS, *_OF_RESULTS, WHY}
    for texts in map(translator, languages()):
        by_title |= {_folded(texts.gettext(TITLES[field])): field for field in TITLES if field in known}
    by_title |= {_folded(field): field for field in known}
    return by_title


def _refuse_results(place: str, fields: Mapping[str, Any] | set[str]) -> None:
    if marks := sorted(_OF_RESULTS & set(fields)):
        raise DataError(
            f"{place}: holds answers of a model ({', '.join(marks)}), not labels that people gave. "
            "Correct them on the page and import its export, or leave these columns out of rows that a "
            "person has labelled."
        )


def _lacking(rows: Sequence[Sequence[object]]) -> str:
    titles = next(([text for text in map(_cell_text, row) if text] for row in rows if _is_filled(row)), [])
    fields = set(_fields(titles))
    wanted = [
        name
        for name, there in (("subdimension", "subdimension" in fields), ("text", _names_texts(list(fields))))
        if not there
    ]
    found = f" (found: {', '.join(titles[:8])[:200]})" if titles else ""
    return f"no column {', '.join(wanted) or 'of labels'}{found}; the first line names the columns."


def _is_filled(row: Sequence[object]) -> bool:
    return any(_cell_text(cell) for cell in row)


def _cell_text(value: object) -> str:
    """What stands in a cell, as text; a code that a spreadsheet took for a number without a false decimal."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return labels.timestamp(value if value.tzinfo else value.replace(tzinfo=UTC))
    return str(value).strip()


def _folded(title: str) -> str:
    return re.sub(r"[\W_]+", " ", title.lower()).strip()
