import io
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT

from classifier import taxonomy
from classifier.agencies.registry import Agency, Registry
from classifier.mapping import analysis
from classifier.mapping.analysis import CountedMap
from classifier.mapping.covers import Cover
from classifier.mapping.handouts import report
from classifier.mapping.programs import outline
from tests.support.plan_rows import counted_of_agencies, row

# Draws pictures.
pytestmark = pytest.mark.slow
COVER = Cover(
    region="Kota Contoh",
    years=("2026", "2027"),
    documents=("renja.pdf",),
    day="2026-11-29",
    author="Sari",
    n_rows=1200,
    n_verified=34,
)
STAMP = "DRAF: 1.166 dari 1.200 baris belum diverifikasi"


def made(of: CountedMap, cover: Cover = COVER, language: str = "id") -> Any:
    out = io.BytesIO()
    report.write(of, cover, out, language=language)
    return docx.Document(io.BytesIO(out.getvalue()))


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for line in table.rows]


def table_of(document: Any, first: str) -> list[list[str]]:
    return next(found for found in map(cells, document.tables) if found[0][0] == first)


def text(document: Any) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_the_title_page_says_what_when_by_whom_and_that_it_is_a_draft() -> None:
    document = made(counted_of_agencies(2))
    told = [paragraph.text for paragraph in document.paragraphs if paragraph.text]
    assert told[:4] == [
        "Peta program smart city",
        "Laporan pemetaan program ke dalam subdimensi smart city",
        "Kota Contoh, 2026–2027",
        STAMP,
    ]
    assert cells(document.tables[0])[:2] == [["Tanggal", "29 November 2026"], ["Disusun oleh", "Sari"]]
    assert document.sections[0].footer.paragraphs[0].text.startswith(f"{STAMP} · Kota Contoh, 2026–2027")


def test_what_is_verified_in_full_is_no_draft() -> None:
    document = made(counted_of_agencies(2), replace(COVER, n_verified=1200))
    assert "DRAF" not in text(document)
    assert "Seluruh 1.200 baris telah diverifikasi oleh petugas." in text(document)


def test_headings_stand_in_order() -> None:
    headings = [
        one.text for one in made(counted_of_agencies(2)).paragraphs if one.style.name.startswith("Heading 1")
    ]
    assert headings == [
        "Ringkasan", "Matriks perangkat daerah dan subdimensi", "Uraian per dimensi", "Kesenjangan dan saran",
        "Perhatian",
    ]  # fmt: skip


def test_the_matrix_is_a_table_on_a_page_of_its_own_turned() -> None:
    document = made(counted_of_agencies(3))
    (matrix,) = (found for found in map(cells, document.tables) if len(found[0]) == 20)
    assert matrix[0][0] == "Perangkat daerah"
    assert [line[0] for line in matrix[1:]] == ["Dinas 00", "Dinas 01", "Dinas 02", "Jumlah"]
    assert [line[-1] for line in matrix[1:]] == ["1", "1", "1", "3"]
    assert [section.orientation for section in document.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip


def test_a_dimension_has_a_paragraph_and_a_table_of_its_programs() -> None:
    document = made(counted_of_agencies(2))
    assert (
        "Smart Society memiliki 1 program (50,0% dari seluruhnya) dengan pagu Rp 1,0 miliar (100,0%), "
        "direncanakan oleh 1 perangkat daerah. Menurut subdimensi: sistem edukasi (1 program, Rp 1,0 miliar)."
    ) in text(document)
    assert ["Program Gizi Ab", "Dinas 01", "sistem edukasi", "Rp 1,0 miliar"] in [
        line for table in document.tables for line in cells(table)
    ]
    assert "Smart Branding belum memiliki program." in text(document)


def test_long_lists_say_how_many_more_there_are() -> None:
    assert "dan 1 lainnya; selengkapnya dalam berkas Excel." in text(made(counted_of_agencies(48)))


def test_gaps_are_those_of_the_map_with_their_suggestions() -> None:
    of = counted_of_agencies(3)
    document = made(of)
    assert "15 dari 18 subdimensi kosong: " in text(document)
    suggested = table_of(document, "Subdimensi kosong")
    assert len({line[0] for line in suggested[1:]}) == len(of.map.gaps) == 15


def test_next_steps_name_what_is_to_be_done() -> None:
    own = Registry.packaged().with_own(Registry((Agency("Dinas Sosial"),)))
    of = analysis.counted_map([outline([row("program", "A")])], taxonomy.default(), registry=own)
    told = text(made(of))
    assert "Memverifikasi 1.166 baris yang belum diverifikasi, didahulukan yang meragukan." in told
    assert "Meminta dokumen dari perangkat daerah yang belum menyampaikannya: Dinas Sosial." in told


def test_the_picture_is_described_for_who_does_not_see_it() -> None:
    (shape,) = made(counted_of_agencies(2)).inline_shapes
    assert shape._inline.docPr.get("descr") == "Porsi tiap dimensi dari program dan pagu"


def test_an_empty_map_and_hostile_names_make_a_sound_report() -> None:
    assert "pagu tidak terbaca" in text(made(analysis.counted_map([], taxonomy.default()), Cover()))
    hostile = "Dinas\x00\x1b\ufffe<b>& \udcff"
    of = analysis.counted_map([outline([row("program", hostile, opd=hostile)])], taxonomy.default())
    document = made(of, replace(COVER, author=hostile, title=hostile, documents=(hostile,)))
    assert "Dinas<b>& " in text(document)


def test_it_speaks_english_too() -> None:
    assert "DRAFT: 1,166 of 1,200 rows not yet verified" in text(made(counted_of_agencies(2), language="en"))


def test_rows_of_a_matrix_of_many_agencies_are_low_enough_for_one_page() -> None:
    document = made(counted_of_agencies(40))
    (matrix,) = (table for table in document.tables if len(table.columns) == 20)
    heights = [line.height.mm for line in matrix.rows]
    assert sum(heights) < 155
    empty = next(cell for cell in matrix.rows[1].cells if not cell.text)
    assert empty.paragraphs[0].paragraph_format.line_spacing.mm < heights[1]
