import threading

import pytest

from classifier.inference import preprocessing


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A. Program Keluarga Berencana", "program keluarga berencana"),
        ("1) Pembangunan Jalan", "pembangunan jalan"),
        ("(2) Pembangunan Jalan", "pembangunan jalan"),
        ("VII PROGRAM PERUMAHAN", "program perumahan"),
        ("II.B.1 Program Perumahan", "program perumahan"),
        ("1.02.02 - Program Upaya Kesehatan", "program upaya kesehatan"),
        ("X.XX.01 Program Penunjang Urusan", "program penunjang urusan"),
        ("I. A. 1) Jalan", "jalan"),
    ],
)
def test_running_numbers_and_codes_before_the_name_are_left_out(text: str, expected: str) -> None:
    assert preprocessing.prepared(text) == expected


@pytest.mark.parametrize("text", ["I Love Bandung", "C Programming", "Dana Desa"])
def test_a_first_word_that_only_looks_like_a_number_stays(text: str) -> None:
    assert preprocessing.prepared(text) == text.lower()


def test_numbers_become_one_placeholder_and_names_with_digits_stay() -> None:
    assert preprocessing.prepared("Pembangunan 12 rumah, 1.000.000 bibit, 75% limbah B3") == (
        "pembangunan 0 rumah 0 bibit 0 limbah b3"
    )


def test_soft_hyphens_ligatures_and_casing_do_not_change_the_words() -> None:
    assert (
        preprocessing.prepared("Penge\u00adlolaan E\ufb01siensi\u200b ENERGI")
        == "pengelolaan efisiensi energi"
    )


def test_words_joined_by_marks_are_told_apart() -> None:
    assert preprocessing.prepared("jalan/jembatan dan/atau (UMKM)/koperasi RSUD.Prov anak-anak") == (
        "jalan jembatan dan atau umkm koperasi rsud prov anak anak"
    )


@pytest.mark.parametrize("text", ["", " ", "-", "...", "\u00ad", "\ud800", "( )"])
def test_a_text_without_words_is_empty(text: str) -> None:
    assert preprocessing.prepared(text) == ""


def test_printed_words_keep_their_casing() -> None:
    assert [word.printed for word in preprocessing.words("1. Pelayanan RSUD Soedono")] == [
        "Pelayanan",
        "RSUD",
        "Soedono",
    ]


def test_a_letter_that_changes_length_when_folded_is_survived() -> None:
    assert [word.printed for word in preprocessing.words("İzmir Raya")][-1] == "raya"


def test_stems_are_one_for_each_word() -> None:
    assert preprocessing.stems("pengelolaan persampahan") == "elola sampah"
    assert preprocessing.stems("") == ""


def test_preparing_a_prepared_text_changes_nothing() -> None:
    once = preprocessing.prepared("Rehabilitasi/Pemeliharaan Jalan (DAK) TA. 2021 – s.d. 2024")
    assert preprocessing.prepared(once) == once


def test_prepared_texts_come_in_the_order_of_the_texts() -> None:
    assert preprocessing.prepared_texts(["Dua", "", "Satu"]) == ["dua", "", "satu"]


def test_a_hostile_text_is_cut_and_ends_soon() -> None:
    assert len(preprocessing.prepared("1." * 1_000_000)) <= 4000
    assert len(preprocessing.prepared("a " * 1_000_000).split()) == 2000


def test_threads_read_the_same_words() -> None:
    read_by_threads: list[str] = []
    texts = [f"Pembangunan gedung{n} sekolah" for n in range(300)]

    def read() -> None:
        read_by_threads.append(
            "|".join(preprocessing.stems(text) for text in preprocessing.prepared_texts(texts))
        )

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(read_by_threads) == 4
    assert len(set(read_by_threads)) == 1
