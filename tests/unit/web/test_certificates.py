# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificates and 802.1X files over the driver web: what travels, what is read back, and what goes wrong."""

from __future__ import annotations

import base64
import copy
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import (
    PrivateKey,
)
from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    CameraAnswer,
    ConnectionLost,
    NotEffective,
    Refused,
)
from ansible_collections.netcam.hardening.plugins.module_utils._session import Session

from ..certificates.material import NAME, Signed, authority
from .nimbus import serving
from .vault import INSTALL, LIST, NEWER, Vault, describing, key_opens, posting, store_of

#: looks like a placeholder, and stays as it is
PASSPHRASE = "Key4-{id}-Upload"
Open = Callable[..., Session]


@pytest.fixture(name="camera")
def _camera() -> Vault:
    return Vault()


@pytest.fixture(name="endpoint")
def _endpoint(camera: Vault) -> Iterator[Endpoint]:
    with serving(camera) as endpoint:
        yield replace(endpoint, driver="web")


def key_of(signed: Signed) -> PrivateKey:
    """Its key, sealed."""
    return PrivateKey(signed.key_pem(PASSPHRASE), PASSPHRASE)


def newer(**changes: Any) -> dict[str, Any]:
    """The pages with a list, with other requests."""
    return {**copy.deepcopy(NEWER), **changes}


# -- the list -----------------------------------------------------------------------------------------------------------


def test_a_certificate_with_its_key_is_uploaded_chosen_and_deleted(
    camera: Vault, opened: Open, site: Signed, signed: Signed
) -> None:
    store = store_of(opened(newer()))
    held = store.install(signed.pem, [site.pem], key_of(signed))
    given = camera.given["/api/cert"]
    assert given["pem"] == signed.pem + site.pem
    assert key_opens(given["key"], PASSPHRASE)
    assert given["pass"] == PASSPHRASE
    assert (held.id, held.kind, held.common_name, held.in_use) == ("7", "server", NAME, False)
    store.activate(held)
    assert camera.https == 7
    found = store.read().server
    assert found is not None
    assert (found.id, found.in_use) == ("7", True)
    camera.https = None
    store.delete(store.read().held[0])
    assert camera.rows == []


@pytest.mark.parametrize(
    ("install", "sent"),
    [
        ({"request": posting("/api/cert", {"pem": "{certificate}", "pass": "{passphrase}"})["request"]}, "behind"),
        (posting("/api/cert", INSTALL["request"]["body"]["content"], encoding="base64"), "base64"),
        (posting("/api/cert", {"p12": "{certificate}", "pass": "{passphrase}"}, container="pkcs12"), "pkcs12"),
        (posting("/api/cert", {"pass": "{passphrase}"}, kind="multipart", file="pem", key_file="key"), "files"),
        (posting("/api/cert", {"pass": "{passphrase}"}, kind="multipart", file="pem"), "one file"),
        (posting("/api/cert", INSTALL["request"]["body"]["content"], kind="multipart"), "fields"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_key_and_certificate_travel_as_the_profile_says(
    camera: Vault, opened: Open, signed: Signed, install: dict[str, Any], sent: str
) -> None:
    if sent == "base64":
        # this camera lists nothing that it cannot read
        with pytest.raises(NotEffective):
            store_of(opened(newer(install=install))).install(signed.pem, [], key_of(signed))
    else:
        store_of(opened(newer(install=install))).install(signed.pem, [], key_of(signed))
    given = camera.given["/api/cert"]
    assert given["pass"] == PASSPHRASE
    if sent == "base64":
        assert base64.b64decode(given["pem"]).decode() == signed.pem
        assert key_opens(base64.b64decode(given["key"]).decode(), PASSPHRASE)
    elif sent in ("behind", "one file"):
        certificate, _mark, key = given["pem"].partition("-----BEGIN ENCRYPTED PRIVATE KEY-----")
        assert certificate == signed.pem
        assert key_opens(_mark + key, PASSPHRASE)
    elif sent in ("files", "fields"):
        assert given["pem"].split() == signed.pem.split()
        assert key_opens(given["key"], PASSPHRASE)
    else:
        assert camera.rows[0]["cn"] == NAME, "a container opened with the passphrase, and has a key in it"


def test_rows_that_say_yes_and_no_in_lines_and_count_from_one(camera: Vault, opened: Open) -> None:
    columns = {
        "common_name": {"at": {"in": "lines", "key": "cn{row}"}},
        "kind": {"at": {"in": "lines", "key": "kind{row}"}, "values": {"server": "0", "ca": "1"}},
        "in_use": {"at": {"in": "lines", "key": "used{row}"}, "values": {"yes": "1", "no": None}},
    }
    listing = {"request": {"path": "/snmp.js"}, "columns": columns, "first": 1}
    camera.snmp["contact"] = "x\ncn1=one\nkind1=0\ncn2=two\nkind2=1\nused1=1\ncn4=not next to them\n"
    # what the page has of a text in JSON are escapes, not lines
    camera.shown = lambda sent: (200, camera.snmp["contact"]) if sent.path == "/snmp.js" else None  # type: ignore[method-assign]  # one page of another camera
    held = store_of(opened({"list": listing})).read().held
    assert [(one.id, one.kind, one.common_name, one.in_use) for one in held] == [
        ("1", "server", "one", True),
        ("2", "ca", "two", False),
    ]


def test_a_list_that_is_no_json_is_an_error_not_an_empty_list(camera: Vault, opened: Open) -> None:
    store = store_of(opened({"list": {**LIST, "request": {"path": "/snmp.js"}}}))
    with pytest.raises(CameraAnswer, match="the list of certificates is not JSON"):
        store.read()


def test_ca_certificates_are_found_again(camera: Vault, opened: Open, site: Signed) -> None:
    store = store_of(opened(newer()))
    assert not store.has_trust(site.pem)
    store.install_trust(site.pem)
    assert store.has_trust(site.pem)
    assert camera.rows[0]["type"] == "root"


# -- what goes wrong ----------------------------------------------------------------------------------------------------


def test_a_refused_upload_is_told_in_the_cameras_words_without_the_secrets(
    camera: Vault, opened: Open, signed: Signed
) -> None:
    camera.refuses = "bad file {body}"
    with pytest.raises(
        CameraAnswer, match="the certificate with its private key with 'false', saying 'bad file"
    ) as error:
        store_of(opened(newer())).install(signed.pem, [], key_of(signed))
    assert PASSPHRASE not in error.value.message
    assert camera.rows == []


def test_a_certificate_that_is_not_listed_afterwards_is_an_error(camera: Vault, opened: Open, signed: Signed) -> None:
    camera.hides_rows = True
    with pytest.raises(NotEffective, match="does not list it"):
        store_of(opened(newer())).install(signed.pem, [], key_of(signed))


def test_a_choice_that_does_not_show_is_an_error(camera: Vault, opened: Open, signed: Signed) -> None:
    nothing = posting("/api/cert/nothing", {"use": "{id}"})
    store = store_of(opened(newer(select=nothing)))
    held = store.install(signed.pem, [], key_of(signed))
    with pytest.raises(NotEffective, match="another one is selected"):
        store.activate(held)


def test_a_session_that_ends_before_the_upload_is_opened_again_and_it_arrives_once(
    camera: Vault, opened: Open, signed: Signed
) -> None:
    store = store_of(opened(newer()))
    store.read()
    camera.ends_session = 1
    store.install(signed.pem, [], key_of(signed))
    assert len(camera.rows) == 1


def test_an_upload_whose_connection_breaks_is_not_sent_twice(camera: Vault, opened: Open, signed: Signed) -> None:
    camera.breaks = True
    with pytest.raises(ConnectionLost):
        store_of(opened(newer())).install(signed.pem, [], key_of(signed))
    assert len(camera.rows) == 1


def test_an_old_token_is_replaced_and_the_upload_arrives_once(
    camera: Vault, endpoint: Endpoint, signed: Signed
) -> None:
    made = describing(newer())
    made["interface"]["tokens"]["once"]["lifetime"] = "session"
    camera.tokens_hold_once = False
    session = Session(replace(endpoint, profiles=(made,)))
    session.open()
    store = store_of(session)
    store.install_trust(authority("Other root").pem)
    camera.forgets_tokens = 1
    store.install(signed.pem, [], key_of(signed))
    session.close()
    assert [row["type"] for row in camera.rows] == ["root", "leaf"]


def test_a_token_that_is_never_taken_ends_it(camera: Vault, opened: Open, signed: Signed) -> None:
    camera.forgets_tokens = 5
    with pytest.raises(CameraAnswer, match="with 'false', saying 'token'"):
        store_of(opened(newer())).install(signed.pem, [], key_of(signed))
    assert camera.forgets_tokens == 4, "a fresh token is not tried twice"


def test_a_private_key_does_not_go_over_plain_http_without_consent(camera: Vault, opened: Open, signed: Signed) -> None:
    session = opened(newer())
    session.client.endpoint = replace(session.client.endpoint, allow_clear_text=False)
    seen = len(camera.log)
    with pytest.raises(Refused, match="private key"):
        store_of(session).install(signed.pem, [], key_of(signed))
    assert len(camera.log) == seen


def test_one_that_802_1x_uses_is_not_deleted(camera: Vault, opened: Open, signed: Signed) -> None:
    store = store_of(opened(newer()))
    held = store.install(signed.pem, [], key_of(signed))
    camera.rows[0]["eap"] = True
    with pytest.raises(Refused, match=r"802\.1X"):
        store.delete(held)
    assert len(camera.rows) == 1
