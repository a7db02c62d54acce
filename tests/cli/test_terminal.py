import re

import pytest

from classifier import taxonomy
from classifier.cli import terminal
from classifier.formats import results
from classifier.mapping import matrix

HEALTH = "living.pelayanan-kesehatan"


def row(
    text: str,
    *,
    level: str = "program",
    pagu: dict[str, int] | None = None,
    doubts: tuple[str, ...] = (),
    **label: object,
) -> dict[str, object]:
    fields = {"page": 3, "level": level, "kode": "1.02.03", "text": text, "pagu": pagu or {}}
    return {**fields, "doubts": list(doubts), **label}


def labelled(text: str, *, review: bool = False, level: str = "program") -> dict[str, object]:
    return row(text, level=level, subdimension=HEALTH, confidence=0.876, review=review)


def shown(rows: list[dict[str, object]], capsys: pytest.CaptureFixture[str]) -> str:
    terminal.show_rows(rows, taxonomy.default())
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    ["[bold]tebal[/bold]", "[/]", "[link=x]y[/link]", "sisa [", "[red", "[1] nomor", "jam 1:a:2 :bank:"],
)
def test_markup_in_a_document_is_shown_as_printed(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert text in shown([row(text)], capsys)


def test_a_backslash_at_the_end_is_shown_as_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert "akhir \\" in shown([row("akhir \\")], capsys)


@pytest.mark.parametrize(
    "control", ["\x1b[2J", "\x1b]0;judul\x07", "\x07", "\x00", "\r", "\u202e", "\u200b", "\x9b31m"]
)
def test_control_characters_of_a_document_never_reach_the_terminal(
    control: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = shown([row(f"sehat{control}kuat")], capsys)
    assert "sehat" in out
    assert "kuat" in out
    assert not re.search(r"[^\x20-\x7e\n─]", out)


def test_control_characters_in_a_code_an_opd_or_a_predicted_text_are_dropped_too(
    capsys: pytest.CaptureFixture[str],
) -> None:
    odd = row("x") | {"kode": "1.\x1b[31m02"}
    terminal.show_rows([odd], taxonomy.default())
    answer = {
        "text": "a\x1b[2J",
        "subdimension": HEALTH,
        "confidence": 0.5,
        "review": True,
        "alternatives": [],
        "evidence": [{"term": "\x1b]0;x\x07", "weight": 1.0}],
    }
    terminal.show_predictions([answer], taxonomy.default())
    placed = [
        results.Placed("a", "program", name, "", f"Dinas {name}\x1b[2J", (), HEALTH)
        for name in ("satu", "dua")
    ]
    terminal.show_map(matrix.build(placed, taxonomy.default()))
    out = capsys.readouterr().out
    assert "Dinas" in out
    assert "\x1b" not in out
    assert "\x07" not in out


def test_rows_are_counted_by_level(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [row("A"), row("B", level="kegiatan"), row("C", level="kegiatan"), row("D", level="subkegiatan")]
    assert shown(rows, capsys).endswith("4 rows: 1 program, 2 kegiatan, 1 subkegiatan\n")


def test_no_rows_are_a_table_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert "0 rows" in shown([], capsys)


def test_labelled_rows_show_name_confidence_and_a_mark_for_review(capsys: pytest.CaptureFixture[str]) -> None:
    out = shown([labelled("Imunisasi"), labelled("Lain", review=True)], capsys)
    assert "pelayanan kesehatan" in out
    assert re.search(r"88%\s*\n", out)
    assert "88%?" in out
    assert out.endswith("1 of 2 rows should be looked at (?).\n")


def test_doubts_of_the_reading_stand_beside_their_rows_when_there_are_any(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert "doubts" not in shown([row("Program A"), row("Program B")], capsys)
    out = shown([row("Program A"), row("Program B", doubts=("cut", "pagu"))], capsys)
    assert "doubts" in out
    lines = [line.rstrip() for line in out.splitlines() if "Program" in line]
    assert [line.endswith("cut, pagu") for line in lines] == [False, True]


def test_a_legend_says_what_the_doubts_are(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [row("Program A"), row("Program B", doubts=("cut", "pagu")), row("Program C", doubts=("cut",))]
    assert shown(rows, capsys).splitlines()[-3:] == [
        "cut: the name may be cut off",
        "pagu: the budget may be misread",
        "3 rows: 3 program",
    ]


def test_a_mark_for_review_says_that_it_may_be_the_reading(capsys: pytest.CaptureFixture[str]) -> None:
    doubted = labelled("Lain", review=True) | {"doubts": ["level"]}
    out = shown([labelled("Imunisasi"), doubted], capsys)
    assert "level: the level is uncertain\n" in out
    assert out.endswith(
        "1 of 2 rows should be looked at (?): the label is unsure, or the reading, as their doubts say.\n"
    )


def test_a_budget_stands_beside_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert "Rp 18,4 juta" in shown([row("A", pagu={"2025": 18_450_000})], capsys)


def test_the_map_names_the_subdimensions_without_any_program(capsys: pytest.CaptureFixture[str]) -> None:
    placed = results.Placed(
        "a", "program", "Imunisasi", "", "Dinas Kesehatan", (("2025", 5_000_000),), HEALTH
    )
    terminal.show_map(matrix.build([placed], taxonomy.default()))
    out = " ".join(capsys.readouterr().out.split())
    assert "1 OPD. Without any program: pelayanan publik, " in out
    assert "pelayanan kesehatan 1 1 Rp 5,0 juta" in out


def test_a_note_goes_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.note("a.pdf: no rows.")
    assert capsys.readouterr() == ("", "petakota: a.pdf: no rows.\n")


def test_progress_is_silent_when_nobody_watches(capsys: pytest.CaptureFixture[str]) -> None:
    with terminal.progress("a.pdf") as report:
        assert report is None
    assert capsys.readouterr() == ("", "")


LONG = ("Dinas Pemberdayaan Masyarakat dan Desa", "Badan Penanggulangan Bencana Daerah")


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_names_of_agencies_break_between_words_in_a_narrow_map(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "is_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", str(width))
    rows = [labelled("A") | {"opd": opd, "document": "a.pdf"} for opd in LONG]
    terminal.show_map(matrix.build([results.placed(row, "r") for row in rows], taxonomy.default()))
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= width
    words = re.findall(r"\w+", out)
    assert {word for name in LONG for word in name.split()} <= set(words)


def test_captions_are_cut_between_words() -> None:
    assert terminal.shortened("Tabel 3.1  Rencana Program", 40) == "Tabel 3.1 Rencana Program"
    assert terminal.shortened("Tabel 3.1 Rencana Program", 20) == "Tabel 3.1 Rencana …"
    assert terminal.shortened("x" * 30, 10) == "xxxxxxxxx…"
