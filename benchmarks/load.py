"""Planners at work, then many uploads; `python benchmarks/load.py [MINUTES [UPLOADS]]` prints JSON lines.

`load`: fifty planners (default: five minutes) who open pages, look at rows and their pictures, search, open
maps, upload small documents and answer rows. Each reads what came, 4 s in the mean, before the next thing:
some twelve requests a second together. `as fast as answers come`: a fifth of that time without reading, in
which the service is never idle; its times say how much it can do, not how long a planner waits. Each answer
that was given is read back at the end (`rows_lost`). `soak`: documents of two pages, each different by a
comment (default: 2,000), uploaded by four clients as fast as they are taken, and waited for.

Every ten seconds memory (what is private to the processes, PSS) and descriptors of the service and its
workers are noted. `level` compares the last third of a phase with the third before it: it is level when it
is not more than a twentieth above. A figure that is not level is a leak to look for.

2026-11-29, one minute on two cores with nothing else running, p50/p95 in ms: home 20/77, document 28/69,
row 36/169, search 26/79, map 17/118, inbox 13/57, answer 7/45, classify 4/20, picture 116/276, upload 8/64,
workbook 126/248; 761 requests, no answer lost, memory and descriptors level.
"""

from __future__ import annotations

import http.client
import json
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.service import ROOT, Ask, repeated, with_service
from classifier.taxonomy import default

N_PLANNERS = 50
# Of a planner: reading is the readers' work, and takes seconds.
MAX_UPLOADS = 2
# Between two things that a planner does: a row is answered in two seconds, a map is looked at for longer.
MEAN_PAUSE_S = 4.0
SATURATED_SHARE = 0.2
SAMPLE_EVERY_S = 10.0
SMALL = ROOT / "tests" / "documents" / "program_over_indicators.pdf"
API = "/api/v1"
PAGES = {
    "home": "/",
    "document": "/documents/{document}",
    "search": "/documents/{document}?text=sampah",
    "row": "/documents/{document}?row={row}",
    "map": "/map?document={document}",
    "inbox": "/review",
}


def main() -> None:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 5.0
    n_uploads = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    with tempfile.TemporaryDirectory() as folder:
        long = repeated(Path(folder) / "long.pdf", 100).read_bytes()
        with_service(Path(folder) / "data", lambda ask: measure(ask, long, minutes, n_uploads))


def measure(ask: Ask, long: bytes, minutes: float, n_uploads: int) -> None:
    documents = [ask.upload(long + b"\n%% %d" % n) for n in range(3)]
    wait_for(ask, documents)
    for phase, phase_minutes, pause_s in (
        ("load", minutes, MEAN_PAUSE_S),
        ("as fast as answers come", minutes * SATURATED_SHARE, 0.0),
    ):
        figures = Figures()
        with Sampled(phase, ask.pid):
            load(ask, documents, phase_minutes, figures, mean_pause_s=pause_s)
        figures.show(phase)
    if n_uploads:
        figures = Figures()
        with Sampled("soak", ask.pid):
            soak(ask, n_uploads, figures)
        figures.show("soak")


def load(ask: Ask, documents: list[str], minutes: float, figures: Figures, *, mean_pause_s: float) -> None:
    rows = [
        (document, row["id"], row["page"])
        for document in documents
        for row in asked(ask, f"/documents/{document}/rows")["rows"]
    ]
    # A row is one planner's, so that what was answered last is known.
    planners = [
        Planner(ask.port, n, rows[n::N_PLANNERS], figures, mean_pause_s=mean_pause_s)
        for n in range(N_PLANNERS)
    ]
    end = time.monotonic() + minutes * 60
    threads = [threading.Thread(target=planner.work, args=(end,)) for planner in planners]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wait_for(ask, [document for planner in planners for document in planner.uploaded])
    given = {row: label for planner in planners for row, label in planner.given.items()}
    stored = {
        row["id"]: row["subdimension"]
        for document in documents
        for row in asked(ask, f"/documents/{document}/rows")["rows"]
    }
    lost = sum(stored[row] != label for row, label in given.items())
    n_uploaded = sum(len(planner.uploaded) for planner in planners)
    show({"what": "answers read back", "answers": len(given), "rows_lost": lost, "uploads": n_uploaded})


def soak(ask: Ask, n_uploads: int, figures: Figures) -> None:
    content = SMALL.read_bytes()

    def upload(n: int) -> str:
        fresh = content + b"\n%% soak %d" % n
        return str(figures.timed("upload", lambda: Ask(ask.port).upload(fresh)))

    with ThreadPoolExecutor(4) as threads:
        documents = list(threads.map(upload, range(n_uploads)))
    wait_for(ask, documents)
    n_rows = {len(asked(ask, f"/documents/{one}/rows")["rows"]) for one in documents[::50]}
    show(
        {"what": "uploads", "sent": n_uploads, "documents": len(set(documents)), "rows_each": sorted(n_rows)}
    )


class Planner:
    """One of those who work at the same time."""

    def __init__(
        self,
        port: int,
        number: int,
        rows: list[tuple[str, str, int]],
        figures: Figures,
        *,
        mean_pause_s: float,
    ) -> None:
        self._port, self._number, self._rows, self._figures = port, number, rows, figures
        self._mean_pause_s = mean_pause_s
        self._random = random.Random(number)
        self.given: dict[str, str] = {}
        self.uploaded: list[str] = []

    def work(self, end: float) -> None:
        """Do one thing after the other until the end."""
        while True:
            # Before the first thing, too: fifty who begin at one moment are no office.
            time.sleep(self._random.expovariate(1 / self._mean_pause_s) if self._mean_pause_s else 0)
            if time.monotonic() >= end:
                return
            kind = self._random.choice(
                (*PAGES, "picture", "workbook", "classify", "upload", "answer", "answer")
            )
            document, row, page = self._random.choice(self._rows)
            self._figures.timed(kind, partial(self._do, Ask(self._port), kind, document, row, page))

    def _do(self, ask: Ask, kind: str, document: str, row: str, page: int) -> None:
        if kind == "picture":
            ask.raw("GET", f"/documents/{document}/pages/{page}.png", b"", {})
        elif kind == "workbook":
            ask.raw("GET", f"{API}/documents/{document}/rows?format=xlsx", b"", {})
        elif kind == "classify":
            ask.json("POST", f"{API}/classify", {"texts": ["Program Pengelolaan Sampah"]})
        elif kind == "upload":
            self._upload(ask)
        elif kind == "answer":
            self._answer(ask, row)
        else:
            ask.raw("GET", PAGES[kind].format(document=document, row=row), b"", {})

    def _upload(self, ask: Ask) -> None:
        if len(self.uploaded) < MAX_UPLOADS:
            content = SMALL.read_bytes() + b"\n%% %d %d" % (self._number, len(self.uploaded))
            self.uploaded.append(ask.upload(content))

    def _answer(self, ask: Ask, row: str) -> None:
        label = self._random.choice(default().ids)
        ask.json("POST", f"{API}/rows/{row}/label", {"subdimension": label, "by": f"planner {self._number}"})
        self.given[row] = label


class Figures:
    """Times of requests by kind, and those that were refused or cut."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seconds: dict[str, list[float]] = defaultdict(list)
        self._errors: Counter[str] = Counter()

    def timed(self, kind: str, act: Callable[[], Any]) -> Any:
        """What `act` returns, None when it was refused or cut."""
        begun = time.perf_counter()
        try:
            return act()
        except (AssertionError, OSError, http.client.HTTPException, ValueError) as error:
            with self._lock:
                self._errors[f"{kind}: {type(error).__name__} {str(error)[:100]}"] += 1
        finally:
            with self._lock:
                self._seconds[kind].append(time.perf_counter() - begun)

    def show(self, phase: str) -> None:
        """Print p50 and p95 by kind, and the errors."""
        for kind, seconds in sorted(self._seconds.items()):
            cuts = statistics.quantiles([*seconds, *seconds], n=20)
            show(
                {
                    "what": phase, "kind": kind, "n": len(seconds),
                    "p50_ms": round(cuts[9] * 1000, 1), "p95_ms": round(cuts[18] * 1000, 1),
                }
            )  # fmt: skip
        show({"what": phase, "requests": sum(map(len, self._seconds.values())), "errors": dict(self._errors)})


class Sampled:
    """Memory and descriptors of a process and what it has started, noted while the context lasts."""

    def __init__(self, phase: str, pid: int) -> None:
        self._phase, self._pid = phase, pid
        self._is_over = threading.Event()
        self._samples: list[dict[str, int]] = []
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Sampled:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._thread.join()
        for name in (
            "service_mb",
            "service_descriptors",
            "service_threads",
            "workers_mb",
            "workers_descriptors",
        ):
            values = [sample[name] for sample in self._samples]
            third = max(1, len(values) // 3)
            before, last = (
                statistics.mean(values[-2 * third : -third] or values),
                statistics.mean(values[-third:]),
            )
            show(
                {
                    "what": self._phase, "figure": name, "first": values[0], "highest": max(values),
                    "middle_third": round(before, 1), "last_third": round(last, 1),
                    "level": last <= before * 1.05,
                }
            )  # fmt: skip

    def _run(self) -> None:
        while True:
            self._samples.append(sample(self._pid))
            if self._is_over.wait(SAMPLE_EVERY_S):
                return


def sample(pid: int) -> dict[str, int]:
    """Memory, descriptors and threads of a process, and of all that it has started."""
    workers = [child for child in started_by(pid) if child != pid]
    return {
        "service_mb": pss_mb(pid),
        "service_descriptors": descriptors(pid),
        "service_threads": len(list(Path(f"/proc/{pid}/task").iterdir())),
        "workers_mb": sum(map(pss_mb, workers)),
        "workers_descriptors": sum(map(descriptors, workers)),
    }


def started_by(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def pss_mb(pid: int) -> int:
    """Memory of a process in MB, what it shares divided among those who share it; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) // 1024


def descriptors(pid: int) -> int:
    """Open descriptors of a process; 0 when it has ended."""
    try:
        return len(list(Path(f"/proc/{pid}/fd").iterdir()))
    except OSError:
        return 0


def wait_for(ask: Ask, documents: list[str]) -> None:
    """Wait until all are read; raises AssertionError when one is not to be."""
    for document in documents:
        # Each time on a connection of its own: one that was idle is closed.
        while (status := asked(ask, f"/documents/{document}")["status"]) not in ("done", "failed"):
            time.sleep(0.2)
        assert status == "done", document


def asked(ask: Ask, path: str) -> Any:
    return Ask(ask.port).json("GET", API + path)


def show(values: dict[str, Any]) -> None:
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main()
