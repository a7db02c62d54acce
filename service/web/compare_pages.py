"""Two documents side by side: a page, a workbook and CSV of what changed between them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from classifier.comparison import comparison_workbook
from classifier.comparison.changes import Changes
from classifier.comparison.matching import comparison
from classifier.mapping import analysis
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.matrix import Program
from service import downloads
from service.dependencies import State, done
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import documents
from service.storage.documents import Document
from service.web import rendering
from service.web.charts import percent
from service.web.rendering import screen
from service.web.wording import Words

router = APIRouter(tags=["pages"], include_in_schema=False)
Id = Annotated[str, Query(max_length=40, pattern=r"^[^\x00]*$")]
# Lines of a list that the page shows; the workbook has all.
_MAX_LINES = 300


@router.get("/compare")
def show(state: State, request: Request, a: Id = "", b: Id = "", years: str = "") -> HTMLResponse:
    """What changed from one document to another; without two of them, how to choose them."""
    before, after = _chosen(state, a), _chosen(state, b)
    values: dict[str, object] = {"changes": None, "is_same": bool(a) and a == b}
    if before and after and not values["is_same"]:
        values["changes"] = _changes(state, before, after, years)
    return screen(
        state,
        request,
        "compare.html",
        before=before,
        after=after,
        all_documents=documents.done(state.database),
        compare_link=lambda path="/compare", **changes: rendering.address(
            path, **({"a": a, "b": b, "years": years if years == "all" else ""} | changes)
        ),
        show=_Show(Words(rendering.language(request))),
        max_lines=_MAX_LINES,
        no_opd=NO_OPD,
        **values,
    )


@router.get("/compare.xlsx")
def workbook(state: State, a: Id = "", b: Id = "", years: str = "") -> Response:
    """The comparison as a workbook."""
    before, after = _both(state, a, b)
    out = io.BytesIO()
    comparison_workbook.write(
        _changes(state, before, after, years), out, before=before.name, after=after.name
    )
    return Response(
        out.getvalue(),
        media_type=downloads.XLSX,
        headers=downloads.headers(f"{_stem(before, after)}.xlsx"),
    )


@router.get("/compare.csv")
def csv(state: State, a: Id = "", b: Id = "", years: str = "") -> Response:
    """The comparison as CSV, marked as UTF-8 for spreadsheets."""
    before, after = _both(state, a, b)
    out = io.BytesIO(downloads.UTF8_MARK)
    out.seek(0, io.SEEK_END)
    comparison_workbook.write_csv(_changes(state, before, after, years), out)
    return Response(
        out.getvalue(),
        media_type=downloads.CSV,
        headers=downloads.headers(f"{_stem(before, after)}.csv"),
    )


def _chosen(state: ServiceState, document_id: str) -> Document | None:
    return done(state, document_id) if document_id else None


def _both(state: ServiceState, a: str, b: str) -> tuple[Document, Document]:
    before, after = _chosen(state, a), _chosen(state, b)
    if before is None or after is None:
        raise Refusal(404, "not_found")
    return before, after


def _changes(state: ServiceState, before: Document, after: Document, years: str) -> Changes:
    outlines = [state.program_cache.outline(document) for document in (before, after)]
    first, second = analysis.in_one_naming(outlines, state.agencies.registry())
    return Changes(
        comparison(first.programs, second.programs, state.taxonomy), wants_all_years=years == "all"
    )


def _stem(before: Document, after: Document) -> str:
    # Two names of 80 signs each are more than some file systems take with a folder's path.
    return f"perbandingan-{downloads.safe(before.name)[:50]}-{downloads.safe(after.name)[:50]}"


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
            return self._t.year("") if years else self._t.gettext("no budgets printed")
        is_row = (
            len(named) > 2 and all(map(str.isdigit, named)) and int(named[-1]) - int(named[0]) < len(named)
        )
        return f"{named[0]}–{named[-1]}" if is_row else ", ".join(named)

    def row(self, program: Program) -> str:
        """The address of a program's first row."""
        return f"/rows/{program.rows[0]}"


def _sign(n: int) -> str:
    return "+" if n > 0 else "−" if n < 0 else ""
