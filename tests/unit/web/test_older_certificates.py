# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Pages that hold one certificate and make its request, and the three files of 802.1X, over the driver web."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import (
    PrivateKey,
    Subject,
    Wish,
)
from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    NotEffective,
    Unsupported,
)
from ansible_collections.netcam.hardening.plugins.module_utils._session import Session

from ..certificates.material import NAME, Signed, csr, ec_key, named, server
from .nimbus import serving
from .vault import LIST, OLDER, Vault, describing, key_opens, posting, store_of

Open = Callable[..., Session]


@pytest.fixture(name="camera")
def _camera() -> Vault:
    return Vault()


@pytest.fixture(name="endpoint")
def _endpoint(camera: Vault) -> Iterator[Endpoint]:
    with serving(camera) as endpoint:
        yield replace(endpoint, driver="web")


# -- one certificate, whose request the camera makes --------------------------------------------------------------------


def test_a_request_of_the_camera_is_signed_and_installed(camera: Vault, opened: Open, site: Signed) -> None:
    key = ec_key("secp256r1", 3)
    camera.given["next request"] = csr(key, named(NAME))
    store = store_of(opened(OLDER))
    assert store.read().request is None, "its page answers 404 as long as there is none"
    made = store.create_request(Wish(Subject(NAME)))
    assert made.split() == camera.request.split()
    signed = server(site, key=key)
    held = store.install(signed.pem, [])
    assert camera.own == signed.pem
    assert held.common_name == NAME
    store.delete(held)
    assert store.read().held == ()


def test_an_earlier_request_that_stays_is_an_error(camera: Vault, opened: Open) -> None:
    camera.request = camera.given["next request"] = csr(ec_key(), named(NAME))
    with pytest.raises(NotEffective, match="still shows the one before"):
        store_of(opened(OLDER)).create_request(Wish(Subject(NAME)))


def test_pages_that_show_single_fields_only(camera: Vault, opened: Open) -> None:
    fields = {"common_name": {"in": "json", "pointer": "/cn"}, "end_date": {"in": "json", "pointer": "/until"}}
    camera.own = "none of it is PEM"
    shown = {**OLDER, "show_server": {"request": {"path": "/api/own"}, "fields": fields}}
    (held,) = store_of(opened(shown)).read().held
    assert (held.common_name, held.pem, held.not_after) == ("of the page", None, None)


def test_what_is_not_described_is_manual_with_its_page(opened: Open) -> None:
    store = store_of(opened({"list": LIST}))
    reason = store.why_not("install_key")
    assert reason is not None
    assert "does not describe interface.certificates.install" in reason
    assert "Certificate Management" in reason
    with pytest.raises(Unsupported):
        store.install_trust("")
    assert opened({"restart": True}).require_driver().certificate_store() is None


# -- 802.1X -------------------------------------------------------------------------------------------------------------

_STATUS = {"in": "json", "pointer": "/result/status"}
FILES = {
    "install_ca": posting("/api/dot1x/ca", {"ca": "{certificate}"}),
    "install_client": posting("/api/dot1x/client", {}, kind="multipart", file="crt"),
    "install_key": posting("/api/dot1x/key", {"key": "{private_key}", "pass": "{passphrase}"}),
}


def test_three_files_of_their_own(camera: Vault, endpoint: Endpoint, site: Signed, signed: Signed) -> None:
    made = describing(None, dot1x=FILES)
    made["guide"] = "canon_vb_pre2022"
    for part in ("ca", "client", "key"):
        made["settings"][f"dot1x.{part}_status"] = {
            "read": {"page": "network", "at": _STATUS}, "values": {"installed": 1, "not_installed": 0},
        }  # fmt: skip
    camera.network["status"] = 0
    session = Session(replace(endpoint, profiles=(made,)))
    session.open()
    store = session.require_driver().dot1x_store()
    assert store is not None
    assert (store.read().ca, store.read().key) == (False, False)
    with pytest.raises(NotEffective, match="not installed"):
        store.install(site.pem, signed.pem, [], PrivateKey(signed.key_pem("Key4-Dot1x"), "Key4-Dot1x"))
    camera.network["status"] = 1
    store.install(site.pem, signed.pem, [], PrivateKey(signed.key_pem("Key4-Dot1x"), "Key4-Dot1x"))
    session.close()
    assert camera.given["/api/dot1x/ca"]["ca"] == site.pem
    assert camera.given["/api/dot1x/client"]["crt"].split() == signed.pem.split()
    assert key_opens(camera.given["/api/dot1x/key"]["key"], "Key4-Dot1x")
    assert camera.given["/api/dot1x/key"]["pass"] == "Key4-Dot1x"
