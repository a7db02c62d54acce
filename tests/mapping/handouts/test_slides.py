import io
from dataclasses import replace
from typing import Any

import pptx
import pytest
from PIL import Image
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches, Pt

from classifier import taxonomy
from classifier.mapping import analysis
from classifier.mapping.analysis import CountedMap
from classifier.mapping.covers import Cover
from classifier.mapping.handouts import slides
from classifier.mapping.programs import outline
from tests.support.plan_rows import HEALTH, SCHOOL, counted_of_agencies, row

# Draws pictures.
pytestmark = pytest.mark.slow
COVER = Cover(
    region="Kota Contoh", years=("2026",), day="2026-11-29", author="Sari", n_rows=1200, n_verified=34
)
STAMP = "DRAF: 1.166 dari 1.200 baris belum diverifikasi"


def made(of: CountedMap, cover: Cover = COVER) -> Any:
    out = io.BytesIO()
    slides.write(of, cover, out)
    return pptx.Presentation(io.BytesIO(out.getvalue()))


def texts(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_there_are_six_slides_of_sixteen_to_nine_each_with_a_title() -> None:
    deck = made(counted_of_agencies(3))
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, rel=0.001)
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == [
        "Peta program smart city",
        "Jumlah program menurut perangkat daerah dan subdimensi",
        "Porsi tiap dimensi dari program dan pagu",
        "Pagu menurut perangkat daerah dan dimensi",
        "15 dari 18 subdimensi masih kosong",
        "Langkah selanjutnya",
    ]


def test_every_slide_carries_draft_date_and_author() -> None:
    for slide in made(counted_of_agencies(3)).slides:
        assert f"{STAMP} · Kota Contoh, 2026 · 29 November 2026, oleh Sari" in texts(slide)
    for slide in made(counted_of_agencies(3), replace(COVER, n_verified=1200)).slides:
        assert "Kota Contoh, 2026 · 29 November 2026, oleh Sari" in texts(slide)
        assert not any("DRAF" in text for text in texts(slide))


def test_a_budget_that_was_not_read_is_told_and_is_not_nought() -> None:
    rows = [
        row("program", "Program Gizi", opd="Dinas Kesehatan", label=HEALTH, y2026=10**9),
        row("program", "Program Sekolah", opd="Dinas Pendidikan", label=SCHOOL),
    ]
    deck = made(analysis.counted_map([outline(rows)], taxonomy.default()))
    of_opds, of_dimensions = [
        shape._element._nvXxPr.cNvPr.get("descr")
        for shape in deck.slides[3].shapes
        if shape.shape_type == MSO_SHAPE_TYPE.PICTURE
    ]
    assert "Dinas Pendidikan: pagu tidak terbaca" in of_opds
    assert "Smart Living: Rp 1,0 miliar (100%)" in of_dimensions
    assert "Smart Society: pagu tidak terbaca" in of_dimensions
    assert "Smart Branding: 0 program" in of_dimensions


@pytest.mark.parametrize("n", [3, 60])
def test_no_letters_are_smaller_than_twelve_points_and_nothing_lies_beyond_the_edge(n: int) -> None:
    deck = made(counted_of_agencies(n))
    for slide in deck.slides:
        for shape in slide.shapes:
            assert 0 <= shape.left <= shape.left + shape.width <= deck.slide_width
            assert 0 <= shape.top <= shape.top + shape.height <= deck.slide_height
            if shape.has_text_frame:
                runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
                assert all(run.font.size >= Pt(12) for run in runs)


def test_pictures_keep_their_shape_and_are_described() -> None:
    pictures = [
        shape
        for slide in made(counted_of_agencies(3)).slides
        for shape in slide.shapes
        if shape.shape_type == MSO_SHAPE_TYPE.PICTURE
    ]
    assert len(pictures) == 4
    for shape in pictures:
        with Image.open(io.BytesIO(shape.image.blob)) as image:
            across, down = image.size
        assert across / down == pytest.approx(shape.width / shape.height, rel=0.01)
        assert across / (shape.width / Inches(1)) == pytest.approx(130, rel=0.02)
        assert shape._element.nvPicPr.cNvPr.get("descr")


def test_agencies_without_room_are_said_to_stand_elsewhere() -> None:
    told = " ".join(texts(made(counted_of_agencies(60)).slides[1]))
    assert "perangkat daerah dengan jumlah terkecil digabung dalam satu baris" in told
    assert "digabung" not in " ".join(texts(made(counted_of_agencies(3)).slides[1]))


def test_an_empty_map_and_hostile_names_make_sound_slides() -> None:
    assert len(made(analysis.counted_map([], taxonomy.default()), Cover()).slides) == 6
    hostile = "Dinas\x00\x1b\ufffe<b>& \udcff" + "x" * 4000
    of = analysis.counted_map([outline([row("program", hostile, opd=hostile, y=5)])], taxonomy.default())
    assert len(made(of, replace(COVER, author=hostile)).slides) == 6
