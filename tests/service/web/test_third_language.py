"""A language that nobody knew of is one file: the pages and the workbook speak it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import python_calamine

from classifier import taxonomy
from classifier.comparison import comparison_workbook
from classifier.comparison.changes import Changes
from classifier.comparison.matching import comparison
from classifier.i18n import language
from classifier.mapping import map_workbook
from service.web import rendering
from tests.support import translations
from tests.support.plan_rows import built, row
from tests.support.serving import Served

CODE = "jv"
HTML = {"accept": "text/html"}
# What stands in a page between marks is a text; these are names, numbers and what documents say.
TEXT = re.compile(r"⟨[^⟨⟩]*⟩")


@pytest.fixture
def javanese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A catalogue in which every text is its English between ⟨ and ⟩, beside the packaged ones."""
    for path in language.CATALOGUES.glob("*.po"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    translations.write_catalogue(tmp_path, CODE, English="Basa Jawa")
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    translations.forget()
    rendering.templates.cache_clear()
    yield
    monkeypatch.undo()
    translations.forget()
    rendering.templates.cache_clear()


def page(served: Served, path: str) -> str:
    served.client.cookies.set(rendering.LANGUAGE_COOKIE, CODE)
    try:
        answer = served.client.get(path, headers=HTML)
        assert (answer.status_code, answer.headers["content-language"]) == (200, CODE)
        return str(answer.text)
    finally:
        served.client.cookies.clear()


@pytest.mark.usefixtures("javanese")
def test_it_stands_in_the_switch_of_languages(served: Served) -> None:
    switch = page(served, "/").split('class="languages"')[1].split("</form>")[0]
    assert re.findall(r'value="(\w\w)" lang="\w\w" title="([\w ]+)"', switch) == [
        ("id", "Bahasa Indonesia"),
        ("en", "English"),
        ("jv", "Basa Jawa"),
    ]
    served.client.post("/language", data={"lang": CODE, "back": "/"}, follow_redirects=False)
    assert served.client.cookies[rendering.LANGUAGE_COOKIE] == CODE
    served.client.cookies.clear()


@pytest.mark.usefixtures("javanese")
@pytest.mark.parametrize("path", ["/", "/review", "/map", "/map/print", "/compare", "/taxonomy", "/rows"])
def test_a_page_speaks_it(served: Served, path: str) -> None:
    html = page(served, path)
    assert f'<html lang="{CODE}">' in html
    assert len(TEXT.findall(html)) > 10
    # Names of subdimensions, which are data, are in English.
    assert "Public service" in html or path in ("/", "/compare")


@pytest.mark.usefixtures("javanese")
def test_every_page_that_a_document_leads_to_speaks_it(served: Served) -> None:
    html = page(served, f"/documents/{served.sample}")
    rows = re.findall(r'href="(/rows/\w+)"', html)
    for path in (f"/documents/{served.sample}?state=review", f"/compare?a={served.sample}", *rows[:3]):
        assert TEXT.search(page(served, path)), path


@pytest.mark.usefixtures("javanese")
def test_a_refusal_and_the_notes_of_a_reading_speak_it(served: Served) -> None:
    served.client.cookies.set(rendering.LANGUAGE_COOKIE, CODE)
    answer = served.client.get("/documents/none", headers=HTML)
    served.client.cookies.clear()
    assert answer.status_code == 404
    assert "⟨This document does not exist or was deleted." in answer.text
    preferred = {"accept-language": f"{CODE};q=0.9, id;q=0.5"}
    answer = served.client.get("/api/v1/documents/none", headers=preferred)
    assert (answer.headers["content-language"], answer.json()["detail"][0]) == (CODE, "⟨")
    (shown,) = served.client.get("/api/v1/documents", headers=preferred).json()["documents"]
    assert all(problem["message"].startswith("⟨") for problem in shown["summary"]["problems"])


@pytest.mark.usefixtures("javanese")
def test_the_workbook_speaks_it() -> None:
    out = io.BytesIO()
    map_workbook.write(built(row("program", "A", y2025=1)), out, language=CODE)
    book = python_calamine.load_workbook(io.BytesIO(out.getvalue()))
    assert all(name.startswith("⟨") for name in book.sheet_names)
    (header, *_) = book.get_sheet_by_name("⟨Subdimension dictionary⟩").to_python()
    assert header[0] == "⟨Dimension⟩"


@pytest.mark.usefixtures("javanese")
def test_the_workbook_of_a_comparison_speaks_it() -> None:
    out = io.BytesIO()
    changes = Changes(comparison([], [], taxonomy.default()))
    comparison_workbook.write(changes, out, before="a", after="b", language=CODE)
    book = python_calamine.load_workbook(io.BytesIO(out.getvalue()))
    assert book.sheet_names == ["⟨Summary⟩", "⟨Program⟩", "⟨By subdimension⟩"]
