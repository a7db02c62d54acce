import pytest

from classifier.fields.amounts import factor, have_decimals, is_grouped, rupiah, year


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("1.250.000.000", 1_250_000_000),
        ("201,400,000,000", 201_400_000_000),
        ("6.008.850,000", 6_008_850_000),
        ("Rp 1.000.000,00", 1_000_000),
        ("Rp1.000.000.00", 1_000_000),
        ("Rp. 75.000.000,-", 75_000_000),
        ("Rp75.000.000.-", 75_000_000),
        ("(1.500.000)", 1_500_000),
        ("425000000", 425_000_000),
        ("1.250.500,50", 1_250_500),
        ("0", 0),
    ],
)
def test_an_amount_is_read_however_it_is_punctuated(printed: str, amount: int) -> None:
    assert rupiah(printed) == amount


@pytest.mark.parametrize(
    ("printed", "amount"),
    [("3 50.000.000", 350_000_000), ("1.250. 000.000", 1_250_000_000), ("Rp 2.000 .000", 2_000_000)],
)
def test_digits_split_from_their_number_come_back(printed: str, amount: int) -> None:
    assert rupiah(printed) == amount


@pytest.mark.parametrize(
    ("printed", "unit", "amount"),
    [
        ("1.275.500", 1_000, 1_275_500_000),
        ("840", 1_000_000, 840_000_000),
        ("2.150,5", 1_000_000, 2_150_500_000),
        ("1,25", 1_000_000_000, 1_250_000_000),
        ("0,75", 1_000_000_000, 750_000_000),
    ],
)
def test_units_are_multiplied_out(printed: str, unit: int, amount: int) -> None:
    assert rupiah(printed, unit) == amount


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("669.785.3", 669_785_300),
        ("504,326,58", 504_326_580),
        ("1,045,878,5", 1_045_878_500),
        ("297,1360", 297_136_000),
        ("120,000,", 120_000_000),
        ("1.234,56", 1_234_560),
        ("1,234.56", 1_234_560),
    ],
)
def test_thousands_have_decimals_behind_any_sign(printed: str, amount: int) -> None:
    assert rupiah(printed, 1_000) == amount


def test_a_short_last_group_is_decimals_where_the_column_prints_them() -> None:
    assert rupiah("95.000.00") is None
    assert rupiah("95.000.00", decimals=True) == 95_000
    assert have_decimals(["1.234.500,00", "12.000,00", "95.000.00", "7.500"])
    assert not have_decimals(["1.234.500", "12.000,00", "95.000", "7.500", "1,5"])


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("Rp. 3.402..572.500", 3_402_572_500),
        ("Rp. .1.725.609.500", 1_725_609_500),
        ("687,769,,250", 687_769_250),
        ("30.0000.000", 30_000_000),
    ],
)
def test_separators_and_zeros_typed_twice_count_once(printed: str, amount: int) -> None:
    assert rupiah(printed) == amount


@pytest.mark.parametrize(
    "printed",
    ["", "-", "--", "Rp-", "Rp.-", "–", "   ", "DAU", "12 dokumen", "1.000.000 2.000.000", "2.11.01"],
)
def test_a_cell_that_is_not_one_amount_has_none(printed: str) -> None:
    assert rupiah(printed) is None


@pytest.mark.parametrize("printed", ["85", "97,40", "100", "2026"])
def test_a_small_number_without_groups_is_no_rupiah(printed: str) -> None:
    assert rupiah(printed) is None


@pytest.mark.parametrize(
    "printed",
    [
        "1.000",
        "12.450.000",
        "Rp 12.450.000,00",
        "(12.450.000)",
        "12,450,000.00",
        "Rp12.450.000,-",
        "3 50.000.000",
    ],
)
def test_digits_in_groups_of_three_are_money(printed: str) -> None:
    assert is_grouped(printed)


@pytest.mark.parametrize(
    "printed", ["", "1000", "1.02.03", "2.11.11.2.01", "12,5", "97,40 %", "0001", "1.0000"]
)
def test_codes_and_percentages_are_no_money(printed: str) -> None:
    assert not is_grouped(printed)


@pytest.mark.parametrize(
    ("text", "printed_year"),
    [
        ("Tahun 2026", "2026"),
        ("Target Tahun 2026 dan Pagu 2026", "2026"),
        ("TA2026", "2026"),
        ("Tahun 2026-2030", ""),
        ("Tahun 1999", ""),
        ("2.02.2026", "2026"),
        ("120260", ""),
        ("", ""),
    ],
)
def test_a_year_counts_when_it_is_the_only_one(text: str, printed_year: str) -> None:
    assert year(text) == printed_year


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Pagu (Rp 000)", 1_000),
        ("Pagu (Rp. 000)", 1_000),
        ("Anggaran (dalam ribuan rupiah)", 1_000),
        ("Anggaran (Rp.Ribu)", 1_000),
        ("(x Rp 1.000)", 1_000),
        ("dalam juta rupiah", 1_000_000),
        ("Rp. Juta", 1_000_000),
        ("Rp Jt", 1_000_000),
        ("(x 1.000.000)", 1_000_000),
        ("Rp Miliar", 1_000_000_000),
        ("milyar rupiah", 1_000_000_000),
        ("Jutaan Rupiah", 1_000_000),
        ("Rp.juta", 1_000_000),
        ("Pagu (dalam Rp. Miliar)", 1_000_000_000),
        # Letters of two words that would spell a unit without the space between them.
        ("Prakiraan Maju Tahun 2027", 0),
        ("Kegiatan Lanjutan", 0),
        ("Maju Tahun (Rp)", 1),
        ("Rp", 1),
        ("Pagu Indikatif (Rupiah)", 1),
        ("Target", 0),
        ("", 0),
    ],
)
def test_the_unit_of_a_column_is_read_from_its_header(text: str, unit: int) -> None:
    assert factor(text) == unit


def test_a_unit_behind_the_number_counts_where_the_table_names_none() -> None:
    assert rupiah("500 juta") == 500_000_000
    assert rupiah("Rp 1,5 miliar") == 1_500_000_000


def test_an_amount_that_could_be_two_things_is_none() -> None:
    assert rupiah("95.000.00") is None
    assert rupiah("100.000.000 10") is None
    assert rupiah("44.386.000 44.386.000") is None


def test_more_digits_than_any_money_has_are_no_amount() -> None:
    assert rupiah("9" * 5000) is None
    assert rupiah("1" + ".000" * 120 + ",50") is None
