"""The rows in the map's workbook: a sheet that planners correct, and what brings it back.

The sheet has the twelve columns that a planner needs, with drop-downs; budgets of several years stand
right of them, folded. Each line carries the key of its row, so that lines may be sorted, filtered, cut and
added. The last sheet, hidden, holds every field of every row under its key as it was written: what a
planner changed is what differs from it. A sheet beside it holds what the drop-downs offer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from xlsxwriter.utility import quote_sheetname, xl_range, xl_rowcol_to_cell

from classifier.errors import DataError
from classifier.formats import palette, spreadsheet
from classifier.formats.spreadsheet import COUNT, RUPIAH, Book, plain
from classifier.i18n.language import languages
from classifier.i18n.messages import Translator, gettext_noop, translator
from classifier.records import LEVELS, Level

KEY = "key"
# Which entry of a person's answers held when the workbook was written ("0": none), where that is known.
ANSWER = "answer"
_TOTAL = "total"
_STATUS = "status"
# Whether a person has verified the row, "yes" or "no": what its status says, and said when it was written.
VERIFIED = "verified"
_TITLES = {
    "opd": gettext_noop("Agency"),
    "document": gettext_noop("Document"),
    "page": gettext_noop("Page"),
    "level": gettext_noop("Level"),
    "kode": gettext_noop("Code"),
    "text": gettext_noop("Name"),
    "program": gettext_noop("Its program"),
    _TOTAL: gettext_noop("Total budget"),
    "subdimension": gettext_noop("Subdimension"),
    "confidence": gettext_noop("Confidence"),
    _STATUS: gettext_noop("Status"),
    "note": gettext_noop("Note"),
    KEY: gettext_noop("Key"),
}
_WIDTHS = {
    "opd": 24, "document": 18, "page": 9, "level": 12, "kode": 14, "text": 38, "program": 34,
    "subdimension": 27, "confidence": 11, _STATUS: 15, "note": 15, KEY: 7,
}  # fmt: skip
_LEVEL_WORDS: dict[Level, str] = {
    "program": gettext_noop("program"),
    "kegiatan": gettext_noop("activity (kegiatan)"),
    "subkegiatan": gettext_noop("sub-activity (sub kegiatan)"),
}
# Verified, then what is not.
_STATUS_WORDS = (gettext_noop("verified"), gettext_noop("not yet verified"), gettext_noop("needs review"))
NOT_A_PROGRAM = "-"
# Lines that a planner may add below, for which the drop-downs are there too.
_MORE_LINES = 1000


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet as it came back.

    `n` is its number in the sheet (1 is the header's), `key` that of its row, "" for a line that was added,
    `place` the row's place in reading order. `cells` is what stands in it, in fields and shapes of the
    contract, `before` the same fields as they were written (None for an added line), `row` all
    fields as they were written. `total` is a sum of years that somebody wrote by hand, and no other.
    """

    n: int
    key: str
    place: int
    cells: Mapping[str, Any]
    before: Mapping[str, Any] | None
    row: Mapping[str, Any]
    total: int | None = None

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that a planner changed; of a line that was added all that it has."""
        before = self.before or {}
        return {field: value for field, value in self.cells.items() if value != before.get(field)}


@dataclass(frozen=True, slots=True)
class UnreadCell:
    """A cell that cannot be read, `place` in its sheet (H12), in the column `title`.

    `n` is its line's number, `wanted` what belongs there instead of `value`.
    """

    sheet: str
    place: str
    n: int
    title: str
    value: str
    wanted: Literal["number", "status"]


@dataclass(frozen=True, slots=True)
class Returned:
    """A workbook that came back: its lines in the order of the sheet, and what the sheet lacks.

    `written` are all rows as they were written, by their keys; `missing` those keys that no line has. A line
    with an `unread` cell is left out.
    """

    lines: tuple[Line, ...]
    written: Mapping[str, Mapping[str, Any]]
    missing: tuple[str, ...]
    unread: tuple[UnreadCell, ...] = ()


class CellError(DataError):
    """A cell of a workbook cannot be read."""

    def __init__(self, path: Path, cell: UnreadCell) -> None:
        super().__init__(path, cell)
        self.path, self.cell = path, cell

    def __str__(self) -> str:
        cell = self.cell
        wanted = "a number" if cell.wanted == "number" else "one of the list"
        return f'{self.path}: row {cell.n}, {cell.title}: "{cell.value}" is not {wanted}.'


def keyed(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The rows with a `key` each: their id, or their place where they have none of their own.

    Rows of a service, which have a `label`, say too which answer it is.
    """
    taken: set[str] = set()
    with_keys = []
    for n, row in enumerate(rows, start=1):
        key = plain(str(row.get("id") or ""))
        key = key if key and key not in taken else f"b{n}"
        taken.add(key)
        with_keys.append({**row, **_answer(row), KEY: key})
    return with_keys


def add(
    book: Book, rows: Sequence[Mapping[str, Any]], subdimensions: Mapping[str, str], n_agencies: int
) -> None:
    """Add the sheet that planners correct, of rows from `keyed`; `subdimensions` are names by id."""
    texts, years = book.texts, _years(rows)
    # Of one year there is nothing to add up.
    one_year = len(years) == 1
    fields = [f for f in _TITLES if f != _TOTAL or years]
    titles = [
        spreadsheet.pagu_title(years[0], texts) if f == _TOTAL and one_year else texts.gettext(_TITLES[f])
        for f in fields
    ]
    folded = [] if one_year else years
    sheet = book.sheet(
        spreadsheet.rows_title(texts), [*titles, *(spreadsheet.pagu_title(year, texts) for year in folded)]
    )
    for c, field in enumerate(fields):
        sheet.set_column(c, c, _WIDTHS.get(field, 0) or _money_width(rows))
    first = len(fields)
    if folded:
        sheet.set_column(
            first, first + len(folded) - 1, _money_width(rows), None, {"level": 1, "hidden": True}
        )
        sheet.set_column(first + len(folded), first + len(folded), None, None, {"collapsed": True})
    wrapped = book.cell(text_wrap=True)
    money, share = book.cell(num_format=RUPIAH), book.cell(num_format="0%_-")
    whole, key_look = (
        book.cell(num_format=COUNT),
        book.cell(font_color=palette.SOFT, bg_color="#EEF1F2", font_size=7),
    )
    for r, row in enumerate(rows, start=1):
        pagu = _pagu(row)
        shown = _shown(row, subdimensions, texts)
        for c, field in enumerate(fields):
            if field == _TOTAL:
                if folded:
                    cells = xl_range(r, first, r, first + len(folded) - 1)
                    sheet.write_formula(r, c, f"=SUM({cells})", money, sum(pagu.values()))
                elif years[0] in pagu:
                    sheet.write_number(r, c, pagu[years[0]], money)
                else:
                    sheet.write_blank(r, c, None, money)
                continue
            value = shown.get(field, "")
            form = {"page": whole, "confidence": share, KEY: key_look}.get(field, wrapped)
            if isinstance(value, int | float) and not isinstance(value, bool):
                sheet.write_number(r, c, value, form)
            elif value:
                sheet.write_string(r, c, value, form)
            else:
                sheet.write_blank(r, c, None, form)
        for c, year in enumerate(folded, start=first):
            if year in pagu:
                sheet.write_number(r, c, pagu[year], money)
    _offer(book, sheet, fields, len(rows), len(subdimensions) + 1, n_agencies)
    sheet.write_comment(
        0, fields.index(KEY), texts.gettext("The program knows the row by it: please leave it as it is.")
    )
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    # The key is of no use on paper.
    sheet.print_area(0, 0, max(len(rows), 1), fields.index(KEY) - 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), first + len(folded) - 1)


def add_hidden(
    book: Book,
    rows: Sequence[Mapping[str, Any]],
    fields: Sequence[str],
    subdimensions: Mapping[str, str],
    agencies: Sequence[str],
) -> None:
    """Add the hidden sheets, the last ones: what the drop-downs offer, and all `fields` of each row."""
    texts = book.texts
    sheet = book.sheet(
        _lists_title(texts),
        [
            texts.gettext(_TITLES["subdimension"]),
            "id",
            texts.gettext(_TITLES["level"]),
            "id",
            texts.gettext(_TITLES["opd"]),
        ],
    )
    offered = [*subdimensions.items(), (NOT_A_PROGRAM, _no_program(texts))]
    for r, (subdimension, name) in enumerate(offered, start=1):
        sheet.write_string(r, 0, plain(name))
        sheet.write_string(r, 1, plain(subdimension))
    for r, level in enumerate(LEVELS, start=1):
        sheet.write_string(r, 2, texts.gettext(_LEVEL_WORDS[level]))
        sheet.write_string(r, 3, level)
    for r, agency in enumerate(agencies, start=1):
        sheet.write_string(r, 4, plain(agency))
    sheet.hide()
    # A note is compared as it was written too.
    more = [field for field in ("note", ANSWER) if any(row.get(field) for row in rows)]
    technical = dict.fromkeys((KEY, *fields, *more, VERIFIED))
    with_status = [{**row, VERIFIED: "yes" if is_verified(row) else "no"} for row in rows]
    spreadsheet.rows_sheet(book, with_status, tuple(technical), title=_technical_title(texts)).hide()


def offered_agencies(rows: Iterable[Mapping[str, Any]], others: Iterable[str]) -> list[str]:
    """The agencies of rows and others, each once, in the order of the alphabet."""
    names = {plain(str(row.get("opd") or "")).strip() for row in rows} | {
        plain(name).strip() for name in others
    }
    return sorted((name for name in names if name and len(name) <= 400), key=str.casefold)


def _offer(
    book: Book, sheet: Any, fields: Sequence[str], n: int, n_subdimensions: int, n_agencies: int
) -> None:
    """Drop-downs for subdimension, level, agency and status."""
    texts, last = book.texts, n + _MORE_LINES
    title = quote_sheetname(_lists_title(texts))
    choose = texts.gettext("Choose one of the list")
    for field, column, n_offered, error in (
        ("subdimension", "A", n_subdimensions, "stop"),
        ("level", "C", len(LEVELS), "stop"),
        # An agency may be a new one.
        ("opd", "E", n_agencies, "information"),
    ):
        if n_offered:
            at = fields.index(field)
            offer = {
                "validate": "list",
                "source": f"={title}!${column}$2:${column}${n_offered + 1}",
                "error_type": error,
                "error_title": choose,
                "error_message": texts.gettext("It is not in the list of this workbook."),
            }
            sheet.data_validation(1, at, last, at, offer)
    at = fields.index(_STATUS)
    statuses: dict[str, object] = {
        "validate": "list",
        "source": [texts.gettext(word) for word in _STATUS_WORDS],
        "error_title": choose,
        "error_message": texts.gettext("It is not in the list of this workbook."),
    }
    sheet.data_validation(1, at, last, at, statuses)


def lines(path: Path) -> list[Line] | None:
    """What came back in a workbook of the map, in the order of the sheet; None when it is none with keys.

    Raises DataError when the file or a cell cannot be read.
    """
    came_back = returned(path)
    if came_back is not None and came_back.unread:
        raise CellError(path, came_back.unread[0])
    return None if came_back is None else list(came_back.lines)


def returned(path: Path) -> Returned | None:
    """A workbook of the map that came back; None when it is none with keys.

    Raises DataError when the file cannot be read.
    """
    workbook = spreadsheet.opened(path)
    texts = next(
        (
            texts
            for texts in map(translator, languages())
            if {_technical_title(texts), spreadsheet.rows_title(texts)} <= set(workbook.sheet_names)
        ),
        None,
    )
    if texts is None:
        return None
    cells, technical, lists = (
        workbook.get_sheet_by_name(title).to_python() if title in workbook.sheet_names else []
        for title in (spreadsheet.rows_title(texts), _technical_title(texts), _lists_title(texts))
    )
    written = [(str(row.pop(KEY, "")), row) for row in spreadsheet.rows_of(technical, texts, path)]
    before = {key: (place, row) for place, (key, row) in enumerate(written) if key}
    ids = {str(line[0]): str(line[1]) for line in lists[1:] if len(line) > 1 and line[0] != ""}
    titles = {texts.gettext(title): field for field, title in _TITLES.items()}
    header = [str(title) for title in cells[0]] if cells else []
    there = [titles.get(title) or spreadsheet.pagu_field(title, texts) for title in header]
    came_back: list[Line] = []
    unread: list[UnreadCell] = []
    of_unread: set[str] = set()
    for n, cells_of_line in enumerate(cells[1:], start=2):
        if all(value == "" for value in cells_of_line):
            continue
        row, not_read = _taken(n, header, there, cells_of_line, texts)
        if not_read:
            unread += not_read
            of_unread.add(str(row.get(KEY, "")).strip())
            continue
        key, total = str(row.pop(KEY, "")).strip(), row.pop(_TOTAL, None)
        if "subdimension" in row:
            row["subdimension"] = ids.get(row["subdimension"], row["subdimension"])
        if "level" in row:
            row["level"] = _level(row["level"], texts)
        place, as_written = before.get(key, (len(written), {}))
        # Budgets whose column was cut stay as they were written.
        cut = {
            year: amount for year, amount in as_written.get("pagu", {}).items() if f"pagu:{year}" not in there
        }
        row["pagu"] = {**cut, **row["pagu"]}
        came_back.append(
            Line(
                n,
                key if as_written else "",
                place,
                row,
                {field: as_written.get(field, {} if field == "pagu" else "") for field in row}
                if as_written
                else None,
                as_written,
                None if total is None or total == sum(row["pagu"].values()) else total,
            )
        )
    of_lines = {line.key for line in came_back} | of_unread
    return Returned(
        tuple(came_back),
        {key: row for key, (_, row) in before.items()},
        tuple(key for key in before if key not in of_lines),
        tuple(unread),
    )


def read(path: Path) -> list[dict[str, Any]]:
    """Dicts of the contract's shape from a workbook of the map, with what planners changed in it, in reading
    order, added ones last; or from a workbook of rows alone.

    Raises DataError for any other.
    """
    came_back = lines(path)
    if came_back is None:
        return list(spreadsheet.read(path))
    rows = []
    for line in sorted(came_back, key=lambda line: line.place):
        row = {
            field: value
            for field, value in {**line.row, **line.changes}.items()
            if field not in (ANSWER, VERIFIED)
        }
        if "subdimension" in line.changes:
            row["dimension"] = str(row["subdimension"]).split(".", 1)[0]
        rows.append(row)
    return rows


def _taken(
    n: int, titles: Sequence[str], fields: Sequence[str], values: Sequence[object], texts: Translator
) -> tuple[dict[str, Any], list[UnreadCell]]:
    """What stands in a line, by field, without what nobody corrects, and the cells that cannot be read."""
    row: dict[str, Any] = {"pagu": {}}
    unread: list[UnreadCell] = []
    for c, (title, field, value) in enumerate(zip(titles, fields, values, strict=False)):
        try:
            if field.startswith("pagu:"):
                if value != "":
                    row["pagu"][field[5:]] = round(float(str(value)))
            elif field == _TOTAL:
                row[field] = round(float(str(value))) if value != "" else None
            elif field == "page":
                row[field] = int(float(str(value))) if value != "" else 0
            elif field == _STATUS:
                row[VERIFIED] = _verified(_text(value), texts)
            elif field in _TITLES and field != "confidence":
                row[field] = _text(value)
        except (ValueError, OverflowError):
            sheet, place = spreadsheet.rows_title(texts), xl_rowcol_to_cell(n - 1, c)
            wanted: Literal["number", "status"] = "status" if field == _STATUS else "number"
            unread.append(UnreadCell(sheet, place, n, title, str(value), wanted))
    return row, unread


def _verified(written: str, texts: Translator) -> str:
    """What a status says of `VERIFIED`; an empty one that nobody has. Raises ValueError for another word."""
    typed = " ".join(written.casefold().split())
    if typed == texts.gettext(_STATUS_WORDS[0]).casefold():
        return "yes"
    if typed and typed not in (texts.gettext(word).casefold() for word in _STATUS_WORDS[1:]):
        raise ValueError(written)
    return "no"


def _text(value: object) -> str:
    """A cell as text; spreadsheets take a code such as 5 for a number."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _answer(row: Mapping[str, Any]) -> dict[str, str]:
    """The entry of the answer in force of a row from a service, as the field `ANSWER`."""
    if "label" not in row:
        return {}
    label = row["label"]
    return {ANSWER: str(label.get("id", 0)) if isinstance(label, dict) else "0"}


def _level(written: str, texts: Translator) -> str:
    """The level that a word of the drop-down names; another word is itself."""
    typed = " ".join(written.casefold().split())
    return next(
        (level for level in LEVELS if typed in (level, texts.gettext(_LEVEL_WORDS[level]).casefold())),
        written,
    )


def _shown(row: Mapping[str, Any], subdimensions: Mapping[str, str], texts: Translator) -> dict[str, Any]:
    """What stands in a line, by field; texts as a cell can hold them."""
    level, subdimension = str(row.get("level") or ""), str(row.get("subdimension") or "")
    at = 0 if is_verified(row) else 2 if row.get("review") else 1
    status = texts.gettext(_STATUS_WORDS[at])
    shown: dict[str, Any] = {
        field: plain(str(row.get(field) or ""))
        for field in ("opd", "document", "kode", "text", "program", "note", KEY)
    }
    shown["level"] = texts.gettext(_LEVEL_WORDS[level]) if level in LEVELS else plain(level)
    shown["subdimension"] = plain(subdimensions.get(subdimension, subdimension))
    shown[_STATUS] = status if row else ""
    page, confidence = row.get("page"), row.get("confidence")
    if isinstance(page, int):
        shown["page"] = page
    # Of a person's answer there is nothing to be confident of.
    if isinstance(confidence, int | float) and not is_verified(row):
        shown["confidence"] = float(confidence)
    return shown


def is_verified(row: Mapping[str, Any]) -> bool:
    """Whether a person gave the row's label."""
    return bool(row.get("label") or row.get("answered_by") or row.get("answered_at"))


def _pagu(row: Mapping[str, Any]) -> dict[str, int]:
    pagu = row.get("pagu")
    if not isinstance(pagu, dict):
        return {}
    return {str(year): amount for year, amount in pagu.items() if spreadsheet.is_number(amount)}


def _years(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted({year for row in rows for year in _pagu(row)})


def _money_width(rows: Iterable[Mapping[str, Any]]) -> float:
    """As wide as the longest amount, so that none shows as ####."""
    largest = max((abs(sum(_pagu(row).values())) for row in rows), default=0)
    return max(14, len(f"Rp {largest:,}") * 1.1 + 2)


def _no_program(texts: Translator) -> str:
    return texts.gettext("(no program)")


def _lists_title(texts: Translator) -> str:
    return texts.gettext("Lists")


def _technical_title(texts: Translator) -> str:
    return texts.gettext("Technical")
