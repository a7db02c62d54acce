import json

from classifier.records import Label
from tests.support.paths import DATA, ROOT
from training.reading.name_words import counted, learnt_names

SAMPAH = "environment.tata-kelola-sampah"


def test_the_shipped_counts_are_those_of_the_shipped_data() -> None:
    shipped = (ROOT / "classifier" / "evidence" / "name_words.json").read_text(encoding="utf-8")
    assert shipped == counted(learnt_names(DATA)), "run python -m training.reading.name_words"


def test_words_are_counted_by_their_place_without_code_and_number() -> None:
    texts = [
        "1.02.02 Bank Sampah Kota",
        "3. Bank sampah desa",
        "bank SAMPAH (3R)",
        "Pasar Bank",
        "Pasar 2026",
    ]
    assert json.loads(counted(Label(text, SAMPAH) for text in texts)) == {
        "first": {"bank": 3, "pasar": 2},
        "second": {"sampah": 3},
        "all": {"bank": 4, "pasar": 2, "sampah": 3},
    }


def test_words_stand_in_alphabetical_order_and_keep_their_letters() -> None:
    rows = [Label("Zona Café Awal", SAMPAH), Label("Awal Café Zona", SAMPAH)]
    assert counted(rows) == '{"first":{},"second":{},"all":{"awal":2,"café":2,"zona":2}}'


def test_no_names_have_no_words() -> None:
    assert counted([Label("2026", SAMPAH)]) == '{"first":{},"second":{},"all":{}}'
