"""Reads Indonesian planning documents, labels their programs and draws the map.

    from classifier import build_map, extract, load_model, predict

    extraction = extract("renstra.pdf")
    tagged = predict(load_model(), extraction.rows)
    print(build_map(tagged).gaps)

What each function takes, returns and raises is told in its docstring. All errors are of the
family in `classifier.errors`. `import classifier` loads none of the libraries that read PDFs or
labels: a function's own are loaded when it is first called (PEP 562).
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from classifier.api import build_map, extract, load_model, predict, rows_frame
else:

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from classifier import api

        return getattr(api, name)

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


__all__ = ("build_map", "extract", "load_model", "predict", "rows_frame")
