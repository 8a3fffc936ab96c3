# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answers without measure, over a real socket: cut, endless, packed. Each ends in words, within its limits."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._client import Client
from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CameraAnswer, NetcamError
from ansible_collections.netcam.hardening.plugins.module_utils._wire import MAX_ANSWER, MAX_FILE

Sending = Callable[[socket.socket], None]


class Served:
    """What the server saw and sent."""

    def __init__(self) -> None:
        self.requests: list[bytes] = []
        self.sent = 0


@contextmanager
def camera(send: Sending) -> Iterator[tuple[Client, Served]]:
    """A camera whose answer to every request is what C(send) writes; the connection is closed behind it."""
    served = Served()
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    connection, _peer = listener.accept()
                    with connection, suppress(OSError):
                        request = b""
                        while b"\r\n\r\n" not in request and (part := connection.recv(65536)):
                            request += part
                        served.requests.append(request)
                        send(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        client = Client(Endpoint(host="127.0.0.1", port=listener.getsockname()[1], timeout=30.0))
        try:
            yield client, served
        finally:
            client.close()
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(60)


def head(*lines: str) -> bytes:
    return "\r\n".join(("HTTP/1.1 200 OK", *lines, "", "")).encode()


def forever(served: Callable[[], Served], *lines: str) -> Sending:
    """An answer that goes on as long as somebody reads it."""

    def send(connection: socket.socket) -> None:
        connection.sendall(head(*lines))
        while True:
            served().sent += connection.send(b"<a>x</a>" * 8192)

    return send


def failure(send: Sending, **more: int) -> NetcamError:
    with camera(send) as (client, _served), pytest.raises(NetcamError) as seen:
        client.request("GET", "/", resend=False, **more)  # type: ignore[arg-type]
    return seen.value


def test_a_request_looks_like_no_browser() -> None:
    """i-PRO firmware with its "security enhancement" answers 400 to what has an Accept header."""
    with camera(lambda connection: connection.sendall(head("Content-Length: 0"))) as (client, served):
        client.request("GET", "/cgi-bin/getinfo")
    names = {line.split(b":")[0].lower() for line in served.requests[0].split(b"\r\n")[1:] if line}
    assert names == {b"host", b"user-agent", b"accept-encoding", b"connection"}


@pytest.mark.parametrize(
    "answer",
    [
        head("Content-Length: 5000") + b"<a>half an answer",
        head("Transfer-Encoding: chunked") + b"400\r\n<a>half a chunk",
        head("Transfer-Encoding: chunked") + b"3\r\n<a>\r\n",
    ],
    ids=["length", "chunk", "chunks"],
)
def test_answer_that_breaks_off_says_so(answer: bytes) -> None:
    error = failure(lambda connection: connection.sendall(answer))
    assert "the answer broke off before its end" in error.message


@pytest.mark.parametrize("lines", [(), ("Content-Length: 1073741824",)], ids=["without a length", "with one"])
def test_endless_answer_is_read_to_the_limit_and_no_further(lines: tuple[str, ...]) -> None:
    seen: list[Served] = []
    send = forever(lambda: seen[0], *lines)
    with camera(send) as (client, served):
        seen.append(served)
        with pytest.raises(CameraAnswer, match=f"longer than {MAX_ANSWER} bytes"):
            client.request("GET", "/", resend=False)
    # what lies in the buffers of both ends comes on top
    assert MAX_ANSWER <= served.sent < 4 * MAX_ANSWER
    assert len(served.requests) == 1


def test_file_may_be_longer_than_a_page_but_not_without_limit() -> None:
    whole = b"x" * (MAX_ANSWER + 1)
    with camera(lambda connection: connection.sendall(head(f"Content-Length: {len(whole)}") + whole)) as (
        client,
        _served,
    ):
        assert len(client.request("GET", "/", largest=MAX_FILE).content) == len(whole)
        with pytest.raises(CameraAnswer, match="longer than 1000 bytes"):
            client.request("GET", "/", largest=1000)


def test_packed_answer_is_not_unpacked() -> None:
    bomb = gzip.compress(b"\0" * (8 * MAX_ANSWER))
    assert len(bomb) < MAX_ANSWER / 50
    lines = head("Content-Encoding: gzip", f"Content-Length: {len(bomb)}")
    with camera(lambda connection: connection.sendall(lines + bomb)) as (client, served):
        with pytest.raises(CameraAnswer, match="compressed"):
            client.request("GET", "/")
        assert b"Accept-Encoding: identity" in served.requests[0]
