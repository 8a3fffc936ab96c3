# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A whole search over real sockets: somebody on the loopback who answers as cameras do, or as nobody should."""

from __future__ import annotations

import ipaddress
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from xml.etree import ElementTree

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._discovery import search
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.links import Link
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CameraUnreachable, InvalidValue

from .answers import UUID, answer, device

#: An address of our own, so that other fleets may answer on theirs at the same time.
NETWORK = f"127.{100 + os.getpid() % 100}"
ADDRESS = f"{NETWORK}.66.1"
SILENT = f"{NETWORK}.66.2"
WSA = "{http://schemas.xmlsoap.org/ws/2004/08/addressing}"
WSD = "{http://schemas.xmlsoap.org/ws/2005/04/discovery}"
PRINTER = device(types="p:Printer")

Reply = Callable[[str, str], list[bytes]]


class Somebody:
    """Hears probes at an address, keeps them, and answers with whatever C(reply) makes of message id and type."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply
        self.probes: list[tuple[str, str]] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((ADDRESS, 3702))
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while True:
            data, peer = self._socket.recvfrom(65536)
            if data == b"end":
                return
            root = ElementTree.fromstring(data)
            identity = root.findtext(f".//{WSA}MessageID") or ""
            self.probes.append((identity, (root.findtext(f".//{WSD}Types") or "").rpartition(":")[2]))
            for reply in self._reply(*self.probes[-1]):
                self._socket.sendto(reply, peer)

    def stop(self) -> None:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as end:
            end.sendto(b"end", (ADDRESS, 3702))
        self._thread.join(60)
        self._socket.close()


@contextmanager
def somebody(reply: Reply) -> Iterator[Somebody]:
    """Somebody at ADDRESS."""
    found = Somebody(reply)
    try:
        yield found
    finally:
        found.stop()


def look(*addresses: str, **limits: float | int | None) -> tuple[list[search.Heard], list[str]]:
    """A search for these addresses, and what it noted."""
    notes: list[str] = []
    options = {"timeout": 60.0, "wait": 1.0, **limits}
    targets = tuple(ipaddress.ip_address(address) for address in addresses)
    heard, _more = search.run(search.Search(targets=targets, **options), notes.append)  # type: ignore[arg-type]  # by keyword
    return heard, notes


def test_who_answers_is_heard_and_nothing_is_waited_for() -> None:
    with somebody(lambda identity, kind: [answer(identity, device())]) as there:
        heard, notes = look(ADDRESS, wait=50)

    assert [(item.match.endpoint, item.source, item.link) for item in heard] == [(UUID, ADDRESS, None)]
    assert there.probes[0][1] == "NetworkVideoTransmitter"
    assert notes == []


def test_who_knows_only_the_newer_type_is_asked_for_it() -> None:
    with somebody(
        lambda identity, kind: [answer(identity, device(types="tds:Device"))] if kind == "Device" else []
    ) as there:
        heard, _notes = look(ADDRESS, wait=50)

    assert len(heard) == 1
    kinds = [kind for _identity, kind in there.probes]
    assert kinds[:3] == ["NetworkVideoTransmitter"] * 3
    assert kinds[3] == "Device"
    assert len({identity for identity, kind in there.probes if kind == "Device"}) == 1, "repeats have the same id"


def test_silence_ends_after_the_wait() -> None:
    heard, _notes = look(SILENT, wait=0.1)

    assert heard == []


@pytest.mark.parametrize(
    ("reply", "note"),
    [
        (b"", "no usable XML"),
        (b"\xff\xfe\x00", "no usable XML"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "document type"),
        (answer("urn:uuid:somebody-else", device()), "somebody else's message"),
        (b"<a>" * 20000, "nested deeper"),
        (b"x" * 65000, "no usable XML"),
    ],
)
def test_what_is_no_answer_is_noted_and_ignored(reply: bytes, note: str) -> None:
    with somebody(lambda identity, kind: [reply, answer(identity, device())]):
        heard, notes = look(ADDRESS, wait=50)

    assert [item.match.endpoint for item in heard] == [UUID]
    assert any(note in text and ADDRESS in text for text in notes)


def test_a_printer_is_no_camera() -> None:
    with somebody(lambda identity, kind: [answer(identity, PRINTER)]):
        heard, notes = look(ADDRESS, wait=50)

    assert heard == []
    assert any("is no camera: Printer" in text for text in notes)


def test_repeated_answers_are_one() -> None:
    with somebody(lambda identity, kind: [answer(identity, device())] * 20):
        heard, _notes = look(ADDRESS, wait=50)

    assert len(heard) == 1


def test_a_flood_from_one_sender_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MAX_FROM_ONE", 10)
    flood = [answer("urn:uuid:other", device())] * 30

    with somebody(lambda identity, kind: [*flood, answer(identity, device())]):
        heard, notes = look(ADDRESS, wait=3)

    assert heard == [], "it used up what it may send"
    assert sum("more than it may" in text for text in notes) == 1
    assert len(notes) == 11, "no line for each datagram of a flood"


def test_no_more_cameras_than_allowed() -> None:
    many = [device(f"urn:uuid:{n}") for n in range(60)]
    target = (ipaddress.ip_address(ADDRESS),)

    with somebody(lambda identity, kind: [answer(identity, *many)]):
        heard, more = search.run(search.Search(targets=target, timeout=60, wait=50, max_cameras=7), lambda text: None)

    assert len(heard) == 7
    assert more


def test_as_many_as_expected_end_the_search() -> None:
    with somebody(lambda identity, kind: [answer(identity, device())]) as there:
        # the other address would be waited for
        heard, _notes = look(SILENT, ADDRESS, wait=50, expected=1)

    assert len(heard) == 1
    assert there.probes


def test_too_many_addresses_for_the_time_are_refused_before_the_first_probe() -> None:
    with somebody(lambda identity, kind: []) as there:
        with pytest.raises(InvalidValue, match="timeout is 5 s") as caught:
            look(ADDRESS, *(f"{NETWORK}.67.{n}" for n in range(1, 200)), rate=10, timeout=5)
        assert there.probes == []

    assert "Raise timeout or rate" in str(caught.value.hint)


def test_an_interface_that_cannot_send_is_told() -> None:
    nowhere = Link("gone0", 0, ipaddress.ip_address("192.0.2.1"))

    with pytest.raises(CameraUnreachable, match=r"gone0 \(192\.0\.2\.1\)"):
        search.run(search.Search(links=(nowhere,), wait=0.1), lambda text: None)


def test_nothing_to_search_is_nothing_found() -> None:
    assert search.run(search.Search(wait=0.1), lambda text: None) == ([], False)
