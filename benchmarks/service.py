"""How fast the service answers over loopback; `python benchmarks/service.py [PDF]` prints JSON lines.

`healthz`: while two copies of PDF (default: the sample Renstra, 300 pages of it) are read.
`one`: POST /classify with a single text; `batch`: with 1,000, on one core (the service is
pinned to core 0, the client to core 1 where there is one).
"""

from __future__ import annotations

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "tests" / "documents" / "renstra_contoh.pdf"
N_PAGES = 300


def main() -> None:
    texts = [json.loads(line)["text"] for line in (ROOT / "data/labeled/seed.jsonl").open(encoding="utf-8")]
    with tempfile.TemporaryDirectory() as folder:
        long = Path(sys.argv[1]) if len(sys.argv) > 1 else repeated(Path(folder) / "long.pdf")
        with_service(Path(folder) / "a", lambda ask: show("healthz", healthz(ask, long)))
        with_service(Path(folder) / "b", lambda ask: classify(ask, texts), core=0)


def classify(ask: Ask, texts: list[str]) -> None:
    for text in texts[-50:]:
        ask.json("POST", "/api/v1/classify", {"texts": [text]})
    show("one", [timed(ask, [text]) for text in texts[:1000]])
    batches = [texts[start : start + 1000] for start in range(0, 9000, 1000)]
    # The first batch finds no word read before, as in a service that has just started.
    seconds = [timed(ask, batch) for batch in batches * 2]
    for name, some in (("batch, words new", seconds[:9]), ("batch, words met", seconds[9:])):
        print(json.dumps({"what": name, "texts_per_s": round(1000 * len(some) / sum(some))}))
    # What others do on the machine slows the clock more than it slows this.
    used = ask.cpu_s()
    for batch in batches * 2:
        timed(ask, batch)
    print(
        json.dumps(
            {"what": "batch, of the service's CPU", "texts_per_s": round(18_000 / (ask.cpu_s() - used))}
        )
    )


def timed(ask: Ask, texts: list[str]) -> float:
    begun = time.perf_counter()
    answer = ask.json("POST", "/api/v1/classify", {"texts": texts})
    seconds = time.perf_counter() - begun
    assert len(answer["predictions"]) == len(texts)
    return seconds


def healthz(ask: Ask, document: Path) -> list[float]:
    """Seconds of GET /healthz while two documents are read."""
    ids = [ask.upload(document.read_bytes() + b"\n%% %d" % n) for n in range(2)]
    seconds: list[float] = []
    begun = time.perf_counter()
    while True:
        for _ in range(10):
            at = time.perf_counter()
            ask.json("GET", "/healthz")
            seconds.append(time.perf_counter() - at)
            time.sleep(0.005)
        states = [ask.json("GET", f"/api/v1/documents/{one}") for one in ids]
        if all(state["status"] in ("done", "failed") for state in states):
            pages = sum(state["progress"]["pages_total"] for state in states)
            took = time.perf_counter() - begun
            print(
                json.dumps({"what": "two documents", "pages": pages, "pages_per_s": round(pages / took, 1)})
            )
            return seconds


def show(what: str, seconds: list[float]) -> None:
    cuts = statistics.quantiles([one * 1000 for one in seconds], n=100)
    shown = {"what": what, "n": len(seconds), "p50_ms": cuts[49], "p95_ms": cuts[94], "p99_ms": cuts[98]}
    print(json.dumps({name: round(v, 2) if isinstance(v, float) else v for name, v in shown.items()}))


def repeated(path: Path, n_pages: int = N_PAGES) -> Path:
    """The sample Renstra's pages again and again, `n_pages` in all."""
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(SAMPLE) as source, pdfium.PdfDocument.new() as long:
        while len(long) < n_pages:
            long.import_pages(source, range(min(len(source), n_pages - len(long))))
        long.save(path)
    return path


class Ask:
    """A client on one connection."""

    def __init__(self, port: int, pid: int = 0) -> None:
        self.port, self.pid = port, pid
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def cpu_s(self) -> float:
        """Seconds of CPU that the service's process has used, without those that read documents."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def json(self, method: str, path: str, body: object = None) -> Any:
        raw = b"" if body is None else json.dumps(body).encode()
        return json.loads(self.raw(method, path, raw, {"Content-Type": "application/json"}))

    def raw(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> bytes:
        self._http.request(method, path, body or None, headers)
        answer = self._http.getresponse()
        content = answer.read()
        assert answer.status in (200, 201, 202), content
        return content

    def upload(self, content: bytes) -> str:
        head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n'
        self._http.request(
            "POST",
            "/api/v1/documents",
            head + content + b"\r\n--x--\r\n",
            {"Content-Type": "multipart/form-data; boundary=x"},
        )
        answer = self._http.getresponse()
        content = answer.read()
        assert answer.status == 202, content
        found: str = json.loads(content)["id"]
        return found


def with_service(data: Path, use: Any, *, core: int | None = None) -> None:
    """Run `use(ask)` against a service of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {**os.environ, "PETAKOTA_DATA": str(data), "PETAKOTA_RATE": "0"}
    command = [str(Path(sys.executable).parent / "petakota"), "serve", "--port", str(port)]
    pinned = [] if core is None else ["taskset", "-c", str(core)]
    with (data.parent / "log").open("wb") as log:
        service = subprocess.Popen([*pinned, *command], env=environment, stderr=log)
    try:
        wait_for(port)
        # Its readers load their libraries at first.
        time.sleep(8)
        use(Ask(port, service.pid))
    finally:
        service.terminate()
        service.wait(30)


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            Ask(port).json("GET", "/readyz")
        except (OSError, AssertionError):
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the service was not ready within 30 s")


if __name__ == "__main__":
    main()
