"""Uploads of hostile files and names: answered, shown escaped, downloaded under safe names, never a crash."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest

from service.storage import files
from tests.support import hostile_corpus
from tests.support.paths import DOCUMENTS
from tests.support.serving import API, Served

CONTENT = (DOCUMENTS / "programs_listed_with_prose.pdf").read_bytes()
# What a client that sends UTF-8 can send, and what clients say that write the header themselves.
NAMES = [name for name in hostile_corpus.FILE_NAMES if name.isprintable() or name.isascii()]
HEADERS = (
    b'filename="a\nb.pdf"',
    b'filename="a\r\nX-Injected: 1\r\n.pdf"',
    b'filename="../../../etc/passwd"',
    b'filename="..\\..\\windows\\win.ini"',
    b'filename="a\x00b.pdf"',
    b'filename="\xff\xfe.pdf"',
    b"filename*=UTF-8''%2e%2e%2f%0a%0d.pdf",
    b'filename="' + b"x" * 70_000 + b'.pdf"',
    b'filename="unclosed.pdf',
    b'filename=""',
)
SAFE_HEADER = re.compile(r"attachment; filename=\"[\w.-]+\"(?:; filename\*=UTF-8''[\w.%-]+)?", re.ASCII)


@pytest.fixture
def uploaded(served: Served) -> Iterator[list[str]]:
    """Ids of documents that are gone after the test."""
    ids: list[str] = []
    yield ids
    for document_id in ids:
        served.client.delete(f"{API}/documents/{document_id}")


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_escaped_and_downloaded_safely(
    served: Served, uploaded: list[str], name: str
) -> None:
    document_id = served.upload(CONTENT, name)
    uploaded.append(document_id)
    assert served.wait(document_id)["status"] == "done"
    shown = served.get(f"/documents/{document_id}")["name"]
    assert shown
    assert shown.isprintable()
    assert "/" not in shown
    page = served.client.get(f"/documents/{document_id}", headers={"accept-language": "id"})
    assert page.status_code == 200
    assert "<img src=x" not in page.text
    assert shown in html.unescape(page.text)
    for path in (f"{API}/documents/{document_id}/rows?format=csv", f"/documents/{document_id}/export.xlsx"):
        answer = served.client.get(path)
        assert answer.status_code == 200
        sent = answer.headers["content-disposition"]
        assert SAFE_HEADER.fullmatch(sent), sent
        assert 'filename="-' not in sent
        assert 'filename=".' not in sent


@pytest.mark.parametrize("header", HEADERS)
def test_a_name_as_a_client_writes_it_is_taken_or_refused(
    served: Served, uploaded: list[str], header: bytes
) -> None:
    disposition = b'Content-Disposition: form-data; name="file"; ' + header
    body = (
        b"--b\r\n" + disposition + b"\r\nContent-Type: application/pdf\r\n\r\n" + CONTENT + b"\r\n--b--\r\n"
    )
    answer = served.client.post(
        f"{API}/documents", content=body, headers={"content-type": "multipart/form-data; boundary=b"}
    )
    assert answer.status_code in (202, 400, 413, 422), answer.text
    assert "x-injected" not in answer.headers
    if answer.status_code == 202:
        uploaded.append(answer.json()["id"])
        name = served.get(f"/documents/{uploaded[0]}")["name"]
        assert name.isprintable()
        assert "/" not in name
        assert len(name) <= 200
    else:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"].endswith(".")


def test_names_of_the_corpus_become_names_that_can_be_shown() -> None:
    for name in hostile_corpus.FILE_NAMES:
        shown = files.shown_name(name)
        assert shown.isprintable()
        assert 0 < len(shown) <= 200


def test_a_mutant_of_each_kind_is_read_or_refused_with_a_sentence(
    served: Served, uploaded: list[str]
) -> None:
    bases = hostile_corpus.bases()
    for i in range(len(hostile_corpus.KINDS)):
        made = hostile_corpus.mutant(bases, 3, i)
        answer = served.client.post(f"{API}/documents", files={"file": ("mutan.pdf", made.data)})
        assert answer.status_code in (202, 422), made.kind.name
        if answer.status_code == 422:
            assert answer.json()["detail"].endswith(".")
            continue
        uploaded.append(answer.json()["id"])
        state = served.wait(uploaded[-1])
        assert state["status"] == "done" or state["error"].endswith("."), made.kind.name
        assert served.client.get(f"/documents/{uploaded[-1]}").status_code == 200
    assert served.client.get("/readyz").status_code == 200
