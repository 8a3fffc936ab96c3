# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How far a learned profile is trusted: not beyond the settings, the model and the firmware on which it was proven."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._errors import ProfileError, Refused
from ansible_collections.netcam.hardening.plugins.module_utils._profile import load_profile
from ansible_collections.netcam.hardening.plugins.module_utils._profile_trust import Proof, Trust

from ..support import profile_data
from .nimbus import Nimbus, serving
from .profiles import profile
from .test_driver import do


@pytest.fixture(name="camera")
def _camera() -> Nimbus:
    return Nimbus()


@pytest.fixture(name="endpoint")
def _endpoint(camera: Nimbus) -> Iterator[Endpoint]:
    with serving(camera) as endpoint:
        yield replace(endpoint, driver="web")


def learned(*settings: str, model: str = "Nimbus 7", firmware: str = "1.4.2", **changes: Any) -> tuple[dict[str, Any]]:
    """The profile as learned, these settings proven on a camera of this model and firmware."""
    data = profile(status="proven" if settings else "unproven", **changes)
    for setting_id in settings:
        data["settings"][setting_id]["proof"] = {"model": model, "firmware": firmware, "date": "2026-01-31"}
    return (data,)


def test_an_unproven_setting_is_refused_before_the_first_write(camera: Nimbus, endpoint: Endpoint) -> None:
    unproven = replace(endpoint, profiles=learned())
    with pytest.raises(Refused) as caught:
        do(unproven, "network", mdns=False, max_packet_size=1400)
    text = caught.value.describe("lobby")
    assert "network.max_packet_size [Maximum Packet Size]" in text
    assert "never proven on a camera (the same holds for network.mdns)" in text
    assert "prove_profile" in text
    assert "setting in ansible_netcam_allow_unproven" in text
    assert camera.writes() == []


def test_the_refusal_names_what_a_proof_leaves_out(camera: Nimbus, endpoint: Endpoint) -> None:
    unproven = replace(endpoint, profiles=learned())
    rows = [{"address": "127.0.0.0", "prefix_length": 8, "action": "authorize"}]
    with pytest.raises(Refused) as caught:
        do(unproven, "host_access", ipv4={"default_policy": "prohibit", "apply": True, "rows": rows})
    assert "not named in prove_risky: host_access.ipv4.default_policy, host_access.ipv4.apply." in caught.value.hint
    with pytest.raises(Refused) as caught:
        do(unproven, "snmp_server", contact="gate", auth_password="Snmp-Pass-1234")
    assert "prove_risky" not in caught.value.hint
    assert "No proof is possible of snmp_server.auth_password." in caught.value.hint
    assert camera.writes() == []


def test_check_mode_refuses_it_too(endpoint: Endpoint) -> None:
    with pytest.raises(Refused, match="never proven"):
        do(replace(endpoint, profiles=learned()), "network", check=True, mdns=False)


def test_what_is_already_as_wanted_needs_no_proof(endpoint: Endpoint) -> None:
    assert not do(replace(endpoint, profiles=learned()), "network", mdns=True)["changed"]


def test_the_users_word_is_enough(camera: Nimbus, endpoint: Endpoint) -> None:
    assert do(replace(endpoint, profiles=learned(), allow_unproven=("setting",)), "network", mdns=False)["changed"]
    assert camera.network["mdns"] is False


def test_a_proven_setting_is_written_and_one_beside_it_is_not(camera: Nimbus, endpoint: Endpoint) -> None:
    proven = replace(endpoint, profiles=learned("network.mdns"))
    assert do(proven, "network", mdns=False)["changed"]
    with pytest.raises(Refused, match="never proven"):
        do(proven, "network", mdns=True, max_packet_size=1400)
    assert camera.network["mdns"] is False


@pytest.mark.parametrize(
    ("proven_on", "words"),
    [("1.4.1", "newer 1.4.2"), ("1.10.0", "older 1.4.2"), ("1.4.2-rc1", "has 1.4.2"), ("", "an unknown firmware")],
)
def test_another_firmware_is_refused(camera: Nimbus, endpoint: Endpoint, proven_on: str, words: str) -> None:
    other = replace(endpoint, profiles=learned("network.mdns", firmware=proven_on))
    with pytest.raises(Refused, match=words) as caught:
        do(other, "network", mdns=False)
    assert "firmware in ansible_netcam_allow_unproven" in str(caught.value.hint)
    with pytest.raises(Refused):
        do(replace(other, allow_unproven=("setting", "model")), "network", mdns=False)
    assert camera.writes() == []
    assert do(replace(other, allow_unproven=("firmware",)), "network", mdns=False)["changed"]


def test_a_camera_that_does_not_tell_its_firmware_is_another_one(camera: Nimbus, endpoint: Endpoint) -> None:
    camera.firmware = ""
    with pytest.raises(Refused, match="does not tell its own"):
        do(replace(endpoint, profiles=learned("network.mdns")), "network", mdns=False)


def test_a_proof_on_another_model_of_the_profile_does_not_count(camera: Nimbus, endpoint: Endpoint) -> None:
    data = learned("network.mdns", model="Nimbus 9", models=["Nimbus 7", "Nimbus 9"])
    with pytest.raises(Refused, match="proven on Nimbus 9, and this is a Nimbus 7"):
        do(replace(endpoint, profiles=data), "network", mdns=False)
    assert camera.writes() == []
    assert do(replace(endpoint, profiles=data, allow_unproven=("model",)), "network", mdns=False)["changed"]


def test_a_profile_for_another_model_needs_the_users_word_for_that(camera: Nimbus, endpoint: Endpoint) -> None:
    data = learned("network.mdns", model="Nimbus 9", models=["Nimbus 9"])
    with pytest.raises(ProfileError, match="put model into ansible_netcam_allow_unproven|the camera is a Nimbus 7"):
        do(replace(endpoint, profiles=data), "network", mdns=False)
    assert do(replace(endpoint, profiles=data, allow_unproven=("model",)), "network", mdns=False)["changed"]


def test_several_proofs_count_each_for_its_camera() -> None:
    trust = Trust(
        "lab",
        "proven",
        (),
        {"network.mdns": (Proof("VB-H47", "1.0", "2026-01-31"), Proof("VB-S32D", "2.0", "2026-01-31"))},
    )
    assert trust.doubts(["network.mdns"], "VB-H47", "1.0") == []
    assert trust.doubts(["network.mdns"], "VB-S32D", "2.0") == []
    assert [doubt.kind for doubt in trust.doubts(["network.mdns"], "VB-H47", "2.0")] == ["firmware"]


def test_the_account_needs_its_proof_too(camera: Nimbus, endpoint: Endpoint) -> None:
    wanted = replace(
        endpoint, profiles=learned("network.mdns"), password="New-Pass-1234", initial_password=endpoint.password
    )
    with pytest.raises(Refused, match="never proven"):
        do(wanted, "administrator")
    assert camera.writes() == []


def test_a_profile_without_a_status_is_its_authors_word(endpoint: Endpoint) -> None:
    assert do(replace(endpoint, profiles=(profile(),)), "network", mdns=False)["changed"]


def test_code_maps_carry_the_same_proof() -> None:
    data = profile_data(
        status="proven",
        settings={
            "http_server.http_port": {
                "code": "a",
                "page": "one",
                "proof": {"model": "VB-H47", "firmware": "1.2.0", "date": "2026-01-31"},
            },
            "http_server.https_port": {"code": "b", "page": "one"},
        },
    )
    trust = load_profile(data, "lab.yml").trust
    ids = ["http_server.http_port", "http_server.https_port"]
    assert [(doubt.setting_id, doubt.kind) for doubt in trust.doubts(ids, "VB-H47", "1.2.0")] == [
        ("http_server.https_port", "setting")
    ]
    assert [doubt.kind for doubt in trust.doubts(ids, "VB-H47", None)] == ["firmware", "setting"]
    assert load_profile(profile_data(), "lab.yml").trust.doubts(ids, "VB-H47", "1.2.0") == []
