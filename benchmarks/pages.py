"""How fast the pages of a document of 3,000 rows answer; `python benchmarks/pages.py` prints JSON lines.

The document is the sample Renstra, its pages again and again. Each figure is that of whole
answers over loopback, as a browser waits for them; `ratio` sets its median against a baseline
of the same run: for pages all rows of the document as JSON from the API, for answers the
API's own POST of a label.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.service import Ask, repeated, with_service

N_PAGES = 675
N_TIMES = 40
_FORM = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        long = repeated(Path(folder) / "long.pdf", N_PAGES)
        with_service(Path(folder) / "data", lambda ask: measure(ask, long))


def measure(ask: Ask, long: Path) -> None:
    document = ask.upload(long.read_bytes())
    while ask.json("GET", f"/api/v1/documents/{document}")["status"] != "done":
        time.sleep(0.2)
    api, page = f"/api/v1/documents/{document}/rows", f"/documents/{document}"
    rows = ask.json("GET", api)["rows"]
    print(json.dumps({"what": "document", "rows": len(rows)}))

    def by_get(address: str, _: int) -> None:
        ask.raw("GET", address, b"", {})

    every = reported("all rows from the API", lambda _: ask.json("GET", api), 0.0)
    for what, query in {
        "page, first part": "",
        "page, last part": "?p=60",
        "page, least certain first": "?state=review&sort=confidence",
        "page, words searched for": "?text=sampah+pengangkutan",
        "page, 200 rows a part": "?size=200",
        "page, a row beside it": f"?row={rows[1500]['id']}",
    }.items():
        reported(what, partial(by_get, page + query), every)
    reported("inbox", partial(by_get, "/review"), every)

    names = ["branding.pariwisata", "society.sistem-edukasi"]
    ids = [row["id"] for row in rows]

    def by_api(n: int) -> None:
        ask.json("POST", f"/api/v1/rows/{ids[n]}/label", {"subdimension": names[n % 2]})

    def by_page(n: int, **more: str) -> None:
        form = {"subdimension": names[n % 2], "screen": "table", **more}
        ask.raw("POST", f"/rows/{ids[1000 + n]}/label", urlencode(form).encode(), _FORM)

    baseline = reported("label by the API", by_api, 0.0)
    reported("label on the page", by_page, baseline)
    reported(
        "label on the page, with the 74 rows that say the same", lambda n: by_page(n, alike="1"), baseline
    )


def reported(what: str, ask: Callable[[int], object], baseline: float) -> float:
    """Print how long the answers took; their median in seconds."""
    seconds = []
    for n in range(N_TIMES):
        begun = time.perf_counter()
        ask(n)
        seconds.append(time.perf_counter() - begun)
    median = statistics.median(seconds)
    shown = {"what": what, "p50_ms": median * 1000, "p95_ms": statistics.quantiles(seconds, n=20)[18] * 1000}
    if baseline:
        shown["ratio"] = median / baseline
    print(json.dumps({k: round(v, 2) if isinstance(v, float) else v for k, v in shown.items()}))
    return median


if __name__ == "__main__":
    main()
