from collections.abc import Sequence

import pytest

from classifier.mapping.matrix import Program
from service.web.counted_nouns import Nouns
from service.web.wording import Words


def counted(*levels: str) -> list[Program]:
    return [Program("a.pdf", "Dinas A", level, "", str(n), "", {}) for n, level in enumerate(levels)]


def test_programs_alone_need_no_explanation() -> None:
    assert Nouns(Words("id")).parts(counted("program", "program")) == ""


@pytest.mark.parametrize(
    ("levels", "indonesian", "english"),
    [
        (
            ["program", "kegiatan", "kegiatan"],
            "di luar itu 2 kegiatan tanpa program induk",
            "besides 2 activities without a programme above",
        ),
        (
            ["kegiatan", "subkegiatan"],
            "di luar itu 1 kegiatan dan 1 sub kegiatan tanpa program induk",
            "besides 1 activity and 1 sub-activity without a programme above",
        ),
    ],
)
def test_what_counts_beside_programs_is_said(levels: Sequence[str], indonesian: str, english: str) -> None:
    assert Nouns(Words("id")).parts(counted(*levels)) == indonesian
    assert Nouns(Words("en")).parts(counted(*levels)) == english


def test_what_counts_beside_kegiatan_is_said() -> None:
    some = counted("program", "kegiatan", "subkegiatan", "subkegiatan")
    assert Nouns(Words("id"), is_kegiatan=True).parts(some) == (
        "di luar itu 1 program tanpa kegiatan dan 2 sub kegiatan tanpa kegiatan induk"
    )


def test_a_number_of_programs_leaves_out_what_is_none() -> None:
    some = counted("program", "kegiatan")
    assert Nouns(Words("id")).among(some) == "1 program, di luar itu 1 kegiatan tanpa program induk"
    assert Nouns(Words("id")).among(counted("program")) == "1 program"


def test_a_number_is_followed_by_its_word() -> None:
    assert Nouns(Words("en")).counted(1) == "1 programme"
    assert Nouns(Words("en"), is_kegiatan=True).counted(1234) == "1,234 activities"
    assert Nouns(Words("id"), is_kegiatan=True).counted(1234) == "1.234 kegiatan"
    assert Nouns(Words("en"), is_kegiatan=True).header == "Activities"
