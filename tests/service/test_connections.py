"""Requests that never end, heads of any length and more connections than there are places."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from service.connections import BoundedProtocol, Patience
from service.settings import Settings
from tests.support import serving
from tests.support.waiting import until

CHUNKED = b"POST /api/v1/classify HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
AWAITED = b"POST /api/v1/classify HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n"
SHORT = Patience(head_s=0.2, body_s=0.2, answer_s=0.2)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """Where a service listens."""
    settings = Settings(data=tmp_path_factory.mktemp("connections"), workers=1, rate=0)
    with serving.listening(settings) as url:
        parts = urlsplit(url)
        assert parts.hostname is not None
        assert parts.port is not None
        yield parts.hostname, parts.port


def connected(address: tuple[str, int]) -> socket.socket:
    return socket.create_connection(address, timeout=60)


def received(connection: socket.socket) -> bytes:
    """Everything until the service closes."""
    parts = []
    try:
        while part := connection.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def answered(answer: bytes) -> tuple[int, str]:
    """The status and the sentence of one answer, which is the only one."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert answer.count(b"HTTP/1.1 ") == 1
    return int(head.split()[1]), json.loads(body)["detail"]


def test_a_head_of_many_headers_is_answered_431(address: tuple[str, int]) -> None:
    with connected(address) as connection:
        head = b"GET / HTTP/1.1\r\nHost: x\r\nAccept-Language: en\r\n" + b"X-A: 12345678\r\n" * 8000
        connection.sendall(head)
        status, sentence = answered(received(connection))
    assert (status, sentence) == (
        431,
        "The headers of the request are larger than 64000 bytes; delete this site's cookies, or send less.",
    )


@pytest.mark.parametrize(
    "begun",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\nX-A: ",
        b"GET /",
        CHUNKED + b"\r\n1\r\n{\r\n0\r\nX-A: ",
        CHUNKED + b"\r\n1;a=",
    ],
    ids=["a header", "an address", "a header after the body", "a chunk's extension"],
)
def test_what_has_no_end_is_not_collected(address: tuple[str, int], begun: bytes) -> None:
    n_sent = 0
    with connected(address) as connection:
        connection.sendall(begun)
        try:
            while n_sent < 60_000_000:
                n_sent += connection.send(b"a" * 65536)
        except OSError:
            pass
        assert received(connection)[:13] in (b"HTTP/1.1 431 ", b"")
    # What the system holds on both sides of a connection is not the service's.
    assert n_sent < 20_000_000


def test_a_head_under_the_bound_is_answered_however_it_is_cut(address: tuple[str, int]) -> None:
    head = b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-A: " + b"a" * 60_000 + b"\r\n\r\n"
    with connected(address) as connection:
        for start in range(0, len(head), 1000):
            connection.sendall(head[start : start + 1000])
        assert received(connection).startswith(b"HTTP/1.1 200 ")


def test_a_large_body_in_many_parts_is_no_head(address: tuple[str, int]) -> None:
    body = json.dumps({"texts": ["Program Sampah"], "unused": "a" * 300_000}).encode()
    with connected(address) as connection:
        connection.sendall(CHUNKED + b"Connection: close\r\nContent-Type: application/json\r\n\r\n")
        for start in range(0, len(body), 7):
            part = body[start : start + 7]
            connection.sendall(b"%x\r\n%b\r\n" % (len(part), part))
        connection.sendall(b"0\r\n\r\n")
        assert received(connection)[9:12] in (b"200", b"422", b"503")


@pytest.mark.parametrize(
    "begun",
    [
        b"GET / HTTP/1.1\r\nHost:",
        b"POST /api/v1/classify HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{",
        b"POST /api/v1/documents HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\n\r\n--x\r\n",
    ],
    ids=["head", "body", "form"],
)
def test_half_a_request_is_answered_408(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch, begun: bytes
) -> None:
    monkeypatch.setattr(BoundedProtocol, "patience", SHORT)
    with connected(address) as connection:
        connection.sendall(begun)
        status, sentence = answered(received(connection))
    assert status == 408
    assert sentence.startswith("Tidak ada lagi bagian permintaan")


def test_a_connection_without_a_request_is_closed_without_a_word(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedProtocol, "patience", SHORT)
    with connected(address) as connection:
        assert received(connection) == b""


def test_an_answer_that_nobody_takes_is_cut(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedProtocol, "patience", SHORT)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(60)
        connection.connect(address)
        until(lambda: not is_open_after_asking(connection))


def is_open_after_asking(connection: socket.socket) -> bool:
    try:
        connection.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 100)
    except OSError:
        return False
    return True


def test_an_idle_connection_gives_way_and_one_with_a_request_does_not(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedProtocol, "max_connections", 3)
    with ExitStack() as stack:
        busy, half, idle = (stack.enter_context(connected(address)) for _ in range(3))
        # A request whose body is waited for.
        busy.sendall(AWAITED)
        assert busy.recv(100).startswith(b"HTTP/1.1 100")
        half.sendall(b"GET / HT")
        with connected(address) as fresh:
            fresh.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert received(fresh).startswith(b"HTTP/1.1 200 ")
        assert received(half) == b""
        idle.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert received(idle).startswith(b"HTTP/1.1 200 ")
        busy.sendall(b"{")
        assert busy.recv(12) == b"HTTP/1.1 422"


def test_more_requests_than_places_are_told_to_come_again(
    address: tuple[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedProtocol, "max_connections", 2)
    with ExitStack() as stack:
        for _ in range(2):
            busy = stack.enter_context(connected(address))
            busy.sendall(AWAITED)
            assert busy.recv(100).startswith(b"HTTP/1.1 100")
        with connected(address) as fresh:
            assert answered(received(fresh))[0] == 503


def test_what_is_no_http_is_answered_in_one_sentence(address: tuple[str, int]) -> None:
    with connected(address) as connection:
        connection.sendall(b"\x16\x03\x01\x02\x00\r\n\r\n")
        assert answered(received(connection)) == (
            400,
            "Ini bukan permintaan HTTP yang dapat dibaca; kirim sekali lagi.",
        )
