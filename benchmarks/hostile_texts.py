"""What hostile texts and bodies cost the service; `python benchmarks/hostile_texts.py` prints JSON lines.

`text`: milliseconds to classify 4,000 characters of each kind (tests/support/hostile_texts.py), the median of
five that differ at their ends, beside `ordinary`: names of programs of the same length, in the same run.
`healthz`: how long its answers take while 42 requests of 1,400 hyphens each are sent at once, forty times
(`requests_s` until all 42 are answered), and while as many of ordinary texts are. `keys`: milliseconds until
a body of a million keys that nobody knows is refused.

2026-11-29, two cores that others used too (load average 13 to 17): ordinary 9.8 ms, hyphens 2.2, the
others 10.6 at most but for combining marks, 53; `/healthz` p99 105 ms beside hyphens and 112 beside ordinary
texts, p50 1.8 and 2.8; a million keys (13.9 MB) refused in 185 to 255 ms, with 413.
"""

from __future__ import annotations

import http.client
import json
import statistics
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from benchmarks.service import ROOT, Ask, with_service
from tests.support.hostile_texts import HOSTILE_TEXTS, N_CHARS

N_REQUESTS, N_REQUEST_CHARS = 42, 1400
N_ROUNDS, N_REQUEST_ROUNDS = 5, 40
N_KEYS = 1_000_000
PATH = "/api/v1/classify"


def main() -> None:
    lines = (ROOT / "data/labeled/seed.jsonl").read_text(encoding="utf-8").splitlines()
    ordinary = " ".join(json.loads(line)["text"] for line in lines)
    with tempfile.TemporaryDirectory() as folder:
        with_service(Path(folder) / "data", lambda ask: measure(ask, ordinary))


def measure(ask: Ask, ordinary: str) -> None:
    # What is loaded at the first text.
    ask.json("POST", PATH, {"texts": ["Program"]})
    baseline = text_ms(ask, ordinary[:N_CHARS])
    show({"what": "text", "kind": "ordinary", "ms": baseline})
    for kind, text in HOSTILE_TEXTS.items():
        ms = text_ms(ask, text)
        show({"what": "text", "kind": kind, "ms": ms, "of_ordinary": round(ms / baseline, 2)})
    for kind, text in (("ordinary", ordinary), ("hyphens", "-" * len(ordinary))):
        show({"what": "healthz", "while": kind, **healthz_while(ask, text)})
    show({"what": "keys", "keys": N_KEYS, **keys(ask)})


def text_ms(ask: Ask, text: str) -> float:
    """Milliseconds for a text, the median of several that were not asked before."""
    return round(1000 * statistics.median(seconds(ask, text, n) for n in range(N_ROUNDS)), 1)


def seconds(ask: Ask, text: str, n: int) -> float:
    changed = f"{text[:-1]}{n}"
    begun = time.perf_counter()
    ask.json("POST", PATH, {"texts": [changed]})
    return time.perf_counter() - begun


def healthz_while(ask: Ask, text: str) -> dict[str, float]:
    """How long `/healthz` takes while requests with such a text are answered, in milliseconds."""
    is_over = threading.Event()
    taken: list[float] = []

    def look() -> None:
        own = Ask(ask.port)
        while not is_over.is_set():
            begun = time.perf_counter()
            own.raw("GET", "/healthz", b"", {})
            taken.append(1000 * (time.perf_counter() - begun))
            time.sleep(0.002)

    looking = threading.Thread(target=look)
    looking.start()
    rounds_s = []
    with ThreadPoolExecutor(N_REQUESTS) as threads:
        for of_round in range(N_REQUEST_ROUNDS):
            begun = time.perf_counter()
            # Each its own text: none is answered from what was remembered.
            numbers = range(of_round * N_REQUESTS, (of_round + 1) * N_REQUESTS)
            list(threads.map(lambda n: seconds(Ask(ask.port), text[n : n + N_REQUEST_CHARS], n), numbers))
            rounds_s.append(time.perf_counter() - begun)
    is_over.set()
    looking.join()
    cuts = statistics.quantiles([*taken, *taken], n=100)
    return {
        "requests_s": round(statistics.median(rounds_s), 2), "n": len(taken), "p50_ms": round(cuts[49], 1),
        "p99_ms": round(cuts[98], 1), "highest_ms": round(max(taken), 1),
    }  # fmt: skip


def keys(ask: Ask) -> dict[str, float]:
    """How a body of unknown keys is answered: its status, and when, from the first byte sent on."""
    body = json.dumps({"texts": ["Program"], **{f"k{n}": 1 for n in range(N_KEYS)}}).encode()
    connection = http.client.HTTPConnection("127.0.0.1", ask.port, timeout=60)
    begun = time.perf_counter()
    # Refused before all was sent: the answer is there to be read.
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.request("POST", PATH, body, {"Content-Type": "application/json"})
    status = connection.getresponse().status
    ms = 1000 * (time.perf_counter() - begun)
    return {"bytes": len(body), "status": status, "ms": round(ms, 1)}


def show(values: dict[str, object]) -> None:
    print(json.dumps(values), flush=True)


if __name__ == "__main__":
    main()
