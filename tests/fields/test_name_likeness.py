from classifier.fields.name_likeness import name_key


def test_the_key_of_a_name_has_and_for_its_sign_and_no_number_of_a_ministry() -> None:
    assert name_key("Program Industri Kecil &Menengah") == name_key("Program Industri Kecil dan Menengah")
    assert name_key("Program Teknis 1. Pemeriksaan Keuangan") == name_key("Program Pemeriksaan Keuangan")
    assert name_key("Program Teknis Pertanian") != name_key("Program Pertanian")
