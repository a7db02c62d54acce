"""What other programs call, as `from classifier import extract, load_model, predict, build_map`.

Each function brings stages together with choices that are safe for a caller who knows none of
the rooms; the stages themselves take more options and are where each piece of this is tested.
Libraries are imported inside, so that who extracts rows never waits for a model's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

from classifier.errors import DataError, UsageError
from classifier.records import Extraction, GivenFacts, Prediction, Query, Row, TaggedRow

if TYPE_CHECKING:
    from classifier.agencies.registry import Registry
    from classifier.extraction.page_tasks import Mapper
    from classifier.formats.frames import DataFrame
    from classifier.inference.model import Model
    from classifier.mapping.matrix import Map
    from classifier.taxonomy import Taxonomy


def extract(
    path: str | Path,
    *,
    pages: tuple[int, int] | None = None,
    mapper: Mapper | None = None,
    progress: Callable[[int, int], None] | None = None,
    registry: Registry | None = None,
    given: GivenFacts | None = None,
    max_pages: int | None = None,
    ocr: Literal["auto", "off", "force"] = "auto",
) -> Extraction:
    """The program, kegiatan and sub kegiatan rows of a PDF, in reading order, and what could not be read.

    `pages` is a range (first, last), from 1, both included: rows that begin in it are returned.
    `progress` is called with (pages done, pages in all). `registry` knows the agencies (default: the
    packaged one); an installation's own list is added to it by

        registry = Registry.packaged().with_own(Registry.read(Path("agencies.csv")))

    A document of more than `max_pages` pages (default: 3,000) is not read.
    With `ocr` "auto" pages without text that can be used are read as pictures, where Tesseract is
    installed; with "force" all pages are, with "off" none.
    What is `given` of the document (`GivenFacts(kind="Renja", years=(2026,))`) rules over what it says.

    The document is read in child processes with limits on time and memory, as a PDF of two
    kilobytes can ask for gigabytes: one process a core, started for this call (half a second) and
    ended after it. For many documents, start them once:

        from classifier.extraction.reader_pool import Readers

        with Readers(2) as readers:
            extractions = [extract(path, mapper=readers.answers) for path in paths]

    For documents that you trust, `mapper=classifier.extraction.page_tasks.in_process` reads in
    this process, without limits and without the half second.

    A page that cannot be read is one of `problems`; the others are read. Raises DocumentError
    when the document cannot be opened, is too long or has no text, and UsageError when `pages` lies
    outside it, or in a worker of a `multiprocessing.Pool`, which may start no processes of its own.
    """
    from classifier.extraction import reader_pool
    from classifier.extraction.extract import MAX_PAGES, extract

    reading = partial(
        extract,
        Path(path),
        pages=pages,
        progress=progress,
        registry=registry,
        given=given,
        max_pages=MAX_PAGES if max_pages is None else max_pages,
        ocr=ocr,
    )
    if mapper is not None:
        return reading(mapper=mapper)
    with reader_pool.Readers(reader_pool.count()) as readers:
        return reading(mapper=readers.answers)


def load_model(id: str | None = None, folder: str | Path | None = None) -> Model:
    """A trained model; without an `id` (such as "2026-11-25-c1c8e3"), the current one.

    `folder` holds models, a folder each, and the file `current`; by default it is the packaged one.
    Loading takes a second or two, so keep what comes back. Its `card` says how it was trained
    and how good it is; several threads may ask it at once.

    Raises ModelError when there is no such model or it cannot be trusted.
    """
    from classifier.inference import model_store

    models = model_store.default_models_folder() if folder is None else Path(folder)
    return model_store.load(model_store.find(models, id))


@overload
def predict(model: Model | None, rows: Iterable[Row]) -> list[TaggedRow]: ...


@overload
def predict(
    model: Model | None, rows: Iterable[str] | Iterable[Query] | Iterable[Mapping[str, Any]]
) -> list[Prediction]: ...


def predict(model: Model | None, rows: Iterable[str | Query | Row | Mapping[str, Any]]) -> list[Any]:
    """The subdimension of each text or row, in order, with confidence, alternatives and evidence.

    What stands around a text helps to label it, so each of `rows` is one of:

    - a text;
    - a `Query`, or a dict with the contract's fields: `text`, and where known `program`, `kode`,
      `opd`, `indikator` and `level` (other fields are passed over);
    - a `Row` of an `Extraction`, which comes back as a `TaggedRow` with its prediction.

    `model` is what `load_model` gave; None is the packaged current one, loaded once.

        >>> predict(None, ["Program Pengelolaan Persampahan"])[0].subdimension
        'environment.tata-kelola-sampah'

    Raises UsageError when `rows` is a single text, or holds what is none of the above, naming its
    place from 0.
    """
    if isinstance(rows, str | Mapping | Query | Row):
        raise UsageError("predict takes several texts or rows; put a single one into a list.")
    _refuse_whole(rows, "predict")
    inputs = list(rows)
    queries = [_query(value, place) for place, value in enumerate(inputs)]
    from classifier.inference.predict import predictions

    predicted = predictions(_default_model() if model is None else model, queries)
    return [
        TaggedRow(value, prediction) if isinstance(value, Row) else prediction
        for value, prediction in zip(inputs, predicted, strict=True)
    ]


@cache
def _default_model() -> Model:
    return load_model()


def _query(value: str | Query | Row | Mapping[str, Any], place: int) -> Query:
    from classifier.formats import queries

    if isinstance(value, Query):
        return value
    if isinstance(value, str):
        return Query(value)
    if isinstance(value, Row):
        return queries.row_query(value)
    if isinstance(value, Mapping):
        return queries.fields_query(value, f"rows[{place}]")
    raise UsageError(
        f"rows[{place}]: a {type(value).__name__}; predict takes texts, queries, rows, and dicts with a text."
    )


def build_map(
    rows: Iterable[TaggedRow | Mapping[str, Any]],
    *,
    taxonomy: Taxonomy | None = None,
    registry: Registry | None = None,
) -> Map:
    """Which OPD plans what for which subdimension, with how much money, and where nothing is planned.

    `rows` are `TaggedRow`s, or dicts in the contract's shape (lines of `petakota tag -o`), in the
    reading order of their documents; several documents may follow one another. The map counts
    each program once for its OPD and document; kegiatan whose program is not among the rows are told
    apart. An agency is one however documents spell it, by `registry` (default: the packaged one); those of
    an installation's own list that no row names are the map's `without_document`. `taxonomy` is the
    packaged one by default.

        >>> city = build_map(predict(None, extract("renstra.pdf").rows))
        >>> city.gaps                                             # ids without any program
        >>> city.cell("Dinas Perhubungan", "mobility.transportasi-publik").total   # rupiah
        >>> city.to_frame()                                       # OPD x 18 counts, in pandas

    Raises DataError, naming a row's place in `rows` from 0, when it carries no label, no known
    level or no amounts of money, and for a subdimension that the taxonomy lacks.
    """
    from classifier.formats.results import placed, tagged_dict
    from classifier.mapping import matrix
    from classifier.taxonomy import default

    _refuse_whole(rows, "build_map")
    shapes = []
    for place, row in enumerate(rows):
        if not isinstance(row, TaggedRow | Mapping):
            raise DataError(f"rows[{place}]: a {type(row).__name__} carries no label; call predict first.")
        shapes.append(tagged_dict(row) if isinstance(row, TaggedRow) else row)
    return matrix.build(
        (placed(row, f"rows[{place}]") for place, row in enumerate(shapes)),
        taxonomy or default(),
        registry=registry,
    )


def rows_frame(rows: Extraction | Iterable[Row | TaggedRow | Mapping[str, Any]]) -> DataFrame:
    """Rows as a pandas data frame, one line each in order; columns are the contract's fields.

    The fields of the label are columns when a row has them. `bbox`, `indikator` and `doubts` are lists,
    `pagu` a dict of rupiah by year: cells hold what JSON lines hold, so
    `build_map(frame.to_dict("records"))` goes the way back.

    Raises UsageError when pandas is not installed (`pip install petakota[pandas]`).
    """
    from classifier.formats import frames, results

    rows = rows.rows if isinstance(rows, Extraction) else rows
    _refuse_whole(rows, "rows_frame")
    shapes = [_shape(row) for row in rows]
    is_tagged = any("subdimension" in shape for shape in shapes)
    return frames.records_frame(shapes, results.TAGGED_FIELDS if is_tagged else results.ROW_FIELDS)


def _refuse_whole(rows: object, function: str) -> None:
    """Raise UsageError for a whole that is no sequence of rows, though iterating over it may work."""
    if isinstance(rows, Extraction):
        raise UsageError(f"{function} takes rows; give it extraction.rows.")
    if hasattr(rows, "columns"):
        # Iterated over, a data frame gives the names of its columns.
        raise UsageError(f'{function} takes rows; give it frame.to_dict("records").')


def _shape(row: Row | TaggedRow | Mapping[str, Any]) -> Mapping[str, Any]:
    from classifier.formats import results

    if isinstance(row, TaggedRow):
        return results.tagged_dict(row)
    return results.row_dict(row) if isinstance(row, Row) else row
