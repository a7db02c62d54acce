"""Documents of random layout: drawn alike again, and with a truth that is what they print."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pypdfium2 import raw

from tests.support.layouts import matrix_forms, offices, text_forms
from tests.support.layouts.columns import FORMS
from tests.support.layouts.random_layouts import TABLES, draw, drawn

SEEDS = range(2000, 2024)
FIELDS = {"page", "level", "kode", "text", "program", "indikator", "opd", "pagu"}


def fold(text: str) -> str:
    return re.sub(r"[^0-9a-z]+", "", text.lower())


def truth_of(path: Path) -> list[dict[str, Any]]:
    lines = path.with_suffix(".truth.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def texts_of(path: Path) -> tuple[str, ...]:
    """The folded text of each page, in the order in which it was printed."""
    texts = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            prints = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=page.get_textpage())
            texts.append(fold("".join(each.extract() for each in prints)))
    return tuple(texts)


def stands_on(text: str, here: str, after: str) -> bool:
    """Whether a folded text stands on a page, or begins there and ends on the one after."""
    return text in here or any(text[:n] in here and text[n:] in after for n in range(4, len(text)))


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, frozenset[str]]]:
    folder = tmp_path_factory.mktemp("layouts")
    return [(document.path, document.marks) for document in (drawn(seed, folder) for seed in SEEDS)]


def test_a_seed_draws_the_same_document_again(tmp_path: Path) -> None:
    first, second = (tmp_path / name for name in ("first", "second"))
    first.mkdir()
    second.mkdir()
    for seed in (0, 5, 1000):
        one, other = draw(seed, first), draw(seed, second)
        assert one.name == f"layout_{seed}.pdf"
        assert one.read_bytes() == other.read_bytes()
        assert truth_of(one) == truth_of(other)


def test_seeds_draw_documents_that_differ(documents: list[tuple[Path, frozenset[str]]]) -> None:
    assert len({path.read_bytes() for path, _ in documents}) == len(SEEDS)
    assert len({marks for _, marks in documents}) > len(SEEDS) / 2


def test_documents_have_two_to_eight_pages(documents: list[tuple[Path, frozenset[str]]]) -> None:
    for path, _ in documents:
        assert 2 <= len(texts_of(path)) <= 8, path.name


def test_most_documents_have_rows_and_some_none(documents: list[tuple[Path, frozenset[str]]]) -> None:
    n_empty = sum(not truth_of(path) for path, _ in documents)
    assert 0 < n_empty < len(SEEDS) / 5


def test_rows_have_the_fields_of_the_contract(documents: list[tuple[Path, frozenset[str]]]) -> None:
    for path, _ in documents:
        rows = truth_of(path)
        assert [row["page"] for row in rows] == sorted(row["page"] for row in rows)
        for row in rows:
            assert row.keys() == FIELDS
            assert row["level"] in ("program", "kegiatan", "subkegiatan")
            assert 1 <= row["page"] <= len(texts_of(path))
            assert re.fullmatch(r"((\d{1,4}|X{1,2})\.)*(\d{1,4})|", row["kode"]), row
            assert not re.match(r"\W|\d+[.)]", row["text"]), row
            assert all(re.fullmatch(r"20\d\d|", year) and amount > 0 for year, amount in row["pagu"].items())


def test_what_is_below_a_program_names_one_that_was_printed_before(
    documents: list[tuple[Path, frozenset[str]]],
) -> None:
    for path, _ in documents:
        programs = {""}
        for row in truth_of(path):
            assert (row["level"] == "program") == (not row["program"]), (path.name, row)
            assert row["program"] in programs, (path.name, row)
            if row["level"] == "program":
                programs.add(row["text"])


def test_names_and_amounts_stand_on_their_pages(documents: list[tuple[Path, frozenset[str]]]) -> None:
    for path, marks in documents:
        if "bold printed twice" in marks:
            continue
        texts = texts_of(path)
        for row in truth_of(path):
            here, after = texts[row["page"] - 1], "".join(texts[row["page"] : row["page"] + 1])
            assert stands_on(fold(row["text"]), here, after), (path.name, row)
            for amount in row["pagu"].values():
                digits = str(amount).rstrip("0")
                # A row whose code alone stands at a page's end has its money there too.
                assert any(digits in text for text in texts[max(0, row["page"] - 2) :]), (path.name, row)


@pytest.mark.slow
def test_all_forms_occur_among_the_documents_for_learning(tmp_path: Path) -> None:
    shown: set[str] = set()
    for seed in range(240):
        shown |= drawn(seed, tmp_path).marks
    forms = {*FORMS, *matrix_forms.FORMS, *text_forms.LISTS, *text_forms.DECOYS}
    assert forms == {form for forms in TABLES.values() for form in forms} | set(text_forms.DECOYS)
    wanted = {f"form {form}" for form in forms} | {f"kind {kind}" for kind in offices.KINDS}
    wanted |= {f"code {style}" for style in ("none", "running", "inline", "gutter", "cell", "dash", "space")}
    wanted |= {
        "code colon",
        "code own",
        "code odd",
        "code split",
        "sideways",
        "web",
        "rotate 90",
        "rotate 270",
    }
    wanted |= {f"rules {rules}" for rules in ("all", "fills", "dashes", "double", "horizontal", "none")}
    wanted |= {f"indicators {shape}" for shape in ("merge", "blank", "inside", "repeat")}
    wanted |= {f"head repeated {what}" for what in ("all", "none", "numbers")}
    assert wanted <= shown, wanted - shown
