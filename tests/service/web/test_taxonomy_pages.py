"""The pages that say what labels mean and what gives them: the taxonomy, one subdimension, the model."""

from __future__ import annotations

import dataclasses
import itertools
import os
import re
import shutil
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from classifier import taxonomy_examples
from classifier.inference.model_store import default_models_folder, find
from classifier.taxonomy import Subdimension, Taxonomy, default
from service.current_model import CurrentModel
from service.dependencies import running_state
from service.state import ServiceState
from service.web import rendering, taxonomy_pages
from service.web.taxonomy_pages import Piece, meaning, pieces
from service.web.wording import Words
from tests.support import small_model
from tests.support.serving import Served

PAGE = {"accept": "text/html"}
PART = {"hx-request": "true"}
ENGLISH = {"cookie": f"{rendering.LANGUAGE_COOKIE}=en"}
MODEL = find(default_models_folder())
LONELY = Subdimension(
    "a.b", "nama", "name", "Lihat c.d, c.* dan x.y.", "See c.d.", excludes=("ini -> c.d", "q")
)
SMALL = Taxonomy((LONELY, Subdimension("c.d", "lain", "other", "Arti.", "Meaning.")))


class Page(HTMLParser):
    """What tests ask of a page: its elements, each with its attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html)))
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def all(self, attribute: str) -> list[str]:
        return [value for _, found in self.elements if (value := found.get(attribute))]

    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.elements if re.fullmatch(r"h[1-6]", tag)]


def page(served: Served, path: str, **headers: str) -> Page:
    answer = served.client.get(path, headers={**PAGE, **headers})
    assert answer.status_code == 200, answer.text
    assert {name: answer.headers[name] for name in rendering.HEADERS} == rendering.HEADERS
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == ("en" if headers.get("cookie") else "id")
    assert "style=" not in answer.text
    return Page(answer.text)


def with_models(served: Served, monkeypatch: pytest.MonkeyPatch, folder: Path) -> CurrentModel:
    """Let the service answer from another models folder, and load what is in it."""
    now: ServiceState = served.app.state.service
    current = CurrentModel(dataclasses.replace(now.settings, models=folder))
    monkeypatch.setitem(
        served.app.dependency_overrides,
        running_state,
        lambda: dataclasses.replace(now, current_model=current),
    )
    return current


# ---- the taxonomy


def test_the_taxonomy_shows_all_18_each_at_its_anchor(served: Served) -> None:
    found = page(served, "/taxonomy")
    ids = found.all("id")
    assert [one for one in ids if one in default().ids] == list(default().ids)
    assert [one for one in ids if one in default().dimensions] == list(default().dimensions)
    assert len(ids) == len(set(ids))
    for one in default().subdimensions:
        assert found.words.count(one.definition_id) == 1
        assert one.name_en[1:] in found.words
        assert f"/rows?subdimension={one.id}" in found.all("href")
        assert all(text in found.words for text in (*one.includes, *one.aliases, *one.typical_opd))


def test_every_subdimension_shows_its_examples_and_what_is_confused_with_it(served: Served) -> None:
    found = page(served, "/taxonomy")
    for one in taxonomy_examples.default():
        for title in one.titles:
            assert title in found.words
        for other in one.confused:
            assert other.title in found.words
            assert other.reason_id in found.words


def test_the_taxonomy_speaks_english_when_chosen_but_for_titles(served: Served) -> None:
    found = page(served, "/taxonomy", **ENGLISH)
    for one in default().subdimensions:
        assert one.definition_en in found.words
        assert one.definition_id not in found.words
        assert all(text in found.words for text in one.includes_en)
        assert all(title in found.words for title in taxonomy_examples.of(one.id).titles)
        assert all(other.reason_en in found.words for other in taxonomy_examples.of(one.id).confused)


def test_what_belongs_elsewhere_links_there_and_opens_in_the_dialog(served: Served) -> None:
    found = page(served, "/taxonomy")
    to_dialog = [attributes for _, attributes in found.elements if attributes.get("data-meaning")]
    assert len(to_dialog) > 18 * 4
    for link in to_dialog:
        subdimension = str(link["data-meaning"]).removeprefix("/taxonomy/")
        assert subdimension in default().ids
        assert link["href"] == f"/taxonomy#{subdimension}"
    assert "/taxonomy#economy" in found.all("href")
    assert " -> " not in found.words
    assert "sektor itu" in found.words


def test_the_taxonomy_says_how_many_rows_have_each_label(served: Served) -> None:
    rows = served.rows()
    n = sum(row["subdimension"] == "environment.tata-kelola-sampah" for row in rows)
    assert n > 1
    assert f"Baris dengan label ini ({n})" in page(served, "/taxonomy").words


def test_headings_go_down_by_one_level_at_a_time(served: Served) -> None:
    for path in ("/taxonomy", "/model"):
        levels = page(served, path).headings()
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_the_search_and_the_style_are_files_of_this_service(served: Served) -> None:
    found = page(served, "/taxonomy")
    for name in ("taxonomy.js", "meaning.css"):
        (address,) = (one for one in (*found.all("src"), *found.all("href")) if f"/{name}?" in one)
        assert served.client.get(address).status_code == 200


# ---- one subdimension


def test_one_subdimension_in_short_for_the_dialog(served: Served) -> None:
    found = page(served, "/taxonomy/living.lingkungan-nyaman", **PART)
    one = default()["living.lingkungan-nyaman"]
    assert found.elements[0][0] == "article"
    assert found.headings() == [2]
    assert one.definition_id in found.words
    assert "Tata kelola sampah" in found.words
    assert taxonomy_examples.of(one.id).titles[0] in found.words
    assert "/taxonomy#living.lingkungan-nyaman" in found.all("href")
    assert "/rows?subdimension=living.lingkungan-nyaman" in found.all("href")
    assert "/taxonomy/environment.tata-kelola-sampah" in found.all("data-meaning")


def test_one_subdimension_opened_by_itself_is_its_place_on_the_page_of_all(served: Served) -> None:
    answer = served.client.get("/taxonomy/society.sistem-edukasi", headers=PAGE, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/taxonomy#society.sistem-edukasi"
    # A cache must not give a browser that opens the page what the dialog took.
    assert answer.headers["vary"] == "Cookie, HX-Request"


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_unknown_subdimension_is_a_clear_404_with_the_nearest_one(served: Served, language: str) -> None:
    headers = {**PAGE, "cookie": f"{rendering.LANGUAGE_COOKIE}={language}"}
    answer = served.client.get("/taxonomy/living.trasportasi-logistik", headers=headers)
    assert answer.status_code == 404
    assert answer.headers["content-security-policy"] == rendering.HEADERS["Content-Security-Policy"]
    words = Page(answer.text).words
    assert '"living.trasportasi-logistik"' in words
    assert "(living.transportasi-logistik?)" in words
    part = served.client.get("/taxonomy/<b>", headers=PART)
    assert part.status_code == 404
    assert part.json()["detail"] == 'Subdimensi "<b>" tidak dikenal. Pilih salah satu dari daftar.'


def test_ids_in_a_sentence_become_links_and_what_is_unknown_stays_words() -> None:
    assert pieces(SMALL, "Lihat c.d, c.* dan x.y.") == (
        Piece("Lihat "),
        Piece("c.d", id="c.d"),
        Piece(", "),
        Piece("c.*", dimension="c"),
        Piece(" dan "),
        Piece("x.y"),
        Piece("."),
    )
    assert pieces(SMALL, "") == ()


def test_a_subdimension_without_scope_in_english_or_examples_is_shown_with_what_there_is() -> None:
    found = meaning(SMALL, LONELY, Words("en"))
    assert (found.name, found.other_name) == ("Name", "Nama")
    assert [(one.what, one.where) for one in found.elsewhere] == [("ini", (Piece("c.d", id="c.d"),))]
    assert found.notes == ((Piece("Q"),),)
    assert (found.titles, found.confused, found.opds) == ((), (), ())


# ---- the model


def test_the_model_page_says_in_plain_words_how_often_it_is_right(served: Served) -> None:
    card = served.get("/models/current")
    words = page(served, "/model").words
    assert (
        f"{round(100 * card['scores']['auto_right'])} dari 100 baris yang tidak ditandai, labelnya benar"
        in words
    )
    assert MODEL.name in words
    assert "menjawab sejak" in words
    assert f"{Words('id').number(card['n_rows'])} baris berlabel" in words


def test_the_card_is_shown_in_the_language_of_the_page_under_the_pages_own_title(served: Served) -> None:
    served.get("/models/current")
    found = page(served, "/model")
    assert f"Kartu model {MODEL.name}" in found.words
    assert "Siapa yang tidak boleh bersandar padanya" in found.words
    assert found.headings()[:3] == [1, 2, 2]
    assert "/model/report" in found.all("href")
    english = page(served, "/model", **ENGLISH)
    assert "Who should not rely on it" in english.words
    assert "of 100 rows that are not marked are right" in english.words


def test_the_report_is_the_models_own_file_and_may_do_nothing_but_be_read(served: Served) -> None:
    served.get("/models/current")
    answer = served.client.get("/model/report", headers=PAGE)
    assert answer.status_code == 200
    assert answer.content == (MODEL / "report.html").read_bytes()
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == "en"
    assert answer.headers["content-security-policy"] == (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; sandbox"
    )
    for name in rendering.HEADERS.keys() - {"Content-Security-Policy"}:
        assert answer.headers[name] == rendering.HEADERS[name]
    # Nothing that this policy forbids is needed to read it.
    assert set(re.findall(r'src="(data:|[^"]{0,20})', answer.text)) == {"data:"}
    assert "<script" not in answer.text


def test_without_a_model_the_page_says_what_to_do(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_models(served, monkeypatch, tmp_path)
    answer = served.client.get("/model", headers=PAGE)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert answer.headers["content-security-policy"] == rendering.HEADERS["Content-Security-Policy"]
    words = Page(answer.text).words
    assert "Belum ada model yang dapat dipakai." in words
    assert "petakota models list" in words
    assert served.client.get("/model/report", headers=PAGE).status_code == 503


def test_a_model_without_card_and_report_is_shown_and_says_so(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    card, folder = small_model.train_small(tmp_path)
    for name in ("KARTU.md", "CARD.md", "report.html"):
        (folder / card.id / name).unlink(missing_ok=True)
    (folder / "current").write_text(f"{card.id}\n", encoding="utf-8")
    os.utime(folder / "current", (1_790_000_000, 1_790_000_000))
    with_models(served, monkeypatch, folder).get()
    found = page(served, "/model")
    assert "Model ini tidak disertai kartu (KARTU.md)" in found.words
    assert "Model ini tidak disertai laporan" in found.words
    assert "/model/report" not in found.all("href")
    assert "menjawab sejak 21 Sep 2026, 14.13 UTC" in found.words
    assert "comes without a card (CARD.md)" in page(served, "/model", **ENGLISH).words
    report = served.client.get("/model/report", headers=PAGE)
    assert report.status_code == 404
    assert "Model ini tidak disertai laporan" in Page(report.text).words


def test_a_model_that_cannot_be_used_is_named_beside_the_one_that_answers(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "models"
    shutil.copytree(MODEL, folder / MODEL.name)
    (folder / "current").write_text(f"{MODEL.name}\n", encoding="utf-8")
    with_models(served, monkeypatch, folder).get()
    assert "tetap menjawab" not in page(served, "/model").words
    (folder / "current").write_text("2026-01-01-000000\n", encoding="utf-8")
    found = page(served, "/model")
    assert "Model yang ditetapkan, 2026-01-01-000000, tidak dapat dipakai" in found.words
    assert "menjawab sejak" not in found.words


def test_html_in_a_card_is_shown_and_not_obeyed(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "models"
    shutil.copytree(MODEL, folder / MODEL.name)
    (folder / "current").write_text(f"{MODEL.name}\n", encoding="utf-8")
    card = folder / MODEL.name / "KARTU.md"
    card.write_text("# Kartu\n\n<script>alert(1)</script>\n\n## Lain\n", encoding="utf-8")
    with_models(served, monkeypatch, folder).get()
    answer = served.client.get("/model", headers=PAGE)
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "<h2>Kartu</h2>" in answer.text
    assert "<h3>Lain</h3>" in answer.text


def test_measures_that_a_card_lacks_are_left_out() -> None:
    sentences = (("strict", "rows right"), ("top3", "three"), ("ece", "y"))
    found = taxonomy_pages.figures({"strict": 0.878, "ece": float("nan")}, sentences, Words("en"))
    assert found == [taxonomy_pages.Figure(88, "rows right")]


@pytest.mark.parametrize(
    ("share", "n"), [(0.0, 0), (0.001, 1), (0.875, 88), (0.98, 98), (0.999, 99), (1.0, 100)]
)
def test_what_is_not_all_is_never_called_a_hundred(share: float, n: int) -> None:
    assert taxonomy_pages.of_hundred(share) == n


def test_headings_of_a_card_go_one_level_lower_and_other_number_signs_stay() -> None:
    assert (
        taxonomy_pages.within("# A\n## B\nno # C\n#hash\n###### F") == "## A\n### B\nno # C\n#hash\n###### F"
    )
