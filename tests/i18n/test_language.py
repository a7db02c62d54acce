from __future__ import annotations

from pathlib import Path

import pytest

from classifier.i18n import language
from tests.support import translations


def test_indonesian_comes_first_then_english_then_any_other_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert language.languages()[:2] == ("id", "en")
    for code in ("su", "id", "jv"):
        translations.write_catalogue(tmp_path, code)
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    translations.forget()
    try:
        assert language.languages() == ("id", "en", "jv", "su")
    finally:
        translations.forget()


def test_a_language_of_a_region_is_asked_for_by_its_region_or_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in ("pt_BR", "messages"):
        translations.write_catalogue(tmp_path, code)
    monkeypatch.setattr(language, "CATALOGUES", tmp_path)
    translations.forget()
    try:
        assert language.languages() == ("id", "en", "pt_BR")
        assert language.accepted("pt-BR, en;q=0.5") == "pt_BR"
        assert language.accepted("fr-CA, en;q=0.5") == "en"
    finally:
        translations.forget()


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("", "id"),
        ("en", "en"),
        ("en-US,en;q=0.9,id;q=0.8", "en"),
        ("fr, id;q=0.5, en;q=0.4", "id"),
        ("ID;q=0.2,EN;q=0.3", "en"),
        ("en;q=0", "id"),
        ("en;q=much", "en"),
        ("fr", "id"),
        (";;q=,,", "id"),
    ],
)
def test_the_language_that_a_browser_likes_best_is_taken(header: str, code: str) -> None:
    assert language.accepted(header) == code
