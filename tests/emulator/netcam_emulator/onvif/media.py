# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Media service (ver10): as much as multicast needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from . import encoders, features, names
from .encoders import AUDIO, METADATA, VIDEO
from .registry import Access, Call, Handler, operation
from .xml import Reader, Scalar, el, leaf

if TYPE_CHECKING:
    from .service import OnvifService


def media(name: str, access: Access) -> Callable[[Handler], Handler]:
    """Register an operation of this service."""
    return operation(names.TRT, name, access)


def capabilities(service: OnvifService) -> str:
    """`trt:Capabilities`."""
    streaming: dict[str, Scalar] = {"RTPMulticast": True, "RTP_TCP": True, "RTP_RTSP_TCP": True}
    return el(
        "trt:Capabilities",
        el("trt:ProfileCapabilities", attributes={"MaximumNumberOfProfiles": encoders.PROFILES}),
        el("trt:StreamingCapabilities", attributes=streaming),
        attributes={"SnapshotUri": False},
    )


features.register(names.TRT, capabilities)


def _video(service: OnvifService, tag: str, token: str) -> str:
    name, attributes = encoders.head(token)
    own = encoders.values(service, token)
    return el(
        tag,
        name,
        leaf("tt:Encoding", "H264"),
        el("tt:Resolution", leaf("tt:Width", own["width"]), leaf("tt:Height", own["height"])),
        leaf("tt:Quality", own["quality"]),
        el(
            "tt:RateControl",
            leaf("tt:FrameRateLimit", own["rate"]),
            leaf("tt:EncodingInterval", 1),
            leaf("tt:BitrateLimit", own["bitrate"]),
        ),
        el("tt:H264", leaf("tt:GovLength", 30), leaf("tt:H264Profile", "Main")),
        encoders.shown_multicast(service, token),
        leaf("tt:SessionTimeout", "PT60S"),
        attributes=attributes,
    )


def _audio(service: OnvifService, tag: str, token: str) -> str:
    name, attributes = encoders.head(token)
    own = encoders.values(service, token)
    return el(
        tag,
        name,
        leaf("tt:Encoding", own["encoding"]),
        leaf("tt:Bitrate", own["bitrate"]),
        leaf("tt:SampleRate", own["rate"]),
        encoders.shown_multicast(service, token),
        leaf("tt:SessionTimeout", "PT60S"),
        attributes=attributes,
    )


_SHOWN = {VIDEO: _video, AUDIO: _audio}


@media("GetServiceCapabilities", Access.PRE_AUTH)
def get_service_capabilities(call: Call) -> str:
    """Capabilities of this service."""
    call.body.end()
    return capabilities(call.service)


def _profile(service: OnvifService, tag: str, token: str) -> str:
    number = encoders.check_profile(token)
    return el(
        tag,
        leaf("tt:Name", token),
        encoders.video_source("tt:VideoSourceConfiguration"),
        _video(service, "tt:VideoEncoderConfiguration", f"{VIDEO}_{number}"),
        _audio(service, "tt:AudioEncoderConfiguration", f"{AUDIO}_1"),
        encoders.metadata(service, "tt:MetadataConfiguration"),
        attributes={"token": token, "fixed": True},
    )


@media("GetProfiles", Access.READ_MEDIA)
def get_profiles(call: Call) -> str:
    """All profiles."""
    call.body.end()
    numbers = range(1, encoders.PROFILES + 1)
    return "".join(_profile(call.service, "trt:Profiles", f"PROFILE_{number}") for number in numbers)


@media("GetProfile", Access.READ_MEDIA)
def get_profile(call: Call) -> str:
    """One profile."""
    token = call.body.text("ProfileToken")
    call.body.end()
    return _profile(call.service, "trt:Profile", token)


def _all(call: Call, kind: str) -> str:
    call.body.end()
    tokens = encoders.tokens(call.service, kind)
    return "".join(_SHOWN[kind](call.service, "trt:Configurations", token) for token in tokens)


def _one(call: Call, kind: str) -> str:
    token = encoders.check_token(call.service, kind, call.body.text("ConfigurationToken"))
    call.body.end()
    return _SHOWN[kind](call.service, "trt:Configuration", token)


@media("GetVideoEncoderConfigurations", Access.READ_MEDIA)
def get_video_encoder_configurations(call: Call) -> str:
    """All video encoders."""
    return _all(call, VIDEO)


@media("GetVideoEncoderConfiguration", Access.READ_MEDIA)
def get_video_encoder_configuration(call: Call) -> str:
    """One video encoder."""
    return _one(call, VIDEO)


@media("GetAudioEncoderConfigurations", Access.READ_MEDIA)
def get_audio_encoder_configurations(call: Call) -> str:
    """All audio encoders."""
    return _all(call, AUDIO)


@media("GetAudioEncoderConfiguration", Access.READ_MEDIA)
def get_audio_encoder_configuration(call: Call) -> str:
    """One audio encoder."""
    return _one(call, AUDIO)


@media("GetMetadataConfigurations", Access.READ_MEDIA)
def get_metadata_configurations(call: Call) -> str:
    """The metadata configuration."""
    call.body.end()
    return encoders.metadata(call.service, "trt:Configurations")


@media("GetMetadataConfiguration", Access.READ_MEDIA)
def get_metadata_configuration(call: Call) -> str:
    """The metadata configuration by its token."""
    encoders.check_token(call.service, METADATA, call.body.text("ConfigurationToken"))
    call.body.end()
    return encoders.metadata(call.service, "trt:Configuration")


def _given(call: Call) -> Reader:
    """The configuration; ForcePersistence is always true here."""
    given = call.body.one("Configuration")
    call.body.one("ForcePersistence")
    call.body.end()
    return given


@media("SetVideoEncoderConfiguration", Access.ACTUATE)
def set_video_encoder_configuration(call: Call) -> str:
    """Change a video encoder."""
    given = _given(call)
    token = encoders.check_token(call.service, VIDEO, encoders.taken_head(given))
    given.one("Encoding").word("H264")
    size = given.one("Resolution")
    more: dict[str, object] = {"width": size.one("Width").integer, "height": size.one("Height").integer}
    more["quality"] = given.text("Quality")
    control = given.maybe("RateControl")
    if control is not None:
        more["rate"] = control.one("FrameRateLimit").integer
        control.one("EncodingInterval")
        more["bitrate"] = control.one("BitrateLimit").integer
    given.maybe("MPEG4")
    given.maybe("H264")
    wanted = encoders.given_multicast(given.one("Multicast"))
    given.one("SessionTimeout")
    encoders.store(call.service, token, wanted, more)
    return ""


@media("SetAudioEncoderConfiguration", Access.ACTUATE)
def set_audio_encoder_configuration(call: Call) -> str:
    """Change an audio encoder."""
    given = _given(call)
    token = encoders.check_token(call.service, AUDIO, encoders.taken_head(given))
    more: dict[str, object] = {"encoding": given.one("Encoding").word("G711", "G726", "AAC")}
    more["bitrate"], more["rate"] = given.one("Bitrate").integer, given.one("SampleRate").integer
    wanted = encoders.given_multicast(given.one("Multicast"))
    given.one("SessionTimeout")
    encoders.store(call.service, token, wanted, more)
    return ""


@media("SetMetadataConfiguration", Access.ACTUATE)
def set_metadata_configuration(call: Call) -> str:
    """Change the metadata configuration."""
    encoders.set_metadata(call.service, _given(call))
    return ""


@media("GetStreamUri", Access.READ_MEDIA)
def get_stream_uri(call: Call) -> str:
    """Where a stream is."""
    call.body.one("StreamSetup")
    token = call.body.text("ProfileToken")
    call.body.end()
    return el(
        "trt:MediaUri",
        leaf("tt:Uri", encoders.stream_uri(call.service, token)),
        leaf("tt:InvalidAfterConnect", False),
        leaf("tt:InvalidAfterReboot", False),
        leaf("tt:Timeout", "PT0S"),
    )


@media("StartMulticastStreaming", Access.ACTUATE)
def start_multicast_streaming(call: Call) -> str:
    """Start multicast."""
    token = call.body.text("ProfileToken")
    call.body.end()
    encoders.streaming(call.service, token, on=True)
    return ""


@media("StopMulticastStreaming", Access.ACTUATE)
def stop_multicast_streaming(call: Call) -> str:
    """Stop multicast."""
    token = call.body.text("ProfileToken")
    call.body.end()
    encoders.streaming(call.service, token, on=False)
    return ""
