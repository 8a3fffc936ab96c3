# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""802.1X over ONVIF on an emulated camera: settings and material. onvif-python reads back what our driver wrote."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import Dot1xStore
from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._drivers.onvif import OnvifDriver
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CameraAnswer, InvalidValue, Refused
from ansible_collections.netcam.hardening.plugins.module_utils._values import Secret

from .fleets import conformant
from .keystores import (
    WISH,
    Authority,
    CameraControl,
    Fleet,
    authority_in,
    driver_on,
    in_keystore,
    pem_of,
    witness_on,
)

FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [conformant("plain"), conformant("without", onvif_without=["dot1x"])],
}
ENABLE, METHOD, USER, PASSWORD = (f"dot1x.{name}" for name in ("enable", "method", "user_name", "password"))
ALL = [ENABLE, METHOD, USER, PASSWORD]
OFF = {ENABLE: False, METHOD: "", USER: "", PASSWORD: Secret.UNSET}
PEAP = {METHOD: "EAP-PEAP/MSCHAPv2", USER: "camera-7", PASSWORD: "Kx82Dot1xWz91"}
PREFIX = "netcam-hardening-dot1x"


@pytest.fixture
def plain(fleet: Fleet) -> CameraControl:
    """A camera without 802.1X so far."""
    return fleet.camera("plain")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """A site's CA."""
    return authority_in(tmp_path_factory.mktemp("authority"))


def write(driver: OnvifDriver, **values: Any) -> None:
    """Write settings by the last part of their ids."""
    driver.write([Assignment(f"dot1x.{name}", value) for name, value in values.items()])


def configure(driver: OnvifDriver, values: dict[str, Any]) -> None:
    """Write settings by their ids."""
    driver.write([Assignment(key, value) for key, value in values.items()])


def stated(camera: CameraControl) -> tuple[list[Any], str | None]:
    """All configurations, and the id of the one in use, as onvif-python reads them."""
    dot1x = witness_on(camera).dot1x()
    return dot1x.GetAllDot1XConfigurations(), dot1x.GetNetworkInterfaceDot1XConfiguration(token="eth0")


def store_on(camera: CameraControl, **options: Any) -> Dot1xStore:
    """The camera's 802.1X store."""
    store = driver_on(camera, **options).dot1x_store()
    assert store is not None
    return store


def install(camera: CameraControl, authority: Authority) -> str:
    """CA, client certificate and key; returns the client certificate."""
    certificate, key = authority.pair()
    store_on(camera).install(pem_of(authority.root), certificate, authority.chain, key)
    return certificate


# -- settings ------------------------------------------------------------------------------------------------------


def test_a_camera_without_802_1x_states_that_it_is_off(plain: CameraControl) -> None:
    driver = driver_on(plain)
    assert [driver.why_not(key) for key in ALL] == [None] * 4
    assert driver.read(ALL).values == OFF


def test_user_name_and_password_are_set_up_and_enabled(plain: CameraControl) -> None:
    driver = driver_on(plain)
    configure(driver, {**PEAP, ENABLE: True})
    assert driver.read(ALL).values == {**PEAP, ENABLE: True, PASSWORD: Secret.SET}
    (one,), used = stated(plain)
    assert used == one.Dot1XID
    assert (one.Outer.Method, one.Outer.Inner.Method) == ("EAP-PEAP", "MSCHAPv2")
    assert one.Outer.Inner.Identity == "camera-7"
    assert one.Outer.Inner.PassphraseID is not None


def test_a_binding_waits_for_a_restart_when_the_camera_says_so(plain: CameraControl) -> None:
    driver = driver_on(plain)
    configure(driver, PEAP)
    assert not any(driver.needs_restart(key) for key in ALL)
    write(driver, enable=True)
    assert driver.needs_restart(ENABLE)
    driver.restart()
    assert not driver.needs_restart(ENABLE)


def test_a_change_replaces_the_configuration_and_leaves_no_old_one(plain: CameraControl) -> None:
    driver = driver_on(plain)
    configure(driver, {**PEAP, ENABLE: True})
    write(driver, user_name="camera-8", password="Another8Wz91")
    (one,), used = stated(plain)
    assert used == one.Dot1XID
    assert one.Outer.Inner.Identity == "camera-8"
    assert in_keystore(plain)["passphrases"] == [f"{PREFIX}-password"]
    assert driver.read([USER]).values == {USER: "camera-8"}


def test_a_password_that_is_not_given_stays(plain: CameraControl) -> None:
    driver = driver_on(plain)
    configure(driver, {**PEAP, ENABLE: True})
    before = stated(plain)[0][0].Outer.Inner.PassphraseID
    write(driver, user_name="camera-8")
    assert stated(plain)[0][0].Outer.Inner.PassphraseID == before


def test_switching_off_keeps_the_configuration_for_later(plain: CameraControl) -> None:
    driver = driver_on(plain)
    configure(driver, {**PEAP, ENABLE: True})
    write(driver, enable=False)
    assert driver.read([ENABLE, METHOD, USER]).values == {ENABLE: False, METHOD: PEAP[METHOD], USER: PEAP[USER]}
    (one,), used = stated(plain)
    assert used is None
    assert one.Alias == PREFIX


def test_a_method_is_known_in_any_spelling(plain: CameraControl) -> None:
    driver = driver_on(plain)
    configure(driver, {**PEAP, METHOD: "eap-peap"})
    assert driver.means_same(METHOD, driver.read([METHOD]).values[METHOD], "EAP-PEAP")
    assert driver.means_same(METHOD, "EAP-PEAP/MSCHAPv2", "eap_peap/mschapv2")
    assert not driver.means_same(METHOD, "EAP-PEAP/MSCHAPv2", "EAP-TLS")
    assert not driver.needs_restart(METHOD)


def test_a_method_that_the_camera_lacks_is_refused_before_the_write(plain: CameraControl) -> None:
    driver = driver_on(plain)
    plain.reset_counters()
    for step in (
        lambda: driver.check_value(METHOD, "EAP-FAST"),
        lambda: configure(driver, {**PEAP, METHOD: "EAP-FAST"}),
    ):
        with pytest.raises(InvalidValue, match="only EAP-PEAP/MSCHAPv2, EAP-TLS, EAP-TTLS/MSCHAPv2"):
            step()
    assert plain.count("onvif_writes") == 0


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({METHOD: "EAP-TLS", USER: "camera-7"}, "needs a client certificate"),
        ({METHOD: "EAP-PEAP", USER: "camera-7"}, "needs a password"),
        ({METHOD: "EAP-PEAP", PASSWORD: "Kx82Dot1xWz91"}, "needs a user name"),
        ({}, "no 802.1X method ''"),
    ],
)
def test_it_is_not_enabled_without_what_it_needs(plain: CameraControl, values: dict[str, Any], words: str) -> None:
    driver = driver_on(plain)
    with pytest.raises(InvalidValue, match=words):
        configure(driver, {**values, ENABLE: True})
    assert stated(plain) == ([], None)
    assert in_keystore(plain)["passphrases"] == []


def test_a_configuration_of_others_is_read_and_replaced_but_not_deleted(plain: CameraControl) -> None:
    dot1x = witness_on(plain).dot1x()
    inner = {"Method": "MSCHAPv2", "Identity": "theirs"}
    other = dot1x.AddDot1XConfiguration(
        Dot1XConfiguration={"Alias": "site", "Outer": {"Method": "EAP-TTLS", "Inner": inner}}
    )
    dot1x.SetNetworkInterfaceDot1XConfiguration(token="eth0", Dot1XID=other)
    driver = driver_on(plain)
    assert driver.read([ENABLE, METHOD, USER]).values == {ENABLE: True, METHOD: "EAP-TTLS/MSCHAPv2", USER: "theirs"}
    write(driver, user_name="ours", password="Kx82Dot1xWz91")
    configurations, used = stated(plain)
    assert {one.Alias for one in configurations} == {"site", PREFIX}
    assert used != other


def test_an_anonymous_outer_identity_stays(plain: CameraControl) -> None:
    dot1x = witness_on(plain).dot1x()
    inner = {"Method": "MSCHAPv2", "Identity": "theirs"}
    outer = {"Method": "EAP-TTLS", "Identity": "anonymous", "Inner": inner}
    other = dot1x.AddDot1XConfiguration(Dot1XConfiguration={"Outer": outer})
    dot1x.SetNetworkInterfaceDot1XConfiguration(token="eth0", Dot1XID=other)
    write(driver_on(plain), user_name="ours", password="Kx82Dot1xWz91")
    configurations, used = stated(plain)
    (ours,) = [one for one in configurations if one.Dot1XID == used]
    assert (ours.Outer.Identity, ours.Outer.Inner.Identity) == ("anonymous", "ours")


def test_a_camera_full_of_configurations_says_so_and_changes_nothing(plain: CameraControl) -> None:
    dot1x = witness_on(plain).dot1x()
    for number in range(4):
        dot1x.AddDot1XConfiguration(Dot1XConfiguration={"Alias": f"other {number}", "Outer": {"Method": "EAP-TLS"}})
    with pytest.raises(CameraAnswer, match="room for 4 802.1X configurations, and 4 are there"):
        configure(driver_on(plain), {**PEAP, ENABLE: True})
    assert stated(plain)[1] is None
    assert in_keystore(plain)["passphrases"] == []


def test_a_camera_that_does_not_advertise_it_is_manual(fleet: Fleet) -> None:
    driver = driver_on(fleet.camera("without"))
    assert {driver.why_not(key) for key in ALL} == {"the camera does not advertise 802.1X to ONVIF clients"}
    assert driver.dot1x_store() is None


# -- material ------------------------------------------------------------------------------------------------------


def test_certificates_are_installed_and_selected(plain: CameraControl, authority: Authority) -> None:
    certificate = install(plain, authority)
    state = store_on(plain).read()
    assert (state.ca, state.client, state.key, state.status) == (True, True, True, None)
    assert (state.ca_pem, state.client_pem) == (pem_of(authority.root), certificate)
    (one,), used = stated(plain)
    assert one.Outer.Method == "EAP-TLS"
    assert one.Outer.CertificationPathID is not None
    assert one.Outer.CertPathValidationPolicyID is not None
    # installed is not enabled
    assert used is None


def test_with_certificates_eap_tls_can_be_enabled(plain: CameraControl, authority: Authority) -> None:
    install(plain, authority)
    driver = driver_on(plain)
    configure(driver, {METHOD: "EAP-TLS", USER: "camera-7", ENABLE: True})
    assert driver.read([ENABLE, METHOD, USER]).values == {ENABLE: True, METHOD: "EAP-TLS", USER: "camera-7"}
    (one,), used = stated(plain)
    assert used == one.Dot1XID
    assert one.Outer.Identity == "camera-7"
    assert one.Outer.CertificationPathID is not None


def test_a_renewal_takes_the_place_of_the_old_certificate_while_enabled(
    plain: CameraControl, authority: Authority
) -> None:
    old = install(plain, authority)
    configure(driver_on(plain), {METHOD: "EAP-TLS", USER: "camera-7", ENABLE: True})
    driver = driver_on(plain)
    store = driver.dot1x_store()
    assert store is not None
    certificate, key = authority.pair()
    store.install(pem_of(authority.root), certificate, authority.chain, key)
    assert store.read().client_pem == certificate != old
    assert driver.needs_restart(ENABLE)
    (one,), used = stated(plain)
    assert used == one.Dot1XID
    assert one.Outer.Identity == "camera-7"
    keystore = in_keystore(plain)
    assert len([name for name in keystore["paths"] if name.startswith(PREFIX)]) == 1
    assert len([name for name in keystore["keys"] if name.startswith(PREFIX)]) == 1


def test_the_same_material_again_changes_nothing(plain: CameraControl, authority: Authority) -> None:
    certificate, key = authority.pair()
    for _run in range(2):
        store_on(plain).install(pem_of(authority.root), certificate, authority.chain, key)
    before = in_keystore(plain)
    store_on(plain).install(pem_of(authority.root), certificate, authority.chain, key)
    assert in_keystore(plain) == before
    assert before["passphrases"] == []


def test_the_client_certificate_is_none_of_the_https_servers(plain: CameraControl, authority: Authority) -> None:
    certificate = install(plain, authority)
    store = driver_on(plain).certificate_store()
    assert store is not None
    assert certificate not in [held.pem for held in store.read().held]
    # and tidying up for HTTPS leaves it alone
    store.install(authority.sign(store.create_request(WISH)), authority.chain)
    assert store_on(plain).read().client_pem == certificate


def test_deleting_leaves_nothing_but_the_settings(plain: CameraControl, authority: Authority) -> None:
    before = in_keystore(plain)
    install(plain, authority)
    driver = driver_on(plain)
    configure(driver, {METHOD: "EAP-TLS", USER: "camera-7"})
    store = driver.dot1x_store()
    assert store is not None
    store.delete()
    assert in_keystore(plain) == before
    driver.forget()
    assert driver.read([METHOD, USER]).values == {METHOD: "EAP-TLS", USER: "camera-7"}
    store.delete()


def test_what_802_1x_uses_is_not_deleted(plain: CameraControl, authority: Authority) -> None:
    certificate = install(plain, authority)
    configure(driver_on(plain), {METHOD: "EAP-TLS", USER: "camera-7", ENABLE: True})
    with pytest.raises(Refused, match="enabled with these certificates"):
        store_on(plain).delete()
    assert store_on(plain).read().client_pem == certificate


def test_a_key_is_not_sent_in_clear_text_without_consent(plain: CameraControl, authority: Authority) -> None:
    certificate, key = authority.pair()
    store = store_on(plain, allow_clear_text=False)
    plain.reset_counters()
    with pytest.raises(Refused, match="client private key for 802.1X would be sent over plain HTTP"):
        store.install(pem_of(authority.root), certificate, authority.chain, key)
    assert plain.count("onvif_writes") == 0


@pytest.mark.parametrize("broken", ["ca", "client", "key"])
def test_bad_material_is_refused_before_the_first_write(
    plain: CameraControl, authority: Authority, broken: str
) -> None:
    certificate, key = authority.pair()
    material = {"ca": pem_of(authority.root), "client": certificate, "key": key}
    material[broken] = authority.pair()[1] if broken == "key" else "no certificate"
    store = store_on(plain)
    plain.reset_counters()
    with pytest.raises(InvalidValue):
        store.install(material["ca"], material["client"], authority.chain, material["key"])
    assert plain.count("onvif_writes") == 0
