"""Corrections of a workbook made and taken back, for the API and the pages alike: refused with a sentence."""

from __future__ import annotations

from service.refusals import Refusal
from service.state import ServiceState
from service.storage.label_journal import Overtaken
from service.workbooks import applying
from service.workbooks.applying import Applied, Undone


def applied(state: ServiceState, workbook_id: str, changes: list[str], *, by: str) -> Applied:
    """What was made of the chosen changes of a workbook. Raises Refusal when they are not there any more."""
    sent = state.workbook_reader.stored(workbook_id)
    try:
        made = applying.apply(
            state.database,
            sent,
            set(changes),
            by=by,
            predict=state.current_model.predictions,
            subdimensions=state.taxonomy.ids,
        )
    except applying.Stale as error:
        raise Refusal(409, "workbook_stale") from error
    for entry in made.entries:
        state.metrics.labelled("undone" if entry.undoes else entry.origin)
    return made


def undone(state: ServiceState, edits: list[int], labels: list[int], *, by: str) -> Undone:
    """What was taken back. Raises Refusal when rows were edited since."""
    try:
        made = applying.undo(state.database, edits, labels, by=by, predict=state.current_model.predictions)
    except Overtaken as overtaken:
        raise Refusal(409, "edited_meanwhile", by=overtaken.by or "?") from overtaken
    for _ in range(made.n_answers):
        state.metrics.labelled("undone")
    return made
