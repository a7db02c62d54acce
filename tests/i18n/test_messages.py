from __future__ import annotations

from classifier.i18n.messages import translator


def test_a_text_is_said_in_the_language_asked_for() -> None:
    assert translator("en").gettext("Rp %(number)s million", number="1.0") == "Rp 1.0 million"
    assert translator("id").gettext("Rp %(number)s million", number="1,0") == "Rp 1,0 juta"


def test_a_text_that_a_catalogue_lacks_is_said_in_english() -> None:
    assert translator("id").gettext("never %(what)s", what="translated") == "never translated"


def test_a_number_chooses_the_form() -> None:
    for code, one, two in (("en", "1 row", "2 rows"), ("id", "1 baris", "2 baris")):
        counted = [translator(code).ngettext("%(n)s row", "%(n)s rows", n, n=n) for n in (1, 2)]
        assert counted == [one, two]


def test_one_english_text_may_be_two_in_another_language() -> None:
    texts = translator("id")
    assert texts.gettext("Budget by year and dimension") == "Pagu per tahun menurut dimensi"
    assert texts.pgettext("of a table", "Budget by year and dimension") == "Pagu per tahun dan dimensi"
    assert translator("en").pgettext("number", "Programmes") == "Programmes"


def test_a_percent_sign_is_written_twice_in_every_text() -> None:
    assert translator("en").gettext("100 %%") == "100 %"
