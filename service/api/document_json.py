"""Documents as answers show them: how far each is, what it is, and of one what counts of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from classifier.mapping import document_record
from classifier.mapping.document_record import TableRecord
from service import reading_notes
from service.api.schemas import (
    AnswerWithoutRow,
    DocumentOut,
    DocumentRecord,
    PageNotRead,
    Progress,
    Summary,
    TableOut,
)
from service.state import ServiceState
from service.storage import label_journal
from service.storage.documents import Document
from service.storage.label_journal import LostAnswer
from service.storage.rows import RowCounts


def documents_json(state: ServiceState, among: Sequence[Document], language: str) -> list[DocumentOut]:
    """Documents as answers show them."""
    counts = state.count_cache.counts(among)
    lost = label_journal.without_row(state.database, [document.sha256 for document in among])
    return [
        DocumentOut(
            id=document.id,
            name=document.name,
            sha256=document.sha256,
            bytes=document.n_bytes,
            created_at=document.created_at,
            status=document.status,  # type: ignore[arg-type]
            progress=Progress(pages_done=document.pages_done, pages_total=document.pages_total),
            error=document.error.text(language) if document.error else None,
            reader=document.reader,
            rereading=document.rereading or None,  # type: ignore[arg-type]
            reread_error=document.reread_error.text(language) if document.reread_error else None,
            answers_without_row=[_lost_json(answer) for answer in lost.get(document.sha256, ())],
            summary=_summary(document, counts[document.id], language) if document.id in counts else None,
            kind=document.facts.kind,
            region=document.facts.region,
            opd=state.agencies.official(document.facts.opd),
            years=list(document.facts.years),
            stage=document.facts.stage,
            title=document.facts.title,
            doubts=list(document.facts.doubts),
            set_by_hand=list(document.decided.facts),
        )
        for document in among
    ]


def record_json(state: ServiceState, of: Document, language: str) -> DocumentRecord:
    """A document with what counts of it."""
    (shown,) = documents_json(state, [of], language)
    summary = shown.summary
    is_done = of.status == "done"
    record = state.program_cache.record(of) if is_done else None
    not_read = reading_notes.pages_not_read(of.report, language) if is_done else []
    return DocumentRecord(
        **shown.model_dump(),
        document=of.name,
        n_pages=of.pages_total,
        n_programs=record.n_programs if record else None,
        pagu=dict(record.pagu) if record else None,
        tables=[_table(table, of) for table in record.tables] if record else [],
        pages_not_read=[PageNotRead(page=page, why=why) for page, why in not_read],
        n_rows=summary.rows if summary else None,
        n_doubtful=summary.n_doubtful if summary else None,
    )


def _table(table: TableRecord, of: Document) -> TableOut:
    facts = table.facts
    return TableOut(
        number=facts.number,
        is_role_sure=facts.is_role_sure,
        decided=of.decided.tables.get(facts.number),
        **document_record.table_dict(table),
    )


def _lost_json(answer: LostAnswer) -> AnswerWithoutRow:
    entry = answer.entry
    return AnswerWithoutRow(
        row_id=entry.row_id,
        page=answer.page,
        level=answer.level,
        kode=answer.kode,
        text=answer.text,
        subdimension=entry.subdimension,
        note=entry.note,
        by=entry.by,
        at=entry.at,
    )


def _summary(of: Document, counts: RowCounts, language: str) -> Summary:
    counted = dataclasses.asdict(counts)
    return Summary(**reading_notes.in_language(counted | of.report, language))
