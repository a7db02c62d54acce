import io
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from classifier.cli.main import main
from classifier.formats.results import Placed
from classifier.mapping import figure
from classifier.mapping.canvas import Sheet
from classifier.mapping.covers import Cover
from classifier.mapping.figure import Value, png
from classifier.mapping.matrix import NO_OPD, Cell, Map
from tests.support.plan_rows import HEALTH, SCHOOL, WASTE, built, row
from tests.support.result_rows import ROW

# A picture takes half a second.
pytestmark = pytest.mark.slow

Seen = Callable[..., list[str]]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Draws a map and tells the texts that are in the picture, in the order of drawing."""

    def texts(
        plan: Map, value: Value = "count", language: str = "id", title: str = "", **more: Any
    ) -> list[str]:
        told: list[str] = []

        class Noting(Sheet):
            def text(self, x: float, y: float, text: str, points: float, **options: Any) -> None:
                told.append(text)
                super().text(x, y, text, points, **options)

            def hatched(self, *box: Any) -> None:
                told.append("(hatched)")
                super().hatched(*box)

        with monkeypatch.context() as patch:
            patch.setattr(figure, "Sheet", Noting)
            assert png(plan, value=value, language=language, title=title, **more).startswith(b"\x89PNG")
        return told

    return texts


def size(picture: bytes) -> tuple[int, int]:
    with Image.open(io.BytesIO(picture)) as image:
        return image.size


def of_opds(*opds: str) -> Map:
    """A map in which each of these OPDs has a program for health."""
    known = built().taxonomy
    return Map(known, opds, ("2025",), {(opd, HEALTH): Cell(1, {"2025": 5_000_000}) for opd in opds})


def small() -> Map:
    return built(
        row("program", "A", y2025=1_200_000_000, y2026=50_000_000),
        row("program", "B", label=WASTE),
        row("program", "C", opd="Dinas B", label=WASTE, y=345_000_000),
        row("program", "D", opd="Dinas B", label=SCHOOL, y=1_300_000_000_000),
    )


def line_of(told: list[str], name: str) -> list[str]:
    """The texts right of a name: a cell for each subdimension and the total."""
    at = len(told) - 1 - told[::-1].index(name)
    return told[at + 1 : at + 20]


def test_a_cell_holds_its_number_of_programs_and_lines_and_columns_their_totals(seen: Seen) -> None:
    told = seen(small())
    assert told[0] == "Jumlah program menurut perangkat daerah dan subdimensi smart city"
    assert line_of(told, "Dinas A") == [*"–" * 10, "1", *"–" * 5, "1", "–", "2"]
    assert line_of(told, "Dinas B") == [*"–" * 13, "1", "–", "–", "1", "–", "2"]
    assert line_of(told, "Jumlah") == [*"–" * 10, "1", "–", "–", "1", "–", "–", "2", "–", "4"]


def test_budgets_are_rounded_rupiah_and_a_program_without_one_has_none(seen: Seen) -> None:
    told = seen(small(), "pagu")
    assert line_of(told, "Dinas A")[10:] == ["1,2 M", *"–" * 5, "0", "–", "1,2 M"]
    assert line_of(told, "Dinas B")[13:] == ["1,3 T", "–", "–", "345 jt", "–", "1,3 T"]
    assert line_of(seen(small(), "pagu", "en"), "Dinas B")[13:] == [
        "1.3 tn", "–", "–", "345 m", "–", "1.3 tn",
    ]  # fmt: skip


def test_the_head_names_dimensions_and_subdimensions_in_the_language_asked_for(seen: Seen) -> None:
    told, in_english = seen(small()), seen(small(), language="en")
    assert [text for text in told if text.startswith("Smart ")] == [
        "Smart Governance", "Smart Branding", "Smart Economy",
        "Smart Living", "Smart Society", "Smart Environment",
    ]  # fmt: skip
    assert "tata kelola sampah" in told
    assert "kesejahteraan\nmasyarakat" in told
    assert "waste management" in in_english
    assert "Programs by OPD and smart-city subdimension" in in_english
    assert "tata kelola sampah" not in in_english


def test_the_caption_says_what_the_numbers_are(seen: Seen) -> None:
    def caption(*how: str) -> str:
        return " ".join(" ".join(seen(small(), *how)).split())

    assert "Angka ialah jumlah program. Satu program dihitung sekali" in caption()
    assert "dalam rupiah: rb ribu, jt juta, M miliar, T triliun" in caption("pagu")
    assert "Numbers count programs." in caption("count", "en")


def test_the_caption_names_the_one_year_that_the_budgets_are_of(seen: Seen) -> None:
    def caption(*rows: Placed) -> str:
        return " ".join(" ".join(seen(built(*rows), "pagu")).split())

    assert "Angka ialah pagu program untuk tahun 2025, dalam rupiah" in caption(row("program", "A", y2025=1))
    assert "pagu program untuk semua tahun," in caption(row("program", "A", y2025=1, y2026=2))
    assert "pagu program untuk tabel tanpa tahun," in caption(row("program", "A", y=1))


def test_a_map_of_kegiatan_says_so_in_title_caption_and_key(seen: Seen) -> None:
    plan = replace(small(), counted="kegiatan")
    told, in_english = seen(plan), seen(plan, language="en")
    assert told[0] == "Jumlah kegiatan menurut perangkat daerah dan subdimensi smart city"
    assert "belum ada kegiatan di perangkat daerah mana pun (15)" in told
    assert "Angka ialah jumlah kegiatan. Satu kegiatan dihitung sekali" in " ".join(" ".join(told).split())
    assert in_english[0] == "Activities by OPD and smart-city subdimension"
    assert "no activities of any OPD (15)" in in_english


def test_a_note_stands_below_the_caption(seen: Seen) -> None:
    told = seen(small(), note="Dokumen: a.pdf; b.pdf.")
    assert any("tidak ada.\n" in text and text.endswith("Dokumen: a.pdf; b.pdf.") for text in told)


def test_columns_without_a_program_are_hatched_and_explained(seen: Seen) -> None:
    told = seen(small())
    # Fifteen columns, and the key.
    assert told.count("(hatched)") == 16
    assert "belum ada program di perangkat daerah mana pun (15)" in told
    everywhere = built(*(row("program", s, label=s) for s in built().taxonomy.ids))
    told = seen(everywhere)
    assert "(hatched)" not in told
    assert not [text for text in told if text.startswith("belum ada program")]


def test_a_map_of_no_program_says_so_in_words(seen: Seen) -> None:
    assert "Belum ada program: tidak satu pun subdimensi didukung." in seen(built())
    assert "No programs: not one subdimension is supported." in seen(built(), "pagu", "en")


@pytest.mark.slow
@pytest.mark.parametrize("n", [0, 1, 12, 45, 80])
def test_the_picture_is_as_wide_as_a_screen_however_many_opds_there_are(n: int) -> None:
    across, down = size(png(of_opds(*(f"Dinas {i}" for i in range(n))), value="count"))
    assert across / down == pytest.approx(16 / 9, rel=0.005)
    assert across >= 1736


def test_the_picture_grows_with_the_opds() -> None:
    twelve, sixty = (size(png(of_opds(*(f"Dinas {i}" for i in range(n))), value="count")) for n in (12, 60))
    assert twelve[0] < sixty[0] < 6000


def test_draft_date_and_author_stand_under_the_title(seen: Seen) -> None:
    cover = Cover(region="Kota Contoh", day="2026-11-29", author="Sari", n_rows=10, n_verified=4)
    assert seen(small(), cover=cover)[1] == (
        "DRAF: 6 dari 10 baris belum diverifikasi · Kota Contoh · 29 November 2026, oleh Sari"
    )
    verified = seen(small(), cover=replace(cover, n_verified=10))
    assert verified[1] == "Kota Contoh · 29 November 2026, oleh Sari"


def test_a_matrix_for_a_slide_has_its_size_and_says_how_many_opds_have_no_line() -> None:
    plan = of_opds(*(f"Dinas {i}" for i in range(40)))
    picture, n_together = figure.matrix_png(plan, value="count", size=(12.4, 5.7), points=12)
    assert size(picture) == (1612, 741)
    assert 20 < n_together < 35
    assert figure.matrix_png(small(), value="pagu", size=(12.4, 5.7), points=12)[1] == 0


def test_a_long_name_takes_three_lines_and_is_cut(seen: Seen) -> None:
    (name,) = (text for text in seen(of_opds("Badan Perencanaan " * 3_000)) if text.startswith("Badan"))
    assert name.count("\n") == 2
    assert name.endswith("…")


def test_of_very_many_opds_the_last_are_one_line_together(
    seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figure, "_MAX_OPDS", 5)
    told = seen(of_opds(*(f"Dinas {i}" for i in range(20))))
    assert "Dinas 3" in told
    assert "Dinas 4" not in told
    assert line_of(told, "16 perangkat daerah lain")[10] == "16"
    assert line_of(told, "Jumlah")[18] == "20"
    assert "Dinas 4" in seen(of_opds(*(f"Dinas {i}" for i in range(5))))


def test_a_program_without_an_opd_is_said_in_the_language_asked_for(seen: Seen) -> None:
    assert NO_OPD in seen(of_opds(NO_OPD))
    assert "(no OPD named)" in seen(of_opds(NO_OPD), language="en")


HOSTILE = [
    "=cmd|' /C calc'!A1",
    "@SUM",
    "\x00",
    "$\\frac{",
    "$x^2$ _{1} \\textbf{a}",
    "%s {n} {0}",
    "x" * 40_000,
    "漢字 🏥 \udcff\ufffe",
    "مرحبا \u202e\u200d\ufe0f",
    "\u0301" * 9,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_any_name_and_any_title_can_be_drawn(text: str, seen: Seen) -> None:
    told = seen(of_opds(text, "Dinas A"), title=text)
    assert line_of(told, "Dinas A")[10] == "1"


def test_no_mathematics_is_read_in_a_name(seen: Seen) -> None:
    assert "$x^2$ dan $\\frac{" in seen(of_opds("$x^2$ dan $\\frac{"))


def test_a_name_that_cannot_be_read_is_said_to_be_so(seen: Seen) -> None:
    assert "(nama tidak terbaca)" in seen(of_opds("\x00\x01"))


def test_a_title_stands_in_place_of_the_usual_one(seen: Seen) -> None:
    assert seen(small(), title=" Renstra 2025 ")[0] == "Renstra 2025"


@pytest.mark.slow
def test_the_same_map_is_the_same_bytes_in_any_thread() -> None:
    plan = small()
    with ThreadPoolExecutor(4) as threads:
        pictures = set(threads.map(lambda _: png(plan, value="pagu"), range(4)))
    assert pictures == {png(plan, value="pagu")}


def test_the_command_line_draws_counts_or_budgets(tmp_path: Path, capfdbinary: Any) -> None:
    source = tmp_path / "r.jsonl"
    source.write_text(json.dumps(ROW), encoding="utf-8")
    assert main(["map", str(source), "-o", str(tmp_path / "M.PNG")]) == 0
    assert main(["map", str(source), "-o", str(tmp_path / "pagu.png"), "--value", "pagu"]) == 0
    counts, money = (tmp_path / "M.PNG").read_bytes(), (tmp_path / "pagu.png").read_bytes()
    assert size(counts)[0] == size(money)[0] == 1736
    assert counts != money
    assert main(["map", str(source), "--format", "png"]) == 0
    assert capfdbinary.readouterr().out == counts


def test_agencies_without_a_document_stand_below_the_others_as_long_as_they_fit(seen: Seen) -> None:
    plan = replace(of_opds("Dinas A"), without_document=("Dinas Sosial",))
    told = seen(plan)
    at = told.index("Dinas Sosial")
    assert told[at - 1 : at + 2] == ["(hatched)", "Dinas Sosial", "belum ada dokumen"]
    assert told.index("Dinas A") < at < told.index("Jumlah", at)
    many = replace(of_opds(*(f"Dinas {n}" for n in range(150))), without_document=("Dinas Sosial",))
    told = seen(many)
    assert "belum ada dokumen" not in told
    assert "Belum ada dokumen: Dinas Sosial" in told


def test_kegiatan_without_their_program_stand_behind_a_plus(seen: Seen) -> None:
    plan = built(row("program", "A", label=HEALTH), row("kegiatan", "K", label=HEALTH), row("kegiatan", "L"))
    alone = built(row("kegiatan", "K", label=WASTE))
    assert "1+2" in seen(plan)
    told = seen(alone)
    assert "+1" in told
    assert "Di luar itu 1 kegiatan yang programnya tidak ditemukan" in " ".join(told)


def test_what_is_uncertain_stands_below_the_picture(seen: Seen) -> None:
    plan = built(replace(row("program", "A", y2026=20_000_000_000_000), role="review"))
    told = " ".join(seen(plan))
    assert "1 pagu mustahil tidak dihitung sampai barisnya dikonfirmasi: A (2026) Rp 20,0 triliun." in told
    assert "Tanpa tabel rencana" in told
