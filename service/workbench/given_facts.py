"""What a person says of a document, as it is taken: on the page and over HTTP alike."""

from __future__ import annotations

from classifier.documents import kind_words
from service.refusals import Refusal


def kind(written: str) -> str:
    """A kind by its name here (`renja` is Renja), "" for none. Raises Refusal for one that is unknown."""
    if written and not kind_words.is_known(written):
        raise Refusal(422, "unknown_kind", given=written[:100], kinds=", ".join(kind_words.names()))
    return kind_words.official(written) if written else ""
