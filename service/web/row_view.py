"""Rows as templates show them: a table of them, and one with its page, its text in marked pieces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import NamedTuple

from fastapi import Request

from classifier.records import Alternative, Box, Doubt, Evidence, Prediction
from service.refusals import Refusal
from service.state import ServiceState
from service.storage import documents, edit_journal, label_journal, rows
from service.storage.id_ranges import packed
from service.storage.rows import NOT_A_PROGRAM, RowFilter, RowLabel, StoredRow
from service.web import rendering
from service.web.edits.row_history import HistoryLine, history_lines
from service.web.row_query import SIZES, RowsView
from service.workbench import mapped

# Shares of the strongest weight from which a word is marked, and marked strongly.
_WEAK, _STRONG = 0.2, 0.5
# Lines of the table that are sent back; those that are not on the screen are not needed.
MAX_LINES = 200
# Words of a name on either side of a place where it may be split.
_WORDS_AROUND = 4


# Before a model is loaded: about where models' bounds of confidence lie.
_USUAL_BOUND = 0.75


class Piece(NamedTuple):
    """A piece of a text: `mark` is "", "weak" or "strong"."""

    text: str
    mark: str


class Cut(NamedTuple):
    """A place where a name may be split: before its `at`-th character, with the words on both sides."""

    at: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowView:
    """A row for a template; `subdimension` is the one in force, `NOT_A_PROGRAM` for a dropped row.

    `sure` is the model's confidence, `least` the one below which the model that answers now
    leaves a row like this to people; `amount` is the budget of all years together. `edit_id` is the last
    edit in force of what it says.
    """

    id: str
    document_id: str
    document: str
    page: int
    level: str
    kode: str
    text: str
    program: str
    opd: str
    indikator: tuple[str, ...]
    pagu: Mapping[str, int]
    source: str
    doubts: tuple[Doubt, ...]
    subdimension: str
    review: bool
    label: RowLabel | None
    predicted: Prediction
    alternatives: tuple[Alternative, ...]
    evidence: tuple[Evidence, ...]
    pieces: tuple[Piece, ...]
    amount: int
    sure: float
    least: float
    edit_id: int

    @property
    def is_label_doubted(self) -> bool:
        """Whether the model's label waits for a person; the reading may be doubted beside it or alone."""
        return self.label is None and self.predicted.review

    @property
    def cuts(self) -> list[Cut]:
        """Where the name may be split: between its words."""
        return cuts(self.text)


class PageBox(NamedTuple):
    """A row's box on its page."""

    id: str
    box: Box
    level: str


@dataclass(frozen=True, slots=True)
class RowBeside:
    """A row with what is shown around it: the boxes of its page, and what people said of it.

    `alike` are the ids of rows that say the same, `elsewhere` those of other documents of its mappings;
    `together` the packed entries that one answer to them made, `shown_on` the kind of page it is part of,
    `next_text` the name of the row behind it. `editing` are the fields that are written in at the moment.
    """

    row: RowView
    on_page: tuple[PageBox, ...]
    alike: tuple[str, ...]
    elsewhere: Mapping[str, Sequence[str]]
    together: str
    history: tuple[HistoryLine, ...]
    shown_on: str
    next_text: str
    editing: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, object]:
        """What the template of one row needs, by its names."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def row_view(state: ServiceState, stored: StoredRow) -> RowView:
    """A stored row for a template."""
    row, prediction = stored.row, stored.prediction
    return RowView(
        id=stored.id,
        document_id=stored.document_id,
        document=row.document,
        page=row.page,
        level=row.level,
        kode=row.kode,
        text=row.text,
        program=row.program,
        opd=row.opd,
        indikator=row.indikator,
        pagu=dict(row.pagu),
        source=row.source,
        doubts=row.doubts,
        subdimension=NOT_A_PROGRAM if stored.is_dropped else stored.subdimension,
        review=stored.review,
        label=stored.label,
        predicted=prediction,
        alternatives=prediction.alternatives,
        evidence=prediction.evidence,
        pieces=tuple(pieces(row.text, prediction.evidence)),
        amount=sum(amount for _, amount in row.pagu),
        sure=prediction.confidence,
        least=_least_sure(state, stored),
        edit_id=stored.edit_id,
    )


def table(
    state: ServiceState, request: Request, view: RowsView, path: str, **more: str | list[str]
) -> dict[str, object]:
    """What the table's template needs: the rows of a view, how many there are, and what can be chosen."""
    total = rows.count(state.database, view.filter)
    last = max(1, -(-total // view.size))
    view = replace(view, number=min(view.number, last))
    listed = rows.listed(state.database, view.filter, sort=view.sort, limit=view.size, offset=view.offset)
    chosen: RowBeside | None = None
    if view.row:
        # An address that was sent on may name a row of a document that was deleted since.
        with suppress(Refusal):
            chosen = beside(state, request, view.row)
    return {
        "view": view,
        "table_path": path,
        "table_link": partial(_link, path, view, more),
        "everything_link": rendering.address(path, **more),
        "table_more": more,
        "rows": [row_view(state, stored) for stored in listed],
        "total": total,
        "last": last,
        "sizes": SIZES,
        "opds": rows.opds(state.database, view.filter.documents),
        "counts": rows.count_by_subdimension(state.database, view.filter),
        "chosen": chosen,
        # Only on a document's own page are lines ticked and answered together.
        "many": not path.startswith("/documents/"),
    }


def _link(path: str, view: RowsView, more: Mapping[str, str | list[str]], **changes: str | int) -> str:
    return rendering.address(path, **more, **view.query(**changes))


def beside(state: ServiceState, request: Request, row_id: str) -> RowBeside:
    """A row with what is shown around it. Raises Refusal when there is no such row."""
    stored = rows.get(state.database, row_id)
    if stored is None:
        raise Refusal(404, "no_row", id=row_id[:40])
    return around(state, request, stored)


def around(state: ServiceState, request: Request, stored: StoredRow) -> RowBeside:
    """A row that was looked up, with what is shown around it."""
    alike = rows.alike(state.database, stored)
    elsewhere = mapped.alike_elsewhere(state, stored)
    others = (row_id for ids in elsewhere.values() for row_id in ids)
    behind = rows.behind(state.database, stored)
    return RowBeside(
        row=row_view(state, stored),
        on_page=page_boxes(state, stored.document_id, stored.row.page),
        alike=tuple(alike),
        elsewhere=elsewhere,
        together=packed(label_journal.together(state.database, stored.id, [*alike, *others])),
        history=history_lines(
            stored.id,
            label_journal.history(state.database, stored.id),
            edit_journal.of_row(state.database, stored.row.sha256, stored.id),
            edit_in_force=stored.edit_id,
        ),
        shown_on=request.query_params.get("screen", "")[:10],
        next_text=behind.row.text if behind else "",
    )


def page_boxes(state: ServiceState, document_id: str, page: int) -> tuple[PageBox, ...]:
    """The boxes of all rows of a page, in reading order."""
    whole_page = RowFilter(page=page, with_dropped=True)
    on_page = rows.of_document(state.database, document_id, whole_page)
    return tuple(PageBox(other.id, other.row.bbox, other.row.level) for other in on_page)


def document_figures(state: ServiceState, document_id: str) -> dict[str, object]:
    """What the figures over a document's table are made of, for a part of a page that brings them anew."""
    document = documents.get(state.database, document_id) if document_id else None
    return {
        "document": document,
        "summary": state.count_cache.counts([document]).get(document.id) if document else None,
    }


def cuts(text: str) -> list[Cut]:
    """The places between the words of a text, with a few of those on both sides."""
    words = [(match.start(), match.group()) for match in re.finditer(r"\S+", text)]
    return [
        Cut(
            at,
            " ".join(word for _, word in words[max(0, i - _WORDS_AROUND) : i]),
            " ".join(word for _, word in words[i : i + _WORDS_AROUND]),
        )
        for i, (at, _) in enumerate(words)
        if i
    ]


def _least_sure(state: ServiceState, stored: StoredRow) -> float:
    if not state.current_model.is_loaded():
        return _USUAL_BOUND
    card = state.current_model.get().card
    row = stored.row
    return card.review_below["program" if row.program else "agency" if row.opd else "alone"]


def pieces(text: str, evidence: Sequence[Evidence]) -> list[Piece]:
    """The text in pieces; joined they are the text again. Terms stand in it as whole words."""
    own = [one for one in evidence if one.source == "text"]
    strongest = max((one.weight for one in own), default=0.0)
    weights = {
        one.term.casefold(): one.weight for one in own if one.weight > 0 and one.weight >= strongest * _WEAK
    }
    if not weights:
        return [Piece(text, "")] if text else []
    # The longest first, so that a term within another does not cut it.
    terms = "|".join(re.escape(term) for term in sorted(weights, key=len, reverse=True))
    cut, at = [], 0
    for match in re.finditer(rf"(?<!\w)(?:{terms})(?!\w)", text, re.IGNORECASE):
        if match.start() > at:
            cut.append(Piece(text[at : match.start()], ""))
        weight = weights.get(match.group().casefold(), 0.0)
        cut.append(Piece(match.group(), "strong" if weight >= strongest * _STRONG else "weak"))
        at = match.end()
    if at < len(text):
        cut.append(Piece(text[at:], ""))
    return cut
