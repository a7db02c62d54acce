"""Messages of the service: in two languages, for the API and for pages, stored by their keys."""

from __future__ import annotations

import dataclasses
import re
from typing import get_args

import pytest

from classifier.faults import DocumentKind, Fault, Kind
from classifier.i18n.language import languages
from service import messages, messages_pages
from service.messages import Message
from tests.support.faults import SAMPLES

# The keys under which documents that cannot be used are stored: none may change.
KEYS: dict[Kind, str] = {
    "scan": "scan",
    "scan_no_ocr": "scan_no_ocr",
    "too_many_pages": "too_many_pages",
    "locked": "locked",
    "no_pages": "no_pages",
    "damaged": "damaged",
    "empty": "empty",
    "not_a_pdf": "not_a_pdf",
    "missing": "file_lost",
    "folder": "file_lost",
    "no_permission": "file_lost",
    "opens_slowly": "opens_slowly",
    "too_heavy": "too_heavy",
}


def test_every_kind_of_fault_of_a_document_has_its_message() -> None:
    assert list(KEYS) == list(get_args(DocumentKind))
    assert {kind: messages.of_fault(SAMPLES[kind]).key for kind in KEYS} == KEYS


@pytest.mark.parametrize("kind", KEYS)
def test_a_fault_of_a_document_is_worded_in_both_languages(kind: Kind) -> None:
    message = messages.of_fault(SAMPLES[kind])
    codes = languages()
    for texts in ([message.text(code) for code in codes], [message.plain(code) for code in codes]):
        assert texts[0] != texts[1]
        assert not any(re.search(r"%[(%]", text) for text in texts)


def test_a_message_about_a_document_that_opens_slowly_says_for_how_long() -> None:
    message = messages.of_fault(Fault("opens_slowly", seconds=30))
    assert message == Message("opens_slowly", {"seconds": 30})


def test_a_fault_of_a_page_does_not_end_a_document_but_could() -> None:
    message = messages.of_fault(Fault("page_unreadable", detail="KeyError: 'x'"))
    assert message == Message("unreadable", {"detail": "cannot be read (KeyError: 'x')."})


VALUES: dict[str, str | int] = {
    "by": "Sari",
    "detail": "x",
    "hosts": "localhost",
    "given": "a",
    "hint": "",
    "kinds": "Renja, Renstra",
    "id": "4f1d",
    "name": "Dinas Contoh",
    "limit": 200_100_000,
    "method": "PUT",
    "at": 9,
    "page": 3,
    "pages": 4000,
    "seconds": 1800,
    "status": "queued",
    "row": 7,
    "column": "Pagu",
    "value": "tiga",
    "times": 3,
    "total": 9,
    "what": "body.file",
}
NOT_FOR_PLANNERS = re.compile(r"GET |/api|/docs|`|Content-Type|errors|status|%PDF|\bbyte", re.IGNORECASE)


@pytest.mark.parametrize("language", languages())
def test_no_sentence_on_a_page_speaks_of_addresses_commands_or_fields(language: str) -> None:
    for key in messages._SENTENCES:
        plain = Message(key, dict(VALUES)).plain(language)
        assert not NOT_FOR_PLANNERS.search(plain), plain
        assert not re.search(r"%[(%]", plain), plain
        assert plain.endswith((".", "x)", ": x")), plain


def test_sentences_for_pages_are_of_messages_that_there_are() -> None:
    assert messages_pages.SENTENCES.keys() <= messages._SENTENCES.keys()


def test_a_sentence_for_a_page_gives_limits_as_people_say_them() -> None:
    assert "batas 200 MB." in Message("too_large", {"limit": 200_100_000}).plain("id")
    assert "limit of 5 KB." in Message("too_large", {"limit": 5000}).plain("en")
    assert "dalam 30 menit." in Message("too_slow", {"seconds": 1800}).plain("id")
    assert "within 90 seconds." in Message("too_slow", {"seconds": 90}).plain("en")
    assert Message("empty").plain("id") == Message("empty").text("id")


def test_messages_are_stored_and_read_again_for_pages() -> None:
    message = Message("opens_slowly", {"seconds": 30})
    assert messages.from_stored(message.stored()) == message
    assert "dalam 30 detik" in message.plain("id")
    assert dataclasses.asdict(message) == {"key": "opens_slowly", "values": {"seconds": 30}}
