"""The map of one document, of several or of all: on a page, on paper, as a workbook and a picture."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from classifier.formats import results
from classifier.i18n.messages import translator
from classifier.labels import timestamp
from classifier.mapping import analysis, map_words, map_workbook
from classifier.mapping.agency_names import NO_OPD
from classifier.mapping.covers import Cover
from classifier.mapping.matrix import Program, total
from service import downloads
from service.api import handouts
from service.api.row_json import row_json
from service.dependencies import State
from service.state import ServiceState
from service.storage import documents, mappings, rows
from service.storage.rows import RowFilter
from service.web import map_tables, rendering
from service.web.charts import RADAR_HEIGHT, RADAR_WIDTH, percent
from service.web.counted_nouns import Nouns
from service.web.map_query import ALL, NO_YEAR, AskedMap, MapView, map_view
from service.web.map_tables import Numbers
from service.web.rendering import screen
from service.web.row_query import AskedRows
from service.web.row_view import table
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
def show(state: State, request: Request, asked: AskedMap) -> HTMLResponse:
    """The map, with what it can be narrowed to, its sums, and what is empty."""
    values = _values(state, request, map_view(state, asked))
    values["all_documents"] = documents.done(state.database)
    values["mappings"] = mappings.listed(state.database)
    return screen(state, request, "map.html", **values)


@router.get("/map/print")
def on_paper(state: State, request: Request, asked: AskedMap) -> HTMLResponse:
    """The map for A4 paper, turned."""
    view = map_view(state, asked)
    values = _values(state, request, view)
    # The heading on paper says what is counted itself.
    values["title"] = _title(Words(rendering.language(request)), view, names_count=False)
    values |= {"today": timestamp(), "is_list": len(view.map.opds) > _MAX_LINES_ON_PAPER}
    return screen(state, request, "print.html", **values)


@router.get("/map/cell")
def cell(
    state: State,
    request: Request,
    asked: AskedMap,
    rows_asked: AskedRows,
    cell_opd: Id = "",
    cell_subdimension: Id = "",
) -> HTMLResponse:
    """The rows that print what a cell counts, a line, a column or all."""
    view = map_view(state, asked)
    chosen = analysis.within(view.programs, cell_opd, cell_subdimension)
    ids = [row for program in chosen for row in program.rows]
    rows_view = rows_asked.within(view.ids or ["-"], ids)
    more = view.wanted.query(cell_opd=cell_opd, cell_subdimension=cell_subdimension)
    values = table(state, request, rows_view, "/map/cell", **more)
    # The lines come from any of the documents, and none can be chosen: answers to many are a document's.
    values["many"] = True
    t = Words(rendering.language(request))
    return screen(
        state,
        request,
        "rows.html",
        **values,
        documents=view.documents,
        heading=_heading(state, t, view, (cell_opd, cell_subdimension), chosen),
        back=rendering.address("/map", **view.wanted.query()),
    )


@router.get("/map.xlsx")
def workbook(state: State, request: Request, asked: AskedMap, author: handouts.Author = "") -> Response:
    """The map as a workbook with the rows of its documents: all years, one column each."""
    view = map_view(state, replace(asked, is_budget=False), has_all_years=True)
    out = io.BytesIO()
    map_workbook.write(
        view.map,
        out,
        rows=_rows(state, view),
        fields=results.TAGGED_FIELDS,
        cover=_cover(state, request, view, author),
        language=rendering.language(request),
    )
    name = f"peta{_counted(view)}-{_stem(view)}.xlsx"
    return Response(out.getvalue(), media_type=downloads.XLSX, headers=downloads.headers(name))


@router.get("/map.docx")
def report(state: State, request: Request, asked: AskedMap, author: handouts.Author = "") -> Response:
    """The map as a report, of all years or of the one that is asked for."""
    return _handout(state, request, map_view(state, asked), author, "docx")


@router.get("/map.pptx")
def slides(state: State, request: Request, asked: AskedMap, author: handouts.Author = "") -> Response:
    """The map as six slides, of all years or of the one that is asked for."""
    return _handout(state, request, map_view(state, asked), author, "pptx")


@router.get("/map.png")
def picture(state: State, request: Request, asked: AskedMap, author: handouts.Author = "") -> Response:
    """The matrix as a picture."""
    from classifier.mapping import figure

    view, language = map_view(state, asked), rendering.language(request)
    content = figure.png(
        view.map,
        value="pagu" if view.wanted.is_budget else "count",
        language=language,
        title=_above(Words(language), view),
        note=_note(Words(language), view),
        cover=_cover(state, request, view, author),
    )
    value = "-pagu" if view.wanted.is_budget else ""
    year = f"-{downloads.safe(view.year)}" if view.year.strip(NO_YEAR) else ""
    name = f"peta{_counted(view)}{value}{year}-{_stem(view)}.png"
    return Response(content, media_type="image/png", headers=downloads.headers(name))


def _handout(
    state: ServiceState, request: Request, view: MapView, author: str, form: Literal["docx", "pptx"]
) -> Response:
    cover = _cover(state, request, view, author)
    content = handouts.written(view.counted, cover, form, language=rendering.language(request))
    year = f"-{downloads.safe(view.year)}" if view.year.strip(NO_YEAR) else ""
    kind, media_type = ("laporan", downloads.DOCX) if form == "docx" else ("paparan", downloads.PPTX)
    name = f"{kind}{_counted(view)}{year}-{_stem(view)}.{form}"
    return Response(content, media_type=media_type, headers=downloads.headers(name))


def _stem(view: MapView) -> str:
    """What a file of the map is called after: its mapping, else its documents."""
    return downloads.safe(view.of.mapping.name) if view.of else downloads.stem(view.documents)


def _cover(state: ServiceState, request: Request, view: MapView, author: str) -> Cover:
    """What stands on a file of the map: whose browser asks is its author, unless another is named."""
    named = author.strip() or rendering.person(request)
    cover = handouts.cover(state, view.documents, author=named, year=view.year.strip(NO_YEAR))
    if view.of is None:
        return cover
    # A Renstra of more years counts for those of the mapping alone.
    scope = view.of.mapping.scope
    return replace(
        cover, region=scope.region, years=cover.years if view.year else tuple(map(str, scope.years))
    )


def _values(state: ServiceState, request: Request, view: MapView) -> dict[str, object]:
    """What both templates of a map need."""
    t = Words(rendering.language(request))
    numbers = Numbers(t, view)
    dimensions = map_tables.dimensions(view, numbers)
    repeated, torn = analysis.repeated(view.counted.by_document), view.counted.torn
    waiting = rows.count_to_review(state.database, view.ids)
    return {
        "plan": view,
        "title": _title(t, view),
        "nouns": numbers.nouns,
        "made_of": numbers.nouns.parts(view.programs),
        "helps": map_tables.helps(view),
        "torn": torn[:_MAX_NAMED],
        "n_torn": len(torn),
        "unit": numbers.unit,
        "matrix": map_tables.matrix(view, numbers),
        "shares": map_tables.subdimensions(view, numbers),
        "dimensions": dimensions,
        "whole": total(view.map.cells.values()),
        "radar": map_tables.radar_of(dimensions),
        "radar_size": (RADAR_WIDTH, RADAR_HEIGHT),
        "by_year": map_tables.years(view),
        "by_document": map_tables.by_document(view, numbers) if len(view.documents) > 1 else [],
        "servings": analysis.servings(view.map),
        "twice": repeated[:_MAX_NAMED],
        "n_twice": len(repeated),
        "to_review": [
            (document, waiting[document.id]) for document in view.documents if document.id in waiting
        ],
        "n_rows": rows.count(state.database, RowFilter(documents=view.ids or ("-",))),
        "span": _span(t, view),
        "uncertain": map_words.caution_sentences(view.map, translator(t.language)),
        "cautions": view.map.cautions,
        "max_named": _MAX_NAMED,
        "by_urusan": map_tables.by_urusan(view, t),
        "by_opd": map_tables.by_opd(view),
        "percent": percent,
        "no_opd": NO_OPD,
        "no_year": NO_YEAR,
        "everything": ALL,
        "map_link": lambda path="/map", **changes: rendering.address(path, **view.wanted.query(**changes)),
    }


def _counted(view: MapView) -> str:
    """What of a file's name says that kegiatan are counted."""
    return "-kegiatan" if view.wanted.is_kegiatan else ""


def _title(t: Words, view: MapView, *, names_count: bool = True) -> str:
    """What the map is of: a document's name or how many, the year, and kegiatan where they are counted."""
    if view.of is not None:
        what = view.of.mapping.name
    elif len(view.documents) == 1:
        what = view.documents[0].name
    else:
        n = len(view.documents)
        what = t.ngettext("%(n)s document", "%(n)s documents", n, n=t.number(n))
    year = view.year
    by = t.gettext("by activity") if names_count and view.wanted.is_kegiatan else ""
    return ", ".join(part for part in (what, year and t.year(year.strip(NO_YEAR)), by) if part)


def _above(t: Words, view: MapView) -> str:
    """What stands above a picture of the map: what its numbers are, and of what."""
    programs, title = Nouns(t, view.wanted.is_kegiatan).many, _title(t, view, names_count=False)
    if view.wanted.is_budget:
        return t.gettext(
            "Budgets of %(programs)s by agency and subdimension: %(title)s", programs=programs, title=title
        )
    return t.gettext(
        "Number of %(programs)s by agency and subdimension: %(title)s", programs=programs, title=title
    )


def _note(t: Words, view: MapView) -> str:
    """What a picture of the map says of its documents and its year, where the title does not."""
    parts, year = [], view.year
    if len(view.documents) > 1:
        named = "; ".join(one.name for one in view.documents[:_MAX_DOCUMENTS_NAMED])
        more = len(view.documents) - _MAX_DOCUMENTS_NAMED
        if more > 0:
            named += "; " + t.gettext("and %(n)s more", n=t.number(more))
        parts.append(t.gettext("Documents: %(documents)s.", documents=named))
    if year:
        programs, shown_year = Nouns(t, view.wanted.is_kegiatan).many, t.year(year.strip(NO_YEAR))
        if view.n_without_money:
            only = t.ngettext(
                "Only %(programs)s planned for %(year)s; %(n)s of them has no budget for it.",
                "Only %(programs)s planned for %(year)s; %(n)s of them have no budget for it.",
                view.n_without_money,
                programs=programs,
                year=shown_year,
                n=t.number(view.n_without_money),
            )
        else:
            only = t.gettext(
                "Only %(programs)s with a budget for %(year)s.", programs=programs, year=shown_year
            )
        parts.append(only)
    return " ".join(parts)


def _span(t: Words, view: MapView) -> str:
    """The years of the map's rupiah in words: 2026–2030."""
    named = [year for year in view.map.years if year]
    if not named:
        return t.year("") if view.map.years else ""
    return named[0] if len(named) == 1 else f"{named[0]}–{named[-1]}"


def _heading(
    state: ServiceState, t: Words, view: MapView, cell: tuple[str, str], chosen: Sequence[Program]
) -> str:
    """What a cell holds, in words: its OPD, its subdimension, how many programs, their budget together."""
    opd, subdimension = cell
    name = next((name for name in view.map.opds if analysis.opd_id(name) == opd), "")
    if name == NO_OPD:
        name = t.gettext("(no agency)")
    if subdimension in state.taxonomy.ids:
        what = t.subdimension(state.taxonomy[subdimension])
    else:
        what = t.dimension(subdimension) if subdimension in state.taxonomy.dimensions else ""
    year = t.year(view.year.strip(NO_YEAR)) if view.year else ""
    count = Nouns(t, view.wanted.is_kegiatan).among(chosen)
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


def _rows(state: ServiceState, view: MapView) -> Iterator[dict[str, Any]]:
    of_documents = (rows.of_document(state.database, document.id) for document in view.documents)
    return map(row_json, itertools.chain.from_iterable(of_documents))
