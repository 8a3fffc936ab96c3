# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Media2 service (ver20): as much as multicast needs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from . import encoders, features, names
from .encoders import AUDIO, METADATA, VIDEO
from .fault import bad_value
from .registry import Access, Call, Handler, operation
from .xml import Scalar, el, leaf

if TYPE_CHECKING:
    from .service import OnvifService


def media2(name: str, access: Access) -> Callable[[Handler], Handler]:
    """Register an operation of this service."""
    return operation(names.TR2, name, access)


def capabilities(service: OnvifService) -> str:
    """`tr2:Capabilities`."""
    profiles: dict[str, Scalar] = {
        "MaximumNumberOfProfiles": encoders.PROFILES,
        "ConfigurationsSupported": "VideoSource VideoEncoder AudioEncoder Metadata",
    }
    streaming: dict[str, Scalar] = {
        "RTSPStreaming": True, "RTPMulticast": True, "RTP_RTSP_TCP": True, "AutoStartMulticast": True,
    }  # fmt: skip
    return el(
        "tr2:Capabilities",
        el("tr2:ProfileCapabilities", attributes=profiles),
        el("tr2:StreamingCapabilities", attributes=streaming),
        attributes={"SnapshotUri": False},
    )


features.register(names.TR2, capabilities)


def _video(service: OnvifService, tag: str, token: str) -> str:
    name, attributes = encoders.head(token)
    own = encoders.values(service, token)
    return el(
        tag,
        name,
        leaf("tt:Encoding", "H264"),
        el("tt:Resolution", leaf("tt:Width", own["width"]), leaf("tt:Height", own["height"])),
        el("tt:RateControl", leaf("tt:FrameRateLimit", own["rate"]), leaf("tt:BitrateLimit", own["bitrate"])),
        encoders.shown_multicast(service, token),
        leaf("tt:Quality", own["quality"]),
        attributes={**attributes, "GovLength": 30, "Profile": "Main"},
    )


def _audio(service: OnvifService, tag: str, token: str) -> str:
    name, attributes = encoders.head(token)
    own = encoders.values(service, token)
    return el(
        tag,
        name,
        leaf("tt:Encoding", "PCMU" if own["encoding"] == "G711" else own["encoding"]),
        encoders.shown_multicast(service, token),
        leaf("tt:Bitrate", own["bitrate"]),
        leaf("tt:SampleRate", own["rate"]),
        attributes=attributes,
    )


@media2("GetServiceCapabilities", Access.PRE_AUTH)
def get_service_capabilities(call: Call) -> str:
    """Capabilities of this service."""
    call.body.end()
    return capabilities(call.service)


@media2("GetProfiles", Access.READ_MEDIA)
def get_profiles(call: Call) -> str:
    """All profiles or one, with the kinds of configurations that are asked for (none: names only)."""
    token, types = call.body.maybe_text("Token"), call.body.texts("Type")
    call.body.end()
    tokens = [f"PROFILE_{number}" for number in range(1, encoders.PROFILES + 1)] if token is None else [token]
    return "".join(_profile(call.service, one, set(types)) for one in tokens)


def _profile(service: OnvifService, token: str, types: set[str]) -> str:
    number = encoders.check_profile(token)
    inside = {
        "VideoSource": encoders.video_source("tr2:VideoSource"),
        "VideoEncoder": _video(service, "tr2:VideoEncoder", f"{VIDEO}_{number}"),
        "AudioEncoder": _audio(service, "tr2:AudioEncoder", f"{AUDIO}_1"),
        "Metadata": encoders.metadata(service, "tr2:Metadata"),
    }
    shown = [xml for kind, xml in inside.items() if kind in types or "All" in types]
    configurations = el("tr2:Configurations", *shown) if shown else ""
    attributes: dict[str, Scalar] = {"token": token, "fixed": True}
    return el("tr2:Profiles", leaf("tr2:Name", token), configurations, attributes=attributes)


def _asked(call: Call, kind: str) -> list[str]:
    """Tokens of the configurations that are asked for."""
    token, profile = call.body.maybe_text("ConfigurationToken"), call.body.maybe_text("ProfileToken")
    call.body.end()
    if token is not None:
        return [encoders.check_token(call.service, kind, token)]
    if profile is not None and kind == VIDEO:
        return [f"{VIDEO}_{encoders.check_profile(profile)}"]
    return encoders.tokens(call.service, kind)


@media2("GetVideoEncoderConfigurations", Access.READ_MEDIA)
def get_video_encoder_configurations(call: Call) -> str:
    """Video encoders."""
    return "".join(_video(call.service, "tr2:Configurations", token) for token in _asked(call, VIDEO))


@media2("GetAudioEncoderConfigurations", Access.READ_MEDIA)
def get_audio_encoder_configurations(call: Call) -> str:
    """Audio encoders."""
    return "".join(_audio(call.service, "tr2:Configurations", token) for token in _asked(call, AUDIO))


@media2("GetMetadataConfigurations", Access.READ_MEDIA)
def get_metadata_configurations(call: Call) -> str:
    """The metadata configuration."""
    return "".join(encoders.metadata(call.service, "tr2:Configurations") for _token in _asked(call, METADATA))


@media2("SetVideoEncoderConfiguration", Access.ACTUATE)
def set_video_encoder_configuration(call: Call) -> str:
    """Change a video encoder."""
    given = call.body.one("Configuration")
    call.body.end()
    token = encoders.check_token(call.service, VIDEO, encoders.taken_head(given))
    given.one("Encoding").word("H264")
    size = given.one("Resolution")
    more: dict[str, object] = {"width": size.one("Width").integer, "height": size.one("Height").integer}
    control = given.maybe("RateControl")
    if control is not None:
        more["rate"] = _whole(control.text("FrameRateLimit"))
        more["bitrate"] = control.one("BitrateLimit").integer
    multicast = given.maybe("Multicast")
    more["quality"] = given.text("Quality")
    wanted = encoders.given_multicast(multicast) if multicast is not None else None
    encoders.store(call.service, token, wanted, more)
    return ""


def _whole(text: str) -> int:
    """A frame rate, which this service gives as a float."""
    try:
        return int(float(text))
    except (ValueError, OverflowError) as error:
        raise bad_value("ter:ConfigModify", f"{text!r} is no frame rate") from error


@media2("SetAudioEncoderConfiguration", Access.ACTUATE)
def set_audio_encoder_configuration(call: Call) -> str:
    """Change an audio encoder."""
    given = call.body.one("Configuration")
    call.body.end()
    token = encoders.check_token(call.service, AUDIO, encoders.taken_head(given))
    encoding = given.one("Encoding").word("PCMU", "G726", "AAC")
    multicast = given.maybe("Multicast")
    more: dict[str, object] = {"encoding": "G711" if encoding == "PCMU" else encoding}
    more["bitrate"], more["rate"] = given.one("Bitrate").integer, given.one("SampleRate").integer
    wanted = encoders.given_multicast(multicast) if multicast is not None else None
    encoders.store(call.service, token, wanted, more)
    return ""


@media2("SetMetadataConfiguration", Access.ACTUATE)
def set_metadata_configuration(call: Call) -> str:
    """Change the metadata configuration."""
    given = call.body.one("Configuration")
    call.body.end()
    encoders.set_metadata(call.service, given)
    return ""


@media2("GetStreamUri", Access.READ_MEDIA)
def get_stream_uri(call: Call) -> str:
    """Where a stream is."""
    call.body.one("Protocol")
    token = call.body.text("ProfileToken")
    call.body.end()
    return leaf("tr2:Uri", encoders.stream_uri(call.service, token))


@media2("StartMulticastStreaming", Access.ACTUATE)
def start_multicast_streaming(call: Call) -> str:
    """Start multicast."""
    token = call.body.text("ProfileToken")
    call.body.end()
    encoders.streaming(call.service, token, on=True)
    return ""


@media2("StopMulticastStreaming", Access.ACTUATE)
def stop_multicast_streaming(call: Call) -> str:
    """Stop multicast."""
    token = call.body.text("ProfileToken")
    call.body.end()
    encoders.streaming(call.service, token, on=False)
    return ""
