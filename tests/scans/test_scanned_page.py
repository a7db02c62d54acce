"""A page read as a picture has the words and rules that it has as text."""

import numpy as np
import pytest

from classifier.scans import scanned_page
from tests.support.paths import DOCUMENTS
from tests.support.scanning import NEEDS_ENGINE, pictures

pytestmark = [pytest.mark.slow, pytest.mark.skipif(NEEDS_ENGINE[0], reason=NEEDS_ENGINE[1])]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_read_whichever_way_it_lies(turn: int) -> None:
    (page,) = pictures(DOCUMENTS / "renstra_contoh.pdf", [6], dpi=200)
    lying = np.ascontiguousarray(np.rot90(np.asarray(page), turn // 90))
    drawn = scanned_page.read(lying, 6, dpi=200).page
    assert drawn.turn == turn
    assert {"PROGRAM", "PENUNJANG", "URUSAN"} <= {word.text for word in drawn.words}
    # Lines of the table's own direction: more columns than a table of two.
    assert sum(not edge.horizontal for edge in drawn.edges) > 5
