# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""What the guides do not say: ONVIF's baseline for TLS, what cameras of other makers have, what only an audit can see."""

from __future__ import annotations

from ..._catalog import FAMILY_IPRO
from .. import inside, outside
from ..control import BASELINE, IPRO_MANUAL, ONVIF, OURS, Control

CONTROLS = (
    Control(
        id="NC-B.1", title="The camera does what its settings say", chapter="beyond", severity="high", level="entry",
        topic="policy", source=OURS, of_others=True,
        do="Restart the camera when a setting waits for it; if that does not help, ask the maker, and block it in the network.",
    ),
    Control(
        id="NC-B.2", title="Certificate names and dates are right", chapter="beyond", severity="medium", level="standard",
        topic="tls", source=OURS, outside=outside.valid_certificate, variable="harden_certificate_source", value="site_ca",
    ),
    Control(
        id="NC-B.3", title="Nothing older than TLS 1.2 is spoken", chapter="beyond", severity="high", level="standard",
        topic="baseline", source=BASELINE, settings=("ssl_tls.minimum_tls_version",), inside=inside.tls_versions,
        outside=outside.tls_versions, do="netcam.hardening.ssl_tls with minimum_tls_version: \"1.2\", where the camera has it; "
        "else newer firmware.",
    ),
    Control(
        id="NC-B.4", title="Key, signature and cipher suites meet the baseline", chapter="beyond", severity="medium",
        level="strict", topic="baseline", source=BASELINE, outside=outside.tls_strength,
        do="A certificate with an RSA key of 3072 bits, P-256 or P-384, signed with SHA-256; suites by newer firmware.",
    ),
    Control(
        id="NC-B.5", title="No other TCP port is open", chapter="beyond", severity="medium", level="standard",
        topic="unused", source=OURS, outside=outside.other_ports,
        do="Find out which function opens the port and switch it off, or name the port in audit_expected_ports.",
    ),
    Control(
        id="NC-B.6", title="The camera itself asks for strong passwords", chapter="beyond", severity="low",
        level="strict", topic="administrator", source=ONVIF,
        settings=("account_policy.complexity.min_length", "account_policy.complexity.uppercase"),
        inside=inside.password_rules, variable="harden_account_policy", value="<see docs/onvif.md>",
    ),
    Control(
        id="NC-B.7", title="The camera reports failed logins", chapter="beyond", severity="low", level="strict",
        topic="log", source=ONVIF, settings=("account_policy.failed_logins.enable",), inside=inside.failed_logins,
        variable="harden_account_policy", value="<see docs/onvif.md>",
    ),
    Control(
        id="NC-B.8", title="WS-Discovery is off", chapter="beyond", severity="low", level="strict", topic="unused",
        source=ONVIF, settings=("network.ws_discovery",), inside=inside.ws_discovery, outside=outside.no_ws_discovery,
        variable="harden_ws_discovery", value="false",
    ),
    Control(
        id="NC-B.9", title="The camera opens no ports in the router", chapter="beyond", severity="high", level="entry",
        topic="unused", source=IPRO_MANUAL, settings=("network.upnp_port_forwarding",), families=(FAMILY_IPRO,),
        do="netcam.hardening.network with upnp_port_forwarding: false.",
    ),
    Control(
        id="NC-B.10", title="Easy IP Setup ends 20 minutes after the start", chapter="beyond", severity="low",
        level="standard", topic="unused", source=IPRO_MANUAL, settings=("network.easy_ip_setup",), families=(FAMILY_IPRO,),
    ),
)
