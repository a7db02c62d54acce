from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.fields import ocr_text
from classifier.fields.dehyphenation import Words, learned
from classifier.fields.ocr_text import OcrText, Piece


def read(line: str, own: Counter[str] | None = None) -> str:
    return " ".join(piece.text for piece in OcrText(Words(own)).pieces(line))


def changes(line: str) -> set[str]:
    return {piece.change for piece in OcrText(Words()).pieces(line) if piece.change is not None}


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("1.0S.02", "1.05.02"),
        ("1.O2", "1.02"),
        ("l.02.15", "1.02.15"),
        ("I.02.15", "1.02.15"),
        ("1.02.02.2.Ol.0OO3", "1.02.02.2.01.0003"),
        ("1.O2.", "1.02."),
    ],
)
def test_letters_in_a_code_are_the_digits_they_look_like(printed: str, code: str) -> None:
    assert ocr_text.code(printed) == code


@pytest.mark.parametrize("text", ["II.1", "III.2", "I.6.", "1.I", "S.1", "B3", "S2", "O.S", "1.02.x", "I.a"])
def test_roman_numbers_degrees_and_letters_are_no_codes(text: str) -> None:
    assert ocr_text.code(text) == ""


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("1.2OO.OOO", "1.200.000"),
        ("l.500.000", "1.500.000"),
        ("7S.000.000", "75.000.000"),
        ("Rp.l.5OO.000,-", "Rp.1.500.000,-"),
        ("(1,25O,000.00)", "(1,250,000.00)"),
    ],
)
def test_letters_in_an_amount_are_the_digits_they_look_like(printed: str, amount: str) -> None:
    assert ocr_text.amount(printed) == amount


@pytest.mark.parametrize(
    "text", ["S.SOS", "1.2OO.OO", "I.500", "l.O2", "7S000000", "A.500.000", "1.5OO.000x"]
)
def test_what_has_no_groups_of_three_or_other_letters_is_no_amount(text: str) -> None:
    assert ocr_text.amount(text) == ""


def test_a_year_needs_two_digits_and_lies_in_this_century() -> None:
    assert [ocr_text.year(text) for text in ("2OI6", "20l7", "201S", "2OOS", "2I16", "2SOO", "201G")] == [
        "2016", "2017", "2015", "", "", "", "",
    ]  # fmt: skip


def test_a_token_of_letters_is_a_number_where_its_column_holds_numbers_as_long() -> None:
    assert ocr_text.digits_like("OS", ["OS", "01", "02", "03"]) == "05"
    assert ocr_text.digits_like("O1", ["O1", "53", "54", "OS", "02"]) == "01"
    assert ocr_text.digits_like("OS", ["OS", "O6", "01", "02"]) == "05"
    assert ocr_text.digits_like("OS", ["OS", "01", "1.02", "1.03"]) == ""
    assert ocr_text.digits_like("OS", ["OS", "XP", "BD", "01", "02"]) == ""
    assert ocr_text.digits_like("OS", ["OS", "1.250", "2.300", "3.100"]) == ""
    assert ocr_text.digits_like("II", ["II", "11", "12", "13"]) == ""
    assert ocr_text.digits_like("S", ["S", "1", "2", "3"]) == ""


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("lnformasi", "Informasi"),
        ("Data/lnformasi/Statistik", "Data/Informasi/Statistik"),
        ("lkan", "Ikan"),
        ("KEGlATAN", "KEGIATAN"),
        ("PeIatihan", "Pelatihan"),
        ("Pe1ayanan", "Pelayanan"),
        ("dalarn", "dalam"),
        ("Prograrn", "Program"),
        ("Kese1amatan,", "Keselamatan,"),
        ("Iingkungan", "lingkungan"),
        ("0rang", "Orang"),
    ],
)
def test_a_word_is_repaired_where_one_known_word_was_meant(printed: str, text: str) -> None:
    assert read(printed) == text
    assert changes(printed) == {"word"}


@pytest.mark.parametrize(
    "text",
    # A typo of the source, short words, a name that nobody knows, two confusions at once, a known word.
    ["Adiministrasi", "mail", "kaml", "Bunikasih", "Prograrnrne", "lnforrnasi", "modal"],
)
def test_what_does_not_stand_out_stays_as_printed(text: str) -> None:
    assert read(text) == text


def test_of_two_known_words_neither_stands_out() -> None:
    own = Counter({"qairal": 2, "qalrai": 2})
    assert read("qairai", own) == "qairai"
    assert read("qairai", Counter({"qairal": 2})) == "qairal"


def test_the_own_words_of_a_document_may_be_mistakes_themselves() -> None:
    own = Counter({"lnseminasi": 5, "ciamis": 9, "ciarnis": 2})
    assert read("lnseminasi", own) == "Inseminasi"
    assert read("Ciamis", own) == "Ciamis"


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("ProgramPeningkatan", "Program Peningkatan"),
        ("PerbibitandanPengembangan", "Perbibitan dan Pengembangan"),
        ("BalaidiUPTD", "Balai di UPTD"),
        ("HMTCikole", "HMT Cikole"),
        ("BPPTSapiPotong", "BPPT Sapi Potong"),
        ("Pakandan", "Pakan dan"),
        ("SARANADAN", "SARANA DAN"),
        ("danPengembangan,", "dan Pengembangan,"),
        ("RumahSakitHewanProvinsiJawa", "Rumah Sakit Hewan Provinsi Jawa"),
    ],
)
def test_words_run_together_are_parted_where_casing_or_a_particle_shows_it(printed: str, text: str) -> None:
    assert read(printed) == text
    assert changes(printed) == {"space"}


@pytest.mark.parametrize(
    "text", ["Sukamaju", "Tanjungpinang", "SARANAPRASARANA", "SimDesaku", "PNSnya", "e-KTP"]
)
def test_compounds_and_coined_names_stay_whole(text: str) -> None:
    assert read(text) == text


def test_a_word_torn_apart_inside_its_line_is_one_again() -> None:
    assert OcrText(Words()).pieces("Biaya Adminis trasi, Kantor") == [
        Piece(1, "Biaya"),
        Piece(2, "Administrasi,", "space"),
        Piece(1, "Kantor"),
    ]
    assert read("sarana dan prasarana") == "sarana dan prasarana"


def test_a_word_that_the_line_end_cuts_stays_for_those_who_join_lines() -> None:
    text = OcrText(Words())
    assert text.pieces("Bidangke", "", "sehatan")[-1].text == "Bidang ke"
    assert text.pieces("Program Peme", "", "rintahan")[-1] == Piece(1, "Peme")
    assert text.pieces("kanan lkan", "Peri", "")[0] == Piece(1, "kanan")


def test_words_that_ocr_put_into_the_labelled_data_are_repaired_too() -> None:
    assert {"pernbangunan", "pembangunan"} <= learned()
    assert read("Pernbangunan") == "Pembangunan"


def test_confused_words_are_counted_and_slips_of_people_are_not() -> None:
    assert ocr_text.n_confused("lnformasi dan lndikator, Prograrn kerja") == 3
    assert ocr_text.n_confused("Adiministrasi Progam dan 0rang, mail II.1 S.1 B3 l.02") == 0


# The labelled data holds words that OCR misread: `pernbangunan`.
_KNOWN = st.sampled_from(sorted(word for word in learned() if "rn" not in word))
_CASED = st.tuples(_KNOWN, st.sampled_from([str.lower, str.upper, str.title])).map(
    lambda pair: pair[1](pair[0])
)
_BETWEEN = st.sampled_from([" ", ", ", " - ", "/", "; ", " (", ") "])


@given(st.lists(st.tuples(_CASED, _BETWEEN), min_size=1, max_size=12))
def test_text_of_known_words_is_never_changed(parts: list[tuple[str, str]]) -> None:
    line = "".join(word + between for word, between in parts)
    assert read(line) == line
    assert changes(line) == set()
    assert ocr_text.n_confused(line) == 0


@given(st.text(alphabet="lIOoS01523.,|- RpaB", max_size=24))
def test_numbers_keep_their_length_and_their_digits(text: str) -> None:
    for read_number in (ocr_text.amount, ocr_text.code, ocr_text.year):
        number = read_number(text)
        assert not number or len(number) == len(text)
        for before, after in zip(text, number, strict=False):
            assert before == after or (after.isdigit() and not before.isdigit())


@given(st.text(max_size=40))
def test_any_line_is_read_token_by_token(line: str) -> None:
    pieces = OcrText(Words()).pieces(line)
    assert sum(piece.n_tokens for piece in pieces) == len(line.split(" "))
