# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Chapter 2 of the guide, the [Server] pages: HTTP, SNMP, FTP, RTP."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .model import FAMILY_PRE2022, Limit, Setting
from .words import both, choice, integer, only_2022, only_pre, per, switch, text

_SERVER = "[Server] > [Server] > "
_RTP = "[Server] > [RTP Server]"
_PORTS = (1024, 65535)
_DIGEST = "digest"


def _snmp(name: str, label: str, kind: str, limits: Mapping[str, Limit], option: str | None = None,
          recommended: str | bool | None = None, section: str = "[SNMP Server]") -> Setting:
    return Setting(
        id=f"snmp_server.{name}", area="snmp_server", option=option or name, label=label, chapter="2",
        page=per("A-22", "B-21"), menu=both(_SERVER + section), kind=kind, limits=limits, recommended=recommended,
    )


def _multicast(group: str, label: str, section: tuple[str, str], counts: tuple[int, int]) -> tuple[Setting, ...]:
    """Address, port and TTL of one multicast group; port 0 and address 0.0.0.0 mean that it is off."""

    def row(name: str, field: str, kind: str, limit: Callable[[int], Limit]) -> Setting:
        return Setting(
            id=f"rtp_server.{group}.{name}", area="rtp_server", option=f"{group}[].{name}", label=f"{label}: {field}",
            chapter="2", page=per("A-16", "B-16"), menu=per(f"{_RTP} > {section[0]}", f"{_RTP} > {section[1]}"),
            kind=kind, limits=per(limit(counts[0]), limit(counts[1])), indexed=True,
        )

    return (
        row("multicast_address", "Multicast Address", "multicast", lambda n: text(39, default="0.0.0.0", count=n)),
        row("multicast_port", "Multicast Port", "integer", lambda n: integer((0, 0), _PORTS, default=0, count=n)),
        row("multicast_ttl", "Multicast TTL", "integer", lambda n: integer((0, 255), default=1, count=n)),
    )


SETTINGS = (
    Setting(
        id="http_server.auth_method", area="http_server", option="auth_method", label="Authentication Method",
        chapter="2", page=per("A-15", "B-15"), menu=both(_SERVER + "[HTTP Server]"), kind="choice",
        limits=both(choice("basic", _DIGEST)), recommended=_DIGEST, risk="connection",
    ),
    Setting(
        id="http_server.http_port", area="http_server", option="http_port", label="HTTP Port", chapter="2",
        page=per("A-16", "B-16"), menu=both(_SERVER + "[HTTP Server]"), kind="integer",
        limits=both(integer((80, 80), _PORTS, default=80)), risk="connection", restart=(FAMILY_PRE2022,),
    ),
    Setting(
        id="http_server.https_port", area="http_server", option="https_port", label="HTTPS Port", chapter="2",
        page=per("A-16", "B-16"), menu=both(_SERVER + "[HTTP Server]"), kind="integer",
        limits=both(integer((443, 443), _PORTS, default=443)), risk="connection", restart=(FAMILY_PRE2022,),
    ),
    Setting(
        id="http_server.check_time_on_authentication", area="http_server", option="check_time_on_authentication",
        label="Check Time on Authentication", chapter="2", page=only_pre("B-21"), menu=only_pre("[Server] > [Server]"),
        kind="switch", words=("check", "do_not_check"), limits=only_pre(switch()),
        note="Printed on the guide's [Server] screen below [Use FTP Server]; the guide does not explain it.",
    ),
    _snmp("v1_v2c", "Use SNMP v1 and v2c", "switch", both(switch(False)), recommended=False),
    _snmp("v3", "Use SNMP v3", "switch", both(switch(False))),
    _snmp("contact", "Administrator Contact Information", "text", both(text(63))),
    _snmp("function_name", "Administration Function Name", "text", both(text(31))),
    _snmp("location", "Installation Location", "text", both(text(31))),
    _snmp("v3_user_name", "User Name", "text", both(text(32)), "user_name", section="[SNMP v3 Server]"),
    _snmp("security_level", "Security Level", "choice",
          both(choice("none", "authentication", "authentication_and_encryption")),
          recommended="authentication_and_encryption", section="[SNMP v3 Server]"),
    _snmp("auth_algorithm", "Authentication Algorithm", "choice", both(choice("md5", "sha1")), recommended="sha1",
          section="[SNMP v3 Server]"),
    _snmp("auth_password", "Authentication Password", "secret", both(text(32, 8)), section="[SNMP v3 Server]"),
    _snmp("encryption_algorithm", "Encryption Algorithm", "choice", both(choice("des", "aes")), recommended="aes",
          section="[SNMP v3 Server]"),
    _snmp("encryption_password", "Encryption Password", "secret", both(text(32, 8)), section="[SNMP v3 Server]"),
    Setting(
        id="ftp_server.ftp", area="ftp_server", option="ftp", label="Use FTP Server", chapter="2",
        page=only_pre("B-22"), menu=only_pre(_SERVER + "[FTP Server]"), kind="switch", limits=only_pre(switch(False)),
        recommended=False, note="Enable it only while uploading a file: FTP sends name and password in clear text.",
    ),
    Setting(
        id="rtp_server.rtp", area="rtp_server", option="rtp", label="RTP", chapter="2", page=per("A-23", "B-22"),
        menu=both(_RTP + " > [RTP Server]"), kind="switch", limits=both(switch(True)), recommended=False,
        note="Part A names [RTP], but the screen it prints has no such row: it depends on the model.",
    ),
    Setting(
        id="rtp_server.rtsp_auth_method", area="rtp_server", option="rtsp_auth_method",
        label="RTSP Authentication Method", chapter="2", page=per("A-15", "B-15"), menu=both(_RTP + " > [RTP Server]"),
        kind="choice", limits=both(choice("basic", _DIGEST)), recommended=_DIGEST,
    ),
    Setting(
        id="rtp_server.rtsp_port", area="rtp_server", option="rtsp_port", label="RTSP Port", chapter="2",
        page=per("A-16", "B-16"), menu=both(_RTP + " > [RTP Server]"), kind="integer",
        limits=both(integer((554, 554), _PORTS, default=554)),
    ),
    Setting(
        id="rtp_server.audio.compression_method", area="rtp_server", label="Audio Compression Method", chapter="2",
        page=only_2022("A-23"), menu=only_2022(f"{_RTP} > [Audio Settings 1/2]"), kind="choice",
        limits=only_2022(choice("g711", "aac_lc", count=2)), indexed=True, readonly=True,
        note="Printed beside the multicast fields: G.711 for [Audio Settings 1], AAC-LC for [Audio Settings 2].",
    ),
    *_multicast("audio", "Audio", ("[Audio Settings 1/2]", "[Audio Multicast]"), (2, 1)),
    *_multicast("stream", "RTP Stream", ("[RTP Stream 1/2/3/4/5]", "[RTP Stream 1/2/3/4/5]"), (5, 5)),
)

#: Port settings that must not share a number on one camera: label by setting id, and the transport.
PORTS_IN_USE = {
    "http_server.http_port": "tcp",
    "http_server.https_port": "tcp",
    "rtp_server.rtsp_port": "tcp",
}
