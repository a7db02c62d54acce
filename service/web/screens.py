"""A page of the running service: what every template may ask for, beside its own values."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from classifier import taxonomy_examples
from classifier.taxonomy import Taxonomy
from service.dependencies import ServiceState
from service.storage import listing
from service.storage.documents import NOT_A_PROGRAM
from service.storage.listing import Choice
from service.web import rendering
from service.web.wording import Words, names


@cache
def _searched(taxonomy: Taxonomy) -> dict[str, str]:
    """What a search over the subdimensions looks into: names in both languages, and what each includes."""
    return {
        one.id: " ".join(
            (
                *(one.id, one.name_id, one.name_en, *one.includes, *one.includes_en),
                *(*one.aliases, *one.typical_opd, *taxonomy_examples.of(one.id).titles),
            )
        ).casefold()
        for one in taxonomy.subdimensions
    }


def screen(state: ServiceState, request: Request, template: str, **values: Any) -> HTMLResponse:
    """A template with the taxonomy, its names in the page's language, and how many rows want a look."""
    words = Words(rendering.language(request))
    return rendering.page(
        request,
        template,
        taxonomy=state.taxonomy,
        names=names(state.taxonomy, words) | {NOT_A_PROGRAM: words.gettext("Not a programme or activity")},
        searched=_searched(state.taxonomy),
        waiting=listing.number(state.database, Choice(state="review")),
        **values,
    )
