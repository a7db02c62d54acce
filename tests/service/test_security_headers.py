"""Every answer has the same headers that guard it, whoever answers and however it ends."""

from __future__ import annotations

import re

import pytest

from service.security_headers import HEADERS
from service.storage import documents
from tests.support.serving import API, Served


def guards(served: Served, method: str, path: str, **more: str) -> dict[str, str | None]:
    answer = served.client.request(method, path, headers=more)
    return {name: answer.headers.get(name) for name in HEADERS}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
        ("GET", "/healthz"),
        ("GET", "/readyz"),
        ("GET", "/metrics"),
        ("GET", "/favicon.ico"),
        ("GET", "/static/page.css"),
        ("GET", "/static/none.css"),
        ("GET", "/nothing"),
        ("GET", f"{API}/taxonomy"),
        ("GET", f"{API}/documents/none"),
        ("GET", f"{API}/labels/export"),
        ("PUT", f"{API}/documents"),
        ("POST", f"{API}/classify"),
    ],
)
def test_every_answer_is_guarded(served: Served, method: str, path: str) -> None:
    assert guards(served, method, path) == HEADERS


def test_pictures_and_files_to_save_are_guarded(served: Served) -> None:
    document = f"{API}/documents/{served.sample}"
    for path in (f"{document}/pages/1.png", f"{document}/rows?format=xlsx", f"{document}/map?format=xlsx"):
        assert guards(served, "GET", path) == HEADERS


def test_what_is_refused_before_it_reaches_a_route_is_guarded(served: Served) -> None:
    foreign = {"sec-fetch-site": "cross-site"}
    assert guards(served, "DELETE", f"{API}/documents/{served.sample}", **foreign) == HEADERS


@pytest.mark.parametrize("path", ["/", f"{API}/documents"])
def test_a_failure_that_nobody_foresaw_is_guarded(
    served: Served, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("of a test")

    monkeypatch.setattr(documents, "newest", fail)
    assert served.client.get(path).status_code == 500
    assert guards(served, "GET", path) == HEADERS


def test_the_description_for_people_keeps_to_the_policy(served: Served) -> None:
    text = served.client.get("/docs").text
    assert "<style" not in text
    assert "style=" not in text
    (style,) = re.findall(r'<link rel=stylesheet href="([^"]+)">', text)
    assert "max-width" in served.client.get(f"/{style}").text
