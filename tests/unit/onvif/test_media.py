# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Multicast: each encoder configuration goes back whole, with its multicast part exchanged."""

from __future__ import annotations

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CameraAnswer, Unsupported

from .camera import PaperCamera, fault, logged_in

MULTICAST = (
    "<tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type><tt:IPv4Address>{}</tt:IPv4Address></tt:Address>"
    "<tt:Port>{}</tt:Port><tt:TTL>{}</tt:TTL><tt:AutoStart>true</tt:AutoStart></tt:Multicast>"
)
SIZE = "<tt:Resolution><tt:Width>1920</tt:Width><tt:Height>1080</tt:Height></tt:Resolution>"


def video(prefix: str, *multicasts: str) -> str:
    """A GetVideoEncoderConfigurationsResponse in the order of the schema of that service."""
    inner = ""
    for number, multicast in enumerate(multicasts, start=1):
        quality = "<tt:Quality>5</tt:Quality>"
        rest = (
            f"{multicast}{quality}"
            if prefix == "tr2"
            else f"{quality}{multicast}<tt:SessionTimeout>PT60S</tt:SessionTimeout>"
        )
        inner += (
            f'<{prefix}:Configurations token="v{number}"><tt:Name>video {number}</tt:Name><tt:UseCount>1</tt:UseCount>'
            f"<tt:Encoding>H264</tt:Encoding>{SIZE}{rest}</{prefix}:Configurations>"
        )
    return f"<{prefix}:GetVideoEncoderConfigurationsResponse>{inner}</{prefix}:GetVideoEncoderConfigurationsResponse>"


def streaming(prefix: str, *multicasts: str) -> PaperCamera:
    """A camera with these video encoder configurations, whose writes succeed."""
    camera = PaperCamera(
        GetVideoEncoderConfigurations=video(prefix, *multicasts),
        SetVideoEncoderConfiguration=f"<{prefix}:SetVideoEncoderConfigurationResponse/>",
        GetAudioEncoderConfigurations=f"<{prefix}:GetAudioEncoderConfigurationsResponse/>",
    )
    camera.media = prefix
    return camera


def key(index: int, name: str, group: str = "stream") -> str:
    """A key of the catalog."""
    return f"rtp_server.{group}[{index}].multicast_{name}"


IDS = [f"rtp_server.stream.multicast_{name}" for name in ("address", "port", "ttl")]


@pytest.mark.parametrize("prefix", ["trt", "tr2"])
def test_streams_are_numbered_in_the_cameras_order(prefix):
    camera = streaming(prefix, MULTICAST.format("239.0.0.1", 5000, 4), MULTICAST.format("0.0.0.0", 0, 1))
    assert logged_in(camera).read(IDS).values == {
        key(1, "address"): "239.0.0.1", key(1, "port"): 5000, key(1, "ttl"): 4,
        key(2, "address"): "0.0.0.0", key(2, "port"): 0, key(2, "ttl"): 1,
    }  # fmt: skip


@pytest.mark.parametrize("prefix", ["trt", "tr2"])
def test_configuration_is_sent_back_whole(prefix):
    camera = streaming(prefix, MULTICAST.format("239.0.0.1", 5000, 4))
    logged_in(camera).write([Assignment(key(1, "address"), "239.0.0.9"), Assignment(key(1, "port"), 6000)])
    sent = camera.last("SetVideoEncoderConfiguration")
    assert sent.path == f"/onvif/{prefix}"
    assert sent.body[0].get("token") == "v1"
    assert sent.texts("Width") == ["1920"]
    assert (sent.texts("IPv4Address"), sent.texts("Port"), sent.texts("TTL")) == (["239.0.0.9"], ["6000"], ["4"])
    assert sent.texts("AutoStart") == ["true"]
    assert sent.texts("ForcePersistence") == (["true"] if prefix == "trt" else [])
    assert camera.operations().count("SetVideoEncoderConfiguration") == 1


@pytest.mark.parametrize("assignment", [Assignment(key(1, "address"), "0.0.0.0"), Assignment(key(1, "port"), 0)])
def test_what_is_switched_off_does_not_start_by_itself(assignment):
    camera = streaming("tr2", MULTICAST.format("239.0.0.1", 5000, 4))
    logged_in(camera).write([assignment])
    assert camera.last("SetVideoEncoderConfiguration").texts("AutoStart") == ["false"]


def test_multicast_part_that_is_missing_is_put_where_the_schema_wants_it():
    camera = streaming("tr2", "")
    driver = logged_in(camera)
    assert driver.read(IDS).values[key(1, "address")] == "0.0.0.0"
    driver.write([Assignment(key(1, "address"), "ff0e::1"), Assignment(key(1, "port"), 6000)])
    names = [child.tag.rpartition("}")[2] for child in camera.last("SetVideoEncoderConfiguration").body[0]]
    assert names == ["Name", "UseCount", "Encoding", "Resolution", "Multicast", "Quality"]
    assert camera.last("SetVideoEncoderConfiguration").texts("IPv6Address") == ["ff0e::1"]


def test_stream_that_the_camera_does_not_have_is_an_error_before_any_write():
    camera = streaming("tr2", MULTICAST.format("239.0.0.1", 5000, 4))
    driver = logged_in(camera)
    assert driver.why_not(key(1, "port")) is None
    assert "has 1 stream" in (driver.why_not(key(2, "port")) or "")
    assert "has 0 audio" in (driver.why_not(key(1, "port", "audio")) or "")
    with pytest.raises(Unsupported, match="has 1 stream"):
        driver.write([Assignment(key(1, "port"), 6000), Assignment(key(2, "port"), 6002)])
    assert "SetVideoEncoderConfiguration" not in camera.operations()


def test_more_configurations_than_the_guide_has_streams_are_left_alone():
    camera = streaming("tr2", *[MULTICAST.format("239.0.0.1", 5000, 4)] * 7)
    assert key(6, "port") not in logged_in(camera).read(IDS).values


def test_refused_configuration_names_the_stream():
    camera = streaming("tr2", MULTICAST.format("239.0.0.1", 5000, 4))
    camera.answers["SetVideoEncoderConfiguration"] = fault("InvalidArgVal", "ConfigModify")
    with pytest.raises(CameraAnswer, match="ConfigModify") as seen:
        logged_in(camera).write([Assignment(key(1, "port"), 6000)])
    assert seen.value.setting == "rtp_server.stream[1]"


def test_camera_without_multicast_says_so():
    assert "no ONVIF media service" in (logged_in(PaperCamera()).why_not(key(1, "port")) or "")
    camera = streaming("tr2", "")
    driver = logged_in(camera)
    found = camera._GetServices(camera.sent[0]).replace('RTPMulticast="true"', 'RTPMulticast="false"')
    camera.answers["GetServices"] = found
    assert "does not advertise multicast" in (driver.why_not(key(1, "port")) or "")


def test_audio_is_numbered_apart():
    camera = streaming("trt", MULTICAST.format("239.0.0.1", 5000, 4))
    camera.answers["GetAudioEncoderConfigurations"] = (
        '<trt:GetAudioEncoderConfigurationsResponse><trt:Configurations token="a1"><tt:Name>a</tt:Name><tt:UseCount>1</tt:UseCount>'
        "<tt:Encoding>G711</tt:Encoding><tt:Bitrate>64</tt:Bitrate><tt:SampleRate>8</tt:SampleRate>"
        f"{MULTICAST.format('239.0.0.7', 7000, 2)}"
        "<tt:SessionTimeout>PT60S</tt:SessionTimeout></trt:Configurations></trt:GetAudioEncoderConfigurationsResponse>"
    )
    camera.answers["SetAudioEncoderConfiguration"] = "<trt:SetAudioEncoderConfigurationResponse/>"
    driver = logged_in(camera)
    assert driver.read(["rtp_server.audio.multicast_port"]).values == {key(1, "port", "audio"): 7000}
    driver.write([Assignment(key(1, "ttl", "audio"), 9)])
    assert camera.last("SetAudioEncoderConfiguration").texts("TTL") == ["9"]
