# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Commands that real WV cameras have been seen to answer: product, capabilities, sessions, the random number."""

from __future__ import annotations

import hashlib

from ...reply import Reply
from .. import framing
from ..registry import Call, Pairs, command
from ..users import LIVE


def mac_of(name: str) -> str:
    """A MAC address of the documentation range (RFC 7042), the same in every run."""
    digest = hashlib.sha256(name.encode()).hexdigest().upper()
    return f"00-00-5E-00-53-{digest[:2]}"


@command("getinfo", level=LIVE, confirmed=True)
async def getinfo(call: Call) -> Reply:
    """Product information."""
    call.word("FILE", "1")
    entry, quirks = call.camera.entry, call.service.quirks
    pairs = {
        "MAC": mac_of(entry.name),
        "SERIAL": hashlib.sha256(entry.name.encode()).hexdigest()[:8].upper(),
        "VERSION": call.camera.firmware,
        "NAME": call.camera.store["camera.title"],
        "SDrec": "disable",
        "ePort": "31004",
        "PRODUCT_NAME": entry.model,
        "DESTINATION": "P",
    }
    body = "".join(f"{key}={value}\r\n" for key, value in pairs.items())
    return framing.text(quirks, f"<HTML>\r\n{body}</HTML>\r\n" if quirks["html_wrapper"] else body)


@command("get_capability", level=LIVE, confirmed=True)
async def get_capability(call: Call) -> Pairs:
    """What the camera can do."""
    onvif = "yes" if call.camera.onvif is not None else "no"
    return [
        ("common.capability_version", "1.00"),
        ("common.category", "camera"),
        ("video_server.basic.type", "fixed"),
        ("video_server.image.format", "jpeg,mjpeg,h264,h265"),
        ("video_server.sdcard.pwlock.supported", "no"),
        ("video_server.sdcard.integrity_check.supported", "yes"),
        ("video_server.network.ipv6.supported", "yes"),
        ("video_server.network.https.supported", "yes"),
        ("video_server.onvif.supported", onvif),
    ]


@command("man_session", confirmed=True)
async def man_session(call: Call) -> Reply:
    """Sessions in use; the answer is made for people."""
    call.word("command", "get")
    listed = "H.264 session:0\r\nAudio(udp) session:0\r\nJpeg session:0\r\nAudio(tcp) session:0\r\n\r\nUsed UID:\r\n"
    return framing.text(call.service.quirks, listed)


@command("get_randomnum", confirmed=True)
async def get_randomnum(call: Call) -> Reply:
    """Sixteen hexadecimal digits, with neither byte-order mark nor line end."""
    return Reply(call.service.new_randomnum())


@command("getuid", level=LIVE, confirmed=True)
async def getuid(call: Call) -> Pairs:
    """A session for video; a refusal comes under status 200."""
    call.word("FILE", "2")
    return [("UID", call.service.quirks["uid_refused"] or 23206)]


@command("keep_alive", level=LIVE, confirmed=True)
async def keep_alive(call: Call) -> Reply:
    """As an integrator has seen it: 500 for right parameters, 403 for wrong ones."""
    return framing.error(500 if {"mode", "protocol", "UID"} <= set(call.params) else 403)
