"""A row's text cut into pieces, those marked that spoke for its label."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

# Shares of the strongest weight from which a word is marked, and marked strongly.
_WEAK, _STRONG = 0.2, 0.5


class Piece(NamedTuple):
    """A piece of a text: `mark` is "", "weak" or "strong"."""

    text: str
    mark: str


def pieces(text: str, evidence: Sequence[Mapping[str, Any]]) -> list[Piece]:
    """The text in pieces; joined they are the text again. Terms stand in it as whole words."""
    strongest = max((float(one["weight"]) for one in evidence), default=0.0)
    weights = {
        str(one["term"]).casefold(): float(one["weight"])
        for one in evidence
        if one["weight"] > 0 and one["weight"] >= strongest * _WEAK
    }
    if not weights:
        return [Piece(text, "")] if text else []
    # The longest first, so that a term within another does not cut it.
    terms = "|".join(re.escape(term) for term in sorted(weights, key=len, reverse=True))
    found, at = [], 0
    for match in re.finditer(rf"(?<!\w)(?:{terms})(?!\w)", text, re.IGNORECASE):
        if match.start() > at:
            found.append(Piece(text[at : match.start()], ""))
        weight = weights.get(match.group().casefold(), 0.0)
        found.append(Piece(match.group(), "strong" if weight >= strongest * _STRONG else "weak"))
        at = match.end()
    if at < len(text):
        found.append(Piece(text[at:], ""))
    return found
