"""Rows of plans as the map takes them."""

from dataclasses import replace

from hypothesis import strategies as st

from classifier import taxonomy
from classifier.formats.results import Placed
from classifier.mapping import analysis, matrix
from classifier.mapping.analysis import CountedMap
from classifier.mapping.matrix import Map
from classifier.mapping.programs import outline

HEALTH, SCHOOL, WASTE = (
    "living.pelayanan-kesehatan",
    "society.sistem-edukasi",
    "environment.tata-kelola-sampah",
)


def row(
    level: str, text: str, program: str = "", *, opd: str = "Dinas A", label: str = HEALTH, **pagu: int
) -> Placed:
    """A row of a.pdf; its budget by year as `y2025=100`, without a year as `y=100`."""
    years = tuple((year[1:], amount) for year, amount in pagu.items())
    return Placed("a.pdf", level, text, program, opd, years, label)


def in_other(one: Placed, document: str = "b.pdf") -> Placed:
    """The same row of another document."""
    return replace(one, document=document)


def counted_of_agencies(n: int) -> CountedMap:
    """The map of `n` agencies with a program each, in turn of three subdimensions."""
    rows = [
        row(
            "program",
            f"Program Gizi {chr(65 + k // 26)}{chr(97 + k % 26)}",
            opd=f"Dinas {k:02}",
            label=(HEALTH, SCHOOL, WASTE)[k % 3],
            y2026=k * 10**9,
        )
        for k in range(n)
    ]
    return analysis.counted_map([outline(rows)], taxonomy.default())


def built(*rows: Placed) -> Map:
    return matrix.build(rows, taxonomy.default())


ROWS = st.lists(
    st.builds(
        Placed,
        st.just("x.pdf"),
        st.sampled_from(["program", "kegiatan", "subkegiatan"]),
        st.sampled_from("ABC"),
        st.sampled_from(["", "A", "B", "Z"]),
        st.sampled_from(["", "Dinas A", "DINAS A", "Dinas B"]),
        st.dictionaries(st.sampled_from(["", "2025", "2026"]), st.integers(0, 10**13)).map(
            lambda d: tuple(d.items())
        ),
        st.sampled_from([HEALTH, SCHOOL, WASTE]),
    ),
    max_size=12,
)
