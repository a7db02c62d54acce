import base64
import dataclasses
from pathlib import Path

import numpy as np
import pytest

from classifier import labels
from classifier.cli.main import main
from tests.support.small_model import small_labels, small_model, train_small
from training import baselines, dataset, recipe_search
from training.evaluate import Answers, Rows
from training.recipe import Recipe
from training.reporting import model_card, plots, report, report_blocks
from training.reporting.report_blocks import Heading, Picture, Table, Text
from training.train import train

pytestmark = pytest.mark.slow

PNG = b"\x89PNG\r\n\x1a\n"


def some_rows() -> Rows:
    ranked = np.array([[0, 1, 2], [1, 0, 2], [2, 1, 0], [0, 2, 1]])
    answers = Answers(ranked, np.array([0.9, 0.8, 0.7, 0.6]), np.array([False, False, False, True]))
    kinds = ["program", "program", "indikator", "indikator"]
    return Rows(["a", "b|c", "d", "e"], kinds, np.array([0, 0, 2, 1]), np.array([-1, 1, -1, -1]), answers)


def table_after(blocks: list[report_blocks.Block], heading: str) -> Table:
    at = next(i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.text == heading)
    return next(block for block in blocks[at:] if isinstance(block, Table))


def test_a_report_counts_what_was_right() -> None:
    blocks = report.sections(some_rows(), ["x.a", "x.b", "x.c"])
    assert table_after(blocks, "Measures").rows[0][:4] == ("this model", "4", "0.500", "0.750")
    assert [row[:2] for row in table_after(blocks, "By kind of text").rows] == [
        ("indikator", "2"),
        ("program", "2"),
    ]
    assert list(table_after(blocks, "Confusion").rows) == [("x.a", "x.b", "1"), ("x.b", "x.a", "1")]
    # Right by its secondary label, so not among the wrong.
    assert [row[0] for row in table_after(blocks, "The rows it gets most wrong").rows] == ["e"]
    pictures_there = {block.name for block in blocks if isinstance(block, Picture)}
    assert pictures_there == {"confusion.png", "reliability.png", "coverage.png"}


def test_a_report_is_written_as_markdown_with_pictures_and_as_one_page(tmp_path: Path) -> None:
    report.write(tmp_path, "A & B", report.sections(some_rows(), ["x.a", "x.b", "x.c"]))
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"report.md", "report.html", "confusion.png", "reliability.png", "coverage.png"}
    assert (tmp_path / "confusion.png").read_bytes().startswith(PNG)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "<title>A &amp; B</title>" in page
    assert 'src="http' not in page
    assert page.count("data:image/png;base64,") == 3


def test_markdown_and_html_hold_every_kind_of_block() -> None:
    blocks: list[report_blocks.Block] = [
        Heading(2, "H"),
        Text("a < b"),
        Table(("x|y",), [("1\n2",)]),
        Picture("p.png", PNG, "what"),
    ]
    assert (
        report_blocks.markdown(blocks) == "## H\n\na < b\n\n| x\\|y |\n| --- |\n| 1 2 |\n\n![what](p.png)\n"
    )
    page = report_blocks.html_page("t", blocks, language="id")
    assert '<html lang="id">' in page
    assert "<p>a &lt; b</p>" in page
    assert base64.b64encode(PNG).decode() in page


def test_the_same_numbers_draw_the_same_picture() -> None:
    first, second = (plots.learning_curve([10, 20], [0.5, 0.6], [0.6, 0.7]) for _ in range(2))
    assert first == second


def test_a_trained_model_brings_its_report_and_its_cards(tmp_path: Path) -> None:
    card, home = train_small(tmp_path)
    folder = home / card.id
    text = (folder / "report.md").read_text(encoding="utf-8")
    assert "With what stands around the row" not in text
    for heading in ("By subdimension", "Confusion", "Learning curve"):
        assert f"## {heading}" in text
    for baseline in ("majority", "nearest centroid", "TF-IDF + logistic regression"):
        assert f"| {baseline} |" in text
    assert "learning.png" in {path.name for path in folder.iterdir()}
    assert (folder / model_card.INDONESIAN).read_text(encoding="utf-8").startswith(f"# Kartu model {card.id}")
    assert (folder / model_card.ENGLISH).read_text(encoding="utf-8").startswith(f"# Model card {card.id}")


def test_what_stands_around_rows_and_hard_cases_and_texts_without_programs_are_measured_where_they_are(
    tmp_path: Path,
) -> None:
    beside = {
        "society.sistem-edukasi": "Program Pendidikan Dasar",
        "living.lingkungan-nyaman": "Program Rumah",
    }
    rows = [
        dataclasses.replace(
            label,
            text=f"{label.text} {word}",
            program=f"{beside.get(label.subdimension, label.subdimension)} {word}",
            note="hard case" if word == "lain" else "",
        )
        for word in ("baru", "lain")
        for label in small_labels()
    ]
    labels.append(tmp_path / "labeled" / "rows.jsonl", rows)
    (tmp_path / "labeled" / dataset.NO_PROGRAM).write_text(
        "Daftar Isi\nBAB I\nKata Pengantar\nNIP 1\nTabel\n"
    )
    card = train(dataset.load(tmp_path / "labeled"), tmp_path / "models")
    assert {"context_strict", "hard_strict", "no_program_flagged"} <= card.scores.keys()
    assert card.n_measured == 126
    assert card.n_rows == 252
    assert "program" in card.context
    text = (tmp_path / "models" / card.id / model_card.ENGLISH).read_text(encoding="utf-8")
    assert "Rows chosen because their words mislead" in text
    report_text = (tmp_path / "models" / card.id / "report.md").read_text(encoding="utf-8")
    assert "| with another row's |" in report_text
    assert "| hard cases, alone |" in report_text


def test_the_learning_curve_learns_from_more_and_more_rows() -> None:
    data = dataset.dataset(small_labels())
    points = baselines.learning_curve(data, Recipe())
    assert [point.n for point in points] == sorted(point.n for point in points)
    assert points[-1].n == len(dataset.folds(data)[0][0])
    assert points[-1].strict > 0.5


def test_the_majority_baseline_knows_no_row() -> None:
    measures = baselines.measured(dataset.dataset(small_labels()))
    # Of classes as large as each other the one with most rows to learn from has fewest held out.
    assert measures["majority"].strict <= 1 / 18
    assert measures["TF-IDF + logistic regression"].strict > 0.5


def test_the_search_measures_every_candidate_and_chooses_one_that_a_model_can_hold() -> None:
    steps: list[str] = []
    trials = recipe_search.search(dataset.dataset(small_labels()), progress=steps.append)
    assert [trial.name for trial in trials][: len(recipe_search.candidates())] == [
        name for name, _ in recipe_search.candidates()
    ]
    assert [trial.recipe for trial in trials][-2:] == [None, None]
    chosen = recipe_search.best(trials)
    assert chosen.recipe is not None
    assert chosen.log_loss == min(trial.log_loss for trial in trials if trial.recipe is not None)
    assert sum("(chosen)" in row[0] for row in recipe_search.table(trials).rows) == 1
    assert steps


def test_evaluate_writes_a_report_of_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, home = train_small(tmp_path)
    (home / "current").write_text(small_model().card.id, encoding="utf-8")
    monkeypatch.setenv("PETAKOTA_MODELS", str(home))
    rows = tmp_path / "rows.tsv"
    rows.write_text(
        "text\tsubdimension\tkind\nbank sampah\tenvironment.tata-kelola-sampah\tprogram\n"
        "guru sekolah\tsociety.sistem-edukasi\tprogram\n",
        encoding="utf-8",
    )
    assert main(["evaluate", "--on", str(rows), "--report", str(tmp_path / "out")]) == 0
    assert (tmp_path / "out" / "report.html").is_file()
    assert main(["evaluate", "--report", str(tmp_path / "out")]) == 2
    # Held to the packaged floors until it has its own.
    assert main(["evaluate", "--gate"]) == 1
    assert main(["evaluate", "--pin", "--lower"]) == 0
    assert main(["evaluate", "--gate"]) == 0
    assert "reaches every floor" in capsys.readouterr().out
