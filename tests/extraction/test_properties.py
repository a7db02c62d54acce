"""What holds for every document: it may be cut, split and turned without losing or changing a row."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classifier.extraction.extract import extract
from tests.support.drawing.document_renstra import rupiah
from tests.support.drawing.make_documents import FOLDER
from tests.support.drawing.pdf_painter import A4, Painting, landscape
from tests.support.drawing.table_layout import BREAK, Cell, Row, Style
from tests.support.golden import contents

pytestmark = pytest.mark.slow

# Documents of several pages: whole tables, cut rows, merged cells, lists over a page end.
LONG = {
    "renstra_contoh": 9,
    "row_cut_head_repeated": 2,
    "row_cut_head_not_repeated": 2,
    "row_cut_without_codes": 2,
    "program_over_indicators": 2,
    "programs_listed_in_prose": 2,
    "head_again_in_mid_page": 2,
    "head_joined_to_a_cut_row": 2,
    "names_below_belanja": 2,
    "rupiah_below_a_head_of_thousands": 2,
    "pages_turned": 3,
    "papers_mixed": 3,
    "table_in_two_halves": 2,
}
NAMES = (
    "Penataan Ruang Kota",
    "Pembinaan Pasar Rakyat",
    "Pelestarian Naskah Kuno",
    "Rehabilitasi Jalan Lingkungan",
    "Penyediaan Air Minum",
    "Pengelolaan Arsip Daerah",
    "Pembangunan Balai Warga di Setiap Kelurahan dan Kecamatan",
)
INDICATORS = (
    "Jumlah warga yang dilayani",
    "Persentase jalan mantap",
    "Indeks kepuasan warga",
    "Luas kawasan tertata",
)
HEAD: list[Row] = [["Kode", "Program/Kegiatan/Sub Kegiatan", "Indikator", "Pagu 2026 (Rp)"]]
WIDTHS = (85.0, 170.0, 120.0, 90.0)

quick = settings(max_examples=12, deadline=None, derandomize=True, database=None)


# Code, name, indicators and rupiah of a row.
Planned = tuple[str, str, list[str], int]


@st.composite
def plans(draw: st.DrawFn) -> list[Planned]:
    """Programs with one or two indicators, each over its kegiatan and their sub kegiatan."""
    rows: list[Planned] = []

    def add(kode: str, name: str) -> None:
        indicators = draw(st.lists(st.sampled_from(INDICATORS), min_size=1, max_size=2, unique=True))
        rows.append((kode, name, indicators, 1_000 * draw(st.integers(1_000, 900_000))))

    for p in range(draw(st.integers(1, 3))):
        add(f"1.02.0{p + 2}", f"PROGRAM {draw(st.sampled_from(NAMES)).upper()} {'ABC'[p]}")
        for k in range(draw(st.integers(0, 2))):
            add(f"1.02.0{p + 2}.2.0{k + 1}", draw(st.sampled_from(NAMES)))
            for s in range(draw(st.integers(0, 2))):
                add(f"1.02.0{p + 2}.2.0{k + 1}.000{s + 1}", draw(st.sampled_from(NAMES)))
    return rows


def body(plan: Sequence[Planned], cuts: Collection[int] = ()) -> list[Row | str]:
    """Table rows of a plan, cells merged over indicators; a new page before the rows in `cuts`."""
    out: list[Row | str] = []
    for i, (kode, name, (first, *others), money) in enumerate(plan):
        n = 1 + len(others)
        out += [BREAK] if i in cuts else []
        out.append(
            [Cell(kode, rows=n), Cell(name, rows=n), first, Cell(rupiah(money), rows=n, align="right")]
        )
        out += [[other] for other in others]
    return out


def read(rows: Sequence[Row | str], *, repeat_head: bool = True, rotate: int = 0) -> list[dict[str, object]]:
    """Fields of the rows of a drawn table, but for pages, and doubts, for which their ends are reasons."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tabel.pdf"
        d = Painting(path)
        d.begin(landscape(A4) if rotate in (90, 270) else A4, rotate=rotate)
        d.table(40, 60, WIDTHS, HEAD, rows, Style(repeat_head=repeat_head))
        d.save()
        found = contents(extract(path).rows)
    return [{key: value for key, value in row.items() if key not in ("page", "doubts")} for row in found]


@cache
def part(name: str, first: int, last: int) -> list[dict[str, object]]:
    return contents(extract(FOLDER / f"{name}.pdf", pages=(first, last)).rows)


@quick
@given(st.data())
def test_ranges_of_pages_give_the_rows_of_the_whole(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(LONG)), "document")
    ends = data.draw(st.sets(st.integers(1, LONG[name] - 1)), "last pages")
    bounds = [0, *sorted(ends), LONG[name]]
    split = [row for a, b in itertools.pairwise(bounds) for row in part(name, a + 1, b)]
    assert split == part(name, 1, LONG[name])


@quick
@given(plans(), st.booleans(), st.sets(st.integers(1, 12), max_size=3))
def test_a_table_cut_at_row_ends_over_pages_is_the_same_table(
    plan: list[Planned], repeat_head: bool, cuts: set[int]
) -> None:
    assert read(body(plan, cuts), repeat_head=repeat_head) == read(body(plan))


@quick
@given(plans(), st.sampled_from([90, 180, 270]))
def test_a_turned_page_has_the_same_rows(plan: list[Planned], rotate: int) -> None:
    assert read(body(plan), rotate=rotate) == read(body(plan))


@quick
@given(plans())
def test_every_name_of_a_table_is_a_row_with_its_code_and_indicators(plan: list[Planned]) -> None:
    found = read(body(plan))
    assert [(row["kode"], row["text"], row["indikator"], row["pagu"]) for row in found] == [
        (kode, name, indicators, {"2026": money}) for kode, name, indicators, money in plan
    ]
