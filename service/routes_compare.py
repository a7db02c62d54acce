"""Two documents side by side: a page, a workbook and CSV of what changed between them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from classifier import comparebook
from classifier.changes import Changes
from classifier.compare import comparison
from classifier.map import NO_OPD, Program
from service import attachments, documents, pages
from service.charts import percent
from service.desk import Desk, Parts, done
from service.documents import Document
from service.problems import Refusal
from service.routes_table import MAX_DOCUMENTS
from service.screens import screen
from service.words import Words

router = APIRouter(tags=["pages"], include_in_schema=False)
Id = Annotated[str, Query(max_length=40, pattern=r"^[^\x00]*$")]
# Lines of a list that the page shows; the workbook has all.
_MAX_LINES = 300


@router.get("/compare")
def show(desk: Desk, request: Request, a: Id = "", b: Id = "", years: str = "") -> HTMLResponse:
    """What changed from one document to another; without two of them, how to choose them."""
    before, after = _chosen(desk, a), _chosen(desk, b)
    values: dict[str, Any] = {"changes": None, "is_same": bool(a) and a == b}
    if before and after and not values["is_same"]:
        values["changes"] = _changes(desk, before, after, years)
    return screen(
        desk,
        request,
        "compare.html",
        before=before,
        after=after,
        all_documents=documents.done(desk.store, limit=MAX_DOCUMENTS),
        compare_link=lambda path="/compare", **changes: pages.address(
            path, **({"a": a, "b": b, "years": years if years == "all" else ""} | changes)
        ),
        show=_Show(Words(pages.language(request))),
        max_lines=_MAX_LINES,
        no_opd=NO_OPD,
        **values,
    )


@router.get("/compare.xlsx")
def workbook(desk: Desk, a: Id = "", b: Id = "", years: str = "") -> Response:
    """The comparison as a workbook."""
    before, after = _both(desk, a, b)
    out = io.BytesIO()
    comparebook.write(_changes(desk, before, after, years), out, before=before.name, after=after.name)
    return Response(
        out.getvalue(),
        media_type=attachments.XLSX,
        headers=attachments.headers(f"{_stem(before, after)}.xlsx"),
    )


@router.get("/compare.csv")
def csv(desk: Desk, a: Id = "", b: Id = "", years: str = "") -> Response:
    """The comparison as CSV, marked as UTF-8 for spreadsheets."""
    before, after = _both(desk, a, b)
    out = io.BytesIO(attachments.UTF8_MARK)
    out.seek(0, io.SEEK_END)
    comparebook.write_csv(_changes(desk, before, after, years), out)
    return Response(
        out.getvalue(),
        media_type=attachments.CSV,
        headers=attachments.headers(f"{_stem(before, after)}.csv"),
    )


def _chosen(desk: Parts, document_id: str) -> Document | None:
    return done(desk, document_id) if document_id else None


def _both(desk: Parts, a: str, b: str) -> tuple[Document, Document]:
    before, after = _chosen(desk, a), _chosen(desk, b)
    if before is None or after is None:
        raise Refusal(404, "not_found")
    return before, after


def _changes(desk: Parts, before: Document, after: Document, years: str) -> Changes:
    found = comparison(desk.atlas.of(before), desk.atlas.of(after), desk.taxonomy)
    return Changes(found, wants_all_years=years == "all")


def _stem(before: Document, after: Document) -> str:
    # Two names of 80 signs each are more than some file systems take with a folder's path.
    return f"perbandingan-{attachments.safe(before.name)[:50]}-{attachments.safe(after.name)[:50]}"


class _Show:
    """How the page writes changes, with a sign in front of each."""

    def __init__(self, words: Words) -> None:
        self._t = words

    def more(self, n: int) -> str:
        """A change of a number: +3, −2, 0."""
        return f"{_sign(n)}{self._t.number(abs(n))}"

    def money(self, amount: int) -> str:
        """A change in rupiah, shortened: +Rp 1,2 miliar."""
        return f"{_sign(amount)}{self._t.money(abs(amount))}"

    def money_whole(self, amount: int) -> str:
        """A change in rupiah to the last."""
        return f"{_sign(amount)}{self._t.money_whole(abs(amount))}"

    def percent(self, before: int, after: int) -> str:
        """A change in percent of what was; "" where nothing was."""
        if not before:
            return ""
        part = abs(after - before) / abs(before)
        whole = f"{self._t.number(round(100 * part))}%" if part >= 1 else percent(part)
        return f"{_sign(after - before)}{whole}"

    def years(self, years: Sequence[str]) -> str:
        """Years in a line: 2025–2029."""
        named = sorted(filter(None, years))
        if not named:
            return self._t.year("") if years else self._t("pagu tidak tercantum", "no budgets printed")
        is_row = (
            len(named) > 2 and all(map(str.isdigit, named)) and int(named[-1]) - int(named[0]) < len(named)
        )
        return f"{named[0]}–{named[-1]}" if is_row else ", ".join(named)

    def row(self, program: Program) -> str:
        """The address of a program's first row."""
        return f"/rows/{program.rows[0]}"


def _sign(n: int) -> str:
    return "+" if n > 0 else "−" if n < 0 else ""
