# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Device Management: HTTP, HTTPS and RTSP, on or off, and their ports. The listeners follow."""

from __future__ import annotations

from dataclasses import dataclass

from .fault import bad_value, prohibited
from .registry import Access, Call, device
from .xml import el, leaf

HTTP, HTTPS, RTSP = "HTTP", "HTTPS", "RTSP"
_PORT_OF = {
    HTTP: "http_server.http_port",
    HTTPS: "http_server.https_port",
    RTSP: "rtp_server.rtsp_port",
}


@dataclass
class Protocol:
    """One entry of the list."""

    enabled: bool
    port: int


def _current(call: Call) -> dict[str, Protocol]:
    """All protocols as written last: a camera that needs a restart for them shows the new values, as Canon's page does."""
    written = call.service.written
    policy = written("ssl_tls.https_policy")
    on = {HTTP: policy != "https", HTTPS: policy != "http", RTSP: written("rtp_server.rtp") != "disable"}
    return {name: Protocol(on[name], int(written(id_))) for name, id_ in _PORT_OF.items()}


@device("GetNetworkProtocols", Access.READ_SYSTEM)
def get_network_protocols(call: Call) -> str:
    """List the protocols."""
    call.body.end()
    gone = set(call.service.state.gone_protocols)
    if call.service.quirks.on("missing_https"):
        gone.add(HTTPS)
    return "".join(
        el(
            "tds:NetworkProtocols",
            leaf("tt:Name", name),
            leaf("tt:Enabled", protocol.enabled),
            leaf("tt:Port", protocol.port),
        )
        for name, protocol in _current(call).items()
        if name not in gone
    )


@device("SetNetworkProtocols", Access.WRITE_SYSTEM)
def set_network_protocols(call: Call) -> str:
    """Replace the list (a protocol that is not given is off and no longer listed), or merge into it as a quirk."""
    given: dict[str, Protocol] = {}
    for entry in call.body.many("NetworkProtocols"):
        name = entry.one("Name").word(HTTP, HTTPS, RTSP)
        enabled = entry.one("Enabled").boolean
        ports = [port.integer for port in entry.many("Port")]
        entry.end()
        if len(ports) != 1:
            raise bad_value("ter:InvalidArgVal", f"{name}: one port, not {len(ports)}")
        given[name] = Protocol(enabled, ports[0])
    call.body.end()
    if not given:
        raise bad_value("ter:InvalidArgVal", "No protocol given")
    current, gone = _current(call), set(call.service.state.gone_protocols)
    if call.service.quirks.on("missing_https"):
        given.setdefault(HTTPS, current[HTTPS])  # what the camera does not show it does not touch either
    if call.service.quirks.on("merge_protocols"):
        gone -= set(given)
    else:
        gone = set(_PORT_OF) - set(given)
    wanted = {
        name: given.get(name, protocol if name not in gone else Protocol(False, protocol.port))
        for name, protocol in current.items()
    }
    _check(call, wanted, current)
    on = (wanted[HTTP].enabled, wanted[HTTPS].enabled)
    settings = {id_: str(wanted[name].port) for name, id_ in _PORT_OF.items()}
    if call.camera.ipro is not None and call.camera.ipro.quirks["fixed_onvif_ports"]:
        settings = {id_: call.service.written(id_) for id_ in settings}
    settings["ssl_tls.https_policy"] = {(True, False): "http", (True, True): "http_and_https"}.get(on, "https")
    _check_ipro(call, settings)
    settings["rtp_server.rtp"] = "enable" if wanted[RTSP].enabled else "disable"
    call.service.write(settings)
    call.service.state.gone_protocols = sorted(gone)
    return ""


def _check_ipro(call: Call, settings: dict[str, str]) -> None:
    """i-PRO cameras hold ONVIF to the rules of their own page."""
    ipro = call.camera.ipro
    reason = "" if ipro is None else ipro.connection.refusal(settings)
    if reason:
        raise bad_value("ter:InvalidArgVal", reason)


def _check(call: Call, wanted: dict[str, Protocol], current: dict[str, Protocol]) -> None:
    if not (wanted[HTTP].enabled or wanted[HTTPS].enabled):
        raise prohibited("ter:ServiceNotSupported", "HTTP and HTTPS cannot both be off")
    if not wanted[RTSP].enabled and "rtp_server.rtp" not in call.camera.store.items:
        raise bad_value("ter:ServiceNotSupported", "RTSP cannot be switched off")
    if wanted[HTTPS].enabled and not current[HTTPS].enabled and not call.camera.has_certificate:
        raise prohibited("ter:EnablingTlsFailed", "No certificate is assigned")
    ports = [protocol.port for protocol in wanted.values()]
    if len(set(ports)) < len(ports):
        raise bad_value("ter:PortAlreadyInUse", "Two protocols on one port")
    for name, protocol in wanted.items():
        item = call.camera.store.items[_PORT_OF[name]]
        if protocol.port != current[name].port and not item.check(str(protocol.port)):
            raise bad_value("ter:InvalidArgVal", f"{name}: port {protocol.port}")
