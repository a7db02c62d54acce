from classifier.pdf.layout import Line
from classifier.rows.labelled_names import labelled_names
from tests.support.plain_tables import line

HEAD = (
    "Program : Program Penataan Ruang",
    "Kegiatan : Monitoring Pemanfaatan Ruang",
    "Unit Kerja : Tata Ruang",
)
MONEY = (
    "Kegiatan Monitoring Pemanfaatan",
    "Ruang dengan anggaran sebesar Rp. 150.000.000,- (Seratus Lima Puluh Juta Rupiah).",
)


def page(*texts: str) -> list[Line]:
    return [line(text, 40, 60 + 12 * i) for i, text in enumerate(texts)]


def found(*texts: str) -> tuple[str, str, int | None] | None:
    names = labelled_names(page(*texts))
    return None if names is None else (names.program, names.kegiatan, names.amount)


def test_terms_of_reference_state_a_program_its_kegiatan_and_the_money_of_that() -> None:
    names = ("Program Penataan Ruang", "Monitoring Pemanfaatan Ruang")
    assert found(*HEAD, *MONEY) == (*names, 150_000_000)
    assert found(*HEAD) == (*names, None)


def test_two_amounts_of_one_kegiatan_are_none() -> None:
    again = "Monitoring Pemanfaatan Ruang dengan biaya sebesar Rp 200.000.000,-"
    assert found(*HEAD, *MONEY, again) == ("Program Penataan Ruang", "Monitoring Pemanfaatan Ruang", None)


def test_one_label_or_a_name_that_goes_on_is_no_form() -> None:
    assert found(HEAD[0], "ini terdiri dari beberapa kegiatan", HEAD[1]) is None
    assert found(*HEAD[:2], "yang dilaksanakan di seluruh kecamatan") is None
    assert found("Program ini dimaksudkan sebagai berikut", HEAD[1]) is None
