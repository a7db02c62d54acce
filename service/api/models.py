"""The model: texts predicted, the taxonomy, which model answers."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.responses import Response

from classifier.records import Query
from service.api import classification
from service.api.row_schemas import ClassifyOut, RowsIn, TextsIn
from service.api.schemas import ModelOut, Subdimension, TaxonomyOut
from service.dependencies import State
from service.problem_details import documented
from service.refusals import Refusal

router = APIRouter(tags=["model"])
# As nginx has it: the client closed the request. Nobody reads this answer but the log.
_CLIENT_LEFT = 499


@router.post(
    "/classify",
    operation_id="model_classify",
    response_model=ClassifyOut,
    responses=documented(400, 413, 422, 429, 503),
)
async def classify(state: State, request: Request, asked: TextsIn | RowsIn) -> Response:
    """One prediction a text, in order."""
    given = asked.texts if isinstance(asked, TextsIn) else asked.rows
    if len(given) > state.settings.max_texts:
        raise Refusal(422, "too_many_texts", limit=state.settings.max_texts)
    queries = (
        [Query(text) for text in asked.texts]
        if isinstance(asked, TextsIn)
        else [
            Query(row.text, row.program, row.kode, row.opd, tuple(row.indikator), row.level)
            for row in asked.rows
        ]
    )
    if sum(map(classification.n_chars, queries)) > state.settings.max_chars:
        raise Refusal(422, "too_many_chars", limit=state.settings.max_chars)
    # In a thread, as a model that has changed is loaded here.
    model = await to_thread.run_sync(state.current_model.get)
    predicted = await classification.predictions(
        model, queries, state.classification_turns, request.is_disconnected
    )
    if predicted is None:
        return Response(status_code=_CLIENT_LEFT)
    state.metrics.predicted(predicted)
    # Written here, not by the framework, which would check each answer for a third of the time.
    body = await to_thread.run_sync(classification.body, predicted)
    return Response(body, media_type="application/json")


@router.get("/taxonomy", operation_id="model_taxonomy", responses=documented(429))
def taxonomy(state: State) -> TaxonomyOut:
    """The 18 subdimensions."""
    return TaxonomyOut(
        subdimensions=[
            Subdimension(
                id=s.id,
                dimension=s.dimension,
                name_id=s.name_id,
                name_en=s.name_en,
                definition_id=s.definition_id,
                definition_en=s.definition_en,
            )
            for s in state.taxonomy.subdimensions
        ]
    )


@router.get("/models/current", operation_id="model_current", responses=documented(429, 503))
def current(state: State) -> ModelOut:
    """The model that answers now."""
    card = state.current_model.get().card
    return ModelOut(
        id=card.id,
        created=card.created,
        n_rows=card.n_rows,
        scores=dict(card.scores),
        review_below=card.review_below["alone"],
        review_below_in_context={name: card.review_below[name] for name in ("agency", "program")},
    )
