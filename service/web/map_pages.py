"""The map of one document, of several or of all: on a page, on paper, as a workbook and a picture."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from classifier.formats import results
from classifier.labels import timestamp
from classifier.mapping import map_workbook
from classifier.mapping.matrix import NO_OPD, Program
from service import downloads
from service.dependencies import ServiceState, State
from service.storage import documents, listing, rows
from service.storage.listing import Choice
from service.web import map_query, map_sums, matrix_table, rendering
from service.web.charts import RADAR_HEIGHT, RADAR_WIDTH, percent
from service.web.counted_nouns import Nouns
from service.web.map_query import NO_YEAR, Asked, Plan
from service.web.matrix_table import Numbers
from service.web.row_query import Asked as AskedRows
from service.web.row_table import MAX_DOCUMENTS, table
from service.web.screens import screen
from service.web.wording import Words

router = APIRouter(tags=["pages"], include_in_schema=False)
# A table may print a sentence where an OPD belongs.
Id = Annotated[str, Query(max_length=5000)]
# Programs that are named as standing in several documents, or with several budgets; the first say enough.
_MAX_NAMED = 30
# Beyond, a matrix on paper is pages of nearly empty lines, and a list by subdimension says more.
_MAX_LINES_ON_PAPER = 60
# Documents that a picture names below it.
_MAX_DOCUMENTS_NAMED = 8


@router.get("/map")
def show(state: State, request: Request, asked: Asked) -> HTMLResponse:
    """The map, with what it can be narrowed to, its sums, and what is empty."""
    found = map_query.plan(state, asked)
    values = _values(state, request, found)
    values["all_documents"] = documents.done(state.database, limit=MAX_DOCUMENTS)
    return screen(state, request, "map.html", **values)


@router.get("/map/print")
def on_paper(state: State, request: Request, asked: Asked) -> HTMLResponse:
    """The map for A4 paper, turned."""
    found = map_query.plan(state, asked)
    values = _values(state, request, found)
    # The heading on paper says what is counted itself.
    values["title"] = _title(Words(rendering.language(request)), found, names_count=False)
    values |= {"today": timestamp(), "is_list": len(found.map.opds) > _MAX_LINES_ON_PAPER}
    return screen(state, request, "print.html", **values)


@router.get("/map/cell")
def cell(
    state: State,
    request: Request,
    asked: Asked,
    rows_asked: AskedRows,
    cell_opd: Id = "",
    cell_subdimension: Id = "",
) -> HTMLResponse:
    """The rows that print what a cell counts, a line, a column or all."""
    found = map_query.plan(state, asked)
    chosen = map_query.within(found.programs, cell_opd, cell_subdimension)
    ids = [row for program in chosen for row in program.rows]
    view = rows_asked.within([one.id for one in found.documents] or ["-"], ids)
    more = found.wanted.query(cell_opd=cell_opd, cell_subdimension=cell_subdimension)
    values = table(state, request, view, "/map/cell", **more)
    # The lines come from any of the documents, and none can be chosen: answers to many are a document's.
    values["many"] = True
    t = Words(rendering.language(request))
    return screen(
        state,
        request,
        "rows.html",
        **values,
        documents=found.documents,
        heading=_heading(state, t, found, (cell_opd, cell_subdimension), chosen),
        back=rendering.address("/map", **found.wanted.query()),
    )


@router.get("/map.xlsx")
def workbook(state: State, asked: Asked) -> Response:
    """The map as a workbook with the rows of its documents: all years, one column each."""
    found = map_query.plan(state, map_query.Wanted(asked.documents, is_kegiatan=asked.is_kegiatan))
    out = io.BytesIO()
    map_workbook.write(found.map, out, rows=_rows(state, found), fields=results.TAGGED_FIELDS)
    name = f"peta{_counted(found)}-{downloads.stem(found.documents)}.xlsx"
    return Response(out.getvalue(), media_type=downloads.XLSX, headers=downloads.headers(name))


@router.get("/map.png")
def picture(state: State, request: Request, asked: Asked) -> Response:
    """The matrix as a picture."""
    from classifier.mapping import figure

    found, spoken = map_query.plan(state, asked), rendering.language(request)
    content = figure.png(
        found.map,
        value="pagu" if found.wanted.is_budget else "count",
        language=spoken,
        title=_above(Words(spoken), found),
        note=_note(Words(spoken), found),
    )
    value = "-pagu" if found.wanted.is_budget else ""
    year = f"-{downloads.safe(found.wanted.year)}" if found.wanted.year.strip(NO_YEAR) else ""
    name = f"peta{_counted(found)}{value}{year}-{downloads.stem(found.documents)}.png"
    return Response(content, media_type="image/png", headers=downloads.headers(name))


def _values(state: ServiceState, request: Request, found: Plan) -> dict[str, Any]:
    """What both templates of a map need."""
    t = Words(rendering.language(request))
    numbers = Numbers(t, found)
    by_dimension = map_sums.dimensions(found, numbers)
    twice = map_query.repeated(found)
    torn = [one for one in found.programs if one.conflicts]
    waiting = map_query.waiting(state.database, found.documents)
    return {
        "plan": found,
        "title": _title(t, found),
        "nouns": numbers.nouns,
        "made_of": numbers.nouns.parts(found.programs),
        "helps": map_sums.helps(found),
        "torn": torn[:_MAX_NAMED],
        "n_torn": len(torn),
        "unit": numbers.unit,
        "matrix": matrix_table.matrix(found, numbers),
        "shares": map_sums.subdimensions(found, numbers),
        "dimensions": by_dimension,
        "whole": matrix_table.total(found.map.cells.values()),
        "radar": map_sums.of_dimensions(by_dimension),
        "radar_size": (RADAR_WIDTH, RADAR_HEIGHT),
        "by_year": map_sums.years(found.map),
        "by_document": matrix_table.by_document(found, numbers) if len(found.counted) > 1 else [],
        "servings": map_sums.servings(found.map),
        "twice": twice[:_MAX_NAMED],
        "n_twice": len(twice),
        "to_review": [(one, waiting[one.id]) for one in found.documents if one.id in waiting],
        "n_rows": listing.number(
            state.database, Choice(documents=tuple(one.id for one in found.documents) or ("-",))
        ),
        "span": _span(t, found),
        "percent": percent,
        "no_opd": NO_OPD,
        "no_year": NO_YEAR,
        "map_link": lambda path="/map", **changes: rendering.address(path, **found.wanted.query(**changes)),
    }


def _counted(found: Plan) -> str:
    """What of a file's name says that kegiatan are counted."""
    return "-kegiatan" if found.wanted.is_kegiatan else ""


def _title(t: Words, found: Plan, *, names_count: bool = True) -> str:
    """What the map is of: a document's name or how many, the year, and kegiatan where they are counted."""
    if len(found.documents) == 1:
        what = found.documents[0].name
    else:
        n = len(found.documents)
        what = t.ngettext("%(n)s document", "%(n)s documents", n, n=t.number(n))
    year = found.wanted.year
    by = t.gettext("by activity") if names_count and found.wanted.is_kegiatan else ""
    return ", ".join(part for part in (what, year and t.year(year.strip(NO_YEAR)), by) if part)


def _above(t: Words, found: Plan) -> str:
    """What stands above a picture of the map: what its numbers are, and of what."""
    programs, title = Nouns(t, found.wanted.is_kegiatan).many, _title(t, found, names_count=False)
    if found.wanted.is_budget:
        return t.gettext(
            "Budgets of %(programs)s by agency and subdimension: %(title)s", programs=programs, title=title
        )
    return t.gettext(
        "Number of %(programs)s by agency and subdimension: %(title)s", programs=programs, title=title
    )


def _note(t: Words, found: Plan) -> str:
    """What a picture of the map says of its documents and its year, where the title does not."""
    parts, year = [], found.wanted.year
    if len(found.documents) > 1:
        named = "; ".join(one.name for one in found.documents[:_MAX_DOCUMENTS_NAMED])
        more = len(found.documents) - _MAX_DOCUMENTS_NAMED
        if more > 0:
            named += "; " + t.gettext("and %(n)s more", n=t.number(more))
        parts.append(t.gettext("Documents: %(documents)s.", documents=named))
    if year:
        programs, shown_year = Nouns(t, found.wanted.is_kegiatan).many, t.year(year.strip(NO_YEAR))
        if found.n_left_out:
            only = t.ngettext(
                "Only %(programs)s with a budget for %(year)s; %(n)s other is not counted.",
                "Only %(programs)s with a budget for %(year)s; %(n)s others are not counted.",
                found.n_left_out,
                programs=programs,
                year=shown_year,
                n=t.number(found.n_left_out),
            )
        else:
            only = t.gettext(
                "Only %(programs)s with a budget for %(year)s.", programs=programs, year=shown_year
            )
        parts.append(only)
    return " ".join(parts)


def _span(t: Words, found: Plan) -> str:
    """The years of the map's rupiah in words: 2026–2030."""
    named = [year for year in found.map.years if year]
    if not named:
        return t.year("") if found.map.years else ""
    return named[0] if len(named) == 1 else f"{named[0]}–{named[-1]}"


def _heading(
    state: ServiceState, t: Words, found: Plan, cell: tuple[str, str], chosen: Sequence[Program]
) -> str:
    """What a cell holds, in words: its OPD, its subdimension, how many programs, their budget together."""
    opd, subdimension = cell
    name = next((one for one in found.map.opds if map_query.opd_id(one) == opd), "")
    if name == NO_OPD:
        name = t.gettext("(no agency)")
    if subdimension in state.taxonomy.ids:
        what = t.subdimension(state.taxonomy[subdimension])
    else:
        what = t.dimension(subdimension) if subdimension in state.taxonomy.dimensions else ""
    year = t.year(found.wanted.year.strip(NO_YEAR)) if found.wanted.year else ""
    count = Nouns(t, found.wanted.is_kegiatan).counted(len(chosen))
    n_rows = sum(len(one.rows) for one in chosen)
    if n_rows > len(chosen):
        count = t.ngettext(
            "%(programs)s on %(n)s row",
            "%(programs)s on %(n)s rows",
            n_rows,
            programs=count,
            n=t.number(n_rows),
        )
    total = sum(one.total for one in chosen)
    money = t.gettext("budget %(money)s", money=t.money_whole(total)) if total else ""
    return " · ".join(part for part in (name, what, year, count, money) if part)


def _rows(state: ServiceState, found: Plan) -> Iterator[dict[str, Any]]:
    return (row for one in found.documents for row in rows.some(state.database, one.id))
