"""What a document is and which of its tables count: shown, and set by hand."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path

from classifier.records import Fact
from service.api.document_json import record_json
from service.api.schemas import CountsIn, DocumentRecord, FactsIn
from service.dependencies import Language, State, document
from service.problem_details import documented
from service.refusals import Refusal
from service.storage import decisions
from service.storage.stored_facts import FACTS, FactValue
from service.workbench import given_facts

router = APIRouter(prefix="/documents/{document_id}", tags=["documents"])


@router.get("", operation_id="documents_show", responses=documented(404, 422, 429))
def show(state: State, language: Language, document_id: str) -> DocumentRecord:
    """A document: its status, how far it is, what it is, and what counts of it when it is done."""
    return record_json(state, document(state, document_id), language)


@router.patch("", operation_id="documents_set_facts", responses=documented(400, 404, 413, 422, 429))
def set_facts(state: State, language: Language, document_id: str, facts: FactsIn) -> DocumentRecord:
    """Set what a document is; that rules from now on, also after it was read again.

    Rows that name no agency take the document's; money counts as planned in the document's years; tables
    have the roles that kind and years give them, those that an older reader read after the next reading.
    """
    values: dict[Fact, FactValue | None] = {
        fact: _value(fact, getattr(facts, fact)) for fact in FACTS if fact in facts.model_fields_set
    }
    if not decisions.set_facts(state.database, document_id, values, by=facts.by):
        raise Refusal(404, "no_document", id=document_id[:40])
    return record_json(state, document(state, document_id), language)


@router.put(
    "/tables/{number}", operation_id="documents_set_table", responses=documented(400, 404, 413, 422, 429)
)
def set_table(
    state: State,
    language: Language,
    document_id: str,
    number: Annotated[int, Path(ge=1, le=2**31 - 1)],
    counted: CountsIn,
) -> DocumentRecord:
    """Let the map count a table or not; the decision follows the table when the document is read again."""
    is_there = decisions.set_table(state.database, document_id, number, counted.counts, by=counted.by)
    if is_there is None:
        raise Refusal(404, "no_document", id=document_id[:40])
    if not is_there:
        raise Refusal(404, "no_table", number=number, id=document_id[:40])
    return record_json(state, document(state, document_id), language)


def _value(fact: Fact, given: Any) -> FactValue | None:
    """A fact as it is stored: texts tidied, years ascending and each once. Raises Refusal."""
    if isinstance(given, list):
        return tuple(sorted(set(given)))
    text = None if given is None else " ".join(given.split())
    return given_facts.kind(text) if fact == "kind" and text is not None else text
