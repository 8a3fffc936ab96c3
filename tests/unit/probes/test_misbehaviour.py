# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Strangers at a camera's ports: dead, slow, endless, garbage, resets. Every probe ends, says what it saw, and guesses nothing."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._probes.crawl import walk
from ansible_collections.netcam.hardening.plugins.module_utils._probes.finding import Finding
from ansible_collections.netcam.hardening.plugins.module_utils._probes.ftp import probe_ftp
from ansible_collections.netcam.hardening.plugins.module_utils._probes.http import judge_anonymous, judge_http
from ansible_collections.netcam.hardening.plugins.module_utils._probes.mdns import probe_mdns
from ansible_collections.netcam.hardening.plugins.module_utils._probes.rtsp import probe_rtsp
from ansible_collections.netcam.hardening.plugins.module_utils._probes.run import PROBES, look
from ansible_collections.netcam.hardening.plugins.module_utils._probes.snmp import probe_snmp, probe_snmp_v3
from ansible_collections.netcam.hardening.plugins.module_utils._probes.visit import Target, Visit
from ansible_collections.netcam.hardening.plugins.module_utils._probes.web import Web
from ansible_collections.netcam.hardening.plugins.module_utils._probes.ws_discovery import probe_ws_discovery

from .misbehaving import (
    Serve,
    dripping,
    endless,
    fresh_address,
    replying,
    resetting,
    silent,
    tcp,
    udp,
    until_empty_line,
    visit_to,
)

#: What a hostile or broken server does, and whether a time limit must end it.
BAD_TCP: dict[str, tuple[Serve, float]] = {
    "reset": (resetting, 60),
    "garbage": (replying(b"\x00\xff\x13" * 50 + b"\r\n\r\n"), 60),
    "closes": (lambda connection: None, 60),
    "endless-head": (endless(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n" * 1000), 60),
    "endless-line": (endless(b"", b"x" * 4096), 60),
    "another-protocol": (replying(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), 60),
    "silent": (silent, 1),
    "dripping": (dripping, 1),
}


def http(visit: Visit) -> Finding:
    return judge_http(walk(visit, Web("http", 80)))


PROBES_BY_TCP: dict[str, tuple[Callable[[Visit], Finding], int]] = {
    "http": (http, 80), "rtsp": (probe_rtsp, 554), "ftp": (probe_ftp, 21),
}  # fmt: skip
PROBES_BY_UDP: dict[str, tuple[Callable[[Visit], Finding], int]] = {
    "snmp": (probe_snmp, 161), "snmp_v3": (probe_snmp_v3, 161), "mdns": (probe_mdns, 5353),
    "ws_discovery": (probe_ws_discovery, 3702),
}  # fmt: skip


@pytest.mark.parametrize("name", PROBES_BY_TCP)
@pytest.mark.parametrize("fault", BAD_TCP)
def test_a_server_that_is_none_ends_the_probe_and_is_unknown(name: str, fault: str) -> None:
    probe, port = PROBES_BY_TCP[name]
    serve, seconds = BAD_TCP[fault]
    if name == "ftp":
        # there it is the server who speaks first: one that waits for us is silent
        seconds = 1
    with tcp(serve) as place:
        visit = visit_to(place, port, seconds=seconds)
        found = probe(visit)
    assert found.state == "unknown", found
    assert found.reason
    assert visit.alive


@pytest.mark.parametrize("name", PROBES_BY_TCP)
def test_a_closed_port_is_not_seen(name: str) -> None:
    probe, port = PROBES_BY_TCP[name]
    with tcp(silent) as place:
        pass
    visit = visit_to(place, port)
    found = probe(visit)
    assert (found.state, found.facts["answer"]) == ("not_seen", "refused")
    assert visit.alive


@pytest.mark.parametrize("name", PROBES_BY_UDP)
def test_a_closed_udp_port_is_told_by_the_camera(name: str) -> None:
    probe, port = PROBES_BY_UDP[name]
    with udp(lambda _data: []) as place:
        pass
    found = probe(visit_to(place, port, silence=0.3, communities=("public",)))
    assert found.state == "not_seen", found


@pytest.mark.parametrize("name", PROBES_BY_UDP)
def test_a_datagram_of_garbage_is_no_answer_and_the_question_is_sent_again(name: str) -> None:
    probe, port = PROBES_BY_UDP[name]
    with udp(lambda data: [b"", b"\x00", data, b"\xff" * 1400]) as place:
        found = probe(visit_to(place, port, silence=0.6, communities=("public",)))
    assert found.state == "not_seen", found
    assert len(set(place.received)) < len(place.received), "it was sent once only"


@pytest.mark.parametrize("name", PROBES_BY_UDP)
def test_a_flood_of_datagrams_ends(name: str) -> None:
    probe, port = PROBES_BY_UDP[name]
    with udp(lambda _data: [b"x"] * 200) as place:
        found = probe(visit_to(place, port, silence=0.5, communities=("public",)))
    assert found.state == "not_seen", found


@pytest.mark.parametrize("name", PROBES_BY_UDP)
def test_any_answer_is_survived(name: str) -> None:
    probe, port = PROBES_BY_UDP[name]

    @settings(max_examples=25)
    @given(st.binary(max_size=1400))
    def answered(content: bytes) -> None:
        with udp(lambda _data: [content]) as place:
            assert probe(visit_to(place, port, silence=0.01, communities=("public",))).state in ("seen", "not_seen")

    answered()


# -- web ---------------------------------------------------------------------------------------------------------------


def test_an_endless_picture_is_a_picture_and_is_not_kept() -> None:
    def serve(connection: socket.socket) -> None:
        while request := until_empty_line(connection):
            if b"image.cgi" in request:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=x\r\n\r\n")
                while True:
                    connection.sendall(b"\xff\xd8\xff" + b"picture" * 500)
            connection.sendall(b"HTTP/1.1 401 no\r\nContent-Length: 0\r\n\r\n")

    with tcp(serve) as place:
        found = judge_anonymous(walk(visit_to(place, 80), Web("http", 80)))
    assert found.facts["open"] == ["/-wvhttp-01-/image.cgi"]
    (page,) = [page for page in found.facts["pages"] if page["open"]]
    assert page == {
        "name": "/-wvhttp-01-/image.cgi", "kind": "picture", "guarded": True, "open": True,
        "status": 200, "size": 4096, "content_type": "multipart/x-mixed-replace",
    }  # fmt: skip
    assert "picture" * 2 not in str(found)


def serve_pages(pages: dict[bytes, bytes], otherwise: bytes = b"HTTP/1.1 404 no\r\nContent-Length: 0\r\n\r\n") -> Serve:
    """Answers by path."""

    def serve(connection: socket.socket) -> None:
        while request := until_empty_line(connection):
            path = request.split(b" ", 2)[1]
            connection.sendall(pages.get(path, otherwise))

    return serve


def page(status: bytes, *headers: bytes, body: bytes = b"") -> bytes:
    return b"\r\n".join([b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *headers, b"", body])


def anonymous(pages: dict[bytes, bytes], **more: Any) -> Finding:
    with tcp(serve_pages(pages)) as place:
        return judge_anonymous(walk(visit_to(place, 80, **more), Web("http", 80)))


TOP = {b"/": page(b"200 OK", body=b"<html>")}
INFO, IMAGE = b"/-wvhttp-01-/info.cgi", b"/-wvhttp-01-/image.cgi"


def test_a_page_that_says_in_its_text_that_it_is_closed_is_closed() -> None:
    # i-PRO answers some errors with 200 and a page; Canon with 200 and a status of its own
    closed = page(b"200 OK", body=b"<HTML><TITLE>401 Unauthorized</TITLE></HTML>")
    canon = page(b"200 OK", b"Livescope-Status: 507", body=b"no")
    found = anonymous({**TOP, b"/cgi-bin/getinfo?FILE=1": closed, INFO: canon, IMAGE: canon})
    assert (found.state, found.facts["open"]) == ("not_seen", [])


def test_a_picture_that_is_a_page_is_no_picture() -> None:
    found = anonymous(
        {**TOP, INFO: page(b"401 no"), IMAGE: page(b"200 OK", b"Content-Type: text/html", body=b"<html>log in")}
    )
    assert found.state == "not_seen"


def test_a_camera_whose_pages_nobody_knows_is_unknown_not_closed() -> None:
    found = anonymous(TOP)
    assert (found.state, "option paths" in str(found.reason)) == ("unknown", True)


def test_own_paths_are_asked_for_whatever_the_maker() -> None:
    found = anonymous({**TOP, b"/config.bin": page(b"200 OK", body=b"secret")}, paths=("/config.bin", "/gone"))
    assert found.facts["open"] == ["/config.bin"]


def test_a_page_that_did_not_come_is_not_counted_as_closed() -> None:
    def serve(connection: socket.socket) -> None:
        while request := until_empty_line(connection):
            if b"image.cgi" in request:
                silent(connection)
            connection.sendall(page(b"200 OK", body=b"x") if request.startswith(b"GET / ") else page(b"401 no"))

    with tcp(serve) as place:
        found = judge_anonymous(walk(visit_to(place, 80, seconds=5, families=("canon",)), Web("http", 80)))
    assert found.state == "unknown"
    assert [page["status"] for page in found.facts["pages"] if "image.cgi" in page["name"]] == [None]


def test_a_prohibited_host_learns_nothing_of_logins() -> None:
    with tcp(serve_pages({}, page(b"403 Forbidden"))) as place:
        walked = walk(visit_to(place, 80), Web("http", 80))
    assert judge_http(walked).facts["answer"] == "prohibited"
    assert (judge_anonymous(walked).state, "prohibit" in str(judge_anonymous(walked).reason)) == ("unknown", True)


def test_a_redirection_to_https_is_told_and_not_followed() -> None:
    with tcp(serve_pages({b"/": page(b"302 Found", b"Location: https://198.51.100.9/")})) as place:
        found = judge_http(walk(visit_to(place, 80), Web("http", 80)))
    assert (found.state, found.facts["answer"]) == ("seen", "redirect")


def test_no_login_is_sent_and_no_accept_header() -> None:
    requests: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        while request := until_empty_line(connection):
            requests.append(request)
            connection.sendall(page(b"401 no", b'WWW-Authenticate: Basic realm="x"'))

    with tcp(serve) as place:
        walk(visit_to(place, 80), Web("http", 80))
    assert len(requests) > 5
    assert not [
        request for request in requests if b"authorization" in request.lower() or b"\naccept:" in request.lower()
    ]
    assert {request.split(b" ")[0] for request in requests} == {b"GET", b"POST"}


def test_a_server_that_closes_after_every_answer_is_asked_on_new_connections() -> None:
    answer = page(b"401 no", b"Connection: keep-alive")
    with tcp(replying(answer)) as place:
        walked = walk(visit_to(place, 80), Web("http", 80))
    assert all(one.page is not None for one in walked.shown)


# -- RTSP and FTP --------------------------------------------------------------------------------------------------------


def rtsp_server(describe: bytes) -> Serve:
    def serve(connection: socket.socket) -> None:
        while request := until_empty_line(connection):
            connection.sendall(
                b"RTSP/1.0 200 OK\r\nPublic: OPTIONS\r\n\r\n" if request.startswith(b"OPTIONS") else describe
            )

    return serve


def test_an_open_stream() -> None:
    description = b"v=0\r\nm=video 0 RTP/AVP 96\r\n"
    answer = b"RTSP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(description), description)
    with tcp(rtsp_server(answer)) as place:
        found = probe_rtsp(visit_to(place, 554, rtsp_paths=("/live",)))
    assert found.facts["open"] == ["/live"]


def test_streams_that_do_not_exist_leave_the_login_open() -> None:
    with tcp(rtsp_server(b"RTSP/1.0 404 Not Found\r\n\r\n")) as place:
        found = probe_rtsp(visit_to(place, 554))
    assert (found.state, found.facts["schemes"], found.facts["open"]) == ("seen", [], [])
    assert "option rtsp_paths" in found.evidence


def test_one_refused_describe_is_enough() -> None:
    requests: list[bytes] = []

    def serve(connection: socket.socket) -> None:
        while request := until_empty_line(connection):
            requests.append(request)
            connection.sendall(b'RTSP/1.0 401 no\r\nWWW-Authenticate: Digest realm="x", algorithm="SHA-256"\r\n\r\n')

    with tcp(serve) as place:
        found = probe_rtsp(visit_to(place, 554))
    assert len(requests) == 2
    assert found.facts["challenges"] == [{"scheme": "digest", "realm": "x", "algorithm": "sha-256", "qop": None}]


def test_a_greeting_is_harmless_text() -> None:
    with tcp(
        lambda connection: connection.sendall(b"220-\x1b[2JWelcome\x00 " + b"x" * 3000 + b"\r\n220 y\r\n")
    ) as place:
        found = probe_ftp(visit_to(place, 21))
    assert found.state == "seen"
    assert found.facts["banner"].isprintable()
    assert len(found.facts["banner"]) <= 160


# -- all of them ---------------------------------------------------------------------------------------------------------


def test_an_address_where_everything_is_closed_is_alive() -> None:
    sight = look(Target(fresh_address(), communities=("public",), silence=0.2))
    assert tuple(sight.findings) == PROBES
    assert sight.alive
    assert sight.findings["ports"].state == "not_seen"


def test_a_host_that_swallows_everything_is_never_found_in_order() -> None:
    # a listener whose queue is full drops what comes, as a camera behind a firewall does
    with socket.socket() as full:
        full.bind((fresh_address(), 0))
        address, port = full.getsockname()
        full.listen(0)
        waiting = [socket.socket() for _unused in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex((address, port))
        every = dict.fromkeys((21, 80, 443, 554), port)
        probes = ("http", "http_auth", "anonymous", "clock", "tls", "rtsp", "ftp", "ports")
        target = Target(address, port_map=every, time_limit=30, connect_limit=0.5, ports=(80, 554))
        sight = look(target, probes)
        for one in waiting:
            one.close()
    assert not sight.alive
    assert {finding.state for finding in sight.findings.values()} == {"unknown"}


def test_silence_of_one_service_counts_where_something_else_answers() -> None:
    with udp(lambda _data: []) as place:
        target = Target(place.address, port_map={161: place.port}, silence=0.3, communities=("public",))
        sight = look(target, ("snmp",))
    # the other ports are closed, and say so
    assert sight.alive
    assert sight.findings["snmp"].facts["answer"] == "silent"
    assert sight.findings["snmp"].state == "not_seen"


def test_a_name_that_nobody_knows() -> None:
    sight = look(Target("camera.invalid", time_limit=60))
    assert not sight.alive
    assert all("host name" in str(finding.reason) for finding in sight.findings.values())


def test_the_limit_holds_for_all_together_and_the_rest_is_not_lost() -> None:
    with tcp(silent) as place:
        ports = {80: place.port, 443: place.port, 554: place.port}
        sight = look(Target(place.address, port_map=ports, time_limit=1.0, silence=0.2, communities=("public",)))
    assert set(sight.findings) == set(PROBES)
    assert sight.findings["snmp"].state == "not_seen"
    assert sight.findings["rtsp"].state == "unknown"


def test_many_cameras_at_once_in_one_process() -> None:
    results: dict[int, Any] = {}

    def one(number: int, port: int, address: str) -> None:
        results[number] = look(Target(address, port_map={80: port}, time_limit=60), ("http", "ports", "ftp"))

    with tcp(serve_pages(TOP)) as place:
        threads = [threading.Thread(target=one, args=(number, place.port, place.address)) for number in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(results) == 40
    assert {sight.findings["http"].state for sight in results.values()} == {"seen"}
    assert len({str(sight.findings["http"].facts) for sight in results.values()}) == 1


def test_a_finding_is_the_same_however_long_it_took() -> None:
    first, second = (Finding("ftp", "seen", "x", {"port": 21}, seconds=seconds) for seconds in (0.1, 9.0))
    assert first == second
