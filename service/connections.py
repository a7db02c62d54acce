"""Bounds on connections, held before there is a request: how long a head is, how long it is waited for.

uvicorn leaves these to a proxy in front, and a town's office has none: with httptools it collects a head of
any length and waits for its end, and for a body's next byte, for ever (its issue 157 was closed without
them). So its protocol is extended here: bytes of a head are counted, each wait has a timer, and when all
places are taken the connection that has asked for nothing for longest gives way to a new one.
"""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from classifier.i18n.language import accepted
from service.messages import Message

# Browsers send 1 to 4 kB, and Apache and nginx take 8 to 32 kB.
MAX_HEAD_BYTES = 64_000
# Each uses a descriptor, of which a process has 1,024 by default; 50 browsers open six each.
MAX_CONNECTIONS = 500
# What a refused client still sends is taken and dropped for so long: an answer to a client that is
# sending is lost when the connection is closed under it.
_LINGER_S, _MAX_LINGER_BYTES, _MAX_LINGERING = 1.0, 1_000_000, 100


# What stands between a header's name and value, and after it.
_HEADER_MARKS = len(": \r\n")
_HEAD_TOO_LARGE = Message("head_too_large", {"limit": MAX_HEAD_BYTES})
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for a client: for a whole head, a body's next bytes, an answer to be taken."""

    head_s: float = 10.0
    body_s: float = 20.0
    answer_s: float = 60.0


class BoundedProtocol(HttpToolsProtocol):
    """One connection. In turn it is waiting for a head, receiving a body, and answering."""

    patience = Patience()
    max_connections = MAX_CONNECTIONS

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._is_in_head, self._is_in_body, self._is_refused = True, False, False
        # Of the headers that are whole, and since anything last was.
        self._headers_bytes = self._unfinished_bytes = 0
        self._has_new_content = False
        self._too_large: Message | None = None
        self._idle_since = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._answer_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a place, that of an idle connection when none is free, or answer 503."""
        is_full = len(self.connections) >= self.max_connections and not self._make_room()
        super().connection_made(transport)  # type: ignore[arg-type]
        self._idle_since = self.loop.time()
        if not is_full:
            self._wait(self.patience.head_s)
        elif len(self.connections) > self.max_connections + _MAX_LINGERING:
            self.transport.abort()
        else:
            self._refuse(503, Message("too_many_connections"))

    def connection_lost(self, exc: Exception | None) -> None:
        """End all timers with the connection; uvicorn leaves its own when it was cut."""
        self._stop_waiting()
        self._stop_waiting_for_client()
        self._unset_keepalive_if_required()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Parse, with what has come of an unfinished head counted."""
        if self._is_refused:
            self._unfinished_bytes += len(data)
            if self._unfinished_bytes > _MAX_LINGER_BYTES:
                self.transport.abort()
            return
        if self._is_in_head and self._timer is None:
            # The first byte of another request on a connection that was kept.
            self._wait(self.patience.head_s)
        self._has_new_content = False
        super().data_received(data)
        if self._is_refused or self.transport.is_closing():
            return
        self._unfinished_bytes = 0 if self._has_new_content else self._unfinished_bytes + len(data)
        if self._unfinished_bytes > MAX_HEAD_BYTES:
            self._refuse(431, _HEAD_TOO_LARGE)
        elif self._is_in_body:
            self._wait(self.patience.body_s)

    def on_message_begin(self) -> None:
        """Begin to count a head."""
        super().on_message_begin()
        self._headers_bytes = 0

    def on_url(self, url: bytes) -> None:
        """Count a part of the address."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count a header, before a body or after it."""
        self._count(len(name) + len(value) + _HEADER_MARKS)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Wait for the body from now on."""
        self._is_in_head, self._is_in_body, self._has_new_content = False, True, True
        self._stop_waiting()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self._has_new_content = True
        super().on_body(body)

    def on_message_complete(self) -> None:
        """Wait for the next head, as soon as its first byte comes."""
        self._is_in_head, self._is_in_body, self._has_new_content = True, False, True
        self._stop_waiting()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Be idle from now on."""
        self._idle_since = self.loop.time()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Say in one sentence what was wrong with a request that could not be parsed."""
        if self._too_large is not None:
            self._refuse(431, self._too_large)
        else:
            self._refuse(400, Message("not_http"))

    def pause_writing(self) -> None:
        """Wait so long for the client to take what was answered, then cut the connection."""
        super().pause_writing()
        self._stop_waiting_for_client()
        self._answer_timer = self.loop.call_later(self.patience.answer_s, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on answering."""
        self._stop_waiting_for_client()
        super().resume_writing()

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _make_room(self) -> bool:
        """Cut the connection that has been without a request for longest; False when all have one."""
        idle = [
            connection
            for connection in self.connections
            if isinstance(connection, BoundedProtocol)
            and connection._is_in_head
            and not connection._is_answering()
        ]
        if not idle:
            return False
        longest = min(idle, key=lambda connection: connection._idle_since)
        longest.transport.abort()
        self.connections.discard(longest)
        return True

    def _count(self, n_bytes: int) -> None:
        self._headers_bytes += n_bytes
        if self._headers_bytes > MAX_HEAD_BYTES:
            self._too_large = _HEAD_TOO_LARGE
            # Ends the parsing; `send_400_response` answers.
            raise ValueError("head too large")

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._timer = self.loop.call_later(seconds, self._waited, seconds)

    def _stop_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _stop_waiting_for_client(self) -> None:
        if self._answer_timer is not None:
            self._answer_timer.cancel()
            self._answer_timer = None

    def _waited(self, seconds: float) -> None:
        """Nothing came: say so to a client that had begun, and close."""
        self._timer = None
        if self.transport.is_closing():
            return
        # A body that the service has not taken yet, or a head behind an answer that is not given yet.
        if self.flow.read_paused or (self._is_in_head and self._is_answering()):
            self._wait(seconds)
        elif self._is_in_head and not self._unfinished_bytes:
            self.transport.close()
        else:
            self._refuse(408, Message("request_too_slow", {"seconds": round(seconds)}))

    def _refuse(self, status: int, message: Message) -> None:
        """Answer what is received now, unless an answer has begun, and close; whoever reads it is told."""
        self._is_refused = True
        self._stop_waiting()
        _log.warning("request refused before it was read", extra={"status": status})
        if self._is_answering():
            is_of_this_request = self._is_in_body and not self.cycle.response_started
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            if not is_of_this_request:
                self.transport.close()
                return
        self.transport.write(self._answer_of(status, message))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self._unfinished_bytes = 0
        self.flow.resume_reading()
        self._timer = self.loop.call_later(_LINGER_S, self.transport.close)

    def _answer_of(self, status: int, message: Message) -> bytes:
        asked = dict(self.headers or []).get(b"accept-language", b"").decode("latin-1")
        language, phrase = accepted(asked), HTTPStatus(status).phrase
        problem = {"type": "about:blank", "title": phrase, "status": status, "detail": message.text(language)}
        body = json.dumps(problem, ensure_ascii=False).encode()
        head = (
            f"HTTP/1.1 {status} {phrase}\r\nContent-Type: application/problem+json\r\n"
            f"Content-Language: {language}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        return head.encode() + body
