"""The model: texts predicted, the taxonomy, which model answers."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic_core import to_json

from classifier.formats import results
from classifier.inference import predict
from classifier.records import Query
from service.api.row_schemas import ClassifyOut, RowsIn, TextsIn
from service.api.schemas import ModelOut, Subdimension, TaxonomyOut
from service.dependencies import State
from service.problem_details import documented
from service.refusals import Refusal

router = APIRouter(tags=["model"])


@router.post(
    "/classify",
    operation_id="model_classify",
    response_model=ClassifyOut,
    responses=documented(400, 413, 422, 429, 503),
)
def classify(state: State, asked: TextsIn | RowsIn) -> Response:
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
    predictions = predict.predictions(state.current_model.get(), queries)
    state.metrics.predicted(predictions)
    # Written here, not by the framework, which would check each answer for a third of the time.
    body = to_json({"predictions": [results.prediction_dict(prediction) for prediction in predictions]})
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
        review_below=card.review_below,
    )
