# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a task asks of a camera's server certificate: where it comes from, what it says, when it is renewed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from .._endpoint import Endpoint
from .._errors import CertificateProblem, InvalidValue
from .names import normalised, normalised_all
from .store import Subject, Wish

SOURCES = ("site_ca", "self_signed", "command", "files", "request")
#: Options that a source needs, and those that make no sense without it.
_NEEDS = {
    "site_ca": (("ca_dir", "ca_passphrase"), ("ca_dir", "ca_passphrase")),
    "self_signed": ((), ()),
    "command": (("command",), ("command",)),
    "files": ((), ("src", "content", "private_key", "passphrase")),
    "request": ((), ()),
}

SPEC: dict[str, dict[str, Any]] = {
    "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
    "source": {"type": "str", "choices": list(SOURCES)},
    "ca_dir": {"type": "path"},
    "ca_passphrase": {"type": "str", "no_log": True},
    "command": {"type": "list", "elements": "str"},
    "src": {"type": "path"},
    "content": {"type": "str"},
    # a path; what it holds never becomes part of a result
    "private_key": {"type": "path", "no_log": False},
    "passphrase": {"type": "str", "no_log": True},
    "common_name": {"type": "str"},
    "names": {"type": "list", "elements": "str"},
    "country": {"type": "str"},
    "state_or_province": {"type": "str"},
    "locality": {"type": "str"},
    "organization": {"type": "str"},
    "organizational_unit": {"type": "str"},
    "days": {"type": "int", "default": 397},
    "renew_before": {"type": "int", "default": 30},
    "key_type": {"type": "str", "choices": ["rsa", "ec"], "default": "rsa", "no_log": False},
    "key_size": {"type": "int", "no_log": False},
    "key_on_controller": {"type": "bool", "default": False, "no_log": False},
    "remove_replaced": {"type": "bool", "default": True},
    "backup_dir": {"type": "path"},
    "force": {"type": "bool", "default": False},
}
_SIZES = {"rsa": (3072, (2048, 3072, 4096)), "ec": (256, (256, 384))}


@dataclass(frozen=True)
class Order:
    """The options of the module certificate, judged without any camera. Without C(source) a certificate is to be absent."""

    source: str | None
    params: Mapping[str, Any]

    @property
    def renew_before(self) -> timedelta:
        """How long before its end a certificate is replaced."""
        return timedelta(days=int(self.params["renew_before"]))

    def wish(self, endpoint: Endpoint) -> Wish:
        """Subject and names for one camera: by default its address, and its inventory name where that is one of DNS."""
        names = self.params.get("names")
        if not names:
            names = [endpoint.host]
            try:
                names.append(normalised(endpoint.name))
            except CertificateProblem:
                # an inventory name may be anything
                pass
        key_type = self.params["key_type"]
        return Wish(
            subject=Subject(
                common_name=self.params.get("common_name") or names[0],
                country=self.params.get("country"),
                state=self.params.get("state_or_province"),
                locality=self.params.get("locality"),
                organization=self.params.get("organization"),
                organizational_unit=self.params.get("organizational_unit"),
            ),
            names=normalised_all(names),
            key_type=key_type,
            key_size=self.params.get("key_size") or _SIZES[key_type][0],
        )


def order_from(params: Mapping[str, Any]) -> Order:
    """Check the options against each other. Raises InvalidValue, CertificateProblem."""
    source = params.get("source")
    if params["state"] == "absent":
        if bool(params.get("ca_dir")) != bool(params.get("ca_passphrase")):
            raise InvalidValue("revoking needs ca_dir and ca_passphrase together", setting="certificate")
        return Order(source, params)
    if source is None:
        raise InvalidValue(
            "state present needs source", setting="certificate", hint=f"It is one of {', '.join(SOURCES)}."
        )
    needed, _own = _NEEDS[source]
    missing = [name for name in needed if not params.get(name)]
    if missing:
        raise InvalidValue(f"source {source} needs {' and '.join(missing)}", setting="certificate")
    for other, (_needed, own) in _NEEDS.items():
        strange = [name for name in own if params.get(name) and name not in _NEEDS[source][1]]
        if other != source and strange:
            raise InvalidValue(f"{strange[0]} belongs to source {other}, not to {source}", setting="certificate")
    if source == "files" and bool(params.get("src")) == bool(params.get("content")):
        raise InvalidValue("source files needs exactly one of src and content", setting="certificate")
    for name in ("days", "renew_before"):
        if params[name] < 1:
            raise InvalidValue(f"{name} must be at least 1 day, but is {params[name]}", setting="certificate")
    if source in ("site_ca", "self_signed") and params["renew_before"] >= params["days"]:
        raise InvalidValue(
            f"a certificate for {params['days']} days that is renewed {params['renew_before']} days before its end would be "
            "renewed in every run",
            setting="certificate",
            hint="Make days longer or renew_before shorter.",
        )
    size, sizes = _SIZES[params["key_type"]]
    if (params.get("key_size") or size) not in sizes:
        raise InvalidValue(
            f"key_size of {params['key_type']} is one of {', '.join(map(str, sizes))}", setting="certificate"
        )
    if params.get("names"):
        normalised_all(params["names"])
    return Order(source, params)
