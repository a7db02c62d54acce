"""The map as files that are handed on: who made them, when, of which documents, and how much is verified."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from fastapi import Query

from classifier.mapping.analysis import CountedMap
from classifier.mapping.covers import Cover
from service.state import ServiceState
from service.storage.documents import Document

# Who is named as the author in place of the person whose browser asks.
Author = Annotated[str, Query(max_length=200, description="named as the author")]


def cover(state: ServiceState, documents: Sequence[Document], *, author: str, year: str = "") -> Cover:
    """What stands on a file about these documents; `year` where it is of one alone."""
    counts = state.count_cache.counts(documents).values()
    regions = Counter(document.facts.region for document in documents if document.facts.region)
    years = {str(planned) for document in documents for planned in document.facts.years}
    return Cover(
        # Documents of several regions are nobody's plan.
        region=next(iter(regions)) if len(regions) == 1 else "",
        years=(year,) if year else tuple(sorted(years)),
        documents=tuple(document.name for document in documents),
        day=date.today().isoformat(),
        author=" ".join(author.split()),
        n_rows=sum(one.rows for one in counts),
        n_verified=sum(one.labelled for one in counts),
    )


def written(counted: CountedMap, of: Cover, form: Literal["docx", "pptx"], *, language: str = "id") -> bytes:
    """The report or the slides of a map."""
    from classifier.mapping.handouts import report, slides

    out = io.BytesIO()
    if form == "docx":
        report.write(counted, of, out, language=language)
    else:
        slides.write(counted, of, out, language=language)
    return out.getvalue()
