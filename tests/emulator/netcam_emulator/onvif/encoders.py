# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Encoder configurations that both media services show: made-up video, real multicast settings of the camera.

Canon's streams 1 to 5 are video encoders here, its audio streams audio encoders; where they send by multicast is the
same setting. Multicast of the metadata stream, and AutoStart, only ONVIF knows.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any, NamedTuple

from .device_clock import checked_address
from .fault import bad_value, receiver
from .xml import Reader, Scalar, el, leaf

if TYPE_CHECKING:
    from .service import OnvifService

VIDEO, AUDIO, METADATA = "VIDEO", "AUDIO", "METADATA"
_GROUP = {VIDEO: "rtp_server.stream", AUDIO: "rtp_server.audio"}
PROFILES = 2
SIZE = (1920, 1080)
_VIDEO: dict[str, Any] = {"width": 1920, "height": 1080, "quality": "5", "rate": 30, "bitrate": 4096}
_AUDIO: dict[str, Any] = {"encoding": "G711", "bitrate": 64, "rate": 8}


class Multicast(NamedTuple):
    """Where a stream goes by multicast."""

    address: str
    port: int
    ttl: int
    auto_start: bool


def tokens(service: OnvifService, kind: str) -> list[str]:
    """Tokens of all configurations of a kind."""
    if kind == METADATA:
        return [f"{METADATA}_1"]
    count = service.camera.store.items[f"{_GROUP[kind]}.multicast_address"].count
    return [f"{kind}_{number}" for number in range(1, count + 1)]


def check_token(service: OnvifService, kind: str, token: str) -> str:
    """Return the token; raises Fault for an unknown one."""
    if token not in tokens(service, kind):
        raise bad_value("ter:NoConfig", f"No configuration {token!r}")
    return token


def values(service: OnvifService, token: str) -> dict[str, Any]:
    """What was set on an encoder, or its defaults."""
    defaults = _VIDEO if token.startswith(VIDEO) else _AUDIO
    return {**defaults, **service.state.media.get(token, {})}


def multicast(service: OnvifService, token: str) -> Multicast:
    """Multicast settings of an encoder."""
    own = service.state.media.get(token, {})
    kind, _unused, number = token.partition("_")
    if kind == METADATA:
        return Multicast(own.get("address", "0.0.0.0"), own.get("port", 0), own.get("ttl", 1), own.get("auto", False))
    row, written = int(number) - 1, service.camera.store.written
    address, port, ttl = (written[(f"{_GROUP[kind]}.multicast_{name}", row)] for name in ("address", "port", "ttl"))
    return Multicast(address, int(port), int(ttl), bool(own.get("auto")))


def store(service: OnvifService, token: str, wanted: Multicast | None, more: dict[str, Any]) -> None:
    """Store what was given; raises Fault for values the camera does not take."""
    kind, _unused, number = token.partition("_")
    own = {**service.state.media.get(token, {}), **more}
    if wanted is not None:
        _check(wanted)
        own["auto"] = wanted.auto_start
        if kind == METADATA:
            own.update(address=wanted.address, port=wanted.port, ttl=wanted.ttl)
        else:
            row, group = int(number) - 1, _GROUP[kind]
            service.write_cells(
                {
                    (f"{group}.multicast_address", row): wanted.address,
                    (f"{group}.multicast_port", row): str(wanted.port),
                    (f"{group}.multicast_ttl", row): str(wanted.ttl),
                }
            )
    service.state.media[token] = own


def _check(wanted: Multicast) -> None:
    address = ipaddress.ip_address(wanted.address)
    fits = address.is_multicast or int(address) == 0
    if not fits or not (wanted.port == 0 or 1024 <= wanted.port <= 65535) or not 0 <= wanted.ttl <= 255:
        raise bad_value("ter:ConfigModify", f"Multicast to {wanted.address} port {wanted.port} TTL {wanted.ttl}")


# As XML


def shown_multicast(service: OnvifService, token: str) -> str:
    """`tt:Multicast`."""
    found = multicast(service, token)
    version = ipaddress.ip_address(found.address).version
    address = el("tt:Address", leaf("tt:Type", f"IPv{version}"), leaf(f"tt:IPv{version}Address", found.address))
    return el(
        "tt:Multicast",
        address,
        leaf("tt:Port", found.port),
        leaf("tt:TTL", found.ttl),
        leaf("tt:AutoStart", found.auto_start),
    )


def given_multicast(given: Reader) -> Multicast:
    """Read `tt:Multicast`."""
    address = given.one("Address")
    version = 4 if address.one("Type").word("IPv4", "IPv6") == "IPv4" else 6
    found = {4: address.maybe_text("IPv4Address"), 6: address.maybe_text("IPv6Address")}
    address.end()
    port, ttl, auto = given.one("Port").integer, given.one("TTL").integer, given.one("AutoStart").boolean
    given.end()
    return Multicast(checked_address(found[version] or "", version), port, ttl, auto)


def head(token: str) -> tuple[str, dict[str, Scalar]]:
    """Name and UseCount, and the token as attribute: what every configuration begins with."""
    return leaf("tt:Name", token) + leaf("tt:UseCount", 1), {"token": token}


def taken_head(given: Reader) -> str:
    """Read what every configuration begins with; returns the token."""
    given.one("Name")
    given.one("UseCount")
    return given.element.get("token", "")


def video_source(tag: str) -> str:
    """The one video source, as a configuration."""
    name, attributes = head("SOURCE_1")
    bounds: dict[str, Scalar] = {"x": 0, "y": 0, "width": SIZE[0], "height": SIZE[1]}
    return el(tag, name, leaf("tt:SourceToken", "SENSOR_1"), el("tt:Bounds", attributes=bounds), attributes=attributes)


def metadata(service: OnvifService, tag: str) -> str:
    """The metadata configuration, the same in both services."""
    name, attributes = head(f"{METADATA}_1")
    inside = (
        leaf("tt:Analytics", False),
        shown_multicast(service, f"{METADATA}_1"),
        leaf("tt:SessionTimeout", "PT60S"),
    )
    return el(tag, name, *inside, attributes=attributes)


def set_metadata(service: OnvifService, given: Reader) -> None:
    """Store a metadata configuration."""
    token = check_token(service, METADATA, taken_head(given))
    for ignored in ("PTZStatus", "Events", "Analytics"):
        given.maybe(ignored)
    wanted = given_multicast(given.one("Multicast"))
    given.one("SessionTimeout")
    store(service, token, wanted, {})


def check_profile(token: str) -> str:
    """Return a profile's number; raises Fault."""
    if token not in [f"PROFILE_{number}" for number in range(1, PROFILES + 1)]:
        raise bad_value("ter:NoProfile", f"No profile {token!r}")
    return token.rpartition("_")[2]


def stream_uri(service: OnvifService, token: str) -> str:
    """Where a profile's stream is."""
    number, camera = check_profile(token), service.camera
    port = camera.ports.bound(int(camera.store["rtp_server.rtsp_port"]))
    return f"rtsp://{camera.entry.address}:{port}/stream/{number}"


def streaming(service: OnvifService, token: str, on: bool) -> None:
    """Start or stop multicast of a profile's video; raises Fault where no address is set."""
    encoder = f"{VIDEO}_{check_profile(token)}"
    if on and ipaddress.ip_address(multicast(service, encoder).address).is_unspecified:
        raise receiver("ter:Action", "ter:IncompleteConfiguration", reason="No multicast address")
    service.state.media.setdefault(encoder, {})["streaming"] = on
