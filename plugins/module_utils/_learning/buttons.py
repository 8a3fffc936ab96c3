# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""What the checklist asks for of buttons rather than fields: certificates and the files of 802.1X, page by page, as data.

Everything that is made or uploaded is a throwaway with a marker in its name, and is deleted again. What has no value of its own,
such as [Delete], is asked for so that its effect is seen, or twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from .._catalog import FAMILY_2022, FAMILY_PRE2022

#: Placeholder of a profile -> label of the field, as the guide prints them for models before 2022.
SUBJECT = {
    "country": "Country (C)",
    "state": "State/Province (ST)",
    "locality": "Locality (L)",
    "organization": "Organization (O)",
    "organizational_unit": "Organizational Unit (OU)",
    "common_name": "Common Name (CN)",
}
PERIOD = {"start_date": "Validity Period Start Date", "end_date": "Validity Period End Date"}


@dataclass(frozen=True)
class Material:
    """A throwaway. C(kind) is ca, crl, server, client, intermediate or answer (files), self_signed or request (made by the camera)."""

    name: str
    kind: str


@dataclass(frozen=True)
class Act:
    """One press of a button. C(operation) is its key in C(interface) of a profile, C(material) what it is about.

    C(files) are role and label of the files to choose, C(password) is the label of the field for a passphrase or a password,
    C(button) is pressed in the material's row of a list. C(fields): the fields of a subject are filled in, with C(period) the
    two dates as well.
    """

    operation: str
    label: str
    where: str
    material: str = ""
    files: tuple[tuple[str, str], ...] = ()
    password: str = ""
    button: str = ""
    fields: bool = False
    period: bool = False
    note: str = ""


@dataclass(frozen=True)
class ActSheet:
    """One page of buttons; it is done before the C(SHEETS) of the name C(before)."""

    name: str
    title: str
    guide: str
    materials: tuple[Material, ...]
    acts: tuple[Act, ...]
    when: str = ""
    care: str = ""
    before: str = "ssl_tls"
    #: whether it needs the signing request that an earlier recording holds
    answers: bool = False


_WORTHLESS = (
    "The files are in the folder beside this checklist. They are worthless, and everything is deleted again at the end. "
    "The camera's clock has to be right. "
)
_HTTP = "the address in the browser begins with http://, [HTTPS Connection Policy] is HTTP"
_OFF = "[802.1X Authentication] is off, and stays off"
_PAIR = (("certificate", "Certificate"), ("key", "Private Key"))

_MANAGE = "[Security] > [Certificate Management]"
_SELECT = "[Security] > [SSL/TLS] > [Server Certificates]"
_SELECT_DOT1X = "[Security] > [802.1X] > [Client certificate]"
_IN_USE = "Where it is refused because it is in use, first select the certificate that was in use before, or leave it."


def _install(material: str) -> Act:
    return Act("certificates.install", "Install Server Certificate", _MANAGE, material, _PAIR, "Private Key Password")


def _delete(material: str, what: str = "Certificates") -> Act:
    return Act("certificates.delete", what, _MANAGE, material, button="Delete", note=_IN_USE)


_NEWER = ActSheet(
    "certificates", "Certificates", FAMILY_2022,
    (Material("ca", "ca"), Material("crl", "crl"), Material("server", "server"), Material("client", "client")),
    (
        Act("certificates.install_ca", "Install CA Certificate", _MANAGE, "ca", (("certificate", "Install CA Certificate"),)),
        Act("certificates.install_crl", "Install CRL", _MANAGE, "crl", (("crl", "Install CRL"),)),
        _install("server"),
        _install("client"),
        Act("certificates.select", "Server Certificates", _SELECT, "server", button="Select",
            note="Note which one was in use before."),
        Act("dot1x.select", "Client certificate", _SELECT_DOT1X, "client", button="Select"),
        Act("dot1x.clear", "Clear", _SELECT_DOT1X),
        Act("certificates.select", "Server Certificates", _SELECT, "client", button="Select"),
        Act("certificates.select", "Server Certificates", _SELECT, button="Select",
            note="The one that was in use before; where there was none, leave this step out."),
        _delete("server"), _delete("client"), _delete("ca"), _delete("crl"),
    ),
    when=f"{_HTTP}, and {_OFF}",
    care=_WORTHLESS + "Let each list show itself anew before you go on: leave the page and open it again where it does not.",
)

_OLDER_TLS = "[Security] > [SSL/TLS] > [Certificates]"
_OLDER_MANAGE = "[Security] > [SSL/TLS] > [Certificate Management]"


def _made(material: str) -> Act:
    return Act("certificates.create_self_signed", "Create Self-Signed Certificate", _OLDER_TLS, material, fields=True, period=True,
               note="It takes the place of the certificate that is there.")


def _simple(key: str, label: str, material: str = "", password: str = "") -> Act:
    return Act(f"certificates.{key}", label, _OLDER_MANAGE, material, password=password)


def _upload(key: str, label: str, material: str) -> Act:
    return Act(f"certificates.{key}", label, _OLDER_MANAGE, material, (("certificate", label),))


_DETAILS = "Display Server Certificate Details"
_NO_SERVER = _simple("delete_server", "Delete Server Certificate")
_NO_INTERMEDIATE = _simple("delete_intermediate", "Delete Intermediate Certificate")

_OLDER = ActSheet(
    "certificates", "Certificates", FAMILY_PRE2022,
    (Material("first", "self_signed"), Material("second", "self_signed"), Material("third", "self_signed"),
     Material("intermediate", "intermediate"), Material("request", "request")),
    (
        _made("first"),
        _simple("show_server", _DETAILS, "first"),
        _simple("backup", "Backup", password="Encryption Password"),
        Act("certificates.restore", "Restore", _OLDER_MANAGE, files=(("backup", "Restore"),), password="Encryption Password",
            note="The file that was downloaded in the step before, with the same password."),
        _NO_SERVER,
        _made("second"),
        _simple("show_self_ca", "Display Self CA Certificate", "second"),
        _NO_SERVER,
        _upload("install_intermediate", "Install Intermediate Certificate", "intermediate"), _NO_INTERMEDIATE,
        _upload("install_intermediate", "Install Intermediate Certificate", "intermediate"), _NO_INTERMEDIATE,
        _made("third"),
        Act("certificates.create_request", "Generate Certificate Signing Request", _OLDER_MANAGE, "request", fields=True),
        _simple("show_request", "Display Certificate Signing Request", "request"),
    ),
    when=f"{_HTTP}, and the camera has no certificate, or a self-signed one that nobody needs",
    care=_WORTHLESS + "A new certificate and a signing request take the place of the key in use.",
)

_ANSWER = ActSheet(
    "answer", "The answer to the signing request", FAMILY_PRE2022,
    (Material("answer", "answer"),),
    (
        _upload("install_server", "Install Server Certificate", "answer"),
        _simple("show_server", _DETAILS, "answer"),
        _NO_SERVER,
    ),
    when=f"{_HTTP}, and no signing request was made on the camera since the recording",
    care=_WORTHLESS,
    answers=True,
)

_OLDER_DOT1X = "[Security] > [802.1X] > [Certificate Management]"


def _dot1x(key: str, label: str, material: str = "", role: str = "", password: str = "") -> Act:
    return Act(f"dot1x.{key}", label, _OLDER_DOT1X, material, ((role, label),) if role else (), password)


_OLDER_FILES = ActSheet(
    "dot1x_files", "Files for 802.1X", FAMILY_PRE2022,
    (Material("dot1x_ca", "ca"), Material("dot1x_client", "client")),
    (
        _dot1x("install_ca", "Install CA Certificate", "dot1x_ca", "certificate"),
        _dot1x("install_client", "Install Client Certificate", "dot1x_client", "certificate"),
        _dot1x("install_key", "Install Client Private Key", "dot1x_client", "key", "Client Private Key Password"),
        _dot1x("delete", "Delete Certificate"),
        _dot1x("install_ca", "Install CA Certificate", "dot1x_ca", "certificate"),
        _dot1x("delete", "Delete Certificate"),
    ),
    when=f"the address in the browser begins with http://, {_OFF}, and no files for it are installed",
    care=_WORTHLESS,
)

#: An answer is installed before anything makes another request.
ACT_SHEETS = (_NEWER, _ANSWER, _OLDER, _OLDER_FILES)
