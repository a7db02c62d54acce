import pytest

from classifier.fields.lead_years import leads_in, year_of_lead


@pytest.mark.parametrize(
    ("paragraph", "year"),
    [
        ("Kegiatan dan anggaran yang dilaksanakan pada tahun 2016 adalah sebagai berikut:", "2016"),
        ("Program tahun anggaran 2017 Dinas Sosial Prov. Contoh yaitu", "2017"),
        ("Realisasi tahun 2015 naik. Adapun rinciannya sebagai berikut :", ""),
        ("Sesuai Perda Nomor 5 Tahun 2014 dan Renstra 2013 - 2018, kegiatan tahun 2016 meliputi:", "2016"),
        ("Sesuai Perda No. 5/2014 Tahun 2014 program tersebut adalah:", ""),
        ("Anggaran tahun 2015 dan tahun 2016 sebagai berikut:", ""),
        ("Kegiatan ini dilaksanakan pada tahun 2016.", None),
        ("", None),
    ],
)
def test_a_sentence_names_the_year_of_the_list_that_it_leads_in(paragraph: str, year: str | None) -> None:
    assert year_of_lead(paragraph) == year


def test_words_that_point_below_lead_in_what_stands_there() -> None:
    assert leads_in("Anggaran yang dialokasikan pada tahun 2016 adalah sebagai berikut :")
    assert leads_in("dapat dilihat pada tabel berikut")
    assert not leads_in("Nama OPD :")
    assert not leads_in("Berikut ini adalah Tabel 3.1 Rencana Program")
