# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The camera of nimbus.py with certificates, a first account and a factory reset; and the parts of its profile for them."""

from __future__ import annotations

import base64
import json
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import Store
from ansible_collections.netcam.hardening.plugins.module_utils._session import Session

from .nimbus import NO_ANSWER, Nimbus, Sent
from .profiles import profile

Answered = tuple[int, Any] | None
DATE = "%d.%m.%Y"


class Vault(Nimbus):
    """One list of certificates for everything, and beside it the page of an older model, which makes its own requests."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[dict[str, Any]] = []
        self.last = 6
        self.https: int | None = None
        #: what came in with an upload, by path
        self.given: dict[str, Any] = {}
        self.request = ""
        self.own = ""
        self.has_account = True
        self.resets: list[Any] = []
        #: what to do wrong: refuses (a word, with which uploads are refused), hides (new rows), forgets_tokens (times),
        #: breaks (the connection, once an upload was taken)
        self.refuses = ""
        self.hides_rows = False
        self.forgets_tokens = 0
        self.breaks = False

    def before_login(self, sent: Sent) -> Answered:
        """A camera without an account says so to everybody, and takes the first one."""
        if sent.path == "/api/setup" and sent.command == "GET":
            return 200, {"fresh": not self.has_account}
        if sent.path == "/api/setup" and not self.has_account:
            given = json.loads(sent.body)
            self.user, self.password, self.has_account = given["n"], given["p"], True
            return 200, {"ok": True}
        return None

    def shown(self, sent: Sent) -> Answered:
        """The list, and what the older page displays."""
        if sent.path == "/api/certificates":
            return 200, {"items": self.rows[:-1] if self.hides_rows else self.rows, "https": self.https}
        if sent.path == "/api/csr":
            return (200, {"pem": self.request}) if self.request else (404, {})
        if sent.path == "/api/own":
            return (200, {"pem": self.own, "cn": "of the page"}) if self.own else (404, {})
        return None

    def written(self, sent: Sent) -> Answered:
        """Uploads and choices; None for what the camera of nimbus.py does."""
        if self.forgets_tokens:
            self.forgets_tokens -= 1
            self.tokens.clear()
            return 200, {"ok": False, "error": "token"}
        if not sent.path.startswith(("/api/cert", "/api/https", "/api/own", "/api/csr", "/api/dot1x", "/api/reset")):
            return None
        if self.refuses:
            return 200, {"ok": False, "error": self.refuses.format(body=sent.body[-50:])}
        if sent.path == "/api/reset":
            self.resets.append(json.loads(sent.body)["keep"])
        elif sent.path == "/api/https":
            # a number is no text
            self.https = next(row["n"] for row in self.rows if row["n"] is json.loads(sent.body)["use"])
        elif sent.command == "DELETE":
            self.rows = [row for row in self.rows if str(row["n"]) != sent.path.rpartition("/")[2]]
        elif sent.path == "/api/own":
            self.own = json.loads(sent.body)["pem"]
        elif sent.path == "/api/csr":
            self.request = str(self.given["next request"])
        else:
            self.given[sent.path] = sent.form if sent.form else json.loads(sent.body)
            self._add(sent)
        return (NO_ANSWER, None) if self.breaks else (200, {"ok": True})

    def _add(self, sent: Sent) -> None:
        text = next((item for item in self.given[sent.path].values() if "CERTIFICATE" in str(item)), None)
        if text is not None:
            self._list(x509.load_pem_x509_certificate(text.encode()))
        elif "p12" in self.given[sent.path]:
            file = base64.b64decode(self.given[sent.path]["p12"], validate=True)
            key, leaf, _others = pkcs12.load_key_and_certificates(file, self.given[sent.path]["pass"].encode())
            assert key is not None
            assert leaf is not None
            self._list(leaf)

    def _list(self, found: x509.Certificate) -> None:
        authority = found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        (name,) = found.subject.get_attributes_for_oid(x509.oid.NameOID.COMMON_NAME)
        self.last += 1
        self.rows.append(
            {
                "n": self.last,
                "type": "root" if authority else "leaf",
                "cn": name.value,
                "from": found.not_valid_before_utc.strftime(DATE),
                "to": found.not_valid_after_utc.strftime(DATE),
                "eap": False,
            }
        )


def key_opens(pem: str, passphrase: str) -> bool:
    """Whether what the camera was given is a key, sealed with this."""
    return load_pem_private_key(pem.encode(), passphrase.encode()) is not None


def _json(pointer: str) -> dict[str, str]:
    return {"in": "json", "pointer": pointer}


def posting(path: str, content: Any = None, method: str = "POST", kind: str = "json", **more: Any) -> dict[str, Any]:
    """A request with its token, as a part of an operation."""
    headers = {"X-Token": "{token:once}"}
    return {
        "request": {"method": method, "path": path, "headers": headers, "body": {"kind": kind, "content": content or {}}},
        **more,
    }  # fmt: skip


LIST = {
    "request": {"path": "/api/certificates"},
    "date_format": DATE,
    "columns": {
        "id": {"at": _json("/items/{row}/n")},
        "kind": {"at": _json("/items/{row}/type"), "values": {"server": "leaf", "ca": "root"}},
        "common_name": {"at": _json("/items/{row}/cn")},
        "start_date": {"at": _json("/items/{row}/from")},
        "end_date": {"at": _json("/items/{row}/to")},
        "in_use": {"at": _json("/https")},
        "in_use_dot1x": {"at": _json("/items/{row}/eap"), "values": {"yes": True, "no": False}},
    },
}
INSTALL = posting("/api/cert", {"pem": "{certificate}", "key": "{private_key}", "pass": "{passphrase}"})
NEWER: dict[str, Any] = {
    "list": LIST,
    "install": INSTALL,
    "install_ca": posting("/api/cert/ca", {"pem": "{certificate}"}),
    "select": posting("/api/https", {"use": "{id}"}, "PUT"),
    "delete": {"request": {"method": "DELETE", "path": "/api/cert/{id}", "headers": {"X-Token": "{token:once}"}}},
}
OLDER: dict[str, Any] = {
    "request_keeps_key": True,
    "create_request": posting("/api/csr", {"name": "{common_name}"}),
    "show_request": {"request": {"path": "/api/csr"}},
    "install_server": posting("/api/own", {"pem": "{certificate}"}),
    "show_server": {"request": {"path": "/api/own"}, "at": _json("/pem")},
    "delete_server": posting("/api/own", {"pem": ""}),
}
FIRST_ACCOUNT = {
    "detect": {"request": {"path": "/api/setup"}, "at": _json("/fresh"), "equals": True},
    "create": {
        "request": {
            "method": "POST", "path": "/api/setup", "body": {"kind": "json", "content": {"n": "{name}", "p": "{password}"}}
        }
    },
}  # fmt: skip


def describing(certificates: dict[str, Any] | None = None, **parts: Any) -> dict[str, Any]:
    """The profile, with these parts of the interface."""
    made = profile()
    made["interface"].update({"certificates": certificates} if certificates else {}, **parts)
    return made


def store_of(session: Session) -> Store:
    """Its certificates."""
    store = session.require_driver().certificate_store()
    assert store is not None
    return store
