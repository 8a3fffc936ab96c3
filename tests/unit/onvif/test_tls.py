# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""HTTP, HTTPS or both (SetNetworkProtocols), and the oldest TLS version (SetEnabledTLSVersions)."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    CameraAnswer,
    ConnectionLost,
    InvalidValue,
    Unsupported,
)

from .camera import SECURITY_SERVICE, PaperCamera, Sent, attributes, fault, logged_in, protocols

POLICY, MINIMUM = "ssl_tls.https_policy", "ssl_tls.minimum_tls_version"
HTTPS_PORT = "http_server.https_port"


def serving(http: str, https: str, *more: tuple[str, str, tuple[int, ...]]) -> PaperCamera:
    """A camera that serves HTTP and HTTPS or not."""
    return PaperCamera(
        GetNetworkProtocols=protocols(
            ("HTTP", http, (80, 8080)), ("HTTPS", https, (443,)), ("RTSP", "true", (554,)), *more
        )
    )


# -- the policy ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("http", "https", "policy"),
    [("true", "false", "http"), ("true", "true", "http_and_https"), ("false", "true", "https")],
)
def test_the_policy_is_read_from_what_is_enabled(http, https, policy):
    driver = logged_in(serving(http, https))
    assert driver.why_not(POLICY) is None
    assert driver.read([POLICY]).values == {POLICY: policy}


def test_a_camera_that_serves_neither_states_no_policy():
    assert logged_in(serving("false", "false")).read([POLICY]).values == {}


@pytest.mark.parametrize(
    ("policy", "states"),
    [
        ("http", ["true", "false", "true", "true"]),
        ("http_and_https", ["true", "true", "true", "true"]),
        ("https", ["false", "true", "true", "true"]),
    ],
)
def test_all_entries_are_sent_with_all_ports_and_the_others_as_they_were(policy, states):
    camera = serving("true", "false", ("RTMP", "true", (1935,)))
    driver = logged_in(camera)
    driver.write([Assignment(POLICY, policy)])
    sent = camera.last("SetNetworkProtocols")
    assert sent.texts("Name") == ["HTTP", "HTTPS", "RTSP", "RTMP"]
    assert sent.texts("Enabled") == states
    assert sent.texts("Port") == ["80", "8080", "443", "554", "1935"]
    assert driver.read([POLICY]).values == {POLICY: policy}
    assert driver.needs_restart(POLICY) is False


def test_policy_and_port_go_in_one_request():
    camera = serving("true", "false")
    logged_in(camera).write([Assignment(HTTPS_PORT, 8443), Assignment(POLICY, "https")])
    assert camera.operations().count("SetNetworkProtocols") == 1
    assert camera.last("SetNetworkProtocols").texts("Port") == ["80", "8080", "8443", "554"]


@pytest.mark.parametrize("left", ["HTTP", "HTTPS"])
def test_a_camera_that_does_not_list_one_of_them_has_no_policy_to_set(left):
    driver = logged_in(PaperCamera(GetNetworkProtocols=protocols((left, "true", (80,)))))
    missing = {"HTTP": "HTTPS", "HTTPS": "HTTP"}[left]
    assert driver.why_not(POLICY) == f"the camera does not list {missing} among its network protocols"
    with pytest.raises(Unsupported, match=f"does not list {missing} "):
        driver.write([Assignment(POLICY, "https")])


def test_https_without_a_certificate_says_what_is_missing():
    camera = serving("true", "false")
    camera.answers["SetNetworkProtocols"] = fault("OperationProhibited", "EnablingTlsFailed")
    with pytest.raises(CameraAnswer, match="no certificate to show") as seen:
        logged_in(camera).write([Assignment(POLICY, "https")])
    assert seen.value.setting == POLICY
    assert "certificate first" in str(seen.value.hint)


def test_a_policy_that_is_stored_but_not_in_force_waits_for_a_restart():
    camera = serving("true", "false")
    camera.answers["SetNetworkProtocols"] = "<tds:SetNetworkProtocolsResponse/>"
    driver = logged_in(camera)
    driver.write([Assignment(POLICY, "https")])
    assert driver.needs_restart(POLICY) is True
    assert driver.needs_restart(HTTPS_PORT) is False


def test_a_camera_that_closed_http_before_it_could_be_read_again_is_not_pending():
    camera = serving("true", "true")

    def close(_sent: Sent) -> str:
        camera.answers["GetNetworkProtocols"] = ConnectionLost("refused")
        return "<tds:SetNetworkProtocolsResponse/>"

    camera.answers["SetNetworkProtocols"] = close
    driver = logged_in(camera)
    driver.write([Assignment(POLICY, "https")])
    assert driver.needs_restart(POLICY) is False


# -- TLS versions ----------------------------------------------------------------------------------------------------


def speaking(enabled: str, supported: str = "1.0 1.1 1.2 1.3", chosen: str = "true", **answers: Any) -> PaperCamera:
    """A camera with a Security service and these TLS versions."""
    words = attributes({"TLSServerSupported": supported, "EnabledVersionsSupported": chosen})
    state = {"enabled": enabled}

    def get(_sent: Sent) -> str:
        return f"<tas:GetEnabledTLSVersionsResponse><tas:Versions>{state['enabled']}</tas:Versions></tas:GetEnabledTLSVersionsResponse>"

    def put(sent: Sent) -> str:
        state["enabled"] = sent.texts("Versions")[0]
        return "<tas:SetEnabledTLSVersionsResponse/>"

    camera = PaperCamera(
        **{
            "GetServiceCapabilities": "<tas:GetServiceCapabilitiesResponse><tas:Capabilities><tas:KeystoreCapabilities/>"
            f"<tas:TLSServerCapabilities{words}/></tas:Capabilities></tas:GetServiceCapabilitiesResponse>",
            "GetEnabledTLSVersions": get,
            "SetEnabledTLSVersions": put,
            **answers,
        }
    )
    camera.more_services = SECURITY_SERVICE
    return camera


@pytest.mark.parametrize(
    ("enabled", "oldest"), [("1.2 1.3", "1.2"), ("1.3 1.1", "1.1"), ("1.3", "1.3"), ("1.2 SSLv3", "SSLv3")]
)
def test_the_oldest_enabled_version_is_read(enabled, oldest):
    assert logged_in(speaking(enabled)).read([MINIMUM]).values == {MINIMUM: oldest}


@pytest.mark.parametrize(
    ("wanted", "supported", "sent"),
    [
        ("1.2", "1.0 1.1 1.2 1.3", "1.2 1.3"),
        ("1.2", "1.3 1.2 1.1", "1.3 1.2"),
        ("1.3", "1.2 1.3", "1.3"),
        ("1.1", "1.2 1.3", "1.2 1.3"),
        ("1.2", "1.2", "1.2"),
    ],
)
def test_the_cameras_own_versions_from_the_wanted_one_on_are_enabled(wanted, supported, sent):
    camera = speaking("1.0", supported)
    logged_in(camera).write([Assignment(MINIMUM, wanted)])
    assert camera.last("SetEnabledTLSVersions").texts("Versions") == [sent]


def test_a_version_that_would_leave_none_is_refused_before_the_write():
    camera = speaking("1.2", "1.0 1.1 1.2")
    driver = logged_in(camera)
    for step in (lambda: driver.check_value(MINIMUM, "1.3"), lambda: driver.write([Assignment(MINIMUM, "1.3")])):
        with pytest.raises(InvalidValue, match="speaks TLS 1.0, 1.1, 1.2: nothing would be left"):
            step()
    assert "SetEnabledTLSVersions" not in camera.operations()


def test_a_camera_that_may_only_keep_its_versions_is_manual():
    assert "EnabledVersionsSupported" in str(logged_in(speaking("1.2", chosen="false")).why_not(MINIMUM))


def test_a_camera_without_the_service_is_manual_and_asked_nothing_more():
    camera = PaperCamera()
    assert logged_in(camera).why_not(MINIMUM) == "the camera has no ONVIF Security service"
    assert "GetEnabledTLSVersions" not in camera.operations()


def test_a_camera_that_advertises_it_but_does_not_have_it_is_manual():
    camera = speaking("1.2", GetEnabledTLSVersions="<tas:GetEnabledTLSVersionsResponse/>")
    assert "does not really have it" in str(logged_in(camera).why_not(MINIMUM))


def test_a_refused_version_is_explained():
    camera = speaking("1.0 1.1 1.2 1.3", SetEnabledTLSVersions=fault("InvalidArgVal", "TLSVersion"))
    with pytest.raises(InvalidValue, match="does not have this TLS version") as seen:
        logged_in(camera).write([Assignment(MINIMUM, "1.2")])
    assert seen.value.setting == MINIMUM


def test_a_fault_that_was_done_all_the_same_is_no_failure():
    camera = speaking("1.0 1.1 1.2 1.3")
    do = camera.answers["SetEnabledTLSVersions"]

    def answer(sent: Sent) -> Any:
        assert callable(do)
        do(sent)
        return fault("Action", code="Receiver")

    camera.answers["SetEnabledTLSVersions"] = answer
    driver = logged_in(camera)
    driver.write([Assignment(MINIMUM, "1.2")])
    assert driver.read([MINIMUM]).values == {MINIMUM: "1.2"}
