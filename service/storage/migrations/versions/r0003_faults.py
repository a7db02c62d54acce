"""What is wrong with documents and their pages as kinds with values; until here, English sentences.

A sentence is recognised by its fixed parts alone. One that is not any of these becomes a `note`, which
is shown as it stands. Reports and errors are as `classifier.faults` and `service.jobs.reading_report`
have them today, and those are not called from here: a migration must not change with them.
"""

from __future__ import annotations

import json
from typing import Any

from alembic import op
from sqlalchemy import text

revision = "0003"
down_revision = "0002"
_AT_ONCE = 200

_ALWAYS_THE_SAME = {
    "brought its reader down (out of memory, or damaged); given up.": "page_crashed_reader",
    "needs more memory than a page may have; given up.": "page_out_of_memory",
}
# Sentences that had no message of their own when they were stored.
_ERRORS = {
    "no such file; check the name.": "file_lost",
    "is a folder, not a PDF; name the documents in it.": "file_lost",
    "brought its reader down (out of memory, or damaged); given up. Fetch or export the document again.": (
        "too_heavy"
    ),
}
_AND_MORE = ", ..."


def upgrade() -> None:
    """Rewrite the report and the error of every document."""
    connection = op.get_bind()
    fill = text("UPDATE documents SET report = :report, error = :error WHERE seq = :seq")
    batch = text(
        "SELECT seq, report, error FROM documents WHERE seq > :after AND (report <> '' OR error <> '') "
        "ORDER BY seq LIMIT :n"
    )
    after = 0
    while documents := connection.execute(batch, {"after": after, "n": _AT_ONCE}).all():
        connection.execute(
            fill,
            [
                {"seq": seq, "report": _report(report), "error": _error(error)}
                for seq, report, error in documents
            ],
        )
        after = documents[-1][0]


def _report(stored: str) -> str:
    if not stored:
        return ""
    report = json.loads(stored)
    for field in ("problems", "warnings"):
        report[field] = [
            {"page": problem["page"], **_fault(problem["message"])} for problem in report.get(field, [])
        ]
    if "ranges_by_outcome" in report:
        report["ranges_by_outcome"] = {
            outcome: _ranges(ranges) for outcome, ranges in report["ranges_by_outcome"].items()
        }
    return json.dumps(report, ensure_ascii=False)


def _error(stored: str) -> str:
    if not stored:
        return ""
    values = json.loads(stored)
    if values["key"] != "unreadable":
        return stored
    detail = values["detail"]
    seconds = _between("took more than ", detail, " s; given up. Fetch or export the document again.")
    if seconds.isdecimal():
        return json.dumps({"key": "opens_slowly", "seconds": int(seconds)})
    if _between("cannot be read (", detail, "); check its permissions."):
        return json.dumps({"key": "file_lost"})
    return json.dumps({"key": _ERRORS[detail]}) if detail in _ERRORS else stored


def _fault(message: str) -> dict[str, Any]:
    """A sentence of a page or of the whole document as a kind with its values."""
    if message in _ALWAYS_THE_SAME:
        return {"kind": _ALWAYS_THE_SAME[message]}
    seconds = _between("took more than ", message, " s; given up.")
    if seconds.isdecimal():
        return {"kind": "page_too_slow", "seconds": int(seconds)}
    if message.startswith("cannot be read ("):
        # Its end is missing where the sentence was longer than is stored.
        detail = message.removeprefix("cannot be read (").removesuffix(").")
        return {"kind": "page_unreadable", "detail": detail}
    others = _between("", message, " more like these are not listed.")
    if others.isdecimal():
        return {"kind": "not_listed", "others": int(others)}
    for noun in ("page", "pages"):
        end = f" {noun} with text; the map says nothing of this document."
        pages = _between("no program rows found on ", message, end)
        if pages.isdecimal():
            return {"kind": "no_rows", "pages": int(pages)}
    sums = [_sum(part) for part in _between("total not met: ", message, ".").split("; ")]
    if None not in sums:
        return {"kind": "total_not_met", "sums": sums}
    return {"kind": "note", "detail": message}


def _sum(sentence: str) -> dict[str, Any] | None:
    """`Rp 2 printed for 2025, the rows add up to Rp 9 (Rp 7 more)`; None when it is something else."""
    before, _, after = sentence.partition(", the rows add up to Rp ")
    printed_text, _, rest = before.removeprefix("Rp ").partition(" printed")
    year = rest.removeprefix(" for ")
    rows_text, _, _ = after.partition(" (Rp ")
    printed, rows = _amount(printed_text), _amount(rows_text)
    if printed is None or rows is None:
        return None
    of_year = f" for {year}" if year else ""
    compared = f"{_grouped(abs(rows - printed))} {'more' if rows > printed else 'less'}"
    if sentence != (
        f"Rp {_grouped(printed)} printed{of_year}, the rows add up to Rp {_grouped(rows)} (Rp {compared})"
    ):
        return None
    return {"year": year, "printed": printed, "rows": rows}


def _amount(grouped: str) -> int | None:
    digits = grouped.replace(".", "")
    return int(digits) if digits.removeprefix("-").isdecimal() else None


def _grouped(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


def _ranges(named: str) -> list[list[int]]:
    """`1-12, 40` as `[[1, 12], [40, 40]]`; that there were more is seen by the number of pages."""
    pairs = []
    for part in named.removesuffix(_AND_MORE).split(", "):
        first, _, last = part.partition("-")
        pairs.append([int(first), int(last or first)])
    return pairs


def _between(start: str, sentence: str, end: str) -> str:
    """What stands between the two, "" when the sentence does not begin and end so."""
    if not (sentence.startswith(start) and sentence.endswith(end)):
        return ""
    return sentence[len(start) : len(sentence) - len(end)]
