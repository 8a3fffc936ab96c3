# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""802.1X over ONVIF on cameras that do it otherwise than the emulated one (tests/integration/test_onvif_dot1x.py)."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue
from ansible_collections.netcam.hardening.plugins.module_utils._values import Secret

from .camera import SECURITY_SERVICE, PaperCamera, Sent, attributes, fault, logged_in
from .test_keystore import response

ENABLE, METHOD, USER, PASSWORD = (f"dot1x.{name}" for name in ("enable", "method", "user_name", "password"))
MD5 = [
    Assignment(METHOD, "EAP-MD5"),
    Assignment(USER, "cam"),
    Assignment(PASSWORD, "secret words"),
    Assignment(ENABLE, True),
]


def interface(token: str, address: str) -> str:
    """One entry of GetNetworkInterfaces."""
    return (
        f'<tds:NetworkInterfaces token="{token}"><tt:Enabled>true</tt:Enabled><tt:IPv4><tt:Config><tt:Manual>'
        f"<tt:Address>{address}</tt:Address></tt:Manual></tt:Config></tt:IPv4></tds:NetworkInterfaces>"
    )


class Dot1xCamera(PaperCamera):
    """Keeps what is added, and what is bound to which interface."""

    def __init__(self, methods: str = "EAP-MD5 EAP-TLS", reboot: str = "false", **answers: Any) -> None:
        words = attributes({"MaximumNumberOfDot1XConfigurations": "2", "Dot1XMethods": methods})
        two = interface("wlan0", "198.51.100.7") + interface("eth1", "192.0.2.7")
        super().__init__(
            **{
                "GetServiceCapabilities": "<tas:GetServiceCapabilitiesResponse><tas:Capabilities><tas:KeystoreCapabilities/>"
                f"<tas:Dot1XCapabilities{words}/></tas:Capabilities></tas:GetServiceCapabilitiesResponse>",
                "GetNetworkInterfaces": f"<tds:GetNetworkInterfacesResponse>{two}</tds:GetNetworkInterfacesResponse>",
                "GetAllPassphrases": response("GetAllPassphrases"),
                "UploadPassphrase": response("UploadPassphrase", "<tas:PassphraseID>PASS1</tas:PassphraseID>"),
                "DeletePassphrase": response("DeletePassphrase"),
                "DeleteDot1XConfiguration": response("DeleteDot1XConfiguration"),
                **answers,
            }
        )
        self.more_services = SECURITY_SERVICE
        self.reboot = reboot
        self.configurations = ""
        self.bound: dict[str, str] = {}

    def _AddDot1XConfiguration(self, sent: Sent) -> str:
        inner = sent.raw.decode().partition("<tas:Dot1XConfiguration>")[2].partition("</tas:Dot1XConfiguration>")[0]
        self.configurations = f"<tas:Configuration><tas:Dot1XID>D1</tas:Dot1XID>{inner}</tas:Configuration>"
        return response("AddDot1XConfiguration", "<tas:Dot1XID>D1</tas:Dot1XID>")

    def _GetAllDot1XConfigurations(self, _sent: Sent) -> str:
        return response("GetAllDot1XConfigurations", self.configurations)

    def _SetNetworkInterfaceDot1XConfiguration(self, sent: Sent) -> str:
        self.bound[sent.texts("token")[0]] = sent.texts("Dot1XID")[0]
        return response("SetNetworkInterfaceDot1XConfiguration", f"<tas:RebootNeeded>{self.reboot}</tas:RebootNeeded>")

    def _GetNetworkInterfaceDot1XConfiguration(self, sent: Sent) -> str:
        used = self.bound.get(sent.texts("token")[0])
        return response("GetNetworkInterfaceDot1XConfiguration", f"<tas:Dot1XID>{used}</tas:Dot1XID>" if used else "")


def test_the_interface_of_this_session_is_the_one_that_is_protected():
    camera = Dot1xCamera()
    logged_in(camera).write(MD5)
    assert camera.bound == {"eth1": "D1"}


def test_behind_an_address_translation_it_is_the_first_interface():
    camera = Dot1xCamera()
    camera.host = "203.0.113.9"
    logged_in(camera).write(MD5)
    assert camera.bound == {"wlan0": "D1"}


def test_a_method_of_one_stage_carries_name_and_password_itself():
    camera = Dot1xCamera()
    driver = logged_in(camera)
    driver.write(MD5)
    sent = camera.last("AddDot1XConfiguration")
    assert "Inner" not in sent.names()
    assert (sent.texts("Identity"), sent.texts("PassphraseID")) == (["cam"], ["PASS1"])
    assert driver.read([ENABLE, METHOD, USER, PASSWORD]).values == {
        ENABLE: True, METHOD: "EAP-MD5", USER: "cam", PASSWORD: Secret.SET,
    }  # fmt: skip


@pytest.mark.parametrize(("reboot", "waits"), [("true", True), ("1", True), ("false", False), ("", False)])
def test_only_what_the_camera_says_waits_for_a_reboot(reboot, waits):
    driver = logged_in(Dot1xCamera(reboot=reboot))
    driver.write(MD5)
    assert driver.needs_restart(ENABLE) is waits


def test_a_binding_that_is_not_stated_afterwards_is_pending():
    camera = Dot1xCamera(SetNetworkInterfaceDot1XConfiguration=response("SetNetworkInterfaceDot1XConfiguration"))
    driver = logged_in(camera)
    driver.write(MD5)
    assert driver.needs_restart(ENABLE)


def test_a_refused_configuration_leaves_no_password_behind():
    camera = Dot1xCamera(AddDot1XConfiguration=fault("InvalidArgVal", "Dot1XMethodCombination"))
    with pytest.raises(InvalidValue, match="cannot combine") as seen:
        logged_in(camera).write(MD5)
    assert camera.last("DeletePassphrase").texts("PassphraseID") == ["PASS1"]
    assert "secret words" not in seen.value.describe("camera")


def test_a_refused_binding_takes_the_new_configuration_back():
    camera = Dot1xCamera(SetNetworkInterfaceDot1XConfiguration=fault("InvalidArgVal", "InvalidNetworkInterface"))
    with pytest.raises(Exception, match="InvalidNetworkInterface"):
        logged_in(camera).write(MD5)
    assert camera.last("DeleteDot1XConfiguration").texts("Dot1XID") == ["D1"]


@pytest.mark.parametrize(
    "operation", ["GetAllDot1XConfigurations", "GetNetworkInterfaceDot1XConfiguration", "GetNetworkInterfaces"]
)
def test_a_camera_that_advertises_it_but_lacks_an_operation_is_manual(operation):
    camera = Dot1xCamera(**{operation: fault("ActionNotSupported", code="Receiver", status=500)})
    assert operation in str(logged_in(camera).why_not(ENABLE))


def test_an_unknown_inner_method_must_be_named_where_there_are_two():
    driver = logged_in(Dot1xCamera(methods="EAP-PEAP/MSCHAPv2 EAP-PEAP/GTC"))
    with pytest.raises(InvalidValue, match="only EAP-PEAP/MSCHAPv2, EAP-PEAP/GTC"):
        driver.check_value(METHOD, "EAP-PEAP")


@pytest.mark.parametrize(
    ("methods", "keystore", "words"),
    [
        ("EAP-PEAP/MSCHAPv2", "", "no EAP-TLS"),
        ("EAP-TLS", "", "private keys from outside"),
        ("EAP-TLS", ' PKCS12="true"', "trusted CA certificates"),
    ],
)
def test_material_is_not_taken_where_a_part_of_it_would_have_no_place(methods, keystore, words):
    camera = Dot1xCamera(methods)
    answer = camera.answers["GetServiceCapabilities"]
    camera.answers["GetServiceCapabilities"] = str(answer).replace(
        "<tas:KeystoreCapabilities/>", f"<tas:KeystoreCapabilities{keystore}/>"
    )
    store = logged_in(camera).dot1x_store()
    assert store is not None
    assert words in str(store.why_not())
