"""What the page of a document says above its rows: what it is, its tables, how well it was read."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from fastapi import Request

from classifier.documents import kind_words
from classifier.mapping.document_record import DocumentRecord
from classifier.records import Role
from classifier.scans import engine
from service import reading_notes
from service.reading_notes import Pages
from service.state import ServiceState
from service.storage import label_journal
from service.storage.documents import Document
from service.web import rendering
from service.workbench import mapped


@dataclass(frozen=True, slots=True)
class Choices:
    """What a fact may be set to: suggestions for those that are written, all of those that are chosen."""

    kinds: tuple[str, ...]
    agencies: tuple[str, ...]


def about(state: ServiceState, request: Request, shown: Document) -> dict[str, object]:
    """What the templates of a document need, by their names; little of one that is not read to its end."""
    values: dict[str, object] = {
        "document": shown,
        "shows_tables": False,
        "proposed_title": proposed_title(state, shown),
        "summary": None,
        "record": None,
        "noticed": {},
        "why": None,
        "by_page": (),
        "lost": (),
        "missed": Pages(),
        "not_read": Pages(),
        "misdated": None,
        "counted_instead": None,
        "can_be_read": shown.error is None or _may_help(shown.error.key),
        # The notice that asks how far the reading again is, and is told that it is over.
        "was_rereading": request.headers.get("hx-trigger") == "rereading",
    }
    if shown.status != "done":
        return values
    language = rendering.language(request)
    counts = state.count_cache.counts([shown])[shown.id]
    record = state.program_cache.record(shown)
    values |= {
        "summary": counts,
        "record": record,
        "lost": label_journal.without_row(state.database, [shown.sha256]).get(shown.sha256, ()),
        "noticed": reading_notes.in_language(asdict(counts) | shown.report, language),
        "by_page": reading_notes.page_sentences(shown.report, language),
        "missed": reading_notes.pages_of(shown.report, "table_without_rows", "perhaps_missed"),
        "not_read": reading_notes.pages_of(shown.report, "unreadable", "no_text"),
        "misdated": mapped.misdated(state, shown),
        "counted_instead": _counted_instead(shown, record),
        "choices": Choices(kind_words.names(), _agencies(state)),
    }
    if not counts.rows and not counts.dropped:
        values["why"] = reading_notes.why_no_rows(shown.report, language)
    return values


def _counted_instead(of: Document, record: DocumentRecord) -> Role | None:
    """What the tables are that count since a person switched off those of the plan; None for none."""
    switched = of.decided.tables
    plans = [table for table in record.tables if table.facts.role == "plan"]
    if any(table.counts for table in plans) or not any(table.facts.number in switched for table in plans):
        return None
    by_the_rule = (table for table in record.tables if table.counts and table.facts.number not in switched)
    return next((table.facts.role for table in by_the_rule), None)


# What another try with the same bytes cannot change.
_NEVER_READ = frozenset(("scan", "locked", "no_pages", "damaged", "too_many_pages"))


def _may_help(error: str) -> bool:
    """Whether reading again can help: pictures are read once OCR is installed."""
    return engine.is_installed() if error == "scan_no_ocr" else error not in _NEVER_READ


def proposed_title(state: ServiceState, of: Document) -> str:
    """What a document may be called by its facts: Perubahan Renja Dinas Contoh Kota Contoh 2026.

    In Indonesian, as its cover would say it; "" while its kind is not known.
    """
    facts = of.facts
    if not facts.kind:
        return ""
    stage = {"draft": "Rancangan", "change": "Perubahan"}.get(facts.stage, "")
    years = facts.years
    is_span = len(years) > 1 and years[-1] - years[0] == len(years) - 1
    when = f"{years[0]}–{years[-1]}" if is_span else ", ".join(map(str, years))
    parts = (stage, facts.kind, state.agencies.official(facts.opd), facts.region, when)
    return " ".join(part for part in parts if part)


def _agencies(state: ServiceState) -> tuple[str, ...]:
    """The names that an agency may have here: the installation's first, then those of the general list."""
    return state.agencies.names()
