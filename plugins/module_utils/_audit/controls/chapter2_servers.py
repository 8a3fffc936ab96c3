# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Chapter 2 of the guide, how the camera talks: authentication, ports, [SSL/TLS], [802.1X]; and i-PRO's HTTPS page."""

from __future__ import annotations

from ..._catalog import FAMILY_2022, FAMILY_IPRO
from .. import inside, outside, trust
from ..control import IPRO, Control, guide

_TLS = guide("A-17", "B-17")

CONTROLS = (
    Control(
        id="NC-2.8", title="The web server asks for Digest authentication", chapter="2", severity="high", level="entry",
        topic="digest", settings=("http_server.auth_method",), outside=outside.http_digest,
        variable="harden_http_auth_method", value="digest",
    ),
    Control(
        id="NC-2.9", title="The RTSP server asks for Digest authentication", chapter="2", severity="high", level="entry",
        topic="digest", settings=("rtp_server.rtsp_auth_method",), outside=outside.rtsp_digest,
        variable="harden_rtsp_auth_method", value="digest",
    ),
    Control(
        id="NC-2.10", title="Each service has a port of its own", chapter="2", severity="low", level="standard",
        topic="ports", settings=("http_server.http_port", "http_server.https_port", "rtp_server.rtsp_port"),
        inside=inside.distinct_ports, do="harden_http_port, harden_https_port, harden_rtsp_port: numbers that differ.",
    ),
    Control(
        id="NC-2.11", title="Connections are encrypted: HTTPS, and no plain HTTP", chapter="2", severity="high",
        level="entry", topic="tls", settings=("ssl_tls.https_policy",), outside=outside.https_only, one_way=True,
        variable="harden_https_policy", value="https",
    ),
    Control(
        id="NC-2.12", title="The server certificate comes from a trusted authority", chapter="2", severity="medium",
        level="standard", topic="tls", outside=outside.own_certificate,
        page=_TLS | {FAMILY_IPRO: "16.2.5"},
        menu=guide("[Security] > [Certificate Management]", "[Security] > [SSL/TLS] > [Certificate Management]")
        | {FAMILY_IPRO: "[Network] > [Advanced] > [HTTPS]"},
        variable="harden_certificate_source", value="site_ca",
    ),
    Control(
        id="NC-2.13", title="CA certificates, and revocation lists, for uploads are installed", chapter="2",
        severity="low", level="strict", topic="tls", settings=("certificate.ca_certificate", "certificate.crl"),
        inside=trust.upload_trust, families=(FAMILY_2022,),
        do="Where the camera uploads by HTTPS or FTPS, install the CA certificate and the CRL of the receiving server: "
        "netcam.hardening.certificate_trust.",
    ),
    Control(
        id="NC-2.14", title="What HTTPS does not encrypt is protected otherwise: video by RTP and RTSP, uploads",
        chapter="2", severity="medium", level="standard", topic="tls", by_person=True, page=_TLS,
        do="Keep video streams and uploads inside a protected network, or in a VPN: the camera does not encrypt them.",
    ),
    Control(
        id="NC-2.15", title="The camera authenticates to its network by 802.1X", chapter="2", severity="medium",
        level="strict", topic="dot1x", settings=("dot1x.enable",), inside=inside.dot1x, variable="harden_dot1x",
        value="<see docs/certificates.md>",
    ),
    Control(
        id="NC-2.16", title="A copy of the server certificate lies elsewhere", chapter="2", severity="low",
        level="standard", topic="backup", settings=("certificate.delete_server",), by_person=True, source=IPRO,
        families=(FAMILY_IPRO,), page={FAMILY_IPRO: "16.2.5"}, menu={FAMILY_IPRO: "[Network] > [Advanced] > [HTTPS]"},
        do="Keep the file of the server certificate: it is needed to install it again after it was deleted.",
    ),
    Control(
        id="NC-2.17", title="Viewers trust the authority of the certificates", chapter="2", severity="low",
        level="standard", topic="tls", by_person=True, source=IPRO, families=(FAMILY_IPRO,),
        page={FAMILY_IPRO: "16.2.5"}, menu={FAMILY_IPRO: "[Network] > [Advanced] > [HTTPS]"},
        do="Install the root and intermediate certificates in the browsers and viewers, so that nobody clicks warnings away.",
    ),
)
