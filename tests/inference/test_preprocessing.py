import re
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from classifier.inference import preprocessing
from tests.support.hostile_texts import HOSTILE_TEXTS, N_CHARS
from tests.support.paths import ROOT
from training import dataset


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


class Counted:
    """A pattern that counts how often it is asked and how many characters it is given."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self.n_calls = self.n_chars = self.longest = 0

    def match(self, text: str) -> re.Match[str] | None:
        self._count(text)
        return self._pattern.match(text)

    def search(self, text: str) -> re.Match[str] | None:
        self._count(text)
        return self._pattern.search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        self._count(text)
        return self._pattern.finditer(text)

    def _count(self, text: str) -> None:
        self.n_calls += 1
        self.n_chars += len(text)
        self.longest = max(self.longest, len(text))


@pytest.mark.parametrize("name", HOSTILE_TEXTS)
def test_the_work_on_a_hostile_text_grows_with_its_length(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    prefix, suffix, infix = map(Counted, preprocessing._rules())
    monkeypatch.setattr(preprocessing, "_rules", lambda: (prefix, suffix, infix))
    monkeypatch.setattr(preprocessing, "_tokenizers", preprocessing._Tokenizers())
    preprocessing._pieces.cache.clear()  # type: ignore[attr-defined]
    preprocessing.prepared(HOSTILE_TEXTS[name])
    # Prefixes are matched where a chunk begins, suffixes searched for in its last characters.
    assert prefix.n_calls <= 2 * N_CHARS
    assert prefix.longest <= 300
    assert suffix.n_chars <= 40 * N_CHARS
    assert infix.n_chars <= N_CHARS


@pytest.mark.parametrize("name", ["hyphens", "curly quotes", "emoji", "closing brackets", "underscores"])
def test_a_long_run_of_punctuation_is_not_given_to_the_tokenizer(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preprocessing, "_tokenizers", None)
    assert preprocessing.prepared(HOSTILE_TEXTS[name]) == ""


def test_words_around_a_long_run_of_punctuation_are_read() -> None:
    text = "Program" + "-" * 50 + "Jalan" + "." * 3999
    assert [word.printed for word in preprocessing.words(text)] == ["Program", "Jalan"]
    assert preprocessing.words("a" * 650)[-1].printed == "a" * 50
    # Sixteen are no long run: spaCy takes them off as ever.
    assert preprocessing.prepared("(" * 16 + "jalan" + ")" * 16) == "jalan"


def test_one_character_that_stands_for_many_makes_no_text_longer_than_is_read() -> None:
    assert len(preprocessing.cleaned("\ufdfa" * N_CHARS)) <= N_CHARS


def test_the_tokenizer_forgets_the_words_that_it_has_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preprocessing, "_CHARS_A_TOKENIZER", 1000)
    monkeypatch.setattr(preprocessing, "_tokenizers", preprocessing._Tokenizers())
    for n in range(1000):
        assert preprocessing.prepared(f"kata{n}unik") == f"kata{n}unik"
    assert len(preprocessing._tokenizers.for_text("").vocab.strings) < 500


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


def test_plain_words_are_cut_as_spacy_would_cut_them() -> None:
    data = dataset.load(ROOT / "data" / "labeled")
    texts = [text for label in data.labels for text in (label.text, label.program, label.opd)]
    chunks = {chunk for text in texts for chunk in preprocessing.cleaned(text).lower().split(" ")}
    assert len(chunks) > 20_000
    differing = [chunk for chunk in chunks if preprocessing._pieces(chunk) != preprocessing.tokenized(chunk)]
    assert differing == []


def test_plain_texts_are_read_without_spacy() -> None:
    code = (
        "import sys; from classifier.inference import preprocessing as p; "
        "print(p.prepared('Program Pengelolaan (UMKM), anak-anak dan 12 jalan/jembatan.')); "
        "print('spacy' in sys.modules); p.prepared('RSUD.Prov 3R'); print('spacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines() == [
        "program pengelolaan umkm anak anak dan 0 jalan jembatan",
        "False",
        "True",
    ]
