import io
from pathlib import Path

from PIL import Image

from classifier.extract import extract, pictures

DOCUMENTS = Path(__file__).parent / "documents"


def test_every_page_says_why_it_was_or_was_not_read():
    told = {page.page: page.message for page in extract(DOCUMENTS / "renstra_contoh.pdf").pages}
    assert list(told) == list(range(1, 10))
    assert told[1] == "not read: names no program or kegiatan and goes on from no table"
    assert told[2].startswith("not read: names programs, but has no rules")
    assert told[4].endswith("it has no head and no column full of programs; 0 rows begin here")
    assert "was taken by its head: kode | name | indikator" in told[6]
    assert told[9] == "read: a numbered list of programs; 5 rows begin here"


def test_a_picture_shows_each_page_that_gave_rows_or_held_a_table():
    path = DOCUMENTS / "renstra_contoh.pdf"
    drawn = dict(pictures(path, extract(path)))
    assert sorted(drawn) == [4, 5, 6, 7, 8, 9]
    image = Image.open(io.BytesIO(drawn[6]))
    assert image.width > image.height
    # The red of a program's box.
    assert (207, 34, 46) in {colour for _, colour in image.convert("RGB").getcolors(1 << 24)}
