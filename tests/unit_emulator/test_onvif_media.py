# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Multicast by both media services, and the same settings on Canon's Setting Page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from netcam_emulator.testing import Fleet

from .conftest import ACCOUNT
from .test_onvif_support import ONVIF, Answer, Soap, fleet_of

SIZE = "<tt:Resolution><tt:Width>640</tt:Width><tt:Height>480</tt:Height></tt:Resolution>"
PROFILE = "<{0}:ProfileToken>PROFILE_1</{0}:ProfileToken>"


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """A conformant camera and both generations of Canon's."""
    canon = {name: {"model": model, **ACCOUNT} for name, model in (("modern", "VB-H47"), ("older", "VB-R13VE"))}
    with fleet_of(71, plain=ONVIF, **canon) as fleet:
        yield fleet


def multicast(address: str = "239.1.2.3", port: int = 5004, ttl: int = 4) -> str:
    """`tt:Multicast`."""
    return (
        f"<tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type><tt:IPv4Address>{address}</tt:IPv4Address></tt:Address>"
        f"<tt:Port>{port}</tt:Port><tt:TTL>{ttl}</tt:TTL><tt:AutoStart>false</tt:AutoStart></tt:Multicast>"
    )


def set_video(soap: Soap, service: str, inside: str, token: str = "VIDEO_2") -> Answer:
    """Change a video encoder by one of the services."""
    begin = "<tt:Name>x</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding>" + SIZE
    quality, persist = "<tt:Quality>3</tt:Quality>", ""
    if service == "trt":
        rest = f"{quality}{inside}<tt:SessionTimeout>PT60S</tt:SessionTimeout>"
        persist = "<trt:ForcePersistence>true</trt:ForcePersistence>"
    else:
        rest = inside + quality
    whole = f'<{service}:Configuration token="{token}">{begin}{rest}</{service}:Configuration>{persist}'
    return soap.call(f"{service}:SetVideoEncoderConfiguration", whole)


@pytest.mark.parametrize("service", ["trt", "tr2"])
def test_where_a_stream_goes_is_canons_multicast_setting(fleet: Fleet, service: str) -> None:
    modern = Soap(fleet.camera("modern"))
    assert set_video(modern, service, multicast()).ok
    saved = modern.camera.saved()
    stream = "rtp_server.stream[2].multicast"
    assert [saved[f"{stream}_{name}"] for name in ("address", "port", "ttl")] == ["239.1.2.3", 5004, 4]
    modern.camera.set({f"{stream}_port": 6000})
    for other in ("trt", "tr2"):
        shown = modern.call(f"{other}:GetVideoEncoderConfigurations")
        assert shown.texts("Port")[1] == "6000"
        assert shown.texts("Width")[1] == "640"


@pytest.mark.parametrize("service", ["trt", "tr2"])
@pytest.mark.parametrize(
    ("inside", "subcode"),
    [
        (multicast(address="192.0.2.1"), "ter:ConfigModify"),
        (multicast(port=80), "ter:ConfigModify"),
        (multicast(ttl=256), "ter:ConfigModify"),
        (multicast(address="239.1.2"), "ter:InvalidIPv4Address"),
    ],
)
def test_what_is_no_multicast_is_refused(fleet: Fleet, service: str, inside: str, subcode: str) -> None:
    plain = Soap(fleet.camera("plain"))
    assert set_video(plain, service, inside).fault[-1] == subcode
    assert set(plain.call(f"{service}:GetVideoEncoderConfigurations").texts("Port")) == {"0"}


@pytest.mark.parametrize("service", ["trt", "tr2"])
def test_unknown_configurations_and_profiles(fleet: Fleet, service: str) -> None:
    plain = Soap(fleet.camera("plain"))
    assert set_video(plain, service, multicast(), token="VIDEO_9").fault[-1] == "ter:NoConfig"
    profile = PROFILE.format(service).replace("_1", "_9")
    assert plain.call(f"{service}:StopMulticastStreaming", profile).fault[-1] == "ter:NoProfile"


def test_multicast_starts_where_an_address_is_set(fleet: Fleet) -> None:
    plain = Soap(fleet.camera("plain"))
    start = PROFILE.format("trt")
    assert plain.call("trt:StartMulticastStreaming", start).fault[-1] == "ter:IncompleteConfiguration"
    assert set_video(plain, "trt", multicast(), token="VIDEO_1").ok
    assert plain.call("trt:StartMulticastStreaming", start).ok
    assert plain.camera.onvif()["media"]["VIDEO_1"]["streaming"] is True
    assert plain.call("trt:StopMulticastStreaming", start).ok
    assert plain.camera.onvif()["media"]["VIDEO_1"]["streaming"] is False


def test_older_canon_cameras_have_one_audio_stream_and_no_media2(fleet: Fleet) -> None:
    older = Soap(fleet.camera("older"))
    assert len(older.call("trt:GetAudioEncoderConfigurations").texts("Bitrate")) == 1
    assert older.call("tr2:GetProfiles").fault == ["env:Receiver", "ter:ActionNotSupported"]
