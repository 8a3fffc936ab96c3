# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Chapter 2 of the guide, [SSL/TLS], [Certificate Management] and [802.1X].

Certificates are no values that are compared and written: the stores of C(_certificates/store.py) carry them. Their rows
here give labels, menu paths and limits, for errors and for the manual list.
"""

from __future__ import annotations

from collections.abc import Mapping

from .model import FAMILY_2022, FAMILY_PRE2022, Limit, Setting
from .words import both, choice, only_2022, only_pre, per, switch, text

_TLS = per("A-17", "B-17")
_DOT1X = per("A-19", "B-18")
_OLD = "[Security] > [SSL/TLS]"
_DATE = r"\d{4}/\d{2}/\d{2}"


def _field(name: str, label: str, limit: Limit, both_parts: bool = False) -> Setting:
    """A field of the self-signed certificate; part A prints some of them as columns of [Server Certificates]."""
    menu = per(_OLD + " > [Server Certificates]", _OLD + " > [Certificates]")
    families = menu if both_parts else only_pre("")
    return Setting(
        id=f"certificate.{name}", area="certificate", label=label, chapter="2",
        page={family: _TLS[family] for family in families}, menu={family: menu[family] for family in families},
        kind="text", limits=dict.fromkeys(families, limit),
    )


def _status(area: str, name: str, label: str, section: str, page: Mapping[str, str]) -> Setting:
    """A field that only shows something."""
    return Setting(
        id=f"{area}.{name}", area=area, label=label, chapter="2", page=page,
        menu=dict.fromkeys(page, f"[Security] > {section}"), kind="text", limits=dict.fromkeys(page, Limit()), readonly=True,
    )


def _action(area: str, name: str, label: str, menu: Mapping[str, str], page: Mapping[str, str]) -> Setting:
    return Setting(
        id=f"{area}.{name}", area=area, label=label, chapter="2", page=page, menu=menu, kind="text",
        limits={family: Limit() for family in menu}, action=True,
    )


def _old(name: str, label: str) -> Setting:
    return _action("certificate", name, label, only_pre(_OLD + " > [Certificate Management]"), only_pre("B-17"))


def _dot1x(name: str, label: str) -> Setting:
    return _action("dot1x", name, label, only_pre("[Security] > [802.1X] > [Certificate Management]"), only_pre("B-18"))


SETTINGS = (
    Setting(
        id="ssl_tls.https_policy", area="ssl_tls", option="https_policy", label="HTTPS Connection Policy", chapter="2", page=_TLS,
        menu=both("[Security] > [SSL/TLS] > [Encrypted Communications]"), kind="choice",
        limits=both(choice("http", "http_and_https", "https")), risk="connection",
        restart=(FAMILY_2022, FAMILY_PRE2022), recommended="https",
    ),
    _action("certificate", "install", "Certificate Management",
            only_2022("[Security] > [Certificate Management]"), only_2022("A-17")),
    _action("certificate", "select", "Server Certificates: Select",
            only_2022("[Security] > [SSL/TLS] > [Server Certificates]"), only_2022("A-17")),
    _action("certificate", "ca_certificate", "CA certificate",
            only_2022("[Security] > [Certificate Management]"), only_2022("A-17")),
    _action("certificate", "crl", "CRL", only_2022("[Security] > [Certificate Management]"), only_2022("A-17")),
    _status("certificate", "validity_period", "Certificate Validity Period", "[SSL/TLS]", only_2022("A-17")),
    _action("certificate", "create_self_signed", "Create Self-Signed Certificate",
            only_pre(_OLD + " > [Certificates]"), only_pre("B-17")),
    _status("certificate", "status", "Certificate Status", "[SSL/TLS] > [Certificates]", only_pre("B-17")),
    _field("country", "Country (C)", text(2, 2)),
    _field("state", "State/Province (ST)", text(128)),
    _field("locality", "Locality (L)", text(128)),
    _field("organization", "Organization (O)", text(64)),
    _field("organizational_unit", "Organizational Unit (OU)", text(64)),
    _field("common_name", "Common Name (CN)", text(64), both_parts=True),
    _field("start_date", "Validity Period Start Date", text(10, 10, pattern=_DATE, says="yyyy/mm/dd"), both_parts=True),
    _field("end_date", "Validity Period End Date", text(10, 10, pattern=_DATE, says="yyyy/mm/dd"), both_parts=True),
    _old("generate_csr", "Generate Certificate Signing Request"),
    _old("display_csr", "Display Certificate Signing Request"),
    _old("install_server", "Install Server Certificate"),
    _old("install_intermediate", "Install Intermediate Certificate"),
    _old("delete_server", "Delete Server Certificate"),
    _old("delete_intermediate", "Delete Intermediate Certificate"),
    _old("display_server", "Display Server Certificate Details"),
    _old("display_self_ca", "Display Self CA Certificate"),
    _old("backup", "Backup"),
    _old("restore", "Restore"),
    Setting(
        id="dot1x.enable", area="dot1x", label="802.1X Authentication", chapter="2", page=_DOT1X,
        menu=both("[Security] > [802.1X]"), kind="switch", limits=both(switch()), risk="connection",
        option="enable",
    ),
    Setting(
        id="dot1x.method", area="dot1x", label="Authentication Method", chapter="2", page=_DOT1X,
        menu=both("[Security] > [802.1X] > [Authentication Method]"), kind="text", limits=both(text(32)),
        option="method", note="The guide prints EAP-TLS; the other methods differ by model.",
    ),
    Setting(
        id="dot1x.user_name", area="dot1x", label="User Name", chapter="2", page=_DOT1X,
        menu=both("[Security] > [802.1X] > [Authentication Method]"), kind="text", limits=both(text(63)),
        option="user_name",
    ),
    Setting(
        id="dot1x.key_password", area="dot1x", label="Client Private Key Password", chapter="2",
        page=only_pre("B-18"), menu=only_pre("[Security] > [802.1X] > [Certificate Management]"), kind="secret",
        limits=only_pre(text(234, 1)),
    ),
    _status("dot1x", "authentication_status", "Authentication Status", "[802.1X]", only_pre("B-18")),
    _status("dot1x", "ca_status", "CA Certificate Status", "[802.1X] > [Certificate Information]", only_pre("B-18")),
    _status("dot1x", "client_status", "Client Certificate Status", "[802.1X] > [Certificate Information]",
            only_pre("B-18")),
    _status("dot1x", "key_status", "Client Private Key Status", "[802.1X] > [Certificate Information]",
            only_pre("B-18")),
    _dot1x("install_ca", "Install CA Certificate"),
    _dot1x("install_client", "Install Client Certificate"),
    _dot1x("install_key", "Install Client Private Key"),
    _dot1x("delete", "Delete Certificate"),
    _action("dot1x", "select", "Client certificate: Select", only_2022("[Security] > [802.1X]"), only_2022("A-19")),
)
