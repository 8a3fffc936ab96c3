# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The certificate and 802.1X requests of a profile: every one optional, none half described."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._errors import ProfileError
from ansible_collections.netcam.hardening.plugins.module_utils._profile import load_profile

from .support import profile_data

LIST = {"path": "/list", "columns": {"common_name": {"code": "cn"}}}


def load(part: str, requests: dict[str, Any]) -> None:
    """Load a small profile with these requests."""
    data = profile_data(settings={})
    load_profile({**data, "interface": {**data["interface"], part: requests}}, "lab.yml")


@pytest.mark.parametrize(
    ("part", "requests"),
    [
        ("certificates", {}),
        ("certificates", {"restart": True}),
        ("certificates", {"show_self_ca": {"path": "/x"}}),
        ("certificates", {"list": LIST, "delete": {"path": "/x", "form": {"n": "{id}"}}}),
        ("certificates", {"list": LIST, "install": {"path": "/x", "container": "pkcs12", "form": {"p": "{passphrase}"}}}),
        ("certificates", {"install_ca": {"path": "/x", "file": "f"}, "install_crl": {"path": "/x"}}),
        ("dot1x", {"install_ca": {"path": "/x"}, "delete": {"path": "/x"}}),
    ],
)  # fmt: skip
def test_every_request_is_optional(part: str, requests: dict[str, Any]) -> None:
    load(part, requests)


@pytest.mark.parametrize(
    ("part", "requests", "message"),
    [
        ("certificates", {"upload": {"path": "/x"}}, "interface.certificates has unknown keys: upload"),
        ("certificates", {"list": {"path": "/x"}}, "interface.certificates.list.columns is missing"),
        ("certificates", {"restart": "yes"}, "interface.certificates.restart is not true or false"),
        (
            "certificates",
            {"list": LIST, "install": {"path": "/x", "container": "der", "form": {"p": "{passphrase}"}}},
            "interface.certificates.install.container is not one of pem, pkcs12",
        ),
        (
            "certificates",
            {"list": LIST, "delete": {"path": "/x", "form": {"n": "1"}}},
            "interface.certificates.delete has no place for {id}",
        ),
        (
            "certificates",
            {"list": LIST, "install": {"path": "/x"}},
            "interface.certificates.install has no place for {passphrase}",
        ),
        (
            "certificates",
            {"delete": {"path": "/x", "params": {"n": "{id}"}}},
            "interface.certificates.delete needs interface.certificates.list",
        ),
        (
            "certificates",
            {"create_request": {"path": "/x", "form": {"cn": "{common_name}"}}},
            "interface.certificates.create_request needs interface.certificates.show_request",
        ),
        (
            "certificates",
            {"create_self_signed": {"path": "/x", "form": {"cn": "{common_name}", "from": "{start_date}"}}},
            "interface.certificates.create_self_signed has no place for {end_date}",
        ),
        (
            "certificates",
            {"list": {**LIST, "columns": {**LIST["columns"], "kind": {"code": "k", "values": {"leaf": "1"}}}}},
            "interface.certificates.list.columns.kind.values maps leaf, known are server, intermediate, ca, crl",
        ),
        (
            "certificates",
            {"list": {**LIST, "columns": {**LIST["columns"], "in_use": {"code": "u", "values": {"yes": "1"}}}}},
            "interface.certificates.list.columns.in_use.values must map yes and no",
        ),
        ("dot1x", {"install_key": {"path": "/x"}}, "interface.dot1x.install_key has no place for {passphrase}"),
        (
            "dot1x",
            {"install_client": {"path": "/x"}},
            "interface.dot1x.install_client needs interface.dot1x.install_key",
        ),
        (
            "dot1x",
            {"select": {"path": "/x", "form": {"n": "{id}"}}},
            "interface.dot1x.select needs interface.certificates.list.columns.in_use_dot1x",
        ),
    ],
)
def test_slips_are_named(part: str, requests: dict[str, Any], message: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load(part, requests)
    assert caught.value.message == f"profile lab.yml: {message}"
