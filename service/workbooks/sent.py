"""The lines of a workbook that somebody corrected or added, as values that can be stored as JSON.

Only what people correct is taken, and every text is bounded and cleaned of signs that no database takes:
what is wrong with it is said beside the line when the difference is shown.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from classifier.formats.planner_rows import Line, Returned

# What is taken from a line, in the order in which it is shown.
FIELDS = ("subdimension", "text", "level", "kode", "program", "opd", "pagu", "note", "verified")
# More lines than a planner corrects by hand; those of one workbook are compared at once.
MAX_LINES = 10_000
# One more than a field may have, so that one too long is told from one that fits.
_MAX_CHARS = 2001
_MAX_YEARS = 31
# Larger than any amount that is taken.
_MAX_AMOUNT = 10**18
_MAX_PAGE = 2**31 - 1
# Cells that cannot be read which are named; the first say enough.
_MAX_UNREAD = 200


@dataclass(frozen=True, slots=True)
class SentLine:
    """A line that was corrected, or added (`key` is "").

    `n` is its number in the sheet. `values` are the fields that differ from `before`, what was written (of an
    added line all that it has). `document` is the name in its column and `sha256` the document's when it was
    written; `answer` the entry of the answer that held then, None where it is not known. `is_copy` says of an
    added line that it carries another's key; `total` is a sum written by hand over years.
    """

    n: int
    key: str
    values: Mapping[str, Any]
    before: Mapping[str, Any]
    document: str = ""
    sha256: str = ""
    page: int = 0
    answer: int | None = None
    is_copy: bool = False
    total: int | None = None


@dataclass(frozen=True, slots=True)
class SentCell:
    """A cell that cannot be read: its sheet, its place there (H12), its column's title, and what was read."""

    sheet: str
    place: str
    title: str
    value: str
    wanted: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A workbook that came back.

    `n_unchanged` lines are as they were written, `n_missing` rows have no line any more. `documents` are
    those of its rows, (name, sha256), in the order of the sheet. Lines with a cell that cannot be read are
    left out until it is mended: `unread` are the first of these cells, of `n_unread`.
    """

    lines: tuple[SentLine, ...]
    n_unchanged: int
    n_missing: int
    documents: tuple[tuple[str, str], ...]
    unread: tuple[SentCell, ...] = ()
    n_unread: int = 0

    def stored(self) -> str:
        """The workbook's corrections as a text."""
        return json.dumps(asdict(self), ensure_ascii=False)


def from_stored(text: str) -> Sent:
    """What `Sent.stored` wrote."""
    value = json.loads(text)
    return Sent(
        tuple(SentLine(**line) for line in value["lines"]),
        value["n_unchanged"],
        value["n_missing"],
        tuple((name, sha256) for name, sha256 in value["documents"]),
        tuple(SentCell(**cell) for cell in value.get("unread", ())),
        value.get("n_unread", 0),
    )


def of_returned(returned: Returned) -> Sent:
    """What was corrected in a workbook that came back.

    Of lines with one key, as copies in a spreadsheet have, the one with the fewest changes is the row's; the
    others are added lines, but those without a change, which say nothing.
    """
    taken: dict[str, Line] = {}
    for line in returned.lines:
        if line.key and (line.key not in taken or len(_changes(line)) < len(_changes(taken[line.key]))):
            taken[line.key] = line
    lines, n_unchanged = [], 0
    for line in returned.lines:
        is_copy = bool(line.key) and taken[line.key] is not line
        values = _added(line) if not line.key else _changes(line)
        if not values and (line.key or is_copy) and line.total is None:
            n_unchanged += not is_copy
            continue
        if is_copy:
            values = _added(line)
        if line.key or values.get("text") or any(values.values()):
            lines.append(_sent_line(line, values, is_copy=is_copy))
    written = returned.written.values()
    documents = dict.fromkeys(
        (clean(row.get("document", "")), clean(row.get("sha256", ""))[:64]) for row in written
    )
    unread = [
        SentCell(clean(cell.sheet, 60), cell.place, clean(cell.title, 60), clean(cell.value, 60), cell.wanted)
        for cell in returned.unread[:_MAX_UNREAD]
    ]
    return Sent(
        tuple(lines),
        n_unchanged,
        len(returned.missing),
        tuple(documents),
        tuple(unread),
        len(returned.unread),
    )


def clean(text: object, max_chars: int = _MAX_CHARS) -> str:
    """A text in one line without signs that no database takes, cut where it is longer than any may be."""
    kept = "".join(c for c in str(text)[: 10 * max_chars] if c.isspace() or c.isprintable())
    return " ".join(kept.split())[:max_chars]


def _sent_line(line: Line, values: Mapping[str, Any], *, is_copy: bool) -> SentLine:
    answer = str(line.row.get("answer", ""))
    return SentLine(
        n=line.n,
        key="" if is_copy else clean(line.key, 40),
        values=values,
        before={} if is_copy or not line.key else _corrected(line.row),
        document=clean(line.cells.get("document", "")),
        sha256=clean(line.row.get("sha256", ""), 64),
        page=min(max(int(line.cells.get("page") or 0), 0), _MAX_PAGE),
        answer=int(answer) if answer.isascii() and answer.isdigit() and len(answer) < 11 else None,
        is_copy=is_copy,
        total=line.total,
    )


def _added(line: Line) -> dict[str, Any]:
    """What an added line has; a subdimension that it names is verified by whoever adds it."""
    return {field: value for field, value in _corrected(line.cells).items() if field != "verified"}


def _changes(line: Line) -> dict[str, Any]:
    """What was corrected in a line; a status that says verified answers with the subdimension as it was."""
    before, cells = _corrected(line.row), _corrected(line.cells)
    empty = {field: {} if field == "pagu" else "" for field in FIELDS}
    # What a workbook of before did not write cannot have been changed.
    empty["verified"] = cells.get("verified", "")
    changes = {field: value for field, value in cells.items() if value != before.get(field, empty[field])}
    verified = changes.pop("verified", "")
    if verified and "subdimension" not in changes:
        changes |= {"subdimension": before["subdimension"]} if verified == "yes" else {"verified": verified}
    return changes


def _corrected(cells: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that people correct, as they are compared."""
    values: dict[str, Any] = {
        field: clean(cells[field]) for field in FIELDS if field in cells and field != "pagu"
    }
    amounts = list(cells.get("pagu", {}).items())[:_MAX_YEARS]
    values["pagu"] = {
        clean(year, 10): min(max(int(amount), -_MAX_AMOUNT), _MAX_AMOUNT) for year, amount in amounts
    }
    return values
