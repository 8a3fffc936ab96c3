# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The pages with buttons rather than settings: certificates, 802.1X, and [Maintenance]."""

from __future__ import annotations

from .layout import CertificateList, Field, Input, Operation, Page, Section

_SAVE = (("1", "Save"), ("0", "Do not save"))
_SUBJECT = (
    Input("c", "Country (C)", hint="2 characters"),
    Input("st", "State/Province (ST)", hint="Up to 128 characters"),
    Input("l", "Locality (L)", hint="Up to 128 characters"),
    Input("o", "Organization (O)", hint="Up to 64 characters"),
    Input("ou", "Organizational Unit (OU)", hint="Up to 64 characters"),
    Input("cn", "Common Name (CN)", hint="Up to 64 characters"),
)
_POLICY = Section("Encrypted Communications", (Field("ssl_tls.https_policy", "HTTPS Connection Policy"),))
_DOT1X = (
    Section("802.1X Authentication", (Field("dot1x.enable", "802.1X Authentication"),)),
    Section(
        "Authentication Method",
        (
            Field("dot1x.method", "Authentication Method"),
            Field("dot1x.user_name", "User Name", hint="Up to 63 characters"),
        ),
    ),
)


def certificate_pages(old: bool) -> tuple[Page, ...]:
    """[Security] > [SSL/TLS], [802.1X], and on the newer generation [Certificate Management]."""
    return _older_certificates() if old else _newer_certificates()


def _file(label: str, role: str, *more: Input, name: str = "file") -> Operation:
    return Operation(label, role, (Input(name, label, "file"), *more))


def _older_certificates() -> tuple[Page, ...]:
    period = (
        Input("from", "Validity Period Start Date", hint="yyyy/mm/dd"),
        Input("to", "Validity Period End Date", hint="yyyy/mm/dd"),
    )
    password = Input("password", "Encryption Password", "password")
    tls = Page(
        "Security",
        "SSL/TLS",
        (
            Section(
                "Certificates",
                (
                    Field("certificate.status", "Certificate Status"),
                    Operation("Create Self-Signed Certificate", "create_self_signed", (*_SUBJECT, *period)),
                ),
            ),
            Section(
                "Certificate Management",
                (
                    Operation("Generate Certificate Signing Request", "create_request", _SUBJECT),
                    Operation("Display Certificate Signing Request", "show_request"),
                    _file("Install Server Certificate", "install_server"),
                    _file("Install Intermediate Certificate", "install_intermediate"),
                    Operation("Delete Server Certificate", "delete_server"),
                    Operation("Delete Intermediate Certificate", "delete_intermediate"),
                    Operation("Display Server Certificate Details", "show_server"),
                    Operation("Display Self CA Certificate", "show_self_ca"),
                    Operation("Backup", "backup_certificates", (password,), then="download"),
                    _file("Restore", "restore_certificates", password),
                ),
            ),
            _POLICY,
        ),
        reboot=True,
    )
    status = (("ca", "CA Certificate"), ("client", "Client Certificate"), ("key", "Client Private Key"))
    key_password = Input("password", "Client Private Key Password", "password", hint="1 to 234 characters")
    dot1x = Page(
        "Security",
        "802.1X",
        (
            Section(_DOT1X[0].title, (*_DOT1X[0].parts, Field("dot1x.authentication_status", "Authentication Status"))),
            _DOT1X[1],
            Section(
                "Certificate Information",
                tuple(Field(f"dot1x.{part}_status", f"{name} Status") for part, name in status),
            ),
            Section(
                "Certificate Management",
                (
                    _file("Install CA Certificate", "install_dot1x_ca"),
                    _file("Install Client Certificate", "install_dot1x_client"),
                    _file("Install Client Private Key", "install_dot1x_key", key_password),
                    Operation("Delete Certificate", "delete_dot1x"),
                ),
            ),
        ),
    )
    return tls, dot1x


def _newer_certificates() -> tuple[Page, ...]:
    upload = Operation(
        "Install Server Certificate",
        "install",
        (
            Input("cert", "Certificate", "file"),
            Input("key", "Private Key", "file"),
            Input("password", "Private Key Password", "password"),
        ),
    )
    every = ("server", "ca", "crl")
    management = Page(
        "Security",
        "Certificate Management",
        (
            Section("Certificates", (CertificateList("Certificates", "Delete", "delete_certificate", every),)),
            Section(
                "Installation",
                (upload, _file("Install CA Certificate", "install_ca"), _file("Install CRL", "install_crl")),
            ),
        ),
    )
    tls = Page(
        "Security",
        "SSL/TLS",
        (
            _POLICY,
            Section(
                "Server Certificates",
                (
                    CertificateList("Server Certificates", "Select", "select_certificate"),
                    Field("certificate.validity_period", "Certificate Validity Period"),
                ),
            ),
        ),
        reboot=True,
    )
    own = Section(
        "Client certificate",
        (
            CertificateList("Client certificate", "Select", "select_dot1x", chosen="dot1x"),
            Operation("Clear", "clear_dot1x"),
        ),
    )
    return management, tls, Page("Security", "802.1X", (*_DOT1X, own))


def maintenance_pages(old: bool) -> tuple[Page, ...]:
    """[Maintenance]: log, backup, firmware, initialization, reboot."""
    password = Input("pw", "Encryption Password", "password")
    kept = "Network Settings" if old else "Network Settings and Management Information"
    head = "Maintenance"
    return (
        Page(
            head,
            "Log",
            (
                Section("View Logs", (Operation("View Logs", "log", button="View Logs"),)),
                Section("Log Notifications", (Field("log_notification.level", "Log Notifications"),)),
            ),
        ),
        Page(
            head,
            "Backup/Restore",
            (
                Section(
                    "Backup/Restore",
                    (
                        Operation("Backup", "backup", (password,), then="download"),
                        Operation(
                            "Restore",
                            "restore",
                            (
                                Input("file", "Backup File", "file"),
                                Input("password", "Encryption Password", "password"),
                            ),
                            asks="The settings are replaced by those of the file, and the camera reboots.",
                            then="restart",
                        ),
                    ),
                ),
            ),
        ),
        Page(
            head,
            "Update Firmware",
            (
                Section(
                    "Update Firmware",
                    (
                        Operation(
                            "Update Firmware",
                            "firmware",
                            (Input("file", "Firmware File", "file"),),
                            asks="The firmware is replaced, and the camera reboots.",
                            then="restart",
                        ),
                    ),
                ),
            ),
        ),
        Page(
            head,
            "General",
            (
                Section("Reboot", (Operation("Reboot", "restart", asks="The camera reboots.", then="restart"),)),
                Section(
                    "Initialization",
                    (
                        Operation(
                            "Initialization",
                            "initialise",
                            (Input("keep", kept, "choice", _SAVE),),
                            asks="All settings go back to the factory's, and the camera reboots.",
                            then="restart",
                        ),
                    ),
                ),
            ),
        ),
        Page(
            head, "Device Information", (Section("Firmware Version", (Field("firmware.version", "Firmware Version"),)),)
        ),
    )
