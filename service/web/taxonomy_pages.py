"""The taxonomy with examples, and the model with its card and report: what labels mean and who gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from classifier import taxonomy_examples
from classifier.errors import ModelError
from classifier.i18n.messages import gettext_noop
from classifier.inference import model_store
from classifier.inference.card import Card
from classifier.taxonomy import Subdimension, Taxonomy
from service.current_model import CurrentModel
from service.dependencies import State
from service.refusals import Refusal, unknown_subdimension
from service.state import ServiceState
from service.storage import rows
from service.storage.rows import RowFilter
from service.web import rendering
from service.web.rendering import screen
from service.web.wording import Words

router = APIRouter(tags=["pages"], include_in_schema=False)
# The report brings its style and pictures along and is no page of ours: it may do nothing else.
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox"
)
# An id, or all of a dimension: living.lingkungan-nyaman, economy.*
_ID = re.compile(r"\b([a-z]+\.(?:\*|[a-z]+(?:-[a-z]+)*))")
_ARROW = " -> "
# A model has its card in two languages; whoever reads neither reads English.
_CARD_ID, _CARD = "KARTU.md", "CARD.md"
_REPORT = "report.html"
_RETRY = {"Retry-After": "5"}
# Measures of a card, in the order of what a planner asks first; "98" stands before each sentence.
_FIGURES = (
    ("auto_right", gettext_noop("of 100 rows that are not marked are right")),
    ("auto_share", gettext_noop("of 100 rows need no mark")),
    ("strict", gettext_noop("of 100 rows get the right label at once")),
    ("top3", gettext_noop("of 100 rows have the right label among the first three proposals")),
)
_FURTHER = (
    (
        "context_strict",
        gettext_noop("of 100 rows are right at once where the programme or agency stands beside them."),
    ),
    (
        "hard_strict",
        gettext_noop("of 100 rows are right at once among those chosen because their words mislead."),
    ),
    (
        "no_program_flagged",
        gettext_noop("of 100 texts that are no programme (headings, names, numbers) are marked for review."),
    ),
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure out of a hundred, and what is said of so many."""

    n: int
    words: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence: words, or the `id` of a subdimension, or a dimension to link to."""

    text: str
    id: str = ""
    dimension: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What does not belong to a subdimension, and where it does."""

    what: str
    where: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Confused:
    """A title that only looks like a subdimension, the `id` of the right one, and why."""

    title: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """A subdimension as a page shows it; `other_name` is its name in the other language.

    `notes` are sentences on its scope that name no other place.
    """

    id: str
    dimension: str
    name: str
    other_name: str
    definition: tuple[Piece, ...]
    includes: tuple[str, ...]
    elsewhere: tuple[Elsewhere, ...]
    notes: tuple[tuple[Piece, ...], ...]
    opds: tuple[str, ...]
    aliases: tuple[str, ...]
    titles: tuple[str, ...]
    confused: tuple[Confused, ...]


@router.get("/taxonomy")
def taxonomy(state: State, request: Request) -> HTMLResponse:
    """All 18 subdimensions: what they mean, examples, what is often confused."""
    words = Words(rendering.language(request))
    return screen(
        state,
        request,
        "taxonomy.html",
        meanings=[meaning(state.taxonomy, s, words) for s in state.taxonomy.subdimensions],
        counts=rows.count_by_subdimension(state.database, RowFilter()),
    )


@router.get("/taxonomy/{subdimension}")
def subdimension(state: State, request: Request, subdimension: str) -> Response:
    """One subdimension: in short for the dialog, else its place on the page of all."""
    if subdimension not in state.taxonomy.ids:
        raise unknown_subdimension(state.taxonomy, subdimension, status=404)
    if not rendering.is_part(request):
        return RedirectResponse(f"/taxonomy#{subdimension}", 303, rendering.HEADERS)
    words = Words(rendering.language(request))
    return screen(
        state, request, "_meaning.html", one=meaning(state.taxonomy, state.taxonomy[subdimension], words)
    )


@router.get("/model")
def model(state: State, request: Request) -> HTMLResponse:
    """The model that answers: how often it is right, since when it answers, its card."""
    card = _card(state.current_model)
    if card is None:
        return screen(state, request, "model.html", status=503, headers=_RETRY, card=None)
    return screen(state, request, "model.html", **_model_values(state, request, card))


@router.get("/model/report")
def report(state: State, request: Request) -> Response:
    """The report of the model that answers, as it lies in the model's folder."""
    card = _card(state.current_model)
    if card is None:
        raise Refusal(503, "no_model", headers=_RETRY)
    try:
        content = (state.current_model.folder / card.id / _REPORT).read_bytes()
    except OSError:
        # Models made before there were reports; the page says so.
        return screen(state, request, "model.html", status=404, **_model_values(state, request, card))
    return HTMLResponse(
        content,
        headers={**rendering.HEADERS, "Content-Security-Policy": REPORT_POLICY, "Content-Language": "en"},
    )


def meaning(taxonomy: Taxonomy, one: Subdimension, words: Words) -> Meaning:
    """What one subdimension means, with links to the others."""
    other = Words("en" if words.language == "id" else "id")
    includes, excludes = one.scope(words.language)
    shown = taxonomy_examples.of(one.id)
    return Meaning(
        id=one.id,
        dimension=one.dimension,
        name=words.subdimension(one),
        other_name=other.subdimension(one),
        definition=pieces(taxonomy, words.definition(one)),
        includes=includes,
        elsewhere=tuple(
            Elsewhere(what, pieces(taxonomy, where))
            for what, arrow, where in (text.partition(_ARROW) for text in excludes)
            if arrow
        ),
        notes=tuple(pieces(taxonomy, text[:1].upper() + text[1:]) for text in excludes if _ARROW not in text),
        opds=one.typical_opd,
        aliases=one.aliases,
        titles=shown.titles,
        confused=tuple(
            Confused(each.title, each.subdimension, each.reason(words.language)) for each in shown.confused
        ),
    )


def pieces(taxonomy: Taxonomy, text: str) -> tuple[Piece, ...]:
    """A text cut at the ids in it; what the taxonomy does not know stays words."""
    cut = []
    for at, part in enumerate(_ID.split(text)):
        dimension = part.removesuffix(".*")
        if at % 2 and part in taxonomy.ids:
            cut.append(Piece(part, id=part))
        elif at % 2 and part.endswith(".*") and dimension in taxonomy.dimensions:
            cut.append(Piece(part, dimension=dimension))
        elif part:
            cut.append(Piece(part))
    return tuple(cut)


def figures(
    scores: Mapping[str, float], sentences: tuple[tuple[str, str], ...], words: Words
) -> list[Figure]:
    """The measures that a card has, in words; models of other versions may lack some."""
    return [
        Figure(of_hundred(scores[key]), words.gettext(sentence))
        for key, sentence in sentences
        if 0 <= scores.get(key, -1.0) <= 1
    ]


def of_hundred(share: float) -> int:
    """How many of a hundred a share is; what is not all is never a hundred, what is not none never 0."""
    n = round(100 * share)
    return min(max(n, 1), 99) if 0 < share < 1 else n


def within(text: str) -> str:
    """A card's Markdown with its headings one level lower: the page has a title of its own."""
    return re.sub(r"^#{1,5}(?= )", r"#\g<0>", text, flags=re.MULTILINE)


def _model_values(state: ServiceState, request: Request, card: Card) -> dict[str, object]:
    words, folder = Words(rendering.language(request)), state.current_model.folder / card.id
    has_report = (folder / _REPORT).is_file()
    card_file = _CARD_ID if words.language == "id" else _CARD
    text = _text(folder / card_file)
    if has_report:
        text = text.replace(f"`{_REPORT}`", f"[{_REPORT}](/model/report)")
    return {
        "card": card,
        "figures": figures(card.scores, _FIGURES, words),
        "further": figures(card.scores, _FURTHER, words),
        "card_text": rendering.markdown(within(text)) if text else "",
        "card_file": card_file,
        "has_report": has_report,
        **_chosen(state.current_model, card),
    }


def _card(current: CurrentModel) -> Card | None:
    """The card of the model that answers; None while there is none, without waiting for it."""
    try:
        return current.get().card if current.is_loaded() else None
    except ModelError:
        return None


def _chosen(current: CurrentModel, card: Card) -> dict[str, str]:
    """Since when the models folder names this model, or which other one it names that cannot be used."""
    try:
        named = model_store.current(current.folder)
        changed = (current.folder / model_store.CURRENT).stat().st_mtime
    except (ModelError, OSError):
        return {"since": "", "other": ""}
    if named != card.id:
        return {"since": "", "other": named[:40]}
    return {"since": datetime.fromtimestamp(changed, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "other": ""}


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""
