# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Canon's certificate and 802.1X pages through the driver's stores, against the emulated cameras; openssl is the CA."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from netcam_emulator.testing import CameraControl
from netcam_emulator.testing_ca import Authority, encrypted, fingerprint, new_key, openssl, served

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import (
    ABILITIES,
    Dot1xStore,
    Held,
    PrivateKey,
    Store,
    Subject,
    Wish,
    archive_of,
)
from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    CameraAnswer,
    InvalidValue,
    NetcamError,
    NotEffective,
    Refused,
    Unsupported,
)
from ansible_collections.netcam.hardening.plugins.module_utils._session import Session

from .conftest import KeptFleet
from .fleets import ADMIN, NEW, OLD, configured, password_of

FLEET = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        configured("older", OLD, certificate="none", onvif=False),
        configured("newer", NEW, certificate="none", onvif=False),
    ],
}
WISH = Wish(Subject("gate-7.example", country="DE", state="Hessen", locality="Frankfurt", organization="Site"))
PASSPHRASE = "Key4Upload"

Open = Callable[..., Session]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The site's CA."""
    return Authority(tmp_path_factory.mktemp("site"))


@pytest.fixture
def open_session(fleet: KeptFleet) -> Iterator[Open]:
    """An open session with a camera; `change` may alter the code map, other keywords the connection."""
    with ExitStack() as stack:

        def opened(name: str, change: Callable[[dict[str, Any]], object] | None = None, **options: Any) -> Session:
            state = fleet.camera(name).state()
            profile = yaml.safe_load(fleet.profile(state["family"]).read_text(encoding="utf-8"))
            if change is not None:
                change(profile)
            ((address, port),) = [(a, p) for kind, a, p, _c in state["listeners"] if kind == "http"]
            endpoint = Endpoint(
                host=address, port=port, user=ADMIN, password=password_of(name), driver="canon", profiles=(profile,),
                **{"allow_clear_text": True, "restart_timeout": 60.0, **options},
            )  # fmt: skip
            session = Session(endpoint)
            session.open()
            stack.callback(session.close)
            return session

        yield opened


def store_of(session: Session) -> Store:
    """Its certificate store."""
    store = session.require_driver().certificate_store()
    assert store is not None
    return store


def dot1x_of(session: Session) -> Dot1xStore:
    """Its 802.1X store."""
    store = session.require_driver().dot1x_store()
    assert store is not None
    return store


def signed(site: Authority, request: str, folder: Path, **options: str) -> str:
    """The site's certificate for a request."""
    path = folder / "request.csr"
    path.write_text(request)
    return site.sign(path, folder / "signed.pem", **options).read_text()


def pair(site: Authority, name: str, **options: str) -> tuple[str, PrivateKey]:
    """A certificate with a sealed key that was made elsewhere."""
    certificate, key = site.issue(name, **options)
    return certificate.read_text(), PrivateKey(encrypted(key, PASSPHRASE).read_text(), PASSPHRASE)


def https(session: Session, camera: CameraControl) -> tuple[str, int]:
    """Switch HTTPS on beside HTTP, behind the collection's back."""
    camera.set({"ssl_tls.https_policy": "http_and_https"})
    ((address, port),) = [(a, p) for kind, a, p, _c in camera.state()["listeners"] if kind == "https"]
    return address, port


# -- before 2022 ---------------------------------------------------------------------------------------------------------


def test_what_the_older_page_can_do(open_session: Open) -> None:
    store = store_of(open_session("older"))
    able = {ability for ability in ABILITIES if store.why_not(ability) is None}
    assert able == {"key", "fresh_key", "self_signed", "request", "install", "chain", "delete"}
    assert "takes no private key" in str(store.why_not("install_key"))
    assert store.why_not("trust") == "this camera generation has no such page"


def test_older_request_sign_install_and_serve(
    open_session: Open, fleet: KeptFleet, site: Authority, tmp_path: Path
) -> None:
    session = open_session("older")
    store = store_of(session)
    assert store.read().held == ()
    request = store.create_request(WISH)
    (tmp_path / "csr").write_text(request)
    said = openssl("req", "-in", tmp_path / "csr", "-noout", "-verify", "-subject", "-nameopt", "RFC2253")
    assert "verify OK" in said
    assert "CN=gate-7.example,O=Site,L=Frankfurt,ST=Hessen,C=DE" in said
    assert store.read().request == request
    between = Authority(tmp_path / "between", "Between CA", parent=site)
    held = store.install(signed(between, request, tmp_path), [between.pem.read_text()])
    assert (held.kind, held.common_name, held.self_signed) == ("server", "gate-7.example", False)
    assert store.waits_for_restart()
    before = session.look()
    session.require_driver().restart()
    session.wait_for_restart([session.place], before)
    assert not store.waits_for_restart()
    shown = served(*https(session, fleet.camera("older")), "-CAfile", site.pem)
    assert "Verify return code: 0 (ok)" in shown
    assert fingerprint(tmp_path / "signed.pem") in shown


def test_older_self_signed_with_dates(open_session: Open) -> None:
    store = store_of(open_session("older"))
    start, end = datetime(2026, 1, 2, tzinfo=UTC), datetime(2040, 3, 4, tzinfo=UTC)
    store.create_self_signed(Wish(Subject("gate-7"), not_before=start, not_after=end))
    held = store.read().server
    assert held is not None
    assert held.self_signed
    assert (held.not_before, held.not_after) == (start, datetime(2040, 3, 4, 23, 59, 59, tzinfo=UTC))
    store.delete(held)
    assert store.read().held == ()


def test_older_details_without_pem_are_enough_to_read_back(open_session: Open, site: Authority, tmp_path: Path) -> None:
    def only_lines(profile: dict[str, Any]) -> None:
        # a page whose certificate cannot be fetched: only the lines stand there
        profile["interface"]["certificates"]["show_server"]["params"]["op"] = "detailsonly"

    session = open_session("older", only_lines)
    store = store_of(session)
    held = store.install(signed(site, store.create_request(WISH), tmp_path), [])
    assert (held.pem, held.common_name) == (None, "gate-7.example")
    assert held.not_after is not None
    assert held.not_after > datetime.now(UTC)


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish(Subject("x" * 65)), "Common Name"),
        (Wish(Subject("gate", country="DEU")), "Country"),
        (Wish(Subject("gate", organization="x" * 65)), "Organization"),
        (Wish(Subject("gate", state="x" * 129)), "State/Province"),
    ],
)
def test_a_name_too_long_for_the_generation_is_no_request(
    open_session: Open, fleet: KeptFleet, wish: Wish, message: str
) -> None:
    store = store_of(open_session("older"))
    with pytest.raises(InvalidValue) as caught:
        store.create_request(wish)
    assert message in str(caught.value.setting)
    assert fleet.camera("older").count("certificate_changes") == 0


def test_older_refusals_carry_the_cameras_word(open_session: Open, site: Authority, tmp_path: Path) -> None:
    store = store_of(open_session("older"))
    other, _key = pair(site, "other")
    with pytest.raises(CameraAnswer, match="E505"):
        store.install(other, [])
    request = store.create_request(WISH)
    with pytest.raises(CameraAnswer, match="E502"):
        store.install(other, [])
    expired = signed(site, request, tmp_path, start="20200101000000Z", end="20210101000000Z")
    with pytest.raises(CameraAnswer, match="E503 expired"):
        store.install(expired, [])
    with pytest.raises(Unsupported, match="takes no private key"):
        store.install(*_with_key(site))
    assert store.read().held == ()
    assert store.read().request == request


def _with_key(site: Authority) -> tuple[str, list[str], PrivateKey]:
    certificate, key = pair(site, "keyed")
    return certificate, [], key


@pytest.mark.parametrize(
    ("ignored", "step", "message"),
    [
        ("certificate.generate_csr", "create_request", "shows none"),
        ("certificate.create_self_signed", "create_self_signed", "does not show it"),
    ],
)
def test_older_ignored_writes_are_noticed(
    open_session: Open, fleet: KeptFleet, ignored: str, step: str, message: str
) -> None:
    store = store_of(open_session("older"))
    fleet.camera("older").fault("ignore_write", [ignored])
    with pytest.raises(NotEffective, match=message):
        getattr(store, step)(WISH)


def test_older_ignored_install_and_delete_are_noticed(
    open_session: Open, fleet: KeptFleet, site: Authority, tmp_path: Path
) -> None:
    store, camera = store_of(open_session("older")), fleet.camera("older")
    certificate = signed(site, store.create_request(WISH), tmp_path)
    camera.fault("ignore_write", ["certificate.install_server", "certificate.delete_server"])
    with pytest.raises(NotEffective, match="shows none"):
        store.install(certificate, [])
    camera.clear_faults()
    held = store.install(certificate, [])
    camera.fault("ignore_write", ["certificate.delete_server"])
    with pytest.raises(NotEffective, match="still shows it"):
        store.delete(held)


def test_another_administrator_is_waited_for_and_is_no_empty_store(
    open_session: Open, fleet: KeptFleet, site: Authority, tmp_path: Path
) -> None:
    store, camera = store_of(open_session("older")), fleet.camera("older")
    store.install(signed(site, store.create_request(WISH), tmp_path), [])
    open_session("older", source_address="127.0.0.9")
    camera.fault("one_administrator", seconds=600, count=3)
    open_session("older", source_address="127.0.0.9")
    assert store.read().server is not None
    assert camera.count("busy") == 3


def test_a_step_is_sent_once_when_the_connection_breaks(open_session: Open, fleet: KeptFleet) -> None:
    store, camera = store_of(open_session("older")), fleet.camera("older")
    store.create_request(WISH)
    camera.fault("restart_mid_write")
    with pytest.raises(NetcamError):
        store.create_request(WISH)
    camera.wait_up(60)
    assert camera.count("certificate_changes") == 2


def test_a_code_map_without_requests_leaves_everything_to_people(open_session: Open) -> None:
    def without(profile: dict[str, Any]) -> None:
        del profile["interface"]["certificates"], profile["interface"]["dot1x"]

    driver = open_session("older", without).require_driver()
    assert driver.certificate_store() is None
    assert driver.dot1x_store() is None


def test_a_missing_request_names_the_menu_path(open_session: Open) -> None:
    def without(profile: dict[str, Any]) -> None:
        del profile["interface"]["certificates"]["create_request"]
        del profile["interface"]["certificates"]["request_keeps_key"]

    store = store_of(open_session("older", without))
    reason = str(store.why_not("request"))
    assert "interface.certificates.create_request" in reason
    assert "[Security] > [SSL/TLS] > [Certificate Management]" in reason
    assert store.why_not("fresh_key") == reason
    with pytest.raises(Unsupported):
        store.create_request(WISH)


def test_without_the_code_maps_word_a_request_may_disturb_the_key_in_use(open_session: Open) -> None:
    store = store_of(open_session("older", lambda p: p["interface"]["certificates"].pop("request_keeps_key")))
    assert store.why_not("request") is None
    assert "request_keeps_key" in str(store.why_not("fresh_key"))


def test_older_certificate_backup_needs_a_place_for_the_password(open_session: Open) -> None:
    def bare(profile: dict[str, Any]) -> None:
        del profile["interface"]["certificates"]["backup"]["form"]
        del profile["interface"]["certificates"]["restore"]

    archive = archive_of(store_of(open_session("older", bare)))
    assert archive is not None
    assert "no place for the encryption password" in str(archive.why_no_archive("backup"))
    assert "[Restore] ([Security] > [SSL/TLS] > [Certificate Management])" in str(archive.why_no_archive("restore"))
    assert archive_of(store_of(open_session("newer"))) is None


def test_older_self_ca_certificate_is_shown(open_session: Open) -> None:
    store = store_of(open_session("older"))
    store.create_self_signed(WISH)
    server, vouching = store.read().held
    assert (server.kind, vouching.kind) == ("server", "ca")
    assert server.pem == vouching.pem


# -- 2022 and later ------------------------------------------------------------------------------------------------------


def test_what_the_newer_page_can_do(open_session: Open) -> None:
    store = store_of(open_session("newer"))
    able = {ability for ability in ABILITIES if store.why_not(ability) is None}
    assert able == {"install_key", "chain", "several", "activate", "delete", "trust", "crl"}


def test_newer_upload_select_serve_replace_delete(
    open_session: Open, fleet: KeptFleet, site: Authority, tmp_path: Path
) -> None:
    session = open_session("newer")
    store = store_of(session)
    first_pem, first_key = pair(site, "gate-7")
    first = store.install(first_pem, [], first_key)
    assert (first.common_name, first.in_use) == ("gate-7", False)
    store.activate(first)
    assert not store.waits_for_restart()
    place = https(session, fleet.camera("newer"))
    assert fingerprint(site.folder / "gate-7.pem") in served(*place)
    between = Authority(tmp_path / "between", "Between CA", parent=site)
    second_pem, second_key = pair(between, "gate-8")
    second = store.install(second_pem, [between.pem.read_text()], second_key)
    store.activate(second)
    assert "Verify return code: 0 (ok)" in served(*place, "-CAfile", site.pem)
    server = store.read().server
    assert server is not None
    assert server.id == second.id
    store.delete(first)
    assert [held.id for held in store.read().held] == [second.id]
    with pytest.raises(CameraAnswer, match="E506"):
        store.delete(second)


def test_newer_pkcs12_where_the_code_map_says_so(open_session: Open, fleet: KeptFleet, site: Authority) -> None:
    def container(profile: dict[str, Any]) -> None:
        profile["interface"]["certificates"]["install"]["container"] = "pkcs12"

    session = open_session("newer", container)
    store = store_of(session)
    certificate, key = pair(site, "gate-9")
    store.activate(store.install(certificate, [site.pem.read_text()], key))
    assert fingerprint(site.folder / "gate-9.pem") in served(*https(session, fleet.camera("newer")))


def test_a_private_key_is_not_sent_in_clear_text_without_consent(
    open_session: Open, fleet: KeptFleet, site: Authority
) -> None:
    certificate, key = pair(site, "gate-7")
    session = open_session("newer", allow_clear_text=False)
    with pytest.raises(Refused, match="private key"):
        store_of(session).install(certificate, [], key)
    with pytest.raises(Refused, match="client private key"):
        dot1x_of(session).install(site.pem.read_text(), certificate, [], key)
    assert fleet.camera("newer").state()["certificates"]["entries"] == []


def test_newer_lists_without_ids_never_delete_another_one(open_session: Open, site: Authority) -> None:
    store = store_of(open_session("newer"))
    rows = [store.install(*_args(site, name)) for name in ("one", "two")]
    gone = Held(rows[0].id, "server", None, "three", rows[0].not_before, rows[0].not_after)
    with pytest.raises(CameraAnswer, match="no longer where"):
        store.delete(gone)
    assert len(store.read().held) == 2


def _args(site: Authority, name: str) -> tuple[str, list[str], PrivateKey]:
    certificate, key = pair(site, name)
    return certificate, [], key


def test_newer_ignored_writes_are_noticed(open_session: Open, fleet: KeptFleet, site: Authority) -> None:
    store, camera = store_of(open_session("newer")), fleet.camera("newer")
    held = store.install(*_args(site, "one"))
    camera.fault("ignore_write")
    with pytest.raises(NotEffective, match="does not list it"):
        store.install(*_args(site, "two"))
    with pytest.raises(NotEffective, match="another one is selected"):
        store.activate(held)
    with pytest.raises(NotEffective, match="still lists it"):
        store.delete(held)
    with pytest.raises(NotEffective, match="does not list it"):
        store.install_trust(site.pem.read_text())


def test_newer_trust_and_revocation_lists(open_session: Open, fleet: KeptFleet, site: Authority) -> None:
    store = store_of(open_session("newer"))
    site.issue("some")
    revoked = site.revocation_list().read_text()
    with pytest.raises(CameraAnswer, match="E508"):
        store.install_crl(revoked)
    store.install_trust(site.pem.read_text())
    store.install_crl(revoked)
    assert [held.kind for held in store.read().held] == ["ca"]
    assert [entry["kind"] for entry in fleet.camera("newer").state()["certificates"]["entries"]] == ["ca", "crl"]


# -- 802.1X --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["older", "newer"])
def test_802_1x_material_is_installed_seen_replaced_and_deleted(
    open_session: Open, fleet: KeptFleet, site: Authority, name: str
) -> None:
    store = dot1x_of(open_session(name))
    assert store.why_not() is None
    state = store.read()
    assert (bool(state.ca), bool(state.client), bool(state.key)) == (False, False, False)
    for common_name in ("gate-7", "gate-8"):
        certificate, key = pair(site, common_name)
        store.install(site.pem.read_text(), certificate, [], key)
        state = store.read()
        assert (state.ca, state.client, state.key) == (True, True, True)
        if state.client_shown is not None:
            assert state.client_shown.common_name == common_name
    held = fleet.camera(name).state()["certificates"]
    if name == "newer":
        assert [entry["kind"] for entry in held["entries"]] == ["ca", "server"]
    else:
        assert held["dot1x"]["client"].strip() == certificate.strip()
    store.delete()
    assert not store.read().client


def test_newer_never_takes_away_what_802_1x_uses(open_session: Open, fleet: KeptFleet, site: Authority) -> None:
    session = open_session("newer")
    certificate, key = pair(site, "gate-7")
    dot1x_of(session).install(site.pem.read_text(), certificate, [], key)
    store = store_of(session)
    assert sorted(held.kind for held in store.read().held) == ["ca", "client"]
    entries = fleet.camera("newer").state()["certificates"]["entries"]
    client = next(held for held in store.read().held if held.kind == "client")
    with pytest.raises(Refused, match=r"802\.1X"):
        store.delete(replace(client, kind="server"))
    assert fleet.camera("newer").state()["certificates"]["entries"] == entries


@pytest.mark.parametrize("name", ["older", "newer"])
def test_802_1x_ignored_writes_and_bad_material_are_noticed(
    open_session: Open, fleet: KeptFleet, site: Authority, tmp_path: Path, name: str
) -> None:
    store, camera = dot1x_of(open_session(name)), fleet.camera(name)
    certificate, key = pair(site, "gate-7")
    wrong = PrivateKey(new_key(tmp_path / "wrong.key", password=PASSPHRASE).read_text(), PASSPHRASE)
    with pytest.raises(CameraAnswer, match="E502"):
        store.install(site.pem.read_text(), certificate, [], wrong)
    camera.fault("ignore_write", ["dot1x.install_key", "dot1x.select"])
    with pytest.raises(NotEffective):
        store.install(site.pem.read_text(), certificate, [], key)


def test_802_1x_password_of_the_key_has_a_limit(open_session: Open, fleet: KeptFleet, site: Authority) -> None:
    certificate, key = pair(site, "gate-7")
    with pytest.raises(InvalidValue, match="234"):
        dot1x_of(open_session("older")).install(site.pem.read_text(), certificate, [], PrivateKey(key.pem, "x" * 235))
    assert fleet.camera("older").count("certificate_changes") == 0


def test_802_1x_names_the_menu_path_where_the_code_map_lacks_a_request(open_session: Open) -> None:
    def without(profile: dict[str, Any]) -> None:
        requests = copy.deepcopy(profile["interface"]["dot1x"])
        profile["interface"]["dot1x"] = {"install_ca": requests["install_ca"]}

    reason = str(dot1x_of(open_session("older", without)).why_not())
    assert "interface.dot1x.install_client" in reason
    assert "[Security] > [802.1X]" in reason
