import tracemalloc
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from classifier import labels
from classifier.errors import DataError
from classifier.records import Label
from tests.support.small_model import small_labels
from training import dataset


def test_rows_are_in_the_same_order_however_lines_and_files_are(tmp_path: Path) -> None:
    rows = small_labels()
    labels.append(tmp_path / "one" / "all.jsonl", rows)
    labels.append(tmp_path / "two" / "a.jsonl", rows[50:][::-1])
    labels.append(tmp_path / "two" / "b.jsonl", rows[:50])
    in_one_file, in_two = dataset.load(tmp_path / "one"), dataset.load(tmp_path / "two")
    assert in_one_file.labels == in_two.labels
    assert dataset.digest(in_one_file) == dataset.digest(in_two)
    np.testing.assert_array_equal(in_one_file.primary, in_two.primary)


def test_the_digest_is_of_what_a_model_learns_from() -> None:
    label = Label("Bank Sampah", "environment.tata-kelola-sampah")
    same = Label("Bank Sampah", "environment.tata-kelola-sampah", note="ya", by="sari")
    other = Label("Bank Sampah", "environment.tata-kelola-sampah", secondary="society.masyarakat-smart")
    first, second, third = (dataset.digest(dataset.dataset([row])) for row in (label, same, other))
    assert first == second == "e579b55ecee4138891ffc831c7c99d7fa499eea1a0335c095534367acd631213"
    assert third != first
    beside = dataset.digest(dataset.dataset([label], ["Daftar Isi"]))
    within = dataset.digest(dataset.dataset([replace(label, program="Program Kebersihan")]))
    assert len({first, beside, within}) == 3


def test_the_latest_answer_for_a_text_counts() -> None:
    old = Label("Bank Sampah", "society.masyarakat-smart", at="2026-01-01T00:00:00Z")
    new = Label(
        "1. BANK SAMPAH", "environment.tata-kelola-sampah", origin="corrected", at="2026-02-01T00:00:00Z"
    )
    for given in ([old, new], [new, old]):
        assert dataset.dataset(given).labels == (new,)


def test_at_the_same_time_a_correction_counts_more_than_an_expert() -> None:
    expert = Label("Bank Sampah", "society.masyarakat-smart")
    corrected = Label("Bank Sampah", "environment.tata-kelola-sampah", origin="corrected")
    for given in ([expert, corrected], [corrected, expert]):
        assert dataset.dataset(given).labels == (corrected,)


def test_the_same_words_under_another_program_may_have_another_label() -> None:
    first = Label("Monitoring", "environment.tata-kelola-sampah", program="Program Persampahan")
    other = Label("Monitoring", "living.transportasi-logistik", program="Program Jalan", origin="corrected")
    again = Label("Monitoring", "living.transportasi-logistik", program="Program Terminal")
    data = dataset.dataset([first, other, again])
    assert len(data) == 3
    learning = data.learning(range(3))
    assert learning.prepared == ("monitoring",)
    ids = data.subdimensions
    assert ids[learning.primary[0]] == "living.transportasi-logistik"
    assert ids[learning.secondary[0]] == "environment.tata-kelola-sampah"


def test_of_labels_as_frequent_as_each_other_the_latest_is_learnt() -> None:
    old = Label("Monitoring", "environment.tata-kelola-sampah", program="A", at="2026-01-01T00:00:00Z")
    new = Label("Monitoring", "living.transportasi-logistik", program="B", at="2026-02-01T00:00:00Z")
    data = dataset.dataset([new, old])
    assert data.subdimensions[data.learning(range(2)).primary[0]] == "living.transportasi-logistik"


def test_adding_rows_moves_no_other_to_another_fold() -> None:
    few, more = dataset.dataset(small_labels()[::2]), dataset.dataset(small_labels())
    before = dict(zip(few.prepared, dataset.fold_numbers(few).tolist(), strict=True))
    after = dict(zip(more.prepared, dataset.fold_numbers(more).tolist(), strict=True))
    assert {text: after[text] for text in before} == before
    assert set(after.values()) == set(range(dataset.N_FOLDS))


def test_documents_of_one_agency_are_held_out_together() -> None:
    rows = [
        Label(f"Kegiatan {at}", "living.transportasi-logistik", opd=opd, document=document)
        for at, (opd, document) in enumerate(
            [("Dishub", "a.pdf"), ("DISHUB", "b.pdf"), ("", "a.pdf"), ("Dishub", "a.pdf")]
        )
    ]
    assert len(set(dataset.fold_numbers(dataset.dataset(rows)).tolist())) == 1


def test_confirmed_rows_teach_and_do_not_measure() -> None:
    data = dataset.dataset([Label("Jalan", "living.transportasi-logistik", origin="confirmed")])
    assert data.is_measured.tolist() == [False]
    assert data.learning([0]).prepared == ("jalan",)


def test_printed_texts_that_name_no_program_keep_their_document(tmp_path: Path) -> None:
    labels.append(tmp_path / "rows.jsonl", small_labels())
    (tmp_path / "no_program.txt").write_text("Daftar Isi\n", encoding="utf-8")
    (tmp_path / "no_program.tsv").write_text("a.pdf\tJumlah dokumen\n", encoding="utf-8")
    data = dataset.load(tmp_path)
    assert [(one.document, one.text) for one in data.no_program] == [
        ("", "Daftar Isi"),
        ("a.pdf", "Jumlah dokumen"),
    ]
    (tmp_path / "no_program.tsv").write_text("Jumlah dokumen\n", encoding="utf-8")
    with pytest.raises(DataError, match="is no document and text with a tab between"):
        dataset.load(tmp_path)


def test_columns_are_those_of_the_taxonomy() -> None:
    data = dataset.dataset(
        [Label("Jalan", "governance.pelayanan-publik", secondary="environment.energi-berkelanjutan")]
    )
    assert data.primary.tolist() == [0]
    assert data.secondary.tolist() == [17]
    assert dataset.dataset([Label("Jalan", "governance.pelayanan-publik")]).secondary.tolist() == [-1]


def test_a_text_without_words_teaches_nothing() -> None:
    assert len(dataset.dataset([Label("-", "branding.pariwisata")])) == 0


def test_near_duplicates_share_a_group() -> None:
    groups = dataset.near_duplicates(
        [
            "penyediaan jasa pemeliharaan kendaraan dinas operasional kantor camat",
            "pembangunan jembatan",
            "penyediaan jasa pemeliharaan kendaraan dinas operasional kantor camatan",
            "kerja",
            "",
        ]
    )
    assert groups[0] == groups[2]
    assert len(set(groups.tolist())) == 4


def test_no_texts_have_no_groups() -> None:
    assert dataset.near_duplicates([]).tolist() == []


def test_groups_do_not_depend_on_the_size_of_a_block(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared = dataset.dataset(small_labels()).prepared
    whole = dataset.near_duplicates(prepared)
    monkeypatch.setattr(dataset, "_BLOCK", 7)
    np.testing.assert_array_equal(whole, dataset.near_duplicates(prepared))


def test_every_row_is_held_out_once_with_its_near_duplicates() -> None:
    twins = [Label(f"{label.text} sekali lagi ini", label.subdimension) for label in small_labels()]
    data = dataset.dataset([*small_labels(), *twins])
    groups = dataset.near_duplicates(data.prepared)
    pairs = dataset.folds(data)
    assert sorted(np.concatenate([held for _, held in pairs]).tolist()) == list(range(len(data)))
    for fit, held in pairs:
        assert not set(groups[fit].tolist()) & set(groups[held].tolist())


def test_a_subdimension_with_too_few_rows_is_named() -> None:
    few = [label for label in small_labels() if label.subdimension != "branding.pariwisata"]
    with pytest.raises(DataError, match=r"0 rows for branding\.pariwisata"):
        dataset.folds(dataset.dataset(few))


def test_near_pairs_are_those_that_comparing_all_texts_gives() -> None:
    texts = [f"{label.text.lower()}{end}" for label in small_labels()[::3] for end in ("", "x", " dan")]
    grams = [{text[at : at + 5] for at in range(len(text) - 4)} for text in texts]
    pairs = [
        (first, second)
        for second in range(len(texts))
        for first in range(second)
        if len(grams[first] & grams[second]) > dataset.NEAR * len(grams[first] | grams[second])
    ]
    assert len(pairs) > 50
    firsts, seconds = dataset.near_pairs(texts)
    assert sorted(zip(firsts.tolist(), seconds.tolist(), strict=True)) == sorted(pairs)
    firsts, seconds = dataset.near_pairs(texts, since=60)
    later = sorted(zip(firsts.tolist(), seconds.tolist(), strict=True))
    assert later == sorted(pair for pair in pairs if pair[1] >= 60)


def test_texts_that_share_their_beginning_are_compared_in_little_memory() -> None:
    texts = [f"peningkatan pengelolaan kegiatan daerah {n * 7919:06d} {n * 104729:09d}" for n in range(3000)]
    tracemalloc.start()
    try:
        dataset.near_pairs(texts)
        _, peak_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak_bytes < 60_000_000
