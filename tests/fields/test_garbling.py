"""Text that says nothing, whatever its length."""

import pytest

from classifier.fields.garbling import is_garbled

PROSE = (
    "Program Pengelolaan Persampahan dilaksanakan oleh Dinas Lingkungan Hidup melalui kegiatan penyediaan "
    "sarana dan prasarana pengelolaan persampahan di tempat pemrosesan akhir serta pemeliharaan kendaraan "
    "pengangkut dengan anggaran yang bersumber dari pendapatan asli daerah dan dana alokasi khusus. "
)


@pytest.mark.parametrize(
    "text",
    [
        PROSE.translate({ord(c): chr(1 + ord(c) % 20) for c in PROSE if c.isalpha()}),
        "\uf061\uf062\uf063 " * 100,
        " ".join("".join(chr(97 + (ord(c) * 7) % 26) for c in word) for word in PROSE.split()) * 2,
    ],
)
def test_characters_or_words_that_are_none_are_garbled(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text", ["", PROSE, PROSE.upper(), "1.02.03 4.500.000 2019 " * 50, "\uf0b7 " * 10 + PROSE]
)
def test_print_is_not_garbled(text: str) -> None:
    assert not is_garbled(text)
