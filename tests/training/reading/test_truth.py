"""Documents whose rows are known: where they stand, which pages are read, whose they are."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.support import program_tables
from training.reading import truth
from training.reading.__main__ import folds
from training.reading.truth import ReadDocument, Truth

ROW = {"page": 1, "level": "program", "text": "Program Kota Hijau"}


def written(path: Path, *lines: dict[str, Any]) -> None:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def test_a_folder_gives_each_document_that_has_rows_beside_it(tmp_path: Path) -> None:
    for name in ("b", "a", "none"):
        (tmp_path / f"{name}.pdf").touch()
    written(tmp_path / "a.truth.jsonl", ROW, ROW)
    written(tmp_path / "b.rows.jsonl", ROW)
    truths = list(truth.of_folder("drawn", tmp_path))
    assert [(each.name, each.kind, len(each.rows), each.pages) for each in truths] == [
        ("a", "drawn", 2, None),
        ("b", "drawn", 1, None),
    ]


def test_slices_know_the_pages_that_their_list_names(tmp_path: Path) -> None:
    (tmp_path / "pages.tsv").write_text("name\tfirst\tlast\na\t3\t5\nb\t7\t7\n", encoding="utf-8")
    written(tmp_path / "a.truth.jsonl", ROW)
    written(tmp_path / "b.truth.jsonl")
    first, second = truth.of_slices("real", tmp_path, tmp_path / "archive")
    assert (first.path, first.pages, first.rows) == (
        tmp_path / "archive" / "a.pdf",
        frozenset({3, 4, 5}),
        (ROW,),
    )
    assert (second.pages, second.rows) == (frozenset({7}), ())


def test_pages_of_one_document_are_one_truth_in_their_order(tmp_path: Path) -> None:
    rows = [{"level": "program", "text": text} for text in ("Program A", "Program B")]
    file = tmp_path / "pages.jsonl"
    written(
        file,
        {"document": "a", "page": 9, "rows": rows[:1]},
        {"document": "b", "page": 2, "rows": []},
        {"document": "a", "page": 4, "rows": rows[1:]},
    )
    first, second = truth.of_pages("real", file, tmp_path)
    assert [(row["page"], row["text"]) for row in first.rows] == [(4, "Program B"), (9, "Program A")]
    assert (first.name, first.pages) == ("a", frozenset({4, 9}))
    assert (second.name, second.pages, second.rows) == ("b", frozenset({2}), ())


def test_a_document_is_read_with_the_pages_that_it_wants(tmp_path: Path) -> None:
    path = program_tables.pdf(tmp_path / "a.pdf", n_before=8)
    whole = truth.read(Truth("drawn", path, ()))
    assert whole.wanted == {9}
    assert set(whole.tables) == {9}
    assert whole.is_scored(1)


def test_pages_that_the_truth_knows_are_read_though_nothing_is_wanted_of_them(tmp_path: Path) -> None:
    path = program_tables.pdf(tmp_path / "a.pdf", n_before=8)
    part = truth.read(Truth("drawn", path, (), frozenset({2, 7, 40})))
    # Nine is too far behind seven; there is no page 40.
    assert set(part.tables) == {2, 7}
    assert part.wanted == {9}
    assert [part.is_scored(page) for page in (1, 2, 9)] == [False, True, False]
    near = truth.read(Truth("drawn", path, (), frozenset({8})))
    assert set(near.tables) == {8, 9}


def test_the_agency_of_a_document_is_the_one_that_most_of_its_rows_name() -> None:
    def known(name: str, *offices: str) -> Truth:
        return Truth("real", Path(f"{name}.pdf"), tuple({**ROW, "opd": opd} for opd in offices))

    documents = [
        known("a", "Bappeda", "BAPPEDA", "Dinas Sosial"),
        known("b", "Bappeda"),
        known("b", "Dinas Sosial", "Dinas Sosial"),
        known("c", ""),
        known("d"),
    ]
    assert truth.agencies(documents) == {"a": "bappeda", "b": "dinassosial", "c": "c", "d": "d"}


OFFICES = ("", "Dinas Sosial", "DINAS SOSIAL", "Bappeda", "Dinas Kesehatan")
DOCUMENTS = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from(["real", "real", "drawn", "generated"]),
        st.lists(st.sampled_from(OFFICES), max_size=3),
    ),
    min_size=1,
    max_size=12,
)


@given(DOCUMENTS, st.integers(1, 5))
def test_folds_leave_out_each_document_once_and_never_part_an_agency(
    known: Sequence[tuple[str, str, list[str]]], n_folds: int
) -> None:
    truths = [
        Truth(kind, Path(f"{name}.pdf"), tuple({**ROW, "opd": opd} for opd in offices))
        for name, kind, offices in known
    ]
    documents = [ReadDocument(each, {}, frozenset()) for each in truths]
    parts = folds(documents, n_folds)
    assert len(parts) == n_folds
    assert sorted(i for part in parts for i in part) == list(range(len(truths)))
    agency = truth.agencies([each for each in truths if each.kind == "real"])
    fold_of = {i: fold for fold, part in enumerate(parts) for i in part}
    real = [i for i, each in enumerate(truths) if each.kind == "real"]
    for owner in set(agency.values()):
        assert len({fold_of[i] for i in real if agency[truths[i].name] == owner}) == 1


def test_folds_are_the_same_again() -> None:
    documents = [ReadDocument(Truth("real", Path(f"{n}.pdf"), ()), {}, frozenset()) for n in range(9)]
    assert folds(documents, 3) == folds(documents, 3)
    assert [len(part) for part in folds(documents, 3)] == [3, 3, 3]
