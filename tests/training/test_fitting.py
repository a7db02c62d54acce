from classifier.records import Label
from tests.support.small_model import small_labels
from training import dataset, fitting
from training.recipe import Recipe


def test_labelled_indicators_alone_can_teach_what_names_no_program() -> None:
    indicators = [
        Label(f"Jumlah {label.text.lower()}", label.subdimension, level="indikator")
        for label in small_labels()
    ]
    data = dataset.dataset([*small_labels(), *indicators])
    learnt = fitting.learnt(data, range(len(data)), [], Recipe())
    assert "^ jumlah" in learnt.shapes
    assert learnt.shape_coef[learnt.shapes.index("^ jumlah")] > 0
