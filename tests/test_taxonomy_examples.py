"""The examples of the taxonomy against what was decided: official titles, labelled data, the model."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from classifier import labels, taxonomy_examples
from classifier.inference import predict
from classifier.inference.model_store import default_models_folder, find, load
from classifier.records import Query
from classifier.taxonomy import default
from tests.support.paths import OFFICIAL_PROGRAMS, ROOT

# The 163 programs of the national nomenclature with their decided labels.


def bare(title: str) -> str:
    return re.sub(r"\W+", " ", title.casefold()).strip()


@pytest.fixture(scope="module")
def decided() -> dict[str, set[str]]:
    """The labels that a title has in the data, by its bare words."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in OFFICIAL_PROGRAMS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[bare(row["program"])].add(row["subdimension"])
    for path in sorted((ROOT / "data" / "labeled").glob("*.jsonl")):
        for label in labels.read(path):
            found[bare(label.text)].add(label.subdimension)
    return found


def titles() -> Iterator[tuple[str, str]]:
    for examples in taxonomy_examples.default():
        for title in examples.titles:
            yield examples.id, title


def test_every_subdimension_has_eight_to_twelve_examples_in_the_order_of_the_taxonomy() -> None:
    assert tuple(examples.id for examples in taxonomy_examples.default()) == default().ids
    for examples in taxonomy_examples.default():
        assert 8 <= len(examples.titles) <= 12, examples.id


def test_no_title_is_given_twice() -> None:
    bared = [bare(title) for _, title in titles()]
    assert len(bared) == len(set(bared))


def test_titles_are_spelled_as_planners_read_them() -> None:
    given = [title for _, title in titles()]
    given += [other.title for examples in taxonomy_examples.default() for other in examples.confused]
    for title in given:
        assert title == " ".join(title.split())
        assert title[0].isupper()
        assert not title.isupper()


def test_every_example_has_the_label_that_was_decided(decided: dict[str, set[str]]) -> None:
    assert {title: decided.get(bare(title)) for _, title in titles()} == {
        title: {subdimension} for subdimension, title in titles()
    }


def test_the_model_gives_every_example_its_label_or_asks_a_person() -> None:
    model = load(find(default_models_folder()))
    given = list(titles())
    answers = predict.predictions(model, [Query(title) for _, title in given])
    assert [
        (title, answer.subdimension)
        for (subdimension, title), answer in zip(given, answers, strict=True)
        if answer.subdimension != subdimension and not answer.review
    ] == []


def test_what_is_confused_belongs_to_another_subdimension_and_says_why(decided: dict[str, set[str]]) -> None:
    for examples in taxonomy_examples.default():
        assert 2 <= len(examples.confused) <= 4, examples.id
        for other in examples.confused:
            assert other.subdimension in default().ids, other.title
            assert other.subdimension != examples.id, other.title
            assert bare(other.title) not in {bare(title) for title in examples.titles}
            assert decided.get(bare(other.title), {other.subdimension}) == {other.subdimension}, other.title
            for reason in (other.reason_id, other.reason_en):
                assert reason.endswith("."), other.title
                assert len(reason) <= 140, reason
            assert other.reason_id != other.reason_en


def test_an_unknown_subdimension_has_no_examples() -> None:
    assert taxonomy_examples.of("a.b") == taxonomy_examples.Examples("a.b")
    assert taxonomy_examples.of("living.pelayanan-kesehatan").titles


def test_examples_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        taxonomy_examples.default()[0].titles = ()  # type: ignore[misc]
