# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cameras that answer bombs, rubbish, and without end: each fails by itself, in words, and the others go on."""

from __future__ import annotations

from typing import Any

from netcam_emulator.testing import Fleet

from .fleets import conformant
from .runs import run_playbook, task

#: What a camera answers to GetNetworkProtocols, and what the user is told.
KINDS = {
    "entities": "document type or entities",
    "dtd": "document type or entities",
    "deep": "nested deeper than 64",
    "malformed": "mismatched tag",
    "binary": "no usable XML",
    "truncated": "broke off before its end",
    "huge": "longer than 4194304 bytes",
    "endless": "longer than 4194304 bytes",
}
FLEET: dict[str, Any] = {
    "cameras": [
        *(conformant(kind, onvif_quirks={"hostile_xml": {"GetNetworkProtocols": kind}}) for kind in KINDS),
        conformant("decent"),
    ],
}


def test_every_kind_ends_in_words_of_its_own_and_nothing_is_written(fleet: Fleet) -> None:
    ports = {"http_port": 80, "https_port": 8443}
    run = run_playbook([task("Set", "http_server", ports)], fleet)
    for kind, words in KINDS.items():
        assert run.of("Set", kind).status in ("failed", "unreachable"), kind
        assert words in run.of("Set", kind).msg, run.of("Set", kind).msg
        assert run.of("Set", kind).msg.startswith(f"{kind}: ")
        assert run.of("Set", kind).code != "internal"
        assert fleet.camera(kind).count("onvif_writes") == 0
    assert "Traceback" not in run.text
    assert run.of("Set", "decent").changed
    assert fleet.camera("decent").settings()["http_server.https_port"] == 8443
